//! What open data reads of papers: those of the public page. SQL of it on the tables of this area.

use std::collections::{HashMap, HashSet};

use db::{Select, Tx};
use kernel::{AgendaItemId, PaperVersionId, SessionId, SessionPaperId};

use crate::model::{Paper, Version};
use crate::{papers_deeds, store};

const PAPER: &str = "select id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, received_on, sent_on, is_addendum, is_demonstration, version, corrected_on from session_paper";
const VERSION: &str = "select id, paper_id, number, received_on, sent_on, changes, is_late, handed_in_by, sent_reason from paper_version";

/// A paper that anyone may read, in the version that went out last, with its files.
pub struct Published {
    /// The paper.
    pub paper: Paper,
    /// The version.
    pub version: Version,
    /// Its files.
    pub files: Vec<files::File>,
}

/// The papers of these sessions that anyone may read: sent, public, and of no item held without the
/// public. The caller names public sessions.
pub fn published(tx: &mut Tx, sessions: &[SessionId]) -> db::Result<Vec<Published>> {
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    let open: HashSet<AgendaItemId> = chamber::open_data::items_of(tx, sessions)?
        .into_iter()
        .filter(|item| !item.is_closed)
        .map(|item| item.id)
        .collect();
    let mut papers: Vec<Paper> = Select::new(PAPER)
        .and("is_public", &[])
        .among("session_id", sessions)
        .then("order by session_id, place, id", &[])
        .rows(tx)?;
    papers.retain(|one| one.item_id.is_none_or(|item| open.contains(&item)));
    let ids: Vec<SessionPaperId> = papers.iter().map(|one| one.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let versions: Vec<Version> = Select::new(VERSION)
        .and("sent_on is not null", &[])
        .among("paper_id", &ids)
        .then("order by paper_id, number", &[])
        .rows(tx)?;
    // The last one stays
    let mut last: HashMap<SessionPaperId, Version> =
        versions.into_iter().map(|one| (one.paper_id, one)).collect();
    let keys: Vec<String> = last.values().map(|one| one.id.to_string()).collect();
    let mut kept: HashMap<String, Vec<files::File>> = HashMap::new();
    for file in files::of_subjects(tx, papers_deeds::SUBJECT, &keys)? {
        kept.entry(file.subject_id.clone()).or_default().push(file);
    }
    Ok(papers
        .into_iter()
        .filter_map(|paper| {
            let version = last.remove(&paper.id)?;
            let files = kept.remove(&version.id.to_string()).unwrap_or_default();
            Some(Published { paper, version, files })
        })
        .collect())
}

/// The session of a paper.
pub fn session_of(tx: &mut Tx, id: SessionPaperId) -> db::Result<Option<SessionId>> {
    Ok(store::paper(tx, id)?.map(|one| one.session_id))
}

/// The session of a version.
pub fn session_of_version(tx: &mut Tx, id: PaperVersionId) -> db::Result<Option<SessionId>> {
    match store::version(tx, id)? {
        Some(version) => session_of(tx, version.paper_id),
        None => Ok(None),
    }
}

/// Papers that stand alike: session, item, whether they are public, whether they went out, how many.
pub type Facts = (SessionId, Option<AgendaItemId>, bool, bool, i64);

/// Every paper with what decides whether anyone may read it, but for its session and item: session,
/// item, whether it is public, whether it went out.
pub fn facts(tx: &mut Tx) -> db::Result<Vec<Facts>> {
    Select::new(
        "select session_id, item_id, is_public, exists (select 1 from paper_version where paper_version.paper_id = session_paper.id and paper_version.sent_on is not null) as went_out, count(*) from session_paper",
    )
    .then("group by session_id, item_id, is_public, went_out", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from session_paper").number(tx)
}
