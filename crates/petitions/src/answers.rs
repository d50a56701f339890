//! Many answers at once: a table whose first column is the code, one document for all or one for
//! each. All of it is taken, or none.

use std::collections::HashMap;

use kernel::{Date, PetitionId, dates, text};
use kit::{Ctx, Error};
use papers::pasted::{self, CellFault, Record};

use crate::actions::{self, Given, Result};
use crate::heads::{self, outcome_of};
use crate::model::{Outcome, Petition, Refusal};
use crate::policy::{self, Action, Subject};
use crate::{code, store};

/// An answer of the table.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    row: usize,
    code: String,
    given: Given,
}

/// What stands for all rows that do not say it themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Common {
    /// Number and date of the one document.
    pub(crate) reference: String,
    /// The one promised day.
    pub(crate) promised_on: Option<Date>,
}

/// Reads the table.
///
/// # Errors
/// Every cell that cannot be read.
pub(crate) fn read(
    pasted: &str,
    common: &Common,
    today: Date,
) -> std::result::Result<Vec<Answered>, Vec<CellFault>> {
    let needed = [heads::CODE, heads::OUTCOME, heads::ANSWER];
    let mut seen: HashMap<String, usize> = HashMap::new();
    let rows = pasted::read(pasted, &needed, |record| {
        // Rows without an outcome are not answered yet: the office's own list may be sent back half done
        if record.cell(&heads::OUTCOME).is_empty() && record.cell(&heads::ANSWER).is_empty() {
            return Ok(None);
        }
        row(record, common, today, &mut seen).map(Some)
    })?;
    let rows: Vec<Answered> = rows.into_iter().flatten().collect();
    if rows.is_empty() {
        return Err(vec![CellFault::new(2, heads::OUTCOME.name, "Bảng chưa có dòng nào được trả lời.")]);
    }
    Ok(rows)
}

fn row(
    record: Record<'_>,
    common: &Common,
    today: Date,
    seen: &mut HashMap<String, usize>,
) -> std::result::Result<Answered, Vec<CellFault>> {
    let mut faults = Vec::new();
    let known = code::parse(record.cell(&heads::CODE));
    match &known {
        None => faults.push(record.fault(&heads::CODE, "Mã không đúng. Mã có dạng KN-2020-0147-3.")),
        Some(code) => {
            if let Some(before) = seen.insert(code.clone(), record.number) {
                faults.push(record.fault(&heads::CODE, format!("Mã này đã có ở dòng {before}.")));
            }
        }
    }
    let outcome = outcome_of(record.cell(&heads::OUTCOME));
    if outcome.is_none() {
        let said = record.cell(&heads::OUTCOME);
        let words = format!("Không hiểu “{said}”. Viết như: đã giải quyết, giải trình, đang giải quyết.");
        faults.push(record.fault(&heads::OUTCOME, words));
    }
    let said = text::clean(record.cell(&heads::ANSWER));
    if said.is_empty() {
        faults.push(record.fault(&heads::ANSWER, "Nhập nội dung trả lời."));
    }
    let own = record.cell(&heads::REFERENCE);
    let reference = if own.is_empty() { common.reference.clone() } else { own.to_owned() };
    if reference.is_empty() {
        faults.push(record.fault(&heads::REFERENCE, "Nhập số, ngày văn bản ở bảng hoặc ở ô chung."));
    }
    let promised_on = match record.cell(&heads::PROMISED) {
        "" => common.promised_on,
        typed => {
            let day = dates::parse(typed, today).ok();
            if day.is_none() {
                let words = format!("“{typed}” không phải ngày. Viết như 30/11/2020.");
                faults.push(record.fault(&heads::PROMISED, words));
            }
            day
        }
    };
    match (known, outcome, faults.is_empty()) {
        (Some(code), Some(outcome), true) => Ok(Answered {
            row: record.number,
            code,
            given: Given { outcome, text: said, reference, promised_on },
        }),
        _ => Err(faults),
    }
}

/// Takes the answers, of all petitions or of those `among` them; what cannot be taken is named by its row, and then none is taken: the
/// caller undoes the transaction.
pub(crate) fn take(
    ctx: &mut Ctx<'_>,
    rows: &[Answered],
    among: Option<&[PetitionId]>,
) -> Result<std::result::Result<usize, Vec<CellFault>>> {
    let (mut faults, mut taken) = (Vec::new(), 0);
    for row in rows {
        let one = answerable(ctx, &row.code)?;
        let Some(one) = one.filter(|one| among.is_none_or(|ids| ids.contains(&one.id))) else {
            faults.push(CellFault::new(
                row.row,
                heads::CODE.name,
                format!("Không có kiến nghị {} đang chờ trả lời ở đây.", row.code),
            ));
            continue;
        };
        // The list comes back whole: what it already said is not said again
        if one.answer == row.given.text && one.outcome == Some(row.given.outcome) {
            continue;
        }
        match actions::answer(ctx, one.id, &row.given) {
            Ok(_) => taken += 1,
            Err(Error::Refused(reason)) => {
                faults.push(CellFault::new(row.row, column_of(&reason), reason.to_string()));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(if faults.is_empty() { Ok(taken) } else { Err(faults) })
}

fn column_of(reason: &Refusal) -> &'static str {
    match reason {
        Refusal::NeedsDay(_) | Refusal::NotLater => heads::PROMISED.name,
        Refusal::NoAnswer => heads::ANSWER.name,
        _ => heads::CODE.name,
    }
}

fn answerable(ctx: &mut Ctx<'_>, code: &str) -> Result<Option<Petition>> {
    let found = store::by_code(ctx.tx, code)?;
    Ok(found.filter(|one| {
        let on = Subject::from(one);
        policy::may(ctx.actor, Action::Read, on)
            && (policy::may(ctx.actor, Action::Answer, on) || policy::may(ctx.actor, Action::Judge, on))
    }))
}

/// The outcomes that a table may say, for the hint.
pub(crate) fn outcomes() -> String {
    Outcome::ALL.iter().map(|one| one.label().to_lowercase()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = Date::constant(2020, 10, 15);

    #[test]
    fn one_document_answers_many_and_a_row_may_have_its_own() {
        let (one, two, three) = (code::compose(2020, 1), code::compose(2020, 2), code::compose(2020, 3));
        let table = format!(
            "Mã\tKết quả\tNội dung trả lời\tSố, ngày văn bản\tHẹn ngày\n{one}\tđã giải quyết\tĐã làm xong.\t\t\n{two}\tđang giải quyết\tĐang làm.\t12/UBND, 01/10/2020\t30/11\n{three}\t\t\t\t\n"
        );
        let common = Common { reference: "99/UBND, 15/10/2020".to_owned(), promised_on: None };
        let rows = read(&table, &common, TODAY).unwrap();
        assert_eq!(rows.len(), 2, "a row that says nothing is not answered yet");
        assert_eq!(rows[0].given.reference, "99/UBND, 15/10/2020");
        assert_eq!(rows[1].given.reference, "12/UBND, 01/10/2020");
        assert_eq!(rows[1].given.promised_on, Some(date(2020, 11, 30)));
    }

    #[test]
    fn every_faulty_cell_is_named() {
        let code = code::compose(2020, 1);
        let table = format!(
            "Mã\tKết quả\tNội dung trả lời\nKN-1\tbay\t\n{code}\tđã giải quyết\tXong\n{code}\tđã giải quyết\tXong\n"
        );
        let faults = read(&table, &Common::default(), TODAY).unwrap_err();
        let said: Vec<(usize, &str)> = faults.iter().map(|one| (one.row, one.column.as_str())).collect();
        assert_eq!(
            said,
            [
                (2, "Mã"),
                (2, "Kết quả"),
                (2, "Nội dung trả lời"),
                (2, "Số, ngày văn bản"),
                (3, "Số, ngày văn bản"),
                (4, "Mã"),
                (4, "Số, ngày văn bản"),
            ]
        );
        assert_eq!(read("", &Common::default(), TODAY).unwrap_err().len(), 1);
    }
}
