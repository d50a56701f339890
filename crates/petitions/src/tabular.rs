//! Tables pasted from Word or Excel, or read from CSV, as petitions. Pure: every faulty cell is
//! found before anything is written.
//!
//! The columns are known by their heads, in any order; the shape of the export is read back.

use std::collections::HashMap;

use kernel::{AreaId, Date, OrganizationId, dates};
use papers::pasted::{self, CellFault, Head, Record, folded, word};

use crate::heads::{self, LEVELS, SECTORS, outcome_of};
use crate::model::{CompetenceLevel, Outcome, Sector};

/// What a table may mean: the units, bodies and days that its words are held against.
#[derive(Debug, Clone)]
pub struct Known {
    /// Folded names of units, with and without "xã", "thị trấn".
    pub areas: HashMap<String, AreaId>,
    /// Folded names of bodies, short and long.
    pub bodies: HashMap<String, OrganizationId>,
    /// Today, for dates and for what may not lie ahead.
    pub today: Date,
    /// The day of rows that have none.
    pub received_on: Date,
    /// The promised day of plans that have none.
    pub promised_on: Option<Date>,
}

/// A row that can be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is asked.
    pub text: String,
    /// Whose voters.
    pub area: AreaId,
    /// The hamlet or street.
    pub place: String,
    /// When it was received.
    pub received_on: Date,
    /// Competence.
    pub level: Option<CompetenceLevel>,
    /// Sector.
    pub sector: Option<Sector>,
    /// The body.
    pub lead: Option<OrganizationId>,
    /// The committee in charge.
    pub committee: Option<OrganizationId>,
    /// The answer.
    pub answer: String,
    /// Its document.
    pub reference: String,
    /// What it comes to.
    pub outcome: Option<Outcome>,
    /// The day promised.
    pub promised_on: Option<Date>,
}

/// Reads a table.
///
/// # Errors
/// Every cell that cannot be read, in the order of the rows.
pub fn read(pasted: &str, known: &Known) -> Result<Vec<Row>, Vec<CellFault>> {
    pasted::read(pasted, &[heads::TEXT, heads::VOTERS], |record| Reading { record, known }.row())
}

struct Reading<'a> {
    record: Record<'a>,
    known: &'a Known,
}

impl Reading<'_> {
    fn row(&self) -> Result<Row, Vec<CellFault>> {
        let mut faults = Vec::new();
        let said = self.record.cell(&heads::TEXT);
        if said.is_empty() {
            faults.push(self.record.fault(&heads::TEXT, "Nhập nội dung kiến nghị."));
        }
        let (area, place) = self.voters(&mut faults);
        let received_on = self.day(&heads::RECEIVED, &mut faults).unwrap_or(self.known.received_on);
        if received_on > self.known.today {
            faults.push(self.record.fault(&heads::RECEIVED, "Ngày nhận không sau hôm nay."));
        }
        let level = self.choice(
            &heads::LEVEL,
            &mut faults,
            "trung ương, tỉnh, huyện, xã hoặc khác",
            |cell| word(cell, CompetenceLevel::ALL.iter().map(|one| (one.label(), *one)), &LEVELS),
        );
        let sector = self.choice(&heads::SECTOR, &mut faults, "một lĩnh vực trong danh mục", |cell| {
            word(cell, Sector::ALL.iter().map(|one| (one.label(), *one)), &SECTORS)
        });
        let outcome = self.choice(
            &heads::OUTCOME,
            &mut faults,
            "đã giải quyết, giải trình, đang giải quyết…",
            outcome_of,
        );
        let lead =
            self.choice(&heads::LEAD, &mut faults, "tên một cơ quan đang hoạt động", |cell| {
                self.known.bodies.get(&folded(cell)).copied()
            });
        let committee = self.choice(&heads::COMMITTEE, &mut faults, "tên một Ban của HĐND", |cell| {
            self.known.bodies.get(&folded(cell)).copied()
        });
        let mut promised_on =
            self.day(&heads::PROMISED, &mut faults).filter(|_| outcome.is_some_and(|one| !one.is_final()));
        if let Some(outcome) = outcome {
            if outcome.needs_day() && promised_on.is_none() {
                promised_on = self.known.promised_on;
                if promised_on.is_none() {
                    faults.push(self.record.fault(
                        &heads::OUTCOME,
                        format!(
                            "“{}” phải có ngày: thêm cột Hẹn ngày, hoặc chọn ngày chung ở trên.",
                            outcome.label()
                        ),
                    ));
                }
            }
            if lead.is_none() && self.record.cell(&heads::LEAD).is_empty() {
                faults.push(self.record.fault(&heads::LEAD, "Đã có kết quả thì phải có cơ quan giải quyết."));
            }
        }
        match (area, faults.is_empty()) {
            (Some(area), true) => Ok(Row {
                text: said.to_owned(),
                area,
                place,
                received_on,
                level,
                sector,
                lead,
                committee,
                answer: self.record.cell(&heads::ANSWER).to_owned(),
                reference: self.record.cell(&heads::REFERENCE).to_owned(),
                outcome,
                promised_on,
            }),
            _ => Err(faults),
        }
    }

    /// "thôn Đống Cầu, xã Liêm Phong": the unit is the last part, the rest is the place.
    fn voters(&self, faults: &mut Vec<CellFault>) -> (Option<AreaId>, String) {
        let cell = self.record.cell(&heads::VOTERS);
        let (place, unit) = match cell.rsplit_once([',', '-', '(']) {
            Some((place, unit)) => (place.trim(), unit.trim_end_matches(')').trim()),
            None => ("", cell.trim()),
        };
        let found = self.known.areas.get(&folded(unit)).or_else(|| self.known.areas.get(&folded(cell)));
        if found.is_none() {
            faults.push(self.record.fault(
                &heads::VOTERS,
                if cell.is_empty() {
                    "Nhập xã, thị trấn của cử tri.".to_owned()
                } else {
                    format!("Không có đơn vị “{unit}”. Viết như “thôn Đống Cầu, xã Liêm Phong”.")
                },
            ));
        }
        (found.copied(), place.to_owned())
    }

    fn day(&self, head: &Head, faults: &mut Vec<CellFault>) -> Option<Date> {
        let cell = self.record.cell(head);
        if cell.is_empty() {
            return None;
        }
        let day = dates::parse(cell, self.known.today).ok();
        if day.is_none() {
            faults.push(self.record.fault(head, format!("“{cell}” không phải ngày. Viết như 15/10/2020.")));
        }
        day
    }

    fn choice<T>(
        &self,
        head: &Head,
        faults: &mut Vec<CellFault>,
        wanted: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.record.cell(head);
        if cell.is_empty() {
            return None;
        }
        let found = read(cell);
        if found.is_none() {
            faults.push(self.record.fault(head, format!("Không hiểu “{cell}”. Cần {wanted}.")));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id as _;

    use super::*;

    fn known() -> Known {
        let area = |n| AreaId::from_uuid(kernel::uuid_v7(1, [n; 10]));
        let body = |n| OrganizationId::from_uuid(kernel::uuid_v7(1, [n; 10]));
        Known {
            areas: HashMap::from([
                ("xa liem phong".to_owned(), area(1)),
                ("liem phong".to_owned(), area(1)),
                ("thi tran kien khe".to_owned(), area(2)),
            ]),
            bodies: HashMap::from([("ubnd huyen".to_owned(), body(1)), ("phong tn mt".to_owned(), body(2))]),
            today: date(2020, 10, 15),
            received_on: date(2020, 9, 1),
            promised_on: None,
        }
    }

    const HEAD: &str = "STT\tNội dung kiến nghị\tCử tri (xã, thôn)\tLĩnh vực\tThẩm quyền\tCơ quan giải quyết\tKết quả\tHẹn ngày\n";

    #[test]
    fn a_table_as_word_puts_it_on_the_clipboard_is_read() {
        let table = format!(
            "{HEAD}1\tNạo vét kênh\tthôn Đống Cầu, xã Liêm Phong\tthủy lợi\thuyện\tUBND huyện\tĐang giải quyết\t30/11/2020\n2\t\"Xe quá tải\nlàm hỏng đường\"\tThị trấn Kiện Khê\tGiao thông\tCấp huyện\tPhòng TN&MT\tđã giải quyết xong\t\n\t\t\t\t\t\t\t\n"
        );
        let rows = read(&table, &known()).unwrap();
        assert_eq!(rows.len(), 2, "an empty row is no row");
        assert_eq!((rows[0].place.as_str(), rows[0].sector), ("thôn Đống Cầu", Some(Sector::Agriculture)));
        assert_eq!(rows[0].promised_on, Some(date(2020, 11, 30)));
        assert_eq!(rows[1].text, "Xe quá tải làm hỏng đường");
        assert_eq!(
            (rows[1].level, rows[1].outcome),
            (Some(CompetenceLevel::District), Some(Outcome::Resolved))
        );
        assert_eq!(rows[1].received_on, date(2020, 9, 1));
    }

    #[test]
    fn every_faulty_cell_is_named_with_its_row_and_column() {
        let table = format!(
            "{HEAD}1\t\tXã Không Có\tbay lượn\thuyện\tUBND huyện\t\t\n2\tViệc gì đó\tLiêm Phong\t\t\tSở Lạ\tđang giải quyết\t31/02/2020\n"
        );
        let faults = read(&table, &known()).unwrap_err();
        let said: Vec<(usize, &str)> = faults.iter().map(|one| (one.row, one.column.as_str())).collect();
        assert_eq!(
            said,
            [
                (2, "Nội dung kiến nghị"),
                (2, "Cử tri (xã, thôn)"),
                (2, "Lĩnh vực"),
                (3, "Cơ quan giải quyết"),
                (3, "Hẹn ngày"),
                (3, "Kết quả"),
            ]
        );
    }

    #[test]
    fn a_plan_without_a_day_takes_the_day_chosen_for_all() {
        let table = format!("{HEAD}1\tViệc gì đó\tLiêm Phong\t\t\tUBND huyện\tđang giải quyết\t\n");
        assert!(read(&table, &known()).is_err());
        let day = Some(date(2020, 12, 31));
        let rows = read(&table, &Known { promised_on: day, ..known() }).unwrap();
        assert_eq!(rows[0].promised_on, day);
    }

    #[test]
    fn a_table_without_its_head_says_what_is_missing() {
        let faults = read("1\tNạo vét kênh\tLiêm Phong\n", &known()).unwrap_err();
        let columns: Vec<_> = faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
        assert_eq!(columns, [(1, heads::TEXT.name), (1, heads::VOTERS.name)], "both at once");
        assert_eq!(read("", &known()).unwrap_err()[0].row, 1);
    }

    proptest::proptest! {
        #[test]
        fn nothing_pasted_makes_it_fall(pasted in "(.|\t|\n|\"){0,300}") {
            let _ = read(&pasted, &known());
            let _ = read(&format!("{HEAD}{pasted}"), &known());
        }
    }
}
