//! Boxes of shapes, and the shapes of CSS that cut what is drawn (Shapes Level 1).

use cssparser::{ParseError, Parser, Token};

use super::property::{Surroundings, plain_length};
use super::quantity::{Measure, Quantity, written};
use super::transform::Frame;

/// The box of an element by its attributes; none for one whose box its content makes.
pub(super) fn frame_of<'a>(
    name: &str,
    attribute: impl Fn(&str) -> Option<&'a str>,
) -> Option<Frame> {
    let length = |name: &str| attribute(name).map_or(Some(0.0), plain_length);
    match name {
        "rect" | "image" | "foreignObject" | "svg" => Some(Frame {
            x: length("x")?,
            y: length("y")?,
            width: plain_length(attribute("width")?)?,
            height: plain_length(attribute("height")?)?,
        }),
        "circle" | "ellipse" => {
            let (across, down) = match name {
                "circle" => (length("r")?, length("r")?),
                _ => (length("rx")?, length("ry")?),
            };
            let (x, y) = (length("cx")? - across, length("cy")? - down);
            Some(Frame { x, y, width: 2.0 * across, height: 2.0 * down })
        }
        "line" => {
            let points = [(length("x1")?, length("y1")?), (length("x2")?, length("y2")?)];
            around(&points)
        }
        "polygon" | "polyline" => {
            let numbers = attribute("points")?.split([' ', ',', '\n', '\t', '\r']);
            let numbers = numbers.filter(|number| !number.is_empty()).map(str::parse);
            let numbers: Vec<f64> = numbers.collect::<Result<_, _>>().ok()?;
            let points: Vec<(f64, f64)> = numbers
                .chunks_exact(2)
                .filter_map(|own| Some((*own.first()?, *own.last()?)))
                .collect();
            around(&points)
        }
        _ => None,
    }
}

/// The box around points.
fn around(points: &[(f64, f64)]) -> Option<Frame> {
    let least = |own: fn(&(f64, f64)) -> f64| points.iter().map(own).fold(f64::INFINITY, f64::min);
    let most =
        |own: fn(&(f64, f64)) -> f64| points.iter().map(own).fold(f64::NEG_INFINITY, f64::max);
    let (x, y) = (least(|own| own.0), least(|own| own.1));
    let frame = Frame { x, y, width: most(|own| own.0) - x, height: most(|own| own.1) - y };
    (frame.width.is_finite() && frame.height.is_finite()).then_some(frame)
}

/// What is written inside of a `clipPath` for a shape of CSS in a box; none for one that is not
/// understood.
pub(super) fn clip(value: &str, frame: Frame, surroundings: &Surroundings) -> Option<String> {
    let mut input = Parser::new(value);
    let mut found = None;
    while let Ok(token) = input.next().cloned() {
        match token {
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                let read = |input: &mut Parser<'_>| {
                    let own = function(&name, input, frame, surroundings);
                    own.filter(|_| input.is_exhausted()).ok_or(ParseError::<()>::unexpected_token())
                };
                found = Some(input.parse_nested_block(read).ok()?);
            }
            Token::Ident(_) => {}
            _ => return None,
        }
    }
    found
}

fn function(
    name: &str,
    input: &mut Parser<'_>,
    frame: Frame,
    surroundings: &Surroundings,
) -> Option<String> {
    match name {
        "inset" => inset(input, frame, surroundings),
        "circle" | "ellipse" => round(name, input, frame, surroundings),
        "polygon" => polygon(input, frame, surroundings),
        "path" => {
            let rule = fill_rule(input);
            let path = input.expect_string().ok()?;
            let path = crate::xml::escaped(path);
            let (x, y) = (written(frame.x), written(frame.y));
            Some(format!(
                "<path d=\"{path}\" transform=\"translate({x} {y})\" clip-rule=\"{rule}\"/>"
            ))
        }
        _ => None,
    }
}

fn fill_rule(input: &mut Parser<'_>) -> &'static str {
    let mut named = |word: &str| {
        let read = |input: &mut Parser<'_>| input.expect_ident_matching(word);
        input.try_parse(read).is_ok()
    };
    let is_even = named("evenodd");
    if is_even || named("nonzero") {
        let _ = input.try_parse(|input| input.expect_comma());
    }
    if is_even { "evenodd" } else { "nonzero" }
}

fn length(input: &mut Parser<'_>, whole: f64, surroundings: &Surroundings) -> Option<f64> {
    let measure = Measure { whole: Some(whole), ..surroundings.measure("clip-path") };
    let read = |input: &mut Parser<'_>| Quantity::read(input, &measure).ok_or(());
    input.try_parse(read).ok().map(Quantity::amount)
}

fn inset(input: &mut Parser<'_>, frame: Frame, surroundings: &Surroundings) -> Option<String> {
    let mut sides = Vec::new();
    while sides.len() < 4 {
        let whole = if sides.len() % 2 == 0 { frame.height } else { frame.width };
        match length(input, whole, surroundings) {
            Some(side) => sides.push(side),
            None => break,
        }
    }
    let (top, right, bottom, left) = match sides.as_slice() {
        [all] => (*all, *all, *all, *all),
        [down, across] => (*down, *across, *down, *across),
        [top, across, bottom] => (*top, *across, *bottom, *across),
        [top, right, bottom, left] => (*top, *right, *bottom, *left),
        _ => return None,
    };
    let mut radius = 0.0;
    if input.try_parse(|input| input.expect_ident_matching("round")).is_ok() {
        radius = length(input, frame.width, surroundings)?;
    }
    let [x, y] = [frame.x + left, frame.y + top].map(written);
    let width = written((frame.width - left - right).max(0.0));
    let height = written((frame.height - top - bottom).max(0.0));
    let radius = written(radius);
    Some(format!(
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
    ))
}

fn round(
    name: &str,
    input: &mut Parser<'_>,
    frame: Frame,
    surroundings: &Surroundings,
) -> Option<String> {
    let Frame { width, height, .. } = frame;
    let whole = ((width * width + height * height) / 2.0).sqrt();
    let first = length(input, if name == "circle" { whole } else { width }, surroundings);
    let second = length(input, height, surroundings);
    let (across, down) = match (name, first, second) {
        ("circle", Some(radius), None) => (radius, radius),
        ("ellipse", Some(across), Some(down)) => (across, down),
        ("circle", None, None) => (width.min(height) / 2.0, width.min(height) / 2.0),
        ("ellipse", None, None) => (width / 2.0, height / 2.0),
        _ => return None,
    };
    let (mut x, mut y) = (width / 2.0, height / 2.0);
    if input.try_parse(|input| input.expect_ident_matching("at")).is_ok() {
        x = position(input, width, surroundings)?;
        y = position(input, height, surroundings).unwrap_or(height / 2.0);
    }
    let [x, y] = [frame.x + x, frame.y + y].map(written);
    let (across, down) = (written(across), written(down));
    Some(format!("<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{across}\" ry=\"{down}\"/>"))
}

fn position(input: &mut Parser<'_>, side: f64, surroundings: &Surroundings) -> Option<f64> {
    match input.try_parse(|input| input.expect_ident_cloned()) {
        Ok(word) => match word.to_ascii_lowercase().as_str() {
            "left" | "top" => Some(0.0),
            "center" => Some(side / 2.0),
            "right" | "bottom" => Some(side),
            _ => None,
        },
        Err(_) => length(input, side, surroundings),
    }
}

fn polygon(input: &mut Parser<'_>, frame: Frame, surroundings: &Surroundings) -> Option<String> {
    let rule = fill_rule(input);
    let mut points = Vec::new();
    loop {
        let x = length(input, frame.width, surroundings)?;
        let y = length(input, frame.height, surroundings)?;
        points.push(format!("{},{}", written(frame.x + x), written(frame.y + y)));
        if input.is_exhausted() {
            break;
        }
        input.expect_comma().ok()?;
    }
    Some(format!("<polygon points=\"{}\" clip-rule=\"{rule}\"/>", points.join(" ")))
}
