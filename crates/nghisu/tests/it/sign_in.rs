//! Sign-in at a provider beside passwords: nobody comes in who was not proved, and no account is
//! made by it.

mod provider;

use provider::{CLIENT, Provider, SECRET};
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const PAGE: &str = "/lam-viec/dang-nhap-mot-lan";
const BUTTON: &str = "Đăng nhập bằng tài khoản của tỉnh";
const UNPROVEN: &str = "Không kiểm tra được câu trả lời";

fn set_up<'a>(office: &'a Office, issuer: &str, matched: &str) -> Person<'a> {
    let mut admin = office.signs_in("quantri");
    admin.open("/lam-viec/tai-khoan");
    admin.follow("Đăng nhập một lần").says("http://localhost/dang-nhap/mot-lan/ve");
    let typed = [
        ("nhan", BUTTON),
        ("dia-chi", issuer),
        ("ma-ung-dung", CLIENT),
        ("ma-bi-mat", SECRET),
        ("cach-nhan", matched),
        ("bat", "co"),
    ];
    told(admin.send(PAGE, &typed).is(200), "Trang đăng nhập có thêm nút này");
    admin
}

/// What was just done, or refused, is said above the page.
#[track_caller]
fn told<'a>(page: &'a Page, words: &str) -> &'a Page {
    let said = page.texts(".flash");
    assert!(said.iter().any(|one| one.contains(words)), "“{words}” is not in {said:?}:\n{}", page.main());
    page
}

/// Presses the button: the address at the provider.
fn press(browser: &mut Person<'_>) -> String {
    browser.open("/dang-nhap");
    let away = browser.follow(BUTTON);
    away.is(303);
    away.path
}

/// There and back.
fn signs_in(provider: &Provider, browser: &mut Person<'_>, extra: &str) -> Page {
    let way = press(browser);
    browser.open(&provider.visit(&way, extra))
}

/// Guesses of one test are no business of the next.
fn forgive(office: &Office) {
    office.installation.app.throttle().succeeded("địa chỉ ");
}

/// Binds the account at the page of its owner.
fn binds(provider: &Provider, office: &Office, name: &str) -> String {
    let mut person = office.signs_in(name);
    person.open("/lam-viec/toi");
    let page = person.send("/lam-viec/toi/mot-lan", &[]);
    let way = page.is(200).link(BUTTON);
    let back = provider.visit(&way, &format!("&as={name}"));
    let page = person.open(&back);
    told(page.is(200).says("Đã gắn từ"), &format!("Đã gắn tài khoản với {name}@example.vn"));
    back
}

#[test]
fn who_bound_the_account_comes_in_without_a_password_and_every_step_is_in_the_journal() {
    let provider = Provider::start();
    each_engine(|office| {
        office.visitor().open("/dang-nhap").does_not_say(BUTTON);
        let mut admin = set_up(office, &provider.issuer, "nobody");
        told(admin.send("/lam-viec/dang-nhap-mot-lan/thu", &[]).is(200), "trả lời đúng chuẩn");

        // Before it is bound nobody comes in, and no account is made
        let mut lan = office.visitor();
        signs_in(&provider, &mut lan, "&as=vanphong")
            .is(403)
            .says("chưa gắn với tài khoản nào")
            .says("Mật khẩu");
        lan.open("/lam-viec/toi").does_not_say("Nơi đang đăng nhập");

        binds(&provider, office, "vanphong");
        let mut lan = office.visitor();
        // Where she wanted to go is where she comes out
        lan.open("/lam-viec/nhat-ky").says("Đăng nhập");
        let way = lan.follow(BUTTON).path;
        let back = provider.visit(&way, "&as=vanphong");
        let page = lan.open(&back);
        page.is(200).says("Nhật ký");
        assert_eq!(page.path, "/lam-viec/nhat-ky");
        page.says("đăng nhập").says("gắn với nơi đăng nhập một lần");
        admin.open("/lam-viec/nhat-ky").says("đặt nơi đăng nhập một lần");
        admin.open(PAGE);

        // Twice in the same browser, and in another
        told(&lan.open(&back), "Lần đăng nhập này đã dùng");
        office.visitor().open(&back).is(403).says("ở trình duyệt khác");

        // Passwords go on; what was bound is taken back by its owner
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/toi").says("Đã gắn từ");
        told(lan.send("/lam-viec/toi/mot-lan/bo", &[]).is(200).says("Chưa gắn"), "Đã bỏ gắn");
        signs_in(&provider, &mut office.visitor(), "&as=vanphong").is(403).says("chưa gắn với tài khoản nào");

        // The secret is shown nowhere
        let page = admin.open(PAGE);
        assert!(!page.body().contains("1+1=2"), "the secret is on the page");
        page.says("Đã có, được niêm phong");

        // Turned off it is not there
        let off: Vec<(&str, &str)> = vec![("bat", "")];
        admin.send(PAGE, &off).is(200).says("Đang tắt");
        office.visitor().open("/dang-nhap").does_not_say(BUTTON);
        office.visitor().open("/dang-nhap/mot-lan").is(404);
        office.visitor().open(&back).is(404);
        office.signs_in("vanphong").open("/lam-viec/toi").does_not_say("Đăng nhập một lần");
    });
}

#[test]
fn an_answer_of_another_sign_in_is_refused() {
    let provider = Provider::start();
    each_engine(|office| {
        set_up(office, &provider.issuer, "user_name");
        // A stranger's answer in this browser: whoever follows a link is not signed in as another
        let mut stranger = office.visitor();
        let back = provider.visit(&press(&mut stranger), "&as=xa-13453");
        let mut lan = office.visitor();
        lan.open(&back).is(403).says("ở trình duyệt khác");
        let own = provider.visit(&press(&mut lan), "&as=vanphong");
        lan.open(&back).is(403).says("ở trình duyệt khác");
        for state in ["", "x", "%00"] {
            let (path, _) = own.split_once("state=").expect("a state");
            lan.open(&format!("{path}state={state}&code=code-0-vanphong")).is(403).says("ở trình duyệt khác");
            forgive(office);
        }
        // The right one still holds, once
        assert_eq!(lan.open(&own).is(200).path, "/lam-viec");
        // Somebody else's code under the own state: the provider holds the challenge against it
        let mut thief = office.visitor();
        let mut owner = office.visitor();
        let stolen = provider.visit(&press(&mut owner), "&as=lanhdaovp");
        let mine = provider.visit(&press(&mut thief), "&as=nobody");
        let (_, code) = stolen.split_once("&code=").expect("a code");
        let (head, _) = mine.split_once("&code=").expect("a code");
        thief.open(&format!("{head}&code={code}")).is(403).says("từ chối");
        // A refusal of the provider is one sentence of ours
        let page = signs_in(&provider, &mut office.visitor(), "&fault=denied");
        page.is(403).says("từ chối").does_not_say("không</b>");
        office.visitor().open("/dang-nhap/mot-lan/ve").is(403);
    });
}

#[test]
fn a_token_that_is_not_for_this_sign_in_opens_nothing() {
    each_engine(|office| {
        let provider = Provider::start();
        set_up(office, &provider.issuer, "user_name");
        for fault in [
            "nonce",
            "aud",
            "iss",
            "expired",
            "now",
            "key",
            "no-such-key",
            "none",
            "moved",
            "words",
            "no-token",
        ] {
            let mut lan = office.visitor();
            let page = signs_in(&provider, &mut lan, &format!("&as=vanphong&fault={fault}"));
            assert!(page.main().contains(UNPROVEN), "{fault}: {}", page.main());
            page.is(403).says("Mật khẩu");
            lan.open("/lam-viec/toi").says("Tên đăng nhập");
            forgive(office);
        }
        // Another key is believed once the provider shows it
        let mut lan = office.visitor();
        assert_eq!(signs_in(&provider, &mut lan, "&as=vanphong&fault=rotated").is(200).path, "/lam-viec");
    });
}

#[test]
fn people_are_matched_only_as_far_as_the_administrator_allowed() {
    let provider = Provider::start();
    each_engine(|office| {
        let mut admin = set_up(office, &provider.issuer, "user_name");
        assert_eq!(signs_in(&provider, &mut office.visitor(), "&as=VanPhong").is(200).path, "/lam-viec");
        // Who has the name now is not who had it
        signs_in(&provider, &mut office.visitor(), "&as=vanphong&fault=renamed")
            .is(403)
            .says("người dùng khác");
        signs_in(&provider, &mut office.visitor(), "&as=khong-co").is(403).says("chưa gắn");

        // By an address: verified there, written down here
        admin.open(PAGE);
        admin.send(PAGE, &[("cach-nhan", "email")]).is(200);
        signs_in(&provider, &mut office.visitor(), "&as=lanhdaovp").is(403).says("chưa gắn");
        let page = admin.open("/lam-viec/tai-khoan");
        admin.open(&page.link("Lãnh đạo Văn phòng")).says("Đăng nhập một lần");
        admin.send("/mot-lan", &[("thu-mot-lan", "không phải thư")]).is(422).says("Nhập địa chỉ thư đầy đủ");
        let page = admin.send("/mot-lan", &[("thu-mot-lan", " LanhDaoVP@example.VN ")]);
        told(page.is(200), "Đã lưu thư điện tử");
        assert_eq!(page.attributes("#thu-mot-lan", "value"), ["lanhdaovp@example.vn"]);
        forgive(office);
        let page = signs_in(&provider, &mut office.visitor(), "&as=lanhdaovp&fault=unverified");
        page.is(403).says("chưa gắn");
        assert_eq!(signs_in(&provider, &mut office.visitor(), "&as=lanhdaovp").is(200).path, "/lam-viec");
        // An address leads to one account
        let page = admin.open("/lam-viec/tai-khoan");
        admin.open(&page.link("UBND huyện (đầu mối)"));
        let taken = admin.send("/mot-lan", &[("thu-mot-lan", "lanhdaovp@example.vn")]);
        taken.is(422).says("đã gắn với tài khoản khác");
        // The administrator takes back what was bound
        let page = admin.open("/lam-viec/tai-khoan");
        admin.open(&page.link("Lãnh đạo Văn phòng")).says("Đã gắn từ");
        admin.send("/mot-lan/bo", &[]).is(200).says("Chưa gắn");
    });
}

#[test]
fn a_locked_account_stays_locked_and_a_bound_name_stays_with_its_account() {
    let provider = Provider::start();
    each_engine(|office| {
        let mut admin = set_up(office, &provider.issuer, "nobody");
        binds(&provider, office, "phapche");
        // Another account cannot take the same name
        let mut other = office.signs_in("vanphong");
        other.open("/lam-viec/toi");
        let way = other.send("/lam-viec/toi/mot-lan", &[]).link(BUTTON);
        told(&other.open(&provider.visit(&way, "&as=phapche")), "đã gắn với tài khoản khác");
        other.open("/lam-viec/toi").says("Chưa gắn");
        // What was begun to bind one account does not bind who signed in meanwhile
        let mut shared = office.signs_in("vanphong");
        shared.open("/lam-viec/toi");
        let way = shared.send("/lam-viec/toi/mot-lan", &[]).link(BUTTON);
        let back = provider.visit(&way, "&as=vanphong");
        shared.open("/lam-viec/toi");
        shared.send("/dang-xuat", &[]);
        shared.open(&back).is(403).says("Phiên đăng nhập đã đổi");
        // A form of another site binds nothing
        let mut lan = office.signs_in("vanphong");
        lan.post("/lam-viec/toi/mot-lan", &[]).is(403);

        let page = admin.open("/lam-viec/tai-khoan");
        let id = page.link("Ban Pháp chế");
        admin.send(&format!("{id}/trang-thai"), &[("khoa", "1")]).is(200);
        signs_in(&provider, &mut office.visitor(), "&as=phapche").is(403).says("đang bị khóa");
        admin.open("/lam-viec/tai-khoan");
        admin.send(&format!("{id}/trang-thai"), &[("khoa", "0")]).is(200);
        signs_in(&provider, &mut office.visitor(), "&as=phapche").is(200);
    });
}

#[test]
fn a_provider_that_is_down_or_lies_about_itself_costs_a_sentence() {
    each_engine(|office| {
        let provider = Provider::start();
        let mut admin = set_up(office, &provider.issuer, "user_name");
        let mut lan = office.visitor();
        signs_in(&provider, &mut lan, "&as=vanphong&fault=broken").is(503).says("không trả lời");
        let way = press(&mut lan);
        let back = provider.visit(&way, "&as=vanphong");

        for (path, words) in [
            ("/other-token", "dẫn sang máy chưa được cho phép"),
            ("/other-keys", "dẫn sang máy chưa được cho phép"),
            ("/other-issuer", "không theo chuẩn"),
            ("/large", "không theo chuẩn"),
            ("/moved", "không theo chuẩn"),
            ("/words", "không theo chuẩn"),
            ("/broken", "không trả lời"),
        ] {
            admin.open(PAGE);
            admin.send(PAGE, &[("dia-chi", &format!("{}{path}", provider.issuer))]).is(200);
            told(admin.send("/lam-viec/dang-nhap-mot-lan/thu", &[]).is(200), words);
            let page = office.visitor().open("/dang-nhap/mot-lan");
            assert!(matches!(page.status.as_u16(), 403 | 503), "{path}: {}", page.status);
            page.says("Mật khẩu");
        }
        admin.open(PAGE);
        admin.send(PAGE, &[("dia-chi", &provider.issuer)]).is(200);

        // Gone between the button and the answer, and from the beginning
        drop(provider);
        lan.open(&back).is(503).says("không trả lời").says("Mật khẩu");
        let silent = "http://127.0.0.1:9";
        admin.open(PAGE);
        admin.send(PAGE, &[("dia-chi", silent)]).is(422).says("nhập lại mã bí mật");
        admin.send(PAGE, &[("dia-chi", silent), ("ma-bi-mat", "khác")]).is(200);
        told(&admin.send("/lam-viec/dang-nhap-mot-lan/thu", &[]), "không trả lời");
        office.visitor().open("/dang-nhap/mot-lan").is(503).says("không trả lời");
        office.signs_in("vanphong").open("/lam-viec").is(200);
    });
}

#[test]
fn only_an_administrator_sets_it_and_all_faults_are_said_at_once() {
    each_engine(|office| {
        for who in ["vanphong", "lanhdaovp", "chutich", "xa-13453"] {
            office.signs_in(who).open(PAGE).is(404);
        }
        let mut admin = office.signs_in("quantri");
        admin.open(PAGE).says("Chưa đặt nơi đăng nhập nào");
        let typed = [("dia-chi", "http://sso.example.vn"), ("may-khac", "ftp://x"), ("ma-bi-mat", "lộ mất")];
        let page = admin.send(PAGE, &typed);
        page.is(422)
            .says("Nhập chữ trên nút")
            .says("Địa chỉ phải là https://")
            .says("Nhập địa chỉ đầy đủ")
            .says("Nhập mã ứng dụng");
        assert!(page.body().contains("http://sso.example.vn") && !page.body().contains("lộ mất"));
        let typed = [("nhan", "Nút"), ("dia-chi", "https://sso.example.vn"), ("ma-ung-dung", "a")];
        admin.open(PAGE);
        admin.send(PAGE, &typed).is(422).says("Nhập mã bí mật mà nơi đăng nhập một lần cấp");
        admin.open(PAGE).says("Chưa đặt nơi đăng nhập nào");
    });
}

#[test]
fn who_guesses_waits_as_with_passwords() {
    let provider = Provider::start();
    each_engine(|office| {
        set_up(office, &provider.issuer, "nobody");
        for _ in 0..6 {
            office.visitor().open("/dang-nhap/mot-lan/ve?state=x&code=y").is(403);
            let app = &office.installation.app;
            if app.throttle().wait_seconds("địa chỉ ", app.clock().wall()) > 0 {
                break;
            }
        }
        office.visitor().open("/dang-nhap/mot-lan/ve?state=x&code=y").is(429);
        office.visitor().open("/dang-nhap/mot-lan").is(429);
    });
}
