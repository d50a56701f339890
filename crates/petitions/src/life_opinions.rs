//! Opinions of voters in the chain: raw notes, for those who may see the meeting at which they were
//! said. What of them is public is the petition that was made of them.

use chain::{Kind, Known, Reader};
use kernel::{dates, text};
use kit::Ctx;

use crate::policy::{self, Action};
use crate::store_meetings as store;

/// Opinions as they stand in chains.
pub const LIFE: Kind = Kind { kind: "opinion", label: "Ý kiến cử tri", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    if reader == Reader::Public {
        return Ok(Vec::new());
    }
    let found = store::opinions_of_ids(ctx.tx, &chain::parsed(ids))?;
    let meetings: Vec<_> = found.iter().map(|one| one.meeting_id).collect();
    let meetings = store::many(ctx.tx, &meetings)?;
    Ok(found
        .into_iter()
        .filter_map(|one| {
            let meeting = meetings.iter().find(|known| known.id == one.meeting_id)?;
            let (council, area) = (meeting.council_id, meeting.area_id);
            if !policy::may_in_council(ctx.actor, Action::NoteOpinion, council, area) {
                return None;
            }
            Some(Known {
                id: one.id.to_string(),
                council,
                label: format!("Ý kiến cử tri ngày {}", dates::print(meeting.held_on)),
                about: text::truncate_words(&one.text, 160),
                href: meeting.path(),
                body: one.place,
                state: if one.is_remark { "Không kiến nghị" } else { "Đã ghi nhận" }.to_owned(),
                on: meeting.held_on,
                ended: Some(meeting.held_on),
                is_open: false,
            })
        })
        .collect())
}
