//! Texts of law with their parts: read from plain lines (phần, chương, mục, điều, khoản, điểm),
//! compared word by word, and written as Akoma Ntoso 3.0 (OASIS Standard, 29/08/2018).
//!
//! Invariants:
//! - no line of a text is lost: `Text::read(body).print()` gives every line that has words;
//! - each part has an id of its own, in ASCII, also where two articles bear one number;
//! - what is written is well-formed, whatever was typed.

mod act;
mod asked;
mod debate;
mod diff;
mod meta;
mod text;
mod xml;

pub use act::{Act, Deed, Modification, act};
pub use asked::{Answered, Asked, asked};
pub use debate::{Debate, Section, Speech, Vote, debate};
pub use diff::{Piece, by_line, diff};
pub use meta::{Council, act_uri};
pub use text::{Article, Kind, Text, Unit};

/// The media type of the documents that are written here.
pub const MEDIA_TYPE: &str = "application/akn+xml; charset=utf-8";
