use jiff::civil::date;
use kernel::Id;
use proptest::prelude::*;

use super::*;
use crate::criterion::{Measure, Only};

fn criterion(measure: Measure, comparison: Comparison, weight: i64, target: i64) -> Criterion {
    Criterion {
        code: "TC-04".to_owned(),
        title: "Kết luận hoàn thành đúng hạn".to_owned(),
        weight,
        target,
        comparison,
        measure,
        only: None::<Only>,
        source: "x".to_owned(),
    }
}

fn rate(weight: i64, target: i64) -> Criterion {
    criterion(Measure::Rate("D07".to_owned()), Comparison::AtLeast, weight, target)
}

fn points(criterion: &Criterion, value: i64, whole: i64) -> (Judgement, Option<i64>) {
    let judged = judge(criterion, &Figure::computed(value, Some(whole)), 1);
    (judged.judgement, judged.points)
}

#[test]
fn seventeen_of_twenty_conclusions_reach_eighty_five_per_cent_and_sixteen_do_not() {
    let one = rate(15, 85);
    assert_eq!(points(&one, 17, 20), (Judgement::Met, Some(1_500)));
    assert_eq!(points(&one, 20, 20), (Judgement::Met, Some(1_500)));
    // 80 of 85 per cent of fifteen points: 14,117…
    assert_eq!(points(&one, 16, 20), (Judgement::Missed, Some(1_411)));
    assert_eq!(points(&one, 0, 20), (Judgement::Missed, Some(0)));
}

#[test]
fn a_rate_of_nothing_is_not_judged_and_neither_is_a_figure_that_nobody_has() {
    let one = rate(15, 85);
    assert_eq!(points(&one, 0, 0), (Judgement::Nothing, None));
    let judged = judge(&one, &Figure::gap("Xã Thanh Hà"), 1);
    assert_eq!(judged, Judged::without(Judgement::Gap("Xã Thanh Hà".to_owned())));
    let few = Figure { value: None, denominator: None, origin: reports::Origin::Few };
    assert!(matches!(judge(&one, &few, 1).judgement, Judgement::Gap(_)));
}

#[test]
fn what_a_council_gave_no_weight_is_not_judged() {
    assert_eq!(points(&rate(0, 85), 20, 20), (Judgement::NotAsked, None));
}

#[test]
fn a_number_that_must_not_be_exceeded_brings_all_or_nothing() {
    let one = criterion(Measure::Standing("C07".to_owned()), Comparison::AtMost, 5, 0);
    let count = |value| judge(&one, &Figure::computed(value, None), 1);
    assert_eq!(count(0).points, Some(500));
    assert_eq!((count(1).judgement, count(1).points), (Judgement::Missed, Some(0)));
}

#[test]
fn a_year_asks_for_four_briefings_where_a_quarter_asks_for_one() {
    let one = criterion(Measure::Briefings, Comparison::AtLeast, 5, 1);
    let held = |value, quarters| judge(&one, &Figure::computed(value, None), quarters);
    assert_eq!(held(1, 1).judgement, Judgement::Met);
    assert_eq!(held(0, 1).points, Some(0));
    assert_eq!((held(3, 4).judgement, held(3, 4).points), (Judgement::Missed, Some(375)));
    assert_eq!(held(4, 4).judgement, Judgement::Met);
    assert_eq!(quarters_in(Period::Year(2020)), 4);
    assert_eq!(quarters_in(Period::NineMonths(2020)), 3);
    assert_eq!(quarters_in(Period::Inspection { year: 2020, first: 1, last: 2 }), 2);
}

#[test]
fn the_total_is_out_of_what_could_be_judged_and_names_what_could_not() {
    let (known, unknown, idle) =
        (rate(15, 85), Criterion { title: "Đơn".to_owned(), ..rate(5, 100) }, rate(10, 90));
    let judged = [
        judge(&known, &Figure::computed(17, Some(20)), 1),
        judge(&unknown, &Figure::gap("x"), 1),
        judge(&idle, &Figure::computed(0, Some(0)), 1),
    ];
    let total = Total::of([&known, &unknown, &idle].into_iter().zip(&judged));
    let wanted = Total { points: 1_500, judged: 15, met: 1, count: 1, gaps: vec!["Đơn".to_owned()] };
    assert_eq!(total, wanted);
    assert_eq!(total.tenths(), Some(1_000));
    assert_eq!((Total::default().tenths(), Total::default().percent()), (None, None));
    assert_eq!((tenths(2, 3), percent(2, 3), percent(1, 8)), (Some(667), Some(67), Some(13)));
}

#[test]
fn a_decision_counts_from_this_quarter_on_says_something_new_and_asks_for_no_more_than_all() {
    let one = rate(15, 85);
    let today = date(2020, 10, 15);
    let wants = |weight, target, from| check(&one, &[], (weight, target), from, today);
    assert_eq!(wants(20, 85, date(2020, 9, 30)), Err(Refusal::Past("01/10/2020".to_owned())));
    assert_eq!(wants(20, 85, date(2020, 10, 1)), Ok(()));
    assert_eq!(wants(15, 101, today), Err(Refusal::MoreThanAll));
    assert_eq!(wants(15, 85, today), Err(Refusal::NothingNew));
    let change = Change {
        id: kernel::CriterionId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [1; 10])),
        council_id: kernel::OrganizationId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [2; 10])),
        code: "TC-04".to_owned(),
        from_on: date(2020, 10, 1),
        weight: 20,
        target: 85,
        paper: "12/NQ-HĐND".to_owned(),
        reason: "Theo nghị quyết".to_owned(),
        actor: "Lan".to_owned(),
        made_ms: 0,
        version: 1,
    };
    let again = |weight| check(&one, std::slice::from_ref(&change), (weight, 85), today, today);
    assert_eq!(again(20), Err(Refusal::NothingNew));
    assert_eq!(again(15), Ok(()));
}

proptest! {
    /// Points lie between none and the weight, and are the whole weight exactly where the target
    /// is reached.
    #[test]
    fn the_full_weight_is_for_those_who_reach_the_target(
        weight in 1_i64..=100, target in 0_i64..=100, whole in 1_i64..=1_000_000, part in 0_i64..=1_000_000,
    ) {
        let value = part.min(whole);
        let (judgement, points) = points(&rate(weight, target), value, whole);
        let points = points.unwrap();
        prop_assert!((0..=weight * PARTS).contains(&points));
        let is_met = i128::from(target) * i128::from(whole) <= i128::from(value) * 100;
        prop_assert_eq!(points == weight * PARTS, is_met);
        prop_assert_eq!(judgement == Judgement::Met, is_met);
    }

    /// More done never brings fewer points, and more owed never brings more.
    #[test]
    fn points_grow_with_what_is_done(
        weight in 1_i64..=100, target in 1_i64..=100, whole in 1_i64..=10_000, value in 0_i64..=10_000,
    ) {
        let one = rate(weight, target);
        let value = value.min(whole);
        let of = |value, whole| points(&one, value, whole).1.unwrap();
        if value < whole {
            prop_assert!(of(value, whole) <= of(value + 1, whole));
        }
        prop_assert!(of(value, whole + 1) <= of(value, whole));
    }

    /// The total is the sum of what the page shows, in whatever order; a gap changes nothing of it.
    #[test]
    fn the_total_is_the_sum_of_the_lines(
        lines in proptest::collection::vec((0_i64..=30, 1_i64..=100, 0_i64..200, 0_i64..200, any::<bool>()), 0..20),
    ) {
        let criteria: Vec<Criterion> = lines.iter().map(|(weight, target, ..)| rate(*weight, *target)).collect();
        let judged: Vec<Judged> = criteria
            .iter()
            .zip(&lines)
            .map(|(one, (_, _, value, more, is_gap))| {
                let figure =
                    if *is_gap { Figure::gap("x") } else { Figure::computed(*value, Some(value + more)) };
                judge(one, &figure, 1)
            })
            .collect();
        let total = Total::of(criteria.iter().zip(&judged));
        prop_assert_eq!(total.points, judged.iter().filter_map(|one| one.points).sum::<i64>());
        prop_assert!(total.points <= total.judged * PARTS);
        let turned = Total::of(criteria.iter().zip(&judged).rev());
        prop_assert_eq!((turned.points, turned.judged, turned.met), (total.points, total.judged, total.met));
        let known = Total::of(criteria.iter().zip(&judged).filter(|(_, one)| one.judgement.is_judged()));
        prop_assert_eq!((known.points, known.judged), (total.points, total.judged));
    }
}
