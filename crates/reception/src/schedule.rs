//! Who must receive how often, and whether they do.

use directory::Post;
use kernel::period::Quarter;
use kernel::{Date, OrganizationId, dates};
use kit::{Ctx, Error};
use law::{Law, Limit, Period, Rule};

use crate::actions::Result;
use crate::model::{Host, Kind, Reception, State};
use crate::policy::{self, Action, Subject};
use crate::receptions::{self, NewReception};
use crate::{rules, store};

/// How a period stands towards what the law asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Enough were held.
    Met,
    /// Enough are held or still to come.
    Planned,
    /// Some are still to be planned.
    Missing,
    /// The period is over without enough.
    Failed,
}

/// How a period stands that needs so many, of which some were held and some are to come.
pub(crate) fn standing(need: usize, held: usize, coming: usize, is_over: bool) -> Standing {
    if need <= held {
        Standing::Met
    } else if is_over {
        Standing::Failed
    } else if need <= held + coming {
        Standing::Planned
    } else {
        Standing::Missing
    }
}

/// One week, month or quarter of somebody who must receive.
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) need: usize,
    pub(crate) receptions: Vec<Reception>,
    pub(crate) standing: Standing,
}

/// Somebody who must receive.
pub(crate) struct Duty {
    pub(crate) who: String,
    /// "ít nhất 1 lần mỗi quý", with the source.
    pub(crate) rule: String,
    pub(crate) rows: Vec<Row>,
}

/// The periods of a year: label, first day, last day.
fn periods(period: Period, year: i16) -> Vec<(String, Date, Date)> {
    let first = |month: i8| Date::new(year, month, 1).ok();
    match period {
        Period::Quarter => (1..=4)
            .filter_map(|number| Quarter::new(year, number))
            .map(|quarter| (quarter.print(), quarter.from(), quarter.to()))
            .collect(),
        Period::Month => (1..=12)
            .filter_map(first)
            .map(|day| (format!("tháng {}/{year}", day.month()), day, day.last_of_month()))
            .collect(),
        Period::Week => {
            let monday = |day: Date| day.first_of_year().year() == year;
            let mut weeks = Vec::new();
            let mut day = first(1);
            while let Some(start) = day.filter(|day| monday(*day)) {
                let mut end = start;
                while end.weekday() != jiff::civil::Weekday::Sunday && end != end.last_of_year() {
                    end = end.tomorrow().unwrap_or(end);
                }
                weeks.push((format!("tuần từ {}", dates::print(start)), start, end));
                day = end.tomorrow().ok();
            }
            weeks
        }
        Period::Year | Period::Term => {
            first(1).map(|day| vec![(format!("năm {year}"), day, day.last_of_year())]).unwrap_or_default()
        }
    }
}

/// What the table, or the council's own rule, asks of its chair on a day.
fn asked(law: &Law, on: Date) -> Option<(usize, Period, String)> {
    let applied = law.applied(Rule::CouncilChairReception, None, on).ok()?;
    let Limit::AtLeastPer { count, period } = applied.limit() else { return None };
    let told = applied.rule_ref();
    Some((
        usize::try_from(*count).ok()?,
        *period,
        format!("{}: {} ({})", told.says, told.limit_text, told.source),
    ))
}

fn duty(law: &Law, who: String, year: i16, today: Date, own: &[Reception]) -> Option<Duty> {
    let first = Date::new(year, 1, 1).ok()?;
    let (_, period, text) = asked(law, first)?;
    let rows = periods(period, year)
        .into_iter()
        .filter_map(|(label, from, to)| {
            let (need, ..) = asked(law, from)?;
            let receptions: Vec<Reception> =
                own.iter().filter(|one| from <= one.held_on && one.held_on <= to).cloned().collect();
            let held = receptions.iter().filter(|one| one.state == State::Held).count();
            let coming =
                receptions.iter().filter(|one| today <= one.held_on && one.state != State::Held).count();
            Some(Row {
                standing: standing(need, held, coming, to < today),
                label,
                from,
                to,
                need,
                receptions,
            })
        })
        .collect();
    Some(Duty { who, rule: text, rows })
}

/// What the law asks of a council's chair in a year. The chair of the People's Committee and the
/// heads of its departments must receive too (REC-02 to REC-05), but their receptions are kept by
/// them: of those that are held together with the council nobody can judge the others.
pub(crate) fn duties(ctx: &mut Ctx<'_>, council: OrganizationId, year: i16) -> db::Result<Vec<Duty>> {
    let (Ok(from), Ok(to)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return Ok(Vec::new()) };
    let all: Vec<Reception> = store::between(ctx.tx, council, from, to)?
        .into_iter()
        .filter(|one| one.state != State::Cancelled)
        .collect();
    let name = directory::organization(ctx.tx, council)?.map_or_else(String::new, |one| one.short_name);
    let chairs: Vec<Reception> = all.iter().filter(|one| one.kind == Kind::Chair).cloned().collect();
    let who = format!("Chủ tịch {name}");
    Ok(duty(ctx.law, who, year, ctx.today, &chairs).into_iter().collect())
}

/// The first working day of a period that can still be posted in time, from its middle on; the
/// last working day when there is none.
pub(crate) fn day_for(law: &Law, from: Date, to: Date, today: Date) -> Date {
    let calendar = law.calendar();
    let on_or_after =
        |day: Date| if calendar.is_working(day) { day } else { calendar.working_day_after(day) };
    let half = from.until(to).map_or(0, |span| span.get_days()) / 2;
    let middle = from.checked_add(jiff::Span::new().days(half)).unwrap_or(from);
    let mut day = on_or_after(middle.max(today));
    while day <= to {
        if rules::post_by(law, Kind::Chair, day).is_none_or(|deadline| today <= deadline.due) {
            return day;
        }
        day = calendar.working_day_after(day);
    }
    if calendar.is_working(to) { to } else { calendar.working_day_before(to) }
}

/// Plans the receptions of the chair that a year still lacks. Returns how many.
pub fn plan_missing(ctx: &mut Ctx<'_>, council: OrganizationId, year: i16) -> Result<usize> {
    if !policy::may(ctx.actor, Action::Keep, Subject::register(council)) {
        return Err(Error::NotFound);
    }
    let body = directory::organization(ctx.tx, council)?.ok_or(Error::NotFound)?;
    let holder = directory::holder_of(ctx.tx, council, Post::Chair, ctx.today)?;
    let host = Host {
        organization_id: council,
        name: holder.map_or_else(String::new, |person| person.name),
        post: Post::Chair.label().to_owned(),
    };
    let duties = duties(ctx, council, year)?;
    // The chair's is the first
    let rows = duties.into_iter().next().map(|duty| duty.rows).unwrap_or_default();
    let place = rows.iter().flat_map(|row| &row.receptions).next_back().map(|one| one.place.clone());
    let mut planned = 0;
    for row in rows.iter().filter(|row| row.standing == Standing::Missing) {
        let new = NewReception {
            council,
            kind: Kind::Chair,
            held_on: day_for(ctx.law, row.from, row.to, ctx.today),
            starts: "08:00".to_owned(),
            place: place.clone().unwrap_or_else(|| "Trụ sở tiếp công dân".to_owned()),
            area: body.area_id,
            topic: String::new(),
            is_online: false,
            hosts: vec![host.clone()],
            is_demonstration: ctx.app.settings().purpose.is_made_up(),
        };
        let known = row.receptions.len();
        for _ in known..row.need {
            receptions::plan(ctx, &new)?;
            planned += 1;
        }
    }
    Ok(planned)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn one_reception_a_quarter_is_met_planned_missing_or_failed() {
        assert_eq!(standing(1, 1, 0, true), Standing::Met);
        assert_eq!(standing(1, 0, 1, false), Standing::Planned);
        assert_eq!(standing(1, 0, 0, false), Standing::Missing);
        assert_eq!(standing(1, 0, 0, true), Standing::Failed);
        assert_eq!(standing(1, 0, 1, true), Standing::Failed);
    }

    #[test]
    fn the_chair_s_frequency_comes_from_the_law_of_each_time() {
        let law = Law::shipped().expect("the law");
        let text = |on| asked(&law, on).expect("a rule");
        assert_eq!(text(date(2020, 1, 1)).0, 1);
        assert_eq!(text(date(2020, 1, 1)).1, Period::Quarter);
        assert!(text(date(2025, 2, 28)).2.contains("Điều 107"));
        assert!(text(date(2025, 3, 1)).2.contains("Mặc định"));
    }

    #[test]
    fn a_missing_reception_is_planned_on_a_day_that_can_be_posted_in_time() {
        let law = Law::shipped().expect("the law");
        let quarter = Quarter::new(2020, 4).expect("a quarter");
        // The middle of the quarter lies ahead
        let day = day_for(&law, quarter.from(), quarter.to(), date(2020, 10, 15));
        assert_eq!(day, date(2020, 11, 16));
        // On 15/12 five working days later is 22/12
        assert_eq!(day_for(&law, quarter.from(), quarter.to(), date(2020, 12, 15)), date(2020, 12, 22));
        assert_eq!(day_for(&law, quarter.from(), quarter.to(), date(2020, 12, 30)), date(2020, 12, 31));
    }

    #[test]
    fn the_weeks_of_a_year_are_all_its_days() {
        let weeks = periods(Period::Week, 2020);
        assert_eq!(weeks.first().map(|week| week.1), Some(date(2020, 1, 1)));
        assert_eq!(weeks.last().map(|week| week.2), Some(date(2020, 12, 31)));
        for pair in weeks.windows(2) {
            assert_eq!(pair[0].2.tomorrow().ok(), Some(pair[1].1));
        }
    }
}
