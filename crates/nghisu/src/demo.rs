//! The demonstration: Thanh Liêm on the morning of 15/10/2020.
//!
//! Everything is made by the same actions that people use, with the clock moved through the
//! year, so that the journal, the numbers of letters and the ages of conclusions are real.
//! Persons are invented except those whom the portal page of 15/10/2020 names.

mod briefings_of_2020;
mod chamber;
mod coordination;
mod course;
mod difficulties;
mod dossier;
mod drafts;
mod figures;
mod implementation;
mod letters;
mod meetings;
mod oversight;
mod people;
mod programme;
mod questions;
mod reception;
mod registers;
mod scrutiny;
mod units;
mod voters;

use askama::Template;
use axum::response::Response;
use kernel::{Actor, Date, Instant, dates};
use kit::{Access, Answer, Ctx, Form, Problem, Routes, Shell, Visit};

use crate::{Fault, Installation};

/// 15/10/2020 08:00 at UTC+7.
pub const START_MS: Instant = 1_602_723_600_000;
/// The seed of the demonstration's ids.
pub const SEED: u64 = 20_201_015;
/// The one password of the demonstration.
pub const PASSWORD: &str = "thanh-liem-2020";

/// Builds the whole demonstration.
///
/// # Errors
/// [`Fault`] when a deed is refused: a fault of the program.
pub fn build(installation: &Installation) -> Result<(), Fault> {
    let places = units::build(installation)?;
    people::build(installation, &places)?;
    let mut steps = registers::steps(&places);
    steps.extend(drafts::steps(&places));
    steps.extend(figures::steps(&places));
    steps.extend(voters::steps(&places));
    steps.extend(letters::steps(&places));
    steps.extend(reception::steps(&places));
    steps.extend(briefings_of_2020::steps(&places));
    steps.extend(difficulties::steps(&places));
    steps.extend(questions::steps(&places));
    steps.extend(programme::steps(&places));
    steps.extend(meetings::steps(&places));
    steps.extend(oversight::steps(&places));
    steps.extend(scrutiny::steps(&places));
    steps.extend(implementation::steps(&places));
    steps.extend(coordination::steps(&places));
    steps.extend(course::steps(&places));
    steps.push(step(Date::constant(2020, 1, 9), 8, &places.office, |ctx| Ok(portal::index_rules(ctx)?)));
    // The journal is written in the order of time
    steps.sort_by_key(|step| step.at);
    for step in steps {
        installation.app.clock().set(step.at);
        (step.work)(installation)?;
    }
    Ok(())
}

type Work = Box<dyn FnOnce(&Installation) -> Result<(), Fault>>;

/// Something that happens at a time.
pub(crate) struct Step {
    at: Instant,
    work: Work,
}

/// A deed of somebody on a day at an hour.
pub(crate) fn step(
    on: Date,
    hour: i64,
    actor: &Actor,
    work: impl Fn(&mut Ctx<'_>) -> Result<(), Problem> + Send + 'static,
) -> Step {
    let actor = actor.clone();
    Step {
        at: dates::midnight(on) + hour * 3_600_000,
        work: Box::new(move |installation| act(installation, &actor, work)),
    }
}

/// Sets the clock to a day at an hour and returns.
pub(crate) fn at(installation: &Installation, day: Date, hour: i64) {
    installation.app.clock().set(dates::midnight(day) + hour * 3_600_000);
}

/// Acts as somebody, in one write transaction.
pub(crate) fn act<T: Send + 'static>(
    installation: &Installation,
    actor: &Actor,
    work: impl Fn(&mut Ctx<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Fault> {
    installation.app.write_as(actor, work).map_err(Fault::from)
}

/// What is printed at the start.
pub fn welcome(listen: &str) -> String {
    let mut lines = vec![
        format!("Cổng:       http://{listen}/"),
        format!("Đăng nhập:  http://{listen}/dang-nhap   (mật khẩu chung: {PASSWORD})"),
    ];
    for (name, what) in SIGN_INS {
        lines.push(format!("  {name:<12} {what}"));
    }
    lines.push(format!("Đồng hồ:    http://{listen}/trinh-dien   (hôm nay là 15/10/2020)"));
    lines.push("Dừng: Ctrl+C".to_owned());
    lines.join("\n")
}

/// The sign-ins that are shown; every commune has its own, `xa-` and its code.
const SIGN_INS: [(&str, &str); 11] = [
    ("vanphong", "Chuyên viên Văn phòng HĐND và UBND huyện"),
    ("lanhdaovp", "Lãnh đạo Văn phòng"),
    ("thuongtruc", "Thường trực HĐND huyện"),
    ("chutich", "Chủ tịch HĐND huyện"),
    ("phapche", "Ban Pháp chế"),
    ("daibieu1", "Đại biểu HĐND huyện (và daibieu2 … daibieu31)"),
    ("ubnd", "UBND huyện"),
    ("mattran", "Ủy ban MTTQ huyện"),
    ("xa-13453", "HĐND xã Thanh Hà (và 15 xã, thị trấn khác: xa-<mã>)"),
    ("phong-tnmt", "Phòng Tài nguyên và Môi trường"),
    ("quantri", "Quản trị hệ thống"),
];

/// The demonstration's own page: its clock and its sign-ins.
pub(crate) fn routes() -> Routes {
    Routes::new().get(Access::Public, "/trinh-dien", page).post(Access::Public, "/trinh-dien", set_clock).get(
        Access::Public,
        "/mau-giao-dien",
        style,
    )
}

#[derive(Template)]
#[template(path = "nghisu/demo.html")]
struct DemoPage {
    shell: Shell,
    form: Form,
    now: String,
    days: Vec<(String, String)>,
    sign_ins: &'static [(&'static str, &'static str)],
    password: &'static str,
}

async fn page(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&demo_page(ctx, Form::new())?)).await
}

fn demo_page(ctx: &mut Ctx<'_>, form: Form) -> Result<DemoPage, Problem> {
    if !ctx.app.settings().purpose.is_demonstration() {
        return Err(Problem::NotFound);
    }
    let after = |days: u64| {
        let day = ctx.today.checked_add(std::time::Duration::from_secs(days * 86_400)).unwrap_or(ctx.today);
        dates::print(day)
    };
    let days = vec![
        ("Sau 1 ngày".to_owned(), after(1)),
        ("Sau 1 tuần".to_owned(), after(7)),
        ("Sau 1 tháng".to_owned(), after(30)),
        ("Về sáng 15/10/2020".to_owned(), "15/10/2020".to_owned()),
    ];
    let now = dates::print_time(ctx.now);
    let shell = ctx
        .shell("Bản trình diễn")?
        .crumb("Trang chủ", "/")
        .crumb("Bản trình diễn", "/trinh-dien")
        .with_faults_of(&form);
    Ok(DemoPage { shell, form, now, days, sign_ins: &SIGN_INS, password: PASSWORD })
}

async fn set_clock(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !ctx.app.settings().purpose.is_demonstration() {
                return Err(Problem::NotFound);
            }
            match form.take_date("ngay", "Ngày", ctx.today) {
                Some(day) => {
                    ctx.app.clock().set(dates::midnight(day) + 8 * 3_600_000);
                    Ok(Answer::see_other("/trinh-dien")
                        .saying(format!("Hôm nay của bản trình diễn là {}.", dates::print(day))))
                }
                None => Answer::faulty(&demo_page(ctx, form.clone())?),
            }
        })
        .await
}

/// Every component on one page.
async fn style(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            if !ctx.app.settings().purpose.is_demonstration() {
                return Err(Problem::NotFound);
            }
            let shell =
                ctx.shell("Mẫu giao diện")?.crumb("Trang chủ", "/").crumb("Mẫu giao diện", "/mau-giao-dien");
            Answer::page(&kit::ui::StylePage::sample(shell))
        })
        .await
}
