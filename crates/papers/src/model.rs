//! What a letter and a table are, before they become a file.
//!
//! Source of the parts of a letter: Nghị định 30/2020/NĐ-CP, Điều 8.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::PaperError;

/// Language of every paper, as a BCP 47 tag.
pub const LANGUAGE: &str = "vi-VN";

/// A report has the form of a letter: its kind says "BÁO CÁO".
pub type Report = Letter;

/// An administrative paper with the parts of NĐ 30/2020, Điều 8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The body above the issuer, printed in capitals.
    #[serde(default)]
    pub superior: Option<String>,
    /// The issuing body, printed in bold capitals.
    pub issuer: String,
    /// Number and symbol, "05/TB-HĐND"; "Số: " may stand before it. `None`
    /// prints a place to write the number in.
    #[serde(default)]
    pub number: Option<String>,
    /// What a công văn is about, with or without "V/v"; printed under the number.
    #[serde(default)]
    pub subject_line: Option<String>,
    /// Place of issue, "Thanh Liêm".
    pub place: String,
    /// Day of issue.
    pub date: Date,
    /// Kind, "THÔNG BÁO"; `None` for a công văn.
    #[serde(default)]
    pub kind: Option<String>,
    /// Abstract (trích yếu) under the kind.
    #[serde(default)]
    pub title: Option<String>,
    /// "Kính gửi": one body, or several.
    #[serde(default)]
    pub addressees: Vec<String>,
    /// The text.
    pub body: Vec<Block>,
    /// Who signs.
    pub signature: Signature,
    /// "Nơi nhận"; the last one is "Lưu: VT." Dashes and stops are put in when printed.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Address of the public page of this paper, printed at the foot.
    #[serde(default)]
    pub footer_url: Option<String>,
    /// Prints "dữ liệu minh họa" at the foot of every page.
    #[serde(default)]
    pub demonstration: bool,
}

/// The signature block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Authority and post, one line each: "TM. THƯỜNG TRỰC HĐND", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub lines: Vec<String>,
    /// Full name of the signer.
    pub name: String,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading in bold, "I. ĐÁNH GIÁ CHUNG".
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A numbered item: "Điều 1.", "1.", "a)". The label "Điều …" is bold.
    Numbered {
        /// The label with its stop.
        label: String,
        /// The text after it.
        text: String,
    },
    /// An item after a dash.
    Bullet(String),
    /// A table.
    Table(Table),
    /// What follows begins on a new page.
    PageBreak,
}

/// Words of one style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Bold.
    #[serde(default)]
    pub bold: bool,
    /// Italic.
    #[serde(default)]
    pub italic: bool,
}

/// A table with a caption and notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Printed above; empty for none.
    #[serde(default)]
    pub caption: String,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows; each has one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Printed below, one paragraph each.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Head of the column.
    pub title: String,
    /// Where the cells stand.
    pub align: Align,
    /// Width relative to the other columns; 0 counts as 1.
    pub width_share: u16,
}

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
    /// Ordinal numbers, dates, marks.
    Center,
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count.
    Number(i64),
    /// A share, kept as its two counts so that nothing is rounded before printing.
    Percent {
        /// The part.
        numerator: i64,
        /// The whole; of zero there is no share, and a dash is printed.
        denominator: i64,
    },
    /// A day.
    Date(Date),
    /// A named absence, "chưa báo cáo". Never zero, never blank.
    Gap(String),
}

impl Block {
    /// A paragraph of plain words.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Span::plain(text)])
    }

    /// A numbered item.
    pub fn numbered(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Numbered { label: label.into(), text: text.into() }
    }
}

impl Span {
    /// Upright, of normal weight.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, italic: false }
    }

    /// Bold.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, italic: false }
    }

    /// Italic, as "Căn cứ …" is set.
    pub fn italic(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, italic: true }
    }
}

impl Column {
    /// A column of words.
    pub fn left(title: impl Into<String>, width_share: u16) -> Self {
        Self { title: title.into(), align: Align::Left, width_share }
    }

    /// A column of numbers.
    pub fn right(title: impl Into<String>, width_share: u16) -> Self {
        Self { title: title.into(), align: Align::Right, width_share }
    }

    /// A column of ordinal numbers, dates or marks.
    pub fn center(title: impl Into<String>, width_share: u16) -> Self {
        Self { title: title.into(), align: Align::Center, width_share }
    }
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A named absence.
    pub fn gap(name: impl Into<String>) -> Self {
        Self::Gap(name.into())
    }
}

impl Table {
    /// Refuses a table without columns and rows that do not fit the columns.
    pub fn check(&self) -> Result<(), PaperError> {
        if self.columns.is_empty() {
            return Err(PaperError::NoColumns { caption: self.caption.clone() });
        }
        let ragged = self.rows.iter().position(|row| row.len() != self.columns.len());
        match ragged {
            None => Ok(()),
            Some(row) => Err(PaperError::Ragged {
                caption: self.caption.clone(),
                row: row + 1,
                cells: self.rows[row].len(),
                columns: self.columns.len(),
            }),
        }
    }

    /// Splits a width among the columns by [`Table::shares`]; the sum is the width.
    pub fn column_widths(&self, width: usize) -> Vec<usize> {
        let shares = self.shares();
        let sum: usize = shares.iter().sum();
        let mut passed = 0;
        let mut begins = 0;
        let split = |share: usize| {
            passed += share;
            let ends = width * passed / sum;
            let own = ends - begins;
            begins = ends;
            own
        };
        shares.into_iter().map(split).collect()
    }

    /// What each column gets of the width: its `width_share`, and at least what its longest word
    /// takes, so that no word is broken ("ST-T") and no code runs into the next column. Where the
    /// words do not fit side by side, the shares stand.
    pub fn shares(&self) -> Vec<usize> {
        // Parts of a character, so that the little that narrow columns take is not rounded away
        const SCALE: usize = 100;
        let wished: Vec<usize> =
            self.columns.iter().map(|column| usize::from(column.width_share.max(1)) * SCALE).collect();
        let line = SCALE
            * match self.columns.len() {
                // Characters across an upright A4 page, by the size that a table of so many columns is set in
                ..=7 => 66,
                8..=10 => 72,
                _ => 88,
            };
        let needed: Vec<usize> =
            (0..self.columns.len()).map(|column| self.longest_word(column, SCALE)).collect();
        if needed.iter().sum::<usize>() > line {
            return wished;
        }
        let mut is_narrow = vec![false; wished.len()];
        loop {
            let over = |narrow: bool, of: &[usize]| -> usize {
                of.iter().zip(&is_narrow).filter(|(_, is)| **is == narrow).map(|(width, _)| width).sum()
            };
            let (left, sum) = (line - over(true, &needed), over(false, &wished));
            let widths: Vec<usize> = (wished.iter().zip(&needed).zip(&is_narrow))
                .map(
                    |((wished, needed), is_narrow)| {
                        if *is_narrow { *needed } else { left * wished / sum.max(1) }
                    },
                )
                .collect();
            let falls_short =
                (0..widths.len()).find(|column| !is_narrow[*column] && widths[*column] < needed[*column]);
            match falls_short {
                Some(column) => is_narrow[column] = true,
                None => return widths.into_iter().map(|width| width.max(1)).collect(),
            }
        }
    }

    /// The width of the longest word of a column with the rims of its cells, in `scale`-th characters.
    fn longest_word(&self, column: usize, scale: usize) -> usize {
        // Longer ones are addresses, which may be broken
        const LONGEST: usize = 22;
        let of = |text: &str| {
            let words = text.split_whitespace().filter(|word| word.chars().count() <= LONGEST);
            let width = |word: &str| -> usize {
                word.chars().map(|one| if one.is_uppercase() { scale * 13 / 10 } else { scale }).sum()
            };
            words.map(width).max().unwrap_or(0)
        };
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| of(&cell.printed()));
        let longest = cells.chain([of(&self.columns[column].title)]).max().unwrap_or(0);
        longest + scale * 12 / 10
    }
}
