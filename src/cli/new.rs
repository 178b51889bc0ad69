//! `diptych new`: a report project that builds.

pub(super) mod from;
mod sample;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use self::sample::Sample;
use super::FINE;
use super::terminal::{Terminal, from_here};
use crate::fields::toml_string;
use crate::language::{Direction, Language};
use crate::manifest::Paper;
use crate::theme::Theme;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder to make; it must not hold anything yet
    #[arg(value_name = "DIR", required_unless_present = "from")]
    folder: Option<PathBuf>,
    /// Make the project of Markdown that exists, a folder or a file, where it lies; with DIR, of a
    /// copy
    #[arg(long, value_name = "FOLDER|FILE")]
    from: Option<PathBuf>,
    /// The title of the report, instead of the folder's name
    #[arg(long)]
    title: Option<String>,
    /// The theme, "report" if none is named
    #[arg(long, value_parser = PossibleValuesParser::new(Theme::BUILTIN))]
    theme: Option<String>,
    /// The paper of the PDF, instead of the theme's
    #[arg(long, value_parser = PossibleValuesParser::new(Paper::NAMES))]
    paper: Option<String>,
    /// The language of the report: a tag such as "en-US", "de", "fa"; "en" if none is named
    #[arg(long, value_parser = language)]
    language: Option<Language>,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| format!("\"{tag}\" is not a language tag"))
}

/// The files of a project: their paths and texts.
fn files(title: &str, arguments: &Arguments) -> Result<Vec<(&'static str, String)>, String> {
    let language = arguments.language.clone().unwrap_or_default();
    let sample = Sample::of(&language)?;
    let manifest = manifest(title, &sample, &language, arguments);
    let figure = figure(&sample, language.direction());
    let Sample { chapters, .. } = sample;
    Ok(vec![
        ("manuscript/report.toml", manifest),
        ("manuscript/01-introduction.md", chapters.introduction),
        ("manuscript/02-findings.md", chapters.findings),
        ("manuscript/03-recommendations.md", chapters.recommendations),
        ("manuscript/04-appendix.md", chapters.appendix),
        ("images/figure.svg", figure),
        ("images/logo.svg", include_str!("new/logo.svg").to_string()),
        (".gitignore", "/build/\n".to_string()),
    ])
}

/// The drawing, which is read in the direction of the text.
fn figure(sample: &Sample, direction: Direction) -> String {
    let mut places = [
        ["{from-left}", "8", "232"],
        ["{to-left}", "232", "8"],
        ["{from-edge}", "104", "232"],
        ["{to-edge}", "232", "104"],
        ["{from-middle}", "56", "280"],
        ["{to-middle}", "280", "56"],
    ];
    if direction == Direction::RightToLeft {
        places.iter_mut().for_each(|place| place.swap(1, 2));
    }
    let text = include_str!("new/figure.svg").replace("{manuscript}", &sample.manuscript);
    places.iter().fold(text, |text, [name, place, _]| text.replace(name, place))
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<u8, String> {
    if arguments.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
        return Err("the title is empty".to_string());
    }
    match (&arguments.from, &arguments.folder) {
        (Some(source), _) => from::run(source, arguments, terminal),
        (None, Some(folder)) => make(folder, arguments, terminal),
        (None, None) => Err("name the folder to make".to_string()),
    }
}

/// Makes a project with a text that shows how one is written.
fn make(folder: &Path, arguments: &Arguments, terminal: &Terminal) -> Result<u8, String> {
    make_folder(folder)?;
    let title = match &arguments.title {
        Some(title) => title.clone(),
        None => title_of(folder),
    };
    for (path, text) in files(&title, arguments)? {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(cannot(parent))?;
        }
        fs::write(&file, text).map_err(cannot(&file))?;
        terminal.say(&from_here(&file));
    }
    terminal.say(&format!("now: diptych build {}", from_here(folder)));
    Ok(FINE)
}

/// Makes a folder, which must not hold anything.
fn make_folder(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(cannot(folder))?;
    if fs::read_dir(folder).map_err(cannot(folder))?.next().is_some() {
        return Err(format!("`{}` is not empty; nothing was made", folder.display()));
    }
    Ok(())
}

/// What is said of a file or folder that cannot be made.
fn cannot(path: &Path) -> impl FnOnce(io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("`{path}` cannot be made: {error}")
}

/// The manifest. What stands in braces in its text is replaced.
fn manifest(title: &str, sample: &Sample, language: &Language, arguments: &Arguments) -> String {
    let paper = match &arguments.paper {
        Some(paper) => format!("paper   = \"{paper}\""),
        None => "# paper = \"a4\"".to_string(),
    };
    let values = [
        ("{paper}", paper),
        ("{theme}", arguments.theme.clone().unwrap_or_else(|| "report".to_string())),
        ("{language}", language.to_string()),
        ("{subtitle}", toml_string(&sample.subtitle)),
        ("{publisher}", toml_string(&sample.publisher)),
        ("{description}", toml_string(&sample.description)),
        ("{disclaimer}", toml_string(&sample.disclaimer)),
        ("{acknowledgments}", toml_string(&sample.acknowledgments)),
        ("{about}", toml_string(&sample.about)),
        ("{author}", toml_string(&sample.author)),
        ("{role}", toml_string(&sample.role)),
        ("{bio}", toml_string(&sample.bio)),
        // Last, for a title may have braces too.
        ("{title}", toml_string(title)),
    ];
    let text = include_str!("new/report.toml").to_string();
    values.iter().fold(text, |text, (name, value)| text.replace(name, value))
}

/// The folder's name as a title: `my-report` is "My report".
fn title_of(folder: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Report".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_from_folders() {
        assert_eq!(title_of(Path::new("a/my-report")), "My report");
        assert_eq!(title_of(Path::new("a/über_uns/")), "Über uns");
        assert_eq!(title_of(Path::new("/")), "Report");
    }

    #[test]
    fn the_drawing_is_read_in_the_direction_of_the_text() {
        let figure = |tag: &str| {
            let language = Language::parse(tag).expect("a language");
            let sample = Sample::of(&language).expect("a sample");
            let figure = figure(&sample, language.direction());
            assert!(!figure.contains('{'), "{figure}");
            let at = figure.find(&sample.manuscript).expect("its word");
            figure[..at].contains("<text x=\"56\"")
        };
        assert!(figure("de"), "the manuscript at the left");
        assert!(!figure("fa"), "the manuscript at the right");
    }
}
