//! A resolution as the register keeps it.

use db::{record, text_enum};
use kernel::{Date, OrganizationId, ResolutionId, SessionId};

text_enum! {
    /// Whether a resolution applies to this day.
    pub enum Force {
        /// It holds.
        InForce = "con", "Còn hiệu lực";
        /// Its day has not come.
        NotYet = "chua", "Chưa có hiệu lực";
        /// It held and holds no more.
        Expired = "het", "Hết hiệu lực";
        /// No day was written down.
        Unknown = "khong-ro", "Chưa ghi ngày có hiệu lực";
    }
}

text_enum! {
    /// The two series of numbers.
    pub enum Series {
        /// Văn bản quy phạm pháp luật: "05/2020/NQ-HĐND".
        Normative = "qppl", "Quy phạm pháp luật";
        /// Nghị quyết cá biệt: "05/NQ-HĐND".
        Individual = "ca-biet", "Cá biệt";
    }
}

impl Series {
    /// The series of a resolution that is normative or not.
    pub const fn of(is_normative: bool) -> Self {
        if is_normative { Self::Normative } else { Self::Individual }
    }

    /// Whether it is the normative one.
    pub const fn is_normative(self) -> bool {
        matches!(self, Self::Normative)
    }
}

record! {
    /// A resolution of a council.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Resolution {
        /// Its id.
        pub id: ResolutionId,
        /// Whose resolution.
        pub council_id: OrganizationId,
        /// The session that adopted it, when that is in the register.
        pub session_id: Option<SessionId>,
        /// Văn bản quy phạm pháp luật.
        pub is_normative: bool,
        /// Its place in the series of council, kind and year.
        pub seq: i64,
        /// The year of the series.
        pub year: i64,
        /// The number as it is written: "05/2020/NQ-HĐND".
        pub number: String,
        /// What it is about.
        pub title: String,
        /// The day the council adopted it.
        pub adopted_on: Date,
        /// The day the chair certified it by signature.
        pub signed_on: Option<Date>,
        /// The first day it holds.
        pub effective_on: Option<Date>,
        /// The first day it holds no more.
        pub expired_on: Option<Date>,
        /// The day it was sent to the level above.
        pub sent_up_on: Option<Date>,
        /// The day by which it had to be sent, as counted when the signature was entered.
        pub send_up_due_on: Option<Date>,
        /// The text; a paragraph a line.
        pub body: String,
        /// Anyone may read it.
        pub is_public: bool,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Resolution {
    /// "Nghị quyết số 05/2020/NQ-HĐND".
    pub fn label(&self) -> String {
        format!("Nghị quyết số {}", self.number)
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/nghi-quyet/{}", self.id)
    }

    /// Whether it holds on a day.
    pub fn force(&self, on: Date) -> Force {
        match (self.effective_on, self.expired_on) {
            (None, _) => Force::Unknown,
            (Some(effective), _) if on < effective => Force::NotYet,
            (Some(_), Some(expired)) if expired <= on => Force::Expired,
            (Some(_), Some(_) | None) => Force::InForce,
        }
    }
}

/// A resolution to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResolution {
    /// Whose resolution.
    pub council: OrganizationId,
    /// The session that adopted it.
    pub session: Option<SessionId>,
    /// Văn bản quy phạm pháp luật.
    pub is_normative: bool,
    /// Its place in the series.
    pub seq: i64,
    /// The year of the series.
    pub year: i64,
    /// What it is about.
    pub title: String,
    /// The day of adoption.
    pub adopted_on: Date,
    /// The day of signing.
    pub signed_on: Option<Date>,
    /// The first day it holds.
    pub effective_on: Option<Date>,
    /// The first day it holds no more.
    pub expired_on: Option<Date>,
    /// The day it was sent to the level above.
    pub sent_up_on: Option<Date>,
    /// The text.
    pub body: String,
    /// Anyone may read it.
    pub is_public: bool,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

/// Why the register says no. Each names the field of the form that it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The organization is not a council.
    #[error("Cơ quan này không phải Hội đồng nhân dân. Chọn Hội đồng nhân dân đã thông qua nghị quyết.")]
    NotACouncil,
    /// The number is not positive.
    #[error("Số nghị quyết phải từ 1 trở lên.")]
    NumberOutOfRange,
    /// Another resolution of the series has the number.
    #[error(
        "Số {0} đã có trong sổ năm ấy. Kiểm tra số, loại và ngày thông qua, hoặc sửa nghị quyết đã nhập."
    )]
    NumberTaken(String),
    /// The series is not that of the year of adoption.
    #[error("Nghị quyết lấy số theo năm thông qua. Sửa năm của số hoặc ngày thông qua.")]
    OtherYear,
    /// Adoption lies in the future.
    #[error("Ngày thông qua ở tương lai. Nhập nghị quyết sau khi Hội đồng nhân dân đã thông qua.")]
    AdoptedInFuture,
    /// Signing lies before adoption.
    #[error("Ngày ký trước ngày thông qua. Nhập ngày ký từ ngày thông qua trở đi.")]
    SignedBeforeAdopted,
    /// Signing lies in the future.
    #[error("Ngày ký ở tương lai. Để trống cho đến khi nghị quyết được ký.")]
    SignedInFuture,
    /// Effect lies before adoption.
    #[error(
        "Ngày có hiệu lực trước ngày thông qua. Nghị quyết không có hiệu lực trở về trước; nhập ngày từ ngày thông qua trở đi."
    )]
    Retroactive,
    /// A normative resolution takes effect too early.
    #[error("{0}")]
    EffectTooEarly(String),
    /// A normative resolution has a day of effect and was not signed.
    #[error(
        "Nhập ngày ký trước khi ghi ngày có hiệu lực của nghị quyết quy phạm pháp luật: ngày sớm nhất tính từ ngày ký."
    )]
    EffectWithoutSigning,
    /// It ends before it begins, or ends without a beginning.
    #[error("Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi. Kiểm tra cả hai ngày.")]
    ExpiredBeforeEffective,
    /// Sent up before it was signed.
    #[error("Ngày gửi cấp trên phải từ ngày ký trở đi. Kiểm tra ngày gửi, hoặc nhập ngày ký trước.")]
    SentBeforeSigned,
    /// Sending lies in the future.
    #[error("Ngày gửi cấp trên ở tương lai. Để trống cho đến khi nghị quyết được gửi.")]
    SentInFuture,
    /// The session is another council's.
    #[error(
        "Kỳ họp này của Hội đồng nhân dân khác. Chọn kỳ họp của Hội đồng nhân dân đã thông qua nghị quyết."
    )]
    OtherCouncilsSession,
    /// The session has not opened, or will not.
    #[error("Kỳ họp này chưa khai mạc. Ghi khai mạc ở sổ kỳ họp trước, hoặc chọn kỳ họp khác.")]
    SessionNotHeld,
    /// Adoption lies outside the days of the session.
    #[error("Ngày thông qua nằm ngoài những ngày họp ({0}). Kiểm tra ngày thông qua hoặc chọn kỳ họp khác.")]
    OutsideSession(String),
}

impl Refusal {
    /// The field of the form.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NotACouncil => "",
            Self::NumberOutOfRange | Self::NumberTaken(_) | Self::OtherYear => "so",
            Self::AdoptedInFuture | Self::OutsideSession(_) => "thong-qua",
            Self::SignedBeforeAdopted | Self::SignedInFuture | Self::EffectWithoutSigning => "ky",
            Self::Retroactive | Self::EffectTooEarly(_) => "hieu-luc-tu",
            Self::ExpiredBeforeEffective => "het-hieu-luc",
            Self::SentBeforeSigned | Self::SentInFuture => "gui-len",
            Self::OtherCouncilsSession | Self::SessionNotHeld => "ky-hop",
        }
    }
}
