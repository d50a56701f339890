use jiff::civil::date;
use kernel::{Id, OrganizationId, PeriodFigureId, ResolutionId};
use proptest::prelude::*;

use super::*;
use crate::model::Sector;

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
}

/// From 60,0 at the end of 2019 to 70,0 at the end of 2020: 366 days.
fn water(direction: Direction, baseline: i64, target: i64) -> Indicator {
    Indicator {
        unit: "%".to_owned(),
        decimals: 1,
        baseline,
        baseline_on: date(2019, 12, 31),
        target,
        direction,
        is_cumulative: true,
        due_on: date(2020, 12, 31),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a judge is asked of what may be missing")]
fn at(value: i64, day: Date) -> Option<Reached> {
    Some(Reached { value, before: None, at: day })
}

fn figure(period: &str, value: i64, before: Option<i64>, state: FigureState) -> Figure {
    let parsed: FigurePeriod = period.parse().unwrap();
    let is_entered = state == FigureState::Entered;
    Figure {
        id: id::<PeriodFigureId>(1),
        objective_id: id(2),
        period: period.to_owned(),
        from_on: parsed.from(),
        to_on: parsed.to(),
        revision: 1,
        value,
        value_before: before,
        source: "Báo cáo".to_owned(),
        reason: String::new(),
        state,
        entered_by: "UBND huyện".to_owned(),
        entered_ms: 0,
        approved_by: (!is_entered).then(|| "UBND huyện".to_owned()),
        approved_on: (!is_entered).then(|| date(2020, 10, 5)),
        batch_id: None,
        is_demonstration: false,
        version: 1,
    }
}

const JUNE: Date = Date::constant(2020, 6, 30);
const TODAY: Date = Date::constant(2020, 10, 15);

#[test]
fn a_pace_of_exactly_95_percent_is_on_track_and_one_tenth_less_is_a_risk() {
    // 182 of 366 days: to forecast 95 % of a way of 3660 units one needs 95 · 3660 · 182 / 36600
    let one = water(Direction::Up, 0, 3_660);
    assert_eq!(days(one.baseline_on, JUNE), 182);
    assert_eq!(days(one.baseline_on, one.due_on), 366);
    assert_eq!(judge(&one, at(1_729, JUNE), TODAY), Standing::OnTrack, "1729 · 366 / 182 = 3477 = 95 %");
    assert_eq!(judge(&one, at(1_728, JUNE), TODAY), Standing::AtRisk);
    assert_eq!(forecast(&one, at(1_729, JUNE).unwrap()), Some(3_477));
    let down = water(Direction::Down, 3_660, 0);
    assert_eq!(judge(&down, at(3_660 - 1_729, JUNE), TODAY), Standing::OnTrack);
    assert_eq!(judge(&down, at(3_660 - 1_728, JUNE), TODAY), Standing::AtRisk);
}

#[test]
fn a_target_is_reached_at_the_target_and_beyond_it() {
    let up = water(Direction::Up, 600, 700);
    assert_eq!(judge(&up, at(699, JUNE), TODAY), Standing::OnTrack);
    assert_eq!(judge(&up, at(700, JUNE), TODAY), Standing::Reached);
    let down = water(Direction::Down, 50, 30);
    assert_eq!(judge(&down, at(31, JUNE), TODAY), Standing::OnTrack);
    assert_eq!(judge(&down, at(30, JUNE), TODAY), Standing::Reached);
}

#[test]
fn what_is_not_to_be_exceeded_is_kept_only_when_its_day_is_over() {
    let one = water(Direction::AtMost, 0, 100);
    // 49 · 366 / 182 = 98,5; 50 · 366 / 182 = 100,5
    assert_eq!(judge(&one, at(49, JUNE), TODAY), Standing::OnTrack);
    assert_eq!(judge(&one, at(50, JUNE), TODAY), Standing::AtRisk);
    let end = date(2020, 12, 31);
    assert_eq!(judge(&one, at(100, end), date(2021, 1, 5)), Standing::Reached);
    assert_eq!(judge(&one, at(101, end), date(2021, 1, 5)), Standing::Overdue);
    assert_eq!(progress(&one, 50), None);
}

#[test]
fn the_due_day_itself_is_not_late() {
    let one = water(Direction::Up, 600, 700);
    assert_eq!(judge(&one, at(610, JUNE), date(2020, 12, 31)), Standing::AtRisk);
    assert_eq!(judge(&one, at(610, JUNE), date(2021, 1, 1)), Standing::Overdue);
    assert_eq!(judge(&one, None, date(2020, 12, 31)), Standing::NoFigure);
    assert_eq!(judge(&one, None, date(2021, 1, 1)), Standing::Overdue);
    let due = date(2020, 9, 30);
    assert_eq!(judge_task(due, None, date(2020, 9, 29)), Standing::Open);
    assert_eq!(judge_task(due, None, due), Standing::Open);
    assert_eq!(judge_task(due, None, date(2020, 10, 1)), Standing::Late);
    assert_eq!(judge_task(due, Some(due), TODAY), Standing::Done);
    assert_eq!(judge_task(due, Some(date(2020, 10, 1)), TODAY), Standing::DoneLate);
}

#[test]
fn progress_is_the_way_behind_of_the_whole_way() {
    assert_eq!(progress(&water(Direction::Up, 600, 700), 650).unwrap().print(), "50%");
    assert_eq!(progress(&water(Direction::Down, 50, 30), 45).unwrap().print(), "25%");
    assert_eq!(progress(&water(Direction::Up, 600, 700), 590).unwrap().print(), "-10%");
}

#[test]
fn a_cumulative_indicator_stands_where_its_newest_approved_figure_does() {
    let one = water(Direction::Up, 600, 700);
    let figures = [
        figure("2020-Q1", 610, Some(590), FigureState::Approved),
        figure("2020-Q2", 640, Some(600), FigureState::Replaced),
        figure("2020-Q2", 630, Some(600), FigureState::Approved),
        figure("2020-Q3", 690, None, FigureState::Entered),
    ];
    assert_eq!(reached(&one, &figures, TODAY), Some(Reached { value: 630, before: Some(600), at: JUNE }));
    assert_eq!(reached(&one, &figures, date(2020, 5, 1)).unwrap().value, 610);
    assert_eq!(reached(&one, &figures, date(2020, 3, 30)), None);
    assert_eq!(
        reached_in(&one, &figures, "2020-H1".parse().unwrap()).unwrap().value,
        630,
        "the same last day"
    );
    assert_eq!(reached_in(&one, &figures, "2020-9M".parse().unwrap()), None, "not approved");
}

#[test]
fn an_indicator_of_single_periods_is_their_sum_and_has_no_nine_months_with_a_hole() {
    let one = Indicator { is_cumulative: false, ..water(Direction::Up, 0, 1_000) };
    let mut figures = vec![
        figure("2020-Q1", 100, Some(90), FigureState::Approved),
        figure("2020-Q3", 300, Some(280), FigureState::Approved),
    ];
    let nine: FigurePeriod = "2020-9M".parse().unwrap();
    assert_eq!(reached(&one, &figures, TODAY).unwrap().value, 400);
    assert_eq!(reached_in(&one, &figures, nine), None);
    figures.push(figure("2020-Q2", 200, Some(190), FigureState::Approved));
    let whole = reached_in(&one, &figures, nine).unwrap();
    assert_eq!((whole.value, whole.before), (600, Some(560)));
}

#[test]
fn a_period_is_entered_when_it_is_over_and_once() {
    let one = water(Direction::Up, 600, 700);
    let third: FigurePeriod = "2020-Q3".parse().unwrap();
    let nine: FigurePeriod = "2020-9M".parse().unwrap();
    assert!(matches!(check_period(&one, third, &[], date(2020, 9, 30)), Err(Refusal::PeriodNotOver(_))));
    assert_eq!(check_period(&one, third, &[], date(2020, 10, 1)), Ok(()));
    let known = [figure("2020-Q3", 650, None, FigureState::Entered)];
    assert_eq!(check_period(&one, third, &known, TODAY), Ok(()), "the same period is changed");
    assert!(matches!(check_period(&one, nine, &known, TODAY), Err(Refusal::Overlaps(_))));
    let early: FigurePeriod = "2019-Q4".parse().unwrap();
    assert!(matches!(check_period(&one, early, &[], TODAY), Err(Refusal::BeforeBaseline(_))));
    let single = Indicator { is_cumulative: false, ..one };
    let month: FigurePeriod = "2020-M08".parse().unwrap();
    assert!(matches!(check_period(&single, month, &known, TODAY), Err(Refusal::Overlaps(_))));
    let before: FigurePeriod = "2020-Q2".parse().unwrap();
    assert_eq!(check_period(&single, before, &known, TODAY), Ok(()));
}

#[test]
fn a_plan_is_sent_taken_up_and_given_back_in_that_order() {
    use PlanState::{Accepted, Draft, Returned, Sent};
    assert_eq!(send(Draft, 0), Err(Refusal::EmptyPlan));
    assert_eq!(send(Draft, 1), Ok(Sent));
    assert_eq!(send(Returned, 1), Ok(Sent));
    assert_eq!(send(Sent, 1), Err(Refusal::WrongState(Sent)));
    assert_eq!(accept(Sent), Ok(Accepted));
    for state in [Draft, Accepted, Returned] {
        assert_eq!(accept(state), Err(Refusal::WrongState(state)));
    }
    assert_eq!(give_back(Sent), Ok(Returned));
    assert_eq!(give_back(Accepted), Ok(Returned));
    for state in [Draft, Returned] {
        assert_eq!(give_back(state), Err(Refusal::WrongState(state)));
    }
}

#[test]
fn values_are_read_as_they_are_printed() {
    assert_eq!(parse_value("1.234,5", 1), Ok(12_345));
    assert_eq!(parse_value("-0,5", 1), Ok(-5));
    assert_eq!(parse_value("62 %", 1), Ok(620));
    assert_eq!(parse_value("12,50", 1), Ok(125), "a spreadsheet's zeros");
    assert!(parse_value("12,55", 1).is_err());
    assert!(parse_value("12,5", 0).is_err());
    for wrong in ["", "12.5", "1,", ",5", "--1", "-", "mười", "1,2,3", "1.23"] {
        assert!(parse_value(wrong, 2).is_err(), "{wrong}");
    }
    assert!(parse_value("99999999999999999", 3).is_err());
}

fn line(number: u8, parent: Option<u8>, kind: Kind) -> Line {
    Line {
        id: id(number),
        plan_id: id::<ResolutionId>(1),
        parent_id: parent.map(id),
        place: i64::from(number),
        kind,
        sector: Sector::Economy,
        text: "Mục".to_owned(),
        lead_id: id::<OrganizationId>(9),
        cooperating: String::new(),
        area_id: None,
        unit: None,
        decimals: None,
        baseline: None,
        baseline_on: None,
        target: None,
        direction: None,
        is_cumulative: None,
        due_on: None,
        done_on: None,
        evidence: String::new(),
        follow_up_id: None,
        batch_id: None,
        is_demonstration: false,
        version: 1,
    }
}

#[test]
fn a_line_above_counts_the_lines_below_it_and_an_empty_measure_is_none() {
    let lines = [
        line(1, None, Kind::Objective),
        line(2, Some(1), Kind::Indicator),
        line(3, Some(1), Kind::Task),
        line(4, Some(1), Kind::Measure),
        line(5, Some(1), Kind::Objective),
        line(6, Some(5), Kind::Task),
    ];
    let standings =
        HashMap::from([(id(2), Standing::OnTrack), (id(3), Standing::DoneLate), (id(6), Standing::Done)]);
    let shares = shares(&lines, &standings);
    assert_eq!(shares[&id(1)], (2, 3), "the task and the objective of one done task, of three");
    assert_eq!(shares[&id(5)], (1, 1));
    assert_eq!(shares[&id(4)], (0, 0));
}

#[test]
fn lines_stand_under_lines_that_hold_them() {
    assert_eq!(check_parent(Kind::Objective, Kind::Indicator), Ok(()));
    assert_eq!(check_parent(Kind::Indicator, Kind::Indicator), Ok(()));
    assert!(check_parent(Kind::Task, Kind::Indicator).is_err());
    assert!(check_parent(Kind::Measure, Kind::Objective).is_err());
}

#[test]
fn a_target_lies_where_its_direction_leads() {
    assert_eq!(check_indicator(&water(Direction::Up, 1, 2)), Ok(()));
    assert!(check_indicator(&water(Direction::Up, 2, 2)).is_err());
    assert!(check_indicator(&water(Direction::Down, 2, 2)).is_err());
    assert_eq!(check_indicator(&water(Direction::Down, 2, 1)), Ok(()));
    assert_eq!(check_indicator(&water(Direction::AtMost, 2, 2)), Ok(()));
    let late = Indicator { due_on: date(2019, 12, 31), ..water(Direction::Up, 1, 2) };
    assert_eq!(check_indicator(&late), Err(Refusal::DueNotLater));
}

/// From worst to best.
fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Reached => 2,
        Standing::OnTrack => 1,
        _ => 0,
    }
}

proptest! {
    /// More of what is to rise, and less of what is to fall, is never a worse standing, a smaller
    /// share or a forecast further off.
    #[test]
    fn a_better_figure_is_never_a_worse_standing(
        baseline in -1_000_000_i64..1_000_000,
        way in 1_i64..1_000_000,
        low in -2_000_000_i64..3_000_000,
        more in 0_i64..1_000_000,
        day in 1_i64..366,
    ) {
        let on = date(2019, 12, 31).checked_add(jiff::Span::new().days(day)).unwrap();
        let up = water(Direction::Up, baseline, baseline + way);
        let (worse, better) = (at(low, on), at(low + more, on));
        prop_assert!(rank(judge(&up, worse, TODAY)) <= rank(judge(&up, better, TODAY)));
        prop_assert!(progress(&up, low).unwrap().part <= progress(&up, low + more).unwrap().part);
        prop_assert!(forecast(&up, worse.unwrap()) <= forecast(&up, better.unwrap()));
        let down = water(Direction::Down, baseline + way, baseline);
        prop_assert!(rank(judge(&down, better, TODAY)) <= rank(judge(&down, worse, TODAY)));
        let most = water(Direction::AtMost, baseline, baseline + way);
        prop_assert!(rank(judge(&most, better, TODAY)) <= rank(judge(&most, worse, TODAY)));
    }

    /// Rising and falling are mirrors of one another.
    #[test]
    fn what_falls_is_judged_as_what_rises(
        way in 1_i64..1_000_000,
        change in -1_000_000_i64..2_000_000,
        day in 1_i64..366,
    ) {
        let on = date(2019, 12, 31).checked_add(jiff::Span::new().days(day)).unwrap();
        let up = judge(&water(Direction::Up, 0, way), at(change, on), TODAY);
        let down = judge(&water(Direction::Down, 0, -way), at(-change, on), TODAY);
        prop_assert_eq!(up, down);
    }

    /// On the last day of the line the forecast is what was reached.
    #[test]
    fn on_the_due_day_the_forecast_is_what_was_reached(value in -1_000_000_i64..1_000_000) {
        let one = water(Direction::Up, 0, 1_000);
        prop_assert_eq!(forecast(&one, at(value, one.due_on).unwrap()), Some(value));
    }

    /// Whatever is printed is read back.
    #[test]
    fn a_printed_value_is_read_back(value in -1_000_000_000_i64..1_000_000_000, decimals in 0_u32..4) {
        prop_assert_eq!(parse_value(&print_value(value, decimals), decimals), Ok(value));
    }
}
