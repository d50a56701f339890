//! What was raised through the year: three communes with one difficulty, answered once and cleared
//! at the briefing of quarter II; one that went up to the province; answers in time, and one that
//! is not.

use briefings::{AskedLevel, Clearing, DifficultyKind, NewDifficulty, TakingUp};
use kernel::{Actor, Date, DifficultyId, OrganizationId, Role};
use kit::{Ctx, Problem};

use super::units::Places;
use super::{Step, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

/// One difficulty in the words of three communes.
const ALIKE: [&str; 3] = [
    "Chưa có định mức chi thống nhất cho hoạt động giám sát, tiếp xúc cử tri của HĐND xã; kinh phí hoạt động thấp.",
    "Kinh phí hoạt động của HĐND xã thấp, chưa có định mức chi thống nhất cho giám sát, tiếp xúc cử tri.",
    "Kinh phí cho hoạt động giám sát, tiếp xúc cử tri của HĐND xã thấp vì chưa có định mức chi thống nhất.",
];
const LAND: &str = "Hộ dân được giao đất trái thẩm quyền trước năm 2004 chưa được cấp giấy chứng nhận vì mức thu tiền sử dụng đất vượt khả năng; cấp huyện không có thẩm quyền giảm.";

fn new(text: &str, subject: &str, on: Date, addressee: OrganizationId) -> NewDifficulty {
    NewDifficulty {
        raised_by: None,
        kind: DifficultyKind::Difficulty,
        subject: subject.to_owned(),
        text: text.to_owned(),
        level: AskedLevel::District,
        addressee: Some(addressee),
        resolution: None,
        law: String::new(),
        on,
        is_demonstration: true,
    }
}

/// The first words of a difficulty find it again.
fn found(ctx: &mut Ctx<'_>, council: OrganizationId, text: &str) -> Result<(DifficultyId, i64), Problem> {
    let all = briefings::difficulties_of(ctx.tx, council)?;
    all.iter().find(|one| one.text == text).map(|one| (one.id, one.version)).ok_or(Problem::NotFound)
}

/// What the communes raised at a briefing, in the order of the list.
fn raised_at(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    period: &str,
) -> Result<Vec<(DifficultyId, i64)>, Problem> {
    let briefing = briefings::by_period(ctx.tx, council, period)?.ok_or(Problem::NotFound)?;
    let all = briefings::raised_at(ctx.tx, briefing.id)?;
    Ok(all.iter().map(|one| (one.id, one.version)).collect())
}

pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = at_any_time(places);
    steps.extend(at_briefings(places));
    steps
}

fn committee(places: &Places) -> Actor {
    Actor {
        name: "UBND huyện (đầu mối)".to_owned(),
        role: Role::PeoplesCommittee,
        organization: Some(places.peoples_committee),
        ..places.office.clone()
    }
}

/// Answers to what the communes raised at the first two briefings, and what was cleared there.
fn at_briefings(places: &Places) -> Vec<Step> {
    let (council, chief) = (places.council, committee(places));
    let answers = [
        ("2020-Q1", day(4, 24), 0),
        // One was left without an answer
        ("2020-Q2", day(7, 10), 1),
    ];
    let mut steps: Vec<Step> = answers
        .into_iter()
        .map(|(period, on, left)| {
            step(on, 9, &chief, move |ctx| {
                for (id, version) in raised_at(ctx, council, period)?.into_iter().skip(left) {
                    let words = "UBND huyện đã giao cơ quan chuyên môn rà soát, bố trí trong kế hoạch; kết quả báo cáo tại hội nghị giao ban.";
                    briefings::answer_difficulty(ctx, id, words, version)?;
                }
                Ok(())
            })
        })
        .collect();
    steps.push(step(day(4, 29), 9, &places.office, move |ctx| {
        for (id, version) in raised_at(ctx, council, "2020-Q1")?.into_iter().take(3) {
            let clearing = Clearing {
                decided: "Đưa vào kế hoạch đầu tư, sửa chữa năm 2020 của huyện; xã phối hợp giám sát."
                    .to_owned(),
                by: "Hội nghị giao ban quý I/2020".to_owned(),
                decision: String::new(),
            };
            briefings::clear_difficulty(ctx, id, &clearing, version)?;
        }
        Ok(())
    }));
    steps
}

fn at_any_time(places: &Places) -> Vec<Step> {
    let (council, district) = (places.council, places.peoples_committee);
    let mut steps: Vec<Step> = Vec::new();
    for ((words, commune), hour) in ALIKE.into_iter().zip(places.communes.iter().skip(2)).zip(8..) {
        steps.push(step(day(6, 24), hour, &commune.office(), move |ctx| {
            briefings::raise_difficulty(ctx, &new(words, "Tổ chức, kinh phí", day(6, 24), district))?;
            Ok(())
        }));
    }
    steps.push(step(day(6, 25), 9, &places.office, move |ctx| {
        let (first, version) = found(ctx, council, ALIKE[0])?;
        let others = [found(ctx, council, ALIKE[1])?.0, found(ctx, council, ALIKE[2])?.0];
        briefings::group_difficulties(ctx, first, &others, version)?;
        briefings::put_on_agenda(ctx, first, version)?;
        Ok(())
    }));
    steps.push(step(day(7, 16), 9, &places.office, move |ctx| {
        let (first, version) = found(ctx, council, ALIKE[0])?;
        let clearing = Clearing {
            decided: "UBND huyện hướng dẫn định mức chi thống nhất cho hoạt động của HĐND các xã, thị trấn, áp dụng từ dự toán năm 2021.".to_owned(),
            by: "Hội nghị giao ban quý II/2020".to_owned(),
            decision: "Thông báo kết luận ngày 15/07/2020".to_owned(),
        };
        briefings::clear_difficulty(ctx, first, &clearing, version)?;
        let words = "Định mức chi cho hoạt động của HĐND xã chưa thống nhất, kinh phí thấp.";
        briefings::show_difficulty(ctx, first, Some(words), version + 1)?;
        Ok(())
    }));
    if let Some(commune) = places.communes.get(6) {
        steps.push(step(day(8, 5), 9, &commune.office(), move |ctx| {
            let new = NewDifficulty {
                law: "Luật Đất đai 2013; Nghị định số 45/2014/NĐ-CP".to_owned(),
                ..new(LAND, "Đất đai", day(8, 5), district)
            };
            briefings::raise_difficulty(ctx, &new)?;
            Ok(())
        }));
        steps.push(step(day(8, 12), 14, &places.office, move |ctx| {
            let (id, version) = found(ctx, council, LAND)?;
            let taking = TakingUp {
                level: AskedLevel::Province,
                to: "Ủy ban nhân dân tỉnh Hà Nam".to_owned(),
                reason: "Mức thu tiền sử dụng đất do cấp tỉnh quy định".to_owned(),
            };
            briefings::take_up(ctx, id, &taking, version)?;
            Ok(())
        }));
    }
    steps
}
