//! Oversight (giám sát) and surveys (khảo sát), step by step, to recommendations that are followed
//! to their end.
//!
//! ```text
//! proposed ► in_programme ► decided ► notified ► working ► reported ► considered ► concluded ► follow_up ► closed
//!     └──────────┴────────────┴──────────┴─► cancelled        └── survey ──────────────────────────────────►┘
//! ```
//!
//! Invariants:
//! - a step is written down with its day, and what is late is taken and counts as late;
//! - of a secret oversight the public reads nothing, and it is counted nowhere;
//! - a recommendation is a follow-up, and what becomes of it stands there;
//! - a report that a body handed in stays as it came; a link brings one, once.

mod actions;
mod common;
mod export;
mod forms;
mod intake;
mod intake_recommendations;
mod life;
mod link_pages;
mod links;
mod model;
pub mod open;
mod open_api;
pub mod open_data;
mod pages;
mod paper;
pub mod policy;
mod portal;
mod recommend;
pub mod rules;
mod store;
mod store_intake;
mod todo;
mod view;
mod visit_pages;
mod visits;

use kit::{Access, Routes};

pub use self::intake::OVERSIGHTS as INTAKE;
pub use self::intake_recommendations::RECOMMENDATIONS as INTAKE_RECOMMENDATIONS;
pub use actions::{
    HandedIn, add_body, add_finding, amend, begin, cancel, close, conclude, consider, decide, end_field,
    enter, hand_in, home_of_file, include, may_see_files, notify, notify_later, publish_earlier, remove_body,
    remove_finding, report, set_body_due, set_team,
};
pub use life::{LIFE, RECOMMENDATION_LIFE, of_group};
pub use links::{make as make_link, revoke as revoke_link};
pub use model::{
    Addressee, Body, BodyKind, FieldVisit, Finding, FindingKind, Form, Kind, NewOversight, NewRecommendation,
    NewVisit, Oversight, PaperKind, Recommendation, RecommendationKind, Refusal, State, VisitKind, path_of,
};
pub use open_api::openapi_paths;
pub use paper::draft as draft_paper;
pub use recommend::{ask_explanation, explain, of_follow_up, recommend};
pub use store::{
    CHECKS, bodies, by_code, oversight as find, recommendation as find_recommendation, recommendations,
    visits,
};
pub use store_intake::CHECKS as INTAKE_CHECKS;
pub use todo::todos;
pub use visits::{
    between as visits_between, cancel as cancel_visit, change as change_visit, hold as hold_visit, note,
    plan as plan_visit,
};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/giam-sat", portal::list)
        .get(Access::Public, "/giam-sat.json", export::json)
        .get(Access::Public, "/giam-sat.csv", export::csv)
        .get(Access::Public, "/giam-sat.xlsx", export::xlsx)
        .get(Access::Public, "/giam-sat.atom", export::atom)
        .get(Access::Public, "/giam-sat.ics", export::calendar)
        .get(Access::Public, "/giam-sat/{code}", portal::show)
        .get(Access::Public, "/bao-cao-giam-sat/{token}", link_pages::page)
        .post(Access::Public, "/bao-cao-giam-sat/{token}", link_pages::hand_in)
        .get(Access::SignedIn, "/lam-viec/giam-sat", pages::list)
        .post(Access::SignedIn, "/lam-viec/giam-sat", forms::create)
        .get(Access::SignedIn, "/lam-viec/giam-sat.csv", export::own_csv)
        .get(Access::SignedIn, "/lam-viec/giam-sat.xlsx", export::own_xlsx)
        .get(Access::SignedIn, "/lam-viec/giam-sat/moi", pages::new)
        .get(Access::SignedIn, "/lam-viec/giam-sat/thuc-dia/{id}", visit_pages::show)
        .post(Access::SignedIn, "/lam-viec/giam-sat/thuc-dia/{id}", visit_pages::deed)
        .get(Access::SignedIn, "/lam-viec/giam-sat/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/giam-sat/{id}", forms::deed)
        .get(Access::SignedIn, "/lam-viec/giam-sat/{id}/van-ban/{name}", paper::show)
}
