//! All SQL of the questions.

use db::{Count, One, Select, Tx, queries};
use kernel::{
    Date, FollowUpId, OrganizationId, PersonId, PledgeId, QuestionId, QuestionIssueId, SessionId, text,
};

use crate::model::{Issue, Mode, Pledge, Question, State, WrittenReason};
use crate::open::Part;
use crate::policy::Sight;

queries! {
    /// One question.
    fn question(id: QuestionId) -> Option<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where id = $1";
    /// The question with this code.
    fn by_code(code: &str) -> Option<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where code = $1";
    /// The questions of a session, in the order in which they came.
    fn of_session(session: SessionId) -> Vec<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where session_id = $1 and state <> 'withdrawn' order by code limit 2000";
    /// The questions of a group.
    fn of_issue(issue: QuestionIssueId) -> Vec<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where issue_id = $1 order by code";
    /// What a body is still to answer in writing, the earliest day first.
    fn owed_by(addressee: OrganizationId, most: i64) -> Vec<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where addressee_id = $1 and state = 'written_allowed' order by due_on, id limit $2";
    /// Written answers of a council that are late on a day.
    fn overdue(council: OrganizationId, on: Date, most: i64) -> Vec<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where council_id = $1 and state = 'written_allowed' and due_on < $2 order by due_on, id limit $3";
    /// A delegate's answered questions on which nothing was said.
    fn unjudged(council: OrganizationId, person: PersonId, most: i64) -> Vec<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where council_id = $1 and person_id = $2 and state in ('answered_oral', 'answered_written') order by answered_on, id limit $3";
    /// A delegate's questions that are not hidden, the newest first.
    fn of_person(person: PersonId, most: i64) -> Vec<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where person_id = $1 and is_public order by asked_on desc, id desc limit $2";
    /// Questions put between two sessions on which nothing was decided.
    fn undecided(council: OrganizationId, most: i64) -> Vec<Question> =
        "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version
         from question where council_id = $1 and state = 'asked' and session_id is null order by asked_on, id limit $2";
    /// How many questions of each session have no group yet.
    fn ungrouped(council: OrganizationId) -> Vec<(SessionId, i64)> =
        "select session_id, count(*) from question
         where council_id = $1 and state = 'asked' and session_id is not null group by session_id order by session_id";
    /// The last code of a series.
    fn last_code(from: &str, to: &str) -> One<(String,)> =
        "select coalesce(max(code), '') from question where code > $1 and code < $2";
    /// The first day on which a question was put here.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(asked_on) from question where council_id = $1";
    /// Puts a question in.
    fn insert(id: QuestionId, code: &str, council: OrganizationId, session: Option<SessionId>, person: PersonId, addressee_id: OrganizationId, addressee: &str, text: &str, asked: Date, paper: bool, public: bool, demonstration: bool, folded: &str) -> Count =
        "insert into question (id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, answer, signer, reference, opinion, discussion, is_public, is_demonstration, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'asked', '', '', '', '', '', $11, $12, $13, 1)";
    /// Changes what the form says.
    fn amend(session: Option<SessionId>, addressee_id: OrganizationId, addressee: &str, text: &str, folded: &str, id: QuestionId, version: i64) -> Count =
        "update question set session_id = $1, addressee_id = $2, addressee = $3, text = $4, folded = $5, version = version + 1 where id = $6 and version = $7";
    /// Moves a question to a state, in or out of a group.
    fn place(state: State, issue: Option<QuestionIssueId>, mode: Option<Mode>, id: QuestionId, version: i64) -> Count =
        "update question set state = $1, issue_id = $2, mode = $3, version = version + 1 where id = $4 and version = $5";
    /// Lets a question be answered in writing.
    fn allow_writing(state: State, mode: Mode, on: Date, reason: WrittenReason, due: Date, id: QuestionId, version: i64) -> Count =
        "update question set state = $1, mode = $2, written_allowed_on = $3, written_reason = $4, due_on = $5, version = version + 1 where id = $6 and version = $7";
    /// Writes an answer down.
    fn answer(state: State, on: Date, signer: &str, answer: &str, reference: &str, id: QuestionId, version: i64) -> Count =
        "update question set state = $1, answered_on = $2, signer = $3, answer = $4, reference = $5, version = version + 1 where id = $6 and version = $7";
    /// Writes down what the delegate says of the answer.
    fn judge(state: State, satisfied: bool, opinion: &str, id: QuestionId, version: i64) -> Count =
        "update question set state = $1, is_satisfied = $2, opinion = $3, version = version + 1 where id = $4 and version = $5";
    /// Writes down what the council concluded.
    fn discuss(state: State, on: Date, discussion: &str, id: QuestionId, version: i64) -> Count =
        "update question set state = $1, discussed_on = $2, discussion = $3, version = version + 1 where id = $4 and version = $5";
    /// Shows a question to everyone, or no longer.
    fn publish(public: bool, id: QuestionId, version: i64) -> Count =
        "update question set is_public = $1, hidden_with_session = null, version = version + 1 where id = $2 and version = $3";
    /// Hides the questions of a session that is hidden, and remembers which were shown.
    fn hide_of_session(public: bool, hidden: Option<bool>, session: SessionId) -> Count =
        "update question set is_public = $1, hidden_with_session = $2, version = version + 1 where session_id = $3 and is_public";
    /// Shows the questions that were hidden with their session.
    fn show_of_session(public: bool, session: SessionId) -> Count =
        "update question set is_public = $1, hidden_with_session = null, version = version + 1 where session_id = $2 and hidden_with_session";

    /// The groups of a session, in their order.
    fn issues(session: SessionId) -> Vec<Issue> =
        "select id, session_id, place, title, respondent, is_chosen, decided_on, version from question_issue where session_id = $1 order by place, id";
    /// One group.
    fn issue(id: QuestionIssueId) -> Option<Issue> =
        "select id, session_id, place, title, respondent, is_chosen, decided_on, version from question_issue where id = $1";
    /// The last place of a session's groups; zero when there is none.
    fn last_place(session: SessionId) -> One<(i64,)> =
        "select coalesce(max(place), 0) from question_issue where session_id = $1";
    /// Adds a group.
    fn insert_issue(id: QuestionIssueId, session: SessionId, place: i64, title: &str, respondent: &str) -> Count =
        "insert into question_issue (id, session_id, place, title, respondent, version) values ($1, $2, $3, $4, $5, 1)";
    /// Renames a group.
    fn update_issue(title: &str, respondent: &str, id: QuestionIssueId, version: i64) -> Count =
        "update question_issue set title = $1, respondent = $2, version = version + 1 where id = $3 and version = $4";
    /// Moves a group.
    fn place_issue(place: i64, id: QuestionIssueId) -> Count =
        "update question_issue set place = $1, version = version + 1 where id = $2";
    /// Writes down what the council decided on a group.
    fn decide_issue(chosen: bool, on: Date, id: QuestionIssueId, version: i64) -> Count =
        "update question_issue set is_chosen = $1, decided_on = $2, version = version + 1 where id = $3 and version = $4";
    /// Takes a group away.
    fn delete_issue(id: QuestionIssueId, version: i64) -> Count =
        "delete from question_issue where id = $1 and version = $2";

    /// What was promised in answer to a question.
    fn pledges(question: QuestionId) -> Vec<Pledge> =
        "select id, question_id, text, lead_id, due_on, pledged_on, follow_up_id from question_pledge where question_id = $1 order by due_on, id";
    /// What was promised in a session.
    fn pledges_of_session(session: SessionId) -> Vec<Pledge> =
        "select question_pledge.id, question_pledge.question_id, question_pledge.text, question_pledge.lead_id, question_pledge.due_on, question_pledge.pledged_on, question_pledge.follow_up_id from question_pledge join question on question.id = question_pledge.question_id
         where question.session_id = $1 order by question_pledge.due_on, question_pledge.id limit 2000";
    /// Writes a promise down.
    fn insert_pledge(id: PledgeId, question: QuestionId, text: &str, lead: OrganizationId, due: Date, on: Date, follow_up: Option<FollowUpId>) -> Count =
        "insert into question_pledge (id, question_id, text, lead_id, due_on, pledged_on, follow_up_id) values ($1, $2, $3, $4, $5, $6, $7)";
}

pub(crate) const COLUMNS: &str = "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version from question";

/// More words than these narrow nothing.
const WORDS_MAX: usize = 8;

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this council's.
    pub council: Option<OrganizationId>,
    /// Only this session's.
    pub session: Option<SessionId>,
    /// Only those put between two sessions.
    pub is_between: bool,
    /// Only those that stand so.
    pub state: Option<State>,
    /// Only those put to this body.
    pub addressee: Option<OrganizationId>,
    /// Only those that hold these words, without marks.
    pub words: String,
    /// What is read beside what is open (`policy::sight`).
    pub sight: Sight,
}

fn filtered(head: &'static str, filter: &Filter) -> Select {
    let (own_council, own_person) = filter.sight.person.unzip();
    let mut select = Select::new(head)
        .and(
            "((is_public and state <> 'asked' and state <> 'withdrawn') or council_id = ? or (council_id = ? and person_id = ?) or (addressee_id = ? and state <> 'asked' and state <> 'withdrawn'))",
            &[&filter.sight.council, &own_council, &own_person, &filter.sight.addressee],
        )
        .maybe("council_id = ?", filter.council.as_ref())
        .maybe("session_id = ?", filter.session.as_ref())
        .maybe("state = ?", filter.state.as_ref())
        .maybe("addressee_id = ?", filter.addressee.as_ref());
    if filter.is_between {
        select = select.and("session_id is null", &[]);
    }
    // A folded word holds letters and digits only, so nothing in it is a wildcard
    for word in text::fold(&filter.words).split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX) {
        select = select.and("folded like ?", &[&format!("%{word}%")]);
    }
    select
}

/// A page of a list, newest first, after the row with this day and id.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Date, QuestionId)>,
    most: i64,
) -> db::Result<Vec<Question>> {
    let mut select = filtered(COLUMNS, filter);
    if let Some((on, id)) = after {
        select = select.and("(asked_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by asked_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many questions the whole list has.
pub fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    filtered("select count(*) from question", filter).number(tx)
}

/// The questions that an indicator counts: one condition for the number and for the rows.
fn counted(
    head: &'static str,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
) -> Select {
    let (from, to) = window;
    let select = Select::new(head)
        .and("is_public and state <> 'asked' and state <> 'withdrawn' and council_id = ?", &[&council]);
    match part {
        Part::Put => select.and("asked_on >= ? and asked_on <= ?", &[&from, &to]),
        Part::Oral => select.and("mode = 'oral' and answered_on >= ? and answered_on <= ?", &[&from, &to]),
        // A matter enters when its day is over, or when it is done
        Part::Due => select.and(
            "due_on >= ? and due_on <= ? and (due_on < ? or answered_on is not null)",
            &[&from, &to, &today],
        ),
        Part::InTime => select.and("due_on >= ? and due_on <= ? and answered_on <= due_on", &[&from, &to]),
    }
}

/// The number that an indicator asks for.
pub fn count_counted(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
) -> db::Result<i64> {
    counted("select count(*) from question", council, window, today, part).number(tx)
}

/// The rows behind the number.
pub fn list_counted(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
    most: i64,
) -> db::Result<Vec<Question>> {
    counted(COLUMNS, council, window, today, part).then("order by asked_on, id limit ?", &[&most]).rows(tx)
}

/// Those with these ids.
pub fn many(tx: &mut Tx, ids: &[QuestionId]) -> db::Result<Vec<Question>> {
    const HEAD: &str = "select id, code, council_id, session_id, person_id, addressee_id, addressee, text, asked_on, is_paper, state, issue_id, mode, written_allowed_on, written_reason, due_on, answered_on, answer, signer, reference, is_satisfied, opinion, discussed_on, discussion, is_public, is_demonstration, version from question";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}
