//! What an account is.

use db::{record, text_enum};
use kernel::{AccountId, Actor, AreaId, DevicePairingId, OrganizationId, PersonId, Role};

text_enum! {
    /// Where an account stands.
    pub enum State {
        /// Invited, no password yet.
        Invited = "invited", "Đã mời, chưa nhận";
        /// May sign in.
        Active = "active", "Đang dùng";
        /// May not sign in.
        Suspended = "suspended", "Đã khóa";
    }
}

record! {
    /// An account.
    #[derive(Debug, Clone)]
    pub struct Account {
        /// Its id.
        pub id: AccountId,
        /// The name it signs in with.
        pub name: String,
        /// The name shown.
        pub display_name: String,
        /// What it may be.
        pub role: Role,
        /// For whom it acts.
        pub organization_id: Option<OrganizationId>,
        /// Whose work it belongs to.
        pub council_id: Option<OrganizationId>,
        /// Its unit.
        pub area_id: Option<AreaId>,
        /// The delegate whose votes it gives.
        pub person_id: Option<PersonId>,
        /// Where it stands.
        pub state: State,
        /// Argon2id, in PHC form.
        pub password_hash: Option<String>,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Account {
    /// The account as one who acts.
    pub fn actor(&self) -> Actor {
        Actor {
            account: Some(self.id),
            name: self.display_name.clone(),
            role: self.role,
            area: self.area_id,
            organization: self.organization_id,
            council: self.council_id,
            person: self.person_id,
        }
    }
}

record! {
    /// A sign-in with the account behind it.
    #[derive(Debug, Clone)]
    pub struct Login {
        /// When it began, by the machine's clock.
        pub created_ms: i64,
        /// When it was last seen.
        pub seen_ms: i64,
        /// Until when it holds, on a paired device.
        pub until_ms: Option<i64>,
        /// The account.
        pub account_id: AccountId,
        /// The account's name.
        pub display_name: String,
        /// Its role.
        pub role: Role,
        /// For whom it acts.
        pub organization_id: Option<OrganizationId>,
        /// Whose work it belongs to.
        pub council_id: Option<OrganizationId>,
        /// Its unit.
        pub area_id: Option<AreaId>,
        /// The delegate whose votes it gives.
        pub person_id: Option<PersonId>,
        /// Where the account stands.
        pub state: State,
    }
}

impl Login {
    /// The one who signed in.
    pub fn into_actor(self) -> Actor {
        Actor {
            account: Some(self.account_id),
            name: self.display_name,
            role: self.role,
            area: self.area_id,
            organization: self.organization_id,
            council: self.council_id,
            person: self.person_id,
        }
    }
}

record! {
    /// A one-time code by which a delegate's device signs in.
    #[derive(Debug, Clone)]
    pub struct Pairing {
        /// Its id.
        pub id: DevicePairingId,
        /// The account that the device signs in.
        pub account_id: AccountId,
        /// The first moment at which it holds no more.
        pub expires_ms: i64,
        /// When it was used.
        pub used_ms: Option<i64>,
    }
}

record! {
    /// A delegate's account as those who keep the roll know it.
    #[derive(Debug, Clone)]
    pub struct Seat {
        /// Its id.
        pub account_id: AccountId,
        /// The delegate.
        pub person_id: PersonId,
        /// The name shown.
        pub display_name: String,
    }
}

/// Whether a device may be paired with an account of this role: a delegate's own, never one of the
/// office, the leadership or another body, which can do more than take part.
pub const fn may_be_paired(role: Role) -> bool {
    match role {
        Role::Delegate | Role::GroupLeader | Role::Committee => true,
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::PeoplesCommittee
        | Role::Department
        | Role::FatherlandFront
        | Role::CommuneCouncil
        | Role::Administrator => false,
    }
}

/// Why an account's deed does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The name is taken.
    #[error("Tên đăng nhập này đã có người dùng. Chọn tên khác.")]
    NameTaken,
    /// The invitation was used, or is too old.
    #[error("Liên kết mời đã dùng hoặc đã hết hạn. Đề nghị người quản trị mời lại.")]
    InvitationOver,
    /// The code was used, or is too old, or never was.
    #[error("Mã ghép đã dùng, đã hết hạn hoặc không đúng. Đề nghị Thư ký kỳ họp cấp mã mới.")]
    PairingOver,
    /// The delegate has an account.
    #[error("Đại biểu này đã có tài khoản khác. Bỏ gắn ở tài khoản ấy trước.")]
    PersonTaken,
    /// The person is no delegate of the account's council.
    #[error("Người này không phải đại biểu đương nhiệm của Hội đồng nhân dân mà tài khoản thuộc về.")]
    NotADelegate,
    /// An administrator cannot suspend the own account.
    #[error("Không tự khóa tài khoản của mình. Nhờ người quản trị khác làm việc này.")]
    OwnAccount,
    /// Only an invited account is invited again.
    #[error("Tài khoản đã được nhận, không mời lại. Người dùng tự đổi mật khẩu ở trang Tôi.")]
    NotInvited,
}
