//! Who has spoken and who has not, by delegates' group. Pure.

use std::collections::HashMap;

use kernel::PersonId;

/// A delegates' group (Tổ đại biểu) on the chair's page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: String,
    /// Present, and not heard in this session.
    pub(crate) silent: Vec<String>,
    /// "Lê Văn A (2)": heard, and how often.
    pub(crate) spoken: Vec<String>,
}

/// What stands for delegates of whom no group is known.
const NO_GROUP: &str = "Chưa xếp Tổ đại biểu";

/// The delegates by group, groups in the order in which they are known, each delegate once.
pub(crate) fn by_group(
    delegates: &[(PersonId, String)],
    groups: &[(PersonId, String)],
    is_present: impl Fn(&PersonId) -> bool,
    spoken: impl Fn(PersonId) -> usize,
) -> Vec<Group> {
    let of: HashMap<PersonId, &str> =
        groups.iter().rev().map(|(person, name)| (*person, name.as_str())).collect();
    let mut order: Vec<&str> = Vec::new();
    for (_, name) in groups {
        if !order.contains(&name.as_str()) {
            order.push(name);
        }
    }
    order.push(NO_GROUP);
    let mut made: Vec<Group> = order
        .iter()
        .map(|name| Group { name: (*name).to_owned(), silent: Vec::new(), spoken: Vec::new() })
        .collect();
    for (person, name) in delegates {
        let group = of.get(person).copied().unwrap_or(NO_GROUP);
        let Some(group) = made.iter_mut().find(|one| one.name == group) else { continue };
        match spoken(*person) {
            0 if is_present(person) => group.silent.push(name.clone()),
            0 => {}
            times => group.spoken.push(format!("{name} ({times})")),
        }
    }
    made.retain(|one| !one.silent.is_empty() || !one.spoken.is_empty());
    made
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    fn person(number: u8) -> PersonId {
        PersonId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    #[test]
    fn each_delegate_stands_once_under_the_group_and_those_away_are_not_called_silent() {
        let delegates: Vec<(PersonId, String)> = [(1, "An"), (2, "Bình"), (3, "Cúc"), (4, "Dũng")]
            .map(|(id, name)| (person(id), name.to_owned()))
            .into();
        let groups =
            [(person(1), "Tổ 2".to_owned()), (person(2), "Tổ 1".to_owned()), (person(2), "Tổ 2".to_owned())];
        let seen = by_group(
            &delegates,
            &groups,
            |one| *one != person(4),
            |one| if one == person(1) { 2 } else { 0 },
        );
        let of = |name: &str, silent: &[&str], spoken: &[&str]| Group {
            name: name.to_owned(),
            silent: silent.iter().map(|one| (*one).to_owned()).collect(),
            spoken: spoken.iter().map(|one| (*one).to_owned()).collect(),
        };
        assert_eq!(
            seen,
            [of("Tổ 2", &[], &["An (2)"]), of("Tổ 1", &["Bình"], &[]), of(NO_GROUP, &["Cúc"], &[])]
        );
    }

    #[test]
    fn a_council_without_groups_is_one_list() {
        let delegates = [(person(1), "An".to_owned())];
        let seen = by_group(&delegates, &[], |_| true, |_| 0);
        assert_eq!(seen.len(), 1);
        assert_eq!(seen.first().map(|one| one.silent.clone()), Some(vec!["An".to_owned()]));
    }
}
