//! Akoma Ntoso: every public resolution, and the minutes of every session, against the schema of
//! the standard.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use testkit::{Page, Person};

use crate::office::{Office, each_engine};
use crate::voters::flash;

fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/akomantoso-3.0/akomantoso30.xsd")
}

/// Validates all documents with one call of xmllint, which `./test` installs: without it this
/// fails.
fn all_valid(office: &Office, documents: &[(String, Vec<u8>)]) {
    let folder = office.fresh.folder.join("akn");
    std::fs::create_dir_all(&folder).expect("a folder");
    let files: Vec<PathBuf> = documents
        .iter()
        .enumerate()
        .map(|(number, (_, bytes))| {
            let file = folder.join(format!("{number}.xml"));
            std::fs::write(&file, bytes).expect("a file");
            file
        })
        .collect();
    let output = Command::new("xmllint")
        .arg("--noout")
        .arg("--schema")
        .arg(schema())
        .args(&files)
        .output()
        .expect("xmllint (Debian package libxml2-utils)");
    let said = String::from_utf8_lossy(&output.stderr);
    let wrong: Vec<&str> = said.lines().filter(|line| !line.ends_with(" validates")).take(20).collect();
    assert!(output.status.success() && wrong.is_empty(), "{}: {wrong:#?}", office.fresh.engine);
    assert_eq!(said.lines().count(), documents.len(), "{said}");
}

fn json(page: &Page) -> Value {
    page.is(200);
    serde_json::from_slice(&page.bytes).expect("JSON")
}

/// Every item of a public list, of the district and of each commune.
fn items(visitor: &mut Person<'_>, list: &str) -> Vec<Value> {
    let councils = visitor.open(list).attributes("select[name=co-quan] option", "value");
    let mut found = Vec::new();
    for council in councils.iter().filter(|council| !council.is_empty()) {
        let page = json(&visitor.open(&format!("{list}.json?co-quan={council}")));
        found.extend(page["items"].as_array().expect("items").iter().cloned());
    }
    found
}

fn path(url: &Value) -> String {
    url.as_str().expect("an address").trim_start_matches("http://localhost").to_owned()
}

#[test]
fn every_public_resolution_is_valid_akoma_ntoso() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let documents: Vec<(String, Vec<u8>)> = items(&mut visitor, "/nghi-quyet")
            .iter()
            .map(|item| {
                let address = format!("{}.akn.xml", path(&item["url"]));
                let page = visitor.open(&address);
                page.is(200);
                (address, page.bytes)
            })
            .collect();
        assert!(40 < documents.len(), "{}", documents.len());
        all_valid(office, &documents);
        let plan = items(&mut visitor, "/nghi-quyet")
            .into_iter()
            .find(|item| item["title"] == "Về kế hoạch đầu tư công năm 2020")
            .expect("the plan of 2020");
        let xml =
            String::from_utf8(visitor.open(&format!("{}.akn.xml", path(&plan["url"]))).bytes).expect("UTF-8");
        assert!(xml.contains("passiveModifications") && xml.contains("type=\"amendment\""), "{xml}");
        assert!(xml.contains("/akn/vn/act/hdnd-huyen-thanh-liem/2019-12-19/"), "{xml}");
    });
}

#[test]
fn minutes_are_valid_and_name_nothing_of_a_closed_item() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let sessions: Vec<String> = json(&lan.open("/ky-hop.json"))["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|item| format!("/lam-viec/ky-hop/{}", item["id"].as_str().expect("an id")))
            .collect();
        let coming = sessions.first().expect("a session").clone();
        lan.open(&format!("{coming}/chuong-trinh"));
        lan.send("/chuong-trinh", &[("bang", "Việc nhân sự X-Q-7\tNgười trình X-Q-7\t15")]).is(200);
        let item = lan.follow("Việc nhân sự X-Q-7").path;
        lan.send(&item, &[("hop-kin", "co")]).is(200).says("X-Q-7");
        let documents: Vec<(String, Vec<u8>)> = sessions
            .iter()
            .map(|session| {
                let address = format!("{session}/bien-ban.akn.xml");
                let page = lan.open(&address);
                page.is(200);
                (address, page.bytes)
            })
            .collect();
        all_valid(office, &documents);
        let all: String = documents.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
        assert!(!all.contains("X-Q-7"));
        for part in ["<rollCall", "<speech ", "<voting ", "TLCPerson"] {
            assert!(all.contains(part), "no {part} in the minutes of the demonstration");
        }
        office.visitor().open(&format!("{coming}/bien-ban.akn.xml")).does_not_say("debateBody");
    });
}

#[test]
fn every_public_question_is_valid_and_says_who_asked_and_who_answered() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let questions = items(&mut visitor, "/chat-van");
        let questions = if questions.is_empty() {
            json(&visitor.open("/chat-van.json"))["items"].as_array().expect("items").clone()
        } else {
            questions
        };
        assert!(!questions.is_empty());
        let mut answered = 0;
        let documents: Vec<(String, Vec<u8>)> = questions
            .iter()
            .map(|one| {
                let page = path(&one["url"]);
                let address = visitor.open(&page).link("Akoma Ntoso");
                assert_eq!(address, format!("{page}.akn.xml"));
                let document = visitor.open(&address);
                document.is(200);
                assert!(document.media_type.starts_with("application/akn+xml"));
                let xml = document.body();
                assert!(xml.contains(one["asker"].as_str().expect("a name")), "{xml}");
                let has_answer = xml.contains("<answer ");
                assert_eq!(has_answer, one["answered_on"].is_string(), "{address}");
                answered += i32::from(has_answer);
                (address, document.bytes)
            })
            .collect();
        assert!(0 < answered);
        all_valid(office, &documents);
        // One that is not compiled is not there
        visitor.open("/chat-van/CV-2020-9999.akn.xml").is(404);
    });
}

#[test]
fn whatever_is_typed_gives_a_valid_document() {
    const BODIES: [&str; 8] = [
        "",
        "Một dòng không có điều nào.",
        "]]></p><script>alert(1)</script> & \"x\" <!-- -->\nĐiều 1. </content>\n1. <b>\na) &amp;",
        "Điều 1. Có \u{1}\u{8}\u{b}\u{1f}\u{fffe} ký tự điều khiển\u{0}\n\u{7f}\nĐiều 2.\u{feff}",
        "Điều 1. Một.\nĐiều 1. Một nữa.\n1. a\n1. b\na) c\na) d\nđ) e\nĐiều 1. Ba.",
        "Căn cứ Luật;\nXét tờ trình;\nQUYẾT NGHỊ:\nPhần I\nCHUNG\nChương I\nMỘT\nMục 1. Hai\nTiểu mục 1. Ba\nĐiều 1. Bốn\n1. Năm\n1.1. Sáu\n1.1.1. Bảy\na) Tám\n1. Chín\nb) Mười\nb1) Nữa\nLời kết.",
        "Điều 1. Sửa Điều 2 như sau:\n“Điều 2. Mới\n1. Một\na) Hai”\nĐiều 2.",
        "Chương I\nChương II\nMục 1\nĐiều 1\nĐiều 2a\nĐiều 2đ. X\nQUYẾT NGHỊ:\nCăn cứ sau cùng",
    ];
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let documents: Vec<(String, Vec<u8>)> = BODIES
            .iter()
            .zip(500..)
            .map(|(body, number)| {
                let number = number.to_string();
                lan.open("/lam-viec/nghi-quyet/moi");
                let typed = [
                    ("so", number.as_str()),
                    ("trich-yeu", "Về “việc” <b>&lt;\u{2}]]>"),
                    ("thong-qua", "14/10/2020"),
                    ("toan-van", body),
                ];
                let page = lan.send("/lam-viec/nghi-quyet", &typed);
                assert!(flash(&page).contains("Đã nhập nghị quyết"), "{body:?}: {}", page.main());
                let address = format!("/nghi-quyet/2020-{number}.akn.xml");
                let page = office.visitor().open(&address);
                page.is(200);
                (address, page.bytes)
            })
            .collect();
        all_valid(office, &documents);
        let last = String::from_utf8_lossy(&documents[5].1).into_owned();
        assert!(
            last.contains("eId=\"art_1__para_1__subpara_1-1__subpara_1-1-1__list_1__point_a\""),
            "{last}"
        );
    });
}
