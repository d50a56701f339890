//! Coordination: what a regulation lays on its parties, met or not by the records of each period;
//! activities held together, campaigns, groups; what the Fatherland Front recommends and judges.

use testkit::Page;

use crate::office::each_engine;

const TITLE: &str = "Quy chế phối hợp về tiếp công dân năm 2020";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// The value of the box with these words.
fn ticked(page: &Page, name: &str, words: &str) -> String {
    let labels = page.texts(&format!("label:has(input[name='{name}'])"));
    let values = page.attributes(&format!("input[name='{name}']"), "value");
    let found = labels.iter().position(|label| label.trim() == words);
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {labels:?}"))
}

#[test]
fn a_duty_of_each_quarter_is_missed_the_day_after_and_met_by_what_was_noted_in_it() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/phoi-hop/quy-che/moi");
        let (district, front) =
            (ticked(&form, "ben", "UBND huyện"), ticked(&form, "ben", "Ủy ban MTTQ huyện"));
        let mut typed = vec![
            ("so", "05/QCPH"),
            ("ten", TITLE),
            ("ngay-ky", "01/10/2020"),
            ("tu-ngay", "01/10/2020"),
            ("ben", district.as_str()),
        ];
        lan.send("/lam-viec/phoi-hop/quy-che", &typed).is(422).says("Chọn ít nhất hai cơ quan.");
        typed.push(("ben", front.as_str()));
        lan.open("/lam-viec/phoi-hop/quy-che/moi");
        let page = lan.send("/lam-viec/phoi-hop/quy-che", &typed);
        page.is(200).says(TITLE).says("Chưa ghi nhiệm vụ nào");
        let path = page.path.clone();

        let debtor = choice(&page, "ben-no", "UBND huyện");
        let duty = [
            ("viec", "them"),
            ("dieu", "Điều 3"),
            ("ben-no", debtor.as_str()),
            ("nhiem-vu", "Gửi báo cáo tiếp công dân"),
            ("ky", "quarter"),
        ];
        let page = lan.send(&path, &duty);
        page.is(200).says("Quý IV/2020").says("Trong kỳ").does_not_say("Quý III/2020");
        let id = choice(&page, "nhiem-vu-id", "Gửi báo cáo tiếp công dân");

        // Who owes it is reminded in the last days of the quarter, and it is missed the day after
        let mut district = office.signs_in("ubnd");
        district.open("/lam-viec").does_not_say("Gửi báo cáo tiếp công dân");
        office.set_day(2020, 12, 31);
        let (mut lan, mut district) = (office.signs_in("vanphong"), office.signs_in("ubnd"));
        district.open("/lam-viec").says("Gửi báo cáo tiếp công dân");
        lan.open(&path).says("Trong kỳ").does_not_say("Chưa thực hiện");
        office.set_day(2021, 1, 1);
        let (mut lan, mut district) = (office.signs_in("vanphong"), office.signs_in("ubnd"));
        lan.open(&format!("{path}?nam=2020")).says("Chưa thực hiện").says("0/1 kỳ");

        // What was done in it and noted later still counts for it, on no other day
        let note = |on| {
            [
                ("viec", "minh-chung"),
                ("nhiem-vu-id", id.as_str()),
                ("ngay-lam", on),
                ("minh-chung", "Báo cáo số 415/BC-UBND"),
            ]
        };
        district.open(&path).does_not_say("Sửa quy chế");
        district.send(&path, &note("02/01/2021")).is(422).says("không sau hôm nay");
        district.open(&path);
        district.send(&path, &note("30/09/2020")).is(422).says("không thuộc nhiệm vụ");
        district.open(&path);
        district.send(&path, &note("31/12/2020")).is(200);
        lan.open(&format!("{path}?nam=2020")).says("Đã thực hiện").says("415/BC-UBND").says("1/1 kỳ");

        // Nobody else notes for it
        let mut front = office.signs_in("mattran");
        front.open(&path).is(200).does_not_say("Ghi minh chứng thực hiện");
        office.signs_in("xa-13453").open(&path).is(404);
        // It was left public, as the form proposes
        office.visitor().open("/phoi-hop").says(TITLE);
    });
}

#[test]
fn the_regulation_of_2016_shows_from_the_records_what_was_met_and_what_was_not() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let hub = lan.open("/lam-viec/phoi-hop");
        hub.is(200).says("nhiệm vụ kép").says("Tiếp công dân chung").says("Tổ đại biểu số 1");
        // A plain meeting of the Standing Committee is not one with the heads of committees
        hub.says("Quý III/2020: Thường trực HĐND họp với các Trưởng Ban");
        hub.says("Quý III/2020: UBND huyện thông báo tình hình kinh tế - xã hội");
        let path = hub.link("Quy chế phối hợp giữa Thường trực HĐND");
        // What was held together for something else does not meet the duty before a session
        let page = lan.open(&path);
        page.says("dữ liệu minh họa").says("Hội nghị liên tịch chuẩn bị").says("Trước kỳ họp");
        page.does_not_say("Tiếp công dân chung về");
        let group = lan.open("/lam-viec/phoi-hop").link("Tổ đại biểu số 1");
        lan.open(&group).is(200).says("Thành viên").says("Tiếp xúc cử tri năm 2020");
        let mut visitor = office.visitor();
        let page = visitor.open("/phoi-hop");
        page.is(200).says("UBND huyện thông báo tình hình").says("nhiệm vụ kép");
        let group = page.link("Tổ đại biểu số 1");
        visitor.open(&group).is(200).says("Thành viên");
        visitor.open(&group.replace("to-dai-bieu/", "to-dai-bieu/x")).is(404);
        lan.open("/lam-viec/phoi-hop/tuyen-truyen/moi").is(200);
        lan.open("/lam-viec/phoi-hop/hoat-dong/moi").is(200);
    });
}

#[test]
fn the_front_recommends_and_judges_itself_while_the_office_sees() {
    each_engine(|office| {
        const WORDS: &str = "Bố trí điểm tiếp nhận phản ánh của nhân dân tại trụ sở các thôn";
        office.signs_in("vanphong").open("/lam-viec/phoi-hop/kien-nghi/moi").is(404);
        let mut front = office.signs_in("mattran");
        let form = front.open("/lam-viec/phoi-hop/kien-nghi/moi");
        let lead = choice(&form, "chu-tri", "UBND huyện");
        let mut typed = vec![("noi-dung", WORDS), ("chu-tri", lead.as_str()), ("han", "14/10/2020")];
        front.send("/lam-viec/phoi-hop/kien-nghi", &typed).is(422).says("Hạn phải từ hôm nay trở đi");
        typed[2].1 = "30/10/2020";
        front.open("/lam-viec/phoi-hop/kien-nghi/moi");
        let page = front.send("/lam-viec/phoi-hop/kien-nghi", &typed);
        page.is(200).says(WORDS);
        let path = page.path.clone();

        let mut district = office.signs_in("ubnd");
        district.open(&path).is(200);
        office.signs_in("xa-13453").open(&path).is(404);
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/phoi-hop").says(WORDS);
        lan.open(&path).is(200).does_not_say("Đánh giá kết quả");

        district.open(&path);
        district
            .send(
                &format!("{path}/tra-loi"),
                &[("tra-loi", "Đã bố trí tại 98 thôn."), ("minh-chung", "420/BC-UBND")],
            )
            .is(200);
        lan.open(&path).is(200).says("Chờ đánh giá");
        let page = front.open(&path);
        page.is(200).says("Chờ đánh giá");
        assert!(!page.attributes("form[action$='/danh-gia']", "action").is_empty(), "the front judges");
        let page = lan.open(&path);
        assert!(page.attributes("form[action$='/danh-gia']", "action").is_empty(), "the office sees");
    });
}
