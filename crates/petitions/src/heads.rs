//! The words of the offices' tables: heads of columns, and what stands in their cells.

use papers::pasted::{Head, word};

use crate::model::{CompetenceLevel, Outcome, Sector};

pub(crate) const CODE: Head = Head { name: "Mã", words: &["ma", "ma kien nghi", "ma so"] };
pub(crate) const TEXT: Head =
    Head { name: "Nội dung kiến nghị", words: &["noi dung kien nghi", "noi dung", "y kien kien nghi"] };
pub(crate) const VOTERS: Head = Head {
    name: "Cử tri",
    words: &["cu tri", "cu tri xa thon", "noi kien nghi", "dia phuong", "dia phuong don vi tiep nhan"],
};
pub(crate) const RECEIVED: Head =
    Head { name: "Ngày nhận", words: &["ngay nhan", "ngay tiep nhan", "ngay"] };
pub(crate) const LEVEL: Head =
    Head { name: "Thẩm quyền", words: &["tham quyen", "tham quyen giai quyet"] };
pub(crate) const SECTOR: Head = Head { name: "Lĩnh vực", words: &["linh vuc"] };
pub(crate) const LEAD: Head = Head {
    name: "Cơ quan giải quyết",
    words: &["co quan giai quyet", "co quan tra loi", "don vi giai quyet"],
};
pub(crate) const COMMITTEE: Head = Head { name: "Ban phụ trách", words: &["ban phu trach", "ban"] };
pub(crate) const ANSWER: Head =
    Head { name: "Nội dung trả lời", words: &["noi dung tra loi", "tra loi"] };
pub(crate) const REFERENCE: Head = Head {
    name: "Số, ngày văn bản",
    words: &["so ngay van ban", "so cv", "so van ban", "van ban tra loi"],
};
pub(crate) const OUTCOME: Head = Head { name: "Kết quả", words: &["ket qua", "ket qua giai quyet"] };
pub(crate) const PROMISED: Head = Head { name: "Hẹn ngày", words: &["hen ngay", "thoi han hoan thanh"] };

/// The vocabulary of real reports beside our own labels, folded.
const OUTCOMES: [(&str, Outcome); 12] = [
    ("da giai quyet", Outcome::Resolved),
    ("giai quyet xong", Outcome::Resolved),
    ("xong", Outcome::Resolved),
    ("giai trinh", Outcome::Explained),
    ("giai trinh cung cap thong tin", Outcome::Explained),
    ("da giai trinh", Outcome::Explained),
    ("dang giai quyet", Outcome::InProgress),
    ("co lo trinh", Outcome::InProgress),
    ("ghi nhan", Outcome::Recorded),
    ("tiep thu", Outcome::Recorded),
    ("chua giai quyet", Outcome::NotResolved),
    ("chuyen trung uong", Outcome::ForwardedUp),
];

pub(crate) const SECTORS: [(&str, Sector); 14] = [
    ("giao thong xay dung thuy loi", Sector::Transport),
    ("giao thong", Sector::Transport),
    ("xay dung", Sector::Transport),
    ("nong lam nghiep", Sector::Agriculture),
    ("nong nghiep", Sector::Agriculture),
    ("thuy loi", Sector::Agriculture),
    ("dat dai tai nguyen moi truong", Sector::Land),
    ("dat dai", Sector::Land),
    ("moi truong", Sector::Land),
    ("dien vien thong", Sector::Industry),
    ("van hoa xa hoi", Sector::Culture),
    ("che do chinh sach", Sector::Welfare),
    ("y te", Sector::Health),
    ("giao duc", Sector::Education),
];

pub(crate) const LEVELS: [(&str, CompetenceLevel); 5] = [
    ("tw", CompetenceLevel::Central),
    ("cap tinh", CompetenceLevel::Province),
    ("cap huyen", CompetenceLevel::District),
    ("cap xa", CompetenceLevel::Commune),
    ("khac", CompetenceLevel::Other),
];

/// What an answer comes to, in the words of the offices.
pub(crate) fn outcome_of(cell: &str) -> Option<Outcome> {
    word(cell, Outcome::ALL.iter().map(|one| (one.label(), *one)), &OUTCOMES)
}
