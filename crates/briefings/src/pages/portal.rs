//! The portal: briefings whose notice is out.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::period::Quarter;
use kernel::{Date, dates};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Problem, Shell, Visit};

use super::aggregate::{SumRow, sum_rows};
use super::{name_of, portal_data};
use crate::actions;
use crate::model::{Attendance, Briefing, Conclusion, State};
use crate::snapshot::Snapshot;
use crate::{store, store_room};

const PAGE: i64 = 20;

/// A conclusion that anyone may read, with where it stands.
pub(crate) struct PublicConclusion {
    pub(crate) place: i64,
    pub(crate) text: String,
    pub(crate) lead: String,
    pub(crate) due: String,
    pub(crate) badge: Option<Badge>,
    pub(crate) state: String,
    pub(crate) href: String,
}

/// A briefing that anyone may read.
pub(crate) struct PublicBriefing {
    pub(crate) briefing: Briefing,
    pub(crate) conclusions: Vec<PublicConclusion>,
    pub(crate) present: (usize, usize),
    pub(crate) made: Option<Snapshot>,
    pub(crate) documents: Vec<(String, String, String)>,
}

struct Row {
    title: String,
    href: String,
    when: String,
    place: String,
    topic: String,
}

#[derive(Template)]
#[template(path = "briefings/public_list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    pager: Pager,
}

/// The concluded briefings of the installation's own council, newest first.
pub(crate) fn concluded(
    ctx: &mut Ctx<'_>,
    before: Option<Date>,
    most: i64,
) -> Result<Vec<Briefing>, Problem> {
    let Some(council) = directory::home_council(ctx.tx, ctx.today)? else { return Ok(Vec::new()) };
    Ok(store::public_before(ctx.tx, council.id, before.unwrap_or(Date::MAX), most)?)
}

pub(crate) async fn list(visit: Visit) -> Response {
    let before = visit.query("truoc").and_then(|day| dates::parse_iso(&day));
    visit
        .read(move |ctx| {
            let mut all = concluded(ctx, before, PAGE + 1)?;
            let most = usize::try_from(PAGE).unwrap_or(20);
            let more = all.len() > most;
            all.truncate(most);
            let older = all
                .last()
                .filter(|_| more)
                .map(|last| format!("/giao-ban?truoc={}", dates::iso(last.held_on)));
            let rows = all
                .iter()
                .map(|one| Row {
                    title: one.title.clone(),
                    href: one.public_path(),
                    when: one.when(),
                    place: one.place.clone(),
                    topic: one.topic.clone(),
                })
                .collect();
            let shell = ctx.shell("Giao ban")?.crumb("Trang chủ", "/").crumb("Giao ban", "/giao-ban");
            Answer::page(&ListPage { shell, rows, pager: Pager { newer: None, older } })
        })
        .await
}

#[derive(Template)]
#[template(path = "briefings/public.html")]
struct PublicPage {
    shell: Shell,
    one: PublicBriefing,
    done: usize,
    late: usize,
    sums: Vec<SumRow>,
}

impl PublicPage {
    /// In the words of <https://schema.org/Event>.
    fn linked_data(&self) -> String {
        let one = &self.one.briefing;
        let address = format!("{}{}", self.shell.public_url, one.public_path());
        let place = (!one.place.is_empty()).then(|| kit::json!({ "@type": "Place", "name": one.place }));
        kit::linked_data(kit::json!({
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": one.title,
            "inLanguage": "vi",
            "startDate": dates::iso(one.held_on),
            "eventStatus": "https://schema.org/EventScheduled",
            "location": place,
            "organizer": { "@type": "GovernmentOrganization", "name": self.shell.council_name },
        }))
    }
}

pub(crate) async fn detail(visit: Visit, Path(period): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (period, ending) =
                period.split_once('.').map_or((period.as_str(), ""), |(period, ending)| (period, ending));
            let one = load(ctx, period)?;
            match ending {
                "" => Answer::page(&page(ctx, one)?),
                "json" => Answer::json(&portal_data::json(&one)),
                "atom" => Ok(portal_data::conclusions_atom(ctx, &one)),
                "ics" => Ok(portal_data::calendar(ctx, std::slice::from_ref(&one.briefing))),
                _ => Err(Problem::NotFound),
            }
        })
        .await
}

/// The briefing of a quarter, once its notice is out.
fn load(ctx: &mut Ctx<'_>, period: &str) -> Result<PublicBriefing, Problem> {
    let quarter: Quarter = period.parse().map_err(|_| Problem::NotFound)?;
    let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
    let briefing = store::by_period(ctx.tx, council.id, &quarter.to_string())?.ok_or(Problem::NotFound)?;
    if briefing.state != State::Concluded {
        return Err(Problem::NotFound);
    }
    let conclusions = public_conclusions(ctx, &briefing)?;
    let all = store::participants(ctx.tx, briefing.id)?;
    let present = all.iter().filter(|one| one.attendance == Attendance::Present).count();
    let made = actions::aggregates(ctx, briefing.id)?.into_iter().next().map(|made| made.snapshot);
    let documents = documents::of_subject(ctx.tx, "briefing", &briefing.id.to_string())?
        .into_iter()
        .filter(|one| one.is_public && one.state == documents::State::Issued)
        .map(|one| (one.name(), one.public_path(), one.title.clone()))
        .collect();
    Ok(PublicBriefing { present: (present, all.len()), briefing, conclusions, made, documents })
}

fn public_conclusions(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<Vec<PublicConclusion>, Problem> {
    let names = directory::names(ctx.tx)?;
    let follow_ups = follow::of_source(ctx.tx, "briefing", &briefing.id.to_string())?;
    let shown = |one: &Conclusion| {
        let found = follow_ups.iter().find(|known| Some(known.id) == one.follow_up_id && known.is_public);
        let badge = found.map(|known| follow::badge(known, ctx.today, ctx.law));
        PublicConclusion {
            place: one.place,
            text: one.text.clone(),
            // A follow-up may have been given to another body since
            lead: found
                .map(|known| known.lead_id)
                .or(one.lead_id)
                .map(|lead| name_of(&names, lead))
                .unwrap_or_default(),
            due: found.and_then(|known| known.due_on).map_or_else(|| one.due_words(), dates::print),
            state: badge.as_ref().map_or_else(String::new, |badge| badge.words.clone()),
            badge,
            href: found.map_or_else(String::new, follow::FollowUp::public_path),
        }
    };
    Ok(store_room::conclusions(ctx.tx, briefing.id)?.iter().filter(|one| one.is_public).map(shown).collect())
}

fn page(ctx: &mut Ctx<'_>, one: PublicBriefing) -> Result<PublicPage, Problem> {
    use kit::ui::BadgeKind;
    let count = |kind: BadgeKind| {
        one.conclusions
            .iter()
            .filter(|known| known.badge.as_ref().is_some_and(|badge| badge.kind == kind))
            .count()
    };
    let (done, late) = (count(BadgeKind::Xong), count(BadgeKind::Qua));
    let sums = match &one.made {
        Some(made) => sum_rows(ctx, &one.briefing, made)?,
        None => Vec::new(),
    };
    let title = one.briefing.title.clone();
    let standing = match (late, one.conclusions.len()) {
        (0, 0) => Badge::done("Đã họp"),
        (0, all) if done == all => Badge::done("Đã thực hiện hết kết luận"),
        (0, all) => Badge::doing(format!("Thực hiện {done}/{all} kết luận")),
        (late, all) => Badge::late(format!("{late}/{all} kết luận quá hạn")),
    };
    let kind = format!("Giao ban, họp ngày {}", dates::print(one.briefing.held_on));
    ctx.share(kit::Share::record(kind, &standing, &title));
    let shell = ctx
        .shell(&title)?
        .crumb("Trang chủ", "/")
        .crumb("Giao ban", "/giao-ban")
        .crumb(&title, one.briefing.public_path())
        .of_record("briefing", one.briefing.id);
    Ok(PublicPage { shell, one, done, late, sums })
}
