//! What the forms of proposals and answers do.

use axum::extract::Path;
use axum::response::Response;
use kernel::PollId;
use kit::{Answer, Ctx, Form, Problem, Visit};

use crate::amendments;
use crate::common::Seen;
use crate::forms::{REASON_MAX, taken};
use crate::model::{Amendment, AmendmentKind, AmendmentState, NewAmendment};
use crate::pages::find;
use crate::pages_forms::{amendment_page, find_amendment, find_own, propose_page};
use crate::policy::Action;

const ARTICLE_MAX: usize = 40;
const PROPOSED_MAX: usize = 20_000;
const ANSWER_MAX: usize = 4_000;

pub(crate) async fn propose(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let seen = find(ctx, &id, Action::Propose)?;
            let article = form.take_line_or_empty("dieu", "Điều", ARTICLE_MAX);
            let kind: Option<AmendmentKind> = form.take_choice("loai", "Loại ý kiến");
            let proposed = match kind {
                Some(AmendmentKind::Delete) => String::new(),
                Some(_) => form.take_text("de-nghi", "Nội dung đề nghị", PROPOSED_MAX),
                None => form.take_text_or_empty("de-nghi", "Nội dung đề nghị", PROPOSED_MAX),
            };
            let reason = form.take_text_or_empty("ly-do", "Lý do", REASON_MAX);
            if let (Some(kind), true) = (kind, form.is_sound()) {
                let new = NewAmendment { article, kind, proposed, reason };
                let done = amendments::propose(ctx, seen.draft.id, &new);
                if taken(form, done)?.is_some() {
                    return Ok(Answer::see_other(seen.draft.path()).saying("Đã ghi nhận ý kiến."));
                }
            }
            Answer::faulty(&propose_page(ctx, seen, form.clone())?)
        })
        .await
}

/// Answers, settles by a vote, takes back.
pub(crate) async fn deed(
    visit: Visit,
    Path((id, amendment)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let seen = find_own(ctx, &id)?;
            let one = find_amendment(ctx, &seen, &amendment)?;
            match done(ctx, &seen, &one, form)? {
                Some(words) => Ok(Answer::see_other(seen.draft.path()).saying(words)),
                None => Answer::faulty(&amendment_page(ctx, seen, one, form.clone())?),
            }
        })
        .await
}

fn done(
    ctx: &mut Ctx<'_>,
    seen: &Seen,
    one: &Amendment,
    form: &mut Form,
) -> Result<Option<&'static str>, Problem> {
    let (draft, id, version) = (seen.draft.id, one.id, form.version());
    Ok(match form.value("viec") {
        "tra-loi" => {
            let result: Option<AmendmentState> = form.take_choice("ket-qua", "Tiếp thu hay không tiếp thu");
            let words = form.take_text_or_empty("giai-trinh", "Giải trình", ANSWER_MAX);
            let is_taken = match result {
                Some(AmendmentState::Taken) => true,
                Some(AmendmentState::Refused) => false,
                Some(AmendmentState::Proposed | AmendmentState::Withdrawn) => return Err(Problem::NotFound),
                None => return Ok(None),
            };
            if !is_taken && words.is_empty() && form.fault("giai-trinh").is_none() {
                form.refuse("giai-trinh", "Nhập lý do không tiếp thu.");
            }
            if !form.is_sound() {
                return Ok(None);
            }
            let answered = amendments::answer(ctx, draft, id, version, is_taken, &words);
            let said = if is_taken {
                "Đã ghi tiếp thu. Lập bản tiếp thu để đưa vào văn bản."
            } else {
                "Đã ghi không tiếp thu."
            };
            taken(form, answered)?.map(|()| said)
        }
        "bieu-quyet" => {
            let poll: Option<PollId> = form.take_choice("bieu-quyet", "Biểu quyết");
            let Some(poll) = poll else { return Ok(None) };
            let settled = amendments::settle(ctx, draft, id, version, poll);
            taken(form, settled)?.map(|()| "Đã ghi kết quả biểu quyết.")
        }
        "rut" => {
            let back = amendments::take_back(ctx, draft, id, version);
            taken(form, back)?.map(|()| "Đã rút ý kiến.")
        }
        _ => return Err(Problem::NotFound),
    })
}
