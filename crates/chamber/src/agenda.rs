//! The agenda: written, pasted, put in order, changed until the session is over.

use kernel::{AgendaItemId, SessionId};
use kit::{Ctx, Error};

use crate::common::{Result, note, permitted};
use crate::model::{Item, ItemKind, NewItem, Refusal, SittingState};
use crate::policy::Action;
use crate::{dependents, store};

fn open_to_change(ctx: &mut Ctx<'_>, id: SessionId) -> Result<sessions::Session> {
    let session = permitted(ctx, id, Action::Prepare)?;
    let sitting = store::sitting(ctx.tx, id)?;
    if sitting.is_some_and(|one| one.state == SittingState::Over) {
        return Err(Error::Refused(Refusal::Over));
    }
    Ok(session)
}

fn own_item(ctx: &mut Ctx<'_>, session: SessionId, id: AgendaItemId) -> Result<Item> {
    store::item(ctx.tx, id)?.filter(|one| one.session_id == session).ok_or(Error::NotFound)
}

/// Adds items at the end.
pub fn add(ctx: &mut Ctx<'_>, session: SessionId, new: &[NewItem]) -> Result<()> {
    let session = open_to_change(ctx, session)?;
    let (mut place,) = store::last_place(ctx.tx, session.id)?.0;
    for one in new {
        place += 1;
        let id = ctx.id();
        store::insert_item(
            ctx.tx,
            id,
            session.id,
            place,
            one.kind,
            &one.title,
            &one.presenter,
            one.minutes,
            one.is_closed,
        )?;
    }
    let what = match new {
        [] => return Ok(()),
        [one] => format!("Thêm nội dung “{}”", if one.is_closed { "họp kín" } else { &one.title }),
        many => format!("Thêm {} nội dung vào chương trình", many.len()),
    };
    store::stir(ctx.tx, session.id)?;
    note(ctx, &session, "chamber.agenda", what, "", true)?;
    Ok(())
}

/// Changes an item.
pub fn change(
    ctx: &mut Ctx<'_>,
    session: SessionId,
    id: AgendaItemId,
    version: i64,
    new: &NewItem,
) -> Result<()> {
    let session = open_to_change(ctx, session)?;
    let item = own_item(ctx, session.id, id)?;
    let hit = store::update_item(
        ctx.tx,
        new.kind,
        &new.title,
        &new.presenter,
        new.minutes,
        new.is_closed,
        id,
        version,
    )?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    store::stir(ctx.tx, session.id)?;
    dependents::changed(ctx, id)?;
    note(ctx, &session, "chamber.agenda", format!("Sửa nội dung {}", item.place), "", true)?;
    Ok(())
}

/// Takes an item off that was not begun.
pub fn remove(ctx: &mut Ctx<'_>, session: SessionId, id: AgendaItemId, version: i64) -> Result<()> {
    let session = open_to_change(ctx, session)?;
    let item = own_item(ctx, session.id, id)?;
    if item.started_ms.is_some() {
        return Err(Error::Refused(Refusal::ItemBegun));
    }
    let is_voted = store::polls(ctx.tx, session.id)?.iter().any(|poll| poll.item_id == id)
        || store::block_items(ctx.tx, session.id)?.iter().any(|(_, item)| *item == id);
    if is_voted {
        return Err(Error::Refused(Refusal::ItemVoted));
    }
    if let Some(why) = dependents::held(ctx.tx, id)? {
        return Err(Error::Refused(Refusal::Session(why.to_owned())));
    }
    if !store::delete_item(ctx.tx, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    store::stir(ctx.tx, session.id)?;
    note(ctx, &session, "chamber.agenda", format!("Bỏ nội dung {}", item.place), "", true)?;
    Ok(())
}

/// Moves an item by one place.
pub fn shift(ctx: &mut Ctx<'_>, session: SessionId, id: AgendaItemId, is_up: bool) -> Result<()> {
    let session = open_to_change(ctx, session)?;
    let items = store::items(ctx.tx, session.id)?;
    let at = items.iter().position(|one| one.id == id).ok_or(Error::NotFound)?;
    let other = if is_up { at.checked_sub(1) } else { Some(at + 1) };
    let (Some(one), Some(other)) = (items.get(at), other.and_then(|other| items.get(other))) else {
        return Ok(());
    };
    store::place_item(ctx.tx, other.place, one.id)?;
    store::place_item(ctx.tx, one.place, other.id)?;
    store::stir(ctx.tx, session.id)?;
    note(ctx, &session, "chamber.agenda", "Đổi thứ tự nội dung", "", true)?;
    Ok(())
}

/// What kind of item a title speaks of; a report when it speaks of nothing known.
pub(crate) fn guess(title: &str) -> ItemKind {
    const KNOWN: [(&str, ItemKind); 14] = [
        ("tham tra", ItemKind::ExaminationReport),
        ("chat van", ItemKind::Questioning),
        ("thao luan to", ItemKind::GroupDiscussion),
        ("thao luan", ItemKind::PlenaryDiscussion),
        ("khai mac", ItemKind::Opening),
        ("be mac", ItemKind::Closing),
        ("thong qua chuong trinh", ItemKind::AgendaAdoption),
        ("lay phieu tin nhiem", ItemKind::ConfidenceRating),
        ("bo phieu tin nhiem", ItemKind::ConfidenceVote),
        ("kien nghi cua cu tri", ItemKind::VoterPetitionReport),
        ("mat tran", ItemKind::FrontNotice),
        ("bau ", ItemKind::Personnel),
        ("du thao nghi quyet", ItemKind::DraftResolution),
        ("to trinh", ItemKind::DraftResolution),
    ];
    let folded = kernel::text::fold(title);
    KNOWN.iter().find(|(words, _)| folded.contains(words)).map_or(ItemKind::Report, |(_, kind)| *kind)
}

/// Minutes of an item that says nothing of its time.
pub(crate) const MINUTES: i64 = 15;

/// Lines as they come from Word or Excel: what, who, minutes, each in a cell of its own. A number
/// before the title and empty lines fall away.
///
/// # Errors
/// What is wrong, by line, all at once.
pub(crate) fn read_lines(pasted: &str) -> std::result::Result<Vec<NewItem>, Vec<String>> {
    let (mut items, mut faults) = (Vec::new(), Vec::new());
    for (number, line) in pasted.lines().enumerate() {
        let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        // The number of the line in the office's own table
        if cells.len() > 1
            && cells.first().is_some_and(|cell| cell.trim_end_matches('.').parse::<u16>().is_ok())
        {
            cells.remove(0);
        }
        let Some(title) = cells
            .first()
            .map(|cell| cell.trim_start_matches(|c: char| c.is_ascii_digit() || ".)- ".contains(c)))
            .filter(|title| !title.is_empty())
        else {
            continue;
        };
        let minutes = match cells.get(2).map(|cell| cell.trim_end_matches("phút").trim()) {
            None | Some("") => MINUTES,
            Some(cell) => match cell.parse() {
                Ok(minutes) if (1..=600).contains(&minutes) => minutes,
                _ => {
                    faults.push(format!("Dòng {}: số phút “{cell}” không phải số từ 1 đến 600.", number + 1));
                    MINUTES
                }
            },
        };
        if !(2..=500).contains(&title.chars().count()) {
            faults.push(format!("Dòng {}: nội dung dài từ 2 đến 500 ký tự.", number + 1));
        }
        items.push(NewItem {
            kind: guess(title),
            title: title.to_owned(),
            presenter: cells.get(1).copied().unwrap_or("").to_owned(),
            minutes,
            is_closed: false,
        });
    }
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_agenda_is_read_with_its_times() {
        let pasted = "1\tKhai mạc, chào cờ\tChủ tịch HĐND\t10\n2.\tTờ trình dự thảo Nghị quyết về đầu tư công\tUBND huyện\t20 phút\n\nChất vấn và trả lời chất vấn\t\t90\n4. Bế mạc";
        let items = read_lines(pasted).unwrap();
        let seen: Vec<(&str, ItemKind, &str, i64)> = items
            .iter()
            .map(|one| (one.title.as_str(), one.kind, one.presenter.as_str(), one.minutes))
            .collect();
        assert_eq!(
            seen,
            [
                ("Khai mạc, chào cờ", ItemKind::Opening, "Chủ tịch HĐND", 10),
                ("Tờ trình dự thảo Nghị quyết về đầu tư công", ItemKind::DraftResolution, "UBND huyện", 20),
                ("Chất vấn và trả lời chất vấn", ItemKind::Questioning, "", 90),
                ("Bế mạc", ItemKind::Closing, "", MINUTES),
            ]
        );
    }

    #[test]
    fn every_wrong_line_is_named() {
        let faults = read_lines("Báo cáo\tA\tmười\nX\t\t15\nBáo cáo\tB\t601").unwrap_err();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].starts_with("Dòng 1: số phút “mười”"), "{faults:?}");
    }
}
