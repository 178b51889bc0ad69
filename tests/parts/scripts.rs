//! Signs, scripts and fonts: what a text is written in is what both editions show.

use diptych::page::Item;
use diptych::session::Session;

use super::support::epub::Epub;
use super::support::laid::{Laid, lay_out_with, run};
use super::support::pdf::Pdf;
use super::support::project::Project;

const SQUARES: &[u8] = include_bytes!("../fonts/squares.otf");
const BOLD: &[u8] = include_bytes!("../fonts/squares-bold.otf");

/// The size of running text.
const EM: f64 = 10.5;

/// A project in a language, with a small font for it.
fn project(language: &str, text: &str) -> Project {
    let manifest =
        format!("[report]\ntitle = \"本\"\nlanguage = \"{language}\"\n[contents]\ndepth = 0\n");
    let project = Project::new(&manifest, &[("a.md", text)]);
    project.write("fonts/squares.otf", SQUARES);
    project.write("fonts/squares-bold.otf", BOLD);
    project
}

fn lay_out(language: &str, text: &str) -> Laid {
    let laid = lay_out_with(&mut Session::new(), project(language, text).root());
    assert_eq!(laid.found, [], "{text}");
    laid
}

/// The lines of running text: words, left and right edge in points.
fn lines(laid: &Laid) -> Vec<(String, f64, f64)> {
    let mut lines: Vec<(i64, String, f64, f64)> = Vec::new();
    for placed in laid.body().iter().flat_map(|page| &page.items) {
        let Some(run) = run(placed).filter(|run| (run.size.to_pt() - EM).abs() < 0.1) else {
            continue;
        };
        let (y, left) = (run.origin.y.units(), run.origin.x.to_pt());
        let width: f64 = run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum();
        match lines.last_mut().filter(|(own, ..)| *own == y) {
            Some((_, words, _, right)) => {
                words.push_str(&run.text);
                *right = left + width;
            }
            None => lines.push((y, run.text.to_string(), left, left + width)),
        }
    }
    lines.into_iter().map(|(_, words, left, right)| (words, left, right)).collect()
}

#[test]
fn signs_are_in_both_editions() {
    let signs = "★ ☆ ∈ ∪ ⊂ ⇔ ① ② ➀ ❶ ☎ ✉ ⚠ ⓘ ☑ ☐ ✓ ✗ ✔ ✖ → ⇒ ✅ ❌ 🔴 🟡 🟢 👍 🚀 🔥 💡";
    let joined = "⚠\u{fe0f} 1\u{fe0f}\u{20e3} 👨\u{200d}👩\u{200d}👧 🇩🇪 👍🏽 ❤\u{fe0f}";
    let text = format!(
        "# One ✅\n\nSigns: {signs}; *and* {joined}, **done ✅**.\n\n\
         | Item | Status |\n| --- | --- |\n| A | ✅ Done |\n\n```\n├── a ✓ ✅\n└── b\n```\n"
    );
    let project = Project::new("[report]\ntitle = \"T\"\n", &[("a.md", &text)]);
    let (pdf, epub) = project.build();
    let pdf = Pdf::open(&pdf);
    let said: String = (0..pdf.page_count()).map(|page| pdf.page_text(page)).collect();
    let epub = Epub::open(&epub);
    let chapter = epub.file("chapter-1.xhtml");
    for sign in signs.split(' ').chain(joined.split(' ')).chain(["├──", "└──"]) {
        assert!(said.contains(sign), "{sign} in {said}");
        assert!(chapter.contains(sign), "{sign}");
    }
    assert!(epub.binary("OFL-Noto-Signs.txt").len() > 4_000);
    for font in ["NotoEmoji-Regular.ttf", "NotoSansMath-Regular.ttf"] {
        let bytes = epub.binary(font);
        assert!(bytes.len() > 1_000 && bytes.len() < 420_000, "{font}: {}", bytes.len());
    }
}

#[test]
fn signs_are_drawn_by_fonts_of_signs_and_break_no_word() {
    let laid = lay_out("en", "# One\n\nA✅B a★b ok ☎ x☎\u{fe0f}y end.\n");
    let fonts = diptych::font::FontBook::builtin();
    let face = |words: &str| {
        let runs = laid.body()[0].items.iter().filter_map(run);
        let run = runs.rev().find(|run| run.text.contains(words)).unwrap();
        fonts.get(run.face).unwrap().postscript_name.clone()
    };
    assert_eq!(face("✅"), "NotoEmoji-Regular");
    assert_eq!(face("☎\u{fe0f}"), "NotoEmoji-Regular");
    assert_eq!(face("★"), "NotoSansSymbols2-Regular");
    assert_eq!(face("B a"), "SourceSerif4-Regular");
    for placed in &laid.body()[0].items {
        if let Item::Glyphs(run) = &placed.item {
            assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{}", run.text);
        }
    }
}

/// Text with every kind of mark, long enough for many lines.
fn marked() -> String {
    let sentence = "「はじめに」、日本語の本文（第一章）は、仮名と漢字です。ちょっとした「図表」や『目次』も、\
                    ページ・出典など、Git 2.0とabcを使う。";
    sentence.repeat(12)
}

#[test]
fn no_line_begins_or_ends_with_what_may_not() {
    let laid = lay_out("ja", &format!("# 本\n\n{}\n", marked()));
    let lines = lines(&laid);
    assert!(lines.len() > 20, "{lines:?}");
    for (words, ..) in &lines {
        let forbidden = "、。，．）」』】！？・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々";
        assert!(!words.starts_with(|c| forbidden.contains(c)), "{words}");
        assert!(!words.trim_end().ends_with(['「', '『', '（', '【']), "{words}");
        assert!(!words.contains('-'), "{words}");
    }
}

#[test]
fn lines_are_filled_between_the_characters() {
    let laid = lay_out("ja", &format!("# 本\n\n{}\n", marked()));
    let lines = lines(&laid);
    let whole = &lines[..lines.len() - 1];
    // The text column of letter paper.
    let (left, right) = (204.0, 540.0);
    for (words, own_left, own_right) in whole {
        // Half of a mark's square hangs into the margin.
        let begins = if words.starts_with(['「', '『', '（']) { EM / 2.0 } else { 0.0 };
        let closing = ['、', '。', '」', '』', '）'];
        let ends = if words.trim_end().ends_with(closing) { EM / 2.0 } else { 0.0 };
        assert!((own_left + begins - left).abs() < 0.1, "{words}: {own_left}");
        assert!((own_right - ends - right).abs() < 0.1, "{words}: {own_right}");
    }
    let hang = whole.iter().filter(|(_, left, _)| *left < 203.0).count();
    assert!(hang > 0, "some line begins with a bracket: {lines:?}");
}

/// The advances of the first line that begins so, in thousandths of its size.
fn advances(laid: &Laid, words: &str) -> Vec<i64> {
    let runs = laid.body().into_iter().flat_map(|page| &page.items).filter_map(run);
    let y = laid.find(words).1;
    let y = run(y).unwrap().origin.y;
    let line = runs.filter(|run| run.origin.y == y && run.size.to_pt() > 9.0);
    let advances = line.flat_map(|run| {
        let size = run.size.units();
        run.glyphs.iter().map(move |glyph| glyph.advance.units() * 1000 / size)
    });
    advances.collect()
}

#[test]
fn a_quarter_stands_beside_latin_and_half_a_square_goes_where_marks_meet() {
    // The last line of a paragraph has its natural widths.
    let own = advances(&lay_out("ja", "# 本\n\n漢字A漢字。\n"), "漢字");
    assert_eq!((own[0], own[1]), (1000, 1250));
    assert_eq!(&own[3..], [1000, 1000, 1000]);
    assert!((800..1000).contains(&own[2]), "the letter and a quarter: {own:?}");
    let own = advances(&lay_out("ja", "# 本\n\n本「漢」「字。」と。\n"), "本「");
    assert_eq!(own, [1000, 1000, 1000, 500, 1000, 1000, 500, 1000, 1000, 1000]);
    // In code each has its cell, and nothing is narrowed.
    let own = advances(&lay_out("ja", "# 本\n\n本はA B。\n"), "本は");
    assert_eq!(own[0], 1000);
}

#[test]
fn a_line_break_of_the_source_is_no_space_between_squares() {
    let text = "# 本\n\n日本語の\n本文です。\n*強調*\n仮名、\n「図」Git\nabc\n本。\n";
    let words: String = lines(&lay_out("ja", text)).into_iter().map(|line| line.0).collect();
    assert!(words.contains("日本語の本文です。強調仮名、「図」Git abc 本。"), "{words}");
    let words: String =
        lines(&lay_out("ko", "# 본\n\n한국어\n글자\n".replace('본', "한").as_str()))
            .into_iter()
            .map(|line| line.0)
            .collect();
    assert!(words.contains("한국어 글자"), "{words}");
}

#[test]
fn stressed_squares_are_bold_and_upright_in_both_editions() {
    let text = "# 本\n\n本文の*強調*と**太字**です。\n";
    let project = project("ja", text);
    let mut session = Session::new();
    let laid = lay_out_with(&mut session, project.root());
    for words in ["強調", "太字"] {
        let face = run(laid.find(words).1).unwrap().face;
        let face = session.fonts().get(face).unwrap();
        assert_eq!(face.postscript_name, "NotoSansCJKjp-Bold", "{words}");
    }
    let (_, epub) = project.build();
    let epub = Epub::open(&epub);
    let chapter = epub.file("chapter-1.xhtml");
    assert!(chapter.contains("<em><span class=\"stress\">強調</span></em>"), "{chapter}");
    assert!(chapter.contains("lang=\"ja\""));
    let sheets = epub.file("screen.css");
    assert!(sheets.contains("line-break: strict") && sheets.contains("text-autospace: normal"));
}

#[test]
fn a_font_without_a_bold_is_told_where_words_are_stressed() {
    let project = project("ja", "# 本\n\n本文の*強調*です。\n");
    std::fs::remove_file(project.path("fonts/squares-bold.otf")).unwrap();
    let output = project.diptych(&["check", "--diagnostics", "short"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let told = "a.md:3:5: warning[missing-font]: the font \"Noto Sans CJK JP\" has no bold";
    assert!(said.contains(told), "{said}");
}

#[test]
fn quotation_marks_of_chinese_have_squares() {
    let text = "# 中\n\n中文\"引用\"的“漢字”，第一——二……三。Then “Latin” words.\n";
    let project = project("zh", text);
    project.write("fonts/chinese.otf", include_bytes!("../fonts/squares-chinese.otf"));
    let laid = lay_out_with(&mut Session::new(), project.root());
    assert_eq!(laid.found, []);
    let own = advances(&laid, "中文");
    // 中文“引用”的“漢字”，: the mark at the end of the second quotation meets the comma.
    assert_eq!(&own[..10], [1000; 10].as_slice(), "{own:?}");
    assert_eq!(own[10], 500);
    let words: String = lines(&laid).into_iter().map(|line| line.0).collect();
    assert!(words.contains("中文“引用”的“漢字”，第一——二……三。"), "{words}");
}

#[test]
fn labels_are_in_the_language() {
    for (language, title, label) in
        [("ja", "題名", "表"), ("zh", "书名", "表"), ("ko", "제목", "표")]
    {
        let text = "# 本\n\n| 一 | 二 |\n| - | - |\n| 三 | 四 |\n\nTable: 表 {#t}\n\n一[](#t)。\n";
        let laid = lay_out(language, text);
        let words: String = lines(&laid).into_iter().map(|line| line.0).collect();
        let named = format!("一{label} 1。");
        assert!(words.replace('\u{a0}', " ").contains(&named), "{words}");
        assert!(laid.dump.contains(title), "{}", laid.dump);
    }
}

/// What `build` says of a project with a file in its fonts.
fn said(name: &str, content: &[u8], code: i32) -> String {
    let project = Project::new("[report]\ntitle = \"T\"\n", &[("a.md", "# One\n\nWords.\n")]);
    project.write(&format!("fonts/{name}"), content);
    let assert = project.diptych(&["build", "--diagnostics", "short"]).assert().code(code);
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

#[test]
fn no_file_of_fonts_is_ignored_in_silence() {
    for (name, content, told) in [
        ("Font.zip", b"PK\x03\x04".as_slice(), "`fonts/Font.zip` is not used: it is packed"),
        ("font.pfb", b"\x80\x01", "`fonts/font.pfb` is not used: it is a PostScript font"),
        ("font.eot", b"....", "`fonts/font.eot` is not used: it is a font for an old browser"),
        ("a/font.dfont", b"....", "`fonts/a/font.dfont` is not used: it is a font of an old"),
        (
            "font.woff2",
            b"wOF2....",
            "the font `fonts/font.woff2` cannot be used: it is a font packed",
        ),
        ("font.ttc", b"ttcf", "the font `fonts/font.ttc` cannot be used: this is not"),
    ] {
        let said = said(name, content, 1);
        assert!(said.contains("error[invalid-font]") && said.contains(told), "{name}: {said}");
    }
    let colored = said("emoji.ttf", include_bytes!("../fonts/colored.ttf"), 1);
    assert!(colored.contains("its signs are pictures in colour"), "{colored}");
    let other = said("font.xyz", b"....", 0);
    assert!(other.contains("warning[invalid-font]: `fonts/font.xyz` is not used"), "{other}");
    for name in ["README.md", "OFL.txt", "LICENSE", ".DS_Store", "specimen.pdf"] {
        assert!(!said(name, b"....", 0).contains("font"), "{name}");
    }
    // A font is known by what is in it, whatever it is called.
    assert!(!said("collection.bin", include_bytes!("../fonts/squares.ttc"), 0).contains("warning"));
}

#[test]
fn the_letters_of_a_drawing_are_shown_or_told() {
    let drawing = |family: &str, words: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 99 40\"><text y=\"30\" \
             font-family=\"{family}\">{words}</text></svg>"
        );
        let text = "# One\n\n![A drawing](a.svg)\n\n![The same](a.svg)\n";
        let project = Project::new("[report]\ntitle = \"T\"\n", &[("a.md", text)]);
        project.write("manuscript/a.svg", svg);
        let output = project.diptych(&["check", "--diagnostics", "short"]).output().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = drawing("sans-serif", "日本かな");
    assert_eq!(said.matches("missing-glyph").count(), 1, "{said}");
    assert!(
        said.contains("a.md:3:")
            && said.contains("error[missing-glyph]: the drawing `manuscript/a.svg`"),
        "{said}"
    );
    assert!(
        said.contains("か (U+304B), な (U+306A)") && said.contains("each would be a box"),
        "{said}"
    );
    let said = drawing("Arial, Helvetica", "Words");
    assert_eq!(said.matches("missing-font").count(), 1, "{said}");
    assert!(said.contains("asks for the family \"Arial\" or \"Helvetica\""), "{said}");
    for family in ["Arial, sans-serif", "Source Sans 3", "source serif 4", "serif"] {
        assert_eq!(drawing(family, "Words ✅ ☎"), "", "{family}");
    }
}
