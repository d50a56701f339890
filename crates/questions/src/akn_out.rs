//! A question as Akoma Ntoso: what its public page says.

use akn::{Answered, Asked, Council, MEDIA_TYPE};
use kernel::dates;
use kit::{Answer, Ctx, Problem};

use crate::model::{Mode, Question};
use crate::store;

fn paragraphs(words: &str) -> Vec<String> {
    words.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What was said of the answer, and what the council concluded.
fn after(one: &Question) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(agrees) = one.is_satisfied {
        let words =
            if agrees { "Đồng ý với trả lời" } else { "Chưa đồng ý với trả lời" };
        lines.push(format!("Ý kiến của đại biểu: {words}. {}", one.opinion).trim_end().to_owned());
    }
    if let Some(day) = one.discussed_on {
        lines.push(format!("HĐND thảo luận ngày {}.", dates::print(day)));
        lines.extend(paragraphs(&one.discussion));
    }
    lines
}

/// A question that anyone may read.
pub(crate) fn show(ctx: &mut Ctx<'_>, one: &Question) -> Result<Answer, Problem> {
    let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Problem::NotFound)?;
    let asker = directory::persons_by_name(ctx.tx, &[one.person_id])?.into_iter().next();
    let session = match one.session_id {
        Some(id) => sessions::find(ctx.tx, id)?
            .filter(|session| session.is_public)
            .map_or_else(|| "Kỳ họp chưa công khai".to_owned(), |session| session.label()),
        None => "Giữa hai kỳ họp".to_owned(),
    };
    let issue = match one.issue_id {
        Some(id) => store::issue(ctx.tx, id)?.map(|issue| issue.title),
        None => None,
    };
    let answer = one.answered_on.map(|on| {
        let how = one.mode.map_or("Trả lời", Mode::label);
        let reference = if one.reference.is_empty() { String::new() } else { format!(", {}", one.reference) };
        Answered {
            signer: one.signer.clone(),
            from: format!("{}, {how}, {}{reference}", one.signer, dates::print(on)),
            on,
            lines: paragraphs(&one.answer),
        }
    });
    let document = Asked {
        council: Council::new(&council.name),
        code: one.code.clone(),
        label: one.label(),
        session,
        issue: issue.unwrap_or_default(),
        on: one.asked_on,
        asker: asker.map(|(_, name)| name).unwrap_or_default(),
        addressee: one.addressee.clone(),
        lines: paragraphs(&one.text),
        answer,
        after: after(one),
    };
    Ok(Answer::text(MEDIA_TYPE, akn::asked(&document)))
}
