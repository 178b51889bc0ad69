//! Which elements a selector is for.

use std::cell::Cell;

use roxmltree::Node;

use super::selector::{Combinator, Part, Selector, Test, ValueTest};

/// So many comparisons are made for a drawing. Its styles are refused beyond that: a few selectors
/// can ask for more steps than there is time.
const MOST_STEPS: u64 = 40_000_000;

/// Finds out what selectors are for, and counts the steps.
#[derive(Default)]
pub(super) struct Matching {
    steps: Cell<u64>,
}

impl Matching {
    /// Whether it had to give up.
    pub fn is_exhausted(&self) -> bool {
        self.steps.get() > MOST_STEPS
    }

    /// Counts further steps, which somebody else makes.
    pub fn spend(&self, steps: usize) {
        self.steps.set(self.steps.get().saturating_add(steps as u64));
    }

    /// Whether the selector is for the element.
    pub fn matches(&self, selector: &Selector, node: Node<'_, '_>) -> bool {
        self.parts(&selector.parts, node, None)
    }

    /// Whether an element is what the first part asks for, and others what the parts to the left
    /// do. Behind the last one stands `anchor`, where there is one.
    fn parts(&self, parts: &[Part], node: Node<'_, '_>, anchor: Option<Node<'_, '_>>) -> bool {
        self.steps.set(self.steps.get() + 1);
        let Some((part, rest)) = parts.split_first() else { return true };
        if self.is_exhausted() || !part.tests.iter().all(|test| self.test(test, node)) {
            return false;
        }
        let is_there = |other: Node<'_, '_>| match anchor {
            Some(anchor) if rest.is_empty() => other == anchor,
            _ => self.parts(rest, other, anchor),
        };
        if rest.is_empty() && anchor.is_none() {
            return true;
        }
        let step =
            |node: Node<'_, '_>| self.steps.set(self.steps.get() + u64::from(node.is_element()));
        match part.left {
            Combinator::Child => node.parent_element().is_some_and(is_there),
            Combinator::Next => node.prev_sibling_element().is_some_and(is_there),
            Combinator::Inside => {
                let above = node.ancestors().skip(1).filter(Node::is_element);
                above.inspect(|node| step(*node)).any(is_there)
            }
            Combinator::Later => {
                let before = node.prev_siblings().skip(1).filter(Node::is_element);
                before.inspect(|node| step(*node)).any(is_there)
            }
        }
    }

    fn test(&self, test: &Test, node: Node<'_, '_>) -> bool {
        match test {
            Test::Name(name) => node.tag_name().name() == name,
            Test::Id(id) => node.attribute("id") == Some(id),
            Test::Class(class) => {
                let classes = node.attribute("class").unwrap_or_default();
                classes.split_ascii_whitespace().any(|own| own == class)
            }
            Test::Attribute { name, test, value, any_case } => {
                let own = node.attributes().find(|own| own.name() == name);
                own.is_some_and(|own| match any_case {
                    true => {
                        fits(*test, &own.value().to_ascii_lowercase(), &value.to_ascii_lowercase())
                    }
                    false => fits(*test, own.value(), value),
                })
            }
            Test::Root => node.parent_element().is_none(),
            Test::Empty => node.children().all(|child| !child.is_element() && !child.is_text()),
            Test::Nth { step, offset, from_end, of_name, of } => {
                let is_counted = |node: Node<'_, '_>| {
                    of.is_empty() || of.iter().any(|own| self.matches(own, node))
                };
                if !is_counted(node) {
                    return false;
                }
                let counts = |sibling: Node<'_, '_>| {
                    is_counted(sibling) && (!of_name || sibling.tag_name() == node.tag_name())
                };
                let place = self.place(node, *from_end, counts);
                let beyond = place - i64::from(*offset);
                match i64::from(*step) {
                    0 => beyond == 0,
                    step => beyond % step == 0 && beyond / step >= 0,
                }
            }
            Test::Any(selectors) => selectors.iter().any(|own| self.matches(own, node)),
            Test::None(selectors) => !selectors.iter().any(|own| self.matches(own, node)),
            Test::Has(selectors) => selectors.iter().any(|own| self.has(own, node)),
            Test::Link => {
                node.tag_name().name() == "a" && node.attributes().any(|own| own.name() == "href")
            }
            Test::Language(tags) => language(node).is_some_and(|own| {
                tags.iter().any(|tag| fits(ValueTest::Dashed, &own.to_ascii_lowercase(), tag))
            }),
            Test::Never => false,
        }
    }

    /// The place of an element among those of its siblings that count, from 1.
    fn place(
        &self,
        node: Node<'_, '_>,
        from_end: bool,
        counts: impl Fn(Node<'_, '_>) -> bool,
    ) -> i64 {
        let siblings = node.prev_siblings().skip(1).take_while(|_| !from_end);
        let later = node.next_siblings().skip(1).take_while(|_| from_end);
        let mut place = 1;
        for sibling in siblings.chain(later).filter(Node::is_element) {
            self.steps.set(self.steps.get() + 1);
            place += i64::from(counts(sibling));
            if self.is_exhausted() {
                break;
            }
        }
        place
    }

    /// Whether there is an element to which the relative selector leads from this one.
    fn has(&self, selector: &Selector, node: Node<'_, '_>) -> bool {
        let first = selector.parts.last().map(|part| part.left);
        let mut around = match first {
            Some(Combinator::Next | Combinator::Later) => {
                node.parent().map(|parent| parent.descendants())
            }
            _ => Some(node.descendants()),
        };
        around
            .iter_mut()
            .flatten()
            .filter(|other| other.is_element() && *other != node)
            .any(|other| self.parts(&selector.parts, other, Some(node)))
    }
}

fn fits(test: ValueTest, own: &str, value: &str) -> bool {
    match test {
        ValueTest::Present => true,
        ValueTest::Equal => own == value,
        ValueTest::Word => own.split_ascii_whitespace().any(|word| word == value),
        ValueTest::Dashed => {
            own.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
        ValueTest::Start => !value.is_empty() && own.starts_with(value),
        ValueTest::End => !value.is_empty() && own.ends_with(value),
        ValueTest::Inside => !value.is_empty() && own.contains(value),
    }
}

fn language<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let mut own = node.ancestors().flat_map(|node| node.attributes());
    own.find(|own| own.name() == "lang").map(|own| own.value())
}
