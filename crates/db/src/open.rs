//! Opening a database, reading from it, writing to it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{JoinHandle, current};

use crate::link::Link;
use crate::migrate::{Schema, migrate};
use crate::queries::Check;
use crate::tx::{Engine, Tx};
use crate::value::kind_of;
use crate::writer::Writer;
use crate::{Error, Result};

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file; made when missing.
    File(PathBuf),
    /// A PostgreSQL address, `postgres://…`.
    Server(String),
}

impl Place {
    fn engine(&self) -> Engine {
        match self {
            Self::File(_) => Engine::Sqlite,
            Self::Server(_) => Engine::Postgres,
        }
    }

    fn open_reader(&self) -> Result<Link> {
        match self {
            Self::File(file) => Link::sqlite_reader(file),
            Self::Server(url) => Link::postgres(url),
        }
    }

    fn open_writer(&self) -> Result<Link> {
        match self {
            Self::File(file) => Link::sqlite_writer(file),
            Self::Server(url) => Link::postgres(url),
        }
    }
}

/// How many connections read at once.
const READERS_MAX: usize = 8;

/// An open database. Clones share it; the last one closes it.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
}

struct Shared {
    place: Place,
    readers: Readers,
    // Taken in `drop`, in this order: the queue closes, then the thread ends
    writer: Option<Writer>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.writer.take();
        // A command that was the last to hold the database lets go of it on the writer itself
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != current().id()) {
            let _ = thread.join();
        }
    }
}

/// Idle reading connections, opened as needed up to [`READERS_MAX`].
struct Readers {
    state: Mutex<Idle>,
    freed: Condvar,
}

#[derive(Default)]
struct Idle {
    links: Vec<Link>,
    open: usize,
}

impl Readers {
    fn take(&self, place: &Place) -> Result<Link> {
        let mut idle = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(link) = idle.links.pop() {
                return Ok(link);
            }
            if idle.open < READERS_MAX {
                idle.open += 1;
                drop(idle);
                return place.open_reader().inspect_err(|_| self.forget());
            }
            idle = self.freed.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, link: Link) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).links.push(link);
        self.freed.notify_one();
    }

    fn forget(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
        self.freed.notify_one();
    }
}

impl Db {
    /// Opens the database, brings its schema up to date and starts the writer.
    ///
    /// # Errors
    /// When it cannot be opened, was made by a newer program, or a migration fails (then
    /// nothing of that migration stays).
    pub fn open(place: &Place, schema: &'static Schema, now_ms: i64) -> Result<Self> {
        if let Place::File(file) = place
            && let Some(folder) = file.parent()
        {
            std::fs::create_dir_all(folder)?;
        }
        let open = {
            let place = place.clone();
            move || {
                let mut link = place.open_writer()?;
                migrate(&mut link, schema, now_ms)?;
                link.optimize()?;
                Ok(link)
            }
        };
        let (writer, thread) = Writer::start(open()?, open)?;
        let readers = Readers { state: Mutex::new(Idle::default()), freed: Condvar::new() };
        Ok(Self {
            shared: Arc::new(Shared {
                place: place.clone(),
                readers,
                writer: Some(writer),
                thread: Some(thread),
            }),
        })
    }

    /// Opens a database only to read one snapshot, as `verify` does: nothing is migrated or
    /// written.
    pub fn read_only<T>(place: &Place, work: impl FnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        let mut tx = Tx { link: place.open_reader()? };
        tx.link.batch(place.engine().begin_read())?;
        work(&mut tx)
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        self.shared.place.engine()
    }

    /// Runs `work` on one snapshot. Blocks the calling thread.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let shared = &self.shared;
        let mut lent =
            Lent { readers: &shared.readers, tx: Some(Tx { link: shared.readers.take(&shared.place)? }) };
        let Some(tx) = lent.tx.as_mut() else { return Err(E::from(Error::Closed)) };
        if let Err(error) = tx.link.batch(self.engine().begin_read()) {
            lent.discard();
            return Err(E::from(error));
        }
        let result = work(tx);
        match tx.link.batch("rollback") {
            Ok(()) => lent.give_back(),
            Err(_) => lent.discard(),
        }
        result
    }

    /// Runs `work` in a write transaction and returns when it is durable. Blocks the calling
    /// thread. `work` may run more than once.
    pub fn write<T, E>(
        &self,
        work: impl Fn(&mut Tx) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.shared.writer {
            Some(writer) => writer.write(work),
            None => Err(E::from(Error::Closed)),
        }
    }

    /// Prepares every statement and holds its parameters and columns against the Rust types;
    /// returns what is wrong, in words.
    pub fn verify(&self, checks: &[Check]) -> Result<Vec<String>> {
        let mut link = self.shared.place.open_reader()?;
        let mut wrong = Vec::new();
        for check in checks {
            wrong.extend(verify_one(&mut link, check).map(|fault| format!("{}: {fault}", check.name)));
        }
        Ok(wrong)
    }

    /// A copy of a SQLite database while it is in use, by the online backup of SQLite.
    pub fn backup_to(&self, file: &Path) -> Result<()> {
        let Link::Sqlite(source) = self.shared.place.open_reader()? else {
            return Err(Error::Closed);
        };
        let mut target = rusqlite::Connection::open(file)?;
        let backup = rusqlite::backup::Backup::new(&source, &mut target)?;
        backup.run_to_completion(1000, std::time::Duration::ZERO, None)?;
        Ok(())
    }
}

/// A reading connection that finds its way back even when the work panics.
struct Lent<'a> {
    readers: &'a Readers,
    tx: Option<Tx>,
}

impl Lent<'_> {
    fn give_back(&mut self) {
        if let Some(tx) = self.tx.take() {
            self.readers.give_back(tx.link);
        }
    }

    fn discard(&mut self) {
        if self.tx.take().is_some() {
            self.readers.forget();
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.discard();
    }
}

fn verify_one(link: &mut Link, check: &Check) -> Option<String> {
    match link {
        Link::Sqlite(connection) => match connection.prepare(check.sqlite) {
            Err(error) => Some(error.to_string()),
            Ok(statement) => {
                let found = (statement.parameter_count(), statement.column_count());
                let wanted = (check.binds.len(), check.columns.len());
                (found != wanted).then(|| format!("statement has {found:?}, Rust has {wanted:?}"))
            }
        },
        Link::Postgres(client, _) => match client.prepare(check.postgres) {
            Err(error) => {
                Some(error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned()))
            }
            Ok(statement) => {
                let binds: Vec<_> = statement.params().iter().map(kind_of).collect();
                let columns: Vec<_> = statement.columns().iter().map(|c| kind_of(c.type_())).collect();
                let wanted_binds: Vec<_> = check.binds.iter().copied().map(Some).collect();
                let wanted_columns: Vec<_> = check.columns.iter().copied().map(Some).collect();
                (binds != wanted_binds || columns != wanted_columns).then(|| {
                    format!("statement has {binds:?} -> {columns:?}, Rust has {wanted_binds:?} -> {wanted_columns:?}")
                })
            }
        },
    }
}
