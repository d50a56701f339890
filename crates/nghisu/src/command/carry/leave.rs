//! `nghisu export --all`: the whole council leaves.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use db::{Table, Value};
use kernel::{Actor, ResolutionId, SessionId, dates};
use kit::Ctx;

use super::manifest::{FORM, Manifest, NAME, TableEntry, columns_of, csv_of, lines_of};
use super::pack::Writer;
use super::{KEYS, at, readme, row};
use crate::command::place_of;
use crate::{Fault, Installation, Setup};

/// What leaves, and where to.
#[derive(Debug)]
pub struct Leaving<'a> {
    /// The data folder.
    pub data: &'a Path,
    /// The database, when it is not in the data folder.
    pub database: Option<String>,
    /// The address that the texts name as theirs.
    pub public_url: Option<String>,
    /// A name that ends in .zip, or a folder.
    pub out: &'a Path,
    /// Whether the secret keys go along.
    pub with_keys: bool,
}

/// Writes everything into one archive, from one snapshot.
///
/// # Errors
/// [`Fault`], in words; nothing stays of what was begun.
pub fn export(leaving: Leaving<'_>) -> Result<(), Fault> {
    let Leaving { data, database, public_url, out, with_keys } = leaving;
    let setup = Setup::new(data);
    let public_url = public_url.unwrap_or(setup.public_url.clone());
    let setup = Setup { place: database.map(place_of), public_url, ..setup };
    if let db::Place::File(file) = setup.place()
        && !file.exists()
    {
        return Err(Fault::Deed(format!("{} không có dữ liệu.", data.display())));
    }
    let installation = Installation::open(&setup)?;
    let left = leave(&installation, out, with_keys)?;
    println!("{left}");
    if with_keys {
        eprintln!(
            "CHÚ Ý: gói này có khóa niêm phong và khóa ký. Ai cầm gói thì đọc được tên, nội dung của mọi đơn và ký được điểm kiểm tra. Cất như cất con dấu; không gửi qua thư điện tử, không để trên máy chung."
        );
    } else {
        println!(
            "Khóa không nằm trong gói: chép riêng keys/seal.key và keys/log.seed, cất ở nơi khác với gói."
        );
    }
    Ok(())
}

/// What left, in words.
#[derive(Debug)]
pub struct Left {
    out: PathBuf,
    tables: usize,
    rows: u64,
    originals: usize,
    texts: usize,
    sum: String,
}

impl std::fmt::Display for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Đã xuất toàn bộ ra {}: {} bảng, {} bản ghi, {} tệp gốc, {} văn bản Akoma Ntoso.\nMã của bản kê (giữ riêng để đối chiếu khi nhập): {}",
            self.out.display(),
            self.tables,
            self.rows,
            self.originals,
            self.texts,
            self.sum
        )
    }
}

/// The whole of an open installation into one archive.
///
/// # Errors
/// [`Fault`], in words.
pub fn leave(installation: &Installation, out: &Path, with_keys: bool) -> Result<Left, Fault> {
    installation.seal()?;
    let mut writer = Writer::begin(out)?;
    let left = installation
        .app
        .read_as(&Actor::system(), |ctx| Ok(write(ctx, &mut writer, with_keys)))?
        .map(|left| Left { out: out.to_owned(), ..left })?;
    writer.finish()?;
    Ok(left)
}

fn write(ctx: &mut Ctx<'_>, writer: &mut Writer, with_keys: bool) -> Result<Left, Fault> {
    let tables = schema::carried();
    let mut entries = Vec::new();
    for table in &tables {
        let rows = write_lines(ctx, writer, table)?;
        write_csv(ctx, writer, table)?;
        entries.push(TableEntry { name: table.name.clone(), columns: columns_of(table), rows });
    }
    let originals = write_originals(ctx, writer)?;
    let texts = write_texts(ctx, writer)?;
    write_journal(ctx, writer, with_keys)?;
    let rows = entries.iter().map(|entry| entry.rows).sum();
    let last = last_entry(ctx)?;
    let readme = readme::text(&readme::Facts {
        tables: &entries,
        originals,
        texts,
        with_keys,
        last: last.map(|(seq, at)| (seq, dates::print_time(at))),
    });
    writer.part("README.vi.md", false, |out| all(out, readme.as_bytes()))?;
    let count = entries.len();
    let manifest = Manifest {
        form: FORM.to_owned(),
        schema: schema::version(),
        with_keys,
        tables: entries,
        parts: writer.parts().clone(),
    };
    let list =
        serde_json::to_vec_pretty(&manifest).map_err(|error| Fault::Deed(format!("{NAME}: {error}")))?;
    writer.part(NAME, false, |out| all(out, &list))?;
    let sum = files::sha256(&list);
    Ok(Left { out: PathBuf::new(), tables: count, rows, originals, texts, sum })
}

fn all(out: &mut dyn Write, bytes: &[u8]) -> Result<(), Fault> {
    out.write_all(bytes).map_err(|error| Fault::Deed(format!("không ghi được gói: {error}")))
}

/// How much is gathered before it is written.
const PIECE_BYTES: usize = 1 << 16;

fn write_lines(ctx: &mut Ctx<'_>, writer: &mut Writer, table: &Table) -> Result<u64, Fault> {
    let mut rows = 0;
    writer.part(&lines_of(&table.name), false, |out| {
        let mut text = String::new();
        ctx.tx.each_row(table, |one| {
            rows += 1;
            row::write_json(&mut text, table, one);
            flush(out, &mut text, PIECE_BYTES)
        })?;
        flush(out, &mut text, 0)
    })?;
    Ok(rows)
}

fn write_csv(ctx: &mut Ctx<'_>, writer: &mut Writer, table: &Table) -> Result<(), Fault> {
    writer.part(&csv_of(&table.name), false, |out| {
        let mut text = row::csv_head(table);
        ctx.tx.each_row(table, |one| {
            row::write_csv(&mut text, one);
            flush(out, &mut text, PIECE_BYTES)
        })?;
        flush(out, &mut text, 0)
    })
}

fn flush(out: &mut dyn Write, text: &mut String, above: usize) -> Result<(), Fault> {
    if text.len() > above {
        all(out, text.as_bytes())?;
        text.clear();
    }
    Ok(())
}

/// The columns with these names, of every row of a table that is small enough to be held.
fn columns<const N: usize>(
    ctx: &mut Ctx<'_>,
    name: &str,
    wanted: [&str; N],
) -> Result<Vec<[String; N]>, Fault> {
    let missing = || Fault::Deed(format!("không có bảng {name}"));
    let table = schema::carried().into_iter().find(|table| table.name == name).ok_or_else(missing)?;
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(wanted) {
        *place = table.columns.iter().position(|one| one.name == column).ok_or_else(missing)?;
    }
    let mut found = Vec::new();
    ctx.tx.each_row(&table, |row| {
        found.push(places.map(|place| match row.get(place) {
            Some(Value::Text(text)) => text.to_string(),
            Some(Value::Int(number)) => number.to_string(),
            _ => String::new(),
        }));
        Ok::<(), Fault>(())
    })?;
    Ok(found)
}

/// Every content once, under its hash; what is sealed stays sealed.
fn write_originals(ctx: &mut Ctx<'_>, writer: &mut Writer) -> Result<usize, Fault> {
    let kept: BTreeMap<String, String> = columns(ctx, "file", ["sha256", "media_type"])?
        .into_iter()
        .map(|[sha256, media_type]| (sha256, media_type))
        .collect();
    let data = ctx.app.settings().data_dir.clone();
    for (sha256, media_type) in &kept {
        let path = files::place(&data, sha256);
        let bytes = fs::read(&path).map_err(at(&path))?;
        if files::sha256(&bytes) != *sha256 {
            return Err(Fault::Deed(format!("tệp {} khác với lúc nhận", path.display())));
        }
        let ending = if files::looks_sealed(&bytes) { "niem-phong" } else { files::ending_of(media_type) };
        let is_packed = !matches!(ending, "txt" | "csv");
        writer.part(&format!("tep/{sha256}.{ending}"), is_packed, |out| all(out, &bytes))?;
    }
    Ok(kept.len())
}

/// Resolutions, and the minutes of the sessions that were run here, as Akoma Ntoso.
fn write_texts(ctx: &mut Ctx<'_>, writer: &mut Writer) -> Result<usize, Fault> {
    let mut written = 0;
    let addresses = resolutions::Addresses::load(ctx.tx, ctx.today)?;
    for [id] in columns(ctx, "resolution", ["id"])? {
        let Ok(id) = id.parse::<ResolutionId>() else { continue };
        let Some(one) = resolutions::find(ctx.tx, id)? else { continue };
        let xml = resolutions::to_akn(ctx, &one, &addresses)?;
        let name = format!("akn/nghi-quyet/{}_{}_{id}.xml", one.adopted_on, kernel::text::slug(&one.number));
        writer.part(&name, false, |out| all(out, xml.as_bytes()))?;
        written += 1;
    }
    for [id] in columns(ctx, "sitting", ["session_id"])? {
        let Ok(id) = id.parse::<SessionId>() else { continue };
        let Some(session) = sessions::find(ctx.tx, id)? else { continue };
        let xml = chamber::to_akn(ctx, &session)?;
        let name = format!("akn/bien-ban/{}_{id}.xml", session.opened_on);
        writer.part(&name, false, |out| all(out, xml.as_bytes()))?;
        written += 1;
    }
    Ok(written)
}

/// What the journal is verified with; the secret keys only when they were asked for.
fn write_journal(ctx: &mut Ctx<'_>, writer: &mut Writer, with_keys: bool) -> Result<(), Fault> {
    let data = ctx.app.settings().data_dir.clone();
    if let Some(note) = audit::latest_note(ctx.tx)? {
        writer.part("nhat-ky/checkpoint", false, |out| all(out, note.as_bytes()))?;
    }
    let path = data.join("keys").join("log.pub");
    let verifier = fs::read(&path).map_err(at(&path))?;
    writer.part("nhat-ky/log.pub", false, |out| all(out, &verifier))?;
    if with_keys {
        for name in KEYS {
            let path = data.join("keys").join(name);
            let secret = fs::read(&path).map_err(at(&path))?;
            writer.part(&format!("khoa/{name}"), true, |out| all(out, &secret))?;
        }
    }
    Ok(())
}

fn last_entry(ctx: &mut Ctx<'_>) -> Result<Option<(String, i64)>, Fault> {
    let last = columns(ctx, "checkpoint", ["seq", "at_ms"])?.pop();
    Ok(last.and_then(|[seq, at]| Some((seq, at.parse().ok()?))))
}
