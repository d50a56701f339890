//! Which posts go together, by the law of the day. Pure.

use kernel::Date;

use crate::model::{OrganizationKind, Post};

/// A post as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The post.
    pub post: Post,
    /// The kind of organization.
    pub kind: OrganizationKind,
    /// True when it is of the same level and unit as the new one.
    pub same_unit: bool,
}

/// Luật Tổ chức chính quyền địa phương 2025 (72/2025/QH15), in force from this day.
pub const LAW_OF_2025: Date = Date::constant(2025, 6, 16);

/// Whether the new post may be held beside an old one, or the sentence that says why not.
/// Source: Luật Tổ chức chính quyền địa phương 2025, Điều 29 khoản 2 and 3.
pub fn compatible(new: Held, old: Held, on: Date) -> Result<(), &'static str> {
    if on < LAW_OF_2025 || !old.same_unit {
        return Ok(());
    }
    let standing = |held: Held| {
        matches!(held.post, Post::Chair | Post::ViceChair | Post::StandingMember)
    };
    let executive = |held: Held| matches!(held.post, Post::PcChair | Post::PcViceChair | Post::PcMember);
    let committee = |held: Held| matches!(held.post, Post::CommitteeHead | Post::CommitteeDeputyHead);
    let department = |held: Held| held.post == Post::DepartmentHead;
    if (standing(new) && executive(old)) || (executive(new) && standing(old)) {
        return Err("Thành viên Thường trực HĐND không đồng thời là thành viên UBND cùng cấp (Luật 72/2025/QH15, Điều 29 khoản 2).");
    }
    if (committee(new) && department(old)) || (department(new) && committee(old)) {
        return Err("Trưởng, Phó Trưởng Ban HĐND không đồng thời đứng đầu cơ quan chuyên môn của UBND cùng cấp (Luật 72/2025/QH15, Điều 29 khoản 3).");
    }
    Ok(())
}

/// Posts of which an organization has one holder at a time.
pub const fn is_single(post: Post) -> bool {
    matches!(
        post,
        Post::Chair | Post::CommitteeHead | Post::GroupLeader | Post::OfficeHead | Post::PcChair | Post::DepartmentHead | Post::FrontChair
    )
}

/// Whether two stretches of time share a day; no end means "still".
pub fn overlap(from: Date, to: Option<Date>, other_from: Date, other_to: Option<Date>) -> bool {
    to.is_none_or(|to| other_from <= to) && other_to.is_none_or(|other_to| from <= other_to)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn held(post: Post, kind: OrganizationKind) -> Held {
        Held { post, kind, same_unit: true }
    }

    const CHAIR: Held = held(Post::Chair, OrganizationKind::Council);
    const PC: Held = held(Post::PcMember, OrganizationKind::PeoplesCommittee);
    const HEAD: Held = held(Post::CommitteeHead, OrganizationKind::Committee);
    const DEPARTMENT: Held = held(Post::DepartmentHead, OrganizationKind::Department);

    #[test]
    fn the_standing_committee_and_the_executive_exclude_one_another_from_16_6_2025() {
        assert!(compatible(CHAIR, PC, Date::constant(2025, 6, 15)).is_ok());
        assert!(compatible(CHAIR, PC, Date::constant(2025, 6, 16)).is_err());
        assert!(compatible(PC, CHAIR, Date::constant(2025, 6, 17)).is_err());
    }

    #[test]
    fn a_committee_head_heads_no_department_of_the_same_unit() {
        assert!(compatible(HEAD, DEPARTMENT, LAW_OF_2025).is_err());
        assert!(compatible(DEPARTMENT, HEAD, LAW_OF_2025).is_err());
        let elsewhere = Held { same_unit: false, ..DEPARTMENT };
        assert!(compatible(HEAD, elsewhere, LAW_OF_2025).is_ok());
        assert!(compatible(HEAD, CHAIR, LAW_OF_2025).is_ok());
    }

    #[test]
    fn two_stretches_share_a_day_also_when_one_ends_as_the_other_begins() {
        let day = |d| Date::constant(2020, 10, d);
        assert!(overlap(day(1), Some(day(15)), day(15), None));
        assert!(!overlap(day(1), Some(day(14)), day(15), None));
        assert!(overlap(day(1), None, day(30), None));
    }
}
