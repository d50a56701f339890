//! Giving somebody something to do by a date.

use audit::Deed;
use chain::Node;
use kernel::{Date, FollowEntryId, FollowUpId, OrganizationId, dates, text};
use kit::{Ctx, Error};

use crate::model::{DueKind, EntryKind, Every, Refusal, State};
use crate::{policy, store};

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// When it is due, and why then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// On a day.
    On {
        /// The day.
        date: Date,
        /// Why that day: the conclusion's own date, a rule and its article.
        reason: String,
    },
    /// At the next briefing; its day when it is known.
    NextBriefing {
        /// The day.
        on: Option<Date>,
    },
    /// At the end of each month or quarter.
    Recurring {
        /// How often.
        every: Every,
        /// The first day.
        next: Date,
    },
}

impl Due {
    pub(crate) fn kind(&self) -> DueKind {
        match self {
            Self::On { .. } => DueKind::Date,
            Self::NextBriefing { .. } => DueKind::NextBriefing,
            Self::Recurring { .. } => DueKind::Recurring,
        }
    }

    pub(crate) fn day(&self) -> Option<Date> {
        match self {
            Self::On { date, .. } => Some(*date),
            Self::NextBriefing { on } => *on,
            Self::Recurring { next, .. } => Some(*next),
        }
    }

    pub(crate) fn reason(&self) -> String {
        match self {
            Self::On { reason, .. } => reason.clone(),
            Self::NextBriefing { on: Some(day) } => {
                format!("Báo cáo tại hội nghị giao ban kỳ tới, ngày {}", dates::print(*day))
            }
            Self::NextBriefing { on: None } => "Báo cáo tại hội nghị giao ban kỳ tới".to_owned(),
            Self::Recurring { every, .. } => format!("{}, vào ngày cuối kỳ", every.label()),
        }
    }

    fn every(&self) -> Option<Every> {
        match self {
            Self::Recurring { every, .. } => Some(*every),
            Self::On { .. } | Self::NextBriefing { .. } => None,
        }
    }
}

/// A follow-up to be made.
#[derive(Debug, Clone)]
pub struct NewFollowUp {
    /// Whose office follows it.
    pub council: OrganizationId,
    /// Who asks.
    pub asker: OrganizationId,
    /// Who owes.
    pub lead: OrganizationId,
    /// Who helps.
    pub cooperating: Vec<OrganizationId>,
    /// What, word for word.
    pub text: String,
    /// The kind of record it comes from: `briefing`, `difficulty`, `direct` …
    pub source_kind: String,
    /// That record.
    pub source_id: Option<String>,
    /// What it is called.
    pub source_label: String,
    /// Its page.
    pub source_href: String,
    /// When it was asked.
    pub origin_on: Date,
    /// "quý III/2020".
    pub origin_label: String,
    /// When it is due.
    pub due: Due,
    /// Whether anyone may read it.
    pub is_public: bool,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// Makes a follow-up inside another deed; the caller's deed records it.
pub fn issue(ctx: &mut Ctx<'_>, new: &NewFollowUp) -> Result<FollowUpId> {
    let recommends =
        new.source_kind == policy::FRONT_SOURCE && policy::may_recommend(ctx.actor, new.council, new.asker);
    if !policy::may_create(ctx.actor, new.council) && !recommends {
        return Err(Error::NotFound);
    }
    let lead = directory::organization(ctx.tx, new.lead)?.ok_or(Error::Refused(Refusal::NoSuchLead))?;
    if lead.dissolved_on.is_some_and(|day| day <= ctx.today) {
        return Err(Error::Refused(Refusal::NoSuchLead));
    }
    if new.cooperating.contains(&new.lead) {
        return Err(Error::Refused(Refusal::LeadCooperates));
    }
    let id: FollowUpId = ctx.id();
    let code = next_code(ctx, new.origin_on)?;
    store::insert(
        ctx.tx,
        id,
        &code,
        new.council,
        new.asker,
        new.lead,
        &new.text,
        &text::fold(&format!("{code} {} {}", new.text, new.source_label)),
        &new.source_kind,
        new.source_id.as_deref(),
        &new.source_label,
        new.origin_on,
        &new.origin_label,
        new.due.kind(),
        new.due.day(),
        &new.due.reason(),
        new.due.every(),
        new.is_public,
        new.is_demonstration,
    )?;
    for organization in &new.cooperating {
        let cooperation: FollowEntryId = ctx.id();
        store::insert_cooperation(ctx.tx, cooperation, id, *organization)?;
    }
    let entry: FollowEntryId = ctx.id();
    store::insert_entry(
        ctx.tx,
        entry,
        id,
        ctx.now,
        ctx.today,
        &ctx.actor.name,
        Some(new.asker),
        EntryKind::Issued,
        &new.text,
        "",
        State::Issued,
        new.due.day(),
        None,
        None,
    )?;
    if let Some(source) = &new.source_id {
        let from = Node::new(&new.source_kind, source, &new.source_label, &new.source_href);
        chain::link(ctx, &from, &Node::new("follow_up", id, &code, format!("/lam-viec/viec/{id}")))?;
    }
    if new.is_public {
        put_in_search(ctx, &code, &new.text, &new.source_label, (new.council, new.origin_on))?;
    }
    Ok(id)
}

/// Shows the follow-ups of a source to everyone, or no longer, as the source itself is shown.
/// Inside another deed; the caller's deed records it.
pub fn show_of_source(ctx: &mut Ctx<'_>, kind: &str, source: &str, is_public: bool) -> db::Result<()> {
    for one in store::of_source(ctx.tx, kind, source)? {
        if one.is_public == is_public {
            continue;
        }
        store::set_public(ctx.tx, is_public, one.id)?;
        if is_public {
            let found = (one.council_id, one.origin_on);
            put_in_search(ctx, &one.code, &one.text, &one.source_label, found)?;
        } else {
            search::remove(ctx.tx, "follow_up", &one.code)?;
        }
    }
    Ok(())
}

/// Makes a public follow-up findable; `of` is its council and the day it was asked.
pub(crate) fn put_in_search(
    ctx: &mut Ctx<'_>,
    code: &str,
    words: &str,
    source: &str,
    of: (OrganizationId, Date),
) -> db::Result<()> {
    let title = text::truncate_words(words, 120);
    let summary = format!("{code} · {source}");
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "follow_up",
            id: code.to_owned(),
            href: format!("/viec-theo-doi/{code}"),
            title: &title,
            summary: &summary,
            body: words,
            is_public: true,
            council: Some(of.0),
            on: of.1,
        },
    )
}

/// Makes a follow-up as a deed of its own.
pub fn create(ctx: &mut Ctx<'_>, new: &NewFollowUp) -> Result<FollowUpId> {
    let id = issue(ctx, new)?;
    let follow_up = store::follow_up(ctx.tx, id)?.ok_or(Error::NotFound)?;
    audit::record(
        ctx,
        Deed::new("follow.create", "follow_up", id, &follow_up.code).public_if(new.is_public),
    )?;
    Ok(id)
}

/// "VT-2020-0012": one series a year for the whole installation.
pub(crate) fn next_code(ctx: &mut Ctx<'_>, on: Date) -> Result<String> {
    let (from, to) = (format!("VT-{}-", on.year()), format!("VT-{}.", on.year()));
    let db::One((last,)) = store::last_code(ctx.tx, &from, &to)?;
    let number: u32 = last.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or(0);
    Ok(format!("{from}{:04}", number + 1))
}
