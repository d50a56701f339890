//! The dossier (hồ sơ kỳ họp): what is prepared before a session opens. Steps with their days,
//! papers of each item, who owes them, who examines them, which delegate got them.

mod store;

use kit::Routes;

pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
