//! A thing owed in vain is explained at a hearing, concluded by more than half of the Standing
//! Committee and followed; a text is reviewed to its end; a draw is repeated by a stranger.

use sha2::{Digest, Sha256};
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const OWED: &str = "Di dời điểm tập kết rác tạm ở thôn Kín";
const CONCLUSION: &str = "Phòng Tài nguyên và Môi trường chậm di dời; phải di dời xong trước 20/12/2020.";

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

/// What the page says of the deed before.
fn flash(page: &Page) -> String {
    page.texts(".flash").join(" ")
}

/// "GT-2020-0002" of a page.
fn code(page: &Page) -> String {
    let line = page.texts(".eyebrow").join(" ");
    let from = line.find("-20").unwrap_or_else(|| panic!("no code in {line}")) - 2;
    line[from..from + 12].to_owned()
}

/// A follow-up of the department for the environment, due on 20/10/2020; its page and id.
fn owed(lan: &mut Person<'_>) -> (String, String) {
    let form = lan.open("/lam-viec/viec/moi");
    let lead = choice(&form, "chu-tri", "Phòng Tài nguyên và Môi trường");
    let typed = [
        ("chu-tri", lead.as_str()),
        ("noi-dung", OWED),
        ("loai-han", "date"),
        ("han", "20/10/2020"),
        ("ly-do-han", "Chỉ đạo của Thường trực"),
        ("cong-khai", "co"),
    ];
    let page = lan.send("/lam-viec/viec/moi", &typed);
    page.is(200).says(OWED);
    let id = page.path.rsplit('/').next().unwrap_or_default().to_owned();
    (page.path, id)
}

/// Late, urged twice and taken to the higher level: the third step.
fn urged_in_vain(office: &Office, lan: &mut Person<'_>, follow_up: &str, id: &str) {
    office.set_day(2020, 10, 21);
    let form = format!("/lam-viec/giai-trinh/moi?viec={id}");
    for _ in 0..2 {
        lan.open(&form).is(200);
        let typed = [("nguoi-giai-trinh", "Trưởng phòng"), ("ngay", "05/11/2020")];
        lan.send("/lam-viec/giai-trinh", &typed).is(422).says("giải trình từ bước 3 trở lên");
        lan.open(follow_up);
        lan.follow("Soạn công văn đôn đốc").says("Kính gửi");
        let sent = lan.send("/lam-viec/viec/don-doc", &[]);
        assert!(flash(&sent).contains("Đã gửi 1 công văn đôn đốc"), "{}", flash(&sent));
    }
    let mut chair = office.signs_in("chutich");
    chair.open(follow_up).says("Chuyển bước 3");
    chair.send("/chuyen-buoc", &[("ly-do-chuyen", "Đã đôn đốc hai lần.")]).is(200);
}

#[test]
fn what_was_urged_in_vain_is_explained_concluded_and_followed() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (follow_up, id) = owed(&mut lan);
        urged_in_vain(office, &mut lan, &follow_up, &id);
        let before = figure(office, "C08");

        let form = lan.open(&format!("/lam-viec/giai-trinh/moi?viec={id}"));
        form.is(200).says(OWED);
        let lead = form.attributes("select[name='co-quan'] option[selected]", "value");
        assert_eq!(lead.len(), 1, "the body that owes is the one to explain");
        lan.send("/lam-viec/giai-trinh", &[("ngay", "")]).is(422).says("Nhập ngày họp").says(OWED);
        lan.open(&format!("/lam-viec/giai-trinh/moi?viec={id}"));
        let typed = [("nguoi-giai-trinh", "Trưởng phòng Tài nguyên và Môi trường"), ("ngay", "05/11/2020")];
        let page = lan.send("/lam-viec/giai-trinh", &typed);
        page.is(200).says("Đề xuất").says("Vì sao là ngày này").says("26/10/2020");
        let (path, code) = (page.path.clone(), code(&page));
        let public = format!("/giai-trinh/{code}");

        // Until the notice it is the office's own
        let mut body = office.signs_in("phong-tnmt");
        for name in ["phong-tnmt", "daibieu1", "mattran", "xa-13453", "ubnd"] {
            office.signs_in(name).open(&path).is(404);
        }
        office.visitor().open(&public).is(404);
        office.visitor().open("/giai-trinh").does_not_say(OWED);

        // Ten days before is in time; the day after is taken and is late
        office.set_day(2020, 10, 26);
        lan.open(&path).does_not_say("quá hạn thông báo");
        lan.open("/lam-viec").says("Thông báo phiên giải trình");
        office.set_day(2020, 10, 27);
        lan.open(&path).says("Đã quá hạn thông báo");
        does(&mut lan, &path, &[("viec", "thong-bao"), ("ngay-thong-bao", "27/10/2020")])
            .is(200)
            .says("Thông báo muộn");
        body.open("/lam-viec").says("Giải trình: ").says(OWED);
        body.open(&path).is(200).says(OWED).does_not_say("Ghi không tổ chức");
        body.open("/lam-viec/giai-trinh").says(&code);
        body.post(&path, &[("viec".to_owned(), "khong-hop".to_owned())]);
        office.visitor().open(&public).is(200).says(OWED).says("Thông báo muộn");
        office.visitor().open("/giai-trinh.ics").says(&code);
        office.visitor().open("/tim?q=di+doi+diem+tap+ket").says("Phiên giải trình");
        for file in ["notice.docx", "notice.pdf"] {
            lan.open(&format!("{path}/{file}")).is(200);
        }
        lan.open(&format!("{path}/conclusion.docx")).is(404);
        does(&mut lan, &path, &[("viec", "du-thao"), ("van-ban", "notice")])
            .is(200)
            .says("Nháp, chưa lấy số");
        held(office, &mut lan, &path, &follow_up);
        concluded(office, &mut lan, &path, &public);
        assert_eq!(figure(office, "C08"), before + 1, "one more hearing in the quarter");
    });
}

/// The hearing on its day, recorded by the chair: the follow-up climbs to the fourth step.
fn held(office: &Office, lan: &mut Person<'_>, path: &str, follow_up: &str) {
    lan.open(path).does_not_say("Ghi đã tổ chức");
    office.set_day(2020, 11, 5);
    let mut chair = office.signs_in("chutich");
    does(&mut chair, path, &[("viec", "da-hop"), ("bien-ban", "")]).is(422).says("Nhập biên bản");
    let typed = [("viec", "da-hop"), ("bien-ban", "Trưởng phòng giải trình: chưa có mặt bằng mới.")];
    let page = does(&mut chair, path, &typed);
    page.is(200).says("Đã họp, chờ kết luận");
    assert!(flash(&page).contains("việc theo dõi chuyển bước 4"), "{}", flash(&page));
    chair.open(follow_up).says("Bước 4").says("Chuyển bước 5");
    chair.follow("Dòng đời").is(200).says("Phiên giải trình");
    lan.open("/lam-viec").says("Kết luận phiên giải trình");
}

/// Half is not enough; more than half is. Then what it recommends is followed, and read by anyone.
fn concluded(office: &Office, lan: &mut Person<'_>, path: &str, public: &str) {
    let page = lan.open(path);
    let fields = page.attributes("select[name^='phieu-']", "name");
    assert!(2 < fields.len(), "the Standing Committee: {fields:?}");
    let vote = |lan: &mut Person<'_>, yes: usize| {
        let mut typed = vec![("viec", "ket-luan"), ("ngay-ket-luan", "05/11/2020"), ("ket-luan", CONCLUSION)];
        for (field, place) in fields.iter().zip(0..) {
            typed.push((field, if place < yes { "yes" } else { "absent" }));
        }
        does(lan, path, &typed)
    };
    let half = fields.len() / 2;
    vote(lan, half).is(422).says("cần quá nửa tổng số thành viên").says(CONCLUSION);
    let missing = [("viec", "ket-luan"), ("ngay-ket-luan", "05/11/2020"), ("ket-luan", CONCLUSION)];
    does(lan, path, &missing).is(422).says("Chọn biểu quyết");
    vote(lan, half + 1).is(200).says("Đã kết luận").says(&format!("{}/{}", half + 1, fields.len()));
    let lead = choice(&lan.open(path), "co-quan-thuc-hien", "Phòng TN&MT");
    let mut typed = vec![
        ("viec", "kien-nghi"),
        ("noi-dung-kien-nghi", "Di dời xong, hoàn trả mặt bằng thôn Kín"),
        ("co-quan-thuc-hien", lead.as_str()),
        ("han", "05/11/2020"),
    ];
    does(lan, path, &typed).is(422).says("phải sau ngày kết luận").says("hoàn trả mặt bằng");
    typed[3].1 = "20/12/2020";
    does(lan, path, &typed).is(200).says("VT-2020-").says("20/12/2020");
    for file in ["minutes.docx", "conclusion.docx", "conclusion.pdf"] {
        lan.open(&format!("{path}/{file}")).is(200);
    }
    let page = office.visitor().open(public);
    page.is(200).says(CONCLUSION).says("hoàn trả mặt bằng").does_not_say("chưa có mặt bằng mới");
    let link = page.link("hoàn trả mặt bằng");
    office.visitor().open(&link).is(200);
    office.signs_in("phong-tnmt").open("/lam-viec").says("hoàn trả mặt bằng");
}

/// How many rows stand behind a figure of the fourth quarter.
fn figure(office: &Office, code: &str) -> usize {
    office.visitor().open(&format!("/so-lieu/351/2020-Q4/{code}")).texts("table.list tbody tr").len()
}

#[test]
fn a_closed_hearing_is_read_by_the_office_and_those_who_explain_alone() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/giai-trinh/moi");
        let body = choice(&form, "co-quan", "Phòng TN&MT");
        let mut typed = vec![
            ("nguon", "oversight"),
            ("ma-nguon", "GS-1999-0001"),
            ("tieu-de", "Việc quản lý hồ sơ mật"),
            ("co-quan", body.as_str()),
            ("nguoi-giai-trinh", "Trưởng phòng"),
            ("ngay", "30/10/2020"),
            ("kin", "co"),
        ];
        lan.send("/lam-viec/giai-trinh", &typed).is(422).says("Không tìm thấy bản ghi này");
        typed[0].1 = "free";
        typed[1].1 = "";
        lan.open("/lam-viec/giai-trinh/moi");
        let page = lan.send("/lam-viec/giai-trinh", &typed);
        page.is(200).says("họp kín");
        let (path, code) = (page.path.clone(), code(&page));
        does(&mut lan, &path, &[("viec", "thong-bao"), ("ngay-thong-bao", "15/10/2020")]).is(200);
        let mut visitor = office.visitor();
        visitor.open(&format!("/giai-trinh/{code}")).is(404);
        for list in ["/giai-trinh", "/giai-trinh.ics", "/tim?q=quan+ly+ho+so+mat", "/lich"] {
            visitor.open(list).does_not_say("hồ sơ mật").does_not_say(&code);
        }
        for name in ["daibieu1", "mattran", "ubnd", "xa-13453"] {
            office.signs_in(name).open(&path).is(404);
            office.signs_in(name).open("/lam-viec/giai-trinh").does_not_say("hồ sơ mật");
        }
        office.signs_in("phong-tnmt").open(&path).is(200);
        does(&mut lan, &path, &[("viec", "khong-hop"), ("ly-do", "")]).is(422).says("Ghi lý do");
        let typed = [("viec", "khong-hop"), ("ly-do", "Đã báo cáo bằng văn bản.")];
        does(&mut lan, &path, &typed).is(200).says("Không tổ chức");
    });
}

/// Enters the review of a text of the district's People's Committee by a committee.
fn enter(lan: &mut Person<'_>, issuer: &str, kind: &str) -> Page {
    let form = lan.open("/lam-viec/ra-soat-van-ban/moi");
    let reviewer = choice(&form, "co-quan-ra-soat", "Pháp chế");
    let issuer = choice(&form, "co-quan", issuer);
    let typed = [
        ("co-quan-ra-soat", reviewer.as_str()),
        ("co-quan", &issuer),
        ("loai", kind),
        ("so", "11/2020/QĐ-UBND"),
        ("ngay-van-ban", "01/09/2020"),
        ("trich-yeu", "Mức thu tiền vệ sinh ở chợ"),
        ("ngay-ra-soat", "15/10/2020"),
    ];
    lan.send("/lam-viec/ra-soat-van-ban", &typed)
}

#[test]
fn an_unlawful_text_is_demanded_back_and_unanswered_goes_to_the_council() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        enter(&mut lan, "HĐND xã Thanh Hà", "decision")
            .is(422)
            .says("nghị quyết của HĐND cấp dưới trực tiếp");
        enter(&mut lan, "HĐND xã Thanh Hà", "resolution").is(200);
        let before = figure(office, "C10");
        let page = enter(&mut lan, "UBND huyện", "decision");
        page.is(200).says("Đang rà soát");
        let (path, code) = (page.path.clone(), code(&page));
        let found = |articles| {
            [
                ("viec", "trai-luat"),
                ("ngay", "15/10/2020"),
                ("dieu-khoan", articles),
                ("loi", "Thu trái luật."),
            ]
        };
        does(&mut lan, &path, &found("")).is(422).says("Ghi điều, khoản").says("Thu trái luật.");
        does(&mut lan, &path, &found("Luật Phí và lệ phí, Điều 18"))
            .is(200)
            .says("Có nội dung trái pháp luật");
        assert_eq!(figure(office, "C10"), before + 1, "a text reviewed to a finding");

        // The issuer reads of it when it is asked
        let mut ubnd = office.signs_in("ubnd");
        ubnd.open(&path).is(404);
        office.signs_in("ktxh").open(&path).is(404);
        office.signs_in("phapche").open(&path).is(200);
        does(&mut lan, &path, &[("viec", "yeu-cau"), ("ngay", "15/10/2020")])
            .is(200)
            .says("16/11/2020")
            .says("Vì sao là ngày này");
        ubnd.open("/lam-viec").says("Trả lời yêu cầu về Quyết định 11/2020/QĐ-UBND");
        ubnd.open(&path).is(200).says("Trả lời yêu cầu").does_not_say("Báo cáo Thường trực HĐND");
        for file in ["demand.docx", "report.pdf"] {
            lan.open(&format!("{path}/{file}")).is(200);
        }
        // The thirtieth day is a Saturday: Monday is in time; the day after the committee may go on
        // without an answer
        office.set_day(2020, 11, 16);
        lan.open(&path).does_not_say("Quá hạn trả lời").does_not_say("Báo cáo Thường trực HĐND Ngày");
        office.set_day(2020, 11, 17);
        lan.open(&path).says("Quá hạn trả lời");
        let step = |lan: &mut Person<'_>, what: &str, words: &str| {
            does(lan, &path, &[("viec", what), ("ngay", "17/11/2020"), ("loi", words)])
        };
        step(&mut lan, "bao-cao", "").is(200).says("Đã báo cáo Thường trực HĐND");
        step(&mut lan, "trinh", "").is(200).says("Đã trình HĐND");
        lan.open(&format!("{path}/submission.docx")).is(200);
        office.visitor().open("/ra-soat-van-ban").does_not_say(&code);
        step(&mut lan, "bai-bo", "").is(422).says("Ghi nội dung");
        step(&mut lan, "bai-bo", "Nghị quyết 40/NQ-HĐND ngày 17/11/2020.").is(200).says("HĐND đã bãi bỏ");
        let mut visitor = office.visitor();
        visitor.open("/ra-soat-van-ban?ket-qua=trai-luat").says(&code).says("Nghị quyết 40/NQ-HĐND");
        visitor.open("/ra-soat-van-ban?ket-qua=dung-luat").does_not_say(&code);
    });
}

#[test]
fn an_issuer_that_answers_and_puts_its_text_right_ends_the_review() {
    each_engine(|office| {
        let mut lan = office.signs_in("phapche");
        let page = enter(&mut lan, "UBND huyện", "decision");
        let path = page.path.clone();
        for typed in [
            vec![
                ("viec", "trai-luat"),
                ("ngay", "15/10/2020"),
                ("dieu-khoan", "Luật Phí và lệ phí, Điều 18"),
                ("loi", "Thu trái luật."),
            ],
            vec![("viec", "yeu-cau"), ("ngay", "15/10/2020")],
        ] {
            does(&mut lan, &path, &typed).is(200);
        }
        office.set_day(2020, 11, 12);
        let mut ubnd = office.signs_in("ubnd");
        let typed =
            [("viec", "tra-loi"), ("ngay", "12/11/2020"), ("loi", "Đã ban hành Quyết định thay thế.")];
        does(&mut ubnd, &path, &typed).is(200).says("Cơ quan ban hành đã trả lời").does_not_say("quá hạn");
        ubnd.post(&path, &[("viec".to_owned(), "xong".to_owned())]);
        let typed =
            [("viec", "xong"), ("ngay", "12/11/2020"), ("loi", "Quyết định 19/2020/QĐ-UBND thay thế.")];
        does(&mut lan, &path, &typed).is(200).says("Đã xử lý xong");
        office.visitor().open("/ra-soat-van-ban").says("Quyết định 19/2020/QĐ-UBND thay thế.");
    });
}

/// The draw as somebody outside does it: from nothing but the words of the public page.
fn outsider(seed: &str, value: &str, list: &[String], wanted: usize) -> Vec<String> {
    let mut first: Vec<u8> = Vec::new();
    for pair in seed.as_bytes().chunks(2) {
        let digits = std::str::from_utf8(pair).expect("digits");
        first.push(u8::from_str_radix(digits, 16).expect("digits"));
    }
    first.extend_from_slice(value.as_bytes());
    let root = Sha256::digest(&first).to_vec();
    let (mut order, mut counter) = (list.to_vec(), 0_u64);
    for place in 0..wanted {
        let left = u128::try_from(order.len() - place).expect("a number");
        let steps = loop {
            let mut block = root.clone();
            block.extend_from_slice(&counter.to_be_bytes());
            counter += 1;
            let hash = Sha256::digest(&block);
            let mut eight = [0; 8];
            eight.copy_from_slice(&hash[..8]);
            let number = u128::from(u64::from_be_bytes(eight));
            // The largest multiple of what is left that stands in eight bytes
            if number < (1_u128 << 64) - (1_u128 << 64) % left {
                break usize::try_from(number % left).expect("a place");
            }
        };
        order.swap(place, place + steps);
    }
    order.truncate(wanted);
    order
}

/// What stands beside a term on a page.
fn fact(page: &Page, term: &str) -> String {
    let terms = page.texts("dl.facts dt");
    let at =
        terms.iter().position(|known| known == term).unwrap_or_else(|| panic!("no “{term}” in {terms:?}"));
    page.texts("dl.facts dd")[at].clone()
}

#[test]
fn a_stranger_repeats_a_draw_from_what_was_published() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/boc-tham/moi");
        let list = form.texts("textarea[name='danh-sach']").join("");
        assert!(list.contains("Thanh Hà"), "the communes stand there: {list}");
        let mut typed = vec![
            ("tieu-de", "Chọn 3 xã để khảo sát chợ nông thôn"),
            ("so-chon", "16"),
            ("ngay-boc", "20/10/2020"),
        ];
        lan.send("/lam-viec/boc-tham", &typed).is(422).says("ít hơn số đối tượng");
        typed[1].1 = "3";
        lan.open("/lam-viec/boc-tham/moi");
        let page = lan.send("/lam-viec/boc-tham", &typed);
        page.is(200).says("Đã công bố");
        let (path, code) = (page.path.clone(), code(&page));
        let public = format!("/boc-tham/{code}");

        // Before the draw: list and hash, and no seed, for nobody
        let before = office.visitor().open(&public);
        before.is(200).does_not_say("Số bí mật").says("Cách kiểm tra");
        lan.open(&path).does_not_say("Số bí mật");
        let commitment = fact(&before, "Mã băm của số bí mật");
        let list = before.texts("section[aria-labelledby='danh-sach-td'] li");
        assert_eq!(list.len(), 16);
        office.set_day(2020, 10, 19);
        lan.open(&path).does_not_say("Trộn với mã băm gốc");
        let draw = [("viec".to_owned(), "boc".to_owned())];
        lan.post(&path, &draw);
        office.visitor().open(&public).does_not_say("Kết quả");

        office.set_day(2020, 10, 20);
        does(&mut lan, &path, &[("viec", "boc")]).is(200).says("Đã bốc thăm");
        let after = office.visitor().open(&public);
        let (seed, value) = (fact(&after, "Số bí mật"), fact(&after, "Giá trị đã dùng"));
        let mut bytes = Vec::new();
        for place in (0..64).step_by(2) {
            bytes.push(u8::from_str_radix(&seed[place..place + 2], 16).expect("digits"));
        }
        let hash = kernel::text::hex(&Sha256::digest(&bytes));
        assert_eq!(hash, commitment, "the seed is the one that was promised");
        assert_eq!(fact(&after, "Mã băm của số bí mật"), commitment, "the promise did not change");
        let drawn = after.texts("section[aria-labelledby='ket-qua'] li");
        assert_eq!(drawn, outsider(&seed, &value, &list, 3), "a stranger finds the same");
        again(office, &mut lan, &path, &public, &drawn);
    });
}

/// A second draw of the same shows the first; a new one on the matter needs a reason and names it.
fn again(office: &Office, lan: &mut Person<'_>, path: &str, public: &str, drawn: &[String]) {
    office.set_day(2020, 10, 22);
    let token = lan.open("/lam-viec/boc-tham/moi").attributes("input[name=csrf]", "value")[0].clone();
    let values = [("csrf".to_owned(), token), ("viec".to_owned(), "boc".to_owned())];
    let same = lan.post(path, &values);
    assert!(flash(&same).contains("kết quả không đổi"), "{}", flash(&same));
    let after = office.visitor().open(public);
    assert_eq!(after.texts("section[aria-labelledby='ket-qua'] li"), drawn);
    let mut typed = vec![
        ("tieu-de", "chọn 3 xã để khảo sát chợ nông thôn"),
        ("so-chon", "3"),
        ("ngay-boc", "22/10/2020"),
        ("gia-tri", "Ba số do ba đại biểu đọc tại buổi bốc thăm"),
    ];
    lan.open("/lam-viec/boc-tham/moi");
    lan.send("/lam-viec/boc-tham", &typed).is(422).says("Ghi lý do bốc lại");
    typed.push(("ly-do-lai", "Một xã đã khảo sát trong tháng 9."));
    let page = lan.send("/lam-viec/boc-tham", &typed);
    page.is(200).says("Lần bốc thăm trước");
    let second = page.path.clone();
    does(lan, &second, &[("viec", "boc"), ("gia-tri-cong-khai", "")]).is(422).says("Nhập giá trị công khai");
    does(lan, &second, &[("viec", "boc"), ("gia-tri-cong-khai", "12 45 07")]).is(200).says("12 45 07");
    office.visitor().open(public).says("Bốc lại ở lần sau");
    office.signs_in("daibieu1").open(&second).is(404);
}
