//! An issued paper as a package in the shape of edXML, read by a parser that is not ours.

use std::io::Write as _;
use std::process::{Command, Stdio};

use kernel::text;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use testkit::{Page, Person};

use crate::office::each_engine;

const BUTTON: &str = "Tải gói edXML (chưa kiểm chứng với trục liên thông)";

fn read(package: &Page) -> Value {
    package.is(200);
    assert!(package.media_type.starts_with("application/xml"), "{}", package.media_type);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/edxml.py");
    let mut reader = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 (Debian package python3)");
    reader.stdin.take().expect("its input").write_all(&package.bytes).expect("a package");
    let output = reader.wait_with_output().expect("an answer");
    assert!(output.status.success(), "{}\n{}", String::from_utf8_lossy(&output.stderr), package.body());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The papers of the register that stand in this list.
fn papers(person: &mut Person<'_>, query: &str) -> Vec<String> {
    let page = person.open(&format!("/lam-viec/van-ban{query}"));
    let mut found = page.attributes("td a[href^='/lam-viec/van-ban/']", "href");
    found.retain(|href| href.len() == "/lam-viec/van-ban/".len() + 36);
    assert!(!found.is_empty(), "no paper in {query}:\n{}", page.main());
    found
}

fn sum(page: &Page) -> String {
    text::hex(&Sha256::digest(&page.is(200).bytes))
}

#[test]
fn every_issued_paper_leaves_whole_and_the_same_each_time() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        for path in papers(&mut lan, "?trang-thai=issued").iter().take(12) {
            let page = lan.open(path);
            page.says(BUTTON);
            let package = lan.open(&format!("{path}.edxml"));
            let said = read(&package);
            assert_eq!(
                lan.open(&format!("{path}.edxml")).bytes,
                package.bytes,
                "{path} is not the same twice"
            );
            // The files inside are those that the page gives
            for (at, ending) in [(0, "pdf"), (1, "docx")] {
                let file = lan.open(&format!("{path}.{ending}"));
                assert_eq!(said["files"][at]["sha256"], sum(&file), "{path}.{ending}");
                let name = said["files"][at]["name"].as_str().unwrap_or_default().to_owned();
                assert!(name.ends_with(&format!(".{ending}")), "{name}");
            }
            let of = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
            assert!(path.ends_with(&of("document")));
            let number = format!(
                "{}/{}",
                said["code"][0].as_str().unwrap_or_default(),
                said["code"][1].as_str().unwrap_or_default()
            );
            page.says(&number).says(&of("subject")).says(&of("kind")).says(&of("signer"));
            assert!(!of("content").is_empty());
            assert_eq!(said["business"], "0");
            let receivers = said["to"].as_array().expect("receivers").len();
            assert_eq!(said["statuses"].as_array().map(Vec::len), Some(receivers));
        }
    });
}

#[test]
fn a_transfer_slip_says_by_when_and_an_opening_and_a_recall_change_the_package() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = papers(&mut lan, "?loai=transfer_slip&trang-thai=issued").remove(0);
        let said = read(&lan.open(&format!("{path}.edxml")));
        let due = said["due_on"].as_str().expect("a due day");
        let (year, rest) = due.split_at(4);
        lan.open(&path).says(&format!("{}/{year}", rest[1..].split('-').rev().collect::<Vec<_>>().join("/")));
        // Of other papers nobody knows it, and nobody says it
        let other = papers(&mut lan, "?loai=notice&trang-thai=issued").remove(0);
        assert_eq!(read(&lan.open(&format!("{other}.edxml")))["due_on"], Value::Null);

        lan.open(&other);
        lan.send(&format!("{other}/thu-hoi"), &[("ly-do", "Ghi sai ngày, dữ liệu minh họa.")]).is(200);
        lan.open(&other).says(BUTTON);
        assert_eq!(read(&lan.open(&format!("{other}.edxml")))["business"], "1");
    });
}

#[test]
fn the_identifier_of_an_agency_is_typed_once_and_stands_in_the_package() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = papers(&mut lan, "?loai=transfer_slip&trang-thai=issued").remove(0);
        let before = read(&lan.open(&format!("{path}.edxml")));
        assert_eq!(before["to"][0][0], Value::Null);
        let name = before["to"][0][1].as_str().expect("a name").to_owned();

        let mut admin = office.signs_in("quantri");
        let page = admin.open("/lam-viec/co-quan");
        let edit = page.link(&name);
        admin.open(&edit).says("Mã định danh");
        let wrong = admin.send(&edit, &[("ma-dinh-danh", "28.H")]);
        wrong.is(422).says("Mã định danh gồm các phần");
        assert_eq!(wrong.attributes("#ma-dinh-danh", "value"), ["28.H"]);
        admin.send(&edit, &[("ma-dinh-danh", " 000.05.28.h28 ")]).is(200);
        assert_eq!(admin.open(&edit).attributes("#ma-dinh-danh", "value"), ["000.05.28.H28"]);
        let after = read(&lan.open(&format!("{path}.edxml")));
        assert_eq!(after["to"][0][0], "000.05.28.H28");
        assert_eq!(after["from"], before["from"]);
        // Taken back
        admin.open(&edit);
        admin.send(&edit, &[("ma-dinh-danh", "")]).is(200);
        assert_eq!(read(&lan.open(&format!("{path}.edxml"))), before);
    });
}

#[test]
fn who_may_not_see_the_paper_does_not_find_the_package() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let path = papers(&mut lan, "?loai=transfer_slip&trang-thai=issued").remove(0);
        lan.open(&format!("{path}.edxml")).is(200);
        let (_, id) = path.rsplit_once('/').expect("an id");
        for who in ["daibieu1", "xa-13453", "mattran", "quantri"] {
            office.signs_in(who).open(&format!("{path}.edxml")).is(404);
        }
        assert!(office.visitor().open(&format!("{path}.edxml")).path.starts_with("/dang-nhap"));
        // On the portal there is none, not even of a public paper
        office.visitor().open(&format!("/van-ban/{id}.edxml")).is(404);
        let public = office.visitor().open("/van-ban").attributes("a[href^='/van-ban/']", "href");
        let public = public.iter().find(|href| href.len() == "/van-ban/".len() + 36).expect("a public paper");
        office.visitor().open(&format!("{public}.pdf")).is(200);
        office.visitor().open(&format!("{public}.edxml")).is(404);
    });
}
