//! Files that are made to break whoever reads them (trust.md, T21 to T24): the process that reads
//! them ends or refuses within its bounds, and the server goes on.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use papers::{Reading, table_in};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::dossier::{BUDGET, preparation};
use crate::office::Office;
use crate::one_paper::BASE;

/// The process allows itself ten seconds of the processor, and the server gives it ten seconds of
/// the clock; a busy machine takes longer for the rest.
const TIME_MAX: Duration = Duration::from_secs(90);

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    stored(parts, CompressionMethod::Deflated)
}

fn stored(parts: &[(&str, &[u8])], how: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(how)).expect("a part");
        writer.write_all(bytes).expect("a part");
    }
    writer.finish().expect("an archive").into_inner()
}

const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");

fn word(document: &str) -> Vec<u8> {
    archive(&[TYPES, ("word/document.xml", document.as_bytes())])
}

fn sheet(data: &str, shared: &str) -> Vec<u8> {
    let book = b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = b"<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let root = b"<Relationships><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    archive(&[
        TYPES,
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/worksheets/sheet1.xml", data.as_bytes()),
    ])
}

/// Numbers that no packer makes small, from one that stands still.
fn noise(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

fn deep(elements: usize) -> String {
    let mut seed = 88_172_645_463_325_252;
    let mut xml = String::from("<w:document>");
    for _ in 0..elements {
        write!(xml, "<w:p a=\"{:x}\">", noise(&mut seed)).expect("written");
    }
    xml.push_str("<w:r><w:t>sâu</w:t></w:r>");
    xml.push_str(&"</w:p>".repeat(elements));
    xml.push_str("</w:document>");
    xml
}

fn many_cells(cells: usize) -> String {
    let mut seed = 2_463_534_242;
    let mut xml = String::from("<worksheet><sheetData>");
    for row in 1..=cells / 10 {
        write!(xml, "<row r=\"{row}\">").expect("written");
        for column in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"] {
            let number = noise(&mut seed) % 100_000;
            write!(xml, "<c r=\"{column}{row}\"><v>{number}</v></c>").expect("written");
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

/// Four bytes as a number, the least first.
fn size_in(bytes: &[u8]) -> usize {
    let number = u32::from_le_bytes(bytes.try_into().expect("four bytes"));
    usize::try_from(number).expect("a size")
}

/// The archive with its list of parts doubled: two names for the same bytes.
fn overlapping(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.windows(4).rposition(|mark| mark == b"PK\x05\x06").expect("an end");
    let from = size_in(&bytes[end + 16..end + 20]);
    let list = bytes[from..end].to_vec();
    let tail = bytes[end..].to_vec();
    let count = u16::from_le_bytes(tail[10..12].try_into().expect("two bytes")) * 2;
    let mut second = list.clone();
    for at in 0..second.len().saturating_sub(4) {
        if &second[at..at + 4] == b"PK\x01\x02" {
            second[at + 46] ^= 1;
        }
    }
    bytes.truncate(end);
    bytes.extend(&second);
    let size = u32::try_from(list.len() + second.len()).expect("small");
    let at = bytes.len();
    bytes.extend(&tail);
    bytes[at + 8..at + 10].copy_from_slice(&count.to_le_bytes());
    bytes[at + 10..at + 12].copy_from_slice(&count.to_le_bytes());
    bytes[at + 12..at + 16].copy_from_slice(&size.to_le_bytes());
    bytes
}

/// The archive with a field of every record changed: where the local and the listed one stand.
fn changed(mut bytes: Vec<u8>, local: usize, listed: usize, value: &[u8]) -> Vec<u8> {
    for at in 0..bytes.len().saturating_sub(50) {
        let place = match &bytes[at..at + 4] {
            b"PK\x03\x04" => at + local,
            b"PK\x01\x02" => at + listed,
            _ => continue,
        };
        bytes[place..place + value.len()].copy_from_slice(value);
    }
    bytes
}

/// Zeros as a zlib stream: what lies between the heads of an archive's part.
fn packed_zeros(megabytes: usize) -> Vec<u8> {
    let zeros = vec![0_u8; megabytes * 1_000_000];
    let bytes = archive(&[("z", &zeros)]);
    let list = bytes.windows(4).rposition(|mark| mark == b"PK\x01\x02").expect("a list");
    let size = size_in(&bytes[list + 20..list + 24]);
    let mut stream = vec![0x78, 0x9C];
    stream.extend(&bytes[31..31 + size]);
    stream.extend([0, 0, 0, 1]);
    stream
}

/// A PDF of these objects, the first its catalogue; its list of objects is left to be rebuilt.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for (object, number) in objects.iter().zip(1..) {
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(
        format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n0\n%%EOF\n", objects.len() + 1).bytes(),
    );
    bytes
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<<{dictionary}/Length {}>>\nstream\n", content.len()).into_bytes();
    bytes.extend(content);
    bytes.extend(b"\nendstream");
    bytes
}

const CATALOGUE: &[u8] = b"<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &[u8] = b"<</Type/Pages/Count 1/Kids[3 0 R]>>";

fn pdf_corpus() -> Vec<(&'static str, Vec<u8>)> {
    let page = |more: &str| {
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{more}>>").into_bytes()
    };
    let own_child = b"<</Type/Pages/Count 1/Kids[2 0 R]>>".to_vec();
    let draws_itself = "/Resources<</XObject<</A 5 0 R>>>>";
    let form =
        stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>", b"/A Do /A Do");
    let text = b"BT /F 12 Tf (abc) Tj ET".as_slice();
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>".to_vec();
    let map = stream("", b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange <00> <ffffffff> <0000> endbfrange endcmap");
    let nested = format!("{}{}", "[".repeat(400_000), "]".repeat(400_000)).into_bytes();
    let dictionaries = format!("{}{}", "<</A ".repeat(200_000), ">>".repeat(200_000)).into_bytes();
    let saved = "q ".repeat(2_000_000).into_bytes();
    vec![
        ("cây tự chứa.pdf", pdf(&[CATALOGUE.to_vec(), own_child])),
        (
            "hình tự vẽ.pdf",
            pdf(&[CATALOGUE.to_vec(), PAGES.to_vec(), page(draws_itself), stream("", b"/A Do"), form]),
        ),
        (
            "bảng chữ vô tận.pdf",
            pdf(&[
                CATALOGUE.to_vec(),
                PAGES.to_vec(),
                page("/Resources<</Font<</F 5 0 R>>>>"),
                stream("", text),
                font,
                map,
            ]),
        ),
        (
            "nén một nghìn lần.pdf",
            pdf(&[
                CATALOGUE.to_vec(),
                PAGES.to_vec(),
                page(""),
                stream("/Filter/FlateDecode", &packed_zeros(100)),
            ]),
        ),
        ("mảng lồng.pdf", pdf(&[CATALOGUE.to_vec(), PAGES.to_vec(), page(""), nested])),
        ("từ điển lồng.pdf", pdf(&[CATALOGUE.to_vec(), PAGES.to_vec(), page(""), dictionaries])),
        ("hai triệu lần lưu.pdf", pdf(&[CATALOGUE.to_vec(), PAGES.to_vec(), page(""), stream("", &saved)])),
        ("con trỏ vòng.pdf", pdf(&[CATALOGUE.to_vec(), b"3 0 R".to_vec(), b"2 0 R".to_vec()])),
    ]
}

fn office_corpus() -> Vec<(&'static str, Vec<u8>)> {
    let laughs = (1..10).fold(String::new(), |laughs, level| {
        laughs + &format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))
    });
    let laughs = format!("<!DOCTYPE d [<!ENTITY l0 \"ha\">{laughs}]>");
    let outside =
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y SYSTEM \"http://127.0.0.1:9/\">]>";
    let cell =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    let far = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\">\
               <c r=\"XFD1048576\" t=\"inlineStr\"><is><t>xa</t></is></c></row></sheetData></worksheet>";
    let beyond = "<worksheet><dimension ref=\"A1:ZZZZZZZ4294967296\"/><sheetData><row r=\"4294967296\">\
                  <c r=\"ZZZZZZZ4294967296\"><v>1</v></c></row></sheetData></worksheet>";
    let simple = word("<w:document><w:p><w:r><w:t>một</w:t></w:r></w:p></w:document>");
    let traversal = archive(&[
        TYPES,
        ("word/document.xml", b"<w:document><w:p><w:r><w:t>m\xe1\xbb\x99t</w:t></w:r></w:p></w:document>"),
        ("../../../../../../tmp/nghisu_traversal", b"x"),
        ("/tmp/nghisu_traversal", b"x"),
        ("..\\..\\nghisu_traversal", b"x"),
    ]);
    let relation = b"<Relationship Type=\"x/attachedTemplate\" Target=\"http://127.0.0.1:9/a.dotm\"/>";
    let mut polyglot = b"%PDF-1.7\n".to_vec();
    polyglot.extend(&simple);
    let mut page_first = b"<html><script>alert(1)</script>%PDF-1.7\n".to_vec();
    page_first.extend(pdf(&[CATALOGUE.to_vec(), PAGES.to_vec()]));
    vec![
        ("tỷ tiếng cười.docx", word(&format!("{laughs}<w:document><w:p><w:t>&l9;</w:t></w:p></w:document>"))),
        (
            "thực thể ngoài.docx",
            word(&format!("{outside}<w:document><w:p><w:t>&x;&y;</w:t></w:p></w:document>")),
        ),
        ("thực thể ngoài.xlsx", sheet(cell, &format!("{outside}<sst><si><t>&x;&y;</t></si></sst>"))),
        ("tỷ tiếng cười.xlsx", sheet(cell, &format!("{laughs}<sst><si><t>&l9;</t></si></sst>"))),
        ("lồng sâu.docx", word(&deep(200_000))),
        ("nén một nghìn lần.docx", archive(&[TYPES, ("word/document.xml", &vec![b' '; 20_000_000])])),
        ("chồng nhau.docx", overlapping(simple.clone())),
        ("khai nhỏ.docx", changed(simple.clone(), 22, 24, &1_u32.to_le_bytes())),
        ("khai một gigabyte.docx", changed(simple.clone(), 22, 24, &1_000_000_000_u32.to_le_bytes())),
        ("có mật khẩu.docx", changed(simple, 6, 8, &1_u16.to_le_bytes())),
        ("tên đi ngược.docx", traversal),
        (
            "mẫu từ xa.docx",
            archive(&[
                TYPES,
                ("word/document.xml", b"<w:document/>"),
                ("word/_rels/settings.xml.rels", relation),
            ]),
        ),
        ("ô cuối cùng.xlsx", sheet(far, "<sst/>")),
        ("ngoài bảng.xlsx", sheet(beyond, "<sst/>")),
        ("ba trăm nghìn ô.xlsx", sheet(&many_cells(300_000), "<sst/>")),
        ("hai mặt.pdf", polyglot),
        ("trang trước.pdf", page_first),
        ("cụt.docx", b"PK\x03\x04".to_vec()),
    ]
}

fn corpus() -> Vec<(&'static str, Vec<u8>)> {
    let mut all = office_corpus();
    all.extend(pdf_corpus());
    all
}

fn reader() -> Child {
    Command::new(env!("CARGO_BIN_EXE_nghisu"))
        .arg(kit::READER_COMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program")
}

/// What the reading process says of a file; nothing when it was ended.
fn read_by_itself(name: &str, bytes: &[u8]) -> Option<Reading> {
    let began = Instant::now();
    let mut child = reader();
    let (mut into, mut out) = (child.stdin.take().expect("in"), child.stdout.take().expect("out"));
    let said = std::thread::scope(|scope| {
        scope.spawn(move || {
            let _ = into.write_all(bytes);
        });
        let mut said = Vec::new();
        out.read_to_end(&mut said).expect("what it says");
        said
    });
    let status = child.wait().expect("its end");
    assert!(began.elapsed() < TIME_MAX, "{name} took {:?}", began.elapsed());
    if !status.success() {
        return None;
    }
    serde_json::from_slice::<Option<Reading>>(&said).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

#[test]
fn the_reading_process_has_its_bounds_before_it_reads() {
    let mut child = reader();
    let place = format!("/proc/{}/limits", child.id());
    let has = |limits: &str, name: &str, value: &str| {
        limits.lines().any(|line| line.starts_with(name) && line.split_whitespace().any(|word| word == value))
    };
    let began = Instant::now();
    let limits = loop {
        let limits = std::fs::read_to_string(&place).unwrap_or_default();
        if has(&limits, "Max address space", "536870912") || TIME_MAX < began.elapsed() || limits.is_empty() {
            break limits;
        }
    };
    drop(child.stdin.take());
    child.wait().expect("its end");
    if limits.is_empty() {
        // Not every system shows them
        return;
    }
    assert!(has(&limits, "Max address space", "536870912"), "{limits}");
    assert!(has(&limits, "Max cpu time", "10") && has(&limits, "Max core file size", "0"), "{limits}");
}

#[test]
fn every_hostile_file_ends_its_reader_or_is_refused_within_its_bounds() {
    let all = corpus();
    let mut found = BTreeMap::new();
    for (name, bytes) in &all {
        let reading = read_by_itself(name, bytes);
        if let Some(reading) = &reading {
            let said = reading.text();
            assert!(!said.contains("root:"), "{name} fetched a file: {said}");
            assert!(!said.contains("haha"), "{name} laughed");
            assert!(said.len() <= 16_000_000, "{name} says {} bytes", said.len());
        }
        found.insert(*name, reading.map(|reading| reading.text()));
    }
    // What is merely strange is still read
    assert_eq!(found["tên đi ngược.docx"].as_deref(), Some("một\n"));
    assert_eq!(found["ô cuối cùng.xlsx"].as_deref(), Some("xa\n"));
    for place in ["/tmp/nghisu_traversal", "../nghisu_traversal", "nghisu_traversal"] {
        assert!(!std::path::Path::new(place).exists(), "{place} was written");
    }
    let refused =
        ["nén một nghìn lần.docx", "chồng nhau.docx", "có mật khẩu.docx", "mẫu từ xa.docx", "cụt.docx"];
    for name in refused {
        assert_eq!(found[name], None, "{name}");
    }
}

#[test]
fn no_hostile_table_takes_long_or_brings_what_stands_elsewhere() {
    for (name, bytes) in office_corpus() {
        let began = Instant::now();
        if let Ok(table) = table_in(name, &bytes, "") {
            let said = table.text();
            assert!(!said.contains("root:") && !said.contains("haha"), "{name}: {said}");
            assert!(said.len() <= 8_000_000, "{name}");
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{name} took {:?}", began.elapsed());
    }
}

#[test]
fn hostile_files_are_refused_or_kept_as_they_came_and_the_server_goes_on() {
    let office = Office::on_file();
    let mut lan = office.signs_in("vanphong");
    let paper = preparation(&mut lan).link(BUDGET);
    let mut body = office.signs_in("phong-tnmt");
    for (name, bytes) in corpus() {
        if name.starts_with("ba trăm nghìn ô") {
            continue;
        }
        lan.open(&paper);
        let began = Instant::now();
        let kept = lan.send_file(&paper, &[("thay-doi", "Thử")], "tep", &format!("../../{name}"), &bytes);
        assert!(began.elapsed() < TIME_MAX, "{name} took {:?}", began.elapsed());
        assert!(matches!(kept.status.as_u16(), 200 | 422), "{name}: {}", kept.status);
        if kept.status == 200 {
            let file = lan.open(&paper).link(name);
            assert_eq!(lan.open(&file).bytes, bytes, "{name} came back otherwise");
        }
        body.open(BASE);
        let began = Instant::now();
        let answered = body.send_file(BASE, &[], "tep", name, &bytes);
        assert!(began.elapsed() < TIME_MAX, "{name} took {:?}", began.elapsed());
        assert!(matches!(answered.status.as_u16(), 200 | 422), "{name}: {}", answered.status);
        answered.does_not_say("root:");
    }
    while 0 < files::step(&office.installation.app).expect("the database") {}
    office.visitor().open("/tim?q=root").is(200);
    office.visitor().open("/").is(200);
}
