//! C08 and C10: hearings and reviewed texts.

use reports::Source;

pub(super) static SOURCES: &[Source] = &[];
