//! Addresses: which of those of the world outside a book may link to, and how they are spelled; and
//! the paths of pictures as their authors wrote them.

/// What the address of a link begins with that a reader of a book can follow.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Where a DOI is looked up.
const DOI: &str = "https://doi.org/";

/// The path of a picture in the words of its author: where the name alone was written, as in
/// `![[map.png]]`, the tree has it in brackets behind a stroke.
pub fn picture_name(path: &str) -> &str {
    let inside = path.strip_prefix("/[[").and_then(|inside| inside.strip_suffix("]]"));
    inside.unwrap_or(path)
}

/// Why an address is none that a book can link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// It begins with a scheme that no reader follows, such as `javascript` or `file`.
    Scheme(String),
    /// It names no host, or none that can be, or nothing behind its scheme.
    Host,
}

/// An address of the world outside as a valid URL. Characters that a URL must not have (RFC 3986,
/// section 2) are percent-encoded; `//host` is on the web, and a DOI is where it is looked up.
pub fn web_address(url: &str) -> Result<String, AddressFault> {
    let url = url.trim();
    if let Some(host) = url.strip_prefix("//") {
        return web_address(&format!("https://{host}"));
    }
    let (scheme, rest) = url.split_once(':').ok_or(AddressFault::Host)?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme == "doi" {
        let name = rest.trim_start_matches('/');
        return match name.starts_with("10.") {
            true => Ok(format!("{DOI}{}", encoded(name, true))),
            false => Err(AddressFault::Host),
        };
    }
    if !SCHEMES.contains(&scheme.as_str()) {
        return Err(AddressFault::Scheme(scheme));
    }
    if matches!(scheme.as_str(), "mailto" | "tel") {
        return match rest.trim() {
            "" => Err(AddressFault::Host),
            rest => Ok(format!("{scheme}:{}", encoded(rest, false))),
        };
    }
    let rest = rest.strip_prefix("//").ok_or(AddressFault::Host)?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let authority = authority_of(authority).ok_or(AddressFault::Host)?;
    Ok(format!("{scheme}://{authority}{}", encoded(path, true)))
}

/// The authority of an address, if its host and its port can be such.
fn authority_of(text: &str) -> Option<String> {
    let (user, place) = match text.rsplit_once('@') {
        Some((user, place)) => (format!("{}@", encoded(user, false)), place),
        None => (String::new(), text),
    };
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let has_port = port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok());
    let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let fits = match literal {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
            let labels = !host.is_empty() && host.trim_end_matches('.').split('.').all(is_label);
            labels && host.chars().all(is_host)
        }
    };
    let port = port.filter(|port| !port.is_empty());
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    (fits && has_port).then(|| format!("{user}{}{port}", percent_encoded(host, &[])))
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.chars().count())
}

/// A part of an address with what it must not hold percent-encoded; brackets only stand in hosts.
fn encoded(text: &str, brackets: bool) -> String {
    let more: &[u8] = if brackets { b"[]" } else { b"" };
    percent_encoded(text, more)
}

fn percent_encoded(text: &str, refused: &[u8]) -> String {
    let mut address = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut fragment = false;
    for (at, byte) in bytes.iter().enumerate() {
        let escape = bytes.get(at + 1..at + 3);
        let escaped = escape.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let allowed = match byte {
            b'%' => escaped,
            // An address has one fragment.
            b'#' => !std::mem::replace(&mut fragment, true),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
            byte => byte.is_ascii_graphic() && !refused.contains(byte),
        };
        match allowed {
            true => address.push(char::from(*byte)),
            false => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_valid() {
        for (url, valid) in [
            ("https://a.example/b c?d=é|%20%2", "https://a.example/b%20c?d=%C3%A9%7C%20%252"),
            ("HTTP://a.example", "http://a.example"),
            ("https://a.example/x[1]#y#z", "https://a.example/x%5B1%5D#y%23z"),
            ("//a.example/b", "https://a.example/b"),
            ("https://[::1]:8080/", "https://[::1]:8080/"),
            ("https://münchen.example/ü", "https://m%C3%BCnchen.example/%C3%BC"),
            ("mailto:a@b.example?subject=x y", "mailto:a@b.example?subject=x%20y"),
            ("doi:10.1000/182", "https://doi.org/10.1000/182"),
            ("tel:+49-30", "tel:+49-30"),
        ] {
            assert_eq!(web_address(url).as_deref(), Ok(valid), "{url}");
        }
    }

    #[test]
    fn what_nobody_could_follow_is_refused() {
        for (url, scheme) in [
            ("javascript:alert(1)", "javascript"),
            ("VBScript:x", "vbscript"),
            ("file:///etc/passwd", "file"),
            ("data:text/html,x", "data"),
            ("urn:isbn:1", "urn"),
        ] {
            assert_eq!(web_address(url), Err(AddressFault::Scheme(scheme.into())), "{url}");
        }
        for url in [
            "https:",
            "https://",
            "https:///a",
            "http://a b/",
            "https://a..b/",
            "https://a:x/",
            "https://[x]/",
            "https://[www.a.example]/",
            "other.html",
            "",
            "mailto:",
            "doi:x",
        ] {
            assert_eq!(web_address(url), Err(AddressFault::Host), "{url}");
        }
    }
}
