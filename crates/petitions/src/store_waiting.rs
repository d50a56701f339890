//! All SQL of when the table of who keeps voters waiting was public.

use db::{Count, queries, record};
use kernel::{Date, OrganizationId, PetitionEntryId};

record! {
    /// The table is, or was, public.
    #[derive(Debug, Clone)]
    pub struct Publication {
        /// Its id.
        pub id: PetitionEntryId,
        /// Whose.
        pub council_id: OrganizationId,
        /// From which day.
        pub published_on: Date,
        /// By whom.
        pub published_by: String,
        /// Until which day.
        pub withdrawn_on: Option<Date>,
        /// For optimistic changes.
        pub version: i64,
    }
}

queries! {
    /// The publication that stands.
    fn publication(council: OrganizationId) -> Option<Publication> =
        "select id, council_id, published_on, published_by, withdrawn_on, version from waiting_publication
         where council_id = $1 and withdrawn_on is null order by published_on desc, id desc limit 1";
    /// It is public from a day.
    fn insert_publication(id: PetitionEntryId, council: OrganizationId, on: Date, by: &str) -> Count =
        "insert into waiting_publication (id, council_id, published_on, published_by, version) values ($1, $2, $3, $4, 1)";
    /// It is public no more.
    fn withdraw(on: Date, id: PetitionEntryId, version: i64) -> Count =
        "update waiting_publication set withdrawn_on = $1, version = version + 1 where id = $2 and version = $3";
}
