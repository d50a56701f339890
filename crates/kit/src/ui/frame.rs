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

impl Shell {
    /// The hidden fields of a POST form.
    pub fn tokens(&self) -> Tokens {
        Tokens { csrf: self.csrf.clone(), form_key: self.form_key.clone() }
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
