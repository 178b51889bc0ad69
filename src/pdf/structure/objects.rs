//! The objects of the structure tree: ISO 32000-1, 14.7.2 to 14.7.4.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::{Element, ElementId, Kid, Properties, Role, Structure};
use crate::geometry::{Length, Rect};
use crate::page::Pages;
use crate::pdf::file::File;
use crate::pdf::marked_content::{MarkedContent, SequenceId};
use crate::pdf::operators::thousandths;
use crate::pdf::strings::{ascii_string, text_string};
use crate::pdf::trees::{name_tree, number_tree};

/// The pages and annotations that a tree speaks of.
#[derive(Clone, Copy)]
pub(in crate::pdf) struct Places<'a> {
    /// The pages, for the places of figures.
    pub pages: &'a Pages,
    /// The marked content of the pages.
    pub content: &'a MarkedContent,
    /// The objects of the pages, in order.
    pub page_ids: &'a [ObjectId],
    /// The objects of the annotations, by their numbers, each with its page.
    pub annotation_ids: &'a [(usize, ObjectId)],
}

impl Structure {
    /// Adds the tree to a file and gives the object of its root. The key of a page in the parent
    /// tree is its number, that of an annotation the number of pages and its own.
    pub fn write(&self, file: &mut File, places: Places<'_>) -> ObjectId {
        let kept = self.kept();
        let root = file.reserve();
        let ids: Vec<ObjectId> =
            kept.iter().map(|kept| if *kept { file.reserve() } else { root }).collect();
        let mut writer = Writer { structure: self, places, kept, ids, root, named: Vec::new() };
        for (index, element) in self.elements.iter().enumerate() {
            if writer.kept[index] {
                let dictionary = writer.element(element, writer.ids[index]);
                file.put(writer.ids[index], dictionary);
            }
        }
        let mut named = std::mem::take(&mut writer.named);
        named.sort_by(|a, b| a.0.cmp(&b.0));
        let next_key = self.parents.len() + places.annotation_ids.len();
        let mut tree = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => Object::Reference(writer.ids[0]),
            "RoleMap" => role_map(),
            "ParentTree" => Object::Reference(number_tree(file, writer.parent_tree())),
            "ParentTreeNextKey" => next_key as i64,
        };
        if !named.is_empty() {
            tree.set("IDTree", Object::Reference(name_tree(file, named.into_iter())));
        }
        file.put(root, tree);
        root
    }

    /// Which elements hold something, themselves or in elements inside. Children come after
    /// their parents, so one walk from the end knows.
    fn kept(&self) -> Vec<bool> {
        let mut kept = vec![false; self.elements.len()];
        for (index, element) in self.elements.iter().enumerate().rev() {
            let holds = |kid: &Kid| match kid {
                Kid::Element(inner) => kept[inner.0],
                Kid::Sequence(_) | Kid::Annotation(_) => true,
            };
            let is_document = element.parent.is_none();
            kept[index] =
                is_document || element.role.stands_empty() || element.kids.iter().any(holds);
        }
        kept
    }
}

fn role_map() -> Dictionary {
    let mut map = Dictionary::new();
    for (own, standard) in Role::OWN {
        map.set(own.name(), standard.name());
    }
    map
}

struct Writer<'a> {
    structure: &'a Structure,
    places: Places<'a>,
    kept: Vec<bool>,
    ids: Vec<ObjectId>,
    root: ObjectId,
    /// The elements with an identity.
    named: Vec<(String, Object)>,
}

impl Writer<'_> {
    fn element(&mut self, element: &Element, own: ObjectId) -> Dictionary {
        let parent = element.parent.map_or(self.root, |parent| self.ids[parent.0]);
        let mut dictionary = dictionary! {
            "S" => element.role.name(),
            "P" => Object::Reference(parent),
        };
        let page = element.kids.iter().find_map(|kid| self.page_of(*kid));
        if let Some(page) = page {
            dictionary.set("Pg", Object::Reference(page));
        }
        let mut kids: Vec<Object> = Vec::with_capacity(element.kids.len());
        kids.extend(element.kids.iter().filter_map(|kid| self.kid(*kid, page)));
        match (kids.len(), kids.pop()) {
            (0, _) | (_, None) => {}
            (1, Some(only)) => dictionary.set("K", only),
            (_, Some(last)) => {
                kids.push(last);
                dictionary.set("K", kids);
            }
        }
        if let Some(properties) = &element.properties {
            self.properties(properties, &mut dictionary);
            if let Some(id) = &properties.id {
                self.named.push((id.clone(), Object::Reference(own)));
            }
        }
        dictionary
    }

    /// The page of something drawn or of an annotation.
    fn page_of(&self, kid: Kid) -> Option<ObjectId> {
        let page = match kid {
            Kid::Element(_) => None,
            Kid::Sequence(id) => self.places.content.get(id).map(|sequence| sequence.page),
            Kid::Annotation(number) => {
                self.places.annotation_ids.get(number).map(|(page, _)| *page)
            }
        };
        self.places.page_ids.get(page?).copied()
    }

    fn kid(&self, kid: Kid, page: Option<ObjectId>) -> Option<Object> {
        match kid {
            Kid::Element(ElementId(index)) => {
                self.kept[index].then(|| Object::Reference(self.ids[index]))
            }
            Kid::Sequence(id) => self.content_item(id, page),
            Kid::Annotation(number) => {
                let (_, object) = self.places.annotation_ids.get(number)?;
                let mut item = dictionary! {
                    "Type" => "OBJR",
                    "Obj" => Object::Reference(*object),
                };
                item.set("Pg", Object::Reference(self.page_of(kid)?));
                Some(item.into())
            }
        }
    }

    /// A number when the sequence is on the element's page, else a reference with its page.
    fn content_item(&self, id: SequenceId, page: Option<ObjectId>) -> Option<Object> {
        let super::Mark::Element { id: number, .. } = self.structure.mark(id) else {
            return None;
        };
        let own = self.page_of(Kid::Sequence(id))?;
        if Some(own) == page {
            return Some(number.into());
        }
        let item = dictionary! {
            "Type" => "MCR",
            "Pg" => Object::Reference(own),
            "MCID" => number,
        };
        Some(item.into())
    }

    fn properties(&self, properties: &Properties, dictionary: &mut Dictionary) {
        if let Some(alt) = &properties.alt {
            dictionary.set("Alt", text_string(alt));
        }
        if let Some(language) = &properties.language {
            dictionary.set("Lang", ascii_string(language));
        }
        if let Some(id) = &properties.id {
            dictionary.set("ID", ascii_string(id));
        }
        if let Some(numbering) = properties.numbering {
            dictionary.set("A", dictionary! {"O" => "List", "ListNumbering" => numbering});
        }
        if let Some(scope) = properties.scope {
            dictionary.set("A", dictionary! {"O" => "Table", "Scope" => scope.name()});
        }
        if let Some((page, rect)) = properties.place
            && let Some(page) = self.places.pages.list.get(page)
        {
            let bbox = rectangle(rect, page.size.height);
            let placement = dictionary! {"O" => "Layout", "Placement" => "Block", "BBox" => bbox};
            dictionary.set("A", placement);
        }
    }

    /// For each page the elements of its sequences, then for each annotation its element.
    fn parent_tree(&self) -> impl Iterator<Item = Object> {
        let element = |id: &ElementId| Object::Reference(self.ids[id.0]);
        let pages = self.structure.parents.iter();
        let pages = pages.map(move |parents| Object::Array(parents.iter().map(element).collect()));
        let mut links = vec![Object::Null; self.places.annotation_ids.len()];
        for (index, found) in self.structure.elements.iter().enumerate() {
            for kid in &found.kids {
                if let Kid::Annotation(number) = kid
                    && let Some(link) = links.get_mut(*number)
                {
                    *link = Object::Reference(self.ids[index]);
                }
            }
        }
        pages.chain(links)
    }
}

/// A rectangle of a page, in PDF's coordinates.
pub(in crate::pdf) fn rectangle(rect: Rect, height: Length) -> Object {
    let sides = [rect.left(), height - rect.bottom(), rect.right(), height - rect.top()];
    Object::Array(sides.into_iter().map(real).collect())
}

/// A length in points, to a thousandth.
pub(in crate::pdf) fn real(length: Length) -> Object {
    let thousandths = thousandths(length);
    if thousandths % 1000 == 0 {
        return Object::Integer(thousandths / 1000);
    }
    Object::Real((thousandths as f64 / 1000.0) as f32)
}
