//! What a paragraph promises, on the built-in fonts and theme.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use crate::diagnostic::Code;
use crate::document::{Front, Inline, InlineKind};
use crate::font::FontBook;
use crate::layout::table_heights::steps;
use crate::media::MediaStore;
use crate::page::{GlyphRun, Item};
use crate::source::{SourceId, Span};
use crate::words::Words;

const PROSE: &str = "The word for what these capitals want is the same in all of them: stability. \
    For some it argues for dealing with whoever holds Kabul; for others, that a government so \
    narrow cannot last, and that it is wise to know its rivals. Tajikistan has been the most \
    outspoken of the neighbours. It shares some 1,350 kilometres of river frontier with \
    Afghanistan, has hosted figures of the opposition since 2021, and has kept its distance from \
    the new authorities in Kabul. Uzbekistan and Turkmenistan have chosen trade and caution; Iran \
    and Pakistan, each with millions of Afghan refugees, have moved between engagement and \
    pressure.";

/// All that a typesetter needs.
struct Desk {
    book: FontBook,
    document: Document,
    references: References,
    theme: Theme,
    media: MediaStore,
    exceptions: Exceptions,
}

impl Desk {
    fn new() -> Desk {
        let language = Language::default();
        let front = Front {
            cover: None,
            logo: None,
            publisher: None,
            series: None,
            number: None,
            title: leaf(vec![]),
            subtitle: None,
            byline: None,
            role: None,
            date: None,
            running_title: String::new(),
            draft: None,
            statement: vec![],
            imprint: vec![],
        };
        Desk {
            book: FontBook::builtin(),
            references: References {
                words: Words::of(&language),
                targets: BTreeMap::new(),
                leads: BTreeMap::new(),
                anchors: BTreeMap::new(),
                labels: BTreeMap::new(),
                outline: vec![],
                lists: vec![],
                notes: vec![],
                calls: BTreeMap::new(),
            },
            document: Document { language, front, chapters: vec![], notes: vec![], files: vec![] },
            theme: Theme::builtin("report").unwrap(),
            media: MediaStore::new(),
            exceptions: Exceptions::default(),
        }
    }

    fn set<T>(&self, work: impl FnOnce(Typesetter<'_>) -> T) -> T {
        let shaper = Shaper::new(&self.book);
        work(Typesetter {
            shaper: &shaper,
            exceptions: &self.exceptions,
            document: &self.document,
            references: &self.references,
            theme: &self.theme,
            media: &self.media,
            cache: None,
            pages: None,
            language: &self.document.language,
        })
    }

    fn paragraph(&self, leaf: &Leaf, measure: i64) -> Paragraph {
        let shape = Shape::of(Length::from_points(measure));
        self.set(|typesetter| typesetter.paragraph(leaf, &self.theme.styles.text, shape))
    }
}

fn node(index: u32) -> NodeId {
    NodeId { source: SourceId::from_index(0), index }
}

fn inline(index: u32, kind: InlineKind) -> Inline {
    Inline { id: node(index), span: Span::default(), kind }
}

fn leaf(inlines: Vec<Inline>) -> Leaf {
    Leaf { id: node(0), span: Span::default(), inlines }
}

fn text(words: &str) -> Leaf {
    leaf(vec![inline(1, InlineKind::Text(words.to_string()))])
}

fn runs<L: Borrow<Line>>(line: &L) -> impl Iterator<Item = &GlyphRun> {
    line.borrow().items.iter().filter_map(|(_, item)| match item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    })
}

/// The words of lines in logical order, soft hyphens left out.
fn words(lines: &[Arc<Line>]) -> String {
    let mut parts: Vec<(u32, &str)> =
        lines.iter().flat_map(runs).map(|run| (run.position.unwrap().offset, &*run.text)).collect();
    parts.sort_by_key(|(offset, _)| *offset);
    parts.into_iter().map(|(_, text)| text.replace('\u{ad}', "")).collect()
}

#[test]
fn all_text_is_kept() {
    let desk = Desk::new();
    for measure in [20, 60, 120, 217, 336, 2000] {
        let paragraph = desk.paragraph(&text(PROSE), measure);
        assert_eq!(words(&paragraph.best.lines), PROSE, "at {measure} pt");
    }
}

#[test]
fn justified_lines_fill_the_measure_exactly() {
    let desk = Desk::new();
    for measure in [150, 217, 336] {
        let paragraph = desk.paragraph(&text(PROSE), measure);
        assert!(paragraph.problems.is_empty(), "{:?}", paragraph.problems);
        let (_, full) = paragraph.best.lines.split_last().unwrap();
        assert!(full.len() > 4);
        for line in full {
            let first = runs(line).next().unwrap();
            let last = runs(line).last().unwrap();
            let seen = last.text.trim_end().chars().next_back().unwrap();
            let seen = if seen == '\u{ad}' { '-' } else { seen };
            let hang = |c: char| desk.theme.lines.hang.iter().find(|h| h.characters.contains(c));
            let sum: Length = runs(line).flat_map(|run| &run.glyphs).map(|g| g.advance).sum();
            assert_eq!(first.origin.x + sum, line.width);
            let over = line.width - Length::from_points(measure);
            match hang(seen) {
                None => assert_eq!(over, Length::ZERO, "{:?}", first.text),
                Some(_) => assert!(over >= Length::ZERO && over < Length::from_points(5)),
            }
        }
    }
}

fn link(index: u32, words: &str) -> Inline {
    let inside = vec![inline(index + 1, InlineKind::Text(words.to_string()))];
    inline(index, InlineKind::Link { url: "https://example.org".to_string(), inside })
}

fn passage(index: u32, tag: &str, words: &str) -> Inline {
    let inside = vec![inline(index + 1, InlineKind::Text(words.to_string()))];
    inline(index, InlineKind::Passage { language: Language::parse(tag).unwrap(), inside })
}

#[test]
fn a_word_divided_inside_a_ligature_is_shaped_apart() {
    let desk = Desk::new();
    let whole = desk.paragraph(&text("office"), 100);
    let run = runs(&whole.best.lines[0]).next().unwrap();
    assert!(run.glyphs.len() < 6, "the face has no ligature in “office”");
    let paragraph = desk.paragraph(&text("office office office office"), 70);
    let divided: Vec<&GlyphRun> = paragraph.best.lines.iter().flat_map(runs).collect();
    let before = divided.iter().find(|run| run.text.ends_with("of\u{ad}")).unwrap();
    let hyphen = before.glyphs.last().unwrap();
    assert_eq!(hyphen.cluster as usize, before.text.len() - "\u{ad}".len());
    assert!(hyphen.advance > Length::ZERO);
    assert!(divided.iter().any(|run| run.text.starts_with("fice")));
    assert!(paragraph.best.lines[0].hyphenated);
}

/// Where the first glyph of a line stands.
fn begins_at(line: &Line) -> Length {
    runs(line).map(|run| run.origin.x).min().unwrap()
}

#[test]
fn quotes_of_other_languages_hang_as_the_theme_says() {
    let desk = Desk::new();
    let style = &desk.theme.styles.text;
    let german = Language::parse("de").unwrap();
    let words = "Er sagte „nein“ und „ja“ und »nie« und ›oft‹ und dann wieder „nie“ und »ja« und \
        „immer“ und endlich ‚bald‘ und »einmal« und „keinmal“.";
    let leaf = text(words);
    let mut seen = BTreeSet::new();
    for measure in 90..220 {
        let shape = Shape::of(Length::from_points(measure));
        let lines = desk.set(|typesetter| {
            typesetter.with_language(&german).paragraph(&leaf, style, shape).best.lines
        });
        for line in lines.iter().skip(1) {
            let run = runs(line).next().unwrap();
            let first = run.text.chars().next().unwrap();
            let share = match first {
                '„' | '‚' => 400,
                '»' | '›' => 250,
                _ => continue,
            };
            seen.insert(first);
            let natural = desk.set(|typesetter| {
                let tag = Tag::Node(node(0), crate::page::Part::Body);
                typesetter.line(&first.to_string(), style, tag).width
            });
            assert_eq!(begins_at(line), -natural.scale(share, 1000), "{}", run.text);
        }
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

#[test]
fn hardly_anything_hangs_beside_a_bullet_or_a_number() {
    let desk = Desk::new();
    let leaf = text(&format!("“{PROSE}”"));
    let begins = |beside: bool| {
        let shape = Shape { beside, ..Shape::of(Length::from_points(300)) };
        let style = &desk.theme.styles.text;
        begins_at(&desk.set(|typesetter| typesetter.paragraph(&leaf, style, shape)).best.lines[0])
    };
    let most = Length::ZERO - desk.theme.styles.text.size / 20;
    assert!(begins(false) < most);
    assert_eq!(begins(true), most);
}

#[test]
fn arabic_points_hang_at_the_left_of_their_own_lines_only() {
    let desk = Desk::new();
    let persian = Language::parse("fa").unwrap();
    let words = "ثبات، سیاسی، امنیت، ملی، منطقه، جهان، مردم، همه، برای، افغانستان، ثبات، امنیت";
    let leaf = text(words);
    let (mut hung, mut flush) = (0, 0);
    for measure in 80..160 {
        let shape = Shape::of(Length::from_points(measure));
        let lines = desk.set(|typesetter| {
            let style = &desk.theme.styles.text;
            typesetter.with_language(&persian).paragraph(&leaf, style, shape).best.lines
        });
        for line in &lines[..lines.len() - 1] {
            assert!(begins_at(line) < Length::ZERO, "the comma hangs at {measure} pt");
            hung += 1;
        }
        let within = self::leaf(vec![passage(1, "fa", words)]);
        let lines = desk.paragraph(&within, measure).best.lines;
        for line in &lines[..lines.len() - 1] {
            let wide = shape.measure;
            assert!((line.width - wide).abs() < Length::from_units(9), "{} {wide}", line.width);
            flush += 1;
        }
    }
    assert!(hung > 80 && flush > 80);
}

#[test]
fn an_exception_of_the_manifest_divides_a_word_its_own_way() {
    let mut desk = Desk::new();
    let leaf = text("extensive extensive extensive extensive extensive");
    let ends = |desk: &Desk| -> Vec<String> {
        let paragraph = desk.paragraph(&leaf, 65);
        let last = paragraph.best.lines.iter().filter_map(|line| runs(line).last());
        let hyphenated = last.filter(|run| run.text.ends_with('\u{ad}'));
        hyphenated.map(|run| run.text.rsplit(' ').next().unwrap().to_string()).collect()
    };
    assert!(ends(&desk).iter().any(|end| end == "ex\u{ad}" || end == "exten\u{ad}"));
    desk.exceptions.add(&Language::default(), "exte-nsive");
    assert!(!ends(&desk).is_empty() && ends(&desk).iter().all(|end| end == "exte\u{ad}"));
    desk.exceptions.add(&Language::default(), "extensive");
    assert!(ends(&desk).is_empty());
}

#[test]
fn a_paragraph_ends_in_no_stump() {
    let desk = Desk::new();
    let mut ends = 0;
    for cut in 20..PROSE.split(' ').count() {
        let words: Vec<&str> = PROSE.split(' ').take(cut).collect();
        let paragraph = desk.paragraph(&text(&words.join(" ")), 217);
        let [.., above, last] = &paragraph.best.lines[..] else {
            continue;
        };
        ends += 1;
        assert!(last.width > desk.theme.blocks.indent, "{words:?}");
        let alone = !runs(last).any(|run| run.text.trim_end().contains(' '));
        assert!(!(above.hyphenated && alone), "{words:?}");
    }
    assert!(ends > 40);
}

#[test]
fn a_hyphen_at_the_end_of_a_line_is_seen_whatever_it_is() {
    let desk = Desk::new();
    let words = "pre- and post-war, night-vision, https://www.hudson.org/foreign-policy/pre-war";
    for measure in (40..200).step_by(5) {
        for line in &desk.paragraph(&text(words), measure).best.lines {
            let end = runs(line).last().unwrap().text.trim_end();
            assert_eq!(line.hyphenated, end.ends_with(['-', '\u{ad}']), "{measure} pt: {end}");
        }
    }
}

#[test]
fn expansion_keeps_within_its_bounds_and_is_in_the_advances() {
    let desk = Desk::new();
    let paragraph = desk.paragraph(&text(PROSE), 217);
    let natural = desk.paragraph(&text(PROSE), 5000);
    let glyphs: Vec<_> = natural.best.lines.iter().flat_map(runs).flat_map(|r| &r.glyphs).collect();
    let advance = |id: u16| glyphs.iter().find(|glyph| glyph.id == id).map(|g| g.advance.units());
    let mut expanded = 0;
    for run in paragraph.best.lines.iter().flat_map(runs) {
        assert!(run.expansion.abs() <= 2000);
        expanded += usize::from(run.expansion != 0);
        let o =
            run.glyphs.iter().find(|g| run.text[g.cluster as usize..].starts_with("or ")).copied();
        let Some((o, natural)) = o.and_then(|o| Some((o, advance(o.id)?))) else { continue };
        let expected = natural + natural * i64::from(run.expansion) / 100_000;
        assert!((o.advance.units() - expected).abs() <= 30_000, "kerns apart, the same letter");
    }
    assert!(expanded > 5);
}

#[test]
fn an_arabic_passage_runs_from_right_to_left_in_its_line() {
    let desk = Desk::new();
    let words = "ثبات سیاسی";
    let leaf = leaf(vec![
        inline(1, InlineKind::Text("In Dari it is ".to_string())),
        passage(2, "fa", words),
        inline(4, InlineKind::Text(", and it serves.".to_string())),
    ]);
    let paragraph = desk.paragraph(&leaf, 336);
    let seen: Vec<&GlyphRun> = runs(&paragraph.best.lines[0]).collect();
    assert_eq!(seen.len(), 3);
    assert_eq!(&*seen[1].text, words, "the text of a run is in logical order");
    let face = desk.book.get(seen[1].face).unwrap();
    assert_eq!(face.family, "Noto Naskh Arabic");
    assert_eq!(seen[1].size, Length::from_pt(10.5).scale(1140, 1000));
    let clusters: Vec<u32> = seen[1].glyphs.iter().map(|glyph| glyph.cluster).collect();
    assert!(clusters.is_sorted_by(|a, b| a >= b), "glyphs are from left to right: {clusters:?}");
    let tags: Vec<Tag> = paragraph.best.lines[0].items.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(tags[1], Tag::Node(node(2), crate::page::Part::Body));
    assert_eq!(tags[0], Tag::Node(node(0), crate::page::Part::Body));
    assert!(seen[0].origin.x < seen[1].origin.x && seen[1].origin.x < seen[2].origin.x);
}

#[test]
fn arabic_script_in_lines_of_its_own_is_smaller_than_among_latin() {
    let desk = Desk::new();
    let persian = Language::parse("fa").unwrap();
    let style = &desk.theme.styles.text;
    let own = desk.set(|typesetter| {
        let shape = Shape::of(Length::from_points(336));
        typesetter.with_language(&persian).paragraph(&text("ثبات سیاسی"), style, shape).best.lines
    });
    let size = runs(&own[0]).next().unwrap().size;
    assert_eq!(size, style.size.scale(1040, 1000));
}

#[test]
fn emphasised_words_in_arabic_script_are_bold_and_upright() {
    let desk = Desk::new();
    let words = inline(2, InlineKind::Text("yes ثبات".to_string()));
    let leaf = leaf(vec![inline(1, InlineKind::Emphasis(vec![words]))]);
    let paragraph = desk.paragraph(&leaf, 336);
    let faces: Vec<(&str, u16, bool)> = runs(&paragraph.best.lines[0])
        .filter_map(|run| desk.book.get(run.face))
        .map(|face| (face.family.as_str(), face.weight, face.italic))
        .collect();
    assert_eq!(faces, [("Source Serif 4", 400, true), ("Noto Naskh Arabic", 700, false)]);
}

#[test]
fn a_passage_over_two_lines_begins_at_the_right_of_each() {
    let desk = Desk::new();
    let words = "ثبات سیاسی و امنیت ملی در منطقه و جهان برای همه مردم افغانستان";
    let leaf = leaf(vec![passage(1, "fa", words)]);
    let paragraph = desk.paragraph(&leaf, 120);
    assert!(paragraph.best.lines.len() > 1);
    assert_eq!(self::words(&paragraph.best.lines), words);
    let first = &paragraph.best.lines[0];
    let right = runs(first).max_by_key(|run| run.origin.x).unwrap();
    assert!(right.text.starts_with("ثبات") || right.text.trim().is_empty());
}

#[test]
fn a_text_from_right_to_left_stands_at_the_right() {
    let desk = Desk::new();
    let words = "ثبات سیاسی و امنیت ملی در منطقه و جهان برای همه مردم";
    let persian = Language::parse("fa").unwrap();
    let measure = Length::from_points(150);
    let shape = Shape { indent: Length::from_points(14), ..Shape::of(measure) };
    let leaf = text(words);
    let paragraph = desk.set(|typesetter| {
        typesetter.with_language(&persian).paragraph(&leaf, &desk.theme.styles.text, shape)
    });
    let (last, full) = paragraph.best.lines.split_last().unwrap();
    assert!(!full.is_empty());
    assert_eq!(full[0].width, measure - shape.indent, "the indent is at the right");
    let start = runs(last).map(|run| run.origin.x).min().unwrap();
    assert!(start > Length::ZERO);
    assert_eq!(last.width, measure);
}

#[test]
fn a_call_is_a_superior_figure_and_stays_with_its_word() {
    let mut desk = Desk::new();
    let call = inline(2, InlineKind::NoteCall { name: "a".to_string() });
    desk.references.calls.insert(call.id, 0);
    desk.references.notes.push(crate::references::NoteEntry {
        note: 0,
        mark: "1".to_string(),
        exhibit: None,
        calls: vec![call.id],
    });
    let leaf = leaf(vec![
        inline(1, InlineKind::Text("the end—".to_string())),
        call,
        inline(3, InlineKind::Text(" and 1 more".to_string())),
    ]);
    for measure in [30, 45, 60, 336] {
        let paragraph = desk.paragraph(&leaf, measure);
        let line = paragraph.best.lines.iter().find(|line| !line.calls.is_empty()).unwrap();
        assert_eq!(line.calls, [node(2)]);
        let texts: Vec<&str> = runs(line).map(|run| &*run.text).collect();
        let at = texts.iter().position(|text| *text == "1").unwrap();
        assert!(at > 0 && texts[at - 1].ends_with('—'), "at {measure} pt: {texts:?}");
    }
    let paragraph = desk.paragraph(&leaf, 336);
    let seen: Vec<&GlyphRun> = runs(&paragraph.best.lines[0]).collect();
    let figure =
        seen[2].glyphs.iter().find(|g| seen[2].text[g.cluster as usize..].starts_with('1'));
    assert_ne!(seen[1].glyphs[0].id, figure.unwrap().id, "a superior figure has its own glyph");
    assert_eq!(seen[1].size, seen[2].size);
}

#[test]
fn a_link_has_a_rectangle_in_each_of_its_lines() {
    let desk = Desk::new();
    let leaf = leaf(vec![link(1, PROSE)]);
    let paragraph = desk.paragraph(&leaf, 217);
    for line in &paragraph.best.lines {
        let rects: Vec<_> = line
            .items
            .iter()
            .filter_map(|(_, item)| match item {
                Item::Link { rect, node, .. } => Some((*rect, *node)),
                _ => None,
            })
            .collect();
        assert_eq!(rects.len(), 1);
        let (rect, node) = rects[0];
        assert_eq!(node, self::node(1));
        assert_eq!(rect.right(), line.width);
        assert!(rect.top() < Length::ZERO && rect.bottom() > Length::ZERO);
    }
}

#[test]
fn a_missing_character_is_never_drawn_as_a_box() {
    let desk = Desk::new();
    let paragraph = desk.paragraph(&text("Signs 𒀀𒀁 and 中 here"), 336);
    let glyphs = paragraph.best.lines.iter().flat_map(runs).flat_map(|run| &run.glyphs);
    assert!(glyphs.into_iter().all(|glyph| glyph.id != 0));
}

#[test]
fn a_no_break_space_holds_and_stretches() {
    let desk = Desk::new();
    let tied = PROSE.replace("river frontier", "river\u{a0}frontier");
    for measure in (100..340).step_by(10) {
        let paragraph = desk.paragraph(&text(&tied), measure);
        let line = paragraph.best.lines.iter().find_map(|line| {
            runs(line).find(|run| run.text.contains("\u{a0}")).map(|run| (line, run))
        });
        let (line, run) = line.unwrap();
        // The word before it may be divided, but not parted from it.
        assert!(run.text.contains("er\u{a0}fr"), "{measure}: {:?}", run.text);
        let width = |space: char| {
            let glyph = run.glyphs.iter().find(|glyph| {
                run.text[glyph.cluster as usize..].starts_with(space)
                    && glyph.advance > Length::ZERO
            });
            glyph.map(|glyph| glyph.advance)
        };
        if let (Some(tied), Some(plain)) = (width('\u{a0}'), width(' ')) {
            assert!((tied - plain).abs() <= Length::from_units(1), "{:?}", line.width);
        }
    }
}

#[test]
fn a_word_wider_than_its_column_is_broken_and_reported() {
    let desk = Desk::new();
    let word = "Donaudampfschiffahrtsgesellschaftskapitän".repeat(3).replace('e', "q");
    let paragraph = desk.paragraph(&text(&word), 100);
    assert!(paragraph.best.lines.len() > 3);
    assert_eq!(words(&paragraph.best.lines), word);
    assert!(paragraph.best.lines.iter().all(|line| line.width <= Length::from_points(104)));
    let codes: Vec<Code> = paragraph.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::Overfull]);
    // A line that nothing can save is too long, and says so.
    let paragraph = desk.paragraph(&text("W"), 3);
    assert_eq!(paragraph.problems.len(), 1);
    assert_eq!(words(&paragraph.best.lines), "W");
}

#[test]
fn code_keeps_its_lines_and_its_spaces() {
    let desk = Desk::new();
    let code = "fn main() {\n    let x = 1;\n\n}";
    let leaf = leaf(vec![inline(1, InlineKind::Code(code.to_string()))]);
    let shape = Shape::of(Length::from_points(336));
    let paragraph =
        desk.set(|typesetter| typesetter.paragraph(&leaf, &desk.theme.styles.code, shape));
    assert_eq!(paragraph.best.lines.len(), 4);
    assert_eq!(words(&paragraph.best.lines), code.replace('\n', " "));
    let second = runs(&paragraph.best.lines[1]).next().unwrap();
    let cell = second.glyphs[0].advance;
    assert!(second.glyphs[..4].iter().all(|glyph| glyph.advance == cell && cell > Length::ZERO));
    assert_eq!(second.size, Length::from_points(9));
}

#[test]
fn a_report_opens_with_two_or_three_words_in_small_capitals() {
    let desk = Desk::new();
    let opened = |words: &str| {
        let leaf = text(words);
        let shape = Shape { opening: true, ..Shape::of(Length::from_points(2000)) };
        let (open, plain) = desk.set(|typesetter| {
            let style = &desk.theme.styles.text;
            let plain = Shape { opening: false, ..shape };
            (typesetter.paragraph(&leaf, style, shape), typesetter.paragraph(&leaf, style, plain))
        });
        let ids = |paragraph: &Paragraph| -> Vec<(usize, u16)> {
            let mut ids = vec![];
            for run in runs(&paragraph.best.lines[0]) {
                let start = run.position.unwrap().offset as usize;
                ids.extend(run.glyphs.iter().map(|g| (start + g.cluster as usize, g.id)));
            }
            ids
        };
        let (open, plain) = (ids(&open), ids(&plain));
        let letter = |at: &usize| words[*at..].starts_with(char::is_alphabetic);
        let changed = open.iter().filter(|(at, id)| letter(at) && !plain.contains(&(*at, *id)));
        let end = changed.map(|(at, _)| at + 1).max().unwrap_or(0);
        words[..end].to_string()
    };
    assert_eq!(opened("In August one the Afghan republic"), "In August one");
    assert_eq!(opened("Recommendations underlying everything"), "Recommendations underlying");
    assert_eq!(opened("War, and then peace came"), "War");
}

#[test]
fn a_paragraph_from_the_cache_is_the_same_and_knows_where_it_stands() {
    let desk = Desk::new();
    let leaf_at = |base: u32| Leaf {
        id: node(base),
        span: Span::default(),
        inlines: vec![
            inline(base + 1, InlineKind::Text(format!("{PROSE} 𒀀 "))),
            link(base + 2, "words of a link"),
        ],
    };
    let cache = LineCache::new();
    let style = &desk.theme.styles.text;
    let shape = Shape::of(Length::from_points(217));
    let mut cold = Vec::new();
    let mut warm = Vec::new();
    for base in [0, 70, 7] {
        let leaf = leaf_at(base);
        cold.push(desk.set(|typesetter| typesetter.paragraph(&leaf, style, shape)));
        cache.begin(&desk.book, &desk.theme, &desk.exceptions);
        warm.push(desk.set(|typesetter| {
            Typesetter { cache: Some(&cache), ..typesetter }.paragraph(&leaf, style, shape)
        }));
        assert_eq!(cache.len(), 1);
    }
    assert_eq!(cold, warm);
    assert_ne!(cold[0], cold[1]);
    // What a build does not ask for is forgotten when the next but one begins.
    cache.begin(&desk.book, &desk.theme, &desk.exceptions);
    cache.begin(&desk.book, &desk.theme, &desk.exceptions);
    assert!(cache.is_empty());
}

#[test]
fn threads_that_share_a_shaper_agree() {
    let desk = Desk::new();
    let leaves: Vec<Leaf> = PROSE.split_inclusive(". ").map(text).collect();
    let shape = Shape::of(Length::from_points(150));
    let style = &desk.theme.styles.text;
    let alone: Vec<Paragraph> = desk.set(|typesetter| {
        leaves.iter().map(|leaf| typesetter.paragraph(leaf, style, shape)).collect()
    });
    let together: Vec<Paragraph> = desk.set(|typesetter| {
        std::thread::scope(|scope| {
            let work = |leaf| scope.spawn(move || typesetter.paragraph(leaf, style, shape));
            let threads: Vec<_> = leaves.iter().map(work).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    });
    assert_eq!(alone, together);
}

#[test]
fn a_column_is_as_wide_as_its_widest_word() {
    let desk = Desk::new();
    let leaf = text("one extraordinarily two");
    let style = &desk.theme.styles.table;
    let (natural, widest, word, all) = desk.set(|typesetter| {
        let tag = Tag::Node(node(0), crate::page::Part::Body);
        let steps = steps(&typesetter.unbroken(&leaf, style));
        (
            steps[0].width,
            steps[steps.len() - 1].width,
            typesetter.line("extraordinarily", style, tag).width,
            typesetter.leaf_line(&leaf, style).width,
        )
    });
    assert_eq!(widest, word);
    assert_eq!(natural, all);
    assert!(natural > widest);
}

#[test]
fn lines_of_a_title_come_out_alike() {
    let desk = Desk::new();
    let leaf = text("The arms trade has turned rifles into a currency");
    let shape = Shape { even: true, ..Shape::of(Length::from_points(336)) };
    let paragraph =
        desk.set(|typesetter| typesetter.paragraph(&leaf, &desk.theme.styles.pull_quote, shape));
    let widths: Vec<Length> = paragraph.best.lines.iter().map(|line| line.width).collect();
    assert_eq!(widths.len(), 2);
    assert!((widths[0] - widths[1]).abs() < Length::from_points(60), "{widths:?}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_is_lost_and_nothing_panics(
        parts in proptest::collection::vec(
            proptest::prop_oneof![
                "[a-zA-Z ,.—-]{0,40}",
                "[ -~]{0,20}",
                "\\PC{0,12}",
                "[ا-ي ،(1-9)]{0,12}",
                "[\u{ad}\u{200b}\u{200f}\u{2067}\u{2069}\u{a0}\u{301} a]{0,8}",
            ],
            0..6,
        ),
        measure in -20_i64..300,
        justified: bool,
    ) {
        let desk = Desk::new();
        let words: String = parts.concat();
        let inlines = parts.into_iter().enumerate().map(|(index, part)| {
            let index = index as u32 * 3 + 1;
            let text = inline(index + 1, InlineKind::Text(part));
            match index % 4 {
                0 => inline(index, InlineKind::Emphasis(vec![text])),
                1 => text,
                2 => inline(index, InlineKind::Superscript(vec![text])),
                _ => passage(index, "fa", match &text.kind {
                    InlineKind::Text(words) => words,
                    _ => "",
                }),
            }
        });
        let leaf = leaf(inlines.collect());
        let align = if justified { Align::Justified } else { Align::Start };
        let shape =
            Shape { align: Some(align), ..Shape::of(Length::from_points(measure)) };
        let paragraph =
            desk.set(|typesetter| typesetter.paragraph(&leaf, &desk.theme.styles.text, shape));
        let kept = self::words(&paragraph.best.lines);
        proptest::prop_assert_eq!(kept, words.replace('\u{ad}', ""));
    }
}
