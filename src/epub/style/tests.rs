//! The style sheets of the built-in themes.

use super::*;
use crate::font::FontBook;

fn sheet() -> String {
    sheet_of("report")
}

fn sheet_of(theme: &str) -> String {
    let theme = Theme::builtin(theme).unwrap();
    both(&theme, Direction::LeftToRight)
}

/// Both sheets, one after the other.
fn both(theme: &Theme, direction: Direction) -> String {
    let StyleSheets { basic, screen } =
        style_sheets(theme, direction, false, &FontFaces::default());
    format!("{basic}\n{screen}")
}

/// The declarations of the first rule with this selector.
fn rule<'s>(sheet: &'s str, selector: &str) -> &'s str {
    let from = sheet.find(&format!("\n{selector} {{")).unwrap_or_else(|| panic!("{selector}"));
    sheet[from..].split('}').next().unwrap_or_default()
}

#[test]
fn every_token_is_put_in() {
    assert!(sheet().contains("font-size: 1.75rem"), "the size of h1");
    for theme in Theme::BUILTIN {
        let sheet = sheet_of(theme);
        assert!(!sheet.contains('$'), "{theme}: {}", sheet.split('$').nth(1).unwrap());
        for tint in TINTS {
            assert!(!sheet.contains(color_name(tint)), "{tint:?}");
        }
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
    }
}

#[test]
fn the_sheet_follows_the_theme() {
    let [report, book, plain] = ["report", "book", "plain"].map(sheet_of);
    let wide = "@container (min-width";
    assert!(report.contains(wide) && !book.contains(wide));
    // A book's chapters: the number above, both in the middle.
    let number = rule(&book, "h1 .number");
    assert!(number.contains("display: block") && number.contains("color: #1d3c6e"));
    assert!(rule(&book, "h1").contains("text-align: center"));
    assert!(rule(&book, "h2, .box-title").contains("font-style: italic"));
    assert!(!report.contains("h1 .number"));
    // Plain parts its paragraphs by half a line; the others indent them.
    let paragraphs = "section > p + p, blockquote > p + p, dd > p + p, .note > p + p, .box > p + p";
    let spaced = rule(&plain, paragraphs);
    assert!(spaced.contains("margin-top: 0.75rem") && spaced.contains("text-indent: 0em"));
    let indented = rule(&report, paragraphs);
    assert!(indented.contains("margin-top: 0;") && indented.contains("text-indent: 1.333em"));
    // Its tables have rules and no hairlines, its code a bar.
    assert!(rule(&plain, "th, td").contains("border-bottom: 0 solid"));
    assert!(rule(&report, "th, td").contains("border-bottom: 1px solid"));
    assert!(rule(&plain, "pre").contains("border-inline-start: 1px solid"));
    // The code in it is not made smaller twice.
    assert!(rule(&plain, "code, pre").contains("font-size: 0.9em"));
    assert!(rule(&plain, "pre code").contains("font-size: 1em"));
    assert!(rule(&plain, ".titled").contains("border-top: 0 solid"));
    // Black only.
    assert!(!rule(&plain, ".exhibit .label").contains("#1d3c6e"));
    assert!(!plain.contains("#1d3c6e"));
}

#[test]
fn one_accent_colours_the_whole_sheet() {
    let mut diagnostics = crate::diagnostic::Diagnostics::new();
    let source = crate::source::SourceId::default();
    let tokens = crate::manifest::read_tokens("accent = \"#8a1c2b\"", source, &mut diagnostics);
    let theme = Theme::with_layers("report", &[&tokens], &mut diagnostics).unwrap();
    let sheet = both(&theme, Direction::LeftToRight);
    let dark = theme.dark.accent.hex();
    assert!(sheet.contains("#8a1c2b") && sheet.contains("#f7eff0") && sheet.contains(&dark));
    for old in ["#1d3c6e", "#eef1f6", "#a9c1ea"] {
        assert!(!sheet.contains(old), "{old}");
    }
}

#[test]
fn nothing_is_forced_on_the_reader() {
    let sheet = sheet();
    let body = sheet.split("body {").nth(1).and_then(|rest| rest.split('}').next()).unwrap();
    for property in ["font-size", "color", "background", "text-align", "margin"] {
        assert!(!body.contains(property), "body sets {property}");
    }
    assert!(!sheet.contains("justify"));
    for taken_out in ["position: fixed", "position: absolute", "!important"] {
        assert!(!sheet.contains(taken_out), "{taken_out}");
    }
}

/// Readers with Adobe's Reader Mobile SDK leave a whole sheet out for a condition or a sum of
/// lengths, and some do not open a book for `min()`.
#[test]
fn old_readers_know_the_whole_first_sheet() {
    for theme in Theme::BUILTIN {
        let theme = Theme::builtin(theme).unwrap();
        let faces = FontFaces::default();
        let sheets = style_sheets(&theme, Direction::LeftToRight, false, &faces);
        let young = ["@", "calc(", "flex", "grid", "sticky", "contents", ":not(", ":nth-", "44px"];
        for young in young {
            assert!(!sheets.basic.contains(young), "{young}");
        }
        assert!(sheets.screen.contains("@media") && sheets.screen.contains("calc("));
        for dangerous in ["min(", "max(", "clamp(", "minmax("] {
            let own = format!(" {dangerous}");
            assert!(!sheets.screen.contains(&own), "{dangerous}");
        }
    }
}

/// A reader may give the page letters of another colour (WCAG 2.2, failure F24).
#[test]
fn a_ground_comes_with_letters() {
    for theme in Theme::BUILTIN {
        let sheet = sheet_of(theme);
        let ground = rule(&sheet, ".box");
        assert!(
            ground.contains("  color: #") && ground.contains("background-color: #"),
            "{ground}"
        );
        assert!(rule(&sheet, ".pinned tbody > tr > :first-child").contains("  color: #"));
    }
}

/// Whatever the size of the letters (WCAG 2.2, 2.5.5).
#[test]
fn a_finger_has_44_pixels() {
    let theme = Theme::builtin("report").unwrap();
    let faces = FontFaces::default();
    let sheet = style_sheets(&theme, Direction::LeftToRight, false, &faces).screen;
    let height = |selector, share: &str| {
        let rule = rule(&sheet, selector);
        assert!(rule.contains(&format!("padding: calc(22px - {share}em)")), "{rule}");
    };
    height(".call a", "0.65");
    height("nav a", "0.75");
    height(".description > summary", "0.7");
    for selector in [".call a", ".back"] {
        let rule = rule(&sheet, selector);
        assert!(rule.contains("padding-inline-start: calc(44px - "), "{rule}");
        assert!(rule.contains("margin-inline-start: calc(1"), "nothing moves: {rule}");
    }
}

/// What calibre's style sheet parser does not know, it reports.
#[test]
fn converters_know_every_value() {
    let sheet = sheet();
    for unknown in ["var(", "--", "::marker", "env(", "calc(("] {
        assert!(!sheet.contains(unknown), "{unknown}");
    }
}

#[test]
fn a_text_from_right_to_left_has_its_sides_turned() {
    let theme = Theme::builtin("report").unwrap();
    let sheet = |direction| both(&theme, direction);
    let left = sheet(Direction::LeftToRight);
    assert!(!left.contains("right:") && !left.contains("-left") && !left.contains("-right"));
    assert_eq!(left.replace("float: left", "float: right"), sheet(Direction::RightToLeft));
}

/// The lines of a title are even in both editions.
#[test]
fn the_lines_of_titles_come_out_alike() {
    let (theme, faces) = (Theme::builtin("report").unwrap(), FontFaces::default());
    let StyleSheets { basic, screen } = style_sheets(&theme, Direction::LeftToRight, false, &faces);
    assert!(rule(&screen, "h1, h2, h3, h4, h5, h6, .subtitle, .pull-quote").contains("text-wrap"));
    assert!(!basic.contains("text-wrap"), "older readers would drop the sheet");
}

/// A reader may show chapters in columns, or in a frame, narrower than the screen.
#[test]
fn the_wide_layout_asks_for_the_width_of_the_text() {
    let sheet = sheet();
    assert!(sheet.contains("container-type: inline-size") && sheet.contains("@container"));
    assert_eq!(sheet.matches("@container").count(), sheet.matches("@media all").count());
    assert_eq!(sheet.matches("@media all").count() + 1, sheet.matches("@media").count());
}

/// The PDF has the labels of what stands in a box above its words, in the column of the box.
#[test]
fn the_margin_column_is_not_for_what_stands_in_a_box() {
    let selectors = MARGIN.lines().filter_map(|line| line.strip_suffix(" {"));
    let selectors = selectors.flat_map(|line| line.trim().split(", "));
    let of_exhibits = selectors.filter(|own| own.contains(".exhibit") || own.contains("caption"));
    let mut count = 0;
    for selector in of_exhibits.filter(|own| *own != "figure.exhibit > *") {
        assert!(selector.starts_with("section:not(.box) > "), "{selector}");
        count += 1;
    }
    assert!(count > 15, "{count}");
}

#[test]
fn the_fonts_of_the_theme_are_in_the_book() {
    let theme = Theme::builtin("report").unwrap();
    let book = FontBook::builtin();
    for style in [&theme.styles.text, &theme.styles.caption, &theme.styles.h1] {
        assert!(book.select(&style.family.0, 400, false).is_some(), "{:?}", style.family);
    }
}
