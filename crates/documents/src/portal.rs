//! What anyone may read: public documents, while they are issued.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::ui::Pager;
use kit::{Answer, Form, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Table};

use crate::actions;
use crate::letter::LetterView;
use crate::model::{Document, Line, State};
use crate::pages::{Shape, file, parse_last};
use crate::register::{day_key, filter_of, is_full, kinds, older, query_of, year_choices};
use crate::store::{self, Filter};

const ROWS_MAX: i64 = 50;

struct Shown {
    line: Line,
    issuer: String,
    on: String,
}

#[derive(Template)]
#[template(path = "documents/public_list.html")]
struct PublicListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    query: String,
    kinds: Vec<(String, String)>,
    years: Vec<(String, String)>,
    pager: Pager,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = Filter { state: None, ..filter_of(&form) };
            let found = store::public(ctx.tx, filter, day_key(&form), ROWS_MAX)?;
            let total = store::count_public(ctx.tx, filter)?;
            let years = store::public_years(ctx.tx)?;
            let names = directory::names(ctx.tx)?;
            let next = found.last().filter(|_| is_full(&found)).and_then(|last| {
                let key = format!("{}_{}", dates::iso(last.issued_on?), last.id);
                Some(older("/van-ban", &query_of(filter), &key))
            });
            let rows = found
                .into_iter()
                .map(|line| Shown {
                    issuer: names.get(&line.organization_id).cloned().unwrap_or_default(),
                    on: line.issued_on.map(dates::print).unwrap_or_default(),
                    line,
                })
                .collect();
            let shell = ctx.shell("Văn bản")?.crumb("Văn bản", "/van-ban");
            Answer::page(&PublicListPage {
                shell,
                form,
                rows,
                total: kernel::numbers::print_integer(total),
                query: query_of(filter),
                kinds: kinds(),
                years: year_choices(&years),
                pager: Pager { newer: None, older: next },
            })
        })
        .await
}

const EXPORT_MAX: i64 = 10_000;

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
            let filter = Filter { state: None, ..filter_of(&form) };
            let found = store::public(ctx.tx, filter, None, EXPORT_MAX)?;
            let names = directory::names(ctx.tx)?;
            let base = &ctx.app.settings().public_url;
            let rows = found
                .iter()
                .map(|line| {
                    vec![
                        Cell::text(line.number.as_deref().unwrap_or_default()),
                        line.issued_on.map_or_else(|| Cell::text(""), Cell::Date),
                        Cell::text(line.kind.label()),
                        Cell::text(&line.title),
                        Cell::text(names.get(&line.organization_id).map_or("", String::as_str)),
                        Cell::text(format!("{base}/van-ban/{}", line.id)),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Số, ký hiệu", 3),
                Column::center("Ngày", 3),
                Column::left("Loại", 3),
                Column::left("Trích yếu", 9),
                Column::left("Cơ quan ban hành", 5),
                Column::left("Địa chỉ", 6),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Văn bản công khai", "van-ban", table)
        })
        .await
}

#[derive(Template)]
#[template(path = "documents/public_detail.html")]
struct PublicPage {
    shell: Shell,
    one: Document,
    letter: LetterView,
}

/// The same for everyone, signed in or not: what is not public has its page in the workspace.
pub(crate) async fn show(visit: Visit, Path(last): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (id, shape) = parse_last(&last)?;
            let one = actions::document(ctx.tx, id)?
                .filter(|one| one.is_public && one.state == State::Issued)
                .ok_or(Problem::NotFound)?;
            if shape != Shape::Page {
                return file(ctx, &one, shape);
            }
            let shell =
                ctx.shell(one.name())?.crumb("Văn bản", "/van-ban").crumb(one.name(), one.public_path());
            let letter = LetterView::new(one.letter.clone());
            Answer::page(&PublicPage { shell, one, letter })
        })
        .await
}
