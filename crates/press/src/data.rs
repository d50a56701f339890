//! A letter as the data file of the template: every word already as it is printed.

use papers::model::{Align, Block, Cell, Letter, Span, Table};
use serde_json::{Value, json};

pub fn data(letter: &Letter) -> Value {
    let day = letter.date;
    json!({
        "document_title": letter.document_title(),
        "date": [day.year(), day.month(), day.day()],
        "superior": letter.superior_line(),
        "issuer": letter.issuer_line(),
        "number": letter.number_line(),
        "subject": letter.subject_text(),
        "place_and_date": letter.place_and_date(),
        "kind": letter.kind_line(),
        "title": letter.title_text(),
        "addressees": letter.addressee_lines(),
        "parts": parts(letter),
        "signature": letter.signature_lines(),
        "name": papers::clean(&letter.signature.name),
        "recipients": letter.recipient_lines(),
        "foot": letter.foot_lines(),
        "code": letter.foot_code().map(|code| json!({ "side": code.side(), "runs": code.runs() })),
    })
}

/// The text in parts that stand upright or lie on their side; the last block of all is marked.
fn parts(letter: &Letter) -> Vec<Value> {
    let mut parts: Vec<(bool, Vec<Value>)> = Vec::new();
    for (one, turned) in letter.body.iter().zip(letter.on_their_side()) {
        match parts.last_mut() {
            Some((known, blocks)) if *known == turned => blocks.push(block(one)),
            _ => parts.push((turned, vec![block(one)])),
        }
    }
    if let Some(last) = parts.last_mut().and_then(|(_, blocks)| blocks.last_mut()) {
        last["last"] = Value::Bool(true);
    }
    parts.into_iter().map(|(turned, blocks)| json!({ "turned": turned, "blocks": blocks })).collect()
}

pub fn block(block: &Block) -> Value {
    match block {
        Block::Heading(text) => json!({ "block": "heading", "text": papers::clean(text) }),
        Block::Paragraph(spans) => paragraph(spans),
        Block::Numbered { label, text } => paragraph(&papers::numbered_spans(label, text)),
        Block::Bullet(text) => paragraph(&[Span::plain(format!("- {text}"))]),
        Block::Table(table) => table_data(table),
        Block::PageBreak => json!({ "block": "page_break" }),
    }
}

fn paragraph(spans: &[Span]) -> Value {
    let span = |span: &Span| json!([papers::clean(&span.text), span.bold, span.italic]);
    json!({ "block": "paragraph", "spans": spans.iter().map(span).collect::<Vec<_>>() })
}

fn table_data(table: &Table) -> Value {
    let cell = |cell: &Cell| json!([cell.printed(), matches!(cell, Cell::Gap(_))]);
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>();
    let titles = table.columns.iter().map(|column| papers::clean(&column.title));
    json!({
        "block": "table",
        "caption": papers::clean(&table.caption),
        "titles": titles.collect::<Vec<_>>(),
        "widths": table.shares(),
        "aligns": table.columns.iter().map(|column| align(column.align)).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
        "notes": table.notes.iter().map(|note| papers::clean(note)).collect::<Vec<_>>(),
    })
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Right => "right",
        Align::Center => "center",
    }
}
