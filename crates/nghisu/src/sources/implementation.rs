//! A09 and F03: what became of resolutions.

use db::Tx;
use implementation::open::{self, CountedRow as Row, Part};
use kernel::dates;
use reports::{Ask, CountedRow, Source};

pub(super) static SOURCES: &[Source] = &[
    Source {
        code: "A09",
        parts: &[],
        keeps: |tx, ask| open::keeps(tx, ask.council),
        count: |tx, ask| Ok(number(&planned(tx, ask)?)),
        list: planned,
        denominator: None,
    },
    Source {
        code: "F03",
        parts: &[("done", "hoàn thành"), ("open", "đang thực hiện"), ("late", "chậm")],
        keeps: |tx, ask| open::keeps(tx, ask.council),
        count: |tx, ask| Ok(number(&tasks(tx, ask, part_of(ask))?)),
        list: |tx, ask| tasks(tx, ask, part_of(ask)),
        denominator: Some((
            |tx, ask| Ok(number(&tasks(tx, ask, Part::Due)?)),
            |tx, ask| tasks(tx, ask, Part::Due),
        )),
    },
];

fn number(rows: &[CountedRow]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

fn counted(rows: Vec<Row>) -> Vec<CountedRow> {
    let one = |row: Row| CountedRow {
        label: row.label,
        href: row.href,
        on: Some(dates::print(row.on)),
        note: row.note,
        count: 1,
    };
    rows.into_iter().map(one).collect()
}

fn planned(tx: &mut Tx, ask: &Ask) -> db::Result<Vec<CountedRow>> {
    Ok(counted(open::planned(tx, ask.council, ask.from, ask.to)?))
}

fn part_of(ask: &Ask) -> Part {
    match ask.part.as_deref() {
        Some("open") => Part::Open,
        Some("late") => Part::Late,
        _ => Part::Done,
    }
}

fn tasks(tx: &mut Tx, ask: &Ask, part: Part) -> db::Result<Vec<CountedRow>> {
    Ok(counted(open::tasks(tx, ask.council, (ask.from, ask.to), ask.today, part)?))
}

/// What stands beside a resolution on its public page: that its plan was taken up.
pub(super) fn beside(
    tx: &mut Tx,
    one: &resolutions::Resolution,
    href: &str,
) -> db::Result<Vec<(String, String)>> {
    let is_planned = implementation::of_resolution(tx, one.id)?;
    let words = || ("Mục tiêu, chỉ tiêu, nhiệm vụ và kết quả".to_owned(), format!("{href}/thuc-hien"));
    Ok(is_planned.then(words).into_iter().collect())
}

/// What stands beside a resolution on its public page: the difficulties with it that were cleared,
/// with what was decided and by whom.
pub(super) fn cleared(
    tx: &mut Tx,
    one: &resolutions::Resolution,
    _: &str,
) -> db::Result<Vec<(String, String)>> {
    Ok(briefings::cleared_of_resolution(tx, one.id)?
        .into_iter()
        .map(|row| {
            let decided = kernel::text::truncate_words(row.decided.trim_end_matches('.'), 200);
            let words = format!(
                "Khó khăn “{}” đã tháo gỡ ngày {}: {decided} ({})",
                row.text,
                dates::print(row.on),
                row.by
            );
            (words, row.href)
        })
        .collect())
}
