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

/// All parts of the package that are words, for what must be nowhere.
fn parts(letter: &Letter) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(to_docx(letter).unwrap())).unwrap();
    (0..archive.len())
        .filter_map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut text = String::new();
            let is_words = name.rsplit('.').next() != Some("png");
            is_words.then(|| file.read_to_string(&mut text).unwrap())?;
            Some((name, text))
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
    let document = part(&official_letter(), "word/document.xml");
    assert!(document.contains(r#"<w:pgSz w:w="11906" w:h="16838""#));
    assert!(document.contains(r#"w:top="1134""#));
    assert!(document.contains(r#"w:bottom="1134""#));
    assert!(document.contains(r#"w:left="1701""#));
    assert!(document.contains(r#"w:right="1134""#));
}

#[test]
fn a_public_paper_has_the_code_of_its_address_at_the_foot_of_its_first_page_alone() {
    let parts = parts(&notice());
    let feet: Vec<&String> =
        parts.iter().filter(|(name, _)| name.starts_with("word/footer")).map(|(_, text)| text).collect();
    assert_eq!(feet.len(), 2);
    let coded: Vec<&&String> = feet.iter().filter(|text| text.contains("<w:drawing>")).collect();
    assert_eq!(coded.len(), 1);
    assert!(coded[0].contains("Mã QR mở bản điện tử: https://hdnd.thanhliem.example/van-ban/05-tb-hdnd"));
    let document = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    // 25 mm, still inside the decree's 20 to 25
    assert!(document.contains(r#"w:bottom="1417""#));
    for (letter, count) in [(notice(), 1), (official_letter(), 0)] {
        let archive = zip::ZipArchive::new(Cursor::new(to_docx(&letter).unwrap())).unwrap();
        let pictures = archive.file_names().filter(|name| name.as_ref().unwrap().ends_with(".png"));
        assert_eq!(pictures.count(), count);
    }
}

/// A paragraph as Word would set it.
#[derive(Debug, Default)]
struct Set {
    words: String,
    /// Half points, one of each run.
    sizes: Vec<u32>,
    bold: bool,
    italic: bool,
    align: String,
    first_line: u32,
    after: u32,
    line: u32,
    /// A rule under it, by its indents from both sides.
    ruled: bool,
}

/// The paragraphs of the document.
fn set(letter: &Letter) -> Vec<Set> {
    let xml = part(letter, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let mut found: Vec<Set> = Vec::new();
    let mut in_run = false;
    loop {
        let event = reader.read_event().unwrap();
        let tag = match &event {
            Event::Eof => return found,
            Event::Text(text) => {
                if let Some(last) = found.last_mut() {
                    last.words.push_str(text);
                }
                continue;
            }
            Event::End(tag) => {
                in_run &= tag.name().as_ref() != "w:r";
                continue;
            }
            Event::Start(tag) | Event::Empty(tag) => tag,
            _ => continue,
        };
        let of = |name: &str| {
            let found = tag.attributes().flatten().find(|one| one.key.as_ref() == name);
            found.map(|one| one.value.as_ref().to_owned())
        };
        let number = |name: &str| of(name).and_then(|value| value.parse().ok()).unwrap_or(0);
        match tag.name().as_ref() {
            "w:p" => found.push(Set::default()),
            "w:r" => in_run = true,
            "w:br" => found.last_mut().unwrap().words.push('\n'),
            "w:jc" if !found.is_empty() => found.last_mut().unwrap().align = of("w:val").unwrap(),
            "w:ind" => found.last_mut().unwrap().first_line = number("w:firstLine"),
            "w:spacing" => {
                let last = found.last_mut().unwrap();
                (last.after, last.line) = (number("w:after"), number("w:line"));
            }
            "w:bottom" if found.last().is_some_and(|one| one.words.is_empty()) => {
                found.last_mut().unwrap().ruled = true;
            }
            "w:sz" if in_run => found.last_mut().unwrap().sizes.push(number("w:val")),
            "w:b" if in_run => found.last_mut().unwrap().bold = true,
            "w:i" if in_run => found.last_mut().unwrap().italic = true,
            _ => {}
        }
    }
}

/// Size in half points, from and to; bold; italic; where it stands.
type Form = (&'static str, u32, u32, bool, bool, &'static str);

/// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục V: the size and style of each part.
const FORMS: [Form; 12] = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 24, 26, true, false, "center"),
    ("Độc lập - Tự do - Hạnh phúc", 26, 28, true, false, "center"),
    ("HỘI ĐỒNG NHÂN DÂN\nHUYỆN THANH LIÊM", 24, 26, false, false, "center"),
    ("THƯỜNG TRỰC\nHỘI ĐỒNG NHÂN DÂN\nHUYỆN THANH LIÊM", 24, 26, true, false, "center"),
    ("Số: 05/TB-HĐND", 26, 26, false, false, "center"),
    ("Thanh Liêm, ngày 05 tháng 02 năm 2020", 26, 28, false, true, "center"),
    ("THÔNG BÁO", 26, 28, true, false, "center"),
    ("Kết luận của đồng chí", 26, 28, true, false, "center"),
    ("Ngày 03 tháng 02 năm 2020", 26, 28, false, false, "both"),
    ("KT. CHỦ TỊCH", 26, 28, true, false, "center"),
    ("Nơi nhận:", 24, 24, true, true, ""),
    ("- Các Ban HĐND huyện;", 22, 22, false, false, ""),
];

#[test]
fn every_part_has_the_size_and_the_style_of_the_decree() {
    let paragraphs = set(&notice());
    for (words, from, to, bold, italic, align) in FORMS {
        let one = paragraphs.iter().find(|one| one.words.starts_with(words));
        let one = one.unwrap_or_else(|| panic!("no “{words}”"));
        assert!(one.sizes.iter().all(|size| (from..=to).contains(size)), "{one:?}");
        assert!(!one.sizes.is_empty(), "{one:?}");
        assert_eq!((one.bold, one.italic), (bold, italic), "{one:?}");
        assert!(align.is_empty() || one.align == align, "{one:?}");
    }
    // The subject of a công văn: 12 to 13, upright, under its number
    let letter = set(&official_letter());
    let at = letter.iter().position(|one| one.words.starts_with("V/v ")).unwrap();
    assert!(letter[at].sizes.iter().all(|size| (24..=26).contains(size)) && !letter[at].bold);
    assert!(letter[at - 1].words.starts_with("Số: 42/HĐND-VP"));
}

#[test]
fn the_text_is_justified_with_its_indent_and_the_spaces_of_the_decree() {
    let paragraphs = set(&notice());
    let text: Vec<&Set> = paragraphs.iter().filter(|one| one.align == "both").collect();
    assert!(text.len() > 5, "{}", text.len());
    for one in text {
        // 1 cm to 1.27 cm, at least 6 points between paragraphs, one line to one and a half
        assert!((567..=720).contains(&one.first_line), "{one:?}");
        assert!(one.after >= 120, "{one:?}");
        assert!((240..=360).contains(&one.line), "{one:?}");
    }
}

#[test]
fn rules_stand_under_the_motto_the_issuer_and_the_abstract() {
    let paragraphs = set(&notice());
    let under: Vec<&str> = paragraphs
        .windows(2)
        .filter(|pair| pair[1].ruled && pair[1].words.is_empty())
        .map(|pair| pair[0].words.as_str())
        .collect();
    assert_eq!(under.len(), 3, "{under:?}");
    assert!(under[0].starts_with("THƯỜNG TRỰC"));
    assert!(under[1].starts_with("Độc lập"));
    assert!(under[2].starts_with("Kết luận"));
}

#[test]
fn a_table_too_wide_to_stand_upright_lies_on_its_side_with_its_heading() {
    let wide = |columns: usize| Table {
        caption: String::new(),
        columns: (0..columns).map(|number| Column::right(format!("Cột {number}"), 1)).collect(),
        rows: vec![(0..columns).map(|_| Cell::Number(1)).collect()],
        notes: Vec::new(),
    };
    let of = |columns: usize| {
        let body = vec![
            Block::paragraph("Trước."),
            Block::PageBreak,
            Block::Heading("II. BIỂU".to_owned()),
            Block::Table(wide(columns)),
            Block::paragraph("Sau."),
        ];
        Letter { body, ..official_letter() }
    };
    assert_eq!(of(10).on_their_side(), [false; 5]);
    assert_eq!(of(11).on_their_side(), [false, false, true, true, false]);
    let (upright, turned) = (part(&of(10), "word/document.xml"), part(&of(11), "word/document.xml"));
    assert_eq!(upright.matches("<w:sectPr>").count(), 1);
    assert_eq!(turned.matches("<w:sectPr>").count(), 3);
    let sections: Vec<&str> = turned.split("<w:sectPr>").skip(1).collect();
    let size = |section: &str| section.contains(r#"w:w="16838" w:h="11906" w:orient="landscape""#);
    assert_eq!(sections.iter().map(|one| size(one)).collect::<Vec<_>>(), [false, true, false]);
    // Only the first page of all has no number
    assert_eq!(turned.matches("<w:titlePg />").count(), 1);
    assert!(sections[0].split("</w:sectPr>").next().unwrap().contains("<w:titlePg />"));
    assert!(sections[0].starts_with("<w:headerReference") && sections[2].starts_with("<w:headerReference"));
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

#[test]
fn no_word_is_broken_in_a_column_that_others_would_squeeze() {
    let column = |title: &str, share| Column::center(title, share);
    let code = "KN-2019-0004-7";
    let words = "Đề nghị đẩy nhanh cấp giấy chứng nhận quyền sử dụng đất sau dồn điền đổi thửa.";
    let mut table = Table {
        caption: String::new(),
        columns: vec![column("STT", 1), column("Mã", 3), column("Nội dung", 8), column("Cử tri", 4)],
        rows: vec![vec![Cell::Number(1), Cell::text(code), Cell::text(words), Cell::text("Xã Thanh Hương")]],
        notes: Vec::new(),
    };
    // 160 mm, as an upright page has: 14 characters of 12 points take some 31 mm, "STT" in bold 9
    let widths = table.column_widths(160);
    assert!(widths[0] >= 11 && widths[1] >= 33, "{widths:?}");
    assert!(widths[2] > widths[3] && widths[3] > widths[0], "{widths:?}");
    // Where nothing is narrow the shares stand
    table.columns = vec![column("A", 1), column("B", 1), column("C", 2), column("D", 4)];
    table.rows.clear();
    assert_eq!(table.column_widths(160), [20, 20, 40, 80]);
    // Where the words do not fit at all, too
    table.columns = (0..30).map(|number| column(&format!("ChỉTiêuSố{number}"), 1)).collect();
    assert_eq!(table.column_widths(300), vec![10; 30]);
}
