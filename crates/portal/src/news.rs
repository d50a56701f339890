//! The news as anyone reads it: list, article, pictures, feed.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::{FileId, Instant, NewsItemId, dates, text};
use kit::ui::{EmptyState, Facet, Facets, Icon, Pager};
use kit::{Answer, Ctx, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Table};
use serde_json::{Value, json};

use crate::markdown::{Figure, Shortcode};
use crate::model::NewsItem;
use crate::policy::{self, Action};
use crate::{actions, feed, figures, markdown, store};

/// An item in a list.
#[derive(Debug, Clone)]
pub(crate) struct Teaser {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) category: String,
    pub(crate) thumbnail: Option<String>,
    pub(crate) alt: String,
    pub(crate) date: String,
    pub(crate) iso: String,
    pub(crate) is_demonstration: bool,
}

impl From<&NewsItem> for Teaser {
    fn from(item: &NewsItem) -> Self {
        Self {
            href: item.public_path(),
            title: item.title.clone(),
            summary: item.summary.clone(),
            category: item.category.clone(),
            thumbnail: item.thumbnail_path(),
            alt: item.picture_alt.clone(),
            date: dates::print(item.on()),
            iso: dates::iso(item.on()),
            is_demonstration: item.is_demonstration,
        }
    }
}

#[derive(Template)]
#[template(path = "portal/news.html")]
struct NewsPage {
    shell: Shell,
    items: Vec<Teaser>,
    category: Option<String>,
    facets: Option<Facets>,
    empty: EmptyState,
    pager: Pager,
    is_first: bool,
}

const ROWS_MAX: i64 = 12;

pub(crate) async fn list(visit: Visit) -> Response {
    let category = visit.query("muc").filter(|category| !category.is_empty());
    let before = visit.query("truoc").and_then(|place| read_place(&place));
    visit
        .read(move |ctx| {
            let found = store::published(ctx.tx, category.as_deref(), before.as_ref(), ROWS_MAX + 1)?;
            let has_more = ROWS_MAX < i64::try_from(found.len()).unwrap_or(i64::MAX);
            let shown: Vec<&NewsItem> = found.iter().take(usize::try_from(ROWS_MAX).unwrap_or(0)).collect();
            let older = shown.last().filter(|_| has_more).map(|last| {
                let place = format!("{}_{}", last.published_ms.unwrap_or_default(), last.id);
                format!("{}truoc={place}", list_path(category.as_deref(), true))
            });
            let newer = before.is_some().then(|| list_path(category.as_deref(), false));
            let facets = facets(ctx, category.as_deref())?;
            let mut shell =
                ctx.shell("Tin tức, sự kiện")?.crumb("Trang chủ", "/").crumb("Tin tức, sự kiện", "/tin-tuc");
            if let Some(category) = &category {
                shell = shell.crumb(category, list_path(Some(category), false));
            }
            let empty = match &category {
                Some(category) => EmptyState::new(format!("Chưa có tin nào trong mục “{category}”.")),
                None => EmptyState::new("Chưa có tin nào được đăng."),
            };
            Answer::page(&NewsPage {
                items: shown.into_iter().map(Teaser::from).collect(),
                empty: if category.is_some() { empty.action("Xem mọi tin", "/tin-tuc") } else { empty },
                pager: Pager { newer, older },
                is_first: before.is_none(),
                shell,
                category,
                facets,
            })
        })
        .await
}

fn facets(ctx: &mut Ctx<'_>, chosen: Option<&str>) -> db::Result<Option<Facets>> {
    let counted = store::count_by_category(ctx.tx)?;
    if counted.len() < 2 {
        return Ok(None);
    }
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    let total = counted.iter().map(|(_, count)| count).sum();
    let mut facets = vec![Facet::new("Mọi tin", number(total), "/tin-tuc")];
    facets.extend(
        counted
            .iter()
            .map(|(category, count)| Facet::new(category, number(*count), list_path(Some(category), false))),
    );
    let labels: Vec<Option<&str>> =
        std::iter::once(None).chain(counted.iter().map(|(one, _)| Some(one.as_str()))).collect();
    let facets = facets
        .into_iter()
        .zip(labels)
        .map(|(facet, label)| if label == chosen { facet.on() } else { facet })
        .collect();
    Ok(Some(Facets::new("Mục", facets)))
}

/// The list of a section; with `open`, ready to take one more parameter.
fn list_path(category: Option<&str>, open: bool) -> String {
    match (category, open) {
        (Some(category), true) => format!("/tin-tuc?muc={}&", text::percent_encoded(category)),
        (Some(category), false) => format!("/tin-tuc?muc={}", text::percent_encoded(category)),
        (None, true) => "/tin-tuc?".to_owned(),
        (None, false) => "/tin-tuc".to_owned(),
    }
}

fn read_place(place: &str) -> Option<(Instant, String)> {
    let (ms, id) = place.split_once('_')?;
    let id: NewsItemId = id.parse().ok()?;
    Some((ms.parse().ok()?, id.to_string()))
}

#[derive(Template)]
#[template(path = "portal/article.html")]
struct ArticlePage {
    shell: Shell,
    article: Article,
    json_ld: String,
    edit: Option<String>,
    others: Vec<Teaser>,
}

/// The article as it is shown on the site and in the preview.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/article_body.html")]
pub(crate) struct Article {
    pub(crate) title: String,
    pub(crate) category: String,
    pub(crate) summary: String,
    pub(crate) html: String,
    pub(crate) picture: Option<String>,
    pub(crate) alt: String,
    pub(crate) caption: String,
    pub(crate) author: String,
    pub(crate) date: String,
    pub(crate) iso: String,
    pub(crate) updated: Option<String>,
    pub(crate) is_demonstration: bool,
    /// Inside the editor, where the page has its first heading already.
    pub(crate) is_preview: bool,
}

impl askama::filters::HtmlSafe for Article {}

/// The text with its figures as they are now.
pub(crate) fn body_html(
    ctx: &mut Ctx<'_>,
    item_council: kernel::OrganizationId,
    body: &str,
) -> db::Result<String> {
    let mut known: HashMap<Shortcode, Figure> = HashMap::new();
    for code in markdown::shortcodes(body) {
        if let Some(figure) = figures::of_shortcode(ctx, item_council, &code)? {
            known.insert(code, figure);
        }
    }
    Ok(markdown::html(body, |code| known.get(code).cloned()))
}

pub(crate) fn article(ctx: &mut Ctx<'_>, item: &NewsItem) -> db::Result<Article> {
    let published = item.published_ms.unwrap_or(item.updated_ms);
    // A moment between publishing and saving is no change
    let is_changed = item.published_ms.is_some_and(|published| published + 60_000 < item.updated_ms);
    Ok(Article {
        html: body_html(ctx, item.council_id, &item.body)?,
        title: item.title.clone(),
        category: item.category.clone(),
        summary: item.summary.clone(),
        picture: item.picture_path(),
        alt: item.picture_alt.clone(),
        caption: item.picture_caption.clone(),
        author: item.author_name.clone(),
        date: dates::print_time(published),
        iso: dates::rfc3339(published),
        updated: is_changed.then(|| dates::print_time(item.updated_ms)),
        is_demonstration: item.is_demonstration,
        is_preview: false,
    })
}

pub(crate) async fn one(visit: Visit, Path(slug): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (slug, as_data) =
                slug.strip_suffix(".jsonld").map_or((slug.as_str(), false), |slug| (slug, true));
            let item = store::by_slug(ctx.tx, slug)?.filter(NewsItem::is_public).ok_or(Problem::NotFound)?;
            let public_url = ctx.app.settings().public_url.clone();
            if as_data {
                let data = json_ld(&item, &public_url);
                return Ok(
                    Answer::json(&data)?.with(header::CONTENT_TYPE, "application/ld+json; charset=utf-8")
                );
            }
            let article = article(ctx, &item)?;
            let others = store::published(ctx.tx, None, None, 4)?;
            let others =
                others.iter().filter(|other| other.id != item.id).take(3).map(Teaser::from).collect();
            ctx.share(kit::Share::article(&item.category, &item.title, &item.summary, item.picture_path()));
            let shell = ctx
                .shell(&item.title)?
                .crumb("Trang chủ", "/")
                .crumb(&item.category, list_path(Some(&item.category), false))
                .crumb(text::truncate_words(&item.title, 60), item.public_path());
            let edit = policy::may(ctx.actor, Action::EditNews, item.council_id).then(|| item.path());
            Answer::page(&ArticlePage {
                json_ld: in_page(&json_ld(&item, &public_url)),
                shell,
                article,
                edit,
                others,
            })
        })
        .await
}

/// What search engines read: <https://schema.org/NewsArticle>.
fn json_ld(item: &NewsItem, public_url: &str) -> Value {
    let address = format!("{public_url}{}", item.public_path());
    let mut article = json!({
        "@type": "NewsArticle",
        "headline": item.title,
        "description": item.summary,
        "inLanguage": "vi",
        "articleSection": item.category,
        "datePublished": dates::rfc3339(item.published_ms.unwrap_or(item.updated_ms)),
        "dateModified": dates::rfc3339(item.updated_ms),
        "author": {"@type": "Organization", "name": item.author_name},
        "mainEntityOfPage": address,
    });
    if let Some(picture) = item.picture_path() {
        article["image"] = json!({"@type": "ImageObject", "url": format!("{public_url}{picture}"), "caption": item.picture_caption});
    }
    let step = |position: u8, name: &str, href: String| json!({"@type": "ListItem", "position": position, "name": name, "item": format!("{public_url}{href}")});
    let crumbs = json!({
        "@type": "BreadcrumbList",
        "itemListElement": [
            step(1, "Trang chủ", "/".to_owned()),
            step(2, &item.category, list_path(Some(&item.category), false)),
            step(3, &item.title, item.public_path()),
        ],
    });
    json!({"@context": "https://schema.org", "@graph": [article, crumbs]})
}

/// JSON that may stand inside a data block of a page: nothing in it ends the block.
fn in_page(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

pub(crate) async fn picture(visit: Visit, Path(id): Path<String>) -> Response {
    visit.read(move |ctx| hand_out(ctx, &id, false)).await
}

pub(crate) async fn thumbnail(visit: Visit, Path(id): Path<String>) -> Response {
    visit.read(move |ctx| hand_out(ctx, &id, true)).await
}

/// The picture of an item that is published; of a draft, for those who may read drafts.
fn hand_out(ctx: &mut Ctx<'_>, id: &str, small: bool) -> Result<Answer, Problem> {
    let id: FileId = id.parse().map_err(|_| Problem::NotFound)?;
    let item = store::by_picture(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    if !item.is_public() && !policy::may(ctx.actor, Action::ReadDraft, item.council_id) {
        return Err(Problem::NotFound);
    }
    let file = if small {
        files::of_subject(ctx.tx, actions::THUMBNAIL_KIND, &id.to_string())?.into_iter().next()
    } else {
        files::file(ctx.tx, id)?
    };
    let file = file.ok_or(Problem::NotFound)?;
    let bytes = files::read(ctx, &file)?;
    // An hour, not a year: a picture that is withdrawn must go
    let keep = if item.is_public() { "public, max-age=3600" } else { "private, no-store" };
    Ok(Answer::inline(bytes, file.media_type.as_str()).with(header::CACHE_CONTROL, keep))
}

const FEED_ITEMS_MAX: i64 = 30;
const EXPORT_MAX: i64 = 10_000;

/// What is published, as a file.
pub(crate) async fn file(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let items = store::published(ctx.tx, None, None, EXPORT_MAX)?;
            let table = table(&ctx.app.settings().public_url, &items, NewsItem::public_path);
            Answer::list(ctx, file, "Tin tức", "tin-tuc", table)
        })
        .await
}

/// News as a table; `path` is the page of each.
pub(crate) fn table(base: &str, items: &[NewsItem], path: impl Fn(&NewsItem) -> String) -> Table {
    let rows = items
        .iter()
        .map(|item| {
            let published = item.published_ms.map(dates::date_of);
            vec![
                Cell::text(&item.title),
                Cell::text(&item.category),
                published.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(item.state.label()),
                Cell::text(&item.author_name),
                Cell::text(&item.summary),
                Cell::text(format!("{base}{}", path(item))),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Tiêu đề", 8),
        Column::left("Mục", 4),
        Column::center("Ngày đăng", 3),
        Column::left("Trạng thái", 3),
        Column::left("Nguồn", 4),
        Column::left("Tóm tắt", 8),
        Column::left("Địa chỉ", 6),
    ];
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

pub(crate) async fn atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let items = store::published(ctx.tx, None, None, FEED_ITEMS_MAX)?;
            let db::One((newest,)) = store::newest_change(ctx.tx)?;
            let council = ctx.shell("")?.council_name;
            let entries: Vec<feed::Entry> = items
                .iter()
                .map(|item| feed::Entry {
                    id: format!("urn:uuid:{}", item.id),
                    title: item.title.clone(),
                    href: item.public_path(),
                    updated: item.updated_ms,
                    published: item.published_ms.unwrap_or(item.updated_ms),
                    summary: if item.summary.is_empty() {
                        text::truncate_words(&markdown::plain(&item.body), 300)
                    } else {
                        item.summary.clone()
                    },
                    author: item.author_name.clone(),
                })
                .collect();
            let head = feed::Head {
                title: format!("Tin tức - {council}"),
                path: "/tin-tuc.atom",
                page: "/tin-tuc",
                updated: newest.unwrap_or_default(),
            };
            let body = feed::atom(&ctx.app.settings().public_url, &head, &entries);
            Ok(Answer::text("application/atom+xml; charset=utf-8", body))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_cannot_end_the_data_block() {
        let shown = in_page(&json!({"headline": "</script><script>alert(1)</script>"}));
        assert!(!shown.contains('<'));
        let back: Value = serde_json::from_str(&shown).expect("still JSON");
        assert_eq!(back["headline"], "</script><script>alert(1)</script>");
    }

    #[test]
    fn a_place_in_the_list_is_a_moment_and_an_id() {
        assert!(read_place("1602723600000_01752a3e-5a80-7000-8000-000000000001").is_some());
        for place in ["", "_", "1602723600000", "x_01752a3e-5a80-7000-8000-000000000001", "1_khong-phai"] {
            assert_eq!(read_place(place), None, "{place}");
        }
    }
}
