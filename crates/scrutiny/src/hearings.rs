//! The deeds with a hearing.

use follow::{Due, NewFollowUp};
use kernel::{Date, FollowUpId, HearingId, HearingPersonId, OrganizationId, PersonId, dates, period, text};
use kit::{Ctx, Error};

use crate::common::{
    HEARING_KIND, Result, finish_hearing, hearing_node, hit, next_code, other, series, working,
};
use crate::model::{Hearing, NewHearing, NewRecommendation, Origin, Part, Refusal, Source, Vote};
use crate::policy::{self, Action};
use crate::{rules, store};

/// The bodies that explain at a hearing.
pub(crate) fn explaining(ctx: &mut Ctx<'_>, id: HearingId) -> db::Result<Vec<OrganizationId>> {
    Ok(store::people(ctx.tx, id)?
        .into_iter()
        .filter(|line| line.role == Part::Explains)
        .filter_map(|line| line.organization_id)
        .collect())
}

/// The hearing, when the actor may do this with it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: HearingId, action: Action) -> Result<Hearing> {
    let one = store::hearing(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let explain = explaining(ctx, id)?;
    if policy::may_hearing(ctx.actor, action, &one, &explain) { Ok(one) } else { Err(Error::NotFound) }
}

/// What a hearing's row says of where it comes from.
struct Named {
    kind: Source,
    id: Option<String>,
    label: String,
    href: String,
    node: Option<chain::Node>,
}

/// The follow-up from which a hearing may come, as the actor may read it.
pub(crate) fn follow_up_of(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    id: FollowUpId,
) -> Result<follow::FollowUp> {
    follow::find(ctx.tx, id)?
        .filter(|found| found.council_id == council)
        .filter(|found| follow::policy::may(ctx.actor, follow::policy::Action::Read, found, &[]))
        .ok_or(Error::NotFound)
}

fn named(ctx: &mut Ctx<'_>, council: OrganizationId, origin: &Origin) -> Result<Named> {
    match origin {
        Origin::FollowUp(id) => {
            let found = follow_up_of(ctx, council, *id)?;
            if found.step < rules::LADDER_FROM {
                return Err(Error::Refused(Refusal::TooEarly(found.step)));
            }
            let (label, href) = (format!("Việc {}", found.code), found.path());
            let node = chain::Node::new("follow_up", found.id, &found.code, &href);
            Ok(Named { kind: Source::FollowUp, id: Some(id.to_string()), label, href, node: Some(node) })
        }
        Origin::Other(Source::Oversight, code) => {
            let found = oversight::by_code(ctx.tx, &code.to_uppercase())?
                .filter(|found| found.council_id == council)
                .ok_or(Error::Refused(Refusal::NoSuchSource))?;
            let (label, href) = (found.label(), found.path());
            let node = chain::Node::new("oversight", found.id, &label, &href);
            let id = Some(found.id.to_string());
            Ok(Named { kind: Source::Oversight, id, label, href, node: Some(node) })
        }
        Origin::Other(Source::FollowUp, code) => {
            let found = follow::by_code(ctx.tx, &code.to_uppercase())?
                .ok_or(Error::Refused(Refusal::NoSuchSource))?;
            named(ctx, council, &Origin::FollowUp(found.id))
        }
        Origin::Other(kind, words) => {
            Ok(Named { kind: *kind, id: None, label: words.clone(), href: String::new(), node: None })
        }
    }
}

/// Proposes a hearing, with the body that explains and by whom.
pub fn propose(
    ctx: &mut Ctx<'_>,
    origin: &Origin,
    new: &NewHearing,
    explains: (OrganizationId, &str),
) -> Result<HearingId> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !policy::may_keep(ctx.actor, council) {
        return Err(Error::NotFound);
    }
    working(ctx, explains.0)?;
    let from = named(ctx, council, origin)?;
    let year = new.held_on.year();
    let (after, before) = series("GT", year);
    let db::One((last,)) = store::last_hearing_code(ctx.tx, &after, &before)?;
    let code = next_code("GT", year, &last);
    let id: HearingId = ctx.id();
    store::insert_hearing(
        ctx.tx,
        id,
        &code,
        council,
        &new.title,
        &new.content,
        from.kind,
        from.id.as_deref(),
        &from.label,
        &from.href,
        new.held_on,
        &new.starts_at,
        &new.place,
        &new.chair,
        new.is_closed,
        new.is_demonstration,
    )?;
    let line: HearingPersonId = ctx.id();
    store::insert_person(ctx.tx, line, id, 1, Part::Explains, Some(explains.0), None, explains.1, None)?;
    if let Some(node) = from.node {
        let one = store::hearing(ctx.tx, id)?.ok_or(Error::NotFound)?;
        chain::link(ctx, &node, &hearing_node(&one))?;
    }
    finish_hearing(ctx, None, id, "hearing.propose", "")?;
    Ok(id)
}

/// Changes the plan of a hearing that was not held. A new day may make the notice late.
pub fn change(ctx: &mut Ctx<'_>, id: HearingId, version: i64, new: &NewHearing) -> Result<()> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    if !rules::is_planned(one.state) {
        return Err(Error::Refused(Refusal::WrongState(one.state.label())));
    }
    if let Some(notified) = one.notified_on
        && new.held_on < notified
    {
        return Err(Error::Refused(Refusal::NoticeAfter));
    }
    hit(store::change_hearing(
        ctx.tx,
        &new.title,
        &new.content,
        new.held_on,
        &new.starts_at,
        &new.place,
        &new.chair,
        new.is_closed,
        id,
        version,
    )?)?;
    finish_hearing(ctx, Some(&one), id, "hearing.change", "")?;
    Ok(())
}

/// Adds somebody who explains for a body, or who asks.
pub fn add_person(
    ctx: &mut Ctx<'_>,
    id: HearingId,
    part: Part,
    body: Option<OrganizationId>,
    name: &str,
) -> Result<()> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    if !rules::is_planned(one.state) || part == Part::Votes {
        return Err(Error::Refused(Refusal::WrongState(one.state.label())));
    }
    let body = match (part, body) {
        (Part::Explains, Some(body)) => Some(working(ctx, body)?.id),
        (Part::Explains, None) => return Err(Error::Refused(Refusal::NoSuchBody)),
        (Part::Asks | Part::Votes, _) => None,
    };
    let known = store::people(ctx.tx, id)?;
    if known.iter().any(|line| line.role == part && line.name == name && line.organization_id == body) {
        return Err(Error::Refused(Refusal::IsListed));
    }
    let place = known.last().map_or(0, |line| line.place) + 1;
    let line: HearingPersonId = ctx.id();
    store::insert_person(ctx.tx, line, id, place, part, body, None, name, None)?;
    finish_hearing(ctx, Some(&one), id, "hearing.add_person", "")?;
    Ok(())
}

/// Takes somebody out before the hearing; one who explains stays.
pub fn remove_person(ctx: &mut Ctx<'_>, id: HearingId, line: HearingPersonId) -> Result<()> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    if !rules::is_planned(one.state) {
        return Err(Error::Refused(Refusal::WrongState(one.state.label())));
    }
    let known = store::people(ctx.tx, id)?;
    let left = known.iter().filter(|known| known.role == Part::Explains && known.id != line).count();
    if left == 0 {
        return Err(Error::Refused(Refusal::NobodyExplains));
    }
    hit(store::delete_person(ctx.tx, line, id)?)?;
    finish_hearing(ctx, Some(&one), id, "hearing.remove_person", "")?;
    Ok(())
}

/// Those who explain have the notice. A late one is taken, and is late.
pub fn notify(ctx: &mut Ctx<'_>, id: HearingId, version: i64, on: Date) -> Result<()> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    let explain = explaining(ctx, id)?.len();
    let state = rules::notify(&one, explain, on, ctx.today).map_err(Error::Refused)?;
    hit(store::notify(ctx.tx, state, on, id, version)?)?;
    finish_hearing(ctx, Some(&one), id, "hearing.notify", "")?;
    Ok(())
}

/// It was held. The follow-up from which it came climbs to the fourth step of its ladder, where the
/// actor may have it climb and it still waits at the third; whether it did.
pub fn hold(ctx: &mut Ctx<'_>, id: HearingId, version: i64, minutes: &str) -> Result<bool> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    let state = rules::hold(&one, minutes, ctx.today).map_err(Error::Refused)?;
    hit(store::hold(ctx.tx, state, minutes, id, version)?)?;
    let one = finish_hearing(ctx, Some(&one), id, "hearing.hold", "")?;
    climb(ctx, &one)
}

/// The follow-up that still waits at the step before a hearing, of a hearing that was held.
pub(crate) fn waiting_follow_up(ctx: &mut Ctx<'_>, one: &Hearing) -> db::Result<Option<follow::FollowUp>> {
    let is_held = !rules::is_planned(one.state) && !one.minutes.is_empty();
    let id = one.source_id.as_deref().filter(|_| is_held && one.source_kind == Source::FollowUp);
    let Some(id) = id.and_then(|id| id.parse().ok()) else { return Ok(None) };
    let today = ctx.today;
    Ok(follow::find(ctx.tx, id)?
        .filter(|found| found.step + 1 == rules::LADDER_STEP && found.is_overdue(today))
        .filter(|found| follow::policy::may(ctx.actor, follow::policy::Action::Escalate, found, &[])))
}

/// Lets the follow-up of a hearing that was held climb; whether it did.
pub fn climb(ctx: &mut Ctx<'_>, one: &Hearing) -> Result<bool> {
    let Some(found) = waiting_follow_up(ctx, one)? else { return Ok(false) };
    let reason = format!("{}, ngày {}.", one.label(), dates::print(one.held_on));
    follow::escalate(ctx, found.id, rules::LADDER_STEP, &reason).map_err(other)?;
    Ok(true)
}

/// The members of a council's Standing Committee on a day: those with its posts, and the council's
/// chair and vice-chairs, each once.
pub fn members(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    on: Date,
) -> db::Result<Vec<(PersonId, String, String)>> {
    use directory::Post;
    let standing = directory::standing_committee_of(ctx.tx, council)?.map(|one| one.id);
    let mut found: Vec<_> = directory::posts_in(ctx.tx, council, on)?
        .into_iter()
        .filter(|(_, _, body, post, _)| {
            let is_led = *body == council && matches!(post, Post::Chair | Post::ViceChair);
            is_led
                || *post == Post::StandingMember
                || (Some(*body) == standing && matches!(post, Post::Chair | Post::ViceChair))
        })
        .collect();
    found.sort_by_key(|(_, _, _, post, _)| *post);
    let mut seen = Vec::new();
    found.retain(|(person, ..)| {
        let is_new = !seen.contains(person);
        seen.push(*person);
        is_new
    });
    Ok(found.into_iter().map(|(person, name, _, _, label)| (person, name, label)).collect())
}

/// The Standing Committee adopts a conclusion by more than half of all its members.
pub fn conclude(
    ctx: &mut Ctx<'_>,
    id: HearingId,
    version: i64,
    on: Date,
    votes: &[(PersonId, Vote)],
    conclusion: &str,
) -> Result<()> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    if conclusion.chars().count() < 3 {
        return Err(Error::Refused(Refusal::NoWords));
    }
    let members = members(ctx, one.council_id, on)?;
    let same = members.len() == votes.len()
        && members.iter().all(|(person, ..)| votes.iter().filter(|(known, _)| known == person).count() == 1);
    if !same {
        return Err(Error::Refused(Refusal::OtherMembers));
    }
    let cast: Vec<Vote> = votes.iter().map(|(_, vote)| *vote).collect();
    let state = rules::conclude(&one, &cast, on, ctx.today).map_err(Error::Refused)?;
    let mut place = store::people(ctx.tx, id)?.last().map_or(0, |line| line.place);
    for (person, name, label) in members {
        let vote = votes.iter().find(|(known, _)| *known == person).map(|(_, vote)| *vote);
        let line: HearingPersonId = ctx.id();
        let name = if label.is_empty() { name } else { format!("{name}, {label}") };
        place += 1;
        store::insert_person(ctx.tx, line, id, place, Part::Votes, None, Some(person), &name, vote)?;
    }
    hit(store::conclude(ctx.tx, state, on, conclusion, id, version)?)?;
    finish_hearing(ctx, Some(&one), id, "hearing.conclude", "")?;
    Ok(())
}

/// It is not held, for a reason.
pub fn cancel(ctx: &mut Ctx<'_>, id: HearingId, version: i64, reason: &str) -> Result<()> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    let state = rules::cancel(one.state, reason).map_err(Error::Refused)?;
    hit(store::cancel_hearing(ctx.tx, state, reason, id, version)?)?;
    finish_hearing(ctx, Some(&one), id, "hearing.cancel", reason)?;
    Ok(())
}

/// A recommendation of a concluded hearing is a follow-up.
pub fn recommend(ctx: &mut Ctx<'_>, id: HearingId, new: &NewRecommendation) -> Result<FollowUpId> {
    let one = permitted(ctx, id, Action::KeepHearing)?;
    let Some(concluded) = one.concluded_on else {
        return Err(Error::Refused(Refusal::WrongState(one.state.label())));
    };
    if new.due_on <= concluded {
        return Err(Error::Refused(Refusal::DueNotLater));
    }
    working(ctx, new.lead)?;
    let asker =
        directory::standing_committee_of(ctx.tx, one.council_id)?.map_or(one.council_id, |found| found.id);
    let follow_up = follow::issue(
        ctx,
        &NewFollowUp {
            council: one.council_id,
            asker,
            lead: new.lead,
            cooperating: Vec::new(),
            text: new.text.clone(),
            source_kind: HEARING_KIND.to_owned(),
            source_id: Some(one.id.to_string()),
            source_label: format!("Kết luận phiên giải trình {}", one.code),
            source_href: one.path(),
            origin_on: concluded,
            origin_label: period::Quarter::of(concluded).print(),
            due: Due::On {
                date: new.due_on,
                reason: format!(
                    "Kết luận phiên giải trình {}: {}",
                    one.code,
                    if one.is_closed { String::new() } else { text::truncate_words(&one.title, 100) }
                )
                .trim_end_matches([':', ' '])
                .to_owned(),
            },
            is_public: one.is_open(),
            is_demonstration: one.is_demonstration,
        },
    )
    .map_err(other)?;
    finish_hearing(ctx, Some(&one), id, "hearing.recommend", "")?;
    Ok(follow_up)
}
