//! The text of a resolution as it stands on a day: what others changed is put in, article by
//! article. Pure.

use std::collections::HashSet;

use akn::{Piece, Text};
use kernel::{Date, ResolutionId};

use crate::model::{Relation, Resolution, Way};

/// What another resolution did to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The later resolution.
    pub by: ResolutionId,
    /// "Sửa đổi Điều 2".
    pub deed: String,
    /// From which day.
    pub from_on: Date,
}

/// An article that differs from the text as it was passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// "Điều 2".
    pub number: String,
    /// Who changed it, in the order of the days.
    pub sources: Vec<Source>,
    /// Line by line, against the text as it was passed.
    pub lines: Vec<Vec<Piece>>,
}

/// The text on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consolidated {
    /// With everything in force put in.
    pub text: Text,
    /// The articles that differ.
    pub changed: Vec<Changed>,
    /// Amendments in force whose text the register does not hold.
    pub without_text: Vec<Source>,
    /// Amendments that counted once and whose act holds no more. That the words before them hold
    /// again follows from no article that was read for this: it is said, for people to check.
    pub lapsed: Vec<Source>,
}

/// Whether what a resolution does to another counts on a day: from its own day, and as long as the
/// later one holds. What is repealed changes nothing any more.
pub fn counts(relation: &Relation, by: &Resolution, on: Date) -> bool {
    by.is_public && relation.from_on <= on && by.expired_on.is_none_or(|end| on < end)
}

/// Puts in what counts on a day, the earliest first; on one day the earlier resolution first.
pub fn consolidate(base: &Resolution, ties: &[(Relation, Resolution)], on: Date) -> Consolidated {
    let original = Text::read(&base.body);
    let mut text = original.clone();
    let mut counting: Vec<&(Relation, Resolution)> =
        ties.iter().filter(|(tie, by)| !tie.is_ending() && counts(tie, by, on)).collect();
    counting.sort_by_key(|(tie, by)| (tie.from_on, by.adopted_on, by.is_normative, by.seq, tie.id));
    let mut touched: Vec<(String, Vec<Source>)> = Vec::new();
    let mut without_text = Vec::new();
    for (tie, by) in counting {
        let source = Source { by: by.id, deed: tie.deed(), from_on: tie.from_on };
        let lines: Vec<&str> = tie.new_text.lines().collect();
        let (changed, numbers) = match tie.way {
            Way::Whole => (None, Vec::new()),
            Way::Replace => (text.replace_article(&tie.article, &lines), vec![tie.article.clone()]),
            Way::Remove => (text.repeal_article(&tie.article), vec![tie.article.clone()]),
            Way::Insert => {
                let put = Text::read(&tie.new_text).articles();
                (text.insert_after(&tie.article, &lines), put.into_iter().map(|one| one.number).collect())
            }
        };
        let Some(changed) = changed else {
            // Also what touches an article that is not there any more is said, never lost
            without_text.push(source);
            continue;
        };
        text = changed;
        for number in numbers {
            match touched.iter_mut().find(|(known, _)| *known == number) {
                Some((_, sources)) => sources.push(source.clone()),
                None => touched.push((number, vec![source.clone()])),
            }
        }
    }
    let lines_of =
        |text: &Text, number: &str| text.article(number).map(|one| one.lines.join("\n")).unwrap_or_default();
    let mut seen = HashSet::new();
    let changed = text
        .articles()
        .into_iter()
        .filter(|one| seen.insert(one.number.clone()))
        .filter_map(|one| {
            let (number, sources) = touched.iter().find(|(known, _)| *known == one.number)?.clone();
            let old = lines_of(&original, &number);
            let lines = akn::by_line(&akn::diff(&old, &one.lines.join("\n")));
            Some(Changed { number, sources, lines })
        })
        .collect();
    let lapsed = ties
        .iter()
        .filter(|(tie, by)| !tie.is_ending() && by.is_public && tie.from_on <= on && !counts(tie, by, on))
        .map(|(tie, by)| Source {
            by: by.id,
            deed: tie.deed(),
            from_on: by.expired_on.unwrap_or(tie.from_on),
        })
        .collect();
    Consolidated { text, changed, without_text, lapsed }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Id, OrganizationId, ResolutionRelationId};

    use super::*;
    use crate::model::RelationKind;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn resolution(number: u8, adopted: Date, expired: Option<Date>) -> Resolution {
        Resolution {
            id: id::<ResolutionId>(number),
            council_id: id::<OrganizationId>(1),
            session_id: None,
            is_normative: false,
            seq: i64::from(number),
            year: 2020,
            number: format!("{number:02}/NQ-HĐND"),
            title: "Mức hỗ trợ".to_owned(),
            adopted_on: adopted,
            signed_on: Some(adopted),
            effective_on: Some(adopted),
            expired_on: expired,
            sent_up_on: None,
            send_up_due_on: None,
            body: "Điều 1. Mức hỗ trợ là 500.000 đồng.\nĐiều 2. Giao Ủy ban nhân dân.".to_owned(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            poll_id: None,
            shortened_by: None,
            shortened_reason: None,
        }
    }

    fn tie(number: u8, way: Way, article: &str, text: &str, from: Date) -> Relation {
        Relation {
            id: id::<ResolutionRelationId>(number),
            resolution_id: id::<ResolutionId>(number),
            target_id: Some(id::<ResolutionId>(1)),
            target_text: String::new(),
            kind: RelationKind::Amends,
            way,
            article: article.to_owned(),
            new_text: text.to_owned(),
            from_on: from,
            note: String::new(),
            ended_before: None,
            version: 1,
        }
    }

    fn first(consolidated: &Consolidated) -> String {
        consolidated.text.article("Điều 1").unwrap().lines.join("\n")
    }

    #[test]
    fn an_article_changes_on_the_day_and_not_before() {
        let base = resolution(1, date(2020, 1, 1), None);
        let by = resolution(2, date(2020, 7, 21), None);
        let tie = tie(2, Way::Replace, "Điều 1", "Điều 1. Mức hỗ trợ là 700.000 đồng.", date(2020, 7, 21));
        let at = |on| consolidate(&base, &[(tie.clone(), by.clone())], on);
        assert!(at(date(2020, 7, 20)).changed.is_empty());
        for on in [date(2020, 7, 21), date(2020, 7, 22)] {
            let now = at(on);
            assert_eq!(first(&now), "Điều 1. Mức hỗ trợ là 700.000 đồng.");
            assert_eq!(now.changed.len(), 1);
            assert_eq!(now.changed[0].sources[0].deed, "Sửa đổi Điều 1");
            assert!(now.changed[0].lines[0].contains(&Piece::Removed("500.000 ".to_owned())));
        }
    }

    #[test]
    fn of_a_chain_the_last_word_stands_and_the_repeal_of_a_link_takes_its_word_back() {
        let base = resolution(1, date(2020, 1, 1), None);
        let second = tie(2, Way::Replace, "Điều 1", "Điều 1. Hai.", date(2020, 3, 1));
        let third = tie(3, Way::Replace, "Điều 1", "Điều 1. Ba.", date(2020, 5, 1));
        let with = |third_ends: Option<Date>, second_ends: Option<Date>, on| {
            let ties = [
                (third.clone(), resolution(3, date(2020, 5, 1), third_ends)),
                (second.clone(), resolution(2, date(2020, 3, 1), second_ends)),
            ];
            consolidate(&base, &ties, on)
        };
        let end = date(2020, 9, 1);
        let whole = with(None, None, date(2020, 6, 1));
        assert_eq!(first(&whole), "Điều 1. Ba.");
        assert_eq!(whole.changed[0].sources.len(), 2);
        assert_eq!(first(&with(None, None, date(2020, 4, 1))), "Điều 1. Hai.");
        assert_eq!(first(&with(Some(end), None, date(2020, 8, 31))), "Điều 1. Ba.");
        let lapsed = with(Some(end), None, end);
        assert_eq!(first(&lapsed), "Điều 1. Hai.");
        // Said from the day on, not the day before
        assert_eq!(lapsed.lapsed.iter().map(|one| one.from_on).collect::<Vec<_>>(), [end]);
        assert!(with(Some(end), None, date(2020, 8, 31)).lapsed.is_empty());
        assert_eq!(first(&with(Some(end), Some(end), end)), "Điều 1. Mức hỗ trợ là 500.000 đồng.");
        assert_eq!(first(&with(None, Some(end), end)), "Điều 1. Ba.");
    }

    #[test]
    fn articles_are_put_in_and_repealed() {
        let base = resolution(1, date(2020, 1, 1), None);
        let by = resolution(2, date(2020, 3, 1), None);
        let on = date(2020, 3, 1);
        let ties = [
            (tie(2, Way::Insert, "Điều 1", "Điều 1a. Nguồn kinh phí.", on), by.clone()),
            (tie(3, Way::Remove, "Điều 2", "", on), by.clone()),
            (tie(4, Way::Whole, "", "", on), by.clone()),
            (tie(5, Way::Replace, "Điều 9", "Điều 9. Không có.", on), by),
        ];
        let now = consolidate(&base, &ties, on);
        let numbers: Vec<&str> = now.changed.iter().map(|one| one.number.as_str()).collect();
        assert_eq!(numbers, ["Điều 1a", "Điều 2"]);
        assert_eq!(now.text.article("Điều 2").unwrap().lines, ["Điều 2. (được bãi bỏ)"]);
        assert_eq!(now.without_text.len(), 2);
    }

    #[test]
    fn a_later_one_that_is_not_public_changes_nothing() {
        let base = resolution(1, date(2020, 1, 1), None);
        let by = Resolution { is_public: false, ..resolution(2, date(2020, 3, 1), None) };
        let tie = tie(2, Way::Remove, "Điều 1", "", date(2020, 3, 1));
        assert!(consolidate(&base, &[(tie, by)], date(2020, 3, 1)).changed.is_empty());
    }
}
