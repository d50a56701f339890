//! Two texts side by side, article by article.

use akn::{Kind, Piece, Text, Unit};
use askama::Template;
use askama::filters::HtmlSafe;

/// Words of a difference.
struct Words {
    mark: &'static str,
    text: String,
}

/// A difference that prints itself: what is left out is struck through, what is new underlined.
#[derive(Template)]
#[template(path = "drafts/diff.html")]
pub(crate) struct Diff {
    lines: Vec<Vec<Words>>,
}

impl HtmlSafe for Diff {}

impl Diff {
    pub(crate) fn of(old: &str, new: &str) -> Self {
        let words = |piece: Piece| match piece {
            Piece::Same(text) => Words { mark: "", text },
            Piece::Removed(text) => Words { mark: "del", text },
            Piece::Added(text) => Words { mark: "ins", text },
        };
        let lines = akn::by_line(&akn::diff(old, new));
        Self { lines: lines.into_iter().map(|line| line.into_iter().map(words).collect()).collect() }
    }
}

/// A stretch of a text: lines that belong to no article, then perhaps an article.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    /// Recitals, headings of chapters.
    pub(crate) before: Vec<String>,
    /// The article: its number, its address on the page, its lines.
    pub(crate) article: Option<(String, String, Vec<String>)>,
}

/// A text in the order of its lines.
pub(crate) fn stretches(text: &Text) -> Vec<Stretch> {
    let mut all = vec![Stretch::default()];
    for unit in &text.units {
        walk(unit, &mut all);
    }
    all.retain(|one| !one.before.is_empty() || one.article.is_some());
    all
}

fn walk(unit: &Unit, all: &mut Vec<Stretch>) {
    let lines: Vec<String> = unit.lines().into_iter().map(str::to_owned).collect();
    if unit.kind == Kind::Article {
        if let Some(last) = all.last_mut() {
            last.article = Some((unit.number.clone(), unit.anchor(), lines));
        }
        all.push(Stretch::default());
        return;
    }
    let inside: usize = unit.children.iter().map(|child| child.lines().len()).sum();
    let own = lines.len().saturating_sub(inside);
    if let Some(last) = all.last_mut() {
        last.before.extend(lines.into_iter().take(own));
    }
    for child in &unit.children {
        walk(child, all);
    }
}

/// A part that differs.
pub(crate) struct Changed {
    pub(crate) place: String,
    pub(crate) diff: Diff,
}

/// What differs between two texts: each article that changed, came or went, and the lines outside
/// articles; and the articles that did not change.
pub(crate) fn compare(old: &str, new: &str) -> (Vec<Changed>, Vec<String>) {
    let (old, new) = (Text::read(old), Text::read(new));
    let outside = |text: &Text| -> String {
        let lines: Vec<String> = stretches(text).into_iter().flat_map(|one| one.before).collect();
        lines.join("\n")
    };
    let mut changed = Vec::new();
    let mut same = Vec::new();
    let (before, after) = (outside(&old), outside(&new));
    if before != after {
        changed.push(Changed {
            place: "Căn cứ, lời mở đầu, đề mục".to_owned(),
            diff: Diff::of(&before, &after),
        });
    }
    for place in places(&old, &new) {
        let lines = |text: &Text| text.article(&place).map(|one| one.lines.join("\n")).unwrap_or_default();
        let (before, after) = (lines(&old), lines(&new));
        if before == after {
            same.push(place);
        } else {
            changed.push(Changed { diff: Diff::of(&before, &after), place });
        }
    }
    (changed, same)
}

/// The numbers of both texts in one order: the new text's, and where they stood those that went.
fn places(old: &Text, new: &Text) -> Vec<String> {
    let mut places: Vec<String> = new.articles().into_iter().map(|one| one.number).collect();
    let mut at = 0;
    for one in old.articles() {
        if let Some(found) = places.iter().position(|known| *known == one.number) {
            at = found + 1;
        } else {
            places.insert(at.min(places.len()), one.number);
            at += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OLD: &str = "Căn cứ một;\nQUYẾT NGHỊ:\nChương I\nCHUNG\nĐiều 1. Một.\nĐiều 2. Hai.\nChương II\nRIÊNG\nĐiều 3. Ba.";

    #[test]
    fn a_text_is_walked_in_the_order_of_its_lines() {
        let all = stretches(&Text::read(OLD));
        let lines: Vec<String> = all
            .into_iter()
            .flat_map(|one| {
                one.before.into_iter().chain(one.article.into_iter().flat_map(|(.., lines)| lines))
            })
            .collect();
        assert_eq!(lines.join("\n"), OLD);
    }

    #[test]
    fn what_changed_came_and_went_is_told_apart_from_what_stayed() {
        let new = "Căn cứ hai;\nQUYẾT NGHỊ:\nChương I\nCHUNG\nĐiều 1. Một khác.\nĐiều 2a. Mới.\nChương II\nRIÊNG\nĐiều 3. Ba.";
        let (changed, same) = compare(OLD, new);
        let places: Vec<&str> = changed.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(places, ["Căn cứ, lời mở đầu, đề mục", "Điều 1", "Điều 2", "Điều 2a"]);
        assert_eq!(same, ["Điều 3"]);
        let shown: String = changed.iter().map(|one| one.diff.to_string()).collect();
        assert!(shown.contains("<ins>") && shown.contains("<del>"), "{shown}");
    }

    proptest! {
        #[test]
        fn any_two_texts_compare(old in "(Điều [1-4]\\. [a-z]{0,6}\n){0,5}", new in "(\\PC{0,12}\n){0,5}") {
            let (changed, same) = compare(&old, &new);
            prop_assert!(old != new || changed.is_empty() || !same.is_empty());
            prop_assert!(compare(&old, &old).0.is_empty());
        }

        #[test]
        fn no_line_is_lost_on_a_page(body in "(\\PC{0,16}\n){0,8}") {
            let text = Text::read(&body);
            let mut shown = Vec::new();
            for one in stretches(&text) {
                shown.extend(one.before);
                shown.extend(one.article.into_iter().flat_map(|(.., lines)| lines));
            }
            prop_assert_eq!(shown.join("\n"), text.print());
        }
    }
}
