//! Terms of councils as a table, in and out.

use std::collections::HashMap;

use intake::{Checked, Column, Kind, Made, Reading, Same, Shape, Table};
use kernel::{Date, OrganizationId, TermId, numbers};
use kit::{Ctx, Problem};
use papers::Cell;

use crate::intake_bodies::{Bodies, Places};
use crate::model::{OrganizationKind, Refusal, Term};
use crate::policy::{self, Action};
use crate::{store, store_intake};

/// No council has had so many terms.
const TERMS_MAX: u32 = 60;
/// No council has so many delegates.
const DELEGATES_MAX: i64 = 500;

/// Terms of councils.
pub const TERMS: Kind = Kind {
    key: "khoa",
    label: "Khóa, nhiệm kỳ của Hội đồng nhân dân",
    counted: "khóa",
    home: "/lam-viec/co-quan",
    lead: "Mỗi dòng một khóa của một Hội đồng nhân dân. Kỳ họp và đại biểu tính theo khóa.",
    columns: &[
        Column::new("hdnd", "Hội đồng nhân dân", Shape::Line(300))
            .required()
            .also(&["hdnd", "co quan"])
            .such_as("Hội đồng nhân dân huyện Thanh Liêm"),
        Column::new("so", "Khóa", Shape::Line(20)).required().also(&["khoa thu", "so khoa"]).such_as("XVIII"),
        Column::new("tu", "Khai mạc kỳ họp thứ nhất", Shape::Day)
            .required()
            .also(&["bat dau", "tu ngay", "ngay bat dau"])
            .such_as("24/06/2016"),
        Column::new("den", "Kết thúc nhiệm kỳ", Shape::Day)
            .required()
            .also(&["ket thuc", "den ngay", "ngay ket thuc"])
            .such_as("30/06/2021"),
        Column::new("dai-bieu", "Số đại biểu", Shape::Integer(1, DELEGATES_MAX))
            .required()
            .also(&["so dai bieu duoc bau", "dai bieu"])
            .such_as("33"),
    ],
    is_public: true,
    may: |actor| policy::may(actor, Action::ChangeOrganization),
    check,
    take,
    undo,
    export,
};

/// The number of a term as offices write it: "XVIII", "18", "khóa XVIII".
pub fn term_number(words: &str) -> Option<i64> {
    let last = words.split_whitespace().last()?.to_uppercase();
    let by_digits = last.parse::<u32>().ok();
    let number = by_digits.or_else(|| (1..=TERMS_MAX).find(|number| numbers::roman(*number) == last))?;
    (1..=TERMS_MAX).contains(&number).then(|| i64::from(number))
}

struct Line {
    council: OrganizationId,
    number: i64,
    from: Date,
    to: Date,
    delegates: i64,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn line_of(reading: &mut Reading<'_>, bodies: &Bodies) -> Option<Line> {
    let council = bodies.read(reading, "hdnd");
    let is_council = |id| bodies.get(id).is_some_and(|one| one.kind == OrganizationKind::Council);
    if council.is_some_and(|id| !is_council(id)) {
        reading.fault("hdnd", "Cơ quan này không phải Hội đồng nhân dân.");
    }
    let number = term_number(reading.words("so"));
    if number.is_none() && !reading.is_empty("so") {
        reading.fault("so", "Viết khóa bằng số La Mã hoặc số thường, như XVIII hoặc 18.");
    }
    let (from, to) = (reading.day("tu"), reading.day("den"));
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        reading.fault("den", "Ngày kết thúc nhiệm kỳ phải sau ngày khai mạc kỳ họp thứ nhất.");
    }
    let delegates = reading.integer("dai-bieu");
    if !reading.faults.is_empty() {
        return None;
    }
    Some(Line { council: council?, number: number?, from: from?, to: to?, delegates: delegates? })
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let places = Places::load(ctx)?;
    let bodies = Bodies::load(ctx, &places)?;
    let mut known: HashMap<(OrganizationId, i64), Term> = HashMap::new();
    for one in store_intake::all_terms(ctx.tx)? {
        known.insert((one.council_id, one.number), one);
    }
    let mut seen: HashMap<(OrganizationId, i64), usize> = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        if let Some(line) = line_of(&mut reading, &bodies) {
            let key = (line.council, line.number);
            if let Some(term) = known.get(&key) {
                let label = format!("{}, {}", bodies.name_of(line.council, &places), term.label());
                checked.same.push(Same {
                    row: row.number,
                    label,
                    href: format!("/co-quan/{}", line.council),
                });
                continue;
            }
            match seen.insert(key, row.number) {
                Some(first) => reading.fault("so", format!("Trùng với dòng {first} của bảng.")),
                None => lines.push(line),
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

fn check(ctx: &mut Ctx<'_>, table: &Table) -> Result<Checked, Problem> {
    Ok(read(ctx, table)?.checked)
}

fn take(
    ctx: &mut Ctx<'_>,
    table: &Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Made>, Problem> {
    let held = read(ctx, table)?;
    if held.lines.len() != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let mut made = Vec::new();
    for line in &held.lines {
        let id: TermId = ctx.id();
        store::insert_term(ctx.tx, id, line.council, line.number, line.from, line.to, line.delegates)?;
        made.push(Made::new("council_term", id));
        progress(made.len(), table.rows.len());
    }
    Ok(made)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: TermId = one.id.parse().map_err(|_| Problem::Conflict)?;
        if !store_intake::delete_term(ctx.tx, id)?.hit() {
            return Err(kit::Error::<Refusal>::Conflict.into());
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let places = Places::load(ctx)?;
    let bodies = Bodies::load(ctx, &places)?;
    let mut terms = store_intake::all_terms(ctx.tx)?;
    terms.retain(|one| bodies.get(one.council_id).is_some());
    terms.sort_by_key(|one| (bodies.place_of(one.council_id), one.number));
    Ok(terms
        .iter()
        .map(|one| {
            vec![
                Cell::text(bodies.name_of(one.council_id, &places)),
                Cell::text(numbers::roman(u32::try_from(one.number).unwrap_or(0))),
                Cell::Date(one.opened_on),
                Cell::Date(one.ends_on),
                Cell::Number(one.delegates_total),
            ]
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_written_in_roman_or_plain_numbers() {
        for words in ["XVIII", "xviii", "18", "khóa XVIII", "Khóa 18"] {
            assert_eq!(term_number(words), Some(18), "{words}");
        }
        for words in ["", "0", "61", "XVIIII", "mười tám", "-1"] {
            assert_eq!(term_number(words), None, "{words}");
        }
    }
}
