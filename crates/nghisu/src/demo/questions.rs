//! Questions of the district council: one between two sessions, answered late; those of the
//! session of July, grouped, answered in the hall with a promise, and in writing in time; and one
//! that waits for the session at the year's end. Office holders are named by their post.

use kernel::{Actor, Date, OrganizationId, Role};
use kit::{Ctx, Problem};
use questions::{Asker, NewAnswer, NewPledge, NewQuestion, Question, WrittenReason};

use super::units::Places;
use super::{Step, chamber, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

/// The session of July, and that at the year's end.
const HELD: i64 = 18;
const NEXT: i64 = 20;

/// A question as it is asked: which of the delegates, of whom, what.
struct Put {
    delegate: usize,
    post: &'static str,
    text: &'static str,
}

const BETWEEN: Put = Put {
    delegate: 4,
    post: "Trưởng phòng Tài nguyên và Môi trường",
    text: "Điểm tập kết rác tạm ở nhiều xã đã đầy từ tháng 4. Bao giờ vận chuyển hết, và trách nhiệm giám sát đơn vị thu gom thuộc về ai?",
};

const AT_SESSION: [Put; 4] = [
    Put {
        delegate: 6,
        post: "Chủ tịch UBND huyện",
        text: "Tỷ lệ hộ dân nông thôn dùng nước sạch tập trung mới đạt hai phần ba kế hoạch năm. Nguyên nhân, trách nhiệm và thời hạn hoàn thành tuyến ống còn lại?",
    },
    Put {
        delegate: 9,
        post: "Chủ tịch UBND huyện",
        text: "Nước thải của các cơ sở chế biến ở làng nghề chưa qua xử lý chảy ra kênh tiêu. UBND huyện xử lý thế nào và khi nào chấm dứt?",
    },
    Put {
        delegate: 12,
        post: "Trưởng phòng Tài chính - Kế hoạch",
        text: "Giải ngân vốn đầu tư công 6 tháng mới đạt ba phần mười kế hoạch. Những dự án nào chậm, vì sao, giải pháp đến cuối năm?",
    },
    Put {
        delegate: 15,
        post: "Trưởng phòng Nông nghiệp và Phát triển nông thôn",
        text: "Kênh mương nội đồng ở vùng trũng chưa được nạo vét trước vụ mùa. Kế hoạch nạo vét và kinh phí bố trí ra sao?",
    },
];

const AHEAD: Put = Put {
    delegate: 7,
    post: "Chủ tịch UBND huyện",
    text: "Tiến độ cấp giấy chứng nhận quyền sử dụng đất sau dồn điền đổi thửa còn chậm. Bao giờ cấp xong cho các hộ còn lại?",
};

/// Acts as the delegate with this place among the names.
fn as_delegate<T>(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    place: usize,
    work: impl FnOnce(&mut Ctx<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let seats = directory::delegates_of(ctx.tx, council, ctx.today)?;
    let (person, name) = seats.get(place).cloned().ok_or(Problem::NotFound)?;
    let delegate = Actor {
        name: format!("Đại biểu {name}"),
        role: Role::Delegate,
        person: Some(person),
        ..ctx.actor.clone()
    };
    work(&mut ctx.acting_as(&delegate))
}

fn put(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    session: Option<kernel::SessionId>,
    body: OrganizationId,
    one: &Put,
) -> Result<(), Problem> {
    let new = NewQuestion {
        session,
        addressee_id: body,
        addressee: one.post.to_owned(),
        text: one.text.to_owned(),
        follow_up: None,
        is_demonstration: true,
    };
    as_delegate(ctx, council, one.delegate, |ctx| {
        questions::ask(ctx, Asker::Own, &new)?;
        Ok(())
    })
}

/// The question of this place among those of the session of July.
fn of_july(
    ctx: &mut Ctx<'_>,
    places: (OrganizationId, kernel::TermId),
    at: usize,
) -> Result<Question, Problem> {
    let id = chamber::find(ctx, places, HELD)?;
    questions::of_session(ctx.tx, id)?.into_iter().nth(at).ok_or(Problem::NotFound)
}

fn answer(on: Date, signer: &str, words: &str, reference: &str) -> NewAnswer {
    NewAnswer { on, signer: signer.to_owned(), answer: words.to_owned(), reference: reference.to_owned() }
}

/// What happens with the questions, each at its time.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = between(places);
    steps.extend(in_july(places));
    steps.extend(in_writing(places));
    let (council, term, committee) = (places.council, places.term, places.peoples_committee);
    steps.push(step(day(10, 14), 16, &places.office, move |ctx| {
        let session = chamber::find(ctx, (council, term), NEXT)?;
        put(ctx, council, Some(session), committee, &AHEAD)
    }));
    steps
}

fn department(places: &Places, post: &str) -> OrganizationId {
    let name = post.strip_prefix("Trưởng phòng ").unwrap_or(post);
    let found = places.departments.iter().find(|(_, known)| known.ends_with(name));
    found.map_or(places.peoples_committee, |(id, _)| *id)
}

fn between(places: &Places) -> Vec<Step> {
    let council = places.council;
    let body = department(places, BETWEEN.post);
    let first = |ctx: &mut Ctx<'_>| -> Result<Question, Problem> {
        questions::by_code(ctx.tx, "CV-2020-0001")?.ok_or(Problem::NotFound)
    };
    vec![
        step(day(6, 12), 9, &places.office, move |ctx| put(ctx, council, None, body, &BETWEEN)),
        step(day(6, 12), 15, &places.office, move |ctx| {
            let one = first(ctx)?;
            questions::allow_writing(ctx, one.id, one.version, WrittenReason::BetweenSessions, day(6, 12))?;
            Ok(())
        }),
        step(day(7, 8), 15, &places.office, move |ctx| {
            let one = first(ctx)?;
            let words = "Phòng đã yêu cầu đơn vị thu gom vận chuyển hết rác tồn ở các điểm tập kết trước ngày 30/7/2020; từ nay Phòng kiểm tra hằng tuần và báo cáo UBND huyện.";
            let new = answer(day(7, 8), BETWEEN.post, words, "47/TNMT, 08/07/2020");
            questions::answer_in_writing(ctx, one.id, one.version, &new)?;
            Ok(())
        }),
    ]
}

fn in_july(places: &Places) -> Vec<Step> {
    let (council, key, committee) = (places.council, (places.council, places.term), places.peoples_committee);
    let bodies: Vec<OrganizationId> = AT_SESSION.iter().map(|one| department(places, one.post)).collect();
    vec![
        step(day(7, 13), 9, &places.office, move |ctx| {
            let session = chamber::find(ctx, key, HELD)?;
            for (one, body) in AT_SESSION.iter().zip(&bodies) {
                put(ctx, council, Some(session), *body, one)?;
            }
            Ok(())
        }),
        step(day(7, 15), 9, &places.office, move |ctx| {
            let session = chamber::find(ctx, key, HELD)?;
            let groups = [
                ("Nước sạch, môi trường nông thôn", "Chủ tịch UBND huyện"),
                ("Giải ngân vốn đầu tư công", "Trưởng phòng Tài chính - Kế hoạch"),
                ("Thủy lợi nội đồng", "Trưởng phòng Nông nghiệp và Phát triển nông thôn"),
            ];
            let mut ids = Vec::new();
            for (title, respondent) in groups {
                ids.push(questions::add_issue(ctx, session, title, respondent)?);
            }
            let all = questions::of_session(ctx.tx, session)?;
            // The first two are of one group
            let groups = ids.first().into_iter().chain(&ids).copied();
            let wanted: Vec<_> = all.iter().zip(groups).map(|(one, group)| (one.id, Some(group))).collect();
            questions::arrange(ctx, session, &wanted)?;
            Ok(())
        }),
        step(day(7, 20), 8, &places.office, move |ctx| {
            let session = chamber::find(ctx, key, HELD)?;
            for (issue, number) in questions::issues(ctx.tx, session)?.into_iter().zip(1..) {
                questions::decide(ctx, session, issue.id, issue.version, number < 3)?;
            }
            Ok(())
        }),
        step(day(7, 20), 16, &places.office, move |ctx| {
            let one = of_july(ctx, key, 0)?;
            let words = "UBND huyện nhận trách nhiệm về tiến độ; nguyên nhân là giải phóng mặt bằng chậm ở hai xã. Tuyến ống còn lại hoàn thành trong tháng 11/2020.";
            let new = answer(day(7, 20), "Chủ tịch UBND huyện", words, "");
            let pledge = NewPledge {
                text: "Hoàn thành tuyến ống cấp nước sạch còn lại, đấu nối cho các hộ đã đăng ký".to_owned(),
                lead: committee,
                due_on: day(11, 30),
            };
            questions::answer_orally(ctx, one.id, one.version, &new, &[pledge])?;
            let one = of_july(ctx, key, 1)?;
            let words =
                "UBND huyện đã xử phạt ba cơ sở; đang lập dự án khu xử lý nước thải tập trung của làng nghề.";
            let new = answer(day(7, 20), "Chủ tịch UBND huyện", words, "");
            questions::answer_orally(ctx, one.id, one.version, &new, &[])?;
            Ok(())
        }),
        step(day(7, 24), 9, &places.office, move |ctx| {
            let one = of_july(ctx, key, 0)?;
            as_delegate(ctx, council, AT_SESSION[0].delegate, |ctx| {
                questions::judge(ctx, one.id, one.version, true, "")?;
                Ok(())
            })?;
            let one = of_july(ctx, key, 1)?;
            as_delegate(ctx, council, AT_SESSION[1].delegate, |ctx| {
                let opinion = "Chưa có thời hạn chấm dứt việc xả thải.";
                questions::judge(ctx, one.id, one.version, false, opinion)?;
                questions::ask_to_discuss(ctx, one.id, one.version + 1)?;
                Ok(())
            })
        }),
    ]
}

fn in_writing(places: &Places) -> Vec<Step> {
    let key = (places.council, places.term);
    vec![
        step(day(7, 21), 9, &places.office, move |ctx| {
            let one = of_july(ctx, key, 2)?;
            questions::allow_writing(ctx, one.id, one.version, WrittenReason::NotReached, day(7, 21))?;
            let one = of_july(ctx, key, 3)?;
            questions::allow_writing(ctx, one.id, one.version, WrittenReason::OutsideGroups, day(7, 21))?;
            Ok(())
        }),
        step(day(8, 5), 15, &places.office, move |ctx| {
            let one = of_july(ctx, key, 2)?;
            let words = "Bốn dự án chậm vì vướng mặt bằng và hồ sơ thiết kế. Phòng rà soát hằng tuần, đề xuất điều chuyển vốn của dự án không giải ngân được trước ngày 30/9/2020.";
            let new = answer(day(8, 5), AT_SESSION[2].post, words, "63/TCKH, 05/08/2020");
            questions::answer_in_writing(ctx, one.id, one.version, &new)?;
            Ok(())
        }),
        step(day(8, 7), 15, &places.office, move |ctx| {
            let one = of_july(ctx, key, 3)?;
            let words = "Đã nạo vét 21 km kênh nội đồng; phần còn lại nạo vét sau khi thu hoạch vụ mùa, kinh phí từ nguồn thủy lợi phí cấp bù.";
            let new = answer(day(8, 7), AT_SESSION[3].post, words, "88/NN, 07/08/2020");
            questions::answer_in_writing(ctx, one.id, one.version, &new)?;
            Ok(())
        }),
    ]
}
