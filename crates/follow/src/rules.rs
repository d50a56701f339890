//! Events and what they do to the state. Pure.

use kernel::Date;
use kernel::period::Quarter;

use crate::model::{Every, Refusal, Result_, State};

/// The steps of urging (giám sát practice), from the first letter to the council itself.
pub const LADDER: [&str; 7] = [
    "Văn bản đôn đốc lần 1",
    "Văn bản đôn đốc tiếp",
    "Kiến nghị cấp có thẩm quyền xử lý",
    "Đưa ra phiên giải trình",
    "Đưa ra chất vấn",
    "Giám sát lại",
    "Báo cáo HĐND xem xét trách nhiệm",
];

/// What the asker makes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assessment {
    /// Done.
    Met,
    /// Partly done, and left at that.
    Partly,
    /// The answer does not meet what was asked; the body goes on.
    NotMet,
    /// It will not be done; the reason is the chair's.
    NotDone,
}

impl Assessment {
    /// The word in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotMet => "not_met",
            Self::NotDone => "not_done",
        }
    }

    /// The words shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Met => "Hoàn thành",
            Self::Partly => "Hoàn thành một phần",
            Self::NotMet => "Kết quả chưa đáp ứng, làm tiếp",
            Self::NotDone => "Không thực hiện",
        }
    }
}

impl std::str::FromStr for Assessment {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Met, Self::Partly, Self::NotMet, Self::NotDone]
            .into_iter()
            .find(|one| one.as_str() == word)
            .ok_or(())
    }
}

/// The lead body takes the task.
pub fn accept(state: State) -> Result<State, Refusal> {
    match state {
        State::Issued => Ok(State::Accepted),
        State::Accepted | State::Disputed | State::InProgress | State::Reported | State::Closed => {
            Err(Refusal::WrongState(state))
        }
    }
}

/// The lead body asks to have it looked at again: before it has begun.
pub fn dispute(state: State) -> Result<State, Refusal> {
    match state {
        State::Issued | State::Accepted => Ok(State::Disputed),
        State::Disputed | State::InProgress | State::Reported | State::Closed => {
            Err(Refusal::WrongState(state))
        }
    }
}

/// The asker keeps it as it is, or gives it to another body: it is issued anew.
pub fn settle_dispute(state: State) -> Result<State, Refusal> {
    match state {
        State::Disputed => Ok(State::Issued),
        State::Issued | State::Accepted | State::InProgress | State::Reported | State::Closed => {
            Err(Refusal::WrongState(state))
        }
    }
}

/// Work is going on. Taking a task up by working on it needs no separate acceptance.
pub fn note_progress(state: State) -> Result<State, Refusal> {
    match state {
        State::Issued | State::Accepted | State::InProgress => Ok(State::InProgress),
        State::Disputed | State::Reported | State::Closed => Err(Refusal::WrongState(state)),
    }
}

/// The lead body answers.
pub fn answer(state: State, has_evidence: bool) -> Result<State, Refusal> {
    match state {
        State::Issued | State::Accepted | State::InProgress if has_evidence => Ok(State::Reported),
        State::Issued | State::Accepted | State::InProgress => Err(Refusal::NoEvidence),
        State::Disputed | State::Reported | State::Closed => Err(Refusal::WrongState(state)),
    }
}

/// The asker judges the answer. Only "không thực hiện" needs no answer.
pub fn assess(state: State, assessment: Assessment) -> Result<(State, Option<Result_>), Refusal> {
    match (state, assessment) {
        (State::Reported, Assessment::Met) => Ok((State::Closed, Some(Result_::Met))),
        (State::Reported, Assessment::Partly) => Ok((State::Closed, Some(Result_::Partly))),
        (State::Reported, Assessment::NotMet) => Ok((State::InProgress, None)),
        (State::Closed, _)
        | (
            State::Issued | State::Accepted | State::Disputed | State::InProgress,
            Assessment::Met | Assessment::Partly | Assessment::NotMet,
        ) => Err(Refusal::WrongState(state)),
        (_, Assessment::NotDone) => Ok((State::Closed, Some(Result_::NotDone))),
    }
}

/// Opens a closed one again.
pub fn reopen(state: State) -> Result<State, Refusal> {
    match state {
        State::Closed => Ok(State::InProgress),
        State::Issued | State::Accepted | State::Disputed | State::InProgress | State::Reported => {
            Err(Refusal::WrongState(state))
        }
    }
}

/// Somebody says that an answer does not hold: it waits to be judged again.
pub fn doubt(state: State) -> Result<State, Refusal> {
    match state {
        State::Closed
        | State::InProgress
        | State::Reported
        | State::Issued
        | State::Accepted
        | State::Disputed => Ok(State::Reported),
    }
}

/// More time may be asked while the body is at work.
pub fn ask_extension(state: State, due: Option<Date>, wanted: Date, today: Date) -> Result<(), Refusal> {
    match state {
        State::Issued | State::Accepted | State::InProgress => {
            if wanted <= today || due.is_some_and(|due| wanted <= due) {
                Err(Refusal::NotLater)
            } else {
                Ok(())
            }
        }
        State::Disputed | State::Reported | State::Closed => Err(Refusal::WrongState(state)),
    }
}

/// The ladder's step that a letter of today is: none before the due day has passed, the first
/// and then the second afterwards; a letter never takes a follow-up down the ladder.
pub fn step_of_reminder(step: i64, due: Option<Date>, today: Date) -> i64 {
    match due {
        Some(due) if due < today => (step + 1).min(2).max(step),
        Some(_) | None => step,
    }
}

/// Climbs the ladder beyond the letters: one step at a time, only what is overdue.
pub fn escalate(step: i64, wanted: i64, overdue: bool) -> Result<i64, Refusal> {
    let last = i64::try_from(LADDER.len()).unwrap_or(i64::MAX);
    if !overdue {
        Err(Refusal::NotOverdue)
    } else if step >= last {
        Err(Refusal::LastStep)
    } else if wanted != step + 1 {
        Err(Refusal::NotNextStep(step + 1))
    } else {
        Ok(wanted)
    }
}

/// The day a recurring task is next due, after `after`: the last day of the month or quarter.
pub fn next_due(every: Every, after: Date) -> Date {
    let end = |day: Date| match every {
        Every::Month => day.last_of_month(),
        Every::Quarter => Quarter::of(day).to(),
    };
    let this = end(after);
    if after < this { this } else { this.tomorrow().map_or(this, end) }
}

/// What of a line may leave the house: what is to be done and the code of what it is about; what
/// stands behind a colon are the words of the matter itself, and stays.
pub fn outside(label: &str) -> String {
    let Some((verb, about)) = label.split_once(": ") else { return label.to_owned() };
    let code = about.split_whitespace().next().filter(|word| {
        let is_part =
            |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | 'Đ');
        word.contains('-') && word.chars().any(|c| c.is_ascii_digit()) && word.chars().all(is_part)
    });
    code.map_or_else(|| verb.to_owned(), |code| format!("{verb}: {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_the_house_go_codes_and_no_words_of_a_matter() {
        for (inside, told) in [
            ("Nộp báo cáo giao ban quý III/2020", "Nộp báo cáo giao ban quý III/2020"),
            (
                "Quyết định thành lập đoàn: GS-2020-03 Giám sát thu phí",
                "Quyết định thành lập đoàn: GS-2020-03",
            ),
            ("Trả lời CV-2020-05: Ông Nguyễn Văn A ở thôn 3", "Trả lời CV-2020-05"),
            ("Nhắc lần 1, còn 3 ngày: Nguyễn-Văn-3 hỏi", "Nhắc lần 1, còn 3 ngày"),
            ("Theo dõi: ", "Theo dõi"),
        ] {
            assert_eq!(outside(inside), told);
        }
    }

    const fn date(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn a_body_takes_a_task_only_once() {
        assert_eq!(accept(State::Issued), Ok(State::Accepted));
        for state in [State::Accepted, State::Disputed, State::InProgress, State::Reported, State::Closed] {
            assert_eq!(accept(state), Err(Refusal::WrongState(state)));
        }
    }

    #[test]
    fn a_task_is_disputed_before_it_has_begun_and_is_then_issued_anew() {
        assert_eq!(dispute(State::Issued), Ok(State::Disputed));
        assert_eq!(dispute(State::Accepted), Ok(State::Disputed));
        assert_eq!(dispute(State::InProgress), Err(Refusal::WrongState(State::InProgress)));
        assert_eq!(settle_dispute(State::Disputed), Ok(State::Issued));
        assert_eq!(settle_dispute(State::Issued), Err(Refusal::WrongState(State::Issued)));
    }

    #[test]
    fn an_answer_needs_something_that_shows_it() {
        assert_eq!(answer(State::InProgress, false), Err(Refusal::NoEvidence));
        assert_eq!(answer(State::InProgress, true), Ok(State::Reported));
        assert_eq!(answer(State::Reported, true), Err(Refusal::WrongState(State::Reported)));
    }

    #[test]
    fn an_answer_that_falls_short_sends_the_body_back_to_work() {
        assert_eq!(assess(State::Reported, Assessment::NotMet), Ok((State::InProgress, None)));
        assert_eq!(assess(State::Reported, Assessment::Met), Ok((State::Closed, Some(Result_::Met))));
        assert_eq!(assess(State::Reported, Assessment::Partly), Ok((State::Closed, Some(Result_::Partly))));
    }

    #[test]
    fn nothing_is_called_done_without_an_answer() {
        for state in [State::Issued, State::Accepted, State::Disputed, State::InProgress, State::Closed] {
            assert_eq!(assess(state, Assessment::Met), Err(Refusal::WrongState(state)));
        }
        assert_eq!(assess(State::Issued, Assessment::NotDone), Ok((State::Closed, Some(Result_::NotDone))));
        assert_eq!(assess(State::Closed, Assessment::NotDone), Err(Refusal::WrongState(State::Closed)));
    }

    #[test]
    fn only_a_closed_task_is_opened_again() {
        assert_eq!(reopen(State::Closed), Ok(State::InProgress));
        assert_eq!(reopen(State::Reported), Err(Refusal::WrongState(State::Reported)));
    }

    #[test]
    fn more_time_means_a_later_day_than_the_due_day_and_than_today() {
        let (due, today) = (date(2020, 10, 20), date(2020, 10, 15));
        assert_eq!(
            ask_extension(State::InProgress, Some(due), date(2020, 10, 20), today),
            Err(Refusal::NotLater)
        );
        assert_eq!(ask_extension(State::InProgress, Some(due), date(2020, 10, 21), today), Ok(()));
        let today = date(2020, 11, 1);
        assert_eq!(
            ask_extension(State::InProgress, Some(due), date(2020, 11, 1), today),
            Err(Refusal::NotLater)
        );
        assert_eq!(ask_extension(State::InProgress, None, date(2020, 11, 2), today), Ok(()));
        assert_eq!(
            ask_extension(State::Reported, None, date(2020, 11, 2), today),
            Err(Refusal::WrongState(State::Reported))
        );
    }

    #[test]
    fn a_letter_on_the_due_day_is_not_yet_a_step_and_the_day_after_it_is() {
        let due = Some(date(2020, 10, 22));
        assert_eq!(step_of_reminder(0, due, date(2020, 10, 21)), 0);
        assert_eq!(step_of_reminder(0, due, date(2020, 10, 22)), 0);
        assert_eq!(step_of_reminder(0, due, date(2020, 10, 23)), 1);
        assert_eq!(step_of_reminder(1, due, date(2020, 10, 23)), 2);
        assert_eq!(step_of_reminder(2, due, date(2020, 10, 23)), 2);
        assert_eq!(step_of_reminder(5, due, date(2020, 10, 23)), 5);
        assert_eq!(step_of_reminder(0, None, date(2020, 10, 23)), 0);
    }

    #[test]
    fn the_ladder_is_climbed_one_step_at_a_time_and_has_seven() {
        assert_eq!(escalate(2, 3, true), Ok(3));
        assert_eq!(escalate(2, 4, true), Err(Refusal::NotNextStep(3)));
        assert_eq!(escalate(2, 3, false), Err(Refusal::NotOverdue));
        assert_eq!(escalate(7, 8, true), Err(Refusal::LastStep));
    }

    #[test]
    fn a_monthly_task_is_due_at_the_end_of_each_month() {
        assert_eq!(next_due(Every::Month, date(2020, 10, 15)), date(2020, 10, 31));
        assert_eq!(next_due(Every::Month, date(2020, 10, 31)), date(2020, 11, 30));
        assert_eq!(next_due(Every::Quarter, date(2020, 10, 15)), date(2020, 12, 31));
        assert_eq!(next_due(Every::Quarter, date(2020, 12, 31)), date(2021, 3, 31));
    }
}
