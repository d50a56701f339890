//! Oversight from the decision to a recommendation that is late, urged twice, answered, judged and
//! public with its result; what is secret; links for bodies without an account; figures.

use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const TITLE: &str = "Việc thực hiện chính sách hỗ trợ hộ nghèo tại hai xã";
const FIX: &str = "Chi trả đủ tiền hỗ trợ còn thiếu cho 14 hộ";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// Sends one of the forms of the page at this address.
fn does(who: &mut Person<'_>, path: &str, typed: &[(&str, &str)]) -> Page {
    who.open(path).is(200);
    who.send(path, typed)
}

/// Enters an oversight of the Standing Committee; its page.
pub(crate) fn enter(lan: &mut Person<'_>, more: &[(&str, &str)]) -> String {
    let form = lan.open("/lam-viec/giam-sat/moi");
    let body = choice(&form, "chu-the", "Thường trực");
    let mut typed = vec![
        ("loai", "thematic"),
        ("nhom", "GS-05"),
        ("chu-the", body.as_str()),
        ("ten", TITLE),
        ("tu", "15/10/2020"),
        ("den", "30/11/2020"),
        ("pham-vi", "Hai xã, năm 2019 và 2020"),
        ("noi-dung", "Việc xác định hộ nghèo\nViệc chi trả"),
    ];
    typed.extend(more);
    let page = lan.send("/lam-viec/giam-sat", &typed);
    page.is(200).says(TITLE);
    page.path
}

/// Into the programme, a team and two bodies, up to the decision of 15/10/2020.
pub(crate) fn decided(lan: &mut Person<'_>, path: &str) {
    does(lan, path, &[("viec", "dua-vao"), ("ngay", "15/10/2020")]).is(200).says("Trong chương trình");
    does(lan, path, &[("viec", "quyet-dinh"), ("ngay", "15/10/2020")]).is(422).says("Chưa có trưởng đoàn");
    let page = lan.open(path);
    let (chair, member) =
        (choice(&page, "truong-doan", "Trần Xuân Thành"), choice(&page, "truong-doan", "Nguyễn Văn"));
    let typed = [("viec", "doan"), ("truong-doan", member.as_str())];
    let refused = does(lan, path, &typed);
    // Whoever that is, the chair may
    assert!([200, 422].contains(&refused.status.as_u16()), "{}", refused.status);
    does(lan, path, &[("viec", "doan"), ("truong-doan", &chair)])
        .is(200)
        .says("Trưởng đoàn: Trần Xuân Thành");
    does(lan, path, &[("viec", "quyet-dinh"), ("ngay", "15/10/2020")]).is(422).says("Chưa có cơ quan");
    for name in ["HĐND xã Thanh Hà", "UBND xã Liêm Phong"] {
        let body = choice(&lan.open(path), "co-quan-gs", name);
        let typed = [("viec", "them-co-quan"), ("co-quan-gs", body.as_str()), ("han-bao-cao", "30/10/2020")];
        does(lan, path, &typed).is(200).says(name);
        does(lan, path, &typed).is(422).says("đã có trong danh sách");
    }
    let typed = [("viec", "quyet-dinh"), ("ngay", "16/10/2020")];
    does(lan, path, &typed).is(422).says("Ngày này chưa đến");
    let typed = [("viec", "quyet-dinh"), ("ngay", "15/10/2020"), ("so", "31/QĐ-HĐND-TT")];
    let page = does(lan, path, &typed);
    page.is(200).says("31/QĐ-HĐND-TT").says("Vì sao là ngày này").says("30/10/2020");
}

/// "GS-2020-0007" of a page of an oversight.
fn code(page: &Page) -> String {
    let line = page.texts(".eyebrow").join(" ");
    let from = line.find("GS-").unwrap_or_else(|| panic!("no code in {line}"));
    line[from..from + 12].to_owned()
}

#[test]
fn oversight_at_two_communes_ends_with_a_late_recommendation_done_and_public() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = enter(&mut lan, &[]);
        let code = code(&lan.open(&path));
        let public = format!("/giam-sat/{code}");
        office.visitor().open(&public).is(404);
        decided(&mut lan, &path);
        office.visitor().open(&public).is(200).says(TITLE).says("Đã quyết định thành lập đoàn");
        office.visitor().open("/giam-sat").says(TITLE);
        office.visitor().open("/tim?q=ho+tro+ho+ngheo").says(TITLE);

        // The commune with an account sees it, hands its report in, and no more than that
        let mut commune = office.signs_in("xa-13453");
        commune.open("/lam-viec").says("Nộp báo cáo phục vụ giám sát");
        let page = commune.open(&path);
        page.is(200).says("Nộp báo cáo theo yêu cầu").does_not_say("Phát hiện của đoàn");
        let own = page.attributes("select[name='nop-cho'] option", "value");
        assert_eq!(own.len(), 1, "only its own report");
        does(&mut commune, &path, &[("viec", "nop"), ("nop-cho", &own[0])])
            .is(422)
            .says("Ghi tóm tắt báo cáo");
        let typed = [("viec", "nop"), ("nop-cho", own[0].as_str()), ("nop-tom-tat", "Chi trả đủ 212 hộ.")];
        does(&mut commune, &path, &typed).is(200).says("Đã nộp").does_not_say("Nộp báo cáo theo yêu cầu");
        commune.post(&path, &[("viec".to_owned(), "dong".to_owned())]);
        lan.open(&path).says("Chi trả đủ 212 hộ.").does_not_say("Đã kết thúc");
        works(office, &mut lan, &path);
        concluded(office, &mut lan, &path, &public);
    });
}

/// Notes from a telephone, the clock of the report, what was found.
fn works(office: &Office, lan: &mut Person<'_>, path: &str) {
    does(lan, path, &[("viec", "gui"), ("ngay", "15/10/2020"), ("ngay-thong-bao", "15/10/2020")]).is(200);
    let typed = [
        ("viec", "lich"),
        ("lv-loai", "session"),
        ("lv-ngay", "26/10/2020"),
        ("lv-gio", "8 giờ"),
        ("lv-noi", "Trụ sở UBND xã Thanh Hà"),
    ];
    does(lan, path, &typed).is(422).says("viết như 08:00");
    let mut typed = typed;
    typed[3].1 = "08:00";
    let page = does(lan, path, &typed);
    // Announced eleven days before, by a rule of ten
    page.is(200)
        .says("Thông báo chương trình và thành phần đoàn giám sát")
        .says("16/10/2020")
        .says("Đúng hạn");
    office.visitor().open("/giam-sat.ics").says("DTSTART:20201026T010000Z");
    let visit = page.link("Trụ sở UBND xã Thanh Hà");
    office.signs_in("daibieu2").open(&visit).is(404);
    office.set_day(2020, 10, 26);
    lan.open("/lam-viec").says("Làm việc, đi thực tế tại Trụ sở UBND xã Thanh Hà");

    let form = lan.open(&visit);
    let own = form.attributes("input[name=ma]", "value").remove(0);
    let words = "14 hộ ở thôn Mậu Chử chưa nhận đủ tiền quý III.";
    let typed = [("viec", "ghi"), ("ma", own.as_str()), ("ghi-chep", words)];
    lan.send(&visit, &typed).is(200).says("1 ghi chép");
    // The line broke before the answer came: the telephone sends the same note again
    lan.open(&visit);
    lan.send(&visit, &typed).is(200).says("1 ghi chép");
    lan.open(&visit);
    let other = [("viec", "ghi"), ("ma", own.as_str()), ("ghi-chep", "Sổ chi trả đủ chữ ký.")];
    lan.send(&visit, &other).is(200).says("2 ghi chép");
    does(lan, path, &[("viec", "bat-dau"), ("ngay", "26/10/2020")]).is(200);
    does(lan, path, &[("viec", "ket-thuc-co-so"), ("ngay", "26/10/2020")]).is(422).says("chưa ghi kết quả");
    let version = lan.open(&visit).attributes("input[name=version]", "value").remove(0);
    let typed = [
        ("viec", "da-lam-viec"),
        ("version", version.as_str()),
        ("ngay-lam-viec", "26/10/2020"),
        ("bien-ban", "Thống nhất số liệu."),
    ];
    does(lan, &visit, &typed).is(200).says("Đã làm việc");
    let typed = [
        ("viec", "phat-hien"),
        ("ph-loai", "shortcoming"),
        ("ph-noi-dung", "14 hộ chưa nhận đủ tiền hỗ trợ."),
        ("ph-minh-chung", "Biên bản 26/10/2020"),
    ];
    does(lan, path, &typed).is(200).says("14 hộ chưa nhận đủ");
    let page = does(lan, path, &[("viec", "ket-thuc-co-so"), ("ngay", "26/10/2020")]);
    page.is(200).says("10/11/2020").says("Đoàn giám sát của Thường trực gửi báo cáo");
    for (paper, begins) in [("plan.docx", &b"PK"[..]), ("report.pdf", b"%PDF"), ("request.docx", b"PK")] {
        assert!(lan.open(&format!("{path}/van-ban/{paper}")).is(200).bytes.starts_with(begins), "{paper}");
        office.signs_in("xa-13453").open(&format!("{path}/van-ban/{paper}")).is(404);
    }
    lan.open(&format!("{path}/van-ban/conclusion.docx")).is(404);
    let draft = does(lan, path, &[("viec", "van-ban"), ("loai-van-ban", "plan")]);
    draft.is(200).says("Kế hoạch").says("Phát hành");
    lan.open(path).says("Nháp, chưa lấy số");
}

/// Reported a day late, considered, concluded, recommended, urged twice, answered, judged, ended.
fn concluded(office: &Office, lan: &mut Person<'_>, path: &str, public: &str) {
    office.set_day(2020, 11, 11);
    lan.open(path).says("Quá hạn 1 ngày").says("Báo cáo quá hạn 1 ngày");
    lan.open("/lam-viec").says("Đoàn giám sát của Thường trực gửi báo cáo");
    let typed =
        [("viec", "bao-cao"), ("ngay", "11/11/2020"), ("tom-tat", "Hai xã chi trả cơ bản đủ; còn 14 hộ.")];
    does(lan, path, &typed).is(200).says("trễ 1 ngày");
    does(lan, path, &[("viec", "ket-luan"), ("ngay", "11/11/2020"), ("ket-luan", "Chưa được")]).is(422);
    does(lan, path, &[("viec", "xem-xet"), ("ngay", "11/11/2020")]).is(200);
    let typed = [("viec", "ket-luan"), ("ngay", "11/11/2020"), ("ket-luan", "UBND huyện khắc phục ngay.")];
    does(lan, path, &typed).is(200).says("UBND huyện khắc phục ngay.");
    let department = choice(&lan.open(path), "kn-chu-tri", "Phòng LĐ-TB&XH");
    let mut typed = vec![
        ("viec", "kien-nghi"),
        ("kn-loai", "settle_case"),
        ("kn-noi-dung", FIX),
        ("kn-chu-tri", department.as_str()),
        ("kn-phoi-hop", department.as_str()),
        ("kn-han", "27/11/2020"),
        ("kn-ngay", "11/11/2020"),
    ];
    does(lan, path, &typed).is(422).says("Cơ quan phối hợp trùng cơ quan chủ trì");
    typed.remove(4);
    typed[4].1 = "11/11/2020";
    does(lan, path, &typed).is(422).says("Hạn thực hiện phải sau ngày ban hành").says(FIX);
    typed[4].1 = "27/11/2020";
    let page = does(lan, path, &typed);
    page.is(200).says(FIX).says("VT-2020-").says("Đang theo dõi kiến nghị");
    does(lan, path, &[("viec", "dong"), ("ngay", "11/11/2020")])
        .is(422)
        .says("Còn 1 kiến nghị chưa kết thúc");
    let follow_up = lan.open(path).link("VT-2020-");

    // Reminders fifteen, seven and three days before, for both
    lan.open("/lam-viec").does_not_say("Nhắc lần");
    let mut body = office.signs_in("phong-ldtbxh");
    for (day, words) in
        [(12, "Nhắc lần 1, còn 15 ngày"), (20, "Nhắc lần 2, còn 7 ngày"), (24, "Nhắc lần 3, còn 3 ngày")]
    {
        office.set_day(2020, 11, day);
        lan.open("/lam-viec").says(words);
        body.open("/lam-viec").says(words);
    }
    // Late, and urged twice
    office.set_day(2020, 11, 28);
    office.visitor().open(public).says("Quá hạn 1 ngày").says("1 quá hạn");
    for step in ["Bước đôn đốc 1", "Bước đôn đốc 2"] {
        lan.open(&follow_up);
        lan.follow("Soạn công văn đôn đốc").says("Kính gửi");
        let sent = lan.send("/lam-viec/viec/don-doc", &[]);
        assert!(sent.texts(".flash").join(" ").contains("Đã gửi 1 công văn đôn đốc"), "{step}");
        lan.open(path).says(step);
    }
    ladder(office, &follow_up);
    // Answered, judged, and public with its result
    body.open(&follow_up);
    let typed = [("tra-loi", "Đã chi trả đủ 14 hộ ngày 03/12."), ("minh-chung", "52/LĐTBXH, 03/12/2020")];
    office.set_day(2020, 12, 4);
    body.open(&follow_up);
    body.send("/tra-loi", &typed).is(200).says("Chờ đánh giá");
    lan.open(&follow_up);
    lan.send("/danh-gia", &[("danh-gia", "met")]).is(200);
    let page = office.visitor().open(public);
    page.is(200).says("Hoàn thành, ngày 04/12/2020").says("1 đã kết thúc");
    does(lan, path, &[("viec", "dong"), ("ngay", "04/12/2020")]).is(200).says("Đã kết thúc");
    office.visitor().open(public).says("Đã kết thúc");
    office.visitor().open("/giam-sat.json").says("closed");
}

/// The third step is a paper that somebody signs; the fourth to sixth lead to the records they are.
fn ladder(office: &Office, follow_up: &str) {
    let mut chair = office.signs_in("chutich");
    chair.open(follow_up).says("Chuyển bước 3");
    chair.send("/chuyen-buoc", &[("ly-do-chuyen", "Đã đôn đốc hai lần.")]).is(200);
    let paper = chair.open(follow_up).link("Xem công văn");
    chair.open(&paper).is(200);
    let drafts = chair.open("/lam-viec/van-ban");
    drafts.says("Kiến nghị xử lý việc Phòng LĐ-TB&XH");
    for (step, words, address) in [
        (4, "Lập phiên giải trình về việc này", "/lam-viec/giai-trinh/moi?viec="),
        (5, "Gửi chất vấn về việc này", "/lam-viec/chat-van/moi?viec="),
        (6, "Lập cuộc giám sát lại về việc này", "/lam-viec/giam-sat/moi?viec="),
    ] {
        chair.open(follow_up).says(&format!("Chuyển bước {step}"));
        chair.send("/chuyen-buoc", &[("ly-do-chuyen", "Chưa chuyển biến.")]).is(200);
        let link = chair.open(follow_up).link(words);
        assert!(link.starts_with(address), "{link}");
    }
    let id = follow_up.trim_start_matches("/lam-viec/viec/").to_owned();
    asked_about(office, &id);
    chair.open(follow_up);
    let again = chair.follow("Lập cuộc giám sát lại về việc này");
    again.is(200).says("Giám sát lại việc chưa thực hiện").says(FIX);
    assert_eq!(again.attributes("input[name=loai][checked]", "value"), ["re_oversight"]);
}

/// A delegate asks of what was not done: the form is filled, and the question remembers of what it
/// asks, as the follow-up does of the question.
fn asked_about(office: &Office, id: &str) {
    let mut delegate = office.signs_in("daibieu5");
    delegate.open("/lam-viec/chat-van/moi?viec=khong-co").is(404);
    let address = format!("/lam-viec/chat-van/moi?viec={id}");
    let form = delegate.open(&address);
    form.is(200).says("Về việc theo dõi VT-").says("Đến nay chưa hoàn thành").says(FIX);
    let body = form.attributes("select[name='co-quan'] option[selected]", "value").remove(0);
    let kept = form.attributes("input[name='viec-theo-doi']", "value");
    assert_eq!(kept, [id]);
    let typed = [
        ("viec-theo-doi", id),
        ("co-quan", body.as_str()),
        ("nguoi-bi-chat-van", "Trưởng phòng"),
        ("noi-dung", "Bao giờ chi trả đủ cho các hộ?"),
    ];
    // A fault keeps what it asks of
    let mut faulty = typed;
    faulty[3].1 = "Ngắn";
    let page = delegate.send("/lam-viec/chat-van", &faulty);
    page.is(422).says("dài từ 10 ký tự").says("Về việc theo dõi VT-");
    delegate.open(&address);
    let page = delegate.send("/lam-viec/chat-van", &typed);
    page.is(200).says("Về việc theo dõi chưa hoàn thành");
    assert_eq!(page.link("VT-"), format!("/lam-viec/viec/{id}"));
    let code = page.texts("h1").join("").replace("Chất vấn ", "");
    office.signs_in("vanphong").open(&format!("/lam-viec/viec/{id}")).says(&code);
}

#[test]
fn what_is_secret_is_seen_by_nobody_outside() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = enter(&mut lan, &[("ten", "Việc bảo vệ bí mật ở kho hồ sơ"), ("mat", "co")]);
        // `enter` says the usual title only in its own form
        decided(&mut lan, &path);
        let code = code(&lan.open(&path));
        let mut visitor = office.visitor();
        visitor.open(&format!("/giam-sat/{code}")).is(404);
        for list in ["/giam-sat", "/giam-sat.json", "/giam-sat.csv", "/giam-sat.atom", "/tim?q=kho+ho+so"] {
            visitor.open(list).does_not_say("kho hồ sơ").does_not_say(&code);
        }
        for name in ["daibieu1", "ktxh", "mattran", "phong-tnmt", "xa-13480"] {
            office.signs_in(name).open(&path).is(404);
            office.signs_in(name).open("/lam-viec/giam-sat").does_not_say("kho hồ sơ");
        }
        // Who is overseen knows of it
        office.signs_in("xa-13453").open(&path).is(200);
        office.signs_in("chutich").open(&path).is(200);
    });
}

#[test]
fn a_body_without_an_account_hands_in_once_by_a_link_that_ends_and_can_be_taken_back() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = enter(&mut lan, &[]);
        decided(&mut lan, &path);
        let make = |lan: &mut Person<'_>, until: &str| {
            let body = choice(&lan.open(&path), "dd-cho", "UBND xã Liêm Phong");
            does(lan, &path, &[("viec", "duong-dan"), ("dd-cho", &body), ("dd-den", until)])
        };
        make(&mut lan, "15/10/2020").is(422).says("phải sau hôm nay");
        make(&mut lan, "15/12/2021").is(422).says("mở tối đa");
        let address = |page: &Page| {
            page.is(200).says("chỉ hiện một lần");
            let whole = page.texts("code").join("");
            whole.replace("http://localhost", "")
        };
        let (first, taken, ends) = (
            address(&make(&mut lan, "30/10/2020")),
            address(&make(&mut lan, "30/10/2020")),
            address(&make(&mut lan, "16/10/2020")),
        );
        // The links are told apart by their tokens, which are nowhere kept
        lan.open(&path).does_not_say(first.rsplit('/').next().unwrap_or_default());
        let mut body = office.visitor();
        body.open(&first)
            .is(200)
            .says("UBND xã Liêm Phong")
            .says("Việc chi trả")
            .does_not_say("HĐND xã Thanh Hà");
        body.open(&taken).is(200);
        // The newest stands first: the third from above was made first
        let ids = lan.open(&path).attributes("input[name='duong-dan']", "value");
        assert_eq!(ids.len(), 3);
        for id in [&ids[0], &ids[1]] {
            let page = does(&mut lan, &path, &[("viec", "thu-hoi-duong-dan"), ("duong-dan", id)]);
            page.is(200).says("Đã thu hồi");
        }
        let open: Vec<u16> = [&first, &taken, &ends].map(|link| body.open(link).status.as_u16()).to_vec();
        assert_eq!(open.iter().filter(|status| **status == 200).count(), 1, "two were taken back: {open:?}");
        let left = [&first, &taken, &ends].into_iter().find(|link| body.open(link).status.as_u16() == 200);
        let left = left.expect("one is open").clone();

        // A stranger's guess is no page, and guesses are slowed down
        let mut stranger = office.visitor();
        let guess = format!("/bao-cao-giam-sat/{}", "0".repeat(40));
        stranger.open(&guess).is(404);
        stranger.open("/bao-cao-giam-sat/khong-phai").is(404);

        body.open(&left);
        body.send(&left, &[]).is(422).says("Ghi tóm tắt báo cáo");
        body.open(&left);
        let page =
            body.send_file(&left, &[("nop-tom-tat", "Chi trả 180 hộ.")], "nop-tep", "bao-cao.txt", b"180 ho");
        page.is(200).says("Đã nộp báo cáo ngày 15/10/2020").does_not_say("Tệp báo cáo");
        lan.open(&path).says("Chi trả 180 hộ.").says("bao-cao.txt").says("Đã nộp báo cáo");
        let form = lan.open(&path);
        form.does_not_say("Lập đường dẫn nộp báo cáo cho cơ quan không có tài khoản — UBND xã Liêm Phong");
        // Sent again it changes nothing
        let values = [("nop-tom-tat".to_owned(), "Khác.".to_owned())];
        body.post(&left, &values);
        lan.open(&path).says("Chi trả 180 hộ.").does_not_say("Khác.");
    });
}

#[test]
fn a_link_ends_with_its_day() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = enter(&mut lan, &[]);
        decided(&mut lan, &path);
        let body = choice(&lan.open(&path), "dd-cho", "UBND xã Liêm Phong");
        let page =
            does(&mut lan, &path, &[("viec", "duong-dan"), ("dd-cho", &body), ("dd-den", "20/10/2020")]);
        let link = page.texts("code").join("").replace("http://localhost", "");
        let mut visitor = office.visitor();
        for (day, status) in [(19, 200), (20, 200), (21, 404)] {
            office.set_day(2020, 10, day);
            visitor.open(&link).is(status);
        }
    });
}

#[test]
fn a_commune_keeps_its_own_oversight_and_follows_what_it_recommends() {
    each_engine(|office| {
        let mut commune = office.signs_in("xa-13465");
        let form = commune.open("/lam-viec/giam-sat/moi");
        let own = choice(&form, "chu-the", "HĐND xã Liêm Thuận");
        let typed = [
            ("loai", "thematic"),
            ("nhom", "GS-05"),
            ("chu-the", own.as_str()),
            ("ten", "Thu, chi quỹ nhân dân đóng góp"),
            ("tu", "01/10/2020"),
            ("den", "30/10/2020"),
        ];
        let page = commune.send("/lam-viec/giam-sat", &typed);
        page.is(200).says("Thu, chi quỹ nhân dân đóng góp");
        let path = page.path;
        office.signs_in("xa-13453").open(&path).is(404);
        office.signs_in("vanphong").open(&path).is(404);
        does(&mut commune, &path, &[("viec", "dua-vao"), ("ngay", "01/10/2020")]).is(200);
        let page = commune.open(&path);
        let heads = page.attributes("select[name='truong-doan'] option", "value");
        does(&mut commune, &path, &[("viec", "doan"), ("truong-doan", &heads[1])]).is(200);
        let body = choice(&commune.open(&path), "co-quan-gs", "UBND xã Liêm Thuận");
        does(&mut commune, &path, &[("viec", "them-co-quan"), ("co-quan-gs", &body)]).is(200);
        for (deed, day, more) in [
            ("quyet-dinh", "01/10/2020", ("so", "")),
            ("gui", "02/10/2020", ("ngay-thong-bao", "")),
            ("bat-dau", "12/10/2020", ("so", "")),
            ("ket-thuc-co-so", "12/10/2020", ("so", "")),
            ("bao-cao", "13/10/2020", ("tom-tat", "Thu đủ, chi đúng.")),
            ("xem-xet", "13/10/2020", ("so", "")),
            ("ket-luan", "13/10/2020", ("ket-luan", "UBND xã công khai từng quý.")),
        ] {
            does(&mut commune, &path, &[("viec", deed), ("ngay", day), more]).is(200);
        }
        let typed = [
            ("viec", "kien-nghi"),
            ("kn-loai", "other"),
            ("kn-noi-dung", "Công khai quỹ ở nhà văn hóa từng thôn"),
            ("kn-chu-tri", body.as_str()),
            ("kn-han", "14/10/2020"),
            ("kn-ngay", "13/10/2020"),
        ];
        does(&mut commune, &path, &typed).is(200).says("Quá hạn 1 ngày").says("VT-2020-");
        does(&mut commune, &path, &[("viec", "dong"), ("ngay", "15/10/2020")])
            .is(422)
            .says("Còn 1 kiến nghị");
        // The law of 2020 sets no day for an explanation, so none is asked
        commune.open(&path).does_not_say("Yêu cầu giải trình kiến nghị quá hạn");
        let follow_up = commune.open(&path).link("VT-2020-");
        commune.open(&follow_up).is(200).says("Công khai quỹ ở nhà văn hóa từng thôn");
    });
}

#[test]
fn from_march_2026_a_body_explains_a_late_recommendation_in_fifteen_days() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = lan.open("/lam-viec/giam-sat").link("Quản lý, sử dụng quỹ đất công ích");
        lan.open(&path).does_not_say("Yêu cầu giải trình kiến nghị quá hạn");
        office.set_day(2026, 3, 10);
        let mut lan = office.signs_in("vanphong");
        let which = choice(&lan.open(&path), "yc-kien-nghi", "Xử lý dứt điểm");
        let typed = [("viec", "yeu-cau-giai-trinh"), ("yc-kien-nghi", which.as_str())];
        does(&mut lan, &path, &typed).is(200).says("Phải giải trình trước hết ngày 25/03/2026");
        let typed = [
            ("viec", "giai-trinh"),
            ("gt-kien-nghi", which.as_str()),
            ("gt-ngay", "10/03/2026"),
            ("gt-loi", "Đang chờ phán quyết của Tòa án."),
        ];
        does(&mut lan, &path, &typed).is(200).says("Đang chờ phán quyết của Tòa án.");
    });
}

/// The demonstration's figures of the quarters of 2020, and that each opens exactly what it counts.
#[test]
fn figures_are_the_lists_that_they_open() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let mut of = |quarter: &str| -> serde_json::Value {
            let page = visitor.open(&format!("/api/v1/reports/351/{quarter}"));
            serde_json::from_slice(&page.bytes).expect("a report")
        };
        let figure = |report: &serde_json::Value, code: &str| {
            let all = report["indicators"].as_array().expect("a list");
            let one = all.iter().find(|one| one["code"] == code).expect("the figure").clone();
            (one["value"].as_i64(), one["denominator"].as_i64())
        };
        let (second, third, fourth) = (of("2020-Q2"), of("2020-Q3"), of("2020-Q4"));
        // Quarter II: at two communes, and the committee's, whose report came late
        assert_eq!(figure(&second, "C01"), (Some(2), None));
        assert_eq!(figure(&second, "C04"), (Some(1), Some(2)));
        assert_eq!(figure(&second, "C05"), (Some(4), None));
        assert_eq!(figure(&second, "C06"), (Some(0), Some(0)));
        assert_eq!(figure(&third, "C02"), (Some(1), None));
        assert_eq!(figure(&third, "C06"), (Some(1), Some(2)));
        assert_eq!(figure(&third, "C07"), (Some(1), None));
        assert_eq!(figure(&fourth, "C07"), (Some(1), None));
        for (code, rows) in [("C01", 2), ("C04", 1), ("C05", 4)] {
            let page = office.visitor().open(&format!("/so-lieu/351/2020-Q2/{code}"));
            if page.status.is_success() {
                assert_eq!(page.texts("main tbody tr").len(), rows, "{code}");
            }
        }
    });
}

#[test]
fn the_list_draws_the_year_and_is_handed_out_as_a_table() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = lan.open("/lam-viec/giam-sat");
        page.is(200).says("Năm 2020 có").says("Quý IV").says("Thu, chi ngân sách xã năm 2020");
        page.says("dữ liệu minh họa");
        assert!(lan.open("/lam-viec/giam-sat.xlsx").is(200).bytes.starts_with(b"PK"));
        lan.open("/lam-viec/giam-sat.csv?loai=survey").is(200).says("tiếp công dân, giải quyết đơn thư");
        lan.open("/lam-viec/giam-sat?loai=survey").does_not_say("quỹ đất công ích");
        let feed = office.visitor().open("/giam-sat.atom");
        feed.is(200).says("GS-2020-0002");
        office.visitor().open("/giam-sat/GS-2019-0001").is(200).says("Đã giám sát lại");
        office.visitor().open("/giam-sat/GS-2020-0001").is(200).says("Giám sát lại");
        let page = office.visitor().open("/giam-sat/GS-2020-0002");
        page.is(200).says("4 kiến nghị: 1 đã kết thúc, 1 quá hạn").says("Bước đôn đốc 2").says("Kế hoạch");
        office.signs_in("ktxh").open("/lam-viec").says("Quyết định thành lập đoàn");
    });
}
