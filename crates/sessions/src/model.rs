//! A session as the register keeps it.

use db::{record, text_enum};
use kernel::{Date, OrganizationId, SessionId, TermId, dates, numbers};

text_enum! {
    /// What kind of session (Luật 77/2015/QH13, Điều 78; Luật 47/2019/QH14; Luật 72/2025/QH15,
    /// Điều 34).
    pub enum Kind {
        /// The first of a term, within 45 days of the election.
        First = "first", "Kỳ họp thứ nhất của khóa";
        /// At least two a year.
        Regular = "regular", "Kỳ họp thường lệ";
        /// From 01/07/2020.
        Thematic = "thematic", "Kỳ họp chuyên đề";
        /// From 01/07/2020.
        Urgent = "urgent", "Kỳ họp giải quyết công việc phát sinh đột xuất";
        /// Until 30/06/2020.
        Extraordinary = "extraordinary", "Kỳ họp bất thường";
        /// The last of a term, which hears the term's reports.
        TermFinal = "term_final", "Kỳ họp tổng kết nhiệm kỳ";
    }
}

impl Kind {
    /// What stands in brackets after the number; a session that comes by itself has nothing.
    pub const fn remark(self) -> Option<&'static str> {
        match self {
            Self::First | Self::Regular => None,
            Self::Thematic => Some("chuyên đề"),
            Self::Urgent => Some("giải quyết công việc phát sinh đột xuất"),
            Self::Extraordinary => Some("bất thường"),
            Self::TermFinal => Some("tổng kết nhiệm kỳ"),
        }
    }
}

text_enum! {
    /// How far a session has come.
    pub enum State {
        /// A day is thought of.
        Planned = "planned", "Dự kiến";
        /// The standing committee has decided to convene it.
        Convened = "convened", "Đã triệu tập";
        /// It sits.
        Opened = "opened", "Đang họp";
        /// It is over.
        Closed = "closed", "Đã bế mạc";
        /// It waits for another day.
        Postponed = "postponed", "Hoãn";
        /// It will not be held.
        Cancelled = "cancelled", "Hủy";
    }
}

record! {
    /// A session of a council.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Session {
        /// Its id.
        pub id: SessionId,
        /// Whose session.
        pub council_id: OrganizationId,
        /// In which term.
        pub term_id: TermId,
        /// Which of the term, regular and other sessions counted together.
        pub number: i64,
        /// What kind.
        pub kind: Kind,
        /// A name beside the number; may be empty.
        pub title: String,
        /// Where; may be empty.
        pub place: String,
        /// The day of opening, or the day it is planned for.
        pub opened_on: Date,
        /// The day of closing, or the day it is planned for.
        pub closed_on: Option<Date>,
        /// How far it has come.
        pub state: State,
        /// What it did, in a few sentences; may be empty.
        pub summary: String,
        /// Anyone may read it.
        pub is_public: bool,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
        /// The day on which its dossier was put into the archive.
        pub archived_on: Option<Date>,
    }
}

record! {
    /// A correction of a session whose dossier is in the archive (đính chính).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Correction {
        /// What was changed: field, old, new.
        pub what: String,
        /// Why.
        pub reason: String,
        /// The day.
        pub made_on: Date,
    }
}

impl Session {
    /// Whether its dossier is in the archive: from then on it is corrected by errata only.
    pub const fn is_archived(&self) -> bool {
        self.archived_on.is_some()
    }

    /// How far it has come, in words: the archive comes after every state.
    pub const fn standing(&self) -> &'static str {
        if self.is_archived() { "Đã lưu trữ hồ sơ" } else { self.state.label() }
    }

    /// "Kỳ họp thứ Hai mươi (chuyên đề)".
    pub fn label(&self) -> String {
        label(self.number, self.kind)
    }

    /// "20/07/2020 - 21/07/2020", or the one day.
    pub fn days(&self) -> String {
        match self.closed_on {
            Some(closed) if closed != self.opened_on => {
                format!("{} - {}", dates::print(self.opened_on), dates::print(closed))
            }
            Some(_) | None => dates::print(self.opened_on),
        }
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/ky-hop/{}", self.id)
    }
}

/// The name of a session: its place in the term and, when it is not a regular one, its kind.
pub fn label(number: i64, kind: Kind) -> String {
    let ordinal = numbers::ordinal(u32::try_from(number).unwrap_or(0));
    kind.remark().map_or_else(|| format!("Kỳ họp {ordinal}"), |remark| format!("Kỳ họp {ordinal} ({remark})"))
}

/// A session to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// Whose session.
    pub council: OrganizationId,
    /// In which term of that council.
    pub term: TermId,
    /// Which of the term.
    pub number: i64,
    /// What kind.
    pub kind: Kind,
    /// A name beside the number; may be empty.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// The day of opening, real or planned.
    pub opened_on: Date,
    /// The day of closing, real or planned; a closed session has one.
    pub closed_on: Option<Date>,
    /// How far it has come.
    pub state: State,
    /// What it did; may be empty.
    pub summary: String,
    /// Anyone may read it.
    pub is_public: bool,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

/// Why the register says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The organization is not a council.
    #[error("Cơ quan này không phải Hội đồng nhân dân. Chọn Hội đồng nhân dân có kỳ họp.")]
    NotACouncil,
    /// The day lies in no term of the council.
    #[error(
        "Ngày khai mạc không thuộc khóa nào của Hội đồng nhân dân. Kiểm tra ngày, hoặc nhập khóa ở trang Cơ quan."
    )]
    OutsideTerm,
    /// The kind did not exist on that day.
    #[error("{0}")]
    KindNotInForce(String),
    /// The number is not a place in a term.
    #[error("Số thứ tự kỳ họp phải từ 1 đến 200.")]
    NumberOutOfRange,
    /// The first session has another number, or another session number 1.
    #[error("Kỳ họp thứ nhất của khóa mang số 1, và chỉ kỳ họp ấy. Sửa số thứ tự hoặc loại kỳ họp.")]
    FirstIsNumberOne,
    /// Another session of the term has the number.
    #[error("Khóa này đã có kỳ họp số {0}. Kiểm tra số thứ tự, hoặc sửa kỳ họp đã nhập.")]
    NumberTaken(i64),
    /// A session that has opened cannot open in the future.
    #[error("Ngày khai mạc ở tương lai. Kỳ họp đã khai mạc phải có ngày khai mạc từ hôm nay trở về trước.")]
    OpensInFuture,
    /// A closed session has no day of closing.
    #[error("Nhập ngày bế mạc của kỳ họp đã bế mạc.")]
    NoClosing,
    /// Closing lies before opening.
    #[error("Ngày bế mạc trước ngày khai mạc. Nhập ngày bế mạc từ ngày khai mạc trở đi.")]
    ClosesBeforeOpening,
    /// Closing lies in the future.
    #[error("Ngày bế mạc ở tương lai. Ghi bế mạc vào ngày kỳ họp bế mạc hoặc sau đó.")]
    ClosesInFuture,
    /// The step does not follow from the state.
    #[error("Kỳ họp đang ở trạng thái “{}”, không {} được. Tải lại trang để xem bước tiếp theo.", state.label(), verb)]
    WrongState {
        /// Where the session stands.
        state: State,
        /// What was asked, in lower case.
        verb: &'static str,
    },
    /// Postponing or cancelling without a reason.
    #[error("Nhập lý do hoãn hoặc hủy kỳ họp.")]
    NoReason,
    /// The dossier of a session that has not closed is not put away.
    #[error("Kỳ họp chưa bế mạc nên chưa lưu trữ hồ sơ được.")]
    ArchivedBeforeClosing,
    /// Something that belongs into the dossier is missing.
    #[error("Chưa lưu trữ được. {stage}: {missing}.")]
    NotReady {
        /// Which part of its life.
        stage: &'static str,
        /// What is missing of it.
        missing: String,
    },
    /// It was put away before its last deed.
    #[error("Ngày lưu trữ trước ngày ghi ở “{what}” ({on}). Nhập ngày từ ngày ấy trở đi.")]
    ArchivedTooEarly {
        /// What was done later.
        what: &'static str,
        /// On which day.
        on: String,
    },
    /// The day lies in the future.
    #[error("Ngày lưu trữ ở tương lai. Ghi vào ngày đã lưu trữ hoặc sau đó.")]
    ArchivedInFuture,
    /// It is in the archive.
    #[error("Hồ sơ kỳ họp đã lưu trữ. Sửa bằng đính chính, có lý do.")]
    Archived,
    /// It is not in the archive.
    #[error("Hồ sơ kỳ họp chưa lưu trữ. Tải lại trang để xem tình trạng hiện nay.")]
    NotArchived,
    /// A correction or a reopening without a reason.
    #[error("Nhập lý do.")]
    NoCorrectionReason,
    /// Nothing differs from what stands.
    #[error("Chưa sửa gì so với nội dung đang lưu.")]
    NothingCorrected,
}
