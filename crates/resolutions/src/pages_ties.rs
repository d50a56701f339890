//! The workspace pages of ties and corrections, and what their forms do.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{ResolutionId, ResolutionRelationId, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::address::Addresses;
use crate::model::{NewErratum, NewRelation, RelationKind, Resolution, Way};
use crate::policy::{self, Action};
use crate::{pages, rules, store, ties};

const WORDS_MAX: usize = 500;
const ARTICLE_MAX: usize = 20;
const TEXT_MAX: usize = 50_000;
const TITLE_MAX: usize = 500;
const BODY_MAX: usize = 200_000;
/// Older ones are named in words.
const CHOICES_MAX: i64 = 500;

struct TieRow {
    id: String,
    /// The field of the reason for taking it back.
    why: String,
    deed: String,
    older: String,
    href: String,
    from: String,
    note: String,
    version: i64,
}

#[derive(Template)]
#[template(path = "resolutions/ties.html")]
struct TiesPage {
    shell: Shell,
    form: Form,
    one: Resolution,
    rows: Vec<TieRow>,
    older: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    ways: Vec<(String, String)>,
}

fn find(ctx: &mut Ctx<'_>, id: &str, action: Action) -> Result<Resolution, Problem> {
    let one = pages::find(ctx, id)?;
    if policy::may(ctx.actor, action, one.council_id, one.is_public) {
        Ok(one)
    } else {
        Err(Problem::NotFound)
    }
}

fn shell(
    ctx: &mut Ctx<'_>,
    one: &Resolution,
    title: &str,
    last: &str,
    form: &Form,
) -> Result<Shell, Problem> {
    Ok(ctx
        .shell(format!("{title}, {}", one.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Nghị quyết", "/lam-viec/nghi-quyet")
        .crumb(one.label(), one.path())
        .crumb(title, format!("{}/{last}", one.path()))
        .with_faults_of(form))
}

fn ties_page(ctx: &mut Ctx<'_>, one: Resolution, form: Form) -> Result<TiesPage, Problem> {
    let rows = ties::outgoing(ctx.tx, one.id)?
        .into_iter()
        .map(|(tie, older)| TieRow {
            why: why_field(tie.id),
            id: tie.id.to_string(),
            deed: tie.deed(),
            older: older.as_ref().map_or_else(|| tie.target_text.clone(), Resolution::label),
            href: older.map(|older| older.path()).unwrap_or_default(),
            from: dates::print(tie.from_on),
            note: tie.note,
            version: tie.version,
        })
        .collect();
    let older = store::choices(ctx.tx, one.council_id, one.adopted_on, one.id, CHOICES_MAX)?.into_iter().map(
        |(id, number, adopted, title)| {
            let title = kernel::text::truncate_words(&title, 80);
            (id.to_string(), format!("{number}, {}: {title}", dates::print(adopted)))
        },
    );
    let older =
        std::iter::once((String::new(), "Nghị quyết chưa có trong sổ".to_owned())).chain(older).collect();
    let shell = shell(ctx, &one, "Quan hệ", "quan-he", &form)?;
    Ok(TiesPage { shell, form, rows, older, kinds: RelationKind::choices(), ways: Way::choices(), one })
}

/// The form of a new relation before anything is typed.
fn blank(one: &Resolution) -> Form {
    let mut form = Form::with(&[("loai", "amends"), ("cach", "replace")]);
    if let Some(effective) = one.effective_on {
        form.set("tu-ngay", dates::print(effective));
    }
    form
}

/// The field of the reason for taking a relation back: each has its own, or the fault of one would
/// stand at all of them.
fn why_field(tie: ResolutionRelationId) -> String {
    format!("ly-do-{tie}")
}

pub(crate) async fn ties(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id, Action::Relate)?;
            let form = blank(&one);
            Answer::page(&ties_page(ctx, one, form)?)
        })
        .await
}

pub(crate) async fn relate(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = find(ctx, &id, Action::Relate)?;
            let kind: Option<RelationKind> = form.take_choice("loai", "Loại quan hệ");
            let way: Option<Way> = form.take_choice("cach", "Phạm vi");
            let target: Option<ResolutionId> = form.take_choice_or_none("nghi-quyet", "Nghị quyết");
            let target_text = form.take_line_or_empty("ngoai-so", "Nghị quyết chưa có trong sổ", WORDS_MAX);
            let article = form.take_line_or_empty("dieu", "Điều", ARTICLE_MAX);
            let new_text = form.take_text_or_empty("noi-dung", "Nội dung mới", TEXT_MAX);
            let from_on = form.take_date("tu-ngay", "Ngày bắt đầu", ctx.today);
            let note = form.take_line_or_empty("ghi-chu", "Ghi chú", WORDS_MAX);
            if let (Some(kind), Some(way), Some(from_on)) = (kind, way, from_on) {
                // What another way would have needed is not kept
                let has_text = matches!(way, Way::Replace | Way::Insert);
                let new_text = if has_text { new_text } else { String::new() };
                let new = NewRelation { target, target_text, kind, way, article, new_text, from_on, note };
                for fault in ties::relation_faults(ctx, &one, &new)? {
                    form.refuse(fault.field(), fault.to_string());
                }
                if form.is_sound() {
                    ties::relate(ctx, one.id, &new)?;
                    return Ok(Answer::see_other(format!("{}/quan-he", one.path())).saying("Đã ghi quan hệ."));
                }
            }
            Answer::faulty(&ties_page(ctx, one, form.clone())?)
        })
        .await
}

pub(crate) async fn unrelate(visit: Visit, Path((id, tie)): Path<(String, String)>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = find(ctx, &id, Action::Relate)?;
            let tie: ResolutionRelationId = tie.parse().map_err(|_| Problem::NotFound)?;
            if !store::relations_of(ctx.tx, one.id)?.iter().any(|known| known.id == tie) {
                return Err(Problem::NotFound);
            }
            let why = form.take_line(&why_field(tie), "Lý do bỏ quan hệ", WORDS_MAX);
            if form.is_sound() {
                ties::unrelate(ctx, tie, form.version(), &why)?;
                return Ok(Answer::see_other(format!("{}/quan-he", one.path())).saying("Đã bỏ quan hệ."));
            }
            let form = form.over(blank(&one));
            Answer::faulty(&ties_page(ctx, one, form)?)
        })
        .await
}

#[derive(Template)]
#[template(path = "resolutions/correct.html")]
struct CorrectPage {
    shell: Shell,
    form: Form,
    one: Resolution,
    is_published: bool,
}

fn correct_page(ctx: &mut Ctx<'_>, one: Resolution, form: Form) -> Result<CorrectPage, Problem> {
    let shell = shell(ctx, &one, "Đính chính", "dinh-chinh", &form)?;
    Ok(CorrectPage { shell, form, is_published: one.is_public && one.signed_on.is_some(), one })
}

pub(crate) async fn correcting(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id, Action::Correct)?;
            let form = Form::with(&[
                ("version", &one.version.to_string()),
                ("trich-yeu", &one.title),
                ("toan-van", &one.body),
            ]);
            Answer::page(&correct_page(ctx, one, form)?)
        })
        .await
}

pub(crate) async fn correct(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = find(ctx, &id, Action::Correct)?;
            let title = form.take_line("trich-yeu", "Trích yếu", TITLE_MAX);
            let body = form.take_text_or_empty("toan-van", "Toàn văn", BODY_MAX);
            let number = form.take_line("so-van-ban", "Số văn bản đính chính", 100);
            let signed_on = form.take_date("ngay-ky", "Ngày ký đính chính", ctx.today);
            let signed_by = form.take_line("nguoi-ky", "Người ký đính chính", 200);
            let wrong = form.take_text("sai", "Nội dung sai", 5_000);
            let corrected = form.take_text("dung", "Nội dung đúng", 5_000);
            let reason = form.take_line("ly-do", "Lý do đính chính", WORDS_MAX);
            if let Some(signed_on) = signed_on {
                let new = NewErratum { title, body, number, signed_on, signed_by, wrong, corrected, reason };
                for fault in rules::erratum_faults(&new, &one, ctx.today) {
                    form.refuse(fault.field(), fault.to_string());
                }
                if form.is_sound() {
                    let one = ties::correct(ctx, one.id, form.version(), &new)?;
                    let addresses = Addresses::load(ctx.tx, ctx.today)?;
                    return Ok(Answer::see_other(addresses.of(&one))
                        .saying("Đã đính chính. Bản trước vẫn đọc được ở mục “Đính chính”."));
                }
            }
            Answer::faulty(&correct_page(ctx, one, form.clone())?)
        })
        .await
}
