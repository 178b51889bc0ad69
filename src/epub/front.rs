//! The front matter: cover, title page, imprint.

use super::content::{Book, ContentDocument, Illustration, Traits, Voice, Writer};
use super::page_marks::Stop;
use super::places::{Ids, Part};

/// The cover: its picture, for readers who turn back past the first page. It is not in the order
/// of reading, and what is written on it stands on the title page.
pub(super) fn cover(
    book: &Book<'_>,
    part: &Part,
    ids: &mut Ids,
    traits: &mut Traits,
) -> Option<ContentDocument> {
    let front = &book.input.document.front;
    let picture = book.pictures.cover(book.input)?;
    let words = &book.input.references.words;
    let mut writer = Writer::new(book, part, words.cover, "frontmatter", ids, traits);
    writer.xml.open("section").attr("class", "cover").attr("epub:type", "cover");
    writer.xml.attr("aria-label", words.cover).line();
    // A cover without words of its own says what the report is called.
    let title = front.title.plain_text();
    let alt = front.cover.as_ref().map(|cover| cover.alt.as_str()).filter(|alt| !alt.is_empty());
    let alt = alt.unwrap_or(&title);
    writer.show(picture, &Illustration { alt, class: "picture", ..Illustration::default() });
    writer.xml.line();
    Some(writer.finish())
}

/// The title page.
pub(super) fn title_page(
    book: &Book<'_>,
    part: &Part,
    ids: &mut Ids,
    traits: &mut Traits,
) -> ContentDocument {
    let front = &book.input.document.front;
    let label = ids.unique("title-page");
    let title = front.title.plain_text();
    let mut writer = Writer::new(book, part, &title, "frontmatter", ids, traits);
    writer.xml.open("section").attr("class", "part title-page").attr("epub:type", "titlepage");
    writer.xml.attr("aria-labelledby", &label).line();
    writer.marks(Stop::Title);
    writer.logo();
    let head = [
        (&front.publisher, "publisher"),
        (&front.series, "series"),
        (&front.number, "number-in-series"),
    ];
    for (leaf, class) in head {
        if let Some(leaf) = leaf {
            writer.paragraph_of(class, leaf);
        }
    }
    writer.title(&label);
    if let Some(byline) = &front.byline {
        writer.paragraph_of("byline", byline);
    }
    if let Some(date) = &front.date {
        writer.paragraph_of("date-of-issue", date);
    }
    writer.finish()
}

/// The imprint: the statement of the institution, then rows of label and matter. It has a name but
/// no heading, since the PDF's has none.
pub(super) fn imprint(
    book: &Book<'_>,
    part: &Part,
    ids: &mut Ids,
    traits: &mut Traits,
) -> ContentDocument {
    let front = &book.input.document.front;
    let words = &book.input.references.words;
    let mut writer = Writer::new(book, part, words.imprint, "frontmatter", ids, traits);
    writer.xml.open("section").attr("class", "part imprint").attr("epub:type", "copyright-page");
    writer.xml.attr("aria-label", words.imprint).line();
    writer.marks(Stop::Imprint);
    writer.logo();
    if let Some(publisher) = &front.publisher {
        writer.paragraph_of("publisher", publisher);
    }
    writer.in_voice(
        |voice| *voice = Voice::SMALL,
        |writer| {
            for block in &front.statement {
                writer.block(block);
            }
            writer.rows(&front.imprint);
        },
    );
    writer.notes();
    writer.finish()
}
