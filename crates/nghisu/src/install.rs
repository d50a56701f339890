//! Opening an installation: database, keys, law, clock.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use audit::KeyRing;
use db::{Db, Place};
use kernel::{Clock, Entropy};
use kit::{App, Purpose, Routes, Settings};
use law::Law;

use crate::house::TheHouse;
use crate::{demo, look_up, openapi, sources, stages};

/// Why the installation could not be opened, in words for the one who starts it.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error("không mở được cơ sở dữ liệu: {0}")]
    Database(#[from] db::Error),
    /// The law's data: a fault of the program.
    #[error("bảng quy tắc pháp luật có lỗi: {0}")]
    Law(String),
    /// A file of the data folder.
    #[error("thư mục dữ liệu {path}: {source}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A deed failed while building.
    #[error("{0}")]
    Deed(String),
    /// The address cannot be listened on.
    #[error("không nghe được ở {address}: {source}")]
    Listen {
        /// Which.
        address: String,
        /// Why.
        source: std::io::Error,
    },
}

impl From<kit::Problem> for Fault {
    fn from(problem: kit::Problem) -> Self {
        Self::Deed(format!("{problem:?}"))
    }
}

/// How to open it.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The data folder: files, keys, and the SQLite file.
    pub data: PathBuf,
    /// The database; a file in the data folder when none is named.
    pub place: Option<Place>,
    /// The address readers use.
    pub public_url: String,
    /// The clock.
    pub clock: Clock,
    /// Where ids come from.
    pub entropy: Entropy,
    /// What it is for.
    pub purpose: Purpose,
}

impl Setup {
    /// An installation in a folder, by the machine's clock.
    pub fn new(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            place: None,
            public_url: "http://127.0.0.1:8080".to_owned(),
            clock: Clock::System,
            entropy: Entropy::System,
            purpose: Purpose::Work,
        }
    }

    /// Where the database is.
    pub fn place(&self) -> Place {
        self.place.clone().unwrap_or_else(|| Place::File(database_file(&self.data)))
    }
}

/// The SQLite file of a data folder.
pub fn database_file(data: &Path) -> PathBuf {
    data.join("nghisu.db")
}

/// An open installation.
#[derive(Clone)]
pub struct Installation {
    /// What requests share.
    pub app: App,
    /// The key that signs checkpoints.
    pub keys: std::sync::Arc<KeyRing>,
}

impl Installation {
    /// Opens it, making what is missing.
    ///
    /// # Errors
    /// [`Fault`], in words.
    pub fn open(setup: &Setup) -> Result<Self, Fault> {
        make_folder(&setup.data)?;
        let keys = open_keys(&setup.data)?;
        let now = setup.clock.now();
        let db = Db::open(&setup.place(), &schema::SCHEMA, now)?;
        let keeper = open_keeper(&setup.data, &db)?;
        let overrides = db.read(portal::load_overrides)?;
        let law = Law::shipped()
            .map_err(|error| Fault::Law(error.to_string()))?
            .with_overrides(&overrides)
            .map_err(|error| Fault::Law(error.to_string()))?;
        reports::install(sources::REPORT_SOURCES);
        // Areas are told of one another where their routes are put together, and a deed may come
        // before any request
        drop(routes());
        let settings = Settings {
            public_url: setup.public_url.trim_end_matches('/').to_owned(),
            data_dir: setup.data.clone(),
            purpose: setup.purpose,
            to_pdf: |letters| press::print(letters).map_err(|error| error.to_string()),
            keeper,
        };
        let house = TheHouse::new(setup.clock.clone());
        let app = App::new(db, law, setup.clock.clone(), setup.entropy.clone(), settings, Box::new(house));
        app.lend_draw(|card| press::card(card).map_err(|error| error.to_string()));
        Ok(Self { app, keys: std::sync::Arc::new(keys) })
    }

    /// Signs a checkpoint if the journal has grown, and keeps its text in the data folder.
    ///
    /// # Errors
    /// [`Fault`], in words.
    pub fn seal(&self) -> Result<(), Fault> {
        let keys = std::sync::Arc::clone(&self.keys);
        let note = self.app.write_as(&kernel::Actor::system(), move |ctx| audit::seal(ctx, &keys))?;
        if let Some(note) = note {
            let path = self.app.settings().data_dir.join("checkpoint");
            write_whole(&path, note.as_bytes(), false)?;
        }
        Ok(())
    }
}

/// Has every kept file read that never was: its words are not carried from one installation to
/// another. Returns how many wait.
///
/// # Errors
/// The database does not answer.
pub fn wait_for_files(app: &App) -> db::Result<usize> {
    files::wait_for_all(app, sources::FILE_GUARDS)
}

/// Every route of the product.
pub fn routes() -> Routes {
    sessions::watch(sources::SESSION_WATCHERS);
    sessions::tell(stages::TELLERS);
    chamber::depend(sources::DEPENDENTS);
    resolutions::stand_beside(sources::BESIDE);
    chain::install(sources::LIVES);
    accounts::routes()
        .and(audit::routes())
        .and(briefings::routes())
        .and(demo::routes())
        .and(directory::routes())
        .and(documents::routes(sources::due_by))
        .and(files::routes(sources::FILE_GUARDS))
        .and(kit::work_routes())
        .and(follow::routes(sources::TODO_SOURCES, sources::HANDLED))
        .and(intake::routes(sources::KINDS, sources::ELSEWHERE))
        .and(letters::routes())
        .and(look_up::routes())
        .and(openapi::routes())
        .and(petitions::routes())
        .and(portal::routes())
        .and(reception::routes())
        .and(reports::routes())
        .and(resolutions::routes())
        .and(search::routes(sources::in_files))
        .and(sessions::routes())
        .and(chamber::routes())
        .and(questions::routes())
        .and(drafts::routes())
        .and(dossier::routes())
        .and(chain::routes())
        .and(programme::routes(sources::session_days, sources::RECORDS))
        .and(meetings::routes(sources::CALENDARS))
        .and(oversight::routes())
        .and(scrutiny::routes())
        .and(implementation::routes())
        .and(coordination::routes(
            sources::MEETS,
            sources::GROUP_PARTS,
            sources::group_met,
            sources::session_days,
        ))
        .and(scorecard::routes())
        .and(opendata::routes())
        .and(outbox::routes())
        .and(api::routes())
        .and(open311::routes())
        .and(mail::routes(&sources::MAILED))
}

fn make_folder(path: &Path) -> Result<(), Fault> {
    fs::create_dir_all(path).map_err(|source| Fault::Folder { path: path.to_owned(), source })
}

/// Reads the log's key, or makes one: 32 secret bytes in hex that only the owner may read, and
/// beside it the public key that others verify with.
fn open_keys(data: &Path) -> Result<KeyRing, Fault> {
    let folder = data.join("keys");
    make_folder(&folder)?;
    let path = folder.join("log.seed");
    // Under another key no checkpoint that was signed so far could be verified again
    if !path.exists() && folder.join("log.pub").exists() {
        return Err(Fault::Deed(format!(
            "thiếu khóa ký {}: chép khóa đã cất riêng vào đó rồi chạy lại",
            path.display()
        )));
    }
    let seed = secret_in(&path)?;
    let keys = KeyRing::new(seed, "nghisu");
    let verifier = keys.verifier().map_err(|error| Fault::Deed(error.to_string()))?;
    write_whole(&folder.join("log.pub"), format!("{verifier}\n").as_bytes(), false)?;
    Ok(keys)
}

/// The key that seals names and contents of letters: in the data folder, never in the database.
/// A new one is made only where nothing is sealed: beside sealed words it would be a second key,
/// and what is written from then on would be lost when the right one is put back.
fn open_keeper(data: &Path, db: &Db) -> Result<std::sync::Arc<kit::Keeper>, Fault> {
    let folder = data.join("keys");
    make_folder(&folder)?;
    let path = folder.join("seal.key");
    let holds_sealed = |tx: &mut db::Tx| -> db::Result<bool> {
        Ok(letters::holds_sealed(tx)? || reception::holds_sealed(tx)?)
    };
    if !path.exists() && db.read(holds_sealed)? {
        return Err(Fault::Deed(format!(
            "thiếu khóa niêm phong {}: chép khóa đã cất riêng vào đó rồi chạy lại",
            path.display()
        )));
    }
    Ok(kit::Keeper::shared(secret_in(&path)?))
}

/// 32 secret bytes in hex; made when there are none.
fn secret_in(path: &Path) -> Result<[u8; 32], Fault> {
    match fs::read_to_string(path) {
        Ok(text) => key_of(&text).ok_or_else(|| Fault::Deed(format!("{}: không phải khóa", path.display()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let secret = KeyRing::new_seed();
            write_whole(path, kernel::text::hex(&secret).as_bytes(), true)?;
            Ok(secret)
        }
        // A key that is there and cannot be read must not be made anew
        Err(source) => Err(Fault::Folder { path: path.to_owned(), source }),
    }
}

/// Writes a file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8], secret: bool) -> Result<(), Fault> {
    let fault = |source| Fault::Folder { path: path.to_owned(), source };
    let draft = path.with_extension("tmp");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(if secret { 0o600 } else { 0o644 });
    }
    let mut file = options.open(&draft).map_err(fault)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(fault)?;
    fs::rename(&draft, path).map_err(fault)
}

/// 32 bytes in hex.
pub(crate) fn key_of(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    bytes.try_into().ok()
}
