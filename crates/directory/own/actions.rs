//! The deeds.

use audit::Deed;
use kernel::{AreaId, Date, MembershipId, OrganizationId, PersonId, TermId, collate, text};
use kit::{Ctx, Error};

use crate::model::{Membership, OrganizationKind, Organization, Post, Refusal};
use crate::policy::{self, Action};
use crate::rules::{self, Held};
use crate::store;

type Result<T> = std::result::Result<T, Error<Refusal>>;

fn require(ctx: &Ctx<'_>, action: Action) -> Result<()> {
    if policy::may(ctx.actor, action) { Ok(()) } else { Err(Error::NotFound) }
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
    require(ctx, Action::ChangeOrganization)?;
    store::area(ctx.tx, new.area)?.ok_or(Error::NotFound)?;
    let id: OrganizationId = ctx.id();
    let place = if new.place > 0 {
        new.place
    } else {
        let db::One((last,)) = store::last_place(ctx.tx)?;
        last + 1
    };
    store::insert_organization(ctx.tx, id, new.area, new.kind, &new.name, &new.short_name, &new.symbol, new.parent, new.founded_on, place)?;
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "organization",
            id: id.to_string(),
            href: format!("/co-quan/{id}"),
            title: &new.name,
            summary: new.kind.label(),
            body: &new.short_name,
            is_public: true,
            council: None,
            on: ctx.today,
        },
    )?;
    audit::record(ctx, Deed::new("directory.add", "organization", id, &new.name).public())?;
    Ok(id)
}

/// Changes the names of an organization, or dissolves it from a day on.
pub fn change_organization(
    ctx: &mut Ctx<'_>,
    id: OrganizationId,
    version: i64,
    name: &str,
    short_name: &str,
    symbol: &str,
    dissolved_on: Option<Date>,
) -> Result<Organization> {
    require(ctx, Action::ChangeOrganization)?;
    let before = store::organization(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if dissolved_on.is_some_and(|last| before.founded_on.is_some_and(|first| last <= first)) {
        return Err(Error::Refused(Refusal::BadDissolution));
    }
    if !store::update_organization(ctx.tx, name, short_name, symbol, dissolved_on, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    audit::record(ctx, Deed::new("directory.change", "organization", id, name).public())?;
    Ok(before)
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
    require(ctx, Action::ChangeOrganization)?;
    if store::terms_of(ctx.tx, new.council)?.iter().any(|term| term.number == new.number) {
        return Err(Error::Refused(Refusal::TermKnown));
    }
    let id: TermId = ctx.id();
    store::insert_term(ctx.tx, id, new.council, new.number, new.opened_on, new.ends_on, new.delegates_total)?;
    let label = kernel::period::council_term(u32::try_from(new.number).unwrap_or(0));
    audit::record(ctx, Deed::new("directory.add", "council_term", id, label).public())?;
    Ok(id)
}

/// A person to be written down.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// As written: family name first.
    pub name: String,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// Writes a person down.
pub fn add_person(ctx: &mut Ctx<'_>, new: &NewPerson) -> Result<PersonId> {
    require(ctx, Action::ChangePerson)?;
    let id: PersonId = ctx.id();
    let name = text::clean_line(&new.name);
    store::insert_person(ctx.tx, id, &name, &collate::name_sort_key(&name), &text::fold(&name), new.is_demonstration)?;
    // The label of a person's entry is the id: a name enters the journal only as a salted hash
    audit::record(ctx, Deed::new("directory.add", "person", id, "người"))?;
    Ok(id)
}

/// A post to be given.
#[derive(Debug, Clone)]
pub struct NewMembership {
    /// To whom.
    pub person: PersonId,
    /// Where.
    pub organization: OrganizationId,
    /// As what.
    pub post: Post,
    /// In words.
    pub label: String,
    /// Chuyên trách.
    pub is_full_time: bool,
    /// Since.
    pub started_on: Date,
    /// Until.
    pub ended_on: Option<Date>,
}

/// Gives a post, unless the law forbids it beside another that the person holds.
pub fn add_membership(ctx: &mut Ctx<'_>, new: &NewMembership) -> Result<MembershipId> {
    require(ctx, Action::ChangePerson)?;
    let person = store::person(ctx.tx, new.person)?.ok_or(Error::NotFound)?;
    let organization = store::organization(ctx.tx, new.organization)?.ok_or(Error::NotFound)?;
    let outside = new.ended_on.is_some_and(|last| last < new.started_on)
        || organization.dissolved_on.is_some_and(|last| new.started_on >= last)
        || organization.founded_on.is_some_and(|first| new.started_on < first);
    if outside {
        return Err(Error::Refused(Refusal::OutsideLife));
    }
    if rules::is_single(new.post)
        && let Some(holder) = store::holder(ctx.tx, new.organization, new.post, new.started_on)?
    {
        return Err(Error::Refused(Refusal::Taken(holder.name)));
    }
    let held = Held { post: new.post, kind: organization.kind, same_unit: true };
    for old in store::memberships_of(ctx.tx, new.person)? {
        if !rules::overlap(new.started_on, new.ended_on, old.started_on, old.ended_on) {
            continue;
        }
        let Some(other) = store::organization(ctx.tx, old.organization_id)? else { continue };
        let beside = Held { post: old.post, kind: other.kind, same_unit: other.area_id == organization.area_id };
        rules::compatible(held, beside, new.started_on)
            .map_err(|sentence| Error::Refused(Refusal::Incompatible(sentence.to_owned())))?;
    }
    let id: MembershipId = ctx.id();
    store::insert_membership(ctx.tx, id, new.person, new.organization, new.post, &new.label, new.is_full_time, new.started_on, new.ended_on)?;
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "person",
            id: new.person.to_string(),
            href: format!("/dai-bieu/{}", new.person),
            title: &person.name,
            summary: &new.label,
            body: &organization.name,
            is_public: true,
            council: None,
            on: new.started_on,
        },
    )?;
    audit::record(ctx, Deed::new("directory.add", "membership", id, &new.label).public())?;
    Ok(id)
}

/// Ends a post on a day.
pub fn end_membership(ctx: &mut Ctx<'_>, id: MembershipId, on: Date, version: i64) -> Result<Membership> {
    require(ctx, Action::ChangePerson)?;
    let membership = store::membership(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if on < membership.started_on {
        return Err(Error::Refused(Refusal::OutsideLife));
    }
    if !store::end_membership(ctx.tx, on, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    audit::record(ctx, Deed::new("directory.change", "membership", id, &membership.label).public())?;
    Ok(membership)
}
