//! Reports of a delegates' group after a round of meetings with voters, and by when they are due.

use audit::Deed;
use directory::Organization;
use kernel::{Date, DutyRecordId, OrganizationId, dates};
use kit::ui::Badge;
use kit::{Ctx, Error};
use law::Rule;

use crate::groups::{self, GroupAsked};
use crate::model::{GroupReport, Refusal};
use crate::policy::{self, Action};
use crate::rules::{self, Reported, Round};
use crate::store;

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// A round as it is shown.
pub(crate) struct RoundRow {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) when: String,
    pub(crate) held: usize,
    pub(crate) due: String,
    /// How the day due was counted.
    pub(crate) explain: String,
    pub(crate) badge: Badge,
    /// Number and day of the report; empty while there is none.
    pub(crate) report: String,
    pub(crate) text: String,
    pub(crate) is_open: bool,
    pub(crate) due_on: Date,
    pub(crate) last_on: Date,
}

/// The rounds of a group in a window, with what became of their reports.
pub(crate) fn rows(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<RoundRow>> {
    let rounds = rules::rounds(&groups::met(ctx, asked)?, ctx.today);
    let reports = store::reports_of(ctx.tx, asked.group.id)?;
    let today = ctx.today;
    Ok(rounds
        .into_iter()
        .filter_map(|round| {
            let deadline = ctx.law.deadline(Rule::DelegateGroupReport, round.last).ok()?;
            let report = reports.iter().find(|one| one.round == round.key);
            Some(row(round, deadline.due, deadline.explain().join(" "), report, today))
        })
        .collect())
}

fn row(round: Round, due: Date, explain: String, report: Option<&GroupReport>, today: Date) -> RoundRow {
    let standing = rules::reported(round.last, due, report.map(|one| one.sent_on), today);
    RoundRow {
        when: crate::pages::when(round.first, round.last),
        held: round.held,
        due: dates::print(due),
        explain,
        badge: match standing {
            Reported::GoesOn => Badge::doing("Đợt đang diễn ra"),
            Reported::InTime => Badge::done("Đã gửi đúng hạn"),
            Reported::Late(days) => Badge::late(format!("Đã gửi, muộn {days} ngày")),
            Reported::Awaited => Badge::waiting("Chờ báo cáo"),
            Reported::Overdue(days) => Badge::late(format!("Chưa gửi, quá hạn {days} ngày")),
        },
        report: report.map_or_else(String::new, |one| {
            format!("Báo cáo số {}, ngày {}", one.number, dates::print(one.sent_on))
        }),
        text: report.map(|one| one.text.clone()).unwrap_or_default(),
        is_open: report.is_none() && standing != Reported::GoesOn,
        due_on: due,
        last_on: round.last,
        key: round.key,
        label: round.label,
    }
}

/// Whether the actor notes the reports of a group.
pub(crate) fn may_note(ctx: &Ctx<'_>, council: OrganizationId, group: OrganizationId) -> bool {
    policy::may(ctx.actor, Action::Note, council, &[group])
}

/// A group's report as it is noted.
pub(crate) struct NewReport {
    pub(crate) round: String,
    pub(crate) sent_on: Date,
    pub(crate) number: String,
    pub(crate) text: String,
}

/// Notes that a group has sent its report on a round.
pub(crate) fn send(
    ctx: &mut Ctx<'_>,
    group: &Organization,
    council: OrganizationId,
    new: &NewReport,
) -> Result<()> {
    if !may_note(ctx, council, group.id) {
        return Err(Error::NotFound);
    }
    let rounds = groups::rounds_of(ctx, group, council)?;
    let round = rounds.iter().find(|one| one.key == new.round);
    let round = round.ok_or(Error::Refused(Refusal::NoSuchRound))?;
    rules::send_report(round.last_on, new.sent_on, ctx.today).map_err(Error::Refused)?;
    let id: DutyRecordId = ctx.id();
    let by = ctx.actor.name.clone();
    let kept = store::insert_report(
        ctx.tx,
        id,
        council,
        group.id,
        &round.key,
        new.sent_on,
        &new.number,
        &new.text,
        &by,
    )?;
    if !kept.hit() {
        return Err(Error::Refused(Refusal::AlreadyReported));
    }
    let label = format!("{}: báo cáo tiếp xúc cử tri, {}", group.short_name, round.label);
    audit::record(ctx, Deed::new("coordination.group_report", "group_report", id, label).public())?;
    Ok(())
}
