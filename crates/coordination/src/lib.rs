//! Coordination: regulations between bodies with their duties, joint activities, campaigns of
//! information, the delegates' groups, what the Fatherland Front recommends.
//!
//! Invariants:
//! - whether a duty is met is computed from the records of each period, or noted by hand with what
//!   shows it; nobody ticks "met";
//! - a period is missed from the day after its last day on;
//! - what the Fatherland Front recommends is a follow-up that it judges itself.

mod actions;
mod defaults;
mod forms;
mod group_reports;
mod groups;
mod life;
mod meets;
mod model;
mod open_api;
mod pages;
pub mod policy;
mod portal;
pub mod rules;
mod store;
mod todo;

use kernel::JointActivityId;
use kit::{Access, Routes};

pub use actions::{
    Recommendation, begin_campaign, change, count_result, finish_activity, lay_duty, name_news, note,
    plan_activity, recommend, sign,
};
pub use defaults::{DEFAULTS, KnownDuty};
pub use groups::{FindMet, FindRows, GroupAsked, GroupPart, Row as GroupRow};
pub use life::{ACTIVITY_LIFE, CAMPAIGN_LIFE, LIFE};
pub use meets::{Asked, Find, Found, Meets, SessionDays};
pub use model::{
    Activity, Campaign, Coordination, Duty, Frequency, NewActivity, NewCampaign, NewCoordination, NewDuty,
    Refusal,
};
pub use open_api::openapi_paths;
pub use rules::Met;
pub use store::{CHECKS, activities, campaigns, coordinations as regulations, duties};
pub use todo::todos;

fn activity_path(id: JointActivityId) -> String {
    format!("/lam-viec/phoi-hop/hoat-dong/{id}")
}

/// The routes of this area. `meets` are the records of other areas that meet duties; `parts` what
/// they tell of a delegates' group, and `met` its meetings with voters; `session_days` says when the
/// regular sessions were.
pub fn routes(
    meets: &'static [Meets],
    parts: &'static [GroupPart],
    met: FindMet,
    session_days: SessionDays,
) -> Routes {
    meets::install(meets, session_days);
    groups::install(parts, met);
    Routes::new()
        .get(Access::Public, "/phoi-hop", portal::page)
        .get(Access::Public, "/phoi-hop.json", portal::json)
        .files(Access::Public, ["/phoi-hop.xlsx", "/phoi-hop.csv"], portal::file)
        .get(Access::Public, "/to-dai-bieu/{organization}", groups::public)
        .get(Access::SignedIn, "/lam-viec/phoi-hop", pages::hub)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/quy-che/moi", pages::new)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/quy-che", forms::sign)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/quy-che/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/quy-che/{id}", forms::deed)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/hoat-dong/moi", pages::new_activity)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/hoat-dong", forms::plan_activity)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/hoat-dong/{id}", pages::show_activity)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/hoat-dong/{id}", forms::activity_deed)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/tuyen-truyen/moi", pages::new_campaign)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/tuyen-truyen", forms::begin_campaign)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/tuyen-truyen/{id}", pages::show_campaign)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/tuyen-truyen/{id}", forms::campaign_deed)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/kien-nghi/moi", pages::new_recommendation)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/kien-nghi", forms::recommend)
        .get(Access::SignedIn, "/lam-viec/phoi-hop/to/{organization}", groups::workspace)
        .post(Access::SignedIn, "/lam-viec/phoi-hop/to/{organization}", forms::group_report)
}
