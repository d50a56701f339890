//! What can go wrong while the law is loaded, asked or overridden.

use jiff::civil::Date;

/// The rule table or the calendar cannot be read; a fault of the shipped or entered data.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A rule file is not valid TOML or has an unknown field.
    #[error("rule file {file} cannot be read")]
    Toml {
        /// The family of the file.
        file: String,
        /// What the reader found.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A limit is not in the small language of limits.
    #[error("rule {id} has an unreadable limit: {text}")]
    Limit {
        /// The rule id.
        id: String,
        /// The text found.
        text: String,
    },
    /// A date is not a plain calendar date, or `to` lies before `from`.
    #[error("rule {id} has unusable dates")]
    Dates {
        /// The rule id.
        id: String,
    },
    /// A text that must not be empty is empty.
    #[error("rule {name} lacks a text or a version")]
    Empty {
        /// The name or id of the rule.
        name: String,
    },
    /// Two versions carry the same id.
    #[error("rule id {0} occurs twice")]
    DuplicateId(String),
    /// Two versions of one rule hold at the same time for the same level.
    #[error("rules {first} and {second} hold at the same time")]
    Overlap {
        /// The earlier id.
        first: String,
        /// The later id.
        second: String,
    },
    /// Code names a rule that the table does not have.
    #[error("the rule table lacks {0}")]
    MissingRule(&'static str),
    /// A row of the table of holidays is unreadable.
    #[error("holiday table, line {line}: {text}")]
    Holiday {
        /// Line, from 1.
        line: usize,
        /// The row.
        text: String,
    },
}

/// The law gives no date here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDeadline {
    /// No such rule.
    #[error("there is no rule {0}")]
    UnknownRule(String),
    /// The rule was not in force, or is not known, on that day at that level.
    #[error("rule {rule} is not in force on {on}")]
    NotInForce {
        /// Name or id of the rule.
        rule: String,
        /// The day asked about.
        on: Date,
    },
    /// The rule differs by level and no level was given.
    #[error("rule {0} differs by level")]
    LevelNeeded(String),
    /// The rule sets a share, a count, a frequency or a word, not a date.
    #[error("rule {id} sets no date: {limit}")]
    NotADate {
        /// The rule id.
        id: String,
        /// The limit as written in the table.
        limit: String,
    },
    /// The date lies outside the calendar.
    #[error("the date counted from {0} lies outside the calendar")]
    OutOfRange(Date),
}

/// A council's own number is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverrideError {
    /// No rule has that id.
    #[error("there is no rule {0}")]
    UnknownRule(String),
    /// A number of one's own needs a source of one's own.
    #[error("the number of one's own for {0} names no source")]
    NoSource(String),
    /// `to` lies before `from`.
    #[error("the number of one's own for {0} ends before it begins")]
    Dates(String),
    /// A share cannot replace a date, nor a date a share.
    #[error("the number of one's own for {0} measures something else")]
    OtherMeasure(String),
}
