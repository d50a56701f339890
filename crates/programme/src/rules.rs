//! What follows from what. Pure.

use directory::OrganizationKind;
use kernel::period::Quarter;
use kernel::{Date, numbers};
use law::{Deadline, Law, Rule};

use crate::model::{Decision, Item, Kind, NewItem, Paper, Programme, Refusal, State, quarter_of};

/// Whose programmes there are.
pub const fn has_programmes(kind: OrganizationKind) -> bool {
    matches!(
        kind,
        OrganizationKind::Council
            | OrganizationKind::StandingCommittee
            | OrganizationKind::Committee
            | OrganizationKind::DelegateGroup
    )
}

/// Whose programmes the law has published: the council's and its Standing Committee's (Luật
/// 87/2015/QH13, Điều 89).
pub const fn is_published(kind: OrganizationKind) -> bool {
    matches!(kind, OrganizationKind::Council | OrganizationKind::StandingCommittee)
}

/// The last day of a month of a year, or of a quarter where no month is named.
pub fn last_day(year: i64, quarter: i64, month: Option<i64>) -> Option<Date> {
    match month {
        Some(month) => {
            let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
            Some(first.last_of_month())
        }
        None => quarter_of(year, quarter).map(Quarter::to),
    }
}

/// "tháng 3/2020" or "quý I/2020".
pub fn when(year: i64, quarter: i64, month: Option<i64>) -> String {
    match month {
        Some(month) => format!("tháng {month}/{year}"),
        None => format!("quý {}/{year}", numbers::roman(u32::try_from(quarter).unwrap_or(1))),
    }
}

/// What an item says is whole: its group where it is oversight, its day in its month or quarter.
///
/// # Errors
/// Which of it is not.
pub fn check_item(kind: Kind, year: i64, item: &NewItem) -> Result<(), Refusal> {
    if kind == Kind::Oversight && item.oversight_group.is_none() {
        return Err(Refusal::NoGroup);
    }
    let outside = || Refusal::DueOutside(when(year, item.quarter, item.month));
    let last = last_day(year, item.quarter, item.month).ok_or_else(outside)?;
    let first = match item.month {
        Some(_) => last.first_of_month(),
        None => quarter_of(year, item.quarter).ok_or_else(outside)?.from(),
    };
    if item.due_on < first || last < item.due_on { Err(outside()) } else { Ok(()) }
}

/// A draft may be decided: it holds something, and the paper fits the body. The council decides
/// its oversight by resolution (Luật 87/2015/QH13, Điều 58 khoản 2).
///
/// # Errors
/// Why not.
pub fn check_decision(
    programme: &Programme,
    body: OrganizationKind,
    items: usize,
    decision: &Decision,
    today: Date,
) -> Result<(), Refusal> {
    if programme.state == State::Decided {
        return Err(Refusal::Decided);
    }
    if items == 0 {
        return Err(Refusal::Empty);
    }
    if today < decision.on {
        return Err(Refusal::InFuture);
    }
    if programme.tabled_on.is_some_and(|tabled| decision.on < tabled) {
        return Err(Refusal::BeforeTabled);
    }
    let is_councils = body == OrganizationKind::Council && programme.kind == Kind::Oversight;
    if is_councils && decision.paper != Paper::Resolution {
        return Err(Refusal::NeedsResolution);
    }
    Ok(())
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It left the programme.
    Dropped,
    /// Done by its day.
    OnTime,
    /// Done after its day, by so many days.
    Late(u32),
    /// Not done and past its day, by so many days.
    Overdue(u32),
    /// A record realises it and is not done; the working days left.
    Begun(u32),
    /// Nothing yet; the working days left.
    Open(u32),
}

/// How an item stands today.
pub fn stand(item: &Item, today: Date, law: &Law) -> Stand {
    if item.dropped_on.is_some() {
        return Stand::Dropped;
    }
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days().unsigned_abs());
    if let Some(done) = item.done_on {
        return if done <= item.due_on { Stand::OnTime } else { Stand::Late(days(item.due_on, done)) };
    }
    if item.due_on < today {
        return Stand::Overdue(days(item.due_on, today));
    }
    let left = law.working_days_left(today, item.due_on);
    if item.realised_kind.is_some() { Stand::Begun(left) } else { Stand::Open(left) }
}

/// The regular sessions of a year as the calendar of programmes sees them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sessions {
    /// When the mid-year session opened.
    pub midyear_opened: Option<Date>,
    /// When it closed.
    pub midyear_closed: Option<Date>,
    /// When the year-end session opened.
    pub yearend_opened: Option<Date>,
    /// When it closed.
    pub yearend_closed: Option<Date>,
}

/// The first month in which a single regular session counts as that of the year's end.
const YEAR_END_FROM: i8 = 9;

impl Sessions {
    /// From the regular sessions of one year, by opening: the first is that of the middle of the
    /// year, the last that of its end; a single one goes by its month.
    pub fn of(regular: &[(Date, Option<Date>)]) -> Self {
        let mut sorted = regular.to_vec();
        sorted.sort_unstable();
        let is_end = |opened: Date| YEAR_END_FROM <= opened.month();
        let midyear = sorted.first().filter(|one| !is_end(one.0));
        let yearend = sorted.last().filter(|one| is_end(one.0));
        Self {
            midyear_opened: midyear.map(|one| one.0),
            midyear_closed: midyear.and_then(|one| one.1),
            yearend_opened: yearend.map(|one| one.0),
            yearend_closed: yearend.and_then(|one| one.1),
        }
    }
}

/// A date of the calendar of an oversight programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What is due.
    pub says: String,
    /// When; none while the day it is counted from is not known.
    pub deadline: Option<Deadline>,
    /// What is missing to count it.
    pub waits_for: &'static str,
    /// When it was done.
    pub done_on: Option<Date>,
}

/// The calendar by which an oversight programme comes about (law.md 3.2; OVS-01 to OVS-05). Work
/// programmes have none by law. `sessions` are those of the year before.
pub fn calendar(
    law: &Law,
    programme: &Programme,
    body: OrganizationKind,
    sessions: Sessions,
) -> Vec<Milestone> {
    if programme.kind != Kind::Oversight {
        return Vec::new();
    }
    let new_year = i16::try_from(programme.year).ok().and_then(|year| Date::new(year, 1, 1).ok());
    let midyear = "ngày khai mạc kỳ họp giữa năm của năm trước";
    let opens = "ngày khai mạc kỳ họp cuối năm của năm trước";
    let closes = "ngày bế mạc kỳ họp cuối năm của năm trước";
    let (proposed, tabled, decided) = (programme.proposed_on, programme.tabled_on, programme.decided_on);
    let milestone = |rule, trigger, waits_for, done_on| milestone(law, rule, trigger, waits_for, done_on);
    match body {
        OrganizationKind::Council => vec![
            milestone(Rule::ProposeOversightProgramme, new_year, "", proposed),
            milestone(Rule::TableOversightProgramme, sessions.midyear_opened, midyear, tabled),
            Milestone {
                says: "HĐND quyết định chương trình giám sát tại kỳ họp giữa năm của năm trước".to_owned(),
                deadline: sessions
                    .midyear_closed
                    .or(sessions.midyear_opened)
                    .map(|on| law.explicit(on, "Luật Hoạt động giám sát 87/2015/QH13, Điều 58 khoản 2")),
                waits_for: midyear,
                done_on: decided,
            },
        ],
        OrganizationKind::StandingCommittee => vec![
            milestone(Rule::ProposeStandingCommitteeProgramme, sessions.yearend_opened, opens, proposed),
            milestone(Rule::DecideStandingCommitteeProgramme, sessions.yearend_closed, closes, decided),
        ],
        OrganizationKind::Committee => {
            vec![milestone(Rule::DecideCommitteeProgramme, new_year, "", decided)]
        }
        _ => Vec::new(),
    }
}

fn milestone(
    law: &Law,
    rule: Rule,
    trigger: Option<Date>,
    waits_for: &'static str,
    done_on: Option<Date>,
) -> Milestone {
    let says = law.entry(rule).map(|entry| entry.says.clone()).unwrap_or_default();
    Milestone { says, deadline: trigger.and_then(|on| law.deadline(rule, on).ok()), waits_for, done_on }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;
    use law::DeadlineStatus;

    use super::*;

    fn id<T: Id>() -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [7; 10]))
    }

    fn programme(kind: Kind, year: i64) -> Programme {
        Programme {
            id: id(),
            council_id: id(),
            body_id: id(),
            kind,
            year,
            state: State::Draft,
            proposed_on: None,
            tabled_on: None,
            decided_on: None,
            paper: None,
            reference: String::new(),
            signer: String::new(),
            is_demonstration: false,
            version: 1,
        }
    }

    fn new_item(quarter: i64, month: Option<i64>, due_on: Date) -> NewItem {
        NewItem {
            title: "Giám sát thu gom rác".to_owned(),
            oversight_group: Some(crate::OversightGroup::Thematic),
            quarter,
            month,
            lead: "Ban Kinh tế - Xã hội".to_owned(),
            lead_id: None,
            cooperating: String::new(),
            product: "Báo cáo".to_owned(),
            due_on,
            is_key: false,
        }
    }

    fn item(due_on: Date, done_on: Option<Date>) -> Item {
        Item {
            id: id(),
            programme_id: id(),
            council_id: id(),
            place: 1,
            title: String::new(),
            oversight_group: None,
            quarter: 3,
            month: None,
            lead: String::new(),
            lead_id: None,
            cooperating: String::new(),
            product: String::new(),
            due_on,
            is_key: false,
            realised_kind: None,
            realised_id: None,
            realised_label: None,
            realised_href: None,
            done_on,
            evidence: String::new(),
            dropped_on: None,
            batch_id: None,
            version: 1,
        }
    }

    fn law() -> Law {
        Law::shipped().expect("the law as shipped")
    }

    #[test]
    fn an_items_day_lies_in_its_month_or_quarter() {
        let check = |item: &NewItem| check_item(Kind::Oversight, 2020, item);
        for (day, is_right) in [
            (date(2020, 6, 30), false),
            (date(2020, 7, 1), true),
            (date(2020, 9, 30), true),
            (date(2020, 10, 1), false),
        ] {
            assert_eq!(check(&new_item(3, None, day)).is_ok(), is_right, "{day}");
        }
        for (day, is_right) in [
            (date(2020, 1, 31), false),
            (date(2020, 2, 1), true),
            (date(2020, 2, 29), true),
            (date(2020, 3, 1), false),
        ] {
            assert_eq!(check(&new_item(1, Some(2), day)).is_ok(), is_right, "{day}");
        }
    }

    #[test]
    fn oversight_has_its_group_and_other_work_needs_none() {
        let without = NewItem { oversight_group: None, ..new_item(3, None, date(2020, 9, 30)) };
        assert_eq!(check_item(Kind::Oversight, 2020, &without), Err(Refusal::NoGroup));
        assert_eq!(check_item(Kind::Work, 2020, &without), Ok(()));
    }

    #[test]
    fn a_programme_is_decided_once_with_content_on_a_day_that_has_come() {
        let draft = Programme { tabled_on: Some(date(2019, 7, 1)), ..programme(Kind::Oversight, 2020) };
        let decision = |on, paper| Decision {
            on,
            paper,
            reference: "20/NQ-HĐND".to_owned(),
            signer: "Trần Xuân Thành".to_owned(),
        };
        let today = date(2019, 12, 20);
        let check = |one: &Programme, items, on, paper| {
            check_decision(one, OrganizationKind::Council, items, &decision(on, paper), today)
        };
        assert_eq!(check(&draft, 0, today, Paper::Resolution), Err(Refusal::Empty));
        assert_eq!(check(&draft, 3, date(2019, 12, 21), Paper::Resolution), Err(Refusal::InFuture));
        assert_eq!(check(&draft, 3, date(2019, 6, 30), Paper::Resolution), Err(Refusal::BeforeTabled));
        assert_eq!(check(&draft, 3, date(2019, 7, 1), Paper::Resolution), Ok(()));
        assert_eq!(check(&draft, 3, today, Paper::Decision), Err(Refusal::NeedsResolution));
        let decided = Programme { state: State::Decided, ..draft };
        assert_eq!(check(&decided, 3, today, Paper::Resolution), Err(Refusal::Decided));
    }

    #[test]
    fn the_proposals_for_the_councils_programme_are_due_on_the_first_of_march_before() {
        let sessions = Sessions { midyear_opened: Some(date(2019, 7, 11)), ..Sessions::default() };
        let all = calendar(&law(), &programme(Kind::Oversight, 2020), OrganizationKind::Council, sessions);
        let days: Vec<Option<Date>> =
            all.iter().map(|one| one.deadline.as_ref().map(|deadline| deadline.due)).collect();
        assert_eq!(days, [Some(date(2019, 3, 1)), Some(date(2019, 7, 1)), Some(date(2019, 7, 11))]);
        assert_eq!(
            all.first().and_then(|one| one.deadline.clone()).map(|one| one.rule.id),
            Some("OVS-01".to_owned())
        );
    }

    #[test]
    fn the_same_days_hold_under_the_law_of_2026() {
        let sessions = Sessions { midyear_opened: Some(date(2026, 7, 9)), ..Sessions::default() };
        let all = calendar(&law(), &programme(Kind::Oversight, 2027), OrganizationKind::Council, sessions);
        let rules: Vec<(String, Date)> = all
            .iter()
            .filter_map(|one| one.deadline.as_ref().map(|deadline| (deadline.rule.id.clone(), deadline.due)))
            .collect();
        assert_eq!(rules[0], ("OVS-01d".to_owned(), date(2026, 3, 1)));
        assert_eq!(rules[1], ("OVS-02d".to_owned(), date(2026, 6, 29)));
    }

    #[test]
    fn the_standing_committee_decides_within_fifteen_days_after_the_years_last_session() {
        let sessions = Sessions {
            yearend_opened: Some(date(2019, 12, 18)),
            yearend_closed: Some(date(2019, 12, 19)),
            ..Sessions::default()
        };
        for (decided, status) in [
            (date(2020, 1, 2), DeadlineStatus::OnTime),
            (date(2020, 1, 3), DeadlineStatus::OnTime),
            (date(2020, 1, 4), DeadlineStatus::Late(1)),
        ] {
            let one = Programme { decided_on: Some(decided), ..programme(Kind::Oversight, 2020) };
            let all = calendar(&law(), &one, OrganizationKind::StandingCommittee, sessions);
            let last = all.last().and_then(|one| one.deadline.clone()).expect("a deadline");
            assert_eq!(last.due, date(2020, 1, 3));
            assert_eq!(last.status(&law(), date(2020, 2, 1), one.decided_on), status, "{decided}");
        }
        let open = calendar(
            &law(),
            &programme(Kind::Oversight, 2020),
            OrganizationKind::StandingCommittee,
            sessions,
        );
        assert_eq!(open[0].deadline.as_ref().map(|one| one.due), Some(date(2019, 12, 13)));
    }

    #[test]
    fn a_committee_decides_by_the_end_of_the_year_before() {
        let all = calendar(
            &law(),
            &programme(Kind::Oversight, 2020),
            OrganizationKind::Committee,
            Sessions::default(),
        );
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].deadline.as_ref().map(|one| one.due), Some(date(2019, 12, 31)));
    }

    #[test]
    fn without_the_session_the_day_waits_and_says_for_what() {
        let all = calendar(
            &law(),
            &programme(Kind::Oversight, 2020),
            OrganizationKind::Council,
            Sessions::default(),
        );
        assert!(all[1].deadline.is_none() && all[1].waits_for.contains("giữa năm"));
    }

    #[test]
    fn groups_and_work_programmes_have_no_calendar_by_law() {
        let none = Sessions::default();
        assert!(calendar(&law(), &programme(Kind::Work, 2020), OrganizationKind::Council, none).is_empty());
        let group = OrganizationKind::DelegateGroup;
        assert!(calendar(&law(), &programme(Kind::Oversight, 2020), group, none).is_empty());
    }

    #[test]
    fn the_first_regular_session_is_that_of_the_middle_of_the_year_and_the_last_that_of_its_end() {
        let (july, december) = ((date(2019, 7, 11), Some(date(2019, 7, 12))), (date(2019, 12, 18), None));
        let both = Sessions::of(&[december, july]);
        assert_eq!(both.midyear_opened, Some(date(2019, 7, 11)));
        assert_eq!((both.yearend_opened, both.yearend_closed), (Some(date(2019, 12, 18)), None));
        assert_eq!(
            Sessions::of(&[july]),
            Sessions {
                midyear_opened: Some(date(2019, 7, 11)),
                midyear_closed: Some(date(2019, 7, 12)),
                ..Sessions::default()
            }
        );
        assert_eq!(Sessions::of(&[december]).midyear_opened, None);
        assert_eq!(Sessions::of(&[]), Sessions::default());
    }

    #[test]
    fn an_item_is_late_from_the_day_after_its_day() {
        let (due, law) = (date(2020, 9, 30), law());
        let at = |done: Option<Date>, today| stand(&item(due, done), today, &law);
        assert_eq!(at(Some(date(2020, 9, 29)), date(2020, 12, 1)), Stand::OnTime);
        assert_eq!(at(Some(due), date(2020, 12, 1)), Stand::OnTime);
        assert_eq!(at(Some(date(2020, 10, 1)), date(2020, 12, 1)), Stand::Late(1));
        assert_eq!(at(None, date(2020, 9, 29)), Stand::Open(1));
        assert_eq!(at(None, due), Stand::Open(0));
        assert_eq!(at(None, date(2020, 10, 1)), Stand::Overdue(1));
    }

    #[test]
    fn what_a_record_realises_is_begun_and_what_left_the_programme_is_not_late() {
        let begun = Item { realised_kind: Some("oversight".to_owned()), ..item(date(2020, 9, 30), None) };
        assert!(matches!(stand(&begun, date(2020, 9, 1), &law()), Stand::Begun(_)));
        assert_eq!(stand(&begun, date(2020, 10, 15), &law()), Stand::Overdue(15));
        let dropped = Item { dropped_on: Some(date(2020, 6, 1)), ..begun };
        assert_eq!(stand(&dropped, date(2020, 10, 15), &law()), Stand::Dropped);
    }
}
