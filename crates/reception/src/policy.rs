//! Who may do what with receptions and visits.

use db::Bind;
use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See a reception in the workspace.
    Read,
    /// Plan, post, hold, call off; plan what the law still asks for.
    Keep,
    /// See that there was a visit: code, kind, day, where it stands. Never who or what.
    ReadVisit,
    /// Write a visit down, and what became of it.
    Receive,
    /// Open who came and what was said; every opening is written down.
    Open,
    /// Say what came of a matter: the body it was forwarded to.
    Report,
    /// Draft the notice of conclusions.
    Conclude,
    /// Take a table in, and back.
    Import,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Keep,
        Self::ReadVisit,
        Self::Receive,
        Self::Open,
        Self::Report,
        Self::Conclude,
        Self::Import,
    ];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem buổi tiếp công dân",
            Self::Keep => "lập, đăng lịch, ghi đã tiếp, hủy buổi tiếp",
            Self::ReadVisit => "xem lượt tiếp, không gồm họ tên và nội dung",
            Self::Receive => "ghi lượt tiếp và kết quả",
            Self::Open => "mở họ tên, nội dung (mỗi lần mở đều ghi lại)",
            Self::Report => "báo kết quả giải quyết việc được chuyển",
            Self::Conclude => "lập thông báo kết luận tiếp công dân",
            Self::Import => "nhập sổ từ bảng, hoàn tác",
        }
    }
}

/// What a right depends on.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Whose reception, whose register.
    pub council: OrganizationId,
    /// The bodies that receive.
    pub hosts: &'a [OrganizationId],
    /// The body that a visit was forwarded to, or that answers for it.
    pub owner: Option<OrganizationId>,
    /// The visit is a denunciation.
    pub is_denunciation: bool,
}

impl<'a> Subject<'a> {
    /// A reception.
    pub const fn reception(council: OrganizationId, hosts: &'a [OrganizationId]) -> Self {
        Self { council, hosts, owner: None, is_denunciation: false }
    }

    /// A council's register as a whole.
    pub const fn register(council: OrganizationId) -> Self {
        Self::reception(council, &[])
    }
}

/// The rights, by role and place. Basis: Luật Tiếp công dân 2013, Điều 22, 27, 28 (delegates and
/// the Standing Committee receive, forward, urge, inform); Luật Tố cáo 2018, Điều 56 (nothing
/// about who denounces leaves those who deal with it).
pub fn may(actor: &Actor, action: Action, on: Subject<'_>) -> bool {
    let serves = actor.serves(on.council);
    let is_host = on.hosts.iter().any(|one| actor.acts_for(*one));
    let is_owner = on.owner.is_some_and(|one| actor.acts_for(one)) && !on.is_denunciation;
    match (actor.role, action) {
        (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            Action::Read | Action::Keep | Action::ReadVisit | Action::Receive | Action::Conclude,
        )
        | (Role::Specialist | Role::OfficeHead, Action::Import) => serves,
        // What is not there cannot be opened
        (Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee, Action::Open) => {
            serves && !on.is_denunciation
        }
        (Role::Committee | Role::GroupLeader | Role::Delegate, Action::Read) => serves || is_host,
        (
            Role::PeoplesCommittee | Role::Department | Role::FatherlandFront | Role::CommuneCouncil,
            Action::Read,
        ) => is_host,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::ReadVisit,
        ) => (is_host && !on.is_denunciation) || is_owner,
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Report,
        ) => is_owner,
        (Role::Visitor | Role::Administrator, _)
        | (Role::Chair | Role::StandingCommittee, Action::Import)
        | (Role::GroupLeader | Role::Delegate, Action::Report)
        | (
            Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Keep | Action::Receive | Action::Open | Action::Conclude | Action::Import,
        ) => false,
    }
}

/// A condition and its values.
type Condition = (&'static str, Vec<Box<dyn Bind>>);

/// Which receptions may be seen, as a condition of lists: holds the same as [`may`] with
/// [`Action::Read`].
pub fn visible(actor: &Actor) -> Option<Condition> {
    const HOSTED: &str = "id in (select reception_id from reception_host where organization_id = ?)";
    let bind = |id: OrganizationId| -> Box<dyn Bind> { Box::new(id) };
    match actor.role {
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            actor.council.map(|council| ("council_id = ?", vec![bind(council)]))
        }
        Role::Committee | Role::GroupLeader | Role::Delegate => match (actor.council, actor.organization) {
            (Some(council), Some(own)) => Some((
                "(council_id = ? or id in (select reception_id from reception_host where organization_id = ?))",
                vec![bind(council), bind(own)],
            )),
            (Some(council), None) => Some(("council_id = ?", vec![bind(council)])),
            (None, Some(own)) => Some((HOSTED, vec![bind(own)])),
            (None, None) => None,
        },
        Role::PeoplesCommittee | Role::Department | Role::FatherlandFront | Role::CommuneCouncil => {
            actor.organization.map(|own| (HOSTED, vec![bind(own)]))
        }
        Role::Visitor | Role::Administrator => None,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id as _, uuid_v7};

    use super::*;

    fn organization(n: u8) -> OrganizationId {
        OrganizationId::from_uuid(uuid_v7(1, [n; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor {
            role,
            council: Some(organization(1)),
            organization: Some(organization(2)),
            ..Actor::visitor()
        }
    }

    const fn runs(role: Role) -> bool {
        matches!(role, Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee)
    }

    #[test]
    fn only_the_office_and_the_leadership_open_what_is_sealed() {
        for role in Role::ALL {
            let hosts = [organization(2)];
            let on = Subject {
                council: organization(1),
                hosts: &hosts,
                owner: Some(organization(2)),
                is_denunciation: false,
            };
            assert_eq!(may(&actor(role), Action::Open, on), runs(role), "{role:?}");
            assert!(!may(&actor(role), Action::Open, Subject { is_denunciation: true, ..on }), "{role:?}");
            assert!(!may(&actor(role), Action::Open, Subject { council: organization(9), ..on }), "{role:?}");
        }
    }

    #[test]
    fn a_host_sees_the_reception_and_its_visits_but_no_denunciation() {
        for role in [Role::CommuneCouncil, Role::PeoplesCommittee, Role::Delegate] {
            let hosts = [organization(3), organization(2)];
            let on = Subject::reception(organization(9), &hosts);
            assert!(may(&actor(role), Action::Read, on), "{role:?}");
            assert!(may(&actor(role), Action::ReadVisit, on), "{role:?}");
            assert!(!may(&actor(role), Action::ReadVisit, Subject { is_denunciation: true, ..on }));
            let of_others = [organization(3)];
            assert!(!may(&actor(role), Action::Read, Subject { hosts: &of_others, ..on }), "{role:?}");
        }
    }

    #[test]
    fn nobody_keeps_another_council_s_register() {
        for role in Role::ALL {
            for action in [Action::Keep, Action::Receive, Action::Conclude, Action::Import] {
                assert!(
                    !may(&actor(role), action, Subject::register(organization(9))),
                    "{role:?} {action:?}"
                );
            }
        }
    }
}
