//! All that the typesetter can see.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

const LETTER: &str = include_str!("letter.typ");
const BOOKLET: &str = include_str!("booklet.typ");
const CARD: &str = include_str!("card.typ");
/// What both are made of.
const BLOCKS: &str = include_str!("blocks.typ");
/// The upright face of the four below.
pub(crate) const REGULAR: &[u8] = include_bytes!("../fonts/LiberationSerif-Regular.ttf");
/// Liberation Serif 2.1.5, as wide as Times New Roman letter by letter, with
/// every Vietnamese letter. Licence: fonts/LICENSE-Liberation-OFL.txt.
const FACES: [&[u8]; 4] = [
    REGULAR,
    include_bytes!("../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf"),
];

static SHOP: LazyLock<Shop> = LazyLock::new(Shop::open);

/// What every letter shares.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Shop {
    fn open() -> Self {
        let fonts: Vec<Font> = FACES.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }
}

/// The templates, the data of one letter or booklet, and the files that are bound in.
pub struct World {
    template: Source,
    blocks: Source,
    files: HashMap<FileId, Bytes>,
}

impl World {
    /// A world of this letter.
    pub fn of_letter(data: String) -> Self {
        Self::new("letter.typ", LETTER, data)
    }

    /// A world of this booklet.
    pub fn of_booklet(data: String, files: impl Iterator<Item = (String, Bytes)>) -> Self {
        let mut world = Self::new("booklet.typ", BOOKLET, data);
        world.files.extend(files.filter_map(|(name, bytes)| Some((file_id(&name)?, bytes))));
        world
    }

    /// A world of this card.
    pub fn of_card(data: String) -> Self {
        Self::new("card.typ", CARD, data)
    }

    fn new(name: &str, template: &str, data: String) -> Self {
        let data = file_id("data.json").map(|id| (id, Bytes::from_string(data)));
        Self {
            template: source(name, template),
            blocks: source("blocks.typ", BLOCKS),
            files: data.into_iter().collect(),
        }
    }
}

/// A template under its name; if it could not be named, it would not be found.
fn source(name: &str, words: &str) -> Source {
    match file_id(name) {
        Some(id) => Source::new(id, words.to_owned()),
        None => Source::detached(words),
    }
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &SHOP.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHOP.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.template, &self.blocks]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHOP.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
