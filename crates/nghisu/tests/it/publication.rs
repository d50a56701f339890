//! G02: what the law has published, by when it was open to everyone, here or on another medium.

use testkit::Person;

use crate::office::{Office, each_engine};

/// Numerator and denominator of G02 in a quarter.
fn openness(office: &Office, quarter: &str) -> (i64, i64) {
    let page = office.visitor().open(&format!("/api/v1/reports/351/{quarter}"));
    let report: serde_json::Value = serde_json::from_slice(&page.bytes).expect("a report");
    let all = report["indicators"].as_array().expect("a list");
    let one = all.iter().find(|one| one["code"] == "G02").expect("the figure");
    (one["value"].as_i64().expect("counted"), one["denominator"].as_i64().expect("counted"))
}

fn rows(office: &Office, quarter: &str, part: &str) -> testkit::Page {
    office.visitor().open(&format!("/so-lieu/351/{quarter}/G02?phan={part}"))
}

/// Writes down on the page that lies open that it was open earlier.
fn posts(who: &mut Person<'_>, page: &str, to: &str, day: &str, place: &str) -> testkit::Page {
    who.open(page).is(200).says("Ngày công khai");
    let typed = [("viec", "cong-khai-som"), ("ngay-cong-khai", day), ("noi-cong-khai", place)];
    who.send(to, &typed)
}

const PLACE: &str = "Niêm yết tại trụ sở HĐND và UBND huyện";

#[test]
fn a_resolution_that_was_posted_before_it_was_here_is_in_time_by_that_day() {
    each_engine(|office| {
        // The one of the old register that nobody posted is late by the day of the register
        let (before, whole) = openness(office, "2019-Q4");
        let late = rows(office, "2019-Q4", "late");
        late.is(200).says("Về kế hoạch đầu tư công năm 2020").says("công khai 07/01/2020");
        let mut lan = office.signs_in("vanphong");
        let page = lan
            .open("/lam-viec/nghi-quyet?q=ke+hoach+dau+tu+cong+nam+2020&nam=2019")
            .link("Về kế hoạch đầu tư công");
        let to = format!("{page}/cong-khai");
        lan.open(&page).says("Đã công khai trễ hạn");
        posts(&mut lan, &page, &to, "", "").is(422).says("Nhập ngày").says("Nơi công khai");
        let again = posts(&mut lan, &page, &to, "16/10/2020", PLACE);
        again.is(422).says("chưa đến");
        assert_eq!(again.attributes("input[name='noi-cong-khai']", "value"), [PLACE]);
        posts(&mut lan, &page, &to, "19/12/2019", PLACE).is(422).says("trước ngày ký");
        posts(&mut lan, &page, &to, "07/01/2020", PLACE).is(422).says("đã công khai từ ngày 07/01/2020");
        assert_eq!(openness(office, "2019-Q4"), (before, whole));
        let page_after = posts(&mut lan, &page, &to, "23/12/2019", PLACE);
        page_after.is(200).says("Đã công khai đúng hạn").says(PLACE);
        assert_eq!(openness(office, "2019-Q4"), (before + 1, whole));
        // Nobody else writes such a day down
        let mut commune = office.signs_in("xa-13480");
        commune.open(&page).is(404);
        // A later change moves no day
        lan.open(&page);
        lan.send(&page, &[("gui-len", "24/12/2019")]).is(200).says(PLACE);
        assert_eq!(openness(office, "2019-Q4"), (before + 1, whole));
    });
}

#[test]
fn conclusions_of_oversight_and_programmes_have_to_be_open_too() {
    each_engine(|office| {
        let all = rows(office, "2019-Q4", "mau-so");
        all.is(200).says("Chương trình công tác năm 2020, HĐND huyện");
        // Decided on 27/12/2019, due on 06/01/2020: of the next quarter; a committee's is not asked for
        let next = rows(office, "2020-Q1", "mau-so");
        next.says("Chương trình giám sát năm 2020, Thường trực HĐND").does_not_say("Ban Pháp chế");
        let second = rows(office, "2020-Q2", "mau-so");
        second.says("Kết luận giám sát GS-2020-0002").says("Kết luận giám sát GS-2020-0003");
        // Of 2019, written down when the register was set up
        rows(office, "2019-Q3", "late").says("Kết luận giám sát GS-2019-0001");
        let (before, whole) = openness(office, "2019-Q3");
        let mut lan = office.signs_in("vanphong");
        let path = lan.open("/lam-viec/giam-sat?nam=2019").link("Việc cấp nước sạch nông thôn");
        posts(&mut lan, &path, &path, "04/08/2019", PLACE)
            .is(422)
            .says("trước ngày ký, ban hành (05/08/2019)");
        posts(&mut lan, &path, &path, "07/08/2019", PLACE).is(200).says("Đã công khai đúng hạn").says(PLACE);
        assert_eq!(openness(office, "2019-Q3"), (before + 1, whole));
        office.signs_in("daibieu1").open(&path).does_not_say("Ghi ngày công khai");
        // The programme of the council for 2021 was decided in July 2020 and written down at once
        let path = lan.open("/lam-viec/chuong-trinh?nam=2021").link("Chương trình giám sát năm 2021");
        posts(&mut lan, &path, &path, "20/07/2020", PLACE)
            .is(422)
            .says("trước ngày ký, ban hành (21/07/2020)");
        // What is open here on the same day is no later anywhere else
        posts(&mut lan, &path, &path, "15/10/2020", PLACE).is(422).says("Chỉ ghi ngày sớm hơn");
    });
}
