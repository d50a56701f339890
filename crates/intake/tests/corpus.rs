//! Sixty office files as clerks make them: exact counts, exact faults.
//!
//! Each file is made here with the programs' own formats (.xlsx, .ods, .docx, .csv); nothing is
//! kept that cannot be made again.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::io::{Cursor, Write as _};

use docx_rs::{Docx, Paragraph, Run, Table as WordTable, TableCell, TableRow, VMergeType};
use intake::{Column, Shape, Table};
use jiff::civil::date;
use papers::{Sheet, TableFault, TableIn, table_in, table_pasted};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use unicode_normalization::UnicodeNormalization as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const COLUMNS: &[Column] = &[
    Column::new("ten", "Họ và tên", Shape::Line(60)).required().also(&["ho ten"]),
    Column::new("chuc-vu", "Chức vụ", Shape::Choice(|| vec!["Đại biểu", "Trưởng Ban", "Ủy viên Hòa giải"])),
    Column::new("ma", "Mã", Shape::Code(20)).also(&["ma so"]),
    Column::new("tu", "Từ ngày", Shape::Day),
    Column::new("den", "Đến ngày", Shape::Day),
    Column::new("so", "Số phiếu", Shape::Integer(0, 100_000)),
    Column::new("co", "Chuyên trách", Shape::Yes),
    Column::new("ghi", "Ghi chú", Shape::Words(500)),
];

/// What must come of a file: rows, notes, and faults as they are said.
struct Wanted {
    rows: usize,
    notes: usize,
    faults: Vec<&'static str>,
    /// The first row's name and first day, as read.
    first: (&'static str, Option<jiff::civil::Date>),
}

fn well(rows: usize, name: &'static str) -> Wanted {
    Wanted { rows, notes: 0, faults: Vec::new(), first: (name, None) }
}

impl Wanted {
    fn on(self, year: i16, month: i8, day: i8) -> Self {
        Self { first: (self.first.0, Some(date(year, month, day))), ..self }
    }

    fn noted(self, notes: usize) -> Self {
        Self { notes, ..self }
    }

    fn faulty(self, faults: &[&'static str]) -> Self {
        Self { faults: faults.to_vec(), ..self }
    }
}

struct File {
    name: &'static str,
    bytes: Vec<u8>,
    sheet: &'static str,
    wanted: Result<Wanted, fn(&TableFault) -> bool>,
}

fn good(name: &'static str, bytes: Vec<u8>, wanted: Wanted) -> File {
    File { name, bytes, sheet: "", wanted: Ok(wanted) }
}

fn refused(name: &'static str, bytes: Vec<u8>, is_right: fn(&TableFault) -> bool) -> File {
    File { name, bytes, sheet: "", wanted: Err(is_right) }
}

fn book(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

fn write(page: &mut Worksheet, top: u32, lines: &[&[&str]]) {
    for (line, row) in lines.iter().zip(top..) {
        for (words, column) in line.iter().zip(0..) {
            if !words.is_empty() {
                page.write_string(row, column, *words).expect("a cell");
            }
        }
    }
}

fn simple(lines: &[&[&str]]) -> Vec<u8> {
    book(|book| write(book.add_worksheet(), 0, lines))
}

/// An .ods as LibreOffice writes it, with the body of its one table.
fn ods(rows: &str) -> Vec<u8> {
    ods_of(&format!("<table:table table:name=\"Trang 1\">{rows}</table:table>"), &[])
}

fn ods_of(tables: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:automatic-styles><style:style style:name=\"an\" style:family=\"table\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, words: &str| {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(words.as_bytes()).expect("a part");
    };
    part("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    part("content.xml", &content);
    for (name, words) in more {
        part(name, words);
    }
    writer.finish().expect("an archive").into_inner()
}

fn ods_row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|words| match *words {
            "" => "<table:table-cell/>".to_owned(),
            words => format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
            ),
        })
        .collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

fn word(tables: Vec<WordTable>, paragraphs: &[&str]) -> Vec<u8> {
    let mut letter = Docx::new();
    for words in paragraphs {
        letter = letter.add_paragraph(Paragraph::new().add_run(Run::new().add_text(*words)));
    }
    for table in tables {
        letter = letter.add_table(table);
    }
    let mut bytes = Cursor::new(Vec::new());
    letter.build().pack(&mut bytes).expect("a letter");
    bytes.into_inner()
}

fn word_cell(words: &str) -> TableCell {
    TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(words)))
}

fn word_table(lines: &[&[&str]]) -> WordTable {
    WordTable::new(
        lines.iter().map(|line| TableRow::new(line.iter().map(|words| word_cell(words)).collect())).collect(),
    )
}

fn nfd(words: &str) -> String {
    words.nfd().collect()
}

const HEAD: &[&str] = &["STT", "Họ và tên", "Chức vụ", "Từ ngày", "Đến ngày"];
const AN: &[&str] = &["1", "Trần Văn An", "Đại biểu", "1/7/2021", ""];
const BINH: &[&str] = &["2", "Lê Thị Bình", "Trưởng Ban", "15-08-2021", "2026-06-30"];

fn workbooks() -> Vec<File> {
    let plain = Format::new();
    let day_format = Format::new().set_num_format("dd/mm/yyyy");
    let two = || well(2, "Trần Văn An").on(2021, 7, 1);
    let with = |fill: &dyn Fn(&mut Worksheet)| book(|book| fill(book.add_worksheet()));
    let with_day = |day: &str| simple(&[HEAD, &["1", "Trần Văn An", "", day, ""]]);
    let one = |year, month, day| well(1, "Trần Văn An").on(year, month, day);
    vec![
        good("01 thẳng.xlsx", simple(&[HEAD, AN, BINH]), two()),
        good("02 cột đổi chỗ.xlsx", simple(&[
            &["Từ ngày", "Họ và tên", "Cột lạ"],
            &["1/7/2021", "Trần Văn An", "x"],
        ]), one(2021, 7, 1)),
        good("03 chữ hoa.xlsx", simple(&[&["HỌ VÀ TÊN", "TỪ NGÀY"], &["Trần Văn An", "1/7/2021"]]), one(2021, 7, 1)),
        good("04 tổ hợp.xlsx", book(|book| {
            let page = book.add_worksheet();
            let lines: Vec<Vec<String>> =
                [HEAD, AN, BINH].iter().map(|line| line.iter().map(|words| nfd(words)).collect()).collect();
            for (line, row) in lines.iter().zip(0..) {
                let line: Vec<&str> = line.iter().map(String::as_str).collect();
                write(page, row, &[&line]);
            }
        }), two()),
        good("05 chữ Ð.xlsx", simple(&[
            &["Họ và tên", "Chức vụ", "\u{D0}ến ngày"],
            &["\u{D0}ỗ Văn Ðạt", "\u{D0}ại biểu", "1/7/2021"],
        ]), well(1, "Đỗ Văn Đạt")),
        good("06 dấu đặt kiểu mới.xlsx", simple(&[
            &["Họ và tên", "Chức vụ"],
            &["Vũ Thị Hoà", "Ủy viên Hoà giải"],
        ]), well(1, "Vũ Thị Hoà")),
        good("07 tiêu đề trên.xlsx", with(&|page| {
            page.merge_range(0, 0, 0, 4, "DANH SÁCH ĐẠI BIỂU", &plain).expect("a title");
            write(page, 3, &[HEAD, AN, BINH]);
        }), two()),
        good("08 quốc hiệu.xlsx", with(&|page| {
            write(page, 0, &[&["HĐND HUYỆN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], &["VĂN PHÒNG", "", "", "Độc lập - Tự do - Hạnh phúc"]]);
            write(page, 3, &[HEAD, AN, BINH]);
        }), two()),
        good("09 đầu đề hai dòng gộp.xlsx", with(&|page| {
            for (column, words) in [(0, "STT"), (1, "Họ và tên"), (2, "Chức vụ")] {
                page.merge_range(0, column, 1, column, words, &plain).expect("a head");
            }
            page.merge_range(0, 3, 0, 4, "Thời gian", &plain).expect("a group");
            write(page, 1, &[&["", "", "", "Từ ngày", "Đến ngày"], AN, BINH]);
        }), two()),
        good("10 đầu đề hai dòng không gộp.xlsx", simple(&[
            &["STT", "Họ và tên", "Chức vụ", "Thời gian", ""],
            &["", "", "", "Từ ngày", "Đến ngày"],
            AN,
            BINH,
        ]), two()),
        good("11 dòng số thứ tự cột.xlsx", simple(&[HEAD, &["(1)", "(2)", "(3)", "(4)", "(5)"], AN, BINH]), two()),
        good("12 dòng số không ngoặc.xlsx", simple(&[HEAD, &["1", "2", "3", "4", "5"], AN, BINH]), two()),
        good("13 gộp dọc.xlsx", with(&|page| {
            write(page, 0, &[HEAD, &["1", "Trần Văn An", "", "1/7/2021", ""], &["2", "Lê Thị Bình", "", "15/8/2021", ""]]);
            page.merge_range(1, 2, 2, 2, "Đại biểu", &plain).expect("a cell");
        }), two()),
        good("14 nhóm gộp ngang.xlsx", with(&|page| {
            write(page, 0, &[HEAD]);
            page.merge_range(1, 1, 1, 4, "I. Ban Pháp chế", &plain).expect("a group");
            write(page, 2, &[AN, BINH]);
        }), two().noted(1)),
        good("15 cột ẩn.xlsx", with(&|page| {
            write(page, 0, &[HEAD, AN, BINH]);
            page.set_column_hidden(2).expect("a column");
        }), two().noted(1)),
        good("16 dòng ẩn.xlsx", with(&|page| {
            write(page, 0, &[HEAD, AN, BINH]);
            page.set_row_hidden(2).expect("a row");
        }), two().noted(1)),
        good("17 dòng trống xen.xlsx", simple(&[HEAD, AN, &[""], &[""], BINH]), two()),
        good("18 ngày thật.xlsx", with(&|page| {
            write(page, 0, &[HEAD, &["1", "Trần Văn An", "", "", ""]]);
            let day = ExcelDateTime::from_ymd(2021, 7, 1).expect("a day");
            page.write_datetime_with_format(1, 3, &day, &day_format).expect("a day");
        }), one(2021, 7, 1)),
        good("19 ngày dạng số.xlsx", with(&|page| {
            write(page, 0, &[HEAD, &["1", "Trần Văn An", "", "", ""]]);
            page.write_number(1, 3, 44_378.0).expect("a day");
        }), one(2021, 7, 1)),
        good("20 ngày chữ.xlsx", with_day("ngày 1 tháng 7 năm 2021"), one(2021, 7, 1)),
        good("21 ngày gạch.xlsx", with_day("01-07-2021"), one(2021, 7, 1)),
        good("22 ngày chấm.xlsx", with_day("1.7.2021"), one(2021, 7, 1)),
        good("23 ngày ISO.xlsx", with_day("2021-07-01"), one(2021, 7, 1)),
        good("24 ngày kèm giờ.xlsx", with_day("01/07/2021 07:30"), one(2021, 7, 1)),
        good("25 ngày năm hai số.xlsx", with_day("1/7/21"), one(2021, 7, 1)),
        good("26 chỉ có năm.xlsx", with_day("2021"), well(1, "Trần Văn An").faulty(&[
            "Dòng 2, cột Từ ngày: “2021” chỉ có năm. Viết đủ ngày, tháng, năm như 15/10/2020.",
        ])),
        good("27 tháng và năm.xlsx", with_day("7/2021"), well(1, "Trần Văn An").faulty(&[
            "Dòng 2, cột Từ ngày: “7/2021” chỉ có tháng và năm. Viết đủ ngày, tháng, năm như 15/10/2020.",
        ])),
        good("28 thiếu năm.xlsx", with_day("1/7"), well(1, "Trần Văn An").faulty(&[
            "Dòng 2, cột Từ ngày: “1/7” thiếu năm. Viết đủ ngày, tháng, năm như 15/10/2020.",
        ])),
        good("29 ngày không có.xlsx", with_day("31/02/2021"), well(1, "Trần Văn An").faulty(&[
            "Dòng 2, cột Từ ngày: Ngày 31/02/2021 không có trong lịch. Nhập ngày dạng 15/10/2020.",
        ])),
        good("30 mã số 0.xlsx", simple(&[&["Họ và tên", "Mã"], &["Trần Văn An", "00123"]]), well(1, "Trần Văn An")),
        good("31 mã số mũ.xlsx", simple(&[&["Họ và tên", "Mã"], &["Trần Văn An", "1,23E+11"]]), well(1, "Trần Văn An").faulty(&[
            "Dòng 2, cột Mã: “1,23E+11” là mã đã bị Excel đổi thành số mũ. Định dạng cột là Văn bản (Text) rồi gõ lại mã.",
        ])),
        good("32 số có phân cách.xlsx", simple(&[&["Họ và tên", "Số phiếu"], &["Trần Văn An", "1.250"]]), well(1, "Trần Văn An")),
        good("33 số là chữ.xlsx", simple(&[&["Họ và tên", "Số phiếu"], &["Trần Văn An", "nhiều"], &["Lê Thị Bình", "200000"]]), well(2, "Trần Văn An").faulty(&[
            "Dòng 2, cột Số phiếu: “nhiều” không phải số nguyên. Viết như 1250.",
            "Dòng 3, cột Số phiếu: Phải từ 0 đến 100000.",
        ])),
        good("34 thiếu tên.xlsx", simple(&[HEAD, AN, &["2", "", "Trưởng Ban", "", ""]]), two().faulty(&[
            "Dòng 3, cột Họ và tên: Ô này phải có.",
        ])),
        good("35 chức vụ lạ.xlsx", simple(&[HEAD, &["1", "Trần Văn An", "Tổng giám đốc", "", ""]]), well(1, "Trần Văn An").faulty(&[
            "Dòng 2, cột Chức vụ: Không hiểu “Tổng giám đốc”. Cần một trong: Đại biểu; Trưởng Ban; Ủy viên Hòa giải.",
        ])),
        good("36 năm nghìn dòng.xlsx", book(|book| {
            let page = book.add_worksheet();
            write(page, 0, &[HEAD]);
            for row in 1..=5_000 {
                page.write_number(row, 0, f64::from(row)).expect("a number");
                page.write_string(row, 1, format!("Người thứ {row}")).expect("a name");
                page.write_string(row, 3, "1/7/2021").expect("a day");
            }
        }), well(5_000, "Người thứ 1").on(2021, 7, 1)),
        File { name: "37 trang tính thứ hai.xlsx", sheet: "Danh sách", bytes: book(|book| {
            write(book.add_worksheet().set_name("Bìa").expect("a name"), 0, &[&["Ghi", "chú"], &["a", "b"]]);
            write(book.add_worksheet().set_name("Danh sách").expect("a name"), 0, &[HEAD, AN, BINH]);
        }), wanted: Ok(two().noted(1)) },
        good("38 trang đầu trống.xlsx", book(|book| {
            book.add_worksheet().set_name("Trống").expect("a name");
            write(book.add_worksheet().set_name("Danh sách").expect("a name"), 0, &[HEAD, AN, BINH]);
        }), two().noted(1)),
        good("39 ô nhiều dòng.xlsx", simple(&[&["Họ và tên", "Ghi chú"], &["Trần\nVăn An", "một\nhai"]]), well(1, "Trần Văn An")),
        good("40 dấu cách lạ.xlsx", simple(&[&["Họ và  tên", "Từ\u{a0}ngày"], &["Trần\u{a0}Văn\u{200b} An", " 1/7/2021 "]]), one(2021, 7, 1)),
    ]
}

fn others() -> Vec<File> {
    let two = || well(2, "Trần Văn An").on(2021, 7, 1);
    let csv = |words: &str| words.as_bytes().to_vec();
    let wide = |words: &str| {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let body = [HEAD, AN, BINH].map(ods_row).concat();
    let repeated = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>";
    let tall = WordTable::new(vec![
        TableRow::new(["Cơ quan", "Họ và tên", "Chức vụ"].iter().map(|words| word_cell(words)).collect()),
        TableRow::new(vec![
            word_cell("Ban").vertical_merge(VMergeType::Restart),
            word_cell("Trần Văn An"),
            word_cell("Đại biểu"),
        ]),
        TableRow::new(vec![
            word_cell("").vertical_merge(VMergeType::Continue),
            word_cell("Lê Thị Bình"),
            word_cell("Trưởng Ban"),
        ]),
    ]);
    vec![
        good(
            "41 chấm phẩy có BOM.csv",
            csv(
                "\u{feff}STT;Họ và tên;Chức vụ;Từ ngày\r\n1;Trần Văn An;Đại biểu;1/7/2021\r\n2;\"Lê; Thị Bình\";;\r\n",
            ),
            two(),
        ),
        good(
            "42 dấu phẩy.csv",
            csv("Họ và tên,Từ ngày\nTrần Văn An,1/7/2021\n"),
            well(1, "Trần Văn An").on(2021, 7, 1),
        ),
        good("43 tab.txt", csv("Họ và tên\tTừ ngày\nTrần Văn An\t1/7/2021\nLê Thị Bình\t\n"), two()),
        good(
            "44 UTF-16.txt",
            wide("Họ và tên\tTừ ngày\r\nTrần Văn An\t1/7/2021\r\n"),
            well(1, "Trần Văn An").on(2021, 7, 1),
        ),
        good(
            "45 tiêu đề trên.csv",
            csv("DANH SÁCH ĐẠI BIỂU\n\nHọ và tên;Từ ngày;Đến ngày\nTrần Văn An;1/7/2021;\n"),
            well(1, "Trần Văn An").on(2021, 7, 1),
        ),
        good("46 thẳng.ods", ods(&body), two()),
        good("47 lặp đến cuối.ods", ods(&format!("{body}{repeated}")), two()),
        good(
            "48 ngày và số.ods",
            ods(&format!(
                "{}<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"><text:p>1,0</text:p></table:table-cell><table:table-cell><text:p>Trần Văn An</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type=\"date\" office:date-value=\"2021-07-01\"><text:p>Thg 7 21</text:p></table:table-cell></table:table-row>",
                ods_row(HEAD)
            )),
            well(1, "Trần Văn An").on(2021, 7, 1),
        ),
        good(
            "49 gộp dọc.ods",
            ods(
                "<table:table-row><table:table-cell><text:p>Chức vụ</text:p></table:table-cell><table:table-cell><text:p>Họ và tên</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>Đại biểu</text:p></table:table-cell><table:table-cell><text:p>Trần Văn An</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell><text:p>Lê Thị Bình</text:p></table:table-cell></table:table-row>",
            ),
            well(2, "Trần Văn An"),
        ),
        good(
            "50 dòng lọc.ods",
            ods(&format!(
                "{}{}",
                [HEAD, AN].map(ods_row).concat(),
                ods_row(BINH).replace("<table:table-row>", "<table:table-row table:visibility=\"filter\">")
            )),
            two().noted(1),
        ),
        good(
            "51 trang ẩn.ods",
            ods_of(
                &format!(
                    "<table:table table:name=\"Ẩn\" table:style-name=\"an\">{}</table:table><table:table table:name=\"Thật\">{body}</table:table>",
                    ods_row(&["Họ và tên", "Mã"])
                ),
                &[],
            ),
            two(),
        ),
        good("52 bảng Word.docx", word(vec![word_table(&[HEAD, AN, BINH])], &["DANH SÁCH"]), two()),
        good(
            "53 sau quốc hiệu.docx",
            word(
                vec![
                    word_table(&[&["HĐND HUYỆN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]),
                    word_table(&[HEAD, AN, BINH]),
                ],
                &[],
            ),
            two().noted(1),
        ),
        good("54 gộp dọc.docx", word(vec![tall], &[]), well(2, "Trần Văn An")),
        refused("55 không phải bảng.pdf", b"%PDF-1.7 x".to_vec(), |fault| {
            matches!(fault, TableFault::NotTable(_))
        }),
        refused("56 đời cũ.xls", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], |fault| {
            matches!(fault, TableFault::Old(_))
        }),
        refused(
            "57 có macro.ods",
            ods_of(
                &format!("<table:table table:name=\"T\">{body}</table:table>"),
                &[("Basic/Standard/Module1.xml", "<x/>")],
            ),
            |fault| matches!(fault, TableFault::RunsCode(_)),
        ),
        refused("58 hỏng.xlsx", b"PK\x03\x04 cut off".to_vec(), |fault| {
            matches!(fault, TableFault::Unsound(_))
        }),
        refused(
            "59 rộng quá.ods",
            ods(
                "<table:table-row><table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>x</text:p></table:table-cell></table:table-row>",
            ),
            |fault| matches!(fault, TableFault::TooLarge(_)),
        ),
        refused("60 mã cũ.csv", vec![0x4D, 0xE3, 0x20, 0x3B, 0xC7], |fault| {
            matches!(fault, TableFault::NotUtf8(_))
        }),
    ]
}

fn table_of(file: &TableIn) -> Result<Table, Vec<papers::pasted::CellFault>> {
    Table::of_file(COLUMNS, file, date(2026, 11, 28))
}

#[test]
fn sixty_files_give_exact_counts_and_exact_faults() {
    let files: Vec<File> = workbooks().into_iter().chain(others()).collect();
    assert_eq!(files.len(), 60);
    for (file, number) in files.iter().zip(1..) {
        assert!(file.name.starts_with(&format!("{number:02} ")), "{}", file.name);
        let read = table_in(file.name, &file.bytes, file.sheet);
        let wanted = match (&file.wanted, &read) {
            (Ok(wanted), Ok(_)) => wanted,
            (Err(is_right), Err(fault)) => {
                assert!(is_right(fault), "{}: {fault}", file.name);
                assert!(fault.to_string().contains(file.name), "{fault}");
                continue;
            }
            (_, read) => panic!("{}: {read:?}", file.name),
        };
        let read = read.expect("read");
        let table = table_of(&read).unwrap_or_else(|faults| panic!("{}: {faults:?}", file.name));
        let said: Vec<String> = table.shape_faults().iter().map(ToString::to_string).collect();
        assert_eq!(said, wanted.faults, "{}", file.name);
        assert_eq!(table.rows.len(), wanted.rows, "{}", file.name);
        assert_eq!(read.notes.len(), wanted.notes, "{}: {:?}", file.name, read.notes);
        let first = table.reading(&table.rows[0]);
        assert_eq!(first.words("ten"), wanted.first.0, "{}", file.name);
        if let Some(day) = wanted.first.1 {
            assert_eq!(first.day("tu"), Some(day), "{}", file.name);
        }
    }
}

#[test]
fn what_a_file_gives_as_text_is_read_again_as_the_same_table() {
    for file in workbooks().into_iter().chain(others()).filter(|file| file.wanted.is_ok()) {
        let read = table_in(file.name, &file.bytes, file.sheet).expect("a table");
        let again = table_pasted(&read.text()).expect("a table");
        let (one, two) = (table_of(&read).expect("rows"), table_of(&again).expect("rows"));
        assert_eq!(one.rows.len(), two.rows.len(), "{}", file.name);
        for (row, again) in one.rows.iter().zip(&two.rows) {
            for column in COLUMNS {
                let (row, again) = (one.reading(row), two.reading(again));
                assert_eq!(row.words(column.key), again.words(column.key), "{}", file.name);
            }
        }
    }
}

#[test]
fn numbered_paragraphs_of_a_letter_are_rows_where_it_has_no_table() {
    let bytes = word(
        Vec::new(),
        &[
            "TỔNG HỢP Ý KIẾN",
            "1. Đề nghị sửa đường thôn Đống Cầu.",
            "Đường hỏng từ năm 2018.",
            "2) Đề nghị nạo vét kênh.",
            "1.500 đồng là mức thu.",
        ],
    );
    let read = table_in("y-kien.docx", &bytes, "").expect("rows");
    let lines: Vec<Vec<String>> = read.lines.iter().map(|line| line.cells.clone()).collect();
    assert_eq!(
        lines,
        [
            vec!["STT".to_owned(), "Nội dung".to_owned()],
            vec!["1".to_owned(), "Đề nghị sửa đường thôn Đống Cầu.\nĐường hỏng từ năm 2018.".to_owned()],
            vec!["2".to_owned(), "Đề nghị nạo vét kênh.\n1.500 đồng là mức thu.".to_owned()],
        ]
    );
}

#[test]
fn a_sheet_that_is_not_there_is_named_beside_those_that_are() {
    let bytes = simple(&[HEAD, AN]);
    let fault = table_in("a.xlsx", &bytes, "Phụ lục").expect_err("no such sheet").to_string();
    assert_eq!(fault, "Tệp “a.xlsx” không có trang tính “Phụ lục”. Tệp có: Sheet1.");
    assert!(table_in("a.xlsx", &bytes, "1").is_ok() && table_in("a.xlsx", &bytes, "2").is_err());
}

#[test]
fn what_we_write_out_is_read_in() {
    let table = papers::Table {
        caption: String::new(),
        columns: vec![papers::Column::left("Họ và tên", 1), papers::Column::center("Từ ngày", 1)],
        rows: vec![vec![papers::Cell::text("=Trần Văn An"), papers::Cell::Date(date(2021, 7, 1))]],
        notes: Vec::new(),
    };
    let sheet =
        Sheet { name: "Bảng".into(), title: "DANH SÁCH".into(), subtitle: "Đến ngày".into(), table };
    let read = table_in("a.xlsx", &papers::to_xlsx(&[sheet]).expect("a workbook"), "").expect("a table");
    let table = table_of(&read).expect("rows");
    let first = table.reading(&table.rows[0]);
    assert_eq!((first.words("ten"), first.day("tu")), ("=Trần Văn An", Some(date(2021, 7, 1))));
}
