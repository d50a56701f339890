//! What an outgoing document is.

use db::{record, text_enum};
use kernel::{Date, DocumentId, OrganizationId};
use papers::Letter;

text_enum! {
    /// The kind of a document. Abbreviations: Nghị định 30/2020/NĐ-CP, Phụ lục III.
    pub enum Kind {
        /// Công văn: the only kind that does not name itself in its number.
        OfficialLetter = "official_letter", "Công văn";
        /// Thông báo.
        Notice = "notice", "Thông báo";
        /// Giấy mời.
        Invitation = "invitation", "Giấy mời";
        /// Kế hoạch.
        Plan = "plan", "Kế hoạch";
        /// Báo cáo.
        Report = "report", "Báo cáo";
        /// Biên bản.
        Minutes = "minutes", "Biên bản";
        /// Chương trình.
        Programme = "programme", "Chương trình";
        /// Quyết định.
        Decision = "decision", "Quyết định";
        /// Tờ trình.
        Submission = "submission", "Tờ trình";
        /// Phiếu chuyển.
        TransferSlip = "transfer_slip", "Phiếu chuyển";
    }
}

impl Kind {
    /// The abbreviation in the number; an official letter has none.
    pub const fn symbol(self) -> Option<&'static str> {
        match self {
            Self::OfficialLetter => None,
            Self::Notice => Some("TB"),
            Self::Invitation => Some("GM"),
            Self::Plan => Some("KH"),
            Self::Report => Some("BC"),
            Self::Minutes => Some("BB"),
            Self::Programme => Some("CTr"),
            Self::Decision => Some("QĐ"),
            Self::Submission => Some("TTr"),
            Self::TransferSlip => Some("PC"),
        }
    }
}

text_enum! {
    /// Where a document stands.
    pub enum State {
        /// Without a number; may still change.
        Draft = "draft", "Nháp";
        /// Numbered and sent.
        Issued = "issued", "Đã phát hành";
        /// Taken back; keeps its number.
        Recalled = "recalled", "Đã thu hồi";
    }
}

/// A document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Who issues it.
    pub organization_id: OrganizationId,
    /// Its kind.
    pub kind: Kind,
    /// The year of its series.
    pub year: i64,
    /// Its place in the series; none while it is a draft.
    pub seq: Option<i64>,
    /// "42/HĐND-TT"; none while it is a draft.
    pub number: Option<String>,
    /// What it is about (trích yếu).
    pub title: String,
    /// Its words.
    pub letter: Letter,
    /// Where it stands.
    pub state: State,
    /// The day of issue; none while it is a draft.
    pub issued_on: Option<Date>,
    /// Full name of the signer.
    pub signer: String,
    /// The kind of record it comes from.
    pub subject_kind: String,
    /// That record's id.
    pub subject_id: String,
    /// True when anyone may read it once it is issued.
    pub is_public: bool,
    /// When it was drafted, milliseconds since 1970 UTC.
    pub created_ms: i64,
    /// For optimistic changes.
    pub version: i64,
}

impl Document {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/van-ban/{}", self.id)
    }

    /// Its page on the portal; there is one only while the document is public and issued.
    pub fn public_path(&self) -> String {
        format!("/van-ban/{}", self.id)
    }

    /// "Công văn 42/HĐND-TT", "Công văn (nháp)".
    pub fn name(&self) -> String {
        match &self.number {
            Some(number) => format!("{} {number}", self.kind.label()),
            None => format!("{} (nháp)", self.kind.label()),
        }
    }
}

/// A document to be drafted.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// Who issues it.
    pub organization: OrganizationId,
    /// Its kind.
    pub kind: Kind,
    /// What it is about (trích yếu).
    pub title: String,
    /// Its words; number and day are filled in when it is issued.
    pub letter: Letter,
    /// Full name of the signer.
    pub signer: String,
    /// The kind of record it comes from.
    pub subject_kind: &'static str,
    /// That record's id.
    pub subject_id: String,
    /// True when anyone may read it once it is issued.
    pub is_public: bool,
    /// Organizations that find it in their inbox.
    pub recipients: Vec<OrganizationId>,
}

record! {
    /// A document as its row has it.
    #[derive(Debug, Clone)]
    pub struct Row {
        /// See [`Document`], here and below.
        pub id: DocumentId,
        /// Who issues it.
        pub organization_id: OrganizationId,
        /// Its kind.
        pub kind: Kind,
        /// The year of its series.
        pub year: i64,
        /// Its place in the series.
        pub seq: Option<i64>,
        /// Its number.
        pub number: Option<String>,
        /// What it is about.
        pub title: String,
        /// Its words, as JSON.
        pub letter: String,
        /// Where it stands.
        pub state: State,
        /// The day of issue.
        pub issued_on: Option<Date>,
        /// The signer.
        pub signer: String,
        /// The kind of record it comes from.
        pub subject_kind: String,
        /// That record's id.
        pub subject_id: String,
        /// Whether it is public.
        pub is_public: bool,
        /// When it was drafted.
        pub created_ms: i64,
        /// For optimistic changes.
        pub version: i64,
    }
}

/// The place of `letter` in [`Row`].
const LETTER_COLUMN: usize = 7;

impl Row {
    /// Reads the words.
    pub(crate) fn into_document(self) -> db::Result<Document> {
        let letter = serde_json::from_str(&self.letter)
            .map_err(|_| db::Error::Corrupt { column: LETTER_COLUMN, wanted: "a letter" })?;
        Ok(Document {
            id: self.id,
            organization_id: self.organization_id,
            kind: self.kind,
            year: self.year,
            seq: self.seq,
            number: self.number,
            title: self.title,
            letter,
            state: self.state,
            issued_on: self.issued_on,
            signer: self.signer,
            subject_kind: self.subject_kind,
            subject_id: self.subject_id,
            is_public: self.is_public,
            created_ms: self.created_ms,
            version: self.version,
        })
    }
}

record! {
    /// A document as a list shows it, without its words.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// Its id.
        pub id: DocumentId,
        /// Who issues it.
        pub organization_id: OrganizationId,
        /// Its kind.
        pub kind: Kind,
        /// Its number.
        pub number: Option<String>,
        /// What it is about.
        pub title: String,
        /// Where it stands.
        pub state: State,
        /// The day of issue.
        pub issued_on: Option<Date>,
        /// The signer.
        pub signer: String,
        /// When it was drafted.
        pub created_ms: i64,
    }
}

record! {
    /// A document in an inbox.
    #[derive(Debug, Clone)]
    pub struct Arrived {
        /// Its id.
        pub id: DocumentId,
        /// Who issued it.
        pub organization_id: OrganizationId,
        /// Its kind.
        pub kind: Kind,
        /// Its number.
        pub number: Option<String>,
        /// What it is about.
        pub title: String,
        /// Where it stands.
        pub state: State,
        /// The day of issue.
        pub issued_on: Option<Date>,
        /// When it was first opened.
        pub opened_ms: Option<i64>,
    }
}

/// Why a deed with a document does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only a draft changes or is issued.
    #[error(
        "Văn bản này đã phát hành hoặc đã thu hồi nên không sửa, không phát hành lại. Cần đổi nội dung thì lập văn bản mới."
    )]
    NotDraft,
    /// Only what was issued is recalled.
    #[error("Chỉ thu hồi được văn bản đang có hiệu lực phát hành.")]
    NotIssued,
    /// The issuing organization is unknown, is not the council's, or has ended.
    #[error("Cơ quan ban hành không thuộc HĐND hoặc đã giải thể. Chọn cơ quan khác rồi làm lại.")]
    NoSuchOrganization,
    /// Nothing says what it is about.
    #[error("Văn bản chưa có trích yếu. Nhập trích yếu rồi làm lại.")]
    NoTitle,
    /// Nobody signs.
    #[error("Văn bản chưa ghi người ký. Bấm Sửa, nhập họ tên người ký rồi phát hành.")]
    NoSigner,
    /// A recall without a reason.
    #[error("Nhập lý do thu hồi.")]
    NoReason,
    /// The words cannot be kept.
    #[error("Không ghi được nội dung văn bản. Báo người quản trị.")]
    Unwritable,
}
