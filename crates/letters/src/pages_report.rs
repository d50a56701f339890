//! The figures of a window, calendar quarter or window of the Inspectorate (Thông tư
//! 01/2024/TT-TTCP), each opening on the letters that it counts.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::period::{Period, Quarter};
use kernel::{OrganizationId, dates, numbers};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use papers::{Cell, Column, Sheet, Table};

use crate::model::{Kind, Letter, Outcome};
use crate::open::{Part, Question};
use crate::pages::Choices;
use crate::{store, view};

/// The lines: the word in the address, the words shown, how far they are set in, what is counted.
const LINES: [(&str, &str, bool, Part); 23] = [
    ("ton-dau", "Tồn kỳ trước chuyển sang", false, Part::OpenBefore),
    ("tiep-nhan", "Tiếp nhận trong kỳ", false, Part::Received),
    ("khieu-nai", "Khiếu nại", true, Part::OfKind(Kind::Complaint)),
    ("to-cao", "Tố cáo", true, Part::OfKind(Kind::Denunciation)),
    ("kien-nghi", "Kiến nghị", true, Part::OfKind(Kind::CitizenPetition)),
    ("phan-anh", "Phản ánh", true, Part::OfKind(Kind::Feedback)),
    ("nhieu-noi-dung", "Có nhiều nội dung, chưa tách", true, Part::OfKind(Kind::Mixed)),
    ("trung", "Đơn trùng", true, Part::Duplicate),
    ("khong-ten", "Không ghi tên", true, Part::Anonymous),
    ("du-dieu-kien", "Đủ điều kiện xử lý", false, Part::Eligible),
    ("khong-du-dieu-kien", "Không đủ điều kiện xử lý", false, Part::Ineligible),
    ("da-xu-ly", "Đã xử lý", false, Part::Decided),
    ("thu-ly", "Thụ lý", true, Part::DecidedAs(Outcome::Accept)),
    ("huong-dan", "Hướng dẫn", true, Part::DecidedAs(Outcome::Guide)),
    ("chuyen", "Chuyển", true, Part::DecidedAs(Outcome::Forward)),
    ("tra-lai", "Trả lại", true, Part::DecidedAs(Outcome::Return)),
    ("luu", "Lưu", true, Part::DecidedAs(Outcome::File)),
    ("khong-thu-ly", "Trả lời không thụ lý", true, Part::DecidedAs(Outcome::ReplyNotAccept)),
    ("dung-han", "Xử lý đúng hạn", false, Part::ProcessedInTime),
    ("den-han", "Đến hạn xử lý", false, Part::ProcessDue),
    ("co-tra-loi", "Đơn chuyển có trả lời", false, Part::Answered),
    ("chuyen-den-han", "Đơn chuyển đến hạn trả lời", false, Part::AnswerDue),
    ("ton-cuoi", "Tồn cuối kỳ", false, Part::OpenAfter),
];

const ROWS_MAX: i64 = 2_000;

struct Line {
    label: &'static str,
    is_part: bool,
    count: String,
    href: String,
}

#[derive(Template)]
#[template(path = "letters/report.html")]
struct ReportPage {
    shell: Shell,
    form: Form,
    label: String,
    window: String,
    periods: Choices,
    lines: Vec<Line>,
    shares: Vec<(&'static str, String)>,
    query: String,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor.council.filter(|council| ctx.actor.runs(*council)).ok_or(Problem::NotFound)
}

fn period_of(ctx: &Ctx<'_>, typed: Option<&str>) -> Result<Period, Problem> {
    match typed {
        Some(typed) => typed.parse().map_err(|_| Problem::NotFound),
        None => Ok(Period::Quarter(Quarter::of(ctx.today).previous())),
    }
}

/// The windows that are offered: the last eight quarters and what they make, and the
/// Inspectorate's windows of this year and the last.
fn offered(today: kernel::Date) -> Choices {
    let mut periods = Vec::new();
    let mut quarter = Quarter::of(today);
    for _ in 0..8 {
        periods.push(Period::Quarter(quarter));
        quarter = quarter.previous();
    }
    for year in [today.year(), today.year() - 1] {
        periods.push(Period::HalfYear { year, half: 1 });
        periods.push(Period::NineMonths(year));
        periods.push(Period::Year(year));
        for (first, last) in [(1, 1), (2, 2), (3, 3), (4, 4), (1, 2), (1, 3), (1, 4)] {
            periods.push(Period::Inspection { year, first, last });
        }
    }
    periods.into_iter().map(|period| (period.to_string(), period.label())).collect()
}

fn window(period: Period) -> String {
    format!("từ {} đến {}", dates::print(period.from()), dates::print(period.to()))
}

fn count(ctx: &mut Ctx<'_>, council: OrganizationId, period: Period, part: Part) -> db::Result<i64> {
    store::count_counted(ctx.tx, &Question { council, from: period.from(), to: period.to(), part })
}

/// `?ky=2020-Q3`, `2020-TT-9M`; `?dang=xlsx` for a workbook.
pub(crate) async fn page(visit: Visit) -> Response {
    let (typed, shape) = (visit.query("ky"), visit.query("dang"));
    visit
        .read(move |ctx| {
            let council = council_of(ctx)?;
            let period = period_of(ctx, typed.as_deref())?;
            let mut counts = Vec::new();
            for (word, label, is_part, part) in LINES {
                counts.push((word, label, is_part, count(ctx, council, period, part)?));
            }
            if shape.as_deref() == Some("xlsx") {
                return workbook(period, &counts);
            }
            let of = |wanted: &str| {
                counts.iter().find(|(word, ..)| *word == wanted).map_or(0, |(_, _, _, count)| *count)
            };
            let share = |part: &str, whole: &str| match numbers::percent(of(part), of(whole)) {
                Some(percent) => format!("{percent} ({}/{})", of(part), of(whole)),
                None => "–".to_owned(),
            };
            let shares = vec![
                ("Xử lý đúng hạn, trên số đơn đến hạn xử lý trong kỳ", share("dung-han", "den-han")),
                (
                    "Đơn chuyển có trả lời, trên số đơn chuyển đến hạn trả lời",
                    share("co-tra-loi", "chuyen-den-han"),
                ),
            ];
            let lines = counts
                .iter()
                .map(|(word, label, is_part, count)| Line {
                    label,
                    is_part: *is_part,
                    count: numbers::print_integer(*count),
                    href: format!("/lam-viec/don-thu/bao-cao/{word}?ky={period}"),
                })
                .collect();
            let form = Form::with(&[("ky", &period.to_string())]);
            let shell = ctx
                .shell("Báo cáo đơn thư")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Đơn thư", "/lam-viec/don-thu")
                .crumb("Báo cáo", "/lam-viec/don-thu/bao-cao");
            Answer::page(&ReportPage {
                shell,
                form,
                label: period.label(),
                window: window(period),
                periods: offered(ctx.today),
                lines,
                shares,
                query: format!("?ky={period}&dang=xlsx"),
            })
        })
        .await
}

fn workbook(period: Period, counts: &[(&str, &'static str, bool, i64)]) -> Result<Answer, Problem> {
    let rows = counts
        .iter()
        .map(|(_, label, is_part, count)| {
            let label = if *is_part { format!("   {label}") } else { (*label).to_owned() };
            vec![Cell::text(label), Cell::Number(*count)]
        })
        .collect();
    let table = Table {
        caption: String::new(),
        columns: vec![Column::left("Chỉ tiêu", 6), Column::right("Số đơn", 2)],
        rows,
        notes: Vec::new(),
    };
    let sheet = Sheet {
        name: "Đơn thư".to_owned(),
        title: "BÁO CÁO TIẾP NHẬN, XỬ LÝ ĐƠN".to_owned(),
        subtitle: format!("{}, {}", period.label(), window(period)),
        table,
    };
    Answer::xlsx(&[sheet], format!("don-thu-{period}.xlsx"))
}

#[derive(Template)]
#[template(path = "letters/report_rows.html")]
struct RowsPage {
    shell: Shell,
    label: &'static str,
    window: String,
    rows: Vec<(Letter, String, String)>,
    total: String,
    back: String,
}

pub(crate) async fn rows(visit: Visit, Path(word): Path<String>) -> Response {
    let typed = visit.query("ky");
    visit
        .read(move |ctx| {
            let council = council_of(ctx)?;
            let period = period_of(ctx, typed.as_deref())?;
            let (_, label, _, part) =
                LINES.into_iter().find(|(known, ..)| *known == word).ok_or(Problem::NotFound)?;
            let question = Question { council, from: period.from(), to: period.to(), part };
            let total = store::count_counted(ctx.tx, &question)?;
            let rows = store::list_counted(ctx.tx, &question, ROWS_MAX)?
                .into_iter()
                .map(|one| {
                    let said = if one.closed_on.is_some() {
                        view::ended(&one)
                    } else {
                        one.state.label().to_owned()
                    };
                    (one.clone(), dates::print(one.received_on), said)
                })
                .collect();
            let back = format!("/lam-viec/don-thu/bao-cao?ky={period}");
            let shell = ctx
                .shell(label)?
                .crumb("Đơn thư", "/lam-viec/don-thu")
                .crumb("Báo cáo", &back)
                .crumb(label, format!("/lam-viec/don-thu/bao-cao/{word}?ky={period}"));
            Answer::page(&RowsPage {
                shell,
                label,
                window: window(period),
                rows,
                total: numbers::print_integer(total),
                back,
            })
        })
        .await
}
