//! Letters as they are written in Thanh Liêm, with invented people.

use jiff::civil::date;
use papers::{Block, Cell, Column, Letter, Signature, Span, Table};

const COMMUNES: [&str; 16] = [
    "Thị trấn Kiện Khê",
    "Thị trấn Tân Thanh",
    "Xã Liêm Phong",
    "Xã Thanh Hà",
    "Xã Liêm Cần",
    "Xã Liêm Thuận",
    "Xã Thanh Thủy",
    "Xã Thanh Phong",
    "Xã Thanh Tân",
    "Xã Liêm Túc",
    "Xã Liêm Sơn",
    "Xã Thanh Hương",
    "Xã Thanh Nghị",
    "Xã Thanh Tâm",
    "Xã Thanh Nguyên",
    "Xã Thanh Hải",
];

/// A notice of three pages: text, numbered duties, a table of 40 rows.
pub fn notice() -> Letter {
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
        body: body(),
        signature: Signature {
            lines: ["TM. Thường trực HĐND", "KT. Chủ tịch", "Phó Chủ tịch"].map(str::to_owned).into(),
            name: "Nguyễn Thị Ẫm".to_owned(),
        },
        recipients: [
            "Thường trực HĐND tỉnh",
            "Thường trực Huyện ủy; UBND huyện; Ủy ban MTTQ Việt Nam huyện",
            "Các Ban HĐND huyện",
            "Thường trực HĐND các xã, thị trấn",
            "- Lưu: VT.",
        ]
        .map(str::to_owned)
        .into(),
        footer_url: Some("https://hdnd.thanhliem.example/van-ban/05-tb-hdnd".to_owned()),
        demonstration: true,
    }
}

fn body() -> Vec<Block> {
    vec![
        Block::paragraph(
            "Ngày 03 tháng 02 năm 2020, Thường trực Hội đồng nhân dân huyện tổ chức hội nghị giao ban \
             với Thường trực Hội đồng nhân dân các xã, thị trấn; có mặt 16/16 đơn vị. Sau khi nghe các \
             báo cáo và ý kiến thảo luận, đồng chí Chủ tịch Hội đồng nhân dân huyện kết luận:",
        ),
        Block::Heading("1. Đánh giá chung".to_owned()),
        Block::Paragraph(vec![
            Span::plain("Tỷ lệ kiến nghị của cử tri được trả lời đúng hạn đạt "),
            Span::bold("69,2%"),
            Span::plain(", đồng chí "),
            Span::italic("Nguyễn Thị Ẫm & <b>Ế</b>"),
            Span::plain(" báo cáo bổ sung."),
        ]),
        Block::Heading("2. Nhiệm vụ".to_owned()),
        Block::numbered(
            "a)",
            "Ban Pháp chế chủ trì, phối hợp với Phòng Tư pháp rà soát các nghị quyết còn hiệu lực, hoàn \
             thành trước ngày 15 tháng 3 năm 2020;",
        ),
        Block::numbered(
            "Điều 1.",
            "Ủy ban nhân dân các xã, thị trấn báo cáo kết quả tại hội nghị tiếp theo.",
        ),
        Block::Bullet(
            "Thường trực Hội đồng nhân dân xã Thanh Hà trả lời cử tri về đường liên xã.".to_owned(),
        ),
        Block::Table(table()),
        Block::paragraph(
            "Trên đây là kết luận, các đơn vị báo cáo kết quả tại hội nghị giao ban tiếp theo./.",
        ),
    ]
}

fn table() -> Table {
    let row = |number: i64| {
        let commune = COMMUNES[usize::try_from(number).unwrap() % COMMUNES.len()];
        let share = if number % 7 == 3 {
            Cell::gap("chưa báo cáo")
        } else {
            Cell::Percent { numerator: 9, denominator: 13 }
        };
        vec![
            Cell::Number(number + 1),
            Cell::text(commune),
            Cell::Number(number * 137),
            share,
            Cell::Date(date(2020, 1, 15)),
        ]
    };
    Table {
        caption: "Biểu 1. Kết quả giải quyết kiến nghị của cử tri".to_owned(),
        columns: vec![
            Column::center("TT", 1),
            Column::left("Đơn vị", 5),
            Column::right("Số kiến nghị", 2),
            Column::right("Tỷ lệ đúng hạn", 3),
            Column::center("Ngày báo cáo", 3),
        ],
        rows: (0..40).map(row).collect(),
        notes: vec!["Nguồn: báo cáo của Thường trực HĐND các xã, thị trấn.".to_owned()],
    }
}

/// A công văn of one page.
#[allow(dead_code, reason = "not every test file writes one")]
pub fn official_letter() -> Letter {
    Letter {
        number: Some("Số: 42/HĐND-VP".to_owned()),
        subject_line: Some("V/v đôn đốc trả lời kiến nghị của cử tri".to_owned()),
        kind: None,
        title: None,
        addressees: vec!["Ủy ban nhân dân huyện".to_owned(), "Phòng Tài nguyên và Môi trường".to_owned()],
        body: vec![
            Block::paragraph(
                "Thường trực Hội đồng nhân dân huyện đã chuyển 12 kiến nghị của cử tri; đến nay 04 kiến \
                 nghị đã quá thời hạn trả lời theo quy định.",
            ),
            Block::paragraph("Đề nghị các cơ quan trả lời trước ngày 20 tháng 02 năm 2020./."),
        ],
        footer_url: None,
        ..notice()
    }
}
