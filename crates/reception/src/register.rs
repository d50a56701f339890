//! The register of visits (Sổ tiếp công dân, Mẫu 03/TCD: 13 columns), for the screen, as .xlsx
//! and as .csv. What is sealed reads "–" unless it was opened by a deed that is written down.

use std::collections::HashMap;

use kernel::{DocumentId, OrganizationId, dates};
use kit::{Ctx, Problem};
use papers::{Cell, Column, Table};

use crate::model::{Outcome, Visit};
use crate::words::{self, Words};

/// What stands in the place of what is sealed.
pub(crate) const CLOSED: &str = "–";

/// The heads, in the order of the form; the same are read back when a table is taken in.
pub(crate) const HEADS: [&str; 13] = [
    "STT",
    "Ngày tiếp",
    "Họ tên, địa chỉ",
    "Số CCCD, hộ chiếu",
    "Nội dung",
    "Loại",
    "Số người cùng nội dung",
    "Cơ quan đã giải quyết",
    "Thuộc thẩm quyền, thụ lý",
    "Hướng dẫn",
    "Chuyển: cơ quan; số, ngày văn bản",
    "Theo dõi kết quả",
    "Ghi chú",
];

const WIDTHS: [u16; 13] = [1, 2, 5, 3, 8, 2, 2, 3, 2, 2, 4, 5, 4];

/// Whether what is sealed is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sealed {
    /// "–".
    Closed,
    /// The caller has written the opening down.
    Opened,
}

/// The register of these visits; `first` is the number of the first row.
pub(crate) fn table(
    ctx: &mut Ctx<'_>,
    visits: &[Visit],
    first: usize,
    sealed: Sealed,
) -> Result<Table, Problem> {
    let names = directory::names(ctx.tx)?;
    let mut rows = Vec::new();
    for (one, number) in visits.iter().zip(first..) {
        let words = match sealed {
            Sealed::Opened if !one.is_denunciation() => Some(words::open(ctx, one)?),
            Sealed::Opened | Sealed::Closed => None,
        };
        let slip = match one.slip_id {
            Some(id) => slip_number(ctx, id)?,
            None => String::new(),
        };
        rows.push(row(one, number, words.as_ref(), &names, &slip));
    }
    let columns = HEADS
        .iter()
        .zip(WIDTHS)
        .map(|(head, width)| match *head {
            "STT" | "Ngày tiếp" => Column::center(*head, width),
            "Số người cùng nội dung" => Column::right(*head, width),
            _ => Column::left(*head, width),
        })
        .collect();
    Ok(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

fn slip_number(ctx: &mut Ctx<'_>, id: DocumentId) -> Result<String, Problem> {
    let Some(document) = documents::document(ctx.tx, id)? else { return Ok(String::new()) };
    let day = document.issued_on.map_or_else(String::new, dates::print);
    Ok(format!("{}, {day}", document.number.unwrap_or_default()))
}

fn row(
    one: &Visit,
    number: usize,
    words: Option<&Words>,
    names: &HashMap<OrganizationId, String>,
    slip: &str,
) -> Vec<Cell> {
    let shown = |value: &dyn Fn(&Words) -> String| words.map_or_else(|| CLOSED.to_owned(), value);
    let mark = |yes: bool| if yes { "x" } else { "" };
    let owner = one.owner_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    let forwarded = match (one.outcome, slip) {
        (Some(Outcome::Forwarded), "") => owner,
        (Some(Outcome::Forwarded), slip) => format!("{owner}; {slip}"),
        _ => String::new(),
    };
    let accepted = matches!(one.outcome, Some(Outcome::Accepted | Outcome::Answered));
    vec![
        Cell::text(number.to_string()),
        Cell::Date(one.received_on),
        Cell::text(shown(&Words::person)),
        Cell::text(shown(&|words| words.card.clone())),
        Cell::text(shown(&|words| words.content.clone())),
        Cell::text(one.kind.label()),
        Cell::Number(one.people),
        Cell::text(shown(&|words| words.settled_by.clone())),
        Cell::text(mark(accepted)),
        Cell::text(mark(one.outcome == Some(Outcome::Guided))),
        Cell::text(forwarded),
        Cell::text(followed(one, words)),
        Cell::text(remark(one, words)),
    ]
}

/// What came of it: neutral, with the answer's own words when they were opened.
fn followed(one: &Visit, words: Option<&Words>) -> String {
    if one.is_denunciation() {
        return String::new();
    }
    let mut parts = Vec::new();
    match one.outcome {
        Some(Outcome::Refused) => {
            let ground = one.ground.map_or("", crate::model::Ground::label);
            parts.push(format!("{}: {ground}", Outcome::Refused.label()));
        }
        Some(Outcome::Answered) => parts.push(Outcome::Answered.label().to_owned()),
        Some(Outcome::Accepted | Outcome::Guided | Outcome::Forwarded) | None => {}
    }
    parts.push(one.reference.clone());
    parts.extend(one.informed_on.map(|day| format!("báo công dân {}", dates::print(day))));
    parts.extend(words.map(|words| words.reply.clone()));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn remark(one: &Visit, words: Option<&Words>) -> String {
    let mut parts = vec![one.code.clone()];
    if !one.paper_number.is_empty() {
        parts.push(format!("sổ giấy số {}", one.paper_number));
    }
    parts.extend(words.map(|words| words.note.clone()).filter(|note| !note.is_empty()));
    parts.join("; ")
}
