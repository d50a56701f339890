//! Pages. Each loads, asks, and shows.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use chain::Reader;
use kernel::{CampaignId, CoordinationId, Date, JointActivityId, OrganizationId, dates, numbers, text};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};

use crate::defaults::DEFAULTS;
use crate::meets::{self, Course};
use crate::model::{Activity, Campaign, Coordination, Frequency, parted};
use crate::policy::{self, Action};
use crate::rules::Standing;
use crate::{actions, groups, store};

pub(crate) const PATH: &str = "/lam-viec/phoi-hop";
const RESOLUTIONS_MAX: usize = 200;

/// A period as it is shown.
pub(crate) struct PeriodCell {
    pub(crate) label: String,
    pub(crate) badge: Badge,
    /// Words and address of what met it.
    pub(crate) found: Vec<(String, String)>,
    pub(crate) notes: Vec<String>,
}

/// A duty as it is shown.
pub(crate) struct DutyRow {
    pub(crate) id: String,
    pub(crate) article: String,
    pub(crate) text: String,
    pub(crate) frequency: &'static str,
    pub(crate) debtor: String,
    pub(crate) creditor: String,
    pub(crate) meets: &'static str,
    pub(crate) source: String,
    pub(crate) periods: Vec<PeriodCell>,
    pub(crate) may_note: bool,
}

fn badge(standing: Standing) -> Badge {
    match standing {
        Standing::Met => Badge::done("Đã thực hiện"),
        Standing::Missed => Badge::late("Chưa thực hiện"),
        Standing::Open => Badge::waiting("Trong kỳ"),
        Standing::Ahead => Badge::draft("Chưa đến kỳ"),
    }
}

/// Duties with their periods; whoever owes one may note what met it.
pub(crate) fn duty_rows(ctx: &mut Ctx<'_>, courses: &[Course]) -> Result<Vec<DutyRow>, Problem> {
    let names = directory::names(ctx.tx)?;
    let council = ctx.actor.council;
    Ok(courses
        .iter()
        .map(|course| {
            let duty = &course.duty;
            DutyRow {
                id: duty.id.to_string(),
                article: duty.article.clone(),
                text: duty.text.clone(),
                frequency: duty.frequency.label(),
                debtor: names.get(&duty.debtor_id).cloned().unwrap_or_default(),
                creditor: duty.creditor_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                meets: meets::label(&duty.meets),
                source: duty.source.clone(),
                periods: course
                    .lines
                    .iter()
                    .map(|line| PeriodCell {
                        label: line.period.label.clone(),
                        badge: badge(line.standing),
                        found: line.found.iter().map(|one| (meets::words(one), one.href.clone())).collect(),
                        notes: line
                            .notes
                            .iter()
                            .map(|note| {
                                let day = dates::print(note.done_on);
                                format!("{}, ngày {day} ({} ghi)", note.text, note.noted_by)
                            })
                            .collect(),
                    })
                    .collect(),
                may_note: council
                    .is_some_and(|council| policy::may(ctx.actor, Action::Note, council, &[duty.debtor_id])),
            }
        })
        .collect())
}

/// The names of the bodies of a column.
pub(crate) fn names_of(names: &HashMap<OrganizationId, String>, column: &str) -> String {
    parted(column).iter().filter_map(|id| names.get(id).cloned()).collect::<Vec<_>>().join(", ")
}

pub(crate) struct RegulationRow {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) parties: String,
    pub(crate) signed: String,
    pub(crate) met: usize,
    pub(crate) due: usize,
    pub(crate) missed: Vec<String>,
}

pub(crate) struct ActivityRow {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) when: String,
    pub(crate) leads: String,
    pub(crate) badge: Badge,
}

pub(crate) struct CampaignRow {
    pub(crate) topic: String,
    pub(crate) href: String,
    pub(crate) when: String,
    pub(crate) bodies: String,
    pub(crate) badge: Badge,
}

pub(crate) fn when(from: Date, to: Date) -> String {
    if from == to {
        dates::print(from)
    } else {
        format!("{} đến {}", dates::print(from), dates::print(to))
    }
}

pub(crate) fn activity_badge(one: &Activity, today: Date) -> Badge {
    match one.done_on {
        Some(on) => Badge::done(format!("Đã xong {}", dates::print(on))),
        None if one.to_on < today => Badge::late("Chưa ghi kết quả"),
        None if today < one.from_on => Badge::draft("Sắp tới"),
        None => Badge::doing("Đang thực hiện"),
    }
}

pub(crate) fn campaign_badge(one: &Campaign, today: Date) -> Badge {
    if today < one.from_on {
        Badge::draft("Sắp tới")
    } else if one.to_on < today {
        Badge::done("Đã kết thúc")
    } else {
        Badge::doing("Đang thực hiện")
    }
}

/// The regulations of a council with how their duties stood in a year.
pub(crate) fn regulation_rows(
    ctx: &mut Ctx<'_>,
    reader: Reader,
    council: OrganizationId,
    regulations: &[Coordination],
    year: i16,
) -> Result<Vec<RegulationRow>, Problem> {
    let names = directory::names(ctx.tx)?;
    let duties = store::duties_of_council(ctx.tx, council)?;
    let courses = meets::courses(ctx, reader, council, regulations, duties, year)?;
    Ok(regulations
        .iter()
        .map(|one| {
            let own: Vec<Course> =
                courses.iter().filter(|course| course.duty.coordination_id == one.id).cloned().collect();
            let (met, due) = meets::tally(&own);
            let missed = own
                .iter()
                .flat_map(|course| {
                    let missed = course.lines.iter().filter(|line| line.standing == Standing::Missed);
                    missed.map(|line| format!("{}: {}", line.period.label, course.duty.text))
                })
                .collect();
            RegulationRow {
                title: format!("{} ({})", one.title, one.number),
                href: one.path(),
                parties: names_of(&names, &one.parties),
                signed: dates::print(one.signed_on),
                met,
                due,
                missed,
            }
        })
        .collect())
}

pub(crate) fn activity_rows(ctx: &mut Ctx<'_>, all: &[Activity]) -> Result<Vec<ActivityRow>, Problem> {
    let names = directory::names(ctx.tx)?;
    let today = ctx.today;
    Ok(all
        .iter()
        .map(|one| ActivityRow {
            title: one.title.clone(),
            href: one.path(),
            when: when(one.from_on, one.to_on),
            leads: names_of(&names, &one.leads),
            badge: activity_badge(one, today),
        })
        .collect())
}

pub(crate) fn campaign_rows(ctx: &mut Ctx<'_>, all: &[Campaign]) -> Result<Vec<CampaignRow>, Problem> {
    let names = directory::names(ctx.tx)?;
    let today = ctx.today;
    Ok(all
        .iter()
        .map(|one| CampaignRow {
            topic: one.topic.clone(),
            href: one.path(),
            when: when(one.from_on, one.to_on),
            bodies: names_of(&names, &one.bodies),
            badge: campaign_badge(one, today),
        })
        .collect())
}

struct RecommendationRow {
    text: String,
    href: String,
    lead: String,
    due: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "coordination/hub.html")]
struct HubPage {
    shell: Shell,
    year: i16,
    regulations: Vec<RegulationRow>,
    activities: Vec<ActivityRow>,
    campaigns: Vec<CampaignRow>,
    recommendations: Vec<RecommendationRow>,
    groups: Vec<(String, String)>,
    may_keep: bool,
    may_recommend: bool,
}

/// The council of the actor, when the actor reads its coordination.
fn own_council(ctx: &Ctx<'_>, action: Action) -> Result<OrganizationId, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if policy::may(ctx.actor, action, council, &[]) { Ok(council) } else { Err(Problem::NotFound) }
}

pub(crate) async fn hub(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = own_council(ctx, Action::Read)?;
            let year = ctx.today.year();
            let regulations = store::coordinations(ctx.tx, council)?;
            let regulations = regulation_rows(ctx, Reader::Workspace, council, &regulations, year)?;
            let activities = store::activities(ctx.tx, council)?;
            let activities = activity_rows(ctx, &activities)?;
            let campaigns = store::campaigns(ctx.tx, council)?;
            let campaigns = campaign_rows(ctx, &campaigns)?;
            let recommendations = recommendations(ctx, council)?;
            let groups = groups::of_council(ctx, council)?
                .into_iter()
                .map(|one| (one.short_name, format!("{PATH}/to/{}", one.id)))
                .collect();
            let may = |action| policy::may(ctx.actor, action, council, &[]);
            let (may_keep, may_recommend) = (may(Action::Keep), may(Action::Recommend));
            let shell = ctx.shell("Phối hợp")?.crumb("Hôm nay", "/lam-viec").crumb("Phối hợp", PATH);
            Answer::page(&HubPage {
                shell,
                year,
                regulations,
                activities,
                campaigns,
                recommendations,
                groups,
                may_keep,
                may_recommend,
            })
        })
        .await
}

/// What the Fatherland Front recommended, as far as the actor may read it.
fn recommendations(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<RecommendationRow>, Problem> {
    let all = follow::of_source(ctx.tx, follow::policy::FRONT_SOURCE, &council.to_string())?;
    let names = directory::names(ctx.tx)?;
    Ok(all
        .iter()
        .filter(|one| follow::policy::may(ctx.actor, follow::policy::Action::Read, one, &[]))
        .map(|one| RecommendationRow {
            text: text::truncate_words(&one.text, 160),
            href: one.path(),
            lead: names.get(&one.lead_id).cloned().unwrap_or_default(),
            due: one.due_on.map(dates::print).unwrap_or_default(),
            badge: follow::badge(one, ctx.today, ctx.law),
        })
        .collect())
}

fn bodies(ctx: &mut Ctx<'_>) -> Result<Vec<(String, String)>, Problem> {
    Ok(directory::body_choices(ctx.tx, ctx.today)?)
}

fn frame(ctx: &mut Ctx<'_>, title: &str, end: &str, form: &Form) -> Result<Shell, Problem> {
    Ok(ctx
        .shell(title)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Phối hợp", PATH)
        .crumb(title, format!("{PATH}/{end}"))
        .with_faults_of(form))
}

/// A form for something new: fields differ by what it is.
#[derive(Template)]
#[template(path = "coordination/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    what: &'static str,
    action: String,
    bodies: Vec<(String, String)>,
    items: Vec<(String, String)>,
    resolutions: Vec<(String, String)>,
    duties: Vec<(String, String)>,
}

fn new_page_of(
    ctx: &mut Ctx<'_>,
    form: Form,
    what: &'static str,
    title: &str,
    end: &str,
) -> Result<NewPage, Problem> {
    let action = if what == "kien-nghi" { Action::Recommend } else { Action::Keep };
    let council = own_council(ctx, action)?;
    let year = i64::from(ctx.today.year());
    let items = if what == "hoat-dong" {
        let open = programme::choices(ctx.tx, council, year)?;
        open.into_iter().map(|(id, label)| (id.to_string(), label)).collect()
    } else {
        Vec::new()
    };
    let duties = if what == "hoat-dong" {
        let all = store::duties_of_council(ctx.tx, council)?.into_iter();
        let met = all.filter(|one| one.meets == meets::ACTIVITY);
        met.map(|one| (one.id.to_string(), format!("{}: {}", one.article, one.text))).collect()
    } else {
        Vec::new()
    };
    let resolutions = if what == "tuyen-truyen" { resolution_choices(ctx, council)? } else { Vec::new() };
    let bodies = bodies(ctx)?;
    let shell = frame(ctx, title, &format!("{end}/moi"), &form)?;
    Ok(NewPage {
        shell,
        form,
        what,
        action: format!("{PATH}/{end}"),
        bodies: if what == "kien-nghi" { listing::any("Chọn cơ quan", bodies) } else { bodies },
        items: listing::any("Không gắn chương trình", items),
        resolutions: listing::any("Không gắn nghị quyết", resolutions),
        duties: listing::any("Không thực hiện nhiệm vụ của quy chế", duties),
    })
}

fn resolution_choices(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<(String, String)>, Problem> {
    Ok(resolutions::list_of_council(ctx.tx, council)?
        .into_iter()
        .take(RESOLUTIONS_MAX)
        .map(|one| (one.id.to_string(), text::truncate_words(&format!("{}: {}", one.number, one.title), 120)))
        .collect())
}

pub(crate) fn regulation_form(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    new_page_of(ctx, form, "quy-che", "Ghi quy chế phối hợp", "quy-che")
}

pub(crate) fn activity_form(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    new_page_of(ctx, form, "hoat-dong", "Lập hoạt động chung", "hoat-dong")
}

pub(crate) fn campaign_form(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    new_page_of(ctx, form, "tuyen-truyen", "Lập đợt tuyên truyền", "tuyen-truyen")
}

pub(crate) fn recommendation_form(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    new_page_of(ctx, form, "kien-nghi", "Kiến nghị của MTTQ", "kien-nghi")
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&regulation_form(ctx, Form::with(&[("cong-khai", "1")]))?)).await
}

pub(crate) async fn new_activity(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&activity_form(ctx, Form::with(&[("cong-khai", "1")]))?)).await
}

pub(crate) async fn new_campaign(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&campaign_form(ctx, Form::with(&[("cong-khai", "1")]))?)).await
}

pub(crate) async fn new_recommendation(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&recommendation_form(ctx, Form::new())?)).await
}

fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

#[derive(Template)]
#[template(path = "coordination/regulation.html")]
pub(crate) struct RegulationPage {
    shell: Shell,
    form: Form,
    one: Coordination,
    parties: String,
    signed: String,
    term: String,
    year: i16,
    years: Vec<(String, String)>,
    met: usize,
    due: usize,
    duties: Vec<DutyRow>,
    may_keep: bool,
    bodies: Vec<(String, String)>,
    frequencies: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    defaults: Vec<(String, String)>,
    all_bodies: Vec<(String, String)>,
}

impl RegulationPage {
    fn may_note(&self) -> bool {
        self.duties.iter().any(|row| row.may_note)
    }
}

/// The regulation of an address.
pub(crate) fn regulation(ctx: &mut Ctx<'_>, id: &str) -> Result<Coordination, Problem> {
    Ok(actions::load(ctx, id_of::<CoordinationId>(id)?, Action::Read)?)
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let one = regulation(ctx, &id)?;
            Answer::page(&regulation_page(ctx, one, &form)?)
        })
        .await
}

pub(crate) fn regulation_page(
    ctx: &mut Ctx<'_>,
    one: Coordination,
    typed: &Form,
) -> Result<RegulationPage, Problem> {
    let today = ctx.today;
    let asked: Option<i16> = typed.value("nam").parse().ok();
    let year = asked.unwrap_or(today.year()).clamp(one.from_on.year(), today.year().max(one.from_on.year()));
    let duties = store::duties(ctx.tx, one.id)?;
    let courses =
        meets::courses(ctx, Reader::Workspace, one.council_id, std::slice::from_ref(&one), duties, year)?;
    let (met, due) = meets::tally(&courses);
    let duties = duty_rows(ctx, &courses)?;
    let names = directory::names(ctx.tx)?;
    let may_keep = policy::may(ctx.actor, Action::Keep, one.council_id, &[]);
    let parties = parted(&one.parties);
    let bodies: Vec<(String, String)> =
        parties.iter().filter_map(|id| Some((id.to_string(), names.get(id)?.clone()))).collect();
    let years = (one.from_on.year()..=today.year())
        .rev()
        .take(10)
        .map(|year| (year.to_string(), format!("{}?nam={year}", one.path())))
        .collect();
    let mut filled = Form::with(&[
        ("version", &one.version.to_string()),
        ("so", &one.number),
        ("ten", &one.title),
        ("ngay-ky", &dates::print(one.signed_on)),
        ("tu-ngay", &dates::print(one.from_on)),
        ("den-ngay", &one.to_on.map(dates::print).unwrap_or_default()),
        ("ghi-chu", &one.note),
        ("cong-khai", if one.is_public { "1" } else { "" }),
        ("ngay-lam", &dates::print(today)),
    ]);
    for party in &parties {
        filled.add("ben", party.to_string());
    }
    let form = typed.over(filled);
    let all_bodies = if may_keep { self::bodies(ctx)? } else { Vec::new() };
    let shell =
        frame(ctx, &one.title, &format!("quy-che/{}", one.id), &form)?.of_record("coordination", one.id);
    Ok(RegulationPage {
        shell,
        parties: names_of(&names, &one.parties),
        signed: dates::print_weekday(one.signed_on),
        term: match one.to_on {
            Some(to) => when(one.from_on, to),
            None => format!("Từ {}", dates::print(one.from_on)),
        },
        year,
        years,
        met,
        due,
        duties,
        may_keep,
        bodies: listing::any("Chọn cơ quan", bodies),
        frequencies: Frequency::choices(),
        kinds: meets::choices(),
        defaults: DEFAULTS
            .iter()
            .map(|one| (one.key.to_owned(), format!("{} ({})", one.text, one.source)))
            .collect(),
        all_bodies,
        form,
        one,
    })
}

#[derive(Template)]
#[template(path = "coordination/activity.html")]
pub(crate) struct ActivityPage {
    shell: Shell,
    form: Form,
    one: Activity,
    badge: Badge,
    when: String,
    leads: String,
    cooperating: String,
    done: String,
    item: Option<(String, String)>,
    may_finish: bool,
}

pub(crate) fn activity(ctx: &mut Ctx<'_>, id: &str) -> Result<Activity, Problem> {
    Ok(actions::load_activity(ctx, id_of::<JointActivityId>(id)?, Action::Read)?)
}

pub(crate) async fn show_activity(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = activity(ctx, &id)?;
            Answer::page(&activity_page(ctx, one, &Form::new())?)
        })
        .await
}

pub(crate) fn activity_page(ctx: &mut Ctx<'_>, one: Activity, typed: &Form) -> Result<ActivityPage, Problem> {
    let names = directory::names(ctx.tx)?;
    let leads = parted(&one.leads);
    let may_finish = one.done_on.is_none()
        && one.from_on <= ctx.today
        && policy::may(ctx.actor, Action::Note, one.council_id, &leads);
    let item = match one.programme_item_id {
        Some(id) => programme::node(ctx.tx, id)?.map(|node| (node.label, node.href)),
        None => None,
    };
    let form = typed
        .over(Form::with(&[("version", &one.version.to_string()), ("ngay-xong", &dates::print(ctx.today))]));
    let shell =
        frame(ctx, &one.title, &format!("hoat-dong/{}", one.id), &form)?.of_record("joint_activity", one.id);
    Ok(ActivityPage {
        shell,
        form,
        badge: activity_badge(&one, ctx.today),
        when: when(one.from_on, one.to_on),
        leads: names_of(&names, &one.leads),
        cooperating: names_of(&names, &one.cooperating),
        done: one.done_on.map(dates::print).unwrap_or_default(),
        item,
        may_finish,
        one,
    })
}

struct ResultRow {
    label: String,
    count: String,
    evidence: String,
    noted: String,
}

#[derive(Template)]
#[template(path = "coordination/campaign.html")]
pub(crate) struct CampaignPage {
    shell: Shell,
    form: Form,
    one: Campaign,
    badge: Badge,
    when: String,
    bodies: String,
    resolution: Option<(String, String)>,
    news: Vec<String>,
    results: Vec<ResultRow>,
    may_keep: bool,
    may_note: bool,
}

pub(crate) fn campaign(ctx: &mut Ctx<'_>, id: &str) -> Result<Campaign, Problem> {
    Ok(actions::load_campaign(ctx, id_of::<CampaignId>(id)?, Action::Read)?)
}

pub(crate) async fn show_campaign(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = campaign(ctx, &id)?;
            Answer::page(&campaign_page(ctx, one, &Form::new())?)
        })
        .await
}

pub(crate) fn campaign_page(ctx: &mut Ctx<'_>, one: Campaign, typed: &Form) -> Result<CampaignPage, Problem> {
    let names = directory::names(ctx.tx)?;
    let bodies = parted(&one.bodies);
    let may = |action| policy::may(ctx.actor, action, one.council_id, &bodies);
    let (may_keep, may_note) = (may(Action::Keep), may(Action::Note) && one.from_on <= ctx.today);
    let resolution = match one.resolution_id {
        Some(id) => resolutions::find(ctx.tx, id)?.map(|known| (known.label(), known.path())),
        None => None,
    };
    let results = store::results(ctx.tx, one.id)?
        .into_iter()
        .map(|result| ResultRow {
            count: numbers::print_integer(result.count),
            noted: format!("{}, {}", dates::print(result.noted_on), result.noted_by),
            label: result.label,
            evidence: result.evidence,
        })
        .collect();
    let form = typed.over(Form::with(&[("version", &one.version.to_string()), ("tin", &one.news)]));
    let shell =
        frame(ctx, &one.topic, &format!("tuyen-truyen/{}", one.id), &form)?.of_record("campaign", one.id);
    Ok(CampaignPage {
        shell,
        form,
        badge: campaign_badge(&one, ctx.today),
        when: when(one.from_on, one.to_on),
        bodies: names_of(&names, &one.bodies),
        resolution,
        news: one.news.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        results,
        may_keep,
        may_note,
        one,
    })
}
