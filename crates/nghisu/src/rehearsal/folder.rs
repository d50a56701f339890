//! The folder of a rehearsal: there while it runs, and gone afterwards, however it ended.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use kernel::{Entropy, text};

use crate::Fault;

const PREFIX: &str = "nghisu-tap-duot-";
/// The file by which a folder is known as a rehearsal's. The process that runs the rehearsal holds
/// it locked; the lock ends with the process, even when that was killed.
const LOCK: &str = "tap-duot.lock";
const MARK: &str = "nghisu rehearsal: this folder is deleted when it stops\n";

/// The folder of a running rehearsal. It is deleted with the value.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    is_gone: bool,
    _lock: File,
}

impl Folder {
    /// Makes one that only this user can open.
    ///
    /// # Errors
    /// It cannot be made there.
    pub fn fresh(below: &Path) -> Result<Self, Fault> {
        let path = below.join(format!("{PREFIX}{}", text::hex(&Entropy::secret::<8>())));
        let fault = |source| Fault::Folder { path: path.clone(), source };
        make_private(&path).map_err(fault)?;
        let lock = locked(&path).map_err(|source| {
            // Nobody knows it for a rehearsal's yet
            let _ = fs::remove_dir_all(&path);
            Fault::Folder { path: path.clone(), source }
        })?;
        Ok(Self { path, is_gone: false, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Deletes it with all that is in it.
    ///
    /// # Errors
    /// Something of it stayed.
    pub fn remove(mut self) -> Result<(), Fault> {
        self.is_gone = true;
        match fs::remove_dir_all(&self.path) {
            Err(source) if self.path.exists() => Err(Fault::Folder { path: self.path.clone(), source }),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_gone {
            // What stays is swept away by the next rehearsal
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Deletes the folders of rehearsals whose process was killed, and returns them. One that runs holds
/// its lock and is left alone; so is every folder without the mark.
///
/// # Errors
/// The place cannot be read.
pub fn sweep(below: &Path) -> Result<Vec<PathBuf>, Fault> {
    let fault = |source| Fault::Folder { path: below.to_owned(), source };
    let mut gone = Vec::new();
    for entry in fs::read_dir(below).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let is_named = entry.file_name().to_string_lossy().starts_with(PREFIX);
        // The kind of the entry itself: a link is not followed
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_named && is_folder && is_dead(&entry.path()) && fs::remove_dir_all(entry.path()).is_ok() {
            gone.push(entry.path());
        }
    }
    Ok(gone)
}

/// Whether a folder has the mark of a rehearsal that nobody runs any more.
fn is_dead(folder: &Path) -> bool {
    let path = folder.join(LOCK);
    let is_file = fs::symlink_metadata(&path).is_ok_and(|known| known.is_file());
    is_file
        && fs::read_to_string(&path).is_ok_and(|found| found == MARK)
        && File::open(&path).is_ok_and(|file| file.try_lock().is_ok())
}

fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Marks a folder. The file gets its name when it is locked, so that nobody sees it unlocked.
fn locked(folder: &Path) -> std::io::Result<File> {
    let draft = folder.join("tap-duot.tmp");
    let mut file = OpenOptions::new().write(true).create_new(true).open(&draft)?;
    file.write_all(MARK.as_bytes())?;
    file.lock()?;
    fs::rename(&draft, folder.join(LOCK))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place of its own for one test; it goes with the value.
    struct Ground(PathBuf);

    impl Ground {
        fn fresh() -> Self {
            let name = format!("nghisu_test_{}", text::hex(&Entropy::secret::<8>()));
            let path = std::env::temp_dir().join(name);
            fs::create_dir(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Ground {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_folder_of_a_killed_rehearsal_is_swept_and_that_of_a_running_one_stays() {
        let ground = Ground::fresh();
        let running = Folder::fresh(&ground.0).unwrap();
        let dead = ground.0.join(format!("{PREFIX}dead"));
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), MARK).unwrap();
        fs::write(dead.join("nghisu.db"), "…").unwrap();
        assert_eq!(sweep(&ground.0).unwrap(), std::slice::from_ref(&dead));
        assert!(!dead.exists() && running.path().exists());
        running.remove().unwrap();
        assert_eq!(fs::read_dir(&ground.0).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_without_the_mark_of_a_rehearsal_is_left_alone() {
        let ground = Ground::fresh();
        for (name, mark) in [
            (format!("{PREFIX}own"), None),
            (format!("{PREFIX}other"), Some("data")),
            ("data".to_owned(), Some(MARK)),
        ] {
            let path = ground.0.join(name);
            fs::create_dir(&path).unwrap();
            if let Some(mark) = mark {
                fs::write(path.join(LOCK), mark).unwrap();
            }
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(ground.0.join("data"), ground.0.join(format!("{PREFIX}link"))).unwrap();
        let before = fs::read_dir(&ground.0).unwrap().count();
        assert!(sweep(&ground.0).unwrap().is_empty());
        assert_eq!(fs::read_dir(&ground.0).unwrap().count(), before);
    }

    #[test]
    fn the_folder_goes_with_the_value() {
        let ground = Ground::fresh();
        let path = Folder::fresh(&ground.0).unwrap().path().to_owned();
        assert!(!path.exists());
    }
}
