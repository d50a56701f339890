//! All SQL of the dossier.

use db::{Count, One, queries};
use kernel::{
    AgendaItemId, Date, ErratumId, ExaminationId, Instant, InvitationLineId, OrganizationId, PaperReceiptId,
    PaperVersionId, PersonId, PreparationStepId, SessionId, SessionPaperId, SessionRequestId,
};

use crate::model::{
    Coming, Correction, Examination, Invitation, Paper, PaperKind, Receipt, Request, Requester, Step,
    StepKind, Version,
};

queries! {
    /// The papers of a session, in their order.
    fn papers(session: SessionId) -> Vec<Paper> =
        "select id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, received_on, sent_on, is_addendum, is_demonstration, version, corrected_on
         from session_paper where session_id = $1 order by place, id";
    /// One paper.
    fn paper(id: SessionPaperId) -> Option<Paper> =
        "select id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, received_on, sent_on, is_addendum, is_demonstration, version, corrected_on
         from session_paper where id = $1";
    /// The last place of a session's papers; zero when it has none.
    fn last_place(session: SessionId) -> One<(i64,)> =
        "select coalesce(max(place), 0) from session_paper where session_id = $1";
    /// Puts a paper on the list.
    fn insert_paper(id: SessionPaperId, session: SessionId, council: OrganizationId, item: Option<AgendaItemId>, place: i64, kind: PaperKind, title: &str, owed_by: Option<OrganizationId>, normative: bool, required: bool, public: bool, due: Date, addendum: bool, demonstration: bool) -> Count =
        "insert into session_paper (id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, is_addendum, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)";
    /// Changes a paper of the list.
    fn update_paper(kind: PaperKind, title: &str, owed_by: Option<OrganizationId>, normative: bool, required: bool, public: bool, due: Date, id: SessionPaperId, version: i64) -> Count =
        "update session_paper set kind = $1, title = $2, owed_by = $3, is_normative = $4, is_required = $5, is_public = $6, due_on = $7, version = version + 1 where id = $8 and version = $9";
    /// The opening has moved, and with it the last day of a paper that was not sent.
    fn move_due(due: Date, id: SessionPaperId) -> Count =
        "update session_paper set due_on = $1, version = version + 1 where id = $2 and sent_on is null";
    /// Takes a paper off the list.
    fn delete_paper(id: SessionPaperId, version: i64) -> Count =
        "delete from session_paper where id = $1 and version = $2 and received_on is null";
    /// Notes that a version was handed in; once it went to the delegates, a later one counts no more.
    fn receive_paper(on: Date, id: SessionPaperId) -> Count =
        "update session_paper set received_on = $1, version = version + 1 where id = $2 and sent_on is null";
    /// Corrects who owes a paper and when it went to the delegates.
    fn correct_paper(owed_by: Option<OrganizationId>, received: Option<Date>, sent: Option<Date>, on: Date, id: SessionPaperId, version: i64) -> Count =
        "update session_paper set owed_by = $1, received_on = $2, sent_on = $3, corrected_on = $4, version = version + 1 where id = $5 and version = $6";
    /// Corrects when a version went out.
    fn correct_version(sent: Date, id: PaperVersionId) -> Count =
        "update paper_version set sent_on = $1 where id = $2";
    /// What was corrected of a paper, oldest first.
    fn corrections(paper: SessionPaperId) -> Vec<Correction> =
        "select what, reason, made_on, made_by from paper_erratum where paper_id = $1 order by id";
    /// Keeps a correction.
    fn insert_correction(id: ErratumId, paper: SessionPaperId, what: &str, reason: &str, on: Date, by: &str) -> Count =
        "insert into paper_erratum (id, paper_id, what, reason, made_on, made_by) values ($1, $2, $3, $4, $5, $6)";
    /// Notes when a paper first went to the delegates.
    fn send_paper(on: Date, id: SessionPaperId) -> Count =
        "update session_paper set sent_on = $1, version = version + 1 where id = $2 and sent_on is null";
    /// What a body has not handed in, of sessions that have not opened.
    fn owed(body: OrganizationId, from: Date) -> Vec<Paper> =
        "select id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, received_on, sent_on, is_addendum, is_demonstration, version, corrected_on
         from session_paper where owed_by = $1 and received_on is null and due_on >= $2 order by due_on, id limit 200";
    /// All papers that a body hands in, the newest sessions first.
    fn of_body(body: OrganizationId) -> Vec<Paper> =
        "select id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, received_on, sent_on, is_addendum, is_demonstration, version, corrected_on
         from session_paper where owed_by = $1 order by due_on desc, id limit 200";
    /// Papers that were due in a window.
    fn due_between(council: OrganizationId, from: Date, to: Date) -> Vec<Paper> =
        "select id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, received_on, sent_on, is_addendum, is_demonstration, version, corrected_on
         from session_paper where council_id = $1 and due_on >= $2 and due_on <= $3 and is_required order by due_on, place, id limit 10000";
    /// Reports of examination that went out in a window.
    fn examined_between(council: OrganizationId, from: Date, to: Date) -> Vec<Paper> =
        "select id, session_id, council_id, item_id, place, kind, title, owed_by, is_normative, is_required, is_public, due_on, received_on, sent_on, is_addendum, is_demonstration, version, corrected_on
         from session_paper where council_id = $1 and kind = 'examination_report' and sent_on >= $2 and sent_on <= $3 order by sent_on, place, id limit 10000";
    /// The first due date of a council's papers.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(due_on) from session_paper where council_id = $1";

    /// How many papers and tasks of examination stand under an item.
    fn count_under(item: AgendaItemId) -> One<(i64,)> =
        "select (select count(*) from session_paper where item_id = $1) + (select count(*) from examination where item_id = $1)";

    /// The versions of a paper, the newest first.
    fn versions(paper: SessionPaperId) -> Vec<Version> =
        "select id, paper_id, number, received_on, sent_on, changes, is_late, handed_in_by, sent_reason from paper_version where paper_id = $1 order by number desc";
    /// All versions of a session's papers, the newest first.
    fn versions_of_session(session: SessionId) -> Vec<Version> =
        "select paper_version.id, paper_version.paper_id, paper_version.number, paper_version.received_on, paper_version.sent_on, paper_version.changes, paper_version.is_late, paper_version.handed_in_by, paper_version.sent_reason
         from paper_version join session_paper on session_paper.id = paper_version.paper_id where session_paper.session_id = $1 order by paper_version.number desc";
    /// One version.
    fn version(id: PaperVersionId) -> Option<Version> =
        "select id, paper_id, number, received_on, sent_on, changes, is_late, handed_in_by, sent_reason from paper_version where id = $1";
    /// Keeps a version.
    fn insert_version(id: PaperVersionId, paper: SessionPaperId, number: i64, on: Date, changes: &str, late: bool, by: &str) -> Count =
        "insert into paper_version (id, paper_id, number, received_on, changes, is_late, handed_in_by) values ($1, $2, $3, $4, $5, $6, $7)";
    /// Notes that a version went out.
    fn send_version(on: Date, reason: Option<&str>, id: PaperVersionId) -> Count =
        "update paper_version set sent_on = $1, sent_reason = $2 where id = $3 and sent_on is null";

    /// To whom the versions of a paper went.
    fn receipts(paper: SessionPaperId) -> Vec<Receipt> =
        "select id, version_id, paper_id, person_id, sent_ms, opened_ms from paper_receipt where paper_id = $1";
    /// When papers of a session went to the delegates, the newest first, and how many each time.
    fn sendings(session: SessionId) -> Vec<(Instant, i64)> =
        "select paper_receipt.sent_ms, count(distinct paper_receipt.version_id)
         from paper_receipt join session_paper on session_paper.id = paper_receipt.paper_id where session_paper.session_id = $1 group by paper_receipt.sent_ms order by paper_receipt.sent_ms desc limit 10";
    /// Of each paper of a session: how often its versions were sent, and how often opened.
    fn distribution(session: SessionId) -> Vec<(PaperVersionId, i64, i64)> =
        "select paper_receipt.version_id, count(*), count(paper_receipt.opened_ms)
         from paper_receipt join session_paper on session_paper.id = paper_receipt.paper_id where session_paper.session_id = $1 group by paper_receipt.version_id";
    /// Of each delegate of a session: how many papers he got, and how many he opened.
    fn readers(session: SessionId) -> Vec<(PersonId, i64, i64)> =
        "select paper_receipt.person_id, count(*), count(paper_receipt.opened_ms)
         from paper_receipt join session_paper on session_paper.id = paper_receipt.paper_id where session_paper.session_id = $1 group by paper_receipt.person_id";
    /// What a delegate got of a version.
    fn receipt(version: PaperVersionId, person: PersonId) -> Option<Receipt> =
        "select id, version_id, paper_id, person_id, sent_ms, opened_ms from paper_receipt where version_id = $1 and person_id = $2";
    /// What a delegate got of a session.
    fn receipts_of_person(person: PersonId, session: SessionId) -> Vec<Receipt> =
        "select paper_receipt.id, paper_receipt.version_id, paper_receipt.paper_id, paper_receipt.person_id, paper_receipt.sent_ms, paper_receipt.opened_ms
         from paper_receipt join session_paper on session_paper.id = paper_receipt.paper_id where paper_receipt.person_id = $1 and session_paper.session_id = $2";
    /// Sends a version to a delegate.
    fn insert_receipt(id: PaperReceiptId, version: PaperVersionId, paper: SessionPaperId, person: PersonId, at: Instant) -> Count =
        "insert into paper_receipt (id, version_id, paper_id, person_id, sent_ms) values ($1, $2, $3, $4, $5)";
    /// Notes that a delegate opened it, the first time.
    fn open_receipt(at: Instant, id: PaperReceiptId) -> Count =
        "update paper_receipt set opened_ms = $1 where id = $2 and opened_ms is null";

    /// Which committees examine the items of a session.
    fn examinations(session: SessionId) -> Vec<Examination> =
        "select id, item_id, committee_id, is_lead, assigned_on from examination where session_id = $1 order by is_lead desc, id";
    /// Assigns an item to a committee.
    fn insert_examination(id: ExaminationId, session: SessionId, item: AgendaItemId, committee: OrganizationId, lead: bool, on: Date) -> Count =
        "insert into examination (id, session_id, item_id, committee_id, is_lead, assigned_on) values ($1, $2, $3, $4, $5, $6)";
    /// Takes an assignment back.
    fn delete_examination(id: ExaminationId, session: SessionId) -> Count =
        "delete from examination where id = $1 and session_id = $2";

    /// The steps that were taken.
    fn steps(session: SessionId) -> Vec<Step> =
        "select id, kind, done_on, note, version from preparation_step where session_id = $1";
    /// Notes a step.
    fn insert_step(id: PreparationStepId, session: SessionId, kind: StepKind, on: Date, note: &str) -> Count =
        "insert into preparation_step (id, session_id, kind, done_on, note, version) values ($1, $2, $3, $4, $5, 1)";
    /// Corrects a step.
    fn update_step(on: Date, note: &str, id: PreparationStepId, version: i64) -> Count =
        "update preparation_step set done_on = $1, note = $2, version = version + 1 where id = $3 and version = $4";

    /// Who asked for a session.
    fn request(session: SessionId) -> Option<Request> =
        "select id, requester, asked_on, signers, total, note, version from session_request where session_id = $1";
    /// Notes who asked for it.
    fn insert_request(id: SessionRequestId, session: SessionId, requester: Requester, on: Date, signers: Option<i64>, total: Option<i64>, note: &str) -> Count =
        "insert into session_request (id, session_id, requester, asked_on, signers, total, note, version) values ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// Corrects it.
    fn update_request(requester: Requester, on: Date, signers: Option<i64>, total: Option<i64>, note: &str, id: SessionRequestId, version: i64) -> Count =
        "update session_request set requester = $1, asked_on = $2, signers = $3, total = $4, note = $5, version = version + 1 where id = $6 and version = $7";

    /// Who is asked to come, guests after delegates.
    fn invitations(session: SessionId) -> Vec<Invitation> =
        "select id, person_id, name, state, reason, version from invitation_line where session_id = $1 order by place, id";
    /// A delegate's line.
    fn invitation_of(session: SessionId, person: PersonId) -> Option<Invitation> =
        "select id, person_id, name, state, reason, version from invitation_line where session_id = $1 and person_id = $2";
    /// One line of a session.
    fn invitation(id: InvitationLineId, session: SessionId) -> Option<Invitation> =
        "select id, person_id, name, state, reason, version from invitation_line where id = $1 and session_id = $2";
    /// The last place; zero when nobody is asked.
    fn last_invitation(session: SessionId) -> One<(i64,)> =
        "select coalesce(max(place), 0) from invitation_line where session_id = $1";
    /// Asks somebody.
    fn insert_invitation(id: InvitationLineId, session: SessionId, place: i64, person: Option<PersonId>, name: &str, state: Coming, reason: &str) -> Count =
        "insert into invitation_line (id, session_id, place, person_id, name, state, reason, version) values ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// Notes what somebody said.
    fn update_invitation(state: Coming, reason: &str, id: InvitationLineId) -> Count =
        "update invitation_line set state = $1, reason = $2, version = version + 1 where id = $3";
    /// Does not ask him after all.
    fn delete_invitation(id: InvitationLineId, session: SessionId) -> Count =
        "delete from invitation_line where id = $1 and session_id = $2 and person_id is null";
}
