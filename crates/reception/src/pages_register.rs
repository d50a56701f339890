//! The register on the screen and as files; opened by a POST alone.

use askama::Template;
use axum::http::header;
use axum::response::Response;
use kernel::period::Quarter;
use kernel::{Date, OrganizationId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit as Request};
use papers::{Sheet, Table};

use crate::actions::own_register;
use crate::pages::BASE;
use crate::policy::Action;
use crate::register::{self, Sealed};
use crate::{store_visits, visits};

const ROWS_MAX: i64 = 100;
const EXPORT_MAX: i64 = 20_000;

#[derive(Template)]
#[template(path = "reception/register.html")]
struct RegisterPage {
    shell: Shell,
    form: Form,
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
    is_opened: bool,
    may_open: bool,
    /// Where the next page begins.
    next: Option<String>,
    from: String,
    to: String,
    query: String,
}

/// The window of the form, or this year so far.
fn window(form: &mut Form, today: Date) -> (Date, Date) {
    let day = |name: &str| dates::parse(form.value(name), today).ok();
    let (from, to) = match (day("tu"), day("den")) {
        (Some(from), Some(to)) if from <= to => (from, to),
        _ => (Quarter::of(today).from(), Quarter::of(today).to()),
    };
    form.set("tu", dates::print(from));
    form.set("den", dates::print(to));
    (from, to)
}

fn register_page(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    mut form: Form,
    sealed: Sealed,
) -> Result<RegisterPage, Problem> {
    let (from, to) = window(&mut form, ctx.today);
    let after = form.value("sau").split_once('_').map(|(day, code)| (day.to_owned(), code.to_owned()));
    let after = after.as_ref().and_then(|(day, code)| Some((dates::parse_iso(day)?, code.as_str())));
    let found = store_visits::register(ctx.tx, council, (from, to), after, ROWS_MAX)?;
    let next = found
        .last()
        .filter(|_| i64::try_from(found.len()) == Ok(ROWS_MAX))
        .map(|last| format!("{}_{}", dates::iso(last.received_on), last.code));
    let first: usize = form.value("tu-so").parse().unwrap_or(1);
    let table = register::table(ctx, &found, first, sealed)?;
    let rows = table.rows.into_iter().map(|row| row.iter().map(kit_text).collect()).collect();
    let may_open = own_register(ctx, Action::Open).is_some();
    let shell = ctx
        .shell("Sổ tiếp công dân")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp công dân", BASE)
        .crumb("Sổ tiếp công dân", format!("{BASE}/so"))
        .with_faults_of(&form);
    form.set("tu-so", (first + found.len()).to_string());
    let query = format!("?tu={}&den={}", dates::iso(from), dates::iso(to));
    Ok(RegisterPage {
        shell,
        form,
        heads: &register::HEADS,
        rows,
        is_opened: sealed == Sealed::Opened,
        may_open,
        next,
        from: dates::print(from),
        to: dates::print(to),
        query,
    })
}

fn kit_text(cell: &papers::Cell) -> String {
    match cell {
        papers::Cell::Text(text) | papers::Cell::Gap(text) => text.clone(),
        papers::Cell::Number(number) => kernel::numbers::print_integer(*number),
        papers::Cell::Date(day) => dates::print(*day),
        papers::Cell::Percent { .. } => String::new(),
    }
}

pub(crate) async fn page(visit: Request) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = own_register(ctx, Action::ReadVisit).ok_or(Problem::NotFound)?;
            Answer::page(&register_page(ctx, council, form, Sealed::Closed)?)
        })
        .await
}

fn whole(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    window: (Date, Date),
    sealed: Sealed,
) -> Result<Table, Problem> {
    let found = store_visits::register(ctx.tx, council, window, None, EXPORT_MAX)?;
    register::table(ctx, &found, 1, sealed)
}

fn sheet((from, to): (Date, Date), table: Table) -> Sheet {
    Sheet {
        name: "Sổ tiếp công dân".to_owned(),
        title: "SỔ TIẾP CÔNG DÂN (Mẫu 03/TCD)".to_owned(),
        subtitle: format!("Từ ngày {} đến ngày {}", dates::print(from), dates::print(to)),
        table,
    }
}

/// What is sealed reads "–".
pub(crate) async fn xlsx(visit: Request) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = own_register(ctx, Action::ReadVisit).ok_or(Problem::NotFound)?;
            let window = window(&mut form, ctx.today);
            let table = whole(ctx, council, window, Sealed::Closed)?;
            Answer::xlsx(&[sheet(window, table)], "so-tiep-cong-dan.xlsx")
        })
        .await
}

/// What is sealed reads "–".
pub(crate) async fn csv(visit: Request) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = own_register(ctx, Action::ReadVisit).ok_or(Problem::NotFound)?;
            let window = window(&mut form, ctx.today);
            let table = whole(ctx, council, window, Sealed::Closed)?;
            Ok(Answer::csv(&table, "so-tiep-cong-dan.csv"))
        })
        .await
}

/// Opens the register of the window: the reading is written down first. `dang` is how it is
/// wanted: on the screen, `xlsx` or `csv`.
pub(crate) async fn opened(visit: Request, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = own_register(ctx, Action::Open).ok_or(Problem::NotFound)?;
            let wanted = form.value("dang").to_owned();
            let window = window(form, ctx.today);
            visits::open_register(ctx, council, window).map_err(|error| match error {
                Error::Refused(reason) => Problem::Refused(reason.to_string()),
                error => error.into(),
            })?;
            let answer = match wanted.as_str() {
                "xlsx" => {
                    let table = whole(ctx, council, window, Sealed::Opened)?;
                    Answer::xlsx(&[sheet(window, table)], "so-tiep-cong-dan.xlsx")?
                }
                "csv" => {
                    let table = whole(ctx, council, window, Sealed::Opened)?;
                    Answer::csv(&table, "so-tiep-cong-dan.csv")
                }
                _ => Answer::page(&register_page(ctx, council, form.clone(), Sealed::Opened)?)?,
            };
            Ok(answer.with(header::CACHE_CONTROL, "no-store"))
        })
        .await
}
