//! The whole council leaves and arrives: one archive of tables, texts, originals and the journal.
//!
//! Invariants:
//! - what leaves is of one snapshot, and the same records give the same bytes;
//! - nothing of an archive is used before all of it agrees with its list, and nothing stays of an
//!   arrival unless the journal answers for every row;
//! - what is sealed travels sealed; its key only when it was asked for.

mod arrive;
mod check;
mod leave;
mod manifest;
mod pack;
mod readme;
mod row;

use std::path::Path;

use crate::Fault;

pub use arrive::{Arrived, arrive, import_all};
pub use leave::{Leaving, Left, export, leave};

/// The secret keys of an installation.
const KEYS: [&str; 2] = ["seal.key", "log.seed"];

fn at(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    let path = path.to_owned();
    move |source| Fault::Folder { path: path.clone(), source }
}
