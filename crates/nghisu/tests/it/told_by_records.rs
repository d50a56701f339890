//! What is told by the records themselves: duties met by papers that were sent, what a delegates'
//! group did and owes, oversight in the week's schedule, chains of what few may know of, photographs
//! without the place where they were taken, and the same as data.

use serde_json::Value;
use testkit::{Page, Person};

use crate::office::each_engine;
use crate::{oversight, voters};

/// The value of the choice with these words in a select of the page.
fn choice(page: &Page, name: &str, words: &str) -> String {
    let options = page.texts(&format!("select[name='{name}'] option"));
    let values = page.attributes(&format!("select[name='{name}'] option"), "value");
    let found = options.iter().position(|option| option.contains(words));
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {options:?}"))
}

/// The value of the box with these words.
fn ticked(page: &Page, name: &str, words: &str) -> String {
    let labels = page.texts(&format!("label:has(input[name='{name}'])"));
    let values = page.attributes(&format!("input[name='{name}']"), "value");
    let found = labels.iter().position(|label| label.trim() == words);
    found.and_then(|at| values.get(at)).cloned().unwrap_or_else(|| panic!("no “{words}” in {labels:?}"))
}

/// Posts a form by hand, as who is signed in.
fn forged(who: &mut Person<'_>, path: &str, typed: &[(&str, &str)]) -> Page {
    let token = who.open("/lam-viec/toi").attributes("input[name=csrf]", "value").remove(0);
    let values: Vec<(String, String)> = [("csrf", token.as_str())]
        .into_iter()
        .chain(typed.iter().copied())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    who.post(path, &values)
}

fn json(page: &Page) -> Value {
    page.is(200);
    serde_json::from_slice(&page.bytes).unwrap_or_else(|error| panic!("{}: {error}", page.path))
}

#[test]
fn a_duty_to_inform_another_body_is_met_by_the_papers_that_went_there() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/phoi-hop/quy-che/moi");
        let (standing, commune) =
            (ticked(&form, "ben", "Thường trực HĐND huyện"), ticked(&form, "ben", "HĐND xã Thanh Hà"));
        let typed = [
            ("so", "06/QCPH"),
            ("ten", "Quy chế phối hợp với HĐND xã"),
            ("ngay-ky", "02/01/2020"),
            ("tu-ngay", "02/01/2020"),
            ("ben", standing.as_str()),
            ("ben", commune.as_str()),
            ("cong-khai", ""),
        ];
        let path = lan.send("/lam-viec/phoi-hop/quy-che", &typed).path;
        let page = lan.open(&path);
        let (debtor, creditor) =
            (choice(&page, "ben-no", "Thường trực HĐND"), choice(&page, "ben-nhan", "HĐND xã Thanh Hà"));
        let mut duty = vec![
            ("viec", "them"),
            ("dieu", "Điều 2"),
            ("ben-no", debtor.as_str()),
            ("nhiem-vu", "Thông báo kết luận giao ban"),
            ("ky", "quarter"),
            ("bang", "sent_notice"),
        ];
        // What is sent goes to somebody
        lan.send(&path, &duty).is(422).says("Chọn cơ quan nhận");
        duty.push(("ben-nhan", creditor.as_str()));
        lan.open(&path);
        let page = lan.send(&path, &duty);
        // The notices of conclusions of this year's briefings went to every commune
        page.is(200).says("Thông báo gửi cơ quan nhận").says("Đã thực hiện");
        let notice = page.attributes("table a[href^='/lam-viec/van-ban/']", "href").remove(0);
        lan.open(&notice).is(200).says("Kết luận");

        // The other way round nothing was sent by paper; the commune's reports to briefings count
        let back = [
            ("viec", "them"),
            ("dieu", "Điều 3"),
            ("ben-no", creditor.as_str()),
            ("nhiem-vu", "Gửi báo cáo quý"),
            ("ky", "quarter"),
            ("bang", "briefing_report"),
        ];
        lan.open(&path);
        let page = lan.send(&path, &back);
        page.is(200).says("Báo cáo gửi hội nghị giao ban").says("HĐND xã Thanh Hà, báo cáo quý");
        let report = page.attributes("table a[href^='/so-lieu/']", "href").remove(0);
        lan.open(&report).is(200);
        // It is not public, and is in no public list
        office.visitor().open("/phoi-hop").does_not_say("06/QCPH");
    });
}

#[test]
fn a_group_shows_its_work_and_its_report_is_late_the_day_after_the_third_working_day() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let public = visitor.open("/phoi-hop").link("Tổ đại biểu số 1");
        let page = visitor.open(&public);
        page.is(200).says("Báo cáo sau tiếp xúc cử tri năm 2020").does_not_say("/lam-viec/phoi-hop");
        page.says("Kiến nghị tại các cuộc tiếp xúc của Tổ").says("Giám sát, khảo sát năm 2020");

        let mut head = office.signs_in("to1");
        let own = public.replace("/to-dai-bieu/", "/lam-viec/phoi-hop/to/");
        let page = head.open(&own);
        page.is(200).says("Chưa gửi, quá hạn");
        let round =
            page.attributes("select[name=dot] option", "value").into_iter().rfind(|one| !one.is_empty());
        let round = round.expect("a round without a report");
        head.open("/lam-viec").says("Báo cáo kết quả tiếp xúc cử tri của Tổ");
        head.open(&own);
        let mut typed = vec![("dot", round.as_str()), ("so", "05/BC-TĐB"), ("ngay-gui", "01/01/2020")];
        head.send(&own, &typed).is(422).says("Ngày gửi phải từ ngày tiếp xúc cuối");
        typed[2].1 = "16/10/2020";
        head.open(&own);
        head.send(&own, &typed).is(422).says("Ngày gửi phải từ ngày tiếp xúc cuối");
        typed[2].1 = "14/10/2020";

        // Another group's head notes nothing here, and a stranger not either
        let mut other = office.signs_in("to2");
        other.open(&own).is(200).does_not_say("Ghi báo cáo đã gửi");
        forged(&mut other, &own, &typed).is(404);
        office.signs_in("xa-13453").open(&own).is(404);

        head.open(&own);
        head.send(&own, &typed).is(200).says("05/BC-TĐB").says("muộn");
        let twice = forged(&mut head, &own, &typed);
        twice.is(422).says("Đợt này đã ghi báo cáo");
        visitor.open(&public).says("Báo cáo số 05/BC-TĐB, ngày 14/10/2020");
    });
}

#[test]
fn coordination_and_difficulties_are_there_as_data_of_what_is_public() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let all = json(&visitor.open("/phoi-hop.json"));
        assert_eq!(all["year"], 2020);
        let first = &all["regulations"][0];
        assert!(first["title"].as_str().is_some_and(|title| title.contains("Quy chế phối hợp")), "{all}");
        assert_eq!(first["parties"].as_array().map(Vec::len), Some(3));
        assert!(first["missed"].as_array().is_some_and(|missed| !missed.is_empty()), "{first}");
        let difficulties = json(&visitor.open("/kho-khan.json"));
        assert!(difficulties["items"].is_array() && difficulties["raised"].is_i64(), "{difficulties}");
        // The description says of every field that it is there
        let description = json(&visitor.open("/api/v1/openapi.json"));
        let schema = |path: &str| {
            description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
                .clone()
        };
        let sessions = json(&visitor.open("/ky-hop.json"));
        let resolutions = json(&visitor.open("/nghi-quyet.json"));
        for (path, data) in [
            ("/phoi-hop.json", &all),
            ("/kho-khan.json", &difficulties),
            ("/ky-hop.json", &sessions),
            ("/nghi-quyet.json", &resolutions),
        ] {
            let schema = schema(path);
            holds(data, &schema, path);
        }
    });
}

/// Holds data against what the description requires.
fn holds(data: &Value, schema: &Value, at: &str) {
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        assert!(data.get(name).is_some(), "{at} has no {name}");
        holds(&data[name], &schema["properties"][name], &format!("{at}/{name}"));
    }
    if let Some(fields) = data.as_object() {
        let known = schema["properties"].as_object().expect("described fields");
        for name in fields.keys() {
            assert!(known.contains_key(name), "{at}: {name} is not described");
        }
    }
    for one in data.as_array().into_iter().flatten() {
        holds(one, &schema["items"], at);
    }
}

#[test]
fn sittings_and_field_visits_of_oversight_stand_in_the_week_and_in_the_body_s_calendar() {
    each_engine(|office| {
        let ics = office.visitor().open("/giam-sat.ics").body().replace("\r\n ", "");
        let day = ics.lines().find_map(|line| line.strip_prefix("DTSTART")).expect("a visit");
        let digits: String =
            day.rsplit(':').next().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        let (year, month, on) = (&digits[..4], &digits[4..6], &digits[6..8]);
        let mut lan = office.signs_in("vanphong");
        let page = lan.open(&format!("/lam-viec/hop/lich-tuan/{year}-{month}-{on}"));
        page.is(200).says("giám sát").says("GS-");
        let oversight = page.attributes("main a[href^='/lam-viec/giam-sat/']", "href").remove(0);
        lan.open(&oversight).is(200);
        let calendars = lan.open("/lam-viec/hop/lich-tuan").attributes("a[href$='.ics']", "href");
        let told = calendars.iter().any(|path| {
            office.visitor().open(path).body().replace("\r\n ", "").contains("SUMMARY:Giám sát GS-")
                || office.visitor().open(path).body().replace("\r\n ", "").contains("SUMMARY:Khảo sát GS-")
        });
        assert!(told, "a body's calendar has its oversight: {calendars:?}");
    });
}

#[test]
fn a_letter_and_a_visit_stand_in_chains_by_number_for_those_who_may_know_of_them() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let list = lan.open("/lam-viec/don-thu?nhom=tat-ca");
        let letters = list.attributes("a[href^='/lam-viec/don-thu/']", "href");
        let is_letter = |href: &String| href.len() == "/lam-viec/don-thu/".len() + 36;
        let mut sent = String::new();
        for href in letters.into_iter().filter(is_letter) {
            let chain = lan.open(&href).link("Dòng đời");
            if 1 < lan.open(&chain).texts(".life .node").len() {
                sent = chain;
                break;
            }
        }
        assert!(!sent.is_empty(), "no letter was forwarded");
        let page = lan.open(&sent);
        page.is(200).says("Đơn số").says("VT-20");
        let letter = page.texts(".life .node").into_iter().find(|node| node.contains("Đơn số")).expect("it");
        // A number, a state, a body: nothing of the matter
        assert!(!letter.contains("đồng") && letter.chars().count() < 160, "{letter}");
        office.visitor().open(&sent.replace("/lam-viec", "")).is(404);
        office.visitor().open(&sent.replace("/lam-viec/dong-doi", "/api/v1/chain")).is(404);
        for name in ["daibieu1", "mattran"] {
            office.signs_in(name).open(&sent).is(404);
        }
        let follow_up = lan.open(&sent).attributes(".life a[href^='/lam-viec/viec/']", "href").remove(0);
        let chain = lan.open(&follow_up).link("Dòng đời");
        lan.open(&chain).is(200).says("Đơn số");
        office.signs_in("daibieu1").open(&chain).does_not_say("Đơn số");

        let visits = lan.open("/lam-viec/tiep-cong-dan/luot");
        let visit = visits
            .attributes("main a[href^='/lam-viec/tiep-cong-dan/luot/']", "href")
            .into_iter()
            .find(|href| href.len() == "/lam-viec/tiep-cong-dan/luot/".len() + 36)
            .expect("a visit");
        let chain = lan.open(&visit).link("Dòng đời");
        lan.open(&chain).is(200).says("Lượt tiếp công dân").says("TD-20");
        office.visitor().open(&chain.replace("/lam-viec", "")).is(404);
        office.signs_in("daibieu1").open(&chain).is(404);
    });
}

#[test]
fn an_opinion_leads_to_its_petition_and_the_public_sees_the_petition_alone() {
    each_engine(|office| {
        let petition = voters::from_the_meeting_to_the_department(office);
        let mut lan = office.signs_in("vanphong");
        let chain = lan.open(&petition).link("Dòng đời");
        lan.open(&chain).is(200).says("Ý kiến cử tri ngày").says("Cống qua đường trục thôn hẹp");
        let public = office.visitor().open(&chain.replace("/lam-viec", ""));
        public.does_not_say("Cống qua đường trục thôn hẹp").does_not_say("Ý kiến cử tri ngày");
        // Who answers the petition does not read the raw notes
        office.signs_in("phong-tnmt").open(&chain).does_not_say("Cống qua đường trục thôn hẹp");
    });
}

#[test]
fn what_bodies_do_together_and_drafts_have_their_course() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let hub = lan.open("/lam-viec/phoi-hop");
        for (words, kind) in [
            ("Quy chế phối hợp giữa Thường trực HĐND", "Quy chế phối hợp"),
            ("Tiếp công dân chung về", "Hoạt động chung"),
            ("Thực hiện nhiệm vụ kép", "Đợt tuyên truyền"),
        ] {
            let chain = lan.open(&hub.link(words)).link("Dòng đời");
            lan.open(&chain).is(200).says(kind);
            office.visitor().open(&chain.replace("/lam-viec", "")).is(200).does_not_say("/lam-viec/");
            office.signs_in("xa-13453").open(&chain).is(404);
        }
        let mut visitor = office.visitor();
        let drafts = visitor.open("/du-thao").attributes("main a[href^='/du-thao/']", "href");
        let draft = drafts.first().expect("a draft is out").clone();
        let chain = visitor.open(&draft).link("Dòng đời");
        visitor.open(&chain).is(200).says("Dự thảo nghị quyết").says("Kỳ họp");
    });
}

#[test]
fn key_tasks_of_the_quarter_to_come_are_offered_for_the_agenda_of_the_briefing() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let briefing = lan.open("/lam-viec/giao-ban").link("quý III/2020");
        let path = format!("{briefing}/chuong-trinh");
        let page = lan.open(&path);
        page.is(200).says("Đề xuất: Nhiệm vụ trọng tâm quý IV/2020");
        let forms = page.attributes("form:has(input[name='noi-dung'][type=hidden]) input", "value");
        let offered = forms.iter().find(|value| value.starts_with("Nhiệm vụ trọng tâm")).expect("an item");
        assert_eq!(offered, "Nhiệm vụ trọng tâm quý IV/2020 (3 nhiệm vụ)");
        let typed = [("noi-dung", offered.as_str()), ("nguoi", "Thường trực HĐND"), ("phut", "10")];
        let page = lan.send(&path, &typed);
        page.is(200).does_not_say("Đề xuất: Nhiệm vụ trọng tâm").says("3 nhiệm vụ");
    });
}

/// A JPEG whose camera wrote where it stood, twice: as a telephone does.
fn photo() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
        [0xFF, marker].into_iter().chain(length).chain(content.iter().copied()).collect()
    };
    let mut bytes = vec![0xFF, 0xD8];
    bytes.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    // An entry for how it was held (6: turned), and one that leads to the place
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPSLatitude 20.4523 GPSLongitude 105.9871");
    bytes.extend(segment(0xE1, &exif));
    bytes.extend(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='20,27'/>"));
    bytes.extend(segment(0xDB, &[1; 65]));
    bytes.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
    bytes.extend(b"pixels\xFF\x00pixels\xFF\xD9");
    bytes
}

#[test]
fn a_photograph_from_a_field_visit_is_kept_without_the_place_where_it_was_taken() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = oversight::enter(&mut lan, &[]);
        oversight::decided(&mut lan, &path);
        let typed = [
            ("viec", "lich"),
            ("lv-loai", "field"),
            ("lv-ngay", "15/10/2020"),
            ("lv-gio", "08:00"),
            ("lv-noi", "Công trình kênh mương thôn Mậu Chử"),
        ];
        lan.open(&path);
        let visit = lan.send(&path, &typed).link("Công trình kênh mương");
        lan.open(&visit).is(200);
        let typed = [("viec", "ghi"), ("ghi-chep", "Ảnh chụp tại công trình.")];
        let page = lan.send_file(&visit, &typed, "anh", "IMG_2020.jpg", &photo());
        page.is(200).says("IMG_2020.jpg");
        let address = page.attributes("a[href^='/tep/']", "href").pop().expect("the file");
        let kept = lan.open(&address).is(200).bytes.clone();
        let holds = |words: &[u8]| kept.windows(words.len()).any(|part| part == words);
        assert!(kept.starts_with(&[0xFF, 0xD8]) && kept.ends_with(b"pixels\xFF\xD9"), "the picture is whole");
        assert!(!holds(b"GPSLatitude") && !holds(b"xap") && !holds(b"20.4523"));
        // How it was held stays, or it would lie on its side
        assert!(holds(b"Exif\0\0MM") && holds(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]));
        office.signs_in("daibieu2").open(&address).is(404);
    });
}
