//! What a clerk and an archive may ask of the printed letter.

use jiff::civil::date;
use papers::model::{Block, Cell, Column, Letter, Signature, Span, Table};

use super::{PressError, to_pdf};

mod layout;

fn report(rows: i64) -> Letter {
    let row = |number: i64| {
        let share = if number % 7 == 3 {
            Cell::gap("chưa báo cáo")
        } else {
            Cell::Percent { numerator: 9, denominator: 13 }
        };
        vec![
            Cell::Number(number + 1),
            Cell::text("Xã Thanh Nguyên"),
            Cell::Number(number * 137),
            share,
            Cell::Date(date(2020, 1, 15)),
        ]
    };
    let table = Table {
        caption: "Biểu 1. Kết quả giải quyết kiến nghị của cử tri".to_owned(),
        columns: vec![
            Column::center("TT", 1),
            Column::left("Đơn vị", 5),
            Column::right("Số kiến nghị", 2),
            Column::right("Tỷ lệ đúng hạn", 3),
            Column::center("Ngày báo cáo", 3),
        ],
        rows: (0..rows).map(row).collect(),
        notes: vec!["Nguồn: báo cáo của Thường trực HĐND các xã, thị trấn.".to_owned()],
    };
    Letter {
        superior: Some("Hội đồng nhân dân huyện Thanh Liêm".to_owned()),
        issuer: "Thường trực Hội đồng nhân dân huyện Thanh Liêm".to_owned(),
        number: Some("05/TB-HĐND".to_owned()),
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: date(2020, 2, 5),
        kind: Some("Thông báo".to_owned()),
        title: Some(
            "Kết luận của đồng chí Chủ tịch Hội đồng nhân dân huyện tại hội nghị giao ban quý IV năm 2019"
                .to_owned(),
        ),
        addressees: Vec::new(),
        body: vec![
            Block::paragraph(
                "Ngày 03 tháng 02 năm 2020, Thường trực Hội đồng nhân dân huyện tổ chức hội nghị giao ban \
                 với Thường trực Hội đồng nhân dân các xã, thị trấn; có mặt 16/16 đơn vị. Sau khi nghe các \
                 báo cáo và ý kiến thảo luận, đồng chí Chủ tịch Hội đồng nhân dân huyện kết luận:",
            ),
            Block::Heading("1. Đánh giá chung".to_owned()),
            Block::Paragraph(vec![
                Span::plain("Tỷ lệ kiến nghị được trả lời đúng hạn đạt "),
                Span::bold("69,2%"),
                Span::plain(", đồng chí "),
                Span::italic("Nguyễn Thị Ẫm & <b>Ế</b>"),
                Span::plain(" báo cáo bổ sung."),
            ]),
            Block::numbered(
                "Điều 1.",
                "Ủy ban nhân dân các xã, thị trấn báo cáo kết quả tại hội nghị tiếp theo.",
            ),
            Block::numbered("a)", "Ban Pháp chế chủ trì rà soát các nghị quyết còn hiệu lực;"),
            Block::Bullet(
                "Thường trực Hội đồng nhân dân xã Thanh Hà trả lời cử tri về đường liên xã.".to_owned(),
            ),
            Block::Table(table),
            Block::paragraph("Trên đây là kết luận, các đơn vị báo cáo tại hội nghị giao ban tiếp theo./."),
        ],
        signature: Signature {
            lines: ["TM. Thường trực HĐND", "KT. Chủ tịch", "Phó Chủ tịch"].map(str::to_owned).into(),
            name: "Nguyễn Thị Ẫm".to_owned(),
        },
        recipients: [
            "Thường trực HĐND tỉnh",
            "Thường trực Huyện ủy; UBND huyện; Ủy ban MTTQ Việt Nam huyện",
            "Lưu: VT",
        ]
        .map(str::to_owned)
        .into(),
        footer_url: Some("https://hdnd.thanhliem.example/van-ban/05-tb-hdnd".to_owned()),
        demonstration: true,
    }
}

fn official_letter() -> Letter {
    Letter {
        number: Some("42/HĐND-VP".to_owned()),
        subject_line: Some("V/v đôn đốc trả lời kiến nghị của cử tri".to_owned()),
        kind: None,
        title: None,
        addressees: vec!["Ủy ban nhân dân huyện".to_owned(), "Phòng Tài nguyên và Môi trường".to_owned()],
        body: vec![Block::paragraph("Đề nghị các cơ quan trả lời trước ngày 20 tháng 02 năm 2020./.")],
        footer_url: None,
        ..report(0)
    }
}

fn holds(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|window| window == words.as_bytes())
}

fn pages(pdf: &[u8]) -> usize {
    let mark = b"/Type /Page\n";
    let tight = b"/Type/Page/";
    let count = |mark: &[u8]| pdf.windows(mark.len()).filter(|window| *window == mark).count();
    count(mark) + count(tight)
}

#[test]
fn a_report_with_forty_rows_is_a_pdf_for_the_archive() {
    let pdf = to_pdf(&report(40)).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(holds(&pdf, "<pdfaid:part>2</pdfaid:part>"));
    assert!(holds(&pdf, "<pdfaid:conformance>A</pdfaid:conformance>"));
}

#[test]
fn the_letter_can_be_read_aloud_in_vietnamese() {
    let pdf = to_pdf(&report(3)).unwrap();
    assert!(holds(&pdf, "<pdfuaid:part>1</pdfuaid:part>"));
    assert!(holds(&pdf, "vi-VN"));
    assert!(holds(&pdf, "/MarkInfo"));
}

#[test]
fn only_liberation_serif_is_used_and_it_is_inside() {
    let pdf = to_pdf(&report(3)).unwrap();
    assert!(holds(&pdf, "LiberationSerif-Bold"));
    assert!(holds(&pdf, "/FontFile2"));
}

#[test]
fn an_official_letter_with_two_addressees_and_no_kind_is_printed() {
    assert!(to_pdf(&official_letter()).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_letter_of_nothing_but_a_name_is_printed() {
    let empty = Letter {
        superior: None,
        number: None,
        title: None,
        kind: None,
        body: Vec::new(),
        recipients: Vec::new(),
        footer_url: None,
        demonstration: false,
        ..report(0)
    };
    assert!(to_pdf(&empty).is_ok());
}

#[test]
fn no_word_of_a_letter_is_a_command_to_the_typesetter() {
    let words = "#import \"x\"; $x$ *đậm* _nghiêng_ `mã` <nhãn> @ai #read(\"/etc/passwd\") \\ = Đầu";
    let letter = Letter { body: vec![Block::paragraph(words)], title: Some(words.to_owned()), ..report(0) };
    assert!(to_pdf(&letter).is_ok());
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(to_pdf(&report(2)).unwrap(), to_pdf(&report(2)).unwrap());
}

#[test]
fn a_row_that_does_not_fit_its_table_is_refused() {
    let mut letter = report(1);
    letter.body = vec![Block::Table(Table {
        caption: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
    })];
    assert!(matches!(to_pdf(&letter), Err(PressError::Paper(_))));
}

#[test]
fn a_page_break_begins_a_new_page() {
    let split = |parts: Vec<Block>| pages(&to_pdf(&Letter { body: parts, ..report(0) }).unwrap());
    let (first, second) = (Block::paragraph("Một."), Block::paragraph("Hai."));
    assert_eq!(split(vec![first.clone(), second.clone()]), 1);
    assert_eq!(split(vec![first, Block::PageBreak, second]), 2);
}
