//! The portal: how a letter is sent, and how many came. Numbers under five are not told, because
//! of few letters one may guess who wrote.

use askama::Template;
use axum::response::Response;
use kernel::numbers;
use kernel::period::Quarter;
use kit::{Answer, Ctx, Problem, Shell, Visit};

use crate::model::{Kind, Outcome};
use crate::store;

/// Fewer are not told (law.md 9.3).
pub const TOLD_MIN: i64 = 5;

/// A count for everyone; `None` stands for one that is not told.
pub fn told(count: i64) -> Option<i64> {
    (count == 0 || count >= TOLD_MIN).then_some(count)
}

struct Line {
    label: String,
    quarters: Vec<String>,
}

#[derive(Template)]
#[template(path = "letters/public.html")]
struct PublicPage {
    shell: Shell,
    council: String,
    quarters: Vec<String>,
    lines: Vec<Line>,
}

const QUARTERS: usize = 4;

pub(crate) async fn page(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&public_page(ctx)?)).await
}

fn printed(count: i64) -> String {
    told(count).map_or_else(|| format!("dưới {TOLD_MIN}"), numbers::print_integer)
}

fn public_page(ctx: &mut Ctx<'_>) -> Result<PublicPage, Problem> {
    let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
    let mut quarter = Quarter::of(ctx.today).previous();
    let mut windows = Vec::new();
    for _ in 0..QUARTERS {
        windows.push(quarter);
        quarter = quarter.previous();
    }
    windows.reverse();
    // Complaints, and petitions with feedback; of denunciations nothing is told, nor a sum from
    // which they could be found
    let kinds: [(&str, &[Kind]); 2] = [
        ("Khiếu nại", &[Kind::Complaint]),
        ("Kiến nghị, phản ánh", &[Kind::CitizenPetition, Kind::Feedback]),
    ];
    let outcomes = [
        ("Đã hướng dẫn", Outcome::Guide),
        ("Đã chuyển cơ quan giải quyết", Outcome::Forward),
        ("Đã thụ lý", Outcome::Accept),
    ];
    let mut lines: Vec<Line> = kinds
        .iter()
        .map(|(label, _)| *label)
        .chain(outcomes.iter().map(|(label, _)| *label))
        .map(|label| Line { label: label.to_owned(), quarters: Vec::new() })
        .collect();
    for window in &windows {
        let received = store::kinds_between(ctx.tx, council.id, window.from(), window.to())?;
        let decided = store::outcomes_between(ctx.tx, council.id, window.from(), window.to())?;
        let of_kinds = |wanted: &[Kind]| {
            received.iter().filter(|(kind, _)| wanted.contains(kind)).map(|(_, count)| *count).sum::<i64>()
        };
        let of_outcome = |wanted: Outcome| {
            decided.iter().find(|(outcome, _)| *outcome == wanted).map_or(0, |(_, count)| *count)
        };
        let counts = kinds
            .iter()
            .map(|(_, wanted)| of_kinds(wanted))
            .chain(outcomes.iter().map(|(_, wanted)| of_outcome(*wanted)));
        for (line, count) in lines.iter_mut().zip(counts) {
            line.quarters.push(printed(count));
        }
    }
    let shell = ctx.shell("Đơn thư")?.crumb("Trang chủ", "/").crumb("Đơn thư", "/don-thu");
    Ok(PublicPage {
        shell,
        council: council.name,
        quarters: windows.iter().map(|window| window.print()).collect(),
        lines,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_four_letters_are_not_told_and_none_and_five_are() {
        assert_eq!([0, 1, 4, 5].map(told), [Some(0), None, None, Some(5)]);
        assert_eq!(printed(3), "dưới 5");
    }
}
