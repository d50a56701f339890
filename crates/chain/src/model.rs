//! What the chain is made of.

use db::record;
use kernel::{Date, LinkId, OrganizationId};
use kit::Ctx;

/// One end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The kind of record: `petition`, `follow_up`, `resolution` …
    pub kind: String,
    /// That record.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its page in the workspace.
    pub href: String,
}

impl Node {
    /// The end that is this record.
    pub fn new(kind: &str, id: impl ToString, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), id: id.to_string(), label: label.into(), href: href.into() }
    }

    pub(crate) fn key(&self) -> Key {
        (self.kind.clone(), self.id.clone())
    }
}

/// Kind and id: what names a record.
pub type Key = (String, String);

record! {
    /// A link as it is stored, from what was first to what came of it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Link {
        /// Its id.
        pub id: LinkId,
        /// The earlier record's kind.
        pub from_kind: String,
        /// The earlier record.
        pub from_id: String,
        /// The later record's kind.
        pub to_kind: String,
        /// The later record.
        pub to_id: String,
        /// Who made it by hand; none when a deed of an area did.
        pub linked_by: Option<String>,
    }
}

impl Link {
    pub(crate) fn from(&self) -> Key {
        (self.from_kind.clone(), self.from_id.clone())
    }

    pub(crate) fn to(&self) -> Key {
        (self.to_kind.clone(), self.to_id.clone())
    }
}

/// Who looks at a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Anyone: what is public, under its public address.
    Public,
    /// Somebody signed in: what that account may read, under its address in the workspace.
    Workspace,
}

/// What a reader may know of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Which record of its kind.
    pub id: String,
    /// The council it belongs to.
    pub council: OrganizationId,
    /// "KN-2020-0026-9".
    pub label: String,
    /// What it is about, in a line.
    pub about: String,
    /// Its page for this reader.
    pub href: String,
    /// The body that has or had it; empty when none is named.
    pub body: String,
    /// Where it stands, in words.
    pub state: String,
    /// Its day.
    pub on: Date,
    /// The day it ended; none while it is open.
    pub ended: Option<Date>,
    /// True when somebody still owes something in it.
    pub is_open: bool,
}

/// Reads records of one kind for a reader; those that the reader may not know are left out.
pub type Read = fn(&mut Ctx<'_>, Reader, &[String]) -> db::Result<Vec<Known>>;

/// The record that has this code or number, when there is one.
pub type Find = fn(&mut Ctx<'_>, &str) -> db::Result<Option<String>>;

/// A kind of record that stands in the chain; the binary registers them.
#[derive(Clone, Copy)]
pub struct Kind {
    /// As in links.
    pub kind: &'static str,
    /// "Kiến nghị cử tri".
    pub label: &'static str,
    /// What readers may know.
    pub read: Read,
    /// By the code that people use, for a link made by hand.
    pub find: Option<Find>,
}

/// Why a link was refused, in words for the one who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No record has the code.
    #[error(
        "Không thấy bản ghi có mã hoặc số này. Mã đúng như trên trang của bản ghi, ví dụ KN-2020-0026-9, 25/NQ-HĐND."
    )]
    NoSuchRecord,
    /// A record with itself.
    #[error("Bản ghi này không nối với chính nó.")]
    Itself,
    /// The later would come before the earlier.
    #[error("Hai bản ghi đã nối theo chiều ngược lại.")]
    Backwards,
    /// There is such a link.
    #[error("Hai bản ghi đã nối với nhau.")]
    Linked,
}
