//! The server, who asked to be told what, and the mails.

use db::{record, text_enum};
use kernel::{AccountId, Date, Instant, MailId, MailServerId, MailSubscriptionId};
use serde::{Deserialize, Serialize};

text_enum! {
    /// How the line to the server is kept from others.
    pub enum Security {
        /// TLS from the first byte.
        Tls = "tls", "TLS ngay từ đầu (thường là cổng 465)";
        /// A plain greeting, then TLS or nothing.
        StartTls = "starttls", "STARTTLS (thường là cổng 587)";
        /// No TLS: only inside the office's own network.
        None = "none", "Không mã hóa, chỉ trong mạng nội bộ (thường là cổng 25)";
    }
}

record! {
    /// The server that takes mails.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Server {
        /// Its id.
        pub id: MailServerId,
        /// Its name.
        pub host: String,
        /// Its port.
        pub port: i64,
        /// How the line is kept.
        pub security: Security,
        /// Who signs in; empty when nobody does.
        pub username: String,
        /// The sealed password.
        pub password: Option<Vec<u8>>,
        /// From which address mails come.
        pub sender: String,
        /// Whether anything is sent.
        pub is_on: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

text_enum! {
    /// What somebody may be told.
    pub enum Topic {
        /// Work that was given to the body and is not taken up.
        Assigned = "assigned", "Việc mới giao";
        /// Work whose day is near.
        Soon = "soon", "Việc sắp đến hạn";
        /// Work whose day is over.
        Overdue = "overdue", "Việc quá hạn";
        /// The quarterly report.
        Report = "report", "Nhắc báo cáo giao ban quý";
        /// Letters that came, sessions that are called.
        News = "news", "Văn bản đến, kỳ họp mới";
    }
}

text_enum! {
    /// When somebody is told.
    pub enum Pace {
        /// As soon as there is something.
        Once = "once", "Ngay khi có việc";
        /// In one mail in the morning.
        Digest = "digest", "Gộp một thư lúc 07:00 mỗi ngày làm việc";
    }
}

record! {
    /// What somebody asked to be told.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Subscription {
        /// Its id.
        pub id: MailSubscriptionId,
        /// Who.
        pub account_id: AccountId,
        /// Where to.
        pub address: String,
        /// About what, "assigned soon".
        pub topics: String,
        /// When.
        pub pace: Pace,
        /// The minute of the day from which it is quiet.
        pub quiet_from: i64,
        /// The minute of the day at which quiet ends.
        pub quiet_to: i64,
        /// Quiet on days off.
        pub rests_on_days_off: bool,
        /// Whether anything is told.
        pub is_on: bool,
        /// When the owner of the address was asked.
        pub asked_ms: Instant,
        /// When the owner of the address agreed.
        pub confirmed_ms: Option<Instant>,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Subscription {
    /// What it asks for.
    pub fn topics(&self) -> Vec<Topic> {
        topics_of(&self.topics)
    }

    /// Whether mails about work may go to this address now.
    pub fn is_told(&self) -> bool {
        self.is_on && self.confirmed_ms.is_some()
    }
}

/// "assigned soon" as topics; a word that is none says nothing.
pub(crate) fn topics_of(words: &str) -> Vec<Topic> {
    words.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

record! {
    /// A subscription that is told, and how far it was.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Listener {
        /// Its id.
        pub id: MailSubscriptionId,
        /// Who.
        pub account_id: AccountId,
        /// Where to.
        pub address: String,
        /// About what.
        pub topics: String,
        /// When.
        pub pace: Pace,
        /// The minute of the day from which it is quiet.
        pub quiet_from: i64,
        /// The minute of the day at which quiet ends.
        pub quiet_to: i64,
        /// Quiet on days off.
        pub rests_on_days_off: bool,
        /// The journal's entry up to which it was looked through.
        pub seq: Option<i64>,
        /// When it was last looked through.
        pub looked_ms: Option<Instant>,
        /// The day of the last mail in the morning.
        pub digest_on: Option<Date>,
    }
}

text_enum! {
    /// What a mail is.
    pub enum MailKind {
        /// Asks the owner of an address to agree.
        Confirm = "confirm", "Xác nhận địa chỉ";
        /// Tries the server out.
        Trial = "trial", "Thư thử";
        /// Tells at once.
        Once = "once", "Báo ngay";
        /// Tells in the morning.
        Digest = "digest", "Thư buổi sáng";
    }
}

text_enum! {
    /// How far a mail has come.
    pub enum MailState {
        /// It will be tried.
        Waiting = "waiting", "Chờ gửi";
        /// The server took it.
        Sent = "sent", "Đã gửi";
        /// The server refused it, or every try failed.
        Failed = "failed", "Không gửi được";
        /// It was not sent: whom it was for asked to be told no more.
        Dropped = "dropped", "Không gửi nữa";
    }
}

record! {
    /// A mail.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Mail {
        /// Its id, the same at every try.
        pub id: MailId,
        /// What it is.
        pub kind: MailKind,
        /// For whom; none when it is a trial.
        pub subscription_id: Option<MailSubscriptionId>,
        /// Where to.
        pub address: String,
        /// What stands in its head.
        pub subject: String,
        /// What it tells, as JSON.
        pub content: String,
        /// How far.
        pub state: MailState,
        /// How often it was tried.
        pub tries: i64,
        /// When it is tried next.
        pub next_ms: Instant,
        /// What the server said last.
        pub words: String,
        /// When it was made.
        pub made_ms: Instant,
        /// When it ended.
        pub done_ms: Option<Instant>,
    }
}

/// What a mail tells: sections, and how many things are left to the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The sections, none of them empty.
    pub sections: Vec<Section>,
    /// Things that did not fit.
    pub more: usize,
}

/// Things of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What they are.
    pub title: String,
    /// The things.
    pub items: Vec<Item>,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// "Trả lời TD-2020-012".
    pub label: String,
    /// "hạn 10/10/2020, quá hạn".
    pub note: String,
    /// Its page, without the server's name.
    pub href: String,
}

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no address of e-mail.
    #[error("Nhập địa chỉ thư đầy đủ, ví dụ vanphong@thanhliem.gov.vn.")]
    NotAnAddress,
    /// It is no server's name.
    #[error("Nhập tên máy gửi thư, ví dụ smtp.hanam.gov.vn, không có http:// và cổng.")]
    NotAHost,
    /// Without TLS a password would be read on the way.
    #[error(
        "Không gửi mật khẩu qua đường không mã hóa. Chọn TLS hoặc STARTTLS, hoặc bỏ trống tên đăng nhập."
    )]
    PasswordInTheClear,
    /// It must be typed the first time.
    #[error("Nhập mật khẩu của tên đăng nhập này.")]
    NoPassword,
    /// It is no time of the day.
    #[error("Nhập giờ dạng 18:00.")]
    NotATime,
    /// There is no server.
    #[error("Hệ thống chưa có máy gửi thư nên chưa gửi được. Nhờ người quản trị đặt máy gửi thư trước.")]
    NoServer,
    /// Enough letters that ask.
    #[error("Đã gửi 5 thư xác nhận trong 24 giờ qua. Xem cả hộp thư rác, hoặc thử lại ngày mai.")]
    AskedTooOften,
    /// There is nothing to confirm.
    #[error("Địa chỉ này đã xác nhận.")]
    Confirmed,
}
