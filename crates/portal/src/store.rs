//! All SQL of this area.

use db::{Count, One, Select, Tx, queries};
use kernel::{Date, FileId, Instant, NewsItemId, OrganizationId};

use crate::model::{NewsItem, OwnRule, State};

queries! {
    /// One news item.
    fn news_item(id: NewsItemId) -> Option<NewsItem> =
        "select id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version
         from news_item where id = $1";
    /// The news item at an address.
    fn by_slug(slug: &str) -> Option<NewsItem> =
        "select id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version
         from news_item where slug = $1";
    /// The news item that shows a picture.
    fn by_picture(picture: FileId) -> Option<NewsItem> =
        "select id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version
         from news_item where picture_id = $1";
    /// Addresses that begin like this one: the folded title, and the end of that stretch.
    fn slugs_from(first: &str, last: &str) -> Vec<(String,)> =
        "select slug from news_item where slug >= $1 and slug <= $2";
    /// The news of a council for its office, last changed first.
    fn all_of_council(council: OrganizationId, before_ms: Instant, before_id: &str, most: i64) -> Vec<NewsItem> =
        "select id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version
         from news_item where council_id = $1 and (updated_ms, id) < ($2, $3) order by updated_ms desc, id desc limit $4";
    /// How many are published, by section.
    fn count_by_category() -> Vec<(String, i64)> =
        "select category, count(*) from news_item where state = 'published' group by category order by category";
    /// The newest change among what is published.
    fn newest_change() -> One<(Option<i64>,)> =
        "select max(updated_ms) from news_item where state = 'published'";
    /// Adds a draft.
    fn insert(id: NewsItemId, council: OrganizationId, slug: &str, title: &str, summary: &str, body: &str, picture: Option<FileId>, caption: &str, alt: &str, category: &str, updated: Instant, author: &str, demonstration: bool) -> Count =
        "insert into news_item (id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'draft', null, $11, $12, null, $13, 1)";
    /// Changes what is written.
    fn update(slug: &str, title: &str, summary: &str, body: &str, picture: Option<FileId>, caption: &str, alt: &str, category: &str, updated: Instant, author: &str, id: NewsItemId, version: i64) -> Count =
        "update news_item set slug = $1, title = $2, summary = $3, body = $4, picture_id = $5, picture_caption = $6, picture_alt = $7, category = $8, updated_ms = $9, author_name = $10, version = version + 1
         where id = $11 and version = $12";
    /// Publishes or withdraws.
    fn set_state(state: State, published: Option<Instant>, updated: Instant, id: NewsItemId, version: i64) -> Count =
        "update news_item set state = $1, published_ms = $2, updated_ms = $3, version = version + 1 where id = $4 and version = $5";

    /// Every council's own limits, in the order in which they were set.
    fn own_rules() -> Vec<OwnRule> =
        "select id, council_id, rule_id, limit_text, source, valid_from, valid_to, version from rule_override order by id";
    /// One of them.
    fn own_rule(id: &str) -> Option<OwnRule> =
        "select id, council_id, rule_id, limit_text, source, valid_from, valid_to, version from rule_override where id = $1";
    /// Adds one.
    fn insert_own_rule(id: &str, council: OrganizationId, rule: &str, limit: &str, source: &str, from: Date, to: Option<Date>) -> Count =
        "insert into rule_override (id, council_id, rule_id, limit_text, source, valid_from, valid_to, version)
         values ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// Ends one.
    fn end_own_rule(to: Date, id: &str, version: i64) -> Count =
        "update rule_override set valid_to = $1, version = version + 1 where id = $2 and version = $3";
}

const PUBLISHED: &str =
    "select id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version
     from news_item";

/// What is published, newest first, from before a place on.
pub(crate) fn published(
    tx: &mut Tx,
    category: Option<&str>,
    before: Option<&(Instant, String)>,
    most: i64,
) -> db::Result<Vec<NewsItem>> {
    let select = Select::new(PUBLISHED)
        .and("state = ?", &[&State::Published])
        .maybe("category = ?", category.as_ref());
    let select = match before {
        Some((ms, id)) => select.and("(published_ms, id) < (?, ?)", &[ms, id]),
        None => select,
    };
    select.then("order by published_ms desc, id desc limit ?", &[&most]).rows(tx)
}

/// What an indicator counts: items of a council first published from one moment to before another.
pub(crate) fn in_window(
    council: OrganizationId,
    from_ms: Instant,
    before_ms: Instant,
    head: &'static str,
) -> Select {
    Select::new(head)
        .and("council_id = ?", &[&council])
        .and("state = ?", &[&State::Published])
        .and("published_ms >= ? and published_ms < ?", &[&from_ms, &before_ms])
}
