//! Programmes and their items in words and badges.

use kernel::{Date, dates};
use kit::charts::{About, QuarterStrip, Span};
use kit::ui::{Badge, BadgeKind};
use law::{DeadlineStatus, Law};

use crate::model::{Item, Programme, State};
use crate::rules::{self, Milestone, Stand};

/// The badge of a programme.
pub(crate) fn badge_of(one: &Programme) -> Badge {
    match one.state {
        State::Draft => Badge::draft(one.state.label()),
        State::Decided => Badge::done(one.state.label()),
    }
}

/// The badge of an item: one glance tells whether to worry.
pub(crate) fn badge(item: &Item, today: Date, law: &Law) -> Badge {
    match rules::stand(item, today, law) {
        Stand::Dropped => Badge::draft("Đã đưa ra khỏi chương trình"),
        Stand::OnTime => Badge::done("Hoàn thành đúng hạn"),
        Stand::Late(days) => Badge::late(format!("Hoàn thành, trễ {days} ngày")),
        Stand::Overdue(days) => Badge::overdue(days),
        Stand::Begun(_) => Badge::doing("Đang thực hiện"),
        Stand::Open(0) => Badge::due_today(),
        Stand::Open(left) => Badge::open(left),
    }
}

/// A date of the calendar by law, with how it was met.
pub(crate) struct DueLine {
    pub(crate) says: String,
    pub(crate) on: String,
    pub(crate) done: String,
    pub(crate) badge: Badge,
    pub(crate) lines: Vec<String>,
}

/// The calendar of a programme as its page shows it.
pub(crate) fn dues(milestones: Vec<Milestone>, today: Date, law: &Law) -> Vec<DueLine> {
    let line = |one: Milestone| {
        let done = one.done_on.map(|on| format!("thực hiện ngày {}", dates::print(on))).unwrap_or_default();
        let Some(deadline) = one.deadline else {
            let on = format!("chờ {}", one.waits_for);
            return DueLine {
                says: one.says,
                on,
                done,
                badge: Badge::draft("Chưa tính được"),
                lines: Vec::new(),
            };
        };
        let badge = match deadline.status(law, today, one.done_on) {
            DeadlineStatus::OnTime | DeadlineStatus::TooEarly(_) => Badge::done("Đạt"),
            DeadlineStatus::Late(days) => Badge::late(format!("Trễ {days} ngày")),
            DeadlineStatus::Overdue(_) => Badge::draft("Chưa ghi ngày thực hiện"),
            DeadlineStatus::DueToday => Badge::due_today(),
            DeadlineStatus::DueSoon(left) | DeadlineStatus::Open(left) => Badge::open(left),
        };
        DueLine {
            says: one.says,
            on: dates::print_weekday(deadline.due),
            done,
            badge,
            lines: deadline.explain(),
        }
    };
    milestones.into_iter().map(line).collect()
}

/// Plan against actual, of the items that still stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) all: usize,
    pub(crate) due: usize,
    pub(crate) on_time: usize,
    pub(crate) late: usize,
    pub(crate) overdue: usize,
    pub(crate) begun: usize,
    pub(crate) dropped: usize,
}

impl Tally {
    pub(crate) fn of(items: &[Item], today: Date, law: &Law) -> Self {
        let mut tally = Self::default();
        for item in items {
            let stand = rules::stand(item, today, law);
            if stand == Stand::Dropped {
                tally.dropped += 1;
                continue;
            }
            tally.all += 1;
            tally.due += usize::from(item.due_on <= today);
            match stand {
                Stand::OnTime => tally.on_time += 1,
                Stand::Late(_) => tally.late += 1,
                Stand::Overdue(_) => tally.overdue += 1,
                Stand::Begun(_) => tally.begun += 1,
                Stand::Open(_) | Stand::Dropped => {}
            }
        }
        tally
    }

    pub(crate) const fn done(&self) -> usize {
        self.on_time + self.late
    }

    /// "Đã hoàn thành 12 trên 20 nội dung; 2 nội dung quá hạn."
    pub(crate) fn says(&self) -> String {
        let head = format!("Đã hoàn thành {} trên {} nội dung", self.done(), self.all);
        match self.overdue {
            0 => format!("{head}; không có nội dung quá hạn."),
            overdue => format!("{head}; {overdue} nội dung quá hạn."),
        }
    }
}

/// More lines than these are a list, not a picture.
const SPANS_MAX: usize = 60;

/// The items that stand, over the four quarters of the programme's year.
pub(crate) fn strip(
    one: &Programme,
    items: &[Item],
    href: Option<fn(&Item) -> String>,
    today: Date,
    law: &Law,
) -> Option<QuarterStrip> {
    let spans: Vec<Span> = items
        .iter()
        .filter(|item| item.dropped_on.is_none())
        .take(SPANS_MAX)
        .filter_map(|item| span(one, item, href, today, law))
        .collect();
    if spans.is_empty() {
        return None;
    }
    let about = About::new("tien-do-chuong-trinh", Tally::of(items, today, law).says()).note(format!(
        "{}, đến ngày {}",
        one.label(),
        dates::print(today)
    ));
    let strip = QuarterStrip::new(about, spans);
    let is_this_year = i64::from(today.year()) == one.year;
    Some(if is_this_year { strip.today(i64::from(today.day_of_year())) } else { strip })
}

fn span(
    one: &Programme,
    item: &Item,
    href: Option<fn(&Item) -> String>,
    today: Date,
    law: &Law,
) -> Option<Span> {
    let last = rules::last_day(one.year, item.quarter, item.month)?;
    let first = match item.month {
        Some(_) => last.first_of_month(),
        None => crate::model::quarter_of(one.year, item.quarter)?.from(),
    };
    let badge = badge(item, today, law);
    let kind: BadgeKind = badge.kind;
    let words = format!(
        "{}, hạn {}, {}",
        rules::when(one.year, item.quarter, item.month),
        dates::print(item.due_on),
        lower(&badge.words)
    );
    let label = kernel::text::truncate_words(&item.title, 90);
    let span =
        Span::new(label, i64::from(first.day_of_year()), i64::from(last.day_of_year()), kind).words(words);
    Some(match href {
        Some(href) => span.href(href(item)),
        None => span,
    })
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
