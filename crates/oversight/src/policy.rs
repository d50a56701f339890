//! Who may do what with an oversight.

use kernel::{Actor, OrganizationId, PersonId, Role};

use crate::model::{Oversight, State};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read it as far as anyone in the council may.
    Read,
    /// Read what the team notes, and the report before it is out.
    ReadInside,
    /// Plan it, lead it through its steps, name team and bodies, write findings.
    Keep,
    /// Issue recommendations, judge what nothing else follows, ask for explanations.
    Recommend,
    /// Note what is seen at a visit.
    Note,
    /// Hand the overseen body's report in.
    HandIn,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::ReadInside, Self::Keep, Self::Recommend, Self::Note, Self::HandIn];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem cuộc giám sát, khảo sát",
            Self::ReadInside => "xem ghi chép, phát hiện của đoàn giám sát",
            Self::Keep => "lập, chuyển bước, ghi đoàn, cơ quan, buổi làm việc, phát hiện",
            Self::Recommend => "ban hành kiến nghị sau giám sát, yêu cầu giải trình",
            Self::Note => "ghi chép tại thực địa",
            Self::HandIn => "nộp báo cáo theo yêu cầu của đoàn giám sát",
        }
    }
}

/// An oversight as the rights see it: with the members of its team and the bodies overseen.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The oversight.
    pub one: &'a Oversight,
    /// The persons of the team.
    pub team: &'a [PersonId],
    /// The bodies overseen.
    pub bodies: &'a [OrganizationId],
}

/// The rights, by role and place (Luật 87/2015/QH13, Điều 57, 66, 76, 83; Điều 89 on secrets).
pub fn may(actor: &Actor, action: Action, subject: Standing<'_>) -> bool {
    let one = subject.one;
    let serves = actor.serves(one.council_id);
    let own_body = actor.acts_for(one.body_id) && serves;
    let in_team = serves && actor.person.is_some_and(|person| subject.team.contains(&person));
    let overseen = one.state.is_decided()
        && actor.organization.is_some_and(|organization| subject.bodies.contains(&organization));
    let open = !one.is_secret;
    match (actor.role, action) {
        (Role::Visitor | Role::Administrator, Action::Read) => one.is_open(),
        (Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee, action) => match action
        {
            Action::Read => serves || one.is_open(),
            Action::ReadInside | Action::Keep | Action::Recommend | Action::Note => serves,
            Action::HandIn => serves && one.state.is_decided(),
        },
        (Role::Committee | Role::GroupLeader | Role::Delegate, action) => match action {
            Action::Read => one.is_open() || (serves && open) || own_body || in_team,
            Action::ReadInside | Action::Note => own_body || in_team,
            Action::Keep => own_body && !matches!(actor.role, Role::Delegate),
            Action::Recommend | Action::HandIn => false,
        },
        (Role::PeoplesCommittee | Role::Department | Role::FatherlandFront, action) => match action {
            Action::Read => one.is_open() || overseen,
            Action::HandIn => overseen,
            Action::ReadInside | Action::Keep | Action::Recommend | Action::Note => false,
        },
        (Role::CommuneCouncil, action) => match action {
            Action::Read => one.is_open() || serves || overseen,
            Action::HandIn => overseen || (serves && one.state.is_decided()),
            Action::ReadInside | Action::Keep | Action::Recommend | Action::Note => serves,
        },
        (
            Role::Visitor | Role::Administrator,
            Action::ReadInside | Action::Keep | Action::Recommend | Action::Note | Action::HandIn,
        ) => false,
    }
}

/// Whether the actor may enter an oversight of this body of a council.
pub fn may_enter(actor: &Actor, council: OrganizationId, body: OrganizationId) -> bool {
    let serves = actor.serves(council);
    match actor.role {
        Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::CommuneCouncil => serves,
        Role::Committee | Role::GroupLeader => serves && actor.acts_for(body),
        Role::Visitor
        | Role::Delegate
        | Role::PeoplesCommittee
        | Role::Department
        | Role::FatherlandFront
        | Role::Administrator => false,
    }
}

/// Whether the actor enters oversights of some body at all.
pub fn may_enter_some(actor: &Actor) -> bool {
    actor.council.is_some_and(|council| {
        may_enter(actor, council, council)
            || actor.organization.is_some_and(|body| may_enter(actor, council, body))
    })
}

/// What the actor reads beside what anyone may, as the filter of lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sight {
    /// All of this council.
    pub council: Option<OrganizationId>,
    /// What is not secret of this council.
    pub open_of: Option<OrganizationId>,
    /// All of this body of the council.
    pub body: Option<OrganizationId>,
    /// Where this person is in the team, in the own council.
    pub person: Option<PersonId>,
    /// What oversees this body, once it is decided.
    pub overseen: Option<OrganizationId>,
}

/// The filter of lists: holds the same as [`may`] with [`Action::Read`].
pub fn sight(actor: &Actor) -> Sight {
    match actor.role {
        Role::Visitor | Role::Administrator => Sight::default(),
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            Sight { council: actor.council, ..Sight::default() }
        }
        Role::Committee | Role::GroupLeader | Role::Delegate => Sight {
            open_of: actor.council,
            body: actor.organization,
            person: actor.person,
            ..Sight::default()
        },
        Role::PeoplesCommittee | Role::Department | Role::FatherlandFront => {
            Sight { overseen: actor.organization, ..Sight::default() }
        }
        Role::CommuneCouncil => {
            Sight { council: actor.council, overseen: actor.organization, ..Sight::default() }
        }
    }
}

/// The states in which an overseen body hands in.
pub const fn takes_reports(state: State) -> bool {
    matches!(state, State::Decided | State::Notified | State::Working)
}
