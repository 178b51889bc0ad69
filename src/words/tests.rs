//! What is said in each language, held against the Unicode CLDR, release 48.

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
    assert_eq!(said("ja"), "2024年10月; 9ページの1");
    assert_eq!(said("zh"), "2024年10月; 第9页的1");
    assert_eq!(said("zh-TW"), "2024年10月; 第9頁的1");
    assert_eq!(said("ko"), "2024년 10월; 9쪽의 1");
    assert_eq!(said("tlh"), said("en"));
}

#[test]
fn a_draft_is_called_one_in_each_language() {
    let tags = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "fa", "ar"];
    let mut said: Vec<[&str; 2]> =
        tags.iter().map(|tag| [words(tag).draft, words(tag).picture_missing]).collect();
    assert!(said.iter().flatten().all(|words| !words.is_empty()));
    said.sort();
    said.dedup();
    assert_eq!(said.len(), tags.len(), "no two say the same: {said:?}");
}

#[test]
fn months_follow_the_country() {
    let january = |tag| words(tag).month_and_year(Date { year: 2024, month: 1, day: 1 });
    let august = |tag| words(tag).month_and_year(Date { year: 2024, month: 8, day: 1 });
    assert_eq!(january("de-DE"), "Januar 2024");
    assert_eq!(january("de-AT"), "Jänner 2024");
    assert_eq!(january("fa"), "ژانویهٔ ۲۰۲۴");
    assert_eq!(january("fa-AF"), "جنوری ۲۰۲۴");
    assert_eq!(january("prs"), "جنوری ۲۰۲۴");
    assert_eq!(january("ar-SY"), "كانون الثاني ٢٠٢٤");
    assert_eq!(january("ar-DZ"), "جانفي 2024");
    assert_eq!(august("ar-MA"), "غشت 2024");
    assert_eq!(august("ar-EG"), "أغسطس ٢٠٢٤");
    let september = Date { year: 2024, month: 9, day: 1 };
    assert_eq!(words("es-PE").month_and_year(september), "setiembre de 2024");
    assert_eq!(words("es-MX").month_and_year(september), "septiembre de 2024");
}

// As CLDR 48 has them, but for three: Dutch has both kinds, of which those typed as double are
// double; in Arabic and in the Spanish of Spain books have guillemets.
#[test]
fn quotation_marks_follow_the_language_and_country() {
    for (tag, double, single) in [
        ("en", ["“", "”"], ["‘", "’"]),
        ("de", ["„", "“"], ["‚", "‘"]),
        ("de-CH", ["«", "»"], ["‹", "›"]),
        ("fr", ["«\u{a0}", "\u{a0}»"], ["“", "”"]),
        ("fr-CH", ["«", "»"], ["‹", "›"]),
        ("es", ["«", "»"], ["“", "”"]),
        ("es-MX", ["“", "”"], ["‘", "’"]),
        ("es-419", ["“", "”"], ["‘", "’"]),
        ("it", ["«", "»"], ["“", "”"]),
        ("pt", ["“", "”"], ["‘", "’"]),
        ("pt-PT", ["«", "»"], ["“", "”"]),
        ("pt-AO", ["«", "»"], ["“", "”"]),
        ("nl", ["“", "”"], ["‘", "’"]),
        ("pl", ["„", "”"], ["«", "»"]),
        ("ru", ["«", "»"], ["„", "“"]),
        ("fa", ["«", "»"], ["‹", "›"]),
        ("ar", ["«", "»"], ["‹", "›"]),
        ("zh-Hans-CN", ["“", "”"], ["‘", "’"]),
        ("zh-Hant", ["「", "」"], ["『", "』"]),
        ("ja", ["「", "」"], ["『", "』"]),
        ("ko", ["“", "”"], ["‘", "’"]),
    ] {
        assert_eq!(words(tag).double_quotes, double, "{tag}");
        assert_eq!(words(tag).single_quotes, single, "{tag}");
    }
}

#[test]
fn lists_of_names_are_joined_as_the_language_and_country_have_it() {
    let listed = |tag: &str| {
        let words = words(tag);
        let name =
            |(index, name): (usize, &str)| format!("{}{name}", words.between(index, 3, name));
        ["A", "B", "C"].into_iter().enumerate().map(name).collect::<String>()
    };
    assert_eq!(listed("en-US"), "A, B, and C");
    assert_eq!(listed("en-GB"), "A, B and C");
    assert_eq!(listed("de"), "A, B und C");
    assert_eq!(listed("fr"), "A, B et C");
    assert_eq!(listed("es"), "A, B y C");
    assert_eq!(listed("it"), "A, B e C");
    assert_eq!(listed("pt"), "A, B e C");
    assert_eq!(listed("nl"), "A, B en C");
    assert_eq!(listed("pl"), "A, B i C");
    assert_eq!(listed("ru"), "A, B и C");
    assert_eq!(listed("fa"), "A، B، و C");
    assert_eq!(listed("ar"), "A وB وC");
    assert_eq!(listed("ja"), "A、B、C");
    assert_eq!(listed("zh"), "A、B和C");
    assert_eq!(listed("ko"), "A, B 및 C");
    assert_eq!(words("en").between(1, 2, "B"), " and ");
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
