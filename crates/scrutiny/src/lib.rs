//! Explanation hearings, review of texts, and a draw of whom to oversee that anyone can repeat.

use kit::Routes;

/// Every statement of this area.
pub const CHECKS: &[db::Check] = &[];

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
