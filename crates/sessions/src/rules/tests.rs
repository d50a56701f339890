use jiff::civil::date;
use kernel::{Id, OrganizationId, SessionId, TermId};
use proptest::prelude::*;

use super::*;
use crate::model::label;

fn id<T: Id>() -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [7; 10]))
}

fn closed(kind: Kind, number: i64, opened_on: Date, closed_on: Option<Date>) -> NewSession {
    NewSession {
        council: id::<OrganizationId>(),
        term: id::<TermId>(),
        number,
        kind,
        title: String::new(),
        place: String::new(),
        opened_on,
        closed_on,
        state: State::Closed,
        summary: String::new(),
        is_public: true,
        is_demonstration: false,
    }
}

fn convened(opened_on: Date) -> Course {
    Course { state: State::Convened, opened_on, closed_on: None }
}

#[test]
fn an_extraordinary_session_could_open_until_30_6_2020_and_a_thematic_one_from_1_7_2020() {
    let (last, first) = (date(2020, 6, 30), date(2020, 7, 1));
    assert!(kind_holds(Kind::Extraordinary, last));
    assert!(!kind_holds(Kind::Extraordinary, first));
    for kind in [Kind::Thematic, Kind::Urgent] {
        assert!(!kind_holds(kind, last), "{kind:?}");
        assert!(kind_holds(kind, first), "{kind:?}");
    }
    for kind in [Kind::First, Kind::Regular, Kind::TermFinal] {
        assert!(kind_holds(kind, last) && kind_holds(kind, first), "{kind:?}");
    }
}

#[test]
fn a_refused_kind_names_the_kind_to_choose_instead() {
    let said = |kind, on| check(&closed(kind, 17, on, Some(on)), date(2020, 10, 15)).unwrap_err().to_string();
    assert!(said(Kind::Thematic, date(2020, 6, 30)).contains("Chọn kỳ họp bất thường"));
    assert!(said(Kind::Extraordinary, date(2020, 7, 1)).contains("chuyên đề"));
}

#[test]
fn a_session_is_called_by_its_place_and_by_its_kind_when_it_is_not_a_regular_one() {
    assert_eq!(label(20, Kind::Thematic), "Kỳ họp thứ Hai mươi (chuyên đề)");
    assert_eq!(label(18, Kind::Regular), "Kỳ họp thứ Mười tám");
    assert_eq!(label(16, Kind::Extraordinary), "Kỳ họp thứ Mười sáu (bất thường)");
    assert_eq!(label(1, Kind::First), "Kỳ họp thứ Nhất");
}

#[test]
fn only_the_first_session_is_number_one() {
    let on = date(2016, 6, 28);
    let check = |kind, number| check(&closed(kind, number, on, Some(on)), date(2020, 10, 15));
    assert_eq!(check(Kind::First, 1), Ok(()));
    assert_eq!(check(Kind::First, 2), Err(Refusal::FirstIsNumberOne));
    assert_eq!(check(Kind::Regular, 1), Err(Refusal::FirstIsNumberOne));
    assert_eq!(check(Kind::Regular, 0), Err(Refusal::NumberOutOfRange));
    assert_eq!(check(Kind::Regular, 201), Err(Refusal::NumberOutOfRange));
}

#[test]
fn a_closing_lies_between_the_opening_and_today() {
    let (opened, today) = (date(2020, 7, 20), date(2020, 7, 22));
    let check = |closing| check(&closed(Kind::Regular, 18, opened, closing), today);
    assert_eq!(check(Some(date(2020, 7, 19))), Err(Refusal::ClosesBeforeOpening));
    assert_eq!(check(Some(opened)), Ok(()));
    assert_eq!(check(Some(today)), Ok(()));
    assert_eq!(check(Some(date(2020, 7, 23))), Err(Refusal::ClosesInFuture));
    assert_eq!(check(None), Err(Refusal::NoClosing));
}

#[test]
fn a_session_that_sits_has_opened_and_a_planned_one_may_lie_ahead() {
    let today = date(2020, 7, 19);
    let with = |state| NewSession { state, ..closed(Kind::Regular, 18, date(2020, 7, 20), None) };
    assert_eq!(check(&with(State::Opened), today), Err(Refusal::OpensInFuture));
    for state in [State::Planned, State::Convened, State::Postponed, State::Cancelled] {
        assert_eq!(check(&with(state), today), Ok(()));
    }
}

#[test]
fn a_session_goes_from_planned_to_closed_in_four_steps() {
    let (day, today) = (date(2020, 9, 18), date(2020, 9, 18));
    let planned = Course { state: State::Planned, opened_on: day, closed_on: None };
    let convened = take(planned, &Step::Convene, Kind::Thematic, date(2020, 9, 10)).unwrap();
    let opened = take(convened, &Step::Open { on: day }, Kind::Thematic, today).unwrap();
    let closed = take(opened, &Step::Close { on: day }, Kind::Thematic, today).unwrap();
    assert_eq!(closed, Course { state: State::Closed, opened_on: day, closed_on: Some(day) });
    let again = take(closed, &Step::Close { on: day }, Kind::Thematic, today);
    assert_eq!(again, Err(Refusal::WrongState { state: State::Closed, verb: "bế mạc" }));
}

#[test]
fn a_session_neither_opens_nor_closes_tomorrow() {
    let today = date(2020, 9, 18);
    let open = |on| take(convened(on), &Step::Open { on }, Kind::Regular, today).map(|course| course.state);
    assert_eq!(open(date(2020, 9, 17)), Ok(State::Opened));
    assert_eq!(open(today), Ok(State::Opened));
    assert_eq!(open(date(2020, 9, 19)), Err(Refusal::OpensInFuture));
    let sitting = Course { state: State::Opened, opened_on: today, closed_on: None };
    let close = |on| take(sitting, &Step::Close { on }, Kind::Regular, today).map(|course| course.state);
    assert_eq!(close(date(2020, 9, 17)), Err(Refusal::ClosesBeforeOpening));
    assert_eq!(close(today), Ok(State::Closed));
    assert_eq!(close(date(2020, 9, 19)), Err(Refusal::ClosesInFuture));
}

#[test]
fn an_opening_after_the_planned_closing_forgets_that_closing() {
    let course = Course { closed_on: Some(date(2020, 9, 18)), ..convened(date(2020, 9, 18)) };
    let opened =
        take(course, &Step::Open { on: date(2020, 9, 21) }, Kind::Regular, date(2020, 9, 21)).unwrap();
    assert_eq!((opened.opened_on, opened.closed_on), (date(2020, 9, 21), None));
}

#[test]
fn postponing_and_cancelling_need_a_reason_and_a_postponed_session_is_convened_again() {
    let course = convened(date(2020, 9, 18));
    let today = date(2020, 9, 14);
    let postpone = |reason: &str| Step::Postpone { to: Some(date(2020, 9, 25)), reason: reason.to_owned() };
    assert_eq!(take(course, &postpone(" "), Kind::Thematic, today), Err(Refusal::NoReason));
    let cancel = Step::Cancel { reason: String::new() };
    assert_eq!(take(course, &cancel, Kind::Thematic, today), Err(Refusal::NoReason));
    let waiting = take(course, &postpone("Bão số 5"), Kind::Thematic, today).unwrap();
    assert_eq!((waiting.state, waiting.opened_on), (State::Postponed, date(2020, 9, 25)));
    assert_eq!(
        take(waiting, &Step::Convene, Kind::Thematic, today).map(|one| one.state),
        Ok(State::Convened)
    );
}

#[test]
fn an_extraordinary_session_is_not_postponed_past_the_end_of_its_kind() {
    let step = |to| Step::Postpone { to: Some(to), reason: "Dịch bệnh".to_owned() };
    let take = |to| take(convened(date(2020, 6, 25)), &step(to), Kind::Extraordinary, date(2020, 6, 20));
    assert!(take(date(2020, 6, 30)).is_ok());
    assert!(matches!(take(date(2020, 7, 1)), Err(Refusal::KindNotInForce(_))));
}

#[test]
fn a_regular_session_is_convened_twenty_days_before_and_another_seven() {
    let law = Law::shipped().unwrap();
    let dues =
        |kind, on| before_opening(&law, kind, on).into_iter().map(|(_, due)| due.due).collect::<Vec<_>>();
    let regular = dues(Kind::Regular, date(2020, 7, 20));
    assert_eq!(regular, [date(2020, 6, 30), date(2020, 7, 10), date(2020, 7, 10), date(2020, 7, 15)]);
    let thematic = dues(Kind::Thematic, date(2020, 9, 18));
    assert_eq!(thematic, [date(2020, 9, 11), date(2020, 9, 15), date(2020, 9, 8), date(2020, 9, 13)]);
    let explained = before_opening(&law, Kind::Regular, date(2020, 7, 20))[0].1.explain();
    assert!(explained[0].contains("Điều 80"), "{explained:?}");
}

#[test]
fn minutes_go_up_within_ten_days_of_closing() {
    let law = Law::shipped().unwrap();
    assert_eq!(after_closing(&law, date(2020, 7, 21)).map(|due| due.due), Some(date(2020, 7, 31)));
}

fn any_day() -> impl Strategy<Value = Date> {
    (0i64..4000).prop_map(|days| date(2016, 1, 1).saturating_add(jiff::Span::new().days(days)))
}

proptest! {
    #[test]
    fn whatever_is_asked_a_closed_session_closed_on_or_after_its_opening_and_not_ahead(
        opened in any_day(), on in any_day(), today in any_day(), state in prop::sample::select(State::ALL),
    ) {
        let course = Course { state, opened_on: opened, closed_on: None };
        for step in [Step::Open { on }, Step::Close { on }, Step::Convene] {
            if let Ok(next) = take(course, &step, Kind::Regular, today) && next.state == State::Closed {
                let closed = next.closed_on.unwrap();
                prop_assert!(next.opened_on <= closed && closed <= today);
            }
        }
    }

    #[test]
    fn nothing_follows_a_closed_or_cancelled_session(on in any_day(), today in any_day()) {
        for state in [State::Closed, State::Cancelled] {
            let course = Course { state, opened_on: on, closed_on: Some(on) };
            for step in [Step::Convene, Step::Open { on }, Step::Close { on }, Step::Cancel { reason: "x".into() }, Step::Postpone { to: None, reason: "x".into() }] {
                prop_assert!(take(course, &step, Kind::Regular, today).is_err());
            }
        }
    }
}

fn held() -> Session {
    Session {
        id: id::<SessionId>(),
        council_id: id::<OrganizationId>(),
        term_id: id::<TermId>(),
        number: 18,
        kind: Kind::Regular,
        title: String::new(),
        place: "Hội trường".to_owned(),
        opened_on: date(2020, 7, 20),
        closed_on: Some(date(2020, 7, 21)),
        state: State::Closed,
        summary: String::new(),
        is_public: true,
        is_demonstration: false,
        version: 1,
        archived_on: None,
    }
}

fn told(stage: Stage, on: Option<Date>, words: &str) -> Told {
    Told { stage, is_done: on.is_some(), on, words: words.to_owned(), href: String::new() }
}

/// Signed on 23/07, sent up on 26/07, published on 24/07.
fn done() -> [Told; 3] {
    [
        told(Stage::ResultsIssued, Some(date(2020, 7, 23)), ""),
        told(Stage::SentUp, Some(date(2020, 7, 26)), ""),
        told(Stage::Published, Some(date(2020, 7, 24)), ""),
    ]
}

#[test]
fn a_dossier_is_put_away_on_the_day_of_the_last_deed_at_the_earliest() {
    let today = date(2020, 10, 15);
    let put = |on| archive_faults(&held(), &done(), on, today);
    let early = Refusal::ArchivedTooEarly { what: "Gửi cấp trên", on: "26/07/2020".to_owned() };
    assert_eq!(put(date(2020, 7, 25)), [early]);
    assert!(put(date(2020, 7, 26)).is_empty());
    assert!(put(date(2020, 7, 27)).is_empty());
    assert!(put(today).is_empty());
    assert_eq!(put(date(2020, 10, 16)), [Refusal::ArchivedInFuture]);
    // Where nobody wrote a day down, the closing counts
    let undated = done().map(|one| Told { on: None, ..one });
    let put = |on| archive_faults(&held(), &undated, on, today);
    let early = Refusal::ArchivedTooEarly { what: "Bế mạc", on: "21/07/2020".to_owned() };
    assert_eq!(put(date(2020, 7, 20)), [early]);
    assert!(put(date(2020, 7, 21)).is_empty());
}

#[test]
fn what_is_missing_of_a_dossier_is_said_all_at_once() {
    let today = date(2020, 10, 15);
    let missing = [
        told(Stage::ResultsIssued, None, "nghị quyết số 05/NQ-HĐND chưa ghi ngày ký"),
        told(Stage::SentUp, None, ""),
        told(Stage::Published, Some(date(2020, 7, 24)), ""),
    ];
    let said: Vec<String> =
        archive_faults(&held(), &missing, today, today).iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "Chưa lưu trữ được. Ký nghị quyết: nghị quyết số 05/NQ-HĐND chưa ghi ngày ký.",
            "Chưa lưu trữ được. Gửi cấp trên: chưa ghi."
        ]
    );
    // What nobody tells of is not done
    assert_eq!(archive_faults(&held(), &[], today, today).len(), 3);
}

#[test]
fn only_a_closed_session_is_put_away_and_only_once() {
    let today = date(2020, 10, 15);
    for state in [State::Planned, State::Convened, State::Opened, State::Postponed, State::Cancelled] {
        let faults = archive_faults(&Session { state, ..held() }, &done(), today, today);
        assert_eq!(faults, [Refusal::ArchivedBeforeClosing], "{state:?}");
    }
    let put = Session { archived_on: Some(today), ..held() };
    assert_eq!(archive_faults(&put, &done(), today, today), [Refusal::Archived]);
}

#[test]
fn a_correction_names_every_field_with_its_old_and_new_words() {
    let same = NewSession {
        place: "Hội trường".to_owned(),
        ..closed(Kind::Regular, 18, date(2020, 7, 20), Some(date(2020, 7, 21)))
    };
    let same = NewSession { title: String::new(), summary: String::new(), is_public: true, ..same };
    assert!(differences(&held(), &same).is_empty());
    let other = NewSession {
        number: 19,
        kind: Kind::Thematic,
        title: "Kỳ họp".to_owned(),
        place: String::new(),
        opened_on: date(2020, 7, 19),
        closed_on: None,
        summary: "Đã họp".to_owned(),
        is_public: false,
        ..same
    };
    assert_eq!(
        differences(&held(), &other),
        [
            "Số thứ tự: 18 thành 19",
            "Loại: Kỳ họp thường lệ thành Kỳ họp chuyên đề",
            "Tên gọi: để trống thành “Kỳ họp”",
            "Nơi họp: “Hội trường” thành để trống",
            "Khai mạc: 20/07/2020 thành 19/07/2020",
            "Bế mạc: 21/07/2020 thành chưa ghi",
            "Tóm tắt: để trống thành “Đã họp”",
            "Công khai: công khai thành không công khai",
        ]
    );
}
