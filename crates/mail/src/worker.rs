//! What happens by itself: what there is to tell becomes mails, and mails are tried.

use kernel::{Date, Id as _, Instant, MailId};
use kit::{App, Problem};

use crate::gather::{self, Found};
use crate::model::{Listener, Mail, MailKind, MailState, Pace, Server, Topic, topics_of};
use crate::rules::{self, Quiet, Told};
use crate::send::{self, Envelope, Outcome};
use crate::{actions, store};

/// Listeners that are looked through in one step.
const LOOKS_MAX: usize = 10;
/// Mails that are tried in one step, so that a stop never waits long.
const TRIES_MAX: i64 = 4;
/// Who claimed a mail and died gives it back after this long.
const CLAIM_MS: i64 = 120_000;
/// What ended is kept for a month.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;
/// What was told is known for so long; what is still late after it is told once more.
const TOLD_KEPT_MS: i64 = 400 * 24 * 3_600_000;

/// Tells what is due to be told and tries the mails whose time has come. Answers how many were
/// tried.
///
/// # Errors
/// The database does not answer.
pub fn step(app: &App) -> db::Result<usize> {
    let now = app.clock().now();
    let Some(server) = app.db().read(store::server)?.filter(|server| server.is_on) else { return Ok(0) };
    for (listener, look, seq) in looks(app, now)? {
        tell(app, &listener, look, seq, now)?;
    }
    if app.db().read(|tx| store::due(tx, now, 1))?.is_empty() {
        return Ok(0);
    }
    let council = app.db().read(|tx| directory::home_council(tx, kernel::dates::date_of(now)))?;
    let council = council.map_or_else(|| "Nghị Sự".to_owned(), |one| one.name);
    let claiming = app.clone();
    let claimed = app.db().write(move |tx| claim(tx, &claiming, now))?;
    for (mail, link) in &claimed {
        let outcome = hand_over(app, &server, &council, mail, link.as_deref(), now);
        let (id, tries) = (mail.id, mail.tries + 1);
        app.db().write(move |tx| note(tx, id, tries, &outcome, now))?;
    }
    Ok(claimed.len())
}

/// What is made for a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Once,
    Digest,
}

/// Those whose time has come, with the entry up to which they are looked through now.
fn looks(app: &App, now: Instant) -> db::Result<Vec<(Listener, Look, i64)>> {
    let (listeners, seq) = app.db().read(|tx| {
        let listeners = store::listeners(tx)?;
        let seq = audit::last_entry(tx)?;
        Ok::<_, db::Error>((listeners, seq))
    })?;
    let law = app.law();
    let is_working = |day: Date| law.calendar().is_working(day);
    let due = listeners.into_iter().filter_map(|one| {
        let quiet = Quiet { from: one.quiet_from, to: one.quiet_to, on_days_off: one.rests_on_days_off };
        let told = Told { seq: one.seq, looked: one.looked_ms, digest_on: one.digest_on };
        let look = match one.pace {
            Pace::Digest if rules::is_digest_due(quiet, told, now, is_working) => Look::Digest,
            Pace::Once if rules::is_look_due(quiet, told, seq, now, is_working) => Look::Once,
            Pace::Digest | Pace::Once => return None,
        };
        Some((one, look, seq))
    });
    Ok(due.take(LOOKS_MAX).collect())
}

/// Looks through one listener's list as the listener may see it, and writes one mail of what is new.
fn tell(app: &App, listener: &Listener, look: Look, seq: i64, now: Instant) -> db::Result<()> {
    let account = listener.account_id;
    let Some(actor) = app.db().read(|tx| accounts::active_actor(tx, account))? else {
        // Who may not sign in is told nothing, and is asked about again tomorrow
        let id = listener.id;
        return app.db().write(move |tx| {
            store::set_cursor(tx, id, seq, now, Some(kernel::dates::date_of(now))).map(|_| ())
        });
    };
    let wanted = topics_of(&listener.topics);
    let found = app.read_as(&actor, |ctx| Ok(gather::found(ctx, &wanted)?));
    let found = match found {
        Ok(found) => found,
        Err(Problem::Database(error)) => return Err(error),
        Err(problem) => {
            tracing::error!(?problem, subscription.id = %listener.id, "what is to be told was not found");
            Vec::new()
        }
    };
    let (app, listener, entropy) = (app.clone(), listener.clone(), app.clone());
    app.db().write(move |tx| {
        let id = MailId::from_uuid(kernel::uuid_v7(now, entropy.entropy().for_id()));
        put_in(tx, id, &listener, look, &found, seq, now)
    })
}

/// One mail, with the note of all it tells, in one transaction.
fn put_in(
    tx: &mut db::Tx,
    id: MailId,
    listener: &Listener,
    look: Look,
    found: &[Found],
    seq: i64,
    now: Instant,
) -> db::Result<()> {
    let today = kernel::dates::date_of(now);
    let still = store::subscription(tx, listener.id)?
        .is_some_and(|one| one.is_told() && one.address == listener.address);
    if !still {
        return Ok(());
    }
    let mut told = Vec::new();
    for one in found {
        let is_first = store::insert_told(tx, listener.id, &one.what, now)?.hit();
        // In the morning stands what is still to be done, also when it was told before; news once
        if is_first || (look == Look::Digest && one.topic != Topic::News) {
            told.push(one.clone());
        }
    }
    let digest = (look == Look::Digest).then_some(today);
    store::set_cursor(tx, listener.id, seq, now, digest)?;
    if told.is_empty() {
        return Ok(());
    }
    let content = serde_json::to_string(&gather::content(&told)).unwrap_or_default();
    let overdue = told.iter().filter(|one| one.topic == Topic::Overdue).count();
    let (kind, key, subject) = match look {
        Look::Once => {
            let labels: Vec<&str> = told.iter().map(|one| one.item.label.as_str()).collect();
            (MailKind::Once, format!("once/{}/{id}", listener.id), rules::subject_once(&labels))
        }
        Look::Digest => (
            MailKind::Digest,
            format!("digest/{}/{}", listener.id, kernel::dates::iso(today)),
            rules::subject_digest(overdue, told.len() - overdue, today),
        ),
    };
    store::insert_mail(tx, id, &key, kind, Some(listener.id), &listener.address, &subject, &content, now)?;
    store::forget(tx, now - KEPT_MS)?;
    store::forget_told(tx, now - TOLD_KEPT_MS)?;
    Ok(())
}

/// Those whose time has come, each with the link in it. What is not wanted any more is dropped, and
/// what is quiet waits.
fn claim(tx: &mut db::Tx, app: &App, now: Instant) -> db::Result<Vec<(Mail, Option<String>)>> {
    let law = app.law();
    let mut claimed = Vec::new();
    for mail in store::due(tx, now, TRIES_MAX)? {
        let subscription = match mail.subscription_id {
            Some(id) => store::subscription(tx, id)?,
            None => None,
        };
        let link = match (mail.kind, &subscription) {
            (MailKind::Trial, _) => None,
            (MailKind::Confirm, Some(one)) if one.confirmed_ms.is_none() && one.address == mail.address => {
                Some(actions::confirm_link(app, one))
            }
            (MailKind::Once | MailKind::Digest, Some(one))
                if one.is_told() && one.address == mail.address =>
            {
                let quiet =
                    Quiet { from: one.quiet_from, to: one.quiet_to, on_days_off: one.rests_on_days_off };
                let until = rules::quiet_until(quiet, now, |day| law.calendar().is_working(day));
                if now < until {
                    store::end_try(tx, MailState::Waiting, until, &mail.words, None, mail.id)?;
                    continue;
                }
                Some(actions::unsubscribe_link(app, one))
            }
            (MailKind::Confirm | MailKind::Once | MailKind::Digest, _) => {
                let words = "Người nhận đã đổi địa chỉ hoặc thôi nhận thư.";
                store::end_try(tx, MailState::Dropped, now, words, Some(now), mail.id)?;
                continue;
            }
        };
        if store::claim(tx, now + CLAIM_MS, mail.id, mail.tries)?.hit() {
            claimed.push((mail, link));
        }
    }
    Ok(claimed)
}

fn hand_over(
    app: &App,
    server: &Server,
    council: &str,
    mail: &Mail,
    link: Option<&str>,
    now: Instant,
) -> Outcome {
    let settings = app.settings();
    let envelope = Envelope {
        council: council.to_owned(),
        base: settings.public_url.clone(),
        mark: settings.purpose.mark(),
        now,
        link: link.map(str::to_owned),
    };
    let outcome = send::send(app, server, mail, &envelope);
    if !matches!(outcome, Outcome::Sent(_)) {
        tracing::warn!(mail.id = %mail.id, "a mail was not taken: mail.id = {}", mail.id);
    }
    outcome
}

fn note(tx: &mut db::Tx, id: MailId, tries: i64, outcome: &Outcome, now: Instant) -> db::Result<()> {
    let (state, next, words) = match (outcome, rules::next_try(tries, now)) {
        (Outcome::Sent(words), _) => (MailState::Sent, now, words),
        (Outcome::Later(words), Some(next)) => (MailState::Waiting, next, words),
        (Outcome::Later(words) | Outcome::Never(words), _) => (MailState::Failed, now, words),
    };
    let done = (state != MailState::Waiting).then_some(now);
    store::end_try(tx, state, next, words, done, id)?;
    Ok(())
}
