//! What of a letter only those who deal with it may read.

use kernel::LetterId;
use kit::{Keeper, Place};
use serde::{Deserialize, Serialize};

use crate::model::{Letter, Refusal};

/// Who wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Full name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Number of the identity card.
    pub card: String,
    /// Telephone.
    pub phone: String,
}

impl Sender {
    /// Nothing of the writer is known.
    pub const fn is_empty(&self) -> bool {
        self.name.is_empty() && self.address.is_empty() && self.card.is_empty() && self.phone.is_empty()
    }
}

/// A letter, opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// Who wrote.
    pub sender: Sender,
    /// What.
    pub content: String,
    /// What the office notes.
    pub note: String,
}

/// Sealed values and blind indexes of a letter, as they are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    pub(crate) sender: Option<Vec<u8>>,
    pub(crate) content: Option<Vec<u8>>,
    pub(crate) name: Option<String>,
    pub(crate) card: Option<String>,
    pub(crate) words: Option<String>,
}

fn place<'a>(field: &'a str, id: &'a str) -> Place<'a> {
    Place { table: "letter", field, id }
}

/// Seals one field; nothing stays nothing.
pub(crate) fn seal(keeper: &Keeper, id: LetterId, field: &str, words: &str) -> Option<Vec<u8>> {
    (!words.is_empty()).then(|| keeper.seal(place(field, &id.to_string()), words.as_bytes()))
}

/// Seals sender and content.
pub(crate) fn keep(keeper: &Keeper, id: LetterId, sender: &Sender, content: &str) -> Kept {
    // A struct of four texts is always JSON
    let json = serde_json::to_string(sender).unwrap_or_default();
    Kept {
        sender: if sender.is_empty() { None } else { seal(keeper, id, "sender", &json) },
        content: seal(keeper, id, "content", content),
        // The same name at another address is another person, until the card says otherwise
        name: keeper
            .blind("letter name", &sender.name)
            .and(keeper.blind("letter name", &format!("{} | {}", sender.name, sender.address))),
        card: keeper
            .blind("letter card", &sender.card.chars().filter(char::is_ascii_digit).collect::<String>()),
        words: keeper.blind("letter content", content),
    }
}

/// Opens a letter.
///
/// # Errors
/// [`Refusal::Damaged`] when something of it is not what was sealed.
pub(crate) fn open(keeper: &Keeper, one: &Letter) -> Result<Opened, Refusal> {
    let id = one.id.to_string();
    let words = |field: &str, sealed: &Option<Vec<u8>>| match sealed {
        Some(sealed) => keeper.open_text(place(field, &id), sealed).map_err(|_| Refusal::Damaged),
        None => Ok(String::new()),
    };
    let sender = match &one.sender {
        Some(_) => serde_json::from_str(&words("sender", &one.sender)?).map_err(|_| Refusal::Damaged)?,
        None => Sender::default(),
    };
    Ok(Opened { sender, content: words("content", &one.content)?, note: words("note", &one.note)? })
}
