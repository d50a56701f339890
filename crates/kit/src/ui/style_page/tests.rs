//! What the frame and the style promise to every page.

use kernel::Actor;

use super::*;
use crate::shell::{Flash, NavItem, TextSize};

fn item(label: &str, current: bool) -> NavItem {
    NavItem { current, ..NavItem::new(label, "#") }
}

fn portal() -> Shell {
    Shell {
        title: "Mẫu giao diện".into(),
        has_faults: true,
        council_name: "Hội đồng nhân dân huyện Thanh Liêm".into(),
        council_term: "Khóa XVIII, nhiệm kỳ 2016 - 2021".into(),
        today_long: "Thứ Năm, ngày 15 tháng 10 năm 2020".into(),
        actor: Actor::visitor(),
        actor_place: String::new(),
        menu: ["Trang chủ", "Kỳ họp", "Nghị quyết", "Kiến nghị cử tri", "Giám sát", "Đại biểu", "Lịch"]
            .iter()
            .map(|label| item(label, *label == "Kiến nghị cử tri"))
            .collect(),
        more: Vec::new(),
        rail: Vec::new(),
        breadcrumb: vec![item("Trang chủ", false), item("Mẫu giao diện", true)],
        life: None,
        share: None,
        csrf: "c".into(),
        form_key: "k".into(),
        works: Vec::new(),
        flash: Some(Flash {
            text: "Đã gửi 3 công văn đôn đốc (42, 43, 44/HĐND-TT).".into(),
            undo: Some("/hoan-tac".into()),
            bad: false,
        }),
        text_size: TextSize::Normal,
        path: "/mau-giao-dien?a=1&b=2".into(),
        printed_at: "08:30, 15/10/2020".into(),
        purpose: crate::Purpose::Demonstration,
        public_url: "https://hdnd.thanhliem.gov.vn".into(),
        assets: "v",
    }
}

fn workspace() -> Shell {
    let rail =
        ["Hôm nay", "Kiến nghị", "Đơn thư", "Kỳ họp", "Giao ban", "Giám sát", "Nghị quyết", "Xuất báo cáo"];
    let mut actor = Actor::visitor();
    actor.account = Some("00000000-0000-7000-8000-000000000001".parse().unwrap());
    actor.name = "Nguyễn Thị Ẫm".into();
    Shell {
        rail: rail.iter().map(|label| item(label, *label == "Hôm nay")).collect(),
        actor,
        actor_place: "Chuyên viên Văn phòng, HĐND huyện Thanh Liêm".into(),
        has_faults: false,
        flash: None,
        ..portal()
    }
}

#[test]
fn the_frame_says_whose_page_it_is_and_where_the_content_begins() {
    let html = StylePage::sample(portal()).to_string();
    assert!(html.contains(r#"<html lang="vi" class="size-0">"#));
    assert!(html.contains("<title>Lỗi: Mẫu giao diện - Hội đồng nhân dân huyện Thanh Liêm</title>"));
    assert!(html.contains("Trang chính thức của Hội đồng nhân dân huyện Thanh Liêm"));
    assert!(html.contains(r##"href="#trang""##) && html.contains(r#"id="trang""#));
    assert!(html.contains("hôm nay là Thứ Năm, ngày 15 tháng 10 năm 2020"));
    assert!(html.contains("In lúc 08:30, 15/10/2020 từ https://hdnd.thanhliem.gov.vn/mau-giao-dien"));
}

#[test]
fn the_text_size_links_lead_back_to_the_very_page() {
    let html = StylePage::sample(portal()).to_string();
    assert!(html.contains("/co-chu/2?ve=%2Fmau-giao-dien%3Fa%3D1%26b%3D2"), "{html}");
}

#[test]
fn the_workspace_shows_who_is_signed_in_and_a_way_out() {
    let html = StylePage::sample(workspace()).to_string();
    assert!(html.contains("Nguyễn Thị Ẫm") && html.contains(r#"action="/dang-xuat""#));
    assert!(!html.contains(r#"href="/dang-nhap""#) && html.contains(r#"class="bottom"#));
}

#[test]
fn no_page_needs_a_looser_content_policy() {
    let html = StylePage::sample(workspace()).to_string();
    for forbidden in ["style=", "<style", "onclick", "javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert_eq!(html.matches("<script").count(), html.matches("<script src=\"/static/").count());
}

#[test]
fn no_identifier_stands_twice_on_the_page() {
    let html = StylePage::sample(workspace()).to_string();
    let mut ids: Vec<_> =
        html.match_indices(" id=\"").map(|(at, _)| html[at + 5..].split('"').next().unwrap()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(all, ids.len());
}

#[test]
fn a_title_typed_by_a_stranger_stays_words_in_the_frame() {
    let hostile = r#"<script>alert("x")</script>"#;
    let mut shell = workspace();
    for place in
        [&mut shell.title, &mut shell.council_name, &mut shell.path, &mut shell.csrf, &mut shell.actor_place]
    {
        *place = hostile.to_owned();
    }
    shell.actor.name = hostile.to_owned();
    assert!(!StylePage::sample(shell).to_string().contains("<script>alert"));
}

#[test]
fn the_style_keeps_room_for_stacked_marks() {
    let style = include_str!("../../../static/app.css");
    for (at, _) in style.match_indices("line-height:") {
        let value: String =
            style[at + 12..].chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
        // Heights given in rem or by a token are not factors
        if let Ok(factor) = value.parse::<f64>() {
            let unit = style[at + 12 + value.len()..].chars().next();
            assert!(unit.is_some_and(char::is_alphabetic) || factor >= 1.3, "line-height {value}");
        }
    }
    assert!(!style.contains("text-transform"));
}

/// Writes the pages to the folder in `KIT_LOOK`, to be seen in a browser; without it, nothing.
#[test]
fn the_style_page_can_be_looked_at() {
    let Ok(folder) = std::env::var("KIT_LOOK") else { return };
    let mut large = workspace();
    large.text_size = TextSize::Larger;
    for (name, shell) in [("cong", portal()), ("lam-viec", workspace()), ("lon", large)] {
        std::fs::write(format!("{folder}/{name}.html"), StylePage::sample(shell).to_string()).unwrap();
    }
}
