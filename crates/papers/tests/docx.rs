//! A letter as a Word file, measured against Nghị định 30/2020/NĐ-CP, Phụ lục I.

#![expect(clippy::unwrap_used, reason = "a broken file must stop the test")]

mod letters;

use std::io::{Cursor, Read};

use letters::{notice, official_letter};
use papers::{Block, Cell, Column, Letter, PaperError, Table, to_docx};
use quick_xml::Reader;
use quick_xml::events::Event;

fn part(letter: &Letter, name: &str) -> String {
    let bytes = to_docx(letter).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// All parts of the package, for what must be nowhere.
fn parts(letter: &Letter) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(to_docx(letter).unwrap())).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The words of a part, paragraph ends as new lines.
fn words(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut words = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(name) => words.push_str(match &*name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                other => panic!("unknown entity {other}"),
            }),
            Event::End(tag) if tag.name().as_ref() == "w:p" => words.push('\n'),
            Event::Empty(tag) if tag.name().as_ref() == "w:br" => words.push('\n'),
            Event::Eof => return words,
            _ => {}
        }
    }
}

#[test]
fn the_page_is_a4_with_margins_of_20_20_30_and_20_millimetres() {
    let document = part(&notice(), "word/document.xml");
    assert!(document.contains(r#"<w:pgSz w:w="11906" w:h="16838""#));
    assert!(document.contains(r#"w:top="1134""#));
    assert!(document.contains(r#"w:bottom="1134""#));
    assert!(document.contains(r#"w:left="1701""#));
    assert!(document.contains(r#"w:right="1134""#));
}

#[test]
fn the_face_is_times_new_roman_at_14_points_and_no_other() {
    let styles = part(&notice(), "word/styles.xml");
    assert!(styles.contains(r#"w:ascii="Times New Roman""#));
    assert!(styles.contains(r#"<w:sz w:val="28" />"#));
    assert!(styles.contains(r#"<w:lang w:val="vi-VN" />"#));
    assert!(!part(&notice(), "word/document.xml").contains("w:rFonts"));
}

#[test]
fn sizes_of_letters_stay_inside_the_decree() {
    let allowed = ["2", "18", "22", "24", "25", "26", "28"];
    let document = part(&notice(), "word/document.xml");
    for piece in document.split(r#"<w:sz w:val=""#).skip(1) {
        let size = piece.split('"').next().unwrap();
        assert!(allowed.contains(&size), "{size} half points");
    }
}

#[test]
fn pages_are_numbered_at_the_top_from_the_second_on() {
    let document = part(&notice(), "word/document.xml");
    assert!(document.contains("<w:titlePg />"));
    let section = document.rsplit("<w:sectPr>").next().unwrap();
    assert!(section.starts_with("<w:headerReference"));
    let headers: Vec<_> =
        parts(&notice()).into_iter().filter(|(name, _)| name.starts_with("word/header")).collect();
    let numbered = headers.iter().filter(|(_, text)| text.contains("<w:instrText>PAGE</w:instrText>"));
    assert_eq!(numbered.count(), 1);
    assert_eq!(headers.len(), 2);
}

#[test]
fn the_page_number_is_the_only_field() {
    for (name, text) in parts(&notice()) {
        let fields = text.matches("<w:instrText").count();
        assert_eq!(fields, text.matches("<w:instrText>PAGE</w:instrText>").count(), "{name}");
        assert!(!text.contains("TargetMode=\"External\""), "{name}");
    }
}

#[test]
fn every_word_of_the_notice_is_in_the_file() {
    let text = words(&part(&notice(), "word/document.xml"));
    for expected in [
        "HỘI ĐỒNG NHÂN DÂN\nHUYỆN THANH LIÊM\n",
        "THƯỜNG TRỰC\nHỘI ĐỒNG NHÂN DÂN\nHUYỆN THANH LIÊM\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
        "Độc lập - Tự do - Hạnh phúc\n",
        "Số: 05/TB-HĐND\n",
        "Thanh Liêm, ngày 05 tháng 02 năm 2020\n",
        "THÔNG BÁO\n",
        "Nguyễn Thị Ẫm & <b>Ế</b>",
        "69,2%\n",
        "chưa báo cáo\n",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n",
        "Nơi nhận:\n- Thường trực HĐND tỉnh;\n",
        "- Lưu: VT.\n",
    ] {
        assert!(text.contains(expected), "missing {expected:?}");
    }
}

#[test]
fn an_official_letter_says_what_it_is_about_under_its_number_and_has_no_kind() {
    let text = words(&part(&official_letter(), "word/document.xml"));
    assert!(text.contains("Số: 42/HĐND-VP\nV/v đôn đốc trả lời kiến nghị của cử tri\n"));
    assert!(text.contains("Kính gửi:\n- Ủy ban nhân dân huyện;\n- Phòng Tài nguyên và Môi trường.\n"));
}

#[test]
fn a_letter_without_a_number_leaves_room_to_write_it() {
    let letter = Letter { number: None, ..notice() };
    assert!(words(&part(&letter, "word/document.xml")).contains("Số: ……………\n"));
}

#[test]
fn the_head_of_a_table_is_repeated_on_every_page_and_no_other_row() {
    let document = part(&notice(), "word/document.xml");
    assert_eq!(document.matches("<w:tblHeader />").count(), notice().tables().count());
}

#[test]
fn an_invented_letter_says_so_on_every_page() {
    let marked =
        |letter: &Letter| parts(letter).iter().filter(|(_, text)| text.contains("dữ liệu minh họa")).count();
    assert_eq!(marked(&notice()), 2);
    assert_eq!(marked(&Letter { demonstration: false, ..notice() }), 0);
}

#[test]
fn the_properties_name_the_letter_and_its_language() {
    let core = part(&notice(), "docProps/core.xml");
    assert!(core.contains("<dc:title>THÔNG BÁO Kết luận"));
    assert!(core.contains("<dc:language>vi-VN</dc:language>"));
    assert!(core.contains("2020-02-05T00:00:00Z"));
}

#[test]
fn the_same_letter_gives_the_same_file() {
    assert_eq!(parts(&notice()), parts(&notice()));
}

#[test]
fn every_part_is_well_formed_whatever_was_pasted() {
    let letter = Letter { title: Some("a\u{0}b\u{b}]]>&<w:p>\u{ffff}".to_owned()), ..notice() };
    for (name, text) in parts(&letter) {
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        assert!(!text.contains(['\u{0}', '\u{b}', '\u{ffff}']), "{name}");
    }
}

#[test]
fn a_row_that_does_not_fit_its_table_is_refused() {
    let table = Table {
        caption: "Biểu 1".to_owned(),
        columns: vec![Column::left("Xã", 1), Column::right("Số", 1)],
        rows: vec![vec![Cell::text("Liêm Cần")]],
        notes: Vec::new(),
    };
    let letter = Letter { body: vec![Block::Table(table)], ..notice() };
    assert!(matches!(to_docx(&letter), Err(PaperError::Ragged { row: 1, cells: 1, columns: 2, .. })));
}

#[test]
fn a_letter_survives_being_stored_as_json() {
    let stored = serde_json::to_string(&notice()).unwrap();
    assert_eq!(serde_json::from_str::<Letter>(&stored).unwrap(), notice());
}

#[test]
fn columns_share_the_whole_width() {
    let letter = notice();
    for table in letter.tables() {
        assert_eq!(table.column_widths(9071).iter().sum::<usize>(), 9071);
    }
}
