//! The words that a report needs in its language, beside its author's: labels, quotes, dates.

mod accessibility;
mod arabic;
mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod persian;
mod polish;
mod portuguese;
mod russian;
mod spanish;

pub use accessibility::AccessibilityWords;

use crate::language::Language;
use crate::manifest::Date;

/// Arab countries whose digits are those of Europe (CLDR 46, default numbering systems).
const WESTERN_DIGITS: &[&str] = &["AE", "DZ", "EH", "LY", "MA", "TN"];

/// Countries where English spells "acknowledgments" so.
const ACKNOWLEDGMENTS: &[&str] = &["US", "CA", "PH", "PR"];

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
    /// Whether "and" is written in one with the word behind it.
    and_joins: bool,
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
            "nl" => dutch::DUTCH,
            "pl" => polish::POLISH,
            "pt" => portuguese::PORTUGUESE,
            "ru" => russian::RUSSIAN,
            _ => english::ENGLISH,
        };
        let guillemets =
            |single_quotes| Words { double_quotes: ["«", "»"], single_quotes, ..words.clone() };
        match (language.primary().as_str(), language.region().as_deref()) {
            ("ar", Some(region)) if WESTERN_DIGITS.contains(&region) => {
                Words { zero: '0', ..words }
            }
            ("en", Some(region)) if !ACKNOWLEDGMENTS.contains(&region) => {
                Words { acknowledgments: "Acknowledgements", ..words }
            }
            ("de" | "fr" | "it", Some("CH" | "LI")) => guillemets(["‹", "›"]),
            ("pt", Some("PT")) => guillemets(["“", "”"]),
            _ => words,
        }
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
            (and, true) => format!(" {and}"),
            (and, false) => format!(" {and} "),
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

    /// "October 2024": the month and the year, as a cover has them.
    pub fn month_and_year(&self, date: Date) -> String {
        let month = usize::from(date.month.clamp(1, 12)) - 1;
        let year = self.digits(&date.year.to_string());
        self.month_and_year.replace("{month}", self.months[month]).replace("{year}", &year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str) -> Words {
        Words::of(&Language::parse(tag).unwrap())
    }

    #[test]
    fn pages_and_dates_are_said_in_each_language() {
        let date = Date { year: 2024, month: 10, day: 1 };
        let said = |tag| {
            let words = words(tag);
            format!("{}; {}", words.month_and_year(date), words.on_page("1", "9"))
        };
        assert_eq!(said("en-US"), "October 2024; 1 on page\u{a0}9");
        assert_eq!(said("de"), "Oktober 2024; 1 auf Seite\u{a0}9");
        assert_eq!(said("fr-CA"), "octobre 2024; 1 à la page\u{a0}9");
        assert_eq!(said("es"), "octubre de 2024; 1 en la página\u{a0}9");
        assert_eq!(said("it"), "ottobre 2024; 1 a pagina\u{a0}9");
        assert_eq!(said("pt-BR"), "outubro de 2024; 1 na página\u{a0}9");
        assert_eq!(said("nl"), "oktober 2024; 1 op pagina\u{a0}9");
        assert_eq!(said("pl"), "październik 2024; 1 na stronie\u{a0}9");
        assert_eq!(said("ru"), "октябрь 2024; 1 на странице\u{a0}9");
        assert_eq!(said("fa"), "اکتبر ۲۰۲۴; 1 در صفحهٔ\u{a0}۹");
        assert_eq!(said("ar"), "أكتوبر ٢٠٢٤; 1 في الصفحة\u{a0}٩");
        assert_eq!(said("tlh"), said("en"));
    }

    #[test]
    fn quotation_marks_follow_the_country() {
        assert_eq!(words("de").double_quotes, ["„", "“"]);
        assert_eq!(words("de-CH").double_quotes, ["«", "»"]);
        assert_eq!(words("pt-PT").double_quotes, ["«", "»"]);
        assert_eq!(words("fr").double_quotes, ["«\u{a0}", "\u{a0}»"]);
        assert_eq!(words("zh-Hans-CN").double_quotes, ["“", "”"]);
    }

    #[test]
    fn numbers_have_the_digits_of_the_language_and_country() {
        assert_eq!(words("fa").digits("1.20 b"), "۱.۲۰ b");
        assert_eq!(words("ar").digits("305"), "٣٠٥");
        assert_eq!(words("ar-MA").digits("305"), "305");
        assert_eq!(words("de").digits("305"), "305");
    }

    #[test]
    fn the_last_name_of_a_list_is_joined_as_the_language_has_it() {
        let joined = |tag, name| format!("A{}{name}", words(tag).and_before(name));
        assert_eq!(joined("en", "Ian"), "A and Ian");
        assert_eq!(joined("es", "Bea"), "A y Bea");
        assert_eq!(joined("es", "Isabel"), "A e Isabel");
        assert_eq!(joined("es", "Hilario"), "A e Hilario");
        assert_eq!(joined("es", "Hierro"), "A y Hierro");
        assert_eq!(joined("ar", "زيد"), "A وزيد");
        assert_eq!(joined("fa", "زید"), "A و زید");
    }

    #[test]
    fn words_follow_the_country() {
        assert_eq!(words("en-GB").acknowledgments, "Acknowledgements");
        assert_eq!(words("en-US").acknowledgments, "Acknowledgments");
        assert_eq!(words("fr").colon, "\u{a0}: ");
    }
}
