//! Paths of a project: relative to its root, with `/` between their parts on every machine.

/// The path `path`, written in a file of the folder `folder`, from the root: `.` and `..` are
/// worked out by the letters alone. What lies outside the root begins with `..`; what is absolute
/// stays as it is.
pub fn join(folder: &str, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_string();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The path from the folder `folder` to `path`, both from the root.
pub fn relative(folder: &str, path: &str) -> String {
    let folder: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let path: Vec<&str> = path.split('/').collect();
    let common = folder.iter().zip(&path).take_while(|(one, other)| one == other).count();
    let up = folder.iter().skip(common).map(|_| "..");
    up.chain(path.into_iter().skip(common)).collect::<Vec<_>>().join("/")
}

/// The folder of a path: all before its last `/`.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_worked_out() {
        assert_eq!(join("manuscript", "../images/a.svg"), "images/a.svg");
        assert_eq!(join("", "./a.md"), "a.md");
        assert_eq!(join("a/b", "../../../c"), "../c");
        assert_eq!(join("a", "/c"), "/c");
    }

    #[test]
    fn a_relative_path_leads_back() {
        assert_eq!(relative("manuscript", "images/a.svg"), "../images/a.svg");
        assert_eq!(relative("", "images/a.svg"), "images/a.svg");
        assert_eq!(relative("a/b", "a/c.svg"), "../c.svg");
        assert_eq!(folder("images/maps/a.svg"), "images/maps");
        assert_eq!(folder("a.svg"), "");
    }
}
