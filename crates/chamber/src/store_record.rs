//! What the public reads of one delegate: SQL of its own, for it goes across sessions.

use db::queries;
use kernel::{Instant, OrganizationId, PersonId, PollId, SessionId};

use crate::model::{Choice, Presence};

queries! {
    /// The sessions on whose roll a delegate stands: session, council, how.
    fn roll_of_person(person: PersonId) -> Vec<(SessionId, OrganizationId, Presence)> =
        "select attendance.session_id, sitting.council_id, attendance.state
         from attendance join sitting on sitting.session_id = attendance.session_id where attendance.person_id = $1";
    /// How often a delegate spoke, by session; what was said without the public is not counted, for
    /// a difference would name the speaker.
    fn spoken_of_person(person: PersonId) -> Vec<(SessionId, i64)> =
        "select speech.session_id, count(*) from speech join agenda_item on agenda_item.id = speech.item_id
         where speech.person_id = $1 and speech.state = 'done' and not agenda_item.is_closed group by speech.session_id";
    /// What a delegate chose in votes that the council opened with names, the newest first; of
    /// items held without the public none.
    fn named_of_person(person: PersonId) -> Vec<(SessionId, PollId, String, Choice, Instant)> =
        "select poll.session_id, poll.id, poll.title, ballot.choice, poll.opened_ms
         from ballot join poll on poll.id = ballot.poll_id
         where ballot.person_id = $1 and ballot.is_last and poll.is_named and poll.state = 'closed' and poll.method = 'electronic'
           and not exists (select 1 from agenda_item where agenda_item.id = poll.item_id and agenda_item.is_closed)
           and not exists (select 1 from poll_item join agenda_item on agenda_item.id = poll_item.item_id where poll_item.poll_id = poll.id and agenda_item.is_closed)
         order by poll.opened_ms desc, poll.id limit 500";
}
