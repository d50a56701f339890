//! What is told by e-mail beside the list "Hôm nay".

use ::mail::{News, Sources};
use kernel::dates;
use kit::Ctx;

/// More letters than these are found on their page.
const LETTERS_MAX: i64 = 50;
const SESSIONS_MAX: usize = 10;

pub(crate) static MAILED: Sources = Sources { reports: briefings::reports_owed, news };

/// Letters that nobody of the body has opened, by kind and number; sessions of the council ahead.
fn news(ctx: &mut Ctx<'_>) -> db::Result<Vec<News>> {
    let letters = documents::unopened(ctx, LETTERS_MAX)?;
    let mut news: Vec<News> = letters
        .into_iter()
        .map(|one| News {
            key: format!("document/{}", one.id),
            label: one.number.map_or_else(
                || one.kind.label().to_owned(),
                |number| format!("{} số {number}", one.kind.label()),
            ),
            on: one.issued_on,
            href: format!("/lam-viec/van-ban/{}", one.id),
        })
        .collect();
    if let Some(council) = ctx.actor.council {
        for one in sessions::public_from(ctx.tx, council, ctx.today, SESSIONS_MAX)? {
            news.push(News {
                key: format!("session/{}/{}", one.id, dates::iso(one.opened_on)),
                label: one.label(),
                on: Some(one.opened_on),
                href: one.path(),
            });
        }
    }
    Ok(news)
}
