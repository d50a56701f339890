//! From the cells of a sheet to a table: where the head is, what merged cells mean, which rows are
//! none.

use std::collections::{HashMap, HashSet};

use crate::table::TableFault;

/// Lines above the head: the heading of an office paper takes no more.
const ABOVE_MAX: usize = 30;
/// A head is no higher.
const HEAD_ROWS_MAX: u32 = 3;
/// More merged cells than these are a drawing.
const MERGES_MAX: usize = 20_000;
/// Between a group and its column, in a head of two rows.
pub(crate) const BETWEEN: &str = " / ";
/// How many rows a note names.
const NAMED_MAX: usize = 5;

/// Cells that were joined into one; all four ends are included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Merge {
    fn covers(&self, row: u32, column: u32) -> bool {
        self.top <= row && row <= self.bottom && self.left <= column && column <= self.right
    }
}

/// What is hidden in a sheet, counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    pub(crate) rows: Vec<u32>,
    pub(crate) columns: Vec<u32>,
}

/// A row of a table with its number in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLine {
    /// As the file's program counts it, from 1.
    pub number: usize,
    /// Its cells; cells at the end may be missing.
    pub cells: Vec<String>,
}

/// The rows of a sheet, with words in them.
pub(crate) type Rows = Vec<(u32, Vec<String>)>;

struct Grid {
    rows: Rows,
    merges: Vec<Merge>,
}

impl Grid {
    fn at(&self, row: u32, column: u32) -> &str {
        let place = self.rows.binary_search_by_key(&row, |(number, _)| *number).ok();
        let cells = place.and_then(|place| self.rows.get(place)).map(|(_, cells)| cells);
        cells
            .zip(usize::try_from(column).ok())
            .and_then(|(cells, at)| cells.get(at))
            .map_or("", String::as_str)
    }

    /// The words of a cell, or of the first cell of those it was joined with.
    fn joined(&self, row: u32, column: u32) -> &str {
        match self.at(row, column) {
            "" => self
                .merges
                .iter()
                .find(|merge| merge.covers(row, column))
                .map_or("", |merge| self.at(merge.top, merge.left)),
            words => words,
        }
    }

    /// Of the first row that is filled as rows of a table are: the lines above it hold a title, the
    /// name of the office, a day.
    fn head_place(&self) -> usize {
        let filled: Vec<usize> = self.rows.iter().take(ABOVE_MAX).map(|(_, cells)| filled(cells)).collect();
        let most = filled.iter().copied().max().unwrap_or(0);
        filled.iter().position(|count| 1 < *count && most < count * 2).unwrap_or(0)
    }

    fn width(&self) -> u32 {
        let widest = self.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        u32::try_from(widest).unwrap_or(u32::MAX)
    }

    /// How many rows the head takes.
    fn head_height(&self, head: u32) -> u32 {
        let lowest = self.merges.iter().filter(|merge| merge.top == head).map(|merge| merge.bottom).max();
        if let Some(lowest) = lowest.filter(|lowest| head < *lowest && lowest - head < HEAD_ROWS_MAX) {
            return lowest - head + 1;
        }
        let groups: Vec<&Merge> = self
            .merges
            .iter()
            .filter(|merge| merge.top == head && merge.bottom == head && merge.left < merge.right)
            .collect();
        let below = head + 1;
        let in_groups = |column: u32| groups.iter().any(|group| group.covers(head, column));
        let named = (0..self.width()).filter(|column| !self.at(below, *column).is_empty());
        let (inside, outside): (Vec<u32>, Vec<u32>) = named.partition(|column| in_groups(*column));
        if !groups.is_empty() && 1 < inside.len() && outside.is_empty() || self.is_parted(head) {
            2
        } else {
            1
        }
    }

    /// A head of two rows whose joined cells were lost on the way: what one row lacks, the other has.
    fn is_parted(&self, head: u32) -> bool {
        let (mut groups, mut group_open, mut alone) = (0, false, 0);
        for column in 0..self.width() {
            let (above, below) = (!self.at(head, column).is_empty(), !self.at(head + 1, column).is_empty());
            let next_is_below =
                self.at(head, column + 1).is_empty() && !self.at(head + 1, column + 1).is_empty();
            match (above, below) {
                (true, true) if next_is_below => {
                    groups += 1;
                    group_open = true;
                }
                (true, false) => {
                    alone += 1;
                    group_open = false;
                }
                (false, true) if group_open => {}
                _ => return false,
            }
        }
        0 < groups && 0 < alone
    }

    fn head(&self, head: u32, height: u32) -> Vec<String> {
        let is_parted = 1 < height && !self.merges.iter().any(|merge| merge.top == head);
        let mut above = String::new();
        (0..self.width())
            .map(|column| {
                let mut parts: Vec<String> = Vec::new();
                for row in head..head.saturating_add(height) {
                    let mut words = one_line(self.joined(row, column));
                    if is_parted && row == head {
                        if words.is_empty() {
                            words.clone_from(&above);
                        } else {
                            above.clone_from(&words);
                        }
                    }
                    if !words.is_empty() && parts.last() != Some(&words) {
                        parts.push(words);
                    }
                }
                parts.join(BETWEEN)
            })
            .collect()
    }
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "1", "(2)", "[3]" below a head: the columns are numbered, nothing is said.
fn only_numbers_columns(cells: &[String]) -> bool {
    let numbered = cells.iter().zip(1_usize..).filter(|(cell, number)| {
        let bare = cell.trim().trim_matches(['(', ')', '[', ']']);
        !cell.is_empty() && bare.parse() == Ok(*number)
    });
    2 < filled(cells) && numbered.count() == filled(cells)
}

/// A table with its head in one row, and what is to be said of how it was read.
pub(crate) struct Settled {
    pub(crate) lines: Vec<TableLine>,
    pub(crate) notes: Vec<String>,
}

/// Finds the head, joins its rows, repeats what was joined downwards, leaves out rows that are
/// none. `bytes_max` bounds the words, repeated ones too.
pub(crate) fn settle(
    name: &str,
    rows: Rows,
    merges: Vec<Merge>,
    hidden: &Hidden,
    bytes_max: usize,
) -> Result<Settled, TableFault> {
    let too_large = || TableFault::TooLarge(name.to_owned());
    if MERGES_MAX < merges.len() {
        return Err(too_large());
    }
    let mut grid = Grid { rows, merges };
    let place = grid.head_place();
    grid.rows.drain(..place);
    let Some(head_row) = grid.rows.first().map(|(row, _)| *row) else {
        return Ok(Settled { lines: Vec::new(), notes: Vec::new() });
    };
    grid.merges.retain(|merge| head_row <= merge.top);
    let height = grid.head_height(head_row);
    let head = grid.head(head_row, height);
    let body_row = head_row.saturating_add(height);
    let mut notes = Vec::new();
    repeat_downwards(&mut grid, body_row, bytes_max).ok_or_else(too_large)?;
    let titles: HashMap<u32, Merge> = grid
        .merges
        .iter()
        .filter(|merge| {
            body_row <= merge.top && merge.top == merge.bottom && 1 < merge.right.saturating_sub(merge.left)
        })
        .map(|merge| (merge.top, *merge))
        .collect();
    let width = u32::try_from(head.len()).unwrap_or(u32::MAX);
    let is_title = |row: u32, cells: &[String]| {
        titles.get(&row).is_some_and(|merge| {
            let is_alone = cells
                .iter()
                .zip(0..)
                .all(|(cell, column)| cell.is_empty() || column == 0 || column == merge.left);
            is_alone && width <= (merge.right - merge.left + 1).saturating_mul(2)
        })
    };
    let mut lines = vec![TableLine { number: counted(head_row), cells: head.clone() }];
    let mut left_out = Vec::new();
    let body = grid.rows.iter().filter(|(row, _)| body_row <= *row);
    for (index, (row, cells)) in body.enumerate() {
        if index == 0 && only_numbers_columns(cells) {
            continue;
        }
        if is_title(*row, cells) {
            left_out.push(counted(*row));
        } else {
            lines.push(TableLine { number: counted(*row), cells: cells.clone() });
        }
    }
    if !left_out.is_empty() {
        notes.push(format!("Dòng tiêu đề nhóm (ô gộp ngang) không đọc: {}.", named(&left_out)));
    }
    notes.extend(of_hidden(&lines, &head, hidden));
    Ok(Settled { lines, notes })
}

fn counted(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1)
}

fn named(rows: &[usize]) -> String {
    let shown: Vec<String> = rows.iter().take(NAMED_MAX).map(usize::to_string).collect();
    let more = rows.len().saturating_sub(NAMED_MAX);
    if more == 0 { shown.join(", ") } else { format!("{} và {more} dòng khác", shown.join(", ")) }
}

/// What was joined over several rows belongs to each of them.
fn repeat_downwards(grid: &mut Grid, body_row: u32, bytes_max: usize) -> Option<()> {
    let mut left = bytes_max;
    let tall: Vec<Merge> = grid
        .merges
        .iter()
        .filter(|merge| body_row <= merge.top && merge.top < merge.bottom)
        .copied()
        .collect();
    for merge in tall {
        let words = grid.at(merge.top, merge.left).to_owned();
        let column = usize::try_from(merge.left).ok()?;
        if words.is_empty() {
            continue;
        }
        let first = grid.rows.partition_point(|(row, _)| *row <= merge.top);
        for (row, cells) in grid.rows.iter_mut().skip(first) {
            if merge.bottom < *row {
                break;
            }
            left = left.checked_sub(words.len() + 1)?;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                cell.clone_from(&words);
            }
        }
    }
    Some(())
}

fn of_hidden(lines: &[TableLine], head: &[String], hidden: &Hidden) -> Vec<String> {
    let mut notes = Vec::new();
    let columns: Vec<&str> = hidden
        .columns
        .iter()
        .filter_map(|column| head.get(usize::try_from(*column).ok()?))
        .filter(|words| !words.is_empty())
        .map(String::as_str)
        .collect();
    if !columns.is_empty() {
        notes.push(format!("Cột đang ẩn trong tệp, vẫn được đọc: {}.", columns.join(", ")));
    }
    let rows: HashSet<usize> = hidden.rows.iter().map(|row| counted(*row)).collect();
    let count = lines.iter().skip(1).filter(|line| rows.contains(&line.number)).count();
    if 0 < count {
        notes.push(format!("{count} dòng đang ẩn trong tệp (do lọc hoặc ẩn dòng), vẫn được đọc."));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &[&[&str]]) -> Rows {
        table
            .iter()
            .zip(0..)
            .filter(|(cells, _)| cells.iter().any(|cell| !cell.is_empty()))
            .map(|(cells, row)| (row, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect()
    }

    fn merge(top: u32, left: u32, bottom: u32, right: u32) -> Merge {
        Merge { top, left, bottom, right }
    }

    fn settled(table: &[&[&str]], merges: Vec<Merge>) -> (Vec<String>, Vec<String>) {
        let settled = settle("a.xlsx", rows(table), merges, &Hidden::default(), 10_000).unwrap();
        let lines = settled.lines.iter().map(|line| format!("{}: {}", line.number, line.cells.join("|")));
        (lines.collect(), settled.notes)
    }

    #[test]
    fn the_heading_of_an_office_paper_is_no_head() {
        let table: &[&[&str]] = &[
            &["HĐND HUYỆN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", ""],
            &["", "", "", "", ""],
            &["DANH SÁCH", "", "", "", ""],
            &["STT", "Họ và tên", "Chức vụ", "Từ ngày", "Cơ quan"],
            &["1", "An", "Đại biểu", "", ""],
        ];
        assert_eq!(
            settled(table, vec![merge(2, 0, 2, 4)]).0,
            ["4: STT|Họ và tên|Chức vụ|Từ ngày|Cơ quan", "5: 1|An|Đại biểu||"]
        );
    }

    #[test]
    fn a_head_of_two_rows_is_joined_with_and_without_its_merges() {
        let table: &[&[&str]] = &[
            &["STT", "Họ và tên", "Thời gian", ""],
            &["", "", "Từ ngày", "Đến ngày"],
            &["(1)", "(2)", "(3)", "(4)"],
            &["1", "An", "1/7/2021", ""],
        ];
        let wanted = ["1: STT|Họ và tên|Thời gian / Từ ngày|Thời gian / Đến ngày", "4: 1|An|1/7/2021|"];
        let merges = vec![merge(0, 0, 1, 0), merge(0, 1, 1, 1), merge(0, 2, 0, 3)];
        assert_eq!(settled(table, merges).0, wanted);
        assert_eq!(settled(table, Vec::new()).0, wanted, "as it is pasted");
        assert_eq!(settled(table, vec![merge(0, 2, 0, 3)]).0, wanted, "only the group was joined");
    }

    #[test]
    fn a_row_of_values_is_not_taken_for_a_part_of_the_head() {
        let table: &[&[&str]] = &[&["STT", "Tên", "Ghi chú"], &["1", "An", ""], &["2", "Bình", ""]];
        assert_eq!(settled(table, Vec::new()).0.len(), 3);
        let unnamed: &[&[&str]] = &[&["Tên", "", ""], &["An", "x", "y"]];
        assert_eq!(settled(unnamed, Vec::new()).0, ["2: An|x|y"]);
    }

    #[test]
    fn what_is_joined_downwards_belongs_to_every_row() {
        let table: &[&[&str]] = &[
            &["Cơ quan", "Họ tên", "Chức vụ"],
            &["Ban Pháp chế", "An", "Trưởng Ban"],
            &["", "Bình", "Phó Trưởng Ban"],
            &["", "", ""],
            &["", "Cường", "Ủy viên Ban"],
        ];
        let (lines, _) = settled(table, vec![merge(1, 0, 4, 0)]);
        assert_eq!(
            lines[1..],
            [
                "2: Ban Pháp chế|An|Trưởng Ban",
                "3: Ban Pháp chế|Bình|Phó Trưởng Ban",
                "5: Ban Pháp chế|Cường|Ủy viên Ban"
            ]
        );
    }

    #[test]
    fn a_title_of_a_group_is_left_out_and_said() {
        let table: &[&[&str]] = &[
            &["STT", "Nội dung", "Cử tri", "Kết quả"],
            &["I", "Giao thông", "", ""],
            &["1", "Đường hỏng", "xã A", "xong"],
        ];
        let (lines, notes) = settled(table, vec![merge(1, 1, 1, 3)]);
        assert_eq!(lines.len(), 2);
        assert_eq!(notes, ["Dòng tiêu đề nhóm (ô gộp ngang) không đọc: 2."]);
        let (lines, notes) = settled(table, Vec::new());
        assert_eq!(
            (lines.len(), notes.len()),
            (3, 0),
            "without its merge it is a row, and its faults are said"
        );
    }

    #[test]
    fn what_is_hidden_is_read_and_said() {
        let table: &[&[&str]] = &[&["Mã", "Tên"], &["1", "An"], &["2", "Bình"]];
        let hidden = Hidden { rows: vec![2, 9], columns: vec![0, 7] };
        let settled = settle("a", rows(table), Vec::new(), &hidden, 1_000).unwrap();
        assert_eq!(
            settled.notes,
            [
                "Cột đang ẩn trong tệp, vẫn được đọc: Mã.",
                "1 dòng đang ẩn trong tệp (do lọc hoặc ẩn dòng), vẫn được đọc."
            ]
        );
    }

    #[test]
    fn words_that_merged_cells_repeat_are_counted() {
        let long = "x".repeat(600);
        let mut table: Vec<Vec<&str>> = vec![vec!["A", "B"], vec![&long, "1"]];
        table.extend((0..20).map(|_| vec!["", "2"]));
        let table: Vec<&[&str]> = table.iter().map(Vec::as_slice).collect();
        let of = |bytes| settle("a", rows(&table), vec![merge(1, 0, 30, 0)], &Hidden::default(), bytes);
        assert!(of(20 * 601).is_ok());
        assert!(of(20 * 601 - 1).is_err());
    }
}
