//! All SQL of papers that answer many petitions.

use db::{Count, queries, record};
use kernel::{AnswerDocumentId, DocumentId, OrganizationId, PetitionEntryId, PetitionId};

record! {
    /// One signed paper that answers many petitions.
    #[derive(Debug, Clone)]
    pub struct AnswerDocument {
        /// Its id.
        pub id: AnswerDocumentId,
        /// Whose petitions.
        pub council_id: OrganizationId,
        /// Who answers.
        pub body_id: OrganizationId,
        /// The transfer slip that it answers.
        pub document_id: Option<DocumentId>,
        /// Its number and day.
        pub reference: String,
        /// What it says, until the answers are taken.
        pub words: String,
        /// When it came.
        pub made_ms: i64,
        /// From whom.
        pub made_by: String,
        /// When its answers were taken.
        pub taken_ms: Option<i64>,
        /// When it was put aside.
        pub dropped_ms: Option<i64>,
        /// For optimistic changes.
        pub version: i64,
    }
}

queries! {
    /// One paper.
    fn paper(id: AnswerDocumentId) -> Option<AnswerDocument> =
        "select id, council_id, body_id, document_id, reference, words, made_ms, made_by, taken_ms, dropped_ms, version
         from answer_document where id = $1";
    /// Papers of a council that wait to be looked at, without what they say.
    fn waiting_in(council: OrganizationId, most: i64) -> Vec<(AnswerDocumentId, OrganizationId, i64, String)> =
        "select id, body_id, made_ms, made_by from answer_document
         where council_id = $1 and taken_ms is null and dropped_ms is null order by made_ms desc, id desc limit $2";
    /// Those of one body.
    fn waiting_of_body(body: OrganizationId, most: i64) -> Vec<(AnswerDocumentId, OrganizationId, i64, String)> =
        "select id, body_id, made_ms, made_by from answer_document
         where body_id = $1 and taken_ms is null and dropped_ms is null order by made_ms desc, id desc limit $2";
    /// Adds a paper.
    fn insert_paper(id: AnswerDocumentId, council: OrganizationId, body: OrganizationId, slip: Option<DocumentId>, reference: &str, words: &str, at: i64, by: &str) -> Count =
        "insert into answer_document (id, council_id, body_id, document_id, reference, words, made_ms, made_by, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    /// Its answers were taken; the file says what it said.
    fn set_taken(at: i64, reference: &str, id: AnswerDocumentId, version: i64) -> Count =
        "update answer_document set taken_ms = $1, reference = $2, words = '', version = version + 1
         where id = $3 and version = $4 and taken_ms is null and dropped_ms is null";
    /// It was put aside.
    fn set_dropped(at: i64, id: AnswerDocumentId, version: i64) -> Count =
        "update answer_document set dropped_ms = $1, words = '', version = version + 1
         where id = $2 and version = $3 and taken_ms is null and dropped_ms is null";
    /// A petition was answered by it.
    fn insert_answered(id: PetitionEntryId, paper: AnswerDocumentId, petition: PetitionId) -> Count =
        "insert into answer_document_petition (id, answer_document_id, petition_id) values ($1, $2, $3)";
    /// The petitions that were answered by it.
    fn answered_by(paper: AnswerDocumentId) -> Vec<(PetitionId,)> =
        "select petition_id from answer_document_petition where answer_document_id = $1 order by petition_id";
    /// The papers that answered a petition, the newest first.
    fn papers_of(petition: PetitionId) -> Vec<(AnswerDocumentId, String)> =
        "select answer_document.id, answer_document.reference from answer_document_petition
         join answer_document on answer_document.id = answer_document_petition.answer_document_id
         where answer_document_petition.petition_id = $1 order by answer_document.taken_ms desc, answer_document.id desc limit 20";
}
