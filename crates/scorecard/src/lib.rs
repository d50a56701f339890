//! The council's scorecard and the picture of a quarter.

use kit::Routes;

/// Every statement of this area.
pub const CHECKS: &[db::Check] = &[];

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
