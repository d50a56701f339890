//! Lists over several pages: where a page goes on, and the filters that stand in its address.

use std::fmt::Display;
use std::str::FromStr;

use kernel::{Date, dates, text};

use crate::Form;

/// Where a list goes on: the day and the id of the last row that was shown, from the address.
pub fn after<T: FromStr>(typed: &str) -> Option<(Date, T)> {
    let (day, id) = typed.split_once('_')?;
    Some((dates::parse_iso(day)?, id.parse().ok()?))
}

/// The address of the next page, when this one is full; `address` is the list's own, with its
/// filters.
pub fn next<R, T: Display>(
    address: &str,
    found: &[R],
    most: i64,
    key: impl Fn(&R) -> (Date, T),
) -> Option<String> {
    let last = found.last().filter(|_| i64::try_from(found.len()) == Ok(most))?;
    let (day, id) = key(last);
    let sign = if address.contains('?') { '&' } else { '?' };
    Some(format!("{address}{sign}sau={}_{id}", dates::iso(day)))
}

/// Choices of a filter, the first of which is none of them.
pub fn any(first: &str, choices: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), first.to_owned())).chain(choices).collect()
}

impl Form {
    /// The filters of these names that stand, as a query; `other` in the place of one of them.
    pub fn query(&self, names: &[&str], other: Option<(&str, &str)>) -> String {
        let mut query = String::new();
        for name in names {
            let value = match other {
                Some((changed, value)) if changed == *name => value,
                _ => self.value(name),
            };
            if !value.is_empty() {
                query.push_str(if query.is_empty() { "?" } else { "&" });
                query.push_str(name);
                query.push('=');
                query.push_str(&text::percent_encoded(value));
            }
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_leads_on_and_its_address_is_read_back() {
        let rows = [(Date::constant(2020, 10, 14), 7_u32), (Date::constant(2020, 10, 13), 5)];
        let next_of = |address: &str, most| next(address, &rows, most, |row| *row);
        assert_eq!(next_of("/don", 2).as_deref(), Some("/don?sau=2020-10-13_5"));
        assert_eq!(next_of("/don?loai=a", 2).as_deref(), Some("/don?loai=a&sau=2020-10-13_5"));
        assert_eq!(next_of("/don", 3), None, "there are no more");
        assert_eq!(after::<u32>("2020-10-13_5"), Some(rows[1]));
        assert_eq!(after::<u32>("hôm qua_5"), None);
    }

    #[test]
    fn filters_that_stand_are_kept_and_one_is_changed() {
        let form = Form::with(&[("q", "đường xã"), ("loai", "a"), ("sau", "x")]);
        assert_eq!(form.query(&["loai", "q"], None), "?loai=a&q=%C4%91%C6%B0%E1%BB%9Dng%20x%C3%A3");
        assert_eq!(form.query(&["loai"], Some(("loai", "b"))), "?loai=b");
        assert_eq!(form.query(&["loai"], Some(("loai", ""))), "");
    }
}
