//! Addresses that are told, hosts that may be, and what was told.

use db::{record, text_enum};
use kernel::{DeliveryId, Instant, OrganizationId, WebhookHostId, WebhookId};

record! {
    /// A host to which the installation may send.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Host {
        /// Its id.
        pub id: WebhookHostId,
        /// Scheme, name and port: `https://hooks.example.vn`.
        pub origin: String,
        /// It stands in the office's own network: HTTP and private addresses are permitted.
        pub is_internal: bool,
        /// What it is.
        pub note: String,
    }
}

record! {
    /// An address that is told of public deeds.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Webhook {
        /// Its id.
        pub id: WebhookId,
        /// Whose deeds.
        pub council_id: OrganizationId,
        /// What it is called in the office.
        pub label: String,
        /// Where it is told.
        pub url: String,
        /// Areas of deeds, "petition. resolution."; all of them when empty.
        pub topics: String,
        /// The sealed secret.
        pub secret: Vec<u8>,
        /// Whether it is told.
        pub is_on: bool,
        /// Since when.
        pub made_ms: Instant,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Webhook {
    /// Its page.
    pub fn path(&self) -> String {
        format!("/lam-viec/gui-tin/{}", self.id)
    }

    /// The areas that it asks for.
    pub fn topics(&self) -> Vec<&str> {
        self.topics.split_whitespace().collect()
    }

    /// Whether a deed is told.
    pub fn wants(&self, action: &str) -> bool {
        let topics = self.topics();
        topics.is_empty() || topics.iter().any(|topic| action.starts_with(topic))
    }
}

text_enum! {
    /// How far a delivery has come.
    pub enum DeliveryState {
        /// It will be tried.
        Waiting = "waiting", "Chờ gửi";
        /// The receiver took it.
        Delivered = "delivered", "Đã nhận";
        /// Every try failed.
        Failed = "failed", "Không gửi được";
    }
}

record! {
    /// What is told to one address.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Delivery {
        /// Its id, the same at every try.
        pub id: DeliveryId,
        /// Whom.
        pub webhook_id: WebhookId,
        /// Which leaf of the public log; none when it is a trial.
        pub leaf: Option<i64>,
        /// The JSON that is sent.
        pub payload: String,
        /// How far.
        pub state: DeliveryState,
        /// How often it was tried.
        pub tries: i64,
        /// When it is tried next.
        pub next_ms: Instant,
        /// The receiver's last answer.
        pub status: Option<i64>,
        /// Why the last try failed.
        pub words: String,
        /// When it was made.
        pub made_ms: Instant,
        /// When it ended.
        pub done_ms: Option<Instant>,
    }
}

/// Why something is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be read as an address.
    #[error("Nhập địa chỉ đầy đủ, ví dụ https://tin.example.vn/nhan.")]
    NotAnAddress,
    /// A name or password stands in the address.
    #[error("Bỏ tên và mật khẩu khỏi địa chỉ; tin được ký bằng khóa riêng.")]
    CarriesPassword,
    /// Only inside the office's own network may it go without TLS.
    #[error("Địa chỉ ngoài mạng nội bộ phải là https://.")]
    NotEncrypted,
    /// Nobody allowed it.
    #[error("Máy {0} chưa được quản trị hệ thống cho phép. Gửi quản trị tên máy này để xin phép.")]
    NotAllowed(String),
    /// It is allowed already.
    #[error("Máy này đã có trong danh sách.")]
    AllowedAlready,
    /// Addresses still use it.
    #[error("Còn {0} địa chỉ nhận tin ở máy này. Tắt hoặc đổi các địa chỉ ấy trước.")]
    InUse(i64),
    /// Enough.
    #[error("Mỗi HĐND có nhiều nhất 20 địa chỉ nhận tin.")]
    TooMany,
    /// The secret was sealed under another key.
    #[error("Không mở được khóa ký: khóa niêm phong của hệ thống đã đổi. Bấm “Đổi khóa”.")]
    Sealed,
}
