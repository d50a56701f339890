//! The shape of keys, how long they hold, and what a body's programs may be. Pure.

use directory::{OrganizationKind, Tier};
use kernel::{Date, Role, text};
use sha2::{Digest, Sha256};

use crate::model::Refusal;

/// What every key begins with, so that a scanner of leaked secrets knows it.
pub const PREFIX: &str = "ngs_";
const SECRET_BYTES: usize = 32;
const CHECK_CHARS: usize = 8;

/// A key around a secret: prefix, secret in hex, and a checksum that tells a mistyped key from an
/// unknown one without asking anybody.
pub fn compose(secret: &[u8; SECRET_BYTES]) -> String {
    let head = format!("{PREFIX}{}", text::hex(secret));
    let check = check(&head);
    format!("{head}{check}")
}

fn check(head: &str) -> String {
    let sum = text::hex(&Sha256::digest(head.as_bytes()));
    sum.get(..CHECK_CHARS).unwrap_or_default().to_owned()
}

/// Whether a text has the shape of a key.
pub fn is_key(typed: &str) -> bool {
    let wanted = PREFIX.len() + 2 * SECRET_BYTES + CHECK_CHARS;
    typed.len() == wanted
        && typed.starts_with(PREFIX)
        && typed.bytes().skip(PREFIX.len()).all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && typed.split_at_checked(wanted - CHECK_CHARS).is_some_and(|(head, sum)| check(head) == sum)
}

/// The last day that a key made today may hold.
pub fn latest(today: Date) -> Date {
    Date::new(today.year().saturating_add(1), today.month(), today.day())
        // 29 February has no day a year later
        .or_else(|_| Date::new(today.year().saturating_add(1), 2, 28))
        .unwrap_or(today)
}

/// Whether a key made today may hold until a day.
///
/// # Errors
/// The day is behind, or more than a year ahead.
pub fn may_hold_until(day: Date, today: Date) -> Result<(), Refusal> {
    let latest = latest(today);
    if day < today {
        Err(Refusal::Past)
    } else if latest < day {
        Err(Refusal::TooLong(latest))
    } else {
        Ok(())
    }
}

/// As what a body's programs act; none for those who work at the system itself.
pub const fn role_of(kind: OrganizationKind, tier: Tier) -> Option<Role> {
    match kind {
        OrganizationKind::PeoplesCommittee => Some(Role::PeoplesCommittee),
        OrganizationKind::Department | OrganizationKind::Other => Some(Role::Department),
        OrganizationKind::FatherlandFront => Some(Role::FatherlandFront),
        OrganizationKind::Council => match tier {
            Tier::Commune => Some(Role::CommuneCouncil),
            Tier::Province | Tier::District => None,
        },
        OrganizationKind::StandingCommittee
        | OrganizationKind::Committee
        | OrganizationKind::DelegateGroup
        | OrganizationKind::Office => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn date(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn a_key_knows_when_it_was_mistyped() {
        let key = compose(&[7; 32]);
        assert!(is_key(&key), "{key}");
        assert_eq!(key.len(), 76);
        for (at, _) in key.char_indices() {
            let mut wrong = key.clone();
            let other = if key.get(at..=at) == Some("0") { "1" } else { "0" };
            wrong.replace_range(at..=at, other);
            assert!(!is_key(&wrong), "{wrong}");
        }
        assert!(!is_key("") && !is_key(&key.to_uppercase()) && !is_key(&format!("{key}0")));
        assert!(!is_key(&"ắ".repeat(26)));
    }

    #[test]
    fn a_key_holds_a_year_at_most() {
        let today = date(2020, 10, 15);
        assert_eq!(may_hold_until(date(2020, 10, 14), today), Err(Refusal::Past));
        assert_eq!(may_hold_until(today, today), Ok(()));
        assert_eq!(may_hold_until(date(2021, 10, 15), today), Ok(()));
        assert_eq!(may_hold_until(date(2021, 10, 16), today), Err(Refusal::TooLong(date(2021, 10, 15))));
        assert_eq!(latest(date(2020, 2, 29)), date(2021, 2, 28));
    }

    #[test]
    fn programs_act_for_those_who_answer_and_for_nobody_who_judges() {
        for kind in OrganizationKind::ALL {
            for tier in [Tier::Province, Tier::District, Tier::Commune] {
                let role = role_of(*kind, tier);
                assert!(!role.is_some_and(|role| role.is_office() || role.is_leadership()), "{kind:?}");
                let wanted = match kind {
                    OrganizationKind::PeoplesCommittee
                    | OrganizationKind::Department
                    | OrganizationKind::Other
                    | OrganizationKind::FatherlandFront => true,
                    OrganizationKind::Council => tier == Tier::Commune,
                    _ => false,
                };
                assert_eq!(role.is_some(), wanted, "{kind:?} {tier:?}");
            }
        }
    }
}
