//! What the resolutions of a session tell of its life: signed, sent up, open to everyone.

use kernel::{Date, PollId};
use kit::Ctx;
use sessions::{Session, Stage, State, Told};

use crate::model::{Resolution, SentUp};
use crate::store;

const ROWS_MAX: i64 = 500;
/// Numbers named one by one; of more it is said how many there are.
const NAMES_MAX: usize = 5;

/// What is known of the stages after the closing. `withheld` are the votes on what was held without
/// the public: what came of them need not be open to everyone.
pub fn told(ctx: &mut Ctx<'_>, session: &Session, withheld: &[PollId]) -> db::Result<Vec<Told>> {
    if session.state != State::Closed {
        return Ok(Vec::new());
    }
    let all = store::of_session(ctx.tx, session.id, ROWS_MAX)?;
    let sent = store::sent_up(ctx.tx, session.id)?;
    let published = store::last_published(ctx.tx, session.id)?.0.0;
    Ok(stages(session, &all, sent.as_ref(), published, withheld))
}

/// "Nghị quyết số 05/NQ-HĐND, 06/NQ-HĐND chưa ký"; nothing when there is none.
fn lacking(all: &[&Resolution], what: &str) -> Option<String> {
    if all.is_empty() {
        return None;
    }
    let mut names = all.iter().take(NAMES_MAX).map(|one| one.number.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(more) = all.len().checked_sub(NAMES_MAX).filter(|more| 0 < *more) {
        names = format!("{names} và {more} nghị quyết khác");
    }
    Some(format!("nghị quyết số {names} {what}"))
}

fn stages(
    session: &Session,
    all: &[Resolution],
    sent: Option<&SentUp>,
    published: Option<Date>,
    withheld: &[PollId],
) -> Vec<Told> {
    let stage = |stage: Stage, on: Option<Date>, missing: Option<String>, words: String, href: String| {
        let is_done = missing.is_none();
        Told { stage, is_done, on: on.filter(|_| is_done), words: missing.unwrap_or(words), href }
    };
    let list = format!("/lam-viec/nghi-quyet?ky-hop={}", session.id);
    let sending = format!("{}/gui-cap-tren", session.path());
    if all.is_empty() {
        let none = "kỳ họp không thông qua nghị quyết nào".to_owned();
        let up = match sent {
            Some(_) => String::new(),
            None => "không có nghị quyết phải gửi".to_owned(),
        };
        return vec![
            stage(Stage::ResultsIssued, None, None, none.clone(), list.clone()),
            stage(Stage::SentUp, sent.map(|one| one.sent_on), None, up, sending),
            stage(Stage::Published, None, None, none, list),
        ];
    }
    let those = |wanted: fn(&Resolution) -> bool| all.iter().filter(|one| wanted(one)).collect::<Vec<_>>();
    let unsigned = those(|one| one.signed_on.is_none());
    // Where no law of the day asks for it, a resolution has no day by which it must go up
    let unsent = those(|one| one.send_up_due_on.is_some() && one.sent_up_on.is_none());
    let hidden: Vec<&Resolution> = all
        .iter()
        .filter(|one| !one.is_public && one.poll_id.is_none_or(|poll| !withheld.contains(&poll)))
        .collect();
    let open = all.iter().filter(|one| one.is_public).count();
    let last_sent = all.iter().filter_map(|one| one.sent_up_on).chain(sent.map(|one| one.sent_on)).max();
    let of_session = sent.is_none().then(|| "chưa ghi ngày gửi nghị quyết, biên bản của kỳ họp".to_owned());
    let missing_up: Vec<String> =
        of_session.into_iter().chain(lacking(&unsent, "chưa ghi ngày gửi")).collect();
    let number = sent.map(|one| one.number.clone()).filter(|number| !number.is_empty());
    let withheld_words = match all.len() - open {
        0 => format!("{open} nghị quyết"),
        kept => format!("{open} nghị quyết, {kept} nghị quyết của nội dung họp kín không công bố"),
    };
    vec![
        stage(
            Stage::ResultsIssued,
            all.iter().filter_map(|one| one.signed_on).max(),
            lacking(&unsigned, "chưa ghi ngày ký"),
            format!("{} nghị quyết", all.len()),
            list.clone(),
        ),
        stage(
            Stage::SentUp,
            last_sent,
            (!missing_up.is_empty()).then(|| missing_up.join("; ")),
            number.map(|number| format!("văn bản số {number}")).unwrap_or_default(),
            sending,
        ),
        stage(Stage::Published, published, lacking(&hidden, "chưa công bố"), withheld_words, list),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Id, OrganizationId, ResolutionId, SessionId, TermId};

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn session() -> Session {
        Session {
            id: id::<SessionId>(3),
            council_id: id::<OrganizationId>(1),
            term_id: id::<TermId>(1),
            number: 18,
            kind: sessions::Kind::Regular,
            title: String::new(),
            place: String::new(),
            opened_on: date(2020, 7, 20),
            closed_on: Some(date(2020, 7, 21)),
            state: State::Closed,
            summary: String::new(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            archived_on: None,
        }
    }

    fn resolution(seq: i64) -> Resolution {
        Resolution {
            id: id::<ResolutionId>(4),
            council_id: id::<OrganizationId>(1),
            session_id: Some(id::<SessionId>(3)),
            is_normative: false,
            seq,
            year: 2020,
            number: format!("{seq:02}/NQ-HĐND"),
            title: "Về kế hoạch".to_owned(),
            adopted_on: date(2020, 7, 21),
            signed_on: Some(date(2020, 7, 23)),
            effective_on: None,
            expired_on: None,
            sent_up_on: Some(date(2020, 7, 24)),
            send_up_due_on: Some(date(2020, 7, 27)),
            body: String::new(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            poll_id: Some(id::<PollId>(5)),
            shortened_by: None,
            shortened_reason: None,
        }
    }

    fn sent() -> SentUp {
        SentUp {
            session_id: id::<SessionId>(3),
            sent_on: date(2020, 7, 29),
            due_on: Some(date(2020, 7, 31)),
            number: "12/HĐND-VP".to_owned(),
            note: String::new(),
            version: 1,
        }
    }

    fn done(told: &[Told]) -> Vec<bool> {
        told.iter().map(|one| one.is_done).collect()
    }

    #[test]
    fn all_is_done_when_every_resolution_is_signed_sent_and_open() {
        let published = Some(date(2020, 7, 25));
        let told = stages(&session(), &[resolution(1), resolution(2)], Some(&sent()), published, &[]);
        assert_eq!(done(&told), [true, true, true]);
        let days: Vec<Option<Date>> = told.iter().map(|one| one.on).collect();
        assert_eq!(days, [Some(date(2020, 7, 23)), Some(date(2020, 7, 29)), published]);
        assert_eq!(told[1].words, "văn bản số 12/HĐND-VP");
    }

    #[test]
    fn what_is_missing_is_named() {
        let raw = Resolution {
            signed_on: None,
            sent_up_on: None,
            send_up_due_on: None,
            is_public: false,
            ..resolution(2)
        };
        let unsent = Resolution { sent_up_on: None, ..resolution(3) };
        let told = stages(&session(), &[resolution(1), raw, unsent], None, None, &[]);
        assert_eq!(done(&told), [false, false, false]);
        assert_eq!(told[0].words, "nghị quyết số 02/NQ-HĐND chưa ghi ngày ký");
        assert_eq!(
            told[1].words,
            "chưa ghi ngày gửi nghị quyết, biên bản của kỳ họp; nghị quyết số 03/NQ-HĐND chưa ghi ngày gửi"
        );
        assert_eq!(told[2].words, "nghị quyết số 02/NQ-HĐND chưa công bố");
    }

    #[test]
    fn seven_missing_are_five_names_and_a_number() {
        let raw: Vec<Resolution> =
            (1..=7).map(|seq| Resolution { signed_on: None, ..resolution(seq) }).collect();
        let told = stages(&session(), &raw, Some(&sent()), None, &[]);
        assert!(
            told[0].words.ends_with("05/NQ-HĐND và 2 nghị quyết khác chưa ghi ngày ký"),
            "{}",
            told[0].words
        );
    }

    #[test]
    fn what_was_passed_without_the_public_need_not_be_open() {
        let kept = Resolution { is_public: false, ..resolution(2) };
        let all = [resolution(1), kept];
        assert!(!stages(&session(), &all, Some(&sent()), None, &[])[2].is_done);
        let told = stages(&session(), &all, Some(&sent()), None, &[id::<PollId>(5)]);
        assert!(
            told[2].is_done && told[2].words.contains("1 nghị quyết của nội dung họp kín"),
            "{}",
            told[2].words
        );
    }

    #[test]
    fn a_session_without_resolutions_owes_none() {
        assert_eq!(done(&stages(&session(), &[], None, None, &[])), [true, true, true]);
        let told = stages(&session(), &[], Some(&sent()), None, &[]);
        assert_eq!(told[1].on, Some(date(2020, 7, 29)));
    }
}
