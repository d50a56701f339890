//! The minutes as a paper: approved by who presided, then signed, its scan kept beside them.

use axum::extract::Path;
use axum::response::Response;
use db::record;
use files::MediaType;
use kernel::{Date, SessionId, SessionMinutesId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Upload, Visit};

use crate::common::{Result, note, permitted};
use crate::model::{Refusal, SittingState};
use crate::policy::Action;
use crate::{floor, forms, minutes, pages, store, store_minutes};

/// The kind of record that signed scans belong to.
pub const SUBJECT: &str = "session_minutes";
const REASON_MAX: usize = 300;

record! {
    /// What is known of a session's minutes as a paper.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Minutes {
        /// Its id.
        pub id: SessionMinutesId,
        /// Of which session.
        pub session_id: SessionId,
        /// The day of approval; none: open to changes.
        pub approved_on: Option<Date>,
        /// Who approved them, by the name of the account.
        pub approved_by: String,
        /// Anyone may have the signed scan.
        pub is_public: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Minutes {
    /// "Chủ tịch HĐND huyện duyệt ngày 20/10/2020", once they are.
    pub fn line(&self) -> Option<String> {
        let on = self.approved_on?;
        Some(format!("{} duyệt ngày {}", self.approved_by, dates::print(on)))
    }
}

/// Whether the minutes are approved and so closed to changes.
pub(crate) fn is_approved(tx: &mut db::Tx, session: SessionId) -> db::Result<bool> {
    Ok(store_minutes::minutes(tx, session)?.is_some_and(|one| one.approved_on.is_some()))
}

/// Approves the minutes of a session that is over (Luật 77/2015/QH13, Điều 86: signed by the
/// chair of the council or of the session).
pub fn approve(ctx: &mut Ctx<'_>, id: SessionId) -> Result<()> {
    let session = permitted(ctx, id, Action::Approve)?;
    let is_over = store::sitting(ctx.tx, id)?.is_some_and(|one| one.state == SittingState::Over);
    if !is_over {
        return Err(Error::Refused(Refusal::MinutesTooEarly));
    }
    let (on, by) = (ctx.today, ctx.actor.name.clone());
    match store_minutes::minutes(ctx.tx, id)? {
        Some(known) if known.approved_on.is_some() => return Err(Error::Refused(Refusal::MinutesApproved)),
        Some(known) => {
            store_minutes::approve_minutes(ctx.tx, Some(on), &by, known.id)?;
        }
        None => {
            let new: SessionMinutesId = ctx.id();
            store_minutes::insert_minutes(ctx.tx, new, id, on, &by)?;
        }
    }
    note(ctx, &session, "chamber.approve_minutes", "Duyệt biên bản", "", true)?;
    Ok(())
}

/// Takes the approval back, so that the minutes may be corrected.
pub fn take_back(ctx: &mut Ctx<'_>, id: SessionId, reason: &str) -> Result<()> {
    let session = permitted(ctx, id, Action::Approve)?;
    let known = store_minutes::minutes(ctx.tx, id)?
        .filter(|one| one.approved_on.is_some())
        .ok_or(Error::Refused(Refusal::MinutesNotApproved))?;
    if reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReasonToCorrect));
    }
    store_minutes::approve_minutes(ctx.tx, None, "", known.id)?;
    // Its scan is of words that will change: whoever publishes the next one decides anew
    store_minutes::publish_minutes(ctx.tx, false, known.id)?;
    note(ctx, &session, "chamber.reopen_minutes", "Bỏ duyệt biên bản", reason, true)?;
    Ok(())
}

/// Keeps the signed scan of approved minutes.
pub fn attach(ctx: &mut Ctx<'_>, id: SessionId, upload: Option<&Upload>, is_public: bool) -> Result<()> {
    let session = permitted(ctx, id, Action::Record)?;
    let known = store_minutes::minutes(ctx.tx, id)?
        .filter(|one| one.approved_on.is_some())
        .ok_or(Error::Refused(Refusal::MinutesNotApproved))?;
    if let Some(upload) = upload {
        let scan = files::keep(ctx, upload, SUBJECT, &known.id.to_string(), false)
            .map_err(|fault| Error::from_other(fault, Refusal::File))?;
        // Words that anyone can type are no signature; the refusal undoes what was kept
        let kind = files::file(ctx.tx, scan)?.map(|one| one.media_type);
        if !matches!(kind, Some(MediaType::Pdf | MediaType::Jpeg | MediaType::Png)) {
            return Err(Error::Refused(Refusal::NoScan));
        }
    } else if files::of_subject(ctx.tx, SUBJECT, &known.id.to_string())?.is_empty() {
        return Err(Error::Refused(Refusal::NoScan));
    }
    store_minutes::publish_minutes(ctx.tx, is_public, known.id)?;
    let what = if is_public { "Lưu biên bản đã ký, công khai" } else { "Lưu biên bản đã ký" };
    note(ctx, &session, "chamber.attach_minutes", what, "", true)?;
    Ok(())
}

/// The signed scan that anyone may have: the newest since the approval. An older one may say what
/// was corrected or left out since.
pub(crate) fn public_scan(tx: &mut db::Tx, known: &Minutes) -> db::Result<Option<files::File>> {
    let Some(on) = known.approved_on.filter(|_| known.is_public) else { return Ok(None) };
    let newest = files::of_subject(tx, SUBJECT, &known.id.to_string())?.pop();
    Ok(newest.filter(|scan| dates::midnight(on) <= scan.uploaded_ms))
}

/// The same for a page about the session.
pub(crate) fn public_scans(tx: &mut db::Tx, session: SessionId) -> db::Result<Vec<files::File>> {
    let Some(known) = store_minutes::minutes(tx, session)? else { return Ok(Vec::new()) };
    Ok(public_scan(tx, &known)?.into_iter().collect())
}

/// Whether the actor may have a signed scan; for `files::routes`.
pub fn may_see_files(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Ok(id) = file.subject_id.parse() else { return Ok(false) };
    let Some(known) = store_minutes::minutes_by_id(ctx.tx, id)? else { return Ok(false) };
    let Some(session) = sessions::find(ctx.tx, known.session_id)? else { return Ok(false) };
    let keeps = crate::policy::may(ctx.actor, Action::Record, session.council_id, session.is_public);
    if keeps || !session.is_public {
        return Ok(keeps);
    }
    Ok(public_scan(ctx.tx, &known)?.is_some_and(|scan| scan.id == file.id))
}

/// The session whose minutes a scan is of.
pub fn home_of_file(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Ok(id) = file.subject_id.parse() else { return Ok(None) };
    let Some(known) = store_minutes::minutes_by_id(ctx.tx, id)? else { return Ok(None) };
    let Some(session) = sessions::find(ctx.tx, known.session_id)? else { return Ok(None) };
    let keeps = crate::policy::may(ctx.actor, Action::Record, session.council_id, session.is_public);
    let href = if keeps {
        format!("{}/bien-ban", session.path())
    } else {
        sessions::Addresses::load(ctx.tx, ctx.today)?.of(&session)
    };
    Ok(Some(files::Home { title: format!("Biên bản {}", session.label()), href }))
}

/// The buttons under the minutes.
pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Record)?;
            let back = format!("{}/bien-ban", session.path());
            let (field, outcome, words) = match form.value("viec") {
                "duyet" => {
                    // What was typed and not saved is part of what is approved
                    let (items, speeches) = forms::typed_minutes(ctx, form, &session)?;
                    if !form.is_sound() {
                        return Answer::faulty(&minutes::minutes_page(ctx, session, form.clone())?);
                    }
                    let approved = floor::write_minutes(ctx, session.id, &items, &speeches)
                        .and_then(|()| approve(ctx, session.id));
                    ("viec", approved, "Đã duyệt biên bản.")
                }
                "bo-duyet" => {
                    let reason = form.take_line_or_empty("ly-do", "Lý do", REASON_MAX);
                    ("ly-do", take_back(ctx, session.id, &reason), "Đã bỏ duyệt, sửa biên bản được.")
                }
                "ban-ky" => {
                    let upload = form.uploads_of("tep").first().map(|one| (*one).clone());
                    let is_public = form.is_checked("cong-khai");
                    ("tep", attach(ctx, session.id, upload.as_ref(), is_public), "Đã lưu bản đã ký.")
                }
                _ => return Err(Problem::NotFound),
            };
            if form.or_refuse(field, outcome)?.is_some() {
                return Ok(Answer::see_other(back).saying(words));
            }
            let form = form.over(minutes::form_of(ctx, session.id)?);
            Answer::faulty(&minutes::minutes_page(ctx, session, form)?)
        })
        .await
}
