//! One visit, on a page made for a telephone: what is seen is noted with one form, and a lost line
//! loses nothing.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{FieldVisitId, OversightEntryId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::common::Whole;
use crate::forms::{LONG_MAX, take_visit};
use crate::model::{FieldVisit, Note};
use crate::pages::BASE;
use crate::policy::Action;
use crate::{store, visits};

const NOTE_MAX: usize = 5_000;

struct NoteRow {
    one: Note,
    at: String,
    files: Vec<files::File>,
}

#[derive(Template)]
#[template(path = "oversight/visit.html")]
struct VisitPage {
    shell: Shell,
    form: Form,
    one: FieldVisit,
    label: String,
    title: String,
    href: String,
    is_demonstration: bool,
    when: String,
    held: String,
    badge: Badge,
    /// The new note's own id: the same note sent twice is one.
    note_id: String,
    notes: Vec<NoteRow>,
    may_note: bool,
    may_hold: bool,
    may_change: bool,
    may_cancel: bool,
}

fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<(FieldVisit, Whole), Problem> {
    let id: FieldVisitId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(visits::permitted_visit(ctx, id, Action::Note)?)
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (one, whole) = find(ctx, &id)?;
            Answer::page(&page(ctx, one, &whole, &Form::new())?)
        })
        .await
}

fn page(ctx: &mut Ctx<'_>, one: FieldVisit, whole: &Whole, typed: &Form) -> Result<VisitPage, Problem> {
    let today = dates::print(ctx.today);
    let form = typed.over(Form::with(&[
        ("version", &one.version.to_string()),
        ("ngay-lam-viec", &one.held_on.map_or(today, dates::print)),
        ("bien-ban", &one.minutes),
        ("lv-loai", one.kind.as_str()),
        ("lv-ngay", &dates::print(one.planned_on)),
        ("lv-gio", &one.starts),
        ("lv-noi", &one.place),
        ("lv-voi", &one.counterpart),
    ]));
    let mut notes = Vec::new();
    for note in store::notes(ctx.tx, one.id)? {
        notes.push(NoteRow {
            at: dates::print_time(note.noted_ms),
            files: files::of_subject(ctx.tx, crate::actions::NOTE_FILES, &note.id.to_string())?,
            one: note,
        });
    }
    let over = &whole.one;
    let keeps = whole.may(ctx.actor, Action::Keep);
    let is_going = one.cancelled_on.is_none() && over.field_ended_on.is_none();
    let badge = match (one.held_on, one.cancelled_on) {
        (_, Some(_)) => Badge::draft("Đã hủy"),
        (Some(_), None) => Badge::done("Đã làm việc"),
        (None, None) => Badge::draft("Chưa làm việc"),
    };
    let hour = if one.starts.is_empty() { String::new() } else { format!("{}, ", one.starts) };
    let shell = ctx
        .shell(one.place.clone())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Giám sát", BASE)
        .crumb(&over.code, over.path())
        .crumb(one.kind.label(), one.path())
        .with_faults_of(&form);
    let note_id: OversightEntryId = ctx.id();
    Ok(VisitPage {
        shell,
        form,
        label: over.label(),
        title: over.title.clone(),
        href: over.path(),
        is_demonstration: over.is_demonstration,
        when: format!("{hour}{}", dates::print_weekday(one.planned_on)),
        held: one.held_on.map(dates::print_weekday).unwrap_or_default(),
        badge,
        note_id: note_id.to_string(),
        notes,
        may_note: one.cancelled_on.is_none() && over.state.is_decided() && over.reported_on.is_none(),
        may_hold: is_going && matches!(over.state, crate::State::Notified | crate::State::Working),
        may_change: keeps && is_going && one.held_on.is_none(),
        may_cancel: keeps && is_going && one.held_on.is_none(),
        one,
    })
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let (one, _) = find(ctx, &id)?;
            if let Some(words) = visit_deed(ctx, &one, form)? {
                return Ok(Answer::see_other(one.path()).saying(words));
            }
            let (one, whole) = find(ctx, &id)?;
            Answer::faulty(&page(ctx, one, &whole, form)?)
        })
        .await
}

fn visit_deed(ctx: &mut Ctx<'_>, one: &FieldVisit, form: &mut Form) -> Result<Option<&'static str>, Problem> {
    let version = form.version();
    match form.value("viec") {
        "ghi" => {
            let words = form.take_text("ghi-chep", "Ghi chép", NOTE_MAX);
            let uploads: Vec<kit::Upload> = form.uploads_of("anh").into_iter().cloned().collect();
            // The form brings the note's own id, so that a telephone may send it again
            let own: Option<OversightEntryId> = form.take_choice_or_none("ma", "Mã");
            if !form.is_sound() {
                return Ok(None);
            }
            let done = visits::note(ctx, one.id, own, &words, &uploads);
            Ok(form.or_refuse("ghi-chep", done)?.map(|()| "Đã ghi."))
        }
        "da-lam-viec" => {
            let on = form.take_date("ngay-lam-viec", "Ngày làm việc", ctx.today);
            let minutes = form.take_text_or_empty("bien-ban", "Nội dung biên bản", LONG_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = visits::hold(ctx, one.id, version, on, &minutes);
            Ok(form.or_refuse("ngay-lam-viec", done)?.map(|()| "Đã ghi kết quả làm việc."))
        }
        "doi-lich" => match take_visit(form, ctx) {
            Some(new) => {
                let done = visits::change(ctx, one.id, version, &new);
                Ok(form.or_refuse("lv-ngay", done)?.map(|()| "Đã đổi lịch."))
            }
            None => Ok(None),
        },
        "huy-buoi" => {
            let done = visits::cancel(ctx, one.id, version);
            Ok(form.or_refuse("lv-ngay", done)?.map(|()| "Đã hủy buổi này."))
        }
        _ => Err(Problem::NotFound),
    }
}
