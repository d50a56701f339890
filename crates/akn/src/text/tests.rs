use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

const WHOLE: &str = "HỘI ĐỒNG NHÂN DÂN HUYỆN
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Xét Tờ trình số 12/TTr-UBND của Ủy ban nhân dân huyện,
QUYẾT NGHỊ:
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Nghị quyết này quy định mức hỗ trợ.
Điều 2. Mức hỗ trợ
1. Hộ nghèo gồm:
a) Hộ có công;
đ) Hộ khác.
2. Hộ cận nghèo: 1.000.000 đồng.
Chương II
TỔ CHỨC THỰC HIỆN
Mục 1. GIAO VIỆC
Điều 3. Giao Ủy ban nhân dân huyện tổ chức thực hiện.
Nghị quyết này được thông qua ngày 10 tháng 7 năm 2020./.";

fn ids(text: &Text) -> Vec<String> {
    fn walk(unit: &Unit, out: &mut Vec<String>) {
        out.push(unit.id.clone());
        unit.children.iter().for_each(|child| walk(child, out));
    }
    let mut out = Vec::new();
    text.units.iter().for_each(|unit| walk(unit, &mut out));
    out
}

#[test]
fn a_resolution_is_taken_apart_down_to_its_points() {
    let text = Text::read(WHOLE);
    assert_eq!(
        ids(&text),
        [
            "p_1",
            "cit_1",
            "cit_2",
            "formula_1",
            "chp_I",
            "art_1",
            "art_2",
            "art_2__para_1",
            "art_2__para_1__list_1__point_a",
            "art_2__para_1__list_1__point_dd",
            "art_2__para_2",
            "chp_II",
            "chp_II__sec_1",
            "art_3",
        ]
    );
    assert_eq!(text.print(), WHOLE);
    let chapter = &text.units[4];
    assert_eq!((chapter.number.as_str(), chapter.heading.as_str()), ("Chương I", "QUY ĐỊNH CHUNG"));
    let second = &chapter.children[1];
    assert_eq!((second.number.as_str(), second.heading.as_str()), ("Điều 2", "Mức hỗ trợ"));
    assert_eq!(second.children[0].text, ["Hộ nghèo gồm:"]);
    assert_eq!(second.children[0].children[1].number, "đ)");
    assert_eq!(second.children[0].children[1].anchor(), "dieu-2-khoan-1-diem-dd");
}

#[test]
fn an_article_with_a_title_has_a_heading_and_one_that_begins_to_speak_has_none() {
    let articles =
        Text::read("Điều 1. Phạm vi điều chỉnh\nĐiều 2a: Giao Ủy ban nhân dân thực hiện.").articles();
    assert_eq!(articles[0].heading, "Phạm vi điều chỉnh");
    assert_eq!((articles[1].number.as_str(), articles[1].heading.as_str()), ("Điều 2a", ""));
    assert_eq!(articles[1].id, "art_2a");
}

#[test]
fn a_line_that_only_mentions_a_part_begins_none() {
    for line in [
        "Điều kiện hỗ trợ: có hộ khẩu tại xã",
        "Căn cứ Điều 5 của Luật",
        "Điều 5 của Luật quy định.",
        "Mục đích, yêu cầu",
        "Phần mềm quản lý",
        "Chương II của Luật này áp dụng cho hộ nghèo",
        "1.000.000 đồng",
        "1.2 lần",
        "Điều 1000. Không có điều nào như vậy",
    ] {
        let text = Text::read(line);
        assert!(text.units.iter().all(|unit| !unit.kind.is_structural()), "{line}");
    }
}

#[test]
fn articles_that_an_amending_text_quotes_are_not_its_own() {
    let text = Text::read(
        "Điều 1. Sửa đổi Điều 3 như sau:\n“Điều 3. Mức hỗ trợ\n1. Hộ nghèo: 500.000 đồng.\nĐiều 4. Khác.”\nĐiều 2. Hiệu lực",
    );
    let articles = text.articles();
    assert_eq!(articles.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["art_1", "art_2"]);
    assert_eq!(articles[0].lines.len(), 4);
}

#[test]
fn a_quotation_that_never_closes_hides_no_article() {
    assert_eq!(Text::read("Điều 1. Về “mức hỗ trợ.\nĐiều 2. Hiệu lực").articles().len(), 2);
}

#[test]
fn two_articles_of_one_number_have_two_ids() {
    let text = Text::read("Điều 1. Một.\n1. Nội dung.\n1. Nội dung.\nĐiều 1. Hai.");
    assert_eq!(ids(&text), ["art_1", "art_1__para_1", "art_1__para_1-2", "art_1-2"]);
}

#[test]
fn numbers_of_three_steps_lie_inside_one_another() {
    let text = Text::read("Điều 1. Nhiệm vụ\n1. Thu\n1.1. Thuế\n1.1.1. Thuế đất\na) Đất ở\n1.2. Phí\n2. Chi");
    assert_eq!(
        ids(&text),
        [
            "art_1",
            "art_1__para_1",
            "art_1__para_1__subpara_1-1",
            "art_1__para_1__subpara_1-1__subpara_1-1-1",
            "art_1__para_1__subpara_1-1__subpara_1-1-1__list_1__point_a",
            "art_1__para_1__subpara_1-2",
            "art_1__para_2",
        ]
    );
}

#[test]
fn parts_are_numbered_in_words_too() {
    let text = Text::read(
        "Phần thứ nhất\nĐÁNH GIÁ CHUNG\nĐiều 1. Một.\nPHẦN II. NHIỆM VỤ\nTiểu mục 1\nKINH TẾ\nĐiều 2. Hai.",
    );
    assert_eq!(ids(&text), ["part_1", "art_1", "part_II", "part_II__subsec_1", "art_2"]);
    assert_eq!(text.units[0].heading, "ĐÁNH GIÁ CHUNG");
}

#[test]
fn an_article_is_replaced_followed_and_repealed_where_it_stands() {
    let text = Text::read(WHOLE);
    let replaced = text.replace_article("2", &["Điều 2. Mức hỗ trợ", "Mỗi hộ 2.000.000 đồng."]).unwrap();
    assert_eq!(replaced.article("Điều 2").unwrap().lines.len(), 2);
    assert_eq!(replaced.articles().len(), 3);
    assert!(replaced.print().contains("Chương II\n"));
    let grown = text.insert_after("điều 2.", &["Điều 2a. Nguồn kinh phí", "Ngân sách huyện."]).unwrap();
    let numbers: Vec<String> = grown.articles().into_iter().map(|one| one.number).collect();
    assert_eq!(numbers, ["Điều 1", "Điều 2", "Điều 2a", "Điều 3"]);
    let shorter = text.repeal_article("Điều 3").unwrap();
    assert_eq!(shorter.article("3").unwrap().lines, ["Điều 3. (được bãi bỏ)"]);
    assert_eq!(text.replace_article::<&str>("9", &[]), None);
}

#[test]
fn an_empty_text_has_no_parts() {
    assert_eq!(Text::read(" \n\t\n"), Text::default());
}

#[test]
fn the_largest_texts_are_read_at_once() {
    for line in ["1.\n", "x\n", "Điều 1.\n", "“\n", "a)\n", "Căn cứ x\n"] {
        let body = line.repeat(200_000 / line.chars().count());
        assert_eq!(Text::read(&body).lines().len(), body.lines().count(), "{line}");
    }
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "(Điều|ĐIỀU|Chương|Mục|Phần|Tiểu mục|Phần thứ) ?[0-9IVX]{0,3}[a-zđ]?[.: ]{0,2}\\PC{0,20}",
        "[0-9]{1,2}(\\.[0-9]{1,2}){0,3}[.)]? ?\\PC{0,20}",
        "[a-zđ]{1,2}\\) ?\\PC{0,10}",
        "(Căn cứ|Xét|QUYẾT NGHỊ:?|“|”) ?\\PC{0,10}",
        "\\PC{0,60}",
    ]
}

proptest! {
    #[test]
    fn no_line_is_lost(lines in proptest::collection::vec(line(), 0..24)) {
        let body = lines.join("\n");
        let typed = text::nfc(&body);
        let typed: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let text = Text::read(&body);
        prop_assert_eq!(text.lines(), typed);
    }

    #[test]
    fn ids_are_ascii_and_unique(lines in proptest::collection::vec(line(), 0..24)) {
        let ids = ids(&Text::read(&lines.join("\n")));
        let known: HashSet<&String> = ids.iter().collect();
        prop_assert_eq!(known.len(), ids.len());
        prop_assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))));
    }
}
