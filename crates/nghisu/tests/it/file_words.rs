//! What attached files say is found by who may have them, and by nobody else.

use testkit::Page;

use crate::dossier::{BUDGET, preparation};
use crate::office::{Office, each_engine};
use crate::one_paper::{BASE, forwarded, lines, pdf_file, word_file, word_parts};
use crate::voters::flash;

/// Reads all that waits, as the server does by and by.
fn read_all(office: &Office) -> usize {
    let mut all = 0;
    loop {
        match files::step(&office.installation.app).expect("the database") {
            0 => return all,
            read => all += read,
        }
    }
}

fn search(office: &Office, who: &str, words: &str) -> Page {
    let mut person = if who.is_empty() { office.visitor() } else { office.signs_in(who) };
    let page = person.open(&format!("/tim?q={}", words.replace(' ', "+")));
    page.is(200);
    page
}

fn finds(office: &Office, who: &str, words: &str, file: &str) {
    search(office, who, words).says("Trong tệp đính kèm").says(&format!("trong tệp đính kèm {file}"));
}

fn finds_no_file(office: &Office, who: &str, words: &str) {
    let page = search(office, who, words);
    assert!(!page.main().contains("trong tệp đính kèm"), "{who} finds {words}: {}", page.main());
}

fn states(office: &Office) -> Vec<(String, i64)> {
    let count = |tx: &mut db::Tx| {
        db::Select::new("select state, count(*) from file_text")
            .then("group by state order by state", &[])
            .rows(tx)
    };
    office.installation.app.db().read(count).expect("the words")
}

#[test]
fn the_words_of_a_petitions_answer_are_found_by_who_may_read_all_that_it_answers() {
    each_engine(|office| {
        let asked = forwarded(office, &["Đề nghị lắp biển báo tại ngã ba Phố Cà Đoan Vỹ."]);
        let paper = word_file(&lines(&[
            &format!("{} Biển báo", asked[0].code),
            "Trả lời: Đã hoàn thành việc lắp biển phản quang kim tước chi.",
        ]));
        let mut body = office.signs_in("phong-tnmt");
        body.open(BASE);
        let page = body.send_file(BASE, &[], "tep", "bien-bao.docx", &paper);
        page.is(200);
        // Not read yet
        finds_no_file(office, "phong-tnmt", "kim tước chi");
        assert!(0 < read_all(office));
        finds(office, "phong-tnmt", "kim tước chi", "bien-bao.docx");
        finds(office, "vanphong", "kim tuoc chi", "bien-bao.docx");
        finds(office, "phong-tnmt", "phản quang", "bien-bao.docx");
        for who in ["", "daibieu1", "phong-gddt", "xa-13480", "mattran"] {
            finds_no_file(office, who, "kim tước chi");
        }
        body.open(&page.path);
        body.send(&page.path, &[("van-ban", "70/TNMT, 15/10/2020")]).is(200);
        // A hit leads to the petition that carries it
        let hit = search(office, "daibieu1", "kim tước chi").link(&format!("Kiến nghị {}", asked[0].code));
        office.signs_in("daibieu1").open(&hit).is(200).says("bien-bao.docx");
        for who in ["", "phong-gddt"] {
            finds_no_file(office, who, "kim tước chi");
        }
        finds_no_file(office, "phong-tnmt", "kim tước chi khác hẳn");
    });
}

#[test]
fn a_papers_words_are_public_while_the_paper_is_and_no_longer() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = preparation(&mut lan);
        let (paper, agenda) = (page.link(BUDGET), page.path.replace("/chuan-bi", "/chuong-trinh"));
        lan.open(&paper);
        let bytes = pdf_file(&["Dự toán có khoản thu phí bạch đàn chanh."]);
        lan.send_file(&paper, &[], "tep", "to-trinh.pdf", &bytes).is(200);
        read_all(office);
        finds(office, "vanphong", "bạch đàn chanh", "to-trinh.pdf");
        finds(office, "ubnd", "bach dan chanh", "to-trinh.pdf");
        for who in ["", "daibieu1", "phong-tnmt"] {
            finds_no_file(office, who, "bạch đàn chanh");
        }
        preparation(&mut lan);
        let sent = lan.send("/chuan-bi", &[("viec", "phat-hanh")]);
        assert!(flash(&sent).contains("Đã phát hành"), "{}", flash(&sent));
        finds(office, "daibieu1", "bạch đàn chanh", "to-trinh.pdf");
        finds(office, "", "bạch đàn chanh", "to-trinh.pdf");
        let hit = search(office, "", "bạch đàn chanh").link(BUDGET);
        office.visitor().open(&hit).is(200).says("to-trinh.pdf");
        // Held without the public from now on
        lan.open(&agenda);
        let item = lan.follow("Về dự toán thu, chi ngân sách huyện năm 2021");
        lan.send(&item.path, &[("hop-kin", "co")]).is(200);
        finds_no_file(office, "", "bạch đàn chanh");
        finds(office, "daibieu1", "bạch đàn chanh", "to-trinh.pdf");
    });
}

#[test]
fn sealed_files_are_never_read_and_files_without_words_say_nothing() {
    each_engine(|office| {
        read_all(office);
        let before: i64 = states(office).iter().map(|(_, count)| count).sum();
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/don-thu/moi");
        let typed = [
            ("loai", "feedback"),
            ("linh-vuc", "policy"),
            ("ngay-nhan", "14/10/2020"),
            ("ho-ten", "Đặng Kín Tên"),
            ("dia-chi", "thôn Kín"),
            ("giay-to", "035012345678"),
            ("dien-thoai", "0912345678"),
            ("noi-dung", "Nội dung kín"),
        ];
        let scan = "Lời trong đơn: cỏ xạ hương".as_bytes();
        lan.send_file("/lam-viec/don-thu", &typed, "ban-chup", "don.txt", scan).is(200);
        read_all(office);
        let after: i64 = states(office).iter().map(|(_, count)| count).sum();
        assert_eq!(after, before, "nothing waits for a sealed file");
        for who in ["vanphong", "chutich", "daibieu1", ""] {
            finds_no_file(office, who, "cỏ xạ hương");
        }
        // A scan says nothing, a bomb breaks its reader alone, and both are kept as they came
        let page = preparation(&mut lan);
        let papers = page.attributes("td a[href^='/lam-viec/tai-lieu/']", "href");
        let scan = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
              2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
              3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n\
              xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \n\
              trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n172\n%%EOF\n";
        let open = (0..60_000)
            .fold(String::new(), |open, number| open + &format!("<w:p a=\"{}\">", number * 7_919 % 99_991));
        let deep = format!("{open}{}", "</w:p>".repeat(60_000));
        let deep = word_parts(&[("word/document.xml", &format!("<w:document>{deep}</w:document>"))]);
        for (paper, name, bytes) in
            [(&papers[0], "quet.pdf", scan.as_slice()), (&papers[1], "sau.docx", &deep)]
        {
            lan.open(paper);
            lan.send_file(paper, &[], "tep", name, bytes).is(200).says(name);
        }
        assert_eq!(read_all(office), 2);
        let known = states(office);
        assert!(known.iter().any(|(state, count)| state == "silent" && 1 <= *count), "{known:?}");
        assert!(known.iter().all(|(state, _)| state != "waiting"), "{known:?}");
    });
}

#[test]
fn words_that_were_left_behind_are_read_again() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = preparation(&mut lan);
        let paper = page.link(BUDGET);
        lan.open(&paper);
        let bytes = word_file(&lines(&["Khoản chi cho hoa tulip đen."]));
        lan.send_file(&paper, &[], "tep", "hoa.docx", &bytes).is(200);
        read_all(office);
        let app = &office.installation.app;
        assert_eq!(nghisu::wait_for_files(app).expect("the database"), 0, "every file is known");
        app.db().write(|tx| tx.change("delete from file_text", &[])).expect("the database");
        finds_no_file(office, "vanphong", "tulip đen");
        assert!(0 < nghisu::wait_for_files(app).expect("the database"));
        read_all(office);
        finds(office, "vanphong", "tulip đen", "hoa.docx");
    });
}
