//! What a citizen sends without an account. Nothing about the sender is asked or kept: a receipt
//! of 80 random bits, of which only the hash stays here, is the way back.

use kernel::{AreaId, Entropy, OrganizationId, text};
use kit::Ctx;
use sha2::{Digest as _, Sha256};

use crate::actions::{self, NewPetition, Result};
use crate::model::{EntryKind, Petition, Source, State};
use crate::store;

/// Letters and digits that cannot be taken for one another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 80 bits as sixteen letters, four by four.
fn spell(bits: [u8; 10]) -> String {
    let all = bits.iter().fold(0_u128, |all, byte| (all << 8) | u128::from(*byte));
    let mut receipt = String::with_capacity(19);
    for place in (0..16).rev() {
        let letter = usize::try_from((all >> (place * 5)) & 31).unwrap_or(0);
        receipt.push(char::from(ALPHABET.get(letter).copied().unwrap_or(b'0')));
        if place % 4 == 0 && place > 0 {
            receipt.push('-');
        }
    }
    receipt
}

/// What is kept of a receipt, however it was typed; none when it is no receipt.
pub fn receipt_hash(typed: &str) -> Option<String> {
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let is_receipt = plain.len() == 16 && plain.bytes().all(|byte| ALPHABET.contains(&byte));
    is_receipt.then(|| text::hex(&Sha256::digest(format!("petition receipt {plain}").as_bytes())))
}

/// Takes what a citizen sends; nobody but the office reads it until it was looked at. Returns
/// the receipt, shown once.
pub fn send(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    area: AreaId,
    place: &str,
    words: &str,
) -> Result<String> {
    let receipt = spell(Entropy::secret::<10>());
    let new = NewPetition {
        council,
        text: words.to_owned(),
        area,
        place: place.to_owned(),
        source: Source::Portal,
        meeting: None,
        opinions: Vec::new(),
        received_on: ctx.today,
        is_demonstration: ctx.app.settings().demonstration,
    };
    let id = actions::insert(ctx, &new, State::Quarantined, receipt_hash(&receipt))?;
    actions::tell(ctx, id, EntryKind::Received, Source::Portal.label(), true)?;
    actions::finish(ctx, "petition.send", id, "")?;
    Ok(receipt)
}

/// The petition of a receipt.
pub fn by_receipt(ctx: &mut Ctx<'_>, typed: &str) -> db::Result<Option<Petition>> {
    match receipt_hash(typed) {
        Some(hash) => store::by_receipt(ctx.tx, &hash),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_known_again_however_it_is_typed() {
        let receipt = spell([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]);
        assert_eq!(receipt.len(), 19);
        let hash = receipt_hash(&receipt);
        assert!(hash.is_some());
        assert_eq!(receipt_hash(&receipt.to_lowercase().replace('-', " ")), hash);
        assert_eq!(receipt_hash(&receipt.replace('0', "O").replace('1', "l")), hash);
        assert_eq!(receipt_hash("KN-2020-0147-3"), None);
        assert_ne!(receipt_hash(&spell([1; 10])), hash);
    }
}
