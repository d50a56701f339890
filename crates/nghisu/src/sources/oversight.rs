//! C01, C02, C04 to C07: oversight and its recommendations.

use reports::Source;

pub(super) static SOURCES: &[Source] = &[];
