//! Who may do what with plans for resolutions.

use kernel::{Actor, AreaId, OrganizationId, Role};

use crate::model::{Line, Plan, PlanState};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a plan and its figures.
    Read,
    /// Begin a plan, add lines, send it.
    Plan,
    /// Change a line of a plan that is being written.
    Write,
    /// Enter figures, say that a task is done.
    Enter,
    /// Approve figures.
    Approve,
    /// Take a plan up, or give it back.
    Decide,
    /// Comment and rate.
    Comment,
    /// Have a task followed.
    Follow,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Plan,
        Self::Write,
        Self::Enter,
        Self::Approve,
        Self::Decide,
        Self::Comment,
        Self::Follow,
    ];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem kế hoạch thực hiện nghị quyết",
            Self::Plan => "lập, gửi kế hoạch thực hiện nghị quyết",
            Self::Write => "sửa mục của kế hoạch chưa tiếp nhận",
            Self::Enter => "nhập số liệu, báo hoàn thành nhiệm vụ",
            Self::Approve => "duyệt số liệu",
            Self::Decide => "tiếp nhận, trả lại kế hoạch",
            Self::Comment => "nhận xét, đánh giá việc thực hiện",
            Self::Follow => "lập việc theo dõi cho nhiệm vụ",
        }
    }
}

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The council that resolved.
    pub council: OrganizationId,
    /// Where the plan stands.
    pub state: PlanState,
    /// The committee in charge.
    pub committee: Option<OrganizationId>,
    /// Who is responsible for the line; none of the whole plan.
    pub lead: Option<OrganizationId>,
    /// The commune to which the line is broken down.
    pub area: Option<AreaId>,
}

impl Subject {
    /// The whole plan.
    pub const fn plan(plan: &Plan) -> Self {
        Self {
            council: plan.council_id,
            state: plan.state,
            committee: plan.committee_id,
            lead: None,
            area: None,
        }
    }

    /// A line of it.
    pub const fn line(plan: &Plan, line: &Line) -> Self {
        Self { lead: Some(line.lead_id), area: line.area_id, ..Self::plan(plan) }
    }
}

/// The rights. The People's Committee writes and approves; each body under it keeps its own
/// lines, each commune those that are broken down to it. The council's office and leadership
/// take up and give back, its committees comment (Luật 77/2015/QH13, Điều 28, 104, 109). In a
/// commune the council's one account does it all. Everyone reads what was taken up.
pub fn may(actor: &Actor, action: Action, subject: Subject) -> bool {
    let own = actor.serves(subject.council);
    let leads = own && subject.lead.is_some_and(|lead| actor.acts_for(lead));
    let is_sent = !matches!(subject.state, PlanState::Draft);
    if action == Action::Read && subject.state == PlanState::Accepted {
        return true;
    }
    match (actor.role, action) {
        (
            Role::PeoplesCommittee,
            Action::Read | Action::Plan | Action::Write | Action::Enter | Action::Approve,
        )
        | (Role::Department, Action::Read)
        | (
            Role::CommuneCouncil,
            Action::Read | Action::Plan | Action::Write | Action::Approve | Action::Decide | Action::Comment,
        ) => own,
        (Role::Department, Action::Write | Action::Enter) => leads,
        (Role::CommuneCouncil, Action::Enter) => {
            own || (subject.area.is_some() && subject.area == actor.area)
        }
        (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            Action::Read | Action::Decide | Action::Follow,
        )
        | (Role::Committee | Role::GroupLeader | Role::Delegate | Role::FatherlandFront, Action::Read) => {
            own && is_sent
        }
        (Role::Committee, Action::Comment) => {
            own && is_sent && subject.committee.is_none_or(|committee| actor.acts_for(committee))
        }
        (Role::PeoplesCommittee, Action::Decide | Action::Comment | Action::Follow)
        | (
            Role::Department,
            Action::Plan | Action::Approve | Action::Decide | Action::Comment | Action::Follow,
        )
        | (Role::CommuneCouncil, Action::Follow)
        | (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            Action::Plan | Action::Write | Action::Enter | Action::Approve | Action::Comment,
        )
        | (
            Role::Committee,
            Action::Plan | Action::Write | Action::Enter | Action::Approve | Action::Decide | Action::Follow,
        )
        | (
            Role::GroupLeader | Role::Delegate | Role::FatherlandFront,
            Action::Plan
            | Action::Write
            | Action::Enter
            | Action::Approve
            | Action::Decide
            | Action::Comment
            | Action::Follow,
        )
        | (Role::Visitor | Role::Administrator, _) => false,
    }
}

/// Whether the actor may begin plans for this council's resolutions.
pub fn may_begin(actor: &Actor, council: OrganizationId) -> bool {
    let subject = Subject { council, state: PlanState::Draft, committee: None, lead: None, area: None };
    may(actor, Action::Plan, subject)
}

#[cfg(test)]
mod tests {
    use kernel::{AccountId, Id};

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor {
            role,
            council: Some(id(1)),
            organization: Some(id(7)),
            area: Some(id(4)),
            account: Some(id::<AccountId>(9)),
            ..Actor::visitor()
        }
    }

    fn subject(state: PlanState, lead: u8) -> Subject {
        Subject { council: id(1), state, committee: None, lead: Some(id(lead)), area: None }
    }

    #[test]
    fn a_department_keeps_its_own_lines_and_no_other() {
        let department = actor(Role::Department);
        for action in [Action::Write, Action::Enter] {
            assert!(may(&department, action, subject(PlanState::Accepted, 7)));
            assert!(!may(&department, action, subject(PlanState::Accepted, 8)));
            let elsewhere = Actor { council: Some(id(2)), ..department.clone() };
            assert!(!may(&elsewhere, action, subject(PlanState::Accepted, 7)));
        }
    }

    #[test]
    fn a_commune_enters_what_is_broken_down_to_it() {
        let commune = Actor { council: Some(id(2)), ..actor(Role::CommuneCouncil) };
        let own = Subject { area: Some(id(4)), ..subject(PlanState::Accepted, 8) };
        assert!(may(&commune, Action::Enter, own));
        assert!(!may(&commune, Action::Enter, Subject { area: Some(id(5)), ..own }));
        assert!(!may(&commune, Action::Enter, Subject { area: None, ..own }));
        assert!(!may(&commune, Action::Approve, own));
    }

    #[test]
    fn only_the_peoples_committee_and_its_bodies_read_a_draft() {
        for role in Role::ALL {
            let wanted = matches!(role, Role::PeoplesCommittee | Role::Department | Role::CommuneCouncil);
            assert_eq!(may(&actor(role), Action::Read, subject(PlanState::Draft, 8)), wanted, "{role:?}");
            assert!(may(&actor(role), Action::Read, subject(PlanState::Accepted, 8)), "{role:?}");
        }
    }

    #[test]
    fn nobody_both_writes_and_takes_up_but_a_communes_one_account() {
        for role in Role::ALL {
            let both = may(&actor(role), Action::Plan, subject(PlanState::Sent, 8))
                && may(&actor(role), Action::Decide, subject(PlanState::Sent, 8));
            assert_eq!(both, role == Role::CommuneCouncil, "{role:?}");
        }
    }

    #[test]
    fn the_committee_in_charge_comments_and_the_other_does_not() {
        let own = Subject { committee: Some(id(7)), ..subject(PlanState::Accepted, 8) };
        assert!(may(&actor(Role::Committee), Action::Comment, own));
        assert!(!may(&actor(Role::Committee), Action::Comment, Subject { committee: Some(id(6)), ..own }));
    }
}
