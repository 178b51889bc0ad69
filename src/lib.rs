//! One manuscript, two editions.
//!
//! Diptych reads a manuscript of Markdown chapters and figures once and writes it twice: as a
//! paginated PDF and as an EPUB. The crate is a line of stations that hand each other goods:
//!
//! ```text
//! report.toml ─┐
//! chapters *.md├─ load ─> Manuscript ─ parse ─> Document ─ resolve ─> References
//! images, fonts┘                                   │                     │
//!                                                  ├──────────┬──────────┘
//!                                                  │       lay out <── Theme, FontBook, MediaStore
//!                                                  │          │
//!                                                  │        Pages ──> PageMap ──┐
//!                                                  │          │                 │
//!                                                  │      pdf::write        epub::write
//!                                                  └──>    report.pdf      report.epub
//! ```
//!
//! Goods are plain immutable data and know nothing of stations. A station imports goods and never
//! another station. One conductor, `session`, calls the stations in order.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the module documentation is the architecture document; it is read with private items"
)]

#[doc = include_str!("guide.md")]
pub mod guide {}

// Goods, from the ground up.
pub mod diagnostic;
pub mod fields;
pub mod geometry;
pub mod source;
pub mod xml;

pub mod language;
pub mod manifest;
pub mod words;

pub mod document;
pub mod font;
pub mod manuscript;
pub mod media;

pub mod page;
pub mod references;
pub mod theme;

// Stations, in the order of the line.
pub mod epub;
pub mod layout;
pub mod load;
pub mod parse;
pub mod pdf;
pub mod resolve;
pub mod text;

// Beside the line: Markdown that exists, made a project.
pub mod import;

// The conductor and the program.
pub mod cli;
pub mod session;
