//! `diptych new --from`: projects of Markdown that exists.

use std::collections::BTreeMap;

use super::*;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> Project {
    let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
    for (path, text) in files {
        project.write(path, text);
    }
    project
}

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder is read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            let bytes = fs::read(&path).expect("the file is read");
            all.insert(path, bytes);
        }
    }
    all
}

/// Makes a project of a folder, whose texts stay as they were, and gives the manifest and what was
/// said.
#[track_caller]
fn imported(project: &Project, source: &str, manifest: &str) -> (String, String) {
    let before = contents(project.folder.path());
    let said = project.run(&["new", "--from", source]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""), "{said:?}");
    let mut after = contents(project.folder.path());
    let made = after.remove(&project.path(manifest)).expect("the manifest is there");
    assert!(before == after, "a text was changed");
    let check = project.run(&["check", manifest, "--diagnostics", "short"]);
    assert_ne!(check.status, Some(2), "{check:?}");
    let manifest = String::from_utf8(made).expect("the manifest is UTF-8");
    // Where the folder lies is told by the system's name for it, which some systems resolve.
    let root = project.folder.path().canonicalize().expect("a path").display().to_string();
    let out = said.out.replace(&format!("{root}/"), "").replace(&root, ".");
    (manifest, out)
}

/// The chapters of a manifest.
fn chapters(manifest: &str) -> Vec<&str> {
    let lines = manifest.lines().filter(|line| line.starts_with("  "));
    lines.map(|line| line.trim().trim_end_matches(',').trim_matches('"')).collect()
}

#[test]
fn chapters_stand_in_the_order_of_a_summary() {
    let summary = "# Summary\n\n[Preface](preface.md)\n\n- [Two](b%20two.md)\n  - [Deep](deep/x.md#y)\n\
                   - [Draft]()\n- [Web](https://x.example)\n\n# Part II\n\n* [One](./one.md \"T\")\n\
                   * [Gone](gone.md)\n<!-- [No](no.md) -->\n";
    let project = folder(&[
        ("src/SUMMARY.md", summary),
        ("src/preface.md", "# Preface\n\n![A](img/a.svg){.photo}\n"),
        ("src/b two.md", "# Two\n\nThe law of the sea and that of the land.\n"),
        ("src/deep/x.md", "## Deep\n"),
        ("src/one.md", "# One\n"),
        ("src/no.md", "# No\n"),
        ("src/img/a.svg", SVG),
        ("README.md", "# The program\n"),
        ("book.toml", "[book]\ntitle = \"The \\\"Book\\\"\"\nauthors = [\"Ada B.\", \"Max\"]\n"),
    ]);
    let (manifest, said) = imported(&project, ".", "report.toml");
    assert_snapshot!(manifest, @r#"
    # The chapters, in the order of src/SUMMARY.md. Their text is where it was.
    chapters = [
      "src/preface.md",
      "src/b two.md",
      "src/deep/x.md",
      # Part II
      "src/one.md",
    ]

    [report]
    title       = "The \"Book\""
    language    = "en"  # a guess, by its words

    [[authors]]
    name        = "Ada B."

    [[authors]]
    name        = "Max"
    "#);
    assert_snapshot!(said, @r"
    report.toml
    4 chapters in the order of `src/SUMMARY.md`: src/preface.md … src/one.md
    left aside: README.md, src/SUMMARY.md, src/no.md
    named in src/SUMMARY.md and not there: gone.md
    titles of parts have no place in a report, and stand in the manifest as comments: “Part II”
    a first check finds nothing
    now: diptych build
    ");
}

#[test]
fn chapters_stand_in_the_order_of_quarto() {
    let settings = "project:\n  type: book\n  pre-render: x.py\nbook:\n  title: \"Water: a report\"\n  \
                    subtitle: In short\n  author:\n    - name: Ada B.\n      orcid: 0000-0002-1825-0097\n      \
                    affiliations: [{name: The Institute}]\n  date: 2024-10-01\n  cover-image: cover.svg\n  \
                    chapters:\n    - index.qmd\n    - part: \"Basics\"\n      chapters: [b.qmd, a.qmd]\n    \
                    - part: part.qmd\n      chapters:\n        - file: c.md\n  appendices:\n    - z.qmd\n    - n.ipynb\n\
                    lang: en-GB\nformat: html\n";
    let project = folder(&[
        ("_quarto.yml", settings),
        ("index.qmd", "# Welcome {.unnumbered}\n"),
        ("a.qmd", "---\ntitle: A\n---\n\nText.\n"),
        ("b.qmd", "# B\n"),
        ("c.md", "# C\n"),
        ("part.qmd", "# Part\n"),
        ("z.qmd", "# Z\n"),
        ("n.ipynb", "{}"),
        ("cover.svg", SVG),
        ("_unused.qmd", "# No\n"),
    ]);
    let (manifest, said) = imported(&project, ".", "report.toml");
    assert_snapshot!(manifest, @r#"
    # The chapters, in the order of _quarto.yml. Their text is where it was.
    chapters = [
      "index.qmd",
      # Basics
      "b.qmd",
      "a.qmd",
      "part.qmd",
      "c.md",
      "z.qmd",
    ]

    [report]
    title       = "Water: a report"
    subtitle    = "In short"
    date        = 2024-10-01
    language    = "en-GB"

    [[authors]]
    name        = "Ada B."
    affiliation = "The Institute"
    orcid       = "0000-0002-1825-0097"

    [cover]
    image = "cover.svg"
    "#);
    assert_snapshot!(said, @r"
    report.toml
    6 chapters in the order of `_quarto.yml`: index.qmd … z.qmd
    left aside: _unused.qmd
    left aside, as they are no Markdown: n.ipynb
    titles of parts have no place in a report, and stand in the manifest as comments: “Basics”
    appendices are chapters until their headings say so: # Title {.appendix}
    a first check finds nothing
    now: diptych build
    ");
}

#[test]
fn chapters_stand_in_the_order_of_other_contents() {
    let text = ("a.md", "# A\n");
    let toc = "format: jb-book\nroot: intro\nparts:\n  - caption: First\n    chapters:\n      - file: b\n        \
               sections:\n          - file: sub/c\n      - url: https://x.example\n  - chapters:\n    - file: a\n";
    let jupyter = folder(&[
        ("_toc.yml", toc),
        ("_config.yml", "title: Jupyter\nauthor: The Team\n"),
        ("intro.md", "# Intro\n"),
        text,
        ("b.md", "# B\n"),
        ("sub/c.md", "# C\n"),
    ]);
    let (manifest, _) = imported(&jupyter, ".", "report.toml");
    assert_eq!(chapters(&manifest), ["intro.md", "# First", "b.md", "sub/c.md", "a.md"]);
    assert!(manifest.contains("title       = \"Jupyter\""), "{manifest}");
    assert!(manifest.contains("name        = \"The Team\""), "{manifest}");

    let nav = "site_name: Docs\nnav:\n  - index.md\n  - More:\n    - B: b.md\n    - Deeper:\n      - guide/\n\
               markdown_extensions:\n  - x:\n      y: !!python/name:a.b\n";
    let mkdocs = folder(&[
        ("mkdocs.yml", nav),
        ("docs/index.md", "# I\n"),
        ("docs/b.md", "# B\n"),
        ("docs/guide/10.md", "# Ten\n"),
        ("docs/guide/9.md", "# Nine\n"),
        ("docs/guide/README.md", "# Guide\n"),
        ("docs/old.md", "# Old\n"),
    ]);
    let (manifest, said) = imported(&mkdocs, ".", "report.toml");
    assert_eq!(
        chapters(&manifest),
        [
            "docs/index.md",
            "# More",
            "docs/b.md",
            "# Deeper",
            "docs/guide/README.md",
            "docs/guide/9.md",
            "docs/guide/10.md"
        ]
    );
    assert!(said.contains("left aside: docs/old.md\n"), "{said}");

    let bookdown = folder(&[
        ("_bookdown.yml", "rmd_files: [\"index.Rmd\", \"b.Rmd\", \"a.Rmd\"]\n"),
        (
            "index.Rmd",
            "---\ntitle: A Minimal Book\nauthor: Ada B.\ndate: \"`r Sys.Date()`\"\n---\n\n# Preface\n",
        ),
        ("a.Rmd", "# A\n"),
        ("b.Rmd", "# B\n"),
    ]);
    let (manifest, said) = imported(&bookdown, ".", "report.toml");
    assert_eq!(chapters(&manifest), ["index.Rmd", "b.Rmd", "a.Rmd"]);
    assert!(manifest.contains("title       = \"A Minimal Book\""), "{manifest}");
    assert!(!manifest.contains("date"), "{manifest}");
    assert!(said.contains("a first check finds nothing"), "{said}");

    let leanpub = folder(&[
        ("manuscript/Book.txt", "frontmatter:\nb.md\nmainmatter:\na.md\n"),
        ("manuscript/a.md", "# A\n"),
        ("manuscript/b.md", "# B\n"),
    ]);
    let (manifest, _) = imported(&leanpub, "manuscript", "manuscript/report.toml");
    assert_eq!(chapters(&manifest), ["b.md", "a.md"]);
}

#[test]
fn chapters_without_contents_stand_in_the_order_in_which_people_count() {
    let project = folder(&[
        ("10-end.md", "# End\n"),
        ("2-middle.md", "---\ntitle: Middle\n---\n\nThe sea is not the land, and that is it.\n"),
        ("index.md", "# Start\n"),
        ("3-part/1.md", "# One\n"),
        ("4-new.md", "---\ndraft: true\n---\n# New\n"),
        ("notes.md", "To do.\n"),
        ("README.md", "# Water in the *Valley*\n"),
        ("_old.md", "# Old\n"),
        ("node_modules/x/y.md", "# No\n"),
        (".github/z.md", "# No\n"),
        ("component.mdx", "# Component\n"),
    ]);
    let (manifest, said) = imported(&project, ".", "report.toml");
    assert_snapshot!(manifest, @r#"
    # The chapters, in the order of their names. Their text is where it was.
    chapters = [
      "index.md",
      "2-middle.md",
      "3-part/1.md",
      "10-end.md",
      "component.mdx",
    ]

    [report]
    title       = "Water in the Valley"
    language    = "en"  # a guess, by its words
    "#);
    assert_snapshot!(said, @r"
    report.toml
    5 chapters in the order of their names: index.md … component.mdx
    left aside: 4-new.md, README.md, _old.md, notes.md
    components of MDX are not read, as in component.mdx
    a first check finds nothing
    now: diptych build
    ");
    assert_eq!(project.run(&["build"]).status, Some(0));
    let again = project.run(&["new", "--from", "."]);
    assert_eq!(again.status, Some(2), "{again:?}");
    assert!(again.err.contains("report.toml` is there already; nothing was made"), "{again:?}");
}

#[test]
fn a_project_reaches_up_to_its_pictures() {
    let project = folder(&[
        (".git/HEAD", "x"),
        ("book/de/1.md", "# Eins\n\n![A](../images/a.svg){.photo}\n"),
        ("book/de/2.md", "# Zwei\n\n![B](/static/b.svg){.photo}\n"),
        ("book/images/a.svg", SVG),
        ("book/static/b.svg", SVG),
        ("static/b.svg", SVG),
        ("README.md", "# The Book\n"),
    ]);
    let (manifest, said) = imported(&project, "book/de", "book/report.toml");
    assert_eq!(chapters(&manifest), ["de/1.md", "de/2.md"]);
    assert!(manifest.contains("language    = \"de\"\n"), "{manifest}");
    assert!(said.contains("now: diptych build book\n"), "{said}");
    let second = folder(&[("a/1.md", "# A\n\n![x](../x.svg){.photo}\n"), ("x.svg", SVG)]);
    second.write("report.toml", MANIFEST);
    let (manifest, said) = imported(&second, "a", "a.toml");
    assert_eq!(chapters(&manifest), ["a/1.md"]);
    assert!(said.contains("now: diptych build a.toml\n"), "{said}");
}

#[test]
fn a_folder_of_several_books_names_them() {
    let project = folder(&[
        ("1.0/en/1.md", "# One\n"),
        ("1.0/pt-br/1.md", "# Um\n"),
        ("2.0/en/1.md", "# One\n"),
        ("README.md", "# Books\n"),
    ]);
    let said = project.run(&["new", "--from", "."]);
    assert_eq!(said.status, Some(2), "{said:?}");
    let wanted = "holds several books: 1.0/en, 1.0/pt-br, 2.0/en; name one of them: \
                  `diptych new --from ./1.0/en`";
    assert!(said.err.contains(wanted), "{said:?}");
    let empty = folder(&[("a.txt", "x")]);
    let said = empty.run(&["new", "--from", "."]);
    assert_eq!(said.status, Some(2), "{said:?}");
    assert!(said.err.contains("holds no Markdown that could be a chapter"), "{said:?}");
    assert_eq!(empty.run(&["new", "--from", "nowhere"]).status, Some(2));
    assert_eq!(empty.run(&["new"]).status, Some(2));
}

#[test]
fn one_file_is_a_project_of_one_chapter() {
    let front = "---\ntitle: 'The law'\nauthor: [Ada B., Max C.]\ndate: 2024-10-01T12:00\nlang: en\n---\n\nText.\n";
    let project = folder(&[("paper.md", front), ("other.md", "# Other\n")]);
    let (manifest, said) = imported(&project, "paper.md", "report.toml");
    assert_snapshot!(manifest, @r#"
    # The chapters, in the order of their names. Their text is where it was.
    chapters = [
      "paper.md",
    ]

    [report]
    title       = "The law"
    date        = 2024-10-01
    language    = "en"

    [[authors]]
    name        = "Ada B."

    [[authors]]
    name        = "Max C."
    "#);
    assert!(said.contains("1 chapter: paper.md\na first check finds nothing\n"), "{said}");
    let wishes = ["--title", "T", "--language", "de", "--theme", "book", "--paper", "a5"];
    let second = project.run(&[&["new", "--from", "other.md"][..], &wishes].concat());
    assert_eq!(second.status, Some(0), "{second:?}");
    let manifest = fs::read_to_string(project.path("other.toml")).expect("a manifest");
    for line in ["title       = \"T\"", "language    = \"de\"", "name = \"book\"", "paper = \"a5\""]
    {
        assert!(manifest.contains(line), "{manifest}");
    }
    assert_eq!(project.run(&["build", "other.toml"]).status, Some(0));
}

#[test]
fn a_copy_has_its_chapters_and_pictures_as_they_lie() {
    let chapter = "# One\n\n![A](img/a%20b.svg){.photo}\n\n![C](../c.svg){.photo}\n";
    let project = folder(&[
        ("old/text/1.md", chapter),
        ("old/text/img/a b.svg", SVG),
        ("old/c.svg", SVG),
        ("old/unused.svg", SVG),
    ]);
    let said = project.run(&["new", "--from", "old", "new"]);
    assert_eq!(said.status, Some(0), "{said:?}");
    let copied = fs::read_to_string(project.path("new/text/1.md")).expect("the chapter");
    assert_eq!(copied, chapter);
    assert!(project.path("new/text/img/a b.svg").is_file() && project.path("new/c.svg").is_file());
    assert!(!project.path("new/unused.svg").exists());
    assert!(!project.path("old/report.toml").exists());
    assert_eq!(project.run(&["build", "new"]).status, Some(0));
    assert_eq!(project.run(&["new", "--from", "old", "new"]).status, Some(2));
}

#[test]
fn a_build_says_which_files_are_no_chapters() {
    let project = Project::new();
    project.write("manuscript/02-two.md", "# Two\n").write("manuscript/notes.md", "# Notes\n");
    project.write("manuscript/README.md", "# Read me\n");
    let taken = "2 chapters: 01-one.md … 02-two.md; left aside: README.md, notes.md\n";
    for command in ["build", "check"] {
        let said = project.run(&[command]);
        assert_eq!(said.status, Some(0), "{said:?}");
        assert!(said.out.starts_with(taken), "{said:?}");
    }
    let epub = fs::read(project.path("build/a-report.epub")).expect("the edition");
    project.remove("manuscript/notes.md").remove("manuscript/README.md");
    let said = project.run(&["build", "--verbose"]);
    assert!(said.out.starts_with("2 chapters: 01-one.md … 02-two.md\n"), "{said:?}");
    assert!(epub == fs::read(project.path("build/a-report.epub")).expect("the edition"));
    let only = folder(&[("report.toml", MANIFEST), ("README.md", "# All there is\n")]);
    let said = only.run(&["build", "-v"]);
    assert!(said.out.starts_with("1 chapter: README.md\n"), "{said:?}");
}
