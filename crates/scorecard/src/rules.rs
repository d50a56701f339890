//! Points. In whole numbers: a point has a hundred parts, and what is left over is cut off, so that
//! the full weight is reached by those alone who reach the target.

use kernel::Date;
use kernel::period::{Period, Quarter};
use reports::Figure;

use crate::criterion::{Change, Comparison, Criterion};

/// Parts of a point.
pub const PARTS: i64 = 100;

/// How a criterion stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// The target is reached: "đạt".
    Met,
    /// It is not: "chưa đạt".
    Missed,
    /// There was nothing to do, so there is nothing to judge.
    Nothing,
    /// Nobody has the figure; whose it is.
    Gap(String),
    /// The criterion is for other councils, or the council decided not to judge it.
    NotAsked,
}

impl Judgement {
    /// In words.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Met => "Đạt",
            Self::Missed => "Chưa đạt",
            Self::Nothing => "Không phát sinh",
            Self::Gap(_) => "Chưa có số liệu",
            Self::NotAsked => "Không chấm",
        }
    }

    /// Whether it brings points, none included.
    pub const fn is_judged(&self) -> bool {
        matches!(self, Self::Met | Self::Missed)
    }
}

/// A judgement with its points, in parts of a point; none where nothing was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// How it stands.
    pub judgement: Judgement,
    /// The points.
    pub points: Option<i64>,
}

impl Judged {
    const fn without(judgement: Judgement) -> Self {
        Self { judgement, points: None }
    }
}

/// Judges a figure. A rate brings points in the proportion in which it reaches the target, a number
/// that must not be exceeded brings all or none.
pub fn judge(criterion: &Criterion, figure: &Figure, quarters: i64) -> Judged {
    if criterion.weight <= 0 {
        return Judged::without(Judgement::NotAsked);
    }
    let Some(value) = figure.value else {
        let whose = match &figure.origin {
            reports::Origin::Gap(whose) => whose.clone(),
            _ => "số nhỏ không công bố".to_owned(),
        };
        return Judged::without(Judgement::Gap(whose));
    };
    let (reached, wanted) = if criterion.measure.is_rate() {
        let whole = figure.denominator.unwrap_or(0);
        if whole <= 0 {
            return Judged::without(Judgement::Nothing);
        }
        (i128::from(value) * 100, i128::from(criterion.target) * i128::from(whole))
    } else if criterion.measure.grows() {
        (i128::from(value), i128::from(criterion.target) * i128::from(quarters.max(1)))
    } else {
        (i128::from(value), i128::from(criterion.target))
    };
    let is_met = match criterion.comparison {
        Comparison::AtLeast => wanted <= reached,
        Comparison::AtMost => reached <= wanted,
    };
    let full = i128::from(criterion.weight) * i128::from(PARTS);
    let points = match criterion.comparison {
        _ if is_met => full,
        // Not reached, so that more than nothing was wanted
        Comparison::AtLeast => (full * reached.max(0)).checked_div(wanted).unwrap_or(0),
        Comparison::AtMost => 0,
    };
    Judged {
        judgement: if is_met { Judgement::Met } else { Judgement::Missed },
        points: Some(i64::try_from(points).unwrap_or(0)),
    }
}

/// The sum of a card: points out of what could be judged, and what could not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// Points, in parts of a point.
    pub points: i64,
    /// The most they could be, in whole points.
    pub judged: i64,
    /// How many of the judged reached their target.
    pub met: i64,
    /// How many were judged.
    pub count: i64,
    /// Titles of the criteria without a figure.
    pub gaps: Vec<String>,
}

impl Total {
    /// Adds the criteria up. What could not be judged takes no points and leaves none to be missed.
    pub fn of<'a>(lines: impl IntoIterator<Item = (&'a Criterion, &'a Judged)>) -> Self {
        let mut total = Self::default();
        for (criterion, judged) in lines {
            match (&judged.judgement, judged.points) {
                (Judgement::Gap(_), _) => total.gaps.push(criterion.title.clone()),
                (_, Some(points)) => {
                    total.points += points;
                    total.judged += criterion.weight;
                    total.count += 1;
                    total.met += i64::from(judged.judgement == Judgement::Met);
                }
                _ => {}
            }
        }
        total
    }

    /// Tenths of a per cent of what could be judged; none when nothing could.
    pub fn tenths(&self) -> Option<i64> {
        tenths(self.points, self.judged * PARTS)
    }

    /// Whole per cents of what could be judged; none when nothing could.
    pub fn percent(&self) -> Option<i64> {
        percent(self.points, self.judged * PARTS)
    }
}

/// Tenths of a per cent, rounded half up; none of nothing.
pub fn tenths(part: i64, whole: i64) -> Option<i64> {
    share(part, whole, 1_000)
}

/// Whole per cents, rounded half up, for drawings; none of nothing.
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    share(part, whole, 100)
}

fn share(part: i64, whole: i64, of: i128) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    i64::try_from((part * of * 2 + whole).div_euclid(whole * 2)).ok()
}

/// How many quarters a window has; the Inspectorate's have as many as they span.
pub fn quarters_in(period: Period) -> i64 {
    match period {
        Period::Quarter(_) => 1,
        Period::HalfYear { .. } => 2,
        Period::NineMonths(_) => 3,
        Period::Year(_) => 4,
        Period::Inspection { first, last, .. } => i64::from(last.saturating_sub(first)) + 1,
    }
}

/// Why a decision is not taken down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such criterion.
    #[error("Chọn một tiêu chí trong danh sách.")]
    NoCriterion,
    /// A rate beyond the whole.
    #[error("Chỉ tiêu của một tỷ lệ không quá 100%.")]
    MoreThanAll,
    /// It would change points of a quarter that is over.
    #[error("Quyết định không đổi điểm của quý đã kết thúc. Chọn ngày từ {0} trở đi.")]
    Past(String),
    /// It says what stands.
    #[error("Trọng số và chỉ tiêu này đang áp dụng. Sửa một trong hai.")]
    NothingNew,
}

impl Refusal {
    /// The field of the form.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NoCriterion => "tieu-chi",
            Self::MoreThanAll => "chi-tieu",
            Self::Past(_) => "tu-ngay",
            Self::NothingNew => "trong-so",
        }
    }
}

/// Whether a decision may be taken down: it is about a criterion as it stands, says something else,
/// and counts from this quarter on at the earliest.
pub fn check(
    stands: &Criterion,
    changes: &[Change],
    (weight, target): (i64, i64),
    from_on: Date,
    today: Date,
) -> Result<(), Refusal> {
    if stands.measure.is_rate() && 100 < target {
        return Err(Refusal::MoreThanAll);
    }
    let first = Quarter::of(today).from();
    if from_on < first {
        return Err(Refusal::Past(kernel::dates::print(first)));
    }
    let known = crate::criterion::standing(changes, &stands.code, from_on);
    let now = known.map_or((stands.weight, stands.target), |one| (one.weight, one.target));
    if now == (weight, target) {
        return Err(Refusal::NothingNew);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
