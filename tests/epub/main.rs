//! The e-book, read back with nothing of the program that wrote it.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod book;
mod content;
mod laws;
mod package;
mod pages;

#[path = "../support/mod.rs"]
mod support;

/// A manuscript that has every construct of the format.
const EVERYTHING: &str = include_str!("everything.md");
