//! Why a paper could not be made.

/// Why a paper could not be made. None of these is the reader's fault.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A table row has more or fewer cells than the table has columns.
    #[error("table {caption:?}: row {row} has {cells} cells for {columns} columns")]
    Ragged {
        /// Caption of the table.
        caption: String,
        /// Row, counted from 1.
        row: usize,
        /// Cells found.
        cells: usize,
        /// Columns declared.
        columns: usize,
    },
    /// A table without columns.
    #[error("table {caption:?} has no columns")]
    NoColumns {
        /// Caption of the table.
        caption: String,
    },
    /// The Word file could not be packed.
    #[error("the Word file cannot be packed")]
    Pack(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The Excel file could not be written, for example two sheets of one name.
    #[error("the Excel file cannot be written")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
}
