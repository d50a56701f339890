//! The annexes of the report to a session, as one workbook: the list by body, counts by sector and
//! by level, what is raised again, and what is late.

use std::collections::HashMap;

use axum::response::Response;
use kernel::{Date, SessionId, dates};
use kit::{Answer, Ctx, Problem, Visit};
use papers::{Cell, Column, Sheet, Table};

use crate::model::{CompetenceLevel, Outcome, Petition, Sector};
use crate::open::{Part, Question};
use crate::pages::{EXPORT_MAX, Names};
use crate::pages_report::{council_of, window};
use crate::store;

/// What the cells of a list need beside the petition itself.
struct Known {
    names: Names,
    sessions: HashMap<SessionId, String>,
}

/// The columns of the councils' own annex (law.md 4.4).
fn list(known: &Known, petitions: &[&Petition]) -> Table {
    let rows = petitions
        .iter()
        .zip(1..)
        .map(|(one, number)| {
            let session = one.session_id.and_then(|id| known.sessions.get(&id)).cloned();
            let mut answer = one.answer.clone();
            if !one.answer_reference.is_empty() {
                answer = format!("{answer} ({})", one.answer_reference);
            }
            vec![
                Cell::Number(number),
                Cell::text(&one.code),
                Cell::text(&one.text),
                Cell::text(known.names.place(one)),
                Cell::text(session.unwrap_or_else(|| one.source.label().to_owned())),
                Cell::text(one.level.map_or("", CompetenceLevel::label)),
                Cell::text(known.names.body(one.lead_id)),
                Cell::text(answer),
                Cell::text(one.outcome.map_or(one.state.label(), Outcome::label)),
                Cell::text(one.repeats().unwrap_or_default()),
            ]
        })
        .collect();
    let columns = vec![
        Column::center("STT", 1),
        Column::left("Mã", 3),
        Column::left("Nội dung kiến nghị", 9),
        Column::left("Cử tri", 4),
        Column::left("Kỳ họp, đợt tiếp xúc", 4),
        Column::left("Thẩm quyền", 2),
        Column::left("Cơ quan giải quyết", 4),
        Column::left("Nội dung trả lời (số, ngày văn bản)", 9),
        Column::left("Kết quả", 3),
        Column::left("Ghi chú", 3),
    ];
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

/// How many of each kind came to what; the rows and the columns add up to the same.
fn counts(
    title: &str,
    petitions: &[&Petition],
    labels: &[&'static str],
    label_of: impl Fn(&Petition) -> &'static str,
) -> Table {
    let row = |label: &str, of: &[&&Petition]| {
        let number = |count: usize| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
        let mut cells = vec![Cell::text(label), number(of.len())];
        for outcome in Outcome::ALL {
            cells.push(number(of.iter().filter(|one| one.outcome == Some(*outcome)).count()));
        }
        cells.push(number(of.iter().filter(|one| one.outcome.is_none()).count()));
        cells
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for label in labels {
        let of: Vec<&&Petition> = petitions.iter().filter(|one| label_of(one) == *label).collect();
        if !of.is_empty() {
            rows.push(row(label, &of));
        }
    }
    rows.push(row("Cộng", &petitions.iter().collect::<Vec<_>>()));
    let mut columns = vec![Column::left(title, 5), Column::right("Tổng số", 2)];
    columns.extend(Outcome::ALL.iter().map(|one| Column::right(one.label(), 3)));
    columns.push(Column::right("Chưa trả lời", 2));
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

const UNKNOWN: &str = "Chưa phân loại";

/// The five sheets of a window.
fn sheets(ctx: &mut Ctx<'_>, from: Date, to: Date) -> Result<Vec<Sheet>, Problem> {
    let council = council_of(ctx)?;
    let ask = |part| Question { council, from, to, part };
    let received = store::list_counted(ctx.tx, &ask(Part::Received), EXPORT_MAX)?;
    let open = store::list_counted(ctx.tx, &ask(Part::OpenAfter), EXPORT_MAX)?;
    let all: Vec<Petition> = received.iter().chain(&open).cloned().collect();
    let sessions =
        sessions::list_of_council(ctx.tx, council)?.into_iter().map(|one| (one.id, one.label())).collect();
    let known = Known { names: Names::load(ctx, &all)?, sessions };
    let mut by_body: Vec<&Petition> = received.iter().collect();
    by_body.sort_by_cached_key(|one| {
        (kernel::collate::sort_key_hex(&known.names.body(one.lead_id)), one.code.clone())
    });
    let repeated: Vec<&Petition> = received.iter().filter(|one| one.times > 1).collect();
    let late: Vec<&Petition> = open.iter().filter(|one| one.is_overdue(ctx.today)).collect();
    let sectors: Vec<&'static str> = Sector::ALL.iter().map(|one| one.label()).chain([UNKNOWN]).collect();
    let levels: Vec<&'static str> =
        CompetenceLevel::ALL.iter().map(|one| one.label()).chain([UNKNOWN]).collect();
    let window = format!("Tiếp nhận từ ngày {} đến ngày {}", dates::print(from), dates::print(to));
    let sheet = |name: &str, title: &str, subtitle: &str, table| Sheet {
        name: name.to_owned(),
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        table,
    };
    Ok(vec![
        sheet("Theo cơ quan", "BIỂU TỔNG HỢP KIẾN NGHỊ CỬ TRI", &window, list(&known, &by_body)),
        sheet(
            "Theo lĩnh vực",
            "KIẾN NGHỊ CỬ TRI THEO LĨNH VỰC",
            &window,
            counts("Lĩnh vực", &by_body, &sectors, |one| one.sector.map_or(UNKNOWN, Sector::label)),
        ),
        sheet(
            "Theo thẩm quyền",
            "KIẾN NGHỊ CỬ TRI THEO THẨM QUYỀN",
            &window,
            counts("Thẩm quyền", &by_body, &levels, |one| {
                one.level.map_or(UNKNOWN, CompetenceLevel::label)
            }),
        ),
        sheet("Kiến nghị lại", "KIẾN NGHỊ ĐÃ NÊU TỪ TRƯỚC", &window, list(&known, &repeated)),
        sheet(
            "Quá hạn",
            "KIẾN NGHỊ QUÁ HẠN",
            &format!("Còn tồn ngày {}, quá hạn đến ngày {}", dates::print(to), dates::print(ctx.today)),
            list(&known, &late),
        ),
    ])
}

/// `?tu=&den=` as the report.
pub(crate) async fn xlsx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (from, to) = window(&form, ctx.today);
            Answer::xlsx(&sheets(ctx, from, to)?, "phu-luc-kien-nghi-cu-tri.xlsx")
        })
        .await
}
