//! What can be wrong with a picture.

use crate::diagnostic::Code;

use super::RasterFormat;
use super::raster::{LONGEST_SIDE, MOST_PIXELS};

/// A picture that cannot be used. Its text is one sentence without a full stop, fit for a
/// [`crate::diagnostic::Diagnostic`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// The bytes are those of no format that is known here.
    #[error("`{path}` is neither JPEG, PNG, WebP nor SVG")]
    UnknownFormat {
        /// The file.
        path: String,
    },
    /// The bytes are those of a format that neither edition takes.
    #[error("the picture is {kind}, which the editions cannot carry; save it as {instead}")]
    ForeignFormat {
        /// The format with its article: "a GIF".
        kind: &'static str,
        /// What to save it as.
        instead: &'static str,
    },
    /// The file ends too early, or its parts do not fit together.
    #[error("the {format} cannot be read: {fault}")]
    Broken {
        /// The file's format.
        format: RasterFormat,
        /// What is wrong, without a subject's repetition: "it ends before its last line".
        fault: String,
    },
    /// The file is sound, but of a variety that is not supported.
    #[error("the {format} is of a kind that is not supported: {variety}")]
    Unsupported {
        /// The file's format.
        format: RasterFormat,
        /// Which variety.
        variety: &'static str,
    },
    /// No pixels, or more than any report needs.
    #[error(
        "the {format} claims to be {width} × {height} pixels; at most {} million are read, and {} \
         along a side",
        MOST_PIXELS / 1_000_000,
        LONGEST_SIDE
    )]
    Dimensions {
        /// The file's format.
        format: RasterFormat,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The SVG is not one.
    #[error("the SVG cannot be read: {fault}")]
    BrokenSvg {
        /// What is wrong.
        fault: String,
    },
    /// The SVG carries a script or loads something from outside.
    #[error("the SVG has {what} in line {line}, which a report must not carry")]
    UnsafeSvg {
        /// What it has: "a script".
        what: String,
        /// The line in the SVG, from 1.
        line: u32,
        /// What the user of the program that wrote it can do.
        help: String,
    },
}

impl MediaError {
    /// What would help, where more is known than the message says.
    pub fn help(&self) -> Option<&str> {
        match self {
            MediaError::UnsafeSvg { help, .. } => Some(help),
            _ => None,
        }
    }

    /// The kind of the finding.
    pub fn code(&self) -> Code {
        match self {
            MediaError::UnknownFormat { .. }
            | MediaError::ForeignFormat { .. }
            | MediaError::Unsupported { .. } => Code::UnsupportedImage,
            MediaError::Broken { .. }
            | MediaError::Dimensions { .. }
            | MediaError::BrokenSvg { .. } => Code::InvalidImage,
            MediaError::UnsafeSvg { .. } => Code::UnsafeSvg,
        }
    }
}
