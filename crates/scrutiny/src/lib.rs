//! Explanation hearings, review of texts, and a draw of whom to oversee that anyone can repeat.
//!
//! ```text
//! hearing: proposed ──► notified ──► held ──► concluded (more than half of the Standing Committee)
//!              └────────────┴──► cancelled, for a reason
//! review:  reviewing ──► lawful
//!              └──► unlawful ► demanded ► answered ► settled
//!                                 └──────────┴──► raised ► submitted ► annulled, kept
//! draw:    published (list and hash of the seed) ──► drawn (seed shown) ; cancelled
//! ```
//!
//! Invariants:
//! - a notice that came too late is taken, and stays late;
//! - a council demands and annuls only what its own People's Committee or a council immediately
//!   below it made;
//! - a draw is made once; drawn again, both stand and each names the other.

mod common;
mod draw_pages;
mod draws;
mod hearing_forms;
mod hearing_pages;
mod hearings;
mod life;
pub mod lot;
mod model;
pub mod open;
mod open_api;
pub mod open_data;
mod pages;
mod paper;
pub mod policy;
mod review_pages;
mod reviews;
pub mod rules;
mod store;
mod todo;

use kit::{Access, Routes};

pub use common::{HEARING_KIND, REVIEW_KIND};
pub use draws::{cancel as cancel_draw, draw, publish};
pub use hearings::{
    add_person, cancel as cancel_hearing, change as change_hearing, climb, conclude, hold, members, notify,
    propose, recommend, remove_person,
};
pub use life::{LIFE, REVIEW_LIFE};
pub use model::{
    Draw, DrawState, Hearing, HearingPaper, HearingPerson, HearingState, NewDraw, NewHearing,
    NewRecommendation, NewReview, Origin, Part, Refusal, ReviewPaper, ReviewState, Source, TextKind,
    TextReview, Vote,
};
pub use open_api::openapi_paths;
pub use paper::{draft_of_hearing, draft_of_review};
pub use reviews::{End, answer, demand, end, enter, find_lawful, find_unlawful, raise, submit};
pub use store::{
    CHECKS, draw as find_draw, draw_by_code, hearing as find_hearing, hearing_by_code, hearings_between,
    hearings_of, review as find_review, review_by_code,
};
pub use todo::todos;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/giai-trinh", hearing_pages::public_list)
        .files(Access::Public, ["/giai-trinh.xlsx", "/giai-trinh.csv"], hearing_pages::public_file)
        .get(Access::Public, "/giai-trinh.atom", hearing_pages::atom)
        .get(Access::Public, "/giai-trinh.ics", hearing_pages::calendar)
        .get(Access::Public, "/giai-trinh/{code}", hearing_pages::public)
        .get(Access::Public, "/ra-soat-van-ban", review_pages::register)
        .files(Access::Public, ["/ra-soat-van-ban.xlsx", "/ra-soat-van-ban.csv"], review_pages::register_file)
        .get(Access::Public, "/boc-tham", draw_pages::public_list)
        .files(Access::Public, ["/boc-tham.xlsx", "/boc-tham.csv"], draw_pages::public_file)
        .get(Access::Public, "/boc-tham.atom", draw_pages::atom)
        .get(Access::Public, "/boc-tham/{code}", draw_pages::public)
        .get(Access::SignedIn, "/lam-viec/giai-trinh", hearing_pages::list)
        .get(Access::SignedIn, "/lam-viec/giai-trinh.xlsx", hearing_pages::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/giai-trinh.csv", hearing_pages::list_csv)
        .post(Access::SignedIn, "/lam-viec/giai-trinh", hearing_forms::propose)
        .get(Access::SignedIn, "/lam-viec/giai-trinh/moi", hearing_pages::new)
        .get(Access::SignedIn, "/lam-viec/giai-trinh/{id}", hearing_pages::show)
        .post(Access::SignedIn, "/lam-viec/giai-trinh/{id}", hearing_forms::deed)
        .get(Access::SignedIn, "/lam-viec/giai-trinh/{id}/{file}", paper::of_hearing)
        .get(Access::SignedIn, "/lam-viec/ra-soat-van-ban", review_pages::list)
        .get(Access::SignedIn, "/lam-viec/ra-soat-van-ban.xlsx", review_pages::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/ra-soat-van-ban.csv", review_pages::list_csv)
        .post(Access::SignedIn, "/lam-viec/ra-soat-van-ban", review_pages::enter)
        .get(Access::SignedIn, "/lam-viec/ra-soat-van-ban/moi", review_pages::new)
        .get(Access::SignedIn, "/lam-viec/ra-soat-van-ban/{id}", review_pages::show)
        .post(Access::SignedIn, "/lam-viec/ra-soat-van-ban/{id}", review_pages::deed)
        .get(Access::SignedIn, "/lam-viec/ra-soat-van-ban/{id}/{file}", paper::of_review)
        .get(Access::SignedIn, "/lam-viec/boc-tham", draw_pages::list)
        .get(Access::SignedIn, "/lam-viec/boc-tham.xlsx", draw_pages::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/boc-tham.csv", draw_pages::list_csv)
        .post(Access::SignedIn, "/lam-viec/boc-tham", draw_pages::publish)
        .get(Access::SignedIn, "/lam-viec/boc-tham/moi", draw_pages::new)
        .get(Access::SignedIn, "/lam-viec/boc-tham/{id}", draw_pages::show)
        .post(Access::SignedIn, "/lam-viec/boc-tham/{id}", draw_pages::deed)
}
