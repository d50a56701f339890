use jiff::civil::date;
use kernel::Id;
use proptest::prelude::*;

use super::*;

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
}

const BODY: &str = "Căn cứ Luật Đầu tư công;\nQUYẾT NGHỊ:\nĐiều 1. Điều chỉnh kế hoạch\n1. Giảm 500 triệu đồng.\nĐiều 2. Nguồn vốn\nTừ ngân sách huyện.\nĐiều 3. Tổ chức thực hiện\nGiao UBND huyện.";

fn draft(state: State) -> Draft {
    Draft {
        id: id(1),
        session_id: id(2),
        item_id: id(3),
        council_id: id(4),
        title: "Điều chỉnh kế hoạch đầu tư công".to_owned(),
        is_normative: false,
        submitted_by: id(5),
        state,
        first_out: None,
        version_no: 1,
        comment_until: Some(date(2020, 12, 4)),
        presented_on: None,
        decided_on: None,
        reason: String::new(),
        resolution_id: None,
        is_public: true,
        is_demonstration: false,
        version: 1,
    }
}

fn amendment(number: u8, kind: AmendmentKind, article: &str, proposed: &str) -> Amendment {
    Amendment {
        id: id(number),
        draft_id: id(1),
        version_no: 1,
        article: article.to_owned(),
        kind,
        proposed: proposed.to_owned(),
        reason: String::new(),
        person_id: Some(id(7)),
        organization_id: None,
        state: AmendmentState::Taken,
        answer: String::new(),
        decided_on: None,
        poll_id: None,
        taken_in: None,
        proposed_ms: 0,
        version: 1,
    }
}

fn proposal(kind: AmendmentKind, article: &str, proposed: &str) -> NewAmendment {
    NewAmendment { article: article.to_owned(), kind, proposed: proposed.to_owned(), reason: String::new() }
}

fn taken(body: &str, all: &[Amendment]) -> Result<String, Vec<Conflict>> {
    let all: Vec<&Amendment> = all.iter().collect();
    take_in(body, &all, |number| (number == 1).then_some(BODY))
}

const STATES: [State; 6] =
    [State::Prepared, State::Open, State::Presented, State::Adopted, State::Refused, State::Withdrawn];

#[test]
fn a_text_has_articles_and_each_a_number_of_its_own() {
    assert_eq!(check_text(BODY), Ok(()));
    assert_eq!(check_text("Giao UBND huyện."), Err(Refusal::NoArticles));
    assert_eq!(check_text(""), Err(Refusal::NoArticles));
    let twice = "Điều 1. Một việc.\nĐiều 1. Việc khác.";
    assert_eq!(check_text(twice), Err(Refusal::SameNumber("Điều 1".to_owned())));
}

#[test]
fn a_draft_is_given_out_once_and_until_a_day_that_is_not_past() {
    let today = date(2020, 11, 20);
    assert_eq!(publish(State::Prepared, date(2020, 11, 19), today), Err(Refusal::UntilInPast));
    assert_eq!(publish(State::Prepared, today, today), Ok(State::Open));
    assert_eq!(publish(State::Prepared, date(2020, 11, 21), today), Ok(State::Open));
    for state in STATES.into_iter().filter(|one| *one != State::Prepared) {
        assert!(matches!(publish(state, today, today), Err(Refusal::WrongState { .. })), "{state:?}");
    }
}

#[test]
fn only_a_session_that_sits_is_shown_a_draft() {
    use sessions::State as Session;
    for session in [Session::Opened, Session::Closed] {
        assert_eq!(present(State::Open, session), Ok(State::Presented));
    }
    for session in [Session::Planned, Session::Convened, Session::Postponed, Session::Cancelled] {
        assert_eq!(present(State::Open, session), Err(Refusal::SessionNotHeld));
    }
    for state in STATES.into_iter().filter(|one| *one != State::Open) {
        assert!(matches!(present(state, Session::Opened), Err(Refusal::WrongState { .. })), "{state:?}");
    }
}

#[test]
fn one_author_sends_fifty_proposals_and_all_a_thousand() {
    assert_eq!(check_room(49, 999), Ok(()));
    assert_eq!(check_room(50, 50), Err(Refusal::TooMany));
    assert_eq!(check_room(0, 1_000), Err(Refusal::TooMany));
}

#[test]
fn a_draft_is_withdrawn_with_a_reason_until_it_is_decided() {
    for state in [State::Prepared, State::Open, State::Presented] {
        assert_eq!(withdraw(state, None, ""), Err(Refusal::NoReason));
        assert_eq!(withdraw(state, None, "Chưa đủ hồ sơ"), Ok(State::Withdrawn));
        assert_eq!(withdraw(state, Some(LOST), "Chưa đủ hồ sơ"), Ok(State::Withdrawn));
        assert_eq!(withdraw(state, Some(HELD), "Chưa đủ hồ sơ"), Err(Refusal::Voting));
        let carried = withdraw(state, Some(CARRIED), "Chưa đủ hồ sơ");
        assert_eq!(carried, Err(Refusal::VoteCarried(CARRIED.number)));
    }
    for state in [State::Adopted, State::Refused, State::Withdrawn] {
        assert!(
            matches!(withdraw(state, None, "Chưa đủ hồ sơ"), Err(Refusal::WrongState { .. })),
            "{state:?}"
        );
    }
}

const CARRIED: Vote = Vote { number: 3, is_passed: Some(true) };
const LOST: Vote = Vote { number: 4, is_passed: Some(false) };
const HELD: Vote = Vote { number: 5, is_passed: None };

#[test]
fn a_text_that_is_voted_on_or_was_carried_does_not_change() {
    for state in [State::Prepared, State::Open, State::Presented] {
        assert_eq!(check_text_open(state, None), Ok(()));
        assert_eq!(check_text_open(state, Some(LOST)), Ok(()));
        assert_eq!(check_text_open(state, Some(HELD)), Err(Refusal::Voting));
        assert_eq!(check_text_open(state, Some(CARRIED)), Err(Refusal::TextVoted(3)));
    }
    for state in [State::Adopted, State::Refused, State::Withdrawn] {
        assert!(matches!(check_text_open(state, None), Err(Refusal::WrongState { .. })), "{state:?}");
    }
}

#[test]
fn a_draft_that_was_carried_is_not_refused() {
    assert_eq!(refuse(State::Presented, Some(CARRIED), "Lý do"), Err(Refusal::VoteCarried(3)));
    assert_eq!(refuse(State::Presented, Some(HELD), "Lý do"), Err(Refusal::Voting));
    assert_eq!(refuse(State::Presented, Some(LOST), ""), Err(Refusal::NoReason));
    assert_eq!(refuse(State::Presented, Some(LOST), "Lý do"), Ok(State::Refused));
    assert_eq!(refuse(State::Presented, None, "Trả lại để hoàn thiện"), Ok(State::Refused));
    for state in STATES.into_iter().filter(|one| *one != State::Presented) {
        assert!(matches!(refuse(state, None, "Lý do"), Err(Refusal::WrongState { .. })), "{state:?}");
    }
}

#[test]
fn a_draft_becomes_a_resolution_by_a_carried_vote_alone() {
    assert_eq!(adopt(State::Presented, None, true, 0), Err(Refusal::NotVoted));
    assert_eq!(adopt(State::Presented, Some(HELD), true, 0), Err(Refusal::Voting));
    assert_eq!(adopt(State::Presented, Some(LOST), true, 0), Err(Refusal::VoteLost(4)));
    assert_eq!(adopt(State::Presented, Some(CARRIED), true, 2), Err(Refusal::TakenOutside(2)));
    assert_eq!(adopt(State::Presented, Some(CARRIED), true, 0), Ok(State::Adopted));
    assert_eq!(adopt(State::Presented, Some(CARRIED), false, 0), Err(Refusal::TextAfterVote(CARRIED.number)));
    assert_eq!(adopt(State::Adopted, Some(CARRIED), true, 0), Err(Refusal::Made));
    for state in [State::Prepared, State::Open, State::Refused, State::Withdrawn] {
        assert!(matches!(adopt(state, Some(CARRIED), true, 0), Err(Refusal::WrongState { .. })), "{state:?}");
    }
}

#[test]
fn proposals_come_until_the_last_day_and_again_before_the_council() {
    let open = draft(State::Open);
    assert_eq!(check_open(&open, date(2020, 12, 3)), Ok(()));
    assert_eq!(check_open(&open, date(2020, 12, 4)), Ok(()));
    let late = Err(Refusal::CommentsOver("04/12/2020".to_owned()));
    assert_eq!(check_open(&open, date(2020, 12, 5)), late);
    assert_eq!(check_open(&draft(State::Presented), date(2020, 12, 15)), Ok(()));
    assert_eq!(check_open(&Draft { comment_until: None, ..open }, date(2020, 12, 15)), Ok(()));
    for state in [State::Prepared, State::Adopted, State::Refused, State::Withdrawn] {
        let said = check_open(&draft(state), date(2020, 12, 1));
        assert!(matches!(said, Err(Refusal::WrongState { .. })), "{state:?}");
    }
}

#[test]
fn a_proposal_names_an_article_and_says_it_whole() {
    let check =
        |kind, article: &str, proposed: &str| check_proposal(&proposal(kind, article, proposed), BODY, 1);
    let (comment, replace) = (AmendmentKind::Comment, AmendmentKind::Replace);
    assert_eq!(check(comment, "", "Nên viết gọn."), Ok(()));
    assert_eq!(check(replace, "", "Điều 2. Nguồn vốn"), Err(Refusal::WholeText));
    assert_eq!(check(comment, "Điều 2", "Nên rõ hơn."), Ok(()));
    let nowhere = Refusal::NoSuchArticle("Điều 9".to_owned(), 1);
    assert_eq!(check(comment, "Điều 9", "Nên rõ hơn."), Err(nowhere));
    assert_eq!(check(AmendmentKind::Delete, "Điều 2", ""), Ok(()));
    assert_eq!(check(replace, "Điều 2", "Điều 2. Nguồn vốn\nTừ ngân sách tỉnh."), Ok(()));
    let other = Refusal::NotThatArticle("Điều 2".to_owned());
    for wrong in
        ["Từ ngân sách tỉnh.", "Điều 3. Nguồn vốn", "Điều 2. Một.\nĐiều 4. Hai.", "Thưa:\nĐiều 2. Một."]
    {
        assert_eq!(check(replace, "Điều 2", wrong), Err(other.clone()), "{wrong}");
    }
    let same = "Điều 2. Nguồn vốn\nTừ ngân sách huyện.";
    assert_eq!(check(replace, "Điều 2", same), Err(Refusal::NothingChanged));
    assert_eq!(
        check(AmendmentKind::AddAfter, "Điều 2", "Điều 2a. Giám sát\nThường trực HĐND giám sát."),
        Ok(())
    );
    let taken = Refusal::NotANewArticle("Điều 2".to_owned());
    for wrong in ["Điều 3. Giám sát", "Giám sát."] {
        assert_eq!(check(AmendmentKind::AddAfter, "Điều 2", wrong), Err(taken.clone()), "{wrong}");
    }
}

#[test]
fn a_proposal_is_refused_with_a_reason_and_stays_answered_once_it_is_in_the_text() {
    let one = |state, taken_in| Amendment {
        state,
        taken_in,
        ..amendment(1, AmendmentKind::Replace, "Điều 2", "Điều 2. Khác.")
    };
    for state in [AmendmentState::Proposed, AmendmentState::Taken, AmendmentState::Refused] {
        assert_eq!(check_answer(&one(state, None), true, ""), Ok(()));
        assert_eq!(check_answer(&one(state, None), false, ""), Err(Refusal::NoReason));
        assert_eq!(check_answer(&one(state, None), false, "Trái luật"), Ok(()));
    }
    assert_eq!(check_answer(&one(AmendmentState::Withdrawn, None), true, ""), Err(Refusal::Answered));
    assert_eq!(check_answer(&one(AmendmentState::Taken, Some(2)), false, "x"), Err(Refusal::InText(2)));
    assert_eq!(check_take_back(&one(AmendmentState::Proposed, None)), Ok(()));
    for state in [AmendmentState::Taken, AmendmentState::Refused, AmendmentState::Withdrawn] {
        assert_eq!(check_take_back(&one(state, None)), Err(Refusal::Answered));
    }
}

#[test]
fn what_was_taken_goes_into_its_articles() {
    let all = [
        amendment(
            1,
            AmendmentKind::Replace,
            "Điều 1",
            "Điều 1. Điều chỉnh kế hoạch\n1. Giảm 700 triệu đồng.",
        ),
        amendment(2, AmendmentKind::Delete, "Điều 2", ""),
        amendment(3, AmendmentKind::AddAfter, "Điều 2", "Điều 2a. Giám sát\nThường trực HĐND giám sát."),
        amendment(4, AmendmentKind::Comment, "Điều 1", "Nên rõ hơn."),
    ];
    let made = taken(BODY, &all).expect("nothing conflicts");
    assert_eq!(
        made,
        "Căn cứ Luật Đầu tư công;\nQUYẾT NGHỊ:\nĐiều 1. Điều chỉnh kế hoạch\n1. Giảm 700 triệu đồng.\nĐiều 2a. Giám sát\nThường trực HĐND giám sát.\nĐiều 3. Tổ chức thực hiện\nGiao UBND huyện."
    );
}

#[test]
fn two_on_one_article_an_article_that_is_gone_or_changed_and_a_number_twice_are_said() {
    let replace = |number, article: &str, words: &str| {
        amendment(number, AmendmentKind::Replace, article, &format!("{article}. {words}"))
    };
    let two = taken(BODY, &[replace(1, "Điều 2", "Một."), replace(2, "Điều 2", "Hai.")]);
    assert_eq!(two, Err(vec![Conflict::Several { place: "Điều 2".to_owned(), count: 2 }]));
    let also =
        taken(BODY, &[replace(1, "Điều 2", "Một."), amendment(2, AmendmentKind::Delete, "Điều 2", "")]);
    assert_eq!(also, Err(vec![Conflict::Several { place: "Điều 2".to_owned(), count: 2 }]));
    let gone = taken("Điều 1. Một việc.", &[replace(1, "Điều 2", "Một.")]);
    assert_eq!(gone, Err(vec![Conflict::Gone { article: "Điều 2".to_owned() }]));
    let later = BODY.replace("ngân sách huyện", "ngân sách tỉnh");
    let changed = taken(&later, &[replace(1, "Điều 2", "Một.")]);
    assert_eq!(changed, Err(vec![Conflict::Changed { article: "Điều 2".to_owned(), written_on: 1 }]));
    let added = |number, after: &str| amendment(number, AmendmentKind::AddAfter, after, "Điều 4. Giám sát.");
    let twice = taken(BODY, &[added(1, "Điều 2"), added(2, "Điều 3")]);
    assert_eq!(twice, Err(vec![Conflict::NumberTaken { article: "Điều 4".to_owned() }]));
    let all: Vec<Amendment> = (1..=3)
        .map(|number| amendment(number, AmendmentKind::Delete, &format!("Điều {number}"), ""))
        .collect();
    assert_eq!(taken(BODY, &all), Err(vec![Conflict::NothingLeft]));
}

#[test]
fn a_new_article_after_one_that_changed_is_no_conflict() {
    let later = BODY.replace("ngân sách huyện", "ngân sách tỉnh");
    let added = amendment(1, AmendmentKind::AddAfter, "Điều 2", "Điều 2a. Giám sát.");
    assert!(taken(&later, &[added]).is_ok_and(|text| text.contains("Điều 2a")));
}

#[test]
fn conflicts_are_said_in_one_sentence_each() {
    let all = [
        Conflict::Several { place: "Điều 2".to_owned(), count: 2 },
        Conflict::Gone { article: "Điều 5".to_owned() },
        Conflict::Changed { article: "Điều 1".to_owned(), written_on: 1 },
        Conflict::NumberTaken { article: "Điều 4".to_owned() },
        Conflict::NothingLeft,
    ];
    let said = Conflict::all(&all);
    for words in
        ["Điều 2 có 2 ý kiến", "Điều 5 không còn", "sau bản 1", "số của Điều 4", "Văn bản chưa thay đổi"]
    {
        assert!(said.contains(words), "{said}");
    }
}

proptest! {
    #[test]
    fn nothing_typed_stops_the_rules(article in "\\PC{0,20}", proposed in "\\PC{0,80}", body in "(Điều [1-4]\\. [a-z ]{0,12}\n){0,5}") {
        for kind in AmendmentKind::ALL.iter().copied() {
            let _ = check_proposal(&proposal(kind, &article, &proposed), &body, 1);
            let _ = take_in(&body, &[&amendment(1, kind, &article, &proposed)], |_| None);
        }
        let _ = check_text(&body);
    }

    #[test]
    fn replacing_one_article_leaves_the_others(at in 1..=3_usize, words in "[a-z]{1,12}( [a-z]{1,12}){0,4}") {
        let number = format!("Điều {at}");
        let one = amendment(1, AmendmentKind::Replace, &number, &format!("{number}. {words}."));
        let made = Text::read(&taken(BODY, &[one]).expect("one replaces one"));
        for other in Text::read(BODY).articles() {
            let now = made.article(&other.number).expect("still there");
            prop_assert_eq!(now.lines == other.lines, other.number != number);
        }
    }
}
