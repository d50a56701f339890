//! The demonstration's oversight.

use super::Step;
use super::units::Places;

pub(super) fn steps(_places: &Places) -> Vec<Step> {
    Vec::new()
}
