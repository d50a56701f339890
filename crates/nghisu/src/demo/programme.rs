//! The demonstration's programmes of 2020: of the district council, its Standing Committee and its
//! two committees, work and oversight; of three communes; and the council's oversight programme of
//! 2021. What sessions and briefings did is tied to the items.

use chain::Node;
use kernel::{Actor, Date, OrganizationId, ProgrammeId};
use kit::{Ctx, Problem};
use programme::{Decision, Kind, NewItem, NewProgramme, OversightGroup as Group, Paper};

use super::units::Places;
use super::{Step, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

/// An item: month, or the quarter's end where there is none; its group in an oversight programme.
struct Line {
    month: i64,
    whole_quarter: bool,
    title: &'static str,
    group: Option<Group>,
    lead: &'static str,
    product: &'static str,
    is_key: bool,
}

const fn month(month: i64, title: &'static str, lead: &'static str, product: &'static str) -> Line {
    Line { month, whole_quarter: false, title, group: None, lead, product, is_key: false }
}

const fn quarter(number: i64, title: &'static str, lead: &'static str, product: &'static str) -> Line {
    Line { whole_quarter: true, ..month(3 * number, title, lead, product) }
}

const fn key(line: Line) -> Line {
    Line { is_key: true, ..line }
}

const fn overseen(group: Group, line: Line) -> Line {
    Line { group: Some(group), ..line }
}

const COUNCIL: &str = "HĐND huyện";
const STANDING: &str = "Thường trực HĐND huyện";
const LEGAL: &str = "Ban Pháp chế";
const ECONOMIC: &str = "Ban Kinh tế - Xã hội";

/// Items that other parts of the demonstration realise, by their titles.
pub(super) const LAND_OVERSIGHT: &str = "Giám sát chuyên đề quản lý đất đai tại các xã, thị trấn";
pub(super) const PETITION_OVERSIGHT: &str = "Giám sát việc giải quyết ý kiến, kiến nghị của cử tri";
pub(super) const WASTE_OVERSIGHT: &str =
    "Giám sát việc thu gom, xử lý rác thải sinh hoạt tại các xã, thị trấn";
pub(super) const RECEPTION_SURVEY: &str = "Khảo sát việc tiếp công dân, giải quyết đơn thư tại cấp xã";
pub(super) const MONTHLY: [&str; 4] = [
    "Họp Thường trực HĐND thường kỳ hằng tháng, quý I",
    "Họp Thường trực HĐND thường kỳ hằng tháng, quý II",
    "Họp Thường trực HĐND thường kỳ hằng tháng, quý III",
    "Họp Thường trực HĐND thường kỳ hằng tháng, quý IV",
];
pub(super) const HEADS: [&str; 4] = [
    "Họp với Trưởng các Ban về hoạt động giám sát, quý I",
    "Họp với Trưởng các Ban về hoạt động giám sát, quý II",
    "Họp với Trưởng các Ban về hoạt động giám sát, quý III",
    "Họp với Trưởng các Ban về hoạt động giám sát, quý IV",
];
const BRIEFINGS: [&str; 3] = [
    "Hội nghị giao ban với Thường trực HĐND các xã, thị trấn quý I",
    "Hội nghị giao ban với Thường trực HĐND các xã, thị trấn quý II",
    "Hội nghị giao ban với Thường trực HĐND các xã, thị trấn quý III",
];
const MIDYEAR: &str = "Kỳ họp thường lệ giữa năm 2020";
const THEMATIC: &str = "Kỳ họp chuyên đề về đầu tư công trung hạn";
const NEXT_PROGRAMME: &str = "Quyết định chương trình giám sát năm 2021";

const COUNCIL_WORK: [Line; 5] = [
    month(7, MIDYEAR, STANDING, "Nghị quyết"),
    month(7, NEXT_PROGRAMME, STANDING, "Nghị quyết"),
    quarter(3, THEMATIC, STANDING, "Nghị quyết"),
    key(month(11, "Tiếp xúc cử tri trước kỳ họp cuối năm", "Các Tổ đại biểu", "Báo cáo tổng hợp")),
    key(month(12, "Kỳ họp thường lệ cuối năm 2020", STANDING, "Nghị quyết")),
];

const COUNCIL_OVERSIGHT: [Line; 5] = [
    overseen(Group::Thematic, month(7, LAND_OVERSIGHT, COUNCIL, "Nghị quyết về kết quả giám sát")),
    overseen(Group::Reports, month(7, "Xem xét báo cáo 6 tháng đầu năm", COUNCIL, "Nghị quyết")),
    overseen(Group::Questions, month(7, "Chất vấn tại kỳ họp giữa năm", COUNCIL, "Kết luận chất vấn")),
    overseen(Group::Reports, month(12, "Xem xét báo cáo cả năm", COUNCIL, "Nghị quyết")),
    overseen(Group::Questions, month(12, "Chất vấn tại kỳ họp cuối năm", COUNCIL, "Kết luận chất vấn")),
];

const STANDING_WORK: [Line; 15] = [
    quarter(1, MONTHLY[0], STANDING, "Thông báo kết luận"),
    quarter(1, HEADS[0], STANDING, "Biên bản"),
    month(4, BRIEFINGS[0], STANDING, "Thông báo kết luận"),
    quarter(2, MONTHLY[1], STANDING, "Thông báo kết luận"),
    quarter(2, HEADS[1], STANDING, "Biên bản"),
    month(7, BRIEFINGS[1], STANDING, "Thông báo kết luận"),
    quarter(3, MONTHLY[2], STANDING, "Thông báo kết luận"),
    quarter(3, HEADS[2], STANDING, "Biên bản"),
    key(month(10, BRIEFINGS[2], STANDING, "Thông báo kết luận")),
    quarter(4, MONTHLY[3], STANDING, "Thông báo kết luận"),
    quarter(4, HEADS[3], STANDING, "Biên bản"),
    quarter(
        4,
        "Giám sát, đôn đốc việc tổ chức triển khai các nghị quyết của HĐND huyện",
        STANDING,
        "Báo cáo",
    ),
    month(11, "Hội nghị liên tịch thống nhất nội dung kỳ họp cuối năm", STANDING, "Thông báo"),
    month(12, "Ban hành chương trình công tác năm 2021", STANDING, "Chương trình"),
    month(12, "Tổng kết việc thực hiện quy chế phối hợp với UBND, Ủy ban MTTQ huyện", STANDING, "Báo cáo"),
];

const STANDING_OVERSIGHT: [Line; 4] = [
    overseen(Group::Petitions, month(6, PETITION_OVERSIGHT, STANDING, "Kết luận")),
    overseen(
        Group::Thematic,
        quarter(3, "Giám sát tiến độ giải ngân vốn đầu tư công năm 2020", STANDING, "Kết luận"),
    ),
    overseen(
        Group::Complaints,
        quarter(4, "Giám sát việc giải quyết khiếu nại, tố cáo", STANDING, "Kết luận"),
    ),
    overseen(
        Group::Conclusions,
        quarter(4, "Theo dõi việc thực hiện kiến nghị sau giám sát", STANDING, "Báo cáo"),
    ),
];

const LEGAL_WORK: [Line; 3] = [
    month(
        7,
        "Thẩm tra báo cáo, dự thảo nghị quyết trình kỳ họp giữa năm (pháp chế)",
        LEGAL,
        "Báo cáo thẩm tra",
    ),
    month(9, "Họp Ban Pháp chế quý III", LEGAL, "Biên bản"),
    month(
        12,
        "Thẩm tra báo cáo, dự thảo nghị quyết trình kỳ họp cuối năm (pháp chế)",
        LEGAL,
        "Báo cáo thẩm tra",
    ),
];

const LEGAL_OVERSIGHT: [Line; 2] = [
    overseen(Group::Complaints, month(9, RECEPTION_SURVEY, LEGAL, "Báo cáo khảo sát")),
    overseen(Group::Texts, quarter(4, "Xem xét nghị quyết của HĐND cấp xã", LEGAL, "Báo cáo")),
];

const ECONOMIC_WORK: [Line; 3] = [
    month(
        7,
        "Thẩm tra báo cáo, dự thảo nghị quyết trình kỳ họp giữa năm (kinh tế - xã hội)",
        ECONOMIC,
        "Báo cáo thẩm tra",
    ),
    month(9, "Họp Ban Kinh tế - Xã hội quý III", ECONOMIC, "Biên bản"),
    month(
        12,
        "Thẩm tra báo cáo, dự thảo nghị quyết trình kỳ họp cuối năm (kinh tế - xã hội)",
        ECONOMIC,
        "Báo cáo thẩm tra",
    ),
];

const ECONOMIC_OVERSIGHT: [Line; 2] = [
    overseen(Group::Thematic, month(9, WASTE_OVERSIGHT, ECONOMIC, "Báo cáo giám sát")),
    overseen(
        Group::Again,
        quarter(4, "Giám sát lại việc cấp nước sạch nông thôn", ECONOMIC, "Báo cáo giám sát"),
    ),
];

const NEXT_YEAR: [Line; 3] = [
    overseen(Group::Reports, month(7, "Xem xét báo cáo 6 tháng đầu năm 2021", COUNCIL, "Nghị quyết")),
    overseen(
        Group::Thematic,
        quarter(3, "Giám sát chuyên đề xây dựng nông thôn mới nâng cao", COUNCIL, "Nghị quyết"),
    ),
    overseen(Group::Reports, month(12, "Xem xét báo cáo cả năm 2021", COUNCIL, "Nghị quyết")),
];

const COMMUNE_WORK: [Line; 4] = [
    month(3, "Giám sát việc thực hiện dự toán thu, chi ngân sách xã quý I", "Thường trực HĐND", "Báo cáo"),
    month(7, "Kỳ họp thường lệ giữa năm của HĐND cấp xã", "Thường trực HĐND", "Nghị quyết"),
    month(9, "Giám sát việc thu các khoản đóng góp của nhân dân", "Thường trực HĐND", "Báo cáo"),
    month(12, "Kỳ họp thường lệ cuối năm của HĐND cấp xã", "Thường trực HĐND", "Nghị quyết"),
];

/// How many communes have their own programme here.
const COMMUNES: usize = 3;

/// A programme with its paper.
struct Whole {
    kind: Kind,
    year: i64,
    proposed_on: Option<Date>,
    tabled_on: Option<Date>,
    decided_on: Date,
    paper: Paper,
    reference: &'static str,
    signer: &'static str,
    lines: &'static [Line],
}

fn new_item(ctx: &mut Ctx<'_>, council: OrganizationId, year: i64, line: &Line) -> Result<NewItem, Problem> {
    let quarter = (line.month + 2) / 3;
    let month = (!line.whole_quarter).then_some(line.month);
    let due_on = programme::rules::last_day(year, quarter, month).ok_or(Problem::NotFound)?;
    let area = directory::organization(ctx.tx, council)?.ok_or(Problem::NotFound)?.area_id;
    let lead =
        directory::organizations_of_area(ctx.tx, area)?.into_iter().find(|one| one.short_name == line.lead);
    Ok(NewItem {
        title: line.title.to_owned(),
        oversight_group: line.group,
        quarter,
        month,
        lead: line.lead.to_owned(),
        lead_id: lead.map(|one| one.id),
        cooperating: String::new(),
        product: line.product.to_owned(),
        due_on,
        is_key: line.is_key,
    })
}

fn enter(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    body: OrganizationId,
    whole: &Whole,
) -> Result<ProgrammeId, Problem> {
    let new = NewProgramme {
        body,
        kind: whole.kind,
        year: whole.year,
        proposed_on: whole.proposed_on,
        tabled_on: whole.tabled_on,
        is_demonstration: true,
    };
    let id = programme::begin(ctx, &new)?;
    for line in whole.lines {
        let item = new_item(ctx, council, whole.year, line)?;
        programme::add(ctx, id, &item, "")?;
    }
    let decision = Decision {
        on: whole.decided_on,
        paper: whole.paper,
        reference: whole.reference.to_owned(),
        signer: whole.signer.to_owned(),
    };
    let one = programme::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    programme::decide(ctx, id, one.version, &decision)?;
    let kind = directory::organization(ctx.tx, body)?.map(|body| body.kind);
    // What was decided before the register was set up had been posted
    if whole.decided_on.year() == 2019 && kind.is_some_and(programme::rules::is_published) {
        let on = whole.decided_on.tomorrow().and_then(Date::tomorrow).unwrap_or(whole.decided_on);
        programme::publish_earlier(ctx, id, one.version + 1, on, "Niêm yết tại trụ sở UBND")?;
    }
    Ok(id)
}

const CHAIR: &str = "Trần Xuân Thành";

fn of_district(places: &Places) -> Vec<(OrganizationId, Whole)> {
    let last = Date::constant(2019, 12, 27);
    let whole = |kind, paper, reference, lines| Whole {
        kind,
        year: 2020,
        proposed_on: None,
        tabled_on: None,
        decided_on: last,
        paper,
        reference,
        signer: CHAIR,
        lines,
    };
    let mut all = vec![
        (
            places.council,
            Whole {
                decided_on: Date::constant(2019, 12, 19),
                ..whole(Kind::Work, Paper::Resolution, "58/NQ-HĐND", &COUNCIL_WORK)
            },
        ),
        (
            places.council,
            Whole {
                proposed_on: Some(Date::constant(2019, 2, 26)),
                tabled_on: Some(Date::constant(2019, 6, 28)),
                decided_on: Date::constant(2019, 7, 12),
                ..whole(Kind::Oversight, Paper::Resolution, "41/NQ-HĐND", &COUNCIL_OVERSIGHT)
            },
        ),
        (places.standing, whole(Kind::Work, Paper::Decision, "12/CTr-HĐND-TT", &STANDING_WORK)),
        (
            places.standing,
            Whole {
                proposed_on: Some(Date::constant(2019, 12, 12)),
                ..whole(Kind::Oversight, Paper::Decision, "13/QĐ-HĐND-TT", &STANDING_OVERSIGHT)
            },
        ),
    ];
    let of_committees: [(&'static [Line], &'static [Line], &'static str, &'static str); 2] = [
        (&LEGAL_WORK, &LEGAL_OVERSIGHT, "05/CTr-HĐND-BPC", "06/QĐ-HĐND-BPC"),
        (&ECONOMIC_WORK, &ECONOMIC_OVERSIGHT, "07/CTr-HĐND-BKTXH", "08/QĐ-HĐND-BKTXH"),
    ];
    for ((body, name), (work, oversight, work_paper, oversight_paper)) in
        places.committees.iter().zip(of_committees)
    {
        // The heads of committees are invented: named by their post
        let signer =
            if name == LEGAL { "Trưởng Ban Pháp chế" } else { "Trưởng Ban Kinh tế - Xã hội" };
        let day = Date::constant(2019, 12, 30);
        let own = |kind, paper, reference, lines| Whole {
            decided_on: day,
            signer,
            ..whole(kind, paper, reference, lines)
        };
        all.push((*body, own(Kind::Work, Paper::Plan, work_paper, work)));
        all.push((*body, own(Kind::Oversight, Paper::Decision, oversight_paper, oversight)));
    }
    all
}

/// The item of this title of 2020.
fn item(ctx: &mut Ctx<'_>, council: OrganizationId, title: &str) -> Result<kernel::ProgrammeItemId, Problem> {
    programme::item_titled(ctx.tx, council, 2020, title)?.ok_or(Problem::NotFound)
}

/// A session with this number realises an item.
fn by_session(places: &Places, on: Date, title: &'static str, number: i64) -> Step {
    let (council, term) = (places.council, places.term);
    step(on, 10, &places.office, move |ctx| {
        let session = super::chamber::find(ctx, (council, term), number)?;
        let one = sessions::find(ctx.tx, session)?.ok_or(Problem::NotFound)?;
        let id = item(ctx, council, title)?;
        let node = Node::new("session", one.id, one.label(), format!("/lam-viec/ky-hop/{}", one.id));
        programme::tie(ctx, id, &node, one.closed_on)?;
        Ok(())
    })
}

fn by_briefing(places: &Places, on: Date, title: &'static str, period: &'static str) -> Step {
    let council = places.council;
    step(on, 10, &places.office, move |ctx| {
        let one = briefings::by_period(ctx.tx, council, period)?.ok_or(Problem::NotFound)?;
        let id = item(ctx, council, title)?;
        let node = Node::new("briefing", one.id, one.title.clone(), format!("/lam-viec/giao-ban/{}", one.id));
        programme::tie(ctx, id, &node, Some(one.held_on))?;
        Ok(())
    })
}

fn by_paper(
    actor: &Actor,
    council: OrganizationId,
    on: Date,
    title: &'static str,
    evidence: &'static str,
) -> Step {
    step(on, 16, actor, move |ctx| {
        let id = item(ctx, council, title)?;
        let one = programme::item(ctx.tx, id)?.ok_or(Problem::NotFound)?;
        programme::mark_done(ctx, id, one.version, on, evidence)?;
        Ok(())
    })
}

pub(super) fn steps(places: &Places) -> Vec<Step> {
    let council = places.council;
    let mut steps = Vec::new();
    for (body, whole) in of_district(places) {
        steps.push(step(day(1, 7), 9, &places.office, move |ctx| {
            enter(ctx, council, body, &whole)?;
            Ok(())
        }));
    }
    let next = Whole {
        kind: Kind::Oversight,
        year: 2021,
        proposed_on: Some(day(2, 27)),
        tabled_on: Some(day(7, 8)),
        decided_on: day(7, 21),
        paper: Paper::Resolution,
        reference: "64/NQ-HĐND",
        signer: CHAIR,
        lines: &NEXT_YEAR,
    };
    steps.push(step(day(7, 23), 9, &places.office, move |ctx| {
        enter(ctx, council, council, &next)?;
        Ok(())
    }));
    for commune in places.communes.iter().take(COMMUNES) {
        let own = commune.council;
        let actor = commune.office();
        steps.push(step(day(1, 8), 9, &actor, move |ctx| {
            let whole = Whole {
                kind: Kind::Work,
                year: 2020,
                proposed_on: None,
                tabled_on: None,
                decided_on: Date::constant(2019, 12, 28),
                paper: Paper::Resolution,
                reference: "30/NQ-HĐND",
                signer: "Chủ tịch HĐND cấp xã",
                lines: &COMMUNE_WORK,
            };
            enter(ctx, own, own, &whole)?;
            Ok(())
        }));
        steps.push(by_paper(
            &actor,
            own,
            day(4, 6),
            COMMUNE_WORK[0].title,
            "Báo cáo giám sát quý I của HĐND xã",
        ));
        steps.push(by_paper(&actor, own, day(7, 28), COMMUNE_WORK[1].title, "Biên bản kỳ họp giữa năm"));
    }
    steps.push(by_session(places, day(7, 22), MIDYEAR, 18));
    steps.push(by_session(places, day(9, 21), THEMATIC, 19));
    steps.push(by_briefing(places, day(4, 29), BRIEFINGS[0], "2020-Q1"));
    steps.push(by_briefing(places, day(7, 15), BRIEFINGS[1], "2020-Q2"));
    steps.push(by_paper(
        &places.office,
        council,
        day(7, 24),
        NEXT_PROGRAMME,
        "Nghị quyết về chương trình giám sát của HĐND huyện năm 2021",
    ));
    for (title, evidence) in [
        (COUNCIL_OVERSIGHT[1].title, "Các nghị quyết thông qua tại kỳ họp giữa năm 2020"),
        (COUNCIL_OVERSIGHT[2].title, "Biên bản phiên chất vấn, kỳ họp giữa năm 2020"),
        (LEGAL_WORK[0].title, "Báo cáo thẩm tra của Ban Pháp chế, kỳ họp giữa năm 2020"),
        (ECONOMIC_WORK[0].title, "Báo cáo thẩm tra của Ban Kinh tế - Xã hội, kỳ họp giữa năm 2020"),
    ] {
        steps.push(by_paper(&places.office, council, day(7, 24), title, evidence));
    }
    steps
}
