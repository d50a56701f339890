//! Letters to look at as duplicates.

use kit::{Ctx, Error};

use super::Result;
use crate::model::Letter;
use crate::{sealed, store};

/// Another letter of the same writer, or with the same words.
#[derive(Debug, Clone)]
pub struct Alike {
    /// The letter.
    pub one: Letter,
    /// Its words are the very same.
    pub is_same: bool,
    /// How alike they are, in hundredths; none when one of the two has no words.
    pub hundredths: Option<u32>,
}

const ALIKE_MAX: i64 = 20;

/// Letters to look at as duplicates: of the same person by blind index, and with the same words.
/// How alike they are is found by opening both in memory; nothing of either is shown.
pub fn alike(ctx: &mut Ctx<'_>, one: &Letter) -> Result<Vec<Alike>> {
    let (name, card, words) = store::blinds(ctx.tx, one.id)?;
    let council = one.council_id;
    let mut found = store::of_person(ctx.tx, council, one.id, name.as_deref(), card.as_deref(), ALIKE_MAX)?;
    if let Some(words) = &words {
        for same in store::of_content(ctx.tx, council, one.id, words, ALIKE_MAX)? {
            if found.iter().all(|known| known.id != same.id) {
                found.push(same);
            }
        }
    }
    let keeper = &ctx.app.settings().keeper;
    let own = sealed::open(keeper, one).map_err(Error::Refused)?.content;
    let mut all = Vec::new();
    for known in found {
        let theirs = sealed::open(keeper, &known).map_err(Error::Refused)?.content;
        let has_both = !own.is_empty() && !theirs.is_empty();
        let hundredths = has_both.then(|| kernel::similar::likeness(&own, &theirs).0);
        all.push(Alike { is_same: has_both && own == theirs, hundredths, one: known });
    }
    Ok(all)
}
