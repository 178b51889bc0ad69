//! Characters as XML has them.

/// Writes a text as the content of an element or the value of an attribute in double quotes.
/// Characters that XML 1.0 does not know (section 2.2), such as control characters, are left out.
pub fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\t' | '\n' | '\r' => into.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => into.push(character),
        }
    }
}

/// A text as [`escape`] writes it.
pub fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    escape(text, &mut xml);
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_nothing_but_text() {
        assert_eq!(escaped("<a b=\"c\"> & d"), "&lt;a b=&quot;c&quot;&gt; &amp; d");
        assert_eq!(escaped("a\u{0}\u{b}\u{fffe}b\tc\nd"), "ab\tc\nd");
    }
}
