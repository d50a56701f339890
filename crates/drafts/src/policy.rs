//! Who may do what with drafts.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a draft and what is proposed to it.
    Read,
    /// Enter drafts, give them out, make versions, write down what the council decided.
    Keep,
    /// Propose changes.
    Propose,
    /// Answer proposals.
    Answer,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 4] = [Self::Read, Self::Keep, Self::Propose, Self::Answer];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem dự thảo nghị quyết, ý kiến góp ý",
            Self::Keep => "nhập dự thảo, đưa ra lấy ý kiến, lập bản tiếp thu, lập nghị quyết",
            Self::Propose => "góp ý, đề nghị sửa từng điều",
            Self::Answer => "giải trình, tiếp thu ý kiến",
        }
    }
}

/// What of a draft decides who may do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whose session it is submitted to.
    pub council: OrganizationId,
    /// The body that submits it.
    pub submitted_by: OrganizationId,
    /// It has left the hands of those who prepare it.
    pub is_out: bool,
    /// Anyone may read it: it is out, marked public, of a public session, its item not closed.
    pub is_public: bool,
    /// Its item is held without the public.
    pub is_closed: bool,
}

/// The office and the leadership keep the drafts of their own council; in a commune the council's
/// one account does. The body that submits a draft reads and answers. Delegates, committees, the
/// People's Committee and the Front propose (Luật 77/2015/QH13, Điều 85; Luật 80/2015/QH13, Điều
/// 120, Điều 142). What is held without the public is for keepers, submitter and delegates.
pub fn may(actor: &Actor, action: Action, draft: &Facts) -> bool {
    let own = actor.serves(draft.council);
    let keeps = own && actor.role.keeps_sessions();
    let submits = actor.is_signed_in() && actor.acts_for(draft.submitted_by);
    let takes_part = own && draft.is_out && (actor.person.is_some() || (!draft.is_closed && speaks(actor)));
    match action {
        Action::Read => draft.is_public || keeps || submits || takes_part,
        Action::Keep => keeps,
        Action::Propose => takes_part,
        Action::Answer => keeps || submits,
    }
}

/// Whether the account speaks for a body that proposes in its own name.
fn speaks(actor: &Actor) -> bool {
    actor.organization.is_some() && is_heard(actor.role)
}

const fn is_heard(role: Role) -> bool {
    match role {
        Role::Committee | Role::PeoplesCommittee | Role::FatherlandFront => true,
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::GroupLeader
        | Role::Delegate
        | Role::Department
        | Role::CommuneCouncil
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
        Actor {
            role,
            council: Some(id(1)),
            account: Some(id::<AccountId>(9)),
            organization: Some(id(3)),
            ..Actor::visitor()
        }
    }

    const fn facts(council: OrganizationId, by: OrganizationId) -> Facts {
        Facts { council, submitted_by: by, is_out: true, is_public: false, is_closed: false }
    }

    #[test]
    fn only_those_who_keep_the_drafts_of_a_council_write_them_and_only_their_own() {
        let keepers =
            [Role::Specialist, Role::OfficeHead, Role::Chair, Role::StandingCommittee, Role::CommuneCouncil];
        for role in Role::ALL {
            let is_keeper = keepers.contains(&role);
            assert_eq!(may(&actor(role), Action::Keep, &facts(id(1), id(2))), is_keeper, "{role:?}");
            assert_eq!(may(&actor(role), Action::Answer, &facts(id(1), id(2))), is_keeper, "{role:?}");
            assert!(!may(&actor(role), Action::Keep, &facts(id(4), id(2))), "{role:?}");
            assert!(may(&actor(role), Action::Answer, &facts(id(1), id(3))), "the submitter, {role:?}");
        }
        assert!(!may(&Actor::visitor(), Action::Answer, &facts(id(1), id(2))));
    }

    #[test]
    fn delegates_and_the_bodies_that_are_heard_propose_to_what_is_out() {
        let heard = [Role::Committee, Role::PeoplesCommittee, Role::FatherlandFront];
        for role in Role::ALL {
            let out = facts(id(1), id(2));
            let prepared = Facts { is_out: false, ..out };
            let closed = Facts { is_closed: true, ..out };
            let delegate = Actor { person: Some(id::<PersonId>(5)), ..actor(role) };
            assert_eq!(may(&actor(role), Action::Propose, &out), heard.contains(&role), "{role:?}");
            assert!(!may(&actor(role), Action::Propose, &closed), "{role:?}");
            assert!(may(&delegate, Action::Propose, &closed), "{role:?}");
            assert!(may(&delegate, Action::Propose, &out), "{role:?}");
            assert!(!may(&delegate, Action::Propose, &prepared), "{role:?}");
            assert!(!may(&delegate, Action::Propose, &facts(id(4), id(2))), "{role:?}");
            let nameless = Actor { organization: None, ..actor(role) };
            assert!(!may(&nameless, Action::Propose, &out), "{role:?}");
        }
    }

    #[test]
    fn what_is_prepared_or_closed_is_read_by_those_who_work_on_it() {
        let prepared = Facts { is_out: false, ..facts(id(1), id(2)) };
        let closed = Facts { is_closed: true, ..facts(id(1), id(2)) };
        for role in Role::ALL {
            assert_eq!(may(&actor(role), Action::Read, &prepared), role.keeps_sessions(), "{role:?}");
            assert_eq!(may(&actor(role), Action::Read, &closed), role.keeps_sessions(), "{role:?}");
            let submitter = Facts { submitted_by: id(3), ..prepared };
            assert!(may(&actor(role), Action::Read, &submitter), "{role:?}");
        }
        let public = Facts { is_public: true, ..facts(id(1), id(2)) };
        assert!(may(&Actor::visitor(), Action::Read, &public));
        assert!(!may(&Actor::visitor(), Action::Read, &closed));
    }
}
