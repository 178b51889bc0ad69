//! Which declarations are for an element, from the one that counts most (CSS Cascade Level 5).

use std::collections::BTreeMap;

use roxmltree::Node;

use super::matching::Matching;
use super::selector::{Selector, Specificity, Test};
use super::sheet::{Declaration, Rule, Sheet, UNLAYERED};

/// The rules of a drawing by what the elements must have that they are for.
pub(super) struct Rules<'s> {
    rules: &'s [Rule],
    by_id: BTreeMap<&'s str, Vec<Place>>,
    by_class: BTreeMap<&'s str, Vec<Place>>,
    by_name: BTreeMap<&'s str, Vec<Place>>,
    others: Vec<Place>,
    pub matching: Matching,
}

/// A selector by the numbers of its rule and of itself in the rule.
type Place = (usize, usize);

/// What a declaration counts: the greater wins.
type Rank = (bool, bool, usize, Specificity, usize);

impl<'s> Rules<'s> {
    pub fn of(sheet: &'s Sheet) -> Rules<'s> {
        let mut all = Rules {
            rules: &sheet.rules,
            by_id: BTreeMap::new(),
            by_class: BTreeMap::new(),
            by_name: BTreeMap::new(),
            others: Vec::new(),
            matching: Matching::default(),
        };
        for (number, rule) in sheet.rules.iter().enumerate() {
            for (own, selector) in rule.selectors.iter().enumerate() {
                all.add(selector, (number, own));
            }
        }
        all
    }

    fn add(&mut self, selector: &'s Selector, place: Place) {
        let tests = selector.parts.first().map(|part| part.tests.as_slice()).unwrap_or_default();
        let mut list = &mut self.others;
        for test in tests {
            list = match test {
                Test::Id(id) => self.by_id.entry(id).or_default(),
                Test::Class(class) => self.by_class.entry(class).or_default(),
                Test::Name(name) => self.by_name.entry(name).or_default(),
                _ => continue,
            };
            break;
        }
        list.push(place);
    }

    /// The declarations for an element: those of the rules, and those of its own `style`.
    pub fn declarations<'d>(
        &'d self,
        node: Node<'_, '_>,
        own: &'d [Declaration],
    ) -> Vec<&'d Declaration> {
        let mut specific: BTreeMap<usize, Specificity> = BTreeMap::new();
        let classes = node.attribute("class").unwrap_or_default().split_ascii_whitespace();
        let id = node.attribute("id").and_then(|id| self.by_id.get(id));
        let lists = classes.filter_map(|class| self.by_class.get(class)).chain(id);
        let lists = lists.chain(self.by_name.get(node.tag_name().name())).chain([&self.others]);
        for (number, own) in lists.flatten().copied() {
            let selector = self.rules.get(number).and_then(|rule| rule.selectors.get(own));
            let Some(selector) = selector else { continue };
            if self.matching.matches(selector, node) {
                let known = specific.entry(number).or_default();
                *known = (*known).max(selector.specificity);
            }
        }
        let mut ranked: Vec<(Rank, &Declaration)> = Vec::new();
        for (number, specificity) in specific {
            let Some(rule) = self.rules.get(number) else { continue };
            for declaration in &rule.declarations {
                let layer = match declaration.is_important {
                    true => UNLAYERED - rule.layer,
                    false => rule.layer,
                };
                let order = ranked.len();
                let rank = (declaration.is_important, false, layer, specificity, order);
                ranked.push((rank, declaration));
            }
        }
        for declaration in own {
            let order = ranked.len();
            let none = Specificity::default();
            ranked.push(((declaration.is_important, true, 0, none, order), declaration));
        }
        ranked.sort_by(|(one, _), (other, _)| other.cmp(one));
        ranked.into_iter().map(|(_, declaration)| declaration).collect()
    }
}
