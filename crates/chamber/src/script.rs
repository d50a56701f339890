//! The chair's script (kịch bản điều hành): the agenda with times of day and what the chair says
//! at each item. Pure.

use kernel::Date;

use crate::model::{Decision, Item, ItemKind, SpeechKind};
use crate::rules;

/// What the sentences need to know.
pub(crate) struct Facts {
    /// "Kỳ họp thứ Hai mươi".
    pub(crate) session: String,
    /// The council's name.
    pub(crate) council: String,
    /// All delegates.
    pub(crate) total: i64,
    /// The day whose law counts.
    pub(crate) on: Date,
}

/// Minutes after midnight when a session begins if nobody says otherwise.
pub(crate) const BEGINS: u32 = 8 * 60;

/// "08:00" as minutes after midnight.
pub(crate) fn minutes_of(words: &str) -> Option<u32> {
    let (hours, minutes) = words.trim().split_once([':', 'h', 'g'])?;
    let (hours, minutes): (u32, u32) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Minutes after midnight as "08:00"; past midnight it says so.
pub(crate) fn clock(minutes: u32) -> String {
    let day = minutes / (24 * 60);
    let words = format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    if day == 0 { words } else { format!("{words} (ngày thứ {})", day + 1) }
}

/// When each item begins and ends, counted on from the opening.
pub(crate) fn times(items: &[Item], begins: u32) -> Vec<(String, String)> {
    let mut at = begins;
    items
        .iter()
        .map(|item| {
            let from = at;
            at = at.saturating_add(u32::try_from(item.minutes).unwrap_or(0));
            (clock(from), clock(at))
        })
        .collect()
}

/// Whether an item is decided by an open vote, and as what.
pub(crate) const fn open_vote(kind: ItemKind) -> Option<Decision> {
    match kind {
        ItemKind::AgendaAdoption | ItemKind::Vote => Some(Decision::Procedure),
        ItemKind::DraftResolution => Some(Decision::Resolution),
        ItemKind::Opening
        | ItemKind::Report
        | ItemKind::ExaminationReport
        | ItemKind::VoterPetitionReport
        | ItemKind::FrontNotice
        | ItemKind::GroupDiscussion
        | ItemKind::PlenaryDiscussion
        | ItemKind::Questioning
        | ItemKind::Personnel
        | ItemKind::ConfidenceRating
        | ItemKind::ConfidenceVote
        | ItemKind::Closing => None,
    }
}

/// "17/33 phiếu (quá nửa tổng số đại biểu; Luật …)", or a place to write it in.
pub(crate) fn needed(decision: Decision, facts: &Facts) -> String {
    rules::needed(decision, facts.on, facts.total).map_or_else(
        |_| "……/…… phiếu".to_owned(),
        |(needed, law)| format!("{needed}/{} phiếu ({law})", facts.total),
    )
}

fn voting(title: &str, decision: Decision, facts: &Facts) -> Vec<String> {
    vec![
        format!("Xin ý kiến biểu quyết về “{title}”. Cần {} tán thành.", needed(decision, facts)),
        "Đại biểu tán thành, xin biểu quyết. … Đại biểu không tán thành, xin biểu quyết. … Đại biểu không biểu quyết. …"
            .to_owned(),
        format!(
            "Kết quả: ……/{} đại biểu tán thành, …… không tán thành, …… không biểu quyết. Nội dung này được Hội đồng nhân dân thông qua (hoặc: không đủ số phiếu, không được thông qua).",
            facts.total
        ),
    ]
}

fn secret(title: &str, decision: Decision, facts: &Facts) -> Vec<String> {
    vec![
        "Hội đồng nhân dân bầu Ban kiểm phiếu gồm: …………. Xin ý kiến biểu quyết. …".to_owned(),
        format!(
            "Mời Ban kiểm phiếu hướng dẫn bỏ phiếu kín và phát phiếu: {title}. {}.",
            match decision {
                Decision::Confidence =>
                    format!("Hệ quả theo luật khi có {} không tín nhiệm", needed(decision, facts)),
                _ => format!("Mỗi người cần {} đồng ý", needed(decision, facts)),
            }
        ),
        "Mời Trưởng Ban kiểm phiếu công bố biên bản kiểm phiếu. …".to_owned(),
    ]
}

/// What the chair says at an item, one paragraph each.
pub(crate) fn said(item: &Item, facts: &Facts) -> Vec<String> {
    let title = item.title.as_str();
    let who = if item.presenter.is_empty() { "…………" } else { item.presenter.as_str() };
    let minutes = |kind: SpeechKind| kind.seconds() / 60;
    let present = format!("Mời {who} trình bày: {title}. Thời gian {} phút.", item.minutes);
    let thanks = format!("Cảm ơn {who}.");
    match item.kind {
        ItemKind::Opening => vec![
            "Kính thưa quý vị đại biểu. Mời toàn thể đại biểu đứng nghiêm, làm lễ chào cờ.".to_owned(),
            format!(
                "Theo điểm danh, có mặt ……/{} đại biểu. Cần {} đại biểu (hai phần ba tổng số, theo nội quy kỳ họp). Kỳ họp đủ số đại biểu để tiến hành.",
                facts.total,
                rules::quorum(facts.total)
            ),
            format!("Tôi tuyên bố khai mạc {}, {}.", facts.session, facts.council),
        ],
        ItemKind::AgendaAdoption => {
            let mut words = vec![
                format!("Mời {who} trình bày dự kiến chương trình. Thời gian {} phút.", item.minutes),
                "Đề nghị đại biểu cho ý kiến về dự kiến chương trình. …".to_owned(),
            ];
            words.extend(voting(title, Decision::Procedure, facts));
            words
        }
        ItemKind::DraftResolution => {
            // "Thông qua Nghị quyết …" is what the council does, not what is presented to it
            let present = title.strip_prefix("Thông qua ").map_or(present, |draft| {
                format!("Mời {who} trình bày tờ trình, dự thảo {draft}. Thời gian {} phút.", item.minutes)
            });
            let mut words = vec![present, "Đề nghị đại biểu cho ý kiến về dự thảo. …".to_owned()];
            words.extend(voting(title, Decision::Resolution, facts));
            words
        }
        ItemKind::Report
        | ItemKind::ExaminationReport
        | ItemKind::VoterPetitionReport
        | ItemKind::FrontNotice => vec![present, thanks],
        ItemKind::GroupDiscussion => vec![format!(
            "Đề nghị các Tổ đại biểu về nơi thảo luận: {title}. Thời gian {} phút. Tổ trưởng điều hành, thư ký Tổ gửi biên bản cho Thư ký kỳ họp.",
            item.minutes
        )],
        ItemKind::PlenaryDiscussion => vec![
            format!(
                "Hội đồng nhân dân thảo luận: {title}. Thời gian {} phút. Mời đại biểu đăng ký.",
                item.minutes
            ),
            format!(
                "Mỗi lượt phát biểu {} phút, tranh luận {} phút. Mời đại biểu …………",
                minutes(SpeechKind::Discussion),
                minutes(SpeechKind::Debate)
            ),
        ],
        ItemKind::Questioning => vec![
            format!("Hội đồng nhân dân tiến hành: {title}. Thời gian {} phút.", item.minutes),
            format!(
                "Mỗi lượt hỏi không quá {} phút. Mời đại biểu ………… chất vấn; mời ………… trả lời.",
                minutes(SpeechKind::Question)
            ),
        ],
        ItemKind::Personnel => secret(title, Decision::Election, facts),
        ItemKind::ConfidenceVote => secret(title, Decision::Confidence, facts),
        ItemKind::ConfidenceRating => vec![
            "Hội đồng nhân dân bầu Ban kiểm phiếu gồm: …………. Xin ý kiến biểu quyết. …".to_owned(),
            format!(
                "Mời Ban kiểm phiếu hướng dẫn và phát phiếu: {title}. Với mỗi người đánh dấu một trong ba mức: tín nhiệm cao, tín nhiệm, tín nhiệm thấp ({}).",
                crate::model::Regime::on(facts.on).source()
            ),
            "Mời Trưởng Ban kiểm phiếu công bố biên bản kiểm phiếu. …".to_owned(),
        ],
        ItemKind::Vote => voting(title, Decision::Procedure, facts),
        ItemKind::Closing => vec![
            format!("{} đã hoàn thành chương trình. Mời chào cờ bế mạc.", facts.session),
            format!("Tôi tuyên bố bế mạc {}, {}.", facts.session, facts.council),
        ],
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{AgendaItemId, Id, SessionId};
    use proptest::prelude::*;

    use super::*;

    fn item(kind: ItemKind, minutes: i64) -> Item {
        Item {
            id: AgendaItemId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [1; 10])),
            session_id: SessionId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [2; 10])),
            place: 1,
            kind,
            title: "Nghị quyết về đầu tư công".to_owned(),
            presenter: "UBND huyện".to_owned(),
            minutes,
            is_closed: false,
            started_ms: None,
            ended_ms: None,
            gist: String::new(),
            version: 1,
        }
    }

    fn facts(total: i64) -> Facts {
        Facts {
            session: "Kỳ họp thứ Hai mươi".to_owned(),
            council: "Hội đồng nhân dân huyện".to_owned(),
            total,
            on: date(2020, 12, 17),
        }
    }

    #[test]
    fn items_follow_one_another_from_the_opening() {
        let items = [item(ItemKind::Opening, 15), item(ItemKind::Report, 30), item(ItemKind::Closing, 1_000)];
        let seen = times(&items, minutes_of("07:50").unwrap());
        let seen: Vec<String> = seen.into_iter().map(|(from, to)| format!("{from} - {to}")).collect();
        assert_eq!(seen, ["07:50 - 08:05", "08:05 - 08:35", "08:35 - 01:15 (ngày thứ 2)"]);
    }

    #[test]
    fn the_chair_says_how_many_votes_are_needed_and_why() {
        let words = said(&item(ItemKind::DraftResolution, 10), &facts(33)).join(" ");
        assert!(words.contains("Mời UBND huyện trình bày"), "{words}");
        assert!(words.contains("Cần 17/33 phiếu (quá nửa tổng số đại biểu; Luật 77/2015/QH13"), "{words}");
        let passed = Item {
            title: "Thông qua Nghị quyết: Về đầu tư công".to_owned(),
            ..item(ItemKind::DraftResolution, 10)
        };
        let words = said(&passed, &facts(33)).join(" ");
        assert!(words.contains("trình bày tờ trình, dự thảo Nghị quyết: Về đầu tư công."), "{words}");
        let words = said(&item(ItemKind::Opening, 10), &facts(33)).join(" ");
        assert!(words.contains("Cần 22 đại biểu"), "{words}");
        let words = said(&item(ItemKind::ConfidenceRating, 10), &facts(33)).join(" ");
        assert!(words.contains("ba mức") && words.contains("85/2014"), "{words}");
    }

    #[test]
    fn every_kind_of_item_has_words_even_in_a_council_of_nobody() {
        for kind in ItemKind::ALL {
            assert!(!said(&item(*kind, 10), &facts(0)).is_empty(), "{kind:?}");
            assert!(!said(&item(*kind, 10), &facts(33)).is_empty(), "{kind:?}");
        }
    }

    proptest! {
        #[test]
        fn a_time_of_day_is_read_as_it_is_written(minutes in 0..1_440_u32) {
            prop_assert_eq!(minutes_of(&clock(minutes)), Some(minutes));
        }

        #[test]
        fn no_words_break_the_clock(words in ".{0,12}") {
            let _ = minutes_of(&words);
        }
    }
}
