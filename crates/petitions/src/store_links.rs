//! All SQL of the links by which a body answers without an account.

use db::{Count, Select, Tx, queries, record};
use kernel::{AnswerLinkId, Date, OrganizationId, PetitionEntryId, PetitionId};

use crate::model::Petition;
use crate::store::COLUMNS;

record! {
    /// A link by which a body answers what it was asked, and nothing else.
    #[derive(Debug, Clone)]
    pub struct AnswerLink {
        /// Its id.
        pub id: AnswerLinkId,
        /// Whose petitions.
        pub council_id: OrganizationId,
        /// Who answers.
        pub body_id: OrganizationId,
        /// When it was made.
        pub made_ms: i64,
        /// By whom.
        pub made_by: String,
        /// The last day on which it opens.
        pub until_on: Date,
        /// When an answer came by it last.
        pub used_ms: Option<i64>,
        /// When it was revoked.
        pub revoked_ms: Option<i64>,
        /// For optimistic changes.
        pub version: i64,
    }
}

queries! {
    /// One link.
    fn link(id: AnswerLinkId) -> Option<AnswerLink> =
        "select id, council_id, body_id, made_ms, made_by, until_on, used_ms, revoked_ms, version from answer_link where id = $1";
    /// The link that opens on a day by the hash of its token.
    fn open_link(token: &str, today: Date) -> Option<AnswerLink> =
        "select id, council_id, body_id, made_ms, made_by, until_on, used_ms, revoked_ms, version from answer_link
         where token = $1 and until_on >= $2 and revoked_ms is null";
    /// The last links of a council.
    fn links(council: OrganizationId, most: i64) -> Vec<AnswerLink> =
        "select id, council_id, body_id, made_ms, made_by, until_on, used_ms, revoked_ms, version from answer_link
         where council_id = $1 order by made_ms desc, id desc limit $2";
    /// Adds a link.
    fn insert_link(id: AnswerLinkId, council: OrganizationId, body: OrganizationId, token: &str, at: i64, by: &str, until: Date) -> Count =
        "insert into answer_link (id, council_id, body_id, token, made_ms, made_by, until_on, version) values ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// A petition may be answered by a link.
    fn insert_row(id: PetitionEntryId, link: AnswerLinkId, petition: PetitionId) -> Count =
        "insert into answer_link_petition (id, link_id, petition_id) values ($1, $2, $3)";
    /// An answer came by it.
    fn set_used(at: i64, id: AnswerLinkId) -> Count =
        "update answer_link set used_ms = $1, version = version + 1 where id = $2";
    /// It opens no more.
    fn revoke(at: i64, id: AnswerLinkId, version: i64) -> Count =
        "update answer_link set revoked_ms = $1, version = version + 1 where id = $2 and version = $3 and revoked_ms is null";
    /// How many petitions each link of a council has, and how many of them wait for an answer.
    fn counts(council: OrganizationId) -> Vec<(AnswerLinkId, i64, i64)> =
        "select answer_link_petition.link_id, count(*), cast(sum(case when petition.state = 'forwarded' then 1 else 0 end) as bigint)
         from answer_link_petition join answer_link on answer_link.id = answer_link_petition.link_id
         join petition on petition.id = answer_link_petition.petition_id
         where answer_link.council_id = $1 group by answer_link_petition.link_id";
}

/// What a body was asked by its link and is still its own to answer.
pub(crate) fn petitions_of(tx: &mut Tx, link: &AnswerLink) -> db::Result<Vec<Petition>> {
    Select::new(COLUMNS)
        .and("id in (select petition_id from answer_link_petition where link_id = ?)", &[&link.id])
        .and("council_id = ? and lead_id = ?", &[&link.council_id, &link.body_id])
        .and("state in ('forwarded', 'answered', 'monitoring', 'closed')", &[])
        .then("order by code", &[])
        .rows(tx)
}

/// What bodies are asked and have not answered, or have promised by a day.
pub(crate) fn waiting_of(
    tx: &mut Tx,
    council: OrganizationId,
    body: OrganizationId,
    most: i64,
) -> db::Result<Vec<Petition>> {
    Select::new(COLUMNS)
        .and("council_id = ? and lead_id = ? and state in ('forwarded', 'monitoring')", &[&council, &body])
        .then("order by due_on, code limit ?", &[&most])
        .rows(tx)
}
