//! Which records meet the duties of coordination regulations, and what the areas tell of a
//! delegates' group.

use ::coordination::{Found, GroupPart, GroupRow, Meets};
use chain::Node;
use directory::Organization;
use kernel::{Date, OrganizationId, PersonId};
use kit::Ctx;
use petitions::MeetingState;

use super::ROWS_MAX;

/// Kinds of records that meet duties.
pub(crate) static MEETS: &[Meets] = &[
    Meets { kind: "meeting", label: "Phiên họp của cơ quan thực hiện", find: meetings_of },
    Meets { kind: "heads_meeting", label: "Cuộc họp với Trưởng các Ban", find: heads_meetings },
    Meets { kind: "briefing", label: "Hội nghị giao ban", find: briefings_held },
    Meets { kind: "session", label: "Kỳ họp", find: sessions_opened },
    Meets { kind: "voter_meeting", label: "Hội nghị tiếp xúc cử tri", find: voter_meetings },
    Meets { kind: "reception", label: "Buổi tiếp công dân", find: receptions },
];

/// What is told of a delegates' group.
pub(crate) static GROUP_PARTS: &[GroupPart] = &[
    GroupPart { label: "Tiếp xúc cử tri", find: group_meetings },
    GroupPart { label: "Chất vấn", find: group_questions },
];

type Rows = db::Result<Vec<Found>>;

fn meetings_of(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    party: OrganizationId,
    from: Date,
    to: Date,
) -> Rows {
    let all = ::meetings::between(ctx.tx, council, from, to)?.into_iter();
    Ok(all
        .filter(|one| one.body_id == party && one.state == ::meetings::State::Held)
        .map(|one| Found { node: Node::new("meeting", one.id, one.label(), one.path()), on: one.held_on })
        .collect())
}

fn heads_meetings(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    _: OrganizationId,
    from: Date,
    to: Date,
) -> Rows {
    let all = ::meetings::between(ctx.tx, council, from, to)?.into_iter();
    Ok(all
        .filter(|one| one.kind == ::meetings::Kind::Heads && one.state == ::meetings::State::Held)
        .map(|one| Found { node: Node::new("meeting", one.id, one.label(), one.path()), on: one.held_on })
        .collect())
}

fn briefings_held(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    _: OrganizationId,
    from: Date,
    to: Date,
) -> Rows {
    let all = briefings::held_between(ctx.tx, council, from, to)?.into_iter();
    Ok(all.map(|one| Found { node: Node::new("briefing", "", one.label, one.href), on: one.on }).collect())
}

fn sessions_opened(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    _: OrganizationId,
    from: Date,
    to: Date,
) -> Rows {
    use sessions::State as S;
    let all = sessions::list_of_council(ctx.tx, council)?.into_iter();
    Ok(all
        .filter(|one| matches!(one.state, S::Opened | S::Closed))
        .filter(|one| from <= one.opened_on && one.opened_on <= to)
        .map(|one| Found {
            node: Node::new("session", one.id, one.label(), format!("/lam-viec/ky-hop/{}", one.id)),
            on: one.opened_on,
        })
        .collect())
}

fn voter_meetings(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    _: OrganizationId,
    from: Date,
    to: Date,
) -> Rows {
    let all = petitions::meetings_between(ctx.tx, council, from, to)?.into_iter();
    Ok(all
        .filter(|one| one.state == MeetingState::Held)
        .map(|one| Found {
            node: Node::new("voter_meeting", one.id, one.label(), format!("/tiep-xuc-cu-tri#{}", one.id)),
            on: one.held_on,
        })
        .collect())
}

fn receptions(ctx: &mut Ctx<'_>, council: OrganizationId, _: OrganizationId, from: Date, to: Date) -> Rows {
    let all = reception::open::list_receptions(ctx.tx, council, (from, to), None, true, ROWS_MAX)?;
    Ok(all
        .into_iter()
        .map(|one| Found { node: Node::new("reception", "", one.label, one.href), on: one.on })
        .collect())
}

fn group_meetings(
    ctx: &mut Ctx<'_>,
    group: &Organization,
    members: &[PersonId],
    from: Date,
    to: Date,
) -> db::Result<Vec<GroupRow>> {
    let Some(council) = group.parent_id else { return Ok(Vec::new()) };
    let mut held = petitions::meetings_between(ctx.tx, council, from, to)?;
    held.retain(|one| one.state == MeetingState::Held);
    let ids: Vec<_> = held.iter().map(|one| one.id).collect();
    let came = petitions::delegates_of_meetings(ctx.tx, &ids)?;
    Ok(held
        .into_iter()
        .filter(|one| came.iter().any(|(meeting, person)| *meeting == one.id && members.contains(person)))
        .map(|one| GroupRow {
            label: one.label(),
            href: format!("/tiep-xuc-cu-tri#{}", one.id),
            on: one.held_on,
        })
        .collect())
}

fn group_questions(
    ctx: &mut Ctx<'_>,
    _: &Organization,
    members: &[PersonId],
    from: Date,
    to: Date,
) -> db::Result<Vec<GroupRow>> {
    let mut rows = Vec::new();
    for person in members {
        for one in questions::public_of_person(ctx.tx, *person)? {
            if from <= one.asked_on && one.asked_on <= to {
                rows.push(GroupRow { label: one.label(), href: one.public_path(), on: one.asked_on });
            }
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.on));
    Ok(rows)
}
