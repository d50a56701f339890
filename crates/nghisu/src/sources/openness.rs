//! G02 and G03: publication in time, and how complete reports are.

use reports::Source;

pub(super) static SOURCES: &[Source] = &[];
