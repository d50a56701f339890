//! A resolution as Akoma Ntoso: the text as it was passed, what it does to older ones, what later
//! ones do to it.

use akn::{Act, Council, Deed, MEDIA_TYPE, Modification, Text, act_uri};
use kit::{Answer, Ctx, Problem};

use crate::address::Addresses;
use crate::model::{Relation, RelationKind, Resolution, Way};
use crate::{store, ties};

/// One resolution as an answer.
pub(crate) fn one(ctx: &mut Ctx<'_>, one: &Resolution, addresses: &Addresses) -> Result<Answer, Problem> {
    Ok(Answer::text(MEDIA_TYPE, to_akn(ctx, one, addresses)?))
}

/// One resolution as Akoma Ntoso; of others only what is public is named.
pub fn to_akn(ctx: &mut Ctx<'_>, one: &Resolution, addresses: &Addresses) -> Result<String, Problem> {
    let organization = directory::organization(ctx.tx, one.council_id)?.ok_or(Problem::NotFound)?;
    let council = Council::new(&organization.name);
    let session = match one.session_id {
        Some(id) => sessions::find(ctx.tx, id)?.filter(|session| session.is_public),
        None => None,
    };
    let session = session.map(|session| session.label());
    let text = Text::read(&one.body);
    let active = ties::outgoing(ctx.tx, one.id)?
        .into_iter()
        .filter(|(_, older)| older.as_ref().is_none_or(|older| older.is_public))
        .map(|(tie, older)| match older {
            Some(older) => modification(&tie, &council, &older, &Text::read(&older.body)),
            None => Modification {
                deed: deed(&tie),
                uri: format!("/akn/vn/act/{}/{}", council.slug, kernel::text::slug(&tie.target_text)),
                label: tie.target_text,
                article: None,
                from_on: tie.from_on,
            },
        })
        .collect();
    let passive = ties::incoming(ctx.tx, one.id)?
        .into_iter()
        .filter(|(_, by)| by.is_public)
        .map(|(tie, by)| modification(&tie, &council, &by, &text))
        .collect();
    let corrected = store::errata(ctx.tx, one.id)?.last().map(|last| last.signed_on);
    let (label, url) = (one.label(), format!("{}{}", ctx.app.settings().public_url, addresses.of(one)));
    Ok(akn::act(&Act {
        council,
        number: &one.number,
        label: &label,
        title: &one.title,
        seq: one.seq,
        adopted_on: one.adopted_on,
        signed_on: one.signed_on,
        effective_on: one.effective_on,
        expired_on: one.expired_on,
        version_on: corrected.unwrap_or(one.adopted_on),
        session: session.as_deref(),
        url: &url,
        text: &text,
        active,
        passive,
    }))
}

const fn deed(tie: &Relation) -> Deed {
    match (tie.kind, tie.way) {
        (RelationKind::Repeals, _) | (RelationKind::Amends, Way::Remove) => Deed::Repeal,
        (RelationKind::Amends, Way::Insert) => Deed::Insertion,
        (RelationKind::Amends | RelationKind::Replaces, _) => Deed::Substitution,
    }
}

/// `text` is the one that is touched.
fn modification(tie: &Relation, council: &Council, other: &Resolution, text: &Text) -> Modification {
    Modification {
        deed: deed(tie),
        uri: act_uri(council, other.adopted_on, &other.number),
        label: other.label(),
        article: text.article(&tie.article).map(|one| one.id),
        from_on: tie.from_on,
    }
}
