//! All SQL of the public feed, and of what the public is told in numbers.

use db::queries;
use kernel::{Instant, OrganizationId, PetitionEntryId};

use crate::model::EntryKind;

queries! {
    /// The last public steps of public petitions: id, code, what is asked, when, what, in words.
    fn latest(council: OrganizationId, most: i64) -> Vec<(PetitionEntryId, String, String, Instant, EntryKind, String)> =
        "select petition_entry.id, petition.code, petition.text, petition_entry.at_ms, petition_entry.kind, petition_entry.text
         from petition_entry join petition on petition.id = petition_entry.petition_id
         where petition.council_id = $1 and petition.is_public and petition_entry.is_public
         order by petition_entry.at_ms desc, petition_entry.id desc limit $2";
}
