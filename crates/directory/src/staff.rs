//! The deeds on persons and their posts.

use audit::Deed;
use kernel::{Date, MembershipId, OrganizationId, PersonId, collate, text};
use kit::{Ctx, Error};

use crate::actions::{Result, require_in};
use crate::model::{Holding, Membership, Organization, Person, Post};
use crate::policy::{self, Action};
use crate::rules::{self, Warning};
use crate::store;

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
    if !policy::may(ctx.actor, Action::ChangePerson) {
        return Err(Error::NotFound);
    }
    let id: PersonId = ctx.id();
    let name = text::clean_line(&new.name);
    store::insert_person(
        ctx.tx,
        id,
        &name,
        &collate::name_sort_key(&name),
        &text::fold(&name),
        new.is_demonstration,
    )?;
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
///
/// # Errors
/// A post that does not fit, is taken, lies outside the organization's life, or is forbidden
/// (Luật 72/2025/QH15, Điều 29; Luật 77/2015/QH13, Điều 83).
pub fn add_membership(ctx: &mut Ctx<'_>, new: &NewMembership) -> Result<MembershipId> {
    give_post(ctx, new).map(|(id, _)| id)
}

/// Gives a post; the warnings are for the eyes of whoever gives it.
pub(crate) fn give_post(ctx: &mut Ctx<'_>, new: &NewMembership) -> Result<(MembershipId, Vec<Warning>)> {
    let person = store::person(ctx.tx, new.person)?.ok_or(Error::NotFound)?;
    let organization = store::organization(ctx.tx, new.organization)?.ok_or(Error::NotFound)?;
    require_in(ctx, Action::ChangePerson, organization.area_id)?;
    let warnings = check(ctx, new, &person, &organization)?;
    let id: MembershipId = ctx.id();
    store::insert_membership(
        ctx.tx,
        id,
        new.person,
        new.organization,
        new.post,
        &new.label,
        new.is_full_time,
        new.started_on,
        new.ended_on,
    )?;
    make_findable(ctx, &person)?;
    audit::record(
        ctx,
        Deed::new("directory.add", "membership", id, &new.label).public_if(rules::is_public(new.post)),
    )?;
    Ok((id, warnings))
}

fn check(
    ctx: &mut Ctx<'_>,
    new: &NewMembership,
    person: &Person,
    organization: &Organization,
) -> Result<Vec<Warning>> {
    let wanted = Holding {
        post: new.post,
        label: new.label.clone(),
        holder: person.name.clone(),
        organization: organization.id,
        organization_name: organization.name.clone(),
        kind: organization.kind,
        area: organization.area_id,
        from: new.started_on,
        to: new.ended_on,
    };
    let own = store::holdings_of(ctx.tx, person.id)?;
    let others = if rules::is_single(new.post) {
        store::rivals(ctx.tx, organization.id, new.post, person.id)?
    } else {
        Vec::new()
    };
    let terms = store::terms_of_area(ctx.tx, organization.area_id)?;
    rules::check_fit(&wanted)
        .and_then(|()| rules::check_life(&wanted, organization.founded_on, organization.dissolved_on))
        .and_then(|()| rules::check_free(&wanted, &own, &others))
        .and_then(|()| rules::check_terms(&wanted, &own, &terms, ctx.law))
        .and_then(|()| rules::check_together(&wanted, &own, ctx.law))
        .map_err(Error::Refused)
}

/// Ends a post: `on` is its last day.
///
/// # Errors
/// A day before the post began, or after it ended.
pub fn end_membership(ctx: &mut Ctx<'_>, id: MembershipId, on: Date, version: i64) -> Result<Membership> {
    let membership = store::membership(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let organization = store::organization(ctx.tx, membership.organization_id)?.ok_or(Error::NotFound)?;
    require_in(ctx, Action::ChangePerson, organization.area_id)?;
    rules::check_end(membership.started_on, membership.ended_on, on).map_err(Error::Refused)?;
    if !store::end_membership(ctx.tx, on, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    audit::record(
        ctx,
        Deed::new("directory.change", "membership", id, &membership.label)
            .public_if(rules::is_public(membership.post)),
    )?;
    Ok(membership)
}

/// Puts a person with a public post into the search, under the post held now, else the last
/// one; someone without a public post is not found.
pub(crate) fn make_findable(ctx: &mut Ctx<'_>, person: &Person) -> db::Result<()> {
    let public: Vec<Holding> = store::holdings_of(ctx.tx, person.id)?
        .into_iter()
        .filter(|held| rules::is_public(held.post))
        .collect();
    let today = ctx.today;
    let is_over = |held: &Holding| held.to.is_some_and(|last| last < today);
    let Some(first) = public.iter().min_by_key(|held| (is_over(held), held.post)) else {
        return search::remove(ctx.tx, "person", &person.id.to_string());
    };
    let mut places: Vec<&str> = public.iter().map(|held| held.organization_name.as_str()).collect();
    places.dedup();
    let entry = search::Entry {
        kind: "person",
        id: person.id.to_string(),
        href: format!("/dai-bieu/{}", person.id),
        title: &person.name,
        summary: &first.label,
        body: &places.join(" "),
        is_public: true,
        council: None,
        on: first.from,
    };
    search::put(ctx.tx, &entry)
}
