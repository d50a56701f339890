//! One signed paper that answers many petitions, as departments write it: taken apart, shown to be
//! confirmed, taken together or not at all.

use std::io::{Cursor, Write as _};

use kernel::text;
use papers::{Block, Letter, Signature};
use testkit::Page;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::office::{Office, each_engine};
use crate::voters::{choice, code_on, flash};

pub(crate) const BASE: &str = "/lam-viec/kien-nghi/tra-loi-van-ban";
const ROAD: &str = "Đề nghị trải nhựa đoạn đường từ nhà thờ Vỹ Khách ra nghĩa trang thôn Trung.";
const CANAL: &str = "Đề nghị nạo vét mương tiêu chạy dọc sân kho hợp tác xã Chanh Thôn.";
const LIGHT: &str = "Đề nghị bổ sung đèn chiếu sáng trước cổng trường mầm non khu đô thị mới.";
const WASTE: &str = "Đề nghị xử lý điểm tập kết rác thải ven bờ đê Bồng Lạng gây ô nhiễm.";

/// A petition that was written down, classified and not yet sent.
pub(crate) struct Asked {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) path: String,
}

/// The office sends these to the department of natural resources with one slip.
pub(crate) fn forwarded(office: &Office, asked: &[&str]) -> Vec<Asked> {
    let mut lan = office.signs_in("vanphong");
    let mut all = Vec::new();
    for words in asked {
        let page = lan.open("/lam-viec/kien-nghi/moi");
        let (place, source) = (choice(&page, "noi", "Thanh Hà"), choice(&page, "nguon", "Nguồn khác"));
        let kept =
            lan.send("/lam-viec/kien-nghi", &[("noi-dung", words), ("noi", &place), ("nguon", &source)]);
        kept.is(200).says(words);
        let level = choice(&kept, "tham-quyen", "Huyện");
        let sector = choice(&kept, "linh-vuc", "Đất đai");
        let body = choice(&kept, "co-quan", "Phòng TN&MT");
        lan.send("/phan-loai", &[("tham-quyen", &level), ("linh-vuc", &sector), ("co-quan", &body)]).is(200);
        let id = kept.path.rsplit('/').next().expect("an id").to_owned();
        all.push(Asked { id, code: code_on(&kept), path: kept.path.clone() });
    }
    let ids: Vec<String> = all.iter().map(|one| format!("kn={}", one.id)).collect();
    lan.open(&format!("/lam-viec/kien-nghi/chuyen?{}", ids.join("&"))).is(200).says("PHIẾU CHUYỂN");
    let sent = lan.send("/chuyen", &[]);
    assert!(flash(&sent).contains("Đã gửi 1 phiếu chuyển"), "{}", flash(&sent));
    all
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

/// Letters and marks apart, as a Mac writes them.
fn apart(words: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    words.nfd().collect()
}

pub(crate) fn word_file(body: &str) -> Vec<u8> {
    word_parts(&[("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

const LISTS: &str = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
    <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

pub(crate) fn word_parts(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let types = ("[Content_Types].xml", "<Types/>");
    for (name, words) in [types, ("word/numbering.xml", LISTS)].iter().chain(parts) {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(words.as_bytes()).expect("a part");
    }
    writer.finish().expect("an archive").into_inner()
}

pub(crate) fn lines(words: &[&str]) -> String {
    let line = |words: &&str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(words));
    words.iter().map(line).collect::<Vec<_>>().concat()
}

/// A row whose first cell Word numbers by itself.
fn row(cells: &[&str]) -> String {
    let number = "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p></w:tc>";
    let cell = |words: &&str| format!("<w:tc>{}</w:tc>", lines(&[words]));
    let cells = cells.iter().map(cell).collect::<Vec<_>>().concat();
    format!("<w:tr>{number}{cells}</w:tr>")
}

pub(crate) fn pdf_file(words: &[&str]) -> Vec<u8> {
    let letter = Letter {
        superior: None,
        issuer: "Phòng Tài nguyên và Môi trường".to_owned(),
        number: Some("61/TNMT".to_owned()),
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: kernel::Date::new(2020, 10, 14).expect("a day"),
        kind: Some("BÁO CÁO".to_owned()),
        title: Some("Trả lời kiến nghị cử tri".to_owned()),
        addressees: Vec::new(),
        body: words.iter().map(|words| Block::paragraph(*words)).collect(),
        signature: Signature { lines: vec!["TRƯỞNG PHÒNG".to_owned()], name: String::new() },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: true,
    };
    press::to_pdf(&letter).expect("a PDF")
}

/// What is proposed for a petition: how sure, why, and whether it is ticked.
fn proposed(page: &Page, one: &Asked) -> (String, String, bool) {
    let panel = page.texts(&format!("section[aria-labelledby='td-{}']", one.id)).join(" ");
    let trust = ["Chắc chắn", "Có thể", "Không rõ", "Chưa có phần trả lời"];
    let trust = trust.into_iter().find(|words| panel.contains(words)).unwrap_or_default();
    let ticked = page.attributes(&format!("input[name=kn][value='{}'][checked]", one.id), "value");
    (trust.to_owned(), panel, !ticked.is_empty())
}

fn answer_in(page: &Page, one: &Asked) -> String {
    page.texts(&format!("textarea[name='tra-loi-{}']", one.id)).join("").trim().to_owned()
}

fn entries(office: &Office) -> i64 {
    let count = |tx: &mut db::Tx| db::Select::new("select count(*) from journal").rows::<(i64,)>(tx);
    office.installation.app.db().read(count).expect("the journal").first().map_or(0, |(count,)| *count)
}

#[test]
fn a_paper_with_codes_answers_all_that_it_names_in_one_deed_and_nothing_of_others() {
    each_engine(|office| {
        let asked = forwarded(office, &[ROAD, CANAL, LIGHT, WASTE]);
        let other = "KN-2020-0021-0";
        let paper = word_file(&apart(&lines(&[
            "PHÒNG TÀI NGUYÊN VÀ MÔI TRƯỜNG",
            "Số: 61/TNMT",
            "Thanh Liêm, ngày 14 tháng 10 năm 2020",
            "Phòng trả lời như sau:",
            &format!("Kiến nghị {}: {ROAD}", asked[0].code),
            "Trả lời: Đã hoàn thành ngày 25/9/2020, gồm hai đoạn:",
            "1. Đoạn ra nghĩa trang.",
            "2. Đoạn qua nhà thờ.",
            &format!("{} và {}", asked[1].code, asked[2].code.to_lowercase()),
            "Hai việc đang thực hiện, xong trước ngày 30/11/2020.",
            &format!("{other}: Đề nghị sửa đường liên xã."),
            "Trả lời: Đã sửa xong.",
            "Trên đây là trả lời của Phòng.",
        ])));
        let mut body = office.signs_in("phong-tnmt");
        body.open("/lam-viec/kien-nghi").link("Trả lời bằng văn bản");
        body.open(BASE);
        let page = body.send_file(BASE, &[], "tep", "tra-loi.docx", &paper);
        page.is(200).says("Xác nhận các câu trả lời").says("Đoạn không thuộc phần nào");
        assert_eq!(page.attributes("input[name=van-ban]", "value"), ["61/TNMT, 14/10/2020"]);
        for one in &asked[..3] {
            let (trust, why, ticked) = proposed(&page, one);
            assert_eq!((trust.as_str(), ticked), ("Chắc chắn", true), "{why}");
            assert!(why.contains(&format!("Mã {} ghi ở phần này", one.code)), "{why}");
        }
        assert_eq!(proposed(&page, &asked[3]).0, "Chưa có phần trả lời");
        let answer = text::nfc(&answer_in(&page, &asked[0]));
        assert!(answer.starts_with("Đã hoàn thành") && answer.ends_with("2. Đoạn qua nhà thờ."), "{answer}");
        assert_eq!(answer_in(&page, &asked[1]), answer_in(&page, &asked[2]), "joined");
        assert!(text::nfc(&answer_in(&page, &asked[1])).contains("Hai việc đang thực hiện"));
        page.says("1 phần của văn bản chưa khớp")
            .says(&format!("{other} không phải kiến nghị đang chờ cơ quan này"));

        // Nothing was written yet; one without a day is named, and then none is taken
        let before = entries(office);
        let hen = format!("hen-{}", asked[1].id);
        let refused = body.send(&page.path, &[(&hen, "")]);
        refused.is(422).says(&format!("{}: “Đang giải quyết, có lộ trình” phải có ngày hẹn.", asked[1].code));
        assert_eq!(answer_in(&refused, &asked[0]), answer_in(&page, &asked[0]), "kept");
        assert_eq!(entries(office), before);
        body.open(&asked[0].path).does_not_say("61/TNMT");

        body.open(&page.path);
        let ket_qua = format!("ket-qua-{}", asked[2].id);
        let done = body.send(&page.path, &[(&ket_qua, "in_progress")]);
        done.is(200);
        assert!(flash(&done).contains("Đã ghi 3 câu trả lời theo 61/TNMT, 14/10/2020"), "{}", flash(&done));
        assert_eq!(entries(office), before + 1, "one deed, one entry");
        // The paper is with each of them, and its own follow-up knows
        for one in &asked[..3] {
            let shown = body.open(&one.path);
            shown.says("Đã trả lời, chờ đánh giá").says("61/TNMT, 14/10/2020").says("tra-loi.docx");
            let mut chair = office.signs_in("chutich");
            chair.open(&shown.path).says("Đồng ý với trả lời");
            chair.open(&shown.link("tra-loi.docx")).is(200);
            chair.open(&shown.path);
            chair.follow("Việc theo dõi").says("61/TNMT");
        }
        body.open(&asked[3].path).says("Gửi trả lời").does_not_say("tra-loi.docx");
        let mut lan = office.signs_in("vanphong");
        let untouched = lan.open(&format!("/lam-viec/kien-nghi?nhom=tat-ca&q={other}")).link("đường liên xã");
        lan.open(&untouched).does_not_say("61/TNMT");
        lan.open("/lam-viec/nhat-ky").says("3 kiến nghị theo 61/TNMT");
        // Sent again, it leads nowhere
        body.open(&page.path).says("Kiến nghị cử tri");
    });
}

#[test]
fn a_table_that_word_numbers_is_matched_by_the_slip_that_it_answers() {
    each_engine(|office| {
        let asked = forwarded(office, &[ROAD, CANAL, LIGHT]);
        let table = format!(
            "<w:tbl>{}{}{}{}</w:tbl>",
            "<w:tr>".to_owned()
                + &["STT", "Nội dung kiến nghị", "Nội dung trả lời", "Kết quả"]
                    .map(|head| format!("<w:tc>{}</w:tc>", lines(&[head])))
                    .concat()
                + "</w:tr>",
            row(&[ROAD, "Đã trải nhựa xong trong tháng 9.", "Đã giải quyết xong"]),
            row(&["Mương tiêu Chanh Thôn", "Đang nạo vét, xong trước 30/11/2020.", "Đang giải quyết"]),
            row(&[LIGHT, "Không thuộc thẩm quyền của Phòng.", "Giải trình"]),
        );
        let paper = word_file(&format!("{}{}", lines(&["Số: 62/TNMT"]), apart(&table)));
        let mut body = office.signs_in("phong-tnmt");
        body.open("/lam-viec/van-ban-den");
        body.follow("Chuyển 3 kiến nghị của cử tri");
        body.follow("Trả lời bằng một văn bản").is(200).says("Trả lời Phiếu chuyển");
        let page = body.send_file(BASE, &[], "tep", "bang.docx", &paper);
        page.is(200);
        let (trust, why, _) = proposed(&page, &asked[0]);
        assert!(trust == "Chắc chắn" && why.contains("Số 1 trong phiếu chuyển"), "{why}");
        let (trust, why, ticked) = proposed(&page, &asked[1]);
        assert!(why.contains("Số 2 trong phiếu chuyển") && ticked, "{trust}: {why}");
        assert_eq!(answer_in(&page, &asked[2]), "Không thuộc thẩm quyền của Phòng.");
        let chosen =
            page.attributes(&format!("select[name='ket-qua-{}'] option[selected]", asked[2].id), "value");
        assert_eq!(chosen, ["explained"]);
        let done = body.send(&page.path, &[("van-ban", "62/TNMT, 15/10/2020")]);
        assert!(flash(&done).contains("Đã ghi 3 câu trả lời"), "{}", flash(&done));
        body.open(&asked[1].path).says("hẹn ngày 30/11/2020");
    });
}

#[test]
fn the_office_takes_a_pdf_of_another_body_and_puts_left_parts_where_they_belong() {
    each_engine(|office| {
        let asked = forwarded(office, &[ROAD, CANAL]);
        let paper = pdf_file(&[
            &format!("Câu 1: {ROAD}"),
            "Trả lời: Đã hoàn thành trong tháng 9 năm 2020.",
            "Câu 2: Về việc khác hẳn.",
            "Trả lời: Tiếp thu, làm trong tháng 12/2020.",
            "Câu 9: Việc không có trong phiếu.",
            "Trả lời: Đã giao đơn vị khảo sát.",
        ]);
        let mut lan = office.signs_in("vanphong");
        let form = lan.open(BASE);
        let body = choice(&form, "co-quan", "Phòng TN&MT");
        lan.send_file(BASE, &[("co-quan", "")], "tep", "a.pdf", &paper).is(422).says("Chọn cơ quan trả lời");
        lan.open(BASE);
        let page = lan.send_file(BASE, &[("co-quan", &body)], "tep", "a.pdf", &paper);
        page.is(200).says("Phòng Tài nguyên và Môi trường trả lời").says("chưa khớp kiến nghị nào");
        assert_eq!(proposed(&page, &asked[0]).0, "Chắc chắn");
        let field =
            page.attributes("select[name^='dung-cho-']", "name").pop().expect("a part that fits nothing");
        let put = [(field.as_str(), asked[1].id.as_str()), ("buoc", "xep")];
        let put = lan.send(&page.path, &put);
        put.is(200);
        assert!(answer_in(&put, &asked[1]).contains("Đã giao đơn vị khảo sát."), "{}", put.main());
        assert!(proposed(&put, &asked[1]).2, "ticked by it");
        // Others know nothing of it
        for name in ["phong-gddt", "mattran", "daibieu1", "xa-13480"] {
            let mut other = office.signs_in(name);
            other.open(&page.path).is(404);
        }
        let file = page.link("a.pdf");
        office.visitor().open(&file).is(404);
        office.signs_in("daibieu1").open(&file).is(404);
        let outcome = format!("ket-qua-{}", asked[1].id);
        let done = lan.send(&page.path, &[(&outcome, "explained"), ("buoc", "ghi")]);
        assert!(flash(&done).contains("Đã ghi 2 câu trả lời"), "{}", flash(&done));
        lan.open(&asked[1].path).says("Đã trả lời, chờ đánh giá");
        // Who may read all of them may have the paper now
        office.signs_in("daibieu1").open(&file).is(200);
        office.visitor().open(&file).is(404);
    });
}

#[test]
fn what_has_no_words_breaks_its_reader_or_is_no_paper_is_refused_and_nothing_is_kept() {
    each_engine(|office| {
        let asked = forwarded(office, &[ROAD]);
        let endless = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
              2 0 obj\n<</Type/Pages/Count 1/Kids[2 0 R]>>\nendobj\n\
              xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n\
              trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n104\n%%EOF\n";
        let bomb = word_parts(&[("word/document.xml", &" ".repeat(3_000_000))]);
        let empty = word_file(&lines(&[]));
        let table = papers::to_xlsx(&[]).unwrap_or_else(|_| Vec::new());
        let mut cases: Vec<(&str, &[u8], &str)> = vec![
            ("quet.docx", &empty, "không có chữ đọc được"),
            ("vong.pdf", endless, "đọc được"),
            ("bom.docx", &bomb, "Không đọc được nội dung tệp"),
            ("anh.docx", b"\x89PNG\r\n\x1a\n\xff", "Không đọc được nội dung tệp"),
            ("chu.txt", "Câu 1: Đã sửa.".as_bytes(), "Gửi tệp Word (.docx) hoặc PDF"),
        ];
        if !table.is_empty() {
            cases.push(("bang.xlsx", &table, "tệp"));
        }
        let mut body = office.signs_in("phong-tnmt");
        let before = entries(office);
        for (name, bytes, words) in cases {
            body.open(BASE);
            let began = std::time::Instant::now();
            body.send_file(BASE, &[], "tep", name, bytes).is(422).says(words);
            assert!(began.elapsed().as_secs() < 12, "{name}");
        }
        body.open(BASE);
        body.send(BASE, &[]).is(422).says("Chọn tệp văn bản trả lời");
        assert_eq!(entries(office), before);
        body.open(BASE).does_not_say("Đang chờ xác nhận");
        // Put aside, a paper answers nothing and is gone
        let paper = word_file(&lines(&[&format!("{} {ROAD}", asked[0].code), "Trả lời: Đã xong."]));
        let page = body.send_file(BASE, &[], "tep", "tra-loi.docx", &paper);
        body.open(BASE).says("Đang chờ xác nhận");
        body.open(&page.path);
        let gone = body.send("/bo", &[]);
        assert!(flash(&gone).contains("Đã bỏ văn bản"), "{}", flash(&gone));
        gone.does_not_say("Đang chờ xác nhận");
        body.open(&asked[0].path).says("Gửi trả lời");
        office.visitor().open(BASE).does_not_say("Tách văn bản");
        office.signs_in("mattran").open(BASE).is(404);
    });
}

#[test]
fn a_paper_that_was_confirmed_in_another_window_is_not_taken_twice() {
    each_engine(|office| {
        let asked = forwarded(office, &[ROAD]);
        let code = &asked[0].code;
        let paper = word_file(&lines(&[&format!("{code} {ROAD}"), "Trả lời: Đã hoàn thành.", "Số: 1/A"]));
        let mut one = office.signs_in("phong-tnmt");
        one.open(BASE);
        let page = one.send_file(BASE, &[("van-ban", "")], "tep", "a.docx", &paper);
        let mut two = office.signs_in("phong-tnmt");
        two.open(&page.path);
        one.send(&page.path, &[("van-ban", "")]).is(422).says("Nhập số, ngày văn bản");
        one.open(&page.path);
        one.send(&page.path, &[("van-ban", "1/A, 15/10/2020")]).is(200);
        two.send(&page.path, &[("van-ban", "2/B, 15/10/2020")]).is(409);
        one.open(&asked[0].path).says("1/A").does_not_say("2/B");
    });
}
