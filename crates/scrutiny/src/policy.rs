//! Who may do what with hearings, reviews of texts and draws.

use kernel::{Actor, OrganizationId, Role};

use crate::model::{Hearing, TextReview};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a hearing.
    ReadHearing,
    /// Propose, announce, hold, conclude a hearing, or call it off.
    KeepHearing,
    /// Read the review of a text before it is over.
    ReadReview,
    /// Review a text, lead the review through its steps.
    KeepReview,
    /// Answer a demand as the issuer.
    AnswerReview,
    /// Publish a draw, draw, call it off.
    KeepDraw,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 6] = [
        Self::ReadHearing,
        Self::KeepHearing,
        Self::ReadReview,
        Self::KeepReview,
        Self::AnswerReview,
        Self::KeepDraw,
    ];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ReadHearing => "xem phiên giải trình",
            Self::KeepHearing => "lập, thông báo, ghi biên bản, kết luận phiên giải trình",
            Self::ReadReview => "xem việc rà soát văn bản chưa kết thúc",
            Self::KeepReview => "rà soát văn bản, yêu cầu sửa đổi, báo cáo, trình HĐND",
            Self::AnswerReview => "trả lời yêu cầu sửa đổi văn bản",
            Self::KeepDraw => "công bố, thực hiện bốc thăm",
        }
    }
}

/// What the rights depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Whose work it is.
    pub council: OrganizationId,
    /// Anyone may read it.
    pub is_open: bool,
    /// The Standing Committee or committee that reviews.
    pub reviewer: Option<OrganizationId>,
    /// Those who explain or answer, once they were told.
    pub bodies: &'a [OrganizationId],
}

/// The rights, by role and place (Luật 87/2015/QH13, Điều 72, 79).
pub fn may(actor: &Actor, action: Action, standing: Standing<'_>) -> bool {
    let serves = actor.serves(standing.council);
    let own = standing.reviewer.is_some_and(|reviewer| actor.acts_for(reviewer));
    let told = actor.organization.is_some_and(|body| standing.bodies.contains(&body));
    match (actor.role, action) {
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::CommuneCouncil,
            action,
        ) => match action {
            Action::KeepHearing | Action::KeepReview | Action::KeepDraw => serves,
            Action::ReadHearing | Action::ReadReview => serves || told || standing.is_open,
            Action::AnswerReview => serves || told,
        },
        (Role::Committee, action) => match action {
            Action::KeepReview | Action::AnswerReview => own && serves,
            Action::ReadReview => (own && serves) || standing.is_open,
            Action::ReadHearing => standing.is_open,
            Action::KeepHearing | Action::KeepDraw => false,
        },
        (Role::PeoplesCommittee | Role::Department | Role::FatherlandFront, action) => match action {
            Action::ReadHearing | Action::ReadReview => told || standing.is_open,
            Action::AnswerReview => told,
            Action::KeepHearing | Action::KeepReview | Action::KeepDraw => false,
        },
        (Role::GroupLeader | Role::Delegate | Role::Visitor | Role::Administrator, action) => match action {
            Action::ReadHearing | Action::ReadReview => standing.is_open,
            Action::KeepHearing | Action::KeepReview | Action::AnswerReview | Action::KeepDraw => false,
        },
    }
}

/// Whether the actor may do this with a hearing at which these bodies explain.
pub fn may_hearing(actor: &Actor, action: Action, one: &Hearing, explain: &[OrganizationId]) -> bool {
    // A body learns of it by the notice
    let bodies = if one.notified_on.is_some() { explain } else { &[] };
    may(actor, action, Standing { council: one.council_id, is_open: one.is_open(), reviewer: None, bodies })
}

/// Whether the actor may do this with the review of a text.
pub fn may_review(actor: &Actor, action: Action, one: &TextReview) -> bool {
    // An issuer learns of it by the demand
    let told = [one.issuer_id];
    let bodies: &[OrganizationId] = if one.demanded_on.is_some() { &told } else { &[] };
    let (council, reviewer) = (one.council_id, Some(one.reviewer_id));
    may(actor, action, Standing { council, is_open: one.is_open(), reviewer, bodies })
}

/// Whether the actor keeps hearings, all reviews and draws of a council.
pub fn may_keep(actor: &Actor, council: OrganizationId) -> bool {
    actor.serves(council) && actor.role.keeps_sessions()
}

/// Whether the actor reviews texts in the name of this body of a council.
pub fn may_review_as(actor: &Actor, council: OrganizationId, reviewer: OrganizationId) -> bool {
    may_keep(actor, council)
        || (actor.role == Role::Committee && actor.serves(council) && actor.acts_for(reviewer))
}

/// What lists show beside what anyone may read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sight {
    /// All of this council.
    pub council: Option<OrganizationId>,
    /// Reviews of this body.
    pub reviewer: Option<OrganizationId>,
    /// That in which this body was told to explain or to answer.
    pub told: Option<OrganizationId>,
}

/// The filter of lists: holds the same as [`may`] with reading.
pub fn sight(actor: &Actor) -> Sight {
    match actor.role {
        Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::CommuneCouncil => {
            Sight { council: actor.council, told: actor.organization, ..Sight::default() }
        }
        Role::Committee => Sight { reviewer: actor.organization, ..Sight::default() },
        Role::PeoplesCommittee | Role::Department | Role::FatherlandFront => {
            Sight { told: actor.organization, ..Sight::default() }
        }
        Role::GroupLeader | Role::Delegate | Role::Visitor | Role::Administrator => Sight::default(),
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
    fn what_a_list_shows_is_what_may_be_read_and_only_keepers_and_reviewers_change_it() {
        for role in Role::ALL {
            for (council, body) in [(1, 7), (1, 8), (3, 8), (3, 7), (1, 9)] {
                let who = Actor {
                    role,
                    council: Some(id(council)),
                    organization: Some(id(body)),
                    account: Some(id(99)),
                    ..Actor::visitor()
                };
                let told = [id(8)];
                let standing =
                    |is_open, reviewer| Standing { council: id(1), is_open, reviewer, bodies: &told };
                let sight = sight(&who);
                // A committee's sight is held against the council where the list is made
                let listed = sight.council == Some(id(1)) || sight.told == Some(id(8));
                let reads = may(&who, Action::ReadHearing, standing(false, None));
                assert_eq!(reads, listed, "{role:?} {council} {body}");
                assert!(may(&who, Action::ReadHearing, standing(true, None)), "{role:?}");
                let own = role == Role::Committee && council == 1 && body == 9;
                let keeps = role.keeps_sessions() && council == 1;
                assert_eq!(
                    may(&who, Action::KeepReview, standing(false, Some(id(9)))),
                    keeps || own,
                    "{role:?} {council} {body}"
                );
                for action in [Action::KeepHearing, Action::KeepDraw] {
                    assert_eq!(may(&who, action, standing(true, Some(id(9)))), keeps, "{role:?}");
                }
            }
        }
    }
}
