//! Who must receive how often in a year, as met or not, and the button that plans the rest.

use askama::Template;
use axum::response::Response;
use kernel::dates;
use kit::ui::Badge;
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit as Request};

use crate::actions::own_register;
use crate::pages::BASE;
use crate::policy::Action;
use crate::schedule::{self, Standing};

struct Line {
    label: String,
    need: usize,
    receptions: Vec<(String, String)>,
    badge: Badge,
}

struct Duty {
    who: String,
    rule: String,
    lines: Vec<Line>,
    /// So many periods are met, of how many.
    met: usize,
}

#[derive(Template)]
#[template(path = "reception/schedule.html")]
struct SchedulePage {
    shell: Shell,
    year: i16,
    duties: Vec<Duty>,
    missing: usize,
}

fn year_of(typed: &str, ctx: &Ctx<'_>) -> i16 {
    typed.parse().ok().filter(|year| (2000..=2100).contains(year)).unwrap_or_else(|| ctx.today.year())
}

fn badge(standing: Standing) -> Badge {
    match standing {
        Standing::Met => Badge::done("Đạt"),
        Standing::Planned => Badge::doing("Đã có lịch"),
        Standing::Missing => Badge::new(kit::ui::BadgeKind::Cho, "Chưa có lịch"),
        Standing::Failed => Badge::late("Không đạt"),
    }
}

pub(crate) async fn page(visit: Request) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = own_register(ctx, Action::Keep).ok_or(Problem::NotFound)?;
            let year = year_of(form.value("nam"), ctx);
            let duties = schedule::duties(ctx, council, year)?;
            // Only the chair's receptions are planned from here
            let missing = duties
                .first()
                .map_or(0, |duty| duty.rows.iter().filter(|row| row.standing == Standing::Missing).count());
            let duties = duties
                .into_iter()
                .map(|duty| Duty {
                    met: duty.rows.iter().filter(|row| row.standing == Standing::Met).count(),
                    who: duty.who,
                    rule: duty.rule,
                    lines: duty
                        .rows
                        .into_iter()
                        .map(|row| Line {
                            badge: badge(row.standing),
                            label: row.label,
                            need: row.need,
                            receptions: row
                                .receptions
                                .iter()
                                .map(|one| {
                                    (
                                        format!("{}, {}", dates::print(one.held_on), one.state.label()),
                                        one.path(),
                                    )
                                })
                                .collect(),
                        })
                        .collect(),
                })
                .collect();
            let shell = ctx
                .shell(format!("Lịch tiếp công dân theo luật, năm {year}"))?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Tiếp công dân", BASE)
                .crumb("Lịch theo luật", format!("{BASE}/lich"));
            Answer::page(&SchedulePage { shell, year, duties, missing })
        })
        .await
}

pub(crate) async fn plan_missing(visit: Request, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = own_register(ctx, Action::Keep).ok_or(Problem::NotFound)?;
            let year = year_of(form.value("nam"), ctx);
            let planned = match schedule::plan_missing(ctx, council, year) {
                Ok(planned) => planned,
                Err(Error::Refused(reason)) => return Err(Problem::Refused(reason.to_string())),
                Err(error) => return Err(error.into()),
            };
            let said = format!("Đã lập {planned} buổi. Xem lại ngày, địa điểm rồi đăng lịch.");
            Ok(Answer::see_other(format!("{BASE}/lich?nam={year}")).saying(said))
        })
        .await
}
