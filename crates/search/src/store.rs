//! The index.

use db::{Count, One, queries, record};
use kernel::{Date, OrganizationId};

record! {
    /// A record that was found.
    #[derive(Debug, Clone)]
    pub struct Hit {
        /// The kind of record.
        pub kind: String,
        /// Its id.
        pub subject_id: String,
        /// The address of its page.
        pub href: String,
        /// What it is called.
        pub title: String,
        /// The line under the title.
        pub summary: String,
        /// Its date.
        pub on_date: Date,
    }
}

queries! {
    /// The highest number in the index; zero when it is empty.
    fn last() -> One<(i64,)> = "select coalesce(max(n), 0) from search_entry";
    /// Adds a record.
    fn insert(n: i64, kind: &str, subject: &str, href: &str, title: &str, summary: &str, public: bool, council: Option<OrganizationId>, on: Date, folded: &str, exact: &str) -> Count =
        "insert into search_entry (n, kind, subject_id, href, title, summary, is_public, council_id, on_date, folded, exact)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// The page of a record that anyone may open.
    fn public_page(kind: &str, subject: &str) -> Option<(String,)> =
        "select href from search_entry where kind = $1 and subject_id = $2 and is_public";
    /// Takes a record out.
    fn delete(kind: &str, subject: &str) -> Count =
        "delete from search_entry where kind = $1 and subject_id = $2";
    /// The newest that match, of those that are public or of this council. The limit stands
    /// inside the full-text query, so that a common word costs no more than a rare one.
    fn matching(expression: &str, council: Option<OrganizationId>) -> Vec<Hit> =
        "select kind, subject_id, href, title, summary, on_date from search_entry
         where n in (select rowid from search_fts where search_fts match $1 order by rowid desc limit 200)
           and (is_public or council_id = $2)
         order by n desc limit 60",
        postgres "select kind, subject_id, href, title, summary, on_date from search_entry
         where n in (select n from search_entry where tsv @@ to_tsquery('simple', $1) order by n desc limit 200)
           and (is_public or council_id = $2)
         order by n desc limit 60";
}
