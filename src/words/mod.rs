//! The words that a report needs in its language, beside its author's: labels, quotes, dates.

mod accessibility;
mod arabic;
mod chinese;
mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod japanese;
mod korean;
mod persian;
mod polish;
mod portuguese;
mod russian;
mod spanish;
#[cfg(test)]
mod tests;

pub use accessibility::AccessibilityWords;

use crate::language::Language;
use crate::manifest::Date;

/// Arab countries whose digits are those of Europe (CLDR 46, default numbering systems).
const WESTERN_DIGITS: &[&str] = &["AE", "DZ", "EH", "LY", "MA", "TN"];

/// Countries where English spells "acknowledgments" so.
const ACKNOWLEDGMENTS: &[&str] = &["US", "CA", "PH", "PR"];

/// Countries whose English has a comma before the "and" of a list (CLDR 48).
const SERIAL_COMMA: &[&str] = &["AE", "AS", "BI", "GU", "MH", "MP", "PH", "PR", "UM", "US", "VI"];

/// Countries whose Spanish has guillemets, as the Real Academia Española has them; the others have
/// English quotation marks (CLDR 48).
const GUILLEMETS_ES: &[&str] = &["", "EA", "ES", "GQ", "IC", "PH", "US"];

/// Countries whose Portuguese has guillemets (CLDR 48).
const GUILLEMETS_PT: &[&str] = &["AO", "CH", "CV", "GQ", "GW", "LU", "MO", "MZ", "PT", "ST", "TL"];

/// The words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// "Figure".
    pub figure: &'static str,
    /// "Map".
    pub map: &'static str,
    /// "Table".
    pub table: &'static str,
    /// "Box".
    pub boxed: &'static str,
    /// "Appendix".
    pub appendix: &'static str,
    /// "Contents".
    pub contents: &'static str,
    /// "Figures".
    pub figures: &'static str,
    /// "Maps".
    pub maps: &'static str,
    /// "Tables".
    pub tables: &'static str,
    /// "Boxes".
    pub boxes: &'static str,
    /// "Notes".
    pub notes: &'static str,
    /// "Source".
    pub source: &'static str,
    /// "Note": a remark below a figure or table.
    pub note: &'static str,
    /// "Description": what a picture says at length, below it.
    pub description: &'static str,
    /// "Tip".
    pub tip: &'static str,
    /// "Important".
    pub important: &'static str,
    /// "Warning".
    pub warning: &'static str,
    /// "Caution".
    pub caution: &'static str,
    /// "Summary".
    pub summary: &'static str,
    /// "About the author".
    pub about_the_author: &'static str,
    /// "About the authors".
    pub about_the_authors: &'static str,
    /// "About": heads the back matter when no author has a bio.
    pub about: &'static str,
    /// "Acknowledgments".
    pub acknowledgments: &'static str,
    /// "About the institution", in the margin of the back matter.
    pub the_institution: &'static str,
    /// Labels of the imprint: "Title".
    pub title: &'static str,
    /// "Author".
    pub author: &'static str,
    /// "Authors".
    pub authors: &'static str,
    /// "Published".
    pub published: &'static str,
    /// "Cite as".
    pub cite_as: &'static str,
    /// "Identifiers".
    pub identifiers: &'static str,
    /// "Cover".
    pub cover: &'static str,
    /// "Rights".
    pub rights: &'static str,
    /// "Funding".
    pub funding: &'static str,
    /// "Series".
    pub series: &'static str,
    /// "Type": the typefaces.
    pub typefaces: &'static str,
    /// "Title page".
    pub title_page: &'static str,
    /// "Imprint".
    pub imprint: &'static str,
    /// "Landmarks" of the EPUB.
    pub landmarks: &'static str,
    /// "Pages": the page list of the EPUB.
    pub pages: &'static str,
    /// "Draft": on each page of a report that is not finished.
    pub draft: &'static str,
    /// "picture missing": in place of a picture in a draft.
    pub picture_missing: &'static str,
    /// "Back to text": the way back from a note.
    pub back_to_text: &'static str,
    /// "and", between the last two of a list of names.
    pub and: &'static str,
    /// What parts two names or facts in a line: ", ".
    pub comma: &'static str,
    /// What parts a label or a title from what it introduces: ": ".
    pub colon: &'static str,
    /// The digit 0; the others follow it in Unicode.
    zero: char,
    /// Whether "and" is written in one with the word behind it, and stands between any two names of
    /// a list.
    and_joins: bool,
    /// What stands before "and" in a list of three or more.
    last_comma: &'static str,
    licensed_under: [&'static str; 2],
    set_in: &'static str,
    month_and_year: &'static str,
    page: &'static str,
    on_page: &'static str,
    months: [&'static str; 12],
    /// Opening and closing double quotes.
    pub double_quotes: [&'static str; 2],
    /// Opening and closing single quotes.
    pub single_quotes: [&'static str; 2],
}

impl Words {
    /// The words of a language; those of English for a language that is not known. Countries
    /// that set other quotation marks than their neighbours have those.
    pub fn of(language: &Language) -> Words {
        let words = match language.primary().as_str() {
            "ar" => arabic::ARABIC,
            "de" => german::GERMAN,
            "es" => spanish::SPANISH,
            "fa" | "prs" => persian::PERSIAN,
            "fr" => french::FRENCH,
            "it" => italian::ITALIAN,
            "ja" => japanese::JAPANESE,
            "ko" => korean::KOREAN,
            "nl" => dutch::DUTCH,
            "pl" => polish::POLISH,
            "pt" => portuguese::PORTUGUESE,
            "ru" => russian::RUSSIAN,
            "zh" | "yue" if language.is_traditional_chinese() => chinese::TRADITIONAL,
            "zh" => chinese::SIMPLIFIED,
            _ => english::ENGLISH,
        };
        words.of_country(&language.primary(), language.region().as_deref().unwrap_or_default())
    }

    /// The same words where a country has others than the rest of its language (CLDR 48).
    fn of_country(self, language: &str, region: &str) -> Words {
        let mut words = self;
        match language {
            "ar" => {
                if WESTERN_DIGITS.contains(&region) {
                    words.zero = '0';
                }
                words.months = arabic::months(region);
            }
            "de" if matches!(region, "AT" | "IT") => words.months[0] = "Jänner",
            "en" => {
                if !region.is_empty() && !ACKNOWLEDGMENTS.contains(&region) {
                    words.acknowledgments = "Acknowledgements";
                }
                if !region.is_empty() && !SERIAL_COMMA.contains(&region) {
                    words.last_comma = "";
                }
            }
            "es" => {
                if matches!(region, "PE" | "UY") {
                    words.months[8] = "setiembre";
                }
                if !GUILLEMETS_ES.contains(&region) {
                    words.double_quotes = ["“", "”"];
                    words.single_quotes = ["‘", "’"];
                }
            }
            "fa" if region == "AF" => words.months = persian::MONTHS_OF_AFGHANISTAN,
            "prs" => words.months = persian::MONTHS_OF_AFGHANISTAN,
            _ => {}
        }
        match (language, region) {
            ("de" | "fr" | "it", "CH" | "LI") => {
                words.double_quotes = ["«", "»"];
                words.single_quotes = ["‹", "›"];
            }
            ("pt", region) if GUILLEMETS_PT.contains(&region) => {
                words.double_quotes = ["«", "»"];
                words.single_quotes = ["“", "”"];
            }
            _ => {}
        }
        words
    }

    /// The number that is written so with the digits of the language.
    pub fn digits(&self, number: &str) -> String {
        let own = |digit: u32| char::from_u32(u32::from(self.zero) + digit);
        let digits = number.chars().map(|c| c.to_digit(10).and_then(own).unwrap_or(c));
        digits.collect()
    }

    /// Whether the language has digits of its own.
    pub const fn has_own_digits(&self) -> bool {
        self.zero != '0'
    }

    /// The digits as CSS names them: CSS Counter Styles Level 3, section 6.1.
    pub const fn counter_style(&self) -> &'static str {
        match self.zero {
            '۰' => "persian",
            '٠' => "arabic-indic",
            _ => "decimal",
        }
    }

    /// " and ", before this last one of a list of names.
    pub fn and_before(&self, name: &str) -> String {
        let name = name.trim_start().to_lowercase();
        let after_h = name.strip_prefix("hi").and_then(|rest| rest.chars().next());
        // In Spanish "y" is "e" before the same sound (Ortografía de la lengua española, 2010).
        let same = name.starts_with(['i', 'í']) || name.starts_with("hí");
        let same = same || after_h.is_some_and(|c| !"aáeéoóuú".contains(c));
        match (self.and, self.and_joins) {
            ("y", _) if same => " e ".to_string(),
            // Chinese and Japanese have no spaces between words.
            ("、" | "和", _) => self.and.to_string(),
            (and, true) => format!(" {and}"),
            (and, false) => format!(" {and} "),
        }
    }

    /// What stands before a name of a list: before the second of two, " and "; before the last of
    /// more, ", and "; before others, ", ". `index` is its place from 0.
    pub fn between(&self, index: usize, count: usize, name: &str) -> String {
        let last = index + 1 == count;
        match (index, last) {
            (0, _) => String::new(),
            (_, true) if count > 2 => format!("{}{}", self.last_comma, self.and_before(name)),
            (_, last) if last || self.and_joins => self.and_before(name),
            _ => self.comma.to_string(),
        }
    }

    /// "page 9".
    pub fn page(&self, page: &str) -> String {
        self.page.replace("{page}", &self.digits(page))
    }

    /// "Licensed under ", and what follows the licence's name.
    pub const fn licensed_under(&self) -> (&'static str, &'static str) {
        (self.licensed_under[0], self.licensed_under[1])
    }

    /// The typefaces with their licence: "Source Serif 4, under the SIL Open Font License."
    pub fn set_in(&self, faces: &str) -> String {
        self.set_in.replace("{faces}", faces)
    }

    /// "Map 1 on page 7".
    pub fn on_page(&self, name: &str, page: &str) -> String {
        self.on_page.replace("{name}", name).replace("{page}", &self.digits(page))
    }

    /// Whether a word is of the name of a month, in whatever case or short form.
    pub fn is_of_a_month(&self, word: &str) -> bool {
        let begin = |word: &str| word.to_lowercase().chars().take(3).collect::<String>();
        let own = begin(word);
        let length = word.chars().count();
        let mut names = self.months.iter().flat_map(|month| month.split_whitespace());
        // Endings of case are short: "wrzesień", "września".
        names.any(|name| begin(name) == own && length <= name.chars().count() + 2)
    }

    /// "October 2024": the month and the year, as a cover has them.
    pub fn month_and_year(&self, date: Date) -> String {
        let month = usize::from(date.month.clamp(1, 12)) - 1;
        let year = self.digits(&date.year.to_string());
        self.month_and_year.replace("{month}", self.months[month]).replace("{year}", &year)
    }
}
