//! All SQL of this area.

/// None yet.
pub const CHECKS: &[db::Check] = &[];
