//! What a resolution may do to an older one, corrections, sending a session's papers up.

use akn::Text;
use kernel::{Date, dates, text};
use law::{Deadline, Law, Rule};
use sessions::{Session, State};

use crate::model::{NewErratum, NewRelation, NewSending, Refusal, RelationKind, Resolution, Way};

/// Everything that is wrong with a tie, all at once. `text` is the older one's as it stands on the
/// day from which the tie counts.
///
/// A text is amended, replaced or repealed by a later one of the body that passed it (Luật
/// 80/2015/QH13, Điều 12); what it does counts from the day of its own effect at the earliest.
pub fn relation_faults(
    new: &NewRelation,
    later: &Resolution,
    older: Option<(&Resolution, &Text)>,
) -> Vec<Refusal> {
    let mut faults = Vec::new();
    let mut refuse_if = |is_wrong: bool, refusal: Refusal| {
        if is_wrong {
            faults.push(refusal);
        }
    };
    refuse_if(!later.is_public, Refusal::LaterNotPublic);
    match later.effective_on {
        None => refuse_if(true, Refusal::LaterWithoutEffect),
        Some(begin) => {
            refuse_if(new.from_on < begin, Refusal::BeforeLaterEffect(dates::print(begin)));
        }
    }
    refuse_if(new.kind != RelationKind::Amends && new.way != Way::Whole, Refusal::WholeOnly);
    let Some((older, text)) = older else {
        // Of what nobody named it is not said besides that its text is unknown
        if new.target_text.is_empty() {
            refuse_if(true, Refusal::NoTarget);
        } else {
            refuse_if(new.way != Way::Whole, Refusal::ArticleUnknownTarget);
        }
        return faults;
    };
    refuse_if(!new.target_text.is_empty(), Refusal::TwoTargets);
    if older.id == later.id {
        faults.push(Refusal::RelatedToItself);
        return faults;
    }
    refuse_if(older.council_id != later.council_id, Refusal::OtherCouncilsResolution);
    refuse_if(is_younger(older, later), Refusal::YoungerTarget);
    match older.effective_on {
        None => refuse_if(true, Refusal::OlderWithoutEffect),
        Some(begin) => {
            refuse_if(new.from_on < begin, Refusal::BeforeOlderEffect(dates::print(begin)));
        }
    }
    if let Some(end) = older.expired_on {
        refuse_if(end <= new.from_on, Refusal::OlderExpired(dates::print(end)));
    }
    if new.kind == RelationKind::Amends {
        faults.extend(article_fault(new, text));
    }
    faults
}

/// Passed later, or on the same day under a higher number of the same series.
fn is_younger(older: &Resolution, later: &Resolution) -> bool {
    let same_series = older.is_normative == later.is_normative && older.year == later.year;
    later.adopted_on < older.adopted_on
        || (older.adopted_on == later.adopted_on && same_series && later.seq < older.seq)
}

fn article_fault(new: &NewRelation, text: &Text) -> Option<Refusal> {
    if new.way == Way::Whole {
        return None;
    }
    let Some(known) = text.article(&new.article) else { return Some(Refusal::NoSuchArticle) };
    let put = Text::read(&new.new_text);
    let begins = put.units.first().is_some_and(|unit| unit.kind == akn::Kind::Article);
    let articles = put.articles();
    match new.way {
        Way::Whole | Way::Remove => None,
        Way::Replace => {
            let is_one = begins
                && articles.len() == 1
                && put.units.len() == 1
                && articles.iter().all(|one| one.number == known.number);
            (!is_one).then_some(Refusal::NotThatArticle(known.number))
        }
        Way::Insert if !begins => Some(Refusal::NotAnArticle),
        Way::Insert => articles
            .into_iter()
            .find(|one| text.article(&one.number).is_some())
            .map(|one| Refusal::ArticleTaken(one.number)),
    }
}

/// The older one's number of an article in its one spelling; nothing where the whole is meant.
pub fn article_of(new: &NewRelation, text: Option<&Text>) -> String {
    let known = text.and_then(|text| text.article(&new.article)).map(|one| one.number);
    if new.way == Way::Whole { String::new() } else { known.unwrap_or_default() }
}

/// What a change would break of the ties that stand: `earliest` is the first day on which the
/// resolution does something to another, `end` the day on which another ends it.
pub fn tied_faults(
    public: bool,
    effective: Option<Date>,
    expired: Option<Date>,
    is_related: bool,
    earliest: Option<Date>,
    end: Option<Date>,
) -> Vec<Refusal> {
    let mut faults = Vec::new();
    if is_related && !public {
        faults.push(Refusal::RelatedStaysPublic);
    }
    if let Some(from) = earliest
        && effective.is_none_or(|begin| from < begin)
    {
        faults.push(Refusal::RelationBeforeEffect(dates::print(from)));
    }
    if end.is_some() && expired != end {
        faults.push(Refusal::EndedByRelation);
    }
    faults
}

/// What of a published resolution a plain change may not touch. A text that was never entered may
/// be filled in.
/// Nor may it be taken off the portal, or its signature taken away, and then be changed.
pub fn silent_change(
    known: &Resolution,
    title: &str,
    body: &str,
    is_public: bool,
    signed_on: Option<Date>,
) -> Vec<Refusal> {
    let mut faults = Vec::new();
    if known.is_public && known.signed_on.is_some() {
        if !is_public || signed_on.is_none() {
            faults.push(Refusal::StaysPublished);
        }
        if title != known.title {
            faults.push(Refusal::NeedsErratum("Trích yếu"));
        }
        // Empty lines are no words: a form does not send them back
        if text::clean(body) != text::clean(&known.body) && !known.body.trim().is_empty() {
            faults.push(Refusal::NeedsErratum("Toàn văn"));
        }
    }
    faults
}

/// Everything that is wrong with a correction.
pub fn erratum_faults(new: &NewErratum, known: &Resolution, today: Date) -> Vec<Refusal> {
    let mut faults = Vec::new();
    let Some(signed) = known.signed_on.filter(|_| known.is_public) else {
        return vec![Refusal::NotPublished];
    };
    if new.title == known.title && text::clean(&new.body) == text::clean(&known.body) {
        faults.push(Refusal::NothingCorrected);
    }
    if new.signed_on < signed {
        faults.push(Refusal::CorrectedBeforeSigned(dates::print(signed)));
    }
    if today < new.signed_on && !known.is_demonstration {
        faults.push(Refusal::CorrectedInFuture);
    }
    faults
}

/// The latest day for sending a closed session's resolutions and minutes up (SES-30: Luật
/// 77/2015/QH13, Điều 86 khoản 3).
pub fn send_session(law: &Law, session: &Session) -> Option<Deadline> {
    let closed = session.closed_on.filter(|_| session.state == State::Closed)?;
    law.deadline(Rule::SendMinutesUp, closed).ok()
}

/// Everything that is wrong with a sending.
pub fn sending_faults(new: &NewSending, session: &Session, today: Date) -> Vec<Refusal> {
    let Some(closed) = session.closed_on.filter(|_| session.state == State::Closed) else {
        return vec![Refusal::SessionNotClosed];
    };
    if session.is_archived() {
        return vec![Refusal::SessionArchived];
    }
    let mut faults = Vec::new();
    if new.sent_on < closed {
        faults.push(Refusal::SentBeforeClosed(dates::print(closed)));
    }
    if today < new.sent_on {
        faults.push(Refusal::SentInFuture);
    }
    faults
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Id, OrganizationId, ResolutionId, SessionId, TermId};

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    const TEXT: &str = "Điều 1. Mức hỗ trợ\nMỗi hộ 500.000 đồng.\nĐiều 2. Giao Ủy ban nhân dân thực hiện.";

    /// Passed on 19/12/2019, in force from 29/12/2019.
    fn older() -> Resolution {
        Resolution {
            id: id::<ResolutionId>(1),
            council_id: id::<OrganizationId>(1),
            session_id: None,
            is_normative: true,
            seq: 18,
            year: 2019,
            number: "18/2019/NQ-HĐND".to_owned(),
            title: "Mức hỗ trợ".to_owned(),
            adopted_on: date(2019, 12, 19),
            signed_on: Some(date(2019, 12, 20)),
            effective_on: Some(date(2019, 12, 29)),
            expired_on: None,
            sent_up_on: None,
            send_up_due_on: None,
            body: TEXT.to_owned(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            poll_id: None,
            shortened_by: None,
            shortened_reason: None,
        }
    }

    /// Passed on 21/07/2020, in force from 31/07/2020.
    fn later() -> Resolution {
        Resolution {
            id: id::<ResolutionId>(2),
            year: 2020,
            number: "18/2020/NQ-HĐND".to_owned(),
            adopted_on: date(2020, 7, 21),
            signed_on: Some(date(2020, 7, 22)),
            effective_on: Some(date(2020, 7, 31)),
            ..older()
        }
    }

    fn amends() -> NewRelation {
        NewRelation {
            target: Some(older().id),
            target_text: String::new(),
            kind: RelationKind::Amends,
            way: Way::Replace,
            article: "Điều 1".to_owned(),
            new_text: "Điều 1. Mức hỗ trợ\nMỗi hộ 700.000 đồng.".to_owned(),
            from_on: date(2020, 7, 31),
            note: String::new(),
        }
    }

    fn faults_with(new: &NewRelation, later: &Resolution, older: &Resolution) -> Vec<Refusal> {
        relation_faults(new, later, Some((older, &Text::read(&older.body))))
    }

    fn faults(new: &NewRelation) -> Vec<Refusal> {
        faults_with(new, &later(), &older())
    }

    #[test]
    fn an_amendment_counts_from_the_day_of_effect_and_not_a_day_before() {
        let from = |on| faults(&NewRelation { from_on: on, ..amends() });
        assert_eq!(from(date(2020, 7, 30)), [Refusal::BeforeLaterEffect("31/07/2020".to_owned())]);
        assert!(from(date(2020, 7, 31)).is_empty());
        assert!(from(date(2020, 8, 1)).is_empty());
    }

    #[test]
    fn a_resolution_touches_neither_itself_nor_a_younger_one_nor_another_councils() {
        assert_eq!(faults_with(&amends(), &later(), &later()), [Refusal::RelatedToItself]);
        let others = Resolution { council_id: id::<OrganizationId>(9), ..older() };
        assert_eq!(faults_with(&amends(), &later(), &others), [Refusal::OtherCouncilsResolution]);
        let passed = |on| Resolution { adopted_on: on, year: 2020, seq: 19, ..older() };
        assert!(faults_with(&amends(), &later(), &passed(date(2020, 7, 20))).is_empty());
        assert_eq!(faults_with(&amends(), &later(), &passed(date(2020, 7, 21))), [Refusal::YoungerTarget]);
        assert_eq!(faults_with(&amends(), &later(), &passed(date(2020, 7, 22))), [Refusal::YoungerTarget]);
        let same_day = Resolution { is_normative: false, ..passed(date(2020, 7, 21)) };
        assert!(faults_with(&amends(), &later(), &same_day).is_empty());
    }

    #[test]
    fn what_does_not_hold_touches_nothing_and_is_not_touched() {
        let draft = Resolution { is_public: false, effective_on: None, ..later() };
        assert_eq!(
            faults_with(&amends(), &draft, &older()),
            [Refusal::LaterNotPublic, Refusal::LaterWithoutEffect]
        );
        let unknown = Resolution { effective_on: None, ..older() };
        assert_eq!(faults_with(&amends(), &later(), &unknown), [Refusal::OlderWithoutEffect]);
        let begins = |on| Resolution { effective_on: Some(on), ..older() };
        assert!(faults_with(&amends(), &later(), &begins(date(2020, 7, 31))).is_empty());
        assert_eq!(
            faults_with(&amends(), &later(), &begins(date(2020, 8, 1))),
            [Refusal::BeforeOlderEffect("01/08/2020".to_owned())]
        );
        let ended = |on| Resolution { expired_on: Some(on), ..older() };
        assert_eq!(
            faults_with(&amends(), &later(), &ended(date(2020, 7, 31))),
            [Refusal::OlderExpired("31/07/2020".to_owned())]
        );
        assert!(faults_with(&amends(), &later(), &ended(date(2020, 8, 1))).is_empty());
    }

    #[test]
    fn an_older_one_outside_the_register_is_named_in_words_and_taken_whole() {
        let new = NewRelation { target: None, ..amends() };
        assert_eq!(relation_faults(&new, &later(), None), [Refusal::NoTarget], "one fault for one thing");
        let words = "Nghị quyết số 3/NQ-HĐND".to_owned();
        let unread = NewRelation { target_text: words, ..new.clone() };
        assert_eq!(relation_faults(&unread, &later(), None), [Refusal::ArticleUnknownTarget]);
        let named =
            NewRelation { target_text: "Nghị quyết số 3/NQ-HĐND".to_owned(), way: Way::Whole, ..new };
        assert!(relation_faults(&named, &later(), None).is_empty());
        assert_eq!(faults(&NewRelation { target: amends().target, ..named }), [Refusal::TwoTargets]);
    }

    #[test]
    fn replacing_and_repealing_take_the_whole() {
        for kind in [RelationKind::Replaces, RelationKind::Repeals] {
            assert_eq!(faults(&NewRelation { kind, ..amends() }), [Refusal::WholeOnly]);
            assert!(faults(&NewRelation { kind, way: Way::Whole, ..amends() }).is_empty());
        }
    }

    #[test]
    fn the_article_is_there_and_its_new_text_is_of_that_article() {
        let with = |way, article: &str, text: &str| {
            let (article, new_text) = (article.to_owned(), text.to_owned());
            faults(&NewRelation { way, article, new_text, ..amends() })
        };
        assert_eq!(with(Way::Replace, "Điều 3", ""), [Refusal::NoSuchArticle]);
        assert!(with(Way::Replace, "2", "Điều 2. Giao Thường trực.").is_empty());
        for wrong in
            ["", "Mỗi hộ 1 triệu.", "Điều 2. Khác.", "Điều 1. Một.\nĐiều 2. Hai.", "Chương I\nĐiều 1. Một."]
        {
            assert_eq!(
                with(Way::Replace, "Điều 1", wrong),
                [Refusal::NotThatArticle("Điều 1".to_owned())],
                "{wrong}"
            );
        }
        assert!(with(Way::Remove, "Điều 2", "").is_empty());
        assert!(with(Way::Insert, "Điều 1", "Điều 1a. Nguồn kinh phí: ngân sách.").is_empty());
        assert_eq!(with(Way::Insert, "Điều 1", "Nguồn kinh phí"), [Refusal::NotAnArticle]);
        assert_eq!(
            with(Way::Insert, "Điều 1", "Điều 2. Khác."),
            [Refusal::ArticleTaken("Điều 2".to_owned())]
        );
        assert_eq!(article_of(&amends(), Some(&Text::read(TEXT))), "Điều 1");
        assert_eq!(article_of(&NewRelation { way: Way::Whole, ..amends() }, Some(&Text::read(TEXT))), "");
    }

    #[test]
    fn a_change_leaves_the_ties_that_stand_true() {
        let (from, end) = (Some(date(2020, 7, 31)), Some(date(2020, 12, 1)));
        assert!(tied_faults(true, from, end, true, from, end).is_empty());
        assert!(tied_faults(false, None, None, false, None, None).is_empty());
        assert_eq!(tied_faults(false, from, None, true, from, None), [Refusal::RelatedStaysPublic]);
        let moved = |on| tied_faults(true, on, None, true, from, None);
        assert!(moved(Some(date(2020, 7, 30))).is_empty());
        let refused = [Refusal::RelationBeforeEffect("31/07/2020".to_owned())];
        assert_eq!(moved(Some(date(2020, 8, 1))), refused);
        assert_eq!(moved(None), refused);
        assert_eq!(tied_faults(true, from, None, true, None, end), [Refusal::EndedByRelation]);
    }

    #[test]
    fn a_signed_and_published_text_changes_by_a_correction_alone() {
        let known = older();
        assert!(silent_change(&known, &known.title, &known.body, true, known.signed_on).is_empty());
        let spaced = Resolution { body: known.body.replace('\n', "\n\n"), ..older() };
        assert!(silent_change(&spaced, &known.title, &known.body, true, known.signed_on).is_empty());
        assert_eq!(
            silent_change(&known, "Khác", "Điều 1. Khác.", true, known.signed_on),
            [Refusal::NeedsErratum("Trích yếu"), Refusal::NeedsErratum("Toàn văn")]
        );
        for free in [Resolution { is_public: false, ..older() }, Resolution { signed_on: None, ..older() }] {
            assert!(silent_change(&free, "Khác", "Khác", free.is_public, free.signed_on).is_empty());
        }
        let empty = Resolution { body: String::new(), ..older() };
        assert!(silent_change(&empty, &empty.title, "Điều 1. Điền sau.", true, empty.signed_on).is_empty());
        let hidden = silent_change(&known, &known.title, &known.body, false, known.signed_on);
        assert_eq!(hidden, [Refusal::StaysPublished]);
        let unsigned = silent_change(&known, &known.title, &known.body, true, None);
        assert_eq!(unsigned, [Refusal::StaysPublished]);
    }

    #[test]
    fn a_correction_is_signed_from_the_day_of_signing_to_today() {
        let new = |on| NewErratum {
            title: "Mức hỗ trợ hộ nghèo".to_owned(),
            body: older().body,
            number: "01/ĐC-HĐND".to_owned(),
            signed_on: on,
            signed_by: "Chủ tịch".to_owned(),
            wrong: "Mức hỗ trợ".to_owned(),
            corrected: "Mức hỗ trợ hộ nghèo".to_owned(),
            reason: "Đánh máy thiếu".to_owned(),
        };
        let today = date(2020, 1, 10);
        let with = |on| erratum_faults(&new(on), &older(), today);
        assert_eq!(with(date(2019, 12, 19)), [Refusal::CorrectedBeforeSigned("20/12/2019".to_owned())]);
        assert!(with(date(2019, 12, 20)).is_empty());
        assert!(with(today).is_empty());
        assert_eq!(with(date(2020, 1, 11)), [Refusal::CorrectedInFuture]);
        let same = NewErratum { title: older().title, ..new(today) };
        assert_eq!(erratum_faults(&same, &older(), today), [Refusal::NothingCorrected]);
        let draft = Resolution { is_public: false, ..older() };
        assert_eq!(erratum_faults(&new(today), &draft, today), [Refusal::NotPublished]);
    }

    fn session(closed: Option<Date>) -> Session {
        Session {
            id: id::<SessionId>(3),
            council_id: id::<OrganizationId>(1),
            term_id: id::<TermId>(1),
            number: 18,
            kind: sessions::Kind::Regular,
            title: String::new(),
            place: String::new(),
            opened_on: date(2020, 7, 20),
            closed_on: closed,
            state: if closed.is_some() { State::Closed } else { State::Opened },
            summary: String::new(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            archived_on: None,
        }
    }

    #[test]
    fn a_sessions_papers_go_up_after_it_closed() {
        let held = session(Some(date(2020, 7, 21)));
        let sent = |on| NewSending { sent_on: on, number: String::new(), note: String::new() };
        let with = |on| sending_faults(&sent(on), &held, date(2020, 8, 1));
        assert_eq!(with(date(2020, 7, 20)), [Refusal::SentBeforeClosed("21/07/2020".to_owned())]);
        assert!(with(date(2020, 7, 21)).is_empty());
        assert!(with(date(2020, 8, 1)).is_empty());
        assert_eq!(with(date(2020, 8, 2)), [Refusal::SentInFuture]);
        assert_eq!(
            sending_faults(&sent(date(2020, 7, 21)), &session(None), date(2020, 8, 1)),
            [Refusal::SessionNotClosed]
        );
        let law = Law::shipped().unwrap();
        let due = send_session(&law, &held).unwrap();
        assert_eq!(due.due, law.deadline(Rule::SendMinutesUp, date(2020, 7, 21)).unwrap().due);
        assert!(send_session(&law, &session(None)).is_none());
    }
}
