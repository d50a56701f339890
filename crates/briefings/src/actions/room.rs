//! The agenda, and the conclusions as they are typed in the room.

use kernel::{BriefingId, BriefingItemId, ConclusionId, OrganizationId};
use kit::{Ctx, Error};

use super::{Result, hit, load, record};
use crate::model::{Briefing, Conclusion, Item, Refusal, State};
use crate::policy::Action;
use crate::rules::{self, DueWish};
use crate::{store, store_room};

fn open(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<Briefing> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if briefing.is_open() { Ok(briefing) } else { Err(Error::Refused(Refusal::WrongState(briefing.state))) }
}

fn agenda_deed(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<()> {
    record(ctx, "briefing.change", briefing, format!("{}, chương trình", briefing.title), "")
}

/// Adds a line at the end of the agenda.
pub fn add_item(
    ctx: &mut Ctx<'_>,
    id: BriefingId,
    title: &str,
    presenter: &str,
    minutes: i64,
) -> Result<BriefingItemId> {
    let briefing = open(ctx, id)?;
    let place = store_room::items(ctx.tx, id)?.last().map_or(1, |last| last.place + 1);
    let item: BriefingItemId = ctx.id();
    store_room::insert_item(ctx.tx, item, id, place, "custom", title, presenter, minutes)?;
    agenda_deed(ctx, &briefing)?;
    Ok(item)
}

fn load_item(ctx: &mut Ctx<'_>, id: BriefingItemId) -> Result<(Briefing, Item)> {
    let item = store_room::item(ctx.tx, id)?.ok_or(Error::NotFound)?;
    Ok((open(ctx, item.briefing_id)?, item))
}

/// Changes a line of the agenda.
pub fn change_item(
    ctx: &mut Ctx<'_>,
    id: BriefingItemId,
    title: &str,
    presenter: &str,
    minutes: i64,
    version: i64,
) -> Result<()> {
    let (briefing, _) = load_item(ctx, id)?;
    hit(store_room::set_item(ctx.tx, title, presenter, minutes, id, version)?)?;
    agenda_deed(ctx, &briefing)
}

/// Takes a line off the agenda.
pub fn remove_item(ctx: &mut Ctx<'_>, id: BriefingItemId) -> Result<()> {
    let (briefing, item) = load_item(ctx, id)?;
    hit(store_room::delete_item(ctx.tx, id, item.version)?)?;
    agenda_deed(ctx, &briefing)
}

/// Moves a line up or down by one.
pub fn move_item(ctx: &mut Ctx<'_>, id: BriefingItemId, up: bool) -> Result<()> {
    let (briefing, _) = load_item(ctx, id)?;
    let items = store_room::items(ctx.tx, briefing.id)?;
    let places: Vec<i64> = items.iter().map(|one| one.place).collect();
    let index = items.iter().position(|one| one.id == id).ok_or(Error::NotFound)?;
    let Some((one, other)) = rules::exchange(&places, index, up) else { return Ok(()) };
    hit(store_room::set_item_place(ctx.tx, places[other], items[one].id, items[one].version)?)?;
    hit(store_room::set_item_place(ctx.tx, places[one], items[other].id, items[other].version)?)?;
    agenda_deed(ctx, &briefing)
}

/// A conclusion as it is typed: ai – việc gì – bao giờ.
#[derive(Debug, Clone)]
pub struct ConclusionInput {
    /// What, word for word.
    pub text: String,
    /// Who.
    pub lead: Option<OrganizationId>,
    /// Who helps.
    pub cooperating: Vec<OrganizationId>,
    /// When.
    pub due: DueWish,
    /// Whether anyone may read it after the notice.
    pub is_public: bool,
}

fn conclusions_deed(ctx: &mut Ctx<'_>, briefing: &Briefing, action: &'static str) -> Result<()> {
    record(ctx, action, briefing, format!("{}, kết luận", briefing.title), "")
}

/// Conclusions are typed while the briefing sits; a draft may lie ready before.
fn typing(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<Briefing> {
    let briefing = open(ctx, id)?;
    if briefing.state == State::Planned {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    Ok(briefing)
}

fn check_bodies(input: &ConclusionInput) -> Result<()> {
    if input.lead.is_some_and(|lead| input.cooperating.contains(&lead)) {
        return Err(Error::Refused(Refusal::Other(
            "Cơ quan phối hợp trùng cơ quan chủ trì. Bỏ chọn ở một nơi.".to_owned(),
        )));
    }
    Ok(())
}

fn set_cooperation(ctx: &mut Ctx<'_>, id: ConclusionId, cooperating: &[OrganizationId]) -> Result<()> {
    store_room::delete_cooperation(ctx.tx, id)?;
    for body in cooperating {
        let row: ConclusionId = ctx.id();
        store_room::insert_cooperation(ctx.tx, row, id, *body)?;
    }
    Ok(())
}

/// Adds a conclusion at the end.
pub fn add_conclusion(ctx: &mut Ctx<'_>, id: BriefingId, input: &ConclusionInput) -> Result<ConclusionId> {
    let briefing = typing(ctx, id)?;
    check_bodies(input)?;
    let db::One((last,)) = store_room::last_place(ctx.tx, id)?;
    let conclusion: ConclusionId = ctx.id();
    let due = input.due;
    store_room::insert_conclusion(
        ctx.tx,
        conclusion,
        id,
        last + 1,
        &input.text,
        input.lead,
        due.kind(),
        due.day(),
        due.every(),
        input.is_public,
    )?;
    set_cooperation(ctx, conclusion, &input.cooperating)?;
    conclusions_deed(ctx, &briefing, "briefing.add")?;
    Ok(conclusion)
}

fn load_conclusion(ctx: &mut Ctx<'_>, id: ConclusionId) -> Result<(Briefing, Conclusion)> {
    let conclusion = store_room::conclusion(ctx.tx, id)?.ok_or(Error::NotFound)?;
    Ok((typing(ctx, conclusion.briefing_id)?, conclusion))
}

/// Changes a conclusion.
pub fn change_conclusion(
    ctx: &mut Ctx<'_>,
    id: ConclusionId,
    input: &ConclusionInput,
    version: i64,
) -> Result<()> {
    let (briefing, _) = load_conclusion(ctx, id)?;
    check_bodies(input)?;
    let due = input.due;
    hit(store_room::set_conclusion(
        ctx.tx,
        &input.text,
        input.lead,
        due.kind(),
        due.day(),
        due.every(),
        input.is_public,
        id,
        version,
    )?)?;
    set_cooperation(ctx, id, &input.cooperating)?;
    conclusions_deed(ctx, &briefing, "briefing.change")
}

/// Removes a conclusion; those after it move up.
pub fn remove_conclusion(ctx: &mut Ctx<'_>, id: ConclusionId) -> Result<()> {
    let (briefing, conclusion) = load_conclusion(ctx, id)?;
    store_room::delete_cooperation(ctx.tx, id)?;
    hit(store_room::delete_conclusion(ctx.tx, id, conclusion.version)?)?;
    for (left, place) in store_room::conclusions(ctx.tx, briefing.id)?.into_iter().zip(1..) {
        if left.place != place {
            hit(store_room::set_conclusion_place(ctx.tx, place, left.id, left.version)?)?;
        }
    }
    conclusions_deed(ctx, &briefing, "briefing.remove")
}

/// Moves a conclusion up or down by one.
pub fn move_conclusion(ctx: &mut Ctx<'_>, id: ConclusionId, up: bool) -> Result<()> {
    let (briefing, _) = load_conclusion(ctx, id)?;
    let all = store_room::conclusions(ctx.tx, briefing.id)?;
    let places: Vec<i64> = all.iter().map(|one| one.place).collect();
    let index = all.iter().position(|one| one.id == id).ok_or(Error::NotFound)?;
    let Some((one, other)) = rules::exchange(&places, index, up) else { return Ok(()) };
    hit(store_room::set_conclusion_place(ctx.tx, places[other], all[one].id, all[one].version)?)?;
    hit(store_room::set_conclusion_place(ctx.tx, places[one], all[other].id, all[other].version)?)?;
    conclusions_deed(ctx, &briefing, "briefing.change")
}

/// Who helps, for each conclusion of a briefing.
pub(crate) fn cooperation(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<Vec<(ConclusionId, OrganizationId)>> {
    let briefing = store::briefing(ctx.tx, id)?.ok_or(Error::NotFound)?;
    Ok(store_room::cooperation(ctx.tx, briefing.id)?)
}
