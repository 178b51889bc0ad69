//! Lists, verse, boxes, plates, notes at the end.

use diptych::page::{Artifact, Item, Page, Placed, Region, Tag};

use super::support::laid::{MANIFEST, PROSE, lay_out, near, run, set};

#[test]
fn lists_count_in_letters_and_roman_numerals() {
    let laid = set("Words.\n\na. one\nb. two\n   i. in it\n   ii. too\n\nII. second\nIII. third\n");
    let words = laid.words(2);
    for label in ["a.", "b.", "i.", "ii.", "II.", "III."] {
        assert!(words.iter().any(|own| own == label), "{label}: {words:?}");
    }
    let kinds = laid.report.document.chapters[0]
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, diptych::document::BlockKind::List(_)));
    assert_eq!(kinds.count(), 2, "another style begins another list");
}

#[test]
fn verse_has_white_between_stanzas_no_indent_and_turns_its_long_lines() {
    let long = "A line that is a good deal longer than the column in which the verse is set, so \
                that the rest of it is turned";
    let laid = set(&format!(
        "Words.\n\n> [!verse]\n> First line\n> {long}\n> Third\n>\n> Fourth line\n> Fifth\n"
    ));
    let (first, fourth) = (laid.at("First line"), laid.at("Fourth line"));
    assert!(near(first.0, fourth.0), "no stanza is indented");
    assert!(near(fourth.1 - laid.at("Third").1, 28.0), "a line of white parts stanzas");
    let lines: Vec<(f64, f64)> = laid.pages.list[2]
        .items
        .iter()
        .filter_map(run)
        .map(|run| (run.origin.x.to_pt(), run.origin.y.to_pt()))
        .filter(|(_, y)| *y > laid.at("A line").1 && *y < laid.at("Third").1)
        .collect();
    assert!(!lines.is_empty() && lines.iter().all(|(x, _)| near(*x, first.0 + 28.0)), "{lines:?}");
}

#[test]
fn a_stanza_stands_on_one_page() {
    for before in 0..6 {
        let stanza = |n: usize| (0..6).map(|l| format!("> s{n} line {l}\n")).collect::<String>();
        let stanzas: Vec<String> = (0..12).map(stanza).collect();
        let text = format!(
            "# One\n\n{}> [!verse]\n{}",
            format!("{PROSE}\n\n").repeat(before),
            stanzas.join(">\n")
        );
        let laid = set(&text);
        for stanza in 0..12 {
            let pages: Vec<usize> =
                (0..6).map(|line| laid.page(&format!("s{stanza} line {line}"))).collect();
            assert!(pages.iter().all(|page| *page == pages[0]), "{before}: {pages:?}");
        }
    }
}

#[test]
fn an_epigraph_keeps_with_its_heading_and_its_text() {
    let theme = format!("{MANIFEST}\n[theme]\nname = \"plain\"\n");
    for lines in 20..50 {
        let before = format!("line{}", "\\\nline".repeat(lines));
        let text = format!("{before}\n\n# Two\n\n> [!epigraph]\n> A motto.\n\n{PROSE}\n");
        let laid = lay_out(&theme, &text);
        let pages = ["Two", "A motto", "The spread"].map(|words| laid.page(words));
        assert!(pages.iter().all(|page| *page == pages[0]), "{lines}: {pages:?}");
    }
}

#[test]
fn an_introduction_keeps_with_what_it_introduces() {
    let introduced =
        ["- an item", "Term\n: an item", "> an item", "    an item", "> [!verse]\n> an item"];
    for (lines, next) in (30..44).flat_map(|lines| introduced.map(|next| (lines, next))) {
        let before = format!("line{}", "\\\nline".repeat(lines));
        let laid = set(&format!("{before}\n\nAs follows:\n\n{next}\n\n{PROSE}\n"));
        let item = if next.starts_with("Term") { "Term" } else { "an item" };
        assert_eq!(laid.page("As follows"), laid.page(item), "{lines} {next}");
    }
}

#[test]
fn white_above_and_below_code_and_quotations_in_a_list_is_alike() {
    for apart in ["    apart", "> apart"] {
        let laid = set(&format!("Words.\n\n1. First\n\n   {apart}\n2. Second\n3. Third\n\nEnd.\n"));
        let y = |words| laid.at(words).1;
        assert!(near(y("apart") - y("First"), y("Second") - y("apart")), "{}", laid.dump);
        assert!(y("Third") - y("Second") < y("Second") - y("apart"));
    }
}

fn ground(page: &Page) -> Option<(f64, f64)> {
    let mut grounds = page.items.iter().filter_map(|placed| match &placed.item {
        Item::Fill { rect, .. } if placed.tag == Tag::Artifact(Artifact::Background) => {
            Some((rect.top().to_pt(), rect.bottom().to_pt()))
        }
        _ => None,
    });
    grounds.next()
}

#[test]
fn a_long_box_breaks_between_paragraphs_and_no_float_stands_in_it() {
    for before in 0..5 {
        let paragraphs: String = (0..16).map(|n| format!("> Number {n}. {PROSE}\n>\n")).collect();
        let text = format!(
            "# One\n\n{}![A](a.svg \"F\"){{#f}}\n\n> [!box] Long\n>\n{paragraphs}\n\n{PROSE}\n",
            format!("{PROSE} [](#f)\n\n").repeat(before + 1)
        );
        let laid = set(&text);
        let pages = laid.body();
        let boxed: Vec<&&Page> = pages.iter().filter(|page| ground(page).is_some()).collect();
        assert!(boxed.len() >= 2, "{}", laid.dump);
        for (index, page) in boxed.iter().enumerate() {
            let (top, bottom) = ground(page).unwrap();
            let inside = |y: f64| y > top && y < bottom;
            let first = page.items.iter().filter_map(run).find(|run| {
                near(run.size.to_pt(), 9.5) && inside(run.origin.y.to_pt()) && index > 0
            });
            assert!(first.is_none_or(|run| run.text.starts_with("Number")), "{before}: {first:?}");
            let float = page.items.iter().any(|placed| {
                placed.region == Region::Float && matches!(placed.item, Item::Image { .. })
            });
            assert!(index == 0 || !float, "{before}: a float splits the box:\n{}", laid.dump);
        }
    }
}

#[test]
fn a_plate_has_no_running_head() {
    let text = format!(
        "# One\n\n{}\n\n![A](a.svg \"Seen\"){{.plate}}\n\n{PROSE}\n",
        [PROSE; 20].join("\n\n")
    );
    let laid = set(&text);
    let header = |page: &&Page| {
        page.items.iter().any(|placed| placed.tag == Tag::Artifact(Artifact::Header))
    };
    let plate = &laid.pages.list[laid.page("Seen")];
    assert!(!header(&plate), "{}", laid.dump);
    assert!(laid.body().iter().skip(1).filter(|page| page.label != plate.label).all(header));
}

#[test]
fn notes_at_the_end_stand_under_a_heading_before_what_is_said_about_the_report() {
    let manifest = MANIFEST
        .replace("title = \"A report\"", "title = \"A report\"\nabout = \"Us.\"")
        + "[pdf]\nnotes = \"end\"\n";
    let text = format!(
        "# One\n\nWords.[^a]\n\n{}\n\n![A](a.svg \"A figure\"){{#f}}\n\n# More {{.appendix}}\n\n\
         Words.[^b]\n\n[^a]: Note one.\n\n[^b]: Note two.\n",
        [PROSE; 9].join("\n\n")
    );
    let laid = lay_out(&manifest, &text);
    let notes = laid.page("Note one.");
    assert_eq!(laid.page("Note two."), notes);
    assert!(laid.words(notes).iter().any(|own| own == "Notes"), "{:?}", laid.words(notes));
    assert!(laid.page("More") < notes && notes < laid.page("Us."), "{}", laid.dump);
    assert!(laid.page("A figure") < notes);
    let mut items = laid.pages.list[notes].items.iter().filter_map(run);
    let heading = items.find(|run| &*run.text == "Notes" && near(run.size.to_pt(), 30.0));
    assert!(heading.is_some_and(|run| (run.origin.x.to_pt() - 72.0).abs() < 2.0), "{}", laid.dump);
}

#[test]
fn notes_of_a_chapter_stand_before_the_next_one() {
    let manifest = format!("{MANIFEST}[pdf]\nnotes = \"chapter\"\n");
    let laid = lay_out(
        &manifest,
        "# One\n\nWords.[^a]\n\n# Two\n\nWords.[^b]\n\n[^a]: Note one.\n\n[^b]: Note two.\n",
    );
    let order = ["One", "Note one.", "Two", "Note two."].map(|words| laid.at(words).1);
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn an_exhibit_has_a_second_line_below_its_title() {
    let laid = set("Words.\n\n![A](a.svg \"The title\"){.chart subtitle=\"In *thousands*\"}\n\n\
         | a | b |\n| - | - |\n| x | 1 |\n\nTable: A table {subtitle=\"By year\" source=\"Us\"}\n");
    for (title, below) in [("The title", "In "), ("A table", "By year")] {
        let (title, below) = (laid.at(title), laid.at(below));
        assert!(near(title.0, below.0) && near(below.1 - title.1, 14.0), "{title:?} {below:?}");
    }
}

#[test]
fn a_quotation_below_a_float_that_waited_does_not_run_into_what_follows() {
    for lines in 0..12 {
        let before = "Words of one line.\n\n".repeat(24 + lines);
        let laid = set(&format!(
            "# One\n\n{before}![A](a.svg \"F\"){{#f}}\n\n{PROSE}\n\n> Quoted one.\n>\n> Quoted two.\n\n\
             > [!verse]\n> Verse one\n> Verse two\n\nThe rest.\n"
        ));
        let places = ["Quoted one", "Quoted two", "Verse one", "Verse two", "The rest"]
            .map(|words| (laid.page(words), laid.at(words).1));
        for pair in places.windows(2) {
            let apart = pair[1].1 - pair[0].1;
            assert!(pair[0].0 < pair[1].0 || apart > 13.9, "{lines}: {places:?}");
        }
    }
}

#[test]
fn pull_quotes_are_few_and_stand_away_from_their_source() {
    let pull = "> [!pullquote]\n> “Nothing has been recorded in the southern heartland.”\n\n";
    let told = |text: &str| -> Vec<String> {
        set(text).found.into_iter().map(|found| found.message).collect()
    };
    let near = "a pull quote stands within 8 lines of the words that it repeats";
    let many = "there is more than one pull quote in 2 pages";
    assert_eq!(told(&format!("# One\n\n{PROSE}\n\n{pull}Words.\n")), [near]);
    let other = PROSE.replace("Nothing", "Little");
    let far = format!("# One\n\n{PROSE}\n\n{}{pull}Words.\n", format!("{other}\n\n").repeat(3));
    assert_eq!(told(&far), Vec::<String>::new());
    let two = format!("{far}\n{other}\n\n> [!pullquote]\n> Other words.\n\n{other}\n");
    assert_eq!(told(&two), [many]);
}

#[test]
fn two_boxes_stand_on_two_pages() {
    let grounds = |page: &Page| {
        let background = |placed: &&Placed| {
            matches!(placed.item, Item::Fill { .. })
                && placed.tag == Tag::Artifact(Artifact::Background)
        };
        page.items.iter().filter(background).count()
    };
    // Wherever on the page they are written.
    for before in 0..8 {
        let text = format!(
            "# One\n\n{}\n\n> [!box] First\n> Found out.\n\n{PROSE}\n\n> [!box] Second\n> Found \
             out.\n\n{}",
            format!("{PROSE}\n\n").repeat(before),
            format!("{PROSE}\n\n").repeat(14)
        );
        let laid = set(&text);
        let most = laid.body().into_iter().map(grounds).max();
        assert_eq!(most, Some(1), "{before}:\n{}", laid.dump);
        assert!(laid.page("Second") <= laid.page("First") + 1, "{before}");
    }
    // Where there is only one page for both, they share it.
    let laid = set("# One\n\nA.\n\n> [!box] First\n> B.\n\nC.\n\n> [!box] Second\n> D.\n\nE.\n");
    assert_eq!(laid.body().into_iter().map(grounds).sum::<usize>(), 2, "{}", laid.dump);
    assert_eq!(laid.body().len(), 1, "{}", laid.dump);
}

#[test]
fn a_summary_below_a_heading_stands_there() {
    let book = format!("{MANIFEST}\n[theme]\nname = \"book\"\n");
    for after in 1..6 {
        let text = format!(
            "# One\n\n> [!summary]\n> In short.\n\n{}",
            format!("{PROSE}\n\n").repeat(after)
        );
        let laid = lay_out(&book, &text);
        assert_eq!(laid.page("In short."), laid.page("One"), "{after}:\n{}", laid.dump);
        assert!(laid.y("In short.") > laid.y("One"), "{after}");
    }
}

#[test]
fn paragraphs_that_a_float_leaves_are_parted_as_all_are() {
    let theme = format!("{MANIFEST}\n[theme]\nname = \"plain\"\n");
    for marks in ["", "{.plate}"] {
        let figure = format!("![A](a.svg \"F\"){marks}");
        let before: String = (1..10).map(|n| format!("N{n} stands here.\n\n")).collect();
        let text =
            format!("{PROSE}\n\n{PROSE}\n\n{before}{figure}\n\nN10 stands.\n\nN11 stands.\n");
        let laid = lay_out(&theme, &format!("{PROSE}\n\n{PROSE}\n\n{text}"));
        let y = |words| laid.y(words);
        assert_eq!(laid.page("N9"), laid.page("N10"), "{}", laid.dump);
        assert_eq!(y("N10") - y("N9"), y("N11") - y("N10"), "{}", laid.dump);
    }
}

#[test]
fn a_float_has_a_line_above_and_at_least_one_below() {
    for before in 1..8 {
        let text = format!(
            "{}| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: Facts {{source=\"Counted\"}}\n\n{}",
            format!("{PROSE}\n\n").repeat(before),
            format!("{PROSE}\n\n").repeat(14)
        );
        let laid = set(&text);
        let (page, at) = laid.find("Counted");
        let source = run(at).unwrap().origin.y.to_pt() + 10.5 * 0.28;
        let rule = laid.y("Facts") - 10.08 - 7.0;
        let lines: Vec<f64> = laid.body()[page - 1]
            .items
            .iter()
            .filter(|placed| placed.region == Region::Main)
            .filter_map(run)
            .filter(|run| near(run.size.to_pt(), 10.5))
            .map(|run| run.origin.y.to_pt())
            .collect();
        let above = lines.iter().copied().filter(|y| *y < rule).fold(f64::MIN, f64::max);
        let below = lines.iter().copied().filter(|y| *y > rule).fold(f64::MAX, f64::min);
        if below == f64::MAX {
            // At the foot of the page all white stands above.
            let white = rule - (above + 3.92);
            assert!((13.9..42.1).contains(&white), "{before}: {white}\n{}", laid.dump);
            continue;
        }
        if above > 84.0 {
            assert!(near(rule - (above + 3.92), 14.0), "{before}: {}\n{}", rule, laid.dump);
        } else {
            assert!(near(rule, 84.0), "{before}: {rule}");
        }
        let white = below - 10.08 - source;
        assert!((13.9..28.1).contains(&white), "{before}: {white}\n{}", laid.dump);
    }
}

#[test]
fn a_working_paper_has_its_summary_as_an_abstract_and_its_boxes_closed() {
    let plain = format!("{MANIFEST}\n[theme]\nname = \"plain\"\n");
    let text = "> [!summary]\n> Counts of armed incidents in a closed country rest on what parties \
                to the fighting choose to announce.\n>\n> More.\n\n# One\n\nWords.\n\n> [!note] \
                Take note\n> Noted.\n";
    let laid = lay_out(&plain, text);
    // The label stands on the first line of the words, both indented on either side.
    assert!(near(laid.x("Summary"), 151.5) && near(laid.y("Summary"), laid.y("Counts of")));
    assert!(near(laid.x("More."), 151.5) && near(laid.right("Summary"), laid.x(".")));
    assert!(laid.x("Counts of") > laid.right("Summary") + 4.0);
    let rules = |laid: &super::support::laid::Laid| {
        let rule = |placed: &&Placed| match &placed.item {
            Item::Fill { rect, .. } => {
                rect.size.height.to_pt() <= 2.0 && rect.size.width.to_pt() > 300.0
            }
            _ => false,
        };
        let all = laid.body().into_iter().flat_map(|page| page.items.iter().filter(rule));
        all.filter(|placed| placed.region == Region::Float).count()
    };
    assert_eq!(rules(&laid), 2, "above and below the note alone:\n{}", laid.dump);
    // In a report both are boxes, with a rule on top alone; with a title a summary is one anywhere.
    assert_eq!(rules(&set("# One\n\nA.\n\n> [!note] Take note\n> Noted.\n")), 1);
    let titled = lay_out(&plain, &text.replace("[!summary]", "[!summary] In short"));
    assert!(near(titled.x("In short"), 143.0), "{}", titled.dump);
}

#[test]
fn a_change_of_scene_is_a_short_rule_in_the_middle() {
    let laid = set(&format!("# One\n\n{PROSE}\n\n---\n\n{PROSE}\n"));
    let rules = laid.body()[0].items.iter().filter_map(|placed| match &placed.item {
        Item::Fill { rect, .. } => Some((rect.origin.x.to_pt(), rect.size.width.to_pt())),
        _ => None,
    });
    let middle = 204.0 + 336.0 / 2.0;
    let rules: Vec<(f64, f64)> = rules.collect();
    assert!(
        rules.iter().any(|(x, width)| near(x + width / 2.0, middle) && near(*width, 36.0)),
        "{rules:?}"
    );
}

#[test]
fn links_are_of_the_colour_of_the_text_on_paper() {
    for profile in ["screen", "print", "archive"] {
        let manifest = format!("{MANIFEST}\n[pdf]\nprofile = \"{profile}\"\n");
        let laid =
            lay_out(&manifest, "# One {#one}\n\nSee [](#one) or [this](https://a.example).\n");
        let colours = laid.body()[0].items.iter().filter(|placed| placed.region == Region::Main);
        let colours = colours.filter_map(run).filter(|run| near(run.size.to_pt(), 10.5));
        let mut colours: Vec<String> = colours.map(|run| run.color.hex()).collect();
        colours.dedup();
        assert_eq!(colours, ["#1a1a1a"], "{profile}");
    }
}

#[test]
fn no_strip_of_text_stands_between_a_float_and_the_head_or_foot_of_its_page() {
    let mut moved = 0;
    for before in 1..22 {
        let above = format!("{PROSE}\n\n").repeat(before);
        let below = format!("{PROSE}\n\n").repeat(8);
        let text = format!("# One\n\n{above}![A](a.svg \"Seen\"){{.photo}}\n\n{below}");
        let strips = |laid: &super::support::laid::Laid| {
            let page = &laid.pages.list[laid.page("Seen")];
            let float = page.items.iter().find_map(|own| match own.item {
                Item::Image { rect, .. } => Some(rect.top()),
                _ => None,
            });
            let mut lines: Vec<_> = page
                .items
                .iter()
                .filter(|own| own.region == Region::Main)
                .filter_map(run)
                .map(|run| run.origin.y)
                .collect();
            lines.dedup();
            let above = lines.iter().filter(|y| Some(**y) < float).count();
            let below = lines.len() - above;
            let first = page.label == "1";
            usize::from((1..4).contains(&below)) + usize::from(!first && (1..4).contains(&above))
        };
        let laid = set(&text);
        super::support::laid::assert_laws(&laid);
        super::support::laid::assert_no_words_overlap(&laid);
        assert_eq!(strips(&laid), 0, "{before}: {}", laid.dump);
        let other = lay_out(&format!("{MANIFEST}\n[theme]\nbreaks.float_strip = 0\n"), &text);
        moved += strips(&other);
    }
    assert!(moved > 0, "no float had a strip beside it");
}

#[test]
fn numbers_of_recommendations_keep_away_from_their_leads() {
    let items: String = (1..=12).map(|n| format!("{n}. **Lead {n}x.** Words.\n")).collect();
    let manifest = format!("{MANIFEST}\n[theme]\nname = \"book\"\n");
    let laid = lay_out(&manifest, &format!("# Do {{.recommendations}}\n\n{items}"));
    assert!(laid.x("Lead 12x") - laid.right("12") > 5.9, "{}", laid.dump);
}

/// What does not fill a page is left at its foot, and not shared out among some of the items.
#[test]
fn recommendations_have_the_same_white_between_them_on_every_page() {
    let item = |n: usize| format!("{n}. **Lead {n}.** {PROSE}\n");
    let items: String = (1..30).map(item).collect();
    for (theme, before) in [("report", 1), ("book", 2), ("book", 3), ("plain", 1), ("plain", 2)] {
        let manifest = format!("{MANIFEST}\n[theme]\nname = \"{theme}\"\n");
        let opening = format!("{PROSE}\n\n").repeat(before);
        let laid = lay_out(&manifest, &format!("# Do {{.recommendations}}\n\n{opening}{items}"));
        let leads: Vec<(usize, f64)> = (1..30)
            .map(|n| {
                let words = format!("Lead {n}.");
                (laid.page(&words), laid.at(&words).1)
            })
            .collect();
        let steps: Vec<f64> = leads
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0)
            .map(|pair| pair[1].1 - pair[0].1)
            .collect();
        assert!(steps.len() > 15, "{theme}: {leads:?}");
        assert!(steps.iter().all(|step| near(*step, steps[0])), "{theme} {before}: {steps:?}");
    }
}

#[test]
fn paragraphs_of_a_note_are_told_apart_in_every_theme() {
    for theme in ["report", "book", "plain"] {
        let manifest = format!("{MANIFEST}\n[theme]\nname = \"{theme}\"\n");
        let laid = lay_out(&manifest, "Words.[^a]\n\n[^a]: First of it.\n\n    Second of it.\n");
        let (first, second) = (laid.at("First of it"), laid.at("Second of it"));
        assert!(near(second.0 - first.0, 14.0), "{theme}: {first:?} {second:?}");
    }
}

#[test]
fn a_title_of_a_box_with_a_word_too_wide_for_the_margin_stands_above_the_text() {
    let text = "> [!warning] Vor der Veröffentlichung\n> Words of it.\n";
    for (paper, beside) in [("letter", true), ("a5", false)] {
        let manifest =
            format!("[report]\ntitle = \"A\"\nlanguage = \"de\"\n[pdf]\npaper = \"{paper}\"\n");
        let laid = lay_out(&manifest, text);
        assert_eq!(laid.found, [], "{paper}");
        let (title, words) = (laid.at("Vor der"), laid.at("Words of it"));
        assert_eq!(title.0 < words.0 - 20.0, beside, "{}", laid.dump);
        assert!(beside || (near(title.0, words.0) && title.1 < words.1), "{}", laid.dump);
    }
    // So does a label.
    let manifest = "[report]\ntitle = \"A\"\nlanguage = \"de\"\n[theme]\npage.margin_column = 60\n";
    let laid = lay_out(manifest, "> [!summary]\n> Words of it.\n");
    let (label, words) = (laid.at("Zusammenfassung"), laid.at("Words of it"));
    assert!(label.1 < words.1 - 5.0 && near(label.0, words.0), "{}", laid.dump);
}
