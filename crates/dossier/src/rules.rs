//! Which papers an item needs, when they are due, what is late.

use chamber::ItemKind;
use kernel::{Date, Instant, PaperVersionId, SessionPaperId, dates};
use law::{Deadline, Law, Level, Rule};
use sessions::State;

use crate::model::{PaperKind, Refusal, Requester, StepKind, Version};

/// The last day on which a paper goes to the delegates: for what belongs to a normative draft by
/// the law on normative documents where that has a number for the level, else by the law on
/// local government. None where no rule is in force.
pub fn due(
    law: &Law,
    level: Level,
    kind: PaperKind,
    is_normative: bool,
    opened_on: Date,
) -> Option<Deadline> {
    let special = match (is_normative, kind) {
        // In a district the report's own day is the delegates' too; elsewhere it is the Standing
        // Committee's, and to the delegates it goes with the draft
        (true, PaperKind::ExaminationReport) if level == Level::District => Some(Rule::SendExaminationReport),
        (
            true,
            PaperKind::ExaminationReport | PaperKind::Submission | PaperKind::Draft | PaperKind::Annex,
        ) => Some(Rule::SendDraftToDelegates),
        (true, PaperKind::Report | PaperKind::Other) | (false, _) => None,
    };
    special
        .and_then(|rule| law.deadline_at(rule, level, opened_on).ok())
        .or_else(|| law.deadline(Rule::SendSessionDocuments, opened_on).ok())
}

/// The last day of a step of preparation; none where the law has no number.
pub fn step_due(law: &Law, session: &sessions::Session, kind: StepKind) -> Option<Deadline> {
    let rule = match kind {
        StepKind::JointConference => Rule::JointConference,
        StepKind::VoterMeetings => return None,
        StepKind::Convening if is_regular(session) => Rule::ConveneRegularSession,
        StepKind::Convening => Rule::ConveneOtherSession,
        StepKind::Announcement if is_regular(session) => Rule::AnnounceSession,
        StepKind::Announcement => Rule::AnnounceOtherSession,
        StepKind::ExaminationMeeting => Rule::ExaminationMeeting,
    };
    law.deadline(rule, session.opened_on).ok()
}

/// The law on councils under which a session is convened on a day, as a decision cites it: Luật
/// 77/2015/QH13, from 01/03/2025 Luật 65/2025/QH15, from 16/06/2025 Luật 72/2025/QH15.
pub fn law_of_councils(on: Date) -> &'static str {
    if on < Date::constant(2025, 3, 1) {
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"
    } else if on < Date::constant(2025, 6, 16) {
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025"
    } else {
        "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
    }
}

/// Whether the session comes by itself, at its time of the year.
pub fn is_regular(session: &sessions::Session) -> bool {
    use sessions::Kind;
    match session.kind {
        Kind::First | Kind::Regular | Kind::TermFinal => true,
        Kind::Thematic | Kind::Urgent | Kind::Extraordinary => false,
    }
}

/// Holds a request for a session against the law of its day (SES-08, SES-09).
///
/// # Errors
/// Why it is none: a regular session needs none, voters ask in communes only, too few signed.
pub fn check_request(
    law: &Law,
    level: Level,
    session: &sessions::Session,
    requester: Requester,
    on: Date,
    signed: (Option<i64>, Option<i64>),
) -> Result<(), Refusal> {
    if is_regular(session) {
        return Err(Refusal::NeedsNoRequest);
    }
    let rule = match requester {
        Requester::StandingCommittee | Requester::PeoplesCommitteeChair => return Ok(()),
        Requester::Delegates => Rule::RequestOtherSession,
        Requester::Voters if level != Level::Commune => return Err(Refusal::VotersAskInCommunes),
        Requester::Voters => Rule::SessionOnVotersRequest,
    };
    let (Some(signers), Some(total)) = signed else { return Err(Refusal::NoSigners) };
    if total < signers {
        return Err(Refusal::MoreSignersThanAll);
    }
    let (Ok(part), Ok(whole)) = (u32::try_from(signers), u32::try_from(total)) else {
        return Err(Refusal::NoSigners);
    };
    let Ok(applied) = law.applied(rule, Some(level), on) else { return Ok(()) };
    // A rule that a council has made into something else than a share is no share to fall short of
    if applied.limit().reached(part, whole).unwrap_or(true) {
        return Ok(());
    }
    let known = applied.rule_ref();
    Err(Refusal::TooFew { signers, total, says: known.says, limit: known.limit_text, article: known.source })
}

/// The papers that an item of this kind is debated from.
pub const fn papers_of(kind: ItemKind) -> &'static [PaperKind] {
    match kind {
        ItemKind::DraftResolution => &[PaperKind::Submission, PaperKind::Draft, PaperKind::ExaminationReport],
        ItemKind::Report
        | ItemKind::VoterPetitionReport
        | ItemKind::FrontNotice
        | ItemKind::ConfidenceRating
        | ItemKind::ConfidenceVote => &[PaperKind::Report],
        ItemKind::ExaminationReport => &[PaperKind::ExaminationReport],
        ItemKind::Personnel => &[PaperKind::Submission, PaperKind::Draft],
        ItemKind::Opening
        | ItemKind::AgendaAdoption
        | ItemKind::GroupDiscussion
        | ItemKind::PlenaryDiscussion
        | ItemKind::Questioning
        | ItemKind::Vote
        | ItemKind::Closing => &[],
    }
}

/// What a draft is about, from the title of its item: the words for what it is fall away.
pub fn subject(title: &str) -> String {
    const HEADS: [&str; 8] = [
        "Tờ trình, dự thảo Nghị quyết",
        "Tờ trình và dự thảo Nghị quyết",
        "Tờ trình dự thảo Nghị quyết",
        "Thông qua dự thảo Nghị quyết",
        "Thông qua Nghị quyết",
        "Dự thảo Nghị quyết",
        "Tờ trình",
        "Nghị quyết",
    ];
    let lower = title.to_lowercase();
    let rest = HEADS
        .iter()
        .find_map(|head| lower.strip_prefix(&head.to_lowercase()))
        .and_then(|rest| title.get(title.len().checked_sub(rest.len())?..))
        .map(|rest| rest.trim_start_matches([':', ',', ' ', '-']))
        .filter(|rest| 2 <= rest.chars().count())
        .unwrap_or(title);
    let mut chars = rest.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether a version was handed in after a moment.
pub fn came_after(version: PaperVersionId, moment: Instant) -> bool {
    moment < kernel::made_ms(version)
}

/// The version of a paper that was the newest at a moment; `versions` has the newest first.
pub fn before(versions: &[Version], paper: SessionPaperId, moment: Instant) -> Option<&Version> {
    versions.iter().find(|one| one.paper_id == paper && !came_after(one.id, moment))
}

/// Whether the dossier may still change.
pub const fn is_open(state: State) -> bool {
    match state {
        State::Planned | State::Convened | State::Opened | State::Postponed => true,
        State::Closed | State::Cancelled => false,
    }
}

/// Whether what comes now comes after the dossier was frozen: the agenda goes out with the
/// convening (SES-05), and later papers are addenda.
pub const fn is_frozen(state: State) -> bool {
    match state {
        State::Convened | State::Opened | State::Closed => true,
        State::Planned | State::Postponed | State::Cancelled => false,
    }
}

/// Whether a version comes late: after the last day, or in the place of one that the delegates
/// have read already.
pub fn is_late(due_on: Date, sent_on: Option<Date>, today: Date) -> bool {
    due_on < today || sent_on.is_some()
}

/// Everything that is wrong with the day on which papers are said to have gone out.
pub fn sending_faults(on: Date, reason: &str, today: Date) -> Vec<Refusal> {
    if today < on {
        return vec![Refusal::SentInFuture];
    }
    if on < today && reason.trim().is_empty() { vec![Refusal::NoSendingReason] } else { Vec::new() }
}

/// The version whose day of sending is corrected to `on`: the one that went out first, or the
/// newest that had been handed in by that day when none was sent here; none of a paper of which no
/// version was kept. `versions` has the newest first.
///
/// # Errors
/// The day lies in the future, before the version was handed in, or after a later one went out.
pub fn corrected_version(versions: &[Version], on: Date, today: Date) -> Result<Option<&Version>, Refusal> {
    if today < on {
        return Err(Refusal::SentInFuture);
    }
    let before = |one: &Version| Refusal::SentBeforeReceived(one.received());
    let mut sent = versions.iter().rev().filter(|one| one.sent_on.is_some());
    if let Some(first) = sent.next() {
        if on < first.received_on {
            return Err(before(first));
        }
        return match sent.next() {
            Some(next) if next.sent_on < Some(on) => Err(Refusal::SentAfterLater(format!(
                "{} ({})",
                next.label(),
                next.sent_on.map(dates::print).unwrap_or_default()
            ))),
            Some(_) | None => Ok(Some(first)),
        };
    }
    match versions.iter().find(|one| one.received_on <= on) {
        Some(one) => Ok(Some(one)),
        None => versions.last().map_or(Ok(None), |oldest| Err(before(oldest))),
    }
}

/// Calendar days by which a paper was or is late; zero when it is not.
pub fn days_late(due_on: Date, sent_on: Option<Date>, today: Date) -> u32 {
    let until = sent_on.unwrap_or(today);
    u32::try_from((until - due_on).get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id as _;
    use proptest::prelude::*;

    use super::*;

    fn on(level: Level, kind: PaperKind, is_normative: bool) -> (Date, String) {
        let law = Law::shipped().unwrap();
        let found = due(&law, level, kind, is_normative, date(2020, 11, 20)).unwrap();
        (found.due, found.rule.id)
    }

    #[test]
    fn papers_go_out_five_days_before_and_those_of_normative_drafts_by_their_own_law() {
        use PaperKind::{Draft, ExaminationReport, Report, Submission};
        let five = (date(2020, 11, 15), "SES-14".to_owned());
        assert_eq!(on(Level::District, Report, false), five);
        assert_eq!(on(Level::District, Draft, false), five);
        assert_eq!(on(Level::Province, Draft, true), (date(2020, 11, 13), "DOC-09".to_owned()));
        assert_eq!(on(Level::Commune, Submission, true), (date(2020, 11, 17), "DOC-13".to_owned()));
        assert_eq!(on(Level::Province, ExaminationReport, true), (date(2020, 11, 13), "DOC-09".to_owned()));
        assert_eq!(on(Level::Commune, ExaminationReport, true), (date(2020, 11, 17), "DOC-13".to_owned()));
        assert_eq!(on(Level::District, ExaminationReport, true), (date(2020, 11, 13), "DOC-12".to_owned()));
        // The law has no number of its own for a district's draft
        assert_eq!(on(Level::District, Draft, true), five);
        assert_eq!(on(Level::Commune, Report, true), five);
    }

    #[test]
    fn a_paper_is_late_from_the_day_after() {
        let due = date(2020, 11, 15);
        assert_eq!(days_late(due, Some(date(2020, 11, 14)), date(2020, 12, 1)), 0);
        assert_eq!(days_late(due, Some(due), date(2020, 12, 1)), 0);
        assert_eq!(days_late(due, Some(date(2020, 11, 16)), date(2020, 12, 1)), 1);
        assert_eq!(days_late(due, None, due), 0);
        assert_eq!(days_late(due, None, date(2020, 12, 1)), 16);
    }

    fn session(kind: sessions::Kind) -> sessions::Session {
        use kernel::{Id, uuid_v7};
        fn id<T: Id>() -> T {
            T::from_uuid(uuid_v7(1_602_723_600_000, [7; 10]))
        }
        sessions::Session {
            id: id(),
            council_id: id(),
            term_id: id(),
            number: 20,
            kind,
            title: String::new(),
            place: String::new(),
            opened_on: date(2020, 11, 20),
            closed_on: None,
            state: State::Planned,
            summary: String::new(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            archived_on: None,
        }
    }

    #[test]
    fn a_third_of_the_delegates_or_more_than_a_tenth_of_a_communes_voters_may_ask() {
        let law = Law::shipped().unwrap();
        let thematic = session(sessions::Kind::Thematic);
        let ask = |level, who, signed| check_request(&law, level, &thematic, who, date(2020, 11, 1), signed);
        let district = Level::District;
        assert_eq!(ask(district, Requester::StandingCommittee, (None, None)), Ok(()));
        assert_eq!(ask(district, Requester::PeoplesCommitteeChair, (None, None)), Ok(()));
        // A third of 33 is 11
        let too_few = ask(district, Requester::Delegates, (Some(10), Some(33)));
        assert!(matches!(too_few, Err(Refusal::TooFew { signers: 10, total: 33, .. })), "{too_few:?}");
        assert_eq!(ask(district, Requester::Delegates, (Some(11), Some(33))), Ok(()));
        assert_eq!(ask(district, Requester::Delegates, (None, Some(33))), Err(Refusal::NoSigners));
        assert_eq!(
            ask(district, Requester::Delegates, (Some(34), Some(33))),
            Err(Refusal::MoreSignersThanAll)
        );
        // More than ten in a hundred, and in communes only
        let voters = |signers| ask(Level::Commune, Requester::Voters, (Some(signers), Some(5_000)));
        assert!(matches!(voters(500), Err(Refusal::TooFew { .. })));
        assert_eq!(voters(501), Ok(()));
        let elsewhere = ask(district, Requester::Voters, (Some(501), Some(5_000)));
        assert_eq!(elsewhere, Err(Refusal::VotersAskInCommunes));
        let regular = session(sessions::Kind::Regular);
        let asked = check_request(
            &law,
            district,
            &regular,
            Requester::Delegates,
            date(2020, 11, 1),
            (Some(33), Some(33)),
        );
        assert_eq!(asked, Err(Refusal::NeedsNoRequest));
    }

    #[test]
    fn a_version_is_late_after_the_last_day_or_when_another_was_sent() {
        let due = date(2020, 11, 15);
        assert!(!is_late(due, None, date(2020, 11, 14)) && !is_late(due, None, due));
        assert!(is_late(due, None, date(2020, 11, 16)));
        assert!(is_late(due, Some(date(2020, 11, 10)), date(2020, 11, 11)));
    }

    #[test]
    fn a_session_is_convened_under_the_law_of_that_day() {
        let cites = |on, words: &str| assert!(law_of_councils(on).ends_with(words), "{on}");
        cites(date(2025, 2, 28), "ngày 19 tháng 6 năm 2015");
        cites(date(2025, 3, 1), "ngày 19 tháng 02 năm 2025");
        cites(date(2025, 3, 2), "ngày 19 tháng 02 năm 2025");
        cites(date(2025, 6, 15), "ngày 19 tháng 02 năm 2025");
        cites(date(2025, 6, 16), "ngày 16 tháng 6 năm 2025");
        cites(date(2025, 6, 17), "ngày 16 tháng 6 năm 2025");
    }

    #[test]
    fn papers_went_out_today_or_with_a_reason_on_an_earlier_day() {
        let today = date(2020, 12, 9);
        assert!(sending_faults(today, "", today).is_empty());
        assert_eq!(sending_faults(date(2020, 12, 10), "đã gửi", today), [Refusal::SentInFuture]);
        assert_eq!(sending_faults(date(2020, 12, 8), " ", today), [Refusal::NoSendingReason]);
        assert!(sending_faults(date(2020, 12, 8), "đã gửi bản giấy", today).is_empty());
    }

    fn handed(number: i64, received: Date, sent: Option<Date>) -> Version {
        Version {
            id: PaperVersionId::from_uuid(kernel::uuid_v7(number, [1; 10])),
            paper_id: SessionPaperId::from_uuid(kernel::uuid_v7(1, [2; 10])),
            number,
            received_on: received,
            sent_on: sent,
            changes: String::new(),
            is_late: false,
            handed_in_by: String::new(),
            sent_reason: None,
        }
    }

    #[test]
    fn a_corrected_day_of_sending_lies_between_handing_in_and_the_next_version() {
        let day = |day: i8| date(2020, 12, day);
        let today = day(31);
        let versions = [handed(2, day(12), Some(day(14))), handed(1, day(5), Some(day(11)))];
        let number = |on| corrected_version(&versions, on, today).map(|one| one.map(|one| one.number));
        assert_eq!(number(day(4)), Err(Refusal::SentBeforeReceived("05/12/2020".to_owned())));
        assert_eq!(number(day(5)), Ok(Some(1)));
        assert_eq!(number(day(6)), Ok(Some(1)));
        assert_eq!(number(day(14)), Ok(Some(1)));
        assert_eq!(number(day(15)), Err(Refusal::SentAfterLater("bản 2 (14/12/2020)".to_owned())));
        let tomorrow = date(2021, 1, 1);
        assert_eq!(number(tomorrow), Err(Refusal::SentInFuture));
        assert_eq!(corrected_version(&[], today, today), Ok(None));
    }

    #[test]
    fn of_what_was_never_sent_here_the_version_of_that_day_is_corrected() {
        let day = |day: i8| date(2020, 12, day);
        let versions = [handed(2, day(12), None), handed(1, day(5), None)];
        let number = |on| corrected_version(&versions, on, day(31)).map(|one| one.map(|one| one.number));
        assert_eq!(number(day(4)), Err(Refusal::SentBeforeReceived("05/12/2020".to_owned())));
        assert_eq!(number(day(11)), Ok(Some(1)));
        assert_eq!(number(day(12)), Ok(Some(2)));
        assert_eq!(number(day(13)), Ok(Some(2)));
    }

    #[test]
    fn what_comes_after_the_convening_is_an_addendum() {
        let frozen: Vec<State> = [
            State::Planned,
            State::Convened,
            State::Opened,
            State::Closed,
            State::Postponed,
            State::Cancelled,
        ]
        .into_iter()
        .filter(|state| is_frozen(*state))
        .collect();
        assert_eq!(frozen, [State::Convened, State::Opened, State::Closed]);
        assert!(!is_open(State::Closed) && !is_open(State::Cancelled) && is_open(State::Postponed));
    }

    #[test]
    fn a_paper_is_called_after_what_its_draft_is_about() {
        for (title, about) in [
            ("Thông qua Nghị quyết: Về dự toán năm 2021", "Về dự toán năm 2021"),
            ("Tờ trình, dự thảo Nghị quyết về mức hỗ trợ", "Về mức hỗ trợ"),
            ("TỜ TRÌNH dự thảo nghị quyết về phí", "Về phí"),
            ("Báo cáo kết quả", "Báo cáo kết quả"),
            ("Nghị quyết", "Nghị quyết"),
            ("", ""),
        ] {
            assert_eq!(subject(title), about, "{title}");
        }
    }

    #[test]
    fn a_draft_needs_what_it_is_debated_from_and_a_discussion_needs_nothing() {
        assert_eq!(
            papers_of(ItemKind::DraftResolution),
            [PaperKind::Submission, PaperKind::Draft, PaperKind::ExaminationReport]
        );
        assert!(papers_of(ItemKind::PlenaryDiscussion).is_empty());
    }

    proptest! {
        #[test]
        fn a_subject_is_the_end_of_its_title(title in "\\PC{0,60}") {
            let about = subject(&title);
            prop_assert!(title.to_lowercase().ends_with(&about.to_lowercase()) || title.to_uppercase().ends_with(&about.to_uppercase()), "{title:?} {about:?}");
        }

        #[test]
        fn a_paper_in_time_is_never_late_and_a_late_one_never_in_time(due in 0_i64..2_000, sent in 0_i64..2_000) {
            let start = date(2020, 1, 1);
            let day = |days: i64| start.checked_add(jiff::Span::new().days(days)).unwrap();
            let late = days_late(day(due), Some(day(sent)), start);
            prop_assert_eq!(i64::from(late), (sent - due).max(0));
        }
    }

    #[test]
    fn a_version_came_after_a_moment_only_when_it_was_handed_in_later() {
        let version = |number: i64, at: i64| Version {
            id: PaperVersionId::from_uuid(kernel::uuid_v7(at, [1; 10])),
            paper_id: SessionPaperId::from_uuid(kernel::uuid_v7(1, [2; 10])),
            number,
            received_on: Date::constant(2020, 12, 5),
            sent_on: None,
            changes: String::new(),
            is_late: false,
            handed_in_by: String::new(),
            sent_reason: None,
        };
        let versions = [version(2, 2_000), version(1, 1_000)];
        let came = |at| came_after(versions[0].id, at);
        assert_eq!([came(1_999), came(2_000), came(2_001)], [true, false, false]);
        let paper = versions[0].paper_id;
        let before = |at| before(&versions, paper, at).map(|one| one.number);
        assert_eq!(
            [before(999), before(1_000), before(1_999), before(2_000)],
            [None, Some(1), Some(1), Some(2)]
        );
    }
}
