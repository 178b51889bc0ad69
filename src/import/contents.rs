//! Contents in YAML: `_toc.yml` of Jupyter Book, `myst.yml`, `mkdocs.yml`.

use std::path::Path;

use super::order::Order;
use crate::fields::{Field, Kind, Value};

/// Keys under which further entries stand.
const BELOW: &[&str] =
    &["parts", "chapters", "sections", "subtrees", "entries", "children", "items"];

/// `_toc.yml`: a list of entries, or a table with the first of them as `root`.
pub(super) fn toc(fields: &Value, folder: &Path, order: &mut Order) {
    entry(fields, folder, order);
}

/// `myst.yml`, where the contents stand in the project.
pub(super) fn myst(fields: &Value, folder: &Path, order: &mut Order) {
    if let Some(contents) = fields.path(&["project", "toc"]) {
        entry(contents, folder, order);
    }
}

fn entry(value: &Value, folder: &Path, order: &mut Order) {
    match &value.kind {
        Kind::List(values) => values.iter().for_each(|value| entry(value, folder, order)),
        Kind::Table(_) => {
            let words = |key| value.get(key).and_then(Value::words);
            let file = words("root").or_else(|| words("file"));
            match file {
                Some(file) => order.add(folder, file),
                // What has no file has a title for those below it.
                None => {
                    let title = ["caption", "part", "title"].into_iter().find_map(words);
                    title.into_iter().for_each(|title| order.add_part(title));
                }
            }
            let below = value.fields().iter().filter(|field| BELOW.contains(&field.key.as_str()));
            below.for_each(|field| entry(&field.value, folder, order));
        }
        Kind::Words(_) | Kind::Nothing => {}
    }
}

/// `mkdocs.yml`: its `nav`, whose paths count from the folder of the texts; without one, all that
/// is in that folder.
pub(super) fn mkdocs(fields: &Value, folder: &Path, order: &mut Order) {
    let texts = folder.join(fields.get("docs_dir").and_then(Value::words).unwrap_or("docs"));
    match fields.get("nav") {
        Some(contents) => navigation(contents, &texts, order),
        None => order.add(&texts, "."),
    }
}

fn navigation(value: &Value, folder: &Path, order: &mut Order) {
    match &value.kind {
        Kind::Words(path) => order.add(folder, path),
        Kind::List(values) => values.iter().for_each(|value| navigation(value, folder, order)),
        Kind::Table(fields) => {
            for Field { key, value, .. } in fields {
                if matches!(value.kind, Kind::List(_)) {
                    order.add_part(key);
                }
                navigation(value, folder, order);
            }
        }
        Kind::Nothing => {}
    }
}
