//! Name trees and number trees: ISO 32000-1, 7.9.6 and 7.9.7.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::file::File;
use super::strings::ascii_string;

/// Entries of a leaf: few enough that a reader finds one quickly.
const LEAF: usize = 64;

/// A number tree with keys from 0, and the object of its root.
pub(super) fn number_tree(file: &mut File, values: impl Iterator<Item = Object>) -> ObjectId {
    tree(file, "Nums", (0..).map(Object::Integer).zip(values))
}

/// A name tree, and the object of its root. The names are ASCII, and in the order of their bytes.
pub(super) fn name_tree(
    file: &mut File,
    entries: impl Iterator<Item = (String, Object)>,
) -> ObjectId {
    tree(file, "Names", entries.map(|(name, value)| (ascii_string(&name), value)))
}

/// A tree of one node, or of a root and its leaves, each of which is written when it is full.
fn tree(
    file: &mut File,
    kind: &str,
    mut entries: impl Iterator<Item = (Object, Object)>,
) -> ObjectId {
    let mut kids = Vec::new();
    let mut leaf: Vec<_> = entries.by_ref().take(LEAF).collect();
    loop {
        let next: Vec<_> = entries.by_ref().take(LEAF).collect();
        let mut node = Dictionary::new();
        if next.is_empty() && kids.is_empty() {
            node.set(kind, flat(leaf));
            return file.add(node);
        }
        let limits = leaf.first().into_iter().chain(leaf.last());
        node.set("Limits", limits.map(|(key, _)| key.clone()).collect::<Vec<_>>());
        node.set(kind, flat(leaf));
        kids.push(Object::Reference(file.add(node)));
        if next.is_empty() {
            return file.add(dictionary! {"Kids" => kids});
        }
        leaf = next;
    }
}

fn flat(entries: Vec<(Object, Object)>) -> Vec<Object> {
    entries.into_iter().flat_map(|(key, value)| [key, value]).collect()
}

#[cfg(test)]
mod tests {
    use lopdf::Document;

    use super::*;

    /// The leaves of a tree of so many numbers: how many entries each has, and its limits.
    fn leaves(count: i64) -> Vec<(usize, Object)> {
        let mut file = File::new(0);
        let root = number_tree(&mut file, (0..count).map(Object::Integer));
        let file = Document::load_mem(&file.finish(root, root)).unwrap();
        let root = file.get_dictionary(root).unwrap();
        let entries = |node: &Dictionary| node.get(b"Nums").unwrap().as_array().unwrap().len() / 2;
        let Ok(kids) = root.get(b"Kids") else { return vec![(entries(root), Object::Null)] };
        let kids = kids.as_array().unwrap().iter().map(|kid| kid.as_reference().unwrap());
        let kids = kids.map(|kid| file.get_dictionary(kid).unwrap());
        kids.map(|kid| (entries(kid), kid.get(b"Limits").unwrap().clone())).collect()
    }

    #[test]
    fn a_large_tree_has_leaves_with_limits() {
        let limits = |first: i64, last: i64| Object::Array(vec![first.into(), last.into()]);
        assert_eq!(
            leaves(130),
            [(64, limits(0, 63)), (64, limits(64, 127)), (2, limits(128, 129))]
        );
        assert_eq!(leaves(128), [(64, limits(0, 63)), (64, limits(64, 127))]);
    }

    #[test]
    fn a_small_tree_is_one_node() {
        assert_eq!(leaves(64), [(64, Object::Null)]);
        assert_eq!(leaves(0), [(0, Object::Null)]);
    }
}
