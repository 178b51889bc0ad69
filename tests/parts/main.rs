//! The parts of a report: what the manifest implies, and what stands apart from running text.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod blocks;
mod brand;
mod drafts;
mod faults;
mod matter;
mod mirror;
mod press;
mod scripts;
mod tables;
mod turned;

#[path = "../support/mod.rs"]
mod support;
