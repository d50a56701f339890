//! Links made by hand.

use audit::Deed;
use axum::extract::Path;
use axum::response::Response;
use kernel::LinkId;
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::gather;
use crate::model::{Key, Known, Node, Reader, Refusal};
use crate::policy::{self, Action};
use crate::{pages, store};

type Result<T> = std::result::Result<T, Error<Refusal>>;

const CODE_MAX: usize = 100;

fn path_of(key: &Key) -> String {
    format!("/lam-viec/dong-doi/{}/{}", key.0, key.1)
}

/// What the actor may know of a record in the workspace.
fn known(ctx: &mut Ctx<'_>, key: &Key) -> Result<Known> {
    let kind = gather::kind(&key.0).ok_or(Error::NotFound)?;
    let found = (kind.read)(ctx, Reader::Workspace, std::slice::from_ref(&key.1))?;
    found.into_iter().next().ok_or(Error::NotFound)
}

pub(crate) async fn link(visit: Visit, Path(key): Path<Key>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let here = known(ctx, &key)?;
            if !policy::may(ctx.actor, Action::Link, here.council) {
                return Err(Problem::NotFound);
            }
            let kind: Option<String> = form.take_choice("loai", "Loại bản ghi");
            let code = form.take_line("ma", "Mã hoặc số", CODE_MAX);
            let way: Option<String> = form.take_choice("chieu", "Thứ tự");
            if let (Some(kind), Some(way), true) = (kind, way, form.is_sound()) {
                let other = other_end(ctx, &kind, &code);
                match other.and_then(|other| join(ctx, (&key, &here), other, way == "truoc")) {
                    Ok(said) => return Ok(Answer::see_other(path_of(&key)).saying(said)),
                    Err(Error::Refused(reason)) => form.refuse("ma", reason.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            pages::faulty(ctx, &key, form.clone())
        })
        .await
}

/// The record that the actor names by its code.
fn other_end(ctx: &mut Ctx<'_>, kind: &str, code: &str) -> Result<(Key, Known)> {
    let missing = || Error::Refused(Refusal::NoSuchRecord);
    let kind = gather::kind(kind).ok_or_else(missing)?;
    let find = kind.find.ok_or_else(missing)?;
    let id = find(ctx, code.trim())?.ok_or_else(missing)?;
    let key = (kind.kind.to_owned(), id);
    match known(ctx, &key) {
        Ok(known) => Ok((key, known)),
        // What one may not know has no code
        Err(Error::NotFound) => Err(missing()),
        Err(error) => Err(error),
    }
}

/// Links the record on the page with the other, which came before it or after it.
fn join(ctx: &mut Ctx<'_>, here: (&Key, &Known), other: (Key, Known), before: bool) -> Result<String> {
    if *here.0 == other.0 {
        return Err(Error::Refused(Refusal::Itself));
    }
    let node = |key: &Key, known: &Known| Node::new(&key.0, &key.1, &known.label, &known.href);
    let (here, other) = (node(here.0, here.1), node(&other.0, &other.1));
    let (from, to) = if before { (&other, &here) } else { (&here, &other) };
    crate::join(ctx, from, to)?;
    Ok(format!("Đã nối {} với {}.", from.label, to.label))
}

pub(crate) async fn unlink(
    visit: Visit,
    Path((kind, id, link)): Path<(String, String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, _| {
            let key = (kind.clone(), id.clone());
            let link: LinkId = link.parse().map_err(|_| Problem::NotFound)?;
            let one = store::one(ctx.tx, link)?.ok_or(Problem::NotFound)?;
            // Both ends are known to the actor, and one of them is of the own council
            let from = known(ctx, &one.from())?;
            let to = known(ctx, &one.to())?;
            let mine =
                [from.council, to.council].into_iter().any(|one| policy::may(ctx.actor, Action::Link, one));
            if !mine || !store::delete_by_hand(ctx.tx, link)?.hit() {
                return Err(Problem::NotFound);
            }
            let label = format!("{} → {}", from.label, to.label);
            audit::record(ctx, Deed::new("chain.unlink", "record_link", link, label))?;
            Ok(Answer::see_other(path_of(&key)).saying(format!("Đã bỏ nối {} với {}.", from.label, to.label)))
        })
        .await
}
