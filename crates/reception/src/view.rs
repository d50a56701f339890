//! Receptions and visits in words and badges.

use kernel::{Date, dates};
use kit::ui::Badge;
use law::{Law, Rule};

use crate::model::{Host, Outcome, Reception, State, Visit, VisitState};
use crate::rules;

fn days(from: Date, to: Date) -> u32 {
    from.until(to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

/// "Trần Văn A, Chủ tịch HĐND huyện (HĐND huyện)".
pub(crate) fn host(host: &Host, body: &str) -> String {
    match (host.name.is_empty(), host.post.is_empty()) {
        (true, true) => body.to_owned(),
        (false, true) => format!("{} ({body})", host.name),
        (true, false) => format!("{} ({body})", host.post),
        (false, false) => format!("{}, {} ({body})", host.name, host.post),
    }
}

/// Where a reception stands.
pub(crate) fn badge(one: &Reception, today: Date) -> Badge {
    match one.state {
        State::Planned | State::Posted if one.held_on < today => Badge::late("Chưa ghi đã tiếp"),
        State::Posted if one.held_on == today => Badge::doing("Tiếp hôm nay"),
        State::Posted => Badge::doing(one.state.label()),
        State::Held => Badge::done(one.state.label()),
        State::Planned | State::Cancelled => Badge::draft(one.state.label()),
    }
}

/// A date of the law with its days: whether it was met, and why it is that date.
pub(crate) struct Explained {
    /// What it is: "Đăng lịch".
    pub(crate) label: String,
    /// The sentence.
    pub(crate) badge: Badge,
    /// The rule and the days that were counted.
    pub(crate) lines: Vec<String>,
}

/// Whether the schedule was posted in time.
pub(crate) fn posting(one: &Reception, law: &Law, today: Date) -> Option<Explained> {
    let deadline = rules::post_by(law, one.kind, one.held_on)?;
    let before = |on: Date| law.calendar().working_days_between(on, one.held_on);
    let badge = match one.posted_on {
        Some(on) if on <= deadline.due => Badge::done(format!("Đã đăng trước {} ngày làm việc", before(on))),
        Some(on) => Badge::late(format!("Đăng muộn: trước {} ngày làm việc", before(on))),
        None if one.state == State::Cancelled || one.state == State::Held => Badge::late("Không đăng lịch"),
        None if deadline.due < today => Badge::overdue(days(deadline.due, today)),
        None => Badge::open(law.working_days_left(today, deadline.due)),
    };
    Some(Explained { label: "Đăng lịch".to_owned(), badge, lines: deadline.explain() })
}

/// When a reception over the network is made known (REC-11).
pub(crate) fn notifying(one: &Reception, law: &Law) -> Option<Explained> {
    let deadline = law.deadline(Rule::NotifyOnlineReception, one.held_on).ok().filter(|_| one.is_online)?;
    Some(Explained {
        label: "Báo trước buổi tiếp trực tuyến".to_owned(),
        badge: Badge::draft(format!("Chậm nhất {}", dates::print(deadline.due))),
        lines: deadline.explain(),
    })
}

fn by_day(due: Date, done: Option<Date>, today: Date, law: &Law) -> Badge {
    match done {
        Some(on) if on <= due => Badge::done("Đúng hạn"),
        Some(on) => Badge::late(format!("Trễ {} ngày", days(due, on))),
        None if due < today => Badge::overdue(days(due, today)),
        None => Badge::open(law.working_days_left(today, due)),
    }
}

/// The dates of a visit that the law sets, each with its days.
pub(crate) fn dates_of(one: &Visit, law: &Law, today: Date) -> Vec<Explained> {
    let mut all = Vec::new();
    let mut add = |label: &str, deadline: Option<law::Deadline>, done: Option<Date>| {
        if let Some(deadline) = deadline {
            let badge = by_day(deadline.due, done, today, law);
            all.push(Explained { label: label.to_owned(), badge, lines: deadline.explain() });
        }
    };
    if one.is_denunciation() {
        return all;
    }
    // What was taken up is answered in writing; anything else was answered when it was decided
    let answered = if one.outcome == Some(Outcome::Accepted) { one.replied_on } else { one.outcome_on };
    let is_known = one.batch_id.is_none();
    if is_known || one.state == VisitState::Answering || one.state == VisitState::Received {
        add("Trả lời công dân", rules::answer_by(law, one.received_on), answered);
    }
    if let (Some(ground), Some(on)) = (one.ground, one.outcome_on) {
        add("Thông báo từ chối", rules::refuse_by(law, ground, on), one.replied_on);
    }
    if let Some(on) = one.settled_on.filter(|_| is_known) {
        add("Cơ quan báo kết quả về HĐND", rules::tell_council_by(law, on), one.notified_on);
    }
    if let Some(on) = one.notified_on.filter(|_| is_known) {
        add("Báo kết quả cho công dân", rules::tell_citizen_by(law, on), one.informed_on);
    }
    all
}

/// One glance tells whether to worry.
pub(crate) fn visit_badge(one: &Visit, law: &Law, today: Date) -> Badge {
    let left = |due: Option<Date>| due.map(|due| by_day(due, None, today, law));
    let due = |deadline: Option<law::Deadline>| deadline.map(|deadline| deadline.due);
    let found = match one.state {
        VisitState::Received | VisitState::Answering => left(due(rules::answer_by(law, one.received_on))),
        VisitState::Forwarded => left(one.due_on).or(Some(Badge::moved(one.state.label()))),
        VisitState::Settled => left(one.notified_on.and_then(|on| due(rules::tell_citizen_by(law, on)))),
        VisitState::Refusing => left(
            one.ground.zip(one.outcome_on).and_then(|(ground, on)| due(rules::refuse_by(law, ground, on))),
        ),
        VisitState::Closed => Some(Badge::done(one.state.label())),
        VisitState::Paper => Some(Badge::draft(one.state.label())),
    };
    found.unwrap_or_else(|| Badge::doing(one.state.label()))
}

/// One sentence that a citizen understands.
pub(crate) fn sentence(one: &Visit, owner: &str, today: Date) -> String {
    let on = dates::print(one.received_on);
    match one.state {
        VisitState::Received => format!("Lượt tiếp {} ngày {on}: đang xem xét.", one.code),
        VisitState::Answering => {
            format!("Lượt tiếp {} ngày {on}: đã tiếp nhận, sẽ trả lời bằng văn bản.", one.code)
        }
        VisitState::Forwarded => match one.due_on {
            Some(due) if due < today => format!(
                "Lượt tiếp {} ngày {on}: đã chuyển {owner}, hạn báo kết quả {}, quá hạn {} ngày.",
                one.code,
                dates::print(due),
                days(due, today)
            ),
            Some(due) => format!(
                "Lượt tiếp {} ngày {on}: đã chuyển {owner}, hạn báo kết quả {}.",
                one.code,
                dates::print(due)
            ),
            None => format!("Lượt tiếp {} ngày {on}: đã chuyển {owner}.", one.code),
        },
        VisitState::Settled => {
            format!("Lượt tiếp {} ngày {on}: {owner} đã có kết quả, sẽ báo đến ông (bà).", one.code)
        }
        VisitState::Refusing => format!("Lượt tiếp {} ngày {on}: sẽ có thông báo bằng văn bản.", one.code),
        VisitState::Closed | VisitState::Paper => format!("Lượt tiếp {} ngày {on}: đã xong.", one.code),
    }
}
