//! The directory: administrative units and what became of them, organizations, terms, persons
//! and the posts they hold.
//!
//! A unit's key is its code and the first day of its validity: codes are used again by new
//! units (13456 was xã Liêm Cần until 30/06/2025 and is xã Liêm Hà since). Nothing is deleted:
//! a unit, an organization and a post end on a day.

mod actions;
mod find;
mod forms;
mod import;
mod lineage;
mod model;
mod pages;
pub mod policy;
pub mod rules;
mod staff;
mod store;
mod units;
mod workspace;

use kit::{Access, Routes};

pub use actions::{
    NewArea, NewOrganization, NewSuccession, NewTerm, add_area, add_organization, add_succession, add_term,
    change_organization, dissolve_organization,
};
pub use find::{
    area, area_by_code, areas_by_code, children, commune_councils, council_of_area, holder_of, home_council, names,
    organization, organizations_of_area, organizations_under, person, posts_of, predecessors, standing_committee_of,
    successors, term_on, terms_of, working_organizations,
};
pub use import::{ImportRefusal, Imported, dry_run, import};
pub use lineage::{Fate, FateKind, Heir};
pub use model::{
    Area, AreaKind, Organization, OrganizationKind, Person, Post, PostHeld, Refusal, Seat, Term, Tier,
};
pub use staff::{NewMembership, NewPerson, add_membership, add_person, end_membership, membership_warnings, rename_person};
pub use store::CHECKS;
pub use units::{CellFault, UnitFile, UnitFileKind, read_units};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/hoi-dong", pages::council)
        .get(Access::Public, "/dai-bieu", pages::delegates)
        .get(Access::Public, "/dai-bieu/{id}", pages::delegate)
        .get(Access::Public, "/xa/{code}", pages::unit)
        .get(Access::SignedIn, "/lam-viec/co-quan", workspace::organizations)
        .post(Access::SignedIn, "/lam-viec/co-quan", forms::add_organization)
        .get(Access::SignedIn, "/lam-viec/co-quan/{id}", workspace::organization)
        .post(Access::SignedIn, "/lam-viec/co-quan/{id}", forms::change_organization)
        .post(Access::SignedIn, "/lam-viec/co-quan/{id}/giai-the", forms::dissolve_organization)
        .get(Access::SignedIn, "/lam-viec/nguoi", workspace::persons)
        .post(Access::SignedIn, "/lam-viec/nguoi", forms::add_person)
        .get(Access::SignedIn, "/lam-viec/nguoi/{id}", workspace::person)
        .post(Access::SignedIn, "/lam-viec/nguoi/{id}", forms::rename_person)
        .post(Access::SignedIn, "/lam-viec/nguoi/{id}/chuc-vu", forms::add_membership)
        .get(Access::SignedIn, "/lam-viec/chuc-vu/{id}", workspace::membership)
        .post(Access::SignedIn, "/lam-viec/chuc-vu/{id}", forms::end_membership)
}
