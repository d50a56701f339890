//! The national lists of units, read.

use std::collections::{HashMap, HashSet};
use std::fmt;

use kernel::{Date, text};

use crate::model::{AreaKind, Tier};

/// What is wrong in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The file.
    pub file: String,
    /// The row, counted from 1 with the heading.
    pub row: usize,
    /// The column's heading.
    pub column: String,
    /// What happened and what to do.
    pub message: String,
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, dòng {}, cột {}: {}", self.file, self.row, self.column, self.message)
    }
}

/// A unit as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: AreaKind,
    pub(crate) tier: Tier,
    pub(crate) parent: Option<String>,
}

/// A row of the conversion table: where a commune of the three tiers, or a part of it, went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLink {
    pub(crate) row: usize,
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) is_part: bool,
    pub(crate) old_name: String,
    pub(crate) old_district: String,
}

impl UnitLink {
    /// The kind of the old commune, when the row is enough to add it: one that was formed after
    /// the list of about 2021 is in the conversion table alone.
    pub(crate) fn late_kind(&self) -> Option<AreaKind> {
        if self.old_district.is_empty() { None } else { kind_of(&self.old_name, Tier::Commune) }
    }
}

/// A file that was read: units of one day, or the links between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitFile {
    /// Units and the first and last day on which they stand.
    Units {
        /// The first day.
        from: Date,
        /// The last day.
        to: Option<Date>,
        /// The units, higher tiers first.
        units: Vec<Unit>,
    },
    /// What became of the communes of the three tiers.
    Links {
        /// The file's name, for faults.
        file: String,
        /// The rows.
        links: Vec<UnitLink>,
    },
}

/// The set "khoảng 2021" stands for the three tiers. It is taken to hold from the first of
/// January 2019: an assumption of ours, not a date of law.
pub(crate) const THREE_TIERS_FROM: Date = Date::constant(2019, 1, 1);
/// Districts ceased, and the new communes began (Luật 72/2025/QH15, Điều 51).
pub(crate) const TWO_TIERS_FROM: Date = Date::constant(2025, 7, 1);
/// The last day of the three tiers.
pub(crate) const THREE_TIERS_TO: Date = Date::constant(2025, 6, 30);
const FAULTS_MAX: usize = 100;

const OLD_HEAD: [&str; 7] =
    ["province_code", "province", "district_code", "district", "ward_code", "ward", "ward_type"];
const NEW_HEAD: [&str; 5] = ["province_code", "province", "ward_code", "ward", "ward_type"];
const LINK_HEAD: [&str; 3] = ["old_ward_code", "new_ward_code", "kind"];

/// Reads one of the three national files; its kind is known by its heading.
///
/// # Errors
/// Everything that is wrong, cell by cell, at most a hundred.
pub fn read_units(csv: &str, file: &str) -> Result<UnitFile, Vec<CellFault>> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads: Vec<String> =
        reader.headers().map(|head| head.iter().map(|h| h.trim().to_owned()).collect()).unwrap_or_default();
    let has = |wanted: &[&str]| wanted.iter().all(|one| heads.iter().any(|head| head == one));
    let at: HashMap<&str, usize> = heads.iter().enumerate().map(|(i, head)| (head.as_str(), i)).collect();
    let mut sheet = Reading { file, faults: Vec::new() };
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        match record {
            Ok(record) => rows.push((i + 2, record)),
            Err(_) => sheet.fault(i + 2, "–", "Dòng không đọc được. Lưu lại tệp ở dạng CSV UTF-8."),
        }
    }
    let cell = |record: &csv::StringRecord, name: &str| -> String {
        at.get(name).and_then(|i| record.get(*i)).map(text::clean_line).unwrap_or_default()
    };
    let read = if has(&LINK_HEAD) {
        UnitFile::Links {
            file: file.to_owned(),
            links: rows.iter().filter_map(|(row, record)| sheet.link(*row, record, &cell)).collect(),
        }
    } else if has(&OLD_HEAD) {
        UnitFile::Units {
            from: THREE_TIERS_FROM,
            to: Some(THREE_TIERS_TO),
            units: sheet.units(&rows, &cell, true),
        }
    } else if has(&NEW_HEAD) {
        UnitFile::Units { from: TWO_TIERS_FROM, to: None, units: sheet.units(&rows, &cell, false) }
    } else {
        sheet.fault(
            1,
            "–",
            "Không nhận ra loại tệp. Dòng đầu phải là tiêu đề cột của danh mục đơn vị hoặc bảng chuyển đổi.",
        );
        UnitFile::Links { file: file.to_owned(), links: Vec::new() }
    };
    if sheet.faults.is_empty() { Ok(read) } else { Err(sheet.faults) }
}

struct Reading<'a> {
    file: &'a str,
    faults: Vec<CellFault>,
}

type Rows = [(usize, csv::StringRecord)];

impl Reading<'_> {
    fn fault(&mut self, row: usize, column: &str, message: &str) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(CellFault {
                file: self.file.to_owned(),
                row,
                column: column.to_owned(),
                message: message.to_owned(),
            });
        }
    }

    fn code(&mut self, row: usize, column: &str, value: &str, digits: usize) -> bool {
        let good = value.len() == digits && value.bytes().all(|byte| byte.is_ascii_digit());
        if !good {
            self.fault(row, column, &format!("Mã “{value}” phải đủ {digits} chữ số, giữ số 0 ở đầu."));
        }
        good
    }

    fn link(
        &mut self,
        row: usize,
        record: &csv::StringRecord,
        cell: &impl Fn(&csv::StringRecord, &str) -> String,
    ) -> Option<UnitLink> {
        let (old, new, kind) =
            (cell(record, "old_ward_code"), cell(record, "new_ward_code"), cell(record, "kind"));
        let codes = self.code(row, "old_ward_code", &old, 5) & self.code(row, "new_ward_code", &new, 5);
        let is_part = match kind.as_str() {
            "whole" => false,
            "part" => true,
            _ => {
                self.fault(row, "kind", "Ghi whole (toàn bộ) hoặc part (một phần).");
                return None;
            }
        };
        let (old_name, old_district) = (cell(record, "old_ward"), cell(record, "old_district_code"));
        codes.then_some(UnitLink { row, old, new, is_part, old_name, old_district })
    }

    fn units(
        &mut self,
        rows: &Rows,
        cell: &impl Fn(&csv::StringRecord, &str) -> String,
        three_tiers: bool,
    ) -> Vec<Unit> {
        let (mut high, mut middle, mut low) = (Vec::new(), Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for (row, record) in rows {
            let row = *row;
            let province = cell(record, "province_code");
            if !self.code(row, "province_code", &province, 2) {
                continue;
            }
            self.unit(
                row,
                "province",
                &mut high,
                &mut seen,
                province.clone(),
                cell(record, "province"),
                Tier::Province,
                None,
            );
            let parent = if three_tiers {
                let district = cell(record, "district_code");
                if !self.code(row, "district_code", &district, 3) {
                    continue;
                }
                self.unit(
                    row,
                    "district",
                    &mut middle,
                    &mut seen,
                    district.clone(),
                    cell(record, "district"),
                    Tier::District,
                    Some(province),
                );
                district
            } else {
                province
            };
            let ward = cell(record, "ward_code");
            // Island districts have no commune
            if ward.is_empty() && three_tiers {
                continue;
            }
            if self.code(row, "ward_code", &ward, 5) {
                self.unit(
                    row,
                    "ward",
                    &mut low,
                    &mut seen,
                    ward,
                    cell(record, "ward"),
                    Tier::Commune,
                    Some(parent),
                );
            }
        }
        high.into_iter().chain(middle).chain(low).collect()
    }

    fn unit(
        &mut self,
        row: usize,
        column: &str,
        units: &mut Vec<Unit>,
        seen: &mut HashSet<String>,
        code: String,
        name: String,
        tier: Tier,
        parent: Option<String>,
    ) {
        if !seen.insert(code.clone()) {
            if tier == Tier::Commune {
                self.fault(row, column, &format!("Mã {code} đã có ở dòng trên."));
            }
            return;
        }
        match kind_of(&name, tier) {
            Some(kind) => units.push(Unit { code, name, kind, tier, parent }),
            None => self.fault(
                row,
                column,
                &format!("Không nhận ra loại đơn vị của “{name}”. Ghi đủ: Xã …, Phường …, Thị trấn …"),
            ),
        }
    }
}

fn kind_of(name: &str, tier: Tier) -> Option<AreaKind> {
    let folded = text::exact(name);
    let starts = |words: &str| folded.starts_with(words);
    match tier {
        Tier::Province if starts("tỉnh ") => Some(AreaKind::Province),
        Tier::Province if starts("thành phố ") => Some(AreaKind::Municipality),
        Tier::District if starts("huyện ") => Some(AreaKind::District),
        Tier::District if starts("quận ") => Some(AreaKind::UrbanDistrict),
        Tier::District if starts("thị xã ") => Some(AreaKind::Town),
        Tier::District if starts("thành phố ") => Some(AreaKind::City),
        Tier::Commune if starts("xã ") => Some(AreaKind::Commune),
        Tier::Commune if starts("thị trấn ") => Some(AreaKind::Township),
        Tier::Commune if starts("phường ") => Some(AreaKind::Ward),
        Tier::Commune if starts("đặc khu ") => Some(AreaKind::SpecialZone),
        Tier::Province | Tier::District | Tier::Commune => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "province_code,province,district_code,district,ward_code,ward,ward_type\n35,Tỉnh Hà Nam,351,Huyện Thanh Liêm,13453,Xã Thanh Hà,xa\n35,Tỉnh Hà Nam,351,Huyện Thanh Liêm,13441,Thị trấn Kiện Khê,thi-tran\n";

    #[test]
    fn a_province_and_a_district_are_counted_once() {
        let Ok(UnitFile::Units { units, to, .. }) = read_units(OLD, "a.csv") else { panic!("units") };
        let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
        assert_eq!(codes, ["35", "351", "13453", "13441"]);
        assert_eq!(to, Some(Date::constant(2025, 6, 30)));
        assert_eq!(units[3].kind, AreaKind::Township);
    }

    #[test]
    fn a_code_that_lost_its_leading_zero_is_named_with_its_cell() {
        let faults = read_units(
            "province_code,province,ward_code,ward,ward_type\n1,Thành phố Hà Nội,4,Phường Ba Đình,Phường\n",
            "b.csv",
        )
        .unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "b.csv, dòng 2, cột province_code: Mã “1” phải đủ 2 chữ số, giữ số 0 ở đầu."
        );
    }

    #[test]
    fn another_file_is_not_taken_for_units() {
        assert!(read_units("a,b\n1,2\n", "c.csv").is_err());
        assert!(read_units("", "d.csv").is_err());
    }
}
