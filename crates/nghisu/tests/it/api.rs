//! Programs of an organization read what it owes and answer it, by a key.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::office::{Office, each_engine};

const ALL: [&str; 6] = [
    "follow-ups.read",
    "follow-ups.answer",
    "petitions.read",
    "petitions.answer",
    "report.read",
    "report.write",
];

/// What came back.
#[derive(Debug)]
struct Reply {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    #[track_caller]
    fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        if status >= 400 {
            assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
            let problem = self.json();
            assert_eq!(problem["status"], status, "{}", self.text);
            assert!(problem["title"].is_string() && problem["detail"].is_string(), "{}", self.text);
        }
        for absent in ["set-cookie", "access-control-allow-origin"] {
            assert!(!self.headers.contains_key(absent), "{absent}");
        }
        self
    }

    /// Where something is wrong, as the problem names it.
    fn places(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let mut places: Vec<String> = errors
            .iter()
            .filter_map(|error| {
                ["pointer", "parameter", "header"].iter().find_map(|place| error[*place].as_str())
            })
            .map(str::to_owned)
            .collect();
        places.sort();
        places
    }
}

fn send(router: Router, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Vec<u8>>) -> Reply {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.unwrap_or_default())).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async move {
        let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
        Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    })
}

/// A program with its key.
struct Program<'a> {
    office: &'a Office,
    key: String,
}

impl Program<'_> {
    fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None)
    }

    fn send(&self, method: &str, path: &str, more: &[(&str, &str)], body: Option<&Value>) -> Reply {
        let bearer = format!("Bearer {}", self.key);
        let mut headers = vec![("authorization", bearer.as_str())];
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        headers.extend(more);
        send(self.office.router(), method, path, &headers, body.map(|body| body.to_string().into_bytes()))
    }

    /// The first of a list that the program may answer.
    fn to_answer(&self, list: &str) -> Value {
        let all = self.get(list).is(200).json();
        let items = all["items"].as_array().cloned().expect("items");
        items.into_iter().find(|one| one["may_answer"] == true).unwrap_or_else(|| panic!("{list}: {all}"))
    }
}

/// The administrator makes a key for the body whose name contains these words.
fn key_for<'a>(office: &'a Office, body: &str, scopes: &[&str], until: &str) -> Program<'a> {
    let mut admin = office.signs_in("quantri");
    let page = admin.open("/lam-viec/khoa-api");
    let names = page.texts("select[name=co-quan] option");
    let ids = page.attributes("select[name=co-quan] option", "value");
    let at = names.iter().position(|name| name.contains(body)).unwrap_or_else(|| panic!("{body}: {names:?}"));
    let mut typed = vec![("co-quan", ids[at].as_str()), ("ten", "iOffice"), ("het-han", until)];
    typed.extend(scopes.iter().map(|scope| ("quyen", *scope)));
    let made = admin.send("/lam-viec/khoa-api", &typed);
    made.is(200).says("Đã lập khóa").says("không hiện lại");
    let key = made.texts("code").into_iter().find(|code| code.starts_with("ngs_")).expect("a key");
    assert!(!admin.open("/lam-viec/khoa-api").body().contains(&key), "a key is shown once");
    Program { office, key }
}

/// Another body's follow-up, and one of the department of natural resources.
fn follow_up_of(office: &Office, body: &str, words: &str) {
    let mut lan = office.signs_in("vanphong");
    let page = lan.open("/lam-viec/viec/moi");
    let names = page.texts("select[name=chu-tri] option");
    let ids = page.attributes("select[name=chu-tri] option", "value");
    let at = names.iter().position(|name| name.contains(body)).unwrap_or_else(|| panic!("{body}: {names:?}"));
    let typed =
        [("noi-dung", words), ("chu-tri", ids[at].as_str()), ("loai-han", "date"), ("han", "30/11/2020")];
    lan.send("/lam-viec/viec/moi", &typed).is(200).says(words);
}

const RESOURCES: &str = "Tài nguyên";
const YEAR: &str = "15/10/2021";

#[test]
fn a_key_is_given_by_the_administrator_shown_once_and_taken_back() {
    each_engine(|office| {
        for name in ["vanphong", "lanhdaovp", "phong-tnmt"] {
            office.signs_in(name).open("/lam-viec/khoa-api").is(404);
        }
        let mut admin = office.signs_in("quantri");
        admin.open("/lam-viec/khoa-api").says("Chưa có khóa nào").does_not_say("Thường trực HĐND huyện");
        let wrong = admin.send("/lam-viec/khoa-api", &[("het-han", "16/10/2021")]);
        wrong.is(422).says("Chọn cơ quan.").says("Nhập tên phần mềm.").says("Chọn ít nhất một quyền.");
        let option = admin
            .open("/lam-viec/khoa-api")
            .attributes("select[name=co-quan] option:not([value=''])", "value")
            .remove(0);
        for (until, words) in [("14/10/2020", "từ hôm nay trở đi"), ("16/10/2021", "không sau 15/10/2021")]
        {
            let typed =
                [("co-quan", option.as_str()), ("ten", "X"), ("quyen", "petitions.read"), ("het-han", until)];
            admin.send("/lam-viec/khoa-api", &typed).is(422).says(words);
            admin.open("/lam-viec/khoa-api");
        }

        let program = key_for(office, RESOURCES, &ALL, YEAR);
        assert!(api::rules::is_key(&program.key), "{}", program.key);
        let page = admin.open("/lam-viec/khoa-api");
        page.says("chưa dùng").says("Đang dùng").says("iOffice").says(&program.key[72..]);
        let who = program.get("/api/v1/organization").is(200).json();
        assert!(who["name"].as_str().is_some_and(|name| name.contains(RESOURCES)), "{who}");
        assert_eq!(who["key"]["expires_on"], "2021-10-15");
        assert_eq!(who["key"]["scopes"], json!(ALL));
        let page = admin.open("/lam-viec/khoa-api");
        page.does_not_say("chưa dùng").says("15/10/2020");

        admin.send("/thu-hoi", &[]).is(200).says("Thu hồi 15/10/2020").does_not_say("Đang dùng");
        program.get("/api/v1/organization").is(401);
        let journal = admin.open("/lam-viec/nhat-ky");
        journal.says("Khóa API: lập mới").says("Khóa API: thu hồi").says("khóa “iOffice”");
        assert!(!journal.body().contains(&program.key));
    });
}

#[test]
fn nobody_learns_why_a_key_does_not_hold() {
    each_engine(|office| {
        let program = key_for(office, RESOURCES, &["follow-ups.read"], "20/10/2020");
        let path = "/api/v1/follow-ups";
        for (day, status) in [(19, 200), (20, 200), (21, 401)] {
            office.set_day(2020, 10, day);
            assert_eq!(program.get(path).status, status, "day {day}");
        }
        let expired = program.get(path);
        expired.is(401);
        assert_eq!(expired.header("www-authenticate"), "Bearer realm=\"nghisu\", error=\"invalid_token\"");
        let unknown = Program { office, key: api::rules::compose(&[9; 32]) };
        for other in [unknown.key.as_str(), "ngs_", "x", &program.key.to_uppercase()] {
            let reply = Program { office, key: other.to_owned() }.get(path);
            assert_eq!((reply.status, &reply.text), (401, &expired.text), "{other}");
            assert_eq!(reply.header("www-authenticate"), expired.header("www-authenticate"));
        }
        let bare = send(office.router(), "GET", path, &[], None);
        assert_eq!((bare.status, &bare.text), (401, &expired.text));
        assert_eq!(bare.header("www-authenticate"), "Bearer realm=\"nghisu\"");
        // A key in an address is no key, and a key opens no page
        office.set_day(2020, 10, 20);
        assert_eq!(
            send(office.router(), "GET", &format!("{path}?access_token={}", program.key), &[], None).status,
            401
        );
        assert_eq!(program.get("/lam-viec/viec").status, 303);
    });
}

#[test]
fn a_key_does_what_it_was_given_for_and_a_cookie_nothing() {
    each_engine(|office| {
        let addresses = [
            ("follow-ups.read", "GET", "/api/v1/follow-ups"),
            ("follow-ups.read", "GET", "/api/v1/follow-ups/VT-2020-0001"),
            ("follow-ups.answer", "POST", "/api/v1/follow-ups/VT-2020-0001/answers"),
            ("petitions.read", "GET", "/api/v1/petitions"),
            ("petitions.read", "GET", "/api/v1/petitions/KN-2020-0001-1"),
            ("petitions.answer", "POST", "/api/v1/petitions/KN-2020-0001-1/answers"),
            ("report.read", "GET", "/api/v1/reports/2020-Q3"),
            ("report.write", "PUT", "/api/v1/reports/2020-Q3"),
        ];
        for scope in ALL {
            let program = key_for(office, "Y tế", &[scope], YEAR);
            program.get("/api/v1/organization").is(200);
            for (wanted, method, path) in addresses {
                let headers = [("idempotency-key", "k"), ("if-match", "*")];
                let reply = program.send(method, path, &headers, (method != "GET").then_some(&json!({})));
                if wanted == scope {
                    assert!([200, 404].contains(&reply.status), "{scope} {method} {path}: {}", reply.text);
                } else {
                    reply.is(403);
                    assert!(reply.header("www-authenticate").contains(wanted), "{scope} {path}");
                }
            }
        }
        let mut lan = office.signs_in("vanphong");
        lan.open("/api/v1/follow-ups").is(401);
        let described: Vec<(&str, &str)> = nghisu::routes()
            .rows()
            .iter()
            .filter(|row| row.access == kit::Access::Program)
            .map(|row| (row.method, row.path))
            .collect();
        assert_eq!(described.len(), addresses.len() + 1, "{described:?}");
    });
}

#[test]
fn what_is_another_body_s_is_not_there() {
    each_engine(|office| {
        follow_up_of(office, "Y tế", "Việc của phòng khác, để thử.");
        let health = key_for(office, "Y tế", &ALL, YEAR);
        let all = health.get("/api/v1/follow-ups?limit=100").is(200).json();
        let code = all["items"]
            .as_array()
            .and_then(|items| items.iter().find(|one| one["text"] == "Việc của phòng khác, để thử."))
            .and_then(|one| one["code"].as_str())
            .expect("the follow-up")
            .to_owned();
        health.get(&format!("/api/v1/follow-ups/{code}")).is(200);

        let program = key_for(office, RESOURCES, &ALL, YEAR);
        let own = program.get("/api/v1/petitions?limit=100").is(200).json();
        let theirs = key_for(office, "Ủy ban nhân dân huyện", &ALL, YEAR)
            .get("/api/v1/petitions?limit=100")
            .is(200)
            .json();
        let petition = theirs["items"][0]["code"].as_str().expect("a petition").to_owned();
        assert!(!own.to_string().contains(&petition));
        let missing = program.get("/api/v1/follow-ups/VT-1999-9999");
        missing.is(404);
        let body = json!({ "text": "x", "reference": "y", "outcome": "resolved" });
        let headers = [("idempotency-key", "k"), ("if-match", "*")];
        for (method, path) in [
            ("GET", format!("/api/v1/follow-ups/{code}")),
            ("POST", format!("/api/v1/follow-ups/{code}/answers")),
            ("GET", format!("/api/v1/petitions/{petition}")),
            ("POST", format!("/api/v1/petitions/{petition}/answers")),
            ("GET", "/api/v1/reports/2020-Q3".to_owned()),
            ("PUT", "/api/v1/reports/2020-Q3".to_owned()),
            ("GET", "/api/v1/reports/khong-phai-quy".to_owned()),
        ] {
            let reply = program.send(method, &path, &headers, (method != "GET").then_some(&body));
            assert_eq!((reply.status, &reply.text), (404, &missing.text), "{method} {path}");
        }
    });
}

#[test]
fn an_answer_is_given_once_over_what_was_read_and_the_journal_says_by_whom() {
    each_engine(|office| {
        follow_up_of(office, RESOURCES, "Rà soát các điểm tập kết rác, để thử.");
        let program = key_for(office, RESOURCES, &ALL, YEAR);
        let one = program.to_answer("/api/v1/follow-ups?state=issued&due_before=2020-12-01");
        let code = one["code"].as_str().expect("a code").to_owned();
        let path = format!("/api/v1/follow-ups/{code}");
        let read = program.get(&path);
        read.is(200);
        let tag = read.header("etag");
        assert!(tag.starts_with('"') && read.header("cache-control") == "private, no-cache", "{tag}");
        let same = program.send("GET", &path, &[("if-none-match", &tag)], None);
        assert_eq!((same.status, same.text.as_str()), (304, ""));

        let answers = format!("{path}/answers");
        let body = json!({ "text": "Đã rà soát 12 điểm.", "reference": "Báo cáo số 31/BC-TNMT" });
        let key = ("idempotency-key", "lan-1");
        program.send("POST", &answers, &[("if-match", &tag)], Some(&body)).is(400);
        program.send("POST", &answers, &[key], Some(&body)).is(428);
        assert_eq!(
            program.send("POST", &answers, &[key, ("if-match", "\"999-0\"")], Some(&body)).is(412).places(),
            ["If-Match"]
        );
        let matched = [key, ("if-match", tag.as_str())];
        let wrong = json!({ "text": "", "reference": 7, "muc": "x", "a/b": 1 });
        let faulty = program.send("POST", &answers, &matched, Some(&wrong));
        assert_eq!(faulty.is(422).places(), ["/a~1b", "/muc", "/reference", "/text"]);
        let bearer = format!("Bearer {}", program.key);
        for (media, bytes, status) in [
            ("application/x-www-form-urlencoded", "text=x".as_bytes().to_vec(), 415),
            ("application/json", b"[1]".to_vec(), 400),
            ("application/json", b"{".to_vec(), 400),
            ("application/json", vec![b' '; 1024 * 1024 + 1], 413),
        ] {
            let headers = [
                ("authorization", bearer.as_str()),
                ("content-type", media),
                key,
                ("if-match", tag.as_str()),
            ];
            send(office.router(), "POST", &answers, &headers, Some(bytes)).is(status);
        }
        assert_eq!(program.get(&path).header("etag"), tag, "what was refused changed nothing");

        let done = program.send("POST", &answers, &matched, Some(&body));
        let then = done.is(201).json();
        assert_eq!((&then["state"], &then["may_answer"]), (&json!("reported"), &json!(false)));
        assert!(done.header("etag") != tag && done.header("etag") == program.get(&path).header("etag"));
        let last = then["history"].as_array().and_then(|all| all.last()).expect("an entry").clone();
        assert_eq!((&last["kind"], &last["text"]), (&json!("answer"), &json!("Đã rà soát 12 điểm.")));

        // Sent again it is the same answer; another body under the same key is refused
        let again = program.send("POST", &answers, &matched, Some(&body));
        assert_eq!((again.status, &again.text, again.header("etag")), (201, &done.text, done.header("etag")));
        assert_eq!(again.header("idempotent-replayed"), "true");
        let other = json!({ "text": "Khác.", "reference": "Báo cáo số 31/BC-TNMT" });
        let reused = program.send("POST", &answers, &matched, Some(&other));
        assert_eq!(reused.is(422).places(), ["Idempotency-Key"]);
        // A lost update: what was read is not what stands
        let late = [("idempotency-key", "lan-2"), ("if-match", tag.as_str())];
        program.send("POST", &answers, &late, Some(&other)).is(412);
        let now = done.header("etag");
        let late = [("idempotency-key", "lan-2"), ("if-match", now.as_str())];
        program.send("POST", &answers, &late, Some(&other)).is(422);

        let entries = program.get(&path).json()["history"].as_array().map_or(0, Vec::len);
        assert_eq!(entries, then["history"].as_array().map_or(0, Vec::len));
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/nhat-ky").says("qua khóa API “iOffice”");
        let page =
            one["page"].as_str().and_then(|page| page.strip_prefix("http://localhost")).expect("a page");
        lan.open(page).says("Đã rà soát 12 điểm.").says("qua khóa API “iOffice”");
    });
}

#[test]
fn twenty_at_once_answer_once() {
    each_engine(|office| {
        follow_up_of(office, RESOURCES, "Một việc, hai mươi lần gửi.");
        let program = key_for(office, RESOURCES, &ALL, YEAR);
        let one = program.to_answer("/api/v1/follow-ups?state=issued");
        let path = format!("/api/v1/follow-ups/{}", one["code"].as_str().expect("a code"));
        let tag = program.get(&path).header("etag");
        let body = json!({ "text": "Xong.", "reference": "Số 1/BC" }).to_string().into_bytes();
        let replies: Vec<Reply> = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..20)
                .map(|_| {
                    let (router, path, tag, key, body) = (
                        office.router(),
                        format!("{path}/answers"),
                        tag.clone(),
                        format!("Bearer {}", program.key),
                        body.clone(),
                    );
                    scope.spawn(move || {
                        let headers = [
                            ("authorization", key.as_str()),
                            ("content-type", "application/json"),
                            ("idempotency-key", "mot-lan"),
                            ("if-match", tag.as_str()),
                        ];
                        send(router, "POST", &path, &headers, Some(body))
                    })
                })
                .collect();
            sent.into_iter().map(|one| one.join().expect("a reply")).collect()
        });
        for reply in &replies {
            assert_eq!((reply.status, &reply.text), (201, &replies[0].text));
        }
        let replayed = replies.iter().filter(|one| one.header("idempotent-replayed") == "true").count();
        assert_eq!(replayed, 19);
        let history = program.get(&path).json()["history"].as_array().cloned().unwrap_or_default();
        assert_eq!(history.iter().filter(|entry| entry["kind"] == "answer").count(), 1);
    });
}

#[test]
fn a_petition_is_answered_by_the_rules_of_its_page() {
    each_engine(|office| {
        let program = key_for(office, "Ủy ban nhân dân huyện", &ALL, YEAR);
        let one = program.to_answer("/api/v1/petitions?state=forwarded");
        let path = format!("/api/v1/petitions/{}", one["code"].as_str().expect("a code"));
        let tag = program.get(&path).header("etag");
        let headers = [("idempotency-key", "kn-1"), ("if-match", tag.as_str())];
        let answers = format!("{path}/answers");
        let wrong = json!({ "outcome": "xong", "promised_on": "31/12/2020" });
        let faulty = program.send("POST", &answers, &headers, Some(&wrong));
        assert_eq!(faulty.is(422).places(), ["/outcome", "/promised_on", "/reference", "/text"]);
        let mut body = json!({ "outcome": "in_progress", "text": "Đã lập dự toán.", "reference": "Số 9/CV ngày 14/10/2020" });
        let faulty = program.send("POST", &answers, &headers, Some(&body));
        assert_eq!(faulty.is(422).places(), ["/promised_on"]);
        body["promised_on"] = json!("2020-10-15");
        assert_eq!(program.send("POST", &answers, &headers, Some(&body)).is(422).places(), ["/promised_on"]);
        body["promised_on"] = json!("2020-12-31");
        let done = program.send("POST", &answers, &headers, Some(&body)).is(201).json();
        assert_eq!(
            (&done["state"], &done["answer"]["promised_on"]),
            (&json!("answered"), &json!("2020-12-31"))
        );
        // Its follow-up is answered with it, and not on its own
        let page =
            one["page"].as_str().and_then(|page| page.strip_prefix("http://localhost")).expect("a page");
        office.signs_in("vanphong").open(page).says("Đã lập dự toán.").says("qua khóa API");
    });
}

/// A commune's council that has not sent its report, and the report.
fn owing(office: &Office) -> (Program<'_>, Reply) {
    let unit = office.visitor().open("/xa/13465").texts("main h1").remove(0);
    let program = key_for(office, &unit.replace("Xã ", "Hội đồng nhân dân xã "), &ALL, YEAR);
    let own = program.get("/api/v1/reports/2020-Q3");
    assert_eq!(own.is(200).json()["may_write"], true, "{unit} has not sent its report");
    (program, own)
}

#[test]
fn a_commune_writes_and_sends_its_report() {
    each_engine(|office| {
        let (program, own) = owing(office);
        let path = "/api/v1/reports/2020-Q3";
        let tag = own.header("etag");
        program.send("PUT", path, &[], Some(&json!({}))).is(428);
        let figures = own.json()["figures"].as_object().cloned().expect("figures");
        let code_of = |wanted: fn(&Value) -> bool| {
            figures.iter().find(|(_, one)| wanted(one)).map(|(code, _)| code.clone()).expect("a figure")
        };
        let plain = code_of(|one| one["source"] != "computed" && one["is_rate"] == false);
        let computed = code_of(|one| one["source"] == "computed");
        let mut wrong = json!({
            "results": 5, "figures": { "Z99": 1 }, "gaps": ["A99"], "ghi-chu": "x",
            "difficulties": [{ "kind": "x", "addressee": "x", "muc": 1 }],
        });
        wrong["figures"][&plain] = json!({ "value": 1.5, "so": 1 });
        wrong["figures"][&computed] = json!(1);
        let faulty = program.send("PUT", path, &[("if-match", &tag)], Some(&wrong));
        let places = faulty.is(422).places();
        for wanted in [
            "/difficulties/0/kind",
            "/difficulties/0/muc",
            "/difficulties/0/text",
            "/figures/Z99",
            "/gaps/0",
            "/ghi-chu",
            "/results",
        ] {
            assert!(places.iter().any(|place| place == wanted), "{wanted}: {places:?}");
        }
        for wanted in [
            format!("/figures/{plain}/value"),
            format!("/figures/{plain}/so"),
            format!("/figures/{computed}"),
        ] {
            assert!(places.contains(&wanted), "{wanted}: {places:?}");
        }

        let mut draft = json!({ "results": "Đã tổ chức 01 kỳ họp.", "figures": {} });
        draft["figures"][&plain] = json!(3);
        let saved = program.send("PUT", path, &[("if-match", &tag)], Some(&draft));
        let then = saved.is(200).json();
        assert_eq!((&then["state"], &then["figures"][&plain]["value"]), (&json!("draft"), &json!(3)));
        program.send("PUT", path, &[("if-match", &tag)], Some(&draft)).is(412);

        // Sending says everything that is missing, and keeps nothing of it
        let now = saved.header("etag");
        let sent = json!({ "results": "Đã tổ chức 01 kỳ họp.", "send": true });
        let places = program.send("PUT", path, &[("if-match", &now)], Some(&sent)).is(422).places();
        assert!(places.contains(&"/tasks".to_owned()), "{places:?}");
        assert_eq!(program.get(path).header("etag"), now);
        let gaps: Vec<&String> = figures
            .iter()
            .filter(|(code, one)| one["source"] == "gap" && **code != plain)
            .map(|(code, _)| code)
            .collect();
        let body = json!({ "results": "Đã tổ chức 01 kỳ họp.", "tasks": "Kỳ họp cuối năm.", "gaps": gaps, "send": true });
        let done = program.send("PUT", path, &[("if-match", &now)], Some(&body)).is(200).json();
        assert_eq!((&done["state"], &done["may_write"]), (&json!("submitted"), &json!(false)));
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/giao-ban");
        lan.follow("quý III/2020");
        let links = lan.follow("Ma trận").attributes("a[href*='/bao-cao/']", "href");
        let by_key = |path: &String| lan.open(path).main().contains("qua khóa API “iOffice”");
        assert!(links.iter().any(by_key), "the office sees who sent it: {links:?}");
    });
}

#[test]
fn a_difficulty_keeps_its_id_while_it_is_named_and_goes_when_it_is_not() {
    each_engine(|office| {
        let (program, own) = owing(office);
        let path = "/api/v1/reports/2020-Q3";
        let asked = key_for(office, "Ủy ban nhân dân huyện", &["petitions.read"], YEAR);
        let asked = asked.get("/api/v1/organization").json()["id"].clone();
        let unknown = json!("0171c4f3-2000-7776-9621-000000000000");
        let with = |row: Value| json!({ "results": "Đã tổ chức 01 kỳ họp.", "difficulties": [row] });
        let put = |tag: &str, body: &Value| program.send("PUT", path, &[("if-match", tag)], Some(body));
        let now = own.header("etag");
        let row = |id: &Value, text: &str, addressee: &Value| json!({ "id": id, "kind": "difficulty", "subject": "Đất đai", "text": text, "addressee": addressee });
        let stray = put(&now, &with(row(&unknown, "x", &unknown)));
        assert_eq!(stray.is(422).places(), ["/difficulties/0/addressee", "/difficulties/0/id"]);
        let raised = put(&now, &with(row(&Value::Null, "Thiếu kinh phí đo đạc.", &asked)));
        let first = raised.is(200).json()["difficulties"][0].clone();
        assert_eq!(first["addressee"], asked);
        let changed =
            put(&raised.header("etag"), &with(row(&first["id"], "Thiếu kinh phí, thiếu người.", &asked)));
        let second = changed.is(200).json()["difficulties"].clone();
        assert_eq!((second.as_array().map(Vec::len), &second[0]["id"]), (Some(1), &first["id"]));
        assert_eq!(second[0]["text"], "Thiếu kinh phí, thiếu người.");
        let gone = put(&changed.header("etag"), &json!({ "results": "Đã tổ chức 01 kỳ họp." }));
        assert_eq!(gone.is(200).json()["difficulties"], json!([]));
    });
}

/// Walks a list by twos and holds it against the whole of it; how many there are.
fn walked(program: &Program<'_>, list: &str) -> usize {
    let all = program.get(&format!("{list}?limit=100")).is(200).json();
    let wanted: Vec<&Value> =
        all["items"].as_array().expect("items").iter().map(|one| &one["code"]).collect();
    assert!(all["next"].is_null(), "{all}");
    let (mut found, mut next) = (Vec::new(), format!("{list}?limit=2"));
    loop {
        let page = program.get(&next);
        let items = page.is(200).json();
        found.extend(items["items"].as_array().expect("items").iter().map(|one| one["code"].clone()));
        let Some(address) = items["next"].as_str() else { break };
        assert_eq!(page.header("link"), format!("<{address}>; rel=\"next\""));
        address.trim_start_matches("http://localhost").clone_into(&mut next);
    }
    assert_eq!(found.iter().collect::<Vec<_>>(), wanted);
    wanted.len()
}

#[test]
fn a_list_goes_on_page_by_page_and_says_what_is_wrong_with_its_query() {
    each_engine(|office| {
        for number in 1..=5 {
            follow_up_of(office, RESOURCES, &format!("Việc thử số {number}."));
        }
        let program = key_for(office, RESOURCES, &ALL, YEAR);
        let city = key_for(office, "Ủy ban nhân dân huyện", &ALL, YEAR);
        assert!(walked(&program, "/api/v1/follow-ups") >= 5 && walked(&city, "/api/v1/petitions") >= 3);
        let changed = |since: &str| {
            let page =
                city.get(&format!("/api/v1/petitions?limit=100&modified_since={since}")).is(200).json();
            page["items"].as_array().map_or(0, Vec::len)
        };
        assert!(changed("2015-01-01") >= 3 && changed("2020-10-16") == 0);
        let count = |query: &str| {
            let page = program.get(&format!("/api/v1/follow-ups?limit=100&{query}")).is(200).json();
            page["items"].as_array().map_or(0, Vec::len)
        };
        assert_eq!(count("due_before=2020-11-30"), count("due_before=2020-11-01"));
        assert!(count("due_before=2020-12-01") >= 5 + count("due_before=2020-11-30"));
        assert!(count("modified_since=2020-10-15") >= 5);
        assert_eq!(count("modified_since=2020-10-16T00:00:00%2B07:00"), 0);
        let wrong =
            program.get("/api/v1/follow-ups?limit=0&state=x&due_before=mai&modified_since=x&after=x&z=1");
        assert_eq!(wrong.is(400).places(), ["after", "due_before", "limit", "modified_since", "state", "z"]);
    });
}

#[test]
fn who_calls_too_fast_waits() {
    each_engine(|office| {
        let program = key_for(office, RESOURCES, &["follow-ups.read"], YEAR);
        let other = key_for(office, "Y tế", &["follow-ups.read"], YEAR);
        let refused = (0..1_000)
            .map(|_| program.get("/api/v1/organization"))
            .find(|reply| reply.status != 200)
            .expect("a refusal");
        refused.is(429);
        assert_eq!(refused.header("retry-after"), "1");
        other.get("/api/v1/organization").is(200);
    });
}

#[test]
fn every_address_for_programs_is_described_and_every_reference_leads_somewhere() {
    each_engine(|office| {
        let page = office.visitor().open("/api/v1/openapi.json");
        let described: Value = serde_json::from_str(&page.body()).expect("JSON");
        for row in nghisu::routes().rows().iter().filter(|row| row.access == kit::Access::Program) {
            let operation = &described["paths"][row.path][row.method.to_lowercase()];
            assert!(operation["operationId"].is_string(), "{} {}", row.method, row.path);
            assert_eq!(operation["security"], json!([{ "organizationKey": [] }]), "{}", row.path);
        }
        let text = page.body();
        let references: Vec<&str> =
            text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(references.len() > 20);
        for reference in references {
            assert!(described.pointer(reference).is_some(), "{reference}");
        }
    });
}
