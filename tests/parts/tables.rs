//! Tables of numbers, and the widths of columns.

use super::support::laid::{Laid, MANIFEST, assert_laws, lay_out, near, run, set};

/// The runs of a cell's words.
fn right_of(laid: &Laid, words: &str, part: &str) -> f64 {
    let (_, placed) = laid.find(words);
    let run = run(placed).expect("words");
    let from = run.text.find(part).map_or(run.text.len(), |at| at);
    let before = run.glyphs.iter().filter(|glyph| (glyph.cluster as usize) < from);
    run.origin.x.to_pt() + before.map(|glyph| glyph.advance.to_pt()).sum::<f64>()
}

#[test]
fn numbers_stand_on_the_decimal_mark_of_the_reports_language() {
    let german = MANIFEST.replace("[report]", "[report]\nlanguage = \"de\"");
    let laid = lay_out(
        &german,
        "# Eins\n\n| Ort | Anteil | Betrag |\n|---|---|---|\n| A | 12,5 | 1.234.567,25 |\n\
         | B | -3,75 | 11\u{202f}234 |\n| C | 104[^a] | - |\n| D | **7,5 %** | 5,5 |\n\n\
         Table: Zahlen\n\n[^a]: Geschätzt.\n",
    );
    assert_laws(&laid);
    let mark = right_of(&laid, "12,5", ",");
    // A true minus before the number, which stands on the comma like the others.
    assert!(near(right_of(&laid, "−3,75", ","), mark), "{}", laid.dump);
    // A number without a fraction ends where the comma of others stands, whatever mark of a note
    // is behind it; and so does a bold one.
    assert!(near(right_of(&laid, "104", "\u{0}"), mark), "{}", laid.dump);
    assert!(near(right_of(&laid, "7,5", ","), mark), "{}", laid.dump);
    let mark = right_of(&laid, "1.234.567,25", ",");
    assert!(near(right_of(&laid, "11\u{202f}234", "\u{0}"), mark), "{}", laid.dump);
    assert!(near(right_of(&laid, "5,5", ","), mark), "{}", laid.dump);
    // An em dash where there is no number, at the edge of the column.
    assert!(near(right_of(&laid, "—", "\u{0}"), right_of(&laid, "1.234.567,25", "\u{0}")));
}

#[test]
fn a_point_is_no_decimal_mark_in_german_nor_a_comma_in_english() {
    let table = "# One\n\n| A | B |\n|---|---|\n| x | 1,250.5 |\n| y | 1,250 |\n\nTable: Numbers\n";
    let english = set(table);
    let ends = |laid: &Laid| {
        let one = right_of(laid, "1,250.5", ".");
        near(one, right_of(laid, "1,250 ", "\u{0}")) || near(one, laid.right("1,250"))
    };
    let (_, last) = english.last("1,250");
    let own = run(last).unwrap();
    let right = own.origin.x.to_pt() + own.glyphs.iter().map(|g| g.advance.to_pt()).sum::<f64>();
    assert!(near(right_of(&english, "1,250.5", "."), right) || ends(&english), "{}", english.dump);
    let german = lay_out(&MANIFEST.replace("[report]", "[report]\nlanguage = \"de\""), table);
    let comma = right_of(&german, "1,250.5", ",");
    let (_, last) = german.last("1,250");
    let from = run(last).unwrap().text.find(',').unwrap();
    let before = run(last).unwrap().glyphs.iter().filter(|g| (g.cluster as usize) < from);
    let last = run(last).unwrap().origin.x.to_pt() + before.map(|g| g.advance.to_pt()).sum::<f64>();
    assert!(near(comma, last), "{}", german.dump);
}

/// How high the rows of the one table are.
fn height(laid: &Laid) -> f64 {
    let rules: Vec<f64> = laid
        .body()
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|placed| match placed.item {
            diptych::page::Item::Fill { rect, .. }
                if placed.region != diptych::page::Region::Furniture =>
            {
                Some(rect.bottom().to_pt())
            }
            _ => None,
        })
        .collect();
    rules.iter().copied().fold(0.0, f64::max) - rules.iter().copied().fold(f64::MAX, f64::min)
}

#[test]
fn columns_are_as_wide_as_makes_the_table_least_high() {
    // In proportion to their words, the first two columns get as much as the third; but all lines
    // are in the third.
    let long = "A long remark about everything that was found in the province in those months. ";
    let table = |short: &str| {
        format!(
            "# One\n\n| One | Two | Three |\n|---|---|---|\n| {short} | {short} | {long}{long}{long}{long}{long} |\n\
             | Kabul | Herat | {long}{long} |\n| Ghor | Farah | {long}{long}{long} |\n\nTable: T\n"
        )
    };
    let laid = set(&table("five short words that break"));
    assert_laws(&laid);
    // The same table with first columns that leave as much room as they can.
    let least = set(&table("break"));
    assert!(height(&laid) <= height(&least) + 0.1, "{} {}", height(&laid), height(&least));
}

#[test]
fn a_head_may_break_above_numbers() {
    let mut text = String::from("# One\n\n| Province |");
    let heads = ["Incidents reported", "Armed engagements", "Civilian casualties"];
    text += &heads.repeat(3).iter().map(|head| format!(" {head} |")).collect::<String>();
    text += "\n|";
    text += &"---|".repeat(10);
    text += "\n| Kabul |";
    text += &" 12 |".repeat(9);
    let laid = set(&format!("{text}\n\nTable: Many numbers\n"));
    assert_eq!(laid.found, []);
    assert!(laid.pages.list.iter().flat_map(|page| &page.items).all(|own| !own.turned));
}

#[test]
fn a_date_stays_whole_in_a_narrow_cell() {
    let row = |date: &str| {
        format!("| First | {date} | 30 | Joint statement; a leader emerges from it as a leader |\n")
    };
    let table = |dates: [&str; 2]| {
        let rows: String = dates.map(row).concat();
        format!(
            "| Round | Held | Taking part | Outcome |\n|---|---|--:|---|\n{rows}\nTable: Rounds\n"
        )
    };
    for (language, dates) in [
        ("en", ["September 2022", "December 2023"]),
        ("de", ["11. September 2022", "Dezember 2023"]),
        ("es", ["septiembre de 2022", "diciembre de 2023"]),
    ] {
        for theme in ["report", "book", "plain"] {
            let manifest = format!(
                "[report]\ntitle = \"A\"\nlanguage = \"{language}\"\n[theme]\nname = \"{theme}\"\n"
            );
            let laid = lay_out(&manifest, &table(dates));
            for date in dates {
                let whole = laid
                    .pages
                    .list
                    .iter()
                    .enumerate()
                    .any(|(page, _)| laid.words(page).iter().any(|words| words == date));
                assert!(whole, "{theme}: {date}: {}", laid.dump);
            }
        }
    }
}

#[test]
fn what_a_source_begins_with_has_the_colon_of_its_language_and_a_word_space() {
    for (language, lead) in [("en", "Source:"), ("fr", "Source\u{a0}:"), ("de", "Quelle:")] {
        for theme in ["book", "plain"] {
            let manifest = format!(
                "[report]\ntitle = \"A\"\nlanguage = \"{language}\"\n[theme]\nname = \"{theme}\"\n"
            );
            let table = "| a | b |\n|---|---|\n| c | d |\n\nTable: One {source=\"Them\"}\n";
            let laid = lay_out(&manifest, table);
            let (word, stop) = lead.split_at(6);
            let (left, middle, right) = (laid.at(word), laid.at(stop), laid.at("Them"));
            let wide = |words: &str| {
                let run = run(laid.last(words).1).unwrap();
                run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>()
            };
            assert!(near(left.0 + wide(word), middle.0), "{lead}");
            assert!(near(middle.0 + wide(stop) + 2.5, right.0), "{theme} {lead}: {}", laid.dump);
        }
    }
}
