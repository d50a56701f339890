//! The minutes: composed from what happened, completed by the secretary, on paper in the form of
//! Decree 30/2020.

use std::collections::HashMap;
use std::fmt::Write as _;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AgendaItemId, PersonId, SpeechId, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use papers::{Block, Letter, Signature};
use sessions::Session;

use crate::common::{names, seats};
use crate::model::{Item, Method, Poll, PollState, Presence, Regime, SittingState, Speech, SpeechState};
use crate::pages::{find, shell_of, time};
use crate::policy::{self, Action};
use crate::{approved, edits, store, store_minutes};

struct SpeechRow {
    speech: Speech,
    name: String,
    /// Its field in the form, and the field's label.
    field: String,
    shown: String,
    label: String,
}

struct ItemRow {
    number: usize,
    item: Item,
    /// Its field in the form.
    field: String,
    /// The field with the mark of what it showed.
    shown: String,
    speeches: Vec<SpeechRow>,
    polls: Vec<Poll>,
}

#[derive(Template)]
#[template(path = "chamber/minutes.html")]
pub(crate) struct MinutesPage {
    shell: Shell,
    form: Form,
    session: Session,
    items: Vec<ItemRow>,
    attendance: String,
    /// Who approved them and when; none while they may change.
    approved: Option<String>,
    /// Not approved, and not in the archive.
    may_write: bool,
    is_published: bool,
    scans: Vec<files::File>,
    may_approve: bool,
    is_over: bool,
}

/// What happened, item by item.
struct Record {
    items: Vec<ItemRow>,
    seats: usize,
    came: usize,
    /// Those away: name, and why when it is known.
    away: Vec<String>,
}

impl Record {
    fn of(ctx: &mut Ctx<'_>, session: &Session) -> Result<Self, Problem> {
        let seats = seats(ctx.tx, session)?;
        let known = names(ctx.tx, session, ctx.today)?;
        let roll = store::roll(ctx.tx, session.id)?;
        let names: HashMap<PersonId, &str> = known.iter().map(|(id, name)| (*id, name.as_str())).collect();
        let speeches = store::speeches(ctx.tx, session.id)?;
        let polls = store::polls(ctx.tx, session.id)?;
        let items = store::items(ctx.tx, session.id)?.into_iter().zip(1..);
        let items = items
            .map(|(item, number)| ItemRow {
                number,
                field: item_field(item.id),
                shown: shown_field(&item_field(item.id)),
                speeches: speeches
                    .iter()
                    .filter(|one| {
                        one.item_id == item.id
                            && matches!(one.state, SpeechState::Done | SpeechState::Speaking)
                    })
                    .map(|one| {
                        let name = names.get(&one.person_id).copied().unwrap_or_default();
                        SpeechRow {
                            field: speech_field(one.id),
                            shown: shown_field(&speech_field(one.id)),
                            label: format!("{name}, {}", one.kind.label().to_lowercase()),
                            name: name.to_owned(),
                            speech: one.clone(),
                        }
                    })
                    .collect(),
                polls: polls.iter().filter(|poll| poll.item_id == item.id).cloned().collect(),
                item,
            })
            .collect();
        let stands = |person: &PersonId| roll.iter().find(|one| one.person_id == *person);
        let came = |person: &PersonId| {
            stands(person).is_some_and(|one| matches!(one.state, Presence::Present | Presence::Left))
        };
        let away = seats
            .iter()
            .filter(|(person, _)| !came(person))
            .map(|(person, name)| match stands(person) {
                Some(one) if !one.reason.is_empty() => {
                    format!("{name} ({}: {})", one.state.label().to_lowercase(), one.reason)
                }
                Some(one) => format!("{name} ({})", one.state.label().to_lowercase()),
                None => format!("{name} (chưa điểm danh)"),
            })
            .collect();
        Ok(Self {
            items,
            came: seats.iter().filter(|(person, _)| came(person)).count(),
            seats: seats.len(),
            away,
        })
    }

    fn attendance(&self) -> String {
        let mut words = format!("Có mặt {}/{} đại biểu", self.came, self.seats);
        if self.away.is_empty() {
            words.push('.');
        } else {
            let _ = write!(words, "; vắng {}: {}.", self.away.len(), self.away.join(", "));
        }
        words
    }
}

/// The field of an item.
pub(crate) fn item_field(item: AgendaItemId) -> String {
    format!("muc-{item}")
}

/// The field of a speech.
pub(crate) fn speech_field(speech: SpeechId) -> String {
    format!("luot-{speech}")
}

/// Beside a field: the mark of what it showed when the page was drawn.
pub(crate) fn shown_field(field: &str) -> String {
    format!("da-thay-{field}")
}

/// Puts words into a field, with their mark beside it.
pub(crate) fn show(form: &mut Form, field: &str, words: String) {
    form.set(&shown_field(field), edits::mark(&words));
    form.set(field, words);
}

pub(crate) async fn page(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            let form = form_of(ctx, session.id)?;
            Answer::page(&minutes_page(ctx, session, form)?)
        })
        .await
}

/// The form as the record stands.
pub(crate) fn form_of(ctx: &mut Ctx<'_>, session: kernel::SessionId) -> Result<Form, Problem> {
    let mut form = Form::new();
    for item in store::items(ctx.tx, session)? {
        show(&mut form, &item_field(item.id), item.gist);
    }
    for speech in store::speeches(ctx.tx, session)? {
        show(&mut form, &speech_field(speech.id), speech.gist);
    }
    Ok(form)
}

pub(crate) fn minutes_page(ctx: &mut Ctx<'_>, session: Session, form: Form) -> Result<MinutesPage, Problem> {
    let record = Record::of(ctx, &session)?;
    let shell = shell_of(ctx, &session, "Biên bản", "bien-ban")?.with_faults_of(&form);
    let known = store_minutes::minutes(ctx.tx, session.id)?;
    let scans = match &known {
        Some(known) => files::of_subject(ctx.tx, approved::SUBJECT, &known.id.to_string())?,
        None => Vec::new(),
    };
    let may_approve = policy::may(ctx.actor, Action::Approve, session.council_id, session.is_public);
    let is_over = store::sitting(ctx.tx, session.id)?.is_some_and(|one| one.state == SittingState::Over);
    Ok(MinutesPage {
        shell,
        form,
        attendance: record.attendance(),
        items: record.items,
        may_write: !session.is_archived() && known.as_ref().is_none_or(|one| one.approved_on.is_none()),
        approved: known.as_ref().and_then(approved::Minutes::line),
        is_published: known.is_some_and(|one| one.is_public),
        scans,
        may_approve,
        is_over,
        session,
    })
}

/// What the minutes say of a rating before its persons.
pub(crate) fn rating_result(regime: Regime) -> String {
    format!("lấy phiếu tín nhiệm theo ba mức, tỷ lệ tính trên {}.", regime.base_words())
}

/// One vote in the minutes.
fn voted(poll: &Poll) -> String {
    let how = poll.method.label().to_lowercase();
    match poll.state {
        PollState::Void => {
            format!("Biểu quyết số {} ({how}) về “{}” bị hủy: {}.", poll.number, poll.title, poll.reason)
        }
        PollState::Open | PollState::Counted => {
            format!("Biểu quyết số {} về “{}” chưa kết thúc.", poll.number, poll.title)
        }
        PollState::Closed => {
            let result = poll.sentence();
            let result = result
                .or_else(|| poll.rating.map(rating_result))
                .unwrap_or_else(|| "kết quả theo biên bản kiểm phiếu.".to_owned());
            let mut words = format!(
                "Biểu quyết số {} ({how}) lúc {} về “{}”: {result}",
                poll.number,
                dates::clock_of(poll.opened_ms),
                poll.title
            );
            if poll.method != Method::Electronic {
                let _ = write!(
                    words,
                    " Người nhập kết quả: {}; người xác nhận: {}.",
                    poll.counted_name, poll.confirmed_name
                );
            }
            if !poll.reason.is_empty() {
                let _ = write!(words, " Kết thúc khi còn đại biểu có mặt chưa biểu quyết: {}.", poll.reason);
            }
            words
        }
    }
}

fn letter(ctx: &mut Ctx<'_>, session: &Session) -> Result<Letter, Problem> {
    let record = Record::of(ctx, session)?;
    let head = follow::Head::of(ctx, session.council_id)?;
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    let sitting = store::sitting(ctx.tx, session.id)?;
    let mut body = vec![
        Block::paragraph(format!("Thời gian: {}.", session.days())),
        Block::paragraph(format!(
            "Địa điểm: {}.",
            if session.place.is_empty() { "……………………" } else { session.place.as_str() }
        )),
        Block::Heading("I. THÀNH PHẦN".to_owned()),
        Block::paragraph(record.attendance()),
        Block::Heading("II. NỘI DUNG".to_owned()),
    ];
    for row in &record.items {
        let times =
            row.item.times().map_or_else(|| " (chưa tiến hành)".to_owned(), |times| format!(" ({times})"));
        body.push(Block::Numbered {
            label: format!("{}.", row.number),
            text: format!("{}{times}", row.item.title),
        });
        if !row.item.presenter.is_empty() {
            body.push(Block::paragraph(format!("Trình bày: {}.", row.item.presenter)));
        }
        for line in row.item.gist.lines().filter(|line| !line.trim().is_empty()) {
            body.push(Block::paragraph(line.to_owned()));
        }
        for one in &row.speeches {
            let gist = if one.speech.gist.is_empty() { "……" } else { one.speech.gist.as_str() };
            body.push(Block::Bullet(format!(
                "Đại biểu {} ({}, {}): {gist}",
                one.name,
                one.speech.kind.label().to_lowercase(),
                time(one.speech.started_ms)
            )));
        }
        for poll in &row.polls {
            body.push(Block::paragraph(voted(poll)));
            if poll.state != PollState::Closed {
                continue;
            }
            if poll.rating.is_some() {
                for line in store::lines(ctx.tx, poll.id)? {
                    body.extend(poll.rated(&line).map(|one| Block::Bullet(one.sentence())));
                }
            }
            for line in store::lines(ctx.tx, poll.id)? {
                if let (Some(yes), Some(no)) = (line.yes, line.no) {
                    let (one, other) = poll.sides();
                    body.push(Block::Bullet(format!("{}: {yes} {one}, {no} {other}.", line.label)));
                }
            }
            if let (Some(issued), Some(collected), Some(invalid)) =
                (poll.issued, poll.collected, poll.invalid)
            {
                body.push(Block::paragraph(format!(
                    "Phát ra {issued} phiếu, thu vào {collected} phiếu, hợp lệ {}, không hợp lệ {invalid}.",
                    collected - invalid
                )));
            }
        }
    }
    let ended = sitting.filter(|one| one.state == SittingState::Over);
    body.push(Block::paragraph(match ended {
        Some(one) => format!("Kỳ họp bế mạc lúc {}.", dates::print_time(one.since_ms)),
        None => "Kỳ họp chưa bế mạc.".to_owned(),
    }));
    Ok(Letter {
        superior: None,
        issuer: council.name,
        number: None,
        subject_line: None,
        place: head.place,
        date: session.closed_on.unwrap_or(ctx.today),
        kind: Some("BIÊN BẢN".to_owned()),
        title: Some(session.label()),
        addressees: Vec::new(),
        body,
        signature: Signature {
            lines: vec!["CHỦ TỌA KỲ HỌP".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer,
        },
        recipients: vec!["Thường trực HĐND, UBND cấp trên".to_owned(), "Lưu: VT, HĐND.".to_owned()],
        footer_url: None,
        demonstration: session.is_demonstration,
    })
}

pub(crate) async fn docx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            Answer::docx(&letter(ctx, &session)?, "bien-ban-ky-hop.docx")
        })
        .await
}

pub(crate) async fn pdf(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            let letter = letter(ctx, &session)?;
            Answer::pdf(ctx.app, &letter, "bien-ban-ky-hop.pdf")
        })
        .await
}
