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
            ("de" | "fr" | "it", Some("CH" | "LI")) => guillemets(["‹", "›"]),
            ("pt", Some("PT")) => guillemets(["“", "”"]),
            _ => words,
        }
    }

    /// "page 9".
    pub fn page(&self, page: &str) -> String {
        self.page.replace("{page}", page)
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
        self.on_page.replace("{name}", name).replace("{page}", page)
    }

    /// "October 2024": the month and the year, as a cover has them.
    pub fn month_and_year(&self, date: Date) -> String {
        let month = usize::from(date.month.clamp(1, 12)) - 1;
        let year = date.year.to_string();
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
        assert_eq!(said("fa"), "اکتبر 2024; 1 در صفحهٔ\u{a0}9");
        assert_eq!(said("ar"), "أكتوبر 2024; 1 في الصفحة\u{a0}9");
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
}
