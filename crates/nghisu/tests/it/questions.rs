//! Questions to office holders, from the delegate's form to the promise that is followed; who
//! reads them when; and the day by which a written answer is due.

use testkit::{Page, Person};

use crate::office::{Office, each_engine};

const WORDS: &str = "Đường trục thôn Kín hư hỏng từ năm 2019. Bao giờ sửa xong, ai chịu trách nhiệm?";
const PROMISE: &str = "Sửa xong đường trục thôn Kín và bàn giao cho xã";

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// Puts a question as the delegate, at the session with this name or between two; its page.
fn ask(delegate: &mut Person<'_>, session: &str) -> String {
    let form = delegate.open("/lam-viec/chat-van/moi");
    let (session, body) = (choice(&form, "ky-hop", session), choice(&form, "co-quan", "UBND huyện"));
    let typed = [
        ("ky-hop", session.as_str()),
        ("co-quan", &body),
        ("nguoi-bi-chat-van", "Chủ tịch UBND huyện"),
        ("noi-dung", WORDS),
    ];
    let page = delegate.send("/lam-viec/chat-van", &typed);
    page.is(200).says("Đã gửi, chờ tổng hợp").says(WORDS);
    page.path
}

/// "CV-2020-0007" of a question's page.
fn code(page: &Page) -> String {
    page.texts("h1").join("").replace("Chất vấn ", "")
}

/// The page of the questions of the session with this name.
fn session(office: &mut Person<'_>, name: &str) -> String {
    let list = office.open("/lam-viec/ky-hop");
    format!("{}/chat-van", list.link(name))
}

/// The form of a group on a session's page: its id and version.
fn group(page: &Page) -> (String, String) {
    let (id, version) =
        (page.attributes("input[name=nhom]", "value"), page.attributes("input[name=version]", "value"));
    (id[0].clone(), version[0].clone())
}

#[test]
fn a_question_is_grouped_chosen_answered_in_the_hall_and_its_promise_is_followed() {
    each_engine(|office| {
        let mut delegate = office.signs_in("daibieu1");
        delegate.open("/lam-viec/chat-van/moi").is(200);
        let faulty = delegate.send("/lam-viec/chat-van", &[("noi-dung", "Bao giờ?")]);
        faulty.is(422).says("Chọn cơ quan của người bị chất vấn.").says("Nhập người bị chất vấn.");
        faulty.says("dài từ 10 ký tự").says("Bao giờ?");
        let path = ask(&mut delegate, "thứ Hai mươi");
        let code = code(&delegate.open(&path));

        // Before it is compiled it is the delegate's and the office's alone
        for name in ["daibieu2", "ubnd", "phong-tnmt", "xa-13453", "mattran"] {
            let mut other = office.signs_in(name);
            other.open(&path).is(404);
            other.open("/lam-viec/chat-van").is(200).does_not_say(WORDS);
        }
        office.visitor().open(&format!("/chat-van/{code}")).is(404);
        office.visitor().open("/chat-van.json").does_not_say(WORDS);
        office.visitor().open("/tim?q=truc+thon+kin").does_not_say(WORDS);

        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec").says("Tổng hợp 2 chất vấn chưa xếp nhóm");
        let compile = session(&mut lan, "thứ Hai mươi");
        lan.open(&compile).is(200).says(WORDS);
        lan.send(&compile, &[("viec", "nhom-moi"), ("ten-nhom", "")]).is(422).says("Nhập tên nhóm vấn đề.");
        lan.open(&compile);
        let page = lan.send(&compile, &[("viec", "nhom-moi"), ("ten-nhom", "Giao thông nông thôn")]);
        page.is(200);
        let (group_id, version) = group(&page);
        let decide = |lan: &mut Person<'_>, version: &str| {
            lan.open(&compile);
            lan.send(&compile, &[("viec", "chon"), ("nhom", &group_id), ("version", version)])
        };
        decide(&mut lan, &version).is(422).says("Nhóm chưa có chất vấn nào");
        lan.open(&compile);
        let id = path.rsplit('/').next().unwrap_or_default();
        let (into, known) = (format!("xep-{id}"), format!("cu-{id}"));
        lan.send(&compile, &[("viec", "xep"), (&into, &group_id), (&known, "")]).is(200).says("Đã tổng hợp");
        decide(&mut lan, &version).is(422).says("Ghi người trả lời chất vấn của nhóm");
        lan.open(&compile);
        let named = [
            ("viec", "sua-nhom"),
            ("nhom", group_id.as_str()),
            ("version", &version),
            ("ten-nhom", "Giao thông nông thôn"),
            ("nguoi-tra-loi", "Chủ tịch UBND huyện"),
        ];
        let page = lan.send(&compile, &named);
        page.is(200);
        // Compiled, it is public
        office.visitor().open(&format!("/chat-van/{code}")).is(200).says(WORDS);
        let (_, version) = group(&page);
        decide(&mut lan, &version).is(200).says("HĐND chọn chất vấn");
        delegate.open(&path).says("HĐND chọn chất vấn tại kỳ họp").does_not_say("Rút chất vấn");

        let mut answer = vec![
            ("viec", "tra-loi-mieng"),
            ("ngay-tra-loi", "15/10/2020"),
            ("nguoi-ky", "KT. Chủ tịch UBND huyện"),
            ("tra-loi", "UBND huyện nhận trách nhiệm; sửa xong trong tháng 11."),
            ("loi-hua", PROMISE),
            ("han-loi-hua", "15/10/2020"),
        ];
        lan.open(&path);
        lan.send(&path, &answer).is(422).says("không ký thay").says(PROMISE);
        answer[2].1 = "Chủ tịch UBND huyện";
        lan.open(&path);
        lan.send(&path, &answer).is(422).says("Hạn thực hiện lời hứa phải sau ngày trả lời");
        answer[5].1 = "30/11/2020";
        lan.open(&path);
        let page = lan.send(&path, &answer);
        page.is(200).says("Đã trả lời tại kỳ họp").says(PROMISE).says("VT-2020-").says("30/11/2020");
        followed(office, &mut lan, &path, &compile);
        hidden(office, &mut lan, &path, &code);
        judged(&mut delegate, &mut lan, &path);
    });
}

/// The promise is read by whom the question is read; both are hidden with their session, and come
/// back with it.
fn hidden(office: &Office, lan: &mut Person<'_>, path: &str, code: &str) {
    let page = lan.open(path);
    let follow_up = page.texts("a").into_iter().find(|text| text.starts_with("VT-2020-")).expect("its code");
    let (question, follow_up) = (format!("/chat-van/{code}"), format!("/viec-theo-doi/{follow_up}"));
    let mut visitor = office.visitor();
    let mut public = |status: u16| {
        visitor.open(&question).is(status);
        visitor.open(&follow_up).is(status);
        let found = visitor.open("/tim?q=ban+giao+cho+xa");
        assert_eq!(found.main().contains(PROMISE), status == 200, "{}", found.main());
    };
    public(200);
    lan.open(path);
    lan.send(path, &[("viec", "an")]).is(200).says("Không công khai");
    public(404);
    lan.open(path);
    lan.send(path, &[("viec", "cong-khai")]).is(200);
    public(200);
    let session = lan.open("/lam-viec/ky-hop").link("thứ Hai mươi");
    lan.open(&session);
    lan.send(&session, &[("cong-khai", "")]).is(200);
    public(404);
    lan.open(path);
    lan.send(path, &[("viec", "cong-khai")]).is(422).says("Kỳ họp của chất vấn này chưa công khai");
    lan.open(&session);
    lan.send(&session, &[("cong-khai", "co")]).is(200);
    public(200);
}

/// The promise is a follow-up of the office and of the body that made it; the papers print.
fn followed(office: &Office, lan: &mut Person<'_>, path: &str, compile: &str) {
    lan.open("/lam-viec").says(PROMISE);
    let mut body = office.signs_in("ubnd");
    body.open("/lam-viec").says(PROMISE);
    let follow_up = lan.open(path).link("VT-2020-");
    let page = lan.open(&follow_up);
    page.is(200).says(PROMISE).says("Lời hứa tại kỳ họp thứ Hai mươi");
    assert_eq!(page.link("Lời hứa, chất vấn CV-2020-"), path, "the follow-up leads to the question");
    lan.open(compile).says(PROMISE).says("Lời hứa");
    for (paper, begins) in
        [("tong-hop.docx", &b"PK"[..]), ("tong-hop.pdf", b"%PDF"), ("nghi-quyet.docx", b"PK")]
    {
        assert!(lan.open(&format!("{compile}/{paper}")).is(200).bytes.starts_with(begins), "{paper}");
        body.open(&format!("{compile}/{paper}")).is(404);
    }
    // The session of July: its promises are reported ten days before that of 15/12/2020
    let july = session(lan, "thứ Mười tám");
    lan.open(&july).says("Báo cáo lời hứa trước Kỳ họp thứ Hai mươi").says("05/12/2020");
}

/// The delegate does not agree and asks the council to discuss; the office writes down what came
/// of it.
fn judged(delegate: &mut Person<'_>, lan: &mut Person<'_>, path: &str) {
    lan.open(path).does_not_say("Ý kiến của đại biểu về trả lời");
    delegate.open("/lam-viec").says("Cho ý kiến về trả lời chất vấn");
    delegate.open(path);
    delegate.send(path, &[("viec", "y-kien"), ("dong-y", "chua")]).is(422).says("Ghi điều chưa đồng ý");
    delegate.open(path);
    let words = "Chưa nói rõ ai chịu trách nhiệm.";
    delegate.send(path, &[("viec", "y-kien"), ("dong-y", "chua"), ("y-kien", words)]).is(200).says(words);
    delegate.open(path);
    delegate.send(path, &[("viec", "de-nghi-thao-luan")]).is(200).says("Đề nghị HĐND thảo luận");
    lan.open(path);
    let concluded = [
        ("viec", "thao-luan"),
        ("ngay-thao-luan", "15/10/2020"),
        ("ket-luan", "UBND kiểm điểm, báo cáo lại."),
    ];
    lan.send(path, &concluded).is(200).says("HĐND đã thảo luận").says("UBND kiểm điểm");
}

#[test]
fn a_written_answer_is_due_in_twenty_days_and_a_late_one_counts_as_late() {
    each_engine(|office| {
        let mut delegate = office.signs_in("daibieu3");
        let path = ask(&mut delegate, "Giữa hai kỳ họp");
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec").says("Xem xét chất vấn giữa hai kỳ họp");
        lan.open(&path);
        let allow = |day| [("viec", "cho-van-ban"), ("ly-do", "between_sessions"), ("ngay-cho", day)];
        lan.send(&path, &allow("14/10/2020")).is(422).says("trước ngày gửi phiếu");
        lan.open(&path);
        lan.send(&path, &allow("16/10/2020")).is(422).says("chưa đến");
        lan.open(&path);
        let page = lan.send(&path, &allow("15/10/2020"));
        page.is(200).says("Chờ trả lời bằng văn bản").says("Vì sao là ngày này").says("04/11/2020");
        page.says("Điều 60 khoản 4");

        office.set_day(2020, 11, 4);
        let mut body = office.signs_in("ubnd");
        body.open("/lam-viec").says("Trả lời chất vấn bằng văn bản");
        body.open(&path).says("Hạn hôm nay").does_not_say("Cho trả lời bằng văn bản ngày");
        office.signs_in("vanphong").open("/lam-viec").does_not_say("Quá hạn trả lời bằng văn bản");
        office.set_day(2020, 11, 5);
        office.signs_in("vanphong").open("/lam-viec").says("Quá hạn trả lời bằng văn bản");
        // Another body sees it, and has nothing to answer with
        office.signs_in("phong-tnmt").open(&path).is(200).does_not_say("Gửi trả lời");
        body.open(&path).says("Quá hạn 1 ngày");
        let typed = [
            ("viec", "tra-loi-van-ban"),
            ("ngay-tra-loi", "05/11/2020"),
            ("nguoi-ky", ""),
            ("tra-loi", "Đường được sửa trong quý IV, UBND huyện chịu trách nhiệm."),
        ];
        body.send(&path, &typed).is(422).says("Nhập người trả lời.");
        body.open(&path);
        let mut typed = typed;
        typed[2].1 = "Chủ tịch UBND huyện";
        body.send(&path, &typed).is(200).says("trễ 1 ngày").does_not_say("Gửi trả lời");

        // Of the one that was due in quarter IV none was in time; of quarter III two of three
        let mut visitor = office.visitor();
        for (quarter, value, whole) in [("2020-Q4", 0, 1), ("2020-Q3", 2, 3)] {
            let report = visitor.open(&format!("/api/v1/reports/351/{quarter}"));
            let report: serde_json::Value = serde_json::from_slice(&report.bytes).expect("a report");
            let all = report["indicators"].as_array().expect("a list");
            let a08 = all.iter().find(|one| one["code"] == "A08").expect("A08");
            assert_eq!((&a08["value"], &a08["denominator"]), (&value.into(), &whole.into()), "{a08}");
        }
    });
}

#[test]
fn what_is_withdrawn_is_read_by_nobody_else_and_paper_is_typed_by_the_office() {
    each_engine(|office| {
        let mut delegate = office.signs_in("daibieu5");
        let path = ask(&mut delegate, "thứ Hai mươi");
        let code = code(&delegate.open(&path));
        delegate.open(&path);
        delegate.send(&path, &[("viec", "rut")]).is(200).says("Đại biểu đã rút");
        office.visitor().open(&format!("/chat-van/{code}")).is(404);
        office.visitor().open("/chat-van").is(200).does_not_say(&code).says("dữ liệu minh họa");
        office.visitor().open("/chat-van.csv").is(200).does_not_say(&code);
        office.signs_in("daibieu6").open(&path).is(404);

        // The office types for a delegate who came with a paper form, and carries it on
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/chat-van/moi");
        let person = form.attributes("select[name=dai-bieu] option", "value").remove(1);
        let body = choice(&form, "co-quan", "UBND huyện");
        let mut typed = vec![
            ("dai-bieu", person.as_str()),
            ("ngay", "16/10/2020"),
            ("co-quan", &body),
            ("nguoi-bi-chat-van", "Chủ tịch UBND huyện"),
            ("noi-dung", WORDS),
        ];
        lan.send("/lam-viec/chat-van", &typed).is(422).says("chưa đến");
        typed[1].1 = "12/10/2020";
        lan.open("/lam-viec/chat-van/moi");
        let page = lan.send("/lam-viec/chat-van", &typed);
        page.is(200).says("nhập từ phiếu giấy").says("12/10/2020").says("Rút chất vấn");
        let path = page.path.clone();
        let text = "Đường thôn Kín: bao giờ sửa xong?";
        let amended = [
            ("viec", "sua"),
            ("ky-hop", ""),
            ("co-quan", body.as_str()),
            ("nguoi-bi-chat-van", "Chủ tịch UBND huyện"),
            ("noi-dung", text),
        ];
        lan.send(&path, &amended).is(200).says(text);
        lan.open(&path);
        lan.send(&path, &[("viec", "la-gi")]).is(404);
    });
}

#[test]
fn one_that_is_hidden_is_not_found_by_strangers_and_not_counted() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = lan.open("/lam-viec/chat-van?trang-thai=answered_written").link("Giải ngân vốn");
        let code = code(&lan.open(&path));
        let mut visitor = office.visitor();
        visitor.open(&format!("/chat-van/{code}")).is(200).says("Đã trả lời đúng hạn");
        visitor.open("/tim?q=giai+ngan+von+dau+tu+cong").says(&code);
        lan.open(&path);
        lan.send(&path, &[("viec", "an")]).is(200).says("Không công khai");
        visitor.open(&format!("/chat-van/{code}")).is(404);
        visitor.open("/chat-van.json").does_not_say(&code);
        visitor.open("/tim?q=giai+ngan+von+dau+tu+cong").does_not_say(&code);
        office.signs_in("daibieu2").open(&path).is(404);
    });
}

#[test]
fn a_day_typed_wrongly_is_corrected_for_a_reason() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/chat-van?trang-thai=answered_written");
        let question = lan.follow("Giải ngân vốn đầu tư công 6 tháng");
        let typed = [
            ("viec", "sua-tra-loi"),
            ("ngay-tra-loi", "14/10/2020"),
            ("nguoi-ky", "Chủ tịch UBND huyện"),
            ("tra-loi", "Đã giải ngân xong trong tháng 9."),
            ("ly-do-sua", ""),
        ];
        let silent = lan.send(&question.path, &typed);
        silent.is(422).says("Nhập lý do sửa");
        lan.open(&question.path);
        let mut said = typed;
        said[4] = ("ly-do-sua", "Gõ nhầm ngày");
        lan.send(&question.path, &said).is(200).says("14/10/2020").says("Đã giải ngân xong trong tháng 9.");
        lan.open("/lam-viec/nhat-ky").says("Gõ nhầm ngày");
    });
}

/// Somebody becomes a delegate of the commune of an account, by the office's own forms.
fn seat_in_commune(office: &Office, commune: &str) {
    let mut lan = office.signs_in("vanphong");
    lan.open("/lam-viec/nguoi");
    let person = lan.send("/lam-viec/nguoi", &[("ho-ten", "Đại biểu Minh Họa Xã")]).path;
    let page = lan.open(&person);
    let options = page.texts("select[name=co-quan] option");
    let values = page.attributes("select[name=co-quan] option", "value");
    let is_council = |name: &String| {
        name.ends_with(commune) && (name.starts_with("Hội đồng nhân dân") || name.starts_with("HĐND"))
    };
    let at = options.iter().position(is_council).expect("the commune's council");
    let post = choice(&page, "chuc-vu", "Đại biểu");
    let typed = [("co-quan", values[at].as_str()), ("chuc-vu", &post), ("tu-ngay", "01/07/2016")];
    lan.send(&person, &typed).is(200).says("từ 01/07/2016");
}

#[test]
fn a_promise_in_a_communes_council_is_followed_by_that_council() {
    each_engine(|office| {
        let mut commune = office.signs_in("xa-13453");
        let form = commune.open("/lam-viec/chat-van/moi");
        let body = form.texts("select[name=co-quan] option");
        let body = body.iter().find(|name| name.starts_with("UBND ")).expect("the commune's committee");
        seat_in_commune(office, body.trim_start_matches("UBND "));
        let form = commune.open("/lam-viec/chat-van/moi");
        let (person, body) = (choice(&form, "dai-bieu", "Minh Họa Xã"), choice(&form, "co-quan", body));
        let typed = [
            ("dai-bieu", person.as_str()),
            ("ngay", "14/10/2020"),
            ("co-quan", &body),
            ("nguoi-bi-chat-van", "Chủ tịch UBND xã"),
            ("noi-dung", WORDS),
        ];
        let path = commune.send("/lam-viec/chat-van", &typed).is(200).path.clone();
        commune.open(&path);
        let allow = [("viec", "cho-van-ban"), ("ly-do", "between_sessions"), ("ngay-cho", "14/10/2020")];
        commune.send(&path, &allow).is(200);
        commune.open(&path);
        let answer = [
            ("viec", "tra-loi-van-ban"),
            ("ngay-tra-loi", "15/10/2020"),
            ("nguoi-ky", "Chủ tịch UBND xã"),
            ("tra-loi", "UBND xã nhận trách nhiệm."),
        ];
        commune.send(&path, &answer).is(200);
        commune.open(&path);
        let promise =
            [("viec", "loi-hua"), ("loi-hua", PROMISE), ("chu-tri", &body), ("han-loi-hua", "30/11/2020")];
        let page = commune.send(&path, &promise);
        page.is(200).says(PROMISE).says("VT-2020-");
        // The council's one account watches and judges it; another commune and the district do not
        let follow_up = page.link("VT-2020-");
        commune.open("/lam-viec").says(PROMISE);
        commune.open(&follow_up).is(200).says(PROMISE);
        for name in ["xa-13441", "vanphong", "daibieu1"] {
            office.signs_in(name).open(&follow_up).is(404);
        }
    });
}

#[test]
fn the_data_of_questions_names_its_total_and_goes_on_where_a_page_ends() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let of = |page: &Page| -> serde_json::Value {
            serde_json::from_slice(&page.bytes).expect("a list of questions")
        };
        let all = of(visitor.open("/chat-van.json").is(200));
        let items = all["items"].as_array().expect("items");
        assert!(items.len() > 1 && all["total"] == items.len() && all["next"].is_null(), "{all}");
        // After the first row come the others, and the total stays
        let one = &items[0];
        let day = one["asked_on"].as_str().expect("a day");
        let last = format!("/chat-van.json?sau={day}_00000000-0000-7000-8000-000000000000");
        let rest = of(visitor.open(&last).is(200));
        let older = items.iter().filter(|item| item["asked_on"].as_str() < Some(day)).count();
        assert_eq!(rest["items"].as_array().map(Vec::len), Some(older), "{rest}");
        assert_eq!(rest["total"], all["total"]);
    });
}
