//! Open311 `GeoReport` v2: what an application of citizens sees and sends; that a letter stays sealed
//! on this way too, and a denunciation does not come in.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, header};
use serde_json::Value;
use testkit::{Page, Person};
use tower::ServiceExt;

use crate::office::{Office, each_engine};
use crate::opendata::xmllint;

const FIRST: &str = "Xoanh";
const LAST: &str = "Vũ Thị Tuyệt";
const PHONE: &str = "0987654329";
const EMAIL: &str = "tuyet.xoanh@example.vn";
const HOME: &str = "ngõ 77, thôn Kín Đáo";
const PLACE: &str = "cổng làng Vắng Lặng";
const WORDS: &str = "Cống thoát nước ở đầu làng Vắng Lặng bị lấp, mưa là ngập nửa mét.";

/// What nobody may read anywhere.
const PLANTED: [&str; 7] = [FIRST, LAST, PHONE, EMAIL, "Kín Đáo", "Vắng Lặng", "ngập nửa mét"];

fn json(page: &Page) -> Value {
    page.is(200);
    serde_json::from_slice(&page.bytes).unwrap_or_else(|error| panic!("{}: {error}", page.path))
}

fn list(page: &Page) -> Vec<Value> {
    json(page).as_array().cloned().unwrap_or_else(|| panic!("{} is no list", page.path))
}

fn report() -> Vec<(String, String)> {
    [
        ("service_code", "agriculture"),
        ("description", WORDS),
        ("address_string", PLACE),
        ("lat", "20.4712"),
        ("long", "105.9213"),
        ("first_name", FIRST),
        ("last_name", LAST),
        ("phone", PHONE),
        ("email", EMAIL),
        ("device_id", "dt-1"),
        ("attribute[kind]", "feedback"),
        ("attribute[unit]", "13453"),
        ("attribute[sender_address]", HOME),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// The report with these fields in place of its own; none where the value is empty.
fn but(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = report();
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        if !value.is_empty() {
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    fields
}

/// What is said of a refused report, as one text; the form of the answer is held against the standard.
fn refused(page: &Page, status: u16) -> String {
    page.is(status);
    let faults: Vec<Value> = serde_json::from_slice(&page.bytes).expect("a list of errors");
    assert!(!faults.is_empty());
    assert_eq!(faults[0]["code"], status, "{faults:?}");
    let words = faults.iter().map(|fault| fault["description"].as_str().expect("a sentence"));
    words.collect::<Vec<_>>().join(" | ")
}

fn send(who: &mut Person<'_>, changes: &[(&str, &str)]) -> Page {
    who.post("/open311/v2/requests.json", &but(changes))
}

/// Sends the report; the id that comes back.
fn sent(who: &mut Person<'_>) -> String {
    let answer = list(&send(who, &[]));
    assert_eq!(answer.len(), 1);
    assert_eq!(answer[0]["account_id"], Value::Null);
    assert!(answer[0]["service_notice"].as_str().is_some_and(|notice| notice.contains("service_request_id")));
    answer[0]["service_request_id"].as_str().expect("an id").to_owned()
}

/// The newest letter of the register.
fn newest(lan: &mut Person<'_>) -> String {
    let page = lan.open("/lam-viec/don-thu?nhom=tat-ca");
    page.attributes("main table a[href^='/lam-viec/don-thu/']", "href").remove(0)
}

/// The headers of an answer, to a page of another site.
fn headers(office: &Office, path: &str) -> HeaderMap {
    let router = kit::serve_router(office.installation.app.clone(), nghisu::routes());
    let request = Request::get(path)
        .header(header::HOST, "localhost")
        .header(header::ORIGIN, "https://ung-dung.example")
        .body(Body::empty())
        .expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let response = runtime.block_on(router.oneshot(request)).unwrap_or_else(|never| match never {});
    response.into_parts().0.headers
}

/// How many letters the register says that there are.
fn letters(office: &Office) -> i64 {
    office.installation.app.db().read(letters::open_data::exist).expect("a count")
}

/// Everything that an element says stands in the XML under the same name.
fn same(name: &str, value: &Value, xml: &str) {
    match value {
        Value::Null => assert!(xml.contains(&format!("<{name}/>")), "{name}:\n{xml}"),
        Value::String(text) if text.is_empty() => assert!(xml.contains(&format!("<{name}/>")), "{name}"),
        Value::String(text) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let in_list = if ["formats", "endpoints"].contains(&name) { "format" } else { name };
            assert!(xml.contains(&format!("<{in_list}>{text}</{in_list}>")), "{in_list} {text}:\n{xml}");
        }
        Value::Bool(_) | Value::Number(_) => {
            assert!(xml.contains(&format!("<{name}>{value}</{name}>")), "{name}");
        }
        Value::Array(many) => many.iter().for_each(|one| same(name, one, xml)),
        Value::Object(fields) => fields.iter().for_each(|(name, one)| same(name, one, xml)),
    }
}

#[test]
fn every_answer_is_the_same_in_xml_and_json_and_anyone_may_read_it_from_anywhere() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let id = sent(&mut visitor);
        for (path, root) in [
            ("/open311/discovery".to_owned(), "discovery"),
            ("/open311/v2/discovery".to_owned(), "discovery"),
            ("/open311/v2/services".to_owned(), "services"),
            ("/open311/v2/services/transport".to_owned(), "service_definition"),
            ("/open311/v2/requests".to_owned(), "service_requests"),
            ("/open311/v2/requests/KN-2020-0021-0".to_owned(), "service_requests"),
            (format!("/open311/v2/requests/{id}"), "service_requests"),
            (format!("/open311/v2/tokens/{id}"), "service_requests"),
        ] {
            let as_json = visitor.open(&format!("{path}.json"));
            assert_eq!(as_json.media_type, "application/json; charset=utf-8", "{path}");
            let as_xml = visitor.open(&format!("{path}.xml"));
            as_xml.is(200);
            assert_eq!(as_xml.media_type, "text/xml; charset=utf-8", "{path}");
            let (sound, said) = xmllint(office, "open311.xml", &as_xml.bytes, &[]);
            assert!(sound, "{path}: {said}");
            let xml = as_xml.body();
            assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), "{path}");
            assert!(xml.contains(&format!("\n<{root}>")), "{path} has no {root}");
            same(root, &json(&as_json), &xml);
        }
        // What is wrong too
        let xml = visitor.open("/open311/v2/services/zzz.xml");
        xml.is(404);
        assert!(xml.body().contains("<errors><error><code>404</code><description>service_code"));
        visitor.open("/open311/v2/services.csv").is(404);
        let cors = headers(office, "/open311/v2/services.xml");
        assert_eq!(cors.get("access-control-allow-origin").map(HeaderValue::as_bytes), Some(&b"*"[..]));
        // Of a receipt nothing stays on the way
        let secret = headers(office, &format!("/open311/v2/requests/{id}.json"));
        assert_eq!(secret.get("cache-control").map(HeaderValue::as_bytes), Some(&b"no-store"[..]));
        assert_eq!(secret.get("referrer-policy").map(HeaderValue::as_bytes), Some(&b"no-referrer"[..]));
    });
}

#[test]
fn services_are_sectors_that_say_what_they_ask_and_a_denunciation_is_none() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let services = list(&visitor.open("/open311/v2/services.json?jurisdiction_id=351"));
        assert_eq!(services.len(), 15);
        for one in &services {
            assert_eq!((&one["type"], &one["metadata"]), (&"realtime".into(), &true.into()));
            assert!(!one["service_name"].as_str().expect("a name").to_lowercase().contains("tố cáo"));
            let path = format!("/open311/v2/services/{}.json", one["service_code"].as_str().expect("a code"));
            let definition = json(&visitor.open(&path));
            assert_eq!(definition["service_code"], one["service_code"]);
            let attributes = definition["attributes"].as_array().expect("attributes");
            let codes: Vec<&str> = attributes.iter().filter_map(|one| one["code"].as_str()).collect();
            assert_eq!(codes, ["kind", "unit", "sender_address", "notice"]);
            let kinds = attributes[0]["values"].as_array().expect("values");
            let keys: Vec<&str> = kinds.iter().filter_map(|one| one["key"].as_str()).collect();
            assert_eq!(keys, ["feedback", "citizen_petition"], "and no denunciation");
            assert_eq!(attributes[3]["variable"], false);
        }
        // Another's jurisdiction is not here
        let elsewhere = visitor.open("/open311/v2/services.json?jurisdiction_id=999");
        assert!(refused(&elsewhere, 404).contains("jurisdiction_id"));
        let mut elsewhere = but(&[]);
        elsewhere.push(("jurisdiction_id".to_owned(), "999".to_owned()));
        let page = visitor.post("/open311/v2/requests.json", &elsewhere);
        assert!(refused(&page, 404).contains("jurisdiction_id"));
    });
}

#[test]
fn a_report_becomes_a_sealed_letter_and_its_sender_sees_it_open_and_closed() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let id = sent(&mut visitor);
        assert_eq!(id.len(), 19, "a receipt of sixteen letters");
        let path = format!("/open311/v2/requests/{id}.json");
        let open = list(&visitor.open(&path)).remove(0);
        assert_eq!(open["status"], "open");
        assert_eq!(
            (&open["service_code"], &open["service_name"]),
            (&"agriculture".into(), &"Nông nghiệp, thủy lợi, nông thôn mới".into(),)
        );
        assert_eq!(open["requested_datetime"], kernel::dates::rfc3339(office.installation.app.clock().now()));
        assert!(open["status_notes"].as_str().is_some_and(|notes| notes.contains("đang xử lý")), "{open}");
        for name in ["description", "address", "address_id", "lat", "long", "media_url", "agency_responsible"]
        {
            assert_eq!(open[name], Value::Null, "{name}");
        }
        // The same however the receipt is typed, and among others
        assert_eq!(list(&visitor.open(&format!("/open311/v2/requests/{}.json", id.to_lowercase()))).len(), 1);
        let both = format!(
            "/open311/v2/requests.json?service_request_id={id},KN-2020-0021-0,KHONG-CO&status=closed"
        );
        assert_eq!(list(&visitor.open(&both)).len(), 2);
        let token = list(&visitor.open(&format!("/open311/v2/tokens/{id}.json"))).remove(0);
        assert_eq!(
            (&token["token"], &token["service_request_id"]),
            (&id.as_str().into(), &id.as_str().into())
        );
        // By the page for people too
        visitor.open("/tra-cuu");
        visitor.send("/tra-cuu", &[("ma", &id)]).is(200).says("đang xử lý");

        // In the register: sealed, from today, of its own source
        let mut head = office.signs_in("lanhdaovp");
        let letter = newest(&mut head);
        let page = head.open(&letter);
        page.says("Thư điện tử, cổng thông tin (Open311)")
            .says("Phản ánh")
            .says("15/10/2020")
            .says("Xử lý đơn");
        for planted in PLANTED {
            page.does_not_say(planted);
        }
        let opened = head.send("/mo", &[("muc-dich", "handle")]);
        opened.is(200).says(&format!("{LAST} {FIRST}")).says(HOME).says(PHONE).says("ngập nửa mét");
        opened.says(&format!("Địa điểm: {PLACE}")).says("Tọa độ: 20.4712, 105.9213").says(EMAIL);

        // The office deals with it as with any other
        head.open(&letter);
        head.send("/kiem-tra", &[]).is(200).says("Đủ điều kiện xử lý");
        let page = head.open(&letter);
        let body = crate::letters::choice(&page, "co-quan", "Phòng TN&MT");
        head.send("/phan-loai", &[("tham-quyen", "khac"), ("co-quan", &body)]).is(200);
        head.open(&letter);
        head.send("/de-xuat", &[("huong", "forward"), ("han", "20/11/2020")]).is(200);
        let mut chair = office.signs_in("chutich");
        chair.open(&letter);
        chair.send("/quyet-dinh", &[]).is(200);
        let forwarded = list(&visitor.open(&path)).remove(0);
        assert_eq!(forwarded["status"], "open");
        assert!(forwarded["agency_responsible"].as_str().is_some_and(|name| name.contains("Tài nguyên")));
        assert_eq!(forwarded["expected_datetime"], "2020-11-20T00:00:00+07:00");
        let mut department = office.signs_in("phong-tnmt");
        department.open(&letter);
        let answer =
            [("ket-qua", "resolved"), ("van-ban", "88/TNMT, 15/10/2020"), ("ngay-tra-loi", "15/10/2020")];
        department.send("/tra-loi", &answer).is(200);
        head.open(&letter);
        head.send("/bao-cong-dan", &[("ngay-bao", "15/10/2020"), ("van-ban-bao", "9/HĐND-TT")]).is(200);
        let closed = list(&visitor.open(&path)).remove(0);
        assert_eq!(closed["status"], "closed");
        let notes = closed["status_notes"].as_str().expect("notes");
        assert!(notes.contains("đã có kết quả, đã báo ông (bà) ngày 15/10/2020"), "{notes}");

        // Every row of it answers to the journal
        let key = office.installation.keys.verifier().expect("a key");
        let verified =
            office.installation.app.db().read(|tx| audit::verify(tx, Some(&key), &[])).expect("an answer");
        assert!(verified.is_ok(), "{:?}", verified.err());
    });
}

#[test]
fn nothing_of_who_wrote_or_what_is_in_any_answer() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let id = sent(&mut visitor);
        let mut seen = String::new();
        for path in [
            "/open311/discovery.json".to_owned(),
            "/open311/v2/services.xml".to_owned(),
            "/open311/v2/requests.json".to_owned(),
            "/open311/v2/requests.xml?service_code=agriculture".to_owned(),
            "/open311/v2/requests.json?start_date=2020-10-15&end_date=2020-10-15".to_owned(),
            format!("/open311/v2/requests.json?service_request_id={id}"),
            format!("/open311/v2/requests/{id}.json"),
            format!("/open311/v2/requests/{id}.xml"),
            format!("/open311/v2/tokens/{id}.xml"),
            "/don-thu".to_owned(),
            "/du-lieu-mo/day-du.json".to_owned(),
            "/nhat-ky".to_owned(),
            format!("/tim?q={}", kernel::text::percent_encoded("Vắng Lặng")),
        ] {
            let page = visitor.open(&path);
            assert!(page.status.as_u16() < 500, "{path}");
            // A search page repeats what was asked for
            if path.starts_with("/tim") {
                page.does_not_say("ngập nửa mét");
            } else {
                seen.push_str(&page.body());
            }
        }
        for planted in PLANTED {
            assert!(!seen.contains(planted), "{planted}");
        }
        // The list has no letter in it
        let ids: BTreeSet<String> = list(&visitor.open("/open311/v2/requests.json"))
            .iter()
            .map(|one| one["service_request_id"].as_str().expect("an id").to_owned())
            .collect();
        assert!(!ids.is_empty() && ids.iter().all(|id| id.starts_with("KN-")), "{ids:?}");
        // The office's people who do not deal with it find nothing of it either
        let mut lan = office.signs_in("vanphong");
        let letter = newest(&mut lan);
        let page = lan.open(&letter);
        page.is(200);
        for planted in PLANTED {
            page.does_not_say(planted);
        }
        for who in ["quantri", "daibieu1", "ubnd"] {
            office.signs_in(who).open(&letter).is(404);
        }
    });
}

#[test]
fn the_list_is_the_public_petitions_of_a_window() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let window = "/open311/v2/requests.json?end_date=2020-07-17";
        let all = list(&visitor.open(window));
        for one in &all {
            let id = one["service_request_id"].as_str().expect("a code");
            let page: Value = json(&visitor.open(&format!("/kien-nghi/{id}.json")));
            assert_eq!(one["description"], page["text"]);
            assert_eq!(
                one["requested_datetime"],
                format!("{}T00:00:00+07:00", page["received"].as_str().expect("a day"))
            );
            let is_over =
                ["closed", "merged", "set_aside"].contains(&page["state"].as_str().expect("a state"));
            assert_eq!(one["status"] == "closed", is_over, "{id}");
        }
        let count = |path: &str, visitor: &mut Person<'_>| list(&visitor.open(path)).len();
        let open = count(&format!("{window}&status=open"), &mut visitor);
        let closed = count(&format!("{window}&status=closed"), &mut visitor);
        assert_eq!(open + closed, all.len());
        assert!(0 < open && 0 < closed, "{open} {closed}");
        let sectors: BTreeSet<&str> = all.iter().filter_map(|one| one["service_code"].as_str()).collect();
        let by_sector: usize =
            sectors.iter().map(|code| count(&format!("{window}&service_code={code}"), &mut visitor)).sum();
        assert_eq!(by_sector, all.len());
        // The next ninety days, up to now, hold others
        let later = list(&visitor.open("/open311/v2/requests.json"));
        assert!(!later.is_empty() && later.iter().all(|one| !all.contains(one)));
        for wrong in [
            "start_date=2020-01-01&end_date=2020-12-31",
            "start_date=hom-nay",
            "status=xong",
            "start_date=2020-10-02&end_date=2020-10-01",
        ] {
            refused(&visitor.open(&format!("/open311/v2/requests.json?{wrong}")), 400);
        }
        refused(&visitor.open("/open311/v2/requests.json?service_code=denunciation"), 404);
        refused(&visitor.open("/open311/v2/requests/KN-2020-0021-9.json"), 404);
        refused(&visitor.open("/open311/v2/requests/9F3K-0QWZ-7H2M-C4TA.json"), 404);
        refused(&visitor.open("/open311/v2/tokens/9F3K-0QWZ-7H2M-C4TA.json"), 404);
    });
}

#[test]
fn a_denunciation_is_told_where_to_go_and_nothing_of_it_is_kept() {
    each_engine(|office| {
        let before = letters(office);
        let mut visitor = office.visitor();
        for words in [
            "Tôi làm đơn tố cáo ông chủ tịch xã bán đất công trái phép.",
            "toi to cao can bo dia chinh xa nhan tien khi lam so do",
            "Cán bộ địa chính xã nhận hối lộ mỗi sổ đỏ năm triệu đồng.",
        ] {
            let said = refused(&send(&mut visitor, &[("description", words)]), 400);
            assert!(said.contains("Không nhận tố cáo qua đường này"), "{said}");
            assert!(said.contains("không lưu gì") && said.contains("cơ quan có thẩm quyền"), "{said}");
        }
        let said = refused(&send(&mut visitor, &[("attribute[kind]", "denunciation")]), 400);
        assert!(said.contains("attribute[kind]"), "{said}");
        refused(&send(&mut visitor, &[("service_code", "denunciation")]), 404);
        assert_eq!(letters(office), before);
        // Refused reports cost nobody their turn
        sent(&mut visitor);
        assert_eq!(letters(office), before + 1);
    });
}

#[test]
fn what_cannot_be_taken_is_said_all_at_once_and_who_sends_too_much_waits() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let said = refused(
            &send(
                &mut visitor,
                &[("description", "ngắn"), ("address_string", ""), ("lat", "200"), ("email", "x")],
            ),
            400,
        );
        for part in ["ít nhất 20", "lat, long", "email"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(refused(&send(&mut visitor, &[("service_code", "")]), 400).contains("service_code"));
        assert!(refused(&send(&mut visitor, &[("api_key", "o311_bia-dat")]), 403).contains("api_key"));
        let huge = "ắ".repeat(50_000);
        refused(&send(&mut visitor, &[("description", &huge)]), 413);
        let xml = visitor.post("/open311/v2/requests.xml", &but(&[("description", "")]));
        xml.is(400);
        assert!(xml.body().contains("<errors><error><code>400</code>"));
        // An application that names nobody gets an id all the same: it has nothing else
        let nameless = [("first_name", ""), ("last_name", ""), ("phone", ""), ("email", "")];
        assert_eq!(list(&send(&mut visitor, &nameless)).len(), 1);
        for _ in 0..4 {
            sent(&mut visitor);
        }
        let before = letters(office);
        assert!(refused(&send(&mut visitor, &[]), 429).contains("Chờ"));
        assert_eq!(letters(office), before);
    });
}

#[test]
fn a_sign_in_counts_for_nothing_when_a_report_is_sent() {
    each_engine(|office| {
        // As another site would make the browser do
        let mut lan = office.signs_in("vanphong");
        lan.post("/open311/v2/requests.json", &report()).is(200);
        let mut head = office.signs_in("lanhdaovp");
        let letter = newest(&mut head);
        // Given to nobody: a specialist's own letters are theirs at once
        let page = head.open(&letter);
        assert!(!page.texts("main dl").join(" ").contains("Chuyên viên Văn phòng"));
    });
}

#[test]
fn the_administrator_opens_and_closes_it_and_gives_keys() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        for who in ["vanphong", "chutich", "daibieu1", "ubnd", "xa-13453"] {
            office.signs_in(who).open("/lam-viec/open311").is(404);
        }
        let mut admin = office.signs_in("quantri");
        let page = admin.open("/lam-viec/open311");
        page.is(200).says("Nhận của mọi ứng dụng").says("/open311/discovery.xml").says("351");
        admin.send("/lam-viec/open311", &[("nhan", "keyed")]).is(422).says("Chưa có khóa nào");
        admin.open("/lam-viec/open311");
        admin.send("/lam-viec/open311", &[("nhan", "closed")]).is(200).says("Không nhận");
        assert_eq!(list(&visitor.open("/open311/v2/services.json")), Vec::<Value>::new());
        refused(&visitor.open("/open311/v2/services/land.json"), 404);
        assert!(refused(&send(&mut visitor, &[]), 403).contains("chưa nhận"));

        // A key, shown once
        admin.open("/lam-viec/open311");
        admin.send("/lam-viec/open311/khoa", &[("ung-dung", " ")]).is(422).says("Nhập ứng dụng");
        admin.open("/lam-viec/open311");
        let made = admin.send("/lam-viec/open311/khoa", &[("ung-dung", "Ứng dụng Công dân Hà Nam")]);
        let key = made.is(200).texts(".receipt").join("");
        assert!(key.starts_with("o311_") && key.len() == 45, "{key}");
        admin.open("/lam-viec/open311").says("Ứng dụng Công dân Hà Nam").does_not_say(&key);
        admin.send("/lam-viec/open311", &[("nhan", "keyed")]).is(200).says("Chỉ nhận của ứng dụng có khóa");
        assert!(refused(&send(&mut visitor, &[]), 403).contains("api_key"));
        // Whoever has one does not wait by address
        for _ in 0..7 {
            send(&mut visitor, &[("api_key", &key)]).is(200);
        }
        admin.open("/lam-viec/open311").says("7 đơn");
        let page = admin.send("/thu-hoi", &[]);
        page.is(200).says("Thu hồi 15/10/2020");
        assert!(refused(&send(&mut visitor, &[("api_key", &key)]), 403).contains("thu hồi"));
        // What was decided in between is not overwritten
        let mut head = office.signs_in("lanhdaovp");
        head.open("/lam-viec/open311").is(200);
        admin.open("/lam-viec/open311");
        admin.send("/lam-viec/open311", &[("nhan", "open")]).is(200);
        head.send("/lam-viec/open311", &[("nhan", "closed")]).is(409);
    });
}

#[test]
fn where_work_is_real_nothing_is_taken_before_somebody_says_so() {
    each_engine(|office| {
        let setup = nghisu::Setup {
            place: Some(office.fresh.place.clone()),
            public_url: "http://localhost".to_owned(),
            clock: office.clock.clone(),
            purpose: kit::Purpose::Work,
            ..nghisu::Setup::new(&office.fresh.folder)
        };
        let real = nghisu::Installation::open(&setup).expect("an installation");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let router = kit::serve_router(real.app, nghisu::routes());
        let mut visitor = Person::visitor(router, &runtime);
        assert_eq!(list(&visitor.open("/open311/v2/services.json")), Vec::<Value>::new());
        assert!(refused(&send(&mut visitor, &[]), 403).contains("chưa nhận"));
        // What is public may be asked for all the same
        assert!(!list(&visitor.open("/open311/v2/requests.json")).is_empty());
        assert_eq!(json(&visitor.open("/open311/discovery.json"))["endpoints"][0]["type"], "production");
    });
}

#[test]
fn the_addresses_are_described() {
    each_engine(|office| {
        let described = json(&office.visitor().open("/api/v1/openapi.json"));
        let send = &described["paths"]["/open311/v2/requests.json"]["post"];
        assert!(send["requestBody"]["content"]["application/x-www-form-urlencoded"].is_object());
        for path in ["/open311/discovery.json", "/open311/v2/services.json", "/open311/v2/requests/{id}.json"]
        {
            assert!(described["paths"][path]["get"].is_object(), "{path}");
        }
    });
}
