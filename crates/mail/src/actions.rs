//! The verbs.

use audit::Deed;
use db::One;
use kernel::{AccountId, MailId, MailServerId, MailSubscriptionId};
use kit::{App, Ctx, Error};
use seal::{Keeper, Place};

use crate::gather;
use crate::model::{MailKind, Pace, Refusal, Security, Server, Subscription, Topic};
use crate::policy::{self, Action};
use crate::{rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

const DAY_MS: i64 = 24 * 3_600_000;
/// Letters that ask the owner of an address in a day.
const ASKED_MAX: i64 = 5;

/// The server as it was typed.
#[derive(Debug, Clone)]
pub(crate) struct NewServer {
    pub(crate) host: String,
    pub(crate) port: i64,
    pub(crate) security: Security,
    pub(crate) username: String,
    /// Empty: as it was.
    pub(crate) password: String,
    pub(crate) sender: String,
    pub(crate) is_on: bool,
}

/// What somebody wants to be told, as it was typed.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub(crate) address: String,
    pub(crate) topics: Vec<Topic>,
    pub(crate) pace: Pace,
    pub(crate) quiet_from: i64,
    pub(crate) quiet_to: i64,
    pub(crate) rests_on_days_off: bool,
    pub(crate) is_on: bool,
}

/// Where the password is sealed.
fn place(id: &str) -> Place<'_> {
    Place { table: "mail_server", field: "password", id }
}

/// The password in the clear; none when nobody signs in.
pub(crate) fn password(keeper: &Keeper, server: &Server) -> std::result::Result<Option<String>, String> {
    let Some(sealed) = server.password.as_ref().filter(|_| !server.username.is_empty()) else {
        return Ok(None);
    };
    keeper.open_text(place(&server.id.to_string()), sealed).map(Some).map_err(|_| {
        "Không mở được mật khẩu: khóa niêm phong của hệ thống đã đổi. Nhập lại mật khẩu.".to_owned()
    })
}

/// What only this installation can say of a subscription: the secret of a link, made anew each time
/// and kept nowhere.
fn code(app: &App, about: &str, one: &Subscription) -> String {
    let words = match about {
        CONFIRM => format!("{} {} {}", one.id, one.asked_ms, one.address),
        _ => format!("{} {}", one.id, one.address),
    };
    app.settings().keeper.blind(about, &words).unwrap_or_default()
}

const CONFIRM: &str = "mail.confirm";
const UNSUBSCRIBE: &str = "mail.unsubscribe";

/// The page that confirms the address.
pub(crate) fn confirm_link(app: &App, one: &Subscription) -> String {
    format!("{}/thong-bao/xac-nhan/{}/{}", app.settings().public_url, one.id, code(app, CONFIRM, one))
}

/// The page that ends what is told.
pub(crate) fn unsubscribe_link(app: &App, one: &Subscription) -> String {
    format!("{}/thong-bao/huy/{}/{}", app.settings().public_url, one.id, code(app, UNSUBSCRIBE, one))
}

/// Compares without telling by time where they differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// Names the server, or another.
pub(crate) fn set_server(ctx: &mut Ctx<'_>, version: i64, new: &NewServer) -> Result<()> {
    if !policy::may(ctx.actor, Action::Keep) {
        return Err(Error::NotFound);
    }
    let known = store::server(ctx.tx)?;
    if new.security == Security::None && !new.username.is_empty() {
        return Err(Error::Refused(Refusal::PasswordInTheClear));
    }
    let id: MailServerId = known.as_ref().map_or_else(|| ctx.id(), |one| one.id);
    let password = match (&known, new.password.is_empty()) {
        _ if new.username.is_empty() => None,
        (_, false) => Some(ctx.app.settings().keeper.seal(place(&id.to_string()), new.password.as_bytes())),
        // The password of one name or machine is not tried with another
        (Some(one), true) if one.username == new.username && one.host == new.host => one.password.clone(),
        (_, true) => None,
    };
    if password.is_none() && !new.username.is_empty() {
        return Err(Error::Refused(Refusal::NoPassword));
    }
    let hit = match known {
        Some(_) => store::update_server(
            ctx.tx,
            &new.host,
            new.port,
            new.security,
            &new.username,
            password,
            &new.sender,
            new.is_on,
            id,
            version,
        )?,
        None => store::insert_server(
            ctx.tx,
            id,
            &new.host,
            new.port,
            new.security,
            &new.username,
            password,
            &new.sender,
            new.is_on,
        )?,
    };
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    audit::record(ctx, Deed::new("mail.server", "mail_server", id, &new.host))?;
    Ok(())
}

/// A mail that tries the server out.
pub(crate) fn try_out(ctx: &mut Ctx<'_>, address: &str) -> Result<()> {
    if !policy::may(ctx.actor, Action::Keep) {
        return Err(Error::NotFound);
    }
    let server = store::server(ctx.tx)?.filter(|one| one.is_on).ok_or(Error::Refused(Refusal::NoServer))?;
    let id: MailId = ctx.id();
    let (key, subject) = (format!("trial/{id}"), "Nghị Sự: thư thử");
    store::insert_mail(ctx.tx, id, &key, MailKind::Trial, None, address, subject, "{}", ctx.now)?;
    audit::record(ctx, Deed::new("mail.try", "mail_server", server.id, &server.host))?;
    Ok(())
}

/// Sends a mail again that was given up.
pub(crate) fn again(ctx: &mut Ctx<'_>, id: MailId) -> Result<()> {
    if !policy::may(ctx.actor, Action::Keep) {
        return Err(Error::NotFound);
    }
    let mail = store::mail(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if !store::begin_again(ctx.tx, ctx.now, id)?.hit() {
        return Err(Error::Conflict);
    }
    audit::record(ctx, Deed::new("mail.again", "mail", id, mail.subject))?;
    Ok(())
}

/// The account that asks for itself.
pub(crate) fn own_account(ctx: &Ctx<'_>) -> Result<AccountId> {
    ctx.actor.account.filter(|_| policy::may(ctx.actor, Action::Subscribe)).ok_or(Error::NotFound)
}

/// Asks to be told, or differently. An address that is new is asked first; answers whether it is.
pub(crate) fn subscribe(ctx: &mut Ctx<'_>, version: i64, wish: &Wish) -> Result<bool> {
    let account = own_account(ctx)?;
    let known = store::subscription_of(ctx.tx, account)?;
    let id: MailSubscriptionId = known.as_ref().map_or_else(|| ctx.id(), |one| one.id);
    let is_asked = known.as_ref().is_none_or(|one| one.address != wish.address);
    if is_asked {
        may_ask(ctx, id)?;
    }
    let topics: Vec<&str> = wish.topics.iter().map(|topic| topic.as_str()).collect();
    let topics = topics.join(" ");
    let hit = match &known {
        Some(one) => {
            let asked = if is_asked { ctx.now } else { one.asked_ms };
            let confirmed = one.confirmed_ms.filter(|_| !is_asked);
            store::update_subscription(
                ctx.tx,
                &wish.address,
                &topics,
                wish.pace,
                wish.quiet_from,
                wish.quiet_to,
                wish.rests_on_days_off,
                wish.is_on,
                asked,
                confirmed,
                id,
                version,
            )?
        }
        None => store::insert_subscription(
            ctx.tx,
            id,
            account,
            &wish.address,
            &topics,
            wish.pace,
            wish.quiet_from,
            wish.quiet_to,
            wish.rests_on_days_off,
            wish.is_on,
            ctx.now,
        )?,
    };
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    if is_asked {
        ask(ctx, id, &wish.address)?;
    } else if known.is_some_and(|one| one.pace != wish.pace) {
        // Whoever changes to the mail of the morning after seven has it tomorrow
        store::set_cursor(ctx.tx, id, 0, 0, rules::missed_digest(ctx.now))?;
    }
    let name = ctx.actor.name.clone();
    audit::record(ctx, Deed::new("mail.subscribe", "mail_subscription", id, name))?;
    Ok(is_asked)
}

fn may_ask(ctx: &mut Ctx<'_>, id: MailSubscriptionId) -> Result<()> {
    if !store::server(ctx.tx)?.is_some_and(|one| one.is_on) {
        return Err(Error::Refused(Refusal::NoServer));
    }
    let One((asked,)) = store::count_asked(ctx.tx, id, ctx.now - DAY_MS)?;
    if ASKED_MAX <= asked { Err(Error::Refused(Refusal::AskedTooOften)) } else { Ok(()) }
}

/// The letter that asks the owner of an address.
fn ask(ctx: &mut Ctx<'_>, id: MailSubscriptionId, address: &str) -> Result<()> {
    let mail: MailId = ctx.id();
    let (key, subject) = (format!("confirm/{id}/{mail}"), "Nghị Sự: xác nhận địa chỉ nhận thông báo");
    store::insert_mail(ctx.tx, mail, &key, MailKind::Confirm, Some(id), address, subject, "{}", ctx.now)?;
    Ok(())
}

/// Writes a subscription over the version that was read.
fn save(ctx: &mut Ctx<'_>, one: &Subscription) -> Result<()> {
    let hit = store::update_subscription(
        ctx.tx,
        &one.address,
        &one.topics,
        one.pace,
        one.quiet_from,
        one.quiet_to,
        one.rests_on_days_off,
        one.is_on,
        one.asked_ms,
        one.confirmed_ms,
        one.id,
        one.version,
    )?;
    if hit.hit() { Ok(()) } else { Err(Error::Conflict) }
}

/// Asks the owner of the address once more; the link before holds no longer.
pub(crate) fn ask_again(ctx: &mut Ctx<'_>) -> Result<()> {
    let account = own_account(ctx)?;
    let one = store::subscription_of(ctx.tx, account)?.ok_or(Error::NotFound)?;
    if one.confirmed_ms.is_some() {
        return Err(Error::Refused(Refusal::Confirmed));
    }
    may_ask(ctx, one.id)?;
    save(ctx, &Subscription { asked_ms: ctx.now, confirmed_ms: None, ..one.clone() })?;
    ask(ctx, one.id, &one.address)?;
    let name = ctx.actor.name.clone();
    audit::record(ctx, Deed::new("mail.subscribe", "mail_subscription", one.id, name))?;
    Ok(())
}

/// The subscription whose owner opened the link that confirms; none when the link is over.
pub(crate) fn to_confirm(ctx: &mut Ctx<'_>, id: &str, code_typed: &str) -> Result<Option<Subscription>> {
    let one = by_link(ctx, CONFIRM, id, code_typed)?;
    let holds = one.confirmed_ms.is_none() && rules::confirms(one.asked_ms, ctx.now);
    Ok(Some(one).filter(|_| holds))
}

/// The subscription whose owner opened the link that ends it.
pub(crate) fn to_end(ctx: &mut Ctx<'_>, id: &str, code_typed: &str) -> Result<Subscription> {
    by_link(ctx, UNSUBSCRIBE, id, code_typed)
}

fn by_link(ctx: &mut Ctx<'_>, about: &str, id: &str, typed: &str) -> Result<Subscription> {
    let id: MailSubscriptionId = id.parse().map_err(|_| Error::NotFound)?;
    let one = store::subscription(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let right = code(ctx.app, about, &one);
    if right.is_empty() || !same(&right, typed) { Err(Error::NotFound) } else { Ok(one) }
}

/// The owner of the address agrees. Answers `false` when the link is over.
pub(crate) fn confirm(ctx: &mut Ctx<'_>, id: &str, code_typed: &str) -> Result<bool> {
    let Some(one) = to_confirm(ctx, id, code_typed)? else { return Ok(false) };
    save(ctx, &Subscription { confirmed_ms: Some(ctx.now), ..one.clone() })?;
    let account = accounts::active_actor(ctx.tx, one.account_id)?.ok_or(Error::NotFound)?;
    // What came before is no news
    let known = gather::news(&mut ctx.acting_as(&account))?;
    for news in known {
        store::insert_told(ctx.tx, one.id, &news.what, ctx.now)?;
    }
    store::set_cursor(ctx.tx, one.id, 0, 0, rules::missed_digest(ctx.now))?;
    let mut acting = ctx.acting_as(&account);
    audit::record(&mut acting, Deed::new("mail.confirm", "mail_subscription", one.id, &account.name))?;
    Ok(true)
}

/// Nothing more is told; asked for twice, it is done once.
pub(crate) fn unsubscribe(ctx: &mut Ctx<'_>, id: &str, code_typed: &str) -> Result<()> {
    let one = to_end(ctx, id, code_typed)?;
    if !one.is_on {
        return Ok(());
    }
    save(ctx, &Subscription { is_on: false, ..one.clone() })?;
    audit::record(ctx, Deed::new("mail.unsubscribe", "mail_subscription", one.id, "Thư báo việc"))?;
    Ok(())
}
