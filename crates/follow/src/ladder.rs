//! The steps of urging beyond the letters: what each of them is made with.

use directory::OrganizationKind;
use kernel::{DocumentId, dates};
use kit::{Ctx, Error};
use papers::{Block, Letter, Signature};

use crate::model::{FollowUp, Refusal};
use crate::remind::Head;
use crate::store;

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// Where the record of a step is made: words and address. Letters are drafted by the step itself.
pub(crate) fn record_of(follow_up: &FollowUp) -> Option<(&'static str, String)> {
    let id = follow_up.id;
    match follow_up.step {
        4 => Some(("Lập phiên giải trình về việc này", format!("/lam-viec/giai-trinh/moi?viec={id}"))),
        5 => Some(("Gửi chất vấn về việc này", format!("/lam-viec/chat-van/moi?viec={id}"))),
        6 => Some(("Lập cuộc giám sát lại về việc này", format!("/lam-viec/giam-sat/moi?viec={id}"))),
        _ => None,
    }
}

/// The paper of a step, as a draft that somebody reads, signs and sends; none for the steps that
/// are records of their own.
pub(crate) fn draft(
    ctx: &mut Ctx<'_>,
    follow_up: &FollowUp,
    step: i64,
    reason: &str,
) -> Result<Option<DocumentId>> {
    let to_above = match step {
        3 => true,
        7 => false,
        _ => return Ok(None),
    };
    let head = Head::of(ctx, follow_up.council_id)?;
    let lead =
        directory::organization(ctx.tx, follow_up.lead_id)?.ok_or(Error::Refused(Refusal::NoSuchLead))?;
    let council = directory::organization(ctx.tx, follow_up.council_id)?.ok_or(Error::NotFound)?;
    let above = if to_above { above(ctx, &lead, follow_up)? } else { None };
    let entries = store::entries(ctx.tx, follow_up.id)?;
    let urged = entries.iter().filter(|one| one.kind == crate::EntryKind::Reminder).count();
    let due = follow_up.due_on.map_or_else(|| "kỳ giao ban".to_owned(), dates::print);
    let addressee = match (&above, to_above) {
        (Some(above), _) => above.name.clone(),
        (None, true) => "Cơ quan có thẩm quyền".to_owned(),
        (None, false) => council.name.clone(),
    };
    let mut body = vec![
        Block::paragraph(format!(
            "{} ngày {} có yêu cầu đối với {}: {} Thời hạn: {due}.",
            follow_up.source_label,
            dates::print(follow_up.origin_on),
            lead.name,
            sentence(&follow_up.text),
        )),
        Block::paragraph(format!(
            "Đến ngày {}, {} chưa hoàn thành, mặc dù {} đã gửi {urged:02} văn bản đôn đốc. {}",
            dates::print(ctx.today),
            lead.name,
            head.standing_name,
            sentence(reason),
        )),
    ];
    body.push(Block::paragraph(if to_above {
        format!(
            "{} kiến nghị {addressee} xem xét, chỉ đạo {} thực hiện; làm rõ trách nhiệm của người đứng đầu và thông báo kết quả về {}.",
            head.standing_name, lead.name, head.standing_name
        )
    } else {
        format!(
            "{} báo cáo và đề nghị Hội đồng nhân dân xem xét trách nhiệm của {} và người đứng đầu trong việc không thực hiện yêu cầu nêu trên.",
            head.standing_name, lead.name
        )
    }));
    let subject = format!("việc {} chưa thực hiện yêu cầu giám sát", lead.short_name);
    let kind = if to_above { documents::Kind::OfficialLetter } else { documents::Kind::Report };
    let title = if to_above {
        format!("Kiến nghị xử lý {subject}")
    } else {
        format!("Xem xét trách nhiệm về {subject}")
    };
    let letter = Letter {
        superior: None,
        issuer: head.issuer,
        number: None,
        subject_line: to_above.then(|| title.clone()),
        place: head.place,
        date: ctx.today,
        kind: (!to_above).then(|| "BÁO CÁO".to_owned()),
        title: (!to_above).then(|| title.clone()),
        addressees: vec![addressee],
        body,
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer.clone(),
        },
        recipients: vec!["Như trên".to_owned(), lead.name, "Lưu: VT, HĐND".to_owned()],
        footer_url: None,
        demonstration: follow_up.is_demonstration,
    };
    let new = documents::NewDocument {
        organization: head.organization,
        kind,
        title,
        letter,
        signer: head.signer,
        subject_kind: "follow_up",
        subject_id: follow_up.id.to_string(),
        is_public: false,
        recipients: above.map(|one| one.id).into_iter().collect(),
    };
    documents::draft(ctx, &new)
        .map(Some)
        .map_err(|error| Error::from_other(error, |refusal| Refusal::Letter(refusal.to_string())))
}

/// Who stands above a body: for a department or a commune's body the People's Committee of the
/// council's own unit; above that one is nobody whom this office knows.
fn above(
    ctx: &mut Ctx<'_>,
    lead: &directory::Organization,
    follow_up: &FollowUp,
) -> Result<Option<directory::Organization>> {
    if let Some(parent) = lead.parent_id {
        return Ok(directory::organization(ctx.tx, parent)?);
    }
    let council = directory::organization(ctx.tx, follow_up.council_id)?.ok_or(Error::NotFound)?;
    let found = directory::organizations_of_area(ctx.tx, council.area_id)?;
    let today = ctx.today;
    Ok(found.into_iter().find(|one| {
        one.kind == OrganizationKind::PeoplesCommittee && one.id != lead.id && one.works_on(today)
    }))
}

/// The text with a stop at its end.
fn sentence(words: &str) -> String {
    let words = words.trim_end();
    if words.is_empty() || words.ends_with(['.', '!', '?', '…']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demand_ends_with_one_stop() {
        assert_eq!(sentence("Thu hồi đất"), "Thu hồi đất.");
        assert_eq!(sentence("Thu hồi đất. "), "Thu hồi đất.");
        assert_eq!(sentence(""), "");
    }
}
