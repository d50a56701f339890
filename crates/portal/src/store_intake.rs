//! SQL of tables of news, and taking a batch back.

use db::{Count, queries};
use kernel::{Instant, NewsItemId, OrganizationId};

use crate::model::{NewsItem, State};

queries! {
    /// The news of a council, oldest first.
    fn news_of(council: OrganizationId, most: i64) -> Vec<NewsItem> =
        "select id, council_id, slug, title, summary, body, picture_id, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, briefing_id, is_demonstration, version
         from news_item where council_id = $1 order by coalesce(published_ms, updated_ms), id limit $2";
    /// Adds a news item as a table knows it.
    fn insert_known(id: NewsItemId, council: OrganizationId, slug: &str, title: &str, summary: &str, body: &str, category: &str, state: State, published: Option<Instant>, updated: Instant, author: &str, demonstration: bool) -> Count =
        "insert into news_item (id, council_id, slug, title, summary, body, picture_caption, picture_alt, category, state, published_ms, updated_ms, author_name, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, '', '', $7, $8, $9, $10, $11, $12, 1)";
    /// Takes a news item back that nobody has touched.
    fn delete_untouched(id: NewsItemId) -> Count = "delete from news_item where id = $1 and version = 1";
}
