//! Code on the pages: where it stands when its lines are long, and how they go on.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

mod support;

use diptych::diagnostic::Code;
use support::laid::*;

/// A line of code of so many characters, after a word to find it by.
fn line(name: &str, characters: usize) -> String {
    let mut line = format!("{name}();");
    while line.len() + 5 < characters {
        line.push_str(" x();");
    }
    format!("{line:;<characters$}")
}

fn fenced(code: &str) -> String {
    format!("Words before it.\n\n```\n{code}\n```\n\nWords after it.\n")
}

#[test]
fn code_stands_in_the_wide_column_then_smaller_before_a_line_is_broken() {
    let set = |characters| {
        let laid = set(&fenced(&format!("short();\n{}", line("long", characters))));
        assert_eq!(laid.found, []);
        let size = run(laid.find("long();").1).expect("words").size.to_pt();
        let lines = (laid.y("Words after") - laid.y("short();")) / 14.0 - 1.0;
        (laid.x("short();").round(), size, lines)
    };
    // The text column has 336 pt, or 62 characters of code; the wide one 468, or 86, and 97 small.
    assert_eq!(set(62), (204.0, 9.0, 2.0));
    assert_eq!(set(63), (72.0, 9.0, 2.0));
    assert_eq!(set(86), (72.0, 9.0, 2.0));
    assert_eq!(set(87), (72.0, 8.0, 2.0));
    assert_eq!(set(97), (72.0, 8.0, 2.0));
    assert_eq!(set(98), (72.0, 9.0, 3.0));
}

#[test]
fn the_rest_of_a_long_line_of_code_stands_further_in_than_its_beginning() {
    let long = line("last", 60).replace("last();", "    first(); // and // then");
    let laid = set(&format!("- An item:\n\n  ```\n{}\n  ```\n", long.replace("    ", "      ")));
    // Two characters, of 5.4 pt each, further than the four that the line begins with.
    assert!(near(laid.x("x();"), laid.x("    first();") + 6.0 * 5.4), "{}", laid.dump);
}

#[test]
fn a_line_of_code_ends_before_a_comment_too() {
    let comment = format!("run();{}// once", " ".repeat(90));
    let laid = set(&fenced(&comment));
    assert!(laid.y("// once") > laid.y("run();"));
    assert_eq!(laid.found, []);
}

#[test]
fn a_finding_in_code_is_at_its_line() {
    let laid = set(&fenced(&format!("short();\n{}", "─".repeat(130))));
    let [found] = &laid.found[..] else { panic!("{:?}", laid.found) };
    let span = found.span.expect("a place");
    assert_eq!(found.code, Code::Overfull);
    assert_eq!(laid.report.manuscript.sources.slice(span), "─".repeat(130));
}

#[test]
fn an_address_breaks_at_its_joints_though_a_line_be_short() {
    let address = "https://a.example/a-rather-long-path/of-more-words/than-fit-on-one/line-of-text";
    let laid = set(&format!("<{address}>\n"));
    assert_eq!(laid.found, []);
}
