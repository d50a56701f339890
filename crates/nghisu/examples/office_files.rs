//! What tables and letters cost: 100,000 petitions taken in from .xlsx, 100,000 rows written out,
//! 1,000 letters; each beside the bare library that reads or writes the same cells.
//!
//! `cargo run --release -p nghisu --example office_files -- 100000 1000` builds the demonstration in a
//! temporary folder. Each measurement is a process of its own, so that its memory can be read; the
//! ratio of two lines of one run holds, the seconds are those of one machine.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a measurement stops at the first surprise")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use calamine::{Reader as _, Xlsx};
use kernel::{Actor, Clock, Entropy, Role};
use nghisu::{Installation, Setup, demo};
use papers::{Block, Cell, Column, Letter, Sheet, Signature, Table};

/// The machine's clock.
#[expect(clippy::disallowed_methods, reason = "what is measured passes in the time of the machine")]
fn clock() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock")
}

/// The most that this process held in memory, in MiB (Linux).
fn peak_mib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse::<usize>().ok()).unwrap_or(0) / 1_024
}

const HEADS: [&str; 6] = ["Nội dung kiến nghị", "Cử tri", "Nguồn", "Ngày nhận", "Thẩm quyền", "Lĩnh vực"];

/// The cells of a petition that nobody made: different words in each row.
fn petition(number: usize) -> [String; 6] {
    let place = ["thôn Đống Cầu", "thôn Bói", "thôn Ứng Liêm", "tiểu khu Bình Lộc"][number % 4];
    let matter =
        ["nạo vét kênh tiêu", "sửa đường liên thôn", "lắp đèn chiếu sáng", "thu gom rác thải"][number % 4];
    [
        format!(
            "Đề nghị {matter} đoạn số {number} ở {place}, dài {} m, đã hư hỏng từ nhiều năm.",
            50 + number % 900
        ),
        format!("{place}, xã Thanh Hà"),
        String::new(),
        format!("{:02}/{:02}/2020", 1 + number % 28, 1 + number % 9),
        "Huyện".to_owned(),
        "Giao thông".to_owned(),
    ]
}

fn table(rows: usize) -> Table {
    Table {
        caption: String::new(),
        columns: HEADS.iter().map(|head| Column::left(*head, 1)).collect(),
        rows: (0..rows).map(|number| petition(number).into_iter().map(Cell::text).collect()).collect(),
        notes: Vec::new(),
    }
}

fn letter(number: usize) -> Letter {
    Letter {
        body: vec![
            Block::paragraph(format!(
                "Thường trực Hội đồng nhân dân huyện chuyển 01 kiến nghị, số {number}:"
            )),
            Block::Table(table(8)),
            Block::paragraph("Đề nghị giải quyết, trả lời bằng văn bản trước ngày 13/11/2020."),
        ],
        superior: None,
        issuer: "Thường trực Hội đồng nhân dân huyện Thanh Liêm".to_owned(),
        number: Some(format!("{number}/PC-HĐND")),
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: kernel::Date::new(2020, 10, 15).expect("a day"),
        kind: Some("PHIẾU CHUYỂN".to_owned()),
        title: Some("Kiến nghị của cử tri".to_owned()),
        addressees: vec!["UBND huyện".to_owned()],
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned()],
            name: "(dữ liệu minh họa)".to_owned(),
        },
        recipients: vec!["Như trên".to_owned(), "Lưu: VT.".to_owned()],
        footer_url: None,
        demonstration: true,
    }
}

/// One measurement; returns the size of what it made, in bytes.
fn measure(what: &str, folder: &Path, count: usize) -> usize {
    let file = folder.join("kien-nghi.xlsx");
    match what {
        "raw-write" => {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet();
            for (place, head) in (0u16..).zip(HEADS) {
                sheet.write_string(0, place, head).expect("a cell");
            }
            for number in 0..count {
                let row = u32::try_from(number + 1).expect("a row");
                for (place, cell) in (0u16..).zip(petition(number)) {
                    sheet.write_string(row, place, cell).expect("a cell");
                }
            }
            book.save_to_buffer().expect("a workbook").len()
        }
        "write" => {
            let name = || "Kiến nghị".to_owned();
            let sheet = Sheet { name: name(), title: name(), subtitle: String::new(), table: table(count) };
            let bytes = papers::to_xlsx(&[sheet]).expect("a workbook");
            std::fs::write(&file, &bytes).expect("written");
            bytes.len()
        }
        "raw-read" => {
            let bytes = std::fs::read(&file).expect("a file");
            let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).expect("a workbook");
            let name = book.sheet_names().first().cloned().expect("a sheet");
            let range = book.worksheet_range(&name).expect("a sheet");
            assert!(count < range.height());
            bytes.len()
        }
        "read" => {
            let bytes = std::fs::read(&file).expect("a file");
            let table =
                papers::table_in_within("a.xlsx", &bytes, "", papers::AT_THE_MACHINE).expect("a table");
            assert_eq!(table.lines.len(), count + 1);
            bytes.len()
        }
        "check" | "take" => {
            let bytes = std::fs::read(&file).expect("a file");
            let read =
                papers::table_in_within("a.xlsx", &bytes, "", papers::AT_THE_MACHINE).expect("a table");
            let installation = open(folder);
            // The kinds are told of where the routes are put together
            let _ = nghisu::routes();
            let kind = intake::kind("kien-nghi").expect("a kind");
            let table =
                intake::Table::of_file(kind.columns, &read, installation.app.clock().today()).unwrap();
            let office = |ctx: &mut kit::Ctx<'_>| directory::home_council(ctx.tx, ctx.today);
            let council = installation.app.read_as(&Actor::system(), |ctx| Ok(office(ctx)?)).unwrap();
            let council = council.expect("a council");
            let actor = Actor {
                role: Role::OfficeHead,
                area: Some(council.area_id),
                organization: Some(council.id),
                council: Some(council.id),
                ..Actor::visitor()
            };
            if what == "check" {
                let looked =
                    installation.app.read_as(&actor, move |ctx| intake::look(ctx, kind, &table)).unwrap();
                assert_eq!(looked.faults, []);
            } else {
                let refuse = intake::WithFaults::Refuse;
                let done = installation
                    .app
                    .write_as(&actor, move |ctx| intake::take(ctx, kind, &table, refuse, &mut |_, _| {}))
                    .unwrap();
                assert_eq!(done.rows, count);
            }
            bytes.len()
        }
        "list" => {
            let installation = open(folder);
            let router = kit::serve_router(installation.app.clone(), nghisu::routes());
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            let mut clerk = testkit::Person::signed_in(router, &runtime, "vanphong", demo::PASSWORD);
            clerk.open("/lam-viec/kien-nghi.xlsx?nhom=tat-ca").is(200).bytes.len()
        }
        "words" => (0..count).map(|number| papers::to_docx(&letter(number)).expect("a file").len()).sum(),
        "prints" => (0..count).map(|number| press::to_pdf(&letter(number)).expect("a file").len()).sum(),
        "one-print" => press::print(&(0..count).map(letter).collect::<Vec<_>>()).expect("a file").len(),
        other => panic!("no measurement {other}"),
    }
}

fn open(folder: &Path) -> Installation {
    let setup = Setup {
        clock: Clock::starting(demo::START_MS),
        entropy: Entropy::seeded(demo::SEED),
        purpose: kit::Purpose::Demonstration,
        ..Setup::new(&folder.join("data"))
    };
    Installation::open(&setup).expect("an installation")
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [what, folder, count] = arguments.as_slice() {
        let begun = clock();
        let bytes = measure(what, Path::new(folder), count.parse().expect("a number"));
        println!("{what}\t{:.2}\t{}\t{bytes}", clock().saturating_sub(begun).as_secs_f64(), peak_mib());
        return;
    }
    let rows = arguments.first().map_or("100000", String::as_str);
    let letters = arguments.get(1).map_or("1000", String::as_str);
    let folder = std::env::temp_dir().join(format!("nghisu-office-files-{}", std::process::id()));
    let installation = open(&folder);
    demo::build(&installation).expect("the demonstration");
    drop(installation);
    println!("what\tseconds\tpeak MiB\tbytes");
    for (what, count) in [
        ("raw-write", rows),
        ("write", rows),
        ("raw-read", rows),
        ("read", rows),
        ("check", rows),
        ("take", rows),
        ("list", rows),
        ("words", letters),
        ("prints", letters),
        ("one-print", letters),
    ] {
        let program = std::env::current_exe().expect("this program");
        let output =
            Command::new(program).args([what, folder.to_str().unwrap(), count]).output().expect("a process");
        print!("{}", String::from_utf8_lossy(&output.stdout));
        if !output.status.success() {
            println!("{what}\tfailed\n{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}
