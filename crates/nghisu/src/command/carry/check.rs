//! Holding an archive against its own list, before anything of it is used.

use std::collections::BTreeSet;
use std::path::Path;

use db::Table;

use super::manifest::{self, FORM, Manifest, NAME, columns_of, csv_of, lines_of};
use super::pack::{Opened, Reader};
use super::row;
use crate::Fault;

/// Reads the list and every part; the tables are those of this program.
///
/// # Errors
/// A sentence that names the part, and in a table the row, that is not what the list says.
pub(super) fn check(path: &Path, tables: &[Table]) -> Result<(Manifest, String), Fault> {
    let mut reader = Reader::open(path)?;
    let names = reader.names()?;
    let list = reader.list()?;
    let sum = files::sha256(&list);
    let manifest = read_list(&list)?;
    held_against_the_program(&manifest, tables)?;
    held_against_the_names(&manifest, names)?;
    reader.refuse_bomb(&manifest.parts)?;
    let mut beside = Reader::open(path)?;
    for (table, entry) in tables.iter().zip(&manifest.tables) {
        let (lines, csv) = (lines_of(&table.name), csv_of(&table.name));
        let lines = reader.part(&lines, part_of(&manifest, &lines)?)?;
        let csv = beside.part(&csv, part_of(&manifest, &csv)?)?;
        check_table(table, entry.rows, lines, csv)?;
    }
    for (name, part) in manifest.parts.iter().filter(|(name, _)| !name.starts_with("bang/")) {
        if !reader.part(name, part)?.agrees()? {
            return Err(differs(name, ""));
        }
    }
    Ok((manifest, sum))
}

/// What the list says of a part.
pub(super) fn part_of<'a>(manifest: &'a Manifest, name: &str) -> Result<&'a manifest::Part, Fault> {
    manifest.parts.get(name).ok_or_else(|| Fault::Deed(format!("bản kê không có phần {name}")))
}

fn differs(name: &str, place: &str) -> Fault {
    Fault::Deed(format!("phần {name} khác với bản kê{place}"))
}

fn read_list(list: &[u8]) -> Result<Manifest, Fault> {
    let form = serde_json::from_slice::<serde_json::Value>(list)
        .ok()
        .and_then(|value| value.get("form").and_then(|form| form.as_str().map(str::to_owned)));
    match form.as_deref() {
        Some(FORM) => serde_json::from_slice(list)
            .map_err(|error| Fault::Deed(format!("không đọc được phần {NAME} ({error})"))),
        Some(other) => Err(Fault::Deed(format!(
            "gói theo dạng “{}”, chương trình này đọc “{FORM}”",
            other.escape_default()
        ))),
        None => Err(Fault::Deed(format!("phần {NAME} không phải bản kê của một gói mang đi"))),
    }
}

fn held_against_the_program(manifest: &Manifest, tables: &[Table]) -> Result<(), Fault> {
    let own = schema::version();
    if manifest.schema != own {
        return Err(Fault::Deed(format!(
            "gói có lược đồ bản {}, chương trình này có bản {own}. Nhập bằng đúng phiên bản đã xuất rồi mới nâng cấp.",
            manifest.schema
        )));
    }
    let is_same = tables.len() == manifest.tables.len()
        && tables
            .iter()
            .zip(&manifest.tables)
            .all(|(table, entry)| table.name == entry.name && columns_of(table) == entry.columns);
    if is_same {
        Ok(())
    } else {
        Err(Fault::Deed("các bảng trong bản kê không phải các bảng của chương trình này".to_owned()))
    }
}

/// Nothing that the list does not name is in the archive, and the reverse.
fn held_against_the_names(manifest: &Manifest, mut names: BTreeSet<String>) -> Result<(), Fault> {
    names.remove(NAME);
    if let Some(name) = manifest.parts.keys().find(|name| !manifest::is_sound(name)) {
        return Err(Fault::Deed(format!("phần “{}” có tên không hợp lệ", name.escape_default())));
    }
    if let Some(name) = manifest.parts.keys().find(|name| !names.contains(*name)) {
        return Err(Fault::Deed(format!("thiếu phần {name}")));
    }
    match names.iter().find(|name| !manifest.parts.contains_key(*name)) {
        Some(name) => Err(Fault::Deed(format!("phần {name} không có trong bản kê"))),
        None => Ok(()),
    }
}

/// Both forms of a table, row by row: the one is made again from the other.
fn check_table(table: &Table, rows: u64, mut lines: Opened<'_>, mut csv: Opened<'_>) -> Result<(), Fault> {
    let (mut line, mut space, mut cells) = (Vec::new(), Vec::new(), row::csv_head(table));
    let mut wrong = (!csv.comes(cells.as_bytes(), &mut space)?).then(|| " (dòng tiêu đề)".to_owned());
    let mut read = 0u64;
    while lines.line(&mut line)? {
        read += 1;
        if wrong.is_some() {
            continue;
        }
        let Some(row) = row::read_json(table, &line) else {
            wrong = Some(format!(", bản ghi thứ {read}"));
            continue;
        };
        cells.clear();
        row::write_csv(&mut cells, &row);
        if !csv.comes(cells.as_bytes(), &mut space)? {
            wrong = Some(format!(", bản ghi thứ {read} ({})", row::label(table, &row)));
        }
    }
    if wrong.is_none() && !csv.is_over()? {
        wrong = Some(format!(", sau bản ghi thứ {read}"));
    }
    let place = wrong.clone().unwrap_or_default();
    if !lines.agrees()? {
        return Err(differs(&lines_of(&table.name), &place));
    }
    if !csv.agrees()? {
        return Err(differs(&csv_of(&table.name), &place));
    }
    if wrong.is_some() {
        let (csv, lines) = (csv_of(&table.name), lines_of(&table.name));
        return Err(Fault::Deed(format!("phần {csv} khác với phần {lines}{place}")));
    }
    if read != rows {
        return Err(Fault::Deed(format!("bảng {} có {read} bản ghi, bản kê ghi {rows}", table.name)));
    }
    Ok(())
}
