//! Work and oversight programmes by quarter, their items, and what of them was done.

use kit::Routes;

/// Every statement of this area.
pub const CHECKS: &[db::Check] = &[];

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
