//! A register pasted from Word or Excel, or read from CSV (columns of Mẫu 03/TCD). Pure: every
//! faulty cell is found before anything is written; a denunciation with words in it is a fault.

use std::collections::HashMap;

use kernel::{Date, OrganizationId, dates};
use papers::pasted::{self, CellFault, Head, Record, folded};

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

// The heads as the offices write them; the form's own first
const DAY: Head = Head { name: "Ngày tiếp", words: &["ngay tiep", "ngay", "ngay thang"] };
const PERSON: Head = Head {
    name: "Họ tên, địa chỉ",
    words: &["ho ten dia chi", "ho va ten dia chi", "ho ten", "ho ten dia chi cua cong dan"],
};
const CARD: Head = Head {
    name: "Số CCCD, hộ chiếu",
    words: &["so cccd ho chieu", "so cmnd ho chieu", "cccd ho chieu", "cmnd cccd ho chieu", "cccd"],
};
const CONTENT: Head =
    Head { name: "Nội dung", words: &["noi dung", "noi dung vu viec", "tom tat noi dung"] };
const KIND: Head = Head {
    name: "Loại",
    words: &["loai", "loai don", "loai don kn tc kn pa", "phan loai don", "loai don kn tc knpa"],
};
const PEOPLE: Head =
    Head { name: "Số người cùng nội dung", words: &["so nguoi cung noi dung", "so nguoi"] };
const SETTLED_BY: Head =
    Head { name: "Cơ quan đã giải quyết", words: &["co quan da giai quyet", "da giai quyet"] };
const ACCEPTED: Head = Head {
    name: "Thuộc thẩm quyền, thụ lý",
    words: &["thuoc tham quyen thu ly", "thuoc tham quyen", "thu ly"],
};
const GUIDED: Head = Head { name: "Hướng dẫn", words: &["huong dan"] };
const FORWARDED: Head = Head {
    name: "Chuyển",
    words: &[
        "chuyen co quan so ngay van ban",
        "chuyen",
        "chuyen don",
        "chuyen co quan thu ly so ngay van ban",
    ],
};
const FOLLOWED: Head =
    Head { name: "Theo dõi kết quả", words: &["theo doi ket qua", "ket qua", "ket qua giai quyet"] };
const NOTE: Head = Head { name: "Ghi chú", words: &["ghi chu"] };

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

/// Reads a table. No fault repeats what a person's cell holds.
///
/// # Errors
/// Every cell that cannot be read, in the order of the rows.
pub fn read(pasted: &str, known: &Known) -> Result<Vec<Row>, Vec<CellFault>> {
    pasted::read(pasted, &[DAY, PERSON, CONTENT, KIND], |record| {
        let mut reading = Reading { record, known, faults: Vec::new() };
        reading.row().ok_or(reading.faults)
    })
}

struct Reading<'a> {
    record: Record<'a>,
    known: &'a Known,
    faults: Vec<CellFault>,
}

impl Reading<'_> {
    /// The cell; one that was exported closed holds nothing.
    fn cell(&self, head: &Head) -> &str {
        let cell = self.record.cell(head);
        if cell == CLOSED { "" } else { cell }
    }

    fn refuse(&mut self, head: &Head, message: impl Into<String>) {
        self.faults.push(self.record.fault(head, message));
    }

    fn row(&mut self) -> Option<Row> {
        let day = self.cell(&DAY).to_owned();
        let received_on = dates::parse(&day, self.known.today).ok();
        match received_on {
            None => self.refuse(&DAY, "Không phải ngày. Viết như 15/10/2020."),
            Some(on) if self.known.today < on => self.refuse(&DAY, "Ngày tiếp không sau hôm nay."),
            Some(_) => {}
        }
        let wanted = folded(self.cell(&KIND));
        let kind = KINDS.iter().find(|(word, _)| *word == wanted).map(|(_, kind)| *kind);
        if kind.is_none() {
            self.refuse(&KIND, "Cần KN, TC, Kiến nghị, PA hoặc Nhiều nội dung.");
        }
        if kind == Some(VisitKind::Denunciation) {
            return self.denunciation(received_on);
        }
        let words = self.words();
        let people = match self.cell(&PEOPLE) {
            "" => Some(1),
            typed => kernel::numbers::parse_integer(typed).ok().filter(|count| (1..=10_000).contains(count)),
        };
        if people.is_none() {
            self.refuse(&PEOPLE, "Cần một số từ 1.");
        }
        let (outcome, owner, reference) = self.outcome();
        let is_over = !self.cell(&FOLLOWED).is_empty();
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
        for head in [&PERSON, &CARD, &CONTENT, &SETTLED_BY, &FOLLOWED] {
            if !self.cell(head).is_empty() {
                self.refuse(head, "Tố cáo không nhập họ tên, nội dung. Xóa ô này ở bảng rồi dán lại.");
            }
        }
        // The note of our own export: "TD-2020-0012; sổ giấy số 03/2020"
        let note = self.cell(&NOTE).rsplit("sổ giấy số ").next().unwrap_or_default().trim().to_owned();
        if !is_paper_number(&note) {
            self.refuse(&NOTE, "Tố cáo: cột này chỉ ghi số sổ giấy, gồm chữ số, dấu / và dấu -.");
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
        let person = self.cell(&PERSON);
        let (name, address) = person.split_once(',').unwrap_or((person, ""));
        let words = Words {
            name: name.trim().to_owned(),
            address: address.trim().to_owned(),
            card: self.cell(&CARD).to_owned(),
            content: self.cell(&CONTENT).to_owned(),
            settled_by: self.cell(&SETTLED_BY).to_owned(),
            reply: self.cell(&FOLLOWED).to_owned(),
            note: self.cell(&NOTE).to_owned(),
        };
        if words.name.is_empty() {
            self.refuse(&PERSON, "Nhập họ tên.");
        }
        if words.content.is_empty() {
            self.refuse(&CONTENT, "Nhập nội dung.");
        }
        if !words.card.is_empty() && !is_card(&words.card) {
            self.refuse(&CARD, "Cần 6 đến 12 chữ và số.");
        }
        words
    }

    /// How the citizen left: one of the three columns at most.
    fn outcome(&mut self) -> (Option<Outcome>, Option<OrganizationId>, String) {
        let forwarded = self.cell(&FORWARDED).to_owned();
        let marks = [
            (!self.cell(&ACCEPTED).is_empty(), Outcome::Accepted),
            (!self.cell(&GUIDED).is_empty(), Outcome::Guided),
            (!forwarded.is_empty(), Outcome::Forwarded),
        ];
        let marked: Vec<Outcome> = marks.iter().filter(|(on, _)| *on).map(|(_, outcome)| *outcome).collect();
        if marked.len() > 1 {
            self.refuse(&FORWARDED, "Chỉ ghi một trong ba cột: thụ lý, hướng dẫn, chuyển.");
        }
        let outcome = marked.first().copied();
        if outcome != Some(Outcome::Forwarded) {
            return (outcome, None, String::new());
        }
        let (body, reference) = forwarded.split_once(';').unwrap_or((&forwarded, ""));
        let owner = self.known.bodies.get(&folded(body)).copied();
        if owner.is_none() {
            self.refuse(
                &FORWARDED,
                "Viết như “UBND huyện; 12/PC-HĐND, 15/10/2020”, tên một cơ quan đang hoạt động.",
            );
        }
        (outcome, owner, reference.trim().to_owned())
    }
}

#[cfg(test)]
mod tests;
