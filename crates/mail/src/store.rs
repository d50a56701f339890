//! All SQL of the server, of subscriptions and of mails.

use db::{Count, One, queries};
use kernel::{AccountId, Date, Instant, MailId, MailServerId, MailSubscriptionId};

use crate::model::{Listener, Mail, MailKind, MailState, Pace, Security, Server, Subscription};

queries! {
    /// The server; there is one at most.
    fn server() -> Option<Server> =
        "select id, host, port, security, username, password, sender, is_on, version from mail_server order by id limit 1";
    /// Names the server.
    fn insert_server(id: MailServerId, host: &str, port: i64, security: Security, username: &str, password: Option<Vec<u8>>, sender: &str, on: bool) -> Count =
        "insert into mail_server (id, host, port, security, username, password, sender, is_on, version) values ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    /// Names another.
    fn update_server(host: &str, port: i64, security: Security, username: &str, password: Option<Vec<u8>>, sender: &str, on: bool, id: MailServerId, version: i64) -> Count =
        "update mail_server set host = $1, port = $2, security = $3, username = $4, password = $5, sender = $6, is_on = $7, version = version + 1
         where id = $8 and version = $9";

    /// One subscription.
    fn subscription(id: MailSubscriptionId) -> Option<Subscription> =
        "select id, account_id, address, topics, pace, quiet_from, quiet_to, rests_on_days_off, is_on, asked_ms, confirmed_ms, version
         from mail_subscription where id = $1";
    /// That of an account.
    fn subscription_of(account: AccountId) -> Option<Subscription> =
        "select id, account_id, address, topics, pace, quiet_from, quiet_to, rests_on_days_off, is_on, asked_ms, confirmed_ms, version
         from mail_subscription where account_id = $1";
    /// Adds one.
    fn insert_subscription(id: MailSubscriptionId, account: AccountId, address: &str, topics: &str, pace: Pace, from: i64, to: i64, rests: bool, on: bool, asked: Instant) -> Count =
        "insert into mail_subscription (id, account_id, address, topics, pace, quiet_from, quiet_to, rests_on_days_off, is_on, asked_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    /// Changes one.
    fn update_subscription(address: &str, topics: &str, pace: Pace, from: i64, to: i64, rests: bool, on: bool, asked: Instant, confirmed: Option<Instant>, id: MailSubscriptionId, version: i64) -> Count =
        "update mail_subscription set address = $1, topics = $2, pace = $3, quiet_from = $4, quiet_to = $5, rests_on_days_off = $6, is_on = $7, asked_ms = $8, confirmed_ms = $9, version = version + 1
         where id = $10 and version = $11";
    /// How many there are, confirmed and on.
    fn count_told() -> One<(i64,)> = "select count(*) from mail_subscription where is_on and confirmed_ms is not null";
    /// Those that are told, the one looked through longest ago first.
    fn listeners() -> Vec<Listener> =
        "select mail_subscription.id, mail_subscription.account_id, mail_subscription.address, mail_subscription.topics, mail_subscription.pace, mail_subscription.quiet_from, mail_subscription.quiet_to, mail_subscription.rests_on_days_off, mail_cursor.seq, mail_cursor.looked_ms, mail_cursor.digest_on
         from mail_subscription left join mail_cursor on mail_cursor.subscription_id = mail_subscription.id
         where mail_subscription.is_on and mail_subscription.confirmed_ms is not null
         order by coalesce(mail_cursor.looked_ms, 0), mail_subscription.id limit 5000";
    /// How far a subscription was looked through.
    fn set_cursor(subscription: MailSubscriptionId, seq: i64, looked: Instant, digest: Option<Date>) -> Count =
        "insert into mail_cursor (subscription_id, seq, looked_ms, digest_on) values ($1, $2, $3, $4)
         on conflict (subscription_id) do update set seq = excluded.seq, looked_ms = excluded.looked_ms, digest_on = coalesce(excluded.digest_on, mail_cursor.digest_on)";
    /// Notes that something is told; hits once.
    fn insert_told(subscription: MailSubscriptionId, what: &str, at: Instant) -> Count =
        "insert into mail_told (subscription_id, what, told_ms) values ($1, $2, $3) on conflict (subscription_id, what) do nothing";
    /// What was told long ago is forgotten.
    fn forget_told(before: Instant) -> Count = "delete from mail_told where told_ms < $1";

    /// Puts a mail in; a key is used once.
    fn insert_mail(id: MailId, key: &str, kind: MailKind, subscription: Option<MailSubscriptionId>, address: &str, subject: &str, content: &str, now: Instant) -> Count =
        "insert into outgoing_mail (id, mail_key, kind, subscription_id, address, subject, content, state, tries, next_ms, words, made_ms)
         values ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, $8, '', $8) on conflict (mail_key) do nothing";
    /// Letters that asked for an address since a moment.
    fn count_asked(subscription: MailSubscriptionId, since: Instant) -> One<(i64,)> =
        "select count(*) from outgoing_mail where subscription_id = $1 and kind = 'confirm' and made_ms > $2";
    /// Those whose time has come.
    fn due(now: Instant, most: i64) -> Vec<Mail> =
        "select id, kind, subscription_id, address, subject, content, state, tries, next_ms, words, made_ms, done_ms from outgoing_mail
         where state = 'waiting' and next_ms <= $1 order by next_ms, id limit $2";
    /// Counts a try and keeps others away meanwhile.
    fn claim(until: Instant, id: MailId, tries: i64) -> Count =
        "update outgoing_mail set tries = tries + 1, next_ms = $1 where id = $2 and tries = $3 and state = 'waiting'";
    /// What came of a try.
    fn end_try(state: MailState, next: Instant, words: &str, done: Option<Instant>, id: MailId) -> Count =
        "update outgoing_mail set state = $1, next_ms = $2, words = $3, done_ms = $4 where id = $5";
    /// It is tried again from the beginning.
    fn begin_again(now: Instant, id: MailId) -> Count =
        "update outgoing_mail set state = 'waiting', tries = 0, next_ms = $1, done_ms = null where id = $2 and state in ('failed', 'dropped')";
    /// One mail.
    fn mail(id: MailId) -> Option<Mail> =
        "select id, kind, subscription_id, address, subject, content, state, tries, next_ms, words, made_ms, done_ms from outgoing_mail where id = $1";
    /// The newest before one.
    fn mails(before: &str, most: i64) -> Vec<Mail> =
        "select id, kind, subscription_id, address, subject, content, state, tries, next_ms, words, made_ms, done_ms from outgoing_mail
         where id < $1 order by id desc limit $2";
    /// How many wait, and how many failed.
    fn standing() -> One<(i64, i64)> =
        "select cast(coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as bigint), cast(coalesce(sum(case when state = 'failed' then 1 else 0 end), 0) as bigint)
         from outgoing_mail where state in ('waiting', 'failed')";
    /// What ended long ago is forgotten.
    fn forget(before: Instant) -> Count = "delete from outgoing_mail where done_ms < $1";
}
