//! What the frame around every page needs to know.

use kernel::Actor;

use crate::{Purpose, Share, WorkLine};

/// A link in the rail, the menu or the breadcrumb.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// The words shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// True for the page that is open.
    pub current: bool,
}

impl NavItem {
    /// A link that is not the current page.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), current: false }
    }
}

/// What happened just before this page, said in place.
#[derive(Debug, Clone)]
pub struct Flash {
    /// The sentence.
    pub text: String,
    /// Undo: the address to post to, when the deed can be undone.
    pub undo: Option<String>,
    /// True when it is a refusal rather than a success.
    pub bad: bool,
}

/// How large the reader wants the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSize {
    /// 100 %.
    Normal,
    /// 112.5 %.
    Large,
    /// 131 %.
    Larger,
}

/// The frame of one page. A page struct carries it as `shell`.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The page's own title, without the site's name.
    pub title: String,
    /// True when the form on the page has faults: the title then begins with `Lỗi:`.
    pub has_faults: bool,
    /// "Hội đồng nhân dân huyện Thanh Liêm".
    pub council_name: String,
    /// "Khóa XVIII, nhiệm kỳ 2016 - 2021".
    pub council_term: String,
    /// "Thứ Năm, ngày 15 tháng 10 năm 2020".
    pub today_long: String,
    /// Who looks; a visitor has no account.
    pub actor: Actor,
    /// The role's word, and the organization's name.
    pub actor_place: String,
    /// Public menu, at most seven.
    pub menu: Vec<NavItem>,
    /// The workspace's left rail, at most eight; empty on the portal.
    pub rail: Vec<NavItem>,
    /// Below the rail: what is needed more rarely.
    pub more: Vec<NavItem>,
    /// Where we are; the last is the page itself.
    pub breadcrumb: Vec<NavItem>,
    /// Where the whole course of the record on this page is shown.
    pub life: Option<String>,
    /// What the page looks like where its address is passed on.
    pub share: Option<Share>,
    /// Token that a form must send back.
    pub csrf: String,
    /// A fresh key for a form, so that sending it twice does the deed once.
    pub form_key: String,
    /// Long work of this account that runs, or ended and was not looked at.
    pub works: Vec<WorkLine>,
    /// What happened just before.
    pub flash: Option<Flash>,
    /// The reader's text size.
    pub text_size: TextSize,
    /// The address of this page, for the text-size links and for print.
    pub path: String,
    /// The time of printing, "08:30, 15/10/2020".
    pub printed_at: String,
    /// What the installation is for: a band says so where it is not real work.
    pub purpose: Purpose,
    /// The public address of the installation, without a slash at the end.
    pub public_url: String,
    /// Version stamp of the static files, so that a browser keeps them for a year.
    pub assets: &'static str,
}
