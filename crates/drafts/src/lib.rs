//! Drafts (dự thảo nghị quyết): the text that a session debates, article by article, with the
//! amendments proposed to it, until it is the resolution.

mod store;

use kit::Routes;

pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
