//! Which posts go together, and when.
//!
//! Basis: Luật Tổ chức chính quyền địa phương 72/2025/QH15, Điều 29 khoản 2, 3 (posts that
//! exclude each other), Luật 77/2015/QH13, Điều 83 khoản 5 (two terms in a row).

use std::fmt;

use kernel::{Date, dates};
use law::{Law, Limit, RuleEntry, Thing};

use crate::model::{Holding, OrganizationKind, Post, Refusal, Term, lower_first};

/// Luật 77/2015/QH13, Điều 83 khoản 5: two terms in a row.
const CONSECUTIVE_TERMS: &str = "ORG-11";
/// Luật 72/2025/QH15, Điều 29 khoản 2.
const STANDING_COMMITTEE: &str = "ORG-18";
/// Luật 72/2025/QH15, Điều 29 khoản 3.
const COMMITTEE_HEAD: &str = "ORG-19";

/// Two posts that the law of their first common day does not forbid together, but a later law
/// does while both are still held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The first day of the later rule.
    pub from: Date,
    /// What it says.
    pub says: String,
    /// The other post.
    pub other: String,
    /// The article.
    pub source: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says = lower_first(&self.says);
        write!(
            f,
            "Lưu ý: từ ngày {}, {says}; người này còn giữ “{}”. Căn cứ: {}.",
            dates::print(self.from),
            self.other,
            self.source
        )
    }
}

/// An agency's identifier in the exchange of electronic papers, in capitals: up to seven parts of
/// two or three letters and digits with stops between, `H28.05` or `000.05.28.H28`, of which the
/// first or the last names ministry or province (QĐ 20/2020/QĐ-TTg).
pub fn agency_code(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    let parts: Vec<&str> = code.split('.').collect();
    let is_part = |part: &&str| {
        (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let names_level_one = |part: &&&str| {
        let mut bytes = part.bytes();
        part.len() == 3
            && bytes.next().is_some_and(|b| b.is_ascii_uppercase())
            && bytes.all(|b| b.is_ascii_digit())
    };
    let is_sound = (1..=7).contains(&parts.len())
        && parts.iter().all(is_part)
        && (parts.first().is_some_and(|part| names_level_one(&part))
            || parts.last().is_some_and(|part| names_level_one(&part)));
    is_sound.then_some(code)
}

/// Whether such an organization has such a post.
pub const fn fits(post: Post, kind: OrganizationKind) -> bool {
    use OrganizationKind as Kind;
    match post {
        Post::Chair | Post::ViceChair | Post::StandingMember => {
            matches!(kind, Kind::Council | Kind::StandingCommittee)
        }
        Post::CommitteeHead | Post::CommitteeDeputyHead | Post::CommitteeMember => {
            matches!(kind, Kind::Committee)
        }
        Post::GroupLeader | Post::GroupDeputyLeader => matches!(kind, Kind::DelegateGroup),
        Post::Delegate => matches!(kind, Kind::Council | Kind::DelegateGroup),
        Post::SessionSecretary => matches!(kind, Kind::Council | Kind::Office),
        Post::OfficeHead | Post::OfficeDeputyHead => matches!(kind, Kind::Office),
        Post::Specialist => true,
        Post::PcChair | Post::PcViceChair | Post::PcMember => matches!(kind, Kind::PeoplesCommittee),
        Post::DepartmentHead | Post::DepartmentDeputyHead => matches!(kind, Kind::Department | Kind::Other),
        Post::FrontChair | Post::FrontViceChair | Post::FrontStandingMember => {
            matches!(kind, Kind::FatherlandFront)
        }
    }
}

/// Whether only one person can hold the post at a time.
pub const fn is_single(post: Post) -> bool {
    matches!(
        post,
        Post::Chair
            | Post::CommitteeHead
            | Post::GroupLeader
            | Post::OfficeHead
            | Post::PcChair
            | Post::DepartmentHead
            | Post::FrontChair
    )
}

/// Whether the holder is shown to the public.
pub const fn is_public(post: Post) -> bool {
    !matches!(post, Post::Specialist)
}

const fn sits_in_standing_committee(post: Post) -> bool {
    matches!(post, Post::Chair | Post::ViceChair | Post::StandingMember)
}

const fn sits_in_peoples_committee(post: Post) -> bool {
    matches!(post, Post::PcChair | Post::PcViceChair | Post::PcMember)
}

const fn leads_committee(post: Post) -> bool {
    matches!(post, Post::CommitteeHead | Post::CommitteeDeputyHead)
}

/// The id of the rule that forbids two posts at the same level.
pub fn incompatibility(one: Post, other: Post) -> Option<&'static str> {
    let either = |first: fn(Post) -> bool, second: fn(Post) -> bool| {
        (first(one) && second(other)) || (first(other) && second(one))
    };
    if either(sits_in_standing_committee, sits_in_peoples_committee) {
        Some(STANDING_COMMITTEE)
    } else if either(leads_committee, |post| post == Post::DepartmentHead) {
        Some(COMMITTEE_HEAD)
    } else {
        None
    }
}

/// Checks a post against the person's other posts of the same level. The law of the first
/// common day decides: posts that met before the rule was in force give a warning only.
pub fn check_together(wanted: &Holding, own: &[Holding], law: &Law) -> Result<Vec<Warning>, Refusal> {
    let mut warnings = Vec::new();
    for other in own.iter().filter(|other| other.area == wanted.area && other.overlaps(wanted)) {
        let Some(rule) = incompatibility(wanted.post, other.post) else { continue };
        let Some((entry, version)) = law.find_by_id(rule) else { continue };
        let (says, source) = (sentence(entry), version.source.clone());
        let met_on = wanted.from.max(other.from);
        if version.in_force(met_on) {
            return Err(Refusal::Incompatible { says, other: other.label.clone(), source_text: source });
        }
        let part_on = [wanted.to, other.to].into_iter().flatten().min();
        if let Some(from) = version.from.filter(|from| met_on < *from)
            && part_on.is_none_or(|last| from <= last)
        {
            warnings.push(Warning { from, says, other: other.label.clone(), source });
        }
    }
    Ok(warnings)
}

/// Whom a rule concerns and what it asks of them, in one sentence.
fn sentence(entry: &RuleEntry) -> String {
    format!("{} {}", entry.trigger, lower_first(&entry.says))
}

/// Checks that such an organization has such a post.
pub fn check_fit(wanted: &Holding) -> Result<(), Refusal> {
    if fits(wanted.post, wanted.kind) {
        return Ok(());
    }
    Err(Refusal::PostDoesNotFit { post: wanted.post.label(), kind: wanted.kind.label() })
}

/// Checks a post against the life of its organization: `dissolved` is the first day it is no more.
pub fn check_life(wanted: &Holding, founded: Option<Date>, dissolved: Option<Date>) -> Result<(), Refusal> {
    if wanted.to.is_some_and(|last| last < wanted.from) {
        return Err(Refusal::EndsBeforeItBegins);
    }
    let begins_too_early = founded.is_some_and(|first| wanted.from < first);
    let ends_too_late = dissolved.is_some_and(|end| wanted.to.is_none_or(|last| end <= last));
    if begins_too_early || ends_too_late { Err(Refusal::OutsideLife) } else { Ok(()) }
}

/// Checks the day on which a post ends: `ended` is the last day known so far.
pub fn check_end(started: Date, ended: Option<Date>, on: Date) -> Result<(), Refusal> {
    if on < started {
        return Err(Refusal::EndsBeforeItBegins);
    }
    match ended.filter(|last| *last <= on) {
        Some(last) => Err(Refusal::AlreadyEnded(dates::print(last))),
        None => Ok(()),
    }
}

/// Checks the first day on which an organization is no more. `last_started` is the newest day
/// on which somebody took up a post in it.
pub fn check_dissolution(on: Date, founded: Option<Date>, last_started: Option<Date>) -> Result<(), Refusal> {
    if founded.is_some_and(|first| on <= first) {
        return Err(Refusal::BadDissolution);
    }
    match last_started.filter(|started| on <= *started) {
        Some(started) => Err(Refusal::DissolvedBeforePost(dates::print(started))),
        None => Ok(()),
    }
}

/// Checks that the person does not hold the post already, and that nobody else holds, on any of
/// its days, a post that only one can hold. `others` are other persons' posts there.
pub fn check_free(wanted: &Holding, own: &[Holding], others: &[Holding]) -> Result<(), Refusal> {
    let same = |held: &Holding| held.post == wanted.post && held.overlaps(wanted);
    if own.iter().any(|held| held.organization == wanted.organization && same(held)) {
        return Err(Refusal::AlreadyHolds);
    }
    match others.iter().find(|held| is_single(wanted.post) && same(held)) {
        Some(held) => Err(Refusal::Taken(held.holder.clone())),
        None => Ok(()),
    }
}

/// Checks the number of terms in a row of a chair, of the council or of the People's Committee.
/// A term counts when the post was held on any of its days; `terms` are those of the unit's council.
pub fn check_terms(wanted: &Holding, own: &[Holding], terms: &[Term], law: &Law) -> Result<(), Refusal> {
    if !matches!(wanted.post, Post::Chair | Post::PcChair) {
        return Ok(());
    }
    let Some((_, version)) = law.find_by_id(CONSECUTIVE_TERMS).filter(|found| found.1.in_force(wanted.from))
    else {
        return Ok(());
    };
    let Limit::AtMost { count: limit, thing: Thing::Terms } = version.limit else { return Ok(()) };
    let served = terms_in_a_row(wanted, own, terms);
    if served < limit {
        return Ok(());
    }
    Err(Refusal::TooManyTerms { served, limit, source_text: version.source.clone() })
}

/// The terms right before the wanted one during which the person held the same post in the
/// same unit.
fn terms_in_a_row(wanted: &Holding, own: &[Holding], terms: &[Term]) -> u32 {
    let mut terms: Vec<&Term> = terms.iter().filter(|term| term.opened_on <= wanted.from).collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.opened_on));
    // A term reaches to the eve of the next one
    let mut next_opened = None;
    let mut served = 0;
    for (back, term) in terms.into_iter().enumerate() {
        let end = next_opened.unwrap_or(term.ends_on);
        next_opened = Some(term.opened_on);
        if back == 0 {
            continue;
        }
        let held = own.iter().any(|held| {
            held.post == wanted.post
                && held.area == wanted.area
                && held.from < end
                && held.to.is_none_or(|last| term.opened_on <= last)
        });
        if !held {
            break;
        }
        served += 1;
    }
    served
}

#[cfg(test)]
mod tests {
    use kernel::{AreaId, Id, OrganizationId, TermId, uuid_v7};
    use proptest::prelude::*;

    use super::*;

    fn organization(n: u8) -> OrganizationId {
        OrganizationId::from_uuid(uuid_v7(2, [n; 10]))
    }

    #[test]
    fn an_identifier_in_the_exchange_names_ministry_or_province_at_one_end() {
        for (typed, wanted) in [
            ("H28", "H28"),
            (" h28.05 ", "H28.05"),
            ("000.00.00.H41", "000.00.00.H41"),
            ("G22.1A.002", "G22.1A.002"),
        ] {
            assert_eq!(agency_code(typed).as_deref(), Some(wanted), "{typed}");
        }
        for typed in [
            "",
            "28",
            "000.00",
            "H28.",
            ".H28",
            "H28..05",
            "H28.0005",
            "H28.Đ1",
            "H2.05",
            "H28 05",
            "A.B.C",
            "H28.01.02.03.04.05.06.07",
        ] {
            assert_eq!(agency_code(typed), None, "{typed}");
        }
    }

    fn area(n: u8) -> AreaId {
        AreaId::from_uuid(uuid_v7(1, [n; 10]))
    }

    fn day(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    fn holding(post: Post, from: Date, to: Option<Date>) -> Holding {
        let kind = OrganizationKind::Council;
        Holding {
            post,
            label: post.label().to_owned(),
            holder: "Lê Đức Bích".to_owned(),
            organization: organization(1),
            organization_name: "Hội đồng nhân dân huyện".to_owned(),
            kind,
            area: area(1),
            from,
            to,
        }
    }

    fn law() -> Law {
        Law::shipped().expect("the shipped law")
    }

    #[test]
    fn a_member_of_the_standing_committee_is_no_member_of_the_peoples_committee_from_16_june_2025() {
        let own = [holding(Post::PcMember, day(2021, 7, 1), None)];
        let refused = check_together(&holding(Post::ViceChair, day(2025, 6, 16), None), &own, &law());
        let Err(Refusal::Incompatible { other, source_text, .. }) = refused else { panic!("{refused:?}") };
        assert_eq!(other, "Ủy viên UBND");
        assert!(source_text.contains("Điều 29 khoản 2"), "{source_text}");
        let before = check_together(&holding(Post::ViceChair, day(2025, 6, 15), None), &own, &law());
        assert_eq!(before.map(|warnings| warnings.len()), Ok(1));
    }

    #[test]
    fn a_committee_head_leads_no_department_of_the_same_level_from_16_june_2025() {
        let own = [holding(Post::CommitteeDeputyHead, day(2021, 7, 1), None)];
        assert!(
            check_together(&holding(Post::DepartmentHead, day(2025, 6, 17), None), &own, &law()).is_err()
        );
        assert!(
            check_together(&holding(Post::DepartmentDeputyHead, day(2025, 6, 17), None), &own, &law())
                .is_ok()
        );
        let mut elsewhere = holding(Post::DepartmentHead, day(2025, 6, 17), None);
        elsewhere.area = area(2);
        assert_eq!(check_together(&elsewhere, &own, &law()), Ok(Vec::new()));
    }

    #[test]
    fn posts_one_after_the_other_do_not_exclude_each_other() {
        let own = [holding(Post::PcMember, day(2021, 7, 1), Some(day(2025, 6, 30)))];
        assert_eq!(
            check_together(&holding(Post::Chair, day(2025, 7, 1), None), &own, &law()),
            Ok(Vec::new())
        );
        assert!(check_together(&holding(Post::Chair, day(2025, 6, 30), None), &own, &law()).is_err());
    }

    #[test]
    fn a_post_lies_inside_the_life_of_its_organization() {
        let (founded, dissolved) = (Some(day(2016, 6, 24)), Some(day(2025, 7, 1)));
        let check = |from, to| check_life(&holding(Post::Chair, from, to), founded, dissolved);
        assert_eq!(check(day(2016, 6, 24), Some(day(2025, 6, 30))), Ok(()));
        assert_eq!(check(day(2016, 6, 23), Some(day(2025, 6, 30))), Err(Refusal::OutsideLife));
        assert_eq!(check(day(2016, 6, 24), Some(day(2025, 7, 1))), Err(Refusal::OutsideLife));
        assert_eq!(check(day(2016, 6, 24), None), Err(Refusal::OutsideLife));
        assert_eq!(check(day(2020, 1, 2), Some(day(2020, 1, 1))), Err(Refusal::EndsBeforeItBegins));
        assert_eq!(check_life(&holding(Post::Chair, day(1999, 1, 1), None), None, None), Ok(()));
    }

    #[test]
    fn a_council_has_one_chair_at_a_time_and_several_vice_chairs() {
        let chair = Holding {
            holder: "Trần Xuân Thành".to_owned(),
            ..holding(Post::Chair, day(2016, 6, 24), Some(day(2020, 10, 15)))
        };
        let others = [chair, holding(Post::ViceChair, day(2016, 6, 24), None)];
        let check = |post, from| check_free(&holding(post, from, None), &[], &others);
        let taken = Err(Refusal::Taken("Trần Xuân Thành".to_owned()));
        assert_eq!(check(Post::Chair, day(2020, 10, 15)), taken);
        assert_eq!(check(Post::Chair, day(2020, 10, 16)), Ok(()));
        // Written down afterwards, with no end: it runs into the present chair
        assert_eq!(check(Post::Chair, day(2011, 6, 24)), taken);
        let before = holding(Post::Chair, day(2011, 6, 24), Some(day(2016, 6, 23)));
        assert_eq!(check_free(&before, &[], &others), Ok(()));
        assert_eq!(check(Post::ViceChair, day(2020, 10, 15)), Ok(()));
    }

    #[test]
    fn the_same_post_is_not_given_twice_to_the_same_person() {
        let own = [holding(Post::Delegate, day(2016, 6, 24), Some(day(2021, 6, 30)))];
        assert_eq!(
            check_free(&holding(Post::Delegate, day(2021, 6, 30), None), &own, &[]),
            Err(Refusal::AlreadyHolds)
        );
        assert_eq!(check_free(&holding(Post::Delegate, day(2021, 7, 1), None), &own, &[]), Ok(()));
    }

    fn terms() -> Vec<Term> {
        [(2004, 16), (2011, 17), (2016, 18), (2021, 19)]
            .map(|(year, number)| Term {
                id: TermId::from_uuid(uuid_v7(3, [1; 10])),
                council_id: organization(1),
                number,
                opened_on: day(year, 6, 24),
                ends_on: day(year + 5, 6, 24),
                delegates_total: 33,
            })
            .to_vec()
    }

    #[test]
    fn a_chair_of_two_terms_is_not_elected_a_third_time() {
        let wanted = holding(Post::Chair, day(2021, 6, 24), None);
        let third = [holding(Post::Chair, day(2011, 6, 24), Some(day(2021, 6, 23)))];
        let refused = check_terms(&wanted, &third, &terms(), &law());
        assert!(matches!(refused, Err(Refusal::TooManyTerms { served: 2, limit: 2, .. })), "{refused:?}");
        let second = [holding(Post::Chair, day(2016, 6, 24), Some(day(2021, 6, 23)))];
        assert_eq!(check_terms(&wanted, &second, &terms(), &law()), Ok(()));
    }

    #[test]
    fn a_term_without_the_post_breaks_the_row_and_another_post_does_not_count() {
        let wanted = holding(Post::Chair, day(2021, 6, 24), None);
        let broken = [
            holding(Post::Chair, day(2004, 6, 24), Some(day(2011, 6, 23))),
            holding(Post::Chair, day(2016, 6, 24), Some(day(2021, 6, 23))),
        ];
        assert_eq!(check_terms(&wanted, &broken, &terms(), &law()), Ok(()));
        let other = [holding(Post::ViceChair, day(2004, 6, 24), Some(day(2021, 6, 23)))];
        assert_eq!(check_terms(&wanted, &other, &terms(), &law()), Ok(()));
        let member = holding(Post::CommitteeHead, day(2021, 6, 24), None);
        assert_eq!(check_terms(&member, &other, &terms(), &law()), Ok(()));
    }

    #[test]
    fn a_committee_head_belongs_to_a_committee_and_a_delegate_to_the_council() {
        assert!(fits(Post::CommitteeHead, OrganizationKind::Committee));
        assert!(!fits(Post::CommitteeHead, OrganizationKind::Council));
        assert!(fits(Post::Delegate, OrganizationKind::Council));
        assert!(!fits(Post::PcChair, OrganizationKind::Council));
        assert!(fits(Post::StandingMember, OrganizationKind::StandingCommittee));
        assert!(check_fit(&holding(Post::DepartmentHead, day(2020, 1, 1), None)).is_err());
    }

    #[test]
    fn the_two_terms_were_a_rule_from_2016_to_february_2025() {
        let own = [holding(Post::PcChair, day(2011, 6, 24), Some(day(2025, 3, 31)))];
        let check = |from| check_terms(&holding(Post::PcChair, from, None), &own, &terms(), &law());
        assert!(check(day(2025, 2, 28)).is_err());
        assert_eq!(check(day(2025, 3, 1)), Ok(()));
    }

    #[test]
    fn posts_that_part_before_the_rule_of_2025_are_not_warned_of() {
        let own = [holding(Post::PcMember, day(2016, 7, 1), None)];
        let until = |last| check_together(&holding(Post::Chair, day(2020, 1, 1), Some(last)), &own, &law());
        assert_eq!(until(day(2025, 6, 15)), Ok(Vec::new()));
        let warnings = until(day(2025, 6, 16)).expect("a warning only");
        assert!(
            warnings[0].to_string().starts_with(
                "Lưu ý: từ ngày 16/06/2025, thành viên Thường trực Hội đồng nhân dân không được đồng thời"
            ),
            "{}",
            warnings[0]
        );
    }

    #[test]
    fn an_organization_ends_after_it_was_founded_and_after_its_last_post_began() {
        let check = |on| check_dissolution(on, Some(day(2016, 6, 24)), Some(day(2020, 10, 15)));
        assert_eq!(check(day(2016, 6, 24)), Err(Refusal::BadDissolution));
        assert_eq!(check(day(2020, 10, 15)), Err(Refusal::DissolvedBeforePost("15/10/2020".to_owned())));
        assert_eq!(check(day(2020, 10, 16)), Ok(()));
        assert_eq!(check_dissolution(day(1999, 1, 1), None, None), Ok(()));
    }

    #[test]
    fn an_end_may_be_moved_to_an_earlier_day_only() {
        let check = |on| check_end(day(2016, 6, 24), Some(day(2020, 10, 15)), on);
        assert_eq!(check(day(2016, 6, 23)), Err(Refusal::EndsBeforeItBegins));
        assert_eq!(check(day(2016, 6, 24)), Ok(()));
        assert_eq!(check(day(2020, 10, 14)), Ok(()));
        assert_eq!(check(day(2020, 10, 15)), Err(Refusal::AlreadyEnded("15/10/2020".to_owned())));
        assert_eq!(check_end(day(2016, 6, 24), None, day(2030, 1, 1)), Ok(()));
    }

    proptest! {
        #[test]
        fn incompatibility_does_not_ask_which_post_came_first(one in 0..Post::ALL.len(), other in 0..Post::ALL.len()) {
            let (one, other) = (Post::ALL[one], Post::ALL[other]);
            prop_assert_eq!(incompatibility(one, other), incompatibility(other, one));
        }

        #[test]
        fn overlapping_is_mutual(a in 0i32..400, b in 0i32..400, c in 0i32..400, d in 0i32..400) {
            let at = |days: i32| day(2020, 1, 1) + jiff::Span::new().days(days);
            let one = holding(Post::Chair, at(a), Some(at(b.max(a))));
            let other = holding(Post::Chair, at(c), Some(at(d.max(c))));
            prop_assert_eq!(one.overlaps(&other), other.overlaps(&one));
            prop_assert_eq!(one.overlaps(&other), a.max(c) <= b.max(a).min(d.max(c)));
        }
    }
}
