//! Since when something is open to everyone, as the page of its keepers shows it.

use kernel::{Date, dates};
use law::Publication;

use crate::ui::Badge;

/// The days of a publication in words; the template `kit/published.html` shows it with the form
/// for an earlier day on another medium.
#[derive(Debug, Clone)]
pub struct Published {
    /// "Đã công khai đúng hạn".
    pub badge: Badge,
    /// "Thứ Năm, 30/07/2020"; empty where no day was counted.
    pub due: String,
    /// The first day; empty when it is not open.
    pub on: String,
    /// Where it was open earlier.
    pub place: String,
}

impl Published {
    /// The days as they stand today.
    pub fn new(known: Publication, place: Option<&str>, today: Date) -> Self {
        let badge = match (known.due, known.on) {
            (_, Some(_)) if known.is_in_time() => Badge::done("Đã công khai đúng hạn"),
            (Some(_), Some(_)) => Badge::late("Đã công khai trễ hạn"),
            (None, Some(_)) => Badge::done("Đã công khai"),
            (Some(due), None) if due < today => Badge::late("Quá hạn, chưa công khai"),
            (_, None) => Badge::draft("Chưa ghi ngày công khai"),
        };
        let day = |on: Option<Date>| on.map(dates::print_weekday).unwrap_or_default();
        Self { badge, due: day(known.due), on: day(known.on), place: place.unwrap_or_default().to_owned() }
    }
}
