//! What the deeds of this area share.

use audit::Deed;
use directory::{Organization, OrganizationKind};
use kernel::{OrganizationId, PersonId, QuestionId, text};
use kit::{Ctx, Error};

use crate::model::{Question, Refusal};
use crate::policy::{self, Action};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The question, when the actor may do this with it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: QuestionId, action: Action) -> Result<Question> {
    store::question(ctx.tx, id)?.filter(|one| policy::may(ctx.actor, action, one)).ok_or(Error::NotFound)
}

/// Delegates of a council today, by name, each once.
pub(crate) fn delegates(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<(PersonId, String)>> {
    directory::delegates_of(ctx.tx, council, ctx.today)
}

/// The bodies whose office holders may be asked in a council: the People's Committee of its unit,
/// the bodies under it, courts and procuracies (Luật 87/2015/QH13, Điều 5 khoản 1 điểm đ).
pub(crate) fn bodies(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Organization>> {
    use OrganizationKind as Kind;
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    let all = directory::organizations_of_area(ctx.tx, council.area_id)?.into_iter();
    Ok(all
        .filter(|one| {
            matches!(one.kind, Kind::PeoplesCommittee | Kind::Department | Kind::Office | Kind::Other)
                && one.works_on(today)
        })
        .collect())
}

/// The same as choices of a form or a filter.
pub(crate) fn body_choices(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<(String, String)>> {
    Ok(bodies(ctx, council)?.into_iter().map(|one| (one.id.to_string(), one.short_name)).collect())
}

/// What a list is searched by.
pub(crate) fn folded(code: &str, addressee: &str, words: &str) -> String {
    text::fold(&format!("{code} {addressee} {words}"))
}

/// Where a deed hit nothing, another was first.
pub(crate) fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

/// Makes the question findable as it stands now, and writes the deed down. Of what is not open
/// the public log knows nothing; what was open stays so when it is hidden again.
pub(crate) fn finish(
    ctx: &mut Ctx<'_>,
    id: QuestionId,
    action: &'static str,
    reason: &str,
    was_open: bool,
) -> Result<Question> {
    let one = store::question(ctx.tx, id)?.ok_or(Error::NotFound)?;
    find_it(ctx, &one)?;
    let deed = Deed::new(action, "question", one.id, one.label()).because(reason);
    audit::record(ctx, deed.public_if(one.is_open() || was_open))?;
    Ok(one)
}

/// Puts a question into the search as it stands, or takes it out.
pub(crate) fn find_it(ctx: &mut Ctx<'_>, one: &Question) -> Result<()> {
    Ok(put_in_search(ctx, one)?)
}

/// The same where a fault is the database's alone.
pub(crate) fn put_in_search(ctx: &mut Ctx<'_>, one: &Question) -> db::Result<()> {
    if !one.state.is_compiled() {
        search::remove(ctx.tx, "question", &one.id.to_string())?;
        return Ok(());
    }
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "question",
            id: one.id.to_string(),
            href: if one.is_open() { one.public_path() } else { one.path() },
            title: &text::truncate_words(&one.text, 120),
            summary: &format!("{}, gửi {}", one.label(), one.addressee),
            body: &format!("{} {}", one.text, one.answer),
            is_public: one.is_open(),
            council: Some(one.council_id),
            on: one.asked_on,
        },
    )
}
