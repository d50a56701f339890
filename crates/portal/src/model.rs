//! A news item and what can be wrong with it.

use db::{record, text_enum};
use kernel::{BriefingId, Date, FileId, Instant, NewsItemId, OrganizationId, dates};

text_enum! {
    /// Where a news item stands.
    pub enum State {
        /// Being written.
        Draft = "draft", "Nháp";
        /// Anyone may read it.
        Published = "published", "Đã đăng";
        /// Taken off the site.
        Withdrawn = "withdrawn", "Đã gỡ";
    }
}

record! {
    /// A news item (tin bài).
    #[derive(Debug, Clone)]
    pub struct NewsItem {
        /// Its id.
        pub id: NewsItemId,
        /// Whose news it is.
        pub council_id: OrganizationId,
        /// Its part of the address.
        pub slug: String,
        /// The headline.
        pub title: String,
        /// One sentence for lists.
        pub summary: String,
        /// Markdown, with living figures such as `{{A01 2020-Q3}}`.
        pub body: String,
        /// The picture, written anew so that it tells nothing but itself.
        pub picture_id: Option<FileId>,
        /// The line under the picture.
        pub picture_caption: String,
        /// What is seen, for those who do not see it.
        pub picture_alt: String,
        /// The section of the news.
        pub category: String,
        /// Where it stands.
        pub state: State,
        /// When it was first published, milliseconds since 1970 UTC.
        pub published_ms: Option<Instant>,
        /// When it was last changed, milliseconds since 1970 UTC.
        pub updated_ms: Instant,
        /// Whom the source line names.
        pub author_name: String,
        /// The briefing it tells of.
        pub briefing_id: Option<BriefingId>,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl NewsItem {
    /// The address anyone may open once it is published.
    pub fn public_path(&self) -> String {
        format!("/tin-tuc/{}", self.slug)
    }

    /// The address of its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/tin-tuc/{}", self.id)
    }

    /// The picture in the article.
    pub fn picture_path(&self) -> Option<String> {
        self.picture_id.map(|id| format!("/tin-tuc/anh/{id}"))
    }

    /// The small picture in lists.
    pub fn thumbnail_path(&self) -> Option<String> {
        self.picture_id.map(|id| format!("/tin-tuc/anh-nho/{id}"))
    }

    /// The day it is dated.
    pub fn on(&self) -> Date {
        dates::date_of(self.published_ms.unwrap_or(self.updated_ms))
    }

    /// True when anyone may read it.
    pub fn is_public(&self) -> bool {
        self.state == State::Published
    }
}

record! {
    /// A council's own limit in the place of a rule's.
    #[derive(Debug, Clone)]
    pub struct OwnRule {
        /// Its id.
        pub id: String,
        /// Whose it is.
        pub council_id: OrganizationId,
        /// The id of the version it replaces, such as `SES-03d`.
        pub rule_id: String,
        /// The limit in the language of the rule table.
        pub limit_text: String,
        /// The council's own act.
        pub source: String,
        /// First trigger day it holds for.
        pub valid_from: Date,
        /// Last trigger day it holds for.
        pub valid_to: Option<Date>,
        /// For optimistic changes.
        pub version: i64,
    }
}

/// The sections of the news; the first is that of the council's portal since 2020.
pub const CATEGORIES: [&str; 6] = [
    "Tin tức, sự kiện HĐND cấp huyện, cấp xã",
    "Hoạt động của Thường trực, các Ban",
    "Giám sát, khảo sát",
    "Tiếp xúc cử tri, tiếp công dân",
    "Thông báo",
    "Phổ biến pháp luật",
];

/// Why a deed of this area is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A picture that those who cannot see it would miss.
    #[error("Ảnh chưa có lời mô tả. Ghi ảnh cho thấy gì, để người dùng trình đọc màn hình cũng biết.")]
    PictureWithoutWords,
    /// Nothing to read.
    #[error("Tin chưa có nội dung. Viết nội dung rồi đăng.")]
    Empty,
    /// The file is not a picture that is taken.
    #[error("{0}")]
    Picture(String),
    /// Already where it should go.
    #[error("Tin này {0} rồi.")]
    Already(&'static str),
    /// The law crate says no to a council's own limit.
    #[error("{0}")]
    OwnRule(String),
}
