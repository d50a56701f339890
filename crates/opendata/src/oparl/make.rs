//! From records to objects. Records come here only after the areas have said that anyone may read
//! them.

use std::collections::HashMap;

use chamber::{Choice, Item, Poll, Presence};
use directory::{Area, Membership, Organization, OrganizationKind, Person, Post, Term};
use kernel::{AgendaItemId, BriefingId, Date, Instant, PersonId, PollId, SessionId, dates, text};
use oversight::Oversight;
use petitions::Petition;
use resolutions::Resolution;
use serde_json::{Value, json};
use sessions::Session;

use super::object::Object;
use super::sources;
use crate::world::World;

/// The longest name that is made of a text.
const NAME_MAX: usize = 160;

fn iso(on: Option<Date>) -> Option<String> {
    on.map(dates::iso)
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The moment of an hour such as "08:00" on a day; midnight when there is none.
fn moment(on: Date, hour: &str) -> Instant {
    let minutes = hour
        .split_once(':')
        .and_then(|(hours, minutes)| Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?));
    dates::midnight(on) + minutes.unwrap_or(0) * 60_000
}

pub(crate) fn term(world: &World, one: &Term) -> Object {
    Object::new(
        "LegislativeTerm",
        world.object("legislativeterm", one.id),
        ("council_term", one.id.to_string()),
    )
    .with("body", world.object("body", one.council_id))
    .with("name", capitalized(&format!("{}, {}", one.label(), one.years())))
    .with("startDate", dates::iso(one.opened_on))
    .with("endDate", dates::iso(one.ends_on))
    .with("nghisu:number", one.number)
    .with("nghisu:delegatesElected", one.delegates_total)
}

pub(crate) fn body(world: &World, one: &Organization, area: Option<&Area>, terms: &[Term]) -> Object {
    let own = world.object("body", one.id);
    let list = |name: &str| format!("{own}/{name}");
    let home = if world.sessions.home() == Some(one.id) {
        "/hoi-dong".to_owned()
    } else {
        format!("/co-quan/{}", one.id)
    };
    Object::new("Body", own.clone(), ("organization", one.id.to_string()))
        .with("system", world.page("/oparl/v1.1/system"))
        .with("name", one.name.as_str())
        .with("shortName", one.short_name.as_str())
        .with("website", world.page(&home))
        .with("web", world.page(&home))
        .maybe("classification", area.map(|area| area.kind.label()))
        .maybe("nghisu:unitCode", area.map(|area| area.code.as_str()))
        .with("organization", list("organizations"))
        .with("person", list("persons"))
        .with("meeting", list("meetings"))
        .with("paper", list("papers"))
        .with("agendaItem", list("agendaitems"))
        .with("consultation", list("consultations"))
        .with("file", list("files"))
        .with("membership", list("memberships"))
        .with("locationList", list("locations"))
        .with("legislativeTermList", list("legislativeterms"))
        .inside_always("legislativeTerm", terms.iter().map(|known| term(world, known)).collect())
}

/// The words of the standard for what a body is.
const fn organization_type(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Council
        | OrganizationKind::StandingCommittee
        | OrganizationKind::Committee
        | OrganizationKind::DelegateGroup => "Gremium",
        OrganizationKind::PeoplesCommittee | OrganizationKind::Department | OrganizationKind::Office => {
            "Verwaltungsbereich"
        }
        OrganizationKind::FatherlandFront | OrganizationKind::Other => "Institution",
    }
}

pub(crate) fn organization(world: &World, one: &Organization, members: &[&Membership]) -> Object {
    let last = one.dissolved_on.and_then(|first_without| first_without.yesterday().ok());
    let posts: Vec<Value> = members.iter().map(|one| json!(world.object("membership", one.id))).collect();
    let own = world.object("organization", one.id);
    // A body of a unit without a council has no list that it could be in
    let has_meetings =
        sources::meetings_of(one.kind).is_some() && world.council_of_area(one.area_id).is_some();
    Object::new("Organization", own.clone(), ("organization", one.id.to_string()))
        .maybe("body", world.council_of_area(one.area_id).map(|council| world.object("body", council.id)))
        .with("name", one.name.as_str())
        .with_text("shortName", &one.short_name)
        .with("organizationType", organization_type(one.kind))
        .with("classification", one.kind.label())
        .maybe("subOrganizationOf", one.parent_id.map(|parent| world.object("organization", parent)))
        .maybe("startDate", iso(one.founded_on))
        .maybe("endDate", iso(last))
        .with_list("membership", posts)
        .maybe("meeting", has_meetings.then(|| format!("{own}/meetings")))
        .with("nghisu:area", world.object("location", one.area_id))
        .with("web", world.page(&format!("/co-quan/{}", one.id)))
}

pub(crate) fn membership(world: &World, one: &Membership) -> Object {
    let votes = (one.post == Post::Delegate).then_some(true);
    Object::new("Membership", world.object("membership", one.id), ("membership", one.id.to_string()))
        .with("person", world.object("person", one.person_id))
        .with("organization", world.object("organization", one.organization_id))
        .with("role", one.label.as_str())
        .maybe("votingRight", votes)
        .with("startDate", dates::iso(one.started_on))
        .maybe("endDate", iso(one.ended_on))
        .with("nghisu:post", one.post.as_str())
        .with("nghisu:fullTime", one.is_full_time)
}

pub(crate) fn person(
    world: &World,
    one: &Person,
    posts: &[&Membership],
    areas: &HashMap<kernel::OrganizationId, kernel::AreaId>,
) -> Object {
    let council = posts
        .iter()
        .filter_map(|post| areas.get(&post.organization_id))
        .find_map(|area| world.council_of_area(*area));
    let mut names = one.name.split_whitespace();
    let family = names.next();
    let given = names.next_back();
    Object::new("Person", world.object("person", one.id), ("person", one.id.to_string()))
        .maybe("body", council.map(|council| world.object("body", council.id)))
        .with("name", one.name.as_str())
        .maybe("familyName", family)
        .maybe("givenName", given)
        .with("nghisu:sortKey", one.sort_key.as_str())
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page(&format!("/dai-bieu/{}", one.id)))
        .inside_many("membership", posts.iter().map(|post| membership(world, post)).collect())
}

pub(crate) fn area(world: &World, one: &Area) -> Object {
    let bodies: Vec<Value> = world
        .councils
        .iter()
        .filter(|council| council.area_id == one.id)
        .map(|council| json!(world.object("body", council.id)))
        .collect();
    Object::new("Location", world.object("location", one.id), ("area", one.id.to_string()))
        .with("description", one.name.as_str())
        .with("locality", one.bare_name())
        .with_list("bodies", bodies)
        .with("nghisu:unitCode", one.code.as_str())
        .with("nghisu:kind", one.kind.label())
        .maybe("nghisu:within", one.parent_id.map(|above| world.object("location", above)))
        .with("nghisu:validFrom", dates::iso(one.valid_from))
        .maybe("nghisu:validTo", iso(one.valid_to))
        .with("web", world.page(&one.path()))
}

/// Where a meeting is held; none when nobody wrote it down.
pub(crate) fn place(world: &World, table: &'static str, id: &str, words: &str) -> Option<Object> {
    (!words.is_empty()).then(|| {
        Object::new("Location", world.object("location", id), (table, id.to_owned()))
            .with("description", words)
            .with("meetings", json!([world.object("meeting", id)]))
    })
}

/// What a session's page needs beside the session.
#[derive(Default)]
pub(crate) struct Course {
    pub(crate) items: HashMap<SessionId, Vec<Item>>,
    polls: HashMap<SessionId, Vec<Poll>>,
    further: Vec<(PollId, AgendaItemId)>,
    roll: HashMap<SessionId, Vec<(PersonId, Presence)>>,
    ballots: HashMap<PollId, Vec<(PersonId, Choice)>>,
    papers: HashMap<AgendaItemId, kernel::SessionPaperId>,
    passed: HashMap<PollId, kernel::ResolutionId>,
    scans: HashMap<SessionId, files::File>,
}

impl Course {
    /// Of public sessions, with one question for each kind of thing.
    pub(crate) fn load(tx: &mut db::Tx, sessions: &[Session]) -> db::Result<Self> {
        use chamber::open_data as open;
        let ids: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
        // A plan has no roll, and what was rehearsed in it is nobody's
        let sat: Vec<SessionId> = sessions.iter().filter(|one| sat(one)).map(|one| one.id).collect();
        let mut course = Self::default();
        for item in open::items_of(tx, &ids)? {
            course.items.entry(item.session_id).or_default().push(item);
        }
        let polls = open::polls_of(tx, &ids)?;
        let poll_ids: Vec<PollId> = polls.iter().map(|one| one.id).collect();
        course.further = open::further_items(tx, &poll_ids)?;
        for (poll, person, choice) in open::ballots_of(tx, &poll_ids)? {
            course.ballots.entry(poll).or_default().push((person, choice));
        }
        course.passed = resolutions::open_data::of_polls(tx, &poll_ids)?.into_iter().collect();
        for poll in polls {
            course.polls.entry(poll.session_id).or_default().push(poll);
        }
        for (session, person, presence) in open::roll_of(tx, &sat)? {
            course.roll.entry(session).or_default().push((person, presence));
        }
        for shown in dossier::open_data::published(tx, &ids)? {
            if let Some(item) = shown.paper.item_id {
                course.papers.entry(item).or_insert(shown.paper.id);
            }
        }
        course.scans = open::scans_of(tx, &ids)?.into_iter().collect();
        Ok(course)
    }

    /// The closed votes of a session.
    pub(crate) fn polls(&self, session: SessionId) -> &[Poll] {
        self.polls.get(&session).map_or(&[], Vec::as_slice)
    }

    /// The agenda of a session.
    pub(crate) fn items(&self, session: SessionId) -> &[Item] {
        self.items.get(&session).map_or(&[], Vec::as_slice)
    }

    /// The roll of a session.
    pub(crate) fn roll(&self, session: SessionId) -> &[(PersonId, Presence)] {
        self.roll.get(&session).map_or(&[], Vec::as_slice)
    }

    /// Who chose what, where that is published.
    pub(crate) fn ballots(&self, poll: PollId) -> &[(PersonId, Choice)] {
        self.ballots.get(&poll).map_or(&[], Vec::as_slice)
    }

    /// The signed minutes that anyone may have.
    pub(crate) fn scan(&self, session: SessionId) -> Option<&files::File> {
        self.scans.get(&session)
    }

    fn polls_of_item(&self, item: &Item) -> Vec<&Poll> {
        self.polls(item.session_id)
            .iter()
            .filter(|poll| poll.item_id == item.id || self.further.contains(&(poll.id, item.id)))
            .collect()
    }
}

/// It sits or has sat.
pub(crate) fn sat(one: &Session) -> bool {
    matches!(one.state, sessions::State::Opened | sessions::State::Closed)
}

fn vote(world: &World, poll: &Poll, ballots: &[(PersonId, Choice)]) -> Value {
    let mut value = json!({
        "id": poll.id.to_string(),
        "number": poll.number,
        "title": poll.title,
        "decision": poll.decision.as_str(),
        "method": poll.method.as_str(),
        "opened": dates::rfc3339(poll.opened_ms),
        "closed": poll.closed_ms.map(dates::rfc3339),
        "delegates": poll.total,
        "present": poll.present,
        "needed": poll.rating.is_none().then_some(poll.needed),
        "law": poll.law,
        "yes": poll.yes,
        "no": poll.no,
        "notVoting": poll.not_voting,
        "passed": poll.is_passed.filter(|_| poll.rating.is_none()),
        "web": world.page(&poll.path()),
    });
    if !ballots.is_empty()
        && let Some(fields) = value.as_object_mut()
    {
        let named = ballots
            .iter()
            .map(|(person, choice)| json!({ "person": world.object("person", person), "choice": choice.as_str() }))
            .collect();
        fields.insert("ballots".to_owned(), Value::Array(named));
    }
    value
}

/// An item of a public session's agenda. Of one held without the public there is its place, its
/// hours, and that it was closed.
pub(crate) fn item(world: &World, course: &Course, order: usize, one: &Item, is_embedded: bool) -> Object {
    let polls = course.polls_of_item(one);
    let object =
        Object::new("AgendaItem", world.object("agendaitem", one.id), ("agenda_item", one.id.to_string()));
    let object =
        if is_embedded { object } else { object.with("meeting", world.object("meeting", one.session_id)) };
    let object = object
        .with("number", (order + 1).to_string())
        .with("order", i64::try_from(order).unwrap_or(i64::MAX))
        .with("name", one.public_title())
        .with("public", !one.is_closed)
        .maybe("start", one.started_ms.map(dates::rfc3339))
        .maybe("end", one.ended_ms.map(dates::rfc3339))
        .with("nghisu:kind", if one.is_closed { "closed" } else { one.kind.as_str() });
    if one.is_closed {
        return object;
    }
    let result = polls.iter().filter(|poll| poll.rating.is_none()).find_map(|poll| poll.is_passed);
    let sentence: Vec<String> = polls.iter().filter_map(|poll| poll.sentence()).collect();
    // Of a paper, or of the resolution whose vote was opened under this item
    let paper = course.papers.get(&one.id).map(ToString::to_string);
    let of_item = polls.iter().filter(|poll| poll.item_id == one.id);
    let dealt_with = paper
        .or_else(|| of_item.filter_map(|poll| course.passed.get(&poll.id)).map(ToString::to_string).next());
    object
        .with_text("nghisu:presenter", &one.presenter)
        .maybe("consultation", dealt_with.map(|paper| world.object("consultation", paper)))
        .maybe("result", result.map(|passed| if passed { "Thông qua" } else { "Không thông qua" }))
        .with_text("resolutionText", &sentence.join(" "))
        .with_list(
            "nghisu:vote",
            polls.iter().map(|poll| vote(world, poll, course.ballots(poll.id))).collect(),
        )
        .also(polls.iter().map(|poll| ("poll", poll.id.to_string())))
}

/// A session.
pub(crate) fn session(world: &World, course: &Course, one: &Session) -> Object {
    let items = course.items(one.id);
    let council = world.name(one.council_id);
    let began = items.iter().filter_map(|item| item.started_ms).min();
    let ended = items.iter().filter_map(|item| item.ended_ms).max();
    let is_over = one.state == sessions::State::Closed;
    let roll = course.roll(one.id);
    let there: Vec<Value> = roll
        .iter()
        .filter(|(_, presence)| matches!(presence, Presence::Present | Presence::Left))
        .map(|(person, _)| json!(world.object("person", person)))
        .collect();
    let attendance: Vec<Value> = roll
        .iter()
        .map(|(person, presence)| json!({ "person": world.object("person", person), "presence": presence.as_str() }))
        .collect();
    let id = one.id.to_string();
    Object::new("Meeting", world.object("meeting", &id), ("session", id.clone()))
        .with("name", format!("{}, {council}", one.label()))
        .with("meetingState", one.standing())
        .with("cancelled", one.state == sessions::State::Cancelled)
        .with("start", dates::rfc3339(began.unwrap_or_else(|| dates::midnight(one.opened_on))))
        .maybe("end", ended.filter(|_| is_over).map(dates::rfc3339))
        .with("organization", json!([world.object("organization", one.council_id)]))
        .with_list("participant", there)
        .with("nghisu:meetingKind", format!("session_{}", one.kind.as_str()))
        .with("nghisu:startIsDay", began.is_none())
        .with("nghisu:openedOn", dates::iso(one.opened_on))
        .maybe("nghisu:closedOn", iso(one.closed_on))
        .with_text("nghisu:summary", &one.summary)
        .with_list("nghisu:attendance", attendance)
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page(&world.sessions.of(one)))
        .inside("location", place(world, "session", &id, &one.place))
        .inside(
            "resultsProtocol",
            course
                .scan(one.id)
                .map(|scan| file(world, scan).with("meeting", json!([world.object("meeting", &id)]))),
        )
        .inside_many(
            "auxiliaryFile",
            course.scan(one.id).map(|_| minutes_file(world, one)).into_iter().collect(),
        )
        .inside_many(
            "agendaItem",
            items.iter().enumerate().map(|(order, known)| item(world, course, order, known, true)).collect(),
        )
}

/// The minutes of a session as Akoma Ntoso; public when their signed scan is.
pub(crate) fn minutes_file(world: &World, one: &Session) -> Object {
    let page = world.page(&world.sessions.of(one));
    let last = one.closed_on.unwrap_or(one.opened_on);
    Object::new("File", world.object("file", one.id), ("session", one.id.to_string()))
        .with("name", format!("Biên bản {}", one.label()))
        .with("fileName", "bien-ban.akn.xml")
        .with("mimeType", "application/akn+xml")
        .with("date", dates::iso(last))
        .with("accessUrl", format!("{page}/dien-bien"))
        .with("downloadUrl", format!("{page}/bien-ban.akn.xml"))
        .with("meeting", json!([world.object("meeting", one.id)]))
}

pub(crate) fn voter_meeting(world: &World, one: &petitions::Meeting, delegates: &[PersonId]) -> Object {
    let id = one.id.to_string();
    let who: Vec<Value> = delegates.iter().map(|person| json!(world.object("person", person))).collect();
    Object::new("Meeting", world.object("meeting", &id), ("voter_meeting", id.clone()))
        .with("name", format!("{}: {}", one.kind.label(), one.place))
        .with("meetingState", one.state.label())
        .with("cancelled", false)
        .with("start", dates::rfc3339(moment(one.held_on, &one.starts)))
        .with("organization", json!([world.object("organization", one.council_id)]))
        .with_list("participant", who)
        .with("nghisu:meetingKind", "voter_meeting")
        .with_text("nghisu:topic", &one.topic)
        .maybe("nghisu:voters", one.voters)
        .with("nghisu:area", world.object("location", one.area_id))
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page("/tiep-xuc-cu-tri"))
        .inside("location", place(world, "voter_meeting", &id, &one.place))
}

/// A meeting of a body: day, hour, place and title, as in the public calendar.
pub(crate) fn body_meeting(world: &World, one: &meetings::Meeting) -> Object {
    let id = one.id.to_string();
    Object::new("Meeting", world.object("meeting", &id), ("meeting", id.clone()))
        .with("name", one.title.as_str())
        .with("cancelled", false)
        .with("start", dates::rfc3339(moment(one.held_on, &one.starts_at)))
        .with("organization", json!([world.object("organization", one.body_id)]))
        .with("nghisu:meetingKind", format!("meeting_{}", one.kind.as_str()))
        .with("nghisu:startIsDay", one.starts_at.is_empty())
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page("/lich"))
        .inside("location", place(world, "meeting", &id, &one.place))
}

pub(crate) fn hearing(world: &World, one: &scrutiny::Hearing) -> Object {
    let id = one.id.to_string();
    Object::new("Meeting", world.object("meeting", &id), ("hearing", id.clone()))
        .with("name", format!("{}: {}", one.label(), one.title))
        .with("meetingState", one.state.label())
        .with("cancelled", one.state == scrutiny::HearingState::Cancelled)
        .with("start", dates::rfc3339(moment(one.held_on, &one.starts_at)))
        .with("organization", json!([world.object("organization", one.council_id)]))
        .with("nghisu:meetingKind", "hearing")
        .with("nghisu:startIsDay", one.starts_at.is_empty())
        .maybe("nghisu:concludedOn", iso(one.concluded_on))
        .with_text("nghisu:conclusion", if one.concluded_on.is_some() { &one.conclusion } else { "" })
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page(&one.public_path()))
        .inside("location", place(world, "hearing", &id, &one.place))
}

/// A public conclusion of a briefing whose notice is out.
pub(crate) fn conclusion(
    world: &World,
    order: usize,
    one: &briefings::Conclusion,
    is_embedded: bool,
) -> Object {
    let object =
        Object::new("AgendaItem", world.object("agendaitem", one.id), ("conclusion", one.id.to_string()));
    let object =
        if is_embedded { object } else { object.with("meeting", world.object("meeting", one.briefing_id)) };
    object
        .with("number", one.place.to_string())
        .with("order", i64::try_from(order).unwrap_or(i64::MAX))
        .with("name", text::truncate_words(&one.text, NAME_MAX))
        .with("public", true)
        .with("result", "Kết luận")
        .with("resolutionText", one.text.as_str())
        .with(
            "nghisu:conclusion",
            json!({
                "owner": one.lead_id.map(|lead| world.object("organization", lead)),
                "due": one.due_on.map(dates::iso),
                "dueWords": one.due_words(),
            }),
        )
}

pub(crate) fn briefing(
    world: &World,
    one: &briefings::Briefing,
    conclusions: &HashMap<BriefingId, Vec<briefings::Conclusion>>,
) -> Object {
    let id = one.id.to_string();
    let own = conclusions.get(&one.id).map_or(&[][..], Vec::as_slice);
    Object::new("Meeting", world.object("meeting", &id), ("briefing", id.clone()))
        .with("name", one.title.as_str())
        .with("meetingState", one.state.label())
        .with("cancelled", false)
        .with("start", dates::rfc3339(moment(one.held_on, &one.starts_at)))
        .with("organization", json!([world.object("organization", one.council_id)]))
        .with("nghisu:meetingKind", "briefing")
        .with("nghisu:period", one.period.as_str())
        .with_text("nghisu:topic", &one.topic)
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page(&one.public_path()))
        .inside("location", place(world, "briefing", &id, &one.place))
        .inside_many(
            "agendaItem",
            own.iter().enumerate().map(|(order, known)| conclusion(world, order, known, true)).collect(),
        )
}

/// A kept file that anyone may have.
pub(crate) fn file(world: &World, one: &files::File) -> Object {
    let address = world.page(&one.path());
    Object::new("File", world.object("file", one.id), ("file", one.id.to_string()))
        .with("name", one.original_name.as_str())
        .with("fileName", one.original_name.as_str())
        .with("mimeType", one.media_type.as_str())
        .with("size", one.size_bytes)
        .with("date", dates::iso(dates::date_of(one.uploaded_ms)))
        .with("accessUrl", address.as_str())
        .with("downloadUrl", address.as_str())
        .with("nghisu:sha256", one.sha256.as_str())
}

/// The text of a resolution as Akoma Ntoso.
pub(crate) fn resolution_file(world: &World, one: &Resolution) -> Object {
    let page = world.page(&world.resolutions.of(one));
    let key = world.resolutions.key(one);
    Object::new("File", world.object("file", one.id), ("resolution", one.id.to_string()))
        .with("name", one.label())
        .with("fileName", format!("{key}.akn.xml"))
        .with("mimeType", "application/akn+xml")
        .with("date", dates::iso(one.signed_on.unwrap_or(one.adopted_on)))
        .with_text("text", &one.body)
        .with("accessUrl", page.as_str())
        .with("downloadUrl", format!("{page}.akn.xml"))
}

/// That a paper was dealt with under an item.
pub(crate) fn consultation(
    world: &World,
    row: (&'static str, String),
    session: SessionId,
    agenda_item: AgendaItemId,
    council: kernel::OrganizationId,
    role: &str,
) -> Object {
    let id = row.1.clone();
    Object::new("Consultation", world.object("consultation", &id), row)
        .with("paper", world.object("paper", &id))
        .with("meeting", world.object("meeting", session))
        .with("agendaItem", world.object("agendaitem", agenda_item))
        .with("organization", json!([world.object("organization", council)]))
        .with("authoritative", role == PASSED)
        .with("role", role)
}

/// The role of the consultation that decided.
pub(crate) const PASSED: &str = "Biểu quyết thông qua";
/// The role of one that did not.
pub(crate) const DISCUSSED: &str = "Trình, thảo luận tại kỳ họp";

/// A resolution; `decided` is the session and item of the vote that passed it.
pub(crate) fn resolution(
    world: &World,
    one: &Resolution,
    decided: Option<(SessionId, AgendaItemId)>,
) -> Object {
    let id = one.id.to_string();
    let consultations = decided
        .map(|(session, agenda_item)| {
            consultation(world, ("resolution", id.clone()), session, agenda_item, one.council_id, PASSED)
        })
        .into_iter()
        .collect();
    Object::new("Paper", world.object("paper", &id), ("resolution", id.clone()))
        .with("body", world.object("body", one.council_id))
        .with("name", one.title.as_str())
        .with("reference", one.number.as_str())
        .with("date", dates::iso(one.adopted_on))
        .with("paperType", "Nghị quyết")
        .with("originatorOrganization", json!([world.object("organization", one.council_id)]))
        .with("nghisu:series", if one.is_normative { "normative" } else { "individual" })
        .with("nghisu:force", one.force(world.today).as_str())
        .maybe("nghisu:signedOn", iso(one.signed_on))
        .maybe("nghisu:effectiveOn", iso(one.effective_on))
        .maybe("nghisu:expiredOn", iso(one.expired_on))
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page(&world.resolutions.of(one)))
        .inside("mainFile", Some(resolution_file(world, one)))
        .inside_many("consultation", consultations)
}

/// A paper of a session.
pub(crate) fn session_paper(world: &World, shown: &dossier::open_data::Published, address: &str) -> Object {
    let (one, version) = (&shown.paper, &shown.version);
    let id = one.id.to_string();
    let paper = json!([world.object("paper", &id)]);
    let mut kept = shown.files.iter().map(|known| file(world, known).with("paper", paper.clone()));
    let main = kept.next();
    let consultations = one
        .item_id
        .map(|agenda_item| {
            consultation(
                world,
                ("session_paper", id.clone()),
                one.session_id,
                agenda_item,
                one.council_id,
                DISCUSSED,
            )
        })
        .into_iter()
        .collect();
    let by: Vec<Value> = one.owed_by.iter().map(|by| json!(world.object("organization", by))).collect();
    Object::new("Paper", world.object("paper", &id), ("session_paper", id.clone()))
        .with("body", world.object("body", one.council_id))
        .with("name", one.title.as_str())
        .maybe("date", iso(version.sent_on))
        .with("paperType", one.kind.label())
        .with_list("originatorOrganization", by)
        .with("nghisu:session", world.object("meeting", one.session_id))
        .with("nghisu:version", version.number)
        .with("nghisu:addendum", one.is_addendum || version.is_late)
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", address)
        .inside("mainFile", main)
        .inside_many("auxiliaryFile", kept.collect())
        .inside_many("consultation", consultations)
        .also([("paper_version", version.id.to_string())])
}

/// A petition of voters, with what became of it.
pub(crate) fn petition(world: &World, one: &Petition) -> Object {
    let id = one.id.to_string();
    let answered = one.outcome.is_some();
    Object::new("Paper", world.object("paper", &id), ("petition", id.clone()))
        .with("body", world.object("body", one.council_id))
        .with("name", text::truncate_words(&one.text, NAME_MAX))
        .with("reference", one.code.as_str())
        .with("date", dates::iso(one.received_on))
        .with("paperType", "Kiến nghị cử tri")
        .maybe("underDirectionOf", one.lead_id.map(|lead| json!([world.object("organization", lead)])))
        .with(
            "nghisu:petition",
            json!({
                "text": one.text,
                "area": world.object("location", one.area_id),
                "place": one.place,
                "source": one.source.as_str(),
                "competence": one.level.map(petitions::CompetenceLevel::as_str),
                "sector": one.sector.map(petitions::Sector::as_str),
                "state": one.state.as_str(),
                "due": one.due_on.map(dates::iso),
                "answeredOn": one.answered_on.map(dates::iso),
                "answer": answered.then_some(one.answer.as_str()),
                "answerDocument": answered.then_some(one.answer_reference.as_str()),
                "outcome": one.outcome.map(petitions::Outcome::as_str),
                "promisedOn": one.promised_on.map(dates::iso),
                "closedOn": one.closed_on.map(dates::iso),
                "confirmation": one.confirmation.map(petitions::Confirmation::as_str),
                "timesRaised": one.times,
            }),
        )
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page(&one.public_path()))
}

/// An oversight: what was looked at, by whom, and what was concluded.
pub(crate) fn oversight(world: &World, one: &Oversight) -> Object {
    let id = one.id.to_string();
    Object::new("Paper", world.object("paper", &id), ("oversight", id.clone()))
        .with("body", world.object("body", one.council_id))
        .with("name", one.title.as_str())
        .with("reference", one.code.as_str())
        .with("date", dates::iso(one.decided_on.unwrap_or(one.planned_from)))
        .with("paperType", one.kind.label())
        .with("originatorOrganization", json!([world.object("organization", one.body_id)]))
        .with(
            "nghisu:oversight",
            json!({
                "state": one.state.as_str(),
                "year": one.year,
                "scope": one.scope,
                "plannedFrom": dates::iso(one.planned_from),
                "plannedTo": dates::iso(one.planned_to),
                "decidedOn": one.decided_on.map(dates::iso),
                "reportedOn": one.reported_on.map(dates::iso),
                "concludedOn": one.concluded_on.map(dates::iso),
                "conclusion": one.concluded_on.map(|_| one.conclusion.as_str()),
            }),
        )
        .with("nghisu:demonstration", one.is_demonstration)
        .with("web", world.page(&one.public_path()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_hour_is_a_moment_of_its_day_and_none_is_midnight() {
        let day = date(2020, 10, 15);
        assert_eq!(moment(day, "08:00"), dates::midnight(day) + 8 * 3_600_000);
        assert_eq!(moment(day, ""), dates::midnight(day));
        assert_eq!(moment(day, "sáng"), dates::midnight(day));
    }
}
