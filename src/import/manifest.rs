//! The text of `report.toml`, as a person would have written it.

use std::fmt::Write as _;
use std::path::Path;

use super::Wishes;
use super::folder::from;
use super::order::{Entry, Order};
use super::title_page::TitlePage;
use crate::fields::{self, toml_string};

/// What a manifest is made of.
pub(super) struct Parts<'a> {
    /// The folder of the manifest.
    pub root: &'a Path,
    /// The chapters and titles of parts.
    pub order: &'a Order,
    /// Title, authors, date, language.
    pub page: &'a TitlePage,
    /// What was asked for.
    pub wishes: &'a Wishes,
}

/// The text of the manifest.
pub(super) fn text(parts: &Parts<'_>) -> String {
    let mut text = chapters(parts);
    text += &report(parts);
    for author in &parts.page.authors {
        text += "\n[[authors]]\n";
        let fields = [
            ("name", Some(&author.name)),
            ("affiliation", author.affiliation.as_ref()),
            ("email", author.email.as_ref()),
            ("orcid", author.orcid.as_ref()),
        ];
        for (key, value) in fields {
            text += &line(key, value, 11);
        }
    }
    if let Some((path, alt)) = &parts.page.cover {
        let path = from(parts.root, path);
        text += "\n[cover]\n";
        text += &line("image", Some(&path), 5);
        text += &line("alt", alt.as_ref(), 5);
    }
    let theme = [("theme", "name", &parts.wishes.theme), ("pdf", "paper", &parts.wishes.paper)];
    for (table, key, value) in theme {
        if let Some(value) = value {
            let _ = write!(text, "\n[{table}]\n{}", line(key, Some(value), 0));
        }
    }
    text
}

fn chapters(parts: &Parts<'_>) -> String {
    let from_where = match &parts.order.source {
        Some(source) => format!("in the order of {source}"),
        None => "in the order of their names".to_string(),
    };
    let mut text =
        format!("# The chapters, {from_where}. Their text is where it was.\nchapters = [\n");
    for entry in &parts.order.entries {
        let _ = match entry {
            Entry::File(path) => writeln!(text, "  {},", string(&from(parts.root, path))),
            Entry::Part(title) => writeln!(text, "  # {}", title.replace(char::is_control, " ")),
        };
    }
    text + "]\n"
}

fn report(parts: &Parts<'_>) -> String {
    let (page, wishes) = (parts.page, parts.wishes);
    let mut text = "\n[report]\n".to_string();
    let title = wishes.title.as_ref().or(page.title.as_ref());
    let title = title.cloned().unwrap_or_else(|| "Report".to_string());
    text += &line("title", Some(&title), 11);
    text += &line("subtitle", page.subtitle.as_ref(), 11);
    if let Some(date) = &page.date {
        text += &match day(date) {
            Some(day) => format!("{:11} = {day}\n", "date"),
            None => format!("# {:9} = {}  # write it as a day: 2024-10-01\n", "date", string(date)),
        };
    }
    let language = wishes.language.as_ref().or(page.language.as_ref()).map(ToString::to_string);
    match language {
        Some(language) => {
            let language = line("language", Some(&language), 11);
            let guess = page.is_guess && wishes.language.is_none();
            let remark = if guess { "  # a guess, by its words" } else { "" };
            let _ = writeln!(text, "{}{remark}", language.trim_end());
        }
        None => text += "# language = \"en\"  # the text does not say it\n",
    }
    let fields = [
        ("publisher", &page.publisher),
        ("url", &page.url),
        ("rights", &page.rights),
        ("description", &page.description),
        ("funding", &page.funding),
    ];
    for (key, value) in fields {
        text += &line(key, value.as_ref(), 11);
    }
    if !page.keywords.is_empty() {
        let words: Vec<String> = page.keywords.iter().map(|word| string(word)).collect();
        let _ = writeln!(text, "{:11} = [{}]", "keywords", words.join(", "));
    }
    text
}

/// A key and its value, the signs of equality of a table below one another.
fn line(key: &str, value: Option<&String>, width: usize) -> String {
    value.map(|value| format!("{key:width$} = {}\n", string(value))).unwrap_or_default()
}

/// A day of the calendar as TOML has it, if the date is one.
fn day(date: &str) -> Option<String> {
    let numbers = date.get(..10)?.replace('/', "-");
    let mut parts = numbers.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let ends = date.get(10..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['T', ' ']));
    let known = (1..=12).contains(&month.parse::<u8>().ok()?)
        && (1..=31).contains(&day.parse::<u8>().ok()?);
    let written = format!("{year}-{month}-{day}");
    let is_day = year.len() == 4 && known && ends && written.len() == 10;
    // The thirtieth of February is told by who reads it.
    (is_day && fields::toml(&format!("date = {written}")).is_ok()).then_some(written)
}

/// A basic string of TOML.
fn string(text: &str) -> String {
    format!("\"{}\"", toml_string(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day("2024-10-01"), Some("2024-10-01".into()));
        assert_eq!(day("2024/10/01 12:00"), Some("2024-10-01".into()));
        for date in ["May 2025", "2024", "2024-02-30", "2024-1-01x", "01/10/2024"] {
            assert_eq!(day(date), None, "{date}");
        }
    }
}
