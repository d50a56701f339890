//! A letter as PDF/A, set by Typst in the form of Nghị định 30/2020/NĐ-CP, and papers bound into
//! one booklet.
//!
//! Invariant: the typesetter sees its templates, one data file, the files of a booklet and four
//! faces, all in memory. It has no network, no files and no clock, and no word of a
//! letter is ever read as a command.

mod binding;
mod card;
mod data;
mod words;
mod world;

use papers::model::{Letter, Table};
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::World;

pub use binding::bind;
pub use card::card;
pub use words::words;

/// Letters after which unused work of the typesetter is forgotten. It bounds memory.
const REMEMBERED_LETTERS: usize = 3;

/// Why a letter could not be set. Neither of these is the reader's fault.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// A table of the letter has no columns, or a row that does not fit them.
    #[error("the letter cannot be printed")]
    Paper(#[from] papers::PaperError),
    /// The typesetter refused; its own words, for the log.
    #[error("typesetting failed: {0}")]
    Typesetting(String),
}

/// The letter as PDF/A-2a and PDF/UA-1: kept for good, and read aloud.
///
/// The same letter gives the same bytes.
pub fn to_pdf(letter: &Letter) -> Result<Vec<u8>, PressError> {
    print(std::slice::from_ref(letter))
}

/// Letters one after another in one file, to be printed at once: each begins on a page of its own
/// and is numbered by itself.
pub fn print(letters: &[Letter]) -> Result<Vec<u8>, PressError> {
    letters.iter().flat_map(Letter::tables).try_for_each(Table::check)?;
    let letters: Vec<_> = letters.iter().map(data::data).collect();
    let world = World::of_letter(serde_json::Value::from(letters).to_string());
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|faults| typesetting(&faults))?;
    let bytes = typst_pdf::pdf(&document, &options()?).map_err(|faults| typesetting(&faults));
    typst::comemo::evict(REMEMBERED_LETTERS);
    bytes
}

fn options() -> Result<PdfOptions, PressError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|fault| PressError::Typesetting(fault.message().to_string()))?;
    Ok(PdfOptions {
        creator: Smart::Custom(Some("Nghị Sự".to_owned())), standards, ..PdfOptions::default()
    })
}

fn typesetting(faults: &[SourceDiagnostic]) -> PressError {
    let words: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    PressError::Typesetting(words.join("; "))
}

#[cfg(test)]
mod tests;
