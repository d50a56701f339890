//! `nghisu import --all`: the whole council arrives, in an empty installation.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use audit::{KeyRing, Verified};
use db::{Db, Place, Table, Tx, Value};
use kernel::Clock;

use super::check::{check, part_of};
use super::manifest::{Manifest, lines_of};
use super::pack::Reader;
use super::{KEYS, at, row};
use crate::command::place_of;
use crate::{Fault, install};

/// Puts an archive into an empty installation, whole or not at all.
///
/// # Errors
/// A sentence; then nothing was written.
pub fn import_all(from: &Path, data: &Path, database: Option<String>) -> Result<(), Fault> {
    let arrived = arrive(from, data, database)?;
    println!("{arrived}");
    Ok(())
}

/// What arrived, in words.
#[derive(Debug)]
pub struct Arrived {
    data: PathBuf,
    verified: Verified,
    originals: usize,
    sum: String,
    missing: Vec<&'static str>,
}

impl std::fmt::Display for Arrived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "Đã nhập toàn bộ vào {}. Mã của bản kê: {}", self.data.display(), self.sum)?;
        write!(
            f,
            "Đã kiểm tra: {} mục nhật ký, {} lá nhật ký công khai, {} bản ghi, {} điểm kiểm tra, {} tệp.",
            self.verified.entries,
            self.verified.leaves,
            self.verified.rows,
            self.verified.checkpoints,
            self.originals
        )?;
        if !self.missing.is_empty() {
            let names: Vec<String> = self.missing.iter().map(|name| format!("keys/{name}")).collect();
            write!(
                f,
                "\nGói không mang khóa: chép {} vào {} trước khi chạy.",
                names.join(", "),
                self.data.display()
            )?;
        }
        Ok(())
    }
}

/// What stays in the folder until all is in its place: a sign that what lies beside it is of an
/// arrival that was cut short.
const MARK: &str = ".dang-nhap";

/// As [`import_all`], for those who say what came in their own words.
///
/// # Errors
/// A sentence; then nothing was written.
pub fn arrive(from: &Path, data: &Path, database: Option<String>) -> Result<Arrived, Fault> {
    let place = database.map_or_else(|| Place::File(install::database_file(data)), place_of);
    refuse_taken(data, &place)?;
    let tables = in_order(schema::carried());
    let (manifest, sum) = check(from, &schema::carried())?;
    let keys = Keys::read(from, &manifest, data)?;
    let is_new = !data.exists();
    fs::create_dir_all(data).map_err(at(data))?;
    let mark = data.join(MARK);
    fs::write(&mark, b"").map_err(at(&mark))?;
    let mut ground = Ground { data: data.to_owned(), is_new, place: place.clone(), written: Vec::new() };
    let done = settle(from, &mut ground, manifest, tables, &keys);
    match done {
        Ok((verified, originals)) => {
            fs::remove_file(&mark).map_err(at(&mark))?;
            let folder = data.join("keys");
            let missing = KEYS.into_iter().filter(|name| !folder.join(name).exists()).collect();
            Ok(Arrived { data: data.to_owned(), verified, originals, sum, missing })
        }
        Err(fault) => {
            ground.clear();
            Err(fault)
        }
    }
}

/// An arrival is into nothing: no data, no file; only the keys may lie ready.
fn refuse_taken(data: &Path, place: &Place) -> Result<(), Fault> {
    let is_cut_short = data.join(MARK).exists();
    if data.exists() {
        for entry in fs::read_dir(data).map_err(at(data))? {
            let name = entry.map_err(at(data))?.file_name();
            let is_own = is_cut_short && (name == MARK || name == "files" || name == "checkpoint");
            if name != "keys" && !is_own && !is_draft(&data.join(&name), place) {
                return Err(Fault::Deed(format!(
                    "{} đã có dữ liệu ({}). Chỉ nhập vào thư mục trống (được có sẵn thư mục keys); chưa ghi gì.",
                    data.display(),
                    name.to_string_lossy()
                )));
            }
        }
    }
    match place {
        Place::File(file) if file.exists() => {
            Err(Fault::Deed(format!("{} đã có; chưa ghi gì.", file.display())))
        }
        Place::File(_) => Ok(()),
        Place::Server(_) => {
            let taken = Db::read_only(place, |tx| {
                let names = tx.table_names()?;
                for table in schema::carried().into_iter().filter(|table| names.contains(&table.name)) {
                    if !tx.is_empty(&table)? {
                        return Ok(Some(table.name));
                    }
                }
                Ok(None)
            })?;
            taken.map_or(Ok(()), |name| {
                Err(Fault::Deed(format!(
                    "cơ sở dữ liệu đã có dữ liệu (bảng {name}). Chỉ nhập vào cơ sở dữ liệu trống; chưa ghi gì."
                )))
            })
        }
    }
}

/// The file that a database is written under until it is whole.
fn draft_of(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".dang-nhap");
    file.with_file_name(name)
}

fn is_draft(path: &Path, place: &Place) -> bool {
    match place {
        Place::File(file) => path.to_string_lossy().starts_with(&*draft_of(file).to_string_lossy()),
        Place::Server(_) => false,
    }
}

/// The secret keys that came, and the public one.
struct Keys {
    public: String,
    checkpoint: Option<String>,
    secret: Vec<(&'static str, String)>,
}

/// No key and no checkpoint is longer.
const NOTE_BYTES_MAX: u64 = 1 << 16;

impl Keys {
    /// Reads them, and holds them against what lies ready.
    fn read(from: &Path, manifest: &Manifest, data: &Path) -> Result<Self, Fault> {
        let mut reader = Reader::open(from)?;
        let mut note = |name: &str| -> Result<Option<String>, Fault> {
            let Some(part) = manifest.parts.get(name) else { return Ok(None) };
            let mut bytes = Vec::new();
            if part.bytes <= NOTE_BYTES_MAX {
                reader.part(name, part)?.copy_to(&mut bytes)?;
            }
            String::from_utf8(bytes).map(Some).map_err(|_| Fault::Deed(format!("phần {name} không phải chữ")))
        };
        let public =
            note("nhat-ky/log.pub")?.ok_or_else(|| Fault::Deed("thiếu phần nhat-ky/log.pub".to_owned()))?;
        let checkpoint = note("nhat-ky/checkpoint")?;
        let mut secret = Vec::new();
        for name in KEYS {
            let came = note(&format!("khoa/{name}"))?;
            let path = data.join("keys").join(name);
            let ready = path.exists().then(|| fs::read_to_string(&path).map_err(at(&path))).transpose()?;
            let key = ready.as_ref().or(came.as_ref());
            if let (Some(ready), Some(came)) = (&ready, &came)
                && ready.trim() != came.trim()
            {
                return Err(Fault::Deed(format!("{} khác với khóa trong gói; chưa ghi gì.", path.display())));
            }
            if let Some(key) = key.filter(|_| name == "log.seed") {
                let seed = install::key_of(key)
                    .ok_or_else(|| Fault::Deed(format!("{name} không phải là khóa; chưa ghi gì.")))?;
                let own = KeyRing::new(seed, "nghisu")
                    .verifier()
                    .map_err(|error| Fault::Deed(error.to_string()))?;
                if own.to_string() != public.trim() {
                    return Err(Fault::Deed(
                        "keys/log.seed không phải khóa đã ký nhật ký trong gói; chưa ghi gì.".to_owned(),
                    ));
                }
            }
            if let Some(came) = came.filter(|_| ready.is_none()) {
                secret.push((name, came));
            }
        }
        Ok(Self { public, checkpoint, secret })
    }
}

/// Where the council arrives, and what was put there so far.
struct Ground {
    data: PathBuf,
    is_new: bool,
    place: Place,
    written: Vec<PathBuf>,
}

impl Ground {
    /// Takes away what was put here: the refusal is the one thing to tell.
    fn clear(&self) {
        if let Place::File(file) = &self.place {
            remove_draft(&draft_of(file));
        }
        let _ = fs::remove_dir_all(self.data.join("files"));
        for path in &self.written {
            let _ = fs::remove_file(path);
        }
        let _ = fs::remove_file(self.data.join(MARK));
        // Goes only when nothing else is in it
        let _ = fs::remove_dir(self.data.join("keys"));
        if self.is_new {
            let _ = fs::remove_dir_all(&self.data);
        }
    }

    fn write(&mut self, name: &str, text: &str, is_secret: bool) -> Result<(), Fault> {
        let path = self.data.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        if !path.exists() {
            self.written.push(path.clone());
        }
        install::write_whole(&path, text.as_bytes(), is_secret)
    }
}

fn remove_draft(draft: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = draft.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(PathBuf::from(name));
    }
}

/// Contents first, then the rows that stand for them, then the names.
fn settle(
    from: &Path,
    ground: &mut Ground,
    manifest: Manifest,
    tables: Vec<Table>,
    keys: &Keys,
) -> Result<(Verified, usize), Fault> {
    let leftover = ground.data.join("files");
    if leftover.exists() {
        fs::remove_dir_all(&leftover).map_err(at(&leftover))?;
    }
    put_contents(from, &ground.data, &manifest)?;
    ground.write("keys/log.pub", &keys.public, false)?;
    for (name, key) in &keys.secret {
        ground.write(&format!("keys/{name}"), key, true)?;
    }
    if let Some(note) = &keys.checkpoint {
        ground.write("checkpoint", note, false)?;
    }
    let staged = match &ground.place {
        Place::File(file) => {
            remove_draft(&draft_of(file));
            Place::File(draft_of(file))
        }
        Place::Server(address) => Place::Server(address.clone()),
    };
    let (from, data) = (from.to_owned(), ground.data.clone());
    let public = keys.public.clone();
    let outside: Vec<String> = keys.checkpoint.iter().cloned().collect();
    let database = Db::open(&staged, &schema::SCHEMA, Clock::System.now())?;
    let done = database.write(move |tx| fill(tx, &from, &manifest, &tables, &public, &outside, &data));
    drop(database);
    let done = done?;
    if let (Place::File(draft), Place::File(file)) = (&staged, &ground.place) {
        fs::rename(draft, file).map_err(at(file))?;
    }
    Ok(done)
}

fn put_contents(from: &Path, data: &Path, manifest: &Manifest) -> Result<(), Fault> {
    let mut reader = Reader::open(from)?;
    for (name, part) in &manifest.parts {
        let Some(rest) = name.strip_prefix("tep/") else { continue };
        if rest.split('.').next() != Some(part.sha256.as_str()) {
            return Err(Fault::Deed(format!("phần {name} không mang mã của nội dung")));
        }
        let path = files::place(data, &part.sha256);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        let mut opened = reader.part(name, part)?;
        let mut out = BufWriter::new(fs::File::create(&path).map_err(at(&path))?);
        opened.copy_to(&mut out)?;
        out.flush().and_then(|()| out.get_ref().sync_all()).map_err(at(&path))?;
        if !opened.agrees()? {
            return Err(Fault::Deed(format!("phần {name} khác với bản kê")));
        }
    }
    Ok(())
}

/// All rows in one transaction, held against the journal before it ends.
fn fill(
    tx: &mut Tx,
    from: &Path,
    manifest: &Manifest,
    tables: &[Table],
    public: &str,
    outside: &[String],
    data: &Path,
) -> Result<(Verified, usize), Fault> {
    let verifier = public.trim().parse().map_err(|error| Fault::Deed(format!("nhat-ky/log.pub: {error}")))?;
    let mut reader = Reader::open(from)?;
    tx.defer_references()?;
    for table in tables {
        fill_table(tx, &mut reader, manifest, table)?;
    }
    tx.hold_references().map_err(|error| match error {
        db::Error::Dangling { table } => {
            Fault::Deed(format!("bảng {table}: có bản ghi dẫn tới bản ghi không có trong gói"))
        }
        other => other.into(),
    })?;
    let verified = audit::verify(tx, Some(&verifier), outside)?
        .map_err(|finding| Fault::Deed(format!("gói không khớp với nhật ký của nó: {finding}")))?;
    let originals = files::verify(tx, data).map_err(Fault::Deed)?;
    Ok((verified, originals))
}

const ROWS_AT_ONCE: usize = 500;
/// And no more bytes than this, so that long texts do not gather.
const BYTES_AT_ONCE: usize = 4 << 20;

fn fill_table(tx: &mut Tx, reader: &mut Reader, manifest: &Manifest, table: &Table) -> Result<(), Fault> {
    let name = lines_of(&table.name);
    let mut lines = reader.part(&name, part_of(manifest, &name)?)?;
    let (mut line, mut rows, mut bytes, mut read) = (Vec::new(), Vec::new(), 0, 0u64);
    while lines.line(&mut line)? {
        read += 1;
        let row = row::read_json(table, &line)
            .ok_or_else(|| Fault::Deed(format!("phần {name}, bản ghi thứ {read}: không đọc được")))?;
        rows.push(row);
        bytes += line.len();
        if rows.len() == ROWS_AT_ONCE || bytes > BYTES_AT_ONCE {
            insert(tx, table, &mut rows)?;
            bytes = 0;
        }
    }
    insert(tx, table, &mut rows)?;
    if lines.agrees()? {
        Ok(())
    } else {
        Err(Fault::Deed(format!("phần {name} đã đổi trong khi nhập")))
    }
}

/// The entries that answer for these rows come with them, and are held against them at the end.
fn insert(tx: &mut Tx, table: &Table, rows: &mut Vec<Vec<Value<'static>>>) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    tx.insert_rows(table, rows).map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        let first = rows.first().map(|row| row::label(table, row)).unwrap_or_default();
        Fault::Deed(format!("bảng {}, từ bản ghi {first}: cơ sở dữ liệu không nhận ({cause})", table.name))
    })?;
    tx.take_touched()?;
    rows.clear();
    Ok(())
}

/// The order in which a table comes after those it refers to, as far as there is one.
fn in_order(mut tables: Vec<Table>) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::new();
    while !tables.is_empty() {
        let is_ready = |table: &Table| {
            table
                .refers_to
                .iter()
                .all(|other| *other == table.name || !tables.iter().any(|waiting| waiting.name == *other))
        };
        // Where they refer to one another in a ring, the first of them goes first
        let next = tables.iter().position(is_ready).unwrap_or(0);
        ordered.push(tables.remove(next));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_referred_to_comes_first() {
        let ordered: Vec<String> = in_order(schema::carried()).into_iter().map(|table| table.name).collect();
        let place = |name: &str| ordered.iter().position(|one| one == name);
        assert_eq!(ordered.len(), schema::carried().len());
        assert!(place("area") < place("organization") && place("person") < place("membership"));
        assert!(place("journal") < place("journal_row"));
    }
}
