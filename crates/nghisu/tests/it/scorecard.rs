//! The scorecard: every figure opens its rows, points add up, gaps are named; a decision counts from
//! its day; and the picture of a quarter.

use testkit::{Page, Person};

use crate::office::each_engine;

const CARD: &str = "/lam-viec/cham-diem/2020-Q3/351";

/// "1.234" or "12,50" without its marks.
fn digits(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The numbers of "63,6% (7/11)", "–" or "3": the count, and the whole of a rate.
fn counts(figure: &str) -> (i64, Option<i64>) {
    match figure.split_once('(') {
        Some((_, inside)) => {
            let (part, whole) = inside.trim_end_matches(')').split_once('/').expect("a part and a whole");
            (digits(part), Some(digits(whole)))
        }
        None if figure == "–" => (0, Some(0)),
        None => (digits(figure), None),
    }
}

/// What the rows of one table of the page add up to, and what its caption says.
fn table(page: &Page, place: usize) -> (i64, i64) {
    let css = format!("main section.panel:nth-of-type({place})");
    let sum = page.texts(&format!("{css} td[data-label='Đếm']")).iter().map(|one| digits(one)).sum();
    let caption = page.texts(&format!("{css} caption"));
    (sum, caption.first().map_or(0, |words| digits(words)))
}

/// Every figure of a card against the rows that it opens.
fn figures_are_their_rows(who: &mut Person<'_>, card: &str) -> usize {
    let page = who.open(card);
    page.is(200);
    let links = page.attributes("td[data-label='Kết quả'] a", "href");
    let shown = page.texts("td[data-label='Kết quả'] a");
    let states = page.texts("td[data-label='Đánh giá']");
    assert!(links.len() <= states.len());
    let mut judged = 0;
    for (link, figure) in links.iter().zip(&shown) {
        let rows = who.open(link);
        rows.is(200);
        if figure == "chưa có số liệu" {
            rows.says("Chỗ trống không phải là số không.");
            continue;
        }
        if !rows.main().contains("Danh sách chỉ mở") {
            let (part, whole) = counts(figure);
            assert_eq!(table(&rows, 1), (part, part), "{link}: {figure}");
            if let Some(whole) = whole {
                assert_eq!(table(&rows, 2), (whole, whole), "{link}: {figure}");
            }
        }
        judged += 1;
    }
    judged
}

/// The total is what the lines add up to, out of the weights of those that brought points.
fn total_is_the_sum(page: &Page) {
    let lines = page.texts("td[data-label='Điểm']");
    let (mut points, mut weights) = (0, 0);
    for line in &lines {
        let (got, weight) = line.split_once('/').expect("points of a weight");
        if got != "–" {
            points += digits(got);
            weights += digits(weight);
        }
    }
    let total = page.texts(".stat").into_iter().find(|one| one.contains("điểm chấm được")).expect("a total");
    let (got, rest) = total.split_once('/').expect("points of a whole");
    let whole = rest.split_whitespace().next().expect("a number");
    assert_eq!((digits(got), digits(whole)), (points, weights), "{total}: {lines:?}");
}

#[test]
fn every_figure_of_a_card_opens_its_rows_and_the_points_add_up() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let table = lan.open("/lam-viec/cham-diem");
        table.is(200).says("Chấm điểm").says("Huyện Thanh Liêm").says("17 đơn vị, 13 tiêu chí");
        assert_eq!(table.texts("tbody th.head").len(), 17);
        let judged = figures_are_their_rows(&mut lan, CARD);
        assert!(5 <= judged, "only {judged} criteria of the district have a figure");
        total_is_the_sum(&lan.open(CARD));
        for commune in ["13453", "13465"] {
            let card = format!("/lam-viec/cham-diem/2020-Q3/{commune}");
            figures_are_their_rows(&mut lan, &card);
            let page = lan.open(&card);
            total_is_the_sum(&page);
            page.says("Không chấm").says("Chưa có số liệu, không tính điểm");
        }
        for (name, begins) in [
            ("2020-Q3.xlsx", &b"PK"[..]),
            ("2020-Q3.docx", b"PK"),
            ("2020-Q3.pdf", b"%PDF"),
            ("2020-Q3/351.xlsx", b"PK"),
            ("2020-Q3/351.docx", b"PK"),
            ("2020-Q3/351.pdf", b"%PDF"),
        ] {
            let file = lan.open(&format!("/lam-viec/cham-diem/{name}"));
            assert!(file.is(200).bytes.starts_with(begins), "{name}");
        }
        for nowhere in ["2020-Q3/999", "2020-Q3/351/TC-99", "2021-Q1", "x", "2020-Q3.odt"] {
            lan.open(&format!("/lam-viec/cham-diem/{nowhere}")).is(404);
        }
        // Longer windows are judged too
        lan.open("/lam-viec/cham-diem/2020-9M/351").is(200).says("9 tháng đầu năm 2020");
        lan.open("/lam-viec/cham-diem/2020/351")
            .is(200)
            .says("Kỳ chưa kết thúc: số liệu đến ngày 15/10/2020.");
    });
}

#[test]
fn a_commune_reads_its_own_card_and_bodies_that_are_judged_by_nobody_read_none() {
    each_engine(|office| {
        let mut commune = office.signs_in("xa-13453");
        commune.open("/lam-viec/cham-diem/2020-Q3/13453").is(200);
        commune.open("/lam-viec/cham-diem/2020-Q3").is(200).says("1 đơn vị").does_not_say("Huyện Thanh Liêm");
        commune.open(CARD).is(404);
        commune.open("/lam-viec/cham-diem/2020-Q3/13465").is(404);
        commune.open("/lam-viec/cham-diem/tieu-chi").is(200).does_not_say("Ghi quyết định của HĐND");
        for name in ["ubnd", "phong-tnmt", "mattran"] {
            let mut other = office.signs_in(name);
            for path in [
                CARD,
                "/lam-viec/cham-diem/2020-Q3",
                "/lam-viec/cham-diem/tieu-chi",
                "/lam-viec/buc-tranh-quy/2020-Q3",
            ] {
                other.open(path).is(404);
            }
        }
    });
}

#[test]
fn a_decision_counts_from_its_day_and_the_quarter_that_is_over_keeps_its_points() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let before = lan.open(CARD).main();
        let criteria = "/lam-viec/cham-diem/tieu-chi";
        let mut typed = vec![
            ("tieu-chi", "TC-04"),
            ("tu-ngay", "30/09/2020"),
            ("trong-so", "25"),
            ("chi-tieu", "80"),
            ("van-ban", "Nghị quyết số 14/NQ-HĐND ngày 01/10/2020"),
            ("ly-do", "HĐND đặt trọng tâm vào kết luận giao ban."),
        ];
        lan.open(criteria).is(200).says("TC-04");
        lan.send(criteria, &typed).is(422).says("Quyết định không đổi điểm của quý đã kết thúc");
        typed[1].1 = "01/10/2020";
        typed[3].1 = "101";
        lan.open(criteria);
        lan.send(criteria, &typed).is(422).says("Chỉ tiêu của một tỷ lệ không quá 100%.");
        typed[3].1 = "80";
        lan.open(criteria);
        lan.send(criteria, &typed).is(200).says("Quyết định đã ghi").says("14/NQ-HĐND");
        lan.open(criteria);
        lan.send(criteria, &typed).is(422).says("Trọng số và chỉ tiêu này đang áp dụng");
        lan.open("/lam-viec/cham-diem/2020-Q4").is(200).says("từ 80% trở lên").says("14/NQ-HĐND");
        assert_eq!(lan.open(CARD).main(), before);
        // A later decision stands beside the earlier one
        typed[2].1 = "0";
        typed[4].1 = "Nghị quyết số 15/NQ-HĐND";
        lan.open(criteria);
        lan.send(criteria, &typed).is(200).says("14/NQ-HĐND").says("15/NQ-HĐND");
        lan.open("/lam-viec/cham-diem/2020-Q4/351").is(200).says("Không chấm");
        let mut commune = office.signs_in("xa-13453");
        let page = commune.open(criteria);
        page.is(200).says("15/NQ-HĐND");
        let forms = page.attributes("main form", "action");
        assert!(forms.is_empty(), "a commune decides nothing here: {forms:?}");
    });
}

#[test]
fn each_bar_of_the_picture_opens_as_many_follow_ups_as_it_is_long() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = lan.open("/lam-viec/buc-tranh-quy");
        page.is(200)
            .says("Bức tranh quý III/2020")
            .says("Việc quá hạn theo cơ quan")
            .says("Nghị quyết chậm tiến độ");
        let bars = page.attributes(".data td.n a[href*='qua-han']", "href");
        let lengths = page.texts(".data td.n a[href*='qua-han']");
        assert!(!bars.is_empty(), "something is late in the demonstration");
        let mut sum = 0;
        for (bar, length) in bars.iter().zip(&lengths) {
            let rows = lan.open(bar).is(200).texts("tbody tr").len();
            assert_eq!(i64::try_from(rows), Ok(digits(length)), "{bar}");
            sum += digits(length);
        }
        let all = page.texts(".stat").into_iter().find(|one| one.contains("việc quá hạn")).expect("a number");
        let all = digits(all.split_whitespace().next().expect("a number"));
        assert!(sum <= all && (all == sum || page.main().contains("cơ quan khác")), "{sum} of {all}");
        let mut chair = office.signs_in("chutich");
        chair.open("/lam-viec/buc-tranh-quy/2020-Q2").is(200).says("Bức tranh quý II/2020");
        let mut commune = office.signs_in("xa-13453");
        commune.open("/lam-viec/buc-tranh-quy/2020-Q3").is(200).does_not_say("HĐND huyện Thanh Liêm có");
        office.signs_in("daibieu2").open("/lam-viec/buc-tranh-quy/2020-Q3").is(404);
    });
}
