//! Papers bound into one booklet, and the form in which a booklet is handed to the process that
//! binds it.

use std::io::{self, Read, Write};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::Block;

/// No booklet holds more of others' files: 200 MB.
pub const FILE_BYTES_MAX: u64 = 200_000_000;
/// Nor more words of its own.
const WORDS_BYTES_MAX: u64 = 200_000_000;
/// Nor more files.
const FILES_MAX: u64 = 5_000;

/// Papers bound into one: a cover, contents, and each part from a right-hand page on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booklet {
    /// The body whose papers they are, printed in capitals.
    pub issuer: String,
    /// What the booklet is, "TÀI LIỆU KỲ HỌP".
    pub kind: String,
    /// Of what, "Kỳ họp thứ Hai mươi, khóa XVIII".
    pub title: String,
    /// What else stands on the cover, one line each.
    pub lines: Vec<String>,
    /// The short title that runs over every page.
    pub head: String,
    /// Head of the contents' third column: "Cơ quan trình".
    pub remark_title: String,
    /// The day it was made.
    pub date: Date,
    /// Prints "dữ liệu minh họa" on the cover.
    pub demonstration: bool,
    /// Its parts.
    pub parts: Vec<Part>,
    /// The contents of its files, named by their place.
    #[serde(skip)]
    pub files: Vec<Vec<u8>>,
}

/// A paper of a booklet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number; empty for none.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What the contents say of it: who presents it, or what it replaces.
    pub remark: String,
    /// What stands in it; nothing, where the contents alone name it.
    pub leaves: Vec<Leaf>,
}

/// What stands in a part, beginning on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaf {
    /// Words and tables, set here.
    Words(Vec<Block>),
    /// A file that is bound in as it is.
    File(BoundFile),
}

/// A file that is bound in as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundFile {
    /// Its place among the files.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
}

/// What can be bound in as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Every page of a PDF.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
    /// A picture.
    Webp,
}

impl Booklet {
    /// The files that are bound in as they are.
    pub fn bound_files(&self) -> impl Iterator<Item = &BoundFile> {
        self.parts.iter().flat_map(|part| &part.leaves).filter_map(|leaf| match leaf {
            Leaf::File(file) => Some(file),
            Leaf::Words(_) => None,
        })
    }

    /// A booklet of this file alone, to see whether it can be bound.
    #[must_use]
    pub fn only(&self, file: &BoundFile) -> Self {
        let leaf = Leaf::File(BoundFile { place: 0, ..file.clone() });
        let part =
            Part { number: String::new(), title: String::new(), remark: String::new(), leaves: vec![leaf] };
        Self {
            issuer: String::new(),
            kind: String::new(),
            title: String::new(),
            lines: Vec::new(),
            head: String::new(),
            remark_title: String::new(),
            date: self.date,
            demonstration: self.demonstration,
            parts: vec![part],
            files: self.files.get(file.place).cloned().into_iter().collect(),
        }
    }

    /// Names these files instead of binding them in.
    pub fn name_instead(&mut self, places: &[usize], why: &str) {
        for leaf in self.parts.iter_mut().flat_map(|part| &mut part.leaves) {
            if let Leaf::File(file) = leaf
                && places.contains(&file.place)
            {
                *leaf = Leaf::Words(named(&file.name, why));
            }
        }
    }

    /// Writes it down for the process that binds it: lengths, the words as JSON, the files.
    ///
    /// # Errors
    /// When `out` takes nothing more.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let words = serde_json::to_vec(self)?;
        put(out, &words)?;
        out.write_all(&length(self.files.len())?.to_be_bytes())?;
        for file in &self.files {
            put(out, file)?;
        }
        out.flush()
    }

    /// Reads what [`Self::write`] wrote.
    ///
    /// # Errors
    /// When it is cut off, or larger than a booklet may be.
    pub fn read(from: &mut impl Read) -> io::Result<Self> {
        let words = take(from, WORDS_BYTES_MAX)?;
        let mut booklet: Self = serde_json::from_slice(&words)?;
        let files = take_length(from, FILES_MAX)?;
        let mut left = FILE_BYTES_MAX;
        for _ in 0..files {
            let file = take(from, left)?;
            left = left.saturating_sub(length(file.len())?);
            booklet.files.push(file);
        }
        Ok(booklet)
    }
}

/// The page that stands for a file which is not bound in.
pub fn named(name: &str, why: &str) -> Vec<Block> {
    vec![
        Block::Heading(format!("Tệp {name}")),
        Block::paragraph(format!("Tệp này không đóng vào tập: {why}.")),
        Block::paragraph("Xem tệp tại trang tài liệu kỳ họp, hoặc in kèm sau trang này."),
    ]
}

fn length(length: usize) -> io::Result<u64> {
    u64::try_from(length).map_err(io::Error::other)
}

fn put(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&length(bytes.len())?.to_be_bytes())?;
    out.write_all(bytes)
}

fn take_length(from: &mut impl Read, max: u64) -> io::Result<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes)?;
    let length = u64::from_be_bytes(bytes);
    if max < length {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "larger than a booklet may be"));
    }
    Ok(length)
}

fn take(from: &mut impl Read, max: u64) -> io::Result<Vec<u8>> {
    let length = take_length(from, max)?;
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).ok() != Some(length) {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "cut off"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn booklet() -> Booklet {
        let file = |place, kind| Leaf::File(BoundFile { place, name: format!("tep-{place}.pdf"), kind });
        let part = |number: &str, leaves| Part {
            number: number.to_owned(),
            title: "Tờ trình".to_owned(),
            remark: "UBND".to_owned(),
            leaves,
        };
        Booklet {
            issuer: "Thường trực HĐND".to_owned(),
            kind: "TÀI LIỆU KỲ HỌP".to_owned(),
            title: "Kỳ họp thứ Hai mươi".to_owned(),
            lines: vec!["Lập ngày 05/12/2020".to_owned()],
            head: "Kỳ họp thứ Hai mươi".to_owned(),
            remark_title: "Cơ quan trình".to_owned(),
            date: Date::constant(2020, 12, 5),
            demonstration: true,
            parts: vec![
                part("1", vec![Leaf::Words(vec![Block::paragraph("Mức thu")]), file(0, FileKind::Pdf)]),
                part("2", vec![file(1, FileKind::Png)]),
            ],
            files: vec![b"%PDF-1.7".to_vec(), vec![1, 2, 3]],
        }
    }

    #[test]
    fn a_booklet_comes_through_the_pipe_as_it_went_and_a_cut_one_is_refused() {
        let mut written = Vec::new();
        booklet().write(&mut written).unwrap();
        assert_eq!(Booklet::read(&mut written.as_slice()).unwrap(), booklet());
        for end in 0..written.len() {
            assert!(Booklet::read(&mut &written[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn a_length_that_lies_is_refused_before_room_is_made() {
        let mut written = Vec::new();
        booklet().write(&mut written).unwrap();
        written[..8].copy_from_slice(&u64::MAX.to_be_bytes());
        assert!(Booklet::read(&mut written.as_slice()).is_err());
    }

    #[test]
    fn a_file_that_is_named_instead_leaves_the_others_bound() {
        let mut booklet = booklet();
        booklet.name_instead(&[0], "tệp hỏng");
        let left: Vec<usize> = booklet.bound_files().map(|file| file.place).collect();
        assert_eq!(left, [1]);
        let alone = booklet.only(&booklet.bound_files().next().unwrap().clone());
        assert_eq!(alone.files, [vec![1, 2, 3]]);
        assert_eq!(alone.bound_files().next().unwrap().place, 0);
    }
}
