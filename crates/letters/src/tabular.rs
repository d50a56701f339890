//! A register of letters as it is kept in Excel, read from a pasted or uploaded table. Pure: every
//! faulty cell is found before anything is written.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use kernel::{Date, OrganizationId, dates, text};
use papers::pasted::{self, CellFault, Head, Record, folded, word};

use crate::model::{Kind, Outcome, Source, Subject};
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
    /// The number in the paper register, of a denunciation.
    pub paper_number: String,
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
const PAPER: Head = Head { name: "Số ở sổ giấy", words: &["so o so giay", "so so giay", "so giay"] };

const KINDS: [(&str, Kind); 9] = [
    ("tc", Kind::Denunciation),
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

const SIGNERS_RANGE: RangeInclusive<i64> = 1..=100_000;
const PAPER_MAX: usize = 20;

/// Reads a table.
///
/// # Errors
/// Every cell that cannot be read, in the order of the rows.
pub fn read(pasted: &str, known: &Known) -> Result<Vec<Row>, Vec<CellFault>> {
    pasted::read(pasted, &[RECEIVED, KIND, CONTENT], |record| {
        let mut reading = Reading { record, known, faults: Vec::new() };
        let row = reading.row().filter(|_| reading.faults.is_empty());
        row.ok_or(reading.faults)
    })
}

struct Reading<'a> {
    record: Record<'a>,
    known: &'a Known,
    faults: Vec<CellFault>,
}

impl Reading<'_> {
    fn cell(&self, head: &Head) -> &str {
        self.record.cell(head)
    }

    fn fault(&mut self, head: &Head, message: impl Into<String>) {
        self.faults.push(self.record.fault(head, message));
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

    /// Of a denunciation only what says nothing of it. The cells are not repeated: a fault is shown
    /// on a screen.
    fn neutral(&mut self, words: &[&str], paper_number: &str, outcome: Option<Outcome>) {
        if words.iter().any(|cell| !cell.is_empty()) {
            self.fault(&KIND, "Đơn tố cáo: bỏ trống họ tên, địa chỉ, nội dung; ghi ở sổ giấy.");
        }
        if !(1..=PAPER_MAX).contains(&paper_number.chars().count()) {
            self.fault(&PAPER, "Đơn tố cáo: nhập số ở sổ giấy, không quá 20 ký tự.");
        }
        if outcome.is_some_and(|outcome| outcome != Outcome::Forward) {
            self.fault(&OUTCOME, "Đơn tố cáo: chỉ chuyển đến nơi có thẩm quyền.");
        }
    }

    fn row(&mut self) -> Option<Row> {
        let received_on = self.day(&RECEIVED);
        if received_on.is_none() && self.cell(&RECEIVED).is_empty() {
            self.fault(&RECEIVED, "Nhập ngày nhận.");
        }
        if received_on.is_some_and(|day| day > self.known.today) {
            self.fault(&RECEIVED, "Ngày nhận không sau hôm nay.");
        }
        let kind = self.choice(
            &KIND,
            "khiếu nại, tố cáo, kiến nghị, phản ánh hoặc nhiều nội dung",
            |cell| word(cell, Kind::ALL.iter().map(|one| (one.label(), *one)), &KINDS),
        );
        if self.cell(&KIND).is_empty() {
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
            // One that is late is late in the table too
            if due_on.is_none() && self.cell(&DUE).is_empty() {
                self.fault(&DUE, "Đơn chưa có trả lời thì phải có hạn trả lời.");
            }
        }
        for (head, day) in [(&DECIDED, decided_on), (&ANSWERED, answered_on)] {
            if let (Some(day), Some(received)) = (day, received_on)
                && (day < received || day > known.today)
            {
                self.fault(head, "Ngày phải từ ngày nhận đến hôm nay.");
            }
        }
        let is_denunciation = kind == Some(Kind::Denunciation);
        let mut signers = Some(1);
        if !is_denunciation && !self.cell(&SIGNERS).is_empty() {
            signers = kernel::numbers::parse_integer(self.cell(&SIGNERS)).ok();
        }
        let signers = signers.filter(|count| SIGNERS_RANGE.contains(count));
        if signers.is_none() {
            self.fault(&SIGNERS, "Số người: từ 1 đến 100.000.");
        }
        let [name, address, content] = [&NAME, &ADDRESS, &CONTENT].map(|head| self.cell(head).to_owned());
        let paper_number = if is_denunciation { self.cell(&PAPER).to_owned() } else { String::new() };
        if is_denunciation {
            self.neutral(&[&name, &address, &content], &paper_number, outcome);
        } else if content.is_empty() {
            self.fault(&CONTENT, "Nhập nội dung.");
        }
        let sender = Sender { name, address, ..Sender::default() };
        Some(Row {
            received_on: received_on?,
            source: source.unwrap_or(Source::Post),
            kind: kind?,
            subject: subject.unwrap_or(Subject::Other),
            signers: signers?,
            sender,
            content,
            outcome,
            decided_on,
            lead,
            due_on,
            reference,
            answered_on,
            paper_number,
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
        assert_eq!(faults.len(), 5, "{said:?}");
        assert!(said.iter().any(|line| line.starts_with("Dòng 3, cột Loại đơn: Đơn tố cáo")), "{said:?}");
        assert!(
            said.iter().all(|line| !line.contains("Bí Mật") && !line.contains("Người Tố Cáo")),
            "{said:?}"
        );
    }

    #[test]
    fn a_denunciation_is_taken_in_when_the_table_says_nothing_of_it() {
        let rows = read(
            "Ngày nhận\tHọ tên\tNội dung\tLoại đơn\tSố người\tHướng xử lý\tSố ở sổ giấy\n\
             1/10/2020\t\t\tTố cáo\t0\t\tM-07\n\
             2/10/2020\t\tĐường hỏng\tPA\t3\t\tM-08",
            &known(),
        )
        .unwrap();
        let [secret, open] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((secret.kind, secret.paper_number.as_str()), (Kind::Denunciation, "M-07"));
        assert!(secret.sender.is_empty() && secret.content.is_empty());
        assert_eq!(
            (open.signers, open.paper_number.as_str()),
            (3, ""),
            "of others there is no paper register"
        );
        let returned = "Ngày nhận\tNội dung\tLoại đơn\tHướng xử lý\tNgày xử lý\tSố sổ giấy\n\
             1/10/2020\t\tTC\tTrả lại\t2/10/2020\tM-07";
        let said: Vec<String> =
            read(returned, &known()).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(said, ["Dòng 2, cột Hướng xử lý: Đơn tố cáo: chỉ chuyển đến nơi có thẩm quyền."]);
    }

    #[test]
    fn a_letter_that_is_late_is_taken_in_and_one_without_a_day_is_not() {
        let table = |due: &str| {
            format!(
                "Ngày nhận\tNội dung\tLoại đơn\tHướng xử lý\tCơ quan giải quyết\tNgày xử lý\tHạn trả lời\n\
                 1/9/2020\tĐền bù\tKN\tChuyển\tUBND huyện\t3/9/2020\t{due}"
            )
        };
        for (due, day) in [("14/10/2020", 14), ("15/10/2020", 15), ("16/10/2020", 16)] {
            let rows = read(&table(due), &known()).unwrap();
            assert_eq!(rows.first().and_then(|row| row.due_on), Some(Date::constant(2020, 10, day)));
        }
        let said: Vec<String> =
            read(&table(""), &known()).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(said, ["Dòng 2, cột Hạn trả lời: Đơn chưa có trả lời thì phải có hạn trả lời."]);
    }
}
