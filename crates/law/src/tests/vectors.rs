//! Deadlines a clerk can check with a wall calendar.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::law;
use crate::{Deadline, DeadlineKind, DeadlineStatus, Law, Level, NoDeadline, Override, OverrideError, Rule};

/// The date due, counted by a limit of its own: a law with one rule.
fn due(limit: &str, trigger: Date) -> Deadline {
    let text = format!(
        "[Only]\nsays = \"Thử\"\ntrigger = \"Ngày\"\n[[Only.version]]\nid = \"TST-01\"\nlimit = \"{limit}\"\nsource = \"Thử\"\nconfidence = \"H\"\n"
    );
    let family = crate::Family { key: "test", title: "Thử" };
    let law = Law::from_toml(&[(family, &text)], law().calendar().clone()).expect("one rule");
    law.deadline_by_id("TST-01", trigger).expect("a date")
}

#[test]
fn t1_ten_working_days_over_tet_2025() {
    let letter = law().deadline(Rule::ProcessLetter, date(2025, 1, 24)).expect("a date");
    assert_eq!(letter.due, date(2025, 2, 14));
    assert_eq!(letter.rule.id, "PET-01");
}

#[test]
fn t2_a_swapped_saturday_counts_and_a_swapped_friday_does_not() {
    let published = law().deadline(Rule::PublishInformation, date(2025, 4, 24)).expect("a date");
    assert_eq!(published.due, date(2025, 5, 5));
}

#[test]
fn t3_the_culture_day_of_2026_is_not_counted() {
    let accepted = law().deadline(Rule::AcceptComplaint, date(2026, 11, 17)).expect("a date");
    assert_eq!(accepted.due, date(2026, 11, 27));
}

#[test]
fn t4_one_working_day_after_friday_21_august_2026_is_the_swapped_saturday() {
    let issued = law().deadline(Rule::IssueOutgoingDocument, date(2026, 8, 21)).expect("a date");
    assert_eq!(issued.due, date(2026, 8, 22));
}

#[test]
fn t5_two_working_days_over_the_national_day_of_2026() {
    let answered = law().deadline_by_id("DAT-01", date(2026, 8, 28)).expect("a date");
    assert_eq!(answered.due, date(2026, 9, 4));
}

#[test]
fn t6_ten_working_days_over_tet_2020() {
    let answered = law().deadline_by_id("REC-07", date(2020, 1, 20)).expect("a date");
    assert_eq!(answered.due, date(2020, 2, 10));
}

#[test]
fn t7_thirty_days_that_end_on_a_sunday_before_days_off_end_after_them() {
    let settled = law().deadline(Rule::SettleFirstComplaint, date(2026, 7, 31)).expect("a date");
    assert_eq!(settled.due, date(2026, 9, 3));
    assert!(settled.rolled);
}

#[test]
fn t8_ten_days_that_end_in_tet_end_after_it() {
    let accepted = law().deadline(Rule::AcceptComplaint, date(2026, 2, 9)).expect("a date");
    assert_eq!((accepted.due, accepted.rule.id.as_str()), (date(2026, 2, 23), "CMP-02"));
}

#[test]
fn t9_a_session_on_20_july_2020_is_convened_announced_and_documented_in_time() {
    let (law, opening) = (law(), date(2020, 7, 20));
    let due = |rule| law.deadline(rule, opening).expect("a date").due;
    assert_eq!(due(Rule::ConveneRegularSession), date(2020, 6, 30));
    assert_eq!(due(Rule::AnnounceSession), date(2020, 7, 10));
    assert_eq!(due(Rule::SendSessionDocuments), date(2020, 7, 15));
}

#[test]
fn t10_minutes_of_a_session_closed_on_21_july_2020_go_up_by_the_end_of_the_month() {
    let sent = law().deadline(Rule::SendMinutesUp, date(2020, 7, 21)).expect("a date");
    assert_eq!(sent.due, date(2020, 7, 31));
}

#[test]
fn t11_a_resolution_signed_on_22_july_2020_goes_up_on_monday_and_takes_effect_in_a_week() {
    let (law, signed) = (law(), date(2020, 7, 22));
    let sent = law.deadline(Rule::SendResolutionUp, signed).expect("a date");
    assert_eq!(sent.due, date(2020, 7, 27));
    assert_eq!(
        sent.explain(),
        [
            "Gửi nghị quyết lên Thường trực Hội đồng nhân dân cấp trên trực tiếp (cấp tỉnh gửi Ủy ban Thường vụ Quốc hội; từ ngày 01/07/2025 cấp xã gửi cấp tỉnh): chậm nhất 3 ngày sau ngày mốc (Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân 2015 (87/2015/QH13), Điều 7 khoản 2)",
            "Ngày mốc 22/07/2020 không tính (Bộ luật Dân sự 2015, Điều 147)",
            "Thứ Bảy 25/07/2020: ngày nghỉ hằng tuần, lùi sang ngày sau",
            "Chủ Nhật 26/07/2020: ngày nghỉ hằng tuần, lùi sang ngày sau",
            "Hạn cuối: Thứ Hai 27/07/2020",
        ]
    );
    let effect = law.deadline_at(Rule::EffectOfNormativeResolution, Level::District, signed).expect("a date");
    assert_eq!((effect.due, effect.kind), (date(2020, 7, 29), DeadlineKind::Earliest));
}

#[test]
fn t12_a_question_of_10_december_2020_is_answered_by_the_30th() {
    let answered = law().deadline(Rule::WrittenAnswerToQuestion, date(2020, 12, 10)).expect("a date");
    assert_eq!(answered.due, date(2020, 12, 30));
}

#[test]
fn t13_the_schedule_of_15_october_2020_hangs_by_the_8th() {
    let posted = law().deadline(Rule::PostReceptionSchedule, date(2020, 10, 15)).expect("a date");
    assert_eq!(posted.due, date(2020, 10, 8));
}

#[test]
fn t14_the_schedule_after_tet_2026_hangs_before_tet() {
    let posted = law().deadline(Rule::PostReceptionSchedule, date(2026, 2, 24)).expect("a date");
    assert_eq!(posted.due, date(2026, 2, 10));
}

#[test]
fn t15_a_month_from_31_january_2026_ends_after_the_last_weekend_of_february() {
    assert_eq!(due("+1 months", date(2026, 1, 31)).due, date(2026, 3, 2));
}

#[test]
fn t16_complaints_around_1_july_2026_follow_the_law_of_the_day_they_came() {
    let law = law();
    let before = law.deadline(Rule::AcceptComplaint, date(2026, 6, 30)).expect("a date");
    let after = law.deadline(Rule::AcceptComplaint, date(2026, 7, 1)).expect("a date");
    assert_eq!((before.due, before.rule.id.as_str()), (date(2026, 7, 10), "CMP-02"));
    assert_eq!((after.due, after.rule.id.as_str()), (date(2026, 7, 10), "CMP-03"));
}

#[test]
fn a_matter_is_on_time_on_the_last_day_and_late_the_day_after() {
    let (law, due) = (law(), date(2020, 7, 27));
    let today = date(2020, 8, 3);
    assert_eq!(law.status(due, today, Some(date(2020, 7, 26))), DeadlineStatus::OnTime);
    assert_eq!(law.status(due, today, Some(due)), DeadlineStatus::OnTime);
    assert_eq!(law.status(due, today, Some(date(2020, 7, 28))), DeadlineStatus::Late(1));
    assert_eq!(law.status(due, date(2020, 7, 21), None), DeadlineStatus::Open(4));
    assert_eq!(law.status(due, date(2020, 7, 22), None), DeadlineStatus::DueSoon(3));
    assert_eq!(law.status(due, date(2020, 7, 26), None), DeadlineStatus::DueSoon(1));
    assert_eq!(law.status(due, due, None), DeadlineStatus::DueToday);
    assert_eq!(law.status(due, date(2020, 7, 28), None), DeadlineStatus::Overdue(1));
    assert_eq!(law.status(due, date(2021, 7, 28), None).to_string(), "quá hạn 366 ngày");
}

#[test]
fn a_resolution_may_not_take_effect_a_day_too_early_and_is_never_overdue() {
    let law = law();
    let effect = law
        .deadline_at(Rule::EffectOfNormativeResolution, Level::Commune, date(2020, 7, 22))
        .expect("a date");
    let status = |today, done| effect.status(&law, today, done);
    assert_eq!(status(date(2020, 7, 22), Some(date(2020, 7, 28))), DeadlineStatus::TooEarly(1));
    assert_eq!(status(date(2020, 7, 22), Some(date(2020, 7, 29))), DeadlineStatus::OnTime);
    assert_eq!(status(date(2020, 9, 1), None), DeadlineStatus::Open(0));
}

#[test]
fn the_effect_of_a_resolution_depends_on_the_level_until_march_2025() {
    let law = law();
    let rule = Rule::EffectOfNormativeResolution;
    let province = law.deadline_at(rule, Level::Province, date(2020, 7, 22)).expect("a date");
    assert_eq!(province.due, date(2020, 8, 1));
    assert_eq!(
        law.deadline(rule, date(2020, 7, 22)),
        Err(NoDeadline::LevelNeeded("EffectOfNormativeResolution".to_owned()))
    );
    assert_eq!(law.deadline(rule, date(2025, 4, 1)).expect("a date").rule.id, "DOC-16");
}

#[test]
fn a_backward_date_on_a_day_off_stays_and_shows_the_working_day_before() {
    // 20 days before Saturday 8 August 2020 is Sunday 19 July.
    let convened = law().deadline(Rule::ConveneRegularSession, date(2020, 8, 8)).expect("a date");
    assert_eq!(convened.due, date(2020, 7, 19));
    assert!(!convened.rolled);
    assert_eq!(convened.previous_working_day, Some(date(2020, 7, 17)));
    assert!(convened.explain().concat().contains("ngày làm việc liền trước: Thứ Sáu 17/07/2020"));
}

#[test]
fn a_year_without_its_table_of_holidays_makes_the_date_provisional() {
    let law = law();
    let answered = law.deadline(Rule::PublishInformation, date(2026, 12, 28)).expect("a date");
    assert_eq!(answered.due, date(2027, 1, 5));
    assert!(answered.provisional);
    assert!(answered.explain().concat().contains("Tạm tính"));
    let before = law.deadline(Rule::PublishInformation, date(2026, 12, 21)).expect("a date");
    assert!(!before.provisional);
}

#[test]
fn a_rule_is_unknown_before_it_was_made() {
    let law = law();
    assert_eq!(
        law.deadline(Rule::PublishInformation, date(2018, 6, 30)),
        Err(NoDeadline::NotInForce { rule: "PublishInformation".to_owned(), on: date(2018, 6, 30) })
    );
    assert!(law.deadline(Rule::PublishInformation, date(2018, 7, 1)).is_ok());
}

#[test]
fn a_frequency_and_a_share_give_no_date() {
    let law = law();
    let monthly = law.deadline(Rule::StandingCommitteeMonthlyMeeting, date(2020, 7, 1));
    assert!(matches!(monthly, Err(NoDeadline::NotADate { .. })));
    assert!(matches!(
        law.deadline(Rule::MajorityOfAllDelegates, date(2020, 7, 1)),
        Err(NoDeadline::NotADate { .. })
    ));
}

#[test]
fn the_majorities_of_the_table_agree_with_the_arithmetic() {
    let (law, on) = (law(), date(2020, 7, 21));
    for yes in 0..=31 {
        assert_eq!(
            law.share_reached(Rule::MajorityOfAllDelegates, on, yes, 31),
            Ok(crate::majority::passes_more_than_half(yes, 31))
        );
        assert_eq!(
            law.share_reached(Rule::DismissDelegate, on, yes, 31),
            Ok(crate::majority::passes_two_thirds(yes, 31))
        );
        assert_eq!(
            law.share_reached(Rule::SessionQuorum, on, yes, 31),
            Ok(crate::majority::quorum(31) <= yes)
        );
    }
}

#[test]
fn a_conclusion_without_a_date_is_due_at_the_next_briefing() {
    let law = law();
    let (held, next) = (date(2020, 10, 15), date(2021, 1, 14));
    assert!(law.deadline(Rule::BriefingConclusionDefault, held).is_err());
    let conclusion = law.deadline_at_event(Rule::BriefingConclusionDefault, held, next).expect("a date");
    assert_eq!(conclusion.due, next);
}

#[test]
fn reminders_go_out_fifteen_seven_and_three_days_before() {
    assert_eq!(
        law().reminders(Rule::RecommendationReminder, date(2020, 10, 30)),
        Ok(vec![date(2020, 10, 15), date(2020, 10, 23), date(2020, 10, 27)])
    );
}

#[test]
fn a_date_set_by_a_letter_is_kept_as_it_is() {
    let set = law().explicit(date(2020, 9, 5), "Công văn 12/HĐND-VP ngày 01/08/2020");
    assert_eq!((set.due, set.rolled), (date(2020, 9, 5), false));
    assert_eq!(
        set.explain(),
        [
            "Thời hạn ghi trong văn bản: ngày 05/09/2020 (Công văn 12/HĐND-VP ngày 01/08/2020)",
            "Hạn cuối: Thứ Bảy 05/09/2020",
        ]
    );
}

#[test]
fn a_denunciation_checked_in_several_places_has_the_longer_limit_the_law_names() {
    let law = law();
    let longer = law.extended_deadline(Rule::RegisterDenunciation, date(2026, 9, 7)).expect("a date");
    assert_eq!(longer.due, date(2026, 9, 21));
    assert_eq!(longer.rule.limit_text, "chậm nhất 10 ngày làm việc sau ngày mốc");
}

#[test]
fn a_pending_matter_follows_the_new_rule_only_when_its_act_says_so() {
    let table = |transition: &str| {
        format!(
            "[AcceptComplaint]\nsays = \"Thụ lý\"\ntrigger = \"Ngày nhận\"\n\
             [[AcceptComplaint.version]]\nid = \"OLD\"\nto = 2026-06-30\nlimit = \"+10 days\"\nsource = \"Cũ\"\nconfidence = \"H\"\n\
             [[AcceptComplaint.version]]\nid = \"NEW\"\nfrom = 2026-07-01\nlimit = \"+20 days\"\nsource = \"Mới\"\nconfidence = \"H\"\ntransition = \"{transition}\"\n"
        )
    };
    let family = crate::Family { key: "test", title: "Thử" };
    let id = |transition: &str, today| {
        let text = table(transition);
        let law = Law::from_toml(&[(family, &text)], law().calendar().clone()).expect("a table");
        let pending = law.deadline_for_pending(Rule::AcceptComplaint, None, date(2026, 6, 29), today);
        pending.expect("a date").rule.id
    };
    assert_eq!(id("new_for_pending", date(2026, 6, 30)), "OLD");
    assert_eq!(id("new_for_pending", date(2026, 7, 1)), "NEW");
    assert_eq!(id("by_trigger_date", date(2026, 7, 1)), "OLD");
}

fn own(rule_id: &str, limit: &str, source: &str) -> Override {
    Override {
        rule_id: rule_id.to_owned(),
        limit: limit.parse().expect("a limit"),
        source: source.to_owned(),
        from: date(2026, 1, 1),
        to: Some(date(2026, 12, 31)),
    }
}

#[test]
fn a_council_that_sets_its_own_number_is_named_as_the_source() {
    let rules = "Quy chế làm việc ban hành kèm Nghị quyết 05/NQ-HĐND ngày 15/12/2025";
    let law = law().with_overrides(&[own("SES-14d", "-7 days", rules)]).expect("a valid number");
    let documents = |opening| law.deadline(Rule::SendSessionDocuments, opening).expect("a date");
    let sent = documents(date(2026, 7, 20));
    assert_eq!((sent.due, sent.rule.source.as_str()), (date(2026, 7, 13), rules));
    assert!(sent.rule.own);
    assert_eq!(documents(date(2025, 12, 31)).due, date(2025, 12, 26));
    assert_eq!(documents(date(2027, 1, 1)).due, date(2026, 12, 27));
}

#[test]
fn a_number_of_ones_own_needs_a_rule_a_source_and_the_same_measure() {
    let law = law();
    let refused = |own: Override| law.with_overrides(&[own]).map(|_| ());
    let id = || "SES-14d".to_owned();
    assert_eq!(
        refused(own("SES-99", "-7 days", "Quy chế")),
        Err(OverrideError::UnknownRule("SES-99".to_owned()))
    );
    assert_eq!(refused(own("SES-14d", "-7 days", " ")), Err(OverrideError::NoSource(id())));
    assert_eq!(refused(own("SES-14d", "more than 1/2", "Quy chế")), Err(OverrideError::OtherMeasure(id())));
    let backwards = Override { to: Some(date(2025, 1, 1)), ..own("SES-14d", "-7 days", "Quy chế") };
    assert_eq!(refused(backwards), Err(OverrideError::Dates(id())));
}

proptest! {
    #[test]
    fn a_forward_date_is_a_working_day_and_never_early(start in 0_i64..6_000, amount in 1_u32..120) {
        let trigger = date(2014, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
        let calendar_days = due(&format!("+{amount} days"), trigger);
        let law = law();
        prop_assert!(law.calendar().is_working(calendar_days.due));
        prop_assert!(trigger.checked_add(jiff::Span::new().days(i64::from(amount))).unwrap() <= calendar_days.due);
        let working = due(&format!("+{amount} working days"), trigger);
        prop_assert_eq!(law.working_days_left(trigger, working.due), amount);
        prop_assert!(law.calendar().is_working(working.due));
        prop_assert_eq!(working.days.iter().filter(|day| day.counted).count(), amount as usize);
    }
}
