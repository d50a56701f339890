//! Coordination under a regulation of 2016 between the Standing Committee, the People's Committee
//! and the Fatherland Front: what was met, and one duty that was not in quarter III; a conference
//! before the session, a reception held together, a campaign, a recommendation of the Front.

use coordination::{Frequency, NewActivity, NewCampaign, NewCoordination, NewDuty, Recommendation};
use kernel::{Actor, CampaignId, CoordinationId, Date, JointActivityId, OrganizationId, Role};
use kit::{Ctx, Problem};

use super::units::Places;
use super::{Step, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

const REGULATION: &str = "Quy chế phối hợp giữa Thường trực HĐND, UBND và Ban Thường trực Ủy ban MTTQ huyện";
const CONFERENCE: &str = "Hội nghị liên tịch chuẩn bị kỳ họp thường lệ giữa năm 2020";
const RECEPTION: &str = "Tiếp công dân chung về giải phóng mặt bằng, đất đai";
const CAMPAIGN: &str =
    "Thực hiện nhiệm vụ kép: vừa phòng, chống dịch Covid-19, vừa phát triển kinh tế - xã hội";
const INFORM_FRONT: &str = "UBND huyện thông báo tình hình kinh tế - xã hội cho Ủy ban MTTQ huyện";

fn regulation(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<CoordinationId, Problem> {
    let all = coordination::regulations(ctx.tx, council)?;
    all.iter().find(|one| one.title == REGULATION).map(|one| one.id).ok_or(Problem::NotFound)
}

fn activity(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    title: &str,
) -> Result<(JointActivityId, i64), Problem> {
    let all = coordination::activities(ctx.tx, council)?;
    all.iter().find(|one| one.title == title).map(|one| (one.id, one.version)).ok_or(Problem::NotFound)
}

fn campaign(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<CampaignId, Problem> {
    let all = coordination::campaigns(ctx.tx, council)?;
    all.iter().find(|one| one.topic == CAMPAIGN).map(|one| one.id).ok_or(Problem::NotFound)
}

fn duties(places: &Places) -> Vec<NewDuty> {
    let known = |article: &str, key: &str, debtor, creditor| {
        let one = coordination::DEFAULTS.iter().find(|one| one.key == key)?;
        Some(NewDuty {
            article: article.to_owned(),
            text: one.text.to_owned(),
            frequency: one.frequency,
            debtor,
            creditor,
            meets: one.meets.to_owned(),
            source: one.source.to_owned(),
        })
    };
    let (standing, front, district) = (places.standing, places.front, places.peoples_committee);
    let mut all: Vec<NewDuty> = [
        known("Điều 4", "thong-bao-mttq", standing, Some(front)),
        known("Điều 5", "hop-truong-ban", standing, None),
        known("Điều 7", "lien-tich", standing, Some(district)),
        known("Điều 9", "tiep-xuc", front, None),
    ]
    .into_iter()
    .flatten()
    .collect();
    let own = |article: &str, text: &str, debtor, creditor, meets: &str| NewDuty {
        article: article.to_owned(),
        text: text.to_owned(),
        frequency: Frequency::Quarter,
        debtor,
        creditor,
        meets: meets.to_owned(),
        source: String::new(),
    };
    all.push(own("Điều 6", INFORM_FRONT, district, Some(front), ""));
    all.push(own(
        "Điều 8",
        "Thường trực HĐND tiếp công dân định kỳ, mời MTTQ cùng dự",
        standing,
        Some(front),
        "reception",
    ));
    all
}

fn sign(places: &Places) -> Step {
    let new = NewCoordination {
        number: "01/QCPH/2016".to_owned(),
        title: REGULATION.to_owned(),
        signed_on: Date::constant(2016, 9, 12),
        from_on: Date::constant(2016, 9, 12),
        to_on: Some(Date::constant(2021, 6, 30)),
        parties: vec![places.standing, places.peoples_committee, places.front],
        note: "Nhiệm kỳ 2016 - 2021.".to_owned(),
        is_public: true,
        is_demonstration: true,
    };
    let duties = duties(places);
    step(day(1, 10), 9, &places.office, move |ctx| {
        let id = coordination::sign(ctx, &new)?;
        for duty in &duties {
            coordination::lay_duty(ctx, id, duty)?;
        }
        Ok(())
    })
}

/// Notes by hand what met the duty with these words.
fn noted(places: &Places, on: Date, words: &'static str, shown: &'static str) -> Step {
    let council = places.council;
    step(on, 15, &places.office, move |ctx| {
        let id = regulation(ctx, council)?;
        let all = coordination::duties(ctx.tx, id)?;
        let duty = all.iter().find(|one| one.text.contains(words)).ok_or(Problem::NotFound)?.id;
        coordination::note(ctx, duty, on, shown)?;
        Ok(())
    })
}

fn together(
    places: &Places,
    title: &'static str,
    on: Date,
    product: &str,
    result: &'static str,
) -> Vec<Step> {
    let council = places.council;
    let new = NewActivity {
        title: title.to_owned(),
        from_on: on,
        to_on: on,
        leads: vec![places.standing, places.peoples_committee],
        cooperating: vec![places.front],
        product: product.to_owned(),
        programme_item: None,
        duty: None,
        is_public: true,
        is_demonstration: true,
    };
    vec![
        step(on.yesterday().unwrap_or(on), 10, &places.office, move |ctx| {
            let id = regulation(ctx, council)?;
            let all = coordination::duties(ctx.tx, id)?;
            // The conference is what the regulation asks for before a session
            let duty = all.iter().find(|one| new.title == CONFERENCE && one.meets == "joint_activity");
            let new = NewActivity { duty: duty.map(|one| one.id), ..new.clone() };
            coordination::plan_activity(ctx, &new)?;
            Ok(())
        }),
        step(on, 17, &places.office, move |ctx| {
            let (id, version) = activity(ctx, council, title)?;
            coordination::finish_activity(ctx, id, result, on, version)?;
            Ok(())
        }),
    ]
}

pub(super) fn steps(places: &Places) -> Vec<Step> {
    let council = places.council;
    let mut steps = vec![
        sign(places),
        noted(places, day(3, 30), INFORM_FRONT, "Báo cáo kinh tế - xã hội quý I gửi Ủy ban MTTQ huyện"),
        noted(places, day(6, 29), INFORM_FRONT, "Báo cáo kinh tế - xã hội 6 tháng gửi Ủy ban MTTQ huyện"),
        noted(
            places,
            day(6, 26),
            "thông báo cho Ban Thường trực",
            "Thông báo hoạt động của HĐND 6 tháng đầu năm",
        ),
    ];
    steps.extend(together(
        places,
        CONFERENCE,
        day(6, 5),
        "Thông báo thống nhất thời gian, nội dung, chương trình kỳ họp",
        "Thống nhất thời gian, nội dung, phân công chuẩn bị tài liệu của kỳ họp.",
    ));
    steps.extend(together(
        places,
        RECEPTION,
        day(9, 15),
        "Thông báo kết luận buổi tiếp",
        "Tiếp 6 lượt công dân; 4 việc trả lời ngay, 2 việc giao cơ quan chuyên môn.",
    ));
    let new = NewCampaign {
        topic: CAMPAIGN.to_owned(),
        resolution: None,
        from_on: day(8, 3),
        to_on: day(12, 31),
        bodies: vec![places.standing, places.peoples_committee, places.front],
        channels: "Đài truyền thanh huyện và các xã, cổng thông tin, tổ tuyên truyền lưu động".to_owned(),
        news: String::new(),
        is_public: true,
        is_demonstration: true,
    };
    steps.push(step(day(8, 3), 9, &places.office, move |ctx| {
        coordination::begin_campaign(ctx, &new)?;
        Ok(())
    }));
    steps.push(step(day(9, 30), 16, &places.office, move |ctx| {
        let id = campaign(ctx, council)?;
        coordination::count_result(
            ctx,
            id,
            "Tin, bài phát thanh",
            148,
            "Sổ phát sóng của Đài truyền thanh huyện",
        )?;
        coordination::count_result(
            ctx,
            id,
            "Buổi tuyên truyền lưu động",
            32,
            "Nhật ký tổ tuyên truyền các xã",
        )?;
        Ok(())
    }));
    let front = Actor {
        name: "Ủy ban MTTQ huyện".to_owned(),
        role: Role::FatherlandFront,
        organization: Some(places.front),
        ..places.office.clone()
    };
    let lead = places.peoples_committee;
    steps.push(step(day(9, 18), 10, &front, move |ctx| {
        let new = Recommendation {
            lead,
            text: "Công khai tiến độ trả lời kiến nghị của cử tri về môi trường sau giám sát của MTTQ tại các xã.".to_owned(),
            due: day(10, 30),
            is_public: false,
            is_demonstration: true,
        };
        coordination::recommend(ctx, &new)?;
        Ok(())
    }));
    steps
}
