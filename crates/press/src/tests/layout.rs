//! The printed letter, measured against Nghị định 30/2020/NĐ-CP, Phụ lục I, by readers that we
//! did not write (poppler).

use std::path::PathBuf;
use std::process::Command;

use papers::model::{Block, Cell, Column, Letter, Table};

use super::{official_letter, report};
use crate::{print, to_pdf};

/// Poppler rounds to whole units, so the page is magnified as far as it can.
const ZOOM: &str = "3";
/// Units in a point, millimetres in a unit, and how far rounding moves a size, in points.
const UNITS: f64 = 3.0;
const MM: f64 = 25.4 / 72.0 / UNITS;
const ROUNDED: f64 = 0.34;

/// The letter as a file that goes when the test ends.
struct Printed(PathBuf);

impl Drop for Printed {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.0);
    }
}

impl Printed {
    fn new(letter: &Letter, name: &str) -> Self {
        Self::of(&to_pdf(letter).unwrap(), name)
    }

    fn of(pdf: &[u8], name: &str) -> Self {
        let place = std::env::temp_dir().join(format!("nghisu_layout_{}_{name}.pdf", std::process::id()));
        std::fs::write(&place, pdf).unwrap();
        Self(place)
    }

    fn ask(&self, program: &str, before: &[&str], after: &[&str]) -> Vec<u8> {
        let said = Command::new(program).args(before).arg(&self.0).args(after).output().unwrap();
        assert!(said.status.success(), "{program}");
        said.stdout
    }

    fn words_of(&self, program: &str, before: &[&str], after: &[&str]) -> String {
        String::from_utf8(self.ask(program, before, after)).unwrap()
    }

    /// Every line of every page.
    fn lines(&self) -> Vec<Line> {
        let xml = self.words_of("pdftohtml", &["-xml", "-stdout", "-i", "-zoom", ZOOM], &[]);
        let mut sizes: Vec<(String, f64)> = Vec::new();
        let mut lines = Vec::new();
        let mut page = 0;
        for row in xml.lines() {
            let row = row.trim_start();
            if row.starts_with("<page") {
                page += 1;
            } else if row.starts_with("<fontspec") {
                sizes.push((attribute(row, "id"), attribute(row, "size").parse().unwrap()));
            } else if row.starts_with("<text") {
                let inner = row.split_once('>').unwrap().1.trim_end_matches("</text>");
                let number = |name| attribute(row, name).parse::<f64>().unwrap();
                let font = attribute(row, "font");
                let (_, size) = sizes.iter().rev().find(|(id, _)| *id == font).unwrap();
                lines.push(Line {
                    page,
                    top: number("top") * MM,
                    left: number("left") * MM,
                    right: (number("left") + number("width")) * MM,
                    points: size / UNITS,
                    bold: inner.contains("<b>"),
                    italic: inner.contains("<i>"),
                    words: without_tags(inner),
                });
            }
        }
        lines
    }
}

/// A line of the page, in millimetres.
#[derive(Debug)]
struct Line {
    page: usize,
    top: f64,
    left: f64,
    right: f64,
    points: f64,
    bold: bool,
    italic: bool,
    words: String,
}

impl Line {
    fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

fn attribute(row: &str, name: &str) -> String {
    let (_, rest) = row.split_once(&format!(" {name}=\"")).unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn without_tags(inner: &str) -> String {
    let mut words = String::new();
    for piece in inner.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    words.replace("&amp;", "&").trim().to_owned()
}

fn find<'lines>(lines: &'lines [Line], begins: &str) -> &'lines Line {
    lines.iter().find(|line| line.words.starts_with(begins)).unwrap_or_else(|| panic!("no “{begins}”"))
}

#[test]
fn every_part_has_the_size_and_the_style_of_the_decree() {
    let lines = Printed::new(&report(40), "parts").lines();
    let forms: [(&str, f64, f64, bool, bool); 12] = [
        ("CỘNG HÒA XÃ HỘI", 12.0, 13.0, true, false),
        ("Độc lập - Tự do - Hạnh phúc", 13.0, 14.0, true, false),
        ("HỘI ĐỒNG NHÂN DÂN", 12.0, 13.0, false, false),
        ("THƯỜNG TRỰC", 12.0, 13.0, true, false),
        ("Số: 05/TB-HĐND", 13.0, 13.0, false, false),
        ("Thanh Liêm, ngày 05 tháng 02 năm 2020", 13.0, 14.0, false, true),
        ("THÔNG BÁO", 13.0, 14.0, true, false),
        ("Kết luận của đồng chí", 13.0, 14.0, true, false),
        ("Ngày 03 tháng 02 năm 2020", 13.0, 14.0, false, false),
        ("KT. CHỦ TỊCH", 13.0, 14.0, true, false),
        ("Nơi nhận:", 12.0, 12.0, true, true),
        ("- Thường trực HĐND tỉnh;", 11.0, 11.0, false, false),
    ];
    for (words, from, to, bold, italic) in forms {
        let line = find(&lines, words);
        assert!(from - ROUNDED <= line.points && line.points <= to + ROUNDED, "{line:?}");
        assert_eq!((line.bold, line.italic), (bold, italic), "{line:?}");
    }
    let lines = Printed::new(&official_letter(), "subject").lines();
    let subject = find(&lines, "V/v ");
    assert!((12.0 - ROUNDED..=13.0 + ROUNDED).contains(&subject.points) && !subject.bold, "{subject:?}");
    assert!(subject.top > find(&lines, "Số: 42/HĐND-VP").top);
}

#[test]
fn the_page_is_a4_and_nothing_but_number_and_foot_stands_in_its_margins() {
    let printed = Printed::new(&report(40), "margins");
    let about = printed.words_of("pdfinfo", &[], &[]);
    assert!(about.contains("595.276 x 841.89 pts (A4)"), "{about}");
    let lines = printed.lines();
    assert!(lines.iter().any(|line| line.page > 1));
    let is_foot = |line: &Line| line.words.contains("Bản điện tử") || line.words.contains("dữ liệu minh họa");
    for line in lines.iter().filter(|line| !is_foot(line) && line.words.parse::<u32>().is_err()) {
        // The width of a broken line counts the space after its last word
        assert!(29.5 <= line.left && line.right <= 190.0 + 1.5, "{line:?}");
        assert!(19.5 <= line.top && line.top <= 297.0 - 25.0, "{line:?}");
    }
}

#[test]
fn pages_are_numbered_at_the_top_in_the_middle_from_the_second_on() {
    let lines = Printed::new(&report(40), "numbers").lines();
    let pages = lines.iter().map(|line| line.page).max().unwrap();
    assert!(pages > 1);
    let numbers: Vec<&Line> = lines.iter().filter(|line| line.top < 19.5).collect();
    let expected: Vec<(usize, String)> = (2..=pages).map(|page| (page, page.to_string())).collect();
    let found: Vec<(usize, String)> = numbers.iter().map(|line| (line.page, line.words.clone())).collect();
    assert_eq!(found, expected);
    for number in numbers {
        // The middle between the margins of 30 and 20
        assert!((number.middle() - 110.0).abs() < 1.0, "{number:?}");
        assert!((13.0 - ROUNDED..=14.0 + ROUNDED).contains(&number.points), "{number:?}");
    }
}

#[test]
fn letters_printed_at_once_begin_on_their_own_pages_and_are_numbered_by_themselves() {
    let letters = [report(40), official_letter(), report(40)];
    let printed = Printed::of(&print(&letters).unwrap(), "print");
    let lines = printed.lines();
    let begins: Vec<usize> =
        lines.iter().filter(|line| line.words.starts_with("CỘNG HÒA")).map(|line| line.page).collect();
    assert_eq!(begins.len(), 3);
    let mut expected = Vec::new();
    let pages = lines.iter().map(|line| line.page).max().unwrap();
    for (place, first) in begins.iter().enumerate() {
        let end = begins.get(place + 1).copied().unwrap_or(pages + 1);
        expected.extend((first + 1..end).map(|page| (page, (page - first + 1).to_string())));
    }
    let numbers = lines.iter().filter(|line| line.top < 19.5);
    let found: Vec<(usize, String)> = numbers.map(|line| (line.page, line.words.clone())).collect();
    assert_eq!(found, expected);
    // Of one letter it is what the letter alone is
    assert_eq!(print(&[report(2)]).unwrap(), to_pdf(&report(2)).unwrap());
}

#[test]
fn state_and_bodies_stand_beside_each_other_and_the_place_under_the_motto() {
    let lines = Printed::new(&report(3), "head").lines();
    let (state, motto) = (find(&lines, "CỘNG HÒA"), find(&lines, "Độc lập"));
    let (above, place) = (find(&lines, "HỘI ĐỒNG NHÂN DÂN"), find(&lines, "Thanh Liêm, ngày"));
    assert!(state.top < motto.top && motto.top < place.top);
    assert!((state.middle() - motto.middle()).abs() < 1.0 && (place.middle() - motto.middle()).abs() < 1.0);
    assert!((state.top - above.top).abs() < 1.0, "{state:?} {above:?}");
    assert!(above.right < state.left);
}

#[test]
fn the_text_is_justified_with_its_first_line_indented() {
    let lines = Printed::new(&report(0), "justified").lines();
    let first = find(&lines, "Ngày 03 tháng 02 năm 2020");
    assert!((10.0..=12.8).contains(&(first.left - 30.0)), "1 cm to 1.27 cm: {first:?}");
    let at = lines.iter().position(|line| line.words == first.words).unwrap();
    let end = lines.iter().position(|line| line.words.starts_with("1. Đánh giá chung")).unwrap();
    let paragraph = &lines[at..end];
    assert!(paragraph.len() >= 3, "{paragraph:?}");
    for line in &paragraph[..paragraph.len() - 1] {
        // A stop or a comma may stand in the margin
        assert!((189.5..=191.5).contains(&line.right), "{line:?}");
    }
    for pair in paragraph.windows(2) {
        let lines_apart = (pair[1].top - pair[0].top) / (14.0 * 25.4 / 72.0);
        assert!((1.0..=1.5 * 1.2).contains(&lines_apart), "{lines_apart}");
    }
}

#[test]
fn a_wide_table_lies_on_its_side_and_the_signature_stands_upright_again() {
    let columns = (0..17).map(|number| Column::right(format!("TC-{number:02}"), 2)).collect();
    let row =
        |_| (0..17).map(|number| Cell::gap(if number % 2 == 0 { "không chấm" } else { "10,00" })).collect();
    let table =
        Table { caption: String::new(), columns, rows: (0..60).map(row).collect(), notes: Vec::new() };
    let body = vec![Block::paragraph("Trước."), Block::Heading("II. BIỂU".to_owned()), Block::Table(table)];
    let printed = Printed::new(&Letter { body, ..official_letter() }, "wide");
    let sizes = printed.words_of("pdfinfo", &["-l", "9"], &[]);
    let turned = sizes.lines().filter(|line| line.contains("841.89 x 595.276")).count();
    let upright = sizes.lines().filter(|line| line.contains("595.276 x 841.89")).count();
    assert!(turned >= 2 && upright == 2, "{sizes}");
    // No word runs into the next column
    let lines = printed.lines();
    let row: Vec<&Line> =
        lines.iter().filter(|line| line.words.starts_with("TC-") && line.page == 2).collect();
    assert_eq!(row.len(), 17, "{row:?}");
    for pair in row.windows(2) {
        assert!(pair[0].right + 0.5 < pair[1].left, "{pair:?}");
    }
}

/// Dark horizontal rules of the picture of a page at 100 dots an inch: from, to, height, all mm.
fn rules(printed: &Printed) -> Vec<(f64, f64, f64)> {
    let (width, _, grey) = picture(printed, "100");
    let mm = |dots: usize| f64::from(u32::try_from(dots).unwrap()) * 25.4 / 100.0;
    let mut found = Vec::new();
    for (y, row) in grey.chunks(width).enumerate() {
        let mut begins = None;
        for (x, dot) in row.iter().chain([&255]).enumerate() {
            match (*dot < 160, begins) {
                (true, None) => begins = Some(x),
                (false, Some(from)) => {
                    // 15 mm of unbroken ink is no letter
                    if mm(x - from) > 15.0 {
                        found.push((mm(from), mm(x), mm(y)));
                    }
                    begins = None;
                }
                _ => {}
            }
        }
    }
    found
}

/// The first page as grey dots: width, height, dots.
fn picture(printed: &Printed, resolution: &str) -> (usize, usize, Vec<u8>) {
    let bytes = printed.ask("pdftoppm", &["-gray", "-r", resolution, "-f", "1", "-l", "1"], &[]);
    let mut parts = bytes.splitn(4, u8::is_ascii_whitespace);
    assert_eq!(parts.next(), Some(&b"P5"[..]));
    let mut number = || std::str::from_utf8(parts.next().unwrap()).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(), number());
    // "255" and one white space stand before the dots
    let dots = parts.next().unwrap()[4..].to_vec();
    assert_eq!(dots.len(), width * height);
    (width, height, dots)
}

#[test]
fn rules_stand_under_motto_issuer_and_abstract_as_long_as_the_decree_says() {
    let letter = Letter { footer_url: None, ..report(0) };
    let printed = Printed::new(&letter, "rules");
    let lines = printed.lines();
    let under = |words: &str| {
        let line = find(&lines, words);
        let below = |rule: &&(f64, f64, f64)| {
            let apart = rule.2 - line.top;
            (3.0..9.0).contains(&apart) && (f64::midpoint(rule.0, rule.1) - line.middle()).abs() < 4.0
        };
        let found = rules(&printed);
        let rule = found.iter().find(below).unwrap_or_else(|| panic!("no rule under {words}: {found:?}"));
        (rule.1 - rule.0) / (line.right - line.left)
    };
    let motto = under("Độc lập");
    assert!((0.97..=1.03).contains(&motto), "as long as the motto: {motto}");
    assert!(under("nghị giao ban") > 0.0);
    let name = find(&lines, "HỘI ĐỒNG NHÂN DÂN");
    let (from, to, _) = rules(&printed).into_iter().find(|rule| rule.1 < 100.0).unwrap();
    let share = (to - from) / (name.right - name.left);
    assert!((0.33..=0.5).contains(&share), "{share}");
}

#[test]
fn every_face_is_embedded_and_the_file_is_not_locked() {
    let printed = Printed::new(&report(3), "faces");
    let fonts = printed.words_of("pdffonts", &[], &[]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 3, "{fonts}");
    for row in rows {
        assert!(row.contains("LiberationSerif"), "{row}");
        // emb, sub, uni: inside, only what is used, with its letters
        assert!(row.contains("yes yes yes"), "{row}");
    }
    assert!(printed.words_of("pdfinfo", &[], &[]).contains("Encrypted:       no"));
}

#[test]
fn a_camera_reads_the_address_of_a_public_paper_at_the_foot() {
    let letter = report(0);
    let printed = Printed::new(&letter, "code");
    let (width, height, dots) = picture(&printed, "200");
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| dots[y * width + x]);
    let grids = seen.detect_grids();
    assert_eq!(grids.len(), 1);
    assert_eq!(Some(grids[0].decode().unwrap().1), letter.footer_url);
    let without = Printed::new(&Letter { footer_url: None, ..report(0) }, "no-code");
    let (width, height, dots) = picture(&without, "200");
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| dots[y * width + x]);
    assert!(seen.detect_grids().is_empty());
}

#[test]
fn the_picture_for_word_holds_the_same_address() {
    let code = report(0).foot_code().unwrap();
    let picture = code.png();
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
    let decoded = image::load_from_memory(&picture).unwrap().to_luma8();
    let side = usize::try_from(decoded.width()).unwrap();
    let dots = decoded.into_raw();
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| dots[y * side + x]);
    let grids = seen.detect_grids();
    assert_eq!(Some(grids[0].decode().unwrap().1), report(0).footer_url);
}
