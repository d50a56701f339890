//! The words a letter prints: the same in Word and in PDF.
//!
//! Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.

use jiff::civil::Date;

use crate::code::Code;
use crate::model::{Block, Cell, Letter, Span, Table};

/// What stands where a share of nothing would stand.
const NO_SHARE: &str = "–";
/// More columns than this are not read on a page that stands upright.
const UPRIGHT_COLUMNS_MAX: usize = 10;
/// Bold capitals of 12.5 points in 65 mm.
const NAME_LINE_CHARACTERS_MAX: usize = 21;

impl Letter {
    /// The body above the issuer, in capitals; a long name on several lines.
    pub fn superior_line(&self) -> Option<String> {
        self.superior.as_deref().map(|name| body_name(&capitals(name)))
    }

    /// The issuing body, in capitals; a long name on several lines.
    pub fn issuer_line(&self) -> String {
        body_name(&capitals(&self.issuer))
    }

    /// "Số: 05/TB-HĐND", or room to write the number in.
    pub fn number_line(&self) -> String {
        let number = self.number.as_deref().unwrap_or_default().trim();
        let number = number.strip_prefix("Số:").unwrap_or(number).trim();
        if number.is_empty() {
            "Số: ……………".to_owned()
        } else {
            format!("Số: {}", clean(number))
        }
    }

    /// "V/v đôn đốc trả lời kiến nghị của cử tri", for a công văn.
    pub fn subject_text(&self) -> Option<String> {
        let subject = self.subject_line.as_deref()?.trim();
        let subject = subject.strip_prefix("V/v").unwrap_or(subject).trim();
        Some(format!("V/v {}", clean(subject)))
    }

    /// "Thanh Liêm, ngày 05 tháng 02 năm 2020": days below ten and the months
    /// one and two take a zero, so that no digit can be put before them.
    pub fn place_and_date(&self) -> String {
        let (day, month, year) = (self.date.day(), self.date.month(), self.date.year());
        let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
        format!("{}, ngày {day:02} tháng {month} năm {year}", clean(&self.place))
    }

    /// Kind in capitals.
    pub fn kind_line(&self) -> Option<String> {
        self.kind.as_deref().map(capitals)
    }

    /// Abstract under the kind.
    pub fn title_text(&self) -> Option<String> {
        self.title.as_deref().map(clean)
    }

    /// What the file is called in its properties: kind and abstract, or the
    /// subject of a công văn.
    pub fn document_title(&self) -> String {
        let words = [self.kind_line(), self.title_text().or_else(|| self.subject_text())];
        let words: Vec<String> = words.into_iter().flatten().collect();
        if words.is_empty() { self.number_line() } else { words.join(" ").replace('\n', " ") }
    }

    /// Who the letter goes to. Several take dashes and semicolons.
    pub fn addressee_lines(&self) -> Vec<String> {
        match self.addressees.as_slice() {
            [] => Vec::new(),
            [one] => vec![bare(one)],
            several => dashed(several),
        }
    }

    /// "- Như Kính gửi;" … "- Lưu: VT."
    pub fn recipient_lines(&self) -> Vec<String> {
        dashed(&self.recipients)
    }

    /// Authority and post of the signer, in capitals.
    pub fn signature_lines(&self) -> Vec<String> {
        self.signature.lines.iter().map(|line| capitals(line)).collect()
    }

    /// What stands at the foot of every page.
    pub fn foot_lines(&self) -> Vec<String> {
        let address = self.footer_url.as_deref().map(|url| format!("Bản điện tử: {}", clean(url)));
        let mark = self.demonstration.then(|| "dữ liệu minh họa".to_owned());
        address.into_iter().chain(mark).collect()
    }

    /// The code at the foot of the first page: the address of the public page.
    pub fn foot_code(&self) -> Option<Code> {
        Code::of(self.footer_url.as_deref()?)
    }

    /// Which blocks lie on pages turned on their side: tables too wide to be read upright, and
    /// the headings right before them.
    pub fn on_their_side(&self) -> Vec<bool> {
        let mut turned = false;
        let mut found: Vec<bool> = self
            .body
            .iter()
            .rev()
            .map(|block| {
                turned = match block {
                    Block::Table(table) => UPRIGHT_COLUMNS_MAX < table.columns.len(),
                    Block::Heading(_) => turned,
                    Block::Paragraph(_) | Block::Numbered { .. } | Block::Bullet(_) | Block::PageBreak => {
                        false
                    }
                };
                turned
            })
            .collect();
        found.reverse();
        found
    }

    /// The tables of the body, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.body.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

impl Cell {
    /// The cell in Vietnamese: "1.234", "69,2%", "15/10/2020".
    pub fn printed(&self) -> String {
        match self {
            Self::Text(text) | Self::Gap(text) => clean(text),
            Self::Number(number) => number_text(*number),
            Self::Percent { numerator, denominator } => percent_text(*numerator, *denominator),
            Self::Date(date) => date_text(*date),
        }
    }
}

/// "15/10/2020".
pub(crate) fn date_text(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// Thousands parted by a stop: "-1.234.567".
pub fn number_text(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// A share with one decimal, halves away from zero: "69,2%". Of nothing, a dash.
pub fn percent_text(numerator: i64, denominator: i64) -> String {
    if denominator == 0 {
        return NO_SHARE.to_owned();
    }
    let (part, whole) = (i128::from(numerator), i128::from(denominator));
    let negative = (part < 0) != (whole < 0);
    let (part, whole) = (part.unsigned_abs(), whole.unsigned_abs());
    let tenths = (part * 2_000 + whole) / (whole * 2);
    let sign = if negative && tenths > 0 { "-" } else { "" };
    format!("{sign}{},{}%", tenths / 10, tenths % 10)
}

/// A numbered item as its label and its text; "Điều …" is bold.
pub fn numbered_spans(label: &str, text: &str) -> [Span; 2] {
    let words = format!("{} ", label.trim());
    let label = if label.starts_with("Điều") { Span::bold(words) } else { Span::plain(words) };
    [label, Span::plain(text)]
}

/// Capitals, as the names of bodies are printed.
fn capitals(text: &str) -> String {
    clean(text).to_uppercase()
}

/// Parts a long name where its parts begin: "THƯỜNG TRỰC / HỘI ĐỒNG NHÂN DÂN /
/// HUYỆN THANH LIÊM". A name that already has lines keeps them.
fn body_name(name: &str) -> String {
    if name.contains('\n') || name.chars().count() <= NAME_LINE_CHARACTERS_MAX {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut lines: Vec<String> = Vec::new();
    for place in 0..words.len() {
        match lines.last_mut() {
            Some(line) if !begins_part(&words, place) => {
                line.push(' ');
                line.push_str(words[place]);
            }
            _ => lines.push(words[place].to_owned()),
        }
    }
    lines.join("\n")
}

/// Does a council, a committee or a unit begin with this word?
fn begins_part(words: &[&str], place: usize) -> bool {
    let before = place.checked_sub(1).map_or("", |place| words[place]);
    let after = words.get(place + 1).copied().unwrap_or_default();
    match words[place] {
        "HỘI" => after == "ĐỒNG",
        "ỦY" => after == "BAN",
        "THỊ" => matches!(after, "TRẤN" | "XÃ"),
        "THÀNH" => after == "PHỐ",
        "ĐẶC" => after == "KHU",
        // Not in "thị xã", and not in "kinh tế - xã hội".
        "XÃ" => before != "THỊ" && after != "HỘI",
        "HUYỆN" | "TỈNH" | "PHƯỜNG" | "QUẬN" => true,
        _ => false,
    }
}

/// Leaves out what XML cannot carry: one such character, pasted from another
/// program, would make the whole file unreadable.
pub fn clean(text: &str) -> String {
    let carried = |character: &char| match character {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    };
    text.chars().filter(carried).collect()
}

/// Without the dash before and the stop behind, which printing puts in again.
fn bare(line: &str) -> String {
    clean(line).trim().trim_start_matches(['-', '–']).trim_start().trim_end_matches([';', '.']).to_owned()
}

/// "- …;" for each, "- ….", for the last.
fn dashed(lines: &[String]) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let dash = |(place, line): (usize, &String)| {
        let stop = if place < last { ';' } else { '.' };
        format!("- {}{stop}", bare(line))
    };
    lines.iter().enumerate().map(dash).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_share_is_printed_with_a_comma_and_halves_go_up() {
        assert_eq!(percent_text(9, 13), "69,2%");
        assert_eq!(percent_text(1, 2000), "0,1%");
        assert_eq!(percent_text(16, 16), "100,0%");
        assert_eq!(percent_text(-1, 4), "-25,0%");
    }

    #[test]
    fn a_share_of_nothing_is_a_dash_and_not_zero() {
        assert_eq!(percent_text(0, 0), "–");
        assert_eq!(percent_text(0, 9), "0,0%");
    }

    #[test]
    fn thousands_are_parted_by_a_stop() {
        assert_eq!(number_text(144_760), "144.760");
        assert_eq!(number_text(-1_000), "-1.000");
        assert_eq!(number_text(999), "999");
        assert_eq!(number_text(i64::MIN), "-9.223.372.036.854.775.808");
    }

    #[test]
    fn recipients_take_dashes_semicolons_and_a_last_stop_only_once() {
        let lines = ["UBND huyện".to_owned(), "- Các Ban HĐND;".to_owned(), "- Lưu: VT.".to_owned()];
        assert_eq!(dashed(&lines), ["- UBND huyện;", "- Các Ban HĐND;", "- Lưu: VT."]);
    }

    #[test]
    fn a_long_name_of_a_body_breaks_where_its_parts_begin() {
        let names = [
            ("HỘI ĐỒNG NHÂN DÂN XÃ", "HỘI ĐỒNG NHÂN DÂN XÃ"),
            ("HỘI ĐỒNG NHÂN DÂN THỊ XÃ DUY TIÊN", "HỘI ĐỒNG NHÂN DÂN\nTHỊ XÃ DUY TIÊN"),
            (
                "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN HUYỆN THANH LIÊM",
                "THƯỜNG TRỰC\nHỘI ĐỒNG NHÂN DÂN\nHUYỆN THANH LIÊM",
            ),
            ("BAN KINH TẾ - XÃ HỘI HỘI ĐỒNG NHÂN DÂN", "BAN KINH TẾ - XÃ HỘI\nHỘI ĐỒNG NHÂN DÂN"),
        ];
        for (name, lines) in names {
            assert_eq!(body_name(name), lines);
        }
    }

    #[test]
    fn a_pasted_control_character_does_not_reach_the_file() {
        assert_eq!(clean("Quý\u{b} III\u{0}\nnăm"), "Quý III\nnăm");
    }

    proptest! {
        #[test]
        fn a_printed_number_reads_back(number in any::<i64>()) {
            let digits = number_text(number).replace('.', "");
            prop_assert_eq!(digits.parse::<i64>(), Ok(number));
        }

        #[test]
        fn a_part_of_the_whole_is_between_0_and_100_percent(whole in 1..i64::MAX, part in 0..i64::MAX) {
            let part = part % whole;
            let text = percent_text(part, whole);
            let tenths: u32 = text.replace([',', '%'], "").parse().unwrap();
            prop_assert!(tenths <= 1000);
        }
    }
}
