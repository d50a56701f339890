//! The section on a quarter's key tasks, as a paper.

use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::{Answer, Problem, Visit};
use papers::{Block, Cell, Column, Letter, Signature, Table};

use crate::pages::quarter_of;
use crate::{key_tasks, policy};

pub(crate) async fn key_tasks_docx(visit: Visit, Path(quarter): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let quarter = quarter_of(&quarter)?;
            let council = ctx.actor.council.filter(|council| policy::may_keep(ctx.actor, *council));
            let council = council.ok_or(Problem::NotFound)?;
            let tasks = key_tasks(ctx.tx, council, quarter.from(), quarter.to())?;
            let head = follow::Head::of(ctx, council)?;
            let rows = tasks
                .iter()
                .zip(1..)
                .map(|(task, number): (_, i64)| {
                    vec![
                        Cell::text(number.to_string()),
                        Cell::text(&task.label),
                        Cell::text(&task.lead),
                        task.due_on.map_or_else(|| Cell::gap("chưa có ngày"), Cell::Date),
                        Cell::text(&task.origin),
                    ]
                })
                .collect();
            let columns = vec![
                Column::center("STT", 1),
                Column::left("Nhiệm vụ", 9),
                Column::left("Chủ trì", 4),
                Column::left("Hạn", 3),
                Column::left("Căn cứ", 5),
            ];
            let words = quarter.print();
            let body = vec![
                Block::paragraph(format!(
                    "{} xác định {:02} nhiệm vụ trọng tâm {words} như sau:",
                    head.standing_name,
                    tasks.len()
                )),
                Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() }),
            ];
            let letter = Letter {
                superior: None,
                issuer: head.issuer,
                number: None,
                subject_line: None,
                place: head.place,
                date: ctx.today,
                kind: Some("NHIỆM VỤ TRỌNG TÂM".to_owned()),
                title: Some(format!(
                    "Nhiệm vụ trọng tâm {words} (tính đến ngày {})",
                    dates::print(ctx.today)
                )),
                addressees: Vec::new(),
                body,
                signature: Signature {
                    lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
                    name: head.signer,
                },
                recipients: vec!["Các cơ quan chủ trì".to_owned(), "Lưu: VT.".to_owned()],
                footer_url: None,
                demonstration: ctx.app.settings().purpose.is_demonstration(),
            };
            Answer::docx(&letter, format!("nhiem-vu-trong-tam-{quarter}.docx"))
        })
        .await
}
