//! The papers of letters, in the form of Decree 30/2020. What is kept of them names the letter by
//! its number alone; name and address are put in when the paper for the citizen is printed.

use kernel::dates;
use kit::{Ctx, Error};
use papers::{Block, Signature};

use crate::actions::{Result, other};
use crate::model::{Kind, Letter, Missing, Outcome, Source};

/// What a document of the register of outgoing documents is called.
pub(crate) fn title(one: &Letter, outcome: Outcome) -> String {
    let verb = match outcome {
        Outcome::Accept => "Thụ lý, giao giải quyết",
        Outcome::Guide => "Hướng dẫn người gửi",
        Outcome::Forward => "Chuyển",
        Outcome::Return => "Trả lại",
        Outcome::File => "Lưu",
        Outcome::ReplyNotAccept => "Trả lời không thụ lý",
    };
    format!("{verb} đơn số {}", one.code())
}

/// Who is written to, without a name.
fn writer(one: &Letter) -> String {
    format!("Người gửi đơn số {} (họ tên, địa chỉ theo sổ đơn)", one.code())
}

/// The kind of letter, in a sentence; of a denunciation nothing is said in a paper that leaves.
fn named(one: &Letter) -> String {
    match one.kind {
        Kind::Complaint => format!("đơn khiếu nại số {}", one.code()),
        Kind::CitizenPetition => format!("đơn kiến nghị số {}", one.code()),
        Kind::Feedback => format!("đơn phản ánh số {}", one.code()),
        Kind::Denunciation | Kind::Mixed => format!("đơn số {}", one.code()),
    }
}

struct Frame {
    issuer: String,
    standing: String,
    place: String,
    signer: String,
}

fn frame(ctx: &mut Ctx<'_>, one: &Letter) -> Result<Frame> {
    let head = follow::Head::of(ctx, one.council_id).map_err(other)?;
    Ok(Frame { issuer: head.issuer, standing: head.standing_name, place: head.place, signer: head.signer })
}

fn letter(
    ctx: &Ctx<'_>,
    frame: Frame,
    one: &Letter,
    kind: Option<&str>,
    about: String,
    to: String,
    body: Vec<Block>,
) -> papers::Letter {
    let is_official = kind.is_none();
    papers::Letter {
        superior: None,
        issuer: frame.issuer,
        number: None,
        subject_line: is_official.then(|| about.clone()),
        place: frame.place,
        date: ctx.today,
        kind: kind.map(str::to_owned),
        title: (!is_official).then_some(about),
        addressees: vec![to],
        body,
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: frame.signer,
        },
        recipients: vec!["Như trên".to_owned(), "Lưu: VT, hồ sơ đơn".to_owned()],
        footer_url: None,
        demonstration: one.is_demonstration,
    }
}

/// The paper of what was proposed or decided, and its kind in the register of outgoing documents.
/// `to` is the writer with name and address, for the copy that is printed.
pub(crate) fn of_decision(
    ctx: &mut Ctx<'_>,
    one: &Letter,
    to: Option<&str>,
) -> Result<Option<(documents::Kind, papers::Letter)>> {
    let Some(outcome) = one.outcome else { return Err(Error::NotFound) };
    let frame = frame(ctx, one)?;
    let standing = frame.standing.clone();
    let citizen = to.map_or_else(|| writer(one), str::to_owned);
    let lead = match one.lead_id {
        Some(lead) => directory::organization(ctx.tx, lead)?.map_or_else(String::new, |lead| lead.name),
        None => String::new(),
    };
    let received = format!(
        "Ngày {}, {standing} nhận được {}{}.",
        dates::print(one.received_on),
        named(one),
        if one.source == Source::Forwarded && !one.source_reference.is_empty() {
            format!(", chuyển đến theo {}", one.source_reference)
        } else {
            String::new()
        }
    );
    let due = one.due_on.map_or_else(String::new, |due| format!(" trước ngày {}", dates::print(due)));
    let made = match outcome {
        Outcome::File => return Ok(None),
        Outcome::Forward => {
            let body = vec![
                Block::paragraph(received),
                Block::paragraph(format!(
                    "Sau khi xem xét, {standing} chuyển đơn đến {lead} để giải quyết theo thẩm quyền. Đơn và tài liệu gửi kèm phiếu này."
                )),
                Block::paragraph(format!(
                    "Đề nghị {lead} giải quyết theo quy định của pháp luật, thông báo kết quả bằng văn bản đến {standing}{due}."
                )),
            ];
            let about = format!("Chuyển đơn số {}", one.code());
            // A paper that shows who wrote is not for the writer here
            (
                documents::Kind::TransferSlip,
                letter(ctx, frame, one, Some("PHIẾU CHUYỂN ĐƠN"), about, lead, body),
            )
        }
        Outcome::Accept => {
            let body = vec![
                Block::paragraph(received),
                Block::paragraph(format!(
                    "{standing} thụ lý đơn, giao {lead} xem xét, báo cáo kết quả{due}."
                )),
            ];
            let about = format!("Thụ lý giải quyết đơn số {}", one.code());
            (documents::Kind::Notice, letter(ctx, frame, one, Some("THÔNG BÁO"), about, lead, body))
        }
        Outcome::Guide => {
            let mut body = vec![Block::paragraph(received)];
            if one.kind == Kind::Mixed {
                body.push(Block::paragraph(
                    "Đơn có nhiều nội dung. Đề nghị ông (bà) viết tách riêng từng đơn khiếu nại, tố cáo, kiến nghị, phản ánh và gửi đến cơ quan có thẩm quyền giải quyết từng nội dung.",
                ));
            } else {
                body.push(Block::paragraph(format!(
                    "Nội dung đơn không thuộc thẩm quyền giải quyết của Hội đồng nhân dân. Đề nghị ông (bà) gửi đơn đến {} để được giải quyết theo quy định của pháp luật.",
                    if lead.is_empty() { "cơ quan có thẩm quyền" } else { lead.as_str() }
                )));
            }
            body.push(Block::paragraph("Mỗi nội dung chỉ hướng dẫn một lần."));
            let about = "V/v hướng dẫn gửi đơn".to_owned();
            (documents::Kind::OfficialLetter, letter(ctx, frame, one, None, about, citizen, body))
        }
        Outcome::Return => {
            let body = vec![
                Block::paragraph(received),
                Block::paragraph(
                    "Nội dung đơn không thuộc thẩm quyền giải quyết của Hội đồng nhân dân. Xin trả lại đơn và tài liệu gốc gửi kèm để quý cơ quan, đại biểu chuyển đến cơ quan có thẩm quyền.",
                ),
            ];
            let sender = if one.source_reference.is_empty() {
                "Cơ quan, đại biểu đã chuyển đơn".to_owned()
            } else {
                format!("Cơ quan, đại biểu đã chuyển đơn theo {}", one.source_reference)
            };
            let about = format!("V/v trả lại đơn số {}", one.code());
            (documents::Kind::OfficialLetter, letter(ctx, frame, one, None, about, sender, body))
        }
        Outcome::ReplyNotAccept => {
            let reasons: Vec<String> =
                one.missing().into_iter().map(|missing: Missing| missing.label().to_lowercase()).collect();
            let body = vec![
                Block::paragraph(received),
                Block::paragraph(format!("Đơn không đủ điều kiện thụ lý: {}.", reasons.join("; "))),
            ];
            let about = format!("Không thụ lý giải quyết {}", named(one));
            (documents::Kind::Notice, letter(ctx, frame, one, Some("THÔNG BÁO"), about, citizen, body))
        }
    };
    Ok(Some(made))
}

/// The paper that tells the citizen what became of it.
pub(crate) fn of_answer(ctx: &mut Ctx<'_>, one: &Letter, to: Option<&str>) -> Result<papers::Letter> {
    let frame = frame(ctx, one)?;
    let lead = match one.lead_id {
        Some(lead) => directory::organization(ctx.tx, lead)?.map_or_else(String::new, |lead| lead.name),
        None => String::new(),
    };
    let result =
        one.result.map_or_else(String::new, |result| format!(" Kết quả: {}.", result.label().to_lowercase()));
    let body = vec![
        Block::paragraph(format!(
            "Ngày {}, {} nhận được {} của ông (bà).",
            dates::print(one.received_on),
            frame.standing,
            named(one)
        )),
        Block::paragraph(format!(
            "{lead} đã giải quyết và trả lời tại văn bản {}.{result}",
            one.answer_reference
        )),
        Block::paragraph(format!("{} thông báo để ông (bà) biết.", frame.standing)),
    ];
    let citizen = to.map_or_else(|| writer(one), str::to_owned);
    Ok(letter(ctx, frame, one, None, "V/v thông báo kết quả giải quyết đơn".to_owned(), citizen, body))
}
