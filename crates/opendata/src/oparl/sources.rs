//! Where the lists come from: for each type the areas that have such records, one after another,
//! each by id. A page costs one question for each kind of thing on it, however many there are.

use std::collections::HashMap;
use std::fmt::Display;
use std::str::FromStr;

use directory::{Membership, Organization, OrganizationKind};
use kernel::{AreaId, BriefingId, OrganizationId, PersonId, PollId, SessionId, VoterMeetingId};
use kit::{Ctx, Problem};

use super::make::{self, Course};
use super::object::Object;
use crate::world::World;

/// Records looked at in one go.
pub(crate) const CHUNK: i64 = 100;
/// The same of those that bring a whole agenda with them.
const SESSIONS: i64 = 20;

/// What one look at an area gave.
pub(crate) struct Chunk {
    /// What was found.
    pub(crate) objects: Vec<Object>,
    /// The record after which the area goes on; none at its end.
    pub(crate) next: Option<String>,
}

/// One look: the list's body, and the record after which to go on.
pub(crate) struct Look<'a> {
    /// The council.
    pub(crate) body: &'a Organization,
    /// Where to go on.
    pub(crate) after: Option<&'a str>,
}

impl Look<'_> {
    fn after<I: FromStr>(&self) -> Result<Option<I>, Problem> {
        self.after.map(|id| id.parse().map_err(|_| Problem::NotFound)).transpose()
    }
}

type Found = Result<Chunk, Problem>;
/// Reads a chunk of an area's records.
pub(crate) type Read = fn(&mut Ctx<'_>, &World, &Look<'_>) -> Found;
/// Records of a council after one and up to another that are not public (any more).
pub(crate) type Hidden =
    fn(&mut Ctx<'_>, &Organization, Option<&str>, Option<&str>) -> db::Result<Vec<String>>;

/// An area's records in a list.
pub(crate) struct Source {
    /// Reads a chunk.
    pub(crate) read: Read,
    /// What was public once keeps its address: table, and those records.
    pub(crate) hidden: Option<(&'static str, Hidden)>,
}

const fn plain(read: Read) -> Source {
    Source { read, hidden: None }
}

/// A type of object with its lists.
pub(crate) struct Kind {
    /// In the address of an object: "meeting".
    pub(crate) name: &'static str,
    /// The name of the type.
    pub(crate) type_name: &'static str,
    /// In the address of a list: "meetings".
    pub(crate) list: &'static str,
    /// Where its records are.
    pub(crate) sources: &'static [Source],
}

/// Where meetings are.
const MEETINGS: &[Source] = &[
    Source { read: sessions, hidden: Some(("session", hidden_sessions)) },
    plain(voter_meetings),
    plain(body_meetings),
    plain(hearings),
    plain(briefings),
];

/// The types that are listed for a body.
pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "legislativeterm",
        type_name: "LegislativeTerm",
        list: "legislativeterms",
        sources: &[plain(terms)],
    },
    Kind {
        name: "organization",
        type_name: "Organization",
        list: "organizations",
        sources: &[plain(organizations)],
    },
    Kind { name: "person", type_name: "Person", list: "persons", sources: &[plain(persons)] },
    Kind { name: "membership", type_name: "Membership", list: "memberships", sources: &[plain(memberships)] },
    Kind { name: "meeting", type_name: "Meeting", list: "meetings", sources: MEETINGS },
    Kind {
        name: "agendaitem",
        type_name: "AgendaItem",
        list: "agendaitems",
        sources: &[plain(items), plain(conclusions)],
    },
    Kind {
        name: "paper",
        type_name: "Paper",
        list: "papers",
        sources: &[
            Source { read: resolutions, hidden: Some(("resolution", hidden_resolutions)) },
            plain(session_papers),
            Source { read: petitions, hidden: Some(("petition", hidden_petitions)) },
            plain(oversights),
        ],
    },
    Kind {
        name: "consultation",
        type_name: "Consultation",
        list: "consultations",
        sources: &[plain(consultations_of_resolutions), plain(consultations_of_papers)],
    },
    Kind {
        name: "file",
        type_name: "File",
        list: "files",
        sources: &[plain(files_of_resolutions), plain(files_of_sessions)],
    },
    Kind {
        name: "location",
        type_name: "Location",
        list: "locations",
        sources: &[
            plain(areas),
            plain(places_of_sessions),
            plain(places_of_voter_meetings),
            plain(places_of_body_meetings),
            plain(places_of_hearings),
            plain(places_of_briefings),
        ],
    },
];

/// The meetings of a council as an organization.
static MEETINGS_OF_COUNCIL: Kind =
    Kind { name: "meeting", type_name: "Meeting", list: "meetings", sources: MEETINGS };

/// Those of a body of a council: in its public calendar.
static MEETINGS_OF_BODY: Kind =
    Kind { name: "meeting", type_name: "Meeting", list: "meetings", sources: &[plain(body_meetings)] };

/// Where the meetings of an organization are; none of one that holds none under this standard.
pub(crate) fn meetings_of(kind: OrganizationKind) -> Option<&'static Kind> {
    match kind {
        OrganizationKind::Council => Some(&MEETINGS_OF_COUNCIL),
        OrganizationKind::StandingCommittee
        | OrganizationKind::Committee
        | OrganizationKind::DelegateGroup => Some(&MEETINGS_OF_BODY),
        OrganizationKind::PeoplesCommittee
        | OrganizationKind::Department
        | OrganizationKind::Office
        | OrganizationKind::FatherlandFront
        | OrganizationKind::Other => None,
    }
}

/// The type with this name in its address.
pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The type with this name in the address of its list.
pub(crate) fn kind_of_list(list: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.list == list)
}

/// The record after which the next chunk begins, when this one is full.
fn next<R, I: Display>(rows: &[R], most: i64, id: impl Fn(&R) -> I) -> Option<String> {
    let last = rows.last()?;
    (i64::try_from(rows.len()) == Ok(most)).then(|| id(last).to_string())
}

fn terms(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let rows = directory::open_data::terms(ctx.tx, Some(look.body.id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok(Chunk { objects: rows.iter().map(|one| make::term(world, one)).collect(), next })
}

/// Organizations with the posts in them.
pub(crate) fn organizations_with_posts(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[Organization],
) -> Result<Vec<Object>, Problem> {
    let ids: Vec<OrganizationId> = rows.iter().map(|one| one.id).collect();
    let posts = directory::open_data::memberships_in(ctx.tx, &ids)?;
    let mut of: HashMap<OrganizationId, Vec<&Membership>> = HashMap::new();
    for post in &posts {
        of.entry(post.organization_id).or_default().push(post);
    }
    Ok(rows
        .iter()
        .map(|one| make::organization(world, one, of.get(&one.id).map_or(&[][..], Vec::as_slice)))
        .collect())
}

fn organizations(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let rows = directory::open_data::organizations(ctx.tx, Some(look.body.area_id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok(Chunk { objects: organizations_with_posts(ctx, world, &rows)?, next })
}

/// Persons with their posts.
pub(crate) fn persons_with_posts(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[directory::Person],
) -> Result<Vec<Object>, Problem> {
    let ids: Vec<PersonId> = rows.iter().map(|one| one.id).collect();
    let posts = directory::open_data::memberships_of(ctx.tx, &ids)?;
    let mut bodies: Vec<OrganizationId> = posts.iter().map(|post| post.organization_id).collect();
    bodies.sort_unstable();
    bodies.dedup();
    let areas: HashMap<OrganizationId, AreaId> = directory::organizations_of_ids(ctx.tx, &bodies)?
        .into_iter()
        .map(|one| (one.id, one.area_id))
        .collect();
    let mut of: HashMap<PersonId, Vec<&Membership>> = HashMap::new();
    for post in &posts {
        of.entry(post.person_id).or_default().push(post);
    }
    Ok(rows
        .iter()
        .map(|one| make::person(world, one, of.get(&one.id).map_or(&[][..], Vec::as_slice), &areas))
        .collect())
}

fn persons(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let rows = directory::open_data::persons(ctx.tx, Some(look.body.area_id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok(Chunk { objects: persons_with_posts(ctx, world, &rows)?, next })
}

fn memberships(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let rows = directory::open_data::memberships(ctx.tx, Some(look.body.area_id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok(Chunk { objects: rows.iter().map(|one| make::membership(world, one)).collect(), next })
}

fn public_sessions(
    ctx: &mut Ctx<'_>,
    look: &Look<'_>,
) -> Result<(Vec<sessions::Session>, Option<String>), Problem> {
    let rows = ::sessions::open_data::published(ctx.tx, Some(look.body.id), look.after()?, SESSIONS)?;
    let next = next(&rows, SESSIONS, |one| one.id);
    Ok((rows, next))
}

fn sessions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_sessions(ctx, look)?;
    let course = Course::load(ctx.tx, &rows)?;
    Ok(Chunk { objects: rows.iter().map(|one| make::session(world, &course, one)).collect(), next })
}

fn ids<I: Display>(rows: Vec<(I,)>) -> Vec<String> {
    rows.into_iter().map(|(id,)| id.to_string()).collect()
}

/// More hidden ones than these between two public ones are left out.
const HIDDEN: i64 = 1_000;

fn typed<I: FromStr>(id: Option<&str>) -> Option<I> {
    id.and_then(|id| id.parse().ok())
}

fn hidden_sessions(
    ctx: &mut Ctx<'_>,
    body: &Organization,
    after: Option<&str>,
    last: Option<&str>,
) -> db::Result<Vec<String>> {
    ::sessions::open_data::hidden(ctx.tx, body.id, typed(after), typed(last), HIDDEN).map(ids)
}

fn hidden_resolutions(
    ctx: &mut Ctx<'_>,
    body: &Organization,
    after: Option<&str>,
    last: Option<&str>,
) -> db::Result<Vec<String>> {
    ::resolutions::open_data::hidden(ctx.tx, body.id, typed(after), typed(last), HIDDEN).map(ids)
}

fn hidden_petitions(
    ctx: &mut Ctx<'_>,
    body: &Organization,
    after: Option<&str>,
    last: Option<&str>,
) -> db::Result<Vec<String>> {
    ::petitions::open_data::hidden(ctx.tx, body.id, typed(after), typed(last), HIDDEN).map(ids)
}

fn public_voter_meetings(
    ctx: &mut Ctx<'_>,
    look: &Look<'_>,
) -> Result<(Vec<::petitions::Meeting>, Option<String>), Problem> {
    let today = ctx.today;
    let rows =
        ::petitions::open_data::published_meetings(ctx.tx, Some(look.body.id), look.after()?, today, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok((rows, next))
}

/// Meetings with voters, with the delegates.
pub(crate) fn with_delegates(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[::petitions::Meeting],
) -> Result<Vec<Object>, Problem> {
    let ids: Vec<VoterMeetingId> = rows.iter().map(|one| one.id).collect();
    let mut who: HashMap<VoterMeetingId, Vec<PersonId>> = HashMap::new();
    for (meeting, person) in ::petitions::delegates_of_meetings(ctx.tx, &ids)? {
        who.entry(meeting).or_default().push(person);
    }
    Ok(rows
        .iter()
        .map(|one| make::voter_meeting(world, one, who.get(&one.id).map_or(&[][..], Vec::as_slice)))
        .collect())
}

fn voter_meetings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_voter_meetings(ctx, look)?;
    Ok(Chunk { objects: with_delegates(ctx, world, &rows)?, next })
}

fn public_body_meetings(
    ctx: &mut Ctx<'_>,
    look: &Look<'_>,
) -> Result<(Vec<meetings::Meeting>, Option<String>), Problem> {
    let rows = meetings::open_data::published(ctx.tx, Some(look.body.id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok((rows, next))
}

fn body_meetings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_body_meetings(ctx, look)?;
    Ok(Chunk { objects: rows.iter().map(|one| make::body_meeting(world, one)).collect(), next })
}

fn public_hearings(
    ctx: &mut Ctx<'_>,
    look: &Look<'_>,
) -> Result<(Vec<scrutiny::Hearing>, Option<String>), Problem> {
    let rows = scrutiny::open_data::published(ctx.tx, Some(look.body.id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok((rows, next))
}

fn hearings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_hearings(ctx, look)?;
    Ok(Chunk { objects: rows.iter().map(|one| make::hearing(world, one)).collect(), next })
}

fn public_briefings(
    ctx: &mut Ctx<'_>,
    look: &Look<'_>,
) -> Result<(Vec<::briefings::Briefing>, Option<String>), Problem> {
    let rows = ::briefings::open_data::published(ctx.tx, Some(look.body.id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok((rows, next))
}

/// The public conclusions of briefings.
pub(crate) fn conclusions_by_briefing(
    ctx: &mut Ctx<'_>,
    rows: &[::briefings::Briefing],
) -> db::Result<HashMap<BriefingId, Vec<::briefings::Conclusion>>> {
    let ids: Vec<BriefingId> = rows.iter().map(|one| one.id).collect();
    let mut of: HashMap<BriefingId, Vec<::briefings::Conclusion>> = HashMap::new();
    for one in ::briefings::open_data::conclusions_of(ctx.tx, &ids)? {
        of.entry(one.briefing_id).or_default().push(one);
    }
    Ok(of)
}

fn briefings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_briefings(ctx, look)?;
    let of = conclusions_by_briefing(ctx, &rows)?;
    Ok(Chunk { objects: rows.iter().map(|one| make::briefing(world, one, &of)).collect(), next })
}

fn items(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_sessions(ctx, look)?;
    let course = Course::load(ctx.tx, &rows)?;
    Ok(Chunk { objects: items_of(world, &course, &rows), next })
}

/// The items of sessions.
pub(crate) fn items_of(world: &World, course: &Course, rows: &[sessions::Session]) -> Vec<Object> {
    rows.iter()
        .flat_map(|one| course.items(one.id).iter().enumerate())
        .map(|(order, item)| make::item(world, course, order, item, false))
        .collect()
}

fn conclusions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_briefings(ctx, look)?;
    let of = conclusions_by_briefing(ctx, &rows)?;
    let objects = rows
        .iter()
        .filter_map(|one| of.get(&one.id))
        .flat_map(|own| own.iter().enumerate())
        .map(|(order, one)| make::conclusion(world, order, one, false))
        .collect();
    Ok(Chunk { objects, next })
}

fn public_resolutions(
    ctx: &mut Ctx<'_>,
    look: &Look<'_>,
) -> Result<(Vec<::resolutions::Resolution>, Option<String>), Problem> {
    let rows = ::resolutions::open_data::published(ctx.tx, Some(look.body.id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok((rows, next))
}

/// The session and the item of the vote that passed each of these resolutions, where anyone may
/// read of that vote.
pub(crate) fn decided(
    ctx: &mut Ctx<'_>,
    rows: &[::resolutions::Resolution],
) -> db::Result<HashMap<PollId, (SessionId, kernel::AgendaItemId)>> {
    let polls: Vec<PollId> = rows.iter().filter_map(|one| one.poll_id).collect();
    let found = chamber::open_data::items_of_polls(ctx.tx, &polls)?;
    let mut of: Vec<SessionId> = found.iter().map(|(_, session, _)| *session).collect();
    of.sort_unstable();
    of.dedup();
    let mut public = std::collections::HashSet::new();
    for one in ::sessions::open_data::published_among(ctx.tx, &of)? {
        public.insert(one.id);
    }
    let sessions: Vec<SessionId> = public.iter().copied().collect();
    let open: std::collections::HashSet<PollId> =
        chamber::open_data::polls_of(ctx.tx, &sessions)?.into_iter().map(|one| one.id).collect();
    Ok(found
        .into_iter()
        .filter(|(poll, ..)| open.contains(poll))
        .map(|(poll, session, item)| (poll, (session, item)))
        .collect())
}

/// Resolutions with the vote that passed them.
pub(crate) fn resolutions_with_votes(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[::resolutions::Resolution],
) -> Result<Vec<Object>, Problem> {
    let votes = decided(ctx, rows)?;
    Ok(rows
        .iter()
        .map(|one| make::resolution(world, one, one.poll_id.and_then(|poll| votes.get(&poll).copied())))
        .collect())
}

fn resolutions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_resolutions(ctx, look)?;
    Ok(Chunk { objects: resolutions_with_votes(ctx, world, &rows)?, next })
}

/// The page of a session's papers.
pub(crate) fn papers_page(world: &World, rows: &[sessions::Session], of: SessionId) -> String {
    let address = rows.iter().find(|one| one.id == of).map(|one| world.sessions.of(one)).unwrap_or_default();
    world.page(&format!("{address}/tai-lieu"))
}

/// The papers of sessions.
pub(crate) fn papers_of(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[sessions::Session],
) -> Result<Vec<Object>, Problem> {
    let ids: Vec<SessionId> = rows.iter().map(|one| one.id).collect();
    Ok(dossier::open_data::published(ctx.tx, &ids)?
        .iter()
        .map(|shown| make::session_paper(world, shown, &papers_page(world, rows, shown.paper.session_id)))
        .collect())
}

fn session_papers(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_sessions(ctx, look)?;
    Ok(Chunk { objects: papers_of(ctx, world, &rows)?, next })
}

fn petitions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let rows = ::petitions::open_data::published(ctx.tx, Some(look.body.id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok(Chunk { objects: rows.iter().map(|one| make::petition(world, one)).collect(), next })
}

fn oversights(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let rows = oversight::open_data::published(ctx.tx, Some(look.body.id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok(Chunk { objects: rows.iter().map(|one| make::oversight(world, one)).collect(), next })
}

fn consultations_of_resolutions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_resolutions(ctx, look)?;
    let votes = decided(ctx, &rows)?;
    let objects = rows.iter().filter_map(|one| consultation_of_resolution(world, one, &votes)).collect();
    Ok(Chunk { objects, next })
}

/// The consultation in which a resolution was passed.
pub(crate) fn consultation_of_resolution(
    world: &World,
    one: &::resolutions::Resolution,
    votes: &HashMap<PollId, (SessionId, kernel::AgendaItemId)>,
) -> Option<Object> {
    let (session, item) = *votes.get(&one.poll_id?)?;
    Some(make::consultation(
        world,
        ("resolution", one.id.to_string()),
        session,
        item,
        one.council_id,
        make::PASSED,
    ))
}

/// The consultations of papers of sessions.
pub(crate) fn consultations_of(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[sessions::Session],
) -> Result<Vec<Object>, Problem> {
    let ids: Vec<SessionId> = rows.iter().map(|one| one.id).collect();
    Ok(dossier::open_data::published(ctx.tx, &ids)?
        .iter()
        .filter_map(|shown| {
            let one = &shown.paper;
            let row = ("session_paper", one.id.to_string());
            Some(make::consultation(
                world,
                row,
                one.session_id,
                one.item_id?,
                one.council_id,
                make::DISCUSSED,
            ))
        })
        .collect())
}

fn consultations_of_papers(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_sessions(ctx, look)?;
    Ok(Chunk { objects: consultations_of(ctx, world, &rows)?, next })
}

fn files_of_resolutions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_resolutions(ctx, look)?;
    Ok(Chunk { objects: rows.iter().map(|one| file_of_resolution(world, one)).collect(), next })
}

/// A resolution's text as a file by itself.
pub(crate) fn file_of_resolution(world: &World, one: &::resolutions::Resolution) -> Object {
    let paper = serde_json::json!([world.object("paper", one.id)]);
    make::resolution_file(world, one).with("paper", paper)
}

/// The files of sessions: of their papers, and the signed minutes.
pub(crate) fn files_of(
    ctx: &mut Ctx<'_>,
    world: &World,
    rows: &[sessions::Session],
) -> Result<Vec<Object>, Problem> {
    let ids: Vec<SessionId> = rows.iter().map(|one| one.id).collect();
    let mut objects: Vec<Object> = dossier::open_data::published(ctx.tx, &ids)?
        .iter()
        .flat_map(|shown| {
            let paper = serde_json::json!([world.object("paper", shown.paper.id)]);
            shown.files.iter().map(move |known| make::file(world, known).with("paper", paper.clone()))
        })
        .collect();
    for (session, scan) in chamber::open_data::scans_of(ctx.tx, &ids)? {
        let meeting = serde_json::json!([world.object("meeting", session)]);
        objects.push(make::file(world, &scan).with("meeting", meeting));
        objects.extend(rows.iter().filter(|one| one.id == session).map(|one| make::minutes_file(world, one)));
    }
    Ok(objects)
}

fn files_of_sessions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let (rows, next) = public_sessions(ctx, look)?;
    Ok(Chunk { objects: files_of(ctx, world, &rows)?, next })
}

fn areas(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    let rows = directory::open_data::areas(ctx.tx, Some(look.body.area_id), look.after()?, CHUNK)?;
    let next = next(&rows, CHUNK, |one| one.id);
    Ok(Chunk { objects: rows.iter().map(|one| make::area(world, one)).collect(), next })
}

/// The places of these records, each a location of its own.
fn places<T>(
    world: &World,
    kind: &'static str,
    (rows, next): (Vec<T>, Option<String>),
    of: impl Fn(&T) -> (String, &str),
) -> Chunk {
    let objects = rows
        .iter()
        .filter_map(|one| {
            let (id, place) = of(one);
            make::place(world, kind, &id, place)
        })
        .collect();
    Chunk { objects, next }
}

fn places_of_sessions(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    Ok(places(world, "session", public_sessions(ctx, look)?, |one| (one.id.to_string(), &one.place)))
}

fn places_of_voter_meetings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    Ok(places(world, "voter_meeting", public_voter_meetings(ctx, look)?, |one| {
        (one.id.to_string(), &one.place)
    }))
}

fn places_of_body_meetings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    Ok(places(world, "meeting", public_body_meetings(ctx, look)?, |one| (one.id.to_string(), &one.place)))
}

fn places_of_hearings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    Ok(places(world, "hearing", public_hearings(ctx, look)?, |one| (one.id.to_string(), &one.place)))
}

fn places_of_briefings(ctx: &mut Ctx<'_>, world: &World, look: &Look<'_>) -> Found {
    Ok(places(world, "briefing", public_briefings(ctx, look)?, |one| (one.id.to_string(), &one.place)))
}
