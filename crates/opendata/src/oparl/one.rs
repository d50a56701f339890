//! One object by its address. What anyone may read is found; what was public once says that it is
//! gone; everything else is not known.

use std::str::FromStr;

use directory::OrganizationKind;
use kernel::{
    AgendaItemId, AreaId, BriefingId, ConclusionId, FileId, HearingId, MeetingId, MembershipId,
    OrganizationId, OversightId, PaperVersionId, PersonId, PetitionId, ResolutionId, SessionId,
    SessionMinutesId, SessionPaperId, TermId, VoterMeetingId,
};
use kit::{Ctx, Problem};

use super::make::{self, Course};
use super::object::Object;
use super::sources::{self, Kind};
use crate::world::World;

type Found = Result<Option<Object>, Problem>;

/// The object of this type with this id.
pub(crate) fn find(ctx: &mut Ctx<'_>, world: &World, kind: &Kind, id: &str) -> Found {
    if id.parse::<SessionId>().is_err() {
        return Ok(None);
    }
    let found = match kind.name {
        "legislativeterm" => {
            directory::term(ctx.tx, typed::<TermId>(id)?)?.map(|one| make::term(world, &one))
        }
        "organization" => organization(ctx, world, id)?,
        "person" => person(ctx, world, id)?,
        "membership" => directory::open_data::membership(ctx.tx, typed::<MembershipId>(id)?)?
            .map(|one| make::membership(world, &one)),
        "meeting" => meeting(ctx, world, id)?,
        "agendaitem" => agenda_item(ctx, world, id)?,
        "paper" => paper(ctx, world, id)?,
        "consultation" => consultation(ctx, world, id)?,
        "file" => file(ctx, world, id)?,
        "location" => location(ctx, world, id)?,
        _ => None,
    };
    match found {
        Some(object) => Ok(Some(object)),
        None => gone(ctx, world, kind, id),
    }
}

fn typed<I: FromStr>(id: &str) -> Result<I, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// The tables that remember what was public, by type.
fn remembered(kind: &Kind) -> &'static [&'static str] {
    match kind.name {
        "meeting" => &["session"],
        "agendaitem" => &["agenda_item"],
        "paper" => &["resolution", "petition"],
        _ => &[],
    }
}

fn gone(ctx: &mut Ctx<'_>, world: &World, kind: &Kind, id: &str) -> Found {
    for table in remembered(kind) {
        if !audit::once_public(ctx.tx, table, &[id.to_owned()])?.is_empty() {
            let address = world.object(kind.name, id);
            return Ok(Some(Object::deleted(kind.type_name, address, (table, id.to_owned()))));
        }
    }
    Ok(None)
}

/// A council as a body, with its terms.
pub(crate) fn bodies(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[directory::Organization],
) -> Result<Vec<Object>, Problem> {
    let areas: Vec<AreaId> = rows.iter().map(|one| one.area_id).collect();
    let areas = directory::areas_of_ids(ctx.tx, &areas)?;
    let terms = directory::open_data::terms(ctx.tx, None, None, 10_000)?;
    Ok(rows
        .iter()
        .map(|one| {
            let own: Vec<directory::Term> =
                terms.iter().filter(|term| term.council_id == one.id).cloned().collect();
            make::body(world, one, areas.iter().find(|area| area.id == one.area_id), &own)
        })
        .collect())
}

/// One council as a body.
pub(crate) fn body(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    let Some(one) = council(ctx, id)? else { return Ok(None) };
    Ok(bodies(ctx, world, &[one])?.pop())
}

/// The council with this id.
pub(crate) fn council(ctx: &mut Ctx<'_>, id: &str) -> Result<Option<directory::Organization>, Problem> {
    let Ok(id) = id.parse::<OrganizationId>() else { return Ok(None) };
    Ok(directory::organization(ctx.tx, id)?.filter(|one| one.kind == OrganizationKind::Council))
}

fn organization(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    let Some(one) = directory::organization(ctx.tx, typed(id)?)? else { return Ok(None) };
    Ok(sources::organizations_with_posts(ctx, world, &[one])?.pop())
}

fn person(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    let id: PersonId = typed(id)?;
    let Some(one) = directory::person(ctx.tx, id)? else { return Ok(None) };
    if directory::open_data::memberships_of(ctx.tx, &[id])?.is_empty() {
        return Ok(None);
    }
    Ok(sources::persons_with_posts(ctx, world, &[one])?.pop())
}

fn public_session(ctx: &mut Ctx<'_>, id: SessionId) -> db::Result<Option<sessions::Session>> {
    Ok(sessions::find(ctx.tx, id)?.filter(|one| one.is_public))
}

fn public_meeting(ctx: &mut Ctx<'_>, id: MeetingId) -> db::Result<Option<meetings::Meeting>> {
    let found = meetings::find(ctx.tx, id)?;
    Ok(found.filter(|one| one.is_public && one.state != meetings::State::Cancelled))
}

fn public_hearing(ctx: &mut Ctx<'_>, id: HearingId) -> db::Result<Option<scrutiny::Hearing>> {
    Ok(scrutiny::find_hearing(ctx.tx, id)?.filter(scrutiny::Hearing::is_open))
}

fn public_briefing(ctx: &mut Ctx<'_>, id: BriefingId) -> db::Result<Option<briefings::Briefing>> {
    Ok(briefings::find(ctx.tx, id)?.filter(|one| one.state == briefings::State::Concluded))
}

fn meeting(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    if let Some(one) = public_session(ctx, typed(id)?)? {
        let course = Course::load(ctx.tx, std::slice::from_ref(&one))?;
        return Ok(Some(make::session(world, &course, &one)));
    }
    let today = ctx.today;
    if let Some(one) = petitions::open_data::published_meeting(ctx.tx, typed::<VoterMeetingId>(id)?, today)? {
        return Ok(sources::with_delegates(ctx, world, &[one])?.pop());
    }
    if let Some(one) = public_meeting(ctx, typed(id)?)? {
        return Ok(Some(make::body_meeting(world, &one)));
    }
    if let Some(one) = public_hearing(ctx, typed(id)?)? {
        return Ok(Some(make::hearing(world, &one)));
    }
    let Some(one) = public_briefing(ctx, typed(id)?)? else { return Ok(None) };
    let of = sources::conclusions_by_briefing(ctx, std::slice::from_ref(&one))?;
    Ok(Some(make::briefing(world, &one, &of)))
}

fn agenda_item(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    if let Some(item) = chamber::open_data::item(ctx.tx, typed::<AgendaItemId>(id)?)? {
        let Some(session) = public_session(ctx, item.session_id)? else { return Ok(None) };
        let course = Course::load(ctx.tx, std::slice::from_ref(&session))?;
        return Ok(named(sources::items_of(world, &course, &[session]), id));
    }
    let Some(one) = briefings::open_data::conclusion(ctx.tx, typed::<ConclusionId>(id)?)? else {
        return Ok(None);
    };
    let Some(briefing) = public_briefing(ctx, one.briefing_id)? else { return Ok(None) };
    let of = sources::conclusions_by_briefing(ctx, &[briefing])?;
    let own = of.get(&one.briefing_id).map_or(&[][..], Vec::as_slice);
    let place = own.iter().position(|known| known.id == one.id);
    Ok(place.map(|order| make::conclusion(world, order, &one, false)))
}

/// The object of this record among several.
fn named(objects: Vec<Object>, id: &str) -> Option<Object> {
    objects.into_iter().find(|one| one.record() == id)
}

/// The public session that a paper belongs to.
fn session_of_paper(ctx: &mut Ctx<'_>, id: SessionPaperId) -> db::Result<Option<sessions::Session>> {
    match dossier::open_data::session_of(ctx.tx, id)? {
        Some(session) => public_session(ctx, session),
        None => Ok(None),
    }
}

fn public_resolution(ctx: &mut Ctx<'_>, id: ResolutionId) -> db::Result<Option<resolutions::Resolution>> {
    Ok(resolutions::find(ctx.tx, id)?.filter(|one| one.is_public))
}

fn paper(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    if let Some(one) = public_resolution(ctx, typed(id)?)? {
        return Ok(sources::resolutions_with_votes(ctx, world, &[one])?.pop());
    }
    if let Some(session) = session_of_paper(ctx, typed(id)?)? {
        return Ok(named(sources::papers_of(ctx, world, &[session])?, id));
    }
    if let Some(one) = petitions::find(ctx.tx, typed::<PetitionId>(id)?)?.filter(|one| one.is_public) {
        return Ok(Some(make::petition(world, &one)));
    }
    let found = oversight::find(ctx.tx, typed::<OversightId>(id)?)?;
    Ok(found.filter(oversight::Oversight::is_open).map(|one| make::oversight(world, &one)))
}

fn consultation(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    if let Some(one) = public_resolution(ctx, typed(id)?)? {
        let votes = sources::decided(ctx, std::slice::from_ref(&one))?;
        return Ok(sources::consultation_of_resolution(world, &one, &votes));
    }
    let Some(session) = session_of_paper(ctx, typed(id)?)? else { return Ok(None) };
    Ok(named(sources::consultations_of(ctx, world, &[session])?, id))
}

fn file(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    if let Some(one) = public_resolution(ctx, typed(id)?)? {
        return Ok(Some(sources::file_of_resolution(world, &one)));
    }
    if let Some(session) = public_session(ctx, typed(id)?)? {
        return Ok(named(sources::files_of(ctx, world, &[session])?, id));
    }
    let Some(known) = files::file(ctx.tx, typed::<FileId>(id)?)? else { return Ok(None) };
    let session = if known.subject_kind == dossier::SUBJECT {
        dossier::open_data::session_of_version(ctx.tx, typed::<PaperVersionId>(&known.subject_id)?)?
    } else if known.subject_kind == chamber::SUBJECT {
        chamber::open_data::session_of_minutes(ctx.tx, typed::<SessionMinutesId>(&known.subject_id)?)?
    } else {
        None
    };
    let Some(session) = session else { return Ok(None) };
    let Some(session) = public_session(ctx, session)? else { return Ok(None) };
    Ok(named(sources::files_of(ctx, world, &[session])?, id))
}

fn location(ctx: &mut Ctx<'_>, world: &World, id: &str) -> Found {
    if let Some(one) = directory::area(ctx.tx, typed::<AreaId>(id)?)? {
        return Ok(Some(make::area(world, &one)));
    }
    if let Some(one) = public_session(ctx, typed(id)?)? {
        return Ok(make::place(world, "session", id, &one.place));
    }
    let today = ctx.today;
    if let Some(one) = petitions::open_data::published_meeting(ctx.tx, typed::<VoterMeetingId>(id)?, today)? {
        return Ok(make::place(world, "voter_meeting", id, &one.place));
    }
    if let Some(one) = public_meeting(ctx, typed(id)?)? {
        return Ok(make::place(world, "meeting", id, &one.place));
    }
    if let Some(one) = public_hearing(ctx, typed(id)?)? {
        return Ok(make::place(world, "hearing", id, &one.place));
    }
    let found = public_briefing(ctx, typed(id)?)?;
    Ok(found.and_then(|one| make::place(world, "briefing", id, &one.place)))
}
