//! The rule table as anyone reads it, with a calculator, and the council's own numbers.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, dates, text};
use kit::ui::{Badge, EmptyState, Facet, Facets};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};
use law::{Confidence, Deadline, DeadlineKind, Law, Level, NoDeadline, Override, RuleEntry, RuleVersion};

use crate::actions::{self, NewOwnRule};
use crate::model::{OwnRule, Refusal};
use crate::policy::{self, Action};
use crate::{rules, store, words};

/// A rule with all its versions.
struct Rule {
    path: String,
    says: String,
    trigger: String,
    family: &'static str,
    own: Vec<Own>,
    versions: Vec<Version>,
}

/// A number of the council's own.
struct Own {
    rule_id: String,
    limit: String,
    source: String,
    validity: String,
}

struct Version {
    id: String,
    limit: String,
    levels: String,
    source: String,
    validity: String,
    badge: Badge,
    is_in_force: bool,
}

impl Rule {
    fn of(law: &Law, entry: &RuleEntry, today: Date) -> Self {
        Self {
            path: path_of(entry),
            says: entry.says.clone(),
            trigger: entry.trigger.clone(),
            family: entry.family.title,
            own: rules::own_of(law, entry).into_iter().map(Own::from).collect(),
            // The newest is what most readers come for
            versions: entry.versions.iter().rev().map(|version| Version::of(version, today)).collect(),
        }
    }
}

impl From<&Override> for Own {
    fn from(own: &Override) -> Self {
        Self {
            rule_id: own.rule_id.clone(),
            limit: own.limit.describe(),
            source: own.source.clone(),
            validity: validity(Some(own.from), own.to),
        }
    }
}

impl Version {
    fn of(version: &RuleVersion, today: Date) -> Self {
        let levels = if version.levels.len() == Level::ALL.len() {
            "mọi cấp".to_owned()
        } else {
            version.levels.iter().map(|level| level.describe()).collect::<Vec<_>>().join(", ")
        };
        let words = rules::confidence_words(version.confidence);
        Self {
            id: version.id.clone(),
            limit: version.limit.describe(),
            levels,
            source: version.source.clone(),
            validity: validity(version.from, version.to),
            badge: match version.confidence {
                Confidence::High => Badge::done(words),
                Confidence::Medium => Badge::doing(words),
                Confidence::Low => Badge::draft(words),
            },
            is_in_force: version.in_force(today),
        }
    }
}

fn path_of(entry: &RuleEntry) -> String {
    entry.versions.first().map_or_else(|| "/quy-tac".to_owned(), |version| format!("/quy-tac/{}", version.id))
}

fn validity(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (None, None) => "không ấn định".to_owned(),
        (Some(from), None) => format!("từ {}", dates::print(from)),
        (None, Some(to)) => format!("đến {}", dates::print(to)),
        (Some(from), Some(to)) => format!("{} - {}", dates::print(from), dates::print(to)),
    }
}

#[derive(Template)]
#[template(path = "portal/rules.html")]
struct RulesPage {
    shell: Shell,
    form: Form,
    families: Facets,
    rules: Vec<Rule>,
    found: usize,
    total: usize,
    next: Option<String>,
    empty: EmptyState,
}

const ROWS_MAX: usize = 30;

/// The page of entries after the one whose first version has this id, and the id that the next
/// page begins after.
fn page_after<'a>(found: &[&'a RuleEntry], after: &str) -> (Vec<&'a RuleEntry>, Option<&'a str>) {
    let key = |entry: &'a RuleEntry| entry.versions.first().map(|version| version.id.as_str());
    let from = found.iter().position(|entry| key(entry) == Some(after)).map_or(0, |place| place + 1);
    let shown: Vec<&RuleEntry> = found.iter().copied().skip(from).take(ROWS_MAX).collect();
    let next = (from + shown.len() < found.len()).then(|| shown.last().copied().and_then(key)).flatten();
    (shown, next)
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let asked = text::clean_line(form.value("q"));
            let family = Some(form.value("nhom")).filter(|family| !family.is_empty());
            let found = rules::matching(ctx.law, &asked, family);
            let (shown, next) = page_after(&found, form.value("sau"));
            let next = next.map(|after| {
                let (asked, family) = (text::percent_encoded(&asked), family.unwrap_or_default());
                format!("/quy-tac?q={asked}&nhom={}&sau={after}", text::percent_encoded(family))
            });
            let rules = shown.into_iter().map(|entry| Rule::of(ctx.law, entry, ctx.today)).collect();
            let families = families(ctx.law, &asked, family);
            let total = ctx.law.rules().len();
            let shell = ctx
                .shell("Quy tắc pháp luật")?
                .crumb("Trang chủ", "/")
                .crumb("Quy tắc pháp luật", "/quy-tac");
            let empty = EmptyState::new(format!("Không có quy tắc nào chứa đủ các từ “{asked}”."))
                .action("Xem mọi quy tắc", "/quy-tac");
            Answer::page(&RulesPage { shell, form, families, rules, found: found.len(), total, next, empty })
        })
        .await
}

fn families(law: &Law, asked: &str, chosen: Option<&str>) -> Facets {
    let query = if asked.is_empty() { String::new() } else { format!("q={}&", text::percent_encoded(asked)) };
    let count = |family| u64::try_from(rules::matching(law, asked, family).len()).unwrap_or(0);
    let mark = |facet: Facet, is_on: bool| if is_on { facet.on() } else { facet };
    let mut known: Vec<law::Family> = Vec::new();
    for entry in law.rules() {
        if !known.contains(&entry.family) {
            known.push(entry.family);
        }
    }
    let mut facets =
        vec![mark(Facet::new("Mọi nhóm", count(None), format!("/quy-tac?{query}")), chosen.is_none())];
    facets.extend(known.iter().map(|family| {
        let href = format!("/quy-tac?{query}nhom={}", family.key);
        mark(Facet::new(family.title, count(Some(family.key)), href), chosen == Some(family.key))
    }));
    Facets::new("Nhóm", facets)
}

#[derive(Template)]
#[template(path = "portal/rule.html")]
struct RulePage {
    shell: Shell,
    form: Form,
    rule: Rule,
    levels: Vec<(String, String)>,
    counted: Option<Counted>,
    set_own: Option<String>,
}

/// What the calculator found.
enum Counted {
    Due { heading: String, date: String, lines: Vec<String>, days: Vec<Day> },
    None { why: String },
}

struct Day {
    date: String,
    words: String,
    counts: bool,
}

pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let law = ctx.law;
            let (entry, _) = law.find_by_id(&id).ok_or(Problem::NotFound)?;
            if form.value("cap").is_empty() {
                let level = home_level(ctx)?;
                form.set("cap", level_word(level));
            }
            let counted = if form.value("ngay").is_empty() {
                None
            } else {
                calculate(&mut form, law, entry, ctx.today)
            };
            let path = path_of(entry);
            let shell = ctx
                .shell(&entry.says)?
                .crumb("Trang chủ", "/")
                .crumb("Quy tắc pháp luật", "/quy-tac")
                .crumb(&id, path)
                .with_faults_of(&form);
            let may_set =
                ctx.actor.council.is_some_and(|council| policy::may(ctx.actor, Action::SetOwnRule, council));
            let set_own = may_set.then(|| format!("/lam-viec/quy-tac-rieng?ma={id}"));
            let rule = Rule::of(law, entry, ctx.today);
            Answer::page(&RulePage { shell, form, rule, levels: level_choices(), counted, set_own })
        })
        .await
}

/// The level of the installation's own council.
fn home_level(ctx: &mut Ctx<'_>) -> db::Result<Level> {
    let Some(council) = directory::home_council(ctx.tx, ctx.today)? else { return Ok(Level::District) };
    Ok(match directory::area(ctx.tx, council.area_id)?.map(|area| area.tier) {
        Some(directory::Tier::Province) => Level::Province,
        Some(directory::Tier::Commune) => Level::Commune,
        Some(directory::Tier::District) | None => Level::District,
    })
}

const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Province => "tinh",
        Level::District => "huyen",
        Level::Commune => "xa",
    }
}

fn level_choices() -> Vec<(String, String)> {
    Level::ALL.iter().map(|level| (level_word(*level).to_owned(), level.describe().to_owned())).collect()
}

fn calculate(form: &mut Form, law: &Law, entry: &RuleEntry, today: Date) -> Option<Counted> {
    let trigger = form.take_date("ngay", "Ngày mốc", today)?;
    let chosen = form.value("cap").to_owned();
    let level = Level::ALL.into_iter().find(|level| level_word(*level) == chosen).unwrap_or(Level::District);
    Some(match rules::due(law, entry, level, trigger) {
        Ok(deadline) => due_of(&deadline),
        Err(why) => Counted::None { why: no_date_words(&why, entry, level, trigger) },
    })
}

fn due_of(deadline: &Deadline) -> Counted {
    let heading = match deadline.kind {
        DeadlineKind::Latest | DeadlineKind::LatestBefore => "Hạn cuối",
        DeadlineKind::Earliest => "Sớm nhất",
    };
    let mut count = 0;
    let days = deadline
        .days
        .iter()
        .map(|day| {
            count += i32::from(day.counted);
            let words = match (day.counted, day.note.as_str()) {
                (true, "") => format!("ngày thứ {count}"),
                (true, note) => format!("ngày thứ {count} ({note})"),
                (false, note) => format!("không tính: {note}"),
            };
            Day { date: dates::print_weekday(day.date), words, counts: day.counted }
        })
        .collect();
    Counted::Due {
        heading: heading.to_owned(),
        date: dates::print_weekday(deadline.due),
        lines: deadline.explain(),
        days,
    }
}

fn no_date_words(why: &NoDeadline, entry: &RuleEntry, level: Level, trigger: Date) -> String {
    match why {
        NoDeadline::NotADate { id, .. } => {
            let limit = entry
                .versions
                .iter()
                .find(|version| version.id == *id)
                .map(|version| version.limit.describe());
            format!("Quy tắc này không ấn định ngày mà ấn định: {}.", limit.unwrap_or_default())
        }
        NoDeadline::OutOfRange(_) => "Ngày quá xa, lịch không tính tới. Nhập ngày khác.".to_owned(),
        NoDeadline::NotInForce { .. } | NoDeadline::UnknownRule(_) | NoDeadline::LevelNeeded(_) => format!(
            "Ngày {} không có phiên bản nào của quy tắc này áp dụng cho {}. Xem thời gian hiệu lực ở bảng dưới.",
            dates::print(trigger),
            level.describe()
        ),
    }
}

#[derive(Template)]
#[template(path = "portal/own_rules.html")]
struct OwnRulesPage {
    shell: Shell,
    form: Form,
    rows: Vec<OwnRow>,
    rules: Vec<(String, String)>,
    may_set: bool,
    today: String,
}

struct OwnRow {
    id: String,
    /// The name of its field for the last day.
    field: String,
    rule_id: String,
    says: String,
    common: String,
    limit: String,
    source: String,
    validity: String,
    version: i64,
    may_end: bool,
}

fn own_page(ctx: &mut Ctx<'_>, form: Form) -> Result<OwnRulesPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if !policy::may(ctx.actor, Action::ReadDraft, council) {
        return Err(Problem::NotFound);
    }
    let may_set = policy::may(ctx.actor, Action::SetOwnRule, council);
    let rows = store::own_rules(ctx.tx)?
        .into_iter()
        .filter(|row| row.council_id == council)
        .map(|row| own_row(ctx.law, row, ctx.today, may_set))
        .collect();
    let mut choices = vec![(String::new(), "Chọn quy tắc".to_owned())];
    choices.extend(ctx.law.rules().iter().flat_map(|entry| {
        let still_held = |version: &&RuleVersion| version.to.is_none_or(|to| ctx.today <= to);
        entry.versions.iter().filter(still_held).map(|version| {
            let words = format!(
                "{}: {} ({})",
                version.id,
                text::truncate_words(&entry.says, 70),
                version.limit.describe()
            );
            (version.id.clone(), words)
        })
    }));
    let shell = ctx
        .shell("Quy tắc riêng")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Quy tắc riêng", "/lam-viec/quy-tac-rieng")
        .with_faults_of(&form);
    Ok(OwnRulesPage { shell, form, rows, rules: choices, may_set, today: dates::print(ctx.today) })
}

fn own_row(law: &Law, row: OwnRule, today: Date, may_set: bool) -> OwnRow {
    let known = law.find_by_id(&row.rule_id);
    let limit = row
        .limit_text
        .parse::<law::Limit>()
        .map_or_else(|_| row.limit_text.clone(), |limit| limit.describe());
    OwnRow {
        says: known.map_or_else(String::new, |(entry, _)| entry.says.clone()),
        common: known.map_or_else(String::new, |(_, version)| version.limit.describe()),
        validity: validity(Some(row.valid_from), row.valid_to),
        may_end: may_set && row.valid_to.is_none_or(|to| today < to),
        field: format!("den-{}", row.id),
        id: row.id,
        rule_id: row.rule_id,
        limit,
        source: row.source,
        version: row.version,
    }
}

pub(crate) async fn own_list(visit: Visit) -> Response {
    let chosen = visit.query("ma").unwrap_or_default();
    visit.read(move |ctx| Answer::page(&own_page(ctx, Form::with(&[("ma", &chosen)]))?)).await
}

pub(crate) async fn set_own(visit: Visit, form: Form) -> Response {
    let app = visit.app().clone();
    let response = visit
        .write(form, |ctx, form| {
            if let Some(new) = parse_own(ctx, form)? {
                match actions::set_own_rule(ctx, &new) {
                    Ok(_) => {
                        let done = format!(
                            "Đã đặt quy tắc riêng cho {}. Các hạn tính từ nay theo số mới.",
                            new.rule_id
                        );
                        return Ok(Answer::see_other("/lam-viec/quy-tac-rieng").saying(done));
                    }
                    Err(Error::Refused(Refusal::OwnRule(sentence))) => form.refuse("gioi-han", sentence),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&own_page(ctx, form.clone())?)
        })
        .await;
    follow_up(app, response).await
}

fn parse_own(ctx: &Ctx<'_>, form: &mut Form) -> Result<Option<NewOwnRule>, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let rule_id = form.value("ma").to_owned();
    if ctx.law.find_by_id(&rule_id).is_none() {
        form.refuse("ma", "Chọn quy tắc.");
    }
    let typed = form.take_line("gioi-han", "Giới hạn", 120);
    let limit = words::read(&typed);
    if limit.is_none() && form.fault("gioi-han").is_none() {
        form.refuse("gioi-han", format!("Chưa đọc được giới hạn “{typed}”. Viết như: {}.", words::EXAMPLES));
    }
    let source = form.take_line("nguon", "Văn bản làm căn cứ", 300);
    let from = form.take_date("tu", "Ngày bắt đầu", ctx.today);
    let to = form.take_date_or_none("den", ctx.today);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.refuse("den", "Ngày cuối không được trước ngày bắt đầu.");
    }
    Ok(match (limit, from) {
        (Some(limit), Some(from)) if form.is_sound() => {
            Some(NewOwnRule { council, rule_id, limit, source, from, to })
        }
        _ => None,
    })
}

pub(crate) async fn end_own(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let app = visit.app().clone();
    let response = visit
        .write(form, move |ctx, form| {
            let name = format!("den-{id}");
            let Some(last) = form.take_date(&name, "Ngày cuối áp dụng", ctx.today) else {
                return Answer::faulty(&own_page(ctx, form.clone())?);
            };
            match actions::end_own_rule(ctx, &id, form.version(), last) {
                Ok(own) => {
                    let done = format!(
                        "Quy tắc riêng cho {} áp dụng đến hết ngày {}.",
                        own.rule_id,
                        dates::print(last)
                    );
                    Ok(Answer::see_other("/lam-viec/quy-tac-rieng").saying(done))
                }
                Err(Error::Refused(reason)) => {
                    form.refuse(&name, reason.to_string());
                    Answer::faulty(&own_page(ctx, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await;
    follow_up(app, response).await
}

/// Puts the new law in force once the deed is safe.
async fn follow_up(app: kit::App, response: Response) -> Response {
    if response.status().is_redirection() {
        // A refresh that fails leaves the old law until the next start; the deed itself is kept
        let _ = tokio::task::spawn_blocking(move || actions::refresh_law(&app)).await;
    }
    response
}
