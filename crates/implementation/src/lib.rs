//! What became of a resolution.
mod model;
mod period;
pub mod policy;
pub mod rules;
mod store;
use kit::Routes;
pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
