//! Components of a page: a struct that prints itself as safe HTML.
//!
//! A page struct holds them as fields, and a template writes `{{ badge }}`. Texts inside are
//! escaped, the markup is not. Form fields are in [`crate::fields`], charts in [`crate::charts`].
//!
//! | Component | Made by |
//! |---|---|
//! | [`Badge`] | `Badge::overdue(15)`, `due_soon(3)`, `due_today()`, `open(12)`, `done("Đã giải quyết")`, `doing(…)`, `draft(…)`, `moved(…)` |
//! | [`Stat`] | `Stat::new("3", "Quá hạn").href("/…").note("tăng 1").kind(BadgeKind::Qua)` |
//! | [`Steps`] | `Steps::default().done("Tiếp nhận", "18/6/2020").late(…).now(…).next(…)` |
//! | [`Facets`], [`Facet`] | `Facets::new("Trạng thái", vec![Facet::new("Quá hạn", 3, "/…").on()])` |
//! | [`Pager`] | `Pager { newer: None, older: Some("/…?truoc=…".into()) }` |
//! | [`EmptyState`] | `EmptyState::new("Chưa có kiến nghị.").action("Dán bảng từ Word", "/…")` |
//! | [`ErrorSummary`] | `ErrorSummary::of(&form)`, in a template `{{ form.summary() }}` |
//! | [`Icon`] | `Icon::Print`, always beside words |
//! | [`Tokens`] | in a template `{{ shell.tokens() }}`, first thing inside every POST form |
//!
//! A page:
//! ```html
//! {% extends "kit/layout.html" %}
//! {% block main %}
//! <div class="title"><div><h1>Sổ kiến nghị cử tri</h1></div></div>
//! {{ facets }}
//! <section class="panel">
//!   <table class="list cards" data-rows>
//!     <caption>12 kiến nghị, 3 quá hạn</caption>
//!     <thead><tr><th>Mã</th><th>Nội dung</th><th class="n">Hạn</th><th>Trạng thái</th></tr></thead>
//!     <tbody>{% for row in rows %}<tr>
//!       <td class="code">{{ row.code }}</td>
//!       <td class="head"><a href="{{ row.href }}">{{ row.subject }}</a></td>
//!       <td class="n" data-label="Hạn">{{ row.due }}</td>
//!       <td class="state">{{ row.badge }}</td>
//!     </tr>{% endfor %}</tbody>
//!   </table>
//! </section>
//! {{ pager }}
//! {% endblock %}
//! ```

mod badge;
mod frame;
mod icon;
mod parts;
mod published;
mod style_page;

pub use badge::{Badge, BadgeKind};
pub use frame::Tokens;
pub use icon::Icon;
pub use parts::{EmptyState, ErrorSummary, Facet, Facets, Pager, Stat, Step, StepState, Steps};
pub use published::Published;
pub use style_page::{StylePage, StyleRow};
