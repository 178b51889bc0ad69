//! Tokens of a theme, as a manifest or a theme file writes them.

use toml::de::DeValue;

use super::syntax;
use super::table::{Entry, Value, entries};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Spanned};

/// A token of a theme with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Its path, the names of its tables and its own parted by points: `accent`, `page.grid`.
    pub path: Spanned<String>,
    /// Its value; never a table.
    pub value: Spanned<toml::Value>,
}

/// The tokens of a theme file, in the order in which they are written. What is not TOML is pushed
/// to `diagnostics`.
pub fn read_tokens(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Vec<Token> {
    let (table, faults) = syntax::parse(text, source);
    diagnostics.extend(faults);
    let mut tokens = Vec::new();
    flatten("", &entries(source, &table), &mut tokens, &mut |fault| diagnostics.push(fault));
    tokens.sort_by_key(|token| token.path.span);
    tokens
}

/// The tokens of `entries` and of the tables in them, below the path `parent`.
pub(super) fn flatten(
    parent: &str,
    entries_of_parent: &[Entry<'_>],
    tokens: &mut Vec<Token>,
    fault: &mut impl FnMut(Diagnostic),
) {
    for entry in entries_of_parent {
        let path = match parent {
            "" => entry.key.to_string(),
            parent => format!("{parent}.{}", entry.key),
        };
        if let DeValue::Table(table) = entry.value.value {
            flatten(&path, &entries(entry.key_span.source, table), tokens, fault);
            continue;
        }
        match owned(entry.value.value) {
            Some(value) => tokens.push(Token {
                path: Spanned::new(path, entry.key_span),
                value: Spanned::new(value, entry.value.span),
            }),
            None => fault(not_a_token(&path, entry.value)),
        }
    }
}

fn not_a_token(path: &str, value: Value<'_>) -> Diagnostic {
    let message = format!("`{path}` is not a number, a text, true or false");
    Diagnostic::error(Code::InvalidValue, message).at(value.span)
}

/// The value apart from its text; none for a number that is too large, a date or a table.
fn owned(value: &DeValue<'_>) -> Option<toml::Value> {
    Some(match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Boolean(boolean) => toml::Value::Boolean(*boolean),
        DeValue::Integer(number) => {
            toml::Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok()?)
        }
        DeValue::Float(number) => toml::Value::Float(number.as_str().parse().ok()?),
        DeValue::Array(list) => {
            let items = list.iter().map(|item| owned(item.get_ref()));
            toml::Value::Array(items.collect::<Option<Vec<_>>>()?)
        }
        DeValue::Datetime(_) | DeValue::Table(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_flattened_to_paths() {
        let mut diagnostics = Diagnostics::new();
        let text =
            "name = \"x\"\n[page]\ngrid = 14.5\n[styles]\nh1 = { size = 0x10, italic = true }";
        let tokens = read_tokens(text, SourceId::default(), &mut diagnostics);
        let shown: Vec<String> = tokens
            .iter()
            .map(|token| format!("{} = {:?}", token.path.value, token.value.value))
            .collect();
        assert_eq!(
            shown,
            [
                "name = String(\"x\")",
                "page.grid = Float(14.5)",
                "styles.h1.size = Integer(16)",
                "styles.h1.italic = Boolean(true)",
            ]
        );
        assert_eq!(&text[tokens[1].value.span.range()], "14.5");
        assert!(diagnostics.is_empty());
    }
}
