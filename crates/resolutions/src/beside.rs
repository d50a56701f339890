//! What other areas tell of a resolution beside its text; the binary registers them.

use std::sync::OnceLock;

use db::Tx;

use crate::model::Resolution;

/// Words and addresses of what an area has to tell of a public resolution, whose own address is
/// given.
pub type Beside = fn(&mut Tx, &Resolution, &str) -> db::Result<Vec<(String, String)>>;

static BESIDE: OnceLock<&'static [Beside]> = OnceLock::new();

/// Registers what stands beside resolutions.
pub fn stand_beside(areas: &'static [Beside]) {
    // A second installation in one process registers the same
    let _ = BESIDE.set(areas);
}

/// All that stands beside a resolution.
pub(crate) fn of(tx: &mut Tx, one: &Resolution, href: &str) -> db::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for area in BESIDE.get().copied().unwrap_or_default() {
        found.extend(area(tx, one, href)?);
    }
    Ok(found)
}
