//! A table as CSV that Excel opens in Vietnamese and never computes.
//!
//! UTF-8 with a byte order mark, CRLF, every field quoted (RFC 4180).

use crate::model::{Cell, Table};

/// What makes a spreadsheet read a field as a formula, ASCII and full-width
/// (OWASP ASVS 5.0, 1.2.10).
const FORMULA_STARTS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// The head and the rows of a table as CSV. Caption and notes are left out:
/// machines read this file.
///
/// Words that would begin a formula get an apostrophe before them. Counts are
/// written bare, so "-5" stays a number.
pub fn to_csv(table: &Table) -> String {
    let mut text = String::from('\u{feff}');
    push_line(&mut text, table.columns.iter().map(|column| inert(&column.title)));
    for row in &table.rows {
        push_line(&mut text, row.iter().map(field));
    }
    text
}

fn push_line(text: &mut String, fields: impl Iterator<Item = String>) {
    let quoted = fields.map(|field| format!("\"{}\"", field.replace('"', "\"\"")));
    text.push_str(&quoted.collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Percent { .. } | Cell::Date(_) => cell.printed(),
        Cell::Text(text) | Cell::Gap(text) => inert(text),
    }
}

fn inert(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Column;

    fn csv_of(text: &str) -> String {
        let rows = vec![vec![Cell::text(text)]];
        let columns = vec![Column::left("Nội dung", 1)];
        to_csv(&Table { caption: String::new(), columns, rows, notes: Vec::new() })
    }

    #[test]
    fn no_text_of_a_citizen_becomes_a_formula() {
        let corpus = [
            "=1+1",
            "=HYPERLINK(\"http://x\",\"bấm\")",
            "+84912345678",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "\t=1+1",
            "\r=1+1",
            "\n=1+1",
            "\0=1+1",
            "＝1+1",
            "＋1",
            "－1",
            "＠A1",
        ];
        for payload in corpus {
            let line = csv_of(payload);
            let first = payload.chars().next().unwrap();
            let begins = format!("\u{feff}\"Nội dung\"\r\n\"'{first}");
            assert!(line.starts_with(&begins), "{payload:?} gave {line:?}");
        }
    }

    #[test]
    fn quotes_inside_a_field_are_doubled_and_lines_end_with_crlf() {
        assert_eq!(csv_of("xã \"Thanh Hà\", cũ"), "\u{feff}\"Nội dung\"\r\n\"xã \"\"Thanh Hà\"\", cũ\"\r\n");
    }

    #[test]
    fn a_negative_count_stays_a_number_and_a_gap_stays_words() {
        let table = Table {
            caption: String::new(),
            columns: vec![Column::right("Tăng, giảm", 1), Column::left("Ghi chú", 1)],
            rows: vec![vec![Cell::Number(-5), Cell::gap("chưa báo cáo")]],
            notes: Vec::new(),
        };
        let csv = to_csv(&table);
        assert!(csv.ends_with("\"-5\",\"chưa báo cáo\"\r\n"));
    }
}
