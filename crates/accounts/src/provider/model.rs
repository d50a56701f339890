//! Where people sign in instead of by a password, and what it says of somebody.

use db::{record, text_enum};
use kernel::{AccountId, Instant, SignInIdentityId, SignInProviderId};

text_enum! {
    /// By what else than what was bound before somebody is known.
    pub enum Matched {
        /// By nothing: everyone binds the own account.
        Nobody = "nobody", "Không: mỗi người đăng nhập bằng mật khẩu một lần rồi tự gắn ở trang Tôi";
        /// By a verified address that the administrator wrote down at the account.
        Email = "email", "Theo thư điện tử đã xác minh, do quản trị ghi ở từng tài khoản";
        /// By the name that it signs in with there.
        UserName = "user_name", "Theo tên đăng nhập: tên ở nơi ấy trùng tên ở đây";
    }
}

text_enum! {
    /// What a known name is.
    pub enum Kind {
        /// What the place calls somebody for good (`sub`).
        Subject = "subject", "định danh";
        /// An address that an administrator wrote down.
        Email = "email", "thư điện tử";
    }
}

record! {
    /// The place.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Provider {
        /// Its id.
        pub id: SignInProviderId,
        /// Its address, as it says it itself.
        pub issuer: String,
        /// What this installation is called there.
        pub client_id: String,
        /// The sealed secret.
        pub secret: Vec<u8>,
        /// What stands on the button.
        pub label: String,
        /// Other hosts of it that may be asked, with spaces between.
        pub other_hosts: String,
        /// By what else people are known.
        pub matched: Matched,
        /// Whether anybody may come from there.
        pub is_on: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

record! {
    /// A known name of an account there.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Identity {
        /// Its id.
        pub id: SignInIdentityId,
        /// Whose.
        pub account_id: AccountId,
        /// What it is.
        pub kind: Kind,
        /// The name.
        pub value: String,
        /// Since when it is known.
        pub since_ms: Instant,
    }
}

/// What the place said of somebody, after it was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its name for good.
    pub subject: String,
    /// The address, when the place has verified it, in small letters.
    pub email: Option<String>,
    /// The name that it signs in with there, in small letters.
    pub user_name: Option<String>,
}

impl Said {
    /// What the person recognises it by.
    pub fn shown(&self) -> &str {
        self.email.as_deref().or(self.user_name.as_deref()).unwrap_or(&self.subject)
    }
}

/// Why nobody signs in, or a setting is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The place did not answer in time.
    #[error(
        "Nơi đăng nhập một lần không trả lời. Thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu dưới đây."
    )]
    Down,
    /// Too many ask at once.
    #[error("Nhiều người đang đăng nhập cùng lúc. Thử lại sau vài giây.")]
    Busy,
    /// What it answered cannot be believed.
    #[error(
        "Không kiểm tra được câu trả lời của nơi đăng nhập một lần, nên hệ thống không cho vào. Đăng nhập bằng mật khẩu và báo người quản trị."
    )]
    Unproven,
    /// The person or the place broke off.
    #[error("Chưa đăng nhập: nơi đăng nhập một lần từ chối, hoặc đã bấm hủy ở đó.")]
    BrokenOff,
    /// It began in another browser, too long ago, or never.
    #[error(
        "Lần đăng nhập này đã quá 10 phút hoặc bắt đầu ở trình duyệt khác. Bấm nút đăng nhập một lần nữa."
    )]
    Over,
    /// It was used.
    #[error("Lần đăng nhập này đã dùng. Bấm nút đăng nhập một lần nữa.")]
    Used,
    /// Nobody here is called so.
    #[error(
        "Người dùng này chưa gắn với tài khoản nào của hệ thống. Đăng nhập bằng mật khẩu rồi gắn ở trang Tôi, hoặc liên hệ người quản trị."
    )]
    Unknown,
    /// The account may not sign in.
    #[error("Tài khoản này đang bị khóa. Liên hệ người quản trị của Văn phòng.")]
    Locked,
    /// The account was not taken up.
    #[error("Tài khoản này chưa được nhận. Mở liên kết mời và đặt mật khẩu trước.")]
    Invited,
    /// Another account has it.
    #[error("Tên ở nơi đăng nhập một lần đã gắn với tài khoản khác.")]
    Taken,
    /// The account has another.
    #[error("Tài khoản này đã gắn với người dùng khác của nơi đăng nhập một lần. Bỏ gắn trước.")]
    BoundAlready,
    /// Who binds must be signed in still.
    #[error("Phiên đăng nhập đã đổi. Đăng nhập bằng mật khẩu rồi gắn lại.")]
    NotSignedIn,
    /// It cannot be read as an address.
    #[error("Nhập địa chỉ đầy đủ, ví dụ https://dangnhap.example.vn.")]
    NotAnAddress,
    /// It goes without TLS.
    #[error("Địa chỉ phải là https:// (http:// chỉ được dùng trên chính máy này).")]
    NotEncrypted,
    /// The secret was given to another host.
    #[error("Địa chỉ đã đổi sang máy khác: nhập lại mã bí mật mà nơi ấy cấp.")]
    SecretOfOther,
    /// There is none.
    #[error("Nhập mã bí mật mà nơi đăng nhập một lần cấp.")]
    NoSecret,
    /// The secret was sealed under another key.
    #[error("Không mở được mã bí mật: khóa niêm phong của hệ thống đã đổi. Người quản trị nhập lại mã.")]
    Sealed,
    /// A host outside the list.
    #[error("Nơi đăng nhập một lần dẫn sang máy chưa được cho phép. Quản trị ghi máy ấy vào “Máy khác”.")]
    NotAllowed,
}
