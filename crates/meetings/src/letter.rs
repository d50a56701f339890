//! The minutes of a meeting as a paper (NĐ 30/2020: biên bản).

use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::{Answer, Ctx, Problem, Visit};
use papers::{Block, Letter, Signature};

use crate::actions::attendance;
use crate::model::{Meeting, Person, Presence, State};
use crate::pages::find;
use crate::store;

fn named(line: &Person) -> String {
    if line.post.is_empty() { line.name.clone() } else { format!("{}, {}", line.name, line.post) }
}

fn minutes(ctx: &mut Ctx<'_>, one: &Meeting) -> Result<Letter, Problem> {
    if one.state != State::Held {
        return Err(Problem::NotFound);
    }
    let head = follow::Head::of(ctx, one.council_id)?;
    let body = directory::organization(ctx.tx, one.body_id)?.ok_or(Problem::NotFound)?;
    let persons = store::persons(ctx.tx, one.id)?;
    let (came, members) = attendance(&persons);
    let place = if one.place.is_empty() { "……………………" } else { &one.place };
    let at = if one.starts_at.is_empty() {
        String::new()
    } else {
        format!("{} ", one.starts_at.replace(':', " giờ "))
    };
    let mut blocks = vec![
        Block::Paragraph(vec![papers::Span::plain(format!(
            "Thời gian: {at}{}.",
            dates::print_long(one.held_on)
        ))]),
        Block::paragraph(format!("Địa điểm: {place}.")),
        Block::Heading("I. THÀNH PHẦN".to_owned()),
        Block::paragraph(format!("Thành viên có mặt: {came}/{members}.")),
    ];
    if !one.chair.is_empty() {
        blocks.push(Block::paragraph(format!("Chủ trì: {}.", one.chair)));
    }
    if !one.secretary.is_empty() {
        blocks.push(Block::paragraph(format!("Thư ký: {}.", one.secretary)));
    }
    let of = |guest: bool, presence: Presence| {
        persons
            .iter()
            .filter(move |line| line.person_id.is_none() == guest && line.presence == Some(presence))
    };
    for line in of(false, Presence::Present) {
        blocks.push(Block::Bullet(named(line)));
    }
    for line in of(false, Presence::Absent) {
        let why = if line.reason.is_empty() { "không nêu lý do" } else { &line.reason };
        blocks.push(Block::Bullet(format!("{}: vắng, {why}", named(line))));
    }
    if of(true, Presence::Present).next().is_some() {
        blocks.push(Block::paragraph("Mời dự:"));
        for line in of(true, Presence::Present) {
            blocks.push(Block::Bullet(named(line)));
        }
    }
    blocks.push(Block::Heading("II. NỘI DUNG".to_owned()));
    for (matter, number) in one.matters().iter().zip(1..) {
        blocks.push(Block::numbered(format!("{number}."), *matter));
    }
    blocks.push(Block::Heading("III. DIỄN BIẾN, KẾT LUẬN".to_owned()));
    for line in one.minutes.lines().map(str::trim).filter(|line| !line.is_empty()) {
        blocks.push(Block::paragraph(line));
    }
    let names = directory::names(ctx.tx)?;
    let decisions = follow::of_source(ctx.tx, crate::NODE_KIND, &one.id.to_string())?;
    if !decisions.is_empty() {
        blocks.push(Block::Heading("IV. VIỆC GIAO".to_owned()));
    }
    for (found, number) in decisions.iter().zip(1..) {
        let lead = names.get(&found.lead_id).map_or("", String::as_str);
        let due = found.due_on.map_or_else(String::new, |on| format!(", hạn {}", dates::print(on)));
        blocks.push(Block::numbered(
            format!("{number}."),
            format!("{lead}: {}{due} ({}).", found.text, found.code),
        ));
    }
    if let Some(on) = one.minutes_approved_on {
        blocks.push(Block::paragraph(format!(
            "Biên bản được thông qua ngày {}, người thông qua: {}.",
            dates::print(on),
            one.minutes_approver
        )));
    }
    Ok(Letter {
        superior: None,
        issuer: body.name,
        number: None,
        subject_line: None,
        place: head.place,
        date: one.held_on,
        kind: Some("BIÊN BẢN".to_owned()),
        title: Some(one.title.clone()),
        addressees: Vec::new(),
        body: blocks,
        signature: Signature { lines: vec!["CHỦ TRÌ".to_owned()], name: one.chair.clone() },
        recipients: vec!["Thành viên dự họp".to_owned(), "Lưu: VT.".to_owned()],
        footer_url: None,
        demonstration: one.is_demonstration,
    })
}

/// The files of a meeting, by the name at the end of the address.
pub(crate) async fn file(visit: Visit, Path((id, name)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            let stem = format!("bien-ban-{}", dates::iso(one.held_on));
            match name.as_str() {
                "bien-ban.docx" => Answer::docx(&minutes(ctx, &one)?, format!("{stem}.docx")),
                "bien-ban.pdf" => {
                    let letter = minutes(ctx, &one)?;
                    Answer::pdf(ctx.app, &letter, format!("{stem}.pdf"))
                }
                _ => Err(Problem::NotFound),
            }
        })
        .await
}
