//! Who may do what in coordination. Its bases are the duty of the Standing Committee to keep
//! contact with the People's Committee and the Fatherland Front (Luật Tổ chức chính quyền địa phương
//! 2015, Điều 104) and the regulations themselves.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See regulations, activities, campaigns in the workspace.
    Read,
    /// Write them down.
    Keep,
    /// Note what met a duty, or the count of a campaign.
    Note,
    /// Recommend something to be followed, as the Fatherland Front.
    Recommend,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 4] = [Self::Read, Self::Keep, Self::Note, Self::Recommend];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem quy chế phối hợp, hoạt động chung, đợt tuyên truyền",
            Self::Keep => "lập, sửa quy chế, hoạt động chung, đợt tuyên truyền",
            Self::Note => "ghi minh chứng thực hiện, kết quả",
            Self::Recommend => "kiến nghị của MTTQ để theo dõi",
        }
    }
}

/// The rights; `bodies` are those who owe the duty, lead the activity, take part in the campaign.
pub fn may(actor: &Actor, action: Action, council: OrganizationId, bodies: &[OrganizationId]) -> bool {
    let serves = actor.serves(council);
    let takes_part = bodies.iter().any(|body| actor.acts_for(*body));
    match (actor.role, action) {
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::CommuneCouncil,
            Action::Read | Action::Keep | Action::Note,
        )
        | (
            Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::Read,
        )
        | (Role::FatherlandFront, Action::Recommend) => serves,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::Note,
        ) => serves && takes_part,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::Keep,
        )
        | (Role::Delegate, Action::Keep | Action::Note)
        | (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::CommuneCouncil
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department,
            Action::Recommend,
        )
        | (Role::Visitor | Role::Administrator, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    #[test]
    fn only_who_owes_notes_beside_the_office_and_only_the_front_recommends() {
        for role in Role::ALL {
            let actor = Actor { role, organization: Some(id(5)), council: Some(id(1)), ..Actor::visitor() };
            let keeps = role.is_office() || role.is_leadership() || role == Role::CommuneCouncil;
            assert_eq!(may(&actor, Action::Keep, id(1), &[id(5)]), keeps, "{role:?}");
            assert_eq!(may(&actor, Action::Note, id(1), &[id(6)]), keeps, "{role:?}");
            assert_eq!(may(&actor, Action::Recommend, id(1), &[]), role == Role::FatherlandFront, "{role:?}");
            for action in Action::ALL {
                assert!(!may(&actor, action, id(2), &[id(5)]), "{role:?} elsewhere");
            }
        }
    }
}
