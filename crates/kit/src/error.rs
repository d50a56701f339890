//! How an action fails.

use std::fmt;

/// Why an action did not happen. `R` is the area's own refusal: what the law or the state of
/// the record says, in words for the user.
#[derive(Debug, thiserror::Error)]
pub enum Error<R: fmt::Debug> {
    /// There is no such record, or the actor may not know of it.
    #[error("not found")]
    NotFound,
    /// The actor knows of the record and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// Somebody changed the record in between.
    #[error("conflict")]
    Conflict,
    /// The rules say no.
    #[error("refused: {0:?}")]
    Refused(R),
    /// The database failed.
    #[error("database")]
    Database(#[from] db::Error),
}

impl<R: fmt::Debug> Error<R> {
    /// Carries another area's error over when that area has no refusal of its own kind here.
    pub fn from_other<S: fmt::Debug>(other: Error<S>, refused: impl FnOnce(S) -> R) -> Self {
        match other {
            Error::NotFound => Self::NotFound,
            Error::Forbidden => Self::Forbidden,
            Error::Conflict => Self::Conflict,
            Error::Refused(reason) => Self::Refused(refused(reason)),
            Error::Database(error) => Self::Database(error),
        }
    }
}

/// The refusal of an area that never refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRefusal {}

impl fmt::Display for NoRefusal {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
