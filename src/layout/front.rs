//! What stands before the text: the cover, and the title above the first page.
//!
//! Both editions say the same words in the same order. Above a text that opens without a heading of
//! its own, both have the title once more, and it is read there as it is on the cover. Above a
//! text with a heading only this edition has it, for the eye alone: as an artifact.

use super::columns::Columns;
use super::drawing::Drawing;
use super::line::Line;
use super::list::{LINE, Units};
use super::mark::{covering, draw_mark};
use super::paragraph::{Shape, Share};
use super::set::{Round, Words};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{BlockKind, ChapterRole, Leaf};
use crate::geometry::{Length, Point, Rect, Size};
use crate::page::{Artifact, Color, Item, Numbering, Page, Part, Region, Tag};
use crate::theme::{Align, Style, Tint};

/// What is drawn at the head of the first page of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Opening {
    /// The title, subtitle and authors, from the top of the block of text.
    pub drawing: Drawing,
    /// How much of the block they take, in whole lines.
    pub units: Units,
    /// How far down they reach.
    pub bottom: Length,
}

/// An empty page of front matter.
pub(super) fn blank(columns: &Columns, number: u32) -> Page {
    let numbering = Numbering::Roman(number);
    Page { size: columns.paper, label: numbering.label(), numbering, items: Vec::new() }
}

/// The cover: the institution and the series, the title, the authors and the date on a plain
/// ground, so that any picture works below.
pub(super) fn cover(round: &mut Round<'_>, columns: &Columns) -> Page {
    let (front, theme) = (&round.input.document.front, round.input.theme);
    let (parts, styles) = (&theme.parts, &theme.styles);
    let mut part = Stack::new(columns, parts.cover_title);
    strip(round, columns, &mut part.drawing);

    let words = Words { even: true, ..Words::of(&front.title, cover_title(round, columns)) };
    part.paragraph(round, &words);
    let mut last = &front.title;
    if let Some(subtitle) = &front.subtitle {
        part.skip(parts.cover_subtitle.on(columns.grid));
        part.paragraph(round, &Words { even: true, ..Words::of(subtitle, &styles.cover_subtitle) });
        last = subtitle;
    }
    if front.byline.is_some() || front.date.is_some() {
        part.skip(parts.cover_bar);
        let blocks = &theme.blocks;
        let bar = Rect::new(columns.margin, part.bottom, blocks.bar_width, blocks.bar_height);
        part.drawing.fill(Artifact::Layout, bar, theme.colors.accent);
        part.skip(blocks.bar_height + parts.cover_names.on(columns.grid));
    }
    let lines = [(&front.byline, &styles.cover_author), (&front.date, &styles.cover_date)];
    for (leaf, style) in lines {
        if let Some(leaf) = leaf {
            part.paragraph(round, &Words::of(leaf, style));
            last = leaf;
        }
    }
    let panel = columns.paper.height.scale(parts.cover_panel, 10_000);
    // A long title pushes the picture down rather than run into it.
    let panel =
        panel.max(part.bottom + parts.cover_foot.on(columns.grid)).min(columns.paper.height);
    if part.bottom > columns.paper.height {
        let message = "the words of the cover are higher than the page, and the last are cut off";
        let warning = Diagnostic::warning(Code::Overfull, message);
        round.report(warning.at(last.span).help("shorten the title or the subtitle"));
    }
    let mut page = blank(columns, 1);
    picture(round, columns, panel).put(&mut page.items, Region::Furniture, Length::ZERO);
    part.drawing.put(&mut page.items, Region::Main, Length::ZERO);
    page
}

/// The half-title: the title alone, on the first page inside a book. It says what the cover says,
/// and is not read again.
pub(super) fn half_title(round: &mut Round<'_>, columns: &Columns, number: u32) -> Page {
    let (front, theme) = (&round.input.document.front, round.input.theme);
    let sink = theme.parts.half_title.on(columns.grid);
    let mut part = Stack::new(columns, columns.top + sink);
    let style = &theme.styles.h1;
    part.paragraph(round, &Words { even: true, ..Words::of(&front.title, style) });
    let mut page = blank(columns, number);
    part.drawing.as_artifact().put(&mut page.items, Region::Furniture, Length::ZERO);
    page
}

/// The style in which the title fits the cover: the largest in which no line has too many letters
/// and there are no more lines than may be.
fn cover_title<'a>(round: &Round<'a>, columns: &Columns) -> &'a Style {
    let (front, theme) = (&round.input.document.front, round.input.theme);
    let styles = &theme.styles;
    let most = theme.parts.cover_title_letters;
    let shape = Shape { even: true, ..Shape::of(columns.wide()) };
    for (style, most) in [(&styles.cover_title, most), (&styles.cover_title_long, usize::MAX)] {
        let set = round.typesetter.paragraph(&front.title, style, shape);
        let lines = &set.best.lines;
        if lines.len() <= theme.parts.cover_title_lines
            && lines.iter().all(|line| letters(line) <= most)
        {
            return style;
        }
    }
    &styles.title
}

/// The byte of its leaf's text at which a line begins.
fn beginning(line: &Line) -> Option<usize> {
    let offsets = line.items.iter().filter_map(|(_, item)| match item {
        Item::Glyphs(run) => run.position.map(|position| position.offset),
        _ => None,
    });
    usize::try_from(offsets.min()?).ok()
}

/// How many characters a line has, spaces between words included.
fn letters(line: &Line) -> usize {
    let runs = line.items.iter().filter_map(|(_, item)| match item {
        Item::Glyphs(run) => Some(run.text.as_ref()),
        _ => None,
    });
    runs.collect::<String>().trim_end().chars().count()
}

/// The strip at the head of the cover: the institution at the left, the series and the number in
/// it at the right, a hairline below.
fn strip(round: &mut Round<'_>, columns: &Columns, drawing: &mut Drawing) {
    let (front, theme) = (&round.input.document.front, round.input.theme);
    let (name, detail) = (&theme.styles.cover_name, &theme.styles.cover_detail);
    let accent = theme.colors.accent;
    let top = theme.parts.cover_strip - columns.baseline(name.leading);
    let half = (columns.wide() - columns.grid) / 2;
    let mut left = columns.margin;
    if let Some(logo) = &front.logo {
        let room = Size::new(half / 2, theme.parts.mark);
        let mark = draw_mark(round, drawing, logo, Point::new(left, top), room);
        left += mark.map_or(Length::ZERO, |mark| mark.width + theme.parts.mark_gap);
    }
    if let Some(publisher) = &front.publisher {
        let room = half - (left - columns.margin);
        let words = Words { even: true, ..Words::of(publisher, name) };
        let set = round.set(&words, room);
        let mut y = theme.parts.cover_strip;
        if let Some(line) = set.best.lines.first() {
            drawing.place(&colored(&line.items, accent), Point::new(left, y));
        }
        // What does not fit beside the mark on one line goes on in the type of the number.
        if let Some(rest) = set.best.lines.get(1).and_then(|line| beginning(line)) {
            let words = Words { share: Share::From(rest), ..Words::of(publisher, detail) };
            for line in &round.set(&words, room).best.lines {
                y += detail.leading;
                drawing.place(&line.items, Point::new(left, y));
            }
        }
    }
    let mut y = theme.parts.cover_strip;
    for (leaf, style, color) in
        [(&front.series, name, accent), (&front.number, detail, theme.colors.get(detail.color))]
    {
        if let Some(leaf) = leaf {
            let line = round.leaf_line(&Words::of(leaf, style));
            let x = columns.right() - line.width.min(half);
            drawing.place(&colored(&line.items, color), Point::new(x, y));
            y += style.leading;
        }
    }
    let words = [&front.publisher, &front.series, &front.number];
    if words.into_iter().any(Option::is_some) || left > columns.margin {
        let rule = Rect::new(
            columns.margin,
            theme.parts.cover_hairline,
            columns.wide(),
            theme.parts.hairline,
        );
        drawing.fill(Artifact::Layout, rule, theme.colors.hair);
    }
}

/// The picture below the panel, to the edges of the paper and cut to fill; without one, a plain
/// ground below and a tint above.
fn picture(round: &Round<'_>, columns: &Columns, panel: Length) -> Drawing {
    let colors = &round.input.theme.colors;
    let paper = columns.paper;
    let bleed = columns.bleed;
    let across = paper.width + bleed * 2;
    let window = Rect::new(-bleed, panel, across, paper.height - panel + bleed);
    let mut drawing = Drawing::new();
    let media = round.input.media;
    let cover = round.input.document.front.cover.as_ref();
    let found = cover.and_then(|cover| {
        let id = media.find(&cover.path)?;
        Some((cover, id, media.get(id)?.extent()))
    });
    let Some((cover, id, extent)) = found else {
        let above = Rect::new(-bleed, -bleed, across, panel + bleed);
        let parts = &round.input.theme.parts;
        drawing.fill(Artifact::Background, above, colors.get(parts.cover_upper));
        drawing.fill(Artifact::Background, window, colors.get(parts.cover_lower));
        return drawing;
    };
    let rect = covering(window, extent);
    let tag = match cover.alt.is_empty() {
        true => Tag::Artifact(Artifact::Background),
        false => Tag::Node(cover.id, Part::Body),
    };
    let clip = (rect != window).then_some(window);
    drawing.push(tag, Item::Image { media: id, rect, clip });
    drawing
}

/// The title, subtitle and authors above the text. A theme may have them above a text without a
/// heading of its own alone.
pub(super) fn opening(round: &mut Round<'_>, columns: &Columns) -> Opening {
    let (front, theme) = (&round.input.document.front, round.input.theme);
    let (styles, parts) = (&theme.styles, &theme.parts);
    let grid = columns.grid;
    let chapter = round.input.document.chapters.first();
    let read = chapter.is_some_and(|chapter| chapter.role == ChapterRole::Opening);
    if !read && !parts.title_above_headings {
        return Opening::default();
    }
    let mut part = Stack::new(columns, columns.sunk(parts.title));
    part.paragraph(round, &Words { even: true, ..Words::of(&front.title, &styles.title) });
    if let Some(subtitle) = &front.subtitle {
        part.skip(parts.subtitle.on(grid));
        part.paragraph(round, &Words { even: true, ..Words::of(subtitle, &styles.subtitle) });
    }
    if let Some(byline) = &front.byline {
        part.skip(parts.byline.on(grid));
        authors(round, columns, &mut part, byline);
    }
    let first = chapter.and_then(|chapter| chapter.blocks.first());
    // A figure brings white of its own.
    let white = match first.map(|block| &block.kind) {
        Some(BlockKind::Figure(_)) => Length::ZERO,
        _ => parts.opening.on(grid),
    };
    let lines = (part.bottom + white).div_ceil(grid).min(columns.lines);
    let units = Units::try_from(lines).unwrap_or(0) * LINE;
    let drawing = if read { part.drawing } else { part.drawing.as_artifact() };
    Opening { drawing, units, bottom: part.bottom }
}

/// The authors, and beside them, or below when there is no room, the role of a single one and,
/// where the theme has it there, the date, each behind a comma. The date is for the eye alone: it
/// is read on the cover.
fn authors<'a>(round: &mut Round<'a>, columns: &Columns, part: &mut Stack<'_>, byline: &'a Leaf) {
    let (front, theme) = (&round.input.document.front, round.input.theme);
    let styles = &theme.styles;
    let names = round.set(&Words::of(byline, &styles.author), columns.wide());
    let y = part.bottom + columns.baseline(styles.author.leading);
    part.paragraph(round, &Words::of(byline, &styles.author));
    let date = front.date.as_ref().filter(|_| theme.parts.dated);
    let comma = round.input.references.words.comma;
    let gap = match date {
        // The width of the comma with the space behind it.
        Some(_) => {
            round.label_width(&format!("{comma}0"), &styles.author)
                - round.label_width("0", &styles.author)
        }
        None => styles.role.size,
    };
    let mut end = match names.best.lines.as_slice() {
        [only] if styles.author.align == Align::Start => Some(only.width),
        _ => None,
    };
    let role = front.role.as_ref().map(|role| Words::of(role, &styles.role));
    let date_words = date.map(|date| Words::of(date, &styles.author));
    for (words, read) in role
        .into_iter()
        .map(|words| (words, true))
        .chain(date_words.into_iter().map(|words| (words, false)))
    {
        let line = round.leaf_line(&words);
        let mut own = Stack::new(columns, part.bottom);
        match end.filter(|end| *end + gap + line.width <= columns.wide()) {
            Some(before) => {
                let x = columns.margin + before;
                own.drawing.place(&line.items, Point::new(x + gap, y));
                if date.is_some() {
                    let tag = Tag::Artifact(Artifact::Layout);
                    let comma = round.label(comma, &styles.author, tag);
                    part.drawing.place(&comma.items, Point::new(x, y));
                }
                end = Some(before + gap + line.width);
            }
            None => {
                own.paragraph(round, &words);
                end = None;
            }
        }
        part.bottom = own.bottom;
        let drawing = if read { own.drawing } else { own.drawing.as_artifact() };
        part.drawing.add(&drawing, Length::ZERO);
    }
}

/// The same items, their glyphs in another colour.
pub(super) fn colored(items: &[(Tag, Item)], color: Color) -> Vec<(Tag, Item)> {
    let mut items = items.to_vec();
    for (_, item) in &mut items {
        if let Item::Glyphs(run) = item {
            run.color = color;
        }
    }
    items
}

/// The colour of a name in the theme.
pub(super) fn tint(round: &Round<'_>, tint: Tint) -> Color {
    round.input.theme.colors.get(tint)
}

/// Paragraphs below one another in the wide column, each on its own leading.
struct Stack<'c> {
    columns: &'c Columns,
    drawing: Drawing,
    bottom: Length,
}

impl<'c> Stack<'c> {
    fn new(columns: &'c Columns, top: Length) -> Stack<'c> {
        Stack { columns, drawing: Drawing::new(), bottom: top }
    }

    fn skip(&mut self, height: Length) {
        self.bottom += height;
    }

    fn paragraph<'a>(&mut self, round: &mut Round<'a>, words: &Words<'a>) {
        let style = words.style;
        let set = round.set(words, self.columns.wide());
        for line in &set.best.lines {
            let y = self.bottom + self.columns.baseline(style.leading);
            self.drawing.place(&line.items, Point::new(self.columns.margin, y));
            self.bottom += style.leading;
        }
    }
}
