//! The list of addresses with the allowed hosts, and one address with what it was told.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{WebhookId, dates, numbers};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::model::{Delivery, DeliveryState, Host, Webhook};
use crate::policy::{self, Action};
use crate::{actions, sign, store};

pub(crate) const BASE: &str = "/lam-viec/gui-tin";
const DELIVERIES_MAX: i64 = 50;
/// Above every identifier.
const LAST: &str = "~";

/// The areas of public deeds that may be asked for.
const TOPICS: &[(&str, &str)] = &[
    ("session.", "Kỳ họp"),
    ("resolution.", "Nghị quyết"),
    ("question.", "Chất vấn"),
    ("petition.", "Kiến nghị cử tri"),
    ("voter_meeting.", "Tiếp xúc cử tri"),
    ("oversight.", "Giám sát"),
    ("briefing.", "Giao ban"),
    ("follow.", "Theo dõi, đôn đốc"),
    ("programme.", "Chương trình công tác"),
    ("news.", "Tin bài"),
];

pub(crate) fn topics() -> Vec<(String, String)> {
    TOPICS.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect()
}

/// What an address asks for, in words.
fn topics_label(one: &Webhook) -> String {
    let wanted = one.topics();
    if wanted.is_empty() {
        return "Mọi việc công khai".to_owned();
    }
    let labels: Vec<&str> =
        TOPICS.iter().filter(|(value, _)| wanted.contains(value)).map(|(_, label)| *label).collect();
    labels.join(", ")
}

pub(crate) struct Row {
    href: String,
    label: String,
    url: String,
    topics: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "outbox/list.html")]
pub(crate) struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Row>,
    hosts: Vec<Host>,
    topics: Vec<(String, String)>,
    may_keep: bool,
    may_allow: bool,
}

pub(crate) fn list_page(ctx: &mut Ctx<'_>, form: Form) -> Result<ListPage, Problem> {
    let may_allow = policy::may(ctx.actor, Action::Allow, None);
    let may_keep = policy::may(ctx.actor, Action::Keep, ctx.actor.council);
    if !may_allow && !may_keep {
        return Err(Problem::NotFound);
    }
    let mut rows = Vec::new();
    if let Some(council) = ctx.actor.council.filter(|_| may_keep) {
        let standings: HashMap<WebhookId, (i64, i64)> = store::standings(ctx.tx, council)?
            .into_iter()
            .map(|(id, waiting, failed)| (id, (waiting, failed)))
            .collect();
        for one in store::webhooks_of(ctx.tx, council)? {
            let (waiting, failed) = standings.get(&one.id).copied().unwrap_or_default();
            rows.push(Row {
                href: one.path(),
                topics: topics_label(&one),
                badge: standing(&one, waiting, failed),
                label: one.label,
                url: one.url,
            });
        }
    }
    let hosts = store::hosts(ctx.tx)?;
    let shell = ctx
        .shell("Gửi tin sang hệ thống khác")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Gửi tin sang hệ thống khác", BASE)
        .with_faults_of(&form);
    Ok(ListPage { shell, form, rows, hosts, topics: topics(), may_keep, may_allow })
}

fn standing(one: &Webhook, waiting: i64, failed: i64) -> Badge {
    if !one.is_on {
        Badge::draft("Đang tắt")
    } else if failed > 0 {
        Badge::late(format!("{} tin không gửi được", numbers::print_integer(failed)))
    } else if waiting > 0 {
        Badge::doing(format!("{} tin chờ gửi", numbers::print_integer(waiting)))
    } else {
        Badge::done("Đã gửi hết")
    }
}

pub(crate) async fn list(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&list_page(ctx, Form::new())?)).await
}

pub(crate) struct Told {
    id: String,
    what: String,
    at: String,
    tries: String,
    answer: String,
    badge: Badge,
    payload: String,
    may_again: bool,
}

fn told(one: &Delivery) -> Told {
    let payload: serde_json::Value = serde_json::from_str(&one.payload).unwrap_or_default();
    let what =
        |path: &str| payload.pointer(path).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let badge = match one.state {
        DeliveryState::Waiting => Badge::doing(DeliveryState::Waiting.label()),
        DeliveryState::Delivered => Badge::done(DeliveryState::Delivered.label()),
        DeliveryState::Failed => Badge::late(DeliveryState::Failed.label()),
    };
    let answer = match (one.state, one.status) {
        (DeliveryState::Delivered, Some(status)) => format!("mã {status}"),
        _ if one.words.is_empty() => "chưa thử".to_owned(),
        (DeliveryState::Waiting, _) => {
            format!("{} Thử lại lúc {}.", one.words, dates::print_time(one.next_ms))
        }
        _ => one.words.clone(),
    };
    Told {
        id: one.id.to_string(),
        what: what("/data/label"),
        at: dates::print_time(one.made_ms),
        tries: one.tries.to_string(),
        answer,
        badge,
        payload: serde_json::to_string_pretty(&payload).unwrap_or_default(),
        may_again: one.state != DeliveryState::Waiting,
    }
}

#[derive(Template)]
#[template(path = "outbox/one.html")]
pub(crate) struct OnePage {
    shell: Shell,
    form: Form,
    one: Webhook,
    secret: Option<String>,
    topics: Vec<(String, String)>,
    rows: Vec<Told>,
    older: Option<String>,
}

pub(crate) fn one_page(
    ctx: &mut Ctx<'_>,
    one: Webhook,
    form: Form,
    before: &str,
) -> Result<OnePage, Problem> {
    let before = if before.is_empty() { LAST } else { before };
    let found = store::deliveries(ctx.tx, one.id, before, DELIVERIES_MAX)?;
    let older = found
        .last()
        .filter(|_| i64::try_from(found.len()) == Ok(DELIVERIES_MAX))
        .map(|last| format!("{}?truoc={}", one.path(), last.id));
    let secret = actions::secret(&ctx.app.settings().keeper, &one).ok().map(|secret| sign::shown(&secret));
    let shell = ctx
        .shell(&one.label)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Gửi tin sang hệ thống khác", BASE)
        .crumb(&one.label, one.path())
        .with_faults_of(&form);
    let rows = found.iter().map(told).collect();
    Ok(OnePage { shell, form, one, secret, topics: topics(), rows, older })
}

/// The address as its form shows it.
pub(crate) fn form_of(one: &Webhook) -> Form {
    let version = one.version.to_string();
    let mut form = Form::with(&[("ten", &one.label), ("dia-chi", &one.url), ("version", &version)]);
    for topic in one.topics() {
        form.add("viec", topic.to_owned());
    }
    if one.is_on {
        form.add("bat", "co".to_owned());
    }
    form
}

pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Response {
    let before = visit.query("truoc").unwrap_or_default();
    visit
        .read(move |ctx| {
            let id: WebhookId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = actions::permitted(ctx, id)?;
            let form = form_of(&one);
            Answer::page(&one_page(ctx, one, form, &before)?)
        })
        .await
}
