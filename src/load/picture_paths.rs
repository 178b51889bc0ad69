//! Which file the path of a picture means, and which it may have been meant to mean.

use std::fs;
use std::path::Path;

use super::path;
use crate::diagnostic::nearest;
use crate::document::picture_name;
use crate::manuscript::Manuscript;

/// The folder of a project's pictures.
const FOLDER: &str = "images";

/// The endings of pictures, those that have to be saved as another kind included.
const ENDINGS: &[&str] = &[
    "png", "jpg", "jpeg", "webp", "svg", "gif", "tif", "tiff", "bmp", "avif", "pdf", "eps", "emf",
];

/// Folders that hold no pictures of a report.
const OTHERS: &[&str] = &["build", "target", "node_modules"];

/// A project with more files than this is not searched further.
const MOST_FILES: usize = 20_000;

/// The files, from the root, that the path of a picture may mean, the likeliest first. A path that
/// begins with `/` counts from the project's root, or from the folder of the chapters; what web
/// pages ask of a picture, behind `?` or `#`, is no part of its name unless the file is called so.
///
/// A name between two brackets, as Obsidian has it, is that of a picture anywhere in the project,
/// the nearest to its root first.
pub fn places(manuscript: &Manuscript, path: &str) -> Vec<String> {
    let name = picture_name(path);
    if name != path {
        return anywhere(manuscript, name);
    }
    let bare =
        path.find(['?', '#']).and_then(|end| path.get(..end)).filter(|bare| !bare.is_empty());
    let mut places = Vec::new();
    for path in [Some(path), bare].into_iter().flatten() {
        match path.strip_prefix('/') {
            None => places.push(path.to_string()),
            Some(inside) => {
                let inside = inside.trim_start_matches('/');
                places.push(path::join("", inside));
                places.push(path::join(&manuscript.folder, inside));
            }
        }
    }
    places
}

/// The pictures of this name, or of a path that ends so.
fn anywhere(manuscript: &Manuscript, name: &str) -> Vec<String> {
    // Obsidian's words behind the sign say how the picture is shown.
    let name = name.split('#').next().unwrap_or(name);
    let end = format!("/{name}");
    let named = |file: &String| file == name || file.ends_with(&end);
    let mut files: Vec<String> = pictures_of(&manuscript.root).into_iter().filter(named).collect();
    files.sort_by_key(|file| file.matches('/').count());
    files
}

/// The picture of the project that is nearest to a path that leads nowhere: the same path with
/// other strokes between its folders, a file of the same name in another folder, or one of nearly
/// the same name where it was looked for and among the project's pictures.
pub fn near(manuscript: &Manuscript, path: &str) -> Option<String> {
    let path = picture_name(path);
    let path = path::join("", path.replace('\\', "/").trim_start_matches('/'));
    if manuscript.root.join(&path).is_file() {
        return Some(path);
    }
    let name = path.rsplit('/').next().unwrap_or(&path);
    let files = pictures_of(&manuscript.root);
    let named = |file: &&String| file_name(file).eq_ignore_ascii_case(name);
    if let Some(same) = files.iter().find(named) {
        return Some(same.clone());
    }
    let folder = path::folder(&path);
    let here = |file: &&String| [folder, FOLDER].contains(&path::folder(file));
    let close: Vec<&String> = files.iter().filter(here).collect();
    let near = nearest(name, close.iter().map(|file| file_name(file)))?;
    close.into_iter().find(|file| file_name(file) == near).cloned()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// All pictures below a folder, by their paths from it, sorted. Hidden folders are left out.
fn pictures_of(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    let mut seen = 0_usize;
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(root.join(&folder)).into_iter().flatten().flatten();
        for entry in entries {
            seen += 1;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if seen > MOST_FILES || name.starts_with('.') {
                continue;
            }
            let path = path::join(&folder, &name);
            let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            if is_folder && !OTHERS.contains(&name.as_str()) {
                folders.push(path);
            } else if !is_folder && ENDINGS.contains(&ending.as_str()) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
