//! The demonstration's scrutiny: a hearing held in August and one to come in November, a draw of
//! two communes in July, a text found lawful and one that its issuer put right on the twenty-eighth
//! day.

use ::scrutiny::{End, NewDraw, NewHearing, NewReview, Origin, Part, Source, TextKind, Vote};
use kernel::{Date, OrganizationId, PersonId};
use kit::{Ctx, Problem};

use super::units::Places;
use super::{Step, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

const DRAWN: &str = "BT-2020-0001";
const HELD: &str = "GT-2020-0001";
const UNLAWFUL: &str = "RS-2020-0001";
const LAWFUL: &str = "RS-2020-0002";

/// What happens, each at its time.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = drawn(places);
    steps.extend(held(places));
    steps.extend(to_come(places));
    steps.extend(reviewed(places));
    steps
}

fn department(places: &Places, name: &str) -> OrganizationId {
    let found = places.departments.iter().find(|(_, known)| known.ends_with(name));
    found.map_or(places.peoples_committee, |(id, _)| *id)
}

fn drawn(places: &Places) -> Vec<Step> {
    let candidates: Vec<String> = places.communes.iter().map(|commune| capital(&commune.short)).collect();
    let draw = |ctx: &mut Ctx<'_>| ::scrutiny::draw_by_code(ctx.tx, DRAWN)?.ok_or(Problem::NotFound);
    vec![
        step(day(7, 6), 9, &places.office, move |ctx| {
            ::scrutiny::publish(
                ctx,
                &NewDraw {
                    title: "Chọn 02 xã, thị trấn để giám sát việc quản lý rác thải sinh hoạt".to_owned(),
                    purpose: "Chọn đơn vị chịu sự giám sát chuyên đề theo chương trình giám sát năm 2020."
                        .to_owned(),
                    candidates: candidates.clone(),
                    wanted: 2,
                    draw_on: day(7, 10),
                    public_rule: "Ba số do ba đại biểu dự buổi bốc thăm ngày 10/07/2020 lần lượt đọc, ghi cách nhau một dấu cách"
                        .to_owned(),
                    again_reason: String::new(),
                    is_demonstration: true,
                },
            )?;
            Ok(())
        }),
        step(day(7, 10), 10, &places.office, move |ctx| {
            let one = draw(ctx)?;
            ::scrutiny::draw(ctx, one.id, one.version, "27 08 15")?;
            Ok(())
        }),
    ]
}

/// "Xã Thanh Hà" at the beginning of a line.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn hearing(ctx: &mut Ctx<'_>, code: &str) -> Result<::scrutiny::Hearing, Problem> {
    ::scrutiny::hearing_by_code(ctx.tx, code)?.ok_or(Problem::NotFound)
}

fn held(places: &Places) -> Vec<Step> {
    let explains = department(places, "Tài nguyên và Môi trường");
    let (office, chair, council) = (&places.office, &places.chair, places.council);
    vec![
        step(day(7, 27), 9, office, move |ctx| {
            let id = ::scrutiny::propose(
                ctx,
                &Origin::Other(Source::Free, "Phản ánh của cử tri tại các cuộc tiếp xúc quý II".to_owned()),
                &NewHearing {
                    title: "Việc vận chuyển rác tồn đọng tại các điểm tập kết tạm".to_owned(),
                    content: "Vì sao rác tại các điểm tập kết tạm chưa vận chuyển hết.\nTrách nhiệm giám sát đơn vị thu gom.\nThời hạn vận chuyển hết và giải pháp lâu dài."
                        .to_owned(),
                    held_on: day(8, 18),
                    starts_at: "08:00".to_owned(),
                    place: "Phòng họp số 1, trụ sở HĐND và UBND huyện".to_owned(),
                    chair: "Trần Xuân Thành".to_owned(),
                    is_closed: false,
                    is_demonstration: true,
                },
                (explains, "Trưởng phòng Tài nguyên và Môi trường"),
            )?;
            ::scrutiny::add_person(ctx, id, Part::Asks, None, "Trưởng Ban Kinh tế - Xã hội")?;
            Ok(())
        }),
        step(day(8, 3), 14, office, |ctx| {
            let one = hearing(ctx, HELD)?;
            ::scrutiny::notify(ctx, one.id, one.version, day(8, 3))?;
            Ok(())
        }),
        step(day(8, 18), 16, office, |ctx| {
            let one = hearing(ctx, HELD)?;
            let minutes = "Trưởng phòng Tài nguyên và Môi trường giải trình: đơn vị thu gom thiếu xe, điểm tập kết quá tải từ tháng 4.\nTrưởng Ban Kinh tế - Xã hội đề nghị nêu rõ thời hạn từng điểm.";
            ::scrutiny::hold(ctx, one.id, one.version, minutes)?;
            Ok(())
        }),
        step(day(8, 20), 9, chair, move |ctx| {
            let one = hearing(ctx, HELD)?;
            let members = ::scrutiny::members(ctx, council, day(8, 20))?;
            let votes: Vec<(PersonId, Vote)> = members
                .iter()
                .zip(0..)
                .map(|((person, ..), place)| (*person, if place == 1 { Vote::Absent } else { Vote::Yes }))
                .collect();
            let conclusion = "Phòng Tài nguyên và Môi trường chậm đôn đốc đơn vị thu gom; rác tồn đọng phải vận chuyển hết trong tháng 9/2020.\nUBND huyện báo cáo phương án điểm tập kết lâu dài trước kỳ họp cuối năm.";
            ::scrutiny::conclude(ctx, one.id, one.version, day(8, 20), &votes, conclusion)?;
            Ok(())
        }),
    ]
}

fn to_come(places: &Places) -> Vec<Step> {
    let explains = department(places, "Tài chính - Kế hoạch");
    vec![step(day(10, 12), 15, &places.office, move |ctx| {
        let id = ::scrutiny::propose(
            ctx,
            &Origin::Other(Source::Free, String::new()),
            &NewHearing {
                title: "Việc giải ngân vốn đầu tư công năm 2020".to_owned(),
                content: "Những dự án giải ngân dưới 50% kế hoạch.\nNguyên nhân, trách nhiệm, giải pháp đến hết năm."
                    .to_owned(),
                held_on: day(11, 17),
                starts_at: "08:00".to_owned(),
                place: "Phòng họp số 1, trụ sở HĐND và UBND huyện".to_owned(),
                chair: "Trần Xuân Thành".to_owned(),
                is_closed: false,
                is_demonstration: true,
            },
            (explains, "Trưởng phòng Tài chính - Kế hoạch"),
        )?;
        let one = ::scrutiny::find_hearing(ctx.tx, id)?.ok_or(Problem::NotFound)?;
        ::scrutiny::notify(ctx, id, one.version, day(10, 12))?;
        Ok(())
    })]
}

fn review(ctx: &mut Ctx<'_>, code: &str) -> Result<::scrutiny::TextReview, Problem> {
    ::scrutiny::review_by_code(ctx.tx, code)?.ok_or(Problem::NotFound)
}

fn reviewed(places: &Places) -> Vec<Step> {
    let (reviewer, issuer) = (places.standing, places.peoples_committee);
    let committee =
        places.committees.iter().find(|(_, name)| name.contains("Pháp chế")).map_or(reviewer, |(id, _)| *id);
    let commune = places.communes.first().map_or(issuer, |commune| commune.council);
    let office = &places.office;
    vec![
        step(day(5, 11), 9, office, move |ctx| {
            let id = ::scrutiny::enter(
                ctx,
                &NewReview {
                    reviewer: committee,
                    issuer,
                    kind: TextKind::Decision,
                    number: "04/2020/QĐ-UBND".to_owned(),
                    text_on: day(3, 20),
                    title: "Quy định mức đóng góp của hộ kinh doanh tại chợ".to_owned(),
                    opened_on: day(5, 4),
                    is_demonstration: true,
                },
            )?;
            let one = ::scrutiny::find_review(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let articles = "Luật Phí và lệ phí 2015, Điều 18";
            let finding = "Điều 3 đặt ra khoản đóng góp bắt buộc ngoài danh mục phí, lệ phí.";
            ::scrutiny::find_unlawful(ctx, id, one.version, day(5, 11), articles, finding)?;
            let one = review(ctx, UNLAWFUL)?;
            ::scrutiny::demand(ctx, id, one.version, day(5, 11))?;
            Ok(())
        }),
        step(day(6, 8), 9, office, |ctx| {
            let one = review(ctx, UNLAWFUL)?;
            ::scrutiny::answer(ctx, one.id, one.version, day(6, 8), "UBND huyện tiếp thu, bãi bỏ Điều 3.")?;
            Ok(())
        }),
        step(day(6, 15), 9, office, |ctx| {
            let one = review(ctx, UNLAWFUL)?;
            let ending = "Quyết định 09/2020/QĐ-UBND ngày 12/06/2020 bãi bỏ Điều 3.";
            ::scrutiny::end(ctx, one.id, one.version, End::Settle, day(6, 15), ending)?;
            Ok(())
        }),
        step(day(8, 6), 9, office, move |ctx| {
            ::scrutiny::enter(
                ctx,
                &NewReview {
                    reviewer,
                    issuer: commune,
                    kind: TextKind::Resolution,
                    number: "08/2020/NQ-HĐND".to_owned(),
                    text_on: day(7, 2),
                    title: "Mức hỗ trợ người thu gom rác ở thôn".to_owned(),
                    opened_on: day(8, 3),
                    is_demonstration: true,
                },
            )?;
            let one = review(ctx, LAWFUL)?;
            let words = "Đúng thẩm quyền, đúng trình tự; nội dung phù hợp luật.";
            ::scrutiny::find_lawful(ctx, one.id, one.version, day(8, 6), words)?;
            Ok(())
        }),
    ]
}
