//! Which records meet a duty. Areas above and beside offer their records; the binary registers
//! them; what is met is computed from them each time it is asked.

use std::collections::HashMap;
use std::sync::OnceLock;

use chain::Reader;
use db::Tx;
use kernel::{CoordinationId, Date, DutyId, OrganizationId, dates};
use kit::Ctx;

use crate::model::{Coordination, Duty, Note, parted};
use crate::rules::{self, Period, Standing};
use crate::store;

/// A record that meets a duty on a day, in the words and under the address that whoever asks may
/// know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is called.
    pub label: String,
    /// Its page; empty where there is none for whoever asks.
    pub href: String,
    /// Its day.
    pub on: Date,
    /// The one duty that it was planned for; none where it meets any of its kind.
    pub of: Option<DutyId>,
}

impl Found {
    /// A record with its page.
    pub fn new(label: impl Into<String>, href: impl Into<String>, on: Date) -> Self {
        Self { label: label.into(), href: href.into(), on, of: None }
    }

    /// A record of which whoever asks may know the day alone.
    pub fn unnamed(what: &str, on: Date) -> Self {
        Self::new(format!("{what} (không công khai)"), "", on)
    }
}

/// What is asked of a kind of record.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Of which council.
    pub council: OrganizationId,
    /// Who owes the duty.
    pub debtor: OrganizationId,
    /// To whom, where the regulation names somebody.
    pub creditor: Option<OrganizationId>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// For whom it is shown.
    pub reader: Reader,
}

/// Records by which a party met a duty in a window.
pub type Find = fn(&mut Ctx<'_>, &Asked) -> db::Result<Vec<Found>>;

/// A kind of record that meets duties; the binary registers them.
#[derive(Clone, Copy)]
pub struct Meets {
    /// As it is stored with the duty.
    pub kind: &'static str,
    /// "Hội nghị giao ban".
    pub label: &'static str,
    /// It goes from one party to another, which the duty has to name.
    pub is_sent: bool,
    /// Which ones.
    pub find: Find,
}

/// The regular sessions of a council in a year: opening and closing day.
pub type SessionDays = fn(&mut Tx, OrganizationId, i64) -> db::Result<Vec<(Date, Option<Date>)>>;

static MEETS: OnceLock<&'static [Meets]> = OnceLock::new();
static SESSION_DAYS: OnceLock<SessionDays> = OnceLock::new();

pub(crate) fn install(meets: &'static [Meets], session_days: SessionDays) {
    // A second installation in one process registers the same
    let _ = (MEETS.set(meets), SESSION_DAYS.set(session_days));
}

/// The kind of duties that activities held together meet.
pub(crate) const ACTIVITY: &str = "joint_activity";

/// What this area itself offers.
const OWN: [Meets; 2] = [
    Meets { kind: ACTIVITY, label: "Hoạt động chung", is_sent: false, find: activities },
    Meets { kind: "campaign", label: "Đợt tuyên truyền", is_sent: false, find: campaigns },
];

pub(crate) fn kinds() -> Vec<Meets> {
    MEETS.get().copied().unwrap_or_default().iter().copied().chain(OWN).collect()
}

/// The kinds as choices, first that which is noted by hand.
pub(crate) fn choices() -> Vec<(String, String)> {
    let by_hand = (String::new(), "Ghi minh chứng bằng tay".to_owned());
    std::iter::once(by_hand)
        .chain(kinds().into_iter().map(|one| (one.kind.to_owned(), one.label.to_owned())))
        .collect()
}

pub(crate) fn label(kind: &str) -> &'static str {
    kinds().into_iter().find(|one| one.kind == kind).map_or("Ghi minh chứng bằng tay", |one| one.label)
}

/// Whether a kind of record goes to a party that the duty has to name.
pub(crate) fn is_sent(kind: &str) -> bool {
    kinds().into_iter().any(|one| one.kind == kind && one.is_sent)
}

/// A record of this area: its page in the workspace, or the public page when it is public.
fn own(asked: &Asked, is_public: bool, title: &str, path: String, on: Date) -> Found {
    match asked.reader {
        Reader::Workspace => Found::new(title, path, on),
        Reader::Public if is_public => Found::new(title, "/phoi-hop", on),
        Reader::Public => Found::unnamed("Hoạt động phối hợp", on),
    }
}

/// Activities meet only the duty that they were planned for.
fn activities(ctx: &mut Ctx<'_>, asked: &Asked) -> db::Result<Vec<Found>> {
    let all = store::activities(ctx.tx, asked.council)?.into_iter();
    Ok(all
        .filter_map(|one| {
            let on = one.done_on.filter(|on| asked.from <= *on && *on <= asked.to)?;
            let of = Some(one.duty_id?);
            Some(Found { of, ..own(asked, one.is_public, &one.title, one.path(), on) })
        })
        .collect())
}

fn campaigns(ctx: &mut Ctx<'_>, asked: &Asked) -> db::Result<Vec<Found>> {
    let today = ctx.today;
    let all = store::campaigns(ctx.tx, asked.council)?.into_iter();
    Ok(all
        .filter(|one| asked.from <= one.from_on && one.from_on <= asked.to && one.from_on <= today)
        .filter(|one| parted(&one.bodies).contains(&asked.debtor))
        .map(|one| own(asked, one.is_public, &one.topic, one.path(), one.from_on))
        .collect())
}

/// A period of a duty, with what met it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The period.
    pub period: Period,
    /// How the duty stands in it.
    pub standing: Standing,
    /// Records that met it.
    pub found: Vec<Found>,
    /// What was noted by hand.
    pub notes: Vec<Note>,
}

/// A duty with its periods of a year.
#[derive(Debug, Clone)]
pub struct Course {
    /// The duty.
    pub duty: Duty,
    /// Its periods.
    pub lines: Vec<Line>,
}

/// Opening days of the regular sessions of a year and the one before, for what is due before each.
pub(crate) fn session_days(ctx: &mut Ctx<'_>, council: OrganizationId, year: i16) -> db::Result<Vec<Date>> {
    let Some(find) = SESSION_DAYS.get() else { return Ok(Vec::new()) };
    let mut days = Vec::new();
    for year in [year - 1, year] {
        days.extend(find(ctx.tx, council, i64::from(year))?.into_iter().map(|(opened, _)| opened));
    }
    Ok(days)
}

/// The periods of a duty in a year.
pub(crate) fn periods(duty: &Duty, regulation: &Coordination, year: i16, sessions: &[Date]) -> Vec<Period> {
    rules::periods(duty.frequency, (regulation.from_on, regulation.to_on), year, sessions)
}

/// How the duties of these regulations stood in a year. Each kind of record is asked once for each
/// pair of bodies between which it is owed.
pub(crate) fn courses(
    ctx: &mut Ctx<'_>,
    reader: Reader,
    council: OrganizationId,
    regulations: &[Coordination],
    duties: Vec<Duty>,
    year: i16,
) -> db::Result<Vec<Course>> {
    let sessions = session_days(ctx, council, year)?;
    let notes = store::notes_of_council(ctx.tx, council)?;
    let known: HashMap<CoordinationId, &Coordination> = regulations.iter().map(|one| (one.id, one)).collect();
    let mut by_duty: HashMap<DutyId, Vec<Note>> = HashMap::new();
    for note in notes {
        by_duty.entry(note.duty_id).or_default().push(note);
    }
    let mut known_records: HashMap<(String, OrganizationId, Option<OrganizationId>), Vec<Found>> =
        HashMap::new();
    let kinds = kinds();
    let today = ctx.today;
    let mut courses = Vec::new();
    for duty in duties {
        let Some(regulation) = known.get(&duty.coordination_id) else { continue };
        let periods = periods(&duty, regulation, year, &sessions);
        let key = (duty.meets.clone(), duty.debtor_id, duty.creditor_id);
        if !known_records.contains_key(&key) {
            // From the oldest day that any period of the year may begin with
            let from = if duty.frequency == crate::model::Frequency::Once {
                regulation.from_on
            } else {
                Date::constant(year - 1, 1, 1)
            };
            let to = Date::constant(year, 12, 31).min(today);
            let found = match kinds.iter().find(|one| one.kind == duty.meets) {
                Some(kind) => {
                    let (debtor, creditor) = (duty.debtor_id, duty.creditor_id);
                    (kind.find)(ctx, &Asked { council, debtor, creditor, from, to, reader })?
                }
                None => Vec::new(),
            };
            known_records.insert(key.clone(), found);
        }
        let mut all = known_records.get(&key).cloned().unwrap_or_default();
        all.retain(|one| one.of.is_none_or(|of| of == duty.id));
        let own = by_duty.remove(&duty.id).unwrap_or_default();
        let lines = periods.into_iter().map(|period| line(period, &all, &own, today)).collect();
        courses.push(Course { duty, lines });
    }
    Ok(courses)
}

fn line(period: Period, all: &[Found], notes: &[Note], today: Date) -> Line {
    let found: Vec<Found> =
        all.iter().filter(|one| period.from <= one.on && one.on <= period.to).cloned().collect();
    let notes: Vec<Note> = notes.iter().filter(|one| one.period_to == period.to).cloned().collect();
    let standing = rules::standing(&period, !found.is_empty() || !notes.is_empty(), today);
    Line { period, standing, found, notes }
}

/// Met, of how many periods that have ended or are met.
pub(crate) fn tally(courses: &[Course]) -> (usize, usize) {
    let all = courses.iter().flat_map(|one| &one.lines);
    let met = all.clone().filter(|one| one.standing == Standing::Met).count();
    let missed = all.filter(|one| one.standing == Standing::Missed).count();
    (met, met + missed)
}

/// A record as it is listed: words and day.
pub(crate) fn words(found: &Found) -> String {
    let day = dates::print(found.on);
    if found.label.contains(&day) { found.label.clone() } else { format!("{}, {day}", found.label) }
}
