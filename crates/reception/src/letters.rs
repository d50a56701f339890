//! The papers of this area, in the form of Nghị định 30/2020. None of them names a citizen or
//! says what was said.

use directory::Organization;
use follow::Head;
use kernel::{Date, dates};
use kit::Ctx;
use papers::{Block, Cell, Column, Letter, Signature, Table};

use crate::model::{Ground, Reception, Visit};

fn letter(ctx: &Ctx<'_>, head: &Head, kind: &str, title: String, body: Vec<Block>) -> Letter {
    Letter {
        superior: None,
        issuer: head.issuer.clone(),
        number: None,
        subject_line: None,
        place: head.place.clone(),
        date: ctx.today,
        kind: Some(kind.to_owned()),
        title: Some(title),
        addressees: Vec::new(),
        body,
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer.clone(),
        },
        recipients: vec!["Như trên".to_owned(), "Lưu: VT, HĐND".to_owned()],
        footer_url: None,
        demonstration: false,
    }
}

/// The slip by which a matter goes to the body that settles it.
pub(crate) fn slip(ctx: &Ctx<'_>, one: &Visit, head: &Head, to: &Organization, due: Date) -> Letter {
    let body = vec![
        Block::paragraph(format!(
            "Ngày {}, {} tiếp công dân, ghi sổ lượt tiếp số {}. Nội dung thuộc thẩm quyền giải quyết của {}.",
            dates::print(one.received_on),
            head.standing_name,
            one.code,
            to.name
        )),
        Block::paragraph(format!(
            "{} chuyển vụ việc số {} đến {} để giải quyết theo quy định; nội dung và giấy tờ kèm theo hồ sơ.",
            head.standing_name, one.code, to.name
        )),
        Block::paragraph(format!(
            "Đề nghị {} giải quyết, báo kết quả bằng văn bản về {} trước ngày {}. Văn bản trả lời ghi số {} và không ghi họ tên người dân ở phần trích yếu.",
            to.name,
            head.standing_name,
            dates::print(due),
            one.code
        )),
    ];
    Letter {
        addressees: vec![to.name.clone()],
        demonstration: one.is_demonstration,
        ..letter(ctx, head, "PHIẾU CHUYỂN", format!("Vụ việc tiếp công dân số {}", one.code), body)
    }
}

/// The written notice of a refusal (Mẫu 01/TCD).
pub(crate) fn refusal(ctx: &Ctx<'_>, one: &Visit, head: &Head, ground: Ground) -> Letter {
    let body = vec![
        Block::paragraph(format!(
            "Ngày {}, ông (bà) ………………………………………, địa chỉ ……………………………………………, đến nơi tiếp công dân của {} (lượt tiếp số {}).",
            dates::print(one.received_on),
            head.standing_name,
            one.code
        )),
        Block::paragraph(format!("Căn cứ từ chối: {}.", ground.label())),
        Block::paragraph(format!(
            "{} thông báo từ chối tiếp công dân đối với nội dung nêu trên để ông (bà) biết và chấp hành.",
            head.standing_name
        )),
    ];
    Letter {
        recipients: vec!["Người có tên trên".to_owned(), "Lưu: VT, hồ sơ tiếp công dân".to_owned()],
        demonstration: one.is_demonstration,
        ..letter(ctx, head, "THÔNG BÁO", "Về việc từ chối tiếp công dân".to_owned(), body)
    }
}

/// A line of the notice of conclusions.
pub(crate) struct Concluded {
    pub(crate) code: String,
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) due: String,
}

/// The notice of conclusions: who does what by when, by the codes of the visits.
pub(crate) fn conclusions(
    ctx: &Ctx<'_>,
    one: &Reception,
    head: &Head,
    hosts: &[String],
    area: &str,
    lines: &[Concluded],
) -> Letter {
    let rows = lines
        .iter()
        .zip(1..)
        .map(|(line, number)| {
            vec![
                Cell::text(number.to_string()),
                Cell::text(&line.code),
                Cell::text(&line.what),
                Cell::text(&line.who),
                Cell::text(&line.due),
            ]
        })
        .collect();
    let columns = vec![
        Column::center("STT", 1),
        Column::left("Lượt tiếp", 3),
        Column::left("Kết luận", 5),
        Column::left("Cơ quan chịu trách nhiệm", 4),
        Column::center("Thời hạn", 3),
    ];
    let body = vec![
        Block::paragraph(format!(
            "Ngày {}, tại {}, {area}, {} tiếp công dân. Tham gia tiếp: {}.",
            dates::print(one.held_on),
            one.place,
            head.standing_name,
            hosts.join("; ")
        )),
        Block::paragraph("Kết luận về các vụ việc như sau:"),
        Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() }),
        Block::paragraph(
            "Các cơ quan có tên nêu trên thực hiện, báo kết quả đúng thời hạn. Hồ sơ từng vụ việc gửi kèm theo phiếu chuyển.",
        ),
    ];
    Letter {
        recipients: vec![
            "Các cơ quan có tên trên".to_owned(),
            "Thường trực HĐND".to_owned(),
            "Lưu: VT, HĐND".to_owned(),
        ],
        demonstration: one.is_demonstration,
        ..letter(
            ctx,
            head,
            "THÔNG BÁO",
            format!("Kết luận tiếp công dân ngày {}", dates::print(one.held_on)),
            body,
        )
    }
}
