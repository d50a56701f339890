//! Who may do what with letters.

use db::Bind;
use kernel::{AccountId, Actor, OrganizationId, Role};

use crate::model::Letter;

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read number, days, kind, body and state.
    Read,
    /// Put a letter into the register.
    Register,
    /// Screen, classify, propose, note what the body does, tell the citizen.
    Handle,
    /// Open name, address, content, scans.
    Open,
    /// Give it to somebody of the office.
    Assign,
    /// Decide what was proposed.
    Decide,
    /// Answer: the body it was sent to.
    Answer,
    /// Destroy name and content after the lawful time.
    Destroy,
    /// Take the register out with names in it.
    Export,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 9] = [
        Self::Read,
        Self::Register,
        Self::Handle,
        Self::Open,
        Self::Assign,
        Self::Decide,
        Self::Answer,
        Self::Destroy,
        Self::Export,
    ];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem số, ngày, loại, trạng thái đơn",
            Self::Register => "vào sổ đơn",
            Self::Handle => "kiểm tra, phân loại, đề xuất, báo công dân",
            Self::Open => "mở họ tên, nội dung, bản chụp đơn",
            Self::Assign => "giao người xử lý đơn",
            Self::Decide => "quyết định xử lý đơn",
            Self::Answer => "trả lời đơn được chuyển",
            Self::Destroy => "tiêu hủy đơn lưu hết hạn",
            Self::Export => "xuất sổ đơn có họ tên",
        }
    }
}

/// What a right to a letter depends on.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Whose register.
    pub council: OrganizationId,
    /// Who settles it, once it was sent there.
    pub lead: Option<OrganizationId>,
    /// Who deals with it.
    pub handler: Option<AccountId>,
}

impl From<&Letter> for Subject {
    fn from(one: &Letter) -> Self {
        Self {
            council: one.council_id,
            lead: one.lead_id.filter(|_| one.follow_up_id.is_some()),
            handler: one.handler_id,
        }
    }
}

/// The rights, by role and place. Basis: Luật 42/2013/QH13, Điều 8; Luật 77/2015/QH13, Điều 95,
/// 107 (the council receives, forwards, urges and supervises); Luật 91/2025/QH15 (personal data
/// is read by those who need it).
pub fn may(actor: &Actor, action: Action, on: Subject) -> bool {
    let serves = actor.serves(on.council);
    let is_lead = on.lead.is_some_and(|lead| actor.acts_for(lead));
    let is_handler = actor.account.is_some() && on.handler == actor.account;
    match (actor.role, action) {
        (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            Action::Read | Action::Register,
        )
        | (Role::OfficeHead, Action::Handle | Action::Open | Action::Assign | Action::Decide)
        | (Role::OfficeHead | Role::Chair, Action::Destroy | Action::Export)
        | (Role::Chair, Action::Open | Action::Assign | Action::Decide)
        | (Role::StandingCommittee, Action::Open | Action::Decide) => serves,
        (Role::Specialist, Action::Handle | Action::Open) => serves && is_handler,
        (
            Role::Committee
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Read | Action::Answer,
        ) => is_lead,
        (Role::Visitor | Role::Administrator | Role::GroupLeader | Role::Delegate, _)
        | (
            Role::Specialist,
            Action::Assign | Action::Decide | Action::Answer | Action::Destroy | Action::Export,
        )
        | (Role::OfficeHead, Action::Answer)
        | (Role::Chair, Action::Handle | Action::Answer)
        | (
            Role::StandingCommittee,
            Action::Handle | Action::Assign | Action::Answer | Action::Destroy | Action::Export,
        )
        | (
            Role::Committee
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Register
            | Action::Handle
            | Action::Open
            | Action::Assign
            | Action::Decide
            | Action::Destroy
            | Action::Export,
        ) => false,
    }
}

/// Whether the actor does such a deed at all in this council: shows the buttons of lists.
pub fn may_in_council(actor: &Actor, action: Action, council: OrganizationId) -> bool {
    may(actor, action, Subject { council, lead: None, handler: actor.account })
}

/// A condition and its values.
type Condition = (&'static str, Vec<Box<dyn Bind>>);

/// What may be read, as a condition of lists: holds the same as [`may`] with [`Action::Read`].
pub fn visible(actor: &Actor) -> Option<Condition> {
    let bind = |id: OrganizationId| -> Box<dyn Bind> { Box::new(id) };
    match actor.role {
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            actor.council.map(|council| ("council_id = ?", vec![bind(council)]))
        }
        Role::Committee
        | Role::PeoplesCommittee
        | Role::Department
        | Role::FatherlandFront
        | Role::CommuneCouncil => {
            actor.organization.map(|own| ("follow_up_id is not null and lead_id = ?", vec![bind(own)]))
        }
        Role::Visitor | Role::Administrator | Role::GroupLeader | Role::Delegate => None,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, uuid_v7};

    use super::*;

    fn id<T: Id>(n: u8) -> T {
        T::from_uuid(uuid_v7(1, [n; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor {
            account: Some(id(7)),
            role,
            council: Some(id(1)),
            organization: Some(id(2)),
            ..Actor::visitor()
        }
    }

    #[test]
    fn a_specialist_opens_only_what_was_given_to_them() {
        let lan = actor(Role::Specialist);
        let on = |handler| Subject { council: id(1), lead: None, handler };
        assert!(may(&lan, Action::Open, on(Some(id(7)))));
        assert!(!may(&lan, Action::Open, on(Some(id(8)))));
        assert!(!may(&lan, Action::Open, on(None)));
        assert!(!may(&lan, Action::Decide, on(Some(id(7)))));
    }

    #[test]
    fn nobody_opens_another_council_s_letter_nor_one_that_was_sent_to_them() {
        for role in Role::ALL {
            let elsewhere = Subject { council: id(9), lead: Some(id(2)), handler: Some(id(7)) };
            assert!(!may(&actor(role), Action::Open, elsewhere), "{role:?}");
            assert!(!may(&actor(role), Action::Export, elsewhere), "{role:?}");
        }
    }

    #[test]
    fn delegates_and_the_administrator_know_of_no_letter() {
        for role in [Role::Visitor, Role::Administrator, Role::Delegate, Role::GroupLeader] {
            for action in Action::ALL {
                let on = Subject { council: id(1), lead: Some(id(2)), handler: Some(id(7)) };
                assert!(!may(&actor(role), action, on), "{role:?} {action:?}");
            }
            assert!(visible(&actor(role)).is_none());
        }
    }
}
