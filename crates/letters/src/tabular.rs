//! A register of letters as it is kept in Excel, read from a pasted or uploaded table. Pure: every
//! faulty cell is found before anything is written.

use std::collections::HashMap;

use kernel::{Date, OrganizationId, dates, text};
use papers::pasted::{CellFault, Head, ROWS_MAX, cells, folded};

use crate::model::{Kind, Outcome, Result_, Source, Subject};
use crate::sealed::Sender;

/// What the words of a table are held against.
#[derive(Debug, Clone)]
pub struct Known {
    /// Folded names of bodies, short and long.
    pub bodies: HashMap<String, OrganizationId>,
    /// Today.
    pub today: Date,
}

/// A row that can be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When it was received.
    pub received_on: Date,
    /// How it came.
    pub source: Source,
    /// Its kind.
    pub kind: Kind,
    /// The class of its subject.
    pub subject: Subject,
    /// How many signed.
    pub signers: i64,
    /// Who wrote.
    pub sender: Sender,
    /// What.
    pub content: String,
    /// What was done with it.
    pub outcome: Option<Outcome>,
    /// When.
    pub decided_on: Option<Date>,
    /// Who settles it.
    pub lead: Option<OrganizationId>,
    /// By when it answers.
    pub due_on: Option<Date>,
    /// The paper of the answer.
    pub reference: String,
    /// When it answered.
    pub answered_on: Option<Date>,
    /// What it came to.
    pub result: Option<Result_>,
}

const RECEIVED: Head =
    Head { name: "Ngày nhận", words: &["ngay nhan", "ngay tiep nhan", "ngay nhan don", "ngay"] };
const SOURCE: Head = Head { name: "Nguồn", words: &["nguon", "nguon don"] };
const NAME: Head = Head {
    name: "Họ tên",
    words: &["ho ten", "ho va ten", "nguoi gui", "ho ten nguoi gui", "ho ten dia chi"],
};
const ADDRESS: Head = Head { name: "Địa chỉ", words: &["dia chi", "noi o"] };
const CONTENT: Head =
    Head { name: "Nội dung", words: &["noi dung", "noi dung don", "tom tat noi dung", "trich yeu"] };
const KIND: Head = Head { name: "Loại đơn", words: &["loai don", "loai", "phan loai"] };
const SUBJECT: Head = Head { name: "Lĩnh vực", words: &["linh vuc"] };
const SIGNERS: Head =
    Head { name: "Số người", words: &["so nguoi", "so nguoi ky", "so nguoi cung noi dung"] };
const OUTCOME: Head = Head { name: "Hướng xử lý", words: &["huong xu ly", "ket qua xu ly", "xu ly"] };
const LEAD: Head = Head {
    name: "Cơ quan giải quyết",
    words: &["co quan giai quyet", "co quan thu ly", "don vi giai quyet"],
};
const DECIDED: Head = Head { name: "Ngày xử lý", words: &["ngay xu ly", "ngay chuyen"] };
const DUE: Head = Head { name: "Hạn trả lời", words: &["han tra loi", "thoi han"] };
const REFERENCE: Head =
    Head { name: "Văn bản trả lời", words: &["van ban tra loi", "so ngay van ban"] };
const ANSWERED: Head = Head { name: "Ngày trả lời", words: &["ngay tra loi"] };

const KINDS: [(&str, Kind); 8] = [
    ("kn", Kind::Complaint),
    ("khieu nai", Kind::Complaint),
    ("kien nghi", Kind::CitizenPetition),
    ("pa", Kind::Feedback),
    ("phan anh", Kind::Feedback),
    ("kien nghi phan anh", Kind::Feedback),
    ("knpa", Kind::Feedback),
    ("nhieu noi dung", Kind::Mixed),
];

const OUTCOMES: [(&str, Outcome); 7] = [
    ("chuyen", Outcome::Forward),
    ("chuyen don", Outcome::Forward),
    ("luu", Outcome::File),
    ("huong dan", Outcome::Guide),
    ("tra lai", Outcome::Return),
    ("thu ly", Outcome::Accept),
    ("khong thu ly", Outcome::ReplyNotAccept),
];

/// One of an enum's labels, or a word of the offices.
fn word<T: Copy>(
    cell: &str,
    labels: impl Iterator<Item = (&'static str, T)>,
    others: &[(&str, T)],
) -> Option<T> {
    let wanted = folded(cell);
    labels
        .map(|(label, value)| (folded(label), value))
        .chain(others.iter().map(|(word, value)| ((*word).to_owned(), *value)))
        .find(|(known, _)| *known == wanted)
        .map(|(_, value)| value)
}

/// Reads a table.
///
/// # Errors
/// Every cell that cannot be read, in the order of the rows.
pub fn read(pasted: &str, known: &Known) -> Result<Vec<Row>, Vec<CellFault>> {
    let table = cells(pasted);
    let Some((head, body)) = table.split_first() else {
        return Err(vec![CellFault::new(1, CONTENT.name, "Bảng trống. Dán cả dòng đầu đề.")]);
    };
    let lacking: Vec<CellFault> = [RECEIVED, KIND, CONTENT]
        .iter()
        .filter(|needed| needed.place(head).is_none())
        .map(|needed| {
            CellFault::new(1, needed.name, "Không thấy cột này ở dòng đầu. Dán cả dòng đầu đề của bảng.")
        })
        .collect();
    if !lacking.is_empty() {
        return Err(lacking);
    }
    if body.len() > ROWS_MAX {
        return Err(vec![CellFault::new(ROWS_MAX + 2, "–", "Bảng dài hơn 5.000 dòng. Chia ra nhiều lần.")]);
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (record, number) in body.iter().zip(2..) {
        if record.iter().all(String::is_empty) {
            continue;
        }
        let mut reading = Reading { record, head, number, known, faults: Vec::new() };
        match reading.row() {
            Some(row) if reading.faults.is_empty() => rows.push(row),
            _ => faults.extend(reading.faults),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(CellFault::new(2, CONTENT.name, "Bảng chỉ có dòng đầu đề."));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

struct Reading<'a> {
    record: &'a [String],
    head: &'a [String],
    number: usize,
    known: &'a Known,
    faults: Vec<CellFault>,
}

impl Reading<'_> {
    fn cell(&self, head: &Head) -> &str {
        head.place(self.head).and_then(|place| self.record.get(place)).map_or("", String::as_str)
    }

    fn fault(&mut self, head: &Head, message: impl Into<String>) {
        self.faults.push(CellFault::new(self.number, head.name, message));
    }

    fn day(&mut self, head: &Head) -> Option<Date> {
        let cell = self.cell(head).to_owned();
        if cell.is_empty() {
            return None;
        }
        match dates::parse(&cell, self.known.today) {
            Ok(day) => Some(day),
            Err(fault) => {
                self.fault(head, fault.to_string());
                None
            }
        }
    }

    fn choice<T: Copy>(&mut self, head: &Head, wanted: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let cell = self.cell(head).to_owned();
        if cell.is_empty() {
            return None;
        }
        let found = find(&cell);
        if found.is_none() {
            self.fault(head, format!("“{}” không đọc được; viết {wanted}.", text::truncate_words(&cell, 60)));
        }
        found
    }

    fn row(&mut self) -> Option<Row> {
        let received_on = self.day(&RECEIVED);
        if received_on.is_none() && self.cell(&RECEIVED).is_empty() {
            self.fault(&RECEIVED, "Nhập ngày nhận.");
        }
        if received_on.is_some_and(|day| day > self.known.today) {
            self.fault(&RECEIVED, "Ngày nhận không sau hôm nay.");
        }
        let typed_kind = folded(self.cell(&KIND));
        if matches!(typed_kind.as_str(), "tc" | "to cao") {
            // The cell is not repeated: a fault is shown on the screen
            self.fault(
                &KIND,
                "Đơn tố cáo không nhập bằng bảng: bỏ dòng này, vào sổ từng đơn, chỉ số sổ giấy, ngày, lĩnh vực.",
            );
            return None;
        }
        let kind = self.choice(
            &KIND,
            "khiếu nại, kiến nghị, phản ánh hoặc nhiều nội dung",
            |cell| word(cell, Kind::ALL.iter().map(|one| (one.label(), *one)), &KINDS),
        );
        if typed_kind.is_empty() {
            self.fault(&KIND, "Nhập loại đơn.");
        }
        let source = self.choice(&SOURCE, "bưu điện, nộp trực tiếp…", |cell| {
            word(cell, Source::ALL.iter().map(|one| (one.label(), *one)), &[("truc tiep", Source::Direct)])
        });
        let subject = self.choice(&SUBJECT, "một lĩnh vực trong danh mục", |cell| {
            word(cell, Subject::ALL.iter().map(|one| (one.label(), *one)), &[("dat dai", Subject::Land)])
        });
        let outcome =
            self.choice(&OUTCOME, "thụ lý, hướng dẫn, chuyển, trả lại, lưu", |cell| {
                word(cell, Outcome::ALL.iter().map(|one| (one.label(), *one)), &OUTCOMES)
            });
        let known = self.known;
        let lead = self.choice(&LEAD, "tên một cơ quan đang hoạt động", |cell| {
            known.bodies.get(&folded(cell)).copied()
        });
        let (decided_on, due_on, answered_on) = (self.day(&DECIDED), self.day(&DUE), self.day(&ANSWERED));
        let reference = self.cell(&REFERENCE).to_owned();
        if outcome.is_some() && decided_on.is_none() && self.cell(&DECIDED).is_empty() {
            self.fault(&DECIDED, "Đã xử lý thì phải có ngày xử lý.");
        }
        if outcome.is_some_and(Outcome::awaits) && answered_on.is_none() {
            if lead.is_none() && self.cell(&LEAD).is_empty() {
                self.fault(&LEAD, "Đơn đã chuyển, thụ lý thì phải có cơ quan giải quyết.");
            }
            if due_on.is_none_or(|due| due <= known.today) {
                self.fault(&DUE, "Đơn chưa có trả lời: hạn trả lời phải sau hôm nay.");
            }
        }
        for (head, day) in [(&DECIDED, decided_on), (&ANSWERED, answered_on)] {
            if let (Some(day), Some(received)) = (day, received_on)
                && (day < received || day > known.today)
            {
                self.fault(head, "Ngày phải từ ngày nhận đến hôm nay.");
            }
        }
        let signers = self.cell(&SIGNERS).to_owned();
        let signers = if signers.is_empty() { Ok(1) } else { kernel::numbers::parse_integer(&signers) };
        if !signers.as_ref().is_ok_and(|count| (1..=100_000).contains(count)) {
            self.fault(&SIGNERS, "Số người: từ 1 đến 100.000.");
        }
        let content = self.cell(&CONTENT).to_owned();
        if content.is_empty() {
            self.fault(&CONTENT, "Nhập nội dung.");
        }
        let sender = Sender {
            name: self.cell(&NAME).to_owned(),
            address: self.cell(&ADDRESS).to_owned(),
            ..Sender::default()
        };
        Some(Row {
            received_on: received_on?,
            source: source.unwrap_or(Source::Post),
            kind: kind?,
            subject: subject.unwrap_or(Subject::Other),
            signers: signers.unwrap_or(1),
            sender,
            content,
            outcome,
            decided_on,
            lead,
            due_on,
            reference,
            answered_on,
            result: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id as _;

    use super::*;

    fn known() -> Known {
        let body = OrganizationId::from_uuid(kernel::uuid_v7(0, [1; 10]));
        Known {
            bodies: [("ubnd huyen".to_owned(), body)].into_iter().collect(),
            today: Date::constant(2020, 10, 15),
        }
    }

    #[test]
    fn a_register_is_read_in_the_words_of_the_offices() {
        let rows = read(
            "Số đơn\tNgày nhận\tHọ tên\tĐịa chỉ\tNội dung\tLoại đơn\tHướng xử lý\tCơ quan giải quyết\tNgày xử lý\tHạn trả lời\n\
             1/2020\t5/10/2020\tNgười Một\tThôn A\tĐền bù chưa đủ\tKN\tChuyển\tUBND huyện\t8/10/2020\t20/11/2020",
            &known(),
        )
        .unwrap();
        let [row] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((row.kind, row.outcome), (Kind::Complaint, Some(Outcome::Forward)));
        assert_eq!(row.due_on, Some(Date::constant(2020, 11, 20)));
        assert!(row.lead.is_some());
    }

    #[test]
    fn every_faulty_cell_is_named_and_a_denunciation_is_not_repeated() {
        let faults = read(
            "Ngày nhận\tNội dung\tLoại đơn\tHọ tên\n\
             31/2/2020\t\tgì đó\tX\n\
             1/10/2020\tTố cáo ông Bí Mật\tTC\tNgười Tố Cáo",
            &known(),
        )
        .unwrap_err();
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 4, "{said:?}");
        assert!(said.iter().any(|line| line.starts_with("Dòng 3, cột Loại đơn: Đơn tố cáo")), "{said:?}");
        assert!(
            said.iter().all(|line| !line.contains("Bí Mật") && !line.contains("Người Tố Cáo")),
            "{said:?}"
        );
    }
}
