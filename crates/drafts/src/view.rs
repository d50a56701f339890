//! A draft and its proposals as they are shown.

use std::collections::HashMap;

use akn::Text;
use kernel::{OrganizationId, PersonId, dates};
use kit::Ctx;
use kit::ui::Badge;

use crate::common::Seen;
use crate::compare::{Diff, stretches};
use crate::model::{Amendment, AmendmentKind, AmendmentState, DraftVersion, State};
use crate::store;

/// The badge of a draft.
pub(crate) fn badge(state: State) -> Badge {
    match state {
        State::Prepared | State::Withdrawn => Badge::draft(state.label()),
        State::Open => Badge::waiting(state.label()),
        State::Presented => Badge::doing(state.label()),
        State::Adopted => Badge::done(state.label()),
        State::Refused => Badge::moved(state.label()),
    }
}

fn answer_badge(state: AmendmentState) -> Badge {
    match state {
        AmendmentState::Proposed => Badge::waiting(state.label()),
        AmendmentState::Taken => Badge::done(state.label()),
        AmendmentState::Refused => Badge::moved(state.label()),
        AmendmentState::Withdrawn => Badge::draft(state.label()),
    }
}

/// Names of those who propose.
pub(crate) struct Names {
    bodies: HashMap<OrganizationId, String>,
    persons: HashMap<PersonId, String>,
}

impl Names {
    pub(crate) fn of(ctx: &mut Ctx<'_>, amendments: &[Amendment]) -> db::Result<Self> {
        let mut ids: Vec<PersonId> = amendments.iter().filter_map(|one| one.person_id).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self {
            bodies: directory::names(ctx.tx)?,
            persons: directory::persons_by_name(ctx.tx, &ids)?.into_iter().collect(),
        })
    }

    pub(crate) fn body(&self, id: OrganizationId) -> String {
        self.bodies.get(&id).cloned().unwrap_or_default()
    }

    /// "Đại biểu Nguyễn Văn A", "Ban Pháp chế".
    pub(crate) fn author(&self, one: &Amendment) -> String {
        match (one.person_id, one.organization_id) {
            (Some(person), _) => {
                format!("Đại biểu {}", self.persons.get(&person).map_or("", String::as_str))
            }
            (None, Some(body)) => self.body(body),
            (None, None) => String::new(),
        }
    }
}

/// A proposal on a page.
pub(crate) struct Card {
    pub(crate) one: Amendment,
    pub(crate) author: String,
    pub(crate) at: String,
    pub(crate) badge: Badge,
    /// The change against the text that it speaks of; a comment has none.
    pub(crate) diff: Option<Diff>,
    /// The lines of a comment.
    pub(crate) lines: Vec<String>,
    /// "Viết trên bản 1", when another is debated.
    pub(crate) on_other: bool,
    pub(crate) decided: String,
}

pub(crate) fn card(one: Amendment, names: &Names, versions: &[DraftVersion], now: i64) -> Card {
    let text = versions.iter().find(|version| version.number == one.version_no);
    let article = text.and_then(|version| Text::read(&version.body).article(&one.article));
    let old = article.map(|article| article.lines.join("\n")).unwrap_or_default();
    let diff = match one.kind {
        AmendmentKind::Comment => None,
        AmendmentKind::Replace => Some(Diff::of(&old, &one.proposed)),
        AmendmentKind::AddAfter => Some(Diff::of("", &one.proposed)),
        AmendmentKind::Delete => Some(Diff::of(&old, "")),
    };
    let lines = if diff.is_none() { one.proposed.lines().map(str::to_owned).collect() } else { Vec::new() };
    Card {
        author: names.author(&one),
        at: dates::print_time(one.proposed_ms),
        badge: answer_badge(one.state),
        diff,
        lines,
        on_other: one.version_no != now,
        decided: one.decided_on.map(dates::print).unwrap_or_default(),
        one,
    }
}

/// A stretch of the text with what is proposed to its article.
pub(crate) struct Section {
    pub(crate) before: Vec<String>,
    pub(crate) number: String,
    pub(crate) anchor: String,
    /// The article's first line and the others; empty after the last article.
    pub(crate) head: String,
    pub(crate) lines: Vec<String>,
    pub(crate) cards: Vec<Card>,
}

/// A draft article by article, and the proposals that stand at none: on the whole text, or on an
/// article that is no more.
pub(crate) struct Reading {
    pub(crate) sections: Vec<Section>,
    pub(crate) loose: Vec<Card>,
}

impl Reading {
    pub(crate) fn of(body: &str, mut cards: Vec<Card>) -> Self {
        let mut sections = Vec::new();
        for one in stretches(&Text::read(body)) {
            let (number, anchor, lines) = one.article.unwrap_or_default();
            let (here, others) =
                cards.into_iter().partition(|card| !number.is_empty() && card.one.article == number);
            cards = others;
            let mut lines = lines.into_iter();
            sections.push(Section {
                before: one.before,
                number,
                anchor,
                head: lines.next().unwrap_or_default(),
                lines: lines.collect(),
                cards: here,
            });
        }
        Self { sections, loose: cards }
    }
}

/// Cards of everything that was proposed to a draft and not withdrawn.
pub(crate) fn cards(
    ctx: &mut Ctx<'_>,
    seen: &Seen,
    versions: &[DraftVersion],
) -> db::Result<(Vec<Card>, Names)> {
    let mut all = store::amendments(ctx.tx, seen.draft.id)?;
    all.retain(|one| one.state != AmendmentState::Withdrawn);
    let names = Names::of(ctx, &all)?;
    let now = seen.draft.version_no;
    Ok((all.into_iter().map(|one| card(one, &names, versions, now)).collect(), names))
}
