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
//! - a recommendation is a follow-up; where a council follows nothing here, its end stands with it;
//! - a report that a body handed in stays as it came; a link brings one, once.

mod actions;
mod common;
mod links;
mod model;
pub mod open;
pub mod policy;
mod recommend;
pub mod rules;
mod store;
mod visits;

use kit::Routes;

pub use actions::{
    HandedIn, add_body, add_finding, amend, begin, cancel, close, conclude, consider, decide, end_field,
    enter, hand_in, include, may_see_files, notify, notify_later, remove_body, remove_finding, report,
    set_body_due, set_team,
};
pub use links::{make as make_link, revoke as revoke_link};
pub use model::{
    Body, BodyKind, FieldVisit, Finding, FindingKind, Form, Kind, NewOversight, NewRecommendation, NewVisit,
    Outcome, Oversight, PaperKind, Recommendation, RecommendationKind, Refusal, State, VisitKind, path_of,
};
pub use recommend::{ask_explanation, end, explain, of_follow_up, recommend};
pub use store::{
    CHECKS, bodies, by_code, oversight as find, recommendation as find_recommendation, recommendations,
    visits,
};
pub use visits::{
    cancel as cancel_visit, change as change_visit, hold as hold_visit, note, plan as plan_visit,
};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
