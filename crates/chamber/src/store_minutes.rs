//! SQL of the approved minutes.

use db::{Count, queries};
use kernel::{Date, SessionId, SessionMinutesId};

use crate::approved::Minutes;

queries! {
    /// What is known of a session's minutes as a paper.
    fn minutes(session: SessionId) -> Option<Minutes> =
        "select id, session_id, approved_on, approved_by, is_public, version from session_minutes where session_id = $1";
    /// The same by its id, for the guard of its files.
    fn minutes_by_id(id: SessionMinutesId) -> Option<Minutes> =
        "select id, session_id, approved_on, approved_by, is_public, version from session_minutes where id = $1";
    /// Approves them the first time.
    fn insert_minutes(id: SessionMinutesId, session: SessionId, on: Date, by: &str) -> Count =
        "insert into session_minutes (id, session_id, approved_on, approved_by, is_public, version) values ($1, $2, $3, $4, false, 1)";
    /// Approves them again, or takes the approval back.
    fn approve_minutes(on: Option<Date>, by: &str, id: SessionMinutesId) -> Count =
        "update session_minutes set approved_on = $1, approved_by = $2, version = version + 1 where id = $3";
    /// Lets everyone have the signed scan, or nobody any more.
    fn publish_minutes(public: bool, id: SessionMinutesId) -> Count =
        "update session_minutes set is_public = $1, version = version + 1 where id = $2";
}
