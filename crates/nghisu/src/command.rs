//! The commands. Each returns a sentence when it fails; nothing here panics.

mod admin;
mod booklet;
pub mod carry;
mod data;
mod server;
pub mod site;

use std::path::Path;

use db::Place;

use crate::{Fault, Installation, Setup};

pub use admin::{backup, doctor, restore, routes};
pub use booklet::{bind_booklet, read_file};
pub use carry::{Leaving, export, import_all};
pub use data::{Format, TableArguments, import_areas, import_table, report, verify};
pub use server::{Copied, demo, rehearsal, serve};
pub use site::site;

/// An installation as a command-line tool opens it.
fn open(data: &Path, database: Option<String>) -> Result<Installation, Fault> {
    let place = database.map(place_of);
    Installation::open(&Setup { place, ..Setup::new(data) })
}

fn place_of(address: String) -> Place {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        Place::Server(address)
    } else {
        Place::File(address.into())
    }
}
