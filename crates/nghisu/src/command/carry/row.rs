//! A row as a line of JSON and as a line of CSV. The line of CSV is made from the same values, so
//! that the two cannot differ; JSON is what is read back.

use std::fmt::Write as _;

use db::{Kind, Table, Value};

/// Adds a row as a line of JSON: its columns in the order of the table, bytes in hexadecimal.
pub(super) fn write_json(out: &mut String, table: &Table, row: &[Value<'_>]) {
    for (i, (column, value)) in table.columns.iter().zip(row).enumerate() {
        out.push_str(if i > 0 { ",\"" } else { "{\"" });
        out.push_str(&column.name);
        out.push_str("\":");
        // Writing to a String cannot fail
        let _ = match value {
            Value::Null => write!(out, "null"),
            Value::Bool(yes) => write!(out, "{yes}"),
            Value::Int(number) => write!(out, "{number}"),
            Value::Text(text) => write!(out, "{}", serde_json::Value::from(text.as_ref())),
            Value::Bytes(bytes) => write!(out, "\"{}\"", kernel::text::hex(bytes)),
        };
    }
    out.push_str("}\n");
}

/// The head of a table's CSV, with the mark by which Excel knows UTF-8.
pub(super) fn csv_head(table: &Table) -> String {
    format!("\u{feff}{}\r\n", super::manifest::columns_of(table).join(","))
}

/// Adds a row as a line of CSV (RFC 4180): nothing is an empty cell, an empty text is `""`. A text
/// that a spreadsheet would take for a formula begins with an apostrophe.
pub(super) fn write_csv(out: &mut String, row: &[Value<'_>]) {
    for (i, value) in row.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        let _ = match value {
            Value::Null => Ok(()),
            Value::Bool(yes) => write!(out, "{yes}"),
            Value::Int(number) => write!(out, "{number}"),
            Value::Text(text) => {
                write_cell(out, text);
                Ok(())
            }
            Value::Bytes(bytes) => write!(out, "{}", kernel::text::hex(bytes)),
        };
    }
    out.push_str("\r\n");
}

fn write_cell(out: &mut String, text: &str) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_quoted = text.is_empty()
        || text.starts_with(' ')
        || text.ends_with(' ')
        || text.contains(['"', ',', '\r', '\n', ';', '\t']);
    if is_quoted {
        out.push('"');
    }
    if is_formula {
        out.push('\'');
    }
    if is_quoted {
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

/// Reads a line of JSON: every column of the table, each of its kind, and no other.
pub(super) fn read_json(table: &Table, line: &[u8]) -> Option<Vec<Value<'static>>> {
    let serde_json::Value::Object(mut object) = serde_json::from_slice(line).ok()? else { return None };
    let row = table
        .columns
        .iter()
        .map(|column| {
            Some(match (column.kind, object.remove(&column.name)?) {
                (_, serde_json::Value::Null) => Value::Null,
                (Kind::Bool, serde_json::Value::Bool(yes)) => Value::Bool(yes),
                (Kind::Int, serde_json::Value::Number(number)) => Value::Int(number.as_i64()?),
                (Kind::Text, serde_json::Value::String(text)) => Value::Text(text.into()),
                (Kind::Bytes, serde_json::Value::String(text)) => Value::Bytes(unhex(&text)?.into()),
                _ => return None,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    object.is_empty().then_some(row)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}

/// How a row is called: by its key.
pub(super) fn label(table: &Table, row: &[Value<'_>]) -> String {
    let of = |name: &String| {
        let place = table.columns.iter().position(|column| column.name == *name)?;
        Some(match row.get(place)? {
            Value::Text(text) => format!("{name} {text}"),
            Value::Int(number) => format!("{name} {number}"),
            Value::Null | Value::Bool(_) | Value::Bytes(_) => return None,
        })
    };
    table.key.iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use db::Column;

    use super::*;

    fn table() -> Table {
        let column = |name: &str, kind| Column { name: name.to_owned(), kind };
        Table {
            name: "one".to_owned(),
            columns: vec![
                column("id", Kind::Text),
                column("said", Kind::Text),
                column("n", Kind::Int),
                column("yes", Kind::Bool),
                column("sealed", Kind::Bytes),
            ],
            key: vec!["id".to_owned()],
            refers_to: Vec::new(),
            order: None,
        }
    }

    fn row(said: &str) -> Vec<Value<'static>> {
        vec![
            Value::Text("a".into()),
            Value::Text(said.to_owned().into()),
            Value::Int(i64::MIN),
            Value::Bool(true),
            Value::Bytes(vec![0, 255].into()),
        ]
    }

    fn json(row: &[Value<'_>]) -> String {
        let mut out = String::new();
        write_json(&mut out, &table(), row);
        out
    }

    fn csv(row: &[Value<'_>]) -> String {
        let mut out = String::new();
        write_csv(&mut out, row);
        out
    }

    #[test]
    fn a_row_comes_back_as_it_went() {
        for said in ["Đường “Thanh Hà”, \"đỏ\"\r\n=1+1\u{1f600}\u{0}", "", "-", " hai "] {
            let line = json(&row(said));
            assert_eq!(line.lines().count(), 1, "{line}");
            assert_eq!(read_json(&table(), line.as_bytes()), Some(row(said)), "{line}");
        }
        let nothing = vec![Value::Text("a".into()), Value::Null, Value::Null, Value::Null, Value::Null];
        assert_eq!(read_json(&table(), json(&nothing).as_bytes()), Some(nothing.clone()));
        assert_eq!(csv(&nothing), "a,,,,\r\n");
        assert_eq!(label(&table(), &nothing), "id a");
    }

    #[test]
    fn a_line_of_another_shape_is_not_read() {
        for line in [
            "",
            "[]",
            "{}",
            "{\"id\":\"a\",\"said\":\"b\",\"n\":1,\"yes\":true}",
            "{\"id\":\"a\",\"said\":\"b\",\"n\":1,\"yes\":true,\"sealed\":\"00\",\"more\":1}",
            "{\"id\":\"a\",\"said\":\"b\",\"n\":1.5,\"yes\":true,\"sealed\":\"00\"}",
            "{\"id\":\"a\",\"said\":\"b\",\"n\":1,\"yes\":1,\"sealed\":\"00\"}",
            "{\"id\":\"a\",\"said\":\"b\",\"n\":1,\"yes\":true,\"sealed\":\"0\"}",
            "{\"id\":1,\"said\":\"b\",\"n\":1,\"yes\":true,\"sealed\":\"00\"}",
        ] {
            assert_eq!(read_json(&table(), line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn a_cell_is_no_formula_and_an_empty_text_is_not_nothing() {
        assert_eq!(csv(&row("=1+1")), "a,'=1+1,-9223372036854775808,true,00ff\r\n");
        assert_eq!(csv(&row("")), "a,\"\",-9223372036854775808,true,00ff\r\n");
        assert_eq!(csv(&row("một, \"hai\"")), "a,\"một, \"\"hai\"\"\",-9223372036854775808,true,00ff\r\n");
        assert!(csv_head(&table()).ends_with("id:text,said:text,n:bigint,yes:boolean,sealed:bytea\r\n"));
    }
}
