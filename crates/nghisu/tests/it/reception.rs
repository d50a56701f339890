//! Receptions of citizens, from the schedule to the citizen who is told; and what nobody may see
//! of who came and what was said.

use kernel::Actor;
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const BASE: &str = "/lam-viec/tiep-cong-dan";
const NAME: &str = "Nguyễn Văn Kín Đáo";
const CARD: &str = "035190007788";
const PLOT: &str = "thửa đất số 4471";
const SAID: &str = "Khiếu nại việc thu hồi thửa đất số 4471 của gia đình.";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name={name}] option"));
    let values = page.attributes(&format!("select[name={name}] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// The office plans a joint reception at Thanh Hải on 26/10/2020. Returns its page.
fn planned_at_thanh_hai(lan: &mut Person<'_>) -> String {
    let form = lan.open(&format!("{BASE}/moi"));
    let place = choice(&form, "noi", "Xã Thanh Hải");
    let commune = choice(&form, "co-quan-2", "HĐND xã Thanh Hải");
    let mut typed = vec![
        ("loai", "joint"),
        ("ngay", "26/10/2020"),
        ("gio", "8h"),
        ("dia-diem", "Hội trường UBND xã"),
        ("noi", place.as_str()),
    ];
    let faulty = lan.send(BASE, &typed);
    faulty.is(422).says("ít nhất hai cơ quan").says("viết như 08:00");
    assert_eq!(faulty.attributes("input[name=dia-diem]", "value"), ["Hội trường UBND xã"], "kept");
    typed[2] = ("gio", "08:00");
    typed.extend([("co-quan-2", commune.as_str()), ("nguoi-2", "Chủ tịch HĐND xã")]);
    lan.open(&form.path);
    let page = lan.send(BASE, &typed);
    page.is(200).says("Trong kế hoạch").says("Luật Tiếp công dân 2013");
    page.path
}

/// Somebody comes to the reception. Returns the page of the visit.
fn somebody_comes(lan: &mut Person<'_>, reception: &str) -> String {
    lan.open(reception);
    let form = lan.follow("Ghi lượt tiếp");
    let empty = lan.send(&format!("{BASE}/luot"), &[("noi-dung", SAID), ("so-nguoi", "0")]);
    empty.is(422).says("Chọn loại").says("Nhập họ tên").says("phải từ 1");
    assert_eq!(empty.texts("textarea[name=noi-dung]"), [SAID], "kept");
    lan.open(&form.path);
    let typed = [("loai", "complaint"), ("ho-ten", NAME), ("giay-to", CARD), ("noi-dung", SAID)];
    let page = lan.send(&format!("{BASE}/luot"), &typed);
    page.is(200).says("Lượt tiếp TD-2020-").does_not_say(NAME).does_not_say(SAID);
    page.path
}

#[test]
fn a_joint_reception_goes_from_the_schedule_to_the_citizen_who_is_told() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let reception = planned_at_thanh_hai(&mut lan);
        let mut visitor = office.visitor();
        visitor.open("/lich-tiep-cong-dan").does_not_say("26/10/2020");
        // The commune that receives together knows of it; another's does not
        office.signs_in("xa-13498").open(&reception).is(200).does_not_say("Đăng lịch tiếp");
        office.signs_in("xa-13453").open(&reception).is(404);
        office.signs_in("phong-tnmt").open(&reception).is(404);

        lan.open(&reception);
        lan.send("/dang", &[]).is(200).says("Đã đăng trước 7 ngày làm việc");
        visitor.open("/lich-tiep-cong-dan").says("08:00, Thứ Hai, 26/10/2020").says("Tiếp chung tại xã");
        visitor.open("/lich").says("Tiếp chung tại xã, 08:00 giờ");
        visitor.open("/").says("Lịch tiếp công dân gần nhất");
        let feed = visitor.open("/lich-tiep-cong-dan.ics").body();
        assert!(feed.contains("DTSTART:20201026T010000Z"), "{feed}");
        assert!(feed.split("\r\n").all(|line| line.len() <= 75), "{feed}");
        let data = visitor.open("/lich-tiep-cong-dan.json").body();
        assert!(data.contains("\"date\":\"2020-10-26\""), "{data}");
        // It cannot have been held before its day
        lan.open(&reception).does_not_say("Ghi đã tiếp xong").does_not_say("Ghi lượt tiếp");

        office.set_day(2020, 10, 26);
        let mut lan = office.signs_in("vanphong");
        let visit = somebody_comes(&mut lan, &reception);
        lan.open(&reception);
        lan.send("/da-tiep", &[]).is(422).says("chưa có người chịu trách nhiệm và ngày");
        lan.open(&visit).says("mỗi việc ra về phải có cơ quan");
        lan.send("/ket-qua", &[("ket-qua", "accepted")]).is(422).says("chịu trách nhiệm và ngày");
        let page = lan.open(&visit);
        let body = choice(&page, "co-quan", "Phòng TN&MT");
        let early = [("ket-qua", "forwarded"), ("co-quan", body.as_str()), ("han", "26/10/2020")];
        lan.send("/ket-qua", &early).is(422).says("Chọn ngày sau hôm nay");
        lan.open(&visit);
        let sent = [("ket-qua", "forwarded"), ("co-quan", body.as_str()), ("han", "20/11/2020")];
        lan.send("/ket-qua", &sent).is(200).says("gửi Phòng TN&MT, báo kết quả trước 20/11/2020");
        let slip = lan.follow("Phiếu chuyển");
        slip.says("kèm theo hồ sơ").says("TD-2020-").does_not_say(NAME).does_not_say(PLOT);
        lan.open(&reception);
        lan.send("/da-tiep", &[]).is(200).says("Đã tiếp");
        lan.open(&reception);
        let notice = lan.send("/ket-luan", &[]);
        notice.is(200).says("Kết luận tiếp công dân").says("20/11/2020").does_not_say(NAME);
        lan.open(&reception).says("Thông báo (nháp)").does_not_say("Lập thông báo kết luận");

        // The body finds it among what it owes, and says what came of it by number and date
        office.set_day(2020, 11, 21);
        let mut lan = office.signs_in("vanphong");
        let code = lan.open(&visit).texts("h1").remove(0).replace("Lượt tiếp ", "");
        let owed = format!("Giải quyết vụ việc tiếp công dân {code}");
        lan.open("/lam-viec/viec?nhom=qua-han").says(&owed);
        let mut department = office.signs_in("phong-tnmt");
        department.open("/lam-viec/viec");
        department.follow(&owed).does_not_say(NAME);
        let own = department.follow("Mở lượt tiếp để báo kết quả");
        own.is(200).does_not_say("Mở họ tên").says("Quá hạn 1 ngày");
        let done = [("van-ban", ""), ("ngay-xong", "22/11/2020")];
        department.send("/giai-quyet", &done).is(422).says("Nhập số, ngày văn bản");
        department.open(&visit);
        let done = [("van-ban", "88/TNMT, 20/11/2020"), ("ngay-xong", "20/11/2020")];
        department.send("/giai-quyet", &done).is(200).says("Cơ quan báo kết quả");
        lan.open("/lam-viec").says("Báo kết quả 1 vụ việc cho công dân");
        lan.open(&visit).says("Báo kết quả cho công dân").says("Điều 28 khoản 2");
        lan.send("/da-bao", &[]).is(200).says("Đã xong").says("Đúng hạn");
        lan.open("/lam-viec/viec?nhom=qua-han").does_not_say(&owed);
    });
}

#[test]
fn who_came_and_what_was_said_is_opened_by_a_deed_that_is_written_down() {
    each_engine(|office| {
        office.set_day(2020, 10, 27);
        let mut lan = office.signs_in("vanphong");
        let visit = somebody_comes(&mut lan, &coming(office));
        // The citizen's paper; printed again, the first is worth nothing
        lan.open(&visit);
        let first = lan.send("/phieu", &[]).is(200).says("Mã biên nhận").texts(".receipt").remove(0);
        lan.open(&visit);
        let receipt = lan.send("/phieu", &[]).is(200).does_not_say(NAME).texts(".receipt").remove(0);
        assert_eq!(looked_up(office, &first), None);
        assert!(looked_up(office, &receipt.to_lowercase()).expect("found").contains("đang xem xét"));
        assert_eq!(looked_up(office, "0000-0000-0000-0000"), None);

        // Nothing is shown anywhere before it is opened
        for name in ["vanphong", "chutich", "daibieu1", "xa-13498", "ubnd"] {
            let mut who = office.signs_in(name);
            for path in [
                BASE,
                "/lam-viec",
                "/lam-viec/tiep-cong-dan/luot",
                "/lam-viec/tiep-cong-dan/so",
                "/lam-viec/tiep-cong-dan/so.csv",
                "/lam-viec/nhat-ky",
                "/tim?q=kin+dao",
                visit.as_str(),
            ] {
                let body = who.open(path).body();
                for secret in ["Kín Đáo", CARD, PLOT] {
                    assert!(!body.contains(secret), "{secret} on {path} for {name}");
                }
            }
        }
        office.signs_in("daibieu1").open(&visit).is(404);
        office.signs_in("ubnd").open(&visit).is(404);
        nothing_in_the_file(office, &["Kín Đáo", CARD, PLOT]);

        // A GET never opens; a POST does, and says so to everyone who may open it
        lan.open(&format!("{visit}/mo"));
        lan.open(&visit).does_not_say("Đã mở niêm phong");
        lan.send("/mo", &[]).is(200).says(NAME).says(SAID).says("đã được ghi lại");
        let mut chair = office.signs_in("chutich");
        chair.open(&visit).says("Đã mở niêm phong").does_not_say(NAME);
        // The register too
        chair.open(&format!("{BASE}/so?tu=01/10/2020&den=31/10/2020")).says("–");
        chair.send("/so/mo", &[("dang", "man-hinh")]).is(200).says(NAME).says(CARD);
        lan.open(&visit).says("mở cả sổ");
        lan.open(&format!("{BASE}/so?tu=01/10/2020&den=31/10/2020"));
        let sheet = lan.send("/so/mo", &[("dang", "csv")]).is(200).body();
        assert!(sheet.contains("Kín Đáo") && sheet.contains("Số CCCD, hộ chiếu"), "{sheet}");
        nothing_in_the_file(office, &["Kín Đáo", CARD, PLOT]);

        // The same person is known again without being opened
        let again = somebody_comes(&mut lan, &coming(office));
        lan.open(&again).says("Người này đã đến").says("Ngày 27/10/2020");
        lan.send("/vu-viec", &[]).is(200).says("cùng vụ việc");
    });
}

/// The chair's reception of 27/10/2020.
fn coming(office: &Office) -> String {
    let mut lan = office.signs_in("vanphong");
    lan.open(&format!("{BASE}?nhom=sap-toi")).link("Chủ tịch HĐND tiếp định kỳ")
}

fn looked_up(office: &Office, receipt: &str) -> Option<String> {
    let receipt = receipt.to_owned();
    let found = office
        .installation
        .app
        .write_as(&Actor::visitor(), move |ctx| Ok(reception::look_up(ctx, &receipt)?));
    found.unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn nothing_in_the_file(office: &Office, secrets: &[&str]) {
    let Some(file) = office.fresh.database_file() else { return };
    for name in [file.to_owned(), file.with_extension("db-wal")] {
        let bytes = std::fs::read(&name).unwrap_or_default();
        for secret in secrets {
            let holds = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!holds, "{secret} in {}", name.display());
        }
    }
}

#[test]
fn of_a_denunciation_the_desk_keeps_a_number_of_the_paper_register() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open(&format!("{BASE}/luot/moi"));
        let typed = [
            ("loai", "denunciation"),
            ("ho-ten", "Trần Giấu Tên"),
            ("noi-dung", "Ông Canh Giữ chiếm đoạt tiền hỗ trợ."),
            ("so-so-giay", "Trần Giấu Tên"),
        ];
        let refused = lan.send(&format!("{BASE}/luot"), &typed);
        refused.is(422).says("Những gì đã gõ đã bị xóa").says("chỉ gồm chữ số");
        assert!(!refused.body().contains("Giấu Tên") && !refused.body().contains("Canh Giữ"));
        lan.open(&format!("{BASE}/luot/moi"));
        let kept = lan.send(&format!("{BASE}/luot"), &[("loai", "denunciation"), ("so-so-giay", "05/2020")]);
        kept.is(200).says("sổ giấy số 05/2020").does_not_say("Mở họ tên").does_not_say("In phiếu");
        nothing_in_the_file(office, &["Giấu Tên", "Canh Giữ"]);
        // Those who receive together do not learn that there was one
        let mut commune = office.signs_in("xa-13498");
        commune.open(&kept.path).is(404);
        commune.open(BASE).does_not_say("Tố cáo");
    });
}

#[test]
fn the_law_asks_for_a_reception_each_quarter_and_the_rest_is_planned_by_a_button() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open(&format!("{BASE}/lich")).says("Chủ tịch HĐND huyện").says("Đạt 3/4 kỳ").says("Đã có lịch");
        lan.open(&format!("{BASE}/lich?nam=2021")).says("Còn 4 kỳ chưa có lịch");
        let planned = lan.send(&format!("{BASE}/lich"), &[]);
        planned.is(200).says("Đã có lịch").does_not_say("Chưa có lịch");
        // The late posting of May is told, and the one of August is in time
        let page = lan.open(&format!("{BASE}?nhom=da-tiep"));
        page.says("Đăng muộn: trước 3 ngày làm việc").says("Đã đăng trước 8 ngày làm việc");
        // A reception that is called off stays on the portal with its reason
        let mut visitor = office.visitor();
        visitor.open("/lich-tiep-cong-dan").says("Đã hủy").says("cách ly xã hội");
        visitor.open("/so-lieu/351/2020-Q3/E01").says("Tiếp chung tại xã ngày 24/09/2020");
        visitor.open("/so-lieu/351/2020-Q3/E02?phan=groups").is(200);
        visitor.open("/so-lieu/351/2020-Q3/E03").does_not_say("Lượt tiếp TD-2020-");
        lan.open("/so-lieu/351/2020-Q3/E03").says("Lượt tiếp TD-2020-").does_not_say("Tố cáo");
    });
}

const TABLE: &str = "STT\tNgày tiếp\tHọ tên, địa chỉ\tSố CCCD, hộ chiếu\tNội dung\tLoại\tSố người cùng nội dung\tCơ quan đã giải quyết\tThuộc thẩm quyền, thụ lý\tHướng dẫn\tChuyển: cơ quan; số, ngày văn bản\tTheo dõi kết quả\tGhi chú\n1\t05/10/2020\tLê Văn Nhập Bảng, thôn Tâng\t035090000001\tViệc nhập bảng\tKN\t1\t\t\t\tUBND huyện; 12/PC-HĐND, 06/10/2020\t\t\n2\t06/10/2020\t–\t–\t–\tTố cáo\t1\t–\t\t\t\t\tsổ giấy số 07/2020\n";

/// Waits for long work and returns what it says.
fn end_of(who: &mut Person<'_>, began: &Page) -> String {
    for _ in 0..600 {
        let page = who.open(&began.path);
        if !page.texts("a.button").iter().any(|words| words.contains("Mở kết quả")) {
            std::thread::yield_now();
            continue;
        }
        return page.texts("[role=status]").join(" ");
    }
    panic!("the work does not end: {}", began.path);
}

#[test]
fn a_register_is_pasted_and_taken_back() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = format!("{BASE}/nhap");
        lan.open(&path);
        let wrong = TABLE.replace("05/10/2020", "05/13/2020").replace("\tKN\t", "\tđơn\t");
        lan.send(&path, &[("bang", &wrong)]).is(422).says("2 ô cần sửa").says("Dòng 2, cột Ngày tiếp");
        lan.open(&path);
        lan.send(&path, &[("bang", TABLE)]).is(200).says("2 lượt tiếp sẽ được nhập").says("Tố cáo: 1");
        let began = lan.send(&path, &[("bang", TABLE), ("buoc", "nhap")]);
        let said = end_of(&mut lan, &began);
        assert!(said.contains("Đã nhập 2 lượt tiếp"), "{said}");
        nothing_in_the_file(office, &["Nhập Bảng"]);
        lan.open(&format!("{BASE}/so?tu=01/10/2020&den=31/10/2020")).says("sổ giấy số 07/2020");
        lan.open(&path).says("2 lượt tiếp");
        lan.send("/hoan-tac", &[]).is(200).says("đã hoàn tác");
        lan.open(&format!("{BASE}/so?tu=01/10/2020&den=31/10/2020")).does_not_say("07/2020");
    });
}
