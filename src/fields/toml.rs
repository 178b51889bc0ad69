//! TOML, as a tree of the same kind.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::{DEEPEST, Fault, Field, Kind, Value, place_of};

/// The value of a text of TOML.
pub fn toml(text: &str) -> Result<Value, Fault> {
    let table = DeTable::parse(text).map_err(|error| Fault {
        at: error.span().map_or(0, |span| span.start),
        message: error.message().to_string(),
    })?;
    Ok(Value { range: 0..text.len(), kind: table_of(text, table.get_ref(), 0) })
}

/// The inside of a basic string of TOML.
pub fn toml_string(text: &str) -> String {
    let mut string = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => string.extend(['\\', c]),
            c if c.is_control() => string.push(' '),
            c => string.push(c),
        }
    }
    string
}

fn table_of(text: &str, table: &DeTable<'_>, depth: usize) -> Kind {
    let mut fields: Vec<Field> = table
        .iter()
        .map(|(key, value)| Field {
            key: key.get_ref().to_string(),
            range: key.span(),
            value: value_of(text, value, depth),
        })
        .collect();
    fields.sort_by_key(|field| field.range.start);
    Kind::Table(fields)
}

fn value_of(text: &str, value: &Spanned<DeValue<'_>>, depth: usize) -> Value {
    let range = value.span();
    let kind = match value.get_ref() {
        _ if depth > DEEPEST => Kind::Nothing,
        DeValue::String(words) => {
            let place = place_of(text, range, words);
            return Value { range: place, kind: Kind::Words(words.to_string()) };
        }
        DeValue::Array(values) => {
            Kind::List(values.iter().map(|value| value_of(text, value, depth + 1)).collect())
        }
        DeValue::Table(table) => table_of(text, table, depth + 1),
        _ => written(text, &range),
    };
    Value { range, kind }
}

/// A number, a date, or yes and no, as it is written.
fn written(text: &str, range: &Range<usize>) -> Kind {
    Kind::Words(text.get(range.clone()).unwrap_or_default().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_string_of_toml() {
        let text = format!("title = \"{}\"", toml_string("A \"new\" \\ report\nof {title}"));
        let table = toml(&text).expect("it is TOML");
        let title = table.get("title").and_then(Value::words);
        assert_eq!(title, Some("A \"new\" \\ report of {title}"));
    }

    #[test]
    fn words_stand_where_they_are_written() {
        let text = "[book]\ntitle = \"One\"\nauthors = [\"A\", 'B']\ndate = 2024-10-01\n";
        let value = toml(text).expect("TOML");
        let title = value.path(&["book", "title"]).expect("a title");
        assert_eq!((title.words(), &text[title.range.clone()]), (Some("One"), "One"));
        let authors = value.path(&["book", "authors"]).expect("authors").items();
        assert_eq!(authors.iter().filter_map(Value::words).collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(value.path(&["book", "date"]).and_then(Value::words), Some("2024-10-01"));
        assert_eq!(toml("a = \nb = 1\n").expect_err("no TOML").at, 4);
    }
}
