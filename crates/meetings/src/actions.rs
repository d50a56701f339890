//! The deeds with a meeting.

use audit::Deed;
use chain::Node;
use directory::{Organization, OrganizationKind, Post};
use follow::{Due, NewFollowUp};
use kernel::{Date, FollowUpId, MeetingId, MeetingPersonId, OrganizationId, dates, period};
use kit::{Ctx, Error};

use crate::model::{Kind, Meeting, NewDecision, NewMeeting, Person, Refusal, Roll, State};
use crate::policy::{self, Action};
use crate::{rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The kind under which a meeting stands in the chain and in follow-ups.
pub const NODE_KIND: &str = "meeting";

/// The meeting, when the actor may do this with it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: MeetingId, action: Action) -> Result<Meeting> {
    store::meeting(ctx.tx, id)?.filter(|one| policy::may(ctx.actor, action, one)).ok_or(Error::NotFound)
}

fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

fn body_of(ctx: &mut Ctx<'_>, id: OrganizationId, kind: Kind) -> Result<(Organization, OrganizationId)> {
    let body = directory::organization(ctx.tx, id)?.ok_or(Error::Refused(Refusal::WrongBody))?;
    if !rules::holds(body.kind, kind) {
        return Err(Error::Refused(Refusal::WrongBody));
    }
    let council = match body.kind {
        OrganizationKind::Council => body.id,
        _ => body.parent_id.ok_or(Error::Refused(Refusal::WrongBody))?,
    };
    Ok((body, council))
}

/// Plans a meeting and asks the members of its body.
pub fn plan(ctx: &mut Ctx<'_>, new: &NewMeeting) -> Result<MeetingId> {
    let (body, council) = body_of(ctx, new.body, new.kind)?;
    if !policy::may_keep(ctx.actor, council) && !policy::keeps_own(ctx.actor, body.id) {
        return Err(Error::NotFound);
    }
    let id: MeetingId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        council,
        body.id,
        new.kind,
        &new.title,
        new.held_on,
        &new.starts_at,
        &new.place,
        &new.chair,
        &new.secretary,
        &new.agenda,
        new.programme_item,
        new.is_public,
        new.is_demonstration,
    )?;
    for ((person, name, post), place) in
        members(ctx, &body, new.kind, council, new.held_on)?.into_iter().zip(1..)
    {
        let line: MeetingPersonId = ctx.id();
        store::insert_person(ctx.tx, line, id, place, Some(person), &name, &post)?;
    }
    begin_item(ctx, id)?;
    record(ctx, id, "meeting.plan", "")?;
    Ok(id)
}

/// Who is asked: the holders of posts of the body on the day, each once; to a meeting with the
/// heads of committees, those too; to one of the Standing Committee also the council's chair and
/// vice-chairs, who are written down with the council.
fn members(
    ctx: &mut Ctx<'_>,
    body: &Organization,
    kind: Kind,
    council: OrganizationId,
    on: Date,
) -> Result<Vec<(kernel::PersonId, String, String)>> {
    let leads = |post: Post| matches!(post, Post::Chair | Post::ViceChair);
    let mut found: Vec<(kernel::PersonId, String, Post, String)> = directory::posts_in(ctx.tx, council, on)?
        .into_iter()
        .filter(|(_, _, organization, post, _)| {
            let is_led = *organization == council && leads(*post);
            match kind {
                Kind::Standing | Kind::Heads => {
                    is_led
                        || *post == Post::StandingMember
                        || (kind == Kind::Heads && *post == Post::CommitteeHead)
                }
                Kind::Committee | Kind::Group => *organization == body.id,
                Kind::Other => *organization == body.id && *post != Post::Delegate,
            }
        })
        .map(|(person, name, _, post, label)| (person, name, post, label))
        .collect();
    found.sort_by_key(|(.., post, _)| *post);
    let mut seen = Vec::new();
    found.retain(|(person, ..)| {
        let is_new = !seen.contains(person);
        seen.push(*person);
        is_new
    });
    Ok(found.into_iter().map(|(person, name, _, label)| (person, name, label)).collect())
}

/// Changes the plan of a meeting.
pub fn change(ctx: &mut Ctx<'_>, id: MeetingId, version: i64, new: &NewMeeting) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    if one.state != State::Planned {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    hit(store::update(
        ctx.tx,
        &new.title,
        new.held_on,
        &new.starts_at,
        &new.place,
        &new.chair,
        &new.secretary,
        &new.agenda,
        new.programme_item,
        new.is_public,
        id,
        version,
    )?)?;
    if one.programme_item_id != new.programme_item {
        programme::unrealise(ctx, NODE_KIND, id)?;
        if let Some(item) = one.programme_item_id {
            chain::cut(ctx, (programme::NODE_KIND, &item.to_string()), (NODE_KIND, &id.to_string()))?;
        }
        begin_item(ctx, id)?;
    }
    record(ctx, id, "meeting.change", "")?;
    Ok(())
}

/// Tells the programme's item that a meeting is planned for it.
fn begin_item(ctx: &mut Ctx<'_>, id: MeetingId) -> Result<()> {
    let one = store::meeting(ctx.tx, id)?.ok_or(Error::NotFound)?;
    realise(ctx, &one, None)
}

fn realise(ctx: &mut Ctx<'_>, one: &Meeting, done_on: Option<Date>) -> Result<()> {
    let Some(item) = one.programme_item_id else { return Ok(()) };
    programme::realise(ctx, item, &node(one), done_on)
        .map_err(|error| Error::from_other(error, |reason| Refusal::Programme(reason.to_string())))
}

/// The meeting as an end of the chain.
pub(crate) fn node(one: &Meeting) -> Node {
    Node::new(NODE_KIND, one.id, one.label(), one.path())
}

/// Asks a guest who is not of the directory.
pub fn ask_guest(ctx: &mut Ctx<'_>, id: MeetingId, name: &str, post: &str) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    if one.state == State::Cancelled {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    let known = store::persons(ctx.tx, id)?;
    if known.iter().any(|line| line.name == name && line.post == post) {
        return Err(Error::Refused(Refusal::IsAsked));
    }
    let place = known.last().map_or(0, |line| line.place) + 1;
    let line: MeetingPersonId = ctx.id();
    store::insert_person(ctx.tx, line, id, place, None, name, post)?;
    record(ctx, id, "meeting.ask_guest", "")?;
    Ok(())
}

/// Takes somebody from the list of those asked, before the roll is called.
pub fn remove_person(ctx: &mut Ctx<'_>, id: MeetingId, line: MeetingPersonId) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    if one.state != State::Planned {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    hit(store::delete_person(ctx.tx, line, id)?)?;
    record(ctx, id, "meeting.remove_person", "")?;
    Ok(())
}

/// Writes down that the meeting was held, with its roll.
pub fn hold(ctx: &mut Ctx<'_>, id: MeetingId, version: i64, roll: &[Roll]) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    let state = rules::hold(&one, roll, ctx.today).map_err(Error::Refused)?;
    hit(store::set_state(ctx.tx, state, "", id, version)?)?;
    call(ctx, id, roll)?;
    realise(ctx, &one, Some(one.held_on))?;
    record(ctx, id, "meeting.hold", "")?;
    Ok(())
}

/// Corrects the roll of a held meeting, until its minutes are approved.
pub fn correct_roll(ctx: &mut Ctx<'_>, id: MeetingId, roll: &[Roll]) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    rules::write_minutes(&one).map_err(Error::Refused)?;
    call(ctx, id, roll)?;
    record(ctx, id, "meeting.correct_roll", "")?;
    Ok(())
}

fn call(ctx: &mut Ctx<'_>, id: MeetingId, roll: &[Roll]) -> Result<()> {
    for line in roll {
        hit(store::set_presence(ctx.tx, line.presence, &line.reason, line.line, id)?)?;
    }
    Ok(())
}

/// Calls the meeting off, for a reason; the item of the programme is open again.
pub fn cancel(ctx: &mut Ctx<'_>, id: MeetingId, version: i64, reason: &str) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    let state = rules::cancel(one.state, reason).map_err(Error::Refused)?;
    hit(store::set_state(ctx.tx, state, reason, id, version)?)?;
    programme::unrealise(ctx, NODE_KIND, id)?;
    record(ctx, id, "meeting.cancel", reason)?;
    Ok(())
}

/// Writes the minutes.
pub fn write_minutes(ctx: &mut Ctx<'_>, id: MeetingId, version: i64, minutes: &str) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    rules::write_minutes(&one).map_err(Error::Refused)?;
    hit(store::set_minutes(ctx.tx, minutes, id, version)?)?;
    record(ctx, id, "meeting.write_minutes", "")?;
    Ok(())
}

/// Writes down who approved the minutes, and when.
pub fn approve_minutes(ctx: &mut Ctx<'_>, id: MeetingId, version: i64, on: Date, by: &str) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    rules::approve(&one, on, ctx.today).map_err(Error::Refused)?;
    hit(store::approve(ctx.tx, on, by, id, version)?)?;
    record(ctx, id, "meeting.approve_minutes", by)?;
    Ok(())
}

/// A decision that names who does what by when becomes a follow-up.
pub fn decide(ctx: &mut Ctx<'_>, id: MeetingId, new: &NewDecision) -> Result<FollowUpId> {
    let one = permitted(ctx, id, Action::Keep)?;
    if one.state != State::Held {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    if new.due_on <= one.held_on {
        return Err(Error::Refused(Refusal::DueNotLater));
    }
    let lead = directory::organization(ctx.tx, new.lead)?.filter(|body| body.works_on(ctx.today));
    if lead.is_none() {
        return Err(Error::Refused(Refusal::NoSuchBody));
    }
    let refused = |error: Error<follow::Refusal>| {
        Error::from_other(error, |reason| Refusal::Follow(reason.to_string()))
    };
    let follow_up = follow::issue(
        ctx,
        &NewFollowUp {
            council: one.council_id,
            asker: one.body_id,
            lead: new.lead,
            cooperating: Vec::new(),
            text: new.text.clone(),
            source_kind: NODE_KIND.to_owned(),
            source_id: Some(one.id.to_string()),
            source_label: format!("Kết luận, {}", lower(&one.label())),
            source_href: one.path(),
            origin_on: one.held_on,
            origin_label: period::Quarter::of(one.held_on).print(),
            due: Due::On {
                date: new.due_on,
                reason: format!("Kết luận {}, ngày {}", lower(&one.title), dates::print(one.held_on)),
            },
            is_public: false,
            is_demonstration: one.is_demonstration,
        },
    )
    .map_err(refused)?;
    record(ctx, id, "meeting.decide", "")?;
    Ok(follow_up)
}

/// "phiên họp tháng 3" inside a sentence.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// How many came of those of the directory, and how many were asked.
pub(crate) fn attendance(persons: &[Person]) -> (usize, usize) {
    let members: Vec<&Person> = persons.iter().filter(|line| line.person_id.is_some()).collect();
    let came = members.iter().filter(|line| line.presence == Some(crate::Presence::Present)).count();
    (came, members.len())
}

/// Meetings are the office's own matter: nothing of them stands in the public log.
fn record(ctx: &mut Ctx<'_>, id: MeetingId, action: &'static str, reason: &str) -> Result<()> {
    let one = store::meeting(ctx.tx, id)?.ok_or(Error::NotFound)?;
    audit::record(ctx, Deed::new(action, NODE_KIND, id, one.label()).because(reason))?;
    Ok(())
}
