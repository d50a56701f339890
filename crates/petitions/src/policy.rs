//! Who may do what with petitions and voters' meetings.

use db::Bind;
use kernel::{Actor, AreaId, OrganizationId, Role};

use crate::model::{Petition, State};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a petition in the workspace.
    Read,
    /// Write a petition down.
    Record,
    /// Approve, classify, merge, name as repeated, set aside.
    Handle,
    /// Forward with a transfer slip.
    Forward,
    /// Answer: the body it was forwarded to.
    Answer,
    /// Write down an answer that came on paper; judge an answer.
    Judge,
    /// Say that voters do not agree.
    Object,
    /// Say whether it is really done.
    Confirm,
    /// Plan meetings with voters, and write down what happened.
    KeepMeetings,
    /// Note what was said at a meeting.
    NoteOpinion,
    /// Make and revoke links by which a body without an account answers.
    Link,
    /// Publish who keeps voters waiting, and withdraw it.
    Publish,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 12] = [
        Self::Read,
        Self::Record,
        Self::Handle,
        Self::Forward,
        Self::Answer,
        Self::Judge,
        Self::Object,
        Self::Confirm,
        Self::KeepMeetings,
        Self::NoteOpinion,
        Self::Link,
        Self::Publish,
    ];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem kiến nghị",
            Self::Record => "ghi kiến nghị",
            Self::Handle => "duyệt, phân loại, gộp, không thụ lý kiến nghị",
            Self::Forward => "chuyển kiến nghị",
            Self::Answer => "trả lời kiến nghị",
            Self::Judge => "ghi trả lời bằng giấy, đánh giá trả lời",
            Self::Object => "báo cử tri chưa đồng tình",
            Self::Confirm => "xác nhận đã xong thật",
            Self::KeepMeetings => "lập, ghi kết quả tiếp xúc cử tri",
            Self::NoteOpinion => "ghi ý kiến tại cuộc tiếp xúc",
            Self::Link => "lập, thu hồi đường dẫn trả lời",
            Self::Publish => "công khai ai để cử tri chờ",
        }
    }
}

/// What a right to a petition depends on.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Whose register.
    pub council: OrganizationId,
    /// Who must answer.
    pub lead: Option<OrganizationId>,
    /// Whose voters.
    pub area: AreaId,
    /// Not looked at yet.
    pub is_quarantined: bool,
}

impl From<&Petition> for Subject {
    fn from(one: &Petition) -> Self {
        Self {
            council: one.council_id,
            lead: one.lead_id,
            area: one.area_id,
            is_quarantined: one.state == State::Quarantined,
        }
    }
}

/// The rights, by role and place. Basis: Luật 77/2015/QH13, Điều 90 và 94; Luật 87/2015/QH13,
/// Điều 74 (the Standing Committee collects petitions and supervises their settlement, the Front
/// takes part).
pub fn may(actor: &Actor, action: Action, on: Subject) -> bool {
    let serves = actor.serves(on.council);
    let is_lead = on.lead.is_some_and(|lead| actor.acts_for(lead));
    let is_place = actor.area == Some(on.area);
    match (actor.role, action) {
        (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            Action::Read
            | Action::Record
            | Action::Handle
            | Action::Forward
            | Action::Judge
            | Action::KeepMeetings
            | Action::NoteOpinion
            | Action::Link,
        )
        | (Role::Chair | Role::StandingCommittee, Action::Publish)
        | (Role::FatherlandFront, Action::Record | Action::Object)
        | (
            Role::FatherlandFront | Role::Committee | Role::GroupLeader | Role::Delegate,
            Action::NoteOpinion,
        ) => serves,
        (Role::Committee | Role::GroupLeader | Role::Delegate, Action::Read) => serves && !on.is_quarantined,
        (Role::FatherlandFront, Action::Read) => (serves || is_lead) && !on.is_quarantined,
        (Role::PeoplesCommittee | Role::Department, Action::Read | Action::Answer)
        | (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Answer,
        ) => is_lead && !on.is_quarantined,
        (Role::CommuneCouncil, Action::Read) => (is_place || is_lead) && !on.is_quarantined,
        (Role::CommuneCouncil, Action::Confirm) => is_place && !on.is_quarantined,
        (Role::Visitor | Role::Administrator, _)
        | (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            Action::Object | Action::Confirm,
        )
        | (Role::Specialist | Role::OfficeHead, Action::Publish)
        | (
            Role::Committee | Role::GroupLeader | Role::Delegate,
            Action::Record
            | Action::Handle
            | Action::Forward
            | Action::Judge
            | Action::Object
            | Action::Confirm
            | Action::KeepMeetings
            | Action::Link
            | Action::Publish,
        )
        | (Role::GroupLeader | Role::Delegate, Action::Answer)
        | (
            Role::FatherlandFront,
            Action::Handle
            | Action::Forward
            | Action::Judge
            | Action::Confirm
            | Action::KeepMeetings
            | Action::Link
            | Action::Publish,
        )
        | (
            Role::PeoplesCommittee | Role::Department,
            Action::Record
            | Action::Handle
            | Action::Forward
            | Action::Judge
            | Action::Object
            | Action::Confirm
            | Action::KeepMeetings
            | Action::NoteOpinion
            | Action::Link
            | Action::Publish,
        )
        | (
            Role::CommuneCouncil,
            Action::Record
            | Action::Handle
            | Action::Forward
            | Action::Judge
            | Action::Object
            | Action::KeepMeetings
            | Action::NoteOpinion
            | Action::Link
            | Action::Publish,
        ) => false,
    }
}

/// Whether the actor does such a deed at all in this council: shows the buttons of lists.
pub fn may_in_council(actor: &Actor, action: Action, council: OrganizationId, area: AreaId) -> bool {
    may(actor, action, Subject { council, lead: None, area, is_quarantined: false })
}

/// Whether the actor may be asked for answers, or writes down those that came on paper.
pub fn answers_many(actor: &Actor) -> bool {
    matches!(actor.role, Role::PeoplesCommittee | Role::Department)
        || actor.council.is_some_and(|council| actor.runs(council))
}

/// A condition and its values.
type Condition = (&'static str, Vec<Box<dyn Bind>>);

/// What may be read, as a condition of lists: holds the same as [`may`] with [`Action::Read`].
pub fn visible(actor: &Actor) -> Option<Condition> {
    let bind = |id: OrganizationId| -> Box<dyn Bind> { Box::new(id) };
    match actor.role {
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            actor.council.map(|council| ("council_id = ?", vec![bind(council)]))
        }
        Role::Committee | Role::GroupLeader | Role::Delegate => {
            actor.council.map(|council| ("state <> 'quarantined' and council_id = ?", vec![bind(council)]))
        }
        Role::FatherlandFront => {
            let (council, own) = (actor.council?, actor.organization?);
            Some((
                "state <> 'quarantined' and (council_id = ? or lead_id = ?)",
                vec![bind(council), bind(own)],
            ))
        }
        Role::PeoplesCommittee | Role::Department => {
            actor.organization.map(|own| ("state <> 'quarantined' and lead_id = ?", vec![bind(own)]))
        }
        Role::CommuneCouncil => {
            let (area, own) = (actor.area?, actor.organization?);
            let binds: Vec<Box<dyn Bind>> = vec![Box::new(area), Box::new(own)];
            Some(("state <> 'quarantined' and (area_id = ? or lead_id = ?)", binds))
        }
        Role::Visitor | Role::Administrator => None,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, uuid_v7};

    use super::*;

    fn organization(n: u8) -> OrganizationId {
        OrganizationId::from_uuid(uuid_v7(1, [n; 10]))
    }

    fn area(n: u8) -> AreaId {
        AreaId::from_uuid(uuid_v7(1, [n; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor {
            role,
            council: Some(organization(1)),
            organization: Some(organization(2)),
            area: Some(area(1)),
            ..Actor::visitor()
        }
    }

    fn subject(council: u8, lead: Option<u8>, place: u8, is_quarantined: bool) -> Subject {
        Subject {
            council: organization(council),
            lead: lead.map(organization),
            area: area(place),
            is_quarantined,
        }
    }

    #[test]
    fn what_a_citizen_sent_is_read_by_the_office_alone_until_it_was_looked_at() {
        for role in Role::ALL {
            let wanted =
                matches!(role, Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee);
            assert_eq!(may(&actor(role), Action::Read, subject(1, Some(2), 1, true)), wanted, "{role:?}");
        }
    }

    #[test]
    fn only_the_body_that_was_asked_answers() {
        for role in Role::ALL {
            assert!(!may(&actor(role), Action::Answer, subject(1, Some(3), 1, false)), "{role:?}");
            assert!(!may(&actor(role), Action::Answer, subject(1, None, 1, false)), "{role:?}");
        }
        assert!(may(&actor(Role::Department), Action::Answer, subject(9, Some(2), 9, false)));
    }

    #[test]
    fn the_front_objects_and_the_commune_of_the_place_confirms() {
        for role in Role::ALL {
            let on = subject(1, Some(3), 1, false);
            assert_eq!(may(&actor(role), Action::Object, on), role == Role::FatherlandFront, "{role:?}");
            assert_eq!(may(&actor(role), Action::Confirm, on), role == Role::CommuneCouncil, "{role:?}");
        }
        assert!(!may(&actor(Role::CommuneCouncil), Action::Confirm, subject(1, None, 2, false)));
        assert!(!may(&actor(Role::FatherlandFront), Action::Object, subject(2, None, 1, false)));
    }

    #[test]
    fn nobody_handles_another_council_s_petitions() {
        for role in Role::ALL {
            for action in [
                Action::Record,
                Action::Handle,
                Action::Forward,
                Action::Judge,
                Action::KeepMeetings,
                Action::Link,
                Action::Publish,
            ] {
                assert!(!may(&actor(role), action, subject(2, None, 1, false)), "{role:?} {action:?}");
            }
        }
    }
}
