//! What open data reads of the news: what is published.

use db::{Select, Tx};
use kernel::NewsItemId;

use crate::model::NewsItem;

const HEAD: &str = "select id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version from news_item";

/// Published news, by id, after one.
pub fn published(tx: &mut Tx, after: Option<NewsItemId>, most: i64) -> db::Result<Vec<NewsItem>> {
    Select::new(HEAD)
        .and("state = 'published'", &[])
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many are published, and of the others why not.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new("select state, count(*) from news_item").then("group by state", &[]).rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from news_item").number(tx)
}
