//! A content stream under construction: ISO 32000-1, 7.8.2.
//!
//! Operands are written from integers, so that a number has one spelling on every machine.

use crate::geometry::Length;
use crate::page::Color;

/// Units of [`Operators::number`] in a unit of PDF.
const THOUSANDTHS: i64 = 1000;

/// The bytes of a content stream: operands, each with a space after it, and operators, each with
/// a line feed.
#[derive(Clone, Debug, Default)]
pub(super) struct Operators {
    bytes: Vec<u8>,
}

impl Operators {
    /// An empty stream.
    pub fn new() -> Operators {
        Operators::default()
    }

    /// The stream.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Ends an operation.
    pub fn operator(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// A name, without its solidus. Our names need no escape.
    pub fn name(&mut self, name: &str) {
        self.bytes.push(b'/');
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(b' ');
    }

    /// A whole number.
    pub fn integer(&mut self, value: i64) {
        self.digits(value);
        self.bytes.push(b' ');
    }

    /// A number given in thousandths: 1,500 is `1.5`.
    pub fn number(&mut self, thousandths: i64) {
        self.decimal(thousandths, 3);
        self.bytes.push(b' ');
    }

    /// A length in points, to a thousandth.
    pub fn length(&mut self, length: Length) {
        self.number(thousandths(length));
    }

    /// A measured number, to six significant digits. What is not finite is zero.
    pub fn real(&mut self, value: f64) {
        let (mantissa, places) = significant(value);
        self.decimal(mantissa, places);
        self.bytes.push(b' ');
    }

    /// Several measured numbers.
    pub fn reals<const N: usize>(&mut self, values: [f64; N]) {
        for value in values {
            self.real(value);
        }
    }

    /// Begins a string of [`Operators::code`]s.
    pub fn begin_string(&mut self) {
        self.bytes.push(b'(');
    }

    /// The two bytes of a glyph's code, in a string. As bytes they are half as long as in
    /// hexadecimal digits; deflated, a string has a twelfth less, and takes half the time.
    pub fn code(&mut self, code: u16) {
        for byte in code.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
                // Readers take a carriage return for a line feed.
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                byte => self.bytes.push(byte),
            }
        }
    }

    /// Ends a string.
    pub fn end_string(&mut self) {
        self.bytes.push(b')');
    }

    /// A whole number without a space after it, as arrays have them between strings.
    pub fn digits(&mut self, value: i64) {
        self.decimal(value, 0);
    }

    /// A colour for filling, `g` or `rg`; grey has one operand.
    pub fn fill_color(&mut self, color: Color) {
        self.color(color, "g", "rg");
    }

    /// A colour for stroking, `G` or `RG`.
    pub fn stroke_color(&mut self, color: Color) {
        self.color(color, "G", "RG");
    }

    fn color(&mut self, color: Color, grey: &str, rgb: &str) {
        let Color { red, green, blue } = color;
        let share = |level: u8| (i64::from(level) * THOUSANDTHS + 127) / 255;
        self.number(share(red));
        if red == green && green == blue {
            return self.operator(grey);
        }
        self.number(share(green));
        self.number(share(blue));
        self.operator(rgb);
    }

    /// `value / 10^places`, without zeros at the end.
    fn decimal(&mut self, value: i64, places: u32) {
        let scale = 10_u64.pow(places);
        let magnitude = value.unsigned_abs();
        let (whole, mut rest) = (magnitude / scale, magnitude % scale);
        if value < 0 {
            self.bytes.push(b'-');
        }
        if whole > 0 || rest == 0 {
            self.unsigned(whole);
        }
        if rest > 0 {
            self.bytes.push(b'.');
            let mut place = scale / 10;
            while rest > 0 && place > 0 {
                self.bytes.push(b'0' + (rest / place % 10) as u8);
                rest %= place;
                place /= 10;
            }
        }
    }

    fn unsigned(&mut self, value: u64) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = value;
        while at > 0 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[at..]);
    }
}

/// A length in thousandths of a point, rounded to nearest.
pub(super) fn thousandths(length: Length) -> i64 {
    length.scale(THOUSANDTHS, Length::UNITS_PER_POINT).units()
}

/// A number as `mantissa / 10^places` with six significant digits, and nine places at most.
pub(super) fn significant(value: f64) -> (i64, u32) {
    if !value.is_finite() {
        return (0, 0);
    }
    let mut places = 0;
    let mut bound = 100_000.0;
    while places < 9 && value.abs() < bound {
        places += 1;
        bound /= 10.0;
    }
    let limit = 1e15;
    ((value * 10_f64.powi(places)).clamp(-limit, limit).round() as i64, places.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Operators)) -> String {
        let mut operators = Operators::new();
        write(&mut operators);
        String::from_utf8(operators.into_bytes()).unwrap()
    }

    #[test]
    fn numbers_have_no_zeros_that_say_nothing() {
        let number = |value| written(|operators| operators.number(value));
        assert_eq!(number(1500), "1.5 ");
        assert_eq!(number(-250), "-.25 ");
        assert_eq!(number(0), "0 ");
        assert_eq!(number(72_000), "72 ");
        assert_eq!(number(-1), "-.001 ");
        assert_eq!(number(10_010), "10.01 ");
        assert_eq!(number(i64::MIN), "-9223372036854775.808 ");
    }

    #[test]
    fn the_bytes_of_codes_are_escaped_where_a_string_would_end_or_change() {
        let mut operators = Operators::new();
        operators.begin_string();
        for code in [0x0041, 0x2829, 0x5C0D, 0x0A00] {
            operators.code(code);
        }
        operators.end_string();
        operators.operator("Tj");
        let read = lopdf::content::Content::decode(&operators.into_bytes()).unwrap();
        let string = read.operations[0].operands[0].as_str().unwrap();
        assert_eq!(string, [0, 0x41, 0x28, 0x29, 0x5C, 0x0D, 0x0A, 0]);
    }

    #[test]
    fn reals_keep_six_digits_and_never_an_exponent() {
        let real = |value| written(|operators| operators.real(value));
        assert_eq!(real(0.5), ".5 ");
        assert_eq!(real(123.456_789), "123.457 ");
        assert_eq!(real(0.001_234_567_89), ".00123457 ");
        assert_eq!(real(1e-12), "0 ");
        assert_eq!(real(-1e300), "-1000000000000000 ");
        assert_eq!(real(f64::NAN), "0 ");
    }

    #[test]
    fn colours_without_a_hue_are_grey() {
        let color = |red, green, blue| {
            written(|operators| operators.fill_color(Color { red, green, blue }))
        };
        assert_eq!(color(0, 0, 0), "0 g\n");
        assert_eq!(color(255, 255, 255), "1 g\n");
        assert_eq!(color(255, 0, 51), "1 0 .2 rg\n");
    }

    #[test]
    fn lengths_are_points_to_a_thousandth() {
        let length = |points| written(|operators| operators.length(Length::from_pt(points)));
        assert_eq!(length(595.276), "595.276 ");
        assert_eq!(length(-0.5), "-.5 ");
    }
}
