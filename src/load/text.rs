//! Texts from bytes.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Sources, Span};

/// Keeps the text of a file under its name. A byte-order mark is left out. What is not UTF-8 is
/// pushed as an error at the first byte that is wrong and stands as U+FFFD in the text, so that
/// other faults of the text are found too.
pub(super) fn add(
    name: &str,
    bytes: Vec<u8>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> SourceId {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let id = sources.add(Source::new(name, String::from_utf8_lossy(body)));
    let Err(error) = std::str::from_utf8(body) else {
        return id;
    };
    // Up to the fault the bytes and the text are the same, so the offset is that of both.
    let start = error.valid_up_to();
    let span = Span::new(id, start..start + char::REPLACEMENT_CHARACTER.len_utf8());
    let byte = body.get(start).copied().unwrap_or_default();
    let help = match body {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "it looks like UTF-16: save the file anew, with the encoding UTF-8"
        }
        _ => "save the file anew, with the encoding UTF-8",
    };
    let message = format!(
        "the file is not saved as UTF-8, so its letters cannot be told: here the byte 0x{byte:02x}"
    );
    diagnostics.push(Diagnostic::error(Code::NotUtf8, message).at(span).help(help));
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<Diagnostic>) {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let id = add("a.md", bytes.to_vec(), &mut sources, &mut diagnostics);
        let text = sources.get(id).map(|source| source.text().to_string());
        (text.expect("the text was added"), diagnostics.sorted())
    }

    #[test]
    fn a_byte_order_mark_is_left_out_and_line_breaks_stay() {
        assert_eq!(read(b"\xef\xbb\xbfa\r\nb").0, "a\r\nb");
    }

    #[test]
    fn the_first_wrong_byte_has_its_place_and_the_rest_is_kept() {
        let (text, findings) =
            read("ä\nx".as_bytes().iter().chain(b"\xe4y").copied().collect::<Vec<_>>().as_slice());
        assert_eq!(text, "ä\nx\u{fffd}y");
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].span.map(Span::range), Some(4..7));
        assert!(findings[0].message.contains("0xe4"));
    }

    #[test]
    fn utf_16_is_recognized() {
        let (_, findings) = read(b"\xff\xfea\0");
        assert!(findings[0].help.as_deref().is_some_and(|help| help.contains("UTF-16")));
    }
}
