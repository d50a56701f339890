//! Tables as an Excel file: what opens, and what must never compute.

#![expect(clippy::unwrap_used, reason = "a broken file must stop the test")]

mod letters;

use std::io::{Cursor, Read};

use letters::notice;
use papers::{Cell, Column, Sheet, Table, to_xlsx};

fn parts(sheets: &[Sheet]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(to_xlsx(sheets).unwrap())).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn page(sheets: &[Sheet]) -> String {
    let parts = parts(sheets);
    parts.into_iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap().1
}

fn sheet(table: Table) -> Sheet {
    Sheet {
        name: "Quý III/2020".to_owned(),
        title: "Kết quả giải quyết kiến nghị & đơn".to_owned(),
        subtitle: "Kỳ báo cáo: quý III năm 2020".to_owned(),
        table,
    }
}

fn report() -> Sheet {
    sheet(notice().tables().next().unwrap().clone())
}

fn wide(columns: usize) -> Sheet {
    let head = (0..columns).map(|number| Column::right(format!("Cột {number}"), 1)).collect();
    let row = (0..columns).map(|_| Cell::Number(1)).collect();
    sheet(Table { caption: String::new(), columns: head, rows: vec![row], notes: Vec::new() })
}

#[test]
fn no_text_of_a_citizen_becomes_a_formula() {
    let payloads = ["=1+1", "=HYPERLINK(\"http://x\")", "+84912", "-2+3", "@SUM(1)", "\t=1", "＝1", "{=1+1}"];
    let rows = payloads.iter().map(|payload| vec![Cell::text(*payload), Cell::gap(*payload)]).collect();
    let columns = vec![Column::left("=1+1", 1), Column::left("@x", 1)];
    let table = Table { caption: "=1".to_owned(), columns, rows, notes: vec!["=1+1".to_owned()] };
    let named = Sheet { name: "=1+1".to_owned(), title: "=1+1".to_owned(), ..sheet(table) };
    let parts = parts(&[named]);
    for (name, text) in &parts {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
        assert!(!text.contains("<hyperlink"), "{name}");
    }
    let strings = &parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1;
    assert!(strings.contains(">=1+1<"));
}

#[test]
fn the_head_is_frozen_filtered_and_repeated_when_printed() {
    let page = page(&[report()]);
    assert!(page.contains(r#"ySplit="4""#));
    assert!(page.contains(r#"<autoFilter ref="A4:E44""#));
    let parts = parts(&[report()]);
    let workbook = &parts.iter().find(|(name, _)| name == "xl/workbook.xml").unwrap().1;
    assert!(workbook.contains("_xlnm.Print_Titles"));
    assert!(workbook.contains("'Quý III-2020'!$4:$4"));
}

#[test]
fn eight_columns_print_on_a4_and_nine_on_a3_landscape() {
    assert!(page(&[wide(8)]).contains(r#"paperSize="9""#));
    let large = page(&[wide(9)]);
    assert!(large.contains(r#"paperSize="8""#));
    assert!(large.contains(r#"orientation="landscape""#));
}

#[test]
fn counts_are_numbers_and_a_gap_is_words() {
    let page = page(&[report()]);
    assert!(page.contains("<v>137</v>"));
    assert!(page.contains("<v>0.69230769230769"), "the share is kept unrounded");
    assert!(page.contains(r#"<c r="D8" s="#), "row of the gap");
    let row = page.split(r#"<c r="D8""#).nth(1).unwrap().split("</c>").next().unwrap();
    assert!(row.contains(r#"t="s""#), "a gap is a string: {row}");
}

#[test]
fn a_count_that_excel_would_round_is_written_as_words() {
    let rows = vec![vec![Cell::Number(i64::MAX)], vec![Cell::Percent { numerator: 1, denominator: 0 }]];
    let table =
        Table { caption: String::new(), columns: vec![Column::right("Số", 1)], rows, notes: Vec::new() };
    let parts = parts(&[sheet(table)]);
    let strings = &parts.iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1;
    assert!(strings.contains("9223372036854775807"));
    assert!(strings.contains(">–<"));
}

#[test]
fn pages_are_numbered_and_an_ampersand_in_the_title_is_not_a_command() {
    let page = page(&[report()]);
    assert!(page.contains("Trang &amp;P/&amp;N"));
    assert!(page.contains("kiến nghị &amp;&amp; đơn"));
}

#[test]
fn an_empty_table_has_its_head_and_nothing_to_filter() {
    let table = Table {
        caption: String::new(),
        columns: vec![Column::left("Xã", 1)],
        rows: Vec::new(),
        notes: Vec::new(),
    };
    let page = page(&[sheet(table)]);
    assert!(page.contains(r#"<c r="A4""#));
    assert!(!page.contains("<autoFilter"));
}
