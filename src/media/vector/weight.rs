//! How much an SVG draws when all that it repeats is drawn.
//!
//! A few masks, patterns or symbols that hold one another can ask for billions of shapes, so this
//! is found out before anything is drawn.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The elements whose content is drawn anew wherever `url(#…)` names them.
const REPEATED: [&str; 4] = ["pattern", "mask", "clipPath", "marker"];

/// The properties by which they are named that go on to the elements inside.
const INHERITED: [&str; 6] =
    ["fill", "stroke", "marker", "marker-start", "marker-mid", "marker-end"];

/// A chain of repetitions may have so many links.
const ROUNDS: usize = 64;

/// How many elements are drawn when every repetition is followed; none when there are more than
/// `most`, or when a repetition leads in a circle.
pub(super) fn drawn_elements(xml: &Document<'_>, most: u64) -> Option<u64> {
    let nodes: Vec<Node<'_, '_>> = xml.descendants().collect();
    let repeated = Repetitions::of(xml, &nodes);
    // The weight of an element is known when those of its children and of what it repeats are.
    // What is repeated may stand anywhere, so the sums are taken again until none changes; a
    // chain of repetitions needs a round for each link.
    let mut weights: Vec<u64> = vec![1; nodes.len()];
    let mut total = 0;
    for _ in 0..ROUNDS {
        for (index, node) in nodes.iter().enumerate().rev() {
            let weight = |index: usize| weights.get(index).copied().unwrap_or(1);
            let inside = node.children().map(|child| weight(child.id().get_usize()));
            let inside = inside.fold(0, u64::saturating_add);
            let mut sum = inside.saturating_add(1);
            for (target, inherited) in repeated.by_node.get(&index).into_iter().flatten() {
                let times = if *inherited { inside.max(1) } else { 1 };
                sum = sum.saturating_add(weight(*target).saturating_mul(times));
            }
            if let Some(weight) = weights.get_mut(index) {
                *weight = sum;
            }
        }
        let before = std::mem::replace(&mut total, weights.first().copied().unwrap_or(0));
        if total > most {
            return None;
        }
        if total == before {
            return Some(total);
        }
    }
    None
}

/// The id of an element that is repeated inside of itself, if there is one.
pub(super) fn refers_to_itself(xml: &Document<'_>) -> Option<String> {
    let nodes: Vec<Node<'_, '_>> = xml.descendants().collect();
    let repeated = Repetitions::of(xml, &nodes);
    // Whether an element is being gone through, or was.
    let mut seen: Vec<Option<bool>> = vec![None; nodes.len()];
    // Elements yet to go through, and those to leave.
    let mut ahead: Vec<(usize, bool)> = vec![(0, true)];
    while let Some((index, enters)) = ahead.pop() {
        let (Some(state), Some(node)) = (seen.get_mut(index), nodes.get(index)) else { continue };
        match (enters, *state) {
            (false, _) => *state = Some(false),
            (true, Some(true)) => {
                let named = node.ancestors().find_map(|node| node.attribute("id"));
                return Some(named.unwrap_or_default().to_string());
            }
            (true, Some(false)) => {}
            (true, None) => {
                *state = Some(true);
                ahead.push((index, false));
                ahead.extend(node.children().map(|child| (child.id().get_usize(), true)));
                let targets = repeated.by_node.get(&index).into_iter().flatten();
                ahead.extend(targets.map(|(target, _)| (*target, true)));
            }
        }
    }
    None
}

/// What each element repeats.
#[derive(Default)]
struct Repetitions<'a> {
    by_id: BTreeMap<&'a str, (usize, bool)>,
    /// By the number of an element: the numbers of those that it repeats, and whether each of the
    /// elements inside may do so too.
    by_node: BTreeMap<usize, Vec<(usize, bool)>>,
}

impl<'a> Repetitions<'a> {
    fn of(xml: &'a Document<'_>, nodes: &[Node<'a, '_>]) -> Repetitions<'a> {
        let mut all = Repetitions::default();
        for (index, node) in nodes.iter().enumerate() {
            if let Some(id) = node.attribute("id") {
                let repeated = REPEATED.contains(&node.tag_name().name());
                all.by_id.entry(id).or_insert((index, repeated));
            }
        }
        let styles = xml.descendants().filter(|node| node.tag_name().name() == "style");
        let styles: String =
            styles.flat_map(|node| node.children()).filter_map(|own| own.text()).collect();
        let rules = rules(&styles);
        for (index, node) in nodes.iter().enumerate().filter(|(_, node)| node.is_element()) {
            all.add_node(index, *node);
            for (_, declarations) in rules.iter().filter(|(selector, _)| may_match(selector, *node))
            {
                all.add_declarations(index, declarations);
            }
        }
        all
    }

    fn add_node(&mut self, index: usize, node: Node<'a, '_>) {
        let name = node.tag_name().name();
        for attribute in node.attributes() {
            match attribute.name() {
                "href" if name == "use" || name == "feImage" => {
                    let own = attribute.namespace().is_none_or(|own| own == XLINK);
                    let id = attribute.value().trim().strip_prefix('#').filter(|_| own);
                    let target = id.and_then(|id| self.by_id.get(id));
                    if let Some((target, _)) = target.copied() {
                        self.by_node.entry(index).or_default().push((target, false));
                    }
                }
                "style" => self.add_declarations(index, attribute.value()),
                property => self.add(index, property, attribute.value()),
            }
        }
    }

    fn add_declarations(&mut self, index: usize, declarations: &str) {
        for declaration in declarations.split(';') {
            if let Some((property, value)) = declaration.split_once(':') {
                self.add(index, property.trim(), value);
            }
        }
    }

    /// A value may name several: a marker and its like stand alone, filters in a list.
    fn add(&mut self, index: usize, property: &str, value: &str) {
        for part in value.split("url(").skip(1) {
            let address = part.split(')').next().unwrap_or_default();
            let id = address.trim().trim_matches(['"', '\'']).strip_prefix('#');
            if let Some((target, true)) = id.and_then(|id| self.by_id.get(id)) {
                let inherited = INHERITED.contains(&property);
                self.by_node.entry(index).or_default().push((*target, inherited));
            }
        }
    }
}

/// The rules of a style sheet that name something: each selector with its declarations.
fn rules(styles: &str) -> Vec<(&str, &str)> {
    let mut rules = Vec::new();
    for rule in styles.split('}') {
        if let Some((selectors, declarations)) = rule.rsplit_once('{')
            && declarations.contains("url(")
        {
            rules.extend(selectors.split(',').map(|own| (own.trim(), declarations)));
        }
    }
    rules
}

/// Whether the last part of a selector fits an element, as far as its name, its classes and its id
/// tell. What else it asks for is taken as given.
fn may_match(selector: &str, node: Node<'_, '_>) -> bool {
    let last = selector.rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
    let last = last.split([':', '[']).next().unwrap_or_default();
    let name = last.split(['.', '#']).next().unwrap_or_default();
    let classes = node.attribute("class").unwrap_or_default();
    let has = |mark: char, fits: &dyn Fn(&str) -> bool| {
        last.split(mark).skip(1).all(|part| fits(part.split(['.', '#']).next().unwrap_or_default()))
    };
    (name.is_empty() || name == "*" || name == node.tag_name().name())
        && has('.', &|class| classes.split_whitespace().any(|own| own == class))
        && has('#', &|id| node.attribute("id") == Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inside: &str) -> Option<u64> {
        let text = format!("<svg xmlns:xlink=\"{XLINK}\">{inside}</svg>");
        drawn_elements(&Document::parse(&text).unwrap(), 500_000)
    }

    /// Twenty of one kind of element, each of which names the one before it twice.
    fn tower(bottom: &str, level: impl Fn(&str) -> String) -> String {
        let mut text = bottom.replace("ID", "a0");
        for number in 1..20 {
            let own = level(&format!("a{}", number - 1));
            text += &own.replace("ID", &format!("a{number}"));
        }
        text + "<rect mask=\"url(#a19)\" fill=\"url(#a19)\"/>"
    }

    #[test]
    fn what_is_named_is_drawn_again() {
        // The root, two shapes, the pattern and its shape, and the last two again.
        let pattern = "<pattern id=\"p\"><path/></pattern>";
        assert_eq!(drawn(&format!("{pattern}<rect/><rect fill=\"url(#p)\"/>")), Some(8));
        assert_eq!(drawn(&format!("{pattern}<rect/><rect style=\"fill: url('#p')\"/>")), Some(8));
        let class = format!("<style>.a, .b {{ fill: url(#p) }}</style>{pattern}<rect/>");
        let without = drawn(&format!("{class}<rect class=\"c\"/>")).unwrap();
        assert_eq!(drawn(&format!("{class}<rect class=\"c b\"/>")), Some(without + 2));
        // What a group names, each of its shapes may show.
        let one = drawn(&format!("{pattern}<g fill=\"url(#p)\"><rect/></g>")).unwrap();
        assert_eq!(
            drawn(&format!("{pattern}<g fill=\"url(#p)\"><rect/><rect/></g>")),
            Some(one + 3)
        );
        // A gradient has nothing to draw.
        let gradient = "<linearGradient id=\"p\"><stop/></linearGradient>";
        assert_eq!(drawn(&format!("{gradient}<rect fill=\"url(#p)\"/>")), Some(5));
    }

    #[test]
    fn towers_of_all_kinds_are_too_much() {
        let mask = tower("<mask id=\"ID\"><rect/></mask>", |below| {
            format!(
                "<mask id=\"ID\"><g mask=\"url(#{below})\"><rect mask=\"url(#{below})\"/></g></mask>"
            )
        });
        let pattern = tower("<pattern id=\"ID\"><rect/></pattern>", |below| {
            format!("<pattern id=\"ID\"><g fill=\"url(#{below})\"><rect/><rect/></g></pattern>")
        });
        let styled = tower(
            "<style>.x { mask: url(#a0) }</style><mask id=\"ID\"><rect/></mask>",
            |below| {
                format!(
                    "<style>#y{below} {{ mask: url(#{below}) }}</style><mask id=\"ID\"><g id=\"y{below}\"/><g style=\"mask:url(#{below})\"/></mask>"
                )
            },
        );
        for tower in [mask, pattern, styled] {
            assert_eq!(drawn(&tower), None, "{tower}");
        }
        assert_eq!(drawn("<mask id=\"a\"><rect mask=\"url(#a)\"/></mask>"), None);
    }
}
