//! Figures: pictures with their captions below, and maps and charts with their titles above.

use super::exhibit::Exhibit;
use super::flow::{Flow, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Figure, FigureKind, picture_name};
use crate::geometry::{Length, Rect};
use crate::media::{Media, MediaId};
use crate::page::{Artifact, Item, LinkTarget, Part, Tag};
use crate::theme::RulePlace;

impl<'a> Flow<'a, '_> {
    /// Adds a figure.
    pub fn figure(&mut self, block: &'a Block, figure: &'a Figure, scope: &Scope<'a>) {
        let plate = scope.body && figure.kind == FigureKind::Plate;
        if plate && self.turned_plate(block, figure, scope) {
            return;
        }
        let (exhibit, _) = self.set_figure(block, figure, scope);
        let Exhibit { drawing, bottom, notes, .. } = exhibit;
        if scope.body {
            self.push_float(block.id, drawing, bottom, notes, plate);
        } else {
            self.push_exhibit(block.id, drawing, bottom, notes);
        }
    }

    /// Sets a figure in its columns.
    pub fn set_figure(
        &mut self,
        block: &'a Block,
        figure: &'a Figure,
        scope: &Scope<'a>,
    ) -> (Exhibit, Option<Picture>) {
        let mut exhibit = self.exhibit(scope);
        if is_titled(figure) {
            let (title, subtitle) = (figure.caption.as_ref(), figure.subtitle.as_ref());
            self.exhibit_head(&mut exhibit, block, title, subtitle);
            let theme = self.theme();
            // A table's rows bring white of their own below a rule.
            if theme.blocks.exhibit_rule_place == RulePlace::BelowTitle {
                exhibit.bottom += theme.blocks.exhibit_gap.on(self.columns.grid);
            }
        }
        let below = self.below_picture(block, figure, scope);
        // The space that the words take decides how high the picture may be.
        let words = exhibit.bottom + below.bottom;
        let room = match self.is_turned() {
            true => self.page.wide() - words,
            false => self.columns.grid * self.columns.lines - words - self.below_float(words),
        };
        let media = self.round.input.media.find(&figure.path);
        let picture = media.and_then(|media| self.picture(block, figure, media, room, scope));
        if let Some(picture) = picture {
            let tag = match figure.decorative {
                true => Tag::Artifact(Artifact::Layout),
                false => Tag::Node(block.id, Part::Body),
            };
            exhibit.drawing.push(tag, picture.item(exhibit.bottom));
            if let Some(link) = picture.link(block, figure, exhibit.bottom) {
                exhibit.drawing.push(tag, link);
            }
            exhibit.bottom += picture.seen;
        }
        exhibit.drawing.add(&below.drawing, exhibit.bottom);
        exhibit.bottom += below.bottom;
        exhibit.notes.extend(below.notes);
        (exhibit, picture)
    }

    /// What stands below the picture: the caption, unless it stands above as a title, and the rows
    /// of description, note, source and credit.
    fn below_picture(
        &mut self,
        block: &'a Block,
        figure: &'a Figure,
        scope: &Scope<'a>,
    ) -> Exhibit {
        let theme = self.theme();
        let references = self.round.input.references;
        let grid = self.columns.grid;
        let mut below = self.exhibit(scope);
        let rows = [
            (Some(references.words.description), figure.description.as_ref()),
            (Some(references.words.note), figure.note.as_ref()),
            (Some(references.words.source), figure.source.as_ref()),
            (None, figure.credit.as_ref()),
        ];
        let (title, subtitle) = (figure.caption.as_ref(), figure.subtitle.as_ref());
        let labelled = references.label(block.id).is_some();
        let labelled = labelled || title.is_some() || subtitle.is_some();
        let mut caption = None;
        if !is_titled(figure) && labelled {
            below.bottom += theme.blocks.caption_gap.on(grid);
            let style = &theme.styles.caption;
            caption = Some(self.caption(&mut below, block, title, subtitle, style));
        } else if rows.iter().any(|(_, words)| words.is_some()) {
            below.bottom += theme.blocks.exhibit_gap.on(grid);
        }
        self.exhibit_foot(&mut below, block, rows, caption);
        self.exhibit_notes(&mut below, block.id);
        below
    }

    /// The picture in its size: as wide as it asks for, and no higher than there is room.
    pub fn picture(
        &mut self,
        block: &Block,
        figure: &Figure,
        media: MediaId,
        room: Length,
        scope: &Scope<'a>,
    ) -> Option<Picture> {
        let (across, down) = self.round.input.media.get(media)?.extent();
        let left = if scope.body { self.columns.margin } else { scope.x };
        let measure = scope.x + scope.width - left;
        let share = i64::from(figure.width.unwrap_or(1000).clamp(50, 1000));
        let wanted = measure.scale(share, 1000);
        let height = Length::from_pt(wanted.to_pt() * down / across);
        let room = room.max(self.columns.grid * 2);
        let (width, height) = match height > room {
            true => (wanted.scale(room.units(), height.units()), room),
            false => (wanted, height),
        };
        if width * 1000 < wanted * self.theme().blocks.legible {
            let share = width.scale(100, wanted.units().max(1)).units();
            let message = format!(
                "the picture `{}` is set at {share} % of its width, so that it fits the page",
                picture_name(&figure.path)
            );
            let help = "make the picture less high, or give it the class `.plate`";
            let warning = Diagnostic::warning(Code::Overfull, message);
            self.round.report(warning.at(block.span).help(help));
        }
        // A narrow picture stands in the text column, with its caption.
        let x = if width <= scope.width { scope.x } else { left };
        Some(Picture { media, x, width, height, seen: self.trimmed(figure, media, height) })
    }

    /// How much of a picture's height is seen. That of photographs is a whole number of lines of
    /// the grid, less what the theme says; what is cut for that is less than a line. Drawings are
    /// never cut: there are words at their edges.
    fn trimmed(&self, figure: &Figure, media: MediaId, height: Length) -> Length {
        let grid = self.columns.grid;
        let drawn = matches!(self.round.input.media.get(media), Some(Media::Vector(_)));
        if figure.kind != FigureKind::Photo || drawn || height < grid * 6 {
            return height;
        }
        let less = self.theme().blocks.photo_less.on(grid);
        let lines = (height + less).units() / grid.units().max(1);
        grid * lines - less
    }
}

/// Whether the words stand above as a title: of maps and charts, and of figures that show facts
/// from a source. Others are pictures with a caption below.
fn is_titled(figure: &Figure) -> bool {
    match figure.kind {
        FigureKind::Map | FigureKind::Chart => true,
        FigureKind::Figure | FigureKind::Plate => figure.source.is_some(),
        FigureKind::Photo => false,
    }
}

/// A picture in its size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picture {
    media: MediaId,
    x: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// The height that is seen: the middle of the picture when it is less than its height.
    pub seen: Length,
}

impl Picture {
    /// Where the reader can click on it, when it leads somewhere.
    pub fn link(self, block: &Block, figure: &Figure, top: Length) -> Option<Item> {
        let target = LinkTarget::Url(figure.link.clone()?);
        let rect = Rect::new(self.x, top, self.width, self.seen);
        Some(Item::Link { node: block.id, rect, target })
    }

    /// The picture, so far below the top of its drawing.
    pub fn item(self, top: Length) -> Item {
        let cut = self.height - self.seen;
        let rect = Rect::new(self.x, top - cut / 2, self.width, self.height);
        let window = Rect::new(self.x, top, self.width, self.seen);
        let clip = (cut > Length::ZERO).then_some(window);
        Item::Image { media: self.media, rect, clip }
    }
}
