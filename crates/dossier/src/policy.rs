//! Who may do what with the dossier of a session.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// List papers, assign examination, note steps, send papers out, write invitations.
    Prepare,
    /// Hand a paper in.
    HandIn,
    /// Read a paper that was sent to the delegates.
    ReadSent,
    /// Say whether one comes.
    Reply,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 4] = [Self::Prepare, Self::HandIn, Self::ReadSent, Self::Reply];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Prepare => "chuẩn bị kỳ họp: danh mục tài liệu, phân công thẩm tra, phát hành, giấy mời",
            Self::HandIn => "nộp tài liệu kỳ họp (cơ quan được giao)",
            Self::ReadSent => "xem tài liệu đã phát hành cho đại biểu",
            Self::Reply => "báo dự, báo vắng (đại biểu của HĐND)",
        }
    }
}

/// The office and the leadership prepare their own council's sessions, in a commune the council's
/// one account does (Luật 77/2015/QH13, Điều 104). A paper is handed in by the body that owes
/// it, or typed by the office for it. What was sent is read by the council's own people before
/// the public may.
pub fn may(actor: &Actor, action: Action, council: OrganizationId, owed_by: Option<OrganizationId>) -> bool {
    let own = actor.serves(council);
    let keeps = own && actor.role.keeps_sessions();
    match action {
        Action::Prepare => keeps,
        Action::HandIn => keeps || owed_by.is_some_and(|owed| hands_in(actor.role) && actor.acts_for(owed)),
        Action::ReadSent => keeps || (own && actor.person.is_some()) || (own && sits_with(actor.role)),
        Action::Reply => own && actor.person.is_some(),
    }
}

/// Bodies that papers are asked of.
const fn hands_in(role: Role) -> bool {
    match role {
        Role::Committee | Role::PeoplesCommittee | Role::Department | Role::FatherlandFront => true,
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::GroupLeader
        | Role::Delegate
        | Role::CommuneCouncil
        | Role::Administrator => false,
    }
}

/// Those who are asked to every session of their council (Luật 77/2015/QH13, Điều 81).
const fn sits_with(role: Role) -> bool {
    match role {
        Role::Committee
        | Role::GroupLeader
        | Role::Delegate
        | Role::PeoplesCommittee
        | Role::FatherlandFront => true,
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::Department
        | Role::CommuneCouncil
        | Role::Administrator => false,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, PersonId};

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor { role, council: Some(id(1)), organization: Some(id(3)), ..Actor::visitor() }
    }

    #[test]
    fn only_the_office_of_the_council_prepares_its_sessions() {
        let keepers =
            [Role::Specialist, Role::OfficeHead, Role::Chair, Role::StandingCommittee, Role::CommuneCouncil];
        for role in Role::ALL {
            assert_eq!(may(&actor(role), Action::Prepare, id(1), None), keepers.contains(&role), "{role:?}");
            assert!(!may(&actor(role), Action::Prepare, id(2), None), "{role:?}");
        }
    }

    #[test]
    fn a_paper_is_handed_in_by_the_body_that_owes_it() {
        let department = actor(Role::Department);
        assert!(may(&department, Action::HandIn, id(1), Some(id(3))));
        assert!(!may(&department, Action::HandIn, id(1), Some(id(4))));
        assert!(!may(&department, Action::HandIn, id(1), None));
        assert!(!may(&actor(Role::Delegate), Action::HandIn, id(1), Some(id(3))));
        assert!(may(&actor(Role::Specialist), Action::HandIn, id(1), Some(id(4))));
    }

    #[test]
    fn what_was_sent_is_read_by_the_councils_own_people() {
        for role in Role::ALL {
            let reads = role.keeps_sessions() || sits_with(role);
            assert_eq!(may(&actor(role), Action::ReadSent, id(1), None), reads, "{role:?}");
            assert!(!may(&actor(role), Action::ReadSent, id(2), None), "{role:?}");
            let delegate = Actor { person: Some(id::<PersonId>(5)), ..actor(role) };
            assert!(may(&delegate, Action::ReadSent, id(1), None), "{role:?}");
        }
    }

    #[test]
    fn only_a_delegate_says_whether_he_comes() {
        for role in Role::ALL {
            assert!(!may(&actor(role), Action::Reply, id(1), None), "{role:?}");
            let delegate = Actor { person: Some(id::<PersonId>(5)), ..actor(role) };
            assert!(may(&delegate, Action::Reply, id(1), None), "{role:?}");
            assert!(!may(&delegate, Action::Reply, id(2), None), "{role:?}");
        }
    }
}
