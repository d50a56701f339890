//! The workspace's pages of hearings: the list, a new one, one hearing.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{HearingId, dates, numbers};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Form, ListFile, Problem, Shell, Visit, listing};

use crate::common::HEARING_KIND;
use crate::hearings;
use crate::model::{Hearing, HearingState, Part, Source};
use crate::pages::{Choices, ListPage, Names, ROWS_MAX, Shown, hearing_badge, notice_badge};
use crate::paper::{self, PaperRow};
use crate::policy::{self, Action};
use crate::store::{self, HearingFilter};
use crate::{pages, rules};

pub(crate) const BASE: &str = "/lam-viec/giai-trinh";

/// What lists of hearings are called.
pub(crate) const fn names(base: &'static str) -> Names {
    Names {
        title: "Giải trình",
        lead: "Phiên giải trình của Thường trực HĐND: ai giải trình, về việc gì, kết luận.",
        base,
        rows: "phiên giải trình",
        columns: ["Nội dung", "Người giải trình", "Ngày họp"],
        new: "Lập phiên giải trình",
    }
}

/// Rows of a list of hearings, each with those who explain.
pub(crate) fn rows(
    ctx: &mut Ctx<'_>,
    found: Vec<Hearing>,
    path: impl Fn(&Hearing) -> String,
) -> db::Result<Vec<Shown>> {
    let ids: Vec<HearingId> = found.iter().map(|one| one.id).collect();
    let people = store::explain_at(ctx.tx, &ids)?;
    let bodies = directory::names(ctx.tx)?;
    Ok(found
        .into_iter()
        .map(|one| {
            let explains: Vec<String> = people
                .iter()
                .filter(|(id, ..)| *id == one.id)
                .map(|(_, body, name)| {
                    let body = body.and_then(|id| bodies.get(&id)).map_or("", String::as_str);
                    format!("{name}, {body}")
                })
                .collect();
            Shown {
                href: path(&one),
                who: explains.join("; "),
                on: one.held_on,
                state: one.state.label(),
                badge: hearing_badge(&one),
                late: notice_badge(ctx, &one),
                is_demonstration: one.is_demonstration,
                code: one.code,
                title: one.title,
            }
        })
        .collect())
}

/// What the list of the workspace is narrowed to, within what the actor may read.
fn filter_of(ctx: &Ctx<'_>, form: &Form) -> HearingFilter {
    HearingFilter {
        state: form.value("trang-thai").parse().ok(),
        open_of: ctx.actor.council,
        sight: policy::sight(ctx.actor),
    }
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    list_file(visit, ListFile::Xlsx).await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    list_file(visit, ListFile::Csv).await
}

async fn list_file(visit: Visit, file: ListFile) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let found = store::hearings(ctx.tx, &filter_of(ctx, &form), None, pages::EXPORT_MAX)?;
            let rows = rows(ctx, found, Hearing::path)?;
            pages::file(ctx, file, &names(BASE), &rows)
        })
        .await
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = filter_of(ctx, &form);
            let found = store::hearings(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count_hearings(ctx.tx, &filter)?;
            let query = form.query(&["trang-thai"], None);
            let pager = Pager {
                newer: None,
                older: listing::next(&format!("{BASE}{query}"), &found, ROWS_MAX, |one| {
                    (one.held_on, one.id)
                }),
            };
            let rows = rows(ctx, found, Hearing::path)?;
            let may_enter = ctx.actor.council.is_some_and(|council| policy::may_keep(ctx.actor, council));
            let shell = ctx.shell("Giải trình")?.crumb("Hôm nay", "/lam-viec").crumb("Giải trình", BASE);
            Answer::page(&ListPage {
                shell,
                form,
                names: names(BASE),
                states: listing::any("Mọi trạng thái", HearingState::choices()),
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                may_enter,
                more: vec![("Lịch phiên giải trình (.ics)", "/giai-trinh.ics")],
                pager,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "scrutiny/hearing_new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    sources: Choices,
    bodies: Choices,
    /// The follow-up from which it comes: code, page, what is owed.
    from: Option<(String, String, String)>,
}

pub(crate) async fn new(visit: Visit) -> Response {
    let follow_up = visit.query("viec").unwrap_or_default();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let mut form = Form::with(&[
                ("gio", "08:00"),
                ("nguon", Source::Free.as_str()),
                ("viec-theo-doi", &follow_up),
            ]);
            if !follow_up.is_empty() {
                let id = follow_up.parse().map_err(|_| Problem::NotFound)?;
                let found = hearings::follow_up_of(ctx, council, id)?;
                let words = kernel::text::truncate_words(&found.text, 300);
                form.set("tieu-de", format!("Việc chậm thực hiện: {words}"));
                form.set("noi-dung", format!("{}: {}", found.source_label, found.text));
                form.set("co-quan", found.lead_id.to_string());
            }
            if let Some(chair) = directory::holder_of(ctx.tx, council, directory::Post::Chair, ctx.today)? {
                form.set("chu-tri", chair.name);
            }
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if !policy::may_keep(ctx.actor, council) {
        return Err(Problem::NotFound);
    }
    let from = match form.value("viec-theo-doi").parse() {
        Ok(id) => {
            let found = hearings::follow_up_of(ctx, council, id)?;
            Some((found.code.clone(), found.path(), found.text))
        }
        Err(_) => None,
    };
    let bodies = listing::any("Chọn cơ quan", directory::body_choices(ctx.tx, ctx.today)?);
    let shell = ctx
        .shell("Lập phiên giải trình")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Giải trình", BASE)
        .crumb("Lập phiên giải trình", format!("{BASE}/moi"))
        .with_faults_of(&form);
    Ok(NewPage { shell, form, sources: Source::choices(), bodies, from })
}

/// The hearing of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Hearing, Problem> {
    let id: HearingId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(hearings::permitted(ctx, id, Action::ReadHearing)?)
}

/// Somebody at a hearing, as its page shows him.
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) body: String,
    pub(crate) vote: String,
}

/// Those of a hearing who have this part in it.
pub(crate) fn lines(ctx: &mut Ctx<'_>, id: HearingId, part: Part) -> db::Result<Vec<Line>> {
    let bodies = directory::names(ctx.tx)?;
    Ok(store::people(ctx.tx, id)?
        .into_iter()
        .filter(|line| line.role == part)
        .map(|line| Line {
            id: line.id.to_string(),
            body: line.organization_id.and_then(|id| bodies.get(&id).cloned()).unwrap_or_default(),
            vote: line.vote.map(|vote| vote.label().to_owned()).unwrap_or_default(),
            name: line.name,
        })
        .collect())
}

/// A follow-up that came of a hearing.
pub(crate) struct Recommended {
    pub(crate) code: String,
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) lead: String,
    pub(crate) due: String,
    pub(crate) badge: Badge,
}

/// The follow-ups that came of a hearing; those that anyone may read, under their public address.
pub(crate) fn recommended(ctx: &mut Ctx<'_>, one: &Hearing, is_public: bool) -> db::Result<Vec<Recommended>> {
    let names = directory::names(ctx.tx)?;
    Ok(follow::of_source(ctx.tx, HEARING_KIND, &one.id.to_string())?
        .into_iter()
        .filter(|found| {
            if is_public {
                found.is_public
            } else {
                follow::policy::may(ctx.actor, follow::policy::Action::Read, found, &[]) || found.is_public
            }
        })
        .map(|found| {
            let may_open = follow::policy::may(ctx.actor, follow::policy::Action::Read, &found, &[]);
            Recommended {
                badge: follow::badge(&found, ctx.today, ctx.law),
                href: if is_public || !may_open { found.public_path() } else { found.path() },
                lead: names.get(&found.lead_id).cloned().unwrap_or_default(),
                due: found.due_on.map(dates::print).unwrap_or_default(),
                code: found.code,
                text: found.text,
            }
        })
        .collect())
}

/// A member of the Standing Committee in the form of the vote.
struct Member {
    id: String,
    name: String,
    post: String,
    vote: String,
    is_bad: bool,
}

#[derive(Template)]
#[template(path = "scrutiny/hearing.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Hearing,
    badge: Badge,
    late: Option<Badge>,
    day: String,
    notified: String,
    notice_due: String,
    notice_lines: Vec<String>,
    concluded: String,
    explains: Vec<Line>,
    asks: Vec<Line>,
    votes: Vec<Line>,
    yes: usize,
    members: Vec<Member>,
    needed: String,
    recommended: Vec<Recommended>,
    papers: Vec<PaperRow>,
    bodies: Choices,
    parts: Choices,
    may_keep: bool,
    is_planned: bool,
    /// Its day has come and those who explain have the notice.
    may_hold: bool,
    may_conclude: bool,
    may_recommend: bool,
    /// The follow-up waits for its fourth step.
    may_climb: bool,
    /// Its source may be opened by this reader.
    source_href: String,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            Answer::page(&detail_page(ctx, one, &Form::new())?)
        })
        .await
}

/// The page of a hearing: each form as the record has it, and `form` as it was typed.
pub(crate) fn detail_page(ctx: &mut Ctx<'_>, one: Hearing, form: &Form) -> Result<DetailPage, Problem> {
    let explaining = hearings::explaining(ctx, one.id)?;
    let may_keep = policy::may_hearing(ctx.actor, Action::KeepHearing, &one, &explaining);
    let whole = Form::with(&[
        ("version", &one.version.to_string()),
        ("tieu-de", &one.title),
        ("noi-dung", &one.content),
        ("ngay", &dates::print(one.held_on)),
        ("gio", &one.starts_at),
        ("dia-diem", &one.place),
        ("chu-tri", &one.chair),
        ("kin", if one.is_closed { "co" } else { "" }),
        ("ngay-thong-bao", &dates::print(ctx.today)),
        ("bien-ban", &one.minutes),
        ("ngay-ket-luan", &dates::print(ctx.today.max(one.held_on))),
        ("phan", Part::Explains.as_str()),
    ]);
    let form = form.over(whole);
    let may_conclude = may_keep && one.state == HearingState::Held;
    let on = form.value("ngay-ket-luan");
    let on = dates::parse(on, ctx.today).unwrap_or(ctx.today);
    let mut members = Vec::new();
    if may_conclude {
        for (person, name, post) in hearings::members(ctx, one.council_id, on)? {
            let field = format!("phieu-{person}");
            let vote = form.value(&field).to_owned();
            let is_bad = form.fault(&field).is_some();
            members.push(Member { id: person.to_string(), name, post, vote, is_bad });
        }
    }
    let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
    let needed = law::majority::needed_for_more_than_half(count);
    let due = rules::notice_due(ctx.law, one.held_on);
    let votes = lines(ctx, one.id, Part::Votes)?;
    let may_climb = may_keep && hearings::waiting_follow_up(ctx, &one)?.is_some();
    let source_href = if may_keep { one.source_href.clone() } else { String::new() };
    let explains = lines(ctx, one.id, Part::Explains)?;
    let asks = lines(ctx, one.id, Part::Asks)?;
    let recommended = recommended(ctx, &one, false)?;
    let papers = paper::hearing_rows(ctx, &one, may_keep)?;
    let bodies = if may_keep {
        listing::any("Chọn cơ quan", directory::body_choices(ctx.tx, ctx.today)?)
    } else {
        Vec::new()
    };
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Giải trình", BASE)
        .crumb(&one.code, one.path())
        .of_record(HEARING_KIND, one.id)
        .with_faults_of(&form);
    let is_planned = rules::is_planned(one.state);
    Ok(DetailPage {
        shell,
        badge: hearing_badge(&one),
        late: notice_badge(ctx, &one),
        day: dates::print_weekday(one.held_on),
        notified: one.notified_on.map(dates::print_weekday).unwrap_or_default(),
        notice_due: due.as_ref().map(|due| dates::print_weekday(due.due)).unwrap_or_default(),
        notice_lines: due.map(|due| due.explain()).unwrap_or_default(),
        concluded: one.concluded_on.map(dates::print_weekday).unwrap_or_default(),
        explains,
        asks,
        yes: votes.iter().filter(|line| line.vote == crate::model::Vote::Yes.label()).count(),
        votes,
        members,
        needed: format!("{needed}/{count}"),
        recommended,
        papers,
        bodies,
        parts: vec![
            (Part::Explains.as_str().to_owned(), Part::Explains.label().to_owned()),
            (Part::Asks.as_str().to_owned(), Part::Asks.label().to_owned()),
        ],
        may_keep,
        is_planned,
        may_hold: may_keep && one.state == HearingState::Notified && one.held_on <= ctx.today,
        may_conclude,
        may_recommend: may_keep
            && one.state == HearingState::Concluded
            && follow::policy::may_create(ctx.actor, one.council_id),
        may_climb,
        source_href,
        form,
        one,
    })
}

/// The public calendar: from half a year ago on.
pub(crate) async fn calendar(visit: Visit) -> Response {
    const BACK_DAYS: i64 = 183;
    const AHEAD_DAYS: i64 = 730;
    visit
        .read(|ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let day = |days: i64| dates::date_of(dates::midnight(ctx.today) + days * 86_400_000);
            let (from, to) = (day(-BACK_DAYS), day(AHEAD_DAYS));
            let events: Vec<kit::ical::Event> = store::hearings_between(ctx.tx, council.id, from, to)?
                .into_iter()
                .filter(Hearing::is_open)
                .map(|one| kit::ical::Event {
                    id: one.id.to_string(),
                    from: one.held_on,
                    to: one.held_on,
                    starts: one.starts_at.split_once(':').and_then(|(hour, minute)| {
                        let minutes = hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?;
                        Some(dates::midnight(one.held_on) + minutes * 60_000)
                    }),
                    title: format!("{}: {}", one.label(), one.title),
                    place: one.place.clone(),
                    href: one.public_path(),
                    sequence: one.version - 1,
                    is_off: one.state == HearingState::Cancelled,
                })
                .collect();
            let name = format!("Lịch phiên giải trình, {}", council.short_name);
            let body = kit::ical::calendar(&ctx.app.settings().public_url, &name, ctx.now, &events);
            Ok(Answer::text("text/calendar; charset=utf-8", body))
        })
        .await
}

#[derive(Template)]
#[template(path = "scrutiny/hearing_public.html")]
struct PublicPage {
    shell: Shell,
    one: Hearing,
    badge: Badge,
    late: Option<Badge>,
    day: String,
    notified: String,
    concluded: String,
    explains: Vec<Line>,
    asks: Vec<Line>,
    votes: Vec<Line>,
    yes: usize,
    recommended: Vec<Recommended>,
    papers: Vec<PaperRow>,
    may_open: bool,
}

impl PublicPage {
    /// In the words of <https://schema.org/Event>.
    fn linked_data(&self) -> String {
        let one = &self.one;
        let address = format!("{}{}", self.shell.public_url, one.public_path());
        let status = if one.state == HearingState::Cancelled {
            "https://schema.org/EventCancelled"
        } else {
            "https://schema.org/EventScheduled"
        };
        let place = (!one.place.is_empty()).then(|| kit::json!({ "@type": "Place", "name": one.place }));
        kit::linked_data(kit::json!({
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": format!("{}: {}", one.label(), one.title),
            "inLanguage": "vi",
            "startDate": dates::iso(one.held_on),
            "eventStatus": status,
            "location": place,
            "organizer": { "@type": "GovernmentOrganization", "name": self.shell.council_name },
        }))
    }
}

/// What anyone may read of a hearing that was announced.
pub(crate) async fn public(visit: Visit, Path(code): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = store::hearing_by_code(ctx.tx, &code)?.ok_or(Problem::NotFound)?;
            let explaining = hearings::explaining(ctx, one.id)?;
            let may_open = ctx.actor.is_signed_in()
                && policy::may_hearing(ctx.actor, Action::ReadHearing, &one, &explaining);
            if !one.is_open() {
                return if may_open { Ok(Answer::see_other(one.path())) } else { Err(Problem::NotFound) };
            }
            let (explains, asks) = (lines(ctx, one.id, Part::Explains)?, lines(ctx, one.id, Part::Asks)?);
            let votes = lines(ctx, one.id, Part::Votes)?;
            let recommended = recommended(ctx, &one, true)?;
            let papers = paper::public_rows(ctx, HEARING_KIND, &one.id.to_string())?;
            let shell = ctx
                .shell(one.label())?
                .crumb("Trang chủ", "/")
                .crumb("Giải trình", "/giai-trinh")
                .crumb(&one.code, one.public_path());
            Answer::page(&PublicPage {
                shell,
                badge: hearing_badge(&one),
                late: notice_badge(ctx, &one),
                day: dates::print_weekday(one.held_on),
                notified: one.notified_on.map(dates::print_weekday).unwrap_or_default(),
                concluded: one.concluded_on.map(dates::print_weekday).unwrap_or_default(),
                explains,
                asks,
                yes: votes.iter().filter(|line| line.vote == crate::model::Vote::Yes.label()).count(),
                votes,
                recommended,
                papers,
                may_open,
                one,
            })
        })
        .await
}

/// The announced hearings of the home council that are not closed.
pub(crate) async fn public_list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = HearingFilter { open_of: Some(pages::home(ctx)?), ..HearingFilter::default() };
            let found = store::hearings(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count_hearings(ctx.tx, &filter)?;
            let pager = Pager {
                newer: None,
                older: listing::next("/giai-trinh", &found, ROWS_MAX, |one| (one.held_on, one.id)),
            };
            let rows = rows(ctx, found, Hearing::public_path)?;
            let shell = ctx.shell("Giải trình")?.crumb("Trang chủ", "/").crumb("Giải trình", "/giai-trinh");
            Answer::page(&pages::PublicListPage {
                shell,
                names: names("/giai-trinh"),
                rows,
                total: numbers::print_integer(total),
                more: vec![
                    ("Lịch (.ics)", "/giai-trinh.ics"),
                    ("Excel", "/giai-trinh.xlsx"),
                    ("CSV", "/giai-trinh.csv"),
                    ("Theo dõi (Atom)", "/giai-trinh.atom"),
                ],
                pager,
            })
        })
        .await
}
/// The same list as a file.
pub(crate) async fn public_file(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let rows = public_rows(ctx, pages::EXPORT_MAX)?;
            pages::file(ctx, file, &names("/giai-trinh"), &rows)
        })
        .await
}

/// The newest of it as a feed.
pub(crate) async fn atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let rows = public_rows(ctx, ROWS_MAX)?;
            pages::feed(ctx, &names("/giai-trinh"), &rows)
        })
        .await
}

fn public_rows(ctx: &mut Ctx<'_>, most: i64) -> Result<Vec<Shown>, Problem> {
    let filter = HearingFilter { open_of: Some(pages::home(ctx)?), ..HearingFilter::default() };
    let found = store::hearings(ctx.tx, &filter, None, most)?;
    Ok(rows(ctx, found, Hearing::public_path)?)
}
