//! All SQL of oversight.

use db::{Count, One, Select, Tx, queries};
use kernel::{
    Date, DocumentId, FieldVisitId, FindingId, FollowUpId, OrganizationId, OversightBodyId, OversightEntryId,
    OversightId, OversightMemberId, OversightPaperId, PersonId, ProgrammeItemId, RecommendationId,
    ReportLinkId, text,
};

use crate::model::{
    Body, BodyKind, Entry, FieldVisit, Finding, FindingKind, Form, Kind, Link, Member, Note, Oversight,
    Paper, PaperKind, Recommendation, RecommendationKind, State, VisitKind,
};
use crate::open::Part;
use crate::policy::Sight;

queries! {
    /// One oversight.
    fn oversight(id: OversightId) -> Option<Oversight> =
        "select id, code, council_id, body_id, body_kind, person_id, kind, form, title, scope, content, year, planned_from, planned_to, programme_item_id, first_id, is_secret, state, included_on, decided_on, decision, outline_sent_on, notified_on, began_on, field_ended_on, report_due_on, reported_on, report, considered_on, concluded_on, conclusion, closed_on, closing, invited, is_demonstration, version from oversight where id = $1";
    /// The oversight with this code.
    fn by_code(code: &str) -> Option<Oversight> =
        "select id, code, council_id, body_id, body_kind, person_id, kind, form, title, scope, content, year, planned_from, planned_to, programme_item_id, first_id, is_secret, state, included_on, decided_on, decision, outline_sent_on, notified_on, began_on, field_ended_on, report_due_on, reported_on, report, considered_on, concluded_on, conclusion, closed_on, closing, invited, is_demonstration, version from oversight where code = $1";
    /// What goes over this one again.
    fn again(first: OversightId) -> Vec<Oversight> =
        "select id, code, council_id, body_id, body_kind, person_id, kind, form, title, scope, content, year, planned_from, planned_to, programme_item_id, first_id, is_secret, state, included_on, decided_on, decision, outline_sent_on, notified_on, began_on, field_ended_on, report_due_on, reported_on, report, considered_on, concluded_on, conclusion, closed_on, closing, invited, is_demonstration, version from oversight where first_id = $1 order by planned_from, id limit 20";
    /// What may be gone over again, newest first.
    fn concluded(council: OrganizationId) -> Vec<(OversightId, String, String)> =
        "select id, code, title from oversight where council_id = $1 and state in ('concluded', 'follow_up', 'closed') and kind <> 'survey'
         order by concluded_on desc, id desc limit 200";
    /// The years that a council has oversights of, newest first.
    fn years(council: OrganizationId) -> Vec<(i64,)> =
        "select distinct year from oversight where council_id = $1 order by year desc limit 50";
    /// The last code of a series.
    fn last_code(from: &str, to: &str) -> One<(String,)> =
        "select coalesce(max(code), '') from oversight where code > $1 and code < $2";
    /// The first day on which a council's register says something.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(planned_from) from oversight where council_id = $1";
    /// Enters an oversight.
    fn insert(id: OversightId, code: &str, council: OrganizationId, body: OrganizationId, body_kind: BodyKind, person: Option<PersonId>, kind: Kind, form: Form, title: &str, scope: &str, content: &str, year: i64, from: Date, to: Date, item: Option<ProgrammeItemId>, first: Option<OversightId>, secret: bool, invited: &str, demonstration: bool, folded: &str) -> Count =
        "insert into oversight (id, code, council_id, body_id, body_kind, person_id, kind, form, title, scope, content, year, planned_from, planned_to, programme_item_id, first_id, is_secret, state, decision, report, conclusion, closing, invited, is_demonstration, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'proposed', '', '', '', '', $18, $19, $20, 1)";
    /// Changes what it is about.
    fn amend(form: Form, title: &str, scope: &str, content: &str, from: Date, to: Date, item: Option<ProgrammeItemId>, secret: bool, invited: &str, folded: &str, id: OversightId, version: i64) -> Count =
        "update oversight set form = $1, title = $2, scope = $3, content = $4, planned_from = $5, planned_to = $6, programme_item_id = $7, is_secret = $8, invited = $9, folded = $10, version = version + 1 where id = $11 and version = $12";
    /// Takes it into the programme.
    fn include(on: Date, id: OversightId, version: i64) -> Count =
        "update oversight set state = 'in_programme', included_on = $1, version = version + 1 where id = $2 and version = $3";
    /// Sets the team up.
    fn decide(on: Date, decision: &str, id: OversightId, version: i64) -> Count =
        "update oversight set state = 'decided', decided_on = $1, decision = $2, version = version + 1 where id = $3 and version = $4";
    /// Writes down when plan, outline and notice went out.
    fn notify(outline: Date, notice: Option<Date>, id: OversightId, version: i64) -> Count =
        "update oversight set state = 'notified', outline_sent_on = $1, notified_on = $2, version = version + 1 where id = $3 and version = $4";
    /// Writes the notice down later.
    fn notify_later(notice: Date, id: OversightId, version: i64) -> Count =
        "update oversight set notified_on = $1, version = version + 1 where id = $2 and version = $3";
    /// The team begins.
    fn begin(on: Date, id: OversightId, version: i64) -> Count =
        "update oversight set state = 'working', began_on = $1, version = version + 1 where id = $2 and version = $3";
    /// The team's work with the bodies ends.
    fn end_field(on: Date, due: Option<Date>, id: OversightId, version: i64) -> Count =
        "update oversight set field_ended_on = $1, report_due_on = $2, version = version + 1 where id = $3 and version = $4";
    /// The team reports.
    fn report(on: Date, report: &str, id: OversightId, version: i64) -> Count =
        "update oversight set state = 'reported', reported_on = $1, report = $2, version = version + 1 where id = $3 and version = $4";
    /// The report is considered.
    fn consider(on: Date, id: OversightId, version: i64) -> Count =
        "update oversight set state = 'considered', considered_on = $1, version = version + 1 where id = $2 and version = $3";
    /// It is concluded.
    fn conclude(on: Date, conclusion: &str, id: OversightId, version: i64) -> Count =
        "update oversight set state = 'concluded', concluded_on = $1, conclusion = $2, version = version + 1 where id = $3 and version = $4";
    /// By when its conclusion had to be open to everyone, since when it is, and where it was before.
    fn publication(id: OversightId) -> Option<(Option<Date>, Option<Date>, Option<String>)> =
        "select publish_due_on, published_on, published_where from oversight where id = $1";
    /// Keeps those days.
    fn set_publication(due: Option<Date>, on: Option<Date>, id: OversightId) -> Count =
        "update oversight set publish_due_on = $1, published_on = $2 where id = $3";
    /// It was open earlier somewhere else.
    fn publish_earlier(due: Option<Date>, on: Option<Date>, place: &str, id: OversightId, version: i64) -> Count =
        "update oversight set publish_due_on = $1, published_on = $2, published_where = $3, version = version + 1 where id = $4 and version = $5";
    /// Conclusions that had to be open by a day of a window: code, title, that day, the day it was.
    fn publications(council: OrganizationId, from: Date, to: Date) -> Vec<(String, String, Date, Option<Date>)> =
        "select code, title, publish_due_on, published_on from oversight
         where council_id = $1 and publish_due_on >= $2 and publish_due_on <= $3 and not is_secret and state <> 'cancelled'
         order by publish_due_on, id limit 10000";
    /// Moves it on without more.
    fn set_state(state: State, id: OversightId, version: i64) -> Count =
        "update oversight set state = $1, version = version + 1 where id = $2 and version = $3";
    /// It ends.
    fn close(state: State, on: Date, closing: &str, id: OversightId, version: i64) -> Count =
        "update oversight set state = $1, closed_on = $2, closing = $3, version = version + 1 where id = $4 and version = $5";

    /// The team, its head first.
    fn members(id: OversightId) -> Vec<Member> =
        "select id, oversight_id, person_id, is_head from oversight_member where oversight_id = $1 order by is_head desc, id";
    /// Adds a member.
    fn insert_member(id: OversightMemberId, oversight: OversightId, person: PersonId, head: bool) -> Count =
        "insert into oversight_member (id, oversight_id, person_id, is_head) values ($1, $2, $3, $4)";
    /// Takes the team away, to write it anew.
    fn clear_members(oversight: OversightId) -> Count = "delete from oversight_member where oversight_id = $1";

    /// The bodies overseen.
    fn bodies(id: OversightId) -> Vec<Body> =
        "select id, oversight_id, organization_id, due_on, handed_in_on, report, handed_in_by, version from oversight_body where oversight_id = $1 order by id";
    /// One of them.
    fn body(id: OversightBodyId) -> Option<Body> = "select id, oversight_id, organization_id, due_on, handed_in_on, report, handed_in_by, version from oversight_body where id = $1";
    /// Names a body.
    fn insert_body(id: OversightBodyId, oversight: OversightId, organization: OrganizationId, due: Option<Date>) -> Count =
        "insert into oversight_body (id, oversight_id, organization_id, due_on, report, handed_in_by, version) values ($1, $2, $3, $4, '', '', 1)
         on conflict (oversight_id, organization_id) do nothing";
    /// Sets another day.
    fn set_body_due(due: Option<Date>, id: OversightBodyId) -> Count =
        "update oversight_body set due_on = $1, version = version + 1 where id = $2";
    /// Takes a body out.
    fn delete_body(id: OversightBodyId) -> Count = "delete from oversight_body where id = $1 and handed_in_on is null";
    /// The body's report comes in.
    fn hand_in(on: Date, report: &str, by: &str, id: OversightBodyId) -> Count =
        "update oversight_body set handed_in_on = $1, report = $2, handed_in_by = $3, version = version + 1 where id = $4 and handed_in_on is null";
    /// What a body is still to report, the earliest day first.
    fn owed_by(organization: OrganizationId, most: i64) -> Vec<(OversightId, String, String, Option<Date>)> =
        "select oversight.id, oversight.code, oversight.title, oversight_body.due_on from oversight_body join oversight on oversight.id = oversight_body.oversight_id
         where oversight_body.organization_id = $1 and oversight_body.handed_in_on is null and oversight.state in ('decided', 'notified', 'working')
         order by oversight_body.due_on, oversight.id limit $2";

    /// One link.
    fn link(id: ReportLinkId) -> Option<Link> = "select id, body_id, made_ms, made_by, until_on, used_ms, revoked_ms, version from report_link where id = $1";
    /// The links of an oversight, newest first.
    fn links(oversight: OversightId) -> Vec<Link> =
        "select report_link.id, report_link.body_id, report_link.made_ms, report_link.made_by, report_link.until_on, report_link.used_ms, report_link.revoked_ms, report_link.version from report_link join oversight_body on oversight_body.id = report_link.body_id
         where oversight_body.oversight_id = $1 order by report_link.made_ms desc, report_link.id desc limit 100";
    /// The link that opens on a day by the hash of its token.
    fn open_link(token: &str, today: Date) -> Option<Link> =
        "select id, body_id, made_ms, made_by, until_on, used_ms, revoked_ms, version from report_link where token = $1 and until_on >= $2 and revoked_ms is null";
    /// Adds a link.
    fn insert_link(id: ReportLinkId, body: OversightBodyId, token: &str, at: i64, by: &str, until: Date) -> Count =
        "insert into report_link (id, body_id, token, made_ms, made_by, until_on, version) values ($1, $2, $3, $4, $5, $6, 1)";
    /// The report came by it.
    fn use_link(at: i64, id: ReportLinkId) -> Count =
        "update report_link set used_ms = $1, version = version + 1 where id = $2 and used_ms is null";
    /// It opens no more.
    fn revoke_link(at: i64, id: ReportLinkId) -> Count =
        "update report_link set revoked_ms = $1, version = version + 1 where id = $2 and revoked_ms is null";

    /// The papers.
    fn papers(oversight: OversightId) -> Vec<Paper> =
        "select id, oversight_id, kind, document_id, visit_id from oversight_paper where oversight_id = $1 order by id";
    /// Notes which paper a document is.
    fn insert_paper(id: OversightPaperId, oversight: OversightId, kind: PaperKind, document: DocumentId, visit: Option<FieldVisitId>) -> Count =
        "insert into oversight_paper (id, oversight_id, kind, document_id, visit_id) values ($1, $2, $3, $4, $5)";

    /// The visits, in the order of their days.
    fn visits(oversight: OversightId) -> Vec<FieldVisit> =
        "select id, oversight_id, kind, planned_on, starts, place, counterpart, body_id, held_on, minutes, cancelled_on, version from field_visit where oversight_id = $1 order by planned_on, id";
    /// One visit.
    fn visit(id: FieldVisitId) -> Option<FieldVisit> = "select id, oversight_id, kind, planned_on, starts, place, counterpart, body_id, held_on, minutes, cancelled_on, version from field_visit where id = $1";
    /// The visits of a council in a window that anyone may know of, with the oversight's code and title.
    fn public_visits(council: OrganizationId, from: Date, to: Date) -> Vec<(FieldVisitId, Date, String, String, String, String, Option<Date>, i64)> =
        "select field_visit.id, field_visit.planned_on, field_visit.starts, field_visit.place, oversight.code, oversight.title, field_visit.cancelled_on, field_visit.version
         from field_visit join oversight on oversight.id = field_visit.oversight_id
         where oversight.council_id = $1 and not oversight.is_secret and oversight.state <> 'proposed' and field_visit.planned_on >= $2 and field_visit.planned_on <= $3
         order by field_visit.planned_on, field_visit.id limit 500";
    /// Visits of a council that are near, or past and not written down.
    fn visits_ahead(council: OrganizationId, to: Date, most: i64) -> Vec<(FieldVisitId, Date, String, OversightId, String, OrganizationId)> =
        "select field_visit.id, field_visit.planned_on, field_visit.place, oversight.id, oversight.code, oversight.body_id
         from field_visit join oversight on oversight.id = field_visit.oversight_id
         where oversight.council_id = $1 and oversight.state in ('decided', 'notified', 'working') and field_visit.held_on is null and field_visit.cancelled_on is null and field_visit.planned_on <= $2
         order by field_visit.planned_on, field_visit.id limit $3";
    /// The oversights in whose team somebody is.
    fn of_member(person: PersonId) -> Vec<(OversightId,)> =
        "select oversight_id from oversight_member where person_id = $1 order by oversight_id desc limit 500";
    /// Plans a visit.
    fn insert_visit(id: FieldVisitId, oversight: OversightId, kind: VisitKind, on: Date, starts: &str, place: &str, counterpart: &str, body: Option<OversightBodyId>) -> Count =
        "insert into field_visit (id, oversight_id, kind, planned_on, starts, place, counterpart, body_id, minutes, version) values ($1, $2, $3, $4, $5, $6, $7, $8, '', 1)";
    /// Moves a visit.
    fn move_visit(on: Date, starts: &str, place: &str, counterpart: &str, id: FieldVisitId, version: i64) -> Count =
        "update field_visit set planned_on = $1, starts = $2, place = $3, counterpart = $4, version = version + 1 where id = $5 and version = $6";
    /// It was held.
    fn hold_visit(on: Date, minutes: &str, id: FieldVisitId, version: i64) -> Count =
        "update field_visit set held_on = $1, minutes = $2, version = version + 1 where id = $3 and version = $4";
    /// It is called off.
    fn cancel_visit(on: Date, id: FieldVisitId, version: i64) -> Count =
        "update field_visit set cancelled_on = $1, version = version + 1 where id = $2 and version = $3";

    /// The notes of a visit.
    fn notes(visit: FieldVisitId) -> Vec<Note> =
        "select id, visit_id, text, noted_ms, noted_by from field_note where visit_id = $1 order by noted_ms, id limit 500";
    /// One note.
    fn note(id: OversightEntryId) -> Option<Note> =
        "select id, visit_id, text, noted_ms, noted_by from field_note where id = $1";
    /// Makes a note; the same one sent again changes nothing.
    fn insert_note(id: OversightEntryId, visit: FieldVisitId, text: &str, at: i64, by: &str) -> Count =
        "insert into field_note (id, visit_id, text, noted_ms, noted_by) values ($1, $2, $3, $4, $5) on conflict (id) do nothing";

    /// What was found.
    fn findings(oversight: OversightId) -> Vec<Finding> =
        "select id, oversight_id, kind, text, evidence, body_id, found_on from oversight_finding where oversight_id = $1 order by id";
    /// One of it.
    fn finding(id: FindingId) -> Option<Finding> =
        "select id, oversight_id, kind, text, evidence, body_id, found_on from oversight_finding where id = $1";
    /// Writes a finding down.
    fn insert_finding(id: FindingId, oversight: OversightId, kind: FindingKind, text: &str, evidence: &str, body: Option<OversightBodyId>, on: Date) -> Count =
        "insert into oversight_finding (id, oversight_id, kind, text, evidence, body_id, found_on) values ($1, $2, $3, $4, $5, $6, $7)";
    /// Takes a finding back.
    fn delete_finding(id: FindingId) -> Count = "delete from oversight_finding where id = $1";

    /// The recommendations of an oversight, in their order.
    fn recommendations(oversight: OversightId) -> Vec<Recommendation> =
        "select id, oversight_id, council_id, place, kind, text, lead_id, due_on, issued_on, follow_up_id, explain_asked_on, explain_due_on, explained_on, explanation, is_public, version from recommendation where oversight_id = $1 order by place, id";
    /// One of them.
    fn recommendation(id: RecommendationId) -> Option<Recommendation> =
        "select id, oversight_id, council_id, place, kind, text, lead_id, due_on, issued_on, follow_up_id, explain_asked_on, explain_due_on, explained_on, explanation, is_public, version from recommendation where id = $1";
    /// The one that a follow-up follows.
    fn recommendation_of(follow_up: FollowUpId) -> Option<Recommendation> =
        "select id, oversight_id, council_id, place, kind, text, lead_id, due_on, issued_on, follow_up_id, explain_asked_on, explain_due_on, explained_on, explanation, is_public, version from recommendation where follow_up_id = $1";
    /// The last place of an oversight's recommendations.
    fn last_place(oversight: OversightId) -> One<(i64,)> =
        "select coalesce(max(place), 0) from recommendation where oversight_id = $1";
    /// Issues a recommendation.
    fn insert_recommendation(id: RecommendationId, oversight: OversightId, council: OrganizationId, place: i64, kind: RecommendationKind, text: &str, lead: OrganizationId, due: Date, on: Date, follow_up: FollowUpId, public: bool) -> Count =
        "insert into recommendation (id, oversight_id, council_id, place, kind, text, lead_id, due_on, issued_on, follow_up_id, explanation, is_public, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, 1)";
    /// Names a body that helps.
    fn insert_cooperation(id: RecommendationId, recommendation: RecommendationId, organization: OrganizationId) -> Count =
        "insert into recommendation_cooperation (id, recommendation_id, organization_id) values ($1, $2, $3)";
    /// The bodies that help with the recommendations of an oversight.
    fn cooperations(oversight: OversightId) -> Vec<(RecommendationId, OrganizationId)> =
        "select recommendation_cooperation.recommendation_id, recommendation_cooperation.organization_id from recommendation_cooperation
         join recommendation on recommendation.id = recommendation_cooperation.recommendation_id where recommendation.oversight_id = $1
         order by recommendation_cooperation.id";
    /// The body is asked to explain.
    fn ask_explanation(on: Date, due: Date, id: RecommendationId, version: i64) -> Count =
        "update recommendation set explain_asked_on = $1, explain_due_on = $2, version = version + 1 where id = $3 and version = $4";
    /// It explained.
    fn explain(on: Date, words: &str, id: RecommendationId, version: i64) -> Count =
        "update recommendation set explained_on = $1, explanation = $2, version = version + 1 where id = $3 and version = $4";

    /// The course, newest first.
    fn entries(oversight: OversightId) -> Vec<Entry> =
        "select id, oversight_id, at_ms, on_date, actor_name, text from oversight_entry where oversight_id = $1 order by at_ms desc, id desc limit 300";
    /// Adds an entry.
    fn insert_entry(id: OversightEntryId, oversight: OversightId, at: i64, on: Date, actor: &str, text: &str) -> Count =
        "insert into oversight_entry (id, oversight_id, at_ms, on_date, actor_name, text) values ($1, $2, $3, $4, $5, $6)";
}

pub(crate) const COLUMNS: &str = "select id, code, council_id, body_id, body_kind, person_id, kind, form, title, scope, content, year, planned_from, planned_to, programme_item_id, first_id, is_secret, state, included_on, decided_on, decision, outline_sent_on, notified_on, began_on, field_ended_on, report_due_on, reported_on, report, considered_on, concluded_on, conclusion, closed_on, closing, invited, is_demonstration, version from oversight";
pub(crate) const RECOMMENDATION_COLUMNS: &str = "select id, oversight_id, council_id, place, kind, text, lead_id, due_on, issued_on, follow_up_id, explain_asked_on, explain_due_on, explained_on, explanation, is_public, version from recommendation";

/// More words than these narrow nothing.
const WORDS_MAX: usize = 8;

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this council's.
    pub council: Option<OrganizationId>,
    /// Only this year's.
    pub year: Option<i64>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only by this form.
    pub form: Option<Form>,
    /// Only by bodies of this kind.
    pub body_kind: Option<BodyKind>,
    /// Only those that stand so.
    pub state: Option<State>,
    /// Only those that hold these words, without marks.
    pub words: String,
    /// What is read beside what is open (`policy::sight`).
    pub sight: Sight,
}

fn filtered(head: &'static str, filter: &Filter) -> Select {
    let sight = &filter.sight;
    let mut select = Select::new(head)
        .and(
            "((not is_secret and state <> 'proposed') or council_id = ? or (not is_secret and council_id = ?) or (body_id = ? and council_id = ?) \
             or (council_id = ? and id in (select oversight_id from oversight_member where person_id = ?)) \
             or (state not in ('proposed', 'in_programme', 'cancelled') and id in (select oversight_id from oversight_body where organization_id = ?)))",
            &[&sight.council, &sight.open_of, &sight.body, &sight.open_of, &sight.open_of, &sight.person, &sight.overseen],
        )
        .maybe("council_id = ?", filter.council.as_ref())
        .maybe("year = ?", filter.year.as_ref())
        .maybe("kind = ?", filter.kind.as_ref())
        .maybe("form = ?", filter.form.as_ref())
        .maybe("body_kind = ?", filter.body_kind.as_ref())
        .maybe("state = ?", filter.state.as_ref());
    // A folded word holds letters and digits only, so nothing in it is a wildcard
    for word in text::fold(&filter.words).split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX) {
        select = select.and("folded like ?", &[&format!("%{word}%")]);
    }
    select
}

/// A page of a list, the latest plan first, after the row with this day and id.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Date, OversightId)>,
    most: i64,
) -> db::Result<Vec<Oversight>> {
    let mut select = filtered(COLUMNS, filter);
    if let Some((on, id)) = after {
        select = select.and("(planned_from, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by planned_from desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many the whole list has.
pub fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    filtered("select count(*) from oversight", filter).number(tx)
}

/// How many the list has by state.
pub fn states(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<(State, i64)>> {
    filtered("select state, count(*) from oversight", filter)
        .then("group by state order by state", &[])
        .rows(tx)
}

/// The open oversights of a council, by when they are planned: for the list of today.
pub fn open_of_council(tx: &mut Tx, council: OrganizationId, most: i64) -> db::Result<Vec<Oversight>> {
    Select::new(COLUMNS)
        .and("council_id = ? and state not in ('closed', 'cancelled')", &[&council])
        .then("order by planned_from, id limit ?", &[&most])
        .rows(tx)
}

/// What the overseen bodies of several oversights are, for lists.
pub fn bodies_of_many(tx: &mut Tx, ids: &[OversightId]) -> db::Result<Vec<(OversightId, OrganizationId)>> {
    Select::new("select oversight_id, organization_id from oversight_body")
        .among("oversight_id", ids)
        .then("order by id", &[])
        .rows(tx)
}

/// Oversights with these ids.
pub fn many(tx: &mut Tx, ids: &[OversightId]) -> db::Result<Vec<Oversight>> {
    Select::new(COLUMNS).among("id", ids).then("order by code", &[]).rows(tx)
}

/// Those of them that may be read.
pub fn readable(tx: &mut Tx, ids: &[OversightId], sight: Sight) -> db::Result<Vec<Oversight>> {
    let filter = Filter { sight, ..Filter::default() };
    filtered(COLUMNS, &filter).among("id", ids).then("order by code", &[]).rows(tx)
}

/// The oversights of a body, and of persons who oversee alone, that were planned or decided in a
/// window, the latest first.
pub fn of_group(
    tx: &mut Tx,
    sight: Sight,
    body: OrganizationId,
    persons: &[PersonId],
    (from, to): (Date, Date),
) -> db::Result<Vec<Oversight>> {
    let filter = Filter { sight, ..Filter::default() };
    let window = |select: Select| {
        select
            .and(
                "state <> 'cancelled' and coalesce(decided_on, planned_from) >= ? and coalesce(decided_on, planned_from) <= ?",
                &[&from, &to],
            )
            .then("order by coalesce(decided_on, planned_from) desc, id desc limit 200", &[])
    };
    let mut found: Vec<Oversight> =
        window(filtered(COLUMNS, &filter).and("body_id = ?", &[&body])).rows(tx)?;
    let alone: Vec<Oversight> = window(filtered(COLUMNS, &filter).among("person_id", persons)).rows(tx)?;
    found.extend(alone.into_iter().filter(|one| one.body_id != body));
    Ok(found)
}

/// The visits of a council's oversights in a window that were not called off, by day.
pub fn visits_between(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<FieldVisit>> {
    Select::new("select field_visit.id, field_visit.oversight_id, field_visit.kind, field_visit.planned_on, field_visit.starts, field_visit.place, field_visit.counterpart, field_visit.body_id, field_visit.held_on, field_visit.minutes, field_visit.cancelled_on, field_visit.version
         from field_visit join oversight on oversight.id = field_visit.oversight_id")
        .and("oversight.council_id = ? and oversight.state <> 'cancelled'", &[&council])
        .and("coalesce(field_visit.held_on, field_visit.planned_on) >= ? and coalesce(field_visit.held_on, field_visit.planned_on) <= ?", &[&from, &to])
        .then("order by field_visit.planned_on, field_visit.id limit 1000", &[])
        .rows(tx)
}

/// The recommendations with these ids.
pub fn recommendations_of_ids(tx: &mut Tx, ids: &[RecommendationId]) -> db::Result<Vec<Recommendation>> {
    Select::new(RECOMMENDATION_COLUMNS).among("id", ids).then("order by id", &[]).rows(tx)
}

/// The oversights that an indicator counts: one condition for the number and for the rows.
fn counted(
    head: &'static str,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
) -> Select {
    let (from, to) = window;
    let select = Select::new(head)
        .and("not is_secret and state not in ('proposed', 'cancelled') and council_id = ?", &[&council]);
    match part {
        Part::Thematic(body) => select
            .and(
                "kind in ('thematic', 're_oversight') and field_ended_on >= ? and field_ended_on <= ?",
                &[&from, &to],
            )
            .maybe("body_kind = ?", body.as_ref()),
        Part::Survey => select.and("kind = 'survey' and began_on >= ? and began_on <= ?", &[&from, &to]),
        // A matter enters when its day is over, or when it is done
        Part::ReportDue => select.and(
            "report_due_on >= ? and report_due_on <= ? and (report_due_on < ? or reported_on is not null)",
            &[&from, &to, &today],
        ),
        Part::ReportInTime => select
            .and("report_due_on >= ? and report_due_on <= ? and reported_on <= report_due_on", &[&from, &to]),
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
    counted("select count(*) from oversight", council, window, today, part).number(tx)
}

/// The rows behind the number.
pub fn list_counted(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
    most: i64,
) -> db::Result<Vec<Oversight>> {
    counted(COLUMNS, council, window, today, part)
        .then("order by field_ended_on, id limit ?", &[&most])
        .rows(tx)
}

/// The recommendations issued in a window that anyone may read.
fn issued(head: &'static str, council: OrganizationId, window: (Date, Date)) -> Select {
    Select::new(head).and(
        "is_public and council_id = ? and issued_on >= ? and issued_on <= ?",
        &[&council, &window.0, &window.1],
    )
}

/// How many there are.
pub fn count_issued(tx: &mut Tx, council: OrganizationId, window: (Date, Date)) -> db::Result<i64> {
    issued("select count(*) from recommendation", council, window).number(tx)
}

/// The rows.
pub fn list_issued(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    most: i64,
) -> db::Result<Vec<Recommendation>> {
    issued(RECOMMENDATION_COLUMNS, council, window).then("order by issued_on, id limit ?", &[&most]).rows(tx)
}
