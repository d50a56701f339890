use proptest::prelude::*;

use super::*;

#[test]
fn the_eighteenth_council_is_xviii() {
    assert_eq!(roman(18), "XVIII");
    assert_eq!(parse_roman("xviii"), Some(18));
    assert_eq!(roman(0), "0");
    for wrong in ["", "IIII", "XIIX", "VX", "18", "IC", "MMMM"] {
        assert_eq!(parse_roman(wrong), None, "{wrong}");
    }
}

#[test]
fn thousands_have_a_dot_and_decimals_a_comma() {
    assert_eq!(print_integer(1_234), "1.234");
    assert_eq!(print_integer(-1_234_567), "-1.234.567");
    assert_eq!(print_integer(999), "999");
    assert_eq!(print_decimal(12_345, 1), "1.234,5");
    assert_eq!(print_decimal(-5, 2), "-0,05");
    assert_eq!(print_decimal(7, 0), "7");
    assert_eq!(print_decimal(i64::MIN, 3), "-9.223.372.036.854.775,808");
}

#[test]
fn a_rate_is_rounded_half_up_and_there_is_no_rate_of_nothing() {
    assert_eq!(percent(7, 11).as_deref(), Some("63,6%"));
    assert_eq!(percent(32, 33).as_deref(), Some("97,0%"));
    assert_eq!(percent(1, 2000).as_deref(), Some("0,1%"));
    assert_eq!(percent(1, 2001).as_deref(), Some("0,0%"));
    assert_eq!(percent(3, 3).as_deref(), Some("100%"));
    assert_eq!(percent(0, 9).as_deref(), Some("0%"));
    assert_eq!(percent(-1, 3).as_deref(), Some("-33,3%"));
    assert_eq!(percent(5, 0), None);
}

#[test]
fn not_quite_all_is_not_printed_as_all() {
    assert_eq!(percent(1999, 2000).as_deref(), Some("100,0%"));
}

#[test]
fn counts_under_ten_have_a_zero_in_documents() {
    assert_eq!(two_digits(2), "02");
    assert_eq!(two_digits(0), "00");
    assert_eq!(two_digits(10), "10");
    assert_eq!(two_digits(1_234), "1.234");
}

#[test]
fn an_integer_is_read_with_dots_spaces_or_neither() {
    for text in ["1234", "1.234", "1 234", " 1\u{A0}234 "] {
        assert_eq!(parse_integer(text), Ok(1_234), "{text}");
    }
    assert_eq!(parse_integer("-5"), Ok(-5));
}

#[test]
fn a_refused_number_says_what_to_type() {
    let said = |text: &str| parse_integer(text).map_err(|fault| fault.to_string());
    assert_eq!(said("1,5"), Err("“1,5” là số có phần lẻ. Nhập số nguyên, ví dụ 1.234.".to_owned()));
    assert_eq!(said("1.5"), Err("“1.5” không phải là số nguyên. Nhập số nguyên, ví dụ 1.234.".to_owned()));
    assert_eq!(said(""), Err("Chưa nhập số. Nhập số nguyên, ví dụ 1.234.".to_owned()));
    assert_eq!(
        said("99999999999999999999"),
        Err("Số “99999999999999999999” quá lớn. Kiểm tra lại số chữ số.".to_owned())
    );
    for wrong in ["12 34", "1.234 567", "1234.567", "mười", "1.", "--1", "+1", "."] {
        assert!(parse_integer(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn sessions_are_counted_in_words() {
    let words = [
        (1, "thứ Nhất"),
        (2, "thứ Hai"),
        (4, "thứ Tư"),
        (10, "thứ Mười"),
        (11, "thứ Mười một"),
        (12, "thứ Mười hai"),
        (14, "thứ Mười bốn"),
        (15, "thứ Mười lăm"),
        (20, "thứ Hai mươi"),
        (21, "thứ Hai mươi mốt"),
        (24, "thứ Hai mươi tư"),
        (25, "thứ Hai mươi lăm"),
        (99, "thứ Chín mươi chín"),
        (100, "thứ 100"),
        (0, "thứ 0"),
    ];
    for (number, word) in words {
        assert_eq!(ordinal(number), word);
    }
}

#[test]
fn sizes_of_files_are_short() {
    assert_eq!(print_size(512), "512 byte");
    assert_eq!(print_size(850 * 1024), "850 KB");
    assert_eq!(print_size(2_516_582), "2,4 MB");
    assert_eq!(print_size(1024 * 1024 - 1), "1 MB");
    assert_eq!(print_size(1_288_490_189), "1,2 GB");
    assert_eq!(print_size(i64::MAX), "8.589.934.592 GB");
}

proptest! {
    #[test]
    fn a_printed_integer_is_read_back(number in any::<i64>()) {
        prop_assert_eq!(parse_integer(&print_integer(number)), Ok(number));
    }

    #[test]
    fn a_roman_numeral_is_read_back(number in 1u32..=3999) {
        prop_assert_eq!(parse_roman(&roman(number)), Some(number));
    }

    #[test]
    fn a_decimal_keeps_all_its_digits(number in any::<i64>(), decimals in 0u32..25) {
        let digits: String = print_decimal(number, decimals).chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits.parse::<u64>().ok(), Some(number.unsigned_abs()));
    }

    #[test]
    fn a_rate_is_at_most_half_a_tenth_off(part in 0i64..10_000, whole in 1i64..10_000) {
        let printed = percent(part, whole).unwrap().replace(['%', '.'], "");
        let (units, tenths) = printed.split_once(',').unwrap_or((&printed, "0"));
        let shown: i64 = format!("{units}{tenths}").parse().unwrap();
        prop_assert!((shown * whole - part * 1000).abs() * 2 <= whole);
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        let _ = (parse_integer(&text), parse_roman(&text));
    }

    #[test]
    fn no_two_places_have_one_name(one in 0u32..100, other in 0u32..100) {
        prop_assert_eq!(one == other, ordinal(one) == ordinal(other));
    }
}
