//! Reading a table of TOML: each value is asked for by its key and kind, and what nobody asked
//! for is a fault.
//!
//! A [`Table`] collects its faults and never stops at one. The keys that were asked for are the
//! keys that there are, so that no list of them can fall behind the code.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{SourceId, Span, Spanned};

/// A table while it is read.
pub(super) struct Table<'t> {
    /// Its name as an author writes it, `[report]`; of the whole file, "the manifest".
    name: String,
    /// Its header, or the braces of an inline table.
    span: Span,
    entries: Vec<Entry<'t>>,
    asked: Vec<&'static str>,
    missing: Vec<&'static str>,
    faults: Vec<Diagnostic>,
}

/// A key with its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    /// The key.
    pub key: &'t str,
    /// Where the key is written.
    pub key_span: Span,
    /// The value.
    pub value: Value<'t>,
}

/// A value with its place.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    /// What it is.
    pub value: &'t DeValue<'t>,
    /// Where it is written.
    pub span: Span,
}

impl<'t> Value<'t> {
    pub(super) fn new(source: SourceId, value: &'t toml::Spanned<DeValue<'t>>) -> Value<'t> {
        Value { value: value.get_ref(), span: Span::new(source, value.span()) }
    }

    /// The fault of a value that should have been something else.
    pub(super) fn wrong_type(self, name: &str, wanted: &str) -> Diagnostic {
        let message = format!("`{name}` should be {wanted}, not {}", kind(self.value));
        Diagnostic::error(Code::WrongType, message).at(self.span)
    }
}

/// A value's kind, as a person calls it.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The entries of a table, in the order in which they are written.
pub(super) fn entries<'t>(source: SourceId, table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref(),
            key_span: Span::new(source, key.span()),
            value: Value::new(source, value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

impl<'t> Table<'t> {
    pub(super) fn new(name: impl Into<String>, span: Span, table: &'t DeTable<'t>) -> Table<'t> {
        Table { entries: entries(span.source, table), ..Table::empty(name, span) }
    }

    /// A table that is not there: it has no values, and its required ones are missing at `span`.
    pub(super) fn empty(name: impl Into<String>, span: Span) -> Table<'t> {
        Table {
            name: name.into(),
            span,
            entries: Vec::new(),
            asked: Vec::new(),
            missing: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Its header, or where it would stand.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// Adds a fault that the caller found in a value of this table.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Its entries that nobody has asked for yet, for a table whose keys are free.
    pub(super) fn rest(&mut self) -> Vec<Entry<'t>> {
        let asked = std::mem::take(&mut self.asked);
        let entries = std::mem::take(&mut self.entries);
        entries.into_iter().filter(|entry| !asked.contains(&entry.key)).collect()
    }

    fn ask(&mut self, key: &'static str) {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
    }

    /// The name of the table `key` of this table, as its header has it.
    fn child_name(&self, key: &str) -> String {
        match self.name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            Some(name) => format!("[{name}.{key}]"),
            None => format!("[{key}]"),
        }
    }

    /// The value of a key.
    pub(super) fn value(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.ask(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.value)
    }

    /// Words. Those that hold nothing but white are as if they were not there: a form that is
    /// filled in later.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.name_text(key).filter(|text| !text.value.trim().is_empty())
    }

    /// Text that names something, and cannot be empty without a fault.
    pub(super) fn name_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        self.text_of(key, value)
    }

    /// Text that must be there and not be empty; an empty one stands in for it.
    pub(super) fn required_text(&mut self, key: &'static str) -> Spanned<String> {
        let Some(value) = self.value(key) else {
            self.missing.push(key);
            return Spanned::new(String::new(), self.span);
        };
        let text = self.text_of(key, value);
        if text.as_ref().is_some_and(|text| text.value.trim().is_empty()) {
            let message = format!("`{key}` is empty");
            self.fault(Diagnostic::error(Code::InvalidValue, message).at(value.span));
        }
        text.unwrap_or_else(|| Spanned::new(String::new(), value.span))
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let value = self.value(key)?;
        let DeValue::Array(list) = value.value else {
            self.fault(value.wrong_type(key, "a list of texts").help(list_help(key, value)));
            return None;
        };
        let items = list.iter().map(|item| Value::new(value.span.source, item));
        Some(items.filter_map(|item| self.text_of(key, item)).collect())
    }

    /// True or false.
    pub(super) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        match value.value {
            DeValue::Boolean(boolean) => Some(*boolean),
            _ => {
                let fault = value.wrong_type(key, "true or false");
                self.fault(fault.help("write it without quotation marks"));
                None
            }
        }
    }

    /// A whole number of this range.
    pub(super) fn integer(&mut self, key: &'static str, range: Range<u8>) -> Option<u8> {
        let value = self.value(key)?;
        let DeValue::Integer(written) = value.value else {
            self.fault(value.wrong_type(key, "a whole number"));
            return None;
        };
        let number = u8::from_str_radix(written.as_str(), written.radix()).ok();
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let last = range.end.saturating_sub(1);
            let message = format!("`{key}` lies between {} and {last}", range.start);
            self.fault(Diagnostic::error(Code::InvalidValue, message).at(value.span));
        }
        number
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.name_text(key)?;
        self.choose(key, &text, choices)
    }

    /// Which of several words this is.
    pub(super) fn choose<T: Copy>(
        &mut self,
        key: &str,
        text: &Spanned<String>,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let choice = choices.iter().find(|(name, _)| *name == text.value);
        if choice.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let message = format!("`{key}` has no \"{}\"", text.value);
            let fault = Diagnostic::error(Code::InvalidValue, message).at(text.span);
            self.fault(fault.help(word_help(&text.value, &names)));
        }
        choice.map(|(_, value)| *value)
    }

    /// A table, read by `read`.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Table<'t>) -> T,
    ) -> Option<T> {
        let value = self.value(key)?;
        match value.value {
            DeValue::Table(table) => {
                let mut child = Table::new(self.child_name(key), value.span, table);
                Some(self.read_child(&mut child, read))
            }
            _ => {
                self.fault(value.wrong_type(key, "a table"));
                None
            }
        }
    }

    /// A table that has a required key: where it is missing, `read` meets an empty one.
    pub(super) fn required_table<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&mut Table<'t>) -> T,
    ) -> T {
        if self.entries.iter().all(|entry| entry.key != key) {
            self.ask(key);
            let start = Span::new(self.span.source, 0..0);
            let mut child = Table::empty(self.child_name(key), start);
            return self.read_child(&mut child, read);
        }
        match self.table(key, &read) {
            Some(read) => read,
            // It is there and is no table, which is fault enough.
            None => read(&mut Table::empty(self.child_name(key), self.span)),
        }
    }

    /// A list of tables, each read by `read`.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Table<'t>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let help = format!("each of them begins with `[[{key}]]`");
        let DeValue::Array(list) = value.value else {
            self.fault(value.wrong_type(key, "a list of tables").help(help));
            return Vec::new();
        };
        let mut all = Vec::new();
        for item in list.iter() {
            let item = Value::new(value.span.source, item);
            let DeValue::Table(table) = item.value else {
                self.fault(item.wrong_type(key, "a list of tables").help(help.clone()));
                continue;
            };
            let mut child = Table::new(format!("[[{key}]]"), item.span, table);
            all.push(self.read_child(&mut child, &mut read));
        }
        all
    }

    fn read_child<T>(
        &mut self,
        child: &mut Table<'t>,
        read: impl FnOnce(&mut Table<'t>) -> T,
    ) -> T {
        let result = read(child);
        self.faults.append(&mut child.finish());
        result
    }

    pub(super) fn text_of(&mut self, key: &str, value: Value<'_>) -> Option<Spanned<String>> {
        let DeValue::String(text) = value.value else {
            let fault = value.wrong_type(key, "text");
            self.fault(fault.help("write text in quotation marks"));
            return None;
        };
        // XML 1.0, section 2.2, has no place for these, escaped or not.
        let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        if text.chars().any(|c| control(c) || matches!(c, '\u{fffe}' | '\u{ffff}')) {
            let message = format!("`{key}` has a control character in it");
            self.fault(Diagnostic::error(Code::InvalidValue, message).at(value.span));
            return None;
        }
        Some(Spanned::new(text.to_string(), value.span))
    }

    /// All faults: those found in values, unknown keys, and required keys that are missing.
    pub(super) fn finish(&mut self) -> Vec<Diagnostic> {
        let mut meant = Vec::new();
        for entry in &self.entries {
            if self.asked.contains(&entry.key) {
                continue;
            }
            let near = nearest(entry.key, self.asked.iter().copied());
            meant.extend(near);
            let message = format!("unknown key `{}` in {}", entry.key, self.name);
            let fault = Diagnostic::error(Code::UnknownKey, message).at(entry.key_span);
            self.faults.push(fault.help(self.key_help(entry.key, near)));
        }
        // A misspelt key is one fault, not two.
        for key in self.missing.iter().filter(|key| !meant.contains(key)) {
            let message = format!("{} has no `{key}`", self.name);
            let fault = Diagnostic::error(Code::MissingKey, message).at(self.span);
            self.faults.push(fault.help(format!("add `{key} = \"…\"` to {}", self.name)));
        }
        std::mem::take(&mut self.faults)
    }

    fn key_help(&self, key: &str, near: Option<&str>) -> String {
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if key == "chapters" => {
                "`chapters` stands at the top of the file, before the first table".to_string()
            }
            None if let Some(table) = table_meant(key) => {
                format!("`{key}` is a table of its own: write it below `{table}`")
            }
            None => {
                let keys: Vec<String> = self.asked.iter().map(|key| format!("`{key}`")).collect();
                format!("the keys of {} are {}", self.name, keys.join(", "))
            }
        }
    }
}

/// The table of the manifest that a key was written for.
fn table_meant(key: &str) -> Option<&'static str> {
    Some(match key {
        "author" | "authors" => "[[authors]]",
        "contributor" | "contributors" => "[[contributors]]",
        "cover" => "[cover]",
        "contents" | "toc" => "[contents]",
        "theme" => "[theme]",
        "pdf" => "[pdf]",
        "epub" => "[epub]",
        "output" => "[output]",
        _ => return None,
    })
}

/// The word that was meant, or all that there are.
fn word_help(word: &str, names: &[&str]) -> String {
    match nearest(word, names.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => {
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            format!("it is one of {}", names.join(", "))
        }
    }
}

fn list_help(key: &str, value: Value<'_>) -> String {
    match value.value {
        DeValue::String(text) => format!("write `{key} = [\"{text}\"]`"),
        _ => format!("write `{key} = [\"…\", \"…\"]`"),
    }
}
