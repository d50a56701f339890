//! What of a database leaves with the council, and what is made again where it arrives.

use db::Table;

/// Not carried: made again from the files (their words) and by triggers from the petitions (tallies,
/// places, days); short-lived and secret (logins, invitations); short-lived and of no use elsewhere (keys of forms, jobs, mails,
/// answers to programs).
pub const LEFT_BEHIND: &[&str] = &[
    "api_replay",
    "file_text",
    "form_key",
    "invitation",
    "job",
    "login",
    "outgoing_mail",
    "petition_day",
    "petition_place",
    "petition_tally",
];

/// Rows whose order says something that their key does not: a petition's place in the lists.
const ORDERS: &[(&str, &str)] =
    &[("petition", "(select n from petition_place where petition_id = petition.id)")];

/// The tables that are carried, in the order in which they were made.
pub fn carried() -> Vec<Table> {
    let mut tables = crate::SCHEMA.tables();
    tables.retain(|table| !LEFT_BEHIND.contains(&table.name.as_str()));
    for table in &mut tables {
        table.order = ORDERS.iter().find(|(name, _)| *name == table.name).map(|(_, order)| *order);
    }
    tables
}

/// The number of the newest migration: the version of the schema.
pub fn version() -> i64 {
    crate::SCHEMA.migrations.last().map_or(0, |last| last.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recorded_table_is_carried_and_every_table_has_a_key() {
        let carried = carried();
        for name in crate::RECORDED {
            assert!(carried.iter().any(|table| table.name == *name), "{name}");
        }
        for table in crate::SCHEMA.tables() {
            assert!(!table.key.is_empty() && !table.columns.is_empty(), "{table:?}");
        }
        for name in LEFT_BEHIND {
            assert!(crate::SCHEMA.tables().iter().any(|table| table.name == *name), "{name}");
        }
    }
}
