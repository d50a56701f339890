//! What every answer needs: addresses, councils, and how a record is linked.

use std::collections::HashMap;
use std::fmt::Display;

use directory::Organization;
use kernel::{AreaId, Date, OrganizationId};
use kit::{Ctx, Problem};

/// The licence under which the data may be used again.
pub(crate) const LICENSE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// More councils than a province and its units have.
const COUNCILS_MAX: i64 = 5_000;

/// Loaded once for each answer.
pub(crate) struct World {
    /// The address of the installation, without a slash at the end.
    pub(crate) base: String,
    /// The day.
    pub(crate) today: Date,
    /// Every council, by the first.
    pub(crate) councils: Vec<Organization>,
    /// The short names of all bodies.
    pub(crate) names: HashMap<OrganizationId, String>,
    /// The addresses of sessions.
    pub(crate) sessions: sessions::Addresses,
    /// The addresses of resolutions.
    pub(crate) resolutions: resolutions::Addresses,
}

impl World {
    /// As it is today.
    pub(crate) fn load(ctx: &mut Ctx<'_>) -> Result<Self, Problem> {
        Ok(Self {
            base: ctx.app.settings().public_url.clone(),
            today: ctx.today,
            councils: directory::open_data::councils(ctx.tx, None, COUNCILS_MAX)?,
            names: directory::names(ctx.tx)?,
            sessions: sessions::Addresses::load(ctx.tx, ctx.today)?,
            resolutions: resolutions::Addresses::load(ctx.tx, ctx.today)?,
        })
    }

    /// A page of this installation.
    pub(crate) fn page(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// An object of the `OParl` interface.
    pub(crate) fn object(&self, kind: &str, id: impl Display) -> String {
        format!("{}/oparl/v1.1/{kind}/{id}", self.base)
    }

    /// The council with this id.
    pub(crate) fn council(&self, id: OrganizationId) -> Option<&Organization> {
        self.councils.iter().find(|one| one.id == id)
    }

    /// The council of a unit.
    pub(crate) fn council_of_area(&self, area: AreaId) -> Option<&Organization> {
        self.councils.iter().find(|one| one.area_id == area)
    }

    /// The short name of a body; empty when it is not known.
    pub(crate) fn name(&self, id: OrganizationId) -> &str {
        self.names.get(&id).map_or("", String::as_str)
    }
}
