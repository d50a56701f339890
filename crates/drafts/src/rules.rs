//! Steps of a draft, what may be proposed, and how what was taken goes into the text.

use std::collections::HashSet;

use akn::Text;
use kernel::{Date, dates};

use crate::model::{Amendment, AmendmentKind, AmendmentState, Draft, NewAmendment, Refusal, State};

/// The articles of a text, when it has some and each has a number of its own.
pub fn check_text(body: &str) -> Result<(), Refusal> {
    let articles = Text::read(body).articles();
    if articles.is_empty() {
        return Err(Refusal::NoArticles);
    }
    let mut seen = HashSet::new();
    match articles.iter().find(|one| !seen.insert(one.number.to_lowercase())) {
        Some(twice) => Err(Refusal::SameNumber(twice.number.clone())),
        None => Ok(()),
    }
}

/// A draft is given out for comments.
pub fn publish(state: State, until: Date, today: Date) -> Result<State, Refusal> {
    if state != State::Prepared {
        return Err(Refusal::WrongState { state, verb: "đưa ra lấy ý kiến" });
    }
    if until < today {
        return Err(Refusal::UntilInPast);
    }
    Ok(State::Open)
}

/// One author's proposals on a draft, and all: a page shows each with its difference.
const PROPOSALS_OF_ONE_MAX: usize = 50;
const PROPOSALS_MAX: usize = 1_000;

/// Whether a draft takes one more proposal.
pub fn check_room(of_one: usize, of_all: usize) -> Result<(), Refusal> {
    if of_one < PROPOSALS_OF_ONE_MAX && of_all < PROPOSALS_MAX { Ok(()) } else { Err(Refusal::TooMany) }
}

/// A draft comes before the council; only a session that sits, or sat, can be shown one.
pub fn present(state: State, session: sessions::State) -> Result<State, Refusal> {
    if state != State::Open {
        return Err(Refusal::WrongState { state, verb: "ghi trình kỳ họp" });
    }
    match session {
        sessions::State::Opened | sessions::State::Closed => Ok(State::Presented),
        sessions::State::Planned
        | sessions::State::Convened
        | sessions::State::Postponed
        | sessions::State::Cancelled => Err(Refusal::SessionNotHeld),
    }
}

/// The body that submitted a draft takes it back.
pub fn withdraw(state: State, last: Option<Vote>, reason: &str) -> Result<State, Refusal> {
    if !state.is_alive() {
        return Err(Refusal::WrongState { state, verb: "rút" });
    }
    match last {
        Some(Vote { is_passed: None, .. }) => return Err(Refusal::Voting),
        Some(Vote { is_passed: Some(true), number }) => return Err(Refusal::VoteCarried(number)),
        Some(Vote { is_passed: Some(false), .. }) | None => {}
    }
    if reason.is_empty() { Err(Refusal::NoReason) } else { Ok(State::Withdrawn) }
}

/// The last vote on a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    /// Which of the session.
    pub number: i64,
    /// Whether it was carried; unknown while it is held.
    pub is_passed: Option<bool>,
}

/// Whether the text may change: not while it is voted on, and not once it was carried.
pub fn check_text_open(state: State, last: Option<Vote>) -> Result<(), Refusal> {
    if !state.is_alive() {
        return Err(Refusal::WrongState { state, verb: "sửa văn bản" });
    }
    match last {
        Some(Vote { is_passed: None, .. }) => Err(Refusal::Voting),
        Some(Vote { is_passed: Some(true), number }) => Err(Refusal::TextVoted(number)),
        Some(Vote { is_passed: Some(false), .. }) | None => Ok(()),
    }
}

/// The council does not adopt a draft: it voted so, or it sends the draft back with a reason.
pub fn refuse(state: State, last: Option<Vote>, reason: &str) -> Result<State, Refusal> {
    if state != State::Presented {
        return Err(Refusal::WrongState { state, verb: "ghi không thông qua" });
    }
    match last {
        Some(Vote { is_passed: None, .. }) => return Err(Refusal::Voting),
        Some(Vote { is_passed: Some(true), number }) => return Err(Refusal::VoteCarried(number)),
        Some(Vote { is_passed: Some(false), .. }) | None => {}
    }
    if reason.is_empty() { Err(Refusal::NoReason) } else { Ok(State::Refused) }
}

/// A draft becomes a resolution by the last vote on it (Luật 77/2015/QH13, Điều 91).
///
/// `was_there` says whether the text as it stands was there when that vote was opened: nobody
/// voted for another.
pub fn adopt(
    state: State,
    last: Option<Vote>,
    was_there: bool,
    taken_outside: usize,
) -> Result<State, Refusal> {
    match state {
        State::Presented => {}
        State::Adopted => return Err(Refusal::Made),
        State::Prepared | State::Open | State::Refused | State::Withdrawn => {
            return Err(Refusal::WrongState { state, verb: "lập nghị quyết" });
        }
    }
    let vote = last.ok_or(Refusal::NotVoted)?;
    match vote.is_passed {
        None => return Err(Refusal::Voting),
        Some(false) => return Err(Refusal::VoteLost(vote.number)),
        Some(true) => {}
    }
    if !was_there {
        return Err(Refusal::TextAfterVote(vote.number));
    }
    if 0 < taken_outside {
        return Err(Refusal::TakenOutside(taken_outside));
    }
    Ok(State::Adopted)
}

/// Whether a draft takes proposals today: to the last day for comments, and again while it is
/// before the council.
pub fn check_open(draft: &Draft, today: Date) -> Result<(), Refusal> {
    match (draft.state, draft.comment_until) {
        (State::Presented, _) | (State::Open, None) => Ok(()),
        (State::Open, Some(until)) if today <= until => Ok(()),
        (State::Open, Some(until)) => Err(Refusal::CommentsOver(dates::print(until))),
        (State::Prepared | State::Adopted | State::Refused | State::Withdrawn, _) => {
            Err(Refusal::WrongState { state: draft.state, verb: "góp ý" })
        }
    }
}

/// Whether a proposal says something that could be done to this text.
pub fn check_proposal(new: &NewAmendment, body: &str, version_no: i64) -> Result<(), Refusal> {
    if new.article.is_empty() {
        return if new.kind == AmendmentKind::Comment { Ok(()) } else { Err(Refusal::WholeText) };
    }
    let text = Text::read(body);
    let article =
        text.article(&new.article).ok_or_else(|| Refusal::NoSuchArticle(new.article.clone(), version_no))?;
    match new.kind {
        AmendmentKind::Delete => Ok(()),
        AmendmentKind::Comment => {
            let unchanged = Text::read(&new.proposed).lines() == article.lines;
            if unchanged { Err(Refusal::NothingChanged) } else { Ok(()) }
        }
        AmendmentKind::Replace => {
            let only = only_article(&new.proposed).filter(|number| same(number, &article.number));
            if only.is_none() {
                return Err(Refusal::NotThatArticle(article.number));
            }
            let unchanged = Text::read(&new.proposed).lines() == article.lines;
            if unchanged { Err(Refusal::NothingChanged) } else { Ok(()) }
        }
        AmendmentKind::AddAfter => {
            let only = only_article(&new.proposed).filter(|number| text.article(number).is_none());
            only.map(|_| ()).ok_or(Refusal::NotANewArticle(article.number))
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The number of the one article that these lines are.
fn only_article(lines: &str) -> Option<String> {
    let text = Text::read(lines);
    let mut articles = text.articles().into_iter();
    let (first, more) = (articles.next()?, articles.next());
    (more.is_none() && first.lines == text.lines()).then_some(first.number)
}

/// An answer to a proposal. One that was taken and is not in the text yet may be answered anew.
pub fn check_answer(one: &Amendment, is_taken: bool, answer: &str) -> Result<(), Refusal> {
    match (one.state, one.taken_in) {
        (_, Some(number)) => return Err(Refusal::InText(number)),
        (AmendmentState::Withdrawn, None) => return Err(Refusal::Answered),
        (AmendmentState::Proposed | AmendmentState::Taken | AmendmentState::Refused, None) => {}
    }
    if !is_taken && answer.is_empty() { Err(Refusal::NoReason) } else { Ok(()) }
}

/// Its author takes a proposal back, until it is answered.
pub fn check_take_back(one: &Amendment) -> Result<(), Refusal> {
    if one.state == AmendmentState::Proposed { Ok(()) } else { Err(Refusal::Answered) }
}

/// Why proposals do not go into the text by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Several were taken on one place.
    Several {
        /// "Điều 2", "Điều mới, sau Điều 3".
        place: String,
        /// How many.
        count: usize,
    },
    /// The article is not in the text any more.
    Gone {
        /// The article.
        article: String,
    },
    /// The article was changed after the proposal was written.
    Changed {
        /// The article.
        article: String,
        /// The version that the proposal speaks of.
        written_on: i64,
    },
    /// The number of a new article is taken.
    NumberTaken {
        /// The number.
        article: String,
    },
    /// No article would be left.
    NothingLeft,
}

impl Conflict {
    /// One sentence.
    pub fn print(&self) -> String {
        match self {
            Self::Several { place, count } => {
                format!("{place} có {count} ý kiến cùng được tiếp thu")
            }
            Self::Gone { article } => format!("{article} không còn trong văn bản"),
            Self::Changed { article, written_on } => {
                format!("{article} đã thay đổi sau bản {written_on} mà ý kiến viết trên đó")
            }
            Self::NumberTaken { article } => format!("có hai điều mang số của {article}"),
            Self::NothingLeft => "văn bản không còn điều nào".to_owned(),
        }
    }

    /// All of them, and what to do.
    pub fn all(conflicts: &[Self]) -> String {
        let each: Vec<String> = conflicts.iter().map(Self::print).collect();
        format!(
            "Chưa lập được bản tiếp thu: {}. Văn bản chưa thay đổi. Trả lời lại để chỉ còn một ý kiến được tiếp thu ở mỗi điều, hoặc bấm “Dán bản mới” và sửa tay.",
            each.join("; ")
        )
    }
}

/// The text with everything put in that was taken, or why not: then nothing is put in. `bodies`
/// gives the text of an older version. Comments have no words to put in and are passed over.
pub fn take_in<'a>(
    body: &str,
    taken: &[&'a Amendment],
    bodies: impl Fn(i64) -> Option<&'a str>,
) -> Result<String, Vec<Conflict>> {
    let changes: Vec<&Amendment> = taken.iter().copied().filter(|one| one.kind.changes_text()).collect();
    let mut conflicts = Vec::new();
    let mut places: Vec<(String, usize)> = Vec::new();
    for one in &changes {
        let place = one.place();
        match places.iter_mut().find(|(known, _)| same(known, &place)) {
            Some((_, count)) => *count += 1,
            None => places.push((place, 1)),
        }
    }
    let several = places.into_iter().filter(|(_, count)| 1 < *count);
    conflicts.extend(several.map(|(place, count)| Conflict::Several { place, count }));
    let now = Text::read(body);
    for one in &changes {
        let Some(article) = now.article(&one.article) else {
            conflicts.push(Conflict::Gone { article: one.article.clone() });
            continue;
        };
        let written = bodies(one.version_no).map(Text::read).and_then(|text| text.article(&one.article));
        let is_same = written.is_none_or(|written| written.lines == article.lines);
        if one.kind != AmendmentKind::AddAfter && !is_same {
            let changed = Conflict::Changed { article: one.article.clone(), written_on: one.version_no };
            conflicts.push(changed);
        }
    }
    if !conflicts.is_empty() {
        conflicts.dedup();
        return Err(conflicts);
    }
    let mut text = now;
    // First those that look for an article by its number, then those that leave one out
    for kind in [AmendmentKind::Replace, AmendmentKind::AddAfter, AmendmentKind::Delete] {
        for one in changes.iter().filter(|one| one.kind == kind) {
            let lines: Vec<&str> = one.proposed.lines().collect();
            let changed = match kind {
                AmendmentKind::AddAfter => text.insert_after(&one.article, &lines),
                AmendmentKind::Replace | AmendmentKind::Delete | AmendmentKind::Comment => {
                    text.replace_article(&one.article, &lines)
                }
            };
            text = changed.ok_or_else(|| vec![Conflict::Gone { article: one.article.clone() }])?;
        }
    }
    let body = text.print();
    match check_text(&body) {
        Err(Refusal::SameNumber(article)) => Err(vec![Conflict::NumberTaken { article }]),
        Err(_) => Err(vec![Conflict::NothingLeft]),
        Ok(()) => Ok(body),
    }
}

#[cfg(test)]
mod tests;
