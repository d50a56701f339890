//! Pairing of the delegates' devices: who has an account, and a code for one of them.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AccountId, dates, text};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use qrcode::{Color, QrCode};
use sessions::Session;

use crate::common::seats_on;
use crate::pages::{find, shell_of};
use crate::policy::Action;

struct DeviceRow {
    name: String,
    account: Option<(AccountId, String)>,
}

/// A code that was just made.
struct Made {
    name: String,
    printed: String,
    address: String,
    picture: Option<String>,
    until: String,
}

#[derive(Template)]
#[template(path = "chamber/devices.html")]
struct DevicesPage {
    shell: Shell,
    session: Session,
    rows: Vec<DeviceRow>,
    made: Option<Made>,
}

/// The delegates of the session, each with the account a device may be paired with.
fn rows(ctx: &mut Ctx<'_>, session: &Session) -> Result<Vec<DeviceRow>, Problem> {
    let known = accounts::seats_of(ctx.tx, session.council_id)?;
    Ok(seats_on(ctx.tx, session, ctx.today)?
        .into_iter()
        .map(|(person, name)| DeviceRow {
            name,
            account: known
                .iter()
                .find(|one| one.person_id == person)
                .map(|one| (one.account_id, one.display_name.clone())),
        })
        .collect())
}

fn devices_page(
    ctx: &mut Ctx<'_>,
    session: Session,
    rows: Vec<DeviceRow>,
    made: Option<Made>,
) -> Result<DevicesPage, Problem> {
    let shell = shell_of(ctx, &session, "Ghép thiết bị", "thiet-bi")?;
    Ok(DevicesPage { shell, session, rows, made })
}

pub(crate) async fn page(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            let rows = rows(ctx, &session)?;
            Answer::page(&devices_page(ctx, session, rows, None)?)
        })
        .await
}

/// Makes a code for a delegate of the session and shows it, this once.
pub(crate) async fn make(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let wall = visit.app().clock().wall();
    visit
        .write(form, move |ctx, form| {
            let session = find(ctx, &id, Action::Record)?;
            let account: AccountId = form.value("tai-khoan").parse().map_err(|_| Problem::NotFound)?;
            let rows = rows(ctx, &session)?;
            let row = rows.iter().find(|row| row.account.as_ref().is_some_and(|(own, _)| *own == account));
            let name = row.map(|row| row.name.clone()).ok_or(Problem::NotFound)?;
            let code = accounts::pairable(ctx, account, wall)?;
            let address = format!("{}/ghep/{}", ctx.app.settings().public_url, code.code);
            let made = Made {
                name,
                printed: code.printed(),
                picture: picture(&address),
                address: format!("{}/ghep", ctx.app.settings().public_url),
                until: dates::clock_of(code.expires_ms),
            };
            Answer::page(&devices_page(ctx, session, rows, Some(made))?)
        })
        .await
}

/// The empty border that readers ask for, in modules.
const QUIET: usize = 4;

/// A picture of these words that a telephone reads, as the address of an `<img>`: one path of
/// unit squares, row by row.
fn picture(words: &str) -> Option<String> {
    let code = QrCode::new(words.as_bytes()).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
        }
    }
    let side = width + 2 * QUIET;
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="240" height="240" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>"##
    );
    Some(format!("data:image/svg+xml,{}", text::percent_encoded(&svg)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_holds_the_code_and_not_its_words() {
        let seen = picture("http://localhost/ghep/K7QX2M9D").unwrap();
        assert!(seen.starts_with("data:image/svg+xml,%3C"), "{seen}");
        assert!(!seen.contains("K7QX2M9D"));
        assert!(picture(&"x".repeat(10_000)).is_none(), "too long for a picture");
    }
}
