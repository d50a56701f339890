//! A letter in words and badges.

use kernel::{Date, dates};
use kit::ui::Badge;
use law::Law;

use crate::model::{Letter, Outcome, State};

fn days(from: Date, to: Date) -> u32 {
    from.until(to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

fn by_day(due: Date, today: Date, law: &Law) -> Badge {
    if due < today {
        Badge::overdue(days(due, today))
    } else {
        Badge::open(law.working_days_left(today, due))
    }
}

/// One glance tells whether to worry.
pub(crate) fn badge(one: &Letter, today: Date, law: &Law) -> Badge {
    match one.state {
        State::Registered | State::Screened | State::Classified | State::Proposed => {
            by_day(one.process_due_on, today, law)
        }
        State::AwaitingAnswer => match one.due_on {
            Some(due) => by_day(due, today, law),
            None => Badge::moved(one.state.label()),
        },
        State::Answered => Badge::waiting(State::Answered.label()),
        State::Closed => Badge::done(ended(one)),
    }
}

/// How it ended.
pub(crate) fn ended(one: &Letter) -> String {
    if one.is_split {
        return "Đã tách".to_owned();
    }
    if one.duplicate_of.is_some() {
        return "Đơn trùng".to_owned();
    }
    if let Some(result) = one.result {
        return result.label().to_owned();
    }
    match one.outcome {
        Some(Outcome::File) if one.destroyed_on.is_some() => "Đã tiêu hủy".to_owned(),
        Some(outcome) => outcome.label().to_owned(),
        None => State::Closed.label().to_owned(),
    }
}

/// One sentence that a citizen understands; it names no kind and no matter.
pub(crate) fn sentence(one: &Letter, lead: &str, today: Date) -> String {
    let received = format!("Đơn nhận ngày {}", dates::print(one.received_on));
    match one.state {
        State::Registered | State::Screened | State::Classified | State::Proposed => {
            let due = dates::print(one.process_due_on);
            if one.process_due_on < today {
                format!(
                    "{received}: đang xử lý, hạn {due}, quá hạn {} ngày.",
                    days(one.process_due_on, today)
                )
            } else {
                format!("{received}: đang xử lý, hạn {due}.")
            }
        }
        State::AwaitingAnswer => {
            let late = match one.due_on {
                Some(due) if due < today => {
                    format!(", hạn trả lời {}, quá hạn {} ngày", dates::print(due), days(due, today))
                }
                Some(due) => format!(", hạn trả lời {}", dates::print(due)),
                None => String::new(),
            };
            format!("{received}: {lead} đang giải quyết{late}.")
        }
        State::Answered => format!("{received}: {lead} đã trả lời, Văn phòng đang làm văn bản báo ông (bà)."),
        State::Closed => match (one.informed_on, one.outcome) {
            (Some(day), _) => {
                format!("{received}: đã có kết quả, đã báo ông (bà) ngày {}.", dates::print(day))
            }
            (None, Some(Outcome::Guide)) => {
                format!("{received}: đã có văn bản hướng dẫn ông (bà) gửi đến cơ quan có thẩm quyền.")
            }
            (None, Some(Outcome::ReplyNotAccept)) => format!("{received}: đã có văn bản trả lời ông (bà)."),
            (None, _) => format!("{received}: đã kết thúc."),
        },
    }
}
