//! Figures and maps, and pictures wherever they stand.

use super::super::pictures::{NARROWEST, Picture};
use super::super::style::Wide;
use super::exhibits::Scroll;
use super::{Voice, Writer};
use crate::document::{Block, Figure, FigureKind, Inline, InlineKind, Leaf, web_address};
use crate::theme::Em;

impl Writer<'_, '_> {
    /// A figure: its picture, then label, caption, note, source and credit.
    pub(super) fn figure(&mut self, block: &Block, figure: &Figure) {
        let kind = match figure.kind {
            FigureKind::Photo => " photo",
            FigureKind::Plate => " plate",
            FigureKind::Figure | FigureKind::Map | FigureKind::Chart => "",
        };
        let titled = if is_titled(figure) { " titled" } else { "" };
        let label = self.book.input.references.label(block.id);
        let has_caption = label.is_some()
            || [&figure.caption, &figure.subtitle, &figure.description]
                .into_iter()
                .chain([&figure.note, &figure.source, &figure.credit])
                .any(Option::is_some);
        let class = format!("exhibit{titled}{kind}");
        self.open_node("figure", block.id).attr("class", &class).line();
        let description = figure.description.as_ref().map(|leaf| self.place_of(leaf));
        let details = description.as_ref().map(Description::id);
        let address = figure.link.as_deref().and_then(|url| web_address(url).ok());
        if let Some(address) = &address {
            self.xml.open("a").attr("class", "link").attr("href", address);
            // A picture that says nothing is no name of a link.
            let nameless = figure.decorative || figure.alt.is_empty();
            self.xml.attr_if("aria-label", nameless.then_some(address.as_str()));
        }
        self.exhibited(figure, label, details.filter(|_| !figure.decorative));
        if address.is_some() {
            self.xml.close();
        }
        self.xml.line();
        if has_caption {
            self.xml.open("figcaption").line();
            if let Some(label) = label {
                self.say_in("p", "label", Voice::LABEL, label);
                self.xml.line();
            }
            if let Some(caption) = &figure.caption {
                let strong = is_titled(figure);
                let voice = if strong { Voice::LABEL } else { Voice::SMALL };
                self.xml.open("p").attr("class", "title");
                self.in_voice(|own| *own = voice, |writer| writer.leaf(caption));
                self.xml.close().line();
            }
            if let Some(subtitle) = &figure.subtitle {
                self.paragraph_of("below-title", subtitle);
            }
            if let Some((leaf, description)) = figure.description.as_ref().zip(description) {
                self.description(leaf, &description);
            }
            self.remarks(&figure.note, &figure.source);
            if let Some(credit) = &figure.credit {
                self.paragraph_of("credit", credit);
            }
            self.notes_below(block.id);
            self.xml.close().line();
        }
        self.xml.close().line();
    }

    /// The picture of a figure. A drawing whose letters would be too small on a narrow screen is
    /// as wide as they need, in a box that scrolls, by the sheet of newer readers: others cannot
    /// scroll, and would cut it off. One that is to be but a part of the width is more of it, up to
    /// all, where they need that.
    fn exhibited(&mut self, figure: &Figure, label: Option<&str>, details: Option<&str>) {
        let least = match self.book.pictures.find(&figure.path) {
            Some(Picture::Drawing { least_width, .. }) => *least_width,
            _ => None,
        };
        let share = figure.width.map(|width| format!("{}.{}%", width / 10, width % 10));
        let fits = least.filter(|least| *least <= NARROWEST);
        let width = share.map(|share| match fits {
            Some(least) => format!("width: {least}rem; min-width: {share}; max-width: 100%"),
            None => format!("width: {share}"),
        });
        let illustration = Illustration {
            alt: &figure.alt,
            decorative: figure.decorative,
            class: if self.stands_in_text(figure) { "picture narrow" } else { "picture" },
            style: width.as_deref(),
            details,
            described: None,
        };
        let narrow = figure.narrow.as_ref().and_then(|own| self.book.pictures.find(&own.path));
        if let Some(narrow) = narrow {
            let below = least.unwrap_or(self.book.input.theme.screen.compact);
            self.forms(figure, &illustration, narrow, below);
            return;
        }
        let Some(least) = least.filter(|_| fits.is_none()) else {
            self.picture(&figure.path, &illustration);
            return;
        };
        self.traits.widths.insert((Wide::Scrolled, least));
        let name = match label {
            Some(label) => label.to_string(),
            None => {
                let caption = figure.caption.as_ref().map(Leaf::plain_text).unwrap_or_default();
                self.name_for(self.vocabulary().figure, &[caption, self.heading.clone()])
            }
        };
        self.scroll(Some(&Wide::Scrolled.class(least)), Scroll::Named(&name));
        self.picture(&figure.path, &illustration);
        self.xml.close();
    }

    /// Both forms of a figure, of which one is shown. They are one picture to those who do not see
    /// it.
    fn forms(
        &mut self,
        figure: &Figure,
        illustration: &Illustration<'_>,
        narrow: &Picture,
        below: Em,
    ) {
        let Illustration { alt, decorative, style, details, .. } = *illustration;
        self.traits.undescribed |= alt.is_empty() && !decorative;
        self.traits.pictures |= !decorative;
        self.traits.widths.insert((Wide::Replaced, below));
        let class = format!("forms {}", Wide::Replaced.class(below));
        self.xml.open("div").attr("class", &class);
        let mut described = None;
        if decorative || alt.is_empty() {
            self.xml.attr("aria-hidden", "true");
        } else {
            self.xml.attr("role", "img").attr("aria-label", alt).attr_if("aria-details", details);
            if let Some(Picture::Drawing { vector, .. }) = self.book.pictures.find(&figure.path)
                && vector.description.is_some()
            {
                let id = self.ids.unique("described");
                self.xml.attr("aria-describedby", &id);
                described = Some(id);
            }
        }
        self.xml.line();
        let form = Illustration { decorative: true, ..Illustration::default() };
        let described = described.as_deref();
        let wide = Illustration { class: "picture wide-form", style, described, ..form };
        self.picture(&figure.path, &wide);
        self.xml.line();
        self.show(narrow, &Illustration { class: "picture narrow-form", ..form });
        self.xml.close();
    }

    /// Whether the picture is no wider than the column of the text, in which the PDF sets it then.
    fn stands_in_text(&self, figure: &Figure) -> bool {
        let page = &self.book.input.theme.page;
        let whole = page.margin_column + page.gutter + page.text_column;
        figure.width.is_some_and(|width| whole.scale(i64::from(width), 1000) <= page.text_column)
    }

    /// Where a long description is: in what it names, when it is nothing but a reference to
    /// something in this document; else below the picture.
    fn place_of(&mut self, leaf: &Leaf) -> Description {
        let [Inline { id, kind: InlineKind::Reference { .. }, .. }] = leaf.inlines.as_slice()
        else {
            return Description::Folded(self.ids.unique("description"));
        };
        let target = self.book.input.references.leads.get(id);
        let near = target.and_then(|target| {
            let id = self.anchor(target.node)?;
            let address = self.book.places.address(&self.part.file, target.node, id)?;
            address.starts_with('#').then(|| id.to_string())
        });
        match near {
            Some(id) => Description::Elsewhere { id, own: None },
            None => {
                let own = self.ids.unique("description");
                Description::Elsewhere { id: own.clone(), own: Some(own) }
            }
        }
    }

    /// The long description: words that unfold, or a row that leads to where they are.
    fn description(&mut self, leaf: &Leaf, description: &Description) {
        self.traits.long_descriptions = true;
        let lead = self.vocabulary().description;
        match description {
            Description::Elsewhere { own, .. } => {
                self.remark(own.as_deref(), "remark", lead, leaf);
            }
            Description::Folded(id) => {
                self.xml.open("details").attr("id", id).attr("class", "description").line();
                self.xml.open("summary");
                self.say(Voice::SMALL, lead);
                self.xml.close();
                self.xml.line();
                self.paragraph_of("matter", leaf);
                self.xml.close().line();
            }
        }
    }

    /// A picture: an `img`, or a drawing in the text, whose letters are then the book's own.
    pub(in super::super) fn picture(&mut self, path: &str, illustration: &Illustration<'_>) {
        let Some(picture) = self.book.pictures.find(path) else {
            // A picture that is missing is an error of the build; its words are better than none.
            self.say(self.voice, illustration.alt);
            return;
        };
        self.show(picture, illustration);
    }

    /// The same for a picture that was found.
    pub(in super::super) fn show(&mut self, picture: &Picture, illustration: &Illustration<'_>) {
        let Illustration { alt, decorative, class, style, details, described } = *illustration;
        self.traits.undescribed |= alt.is_empty() && !decorative;
        self.traits.pictures |= !decorative;
        let decorative = decorative || alt.is_empty();
        match picture {
            Picture::Raster { file, width, height } => {
                self.xml.open("img").attr("class", class).attr("src", file).attr("alt", alt);
                self.xml.attr("width", &width.to_string()).attr("height", &height.to_string());
                self.xml.attr_if("aria-details", details).attr_if("style", style).close();
            }
            Picture::Drawing { vector, themed, faces, .. } => {
                let (width, height) = vector.extent();
                self.drawings += 1;
                let prefix = self.ids.unique(&format!("drawing-{}", self.drawings));
                let content = vector.to_svg_content(&format!("{prefix}-"));
                self.xml.open("svg").attr("xmlns", "http://www.w3.org/2000/svg");
                let linked = content.contains("xlink:");
                let xlink = linked.then_some("http://www.w3.org/1999/xlink");
                self.xml.attr_if("xmlns:xlink", xlink);
                // A drawing in colours of its own keeps them, and the ground that it was made for.
                let ground = if *themed { "themed" } else { "plain" };
                self.xml.attr("class", &format!("{class} {ground}"));
                self.xml.attr("viewBox", &format!("0 0 {width} {height}"));
                self.xml.attr_if("style", style);
                if decorative {
                    self.xml.attr("aria-hidden", "true");
                } else {
                    self.xml.attr("role", "img").attr("aria-label", alt);
                    self.xml.attr_if("aria-details", details);
                }
                let own = format!("{prefix}-description");
                let id = if decorative { described } else { Some(own.as_str()) };
                if let Some((description, id)) = vector.description.as_deref().zip(id) {
                    self.traits.long_descriptions = true;
                    if !decorative {
                        self.xml.attr("aria-describedby", id);
                    }
                    self.xml.open("desc").attr("id", id).words(description).close();
                }
                for (face, characters) in faces {
                    self.traits.drawn.entry(face.clone()).or_default().extend(characters);
                }
                self.ground(width, height);
                self.xml.raw(&content).close();
            }
        }
    }
}

impl Writer<'_, '_> {
    /// A drawing's own paper. A reader whose page is dark may know nothing of our colours for it,
    /// and takes the grounds that style sheets give away.
    fn ground(&mut self, width: f64, height: f64) {
        let colors = &self.book.input.theme.colors;
        let ground = if self.boxed { colors.tint } else { colors.ground };
        self.xml.open("rect").attr("width", &width.to_string());
        self.xml.attr("height", &height.to_string()).attr("fill", &ground.hex()).close();
    }
}

/// How a picture stands in the text.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Illustration<'i> {
    /// What it shows.
    pub(in super::super) alt: &'i str,
    /// Whether it says nothing.
    pub(in super::super) decorative: bool,
    /// Its class.
    pub(in super::super) class: &'i str,
    /// Its own declarations of style.
    pub(in super::super) style: Option<&'i str>,
    /// The id of what describes it at length.
    pub(in super::super) details: Option<&'i str>,
    /// The id by which something else names what a drawing says of itself.
    pub(in super::super) described: Option<&'i str>,
}

impl<'i> Illustration<'i> {
    /// A mark of this class, which says nothing that the words beside it do not.
    pub(in super::super) fn mark(class: &'i str) -> Illustration<'i> {
        Illustration { decorative: true, class, ..Illustration::default() }
    }
}

/// Where the long description of a figure is.
#[derive(Debug)]
enum Description {
    /// Below it, in an element of this id.
    Folded(String),
    /// In something else, to which a row below it leads.
    Elsewhere {
        /// The id of that, or of the row when that is in another document.
        id: String,
        /// The id of the row.
        own: Option<String>,
    },
}

impl Description {
    /// The id of the element that describes the figure, or leads to what does.
    fn id(&self) -> &str {
        match self {
            Description::Folded(id) | Description::Elsewhere { id, .. } => id,
        }
    }
}

/// Whether the words of a figure stand above it, as a title: those of maps and charts, and of
/// figures that show facts from a source. Others are pictures with a caption below.
fn is_titled(figure: &Figure) -> bool {
    match figure.kind {
        FigureKind::Map | FigureKind::Chart => true,
        FigureKind::Figure | FigureKind::Plate => figure.source.is_some(),
        FigureKind::Photo => false,
    }
}
