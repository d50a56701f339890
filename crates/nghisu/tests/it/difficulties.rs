//! Difficulties raised on any day: who reads them, one answer for alike ones of several communes,
//! the way up to the province and onto the next agenda, and what anyone may know in the end.

use testkit::{Page, Person};

use crate::office::each_engine;

const CANAL: &str =
    "Kênh tiêu liên thôn chưa được nạo vét, úng 20 ha lúa mùa, xã không cân đối được kinh phí.";
const CANAL_AGAIN: &str =
    "Kênh tiêu liên thôn nhiều năm chưa được nạo vét, gây úng lúa mùa, xã không cân đối được kinh phí.";
const DECIDED: &str = "Bố trí 300 triệu đồng từ dự phòng ngân sách huyện để nạo vét trong tháng 11.";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// Raises a difficulty to the district's UBND as a commune; its page.
fn raise(commune: &mut Person<'_>, text: &str) -> String {
    let form = commune.open("/lam-viec/kho-khan/moi");
    form.is(200).says("hạn trả lời là");
    let addressee = choice(&form, "noi-nhan", "UBND huyện");
    let typed = [
        ("loai", "difficulty"),
        ("linh-vuc", "Thủy lợi"),
        ("noi-dung", text),
        ("cap", "district"),
        ("noi-nhan", addressee.as_str()),
        ("can-cu", "Luật Thủy lợi 2017"),
    ];
    let page = commune.send("/lam-viec/kho-khan", &typed);
    page.is(200).says(text).says("Luật Thủy lợi 2017").says("Vì sao là ngày này");
    page.path
}

#[test]
fn alike_difficulties_of_two_communes_are_answered_once_cleared_and_shown() {
    each_engine(|office| {
        let mut ha = office.signs_in("xa-13453");
        ha.open("/lam-viec/kho-khan/moi");
        ha.send("/lam-viec/kho-khan", &[("noi-dung", "Kênh")]).is(422).says("dài từ 10 ký tự").says("Kênh");
        ha.open("/lam-viec/kho-khan/moi");
        ha.send("/lam-viec/kho-khan", &[("noi-dung", CANAL), ("ngay", "16/10/2020")])
            .is(422)
            .says("Ngày nêu không được sau hôm nay.");
        let first = raise(&mut ha, CANAL);
        let mut other = office.signs_in("xa-13456");
        let second = raise(&mut other, CANAL_AGAIN);

        // Each commune reads its own alone
        ha.open(&second).is(404);
        ha.open("/lam-viec/kho-khan").is(200).says(CANAL).does_not_say(CANAL_AGAIN);
        office.signs_in("phong-tnmt").open(&first).is(404);
        office.signs_in("daibieu1").open(&first).is(404);

        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&first);
        page.is(200).says("1 việc gần giống của các nơi").says("nao vet");
        let alike = second.rsplit('/').next().unwrap_or_default().to_owned();
        lan.send(&first, &[("viec", "gop")]).is(422).says("Chọn ít nhất một việc khác");
        lan.open(&first);
        lan.send(&first, &[("viec", "gop"), ("gop", &alike)]).is(200).says("Nhóm có 2 việc của các nơi");
        lan.open(&second).says("đã gộp nhóm").does_not_say("Ghi tháo gỡ xong");

        // Who is asked answers both at once
        let mut district = office.signs_in("ubnd");
        district.open("/lam-viec").says("khó khăn, vướng mắc");
        district.open(&first).is(200).does_not_say("Giao cơ quan giải quyết");
        district.send(&first, &[("viec", "tra-loi"), ("tra-loi", "")]).is(422).says("Nhập trả lời.");
        district.open(&first);
        district.send(&first, &[("viec", "tra-loi"), ("tra-loi", "Đang lập dự toán nạo vét.")]).is(200);
        other.open(&second).says("Đang lập dự toán nạo vét.").says("Đã trả lời").does_not_say(CANAL);

        lan.open(&first);
        lan.send(&first, &[("viec", "thao-go"), ("quyet-dinh", DECIDED)]).is(422).says("Nhập cơ quan");
        lan.open(&first);
        let cleared = [
            ("viec", "thao-go"),
            ("quyet-dinh", DECIDED),
            ("nguoi-quyet-dinh", "Chủ tịch UBND huyện"),
            ("van-ban", "812/UBND-TC, 15/10/2020"),
        ];
        lan.send(&first, &cleared).is(200).says("Đã tháo gỡ 15/10/2020").says("812/UBND-TC");
        other.open(&second).says(DECIDED).says("Chủ tịch UBND huyện");

        // Nothing of it is public before the office says so
        let mut visitor = office.visitor();
        visitor.open("/kho-khan").is(200).does_not_say(DECIDED).does_not_say("nạo vét");
        lan.open(&first);
        lan.send(&first, &[("viec", "cong-khai"), ("cong-khai", "Kênh tiêu chưa nạo vét.")])
            .is(422)
            .says("không nêu tên cá nhân");
        lan.open(&first);
        let shown = [("viec", "cong-khai"), ("cong-khai", "Kênh tiêu chưa nạo vét."), ("khong-co-ten", "1")];
        lan.send(&first, &shown).is(200).says("Đã công khai");
        visitor.open("/kho-khan").says("Kênh tiêu chưa nạo vét.").says(DECIDED).does_not_say("20 ha");
        lan.open(&first);
        lan.send(&first, &[("viec", "an")]).is(200);
        visitor.open("/kho-khan").does_not_say(DECIDED);
    });
}

#[test]
fn what_is_late_is_said_goes_up_by_a_letter_and_onto_the_next_agenda() {
    each_engine(|office| {
        let mut ha = office.signs_in("xa-13453");
        let path = raise(&mut ha, CANAL);
        let mut lan = office.signs_in("vanphong");
        // Raised on Thursday 15/10: the answer is due on Thursday 22/10
        lan.open(&path).says("22/10/2020").says("Còn 5 ngày làm việc");
        office.set_day(2020, 10, 22);
        lan.open(&path).says("Hạn hôm nay");
        office.set_day(2020, 10, 23);
        lan.open(&path).says("Quá hạn 1 ngày");
        lan.open("/lam-viec").says("khó khăn, vướng mắc quá hạn trả lời");
        lan.open("/lam-viec/kho-khan?tinh-trang=qua-han").says(CANAL);
        lan.open("/lam-viec/kho-khan?tinh-trang=cho-tra-loi").does_not_say(CANAL);
        lan.open("/lam-viec/kho-khan?q=nao+vet").says(CANAL);
        lan.open("/lam-viec/kho-khan?cap=province").does_not_say(CANAL);
        lan.open("/lam-viec/kho-khan.csv").is(200).says(CANAL).says("Quá hạn trả lời");

        // The briefing of quarter III is still called: it is put on its agenda once
        lan.open(&path);
        lan.send(&path, &[("viec", "giao-ban")]).is(200).says("Nội dung giao ban");
        lan.open(&path);
        lan.send(&path, &[("viec", "giao-ban")]).is(422).says("đã có trong nội dung");
        let agenda = lan.open(&path).link("Hội nghị giao ban quý III/2020");
        lan.open(&agenda).is(200).says(CANAL);

        lan.open(&path);
        let mut up = vec![
            ("viec", "len-cap"),
            ("cap-tren", "district"),
            ("noi-nhan-tren", "Ủy ban nhân dân tỉnh Hà Nam"),
            ("ly-do", "Vượt khả năng ngân sách huyện"),
        ];
        lan.send(&path, &up).is(422).says("Cấp nhận phải cao hơn cấp huyện");
        up[1].1 = "province";
        lan.open(&path);
        let page = lan.send(&path, &up);
        page.is(200).says("Đã chuyển cấp tỉnh").says("/HĐND-TT");
        let letter = page.link("Mở văn bản gửi đi");
        lan.open(&letter).is(200).says("Ủy ban nhân dân tỉnh Hà Nam").says("Vượt khả năng ngân sách huyện");
        ha.open(&path).says("Đã chuyển cấp tỉnh").does_not_say("Chuyển cấp trên bằng");

        // The whole course stands on its page, and links both ways
        let life = lan.open(&path).link("Dòng đời");
        lan.open(&life).is(200).says("Hội nghị giao ban quý III/2020");
    });
}

#[test]
fn a_delegate_raises_what_only_he_and_those_concerned_read() {
    each_engine(|office| {
        let mut delegate = office.signs_in("daibieu1");
        let path = raise(&mut delegate, CANAL);
        delegate.open(&path).is(200).does_not_say("Ghi tháo gỡ xong");
        office.signs_in("daibieu2").open(&path).is(404);
        office.signs_in("xa-13453").open(&path).is(404);
        office.signs_in("ubnd").open(&path).is(200);
        office.signs_in("vanphong").open(&path).is(200).says("Ghi tháo gỡ xong");
        office.signs_in("quantri").open("/lam-viec/kho-khan").is(404);
    });
}

#[test]
fn the_year_shows_one_answer_for_three_communes_and_one_matter_with_the_province() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/kho-khan?tinh-trang=thao-go").says("định mức chi thống nhất");
        lan.open("/lam-viec/kho-khan?tinh-trang=len-cap").says("giao đất trái thẩm quyền");
        office.visitor().open("/kho-khan").says("Định mức chi cho hoạt động của HĐND xã chưa thống nhất");
        // What the level asked says is part of the same figure
        let mut visitor = office.visitor();
        visitor.open("/so-lieu/351/2020-Q3/F01").is(200).does_not_say("giao đất trái thẩm quyền");
        visitor.open("/so-lieu/351/2020-Q3/F01?phan=province").is(200);
    });
}
