//! The notice of conclusions: each conclusion becomes a follow-up, what is still open is
//! carried over, the notice takes its number, everything becomes public.

use std::collections::HashMap;

use audit::Deed;
use documents::{Kind, NewDocument};
use follow::{Due, NewFollowUp};
use kernel::{BriefingId, Date, OrganizationId, dates};
use kit::{Ctx, Error};
use papers::Letter;

use super::room::cooperation;
use super::{Result, hit, load, other, record};
use crate::letters::{self, Head, PrintedConclusion, PrintedDifficulty};
use crate::model::{Attendance, Briefing, Conclusion, Difficulty, DueKind, Refusal, State};
use crate::policy::Action;
use crate::rules::{self, Checked};
use crate::{store, store_reports, store_room};

/// What the chair decides when signing.
#[derive(Debug, Clone, Default)]
pub struct ConcludeInput {
    /// What the chair said of the quarter.
    pub assessment: String,
    /// The text of the minutes.
    pub minutes: String,
    /// Conclusions without a date are due at the next briefing (BRF-06).
    pub undated_agreed: bool,
    /// The version of the briefing that the chair saw.
    pub version: i64,
}

/// Keeps what is written in the room before the notice.
pub fn keep_room_texts(
    ctx: &mut Ctx<'_>,
    id: BriefingId,
    assessment: &str,
    minutes: &str,
    version: i64,
) -> Result<()> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.is_open() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    hit(store::set_room_texts(ctx.tx, assessment, minutes, id, version)?)?;
    record(ctx, "briefing.draft", &briefing, format!("{}, đánh giá và biên bản", briefing.title), "")
}

/// Everything that a notice is made of.
struct Material {
    briefing: Briefing,
    conclusions: Vec<Conclusion>,
    cooperating: Vec<(kernel::ConclusionId, OrganizationId)>,
    names: HashMap<OrganizationId, String>,
}

fn material(ctx: &mut Ctx<'_>, briefing: Briefing) -> Result<Material> {
    let conclusions = store_room::conclusions(ctx.tx, briefing.id)?;
    let cooperating = cooperation(ctx, briefing.id)?;
    let names = directory::names(ctx.tx)?;
    Ok(Material { briefing, conclusions, cooperating, names })
}

impl Material {
    fn helpers(&self, conclusion: &Conclusion) -> Vec<OrganizationId> {
        self.cooperating.iter().filter(|(id, _)| *id == conclusion.id).map(|(_, body)| *body).collect()
    }

    fn name(&self, body: OrganizationId) -> String {
        self.names.get(&body).cloned().unwrap_or_default()
    }

    fn printed(&self) -> Vec<PrintedConclusion> {
        self.conclusions
            .iter()
            .map(|one| PrintedConclusion {
                lead: one.lead_id.map_or_else(|| "(chưa ghi cơ quan)".to_owned(), |lead| self.name(lead)),
                cooperating: self.helpers(one).into_iter().map(|body| self.name(body)).collect(),
                text: one.text.clone(),
                due: due_in_notice(one),
            })
            .collect()
    }
}

fn due_in_notice(one: &Conclusion) -> String {
    match (one.due_kind, one.due_on, one.every) {
        (DueKind::Date, Some(day), _) => format!("trước hết ngày {}", dates::print(day)),
        (DueKind::Recurring, _, Some(every)) => every.label().to_lowercase(),
        (DueKind::None | DueKind::NextBriefing | DueKind::Date | DueKind::Recurring, _, _) => {
            "báo cáo tại hội nghị giao ban kỳ tới".to_owned()
        }
    }
}

/// How many were in the room, of how many.
fn presence(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<(usize, usize)> {
    let all = store::participants(ctx.tx, id)?;
    let present = all.iter().filter(|one| one.attendance == Attendance::Present).count();
    Ok((present, all.len()))
}

fn printed_difficulties(ctx: &mut Ctx<'_>, material: &Material) -> Result<Vec<PrintedDifficulty>> {
    let raised = store_reports::difficulties(ctx.tx, material.briefing.id)?;
    Ok(raised.iter().map(|one| printed_difficulty(one, material)).collect())
}

fn printed_difficulty(one: &Difficulty, material: &Material) -> PrintedDifficulty {
    let given = one.addressee_id.map(|body| material.name(body)).unwrap_or_default();
    let outcome = if !one.answer.is_empty() {
        one.answer.clone()
    } else if one.follow_up_id.is_some() {
        format!("Giao {given} giải quyết, trả lời")
    } else if given.is_empty() {
        "Thường trực HĐND tiếp thu, xem xét".to_owned()
    } else {
        format!("Chuyển {given} xem xét, trả lời")
    };
    PrintedDifficulty { unit: material.name(one.raised_by_id), text: one.text.clone(), outcome }
}

/// The notice as it would go out today.
pub fn preview_notice(ctx: &mut Ctx<'_>, id: BriefingId, assessment: &str) -> Result<Letter> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    let material = material(ctx, briefing)?;
    compose(ctx, &material, assessment)
}

fn compose(ctx: &mut Ctx<'_>, material: &Material, assessment: &str) -> Result<Letter> {
    let head = Head::of(ctx, material.briefing.council_id, ctx.today)?;
    let present = presence(ctx, material.briefing.id)?;
    let difficulties = printed_difficulties(ctx, material)?;
    Ok(letters::notice(
        &head,
        &material.briefing,
        present,
        assessment,
        &material.printed(),
        &difficulties,
        ctx.today,
    ))
}

/// Issues the notice. Gives its number.
pub fn conclude(ctx: &mut Ctx<'_>, id: BriefingId, input: &ConcludeInput) -> Result<String> {
    let briefing = load(ctx, id, Action::Conclude, None)?;
    let material = material(ctx, briefing)?;
    let checked: Vec<Checked> = material
        .conclusions
        .iter()
        .map(|one| Checked { place: one.place, lead: one.lead_id, due: one.due_kind })
        .collect();
    rules::conclude(material.briefing.state, &checked, input.undated_agreed).map_err(Error::Refused)?;
    if material.briefing.version != input.version {
        return Err(Error::Conflict);
    }
    let next = next_briefing(ctx, &material.briefing)?;
    carry_over(ctx, &material.briefing, next.as_ref())?;
    issue_follow_ups(ctx, &material, next.as_ref().map(|one| one.held_on))?;
    let document = issue_notice(ctx, &material, &input.assessment)?;
    hit(store::set_concluded(ctx.tx, &input.assessment, &input.minutes, document.id, id, input.version)?)?;
    put_in_search(ctx, &material, &input.assessment)?;
    let number = document.number.unwrap_or_default();
    let label = format!("Thông báo kết luận {number}, {}", rules::lower_first(&material.briefing.title));
    audit::record(ctx, Deed::new("briefing.conclude", "briefing", id, label).public())?;
    Ok(number)
}

fn next_briefing(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<Option<Briefing>> {
    let upcoming = store::upcoming(ctx.tx, briefing.council_id)?;
    Ok(upcoming.into_iter().find(|one| briefing.held_on < one.held_on))
}

/// What was to be reported at this briefing and was not is carried to the next, with its age.
fn carry_over(ctx: &mut Ctx<'_>, briefing: &Briefing, next: Option<&Briefing>) -> Result<()> {
    let label = next.map_or_else(|| following_quarter(briefing), Briefing::quarter_label);
    for open in open_conclusions(ctx, briefing)? {
        let was_due = open.due_kind == follow::DueKind::NextBriefing && open.state != follow::State::Reported;
        if was_due {
            follow::carry(ctx, open.id, &label, next.map(|one| one.held_on)).map_err(other)?;
        }
    }
    Ok(())
}

fn following_quarter(briefing: &Briefing) -> String {
    let last = briefing.quarter().to();
    kernel::period::Quarter::of(last.tomorrow().unwrap_or(last)).print()
}

/// What earlier briefings concluded and nobody has finished.
pub(crate) fn open_conclusions(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<Vec<follow::FollowUp>> {
    let own = briefing.id.to_string();
    let all = follow::open_of_council(ctx.tx, briefing.council_id)?;
    Ok(all
        .into_iter()
        .filter(|one| {
            one.source_kind == "briefing"
                && one.source_id.as_deref() != Some(&own)
                && one.origin_on <= briefing.held_on
        })
        .collect())
}

fn issue_follow_ups(ctx: &mut Ctx<'_>, material: &Material, next: Option<Date>) -> Result<()> {
    let briefing = &material.briefing;
    for conclusion in &material.conclusions {
        let lead = conclusion
            .lead_id
            .ok_or_else(|| Error::Refused(Refusal::Leadless(conclusion.place.to_string())))?;
        let new = NewFollowUp {
            council: briefing.council_id,
            asker: briefing.council_id,
            lead,
            cooperating: material.helpers(conclusion),
            text: conclusion.text.clone(),
            source_kind: "briefing".to_owned(),
            source_id: Some(briefing.id.to_string()),
            source_label: format!("Kết luận giao ban {}", briefing.quarter_label()),
            source_href: briefing.path(),
            origin_on: briefing.held_on,
            origin_label: briefing.quarter_label(),
            due: due_of(conclusion, briefing.held_on, next),
            is_public: conclusion.is_public,
            is_demonstration: briefing.is_demonstration,
        };
        let follow_up = follow::issue(ctx, &new).map_err(other)?;
        let kind =
            if conclusion.due_kind == DueKind::None { DueKind::NextBriefing } else { conclusion.due_kind };
        hit(store_room::set_conclusion_issued(ctx.tx, kind, follow_up, conclusion.id, conclusion.version)?)?;
    }
    Ok(())
}

fn due_of(conclusion: &Conclusion, held_on: Date, next: Option<Date>) -> Due {
    match (conclusion.due_kind, conclusion.due_on, conclusion.every) {
        (DueKind::Date, Some(date), _) => {
            Due::On { date, reason: "Thời hạn ghi trong thông báo kết luận".to_owned() }
        }
        (DueKind::Recurring, _, Some(every)) => {
            Due::Recurring { every, next: follow::rules::next_due(every, held_on) }
        }
        // BRF-06: without a date it is due at the next briefing
        (DueKind::None | DueKind::NextBriefing | DueKind::Date | DueKind::Recurring, _, _) => {
            Due::NextBriefing { on: next }
        }
    }
}

fn issue_notice(ctx: &mut Ctx<'_>, material: &Material, assessment: &str) -> Result<documents::Document> {
    let head = Head::of(ctx, material.briefing.council_id, ctx.today)?;
    let letter = compose(ctx, material, assessment)?;
    let mut recipients: Vec<OrganizationId> = store::participants(ctx.tx, material.briefing.id)?
        .into_iter()
        .map(|one| one.organization_id)
        .collect();
    for conclusion in &material.conclusions {
        recipients.extend(conclusion.lead_id);
        recipients.extend(material.helpers(conclusion));
    }
    recipients.sort_unstable();
    recipients.dedup();
    // What is not public in it keeps the whole paper inside
    let is_public = material.conclusions.iter().all(|one| one.is_public);
    let new = NewDocument {
        organization: head.organization,
        kind: Kind::Notice,
        title: letter.title.clone().unwrap_or_default(),
        letter,
        signer: head.signer,
        subject_kind: "briefing",
        subject_id: material.briefing.id.to_string(),
        is_public,
        recipients,
    };
    documents::issue_new(ctx, &new, ctx.today).map_err(other)
}

fn put_in_search(ctx: &mut Ctx<'_>, material: &Material, assessment: &str) -> Result<()> {
    let briefing = &material.briefing;
    let texts: Vec<&str> =
        material.conclusions.iter().filter(|one| one.is_public).map(|one| one.text.as_str()).collect();
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "briefing",
            id: briefing.id.to_string(),
            href: briefing.public_path(),
            title: &briefing.title,
            summary: &format!("{}, {}", dates::print(briefing.held_on), briefing.place),
            body: &format!("{} {assessment} {}", briefing.topic, texts.join(" ")),
            is_public: true,
            council: Some(briefing.council_id),
            on: briefing.held_on,
        },
    )?;
    Ok(())
}

/// Issues the minutes. Gives their number.
pub fn issue_minutes(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<String> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !matches!(briefing.state, State::Held | State::Concluded) {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let material = material(ctx, briefing)?;
    let all = store::participants(ctx.tx, id)?;
    let of = |present: bool| -> Vec<String> {
        let fits = |attendance: Attendance| (attendance == Attendance::Present) == present;
        all.iter().filter(|one| fits(one.attendance)).map(|one| material.name(one.organization_id)).collect()
    };
    let head = Head::of(ctx, material.briefing.council_id, ctx.today)?;
    let text = material.briefing.minutes.clone();
    let letter = letters::minutes(
        &head,
        &material.briefing,
        &of(true),
        &of(false),
        &text,
        &material.printed(),
        ctx.today,
    );
    let new = NewDocument {
        organization: head.organization,
        kind: Kind::Minutes,
        title: format!("Biên bản {}", rules::lower_first(&material.briefing.title)),
        letter,
        signer: material.briefing.chair_name.clone(),
        subject_kind: "briefing",
        subject_id: id.to_string(),
        is_public: false,
        recipients: Vec::new(),
    };
    let number = documents::issue_new(ctx, &new, ctx.today).map_err(other)?.number.unwrap_or_default();
    record(
        ctx,
        "briefing.issue",
        &material.briefing,
        format!("{}, biên bản {number}", material.briefing.title),
        "",
    )?;
    Ok(number)
}
