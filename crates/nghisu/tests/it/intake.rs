//! Tables in for every kind: looked at, corrected, taken in, taken back; and what leaves as a table
//! arrives as the same table.

use intake::{Table, WithFaults};
use kernel::{Actor, Clock, Entropy, Role};
use nghisu::{Installation, Setup, demo};
use papers::{Cell, Sheet, TableIn};
use rust_xlsxwriter::{Format, Workbook};
use testkit::{Fresh, Person};

use crate::office::{Office, each_engine};
use crate::voters::end_of;

/// The home council's office, as the command line acts.
fn office_of(installation: &Installation) -> Actor {
    let council = installation
        .app
        .read_as(&Actor::system(), |ctx| Ok(directory::home_council(ctx.tx, ctx.today)?))
        .expect("a council");
    council.map_or_else(Actor::system, |council| Actor {
        name: "Văn phòng".to_owned(),
        role: Role::OfficeHead,
        area: Some(council.area_id),
        organization: Some(council.id),
        council: Some(council.id),
        ..Actor::visitor()
    })
}

fn export(installation: &Installation, actor: &Actor, key: &str) -> Sheet {
    let kind = intake::kind(key).unwrap_or_else(|| panic!("no kind {key}"));
    installation
        .app
        .read_as(actor, |ctx| intake::export_sheet(ctx, kind))
        .unwrap_or_else(|problem| panic!("{key}: {problem:?}"))
}

fn as_file(sheet: &Sheet) -> TableIn {
    let bytes = papers::to_xlsx(std::slice::from_ref(sheet)).expect("a workbook");
    papers::table_in("bang.xlsx", &bytes, "").unwrap_or_else(|fault| panic!("{fault}"))
}

fn take(installation: &Installation, actor: &Actor, key: &str, file: &TableIn) -> intake::Outcome {
    let kind = intake::kind(key).expect("a kind");
    let today = installation.app.clock().today();
    let table = Table::of_file(kind.columns, file, today).unwrap_or_else(|faults| panic!("{faults:?}"));
    let looked = {
        let table = table.clone();
        installation.app.read_as(actor, move |ctx| intake::look(ctx, kind, &table)).expect("a look")
    };
    let said: Vec<String> = looked.faults.iter().take(10).map(ToString::to_string).collect();
    assert!(said.is_empty(), "{key}: {said:#?}");
    installation
        .app
        .write_as(actor, move |ctx| intake::take(ctx, kind, &table, WithFaults::Refuse, &mut |_, _| {}))
        .unwrap_or_else(|problem| panic!("{key}: {problem:?}"))
}

/// An installation that knows the units of the demonstration and nothing else.
fn empty(fresh: &Fresh) -> Installation {
    let setup = Setup {
        place: Some(fresh.place.clone()),
        public_url: "http://localhost".to_owned(),
        clock: Clock::starting(demo::START_MS),
        entropy: Entropy::seeded(77),
        purpose: kit::Purpose::Demonstration,
        ..Setup::new(&fresh.folder)
    };
    let installation = Installation::open(&setup).unwrap_or_else(|fault| panic!("{fault}"));
    let files = [
        ("don-vi-thanh-liem-2021.csv", include_str!("../../data/don-vi-thanh-liem-2021.csv")),
        ("don-vi-thanh-liem-2025.csv", include_str!("../../data/don-vi-thanh-liem-2025.csv")),
        ("chuyen-doi-thanh-liem-2025.csv", include_str!("../../data/chuyen-doi-thanh-liem-2025.csv")),
    ];
    installation
        .app
        .write_as(&Actor::system(), move |ctx| {
            let units: Vec<_> =
                files.iter().map(|(name, text)| directory::read_units(text, name).expect("units")).collect();
            directory::import(ctx, &units, &mut |_, _| {})?;
            Ok(())
        })
        .expect("the units");
    installation
}

/// The rows without what is made anew on arrival, in an order of their own.
fn rows(sheet: &Sheet) -> Vec<Vec<Cell>> {
    let mut rows = sheet.table.rows.clone();
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

#[test]
fn what_leaves_as_tables_arrives_as_the_same_tables() {
    each_engine(|office| {
        let fresh = Fresh::file();
        let other = empty(&fresh);
        for kind in intake::kinds() {
            let from = office_of(&office.installation);
            let left = export(&office.installation, &from, kind.key);
            assert!(!left.table.rows.is_empty(), "{}: the demonstration has some", kind.key);
            let to = office_of(&other);
            let done = take(&other, &to, kind.key, &as_file(&left));
            assert_eq!(done.rows + done.same, left.table.rows.len(), "{}", kind.key);
            let to = office_of(&other);
            let arrived = export(&other, &to, kind.key);
            for (one, two) in rows(&left).iter().zip(rows(&arrived).iter()) {
                assert_eq!(one, two, "{} on {}", kind.key, office.fresh.engine);
            }
            assert_eq!(left.table.rows.len(), arrived.table.rows.len(), "{}", kind.key);
            // Once more: everything is there already
            let kind_again = *kind;
            let file = as_file(&left);
            let table = Table::of_file(kind.columns, &file, other.app.clock().today()).expect("a table");
            let looked =
                other.app.read_as(&to, move |ctx| intake::look(ctx, kind_again, &table)).expect("a look");
            assert_eq!(
                (looked.sound.rows.len(), looked.faults.len()),
                (0, 0),
                "{}: {:?}",
                kind.key,
                looked.faults.first()
            );
        }
        let end = other.seal();
        assert!(end.is_ok());
    });
}

#[test]
fn what_arrived_on_postgresql_is_the_same_too() {
    for fresh in testkit::places() {
        let office = Office::on_file();
        let other = empty(&fresh);
        for kind in intake::kinds() {
            let left = export(&office.installation, &office_of(&office.installation), kind.key);
            take(&other, &office_of(&other), kind.key, &as_file(&left));
            let arrived = export(&other, &office_of(&other), kind.key);
            assert_eq!(rows(&left), rows(&arrived), "{} on {}", kind.key, fresh.engine);
        }
    }
}

/// How many rows each table has that the journal answers for, and how many can be found by words.
fn row_counts(installation: &Installation) -> Vec<(&'static str, i64)> {
    let tables = schema::RECORDED.iter().copied().chain(["search_entry"]);
    let tables = tables.filter(|table| *table != "import_batch");
    installation
        .app
        .read_as(&Actor::system(), |ctx| {
            let mut counts = Vec::new();
            for table in tables {
                let head: &'static str = format!("select count(*) from {table}").leak();
                counts.push((table, db::Select::new(head).number(ctx.tx)?));
            }
            Ok(counts)
        })
        .expect("counts")
}

#[test]
fn what_is_taken_back_leaves_nothing_but_what_the_journal_says() {
    for fresh in testkit::places() {
        let office = Office::on_file();
        let other = empty(&fresh);
        let mut taken = Vec::new();
        for kind in intake::kinds() {
            let left = export(&office.installation, &office_of(&office.installation), kind.key);
            let before = row_counts(&other);
            let done = take(&other, &office_of(&other), kind.key, &as_file(&left));
            assert_ne!(row_counts(&other), before, "{} on {}", kind.key, fresh.engine);
            taken.push((kind.key, done.batch, before));
        }
        // The bodies stay: the batches that came after them name the council that took them in
        for (key, batch, before) in taken.into_iter().skip(1).rev() {
            other
                .app
                .write_as(&office_of(&other), move |ctx| intake::undo(ctx, batch))
                .unwrap_or_else(|problem| panic!("{key}: {problem:?}"));
            assert_eq!(row_counts(&other), before, "{key} on {}", fresh.engine);
        }
        assert!(other.seal().is_ok());
    }
}

const PEOPLE: &str = "/lam-viec/nhap/nguoi";

/// A table as a clerk makes it: a heading, a head of two rows, joined cells, days as text.
fn clerk_file() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    let plain = Format::new();
    page.merge_range(0, 0, 0, 5, "DANH SÁCH ĐẠI BIỂU BỔ SUNG", &plain).expect("a title");
    for (column, words) in [(0, "STT"), (1, "HỌ VÀ TÊN"), (2, "Cơ quan"), (3, "Chức vụ")] {
        page.merge_range(2, column, 3, column, words, &plain).expect("a head");
    }
    page.merge_range(2, 4, 2, 5, "Thời gian", &plain).expect("a group");
    page.write_string(3, 4, "Từ ngày").expect("a head");
    page.write_string(3, 5, "Đến ngày").expect("a head");
    page.merge_range(4, 2, 6, 2, "Hội đồng nhân dân huyện Thanh Liêm", &plain).expect("a body");
    let people = [
        ("Tr\u{e2}\u{300}n Thị Thử Nghiệm", "ngày 1 tháng 7 năm 2020"),
        ("\u{D0}ỗ Văn Thử Nghiệm", "2020"),
        ("Lê Thị Thử Nghiệm", "43862"),
    ];
    for ((name, day), row) in people.into_iter().zip(4..) {
        page.write_number(row, 0, f64::from(row) - 3.0).expect("a number");
        page.write_string(row, 1, name).expect("a name");
        page.write_string(row, 3, "đại biểu hđnd").expect("a post");
        page.write_string(row, 4, day).expect("a day");
    }
    book.save_to_buffer().expect("a workbook")
}

fn persons(office: &Office) -> usize {
    export(&office.installation, &office_of(&office.installation), "nguoi").table.rows.len()
}

/// Whether the first of the clerk's persons is found by name.
fn is_found(lan: &mut Person<'_>) -> bool {
    let page = lan.open("/tim?q=tran+thi+thu+nghiem");
    page.attributes("main a", "href").iter().any(|href| href.starts_with("/dai-bieu/"))
}

fn look(lan: &mut Person<'_>) -> testkit::Page {
    lan.open(PEOPLE).says("Đại biểu, cán bộ và chức vụ").says("Tải bảng mẫu");
    lan.send_file(PEOPLE, &[], "tep", "C:\\Lan\\đại biểu.xlsx", &clerk_file())
}

#[test]
fn a_clerks_table_is_looked_at_corrected_taken_in_and_taken_back() {
    each_engine(|office| {
        let before = persons(office);
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/nhap").says("Cơ quan, tổ chức").says("Bảng nhập ở trang riêng");
        let page = look(&mut lan);
        page.is(422).says("1 ô cần sửa").says("Dòng 6, cột Thời gian / Từ ngày: “2020” chỉ có năm");
        page.says("Bỏ qua 1 dòng lỗi, nhập 2 dòng còn lại");
        assert_eq!(persons(office), before, "nothing is written by a look");
        // What was wrong is not taken in without being chosen
        lan.send(PEOPLE, &[("buoc", "nhap")]).is(422).says("Dòng 6");
        let began = lan.send(PEOPLE, &[("buoc", "bo-loi")]);
        let said = end_of(&mut lan, &began);
        assert!(said.starts_with("Đã nhập 2 dòng người, chức vụ."), "{said}");
        assert_eq!(persons(office), before + 2);
        assert!(is_found(&mut lan));
        // The same file again: two are there, beside their own records
        look(&mut lan).is(422).says("2 dòng đã có").says("Trần Thị Thử Nghiệm, Đại biểu HĐND");
        lan.open("/lam-viec/nhap").says("2 dòng người, chức vụ, bỏ 1 dòng lỗi");
        lan.send("/hoan-tac", &[]).is(200).says("đã hoàn tác");
        assert_eq!(persons(office), before, "nothing of it is left");
        assert!(!is_found(&mut lan));
        lan.open("/lam-viec/nhap").says("đã hoàn tác").does_not_say("Hoàn tác cả đợt");
        office.installation.seal().expect("a seal");
    });
}

#[test]
fn what_somebody_went_on_with_is_not_taken_back_and_eight_days_later_nothing_is() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open(PEOPLE);
        let table =
            "Họ và tên;Cơ quan;Chức vụ;Từ ngày\nPhạm Thị Thử Nghiệm;HĐND huyện;Đại biểu HĐND;1/7/2020\n";
        lan.send(PEOPLE, &[("bang", table)]).is(200).says("1 dòng người, chức vụ sẽ được nhập");
        let began = lan.send(PEOPLE, &[("buoc", "nhap")]);
        assert!(end_of(&mut lan, &began).starts_with("Đã nhập 1"));
        lan.open("/dai-bieu").says("Phạm Thị Thử Nghiệm");
        let person = lan.open("/lam-viec/nhap/nguoi");
        assert!(person.texts("h2").iter().any(|words| words == "Các đợt đã nhập"));
        lan.send(PEOPLE, &[("bang", table)]).is(200).says("1 dòng đã có");
        let page = lan.follow("Phạm Thị Thử Nghiệm, Đại biểu HĐND");
        page.is(200);
        lan.send("/ket-thuc", &[("ket-thuc", "15/10/2020")]).is(200);
        lan.open("/lam-viec/nhap");
        lan.send("/hoan-tac", &[]).is(422).says("đã được làm tiếp sau khi nhập");
        office.set_day(2020, 10, 23);
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/nhap").does_not_say("Hoàn tác cả đợt");
    });
}

#[test]
fn a_column_that_was_guessed_wrong_is_chosen_by_hand() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open(PEOPLE);
        let table = "Số;Cán bộ\n1;Vũ Thị Thử Nghiệm\n2;Ngô Văn Thử Nghiệm\n";
        let page = lan.send(PEOPLE, &[("bang", table)]);
        page.is(422).says("Dòng 1, cột Họ và tên: Không thấy cột này");
        let page = lan.send(PEOPLE, &[("cot-ho-ten", "2")]);
        page.is(200).says("2 dòng người, chức vụ sẽ được nhập").says("Ngô Văn Thử Nghiệm");
    });
}

#[test]
fn the_pages_are_the_offices_and_the_files_open() {
    each_engine(|office| {
        office.visitor().open("/lam-viec/nhap").is(200).says("Đăng nhập");
        let mut other = office.signs_in("daibieu1");
        for path in ["/lam-viec/nhap/nguoi", "/lam-viec/nhap/nguoi.xlsx", "/lam-viec/nhap/nguoi-mau.xlsx"] {
            other.open(path).is(404);
        }
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/nhap/khong-co").is(404);
        for kind in intake::kinds() {
            lan.open(&format!("/lam-viec/nhap/{}.xlsx", kind.key)).is(200);
            lan.open(&format!("/lam-viec/nhap/{}-mau.xlsx", kind.key)).is(200);
            let page = lan.open(&format!("/lam-viec/nhap/{}", kind.key));
            page.is(200).says(kind.label);
            lan.send(&format!("/lam-viec/nhap/{}", kind.key), &[("bang", "")]).is(422).says("Dán bảng");
            // Every template holds the columns by which it is read again
            let sheets = intake::template_sheets(kind);
            let bytes = papers::to_xlsx(&sheets).expect("a workbook");
            let read = papers::table_in("mau.xlsx", &bytes, "1").expect("a table");
            let head: Vec<&str> = read.lines[0].cells.iter().map(String::as_str).collect();
            let wanted: Vec<&str> = kind.columns.iter().map(|column| column.header).collect();
            assert_eq!(head, wanted, "{}", kind.key);
        }
    });
}
