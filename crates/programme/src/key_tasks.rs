//! Key tasks of a quarter (nhiệm vụ trọng tâm): picked from programmes and from what is followed.

use std::collections::HashMap;

use db::Tx;
use follow::FollowUp;
use kernel::period::Quarter;
use kernel::{Date, FollowUpId, OrganizationId, ProgrammeId};
use kit::Ctx;

use crate::model::{Item, KeyTask, Programme};
use crate::store;

/// The key tasks of a council in a window of quarters: the items of its programmes marked so that
/// are due in it, and the follow-ups picked for its quarters; the earliest due first.
///
/// # Errors
/// Only the database's.
pub fn key_tasks(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<KeyTask>> {
    let labels = labels(tx, council, from, to)?;
    let mut tasks: Vec<KeyTask> = store::due_between(tx, council, from, to)?
        .into_iter()
        .filter(|item| item.is_key)
        .map(|item| task_of(&labels, item))
        .collect();
    let names = directory::names(tx)?;
    let picked: Vec<FollowUpId> =
        store::key_follow_ups(tx, council, from, to)?.into_iter().map(|(_, id)| id).collect();
    tasks.extend(follow::find_many(tx, &picked)?.into_iter().map(|one| followed(&names, one)));
    tasks.sort_by(|one, other| {
        (one.due_on.is_none(), one.due_on, &one.label).cmp(&(
            other.due_on.is_none(),
            other.due_on,
            &other.label,
        ))
    });
    Ok(tasks)
}

/// What the programmes of the window's years are called.
fn labels(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<HashMap<ProgrammeId, String>> {
    let mut known = HashMap::new();
    let names = directory::names(tx)?;
    for year in from.year()..=to.year() {
        for one in store::of_year(tx, council, i64::from(year))? {
            known.insert(one.id, label(&one, &names));
        }
    }
    Ok(known)
}

fn label(one: &Programme, names: &HashMap<OrganizationId, String>) -> String {
    format!("{} {}", one.label(), names.get(&one.body_id).map_or("", String::as_str))
}

fn task_of(labels: &HashMap<ProgrammeId, String>, item: Item) -> KeyTask {
    KeyTask {
        href: item.path(),
        origin: labels.get(&item.programme_id).cloned().unwrap_or_default(),
        due_on: Some(item.due_on),
        done_on: item.done_on,
        is_done: item.done_on.is_some(),
        label: item.title,
        lead: item.lead,
    }
}

fn followed(names: &HashMap<OrganizationId, String>, one: FollowUp) -> KeyTask {
    KeyTask {
        href: one.path(),
        origin: format!("{}, {}", one.source_label, one.code),
        lead: names.get(&one.lead_id).cloned().unwrap_or_default(),
        due_on: one.due_on,
        done_on: one.closed_on,
        is_done: !one.is_open(),
        label: one.text,
    }
}

/// What may become a key task of a quarter.
pub(crate) struct Proposed {
    /// Items of programmes that are due in it.
    pub(crate) items: Vec<Item>,
    /// What is followed and due in it, and conclusions carried into it.
    pub(crate) follow_ups: Vec<FollowUp>,
}

/// What is proposed for a quarter and not picked yet.
pub(crate) fn proposed(ctx: &mut Ctx<'_>, council: OrganizationId, quarter: Quarter) -> db::Result<Proposed> {
    let (from, to) = (quarter.from(), quarter.to());
    let picked: Vec<FollowUpId> =
        store::key_follow_ups(ctx.tx, council, from, to)?.into_iter().map(|(_, id)| id).collect();
    let mut items = store::due_between(ctx.tx, council, from, to)?;
    items.retain(|item| !item.is_key && item.done_on.is_none());
    let mut follow_ups = follow::open_of_council(ctx.tx, council)?;
    follow_ups.retain(|one| {
        let is_due = one.due_on.is_some_and(|due| from <= due && due <= to);
        !picked.contains(&one.id) && (is_due || (one.carried > 0 && one.due_on.is_none_or(|due| due <= to)))
    });
    Ok(Proposed { items, follow_ups })
}
