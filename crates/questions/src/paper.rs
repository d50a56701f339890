//! The papers of a session's questions: the compilation that is laid before the council, and the
//! draft of a resolution on questioning (Luật 87/2015/QH13, Điều 60 khoản 2, khoản 6).

use axum::extract::Path;
use axum::response::Response;
use kernel::{PersonId, dates};
use kit::{Answer, Ctx, Problem, Visit};
use papers::{Block, Cell, Column, Letter, Signature, Table};
use sessions::Session;

use crate::actions::lower;
use crate::model::{Issue, Pledge, Question, State};
use crate::pages::askers;
use crate::{pages_session, rules, store};

/// A session's questions as the papers tell of them.
struct Matter {
    issues: Vec<Issue>,
    questions: Vec<Question>,
    names: std::collections::HashMap<PersonId, String>,
}

impl Matter {
    fn of(ctx: &mut Ctx<'_>, session: &Session) -> Result<Self, Problem> {
        let questions = store::of_session(ctx.tx, session.id)?;
        let names = askers(ctx, &questions)?;
        Ok(Self { issues: store::issues(ctx.tx, session.id)?, names, questions })
    }

    fn table(&self, of: &[&Question]) -> Block {
        let rows = of
            .iter()
            .zip(1..)
            .map(|(one, number)| {
                vec![
                    Cell::text(number.to_string()),
                    Cell::text(self.names.get(&one.person_id).map_or("", String::as_str)),
                    Cell::text(&one.addressee),
                    Cell::text(format!("{} ({})", one.text, one.code)),
                ]
            })
            .collect();
        let columns = vec![
            Column::center("STT", 1),
            Column::left("Đại biểu", 3),
            Column::left("Người bị chất vấn", 3),
            Column::left("Nội dung", 8),
        ];
        Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() })
    }
}

/// What both papers have in common.
fn frame(ctx: &mut Ctx<'_>, session: &Session, issuer: String) -> Result<Letter, Problem> {
    let head = follow::Head::of(ctx, session.council_id)?;
    Ok(Letter {
        superior: None,
        issuer,
        number: None,
        subject_line: None,
        place: head.place,
        date: ctx.today,
        kind: None,
        title: None,
        addressees: Vec::new(),
        body: Vec::new(),
        signature: Signature { lines: Vec::new(), name: head.signer },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: session.is_demonstration,
    })
}

/// "Tổng hợp ý kiến chất vấn": the groups with their questions, and what is proposed.
fn compilation(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let matter = Matter::of(ctx, session)?;
    let head = follow::Head::of(ctx, session.council_id)?;
    let many = matter.questions.len();
    let mut body = vec![Block::paragraph(format!(
        "Thực hiện Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân, đến ngày {}, {} nhận được {many:02} chất vấn của đại biểu gửi đến {}, tổng hợp như sau:",
        dates::print(ctx.today),
        head.standing_name,
        lower(&session.label()),
    ))];
    body.push(Block::Heading("I. CÁC NHÓM VẤN ĐỀ".to_owned()));
    if matter.issues.is_empty() {
        body.push(Block::paragraph("Chưa có nhóm vấn đề nào."));
    }
    for (issue, number) in matter.issues.iter().zip(1..) {
        let of: Vec<&Question> =
            matter.questions.iter().filter(|one| one.issue_id == Some(issue.id)).collect();
        let who = if issue.respondent.is_empty() { "……" } else { issue.respondent.as_str() };
        body.push(Block::Numbered {
            label: format!("{number}."),
            text: format!("{}: {} chất vấn. Đề nghị người trả lời: {who}.", issue.title, of.len()),
        });
        if !of.is_empty() {
            body.push(matter.table(&of));
        }
    }
    let alone: Vec<&Question> = matter.questions.iter().filter(|one| one.issue_id.is_none()).collect();
    if !alone.is_empty() {
        body.push(Block::Heading("II. CHẤT VẤN CHƯA XẾP NHÓM".to_owned()));
        body.push(matter.table(&alone));
    }
    body.push(Block::paragraph(format!(
        "{} đề nghị Hội đồng nhân dân xem xét, quyết định nhóm vấn đề chất vấn và người bị chất vấn tại {}. Chất vấn ngoài nhóm được chọn, cần điều tra, xác minh hoặc chưa được trả lời tại kỳ họp thì đề nghị cho trả lời bằng văn bản.",
        head.standing_name,
        lower(&session.label()),
    )));
    let mut letter = frame(ctx, session, head.issuer)?;
    letter.kind = Some("BÁO CÁO".to_owned());
    letter.title = Some(format!("Tổng hợp ý kiến chất vấn của đại biểu tại {}", lower(&session.label())));
    letter.body = body;
    letter.signature.lines = vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()];
    letter.recipients = vec!["Đại biểu HĐND".to_owned(), "Lưu: VT, HĐND.".to_owned()];
    Ok(letter)
}

fn pledge_item(one: &Pledge, lead: &str, code: &str) -> Block {
    Block::Bullet(format!(
        "{lead}: {} Hoàn thành chậm nhất ngày {} (trả lời chất vấn {code}).",
        sentence(&one.text),
        dates::print(one.due_on),
    ))
}

/// The text with a stop at its end.
fn sentence(words: &str) -> String {
    let words = words.trim_end();
    if words.ends_with(['.', '!', '?', '…']) { words.to_owned() } else { format!("{words}.") }
}

/// The draft of a resolution on questioning, with its four contents: the assessment, the remedy
/// and its day, responsibility, reporting.
fn resolution(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let matter = Matter::of(ctx, session)?;
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    let pledges = store::pledges_of_session(ctx.tx, session.id)?;
    let leads = directory::names(ctx.tx)?;
    let answered: Vec<&Question> = matter.questions.iter().filter(|one| one.state.is_answered()).collect();
    let oral = answered.iter().filter(|one| one.mode == Some(crate::Mode::Oral)).count();
    let mut body = vec![
        Block::paragraph("Căn cứ Luật Tổ chức chính quyền địa phương;"),
        Block::paragraph("Căn cứ Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân;"),
        Block::paragraph(format!(
            "Trên cơ sở kết quả chất vấn và trả lời chất vấn tại {},",
            lower(&session.label())
        )),
        Block::Heading("QUYẾT NGHỊ:".to_owned()),
        Block::Numbered {
            label: "Điều 1.".to_owned(), text: "Đánh giá kết quả trả lời chất vấn".to_owned()
        },
        Block::paragraph(format!(
            "Hội đồng nhân dân đã xem xét {oral:02} chất vấn được trả lời trực tiếp tại kỳ họp. Người bị chất vấn đã trả lời, làm rõ trách nhiệm, nguyên nhân và giải pháp đối với các nội dung sau:"
        )),
    ];
    for one in &answered {
        let stand = match one.state {
            State::Satisfied => " Đại biểu đồng ý với trả lời.",
            State::NotSatisfied | State::ToDiscuss => " Đại biểu chưa đồng ý với trả lời.",
            _ => "",
        };
        body.push(Block::Bullet(format!(
            "{} trả lời chất vấn {}: {}{stand}",
            one.signer,
            one.code,
            sentence(&one.answer),
        )));
    }
    if answered.is_empty() {
        body.push(Block::paragraph("……"));
    }
    body.push(Block::Numbered {
        label: "Điều 2.".to_owned(),
        text: "Khắc phục hạn chế, thời hạn thực hiện".to_owned(),
    });
    for one in &pledges {
        let code = matter.questions.iter().find(|known| known.id == one.question_id);
        let lead = leads.get(&one.lead_id).map_or("", String::as_str);
        body.push(pledge_item(one, lead, code.map_or("", |known| known.code.as_str())));
    }
    if pledges.is_empty() {
        body.push(Block::paragraph("……"));
    }
    body.push(Block::Numbered {
        label: "Điều 3.".to_owned(),
        text: "Trách nhiệm của cơ quan, cá nhân".to_owned(),
    });
    body.push(Block::paragraph(
        "Người bị chất vấn và cơ quan nêu tại Điều 2 chịu trách nhiệm tổ chức thực hiện; ……",
    ));
    body.push(Block::Numbered {
        label: "Điều 4.".to_owned(), text: "Báo cáo kết quả thực hiện".to_owned()
    });
    let next = pages_session::next_session(ctx, session)?;
    let report = next.and_then(|one| rules::report_due(ctx.law, one.opened_on).map(|due| (one, due.due)));
    body.push(Block::paragraph(match report {
        Some((next, due)) => format!(
            "Cơ quan, cá nhân nêu tại Điều 2 báo cáo kết quả thực hiện đến Thường trực, các Ban và đại biểu Hội đồng nhân dân chậm nhất ngày {} để trình {}.",
            dates::print(due),
            lower(&next.label()),
        ),
        None => "Cơ quan, cá nhân nêu tại Điều 2 báo cáo kết quả thực hiện đến Thường trực, các Ban và đại biểu Hội đồng nhân dân trước kỳ họp tiếp theo, theo thời hạn luật định.".to_owned(),
    }));
    let name = council.name.clone();
    let mut letter = frame(ctx, session, name)?;
    letter.kind = Some("NGHỊ QUYẾT".to_owned());
    letter.title = Some(format!("Về chất vấn và trả lời chất vấn tại {} (dự thảo)", lower(&session.label())));
    letter.body = body;
    letter.signature.lines = vec!["CHỦ TỊCH".to_owned()];
    letter.recipients =
        vec!["Người bị chất vấn".to_owned(), "Đại biểu HĐND".to_owned(), "Lưu: VT, HĐND.".to_owned()];
    Ok(letter)
}

pub(crate) async fn compilation_docx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = pages_session::find(ctx, &id)?;
            Answer::docx(&compilation(ctx, &session)?, "tong-hop-chat-van.docx")
        })
        .await
}

pub(crate) async fn compilation_pdf(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = pages_session::find(ctx, &id)?;
            let letter = compilation(ctx, &session)?;
            Answer::pdf(ctx.app, &letter, "tong-hop-chat-van.pdf")
        })
        .await
}

pub(crate) async fn resolution_pdf(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = pages_session::find(ctx, &id)?;
            let letter = resolution(ctx, &session)?;
            Answer::pdf(ctx.app, &letter, "du-thao-nghi-quyet-chat-van.pdf")
        })
        .await
}

pub(crate) async fn resolution_docx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = pages_session::find(ctx, &id)?;
            Answer::docx(&resolution(ctx, &session)?, "du-thao-nghi-quyet-chat-van.docx")
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_ends_with_one_stop() {
        assert_eq!(sentence("Xử lý bãi rác"), "Xử lý bãi rác.");
        assert_eq!(sentence("Xử lý bãi rác. "), "Xử lý bãi rác.");
    }
}
