//! Name trees and number trees: ISO 32000-1, 7.9.6 and 7.9.7.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::strings::ascii_string;

/// Entries of a leaf: few enough that a reader finds one quickly.
const LEAF: usize = 64;

/// A number tree with keys from 0, and the object of its root.
pub(super) fn number_tree(file: &mut Document, values: Vec<Object>) -> ObjectId {
    let keys = (0..).map(Object::Integer);
    tree(file, "Nums", keys.zip(values).collect())
}

/// A name tree, and the object of its root. The names are ASCII, and in the order of their bytes.
pub(super) fn name_tree(file: &mut Document, entries: Vec<(String, Object)>) -> ObjectId {
    let entries = entries.into_iter().map(|(name, value)| (ascii_string(&name), value));
    tree(file, "Names", entries.collect())
}

fn tree(file: &mut Document, kind: &str, entries: Vec<(Object, Object)>) -> ObjectId {
    if entries.len() <= LEAF {
        let mut root = Dictionary::new();
        root.set(kind, flat(&entries));
        return file.add_object(root);
    }
    let mut kids = Vec::new();
    for leaf in entries.chunks(LEAF) {
        let limits: Vec<Object> =
            leaf.first().into_iter().chain(leaf.last()).map(|(key, _)| key.clone()).collect();
        let mut node = dictionary! {"Limits" => limits};
        node.set(kind, flat(leaf));
        kids.push(Object::Reference(file.add_object(node)));
    }
    file.add_object(dictionary! {"Kids" => kids})
}

fn flat(entries: &[(Object, Object)]) -> Vec<Object> {
    entries.iter().flat_map(|(key, value)| [key.clone(), value.clone()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_tree_has_leaves_with_limits() {
        let mut file = Document::with_version("1.7");
        let root = number_tree(&mut file, (0..130).map(Object::Integer).collect());
        let kids = file.get_dictionary(root).unwrap().get(b"Kids").unwrap().as_array().unwrap();
        assert_eq!(kids.len(), 3);
        let last = file.get_dictionary(kids[2].as_reference().unwrap()).unwrap();
        assert_eq!(
            last.get(b"Limits").unwrap(),
            &Object::Array(vec![Object::Integer(128), Object::Integer(129)])
        );
        assert_eq!(last.get(b"Nums").unwrap().as_array().unwrap().len(), 4);
    }
}
