//! The rules of a briefing: states, dates counted back, due dates, warnings. Pure.

pub mod difficulties;

use follow::Every;
use kernel::period::Quarter;
use kernel::{Date, OrganizationId, dates, text};
use law::{Deadline, Law, Rule};

use crate::model::{DueKind, Refusal, ReportState, State};

/// The day a briefing is usually held: the 15th of the month after the quarter, or the next
/// working day. The seed of the practice is 15/10/2020 for quarter III.
pub fn usual_day(law: &Law, quarter: Quarter) -> Date {
    let first = quarter.to().tomorrow().unwrap_or_else(|_| quarter.to());
    let fifteenth = first.with().day(15).build().unwrap_or(first);
    if law.calendar().is_working(fifteenth) { fifteenth } else { law.calendar().working_day_after(fifteenth) }
}

/// A plan: one a quarter, not before the quarter, reports before the day.
pub fn plan(
    quarter: Quarter,
    held_on: Date,
    reports_due_on: Date,
    same_quarter: bool,
) -> Result<(), Refusal> {
    if same_quarter {
        return Err(Refusal::SameQuarter(capital(&quarter.print())));
    }
    if held_on < quarter.from() {
        return Err(Refusal::BeforeQuarter);
    }
    if held_on <= reports_due_on {
        return Err(Refusal::ReportsAfterBriefing);
    }
    Ok(())
}

/// Invitations go out.
pub fn call(state: State) -> Result<State, Refusal> {
    match state {
        State::Planned => Ok(State::Called),
        State::Called | State::Held | State::Concluded | State::Cancelled => Err(Refusal::WrongState(state)),
    }
}

/// The briefing opens, on its day or later.
pub fn hold(state: State, held_on: Date, today: Date) -> Result<State, Refusal> {
    match state {
        State::Called if today < held_on => Err(Refusal::NotYet(held_on)),
        State::Called => Ok(State::Held),
        State::Planned | State::Held | State::Concluded | State::Cancelled => Err(Refusal::WrongState(state)),
    }
}

/// Another day, with the reason.
pub fn postpone(state: State, old: Date, new: Date, today: Date, reason: &str) -> Result<State, Refusal> {
    match state {
        State::Planned | State::Called if reason.is_empty() => Err(Refusal::ReasonNeeded),
        State::Planned | State::Called if new == old || new < today => Err(Refusal::NewDay),
        State::Planned | State::Called => Ok(state),
        State::Held | State::Concluded | State::Cancelled => Err(Refusal::WrongState(state)),
    }
}

/// No briefing, with the reason.
pub fn cancel(state: State, reason: &str) -> Result<State, Refusal> {
    match state {
        State::Planned | State::Called if reason.is_empty() => Err(Refusal::ReasonNeeded),
        State::Planned | State::Called => Ok(State::Cancelled),
        State::Held | State::Concluded | State::Cancelled => Err(Refusal::WrongState(state)),
    }
}

/// A report may be written.
pub fn write_report(briefing: State, report: Option<ReportState>) -> Result<(), Refusal> {
    if !matches!(briefing, State::Called | State::Held) {
        return Err(Refusal::ReportsClosed);
    }
    match report {
        None | Some(ReportState::Draft | ReportState::Returned) => Ok(()),
        Some(ReportState::Submitted) => Err(Refusal::AlreadySubmitted),
    }
}

/// A report is sent back, with the reason.
pub fn return_report(briefing: State, report: ReportState, reason: &str) -> Result<ReportState, Refusal> {
    if !matches!(briefing, State::Called | State::Held) {
        return Err(Refusal::ReportsClosed);
    }
    match report {
        ReportState::Submitted if reason.is_empty() => Err(Refusal::ReasonNeeded),
        ReportState::Submitted => Ok(ReportState::Returned),
        ReportState::Draft | ReportState::Returned => Err(Refusal::NotSubmitted),
    }
}

/// What the completeness of a report depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The indicator.
    pub code: String,
    /// Its name.
    pub label: String,
    /// True for one of the forty that every unit owes.
    pub core: bool,
    /// True when there is a figure: computed, entered, or "không phát sinh".
    pub known: bool,
    /// True when the unit says that it does not know the figure.
    pub gap_declared: bool,
}

/// Everything that a report lacks: field and sentence. A missing figure is never taken as zero.
pub fn faults(results: &str, tasks: &str, has_attachment: bool, rows: &[Row]) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    // A signed scan carries the text; only the figures are then still owed
    if results.is_empty() && !has_attachment {
        faults.push((
            "ket-qua".to_owned(),
            "Nhập phần I, kết quả trong quý, hoặc đính kèm báo cáo đã ký.".to_owned(),
        ));
    }
    if tasks.is_empty() && !has_attachment {
        faults.push((
            "nhiem-vu".to_owned(),
            "Nhập phần III, nhiệm vụ quý tới, hoặc đính kèm báo cáo đã ký.".to_owned(),
        ));
    }
    faults.extend(rows.iter().filter(|row| row.core && !row.known && !row.gap_declared).map(|row| {
        let say = format!(
            "{} {}: nhập số, hoặc đánh dấu “Không phát sinh” hay “Chưa có số liệu”.",
            row.code,
            text::clean_line(&row.label)
        );
        (format!("so-{}", row.code), say)
    }));
    faults
}

/// How many core figures are there, of how many.
pub fn filled(rows: &[Row]) -> (usize, usize) {
    let core = rows.iter().filter(|row| row.core);
    (core.clone().filter(|row| row.known).count(), core.count())
}

/// When a conclusion is due, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueWish {
    /// Nothing was typed.
    None,
    /// On a day.
    On(Date),
    /// At the next briefing.
    NextBriefing,
    /// Each month or quarter.
    Recurring(Every),
}

impl DueWish {
    /// What kind.
    pub fn kind(self) -> DueKind {
        match self {
            Self::None => DueKind::None,
            Self::On(_) => DueKind::Date,
            Self::NextBriefing => DueKind::NextBriefing,
            Self::Recurring(_) => DueKind::Recurring,
        }
    }

    /// The day, when there is one.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::On(day) => Some(day),
            Self::None | Self::NextBriefing | Self::Recurring(_) => None,
        }
    }

    /// How often, when recurring.
    pub fn every(self) -> Option<Every> {
        match self {
            Self::Recurring(every) => Some(every),
            Self::None | Self::On(_) | Self::NextBriefing => None,
        }
    }
}

/// Reads "30/10", "cuối quý", "kỳ tới", "hằng tháng", "hằng quý" or nothing.
pub fn read_due(typed: &str, held_on: Date) -> Result<DueWish, String> {
    let folded = text::fold(typed);
    let has = |word: &str| folded.contains(word);
    if folded.trim().is_empty() {
        return Ok(DueWish::None);
    }
    if has("ky toi") || has("ky sau") || has("giao ban") {
        return Ok(DueWish::NextBriefing);
    }
    if folded.starts_with("hang") || folded.starts_with("moi") || folded.starts_with("dinh ky") {
        let every = if has("thang") {
            Some(Every::Month)
        } else if has("quy") {
            Some(Every::Quarter)
        } else {
            None
        };
        return every.map(DueWish::Recurring).ok_or_else(|| "Ghi “hằng tháng” hoặc “hằng quý”.".to_owned());
    }
    let day = dates::parse(typed, held_on)
        .map_err(|fault| format!("{fault} Hoặc ghi “kỳ tới”, “hằng tháng”, “hằng quý”."))?;
    if day < held_on {
        return Err(Refusal::DueBeforeBriefing.to_string());
    }
    Ok(DueWish::On(day))
}

/// What the chair must see of a conclusion before signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its number.
    pub place: i64,
    /// Its lead.
    pub lead: Option<OrganizationId>,
    /// Its due date.
    pub due: DueKind,
}

/// May the notice go out? A conclusion without a lead may not; one without a date only when the
/// chair has agreed that it is due at the next briefing (BRF-06).
pub fn conclude(state: State, conclusions: &[Checked], agreed: bool) -> Result<State, Refusal> {
    if state != State::Held {
        return Err(Refusal::WrongState(state));
    }
    if conclusions.is_empty() {
        return Err(Refusal::NoConclusion);
    }
    let leadless = places(conclusions.iter().filter(|one| one.lead.is_none()));
    if !leadless.is_empty() {
        return Err(Refusal::Leadless(leadless));
    }
    let undated = places(conclusions.iter().filter(|one| one.due == DueKind::None));
    if !undated.is_empty() && !agreed {
        return Err(Refusal::Undated(undated));
    }
    Ok(State::Concluded)
}

fn places<'a>(conclusions: impl Iterator<Item = &'a Checked>) -> String {
    conclusions.map(|one| one.place.to_string()).collect::<Vec<_>>().join(", ")
}

/// What a date of the countdown is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Plan and outline (BRF-01).
    Plan,
    /// Invitation, form opened (BRF-02).
    Invitation,
    /// Reports of the communes (BRF-03).
    Reports,
    /// The aggregate (BRF-04).
    Aggregate,
    /// The day itself.
    Day,
    /// The notice of conclusions (BRF-05).
    Notice,
}

impl Point {
    /// The words shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plan => "Kế hoạch, đề cương",
            Self::Invitation => "Giấy mời, mở biểu báo cáo",
            Self::Reports => "Các xã nộp báo cáo",
            Self::Aggregate => "Báo cáo tổng hợp",
            Self::Day => "Họp giao ban",
            Self::Notice => "Thông báo kết luận",
        }
    }
}

/// A date of the countdown.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// What is due.
    pub what: Point,
    /// The day.
    pub on: Date,
    /// How the day was found, line by line.
    pub explain: Vec<String>,
}

/// The dates of a briefing, counted from its day: plan, invitation, reports, aggregate, the day
/// itself, notice. A date that the law cannot give is left out rather than guessed.
pub fn milestones(law: &Law, held_on: Date, reports_due_on: Date) -> Vec<Milestone> {
    let by_rule = |what, rule| {
        law.deadline(rule, held_on).ok().map(|found: Deadline| Milestone {
            what,
            on: found.due,
            explain: found.explain(),
        })
    };
    let mut reports = by_rule(Point::Reports, Rule::BriefingReports);
    if let Some(reports) = reports.as_mut().filter(|one| one.on != reports_due_on) {
        reports.on = reports_due_on;
        reports.explain.push(format!("Văn phòng ấn định: {}", dates::print(reports_due_on)));
    }
    let day =
        Milestone {
            what: Point::Day, on: held_on, explain: vec!["Ngày họp ghi trong kế hoạch.".to_owned()]
        };
    [
        by_rule(Point::Plan, Rule::BriefingPlan),
        by_rule(Point::Invitation, Rule::BriefingInvitation),
        reports,
        by_rule(Point::Aggregate, Rule::BriefingAggregate),
        Some(day),
        by_rule(Point::Notice, Rule::BriefingNotice),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The day reports are due when nobody sets another: BRF-03, or the day before the briefing.
pub fn usual_reports_due(law: &Law, held_on: Date) -> Date {
    law.deadline(Rule::BriefingReports, held_on)
        .map_or_else(|_| held_on.yesterday().unwrap_or(held_on), |found| found.due)
}

/// A line of the agenda's template: kind, title, presenter, minutes.
pub type Template = (&'static str, &'static str, &'static str, i64);

/// The agenda of half a day. What was concluded last time comes first.
pub const AGENDA: [Template; 9] = [
    ("opening", "Khai mạc, điểm danh, giới thiệu đại biểu", "Văn phòng HĐND", 10),
    ("review", "Kiểm điểm kết luận kỳ trước", "Thường trực HĐND", 15),
    ("own", "Báo cáo của Thường trực HĐND: kết quả quý, nhiệm vụ quý tới", "Thường trực HĐND", 15),
    ("communes", "Báo cáo tổng hợp của cấp xã; các xã phát biểu theo chủ đề", "Văn phòng HĐND và các xã", 40),
    ("administration", "UBND báo cáo thực hiện nghị quyết, giải quyết kiến nghị cử tri", "UBND", 15),
    ("front", "Ý kiến của Ủy ban MTTQ", "Ủy ban MTTQ", 10),
    ("difficulties", "Thảo luận; giải đáp khó khăn, vướng mắc", "Chủ tọa", 45),
    ("conclusions", "Kết luận hội nghị", "Chủ tọa", 15),
    ("minutes", "Thông qua biên bản", "Thư ký", 5),
];

/// Where an entry goes when it is moved up or down by one: the pair of places to exchange.
pub fn exchange(places: &[i64], index: usize, up: bool) -> Option<(usize, usize)> {
    let other = if up { index.checked_sub(1)? } else { index + 1 };
    (index < places.len() && other < places.len()).then_some((index, other))
}

/// "quý III/2020" at the head of a sentence.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "Hội nghị giao ban quý III/2020" inside a sentence.
pub fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A time of day, "08:00"; none when it is not one.
pub fn read_time(typed: &str) -> Option<String> {
    let typed = typed.trim().replace(['h', 'g', 'H', 'G', '.'], ":");
    let (hour, minute) = typed.split_once(':').unwrap_or((typed.as_str(), ""));
    let hour: u8 = hour.trim().parse().ok()?;
    let minute: u8 = if minute.trim().is_empty() { 0 } else { minute.trim().parse().ok()? };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use kernel::dates::parse_iso;

    use super::*;

    fn day(text: &str) -> Date {
        parse_iso(text).unwrap()
    }

    fn law() -> Law {
        Law::shipped().unwrap()
    }

    fn third() -> Quarter {
        Quarter::new(2020, 3).unwrap()
    }

    fn body() -> OrganizationId {
        OrganizationId::from_uuid(kernel::uuid_v7(1, [1; 10]))
    }

    #[test]
    fn the_third_quarter_of_2020_is_discussed_on_15_october() {
        assert_eq!(usual_day(&law(), third()), day("2020-10-15"));
        // 15/7/2023 is a Saturday
        assert_eq!(usual_day(&law(), Quarter::new(2023, 2).unwrap()), day("2023-07-17"));
    }

    #[test]
    fn the_dates_are_counted_from_the_day_of_the_briefing_and_each_explains_itself() {
        let found = milestones(&law(), day("2020-10-15"), day("2020-10-08"));
        let dates: Vec<String> = found.iter().map(|one| dates::iso(one.on)).collect();
        assert_eq!(
            dates,
            ["2020-09-25", "2020-09-30", "2020-10-08", "2020-10-10", "2020-10-15", "2020-10-20"]
        );
        assert!(found.iter().all(|one| !one.explain.is_empty()));
    }

    #[test]
    fn a_due_day_set_by_the_office_goes_before_the_usual_one_and_says_so() {
        let found = milestones(&law(), day("2020-10-15"), day("2020-10-07"));
        assert_eq!(found[2].on, day("2020-10-07"));
        assert!(found[2].explain.iter().any(|line| line.contains("Văn phòng ấn định")));
    }

    #[test]
    fn a_quarter_has_one_briefing_that_is_not_before_it_and_after_its_reports() {
        let (held, due) = (day("2020-10-15"), day("2020-10-08"));
        assert_eq!(plan(third(), held, due, false), Ok(()));
        assert_eq!(plan(third(), held, due, true), Err(Refusal::SameQuarter("Quý III/2020".to_owned())));
        assert_eq!(plan(third(), day("2020-06-30"), day("2020-06-20"), false), Err(Refusal::BeforeQuarter));
        assert_eq!(plan(third(), day("2020-07-01"), day("2020-06-30"), false), Ok(()));
        assert_eq!(plan(third(), held, held, false), Err(Refusal::ReportsAfterBriefing));
    }

    #[test]
    fn a_briefing_opens_on_its_day_or_after_it_but_not_the_day_before() {
        let held = day("2020-10-15");
        assert_eq!(hold(State::Called, held, day("2020-10-14")), Err(Refusal::NotYet(held)));
        assert_eq!(hold(State::Called, held, held), Ok(State::Held));
        assert_eq!(hold(State::Called, held, day("2020-10-16")), Ok(State::Held));
        assert_eq!(hold(State::Planned, held, held), Err(Refusal::WrongState(State::Planned)));
    }

    #[test]
    fn each_state_leads_only_where_it_may() {
        assert_eq!(call(State::Planned), Ok(State::Called));
        for state in [State::Called, State::Held, State::Concluded, State::Cancelled] {
            assert_eq!(call(state), Err(Refusal::WrongState(state)));
        }
        for state in [State::Held, State::Concluded, State::Cancelled] {
            assert_eq!(cancel(state, "lý do"), Err(Refusal::WrongState(state)));
            let (old, new) = (day("2020-10-15"), day("2020-10-16"));
            assert_eq!(postpone(state, old, new, old, "lý do"), Err(Refusal::WrongState(state)));
        }
        assert_eq!(cancel(State::Called, "Bão số 7"), Ok(State::Cancelled));
        assert_eq!(cancel(State::Called, ""), Err(Refusal::ReasonNeeded));
    }

    #[test]
    fn a_postponed_briefing_has_another_day_not_before_today_and_a_reason() {
        let (old, today) = (day("2020-10-15"), day("2020-10-14"));
        assert_eq!(postpone(State::Called, old, day("2020-10-20"), today, "Bão số 7"), Ok(State::Called));
        assert_eq!(postpone(State::Called, old, old, today, "Bão số 7"), Err(Refusal::NewDay));
        assert_eq!(postpone(State::Called, old, day("2020-10-13"), today, "Bão số 7"), Err(Refusal::NewDay));
        assert_eq!(postpone(State::Called, old, day("2020-10-20"), today, ""), Err(Refusal::ReasonNeeded));
    }

    #[test]
    fn a_report_is_written_while_the_briefing_takes_reports_and_not_after_it_was_sent() {
        assert_eq!(write_report(State::Called, None), Ok(()));
        assert_eq!(write_report(State::Held, Some(ReportState::Returned)), Ok(()));
        assert_eq!(write_report(State::Called, Some(ReportState::Submitted)), Err(Refusal::AlreadySubmitted));
        for state in [State::Planned, State::Concluded, State::Cancelled] {
            assert_eq!(write_report(state, None), Err(Refusal::ReportsClosed));
        }
    }

    #[test]
    fn only_a_sent_report_goes_back_and_with_a_reason() {
        assert_eq!(
            return_report(State::Called, ReportState::Submitted, "Thiếu phần III"),
            Ok(ReportState::Returned)
        );
        assert_eq!(return_report(State::Called, ReportState::Submitted, ""), Err(Refusal::ReasonNeeded));
        assert_eq!(return_report(State::Called, ReportState::Draft, "x"), Err(Refusal::NotSubmitted));
        assert_eq!(return_report(State::Concluded, ReportState::Submitted, "x"), Err(Refusal::ReportsClosed));
    }

    fn row(code: &str, core: bool, known: bool, gap_declared: bool) -> Row {
        Row { code: code.to_owned(), label: "Số kỳ họp".to_owned(), core, known, gap_declared }
    }

    #[test]
    fn a_missing_core_figure_is_a_fault_unless_the_unit_says_that_it_does_not_know_it() {
        let rows = [
            row("A01", true, true, false),
            row("A02", true, false, false),
            row("A03", true, false, true),
            row("A04", false, false, false),
        ];
        let faults = faults("Kết quả", "", false, &rows);
        let fields: Vec<&str> = faults.iter().map(|fault| fault.0.as_str()).collect();
        assert_eq!(fields, ["nhiem-vu", "so-A02"]);
        assert_eq!(filled(&rows), (1, 3));
    }

    #[test]
    fn a_signed_scan_carries_the_text_but_not_the_figures() {
        let faults = faults("", "", true, &[row("A01", true, false, false)]);
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn due_dates_are_read_as_they_are_said_in_the_room() {
        let held = day("2020-10-15");
        assert_eq!(read_due("", held), Ok(DueWish::None));
        assert_eq!(read_due("30/10", held), Ok(DueWish::On(day("2020-10-30"))));
        assert_eq!(read_due("15/10/2020", held), Ok(DueWish::On(held)));
        assert_eq!(read_due("Kỳ tới", held), Ok(DueWish::NextBriefing));
        assert_eq!(read_due("ky toi", held), Ok(DueWish::NextBriefing));
        assert_eq!(read_due("hằng tháng", held), Ok(DueWish::Recurring(Every::Month)));
        assert_eq!(read_due("Hàng quý", held), Ok(DueWish::Recurring(Every::Quarter)));
        assert!(read_due("14/10/2020", held).is_err());
        assert!(read_due("hằng năm", held).is_err());
        assert!(read_due("sớm", held).is_err());
    }

    #[test]
    fn a_conclusion_without_a_lead_is_not_issued_one_without_a_date_only_when_the_chair_agrees() {
        let checked = |place, lead, due| Checked { place, lead, due };
        let sound = checked(1, Some(body()), DueKind::Date);
        let undated = checked(2, Some(body()), DueKind::None);
        let leadless = checked(3, None, DueKind::Date);
        assert_eq!(conclude(State::Held, &[], true), Err(Refusal::NoConclusion));
        assert_eq!(
            conclude(State::Held, &[sound.clone(), leadless], true),
            Err(Refusal::Leadless("3".to_owned()))
        );
        assert_eq!(
            conclude(State::Held, &[sound.clone(), undated.clone()], false),
            Err(Refusal::Undated("2".to_owned()))
        );
        assert_eq!(conclude(State::Held, &[sound.clone(), undated], true), Ok(State::Concluded));
        assert_eq!(conclude(State::Called, &[sound], true), Err(Refusal::WrongState(State::Called)));
    }

    #[test]
    fn the_review_of_the_last_conclusions_comes_first_after_the_opening() {
        assert_eq!(AGENDA[0].0, "opening");
        assert_eq!(AGENDA[1].0, "review");
    }

    #[test]
    fn the_first_line_does_not_move_up_nor_the_last_down() {
        let places = [1, 2, 3];
        assert_eq!(exchange(&places, 0, true), None);
        assert_eq!(exchange(&places, 2, false), None);
        assert_eq!(exchange(&places, 1, true), Some((1, 0)));
        assert_eq!(exchange(&places, 1, false), Some((1, 2)));
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        assert_eq!(read_time("8h"), Some("08:00".to_owned()));
        assert_eq!(read_time("7:30"), Some("07:30".to_owned()));
        assert_eq!(read_time("13g30"), Some("13:30".to_owned()));
        assert_eq!(read_time("24:00"), None);
        assert_eq!(read_time("sáng"), None);
    }
}
