//! By when what was made has to be open to everyone, and since when it is (PUB-02).

use kernel::{Date, dates};

use crate::{Law, Rule};

/// The days of a publication.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Publication {
    /// The day by which anyone must be able to read it.
    pub due: Option<Date>,
    /// The first day on which anyone could.
    pub on: Option<Date>,
}

/// Why a day of publication on another medium is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotEarlier {
    /// A day to come.
    #[error("Ngày này chưa đến. Nhập ngày đã công khai.")]
    InFuture,
    /// Before there was anything to publish.
    #[error("Ngày này trước ngày ký, ban hành ({}). Xem lại ngày.", dates::print(*.0))]
    BeforeMade(Date),
    /// It was open here before, or on that day.
    #[error("Văn bản đã công khai từ ngày {}. Chỉ ghi ngày sớm hơn.", dates::print(*.0))]
    Known(Date),
}

impl Publication {
    /// The days of what is made on a day and open from another; before the law counted days it has
    /// none by which it must be.
    pub fn of(law: &Law, made: Date, on: Option<Date>) -> Self {
        let due = law.deadline(Rule::PublishInformation, made).ok().map(|deadline| deadline.due);
        Self { due, on }
    }

    /// Whether it was open by its day.
    pub fn is_in_time(&self) -> bool {
        self.due.zip(self.on).is_some_and(|(due, on)| on <= due)
    }

    /// The days once it is known that it was open earlier on another medium.
    pub fn earlier(self, law: &Law, made: Date, on: Date, today: Date) -> Result<Self, NotEarlier> {
        if today < on {
            return Err(NotEarlier::InFuture);
        }
        if on < made {
            return Err(NotEarlier::BeforeMade(made));
        }
        if let Some(known) = self.on.filter(|known| *known <= on) {
            return Err(NotEarlier::Known(known));
        }
        Ok(Self { due: self.due.or(Self::of(law, made, None).due), on: Some(on) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THURSDAY: Date = Date::constant(2020, 7, 23);

    const fn day(month: i8, day: i8) -> Date {
        Date::constant(2020, month, day)
    }

    #[test]
    fn what_is_made_on_a_thursday_is_open_by_the_thursday_after() {
        let law = Law::shipped().unwrap();
        let on = |on| Publication::of(&law, THURSDAY, Some(on));
        assert_eq!(on(day(7, 29)).due, Some(day(7, 30)));
        assert!(on(day(7, 29)).is_in_time());
        assert!(on(day(7, 30)).is_in_time());
        assert!(!on(day(7, 31)).is_in_time());
        assert!(!Publication::of(&law, THURSDAY, None).is_in_time());
        let old = Publication::of(&law, Date::constant(2018, 6, 29), None);
        assert_eq!(old.due, None);
    }

    #[test]
    fn an_earlier_day_on_another_medium_is_past_after_the_signature_and_before_the_known_one() {
        let law = Law::shipped().unwrap();
        let known = Publication::of(&law, THURSDAY, Some(day(10, 15)));
        let typed = |on| known.earlier(&law, THURSDAY, on, day(10, 15));
        assert_eq!(typed(day(7, 22)), Err(NotEarlier::BeforeMade(THURSDAY)));
        assert_eq!(typed(THURSDAY).map(|one| one.on), Ok(Some(THURSDAY)));
        assert_eq!(typed(day(7, 24)), Ok(Publication { due: Some(day(7, 30)), on: Some(day(7, 24)) }));
        assert_eq!(typed(day(10, 14)).map(|one| one.on), Ok(Some(day(10, 14))));
        assert_eq!(typed(day(10, 15)), Err(NotEarlier::Known(day(10, 15))));
        assert_eq!(typed(day(10, 16)), Err(NotEarlier::InFuture));
        // Of one that was open before such days were kept the due day is counted now
        let old = Publication::default().earlier(&law, THURSDAY, day(7, 24), day(10, 15));
        assert_eq!(old, Ok(Publication { due: Some(day(7, 30)), on: Some(day(7, 24)) }));
    }
}
