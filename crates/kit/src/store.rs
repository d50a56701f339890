//! Form keys: a form that is sent twice does its deed once.

use db::queries;

queries! {
    /// Where the form with this key led.
    fn led_to(key: &str) -> Option<(Option<String>, String)> =
        "select account_id, location from form_key where key = $1";
    /// Notes where the form led.
    fn note(key: &str, account: Option<String>, location: &str, now: i64) -> db::Count =
        "insert into form_key (key, account_id, location, created_ms) values ($1, $2, $3, $4) on conflict (key) do nothing";
    /// Forgets keys older than this.
    fn forget(before: i64) -> db::Count =
        "delete from form_key where created_ms < $1";
}
