//! How a council takes reports, and what came.

use db::{record, text_enum};
use kernel::{Instant, Open311KeyId, Open311SettingId};

text_enum! {
    /// Who may send.
    pub enum Mode {
        /// Nobody.
        Closed = "closed", "Không nhận";
        /// Everyone, an application without a key too.
        Open = "open", "Nhận của mọi ứng dụng";
        /// Applications that have a key.
        Keyed = "keyed", "Chỉ nhận của ứng dụng có khóa";
    }
}

record! {
    /// What the council decided of it.
    #[derive(Debug, Clone)]
    pub struct Setting {
        /// Its id.
        pub id: Open311SettingId,
        /// Who may send.
        pub mode: Mode,
        /// For optimistic changes.
        pub version: i64,
    }
}

record! {
    /// The key of an application. The key itself is kept nowhere.
    #[derive(Debug, Clone)]
    pub struct Key {
        /// Its id.
        pub id: Open311KeyId,
        /// Whose it is.
        pub label: String,
        /// Since when.
        pub made_ms: Instant,
        /// Until when.
        pub revoked_ms: Option<Instant>,
    }
}

record! {
    /// That a letter came by this way.
    #[derive(Debug, Clone)]
    pub struct Sent {
        /// The service that was chosen.
        pub service: String,
        /// When.
        pub at_ms: Instant,
    }
}

/// Why something cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Enough.
    #[error("Đã có 50 khóa đang dùng. Thu hồi khóa không còn dùng trước.")]
    TooManyKeys,
    /// Without a key nobody could send.
    #[error("Chưa có khóa nào đang dùng. Cấp khóa cho ứng dụng trước.")]
    NoKey,
}
