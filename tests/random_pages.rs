//! Reports made by chance: whatever stands in them, no word is lost or doubled, none stands on
//! another or beyond the block of text, and every note begins on the page of its call.

mod support;

use support::laid::*;

/// What the manifest asks for.
const SETTINGS: [&str; 8] = [
    "",
    "[pdf]\npaper = \"a5\"",
    "[pdf]\nnotes = \"end\"",
    "[theme]\npage.margin_column = 0\npage.gutter = 0",
    "[pdf]\npaper = [\"4in\", \"6in\"]",
    "[theme]\npage.columns = 2",
    "[theme]\npage.columns = 2\npage.across_levels = 0\n[pdf]\npaper = \"a4\"",
    "[theme]\npage.columns = 2\nblocks.openings = \"recto\"\n[pdf]\nnotes = \"end\"",
];

/// Numbers by chance that are always the same: SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).unwrap_or(0)
    }

    fn words(&mut self, most: usize) -> String {
        let count = 1 + self.below(most);
        let all: Vec<&str> = PROSE.split(' ').collect();
        let words: Vec<&str> = (0..count).map(|_| all[self.below(all.len())]).collect();
        words.join(" ").replace('.', "")
    }
}

/// A report, block by block.
struct Report {
    chance: Chance,
    text: String,
    notes: Vec<String>,
}

impl Report {
    fn new(seed: u64) -> Report {
        let mut report =
            Report { chance: Chance(seed), text: "# One\n\n".to_string(), notes: Vec::new() };
        for _ in 0..5 + report.chance.below(40) {
            let block = report.block();
            report.text.push_str(&block);
            report.text.push_str("\n\n");
        }
        for (index, note) in report.notes.iter().enumerate() {
            report.text.push_str(&format!("[^n{index}]: {note}\n\n"));
        }
        report
    }

    /// The call of a note now and then.
    fn call(&mut self) -> String {
        if self.chance.below(4) > 0 {
            return String::new();
        }
        let most = [10, 30, 30, 80, 400][self.chance.below(5)];
        let note = self.chance.words(most);
        self.notes.push(note);
        format!("[^n{}]", self.notes.len() - 1)
    }

    fn called(&mut self, most: usize) -> String {
        format!("{}{}.", self.chance.words(most), self.call())
    }

    fn block(&mut self) -> String {
        match self.chance.below(14) {
            0..=4 => self.called(120),
            5 => format!("## {}{}", self.chance.words(12), self.call()),
            6 => format!("# {}", self.chance.words(6)),
            7 => {
                let items = 1 + self.chance.below(7);
                (0..items).map(|_| format!("- {}\n", self.called(40))).collect()
            }
            8 => self.table(),
            9 | 10 => {
                let more =
                    ["source=Here", ".map source=There", ".photo", "width=50%", ".plate", ".wide"];
                let more = more[self.chance.below(more.len())];
                format!("![Alt](a.svg \"{}{}\"){{{more}}}", self.chance.words(20), self.call())
            }
            11 => {
                let title = self.chance.words(5);
                let paragraphs = [1, 2, 3, 12][self.chance.below(4)];
                let text: String =
                    (0..paragraphs).map(|_| format!("> {}\n>\n", self.called(80))).collect();
                format!("> [!box] {title}\n>\n{text}")
            }
            12 => {
                let paragraphs = 1 + self.chance.below(3);
                let text = (0..paragraphs).map(|_| format!("> {}\n>\n", self.called(80)));
                text.collect()
            }
            _ => format!("- {}\n\n  ![Alt](a.svg \"{}\")", self.called(20), self.chance.words(8)),
        }
    }

    fn table(&mut self) -> String {
        // Some are too wide for the page, and turned.
        let wide = self.chance.below(4) == 0;
        let columns = if wide { 8 + self.chance.below(6) } else { 1 + self.chance.below(6) };
        let rows = 1 + self.chance.below(30);
        let row = |report: &mut Report| {
            let cells = (0..columns).map(|_| {
                let most = if report.chance.below(40) == 0 { 60 } else { 4 };
                let call = if report.chance.below(8) == 0 { report.call() } else { String::new() };
                format!(" {}{call} |", report.chance.words(most))
            });
            format!("|{}\n", cells.collect::<String>())
        };
        let head = row(self);
        let body: String = (0..rows).map(|_| row(self)).collect();
        let caption = self.called(10);
        format!("{head}|{}\n{body}\nTable: {caption}", " --- |".repeat(columns))
    }
}

#[test]
fn reports_made_by_chance_keep_the_laws() {
    for seed in 0..80 {
        let report = Report::new(seed);
        let result = std::panic::catch_unwind(|| {
            let settings = SETTINGS[seed as usize % SETTINGS.len()];
            let laid = lay_out(&format!("{MANIFEST}\n{settings}\n"), &report.text);
            assert_nothing_is_lost(&laid);
            assert_inside_the_paper(&laid);
            assert_no_words_overlap(&laid);
            assert_links_lead_somewhere(&laid);
            let at_foot = !settings.contains("notes");
            if at_foot && !laid.found.iter().any(|found| found.message.contains("after that page"))
            {
                assert_notes_stand_with_their_calls(&laid);
            }
        });
        assert!(result.is_ok(), "seed {seed}:\n{}", report.text);
    }
}
