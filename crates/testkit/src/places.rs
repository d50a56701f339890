//! Fresh databases.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use db::Place;

/// A data folder and a database of its own; both go with the value.
pub struct Fresh {
    /// The name of the engine, for messages.
    pub engine: &'static str,
    /// Where the database is.
    pub place: Place,
    /// The data folder.
    pub folder: PathBuf,
    server: Option<(String, String)>,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

fn fresh_name() -> String {
    format!("nghisu_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A fresh database on each engine there is.
///
/// # Panics
/// When the PostgreSQL server that the environment names does not answer: a missing engine
/// must not pass in silence.
pub fn places() -> Vec<Fresh> {
    let mut places = vec![Fresh::file()];
    if let Ok(server) = std::env::var("NGHISU_TEST_POSTGRES") {
        places.push(Fresh::server(&server));
    }
    places
}

impl Fresh {
    /// A SQLite file in a folder of its own.
    pub fn file() -> Self {
        let folder = std::env::temp_dir().join(fresh_name());
        Self { engine: "sqlite", place: Place::File(folder.join("nghisu.db")), folder, server: None }
    }

    fn server(address: &str) -> Self {
        let name = fresh_name();
        let mut client = postgres::Client::connect(&format!("{address}/postgres"), postgres::NoTls)
            .unwrap_or_else(|error| panic!("PostgreSQL at {address}: {error}"));
        client
            .batch_execute(&format!("create database {name}"))
            .unwrap_or_else(|error| panic!("create database {name}: {error}"));
        Self {
            engine: "postgresql",
            place: Place::Server(format!("{address}/{name}")),
            folder: std::env::temp_dir().join(&name),
            server: Some((address.to_owned(), name)),
        }
    }

    /// The database file, on SQLite.
    pub fn database_file(&self) -> Option<&Path> {
        match &self.place {
            Place::File(file) => Some(file),
            Place::Server(_) => None,
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // Left-overs of a test are no reason to fail it
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Some((address, name)) = &self.server
            && let Ok(mut client) = postgres::Client::connect(&format!("{address}/postgres"), postgres::NoTls)
        {
            let _ = client.batch_execute(&format!("drop database if exists {name} with (force)"));
        }
    }
}
