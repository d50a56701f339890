//! Petitions in the chain.

use chain::{Kind, Known, Reader};
use kernel::{Actor, VoterMeetingId, text};
use kit::Ctx;

use crate::model::{Petition, State};
use crate::policy::{self, Action, Subject};
use crate::store;

/// Petitions as they stand in chains.
pub const LIFE: Kind = Kind { kind: "petition", label: "Kiến nghị cử tri", read, find: Some(find) };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let names = directory::names(ctx.tx)?;
    let found = store::many(ctx.tx, &chain::parsed(ids))?;
    Ok(found
        .into_iter()
        .filter(|one| knows(ctx.actor, reader, one))
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.code.clone(),
            about: text::truncate_words(&one.text, 160),
            href: match reader {
                Reader::Public => one.public_path(),
                Reader::Workspace => one.path(),
            },
            body: one.lead_id.and_then(|lead| names.get(&lead).cloned()).unwrap_or_default(),
            state: state(&one),
            on: one.received_on,
            ended: one.closed_on,
            is_open: one.is_open(),
        })
        .collect())
}

/// What voters asked at some meetings, as far as a reader may know of it.
pub fn of_meetings(
    ctx: &mut Ctx<'_>,
    reader: Reader,
    meetings: &[VoterMeetingId],
) -> db::Result<Vec<Petition>> {
    const MOST: i64 = 500;
    let mut found = store::of_meetings(ctx.tx, meetings, MOST)?;
    found.retain(|one| knows(ctx.actor, reader, one));
    Ok(found)
}

fn knows(actor: &Actor, reader: Reader, one: &Petition) -> bool {
    match reader {
        Reader::Public => one.is_public && one.state != State::Quarantined,
        Reader::Workspace => policy::may(actor, Action::Read, Subject::from(one)),
    }
}

fn state(one: &Petition) -> String {
    match one.outcome {
        Some(outcome) => format!("{}: {}", one.state.label(), outcome.label()),
        None => one.state.label().to_owned(),
    }
}

fn find(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<String>> {
    Ok(store::by_code(ctx.tx, &code.to_uppercase())?.map(|one| one.id.to_string()))
}
