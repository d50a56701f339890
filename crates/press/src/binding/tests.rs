//! What a delegate finds in the printed booklet.

use jiff::civil::date;
use papers::Block;

use super::*;

/// The pages of a PDF as words, by the crate-independent reader of the tests' machine.
fn page_words(pdf: &[u8]) -> Vec<String> {
    let place = std::env::temp_dir().join(format!("nghisu_press_{}_{}.pdf", std::process::id(), pdf.len()));
    std::fs::write(&place, pdf).unwrap();
    let said = std::process::Command::new("pdftotext").arg("-layout").arg(&place).arg("-").output().unwrap();
    std::fs::remove_file(&place).unwrap();
    assert!(said.status.success());
    let words = String::from_utf8(said.stdout).unwrap();
    words.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

fn part(number: &str, title: &str, leaves: Vec<Leaf>) -> Part {
    Part { number: number.to_owned(), title: title.to_owned(), remark: "UBND huyện".to_owned(), leaves }
}

fn file(place: usize, name: &str, kind: FileKind) -> Leaf {
    Leaf::File(BoundFile { place, name: name.to_owned(), kind })
}

fn booklet(parts: Vec<Part>, files: Vec<Vec<u8>>) -> Booklet {
    Booklet {
        issuer: "Hội đồng nhân dân huyện Thanh Liêm".to_owned(),
        kind: "TÀI LIỆU KỲ HỌP".to_owned(),
        title: "Kỳ họp thứ Hai mươi, khóa XVIII".to_owned(),
        lines: vec!["Khai mạc ngày 15 tháng 12 năm 2020".to_owned()],
        head: "Kỳ họp thứ Hai mươi".to_owned(),
        remark_title: "Cơ quan trình".to_owned(),
        date: date(2020, 12, 5),
        demonstration: true,
        parts,
        files,
    }
}

fn paragraphs(count: usize) -> Leaf {
    Leaf::Words(
        (0..count)
            .map(|number| Block::paragraph(format!("Đoạn {number}. NGUYỄN THỊ ẪM. ").repeat(6)))
            .collect(),
    )
}

/// A PDF of so many pages, each with its own words.
fn pdf_of(pages: usize) -> Vec<u8> {
    let blocks =
        (1..=pages).flat_map(|number| [Block::paragraph(format!("Trang nguồn {number}")), Block::PageBreak]);
    bind_words(blocks.collect())
}

fn bind_words(body: Vec<Block>) -> Vec<u8> {
    crate::to_pdf(&papers::Letter {
        superior: None,
        issuer: "UBND huyện".to_owned(),
        number: None,
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: date(2020, 12, 1),
        kind: Some("TỜ TRÌNH".to_owned()),
        title: None,
        addressees: Vec::new(),
        body,
        signature: papers::Signature { lines: Vec::new(), name: String::new() },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: true,
    })
    .unwrap()
}

#[test]
fn every_paper_begins_on_a_right_hand_page_and_the_contents_say_which() {
    let source = pdf_of(3);
    let pages_of_source = look(&source).unwrap().1.len();
    let parts = vec![
        part("", "Chương trình kỳ họp", vec![paragraphs(1)]),
        part("1", "Tờ trình: Về dự toán thu, chi ngân sách", vec![paragraphs(30)]),
        part("2", "Báo cáo đầu tư công", vec![file(0, "bao-cao.pdf", FileKind::Pdf)]),
        part("3", "Báo cáo thẩm tra", vec![file(1, "hong.pdf", FileKind::Pdf)]),
    ];
    let pdf = bind(&booklet(parts, vec![source, b"%PDF-1.7 hong".to_vec()])).unwrap();
    let pages = page_words(&pdf);
    let first = |title: &str| {
        1 + pages.iter().skip(3).position(|page| page.contains(title)).unwrap_or_else(|| panic!("{pages:#?}"))
            + 3
    };
    for title in ["Chương trình kỳ họp", "1. Tờ trình", "2. Báo cáo đầu tư công", "3. Báo cáo thẩm tra"]
    {
        let begins = first(title);
        assert_eq!(begins % 2, 1, "{title} begins on page {begins}");
        let name = title.trim_start_matches(|one: char| one.is_ascii_digit() || one == '.' || one == ' ');
        let line = pages[2].lines().find(|line| line.contains(name)).unwrap();
        assert!(line.trim_end().ends_with(&begins.to_string()), "{line} {begins}");
    }
    // The PDF is bound in whole, page by page, under the running head
    let begins = first("2. Báo cáo đầu tư công");
    assert!(3 <= pages_of_source);
    for number in 1..=3 {
        let page = &pages[begins - 1 + number - 1];
        assert!(page.contains(&format!("Trang nguồn {number}")), "{page}");
        assert!(page.contains("Kỳ họp thứ Hai mươi"), "{page}");
        assert!(page.contains("2. Báo cáo đầu tư công"), "{page}");
    }
    // What lies behind is empty on purpose, and nothing else is
    assert!(pages[1].contains("Trang để trống"), "{}", pages[1]);
    for (page, number) in pages.iter().zip(1..).skip(1) {
        assert!(page.trim_end().ends_with(&number.to_string()), "{number}: {page}");
        let says = page.contains("Trang để trống");
        let holds = page.contains("Đoạn") || page.contains("bao-cao.pdf") || page.contains("MỤC LỤC");
        assert!(!says || !holds && number % 2 == 0, "{number}: {page}");
    }
    let broken = &pages[first("3. Báo cáo thẩm tra") - 1];
    assert!(broken.contains("hong.pdf") && broken.contains("không đọc được tệp PDF"), "{broken}");
}
