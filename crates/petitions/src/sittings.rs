//! The sessions for which petitions are collected, and the windows of the reports to them.

use kernel::{Date, OrganizationId, SessionId};
use kit::listing::any;
use kit::{Ctx, Form};
use sessions::Kind;

use crate::pages::Choices;

/// As many sessions are offered: two terms of them.
const OFFERED_MAX: usize = 30;

/// The council's sessions to choose from, newest first.
pub(crate) fn choices(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Choices> {
    let found = sessions::list_of_council(ctx.tx, council)?;
    let named = found.into_iter().take(OFFERED_MAX);
    Ok(any("Không theo kỳ họp", named.map(|one| (one.id.to_string(), one.label())).collect()))
}

/// The session of a form; one of another council is a fault.
pub(crate) fn take(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    council: OrganizationId,
) -> db::Result<Option<SessionId>> {
    let chosen: Option<SessionId> = form.take_choice_or_none("ky-hop", "Kỳ họp");
    let Some(id) = chosen else { return Ok(None) };
    let is_own = sessions::find(ctx.tx, id)?.is_some_and(|one| one.council_id == council);
    if !is_own {
        form.refuse("ky-hop", "Kỳ họp: chọn trong danh sách.");
    }
    Ok(Some(id).filter(|_| is_own))
}

/// What a session is called.
pub(crate) fn label(ctx: &mut Ctx<'_>, id: Option<SessionId>) -> db::Result<Option<String>> {
    match id {
        Some(id) => Ok(sessions::find(ctx.tx, id)?.map(|one| one.label())),
        None => Ok(None),
    }
}

/// The window of the report to a regular session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// "Kỳ họp thứ Mười tám".
    pub(crate) label: String,
    /// The day after the regular session before it opened.
    pub(crate) from: Date,
    /// The day on which it opens.
    pub(crate) to: Date,
}

const WINDOWS_MAX: usize = 6;

/// The windows of the last regular sessions, newest first: each begins on the day after the one
/// before it opened, so that no petition falls between two reports.
pub(crate) fn windows(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Offer>> {
    let regular: Vec<(String, Date)> = sessions::list_of_council(ctx.tx, council)?
        .into_iter()
        .filter(|one| one.kind == Kind::Regular)
        .map(|one| (one.label(), one.opened_on))
        .collect();
    Ok(between(&regular))
}

fn between(regular: &[(String, Date)]) -> Vec<Offer> {
    regular
        .windows(2)
        .filter_map(|pair| match pair {
            [(label, to), (_, before)] => {
                let from = before.tomorrow().ok().filter(|from| from <= to)?;
                Some(Offer { label: label.clone(), from, to: *to })
            }
            _ => None,
        })
        .take(WINDOWS_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_windows_of_two_sessions_touch_and_do_not_overlap() {
        let held = [
            ("20".to_owned(), date(2020, 12, 21)),
            ("18".to_owned(), date(2020, 7, 16)),
            ("16".to_owned(), date(2019, 12, 18)),
        ];
        let found = between(&held);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].from, found[0].to), (date(2020, 7, 17), date(2020, 12, 21)));
        assert_eq!((found[1].from, found[1].to), (date(2019, 12, 19), date(2020, 7, 16)));
    }
}
