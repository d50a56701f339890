//! Pairing a delegate's telephone or tablet: a code that holds ten minutes and signs in once.

use audit::Deed;
use kernel::{AccountId, DevicePairingId, Entropy, Instant, dates};
use kit::{Ctx, Error, token_sha256};

use crate::model::{Account, Pairing, Refusal, State, may_be_paired};
use crate::policy::{self, Action};
use crate::store;

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// How long a code holds.
pub(crate) const HOLDS_MS: i64 = 10 * 60 * 1000;

/// Letters and digits that nobody mistakes for one another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code that was just made; it is shown once and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Eight characters.
    pub code: String,
    /// The first moment at which it holds no more.
    pub expires_ms: Instant,
}

impl Code {
    /// "K7QX-2M9D", as it is read out.
    pub fn printed(&self) -> String {
        let (first, last) = self.code.split_at_checked(4).unwrap_or((&self.code, ""));
        format!("{first}-{last}")
    }
}

/// A code as it was typed, in its one spelling; none when it cannot be one.
pub(crate) fn spelled(typed: &str) -> Option<String> {
    let plain: Option<String> = typed
        .chars()
        .filter(|one| !one.is_whitespace() && *one != '-')
        .map(|one| match one.to_ascii_uppercase() {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            other => ALPHABET.iter().any(|known| char::from(*known) == other).then_some(other),
        })
        .collect();
    plain.filter(|code| code.len() == 8)
}

fn drawn() -> String {
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
    Entropy::secret::<8>().iter().filter_map(letter).collect()
}

/// Whether a code holds at a moment.
pub(crate) const fn holds(pairing: &Pairing, wall: Instant) -> bool {
    pairing.used_ms.is_none() && wall < pairing.expires_ms
}

/// The end of the day after a moment: until then a paired device stays signed in.
pub(crate) fn until(wall: Instant) -> Instant {
    let day = dates::date_of(wall);
    let after = day.tomorrow().and_then(kernel::Date::tomorrow).unwrap_or(day);
    dates::midnight(after)
}

/// Makes a code for a delegate's account; the one before ends.
pub fn pairable(ctx: &mut Ctx<'_>, id: AccountId, wall: Instant) -> Result<Code> {
    let by = ctx.actor.account.filter(|_| policy::may(ctx.actor, Action::Pair)).ok_or(Error::NotFound)?;
    let account = store::account(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let is_own = account.council_id.is_some_and(|council| ctx.actor.serves(council));
    if !is_own || !is_pairable(&account) {
        return Err(Error::NotFound);
    }
    let code = Code { code: drawn(), expires_ms: wall + HOLDS_MS };
    store::end_pairings(ctx.tx, wall, id)?;
    let row: DevicePairingId = ctx.id();
    store::insert_pairing(ctx.tx, row, &token_sha256(&code.code), id, by, wall, code.expires_ms)?;
    audit::record(ctx, Deed::new("account.pair_code", "account", id, &account.name))?;
    Ok(code)
}

fn is_pairable(account: &Account) -> bool {
    account.state == State::Active && account.person_id.is_some() && may_be_paired(account.role)
}

/// The code and the account behind it, while it holds.
pub(crate) fn find(ctx: &mut Ctx<'_>, typed: &str, wall: Instant) -> Result<(Pairing, Account)> {
    let over = || Error::Refused(Refusal::PairingOver);
    let code = spelled(typed).ok_or_else(over)?;
    let pairing = store::pairing(ctx.tx, &token_sha256(&code))?.filter(|one| holds(one, wall));
    let pairing = pairing.ok_or_else(over)?;
    let account = store::account(ctx.tx, pairing.account_id)?.filter(is_pairable).ok_or_else(over)?;
    Ok((pairing, account))
}

/// Uses a code up and signs the device in; returns the cookie's secret and until when it holds.
pub fn pair(ctx: &mut Ctx<'_>, typed: &str, wall: Instant) -> Result<(String, Instant)> {
    let (pairing, account) = find(ctx, typed, wall)?;
    let actor = account.actor();
    let ctx = &mut ctx.acting_as(&actor);
    if !store::use_pairing(ctx.tx, wall, pairing.id)?.hit() {
        return Err(Error::Refused(Refusal::PairingOver));
    }
    let (token, until) = (crate::actions::secret_token(), until(wall));
    store::delete_old_logins(ctx.tx, wall - crate::AGE_MAX_MS, wall)?;
    store::insert_paired_login(ctx.tx, &token_sha256(&token), account.id, wall, until)?;
    audit::record(ctx, Deed::new("account.pair", "account", account.id, &account.name))?;
    Ok((token, until))
}

#[cfg(test)]
mod tests {
    use kernel::{Date, Id, Role};

    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(spelled("k7qx-2m9d").as_deref(), Some("K7QX2M9D"));
        assert_eq!(spelled(" k7qx 2moI ").as_deref(), Some("K7QX2M01"));
        for wrong in ["", "K7QX2M9", "K7QX2M9DD", "K7QX2M9U", "K7QX2M9ô", "../../ab"] {
            assert_eq!(spelled(wrong), None, "{wrong}");
        }
        let code = drawn();
        assert_eq!(spelled(&code), Some(code.clone()));
        let printed = Code { code: code.clone(), expires_ms: 0 }.printed();
        assert_eq!(printed.len(), 9);
        assert_eq!(spelled(&printed), Some(code));
    }

    #[test]
    fn a_code_holds_ten_minutes_and_once() {
        let at = 1_602_723_600_000;
        let fresh = Pairing {
            id: DevicePairingId::from_uuid(kernel::uuid_v7(at, [1; 10])),
            account_id: AccountId::from_uuid(kernel::uuid_v7(at, [2; 10])),
            expires_ms: at + HOLDS_MS,
            used_ms: None,
        };
        assert!(holds(&fresh, at));
        assert!(holds(&fresh, at + HOLDS_MS - 1));
        assert!(!holds(&fresh, at + HOLDS_MS));
        assert!(!holds(&fresh, at + HOLDS_MS + 1));
        assert!(!holds(&Pairing { used_ms: Some(at), ..fresh }, at + 1));
    }

    #[test]
    fn a_device_stays_signed_in_to_the_end_of_the_next_day() {
        let noon = dates::midnight(Date::constant(2020, 12, 17)) + 12 * 3_600_000;
        assert_eq!(until(noon), dates::midnight(Date::constant(2020, 12, 19)));
        assert_eq!(
            until(dates::midnight(Date::constant(2020, 12, 18))),
            dates::midnight(Date::constant(2020, 12, 20))
        );
    }

    #[test]
    fn only_delegates_accounts_are_paired() {
        for role in Role::ALL {
            let delegate = matches!(role, Role::Delegate | Role::GroupLeader | Role::Committee);
            assert_eq!(may_be_paired(role), delegate, "{role:?}");
        }
    }
}
