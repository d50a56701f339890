//! What is sealed of a visit: who came, what was said, what was answered.

use kernel::VisitId;
use kit::Ctx;
use seal::{Keeper, Place};
use serde::{Deserialize, Serialize};

use crate::actions::Result;
use crate::model::{Refusal, Visit};

/// The words of a visit. They are never in a list, a search, a log, a document or a follow-up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// Full name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Number of the identity card or passport.
    pub card: String,
    /// What was said.
    pub content: String,
    /// Who settled it before.
    pub settled_by: String,
    /// What was answered, how the citizen was guided, why refused.
    pub reply: String,
    /// A remark.
    pub note: String,
}

impl Words {
    /// Nothing is there.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// "Nguyễn Văn A, thôn B".
    pub fn person(&self) -> String {
        [self.name.as_str(), self.address.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Where the words of a visit stand.
const fn place(id: &str) -> Place<'_> {
    Place { table: "visit", field: "words", id }
}

/// Seals the words of a visit.
pub(crate) fn seal(keeper: &Keeper, id: VisitId, words: &Words) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(words).map_err(|_| kit::Error::Refused(Refusal::Broken))?;
    Ok(keeper.seal(place(&id.to_string()), &plain))
}

/// Opens the words of a visit; a denunciation has none. Who calls it writes the reading down.
pub(crate) fn open(ctx: &Ctx<'_>, one: &Visit) -> Result<Words> {
    let Some(sealed) = &one.words else { return Ok(Words::default()) };
    let keeper = &ctx.app.settings().keeper;
    let broken = || kit::Error::Refused(Refusal::Broken);
    let plain = keeper.open(place(&one.id.to_string()), sealed).map_err(|_| broken())?;
    serde_json::from_slice(&plain).map_err(|_| broken())
}

/// The blind indexes of a person: by name with address, by card.
pub(crate) fn blinds(keeper: &Keeper, words: &Words) -> (Option<String>, Option<String>) {
    let person = (!words.name.is_empty()).then(|| keeper.blind("visit person", &words.person())).flatten();
    let card: String = words.card.chars().filter(char::is_ascii_alphanumeric).collect();
    (person, keeper.blind("visit card", &card))
}

#[cfg(test)]
mod tests {
    use kernel::{Id as _, uuid_v7};

    use super::*;

    #[test]
    fn a_person_is_known_again_by_the_card_however_it_is_written() {
        let keeper = Keeper::new([7; 32]);
        let of = |card: &str| Words { card: card.to_owned(), ..Words::default() };
        assert_eq!(blinds(&keeper, &of("035 090 000 001")).1, blinds(&keeper, &of("035090000001")).1);
        assert_ne!(blinds(&keeper, &of("035090000002")).1, blinds(&keeper, &of("035090000001")).1);
        assert_eq!(blinds(&keeper, &of("")), (None, None));
    }

    #[test]
    fn what_is_sealed_for_one_visit_is_nothing_for_another() {
        let keeper = Keeper::new([7; 32]);
        let id = |n: u8| VisitId::from_uuid(uuid_v7(1, [n; 10]));
        let words = Words { name: "Lê Văn Niêm Phong".to_owned(), ..Words::default() };
        let sealed = seal(&keeper, id(1), &words).expect("sealed");
        assert!(!String::from_utf8_lossy(&sealed).contains("Niêm"));
        assert!(keeper.open(place(&id(2).to_string()), &sealed).is_err());
        assert!(keeper.open(place(&id(1).to_string()), &sealed).is_ok());
    }
}
