//! Coordination regulations and their duties, joint activities, campaigns, pages of delegate groups.

use kit::Routes;

/// Every statement of this area.
pub const CHECKS: &[db::Check] = &[];

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
