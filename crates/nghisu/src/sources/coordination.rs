//! Which records meet the duties of coordination regulations, and what the areas tell of a
//! delegates' group.

use ::coordination::{Asked, Find, Found, GroupAsked, GroupPart, GroupRow, Meets, Met};
use ::meetings::Meeting;
use chain::Reader;
use documents::{Kind, SentQuestion};
use kernel::OrganizationId;
use kit::Ctx;
use petitions::MeetingState;

use super::ROWS_MAX;

/// A kind of record of one body.
const fn of_body(kind: &'static str, label: &'static str, find: Find) -> Meets {
    Meets { kind, label, is_sent: false, find }
}

/// A kind of paper from one body to another.
const fn sent_to(kind: &'static str, label: &'static str, find: Find) -> Meets {
    Meets { kind, label, is_sent: true, find }
}

/// Kinds of records that meet duties.
pub(crate) static MEETS: &[Meets] = &[
    of_body("meeting", "Phiên họp của cơ quan thực hiện", meetings_of),
    of_body("heads_meeting", "Cuộc họp với Trưởng các Ban", heads_meetings),
    of_body("briefing", "Hội nghị giao ban", briefings_held),
    of_body("briefing_report", "Báo cáo gửi hội nghị giao ban", briefing_reports),
    of_body("session", "Kỳ họp", sessions_opened),
    of_body("voter_meeting", "Hội nghị tiếp xúc cử tri", voter_meetings),
    of_body("reception", "Buổi tiếp công dân", receptions),
    sent_to("sent_notice", "Thông báo gửi cơ quan nhận", notices_sent),
    sent_to("sent_report", "Báo cáo gửi cơ quan nhận", reports_sent),
    sent_to("sent_paper", "Văn bản gửi cơ quan nhận", all_papers_sent),
];

/// What is told of a delegates' group.
pub(crate) static GROUP_PARTS: &[GroupPart] = &[
    GroupPart { label: "Tiếp xúc cử tri", find: group_meetings },
    GroupPart { label: "Kiến nghị tại các cuộc tiếp xúc của Tổ", find: group_petitions },
    GroupPart { label: "Giám sát, khảo sát", find: group_oversight },
    GroupPart { label: "Chất vấn", find: group_questions },
];

type Rows = db::Result<Vec<Found>>;

/// Meetings with what their reader may know of them: those in the public calendar by name, others
/// by their day alone.
fn meetings_where(ctx: &mut Ctx<'_>, asked: &Asked, holds: fn(&Meeting, &Asked) -> bool) -> Rows {
    let all = ::meetings::between(ctx.tx, asked.council, asked.from, asked.to)?.into_iter();
    Ok(all
        .filter(|one| one.state == ::meetings::State::Held && holds(one, asked))
        .map(|one| {
            let may_open = asked.reader == Reader::Workspace
                && ::meetings::policy::may(ctx.actor, ::meetings::policy::Action::Read, &one);
            match (may_open, one.is_public) {
                (true, _) => Found::new(one.label(), one.path(), one.held_on),
                (false, true) => Found::new(one.label(), "/lich", one.held_on),
                (false, false) => Found::unnamed(one.kind.label(), one.held_on),
            }
        })
        .collect())
}

fn meetings_of(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    meetings_where(ctx, asked, |one, asked| one.body_id == asked.debtor)
}

fn heads_meetings(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    meetings_where(ctx, asked, |one, _| one.kind == ::meetings::Kind::Heads)
}

fn briefings_held(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    let all = briefings::held_between(ctx.tx, asked.council, asked.from, asked.to)?.into_iter();
    // One that is not concluded has its page in the workspace alone
    let hides = |href: &str| asked.reader == Reader::Public && href.starts_with("/lam-viec");
    Ok(all
        .map(|one| {
            let href = if hides(&one.href) { String::new() } else { one.href };
            Found::new(one.label, href, one.on)
        })
        .collect())
}

fn briefing_reports(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    let (council, body) = (asked.council, asked.debtor);
    let all = briefings::sent_reports(ctx.tx, council, body, asked.from, asked.to)?.into_iter();
    Ok(all.map(|one| Found::new(one.label, one.href, one.on)).collect())
}

fn sessions_opened(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    use sessions::State as S;
    let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
    let all = sessions::list_of_council(ctx.tx, asked.council)?.into_iter();
    Ok(all
        .filter(|one| matches!(one.state, S::Opened | S::Closed))
        .filter(|one| asked.from <= one.opened_on && one.opened_on <= asked.to)
        .map(|one| match (asked.reader, one.is_public) {
            (Reader::Workspace, _) => Found::new(one.label(), one.path(), one.opened_on),
            (Reader::Public, true) => Found::new(one.label(), addresses.of(&one), one.opened_on),
            (Reader::Public, false) => Found::unnamed("Kỳ họp", one.opened_on),
        })
        .collect())
}

fn voter_meetings(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    let all = petitions::meetings_between(ctx.tx, asked.council, asked.from, asked.to)?.into_iter();
    Ok(all
        .filter(|one| one.state == MeetingState::Held)
        .map(|one| Found::new(one.label(), format!("/tiep-xuc-cu-tri#{}", one.id), one.held_on))
        .collect())
}

fn receptions(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    let window = (asked.from, asked.to);
    let all = reception::open::list_receptions(ctx.tx, asked.council, window, None, true, ROWS_MAX)?;
    Ok(all.into_iter().map(|one| Found::new(one.label, one.href, one.on)).collect())
}

fn notices_sent(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    papers_sent(ctx, asked, vec![Kind::Notice])
}

fn reports_sent(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    papers_sent(ctx, asked, vec![Kind::Report])
}

fn all_papers_sent(ctx: &mut Ctx<'_>, asked: &Asked) -> Rows {
    papers_sent(
        ctx,
        asked,
        vec![Kind::Notice, Kind::Report, Kind::OfficialLetter, Kind::Plan, Kind::Programme],
    )
}

/// Papers that went from who owes the duty to whom it is owed. A council and its Standing Committee
/// write and receive in each other's name.
fn papers_sent(ctx: &mut Ctx<'_>, asked: &Asked, kinds: Vec<Kind>) -> Rows {
    let Some(creditor) = asked.creditor else { return Ok(Vec::new()) };
    let council = asked.council;
    let standing = directory::standing_committee_of(ctx.tx, council)?.map(|one| one.id);
    let with_other_name = |body: OrganizationId| match standing {
        Some(standing) if body == standing || body == council => vec![council, standing],
        _ => vec![body],
    };
    let question = SentQuestion {
        council,
        issuers: with_other_name(asked.debtor),
        recipients: with_other_name(creditor),
        kinds,
        from: asked.from,
        to: asked.to,
    };
    Ok(documents::sent(ctx, &question)?
        .into_iter()
        .map(|one| match (asked.reader, one.is_public, one.may_read) {
            (Reader::Workspace, _, true) => Found::new(&one.label, one.path(), one.on),
            (_, true, _) => Found::new(&one.label, one.public_path(), one.on),
            (_, false, _) => Found::unnamed(one.kind.label(), one.on),
        })
        .collect())
}

/// The meetings with voters at which a member of a group was, or is to be; those called off left out.
fn meetings_with(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<petitions::Meeting>> {
    let mut all = petitions::meetings_between(ctx.tx, asked.council, asked.from, asked.to)?;
    all.retain(|one| one.state != MeetingState::Cancelled);
    let ids: Vec<_> = all.iter().map(|one| one.id).collect();
    let came = petitions::delegates_of_meetings(ctx.tx, &ids)?;
    all.retain(|one| {
        came.iter().any(|(meeting, person)| *meeting == one.id && asked.members.contains(person))
    });
    Ok(all)
}

/// The meetings of a group with the round that each belongs to: those of one kind for one session,
/// or a meeting by itself.
pub(crate) fn group_met(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<Met>> {
    let all = meetings_with(ctx, asked)?;
    let sessions = sessions::list_of_council(ctx.tx, asked.council)?;
    Ok(all
        .into_iter()
        .map(|one| {
            let session = one.session_id.and_then(|id| sessions.iter().find(|known| known.id == id));
            let kind = one.kind.label();
            let (round, label) = match session {
                Some(session) => {
                    (format!("{}:{}", one.kind.as_str(), session.id), format!("{kind}: {}", session.label()))
                }
                None => (one.id.to_string(), format!("{kind}: {}", one.place)),
            };
            Met { round, label, on: one.held_on, is_held: one.state == MeetingState::Held }
        })
        .collect())
}

fn group_meetings(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<GroupRow>> {
    let all = meetings_with(ctx, asked)?.into_iter();
    Ok(all
        .filter(|one| one.state == MeetingState::Held)
        .map(|one| GroupRow {
            label: one.label(),
            href: format!("/tiep-xuc-cu-tri#{}", one.id),
            on: one.held_on,
            note: String::new(),
        })
        .collect())
}

/// What voters asked at the group's meetings.
fn group_petitions(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<GroupRow>> {
    let meetings: Vec<_> = meetings_with(ctx, asked)?.into_iter().map(|one| one.id).collect();
    let found = petitions::of_meetings(ctx, asked.reader, &meetings)?;
    Ok(found
        .into_iter()
        .map(|one| GroupRow {
            label: format!("{}: {}", one.code, kernel::text::truncate_words(&one.text, 140)),
            href: match asked.reader {
                Reader::Public => one.public_path(),
                Reader::Workspace => one.path(),
            },
            on: one.received_on,
            note: one.state.label().to_owned(),
        })
        .collect())
}

/// Oversight by the group, and by its members alone.
fn group_oversight(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<GroupRow>> {
    let window = (asked.from, asked.to);
    let (group, members) = (asked.group.id, asked.members);
    let found = ::oversight::of_group(ctx, asked.reader, group, members, window)?;
    Ok(found
        .into_iter()
        .map(|one| GroupRow {
            label: format!("{}: {}", one.label(), one.title),
            href: match asked.reader {
                Reader::Public => one.public_path(),
                Reader::Workspace => one.path(),
            },
            on: one.decided_on.unwrap_or(one.planned_from),
            note: one.state.label().to_owned(),
        })
        .collect())
}

fn group_questions(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<GroupRow>> {
    let mut rows = Vec::new();
    for person in asked.members {
        for one in questions::public_of_person(ctx.tx, *person)? {
            if asked.from <= one.asked_on && one.asked_on <= asked.to {
                rows.push(GroupRow {
                    label: one.label(),
                    href: one.public_path(),
                    on: one.asked_on,
                    note: String::new(),
                });
            }
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.on));
    Ok(rows)
}
