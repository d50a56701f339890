//! Who may do what with a briefing. No law orders this meeting; the basis is the council's work
//! programme and the duty of the Standing Committee to keep contact with the lower councils
//! (Luật Tổ chức chính quyền địa phương 2015, Điều 104).

pub mod difficulties;

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See the briefing in the workspace.
    Read,
    /// Plan, call, keep the agenda and the attendance, type conclusions, aggregate, urge.
    Prepare,
    /// Postpone, cancel, issue the notice of conclusions.
    Conclude,
    /// Answer the invitation for a body.
    Reply,
    /// Read a commune's report.
    ReadReport,
    /// Write and send a commune's report.
    WriteReport,
    /// Send a report back.
    ReturnReport,
    /// Answer, give to somebody, clear a difficulty.
    SettleDifficulty,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Prepare,
        Self::Conclude,
        Self::Reply,
        Self::ReadReport,
        Self::WriteReport,
        Self::ReturnReport,
        Self::SettleDifficulty,
    ];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem hội nghị giao ban",
            Self::Prepare => "chuẩn bị, tổng hợp, đôn đốc, ghi kết luận giao ban",
            Self::Conclude => "hoãn, hủy, ra thông báo kết luận giao ban",
            Self::Reply => "trả lời giấy mời",
            Self::ReadReport => "xem báo cáo của xã",
            Self::WriteReport => "soạn, nộp báo cáo giao ban",
            Self::ReturnReport => "trả lại báo cáo",
            Self::SettleDifficulty => "trả lời, giao, tháo gỡ khó khăn",
        }
    }
}

/// What a right depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The council that calls the briefing.
    pub council: OrganizationId,
    /// The body in question: whose invitation, whose report.
    pub body: Option<OrganizationId>,
    /// True when the actor's own body was invited.
    pub invited: bool,
}

/// The rights. One commune never reads another's report; the office reads all.
pub fn may(actor: &Actor, action: Action, subject: &Subject) -> bool {
    let serves = actor.serves(subject.council);
    let own = subject.body.is_some_and(|body| actor.acts_for(body));
    match (actor.role, action) {
        (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            // The office types in what comes on paper or by telephone
            Action::Read
            | Action::Prepare
            | Action::Conclude
            | Action::Reply
            | Action::ReadReport
            | Action::WriteReport
            | Action::ReturnReport
            | Action::SettleDifficulty,
        ) => serves,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Read,
        ) => subject.invited,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::Reply,
        )
        | (Role::CommuneCouncil, Action::Reply | Action::ReadReport | Action::WriteReport) => {
            subject.invited && own
        }
        (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::ReadReport | Action::WriteReport,
        )
        | (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Prepare | Action::Conclude | Action::ReturnReport | Action::SettleDifficulty,
        )
        | (Role::Visitor | Role::Administrator | Role::Delegate, _) => false,
    }
}

/// The briefings that may be read, as a condition of lists: the same as [`may`] with
/// [`Action::Read`].
pub fn visible(actor: &Actor) -> Option<(&'static str, OrganizationId)> {
    const OF_COUNCIL: &str = "council_id = ?";
    const OF_INVITED: &str = "id in (select briefing_id from briefing_participant where organization_id = ? and invited_ms is not null)";
    match actor.role {
        Role::Visitor | Role::Administrator | Role::Delegate => None,
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            actor.council.map(|council| (OF_COUNCIL, council))
        }
        Role::Committee
        | Role::GroupLeader
        | Role::PeoplesCommittee
        | Role::Department
        | Role::FatherlandFront
        | Role::CommuneCouncil => actor.organization.map(|own| (OF_INVITED, own)),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    fn organization(number: u8) -> OrganizationId {
        OrganizationId::from_uuid(kernel::uuid_v7(i64::from(number), [number; 10]))
    }

    fn actor(role: Role, own: u8, council: u8) -> Actor {
        Actor {
            role,
            organization: Some(organization(own)),
            council: Some(organization(council)),
            ..Actor::visitor()
        }
    }

    fn subject(body: u8, invited: bool) -> Subject {
        Subject { council: organization(1), body: Some(organization(body)), invited }
    }

    #[test]
    fn one_commune_never_reads_or_writes_the_report_of_another() {
        let commune = actor(Role::CommuneCouncil, 20, 20);
        for action in [Action::ReadReport, Action::WriteReport] {
            assert!(may(&commune, action, &subject(20, true)));
            assert!(!may(&commune, action, &subject(21, true)));
            assert!(!may(&commune, action, &subject(20, false)));
        }
    }

    #[test]
    fn the_office_of_the_council_does_everything_and_that_of_another_council_nothing() {
        for action in Action::ALL {
            assert!(may(&actor(Role::Specialist, 1, 1), action, &subject(20, false)));
            assert!(!may(&actor(Role::Specialist, 2, 2), action, &subject(20, false)));
        }
    }

    #[test]
    fn a_body_that_was_not_invited_does_not_know_of_the_briefing() {
        for role in [Role::PeoplesCommittee, Role::FatherlandFront, Role::Committee, Role::CommuneCouncil] {
            assert!(!may(&actor(role, 30, 1), Action::Read, &subject(30, false)));
            assert!(may(&actor(role, 30, 1), Action::Read, &subject(30, true)));
        }
    }

    #[test]
    fn citizens_and_administrators_have_no_part_in_it() {
        for role in [Role::Visitor, Role::Administrator, Role::Delegate] {
            for action in Action::ALL {
                assert!(!may(&actor(role, 1, 1), action, &subject(1, true)));
            }
            assert!(visible(&actor(role, 1, 1)).is_none());
        }
    }
}
