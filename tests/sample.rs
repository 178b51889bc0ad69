//! The pages of the sample report, item by item, as they were last looked at.
//!
//! A change of layout shows here as a change of lines: read it, look at the pages
//! (`pdftoppm -r 70 -png`), and accept it with `INSTA_UPDATE=always cargo test --test sample`.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use support::project::Project;

#[test]
fn the_pages_of_the_sample_are_as_they_were_looked_at() {
    let project = Project::sample();
    let said = project.diptych(&["inspect", "pages"]).assert().success();
    let dump = String::from_utf8(said.get_output().stdout.clone()).unwrap();
    insta::assert_snapshot!("pages", dump);
}
