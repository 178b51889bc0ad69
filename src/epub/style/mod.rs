//! The style sheet, made from the theme's tokens.
//!
//! A book has two sheets, since a reader with Adobe's Reader Mobile SDK, as many devices are,
//! leaves a whole sheet out for one condition or one `calc()` in it. The first is `style.css` beside
//! this file, which every reader knows. The second has what newer readers know: `screen.css`,
//! `compact.css` for a narrow screen, `margin.css` for a theme with a margin column, `east_asian.css`
//! for text in Chinese, Japanese or Korean, the rules of
//! the [`dark`] screen, which are made from those of the light one, and those of the [`widths`]
//! that pictures need.
//!
//! A `$name` is a token, a `@name` a colour of the palette. Colours are written out, for there are
//! readers that know no custom properties.

mod dark;
mod widths;

pub(super) use dark::has_theme_colors;
pub(super) use widths::{Wide, rules_for_widths};

use super::fonts::FontFaces;
use crate::geometry::Length;
use crate::language::Direction;
use crate::theme::{
    Align, BlockSpace, Em, Figures, Lines, NumberPlace, Palette, RulePlace, ScreenType, Style,
    Theme, Tint,
};

/// What every reader knows.
const TEMPLATE: &str = include_str!("style.css");
/// What newer readers know besides.
const SCREEN: &str = include_str!("screen.css");
/// What a narrow screen has otherwise.
const COMPACT: &str = include_str!("compact.css");
/// What text in Chinese, Japanese and Korean has more.
const EAST_ASIAN: &str = include_str!("east_asian.css");
/// What a theme with a margin column has more.
const MARGIN: &str = include_str!("margin.css");

/// What a draft has more.
const DRAFT: &str = include_str!("draft.css");

/// The style sheets of a book.
pub(super) struct StyleSheets {
    /// What every reader knows, and the faces.
    pub(super) basic: String,
    /// What newer readers know besides.
    pub(super) screen: String,
}

/// The style sheets of a book whose text runs in this direction, and which may be a draft.
pub(super) fn style_sheets(
    theme: &Theme,
    direction: Direction,
    draft: bool,
    faces: &FontFaces,
) -> StyleSheets {
    let draft = if draft { DRAFT } else { "" };
    let mut values = tokens(theme, direction, faces);
    // A name may begin another; the longer goes first.
    values.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let filled = |template: &str| {
        values.iter().fold(template.to_string(), |sheet, (name, value)| {
            sheet.replace(&format!("${name}"), value)
        })
    };
    let margin = if theme.page.margin_column > Length::ZERO { MARGIN } else { "" };
    let basic = filled(&format!("{TEMPLATE}{draft}"));
    let east_asian = if faces.has_east_asian() { EAST_ASIAN } else { "" };
    let screen = filled(&format!("{SCREEN}\n{COMPACT}\n{margin}{east_asian}"));
    let dark = dark::rules(&format!("{basic}\n{screen}"), theme);
    StyleSheets {
        basic: format!("{}\n{}", faces.rules(theme, direction), with_colors(&basic, &theme.colors)),
        screen: format!("{}\n{dark}", with_colors(&screen, &theme.colors)),
    }
}

/// Writes out the colours of a sheet.
fn with_colors(sheet: &str, palette: &Palette) -> String {
    TINTS.iter().fold(sheet.to_string(), |sheet, tint| {
        sheet.replace(color_name(*tint), &palette.get(*tint).hex())
    })
}

/// The names in the template, and what they stand for.
fn tokens(theme: &Theme, direction: Direction, faces: &FontFaces) -> Vec<(&'static str, String)> {
    let Theme { styles, blocks, screen, page, .. } = theme;
    let space = |lines: Lines| rem(scaled(screen.text.leading, lines.thousandths()));
    // Points of the page relative to the size of its text.
    let em = |length: Length| format!("{}em", share(length, styles.text.size));
    let on_grid =
        |length: Length| rem(scaled(screen.text.leading, share(length, page.grid).thousandths()));
    let pixels = |length: Length| match length {
        Length::ZERO => "0".to_string(),
        length => format!("{}px", length.to_pt().round().max(1.0)),
    };
    let per_mille = |share: i64| {
        format!("{}em", Em::from_thousandths(i32::try_from(share).unwrap_or(i32::MAX)))
    };
    let above = blocks.exhibit_rule_place == RulePlace::AboveTitle;
    let rule_at = |here: bool| if here { pixels(blocks.exhibit_rule) } else { "0".to_string() };
    let larger = |a: BlockSpace| space(a.before.max(a.after));
    let column = screen.margin_column;
    let gutter = scaled(column, share(page.gutter, page.margin_column).thousandths());
    let margin = Em::from_thousandths(column.thousandths() + gutter.thousandths());
    let half = |lines: Lines| rem(scaled(screen.text.leading, lines.thousandths() / 2));
    let mut tokens = vec![
        ("start", if direction == Direction::RightToLeft { "right" } else { "left" }.to_string()),
        ("serif", faces.stack(&styles.text.family.0)),
        ("sans", faces.stack(&styles.caption.family.0)),
        ("display", faces.stack(&styles.h1.family.0)),
        ("mono", faces.stack(&styles.code.family.0)),
        ("half-line", scaled(screen.text.leading, 500).to_string()),
        ("half-smallest", scaled(screen.smallest.leading, 500).to_string()),
        ("text-figures", figures(&styles.text).to_string()),
        ("strong", styles.lead.weight.to_string()),
        ("stress", blocks.arabic_stress.to_string()),
        ("measure", screen.measure.to_string()),
        ("compact", screen.compact.to_string()),
        ("wide", screen.wide.to_string()),
        ("wide-measure", format!("calc({}em + {margin}rem)", screen.measure)),
        ("margin", format!("{margin}rem")),
        ("margin-column", column.to_string()),
        ("gutter", format!("{gutter}rem")),
        ("h1-after", space(blocks.h1.after)),
        ("h2-before", space(blocks.h2.before)),
        ("h2-after", space(blocks.h2.after)),
        ("h3-before", space(blocks.h3.before)),
        ("indent", em(blocks.indent)),
        ("list-space", larger(blocks.list)),
        ("list-indent", em(blocks.list_indent.scale(3, 2))),
        ("item-loose", space(blocks.list_item)),
        ("item-tight", half(blocks.list_item)),
        ("recommendation", space(blocks.recommendation)),
        ("number-width", format!("{}rem", scaled(screen.number.size, 1500))),
        ("definitions-space", larger(blocks.definitions)),
        ("definition", space(blocks.definition)),
        ("mark", em(theme.parts.mark)),
        ("imprint-row", half(theme.parts.imprint)),
        ("quote-space", larger(blocks.quote)),
        ("code-space", larger(blocks.code)),
        ("exhibit-space", larger(blocks.exhibit)),
        ("exhibit-gap", space(blocks.exhibit_gap)),
        ("caption-gap", space(blocks.caption_gap)),
        ("table-padding", on_grid(blocks.table_padding)),
        ("table-gap", em(blocks.table_gap)),
        ("narrow-gap", em(blocks.table_gap.scale(1, 2))),
        ("box-space", larger(blocks.boxed)),
        ("box-padding", em(blocks.box_padding)),
        ("pull-quote-before", space(blocks.pull_quote.before)),
        ("pull-quote-after", space(blocks.pull_quote.after)),
        ("bar-width", pixels(blocks.bar_width)),
        ("bar-height", pixels(blocks.bar_height)),
        ("h1-type", type_of(&styles.h1, faces)),
        ("h2-type", type_of(&styles.h2, faces)),
        ("h3-type", type_of(&styles.h3, faces)),
        ("h4-type", type_of(&styles.h4, faces)),
        ("paragraph", space(blocks.paragraph)),
        ("shifted-size", per_mille(theme.lines.shifted_size)),
        ("image-height", per_mille(theme.lines.image_height)),
        ("code-bar", pixels(blocks.code_bar)),
        ("code-indent", em(blocks.code_indent)),
        ("quote-indent", em(blocks.quote_indent)),
        ("note-indent", em(blocks.note_indent)),
        ("note-rule", pixels(blocks.note_rule)),
        ("subtitle-align", alignment(&styles.subtitle).to_string()),
        ("author-align", alignment(&styles.author).to_string()),
        ("epigraph-after", larger(blocks.epigraph)),
        ("epigraph-align", alignment(&styles.epigraph).to_string()),
        ("exhibit-rule", pixels(blocks.exhibit_rule)),
        ("paper-edge", edge(theme)),
        ("title-rule", rule_at(above)),
        ("title-gap", if above { space(blocks.exhibit_gap) } else { "0".to_string() }),
        ("matter-rule", rule_at(!above)),
        ("title-weight", styles.exhibit_title.weight.to_string()),
        ("table-rule", pixels(blocks.table_rule)),
        ("table-hairline", pixels(blocks.table_hairline)),
        ("box-rule", pixels(blocks.box_rule)),
        (
            "box-closed",
            match blocks.box_foot {
                Length::ZERO => String::new(),
                foot => format!("  border-bottom: {} solid @accent;\n", pixels(foot)),
            },
        ),
        ("lead-stop", blocks.lead_stop.replace(['"', '\\', '\n'], "")),
        ("part-label-weight", styles.part_label.weight.to_string()),
        ("number-above", number_above(theme, faces)),
        ("part-label-colored", colored(&styles.part_label)),
        ("role-colored", colored(&styles.role)),
        ("epigraph-colored", colored(&styles.epigraph)),
        ("number-colored", colored(&styles.recommendation_number)),
        ("date-colored", colored(&styles.chronology_date)),
        ("label-colored", colored(&styles.caption_label)),
        ("below-title-colored", colored(&styles.exhibit_subtitle)),
        ("source-colored", colored(&styles.source)),
        ("table-head-colored", colored(&styles.table_head)),
        ("imprint-label-colored", colored(&styles.imprint_label)),
        ("contents-colored", colored(&styles.contents_2)),
        ("pull-quote-colored", colored(&styles.pull_quote)),
    ];
    let mut add = |size: &'static str, leading: &'static str, own: ScreenType| {
        tokens.push((size, own.size.to_string()));
        tokens.push((leading, own.leading.to_string()));
    };
    add("text-size", "text-leading", screen.text);
    add("h1-size", "h1-leading", screen.h1);
    add("h2-size", "h2-leading", screen.h2);
    add("h3-size", "h3-leading", screen.h3);
    add("subtitle-size", "subtitle-leading", screen.subtitle);
    add("small-size", "small-leading", screen.small);
    add("smallest-size", "smallest-leading", screen.smallest);
    add("pull-quote-size", "pull-quote-leading", screen.pull_quote);
    add("number-size", "number-leading", screen.number);
    tokens
}

/// The declarations of a style's face and colour. Ink is the reader's own colour.
fn type_of(style: &Style, faces: &FontFaces) -> String {
    let mut declarations = vec![
        ("font-family", faces.stack(&style.family.0)),
        ("font-weight", style.weight.to_string()),
        ("font-style", if style.italic { "italic" } else { "normal" }.to_string()),
        ("font-variant-numeric", figures(style).to_string()),
    ];
    if style.small_caps {
        declarations.push(("font-variant-caps", "all-small-caps".to_string()));
        let tracking = i32::try_from(style.tracking).unwrap_or(0);
        declarations.push(("letter-spacing", format!("{}em", Em::from_thousandths(tracking))));
    }
    if style.align == Align::Center {
        declarations.push(("text-align", alignment(style).to_string()));
    }
    let lines = declarations.iter().map(|(property, value)| format!("  {property}: {value};"));
    lines.chain([colored(style)]).collect::<Vec<_>>().join("\n").trim_end().to_string()
}

/// The declaration of a style's colour. Ink is the reader's own.
fn colored(style: &Style) -> String {
    match style.color {
        Tint::Ink => String::new(),
        color => format!("  color: {};\n", color_name(color)),
    }
}

fn alignment(style: &Style) -> &'static str {
    match style.align {
        Align::Center => "center",
        Align::End => "end",
        Align::Start | Align::Justified => "start",
    }
}

/// The rule of a chapter's number where it stands above the title.
fn number_above(theme: &Theme, faces: &FontFaces) -> String {
    if theme.blocks.h1_number == NumberPlace::Beside {
        return String::new();
    }
    let number = &theme.styles.chapter_number;
    format!("\nh1 .number {{\n  display: block;\n{}\n}}\n", type_of(number, faces))
}

/// The edge of paper around a drawing.
fn edge(theme: &Theme) -> String {
    rem(scaled(theme.screen.text.leading, 250))
}

fn rem(length: Em) -> String {
    match length.thousandths() {
        0 => "0".to_string(),
        _ => format!("{length}rem"),
    }
}

/// A length times so many thousandths.
fn scaled(length: Em, thousandths: i32) -> Em {
    let product = i64::from(length.thousandths()) * i64::from(thousandths) / 1000;
    Em::from_thousandths(i32::try_from(product).unwrap_or(i32::MAX))
}

/// How many times `of` a length is.
fn share(length: Length, of: Length) -> Em {
    let thousandths = Length::from_units(1000).scale(length.units(), of.units());
    Em::from_thousandths(i32::try_from(thousandths.units()).unwrap_or(i32::MAX))
}

fn figures(style: &Style) -> &'static str {
    match style.figures {
        Figures::OldStyle => "oldstyle-nums",
        Figures::Lining => "lining-nums",
        Figures::Tabular => "lining-nums tabular-nums",
    }
}

const TINTS: [Tint; 8] = [
    Tint::Ground,
    Tint::Ink,
    Tint::Accent,
    Tint::Secondary,
    Tint::Hair,
    Tint::Mid,
    Tint::Tint,
    Tint::Alarm,
];

/// The name of a colour in the template.
fn color_name(tint: Tint) -> &'static str {
    match tint {
        Tint::Ground => "@ground",
        Tint::Ink => "@ink",
        Tint::Accent => "@accent",
        Tint::Secondary => "@secondary",
        Tint::Hair => "@hair",
        Tint::Mid => "@mid",
        Tint::Tint => "@tint",
        Tint::Alarm => "@alarm",
    }
}

#[cfg(test)]
mod tests;
