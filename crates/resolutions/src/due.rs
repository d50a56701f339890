//! The dates by law of a resolution, as a page shows them.

use kernel::Date;
use kit::ui::Badge;
use law::{DeadlineStatus, Law, Level};
use sessions::DueLine;

use crate::model::Resolution;
use crate::rules;

/// The earliest effect, and the latest sending up.
pub(crate) fn of_resolution(law: &Law, level: Level, one: &Resolution, today: Date) -> Vec<DueLine> {
    let mut lines = Vec::new();
    if one.is_normative
        && let Some(earliest) = rules::earliest_effect(law, level, one.adopted_on, one.signed_on)
    {
        let badge = match one.effective_on {
            None => Badge::draft("Chưa ghi ngày có hiệu lực"),
            Some(_) if one.is_shortened() => Badge::done("Thủ tục rút gọn: có thể có hiệu lực ngay"),
            Some(effective) if effective < earliest.due => Badge::late("Sớm hơn ngày được phép"),
            Some(_) => Badge::done("Đúng quy định"),
        };
        lines.push(DueLine::new(&earliest, badge));
    }
    lines.extend(send_up(law, one, today));
    lines
}

fn send_up(law: &Law, one: &Resolution, today: Date) -> Option<DueLine> {
    let due = one.send_up_due_on?;
    // The law may have been given another number since the signature was entered
    let deadline = rules::send_up(law, one.signed_on?)
        .filter(|counted| counted.due == due)
        .unwrap_or_else(|| law.explicit(due, "Ngày tính khi nhập ngày ký"));
    let badge = match law.status(due, today, one.sent_up_on) {
        DeadlineStatus::OnTime => Badge::done("Đã gửi đúng hạn"),
        DeadlineStatus::Late(days) => Badge::late(format!("Đã gửi, trễ {days} ngày")),
        DeadlineStatus::Overdue(days) => Badge::overdue(days),
        DeadlineStatus::DueToday => Badge::due_today(),
        DeadlineStatus::DueSoon(days) | DeadlineStatus::Open(days) => Badge::open(days),
        DeadlineStatus::TooEarly(_) => Badge::done("Đã gửi"),
    };
    Some(DueLine::new(&deadline, badge))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Id, OrganizationId, ResolutionId};
    use kit::ui::BadgeKind;

    use super::*;

    fn id<T: Id>() -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [7; 10]))
    }

    /// Signed on Tuesday 21/07/2020, to be sent up by Friday 24/07/2020.
    fn sent(on: Option<Date>) -> Resolution {
        Resolution {
            id: id::<ResolutionId>(),
            council_id: id::<OrganizationId>(),
            session_id: None,
            is_normative: false,
            seq: 5,
            year: 2020,
            number: "05/NQ-HĐND".to_owned(),
            title: "Điều chỉnh dự toán".to_owned(),
            adopted_on: date(2020, 7, 21),
            signed_on: Some(date(2020, 7, 21)),
            effective_on: None,
            expired_on: None,
            sent_up_on: on,
            send_up_due_on: Some(date(2020, 7, 24)),
            body: String::new(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            poll_id: None,
            shortened_by: None,
            shortened_reason: None,
        }
    }

    fn badge(on: Option<Date>, today: Date) -> Badge {
        let law = Law::shipped().unwrap();
        of_resolution(&law, Level::District, &sent(on), today)[0].badge.clone()
    }

    #[test]
    fn a_resolution_sent_on_24_7_2020_is_in_time_and_on_25_7_2020_a_day_late() {
        let today = date(2020, 10, 15);
        assert_eq!(badge(Some(date(2020, 7, 23)), today).words, "Đã gửi đúng hạn");
        assert_eq!(badge(Some(date(2020, 7, 24)), today).words, "Đã gửi đúng hạn");
        assert_eq!(badge(Some(date(2020, 7, 25)), today).words, "Đã gửi, trễ 1 ngày");
    }

    #[test]
    fn one_that_was_not_sent_is_due_on_the_day_and_overdue_after_it() {
        assert_eq!(badge(None, date(2020, 7, 23)).kind, BadgeKind::Cho);
        assert_eq!(badge(None, date(2020, 7, 24)).words, "Hạn hôm nay");
        assert_eq!(badge(None, date(2020, 7, 25)).words, "Quá hạn 1 ngày");
    }

    #[test]
    fn a_due_date_that_the_law_counts_otherwise_today_keeps_its_day() {
        let law = Law::shipped().unwrap();
        let one = Resolution { send_up_due_on: Some(date(2020, 7, 28)), ..sent(None) };
        let lines = of_resolution(&law, Level::District, &one, date(2020, 7, 25));
        assert!(lines[0].on.contains("28/07/2020"), "{lines:?}");
    }
}
