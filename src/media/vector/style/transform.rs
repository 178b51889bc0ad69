//! Transforms of CSS (Transforms Levels 1 and 2, as far as they lie in the plane).

use cssparser::{ParseError, Parser, Token};

use super::property::Surroundings;
use super::quantity::{Measure, Quantity, written};

/// A box: its left upper corner, its width and its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// The properties that move an element, as they are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Movement {
    pub transform: Option<String>,
    pub origin: Option<String>,
    pub frame: Option<String>,
    pub translate: Option<String>,
    pub rotate: Option<String>,
    pub scale: Option<String>,
}

/// What of the movement is not understood.
#[derive(Debug, PartialEq)]
pub(super) struct NotFollowed(pub &'static str);

impl Movement {
    /// What is written for a property.
    pub fn value(&self, property: &str) -> &str {
        let value = match property {
            "transform" => &self.transform,
            "transform-origin" => &self.origin,
            "translate" => &self.translate,
            "rotate" => &self.rotate,
            _ => &self.scale,
        };
        value.as_deref().unwrap_or_default()
    }

    /// The movement as the attribute `transform` has it. `frame` is the box of the element that its
    /// percentages are of; none where it is not known.
    pub fn written(
        &self,
        frame: Option<Frame>,
        around: &Surroundings,
    ) -> Result<String, NotFollowed> {
        let mut list = String::new();
        let single = [
            ("translate", "translate", &self.translate),
            ("rotate", "rotate", &self.rotate),
            ("scale", "scale", &self.scale),
        ];
        for (property, name, value) in single {
            if let Some(value) = value.as_deref().filter(|value| *value != "none") {
                let value = value.split_whitespace().collect::<Vec<_>>().join(", ");
                let value = format!("{name}({value})");
                let own = functions(&value, frame, around).ok_or(NotFollowed(property))?;
                list.push_str(&own);
            }
        }
        if let Some(value) = self.transform.as_deref().filter(|value| *value != "none") {
            list.push_str(&functions(value, frame, around).ok_or(NotFollowed("transform"))?);
        }
        if list.is_empty() {
            return Ok(list);
        }
        let Some(origin) = &self.origin else { return Ok(list) };
        let (x, y) = origin_of(origin, frame, around).ok_or(NotFollowed("transform-origin"))?;
        let place = |sign: f64| format!("translate({} {})", written(sign * x), written(sign * y));
        Ok(format!("{}{list}{}", place(1.0), place(-1.0)))
    }
}

/// How lengths along an axis are measured, in a box of which this side may be known.
fn along(around: &Surroundings, side: Option<f64>) -> Measure<'static> {
    // Without a box a percentage cannot be followed, and is no number either.
    Measure { whole: side.or(Some(f64::NAN)), ..around.measure("transform") }
}

fn finite(value: f64) -> Option<f64> {
    Some(value).filter(|value| value.is_finite())
}

fn functions(value: &str, frame: Option<Frame>, around: &Surroundings) -> Option<String> {
    let mut input = Parser::new(value);
    let mut list = String::new();
    while let Ok(token) = input.next().cloned() {
        let Token::Function(name) = token else { return None };
        let name = name.to_ascii_lowercase();
        let own = input.parse_nested_block(|input| {
            let own = function(&name, input, frame, around);
            own.filter(|_| input.is_exhausted()).ok_or(ParseError::<()>::unexpected_token())
        });
        list.push_str(&own.ok()?);
        // Commas between them are written, too.
        let _ = input.try_parse(|input| input.expect_comma());
    }
    Some(list)
}

fn function(
    name: &str,
    input: &mut Parser<'_>,
    frame: Option<Frame>,
    around: &Surroundings,
) -> Option<String> {
    let sides = [frame.map(|own| own.width), frame.map(|own| own.height)];
    let is_move = name.starts_with("translate");
    let mut all: Vec<Quantity> = Vec::new();
    while !input.is_exhausted() {
        let side = match (name, all.len()) {
            ("translatey", _) | (_, 1) => sides[1],
            _ => sides[0],
        };
        let measure = match is_move {
            true => along(around, side),
            false => Measure { whole: None, ..around.measure("transform") },
        };
        all.push(Quantity::read(input, &measure)?);
        let _ = input.try_parse(|input| input.expect_comma());
    }
    let amounts: Option<Vec<f64>> = all.iter().map(|own| finite(own.amount())).collect();
    let amounts = amounts?;
    let degrees = |at: usize| match all.get(at)? {
        Quantity::Angle(own) | Quantity::Number(own) => finite(*own),
        Quantity::Length(_) => None,
    };
    let listed = |name: &str, values: &[f64]| {
        let values: Vec<String> = values.iter().map(|value| written(*value)).collect();
        Some(format!("{name}({})", values.join(" ")))
    };
    match (name, amounts.as_slice()) {
        ("matrix", [_, _, _, _, _, _]) => listed("matrix", &amounts),
        ("matrix3d", [a, b, 0.0, 0.0, c, d, 0.0, 0.0, 0.0, 0.0, _, 0.0, e, f, _, 1.0]) => {
            listed("matrix", &[*a, *b, *c, *d, *e, *f])
        }
        ("translate" | "translatex", [x]) => listed("translate", &[*x, 0.0]),
        ("translatey", [y]) => listed("translate", &[0.0, *y]),
        ("translate", [x, y]) | ("translate3d", [x, y, _]) => listed("translate", &[*x, *y]),
        ("translatez", [_]) => Some(String::new()),
        ("scale", [both]) => listed("scale", &[*both, *both]),
        ("scale", [x, y]) | ("scale3d", [x, y, _]) => listed("scale", &[*x, *y]),
        ("scalex", [x]) => listed("scale", &[*x, 1.0]),
        ("scaley", [y]) => listed("scale", &[1.0, *y]),
        ("scalez", [_]) => Some(String::new()),
        ("rotate" | "rotatez", [_]) => listed("rotate", &[degrees(0)?]),
        // The turn about a point, which only the attribute has.
        ("rotate", [_, x, y]) => listed("rotate", &[degrees(0)?, *x, *y]),
        ("rotate3d", [0.0, 0.0, z, _]) if *z > 0.0 => listed("rotate", &[degrees(3)?]),
        ("skewx" | "skew", [_]) => listed("skewX", &[degrees(0)?]),
        ("skewy", [_]) => listed("skewY", &[degrees(0)?]),
        ("skew", [_, _]) => {
            let (x, y) = (degrees(0)?.to_radians().tan(), degrees(1)?.to_radians().tan());
            listed("matrix", &[1.0, y, x, 1.0, 0.0, 0.0])
        }
        _ => None,
    }
}

/// The point about which an element is turned.
fn origin_of(value: &str, frame: Option<Frame>, around: &Surroundings) -> Option<(f64, f64)> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let is_down = |word: &str| matches!(word, "top" | "bottom");
    let (across, down) = match words.as_slice() {
        [one] if is_down(one) => ("center", *one),
        [one] => (*one, "center"),
        [one, other] | [one, other, _] if is_down(one) || matches!(*other, "left" | "right") => {
            (*other, *one)
        }
        [one, other] | [one, other, _] => (*one, *other),
        _ => return None,
    };
    let start = |own: fn(Frame) -> f64| frame.map_or(0.0, own);
    let x = start(|own| own.x) + part(across, frame.map(|own| own.width), around)?;
    let y = start(|own| own.y) + part(down, frame.map(|own| own.height), around)?;
    Some((x, y))
}

fn part(word: &str, side: Option<f64>, around: &Surroundings) -> Option<f64> {
    match word {
        "left" | "top" => Some(0.0),
        "center" => side.map(|side| side / 2.0),
        "right" | "bottom" => side,
        _ => {
            let read = |input: &mut Parser<'_>| Quantity::read(input, &along(around, side));
            finite(super::property::whole(word, read)?.amount())
        }
    }
}

/// How much a list of transforms stretches what is drawn, alike in all directions; none where it
/// cannot be read or stretches unevenly.
pub(super) fn stretch(list: &str) -> Option<f64> {
    let mut input = Parser::new(list);
    let mut all = usvg::Transform::identity();
    while let Ok(Token::Function(name)) = input.next().cloned() {
        let mut numbers = Vec::new();
        let read = |input: &mut Parser<'_>| {
            while let Ok(token) = input.next() {
                match token {
                    Token::Number { value, .. } => numbers.push(*value),
                    Token::Comma => {}
                    _ => return Err(ParseError::<()>::unexpected_token()),
                }
            }
            Ok(())
        };
        input.parse_nested_block(read).ok()?;
        let own = match (&*name, numbers.as_slice()) {
            ("matrix", [a, b, c, d, e, f]) => usvg::Transform::from_row(*a, *b, *c, *d, *e, *f),
            ("scale", [both]) => usvg::Transform::from_scale(*both, *both),
            ("scale", [x, y]) => usvg::Transform::from_scale(*x, *y),
            ("rotate", [angle, ..]) => usvg::Transform::from_rotate(*angle),
            ("translate", _) => usvg::Transform::identity(),
            _ => return None,
        };
        all = all.pre_concat(own);
        let _ = input.try_parse(|input| input.expect_comma());
    }
    let (across, down) = all.get_scale();
    let is_even = (across - down).abs() <= 1e-3 * across.max(down);
    is_even.then_some(f64::from(across))
}
