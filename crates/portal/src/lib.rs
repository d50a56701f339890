//! The portal: news, the first page, the rule table, the calendar, and the pages about the site.
//!
//! States of a news item: `draft` → `published` ⇄ `withdrawn`.
//!
//! Invariants:
//! - a number in an article is computed when it is read and opens the list it counts;
//! - a picture is published only as it was written anew, and only with words for those who do
//!   not see it;
//! - the council's own limit is in force only once its deed is kept.

mod actions;
mod calendar;
mod editor;
mod feed;
mod figures;
mod home;
mod intake;
mod markdown;
mod model;
mod news;
pub mod open;
mod open_api;
pub mod open_data;
mod picture;
pub mod policy;
mod public_work;
mod rule_pages;
mod rules;
mod still;
mod store;
mod store_intake;
mod words;

use kit::{Access, Routes};

pub use self::intake::NEWS as INTAKE;
pub use actions::{
    NewNews, NewOwnRule, PictureChange, change_news, create_news, end_own_rule, index_rules, load_overrides,
    publish, set_own_rule, withdraw,
};
pub use editor::{home_of_file, may_see_files};
pub use model::{CATEGORIES, NewsItem, OwnRule, Refusal, State};
pub use open_api::openapi_paths;
pub use store::CHECKS;
pub use store_intake::CHECKS as INTAKE_CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/", home::page)
        .get(Access::Public, "/tin-tuc", news::list)
        .get(Access::Public, "/tin-tuc.atom", news::atom)
        .files(Access::Public, ["/tin-tuc.xlsx", "/tin-tuc.csv"], news::file)
        .get(Access::Public, "/tin-tuc/{slug}", news::one)
        .get(Access::Public, "/tin-tuc/anh/{id}", news::picture)
        .get(Access::Public, "/tin-tuc/anh-nho/{id}", news::thumbnail)
        .get(Access::Public, "/quy-tac", rule_pages::list)
        .get(Access::Public, "/quy-tac/{id}", rule_pages::one)
        .get(Access::Public, "/lich", calendar::page)
        .get(Access::Public, "/lich.ics", calendar::ics)
        .get(Access::Public, "/viec-cong-khai", public_work::page)
        .get(Access::Public, "/gioi-thieu", still::about)
        .get(Access::Public, "/lien-he", still::contact)
        .get(Access::Public, "/tro-giup", still::help)
        .get(Access::Public, "/kha-nang-tiep-can", still::accessibility)
        .get(Access::Public, "/ban-do-trang", still::site_map)
        .get(Access::Public, "/sitemap.xml", still::sitemap)
        .get(Access::Public, "/robots.txt", still::robots)
        .get(Access::Public, "/en", still::english)
        .get(Access::SignedIn, "/lam-viec/tin-tuc", editor::list)
        .files(Access::SignedIn, ["/lam-viec/tin-tuc.xlsx", "/lam-viec/tin-tuc.csv"], editor::file)
        .get(Access::SignedIn, "/lam-viec/tin-tuc/moi", editor::new)
        .post(Access::SignedIn, "/lam-viec/tin-tuc/moi", editor::create)
        .get(Access::SignedIn, "/lam-viec/tin-tuc/{id}", editor::edit)
        .post(Access::SignedIn, "/lam-viec/tin-tuc/{id}", editor::change)
        .post(Access::SignedIn, "/lam-viec/tin-tuc/{id}/dang", editor::publish)
        .post(Access::SignedIn, "/lam-viec/tin-tuc/{id}/go", editor::withdraw)
        .get(Access::SignedIn, "/lam-viec/quy-tac-rieng", rule_pages::own_list)
        .post(Access::SignedIn, "/lam-viec/quy-tac-rieng", rule_pages::set_own)
        .post(Access::SignedIn, "/lam-viec/quy-tac-rieng/{id}/ket-thuc", rule_pages::end_own)
}
