//! What the deeds and pages of this area share.

use audit::Deed;
use chain::Node;
use kernel::{OrganizationId, text};
use kit::{Ctx, Error};

use crate::model::{Draw, Hearing, Refusal, TextReview};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The kind under which a hearing stands in chains and in follow-ups.
pub const HEARING_KIND: &str = "hearing";
/// The kind under which the review of a text stands in chains.
pub const REVIEW_KIND: &str = "text_review";
/// The kind of a draw in the journal.
pub(crate) const DRAW_KIND: &str = "draw";

/// Where a deed hit nothing, another was first.
pub(crate) fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

pub(crate) fn other<R: std::fmt::Debug + std::fmt::Display>(error: Error<R>) -> Error<Refusal> {
    Error::from_other(error, |reason| Refusal::Other(reason.to_string()))
}

/// The next code of a series: "GT-2020-0012" after "GT-2020-0011".
pub(crate) fn next_code(series: &str, year: i16, last: &str) -> String {
    let number: u32 = last.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or(0);
    format!("{series}-{year}-{:04}", number + 1)
}

/// Between which codes those of a year's series stand.
pub(crate) fn series(series: &str, year: i16) -> (String, String) {
    (format!("{series}-{year}-"), format!("{series}-{year}."))
}

/// A working body.
pub(crate) fn working(ctx: &mut Ctx<'_>, id: OrganizationId) -> Result<directory::Organization> {
    directory::organization(ctx.tx, id)?
        .filter(|one| one.works_on(ctx.today))
        .ok_or(Error::Refused(Refusal::NoSuchBody))
}

/// The end of the chain that is a hearing. What is closed is named by its code alone.
pub(crate) fn hearing_node(one: &Hearing) -> Node {
    let label = if one.is_closed {
        one.label()
    } else {
        format!("{}: {}", one.label(), text::truncate_words(&one.title, 100))
    };
    Node::new(HEARING_KIND, one.id, label, one.path())
}

/// Makes a hearing findable as it stands now, and writes the deed down. What was open stays in the
/// public log when it is closed again.
pub(crate) fn finish_hearing(
    ctx: &mut Ctx<'_>,
    before: Option<&Hearing>,
    id: kernel::HearingId,
    action: &'static str,
    reason: &str,
) -> Result<Hearing> {
    let one = store::hearing(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if one.is_closed {
        search::remove(ctx.tx, HEARING_KIND, &id.to_string())?;
    } else {
        search::put(
            ctx.tx,
            &search::Entry {
                kind: HEARING_KIND,
                id: id.to_string(),
                href: if one.is_open() { one.public_path() } else { one.path() },
                title: &text::truncate_words(&one.title, 120),
                summary: &one.label(),
                body: &format!("{} {}", one.content, one.conclusion),
                is_public: one.is_open(),
                council: Some(one.council_id),
                on: one.held_on,
            },
        )?;
    }
    let is_public = one.is_open() || before.is_some_and(Hearing::is_open);
    let deed = Deed::new(action, HEARING_KIND, id, one.label()).because(reason);
    audit::record(ctx, deed.public_if(is_public))?;
    Ok(one)
}

/// Makes a review findable as it stands now, and writes the deed down.
pub(crate) fn finish_review(
    ctx: &mut Ctx<'_>,
    id: kernel::TextReviewId,
    action: &'static str,
) -> Result<TextReview> {
    let one = store::review(ctx.tx, id)?.ok_or(Error::NotFound)?;
    search::put(
        ctx.tx,
        &search::Entry {
            kind: REVIEW_KIND,
            id: id.to_string(),
            href: if one.is_open() { one.public_path() } else { one.path() },
            title: &text::truncate_words(&format!("{}: {}", one.text_name(), one.title), 120),
            summary: &one.label(),
            body: &one.finding,
            is_public: one.is_open(),
            council: Some(one.council_id),
            on: one.opened_on,
        },
    )?;
    audit::record(ctx, Deed::new(action, REVIEW_KIND, id, one.label()).public_if(one.is_open()))?;
    Ok(one)
}

/// Makes a draw findable, and writes the deed down: all of a draw is public but its seed.
pub(crate) fn finish_draw(
    ctx: &mut Ctx<'_>,
    id: kernel::DrawId,
    action: &'static str,
    reason: &str,
) -> Result<Draw> {
    let one = store::draw(ctx.tx, id)?.ok_or(Error::NotFound)?;
    search::put(
        ctx.tx,
        &search::Entry {
            kind: DRAW_KIND,
            id: id.to_string(),
            href: one.public_path(),
            title: &text::truncate_words(&one.title, 120),
            summary: &one.label(),
            body: &one.purpose,
            is_public: true,
            council: Some(one.council_id),
            on: one.published_on,
        },
    )?;
    audit::record(ctx, Deed::new(action, DRAW_KIND, id, one.label()).because(reason).public())?;
    Ok(one)
}
