//! Meetings of the Standing Committee and of committees, their attendance and minutes, and the weekly schedule.

use kit::Routes;

/// Every statement of this area.
pub const CHECKS: &[db::Check] = &[];

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
