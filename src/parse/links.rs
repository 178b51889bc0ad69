//! Where links and pictures lead.

use std::ops::Range;

use super::reader::Settings;
use crate::document::{AddressFault, web_address};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To something in the report: an id, the name of a chapter's file, or both with `#` between
    /// them.
    Inside(String),
    /// To the world outside.
    Outside(String),
    /// To an address that nobody could follow.
    Faulty(AddressFault),
    /// To a file that is no chapter: a book has no such place.
    File(String),
    /// To a page of a web site whose address the manifest does not have.
    Site(String),
    /// Nowhere.
    Nowhere,
}

/// Where a link in this file leads.
pub fn destination(url: &str, file: &str, settings: &Settings) -> Destination {
    let url = url.trim();
    if has_scheme(url) || url.starts_with("//") {
        return outside(url);
    }
    let (address, id) = url.split_once('#').unwrap_or((url, ""));
    let id = percent_decoded(id);
    // What a page is asked is nothing to a book.
    let path = address.split_once('?').map_or(address, |(path, _)| path);
    if path.is_empty() {
        return match id.is_empty() {
            true => Destination::Nowhere,
            false => Destination::Inside(id),
        };
    }
    let name = percent_decoded(path);
    match settings.names.find(&name, file) {
        Some(name) if id.is_empty() => Destination::Inside(name.to_string()),
        Some(name) => Destination::Inside(format!("{name}#{id}")),
        None if path.starts_with('/') => match &settings.site {
            Some(site) => outside(&format!("{site}{url}")),
            None => Destination::Site(path.to_string()),
        },
        None => Destination::File(path.to_string()),
    }
}

/// The world outside, as it is written where that names a scheme of the web.
fn outside(url: &str) -> Destination {
    let spelled_out = !url.starts_with("//") && !url.to_ascii_lowercase().starts_with("doi:");
    match web_address(url) {
        Ok(_) if spelled_out => Destination::Outside(url.to_string()),
        Ok(address) => Destination::Outside(address),
        Err(fault) => Destination::Faulty(fault),
    }
}

/// The beginning of all addresses of the site that an address is on: `https://host`.
pub fn site_of(url: &str) -> Option<String> {
    let url = web_address(url).ok()?;
    let host = url.find("://")? + 3;
    let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |end| host + end);
    Some(url[..end].to_string())
}

/// Whether an address begins with a scheme (RFC 3986, section 3.1).
pub fn has_scheme(url: &str) -> bool {
    let Some((scheme, _)) = url.split_once(':') else { return false };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(fits)
}

/// A path as it is written in a file, from the project's root: `../images/a.svg` in
/// `manuscript/one.md` is `images/a.svg`. An address, and a path that leaves the project, is left
/// as it is.
pub fn from_root(path: &str, file: &str) -> String {
    if has_scheme(path) || path.starts_with('/') {
        return path.to_string();
    }
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                None | Some(&"..") => parts.push(part),
                Some(_) => {
                    parts.pop();
                }
            },
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The path to a file from another one, both from the project's root.
pub fn to_file(path: &str, file: &str) -> String {
    let folder = |path: &'_ str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
    let folder = folder(file);
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.iter().skip(common).map(|_| "..");
    up.chain(to.into_iter().skip(common)).collect::<Vec<_>>().join("/")
}

/// A text with `%20` and its like decoded; as it is where that does not give UTF-8.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_string())
}

/// The destination and the title of an inline link or picture, `](destination "title")`, each
/// without what encloses it. The search begins behind the link's words.
pub fn parts(text: &str, range: Range<usize>) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let bytes = text.as_bytes().get(..range.end)?;
    let opening = text.get(range.start..range.end)?.find("](")? + range.start + 2;
    let skip_space = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let start = skip_space(opening);
    let (path, mut at) = if bytes.get(start) == Some(&b'<') {
        let end = unescaped(bytes, start + 1, b'>')?;
        (start + 1..end, end + 1)
    } else {
        let end = bare_end(bytes, start);
        (start..end, end)
    };
    at = skip_space(at);
    let close = match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => *quote,
        Some(b'(') => b')',
        _ => return Some((path, None)),
    };
    let end = unescaped(bytes, at + 1, close)?;
    Some((path, Some(at + 1..end)))
}

/// The first of these bytes, from here on, that no backslash protects.
fn unescaped(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            byte if *byte == wanted => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// The end of a destination without angle brackets: a space, or the bracket that closes.
fn bare_end(bytes: &[u8], from: usize) -> usize {
    let mut open = 0_usize;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => open += 1,
            b')' if open == 0 => break,
            b')' => open -= 1,
            byte if byte.is_ascii_whitespace() => break,
            _ => {}
        }
        at += 1;
    }
    at.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::source::SourceId;

    #[test]
    fn paths_count_from_the_root() {
        assert_eq!(from_root("../images/a.svg", "manuscript/one.md"), "images/a.svg");
        assert_eq!(from_root("./a.svg", "one.md"), "a.svg");
        assert_eq!(from_root("../../a.svg", "manuscript/one.md"), "../a.svg");
        assert_eq!(from_root("https://a.example/b", "one.md"), "https://a.example/b");
    }

    #[test]
    fn links_between_chapters_lead_inside() {
        let chapters = vec![("manuscript/02-goals.md".to_string(), SourceId::from_index(2))];
        let mut settings = Settings::new(Language::default(), chapters, None);
        let lead = |url| destination(url, "manuscript/01.md", &settings);
        assert_eq!(lead("02-goals#x"), Destination::Inside("manuscript/02-goals.md#x".into()));
        assert_eq!(lead("/02-goals/?a=1"), Destination::Inside("manuscript/02-goals.md".into()));
        assert_eq!(lead("02-goals.md"), Destination::Inside("manuscript/02-goals.md".into()));
        assert_eq!(lead("data.csv"), Destination::File("data.csv".into()));
        assert_eq!(lead("#a%20b"), Destination::Inside("a b".into()));
        assert_eq!(lead("mailto:a@b.example"), Destination::Outside("mailto:a@b.example".into()));
        assert_eq!(lead("#"), Destination::Nowhere);
        assert_eq!(lead(""), Destination::Nowhere);
        assert_eq!(lead("//a.example"), Destination::Outside("https://a.example".into()));
        assert_eq!(lead("doi:10.1/x"), Destination::Outside("https://doi.org/10.1/x".into()));
        let faulty = |scheme: &str| Destination::Faulty(AddressFault::Scheme(scheme.into()));
        assert_eq!(lead("javascript:x"), faulty("javascript"));
        assert_eq!(lead("/about/#x"), Destination::Site("/about/".into()));
        settings.site = site_of("https://a.example/report/");
        assert_eq!(
            destination("/about/#x", "manuscript/01.md", &settings),
            Destination::Outside("https://a.example/about/#x".into())
        );
    }

    #[test]
    fn parts_of_a_link_are_found() {
        let parts_of = |text: &str| {
            let (path, title) = parts(text, 1..text.len()).unwrap();
            (text[path].to_string(), title.map(|title| text[title].to_string()))
        };
        assert_eq!(
            parts_of(r#"![a](b.svg "c \"d\" e")"#),
            ("b.svg".into(), Some(r#"c \"d\" e"#.into()))
        );
        assert_eq!(parts_of("![a](<b c.svg> 'd')"), ("b c.svg".into(), Some("d".into())));
        assert_eq!(parts_of("![a](b(c).svg)"), ("b(c).svg".into(), None));
        assert_eq!(parts_of("![a](  b (c))"), ("b".into(), Some("c".into())));
        assert_eq!(parts_of("![](é)"), ("é".into(), None));
    }

    #[test]
    fn percent_signs_are_decoded_where_they_can_be() {
        assert_eq!(percent_decoded("a%20b%C3%A9"), "a bé");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%ff"), "%ff");
    }
}
