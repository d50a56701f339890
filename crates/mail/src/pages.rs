//! The server with what was sent, and what somebody is told.

use askama::Template;
use axum::response::Response;
use db::One;
use kernel::{dates, numbers};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::model::{Mail, MailState, Pace, Security, Server, Subscription, Topic};
use crate::policy::{self, Action};
use crate::{actions, rules, store};

pub(crate) const OFFICE: &str = "/lam-viec/thu-dien-tu";
pub(crate) const MINE: &str = "/lam-viec/thong-bao-cua-toi";
const MAILS_MAX: i64 = 50;
/// Above every identifier.
const LAST: &str = "~";

struct Row {
    id: String,
    subject: String,
    address: String,
    kind: &'static str,
    at: String,
    tries: String,
    words: String,
    badge: Badge,
    may_again: bool,
}

fn row(one: &Mail) -> Row {
    let badge = match one.state {
        MailState::Waiting => Badge::doing(one.state.label()),
        MailState::Sent => Badge::done(one.state.label()),
        MailState::Failed => Badge::late(one.state.label()),
        MailState::Dropped => Badge::draft(one.state.label()),
    };
    let next = || format!("Gửi lúc {}.", dates::print_time(one.next_ms));
    let words = match one.state {
        MailState::Waiting if one.words.is_empty() => next(),
        MailState::Waiting => format!("{} {}", one.words, next()),
        MailState::Sent | MailState::Failed | MailState::Dropped => one.words.clone(),
    };
    Row {
        id: one.id.to_string(),
        subject: one.subject.clone(),
        address: one.address.clone(),
        kind: one.kind.label(),
        at: dates::print_time(one.made_ms),
        tries: one.tries.to_string(),
        words,
        badge,
        may_again: matches!(one.state, MailState::Failed | MailState::Dropped),
    }
}

#[derive(Template)]
#[template(path = "mail/office.html")]
pub(crate) struct OfficePage {
    shell: Shell,
    form: Form,
    standing: Badge,
    is_known: bool,
    is_on: bool,
    has_password: bool,
    securities: Vec<(String, String)>,
    told: String,
    rows: Vec<Row>,
    older: Option<String>,
}

pub(crate) fn office_page(ctx: &mut Ctx<'_>, form: Form, before: &str) -> Result<OfficePage, Problem> {
    if !policy::may(ctx.actor, Action::Keep) {
        return Err(Problem::NotFound);
    }
    let server = store::server(ctx.tx)?;
    let before = if before.is_empty() { LAST } else { before };
    let found = store::mails(ctx.tx, before, MAILS_MAX)?;
    let older = found
        .last()
        .filter(|_| i64::try_from(found.len()) == Ok(MAILS_MAX))
        .map(|last| format!("{OFFICE}?truoc={}", last.id));
    let One((waiting, failed)) = store::standing(ctx.tx)?;
    let One((told,)) = store::count_told(ctx.tx)?;
    let is_on = server.as_ref().is_some_and(|one| one.is_on);
    let shell = ctx
        .shell("Thư điện tử")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Thư điện tử", OFFICE)
        .with_faults_of(&form);
    Ok(OfficePage {
        shell,
        form,
        standing: standing(is_on, waiting, failed),
        is_known: server.is_some(),
        is_on,
        has_password: server.is_some_and(|one| one.password.is_some()),
        securities: Security::choices(),
        told: numbers::print_integer(told),
        rows: found.iter().map(row).collect(),
        older,
    })
}

fn standing(is_on: bool, waiting: i64, failed: i64) -> Badge {
    if !is_on {
        Badge::draft("Không gửi thư nào")
    } else if failed > 0 {
        Badge::late(format!("{} thư không gửi được", numbers::print_integer(failed)))
    } else if waiting > 0 {
        Badge::doing(format!("{} thư chờ gửi", numbers::print_integer(waiting)))
    } else {
        Badge::done("Đã gửi hết")
    }
}

/// The server as its form shows it; the password is never shown.
pub(crate) fn form_of_server(server: Option<&Server>) -> Form {
    let Some(one) = server else {
        return Form::with(&[("cong", "587"), ("ma-hoa", Security::StartTls.as_str()), ("bat", "co")]);
    };
    let (port, version) = (one.port.to_string(), one.version.to_string());
    let mut form = Form::with(&[
        ("may", &one.host),
        ("cong", &port),
        ("ma-hoa", one.security.as_str()),
        ("ten-dang-nhap", &one.username),
        ("nguoi-gui", &one.sender),
        ("version", &version),
    ]);
    if one.is_on {
        form.add("bat", "co".to_owned());
    }
    form
}

pub(crate) async fn office(visit: Visit) -> Response {
    let before = visit.query("truoc").unwrap_or_default();
    visit
        .read(move |ctx| {
            let server = store::server(ctx.tx)?;
            let form = form_of_server(server.as_ref());
            Answer::page(&office_page(ctx, form, &before)?)
        })
        .await
}

#[derive(Template)]
#[template(path = "mail/mine.html")]
pub(crate) struct MinePage {
    shell: Shell,
    form: Form,
    standing: Badge,
    /// The address that has not agreed yet, and when it was asked.
    asked: Option<(String, String)>,
    has_server: bool,
    topics: Vec<(String, String)>,
    paces: Vec<(String, String)>,
}

pub(crate) fn mine_page(ctx: &mut Ctx<'_>, form: Form) -> Result<MinePage, Problem> {
    let account = actions::own_account(ctx)?;
    let known = store::subscription_of(ctx.tx, account)?;
    let has_server = store::server(ctx.tx)?.is_some_and(|one| one.is_on);
    let standing = match &known {
        None => Badge::draft("Chưa đặt"),
        Some(one) if !one.is_on => Badge::draft("Đang tắt"),
        Some(one) if one.confirmed_ms.is_none() => Badge::doing("Chờ xác nhận địa chỉ"),
        Some(_) => Badge::done("Đang gửi"),
    };
    let asked = known
        .filter(|one| one.confirmed_ms.is_none())
        .map(|one| (one.address, dates::print_time(one.asked_ms)));
    let shell = ctx
        .shell("Thông báo của tôi")?
        .crumb("Tôi", "/lam-viec/toi")
        .crumb("Thông báo của tôi", MINE)
        .with_faults_of(&form);
    Ok(MinePage {
        shell,
        form,
        standing,
        asked,
        has_server,
        topics: Topic::choices(),
        paces: Pace::choices(),
    })
}

/// The wish as its form shows it; at first what most people want.
pub(crate) fn form_of_wish(known: Option<&Subscription>) -> Form {
    let usual = "assigned soon overdue report";
    let (from, to, topics, pace, rests, is_on, version) = match known {
        Some(one) => (
            one.quiet_from,
            one.quiet_to,
            one.topics.as_str(),
            one.pace,
            one.rests_on_days_off,
            one.is_on,
            one.version,
        ),
        None => (18 * 60, 7 * 60, usual, Pace::Digest, true, true, 0),
    };
    let (from, to, version) = (rules::print_minutes(from), rules::print_minutes(to), version.to_string());
    let address = known.map_or("", |one| one.address.as_str());
    let mut form = Form::with(&[
        ("dia-chi", address),
        ("nhip", pace.as_str()),
        ("yen-tu", &from),
        ("yen-den", &to),
        ("version", &version),
    ]);
    for topic in crate::model::topics_of(topics) {
        form.add("viec", topic.as_str().to_owned());
    }
    for (name, holds) in [("ngay-nghi", rests), ("bat", is_on)] {
        if holds {
            form.add(name, "co".to_owned());
        }
    }
    form
}

pub(crate) async fn mine(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let account = actions::own_account(ctx)?;
            let known = store::subscription_of(ctx.tx, account)?;
            let form = form_of_wish(known.as_ref());
            Answer::page(&mine_page(ctx, form)?)
        })
        .await
}
