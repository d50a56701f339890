//! Letters of citizens, from the number in the register to the day on which the writer was told;
//! and what nobody may see of them.

use std::collections::{HashSet, VecDeque};
use std::io::Read as _;

use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const NAME: &str = "Phạm Thị Niêm Phong";
const CARD: &str = "035099887766";
const PHONE: &str = "0912345670";
const WORDS: &str = "Khiếu nại quyết định thu hồi thửa đất 77, tờ bản đồ số 9, bồi thường thiếu hoa màu.";

fn flash(page: &Page) -> String {
    page.texts(".flash").join(" ")
}

/// The value of the choice with these words in a select of the page.
pub fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name={name}] option"));
    let values = page.attributes(&format!("select[name={name}] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// Puts a complaint into the register as the specialist; returns its page and the receipt.
fn register(lan: &mut Person<'_>, kind: &str, received: &str, name: &str, words: &str) -> (String, String) {
    lan.open("/lam-viec/don-thu/moi").is(200);
    let typed = [
        ("loai", kind),
        ("linh-vuc", "land"),
        ("ngay-nhan", received),
        ("ho-ten", name),
        ("dia-chi", "thôn Kín, xã Thanh Hà"),
        ("giay-to", CARD),
        ("dien-thoai", PHONE),
        ("noi-dung", words),
    ];
    let page = lan.send("/lam-viec/don-thu", &typed);
    page.is(200).says("Biên nhận đơn");
    let receipt = page.texts(".receipt").join("");
    let path = page
        .attributes("form", "action")
        .into_iter()
        .find_map(|action| action.strip_suffix("/kiem-tra").map(str::to_owned))
        .expect("the letter's own forms");
    (path, receipt)
}

/// Looked at, classified, proposed: to the department, by a day.
fn propose_to_the_department(lan: &mut Person<'_>, path: &str) {
    lan.open(path);
    lan.send("/kiem-tra", &[]).is(200).says("Đủ điều kiện xử lý");
    let page = lan.open(path);
    let body = choice(&page, "co-quan", "Phòng TN&MT");
    lan.send("/phan-loai", &[("tham-quyen", "khac"), ("co-quan", &body)]).is(200).says("chờ đề xuất");
    lan.open(path);
    let late = lan.send("/de-xuat", &[("huong", "forward"), ("han", "15/10/2020")]);
    late.is(422).says("chọn ngày sau hôm nay");
    lan.open(path);
    let wrong = lan.send("/de-xuat", &[("huong", "accept"), ("han", "20/11/2020")]);
    wrong.is(422).says("Thụ lý: chỉ đơn thuộc thẩm quyền của HĐND");
    lan.open(path);
    lan.send(
        "/de-xuat",
        &[("huong", "forward"), ("han", "20/11/2020"), ("ly-do", "Hồ sơ đủ, chuyển Phòng.")],
    )
    .is(200)
    .says("PHIẾU CHUYỂN ĐƠN")
    .does_not_say("Đồng ý, phát hành");
}

#[test]
fn a_complaint_goes_from_the_register_to_the_citizen_who_is_told() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (path, receipt) = register(&mut lan, "complaint", "14/10/2020", NAME, WORDS);
        // The page itself does not say who wrote; opening does, and is written down
        lan.open(&path).does_not_say(NAME).does_not_say("thửa đất 77").says("Chưa ai mở");
        let opened = lan.send("/mo", &[("muc-dich", "handle")]);
        opened.is(200).says(NAME).says(CARD).says("thửa đất 77");
        lan.open(&path).says("Họ tên, nội dung").says("Xử lý đơn").does_not_say(NAME);
        propose_to_the_department(&mut lan, &path);

        // The head decides; the paper names the letter by its number alone
        let mut chair = office.signs_in("chutich");
        chair.open("/lam-viec").says("Quyết định xử lý");
        chair.open(&path).says("Chuyên viên Văn phòng đề xuất");
        let decided = chair.send("/quyet-dinh", &[]);
        decided.is(200).says("chờ trả lời").says("/PC-HĐND");
        let mut department = office.signs_in("phong-tnmt");
        department.open("/lam-viec").says("Giải quyết đơn số");
        let theirs = department.open(&path);
        theirs.is(200).does_not_say(NAME).does_not_say("Mở đơn").does_not_say("Lượt mở");
        department.open(&format!("{path}/mo")).is(405);
        let answered =
            [("ket-qua", "partly_right"), ("van-ban", "88/TNMT, 15/10/2020"), ("ngay-tra-loi", "15/10/2020")];
        department.open(&path);
        department
            .send("/tra-loi", &[("ket-qua", "resolved"), ("van-ban", "88/TNMT")])
            .is(422)
            .says("không dùng cho loại đơn");
        department.open(&path);
        department.send("/tra-loi", &answered).is(200).says("chờ báo công dân");

        // The citizen is told within five working days, and the paper with the name is not kept
        lan.open(&path).says("Báo công dân").says("22/10/2020");
        let paper = lan.send("/ban-gui", &[]);
        assert_eq!(paper.status.as_u16(), 200);
        assert!(paper.media_type.contains("wordprocessingml"), "{}", paper.media_type);
        assert!(inflated(&paper.bytes).contains(NAME), "the paper for the citizen has the name");
        lan.open(&path);
        lan.send("/bao-cong-dan", &[("ngay-bao", "15/10/2020"), ("van-ban-bao", "9/HĐND-TT, 15/10/2020")])
            .is(200)
            .says("Khiếu nại đúng một phần");
        let mut readings = lan.open(&path).texts("aside").join(" ");
        readings.retain(|c| c != '\u{a0}');
        assert!(readings.contains("Văn bản gửi công dân"), "{readings}");
        assert_eq!(receipt.len(), 19, "a receipt of sixteen letters");
    });
}

#[test]
fn a_form_that_is_sent_twice_makes_one_letter() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/don-thu/moi");
        let token = |name: &str| {
            form.attributes(&format!("form[action='/lam-viec/don-thu'] input[name={name}]"), "value")
                .remove(0)
        };
        let typed: Vec<(String, String)> = [
            ("csrf", token("csrf").as_str()),
            ("form_key", token("form_key").as_str()),
            ("loai", "feedback"),
            ("linh-vuc", "land"),
            ("nguon", "post"),
            ("so-nguoi", "1"),
            ("ngay-nhan", "14/10/2020"),
            ("ho-ten", NAME),
            ("noi-dung", WORDS),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        lan.post("/lam-viec/don-thu", &typed).is(200).says("Biên nhận đơn");
        let again = lan.post("/lam-viec/don-thu", &typed);
        again.is(200).does_not_say("Biên nhận đơn").does_not_say("Đơn cùng người gửi");
        assert!(flash(&again).contains("đã được gửi trước đó"), "{}", flash(&again));
    });
}

#[test]
fn others_know_of_no_letter_and_the_specialist_opens_only_their_own() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (path, _) = register(&mut lan, "complaint", "14/10/2020", NAME, WORDS);
        for who in ["daibieu1", "phapche", "ubnd", "mattran", "xa-13453", "phong-tnmt", "quantri"] {
            let mut other = office.signs_in(who);
            other.open(&path).is(404);
            // With a token of their own, from the search box of any page or their own settings
            let token = other.open("/lam-viec/toi").attributes("input[name=csrf]", "value").remove(0);
            let forged = [("csrf".to_owned(), token), ("muc-dich".to_owned(), "handle".to_owned())];
            other.post(&format!("{path}/mo"), &forged).is(404);
            other.open("/lam-viec/don-thu/bao-cao").is(404);
            other.open("/lam-viec/don-thu/nhap").is(404);
        }
        office.visitor().open(&path).does_not_say("Đơn số");
        // Given to somebody else, it is no longer theirs to open
        let mut head = office.signs_in("lanhdaovp");
        let page = head.open(&path);
        let to = choice(&page, "nguoi-xu-ly", "Lãnh đạo Văn phòng");
        head.send("/giao", &[("nguoi-xu-ly", &to)]).is(200);
        lan.open(&path).is(200).does_not_say("Mở đơn").does_not_say("Kiểm tra điều kiện");
        head.open(&path);
        head.send("/mo", &[("muc-dich", "decide")]).is(200).says(NAME);
    });
}

#[test]
fn nothing_of_a_denunciation_is_kept_but_neutral_facts() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/don-thu/moi");
        let typed = [
            ("loai", "denunciation"),
            ("linh-vuc", "staff"),
            ("ngay-nhan", "14/10/2020"),
            ("so-giay", "07/TC"),
            ("ho-ten", NAME),
            ("noi-dung", "Tố cáo cán bộ nhận tiền."),
        ];
        let refused = lan.send("/lam-viec/don-thu", &typed);
        refused.is(422).says("chưa lưu gì").does_not_say("nhận tiền");
        assert_eq!(refused.attributes("input[name=ho-ten]", "value"), [""], "thrown away, not repeated");
        lan.open("/lam-viec/don-thu/moi");
        let facts = [("loai", "denunciation"), ("linh-vuc", "staff"), ("ngay-nhan", "14/10/2020")];
        lan.send("/lam-viec/don-thu", &facts).is(422).says("Số ở sổ giấy: bắt buộc");
        lan.open("/lam-viec/don-thu/moi");
        let mut whole = facts.to_vec();
        whole.push(("so-giay", "07/TC"));
        let kept = lan.send("/lam-viec/don-thu", &whole);
        kept.is(200)
            .says("07/TC")
            .does_not_say("Biên nhận")
            .does_not_say("Mở đơn")
            .does_not_say("Thêm ghi chú");

        // One that turns out to be a denunciation loses what was typed
        let (path, _) = register(&mut lan, "feedback", "14/10/2020", NAME, WORDS);
        lan.open(&path);
        lan.send("/kiem-tra", &[]).is(200);
        lan.open(&path);
        let secret = [("loai", "denunciation"), ("tham-quyen", "khac")];
        lan.send("/phan-loai", &secret).is(422).says("xóa hẳn họ tên");
        lan.open(&path);
        let mut sure = secret.to_vec();
        sure.push(("xoa-het", "co"));
        lan.send("/phan-loai", &sure).is(200).says("Không giữ họ tên, nội dung").does_not_say("Mở đơn");
        let token = lan.open(&path).attributes("input[name=csrf]", "value").remove(0);
        let forged = [("csrf".to_owned(), token), ("muc-dich".to_owned(), "handle".to_owned())];
        lan.post(&format!("{path}/mo"), &forged).is(422).says("không có nội dung niêm phong");
    });
}

#[test]
fn a_letter_of_several_kinds_becomes_letters_of_one_kind_each() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (path, _) = register(&mut lan, "mixed", "14/10/2020", NAME, WORDS);
        lan.open(&path);
        lan.send("/kiem-tra", &[]);
        lan.open(&path);
        lan.send("/phan-loai", &[("tham-quyen", "khac")]).is(200);
        lan.open(&path);
        let half = [("phan-1-loai", "complaint"), ("phan-1", "Khiếu nại thu hồi đất.")];
        lan.send("/tach", &half).is(422).says("ít nhất hai phần");
        lan.open(&path);
        let mut whole = half.to_vec();
        whole.extend([("phan-2-loai", "denunciation"), ("phan-2", "Tố cáo ông X.")]);
        lan.send("/tach", &whole).is(422).says("Phần tố cáo: không ghi nội dung").does_not_say("ông X");
        lan.open(&path);
        let mut parts = half.to_vec();
        parts.extend([
            ("phan-2-loai", "denunciation"),
            ("phan-3-loai", "citizen_petition"),
            ("phan-3", "Kiến nghị sửa mương."),
        ]);
        let split = lan.send("/tach", &parts);
        split.is(200).says("Tách thành 3 đơn").says("Phần tách").does_not_say("Mở đơn");
        let part = split.link("Phần tách: đơn số");
        lan.open(&part).says("Mở đơn");
        lan.send("/mo", &[("muc-dich", "handle")]).says(NAME).says("Khiếu nại thu hồi đất.");
    });
}

#[test]
fn the_same_writer_is_known_again_and_the_same_letter_ends_with_the_first() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (first, _) = register(&mut lan, "complaint", "12/10/2020", NAME, WORDS);
        let code = lan.open(&first).texts("h1").join("").replace("Đơn số ", "");
        let (again, _) = register(&mut lan, "complaint", "14/10/2020", &NAME.to_uppercase(), WORDS);
        lan.open(&again).says("Đơn cùng người gửi").says("nội dung giống hệt").says(&code);
        lan.send("/kiem-tra", &[("trung-so", "9999/2020")]).is(422).says("không có đơn này");
        lan.open(&again);
        lan.send("/kiem-tra", &[("trung-so", &code)]).is(200).says(&format!("Trùng với đơn số {code}"));
        lan.open("/lam-viec/don-thu?nhom=dang-mo").does_not_say(&again);
    });
}

#[test]
fn the_clock_of_a_complaint_changes_on_1_7_2026_and_explains_itself() {
    each_engine(|office| {
        office.set_day(2026, 7, 1);
        let mut lan = office.signs_in("vanphong");
        let (old, _) = register(&mut lan, "complaint", "30/6/2026", NAME, WORDS);
        let (new, _) =
            register(&mut lan, "complaint", "1/7/2026", "Lê Văn Khác", "Khiếu nại khác hẳn về xây dựng.");
        lan.open(&old).says("Thụ lý khiếu nại").says("10 ngày").says("02/2011/QH13").does_not_say("155/2026");
        lan.open(&new).says("7 ngày làm việc").says("155/2026/NĐ-CP").says("Thứ Bảy");
        // From that day on an unprocessed letter is a matter of discipline after 45 days
        lan.open(&new).says("xem xét kỷ luật");
        lan.open(&old).does_not_say("xem xét kỷ luật");
    });
}

#[test]
fn a_filed_letter_is_destroyed_after_a_year_and_its_number_stays() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (path, _) = register(&mut lan, "feedback", "14/10/2020", NAME, WORDS);
        lan.open(&path);
        lan.send("/kiem-tra", &[("thieu", "signature")]).is(200).says("Không đủ điều kiện");
        lan.open(&path);
        lan.send("/phan-loai", &[("tham-quyen", "khac")]).is(200);
        lan.open(&path);
        lan.send("/de-xuat", &[("huong", "file")]).is(200);
        let mut chair = office.signs_in("chutich");
        chair.open(&path);
        chair.send("/quyet-dinh", &[]).is(200).says("Lưu giữ đến hết").says("15/10/2021");
        let id = path.rsplit('/').next().expect("an id").to_owned();
        let decision = [("don", id.as_str()), ("quyet-dinh", "3/QĐ-HĐND, 15/10/2021")];
        office.set_day(2021, 10, 15);
        let mut chair = office.signs_in("chutich");
        chair.open("/lam-viec/don-thu?nhom=luu");
        chair.send("/tieu-huy", &decision).is(422).says("lưu giữ đến hết ngày 15/10/2021");
        office.set_day(2021, 10, 16);
        chair.open("/lam-viec/don-thu?nhom=luu");
        let done = chair.send("/tieu-huy", &decision);
        assert!(flash(&done).contains("Đã tiêu hủy"), "{}", flash(&done));
        chair.open(&path).is(200).says("Đã tiêu hủy").says("3/QĐ-HĐND").does_not_say("Mở đơn");
        let key = office.installation.keys.verifier().expect("a key");
        let verified =
            office.installation.app.db().read(|tx| audit::verify(tx, Some(&key), &[])).expect("an answer");
        assert!(verified.is_ok(), "{:?}", verified.err());
    });
}

#[test]
fn without_its_key_a_register_does_not_begin_with_another() {
    let office = Office::on_file();
    let key = office.fresh.folder.join("keys/seal.key");
    let kept = std::fs::read(&key).expect("the key");
    std::fs::remove_file(&key).expect("the key is taken away");
    let setup =
        nghisu::Setup { purpose: kit::Purpose::Demonstration, ..nghisu::Setup::new(&office.fresh.folder) };
    let refused = nghisu::Installation::open(&setup).err().map(|fault| fault.to_string()).unwrap_or_default();
    assert!(refused.contains("thiếu khóa niêm phong"), "{refused}");
    assert!(!key.exists(), "no second key is made");
    std::fs::write(&key, kept).expect("the key is put back");
    assert!(nghisu::Installation::open(&setup).is_ok());
}

const LEDGER: &str = "Ngày nhận\tHọ tên\tĐịa chỉ\tNội dung\tLoại đơn\tHướng xử lý\tCơ quan giải quyết\tNgày xử lý\tHạn trả lời\n\
5/10/2020\tNgười Sổ Một\tthôn 1\tĐền bù thiếu\tKN\tChuyển\tPhòng TN&MT\t8/10/2020\t20/11/2020\n\
6/10/2020\tNgười Sổ Hai\tthôn 2\tMương tắc\tPA\tLưu\t\t9/10/2020\t\n";

#[test]
fn a_register_is_pasted_looked_at_taken_in_and_taken_back() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/don-thu/nhap");
        let bad = LEDGER.replace("8/10/2020", "31/9/2020").replace("PA", "XYZ");
        let refused = lan.send("/lam-viec/don-thu/nhap", &[("bang", &bad)]);
        refused.is(422).says("2 ô cần sửa").says("Dòng 2, cột Ngày xử lý").says("Dòng 3, cột Loại đơn");
        lan.open("/lam-viec/don-thu/nhap");
        lan.send("/lam-viec/don-thu/nhap", &[("bang", LEDGER)]).is(200).says("2 đơn sẽ được nhập");
        lan.send("/lam-viec/don-thu/nhap", &[("buoc", "nhap")]).is(200);
        let taken = (0..100).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            let page = lan.open("/lam-viec/don-thu/nhap");
            page.main().contains("Hoàn tác cả đợt").then_some(page)
        });
        taken.expect("the letters are taken in");
        lan.open("/lam-viec/don-thu?nhom=cho-tra-loi&loai=complaint").says("Phòng TN&MT");
        let undone = lan.open("/lam-viec/don-thu/nhap").attributes("form", "action");
        let undo = undone.into_iter().find(|action| action.ends_with("/hoan-tac")).expect("a way back");
        let back = lan.send(&undo, &[]);
        assert!(flash(&back).contains("Đã hoàn tác 2 đơn"), "{}", flash(&back));
    });
}

#[test]
fn a_ledger_with_late_letters_and_denunciations_is_taken_in_without_a_word_of_them() {
    const PAGE: &str = "/lam-viec/don-thu/nhap";
    const OLD: &str = "Ngày nhận\tNội dung\tLoại đơn\tHướng xử lý\tCơ quan giải quyết\tNgày xử lý\tHạn trả lời\tSố ở sổ giấy\n\
        3/8/2020\tĐền bù chậm\tKN\tChuyển\tPhòng TN&MT\t5/8/2020\t5/9/2020\t\n\
        4/8/2020\t\tTố cáo\t\t\t\t\tM-41/2020\n";
    let late = |page: &Page| -> usize {
        let caption = page.texts("caption").join(" ");
        caption.split_once(" đơn").and_then(|(count, _)| count.parse().ok()).unwrap_or(0)
    };
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open(PAGE);
        let told = OLD.replace("4/8/2020\t\t", "4/8/2020\tÔng Bí Mật nhận tiền\t");
        lan.send(PAGE, &[("bang", &told)]).is(422).says("Dòng 3, cột Loại đơn: Đơn tố cáo: bỏ trống");
        let before = late(&lan.open("/lam-viec/don-thu?nhom=qua-han"));
        lan.open(PAGE);
        lan.send(PAGE, &[("bang", OLD), ("buoc", "nhap")]).is(200);
        let taken = (0..100).find(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            lan.open(PAGE).main().contains("Hoàn tác cả đợt")
        });
        assert!(taken.is_some(), "the letters are taken in");
        // Both are past their day: one was not answered, one was not decided
        let after = late(&lan.open("/lam-viec/don-thu?nhom=qua-han"));
        assert_eq!(after, before + 2);
        let secret =
            lan.open("/lam-viec/don-thu?nhom=tat-ca&loai=denunciation").attributes("main td a", "href");
        let found = secret.iter().any(|href| lan.open(href).main().contains("M-41/2020"));
        assert!(found, "the denunciation stands under its number of the paper register: {secret:?}");
    });
}

#[test]
fn the_register_that_left_comes_back_and_is_read() {
    each_engine(|office| {
        let mut head = office.signs_in("lanhdaovp");
        head.open("/lam-viec/don-thu");
        let own = head.send("/so-co-ten", &[("nhom", "tat-ca")]).bytes;
        // What the list leaves out the workbook leaves out, and opens none of it
        let list = head.open("/lam-viec/don-thu?nhom=tat-ca&linh-vuc=land");
        let rows = |page: &Page| page.attributes("main td.head a", "href").len();
        let shown = rows(&list);
        let land = head.send("/so-co-ten", &[]).bytes;
        let text = papers::table_text("so-don.xlsx", &land).expect("a table");
        let taken = text.lines().filter(|line| line.contains("/2020\t") || line.contains("/2020,")).count();
        assert!(shown > 0 && shown < rows(&head.open("/lam-viec/don-thu?nhom=tat-ca")));
        assert_eq!(taken, shown, "{text}");
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/don-thu/nhap");
        let preview = lan.send_file("/lam-viec/don-thu/nhap", &[], "tep", "so-don.xlsx", &own);
        preview.is(200).says("đơn sẽ được nhập");
    });
}

#[test]
fn the_windows_of_the_inspectorate_stand_beside_the_quarters() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let quarter = lan.open("/lam-viec/don-thu/bao-cao?ky=2020-Q3");
        quarter.is(200).says("từ 01/07/2020 đến 30/09/2020");
        let inspection = lan.open("/lam-viec/don-thu/bao-cao?ky=2020-TT-Q3");
        inspection.is(200).says("từ 15/06/2020 đến 14/09/2020");
        // Each number opens on as many letters
        for href in quarter.attributes("main td a", "href") {
            let rows = lan.open(&href);
            let wanted: usize =
                rows.texts("h1").join("").rsplit(' ').next().and_then(|n| n.parse().ok()).expect("a number");
            assert_eq!(rows.texts("main tbody tr").len(), wanted, "{href}");
        }
    });
}

#[test]
fn small_numbers_and_rows_of_letters_are_not_public() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        visitor.open("/don-thu").is(200).says("dưới 5");
        let page = visitor.open("/so-lieu/351/2020-Q3/E06");
        page.is(200).says("Danh sách chỉ mở cho cán bộ giữ sổ").does_not_say("Đơn số");
        visitor.open("/so-lieu/351/2020-Q3/E04?phan=complaint").is(404);
        visitor.open("/api/v1/reports/351/2020-Q3/E06/records").is(200);
        assert!(!visitor.open("/so-lieu/351/2020-Q3/E06.csv").body().contains("Đơn số"));
        office.signs_in("vanphong").open("/so-lieu/351/2020-Q3/E06").says("Đơn số");
    });
}

/// Everything that may lie in an archive or a page, as text.
fn inflated(bytes: &[u8]) -> String {
    let mut all = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for at in 0..archive.len() {
            let mut part = Vec::new();
            if archive.by_index(at).is_ok_and(|mut file| file.read_to_end(&mut part).is_ok()) {
                all.push_str(&String::from_utf8_lossy(&part));
            }
        }
    }
    all
}

/// Every page and file that somebody can reach by links, up to a number.
fn reach(who: &mut Person<'_>, first: &[&str], most: usize, mut look: impl FnMut(&str, &[u8])) -> usize {
    let mut seen: HashSet<String> = first.iter().map(|path| (*path).to_owned()).collect();
    let mut queue: VecDeque<String> = seen.iter().cloned().collect();
    let mut count = 0;
    while let Some(path) = queue.pop_front() {
        let page = who.open(&path);
        look(&path, &page.bytes);
        count += 1;
        if count == most {
            break;
        }
        if !page.media_type.starts_with("text/html") {
            continue;
        }
        for href in page.attributes("a", "href") {
            let href = href.split('#').next().unwrap_or_default().to_owned();
            let is_ours = href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/co-chu");
            if is_ours && seen.insert(href.clone()) {
                queue.push_back(href);
            }
        }
    }
    count
}

const PLANTED: usize = 50;

/// What is planted in the letter with a number: name, card, telephone, a word of the content.
fn planted(at: usize) -> [String; 4] {
    [
        format!("Đặng Kín Tên{at:03}"),
        format!("0351999{at:05}"),
        format!("09990{at:05}"),
        format!("Từ bí mật zqx{at:03}"),
    ]
}

/// Every table of a schema of PostgreSQL, whole.
const EVERY_ROW: &str = "select cast(table_name as text),
        cast(query_to_xml(format('select * from %I', table_name), true, false, '') as text)
    from information_schema.tables where table_schema = current_schema()";

#[test]
fn two_hundred_planted_strings_are_found_nowhere_but_where_they_are_opened() {
    each_engine(nothing_planted_is_found);
}

fn nothing_planted_is_found(office: &Office) {
    let mut lan = office.signs_in("vanphong");
    for at in 0..PLANTED {
        let [name, card, phone, words] = planted(at);
        lan.open("/lam-viec/don-thu/moi");
        let typed = [
            ("loai", if at % 2 == 0 { "complaint" } else { "feedback" }),
            ("linh-vuc", "policy"),
            ("ngay-nhan", "14/10/2020"),
            ("ho-ten", name.as_str()),
            ("dia-chi", "thôn Kín"),
            ("giay-to", card.as_str()),
            ("dien-thoai", phone.as_str()),
            ("noi-dung", words.as_str()),
        ];
        if at == 0 {
            lan.send_file(
                "/lam-viec/don-thu",
                &typed,
                "ban-chup",
                &format!("don cua {name}.txt"),
                words.as_bytes(),
            )
            .is(200);
        } else {
            lan.send("/lam-viec/don-thu", &typed).is(200).says("Biên nhận đơn");
        }
    }
    // Numbers whole, because a part of one may stand in a hash by chance
    let [_, card, phone, _] = planted(0);
    let numbers = [card, phone].map(|number| number[..number.len() - 5].to_owned());
    let planted_number =
        |rest: &str| rest.get(..5).and_then(|at| at.parse().ok()).is_some_and(|at: usize| at < PLANTED);
    let search = |place: &str, bytes: &[u8]| {
        let text = inflated(bytes);
        for words in ["Đặng Kín Tên", "dang kin ten", "Từ bí mật zqx", "tu bi mat zqx"] {
            assert!(!text.contains(words), "{place} holds {words}");
        }
        for number in &numbers {
            let held = text
                .match_indices(number.as_str())
                .any(|(at, _)| planted_number(text.get(at + number.len()..).unwrap_or_default()));
            assert!(!held, "{place} holds a number that begins with {number}");
        }
    };
    // As everyone, on every page within reach; a search for one of them finds nothing either
    for who in ["", "vanphong", "chutich", "daibieu1", "ubnd", "mattran", "xa-13453", "quantri"] {
        let mut person = if who.is_empty() { office.visitor() } else { office.signs_in(who) };
        let count = reach(
            &mut person,
            &["/", "/lam-viec", "/lam-viec/don-thu.xlsx", "/lam-viec/don-thu.csv"],
            250,
            |path, bytes| {
                search(&format!("{who} {path}"), bytes);
            },
        );
        assert!(count > 30, "{who} reached {count} pages");
        person.open("/tim-kiem?q=zqx007").does_not_say("bí mật");
    }
    // In the database, its log, the search index, the files
    let mut looked = 0;
    let mut folders = vec![office.fresh.folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file");
            search(&path.display().to_string(), &bytes);
            looked += 1;
        }
    }
    assert!(looked > 0, "{looked} files");
    if office.fresh.engine == "postgresql" {
        let read = office.installation.app.db().read(|tx| tx.rows(EVERY_ROW, &[]));
        let tables: Vec<(String, String)> = read.expect("every table");
        assert!(tables.len() > 50, "{} tables", tables.len());
        for (table, rows) in &tables {
            search(table, rows.as_bytes());
        }
    }
    // And where they may be read, they are there
    let [name, ..] = planted(7);
    let mut head = office.signs_in("lanhdaovp");
    head.open("/lam-viec/don-thu");
    let register = head.send("/so-co-ten", &[("nhom", "tat-ca")]);
    assert!(inflated(&register.bytes).contains(&name), "the register with names has them");
}
