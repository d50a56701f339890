//! The main job as the office lives it: from the communes' reports to the conclusions that are
//! carried over.

use testkit::{Page, Person};

use crate::office::{Office, each_engine};

/// The path of the briefing of quarter III as the office sees it.
pub(crate) fn briefing(lan: &mut Person<'_>) -> String {
    lan.open("/lam-viec/giao-ban").link("quý III/2020")
}

/// The value of the choice with these words.
fn choice(page: &Page, field: &str, words: &str) -> String {
    let values = page.attributes(&format!("select[name='{field}'] option"), "value");
    let texts = page.texts(&format!("select[name='{field}'] option"));
    texts
        .iter()
        .position(|text| text.contains(words))
        .and_then(|i| values.get(i).cloned())
        .unwrap_or_else(|| panic!("no choice “{words}” in {field}: {texts:?}"))
}

#[test]
fn the_office_sees_thirteen_of_sixteen_and_reminds_the_three_in_two_clicks() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = briefing(&mut lan);
        let matrix = lan.open(&format!("{path}/ma-tran"));
        matrix.is(200).says("13/16");
        let preview = lan.follow("Nhắc 3 xã");
        for name in ["Liêm Thuận", "Thanh Tâm", "Thanh Hải"] {
            preview.says(name);
        }
        let sent = lan.send("/nhac", &[]);
        sent.is(200);
        let flash = sent.texts(".flash").join(" ");
        assert!(flash.contains("Đã gửi 3 công văn đôn đốc (06, 07, 08/HĐND-TT)"), "{flash}");
    });
}

#[test]
fn a_commune_opens_its_form_and_sends_it_and_the_matrix_counts_it() {
    each_engine(|office| {
        let mut commune = office.signs_in("xa-13465");
        commune.open("/lam-viec").says("Nộp báo cáo giao ban quý III/2020");
        let form = commune.follow("Báo cáo giao ban");
        form.is(200).says("xã Liêm Thuận");
        // Sent as it stands: every core figure that nobody has given is named, all at once
        let refused = commune.send("/bao-cao", &[("lam", "gui")]);
        refused.is(422);
        assert!(refused.texts(".error-summary li").len() > 10, "{:?}", refused.texts(".error-summary li"));
        let fields = refused.attributes("input[name^='khong-']", "name");
        // D06 is filled in from the quarter before, so it has no tick
        let ticks = fields.iter().filter(|name| *name != "khong-D06").map(|name| (name.as_str(), "co"));
        let mut typed = vec![
            ("lam", "gui"),
            ("ket-qua", "Đã tổ chức 01 kỳ họp."),
            ("ton-tai", "Không."),
            ("nhiem-vu", "Chuẩn bị kỳ họp cuối năm."),
        ];
        typed.extend(ticks);
        let sent = commune.send("/bao-cao", &typed);
        sent.is(200);
        let mut lan = office.signs_in("vanphong");
        let path = briefing(&mut lan);
        lan.open(&format!("{path}/ma-tran")).says("14/16");
        // A report after the aggregate: the next one says what has changed
        lan.open(&format!("{path}/tong-hop"));
        let made = lan.send("/tong-hop", &[]);
        made.is(200).says("Liêm Thuận").says("Thanh Tâm");
    });
}

/// Holds the briefing, types six conclusions and issues the notice as the chair.
fn conclude(office: &Office) -> String {
    let mut lan = office.signs_in("vanphong");
    let path = briefing(&mut lan);
    lan.open(&path);
    lan.send("/hop", &[]).is(200);
    let room = lan.open(&format!("{path}/ket-luan"));
    let body = |words: &str| choice(&room, "ai", words);
    let (ubnd, front, farming) = (body("UBND huyện"), body("MTTQ huyện"), body("NN&PTNT"));
    for (lead, text, due) in [
        (&ubnd, "Chỉ đạo giải quyết dứt điểm 5 kiến nghị của cử tri về giao thông.", "30/11/2020"),
        (&ubnd, "Báo cáo tiến độ thực hiện các nghị quyết của HĐND huyện.", "kỳ tới"),
        (&front, "Giám sát việc giải quyết ý kiến, kiến nghị của cử tri.", "cuối quý"),
        (&farming, "Hoàn thành nạo vét kênh tiêu liên xã.", "21/10/2020"),
        (&ubnd, "Công khai lịch tiếp công dân quý IV/2020.", "20/10/2020"),
        (&front, "Tuyên truyền, vận động nhân dân thực hiện nghị quyết.", ""),
    ] {
        lan.open(&format!("{path}/ket-luan"));
        lan.send("/ket-luan", &[("ai", lead), ("viec-gi", text), ("bao-gio", due)]).is(200).says(text);
    }
    let mut chair = office.signs_in("chutich");
    chair.open(&format!("{path}/ket-luan")).says("Chủ tọa lưu ý");
    let preview = chair.open(&format!("{path}/thong-bao"));
    preview.is(200).says("Tuyên truyền, vận động nhân dân");
    let unconfirmed = chair.send("/thong-bao", &[]);
    unconfirmed.is(422);
    let box_value = preview.attributes("input[name=dong-y]", "value").pop().unwrap_or_else(|| "1".to_owned());
    chair.open(&format!("{path}/thong-bao"));
    chair.send("/thong-bao", &[("dong-y", &box_value)]).is(200);
    path
}

#[test]
fn six_conclusions_become_follow_ups_and_the_late_one_is_urged_by_a_numbered_letter() {
    each_engine(|office| {
        conclude(office);
        // The notice is public, as Word and PDF
        let mut visitor = office.visitor();
        let page = visitor.open("/giao-ban/2020-Q3");
        page.is(200).says("Hoàn thành nạo vét kênh tiêu liên xã.");
        let notice = visitor.open(&page.link("03/TB-HĐND"));
        let word = notice.attributes("a[href$='.docx']", "href").pop().expect("a Word file");
        let file = visitor.open(&word);
        assert!(file.bytes.starts_with(b"PK"), "{word}");
        let pdf = visitor.open(&word.replace(".docx", ".pdf"));
        assert!(pdf.bytes.starts_with(b"%PDF"), "{word}");
        // UBND takes one and disputes one
        let mut ubnd = office.signs_in("ubnd");
        ubnd.open("/lam-viec/viec?nhom=dang-mo");
        ubnd.follow("Chỉ đạo giải quyết dứt điểm 5 kiến nghị");
        ubnd.send("/nhan", &[]).is(200).says("Đã nhận");
        ubnd.open("/lam-viec/viec?nhom=dang-mo");
        ubnd.follow("Công khai lịch tiếp công dân quý IV/2020.");
        ubnd.send("/xem-lai", &[("ly-do-xem-lai", "")]).is(422).says("Nhập lý do đề nghị xem lại");
        ubnd.send("/xem-lai", &[("ly-do-xem-lai", "Lịch do Văn phòng HĐND và UBND công khai.")])
            .is(200)
            .says("Đề nghị xem lại");
        // A week later one is overdue; its letter takes the next number
        office.set_day(2020, 10, 23);
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/viec?nhom=qua-han").says("Hoàn thành nạo vét kênh tiêu liên xã.");
        lan.open("/lam-viec");
        let page = lan.open("/lam-viec").link("Theo dõi: Hoàn thành nạo vét kênh tiêu liên xã.");
        lan.open(&page);
        lan.follow("Soạn công văn đôn đốc").says("Kính gửi");
        let sent = lan.send("/don-doc", &[]);
        assert!(
            sent.texts(".flash").join(" ").contains("Đã gửi 1 công văn đôn đốc"),
            "{:?}",
            sent.texts(".flash")
        );
        let detail = lan.open(&page);
        detail.says("đôn đốc").says("Thang đôn đốc");
        // The public sees the state in words
        let mut visitor = office.visitor();
        visitor.open("/giao-ban/2020-Q3");
        visitor
            .follow("Hoàn thành nạo vét kênh tiêu liên xã.")
            .says("quá hạn 2 ngày")
            .says("đã đôn đốc 1 lần");
    });
}

#[test]
fn the_next_briefing_opens_with_what_is_open_and_its_age() {
    each_engine(|office| {
        conclude(office);
        office.set_day(2020, 12, 22);
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/giao-ban");
        lan.follow("Lập kế hoạch");
        let planned = lan.send(
            "/lam-viec/giao-ban",
            &[
                ("quy", "2020-Q4"),
                ("ngay-hop", "15/01/2021"),
                ("gio", "08:00"),
                ("dia-diem", "Hội trường UBND huyện"),
            ],
        );
        planned.is(200).says("quý IV/2020").says("từ quý I/2020, lần thứ 3");
    });
}

#[test]
fn two_people_who_change_the_same_thing_lose_nothing_unseen() {
    each_engine(|office| {
        let mut one = office.signs_in("quantri");
        let mut other = office.signs_in("quantri");
        let path = one.open("/lam-viec/co-quan").link("Ủy ban nhân dân huyện Thanh Liêm");
        one.open(&path);
        other.open(&path);
        one.send(&path, &[("ten-ngan", "UBND huyện TL")]).is(200);
        other.send(&path, &[("ten-ngan", "UBND H. Thanh Liêm")]).is(409);
        one.open(&path);
        assert_eq!(one.open(&path).attributes("input[name=ten-ngan]", "value"), ["UBND huyện TL"]);
    });
}

#[test]
fn every_step_is_in_the_journal_and_the_journal_still_verifies() {
    each_engine(|office| {
        conclude(office);
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/nhat-ky?viec=briefing.")
            .says("ra thông báo kết luận")
            .says("Chủ tịch HĐND huyện");
        office.installation.seal().expect("a checkpoint");
        let verifier = office.installation.keys.verifier().expect("a key");
        let verified = office
            .installation
            .app
            .db()
            .read(|tx| audit::verify(tx, Some(&verifier), &[]))
            .expect("an answer");
        assert!(verified.is_ok(), "{verified:?}");
    });
}
