//! The end of a session: its whole life on its page, the archive, and what is corrected afterwards.

use serde_json::Value;
use testkit::{Page, Person};

use crate::office::each_engine;
use crate::voters::{choice, flash};

fn session(who: &mut Person<'_>, label: &str) -> String {
    who.open("/lam-viec/ky-hop");
    who.follow(label).path
}

fn done(page: &Page, words: &str) {
    page.is(200);
    assert!(flash(page).contains(words), "{}: {} / {}", page.path, flash(page), page.main());
}

#[test]
fn a_dossier_goes_into_the_archive_after_the_last_deed_and_is_corrected_by_errata() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = session(&mut lan, "Kỳ họp thứ Mười tám");
        let shown = lan.open(&page);
        shown.is(200).says("Quá trình kỳ họp").says("Gửi tài liệu đến đại biểu").says("8 nghị quyết");
        shown.says("26/07/2020").says("Lưu trữ hồ sơ kỳ họp").does_not_say("Chưa lưu trữ được");
        // The papers went up on 26/07/2020: the day before, a day to come, the day itself
        let put = |lan: &mut Person<'_>, on: &str| lan.send("/luu-tru", &[("ngay-luu-tru", on)]);
        put(&mut lan, "25/07/2020").is(422).says("trước ngày ghi ở “Gửi cấp trên” (26/07/2020)");
        put(&mut lan, "16/10/2020").is(422).says("Ngày lưu trữ ở tương lai");
        put(&mut lan, "").is(422).says("Nhập ngày lưu trữ");
        done(&put(&mut lan, "26/07/2020"), "Đã lưu trữ hồ sơ");
        lan.send("/luu-tru", &[]).is(422).says("Nhập lý do mở lại hồ sơ");
        done(&lan.send("/luu-tru", &[("ly-do-mo-lai", "Ghi nhầm ngày")]), "Đã mở lại hồ sơ");
        done(&put(&mut lan, "27/07/2020"), "Đã lưu trữ hồ sơ");
        let shown = lan.open(&page);
        shown.says("Hồ sơ đã lưu trữ").says("27/07/2020").does_not_say("Ghi khai mạc");

        let mut visitor = office.visitor();
        visitor.open("/ky-hop/18-18").says("Lưu trữ Thứ Hai, 27/07/2020").does_not_say("Đã đính chính");
        let json: Value = serde_json::from_slice(&visitor.open("/ky-hop/18-18.json").bytes).expect("JSON");
        assert_eq!(json["archived_on"], "2020-07-27");
        visitor.open("/ky-hop").says("Đã lưu trữ hồ sơ");

        // What is put away changes with a reason that stays readable
        let own = page.clone();
        lan.open(&page);
        let silent = lan.send(&own, &[("dia-diem", "Hội trường Huyện ủy")]);
        silent.is(422).says("Nhập lý do đính chính");
        assert_eq!(silent.attributes("input[name=dia-diem]", "value"), ["Hội trường Huyện ủy"]);
        lan.open(&page);
        lan.send(&own, &[("ly-do-dinh-chinh", "Thử")]).is(422).says("Chưa sửa gì");
        let why = [("dia-diem", "Hội trường Huyện ủy"), ("ly-do-dinh-chinh", "Ghi nhầm nơi họp")];
        done(&lan.send(&own, &why), "Đã đính chính");
        for shown in [lan.open(&page), visitor.open("/ky-hop/18-18")] {
            shown.says("Đã đính chính").says("“Hội trường UBND huyện” thành “Hội trường Huyện ủy”");
            shown.says("Ghi nhầm nơi họp");
        }
        lan.open("/lam-viec/nhat-ky").is(200).says("Ghi nhầm nơi họp");

        // Its agenda, its minutes, its preparation and its resolutions stand
        lan.open(&format!("{page}/chuong-trinh")).is(200).does_not_say("Dán từ Word, Excel");
        lan.open(&format!("{page}/bien-ban")).is(200).says("mở lại hồ sơ").does_not_say("Lưu nội dung");
        lan.open(&format!("{page}/chuan-bi")).is(200).does_not_say("Ghi một bước đã làm");
        lan.open(&format!("{page}/gui-cap-tren"));
        lan.send("/gui-cap-tren", &[("gui-len", "30/07/2020")]).is(422).says("Hồ sơ kỳ họp đã lưu trữ");
        lan.open("/lam-viec/nghi-quyet?nam=2020");
        let one = lan.follow("Về chương trình giám sát của HĐND huyện năm 2021").path;
        let id = one.trim_start_matches("/lam-viec/nghi-quyet/").to_owned();
        lan.send(&id, &[("ky", "24/07/2020")]).is(422).says("Hồ sơ kỳ họp đã lưu trữ");
        lan.open(&one);
        lan.send(&id, &[("het-hieu-luc", "31/12/2021")]).is(200);

        // Nobody else knows of the deed
        let mut delegate = office.signs_in("daibieu1");
        delegate.open(&page).is(404);
    });
}

#[test]
fn a_session_whose_resolutions_are_not_signed_says_what_is_missing() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/ky-hop/moi");
        let typed = [
            ("so", "21"),
            ("loai", "thematic"),
            ("khai-mac", "01/10/2020"),
            ("be-mac", "02/10/2020"),
            ("trang-thai", "closed"),
        ];
        let shown = lan.send("/lam-viec/ky-hop", &typed);
        shown.is(200).says("kỳ họp không thông qua nghị quyết nào").does_not_say("Chưa lưu trữ được");
        let page = shown.path;
        lan.open("/lam-viec/nghi-quyet/moi");
        let session = choice(&lan.open("/lam-viec/nghi-quyet/moi"), "ky-hop", "Hai mươi mốt");
        let typed = [
            ("loai", "ca-biet"),
            ("so", "671"),
            ("trich-yeu", "Việc chưa ký"),
            ("ky-hop", session.as_str()),
            ("thong-qua", "02/10/2020"),
            ("cong-khai", ""),
        ];
        lan.send("/lam-viec/nghi-quyet", &typed).is(200);
        let shown = lan.open(&page);
        shown.says("Chưa lưu trữ được. Ký nghị quyết: nghị quyết số 671/NQ-HĐND chưa ghi ngày ký");
        shown.says("chưa ghi ngày gửi nghị quyết, biên bản của kỳ họp");
        shown.says("Công bố nghị quyết: nghị quyết số 671/NQ-HĐND chưa công bố");
        // The deed says the same to who has no button for it
        let csrf = shown.attributes("input[name=csrf]", "value").remove(0);
        let version = shown.attributes("input[name=version]", "value").remove(0);
        let values = [("csrf", csrf), ("version", version), ("ngay-luu-tru", "15/10/2020".to_owned())]
            .map(|(name, value)| (name.to_owned(), value));
        lan.post(&format!("{page}/luu-tru"), &values).is(422).says("chưa ghi ngày ký").says("chưa công bố");
        // A session that has not closed has no archive
        let planned = lan.open("/ky-hop/18-20").link("Sửa");
        let planned = lan.open(&planned);
        planned.says("Quá trình kỳ họp").says("dự kiến 15/12/2020").does_not_say("Ngày lưu trữ");
    });
}
