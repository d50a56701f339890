//! What the layout asks of the shell.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::shell::{NavItem, Shell, TextSize};
use crate::ui::Icon;

/// The hidden fields that every POST form carries: `csrf` and `form_key`.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r#"<input type="hidden" name="csrf" value="{{ csrf }}"><input type="hidden" name="form_key" value="{{ form_key }}">"#
)]
pub struct Tokens {
    csrf: String,
    form_key: String,
}

impl HtmlSafe for Tokens {}

/// Chats cut longer titles.
const SHARED_TITLE_CHARS_MAX: usize = 120;

impl Shell {
    /// The hidden fields of a POST form.
    pub fn tokens(&self) -> Tokens {
        Tokens { csrf: self.csrf.clone(), form_key: self.form_key.clone() }
    }

    /// What the page is called where its address is passed on: what it is about, before its code.
    pub fn shared_title(&self) -> String {
        match self.share.as_ref().map(|share| &share.card.title).filter(|title| !title.is_empty()) {
            Some(title) => kernel::text::truncate_words(title, SHARED_TITLE_CHARS_MAX),
            None => self.title.clone(),
        }
    }

    /// The address of its picture: a photograph, or what is drawn.
    pub fn shared_picture(&self) -> String {
        let photograph = self.share.as_ref().and_then(|share| share.photograph.clone());
        photograph.unwrap_or_else(|| crate::card::picture_path(&self.path))
    }

    /// 0, 1 or 2: the number in the class of `<html>` and in `/co-chu/{n}`.
    pub const fn size_number(&self) -> u8 {
        match self.text_size {
            TextSize::Normal => 0,
            TextSize::Large => 1,
            TextSize::Larger => 2,
        }
    }

    /// The workspace has a rail; the portal has none.
    pub fn in_workspace(&self) -> bool {
        !self.rail.is_empty()
    }

    /// The icon before an entry of the rail.
    pub fn icon_for(&self, item: &NavItem) -> Icon {
        Icon::for_label(&item.label)
    }

    /// The magnifying glass.
    pub const fn search_icon(&self) -> Icon {
        Icon::Search
    }

    /// Three lines, for the sheet of the phone.
    pub const fn more_icon(&self) -> Icon {
        Icon::More
    }
}
