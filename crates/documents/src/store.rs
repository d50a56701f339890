//! All SQL of this area.

use std::collections::HashMap;

use db::{Count, One, Select, Tx, queries};
use kernel::{Date, DocumentId, LinkId, OrganizationId};

use crate::model::{Arrived, Kind, Line, Row, State};
use crate::sent::SentQuestion;

queries! {
    /// One document.
    fn document(id: DocumentId) -> Option<Row> =
        "select id, organization_id, kind, year, seq, number, title, letter, state, issued_on, signer, subject_kind, subject_id, is_public, created_ms, version
         from outgoing_document where id = $1";
    /// The documents of a record, oldest first.
    fn of_subject(kind: &str, id: &str) -> Vec<Row> =
        "select id, organization_id, kind, year, seq, number, title, letter, state, issued_on, signer, subject_kind, subject_id, is_public, created_ms, version
         from outgoing_document where subject_kind = $1 and subject_id = $2 order by created_ms, id";
    /// Adds a draft.
    fn insert(id: DocumentId, organization: OrganizationId, kind: Kind, year: i64, title: &str, letter: &str, signer: &str, subject_kind: &str, subject_id: &str, public: bool, at: i64) -> Count =
        "insert into outgoing_document (id, organization_id, kind, year, title, letter, state, signer, subject_kind, subject_id, is_public, created_ms, version)
         values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $10, $11, 1)";
    /// Changes a draft.
    fn update_draft(title: &str, letter: &str, signer: &str, id: DocumentId, version: i64) -> Count =
        "update outgoing_document set title = $1, letter = $2, signer = $3, version = version + 1
         where id = $4 and version = $5 and state = 'draft'";
    /// Gives a draft its number.
    fn set_issued(year: i64, seq: i64, number: &str, letter: &str, on: Date, id: DocumentId, version: i64) -> Count =
        "update outgoing_document set year = $1, seq = $2, number = $3, letter = $4, issued_on = $5, state = 'issued', version = version + 1
         where id = $6 and version = $7 and state = 'draft'";
    /// Moves an issued document on.
    fn set_state(state: State, id: DocumentId, version: i64) -> Count =
        "update outgoing_document set state = $1, version = version + 1 where id = $2 and version = $3";
    /// Takes the next number of a series; the series begins with 1.
    fn take_number(id: LinkId, organization: OrganizationId, kind: Kind, year: i64) -> One<(i64,)> =
        "insert into number_series (id, organization_id, kind, year, last) values ($1, $2, $3, $4, 1)
         on conflict (organization_id, kind, year) do update set last = number_series.last + 1
         returning last";
    /// Adds an addressee.
    fn insert_recipient(id: LinkId, document: DocumentId, organization: OrganizationId) -> Count =
        "insert into document_recipient (id, document_id, organization_id) values ($1, $2, $3)";
    /// The addressees: organization, when it first opened the document.
    fn recipients(document: DocumentId) -> Vec<(OrganizationId, Option<i64>)> =
        "select organization_id, opened_ms from document_recipient where document_id = $1 order by id";
    /// Notes the first opening.
    fn set_opened(at: i64, document: DocumentId, organization: OrganizationId) -> Count =
        "update document_recipient set opened_ms = $1 where document_id = $2 and organization_id = $3 and opened_ms is null";
}

const LINE: &str = "select id, organization_id, kind, number, title, state, issued_on, signer, created_ms from outgoing_document";

/// What is asked of a list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// One kind.
    pub kind: Option<Kind>,
    /// One year.
    pub year: Option<i64>,
    /// One state.
    pub state: Option<State>,
    /// Issued on this day or later.
    pub from: Option<Date>,
    /// Issued on this day or earlier.
    pub to: Option<Date>,
}

fn of_organizations(head: &'static str, own: &[OrganizationId], filter: Filter) -> Select {
    Select::new(head)
        .among("outgoing_document.organization_id", own)
        .maybe("outgoing_document.kind = ?", filter.kind.as_ref())
        .maybe("outgoing_document.year = ?", filter.year.as_ref())
        .maybe("outgoing_document.state = ?", filter.state.as_ref())
        .maybe("outgoing_document.issued_on >= ?", filter.from.as_ref())
        .maybe("outgoing_document.issued_on <= ?", filter.to.as_ref())
}

/// A page of the register of these organizations, newest first, before a draft time and id.
pub fn register(
    tx: &mut Tx,
    own: &[OrganizationId],
    filter: Filter,
    before: Option<(i64, DocumentId)>,
    most: i64,
) -> db::Result<Vec<Line>> {
    let mut select = of_organizations(LINE, own, filter);
    if let Some((at, id)) = before {
        select = select.and("(created_ms, id) < (?, ?)", &[&at, &id]);
    }
    select.then("order by created_ms desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many documents [`register`] has in all.
pub fn count_register(tx: &mut Tx, own: &[OrganizationId], filter: Filter) -> db::Result<i64> {
    of_organizations("select count(*) from outgoing_document", own, filter).number(tx)
}

/// The years in which these organizations have documents, newest first.
pub fn years(tx: &mut Tx, own: &[OrganizationId]) -> db::Result<Vec<i64>> {
    let rows: Vec<(i64,)> =
        of_organizations("select distinct year from outgoing_document", own, Filter::default())
            .then("order by year desc", &[])
            .rows(tx)?;
    Ok(rows.into_iter().map(|(year,)| year).collect())
}

/// The addressees of every document of the register.
pub fn recipients_of_register(
    tx: &mut Tx,
    own: &[OrganizationId],
    filter: Filter,
) -> db::Result<HashMap<DocumentId, Vec<OrganizationId>>> {
    let head = "select document_recipient.document_id, document_recipient.organization_id
         from document_recipient join outgoing_document on outgoing_document.id = document_recipient.document_id";
    let rows: Vec<(DocumentId, OrganizationId)> =
        of_organizations(head, own, filter).then("order by document_recipient.id", &[]).rows(tx)?;
    let mut found: HashMap<DocumentId, Vec<OrganizationId>> = HashMap::new();
    for (document, organization) in rows {
        found.entry(document).or_default().push(organization);
    }
    Ok(found)
}

/// A page of what was sent to these organizations, newest first, before a day and id.
pub fn inbox(
    tx: &mut Tx,
    mailboxes: &[OrganizationId],
    unopened: bool,
    before: Option<(Date, DocumentId)>,
    most: i64,
) -> db::Result<Vec<Arrived>> {
    let head = "select outgoing_document.id, outgoing_document.organization_id, outgoing_document.kind, outgoing_document.number, outgoing_document.title, outgoing_document.state, outgoing_document.issued_on, min(document_recipient.opened_ms)
         from document_recipient join outgoing_document on outgoing_document.id = document_recipient.document_id";
    let mut select = arrived(head, mailboxes, unopened);
    if let Some((day, id)) = before {
        select = select.and("(outgoing_document.issued_on, outgoing_document.id) < (?, ?)", &[&day, &id]);
    }
    // A letter to the council and to its Standing Committee is one letter
    select
        .then(
            "group by outgoing_document.id, outgoing_document.organization_id, outgoing_document.kind, outgoing_document.number, outgoing_document.title, outgoing_document.state, outgoing_document.issued_on
             order by outgoing_document.issued_on desc, outgoing_document.id desc limit ?",
            &[&most],
        )
        .rows(tx)
}

fn arrived(head: &'static str, mailboxes: &[OrganizationId], unopened: bool) -> Select {
    let select = Select::new(head)
        .among("document_recipient.organization_id", mailboxes)
        .and("outgoing_document.state <> 'draft'", &[]);
    if unopened { select.and("document_recipient.opened_ms is null", &[]) } else { select }
}

/// How many documents [`inbox`] has in all.
pub fn count_inbox(tx: &mut Tx, mailboxes: &[OrganizationId], unopened: bool) -> db::Result<i64> {
    let head = "select count(distinct outgoing_document.id)
         from document_recipient join outgoing_document on outgoing_document.id = document_recipient.document_id";
    arrived(head, mailboxes, unopened).number(tx)
}

/// A page of what anyone may read, newest first, before a day and id.
pub fn public(
    tx: &mut Tx,
    filter: Filter,
    before: Option<(Date, DocumentId)>,
    most: i64,
) -> db::Result<Vec<Line>> {
    let mut select = open_to_all(LINE, filter);
    if let Some((day, id)) = before {
        select = select.and("(issued_on, id) < (?, ?)", &[&day, &id]);
    }
    select.then("order by issued_on desc, id desc limit ?", &[&most]).rows(tx)
}

fn open_to_all(head: &'static str, filter: Filter) -> Select {
    Select::new(head)
        .and("is_public and state = 'issued'", &[])
        .maybe("kind = ?", filter.kind.as_ref())
        .maybe("year = ?", filter.year.as_ref())
        .maybe("issued_on >= ?", filter.from.as_ref())
        .maybe("issued_on <= ?", filter.to.as_ref())
}

/// How many documents [`public`] has in all.
pub fn count_public(tx: &mut Tx, filter: Filter) -> db::Result<i64> {
    open_to_all("select count(*) from outgoing_document", filter).number(tx)
}

/// The years in which there are public documents, newest first.
pub fn public_years(tx: &mut Tx) -> db::Result<Vec<i64>> {
    let rows: Vec<(i64,)> = open_to_all("select distinct year from outgoing_document", Filter::default())
        .then("order by year desc", &[])
        .rows(tx)?;
    Ok(rows.into_iter().map(|(year,)| year).collect())
}

/// A paper that was sent: id, kind, number, title, day of issue, whether it is public.
pub type SentRow = (DocumentId, Kind, Option<String>, String, Option<Date>, bool);

/// The issued papers of a question, by day.
pub fn sent(tx: &mut Tx, question: &SentQuestion) -> db::Result<Vec<SentRow>> {
    let head = "select distinct outgoing_document.id, outgoing_document.kind, outgoing_document.number, outgoing_document.title, outgoing_document.issued_on, outgoing_document.is_public
         from outgoing_document join document_recipient on document_recipient.document_id = outgoing_document.id";
    Select::new(head)
        .and("outgoing_document.state = 'issued' and outgoing_document.subject_kind not in ('letter', 'visit')", &[])
        .among("outgoing_document.organization_id", &question.issuers)
        .among("document_recipient.organization_id", &question.recipients)
        .among("outgoing_document.kind", &question.kinds)
        .and("outgoing_document.issued_on >= ? and outgoing_document.issued_on <= ?", &[&question.from, &question.to])
        .then("order by outgoing_document.issued_on, outgoing_document.id limit 500", &[])
        .rows(tx)
}

/// Those of some documents that lie in one of these mailboxes.
pub fn addressed(
    tx: &mut Tx,
    ids: &[DocumentId],
    mailboxes: &[OrganizationId],
) -> db::Result<Vec<DocumentId>> {
    if ids.is_empty() || mailboxes.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(DocumentId,)> = Select::new("select document_id from document_recipient")
        .among("document_id", ids)
        .among("organization_id", mailboxes)
        .rows(tx)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

#[cfg(test)]
mod tests;
