//! Resolutions with their texts as a table, in and out. A long text, or one article a row, stands
//! in several rows of one number.

use std::collections::HashMap;

use directory::{Organization, term_number};
use intake::{Checked, Column, Kind, Made, Reading, Same, Shape, Table};
use kernel::{ResolutionId, SessionId, numbers};
use kit::{Ctx, Error, Problem};
use papers::Cell;

use crate::actions;
use crate::model::{NewResolution, Refusal, Resolution, Series, Shortened};
use crate::policy::{self, Action};
use crate::{rules, store};

/// Excel holds no longer cell than 32.767 characters.
const CELL_CHARS_MAX: usize = 30_000;
/// A text of some hundred pages.
const BODY_CHARS_MAX: usize = 400_000;

fn series() -> Vec<&'static str> {
    Series::ALL.iter().map(|one| one.label()).collect()
}

/// The resolutions of a council.
pub const RESOLUTIONS: Kind = Kind {
    key: "nghi-quyet",
    label: "Nghị quyết, có toàn văn",
    counted: "dòng nghị quyết",
    home: "/lam-viec/nghi-quyet",
    lead: "Mỗi dòng một nghị quyết. Toàn văn dài, hoặc mỗi điều một dòng, thì ghi ở nhiều dòng liền nhau cùng số.",
    columns: &[
        Column::new("so", "Số, ký hiệu", Shape::Line(60))
            .required()
            .also(&["so ky hieu", "so hieu", "so nghi quyet", "so"])
            .such_as("05/2020/NQ-HĐND"),
        Column::new("thong-qua", "Ngày thông qua", Shape::Day)
            .required()
            .also(&["ngay ban hanh", "ngay", "thong qua"])
            .such_as("21/07/2020"),
        Column::new("trich-yeu", "Trích yếu", Shape::Line(1_000))
            .required()
            .also(&["ten nghi quyet", "ve viec", "noi dung"])
            .such_as("Về điều chỉnh kế hoạch đầu tư công năm 2020"),
        Column::new("loai", "Loại văn bản", Shape::Choice(series)).also(&["loai", "tinh chat"]),
        Column::new("khoa", "Khóa", Shape::Line(20)).such_as("XVIII"),
        Column::new("ky-hop", "Kỳ họp thứ", Shape::Integer(1, 200)).also(&["ky hop"]).such_as("20"),
        Column::new("ky", "Ngày ký", Shape::Day).also(&["ngay ky chung thuc"]),
        Column::new("hieu-luc-tu", "Hiệu lực từ ngày", Shape::Day).also(&[
            "ngay co hieu luc",
            "ngay hieu luc",
            "hieu luc",
        ]),
        Column::new("het-hieu-luc", "Hết hiệu lực từ ngày", Shape::Day).also(&["ngay het hieu luc"]),
        Column::new("gui-len", "Ngày gửi cấp trên", Shape::Day),
        Column::new("rut-gon-theo", "Rút gọn theo văn bản", Shape::Line(300)),
        Column::new("rut-gon-ly-do", "Lý do rút gọn", Shape::Line(1_000)),
        Column::new("cong-khai", "Công khai", Shape::Yes),
        Column::new("toan-van", "Toàn văn", Shape::Text(CELL_CHARS_MAX))
            .also(&["noi dung toan van", "noi dung dieu", "dieu"])
            .such_as("Điều 1. …"),
    ],
    is_public: false,
    may: |actor| actor.council.is_some_and(|council| policy::may(actor, Action::Create, council, true)),
    check,
    take,
    undo,
    export,
};

struct Held {
    /// Each with the rows it stands in.
    lines: Vec<(NewResolution, usize)>,
    checked: Checked,
    council: Organization,
}

/// "05/2020/NQ-HĐND", "12/NQ-HĐND": its place in the series, and whether the year says that it is
/// normative.
fn parts_of(number: &str) -> Option<(i64, Option<i64>)> {
    let mut parts = number.split('/');
    let seq = parts.next()?.trim().parse().ok()?;
    let year =
        parts.next().and_then(|part| part.trim().parse().ok()).filter(|year| (1945..2200).contains(year));
    Some((seq, year))
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let council = actions::council(ctx, council)?;
    let sessions = sessions_of(ctx, &council)?;
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    let mut known: HashMap<(bool, i64, i64), Resolution> = HashMap::new();
    for one in store::resolutions_of_council(ctx.tx, council.id)? {
        known.insert((one.is_normative, one.year, one.seq), one);
    }
    let mut lines: Vec<(NewResolution, usize)> = Vec::new();
    let mut first: HashMap<(bool, i64, i64), (usize, usize)> = HashMap::new();
    let mut checked = Checked::default();
    for row in &table.rows {
        let mut reading = table.reading(row);
        if let Some(mut new) = line_of(&mut reading, &council, &sessions) {
            new.is_demonstration = is_demonstration;
            let key = (new.is_normative, new.year, new.seq);
            if let Some(one) = known.get(&key) {
                let label = format!("{}: {}", one.number, one.title);
                checked.same.push(Same { row: row.number, label, href: one.path() });
                continue;
            }
            if let Some((row_above, at)) = first.get(&key).copied() {
                go_on(&mut reading, &new, row_above, lines.get_mut(at));
            } else {
                for refusal in actions::faults(ctx, &new, &council, None)?.1 {
                    let field = if refusal.field().is_empty() { "so" } else { refusal.field() };
                    reading.fault(field, refusal.to_string());
                }
                if reading.faults.is_empty() {
                    first.insert(key, (row.number, lines.len()));
                    lines.push((new, 1));
                }
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked, council })
}

/// A further row of the same number: its words follow those above.
fn go_on(
    reading: &mut Reading<'_>,
    new: &NewResolution,
    above: usize,
    line: Option<&mut (NewResolution, usize)>,
) {
    let Some((first, rows)) = line else { return };
    let bare = |one: &NewResolution| NewResolution { body: String::new(), ..one.clone() };
    if bare(first) != bare(new) {
        reading.fault("so", format!("Cùng số với dòng {above}, nhưng các cột khác không giống."));
    } else if new.body.is_empty() {
        reading.fault("so", format!("Trùng với dòng {above} của bảng."));
    } else if BODY_CHARS_MAX < first.body.chars().count() + new.body.chars().count() {
        reading.fault("toan-van", "Toàn văn quá dài. Đính kèm tệp ở trang của nghị quyết.");
    } else {
        first.body.push('\n');
        first.body.push_str(&new.body);
        *rows += 1;
    }
}

/// The sessions by the numbers of term and session.
fn sessions_of(ctx: &mut Ctx<'_>, council: &Organization) -> Result<HashMap<(i64, i64), SessionId>, Problem> {
    let terms: HashMap<_, _> =
        directory::terms_of(ctx.tx, council.id)?.into_iter().map(|term| (term.id, term.number)).collect();
    Ok(sessions::list_of_council(ctx.tx, council.id)?
        .into_iter()
        .filter_map(|one| terms.get(&one.term_id).map(|term| ((*term, one.number), one.id)))
        .collect())
}

fn line_of(
    reading: &mut Reading<'_>,
    council: &Organization,
    sessions: &HashMap<(i64, i64), SessionId>,
) -> Option<NewResolution> {
    let parts = parts_of(reading.words("so"));
    if parts.is_none() && !reading.is_empty("so") {
        reading.fault("so", "Viết số, ký hiệu như 05/2020/NQ-HĐND hoặc 12/NQ-HĐND.");
    }
    let said = reading.choice("loai", Series::ALL.iter().map(|one| (one.label(), *one)));
    let adopted_on = reading.day("thong-qua");
    let session = match (reading.is_empty("khoa"), reading.is_empty("ky-hop")) {
        (true, true) => None,
        (false, false) => {
            let term = term_number(reading.words("khoa"));
            let found = term.zip(reading.integer("ky-hop")).and_then(|key| sessions.get(&key).copied());
            if found.is_none() {
                reading.fault("ky-hop", "Chưa có kỳ họp này trong sổ. Nhập kỳ họp trước, hoặc sửa số.");
            }
            found
        }
        (true, false) => {
            reading.fault("khoa", "Ghi cả khóa và kỳ họp thứ mấy, hoặc để trống cả hai.");
            None
        }
        (false, true) => {
            reading.fault("ky-hop", "Ghi cả khóa và kỳ họp thứ mấy, hoặc để trống cả hai.");
            None
        }
    };
    let shortened = match (reading.words("rut-gon-theo"), reading.words("rut-gon-ly-do")) {
        ("", "") => None,
        (by, reason) => Some(Shortened { by: by.to_owned(), reason: reason.to_owned() }),
    };
    let (seq, year) = parts?;
    let adopted_on = adopted_on?;
    let is_normative = said.map_or(year.is_some(), Series::is_normative);
    if is_normative != year.is_some() {
        reading.fault(
            "loai",
            "Số của văn bản quy phạm pháp luật có năm (05/2020/NQ-HĐND), số cá biệt không có năm.",
        );
    }
    if reading.is_empty("trich-yeu") {
        return None;
    }
    let year = year.unwrap_or_else(|| i64::from(adopted_on.year()));
    let number = rules::number(Series::of(is_normative), seq, year, &council.symbol);
    if reading.faults.is_empty() && !kernel::text::same_word(&number, reading.words("so")) {
        let plain = rules::number(Series::of(is_normative), seq, year, &council.symbol);
        let bare = |words: &str| kernel::text::fold(words.trim_start_matches('0'));
        if bare(&plain) != bare(reading.words("so")) {
            reading.fault("so", format!("Số này theo ký hiệu của Hội đồng là {number}."));
        }
    }
    reading.faults.is_empty().then(|| NewResolution {
        council: council.id,
        session,
        is_normative,
        seq,
        year,
        title: reading.words("trich-yeu").to_owned(),
        adopted_on,
        signed_on: reading.day("ky"),
        effective_on: reading.day("hieu-luc-tu"),
        expired_on: reading.day("het-hieu-luc"),
        sent_up_on: reading.day("gui-len"),
        body: reading.words("toan-van").to_owned(),
        is_public: reading.yes("cong-khai"),
        is_demonstration: false,
        poll: None,
        shortened,
    })
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
    let rows: usize = held.lines.iter().map(|(_, rows)| rows).sum();
    if rows != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let (mut made, mut done) = (Vec::new(), 0);
    for (new, rows) in &held.lines {
        let id = actions::enter(ctx, new, &held.council)?;
        made.push(Made::new("resolution", id));
        done += rows;
        progress(done, table.rows.len());
    }
    Ok(made)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: ResolutionId = one.id.parse().map_err(|_| Problem::Conflict)?;
        chain::unlink(ctx, "resolution", &one.id)?;
        search::remove(ctx.tx, "resolution", &one.id)?;
        if !store::delete_untouched(ctx.tx, id)?.hit() {
            return Err(Error::<Refusal>::Conflict.into());
        }
    }
    Ok(())
}

/// A text in parts that Excel holds, cut between paragraphs.
fn in_cells(body: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    for paragraph in body.lines() {
        if let Some(last) = cells.last_mut() {
            let room = last.chars().count() + paragraph.chars().count() + 1;
            if last.is_empty() || room <= CELL_CHARS_MAX {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(paragraph);
                continue;
            }
        }
        cells.push(paragraph.to_owned());
    }
    cells
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let council = actions::council(ctx, council)?;
    let sessions: HashMap<SessionId, (i64, i64)> =
        sessions_of(ctx, &council)?.into_iter().map(|(numbers, id)| (id, numbers)).collect();
    let mut resolutions = store::resolutions_of_council(ctx.tx, council.id)?;
    resolutions.sort_by_key(|one| (one.year, !one.is_normative, one.seq));
    let day = |day: Option<kernel::Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    let mut rows = Vec::new();
    for one in &resolutions {
        let session = one.session_id.and_then(|id| sessions.get(&id));
        let head = vec![
            Cell::text(&one.number),
            Cell::Date(one.adopted_on),
            Cell::text(&one.title),
            Cell::text(Series::of(one.is_normative).label()),
            Cell::text(
                session
                    .map_or_else(String::new, |(term, _)| numbers::roman(u32::try_from(*term).unwrap_or(0))),
            ),
            session.map_or_else(|| Cell::text(""), |(_, number)| Cell::Number(*number)),
            day(one.signed_on),
            day(one.effective_on),
            day(one.expired_on),
            day(one.sent_up_on),
            Cell::text(one.shortened_by.as_deref().unwrap_or_default()),
            Cell::text(one.shortened_reason.as_deref().unwrap_or_default()),
            Cell::text(if one.is_public { "có" } else { "" }),
        ];
        for body in in_cells(&one.body) {
            rows.push([head.clone(), vec![Cell::text(body)]].concat());
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_its_place_and_its_year() {
        assert_eq!(parts_of("05/2020/NQ-HĐND"), Some((5, Some(2020))));
        assert_eq!(parts_of("12/NQ-HĐND"), Some((12, None)));
        assert_eq!(parts_of(" 7 / 2019 /NQ-HĐND"), Some((7, Some(2019))));
        assert_eq!(parts_of("NQ-HĐND"), None);
        assert_eq!(parts_of(""), None);
    }

    #[test]
    fn a_long_text_is_cut_between_paragraphs_and_comes_back_whole() {
        let paragraph = "Điều 1. ".repeat(1_000);
        let body = [paragraph.as_str(); 9].join("\n");
        let cells = in_cells(&body);
        assert!(cells.len() > 1);
        assert!(cells.iter().all(|cell| cell.chars().count() <= CELL_CHARS_MAX));
        assert_eq!(cells.join("\n"), body);
        assert_eq!(in_cells(""), [""]);
    }
}
