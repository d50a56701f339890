//! What else happens in the chamber: ratings, speakers, papers for the chair, paired devices.

use kernel::{Actor, Instant};
use kit::Problem;
use testkit::{Page, Person};

use crate::office::{Office, each_engine};
use crate::voters::flash;

const RATED: &str = "Nguyễn Văn Minh Họa Một, Chủ tịch UBND\nTrần Thị Minh Họa Hai, Trưởng Ban Pháp chế\nLê Văn Minh Họa Ba, Ủy viên UBND";

/// The prepared session of the district council, with one item more, begun, everyone present and
/// that item being dealt with. Returns its address in the workspace.
fn begun(office: &Office, last_item: &str) -> String {
    let mut lan = office.signs_in("vanphong");
    let list = lan.open("/lam-viec/ky-hop");
    let path = list
        .attributes("a[href]", "href")
        .into_iter()
        .filter(|href| href.starts_with("/lam-viec/ky-hop/0"))
        .find(|href| lan.open(href).main().contains("Đã triệu tập"))
        .expect("a convened session");
    lan.open(&format!("{path}/chuong-trinh"));
    lan.send("/chuong-trinh", &[("buoc", "dan"), ("bang", last_item)]).is(200);
    lan.open(&format!("{path}/dieu-hanh"));
    lan.send("/dieu-hanh", &[("viec", "bat-dau")]).is(200);
    lan.open(&format!("{path}/diem-danh"));
    lan.send("/diem-danh", &[("viec", "tat-ca")]).is(200);
    let chair = lan.open(&format!("{path}/dieu-hanh"));
    let last = chair.attributes("input[name=noi-dung]", "value").pop().expect("an item to begin");
    lan.send("/dieu-hanh", &[("viec", "noi-dung"), ("noi-dung", &last)]).is(200);
    path
}

/// The vote that runs, as the address of its form ends.
fn running(page: &Page) -> String {
    page.attributes("form", "action")
        .into_iter()
        .find_map(|action| action.split_once("/bieu-quyet/").map(|(_, poll)| format!("/bieu-quyet/{poll}")))
        .expect("a vote runs")
}

fn opens_a_rating(lan: &mut Person<'_>, path: &str) -> String {
    let asked = [("tieu-de", "Lấy phiếu tín nhiệm năm 2020"), ("quyet-dinh", "rating"), ("ten", RATED)];
    lan.open(&format!("{path}/dieu-hanh"));
    let with = |method| asked.iter().copied().chain([("hinh-thuc", method)]).collect::<Vec<_>>();
    lan.send("/bieu-quyet", &with("hands")).is(422).says("Lấy phiếu tín nhiệm phải bỏ phiếu kín");
    lan.open(&format!("{path}/dieu-hanh"));
    running(lan.send("/bieu-quyet", &with("secret")).is(200))
}

fn as_typed<'a>(values: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn a_rating_is_typed_by_one_confirmed_by_another_and_tells_what_follows() {
    each_engine(|office| {
        let path = begun(office, "Lấy phiếu tín nhiệm đối với người giữ chức vụ do HĐND bầu\t\t60");
        let chair = format!("{path}/dieu-hanh");
        let mut lan = office.signs_in("vanphong");
        let poll = opens_a_rating(&mut lan, &path);
        let typed = |low: &'static str| {
            vec![
                ("viec", "kiem-phieu"),
                ("phat-ra", "30"),
                ("thu-vao", "30"),
                ("khong-hop-le", "1"),
                ("cao-1", "20"),
                ("tin-nhiem-1", "5"),
                ("thap-1", "3"),
                ("cao-2", "2"),
                ("tin-nhiem-2", "7"),
                ("thap-2", low),
                ("cao-3", "0"),
                ("tin-nhiem-3", "4"),
                ("thap-3", "25"),
            ]
        };
        lan.open(&chair).says("Lấy phiếu tín nhiệm").does_not_say("Cần 17/33 phiếu tán thành (tín nhiệm");
        lan.send(&poll, &typed("21")).is(422).says("cộng 30, nhiều hơn 29 phiếu hợp lệ");
        lan.open(&chair);
        lan.send(&poll, &[("viec", "kiem-phieu")]).is(422).says("Nhập số tín nhiệm cao, Nguyễn");
        lan.open(&chair);
        lan.send(&poll, &typed("20")).is(200).says("Chờ người khác xác nhận");
        // Nothing is public before the second person has looked
        office.visitor().open(&poll).is(404);
        let mut chairman = office.signs_in("chutich");
        chairman.open(&chair).says("25 (75,8%) tín nhiệm thấp");
        chairman
            .send(&poll, &[("viec", "xac-nhan")])
            .is(200)
            .says("lấy phiếu")
            .does_not_say("Xác nhận kết quả");

        let mut visitor = office.visitor();
        let page = visitor.open(&poll);
        page.is(200).says("Lấy phiếu tín nhiệm").says("tỷ lệ tính trên tổng số đại biểu");
        page.says("không có hệ quả").says("có thể xin từ chức").says("trình HĐND bỏ phiếu tín nhiệm");
        page.says("Nghị quyết 85/2014/QH13").does_not_say("Được thông qua").does_not_say("Đủ số phiếu");
        let address = chairman.open(&chair).link("Màn hình lớn").replace("/man-hinh", "");
        visitor.open(&format!("{address}/man-hinh")).says("20 (60,6%) tín nhiệm thấp");
        visitor.open(&format!("{address}/dien-bien")).says("xem kết quả từng người");
        let json = visitor.open(&format!("{address}/dien-bien.json")).body();
        for words in [
            "\"confidence_rating\"",
            "\"needed\":null",
            "\"low\":25",
            "\"confidence_vote\"",
            "\"may_resign\"",
            "\"base\":33",
        ] {
            assert!(json.contains(words), "{words}: {json}");
        }
        // A closed one never changes
        lan.open(&format!("{path}/dieu-hanh"));
        let minutes = lan.open(&format!("{path}/bien-ban.docx"));
        assert!(minutes.is(200).bytes.starts_with(b"PK"));
    });
}

#[test]
fn the_secretary_sees_who_has_not_spoken_and_notes_what_is_being_said() {
    each_engine(|office| {
        let path = begun(office, "Thảo luận tại hội trường\t\t60");
        let chair = format!("{path}/dieu-hanh");
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&chair);
        page.says("33 đại biểu có mặt chưa phát biểu").says("Tổ");
        let person = page.attributes("select[name=dai-bieu] option", "value").remove(1);
        let name = page.texts("select[name=dai-bieu] option").remove(1);
        lan.send("/dieu-hanh", &[("viec", "dang-ky"), ("dai-bieu", &person), ("kieu", "discussion")]).is(200);
        let page = lan.open(&chair);
        let speech = page.attributes("input[name=luot]", "value").remove(0);
        lan.send("/dieu-hanh", &[("viec", "moi"), ("luot", &speech), ("phut", "7")]).is(200);
        let page = lan.open(&chair);
        page.says(&format!("Ghi ý chính: {name} đang phát biểu")).says("32 đại biểu có mặt chưa phát biểu");
        page.says(&format!("{name} (1)"));
        let noted = |words: &'static str, shown: &str| {
            vec![
                ("viec", "ghi-y".to_owned()),
                ("luot", speech.clone()),
                ("y-kien", words.to_owned()),
                ("da-thay-y-kien", shown.to_owned()),
            ]
        };
        let values = noted("Đề nghị bố trí vốn sửa đường.", "");
        lan.send("/dieu-hanh", &as_typed(&values)).is(200);
        // The speech is over, and another who had the old page writes over it
        lan.open(&chair);
        lan.send("/dieu-hanh", &[("viec", "thoi")]).is(200).says("vừa phát biểu");
        let values = noted("Ý khác.", "");
        let refused = lan.send("/dieu-hanh", &as_typed(&values));
        refused.is(422).says("Người khác vừa ghi ô này: “Đề nghị bố trí vốn sửa đường.”").says("Ý khác.");
        let minutes = lan.open(&format!("{path}/bien-ban"));
        assert!(minutes.body().contains("Đề nghị bố trí vốn sửa đường."));
    });
}

#[test]
fn two_who_write_the_minutes_do_not_overwrite_each_other() {
    each_engine(|office| {
        let path = begun(office, "Thảo luận tại hội trường\t\t60");
        let address = format!("{path}/bien-ban");
        let saved = |page: &Page| assert!(flash(page.is(200)).contains("Đã lưu"), "{}", page.main());
        let (mut lan, mut chairman) = (office.signs_in("vanphong"), office.signs_in("chutich"));
        let page = lan.open(&address);
        let fields = page.attributes("textarea", "name");
        let (first, second) = (fields[0].as_str(), fields[1].as_str());
        chairman.open(&address);
        saved(&lan.send("/bien-ban", &[(first, "Lan ghi mục một.")]));
        // His page still shows the first field empty: he leaves it, and hers stands
        saved(&chairman.send("/bien-ban", &[(second, "Ông ghi mục hai.")]));
        let body = lan.open(&address).body();
        assert!(body.contains("Lan ghi mục một.") && body.contains("Ông ghi mục hai."));
        // Both write the same field
        chairman.open(&address);
        lan.send("/bien-ban", &[(first, "Lan sửa mục một.")]).is(200);
        let refused = chairman.send("/bien-ban", &[(first, "Ông sửa mục một.")]);
        refused.is(422).says("Người khác vừa ghi ô này: “Lan sửa mục một.”").says("Ông sửa mục một.");
        saved(&chairman.send("/bien-ban", &[(first, "Lan và ông cùng ghi.")]));
        assert!(lan.open(&address).body().contains("Lan và ông cùng ghi."));
    });
}

#[test]
fn the_chair_has_a_script_and_papers_for_a_day_without_power() {
    each_engine(|office| {
        let path = begun(office, "Lấy phiếu tín nhiệm\t\t60");
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&format!("{path}/kich-ban?gio=07:30"));
        page.is(200).says("07:30 - 07:45").says("Cần 17/33 phiếu (quá nửa tổng số đại biểu");
        page.says("Tôi tuyên bố khai mạc").says("Tôi tuyên bố bế mạc");
        lan.open(&format!("{path}/kich-ban?gio=sáng")).is(200).says("Ghi giờ khai mạc dạng giờ:phút");
        for (paper, head) in [
            ("kich-ban.docx?gio=07:30", "PK"),
            ("kich-ban.pdf?gio=x", "%PDF"),
            ("phieu-giay.docx", "PK"),
            ("phieu-giay.pdf", "%PDF"),
        ] {
            let file = lan.open(&format!("{path}/{paper}"));
            assert!(file.is(200).bytes.starts_with(head.as_bytes()), "{paper}");
        }
        for address in ["kich-ban", "kich-ban.docx", "kich-ban.pdf", "phieu-giay.docx", "phieu-giay.pdf"] {
            office.signs_in("daibieu1").open(&format!("{path}/{address}")).is(404);
        }
    });
}

/// The code that the page shows, and the address of the device's page for it.
fn code_of(page: &Page) -> (String, String) {
    let code = page.texts("code").remove(0);
    assert_eq!(code.len(), 9, "{code}");
    (code.clone(), format!("/ghep/{}", code.replace('-', "")))
}

#[test]
fn a_device_is_paired_once_with_the_delegate_it_was_made_for() {
    each_engine(|office| {
        let path = begun(office, "Thảo luận tại hội trường\t\t60");
        let devices = format!("{path}/thiet-bi");
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&devices);
        page.is(200).says("Không có tài khoản ghép được");
        let account = page.attributes("input[name=tai-khoan]", "value").remove(0);
        let made = lan.send("/thiet-bi", &[("tai-khoan", &account)]);
        let (code, address) = code_of(made.is(200).says("Mã của đại biểu"));
        assert!(made.attributes("main img", "src")[0].starts_with("data:image/svg+xml,"));

        // Looking signs nobody in, however often
        let mut device = office.visitor();
        device.open(&address).is(200).says("Ghép thiết bị này cho đại biểu");
        device
            .open(&format!("/ghep?ma={}", code.to_lowercase()))
            .is(200)
            .says("Ghép thiết bị này cho đại biểu");
        device.open("/lam-viec/phong-hop").says("Mật khẩu");
        let mut late = office.visitor();
        let late_page = late.open(&address);
        device.open(&address);
        let inside = device.send(&address, &[]);
        assert!(inside.is(200).path.starts_with("/lam-viec/phong-hop/"), "{}", inside.path);
        // It takes part and nothing more
        inside.says("Đã ghi có mặt");
        device.open(&format!("{path}/dieu-hanh")).is(404);

        // Used once
        let csrf = late_page.attributes("form[action^='/ghep/'] input[name=csrf]", "value").remove(0);
        late.post(&address, &[("csrf".to_owned(), csrf)]).says("Mã ghép đã dùng, đã hết hạn hoặc không đúng");
        late.open(&address).says("Mã ghép đã dùng, đã hết hạn hoặc không đúng");
        late.open("/lam-viec/phong-hop").says("Mật khẩu");

        // A new code ends the one before, and an unknown one is told the same
        lan.open(&devices);
        let (_, before) = code_of(&lan.send("/thiet-bi", &[("tai-khoan", &account)]));
        lan.open(&devices);
        let (_, after) = code_of(&lan.send("/thiet-bi", &[("tai-khoan", &account)]));
        let mut other = office.visitor();
        other.open(&before).says("đã hết hạn");
        other.open(&after).is(200).says("Ghép thiết bị này cho đại biểu");
        other.open("/ghep/00000000").says("đã hết hạn");
        other.open("/ghep?ma=ngan").is(200).says("Mã ghép gồm 8 chữ và số");
        // Guessing is slowed down
        let mut last = 0;
        for _ in 0..8 {
            last = other.open("/ghep/00000001").status.as_u16();
        }
        assert_eq!(last, 429);
    });
}

#[test]
fn codes_are_given_out_by_the_councils_own_keepers_for_delegates_accounts_alone() {
    each_engine(|office| {
        let path = begun(office, "Thảo luận tại hội trường\t\t60");
        let devices = format!("{path}/thiet-bi");
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&devices);
        let account = page.attributes("input[name=tai-khoan]", "value").remove(0);
        for stranger in ["daibieu1", "quantri", &a_commune(office)] {
            let mut stranger = office.signs_in(stranger);
            stranger.open(&devices).is(404);
            let own = stranger.open("/lam-viec/toi");
            let csrf = own.attributes("input[name=csrf]", "value").remove(0);
            let values = [("csrf".to_owned(), csrf), ("tai-khoan".to_owned(), account.clone())];
            stranger.post(&devices, &values).is(404);
        }
        // The chair's account has a delegate too, and can do more than take part
        let accounts = office.signs_in("quantri").open("/lam-viec/tai-khoan");
        let chair =
            accounts.link("Chủ tịch HĐND huyện").rsplit('/').next().map(str::to_owned).expect("an id");
        lan.open(&devices);
        lan.send("/thiet-bi", &[("tai-khoan", &chair)]).is(404);
        lan.open(&devices);
        lan.send("/thiet-bi", &[("tai-khoan", "khong-phai-ma")]).is(404);
    });
}

/// The sign-in of some commune's council.
fn a_commune(office: &Office) -> String {
    let accounts = office.signs_in("quantri").open("/lam-viec/tai-khoan");
    accounts
        .texts("td[data-label='Tên đăng nhập']")
        .into_iter()
        .find(|name| name.starts_with("xa-"))
        .expect("a commune")
}

/// 15/10/2020, 08:00.
const EIGHT: Instant = 1_602_723_600_000;

/// A code for the first delegate's account, made at eight by the one who signs in so.
fn made_by(office: &Office, name: &'static str) -> Result<accounts::Code, Problem> {
    let app = &office.installation.app;
    let of = |name: &'static str| {
        let found = app.read_as(&Actor::system(), |ctx| Ok(accounts::account_by_name(ctx.tx, name)?));
        found.expect("the accounts").expect("an account")
    };
    let delegate = of("daibieu1").id;
    app.write_as(&of(name).actor(), move |ctx| Ok(accounts::pairable(ctx, delegate, EIGHT)?))
}

fn pairs(office: &Office, code: &accounts::Code, at: Instant) -> Result<(String, Instant), Problem> {
    let typed = code.printed();
    let paired = move |ctx: &mut kit::Ctx<'_>| Ok(accounts::pair(ctx, &typed, at)?);
    office.installation.app.write_as(&Actor::visitor(), paired)
}

#[test]
fn a_code_holds_ten_minutes_and_a_device_to_the_end_of_the_next_day() {
    each_engine(|office| {
        let minute = 60_000;
        let code = made_by(office, "vanphong").expect("a code");
        assert_eq!(code.expires_ms, EIGHT + 10 * minute);
        for late in [0, 1, minute] {
            let refused = pairs(office, &code, code.expires_ms + late);
            assert!(matches!(refused, Err(Problem::Refused(_))), "{late}");
        }
        let (token, until) = pairs(office, &code, code.expires_ms - 1).expect("in time");
        assert!(matches!(pairs(office, &code, EIGHT), Err(Problem::Refused(_))), "used");
        // 17/10/2020, 00:00
        assert_eq!(until, EIGHT + 40 * 60 * minute);
        let token = kit::token_sha256(&token);
        let is_in = |at| {
            let found = office.installation.app.db().read(|tx| accounts::signed_in(tx, &token, at));
            found.expect("the sign-ins").is_some()
        };
        assert!(is_in(EIGHT) && is_in(EIGHT + 20 * 60 * minute) && is_in(until - 1));
        assert!(!is_in(until));
        for other in ["daibieu2", "quantri", "xa-13441"] {
            assert!(matches!(made_by(office, other), Err(Problem::NotFound)), "{other}");
        }
    });
}

#[test]
fn minutes_are_approved_by_who_signs_and_then_change_no_more() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/ky-hop");
        let session = lan.follow("Kỳ họp thứ Mười chín").path;
        let path = format!("{session}/bien-ban");
        let scan = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
        lan.open(&path).says("Chủ tọa kỳ họp duyệt biên bản");
        let lowly = [("viec".to_owned(), "duyet".to_owned())];
        lan.post(&format!("{path}/duyet"), &lowly);
        lan.open(&path).says("Chủ tọa kỳ họp duyệt biên bản");
        let field = lan.open(&path).attributes("textarea", "name").remove(0);
        let mut chair = office.signs_in("chutich");
        // The button sends the whole page: what the chair typed and did not save is saved with it
        let page = chair.open(&path);
        let of = |what: &str| page.attributes("form#bien-ban input[type=hidden]", what);
        let mut whole: Vec<(String, String)> = of("name").into_iter().zip(of("value")).collect();
        whole.push(("viec".to_owned(), "duyet".to_owned()));
        whole.push((field.clone(), "Chủ tọa ghi thêm khi duyệt".to_owned()));
        chair.post(&format!("{path}/duyet"), &whole).is(200).says("duyệt ngày 15/10/2020");
        // Approved, they are closed to the office, and their scan is kept
        lan.open(&path).does_not_say("Lưu nội dung").says("Chủ tọa ghi thêm khi duyệt");
        let token = lan.open(&path).attributes("input[name=csrf]", "value").remove(0);
        let late = [("csrf".to_owned(), token), (field.clone(), "Sửa sau khi duyệt".to_owned())];
        assert_ne!(lan.post(&path, &late).status.as_u16(), 403, "the form itself is good");
        lan.open(&path).does_not_say("Sửa sau khi duyệt");
        lan.send("/bien-ban/duyet", &[("viec", "ban-ky")]).is(422).says("Chọn tệp biên bản đã ký");
        lan.open(&path);
        let text = lan.send_file("/bien-ban/duyet", &[("viec", "ban-ky")], "tep", "ghi-chu.txt", b"Ghi tay");
        text.is(422).says("PDF hoặc ảnh").does_not_say("ghi-chu.txt</a>");
        lan.open(&path).does_not_say("ghi-chu.txt");
        let kept = lan.send_file("/bien-ban/duyet", &[("viec", "ban-ky")], "tep", "bien-ban-ky.pdf", scan);
        let file = kept.is(200).link("bien-ban-ky.pdf");
        office.visitor().open(&file).is(404);
        office.visitor().open("/ky-hop/18-19/dien-bien").does_not_say("Biên bản đã ký");
        office.visitor().open("/ky-hop/18-19/bien-ban.akn.xml").is(404);
        lan.open(&path);
        lan.send("/bien-ban/duyet", &[("viec", "ban-ky"), ("cong-khai", "co")]).is(200).says("công khai");
        office.visitor().open("/ky-hop/18-19/dien-bien").says("Biên bản đã ký");
        office.visitor().open(&file).is(200);
        // With it the text for programs, from the page and from the interface of open data
        let akn = office.visitor().open("/ky-hop/18-19/dien-bien").link("Akoma Ntoso");
        let text = office.visitor().open(&akn);
        text.is(200);
        assert!(text.body().contains("<debate name=\"bien-ban\">"), "{akn}");
        let id = session.rsplit('/').next().expect("an id").to_owned();
        let meeting = |office: &Office| {
            let page = office.visitor().open(&format!("/oparl/v1.1/meeting/{id}"));
            serde_json::from_slice::<serde_json::Value>(&page.bytes).expect("JSON")
        };
        let shown = meeting(office)["auxiliaryFile"][0].clone();
        assert_eq!(shown["downloadUrl"], format!("http://localhost{akn}"));
        let own = shown["id"].as_str().expect("an id").trim_start_matches("http://localhost").to_owned();
        office.visitor().open(&own).is(200);
        // Taken back, for a reason, nobody has the scan any more and the words may change
        chair.open(&path);
        chair
            .send("/bien-ban/duyet", &[("viec", "bo-duyet"), ("ly-do", " ")])
            .is(422)
            .says("Nhập lý do bỏ duyệt");
        chair.open(&path);
        let back = [("viec", "bo-duyet"), ("ly-do", "Ghi thiếu một ý kiến")];
        chair.send("/bien-ban/duyet", &back).is(200).says("Duyệt biên bản");
        office.visitor().open(&file).is(404);
        office.visitor().open(&akn).is(404);
        office.visitor().open(&own).is(404);
        assert!(meeting(office)["auxiliaryFile"].is_null());
        lan.open(&path).says("Lưu nội dung");
    });
}

/// The person behind an account of a delegate, as the pages of the session name him.
fn person_of(lan: &mut Person<'_>, path: &str, account: &str) -> String {
    let devices = lan.open(&format!("{path}/thiet-bi"));
    let names = devices.texts("tbody td.head");
    let accounts = devices.texts("tbody td[data-label='Tài khoản']");
    let at = accounts.iter().position(|one| one == account).expect("the account");
    let name = &names[at];
    let roll = lan.open(&format!("{path}/diem-danh"));
    let at = roll.texts("tbody td.head").iter().position(|one| one == name).expect("on the roll");
    roll.attributes("tbody select", "name").remove(at)
}

/// Ends the seat of a delegate; `last` is its last day.
fn ends_seat(lan: &mut Person<'_>, person: &str, last: &str) {
    let page = lan.open(&format!("/lam-viec/nguoi/{person}"));
    let posts = page.texts(".notice b");
    let at = posts.iter().position(|post| post == "Đại biểu HĐND huyện").expect("a seat");
    let form = "form[action$='/ket-thuc'] input";
    let id = page.attributes(&format!("{form}[name=chuc-vu-cu]"), "value").remove(at);
    let version = page.attributes(&format!("{form}[name=version]"), "value").remove(at);
    lan.send("/ket-thuc", &[("chuc-vu-cu", &id), ("version", &version), ("ket-thuc", last)]).is(200);
}

#[test]
fn all_delegates_are_those_of_the_day_on_which_a_vote_is_opened() {
    each_engine(|office| {
        let path = begun(office, "Thảo luận tại hội trường về dự toán\t\t30");
        let mut lan = office.signs_in("vanphong");
        let person = person_of(&mut lan, &path, "Đại biểu 2");
        ends_seat(&mut lan, &person, "16/10/2020");
        let seat = path.replace("/ky-hop/", "/phong-hop/");
        let mut held = Vec::new();
        // The day before the last of the seat, the day itself, the day after
        for (day, total) in [(15, 33), (16, 33), (17, 32)] {
            if day > 15 {
                office.set_day(2020, 10, day);
            }
            let mut lan = office.signs_in("vanphong");
            let mut delegate = office.signs_in("daibieu2");
            lan.open(&format!("{path}/dieu-hanh"));
            let asked =
                [("tieu-de", "Kéo dài phiên họp"), ("quyet-dinh", "procedure"), ("hinh-thuc", "electronic")];
            let opened = lan.send("/bieu-quyet", &asked);
            opened.is(200).says(&format!("Cần 17/{total} phiếu tán thành"));
            opened.says(&format!("0/{total} đại biểu có mặt đã biểu quyết"));
            let poll = running(&opened);
            let own = delegate.open(&seat);
            if total == 33 {
                own.says("Cần 17/33 phiếu tán thành");
                delegate.send("/phieu", &[]).is(200).says("Đã ghi nhận");
            } else {
                own.is(404);
            }
            lan.open(&format!("{path}/dieu-hanh"));
            let over = [("viec", "ket-thuc"), ("du-sao", "co"), ("ly-do", "Thử nghiệm")];
            lan.send(&poll, &over).is(200);
            held.push((poll, total));
            lan.open(&format!("{path}/diem-danh")).says(&format!("Có mặt {total}/{total} đại biểu"));
        }
        // What was held keeps its number
        let mut visitor = office.visitor();
        for (poll, total) in held {
            visitor.open(&poll).is(200).says(&format!("Tổng số đại biểu{total}, có mặt {total}"));
        }
    });
}
