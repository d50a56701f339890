//! B01 to B03: meetings, and what committees examined.

use reports::Source;

pub(super) static SOURCES: &[Source] = &[];
