//! Oversight (giám sát) and surveys, step by step, to recommendations that are followed to their end.

use kit::Routes;

/// Every statement of this area.
pub const CHECKS: &[db::Check] = &[];

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
