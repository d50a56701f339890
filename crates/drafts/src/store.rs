//! All SQL of this area.

use db::{Count, Select, Tx, queries};
use kernel::{
    AgendaItemId, AmendmentId, Date, DraftId, DraftVersionId, Instant, OrganizationId, PersonId, PollId,
    ResolutionId, SessionId,
};

use crate::model::{Amendment, AmendmentKind, AmendmentState, Draft, DraftVersion, State, VersionLine};

queries! {
    /// One draft.
    fn draft(id: DraftId) -> Option<Draft> =
        "select id, session_id, item_id, council_id, title, is_normative, submitted_by, state, version_no, first_out, comment_until, presented_on, decided_on, reason, resolution_id, is_public, is_demonstration, version
         from draft where id = $1";
    /// The drafts of a session, as they were entered.
    fn drafts_of(session: SessionId) -> Vec<Draft> =
        "select id, session_id, item_id, council_id, title, is_normative, submitted_by, state, version_no, first_out, comment_until, presented_on, decided_on, reason, resolution_id, is_public, is_demonstration, version
         from draft where session_id = $1 order by id";
    /// The draft of an item that was neither refused nor withdrawn.
    fn draft_of_item(item: AgendaItemId) -> Option<Draft> =
        "select id, session_id, item_id, council_id, title, is_normative, submitted_by, state, version_no, first_out, comment_until, presented_on, decided_on, reason, resolution_id, is_public, is_demonstration, version
         from draft where item_id = $1 and state not in ('refused', 'withdrawn')";
    /// Every draft of an item.
    fn all_of_item(item: AgendaItemId) -> Vec<Draft> =
        "select id, session_id, item_id, council_id, title, is_normative, submitted_by, state, version_no, first_out, comment_until, presented_on, decided_on, reason, resolution_id, is_public, is_demonstration, version
         from draft where item_id = $1 order by id";
    /// Drafts that are out and not decided, those whose last day for comments comes first.
    fn drafts_out(most: i64) -> Vec<Draft> =
        "select id, session_id, item_id, council_id, title, is_normative, submitted_by, state, version_no, first_out, comment_until, presented_on, decided_on, reason, resolution_id, is_public, is_demonstration, version
         from draft where is_public and state in ('open', 'presented') order by comment_until desc, id limit $1";
    /// Enters a draft.
    fn insert_draft(id: DraftId, session: SessionId, item: AgendaItemId, council: OrganizationId, title: &str, normative: bool, by: OrganizationId, demonstration: bool) -> Count =
        "insert into draft (id, session_id, item_id, council_id, title, is_normative, submitted_by, state, version_no, reason, is_public, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, 'prepared', 1, '', false, $8, 1)";
    /// Moves a draft on.
    fn update_state(state: State, until: Option<Date>, presented: Option<Date>, decided: Option<Date>, reason: &str, resolution: Option<ResolutionId>, public: bool, first_out: Option<i64>, id: DraftId, version: i64) -> Count =
        "update draft set state = $1, comment_until = $2, presented_on = $3, decided_on = $4, reason = $5, resolution_id = $6, is_public = $7, first_out = $8, version = version + 1
         where id = $9 and version = $10";
    /// Corrects what was entered.
    fn update_draft(title: &str, normative: bool, by: OrganizationId, until: Option<Date>, public: bool, id: DraftId, version: i64) -> Count =
        "update draft set title = $1, is_normative = $2, submitted_by = $3, comment_until = $4, is_public = $5, version = version + 1
         where id = $6 and version = $7";
    /// Names the version that is debated.
    fn set_version_no(number: i64, id: DraftId, version: i64) -> Count =
        "update draft set version_no = $1, version = version + 1 where id = $2 and version = $3";

    /// A text of a draft.
    fn version(draft: DraftId, number: i64) -> Option<DraftVersion> =
        "select id, draft_id, number, body, why, made_on, made_by from draft_version where draft_id = $1 and number = $2";
    /// All texts of a draft.
    fn versions(draft: DraftId) -> Vec<DraftVersion> =
        "select id, draft_id, number, body, why, made_on, made_by from draft_version where draft_id = $1 order by number";
    /// The list of a draft's texts.
    fn version_lines(draft: DraftId) -> Vec<VersionLine> =
        "select number, why, made_on, made_by from draft_version where draft_id = $1 order by number";
    /// Keeps a text.
    fn insert_version(id: DraftVersionId, draft: DraftId, number: i64, body: &str, why: &str, on: Date, by: &str) -> Count =
        "insert into draft_version (id, draft_id, number, body, why, made_on, made_by) values ($1, $2, $3, $4, $5, $6, $7)";

    /// One proposal.
    fn amendment(id: AmendmentId) -> Option<Amendment> =
        "select id, draft_id, version_no, article, kind, proposed, reason, person_id, organization_id, state, answer, decided_on, poll_id, taken_in, proposed_ms, version
         from amendment where id = $1";
    /// The proposals on a draft, as they were made.
    fn amendments(draft: DraftId) -> Vec<Amendment> =
        "select id, draft_id, version_no, article, kind, proposed, reason, person_id, organization_id, state, answer, decided_on, poll_id, taken_in, proposed_ms, version
         from amendment where draft_id = $1 order by proposed_ms, id";
    /// Writes a proposal down.
    fn insert_amendment(id: AmendmentId, draft: DraftId, number: i64, article: &str, kind: AmendmentKind, proposed: &str, reason: &str, person: Option<PersonId>, organization: Option<OrganizationId>, at: Instant) -> Count =
        "insert into amendment (id, draft_id, version_no, article, kind, proposed, reason, person_id, organization_id, state, answer, proposed_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'proposed', '', $10, 1)";
    /// Answers a proposal.
    fn answer_amendment(state: AmendmentState, answer: &str, on: Option<Date>, poll: Option<PollId>, id: AmendmentId, version: i64) -> Count =
        "update amendment set state = $1, answer = $2, decided_on = $3, poll_id = $4, version = version + 1 where id = $5 and version = $6";
    /// Notes the version that the taken proposals of a draft went into.
    fn mark_taken(number: i64, id: AmendmentId) -> Count =
        "update amendment set taken_in = $1, version = version + 1 where id = $2";

    /// How many proposals of each kind of answer the drafts of a session have.
    fn counts(session: SessionId) -> Vec<(DraftId, AmendmentState, i64)> =
        "select draft.id, amendment.state, count(*) from draft join amendment on amendment.draft_id = draft.id
         where draft.session_id = $1 group by draft.id, amendment.state";
    /// Drafts of a council whose proposals wait for an answer: the draft, how many.
    fn waiting_of_council(council: OrganizationId) -> Vec<(DraftId, SessionId, String, i64)> =
        "select draft.id, draft.session_id, draft.title, count(*) from draft join amendment on amendment.draft_id = draft.id
         where draft.council_id = $1 and draft.state in ('open', 'presented') and amendment.state = 'proposed'
         group by draft.id, draft.session_id, draft.title order by draft.id limit 100";
    /// So of the drafts that a body submitted.
    fn waiting_of_submitter(by: OrganizationId) -> Vec<(DraftId, SessionId, String, i64)> =
        "select draft.id, draft.session_id, draft.title, count(*) from draft join amendment on amendment.draft_id = draft.id
         where draft.submitted_by = $1 and draft.state in ('open', 'presented') and amendment.state = 'proposed'
         group by draft.id, draft.session_id, draft.title order by draft.id limit 100";
}

/// Several drafts.
pub fn many(tx: &mut Tx, ids: &[DraftId]) -> db::Result<Vec<Draft>> {
    const HEAD: &str = "select id, session_id, item_id, council_id, title, is_normative, submitted_by, state, version_no, first_out, comment_until, presented_on, decided_on, reason, resolution_id, is_public, is_demonstration, version from draft";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}

/// When the newest version of each of these drafts was made.
pub fn last_made(tx: &mut Tx, drafts: &[DraftId]) -> db::Result<Vec<(DraftId, Date)>> {
    Select::new("select draft_id, max(made_on) from draft_version")
        .among("draft_id", drafts)
        .then("group by draft_id order by draft_id", &[])
        .rows(tx)
}
