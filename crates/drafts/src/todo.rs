//! What drafts put on the page "Hôm nay": proposals without an answer when the session is near.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use follow::{Todo, TodoKind};
use kernel::{Date, SessionId, dates};
use kit::Ctx;
use sessions::State;

use crate::store;

/// From so many days before the opening the list reminds of answers.
const DAYS_BEFORE: u64 = 10;

/// For the office of the council, and for the body that submitted the draft.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let found = match (ctx.actor.council.filter(|council| ctx.actor.runs(*council)), ctx.actor.organization) {
        (Some(council), _) => store::waiting_of_council(ctx.tx, council)?,
        (None, Some(own)) => store::waiting_of_submitter(ctx.tx, own)?,
        (None, None) => Vec::new(),
    };
    let mut sessions: HashMap<SessionId, Option<sessions::Session>> = HashMap::new();
    let mut todos = Vec::new();
    for (id, session, title, count) in found {
        let session = match sessions.entry(session) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(place) => place.insert(sessions::find(ctx.tx, session)?).clone(),
        };
        let Some(session) = session.filter(|one| is_near(one.state, one.opened_on, ctx.today)) else {
            continue;
        };
        todos.push(Todo {
            label: format!("Giải trình {count} ý kiến về dự thảo “{title}”"),
            detail: format!("{} · họp ngày {}", session.label(), dates::print(session.opened_on)),
            due: Some(session.opened_on),
            href: format!("/lam-viec/du-thao/{id}"),
            action: "Trả lời".to_owned(),
            kind: TodoKind::Owe,
        });
    }
    Ok(todos)
}

/// Whether a session sits, or opens within the days.
fn is_near(state: State, opened_on: Date, today: Date) -> bool {
    match state {
        State::Opened => true,
        State::Planned | State::Convened => {
            let first = opened_on.checked_sub(std::time::Duration::from_hours(24 * DAYS_BEFORE));
            first.is_ok_and(|first| first <= today)
        }
        State::Closed | State::Postponed | State::Cancelled => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ten_days_before_the_opening_the_list_begins_to_remind() {
        let opens = date(2020, 12, 15);
        assert!(!is_near(State::Convened, opens, date(2020, 12, 4)));
        assert!(is_near(State::Convened, opens, date(2020, 12, 5)));
        assert!(is_near(State::Convened, opens, date(2020, 12, 6)));
        assert!(is_near(State::Opened, opens, date(2020, 12, 15)));
        for state in [State::Closed, State::Postponed, State::Cancelled] {
            assert!(!is_near(state, opens, date(2020, 12, 15)), "{state:?}");
        }
    }
}
