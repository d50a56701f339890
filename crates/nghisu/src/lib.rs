//! The house put together: areas, their routes, and what each answers for the others.
//!
//! The binary is `main.rs`; tests use this library to stand the whole product up in memory.

pub mod command;
pub mod demo;
mod house;
pub mod install;
mod look_up;
mod openapi;
pub mod rehearsal;
mod sources;
mod stages;

pub use house::TheHouse;
pub use install::{Fault, Installation, Setup, routes, wait_for_files};

/// Which area answers which indicator, for the test that asks them all.
pub fn report_sources() -> &'static [&'static [reports::Source]] {
    sources::REPORT_SOURCES
}

/// Every statement of every area, for the test that prepares them on both engines.
pub fn checks() -> Vec<&'static [db::Check]> {
    let mut checks = vec![
        accounts::CHECKS,
        api::CHECKS,
        audit::CHECKS,
        directory::CHECKS,
        directory::INTAKE_CHECKS,
        documents::CHECKS,
        documents::TEMPLATE_CHECKS,
        files::CHECKS,
        files::WORDS_CHECKS,
        follow::CHECKS,
        follow::INTAKE_CHECKS,
        intake::CHECKS,
        outbox::CHECKS,
        open311::CHECKS,
        mail::CHECKS,
        kit::CHECKS,
        letters::CHECKS,
        portal::CHECKS,
        portal::INTAKE_CHECKS,
        reports::CHECKS,
        resolutions::CHECKS,
        search::CHECKS,
        sessions::CHECKS,
    ];
    checks.extend([
        chamber::CHECKS,
        chamber::MINUTES_CHECKS,
        chamber::RECORD_CHECKS,
        questions::CHECKS,
        drafts::CHECKS,
        dossier::CHECKS,
        chain::CHECKS,
        programme::CHECKS,
        programme::INTAKE_CHECKS,
        meetings::CHECKS,
        oversight::CHECKS,
        oversight::INTAKE_CHECKS,
        scrutiny::CHECKS,
        implementation::CHECKS,
        coordination::CHECKS,
        scorecard::CHECKS,
    ]);
    checks.extend(briefings::CHECKS);
    #[cfg(feature = "oidc")]
    checks.push(accounts::PROVIDER_CHECKS);
    checks.extend(petitions::CHECKS);
    checks.extend(reception::CHECKS);
    checks
}
