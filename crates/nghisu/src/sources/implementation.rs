//! A09 and F03: what became of resolutions.

use reports::Source;

pub(super) static SOURCES: &[Source] = &[];
