//! The deeds with a programme.

use audit::Deed;
use chain::Node;
use kernel::{
    Date, FollowUpId, LinkId, OrganizationId, ProgrammeChangeId, ProgrammeId, ProgrammeItemId,
    period::Quarter,
};
use kit::{Ctx, Error};
use law::Publication;

use crate::common::{Result, hit, permitted, permitted_item};
use crate::model::{ChangeKind, Decision, Item, NewItem, NewProgramme, Programme, Refusal, State};
use crate::policy::{self, Action};
use crate::realise::{NODE_KIND, realise};
use crate::{calendar, rules, store};

/// The working body with its kind, when it is one that has programmes.
pub(crate) fn body_of(ctx: &mut Ctx<'_>, id: OrganizationId) -> Result<directory::Organization> {
    let found = directory::organization(ctx.tx, id)?;
    found.filter(|one| rules::has_programmes(one.kind)).ok_or(Error::Refused(Refusal::NoSuchBody))
}

/// In whose work a body is: the council itself, or that of which it is a part.
pub(crate) fn council_of(body: &directory::Organization) -> Result<OrganizationId> {
    if body.kind == directory::OrganizationKind::Council {
        return Ok(body.id);
    }
    body.parent_id.ok_or(Error::Refused(Refusal::NoSuchBody))
}

/// Begins a programme.
pub fn begin(ctx: &mut Ctx<'_>, new: &NewProgramme) -> Result<ProgrammeId> {
    let body = body_of(ctx, new.body)?;
    let council = council_of(&body)?;
    let keeps = policy::may_keep(ctx.actor, council) || policy::keeps_own(ctx.actor, body.id);
    if !keeps {
        return Err(Error::NotFound);
    }
    if let Some(known) = store::of_body(ctx.tx, new.body, new.kind, new.year)? {
        return Err(Error::Refused(Refusal::Exists(known.label())));
    }
    check_past(ctx, new.proposed_on)?;
    check_past(ctx, new.tabled_on)?;
    let id: ProgrammeId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        council,
        new.body,
        new.kind,
        new.year,
        new.proposed_on,
        new.tabled_on,
        new.is_demonstration,
    )?;
    finish(ctx, id, "programme.begin", "")?;
    Ok(id)
}

fn check_past(ctx: &Ctx<'_>, on: Option<Date>) -> Result<()> {
    if on.is_some_and(|on| ctx.today < on) { Err(Error::Refused(Refusal::InFuture)) } else { Ok(()) }
}

/// Writes down when proposals were handed in and when the draft was tabled.
pub fn set_days(
    ctx: &mut Ctx<'_>,
    id: ProgrammeId,
    version: i64,
    proposed: Option<Date>,
    tabled: Option<Date>,
) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    check_past(ctx, proposed)?;
    check_past(ctx, tabled)?;
    if let (Some(tabled), Some(decided)) = (tabled, one.decided_on)
        && decided < tabled
    {
        return Err(Error::Refused(Refusal::BeforeTabled));
    }
    hit(store::set_days(ctx.tx, proposed, tabled, id, version)?)?;
    finish(ctx, id, "programme.set_days", "")?;
    Ok(())
}

/// Writes down by what paper, when and under whose signature a programme was decided: from here
/// on anyone reads it, and it changes only for a reason.
pub fn decide(ctx: &mut Ctx<'_>, id: ProgrammeId, version: i64, decision: &Decision) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    let body = body_of(ctx, one.body_id)?;
    let items = store::items(ctx.tx, id)?.len();
    rules::check_decision(&one, body.kind, items, decision, ctx.today).map_err(Error::Refused)?;
    hit(store::decide(
        ctx.tx,
        decision.on,
        decision.paper,
        &decision.reference,
        &decision.signer,
        id,
        version,
    )?)?;
    if rules::is_published(body.kind) {
        let days = Publication::of(ctx.law, decision.on, Some(ctx.today));
        store::set_publication(ctx.tx, days.due, days.on, id)?;
    }
    finish(ctx, id, "programme.decide", "")?;
    Ok(())
}

/// Since when a programme is open that the law has published, and where it was before it was here.
pub(crate) fn published(
    ctx: &mut Ctx<'_>,
    one: &Programme,
) -> db::Result<Option<(Publication, Option<String>)>> {
    let body = directory::organization(ctx.tx, one.body_id)?;
    if !one.is_open() || !body.is_some_and(|body| rules::is_published(body.kind)) {
        return Ok(None);
    }
    let (due, on, place) = store::publication(ctx.tx, one.id)?.unwrap_or_default();
    Ok(Some((Publication { due, on }, place)))
}

/// Writes down that a programme was open to everyone earlier, on another medium.
pub fn publish_earlier(
    ctx: &mut Ctx<'_>,
    id: ProgrammeId,
    version: i64,
    on: Date,
    place: &str,
) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    let (known, _) = published(ctx, &one)?.ok_or(Error::NotFound)?;
    let decided = one.decided_on.ok_or(Error::NotFound)?;
    let days = known
        .earlier(ctx.law, decided, on, ctx.today)
        .map_err(|reason| Error::Refused(Refusal::NotEarlier(reason)))?;
    hit(store::publish_earlier(ctx.tx, days.due, days.on, place, id, version)?)?;
    finish(ctx, id, "programme.publish_earlier", place)
}

/// Adds an item. To a decided programme it is added for a reason.
pub fn add(ctx: &mut Ctx<'_>, id: ProgrammeId, new: &NewItem, reason: &str) -> Result<ProgrammeItemId> {
    let one = permitted(ctx, id, Action::Keep)?;
    rules::check_item(one.kind, one.year, new).map_err(Error::Refused)?;
    check_reason(&one, reason)?;
    let db::One((place,)) = store::last_place(ctx.tx, id)?;
    let item = insert(ctx, &one, place + 1, new)?;
    tell(ctx, &one, Some(item), ChangeKind::Add, reason, "", &new.words())?;
    finish(ctx, id, "programme.add", reason)?;
    Ok(item)
}

pub(crate) fn insert(
    ctx: &mut Ctx<'_>,
    one: &Programme,
    place: i64,
    new: &NewItem,
) -> Result<ProgrammeItemId> {
    let item: ProgrammeItemId = ctx.id();
    store::insert_item(
        ctx.tx,
        item,
        one.id,
        one.council_id,
        place,
        &new.title,
        new.oversight_group,
        new.quarter,
        new.month,
        &new.lead,
        new.lead_id,
        &new.cooperating,
        &new.product,
        new.due_on,
        new.is_key,
    )?;
    Ok(item)
}

/// Changes what an item says. In a decided programme for a reason; the old words stay.
pub fn change(
    ctx: &mut Ctx<'_>,
    id: ProgrammeItemId,
    version: i64,
    new: &NewItem,
    reason: &str,
) -> Result<()> {
    let (one, item) = permitted_item(ctx, id, Action::Keep)?;
    still_in(&item)?;
    rules::check_item(one.kind, one.year, new).map_err(Error::Refused)?;
    let (before, after) = (item.words(), new.words());
    if before != after {
        check_reason(&one, reason)?;
    }
    hit(store::update_item(
        ctx.tx,
        &new.title,
        new.oversight_group,
        new.quarter,
        new.month,
        &new.lead,
        new.lead_id,
        &new.cooperating,
        &new.product,
        new.due_on,
        new.is_key,
        id,
        version,
    )?)?;
    if before != after {
        tell(ctx, &one, Some(id), ChangeKind::Change, reason, &before, &after)?;
    }
    finish(ctx, one.id, "programme.change", reason)?;
    Ok(())
}

/// Takes an item out: of a draft it is gone, of a decided programme it stays to be read, struck
/// out, with the reason.
pub fn drop_item(ctx: &mut Ctx<'_>, id: ProgrammeItemId, version: i64, reason: &str) -> Result<ProgrammeId> {
    let (one, item) = permitted_item(ctx, id, Action::Keep)?;
    still_in(&item)?;
    if let Some(on) = item.done_on {
        return Err(Error::Refused(Refusal::Done(on)));
    }
    if let Some(label) = item.realised_label {
        return Err(Error::Refused(Refusal::Realised(label)));
    }
    check_reason(&one, reason)?;
    if one.state == State::Decided {
        hit(store::drop_item(ctx.tx, ctx.today, id, version)?)?;
        let words = item_words(ctx, id)?;
        tell(ctx, &one, Some(id), ChangeKind::Drop, reason, &words, "")?;
    } else {
        hit(store::delete_item(ctx.tx, id, version)?)?;
    }
    finish(ctx, one.id, "programme.drop", reason)?;
    Ok(one.id)
}

fn item_words(ctx: &mut Ctx<'_>, id: ProgrammeItemId) -> Result<String> {
    Ok(store::item(ctx.tx, id)?.ok_or(Error::NotFound)?.words())
}

/// A record that has no field for it realises an item, as somebody says: one of those that other
/// areas offer.
pub fn attach(ctx: &mut Ctx<'_>, id: ProgrammeItemId, kind: &str, record: &str) -> Result<()> {
    let (one, _) = permitted_item(ctx, id, Action::Keep)?;
    let known = calendar::records(ctx, one.council_id, one.year)?;
    let found = known.into_iter().find(|known| known.node.kind == kind && known.node.id == record);
    let found = found.ok_or(Error::Refused(Refusal::NoSuchRecord))?;
    tie(ctx, id, &found.node, found.done_on)
}

/// A record realises an item that has none yet.
pub fn tie(ctx: &mut Ctx<'_>, id: ProgrammeItemId, record: &Node, done_on: Option<Date>) -> Result<()> {
    let (one, item) = permitted_item(ctx, id, Action::Keep)?;
    still_in(&item)?;
    if let Some(label) = item.realised_label {
        return Err(Error::Refused(Refusal::Realised(label)));
    }
    realise(ctx, id, record, done_on)?;
    finish(ctx, one.id, "programme.attach", &record.label)
}

/// The record does not realise the item after all.
pub fn detach(ctx: &mut Ctx<'_>, id: ProgrammeItemId, reason: &str) -> Result<()> {
    let (one, item) = permitted_item(ctx, id, Action::Keep)?;
    if reason.is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    let (Some(kind), Some(record)) = (&item.realised_kind, &item.realised_id) else {
        return Err(Error::Refused(Refusal::NoSuchRecord));
    };
    hit(store::unrealise_one(ctx.tx, kind, record, id)?)?;
    chain::cut(ctx, (NODE_KIND, &id.to_string()), (kind, record))?;
    finish(ctx, one.id, "programme.detach", reason)?;
    Ok(())
}

/// An item that no record realises is done: the evidence says by what.
pub fn mark_done(
    ctx: &mut Ctx<'_>,
    id: ProgrammeItemId,
    version: i64,
    on: Date,
    evidence: &str,
) -> Result<()> {
    let (one, item) = permitted_item(ctx, id, Action::Keep)?;
    still_in(&item)?;
    if let Some(label) = item.realised_label {
        return Err(Error::Refused(Refusal::Realised(label)));
    }
    if let Some(on) = item.done_on {
        return Err(Error::Refused(Refusal::Done(on)));
    }
    check_past(ctx, Some(on))?;
    if evidence.chars().count() < 3 {
        return Err(Error::Refused(Refusal::NoEvidence));
    }
    hit(store::mark_done(ctx.tx, Some(on), evidence, id, version)?)?;
    finish(ctx, one.id, "programme.mark_done", evidence)?;
    Ok(())
}

/// An item that was marked done by mistake is open again.
pub fn mark_open(ctx: &mut Ctx<'_>, id: ProgrammeItemId, version: i64, reason: &str) -> Result<()> {
    let (one, item) = permitted_item(ctx, id, Action::Keep)?;
    still_in(&item)?;
    if let Some(label) = item.realised_label {
        return Err(Error::Refused(Refusal::Realised(label)));
    }
    if reason.is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    hit(store::mark_done(ctx.tx, None, "", id, version)?)?;
    finish(ctx, one.id, "programme.mark_open", reason)?;
    Ok(())
}

/// Makes an item a key task of its quarter, or no longer.
pub fn set_key(ctx: &mut Ctx<'_>, id: ProgrammeItemId, is_key: bool) -> Result<()> {
    let (one, item) = permitted_item(ctx, id, Action::Keep)?;
    still_in(&item)?;
    hit(store::set_key(ctx.tx, is_key, id, item.version)?)?;
    finish(ctx, one.id, "programme.set_key", "")?;
    Ok(())
}

/// Makes a follow-up of the council a key task of a quarter.
pub fn pick(ctx: &mut Ctx<'_>, quarter: Quarter, id: FollowUpId) -> Result<()> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    let one = follow::find(ctx.tx, id)?.filter(|one| one.council_id == council).ok_or(Error::NotFound)?;
    if !policy::may_keep(ctx.actor, council) {
        return Err(Error::NotFound);
    }
    let link: LinkId = ctx.id();
    if !store::insert_key_task(ctx.tx, link, council, quarter.from(), id)?.hit() {
        return Err(Error::Refused(Refusal::AlreadyKey(quarter.print())));
    }
    let deed = Deed::new("programme.pick", "follow_up", id, one.code).because(quarter.print());
    audit::record(ctx, deed)?;
    Ok(())
}

/// A follow-up is no key task of a quarter any more.
pub fn unpick(ctx: &mut Ctx<'_>, quarter: Quarter, id: FollowUpId) -> Result<()> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !policy::may_keep(ctx.actor, council) {
        return Err(Error::NotFound);
    }
    hit(store::delete_key_task(ctx.tx, council, quarter.from(), id)?)?;
    let deed = Deed::new("programme.unpick", "follow_up", id, "Việc theo dõi").because(quarter.print());
    audit::record(ctx, deed)?;
    Ok(())
}

fn still_in(item: &Item) -> Result<()> {
    if item.dropped_on.is_some() { Err(Error::Refused(Refusal::Dropped)) } else { Ok(()) }
}

/// What is decided changes for a reason.
fn check_reason(one: &Programme, reason: &str) -> Result<()> {
    if one.state == State::Decided && reason.is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    Ok(())
}

/// Writes a change of a decided programme down; of a draft nothing is told.
pub(crate) fn tell(
    ctx: &mut Ctx<'_>,
    one: &Programme,
    item: Option<ProgrammeItemId>,
    kind: ChangeKind,
    reason: &str,
    before: &str,
    after: &str,
) -> Result<()> {
    if one.state != State::Decided {
        return Ok(());
    }
    let id: ProgrammeChangeId = ctx.id();
    let item = item.map(|item| item.to_string());
    let actor = ctx.actor.name.clone();
    store::insert_change(
        ctx.tx,
        id,
        one.id,
        item.as_deref(),
        kind,
        ctx.today,
        &actor,
        reason,
        before,
        after,
    )?;
    Ok(())
}

/// Makes the programme findable as it stands now, and writes the deed down.
pub(crate) fn finish(ctx: &mut Ctx<'_>, id: ProgrammeId, action: &'static str, reason: &str) -> Result<()> {
    let one = store::programme(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let body = directory::organization(ctx.tx, one.body_id)?.ok_or(Error::NotFound)?;
    let label = format!("{}, {}", one.label(), body.short_name);
    find_it(ctx, &one, &label)?;
    audit::record(ctx, Deed::new(action, "programme", id, label).because(reason).public_if(one.is_open()))?;
    Ok(())
}

/// Makes a decided programme findable as it stands now.
pub(crate) fn find_it(ctx: &mut Ctx<'_>, one: &Programme, label: &str) -> db::Result<()> {
    if one.is_open() {
        let words: Vec<String> = store::items(ctx.tx, one.id)?.into_iter().map(|item| item.title).collect();
        search::put(
            ctx.tx,
            &search::Entry {
                kind: "programme",
                id: one.id.to_string(),
                href: one.public_path(),
                title: label,
                summary: &one.reference,
                body: &words.join(" "),
                is_public: true,
                council: Some(one.council_id),
                on: one.decided_on.unwrap_or(ctx.today),
            },
        )?;
    }
    Ok(())
}
