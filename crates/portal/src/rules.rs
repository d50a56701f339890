//! Questions about the rule table. Pure.

use std::fmt::Write as _;

use kernel::{Date, text};
use law::{Confidence, Deadline, Law, Level, NoDeadline, Override, RuleEntry, RuleVersion};

/// The rules of a family, or of all, that hold every word asked for, with or without marks.
/// Rules with a number of the council's own come first; otherwise the order of the table stays.
pub(crate) fn matching<'law>(law: &'law Law, words: &str, family: Option<&str>) -> Vec<&'law RuleEntry> {
    let asked = text::fold(words);
    let asked: Vec<&str> = asked.split_whitespace().collect();
    let mut found: Vec<&RuleEntry> = law
        .rules()
        .iter()
        .filter(|entry| family.is_none_or(|family| entry.family.key == family))
        .filter(|entry| {
            let whole = whole_text(entry);
            asked.iter().all(|word| whole.contains(word))
        })
        .collect();
    found.sort_by_key(|entry| own_of(law, entry).is_empty());
    found
}

fn whole_text(entry: &RuleEntry) -> String {
    let mut whole = format!("{} {} {}", entry.says, entry.trigger, entry.family.title);
    for version in &entry.versions {
        // Writing into a String cannot fail
        let _ = write!(whole, " {} {} {}", version.id, version.source, version.limit.describe());
    }
    text::fold(&whole)
}

/// The council's own numbers for a rule.
pub(crate) fn own_of<'law>(law: &'law Law, entry: &RuleEntry) -> Vec<&'law Override> {
    law.overrides()
        .iter()
        .filter(|own| entry.versions.iter().any(|version| version.id == own.rule_id))
        .collect()
}

/// The date due by a rule on a trigger day at a level: the council's own number first, then the
/// version in force.
pub(crate) fn due(law: &Law, entry: &RuleEntry, level: Level, trigger: Date) -> Result<Deadline, NoDeadline> {
    let of_level: Vec<&RuleVersion> =
        entry.versions.iter().filter(|version| version.levels.contains(&level)).collect();
    let holds = |own: &&Override| {
        own.from <= trigger
            && own.to.is_none_or(|to| trigger <= to)
            && of_level.iter().any(|version| version.id == own.rule_id)
    };
    let own = law.overrides().iter().rev().find(holds).map(|own| own.rule_id.as_str());
    let in_force =
        || of_level.iter().find(|version| version.in_force(trigger)).map(|version| version.id.as_str());
    match own.or_else(in_force) {
        Some(id) => law.deadline_by_id(id, trigger),
        None => Err(NoDeadline::NotInForce { rule: entry.name.clone(), on: trigger }),
    }
}

/// How sure the table is of a version, in words for the public.
pub(crate) const fn confidence_words(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "đã đối chiếu",
        Confidence::Medium => "nguồn thứ cấp",
        Confidence::Low => "chưa kiểm chứng",
    }
}

#[cfg(test)]
mod tests {
    use kernel::dates;
    use law::Limit;

    use super::*;

    fn law() -> Law {
        Law::shipped().expect("the shipped table is read")
    }

    fn day(text: &str) -> Date {
        dates::parse_iso(text).expect("a date")
    }

    fn entry<'law>(law: &'law Law, id: &str) -> &'law RuleEntry {
        law.find_by_id(id).expect("a rule").0
    }

    #[test]
    fn a_rule_is_found_without_marks_and_by_its_id() {
        let law = law();
        let found = matching(&law, "giay moi giao ban", None);
        assert!(found.iter().any(|entry| entry.versions.iter().any(|version| version.id == "BRF-02")));
        assert_eq!(matching(&law, "BRF-02", None).len(), 1);
        assert!(matching(&law, "không có chữ này ở đâu", None).is_empty());
    }

    #[test]
    fn a_family_shows_its_rules_only() {
        let law = law();
        let found = matching(&law, "", Some("briefings"));
        assert!(!found.is_empty() && found.iter().all(|entry| entry.family.key == "briefings"));
        assert_eq!(matching(&law, "", None).len(), law.rules().len());
    }

    #[test]
    fn an_invitation_to_a_briefing_goes_out_fifteen_days_before_it() {
        let law = law();
        let due = due(&law, entry(&law, "BRF-02"), Level::District, day("2020-10-15")).expect("a date");
        assert_eq!(due.due, day("2020-09-30"));
    }

    #[test]
    fn the_councils_own_number_holds_from_its_first_day_and_comes_first_in_the_list() {
        let own = Override {
            rule_id: "BRF-02".into(),
            limit: "-10 days".parse::<Limit>().expect("a limit"),
            source: "Quy chế làm việc của HĐND huyện".into(),
            from: day("2020-10-15"),
            to: None,
        };
        let law = law().with_overrides(&[own]).expect("sound");
        let rule = entry(&law, "BRF-02");
        assert_eq!(
            due(&law, rule, Level::District, day("2020-10-14")).expect("a date").due,
            day("2020-09-29")
        );
        assert_eq!(
            due(&law, rule, Level::District, day("2020-10-15")).expect("a date").due,
            day("2020-10-05")
        );
        assert_eq!(
            matching(&law, "", None).first().map(|entry| entry.name.as_str()),
            Some(rule.name.as_str())
        );
    }

    #[test]
    fn a_rule_that_was_not_in_force_gives_no_date() {
        let law = law();
        assert!(due(&law, entry(&law, "CMP-02"), Level::District, day("1999-01-01")).is_err());
    }
}
