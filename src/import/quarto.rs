//! `_quarto.yml` and `_bookdown.yml`.

use std::path::Path;

use super::folder::{Folder, is_markdown};
use super::order::Order;
use crate::fields::{Kind, Value};

/// `_quarto.yml`: the chapters of a book, or what stands in the side bar of a site.
pub(super) fn book(fields: &Value, folder: &Path, order: &mut Order) {
    if let Some(book) = fields.get("book") {
        for key in ["chapters", "references"] {
            book.get(key).into_iter().for_each(|value| entry(value, folder, order));
        }
        if let Some(appendices) = book.get("appendices") {
            let before = order.entries.len();
            entry(appendices, folder, order);
            order.appendices = order.entries.len() > before;
        }
        return;
    }
    let bars = fields.path(&["website", "sidebar"]).map(Value::items).unwrap_or_default();
    for bar in bars {
        bar.get("contents").into_iter().for_each(|value| entry(value, folder, order));
    }
}

fn entry(value: &Value, folder: &Path, order: &mut Order) {
    match &value.kind {
        Kind::Words(path) if path == "auto" => order.add(folder, "."),
        Kind::Words(path) => add(path, folder, order),
        Kind::List(values) => values.iter().for_each(|value| entry(value, folder, order)),
        Kind::Table(_) => {
            let words = |key| value.get(key).and_then(Value::words);
            for key in ["part", "section", "file", "href"] {
                words(key).into_iter().for_each(|title| add(title, folder, order));
            }
            for key in ["chapters", "contents"] {
                value.get(key).into_iter().for_each(|value| entry(value, folder, order));
            }
        }
        Kind::Nothing => {}
    }
}

/// A part is a file, or a title; a lone line is a mark between entries.
fn add(written: &str, folder: &Path, order: &mut Order) {
    let path = Path::new(written);
    if is_markdown(path) || path.extension().is_some_and(|own| own == "ipynb") {
        order.add(folder, written);
    } else if !written.starts_with("---") {
        order.add_part(written);
    }
}

/// `_bookdown.yml`: the files that it lists, for the PDF where it lists others for each edition;
/// else those of R Markdown in the folder, in the order of names.
pub(super) fn bookdown(fields: &Value, folder: &Path, order: &mut Order) {
    let listed = fields.get("rmd_files");
    let listed = listed
        .map(|files| ["latex", "html"].iter().find_map(|key| files.get(key)).unwrap_or(files));
    match listed.map(Value::items) {
        Some(files) => {
            files.iter().filter_map(Value::words).for_each(|path| order.add(folder, path));
        }
        None => {
            let all = Folder::read(folder).chapters;
            let own = all.iter().filter(|path| path.parent() == Some(folder));
            let own = own
                .filter(|path| path.extension().is_some_and(|own| own.eq_ignore_ascii_case("rmd")));
            own.filter_map(|path| path.to_str()).for_each(|path| order.add(folder, path));
        }
    }
}
