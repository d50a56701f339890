//! The page on which this is opened, closed and given keys.

use askama::Template;
use axum::response::Response;
use kernel::{dates, numbers};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::model::{Key, Mode};
use crate::{actions, store};

pub(crate) const BASE: &str = "/lam-viec/open311";
const KEYS_SHOWN: i64 = 200;

pub(crate) struct KeyRow {
    id: String,
    label: String,
    made: String,
    badge: Badge,
    is_held: bool,
}

impl From<Key> for KeyRow {
    fn from(key: Key) -> Self {
        let badge = match key.revoked_ms {
            Some(at) => Badge::draft(format!("Thu hồi {}", dates::print(dates::date_of(at)))),
            None => Badge::done("Đang dùng"),
        };
        Self {
            id: key.id.to_string(),
            made: dates::print(dates::date_of(key.made_ms)),
            badge,
            is_held: key.revoked_ms.is_none(),
            label: key.label,
        }
    }
}

#[derive(Template)]
#[template(path = "open311/page.html")]
pub(crate) struct Open311Page {
    shell: Shell,
    form: Form,
    modes: Vec<(String, String)>,
    badge: Badge,
    version: i64,
    keys: Vec<KeyRow>,
    fresh: Option<String>,
    base: String,
    jurisdiction: String,
    sent: String,
}

fn standing(mode: Mode) -> Badge {
    match mode {
        Mode::Closed => Badge::draft(mode.label()),
        Mode::Open | Mode::Keyed => Badge::done(mode.label()),
    }
}

/// The page, with what was typed; a key that was just made is shown this once.
pub(crate) fn of(
    ctx: &mut Ctx<'_>,
    form: Option<Form>,
    fresh: Option<String>,
) -> Result<Open311Page, Problem> {
    let council = actions::permitted(ctx)?;
    let mode = actions::mode(ctx, council.id)?;
    let version = store::setting(ctx.tx, council.id)?.map_or(0, |setting| setting.version);
    let keys = store::keys(ctx.tx, council.id, KEYS_SHOWN)?.into_iter().map(KeyRow::from).collect();
    let area = directory::area(ctx.tx, council.area_id)?;
    let sent = store::count_sent(ctx.tx)?;
    let mut whole = Form::with(&[("nhan", mode.as_str())]);
    if let Some(form) = form {
        whole = form.over(whole);
    }
    let shell = ctx
        .shell("Nhận phản ánh qua Open311")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Nhận phản ánh qua Open311", BASE)
        .with_faults_of(&whole);
    Ok(Open311Page {
        shell,
        form: whole,
        modes: Mode::choices(),
        badge: standing(mode),
        version,
        keys,
        fresh,
        base: ctx.app.settings().public_url.clone(),
        jurisdiction: area.map(|area| area.code).unwrap_or_default(),
        sent: numbers::print_integer(sent),
    })
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&of(ctx, None, None)?)).await
}
