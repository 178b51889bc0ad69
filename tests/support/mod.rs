//! What the tests of whole editions share: projects in folders of their own, and the programs
//! that judge finished files.

#![allow(dead_code, reason = "each test binary uses its own part of this module")]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

pub mod epub;
pub mod keep;
pub mod laid;
pub mod pdf;
pub mod project;
pub mod validators;
pub mod words;
