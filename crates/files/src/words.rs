//! The words of kept files, for finding them: read after the deed that the file came with, by a
//! process of its own, and kept as words without order.
//!
//! Invariants: of a sealed file nothing is read; who may not have a file does not find it; what a
//! file says is nowhere but in the file and in its words.

use std::collections::HashSet;

use db::Tx;
use kernel::{FileId, text};
use kit::{App, Ctx, ReadFault};

use crate::model::{File, MediaType};
use crate::pages::{Guard, may_have};
use crate::{disk, store, store_words};

/// So many files are read in one step, so that a stop never waits long.
const AT_ONCE: i64 = 2;
/// A file that the disk does not give is asked for so often.
const TRIES_MAX: i64 = 5;
/// No office writes longer words.
const WORD_CHARS_MAX: usize = 40;
/// A thousand pages say no more different words; PostgreSQL's index of one row is a megabyte.
const WORDS_MAX: usize = 20_000;
const WORDS_BYTES_MAX: usize = 200_000;

impl MediaType {
    /// Whether a file of this kind may say something.
    pub(crate) const fn has_words(self) -> bool {
        match self {
            Self::Pdf | Self::Docx | Self::Xlsx | Self::Text | Self::Csv => true,
            Self::Jpeg | Self::Png | Self::Webp => false,
        }
    }
}

/// Notes that a file is to be read; part of the deed that it came with.
pub(crate) fn wait(tx: &mut Tx, file: FileId, kind: MediaType) -> db::Result<()> {
    if kind.has_words() {
        let db::One((last,)) = store_words::last(tx)?;
        store_words::insert(tx, last + 1, file)?;
    }
    Ok(())
}

/// Notes every file of these kinds of records that was never read: after words were made anew, or
/// files came with a council. Returns how many.
///
/// # Errors
/// The database does not answer.
pub fn wait_for_all(app: &App, guards: &'static [(&'static str, Guard)]) -> db::Result<usize> {
    let kinds: Vec<String> = guards.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    let missing = app.db().read(|tx| store_words::missing(tx, &kinds))?;
    let count = missing.len();
    if !missing.is_empty() {
        app.db().write(move |tx| missing.iter().try_for_each(|(file, kind)| wait(tx, *file, *kind)))?;
    }
    Ok(count)
}

/// Reads some of the files that wait. Answers how many were read.
///
/// # Errors
/// The database does not answer.
pub fn step(app: &App) -> db::Result<usize> {
    let waiting = app.db().read(|tx| store_words::waiting(tx, AT_ONCE))?;
    let mut read = 0;
    for (n, file, tries) in waiting {
        let found = app.db().read(|tx| store::file(tx, file))?;
        let content = found.map(|file| disk::get(&app.settings().data_dir, &file.sha256));
        let (state, folded, exact) = match content {
            None => continue,
            Some(Err(error)) if tries < TRIES_MAX => {
                tracing::warn!(%error, file.id = %file, "a file could not be read for its words");
                app.db().write(move |tx| store_words::tried(tx, n).map(|_| ()))?;
                continue;
            }
            Some(Err(_)) => ("unreadable", String::new(), String::new()),
            Some(Ok(bytes)) => match app.read_file(&bytes) {
                Ok(reading) => {
                    let said = reading.text();
                    let (folded, exact) = (different(&text::fold(&said)), different(&text::exact(&said)));
                    (if folded.is_empty() { "silent" } else { "read" }, folded, exact)
                }
                // Later, then
                Err(ReadFault::Busy | ReadFault::NoProgram) => return Ok(read),
                Err(ReadFault::Unreadable) => ("unreadable", String::new(), String::new()),
            },
        };
        app.db().write(move |tx| store_words::set(tx, state, &folded, &exact, n).map(|_| ()))?;
        read += 1;
    }
    Ok(read)
}

/// The words of a text, each once, in the order in which they are first said.
fn different(said: &str) -> String {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut words = String::new();
    for word in said.split(' ').filter(|word| !word.is_empty() && word.chars().count() <= WORD_CHARS_MAX) {
        if WORDS_MAX <= seen.len() || WORDS_BYTES_MAX <= words.len() + word.len() {
            break;
        }
        if seen.insert(word) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    words
}

/// The newest files that say all words of a question, as this actor may have them.
pub fn find(
    ctx: &mut Ctx<'_>,
    question: &str,
    guards: &[(&str, Guard)],
    most: usize,
) -> db::Result<Vec<File>> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for expression in search::expressions(ctx.tx, question) {
        for file in store_words::matching(ctx.tx, &expression)? {
            if found.len() < most && seen.insert(file.id) && may_have(ctx, &file, guards)? {
                found.push(file);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_kept_once_and_no_more_than_an_index_holds() {
        assert_eq!(different("don doc  don doc viec"), "don doc viec");
        assert_eq!(different(&format!("{} viec", "a".repeat(41))), "viec");
        let many: Vec<String> = (0..30_000).map(|number| format!("w{number}")).collect();
        let kept = different(&many.join(" "));
        assert_eq!(kept.split(' ').count(), WORDS_MAX);
        let long: Vec<String> = (0..10_000).map(|number| format!("{number:040}")).collect();
        assert!(different(&long.join(" ")).len() <= WORDS_BYTES_MAX);
    }
}
