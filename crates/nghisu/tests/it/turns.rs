//! What goes otherwise than planned: a briefing moved or called off, a report typed by the office
//! or sent back.

use testkit::Person;

use crate::office::each_engine;
use crate::story::briefing;

fn flash(page: &testkit::Page) -> String {
    page.texts(".flash").join(" ")
}

#[test]
fn a_briefing_that_is_moved_counts_its_days_anew_and_tells_everyone_by_letter() {
    each_engine(|office| {
        let mut chair = office.signs_in("chutich");
        let path = briefing(&mut chair);
        chair.open(&path).says("15/10/2020");
        let unreasoned = chair.send("/hoan", &[("ngay-moi", "22/10/2020"), ("ly-do-hoan", "")]);
        unreasoned.is(422).says("lý do");
        assert_eq!(
            unreasoned.attributes("input[name=ngay-moi]", "value"),
            ["22/10/2020"],
            "what was typed is kept"
        );
        chair.open(&path);
        let moved = chair
            .send("/hoan", &[("ngay-moi", "22/10/2020"), ("ly-do-hoan", "Tỉnh họp đột xuất ngày 15/10.")]);
        moved.is(200).says("22/10/2020");
        // Seven days before the 22nd
        let mut commune = office.signs_in("xa-13465");
        commune.open("/lam-viec/giao-ban/phai-nop").says("15/10/2020");
        commune.open("/lam-viec/van-ban-den");
        commune.follow("Đổi ngày hội nghị giao ban quý III/2020").says("22/10/2020");
        let mut visitor = office.visitor();
        visitor.open("/lich").says("22/10/2020");
    });
}

#[test]
fn a_briefing_called_off_asks_nobody_for_a_report_and_leaves_its_reason() {
    each_engine(|office| {
        let mut chair = office.signs_in("chutich");
        let path = briefing(&mut chair);
        chair.open(&path);
        chair
            .send("/huy", &[("ly-do-huy", "Lồng ghép vào hội nghị tổng kết năm.")])
            .is(200)
            .says("Lồng ghép");
        let mut commune = office.signs_in("xa-13465");
        commune.open("/lam-viec").does_not_say("Nộp báo cáo giao ban quý III/2020");
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec").does_not_say("Nhận báo cáo giao ban quý III/2020");
    });
}

fn types_for(lan: &mut Person<'_>, path: &str) -> testkit::Page {
    lan.open(&format!("{path}/ma-tran"));
    lan.follow("Xã Liêm Thuận")
}

#[test]
fn what_the_office_types_for_a_commune_carries_the_mark_of_the_office() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = briefing(&mut lan);
        let form = types_for(&mut lan, &path);
        form.is(200).says("Nhập hộ báo cáo quý III/2020, xã Liêm Thuận");
        let action = form.attributes("form[enctype]", "action").remove(0);
        let wrong = lan.send(&action, &[("lam", "luu"), ("so-D01", "ba"), ("so-D02", "-4")]);
        wrong.is(422);
        assert_eq!(wrong.texts(".error-summary li").len(), 2, "{:?}", wrong.texts(".error-summary li"));
        assert_eq!(wrong.attributes("input[name=so-D01]", "value"), ["ba"]);
        types_for(&mut lan, &path);
        lan.send(&action, &[("lam", "luu"), ("so-D01", "3"), ("so-D02", "214")]).is(200);
        // A draft is the commune's and the office's; once noted as received it is everyone's
        let mut visitor = office.visitor();
        visitor.open("/so-lieu/13465/2020-Q3/D02").does_not_say("214").says("Chưa có số liệu");
        types_for(&mut lan, &path);
        let form = lan.follow("Nhập hộ");
        assert_eq!(form.attributes("input[name=so-D02]", "value"), ["214"]);
        let ticks: Vec<(String, String)> = form
            .attributes("input[type=checkbox]", "name")
            .into_iter()
            .filter(|name| {
                name.starts_with("khong-")
                    && !matches!(name.as_str(), "khong-D01" | "khong-D02" | "khong-D06")
            })
            .map(|name| (name, "co".to_owned()))
            .collect();
        let mut typed: Vec<(&str, &str)> =
            ticks.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        typed.extend([
            ("lam", "gui"),
            ("ket-qua", "Như bản đã ký."),
            ("nhiem-vu", "Chuẩn bị kỳ họp cuối năm."),
        ]);
        lan.send(&action, &typed).is(200);
        visitor.open("/so-lieu/13465/2020-Q3").says("nhập hộ");
        visitor.open("/so-lieu/13465/2020-Q3/D02").says("214").says("nhập hộ");
    });
}

#[test]
fn a_report_sent_back_tells_the_commune_why_and_comes_again() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = briefing(&mut lan);
        lan.open(&format!("{path}/ma-tran"));
        lan.follow("Xã Thanh Hà");
        lan.send("/tra-lai", &[("ly-do", "")]).is(422).says("Lý do trả lại");
        lan.open(&format!("{path}/ma-tran"));
        lan.follow("Xã Thanh Hà");
        lan.send("/tra-lai", &[("ly-do", "D04 chưa khớp sổ tiếp nhận.")]).is(200);
        lan.open(&format!("{path}/ma-tran")).says("12/16");
        let mut commune = office.signs_in("xa-13453");
        commune.open("/lam-viec").says("D04 chưa khớp sổ tiếp nhận.");
        commune.follow("Báo cáo giao ban").is(200);
        let again = commune.send(&format!("{path}/bao-cao"), &[("lam", "gui")]);
        again.is(200);
        assert!(flash(&again).contains("Đã nộp báo cáo"), "{}", flash(&again));
        lan.open(&format!("{path}/ma-tran")).says("13/16");
    });
}
