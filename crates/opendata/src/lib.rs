//! Open data: everything that anyone may read, for programs.
//!
//! Invariants:
//! - what a stranger may not see on a page is in no data set: the areas say what is published, with
//!   the predicates of their public pages;
//! - a page of a list costs one question for each kind of thing on it;
//! - what was public and is no more keeps its address and says that it is gone.

mod datasets;
mod manifest;
mod oparl;
mod open_api;
mod popolo;
mod web;
mod world;

use kit::Routes;

pub use open_api::openapi_paths;

/// The routes of this area.
pub fn routes() -> Routes {
    oparl::routes().and(popolo::routes()).and(web::routes())
}
