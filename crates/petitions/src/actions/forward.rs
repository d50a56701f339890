//! Forwarding: one numbered transfer slip for each body, one follow-up for each petition.

use std::collections::{BTreeMap, HashMap};

use kernel::{AreaId, Date, FollowUpId, OrganizationId, PetitionId, dates, text};
use kit::{Ctx, Error};
use law::Rule;
use papers::{Block, Cell, Column, Letter, Signature, Table};

use super::{Result, finish, hit, load, other, tell};
use crate::model::{EntryKind, Petition, Refusal};
use crate::policy::Action;
use crate::{rules, store};

/// A transfer slip as it will be sent.
pub struct Slip {
    /// To whom.
    pub to: OrganizationId,
    /// Its short name.
    pub to_name: String,
    /// The petitions in it.
    pub petitions: Vec<Petition>,
    /// The paper.
    pub letter: Letter,
}

/// The day by which an answer is due when it is forwarded today (VTR-09, or the council's own
/// rule), with the days that were counted.
pub fn answer_due(ctx: &Ctx<'_>) -> Option<(Date, Vec<String>)> {
    let deadline = ctx.law.deadline(Rule::AnswerPetition, ctx.today).ok()?;
    Some((deadline.due, deadline.explain()))
}

/// The slips that these petitions make, one for each body.
///
/// # Errors
/// None was chosen, one is not classified or has gone already, or the day is not later.
pub fn preview(ctx: &mut Ctx<'_>, ids: &[PetitionId], due_on: Date) -> Result<Vec<Slip>> {
    let mut by_lead: BTreeMap<OrganizationId, Vec<Petition>> = BTreeMap::new();
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let one = load(ctx, id, Action::Forward)?;
        let lead = one.lead_id.filter(|_| one.level.is_some() && one.sector.is_some());
        let lead = lead.ok_or_else(|| Error::Refused(Refusal::NotClassified(one.code.clone())))?;
        rules::forward(one.state, due_on, ctx.today).map_err(Error::Refused)?;
        by_lead.entry(lead).or_default().push(one);
    }
    if by_lead.is_empty() {
        return Err(Error::Refused(Refusal::NoneChosen));
    }
    let mut slips = Vec::new();
    for (lead, mut petitions) in by_lead {
        petitions.sort_by(|one, two| one.code.cmp(&two.code));
        slips.push(slip(ctx, lead, petitions, due_on)?);
    }
    Ok(slips)
}

fn slip(ctx: &mut Ctx<'_>, lead: OrganizationId, petitions: Vec<Petition>, due_on: Date) -> Result<Slip> {
    let council = petitions.first().map(|one| one.council_id).ok_or(Error::NotFound)?;
    let head = follow::Head::of(ctx, council).map_err(other)?;
    let to = directory::organization(ctx.tx, lead)?.ok_or(Error::NotFound)?;
    let mut places: Vec<AreaId> = petitions.iter().map(|one| one.area_id).collect();
    places.sort_unstable();
    places.dedup();
    let areas: HashMap<AreaId, String> =
        directory::areas_of_ids(ctx.tx, &places)?.into_iter().map(|area| (area.id, area.name)).collect();
    let mut rows = Vec::new();
    for (one, number) in petitions.iter().zip(1..) {
        let area = areas.get(&one.area_id).cloned().unwrap_or_default();
        let place = if one.place.is_empty() { area } else { format!("{}, {area}", one.place) };
        let repeats = one.repeats().map_or_else(String::new, |words| format!(" ({words})"));
        rows.push(vec![
            Cell::text(number.to_string()),
            Cell::text(&one.code),
            Cell::text(format!("{}{repeats}", one.text)),
            Cell::text(place),
        ]);
    }
    let columns = vec![
        Column::center("STT", 1),
        Column::left("Mã", 3),
        Column::left("Nội dung kiến nghị", 8),
        Column::left("Cử tri", 4),
    ];
    let count = petitions.len();
    let letter = Letter {
        superior: None,
        issuer: head.issuer.clone(),
        number: None,
        subject_line: None,
        place: head.place,
        date: ctx.today,
        kind: Some("PHIẾU CHUYỂN".to_owned()),
        title: Some("Kiến nghị của cử tri".to_owned()),
        addressees: vec![to.name.clone()],
        body: vec![
            Block::paragraph(format!(
                "{} chuyển đến {} {count:02} kiến nghị của cử tri để xem xét, giải quyết theo thẩm quyền:",
                head.standing_name, to.name
            )),
            Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() }),
            Block::paragraph(format!(
                "Đề nghị {} giải quyết, trả lời bằng văn bản về {} trước ngày {}; việc chưa xong nêu rõ lộ trình, thời hạn. Kiến nghị không thuộc thẩm quyền, báo lại và nêu rõ cơ quan có thẩm quyền.",
                to.name,
                head.standing_name,
                dates::print(due_on)
            )),
        ],
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer,
        },
        recipients: vec!["Như trên".to_owned(), "Lưu: VT, HĐND".to_owned()],
        footer_url: None,
        demonstration: petitions.iter().any(|one| one.is_demonstration),
    };
    Ok(Slip { to: lead, to_name: to.short_name, petitions, letter })
}

/// Makes it something that the body owes by a day.
pub(crate) fn owe(
    ctx: &mut Ctx<'_>,
    one: &Petition,
    asker: OrganizationId,
    lead: OrganizationId,
    due_on: Date,
    reason: &str,
) -> Result<FollowUpId> {
    let new = follow::NewFollowUp {
        council: one.council_id,
        asker,
        lead,
        cooperating: Vec::new(),
        text: text::truncate_words(&one.text, 3_000),
        source_kind: "petition".to_owned(),
        source_id: Some(one.id.to_string()),
        source_label: format!("Kiến nghị cử tri {}", one.code),
        source_href: one.path(),
        origin_on: ctx.today,
        origin_label: format!("kiến nghị cử tri {}", one.received_on.year()),
        due: follow::Due::On { date: due_on, reason: reason.to_owned() },
        // The petition's own page is the public one
        is_public: false,
        is_demonstration: one.is_demonstration,
    };
    follow::issue(ctx, &new).map_err(other)
}

/// Sends the slips: each takes its number, each petition becomes something owed by the day.
/// Returns the numbers.
pub fn forward(ctx: &mut Ctx<'_>, ids: &[PetitionId], due_on: Date) -> Result<Vec<String>> {
    let mut numbers = Vec::new();
    for slip in preview(ctx, ids, due_on)? {
        let council = slip.petitions.first().map(|one| one.council_id).ok_or(Error::NotFound)?;
        let head = follow::Head::of(ctx, council).map_err(other)?;
        let subject = slip.petitions.first().map(|one| one.id.to_string()).unwrap_or_default();
        let new = documents::NewDocument {
            organization: head.organization,
            kind: documents::Kind::TransferSlip,
            title: format!("Chuyển {} kiến nghị của cử tri đến {}", slip.petitions.len(), slip.to_name),
            letter: slip.letter.clone(),
            signer: head.signer.clone(),
            subject_kind: "petition",
            subject_id: subject,
            is_public: false,
            recipients: vec![slip.to],
        };
        let document = documents::issue_new(ctx, &new, ctx.today)
            .map_err(|error| Error::from_other(error, |refusal| Refusal::Other(refusal.to_string())))?;
        let number = document.number.clone().unwrap_or_default();
        for one in &slip.petitions {
            let reason = format!("Thời hạn trả lời ghi ở phiếu chuyển {number}");
            let follow_up = owe(ctx, one, head.organization, slip.to, due_on, &reason)?;
            hit(store::forward(ctx.tx, ctx.today, due_on, document.id, follow_up, one.id, one.version)?)?;
            let words =
                format!("Phiếu chuyển {number} gửi {}, trả lời trước {}", slip.to_name, dates::print(due_on));
            tell(ctx, one.id, EntryKind::Forwarded, &words, true)?;
            finish(ctx, "petition.forward", one.id, "")?;
        }
        numbers.push(number);
    }
    Ok(numbers)
}
