//! Keeps a finished file that a test makes, to be judged with all others.
//!
//! With `KEEP_EDITIONS` set to a folder it goes there, under a name made from its contents.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

/// Keeps a finished file with this extension.
pub fn keep_file(bytes: &[u8], extension: &str) {
    let Some(folder) = std::env::var_os("KEEP_EDITIONS").map(PathBuf::from) else { return };
    let mut hash = DefaultHasher::new();
    bytes.hash(&mut hash);
    let name = format!("{:016x}.{extension}", hash.finish());
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), bytes));
    written.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}
