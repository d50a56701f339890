//! A register pasted from Word or Excel, or read from CSV (columns of Mẫu 03/TCD). Pure: every
//! faulty cell is found before anything is written; a denunciation with words in it is a fault.

use std::collections::HashMap;
use std::fmt;

use kernel::{Date, OrganizationId, dates, text};

use crate::forms_visits::{is_card, is_paper_number};
use crate::model::{Outcome, VisitKind};
use crate::register::CLOSED;
use crate::words::Words;

/// What a table may mean.
#[derive(Debug, Clone)]
pub struct Known {
    /// Folded names of bodies, short and long.
    pub bodies: HashMap<String, OrganizationId>,
    /// Today: nothing lies ahead of it.
    pub today: Date,
}

/// A row that can be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When.
    pub received_on: Date,
    /// What kind.
    pub kind: VisitKind,
    /// How many came.
    pub people: i64,
    /// Who and what.
    pub words: Words,
    /// How the citizen left.
    pub outcome: Option<Outcome>,
    /// To whom it was forwarded.
    pub owner: Option<OrganizationId>,
    /// Number and date of the slip.
    pub reference: String,
    /// The table says what came of it.
    pub is_over: bool,
    /// A denunciation's number in the paper register.
    pub paper_number: String,
}

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The row, as it is counted in the pasted text: the head is row 1.
    pub row: usize,
    /// The column's own head.
    pub column: String,
    /// What is wrong and what to do. Never what a person's cell holds.
    pub message: String,
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dòng {}, cột {}: {}", self.row, self.column, self.message)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Head {
    Day,
    Person,
    Card,
    Content,
    Kind,
    People,
    SettledBy,
    Accepted,
    Guided,
    Forwarded,
    Followed,
    Note,
}

/// The heads as the offices write them, folded; the form's own first.
const HEADS: [(Head, &[&str]); 12] = [
    (Head::Day, &["ngay tiep", "ngay", "ngay thang"]),
    (Head::Person, &["ho ten dia chi", "ho va ten dia chi", "ho ten", "ho ten dia chi cua cong dan"]),
    (Head::Card, &["so cccd ho chieu", "so cmnd ho chieu", "cccd ho chieu", "cmnd cccd ho chieu", "cccd"]),
    (Head::Content, &["noi dung", "noi dung vu viec", "tom tat noi dung"]),
    (Head::Kind, &["loai", "loai don", "loai don kn tc kn pa", "phan loai don", "loai don kn tc knpa"]),
    (Head::People, &["so nguoi cung noi dung", "so nguoi"]),
    (Head::SettledBy, &["co quan da giai quyet", "da giai quyet"]),
    (Head::Accepted, &["thuoc tham quyen thu ly", "thuoc tham quyen", "thu ly"]),
    (Head::Guided, &["huong dan"]),
    (
        Head::Forwarded,
        &["chuyen co quan so ngay van ban", "chuyen", "chuyen don", "chuyen co quan thu ly so ngay van ban"],
    ),
    (Head::Followed, &["theo doi ket qua", "ket qua", "ket qua giai quyet"]),
    (Head::Note, &["ghi chu"]),
];

const KINDS: [(&str, VisitKind); 10] = [
    ("kn", VisitKind::Complaint),
    ("khieu nai", VisitKind::Complaint),
    ("tc", VisitKind::Denunciation),
    ("to cao", VisitKind::Denunciation),
    ("kien nghi", VisitKind::CitizenPetition),
    ("knpa", VisitKind::CitizenPetition),
    ("kien nghi phan anh", VisitKind::CitizenPetition),
    ("pa", VisitKind::Feedback),
    ("phan anh", VisitKind::Feedback),
    ("nhieu noi dung", VisitKind::Mixed),
];

/// More rows than these are another system's archive, not a table to paste.
pub const ROWS_MAX: usize = 5_000;

fn folded(cell: &str) -> String {
    text::fold(cell).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cells of a table: tabs as Word and Excel put them on the clipboard, or CSV.
fn cells(pasted: &str) -> Vec<Vec<String>> {
    let pasted = pasted.trim_start_matches('\u{feff}');
    let head = pasted.lines().next().unwrap_or_default();
    let delimiter =
        [b'\t', b';', b','].into_iter().find(|one| head.as_bytes().contains(one)).unwrap_or(b'\t');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(pasted.as_bytes());
    reader
        .records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(text::clean_line).collect::<Vec<String>>())
        .take(ROWS_MAX + 2)
        .collect()
}

/// Reads a table.
///
/// # Errors
/// Every cell that cannot be read, in the order of the rows.
pub fn read(pasted: &str, known: &Known) -> Result<Vec<Row>, Vec<CellFault>> {
    let table = cells(pasted);
    let Some((head, body)) = table.split_first() else {
        return Err(vec![fault(1, "Ngày tiếp", "Bảng trống. Dán cả dòng đầu đề.")]);
    };
    let place = |words: &[&str]| head.iter().position(|cell| words.contains(&folded(cell).as_str()));
    let at: HashMap<Head, usize> =
        HEADS.iter().filter_map(|(wanted, words)| Some((*wanted, place(words)?))).collect();
    for (needed, words) in [
        (Head::Day, "Ngày tiếp"),
        (Head::Person, "Họ tên, địa chỉ"),
        (Head::Content, "Nội dung"),
        (Head::Kind, "Loại"),
    ] {
        if !at.contains_key(&needed) {
            return Err(vec![fault(1, words, "Không thấy cột này ở dòng đầu. Dán cả dòng đầu đề của bảng.")]);
        }
    }
    if body.len() > ROWS_MAX {
        return Err(vec![fault(ROWS_MAX + 2, "–", "Bảng dài hơn 5.000 dòng. Chia ra nhiều lần.")]);
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (record, number) in body.iter().zip(2..) {
        if record.iter().all(String::is_empty) {
            continue;
        }
        let mut reading = Reading { record, head, at: &at, number, known, faults: Vec::new() };
        match reading.row() {
            Some(row) => rows.push(row),
            None => faults.append(&mut reading.faults),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(fault(2, "Ngày tiếp", "Bảng chỉ có dòng đầu đề."));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn fault(row: usize, column: &str, message: &str) -> CellFault {
    CellFault { row, column: column.to_owned(), message: message.to_owned() }
}

struct Reading<'a> {
    record: &'a [String],
    head: &'a [String],
    at: &'a HashMap<Head, usize>,
    number: usize,
    known: &'a Known,
    faults: Vec<CellFault>,
}

impl Reading<'_> {
    /// The cell; one that was exported closed holds nothing.
    fn cell(&self, head: Head) -> &str {
        let cell = self.at.get(&head).and_then(|place| self.record.get(*place)).map_or("", String::as_str);
        if cell == CLOSED { "" } else { cell }
    }

    fn refuse(&mut self, head: Head, message: impl Into<String>) {
        let column = self.at.get(&head).and_then(|place| self.head.get(*place)).cloned().unwrap_or_default();
        self.faults.push(CellFault { row: self.number, column, message: message.into() });
    }

    fn row(&mut self) -> Option<Row> {
        let day = self.cell(Head::Day).to_owned();
        let received_on = dates::parse(&day, self.known.today).ok();
        match received_on {
            None => self.refuse(Head::Day, "Không phải ngày. Viết như 15/10/2020."),
            Some(on) if self.known.today < on => self.refuse(Head::Day, "Ngày tiếp không sau hôm nay."),
            Some(_) => {}
        }
        let wanted = folded(self.cell(Head::Kind));
        let kind = KINDS.iter().find(|(word, _)| *word == wanted).map(|(_, kind)| *kind);
        if kind.is_none() {
            self.refuse(Head::Kind, "Cần KN, TC, Kiến nghị, PA hoặc Nhiều nội dung.");
        }
        if kind == Some(VisitKind::Denunciation) {
            return self.denunciation(received_on);
        }
        let words = self.words();
        let people = match self.cell(Head::People) {
            "" => Some(1),
            typed => kernel::numbers::parse_integer(typed).ok().filter(|count| (1..=10_000).contains(count)),
        };
        if people.is_none() {
            self.refuse(Head::People, "Cần một số từ 1.");
        }
        let (outcome, owner, reference) = self.outcome();
        let is_over = !self.cell(Head::Followed).is_empty();
        let (Some(received_on), Some(kind), Some(people), true) =
            (received_on, kind, people, self.faults.is_empty())
        else {
            return None;
        };
        let paper_number = String::new();
        Some(Row { received_on, kind, people, words, outcome, owner, reference, is_over, paper_number })
    }

    /// Only the day and the number of the paper register pass.
    fn denunciation(&mut self, received_on: Option<Date>) -> Option<Row> {
        for head in [Head::Person, Head::Card, Head::Content, Head::SettledBy, Head::Followed] {
            if !self.cell(head).is_empty() {
                self.refuse(head, "Tố cáo không nhập họ tên, nội dung. Xóa ô này ở bảng rồi dán lại.");
            }
        }
        // The note of our own export: "TD-2020-0012; sổ giấy số 03/2020"
        let note = self.cell(Head::Note).rsplit("sổ giấy số ").next().unwrap_or_default().trim().to_owned();
        if !is_paper_number(&note) {
            self.refuse(Head::Note, "Tố cáo: cột này chỉ ghi số sổ giấy, gồm chữ số, dấu / và dấu -.");
        }
        let received_on = received_on.filter(|_| self.faults.is_empty())?;
        Some(Row {
            received_on,
            kind: VisitKind::Denunciation,
            people: 1,
            words: Words::default(),
            outcome: None,
            owner: None,
            reference: String::new(),
            is_over: true,
            paper_number: note,
        })
    }

    fn words(&mut self) -> Words {
        let person = self.cell(Head::Person);
        let (name, address) = person.split_once(',').unwrap_or((person, ""));
        let words = Words {
            name: name.trim().to_owned(),
            address: address.trim().to_owned(),
            card: self.cell(Head::Card).to_owned(),
            content: self.cell(Head::Content).to_owned(),
            settled_by: self.cell(Head::SettledBy).to_owned(),
            reply: self.cell(Head::Followed).to_owned(),
            note: self.cell(Head::Note).to_owned(),
        };
        if words.name.is_empty() {
            self.refuse(Head::Person, "Nhập họ tên.");
        }
        if words.content.is_empty() {
            self.refuse(Head::Content, "Nhập nội dung.");
        }
        if !words.card.is_empty() && !is_card(&words.card) {
            self.refuse(Head::Card, "Cần 6 đến 12 chữ và số.");
        }
        words
    }

    /// How the citizen left: one of the three columns at most.
    fn outcome(&mut self) -> (Option<Outcome>, Option<OrganizationId>, String) {
        let forwarded = self.cell(Head::Forwarded).to_owned();
        let marks = [
            (!self.cell(Head::Accepted).is_empty(), Outcome::Accepted),
            (!self.cell(Head::Guided).is_empty(), Outcome::Guided),
            (!forwarded.is_empty(), Outcome::Forwarded),
        ];
        let marked: Vec<Outcome> = marks.iter().filter(|(on, _)| *on).map(|(_, outcome)| *outcome).collect();
        if marked.len() > 1 {
            self.refuse(Head::Forwarded, "Chỉ ghi một trong ba cột: thụ lý, hướng dẫn, chuyển.");
        }
        let outcome = marked.first().copied();
        if outcome != Some(Outcome::Forwarded) {
            return (outcome, None, String::new());
        }
        let (body, reference) = forwarded.split_once(';').unwrap_or((&forwarded, ""));
        let owner = self.known.bodies.get(&folded(body)).copied();
        if owner.is_none() {
            self.refuse(
                Head::Forwarded,
                "Viết như “UBND huyện; 12/PC-HĐND, 15/10/2020”, tên một cơ quan đang hoạt động.",
            );
        }
        (outcome, owner, reference.trim().to_owned())
    }
}

#[cfg(test)]
mod tests;
