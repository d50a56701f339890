//! Keys and what they are for.

use db::{record, text_enum};
use kernel::{ApiKeyId, Date, Instant, OrganizationId};

text_enum! {
    /// What a key is for.
    pub enum Scope {
        /// Read follow-ups.
        FollowUpsRead = "follow-ups.read", "Đọc việc cơ quan chủ trì, phối hợp";
        /// Answer follow-ups.
        FollowUpsAnswer = "follow-ups.answer", "Trả lời việc cơ quan chủ trì";
        /// Read petitions.
        PetitionsRead = "petitions.read", "Đọc kiến nghị đã chuyển đến cơ quan";
        /// Answer petitions.
        PetitionsAnswer = "petitions.answer", "Trả lời kiến nghị đã chuyển đến cơ quan";
        /// Read the commune's report.
        ReportRead = "report.read", "Đọc báo cáo giao ban của xã mình";
        /// Write and send the commune's report.
        ReportWrite = "report.write", "Soạn, nộp báo cáo giao ban của xã mình";
    }
}

record! {
    /// A key.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ApiKey {
        /// Its id.
        pub id: ApiKeyId,
        /// Whose programs show it.
        pub organization_id: OrganizationId,
        /// What it is called: "iOffice".
        pub label: String,
        /// Its last four characters.
        pub ending: String,
        /// What it is for, with spaces between.
        pub scopes: String,
        /// The last day on which it holds.
        pub expires_on: Date,
        /// When it was made.
        pub made_ms: Instant,
        /// By whom.
        pub made_by: String,
        /// Since when it holds no longer.
        pub revoked_on: Option<Date>,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl ApiKey {
    /// What it is for.
    pub fn scopes(&self) -> Vec<Scope> {
        self.scopes.split(' ').filter_map(|word| word.parse().ok()).collect()
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.revoked_on.is_none() && day <= self.expires_on
    }
}

/// Why a deed on a key does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No program acts for this kind of body.
    #[error("Cơ quan này làm việc trên hệ thống, không có khóa API. Chọn cơ quan có việc phải trả lời.")]
    NoPrograms,
    /// The last day is behind.
    #[error("Chọn ngày hết hạn từ hôm nay trở đi.")]
    Past,
    /// A key holds for a year at most.
    #[error("Khóa dùng được nhiều nhất một năm. Chọn ngày hết hạn không sau {}.", kernel::dates::print(*.0))]
    TooLong(Date),
    /// Nothing it is for.
    #[error("Chọn ít nhất một quyền.")]
    NoScope,
    /// A body has few keys.
    #[error("Cơ quan đã có {0} khóa đang dùng. Thu hồi khóa cũ trước.")]
    TooMany(usize),
}
