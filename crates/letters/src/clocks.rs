//! The clocks that run on a letter, each with the days that were counted.
//!
//! The rule in force on the day that starts a clock holds: a complaint received on 30/6/2026 is
//! taken up within 10 days, one received on 1/7/2026 within 7 working days (Nghị định
//! 155/2026/NĐ-CP).

use jiff::ToSpan as _;
use kernel::{Date, dates};
use law::{Deadline, Law, NoDeadline, Rule};

use crate::model::{ComplaintLevel, Kind, Letter, Outcome, Pause};

/// A clock.
#[derive(Debug, Clone)]
pub struct Clock {
    /// What must be done.
    pub label: &'static str,
    /// By when; a pause of the settlement is counted in.
    pub due_on: Date,
    /// How the day was found, line by line.
    pub why: Vec<String>,
    /// When it was done.
    pub done_on: Option<Date>,
}

impl Clock {
    fn by(label: &'static str, deadline: &Deadline, done_on: Option<Date>) -> Self {
        Self { label, due_on: deadline.due, why: deadline.explain(), done_on }
    }

    /// Not done, and its day has passed.
    pub fn is_late(&self, today: Date) -> bool {
        self.done_on.is_none() && self.due_on < today
    }
}

/// By when a letter received on a day is processed: the term for letters (PET-01), and before
/// there was one, the term of the answer to what a citizen handed in (REC-07).
pub fn process_due(law: &Law, received: Date) -> Result<Deadline, NoDeadline> {
    law.deadline(Rule::ProcessLetter, received).or_else(|_| law.deadline(Rule::AnswerAtReception, received))
}

/// The rule of a complaint's settlement, and whether its longer term holds.
const fn settlement(level: ComplaintLevel, is_complex: bool, is_remote: bool) -> (Rule, bool) {
    match (level, is_remote, is_complex) {
        (ComplaintLevel::First, true, is_complex) => (Rule::SettleFirstRemoteComplaint, is_complex),
        (ComplaintLevel::First, false, true) => (Rule::SettleFirstComplexComplaint, false),
        (ComplaintLevel::First, false, false) => (Rule::SettleFirstComplaint, false),
        (ComplaintLevel::Second, true, is_complex) => (Rule::SettleSecondRemoteComplaint, is_complex),
        (ComplaintLevel::Second, false, true) => (Rule::SettleSecondComplexComplaint, false),
        (ComplaintLevel::Second, false, false) => (Rule::SettleSecondComplaint, false),
    }
}

/// The days on which a settlement stood still, up to a day.
fn paused_days(pauses: &[Pause], until: Date) -> i32 {
    pauses
        .iter()
        .map(|pause| {
            let last = pause.to_on.unwrap_or(until).min(until);
            if last < pause.from_on {
                0
            } else {
                pause.from_on.until(last).map_or(0, |span| span.get_days() + 1)
            }
        })
        .sum()
}

/// By when a complaint is settled: from the day it was taken up, by its level, longer for the
/// complex and the remote, and longer by every day on which it stood still.
pub fn settle_due(law: &Law, one: &Letter, pauses: &[Pause], today: Date) -> Option<Clock> {
    let accepted = one.accepted_on?;
    let level = one.complaint_level.unwrap_or(ComplaintLevel::First);
    let (rule, is_longer) = settlement(level, one.is_complex, one.is_remote);
    let deadline =
        if is_longer { law.extended_deadline(rule, accepted) } else { law.deadline(rule, accepted) }.ok()?;
    let mut clock = Clock::by("Giải quyết khiếu nại", &deadline, one.answered_on.or(one.closed_on));
    let days = paused_days(pauses, one.answered_on.unwrap_or(today));
    if days > 0 {
        for pause in pauses {
            let to = pause.to_on.map_or_else(|| "nay".to_owned(), dates::print);
            clock.why.push(format!(
                "Tạm đình chỉ từ {} đến {to}, không tính ({})",
                dates::print(pause.from_on),
                pause.reference
            ));
        }
        clock.due_on = clock.due_on.checked_add(days.days()).unwrap_or(clock.due_on);
        if !law.calendar().is_working(clock.due_on) {
            clock.due_on = law.calendar().working_day_after(clock.due_on);
        }
        clock.why.push(format!("Cộng {days} ngày tạm đình chỉ: {}", dates::print_weekday(clock.due_on)));
    }
    Some(clock)
}

/// How long a filed letter is kept.
pub fn keep_until(law: &Law, filed: Date) -> Result<Deadline, NoDeadline> {
    law.deadline(Rule::KeepFiledLetter, filed)
}

/// Every clock of a letter, in the order of its course.
pub fn of(law: &Law, one: &Letter, pauses: &[Pause], today: Date) -> Vec<Clock> {
    let mut clocks = Vec::new();
    let done = one.decided_on.or(one.closed_on);
    if let Ok(deadline) = process_due(law, one.received_on) {
        clocks.push(Clock::by("Xử lý đơn", &deadline, done));
    }
    let mut run = |label, rule, trigger: Option<Date>, done_on: Option<Date>| {
        if let Some(trigger) = trigger
            && let Ok(deadline) = law.deadline(rule, trigger)
        {
            // What has ended has no clock that runs
            clocks.push(Clock::by(label, &deadline, done_on.or(one.closed_on)));
        }
    };
    if one.waits_for_decision() {
        run(
            "Để quá ngày này không xử lý: xem xét kỷ luật",
            Rule::LetterLeftUnprocessed,
            Some(one.received_on),
            None,
        );
    }
    let is_forwarded = one.outcome == Some(Outcome::Forward) && one.decided_on.is_some();
    // The body's clock starts when the letter reaches it
    let reached = if is_forwarded { one.decided_on } else { Some(one.received_on) };
    let is_taken = one.accepted_on.or(one.answered_on);
    match one.kind {
        Kind::Complaint if one.is_eligible != Some(false) => {
            run("Thụ lý khiếu nại", Rule::AcceptComplaint, reached, is_taken);
        }
        Kind::Denunciation => {
            run(
                "Vào sổ, kiểm tra tố cáo",
                Rule::RegisterDenunciation,
                Some(one.received_on),
                one.screened_on,
            );
            if one.in_competence == Some(false) {
                run("Chuyển tố cáo", Rule::ForwardDenunciation, Some(one.received_on), one.decided_on);
            }
            run("Giải quyết tố cáo", Rule::SettleDenunciation, one.accepted_on, one.answered_on);
        }
        Kind::Complaint | Kind::CitizenPetition | Kind::Feedback | Kind::Mixed => {}
    }
    run("Báo công dân", Rule::InformCitizenOfSettlement, one.answered_on, one.informed_on);
    if one.kind == Kind::Complaint {
        clocks.extend(settle_due(law, one, pauses, today));
    }
    if let (Some(due), true) = (one.due_on, one.decided_on.is_some()) {
        let deadline = law.explicit(due, "Thời hạn trả lời ghi ở văn bản chuyển, giao đơn");
        clocks.push(Clock::by("Cơ quan trả lời HĐND", &deadline, one.answered_on.or(one.closed_on)));
    }
    clocks.sort_by_key(|clock| clock.due_on);
    if one.outcome == Some(Outcome::File)
        && one.decided_on.is_some()
        && let Some(closed) = one.closed_on
        && let Ok(deadline) = keep_until(law, closed)
    {
        clocks.push(Clock::by("Lưu giữ đến hết", &deadline, one.destroyed_on));
    }
    clocks
}
