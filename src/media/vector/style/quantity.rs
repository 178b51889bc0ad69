//! Numbers, lengths and angles, and what is reckoned with them (CSS Values Level 4).

use cssparser::{ParseError, Parser, Token};

/// An amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Quantity {
    Number(f64),
    /// In units of the drawing.
    Length(f64),
    /// In degrees.
    Angle(f64),
}

/// What units are relative to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure<'n> {
    pub font_size: f64,
    pub root_font_size: f64,
    /// Width and height of what is seen.
    pub extent: (f64, f64),
    /// What 100 % of a length is; none where a percentage is a number, 100 % being 1.
    pub whole: Option<f64>,
    /// Words that stand for numbers: the channels of a colour.
    pub names: &'n [(&'n str, f64)],
}

impl Measure<'_> {
    /// A length of a unit, in units of the drawing.
    fn unit(&self, unit: &str) -> Option<Quantity> {
        let (width, height) = self.extent;
        Some(Quantity::Length(match unit {
            "px" => 1.0,
            "pt" => 96.0 / 72.0,
            "pc" => 16.0,
            "in" => 96.0,
            "cm" => 96.0 / 2.54,
            "mm" => 96.0 / 25.4,
            "q" => 96.0 / 101.6,
            "em" => self.font_size,
            "rem" => self.root_font_size,
            "ex" | "ch" => self.font_size / 2.0,
            "rex" | "rch" => self.root_font_size / 2.0,
            "ic" => self.font_size,
            "lh" => self.font_size * 1.2,
            "rlh" => self.root_font_size * 1.2,
            "vw" | "svw" | "lvw" | "dvw" | "vi" => width / 100.0,
            "vh" | "svh" | "lvh" | "dvh" | "vb" => height / 100.0,
            "vmin" => width.min(height) / 100.0,
            "vmax" => width.max(height) / 100.0,
            _ => return angle(unit).map(Quantity::Angle),
        }))
    }
}

fn angle(unit: &str) -> Option<f64> {
    Some(match unit {
        "deg" => 1.0,
        "grad" => 0.9,
        "rad" => 1_f64.to_degrees(),
        "turn" => 360.0,
        _ => return None,
    })
}

impl Quantity {
    /// Reads a number, a length, a percentage, an angle, or a sum of such.
    pub fn read(input: &mut Parser<'_>, measure: &Measure<'_>) -> Option<Quantity> {
        let token = input.next().ok()?.clone();
        Quantity::of(&token, input, measure)
    }

    /// The amount that begins with a token which was read.
    pub fn of(
        token: &Token<'_>,
        input: &mut Parser<'_>,
        measure: &Measure<'_>,
    ) -> Option<Quantity> {
        match token {
            Token::Number { value, .. } => Some(Quantity::Number(exact(*value))),
            Token::Percentage { unit_value, .. } => {
                let part = exact(*unit_value);
                Some(match measure.whole {
                    Some(whole) => Quantity::Length(part * whole),
                    None => Quantity::Number(part),
                })
            }
            Token::Dimension { value, unit, .. } => {
                measure.unit(&unit.to_ascii_lowercase()).map(|one| one.times(exact(*value)))
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                nested(input, |input| function(&name, input, measure))
            }
            Token::Ident(name) => {
                let known = measure.names.iter().find(|(own, _)| name.eq_ignore_ascii_case(own));
                known.map(|(_, value)| Quantity::Number(*value))
            }
            _ => None,
        }
    }

    /// The bare amount: of a length in units of the drawing, of an angle in degrees.
    pub fn amount(self) -> f64 {
        match self {
            Quantity::Number(value) | Quantity::Length(value) | Quantity::Angle(value) => value,
        }
    }

    fn times(self, factor: f64) -> Quantity {
        self.map(|value| value * factor)
    }

    fn map(self, change: impl Fn(f64) -> f64) -> Quantity {
        match self {
            Quantity::Number(value) => Quantity::Number(change(value)),
            Quantity::Length(value) => Quantity::Length(change(value)),
            Quantity::Angle(value) => Quantity::Angle(change(value)),
        }
    }

    /// The amount of another of the same kind.
    fn like(self, other: Quantity) -> Option<f64> {
        let is_alike = std::mem::discriminant(&self) == std::mem::discriminant(&other);
        is_alike.then(|| other.amount())
    }
}

/// The number that was written: the tokens of CSS hold it as the nearest of 32 bits.
pub(super) fn exact(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

/// A number as drawings write it.
pub(super) fn written(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_string() } else { text.to_string() }
}

/// Whether a function reckons with amounts.
pub(super) fn is_reckoned(name: &str) -> bool {
    matches!(
        name,
        "calc"
            | "-webkit-calc"
            | "-moz-calc"
            | "min"
            | "max"
            | "clamp"
            | "abs"
            | "round"
            | "sqrt"
            | "pow"
            | "sin"
            | "cos"
            | "tan"
            | "mod"
            | "rem"
            | "sign"
            | "hypot"
    )
}

fn nested<T>(input: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>) -> Option<T>) -> Option<T> {
    input.parse_nested_block(|input| read(input).ok_or(ParseError::<()>::unexpected_token())).ok()
}

fn function(name: &str, input: &mut Parser<'_>, measure: &Measure<'_>) -> Option<Quantity> {
    let mut all = Vec::new();
    if !is_reckoned(name) {
        return None;
    }
    loop {
        all.push(sum(input, measure)?);
        if input.is_exhausted() {
            break;
        }
        input.expect_comma().ok()?;
    }
    let first = *all.first()?;
    let amounts: Option<Vec<f64>> = all.iter().map(|own| first.like(*own)).collect();
    let amounts = amounts?;
    Some(match (name, amounts.as_slice()) {
        ("calc" | "-webkit-calc" | "-moz-calc", [_]) => first,
        ("min", all) => first.map(|_| all.iter().copied().fold(f64::INFINITY, f64::min)),
        ("max", all) => first.map(|_| all.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
        ("clamp", [least, own, most]) => first.map(|_| own.min(*most).max(*least)),
        ("abs", [own]) => first.map(|_| own.abs()),
        ("sign", [own]) => Quantity::Number(if *own == 0.0 { 0.0 } else { own.signum() }),
        ("round", [own]) => first.map(|_| own.round()),
        ("round", [own, step]) => first.map(|_| (own / step).round() * step),
        ("mod", [own, step]) => first.map(|_| own - step * (own / step).floor()),
        ("rem", [own, step]) => first.map(|_| own % step),
        ("hypot", all) => first.map(|_| all.iter().map(|own| own * own).sum::<f64>().sqrt()),
        ("sqrt", [own]) => Quantity::Number(own.sqrt()),
        ("pow", [own, power]) => Quantity::Number(own.powf(*power)),
        ("sin" | "cos" | "tan", [own]) => {
            let turned = if matches!(first, Quantity::Angle(_)) { own.to_radians() } else { *own };
            Quantity::Number(match name {
                "sin" => turned.sin(),
                "cos" => turned.cos(),
                _ => turned.tan(),
            })
        }
        _ => return None,
    })
}

fn sum(input: &mut Parser<'_>, measure: &Measure<'_>) -> Option<Quantity> {
    let mut total = product(input, measure)?;
    loop {
        let state = input.state();
        let sign = match input.next() {
            Ok(Token::Delim('+')) => 1.0,
            Ok(Token::Delim('-')) => -1.0,
            _ => {
                input.reset(&state);
                return Some(total);
            }
        };
        let next = product(input, measure)?;
        let amount = total.like(next)?;
        total = total.map(|own| own + sign * amount);
    }
}

fn product(input: &mut Parser<'_>, measure: &Measure<'_>) -> Option<Quantity> {
    let mut total = value(input, measure)?;
    loop {
        let state = input.state();
        let is_quotient = match input.next() {
            Ok(Token::Delim('*')) => false,
            Ok(Token::Delim('/')) => true,
            _ => {
                input.reset(&state);
                return Some(total);
            }
        };
        let next = value(input, measure)?;
        total = match (total, next, is_quotient) {
            (own, Quantity::Number(factor), false) => own.times(factor),
            (Quantity::Number(factor), own, false) => own.times(factor),
            (own, Quantity::Number(divisor), true) => own.map(|own| own / divisor),
            (own, divisor, true) => Quantity::Number(own.amount() / own.like(divisor)?),
            _ => return None,
        };
    }
}

fn value(input: &mut Parser<'_>, measure: &Measure<'_>) -> Option<Quantity> {
    match input.next().ok()?.clone() {
        Token::ParenthesisBlock => nested(input, |input| {
            let total = sum(input, measure)?;
            input.is_exhausted().then_some(total)
        }),
        Token::Ident(name) if name.eq_ignore_ascii_case("pi") => {
            Some(Quantity::Number(std::f64::consts::PI))
        }
        token => Quantity::of(&token, input, measure),
    }
}
