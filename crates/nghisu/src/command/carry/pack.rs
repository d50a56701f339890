//! An archive as it is written and read: one .zip, or a folder of the same parts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::manifest::{NAME, Part, is_sound};
use crate::Fault;

fn at(path: &Path) -> impl Fn(io::Error) -> Fault {
    let path = path.to_owned();
    move |source| Fault::Folder { path: path.clone(), source }
}

fn said(sentence: impl Into<String>) -> Fault {
    Fault::Deed(sentence.into())
}

/// Passes bytes on and counts and hashes them.
struct Hashed<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Hashed<T> {
    fn new(inner: T) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    fn note(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    }

    fn part(self) -> Part {
        Part { bytes: self.bytes, sha256: kernel::text::hex(&self.hash.finalize()) }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.note(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Where parts go to.
enum Sink {
    Zip(Box<ZipWriter<BufWriter<File>>>),
    Folder,
}

/// An archive while it is written, under another name until it is whole.
pub(super) struct Writer {
    into: Sink,
    target: PathBuf,
    draft: PathBuf,
    parts: BTreeMap<String, Part>,
}

impl Writer {
    /// Begins an archive; a name that ends in .zip is one file, another a folder.
    pub(super) fn begin(target: &Path) -> Result<Self, Fault> {
        if target.exists() {
            return Err(said(format!("{} đã có. Chọn tên chưa có.", target.display())));
        }
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".dang-ghi");
        let draft = target.with_file_name(name);
        let is_zip = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        let into = if is_zip {
            let file = File::create(&draft).map_err(at(&draft))?;
            Sink::Zip(Box::new(ZipWriter::new(BufWriter::new(file))))
        } else {
            if draft.exists() {
                fs::remove_dir_all(&draft).map_err(at(&draft))?;
            }
            fs::create_dir_all(&draft).map_err(at(&draft))?;
            Sink::Folder
        };
        Ok(Self { into, target: target.to_owned(), draft, parts: BTreeMap::new() })
    }

    /// Writes a part. `is_packed` is said of what does not get smaller.
    pub(super) fn part(
        &mut self,
        name: &str,
        is_packed: bool,
        write: impl FnOnce(&mut dyn Write) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let part = match &mut self.into {
            Sink::Zip(zip) => {
                let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
                let options = SimpleFileOptions::default()
                    .compression_method(method)
                    .last_modified_time(zip::DateTime::default())
                    .unix_permissions(0o644)
                    .large_file(true);
                zip.start_file(name, options).map_err(|error| said(format!("{name}: {error}")))?;
                let mut out = Hashed::new(zip.as_mut());
                write(&mut out)?;
                out.part()
            }
            Sink::Folder => {
                let path = self.draft.join(name);
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(at(folder))?;
                }
                let file = File::create(&path).map_err(at(&path))?;
                let mut out = Hashed::new(BufWriter::new(file));
                write(&mut out)?;
                out.flush().map_err(at(&path))?;
                out.inner.get_ref().sync_all().map_err(at(&path))?;
                out.part()
            }
        };
        self.parts.insert(name.to_owned(), part);
        Ok(())
    }

    /// What was written so far.
    pub(super) fn parts(&self) -> &BTreeMap<String, Part> {
        &self.parts
    }

    /// Gives the archive its name.
    pub(super) fn finish(mut self) -> Result<(), Fault> {
        if let Sink::Zip(zip) = std::mem::replace(&mut self.into, Sink::Folder) {
            let file = zip.finish().map_err(|error| said(format!("{}: {error}", self.draft.display())))?;
            let file = file.into_inner().map_err(|error| at(&self.draft)(error.into_error()))?;
            file.sync_all().map_err(at(&self.draft))?;
        }
        fs::rename(&self.draft, &self.target).map_err(at(&self.target))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // What was half written is of no use; once it has its name nothing is left of it
        let _ = match self.into {
            Sink::Zip(_) => fs::remove_file(&self.draft),
            Sink::Folder => fs::remove_dir_all(&self.draft),
        };
    }
}

/// More than this grows out of a byte of no honest archive.
const RATIO_MAX: u64 = 200;
/// What may come out in any case.
const BYTES_FREE: u64 = 64 << 20;
/// The list of a million files.
const LIST_BYTES_MAX: u64 = 256 << 20;

/// Where parts come from.
enum Source {
    Zip(Box<ZipArchive<BufReader<File>>>),
    Folder,
}

/// An archive while it is read. Nothing of it is believed before it was held against the list.
pub(super) struct Reader {
    from: Source,
    path: PathBuf,
}

impl Reader {
    /// Opens an archive.
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let about = fs::metadata(path).map_err(at(path))?;
        let from = if about.is_dir() {
            Source::Folder
        } else {
            let file = File::open(path).map_err(at(path))?;
            let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| {
                said(format!("{} không phải gói .zip đọc được ({error})", path.display()))
            })?;
            Source::Zip(Box::new(zip))
        };
        Ok(Self { from, path: path.to_owned() })
    }

    /// The names of all parts.
    ///
    /// # Errors
    /// When one leads out of the archive, or is no plain file.
    pub(super) fn names(&self) -> Result<BTreeSet<String>, Fault> {
        let mut names = BTreeSet::new();
        match &self.from {
            Source::Zip(zip) => {
                for name in zip.file_names() {
                    let name = name.map_err(|error| said(format!("{}: {error}", self.path.display())))?;
                    names.insert(name.into_owned());
                }
            }
            Source::Folder => list(&self.path, "", &mut names)?,
        }
        match names.iter().find(|name| !is_sound(name)) {
            Some(name) => Err(said(format!("phần “{}” có tên không hợp lệ", name.escape_default()))),
            None => Ok(names),
        }
    }

    /// Reads a part from its beginning.
    fn start(&mut self, name: &str) -> Result<Box<dyn Read + '_>, Fault> {
        match &mut self.from {
            Source::Zip(zip) => match zip.by_name(name) {
                Ok(part) => Ok(Box::new(part)),
                Err(zip::result::ZipError::FileNotFound) => Err(said(format!("thiếu phần {name}"))),
                Err(error) => Err(said(format!("không đọc được phần {name} ({error})"))),
            },
            Source::Folder => {
                let path = self.path.join(name);
                match File::open(&path) {
                    Ok(file) => Ok(Box::new(file)),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        Err(said(format!("thiếu phần {name}")))
                    }
                    Err(source) => Err(Fault::Folder { path, source }),
                }
            }
        }
    }

    /// The bytes of the list.
    pub(super) fn list(&mut self) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let read = self.start(NAME)?.take(LIST_BYTES_MAX + 1).read_to_end(&mut bytes);
        read.map_err(|error| said(format!("không đọc được phần {NAME} ({error})")))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > LIST_BYTES_MAX { Err(said(format!("phần {NAME} quá lớn"))) } else { Ok(bytes) }
    }

    /// Refuses a .zip out of which far more would come than went in.
    pub(super) fn refuse_bomb(&self, parts: &BTreeMap<String, Part>) -> Result<(), Fault> {
        if let Source::Zip(_) = self.from {
            let packed = fs::metadata(&self.path).map_err(at(&self.path))?.len();
            let out = parts.values().fold(0u64, |sum, part| sum.saturating_add(part.bytes));
            if out > packed.saturating_mul(RATIO_MAX).saturating_add(BYTES_FREE) {
                return Err(said(format!(
                    "{} nén bất thường: {} thành {}",
                    self.path.display(),
                    size(packed),
                    size(out)
                )));
            }
        }
        Ok(())
    }

    /// Reads a part, no further than the list says, and holds it against the list at its end.
    pub(super) fn part<'a>(&'a mut self, name: &str, wanted: &Part) -> Result<Opened<'a>, Fault> {
        let name = name.to_owned();
        let wanted = wanted.clone();
        let inner = self.start(&name)?.take(wanted.bytes.saturating_add(1));
        Ok(Opened { inner: BufReader::with_capacity(1 << 16, Hashed::new(inner)), name, wanted })
    }
}

fn size(bytes: u64) -> String {
    kernel::numbers::print_size(i64::try_from(bytes).unwrap_or(i64::MAX))
}

/// Plain files only: a link could lead anywhere.
fn list(folder: &Path, below: &str, names: &mut BTreeSet<String>) -> Result<(), Fault> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(at(&path))?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if kind.is_dir() {
            list(&path, &format!("{name}/"), names)?;
        } else if kind.is_file() {
            names.insert(name);
        } else {
            return Err(said(format!("phần “{name}” không phải là tệp thường")));
        }
    }
    Ok(())
}

/// A part while it is read.
pub(super) struct Opened<'a> {
    inner: BufReader<Hashed<io::Take<Box<dyn Read + 'a>>>>,
    name: String,
    wanted: Part,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.note(bytes.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// No row of a council is longer.
const LINE_BYTES_MAX: u64 = 64 << 20;

impl Opened<'_> {
    fn broken(&self, error: &io::Error) -> Fault {
        said(format!("không đọc được phần {} ({error})", self.name))
    }

    /// The next line without its end; none at the end of the part.
    pub(super) fn line(&mut self, line: &mut Vec<u8>) -> Result<bool, Fault> {
        use io::BufRead as _;
        line.clear();
        let read = (&mut self.inner).take(LINE_BYTES_MAX).read_until(b'\n', line);
        read.map_err(|error| self.broken(&error))?;
        if line.last() == Some(&b'\n') {
            line.pop();
            return Ok(true);
        }
        if u64::try_from(line.len()).is_ok_and(|length| length >= LINE_BYTES_MAX) {
            return Err(said(format!("phần {} có dòng quá dài", self.name)));
        }
        Ok(!line.is_empty())
    }

    /// Whether these bytes come next.
    pub(super) fn comes(&mut self, bytes: &[u8], space: &mut Vec<u8>) -> Result<bool, Fault> {
        space.clear();
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let read = (&mut self.inner).take(length).read_to_end(space);
        read.map_err(|error| self.broken(&error))?;
        Ok(space == bytes)
    }

    /// Whether nothing comes any more.
    pub(super) fn is_over(&mut self) -> Result<bool, Fault> {
        use io::BufRead as _;
        match self.inner.fill_buf() {
            Ok(bytes) => Ok(bytes.is_empty()),
            Err(error) => Err(said(format!("không đọc được phần {} ({error})", self.name))),
        }
    }

    /// Copies what is left.
    pub(super) fn copy_to(&mut self, to: &mut dyn Write) -> Result<(), Fault> {
        io::copy(&mut self.inner, to).map(drop).map_err(|error| self.broken(&error))
    }

    /// Reads what is left; whether all of it is what the list says.
    pub(super) fn agrees(mut self) -> Result<bool, Fault> {
        self.copy_to(&mut io::sink())?;
        let found = self.inner.into_inner().part();
        Ok(found == self.wanted)
    }
}
