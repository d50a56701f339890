//! What leaves the house for Word, Excel and paper: lists with the rows that their page counts,
//! papers that say the same in every form, the council's own wording, many papers at once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

/// Lists of the workspace and of the portal, each with who reads it.
const LISTS: [(&str, &str); 27] = [
    ("", "/nghi-quyet"),
    ("", "/nghi-quyet?nam=2019"),
    ("", "/ky-hop"),
    ("", "/kien-nghi"),
    ("", "/giam-sat"),
    ("", "/chat-van"),
    ("", "/van-ban"),
    ("", "/viec-theo-doi"),
    ("vanphong", "/lam-viec/nghi-quyet"),
    ("vanphong", "/lam-viec/nghi-quyet?nam=2019"),
    ("vanphong", "/lam-viec/ky-hop"),
    ("vanphong", "/lam-viec/ky-hop?trang-thai=closed"),
    ("vanphong", "/lam-viec/chat-van"),
    ("vanphong", "/lam-viec/giam-sat"),
    ("vanphong", "/lam-viec/kien-nghi"),
    ("vanphong", "/lam-viec/viec"),
    ("vanphong", "/lam-viec/van-ban"),
    ("vanphong", "/lam-viec/van-ban?loai=notice"),
    ("vanphong", "/lam-viec/hop"),
    ("vanphong", "/lam-viec/hop?nam=2019"),
    ("vanphong", "/lam-viec/tiep-xuc"),
    ("vanphong", "/lam-viec/giai-trinh"),
    ("vanphong", "/lam-viec/ra-soat-van-ban"),
    ("vanphong", "/lam-viec/boc-tham"),
    ("phong-tnmt", "/lam-viec/van-ban-den"),
    ("xa-13453", "/lam-viec/ky-hop"),
    ("daibieu1", "/lam-viec/nghi-quyet"),
];

/// "/a?b" as "/a.xlsx?b".
fn sibling(path: &str, ending: &str) -> String {
    match path.split_once('?') {
        Some((path, query)) => format!("{path}.{ending}?{query}"),
        None => format!("{path}.{ending}"),
    }
}

/// The first number of the list's caption: how many rows there are on all pages.
fn counted(page: &Page) -> Option<usize> {
    let captions = page.texts("table.list caption");
    let caption = captions.into_iter().find(|words| words.starts_with(|one: char| one.is_ascii_digit()))?;
    let digits: String = caption
        .chars()
        .skip_while(|one| !one.is_ascii_digit())
        .take_while(|one| one.is_ascii_digit() || *one == '.')
        .collect();
    digits.replace('.', "").parse().ok()
}

/// The table of a workbook under its head: the rows.
fn rows_of(page: &Page) -> (Vec<String>, Vec<Vec<Data>>) {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(page.bytes.clone())).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("readable");
    // Title, subtitle, an empty row, the head
    let mut rows = range.rows().skip(3).map(<[Data]>::to_vec);
    let head = rows.next().expect("a head").iter().map(ToString::to_string).collect();
    (head, rows.filter(|row| row.iter().filter(|cell| **cell != Data::Empty).count() > 1).collect())
}

fn looks_like_a_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    matches!(parts.as_slice(), [day, month, year]
        if day.len() == 2 && month.len() == 2 && year.len() == 4 && text.chars().all(|one| one.is_ascii_digit() || one == '/'))
}

#[test]
fn every_list_is_a_workbook_and_a_csv_with_the_rows_that_its_page_counts() {
    each_engine(|office| {
        for (name, path) in LISTS {
            let mut who = if name.is_empty() { office.visitor() } else { office.signs_in(name) };
            let page = who.open(path);
            page.is(200);
            let expected = counted(&page);
            // The page leads to both files, with the filters that stand on it
            let links = page.attributes("a[href]", "href");
            let of = |ending: &str| {
                let wanted = sibling(path.split('?').next().expect("a path"), ending);
                // A chart of one year leads to its own table; the list's is the one of this address
                let exact = links.iter().find(|href| **href == sibling(path, ending) || **href == wanted);
                let found =
                    exact.or_else(|| links.iter().find(|href| href.starts_with(&format!("{wanted}?"))));
                assert!(found.is_some() || expected.is_none(), "{path} does not lead to {wanted}");
                found.cloned().unwrap_or_else(|| sibling(path, ending))
            };
            let xlsx = who.open(&of("xlsx"));
            assert_eq!(
                xlsx.is(200).media_type,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            );
            let (head, rows) = rows_of(&xlsx);
            assert!(head.iter().all(|title| !title.is_empty()), "{path}: {head:?}");
            assert_eq!(rows.len(), expected.unwrap_or(0), "{path}");
            for cell in rows.iter().flatten() {
                if let Data::String(text) = cell {
                    assert!(!looks_like_a_day(text), "{path}: a day as words, {text}");
                }
            }
            let csv = who.open(&of("csv"));
            let body = csv.is(200).body();
            let mut table = csv::Reader::from_reader(body.trim_start_matches('\u{feff}').as_bytes());
            assert_eq!(table.headers().expect("a head").iter().collect::<Vec<_>>(), head, "{path}");
            assert_eq!(table.records().count(), rows.len(), "{path}");
        }
    });
}

#[test]
fn a_list_as_a_file_shows_no_more_than_its_page() {
    each_engine(|office| {
        // A delegate sees what was published; the office also what is not yet
        let of = |name: &str| rows_of(&office.signs_in(name).open("/lam-viec/nghi-quyet.xlsx")).1.len();
        assert!(of("daibieu1") <= of("vanphong"));
        for path in ["/lam-viec/van-ban.xlsx", "/lam-viec/hop.csv", "/lam-viec/tiep-xuc.xlsx"] {
            office.signs_in("quantri").open(path).is(404);
        }
    });
}

/// Words without what stands between them, counted: the order on paper is not the file's.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for word in text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *found.entry(word.to_owned()).or_insert(0) += 1;
    }
    found
}

/// What a Word file says, body and feet, each paragraph a line; and the words of the heads of its
/// tables, which a printed table repeats.
fn words_of_docx(bytes: &[u8]) -> (String, String) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut part = |name: &str| {
        let mut text = String::new();
        if let Ok(mut file) = archive.by_name(name) {
            file.read_to_string(&mut text).expect("text");
        }
        text
    };
    let (document, foot) = (part("word/document.xml"), part("word/footer1.xml"));
    let heads: String = document
        .split("<w:tblHeader />")
        .skip(1)
        .map(|rest| plain(rest.split("</w:tr>").next().unwrap_or_default()))
        .collect();
    (format!("{}\n{}", plain(&document), plain(&foot)), heads)
}

/// The words of a part; ends of paragraphs and breaks are new lines.
fn plain(xml: &str) -> String {
    let xml = xml.replace("</w:p>", "</w:p>\n").replace("<w:br", "\n<w:br").replace("<w:tab", " <w:tab");
    let mut text = String::new();
    for piece in xml.split('<') {
        let Some((tag, words)) = piece.split_once('>') else { continue };
        if tag.starts_with("w:t ") || tag == "w:t" || words.contains('\n') {
            text.push_str(words);
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

fn words_of_pdf(bytes: &[u8], name: &str) -> String {
    let place = std::env::temp_dir().join(format!("nghisu_office_files_{}_{name}.pdf", std::process::id()));
    std::fs::write(&place, bytes).expect("written");
    let said = Command::new("pdftotext").arg("-layout").arg(&place).arg("-").output().expect("pdftotext");
    std::fs::remove_file(&place).expect("removed");
    String::from_utf8(said.stdout).expect("text")
}

/// Holds a Word file against the PDF of the same paper.
fn says_the_same(who: &mut Person<'_>, docx: &str, name: &str) {
    let pdf = format!("{}.pdf", docx.trim_end_matches(".docx"));
    let (word, print) = (who.open(docx), who.open(&pdf));
    word.is(200);
    assert_eq!(print.is(200).media_type, "application/pdf", "{pdf}");
    let has = |mark: &str| print.bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
    assert!(
        has("<pdfaid:part>2</pdfaid:part>") && has("<pdfaid:conformance>A</pdfaid:conformance>"),
        "{pdf}"
    );
    assert!(has("<pdfuaid:part>1</pdfuaid:part>") && !has("/Encrypt"), "{pdf}");
    let (text, heads) = words_of_docx(&word.bytes);
    let printed = words_of_pdf(&print.bytes, name);
    let pages = printed.matches('\u{c}').count();
    let (in_word, in_print, in_heads) = (words(&text), words(&printed), words(&heads));
    let feet = words(&plain_foot(&word.bytes));
    for (one, count) in &in_word {
        let found = in_print.get(one).copied().unwrap_or(0);
        // A long word in a narrow column is parted
        assert!(*count <= found || one.chars().count() > 12, "{docx}: “{one}” {count} times, in PDF {found}");
    }
    for (one, count) in &in_print {
        let said = in_word.get(one).copied().unwrap_or(0);
        let may_repeat = in_heads.contains_key(one) || feet.contains_key(one);
        let is_page_number = one.parse::<usize>().is_ok_and(|number| (2..=pages).contains(&number));
        assert!(
            *count <= said + usize::from(is_page_number) || may_repeat || is_part_of_long(one, &in_word),
            "{pdf}: “{one}” {count} times, in Word {said}"
        );
    }
}

fn is_part_of_long(one: &str, all: &BTreeMap<String, usize>) -> bool {
    all.keys().any(|word| word.chars().count() > 12 && word.contains(one))
}

fn plain_foot(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    for name in ["word/footer1.xml", "word/footer2.xml"] {
        if let Ok(mut file) = archive.by_name(name) {
            file.read_to_string(&mut text).expect("text");
        }
    }
    plain(&text)
}

#[test]
fn every_kind_of_paper_says_the_same_in_word_and_in_print() {
    let office = Office::on_file();
    let mut who = office.signs_in("vanphong");
    let mut papers: BTreeSet<String> = BTreeSet::new();
    // One document of each kind of the register
    for kind in [
        "official_letter",
        "notice",
        "invitation",
        "plan",
        "report",
        "minutes",
        "programme",
        "decision",
        "submission",
        "transfer_slip",
    ] {
        let list = who.open(&format!("/lam-viec/van-ban?loai={kind}"));
        let mut links = list.attributes("table.list td.head a", "href");
        links.truncate(2);
        papers.extend(links.iter().map(|href| format!("{href}.docx")));
    }
    assert!(papers.len() >= 5, "{papers:?}");
    // What the pages of records offer as Word
    let first = |page: &Page| page.attributes("table.list td.head a", "href").into_iter().next();
    let mut pages: Vec<String> =
        vec!["/lam-viec/kien-nghi/bao-cao".to_owned(), "/lam-viec/hop/lich-tuan".to_owned()];
    for list in [
        "/lam-viec/ky-hop?trang-thai=closed",
        "/lam-viec/giao-ban",
        "/lam-viec/giam-sat",
        "/lam-viec/hop",
        "/lam-viec/chuong-trinh",
        "/lam-viec/giai-trinh",
        "/lam-viec/ra-soat-van-ban",
        "/lam-viec/cham-diem",
    ] {
        let page = who.open(list);
        pages.push(list.to_owned());
        pages.extend(first(&page));
    }
    let session = first(&who.open("/lam-viec/ky-hop?trang-thai=closed")).expect("a session");
    pages.extend(["bien-ban", "kich-ban", "chat-van", "chuan-bi"].map(|part| format!("{session}/{part}")));
    for path in pages {
        let links = who.open(&path).attributes("a[href]", "href");
        // A booklet binds what others handed in as it came: in Word it is the list of it
        let is_one =
            |href: &String| href.rsplit('.').next() == Some("docx") && !href.ends_with("/tap-tai-lieu.docx");
        papers.extend(links.into_iter().filter(is_one));
    }
    let mut compared = 0;
    for (number, docx) in papers.iter().enumerate() {
        let pdf = format!("{}.pdf", docx.trim_end_matches(".docx"));
        assert_eq!(who.open(&pdf).status.as_u16(), 200, "{docx} has no PDF");
        says_the_same(&mut who, docx, &number.to_string());
        compared += 1;
    }
    assert!(compared >= 12, "{papers:?}");
}

#[test]
fn a_council_words_its_notices_and_the_next_one_is_worded_so() {
    each_engine(|office| {
        const PATH: &str = "/lam-viec/mau-van-ban/notice";
        office.signs_in("vanphong").open("/lam-viec/mau-van-ban").is(404);
        office.signs_in("daibieu1").open(PATH).is(404);
        office.visitor().open(PATH).does_not_say("Lời văn");
        let mut head = office.signs_in("lanhdaovp");
        head.open("/lam-viec/mau-van-ban").is(200).says("Thông báo").says("Của hệ thống");
        head.open(PATH).is(200).says("Văn bản theo mẫu đang dùng").says("THÔNG BÁO");
        // All faults at once, each at its field, and what was typed stays
        let wrong = [
            ("viec", "luu"),
            ("ky-hieu", "TB"),
            ("loi-van", "Chào [Ai]"),
            ("noi-nhan", "Lưu: VT"),
            ("luu", "HĐND"),
        ];
        head.send(PATH, &wrong)
            .is(422)
            .says("thiếu ô [Số]")
            .says("thiếu ô [Nội dung]")
            .says("ghi ở ô Nơi lưu")
            .says("phải có VT")
            .says("Chào [Ai]");
        let wording = "Căn cứ chương trình công tác của Thường trực HĐND;\n[Nội dung]\n[Cơ quan ban hành] thông báo để các cơ quan biết, thực hiện./.";
        let typed = [
            ("ky-hieu", "[Số]/[Loại]-TTHĐND"),
            ("loi-van", wording),
            ("noi-nhan", "Thường trực Huyện ủy"),
            ("luu", "VT, TH"),
        ];
        // Looked at first: nothing is saved
        head.open(PATH);
        let tried = [&[("viec", "xem")], typed.as_slice()].concat();
        head.send(PATH, &tried)
            .is(200)
            .says("Xem trước, chưa lưu")
            .says("……/TB-TTHĐND")
            .says("- Lưu: VT, TH.");
        head.open("/lam-viec/mau-van-ban").does_not_say("Riêng của HĐND");
        head.open(PATH);
        let saved = [&[("viec", "luu")], typed.as_slice()].concat();
        head.send(PATH, &saved).is(200).says("……/TB-TTHĐND").says("Dùng lại mẫu của hệ thống");
        head.open("/lam-viec/mau-van-ban").says("Riêng của HĐND, sửa ngày 15/10/2020");
        let word = head.open(&format!("{PATH}.docx"));
        let (text, _) = words_of_docx(&word.is(200).bytes);
        for part in [
            "Căn cứ chương trình công tác",
            "thông báo để các cơ quan biết",
            "- Thường trực Huyện ủy;",
            "- Lưu: VT, TH.",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(head.open(&format!("{PATH}.pdf")).is(200).media_type, "application/pdf");
        head.open(&format!("{PATH}.odt")).is(404);
        // The next notice that a record gives is worded so
        let number = notice_of_a_reception(office);
        assert!(number.ends_with("/TB-TTHĐND"), "{number}");
        // And as before after it was taken back
        head.open(PATH);
        head.send(PATH, &[("viec", "mac-dinh")]).is(200).says("……/TB-HĐND").does_not_say("TTHĐND");
        head.open("/lam-viec/nhat-ky").says("Mẫu thông báo");
    });
}

/// A notice that the register holds after the wording was set; its number.
fn notice_of_a_reception(office: &Office) -> String {
    let on = kernel::Date::constant(2020, 10, 15);
    let app = &office.installation.app;
    let old = app.read_as(&kernel::Actor::visitor(), |ctx| {
        let found = documents::of_subject(ctx.tx, "briefing", "")?;
        assert!(found.is_empty());
        let area = directory::area_by_code(ctx.tx, "351", on)?.expect("the district");
        Ok(directory::council_of_area(ctx.tx, area.id, on)?)
    });
    let council = old.expect("read").expect("a council");
    let actor = kernel::Actor {
        role: kernel::Role::OfficeHead,
        council: Some(council.id),
        organization: Some(council.id),
        ..kernel::Actor::visitor()
    };
    let issued = app.write_as(&actor, move |ctx| {
        let letter = papers::Letter {
            superior: None,
            issuer: council.name.clone(),
            number: None,
            subject_line: None,
            place: "Thanh Liêm".to_owned(),
            date: on,
            kind: None,
            title: None,
            addressees: Vec::new(),
            body: vec![papers::Block::paragraph("Nội dung thông báo.")],
            signature: papers::Signature { lines: vec!["CHỦ TỊCH".to_owned()], name: String::new() },
            recipients: Vec::new(),
            footer_url: None,
            demonstration: true,
        };
        let new = documents::NewDocument {
            organization: council.id,
            kind: documents::Kind::Notice,
            title: "Lịch tiếp công dân".to_owned(),
            letter,
            signer: "Trần Văn Bình".to_owned(),
            subject_kind: "briefing",
            subject_id: String::new(),
            is_public: true,
            recipients: Vec::new(),
        };
        let issued = documents::issue_new(ctx, &new, on)
            .map_err(|error| kit::Problem::Internal(format!("{error:?}")))?;
        let label = issued.name();
        audit::record(ctx, audit::Deed::new("document.issue", "document", issued.id, label))?;
        Ok(issued)
    });
    let issued = issued.expect("issued");
    let text = documents::LetterView::new(issued.letter.clone()).to_string();
    assert!(text.contains("<em>Căn cứ chương trình công tác"), "{text}");
    assert!(text.contains("- Thường trực Huyện ủy;"), "{text}");
    // It is public, so a camera opens its lasting page from the paper
    let address = issued.letter.footer_url.clone().expect("an address");
    assert_eq!(address, format!("http://localhost{}", issued.public_path()));
    assert!(issued.letter.foot_code().is_some());
    office.visitor().open(&issued.public_path()).is(200).says("Nội dung thông báo.");
    issued.number.expect("a number")
}

#[test]
fn many_papers_are_bound_into_one_archive_and_one_file_to_print() {
    each_engine(|office| {
        const PATH: &str = "/lam-viec/van-ban/goi";
        let mut lan = office.signs_in("vanphong");
        lan.open(PATH).is(200).says("Chưa có gói nào");
        // Nothing under this filter: said, and nothing begun
        lan.open("/lam-viec/van-ban?nam=1999");
        lan.send(PATH, &[]).is(200).says("Không có văn bản nào khớp bộ lọc");
        let list = lan.open("/lam-viec/van-ban?loai=official_letter");
        let count = counted(&list).expect("letters");
        let watched = lan.send(PATH, &[]).path.clone();
        let mut tries = 0;
        while !lan.open(&watched).is(200).body().contains("Đã tạo gói") {
            tries += 1;
            assert!(tries < 20_000, "the bundle is not made");
            std::thread::yield_now();
        }
        let page = lan.open(PATH);
        page.is(200).says("1 gói").says("22/10/2020");
        let zip = page.link("Word và PDF, .zip");
        let print = page.link("Tệp in");
        let archive = lan.open(&zip);
        assert_eq!(archive.is(200).media_type, "application/zip");
        let archive = zip::ZipArchive::new(Cursor::new(archive.bytes)).expect("an archive");
        let names: Vec<String> =
            archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
        assert_eq!(names.len(), 2 * count);
        assert_eq!(names.iter().filter(|name| name.rsplit('.').next() == Some("docx")).count(), count);
        let text = words_of_pdf(&lan.open(&print).is(200).bytes, "print");
        assert_eq!(text.matches("Độc lập - Tự do - Hạnh phúc").count(), count);
        // Nobody else has it; and it goes after its days
        office.signs_in("chutich").open(&zip).is(404);
        office.signs_in("phong-tnmt").open(PATH).is(404);
        lan.open(&format!("{PATH}/../nghisu.db")).is(404);
        office.set_day(2020, 10, 22);
        lan.open(PATH).says("1 gói");
        office.set_day(2020, 10, 23);
        lan.open(PATH).says("Chưa có gói nào");
        lan.open(&zip).is(404);
    });
}
