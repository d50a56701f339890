//! What the deeds of this area share.

use audit::Deed;
use chain::Node;
use directory::Post;
use kernel::{Date, OrganizationId, OversightEntryId, OversightId, PersonId, text};
use kit::{Ctx, Error};

use crate::model::{Body, Member, Oversight, Refusal};
use crate::policy::{self, Action, Standing};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// An oversight with those whom the rights ask for.
pub(crate) struct Whole {
    pub(crate) one: Oversight,
    pub(crate) team: Vec<Member>,
    pub(crate) bodies: Vec<Body>,
}

impl Whole {
    pub(crate) fn load(ctx: &mut Ctx<'_>, id: OversightId) -> db::Result<Option<Self>> {
        let Some(one) = store::oversight(ctx.tx, id)? else { return Ok(None) };
        Self::of(ctx, one).map(Some)
    }

    pub(crate) fn of(ctx: &mut Ctx<'_>, one: Oversight) -> db::Result<Self> {
        let (team, bodies) = (store::members(ctx.tx, one.id)?, store::bodies(ctx.tx, one.id)?);
        Ok(Self { one, team, bodies })
    }

    pub(crate) fn may(&self, actor: &kernel::Actor, action: Action) -> bool {
        let team: Vec<PersonId> = self.team.iter().map(|one| one.person_id).collect();
        let bodies: Vec<OrganizationId> = self.bodies.iter().map(|one| one.organization_id).collect();
        policy::may(actor, action, Standing { one: &self.one, team: &team, bodies: &bodies })
    }
}

/// The oversight, when the actor may do this with it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: OversightId, action: Action) -> Result<Whole> {
    let whole = Whole::load(ctx, id)?.ok_or(Error::NotFound)?;
    if whole.may(ctx.actor, Action::Read) && whole.may(ctx.actor, action) {
        Ok(whole)
    } else {
        Err(Error::NotFound)
    }
}

/// Where a deed hit nothing, another was first.
pub(crate) fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

/// What a list is searched by.
pub(crate) fn folded(code: &str, title: &str, scope: &str) -> String {
    text::fold(&format!("{code} {title} {scope}"))
}

/// A working body.
pub(crate) fn working(ctx: &mut Ctx<'_>, id: OrganizationId) -> Result<directory::Organization> {
    directory::organization(ctx.tx, id)?
        .filter(|one| one.works_on(ctx.today))
        .ok_or(Error::Refused(Refusal::NoSuchBody))
}

/// The posts that somebody holds on a day in a body and in its council.
pub(crate) fn posts(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    body: OrganizationId,
    person: PersonId,
    on: Date,
) -> db::Result<(Vec<Post>, Vec<Post>)> {
    let all = directory::posts_in(ctx.tx, council, on)?;
    let of = |organization: OrganizationId| {
        all.iter()
            .filter(|(one, _, place, ..)| *one == person && *place == organization)
            .map(|(_, _, _, post, _)| *post)
            .collect()
    };
    Ok((of(body), of(council)))
}

/// The end of the chain that is this oversight. What is secret is named by its code alone.
pub(crate) fn node(one: &Oversight) -> Node {
    let label = if one.is_secret {
        one.label()
    } else {
        format!("{}: {}", one.label(), text::truncate_words(&one.title, 100))
    };
    Node::new("oversight", one.id, label, one.path())
}

/// Writes the course, makes the oversight findable as it stands now, and writes the deed down. Of
/// what is not open the public log knows nothing; what was open stays so when it is hidden again.
pub(crate) fn finish(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    action: &'static str,
    on: Date,
    words: &str,
    was_open: bool,
) -> Result<Oversight> {
    let one = store::oversight(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let entry: OversightEntryId = ctx.id();
    let name = ctx.actor.name.clone();
    store::insert_entry(ctx.tx, entry, id, ctx.now, on, &name, words)?;
    find_it(ctx, &one)?;
    let deed = Deed::new(action, "oversight", one.id, one.label());
    audit::record(ctx, deed.public_if(one.is_open() || was_open))?;
    Ok(one)
}

/// Puts an oversight into the search as it stands, or takes it out.
pub(crate) fn find_it(ctx: &mut Ctx<'_>, one: &Oversight) -> Result<()> {
    if one.is_secret {
        search::remove(ctx.tx, "oversight", &one.id.to_string())?;
        return Ok(());
    }
    let name = directory::organization(ctx.tx, one.body_id)?.map_or_else(String::new, |body| body.short_name);
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "oversight",
            id: one.id.to_string(),
            href: if one.is_open() { one.public_path() } else { one.path() },
            title: &text::truncate_words(&one.title, 120),
            summary: &format!("{}, {name}, năm {}", one.label(), one.year),
            body: &format!("{} {} {} {}", one.scope, one.content, one.report, one.conclusion),
            is_public: one.is_open(),
            council: Some(one.council_id),
            on: one.planned_from,
        },
    )?;
    Ok(())
}
