//! Letters that urge the communes whose report or figures are missing.

use audit::Deed;
use documents::{Kind, NewDocument};
use kernel::{BriefingId, OrganizationId};
use kit::{Ctx, Error};
use papers::Letter;

use super::report::{Standing, standing};
use super::{Result, load, other};
use crate::letters::{self, Head};
use crate::model::{Briefing, Refusal, Reply, ReportState};
use crate::policy::Action;

/// A letter that would be sent.
#[derive(Debug, Clone)]
pub struct Reminder {
    /// The commune's council.
    pub to: OrganizationId,
    /// Its name.
    pub name: String,
    /// What is missing.
    pub missing: Vec<String>,
    /// The letter, without number.
    pub letter: Letter,
}

/// What a commune still owes, in the words of the letter. Figures are only missed where the
/// report is: a sent report has declared its own gaps.
pub(crate) fn missing(one: &Standing) -> Vec<String> {
    if one.is_gone() || one.is_in() {
        return Vec::new();
    }
    let mut missing = Vec::new();
    match one.report.as_ref().map(|report| report.state) {
        Some(ReportState::Returned) => missing.push("Báo cáo đã được trả lại, chưa nộp lại".to_owned()),
        Some(ReportState::Draft) => missing.push("Báo cáo giao ban (đang soạn, chưa gửi)".to_owned()),
        Some(ReportState::Submitted) => {}
        None => missing.push("Báo cáo giao ban theo đề cương I đến IV".to_owned()),
    }
    let (filled, total) = one.figures;
    if filled < total {
        missing.push(format!("Số liệu chỉ tiêu: còn thiếu {}/{total}", total - filled));
    }
    if one.participant.reply == Reply::None {
        missing.push("Xác nhận dự hội nghị".to_owned());
    }
    missing
}

/// The letters that would go out today, one for each commune that has not reported.
pub fn preview_reminders(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<Vec<Reminder>> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.takes_reports() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let head = Head::of(ctx, briefing.council_id, ctx.today)?;
    compose(ctx, &briefing, &head)
}

fn compose(ctx: &mut Ctx<'_>, briefing: &Briefing, head: &Head) -> Result<Vec<Reminder>> {
    let mut letters = Vec::new();
    for one in standing(ctx, briefing)? {
        let missing = missing(&one);
        if missing.is_empty() {
            continue;
        }
        let name = directory::standing_committee_of(ctx.tx, one.council.id)?
            .map_or_else(|| format!("Thường trực {}", one.council.short_name), |standing| standing.name);
        let letter = letters::reminder(head, briefing, &name, &missing, ctx.today);
        letters.push(Reminder { to: one.council.id, name: one.council.short_name, missing, letter });
    }
    if letters.is_empty() { Err(Error::Refused(Refusal::NobodyMissing)) } else { Ok(letters) }
}

/// Sends the letters, each with its number; one deed a letter. Gives the numbers.
pub fn send_reminders(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<Vec<String>> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.takes_reports() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let head = Head::of(ctx, briefing.council_id, ctx.today)?;
    let mut numbers = Vec::new();
    for reminder in compose(ctx, &briefing, &head)? {
        let new = NewDocument {
            organization: head.organization,
            kind: Kind::OfficialLetter,
            title: format!("Đôn đốc {} gửi báo cáo giao ban {}", reminder.name, briefing.quarter_label()),
            letter: reminder.letter,
            signer: head.signer.clone(),
            subject_kind: "briefing",
            subject_id: id.to_string(),
            is_public: false,
            recipients: vec![reminder.to],
        };
        let document = documents::issue_new(ctx, &new, ctx.today).map_err(other)?;
        let number = document.number.unwrap_or_default();
        let label = format!("{number} gửi {}", reminder.name);
        audit::record(ctx, Deed::new("briefing.remind", "document", document.id, label))?;
        numbers.push(number);
    }
    Ok(numbers)
}
