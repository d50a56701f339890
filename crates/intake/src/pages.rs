//! The pages where tables come in: what there is, what a table looks like, the look before it is
//! taken in.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{ImportBatchId, dates, text};
use kit::{Answer, Ctx, Form, Problem, Shell, UNDO_DAYS, Visit, Work};
use papers::pasted::CellFault;
use papers::{Cell, Column as PaperColumn, Sheet, TableLine};

use crate::actions::{self, Looked, WithFaults};
use crate::columns::Column;
use crate::kinds::{self, Kind, Same};
use crate::read::{self, Table};
use crate::store;

const HOME: &str = "/lam-viec/nhap";
const BATCHES_SHOWN: i64 = 20;
const FAULTS_SHOWN: usize = 200;
const SAME_SHOWN: usize = 50;
const ROWS_SHOWN: usize = 10;
const HEADS_MAX: usize = 200;
/// Five thousand rows of long text, in bytes.
const PASTED_MAX: usize = 8_000_000;

struct Line {
    label: &'static str,
    href: String,
    lead: &'static str,
}

struct Taken {
    id: ImportBatchId,
    words: String,
    at: String,
    by: String,
    is_undone: bool,
    may_undo: bool,
}

#[derive(Template)]
#[template(path = "intake/home.html")]
struct HomePage {
    shell: Shell,
    kinds: Vec<Line>,
    elsewhere: Vec<Line>,
    taken: Vec<Taken>,
}

/// The batches of the actor's council, of the kinds that the actor takes in.
fn taken(ctx: &mut Ctx<'_>, only: Option<&Kind>) -> Result<Vec<Taken>, Problem> {
    let council = ctx.actor.council;
    let now = ctx.now;
    let actor = ctx.actor;
    let batches = store::batches(ctx.tx, council, BATCHES_SHOWN)?;
    Ok(batches
        .into_iter()
        .filter_map(|batch| kinds::kind(&batch.kind).map(|kind| (batch, kind)))
        .filter(|(_, kind)| (kind.may)(actor) && only.is_none_or(|only| only.key == kind.key))
        .map(|(batch, kind)| Taken {
            id: batch.id,
            words: match batch.left_out {
                0 => format!("{}: {} {}", kind.label, batch.row_count, kind.counted),
                left_out => {
                    format!("{}: {} {}, bỏ {left_out} dòng lỗi", kind.label, batch.row_count, kind.counted)
                }
            },
            at: dates::print_time(batch.made_ms),
            by: batch.made_by,
            is_undone: batch.undone_ms.is_some(),
            may_undo: kit::may_undo(batch.made_ms, batch.undone_ms, now),
        })
        .collect())
}

pub(crate) async fn home(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let actor = ctx.actor;
            let kinds: Vec<Line> = kinds::kinds()
                .iter()
                .filter(|kind| (kind.may)(actor))
                .map(|kind| Line { label: kind.label, href: format!("{HOME}/{}", kind.key), lead: kind.lead })
                .collect();
            let elsewhere: Vec<Line> = kinds::elsewhere()
                .iter()
                .filter(|one| (one.may)(actor))
                .map(|one| Line { label: one.label, href: one.href.to_owned(), lead: "" })
                .collect();
            if kinds.is_empty() && elsewhere.is_empty() {
                return Err(Problem::NotFound);
            }
            let taken = taken(ctx, None)?;
            let shell = ctx.shell("Nhập từ bảng")?.crumb("Hôm nay", "/lam-viec").crumb("Nhập từ bảng", HOME);
            Answer::page(&HomePage { shell, kinds, elsewhere, taken })
        })
        .await
}

struct Told {
    column: &'static Column,
    shape: String,
}

/// What came of a look, for the page.
struct Look {
    count: usize,
    faulty_rows: usize,
    same_count: usize,
    faults: Vec<CellFault>,
    more: usize,
    same: Vec<Same>,
    heads: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "intake/kind.html")]
struct KindPage {
    shell: Shell,
    form: Form,
    kind: &'static Kind,
    columns: Vec<Told>,
    notes: Vec<String>,
    /// The table's own heads, as choices for each column; empty before there is a table.
    heads: Vec<(String, String)>,
    look: Option<Look>,
    taken: Vec<Taken>,
}

impl KindPage {
    /// Whether something is said for all rows.
    fn is_common(&self) -> bool {
        self.columns.iter().any(|one| !self.form.value(&common_field(one.column)).is_empty())
    }

    /// The heads of the table as choices for a column.
    fn choices(&self) -> Vec<(String, String)> {
        std::iter::once(("0".to_owned(), "Không có trong bảng".to_owned()))
            .chain(self.heads.iter().cloned())
            .collect()
    }
}

fn kind_of(ctx: &Ctx<'_>, key: &str) -> Result<&'static Kind, Problem> {
    kinds::kind(key).filter(|kind| (kind.may)(ctx.actor)).ok_or(Problem::NotFound)
}

fn kind_page(
    ctx: &mut Ctx<'_>,
    kind: &'static Kind,
    form: Form,
    came: Came,
    look: Option<Look>,
) -> Result<KindPage, Problem> {
    let columns = kind.columns.iter().map(|column| Told { column, shape: column.shape.says() }).collect();
    let taken = taken(ctx, Some(kind))?;
    let shell = ctx
        .shell(format!("Nhập từ bảng: {}", kind.label))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Nhập từ bảng", HOME)
        .crumb(kind.label, format!("{HOME}/{}", kind.key))
        .with_faults_of(&form);
    Ok(KindPage { shell, form, kind, columns, notes: came.notes, heads: came.heads, look, taken })
}

/// A kind's page; with `.xlsx` behind its key the records as they are, with `-mau.xlsx` the empty
/// table.
pub(crate) async fn kind(visit: Visit, Path(name): Path<String>) -> Response {
    let said = visit.query_form();
    visit
        .read(move |ctx| {
            if let Some(key) = name.strip_suffix("-mau.xlsx") {
                let kind = kind_of(ctx, key)?;
                return Answer::xlsx(&template_sheets(kind), format!("mau-{}.xlsx", kind.key));
            }
            if let Some(key) = name.strip_suffix(".xlsx") {
                let kind = kind_of(ctx, key)?;
                let sheet = export_sheet(ctx, kind)?;
                return Answer::xlsx(&[sheet], format!("{}.xlsx", kind.key));
            }
            let kind = kind_of(ctx, &name)?;
            // What a link says once for all rows
            let mut form = Form::new();
            for column in kind.columns {
                let field = common_field(column);
                form.set(&field, said.value(&field).to_owned());
            }
            Answer::page(&kind_page(ctx, kind, form, Came::default(), None)?)
        })
        .await
}

fn paper_columns(kind: &Kind) -> Vec<PaperColumn> {
    kind.columns.iter().map(|column| PaperColumn::left(column.header, 3)).collect()
}

fn sheet(kind: &Kind, title: String, subtitle: String, rows: Vec<Vec<Cell>>) -> Sheet {
    let table =
        papers::Table { caption: String::new(), columns: paper_columns(kind), rows, notes: Vec::new() };
    Sheet { name: kind.label.to_owned(), title, subtitle, table }
}

/// The records that the actor keeps, in the shape in which they are taken in.
///
/// # Errors
/// The actor may not know of them, or the database failed.
pub fn export_sheet(ctx: &mut Ctx<'_>, kind: &Kind) -> Result<Sheet, Problem> {
    if !(kind.may)(ctx.actor) {
        return Err(Problem::NotFound);
    }
    let rows = (kind.export)(ctx)?;
    let subtitle = format!("Đến ngày {}", dates::print(ctx.today));
    Ok(sheet(kind, kind.label.to_uppercase(), subtitle, rows))
}

/// The empty table, and a second sheet that says what each column takes.
pub fn template_sheets(kind: &Kind) -> Vec<Sheet> {
    let told = kind.columns.iter().map(|column| {
        vec![
            Cell::text(column.header),
            Cell::text(if column.required { "bắt buộc" } else { "" }),
            Cell::text(column.shape.says()),
            Cell::text(column.example),
        ]
    });
    let guide = papers::Table {
        caption: String::new(),
        columns: vec![
            PaperColumn::left("Cột", 3),
            PaperColumn::left("Bắt buộc", 1),
            PaperColumn::left("Ghi gì", 4),
            PaperColumn::left("Ví dụ", 3),
        ],
        rows: told.collect(),
        notes: Vec::new(),
    };
    vec![
        sheet(kind, kind.label.to_uppercase(), "Điền từ dòng dưới đầu đề".to_owned(), Vec::new()),
        Sheet {
            name: "Hướng dẫn".to_owned(),
            title: format!("CÁCH ĐIỀN: {}", kind.label.to_uppercase()),
            subtitle: kind.lead.to_owned(),
            table: guide,
        },
    ]
}

/// A table as it came, before its columns are known.
#[derive(Default)]
struct Came {
    lines: Vec<TableLine>,
    notes: Vec<String>,
    heads: Vec<(String, String)>,
}

/// Reads the file, which takes the place of what was pasted and is shown to be corrected; else what
/// was pasted.
fn came(form: &mut Form) -> Came {
    let file = form
        .uploads_of("tep")
        .first()
        .map(|upload| papers::table_in(&upload.file_name, &upload.bytes, form.value("trang-tinh")));
    let mut came = Came::default();
    match file {
        Some(Ok(table)) => {
            form.set("bang", table.text());
            form.set("dong", numbers_of(&table.lines));
            (came.lines, came.notes) = (table.lines, table.notes);
        }
        Some(Err(fault)) => {
            let field =
                if matches!(fault, papers::TableFault::NoSheet { .. }) { "trang-tinh" } else { "tep" };
            form.refuse(field, fault.to_string());
            return came;
        }
        None => {
            let pasted = form.value("bang").to_owned();
            if pasted.trim().is_empty() {
                form.refuse("bang", "Dán bảng, kể cả dòng đầu đề, hoặc chọn tệp.");
                return came;
            }
            if PASTED_MAX < pasted.len() {
                form.refuse("bang", "Bảng quá lớn. Chia ra nhiều lần.");
                return came;
            }
            let Some(table) = papers::table_pasted(&pasted) else {
                form.refuse("bang", "Bảng quá lớn. Chia ra nhiều lần.");
                return came;
            };
            let known = numbers_from(form.value("dong"), table.lines.len());
            came.notes = table.notes;
            came.lines = match known {
                Some(numbers) => table
                    .lines
                    .into_iter()
                    .zip(numbers)
                    .map(|(line, number)| TableLine { number, ..line })
                    .collect(),
                None => table.lines,
            };
            let counted = numbers_of(&came.lines);
            form.set("dong", counted);
        }
    }
    let head = came.lines.first().map(|line| line.cells.clone()).unwrap_or_default();
    came.heads = head
        .iter()
        .zip(1_usize..)
        .take(HEADS_MAX)
        .filter(|(words, _)| !words.trim().is_empty())
        .map(|(words, number)| (number.to_string(), text::truncate_words(&text::clean_line(words), 60)))
        .collect();
    came
}

/// The numbers of rows in the file, as runs: "4-5,7-5003".
fn numbers_of(lines: &[TableLine]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == line.number => *last = line.number,
            _ => runs.push((line.number, line.number)),
        }
    }
    let words = runs.iter().map(|(first, last)| format!("{first}-{last}"));
    words.collect::<Vec<_>>().join(",")
}

/// The numbers again, when they are of exactly so many rows: a table that was changed by hand is
/// counted anew.
fn numbers_from(runs: &str, wanted: usize) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for run in runs.split(',') {
        let (first, last) = run.split_once('-')?;
        let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
        if last < first || wanted < numbers.len() + (last - first) + 1 {
            return None;
        }
        numbers.extend(first..=last);
    }
    (numbers.len() == wanted).then_some(numbers)
}

/// The field of what is said once for all rows.
fn common_field(column: &Column) -> String {
    format!("chung-{}", column.key)
}

/// Which cell belongs to each column: as somebody chose for this very head, else guessed. The
/// choices are put back into the form.
fn places(form: &mut Form, kind: &Kind, lines: &[TableLine]) -> Vec<Option<usize>> {
    let head = lines.first().map(|line| line.cells.clone()).unwrap_or_default();
    let joined = head.iter().map(|words| text::fold(words)).collect::<Vec<_>>().join("|");
    let guessed = read::guess(kind.columns, &head);
    let is_same_head = form.value("dau") == joined;
    form.set("dau", joined);
    kind.columns
        .iter()
        .zip(guessed)
        .map(|(column, guessed)| {
            let field = format!("cot-{}", column.key);
            let chosen = match form.value(&field) {
                typed if is_same_head && !typed.is_empty() => {
                    typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1))
                }
                _ => guessed,
            };
            let chosen = chosen.filter(|place| *place < head.len());
            form.set(&field, chosen.map_or_else(|| "0".to_owned(), |place| (place + 1).to_string()));
            chosen
        })
        .collect()
}

/// `buoc=nhap` takes in, `buoc=bo-loi` takes in without the rows that have faults; anything else
/// looks at the table.
pub(crate) async fn take(visit: Visit, Path(name): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let kind = kind_of(ctx, &name)?;
            let came = came(form);
            if !form.is_sound() {
                return Answer::faulty(&kind_page(ctx, kind, form.clone(), came, None)?);
            }
            let places = places(form, kind, &came.lines);
            let common: Vec<String> =
                kind.columns.iter().map(|column| form.value(&common_field(column)).to_owned()).collect();
            let table = match Table::with_common(kind.columns, &came.lines, &places, &common, ctx.today) {
                Ok(table) => table,
                Err(faults) => {
                    let look = whole_faults(faults);
                    return Answer::faulty(&kind_page(ctx, kind, form.clone(), came, Some(look))?);
                }
            };
            let looked = actions::look(ctx, kind, &table)?;
            let with_faults = match form.value("buoc") {
                "nhap" if looked.faulty_rows == 0 => WithFaults::Refuse,
                "bo-loi" => WithFaults::LeaveOut,
                _ => {
                    let has_faults = 0 < looked.faulty_rows;
                    let page = kind_page(ctx, kind, form.clone(), came, Some(shown(looked)))?;
                    return if has_faults { Answer::faulty(&page) } else { Answer::page(&page) };
                }
            };
            if looked.sound.rows.is_empty() {
                form.refuse("bang", actions::Refusal::Nothing.to_string());
                return Answer::faulty(&kind_page(ctx, kind, form.clone(), came, Some(shown(looked)))?);
            }
            let table = Arc::new(table);
            let title = format!("Nhập {} {}", looked.sound.rows.len(), kind.counted);
            let work = Work::new(title, format!("{HOME}/{}", kind.key), ctx.actor, move |ctx, progress| {
                let mut reached = |done, total| progress.reached(done, total);
                let done = actions::take(ctx, kind, &table, with_faults, &mut reached)?;
                let same = match done.same {
                    0 => String::new(),
                    same => format!(" {same} dòng đã có từ trước."),
                };
                Ok(format!(
                    "Đã nhập {} {}.{same} Hoàn tác được trong {UNDO_DAYS} ngày.",
                    done.rows, kind.counted
                ))
            });
            Ok(Answer::beginning(work))
        })
        .await
}

fn whole_faults(faults: Vec<CellFault>) -> Look {
    Look {
        count: 0,
        faulty_rows: 0,
        same_count: 0,
        faults,
        more: 0,
        same: Vec::new(),
        heads: Vec::new(),
        rows: Vec::new(),
    }
}

fn shown(mut looked: Looked) -> Look {
    let more = looked.faults.len().saturating_sub(FAULTS_SHOWN);
    looked.faults.truncate(FAULTS_SHOWN);
    let same_count = looked.same.len();
    looked.same.truncate(SAME_SHOWN);
    let (heads, rows) = looked.sound.shown(ROWS_SHOWN);
    Look {
        count: looked.sound.rows.len(),
        faulty_rows: looked.faulty_rows,
        same_count,
        faults: looked.faults,
        more,
        same: looked.same,
        heads,
        rows,
    }
}

pub(crate) async fn undo(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: ImportBatchId = id.parse().map_err(|_| Problem::NotFound)?;
            let batch = actions::undo(ctx, id)?;
            Ok(Answer::see_other(HOME).saying(format!("Đã hoàn tác {} dòng.", batch.row_count)))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_rows_are_kept_as_runs() {
        let lines = |numbers: &[usize]| -> Vec<TableLine> {
            numbers.iter().map(|number| TableLine { number: *number, cells: Vec::new() }).collect()
        };
        for numbers in [&[4, 5, 7, 8, 9][..], &[1], &[2, 1]] {
            let kept = numbers_of(&lines(numbers));
            assert_eq!(numbers_from(&kept, numbers.len()).as_deref(), Some(numbers), "{kept}");
        }
        assert_eq!(numbers_of(&lines(&[4, 5, 7, 8, 9])), "4-5,7-9");
        assert_eq!(numbers_from("4-5,7-9", 4), None, "the table was changed");
        for wrong in ["", "x", "5-4", "1-99999999999", "1-2,", "-"] {
            assert_eq!(numbers_from(wrong, 2), None, "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_sent_as_numbers_makes_it_fall(runs in "[0-9,-]{0,40}", wanted in 0_usize..100) {
            let _ = numbers_from(&runs, wanted);
        }
    }
}
