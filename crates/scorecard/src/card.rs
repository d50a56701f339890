//! A unit's card for a window.

use directory::{Area, Organization};
use kernel::Date;
use kernel::period::{Period, Quarter};
use kit::{Ctx, Problem};
use reports::{Entered, Figure, Unit};

use crate::criterion::{self, Change, Criterion, Only};
use crate::measure::{self, Question};
use crate::policy::{self, Action};
use crate::rules::{self, Judged, Judgement, Total};
use crate::store;

/// A line of a card.
#[derive(Debug, Clone)]
pub struct Line {
    /// The criterion as it was decided.
    pub criterion: Criterion,
    /// The decision that stands, where there is one.
    pub change: Option<Change>,
    /// Its figure; a gap where nobody has it.
    pub figure: Figure,
    /// How it stands.
    pub judged: Judged,
}

/// A card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Whose.
    pub unit: Unit,
    /// A line for each criterion.
    pub lines: Vec<Line>,
    /// The sum.
    pub total: Total,
}

/// What the cards of a window are made by.
pub struct Frame {
    /// The installation's own council, which judges.
    pub council: Organization,
    /// Its unit.
    pub area: Area,
    /// What it decided, the newest first.
    pub changes: Vec<Change>,
    shipped: Vec<Criterion>,
}

impl Frame {
    /// Loads it as it is on the last day of a window, or today, when that is earlier.
    pub fn load(ctx: &mut Ctx<'_>, period: Period) -> Result<Self, Problem> {
        let council = directory::home_council(ctx.tx, upon(ctx, period))?.ok_or(Problem::NotFound)?;
        let area = directory::area(ctx.tx, council.area_id)?.ok_or(Problem::NotFound)?;
        let changes = store::changes(ctx.tx, council.id)?;
        let shipped = criterion::shipped().map_err(|_| Problem::NotFound)?;
        Ok(Self { council, area, changes, shipped })
    }

    /// The criteria of a window.
    pub fn criteria(&self, period: Period) -> Vec<(Criterion, Option<&Change>)> {
        criterion::as_decided(&self.shipped, &self.changes, period.to())
    }

    /// The units whose cards the actor reads: the council's own, then the communes.
    pub fn units(&self, ctx: &mut Ctx<'_>, period: Period) -> Result<Vec<Unit>, Problem> {
        let on = upon(ctx, period);
        let mut units = vec![Unit { area: self.area.clone(), council: self.council.clone() }];
        let communes = directory::commune_councils(ctx.tx, self.area.id, on)?.into_iter();
        units.extend(communes.map(|(area, council)| Unit { area, council }));
        let actor = ctx.actor;
        units.retain(|unit| policy::may(actor, Action::Read, unit.area.id, unit.area.parent_id));
        if units.is_empty() { Err(Problem::NotFound) } else { Ok(units) }
    }

    /// The cards of some units.
    pub fn cards(&self, ctx: &mut Ctx<'_>, units: &[Unit], period: Period) -> Result<Vec<Card>, Problem> {
        let ids: Vec<_> = units.iter().map(|unit| unit.area.id).collect();
        let entered = Entered::load(ctx.tx, &ids, &[period])?;
        let criteria = self.criteria(period);
        let mut cards = Vec::with_capacity(units.len());
        for unit in units {
            let asked = Question { entered: &entered, unit, period };
            let mut lines = Vec::with_capacity(criteria.len());
            for (criterion, change) in &criteria {
                lines.push(self.line(ctx, asked, criterion, *change)?);
            }
            let total = Total::of(lines.iter().map(|line| (&line.criterion, &line.judged)));
            cards.push(Card { unit: unit.clone(), lines, total });
        }
        Ok(cards)
    }

    fn line(
        &self,
        ctx: &mut Ctx<'_>,
        asked: Question<'_>,
        criterion: &Criterion,
        change: Option<&Change>,
    ) -> Result<Line, Problem> {
        let is_for = match criterion.only {
            Some(Only::District) => asked.unit.area.id == self.area.id,
            None => true,
        };
        let (figure, judged) = if is_for {
            let figure = measure::figure(ctx, asked, criterion)?;
            let judged = rules::judge(criterion, &figure, rules::quarters_in(asked.period));
            (figure, judged)
        } else {
            let judged = Judged { judgement: Judgement::NotAsked, points: None };
            (Figure::gap("không áp dụng cho cấp này"), judged)
        };
        Ok(Line { criterion: criterion.clone(), change: change.cloned(), figure, judged })
    }
}

/// The last day of a window, or today, when that is earlier.
pub fn upon(ctx: &Ctx<'_>, period: Period) -> Date {
    period.to().min(ctx.today)
}

/// The last quarters up to the one in which a window ends, the oldest first.
pub fn last_quarters(period: Period, count: usize) -> Vec<Quarter> {
    let mut quarter = Quarter::of(period.to());
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        all.push(quarter);
        quarter = quarter.previous();
    }
    all.reverse();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_four_quarters_of_a_window_end_with_its_own() {
        let third = Quarter::new(2020, 3).unwrap();
        let all = last_quarters(Period::Quarter(third), 4);
        let printed: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
        assert_eq!(printed, ["2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3"]);
        assert_eq!(last_quarters(Period::Year(2020), 1), [Quarter::new(2020, 4).unwrap()]);
    }
}
