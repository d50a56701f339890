//! The public address of a session.

use std::collections::HashMap;

use db::Tx;
use kernel::{Date, OrganizationId, SessionId, TermId};

use crate::model::Session;
use crate::store;

/// What the addresses of sessions are made from; loaded once a page.
///
/// The installation's own council has short ones, `/ky-hop/18-20`: term, then number. Other
/// councils count their terms in the same way, so their sessions go by id.
#[derive(Debug, Clone, Default)]
pub struct Addresses {
    home: Option<OrganizationId>,
    terms: HashMap<TermId, i64>,
}

impl Addresses {
    /// The addresses as they are on a day.
    pub fn load(tx: &mut Tx, on: Date) -> db::Result<Self> {
        let Some(home) = directory::home_council(tx, on)? else { return Ok(Self::default()) };
        let terms =
            directory::terms_of(tx, home.id)?.into_iter().map(|term| (term.id, term.number)).collect();
        Ok(Self { home: Some(home.id), terms })
    }

    /// The installation's own council.
    pub fn home(&self) -> Option<OrganizationId> {
        self.home
    }

    /// The public page of a session.
    pub fn of(&self, session: &Session) -> String {
        format!("/ky-hop/{}", self.key(session))
    }

    /// The last part of that address: "18-20", or the id.
    pub fn key(&self, session: &Session) -> String {
        let term = self.terms.get(&session.term_id).filter(|_| self.home == Some(session.council_id));
        term.map_or_else(|| session.id.to_string(), |term| format!("{term}-{}", session.number))
    }

    /// The session that the last part of an address names.
    pub fn find(&self, tx: &mut Tx, key: &str) -> db::Result<Option<Session>> {
        if let Ok(id) = key.parse::<SessionId>() {
            return store::session(tx, id);
        }
        let Some((term, number)) = parse_key(key) else { return Ok(None) };
        let Some((term, _)) = self.terms.iter().find(|(_, known)| **known == term) else { return Ok(None) };
        store::session_of_term(tx, *term, number)
    }
}

/// "18-20" in its one spelling, so that an address names one page.
fn parse_key(key: &str) -> Option<(i64, i64)> {
    let (term, number) = key.split_once('-')?;
    let (term, number): (i64, i64) = (term.parse().ok()?, number.parse().ok()?);
    (format!("{term}-{number}") == key).then_some((term, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        assert_eq!(parse_key("18-20"), Some((18, 20)));
        for wrong in ["18-020", "+18-20", "18", "18-", "XVIII-20", "18-20-1"] {
            assert_eq!(parse_key(wrong), None, "{wrong}");
        }
    }
}
