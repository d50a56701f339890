//! B04, B05 and C03: programmes.

use reports::Source;

pub(super) static SOURCES: &[Source] = &[];
