//! The names of common licences by their SPDX identifiers.

/// A licence.
#[derive(Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its name, as its keeper writes it.
    pub name: String,
    /// Its text.
    pub url: String,
}

/// The marks of the Creative Commons licences, with their names.
const CREATIVE_COMMONS: &[(&str, &str)] = &[
    ("BY", "Attribution"),
    ("BY-SA", "Attribution-ShareAlike"),
    ("BY-ND", "Attribution-NoDerivatives"),
    ("BY-NC", "Attribution-NonCommercial"),
    ("BY-NC-SA", "Attribution-NonCommercial-ShareAlike"),
    ("BY-NC-ND", "Attribution-NonCommercial-NoDerivatives"),
];

/// The versions that the SPDX list has of each of them.
const VERSIONS: &[&str] = &["1.0", "2.0", "2.5", "3.0", "4.0"];

/// The licence of an identifier, if it is a common one for reports.
pub fn of(spdx: &str) -> Option<Licence> {
    if spdx == "CC0-1.0" {
        return Some(Licence {
            name: "CC0 1.0 Universal".to_string(),
            url: "https://creativecommons.org/publicdomain/zero/1.0/".to_string(),
        });
    }
    let (marks, version) = spdx.strip_prefix("CC-")?.rsplit_once('-')?;
    let (_, name) = CREATIVE_COMMONS.iter().find(|(known, _)| *known == marks)?;
    VERSIONS.contains(&version).then(|| Licence {
        name: format!("Creative Commons {name} {version}"),
        url: format!("https://creativecommons.org/licenses/{}/{version}/", marks.to_lowercase()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn creative_commons_licences_are_named() {
        let licence = of("CC-BY-NC-4.0").unwrap();
        assert_eq!(licence.name, "Creative Commons Attribution-NonCommercial 4.0");
        assert_eq!(licence.url, "https://creativecommons.org/licenses/by-nc/4.0/");
        assert_eq!(of("CC-BY-XX-4.0"), None);
        assert_eq!(of("CC-BY-9.0"), None);
        assert_eq!(of("MIT"), None);
    }
}
