//! The Fatherland Front's inbox: what was answered and waits for its look, where voters do not
//! agree, and what is said to be done and is not. Each is marked straight from its row.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, OrganizationId, PetitionId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};

use crate::forms::REASON_MAX;
use crate::model::Petition;
use crate::pages::Names;
use crate::policy::{self, Action};
use crate::store_front::{self, Pile};
use crate::{actions, view};

const PATH: &str = "/lam-viec/kien-nghi/mat-tran";
/// An answer older than a quarter is in the register, and no news.
const LOOK_DAYS: i64 = 92;
const ROWS_MAX: i64 = 200;

const PILES: [(Pile, &str, &str); 3] = [
    (Pile::ToLook, "Mới trả lời, chờ xem", "Không còn câu trả lời nào chờ Mặt trận xem."),
    (Pile::Objected, "Cử tri chưa đồng tình, chờ đánh giá lại", "Không có kiến nghị nào."),
    (Pile::NotDone, "Nói xong nhưng xã báo chưa xong", "Không có kiến nghị nào."),
];

struct Row {
    one: Petition,
    place: String,
    lead: String,
    answered: String,
    badge: Badge,
    /// The name of its field: each row has its own reason.
    field: String,
    may_agree: bool,
}

struct Group {
    title: &'static str,
    empty: &'static str,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "petitions/front.html")]
struct FrontPage {
    shell: Shell,
    form: Form,
    groups: Vec<Group>,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    match (ctx.actor.council, ctx.actor.area) {
        (Some(council), Some(area)) if policy::may_in_council(ctx.actor, Action::Object, council, area) => {
            Ok(council)
        }
        _ => Err(Problem::NotFound),
    }
}

fn days_before(today: Date, days: i64) -> Date {
    dates::date_of(dates::midnight(today) - days * 86_400_000)
}

fn front_page(ctx: &mut Ctx<'_>, form: Form) -> Result<FrontPage, Problem> {
    council_of(ctx)?;
    let since = days_before(ctx.today, LOOK_DAYS);
    let actor = ctx.actor;
    let mut groups = Vec::new();
    for (pile, title, empty) in PILES {
        let found = store_front::list(ctx.tx, actor, pile, since, ROWS_MAX)?;
        let names = Names::load(ctx, &found)?;
        let rows = found
            .into_iter()
            .map(|one| Row {
                place: names.place(&one),
                lead: names.body(one.lead_id),
                answered: one.answered_on.map_or_else(String::new, dates::print),
                badge: view::badge(&one, ctx.today, ctx.law),
                field: format!("ly-do-{}", one.id),
                may_agree: pile == Pile::ToLook,
                one,
            })
            .collect();
        groups.push(Group { title, empty, rows });
    }
    let shell = ctx
        .shell("Mặt trận giám sát trả lời")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Mặt trận", PATH)
        .with_faults_of(&form);
    Ok(FrontPage { shell, form, groups })
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&front_page(ctx, Form::new())?)).await
}

/// `dong-tinh` says that voters agree; without it the reason of the row says that they do not.
pub(crate) async fn mark(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            council_of(ctx)?;
            let id: PetitionId = id.parse().map_err(|_| Problem::NotFound)?;
            if form.is_checked("dong-tinh") {
                let one = actions::agree(ctx, id)?;
                return Ok(Answer::see_other(PATH).saying(format!("Cử tri đồng tình với {}.", one.code)));
            }
            let field = format!("ly-do-{id}");
            let reason = form.take_text(&field, "Cử tri chưa đồng tình vì", REASON_MAX);
            if !form.is_sound() {
                return Answer::faulty(&front_page(ctx, form.clone())?);
            }
            match actions::object(ctx, id, &reason) {
                Ok(one) => {
                    Ok(Answer::see_other(PATH)
                        .saying(format!("Đã báo cử tri chưa đồng tình với {}.", one.code)))
                }
                Err(Error::Refused(refused)) => {
                    form.refuse(&field, refused.to_string());
                    Answer::faulty(&front_page(ctx, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}
