//! The pages and forms of draws: the lists, a new one, one draw, and what anyone needs to repeat it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{DrawId, OrganizationId, dates, numbers, text};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Error, Form, ListFile, Problem, Shell, Visit, listing};

use crate::model::{Draw, DrawState, NewDraw, Refusal};
use crate::pages::{self, Choices, ListPage, Names, ROWS_MAX, Shown, draw_badge};
use crate::{draws, policy, store};

pub(crate) const BASE: &str = "/lam-viec/boc-tham";
const TITLE_MAX: usize = 500;
const PURPOSE_MAX: usize = 2_000;
const RULE_MAX: usize = 1_000;
const CANDIDATES_MAX: usize = 50_000;
const CANDIDATE_MAX: usize = 300;
const WANTED_MAX: i64 = 1_000;

const fn names(base: &'static str) -> Names {
    Names {
        title: "Bốc thăm",
        lead: "Chọn đối tượng giám sát bằng bốc thăm mà ai cũng kiểm tra lại được.",
        base,
        rows: "lần bốc thăm",
        columns: ["Nội dung", "Chọn", "Ngày công bố"],
        new: "Công bố bốc thăm",
    }
}

fn rows(found: Vec<Draw>, path: impl Fn(&Draw) -> String) -> Vec<Shown> {
    found
        .into_iter()
        .map(|one| Shown {
            href: path(&one),
            who: format!("{} trong {}", one.wanted, one.list().len()),
            on: one.published_on,
            state: one.state.label(),
            badge: draw_badge(&one),
            late: one.again_id.map(|_| Badge::late("Bốc lại")),
            is_demonstration: one.is_demonstration,
            code: one.code,
            title: one.title,
        })
        .collect()
}

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
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let state: Option<DrawState> = form.value("trang-thai").parse().ok();
            let found = store::draws(ctx.tx, council, state, None, pages::EXPORT_MAX)?;
            let keeps = policy::may_keep(ctx.actor, council);
            let rows = rows(found, if keeps { Draw::path } else { Draw::public_path });
            pages::file(ctx, file, &names(BASE), &rows)
        })
        .await
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let state: Option<DrawState> = form.value("trang-thai").parse().ok();
            let found = store::draws(ctx.tx, council, state, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = numbers::print_integer(store::count_draws(ctx.tx, council, state)?);
            let query = form.query(&["trang-thai"], None);
            let older =
                listing::next(&format!("{BASE}{query}"), &found, ROWS_MAX, |one| (one.published_on, one.id));
            let may_enter = policy::may_keep(ctx.actor, council);
            let shell = ctx.shell("Bốc thăm")?.crumb("Hôm nay", "/lam-viec").crumb("Bốc thăm", BASE);
            Answer::page(&ListPage {
                shell,
                form,
                names: names(BASE),
                states: listing::any("Mọi trạng thái", DrawState::choices()),
                rows: rows(found, if may_enter { Draw::path } else { Draw::public_path }),
                total,
                is_filtered: state.is_some(),
                query,
                may_enter,
                more: vec![("Trang công khai", "/boc-tham")],
                pager: Pager { newer: None, older },
            })
        })
        .await
}

/// The same list as a file.
pub(crate) async fn public_file(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let council = pages::home(ctx)?;
            let found = store::draws(ctx.tx, council, None, None, pages::EXPORT_MAX)?;
            pages::file(ctx, file, &names("/boc-tham"), &rows(found, Draw::public_path))
        })
        .await
}

/// The newest of it as a feed.
pub(crate) async fn atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = pages::home(ctx)?;
            let found = store::draws(ctx.tx, council, None, None, ROWS_MAX)?;
            pages::feed(ctx, &names("/boc-tham"), &rows(found, Draw::public_path))
        })
        .await
}

pub(crate) async fn public_list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = pages::home(ctx)?;
            let found = store::draws(ctx.tx, council, None, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = numbers::print_integer(store::count_draws(ctx.tx, council, None)?);
            let older = listing::next("/boc-tham", &found, ROWS_MAX, |one| (one.published_on, one.id));
            let shell = ctx.shell("Bốc thăm")?.crumb("Trang chủ", "/").crumb("Bốc thăm", "/boc-tham");
            Answer::page(&pages::PublicListPage {
                shell,
                names: names("/boc-tham"),
                rows: rows(found, Draw::public_path),
                total,
                more: vec![
                    ("Excel", "/boc-tham.xlsx"),
                    ("CSV", "/boc-tham.csv"),
                    ("Theo dõi (Atom)", "/boc-tham.atom"),
                ],
                pager: Pager { newer: None, older },
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "scrutiny/draw_new.html")]
struct NewPage {
    shell: Shell,
    form: Form,
    /// There was a draw on the matter.
    is_again: bool,
}

fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if !policy::may_keep(ctx.actor, council) {
        return Err(Problem::NotFound);
    }
    let is_again = form.fault("ly-do-lai").is_some() || !form.value("ly-do-lai").is_empty();
    let shell = ctx
        .shell("Công bố bốc thăm")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Bốc thăm", BASE)
        .crumb("Công bố bốc thăm", format!("{BASE}/moi"))
        .with_faults_of(&form);
    Ok(NewPage { shell, form, is_again })
}

/// The communes of the council's unit, one a line.
fn communes(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<String> {
    let Some(own) = directory::organization(ctx.tx, council)? else { return Ok(String::new()) };
    let today = ctx.today;
    let found = directory::commune_councils(ctx.tx, own.area_id, today)?;
    Ok(found.into_iter().map(|(area, _)| area.name).collect::<Vec<_>>().join("\n"))
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let mut form = Form::with(&[("so-chon", "2")]);
            form.set("danh-sach", communes(ctx, council)?);
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

fn take_draw(ctx: &Ctx<'_>, form: &mut Form) -> Option<NewDraw> {
    let title = form.take_line("tieu-de", "Nội dung bốc thăm", TITLE_MAX);
    if form.fault("tieu-de").is_none() && title.chars().count() < 5 {
        form.refuse("tieu-de", "Nội dung bốc thăm dài từ 5 ký tự.");
    }
    let purpose = form.take_text_or_empty("muc-dich", "Mục đích", PURPOSE_MAX);
    let typed = form.take_text("danh-sach", "Danh sách", CANDIDATES_MAX);
    let candidates: Vec<String> =
        typed.lines().map(text::clean_line).filter(|line| !line.is_empty()).collect();
    if let Some(long) = candidates.iter().find(|line| line.chars().count() > CANDIDATE_MAX) {
        form.refuse("danh-sach", format!("Dòng “{}…” quá dài.", text::truncate_words(long, 40)));
    }
    let wanted = form.take_integer("so-chon", "Số cần chọn", 1..=WANTED_MAX);
    let draw_on = form.take_date("ngay-boc", "Ngày bốc thăm", ctx.today);
    let public_rule = form.take_line_or_empty("gia-tri", "Giá trị công khai", RULE_MAX);
    let again_reason = form.take_line_or_empty("ly-do-lai", "Lý do bốc lại", RULE_MAX);
    let (wanted, draw_on) = (wanted?, draw_on?);
    form.is_sound().then_some(NewDraw {
        title,
        purpose,
        candidates,
        wanted,
        draw_on,
        public_rule,
        again_reason,
        is_demonstration: false,
    })
}

pub(crate) async fn publish(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if let Some(new) = take_draw(ctx, form) {
                match draws::publish(ctx, &new) {
                    Ok(id) => {
                        return Ok(Answer::see_other(format!("{BASE}/{id}"))
                            .saying("Đã công bố danh sách và mã băm. Danh sách không đổi được nữa."));
                    }
                    Err(Error::Refused(reason)) => {
                        let field = match reason {
                            Refusal::WrongNumber(_) => "so-chon",
                            Refusal::Twice(_) => "danh-sach",
                            Refusal::DrawnBefore(_) => "ly-do-lai",
                            Refusal::NoCheckpoint => "gia-tri",
                            _ => "ngay-boc",
                        };
                        form.refuse(field, reason.to_string());
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&new_page(ctx, form.clone())?)
        })
        .await
}

/// What the workspace and the public page show of a draw.
struct Facts {
    one: Draw,
    badge: Badge,
    published: String,
    draw_day: String,
    drawn: String,
    candidates: Vec<String>,
    chosen: Vec<String>,
    /// The seed, when it is no secret any more.
    seed: String,
    rule: String,
    /// The draws before and after this one on the same matter.
    others: Choices,
}

fn facts(ctx: &mut Ctx<'_>, one: Draw) -> db::Result<Facts> {
    let mut others = Vec::new();
    if let Some(id) = one.again_id
        && let Some(first) = store::draw(ctx.tx, id)?
    {
        others.push((format!("Lần bốc thăm trước: {}", first.code), first.public_path()));
    }
    if let Some(after) = store::draw_after(ctx.tx, one.id)? {
        others.push((format!("Bốc lại ở lần sau: {}", after.code), after.public_path()));
    }
    let rule = if one.public_rule.is_empty() {
        "Mã băm gốc của điểm chốt mới nhất của nhật ký công khai vào lúc bốc thăm".to_owned()
    } else {
        one.public_rule.clone()
    };
    Ok(Facts {
        badge: draw_badge(&one),
        published: dates::print_weekday(one.published_on),
        draw_day: dates::print_weekday(one.draw_on),
        drawn: one.drawn_ms.map(dates::print_time).unwrap_or_default(),
        candidates: one.list().into_iter().map(str::to_owned).collect(),
        chosen: one.chosen.lines().map(str::to_owned).collect(),
        seed: if one.state == DrawState::Published { String::new() } else { one.seed.clone() },
        rule,
        others,
        one,
    })
}

#[derive(Template)]
#[template(path = "scrutiny/draw.html")]
struct DetailPage {
    shell: Shell,
    form: Form,
    facts: Facts,
    may_draw: bool,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: DrawId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = draws::permitted(ctx, id)?;
            Answer::page(&detail_page(ctx, one, &Form::new())?)
        })
        .await
}

fn detail_page(ctx: &mut Ctx<'_>, one: Draw, form: &Form) -> Result<DetailPage, Problem> {
    let form = form.over(Form::with(&[("version", &one.version.to_string())]));
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Bốc thăm", BASE)
        .crumb(&one.code, one.path())
        .with_faults_of(&form);
    let may_draw = one.state == DrawState::Published && one.draw_on <= ctx.today;
    Ok(DetailPage { shell, form, facts: facts(ctx, one)?, may_draw })
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: DrawId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = draws::permitted(ctx, id)?;
            let version = form.version();
            let said = match form.value("viec") {
                "boc" => {
                    let was_drawn = one.state == DrawState::Drawn;
                    let value = form.take_line_or_empty("gia-tri-cong-khai", "Giá trị công khai", RULE_MAX);
                    let done = draws::draw(ctx, id, version, &value);
                    form.or_refuse("gia-tri-cong-khai", done)?.map(|_| {
                        if was_drawn {
                            "Đã bốc thăm từ trước; kết quả không đổi."
                        } else {
                            "Đã bốc thăm."
                        }
                    })
                }
                "huy" => {
                    let reason = form.take_line_or_empty("ly-do", "Lý do", RULE_MAX);
                    let done = draws::cancel(ctx, id, version, &reason);
                    form.or_refuse("ly-do", done)?.map(|()| "Đã ghi không bốc thăm.")
                }
                _ => return Err(Problem::NotFound),
            };
            match said {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&detail_page(ctx, one, form)?),
            }
        })
        .await
}

#[derive(Template)]
#[template(path = "scrutiny/draw_public.html")]
struct PublicPage {
    shell: Shell,
    facts: Facts,
    may_open: bool,
}

/// What anyone may read of a draw: everything but the seed before the draw.
pub(crate) async fn public(visit: Visit, Path(code): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = store::draw_by_code(ctx.tx, &code)?.ok_or(Problem::NotFound)?;
            let may_open = policy::may_keep(ctx.actor, one.council_id);
            let shell = ctx
                .shell(one.label())?
                .crumb("Trang chủ", "/")
                .crumb("Bốc thăm", "/boc-tham")
                .crumb(&one.code, one.public_path());
            Answer::page(&PublicPage { shell, facts: facts(ctx, one)?, may_open })
        })
        .await
}
