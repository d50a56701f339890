//! Figures from which persons could be guessed: visits and letters. Everyone reads their totals
//! from five on; the rows, the parts and the small numbers are read by those who keep them.

use kernel::Actor;

use crate::answer::Unit;
use crate::figure::{Figure, Origin};
use crate::indicator::Indicator;
use crate::policy::{self, Action};

/// Smaller numbers are not told.
const TOLD_MIN: i64 = 5;

impl Indicator {
    /// Cases of a reception, and everything about letters.
    pub fn is_guarded(&self) -> bool {
        matches!(self.code, "E03" | "E04" | "E05" | "E06" | "E07" | "E08" | "E09")
    }
}

/// Whether the actor reads rows, parts and small numbers of this indicator of this unit: the
/// office that keeps them, and the one that enters them for a unit below.
pub fn opens(actor: &Actor, unit: &Unit, indicator: &Indicator) -> bool {
    let (area, above) = (unit.area.id, unit.area.parent_id);
    !indicator.is_guarded()
        || actor.runs(unit.council.id)
        || policy::may(actor, Action::Enter, area, above)
        || policy::may(actor, Action::EnterOnBehalf, area, above)
}

/// The figure as the actor may read it.
pub fn for_reader(actor: &Actor, unit: &Unit, indicator: &Indicator, figure: Figure) -> Figure {
    let whole = figure.denominator.or(figure.value).unwrap_or(0);
    if opens(actor, unit, indicator) || !(1..TOLD_MIN).contains(&whole) {
        return figure;
    }
    Figure { value: None, denominator: None, origin: Origin::Few }
}

#[cfg(test)]
mod tests {
    use crate::indicator;

    #[test]
    fn letters_are_guarded_and_petitions_are_not() {
        let guarded = |code| indicator::find(code).is_some_and(super::Indicator::is_guarded);
        assert!(guarded("E04") && guarded("E09"));
        assert!(!guarded("D04") && !guarded("E01"));
    }
}
