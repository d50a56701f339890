//! The pages and forms of reviews of texts: the list, a new one, one review, the public register.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, OrganizationId, TextReviewId, dates, numbers};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Error, Form, ListFile, Problem, Said, Shell, Visit, listing};
use papers::{Cell, Column, Table};

use crate::common::REVIEW_KIND;
use crate::model::{NewReview, Refusal, ReviewState, TextKind, TextReview};
use crate::pages;
use crate::pages::{Choices, ListPage, Names, ROWS_MAX, Shown, answer_badge, review_badge};
use crate::paper::{self, PaperRow};
use crate::policy::{self, Action};
use crate::reviews::{self, End};
use crate::rules::{self, Event};
use crate::store::{self, ReviewFilter};

pub(crate) const BASE: &str = "/lam-viec/ra-soat-van-ban";
const NUMBER_MAX: usize = 100;
const TITLE_MAX: usize = 500;
const ARTICLES_MAX: usize = 1_000;
const WORDS_MAX: usize = 5_000;

const fn names(base: &'static str) -> Names {
    Names {
        title: "Rà soát văn bản",
        lead: "Văn bản của UBND cùng cấp, nghị quyết của HĐND cấp dưới được rà soát; nội dung trái pháp luật và việc xử lý.",
        base,
        rows: "văn bản",
        columns: ["Văn bản", "Cơ quan ban hành", "Ngày rà soát"],
        new: "Rà soát một văn bản",
    }
}

fn rows(ctx: &mut Ctx<'_>, found: Vec<TextReview>) -> db::Result<Vec<Shown>> {
    let bodies = directory::names(ctx.tx)?;
    Ok(found
        .into_iter()
        .map(|one| Shown {
            href: one.path(),
            title: format!("{}: {}", one.text_name(), one.title),
            who: bodies.get(&one.issuer_id).cloned().unwrap_or_default(),
            on: one.opened_on,
            state: one.state.label(),
            badge: review_badge(&one),
            late: answer_badge(ctx, &one),
            is_demonstration: one.is_demonstration,
            code: one.code,
        })
        .collect())
}

/// What the list of the workspace is narrowed to, within what the actor may read.
fn filter_of(ctx: &Ctx<'_>, form: &Form) -> ReviewFilter {
    ReviewFilter {
        state: form.value("trang-thai").parse().ok(),
        is_unlawful: None,
        open_of: ctx.actor.council,
        sight: policy::sight(ctx.actor),
    }
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
            let found = store::reviews(ctx.tx, &filter_of(ctx, &form), None, pages::EXPORT_MAX)?;
            let rows = rows(ctx, found)?;
            pages::file(ctx, file, &names(BASE), &rows)
        })
        .await
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = filter_of(ctx, &form);
            let found = store::reviews(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count_reviews(ctx.tx, &filter)?;
            let query = form.query(&["trang-thai"], None);
            let pager = Pager {
                newer: None,
                older: listing::next(&format!("{BASE}{query}"), &found, ROWS_MAX, |one| {
                    (one.opened_on, one.id)
                }),
            };
            let rows = rows(ctx, found)?;
            let may_enter = !pages::reviewers(ctx)?.is_empty();
            let shell =
                ctx.shell("Rà soát văn bản")?.crumb("Hôm nay", "/lam-viec").crumb("Rà soát văn bản", BASE);
            Answer::page(&ListPage {
                shell,
                form,
                names: names(BASE),
                states: listing::any("Mọi trạng thái", ReviewState::choices()),
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                may_enter,
                more: vec![("Sổ công khai", "/ra-soat-van-ban")],
                pager,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "scrutiny/review_new.html")]
struct NewPage {
    shell: Shell,
    form: Form,
    reviewers: Choices,
    issuers: Choices,
    kinds: Choices,
}

/// The bodies whose texts this council oversees, as choices.
fn issuers(ctx: &mut Ctx<'_>) -> db::Result<Choices> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let Some(own) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    let mut found: Choices = directory::organizations_of_area(ctx.tx, own.area_id)?
        .into_iter()
        .filter(|one| one.kind == directory::OrganizationKind::PeoplesCommittee && one.works_on(today))
        .map(|one| (one.id.to_string(), one.short_name))
        .collect();
    for (_, below) in directory::commune_councils(ctx.tx, own.area_id, today)? {
        found.push((below.id.to_string(), below.short_name));
    }
    Ok(found)
}

fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let reviewers = pages::reviewers(ctx)?;
    if reviewers.is_empty() {
        return Err(Problem::NotFound);
    }
    let issuers = issuers(ctx)?;
    let shell = ctx
        .shell("Rà soát một văn bản")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Rà soát văn bản", BASE)
        .crumb("Rà soát một văn bản", format!("{BASE}/moi"))
        .with_faults_of(&form);
    let issuers = listing::any("Chọn cơ quan", issuers);
    Ok(NewPage { shell, form, reviewers, issuers, kinds: TextKind::choices() })
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let form = Form::with(&[
                ("loai", TextKind::Decision.as_str()),
                ("ngay-ra-soat", &dates::print(ctx.today)),
            ]);
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) async fn enter(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let reviewer: Option<OrganizationId> = form.take_choice("co-quan-ra-soat", "Cơ quan rà soát");
            let issuer: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan ban hành");
            let kind: Option<TextKind> = form.take_choice("loai", "Loại văn bản");
            let number = form.take_line("so", "Số, ký hiệu", NUMBER_MAX);
            let text_on = form.take_date("ngay-van-ban", "Ngày ban hành", ctx.today);
            let title = form.take_line("trich-yeu", "Trích yếu", TITLE_MAX);
            if form.fault("trich-yeu").is_none() && title.chars().count() < 5 {
                form.refuse("trich-yeu", "Trích yếu dài từ 5 ký tự.");
            }
            let opened_on = form.take_date("ngay-ra-soat", "Ngày rà soát", ctx.today);
            if let (Some(reviewer), Some(issuer), Some(kind), Some(text_on), Some(opened_on), true) =
                (reviewer, issuer, kind, text_on, opened_on, form.is_sound())
            {
                let new = NewReview {
                    reviewer,
                    issuer,
                    kind,
                    number,
                    text_on,
                    title,
                    opened_on,
                    is_demonstration: false,
                };
                match reviews::enter(ctx, &new) {
                    Ok(id) => {
                        return Ok(
                            Answer::see_other(format!("{BASE}/{id}")).saying("Đã ghi văn bản rà soát.")
                        );
                    }
                    Err(Error::Refused(reason)) => {
                        let field = match reason {
                            Refusal::NotOurs | Refusal::NoSuchBody => "co-quan",
                            Refusal::WrongReviewer => "co-quan-ra-soat",
                            _ => "ngay-ra-soat",
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

/// The review of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<TextReview, Problem> {
    let id: TextReviewId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(reviews::permitted(ctx, id, Action::ReadReview)?)
}

/// What a step of a review is called in its form.
struct StepForm {
    word: &'static str,
    title: &'static str,
    button: &'static str,
    /// What the words of the step are called; empty where it has none.
    words: &'static str,
    has_articles: bool,
    is_open: bool,
}

/// The steps that the state and the rights allow.
fn steps(one: &TextReview, form: &Form, may_keep: bool, may_answer: bool, is_over: bool) -> Vec<StepForm> {
    const STEPS: [(&str, Event, &str, &str, &str); 9] = [
        (
            "trai-luat",
            Event::FindUnlawful,
            "Ghi nội dung trái pháp luật",
            "Ghi kết quả",
            "Nội dung trái pháp luật",
        ),
        ("dung-luat", Event::FindLawful, "Ghi văn bản đúng pháp luật", "Ghi kết quả", "Nhận xét"),
        ("yeu-cau", Event::Demand, "Gửi yêu cầu sửa đổi, bãi bỏ", "Ghi ngày gửi yêu cầu", ""),
        ("tra-loi", Event::Answer, "Trả lời yêu cầu", "Ghi trả lời", "Nội dung trả lời"),
        ("xong", Event::Settle, "Ghi đã xử lý xong", "Kết thúc", "Văn bản thay thế, nội dung đã sửa"),
        ("bao-cao", Event::Raise, "Báo cáo Thường trực HĐND", "Ghi ngày báo cáo", ""),
        ("trinh", Event::Submit, "Trình HĐND bãi bỏ", "Ghi ngày trình", ""),
        ("bai-bo", Event::Annul, "HĐND bãi bỏ văn bản", "Kết thúc", "Nghị quyết bãi bỏ: số, ngày, nội dung"),
        ("giu", Event::Keep, "HĐND không bãi bỏ", "Kết thúc", "Lý do"),
    ];
    STEPS
        .into_iter()
        .filter(|(_, event, ..)| rules::step(one.state, *event).is_ok())
        .filter(|(_, event, ..)| if *event == Event::Answer { may_answer } else { may_keep })
        .filter(|(_, event, ..)| *event != Event::Raise || is_over)
        .map(|(word, event, title, button, words)| StepForm {
            word,
            title,
            button,
            words,
            has_articles: event == Event::FindUnlawful,
            is_open: form.value("viec") == word,
        })
        .collect()
}

#[derive(Template)]
#[template(path = "scrutiny/review.html")]
struct DetailPage {
    shell: Shell,
    form: Form,
    one: TextReview,
    badge: Badge,
    late: Option<Badge>,
    issuer: String,
    reviewer: String,
    /// What happened when, in order.
    course: Vec<(&'static str, String, String)>,
    due: String,
    due_lines: Vec<String>,
    steps: Vec<StepForm>,
    papers: Vec<PaperRow>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            Answer::page(&detail_page(ctx, one, &Form::new())?)
        })
        .await
}

/// What happened to a text: step, day, words.
fn course(one: &TextReview) -> Vec<(&'static str, String, String)> {
    let finding = match one.is_unlawful {
        Some(true) => "Có nội dung trái pháp luật",
        _ => "Đúng pháp luật",
    };
    let ended = one.ended_on.filter(|_| one.is_unlawful == Some(true));
    [
        (Some(one.opened_on), "Bắt đầu rà soát", String::new()),
        (one.found_on, finding, one.finding.clone()),
        (one.demanded_on, "Yêu cầu sửa đổi, bãi bỏ", String::new()),
        (one.answered_on, "Cơ quan ban hành trả lời", one.answer.clone()),
        (one.raised_on, "Báo cáo Thường trực HĐND", String::new()),
        (one.submitted_on, "Trình HĐND", String::new()),
        (ended, one.state.label(), one.ending.clone()),
    ]
    .into_iter()
    .filter_map(|(on, what, words)| Some((what, dates::print(on?), words)))
    .collect()
}

fn detail_page(ctx: &mut Ctx<'_>, one: TextReview, form: &Form) -> Result<DetailPage, Problem> {
    let may_keep = policy::may_review(ctx.actor, Action::KeepReview, &one);
    let may_answer = policy::may_review(ctx.actor, Action::AnswerReview, &one);
    let today = dates::print(ctx.today);
    let form = form.over(Form::with(&[("version", &one.version.to_string()), ("ngay", &today)]));
    let names = directory::names(ctx.tx)?;
    let papers = paper::review_rows(ctx, &one, may_keep)?;
    let due = one.demanded_on.and_then(|on| rules::answer_due(ctx.law, on));
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Rà soát văn bản", BASE)
        .crumb(&one.code, one.path())
        .of_record(REVIEW_KIND, one.id)
        .with_faults_of(&form);
    let is_over = rules::check_raise(&one, ctx.today).is_ok();
    Ok(DetailPage {
        shell,
        badge: review_badge(&one),
        late: answer_badge(ctx, &one),
        issuer: names.get(&one.issuer_id).cloned().unwrap_or_default(),
        reviewer: names.get(&one.reviewer_id).cloned().unwrap_or_default(),
        course: course(&one),
        due: one.answer_due_on.map(dates::print_weekday).unwrap_or_default(),
        due_lines: due.map(|due| due.explain()).unwrap_or_default(),
        steps: steps(&one, &form, may_keep, may_answer, is_over),
        papers,
        form,
        one,
    })
}

fn said<T>(form: &mut Form, done: Result<T, Error<Refusal>>, words: &str) -> Said {
    let field = match &done {
        Err(Error::Refused(Refusal::NoWords)) => "loi",
        Err(Error::Refused(Refusal::NoArticles)) => "dieu-khoan",
        _ => "ngay",
    };
    form.said(field, done, words)
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = find(ctx, &id)?;
            match review_deed(ctx, &one, form)? {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&detail_page(ctx, one, form)?),
            }
        })
        .await
}

fn review_deed(ctx: &mut Ctx<'_>, one: &TextReview, form: &mut Form) -> Said {
    let (id, version) = (one.id, form.version());
    if form.value("viec") == "du-thao" {
        let which = form.value("van-ban").parse().map_err(|_| Problem::NotFound)?;
        let done = paper::draft_of_review(ctx, id, which);
        return said(form, done, "Đã lập dự thảo văn bản. Mở dự thảo để sửa, ký, phát hành.");
    }
    let on = form.take_date("ngay", "Ngày", ctx.today);
    let words = form.take_text_or_empty("loi", "Nội dung", WORDS_MAX);
    let articles = form.take_line_or_empty("dieu-khoan", "Điều, khoản", ARTICLES_MAX);
    let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
    let ended = "Đã ghi kết quả; việc rà soát kết thúc và vào sổ công khai.";
    match form.value("viec") {
        "dung-luat" => {
            let done = reviews::find_lawful(ctx, id, version, on, &words);
            said(form, done, ended)
        }
        "trai-luat" => {
            let done = reviews::find_unlawful(ctx, id, version, on, &articles, &words);
            said(form, done, "Đã ghi nội dung trái pháp luật.")
        }
        "yeu-cau" => {
            let done = reviews::demand(ctx, id, version, on);
            let due = done.as_ref().map(|due| dates::print(*due)).unwrap_or_default();
            said(form, done, &format!("Đã gửi yêu cầu. Hạn trả lời: {due}."))
        }
        "tra-loi" => {
            let done = reviews::answer(ctx, id, version, on, &words);
            said(form, done, "Đã ghi trả lời.")
        }
        "bao-cao" => {
            let done = reviews::raise(ctx, id, version, on);
            said(form, done, "Đã báo cáo Thường trực HĐND.")
        }
        "trinh" => {
            let done = reviews::submit(ctx, id, version, on);
            said(form, done, "Đã trình HĐND.")
        }
        word => {
            let end = match word {
                "xong" => End::Settle,
                "bai-bo" => End::Annul,
                "giu" => End::Keep,
                _ => return Err(Problem::NotFound),
            };
            let done = reviews::end(ctx, id, version, end, on, &words);
            said(form, done, ended)
        }
    }
}

/// A review in the public register.
struct Entry {
    code: String,
    text: String,
    title: String,
    issuer: String,
    reviewer: String,
    found: String,
    articles: String,
    finding: String,
    ending: String,
    ended: String,
    badge: Badge,
    late: Option<Badge>,
    is_demonstration: bool,
}

#[derive(Template)]
#[template(path = "scrutiny/review_register.html")]
struct RegisterPage {
    shell: Shell,
    form: Form,
    findings: Choices,
    rows: Vec<Entry>,
    total: String,
    is_filtered: bool,
    /// The filter that stands, for the files.
    query: String,
    pager: Pager,
}

fn register_filter(ctx: &mut Ctx<'_>, form: &Form) -> Result<ReviewFilter, Problem> {
    let is_unlawful = match form.value("ket-qua") {
        "trai-luat" => Some(true),
        "dung-luat" => Some(false),
        _ => None,
    };
    Ok(ReviewFilter { open_of: Some(pages::home(ctx)?), is_unlawful, ..ReviewFilter::default() })
}

/// The public register as a file.
pub(crate) async fn register_file(visit: Visit, file: ListFile) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = register_filter(ctx, &form)?;
            let found = store::reviews(ctx.tx, &filter, None, pages::EXPORT_MAX)?;
            let names = directory::names(ctx.tx)?;
            let name = |id: &OrganizationId| Cell::text(names.get(id).map_or("", String::as_str));
            let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
            let rows = found
                .iter()
                .map(|one| {
                    vec![
                        Cell::text(&one.code),
                        Cell::text(one.text_name()),
                        Cell::text(&one.title),
                        name(&one.issuer_id),
                        name(&one.reviewer_id),
                        day(one.found_on),
                        Cell::text(one.state.label()),
                        Cell::text(&one.articles),
                        Cell::text(&one.finding),
                        Cell::text(&one.ending),
                        day(one.ended_on),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Mã", 3),
                Column::left("Văn bản", 5),
                Column::left("Trích yếu", 8),
                Column::left("Cơ quan ban hành", 4),
                Column::left("Cơ quan rà soát", 4),
                Column::center("Ngày có kết quả", 3),
                Column::left("Trạng thái", 3),
                Column::left("Trái với", 5),
                Column::left("Nhận xét", 6),
                Column::left("Kết quả xử lý", 5),
                Column::center("Ngày xử lý xong", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Rà soát văn bản", "ra-soat-van-ban", table)
        })
        .await
}

/// The public register of reviews that are over.
pub(crate) async fn register(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = register_filter(ctx, &form)?;
            let found = store::reviews(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count_reviews(ctx.tx, &filter)?;
            let query = form.query(&["ket-qua"], None);
            let pager = Pager {
                newer: None,
                older: listing::next(&format!("/ra-soat-van-ban{query}"), &found, ROWS_MAX, |one| {
                    (one.opened_on, one.id)
                }),
            };
            let names = directory::names(ctx.tx)?;
            let name = |id: &OrganizationId| names.get(id).cloned().unwrap_or_default();
            let rows = found
                .into_iter()
                .map(|one| Entry {
                    text: one.text_name(),
                    issuer: name(&one.issuer_id),
                    reviewer: name(&one.reviewer_id),
                    found: one.found_on.map(dates::print).unwrap_or_default(),
                    ended: one.ended_on.map(dates::print).unwrap_or_default(),
                    badge: review_badge(&one),
                    late: answer_badge(ctx, &one),
                    is_demonstration: one.is_demonstration,
                    code: one.code,
                    title: one.title,
                    articles: one.articles,
                    finding: one.finding,
                    ending: one.ending,
                })
                .collect();
            let shell = ctx
                .shell("Rà soát văn bản")?
                .crumb("Trang chủ", "/")
                .crumb("Rà soát văn bản", "/ra-soat-van-ban");
            Answer::page(&RegisterPage {
                shell,
                form,
                findings: vec![
                    (String::new(), "Mọi kết quả".to_owned()),
                    ("trai-luat".to_owned(), "Có nội dung trái pháp luật".to_owned()),
                    ("dung-luat".to_owned(), "Đúng pháp luật".to_owned()),
                ],
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                pager,
            })
        })
        .await
}
