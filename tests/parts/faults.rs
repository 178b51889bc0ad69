//! What is wrong with a brand: each fault is told at its place, and nothing is written.

use super::support::project::Project;

/// What `check` says of a report with these settings of its theme, which are on line 4 and below.
fn faults(theme: &str, text: &str) -> String {
    let manifest = format!("[report]\ntitle = \"A\"\n[theme]\n{theme}\n");
    let project = Project::new(&manifest, &[("a.md", text)]);
    project.write("fonts/Broken.otf", "not a font");
    let assert = project.diptych(&["build", "--diagnostics", "short"]).assert().code(1);
    assert!(!project.path("build").exists(), "nothing is written");
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    // The font that is none is told each time, where the theme or its family is named.
    let (font, others): (Vec<&str>, Vec<&str>) =
        said.lines().partition(|line| line.contains("[invalid-font]"));
    let wanted = "error[invalid-font]: the font `fonts/Broken.otf` cannot be used";
    let place = "manuscript/report.toml:";
    let told = |line: &str| line.starts_with(place) && line.contains(wanted);
    assert!(matches!(font.as_slice(), [one] if told(one)), "{said}");
    others.join("\n")
}

#[test]
fn an_unknown_token_is_told_with_the_nearest() {
    assert_eq!(
        faults("acent = \"#8a1c2b\"", "Words.\n"),
        "manuscript/report.toml:4:1: error[unknown-key]: the theme has no token `acent`; did you \
         mean `accent`?"
    );
    let nested = faults("accent = \"#8a1c2b\"\nstyles.h1.sise = 30", "Words.\n");
    let wanted = "manuscript/report.toml:5:11: error[unknown-key]: the theme has no token \
                  `styles.h1.sise`; did you mean `styles.h1.size`?";
    assert_eq!(nested, wanted);
}

#[test]
fn a_colour_that_is_none_is_told_at_its_value() {
    for color in ["lapis", "#12345", "#12345g", ""] {
        let said = faults(&format!("colors.accent = \"{color}\""), "Words.\n");
        let wanted = "manuscript/report.toml:4:17: error[invalid-value]: `colors.accent` cannot \
                      have this value: a colour is written #rrggbb";
        assert_eq!(said, wanted);
    }
    let number = faults("accent = 3", "Words.\n");
    assert_eq!(number, "manuscript/report.toml:4:10: error[wrong-type]: `accent` should be text");
}

#[test]
fn a_family_without_a_bold_is_told_when_the_text_has_strong_words() {
    let family = "serif = \"Source Serif 4 SmText\"";
    let plain = faults(family, "# One\n\nPlain words.\n");
    assert!(!plain.contains("which the text uses"), "{plain}");
    let strong = faults(family, "# One\n\nWords, **strong** ones.\n");
    let wanted = "manuscript/report.toml:4:9: error[missing-font]: the family \"Source Serif 4 \
                  SmText\" has no bold, which the text uses";
    assert!(strong.contains(wanted), "{strong}");
}

#[test]
fn a_mark_that_is_missing_is_told_at_its_path() {
    let said = faults("logo = \"../images/logo.svg\"", "Words.\n");
    let wanted = "manuscript/report.toml:4:8: error[missing-image]: there is no picture \
                  `images/logo.svg`";
    assert!(said.starts_with(wanted) && said.lines().count() == 1, "{said}");
}

#[test]
fn text_that_no_font_can_show_is_an_error_that_names_the_font_to_get() {
    let manifest = "[report]\ntitle = \"A 題\"\n";
    let text = "# One\n\nWords *and 漢字*, again 漢, `x ሀ`.[^a]\n\n\
                > [!epub]\n> Only there: ᚠ.\n\n[^a]: A note with ሁ.\n";
    let project = Project::new(manifest, &[("a.md", text)]);
    let assert = project.diptych(&["check", "--diagnostics", "short"]).assert().code(1);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    let wanted = "manuscript/a.md:3:29: error[missing-glyph]: no font has 2 characters of Ethiopic \
                  (Amharic, Tigrinya), ሀ (U+1200), ሁ (U+1201): 2 places of the text would be blank; \
                  put `NotoSansEthiopic-Regular.ttf`, or another font for Ethiopic (Amharic, \
                  Tigrinya), into the project's folder `fonts`\n\
                  manuscript/report.toml:2:12: error[missing-glyph]: no font has 3 characters of \
                  Chinese (simplified), 題 (U+984C), 漢 (U+6F22), 字 (U+5B57): 6 places of the text \
                  would be blank; put `NotoSansSC-Regular.otf`, or another font for Chinese \
                  (simplified), into the project's folder `fonts`\n";
    let mut lines: Vec<&str> = said.lines().filter(|line| line.contains("glyph")).collect();
    lines.sort_unstable();
    assert_eq!(lines.join("\n") + "\n", wanted);
    // A build says the same, once, and writes nothing.
    let assert = project.diptych(&["build", "--diagnostics", "short"]).assert().code(1);
    let built = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(built.matches("missing-glyph").count(), 2, "{built}");
}

#[test]
fn a_whole_book_without_a_font_is_one_error_in_plain_words() {
    let text = "# はじめに\n\n日本語の本です。「かな」と漢字、カタカナ。\n\n日本語。\n";
    let said = |language: &str| {
        let manifest = format!("[report]\ntitle = \"T\"\nlanguage = \"{language}\"\n");
        let project = Project::new(&manifest, &[("a.md", text)]);
        let assert = project.diptych(&["build", "--diagnostics", "short"]).assert().code(1);
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    // The ideographs of a text with kana are Japanese, whatever the report is in.
    for language in ["ja", "en"] {
        let said = said(language);
        assert_eq!(said.matches("missing-glyph").count(), 1, "{said}");
        assert!(said.contains("characters of Japanese, は (U+306F)"), "{said}");
        assert!(said.contains(" more: "), "{said}");
        assert!(said.contains("put `NotoSansJP-Regular.otf`"), "{said}");
        assert!(!said.contains("Common") && !said.contains("Han,"), "{said}");
    }
}

#[test]
fn a_sign_that_no_font_has_is_named_with_a_font_that_has_it() {
    let said = faults("", "# One\n\nA sign ⸙, a tile 🀄, a note 𝄞.\n");
    for (sign, font) in
        [("⸙ (U+2E19)", "NotoSansSymbols2-Regular.ttf"), ("𝄞 (U+1D11E)", "NotoMusic-Regular.ttf")]
    {
        let line = said.lines().find(|line| line.contains(sign));
        assert!(line.is_some_and(|line| line.contains(font)), "{said}");
    }
}
