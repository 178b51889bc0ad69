//! The bytes of font files.

use std::ops::Deref;
use std::sync::Arc;

/// The bytes of a font file; the faces of a collection share them.
#[derive(Clone)]
pub enum FontBytes {
    /// Of a font that is built into the program.
    BuiltIn(&'static [u8]),
    /// Of a font that was read.
    Read(Arc<Vec<u8>>),
}

impl Deref for FontBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            FontBytes::BuiltIn(bytes) => bytes,
            FontBytes::Read(bytes) => bytes,
        }
    }
}

impl AsRef<[u8]> for FontBytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl PartialEq for FontBytes {
    fn eq(&self, other: &FontBytes) -> bool {
        std::ptr::eq::<[u8]>(&**self, &**other) || **self == **other
    }
}

impl std::fmt::Debug for FontBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}
