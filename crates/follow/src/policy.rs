//! Who may do what with a follow-up.

use db::Bind;
use kernel::{Actor, OrganizationId, Role};

use crate::model::FollowUp;

/// The kind of source of what the Fatherland Front recommends: it judges, the office sees.
pub const FRONT_SOURCE: &str = "front_recommendation";

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read it in the workspace.
    Read,
    /// Take it, dispute it, answer it, ask for more time: the lead body.
    Answer,
    /// Note progress: the lead body and those who cooperate.
    NoteProgress,
    /// Create one, judge an answer, settle a dispute, decide on more time, open again.
    Judge,
    /// Draft and send letters that urge.
    Remind,
    /// Climb the ladder, and close as not done: the council's leadership signs.
    Escalate,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Answer, Self::NoteProgress, Self::Judge, Self::Remind, Self::Escalate];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem việc theo dõi",
            Self::Answer => "nhận, trả lời, xin gia hạn",
            Self::NoteProgress => "cập nhật tiến độ",
            Self::Judge => "giao việc, đánh giá, quyết định gia hạn",
            Self::Remind => "gửi văn bản đôn đốc",
            Self::Escalate => "chuyển bước đôn đốc, kết thúc không thực hiện",
        }
    }
}

/// The rights, by role and place. Basis: Luật Tổ chức chính quyền địa phương 2015, Điều 104
/// (the Standing Committee urges and supervises); Luật Hoạt động giám sát 2015, Điều 89.
pub fn may(actor: &Actor, action: Action, follow_up: &FollowUp, cooperating: &[OrganizationId]) -> bool {
    let is_lead = actor.acts_for(follow_up.lead_id);
    let cooperates = cooperating.iter().any(|one| actor.acts_for(*one));
    let serves = actor.serves(follow_up.council_id);
    let is_front = follow_up.source_kind == FRONT_SOURCE;
    match (actor.role, action) {
        (Role::Specialist | Role::OfficeHead, Action::Read | Action::Remind)
        | (Role::Chair | Role::StandingCommittee, Action::Read | Action::Remind | Action::Escalate)
        // A commune's council has one account, its office and its leadership in one
        | (Role::CommuneCouncil, Action::Judge | Action::Remind | Action::Escalate) => serves,
        (Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee, Action::Judge) => {
            serves && !is_front
        }
        (Role::FatherlandFront, Action::Judge) => is_front && actor.acts_for(follow_up.asker_id),
        (Role::CommuneCouncil, Action::Read) => {
            serves || is_lead || cooperates || actor.acts_for(follow_up.asker_id)
        }
        (Role::Committee | Role::GroupLeader | Role::Delegate, Action::Read) => {
            serves || is_lead || cooperates
        }
        (Role::PeoplesCommittee | Role::Department | Role::FatherlandFront, Action::Read) => {
            is_lead || cooperates || actor.acts_for(follow_up.asker_id)
        }
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Answer,
        ) => is_lead,
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::NoteProgress,
        ) => is_lead || cooperates,
        (Role::Visitor | Role::Administrator, _)
        | (Role::Specialist | Role::OfficeHead, Action::Escalate)
        | (
            Role::Delegate,
            Action::Answer | Action::NoteProgress | Action::Judge | Action::Remind | Action::Escalate,
        )
        | (
            Role::Committee | Role::GroupLeader | Role::PeoplesCommittee | Role::Department,
            Action::Judge | Action::Remind | Action::Escalate,
        )
        | (Role::FatherlandFront, Action::Remind | Action::Escalate) => false,
    }
}

/// Whether the actor may create follow-ups of this council: its office and leadership, and in a
/// commune the council's one account.
pub fn may_create(actor: &Actor, council: OrganizationId) -> bool {
    actor.runs(council) || (actor.role == Role::CommuneCouncil && actor.serves(council))
}

/// Whether the Fatherland Front of the council's unit recommends something in its own name.
pub fn may_recommend(actor: &Actor, council: OrganizationId, asker: OrganizationId) -> bool {
    actor.role == Role::FatherlandFront && actor.serves(council) && actor.acts_for(asker)
}

/// What may be read, as a condition of lists: holds the same as [`may`] with
/// [`Action::Read`]. The first text is for those who serve the council, the second for those
/// who are bodies of their own.
pub fn visible(actor: &Actor) -> Option<(&'static str, Vec<Box<dyn Bind>>)> {
    const OF_COUNCIL: &str = "council_id = ?";
    const OF_BODY: &str =
        "(lead_id = ? or id in (select follow_up_id from follow_cooperation where organization_id = ?))";
    const OF_ASKER: &str = "(lead_id = ? or asker_id = ? or id in (select follow_up_id from follow_cooperation where organization_id = ?))";
    const OF_COUNCIL_OR_ASKER: &str = "(council_id = ? or lead_id = ? or asker_id = ? or id in (select follow_up_id from follow_cooperation where organization_id = ?))";
    const OF_BOTH: &str = "(council_id = ? or lead_id = ? or id in (select follow_up_id from follow_cooperation where organization_id = ?))";
    let bind = |id: OrganizationId| -> Box<dyn Bind> { Box::new(id) };
    match actor.role {
        Role::Visitor | Role::Administrator => None,
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            actor.council.map(|council| (OF_COUNCIL, vec![bind(council)]))
        }
        Role::Committee | Role::GroupLeader | Role::Delegate => match (actor.council, actor.organization) {
            (Some(council), Some(own)) => Some((OF_BOTH, vec![bind(council), bind(own), bind(own)])),
            (Some(council), None) => Some((OF_COUNCIL, vec![bind(council)])),
            (None, Some(own)) => Some((OF_BODY, vec![bind(own), bind(own)])),
            (None, None) => None,
        },
        Role::CommuneCouncil => match (actor.council, actor.organization) {
            (Some(council), Some(own)) => {
                Some((OF_COUNCIL_OR_ASKER, vec![bind(council), bind(own), bind(own), bind(own)]))
            }
            (Some(council), None) => Some((OF_COUNCIL, vec![bind(council)])),
            (None, Some(own)) => Some((OF_ASKER, vec![bind(own), bind(own), bind(own)])),
            (None, None) => None,
        },
        Role::PeoplesCommittee | Role::Department | Role::FatherlandFront => {
            actor.organization.map(|own| (OF_ASKER, vec![bind(own), bind(own), bind(own)]))
        }
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
    fn follow_ups_of_a_council_are_made_by_its_office_its_leadership_or_a_communes_one_account() {
        let makers =
            [Role::Specialist, Role::OfficeHead, Role::Chair, Role::StandingCommittee, Role::CommuneCouncil];
        for role in Role::ALL {
            let actor = Actor { role, council: Some(id(1)), organization: Some(id(1)), ..Actor::visitor() };
            assert_eq!(may_create(&actor, id(1)), makers.contains(&role), "{role:?}");
            assert!(!may_create(&actor, id(2)), "{role:?}");
        }
    }

    #[test]
    fn only_the_front_recommends_in_its_own_name() {
        for role in Role::ALL {
            let actor = Actor { role, council: Some(id(1)), organization: Some(id(5)), ..Actor::visitor() };
            assert_eq!(may_recommend(&actor, id(1), id(5)), role == Role::FatherlandFront, "{role:?}");
            assert!(!may_recommend(&actor, id(1), id(6)) && !may_recommend(&actor, id(2), id(5)), "{role:?}");
        }
    }
}
