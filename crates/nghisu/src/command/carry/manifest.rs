//! The list of what an archive holds: every part with its size and hash, every table with its
//! columns and rows. It names no moment of its own, so that what did not change is written alike.

use std::collections::BTreeMap;

use db::Table;
use serde::{Deserialize, Serialize};

/// What the list is called in the archive.
pub(super) const NAME: &str = "ban-ke.json";
/// The words by which an archive is known.
pub(super) const FORM: &str = "nghisu-mang-di/1";

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// [`FORM`].
    pub(super) form: String,
    /// The schema's version.
    pub(super) schema: i64,
    /// Whether the secret keys are in it.
    pub(super) with_keys: bool,
    /// The tables, in the order in which they are written.
    pub(super) tables: Vec<TableEntry>,
    /// Every part but this one, by its name.
    pub(super) parts: BTreeMap<String, Part>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableEntry {
    /// Its name.
    pub(super) name: String,
    /// Its columns: `id:text`.
    pub(super) columns: Vec<String>,
    /// How many rows it has.
    pub(super) rows: u64,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// Its size.
    pub(super) bytes: u64,
    /// SHA-256, in hexadecimal.
    pub(super) sha256: String,
}

/// The columns of a table as the list and the head of its .csv name them.
pub(super) fn columns_of(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| format!("{}:{}", column.name, column.kind.as_str())).collect()
}

/// The part with a table as JSON lines.
pub(super) fn lines_of(table: &str) -> String {
    format!("bang/{table}.jsonl")
}

/// The part with a table as CSV.
pub(super) fn csv_of(table: &str) -> String {
    format!("bang/{table}.csv")
}

/// The names of a part stay inside: no way up, no root, no drive, nothing hidden.
pub(super) fn is_sound(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    name.len() <= 200
        && name.split('/').all(|step| !step.is_empty() && !step.starts_with('.') && step.bytes().all(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_elsewhere_is_not_sound() {
        for name in ["bang/person.csv", "README.vi.md", "tep/00ff.pdf", "khoa/log.pub"] {
            assert!(is_sound(name), "{name}");
        }
        for name in
            ["../x", "bang/../../x", "/etc/passwd", "c:\\x", "bang\\x", "bang//x", "bang/.x", "", "a/", "tệp"]
        {
            assert!(!is_sound(name), "{name}");
        }
    }
}
