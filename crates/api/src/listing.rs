//! What is asked of a list, and the page of it that goes back.

use std::str::FromStr;

use axum::http::header;
use kernel::{Date, Instant, dates, text};
use kit::{Answer, Ctx, Form, Trouble};
use serde_json::{Value, json};

/// Rows of a page when nothing is asked.
const ROWS: i64 = 50;
const ROWS_MAX: i64 = 100;

const KNOWN: [&str; 5] = ["limit", "after", "state", "due_before", "modified_since"];

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked<S, A> {
    pub(crate) limit: i64,
    pub(crate) after: Option<A>,
    pub(crate) state: Option<S>,
    pub(crate) due_before: Option<Date>,
    pub(crate) modified_since: Option<Instant>,
}

impl<S: FromStr, A> Asked<S, A> {
    /// Reads the query; all faults at once.
    pub(crate) fn take(
        mut form: Form,
        states: &[(String, String)],
        read_after: impl FnOnce(&str) -> Option<A>,
    ) -> Result<Self, Trouble> {
        let names: Vec<String> = form.names().into_iter().map(str::to_owned).collect();
        for name in names {
            if !KNOWN.contains(&name.as_str()) {
                form.refuse(&name, format!("Không có tham số này. Các tham số: {}.", KNOWN.join(", ")));
            } else if form.values_of(&name).len() > 1 {
                form.refuse(&name, "Ghi một lần.");
            }
        }
        let given = |form: &Form, name: &str| {
            Some(form.value(name).trim().to_owned()).filter(|value| !value.is_empty())
        };
        let limit = match given(&form, "limit") {
            None => Some(ROWS),
            Some(typed) => typed.parse().ok().filter(|rows| (1..=ROWS_MAX).contains(rows)),
        };
        if limit.is_none() {
            form.refuse("limit", format!("Từ 1 đến {ROWS_MAX}."));
        }
        let after = given(&form, "after").map(|typed| read_after(&typed));
        if matches!(after, Some(None)) {
            form.refuse("after", "Dùng đúng địa chỉ ở next của trang trước.");
        }
        let state = given(&form, "state").map(|typed| typed.parse::<S>().ok());
        if matches!(state, Some(None)) {
            let words: Vec<&str> = states.iter().map(|(word, _)| word.as_str()).collect();
            form.refuse("state", format!("Một trong: {}.", words.join(", ")));
        }
        let due_before = given(&form, "due_before").map(|typed| dates::parse_iso(&typed));
        if matches!(due_before, Some(None)) {
            form.refuse("due_before", "Viết ngày theo YYYY-MM-DD, ví dụ 2020-10-31.");
        }
        let modified_since = given(&form, "modified_since").map(|typed| moment(&typed));
        if matches!(modified_since, Some(None)) {
            form.refuse(
                "modified_since",
                "Viết theo RFC 3339, ví dụ 2020-10-15T08:00:00+07:00 (dấu + là %2B), hoặc một ngày YYYY-MM-DD.",
            );
        }
        if !form.is_sound() {
            return Err(Trouble::of_query(&form));
        }
        Ok(Self {
            limit: limit.unwrap_or(ROWS),
            after: after.flatten(),
            state: state.flatten(),
            due_before: due_before.flatten(),
            modified_since: modified_since.flatten(),
        })
    }

    /// How many rows to look for: one more than the page has says whether there is another.
    pub(crate) const fn most(&self) -> i64 {
        self.limit + 1
    }
}

/// A moment with its offset, or the beginning of a day. In an address a plus that was not written as
/// %2B has become a space.
fn moment(typed: &str) -> Option<Instant> {
    if let Some(day) = dates::parse_iso(typed) {
        return Some(dates::midnight(day));
    }
    let at: jiff::Timestamp = typed.replace(' ', "+").parse().ok()?;
    Some(at.as_millisecond())
}

/// Whether there is a next page; the row too many goes.
pub(crate) fn cut<T>(rows: &mut Vec<T>, limit: i64) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    more
}

/// The page; `next` is where the list goes on.
pub(crate) fn page(
    ctx: &Ctx<'_>,
    path: &str,
    query: &Form,
    items: Vec<Value>,
    next: Option<String>,
) -> Result<Answer, Trouble> {
    let next = next.map(|after| {
        let mut parts: Vec<String> = query
            .names()
            .into_iter()
            .filter(|name| *name != "after")
            .map(|name| format!("{name}={}", text::percent_encoded(query.value(name))))
            .collect();
        parts.push(format!("after={}", text::percent_encoded(&after)));
        format!("{}{path}?{}", ctx.app.settings().public_url, parts.join("&"))
    });
    let answer = Answer::data(&json!({ "items": items, "next": next }))?;
    Ok(match next {
        Some(next) => answer.with(header::LINK, format!("<{next}>; rel=\"next\"")),
        None => answer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(values: &[(&str, &str)]) -> Result<Asked<follow::State, String>, Trouble> {
        Asked::take(Form::with(values), &follow::State::choices(), |typed| Some(typed.to_owned()))
    }

    #[test]
    fn nothing_asked_is_the_first_page() {
        let all = asked(&[]).unwrap_or_else(|trouble| panic!("{trouble:?}"));
        assert_eq!((all.limit, all.state, all.due_before, all.modified_since), (50, None, None, None));
    }

    #[test]
    fn every_wrong_parameter_is_named_at_once() {
        let trouble = asked(&[
            ("limit", "101"),
            ("state", "lost"),
            ("due_before", "31/10/2020"),
            ("modified_since", "hôm qua"),
            ("access_token", "ngs_"),
        ])
        .err()
        .map(|trouble| String::from_utf8_lossy(trouble.answer().body()).into_owned());
        let body = trouble.unwrap_or_default();
        for name in ["limit", "state", "due_before", "modified_since", "access_token"] {
            assert!(body.contains(&format!("\"parameter\":\"{name}\"")), "{name}: {body}");
        }
    }

    #[test]
    fn a_moment_may_be_a_day() {
        assert_eq!(moment("2020-10-15"), moment("2020-10-15T00:00:00+07:00"));
        assert_eq!(moment("2020-10-15T00:00:00 07:00"), moment("2020-10-14T17:00:00Z"));
        assert_eq!(moment("15/10/2020"), None);
    }
}
