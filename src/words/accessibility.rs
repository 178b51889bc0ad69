//! What the EPUB says in words of how it can be read.

use crate::language::Language;

/// The sentences of an accessibility summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessibilityWords {
    /// The language that they are in.
    pub language: &'static str,
    /// What is always true.
    pub structure: &'static str,
    /// When every picture has an alternative text.
    pub pictures: &'static str,
    /// When there is a page list.
    pub pages: &'static str,
}

impl AccessibilityWords {
    /// The sentences of a language; those of English for a language that is not known.
    pub fn of(language: &Language) -> AccessibilityWords {
        let primary = language.primary();
        let primary = match primary.as_str() {
            "prs" => "fa",
            "zh" | "yue" if language.is_traditional_chinese() => "zh-Hant",
            primary => primary,
        };
        let known = ALL.iter().find(|words| words.language == primary);
        known.copied().unwrap_or(ENGLISH)
    }
}

const ENGLISH: AccessibilityWords = AccessibilityWords {
    language: "en",
    structure: "Headings, lists, notes and tables are marked up as such.",
    pictures: "Every picture has a description.",
    pages: "Page numbers are those of the PDF edition.",
};

const ALL: [AccessibilityWords; 14] = [
    AccessibilityWords {
        language: "ar",
        structure: "العناوين والقوائم والحواشي والجداول معلَّمة دلاليًا.",
        pictures: "لكل صورة وصف.",
        pages: "أرقام الصفحات هي أرقام نسخة PDF.",
    },
    AccessibilityWords {
        language: "de",
        structure: "Überschriften, Listen, Anmerkungen und Tabellen sind als solche ausgezeichnet.",
        pictures: "Jedes Bild hat eine Beschreibung.",
        pages: "Die Seitenzahlen sind die der PDF-Ausgabe.",
    },
    AccessibilityWords {
        language: "es",
        structure: "Los títulos, las listas, las notas y las tablas están marcados como tales.",
        pictures: "Cada imagen tiene una descripción.",
        pages: "Los números de página son los de la edición PDF.",
    },
    AccessibilityWords {
        language: "fa",
        structure: "سرفصل‌ها، فهرست‌ها، یادداشت‌ها و جدول‌ها به همین عنوان نشانه‌گذاری شده‌اند.",
        pictures: "هر تصویر توضیحی دارد.",
        pages: "شمارهٔ صفحه‌ها همان شماره‌های نسخهٔ PDF است.",
    },
    AccessibilityWords {
        language: "fr",
        structure: "Les titres, listes, notes et tableaux sont balisés comme tels.",
        pictures: "Chaque image a une description.",
        pages: "Les numéros de page sont ceux de l’édition PDF.",
    },
    AccessibilityWords {
        language: "it",
        structure: "Titoli, elenchi, note e tabelle sono marcati come tali.",
        pictures: "Ogni immagine ha una descrizione.",
        pages: "I numeri di pagina sono quelli dell’edizione PDF.",
    },
    AccessibilityWords {
        language: "ja",
        structure: "見出し、リスト、注、表はそれぞれの要素として記述されています。",
        pictures: "すべての画像に説明があります。",
        pages: "ページ番号はPDF版のものです。",
    },
    AccessibilityWords {
        language: "ko",
        structure: "제목, 목록, 주석, 표는 해당 요소로 표시되어 있습니다.",
        pictures: "모든 그림에 설명이 있습니다.",
        pages: "쪽 번호는 PDF판의 것입니다.",
    },
    AccessibilityWords {
        language: "nl",
        structure: "Koppen, lijsten, noten en tabellen zijn als zodanig gemarkeerd.",
        pictures: "Elke afbeelding heeft een beschrijving.",
        pages: "De paginanummers zijn die van de pdf-uitgave.",
    },
    AccessibilityWords {
        language: "pl",
        structure: "Nagłówki, listy, przypisy i tabele są odpowiednio oznaczone.",
        pictures: "Każda ilustracja ma opis.",
        pages: "Numery stron są takie jak w wydaniu PDF.",
    },
    AccessibilityWords {
        language: "pt",
        structure: "Títulos, listas, notas e tabelas estão marcados como tais.",
        pictures: "Cada imagem tem uma descrição.",
        pages: "Os números de página são os da edição em PDF.",
    },
    AccessibilityWords {
        language: "ru",
        structure: "Заголовки, списки, примечания и таблицы размечены как таковые.",
        pictures: "У каждого изображения есть описание.",
        pages: "Номера страниц соответствуют изданию PDF.",
    },
    AccessibilityWords {
        language: "zh",
        structure: "标题、列表、注释和表格均有相应的标记。",
        pictures: "每张图片都有文字说明。",
        pages: "页码与PDF版一致。",
    },
    AccessibilityWords {
        language: "zh-Hant",
        structure: "標題、清單、註釋和表格均有相應的標記。",
        pictures: "每張圖片都有文字說明。",
        pages: "頁碼與PDF版一致。",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_own_sentences_or_those_of_english() {
        let language = |tag| AccessibilityWords::of(&Language::parse(tag).unwrap()).language;
        assert_eq!(
            ["de-CH", "prs", "pt-BR", "en-US", "zh-TW", "tlh"].map(language),
            ["de", "fa", "pt", "en", "zh-Hant", "en"]
        );
        for words in ALL {
            assert!(Language::parse(words.language).is_some());
            for sentence in [words.structure, words.pictures, words.pages] {
                assert!(sentence.ends_with(['.', '。']), "{sentence}");
            }
        }
    }
}
