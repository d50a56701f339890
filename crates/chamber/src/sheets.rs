//! The chair's script and the fallback sheets (phiếu dự phòng) on paper: for a day without power.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use papers::{Block, Cell, Column, Letter, Signature, Span, Table};
use sessions::Session;

use crate::common::seats_on;
use crate::model::{Item, ItemKind, Line};
use crate::pages::{find, shell_of};
use crate::policy::Action;
use crate::script::{self, Facts};
use crate::store;

struct ScriptRow {
    number: usize,
    item: Item,
    from: String,
    to: String,
    said: Vec<String>,
}

#[derive(Template)]
#[template(path = "chamber/script.html")]
struct ScriptPage {
    shell: Shell,
    form: Form,
    session: Session,
    rows: Vec<ScriptRow>,
    /// "08:00".
    begins: String,
}

fn facts(ctx: &mut Ctx<'_>, session: &Session) -> Result<Facts, Problem> {
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    Ok(Facts {
        session: session.label(),
        council: council.name,
        total: i64::try_from(seats_on(ctx.tx, session, ctx.today)?.len()).unwrap_or(0),
        on: session.opened_on,
    })
}

fn rows(ctx: &mut Ctx<'_>, session: &Session, facts: &Facts, begins: u32) -> Result<Vec<ScriptRow>, Problem> {
    let items = store::items(ctx.tx, session.id)?;
    let times = script::times(&items, begins);
    Ok(items
        .into_iter()
        .zip(times)
        .zip(1..)
        .map(|((item, (from, to)), number)| ScriptRow {
            number,
            from,
            to,
            said: script::said(&item, facts),
            item,
        })
        .collect())
}

pub(crate) async fn page(visit: Visit, Path(id): Path<String>) -> Response {
    let typed = visit.query("gio");
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            let begins = typed.as_deref().map_or(Some(script::BEGINS), script::minutes_of);
            let clock = script::clock(begins.unwrap_or(script::BEGINS));
            let mut form = Form::with(&[("gio", typed.as_deref().unwrap_or(&clock))]);
            if begins.is_none() {
                form.refuse("gio", "Ghi giờ khai mạc dạng giờ:phút, ví dụ 08:00.");
            }
            let facts = facts(ctx, &session)?;
            let rows = rows(ctx, &session, &facts, begins.unwrap_or(script::BEGINS))?;
            let shell = shell_of(ctx, &session, "Kịch bản điều hành", "kich-ban")?.with_faults_of(&form);
            Answer::page(&ScriptPage { shell, form, session, rows, begins: clock })
        })
        .await
}

fn letter(ctx: &mut Ctx<'_>, session: &Session, kind: &str, body: Vec<Block>) -> Result<Letter, Problem> {
    let head = follow::Head::of(ctx, session.council_id)?;
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    Ok(Letter {
        superior: None,
        issuer: council.name,
        number: None,
        subject_line: None,
        place: head.place,
        date: session.opened_on,
        kind: Some(kind.to_owned()),
        title: Some(session.label()),
        addressees: Vec::new(),
        body,
        signature: Signature { lines: vec!["THƯ KÝ KỲ HỌP".to_owned()], name: String::new() },
        recipients: vec!["Chủ tọa kỳ họp".to_owned(), "Lưu: VT, HĐND.".to_owned()],
        footer_url: None,
        demonstration: session.is_demonstration,
    })
}

fn script_letter(ctx: &mut Ctx<'_>, session: &Session, begins: u32) -> Result<Letter, Problem> {
    let facts = facts(ctx, session)?;
    let mut body = vec![Block::Paragraph(vec![Span::italic(format!(
        "Giờ tính liên tục từ {} theo số phút trong chương trình, chưa trừ giải lao và nghỉ trưa. Chỗ có dấu chấm ghi tại kỳ họp.",
        script::clock(begins)
    ))])];
    for row in rows(ctx, session, &facts, begins)? {
        body.push(Block::Heading(format!("{}. {} ({} - {})", row.number, row.item.title, row.from, row.to)));
        for words in row.said {
            body.push(Block::Paragraph(vec![Span::bold("Chủ tọa: "), Span::plain(words)]));
        }
    }
    letter(ctx, session, "KỊCH BẢN ĐIỀU HÀNH", body)
}

fn empty() -> Cell {
    Cell::text("")
}

/// An empty cell two lines high: what is written by hand needs room.
fn room() -> Cell {
    Cell::text("\u{a0}\n\u{a0}")
}

fn ordinal(number: usize) -> Cell {
    Cell::text(number.to_string())
}

fn table(caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table { caption: caption.to_owned(), columns, rows, notes: Vec::new() })
}

/// Rows to write in: a number, and empty cells after it.
fn blank(rows: usize, cells: usize) -> Vec<Vec<Cell>> {
    let row = |number| std::iter::once(ordinal(number)).chain((1..cells).map(|_| room())).collect();
    (1..=rows).map(row).collect()
}

fn signed_by(who: &str) -> Block {
    Block::paragraph(format!("{who} (ký, ghi rõ họ tên): ………………………"))
}

fn roll_sheet(names: Vec<String>) -> Vec<Block> {
    let count = names.len();
    let rows = names
        .into_iter()
        .zip(1..)
        .map(|(name, number)| vec![ordinal(number), Cell::text(name), empty(), empty(), empty(), empty()]);
    let columns = vec![
        Column::center("STT", 3),
        Column::left("Đại biểu", 10),
        Column::center("Có mặt, giờ đến", 6),
        Column::center("Vắng", 4),
        Column::left("Lý do vắng", 8),
        Column::center("Giờ về", 4),
    ];
    vec![
        Block::Heading("PHIẾU ĐIỂM DANH".to_owned()),
        table(&format!("{count} đại biểu"), columns, rows.collect()),
        Block::paragraph("Có mặt: …… đại biểu. Vắng có lý do: …… Vắng không lý do: ……"),
        signed_by("Thư ký"),
    ]
}

fn hands_sheet(number: usize, item: &Item, words: &str, total: i64) -> Vec<Block> {
    let row = |label: &str| vec![Cell::text(label), room(), room(), room()];
    let columns = vec![
        Column::left("", 4),
        Column::center("Đếm lần 1", 2),
        Column::center("Đếm lần 2", 2),
        Column::left("Ghi chú", 3),
    ];
    vec![
        Block::PageBreak,
        Block::Heading(format!("PHIẾU ĐẾM BIỂU QUYẾT GIƠ TAY, nội dung {number}")),
        Block::paragraph(item.title.clone()),
        Block::paragraph(format!("Cần {words} tán thành. Lúc …… giờ …… phút; có mặt ……/{total} đại biểu.")),
        table(
            "",
            columns,
            vec![row("Tán thành"), row("Không tán thành"), row("Không biểu quyết"), row("Cộng")],
        ),
        Block::paragraph(
            "Cộng không nhiều hơn số đại biểu có mặt. Kết quả: □\u{a0}được thông qua, □\u{a0}không được thông qua.",
        ),
        signed_by("Người đếm"),
        signed_by("Người xác nhận"),
    ]
}

fn speakers_sheet() -> Vec<Block> {
    let columns = vec![
        Column::center("STT", 3),
        Column::left("Đại biểu", 8),
        Column::left("Nội dung đăng ký", 6),
        Column::center("Bắt đầu", 4),
        Column::center("Kết thúc", 4),
        Column::left("Ý chính", 10),
    ];
    vec![
        Block::PageBreak,
        Block::Heading("DANH SÁCH ĐĂNG KÝ, PHÁT BIỂU".to_owned()),
        table("Phát biểu, tranh luận, chất vấn: ghi theo thứ tự đăng ký", columns, blank(15, 6)),
        signed_by("Thư ký"),
    ]
}

/// The tellers' record of a secret vote; of a rating with its three levels.
fn tellers_sheet(title: &str, kind: ItemKind, names: &[Line]) -> Vec<Block> {
    let is_rating = kind == ItemKind::ConfidenceRating;
    let levels: &[&str] = match kind {
        ItemKind::ConfidenceRating => &["Tín nhiệm cao", "Tín nhiệm", "Tín nhiệm thấp"],
        ItemKind::ConfidenceVote => &["Không tín nhiệm", "Tín nhiệm"],
        _ => &["Đồng ý", "Không đồng ý"],
    };
    let mut columns = vec![Column::center("STT", 3), Column::left("Họ tên, chức vụ", 12)];
    columns.extend(levels.iter().map(|level| Column::center(*level, 5)));
    let cells = columns.len();
    let rows = if names.is_empty() {
        blank(8, cells)
    } else {
        names
            .iter()
            .zip(1..)
            .map(|(line, number)| {
                let mut row = vec![ordinal(number), Cell::text(line.label.clone())];
                row.extend(levels.iter().map(|_| room()));
                row
            })
            .collect()
    };
    let fits = if is_rating {
        "Phiếu không đánh dấu hoặc đánh dấu từ hai mức cho một người thì không hợp lệ đối với người ấy: cộng ba mức của mỗi người không nhiều hơn số phiếu hợp lệ."
    } else {
        "Cộng hai số của mỗi người không nhiều hơn số phiếu hợp lệ."
    };
    vec![
        Block::PageBreak,
        Block::Heading("BIÊN BẢN KIỂM PHIẾU".to_owned()),
        Block::paragraph(format!("Về việc: {title}")),
        Block::paragraph("Ban kiểm phiếu:"),
        Block::Bullet("Trưởng Ban: …………………………………………".to_owned()),
        Block::Bullet("Ủy viên: …………………………………………".to_owned()),
        Block::Bullet("Ủy viên: …………………………………………".to_owned()),
        Block::paragraph("Phát ra …… phiếu, thu vào …… phiếu, hợp lệ ……, không hợp lệ ……"),
        table("", columns, rows),
        Block::paragraph(fits),
        Block::paragraph("Lập xong lúc …… giờ …… phút, ngày ……/……/………"),
        signed_by("Trưởng Ban kiểm phiếu"),
        signed_by("Các ủy viên"),
    ]
}

fn sheets_letter(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let facts = facts(ctx, session)?;
    let names = seats_on(ctx.tx, session, ctx.today)?.into_iter().map(|(_, name)| name).collect();
    let items = store::items(ctx.tx, session.id)?;
    let polls = store::polls(ctx.tx, session.id)?;
    let mut body = roll_sheet(names);
    for (item, number) in items.iter().zip(1..) {
        if let Some(decision) = script::open_vote(item.kind) {
            body.extend(hands_sheet(number, item, &script::needed(decision, &facts), facts.total));
        }
    }
    body.extend(speakers_sheet());
    let is_secret =
        |kind| matches!(kind, ItemKind::Personnel | ItemKind::ConfidenceRating | ItemKind::ConfidenceVote);
    let mut any = false;
    for item in items.iter().filter(|item| is_secret(item.kind)) {
        any = true;
        // The names are known once the vote was opened
        let lines = match polls.iter().rev().find(|poll| poll.item_id == item.id && poll.is_running()) {
            Some(poll) => store::lines(ctx.tx, poll.id)?,
            None => Vec::new(),
        };
        body.extend(tellers_sheet(&item.title, item.kind, &lines));
    }
    if !any {
        body.extend(tellers_sheet("……………………………………………………………………", ItemKind::Personnel, &[]));
    }
    letter(ctx, session, "PHIẾU GIẤY DỰ PHÒNG", body)
}

/// The opening that a download is asked with.
fn asked(visit: &Visit) -> u32 {
    visit.query("gio").as_deref().and_then(script::minutes_of).unwrap_or(script::BEGINS)
}

pub(crate) async fn script_docx(visit: Visit, Path(id): Path<String>) -> Response {
    let begins = asked(&visit);
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            Answer::docx(&script_letter(ctx, &session, begins)?, "kich-ban-dieu-hanh.docx")
        })
        .await
}

pub(crate) async fn script_pdf(visit: Visit, Path(id): Path<String>) -> Response {
    let begins = asked(&visit);
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            let letter = script_letter(ctx, &session, begins)?;
            Answer::pdf(ctx.app, &letter, "kich-ban-dieu-hanh.pdf")
        })
        .await
}

pub(crate) async fn sheets_docx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            Answer::docx(&sheets_letter(ctx, &session)?, "phieu-giay-du-phong.docx")
        })
        .await
}

pub(crate) async fn sheets_pdf(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            let letter = sheets_letter(ctx, &session)?;
            Answer::pdf(ctx.app, &letter, "phieu-giay-du-phong.pdf")
        })
        .await
}
