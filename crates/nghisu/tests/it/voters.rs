//! What voters ask, from the meeting to the confirmed answer, and what nobody may see of it.

use testkit::{Page, Person};

use crate::office::{Office, each_engine};

pub(crate) fn flash(page: &Page) -> String {
    page.texts(".flash").join(" ")
}

/// The value of the choice with these words in a select of the page.
pub(crate) fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name={name}] option"));
    let values = page.attributes(&format!("select[name={name}] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// Opens the petition with these words in a list of the actor.
pub(crate) fn petition(who: &mut Person<'_>, group: &str, words: &str) -> String {
    who.open(&format!("/lam-viec/kien-nghi?nhom={group}")).link(words)
}

const SAID: &str = "Cống qua đường trục thôn hẹp, nước không thoát kịp.";
pub(crate) const ASKED: &str = "Đề nghị mở rộng cống qua đường trục thôn Đại Vượng để thoát nước.";

/// A delegate notes it at Liêm Túc on the telephone; the office makes a petition of it and
/// forwards it to the department of natural resources. Returns its page.
pub(crate) fn from_the_meeting_to_the_department(office: &Office) -> String {
    let mut delegate = office.signs_in("daibieu1");
    delegate.open("/lam-viec/tiep-xuc");
    let meeting = delegate.follow("Nhà văn hóa thôn Đại Vượng");
    let own = meeting.attributes("input[name=ma]", "value").remove(0);
    let noted = [("y-kien", SAID), ("thon", "thôn Đại Vượng"), ("ma", own.as_str())];
    delegate.send("/y-kien", &noted).is(200).says("3 ý kiến").says(SAID);
    // The telephone was not sure that it had arrived, and sends the same again
    delegate.open(&meeting.path);
    delegate.send("/y-kien", &noted).is(200).says("3 ý kiến");

    let mut lan = office.signs_in("vanphong");
    let page = lan.open(&meeting.path);
    let made = page
        .attributes("a", "href")
        .into_iter()
        .find(|href| href.contains(&own))
        .expect("a way to make a petition of it");
    lan.open(&made).says("Nêu tại:");
    assert_eq!(lan.open(&made).attributes("input[name=thon]", "value"), ["thôn Đại Vượng"]);
    lan.send("/lam-viec/kien-nghi", &[("noi-dung", "")]).is(422).says("Nội dung kiến nghị");
    lan.open(&made);
    let kept = lan.send("/lam-viec/kien-nghi", &[("noi-dung", ASKED)]);
    kept.is(200).says(ASKED).says("Chờ phân loại");
    lan.open(&meeting.path).says("Kiến nghị KN-2020-");
    let level = choice(&kept, "tham-quyen", "Huyện");
    let sector = choice(&kept, "linh-vuc", "Đất đai");
    let body = choice(&kept, "co-quan", "Phòng TN&MT");
    lan.open(&kept.path);
    // Without a body it cannot be sent yet
    lan.send("/phan-loai", &[("tham-quyen", &level), ("linh-vuc", &sector)]).is(200).says("Chờ phân loại");
    lan.open(&kept.path);
    lan.send("/phan-loai", &[("tham-quyen", &level), ("linh-vuc", &sector), ("co-quan", &body)])
        .is(200)
        .says("Chờ chuyển");
    lan.open(&kept.path);
    let preview = lan.follow("Chuyển Phòng TN&MT");
    preview.is(200).says("PHIẾU CHUYỂN").says(ASKED).says("Vì sao là ngày này");
    assert_eq!(preview.attributes("input[name=han]", "value"), ["16/11/2020"], "30 days, then a Monday");
    lan.send("/chuyen", &[("han", "15/10/2020")]).is(422).says("chọn ngày sau hôm nay");
    lan.open(&preview.path);
    let sent = lan.send("/chuyen", &[]);
    assert!(flash(&sent).contains("Đã gửi 1 phiếu chuyển"), "{}", flash(&sent));
    kept.path
}

#[test]
fn what_was_said_at_a_meeting_ends_in_an_answer_that_the_place_confirms() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        // It is something owed, and is answered on its own page
        let mut department = office.signs_in("phong-tnmt");
        department.open("/lam-viec").says(ASKED);
        department.open("/lam-viec/viec");
        let owed = department.follow(ASKED);
        owed.says("Mở kiến nghị để trả lời").does_not_say("Gửi trả lời");
        department.follow("Mở kiến nghị để trả lời, đánh giá");
        let plan = [
            ("ket-qua", "in_progress"),
            ("tra-loi", "Đã giao khảo sát, lập dự toán."),
            ("van-ban", "77/TNMT, 15/10/2020"),
        ];
        let undated = department.send("/tra-loi", &plan);
        undated.is(422).says("phải có ngày");
        assert_eq!(undated.attributes("input[name=van-ban]", "value"), ["77/TNMT, 15/10/2020"], "kept");
        department.open(&path);
        let mut dated = plan.to_vec();
        dated.push(("hen", "20/11/2020"));
        department.send("/tra-loi", &dated).is(200).says("chờ đánh giá");

        // The council takes the plan; it is watched until its day, and late after it
        let mut chair = office.signs_in("chutich");
        chair.open(&path);
        chair.send("/dong-y", &[]).is(200).says("Tiếp tục theo dõi đến ngày 20/11/2020");
        let mut visitor = office.visitor();
        let public = chair.open(&path).link("Trang công khai");
        visitor.open(&public).says("đang giải quyết, có lộ trình, hẹn ngày 20/11/2020");
        office.set_day(2020, 11, 20);
        visitor.open(&public).does_not_say("quá hạn");
        office.set_day(2020, 11, 21);
        visitor.open(&public).says("quá hạn 1 ngày");
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/viec?nhom=qua-han").says(ASKED);
        lan.open("/lam-viec/kien-nghi?nhom=qua-han").says(ASKED);

        // Done at last; taken; the Front hears otherwise; then the commune says that it is so
        let mut department = office.signs_in("phong-tnmt");
        department.open(&path);
        let done = [
            ("ket-qua", "resolved"),
            ("tra-loi", "Đã mở rộng cống, nghiệm thu ngày 20/11/2020."),
            ("van-ban", "91/TNMT, 21/11/2020"),
        ];
        department.send("/tra-loi", &done).is(200);
        let mut chair = office.signs_in("chutich");
        chair.open(&path);
        chair.send("/dong-y", &[]).is(200).says("Đã giải quyết xong");
        let mut front = office.signs_in("mattran");
        front.open(&path);
        front.send("/chua-dong-tinh", &[("ly-do-cu-tri", "")]).is(422);
        front.open(&path);
        front
            .send("/chua-dong-tinh", &[("ly-do-cu-tri", "Nước vẫn tràn khi mưa.")])
            .is(200)
            .says("chờ đánh giá");
        chair.open("/lam-viec/kien-nghi?nhom=cho-danh-gia").says(ASKED);
        chair.open(&path);
        chair.send("/dong-y", &[]).is(200);
        let mut commune = office.signs_in("xa-13480");
        let own = petition(&mut commune, "da-ket-thuc", ASKED);
        commune.open(&own);
        commune.send("/xac-nhan", &[("thuc-te", "done")]).is(200).says("Xã xác nhận đã xong");
        let page = visitor.open(&public);
        page.says("Cử tri chưa đồng tình").says("Nước vẫn tràn khi mưa.").says("Xã xác nhận đã xong");
        for name in ["Chuyên viên Văn phòng", "Đại biểu 1"] {
            page.does_not_say(name);
        }
    });
}

#[test]
fn a_petition_that_came_to_the_wrong_body_goes_on_to_the_right_one() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        let mut department = office.signs_in("phong-tnmt");
        department.open("/lam-viec/viec");
        let owed = department.follow(ASKED).path;
        department.send("/xem-lai", &[("ly-do-xem-lai", "Thuộc UBND huyện.")]).is(200);
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&owed);
        let right = choice(&page, "co-quan-moi", "Ủy ban nhân dân huyện");
        lan.send("/giao-lai", &[("co-quan-moi", &right), ("ly-do-giao-lai", "Đúng thẩm quyền.")]).is(200);
        // The petition follows: the wrong body sees it no more, the right one answers
        department.open(&path).is(404);
        let mut ubnd = office.signs_in("ubnd");
        ubnd.open(&path).says("Gửi trả lời");
        lan.open(&path).says("UBND huyện");
    });
}

#[test]
fn a_repeated_petition_is_recognised_by_its_words_and_never_by_itself() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/kien-nghi/moi");
        let place = choice(&form, "noi", "Xã Thanh Phong");
        let words = "Cử tri lại đề nghị sửa đường liên xã Thanh Hà - Thanh Phong xuống cấp nghiêm trọng.";
        let kept = lan.send("/lam-viec/kien-nghi", &[("noi-dung", words), ("noi", &place)]);
        kept.is(200)
            .says("Kiến nghị giống nội dung này")
            .says("thanh ha, thanh phong")
            .does_not_say("lần thứ 5");
        let earlier = kept.attributes("input[name=lan-truoc]", "value");
        assert!(!earlier.is_empty(), "the earlier ones may be named");
        lan.open(&kept.path);
        let latest = lan
            .open("/lam-viec/kien-nghi?nhom=tat-ca&q=tiep+tuc+de+nghi+nang+cap")
            .link("Tiếp tục đề nghị nâng cấp");
        let latest = latest.rsplit('/').next().expect("an id").to_owned();
        lan.open(&kept.path);
        lan.send("/lap-lai", &[("lan-truoc", &latest)]).is(200).says("đã kiến nghị lần thứ 5");
    });
}

#[test]
fn three_places_that_ask_the_same_are_answered_together_and_each_keeps_its_place() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let mut made = Vec::new();
        for place in ["Xã Liêm Cần", "Xã Liêm Sơn", "Xã Liêm Phong"] {
            let form = lan.open("/lam-viec/kien-nghi/moi");
            let place = choice(&form, "noi", place);
            let words = "Đề nghị hỗ trợ vắc xin phòng dịch tả lợn châu Phi cho hộ chăn nuôi nhỏ.";
            made.push(lan.send("/lam-viec/kien-nghi", &[("noi-dung", words), ("noi", &place)]).path);
        }
        let (first, rest) = made.split_first().expect("three");
        let into = first.rsplit('/').next().expect("an id").to_owned();
        for path in rest {
            lan.open(path);
            lan.send("/gop", &[("vao", &into)]).is(200);
        }
        lan.open(first).says("Xã Liêm Sơn cùng kiến nghị").says("Xã Liêm Phong cùng kiến nghị");
        lan.open("/lam-viec/kien-nghi?nhom=cho-phan-loai&q=vac+xin").says("1 kiến nghị");
    });
}

fn how_many(office: &Office) -> i64 {
    let read =
        office.installation.app.db().read(|tx| db::Select::new("select count(*) from petition").number(tx));
    read.expect("a count")
}

#[test]
fn a_citizen_sends_without_a_name_and_finds_it_again_by_the_receipt() {
    each_engine(|office| {
        let mut citizen = office.visitor();
        let words = "Đề nghị lắp đèn chiếu sáng đường thôn Đống Cầu, buổi tối rất tối.";
        let form = citizen.open("/kien-nghi/gui");
        let place = choice(&form, "noi", "Xã Liêm Phong");
        citizen
            .send("/kien-nghi/gui", &[("noi-dung", "Sửa đường"), ("noi", "")])
            .is(422)
            .says("ít nhất 20 ký tự");
        citizen.open("/kien-nghi/gui");
        let second = citizen.send("/kien-nghi/gui", &[("noi-dung", words), ("noi", &place)]);
        second.is(200).says("Xem lại trước khi gửi").says(words);
        let before = how_many(office);
        let sent = citizen.send("/kien-nghi/gui", &[]);
        sent.is(200).says("Mã biên nhận");
        assert_eq!(how_many(office), before + 1);
        let receipt = sent.texts(".receipt").remove(0);

        // Nobody outside the office sees it: not the public, not the commune, not by search
        for path in ["/kien-nghi", "/kien-nghi.json", "/kien-nghi.csv", "/tim?q=den+chieu+sang+duong+thon"] {
            let page = citizen.open(path);
            assert!(!page.body().contains("Đống Cầu, buổi tối"), "{path}");
        }
        let mut commune = office.signs_in("xa-13450");
        commune.open("/lam-viec/kien-nghi?nhom=tat-ca").does_not_say("đèn chiếu sáng đường thôn");
        // The receipt tells its sender; a wrong one tells nothing
        citizen.open("/tra-cuu");
        citizen.send("/tra-cuu", &[("ma", &receipt)]).is(200).says("Văn phòng đang xem");
        citizen.open("/tra-cuu");
        citizen.send("/tra-cuu", &[("ma", "0000-0000-0000-0000")]).is(422).says("Không có gì với mã này");
        citizen.open("/tra-cuu");
        citizen.send("/tra-cuu", &[("ma", "KN-2020-0021-9")]).is(422).says("số kiểm tra");
        citizen.open("/tra-cuu");
        citizen.send("/tra-cuu", &[("ma", "kn 2020 0021 0")]).is(200).says("lần thứ 4");

        // The office takes it up; from then on everyone sees it
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec").says("Duyệt 1 kiến nghị gửi qua cổng");
        let path = petition(&mut lan, "cho-duyet", "đèn chiếu sáng đường thôn");
        let page = lan.open(&path);
        let typed = [
            ("tham-quyen", choice(&page, "tham-quyen", "Huyện")),
            ("linh-vuc", choice(&page, "linh-vuc", "Giao thông")),
            ("co-quan", choice(&page, "co-quan", "Phòng KT&HT")),
        ];
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        lan.send("/phan-loai", &typed).is(200).says("Chờ chuyển");
        citizen.open("/kien-nghi").says("đèn chiếu sáng đường thôn");
        citizen.open("/tra-cuu");
        citizen.send("/tra-cuu", &[("ma", &receipt.to_lowercase())]).is(200).says("Diễn biến");
    });
}

#[test]
fn of_a_denunciation_nothing_is_kept() {
    each_engine(|office| {
        let mut citizen = office.visitor();
        let form = citizen.open("/kien-nghi/gui");
        let place = choice(&form, "noi", "Xã Liêm Phong");
        let before = how_many(office);
        let words = "Tôi tố cáo ông Nguyễn Canh Giữ chiếm đoạt tiền hỗ trợ của dân.";
        let answer =
            citizen.send("/kien-nghi/gui", &[("noi-dung", words), ("noi", &place), ("to-cao", "co")]);
        answer.is(200).says("không nhận và không lưu nội dung tố cáo").does_not_say("Canh Giữ");
        assert_eq!(how_many(office), before);
        if let Some(file) = office.fresh.database_file() {
            for name in [file.to_owned(), file.with_extension("db-wal")] {
                let bytes = std::fs::read(&name).unwrap_or_default();
                let holds = bytes.windows("Canh Giữ".len()).any(|window| window == "Canh Giữ".as_bytes());
                assert!(!holds, "{}", name.display());
            }
        }
    });
}

#[test]
fn whoever_has_no_business_with_a_petition_does_not_learn_of_it() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/kien-nghi/moi");
        let place = choice(&form, "noi", "Xã Liêm Cần");
        let words = "Đề nghị xem xét việc riêng chưa nên công khai của thôn.";
        let path = lan.send("/lam-viec/kien-nghi", &[("noi-dung", words), ("noi", &place)]).path;
        for name in ["ubnd", "phong-tnmt", "xa-13453", "quantri"] {
            let mut other = office.signs_in(name);
            other.open(&path).is(404);
        }
        for name in ["mattran", "daibieu1", "phapche"] {
            let mut partner = office.signs_in(name);
            partner.open(&path).is(200).does_not_say("Lưu phân loại");
        }
        let mut visitor = office.visitor();
        visitor.open("/kien-nghi").does_not_say("việc riêng chưa nên công khai");
    });
}

/// Waits for the work that a form began, and says what it said at its end.
pub(crate) fn end_of(who: &mut Person<'_>, began: &Page) -> String {
    for _ in 0..600 {
        let watched: serde_json::Value =
            serde_json::from_str(&who.open(&format!("{}.json", began.path)).body()).expect("JSON");
        if watched["finished"] == true {
            return watched["text"].as_str().expect("words").to_owned();
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the work did not end");
}

pub(crate) const HEAD: &str =
    "STT\tNội dung kiến nghị\tCử tri\tThẩm quyền\tLĩnh vực\tCơ quan giải quyết\tBan phụ trách\tKết quả\n";

/// `count` rows alike.
pub(crate) fn rows(
    table: &mut String,
    count: usize,
    level: &str,
    sector: &str,
    committee: &str,
    outcome: &str,
) {
    for _ in 0..count {
        let number = table.lines().count();
        let of = if sector == "Giao thông" { String::new() } else { format!(" ({level}, {sector})") };
        let row = format!(
            "{number}\tHạng mục số {number} cần giải quyết{of}\tthôn {number}, xã Liêm Phong\t{level}\t{sector}\tUBND huyện\t{committee}\t{outcome}\n"
        );
        table.push_str(&row);
    }
}

const IMPORT: &str = "/lam-viec/nhap/kien-nghi";

/// Takes a table in as the office and waits for its end.
pub(crate) fn take_in(lan: &mut Person<'_>, table: &str) {
    lan.open(IMPORT);
    // What is going on has a day, and everyone may read it
    let mut whole = String::new();
    for line in table.lines() {
        whole.push_str(line);
        whole.push_str(match line {
            head if head.starts_with("STT") => "\tHẹn ngày\tCông khai",
            going_on if going_on.contains("đang giải quyết") => "\t31/12/2020\tcó",
            _ => "\t\tcó",
        });
        whole.push('\n');
    }
    let typed = [("bang", whole.as_str())];
    lan.send(IMPORT, &typed).is(200).says("sẽ được nhập");
    let mut typed = typed.to_vec();
    typed.push(("buoc", "nhap"));
    let began = lan.send(IMPORT, &typed);
    let said = end_of(lan, &began);
    assert!(said.starts_with("Đã nhập"), "{said}");
}

pub(crate) fn total(who: &mut Person<'_>, query: &str) -> i64 {
    let page = who.open(&format!("/kien-nghi.json?{query}"));
    let value: serde_json::Value = serde_json::from_str(&page.body()).expect("JSON");
    value["total"].as_i64().expect("a total")
}

#[test]
fn a_table_of_a_hundred_and_seventeen_is_corrected_taken_in_and_taken_back() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let mut table = HEAD.to_owned();
        rows(&mut table, 117, "huyện", "Giao thông", "", "");
        let wrong = table
            .replacen("thôn 5, xã Liêm Phong", "thôn 5, xã Liêm Phog", 1)
            .replacen("Hạng mục số 40 cần giải quyết", "", 1)
            .replacen("\tGiao thông\tUBND huyện\t\t\n100\t", "\tGiao thôgn\tUBND huyện\t\t\n100\t", 1);
        lan.open(IMPORT);
        let refused = lan.send(IMPORT, &[("bang", &wrong)]);
        refused
            .is(422)
            .says("3 ô cần sửa")
            .says("Dòng 6, cột Cử tri")
            .says("Dòng 41, cột Nội dung kiến nghị");
        assert_eq!(refused.texts(".error-summary li").len(), 3);
        assert!(
            refused.texts("textarea[name=bang]").remove(0).contains("xã Liêm Phog"),
            "what was pasted is kept"
        );
        let before = how_many(office);
        let public_before = total(&mut lan, "");
        take_in(&mut lan, &table);
        assert_eq!(how_many(office), before + 117);
        assert_eq!(total(&mut lan, "q=hang+muc+so"), 117);
        lan.open(IMPORT).says("117 kiến nghị").says("Hoàn tác cả đợt");
        let undone = lan.send("/hoan-tac", &[]);
        assert!(flash(&undone).contains("Đã hoàn tác 117 dòng."), "{}", flash(&undone));
        assert_eq!(how_many(office), before, "nothing of it is left");
        assert_eq!((total(&mut lan, ""), total(&mut lan, "q=hang+muc+so")), (public_before, 0));
        lan.open("/tim?q=hang+muc+so+40").does_not_say("Hạng mục số 40");
        // What somebody went on with is not taken back over their head
        take_in(&mut lan, &table);
        let one = petition(&mut lan, "tat-ca&q=hang+muc+so+7+can", "Hạng mục số 7 cần giải quyết");
        let page = lan.open(&one);
        let other = choice(&page, "co-quan", "Phòng TN&MT");
        lan.send("/phan-loai", &[("co-quan", &other)]).is(200);
        lan.open(IMPORT);
        lan.send("/hoan-tac", &[]).is(422).says("Có 1 bản ghi của đợt này đã được làm tiếp sau khi nhập");
        assert_eq!(how_many(office), before + 117);
        // Eight days later it is history
        office.set_day(2020, 10, 23);
        lan = office.signs_in("vanphong");
        lan.open(IMPORT).does_not_say("Hoàn tác cả đợt");
    });
}

#[test]
fn the_tables_of_real_reports_come_out_as_they_went_in() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        // Thái Nguyên: 125 of three levels; of the province's 93, 18 done, 37 explained, 38 going on
        let mut table = HEAD.to_owned();
        rows(&mut table, 13, "trung ương", "khác", "", "");
        rows(&mut table, 18, "tỉnh", "khác", "", "đã giải quyết");
        rows(&mut table, 37, "tỉnh", "khác", "", "giải trình, cung cấp thông tin");
        rows(&mut table, 38, "tỉnh", "khác", "", "đang giải quyết");
        rows(&mut table, 19, "huyện", "khác", "", "");
        let mut before = |query: &str| total(&mut lan, query);
        let old =
            [before("tham-quyen=central"), before("tham-quyen=province"), before("tham-quyen=district")];
        take_in(&mut lan, &table);
        let new =
            ["central", "province", "district"].map(|level| total(&mut lan, &format!("tham-quyen={level}")));
        assert_eq!([new[0] - old[0], new[1] - old[1], new[2] - old[2]], [13, 93, 19]);
        let of = |lan: &mut Person<'_>, outcome: &str| {
            let page = lan.open("/kien-nghi.csv?tham-quyen=province&linh-vuc=other");
            page.body().lines().filter(|line| line.contains(outcome)).count()
        };
        assert_eq!(of(&mut lan, "Đã giải quyết xong"), 18);
        assert_eq!(of(&mut lan, "Đã giải trình"), 37);
        assert_eq!(of(&mut lan, "Đang giải quyết, có lộ trình"), 38);

        // Kon Tum: 84 by committee; the district has two, the third part goes to neither
        let page = lan.open("/lam-viec/kien-nghi?nhom=tat-ca");
        let (economy, law) = (choice(&page, "ban", "Kinh tế"), choice(&page, "ban", "Pháp chế"));
        let mut table = HEAD.to_owned();
        rows(&mut table, 76, "tỉnh", "Kinh tế, tài chính, ngân sách", "Ban Kinh tế - Xã hội", "");
        rows(&mut table, 3, "tỉnh", "Tư pháp, khiếu nại, tố cáo", "Ban Pháp chế", "");
        rows(&mut table, 5, "tỉnh", "văn hóa xã hội", "", "");
        take_in(&mut lan, &table);
        for (committee, count) in [(economy, "76 kiến nghị"), (law, "3 kiến nghị")] {
            lan.open(&format!("/lam-viec/kien-nghi?nhom=tat-ca&ban={committee}")).says(count);
        }

        // Bắc Kạn: 139 by sector and by result
        let mut table = HEAD.to_owned();
        let sectors = [
            ("chế độ chính sách", 13),
            ("giao thông, xây dựng, thủy lợi", 46),
            ("nông, lâm nghiệp", 12),
            ("đất đai, tài nguyên, môi trường", 12),
            ("điện, viễn thông", 18),
            ("văn hóa xã hội", 7),
            ("thủy lợi", 7),
            ("khác", 24),
        ];
        let mut outcomes = std::iter::repeat_n("đã giải quyết", 109)
            .chain(std::iter::repeat_n("chưa giải quyết", 14))
            .chain(std::iter::repeat_n("đang giải quyết", 16));
        for (sector, count) in sectors {
            for _ in 0..count {
                rows(&mut table, 1, "xã", sector, "", outcomes.next().expect("139 of them"));
            }
        }
        assert_eq!(outcomes.next(), None, "139 = 139");
        take_in(&mut lan, &table);
        // Irrigation and farming are one sector of ours: 12 + 7
        for (sector, count) in [
            ("welfare", 13),
            ("transport", 46),
            ("agriculture", 19),
            ("land", 12),
            ("industry", 18),
            ("culture", 7),
            ("other", 24),
        ] {
            assert_eq!(total(&mut lan, &format!("tham-quyen=commune&linh-vuc={sector}")), count, "{sector}");
        }
        let body = lan.open("/kien-nghi.csv?tham-quyen=commune").body();
        let of = |outcome: &str| body.lines().filter(|line| line.contains(outcome)).count();
        assert_eq!(
            [of("Đã giải quyết xong"), of("Chưa giải quyết"), of("Đang giải quyết, có lộ trình")],
            [109, 14, 16]
        );
    });
}

/// A table whose rows were all received and answered on one day, so that its report is of it alone.
fn take_in_of_day(lan: &mut Person<'_>, day: &str, parts: &[(usize, &str)]) {
    let mut table = HEAD.trim_end().to_owned() + "\tNgày nhận\n";
    for (count, outcome) in parts {
        for _ in 0..*count {
            let number = table.lines().count();
            let row = format!(
                "{number}\tViệc số {number} của ngày {day}\txã Liêm Phong\ttỉnh\tkhác\tUBND huyện\t\t{outcome}\t{day}\n"
            );
            table.push_str(&row);
        }
    }
    take_in(lan, &table);
}

/// The numbers of a report, by their words.
fn reported(page: &Page) -> Vec<(String, String)> {
    page.texts(".stat span").into_iter().zip(page.texts(".stat b")).collect()
}

#[test]
fn the_other_tables_of_real_reports_come_out_as_they_went_in() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        // Thái Nguyên: 124, of which 38 done, 47 explained, 39 going on
        take_in_of_day(
            &mut lan,
            "05/07/2017",
            &[(38, "đã giải quyết"), (47, "giải trình, cung cấp thông tin"), (39, "đang giải quyết")],
        );
        let page = lan.open("/lam-viec/kien-nghi/bao-cao?tu=2017-07-05&den=2017-07-05");
        let numbers = reported(&page);
        for (label, number) in [
            ("Tồn kỳ trước", "0"),
            ("Tiếp nhận", "124"),
            ("Đã giải quyết xong", "38"),
            ("Đã giải trình", "47"),
            ("Tồn cuối kỳ", "39"),
            ("Đã trả lời", "124"),
        ] {
            let found = numbers.iter().find(|(known, _)| known.contains(label));
            assert_eq!(found.map(|(_, number)| number.as_str()), Some(number), "{label} of {numbers:?}");
        }
        // Hòa Bình: 27, of which 22 done (81.5 %) and 5 not
        take_in_of_day(&mut lan, "06/07/2017", &[(22, "đã giải quyết"), (5, "chưa giải quyết")]);
        let page = lan.open("/lam-viec/kien-nghi/bao-cao?tu=2017-07-06&den=2017-07-06");
        let numbers = reported(&page);
        for (label, number) in
            [("Tồn kỳ trước", "39"), ("Tiếp nhận", "27"), ("Đã giải quyết xong", "22"), ("Tồn cuối kỳ", "44")]
        {
            let found = numbers.iter().find(|(known, _)| known.contains(label));
            assert_eq!(found.map(|(_, number)| number.as_str()), Some(number), "{label} of {numbers:?}");
        }
    });
}

#[test]
fn one_document_answers_many_and_one_wrong_row_stops_them_all() {
    each_engine(|office| {
        let mut department = office.signs_in("phong-tnmt");
        let body = department.open("/lam-viec/kien-nghi.csv?nhom=dang-mo").body();
        // Forwarded and not answered yet: the code stands first, as in the office's own list
        let codes: Vec<String> = body
            .lines()
            .filter(|line| line.contains("Đã chuyển, chờ trả lời"))
            .filter_map(|line| line.split(['"', ',', ';', '\u{feff}']).find(|part| part.starts_with("KN-")))
            .map(str::to_owned)
            .collect();
        assert!(!codes.is_empty(), "{body}");
        let page = "/lam-viec/kien-nghi/tra-loi-bang";
        let mut table = "Mã\tKết quả\tNội dung trả lời\n".to_owned();
        for code in &codes {
            table.push_str(code);
            table.push_str("\tgiải trình\tĐã kiểm tra, giải trình căn cứ.\n");
        }
        // Another body's petition among them: nothing is taken
        let other = format!("{table}KN-2020-0021-0\tgiải trình\tKhông phải của chúng tôi.\n");
        department.open(page);
        let refused = department.send(page, &[("bang", &other), ("van-ban", "88/TNMT, 15/10/2020")]);
        refused.is(422).says("Không có kiến nghị KN-2020-0021-0 đang chờ trả lời ở đây");
        department.open("/lam-viec/kien-nghi?nhom=cho-danh-gia").does_not_say("1 kiến nghị");
        department.open(page);
        department.send(page, &[("bang", &table), ("van-ban", "88/TNMT, 15/10/2020")]).is(200);
        let mut chair = office.signs_in("chutich");
        let waiting = chair.open("/lam-viec/kien-nghi?nhom=cho-danh-gia");
        for code in &codes {
            waiting.says(code);
        }
        // Those who answer nothing have no such page
        office.signs_in("xa-13453").open(page).is(404);
        office.signs_in("daibieu1").open(page).is(404);
    });
}

#[test]
fn the_report_to_the_session_counts_what_its_figures_open_and_says_of_what_a_rate_is() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let report = lan.open("/lam-viec/kien-nghi/bao-cao?tu=2020-07-01&den=2020-09-30");
        report.is(200).says("kiến nghị đến hạn trả lời trong kỳ").says("Ai đang để cử tri chờ");
        let numbers = report.texts(".stat b");
        let links = report.attributes("a.stat", "href");
        assert_eq!(numbers.len(), links.len());
        for (number, link) in numbers.iter().zip(&links) {
            let rows = lan.open(link);
            rows.is(200);
            assert_eq!(rows.texts("tbody tr").len().to_string(), *number, "{link}");
        }
        // The same figures as the quarter's indicators
        let body = lan.open("/api/v1/reports/351/2020-Q3").body();
        let value: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let of = |code: &str| {
            let all = value["indicators"].as_array().expect("a list");
            all.iter().find(|one| one["code"] == code).map(|one| one["value"].to_string()).expect(code)
        };
        assert_eq!(numbers[..5], [of("D06"), of("D04"), of("D08"), of("D09"), of("D12")]);
        let word = lan.open("/lam-viec/kien-nghi/bao-cao.docx?tu=2020-07-01&den=2020-09-30");
        assert!(word.bytes.starts_with(b"PK"));
        let pdf = lan.open("/lam-viec/kien-nghi/bao-cao.pdf?tu=2020-07-01&den=2020-09-30");
        assert!(pdf.bytes.starts_with(b"%PDF"));
        office.signs_in("ubnd").open("/lam-viec/kien-nghi/bao-cao").is(404);
    });
}

#[test]
fn an_answer_that_is_judged_after_its_own_day_is_watched_until_a_new_one() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        let mut department = office.signs_in("phong-tnmt");
        department.open(&path);
        let plan = [
            ("ket-qua", "in_progress"),
            ("tra-loi", "Đang khảo sát."),
            ("van-ban", "77/TNMT, 15/10/2020"),
            ("hen", "20/10/2020"),
        ];
        department.send("/tra-loi", &plan).is(200);
        office.set_day(2020, 10, 20);
        let mut chair = office.signs_in("chutich");
        chair.open(&path).says("Theo dõi đến ngày");
        chair.send("/dong-y", &[]).is(422).says("phải có ngày");
        chair.open(&path);
        chair
            .send("/dong-y", &[("theo-doi-den", "30/11/2020")])
            .is(200)
            .says("Tiếp tục theo dõi đến ngày 30/11/2020");
        let mut visitor = office.visitor();
        let public = chair.open(&path).link("Trang công khai");
        visitor.open(&public).says("hẹn ngày 30/11/2020").does_not_say("quá hạn");
        // More time is the same time on both pages
        let mut department = office.signs_in("phong-tnmt");
        department.open("/lam-viec/viec");
        let owed = department.follow(ASKED).path;
        department.send("/gia-han", &[("han-moi", "15/12/2020"), ("ly-do-gia-han", "Chờ vật tư.")]).is(200);
        chair.open(&owed);
        chair.send("/quyet-gia-han", &[("dong-y", "1")]).is(200);
        visitor.open(&public).says("hẹn ngày 15/12/2020");
        // Not taken: the answer comes to nothing, and is owed again
        department.open(&path);
        let done = [
            ("ket-qua", "resolved"),
            ("tra-loi", "Đã xong."),
            ("van-ban", "80/TNMT, 20/10/2020"),
            ("hen", ""),
        ];
        department.send("/tra-loi", &done).is(200);
        chair.open(&path);
        let back = [("ly-do-lai", "Chưa thấy nghiệm thu."), ("han-lai", "30/10/2020")];
        chair
            .send("/tra-loi-lai", &back)
            .is(200)
            .says("Còn 8 ngày làm việc")
            .does_not_say("Đánh giá trả lời");
        visitor.open(&public).does_not_say("Đã xong.").says("Chưa thấy nghiệm thu.");
        office.set_day(2020, 10, 31);
        visitor.open(&public).says("quá hạn 1 ngày");
    });
}

#[test]
fn half_a_classification_makes_nothing_public_and_a_slip_of_the_form_loses_nothing() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = petition(&mut lan, "cho-phan-loai", "trại chăn nuôi xả thải");
        let page = lan.open(&path);
        let sector = choice(&page, "linh-vuc", "Đất đai");
        lan.send("/phan-loai", &[("linh-vuc", &sector), ("cong-khai", "co")]).is(200).says("Chờ phân loại");
        let mut visitor = office.visitor();
        visitor.open("/kien-nghi").does_not_say("trại chăn nuôi xả thải");
        // A refused "không thụ lý" shows the classification as it stands
        lan.open(&path);
        let refused = lan.send("/khong-thu-ly", &[("ly-do", "")]);
        refused.is(422).says("Lý do không thụ lý");
        assert_eq!(refused.attributes("select[name=linh-vuc] option[selected]", "value"), [sector.as_str()]);
        // Another's committee, another's meeting
        lan.open(&path);
        let stranger = choice(&page, "co-quan", "Phòng TN&MT");
        lan.send("/phan-loai", &[("ban", &stranger)]).is(404);
        let unknown = "0174b38a-0100-7be3-a268-654607d462eb";
        lan.open(&format!("/lam-viec/kien-nghi/moi?cuoc={unknown}")).is(404);
    });
}

/// The code of the petition of this page.
pub(crate) fn code_on(page: &Page) -> String {
    let words = page.main();
    let code = words.split_whitespace().find(|word| word.starts_with("KN-")).expect("a code");
    code.trim_end_matches([',', '.', ';', ':']).to_owned()
}

/// A workbook's first table, filled by `fill` and made a workbook again.
pub(crate) fn refilled(bytes: &[u8], fill: impl Fn(&str, &mut Vec<String>)) -> Vec<u8> {
    let text = papers::table_text("bieu.xlsx", bytes).expect("a table");
    let rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    let (head, body) = rows.split_first().expect("a head");
    let columns: Vec<papers::Column> =
        head.iter().map(|title| papers::Column::left(title.clone(), 1)).collect();
    let rows = body
        .iter()
        .map(|row| {
            let mut row = row.clone();
            row.resize(columns.len(), String::new());
            let code = row.first().cloned().unwrap_or_default();
            fill(&code, &mut row);
            row.into_iter().map(papers::Cell::Text).collect()
        })
        .collect();
    let table = papers::Table { caption: String::new(), columns, rows, notes: Vec::new() };
    let sheet =
        papers::Sheet { name: "Biểu".into(), title: "Biểu".into(), subtitle: String::new(), table };
    papers::to_xlsx(&[sheet]).expect("a workbook")
}

#[test]
fn the_workbook_that_left_comes_back_and_is_read() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let own = lan.open("/lam-viec/kien-nghi.xlsx?nhom=tat-ca").bytes;
        lan.open(IMPORT);
        let preview = lan.send_file(IMPORT, &[], "tep", "C:\\Lan\\kien-nghi.xlsx", &own);
        preview.is(200).says("dòng đã có, sẽ để nguyên").does_not_say("sẽ được nhập");
        lan.open(IMPORT);
        lan.send_file(IMPORT, &[], "tep", "anh.xlsx", b"PK\x03\x04 x").is(422).says("hỏng hoặc quá lớn");
        lan.open(IMPORT);
        lan.send_file(IMPORT, &[], "tep", "cu.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0])
            .is(422)
            .says("Excel đời cũ");
    });
}

#[test]
fn a_body_answers_in_its_own_workbook_with_the_code_in_the_first_column() {
    each_engine(|office| {
        let path = from_the_meeting_to_the_department(office);
        let mut department = office.signs_in("phong-tnmt");
        let code = code_on(&department.open(&path));
        let page = "/lam-viec/kien-nghi/tra-loi-bang";
        department.open(page);
        let sheet = department.follow("Tải biểu trả lời .xlsx").bytes;
        let text = papers::table_text("bieu.xlsx", &sheet).expect("a table");
        assert!(text.starts_with("Mã\tNội dung kiến nghị\tCử tri\tHạn trả lời\tKết quả\t"), "{text}");
        assert!(text.lines().any(|line| line.starts_with(&code)), "{code} in {text}");
        let bad = refilled(&sheet, |known, row| {
            if known == code {
                row[4] = "Đang giải quyết".into();
                row[5] = "Đã giao khảo sát.".into();
                row[6] = "77/TNMT, 15/10/2020".into();
            }
        });
        department.open(page);
        let refused = department.send_file(page, &[], "tep", "bieu.xlsx", &bad);
        refused.is(422).says("phải có ngày");
        assert!(refused.texts("textarea[name=bang]").remove(0).contains("Đã giao khảo sát."), "kept");
        let good = refilled(&sheet, |known, row| {
            if known == code {
                row[4] = "Đang giải quyết".into();
                row[5] = "Đã giao khảo sát.".into();
                row[6] = "77/TNMT, 15/10/2020".into();
                row[7] = "20/11/2020".into();
            }
        });
        department.open(page);
        let taken = department.send_file(page, &[], "tep", "bieu.xlsx", &good);
        assert!(flash(&taken).contains("Đã ghi 1 câu trả lời."), "{}", flash(&taken));
        department.open(&path).says("chờ đánh giá").says("20/11/2020");
        office.signs_in("daibieu1").open("/lam-viec/kien-nghi/tra-loi-bang.xlsx").is(404);
    });
}
