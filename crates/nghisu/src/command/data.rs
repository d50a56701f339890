//! Reports, imports and verification, without a server.

use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use kernel::Actor;
use kernel::period::Period;

use super::open;
use crate::{Fault, install};

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// As the API gives it.
    Json,
    /// A letter in Word.
    Docx,
    /// The same letter as PDF/A.
    Pdf,
    /// A workbook.
    Xlsx,
}

fn read(path: &Path) -> Result<String, Fault> {
    fs::read_to_string(path).map_err(|source| Fault::Folder { path: path.to_owned(), source })
}

/// `nghisu report`.
pub fn report(
    data: &Path,
    database: Option<String>,
    unit: &str,
    period: &str,
    format: Format,
    out: Option<&Path>,
) -> Result<(), Fault> {
    let parsed: Period = period.parse().map_err(|_| {
        Fault::Deed(format!("kỳ “{period}” không đúng. Viết như 2020-Q3, 2020-H1, 2020-9M hoặc 2020"))
    })?;
    let installation = open(data, database)?;
    let wrong = |error: String| kit::Problem::Internal(error);
    let bytes = installation.app.read_as(&Actor::system(), |ctx| {
        let area = directory::area_by_code(ctx.tx, unit, parsed.to())?.ok_or(kit::Problem::NotFound)?;
        match format {
            Format::Json => {
                let value = reports::to_json(ctx, &area, parsed)?;
                serde_json::to_vec_pretty(&value).map_err(|error| wrong(error.to_string()))
            }
            Format::Docx => papers::to_docx(&reports::to_letter(ctx, &area, parsed)?)
                .map_err(|error| wrong(error.to_string())),
            Format::Pdf => press::to_pdf(&reports::to_letter(ctx, &area, parsed)?)
                .map_err(|error| wrong(error.to_string())),
            Format::Xlsx => papers::to_xlsx(&reports::to_sheets(ctx, &area, parsed)?)
                .map_err(|error| wrong(error.to_string())),
        }
    });
    let bytes = bytes.map_err(|problem| match problem {
        kit::Problem::NotFound => Fault::Deed(format!("không có đơn vị mã {unit} trong kỳ {period}")),
        other => other.into(),
    })?;
    match out {
        Some(path) => {
            fs::write(path, bytes).map_err(|source| Fault::Folder { path: path.to_owned(), source })
        }
        None => std::io::stdout()
            .write_all(&bytes)
            .map_err(|source| Fault::Folder { path: PathBuf::from("stdout"), source }),
    }
}

/// `nghisu import areas`.
pub fn import_areas(
    data: &Path,
    database: Option<String>,
    dry_run: bool,
    files: &[PathBuf],
) -> Result<(), Fault> {
    let (mut units, mut faults) = (Vec::new(), Vec::new());
    for path in files {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        match directory::read_units(&read(path)?, &name) {
            Ok(file) => units.push(file),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() {
        faults = directory::check_links(&units);
    }
    if !faults.is_empty() {
        for fault in &faults {
            eprintln!("{fault}");
        }
        return Err(Fault::Deed(format!("{} lỗi trong tệp; chưa ghi gì", faults.len())));
    }
    if dry_run {
        println!("Các tệp đều đọc được; chưa ghi gì (--dry-run).");
        return Ok(());
    }
    let installation = open(data, database)?;
    let started = std::time::Instant::now();
    let imported = installation.app.write_as(&Actor::system(), move |ctx| {
        let shows = std::io::stderr().is_terminal();
        let mut shown = 0;
        let mut progress = |done: usize, total: usize| {
            let percent = done * 100 / total.max(1);
            if shows && percent != shown {
                shown = percent;
                eprint!("\r[{:<50}] {percent} % ({done}/{total})", "█".repeat(percent / 2));
            }
        };
        let imported = directory::import(ctx, &units, &mut progress)?;
        if shows {
            eprintln!();
        }
        Ok(imported)
    })?;
    installation.seal()?;
    println!("{imported} ({:.1} giây)", started.elapsed().as_secs_f32());
    Ok(())
}

/// A table to be taken in from the command line.
#[derive(Debug, Clone, clap::Parser)]
#[command(name = "nghisu import", about = "Nhập một loại bản ghi từ bảng", long_about = None)]
pub struct TableArguments {
    /// Loại bản ghi, như ở địa chỉ trang Nhập từ bảng: co-quan, nguoi …
    pub kind: String,
    /// Tệp .xlsx, .ods, .docx hoặc .csv
    pub file: PathBuf,
    /// Thư mục dữ liệu
    #[arg(long, env = "NGHISU_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Địa chỉ PostgreSQL; không đặt thì dùng SQLite trong thư mục dữ liệu
    #[arg(long, env = "NGHISU_DATABASE")]
    pub database: Option<String>,
    /// Chỉ kiểm tra, không ghi
    #[arg(long)]
    pub dry_run: bool,
    /// Trang tính, hoặc bảng thứ mấy trong tệp Word
    #[arg(long, default_value = "")]
    pub sheet: String,
    /// Bỏ qua những dòng lỗi, nhập các dòng còn lại
    #[arg(long)]
    pub skip_faults: bool,
}

/// `nghisu import KIND FILE`: fails unless every row is sound, or leaving out was chosen.
///
/// # Errors
/// [`Fault`], in words; faults of cells are printed with file, row and column.
pub fn import_table(arguments: &TableArguments) -> Result<(), Fault> {
    let bytes =
        fs::read(&arguments.file).map_err(|source| Fault::Folder { path: arguments.file.clone(), source })?;
    let name =
        arguments.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    // The kinds are told of where the routes are put together
    let installation = open(&arguments.data, arguments.database.clone())?;
    let kind = intake::kind(&arguments.kind).ok_or_else(|| {
        let known: Vec<&str> = intake::kinds().iter().map(|kind| kind.key).collect();
        let pages: Vec<String> =
            intake::elsewhere().iter().map(|one| format!("{} ({})", one.label, one.href)).collect();
        Fault::Deed(format!(
            "không có loại bản ghi “{}”. Có: areas, {}. Nhập ở trang riêng: {}",
            arguments.kind,
            known.join(", "),
            pages.join("; ")
        ))
    })?;
    let file = papers::table_in_within(&name, &bytes, &arguments.sheet, papers::AT_THE_MACHINE)
        .map_err(|fault| Fault::Deed(fault.to_string()))?;
    for note in &file.notes {
        eprintln!("{name}: {note}");
    }
    let said = |faults: &[papers::pasted::CellFault]| {
        for fault in faults {
            eprintln!("{name}, dòng {}, cột {}: {}", fault.row, fault.column, fault.message);
        }
    };
    let table = match intake::Table::of_file(kind.columns, &file, installation.app.clock().today()) {
        Ok(table) => table,
        Err(faults) => {
            said(&faults);
            return Err(Fault::Deed(format!("{} lỗi trong bảng; chưa ghi gì", faults.len())));
        }
    };
    let actor = office(&installation)?;
    let looked = {
        let table = table.clone();
        installation.app.read_as(&actor, move |ctx| intake::look(ctx, kind, &table))?
    };
    said(&looked.faults);
    for same in &looked.same {
        eprintln!("{name}, dòng {}: đã có {}", same.row, same.label);
    }
    if !looked.faults.is_empty() && !arguments.skip_faults {
        return Err(Fault::Deed(format!("{} dòng lỗi; chưa ghi gì", looked.faulty_rows)));
    }
    let rows = looked.sound.rows.len();
    if arguments.dry_run || rows == 0 {
        println!("{rows} {} nhập được, {} dòng đã có; chưa ghi gì.", kind.counted, looked.same.len());
        return Ok(());
    }
    let done = installation.app.write_as(&actor, move |ctx| {
        intake::take(ctx, kind, &table, intake::WithFaults::LeaveOut, &mut |_, _| {})
    })?;
    installation.seal()?;
    println!(
        "Đã nhập {} {}; {} dòng đã có, bỏ {} dòng lỗi.",
        done.rows, kind.counted, done.same, done.left_out
    );
    Ok(())
}

/// The office of the installation's council, as one who acts at the machine itself; where there is
/// no council yet, the system.
fn office(installation: &crate::Installation) -> Result<Actor, Fault> {
    let council =
        installation.app.read_as(&Actor::system(), |ctx| Ok(directory::home_council(ctx.tx, ctx.today)?))?;
    Ok(council.map_or_else(Actor::system, |council| Actor {
        name: "Dòng lệnh".to_owned(),
        role: kernel::Role::OfficeHead,
        area: Some(council.area_id),
        organization: Some(council.id),
        council: Some(council.id),
        ..Actor::visitor()
    }))
}

/// `nghisu verify`: exit 0 only when all is well.
pub fn verify(
    data: &Path,
    database: Option<String>,
    checkpoints: &[PathBuf],
    key: Option<&Path>,
) -> Result<(), Fault> {
    let key = key.map_or_else(|| data.join("keys").join("log.pub"), Path::to_owned);
    let verifier =
        read(&key)?.trim().parse().map_err(|error| Fault::Deed(format!("{}: {error}", key.display())))?;
    let mut outside = Vec::new();
    for path in checkpoints {
        outside.push(read(path)?);
    }
    let kept = data.join("checkpoint");
    if kept.exists() {
        outside.push(read(&kept)?);
    }
    let place = database.map_or_else(|| db::Place::File(install::database_file(data)), super::place_of);
    let (verified, kept_files) = db::Db::read_only(&place, |tx| {
        Ok((audit::verify(tx, Some(&verifier), &outside)?, files::verify(tx, data)))
    })?;
    let verified = verified.map_err(|finding| Fault::Deed(finding.to_string()))?;
    let kept_files = kept_files.map_err(Fault::Deed)?;
    println!(
        "Đúng: {} mục nhật ký, {} lá nhật ký công khai, {} bản ghi, {} điểm kiểm tra, {kept_files} tệp.",
        verified.entries, verified.leaves, verified.rows, verified.checkpoints
    );
    Ok(())
}
