//! Figures of the reports in articles and on the first page.

use db::Tx;
use kernel::period::Period;
use kernel::{OrganizationId, numbers};
use kit::Ctx;
use reports::{Entered, Unit};

use crate::markdown::{Figure, Shortcode};

/// The unit whose council this is, as the reports know it.
pub(crate) fn unit_of(tx: &mut Tx, council: OrganizationId) -> db::Result<Option<Unit>> {
    let Some(council) = directory::organization(tx, council)? else { return Ok(None) };
    let area = directory::area(tx, council.area_id)?;
    Ok(area.map(|area| Unit { area, council }))
}

/// The figure a text asks for: two digits as officials write them, and the page of its rows.
/// None when the indicator, its part or the number is not known.
pub(crate) fn of_shortcode(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    code: &Shortcode,
) -> db::Result<Option<Figure>> {
    let part = code.part.as_deref();
    let Some(indicator) = reports::find(&code.code) else { return Ok(None) };
    if part.is_some_and(|part| !reports::parts(&code.code).iter().any(|(known, _)| *known == part)) {
        return Ok(None);
    }
    let Some(unit) = unit_of(ctx.tx, council)? else { return Ok(None) };
    let entered = Entered::load(ctx.tx, &[unit.area.id], &[code.period])?;
    let figure = reports::answer(ctx.tx, &entered, &unit, indicator, code.period, part, ctx.today)?;
    // What a text says stands there for everyone
    let figure = reports::for_reader(&kernel::Actor::visitor(), &unit, indicator, figure);
    let words = match (figure.value, figure.denominator) {
        (Some(value), None) => numbers::two_digits(value),
        (Some(_), Some(_)) => figure.percent().unwrap_or_else(|| "–".to_owned()),
        (None, _) => return Ok(None),
    };
    Ok(Some(Figure { words, href: reports::figure_link(&unit.area.code, code.period, &code.code, part) }))
}

/// A figure of the first page.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) label: String,
    pub(crate) words: String,
    pub(crate) href: String,
}

/// These indicators of a period, each with its page; a gap says that it is one.
pub(crate) fn of_period(
    ctx: &mut Ctx<'_>,
    unit: &Unit,
    period: Period,
    codes: &[&str],
) -> db::Result<Vec<Shown>> {
    let entered = Entered::load(ctx.tx, &[unit.area.id], &[period])?;
    let mut shown = Vec::new();
    for code in codes {
        let Some(indicator) = reports::find(code) else { continue };
        let figure = reports::answer(ctx.tx, &entered, unit, indicator, period, None, ctx.today)?;
        let figure = reports::for_reader(ctx.actor, unit, indicator, figure);
        shown.push(Shown {
            label: indicator.label.to_owned(),
            words: figure.printed(),
            href: reports::figure_link(&unit.area.code, period, code, None),
        });
    }
    Ok(shown)
}
