//! Contents on the disk, each under its own hash: `<data>/files/ab/<sha256>`.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Where a content lies. The hash comes from us or from a checked column, so it has 64
/// characters; a shorter one leads to a file that is not there.
pub(crate) fn place(data: &Path, sha256: &str) -> PathBuf {
    data.join("files").join(sha256.get(..2).unwrap_or("00")).join(sha256)
}

/// Makes a content safe on the disk: when this returns, a power cut does not lose it.
/// `temporary` names the file while it is written and must be unlike any other.
pub(crate) fn put(data: &Path, bytes: &[u8], temporary: &str) -> io::Result<String> {
    let sha256 = sha256(bytes);
    let place = place(data, &sha256);
    if is_whole(&place, &sha256) {
        return Ok(sha256);
    }
    let root = data.join("files");
    let folder = place.parent().map_or_else(|| root.clone(), Path::to_path_buf);
    let is_new = !folder.exists();
    fs::create_dir_all(&folder)?;
    let written = root.join(temporary);
    let moved = write_durably(&written, bytes).and_then(|()| fs::rename(&written, &place));
    if let Err(error) = moved {
        // What was half written is of no use; the first fault is the one to tell
        let _ = fs::remove_file(&written);
        return Err(error);
    }
    sync_folder(&folder)?;
    if is_new {
        sync_folder(&root)?;
    }
    sync_folder(data)?;
    Ok(sha256)
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name in a folder is durable only after the folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

fn is_whole(place: &Path, wanted: &str) -> bool {
    fs::read(place).is_ok_and(|bytes| sha256(&bytes) == wanted)
}

/// Reads a content and holds it against its hash.
pub(crate) fn get(data: &Path, wanted: &str) -> io::Result<Vec<u8>> {
    let bytes = fs::read(place(data, wanted))?;
    if sha256(&bytes) == wanted {
        Ok(bytes)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidData, "the content is not the one that was kept"))
    }
}

/// Takes a content away for good; one that is not there is gone already.
pub(crate) fn remove(data: &Path, sha256: &str) -> io::Result<()> {
    match fs::remove_file(place(data, sha256)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("nghisu_files_{name}_{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_content_comes_back_as_it_went_and_twice_is_once() {
        let data = Folder::new("twice");
        let one = put(&data.0, b"bi\xc3\xaan b\xe1\xba\xa3n", "a").unwrap();
        let two = put(&data.0, b"bi\xc3\xaan b\xe1\xba\xa3n", "b").unwrap();
        assert_eq!(one, two);
        assert_eq!(get(&data.0, &one).unwrap(), b"bi\xc3\xaan b\xe1\xba\xa3n");
        let folders = fs::read_dir(data.0.join("files")).unwrap().count();
        assert_eq!(folders, 1, "no temporary file stays");
    }

    #[test]
    fn a_content_that_was_changed_on_the_disk_is_not_handed_out_and_heals_when_sent_again() {
        let data = Folder::new("changed");
        let hash = put(&data.0, b"one", "a").unwrap();
        fs::write(place(&data.0, &hash), b"two").unwrap();
        assert_eq!(get(&data.0, &hash).unwrap_err().kind(), io::ErrorKind::InvalidData);
        put(&data.0, b"one", "b").unwrap();
        assert_eq!(get(&data.0, &hash).unwrap(), b"one");
    }
}
