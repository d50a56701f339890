//! A follow-up in words and badges.

use db::Tx;
use kernel::Date;
use kit::ui::Badge;
use law::Law;

use crate::model::{FollowUp, Result_, State};
use crate::store::{self, Filter};

/// With so many working days left, a day is near.
pub const SOON_DAYS: u32 = 5;

/// The badge: how late, how soon, or how it ended. One glance tells whether to worry.
pub fn badge(follow_up: &FollowUp, today: Date, law: &Law) -> Badge {
    match (follow_up.state, follow_up.result, follow_up.due_on) {
        (State::Closed, Some(Result_::NotDone), _) => Badge::draft(Result_::NotDone.label()),
        (State::Closed, result, due) => {
            let words = result.map_or("Đã kết thúc", Result_::label);
            match (follow_up.closed_on, due) {
                (Some(closed), Some(due)) if closed > due => {
                    Badge::done(format!("{words}, trễ {} ngày", days(due, closed)))
                }
                _ => Badge::done(words),
            }
        }
        (State::Reported, _, _) => Badge::doing("Chờ đánh giá"),
        (State::Disputed, _, Some(due)) if due < today => {
            Badge::moved(format!("Đề nghị xem lại, quá hạn {} ngày", days(due, today)))
        }
        (State::Disputed, _, _) => Badge::moved("Đề nghị xem lại"),
        (_, _, Some(due)) if due < today => {
            Badge::overdue(u32::try_from(days(due, today)).unwrap_or(u32::MAX))
        }
        (_, _, Some(due)) if due == today => Badge::due_today(),
        (_, _, Some(due)) => {
            let left = law.working_days_left(today, due);
            if left <= SOON_DAYS { Badge::due_soon(left) } else { Badge::open(left) }
        }
        (State::Issued, _, None) => Badge::draft("Chờ nhận"),
        (State::Accepted | State::InProgress, _, None) => Badge::doing("Đang thực hiện"),
    }
}

pub(crate) fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// What anyone may read: open ones first by due date. For the portal.
pub fn public_list(tx: &mut Tx, most: i64) -> db::Result<Vec<FollowUp>> {
    store::list(tx, None, &Filter { public: true, ..Filter::default() }, None, most)
}
