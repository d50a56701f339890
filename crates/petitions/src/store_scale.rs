//! What measuring asks of a made-up register.

use db::queries;
use kernel::{Date, PetitionId};

queries! {
    /// The petition in the middle of the register's years, and its day.
    fn middle() -> Option<(PetitionId, Date)> =
        "select petition.id, petition.received_on from petition_place join petition on petition.id = petition_place.petition_id
         where n >= (select (min(n) + max(n)) / 2 from petition_place) order by n limit 1";
}
