//! The page of a chain.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use serde_json::json;

use crate::gather::{self, Chain};
use crate::model::{Key, Link, Reader};
use crate::policy::{self, Action};
use crate::rules::{self, Line, Seen, Slowest};

/// A line as the template draws it: lists open and close around it.
struct Row<'a> {
    one: &'a Seen,
    /// A list of what came of the record above begins here.
    opens: bool,
    /// The item above ends here, and so many lists with their items.
    closes: usize,
    /// The first line of all.
    is_first: bool,
    is_here: bool,
    is_again: bool,
    on: String,
    gap: Option<String>,
    is_slow: bool,
    /// The link from the record above, when it was made by hand.
    by_hand: Option<&'a Link>,
}

#[derive(Template)]
#[template(path = "chain/chain.html")]
struct ChainPage<'a> {
    shell: Shell,
    form: Form,
    rows: Vec<Row<'a>>,
    last_depth: usize,
    here: &'a Seen,
    path: String,
    slowest: Option<String>,
    is_cut: bool,
    may_link: bool,
    kinds: Vec<(&'static str, &'static str)>,
}

pub(crate) async fn public(visit: Visit, Path(key): Path<Key>) -> Response {
    visit.read(move |ctx| page(ctx, Reader::Public, &key, Form::new())).await
}

pub(crate) async fn show(visit: Visit, Path(key): Path<Key>) -> Response {
    visit.read(move |ctx| page(ctx, Reader::Workspace, &key, Form::new())).await
}

fn page(ctx: &mut Ctx<'_>, reader: Reader, key: &Key, form: Form) -> Result<Answer, Problem> {
    let chain = gather::gather(ctx, reader, key)?;
    Answer::page(&chain_page(ctx, reader, &chain, form)?)
}

pub(crate) fn faulty(ctx: &mut Ctx<'_>, key: &Key, form: Form) -> Result<Answer, Problem> {
    let chain = gather::gather(ctx, Reader::Workspace, key)?;
    Answer::faulty(&chain_page(ctx, Reader::Workspace, &chain, form)?)
}

fn chain_page<'a>(
    ctx: &mut Ctx<'_>,
    reader: Reader,
    chain: &'a Chain,
    form: Form,
) -> Result<ChainPage<'a>, Problem> {
    let here = chain.seen.get(chain.start).ok_or(Problem::NotFound)?;
    let lines = rules::tree(&chain.seen, &chain.links);
    let slowest = rules::slowest(&chain.seen, &chain.links, ctx.today);
    let path = match reader {
        Reader::Public => format!("/dong-doi/{}/{}", here.key.0, here.key.1),
        Reader::Workspace => format!("/lam-viec/dong-doi/{}/{}", here.key.0, here.key.1),
    };
    let home = match reader {
        Reader::Public => ("Trang chủ", "/"),
        Reader::Workspace => ("Hôm nay", "/lam-viec"),
    };
    let shell = ctx
        .shell(format!("Dòng đời: {}", here.known.label))?
        .crumb(home.0, home.1)
        .crumb(&here.known.label, &here.known.href)
        .crumb("Dòng đời", &path)
        .with_faults_of(&form);
    let may_link = reader == Reader::Workspace && policy::may(ctx.actor, Action::Link, here.known.council);
    Ok(ChainPage {
        shell,
        form,
        last_depth: lines.last().map_or(0, |line| line.depth),
        rows: rows(chain, &lines, slowest),
        here,
        path,
        slowest: slowest.and_then(|one| in_words(&chain.seen, one)),
        is_cut: chain.is_cut,
        may_link,
        kinds: gather::kinds()
            .iter()
            .filter(|one| one.find.is_some())
            .map(|one| (one.kind, one.label))
            .collect(),
    })
}

fn rows<'a>(chain: &'a Chain, lines: &[Line], slowest: Option<Slowest>) -> Vec<Row<'a>> {
    let mut above: Vec<usize> = Vec::new();
    let mut rows = Vec::with_capacity(lines.len());
    let mut before: Option<usize> = None;
    for line in lines {
        above.truncate(line.depth);
        let parent = above.last().copied();
        above.push(line.seen);
        let Some(one) = chain.seen.get(line.seen) else { continue };
        let is_slow = match slowest {
            Some(Slowest::Between { from, to, .. }) => parent == Some(from) && line.seen == to,
            Some(Slowest::Open { at, .. }) => at == line.seen && !line.is_again,
            None => false,
        };
        rows.push(Row {
            one,
            opens: before.is_some_and(|before| line.depth > before),
            closes: before.map_or(0, |before| before.saturating_sub(line.depth)),
            is_first: before.is_none(),
            is_here: line.seen == chain.start,
            is_again: line.is_again,
            on: dates::print(one.known.on),
            gap: line.after_days.map(after_words),
            is_slow,
            by_hand: parent.and_then(|parent| by_hand(chain, parent, one)),
        });
        before = Some(line.depth);
    }
    rows
}

fn by_hand<'a>(chain: &'a Chain, parent: usize, one: &Seen) -> Option<&'a Link> {
    let parent = chain.seen.get(parent)?;
    chain
        .links
        .iter()
        .find(|link| link.linked_by.is_some() && link.from() == parent.key && link.to() == one.key)
}

fn after_words(days: i64) -> String {
    match days {
        0 => "cùng ngày".to_owned(),
        days if days > 0 => format!("sau {days} ngày"),
        days => format!("trước đó {} ngày", -days),
    }
}

/// The slowest link in words.
fn in_words(seen: &[Seen], slowest: Slowest) -> Option<String> {
    Some(match slowest {
        Slowest::Between { from, to, days } => {
            let (from, to) = (&seen.get(from)?.known, &seen.get(to)?.known);
            format!("{days} ngày từ {} đến {}", from.label, to.label)
        }
        Slowest::Open { at, days } => {
            let one = &seen.get(at)?.known;
            let body = if one.body.is_empty() { String::new() } else { format!(", {}", one.body) };
            format!("{} chưa xong sau {days} ngày{body}", one.label)
        }
    })
}

/// The same as data: records, links, and the slowest of them.
pub(crate) async fn json(visit: Visit, Path(key): Path<Key>) -> Response {
    visit
        .read(move |ctx| {
            let chain = gather::gather(ctx, Reader::Public, &key)?;
            let slowest = rules::slowest(&chain.seen, &chain.links, ctx.today);
            let key_of = |at: usize| chain.seen.get(at).map(|one| format!("{}/{}", one.key.0, one.key.1));
            let slowest = slowest.map(|one| match one {
                Slowest::Between { from, to, days } => {
                    json!({ "from": key_of(from), "to": key_of(to), "days": days })
                }
                Slowest::Open { at, days } => json!({ "open": key_of(at), "days": days }),
            });
            let base = ctx.app.settings().public_url.clone();
            let records: Vec<_> = chain
                .seen
                .iter()
                .map(|one| {
                    json!({
                        "key": format!("{}/{}", one.key.0, one.key.1),
                        "kind": one.key.0, "kind_label": one.kind,
                        "label": one.known.label, "about": one.known.about,
                        "url": format!("{base}{}", one.known.href),
                        "body": one.known.body, "state": one.known.state,
                        "on": dates::iso(one.known.on), "ended_on": one.known.ended.map(dates::iso),
                        "is_open": one.known.is_open
                    })
                })
                .collect();
            let links: Vec<_> = chain
                .links
                .iter()
                .map(|one| {
                    json!({
                        "from": format!("{}/{}", one.from_kind, one.from_id),
                        "to": format!("{}/{}", one.to_kind, one.to_id)
                    })
                })
                .collect();
            Answer::json(&json!({
                "start": key_of(chain.start), "records": records, "links": links,
                "slowest": slowest, "is_complete": !chain.is_cut
            }))
        })
        .await
}

/// What `/api/v1` says of the chain.
pub fn openapi_paths() -> serde_json::Value {
    let name = |name: &str, says: &str| json!({ "name": name, "in": "path", "required": true, "description": says, "schema": { "type": "string" } });
    json!({
        "/api/v1/chain/{kind}/{id}": {
            "get": {
                "summary": "Dòng đời của một bản ghi công khai: những gì dẫn đến nó và những gì từ nó mà ra.",
                "parameters": [
                    name("kind", "Loại bản ghi, ví dụ petition, resolution, follow_up, oversight."),
                    name("id", "Mã của bản ghi.")
                ],
                "responses": {
                    "200": { "description": "Các bản ghi, các mắt xích và mắt xích chậm nhất.", "content": { "application/json": { "schema": { "type": "object" } } } },
                    "404": { "description": "Không có, hoặc không công khai." }
                }
            }
        }
    })
}
