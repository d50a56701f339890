//! Questions (chất vấn): what delegates ask office holders, in groups of issues that the council
//! chooses, answered in the hall or in writing, with the promises that follow.

mod store;

use kit::Routes;

pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
