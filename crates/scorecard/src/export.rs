//! Cards as letters and workbooks.

use directory::Post;
use kernel::numbers;
use kernel::period::Period;
use kit::{Ctx, Problem};
use papers::{Block, Cell, Column, Letter, Sheet, Signature, Table};

use crate::card::{Card, Frame, Line};
use crate::rules::{Judgement, PARTS, Total};

/// "12,50".
pub(crate) fn points_text(parts: i64) -> String {
    numbers::print_decimal(parts, 2)
}

/// "84,11/100 điểm".
pub(crate) fn total_text(total: &Total) -> String {
    if total.judged == 0 {
        "chưa chấm được tiêu chí nào".to_owned()
    } else {
        format!("{}/{} điểm", points_text(total.points), total.judged)
    }
}

fn result_cell(line: &Line) -> Cell {
    match (&line.judged.judgement, line.figure.value, line.figure.denominator) {
        (Judgement::NotAsked, ..) => Cell::text("không chấm"),
        (_, Some(value), Some(whole)) => Cell::Percent { numerator: value, denominator: whole },
        (_, Some(value), None) => Cell::Number(value),
        (_, None, _) => Cell::gap(line.figure.printed()),
    }
}

fn points_cell(line: &Line) -> Cell {
    match line.judged.points {
        Some(points) => Cell::text(points_text(points)),
        None => Cell::gap(line.judged.judgement.label().to_lowercase()),
    }
}

/// A card as a table.
fn card_table(card: &Card) -> Table {
    let columns = vec![
        Column::left("Mã", 2),
        Column::left("Tiêu chí", 8),
        Column::left("Chỉ tiêu", 4),
        Column::right("Kết quả", 3),
        Column::left("Đánh giá", 3),
        Column::right("Điểm", 2),
        Column::right("Tối đa", 2),
    ];
    let mut rows: Vec<Vec<Cell>> = card
        .lines
        .iter()
        .map(|line| {
            vec![
                Cell::text(&line.criterion.code),
                Cell::text(&line.criterion.title),
                Cell::text(line.criterion.target_words()),
                result_cell(line),
                Cell::text(line.judged.judgement.label()),
                points_cell(line),
                Cell::Number(line.criterion.weight),
            ]
        })
        .collect();
    rows.push(vec![
        Cell::text(""),
        Cell::text("Tổng, trên số điểm chấm được"),
        Cell::text(""),
        Cell::text(""),
        Cell::text(format!("{}/{} đạt", card.total.met, card.total.count)),
        Cell::text(points_text(card.total.points)),
        Cell::Number(card.total.judged),
    ]);
    Table { caption: "Kết quả chấm điểm".to_owned(), columns, rows, notes: notes(card) }
}

fn notes(card: &Card) -> Vec<String> {
    let mut notes = vec![
        "Mỗi con số đếm từ hồ sơ hoặc do đơn vị báo cáo; điểm tính theo tỷ lệ đạt chỉ tiêu, bỏ phần lẻ dưới một phần trăm điểm."
            .to_owned(),
    ];
    if !card.total.gaps.is_empty() {
        notes.push(format!("Chưa có số liệu, không tính điểm: {}.", card.total.gaps.join("; ")));
    }
    for line in &card.lines {
        if let Some(change) = &line.change {
            notes.push(format!(
                "{}: trọng số {}, chỉ tiêu {} theo {}.",
                change.code, change.weight, change.target, change.paper
            ));
        }
    }
    notes
}

/// All cards of a window: units by criteria, in points.
pub(crate) fn cards_table(cards: &[Card]) -> Table {
    let mut columns = vec![Column::left("Đơn vị", 6)];
    if let Some(card) = cards.first() {
        columns.extend(card.lines.iter().map(|line| Column::right(&line.criterion.code, 2)));
    }
    columns.extend([Column::right("Điểm", 2), Column::right("Chấm được", 2), Column::right("Tỷ lệ", 2)]);
    let rows = cards
        .iter()
        .map(|card| {
            let mut row = vec![Cell::text(&card.unit.area.name)];
            row.extend(card.lines.iter().map(points_cell));
            row.extend([
                Cell::text(points_text(card.total.points)),
                Cell::Number(card.total.judged),
                Cell::Percent { numerator: card.total.points, denominator: card.total.judged * PARTS },
            ]);
            row
        })
        .collect();
    Table {
        caption: "Điểm của các đơn vị".to_owned(),
        columns,
        rows,
        notes: vec![
            "Tổng tính trên số điểm chấm được của từng đơn vị; chỗ chưa có số liệu không phải là không điểm."
                .to_owned(),
        ],
    }
}

/// One card as a workbook of one sheet.
pub(crate) fn card_sheets(card: &Card, period: Period) -> Vec<Sheet> {
    vec![Sheet {
        name: format!("{} {period}", card.unit.area.code),
        title: format!("KẾT QUẢ CHẤM ĐIỂM {}", period.label().to_uppercase()),
        subtitle: card.unit.council.name.clone(),
        table: card_table(card),
    }]
}

/// All cards as a workbook: the points, then the criteria.
pub(crate) fn cards_sheets(frame: &Frame, cards: &[Card], period: Period) -> Vec<Sheet> {
    let criteria = frame
        .criteria(period)
        .into_iter()
        .map(|(one, _)| {
            vec![
                Cell::text(&one.code),
                Cell::text(&one.title),
                Cell::Number(one.weight),
                Cell::text(one.target_words()),
                Cell::text(&one.source),
            ]
        })
        .collect();
    let title = format!("CHẤM ĐIỂM {}", period.label().to_uppercase());
    vec![
        Sheet {
            name: format!("Diem {period}"),
            title: title.clone(),
            subtitle: frame.council.name.clone(),
            table: cards_table(cards),
        },
        Sheet {
            name: "Tieu chi".to_owned(),
            title,
            subtitle: frame.council.name.clone(),
            table: Table {
                caption: "Tiêu chí".to_owned(),
                columns: vec![
                    Column::left("Mã", 2),
                    Column::left("Tiêu chí", 8),
                    Column::right("Trọng số", 2),
                    Column::left("Chỉ tiêu", 4),
                    Column::left("Nguồn", 10),
                ],
                rows: criteria,
                notes: Vec::new(),
            },
        },
    ]
}

/// One card as a letter of the unit's council.
pub(crate) fn card_letter(ctx: &mut Ctx<'_>, card: &Card, period: Period) -> Result<Letter, Problem> {
    let mut body = vec![
        Block::Heading("I. KẾT QUẢ CHUNG".to_owned()),
        Block::paragraph(format!(
            "{}, {}: {}; {}/{} tiêu chí chấm được đạt chỉ tiêu.",
            card.unit.council.name,
            period.label(),
            total_text(&card.total),
            card.total.met,
            card.total.count
        )),
    ];
    let missed: Vec<&Line> =
        card.lines.iter().filter(|line| line.judged.judgement == Judgement::Missed).collect();
    if !missed.is_empty() {
        body.push(Block::paragraph("Tiêu chí chưa đạt:"));
        for line in missed {
            body.push(Block::Bullet(format!(
                "{}: {} (chỉ tiêu {})",
                line.criterion.title,
                line.figure.printed(),
                line.criterion.target_words()
            )));
        }
    }
    body.push(Block::Heading("II. KẾT QUẢ TỪNG TIÊU CHÍ".to_owned()));
    body.push(Block::Table(card_table(card)));
    let council = &card.unit.council;
    let standing = directory::standing_committee_of(ctx.tx, council.id)?;
    let chair = directory::holder_of(ctx.tx, council.id, Post::Chair, ctx.today)?;
    let issuer = standing.map_or_else(|| council.name.clone(), |standing| standing.name);
    Ok(letter(
        ctx,
        issuer,
        card.unit.area.bare_name().to_owned(),
        format!("Kết quả chấm điểm hoạt động {}", period.label()),
        body,
        chair.map_or_else(String::new, |chair| chair.name),
    ))
}

/// All cards as a letter of the council that judges.
pub(crate) fn cards_letter(
    ctx: &mut Ctx<'_>,
    frame: &Frame,
    cards: &[Card],
    period: Period,
) -> Result<Letter, Problem> {
    let mut body = vec![Block::Heading("I. ĐIỂM CỦA CÁC ĐƠN VỊ".to_owned())];
    for card in cards {
        let gaps = if card.total.gaps.is_empty() {
            String::new()
        } else {
            format!("; chưa có số liệu {} tiêu chí", card.total.gaps.len())
        };
        body.push(Block::Bullet(format!("{}: {}{gaps}", card.unit.area.name, total_text(&card.total))));
    }
    body.push(Block::PageBreak);
    body.push(Block::Heading("II. ĐIỂM THEO TIÊU CHÍ".to_owned()));
    body.push(Block::Table(cards_table(cards)));
    for (one, _) in frame.criteria(period) {
        body.push(Block::paragraph(format!("{}: {}.", one.code, one.title)));
    }
    let standing = directory::standing_committee_of(ctx.tx, frame.council.id)?;
    let chair = directory::holder_of(ctx.tx, frame.council.id, Post::Chair, ctx.today)?;
    Ok(letter(
        ctx,
        standing.map_or_else(|| frame.council.name.clone(), |standing| standing.name),
        frame.area.bare_name().to_owned(),
        format!("Kết quả chấm điểm hoạt động của HĐND các cấp {}", period.label()),
        body,
        chair.map_or_else(String::new, |chair| chair.name),
    ))
}

fn letter(
    ctx: &Ctx<'_>,
    issuer: String,
    place: String,
    title: String,
    body: Vec<Block>,
    chair: String,
) -> Letter {
    Letter {
        superior: None,
        issuer,
        number: None,
        subject_line: None,
        place,
        date: ctx.today,
        kind: Some("BÁO CÁO".to_owned()),
        title: Some(title),
        addressees: Vec::new(),
        body,
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: chair,
        },
        recipients: vec!["Lưu: VT".to_owned()],
        // The scorecard is not public
        footer_url: None,
        demonstration: ctx.app.settings().purpose.is_made_up(),
    }
}
