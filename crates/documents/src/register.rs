//! The register of outgoing documents, and the inbox.

use askama::Template;
use axum::response::Response;
use kernel::{Date, DocumentId, OrganizationId, dates};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Form, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Sheet, Table};

use crate::actions;
use crate::model::{Arrived, Kind, Line, State};
use crate::pages::badge;
use crate::policy;
use crate::store::{self, Filter};

const ROWS_MAX: i64 = 50;
const EXPORT_MAX: i64 = 10_000;

/// The filter of an address; what is no choice filters nothing.
pub(crate) fn filter_of(form: &Form) -> Filter {
    Filter {
        kind: form.value("loai").parse().ok(),
        year: form.value("nam").parse().ok(),
        state: form.value("trang-thai").parse().ok(),
        from: day_of(form.value("tu-ngay")),
        to: day_of(form.value("den-ngay")),
    }
}

/// A day as people and addresses write it.
fn day_of(typed: &str) -> Option<Date> {
    dates::parse_iso(typed.trim()).or_else(|| {
        let mut parts = typed.trim().splitn(3, '/');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

/// The same filter as a query, "?loai=notice&nam=2020", or nothing.
pub(crate) fn query_of(filter: Filter) -> String {
    let parts = [
        filter.kind.map(|kind| format!("loai={}", kind.as_str())),
        filter.year.map(|year| format!("nam={year}")),
        filter.state.map(|state| format!("trang-thai={}", state.as_str())),
        filter.from.map(|day| format!("tu-ngay={}", dates::iso(day))),
        filter.to.map(|day| format!("den-ngay={}", dates::iso(day))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// The address of the next page.
pub(crate) fn older(path: &str, query: &str, key: &str) -> String {
    format!("{path}{query}{}truoc={key}", if query.is_empty() { "?" } else { "&" })
}

/// True when there may be more rows after these.
pub(crate) fn is_full<T>(rows: &[T]) -> bool {
    i64::try_from(rows.len()) == Ok(ROWS_MAX)
}

/// "2020-10-15_<id>": where a list by day goes on.
pub(crate) fn day_key(form: &Form) -> Option<(Date, DocumentId)> {
    let (day, id) = form.value("truoc").split_once('_')?;
    Some((dates::parse_iso(day)?, id.parse().ok()?))
}

/// A choice of kinds with "every kind" first.
pub(crate) fn kinds() -> Vec<(String, String)> {
    std::iter::once((String::new(), "Mọi loại".to_owned())).chain(Kind::choices()).collect()
}

/// A choice of years with "every year" first.
pub(crate) fn year_choices(years: &[i64]) -> Vec<(String, String)> {
    let every = std::iter::once((String::new(), "Mọi năm".to_owned()));
    every.chain(years.iter().map(|year| (year.to_string(), year.to_string()))).collect()
}

/// A row of the register.
struct Shown {
    line: Line,
    issuer: String,
    on: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "documents/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    query: String,
    kinds: Vec<(String, String)>,
    years: Vec<(String, String)>,
    states: Vec<(String, String)>,
    pager: Pager,
}

/// The organizations whose register the actor sees.
pub(crate) fn own(ctx: &mut Ctx<'_>) -> Result<Vec<OrganizationId>, Problem> {
    let council = policy::register_of(ctx.actor).ok_or(Problem::NotFound)?;
    let found = actions::organizations_of(ctx.tx, council, ctx.today)?;
    Ok(found.into_iter().map(|one| one.id).collect())
}

/// "1602723600000_<id>": where the register goes on.
fn time_key(form: &Form) -> Option<(i64, DocumentId)> {
    let (at, id) = form.value("truoc").split_once('_')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let own = own(ctx)?;
            let filter = filter_of(&form);
            let found = store::register(ctx.tx, &own, filter, time_key(&form), ROWS_MAX)?;
            let total = store::count_register(ctx.tx, &own, filter)?;
            let years = store::years(ctx.tx, &own)?;
            let names = directory::names(ctx.tx)?;
            let query = query_of(filter);
            let next = found
                .last()
                .filter(|_| is_full(&found))
                .map(|last| older("/lam-viec/van-ban", &query, &format!("{}_{}", last.created_ms, last.id)));
            let rows = found
                .into_iter()
                .map(|line| Shown {
                    issuer: names.get(&line.organization_id).cloned().unwrap_or_default(),
                    on: line.issued_on.map(dates::print).unwrap_or_default(),
                    badge: badge(line.state),
                    line,
                })
                .collect();
            let every = std::iter::once((String::new(), "Mọi trạng thái".to_owned()));
            let shell = ctx
                .shell("Văn bản đi")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Văn bản đi", "/lam-viec/van-ban");
            Answer::page(&ListPage {
                shell,
                form,
                rows,
                total: kernel::numbers::print_integer(total),
                query,
                kinds: kinds(),
                years: year_choices(&years),
                states: every.chain(State::choices()).collect(),
                pager: Pager { newer: None, older: next },
            })
        })
        .await
}

/// The register as the decree has it (Nghị định 30/2020/NĐ-CP, Phụ lục IV), with the rows that
/// the list shows under the same filter, in the order of their numbers.
fn table(ctx: &mut Ctx<'_>, form: &Form) -> Result<Table, Problem> {
    let own = own(ctx)?;
    let filter = filter_of(form);
    let mut found = store::register(ctx.tx, &own, filter, None, EXPORT_MAX)?;
    found.sort_by(|one, other| {
        let key = |line: &Line| (line.issued_on.is_none(), line.issued_on, line.created_ms, line.id);
        key(one).cmp(&key(other))
    });
    let addressees = store::recipients_of_register(ctx.tx, &own, filter)?;
    let names = directory::names(ctx.tx)?;
    let name = |id: &OrganizationId| names.get(id).cloned().unwrap_or_default();
    let rows = found
        .iter()
        .map(|line| {
            let to: Vec<String> = addressees.get(&line.id).into_iter().flatten().map(name).collect();
            vec![
                line.number.as_ref().map_or_else(|| Cell::gap("chưa lấy số"), Cell::text),
                line.issued_on.map_or_else(|| Cell::gap("chưa phát hành"), Cell::Date),
                Cell::text(format!("{}: {}", line.kind.label(), line.title)),
                Cell::text(name(&line.organization_id)),
                Cell::text(&line.signer),
                Cell::text(to.join("; ")),
                Cell::text(if line.state == State::Issued { "" } else { line.state.label() }),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Số, ký hiệu văn bản", 3),
        Column::center("Ngày tháng văn bản", 3),
        Column::left("Tên loại và trích yếu nội dung văn bản", 9),
        Column::left("Cơ quan ban hành", 4),
        Column::left("Người ký", 4),
        Column::left("Nơi nhận văn bản", 6),
        Column::left("Ghi chú", 3),
    ];
    Ok(Table { caption: "Sổ văn bản đi".to_owned(), columns, rows, notes: Vec::new() })
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let table = table(ctx, &form)?;
            let sheet = Sheet {
                name: "Sổ văn bản đi".to_owned(),
                title: "SỔ VĂN BẢN ĐI".to_owned(),
                subtitle: format!("Đến ngày {}", dates::print(ctx.today)),
                table,
            };
            Answer::xlsx(&[sheet], "so-van-ban-di.xlsx")
        })
        .await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Ok(Answer::csv(&table(ctx, &form)?, "so-van-ban-di.csv"))).await
}

/// A row of the inbox.
struct ShownArrived {
    one: Arrived,
    issuer: String,
    on: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "documents/inbox.html")]
struct InboxPage {
    shell: Shell,
    rows: Vec<ShownArrived>,
    facets: kit::ui::Facets,
    query: &'static str,
    total: String,
    pager: Pager,
}

pub(crate) async fn inbox(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let mailboxes = actions::mailboxes(ctx)?;
            if mailboxes.is_empty() {
                return Err(Problem::NotFound);
            }
            let unopened = form.value("nhom") == "chua-mo";
            let found = store::inbox(ctx.tx, &mailboxes, unopened, day_key(&form), ROWS_MAX)?;
            let all = store::count_inbox(ctx.tx, &mailboxes, false)?;
            let waiting = store::count_inbox(ctx.tx, &mailboxes, true)?;
            let names = directory::names(ctx.tx)?;
            let query = if unopened { "?nhom=chua-mo" } else { "" };
            let next = found.last().filter(|_| is_full(&found)).and_then(|last| {
                let key = format!("{}_{}", dates::iso(last.issued_on?), last.id);
                Some(older("/lam-viec/van-ban-den", query, &key))
            });
            let rows = found
                .into_iter()
                .map(|one| ShownArrived {
                    issuer: names.get(&one.organization_id).cloned().unwrap_or_default(),
                    on: one.issued_on.map(dates::print).unwrap_or_default(),
                    badge: arrived_badge(&one),
                    one,
                })
                .collect();
            let shell = ctx
                .shell("Văn bản đến")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Văn bản đến", "/lam-viec/van-ban-den");
            let total = kernel::numbers::print_integer(if unopened { waiting } else { all });
            Answer::page(&InboxPage {
                shell,
                rows,
                facets: facets(waiting, unopened),
                query,
                total,
                pager: Pager { newer: None, older: next },
            })
        })
        .await
}

/// What was sent to the actor's mailboxes, under the filter of the list.
fn inbox_table(ctx: &mut Ctx<'_>, form: &Form) -> Result<Table, Problem> {
    let mailboxes = actions::mailboxes(ctx)?;
    if mailboxes.is_empty() {
        return Err(Problem::NotFound);
    }
    let found = store::inbox(ctx.tx, &mailboxes, form.value("nhom") == "chua-mo", None, EXPORT_MAX)?;
    let names = directory::names(ctx.tx)?;
    let rows = found
        .iter()
        .map(|one| {
            vec![
                Cell::text(one.number.as_deref().unwrap_or_default()),
                one.issued_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(format!("{}: {}", one.kind.label(), one.title)),
                Cell::text(names.get(&one.organization_id).map_or("", String::as_str)),
                Cell::text(match (one.state, one.opened_ms) {
                    (State::Recalled, _) => State::Recalled.label(),
                    (State::Draft | State::Issued, Some(_)) => "Đã mở",
                    (State::Draft | State::Issued, None) => "Chưa mở",
                }),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Số, ký hiệu", 3),
        Column::center("Ngày văn bản", 3),
        Column::left("Tên loại và trích yếu", 9),
        Column::left("Nơi gửi", 5),
        Column::left("Tình trạng", 3),
    ];
    Ok(Table { caption: "Văn bản đến".to_owned(), columns, rows, notes: Vec::new() })
}

pub(crate) async fn inbox_xlsx(visit: Visit) -> Response {
    inbox_file(visit, ListFile::Xlsx).await
}

pub(crate) async fn inbox_csv(visit: Visit) -> Response {
    inbox_file(visit, ListFile::Csv).await
}

async fn inbox_file(visit: Visit, file: ListFile) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let table = inbox_table(ctx, &form)?;
            Answer::list(ctx, file, "Văn bản đến", "van-ban-den", table)
        })
        .await
}

fn facets(waiting: i64, unopened: bool) -> kit::ui::Facets {
    let href = if unopened { "/lam-viec/van-ban-den" } else { "/lam-viec/van-ban-den?nhom=chua-mo" };
    let facet = kit::ui::Facet::new("Chưa mở", u64::try_from(waiting).unwrap_or(0), href);
    kit::ui::Facets::new("Tình trạng", vec![if unopened { facet.on() } else { facet }])
}

fn arrived_badge(one: &Arrived) -> Badge {
    match (one.state, one.opened_ms) {
        (State::Recalled, _) => badge(State::Recalled),
        (State::Draft | State::Issued, Some(_)) => Badge::done("Đã mở"),
        (State::Draft | State::Issued, None) => Badge::doing("Chưa mở"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_comes_back_from_the_address_it_makes_and_strange_words_filter_nothing() {
        let form = Form::with(&[("loai", "notice"), ("nam", "2020"), ("trang-thai", "issued")]);
        assert_eq!(query_of(filter_of(&form)), "?loai=notice&nam=2020&trang-thai=issued");
        let strange = Form::with(&[("loai", "\"><script>"), ("nam", "hai nghìn")]);
        assert_eq!(query_of(filter_of(&strange)), "");
        let days = Form::with(&[("tu-ngay", "15/10/2020"), ("den-ngay", "2020-10-16")]);
        assert_eq!(query_of(filter_of(&days)), "?tu-ngay=2020-10-15&den-ngay=2020-10-16");
        let strange = Form::with(&[("tu-ngay", "31/2/2020"), ("den-ngay", "hôm nay")]);
        assert_eq!(query_of(filter_of(&strange)), "");
    }

    #[test]
    fn the_next_page_keeps_the_filter() {
        assert_eq!(older("/van-ban", "?nam=2020", "k"), "/van-ban?nam=2020&truoc=k");
        assert_eq!(older("/van-ban", "", "k"), "/van-ban?truoc=k");
    }
}
