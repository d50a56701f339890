//! Letters and tables of an office, and the files they leave the house in:
//! Word in the form of Nghị định 30/2020/NĐ-CP, Excel, and CSV. Tables that come in as files.
//!
//! Invariant: no area, no database, no HTTP, no clock. A letter is a value;
//! the same letter gives the same words in every format.

pub mod archive;
pub mod booklet;
mod bundle;
mod card;
pub mod cell;
mod code;
pub mod csv;
pub mod docx;
mod error;
mod grid;
pub mod model;
pub mod pasted;
mod printed;
mod reading;
mod sheet_ods;
mod sheet_word;
mod table;
mod word;
mod word_numbers;
mod workbook;
pub mod xlsx;
mod xml;

pub use self::csv::to_csv;
pub use booklet::{Booklet, BoundFile, FileKind, Leaf, Part};
pub use bundle::to_zip;
pub use card::{Card, Tone};
pub use code::{Code, SIDE_MM};
pub use docx::to_docx;
pub use error::PaperError;
pub use grid::TableLine;
pub use model::{Align, Block, Cell, Column, LANGUAGE, Letter, Report, Signature, Span, Table};
pub use printed::{clean, number_text, numbered_spans, percent_text};
pub use reading::{PIECES_MAX, Piece, Reading, SAID_CHARS_MAX, reading};
pub use table::{
    AT_A_DESK, AT_THE_MACHINE, Bounds, TableFault, TableIn, table_in, table_in_within, table_pasted,
    table_text,
};
pub use word::word_text;
pub use workbook::workbook_blocks;
pub use xlsx::{Sheet, to_xlsx};
