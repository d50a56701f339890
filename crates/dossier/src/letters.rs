//! The papers that the office makes itself, in the form of Nghị định 30/2020/NĐ-CP: the decision
//! to convene, the agenda, invitations, the assignment of examination, the booklet.

use axum::extract::Path;
use axum::response::Response;
use chamber::Item;
use follow::Head;
use kernel::dates;
use kit::{Answer, Ctx, Problem, Visit};
use papers::{Block, Cell, Column, Letter, Signature, Table};
use sessions::Session;

use crate::model::{Coming, StepKind};
use crate::{booklet, pages, papers_deeds, rules, store};

/// The clock at which sessions begin where nobody wrote another.
pub(crate) const BEGINS: &str = "8 giờ 00 phút";
/// Of one file so many paragraphs are set into the booklet.
pub(crate) const PARAGRAPHS_MAX: usize = 2_000;

fn letter(head: Head, session: &Session, today: kernel::Date) -> Letter {
    Letter {
        superior: None,
        issuer: head.issuer,
        number: None,
        subject_line: None,
        place: head.place,
        date: today,
        kind: None,
        title: None,
        addressees: Vec::new(),
        body: Vec::new(),
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer,
        },
        recipients: vec![
            "Thường trực HĐND, UBND cấp trên".to_owned(),
            "Đại biểu HĐND".to_owned(),
            "UBND, Ủy ban MTTQ cùng cấp".to_owned(),
            "Lưu: VT.".to_owned(),
        ],
        footer_url: None,
        demonstration: session.is_demonstration,
    }
}

/// "Kỳ họp thứ Hai mươi (chuyên đề), khóa XVIII".
pub(crate) fn name(ctx: &mut Ctx<'_>, session: &Session) -> Result<String, Problem> {
    let term = directory::term_on(ctx.tx, session.council_id, session.opened_on)?;
    Ok(match term {
        Some(term) => format!("{}, {}", session.label(), term.label()),
        None => session.label(),
    })
}

pub(crate) fn place(session: &Session) -> &str {
    if session.place.is_empty() { "……………………" } else { &session.place }
}

/// "ngày 20 tháng 11 năm 2020", or from the one to the other.
pub(crate) fn when(session: &Session) -> String {
    match session.closed_on {
        Some(closed) if closed != session.opened_on => {
            format!("từ {} đến {}", dates::print_long(session.opened_on), dates::print_long(closed))
        }
        Some(_) | None => dates::print_long(session.opened_on),
    }
}

pub(crate) fn agenda_table(items: &[Item]) -> Table {
    let rows = items
        .iter()
        .zip(1..)
        .map(|(item, number): (&Item, i64)| {
            vec![
                Cell::text(number.to_string()),
                Cell::text(&item.title),
                Cell::text(&item.presenter),
                Cell::text(item.minutes.to_string()),
            ]
        })
        .collect();
    Table {
        caption: String::new(),
        columns: vec![
            Column::center("STT", 1),
            Column::left("Nội dung", 8),
            Column::left("Trình bày", 4),
            Column::center("Phút", 1),
        ],
        rows,
        notes: Vec::new(),
    }
}

fn convening(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let head = Head::of(ctx, session.council_id)?;
    let standing = head.standing_name.clone();
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    let name = name(ctx, session)?;
    let items = chamber::items(ctx.tx, session.id)?;
    let convened = store::steps(ctx.tx, session.id)?
        .into_iter()
        .find(|one| one.kind == StepKind::Convening)
        .map_or_else(|| ctx.today.min(session.opened_on), |one| one.done_on);
    let law = rules::law_of_councils(convened);
    let italic = |words: String| Block::Paragraph(vec![papers::Span::italic(words)]);
    let mut body = vec![
        Block::Heading(standing.to_uppercase()),
        italic(format!("Căn cứ {law};")),
        italic(format!("Căn cứ yêu cầu công tác của {}.", council.name)),
        Block::Heading("QUYẾT ĐỊNH:".to_owned()),
        Block::numbered(
            "Điều 1.",
            format!(
                "Triệu tập {name}, {}. Thời gian: {BEGINS}, {}. Địa điểm: {}.",
                council.name,
                when(session),
                place(session)
            ),
        ),
        Block::numbered(
            "Điều 2.",
            if items.is_empty() {
                "Nội dung kỳ họp theo chương trình gửi kèm.".to_owned()
            } else {
                format!("Kỳ họp xem xét {} nội dung theo dự kiến chương trình gửi kèm.", items.len())
            },
        ),
        Block::numbered(
            "Điều 3.",
            format!("Đại biểu {} và các cơ quan có liên quan thực hiện Quyết định này./.", council.name),
        ),
    ];
    if !items.is_empty() {
        body.push(Block::PageBreak);
        body.push(Block::Heading("DỰ KIẾN CHƯƠNG TRÌNH".to_owned()));
        body.push(Block::Table(agenda_table(&items)));
    }
    Ok(Letter {
        kind: Some("QUYẾT ĐỊNH".to_owned()),
        title: Some(format!("Về việc triệu tập {name}")),
        body,
        ..letter(head, session, ctx.today)
    })
}

fn agenda(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let head = Head::of(ctx, session.council_id)?;
    let name = name(ctx, session)?;
    let items = chamber::items(ctx.tx, session.id)?;
    let minutes: i64 = items.iter().map(|item| item.minutes).sum();
    let body = vec![
        Block::paragraph(format!("Thời gian: {BEGINS}, {}.", when(session))),
        Block::paragraph(format!("Địa điểm: {}.", place(session))),
        Block::Table(agenda_table(&items)),
        Block::paragraph(format!("Tổng thời lượng dự kiến: {} giờ {:02} phút.", minutes / 60, minutes % 60)),
    ];
    Ok(Letter {
        kind: Some("CHƯƠNG TRÌNH".to_owned()),
        title: Some(name),
        body,
        ..letter(head, session, ctx.today)
    })
}

fn invitation(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let head = Head::of(ctx, session.council_id)?;
    let standing = head.standing_name.clone();
    let name = name(ctx, session)?;
    let guests: Vec<String> = store::invitations(ctx.tx, session.id)?
        .into_iter()
        .filter(|one| one.person_id.is_none() && one.state != Coming::Away)
        .map(|one| one.name)
        .collect();
    let body = vec![
        Block::paragraph(format!("{standing} trân trọng kính mời dự {name}.")),
        Block::paragraph(format!("Thời gian: {BEGINS}, {}.", when(session))),
        Block::paragraph(format!("Địa điểm: {}.", place(session))),
        Block::paragraph("Đề nghị quý vị đến dự đúng thời gian và địa điểm nêu trên./.".to_owned()),
    ];
    Ok(Letter {
        kind: Some("GIẤY MỜI".to_owned()),
        title: Some(format!("Dự {name}")),
        addressees: guests,
        recipients: vec!["Như kính gửi".to_owned(), "Lưu: VT.".to_owned()],
        body,
        ..letter(head, session, ctx.today)
    })
}

fn examination(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let head = Head::of(ctx, session.council_id)?;
    let standing = head.standing_name.clone();
    let name = name(ctx, session)?;
    let names = directory::names(ctx.tx)?;
    let items = chamber::items(ctx.tx, session.id)?;
    let tasks = store::examinations(ctx.tx, session.id)?;
    let report = rules::due(
        ctx.law,
        directory::level_of(ctx.tx, session.council_id)?,
        crate::model::PaperKind::ExaminationReport,
        false,
        session.opened_on,
    );
    let mut rows = Vec::new();
    for item in &items {
        for task in tasks.iter().filter(|task| task.item_id == item.id) {
            let committee = names.get(&task.committee_id).cloned().unwrap_or_default();
            rows.push(vec![
                Cell::text((rows.len() + 1).to_string()),
                Cell::text(&item.title),
                Cell::text(committee),
                Cell::text(if task.is_lead { "Chủ trì" } else { "Phối hợp" }),
            ]);
        }
    }
    let mut body = vec![Block::paragraph(format!(
        "{standing} phân công các Ban của Hội đồng nhân dân thẩm tra các nội dung trình {name} như sau:"
    ))];
    body.push(Block::Table(Table {
        caption: String::new(),
        columns: vec![
            Column::center("STT", 1),
            Column::left("Nội dung", 7),
            Column::left("Ban thẩm tra", 4),
            Column::center("Vai trò", 2),
        ],
        rows,
        notes: Vec::new(),
    }));
    if let Some(report) = report {
        body.push(Block::paragraph(format!(
            "Báo cáo thẩm tra gửi đến đại biểu chậm nhất {} ({}).",
            dates::print_weekday(report.due),
            report.rule.source
        )));
    }
    Ok(Letter {
        kind: Some("THÔNG BÁO".to_owned()),
        title: Some(format!("Phân công thẩm tra các nội dung trình {name}")),
        body,
        recipients: vec!["Các Ban của HĐND".to_owned(), "UBND cùng cấp".to_owned(), "Lưu: VT.".to_owned()],
        ..letter(head, session, ctx.today)
    })
}

/// The booklet as a Word file that can still be edited: contents, agenda, and the words and tables
/// of each paper. What came as PDF is named, to be printed beside it.
fn booklet(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let head = Head::of(ctx, session.council_id)?;
    let name = name(ctx, session)?;
    let items = chamber::items(ctx.tx, session.id)?;
    let papers = booklet::in_order(ctx, session, &items)?;
    let rows = papers
        .iter()
        .map(|(place, row)| {
            let of = if *place == 0 { "Chung".to_owned() } else { place.to_string() };
            vec![Cell::text(of), Cell::text(booklet::title(row)), Cell::text(&row.owed_by)]
        })
        .collect();
    let mut body = vec![
        Block::paragraph(format!("Thời gian: {BEGINS}, {}.", when(session))),
        Block::paragraph(format!("Địa điểm: {}.", place(session))),
        Block::PageBreak,
        Block::Heading("MỤC LỤC TÀI LIỆU".to_owned()),
        Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::center("Nội dung", 1),
                Column::left("Tài liệu", 8),
                Column::left("Cơ quan trình", 4),
            ],
            rows,
            notes: Vec::new(),
        }),
        Block::PageBreak,
        Block::Heading("CHƯƠNG TRÌNH KỲ HỌP".to_owned()),
        Block::Table(agenda_table(&items)),
    ];
    for (place, row) in &papers {
        let Some(version) = &row.newest else { continue };
        let files = files::of_subject(ctx.tx, papers_deeds::SUBJECT, &version.id.to_string())?;
        body.push(Block::PageBreak);
        let of = if *place == 0 { "TÀI LIỆU CHUNG".to_owned() } else { format!("NỘI DUNG {place}") };
        body.push(Block::Heading(format!("{of}. {}", row.paper.label())));
        if !version.changes.is_empty() {
            body.push(Block::paragraph(format!("Thay đổi ở {}: {}", version.label(), version.changes)));
        }
        for file in files {
            let bytes = files::read(ctx, &file)?;
            body.extend(booklet::words_of(&file, &bytes).unwrap_or_else(|| {
                vec![Block::paragraph(format!("In kèm tệp {} ({}).", file.original_name, file.size()))]
            }));
        }
    }
    Ok(Letter {
        kind: Some("TÀI LIỆU".to_owned()),
        title: Some(name),
        body,
        recipients: Vec::new(),
        signature: Signature { lines: Vec::new(), name: String::new() },
        ..letter(head, session, ctx.today)
    })
}

pub(crate) async fn show(visit: Visit, Path((id, paper)): Path<(String, String)>) -> Response {
    let mut asked = visit.query_form();
    visit
        .read(move |ctx| {
            let session = pages::find(ctx, &id)?;
            let (which, ending) = paper.rsplit_once('.').ok_or(Problem::NotFound)?;
            let name = format!("{which}.{ending}");
            let letter = match (which, ending) {
                ("tap-tai-lieu", "pdf") => {
                    let whole = booklet::whole(ctx, &session)?;
                    return booklet::answer(ctx, whole, name);
                }
                (booklet::LATER, "pdf") => {
                    let after = booklet::asked(&mut asked, ctx.today)?;
                    let later = booklet::later(ctx, &session, after)?;
                    return booklet::answer(ctx, later, name);
                }
                ("trieu-tap", _) => convening(ctx, &session)?,
                ("chuong-trinh", _) => agenda(ctx, &session)?,
                ("giay-moi", _) => invitation(ctx, &session)?,
                ("tham-tra", _) => examination(ctx, &session)?,
                ("tap-tai-lieu", _) => booklet(ctx, &session)?,
                _ => return Err(Problem::NotFound),
            };
            match ending {
                "docx" => Answer::docx(&letter, name),
                "pdf" => Answer::pdf(ctx.app, &letter, name),
                _ => Err(Problem::NotFound),
            }
        })
        .await
}
