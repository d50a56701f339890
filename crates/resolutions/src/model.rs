//! A resolution as the register keeps it.

use db::{record, text_enum};
use kernel::{
    Date, ErratumId, Instant, OrganizationId, PollId, ResolutionId, ResolutionRelationId, SessionId,
};

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
        /// The vote that passed it, when it was held with the system.
        pub poll_id: Option<PollId>,
        /// The paper that allowed the shortened procedure, when it was made so: number, day, whose.
        pub shortened_by: Option<String>,
        /// Why it was made so.
        pub shortened_reason: Option<String>,
    }
}

text_enum! {
    /// What a later resolution does to an older one (Luật 80/2015/QH13, Điều 12).
    pub enum RelationKind {
        /// Sửa đổi, bổ sung.
        Amends = "amends", "Sửa đổi, bổ sung";
        /// Thay thế.
        Replaces = "replaces", "Thay thế";
        /// Bãi bỏ.
        Repeals = "repeals", "Bãi bỏ";
    }
}

text_enum! {
    /// How an older text is touched.
    pub enum Way {
        /// The whole of it, or without a text that could be put in.
        Whole = "whole", "Toàn bộ nghị quyết";
        /// An article gets another text.
        Replace = "replace", "Sửa đổi một điều";
        /// Articles are put in after one.
        Insert = "insert", "Bổ sung sau một điều";
        /// An article is repealed.
        Remove = "remove", "Bãi bỏ một điều";
    }
}

record! {
    /// A tie of a resolution to an older one.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Relation {
        /// Its id.
        pub id: ResolutionRelationId,
        /// The later resolution.
        pub resolution_id: ResolutionId,
        /// The older one, when it is in the register.
        pub target_id: Option<ResolutionId>,
        /// The older one in words, when it is not.
        pub target_text: String,
        /// What is done to it.
        pub kind: RelationKind,
        /// How its text is touched.
        pub way: Way,
        /// "Điều 2": the article touched, or the one after which others are put in.
        pub article: String,
        /// What is put in, a paragraph a line.
        pub new_text: String,
        /// The first day on which it counts.
        pub from_on: Date,
        /// A word more.
        pub note: String,
        /// The end that the older one had of its own, where this one ends it.
        pub ended_before: Option<Date>,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Relation {
    /// Whether the older one holds no more from its day on.
    pub const fn is_ending(&self) -> bool {
        matches!(self.kind, RelationKind::Replaces | RelationKind::Repeals)
    }

    /// "Sửa đổi Điều 2", "Bổ sung sau Điều 2", "Thay thế".
    pub fn deed(&self) -> String {
        match self.way {
            Way::Whole => self.kind.label().to_owned(),
            Way::Replace => format!("Sửa đổi {}", self.article),
            Way::Insert => format!("Bổ sung sau {}", self.article),
            Way::Remove => format!("Bãi bỏ {}", self.article),
        }
    }
}

/// A tie to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRelation {
    /// The older one, when it is in the register.
    pub target: Option<ResolutionId>,
    /// The older one in words, when it is not.
    pub target_text: String,
    /// What is done to it.
    pub kind: RelationKind,
    /// How its text is touched.
    pub way: Way,
    /// The article touched.
    pub article: String,
    /// What is put in.
    pub new_text: String,
    /// The first day on which it counts.
    pub from_on: Date,
    /// A word more.
    pub note: String,
}

record! {
    /// A correction of a published resolution (đính chính).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Erratum {
        /// Its id.
        pub id: ErratumId,
        /// What it corrects.
        pub resolution_id: ResolutionId,
        /// The number of the paper: "12/ĐC-HĐND".
        pub number: String,
        /// The day the paper was signed.
        pub signed_on: Date,
        /// Who signed it.
        pub signed_by: String,
        /// What was wrong.
        pub wrong: String,
        /// What is right.
        pub corrected: String,
        /// Why.
        pub reason: String,
        /// The title as it stood before.
        pub old_title: String,
        /// The text as it stood before.
        pub old_body: String,
        /// When it was entered.
        pub made_ms: Instant,
        /// Counts the changes.
        pub version: i64,
    }
}

/// A correction to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewErratum {
    /// The title as it is right.
    pub title: String,
    /// The text as it is right.
    pub body: String,
    /// The number of the paper.
    pub number: String,
    /// The day the paper was signed.
    pub signed_on: Date,
    /// Who signed it.
    pub signed_by: String,
    /// What was wrong.
    pub wrong: String,
    /// What is right.
    pub corrected: String,
    /// Why.
    pub reason: String,
}

record! {
    /// That the resolutions and minutes of a session went to the level above.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SentUp {
        /// The session.
        pub session_id: SessionId,
        /// The day.
        pub sent_on: Date,
        /// The day by which they had to go, as counted when it was entered.
        pub due_on: Option<Date>,
        /// The number of the paper that went with them.
        pub number: String,
        /// A word more.
        pub note: String,
        /// Counts the changes.
        pub version: i64,
    }
}

/// A sending to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSending {
    /// The day.
    pub sent_on: Date,
    /// The number of the paper that went with them.
    pub number: String,
    /// A word more.
    pub note: String,
}

impl Resolution {
    /// Whether it was made by the shortened procedure.
    pub const fn is_shortened(&self) -> bool {
        self.shortened_by.is_some()
    }

    /// "Nghị quyết số 05/2020/NQ-HĐND".
    pub fn label(&self) -> String {
        format!("Nghị quyết số {}", self.number)
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/nghi-quyet/{}", self.id)
    }

    /// Its end of a link.
    pub(crate) fn node(&self) -> chain::Node {
        chain::Node::new("resolution", self.id, self.label(), self.path())
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
    /// The vote that passed it, when it was held with the system.
    pub poll: Option<PollId>,
    /// By which paper and why it was made by the shortened procedure (trình tự, thủ tục rút gọn).
    pub shortened: Option<Shortened>,
}

/// Leave to make a normative resolution by the shortened procedure: it may take effect at once
/// (Luật 80/2015/QH13, Điều 151 khoản 2; Luật 64/2025/QH15, Điều 53).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortened {
    /// The paper that allowed it: number, day, whose.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Why the register says no. Each names the field of the form that it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What was published on another medium is signed.
    #[error("Nghị quyết chưa có ngày ký. Nhập ngày ký trước khi ghi ngày công khai.")]
    NotSigned,
    /// The day of another medium is none.
    #[error("{0}")]
    NotEarlier(law::NotEarlier),
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
    /// The shortened procedure is one of normative texts.
    #[error(
        "Trình tự, thủ tục rút gọn chỉ có ở nghị quyết quy phạm pháp luật. Bỏ trống, hoặc sửa loại nghị quyết."
    )]
    ShortenedIndividual,
    /// Nobody allowed the shortened procedure.
    #[error("Ghi văn bản cho áp dụng trình tự, thủ tục rút gọn: số, ngày, cơ quan ban hành.")]
    ShortenedByNobody,
    /// No reason for the shortened procedure.
    #[error("Ghi lý do áp dụng trình tự, thủ tục rút gọn.")]
    ShortenedWithoutReason,
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
    /// Title or text of a published resolution change by a correction only.
    #[error("{0} của nghị quyết đã ký và công khai chỉ sửa bằng đính chính. Bấm “Đính chính” ở trang này.")]
    NeedsErratum(&'static str),
    /// Its day of end comes from another resolution.
    #[error(
        "Ngày hết hiệu lực do nghị quyết thay thế hoặc bãi bỏ đặt. Sửa ở mục “Quan hệ” của nghị quyết ấy."
    )]
    EndedByRelation,
    /// What it does to others would begin before it holds.
    #[error(
        "Nghị quyết này đang sửa đổi, thay thế hoặc bãi bỏ nghị quyết khác từ ngày {0}. Ngày có hiệu lực không được sau ngày ấy."
    )]
    RelationBeforeEffect(String),
    /// One that is tied to others stays public.
    #[error(
        "Nghị quyết này có quan hệ với nghị quyết khác trên cổng công khai. Bỏ quan hệ trước khi thôi công khai."
    )]
    RelatedStaysPublic,
    /// What was signed and published is corrected, not withdrawn.
    #[error(
        "Nghị quyết đã ký và công khai thì không gỡ khỏi cổng, không bỏ ngày ký. Nội dung sai thì đính chính."
    )]
    StaysPublished,
    /// A resolution cannot touch itself.
    #[error("Nghị quyết không sửa đổi, thay thế hay bãi bỏ chính nó. Chọn nghị quyết khác.")]
    RelatedToItself,
    /// The older one is another council's.
    #[error("Nghị quyết được chọn của Hội đồng nhân dân khác. Chọn nghị quyết của cùng Hội đồng nhân dân.")]
    OtherCouncilsResolution,
    /// The older one is younger.
    #[error("Nghị quyết được chọn thông qua sau nghị quyết này. Chỉ tác động đến nghị quyết đã có trước.")]
    YoungerTarget,
    /// No older resolution was named.
    #[error("Chọn nghị quyết trong sổ, hoặc ghi số, ngày của nghị quyết chưa có trong sổ.")]
    NoTarget,
    /// Two were named.
    #[error("Đã chọn nghị quyết trong sổ thì để trống ô ghi bằng chữ.")]
    TwoTargets,
    /// A draft touches nothing in public.
    #[error("Công khai nghị quyết này trước khi ghi quan hệ.")]
    LaterNotPublic,
    /// The later one has no day of effect.
    #[error("Ghi ngày có hiệu lực của nghị quyết này trước khi ghi quan hệ.")]
    LaterWithoutEffect,
    /// It would count before the later one holds.
    #[error("Ngày bắt đầu không được trước ngày nghị quyết này có hiệu lực ({0}).")]
    BeforeLaterEffect(String),
    /// The older one has no day of effect.
    #[error("Nghị quyết được chọn chưa ghi ngày có hiệu lực. Ghi ngày ấy trước.")]
    OlderWithoutEffect,
    /// It would count before the older one holds.
    #[error("Ngày bắt đầu không được trước ngày nghị quyết được chọn có hiệu lực ({0}).")]
    BeforeOlderEffect(String),
    /// The older one holds no more on that day.
    #[error("Nghị quyết được chọn đã hết hiệu lực từ ngày {0}.")]
    OlderExpired(String),
    /// Replacing and repealing take the whole.
    #[error("Thay thế, bãi bỏ là toàn bộ nghị quyết. Muốn bãi bỏ một điều, chọn “Sửa đổi, bổ sung”.")]
    WholeOnly,
    /// Articles can be touched only where the text is known.
    #[error("Nghị quyết chưa có trong sổ chỉ ghi được quan hệ với toàn bộ nghị quyết.")]
    ArticleUnknownTarget,
    /// There is no such article.
    #[error(
        "Nghị quyết được chọn không có điều này tại ngày bắt đầu. Ghi như trong văn bản, ví dụ “Điều 2”."
    )]
    NoSuchArticle,
    /// The new text is not one article of that number.
    #[error("Nội dung mới phải bắt đầu bằng “{0}.” và chỉ gồm điều ấy.")]
    NotThatArticle(String),
    /// The new text begins with no article.
    #[error("Nội dung bổ sung phải bắt đầu bằng số của điều, ví dụ “Điều 2a. …”.")]
    NotAnArticle,
    /// An article of the new text is there already.
    #[error("{0} đã có trong nghị quyết được chọn. Dùng số khác, hoặc chọn “Sửa đổi một điều”.")]
    ArticleTaken(String),
    /// Nothing is corrected in what nobody could read.
    #[error("Nghị quyết chưa công khai thì sửa trực tiếp, không cần đính chính.")]
    NotPublished,
    /// Neither title nor text differ.
    #[error("Trích yếu và toàn văn chưa khác bản đang công khai. Sửa chỗ sai rồi ghi đính chính.")]
    NothingCorrected,
    /// Corrected before it was signed.
    #[error("Ngày ký đính chính phải từ ngày ký nghị quyết ({0}) trở đi.")]
    CorrectedBeforeSigned(String),
    /// Corrected in the future.
    #[error("Ngày ký đính chính ở tương lai.")]
    CorrectedInFuture,
    /// The session has not closed.
    #[error("Kỳ họp chưa bế mạc. Ghi bế mạc ở sổ kỳ họp trước.")]
    SessionNotClosed,
    /// The dossier of its session is in the archive.
    #[error(
        "Hồ sơ kỳ họp đã lưu trữ. Tên, toàn văn sửa bằng đính chính; việc khác thì mở lại hồ sơ ở trang kỳ họp, có lý do."
    )]
    SessionArchived,
    /// Sent before the session closed.
    #[error("Ngày gửi phải từ ngày bế mạc ({0}) trở đi.")]
    SentBeforeClosed(String),
}

impl Refusal {
    /// The field of the form.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NotACouncil
            | Self::LaterNotPublic
            | Self::NotPublished
            | Self::SessionNotClosed
            | Self::SessionArchived => "",
            Self::NumberOutOfRange | Self::NumberTaken(_) | Self::OtherYear => "so",
            Self::AdoptedInFuture | Self::OutsideSession(_) => "thong-qua",
            Self::SignedBeforeAdopted | Self::SignedInFuture | Self::EffectWithoutSigning => "ky",
            Self::Retroactive | Self::EffectTooEarly(_) | Self::RelationBeforeEffect(_) => "hieu-luc-tu",
            Self::ShortenedIndividual | Self::ShortenedByNobody => "rut-gon-theo",
            Self::ShortenedWithoutReason => "rut-gon-ly-do",
            Self::ExpiredBeforeEffective | Self::EndedByRelation => "het-hieu-luc",
            Self::SentBeforeSigned | Self::SentInFuture | Self::SentBeforeClosed(_) => "gui-len",
            Self::OtherCouncilsSession | Self::SessionNotHeld => "ky-hop",
            Self::NeedsErratum("Trích yếu") => "trich-yeu",
            Self::NeedsErratum(_) | Self::NothingCorrected => "toan-van",
            Self::RelatedStaysPublic | Self::StaysPublished => "cong-khai",
            Self::RelatedToItself
            | Self::OtherCouncilsResolution
            | Self::YoungerTarget
            | Self::NoTarget
            | Self::OlderWithoutEffect
            | Self::OlderExpired(_) => "nghi-quyet",
            Self::TwoTargets => "ngoai-so",
            Self::LaterWithoutEffect | Self::BeforeLaterEffect(_) | Self::BeforeOlderEffect(_) => "tu-ngay",
            Self::WholeOnly | Self::ArticleUnknownTarget => "cach",
            Self::NoSuchArticle => "dieu",
            Self::NotThatArticle(_) | Self::NotAnArticle | Self::ArticleTaken(_) => "noi-dung",
            Self::CorrectedBeforeSigned(_) | Self::CorrectedInFuture => "ngay-ky",
            Self::NotSigned | Self::NotEarlier(_) => "ngay-cong-khai",
        }
    }
}
