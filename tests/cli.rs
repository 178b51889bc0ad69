//! The program from outside: what it makes, what it says, and its exit status.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use diptych::session::{Draft, Options, Session};
use insta::assert_snapshot;

use tempfile::TempDir;

#[path = "cli/import.rs"]
mod import;
#[path = "support/keep.rs"]
mod keep;

/// A project in a temporary folder.
struct Project {
    folder: TempDir,
}

impl Drop for Project {
    fn drop(&mut self) {
        keep::editions(self.folder.path());
    }
}

/// What the program said and how it ended.
#[derive(Debug)]
struct Said {
    status: Option<i32>,
    out: String,
    err: String,
}

const MANIFEST: &str = "[report]\ntitle = \"A Report\"\n";
const CHAPTER: &str = "# One {#one}\n\nSome text.\n";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\
                   <rect width=\"9\" height=\"9\"/></svg>\n";

impl Project {
    /// A report of one chapter that builds.
    fn new() -> Project {
        let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
        project.write("manuscript/report.toml", MANIFEST);
        project.write("manuscript/01-one.md", CHAPTER);
        project.write("images/a.svg", SVG);
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Project {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("the folder is made");
        fs::write(path, bytes).expect("the file is written");
        self
    }

    fn remove(&self, path: &str) -> &Project {
        fs::remove_file(self.path(path)).expect("the file is removed");
        self
    }

    /// Runs the program in the project's folder.
    fn run(&self, arguments: &[&str]) -> Said {
        run_in(self.folder.path(), arguments, &[])
    }

    /// The bytes of both editions.
    fn editions(&self) -> [Vec<u8>; 2] {
        ["build/a-report.pdf", "build/a-report.epub"]
            .map(|path| fs::read(self.path(path)).expect("the edition is there"))
    }
}

fn run_in(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Said {
    let mut command = Command::cargo_bin("diptych").expect("the program is built");
    command.env_remove("SOURCE_DATE_EPOCH").envs(environment.iter().copied());
    let output = command.current_dir(folder).args(arguments).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
    Said { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Builds a sound project, spoils it, builds again: the findings are these, the exit status is 1,
/// and the editions of the first build stay.
#[track_caller]
fn assert_refused(spoil: impl FnOnce(&Project) -> &Project, findings: &[&str]) {
    let project = Project::new();
    let first = project.run(&["build"]);
    assert_eq!(first.status, Some(0), "{first:?}");
    let before = project.editions();
    let said = spoil(&project).run(&["build", "--diagnostics", "short"]);
    assert_eq!(said.err.lines().collect::<Vec<_>>(), findings);
    assert_eq!(said.status, Some(1), "{said:?}");
    assert_eq!(said.out, "");
    assert!(before == project.editions(), "the editions of the build before have changed");
    let left = fs::read_dir(project.path("build")).expect("the folder is there").count();
    assert_eq!(left, 2, "something was left in the folder");
}

#[test]
fn a_missing_image_is_refused() {
    let chapter = "# One\n\n![A map](../images/b.svg \"Map\")\n\nText ![x](nowhere.png) here.\n";
    assert_refused(
        |project| project.write("manuscript/01-one.md", chapter),
        &[
            "manuscript/01-one.md:3:10: error[missing-image]: there is no picture `images/b.svg`; \
             did you mean `../images/a.svg`?",
            "manuscript/01-one.md:5:6: error[missing-image]: there is no picture \
             `manuscript/nowhere.png`; paths are relative to the file that names them",
        ],
    );
}

#[test]
fn a_picture_is_found_by_the_paths_that_web_pages_write() {
    let project = Project::new();
    for path in ["images/a b.svg", "images/c#1.svg", "manuscript/static/d.svg"] {
        project.write(path, SVG);
    }
    let chapter = "# One\n\n![1](/images/a.svg)\n\n![2](../images/a.svg#x)\n\n\
                   ![3](../images/a.svg?raw=true)\n\n![4](../images/a%20b.svg)\n\n\
                   ![5](../images/a b.svg)\n\n![6](../images/c%231.svg)\n\n![7](/static/d.svg)\n";
    project.write("manuscript/01-one.md", chapter);
    let said = project.run(&["check", "--strict"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{said:?}");
}

#[test]
fn what_may_have_been_meant_by_a_picture_is_told() {
    let chapter = "# One\n\n![1](..\\images\\a.svg)\n\n![2](A.SVG)\n\n\
                   ![3](https://a.example/a.svg)\n\n![4](data:image/png;base64,AA)\n";
    assert_refused(
        |project| project.write("manuscript/01-one.md", chapter),
        &[
            "manuscript/01-one.md:3:6: error[missing-image]: there is no picture \
             `manuscript/..\\images\\a.svg`; did you mean `../images/a.svg`?",
            "manuscript/01-one.md:5:6: error[missing-image]: there is no picture \
             `manuscript/A.SVG`; did you mean `../images/a.svg`?",
            "manuscript/01-one.md:7:6: error[missing-image]: the picture `https://a.example/a.svg` \
             is not a file of the project, and none is fetched from elsewhere; save it in the folder `images/` and name it there",
            "manuscript/01-one.md:9:6: error[missing-image]: this picture is written into the text, \
             and is no file of the project; save it in the folder `images/` and name it there",
        ],
    );
}

#[test]
fn a_missing_form_for_a_narrow_screen_is_refused() {
    let chapter = "# One\n\n![A map](../images/a.svg){narrow=\"../images/c.svg\"}\n";
    assert_refused(
        |project| project.write("manuscript/01-one.md", chapter),
        &["manuscript/01-one.md:3:35: error[missing-image]: there is no picture `images/c.svg`; \
           did you mean `../images/a.svg`?"],
    );
}

#[test]
fn an_unknown_key_is_refused() {
    assert_refused(
        |project| project.write("manuscript/report.toml", format!("{MANIFEST}subtitel = \"x\"\n")),
        &[
            "manuscript/report.toml:3:1: error[unknown-key]: unknown key `subtitel` in [report]; did \
           you mean `subtitle`?",
        ],
    );
}

#[test]
fn an_undefined_note_is_refused() {
    assert_refused(
        |project| project.write("manuscript/01-one.md", "# One\n\nText.[^a]\n\n[^b]: Note.\n"),
        &[
            "manuscript/01-one.md:3:6: error[undefined-note]: there is no note “a” in this file; did you \
 mean [^b]?",
            "manuscript/01-one.md:5:1: error[uncalled-note]: the note “b” is never called, and would \
 be printed nowhere; call it in the text with [^b], or take it out",
        ],
    );
}

#[test]
fn a_note_without_a_call_is_refused() {
    assert_refused(
        |project| project.write("manuscript/01-one.md", "# One\n\nText.\n\n[^b]: Note.\n"),
        &[
            "manuscript/01-one.md:5:1: error[uncalled-note]: the note “b” is never called, and would \
 be printed nowhere; call it in the text with [^b], or take it out",
        ],
    );
}

#[test]
fn a_link_to_nowhere_is_refused() {
    assert_refused(
        |project| project.write("manuscript/01-one.md", "# One {#one}\n\nSee [](#oen), [x]().\n"),
        &[
            "manuscript/01-one.md:3:5: error[undefined-reference]: nothing in the report has the id \
 “oen”; did you mean #one?",
            "manuscript/01-one.md:3:15: error[empty-link]: this link leads nowhere; write an address, \
 or #id for something in the report",
        ],
    );
}

#[test]
fn two_equal_ids_are_refused() {
    assert_refused(
        |project| project.write("manuscript/02-two.md", "# Two {#two}\n\n## Three {#two}\n"),
        &[
            "manuscript/02-two.md:3:12: error[duplicate-id]: the id “two” is given twice; give one of \
 them another id, and look at the references to it",
        ],
    );
}

#[test]
fn what_is_not_utf_8_is_refused() {
    assert_refused(
        |project| project.write("manuscript/01-one.md", b"# One\r\n\r\nEin \xe4rgerliches.\r\n"),
        &["manuscript/01-one.md:3:5: error[not-utf8]: the file is not saved as UTF-8, so its \
           letters cannot be told: here the byte 0xe4; save the file anew, with the encoding UTF-8"],
    );
}

#[test]
fn a_truncated_jpeg_is_refused() {
    let whole = include_bytes!("../images/cover.jpg");
    let chapter = "# One\n\n![A map](../images/b.jpg \"Photo\"){.photo}\n";
    assert_refused(
        |project| {
            project
                .write("manuscript/01-one.md", chapter)
                .write("images/b.jpg", &whole[..whole.len() / 2])
        },
        &["manuscript/01-one.md:3:10: error[invalid-image]: `images/b.jpg` cannot be used: the \
           JPEG cannot be read: the file ends before the picture does"],
    );
}

#[test]
fn an_svg_with_a_script_is_refused() {
    let svg = SVG.replace("</svg>", "\n<script>alert(1)</script></svg>");
    let chapter = "# One\n\n![A map](../images/b.svg \"Map\"){.map}\n";
    assert_refused(
        |project| project.write("manuscript/01-one.md", chapter).write("images/b.svg", &svg),
        &["manuscript/01-one.md:3:10: error[unsafe-svg]: `images/b.svg` cannot be used: the SVG \
           has a script in line 2, which a report must not carry; export it as a static drawing, \
           as it would be printed"],
    );
}

#[test]
fn an_empty_manuscript_is_refused() {
    assert_refused(
        |project| project.write("manuscript/01-one.md", "\n<!-- nothing\nyet -->\n"),
        &["manuscript/01-one.md:1:1: error[empty-manuscript]: the manuscript has no text; \
           chapters are Markdown files, `*.md`, beside the manifest"],
    );
    assert_refused(
        |project| project.remove("manuscript/01-one.md"),
        &["manuscript/report.toml:1:1: error[empty-manuscript]: the manuscript has no chapter; \
           chapters are Markdown files, `*.md`, beside the manifest"],
    );
}

#[test]
fn all_faults_are_shown_at_once_with_their_lines() {
    let project = Project::new();
    project
        .write("manuscript/report.toml", "[report]\ntitle = \"A\"\n[theme]\nacent = \"#fff\"\n")
        .write("manuscript/02-two.md", "# Two\n\n![Ä map](../images/b.svg \"Map\")\n");
    let said = project.run(&["build", "--color", "never"]);
    assert_eq!(said.status, Some(1));
    assert_snapshot!(said.err, @r##"
error[unknown-key]: the theme has no token `acent`
 --> manuscript/report.toml:4:1
  |
4 | acent = "#fff"
  | ^^^^^
  |
  = help: did you mean `accent`?

error[missing-image]: there is no picture `images/b.svg`
 --> manuscript/02-two.md:3:10
  |
3 | ![Ä map](../images/b.svg "Map")
  |          ^^^^^^^^^^^^^^^
  |
  = help: did you mean `../images/a.svg`?

2 errors: 1 unknown key, 1 missing picture
nothing was written; `diptych build --draft` makes a draft, with these marked
"##);
    assert!(project.run(&["build", "--color", "always"]).err.contains("\u{1b}["));
    let json = project.run(&["check", "--diagnostics", "json"]);
    assert_eq!(json.err.lines().count(), 2);
    assert!(json.err.starts_with("{\"severity\":\"error\",\"code\":\"unknown-key\","));
}

#[test]
fn a_build_says_a_line_for_each_edition() {
    let project = Project::new();
    let said = project.run(&["build"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    let lines: Vec<Vec<&str>> =
        said.out.lines().map(|line| line.split_whitespace().collect()).collect();
    let paths: Vec<&str> = lines.iter().map(|words| words[0]).collect();
    assert_eq!(paths, ["build/a-report.pdf", "build/a-report.epub"]);
    for words in &lines {
        assert!(words[2].starts_with("page"), "{words:?}");
        assert_eq!(words.last(), Some(&"s"), "{words:?}");
    }
    assert_eq!(project.run(&["build", "-q"]).out, "");
}

#[test]
fn one_edition_can_be_built_and_put_elsewhere() {
    let project = Project::new();
    assert_eq!(project.run(&["build", "--epub", "-o", "out"]).status, Some(0));
    assert!(project.path("out/a-report.epub").is_file());
    assert!(!project.path("out/a-report.pdf").exists());
    assert!(!project.path("build").exists());
    assert_eq!(project.run(&["build", "--pdf", "--output", "out"]).status, Some(0));
    assert!(project.path("out/a-report.pdf").is_file());
}

#[test]
fn a_project_is_a_folder_or_a_manifest() {
    let project = Project::new();
    for argument in [".", "manuscript", "manuscript/report.toml"] {
        assert_eq!(project.run(&["check", argument]).status, Some(0), "{argument}");
    }
    assert_eq!(project.run(&["build", "manuscript/report.toml"]).status, Some(0));
    assert!(project.path("build/a-report.pdf").is_file());
    let flat = Project { folder: tempfile::tempdir().expect("a temporary folder") };
    flat.write("report.toml", MANIFEST).write("one.md", CHAPTER);
    assert_eq!(flat.run(&["build"]).status, Some(0));
    assert!(flat.path("build/a-report.pdf").is_file());
}

#[test]
fn what_is_no_fault_of_the_manuscript_has_a_status_of_its_own() {
    let project = Project::new();
    let missing = project.run(&["build", "nowhere", "--diagnostics", "short"]);
    assert_eq!(missing.err, "error[missing-manifest]: there is no `nowhere`\n");
    assert_eq!(missing.status, Some(2));
    let none = project.run(&["check", "images", "--diagnostics", "short"]);
    assert_eq!(
        none.err,
        "error[missing-manifest]: `images` holds neither `manuscript/report.toml` nor \
         `report.toml`; name the folder of a report, or make one with `diptych new DIR`\n"
    );
    assert_eq!(none.status, Some(2));
    assert_eq!(project.run(&["bulid"]).status, Some(2));
    let file = project.run(&["build", "-o", "images/a.svg", "--diagnostics", "short"]);
    assert!(file.err.starts_with("error[unwritable-output]: `images/a.svg`"), "{file:?}");
    assert_eq!(file.status, Some(2));
    let epoch = run_in(project.folder.path(), &["build"], &[("SOURCE_DATE_EPOCH", "now")]);
    assert_eq!(
        epoch.err,
        "diptych: SOURCE_DATE_EPOCH is not a number of seconds since 1970: now\n"
    );
    assert_eq!(epoch.status, Some(2));
}

#[test]
fn chapters_come_in_the_order_of_the_manifest_or_of_their_names() {
    let project = Project::new();
    project.write("manuscript/02-two.md", "# Two\n").write("manuscript/.hidden.md", "# No\n");
    let order = |project: &Project| {
        let document = project.run(&["inspect", "document"]).out;
        document.find("One").zip(document.find("Two")).map(|(one, two)| one < two)
    };
    assert_eq!(order(&project), Some(true));
    let listed = format!("chapters = [\"02-two.md\", \"01-one.md\"]\n{MANIFEST}");
    project.write("manuscript/report.toml", listed);
    assert_eq!(order(&project), Some(false));
    let wrong = format!("chapters = [\"02-tow.md\", \"01-one.md\", \"01-one.md\"]\n{MANIFEST}");
    project.write("manuscript/report.toml", wrong);
    let said = project.run(&["check", "--diagnostics", "short"]);
    assert_eq!(
        said.err.lines().collect::<Vec<_>>(),
        [
            "manuscript/report.toml:1:13: error[missing-chapter]: there is no chapter \
             `manuscript/02-tow.md`; did you mean \"02-two.md\"?",
            "manuscript/report.toml:1:39: error[invalid-value]: the chapter `01-one.md` is listed \
             twice",
        ]
    );
}

#[test]
fn a_byte_order_mark_and_carriage_returns_leave_places_as_they_are() {
    let project = Project::new();
    project.write("manuscript/01-one.md", "\u{feff}# One\r\n\r\nÄ ![x](b.png) here.\r\n");
    let said = project.run(&["check", "--diagnostics", "short"]);
    assert!(said.err.starts_with("manuscript/01-one.md:3:3: error[missing-image]"), "{said:?}");
}

#[test]
fn a_theme_is_a_name_or_a_file() {
    let project = Project::new();
    let manifest = |theme: &str| format!("{MANIFEST}[theme]\nname = \"{theme}\"\n");
    project.write("manuscript/report.toml", manifest("repotr"));
    let said = project.run(&["check", "--diagnostics", "short"]);
    assert_eq!(
        said.err,
        "manuscript/report.toml:4:8: error[unknown-theme]: there is no theme \"repotr\"; did you \
         mean \"report\"?\n"
    );
    project
        .write("manuscript/report.toml", manifest("../house.toml"))
        .write("house.toml", "[colors]\naccent = \"#123456\"\n\n[page]\ngird = 14\n");
    let said = project.run(&["check", "--diagnostics", "short"]);
    assert_eq!(
        said.err,
        "house.toml:5:1: error[unknown-key]: the theme has no token `page.gird`; did you mean \
         `page.grid`?\n"
    );
}

#[test]
fn fonts_of_the_project_are_read() {
    let project = Project::new();
    let font = include_bytes!("../fonts/source-code/SourceCodePro-Regular.otf");
    project.write("fonts/house/Built-in.otf", font).write("fonts/Broken.ttf", "not a font");
    let said = project.run(&["check", "--diagnostics", "short"]);
    assert_eq!(
        said.err,
        "manuscript/report.toml:1:1: error[invalid-font]: the font `fonts/Broken.ttf` cannot be \
         used: this is not an OpenType or TrueType font; take it out of the folder, or put its \
         `.otf` or `.ttf` there\n"
    );
}

#[test]
fn faces_that_are_not_there_are_told_before_anything_is_laid_out() {
    let project = Project::new();
    let check = |theme: &str| {
        project.write("manuscript/report.toml", format!("{MANIFEST}[theme]\n{theme}\n"));
        project.run(&["check", "--diagnostics", "short"]).err
    };
    project.write("manuscript/01-one.md", "# One\n\nPlain words.\n");
    assert_eq!(check("serif = \"Source Serif 4 SmText\"").matches("error").count(), 0);
    project.write("manuscript/01-one.md", "# One\n\nWords, **strong** ones.\n");
    let said = check("serif = \"Source Serif 4 SmText\"");
    let wanted = "manuscript/report.toml:4:9: error[missing-font]: the family \"Source Serif 4 \
                  SmText\" has no bold, which the text uses";
    assert!(said.contains(wanted), "{said}");
    assert_eq!(
        check("styles.h2.family = \"Sorce Sans 3\""),
        "manuscript/report.toml:4:20: error[missing-font]: there is no font of the family \"Sorce \
         Sans 3\"; did you mean \"Source Sans 3\"?\n"
    );
    let said = check("styles.h1.weight = 700");
    let wanted = "manuscript/report.toml:4:20: error[missing-font]: the family \"Source Serif 4 \
                  Display\" has no bold";
    assert!(said.starts_with(wanted), "{said}");
}

#[test]
fn a_theme_file_inherits_from_another() {
    let project = Project::new();
    project
        .write("manuscript/report.toml", format!("{MANIFEST}[theme]\nname = \"../a/house.toml\"\n"))
        .write("a/house.toml", "inherits = \"base.toml\"\n[colors]\naccent = \"#123\"\n")
        .write("a/base.toml", "inherits = \"book\"\n[page]\ngrid = 0\n");
    let check = || project.run(&["check", "--diagnostics", "short"]).err;
    assert_eq!(
        check(),
        "a/base.toml:3:8: error[invalid-value]: `page.grid` cannot have this value: a line of the \
         grid in points lies between 4 and 200\n"
    );
    project.write("a/base.toml", "inherits = \"boook\"\n");
    let wanted = "a/base.toml:1:12: error[unknown-theme]: there is no theme \"boook\"; did you mean \
                  \"book\"?\n";
    assert_eq!(check(), wanted);
    project.write("a/base.toml", "inherits = \"../a/house.toml\"\n");
    let wanted = "error[invalid-value]: the theme \"../a/house.toml\" inherits from itself";
    assert!(check().contains(wanted), "{}", check());
    project.write("a/base.toml", "inherits = 3\n");
    let wanted = "a/base.toml:1:12: error[wrong-type]: `inherits` should be text\n";
    assert_eq!(check(), wanted);
}

#[test]
fn a_new_project_builds_at_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| run_in(folder.path(), arguments, &[]);
    let made = run(&["new", "my-report"]);
    assert_eq!((made.status, made.err.as_str()), (Some(0), ""));
    let strict = run(&["check", "--strict", "my-report"]);
    assert_eq!((strict.status, strict.err.as_str()), (Some(0), ""));
    let built = run(&["build", "my-report"]);
    assert_eq!((built.status, built.err.as_str()), (Some(0), ""));
    assert!(folder.path().join("my-report/build/my-report.epub").is_file());
    let again = run(&["new", "my-report"]);
    assert_eq!(again.status, Some(2));
    assert_eq!(again.err, "diptych: `my-report` is not empty; nothing was made\n");
    let titled = run(&["new", "other", "--title", "A \"quoted\" title", "-q"]);
    assert_eq!((titled.status, titled.out.as_str()), (Some(0), ""));
    assert_eq!(run(&["build", "other"]).status, Some(0));
    assert!(folder.path().join("other/build/a-quoted-title.pdf").is_file());
    keep::editions(&folder.path().join("my-report"));
    keep::editions(&folder.path().join("other"));
}

#[test]
fn a_new_project_is_in_its_language_and_builds_in_every_theme() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| run_in(folder.path(), arguments, &[]);
    let languages = [
        ("en", "Introduction"),
        ("de", "Einleitung"),
        ("fr", "Recommandations"),
        ("es", "Introducción"),
        ("it", "Introduzione"),
        ("pt", "Introdução"),
        ("nl", "Inleiding"),
        ("pl", "Wprowadzenie"),
        ("ru", "Введение"),
        ("fa", "مقدمه"),
        ("ar", "التوصيات"),
    ];
    // Over the languages each theme meets each paper.
    let papers = ["letter", "a4", "a5", "legal"];
    for (index, (language, words)) in languages.into_iter().enumerate() {
        for (theme, more) in [("report", 0), ("book", 1), ("plain", 2)] {
            let (name, paper) = (format!("{language}-{theme}"), papers[(index + more) % 4]);
            let options = ["--language", language, "--theme", theme, "--paper", paper, "-q"];
            let made = run(&[&["new", &name], options.as_slice()].concat());
            assert_eq!((made.status, made.err.as_str()), (Some(0), ""), "{name}");
            let built = run(&["build", &name]);
            assert_eq!((built.status, built.err.as_str()), (Some(0), ""), "{name}");
        }
        let document = run(&["inspect", "document", &format!("{language}-report")]).out;
        assert!(document.contains(words), "{language}:\n{document}");
    }
}

#[test]
fn a_new_project_builds_in_every_theme_paper_and_direction() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| run_in(folder.path(), arguments, &[]);
    for (theme, paper, language) in [
        ("report", "a4", "de"),
        ("book", "a5", "en-GB"),
        ("plain", "legal", "fr"),
        ("report", "letter", "fa"),
        ("report", "a4", "he"),
    ] {
        let options = ["--theme", theme, "--paper", paper, "--language", language];
        let made = run(&[&["new", theme, "-q"], options.as_slice()].concat());
        assert_eq!((made.status, made.err.as_str()), (Some(0), ""), "{options:?}");
        let manifest = folder.path().join(theme).join("manuscript/report.toml");
        let manifest = fs::read_to_string(manifest).expect("there is a manifest");
        for value in [theme, paper, language] {
            assert!(manifest.contains(&format!("\"{value}\"")), "{manifest}");
        }
        let built = run(&["build", theme]);
        assert_eq!((built.status, built.err.as_str()), (Some(0), ""), "{options:?}");
        keep::editions(&folder.path().join(theme));
        fs::remove_dir_all(folder.path().join(theme)).expect("the project can be removed");
    }
    for wrong in [["--theme", "bok"], ["--paper", "a7"], ["--language", "en_US"]] {
        let said = run(&["new", "wrong", wrong[0], wrong[1]]);
        assert_eq!(said.status, Some(2), "{said:?}");
        assert!(!folder.path().join("wrong").exists());
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let project = Project::new();
    for index in 2..6 {
        let chapter =
            format!("# Chapter {index}\n\n![A](../images/a.svg \"Fig. {index}\")\n\nText.\n");
        project.write(&format!("manuscript/0{index}-more.md"), chapter);
    }
    let editions = ["1", "2", "7"].map(|threads| {
        let environment = [("RAYON_NUM_THREADS", threads), ("SOURCE_DATE_EPOCH", "1700000000")];
        let said = run_in(project.folder.path(), &["build"], &environment);
        assert_eq!(said.status, Some(0), "{said:?}");
        project.editions()
    });
    assert!(editions[0] == editions[1] && editions[1] == editions[2]);
}

#[test]
fn a_warm_build_equals_a_cold_one() {
    let project = Project::new();
    let root = project.folder.path();
    let mut warm = Session::new();
    let edits: [(&str, &str); 6] = [
        ("manuscript/01-one.md", "# One {#one}\n\nSome other text, and more of it.\n"),
        (
            "manuscript/02-two.md",
            "# Two\n\n![A](../images/a.svg \"Fig\")\n\nSee [](#one \"page\").\n",
        ),
        ("images/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 5\"/>"),
        ("manuscript/00-first.md", "# First\n\nA chapter that moves the others.\n"),
        ("manuscript/report.toml", "[report]\ntitle = \"A Report\"\n[theme]\naccent = \"#a00\"\n"),
        ("manuscript/01-one.md", CHAPTER),
    ];
    for (path, text) in edits {
        project.write(path, text);
        let outcome = warm.build(root, &Options::default());
        assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
        let rebuilt = project.editions();
        Session::new().build(root, &Options::default());
        assert!(rebuilt == project.editions(), "after the edit of {path}");
    }
}

#[test]
fn a_fault_mended_while_watching_leaves_nothing_behind() {
    let project = Project::new();
    let root = project.folder.path();
    let mut session = Session::new();
    session.build(root, &Options::default());
    let before = project.editions();
    project.write("manuscript/01-one.md", "# One\n\n![x](nowhere.png \"x\")\n");
    let outcome = session.build(root, &Options::default());
    assert!(outcome.written.is_empty());
    assert!(outcome.files.contains(&root.join("manuscript/nowhere.png")), "{:?}", outcome.files);
    assert!(before == project.editions());
    project.write("manuscript/01-one.md", CHAPTER);
    session.build(root, &Options::default());
    assert!(before == project.editions());
}

#[test]
fn each_of_the_goods_can_be_inspected() {
    let project = Project::new();
    for (what, words) in [
        ("document", "Some text."),
        ("references", "#one"),
        ("pages", "Some text."),
        ("page-map", "1"),
    ] {
        let said = project.run(&["inspect", what]);
        assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{what}");
        assert!(said.out.contains(words), "{what}: {}", said.out);
    }
    assert!(!project.path("build").exists(), "nothing is written");
    // A document with a fault is shown with it; its pages are not.
    project.write("manuscript/01-one.md", "# One\n\nA note.[^a]\n");
    let document = project.run(&["inspect", "document", "--diagnostics", "short"]);
    assert_eq!(document.status, Some(1));
    assert!(document.out.contains("A note."), "{document:?}");
    let pages = project.run(&["inspect", "pages", "--diagnostics", "short"]);
    assert_eq!((pages.status, pages.out.as_str()), (Some(1), ""));
    assert!(pages.err.starts_with("manuscript/01-one.md:3:8: error[undefined-note]"), "{pages:?}");
}

#[test]
fn a_draft_takes_no_place_of_a_report_and_has_a_status_of_its_own() {
    let project = Project::new();
    assert_eq!(project.run(&["build"]).status, Some(0));
    let before = project.editions();
    project.write("manuscript/01-one.md", "# One {#one}\n\nSee [it](#oen) and more.[^a]\n");
    let strict = project.run(&["build"]);
    assert_eq!(strict.status, Some(1));
    assert!(strict.err.contains("`diptych build --draft` makes a draft"), "{strict:?}");
    let said = project.run(&["build", "--draft", "--diagnostics", "short"]);
    assert_eq!(said.status, Some(3), "{said:?}");
    // What is wrong is told as ever.
    assert_eq!(said.err.lines().count(), 2, "{said:?}");
    assert!(said.err.contains("error[undefined-reference]: nothing in the report"), "{said:?}");
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(lines[0].starts_with("build/a-report-draft.pdf "), "{said:?}");
    assert!(lines[1].starts_with("build/a-report-draft.epub "), "{said:?}");
    let last = "this is a draft: each page says so, and what is wrong is marked";
    assert_eq!(lines[2..], [last]);
    assert!(before == project.editions(), "the report itself stays");
    let one = project.run(&["build", "--draft", "--pdf", "-o", "out"]);
    assert_eq!(one.status, Some(3));
    let made: Vec<_> = fs::read_dir(project.path("out")).expect("the folder").flatten().collect();
    assert_eq!(made.len(), 1, "{made:?}");
    // Without an error a draft is fine.
    project.write("manuscript/01-one.md", CHAPTER);
    let said = project.run(&["build", "--draft"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    assert!(said.out.ends_with("this is a draft: each page says so\n"), "{said:?}");
    let help = project.run(&["build", "--help"]).out;
    assert!(help.contains("--draft"), "{help}");
    assert!(project.run(&["--help"]).out.contains("3 a draft was written"));
}

#[test]
fn drafts_are_the_same_for_any_number_of_threads_and_after_any_build() {
    let project = Project::new();
    let text =
        "# One {#one}\n\n![Map](../images/b.png \"Map\")\n\n[a](#x) [](#y).[^a]\n\n[^b]: B.\n";
    project.write("manuscript/01-one.md", text);
    let editions = || {
        ["build/a-report-draft.pdf", "build/a-report-draft.epub"]
            .map(|path| fs::read(project.path(path)).expect("the edition is there"))
    };
    let mut built = Vec::new();
    for threads in ["1", "3"] {
        let said =
            run_in(project.folder.path(), &["build", "--draft"], &[("RAYON_NUM_THREADS", threads)]);
        assert_eq!(said.status, Some(3), "{said:?}");
        built.push(editions());
    }
    let mut warm = Session::new();
    let options = Options { draft: Draft::Always, ..Options::default() };
    warm.build(project.folder.path(), &Options::default());
    project.write("manuscript/01-one.md", CHAPTER);
    warm.build(project.folder.path(), &options);
    project.write("manuscript/01-one.md", text);
    let outcome = warm.build(project.folder.path(), &options);
    assert!(outcome.draft && outcome.written.len() == 2, "{outcome:?}");
    built.push(editions());
    assert!(built[0] == built[1] && built[1] == built[2]);
}

#[test]
fn a_chapter_and_a_folder_of_chapters_say_how_to_make_a_report_of_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("the folder is made");
        fs::write(path, "# One\n").expect("the file is written");
    };
    ["thesis.md", "docs/one.md", "docs/two.md", "site/deep/one.md"].into_iter().for_each(write);
    let said = |project: &str| {
        let said = run_in(folder.path(), &["build", project, "--diagnostics", "short"], &[]);
        assert_eq!(said.status, Some(2), "{said:?}");
        said.err
    };
    assert_eq!(
        said("thesis.md"),
        "error[missing-manifest]: `thesis.md` is a chapter; a report is a folder with a \
         `report.toml`; make a report of it: `diptych new my-report --from thesis.md`\n"
    );
    assert_eq!(
        said("docs"),
        "error[missing-manifest]: `docs` is a folder of chapters without a manifest: there is no \
         `manuscript/report.toml` and no `report.toml` in it; make a report of it: `diptych new \
         my-report --from docs`\n"
    );
    assert!(
        said("site").contains("`site` is a folder with a chapter and without a manifest"),
        "{}",
        said("site")
    );
    // A chapter of a report leads to it.
    let project = Project::new();
    let said = project.run(&["build", "manuscript/01-one.md", "--diagnostics", "short"]);
    assert_eq!(said.status, Some(2));
    assert!(
        said.err.ends_with("name the report that it belongs to: `diptych build .`\n"),
        "{said:?}"
    );
}
