//! The fonts of the project.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::font::{FontBook, looks_like_font};
use crate::manifest::Token;
use crate::manuscript::Manuscript;
use crate::source::Span;
use crate::theme::Families;

const FOLDER: &str = "fonts";

/// The fonts built into the program and those of the project's folder `fonts/`, in the order of
/// their paths. A face that is built in already is not taken twice. A file that is no font that can
/// be used is told where the manifest speaks of fonts, with what to do; only texts and pictures,
/// such as come along with fonts, are passed over.
pub fn fonts(manuscript: &Manuscript, diagnostics: &mut Diagnostics) -> FontBook {
    let mut book = FontBook::builtin();
    let mut files = Vec::new();
    all_files(&manuscript.root.join(FOLDER), &mut files);
    files.sort();
    for file in files {
        let name = file.strip_prefix(&manuscript.root).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let kind = extension(&file);
        let fault = match fs::read(&file) {
            Err(error) => {
                let message =
                    format!("the font `{name}` cannot be used: it cannot be read: {error}");
                Diagnostic::error(Code::UnreadableFile, message)
            }
            Ok(bytes) if looks_like_font(&bytes) || FONTS.contains(&kind.as_str()) => {
                let file_name = file.file_name().unwrap_or_default().to_string_lossy();
                match book.add(&file_name, bytes) {
                    Ok(_) => continue,
                    Err(error) => {
                        let message = format!("the font `{name}` cannot be used: {error}");
                        let fault = Diagnostic::error(Code::InvalidFont, message);
                        fault.help("take it out of the folder, or put its `.otf` or `.ttf` there")
                    }
                }
            }
            Ok(_) => match foreign(&kind) {
                Some(fault) => unread(&name, fault),
                None => continue,
            },
        };
        diagnostics.push(fault.at(place(manuscript)));
    }
    book
}

/// The endings of the files that are read as fonts, whatever is in them.
const FONTS: [&str; 6] = ["otf", "ttf", "ttc", "otc", "woff", "woff2"];

/// Why a file is not read, and what to do about it.
struct Foreign {
    is_error: bool,
    what: &'static str,
    help: &'static str,
}

/// Why a file with this ending is not read; none for what comes along with fonts and is none.
fn foreign(extension: &str) -> Option<Foreign> {
    const TAKE: &str = "put the font's `.otf` or `.ttf` there instead";
    let font = |what| Some(Foreign { is_error: true, what, help: TAKE });
    match extension {
        "pfb" | "pfa" | "pfm" | "afm" | "t1" => font("it is a PostScript font, of the old kind"),
        "eot" => font("it is a font for an old browser"),
        "dfont" | "suit" => font("it is a font of an old Macintosh"),
        "fon" | "fnt" | "bdf" | "pcf" | "psf" => font("it is a font of dots, without outlines"),
        "sfd" | "glyphs" | "glyphspackage" | "vfb" | "vfc" | "ttx" | "designspace" => {
            font("it is what a font is made from, not a font")
        }
        "zip" | "7z" | "rar" | "gz" | "tgz" | "xz" | "bz2" | "tar" | "dmg" | "exe" | "pkg" => {
            let what = "it is packed";
            Some(Foreign { is_error: true, what, help: "unpack it, and put its fonts there" })
        }
        "" | "txt" | "md" | "markdown" | "rst" | "html" | "htm" | "css" | "pdf" | "json"
        | "xml" | "yml" | "yaml" | "toml" | "lock" | "log" | "csv" | "doc" | "docx" | "rtf"
        | "url" | "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "py" | "sh" | "js"
        | "ds_store" | "ini" | "db" => None,
        _ => {
            let what = "it is no font";
            Some(Foreign { is_error: false, what, help: "take it out of the folder" })
        }
    }
}

fn unread(name: &str, fault: Foreign) -> Diagnostic {
    let message = format!("`{name}` is not used: {}", fault.what);
    let kind = if fault.is_error { Diagnostic::error } else { Diagnostic::warning };
    kind(Code::InvalidFont, message).help(fault.help)
}

/// The ending of a file's name, in lower case.
fn extension(file: &Path) -> String {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if hidden { String::new() } else { ending }
}

/// Where the manifest speaks of fonts: the first token that names a family; else the theme.
fn place(manuscript: &Manuscript) -> Span {
    let theme = &manuscript.manifest.theme;
    let families = |token: &&Token| {
        let path = token.path.value.as_str();
        let role = path.strip_prefix("families.").unwrap_or(path);
        Families::NAMES.contains(&role) || path.ends_with(".family")
    };
    theme.overrides.iter().find(families).map_or(theme.name.span, |token| token.value.span)
}

fn all_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // The kind of the entry itself: a link back to a folder above would never end.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            all_files(&path, files);
        } else {
            files.push(path);
        }
    }
}
