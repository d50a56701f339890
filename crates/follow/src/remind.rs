//! Letters that urge: one for each body, however many things it owes.

use std::collections::BTreeMap;

use audit::Deed;
use kernel::{Date, DocumentId, FollowEntryId, FollowUpId, OrganizationId, dates};
use kit::{Ctx, Error};
use papers::{Block, Cell, Column, Letter, Signature, Table};

use crate::model::{EntryKind, FollowUp, Refusal};
use crate::policy::{self, Action};
use crate::rules;
use crate::store;

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// A letter to be sent: to whom, about what, and its text.
#[derive(Debug, Clone)]
pub struct Letters {
    /// The body addressed.
    pub to: OrganizationId,
    /// Its name.
    pub to_name: String,
    /// What it owes.
    pub follow_ups: Vec<FollowUp>,
    /// The letter, without number.
    pub letter: Letter,
}

/// The letters that would be sent for these follow-ups today, one for each body.
pub fn preview(ctx: &mut Ctx<'_>, ids: &[FollowUpId]) -> Result<Vec<Letters>> {
    let mut by_lead: BTreeMap<OrganizationId, Vec<FollowUp>> = BTreeMap::new();
    for id in ids {
        let Some(follow_up) = store::follow_up(ctx.tx, *id)? else { continue };
        let cooperating = store::cooperating_of(ctx.tx, *id)?;
        let waits = follow_up.is_open() && follow_up.state != crate::State::Reported;
        if waits && policy::may(ctx.actor, Action::Remind, &follow_up, &cooperating) {
            by_lead.entry(follow_up.lead_id).or_default().push(follow_up);
        }
    }
    if by_lead.is_empty() {
        return Err(Error::Refused(Refusal::NothingToRemind));
    }
    by_lead.into_iter().map(|(lead, follow_ups)| compose(ctx, lead, follow_ups)).collect()
}

fn compose(ctx: &mut Ctx<'_>, lead: OrganizationId, follow_ups: Vec<FollowUp>) -> Result<Letters> {
    let to = directory::organization(ctx.tx, lead)?.ok_or(Error::Refused(Refusal::NoSuchLead))?;
    let council = follow_ups.first().map(|one| one.council_id).ok_or(Error::NotFound)?;
    let head = Head::of(ctx, council)?;
    let overdue = follow_ups.iter().filter(|one| one.is_overdue(ctx.today)).count();
    let many = follow_ups.len() > 1;
    let subject = if overdue > 0 {
        "đôn đốc thực hiện nhiệm vụ quá hạn"
    } else {
        "nhắc thực hiện nhiệm vụ đến hạn"
    };
    let rows = follow_ups.iter().enumerate().map(|(i, one)| row(i + 1, one, ctx.today)).collect();
    let columns = vec![
        Column::center("STT", 1),
        Column::left("Nội dung", 7),
        Column::left("Nguồn", 4),
        Column::center("Hạn", 3),
        Column::left("Tình trạng", 3),
    ];
    let count = follow_ups.len();
    let intro = format!(
        "Theo dõi việc thực hiện các kết luận, kiến nghị, {} nhận thấy đến ngày {}, {} còn {count:02} nhiệm vụ {}:",
        head.standing_name,
        dates::print(ctx.today),
        to.name,
        if overdue > 0 {
            "đã quá hạn hoặc đến hạn chưa báo cáo kết quả"
        } else {
            "sắp đến hạn"
        },
    );
    let ask = format!(
        "Đề nghị {} khẩn trương thực hiện, báo cáo kết quả kèm minh chứng về {} trước ngày {}; nêu rõ nguyên nhân, trách nhiệm và thời hạn hoàn thành đối với {} chưa xong.",
        to.name,
        head.standing_name,
        dates::print(answer_by(ctx)),
        if many { "từng nhiệm vụ" } else { "nhiệm vụ" },
    );
    let letter = Letter {
        superior: None,
        issuer: head.issuer.clone(),
        number: None,
        subject_line: Some(subject.to_owned()),
        place: head.place,
        date: ctx.today,
        kind: None,
        title: None,
        addressees: vec![to.name.clone()],
        body: vec![
            Block::paragraph(&intro),
            Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() }),
            Block::paragraph(&ask),
        ],
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer,
        },
        recipients: vec!["Như trên".to_owned(), "Lưu: VT, HĐND".to_owned()],
        footer_url: None,
        demonstration: follow_ups.iter().any(|one| one.is_demonstration),
    };
    Ok(Letters { to: lead, to_name: to.short_name, follow_ups, letter })
}

fn row(number: usize, follow_up: &FollowUp, today: Date) -> Vec<Cell> {
    let state = match follow_up.due_on {
        Some(due) if due < today => {
            format!("Quá hạn {} ngày", due.until(today).map_or(0, |span| span.get_days()))
        }
        _ => follow_up.state.label().to_owned(),
    };
    vec![
        Cell::text(number.to_string()),
        Cell::text(&follow_up.text),
        Cell::text(&follow_up.source_label),
        Cell::text(follow_up.due_on.map_or_else(|| "Kỳ tới".to_owned(), dates::print)),
        Cell::text(state),
    ]
}

/// A body is given five working days to answer a letter that urges: the office's own custom,
/// printed as a date and not claimed as law.
fn answer_by(ctx: &Ctx<'_>) -> Date {
    let mut day = ctx.today;
    for _ in 0..5 {
        day = ctx.law.calendar().working_day_after(day);
    }
    day
}

/// What stands at the head and foot of the Standing Committee's letters.
#[derive(Debug, Clone)]
pub struct Head {
    /// Who issues them: the Standing Committee, or the council where it has none.
    pub organization: OrganizationId,
    /// Its full name in a sentence.
    pub standing_name: String,
    /// Its name at the head.
    pub issuer: String,
    /// The place before the date.
    pub place: String,
    /// Full name of the chair.
    pub signer: String,
}

impl Head {
    /// The head of a council's letters today.
    pub fn of(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Self> {
        let council = directory::organization(ctx.tx, council)?.ok_or(Error::NotFound)?;
        let standing = directory::standing_committee_of(ctx.tx, council.id)?;
        let area = directory::area(ctx.tx, council.area_id)?.ok_or(Error::NotFound)?;
        let chair = directory::holder_of(ctx.tx, council.id, directory::Post::Chair, ctx.today)?;
        let place = area.bare_name().to_owned();
        let (organization, standing_name) = match standing {
            Some(standing) => (standing.id, standing.name),
            None => (council.id, council.name.clone()),
        };
        Ok(Self {
            organization,
            issuer: standing_name.clone(),
            standing_name,
            place,
            signer: chair.map_or_else(String::new, |person| person.name),
        })
    }
}

/// Sends the letters: each takes its number, and every follow-up in it tells of it. One deed
/// for each letter. Returns the numbers.
pub fn send_reminders(ctx: &mut Ctx<'_>, ids: &[FollowUpId]) -> Result<Vec<String>> {
    let mut numbers = Vec::new();
    for letters in preview(ctx, ids)? {
        let document = issue_letter(ctx, &letters)?;
        for follow_up in &letters.follow_ups {
            tell_of_letter(ctx, follow_up, document.id, document.number.as_deref().unwrap_or_default())?;
        }
        let number = document.number.unwrap_or_default();
        let label = format!("{number} gửi {}", letters.to_name);
        audit::record(ctx, Deed::new("follow.remind", "document", document.id, label))?;
        numbers.push(number);
    }
    Ok(numbers)
}

fn issue_letter(ctx: &mut Ctx<'_>, letters: &Letters) -> Result<documents::Document> {
    let council = letters.follow_ups.first().map(|one| one.council_id).ok_or(Error::NotFound)?;
    let head = Head::of(ctx, council)?;
    let subject = letters.follow_ups.first().map(|one| one.id.to_string()).unwrap_or_default();
    let new = documents::NewDocument {
        organization: head.organization,
        kind: documents::Kind::OfficialLetter,
        title: format!("Đôn đốc {} thực hiện nhiệm vụ", letters.to_name),
        letter: letters.letter.clone(),
        signer: head.signer,
        subject_kind: "follow_up",
        subject_id: subject,
        is_public: false,
        recipients: vec![letters.to],
    };
    documents::issue_new(ctx, &new, ctx.today)
        .map_err(|error| Error::from_other(error, |refusal| Refusal::Letter(refusal.to_string())))
}

fn tell_of_letter(ctx: &mut Ctx<'_>, follow_up: &FollowUp, document: DocumentId, number: &str) -> Result<()> {
    let step = rules::step_of_reminder(follow_up.step, follow_up.due_on, ctx.today);
    if step != follow_up.step && !store::set_step(ctx.tx, step, follow_up.id, follow_up.version)?.hit() {
        return Err(Error::Conflict);
    }
    let overdue = follow_up.is_overdue(ctx.today);
    let words = if overdue { "đôn đốc" } else { "nhắc trước hạn" };
    let entry: FollowEntryId = ctx.id();
    let organization = ctx.actor.organization;
    store::insert_entry(
        ctx.tx,
        entry,
        follow_up.id,
        ctx.now,
        ctx.today,
        &ctx.actor.name,
        organization,
        EntryKind::Reminder,
        &format!("Công văn {number} {words}."),
        number,
        follow_up.state,
        None,
        (step > 0).then_some(step),
        Some(document),
    )?;
    Ok(())
}
