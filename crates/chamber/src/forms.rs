//! What the forms of agenda, roll, floor and minutes do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{AgendaItemId, PersonId, SpeechId};
use kit::{Answer, Ctx, Form, Problem, Visit};
use sessions::Session;

use crate::common::{names, seats_on, topic};
use crate::edits::{self, Edit};
use crate::floor::RollLine;
use crate::model::{ItemKind, NewItem, Presence, Refusal, SpeechKind};
use crate::policy::Action;
use crate::{agenda, floor, minutes, pages, pages_chair, pages_delegate, store, votes};

const TITLE_MAX: usize = 500;
const NAME_MAX: usize = 200;
const GIST_MAX: usize = 5_000;
const PASTE_MAX: usize = 50_000;
const REASON_MAX: usize = 300;

/// A deed of a session: what was refused stands on the next page, and screens are stirred.
pub(crate) fn done(
    session: &Session,
    back: String,
    outcome: Result<(), kit::Error<Refusal>>,
    words: &str,
) -> Result<Answer, Problem> {
    let answer = match outcome {
        Ok(()) if words.is_empty() => Answer::see_other(back),
        Ok(()) => Answer::see_other(back).saying(words),
        // Nothing was written before the refusal: each deed asks first
        Err(kit::Error::Refused(reason)) => Answer::see_other(back).refusing(reason.to_string()),
        Err(error) => return Err(error.into()),
    };
    Ok(answer.stirring(topic(session.id)))
}

fn take_item(form: &mut Form) -> Option<NewItem> {
    let title = form.take_line("noi-dung", "Nội dung", TITLE_MAX);
    if form.fault("noi-dung").is_none() && title.chars().count() < 2 {
        form.refuse("noi-dung", "Nội dung dài từ 2 ký tự.");
    }
    let kind: Option<ItemKind> = form.take_choice("loai", "Loại nội dung");
    let presenter = form.take_line_or_empty("trinh-bay", "Người trình bày", NAME_MAX);
    let minutes = form.take_integer("phut", "Số phút", 1..=600);
    let is_closed = form.is_checked("hop-kin");
    match (kind, minutes) {
        (Some(kind), Some(minutes)) if form.is_sound() => {
            Some(NewItem { kind, title, presenter, minutes, is_closed })
        }
        _ => None,
    }
}

pub(crate) async fn agenda(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Prepare)?;
            let back = format!("{}/chuong-trinh", session.path());
            let new = if form.value("buoc") == "dan" {
                // Raw: a tab parts the cells
                let pasted: String = form.value("bang").chars().take(PASTE_MAX).collect();
                if pasted.trim().is_empty() {
                    form.refuse("bang", "Dán chương trình từ Word hoặc Excel vào ô này.");
                }
                match agenda::read_lines(&pasted) {
                    Ok(items) => items,
                    Err(faults) => {
                        for fault in faults {
                            form.refuse("bang", fault);
                        }
                        Vec::new()
                    }
                }
            } else {
                take_item(form).into_iter().collect()
            };
            if form.is_sound() {
                let words = format!("Đã thêm {} nội dung vào chương trình.", new.len());
                let added = agenda::add(ctx, session.id, &new);
                return done(&session, back, added, &words);
            }
            Answer::faulty(&pages::agenda_page(ctx, session, form.clone())?)
        })
        .await
}

pub(crate) async fn item(visit: Visit, Path((id, item)): Path<(String, String)>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Prepare)?;
            let item = pages::find_item(ctx, &session, &item)?;
            let back = format!("{}/chuong-trinh", session.path());
            match form.value("buoc") {
                "len" => done(&session, back, agenda::shift(ctx, session.id, item.id, true), ""),
                "xuong" => done(&session, back, agenda::shift(ctx, session.id, item.id, false), ""),
                "bo" => {
                    let gone = agenda::remove(ctx, session.id, item.id, form.version());
                    done(&session, back, gone, "Đã bỏ một nội dung khỏi chương trình.")
                }
                _ => match take_item(form) {
                    Some(new) => {
                        let changed = agenda::change(ctx, session.id, item.id, form.version(), &new);
                        done(&session, back, changed, "Đã lưu nội dung chương trình.")
                    }
                    None => Answer::faulty(&pages::item_page(ctx, session, item, form.clone())?),
                },
            }
        })
        .await
}

pub(crate) async fn roll(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Record)?;
            let rest = form.value("viec") == "tat-ca";
            let mut lines = Vec::new();
            let seated = seats_on(ctx.tx, &session, ctx.today)?;
            let is_seated = |person: PersonId| seated.iter().any(|(one, _)| *one == person);
            for (person, _) in names(ctx.tx, &session, ctx.today)? {
                let state: Option<Presence> = form.take_choice_or_none(&person.to_string(), "Điểm danh");
                let state = state.or_else(|| (rest && is_seated(person)).then_some(Presence::Present));
                let reason = form.take_line_or_empty(&format!("ly-do-{person}"), "Lý do", REASON_MAX);
                // What stands as the page showed it is not written again: another may have changed it
                let shown = form.value(&format!("cu-{person}")) == state.map_or("", Presence::as_str);
                let same = shown && form.value(&format!("cu-ly-do-{person}")) == reason;
                lines.extend(state.filter(|_| !same).map(|state| RollLine { person, state, reason }));
            }
            if !form.is_sound() {
                return Answer::faulty(&pages::roll_page(ctx, session, form.clone())?);
            }
            let back = format!("{}/diem-danh", session.path());
            let called = floor::call_roll(ctx, session.id, &lines);
            let words = match &called {
                Ok(0) => "Không có thay đổi.".to_owned(),
                Ok(changed) => format!("Đã ghi {changed} đại biểu."),
                Err(_) => String::new(),
            };
            done(&session, back, called.map(|_| ()), &words)
        })
        .await
}

fn id_of<T: std::str::FromStr>(form: &Form, name: &str) -> Result<T, Problem> {
    form.value(name).parse().map_err(|_| Problem::NotFound)
}

/// The chair's and the secretary's buttons.
pub(crate) async fn floor(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Record)?;
            let back = pages_chair::path(&session);
            let outcome = floor_deed(ctx, &session, form)?;
            if !form.is_sound() {
                return Answer::faulty(&pages_chair::chair_page(ctx, session, form.clone())?);
            }
            done(&session, back, outcome, "")
        })
        .await
}

fn floor_deed(
    ctx: &mut Ctx<'_>,
    session: &Session,
    form: &mut Form,
) -> Result<Result<(), kit::Error<Refusal>>, Problem> {
    let id = session.id;
    Ok(match form.value("viec") {
        "bat-dau" => floor::begin(ctx, id),
        "noi-dung" => {
            let item: AgendaItemId = id_of(form, "noi-dung")?;
            floor::begin_item(ctx, id, item)
        }
        "giai-lao" => floor::pause(ctx, id, true),
        "hop-tiep" => floor::pause(ctx, id, false),
        "be-mac" => floor::finish(ctx, id),
        "dang-ky" => {
            let person: Option<PersonId> = form.take_choice("dai-bieu", "Đại biểu");
            let kind: Option<SpeechKind> = form.take_choice("kieu", "Hình thức");
            match (person, kind) {
                (Some(person), Some(kind)) => floor::register(ctx, id, Some(person), kind).map(|_| ()),
                _ => Ok(()),
            }
        }
        "moi" => {
            let (speech, minutes): (SpeechId, i64) =
                (id_of(form, "luot")?, form.value("phut").parse().unwrap_or(7));
            floor::invite(ctx, id, speech, minutes.saturating_mul(60))
        }
        "rut" => {
            let speech: SpeechId = id_of(form, "luot")?;
            floor::withdraw(ctx, id, speech)
        }
        "thoi" => floor::end_speech(ctx, id),
        "ghi-y" => {
            let speech: SpeechId = id_of(form, "luot")?;
            let standing = store::speech(ctx.tx, speech, id)?.ok_or(Problem::NotFound)?.gist;
            match typed_anew(form, pages_chair::GIST, "Ý chính", &standing) {
                Some(gist) => floor::write_minutes(ctx, id, &[], &[(speech, gist)]),
                None => Ok(()),
            }
        }
        "cat" => votes::put_away(ctx, id),
        _ => return Err(Problem::NotFound),
    })
}

/// The delegate's buttons.
pub(crate) async fn delegate(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::TakePart)?;
            let id = session.id;
            let outcome = match form.value("viec") {
                "co-mat" => floor::check_in(ctx, id),
                "dang-ky" => match form.take_choice("kieu", "Hình thức") {
                    Some(kind) => floor::register(ctx, id, None, kind).map(|_| ()),
                    None => return Err(Problem::NotFound),
                },
                "rut" => {
                    let speech: SpeechId = id_of(form, "luot")?;
                    floor::withdraw(ctx, id, speech)
                }
                "xac-nhan" => {
                    let poll = id_of(form, "bieu-quyet")?;
                    votes::confirm(ctx, id, poll, form.version()).map(|_| ())
                }
                _ => return Err(Problem::NotFound),
            };
            done(&session, pages_delegate::path(&session), outcome, "")
        })
        .await
}

/// Words by what they are about.
pub(crate) type Gists<Id> = Vec<(Id, String)>;

/// What was typed into a field of the minutes, when it is to be written. What another wrote since
/// the page was drawn is said at the field, and the typed words stay there.
fn typed_anew(form: &mut Form, field: &str, label: &str, standing: &str) -> Option<String> {
    let typed = form.take_text_or_empty(field, label, GIST_MAX);
    let shown = minutes::shown_field(field);
    match edits::edit(form.value(&shown), standing, &typed) {
        Edit::Take => Some(typed),
        Edit::Same => {
            form.set(field, standing);
            form.set(&shown, edits::mark(standing));
            None
        }
        Edit::Clash => {
            form.refuse(
                field,
                format!(
                    "Người khác vừa ghi ô này: “{standing}”. Chữ vừa gõ vẫn còn ở ô: gộp lại rồi lưu lần nữa."
                ),
            );
            form.set(&shown, edits::mark(standing));
            None
        }
    }
}

/// The words typed into the minutes that are to be written; faults are said at their fields.
pub(crate) fn typed_minutes(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    session: &Session,
) -> Result<(Gists<AgendaItemId>, Gists<SpeechId>), Problem> {
    let (mut items, mut speeches) = (Vec::new(), Vec::new());
    for item in store::items(ctx.tx, session.id)? {
        let field = minutes::item_field(item.id);
        // One that came onto the agenda meanwhile was not on the page
        if form.names().contains(&field.as_str()) {
            let gist = typed_anew(form, &field, "Nội dung ghi biên bản", &item.gist);
            items.extend(gist.map(|gist| (item.id, gist)));
        }
    }
    for speech in store::speeches(ctx.tx, session.id)? {
        let field = minutes::speech_field(speech.id);
        if form.names().contains(&field.as_str()) {
            let gist = typed_anew(form, &field, "Ý kiến", &speech.gist);
            speeches.extend(gist.map(|gist| (speech.id, gist)));
        }
    }
    Ok((items, speeches))
}

pub(crate) async fn minutes(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Record)?;
            let (items, speeches) = typed_minutes(ctx, form, &session)?;
            if !form.is_sound() {
                return Answer::faulty(&minutes::minutes_page(ctx, session, form.clone())?);
            }
            let back = format!("{}/bien-ban", session.path());
            let written = floor::write_minutes(ctx, session.id, &items, &speeches);
            done(&session, back, written, "Đã lưu nội dung biên bản.")
        })
        .await
}
