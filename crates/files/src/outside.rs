//! Contents as they are carried out of the data folder and into another.

use std::path::{Path, PathBuf};

use crate::disk;
use crate::model::MediaType;

/// Where a content lies in a data folder, by its hash: 64 hexadecimal digits.
pub fn place(data: &Path, sha256: &str) -> PathBuf {
    disk::place(data, sha256)
}

/// SHA-256 in lower-case hexadecimal, as contents are called by.
pub fn sha256(bytes: &[u8]) -> String {
    disk::sha256(bytes)
}

/// Whether a content lies sealed: what is sealed begins with the number of its form, and nothing
/// that is kept open does.
pub fn looks_sealed(bytes: &[u8]) -> bool {
    bytes.first() == Some(&1)
}

/// The usual ending of a media type that is kept; "bin" for another.
pub fn ending_of(media_type: &str) -> &'static str {
    let kind = media_type.parse::<MediaType>().ok();
    kind.and_then(|kind| kind.endings().first().copied()).unwrap_or("bin")
}
