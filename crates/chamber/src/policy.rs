//! Who may do what in the chamber.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See the course of a session and its votes.
    Watch,
    /// Write the agenda down and change it.
    Prepare,
    /// Begin items, invite speakers, open and close votes.
    Preside,
    /// Keep the roll, type counted hands and ballot papers, write the minutes.
    Record,
    /// Approve the minutes, and take the approval back.
    Approve,
    /// Be written down as present, ask to speak, vote.
    TakePart,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 6] =
        [Self::Watch, Self::Prepare, Self::Preside, Self::Record, Self::Approve, Self::TakePart];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Watch => "xem diễn biến kỳ họp, kết quả biểu quyết",
            Self::Prepare => "lập chương trình kỳ họp",
            Self::Preside => "điều hành: nội dung, mời phát biểu, mở và kết thúc biểu quyết",
            Self::Record => "điểm danh, nhập kết quả đếm, ghi biên bản",
            Self::Approve => "duyệt biên bản kỳ họp, bỏ duyệt",
            Self::TakePart => "ghi có mặt, đăng ký phát biểu, biểu quyết (đại biểu của HĐND)",
        }
    }
}

/// The office and the leadership run the sessions of their own council; in a commune the
/// council's one account does (Luật 77/2015/QH13, Điều 104). Who takes part is not a matter of
/// the role but of being a delegate: the deeds ask whether the account's person is one, on the
/// day of the session.
pub fn may(actor: &Actor, action: Action, council: OrganizationId, is_public: bool) -> bool {
    let own = actor.serves(council);
    match action {
        Action::Watch => is_public || (own && (actor.role.keeps_sessions() || actor.person.is_some())),
        Action::Prepare | Action::Preside | Action::Record => own && actor.role.keeps_sessions(),
        Action::Approve => own && signs(actor.role),
        Action::TakePart => own && actor.person.is_some(),
    }
}

/// Who signs for the council; in a commune its one account does.
const fn signs(role: Role) -> bool {
    match role {
        Role::Chair | Role::StandingCommittee | Role::CommuneCouncil => true,
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Committee
        | Role::GroupLeader
        | Role::Delegate
        | Role::PeoplesCommittee
        | Role::Department
        | Role::FatherlandFront
        | Role::Administrator => false,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{AccountId, Id, PersonId};

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor { role, council: Some(id(1)), account: Some(id::<AccountId>(9)), ..Actor::visitor() }
    }

    #[test]
    fn only_those_who_keep_the_sessions_of_a_council_run_them_and_only_their_own() {
        let keepers =
            [Role::Specialist, Role::OfficeHead, Role::Chair, Role::StandingCommittee, Role::CommuneCouncil];
        for role in Role::ALL {
            for action in [Action::Prepare, Action::Preside, Action::Record] {
                assert_eq!(may(&actor(role), action, id(1), true), keepers.contains(&role), "{role:?}");
                assert!(!may(&actor(role), action, id(2), true), "{role:?}");
            }
        }
    }

    #[test]
    fn the_office_writes_the_minutes_and_who_signs_for_the_council_approves_them() {
        let signers = [Role::Chair, Role::StandingCommittee, Role::CommuneCouncil];
        for role in Role::ALL {
            assert_eq!(may(&actor(role), Action::Approve, id(1), true), signers.contains(&role), "{role:?}");
            assert!(!may(&actor(role), Action::Approve, id(2), true), "{role:?}");
        }
    }

    #[test]
    fn an_account_without_a_person_never_votes() {
        for role in Role::ALL {
            assert!(!may(&actor(role), Action::TakePart, id(1), true), "{role:?}");
            let with_person = Actor { person: Some(id::<PersonId>(5)), ..actor(role) };
            assert!(may(&with_person, Action::TakePart, id(1), true), "{role:?}");
            assert!(!may(&with_person, Action::TakePart, id(2), true), "{role:?}");
        }
    }

    #[test]
    fn a_session_that_is_not_public_is_watched_by_its_own_people() {
        for role in Role::ALL {
            assert_eq!(may(&actor(role), Action::Watch, id(1), false), role.keeps_sessions(), "{role:?}");
            let delegate = Actor { person: Some(id::<PersonId>(5)), ..actor(role) };
            assert!(may(&delegate, Action::Watch, id(1), false), "{role:?}");
            assert!(!may(&delegate, Action::Watch, id(2), false), "{role:?}");
        }
        assert!(!may(&Actor::visitor(), Action::Watch, id(1), false));
        assert!(may(&Actor::visitor(), Action::Watch, id(1), true));
    }
}
