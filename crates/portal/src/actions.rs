//! The deeds.

use audit::Deed;
use db::Tx;
use kernel::{Date, NewsItemId, OrganizationId, dates, text};
use kit::{Ctx, Error, Upload};
use law::{Law, Limit, Override};

use crate::model::{NewsItem, OwnRule, Refusal, State};
use crate::policy::{self, Action};
use crate::{markdown, picture, store};

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// A news item to be written.
#[derive(Debug, Clone)]
pub struct NewNews {
    /// Whose news it is.
    pub council: OrganizationId,
    /// The headline.
    pub title: String,
    /// One sentence for lists.
    pub summary: String,
    /// Markdown, with living figures such as `{{A01 2020-Q3}}`.
    pub body: String,
    /// The section of the news.
    pub category: String,
    /// JPEG, PNG or WebP as it came; it is written anew.
    pub picture: Option<Vec<u8>>,
    /// The line under the picture.
    pub picture_caption: String,
    /// What is seen in it; required with a picture.
    pub picture_alt: String,
    /// Whom the source line names.
    pub author: String,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// Writes a draft.
pub fn create_news(ctx: &mut Ctx<'_>, new: &NewNews) -> Result<NewsItemId> {
    require(ctx, Action::EditNews, new.council)?;
    if new.picture.is_some() && new.picture_alt.trim().is_empty() {
        return Err(Error::Refused(Refusal::PictureWithoutWords));
    }
    let id: NewsItemId = ctx.id();
    let slug = free_slug(ctx.tx, &new.title, None)?;
    let picture = match &new.picture {
        Some(bytes) => Some(keep_picture(ctx, id, bytes)?),
        None => None,
    };
    store::insert(
        ctx.tx,
        id,
        new.council,
        &slug,
        &new.title,
        &new.summary,
        &new.body,
        picture,
        &new.picture_caption,
        &new.picture_alt,
        &new.category,
        ctx.now,
        &new.author,
        new.is_demonstration,
    )?;
    audit::record(ctx, Deed::new("news.create", "news_item", id, &new.title))?;
    Ok(id)
}

/// What happens to the picture when an item is changed.
#[derive(Debug, Clone)]
pub enum PictureChange {
    /// It stays as it is.
    Keep,
    /// It goes.
    Remove,
    /// Another takes its place: JPEG, PNG or WebP as it came.
    Replace(Vec<u8>),
}

/// Changes what is written; an item that is published stays so.
pub fn change_news(
    ctx: &mut Ctx<'_>,
    id: NewsItemId,
    version: i64,
    new: &NewNews,
    picture: &PictureChange,
) -> Result<NewsItem> {
    let item = load(ctx, id, Action::EditNews)?;
    let picture_id = match picture {
        PictureChange::Keep => item.picture_id,
        PictureChange::Remove => None,
        PictureChange::Replace(bytes) => Some(keep_picture(ctx, id, bytes)?),
    };
    if picture_id.is_some() && new.picture_alt.trim().is_empty() {
        return Err(Error::Refused(Refusal::PictureWithoutWords));
    }
    // An address that has been read stays
    let slug = if item.published_ms.is_some() {
        item.slug.clone()
    } else {
        free_slug(ctx.tx, &new.title, Some(&item))?
    };
    let saved = store::update(
        ctx.tx,
        &slug,
        &new.title,
        &new.summary,
        &new.body,
        picture_id,
        &new.picture_caption,
        &new.picture_alt,
        &new.category,
        ctx.now,
        &new.author,
        id,
        version,
    )?;
    if !saved.hit() {
        return Err(Error::Conflict);
    }
    let item = store::news_item(ctx.tx, id)?.ok_or(Error::NotFound)?;
    put_in_search(ctx, &item)?;
    audit::record(ctx, Deed::new("news.change", "news_item", id, &item.title).public_if(item.is_public()))?;
    Ok(item)
}

/// Publishes an item; the date of the first publication stays when it returns.
pub fn publish(ctx: &mut Ctx<'_>, id: NewsItemId) -> Result<NewsItem> {
    let item = load(ctx, id, Action::EditNews)?;
    if item.is_public() {
        return Err(Error::Refused(Refusal::Already("đã đăng")));
    }
    if item.body.trim().is_empty() {
        return Err(Error::Refused(Refusal::Empty));
    }
    if item.picture_id.is_some() && item.picture_alt.trim().is_empty() {
        return Err(Error::Refused(Refusal::PictureWithoutWords));
    }
    set_state(ctx, &item, State::Published, "news.publish")
}

/// Takes an item off the site; its address then answers as if it had never been.
pub fn withdraw(ctx: &mut Ctx<'_>, id: NewsItemId) -> Result<NewsItem> {
    let item = load(ctx, id, Action::EditNews)?;
    if !item.is_public() {
        return Err(Error::Refused(Refusal::Already("không còn trên trang")));
    }
    set_state(ctx, &item, State::Withdrawn, "news.withdraw")
}

fn set_state(ctx: &mut Ctx<'_>, item: &NewsItem, state: State, action: &'static str) -> Result<NewsItem> {
    let published = item.published_ms.or(Some(ctx.now));
    if !store::set_state(ctx.tx, state, published, ctx.now, item.id, item.version)?.hit() {
        return Err(Error::Conflict);
    }
    let item = NewsItem {
        state,
        published_ms: published,
        updated_ms: ctx.now,
        version: item.version + 1,
        ..item.clone()
    };
    put_in_search(ctx, &item)?;
    audit::record(ctx, Deed::new(action, "news_item", item.id, &item.title).public())?;
    Ok(item)
}

fn load(ctx: &mut Ctx<'_>, id: NewsItemId, action: Action) -> Result<NewsItem> {
    let item = store::news_item(ctx.tx, id)?.ok_or(Error::NotFound)?;
    require(ctx, action, item.council_id)?;
    Ok(item)
}

fn require(ctx: &Ctx<'_>, action: Action, council: OrganizationId) -> Result<()> {
    if policy::may(ctx.actor, action, council) { Ok(()) } else { Err(Error::NotFound) }
}

/// Keeps the picture and its small form; the small one belongs to the large one.
fn keep_picture(ctx: &mut Ctx<'_>, item: NewsItemId, bytes: &[u8]) -> Result<kernel::FileId> {
    let picture = picture::prepare(bytes).map_err(|fault| Error::Refused(Refusal::Picture(fault)))?;
    let upload =
        |name: &str, bytes: Vec<u8>| Upload { field: "anh".to_owned(), file_name: name.to_owned(), bytes };
    let refused =
        |error| Error::from_other(error, |reason: files::Refusal| Refusal::Picture(reason.to_string()));
    let large = files::keep(ctx, &upload("anh.jpg", picture.large), "news_item", &item.to_string(), false)
        .map_err(refused)?;
    files::keep(ctx, &upload("anh-nho.jpg", picture.small), THUMBNAIL_KIND, &large.to_string(), false)
        .map_err(refused)?;
    Ok(large)
}

/// The kind under which the small form of a picture is kept.
pub(crate) const THUMBNAIL_KIND: &str = "news_thumbnail";

/// The title as a part of an address, with a number when it is taken.
pub(crate) fn free_slug(tx: &mut Tx, title: &str, own: Option<&NewsItem>) -> db::Result<String> {
    let wanted = Some(text::slug(title)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "tin".to_owned());
    let taken = store::slugs_from(tx, &wanted, &format!("{wanted}~"))?;
    let is_free =
        |slug: &str| own.is_some_and(|own| own.slug == slug) || !taken.iter().any(|(known,)| known == slug);
    if is_free(&wanted) {
        return Ok(wanted);
    }
    let numbered =
        (2..=taken.len() + 2).map(|number| format!("{wanted}-{number}")).find(|slug| is_free(slug));
    Ok(numbered.unwrap_or(wanted))
}

pub(crate) fn put_in_search(ctx: &mut Ctx<'_>, item: &NewsItem) -> db::Result<()> {
    if item.state == State::Draft {
        return Ok(());
    }
    if item.state == State::Withdrawn {
        return search::remove(ctx.tx, "news_item", &item.id.to_string());
    }
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "news_item",
            id: item.id.to_string(),
            href: item.public_path(),
            title: &item.title,
            summary: &item.summary,
            body: &markdown::plain(&item.body),
            is_public: true,
            council: Some(item.council_id),
            on: item.on(),
        },
    )
}

/// A council's own limit to be set.
#[derive(Debug, Clone)]
pub struct NewOwnRule {
    /// Whose it is.
    pub council: OrganizationId,
    /// The id of the version it replaces.
    pub rule_id: String,
    /// The limit.
    pub limit: Limit,
    /// The council's own act.
    pub source: String,
    /// First trigger day it holds for.
    pub from: Date,
    /// Last trigger day it holds for.
    pub to: Option<Date>,
}

/// Puts the council's own limit in the place of a rule's. The law in force changes when the
/// transaction is over: [`refresh_law`].
pub fn set_own_rule(ctx: &mut Ctx<'_>, new: &NewOwnRule) -> Result<String> {
    require(ctx, Action::SetOwnRule, new.council)?;
    let mut all = overrides(&store::own_rules(ctx.tx)?)?;
    let own = Override {
        rule_id: new.rule_id.clone(),
        limit: new.limit.clone(),
        source: new.source.clone(),
        from: new.from,
        to: new.to,
    };
    all.push(own);
    ctx.law.with_overrides(&all).map_err(|error| Error::Refused(Refusal::OwnRule(refusal_words(&error))))?;
    let id = kernel::uuid_v7(ctx.now, ctx.app.entropy().for_id()).to_string();
    store::insert_own_rule(
        ctx.tx,
        &id,
        new.council,
        &new.rule_id,
        &new.limit.to_string(),
        &new.source,
        new.from,
        new.to,
    )?;
    let label = format!("{}: {}", new.rule_id, new.limit.describe());
    audit::record(ctx, Deed::new("law.override", "rule_override", &id, label).because(&new.source).public())?;
    Ok(id)
}

/// Ends a council's own limit: the last trigger day it holds for.
pub fn end_own_rule(ctx: &mut Ctx<'_>, id: &str, version: i64, last: Date) -> Result<OwnRule> {
    let own = store::own_rule(ctx.tx, id)?.ok_or(Error::NotFound)?;
    require(ctx, Action::SetOwnRule, own.council_id)?;
    if last < own.valid_from {
        let sentence = format!(
            "Ngày cuối không được trước ngày bắt đầu {}. Nhập ngày khác.",
            dates::print(own.valid_from)
        );
        return Err(Error::Refused(Refusal::OwnRule(sentence)));
    }
    if !store::end_own_rule(ctx.tx, last, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    let label = format!("{}: áp dụng đến hết ngày {}", own.rule_id, dates::print(last));
    audit::record(ctx, Deed::new("law.override", "rule_override", id, label).public())?;
    Ok(own)
}

fn refusal_words(error: &law::OverrideError) -> String {
    match error {
        law::OverrideError::UnknownRule(id) => {
            format!("Không có quy tắc {id}. Chọn quy tắc trong danh sách.")
        }
        law::OverrideError::NoSource(_) => "Ghi văn bản của Hội đồng nhân dân làm căn cứ.".to_owned(),
        law::OverrideError::Dates(_) => {
            "Ngày cuối không được trước ngày bắt đầu. Nhập lại hai ngày.".to_owned()
        }
        law::OverrideError::OtherMeasure(id) => format!(
            "Quy tắc {id} đo một đại lượng khác (thời hạn, tỷ lệ hay số lần). Nhập giới hạn cùng loại với giới hạn chung."
        ),
    }
}

/// Every council's own limits, for the law with which the installation starts.
///
/// # Errors
/// [`db::Error::Corrupt`] when a stored limit cannot be read.
pub fn load_overrides(tx: &mut Tx) -> db::Result<Vec<Override>> {
    overrides(&store::own_rules(tx)?)
}

fn overrides(rows: &[OwnRule]) -> db::Result<Vec<Override>> {
    rows.iter()
        .map(|row| {
            let limit =
                row.limit_text.parse().map_err(|_| db::Error::Corrupt { column: 3, wanted: "a limit" })?;
            Ok(Override {
                rule_id: row.rule_id.clone(),
                limit,
                source: row.source.clone(),
                from: row.valid_from,
                to: row.valid_to,
            })
        })
        .collect()
}

/// Puts the law in force that the database now holds. Called after the transaction, so that a
/// deed that was undone changes nothing. Blocks.
pub(crate) fn refresh_law(app: &kit::App) {
    let wanted = app.db().read(load_overrides).map(|overrides| app.law().with_overrides(&overrides));
    if let Ok(Ok(law)) = wanted {
        app.set_law(law);
    }
}

/// Puts every rule into the search index; once at start, because the table comes with the
/// product.
pub fn index_rules(ctx: &mut Ctx<'_>) -> db::Result<()> {
    let law: &Law = ctx.law;
    for entry in law.rules() {
        let Some(first) = entry.versions.first() else { continue };
        let ids: Vec<&str> = entry.versions.iter().map(|version| version.id.as_str()).collect();
        let sources: Vec<&str> = entry.versions.iter().map(|version| version.source.as_str()).collect();
        let limit = entry.versions.last().map_or_else(String::new, |version| version.limit.describe());
        search::put(
            ctx.tx,
            &search::Entry {
                kind: "rule",
                id: entry.name.clone(),
                href: format!("/quy-tac/{}", first.id),
                title: &entry.says,
                summary: &format!("{}: {limit}", ids.join(", ")),
                body: &format!("{} {} {}", entry.family.title, entry.trigger, sources.join(" ")),
                is_public: true,
                council: None,
                on: entry.versions.iter().rev().find_map(|version| version.from).unwrap_or(ctx.today),
            },
        )?;
    }
    Ok(())
}
