//! The deeds on organizations and terms.

use audit::Deed;
use kernel::{AreaId, Date, OrganizationId, TermId, dates};
use kit::{Ctx, Error};

use crate::model::{Organization, OrganizationKind, Refusal};
use crate::policy::{self, Action};
use crate::{rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// Asks whether the actor does this to a record of this unit.
pub(crate) fn require_in(ctx: &mut Ctx<'_>, action: Action, area: AreaId) -> Result<()> {
    let chain = crate::chain(ctx.tx, area)?;
    if policy::may_in(ctx.actor, action, &chain) { Ok(()) } else { Err(Error::NotFound) }
}

/// An organization to be founded.
#[derive(Debug, Clone)]
pub struct NewOrganization {
    /// Its unit.
    pub area: AreaId,
    /// Its kind.
    pub kind: OrganizationKind,
    /// Its whole name.
    pub name: String,
    /// Its short name.
    pub short_name: String,
    /// Its symbol in document numbers.
    pub symbol: String,
    /// What it is part of.
    pub parent: Option<OrganizationId>,
    /// Since when.
    pub founded_on: Option<Date>,
    /// Its place in lists; 0 for the end.
    pub place: i64,
}

/// Founds an organization.
pub fn add_organization(ctx: &mut Ctx<'_>, new: &NewOrganization) -> Result<OrganizationId> {
    store::area(ctx.tx, new.area)?.ok_or(Error::NotFound)?;
    require_in(ctx, Action::ChangeOrganization, new.area)?;
    let id: OrganizationId = ctx.id();
    let place = if new.place > 0 {
        new.place
    } else {
        let db::One((last,)) = store::last_place(ctx.tx)?;
        last + 1
    };
    store::insert_organization(
        ctx.tx,
        id,
        new.area,
        new.kind,
        &new.name,
        &new.short_name,
        &new.symbol,
        new.parent,
        new.founded_on,
        place,
    )?;
    make_findable(ctx, id, new.kind, &new.name, &new.short_name)?;
    audit::record(ctx, Deed::new("directory.add", "organization", id, &new.name).public())?;
    Ok(id)
}

/// Puts an organization into the search by its present names.
pub(crate) fn make_findable(
    ctx: &mut Ctx<'_>,
    id: OrganizationId,
    kind: OrganizationKind,
    name: &str,
    short_name: &str,
) -> db::Result<()> {
    let entry = search::Entry {
        kind: "organization",
        id: id.to_string(),
        href: format!("/co-quan/{id}"),
        title: name,
        summary: kind.label(),
        body: short_name,
        is_public: true,
        council: None,
        on: ctx.today,
    };
    search::put(ctx.tx, &entry)
}

/// Changes the names of an organization, or dissolves it from a day on.
///
/// # Errors
/// As [`dissolve_organization`] when a day is given.
pub fn change_organization(
    ctx: &mut Ctx<'_>,
    id: OrganizationId,
    version: i64,
    name: &str,
    short_name: &str,
    symbol: &str,
    dissolved_on: Option<Date>,
    agency_code: Option<&str>,
) -> Result<Organization> {
    let before = store::organization(ctx.tx, id)?.ok_or(Error::NotFound)?;
    require_in(ctx, Action::ChangeOrganization, before.area_id)?;
    check_dissolution(ctx, &before, dissolved_on)?;
    if !store::update_organization(ctx.tx, name, short_name, symbol, dissolved_on, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    store::set_agency_code(ctx.tx, agency_code, id)?;
    end_posts(ctx, id, dissolved_on)?;
    make_findable(ctx, id, before.kind, name, short_name)?;
    audit::record(ctx, Deed::new("directory.change", "organization", id, name).public())?;
    Ok(before)
}

/// Dissolves an organization: from `on` it is no more, and posts in it end on the eve. The heir
/// is named in the journal. Obligations still open are passed on by the caller.
///
/// # Errors
/// A day before the organization was founded or somebody took up a post in it; an heir that is
/// not at work on that day.
pub fn dissolve_organization(
    ctx: &mut Ctx<'_>,
    id: OrganizationId,
    on: Date,
    successor: Option<OrganizationId>,
) -> Result<()> {
    let one = store::organization(ctx.tx, id)?.ok_or(Error::NotFound)?;
    require_in(ctx, Action::ChangeOrganization, one.area_id)?;
    check_dissolution(ctx, &one, Some(on))?;
    let heir = match successor {
        Some(heir) => Some(
            store::organization(ctx.tx, heir)?
                .filter(|heir| heir.id != id && heir.works_on(on))
                .ok_or(Error::Refused(Refusal::BadSuccessor))?,
        ),
        None => None,
    };
    let (name, short_name, symbol) = (&one.name, &one.short_name, &one.symbol);
    if !store::update_organization(ctx.tx, name, short_name, symbol, Some(on), id, one.version)?.hit() {
        return Err(Error::Conflict);
    }
    end_posts(ctx, id, Some(on))?;
    let day = dates::print(on);
    let reason = match heir {
        Some(heir) => format!("Kết thúc hoạt động từ ngày {day}; kế thừa: {}", heir.name),
        None => format!("Kết thúc hoạt động từ ngày {day}"),
    };
    audit::record(
        ctx,
        Deed::new("directory.dissolve", "organization", id, &one.name).because(reason).public(),
    )?;
    Ok(())
}

fn check_dissolution(ctx: &mut Ctx<'_>, one: &Organization, on: Option<Date>) -> Result<()> {
    let Some(on) = on else { return Ok(()) };
    let db::One((last_started,)) = store::last_started(ctx.tx, one.id)?;
    rules::check_dissolution(on, one.founded_on, last_started).map_err(Error::Refused)
}

/// Posts end on the eve of the dissolution: nobody holds one in an organization that is no more.
fn end_posts(ctx: &mut Ctx<'_>, id: OrganizationId, dissolved_on: Option<Date>) -> db::Result<()> {
    if let Some(eve) = dissolved_on.and_then(|on| on.yesterday().ok()) {
        store::end_posts(ctx.tx, eve, id)?;
    }
    Ok(())
}

/// A term to be written down.
#[derive(Debug, Clone)]
pub struct NewTerm {
    /// The council.
    pub council: OrganizationId,
    /// Its number.
    pub number: i64,
    /// The opening of its first session.
    pub opened_on: Date,
    /// Its end.
    pub ends_on: Date,
    /// Delegates elected.
    pub delegates_total: i64,
}

/// Writes a term down.
pub fn add_term(ctx: &mut Ctx<'_>, new: &NewTerm) -> Result<TermId> {
    let council = store::organization(ctx.tx, new.council)?.ok_or(Error::NotFound)?;
    require_in(ctx, Action::ChangeOrganization, council.area_id)?;
    if store::terms_of(ctx.tx, new.council)?.iter().any(|term| term.number == new.number) {
        return Err(Error::Refused(Refusal::TermKnown));
    }
    let id: TermId = ctx.id();
    store::insert_term(ctx.tx, id, new.council, new.number, new.opened_on, new.ends_on, new.delegates_total)?;
    let label = kernel::period::council_term(u32::try_from(new.number).unwrap_or(0));
    audit::record(ctx, Deed::new("directory.add", "council_term", id, label).public())?;
    Ok(id)
}
