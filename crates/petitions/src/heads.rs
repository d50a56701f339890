//! The words of the offices' tables: heads of columns, and what stands in their cells.

use kernel::text;

use crate::model::{CompetenceLevel, Outcome, Sector};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Head {
    Code,
    Text,
    Voters,
    Received,
    Level,
    Sector,
    Lead,
    Committee,
    Answer,
    Reference,
    Outcome,
    Promised,
}

/// The heads as the offices write them, folded; the first word for messages.
pub(crate) const HEADS: [(Head, &[&str]); 12] = [
    (Head::Code, &["ma", "ma kien nghi", "ma so"]),
    (Head::Text, &["noi dung kien nghi", "noi dung", "y kien kien nghi"]),
    (
        Head::Voters,
        &["cu tri", "cu tri xa thon", "noi kien nghi", "dia phuong", "dia phuong don vi tiep nhan"],
    ),
    (Head::Received, &["ngay nhan", "ngay tiep nhan", "ngay"]),
    (Head::Level, &["tham quyen", "tham quyen giai quyet"]),
    (Head::Sector, &["linh vuc"]),
    (Head::Lead, &["co quan giai quyet", "co quan tra loi", "don vi giai quyet"]),
    (Head::Committee, &["ban phu trach", "ban"]),
    (Head::Answer, &["noi dung tra loi", "tra loi"]),
    (Head::Reference, &["so ngay van ban", "so cv", "so van ban", "van ban tra loi"]),
    (Head::Outcome, &["ket qua", "ket qua giai quyet"]),
    (Head::Promised, &["hen ngay", "thoi han hoan thanh"]),
];

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

pub(crate) fn folded(cell: &str) -> String {
    let folded = text::fold(cell);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One of an enum's labels, or a word of real reports.
pub(crate) fn word<T: Copy>(
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

/// What an answer comes to, in the words of the offices.
pub(crate) fn outcome_of(cell: &str) -> Option<Outcome> {
    word(cell, Outcome::ALL.iter().map(|one| (one.label(), *one)), &OUTCOMES)
}

/// Where a column stands in the first row of a table.
pub(crate) fn place(head: &[String], wanted: Head) -> Option<usize> {
    let words = HEADS.iter().find(|(known, _)| *known == wanted).map(|(_, words)| *words)?;
    head.iter().position(|cell| words.contains(&folded(cell).as_str()))
}
