//! Who may do what with meetings.

use kernel::Actor;
// Whoever keeps the programme of a body keeps its meetings
pub use programme::policy::{Sight, keeps_own, may_keep, sight};

use crate::model::Meeting;

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a meeting with its agenda, roll and minutes.
    Read,
    /// Plan it, call the roll, write and approve minutes, call it off.
    Keep,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 2] = [Self::Read, Self::Keep];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem cuộc họp, điểm danh, biên bản",
            Self::Keep => "lập, điểm danh, ghi và thông qua biên bản, ghi không họp",
        }
    }
}

/// The rights. Those who keep the council's work keep the meetings of every body; a committee and
/// a delegates' group keep their own. Nobody else opens one: the public calendar shows day, place
/// and title of those that are marked so.
pub fn may(actor: &Actor, action: Action, meeting: &Meeting) -> bool {
    match action {
        Action::Read | Action::Keep => {
            may_keep(actor, meeting.council_id) || keeps_own(actor, meeting.body_id)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{AccountId, Id, Role};

    use super::*;
    use crate::model::{Kind, State};

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    /// Of council 1, of body 8.
    fn meeting() -> Meeting {
        Meeting {
            id: id(2),
            council_id: id(1),
            body_id: id(8),
            kind: Kind::Committee,
            title: "Họp Ban".to_owned(),
            held_on: date(2020, 3, 27),
            starts_at: String::new(),
            place: String::new(),
            chair: String::new(),
            secretary: String::new(),
            agenda: String::new(),
            state: State::Planned,
            cancel_reason: String::new(),
            minutes: String::new(),
            minutes_approved_on: None,
            minutes_approver: String::new(),
            programme_item_id: None,
            is_public: true,
            is_demonstration: false,
            version: 1,
        }
    }

    #[test]
    fn a_meeting_is_kept_by_the_council_and_by_its_own_body_and_read_by_nobody_else() {
        for role in Role::ALL {
            for (council, body) in [(1, 7), (1, 8), (3, 7)] {
                let who = Actor {
                    role,
                    council: Some(id(council)),
                    organization: Some(id(body)),
                    account: Some(id::<AccountId>(9)),
                    ..Actor::visitor()
                };
                let own = matches!(role, Role::Committee | Role::GroupLeader) && body == 8;
                let wanted = (role.keeps_sessions() && council == 1) || own;
                let sight = sight(&who);
                let one = meeting();
                let listed = sight.council == Some(one.council_id) || sight.body == Some(one.body_id);
                for action in Action::ALL {
                    assert_eq!(may(&who, action, &one), wanted, "{role:?} {council} {body}");
                }
                assert_eq!(listed, wanted, "{role:?} {council} {body}");
            }
        }
        assert!(!may(&Actor::visitor(), Action::Read, &meeting()));
    }
}
