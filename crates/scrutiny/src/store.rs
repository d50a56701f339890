//! All SQL of hearings, reviews of texts and draws.

use db::{Count, One, Select, Tx, queries};
use kernel::{Date, DrawId, HearingId, HearingPersonId, OrganizationId, PersonId, TextReviewId};

use crate::model::{
    Draw, DrawState, Hearing, HearingPerson, HearingState, Part, ReviewState, Source, TextKind, TextReview,
    Vote,
};
use crate::policy::Sight;

queries! {
    /// One hearing.
    fn hearing(id: HearingId) -> Option<Hearing> =
        "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version
         from hearing where id = $1";
    /// The hearing with a code.
    fn hearing_by_code(code: &str) -> Option<Hearing> =
        "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version
         from hearing where code = $1";
    /// The hearings that came of a record, the newest last.
    fn hearings_of(kind: Source, id: &str) -> Vec<Hearing> =
        "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version
         from hearing where source_kind = $1 and source_id = $2 order by id limit 50";
    /// The hearings of a council in a window, by day, those that were called off too.
    fn hearings_between(council: OrganizationId, from: Date, to: Date) -> Vec<Hearing> =
        "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version
         from hearing where council_id = $1 and held_on >= $2 and held_on <= $3 order by held_on, starts_at, id limit 1000";
    /// The hearings of a council that are not over.
    fn hearings_waiting(council: OrganizationId, most: i64) -> Vec<Hearing> =
        "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version
         from hearing where council_id = $1 and state in ('proposed', 'notified', 'held') order by held_on, id limit $2";
    /// The announced hearings at which a body explains.
    fn hearings_told(body: OrganizationId, most: i64) -> Vec<Hearing> =
        "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version
         from hearing where state = 'notified' and id in (select hearing_id from hearing_person where organization_id = $1 and role = 'explains') order by held_on, id limit $2";
    /// The highest code of a year.
    fn last_hearing_code(from: &str, to: &str) -> One<(String,)> =
        "select coalesce(max(code), '') from hearing where code > $1 and code < $2";
    /// The first day on which a council's register of hearings says something.
    fn hearings_begin(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(held_on) from hearing where council_id = $1";
    /// Proposes a hearing.
    fn insert_hearing(id: HearingId, code: &str, council: OrganizationId, title: &str, content: &str, kind: Source, source: Option<&str>, label: &str, href: &str, held_on: Date, starts: &str, place: &str, chair: &str, closed: bool, demonstration: bool) -> Count =
        "insert into hearing (id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, cancel_reason, minutes, conclusion, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'proposed', '', '', '', $15, 1)";
    /// Changes the plan of a hearing.
    fn change_hearing(title: &str, content: &str, held_on: Date, starts: &str, place: &str, chair: &str, closed: bool, id: HearingId, version: i64) -> Count =
        "update hearing set title = $1, content = $2, held_on = $3, starts_at = $4, place = $5, chair = $6, is_closed = $7, version = version + 1 where id = $8 and version = $9";
    /// Those who explain have the notice.
    fn notify(state: HearingState, on: Date, id: HearingId, version: i64) -> Count =
        "update hearing set state = $1, notified_on = $2, version = version + 1 where id = $3 and version = $4";
    /// It was held.
    fn hold(state: HearingState, minutes: &str, id: HearingId, version: i64) -> Count =
        "update hearing set state = $1, minutes = $2, version = version + 1 where id = $3 and version = $4";
    /// A conclusion was adopted.
    fn conclude(state: HearingState, on: Date, conclusion: &str, id: HearingId, version: i64) -> Count =
        "update hearing set state = $1, concluded_on = $2, conclusion = $3, version = version + 1 where id = $4 and version = $5";
    /// It is not held.
    fn cancel_hearing(state: HearingState, reason: &str, id: HearingId, version: i64) -> Count =
        "update hearing set state = $1, cancel_reason = $2, version = version + 1 where id = $3 and version = $4";

    /// The people of a hearing.
    fn people(hearing: HearingId) -> Vec<HearingPerson> =
        "select id, hearing_id, place, role, organization_id, person_id, name, vote, version from hearing_person where hearing_id = $1 order by place, id";
    /// Adds somebody to a hearing.
    fn insert_person(id: HearingPersonId, hearing: HearingId, place: i64, role: Part, organization: Option<OrganizationId>, person: Option<PersonId>, name: &str, vote: Option<Vote>) -> Count =
        "insert into hearing_person (id, hearing_id, place, role, organization_id, person_id, name, vote, version) values ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    /// Takes somebody out.
    fn delete_person(id: HearingPersonId, hearing: HearingId) -> Count =
        "delete from hearing_person where id = $1 and hearing_id = $2 and role <> 'votes'";

    /// One review.
    fn review(id: TextReviewId) -> Option<TextReview> =
        "select id, code, council_id, reviewer_id, issuer_id, kind, number, text_on, title, state, opened_on, found_on, is_unlawful, articles, finding, demanded_on, answer_due_on, answered_on, answer, raised_on, submitted_on, ended_on, ending, is_demonstration, version
         from text_review where id = $1";
    /// The review with a code.
    fn review_by_code(code: &str) -> Option<TextReview> =
        "select id, code, council_id, reviewer_id, issuer_id, kind, number, text_on, title, state, opened_on, found_on, is_unlawful, articles, finding, demanded_on, answer_due_on, answered_on, answer, raised_on, submitted_on, ended_on, ending, is_demonstration, version
         from text_review where code = $1";
    /// The reviews of a council that wait for a step.
    fn reviews_waiting(council: OrganizationId, most: i64) -> Vec<TextReview> =
        "select id, code, council_id, reviewer_id, issuer_id, kind, number, text_on, title, state, opened_on, found_on, is_unlawful, articles, finding, demanded_on, answer_due_on, answered_on, answer, raised_on, submitted_on, ended_on, ending, is_demonstration, version
         from text_review where council_id = $1 and state in ('unlawful', 'demanded', 'answered', 'raised', 'submitted') order by opened_on, id limit $2";
    /// What an issuer has to answer.
    fn reviews_demanded(issuer: OrganizationId, most: i64) -> Vec<TextReview> =
        "select id, code, council_id, reviewer_id, issuer_id, kind, number, text_on, title, state, opened_on, found_on, is_unlawful, articles, finding, demanded_on, answer_due_on, answered_on, answer, raised_on, submitted_on, ended_on, ending, is_demonstration, version
         from text_review where issuer_id = $1 and state = 'demanded' order by answer_due_on, id limit $2";
    /// The highest code of a year.
    fn last_review_code(from: &str, to: &str) -> One<(String,)> =
        "select coalesce(max(code), '') from text_review where code > $1 and code < $2";
    /// The first day on which a council's register of reviews says something.
    fn reviews_begin(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(opened_on) from text_review where council_id = $1";
    /// Begins a review.
    fn insert_review(id: TextReviewId, code: &str, council: OrganizationId, reviewer: OrganizationId, issuer: OrganizationId, kind: TextKind, number: &str, text_on: Date, title: &str, opened_on: Date, demonstration: bool) -> Count =
        "insert into text_review (id, code, council_id, reviewer_id, issuer_id, kind, number, text_on, title, state, opened_on, articles, finding, answer, ending, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'reviewing', $10, '', '', '', '', $11, 1)";
    /// It was found lawful or not.
    fn find(state: ReviewState, on: Date, unlawful: bool, articles: &str, finding: &str, ended_on: Option<Date>, id: TextReviewId, version: i64) -> Count =
        "update text_review set state = $1, found_on = $2, is_unlawful = $3, articles = $4, finding = $5, ended_on = $6, version = version + 1 where id = $7 and version = $8";
    /// The issuer is asked to revise it.
    fn demand(state: ReviewState, on: Date, due: Date, id: TextReviewId, version: i64) -> Count =
        "update text_review set state = $1, demanded_on = $2, answer_due_on = $3, version = version + 1 where id = $4 and version = $5";
    /// The issuer answered.
    fn answer(state: ReviewState, on: Date, words: &str, id: TextReviewId, version: i64) -> Count =
        "update text_review set state = $1, answered_on = $2, answer = $3, version = version + 1 where id = $4 and version = $5";
    /// It goes to the Standing Committee.
    fn raise(state: ReviewState, on: Date, id: TextReviewId, version: i64) -> Count =
        "update text_review set state = $1, raised_on = $2, version = version + 1 where id = $3 and version = $4";
    /// It goes to the council.
    fn submit(state: ReviewState, on: Date, id: TextReviewId, version: i64) -> Count =
        "update text_review set state = $1, submitted_on = $2, version = version + 1 where id = $3 and version = $4";
    /// It ends.
    fn end(state: ReviewState, on: Date, words: &str, id: TextReviewId, version: i64) -> Count =
        "update text_review set state = $1, ended_on = $2, ending = $3, version = version + 1 where id = $4 and version = $5";

    /// One draw.
    fn draw(id: DrawId) -> Option<Draw> =
        "select id, code, council_id, title, purpose, candidates, wanted, seed, commitment, public_rule, published_on, draw_on, state, drawn_ms, public_value, chosen, cancel_reason, again_id, again_reason, is_demonstration, version
         from draw where id = $1";
    /// The draw with a code.
    fn draw_by_code(code: &str) -> Option<Draw> =
        "select id, code, council_id, title, purpose, candidates, wanted, seed, commitment, public_rule, published_on, draw_on, state, drawn_ms, public_value, chosen, cancel_reason, again_id, again_reason, is_demonstration, version
         from draw where code = $1";
    /// The draw that came again after this one.
    fn draw_after(first: DrawId) -> Option<Draw> =
        "select id, code, council_id, title, purpose, candidates, wanted, seed, commitment, public_rule, published_on, draw_on, state, drawn_ms, public_value, chosen, cancel_reason, again_id, again_reason, is_demonstration, version
         from draw where again_id = $1 order by id limit 1";
    /// The newest draws of a council.
    fn draws_of(council: OrganizationId, most: i64) -> Vec<Draw> =
        "select id, code, council_id, title, purpose, candidates, wanted, seed, commitment, public_rule, published_on, draw_on, state, drawn_ms, public_value, chosen, cancel_reason, again_id, again_reason, is_demonstration, version
         from draw where council_id = $1 order by published_on desc, id desc limit $2";
    /// The draws of a council that wait.
    fn draws_waiting(council: OrganizationId, most: i64) -> Vec<Draw> =
        "select id, code, council_id, title, purpose, candidates, wanted, seed, commitment, public_rule, published_on, draw_on, state, drawn_ms, public_value, chosen, cancel_reason, again_id, again_reason, is_demonstration, version
         from draw where council_id = $1 and state = 'published' order by draw_on, id limit $2";
    /// The highest code of a year.
    fn last_draw_code(from: &str, to: &str) -> One<(String,)> =
        "select coalesce(max(code), '') from draw where code > $1 and code < $2";
    /// Publishes a draw.
    fn insert_draw(id: DrawId, code: &str, council: OrganizationId, title: &str, purpose: &str, candidates: &str, wanted: i64, seed: &str, commitment: &str, rule: &str, published_on: Date, draw_on: Date, again: Option<DrawId>, again_reason: &str, demonstration: bool) -> Count =
        "insert into draw (id, code, council_id, title, purpose, candidates, wanted, seed, commitment, public_rule, published_on, draw_on, state, public_value, chosen, cancel_reason, again_id, again_reason, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'published', '', '', '', $13, $14, $15, 1)";
    /// Writes down who was drawn.
    fn set_drawn(drawn_ms: i64, value: &str, chosen: &str, id: DrawId, version: i64) -> Count =
        "update draw set state = 'drawn', drawn_ms = $1, public_value = $2, chosen = $3, version = version + 1 where id = $4 and version = $5 and state = 'published'";
    /// It is not drawn.
    fn cancel_draw(reason: &str, id: DrawId, version: i64) -> Count =
        "update draw set state = 'cancelled', cancel_reason = $1, version = version + 1 where id = $2 and version = $3 and state = 'published'";
}

const HEARING: &str = "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version from hearing";
const REVIEW: &str = "select id, code, council_id, reviewer_id, issuer_id, kind, number, text_on, title, state, opened_on, found_on, is_unlawful, articles, finding, demanded_on, answer_due_on, answered_on, answer, raised_on, submitted_on, ended_on, ending, is_demonstration, version from text_review";

/// What a list of hearings is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HearingFilter {
    /// Only those that stand so.
    pub state: Option<HearingState>,
    /// The council whose open ones are read beside the own.
    pub open_of: Option<OrganizationId>,
    /// What is read (`policy::sight`).
    pub sight: Sight,
}

/// What somebody reads: all of a council, what a body was told of, what is open.
fn hearings_read(head: &'static str, sight: Sight, open_of: Option<OrganizationId>) -> Select {
    Select::new(head).and(
        "(council_id = ? or (notified_on is not null and id in (select hearing_id from hearing_person where organization_id = ? and role = 'explains')) or (notified_on is not null and not is_closed and council_id = ?))",
        &[&sight.council, &sight.told, &open_of],
    )
}

fn hearings_filtered(head: &'static str, filter: &HearingFilter) -> Select {
    hearings_read(head, filter.sight, filter.open_of).maybe("state = ?", filter.state.as_ref())
}

/// A page of hearings, newest first, after the row with this day and id.
pub fn hearings(
    tx: &mut Tx,
    filter: &HearingFilter,
    after: Option<(Date, HearingId)>,
    most: i64,
) -> db::Result<Vec<Hearing>> {
    let mut select = hearings_filtered(HEARING, filter);
    if let Some((on, id)) = after {
        select = select.and("(held_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by held_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many hearings the whole list has.
pub fn count_hearings(tx: &mut Tx, filter: &HearingFilter) -> db::Result<i64> {
    hearings_filtered("select count(*) from hearing", filter).number(tx)
}

/// The hearings with these ids.
pub fn hearings_of_ids(tx: &mut Tx, ids: &[HearingId]) -> db::Result<Vec<Hearing>> {
    Select::new(HEARING).among("id", ids).then("order by id", &[]).rows(tx)
}

/// Who explains at these hearings.
pub fn explain_at(
    tx: &mut Tx,
    ids: &[HearingId],
) -> db::Result<Vec<(HearingId, Option<OrganizationId>, String)>> {
    Select::new("select hearing_id, organization_id, name from hearing_person")
        .and("role = 'explains'", &[])
        .among("hearing_id", ids)
        .then("order by hearing_id, place, id", &[])
        .rows(tx)
}

/// What a list of reviews is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewFilter {
    /// Only those that stand so.
    pub state: Option<ReviewState>,
    /// Only those with or without an unlawful finding.
    pub is_unlawful: Option<bool>,
    /// The council whose open ones are read beside the own.
    pub open_of: Option<OrganizationId>,
    /// What is read (`policy::sight`).
    pub sight: Sight,
}

fn reviews_filtered(head: &'static str, filter: &ReviewFilter) -> Select {
    Select::new(head)
        .and(
            "(council_id = ? or reviewer_id = ? or (demanded_on is not null and issuer_id = ?) or (ended_on is not null and council_id = ?))",
            &[&filter.sight.council, &filter.sight.reviewer, &filter.sight.told, &filter.open_of],
        )
        .maybe("state = ?", filter.state.as_ref())
        .maybe("is_unlawful = ?", filter.is_unlawful.as_ref())
}

/// A page of reviews, newest first, after the row with this day and id.
pub fn reviews(
    tx: &mut Tx,
    filter: &ReviewFilter,
    after: Option<(Date, TextReviewId)>,
    most: i64,
) -> db::Result<Vec<TextReview>> {
    let mut select = reviews_filtered(REVIEW, filter);
    if let Some((on, id)) = after {
        select = select.and("(opened_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by opened_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many reviews the whole list has.
pub fn count_reviews(tx: &mut Tx, filter: &ReviewFilter) -> db::Result<i64> {
    reviews_filtered("select count(*) from text_review", filter).number(tx)
}

/// The reviews with these ids.
pub fn reviews_of_ids(tx: &mut Tx, ids: &[TextReviewId]) -> db::Result<Vec<TextReview>> {
    Select::new(REVIEW).among("id", ids).then("order by id", &[]).rows(tx)
}

/// The hearings that C08 counts: one condition for the number and for the rows.
fn held(head: &'static str, council: OrganizationId, window: (Date, Date)) -> Select {
    Select::new(head).and(
        "council_id = ? and state in ('held', 'concluded') and held_on >= ? and held_on <= ?",
        &[&council, &window.0, &window.1],
    )
}

/// How many hearings were held.
pub fn count_held(tx: &mut Tx, council: OrganizationId, window: (Date, Date)) -> db::Result<i64> {
    held("select count(*) from hearing", council, window).number(tx)
}

/// Which, by day.
pub fn list_held(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    most: i64,
) -> db::Result<Vec<Hearing>> {
    held(HEARING, council, window).then("order by held_on, id limit ?", &[&most]).rows(tx)
}

/// The texts that C10 counts: one condition for the number and for the rows.
fn found(
    head: &'static str,
    council: OrganizationId,
    window: (Date, Date),
    unlawful: Option<bool>,
) -> Select {
    Select::new(head)
        .and("council_id = ? and found_on >= ? and found_on <= ?", &[&council, &window.0, &window.1])
        .maybe("is_unlawful = ?", unlawful.as_ref())
}

/// How many texts were reviewed to a finding.
pub fn count_found(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    unlawful: Option<bool>,
) -> db::Result<i64> {
    found("select count(*) from text_review", council, window, unlawful).number(tx)
}

/// Which, by day.
pub fn list_found(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    unlawful: Option<bool>,
    most: i64,
) -> db::Result<Vec<TextReview>> {
    found(REVIEW, council, window, unlawful).then("order by found_on, id limit ?", &[&most]).rows(tx)
}

const DRAW: &str = "select id, code, council_id, title, purpose, candidates, wanted, seed, commitment, public_rule, published_on, draw_on, state, drawn_ms, public_value, chosen, cancel_reason, again_id, again_reason, is_demonstration, version from draw";

/// A page of a council's draws, newest first, after the row with this day and id.
pub fn draws(
    tx: &mut Tx,
    council: OrganizationId,
    state: Option<DrawState>,
    after: Option<(Date, DrawId)>,
    most: i64,
) -> db::Result<Vec<Draw>> {
    let mut select = Select::new(DRAW).and("council_id = ?", &[&council]).maybe("state = ?", state.as_ref());
    if let Some((on, id)) = after {
        select = select.and("(published_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by published_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many draws the whole list has.
pub fn count_draws(tx: &mut Tx, council: OrganizationId, state: Option<DrawState>) -> db::Result<i64> {
    Select::new("select count(*) from draw")
        .and("council_id = ?", &[&council])
        .maybe("state = ?", state.as_ref())
        .number(tx)
}
