//! The public address of a resolution.

use db::Tx;
use kernel::{Date, OrganizationId, ResolutionId};

use crate::model::Resolution;
use crate::store;

/// What the addresses of resolutions are made from; loaded once a page.
///
/// The installation's own council has short ones, `/nghi-quyet/2020-5` and
/// `/nghi-quyet/qppl-2020-5`. Other councils have the same numbers, so theirs go by id.
#[derive(Debug, Clone, Copy, Default)]
pub struct Addresses {
    home: Option<OrganizationId>,
}

impl Addresses {
    /// The addresses as they are on a day.
    pub fn load(tx: &mut Tx, on: Date) -> db::Result<Self> {
        Ok(Self { home: directory::home_council(tx, on)?.map(|council| council.id) })
    }

    /// The installation's own council.
    pub fn home(&self) -> Option<OrganizationId> {
        self.home
    }

    /// The public page of a resolution.
    pub fn of(&self, one: &Resolution) -> String {
        format!("/nghi-quyet/{}", self.key(one))
    }

    /// The last part of that address.
    pub fn key(&self, one: &Resolution) -> String {
        if self.home == Some(one.council_id) {
            key(one.is_normative, one.year, one.seq)
        } else {
            one.id.to_string()
        }
    }

    /// The resolution that the last part of an address names.
    pub fn find(&self, tx: &mut Tx, key: &str) -> db::Result<Option<Resolution>> {
        if let Ok(id) = key.parse::<ResolutionId>() {
            return store::resolution(tx, id);
        }
        match (self.home, parse_key(key)) {
            (Some(home), Some((is_normative, year, seq))) => {
                store::resolution_of_series(tx, home, is_normative, year, seq)
            }
            _ => Ok(None),
        }
    }
}

fn key(is_normative: bool, year: i64, seq: i64) -> String {
    if is_normative { format!("qppl-{year}-{seq}") } else { format!("{year}-{seq}") }
}

/// "qppl-2020-5" in its one spelling, so that an address names one page.
fn parse_key(typed: &str) -> Option<(bool, i64, i64)> {
    let (is_normative, rest) = typed.strip_prefix("qppl-").map_or((false, typed), |rest| (true, rest));
    let (year, seq) = rest.split_once('-')?;
    let (year, seq) = (year.parse().ok()?, seq.parse().ok()?);
    (key(is_normative, year, seq) == typed).then_some((is_normative, year, seq))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_series_have_two_addresses_and_each_one_spelling() {
        assert_eq!(parse_key("2020-5"), Some((false, 2020, 5)));
        assert_eq!(parse_key("qppl-2020-5"), Some((true, 2020, 5)));
        for wrong in ["2020-05", "2020", "qppl-2020", "QPPL-2020-5", "2020-5-1", "-5"] {
            assert_eq!(parse_key(wrong), None, "{wrong}");
        }
    }
}
