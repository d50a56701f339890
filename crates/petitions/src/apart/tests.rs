//! Papers as departments write them.

use proptest::prelude::*;

use super::*;
use crate::matched;

const ROAD: &str = "Đề nghị sớm sửa chữa đường liên xã Thanh Hà - Thanh Phong đã xuống cấp.";
const CANAL: &str = "Đề nghị nạo vét kênh tiêu liên thôn Liêm Túc bị bồi lắng, gây úng ruộng.";

fn line(words: &str) -> Piece {
    Piece::Paragraph { number: String::new(), words: words.to_owned() }
}

fn lines(words: &[&str]) -> Vec<Piece> {
    words.iter().map(|words| line(words)).collect()
}

fn row(cells: &[&str]) -> Piece {
    Piece::Row { table: 0, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

fn taken_apart(pieces: &[Piece]) -> Apart {
    let marks: Vec<_> = [ROAD, CANAL].map(kernel::similar::Marks::of).into_iter().collect();
    apart(pieces, &|words| matched::repeats(&marks, words))
}

#[test]
fn codes_take_a_paper_apart_and_numbers_within_an_answer_do_not() {
    let (one, two) = (code::compose(2020, 1), code::compose(2020, 2));
    let paper = lines(&[
        "UBND HUYỆN THANH LIÊM",
        "Số: 152/UBND-KT",
        "Thanh Liêm, ngày 10 tháng 10 năm 2020",
        "UBND huyện trả lời như sau:",
        &format!("Kiến nghị {one}: {ROAD}"),
        "Trả lời: UBND huyện đã làm hai việc:",
        "1. Bố trí vốn.",
        "2. Thi công xong tháng 9.",
        &format!("{} {CANAL}", two.to_lowercase()),
        "Về vấn đề này, xí nghiệp sẽ nạo vét trước ngày 30/11/2020.",
        "Trên đây là trả lời của UBND huyện.",
        "Nơi nhận:",
    ]);
    let found = taken_apart(&paper);
    assert_eq!(found.reference, "152/UBND-KT, 10/10/2020");
    assert_eq!(found.parts.len(), 2, "{found:#?}");
    assert_eq!(found.parts[0].codes, [one]);
    assert_eq!(
        found.parts[0].answer,
        "UBND huyện đã làm hai việc:\n1. Bố trí vốn.\n2. Thi công xong tháng 9."
    );
    assert_eq!(found.parts[1].codes, [two]);
    assert!(found.parts[1].answer.starts_with("Về vấn đề này"), "{:?}", found.parts[1]);
    assert_eq!(found.rest.len(), 6);
}

#[test]
fn numbers_take_a_paper_apart_that_names_no_code() {
    let paper = lines(&[
        "1. Kiến nghị của cử tri xã Thanh Hà",
        ROAD,
        "Trả lời: Đã sửa.",
        "2) Kênh Liêm Túc",
        CANAL,
        "Trả lời: Các bước:",
        "1. Khảo sát.",
        "Kết quả: đang giải quyết",
    ]);
    let found = taken_apart(&paper);
    assert_eq!(found.parts.iter().map(|part| part.numbers.clone()).collect::<Vec<_>>(), [vec![1], vec![2]]);
    assert_eq!(found.parts[0].answer, "Đã sửa.");
    assert_eq!(found.parts[1].outcome, Some(Outcome::InProgress));
    assert!(found.parts[1].answer.contains("1. Khảo sát."));
}

#[test]
fn a_list_within_an_answer_is_told_by_what_it_does_not_ask() {
    let paper = lines(&[
        &format!("1. {ROAD}"),
        "Đã làm:",
        "1. Một.",
        "2. Hai.",
        &format!("2. {CANAL}"),
        "Đã nạo vét.",
    ]);
    let found = taken_apart(&paper);
    assert_eq!(found.parts.len(), 2, "{found:#?}");
    assert_eq!(found.parts[1].answer, "Đã nạo vét.");
}

#[test]
fn named_numbers_may_be_several_and_an_amount_is_none() {
    let said = |words: &str| named_numbers(words).map(|(numbers, rest)| (numbers, rest.to_owned()));
    assert_eq!(said("Câu 1: Đường"), Some((vec![1], "Đường".to_owned())));
    assert_eq!(said("Câu hỏi số 12. Cầu"), Some((vec![12], "Cầu".to_owned())));
    assert_eq!(said("Kiến nghị số 3 và số 4: chung"), Some((vec![3, 4], "chung".to_owned())));
    assert_eq!(said("Câu 2, 3, 5"), Some((vec![2, 3, 5], String::new())));
    assert_eq!(said("- Câu 4-6:"), Some((vec![4, 5, 6], String::new())));
    assert_eq!(said("Kiến nghị 2 hộ dân được cấp điện"), None);
    assert_eq!(said("Nội dung kiến nghị của 3 xã"), None);
    assert_eq!(plain_number("1.500 đồng"), None);
    assert_eq!(plain_number("12) Cầu"), Some((12, "Cầu")));
}

#[test]
fn rows_of_a_table_answer_and_its_head_and_foot_do_not() {
    let one = code::compose(2020, 1);
    let paper = vec![
        Piece::Row {
            table: 7,
            cells: vec!["UBND HUYỆN".into(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".into()],
        },
        row(&["STT", "Nội dung kiến nghị", "Nội dung trả lời", "Kết quả"]),
        row(&["(1)", "(2)", "(3)", "(4)"]),
        row(&["1.", &format!("{ROAD} ({one})"), "Đã sửa trong tháng 9.", "Đã giải quyết xong"]),
        row(&["2.", CANAL, "Đang nạo vét, xong trước 30/11/2020.", "Đang giải quyết"]),
        row(&["", "", "Đoạn còn lại làm năm 2021.", ""]),
        row(&["3.", "Việc chưa trả lời", "", ""]),
        Piece::Row { table: 8, cells: vec!["Nơi nhận:\n- Như trên".into(), "CHỦ TỊCH".into()] },
    ];
    let found = taken_apart(&paper);
    assert_eq!(found.parts.len(), 2, "{found:#?}");
    assert_eq!((found.parts[0].numbers.clone(), found.parts[0].codes.clone()), (vec![1], vec![one]));
    assert_eq!(found.parts[0].outcome, Some(Outcome::Resolved));
    assert_eq!(found.parts[1].answer, "Đang nạo vét, xong trước 30/11/2020.\nĐoạn còn lại làm năm 2021.");
    assert!(found.rest.iter().any(|line| line.contains("Việc chưa trả lời")));
}

#[test]
fn a_code_is_found_however_it_is_typed_and_a_wrong_digit_is_told() {
    let code = code::compose(2020, 147);
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    for typed in [code.clone(), code.to_lowercase(), bare, code.replace('-', " "), code.replace('-', " – ")]
    {
        let found = codes_in(&format!("Về “{typed}” 3 hộ dân"));
        assert_eq!(found.len(), 1, "{typed}");
        assert_eq!(found[0].2.as_deref(), Some(code.as_str()), "{typed}");
    }
    let digit = if code.ends_with('1') { '2' } else { '1' };
    let wrong = format!("{}{digit}", code.strip_suffix(|_: char| true).unwrap());
    assert_eq!(codes_in(&wrong)[0].2, None);
    // It begins a part all the same: what it answers is nobody else's
    let found =
        taken_apart(&lines(&[&format!("{code} Cầu"), "Đã sửa.", &format!("{wrong} Cống"), "Đã xây."]));
    assert_eq!(found.parts.len(), 2, "{found:#?}");
    assert!(!found.parts[0].said.contains("Đã xây."));
    assert_eq!(found.parts[1].wrong_codes, [wrong]);
    assert!(codes_in("KN của cử tri, HKN-2020, kn 12").is_empty());
}

#[test]
fn without_any_mark_what_repeats_a_petition_begins_a_part() {
    let paper = lines(&["Kính gửi: Thường trực HĐND", ROAD, "Đã sửa.", CANAL, "Đã nạo vét."]);
    let found = taken_apart(&paper);
    let answers: Vec<&str> = found.parts.iter().map(|part| part.answer.as_str()).collect();
    assert_eq!(answers, ["Đã sửa.", "Đã nạo vét."]);
    assert_eq!(found.rest, ["Kính gửi: Thường trực HĐND"]);
}

fn piece() -> impl Strategy<Value = Piece> {
    let words = prop_oneof![
        Just(ROAD.to_owned()),
        Just(code::compose(2020, 3)),
        "(Câu|Kiến nghị số|[IVX]{1,3}[.]|[0-9]{1,2}[.)]|Nơi nhận:|Trên đây là|Trả lời:|KN-2020-)? ?[0-9a-zđư:., -]{0,40}",
    ];
    (words, proptest::bool::ANY, 0_u32..2).prop_map(|(words, is_row, table)| {
        if is_row {
            let cells = vec!["STT".to_owned(), words, "Nội dung trả lời".to_owned()];
            Piece::Row { table, cells }
        } else {
            Piece::Paragraph { number: String::new(), words }
        }
    })
}

proptest! {
    #[test]
    fn the_segments_cover_the_paper_in_its_order_and_none_twice(pieces in proptest::collection::vec(piece(), 0..30)) {
        let marks = [kernel::similar::Marks::of(ROAD)];
        let is_asked = |words: &str| matched::repeats(&marks, words);
        let mut next = 0;
        for segment in segments(&pieces, &is_asked) {
            prop_assert_eq!(segment.from, next);
            prop_assert!(segment.from < segment.to);
            next = segment.to;
        }
        prop_assert_eq!(next, pieces.len());
        let found = apart(&pieces, &is_asked);
        let parts: usize = found.parts.iter().map(|part| part.said.lines().count()).sum();
        let all: usize = pieces.iter().map(said).filter(|line| !line.is_empty()).map(|line| line.lines().count()).sum();
        let rest: usize = found.rest.iter().filter(|line| !line.is_empty()).map(|line| line.lines().count()).sum();
        prop_assert_eq!(parts + rest, all);
    }
}
