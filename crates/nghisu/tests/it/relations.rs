//! What resolutions do to one another, corrections, and papers sent up: through the front door.

use testkit::{Page, Person};

use crate::office::each_engine;
use crate::voters::{choice, flash};

/// The deed was done, and the page says so.
fn done(page: &Page, words: &str) {
    page.is(200);
    assert!(flash(page).contains(words), "{}: {} / {}", page.path, flash(page), page.main());
}

/// Enters a public resolution that was signed and is in force; returns its page.
fn enter(who: &mut Person<'_>, number: &str, on: &str, title: &str, body: &str) -> String {
    who.open("/lam-viec/nghi-quyet/moi");
    let typed = [
        ("so", number),
        ("trich-yeu", title),
        ("thong-qua", on),
        ("ky", on),
        ("hieu-luc-tu", on),
        ("gui-len", on),
        ("toan-van", body),
    ];
    let page = who.send("/lam-viec/nghi-quyet", &typed);
    done(&page, "Đã nhập nghị quyết");
    page.path
}

const BODY: &str = "QUYẾT NGHỊ:\nĐiều 1. Mức hỗ trợ là 500.000 đồng mỗi hộ.\nĐiều 2. Giao Ủy ban nhân dân huyện tổ chức thực hiện.";

#[test]
fn the_demonstration_shows_an_article_that_was_amended_twice() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        visitor.open("/nghi-quyet?nam=2019");
        let page = visitor.follow("Về kế hoạch đầu tư công năm 2020");
        page.is(200).says("Sửa đổi Điều 1 từ 20/03/2020 theo").says("Sửa đổi Điều 1 từ 21/07/2020 theo");
        let address = page.path.clone();
        let whole = visitor.follow("Văn bản hợp nhất");
        whole.is(200).says("Văn bản hợp nhất do hệ thống lập, không thay thế bản gốc.");
        assert!(whole.texts("article ins").concat().contains("lần 2"), "{:?}", whole.texts("article ins"));
        let first = visitor.open(&format!("{address}/hop-nhat?ngay=20/03/2020"));
        assert!(first.texts("article ins").concat().contains("lần 1"), "{:?}", first.texts("article ins"));
        let before = visitor.open(&format!("{address}/hop-nhat?ngay=19/03/2020"));
        before.is(200).says("chưa có nội dung sửa đổi nào");
        assert!(before.texts("article ins").is_empty());
        visitor.open(&format!("{address}/hop-nhat?ngay=khong-phai-ngay")).is(200);
        visitor.open("/nghi-quyet/2020-9999/hop-nhat").is(404);
    });
}

#[test]
fn an_amendment_a_repeal_and_its_taking_back() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let first = enter(&mut lan, "601", "01/09/2020", "Mức hỗ trợ hộ nghèo", BODY);
        let second = enter(&mut lan, "602", "10/09/2020", "Sửa đổi mức hỗ trợ hộ nghèo", "");
        let page = lan.open(&format!("{second}/quan-he"));
        let older = choice(&page, "nghi-quyet", "Mức hỗ trợ hộ nghèo");
        // A day too early, an article that is not there
        let wrong = [
            ("nghi-quyet", older.as_str()),
            ("tu-ngay", "09/09/2020"),
            ("dieu", "Điều 7"),
            ("noi-dung", "Điều 1. Mức hỗ trợ là 700.000 đồng mỗi hộ."),
        ];
        let refused = lan.send("/quan-he", &wrong);
        refused.is(422).says("không được trước ngày nghị quyết này có hiệu lực (10/09/2020)");
        refused.says("không có điều này").says("700.000");
        let right = [("tu-ngay", "10/09/2020"), ("dieu", "1")];
        let related = lan.send("/quan-he", &right);
        done(&related, "Đã ghi quan hệ");
        related.says("Sửa đổi Điều 1");

        let mut visitor = office.visitor();
        let now = visitor.open("/nghi-quyet/2020-601/hop-nhat");
        now.is(200).says("Sửa đổi Điều 1 theo");
        assert_eq!(now.texts("article ins"), ["700.000"]);
        assert_eq!(now.texts("article del"), ["500.000"]);
        assert!(
            visitor.open("/nghi-quyet/2020-601/hop-nhat?ngay=09/09/2020").texts("article ins").is_empty()
        );
        visitor.open("/nghi-quyet/2020-601").says("500.000 đồng").says("Sửa đổi Điều 1 từ 10/09/2020 theo");

        // The repeal of the amending one ends its changes
        let third = enter(&mut lan, "603", "20/09/2020", "Bãi bỏ nghị quyết sửa đổi", "");
        let page = lan.open(&format!("{third}/quan-he"));
        let amending = choice(&page, "nghi-quyet", "Sửa đổi mức hỗ trợ hộ nghèo");
        let repeal = [("loai", "repeals"), ("nghi-quyet", &amending), ("tu-ngay", "20/09/2020")];
        lan.send("/quan-he", &repeal).is(422).says("Thay thế, bãi bỏ là toàn bộ nghị quyết");
        done(&lan.send("/quan-he", &[("cach", "whole")]), "Đã ghi quan hệ");
        visitor
            .open("/nghi-quyet/2020-601/hop-nhat")
            .says("(đã sửa đổi nghị quyết này): Bãi bỏ từ 20/09/2020");
        visitor.open("/nghi-quyet/2020-602").says("Hết hiệu lực từ 20/09/2020 theo").says("603/NQ-HĐND");
        assert!(visitor.open("/nghi-quyet/2020-601/hop-nhat").texts("article ins").is_empty());
        let between = visitor.open("/nghi-quyet/2020-601/hop-nhat?ngay=19/09/2020");
        assert_eq!(between.texts("article ins"), ["700.000"]);
        visitor.open("/nghi-quyet?hieu-luc=con&nam=2020&q=602").does_not_say("Sửa đổi mức hỗ trợ hộ nghèo");
        visitor
            .open("/nghi-quyet?hieu-luc=con&nam=2020&q=602&ngay=19/09/2020")
            .says("Sửa đổi mức hỗ trợ hộ nghèo");

        // Its day of end is not changed by hand, and what is tied stays public
        lan.open(&second);
        let second_id = second.trim_start_matches("/lam-viec/nghi-quyet/").to_owned();
        lan.send(&second_id, &[("het-hieu-luc", "01/10/2020")]).is(422).says("Ngày hết hiệu lực do");
        lan.open(&third);
        let third_id = third.trim_start_matches("/lam-viec/nghi-quyet/").to_owned();
        lan.send(&third_id, &[("cong-khai", "")]).is(422).says("Bỏ quan hệ trước khi thôi công khai");

        // Taken back, it holds again
        let page = lan.open(&format!("{third}/quan-he"));
        let tie = page
            .attributes("form", "action")
            .into_iter()
            .find(|action| action.contains("/quan-he/"))
            .expect("a way to take it back");
        // Each relation has a reason of its own: a fault of one stands at none of the others
        let why = format!("ly-do-{}", tie.rsplit('/').next().unwrap_or_default());
        lan.send(&tie, &[]).is(422).says("Lý do bỏ quan hệ");
        done(&lan.send(&tie, &[(why.as_str(), "Nhập nhầm")]), "Đã bỏ quan hệ");
        visitor.open("/nghi-quyet/2020-602").does_not_say("Hết hiệu lực từ");
        assert_eq!(visitor.open("/nghi-quyet/2020-601/hop-nhat").texts("article ins"), ["700.000"]);

        // Others do not know of these pages
        for name in ["daibieu1", "ubnd"] {
            let mut other = office.signs_in(name);
            other.open(&format!("{second}/quan-he")).is(404);
            other.open(&format!("{second}/dinh-chinh")).is(404);
        }
        lan.open(&format!("{first}/quan-he")).is(200);
    });
}

#[test]
fn what_was_published_changes_by_a_correction_and_the_earlier_text_stays() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = enter(&mut lan, "611", "01/10/2020", "Mức hỗ trợ hộ ngèo", BODY);
        let id = page.trim_start_matches("/lam-viec/nghi-quyet/").to_owned();
        lan.open(&page);
        let refused = lan.send(&id, &[("trich-yeu", "Mức hỗ trợ hộ nghèo")]);
        refused.is(422).says("chỉ sửa bằng đính chính");
        // Days can be filled in
        lan.open(&page);
        done(&lan.send(&id, &[("gui-len", "02/10/2020")]), "Đã lưu");
        lan.open(&page);
        lan.follow("Đính chính").is(200);
        lan.send("/dinh-chinh", &[("ngay-ky", "30/09/2020")]).is(422).says("Nhập");
        let typed = [
            ("trich-yeu", "Mức hỗ trợ hộ nghèo"),
            ("sai", "hộ ngèo"),
            ("dung", "hộ nghèo"),
            ("ly-do", "Lỗi đánh máy"),
            ("so-van-ban", "03/ĐC-HĐND"),
            ("nguoi-ky", "Chủ tịch HĐND huyện"),
            ("ngay-ky", "30/09/2020"),
        ];
        lan.send("/dinh-chinh", &typed).is(422).says("phải từ ngày ký nghị quyết (01/10/2020)");
        done(&lan.send("/dinh-chinh", &[("ngay-ky", "05/10/2020")]), "Đã đính chính");
        let mut visitor = office.visitor();
        let public = visitor.open("/nghi-quyet/2020-611");
        public.is(200).says("Mức hỗ trợ hộ nghèo").says("03/ĐC-HĐND").says("Lỗi đánh máy");
        visitor.follow("Bản trước đính chính").is(200).says("Mức hỗ trợ hộ ngèo").says("đã được đính chính");
        visitor.open("/nghi-quyet/2020-611/dinh-chinh/khong-co").is(404);
        // The draft of a text is changed without one
        lan.open("/lam-viec/nghi-quyet/moi");
        let draft = [("so", "612"), ("trich-yeu", "Dự thảo"), ("thong-qua", "14/10/2020"), ("cong-khai", "")];
        let page = lan.send("/lam-viec/nghi-quyet", &draft).path;
        let id = page.trim_start_matches("/lam-viec/nghi-quyet/").to_owned();
        lan.open(&page);
        lan.send(&id, &[("trich-yeu", "Dự thảo đã sửa")]).is(200).says("Dự thảo đã sửa");
        lan.open(&format!("{page}/dinh-chinh")).is(200).says("sửa trực tiếp");
    });
}

#[test]
fn what_was_not_sent_up_waits_on_today_and_the_day_says_whether_it_was_late() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec").does_not_say("lên cấp trên");
        let page = enter(&mut lan, "621", "12/10/2020", "Việc cần gửi", "");
        let id = page.trim_start_matches("/lam-viec/nghi-quyet/").to_owned();
        lan.open(&page);
        lan.send(&id, &[("gui-len", "")]).is(200);
        lan.open("/lam-viec").says("Gửi Nghị quyết số 621/NQ-HĐND lên cấp trên");
        lan.open("/lam-viec/ky-hop/moi");
        let typed = [
            ("so", "21"),
            ("loai", "thematic"),
            ("dia-diem", "Hội trường"),
            ("khai-mac", "01/10/2020"),
            ("be-mac", "02/10/2020"),
            ("trang-thai", "closed"),
        ];
        let session = lan.send("/lam-viec/ky-hop", &typed);
        session.is(200);
        let address = session.path.clone();
        lan.open("/lam-viec").says("Gửi nghị quyết, biên bản");
        lan.open(&address);
        let sending = lan.follow("Gửi cấp trên");
        sending.is(200).says("Thời hạn theo luật").says("Quá hạn");
        lan.send("/gui-cap-tren", &[("gui-len", "01/10/2020")]).is(422).says("từ ngày bế mạc (02/10/2020)");
        lan.send("/gui-cap-tren", &[("gui-len", "14/10/2020"), ("so-van-ban", "77/HĐND-VP")])
            .is(200)
            .says("trễ")
            .says("77/HĐND-VP");
        lan.send("/gui-cap-tren", &[("gui-len", "12/10/2020")]).is(200).says("Đã gửi đúng hạn");
        lan.open("/lam-viec").does_not_say("Gửi nghị quyết, biên bản");
        office.signs_in("daibieu1").open(&format!("{address}/gui-cap-tren")).is(404);
    });
}

#[test]
fn a_normative_resolution_by_the_shortened_procedure_holds_at_once_and_says_by_whose_leave() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/nghi-quyet/moi");
        let typed = [
            ("loai", "qppl"),
            ("so", "651"),
            ("trich-yeu", "Biện pháp phòng, chống dịch bệnh"),
            ("thong-qua", "01/10/2020"),
            ("ky", "01/10/2020"),
            ("hieu-luc-tu", "01/10/2020"),
        ];
        lan.send("/lam-viec/nghi-quyet", &typed).is(422).says("có hiệu lực sớm nhất từ ngày 08/10/2020");
        let leave = ("rut-gon-theo", "Văn bản số 45/HĐND-VP ngày 28/09/2020 của Thường trực HĐND huyện");
        let faulty = lan.send("/lam-viec/nghi-quyet", &[leave]);
        faulty.is(422).says("Ghi lý do áp dụng trình tự, thủ tục rút gọn");
        assert_eq!(faulty.attributes("input[name=rut-gon-theo]", "value"), [leave.1]);
        let reason = ("rut-gon-ly-do", "Phòng, chống dịch bệnh đột xuất");
        let wrong = [leave, reason, ("loai", "ca-biet")];
        lan.send("/lam-viec/nghi-quyet", &wrong).is(422).says("chỉ có ở nghị quyết quy phạm pháp luật");
        let early = [leave, reason, ("loai", "qppl"), ("hieu-luc-tu", "30/09/2020")];
        lan.send("/lam-viec/nghi-quyet", &early).is(422).says("không có hiệu lực trở về trước");
        let page = lan.send("/lam-viec/nghi-quyet", &[("hieu-luc-tu", "01/10/2020")]);
        done(&page, "Đã nhập nghị quyết");
        page.says("Thủ tục rút gọn: có thể có hiệu lực ngay").does_not_say("Sớm hơn ngày được phép");
        let mut visitor = office.visitor();
        let public = visitor.open("/nghi-quyet/qppl-2020-651");
        public.is(200).says("Rút gọn, theo Văn bản số 45/HĐND-VP").says("Phòng, chống dịch bệnh đột xuất");
        let data = visitor.open("/nghi-quyet/qppl-2020-651.json");
        let data: serde_json::Value = serde_json::from_slice(&data.bytes).expect("a resolution");
        assert_eq!(data["effective_on"], "2020-10-01");
        assert_eq!(data["shortened_reason"], reason.1);
        // Taken back, the day is too early again
        let id = page.path.trim_start_matches("/lam-viec/nghi-quyet/").to_owned();
        lan.open(&page.path);
        let back = [("rut-gon-theo", ""), ("rut-gon-ly-do", "")];
        lan.send(&id, &back).is(422).says("có hiệu lực sớm nhất từ ngày 08/10/2020");
    });
}
