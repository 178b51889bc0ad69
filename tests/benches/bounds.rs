//! How even the lines of a text could be at best, whatever chooses the breaks.
//!
//! ```text
//! cargo bench --bench bounds -- PROJECT [HYPHENS]
//! ```
//!
//! The paragraphs of a project are broken in four ways, at the same breakpoints and with the same
//! expansion, hanging punctuation and glue:
//!
//! - by the program, with all that it asks of a line;
//! - for the least standard deviation of word spaces, with no more than HYPHENS per cent of lines
//!   that end in hyphens (without the number, as many as the program has);
//! - for the least badness, with no more hyphens than these;
//! - for the fewest loose lines, with as many hyphens as they take.
//!
//! The last three ask for nothing else but that no line is beyond the margin and no hyphen the
//! third in a row: they are bounds that no breaker within the margin can better, and no settings
//! that anyone would want. Each is an exact search of its own, which has nothing of the program's.
//! Figures are those of `quality.py`: spaces in units of 0.25 em, `r` by the stretch of a half and
//! the shrink of a third of it, loose `r > 1`.

#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up must fail")]

use std::path::Path;

use diptych::diagnostic::Diagnostics;
use diptych::document::BlockKind;
use diptych::geometry::Length;
use diptych::layout::knuth_plass::{Breakpoint, Ending, Parameters, solve};
use diptych::layout::paragraph::{Shape, Typesetter};
use diptych::session::Session;
use diptych::text::segment::BreakKind;
use diptych::text::{Exceptions, Shaper};

/// A paragraph as the breaker is given it.
type Stretch = (Vec<Breakpoint>, Parameters);

/// The space by which others are measured, in ems.
const NOMINAL: f64 = 0.25;
/// What the space of a line of a single word counts as.
const LONE: f64 = 4.0;
/// How many hyphens may stand above one another: none, one, two.
const RUNS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(project) = arguments.first() else {
        println!("bounds: say which project: cargo bench --bench bounds -- PROJECT [HYPHENS]");
        return;
    };
    let text = read(Path::new(project));
    let program = Figures::of(text.iter().flat_map(program));
    let hyphens = arguments.get(1).map(|share| share.parse().expect("a share in per cent"));
    let hyphens = hyphens.unwrap_or(program.hyphens);
    println!("{} stretches, at most {hyphens:.2} % hyphens", text.len());
    program.tell("the program");
    // Spaces are evenest about their own mean, which is not known before: the best of several.
    let about = |hundredths: i32| {
        let mean = program.mean + f64::from(hundredths) / 100.0;
        within(hyphens, &text, move |line| (line.space - mean).powi(2))
    };
    let even = (-4..=4).map(about).min_by(|a, b| a.sd.total_cmp(&b.sd));
    even.expect("a mean").tell("least sd");
    within(hyphens, &text, Set::badness).tell("least badness");
    let loose = broken(&text, |line| if line.is_loose() { 1e6 } else { line.badness() });
    loose.tell("fewest loose");
}

/// The justified paragraphs of a project.
fn read(project: &Path) -> Vec<Stretch> {
    let mut session = Session::new();
    let report = session.read(project, &mut Diagnostics::new()).expect("a project");
    let shaper = Shaper::new(session.fonts());
    let exceptions = Exceptions::default();
    let theme = &report.theme;
    let typesetter = Typesetter {
        shaper: &shaper,
        exceptions: &exceptions,
        document: &report.document,
        references: &report.references,
        theme,
        media: &report.media,
        cache: None,
        pages: None,
        language: &report.document.language,
    };
    let mut text = Vec::new();
    for chapter in &report.document.chapters {
        let mut follows = false;
        for block in &chapter.blocks {
            let BlockKind::Paragraph(leaf) = &block.kind else {
                follows = false;
                continue;
            };
            let indent = if follows { theme.blocks.indent } else { Length::ZERO };
            let shape = Shape { indent, ..Shape::of(theme.page.text_column) };
            text.extend(typesetter.breakpoints(leaf, &theme.styles.text, shape));
            follows = true;
        }
    }
    text
}

/// A line that is set, but for the last of a paragraph.
#[derive(Clone, Copy)]
struct Set {
    /// Its word space, in nominal ones.
    space: f64,
    /// Whether it ends in a hyphen.
    hyphen: bool,
}

impl Set {
    fn badness(&self) -> f64 {
        let off = self.space - 1.0;
        let ratio = if off > 0.0 { off * 2.0 } else { off * 3.0 };
        (100.0 * ratio.abs().powi(3)).min(10_000.0)
    }

    fn is_loose(&self) -> bool {
        self.space > 1.5
    }
}

/// What is told of a text.
struct Figures {
    lines: usize,
    mean: f64,
    sd: f64,
    badness: f64,
    loose: f64,
    hyphens: f64,
}

impl Figures {
    fn of(lines: impl Iterator<Item = Set>) -> Figures {
        let lines: Vec<Set> = lines.collect();
        let count = lines.len().max(1) as f64;
        let mean = lines.iter().map(|line| line.space).sum::<f64>() / count;
        let squares: f64 = lines.iter().map(|line| (line.space - mean).powi(2)).sum();
        let share = |is: fn(&Set) -> bool| {
            100.0 * lines.iter().filter(|line| is(line)).count() as f64 / count
        };
        Figures {
            lines: lines.len(),
            mean,
            sd: (squares / count).sqrt(),
            badness: lines.iter().map(Set::badness).sum::<f64>() / count,
            loose: share(Set::is_loose),
            hyphens: share(|line| line.hyphen),
        }
    }

    fn tell(&self, name: &str) {
        let Figures { lines, mean, sd, badness, loose, hyphens } = self;
        println!(
            "{name:14} sd {sd:.4}  badness {badness:4.1}  loose {loose:.2} %  hyphens \
             {hyphens:5.2} %  mean {mean:.3}  {lines} lines"
        );
    }
}

/// The lines that the program sets, but for the last.
fn program((points, parameters): &Stretch) -> Vec<Set> {
    let lines = solve(points, parameters).best.lines;
    let lines = lines.iter().filter(|line| line.to + 1 < points.len());
    lines.filter_map(|line| setting(points, parameters, line.from, line.to)).collect()
}

/// How a line between two breakpoints is set; nothing for one that does not fit.
fn setting(points: &[Breakpoint], parameters: &Parameters, from: usize, to: usize) -> Option<Set> {
    let (begin, end) = (&points[from], &points[to]);
    let pt = |length: Length| length.to_pt();
    let indent = if from == 0 { parameters.indent } else { Length::ZERO };
    let left = if indent == Length::ZERO { begin.left } else { Length::ZERO };
    let target = pt(parameters.measure - indent + left + end.right);
    let glyphs = pt(end.ends.glyphs - begin.begins.glyphs);
    let space = pt(end.ends.space - begin.begins.space);
    let shrink = pt(end.ends.shrink - begin.begins.shrink);
    let stretch = pt(end.ends.stretch - begin.begins.stretch);
    let letters = glyphs * f64::from(parameters.expansion) / 100_000.0;
    let lack = target - glyphs - space;
    if lack < -(letters + shrink) {
        return None;
    }
    // Letters and spaces give way together until the letters are at their limit.
    let give = if lack < 0.0 { shrink } else { stretch };
    let share = parameters.share as f64 / 1000.0;
    let knee = share * give + letters;
    let glue = if lack.abs() <= knee {
        lack * give * share / knee
    } else {
        lack - lack.signum() * letters
    };
    let count = space / word_space(points);
    let nominal = NOMINAL * pt(parameters.em);
    let space = if count > 0.5 { (space + glue) / (count * nominal) } else { LONE };
    Some(Set { space, hyphen: end.hyphen })
}

/// The space between two words of a text, in points.
fn word_space(points: &[Breakpoint]) -> f64 {
    let space = points.iter().find(|point| point.ending == Ending::Break(BreakKind::Space));
    space.map_or(f64::INFINITY, |point| (point.begins.space - point.ends.space).to_pt())
}

/// The best way to break each stretch of a text, with the least sum of `cost`, of lines that fit.
fn broken(text: &[Stretch], cost: impl Fn(&Set) -> f64 + Copy) -> Figures {
    Figures::of(text.iter().flat_map(|stretch| best(stretch, cost)))
}

/// The best way with the least sum of `cost` that has no more hyphens than a share, in per cent: by
/// the price of a hyphen, which is halved in on. What is found for any price is a point of the
/// convex hull of all ways, so that the bound holds for the text as a whole.
fn within(share: f64, text: &[Stretch], cost: impl Fn(&Set) -> f64 + Copy) -> Figures {
    let priced =
        |price: f64| broken(text, move |line| cost(line) + if line.hyphen { price } else { 0.0 });
    let (mut low, mut high) = (0.0, priced(0.0).badness.max(1.0) * 100.0);
    for _ in 0..24 {
        let price = (low + high) / 2.0;
        if priced(price).hyphens > share { low = price } else { high = price }
    }
    priced(high)
}

/// The way to a breakpoint with a run of so many hyphens before it.
#[derive(Clone, Copy)]
struct Way {
    cost: f64,
    from: usize,
    run: usize,
}

/// The lines of a stretch with the least sum of `cost`, but for the last, which costs nothing.
fn best((points, parameters): &Stretch, cost: impl Fn(&Set) -> f64) -> Vec<Set> {
    let none = Way { cost: f64::INFINITY, from: 0, run: 0 };
    let mut ways = vec![[none; RUNS]; points.len()];
    if let Some(first) = ways.first_mut() {
        first[0].cost = 0.0;
    }
    for to in 1..points.len() {
        if points[to].ending == Ending::Break(BreakKind::Anywhere) {
            continue;
        }
        for from in (0..to).rev() {
            let length = points[to].ends.glyphs - points[from].begins.glyphs;
            if length > parameters.measure + parameters.measure / 8 {
                break;
            }
            let last = to + 1 == points.len();
            let Some(line) = setting(points, parameters, from, to) else { continue };
            let (price, hyphen) = if last { (0.0, false) } else { (cost(&line), line.hyphen) };
            for run in 0..RUNS {
                let next = if hyphen { run + 1 } else { 0 };
                let total = ways[from][run].cost + price;
                if next < RUNS && total < ways[to][next].cost {
                    ways[to][next] = Way { cost: total, from, run };
                }
            }
        }
    }
    let mut lines = Vec::new();
    let Some(end) = ways.last() else { return lines };
    let cheapest = (0..RUNS).min_by(|a, b| end[*a].cost.total_cmp(&end[*b].cost));
    let (mut at, mut run) = (points.len() - 1, cheapest.unwrap_or(0));
    while at > 0 && ways[at][run].cost.is_finite() {
        let way = ways[at][run];
        if at + 1 < points.len() {
            lines.extend(setting(points, parameters, way.from, at));
        }
        (at, run) = (way.from, way.run);
    }
    lines
}
