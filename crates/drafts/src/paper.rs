//! The comparison table (bảng tổng hợp, giải trình, tiếp thu ý kiến) as a paper and as a sheet.

use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::{Answer, Ctx, Problem, Visit};
use papers::{Block, Cell, Column, Letter, Sheet, Signature, Table};

use crate::common::Seen;
use crate::model::{Amendment, AmendmentKind, AmendmentState};
use crate::pages_forms::find_own;
use crate::store;
use crate::view::Names;

const TITLE: &str = "BẢNG TỔNG HỢP, GIẢI TRÌNH, TIẾP THU Ý KIẾN";

/// What is proposed, in the words of the table.
fn proposed(one: &Amendment) -> String {
    let words = match one.kind {
        AmendmentKind::Comment => one.proposed.clone(),
        AmendmentKind::Replace => format!("Sửa thành: {}", one.proposed),
        AmendmentKind::AddAfter => format!("Thêm: {}", one.proposed),
        AmendmentKind::Delete => format!("Bỏ {}", one.article),
    };
    let words = words.replace('\n', " ");
    if one.reason.is_empty() { words } else { format!("{words} (Lý do: {})", one.reason.replace('\n', " ")) }
}

fn outcome(one: &Amendment) -> Cell {
    let result = match (one.state, one.taken_in) {
        (AmendmentState::Proposed | AmendmentState::Withdrawn, _) => return Cell::gap("chưa trả lời"),
        (AmendmentState::Taken, Some(number)) => format!("Tiếp thu tại bản {number}."),
        (AmendmentState::Taken, None) => "Tiếp thu.".to_owned(),
        (AmendmentState::Refused, _) => "Không tiếp thu.".to_owned(),
    };
    let answer = one.answer.replace('\n', " ");
    Cell::text(if answer.is_empty() { result } else { format!("{result} {answer}") })
}

fn table(ctx: &mut Ctx<'_>, seen: &Seen) -> Result<Table, Problem> {
    let mut all = store::amendments(ctx.tx, seen.draft.id)?;
    all.retain(|one| one.state != AmendmentState::Withdrawn);
    let names = Names::of(ctx, &all)?;
    // In the order of the text; what speaks of the whole comes first
    let body = store::version(ctx.tx, seen.draft.id, seen.draft.version_no)?;
    let articles = akn::Text::read(body.as_ref().map_or("", |one| &one.body)).articles();
    let place = |one: &Amendment| {
        let at = articles.iter().position(|article| article.number == one.article);
        (!one.article.is_empty(), at.is_none(), at)
    };
    all.sort_by_key(place);
    let rows = all.iter().zip(1..).map(|(one, number)| {
        vec![
            Cell::Number(number),
            Cell::text(format!("{} (bản {})", one.place(), one.version_no)),
            Cell::text(names.author(one)),
            Cell::text(proposed(one)),
            outcome(one),
        ]
    });
    let (count, rows): (usize, Vec<_>) = (all.len(), rows.collect());
    let by = |state: AmendmentState| all.iter().filter(|one| one.state == state).count();
    Ok(Table {
        caption: String::new(),
        columns: vec![
            Column::center("TT", 1),
            Column::left("Điều", 2),
            Column::left("Đại biểu, cơ quan góp ý", 3),
            Column::left("Nội dung góp ý", 6),
            Column::left("Giải trình, tiếp thu", 5),
        ],
        rows,
        notes: vec![format!(
            "Tổng số {count} ý kiến: {} tiếp thu, {} không tiếp thu, {} chưa trả lời.",
            by(AmendmentState::Taken),
            by(AmendmentState::Refused),
            by(AmendmentState::Proposed)
        )],
    })
}

fn letter(ctx: &mut Ctx<'_>, seen: &Seen) -> Result<Letter, Problem> {
    let table = table(ctx, seen)?;
    let head = follow::Head::of(ctx, seen.draft.council_id)?;
    let by = directory::organization(ctx.tx, seen.draft.submitted_by)?;
    let lines = store::version_lines(ctx.tx, seen.draft.id)?;
    let mut body = vec![Block::paragraph(format!(
        "Cơ quan trình: {}. Trình tại: {} ({}).",
        by.map(|one| one.name).unwrap_or_default(),
        seen.session.label(),
        seen.session.days()
    ))];
    body.extend(lines.into_iter().map(|one| {
        Block::Bullet(format!("Bản {}, ngày {}: {}.", one.number, dates::print(one.made_on), one.why))
    }));
    body.push(Block::Table(table));
    Ok(Letter {
        superior: None,
        issuer: head.issuer,
        number: None,
        subject_line: None,
        place: head.place,
        date: ctx.today,
        kind: Some(TITLE.to_owned()),
        title: Some(format!("Dự thảo Nghị quyết {}", kernel::text::clean_line(&seen.draft.title))),
        addressees: Vec::new(),
        body,
        signature: Signature { lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned()], name: String::new() },
        recipients: vec!["Đại biểu HĐND".to_owned(), "Cơ quan trình".to_owned(), "Lưu: VT.".to_owned()],
        footer_url: None,
        demonstration: seen.draft.is_demonstration,
    })
}

pub(crate) async fn docx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let seen = find_own(ctx, &id)?;
            Answer::docx(&letter(ctx, &seen)?, "tiep-thu-y-kien.docx")
        })
        .await
}

pub(crate) async fn pdf(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let seen = find_own(ctx, &id)?;
            let letter = letter(ctx, &seen)?;
            Answer::pdf(ctx.app, &letter, "tiep-thu-y-kien.pdf")
        })
        .await
}

pub(crate) async fn xlsx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let seen = find_own(ctx, &id)?;
            let sheet = Sheet {
                name: "Tiếp thu ý kiến".to_owned(),
                title: TITLE.to_owned(),
                subtitle: format!("Dự thảo Nghị quyết {}, {}", seen.draft.title, seen.session.label()),
                table: table(ctx, &seen)?,
            };
            Answer::xlsx(&[sheet], "tiep-thu-y-kien.xlsx")
        })
        .await
}
