//! The briefings of quarters I and II, played through to their conclusions, and that of quarter
//! III as it stood at eight on the morning of its day.

use briefings::rules::DueWish;
use briefings::{
    ConcludeInput, ConclusionInput, DifficultyInput, DifficultyKind, NewBriefing, Reply, ReportInput,
};
use follow::Evidence;
use follow::rules::Assessment;
use kernel::period::Quarter;
use kernel::{Actor, BriefingId, Date, FollowUpId, OrganizationId, Role};
use kit::{Ctx, Problem};

use super::figures::{MISSING, commune_entries};
use super::units::{Commune, Places};
use super::{Step, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

const Q1: Quarter = Quarter { year: 2020, number: 1 };
const Q2: Quarter = Quarter { year: 2020, number: 2 };
const Q3: Quarter = Quarter { year: 2020, number: 3 };

/// Everything about the three briefings.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = Vec::new();
    let dates = [(Q1, day(4, 3), day(4, 28)), (Q2, day(6, 22), day(7, 14)), (Q3, day(9, 22), day(10, 15))];
    for (quarter, planned, held) in dates {
        steps.extend(prepare(places, quarter, planned, held));
    }
    steps.extend(reports(places, Q1, day(4, 17), &[]));
    steps.extend(reports(places, Q2, day(7, 3), &[]));
    steps.extend(reports(places, Q3, day(10, 5), &MISSING));
    steps.extend(conclude(places, Q1, day(4, 28), first_conclusions(places)));
    steps.extend(conclude(places, Q2, day(7, 14), second_conclusions(places)));
    steps.extend(what_came_of_them(places));
    steps.push(step(day(10, 12), 16, &places.office, |ctx| {
        let id = briefing(ctx, Q3)?;
        briefings::aggregate(ctx, id)?;
        Ok(())
    }));
    steps
}

fn briefing(ctx: &mut Ctx<'_>, quarter: Quarter) -> Result<BriefingId, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    // A commune acts for its own council; the briefing is the district's
    let council = match directory::home_council(ctx.tx, ctx.today)? {
        Some(home) if home.id != council => home.id,
        _ => council,
    };
    briefings::by_period(ctx.tx, council, &quarter.to_string())?.map(|one| one.id).ok_or(Problem::NotFound)
}

fn prepare(places: &Places, quarter: Quarter, planned: Date, held: Date) -> Vec<Step> {
    let office = &places.office;
    let guests: Vec<OrganizationId> =
        [places.standing, places.peoples_committee, places.front, places.office_organization]
            .into_iter()
            .chain(places.committees.iter().map(|(id, _)| *id))
            .collect();
    let new = NewBriefing {
        council: places.council,
        quarter,
        held_on: held,
        starts_at: "08:00".to_owned(),
        place: "Hội trường UBND huyện Thanh Liêm".to_owned(),
        chair_name: "Trần Xuân Thành".to_owned(),
        chair_post: "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện".to_owned(),
        topic: "Nâng cao chất lượng giải quyết ý kiến, kiến nghị của cử tri".to_owned(),
        reports_due_on: None,
        guests: guests.clone(),
        is_demonstration: true,
    };
    let call_on = held.checked_sub(std::time::Duration::from_hours(15 * 24)).unwrap_or(planned).max(planned);
    let mut steps = vec![
        step(planned, 9, office, move |ctx| {
            let id = briefings::plan(ctx, &new)?;
            briefings::issue_plan(ctx, id)?;
            Ok(())
        }),
        step(call_on, 10, office, move |ctx| {
            let id = briefing(ctx, quarter)?;
            briefings::call(ctx, id)?;
            Ok(())
        }),
    ];
    let reply_on = call_on.checked_add(std::time::Duration::from_hours(3 * 24)).unwrap_or(call_on);
    for (i, commune) in places.communes.iter().enumerate() {
        // Two had not answered the invitation by the morning of quarter III's briefing
        if quarter == Q3 && MISSING[..2].contains(&commune.code.as_str()) {
            continue;
        }
        let body = commune.council;
        let (reply, words) = match i {
            5 => (Reply::Deputy, "Phó Chủ tịch HĐND dự thay"),
            11 if quarter == Q3 => (Reply::Absent, "Đi học lớp bồi dưỡng theo quyết định của Huyện ủy"),
            _ => (Reply::Accepted, ""),
        };
        steps.push(step(reply_on, 9, &commune.office(), move |ctx| {
            let id = briefing(ctx, quarter)?;
            briefings::reply(ctx, id, body, reply, words)?;
            Ok(())
        }));
    }
    for (body, role) in
        [(places.peoples_committee, Role::PeoplesCommittee), (places.front, Role::FatherlandFront)]
    {
        let actor = body_actor(places, body, role);
        steps.push(step(reply_on, 10, &actor, move |ctx| {
            let id = briefing(ctx, quarter)?;
            briefings::reply(ctx, id, body, Reply::Accepted, "")?;
            Ok(())
        }));
    }
    steps
}

fn body_actor(places: &Places, organization: OrganizationId, role: Role) -> Actor {
    let name =
        if role == Role::FatherlandFront { "Ủy ban MTTQ huyện" } else { "UBND huyện (đầu mối)" };
    Actor { name: name.to_owned(), role, organization: Some(organization), ..places.office.clone() }
}

/// The communes' reports, over some days from `from` on; those after the due day are late.
fn reports(places: &Places, quarter: Quarter, from: Date, missing: &'static [&'static str]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (i, commune) in places.communes.iter().enumerate() {
        if missing.contains(&commune.code.as_str()) {
            continue;
        }
        let offset = u64::try_from(i % 6).unwrap_or(0);
        let on = from.checked_add(std::time::Duration::from_hours(offset * 24)).unwrap_or(from);
        let (organization, short) = (commune.council, commune.short.clone());
        let entries = if quarter == Q3 { commune_entries(i, quarter) } else { Vec::new() };
        let difficulties = raised(places, commune, i, quarter);
        steps.push(step(on, 14, &commune.office(), move |ctx| {
            let id = briefing(ctx, quarter)?;
            let input = ReportInput {
                briefing: id,
                organization,
                results: format!(
                    "Thường trực HĐND, các Ban HĐND {short} bám sát chương trình công tác năm và chương trình giám sát năm 2020; duy trì phiên họp hằng tháng; theo dõi, đôn đốc việc giải quyết ý kiến, kiến nghị của cử tri."
                ),
                shortcomings: "Một số kiến nghị về giao thông, thủy lợi vượt khả năng cân đối ngân sách xã; đại biểu kiêm nhiệm nhiều việc.".to_owned(),
                tasks: "Chuẩn bị kỳ họp thường lệ cuối năm; giám sát thu, chi ngân sách và xây dựng nông thôn mới nâng cao.".to_owned(),
                entries: entries.clone(),
                gaps: Vec::new(),
                difficulties: difficulties.clone(),
                uploads: Vec::new(),
                version: 0,
            };
            briefings::save_report(ctx, &input)?;
            briefings::submit(ctx, id, organization)?;
            Ok(())
        }));
    }
    steps
}

/// What some communes raise: a difficulty or a proposal, to whom.
fn raised(places: &Places, commune: &Commune, i: usize, quarter: Quarter) -> Vec<DifficultyInput> {
    let all = [
        (
            "Giao thông",
            "Đường liên xã Thanh Hà - Thanh Phong xuống cấp, đã kiến nghị nhiều kỳ",
            DifficultyKind::Proposal,
        ),
        (
            "Thủy lợi",
            "Kênh tiêu thôn Đống Cầu bồi lắng, chưa bố trí được kinh phí nạo vét",
            DifficultyKind::Difficulty,
        ),
        (
            "Đất đai",
            "Vướng mắc khi cấp giấy chứng nhận quyền sử dụng đất dồn đổi sau đo đạc",
            DifficultyKind::Difficulty,
        ),
        (
            "Môi trường",
            "Đề nghị hỗ trợ thu gom, xử lý rác thải sinh hoạt tại bãi tập kết",
            DifficultyKind::Proposal,
        ),
        (
            "Tổ chức",
            "Kinh phí hoạt động của HĐND xã thấp, chưa có định mức thống nhất",
            DifficultyKind::Difficulty,
        ),
    ];
    if !(i + usize::from(quarter.number)).is_multiple_of(3) {
        return Vec::new();
    }
    let (subject, text, kind) = all[(i + usize::from(quarter.number)) % all.len()];
    vec![DifficultyInput {
        id: None,
        kind,
        subject: subject.to_owned(),
        text: format!("{text} ({}).", commune.short),
        addressee: Some(places.peoples_committee),
    }]
}

fn conclude(places: &Places, quarter: Quarter, held: Date, conclusions: Vec<ConclusionInput>) -> Vec<Step> {
    let aggregate_on = held.checked_sub(std::time::Duration::from_hours(4 * 24)).unwrap_or(held);
    let notice_on = held.checked_add(std::time::Duration::from_hours(24)).unwrap_or(held);
    vec![
        step(aggregate_on, 15, &places.office, move |ctx| {
            let id = briefing(ctx, quarter)?;
            briefings::aggregate(ctx, id)?;
            Ok(())
        }),
        step(held, 8, &places.office, move |ctx| {
            let id = briefing(ctx, quarter)?;
            let one = briefings::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            briefings::hold(ctx, one.id, one.version)?;
            let present: Vec<_> = briefings::participants(ctx.tx, one.id)?
                .into_iter()
                .map(|participant| (participant.id, briefings::Attendance::Present))
                .collect();
            briefings::set_attendance(ctx, one.id, &present)?;
            for input in &conclusions {
                briefings::add_conclusion(ctx, one.id, input)?;
            }
            Ok(())
        }),
        step(notice_on, 15, &places.chair, move |ctx| {
            let id = briefing(ctx, quarter)?;
            let one = briefings::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let input = ConcludeInput {
                assessment: format!(
                    "Trong {}, Thường trực HĐND, các Ban HĐND huyện và HĐND các xã, thị trấn đã bám sát chương trình công tác; các cơ quan nghiêm túc tiếp thu, giải quyết kiến nghị của cử tri. Một số việc còn chậm so với yêu cầu.",
                    quarter.print()
                ),
                minutes:
                    "Hội nghị diễn ra theo chương trình; các đại biểu thống nhất với báo cáo và kết luận."
                        .to_owned(),
                undated_agreed: true,
                version: one.version,
            };
            briefings::conclude(ctx, one.id, &input)?;
            Ok(())
        }),
    ]
}

fn conclusion(text: &str, lead: OrganizationId, due: DueWish) -> ConclusionInput {
    ConclusionInput { text: text.to_owned(), lead: Some(lead), cooperating: Vec::new(), due, is_public: true }
}

fn department(places: &Places, short: &str) -> OrganizationId {
    places.departments.iter().find(|(_, name)| name == short).map_or(places.peoples_committee, |(id, _)| *id)
}

fn first_conclusions(places: &Places) -> Vec<ConclusionInput> {
    let pc = places.peoples_committee;
    vec![
        conclusion(
            "Rà soát, trả lời dứt điểm các kiến nghị của cử tri còn tồn từ năm 2019, báo cáo Thường trực HĐND huyện.",
            pc,
            DueWish::On(day(6, 15)),
        ),
        conclusion(
            "Bố trí kinh phí sửa chữa đường liên xã Thanh Hà - Thanh Phong.",
            pc,
            DueWish::NextBriefing,
        ),
        conclusion(
            "Hướng dẫn HĐND các xã, thị trấn thống nhất mẫu biểu báo cáo, theo dõi kiến nghị của cử tri.",
            places.office_organization,
            DueWish::On(day(5, 20)),
        ),
        conclusion(
            "Tăng cường giám sát việc hỗ trợ người dân gặp khó khăn do dịch Covid-19.",
            places.front,
            DueWish::On(day(6, 30)),
        ),
        conclusion(
            "Báo cáo tiến độ cấp giấy chứng nhận quyền sử dụng đất dồn đổi.",
            department(places, "Phòng Tài nguyên và Môi trường"),
            DueWish::NextBriefing,
        ),
    ]
}

fn second_conclusions(places: &Places) -> Vec<ConclusionInput> {
    let pc = places.peoples_committee;
    vec![
        conclusion(
            "Hoàn thành nạo vét kênh tiêu liên xã Liêm Túc - Liêm Sơn trước mùa mưa bão.",
            department(places, "Phòng Nông nghiệp và Phát triển nông thôn"),
            DueWish::On(day(9, 30)),
        ),
        conclusion(
            "Trình HĐND huyện phương án sắp xếp trường mầm non, tiểu học tại kỳ họp chuyên đề.",
            department(places, "Phòng Giáo dục và Đào tạo"),
            DueWish::On(day(9, 15)),
        ),
        conclusion(
            "Công khai kết quả giải quyết kiến nghị của cử tri trên cổng thông tin huyện.",
            pc,
            DueWish::On(day(10, 20)),
        ),
        conclusion(
            "Giám sát việc thực hiện nghị quyết về nhiệm vụ 6 tháng cuối năm 2020.",
            places.committees[1].0,
            DueWish::On(day(12, 31)),
        ),
        conclusion(
            "Phối hợp tổ chức tiếp xúc cử tri chuyên đề về môi trường tại các xã có mỏ đá.",
            places.front,
            DueWish::On(day(9, 30)),
        ),
        conclusion(
            "Kiểm tra, xử lý lấn chiếm hành lang giao thông trên các tuyến đường huyện.",
            department(places, "Phòng Kinh tế và Hạ tầng"),
            DueWish::On(day(10, 10)),
        ),
    ]
}

/// The follow-up of a briefing by the place of its conclusion.
fn follow_up(ctx: &mut Ctx<'_>, quarter: Quarter, place: usize) -> Result<FollowUpId, Problem> {
    let id = briefing(ctx, quarter)?;
    follow::of_source(ctx.tx, "briefing", &id.to_string())?
        .get(place)
        .map(|one| one.id)
        .ok_or(Problem::NotFound)
}

fn evidence(text: &str, reference: &str) -> Evidence {
    Evidence { text: text.to_owned(), reference: reference.to_owned(), uploads: Vec::new() }
}

/// What the bodies did until the morning of 15/10/2020.
fn what_came_of_them(places: &Places) -> Vec<Step> {
    let pc = body_actor(places, places.peoples_committee, Role::PeoplesCommittee);
    let front = body_actor(places, places.front, Role::FatherlandFront);
    let of_department = |name: &str| Actor {
        name: name.to_owned(),
        role: Role::Department,
        organization: Some(department(places, name)),
        ..places.office.clone()
    };
    let answered = |on: Date,
                    actor: &Actor,
                    quarter: Quarter,
                    place: usize,
                    text: &'static str,
                    reference: &'static str| {
        step(on, 10, actor, move |ctx| {
            let id = follow_up(ctx, quarter, place)?;
            follow::answer(ctx, id, &evidence(text, reference))?;
            Ok(())
        })
    };
    let assessed =
        |on: Date, quarter: Quarter, place: usize, assessment: Assessment, reason: &'static str| {
            step(on, 16, &places.chair, move |ctx| {
                let id = follow_up(ctx, quarter, place)?;
                follow::assess(ctx, id, assessment, reason)?;
                Ok(())
            })
        };
    let accepted = |on: Date, actor: &Actor, quarter: Quarter, place: usize| {
        step(on, 9, actor, move |ctx| {
            let id = follow_up(ctx, quarter, place)?;
            follow::accept(ctx, id)?;
            Ok(())
        })
    };
    let progressed = |on: Date, actor: &Actor, quarter: Quarter, place: usize, text: &'static str| {
        step(on, 11, actor, move |ctx| {
            let id = follow_up(ctx, quarter, place)?;
            follow::note_progress(ctx, id, &evidence(text, ""))?;
            Ok(())
        })
    };
    let education = of_department("Phòng Giáo dục và Đào tạo");
    let farming = of_department("Phòng Nông nghiệp và Phát triển nông thôn");
    let land = of_department("Phòng Tài nguyên và Môi trường");
    let mut steps = vec![
        accepted(day(5, 4), &pc, Q1, 0),
        accepted(day(5, 4), &pc, Q1, 1),
        accepted(day(5, 5), &front, Q1, 3),
        answered(
            day(6, 12),
            &pc,
            Q1,
            0,
            "Đã trả lời 21/21 kiến nghị còn tồn từ năm 2019.",
            "Báo cáo 112/BC-UBND ngày 11/6/2020",
        ),
        assessed(day(6, 16), Q1, 0, Assessment::Met, ""),
        answered(
            day(6, 29),
            &front,
            Q1,
            3,
            "Đã giám sát tại 16/16 xã, thị trấn.",
            "Báo cáo 34/BC-MTTQ ngày 28/6/2020",
        ),
        assessed(day(7, 2), Q1, 3, Assessment::Met, ""),
        progressed(day(6, 25), &land, Q1, 4, "Đã cấp 61% số giấy; còn vướng hồ sơ đo đạc của 5 xã."),
        progressed(day(7, 8), &pc, Q1, 1, "Đã giao Phòng Kinh tế và Hạ tầng lập dự toán, chờ cân đối nguồn."),
        accepted(day(7, 20), &education, Q2, 1),
        answered(
            day(9, 10),
            &education,
            Q2,
            1,
            "Đã trình HĐND huyện tại kỳ họp thứ Mười chín (chuyên đề).",
            "Tờ trình 87/TTr-UBND",
        ),
        assessed(day(9, 21), Q2, 1, Assessment::Met, ""),
        accepted(day(7, 21), &farming, Q2, 0),
        progressed(day(9, 8), &farming, Q2, 0, "Đã nạo vét 3,2/4,6 km."),
        accepted(day(7, 21), &front, Q2, 4),
        answered(
            day(9, 28),
            &front,
            Q2,
            4,
            "Đã tổ chức 3 cuộc tiếp xúc cử tri chuyên đề.",
            "Kế hoạch 41/KH-MTTQ, biên bản các cuộc",
        ),
        accepted(day(7, 22), &pc, Q2, 2),
    ];
    let office = Actor { name: "Chuyên viên Văn phòng".to_owned(), ..places.office.clone() };
    steps.push(step(day(6, 1), 9, &office, |ctx| {
        let id = follow_up(ctx, Q1, 2)?;
        follow::answer(
            ctx,
            id,
            &evidence(
                "Đã gửi mẫu biểu thống nhất tới 16 xã, thị trấn.",
                "Công văn của Văn phòng ngày 18/5/2020",
            ),
        )?;
        Ok(())
    }));
    steps.push(assessed(day(6, 3), Q1, 2, Assessment::Met, ""));
    // The canal was due on 30/9 and was urged once
    steps.push(step(day(10, 5), 9, &office, |ctx| {
        let id = follow_up(ctx, Q2, 0)?;
        follow::send_reminders(ctx, &[id])?;
        Ok(())
    }));
    steps
}
