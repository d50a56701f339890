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
        connect(address)
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

/// What every test begins with, made once in a process and copied for each test.
pub struct Template {
    made: Fresh,
}

impl Template {
    /// A template on each engine there is. `make` fills a fresh place and lets go of it: nobody
    /// may hold it when it is copied.
    ///
    /// # Panics
    /// When an engine does not answer.
    pub fn on_each_engine(make: impl Fn(&Fresh)) -> Vec<Self> {
        forget_the_dead();
        places()
            .into_iter()
            .map(|mut made| {
                made.keep_as_template();
                make(&made);
                Self { made }
            })
            .collect()
    }

    /// A copy of its own for one test.
    ///
    /// # Panics
    /// When it cannot be copied.
    pub fn copy(&self) -> Fresh {
        match &self.made.server {
            None => {
                let copy = Fresh::file();
                copy_folder(&self.made.folder, &copy.folder);
                copy
            }
            Some((address, template)) => {
                let name = fresh_name();
                let mut client = connect(address);
                // The template's own connections end with its threads, a moment after it was let go
                let _ = client.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
                    &[template],
                );
                client
                    .batch_execute(&format!("create database {name} template {template}"))
                    .unwrap_or_else(|error| panic!("create database {name}: {error}"));
                let folder = std::env::temp_dir().join(&name);
                copy_folder(&self.made.folder, &folder);
                Fresh {
                    engine: self.made.engine,
                    place: Place::Server(format!("{address}/{name}")),
                    folder,
                    server: Some((address.clone(), name)),
                }
            }
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    let copied = (|| -> std::io::Result<()> {
        std::fs::create_dir_all(to)?;
        for entry in std::fs::read_dir(from)? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                copy_folder(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target)?;
            }
        }
        Ok(())
    })();
    copied.unwrap_or_else(|error| panic!("{} to {}: {error}", from.display(), to.display()));
}

fn connect(address: &str) -> postgres::Client {
    postgres::Client::connect(&format!("{address}/postgres"), postgres::NoTls)
        .unwrap_or_else(|error| panic!("PostgreSQL at {address}: {error}"))
}

const TEMPLATE: &str = "nghisu_template_";

/// A process ends without a word, and its templates stay: the next one takes them away.
fn forget_the_dead() {
    let is_dead = |name: &str| {
        name.strip_prefix(TEMPLATE)
            .and_then(|rest| rest.split('_').next())
            .is_some_and(|process| !Path::new("/proc").join(process).exists())
    };
    if let Ok(entries) = std::fs::read_dir(std::env::temp_dir()) {
        for entry in entries.flatten().filter(|entry| is_dead(&entry.file_name().to_string_lossy())) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    if let Ok(server) = std::env::var("NGHISU_TEST_POSTGRES") {
        let mut client = connect(&server);
        let names =
            client.query("select datname from pg_database where datname like 'nghisu_template_%'", &[]);
        for row in names.unwrap_or_default() {
            let name: String = row.get(0);
            if is_dead(&name) {
                let _ = client.batch_execute(&format!("drop database if exists {name} with (force)"));
            }
        }
    }
}

impl Fresh {
    /// Renames the place, so that it is known as a template.
    fn keep_as_template(&mut self) {
        let name = format!("{TEMPLATE}{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(&name);
        if let Some((address, old)) = &mut self.server {
            connect(address)
                .batch_execute(&format!("alter database {old} rename to {name}"))
                .unwrap_or_else(|error| panic!("rename {old}: {error}"));
            self.place = Place::Server(format!("{address}/{name}"));
            old.clone_from(&name);
        } else {
            self.place = Place::File(folder.join("nghisu.db"));
        }
        self.folder = folder;
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
