//! Three sessions of the district council as they went in the chamber, from the agenda to the
//! closing, and the next one prepared. Votes are by show of hands, as in 2020.

use chamber::{Decision, ItemKind, Method, NewItem, NewPoll, Presence, RollLine, SpeechKind, Tally};
use kernel::{Actor, Date, OrganizationId, Role, SessionId, TermId};
use kit::{Ctx, Problem};
use sessions::{Kind, NewSession};

use super::units::Places;
use super::{Step, step};

/// A session as the register tells of it.
pub(super) struct Held {
    pub(super) session: NewSession,
    pub(super) number: i64,
    pub(super) opened: Date,
    pub(super) closed: Date,
    /// Titles of what was resolved.
    pub(super) resolved: Vec<&'static str>,
}

fn item(kind: ItemKind, title: &str, presenter: &str, minutes: i64) -> NewItem {
    NewItem { kind, title: title.to_owned(), presenter: presenter.to_owned(), minutes, is_closed: false }
}

fn agenda(kind: Kind, resolved: &[&'static str]) -> Vec<NewItem> {
    let mut items = vec![
        item(ItemKind::Opening, "Chào cờ, khai mạc kỳ họp", "Chủ tịch HĐND huyện", 15),
        item(ItemKind::AgendaAdoption, "Thông qua chương trình kỳ họp", "Thư ký kỳ họp", 10),
    ];
    if kind == Kind::Regular {
        items.push(item(
            ItemKind::Report,
            "Báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội",
            "UBND huyện",
            30,
        ));
        items.push(item(
            ItemKind::FrontNotice,
            "Thông báo về công tác Mặt trận tham gia xây dựng chính quyền",
            "Ủy ban MTTQ huyện",
            15,
        ));
        items.push(item(
            ItemKind::VoterPetitionReport,
            "Tổng hợp ý kiến, kiến nghị của cử tri",
            "Ủy ban MTTQ huyện",
            20,
        ));
    }
    items.push(item(
        ItemKind::ExaminationReport,
        "Báo cáo thẩm tra các tờ trình, dự thảo nghị quyết",
        "Ban Kinh tế - Xã hội",
        20,
    ));
    items.push(item(ItemKind::PlenaryDiscussion, "Thảo luận tại hội trường", "", 90));
    if kind == Kind::Regular {
        items.push(item(ItemKind::Questioning, "Chất vấn và trả lời chất vấn", "", 120));
    }
    for title in resolved {
        let title = format!("Thông qua Nghị quyết: {title}");
        items.push(item(ItemKind::DraftResolution, &title, "UBND huyện", 10));
    }
    items.push(item(ItemKind::Closing, "Bế mạc kỳ họp", "Chủ tịch HĐND huyện", 15));
    items
}

/// The session of the district council with this number in its present term.
pub(super) fn find(
    ctx: &mut Ctx<'_>,
    places: (OrganizationId, TermId),
    number: i64,
) -> Result<SessionId, Problem> {
    let all = sessions::list_of_council(ctx.tx, places.0)?;
    let found = all.into_iter().find(|one| one.term_id == places.1 && one.number == number);
    found.map(|one| one.id).ok_or(Problem::NotFound)
}

/// The steps of a session that was held.
pub(super) fn held(places: &Places, held: &Held) -> Vec<Step> {
    let council = places.council;
    let (term, number) = (held.session.term, held.number);
    let find = move |ctx: &mut Ctx<'_>| find(ctx, (council, term), number);
    let chair =
        Actor { name: "Chủ tịch HĐND huyện".to_owned(), role: Role::Chair, ..places.office.clone() };
    let (kind, resolved) = (held.session.kind, held.resolved.clone());
    let (session, second_day) = (held.session.clone(), held.closed);
    let convened = held.opened.checked_sub(std::time::Duration::from_hours(240)).unwrap_or(held.opened);
    let is_half = usize::try_from(number % 2).unwrap_or(0);
    vec![
        step(convened, 9, &places.office, move |ctx| {
            let id = sessions::create(ctx, &session)?;
            chamber::add(ctx, id, &agenda(kind, &resolved))?;
            Ok(())
        }),
        step(held.opened, 7, &places.office, move |ctx| {
            let id = find(ctx)?;
            chamber::begin(ctx, id)?;
            let seats = directory::delegates_of(ctx.tx, council, ctx.today)?;
            let lines: Vec<RollLine> = seats
                .iter()
                .zip(1..)
                .map(|((person, _), at)| match (at + number) % 17 {
                    0 => RollLine {
                        person: *person,
                        state: Presence::Excused,
                        reason: "Đi công tác".to_owned(),
                    },
                    _ => RollLine { person: *person, state: Presence::Present, reason: String::new() },
                })
                .collect();
            chamber::call_roll(ctx, id, &lines)?;
            let first = chamber::items(ctx.tx, id)?.into_iter().next().ok_or(Problem::NotFound)?;
            chamber::begin_item(ctx, id, first.id)?;
            Ok(())
        }),
        step(held.opened, 9, &places.office, move |ctx| {
            let id = find(ctx)?;
            for one in chamber::items(ctx.tx, id)?.into_iter().skip(1) {
                if one.kind == ItemKind::DraftResolution {
                    break;
                }
                chamber::begin_item(ctx, id, one.id)?;
                if one.kind == ItemKind::PlenaryDiscussion {
                    let seats = directory::delegates_of(ctx.tx, council, ctx.today)?;
                    for (person, _) in seats.iter().skip(is_half + 2).step_by(9) {
                        // One who is away does not speak
                        if let Ok(speech) = chamber::register(ctx, id, Some(*person), SpeechKind::Discussion)
                        {
                            chamber::invite(ctx, id, speech, 7 * 60)?;
                        }
                    }
                }
            }
            Ok(())
        }),
        step(held.closed, 10, &places.office, {
            let chair = chair.clone();
            move |ctx| {
                let id = find(ctx)?;
                for (one, at) in chamber::items(ctx.tx, id)?.into_iter().zip(0_i64..) {
                    let decision = match one.kind {
                        ItemKind::DraftResolution => Decision::Resolution,
                        ItemKind::AgendaAdoption => Decision::Procedure,
                        _ => continue,
                    };
                    chamber::begin_item(ctx, id, one.id)?;
                    let poll = chamber::open_poll(
                        ctx,
                        id,
                        &NewPoll {
                            items: vec![one.id],
                            title: one.title.clone(),
                            decision,
                            method: Method::Hands,
                            names: Vec::new(),
                            is_named: false,
                            is_rating: false,
                        },
                    )?;
                    let polls = chamber::polls(ctx.tx, id)?;
                    let present = polls.last().map_or(0, |poll| poll.present);
                    let against = i64::from((at + number) % 4 == 0);
                    let tally = Tally { yes: present - against, no: 0, not_voting: against };
                    chamber::count_hands(ctx, id, poll, tally)?;
                    let polls = chamber::polls(ctx.tx, id)?;
                    let version = polls.last().map_or(0, |poll| poll.version);
                    chamber::confirm(&mut ctx.acting_as(&chair), id, poll, version)?;
                }
                Ok(())
            }
        }),
        step(second_day, 11, &chair, move |ctx| {
            let id = find(ctx)?;
            let last = chamber::items(ctx.tx, id)?.into_iter().next_back().ok_or(Problem::NotFound)?;
            chamber::begin_item(ctx, id, last.id)?;
            chamber::finish(ctx, id)?;
            Ok(())
        }),
    ]
}

/// The session at the year's end, prepared: its agenda is written, and it can be begun.
pub(super) fn next(places: &Places, session: NewSession) -> Step {
    step(Date::constant(2020, 10, 14), 15, &places.office, move |ctx| {
        let id = sessions::create(ctx, &session)?;
        let resolved = [
            "Về nhiệm vụ phát triển kinh tế - xã hội năm 2021",
            "Về dự toán thu, chi ngân sách huyện năm 2021",
            "Về kế hoạch đầu tư công năm 2021",
        ];
        chamber::add(ctx, id, &agenda(session.kind, &resolved))?;
        Ok(())
    })
}
