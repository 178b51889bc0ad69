//! Tests of the tests: when something that PDF/UA or PDF/A asks for is taken away from a finished
//! PDF, veraPDF says so. A validator that lets everything pass would be found here.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use support::project::Project;
use support::validators::{self, Verdict};

const MANIFEST: &str = "[report]\ntitle = \"A report\"\n";

const CHAPTER: &str = "# One {#one}\n\n\
    Words with a note,[^n] a [link](https://example.org/) and [جبهه مقاومت](){lang=fa}.\n\n\
    [^n]: What the note says.\n\n\
    ![A black square.](../images/a.svg \"A square\")\n\n\
    | Year | Number |\n|------|--------|\n| 2023 | 7 |\n| 2024 | 8 |\n\n: A table\n\n\
    - First\n- Second\n";

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\">\
                   <rect width=\"60\" height=\"60\"/></svg>";

/// What is taken away, and the rules of which at least one must fail then.
type Mutation = (&'static str, fn(&mut Document), &'static [&'static str]);

const MUTATIONS: &[Mutation] = &[
    ("the alternative text", |file| element(file, "Figure").take("Alt"), &["ua1 7.3-1"]),
    ("the language", |file| catalog(file).take("Lang"), &["ua1 7.2-", "2a 6.7.4-"]),
    ("the ID of a note", |file| element(file, "Note").take("ID"), &["ua1 7.9-1"]),
    ("the scope of a head", |file| element(file, "TH").take("A"), &["ua1 7.5-1"]),
    ("the mark of an artifact", unmark_artifact, &["ua1 7.1-3"]),
    ("the mark of a paragraph", unmark_paragraph, &["ua1 7.1-3"]),
    ("the words of a link", |file| annotation(file).take("Contents"), &["ua1 7.18.5-2"]),
    ("the element of a link", |file| annotation(file).take("StructParent"), &["ua1 7.18.5-1"]),
    ("the flag that prints a link", |file| annotation(file).take("F"), &["2a 6.3.2-"]),
    ("the characters of a font", |file| font(file).take("ToUnicode"), &["ua1 7.21.7-1"]),
    ("the font program", |file| descriptor(file).take("FontFile3"), &["ua1 7.21.4.1-1"]),
    ("the mark of a tagged file", |file| catalog(file).take("MarkInfo"), &["ua1 6.2-1"]),
    ("the structure tree", |file| catalog(file).take("StructTreeRoot"), &["ua1 7.1-11"]),
    ("the metadata", |file| catalog(file).take("Metadata"), &["ua1 7.1-8", "2a 6.6.2.1-1"]),
    (
        "the preference for the title",
        |file| catalog(file).take("ViewerPreferences"),
        &["ua1 7.1-10"],
    ),
    ("the order of tabs", |file| first_page(file).take("Tabs"), &["ua1 7.18.3-1"]),
    ("the colours' meaning", |file| catalog(file).take("OutputIntents"), &["2a 6.2.4.3-"]),
    ("the identity", |file| file.trailer.take("ID"), &["2a 6.1.3-1"]),
    ("the body of a list item", |file| rename(file, "LBody", "P"), &["ua1 7.2-"]),
    ("the level of a heading", |file| rename(file, "H1", "H3"), &["ua1 7.4.2-1"]),
];

/// Takes an entry out of a dictionary in which it must be.
trait Take {
    fn take(&mut self, key: &str);
}

impl Take for Dictionary {
    fn take(&mut self, key: &str) {
        self.remove(key.as_bytes()).unwrap_or_else(|| panic!("there is no {key}"));
    }
}

fn catalog(file: &mut Document) -> &mut Dictionary {
    file.catalog_mut().unwrap()
}

/// The first object for which something holds.
fn find(file: &mut Document, holds: impl Fn(&Dictionary) -> bool) -> &mut Dictionary {
    let objects = file.objects.values_mut();
    let mut dictionaries = objects.filter_map(|object| object.as_dict_mut().ok());
    dictionaries.find(|dictionary| holds(dictionary)).unwrap()
}

fn is(dictionary: &Dictionary, key: &str, name: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|own| own == name.as_bytes())
}

fn element<'a>(file: &'a mut Document, role: &str) -> &'a mut Dictionary {
    find(file, |dictionary| is(dictionary, "S", role) && dictionary.has(b"P"))
}

fn rename(file: &mut Document, role: &str, other: &str) {
    element(file, role).set("S", Object::Name(other.into()));
}

fn annotation(file: &mut Document) -> &mut Dictionary {
    find(file, |dictionary| is(dictionary, "Subtype", "Link"))
}

fn font(file: &mut Document) -> &mut Dictionary {
    find(file, |dictionary| is(dictionary, "Subtype", "Type0"))
}

fn descriptor(file: &mut Document) -> &mut Dictionary {
    find(file, |dictionary| dictionary.has(b"FontFile3"))
}

fn first_page(file: &mut Document) -> &mut Dictionary {
    find(file, |dictionary| dictionary.has(b"Annots"))
}

fn unmark_artifact(file: &mut Document) {
    unmark(file, "Artifact");
}

fn unmark_paragraph(file: &mut Document) {
    unmark(file, "P");
}

/// Takes the brackets of the first sequence with this tag away, and leaves what is inside.
fn unmark(file: &mut Document, tag: &str) {
    let pages: Vec<ObjectId> = file.page_iter().collect();
    for page in pages {
        let mut content = file.get_and_decode_page_content(page).unwrap();
        let opens = |operation: &lopdf::content::Operation| {
            operation.operator == "BDC"
                && operation.operands[0].as_name().is_ok_and(|name| name == tag.as_bytes())
        };
        let Some(start) = content.operations.iter().position(opens) else { continue };
        let mut depth = 0;
        let end = content.operations.iter().enumerate().skip(start).find(|(_, operation)| {
            match operation.operator.as_str() {
                "BDC" | "BMC" => depth += 1,
                "EMC" => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let (end, _) = end.unwrap();
        content.operations.remove(end);
        content.operations.remove(start);
        let bytes = Content { operations: content.operations }.encode().unwrap();
        let contents = file.get_dictionary(page).unwrap().get(b"Contents").unwrap();
        let contents = contents.as_reference().unwrap();
        file.set_object(contents, Stream::new(Dictionary::new(), bytes));
        return;
    }
    panic!("nothing is marked as {tag}");
}

#[test]
fn the_validators_miss_what_is_taken_away() {
    let project = Project::new(MANIFEST, &[("01.md", CHAPTER)]);
    project.write("images/a.svg", SVG);
    let (pdf, _) = project.build();
    let untouched = project.path("untouched.pdf");
    Document::load(&pdf).unwrap().save(&untouched).unwrap();
    let mut files = vec![untouched];
    for (number, (what, mutate, _)) in MUTATIONS.iter().enumerate() {
        let mut file = Document::load(&pdf).unwrap();
        mutate(&mut file);
        let path = project.path(&format!("{number} without {what}.pdf"));
        file.save(&path).unwrap();
        files.push(path);
    }
    let paths: Vec<_> = files.iter().map(AsRef::as_ref).collect();
    let Some(verdicts) = validators::verdicts(&paths) else { return };
    let [untouched, mutated @ ..] = &verdicts[..] else { panic!("no verdict") };
    assert!(untouched.failures.is_empty(), "{untouched:#?}");
    let unseen = mutated.iter().zip(MUTATIONS).filter(|(verdict, (_, _, rules))| {
        let broken = |rule: &&str| verdict.failures.iter().any(|failure| failure.starts_with(rule));
        !rules.iter().any(broken)
    });
    let unseen: Vec<&Verdict> = unseen.map(|(verdict, _)| verdict).collect();
    assert!(unseen.is_empty(), "{unseen:#?}");
}
