//! A petition in words and badges.

use kernel::{Date, dates};
use kit::ui::Badge;
use law::Law;

use crate::model::{MeetingState, Outcome, Petition, State};

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// One glance tells whether to worry.
pub(crate) fn badge(one: &Petition, today: Date, law: &Law) -> Badge {
    let by_day = |day: Option<Date>, without: Badge| match day {
        Some(due) if due < today => Badge::overdue(u32::try_from(days(due, today)).unwrap_or(u32::MAX)),
        Some(due) if due == today => Badge::due_today(),
        Some(due) => {
            let left = law.working_days_left(today, due);
            if left <= 5 { Badge::due_soon(left) } else { Badge::open(left) }
        }
        None => without,
    };
    match one.state {
        State::Quarantined | State::Received | State::Classified | State::Merged | State::SetAside => {
            Badge::draft(one.state.label())
        }
        State::Forwarded => by_day(one.due_on, Badge::moved(State::Forwarded.label())),
        State::Answered => Badge::doing("Đã trả lời, chờ đánh giá"),
        State::Monitoring => match one.outcome {
            Some(Outcome::ForwardedUp) => Badge::moved(Outcome::ForwardedUp.label()),
            outcome => by_day(
                one.promised_on,
                Badge::doing(outcome.map_or(State::Monitoring.label(), Outcome::label)),
            ),
        },
        State::Closed => Badge::done(one.outcome.map_or(State::Closed.label(), Outcome::label)),
    }
}

/// One sentence that a citizen understands.
pub(crate) fn sentence(one: &Petition, lead: &str, today: Date) -> String {
    let late = |day: Date| format!("quá hạn {} ngày", days(day, today));
    match one.state {
        State::Quarantined => "Đã nhận, Văn phòng đang xem.".to_owned(),
        State::Received | State::Classified => {
            "Đã tiếp nhận, đang phân loại để chuyển cơ quan giải quyết.".to_owned()
        }
        State::Forwarded => match one.due_on {
            Some(due) if due < today => {
                format!("{lead} đang giải quyết, hạn trả lời {}, {}.", dates::print(due), late(due))
            }
            Some(due) => format!("{lead} đang giải quyết, hạn trả lời {}.", dates::print(due)),
            None => format!("{lead} đang giải quyết."),
        },
        State::Answered => format!("{lead} đã trả lời, Thường trực HĐND đang đánh giá câu trả lời."),
        State::Monitoring => match (one.outcome, one.promised_on) {
            (Some(outcome), Some(day)) if day < today => {
                format!(
                    "{lead}: {}, hẹn ngày {}, {}.",
                    outcome.label().to_lowercase(),
                    dates::print(day),
                    late(day)
                )
            }
            (Some(outcome), Some(day)) => {
                format!("{lead}: {}, hẹn ngày {}.", outcome.label().to_lowercase(), dates::print(day))
            }
            (Some(outcome), None) => format!("{lead}: {}.", outcome.label().to_lowercase()),
            (None, _) => "Đang theo dõi giải quyết.".to_owned(),
        },
        State::Closed => {
            let outcome =
                one.outcome.map_or("đã kết thúc".to_owned(), |outcome| outcome.label().to_lowercase());
            match one.closed_on {
                Some(day) => format!("{lead}: {outcome}, kết thúc ngày {}.", dates::print(day)),
                None => format!("{lead}: {outcome}."),
            }
        }
        State::Merged => "Đã gộp với kiến nghị cùng nội dung.".to_owned(),
        State::SetAside => "Không thuộc kiến nghị gửi HĐND.".to_owned(),
    }
}

pub(crate) fn meeting_badge(state: MeetingState, on: Date, today: Date) -> Badge {
    match state {
        MeetingState::Planned if on < today => {
            Badge::overdue(u32::try_from(days(on, today)).unwrap_or(u32::MAX))
        }
        MeetingState::Planned => Badge::doing(state.label()),
        MeetingState::Held => Badge::done(state.label()),
        MeetingState::Cancelled => Badge::draft(state.label()),
    }
}
