//! By when a signed resolution is open to everyone, and since when it is.

use kernel::Date;
use law::{Law, Publication};

use crate::model::Resolution;

/// The days after a deed. The first public deed counts: what was taken off the portal and put back
/// keeps its day. Of one that was open before such days were kept nobody can say whether it was in
/// time, so it has neither.
pub fn publication(
    law: &Law,
    kept: Publication,
    before: Option<&Resolution>,
    now: &Resolution,
    today: Date,
) -> Publication {
    let was_public = before.is_some_and(|one| one.is_public);
    let on = kept.on.or((now.is_public && !was_public).then_some(today));
    if now.is_public && on.is_none() {
        return Publication::default();
    }
    let is_signed_as_before = before.is_some_and(|one| one.signed_on == now.signed_on);
    let due = if is_signed_as_before {
        kept.due
    } else {
        now.signed_on.and_then(|signed| Publication::of(law, signed, None).due)
    };
    Publication { due, on }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;

    use super::*;

    fn resolution(signed_on: Option<Date>, is_public: bool) -> Resolution {
        Resolution {
            id: kernel::ResolutionId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [4; 10])),
            council_id: kernel::OrganizationId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [1; 10])),
            session_id: None,
            is_normative: false,
            seq: 5,
            year: 2020,
            number: "05/NQ-HĐND".to_owned(),
            title: "Về kế hoạch".to_owned(),
            adopted_on: date(2020, 7, 21),
            signed_on,
            effective_on: None,
            expired_on: None,
            sent_up_on: None,
            send_up_due_on: None,
            body: String::new(),
            is_public,
            is_demonstration: false,
            version: 1,
            poll_id: None,
            shortened_by: None,
            shortened_reason: None,
        }
    }

    const THURSDAY: Date = date(2020, 7, 23);

    #[test]
    fn one_signed_on_a_thursday_is_open_by_the_thursday_after() {
        let law = Law::shipped().unwrap();
        let one = resolution(Some(THURSDAY), true);
        let days = publication(&law, Publication::default(), None, &one, date(2020, 7, 24));
        assert_eq!(days, Publication { due: Some(date(2020, 7, 30)), on: Some(date(2020, 7, 24)) });
        // Before the law of 2016 took effect no such day was counted
        let old = resolution(Some(date(2018, 6, 29)), true);
        assert_eq!(publication(&law, Publication::default(), None, &old, date(2018, 6, 29)).due, None);
        let new = resolution(Some(date(2018, 7, 2)), true);
        let days = publication(&law, Publication::default(), None, &new, date(2018, 7, 2));
        assert_eq!(days.due, Some(date(2018, 7, 9)));
    }

    #[test]
    fn it_is_owed_from_the_signature_and_met_by_the_first_public_deed() {
        let law = Law::shipped().unwrap();
        let (draft, signed) = (resolution(None, false), resolution(Some(THURSDAY), false));
        let days = publication(&law, Publication::default(), None, &draft, date(2020, 7, 21));
        assert_eq!(days, Publication::default());
        let days = publication(&law, days, Some(&draft), &signed, THURSDAY);
        assert_eq!(days, Publication { due: Some(date(2020, 7, 30)), on: None });
        let open = resolution(Some(THURSDAY), true);
        let days = publication(&law, days, Some(&signed), &open, date(2020, 7, 31));
        assert_eq!(days.on, Some(date(2020, 7, 31)));
        // A later deed moves neither day
        assert_eq!(publication(&law, days, Some(&open), &open, date(2020, 9, 1)), days);
        assert_eq!(publication(&law, days, Some(&signed), &open, date(2020, 9, 1)), days);
    }

    #[test]
    fn of_one_that_was_open_before_such_days_were_kept_nothing_is_said() {
        let law = Law::shipped().unwrap();
        let open = resolution(Some(THURSDAY), true);
        let days = publication(&law, Publication::default(), Some(&open), &open, date(2026, 1, 5));
        assert_eq!(days, Publication::default());
        let unsigned = resolution(None, true);
        let days = publication(&law, Publication::default(), Some(&unsigned), &open, date(2026, 1, 5));
        assert_eq!(days, Publication::default());
    }
}
