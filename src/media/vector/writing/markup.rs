//! Writing the elements of SVG: every element is closed, every character is escaped.

use std::fmt::{Display, Write};

use usvg::Transform;

use crate::xml::escape;

/// Elements in the making.
#[derive(Debug, Default)]
pub(super) struct Markup {
    text: String,
    open: Vec<&'static str>,
    /// Whether the last start tag may still take attributes.
    in_tag: bool,
}

impl Markup {
    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str) -> &mut Markup {
        self.end_tag();
        self.text.push('<');
        self.text.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// Gives the element just opened an attribute.
    pub(super) fn attr(&mut self, name: &str, value: impl Display) -> &mut Markup {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        escape(&value.to_string(), &mut self.text);
        self.text.push('"');
        self
    }

    /// Gives it an attribute in whose value nothing needs to be escaped.
    pub(super) fn plain_attr(&mut self, name: &str, value: &str) -> &mut Markup {
        for part in [" ", name, "=\"", value, "\""] {
            self.text.push_str(part);
        }
        self
    }

    /// Gives it an attribute, if there is a value for it.
    pub(super) fn attr_if(&mut self, name: &str, value: Option<impl Display>) -> &mut Markup {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Writes characters.
    pub(super) fn words(&mut self, words: &str) {
        self.end_tag();
        escape(words, &mut self.text);
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if self.in_tag {
            self.text.push_str("/>");
            self.in_tag = false;
            return;
        }
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.text
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.text.push('>');
            self.in_tag = false;
        }
    }
}

/// Writes a number with at most so many places after the point.
pub(super) fn push_number(into: &mut String, value: f32, places: i32) {
    let scale = 10_i64.pow(places.unsigned_abs().min(9));
    let scaled = (f64::from(value) * scale as f64).round();
    if scaled.abs() > 1e15 {
        return into.push_str(&value.to_string());
    }
    let scaled = scaled as i64;
    let (whole, rest) = (scaled.abs() / scale, scaled.abs() % scale);
    let sign = if scaled < 0 { "-" } else { "" };
    // Writing to a string cannot fail.
    let _ = write!(into, "{sign}{whole}");
    if rest > 0 {
        let width = places.unsigned_abs() as usize;
        let _ = write!(into, ".{rest:0width$}");
        into.truncate(into.trim_end_matches('0').len());
    }
}

/// A number with at most so many places after the point.
fn number(value: f32, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    let rounded = (f64::from(value) * scale).round() / scale;
    // A zero has no sign.
    rounded + 0.0
}

/// Numbers with spaces between them.
pub(super) fn numbers(values: &[f32]) -> String {
    let values: Vec<String> = values.iter().map(f32::to_string).collect();
    values.join(" ")
}

/// A transform, if it changes anything.
pub(super) fn matrix(transform: Transform) -> Option<String> {
    if transform.is_identity() {
        return None;
    }
    let Transform { sx, kx, ky, sy, tx, ty } = transform;
    // Five places, or as many digits where all of them would be zeros.
    let digits = |value: f32| {
        let zeros = (-value.abs().log10()).floor();
        number(value, if zeros.is_finite() && zeros > 0.0 { 5 + zeros as i32 } else { 5 })
    };
    let values = [sx, ky, kx, sy, tx, ty].map(|value| digits(value).to_string());
    Some(format!("matrix({})", values.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_closed_and_characters_escaped() {
        let mut markup = Markup::default();
        markup.open("g").attr("a", "<\"&").attr_if("b", Some(1.5)).attr_if("c", None::<f32>);
        markup.open("path").close();
        markup.words("a > b\u{1}");
        markup.close();
        markup.close();
        assert_eq!(markup.finish(), "<g a=\"&lt;&quot;&amp;\" b=\"1.5\"><path/>a &gt; b</g>");
    }

    #[test]
    fn coordinates_have_the_digits_that_are_seen() {
        let written = |value, places| {
            let mut into = String::new();
            push_number(&mut into, value, places);
            into
        };
        let cases = [(1.5, "1.5"), (-0.25, "-0.25"), (12.3456, "12.346"), (7.0001, "7")];
        for (value, expected) in cases {
            assert_eq!(written(value, 3), expected);
        }
        assert_eq!([written(-0.0001, 3), written(100.0, 3)], ["0", "100"]);
        assert_eq!(written(-0.012_345_67, 5), "-0.01235");
        assert_eq!(written(3e20, 3), "300000000000000000000");
    }

    #[test]
    fn numbers_have_the_digits_that_are_seen() {
        assert_eq!(number(1.23456, 3).to_string(), "1.235");
        assert_eq!(number(-0.0001, 3).to_string(), "0");
        assert_eq!(matrix(Transform::identity()), None);
        let small = Transform::from_row(0.000012345, 0.0, 0.0, 1.0 / 3.0, -3.25, 1e6);
        assert_eq!(matrix(small).unwrap(), "matrix(0.000012345 0 0 0.33333 -3.25 1000000)");
    }
}
