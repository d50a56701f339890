//! A programme pasted from Word or Excel, or read from CSV. Pure: every faulty cell is found
//! before anything is written.

use std::collections::HashMap;

use kernel::{Date, OrganizationId, dates, numbers};
use papers::pasted::{self, CellFault, Head, Record, folded};

use crate::model::{Kind, NewItem, OversightGroup};
use crate::rules;

/// What a table may mean.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// Of which programme.
    pub(crate) kind: Kind,
    /// Of which year.
    pub(crate) year: i64,
    /// Folded names of bodies, short and long.
    pub(crate) bodies: HashMap<String, OrganizationId>,
    /// Today, for days without a year.
    pub(crate) today: Date,
}

const TITLE: Head = Head {
    name: "Nội dung",
    words: &[
        "noi dung",
        "noi dung cong viec",
        "nhiem vu",
        "noi dung nhiem vu",
        "noi dung giam sat",
        "cong viec",
    ],
};
const WHEN: Head =
    Head { name: "Thời gian", words: &["thoi gian", "thoi gian thuc hien", "thang", "quy", "thang quy"] };
const LEAD: Head = Head {
    name: "Chủ trì",
    words: &["chu tri", "co quan chu tri", "don vi chu tri", "co quan don vi chu tri"],
};
const COOPERATING: Head = Head {
    name: "Phối hợp",
    words: &["phoi hop", "co quan phoi hop", "don vi phoi hop", "co quan don vi phoi hop"],
};
const PRODUCT: Head = Head { name: "Sản phẩm", words: &["san pham", "ket qua", "san pham ket qua"] };
const DUE: Head = Head { name: "Hạn", words: &["han", "thoi han", "han hoan thanh", "ngay hoan thanh"] };
const GROUP: Head =
    Head { name: "Nhóm", words: &["nhom", "nhom giam sat", "hinh thuc", "hinh thuc giam sat"] };
const KEY: Head = Head { name: "Trọng tâm", words: &["trong tam", "nhiem vu trong tam"] };

const TITLE_MAX: usize = 1_000;
const LEAD_MAX: usize = 300;
const COOPERATING_MAX: usize = 1_000;
const PRODUCT_MAX: usize = 500;

/// Reads a table.
///
/// # Errors
/// Every cell that cannot be read, in the order of the rows.
pub(crate) fn read(pasted: &str, known: &Known) -> Result<Vec<NewItem>, Vec<CellFault>> {
    let needed: &[Head] = if known.kind == Kind::Oversight { &[TITLE, WHEN, GROUP] } else { &[TITLE, WHEN] };
    pasted::read(pasted, needed, |record| {
        let mut reading = Reading { record, known, faults: Vec::new() };
        reading.row().ok_or(reading.faults)
    })
}

/// "Tháng 3", "3", "Quý I", "quý 1", "Q1": quarter and month.
fn when_of(cell: &str) -> Option<(i64, Option<i64>)> {
    let words = folded(cell);
    if let Some(rest) = words.strip_prefix("quy ").or_else(|| words.strip_prefix('q')) {
        let rest = rest.split(['/', ' ']).next().unwrap_or_default();
        let number = rest.parse().ok().or_else(|| numbers::parse_roman(rest).map(i64::from))?;
        return (1..=4).contains(&number).then_some((number, None));
    }
    let rest = words.strip_prefix("thang ").unwrap_or(&words);
    let month: i64 = rest.split(['/', ' ']).next().unwrap_or_default().parse().ok()?;
    (1..=12).contains(&month).then_some(((month + 2) / 3, Some(month)))
}

struct Reading<'a> {
    record: Record<'a>,
    known: &'a Known,
    faults: Vec<CellFault>,
}

impl Reading<'_> {
    fn refuse(&mut self, head: &Head, message: impl Into<String>) {
        self.faults.push(self.record.fault(head, message));
    }

    fn line(&mut self, head: &Head, most: usize) -> String {
        let line = kernel::text::clean_line(self.record.cell(head));
        if line.chars().count() > most {
            self.refuse(head, format!("Dài hơn {most} ký tự. Rút ngắn lại."));
        }
        line
    }

    fn row(&mut self) -> Option<NewItem> {
        let title = self.line(&TITLE, TITLE_MAX);
        if title.chars().count() < 3 {
            self.refuse(&TITLE, "Nội dung dài từ 3 ký tự.");
        }
        let when = when_of(self.record.cell(&WHEN));
        if when.is_none() {
            self.refuse(&WHEN, "Cần tháng (Tháng 3) hoặc quý (Quý I).");
        }
        let lead = self.line(&LEAD, LEAD_MAX);
        let cooperating = self.line(&COOPERATING, COOPERATING_MAX);
        let product = self.line(&PRODUCT, PRODUCT_MAX);
        let oversight_group = self.group();
        let due_on = when.and_then(|(quarter, month)| self.due(quarter, month));
        let (quarter, month) = when?;
        let new = NewItem {
            lead_id: self.known.bodies.get(&kernel::text::fold(&lead)).copied(),
            title,
            oversight_group,
            quarter,
            month,
            lead,
            cooperating,
            product,
            due_on: due_on?,
            is_key: !self.record.cell(&KEY).trim().is_empty(),
        };
        if self.faults.is_empty()
            && let Err(reason) = rules::check_item(self.known.kind, self.known.year, &new)
        {
            self.refuse(&DUE, reason.to_string());
        }
        self.faults.is_empty().then_some(new)
    }

    fn group(&mut self) -> Option<OversightGroup> {
        let cell = self.record.cell(&GROUP).trim();
        if cell.is_empty() && self.known.kind == Kind::Work {
            return None;
        }
        let wanted = folded(cell);
        let found = OversightGroup::ALL.iter().copied().find(|one| {
            let label = folded(one.label());
            let name =
                label.split_once(' ').map_or("", |(_, rest)| rest.split_once(' ').map_or(rest, |_| rest));
            folded(one.as_str()) == wanted || label == wanted || name.ends_with(&wanted) && wanted.len() > 4
        });
        if found.is_none() {
            self.refuse(&GROUP, "Cần một nhóm từ GS-01 đến GS-12.");
        }
        found
    }

    fn due(&mut self, quarter: i64, month: Option<i64>) -> Option<Date> {
        let cell = self.record.cell(&DUE).trim();
        if cell.is_empty() {
            return rules::last_day(self.known.year, quarter, month);
        }
        let read = dates::parse(cell, self.known.today).ok();
        if read.is_none() {
            self.refuse(&DUE, "Không phải ngày. Viết như 15/10/2020, hoặc để trống.");
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn known(kind: Kind) -> Known {
        Known { kind, year: 2020, bodies: HashMap::new(), today: date(2019, 12, 20) }
    }

    #[test]
    fn months_and_quarters_are_read_as_offices_write_them() {
        for (cell, wanted) in [
            ("Tháng 3", Some((1, Some(3)))),
            ("4", Some((2, Some(4)))),
            ("tháng 12/2020", Some((4, Some(12)))),
            ("Quý IV", Some((4, None))),
            ("quý 2/2020", Some((2, None))),
            ("Tháng 13", None),
            ("Quý V", None),
            ("sớm", None),
        ] {
            assert_eq!(when_of(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn a_day_left_out_is_the_last_of_its_month() {
        let table = "Nội dung\tThời gian\tChủ trì\nPhiên họp tháng 2\tTháng 2\tThường trực HĐND\n";
        let rows = read(table, &known(Kind::Work)).expect("a sound table");
        assert_eq!(rows.first().map(|row| row.due_on), Some(date(2020, 2, 29)));
    }

    #[test]
    fn every_faulty_cell_is_named_by_row_and_column() {
        let table = "Nội dung\tThời gian\tNhóm\tHạn\nGiám sát A\tQuý I\tGS-05\t31/03/2020\nGiám sát B\tTháng 14\tGS-05\t\nGiám sát C\tQuý II\tGS-44\t\nGiám sát D\tQuý II\tGS-07\t01/07/2020\n";
        let faults = read(table, &known(Kind::Oversight)).expect_err("faults");
        let said: Vec<(usize, &str)> =
            faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
        assert_eq!(said, [(3, "Thời gian"), (4, "Nhóm"), (5, "Hạn")]);
    }

    #[test]
    fn an_oversight_programme_needs_the_column_of_groups() {
        let faults =
            read("Nội dung\tThời gian\nA B C\tQuý I\n", &known(Kind::Oversight)).expect_err("no column");
        assert_eq!(faults.first().map(|fault| fault.column.as_str()), Some("Nhóm"));
    }
}
