//! Receptions.
