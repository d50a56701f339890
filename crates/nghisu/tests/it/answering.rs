//! How a petition is answered from outside, and what of it is shown to everyone.

use testkit::{Page, Person};

use crate::office::{Office, each_engine};
use crate::voters::{ASKED, choice, code_on, flash, from_the_meeting_to_the_department, refilled};

/// The office makes a link for the department's petitions; returns the path of the page behind it.
fn link_for_the_department(office: &Office, path: &str) -> (String, Page) {
    let mut lan = office.signs_in("vanphong");
    lan.open(path);
    let form = lan.follow("Lập đường dẫn để");
    form.is(200).says(ASKED);
    let id = path.rsplit('/').next().expect("an id").to_owned();
    let made = lan.send("/lam-viec/kien-nghi/duong-dan", &[("kn", &id)]);
    made.is(200).says("chỉ hiện một lần").says("Hệ thống không tự gửi thư");
    let address = made.texts(".receipt code").remove(0);
    let at = address.find("/tra-loi/").expect("a link");
    (address[at..].to_owned(), made)
}

fn given(reference: &str) -> Vec<(&str, &str)> {
    vec![("ket-qua", "explained"), ("tra-loi", "Đã kiểm tra, giải trình căn cứ."), ("van-ban", reference)]
}

#[test]
fn a_body_without_an_account_answers_by_its_link_and_sees_nothing_else() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        let (link, made) = link_for_the_department(office, &path);
        let token = link.rsplit('/').next().expect("a token").to_owned();
        assert!(token.len() * 4 >= 128, "{token}");
        assert!(made.attributes("a[href^='mailto:']", "href").remove(0).contains(&token));

        let mut outsider = office.visitor();
        let page = outsider.open(&link);
        page.is(200).says(ASKED).says("1 kiến nghị");
        assert_eq!(page.texts("tbody tr").len(), 1, "only what was chosen");
        assert!(!page.body().contains("name=\"form_key\""), "its address is kept nowhere");
        outsider.follow("Trả lời");
        let undated = [("ket-qua", "in_progress"), ("tra-loi", "Đang khảo sát."), ("van-ban", "7/TNMT")];
        let refused = outsider.send(&link, &undated);
        refused.is(422).says("phải có ngày");
        assert_eq!(refused.texts("textarea[name=tra-loi]"), ["Đang khảo sát."], "kept");
        outsider.open(&link);
        outsider.follow("Trả lời");
        outsider.send(&link, &given("77/TNMT, 15/10/2020")).is(200).says("Đã gửi trả lời kiến nghị KN-2020-");
        // Another petition by the same link, as a script would
        let mut lan = office.signs_in("vanphong");
        let other = lan.open("/lam-viec/kien-nghi?nhom=dang-mo&q=KN-2020-0021-0").link("đường liên xã");
        let other = other.rsplit('/').next().expect("an id").to_owned();
        let form = outsider.open(&link);
        let csrf = form.attributes("input[name=csrf]", "value").remove(0);
        let mut typed: Vec<(String, String)> =
            given("x").into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        typed.push(("kn".into(), other));
        typed.push(("csrf".into(), csrf));
        outsider.post(&link, &typed).is(404);

        // The journal names the body; the list says when it was used
        office.signs_in("chutich").open(&path).says("Đã trả lời, chờ đánh giá").says("77/TNMT");
        let mut head = office.signs_in("vanphong");
        head.open("/lam-viec/nhat-ky").says("(qua đường dẫn trả lời)");
        let list = head.open("/lam-viec/kien-nghi/duong-dan");
        list.says("Đang mở").does_not_say("chưa dùng");
        assert!(!list.body().contains(&token), "shown once");
        head.send("/thu-hoi", &[]).is(200).says("Đã thu hồi");
        outsider.open(&link).is(404);
        outsider.open("/tra-loi/0123456789012345678901234567890123456789").is(404);
        outsider.open("/tra-loi/x").is(404);
        // Only its hash is in the database
        if let Some(file) = office.fresh.database_file() {
            for name in [file.to_owned(), file.with_extension("db-wal")] {
                let bytes = std::fs::read(&name).unwrap_or_default();
                let holds = bytes.windows(token.len()).any(|window| window == token.as_bytes());
                assert!(!holds, "{}", name.display());
            }
        }
        for name in ["phong-tnmt", "mattran", "daibieu1", "xa-13480"] {
            let mut other = office.signs_in(name);
            other.open("/lam-viec/kien-nghi/duong-dan").is(404);
            other.open("/lam-viec/kien-nghi/duong-dan/moi").is(404);
        }
    });
}

#[test]
fn a_link_ends_with_its_day_and_takes_a_filled_workbook_until_then() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        let mut lan = office.signs_in("vanphong");
        lan.open(&path);
        lan.follow("Lập đường dẫn để");
        let id = path.rsplit('/').next().expect("an id").to_owned();
        let make = "/lam-viec/kien-nghi/duong-dan";
        lan.send(make, &[("kn", &id), ("den", "15/10/2020")]).is(422).says("Chọn ngày sau hôm nay");
        lan.open(&path);
        lan.follow("Lập đường dẫn để");
        lan.send(make, &[("kn", &id), ("den", "31/12/2020")]).is(422).says("tối đa 60 ngày");
        let (link, _) = link_for_the_department(office, &path);
        let mut outsider = office.visitor();
        outsider.open(&link).says("đến hết ngày 16/11/2020");
        let code = code_on(&lan.open(&path));
        let sheet = outsider.open(&format!("{link}/bieu.xlsx")).bytes;
        let filled = refilled(&sheet, |known, row| {
            if known == code {
                row[4] = "Đã giải trình".into();
                row[5] = "Đã kiểm tra, giải trình căn cứ.".into();
            }
        });
        outsider.open(&link);
        outsider.send_file("/bang", &[], "tep", "bieu.xlsx", &filled).is(422).says("Số, ngày văn bản");
        office.set_day(2020, 11, 16);
        outsider.open(&link);
        let common = [("van-ban-chung", "88/TNMT, 16/11/2020")];
        outsider
            .send_file("/bang", &common, "tep", "bieu.xlsx", &filled)
            .is(200)
            .says("Đã gửi 1 câu trả lời.");
        // A row of somebody else's
        let other = "Mã\tKết quả\tNội dung trả lời\nKN-2020-0021-0\tgiải trình\tKhông phải.\n";
        outsider.open(&link);
        outsider
            .send("/bang", &[("bang", other), ("van-ban-chung", "x")])
            .is(422)
            .says("Không có kiến nghị KN-2020-0021-0 đang chờ trả lời ở đây");
        office.set_day(2020, 11, 17);
        outsider.open(&link).is(404);
        lan = office.signs_in("vanphong");
        lan.open(make).says("Hết hạn");
    });
}

fn row_count(who: &mut Person<'_>, path: &str) -> String {
    who.open(path).texts("tbody tr").len().to_string()
}

#[test]
fn who_keeps_voters_waiting_is_public_only_while_the_standing_committee_says_so() {
    each_engine(|office| {
        let page = "/kien-nghi/ai-de-cu-tri-cho";
        let mut visitor = office.visitor();
        visitor.open(page).is(404);
        visitor.open("/kien-nghi").does_not_say("Ai để cử tri chờ");
        let mut lan = office.signs_in("vanphong");
        let report = lan.open("/lam-viec/kien-nghi/bao-cao");
        assert!(!report.body().contains("Công khai bảng này"), "the office does not publish it");
        let mut chair = office.signs_in("chutich");
        chair.open("/lam-viec/kien-nghi/bao-cao");
        chair.send("/bao-cao/cong-khai", &[]).is(200).says("Đang công khai từ ngày 15/10/2020");
        visitor.open("/kien-nghi").says("Ai để cử tri chờ");
        let table = visitor.open(page);
        table.is(200).says("Quá hạn lâu nhất");
        let links = table.attributes("td.n a", "href");
        let numbers = table.texts("td.n a");
        assert!(numbers.len() > 3, "{numbers:?}");
        for (number, link) in numbers.iter().zip(&links) {
            assert_eq!(row_count(&mut visitor, link), *number, "{link}");
        }
        chair.open("/lam-viec/kien-nghi/bao-cao");
        chair.send("/bao-cao/cong-khai", &[("buoc", "thoi")]).is(200);
        visitor.open(page).is(404);
        let journal = chair.open("/lam-viec/nhat-ky");
        journal.says("thôi công khai ai để cử tri chờ");
    });
}

#[test]
fn what_was_reported_of_a_quarter_stays_when_voters_open_a_petition_again() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        let mut department = office.signs_in("phong-tnmt");
        department.open(&path);
        let done = [("ket-qua", "resolved"), ("tra-loi", "Đã mở rộng."), ("van-ban", "91/TNMT, 15/10/2020")];
        department.send("/tra-loi", &done).is(200);
        let mut chair = office.signs_in("chutich");
        chair.open(&path);
        chair.send("/dong-y", &[]).is(200);
        let stats = |office: &Office, window: &str| {
            let mut chair = office.signs_in("chutich");
            chair.open(&format!("/lam-viec/kien-nghi/bao-cao?{window}")).texts(".stat b")
        };
        office.set_day(2021, 1, 4);
        let quarter = stats(office, "tu=2020-10-01&den=2020-12-31");
        let mut front = office.signs_in("mattran");
        front.open(&path);
        let objected = front.send("/chua-dong-tinh", &[("ly-do-cu-tri", "Nước vẫn tràn khi mưa.")]);
        assert!(flash(&objected).contains("chưa đồng tình"), "{}", flash(&objected));
        assert_eq!(stats(office, "tu=2020-10-01&den=2020-12-31")[..5], quarter[..5]);
        let after = stats(office, "tu=2021-01-01&den=2021-03-31");
        let number = |at: usize| after[at].parse::<i64>().expect("a number");
        assert_eq!(number(0) + number(1) - number(2) - number(3), number(4), "{after:?}");
        let before: i64 = quarter[4].parse().expect("a number");
        assert_eq!(number(0), before + 1, "what was opened again is carried into the quarter");
    });
}

#[test]
fn the_front_looks_at_every_answer_and_marks_it_from_its_row() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        let id = path.rsplit('/').next().expect("an id").to_owned();
        let mut department = office.signs_in("phong-tnmt");
        department.open(&path);
        let done =
            [("ket-qua", "resolved"), ("tra-loi", "Đã mở rộng cống."), ("van-ban", "91/TNMT, 15/10/2020")];
        department.send("/tra-loi", &done).is(200);
        let inbox = "/lam-viec/kien-nghi/mat-tran";
        let mut front = office.signs_in("mattran");
        front.open("/lam-viec/kien-nghi");
        let page = front.follow("Hộp việc Mặt trận");
        page.is(200).says(ASKED).says("Mới trả lời, chờ xem");
        let mark = format!("/mat-tran/{id}");
        let field = format!("ly-do-{id}");
        front.send(&mark, &[(&field, " ")]).is(422).says("Nhập cử tri chưa đồng tình vì");
        front.open(inbox);
        let agreed = front.send(&mark, &[("dong-tinh", "1")]);
        assert!(flash(&agreed).contains("Cử tri đồng tình với KN-2020-"), "{}", flash(&agreed));
        agreed.does_not_say(ASKED);
        // The chair ends it; the commune says that it is not so
        let mut chair = office.signs_in("chutich");
        chair.open(&path).says("Cử tri đồng tình");
        chair.send("/dong-y", &[]).is(200);
        let mut commune = office.signs_in("xa-13480");
        commune.open(&path);
        let not_done = [("thuc-te", "not_done"), ("nhan-xet", "Mới làm một nửa.")];
        commune.send("/xac-nhan", &not_done).is(200);
        front.open(inbox).says("Nói xong nhưng xã báo chưa xong (1)").says(ASKED);
        // A fresh answer is looked at anew, and objected from its row
        let code = code_on(&chair.open(&path));
        chair.send("/tra-loi-lai", &[("ly-do-lai", "Chưa xong."), ("han-lai", "30/10/2020")]).is(200);
        office.set_day(2020, 10, 20);
        let mut department = office.signs_in("phong-tnmt");
        department.open(&path);
        department.send("/tra-loi", &done).is(200);
        let mut front = office.signs_in("mattran");
        front.open(inbox).says(&code);
        let objected = front.send(&mark, &[(&field, "Nước vẫn tràn.")]);
        assert!(flash(&objected).contains("chưa đồng tình"), "{}", flash(&objected));
        objected.says("Cử tri chưa đồng tình, chờ đánh giá lại (");
        for name in ["vanphong", "chutich", "phong-tnmt", "xa-13480"] {
            office.signs_in(name).open(inbox).is(404);
        }
    });
}

#[test]
fn a_report_to_a_session_has_its_window_and_its_annexes() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/kien-nghi/moi");
        let session = choice(&form, "ky-hop", "Kỳ họp thứ");
        let place = choice(&form, "noi", "Xã Thanh Phong");
        let words = "Đề nghị lắp biển báo ở đoạn đường cong trước trường học.";
        let typed = [("noi-dung", words), ("noi", place.as_str()), ("ky-hop", session.as_str())];
        lan.send("/lam-viec/kien-nghi", &typed).is(200).says("Tập hợp cho").says("Kỳ họp thứ");
        let mut typed = typed.to_vec();
        typed[2] = ("ky-hop", "0197b2d0-0000-7000-8000-000000000000");
        lan.open("/lam-viec/kien-nghi/moi");
        lan.send("/lam-viec/kien-nghi", &typed).is(422).says("chọn trong danh sách");

        let report = lan.open("/lam-viec/kien-nghi/bao-cao");
        let offered = report.attributes("nav[aria-label='Theo kỳ họp'] a", "href");
        assert!(!offered.is_empty(), "the sessions are offered");
        lan.open(&offered[0]).is(200).says("Tỷ lệ trả lời");
        let window = "tu=2020-07-01&den=2020-10-15";
        let annexes = lan.open(&format!("/lam-viec/kien-nghi/bao-cao.xlsx?{window}")).bytes;
        let first = papers::table_text("phu-luc.xlsx", &annexes).expect("a table");
        assert!(first.starts_with("STT\tMã\tNội dung kiến nghị\tCử tri\t"), "{first}");
        // As many rows as the report counts
        let page = lan.open(&format!("/lam-viec/kien-nghi/bao-cao?{window}"));
        let received = page.texts(".stat b")[1].parse::<usize>().expect("a number");
        assert_eq!(first.lines().filter(|line| line.contains("\tKN-")).count(), received);
        assert!(first.contains(words) && first.contains("Kỳ họp thứ"), "{first}");
        office.signs_in("ubnd").open("/lam-viec/kien-nghi/bao-cao.xlsx").is(404);
    });
}

#[test]
fn a_citizen_s_slip_has_a_picture_and_no_address_holds_the_receipt() {
    each_engine(|office| {
        let mut citizen = office.visitor();
        let form = citizen.open("/kien-nghi/gui");
        let place = choice(&form, "noi", "Xã Liêm Phong");
        let words = "Đề nghị nạo vét mương thoát nước đầu thôn Đống Cầu.";
        citizen.send("/kien-nghi/gui", &[("noi-dung", words), ("noi", &place)]).is(200);
        let sent = citizen.send("/kien-nghi/gui", &[]);
        let receipt = sent.texts(".receipt").remove(0);
        let picture = sent.attributes("img.qr", "src").remove(0);
        assert!(picture.starts_with("data:image/svg+xml,"), "{picture}");
        for (css, name) in [("a", "href"), ("form", "action"), ("img", "src")] {
            for address in sent.attributes(css, name) {
                assert!(!address.contains(receipt.trim()), "{address}");
            }
        }
    });
}

#[test]
fn what_machines_and_the_first_page_say_of_petitions_is_what_the_lists_say() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let home = visitor.open("/");
        home.says("Kiến nghị cử tri, quý IV/2020");
        let counts = home.texts("section[aria-labelledby=kien-nghi] .what");
        let links = home.attributes("section[aria-labelledby=kien-nghi] .what", "href");
        assert_eq!((counts.len(), links.len()), (3, 3), "{counts:?}");
        for (said, link) in counts.iter().zip(&links) {
            let number: usize = said.split(' ').next().and_then(|word| word.parse().ok()).expect("a number");
            let rows = visitor.open(link);
            rows.is(200);
            assert_eq!(rows.texts("main tbody tr").len(), number, "{link}: {said}");
        }
        let feed = visitor.open("/kien-nghi.atom");
        assert!(feed.media_type.starts_with("application/atom+xml"), "{}", feed.media_type);
        assert!(feed.body().contains("/kien-nghi/KN-2020-"), "{}", feed.body());
        for hidden in ["Chuyên viên Văn phòng", "Đại biểu 1"] {
            assert!(!feed.body().contains(hidden));
        }
        // Every public address of the area is described
        let described: serde_json::Value =
            serde_json::from_str(&visitor.open("/api/v1/openapi.json").body()).expect("JSON");
        for row in nghisu::routes().rows() {
            let is_ours =
                ["/kien-nghi", "/tra-loi", "/tiep-xuc-cu-tri"].iter().any(|head| row.path.starts_with(head));
            if is_ours && row.access == kit::Access::Public {
                let operation = &described["paths"][row.path][row.method.to_lowercase()];
                assert!(operation["operationId"].is_string(), "{} {}", row.method, row.path);
            }
        }
    });
}
