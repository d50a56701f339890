//! The printed booklet of a session: what was handed in as Word, PDF and Excel bound into one, a
//! broken file named, and what came later as a booklet of its own.

use std::process::Command;

use papers::{Block, Cell, Column, Letter, Sheet, Signature, Table};
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

fn letter(body: Vec<Block>) -> Letter {
    Letter {
        superior: None,
        issuer: "Ủy ban nhân dân huyện Thanh Liêm".to_owned(),
        number: None,
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: kernel::Date::new(2020, 12, 1).expect("a day"),
        kind: Some("TỜ TRÌNH".to_owned()),
        title: Some("Về dự toán".to_owned()),
        addressees: Vec::new(),
        body,
        signature: Signature {
            lines: vec!["CHỦ TỊCH".to_owned()], name: "NGUYỄN THỊ ẪM".to_owned()
        },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: true,
    }
}

fn word_file(words: &str) -> Vec<u8> {
    papers::to_docx(&letter(vec![Block::paragraph(words)])).expect("a Word file")
}

/// A PDF of so many pages, "Trang nguồn 1" on the first.
fn pdf_file(pages: usize) -> Vec<u8> {
    let words = |number: usize| Block::paragraph(format!("Trang nguồn {number}"));
    let body = (1..=pages).flat_map(|number| [words(number), Block::PageBreak]).take(2 * pages - 1);
    press::to_pdf(&letter(body.collect())).expect("a PDF")
}

fn excel_file() -> Vec<u8> {
    let row = |name: &str, sum| vec![Cell::text(name), Cell::Number(sum)];
    let table = Table {
        caption: String::new(),
        columns: vec![Column::left("Khoản thu", 3), Column::right("Số tiền", 1)],
        rows: vec![row("Thuế giá trị gia tăng", 1_250), row("Lệ phí trước bạ", 318)],
        notes: Vec::new(),
    };
    let sheet =
        Sheet {
            name: "Phụ lục 1".into(), title: "DỰ TOÁN THU".into(), subtitle: String::new(), table
        };
    papers::to_xlsx(&[sheet]).expect("a workbook")
}

/// A PDF whose page tree is its own child: who walks it down never comes back.
fn endless_pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
      2 0 obj\n<</Type/Pages/Count 1/Kids[2 0 R]>>\nendobj\n\
      xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n\
      trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n104\n%%EOF\n"
        .to_vec()
}

/// The words of each page, as pdftotext reads them (`./test` installs it).
fn words_of_pages(office: &Office, page: &Page) -> Vec<String> {
    page.is(200);
    assert_eq!(page.media_type, "application/pdf");
    let place = office.fresh.folder.join("tap.pdf");
    std::fs::write(&place, &page.bytes).expect("a file");
    let said = Command::new("pdftotext")
        .args(["-layout".as_ref(), place.as_os_str(), "-".as_ref()])
        .output()
        .expect("pdftotext (Debian package poppler-utils)");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let words = String::from_utf8(said.stdout).expect("UTF-8");
    words.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// The page that a line of the contents names.
fn named_page(contents: &str, words: &str) -> usize {
    let line = contents.lines().find(|line| line.contains(words));
    let line = line.unwrap_or_else(|| panic!("{words}: {contents}"));
    let number = line.split_whitespace().next_back().and_then(|word| word.parse().ok());
    number.unwrap_or_else(|| panic!("{line}"))
}

/// Opens the page of preparation; the addresses of its papers.
fn papers_of(who: &mut Person<'_>) -> (String, Vec<String>) {
    who.open("/lam-viec/ky-hop");
    who.follow("Kỳ họp thứ Hai mươi");
    let page = who.follow("Chuẩn bị");
    let papers = page.attributes("td a[href^='/lam-viec/tai-lieu/']", "href");
    (page.path.trim_end_matches("/chuan-bi").to_owned(), papers)
}

fn hand_in(who: &mut Person<'_>, paper: &str, changes: &[(&str, &str)], name: &str, bytes: &[u8]) {
    who.open(paper);
    who.send_file(paper, changes, "tep", name, bytes).is(200).says(name);
}

#[test]
fn a_booklet_binds_word_pdf_and_excel_and_names_what_is_broken() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (base, papers) = papers_of(&mut lan);
        let [word, pdf, excel, broken, endless, ..] = papers.as_slice() else { panic!("{papers:?}") };
        hand_in(&mut lan, word, &[], "to-trinh.docx", &word_file("Dự toán thu 120 tỷ đồng."));
        hand_in(&mut lan, pdf, &[], "bao-cao.pdf", &pdf_file(3));
        hand_in(&mut lan, excel, &[], "phu-luc.xlsx", &excel_file());
        hand_in(&mut lan, broken, &[], "hong.pdf", b"%PDF-1.7\nkhong co gi");
        hand_in(&mut lan, endless, &[], "vong.pdf", &endless_pdf());

        let pages = words_of_pages(office, &lan.open(&format!("{base}/giay-to/tap-tai-lieu.pdf")));
        assert!(pages[0].contains("TÀI LIỆU KỲ HỌP") && pages[0].contains(": 5/"), "{}", pages[0]);
        assert!(pages[1].contains("Trang để trống"), "{}", pages[1]);
        let contents = &pages[2];
        assert!(contents.contains("MỤC LỤC") && contents.contains("chưa nộp"), "{contents}");
        assert_eq!(named_page(contents, "Chương trình kỳ họp"), 5, "{contents}");
        // By the words that each paper has, its page; and the contents name that page
        let found = |words: &str| {
            let place = pages.iter().position(|page| page.contains(words));
            place.unwrap_or_else(|| panic!("{words}: {pages:#?}"))
        };
        let said = ["120 tỷ đồng", "Trang nguồn 1", "Lệ phí trước bạ", "hong.pdf", "vong.pdf"];
        for (words, number) in said.iter().zip(1..) {
            let page = found(words);
            assert_eq!(page % 2, 0, "{words} stands on a right-hand page");
            let head: String = pages[page].lines().take(3).collect();
            assert!(head.contains("Kỳ họp thứ Hai mươi"), "{head}");
            assert!(head.contains(&format!(" {number}. ")), "{head}");
            let line = contents.lines().find(|line| line.trim_start().starts_with(&format!("{number} ")));
            let line = line.unwrap_or_else(|| panic!("{number}: {contents}"));
            assert!(line.trim_end().ends_with(&format!(" {}", page + 1)), "{line} {page}");
            assert!(pages[page].trim_end().ends_with(&(page + 1).to_string()), "{}", pages[page]);
        }
        let bound = found("Trang nguồn 1");
        for (page, number) in pages[bound..].iter().zip(1..=3) {
            assert!(
                page.contains(&format!("Trang nguồn {number}")) && page.contains("bao-cao.pdf"),
                "{page}"
            );
        }
        assert!(pages[bound + 3].contains("Trang để trống"), "{}", pages[bound + 3]);
        assert!(pages[found("hong.pdf")].contains("không đọc được tệp PDF"));
        assert!(pages[found("vong.pdf")].contains("không đóng vào tập"));
        let mut delegate = office.signs_in("daibieu1");
        delegate.open(&format!("{base}/giay-to/tap-tai-lieu.pdf")).is(404);
        delegate.open(&format!("{base}/giay-to/tap-bo-sung.pdf?tu-ngay=01/10/2020")).is(404);
    });
}

#[test]
fn a_second_booklet_holds_only_what_came_after_a_sending_and_says_what_it_replaces() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let (base, papers) = papers_of(&mut lan);
        let [first, second, third, ..] = papers.as_slice() else { panic!("{papers:?}") };
        hand_in(&mut lan, first, &[], "mot.docx", &word_file("Dự toán thu 120 tỷ đồng."));
        hand_in(&mut lan, second, &[], "hai.docx", &word_file("Giữ nguyên."));
        papers_of(&mut lan);
        lan.send("/chuan-bi", &[("viec", "phat-hanh")]).is(200).says("(0 tài liệu nộp sau đó)");
        office.clock.set(office.clock.now() + 60_000);
        let changed = [("thay-doi", "Giảm thu 2 tỷ đồng")];
        hand_in(&mut lan, first, &changed, "mot-2.docx", &word_file("Dự toán thu 118 tỷ đồng."));
        hand_in(&mut lan, third, &[], "ba.pdf", &pdf_file(1));
        papers_of(&mut lan);
        let booklet = lan.follow("sau lần phát hành 2 tài liệu");
        let pages = words_of_pages(office, &booklet);
        let all = pages.join("\n");
        assert!(pages[0].contains("THAY THẾ") && pages[0].contains("Gồm 2 tài liệu"), "{}", pages[0]);
        assert!(pages[2].contains("Thay bản 1 nộp ngày"), "{}", pages[2]);
        assert!(pages[2].contains("15/10/2020: Giảm thu 2 tỷ"), "{}", pages[2]);
        assert!(pages[2].contains("Tài liệu bổ sung"), "{}", pages[2]);
        assert!(all.contains("118 tỷ đồng") && all.contains("Trang nguồn 1"), "{all}");
        assert!(!all.contains("120 tỷ đồng") && !all.contains("Giữ nguyên"), "{all}");

        // By a day instead of a sending: everything of that day, nothing of the next
        let from = |day: &str| format!("{base}/giay-to/tap-bo-sung.pdf?tu-ngay={day}");
        let day = words_of_pages(office, &lan.open(&from("15/10/2020"))).join("\n");
        assert!(day.contains("Gồm 3 tài liệu") && day.contains("Giữ nguyên"), "{day}");
        lan.open(&from("16/10/2020")).is(422).says("không cần thay");
        lan.open(&from("mai")).is(422);
        lan.open(&format!("{base}/giay-to/tap-bo-sung.docx")).is(404);
    });
}
