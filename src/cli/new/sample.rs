//! The sample report that `diptych new` writes: its words, one file a language.

use serde::Deserialize;

use crate::language::{Direction, Language};

/// The words of the sample report in one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    /// The subtitle.
    pub subtitle: String,
    /// The institution.
    pub publisher: String,
    /// What the report is about, for catalogues.
    pub description: String,
    /// What the institution says of itself on the imprint.
    pub disclaimer: String,
    /// The acknowledgments.
    pub acknowledgments: String,
    /// About the institution.
    pub about: String,
    /// The author's name.
    pub author: String,
    /// The author's role.
    pub role: String,
    /// About the author.
    pub bio: String,
    /// "manuscript", in the drawing.
    pub manuscript: String,
    /// The chapters.
    pub chapters: Chapters,
}

/// The chapters, in Markdown. Their ids are the same in all languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chapters {
    /// What a report is made of.
    pub introduction: String,
    /// A figure, a table, and what is set apart.
    pub findings: String,
    /// A chapter of recommendations.
    pub recommendations: String,
    /// An appendix.
    pub appendix: String,
}

/// The languages that have a sample, by their primary subtags, and its words.
const SAMPLES: [(&str, &str); 12] = [
    ("en", include_str!("en.toml")),
    ("ar", include_str!("ar.toml")),
    ("de", include_str!("de.toml")),
    ("es", include_str!("es.toml")),
    ("fa", include_str!("fa.toml")),
    ("fr", include_str!("fr.toml")),
    ("it", include_str!("it.toml")),
    ("nl", include_str!("nl.toml")),
    ("pl", include_str!("pl.toml")),
    ("prs", include_str!("fa.toml")),
    ("pt", include_str!("pt.toml")),
    ("ru", include_str!("ru.toml")),
];

impl Sample {
    /// The sample in a language; for one that has none, that in English, whose chapters are passages
    /// in another language where the report is read from right to left.
    pub fn of(language: &Language) -> Result<Sample, String> {
        let primary = language.primary();
        let own = SAMPLES.iter().find(|(tag, _)| *tag == primary);
        let (tag, text) = own.unwrap_or(&SAMPLES[0]);
        // A test reads all of them, so this does not fail in a program that was tested.
        let sample: Sample = toml::from_str(text)
            .map_err(|error| format!("the sample in \"{tag}\" cannot be read: {error}"))?;
        let foreign = own.is_none() && language.direction() == Direction::RightToLeft;
        Ok(if foreign { sample.in_passages() } else { sample })
    }

    fn in_passages(self) -> Sample {
        let Chapters { introduction, findings, recommendations, appendix } = self.chapters;
        let chapters = Chapters {
            introduction: passage(&introduction),
            findings: passage(&findings),
            recommendations: passage(&recommendations),
            appendix: passage(&appendix),
        };
        Sample { chapters, ..self }
    }
}

/// A chapter in English for a report in another language: the words below its heading are a passage.
fn passage(text: &str) -> String {
    let (heading, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut chapter = format!("{heading}\n\n> [!lang en]\n");
    for line in rest.lines() {
        chapter.push_str(if line.is_empty() { ">" } else { "> " });
        chapter.push_str(line);
        chapter.push('\n');
    }
    chapter
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(tag: &str) -> Sample {
        Sample::of(&Language::parse(tag).expect("a language")).expect("a sample")
    }

    #[test]
    fn each_sample_can_be_read_and_has_words_of_its_own() {
        let english = sample("en").chapters.introduction;
        for (tag, _) in SAMPLES {
            let own = sample(tag).chapters.introduction;
            assert_eq!(own == english, tag == "en", "{tag}");
            assert!(own.contains("{#introduction}"), "{tag}");
        }
        assert_eq!(sample("pt-BR").subtitle, sample("pt").subtitle);
        assert_eq!(sample("sv").chapters.introduction, english);
    }

    #[test]
    fn a_language_without_a_sample_that_is_read_from_right_to_left_has_english_passages() {
        let hebrew = sample("he").chapters.appendix;
        assert!(
            hebrew.contains("{#appendix .appendix}\n\n> [!lang en]\n> An appendix"),
            "{hebrew}"
        );
    }
}
