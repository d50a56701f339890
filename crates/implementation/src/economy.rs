//! The socio-economic table of a period as the People's Committee reports it, of the unit and of
//! each commune, from the same figures.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::Area;
use kernel::{Date, OrganizationId, numbers};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};
use papers::{Block, Cell, Column, Letter, Sheet, Signature, Table};

use crate::board::Board;
use crate::common::areas;
use crate::period::FigurePeriod;
use crate::rules;

/// A row of the table.
pub(crate) struct EconomyRow {
    pub(crate) number: String,
    pub(crate) text: String,
    pub(crate) unit: String,
    pub(crate) plan: String,
    pub(crate) actual: String,
    /// Of the year's plan.
    pub(crate) percent: String,
    pub(crate) before: String,
    /// Against the same period of the year before.
    pub(crate) compared: String,
    pub(crate) href: String,
}

/// The table of a unit for a period.
struct Economy {
    /// Of which unit, in a sentence.
    place: String,
    body: String,
    period: FigurePeriod,
    rows: Vec<EconomyRow>,
    area: Option<Area>,
    is_demonstration: bool,
    communes: Vec<(String, String)>,
}

const GAP: &str = "chưa có số liệu";

fn percent(part: i64, whole: i64) -> String {
    numbers::percent(part, whole).unwrap_or_else(|| "–".to_owned())
}

/// The indicators due in the period's year, of a council's accepted plans or of a commune's
/// broken-down lines.
fn gather(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    period: FigurePeriod,
    code: &str,
    is_public: bool,
) -> Result<Economy, Problem> {
    let council = directory::organization(ctx.tx, council)?.ok_or(Problem::NotFound)?;
    let communes: Vec<Area> = areas(ctx, council.area_id)?;
    let area = match code {
        "" => None,
        code => Some(communes.iter().find(|area| area.code == code).cloned().ok_or(Problem::NotFound)?),
    };
    let mut board = match &area {
        None => Board::of_council(ctx, council.id)?,
        Some(area) => Board::of_area(ctx, area.id)?,
    };
    if is_public {
        board = board.public();
    }
    let mut of: std::collections::HashMap<_, Vec<_>> = std::collections::HashMap::new();
    for figure in board.figures.drain(..) {
        of.entry(figure.objective_id).or_default().push(figure);
    }
    let year = period.to().year();
    let in_year = |due: Date| due.year() == year;
    let mut rows = Vec::new();
    let mut number = 0;
    let mut is_demonstration = false;
    for row in &board.rows {
        let Some(one) = row.line.indicator().filter(|one| in_year(one.due_on)) else { continue };
        let is_part = row.line.area_id.is_some() && area.is_none();
        let reached =
            rules::reached_in(&one, of.get(&row.line.id).map(Vec::as_slice).unwrap_or_default(), period);
        let print = |value: i64| rules::print_value(value, one.decimals);
        number += usize::from(!is_part);
        is_demonstration |= row.line.is_demonstration;
        let before = reached.and_then(|known| known.before);
        rows.push(EconomyRow {
            number: if is_part { String::new() } else { number.to_string() },
            text: if is_part { format!("Trong đó: {}", row.area) } else { row.line.text.clone() },
            unit: one.unit.clone(),
            plan: print(one.target),
            actual: reached.map_or_else(|| GAP.to_owned(), |known| print(known.value)),
            percent: reached.map_or_else(|| "–".to_owned(), |known| percent(known.value, one.target)),
            before: before.map_or_else(|| GAP.to_owned(), print),
            compared: reached
                .zip(before)
                .map_or_else(|| "–".to_owned(), |(known, before)| percent(known.value, before)),
            href: if is_public { board.public_href(row) } else { row.line.path() },
        });
    }
    let unit = directory::area(ctx.tx, council.area_id)?.ok_or(Problem::NotFound)?;
    let shown = area.as_ref().unwrap_or(&unit);
    let body = directory::organizations_of_area(ctx.tx, shown.id)?
        .into_iter()
        .find(|one| one.kind == directory::OrganizationKind::PeoplesCommittee)
        .map(|one| one.name)
        .unwrap_or_default();
    Ok(Economy {
        place: shown.in_sentence(),
        body,
        period,
        rows,
        communes: communes.into_iter().map(|area| (area.code, area.name)).collect(),
        area,
        is_demonstration,
    })
}

impl Economy {
    fn title(&self) -> String {
        format!("Kết quả thực hiện các chỉ tiêu kinh tế - xã hội {} của {}", self.period.label(), self.place)
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::center("STT", 1),
            Column::left("Chỉ tiêu", 7),
            Column::left("Đơn vị", 3),
            Column::right(format!("Kế hoạch năm {}", self.period.to().year()), 3),
            Column::right(format!("Thực hiện {}", self.period.label()), 3),
            Column::right("So kế hoạch", 2),
            Column::right("Cùng kỳ năm trước", 3),
            Column::right("So cùng kỳ", 2),
        ];
        let rows = self
            .rows
            .iter()
            .map(|row| {
                [
                    &row.number,
                    &row.text,
                    &row.unit,
                    &row.plan,
                    &row.actual,
                    &row.percent,
                    &row.before,
                    &row.compared,
                ]
                .map(|cell| if cell == GAP { Cell::gap(GAP) } else { Cell::text(cell) })
                .to_vec()
            })
            .collect();
        let mut notes = vec![
            "So kế hoạch: thực hiện chia kế hoạch năm. So cùng kỳ: thực hiện chia số cùng kỳ năm trước. Chỉ tính số liệu đã duyệt.".to_owned(),
        ];
        if self.is_demonstration {
            notes.push("Dữ liệu minh họa.".to_owned());
        }
        Table { caption: String::new(), columns, rows, notes }
    }

    fn letter(&self, ctx: &Ctx<'_>, place: &str) -> Letter {
        Letter {
            superior: None,
            issuer: self.body.clone(),
            number: None,
            subject_line: None,
            place: place.to_owned(),
            date: ctx.today,
            kind: Some("BIỂU TỔNG HỢP".to_owned()),
            title: Some(self.title()),
            addressees: Vec::new(),
            body: vec![Block::Table(self.table())],
            signature: Signature {
                lines: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
                name: String::new(),
            },
            recipients: vec!["Thường trực HĐND".to_owned(), "Lưu: VT.".to_owned()],
            footer_url: None,
            demonstration: self.is_demonstration,
        }
    }
}

#[derive(Template)]
#[template(path = "implementation/economy.html")]
struct EconomyPage {
    shell: Shell,
    form: Form,
    title: String,
    rows: Vec<EconomyRow>,
    year: i16,
    label: String,
    /// The address without its query.
    path: String,
    /// `?xa=…`, or nothing.
    query: String,
    periods: Vec<(String, String)>,
    communes: Vec<(String, String)>,
    is_demonstration: bool,
}

/// The periods that the table is made for.
fn periods(ctx: &Ctx<'_>, period: FigurePeriod) -> Vec<(String, String)> {
    let today = ctx.today;
    FigurePeriod::of_year(period.to().year())
        .into_iter()
        .filter(|one| !matches!(one, FigurePeriod::Month(..)) && one.to() < today)
        .map(|one| (one.to_string(), one.label()))
        .collect()
}

async fn answer(visit: Visit, last: String, is_public: bool) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (key, ending) = [".docx", ".pdf", ".xlsx", ".csv", ".json"]
                .into_iter()
                .find_map(|ending| Some((last.strip_suffix(ending)?, ending)))
                .unwrap_or((last.as_str(), ""));
            let period: FigurePeriod = key.parse().map_err(|_| Problem::NotFound)?;
            let base = if is_public { "/thuc-hien/kinh-te-xa-hoi" } else { "/lam-viec/thuc-hien/kinh-te-xa-hoi" };
            let council = if is_public {
                directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?.id
            } else {
                ctx.actor.council.ok_or(Problem::NotFound)?
            };
            // A period chosen in the form leads to its own address
            if ending.is_empty()
                && let Ok(chosen) = form.value("ky").parse::<FigurePeriod>()
                && chosen != period
            {
                return Ok(Answer::see_other(format!("{base}/{chosen}{}", form.query(&["xa"], None))));
            }
            let economy = gather(ctx, council, period, form.value("xa"), is_public)?;
            let name = format!("kinh-te-xa-hoi-{period}{ending}");
            match ending {
                ".xlsx" => {
                    let sheet = Sheet {
                        name: "Kinh tế - xã hội".to_owned(),
                        title: economy.title(),
                        subtitle: economy.body.clone(),
                        table: economy.table(),
                    };
                    return Answer::xlsx(&[sheet], name);
                }
                ".csv" => return Ok(Answer::csv(&economy.table(), name)),
                ".json" => {
                    let items: Vec<_> = economy
                        .rows
                        .iter()
                        .map(|row| {
                            serde_json::json!({
                                "number": row.number, "indicator": row.text, "unit": row.unit, "plan": row.plan,
                                "actual": row.actual, "of_plan": row.percent, "year_before": row.before,
                                "of_year_before": row.compared,
                            })
                        })
                        .collect();
                    return Answer::json(&serde_json::json!({
                        "period": period.to_string(), "unit": economy.place, "demonstration": economy.is_demonstration, "items": items,
                    }));
                }
                ".docx" | ".pdf" => {
                    let home = directory::organization(ctx.tx, council)?.ok_or(Problem::NotFound)?;
                    let unit = directory::area(ctx.tx, home.area_id)?.ok_or(Problem::NotFound)?;
                    let place = economy.area.as_ref().unwrap_or(&unit).bare_name().to_owned();
                    let letter = economy.letter(ctx, &place);
                    return if ending == ".docx" { Answer::docx(&letter, name) } else { Answer::pdf(ctx.app, &letter, name) };
                }
                _ => {}
            }
            let title = economy.title();
            let path = format!("{base}/{period}");
            let shell = if is_public {
                ctx.shell(title.clone())?.crumb("Trang chủ", "/").crumb("Thực hiện nghị quyết", "/thuc-hien")
            } else {
                ctx.shell(title.clone())?.crumb("Hôm nay", "/lam-viec").crumb("Thực hiện nghị quyết", "/lam-viec/thuc-hien")
            };
            let mut shown = Form::with(&[("xa", form.value("xa"))]);
            shown.set("ky", period.to_string());
            Answer::page(&EconomyPage {
                shell: shell.crumb(period.label(), &path),
                query: form.query(&["xa"], None),
                form: shown,
                title,
                year: period.to().year(),
                label: period.label(),
                path,
                periods: periods(ctx, period),
                communes: listing::any("Toàn địa bàn", economy.communes),
                rows: economy.rows,
                is_demonstration: economy.is_demonstration,
            })
        })
        .await
}

pub(crate) async fn workspace(visit: Visit, Path(last): Path<String>) -> Response {
    answer(visit, last, false).await
}

pub(crate) async fn public(visit: Visit, Path(last): Path<String>) -> Response {
    answer(visit, last, true).await
}
