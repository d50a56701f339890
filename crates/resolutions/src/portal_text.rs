//! What anyone may read of a text beside it: the text as it stands on a day with what later
//! resolutions changed, and the text as it stood before a correction.

use std::collections::{HashMap, HashSet};

use akn::Piece;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, ResolutionId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::address::Addresses;
use crate::body::{self, Block};
use crate::consolidated::{self, Changed, Source};
use crate::model::{Erratum, Relation, Resolution};
use crate::portal::badge;
use crate::{store, ties};

/// The public resolution of an address in its one spelling.
fn find(ctx: &mut Ctx<'_>, key: &str, addresses: &Addresses) -> Result<Resolution, Problem> {
    addresses.find(ctx.tx, key)?.filter(|one| one.is_public).ok_or(Problem::NotFound)
}

/// A link to a resolution and what it did.
pub(crate) struct TieLine {
    pub(crate) deed: String,
    pub(crate) label: String,
    /// Empty when it has no public page.
    pub(crate) href: String,
    pub(crate) from: String,
    pub(crate) is_ending: bool,
    pub(crate) note: String,
}

fn line(tie: &Relation, label: String, href: String) -> TieLine {
    TieLine {
        deed: tie.deed(),
        label,
        href,
        from: dates::print(tie.from_on),
        is_ending: tie.is_ending(),
        note: tie.note.clone(),
    }
}

/// What public resolutions do to this one.
pub(crate) fn incoming(
    ctx: &mut Ctx<'_>,
    one: &Resolution,
    addresses: &Addresses,
) -> Result<Vec<TieLine>, Problem> {
    Ok(ties::incoming(ctx.tx, one.id)?
        .into_iter()
        .filter(|(_, by)| by.is_public)
        .map(|(tie, by)| line(&tie, by.label(), addresses.of(&by)))
        .collect())
}

/// What this one does to others; a draft is not named.
pub(crate) fn outgoing(
    ctx: &mut Ctx<'_>,
    one: &Resolution,
    addresses: &Addresses,
) -> Result<Vec<TieLine>, Problem> {
    Ok(ties::outgoing(ctx.tx, one.id)?
        .into_iter()
        .filter_map(|(tie, older)| match older {
            Some(older) if older.is_public => Some(line(&tie, older.label(), addresses.of(&older))),
            Some(_) => None,
            None => Some(line(&tie, tie.target_text.clone(), String::new())),
        })
        .collect())
}

struct SourceLine {
    deed: String,
    label: String,
    href: String,
    from: String,
}

struct Words {
    mark: &'static str,
    text: String,
}

/// A piece of the consolidated text: blocks as they were passed, or an article that was changed.
enum Part {
    Plain(Vec<Block>),
    Changed { anchor: String, number: String, sources: Vec<SourceLine>, lines: Vec<Vec<Words>> },
}

#[derive(Template)]
#[template(path = "resolutions/consolidated.html")]
struct ConsolidatedPage {
    shell: Shell,
    one: Resolution,
    council: String,
    badge: Badge,
    on: String,
    form: Form,
    href: String,
    parts: Vec<Part>,
    is_changed: bool,
    without_text: Vec<SourceLine>,
    lapsed: Vec<SourceLine>,
    /// Resolutions that changed this one and were touched themselves.
    chain: Vec<TieLine>,
}

pub(crate) async fn consolidated(visit: Visit, Path(key): Path<String>) -> Response {
    let typed = visit.query("ngay").unwrap_or_default();
    visit
        .read(move |ctx| {
            let addresses = Addresses::load(ctx.tx, ctx.today)?;
            let one = find(ctx, &key, &addresses)?;
            if addresses.key(&one) != key {
                return Ok(Answer::moved(&format!("{}/hop-nhat", addresses.of(&one))));
            }
            let mut form = Form::with(&[("ngay", &typed)]);
            let on = form.take_date_or_none("ngay", ctx.today).unwrap_or(ctx.today);
            if typed.is_empty() {
                form.set("ngay", dates::print(on));
            }
            Answer::page(&consolidated_page(ctx, one, &addresses, on, form)?)
        })
        .await
}

fn consolidated_page(
    ctx: &mut Ctx<'_>,
    one: Resolution,
    addresses: &Addresses,
    on: Date,
    form: Form,
) -> Result<ConsolidatedPage, Problem> {
    let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Problem::NotFound)?;
    let incoming = ties::incoming(ctx.tx, one.id)?;
    let whole = consolidated::consolidate(&one, &incoming, on);
    let by = |id: ResolutionId| incoming.iter().map(|(_, by)| by).find(|by| by.id == id);
    let source = |source: &Source| SourceLine {
        deed: source.deed.clone(),
        label: by(source.by).map(Resolution::label).unwrap_or_default(),
        href: by(source.by).map(|by| addresses.of(by)).unwrap_or_default(),
        from: dates::print(source.from_on),
    };
    let changed: HashMap<String, &Changed> = whole
        .changed
        .iter()
        .filter_map(|one| Some((anchor_of(&whole.text.article(&one.number)?.id), one)))
        .collect();
    let mut parts = Vec::new();
    let mut seen = HashSet::new();
    for unit in body::of_text(&whole.text) {
        let anchor = match &unit {
            Block::Heading { anchor, .. } | Block::Article { anchor, .. } => Some(anchor.clone()),
            Block::Part { .. } | Block::Numbered { .. } | Block::Paragraph(_) => None,
        };
        let Some(anchor) = anchor else {
            match parts.last_mut() {
                Some(Part::Plain(blocks)) => blocks.push(unit),
                // What follows in a changed article stands in its lines
                Some(Part::Changed { .. }) if !matches!(unit, Block::Part { .. }) => {}
                Some(Part::Changed { .. }) | None => parts.push(Part::Plain(vec![unit])),
            }
            continue;
        };
        let changed = changed.get(&anchor).copied();
        match (changed, parts.last_mut()) {
            (Some(changed), _) if seen.insert(anchor.clone()) => parts.push(Part::Changed {
                anchor,
                number: changed.number.clone(),
                sources: changed.sources.iter().map(source).collect(),
                lines: changed.lines.iter().map(|line| line.iter().map(words).collect()).collect(),
            }),
            (_, Some(Part::Plain(blocks))) => blocks.push(unit),
            (_, Some(Part::Changed { .. }) | None) => parts.push(Part::Plain(vec![unit])),
        }
    }
    let chain = store::relations_to_touching(ctx.tx, one.id)?
        .iter()
        .filter(|tie| tie.from_on <= on)
        .filter_map(|tie| {
            let touched = tie.target_id.and_then(by).filter(|by| by.is_public)?;
            Some(line(tie, touched.label(), addresses.of(touched)))
        })
        .collect();
    let href = addresses.of(&one);
    let shell = ctx
        .shell(format!("Văn bản hợp nhất, {}", one.label()))?
        .crumb("Trang chủ", "/")
        .crumb("Nghị quyết", "/nghi-quyet")
        .crumb(one.label(), &href)
        .crumb("Văn bản hợp nhất", format!("{href}/hop-nhat"))
        .with_faults_of(&form);
    Ok(ConsolidatedPage {
        shell,
        council: council.name,
        badge: badge(one.force(on)),
        on: dates::print(on),
        form,
        href,
        is_changed: !whole.changed.is_empty(),
        without_text: whole.without_text.iter().map(source).collect(),
        lapsed: whole.lapsed.iter().map(source).collect(),
        parts,
        chain,
        one,
    })
}

/// "dieu-2" of "art_2".
fn anchor_of(id: &str) -> String {
    id.replacen("art_", "dieu-", 1)
}

fn words(piece: &Piece) -> Words {
    let (mark, text) = match piece {
        Piece::Same(text) => ("", text),
        Piece::Removed(text) => ("del", text),
        Piece::Added(text) => ("ins", text),
    };
    Words { mark, text: text.clone() }
}

#[derive(Template)]
#[template(path = "resolutions/before.html")]
struct BeforePage {
    shell: Shell,
    one: Resolution,
    council: String,
    erratum: Erratum,
    signed: String,
    blocks: Vec<Block>,
    href: String,
}

/// The text as it stood before a correction.
pub(crate) async fn before(visit: Visit, Path((key, id)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let addresses = Addresses::load(ctx.tx, ctx.today)?;
            let one = find(ctx, &key, &addresses)?;
            let erratum = ties::erratum(ctx.tx, &one, &id)?.ok_or(Problem::NotFound)?;
            let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Problem::NotFound)?;
            let href = addresses.of(&one);
            let shell = ctx
                .shell(format!("Bản trước đính chính, {}", one.label()))?
                .crumb("Trang chủ", "/")
                .crumb("Nghị quyết", "/nghi-quyet")
                .crumb(one.label(), &href)
                .crumb("Bản trước đính chính", format!("{href}/dinh-chinh/{}", erratum.id));
            Answer::page(&BeforePage {
                shell,
                council: council.name,
                signed: dates::print(erratum.signed_on),
                blocks: body::blocks(&erratum.old_body),
                href,
                erratum,
                one,
            })
        })
        .await
}
