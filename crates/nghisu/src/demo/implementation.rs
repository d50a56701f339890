//! What became of the resolution on socio-economic tasks of 2020: eleven indicators through three
//! quarters, one of them warned of in June; tasks of departments; one indicator broken down to
//! four communes. All figures are made up.

use implementation::{
    Direction, Entered, FigurePeriod, Indicator, Kind, Line, NewFigure, NewLine, Rating, Sector,
};
use kernel::{Actor, AreaId, Date, OrganizationId, ResolutionId, Role};
use kit::{Ctx, Problem};

use super::units::Places;
use super::{Step, step};

const TITLE: &str = "Về nhiệm vụ phát triển kinh tế - xã hội năm 2020";

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

/// An indicator with its three quarters and those of the year before.
struct Measure {
    text: &'static str,
    sector: Sector,
    lead: &'static str,
    unit: &'static str,
    decimals: u32,
    direction: Direction,
    is_cumulative: bool,
    baseline: i64,
    target: i64,
    quarters: [i64; 3],
    before: [i64; 3],
}

/// A task: words, sector, who, by when, when it was done and what shows it.
struct Duty {
    text: &'static str,
    sector: Sector,
    lead: &'static str,
    due: Date,
    done: Option<(Date, &'static str)>,
}

const fn rising(
    text: &'static str,
    sector: Sector,
    lead: &'static str,
    unit: &'static str,
    decimals: u32,
    ends: (i64, i64),
    quarters: [i64; 3],
    before: [i64; 3],
) -> Measure {
    let (baseline, target) = ends;
    Measure {
        text,
        sector,
        lead,
        unit,
        decimals,
        direction: Direction::Up,
        is_cumulative: true,
        baseline,
        target,
        quarters,
        before,
    }
}

const ECONOMY: [Measure; 5] = [
    rising(
        "Tổng giá trị sản xuất (giá so sánh 2010)",
        Sector::Economy,
        "Tài chính - Kế hoạch",
        "tỷ đồng",
        0,
        (0, 14_500),
        [3_480, 6_960, 10_480],
        [3_190, 6_370, 9_610],
    ),
    rising(
        "Thu ngân sách trên địa bàn",
        Sector::Economy,
        "Tài chính - Kế hoạch",
        "tỷ đồng",
        0,
        (0, 320),
        [82, 163, 251],
        [71, 148, 229],
    ),
    rising(
        "Thu nhập bình quân đầu người",
        Sector::Economy,
        "Tài chính - Kế hoạch",
        "triệu đồng/người",
        1,
        (520, 560),
        [531, 540, 549],
        [489, 498, 508],
    ),
    rising(
        "Giá trị thu hoạch trên 1 ha đất canh tác",
        Sector::Agriculture,
        "Nông nghiệp và Phát triển nông thôn",
        "triệu đồng/ha",
        0,
        (118, 125),
        [120, 122, 124],
        [113, 115, 117],
    ),
    rising(
        "Số xã đạt chuẩn nông thôn mới nâng cao",
        Sector::Agriculture,
        "Nông nghiệp và Phát triển nông thôn",
        "xã",
        0,
        (1, 5),
        [2, 3, 4],
        [0, 0, 1],
    ),
];

const SOCIETY: [Measure; 4] = [
    Measure {
        direction: Direction::Down,
        ..rising(
            "Tỷ lệ hộ nghèo theo chuẩn đa chiều",
            Sector::Welfare,
            "Lao động - Thương binh và Xã hội",
            "%",
            2,
            (260, 210),
            [247, 235, 222],
            [298, 286, 271],
        )
    },
    Measure {
        is_cumulative: false,
        ..rising(
            "Số lao động được giải quyết việc làm mới",
            Sector::Welfare,
            "Lao động - Thương binh và Xã hội",
            "lao động",
            0,
            (0, 2_400),
            [610, 620, 600],
            [580, 600, 590],
        )
    },
    rising(
        "Tỷ lệ người dân tham gia bảo hiểm y tế",
        Sector::Health,
        "Y tế",
        "%",
        1,
        (885, 910),
        [892, 898, 904],
        [871, 876, 881],
    ),
    Measure {
        direction: Direction::AtMost,
        ..rising(
            "Tỷ lệ sinh con thứ ba trở lên",
            Sector::Health,
            "Y tế",
            "%",
            1,
            (93, 95),
            [92, 91, 93],
            [96, 95, 94],
        )
    },
];

/// Two thirds of the way in June; the pipes that were missing are laid in the third quarter.
const WATER: Measure = rising(
    "Tỷ lệ hộ nông thôn dùng nước sạch tập trung",
    Sector::Land,
    "Tài nguyên và Môi trường",
    "%",
    1,
    (640, 760),
    [669, 680, 730],
    [598, 609, 622],
);

const WASTE: Measure = rising(
    "Tỷ lệ rác thải sinh hoạt được thu gom, xử lý",
    Sector::Land,
    "Tài nguyên và Môi trường",
    "%",
    1,
    (900, 950),
    [913, 925, 937],
    [874, 881, 890],
);

/// Communes to which the water is broken down: baseline, target and quarters.
const BY_COMMUNE: [(&str, i64, i64, [i64; 3]); 4] = [
    ("13453", 610, 740, [642, 655, 716]),
    ("13456", 655, 770, [684, 701, 745]),
    ("13465", 590, 725, [620, 634, 697]),
    ("13480", 672, 785, [701, 716, 759]),
];

const DUTIES: [(usize, Duty); 6] = [
    (
        0,
        Duty {
            text: "Rà soát, điều chuyển vốn của các dự án giải ngân chậm",
            sector: Sector::Economy,
            lead: "Tài chính - Kế hoạch",
            due: day(9, 30),
            done: Some((day(9, 28), "Tờ trình số 63/TTr-TCKH ngày 28/9/2020")),
        },
    ),
    (
        0,
        Duty {
            text: "Nạo vét 30 km kênh mương nội đồng trước vụ đông",
            sector: Sector::Agriculture,
            lead: "Nông nghiệp và Phát triển nông thôn",
            due: day(9, 30),
            done: None,
        },
    ),
    (
        0,
        Duty {
            text: "Lập quy hoạch chi tiết cụm công nghiệp",
            sector: Sector::Industry,
            lead: "Kinh tế và Hạ tầng",
            due: day(12, 31),
            done: None,
        },
    ),
    (
        1,
        Duty {
            text: "Mở 06 lớp đào tạo nghề cho lao động nông thôn",
            sector: Sector::Welfare,
            lead: "Lao động - Thương binh và Xã hội",
            due: day(8, 31),
            done: Some((day(9, 10), "Báo cáo kết quả đào tạo nghề ngày 10/9/2020")),
        },
    ),
    (
        1,
        Duty {
            text: "Rà soát, vận động hộ gia đình chưa tham gia bảo hiểm y tế",
            sector: Sector::Health,
            lead: "Y tế",
            due: day(12, 15),
            done: None,
        },
    ),
    (
        2,
        Duty {
            text: "Hoàn thành tuyến ống cấp nước sạch còn lại, đấu nối cho các hộ đã đăng ký",
            sector: Sector::Land,
            lead: "Tài nguyên và Môi trường",
            due: day(11, 30),
            done: None,
        },
    ),
];

/// Who acts and where.
#[derive(Clone)]
struct Cast {
    council: OrganizationId,
    committee: Option<OrganizationId>,
    ubnd: Actor,
    departments: Vec<(OrganizationId, String)>,
    communes: Vec<(String, AreaId)>,
}

impl Cast {
    fn of(places: &Places) -> Self {
        Self {
            council: places.council,
            committee: places.committees.get(1).map(|(id, _)| *id),
            ubnd: Actor {
                name: "UBND huyện (đầu mối)".to_owned(),
                role: Role::PeoplesCommittee,
                organization: Some(places.peoples_committee),
                ..places.office.clone()
            },
            departments: places.departments.clone(),
            communes: places.communes.iter().map(|one| (one.code.clone(), one.area)).collect(),
        }
    }

    fn department(&self, name: &str) -> OrganizationId {
        let found = self.departments.iter().find(|(_, known)| known.ends_with(name)).map(|(id, _)| *id);
        found.or(self.ubnd.organization).unwrap_or(self.council)
    }

    fn resolution(&self, ctx: &mut Ctx<'_>) -> Result<ResolutionId, Problem> {
        let all = resolutions::list_of_council(ctx.tx, self.council)?;
        all.iter().find(|one| one.title == TITLE).map(|one| one.id).ok_or(Problem::NotFound)
    }

    fn line(kind: Kind, text: &str, sector: Sector, lead: OrganizationId) -> NewLine {
        NewLine {
            parent: None,
            kind,
            sector,
            text: text.to_owned(),
            lead,
            cooperating: String::new(),
            area: None,
            indicator: None,
            due_on: None,
        }
    }

    fn measure(&self, one: &Measure) -> NewLine {
        NewLine {
            indicator: Some(Indicator {
                unit: one.unit.to_owned(),
                decimals: one.decimals,
                baseline: one.baseline,
                baseline_on: Date::constant(2019, 12, 31),
                target: one.target,
                direction: one.direction,
                is_cumulative: one.is_cumulative,
                due_on: day(12, 31),
            }),
            ..Self::line(Kind::Indicator, one.text, one.sector, self.department(one.lead))
        }
    }

    /// Writes the whole plan down and sends it.
    fn write(&self, ctx: &mut Ctx<'_>) -> Result<(), Problem> {
        let id = self.resolution(ctx)?;
        let ubnd = self.ubnd.organization.ok_or(Problem::NotFound)?;
        implementation::begin(ctx, id, self.committee, true)?;
        let heads = [
            ("Phát triển kinh tế, xây dựng nông thôn mới", Sector::Economy, &ECONOMY[..]),
            ("Bảo đảm an sinh xã hội, chăm sóc sức khỏe", Sector::Welfare, &SOCIETY[..]),
            ("Nước sạch, vệ sinh môi trường nông thôn", Sector::Land, &[WATER, WASTE][..]),
        ];
        for (place, (text, sector, measures)) in heads.into_iter().enumerate() {
            let objective = Self::line(Kind::Objective, text, sector, ubnd);
            let parent = Some(implementation::add_line(ctx, id, &objective)?);
            for one in measures {
                let line = implementation::add_line(ctx, id, &NewLine { parent, ..self.measure(one) })?;
                if one.text == WATER.text {
                    self.break_down(ctx, id, line)?;
                }
            }
            for (_, duty) in DUTIES.iter().filter(|(under, _)| *under == place) {
                let task = Self::line(Kind::Task, duty.text, duty.sector, self.department(duty.lead));
                implementation::add_line(ctx, id, &NewLine { parent, due_on: Some(duty.due), ..task })?;
            }
        }
        let measure = Self::line(
            Kind::Measure,
            "Ưu tiên vốn đầu tư công cho công trình nước sạch; huy động doanh nghiệp cùng đầu tư",
            Sector::Land,
            ubnd,
        );
        implementation::add_line(ctx, id, &measure)?;
        let plan = implementation::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
        implementation::send(ctx, id, plan.version, "08/KH-UBND, 15/01/2020")?;
        Ok(())
    }

    fn break_down(
        &self,
        ctx: &mut Ctx<'_>,
        id: ResolutionId,
        parent: kernel::ObjectiveId,
    ) -> Result<(), Problem> {
        for (code, baseline, target, _) in BY_COMMUNE {
            let area = self.communes.iter().find(|(known, _)| known == code).map(|(_, area)| *area);
            let mut line = self.measure(&Measure { baseline, target, ..WATER });
            line.parent = Some(parent);
            line.area = area;
            implementation::add_line(ctx, id, &line)?;
        }
        Ok(())
    }

    /// Enters and approves the figures of a quarter.
    fn quarter(&self, ctx: &mut Ctx<'_>, number: usize) -> Result<(), Problem> {
        let id = self.resolution(ctx)?;
        let period: FigurePeriod = format!("2020-Q{}", number + 1).parse().map_err(|_| Problem::NotFound)?;
        let lines = implementation::lines(ctx.tx, id)?;
        let source = ["Báo cáo số 45/BC-UBND", "Báo cáo số 118/BC-UBND", "Báo cáo số 203/BC-UBND"];
        let measures = ECONOMY.iter().chain(&SOCIETY).chain([&WATER, &WASTE]);
        let mut new = Vec::new();
        for one in measures {
            let line = lines.iter().find(|line| line.text == one.text && line.area_id.is_none());
            new.extend(
                line.map(|line| figure(line, one.quarters[number], Some(one.before[number]), source[number])),
            );
        }
        for (code, .., quarters) in BY_COMMUNE {
            let area = self.communes.iter().find(|(known, _)| known == code).map(|(_, area)| *area);
            let line = lines.iter().find(|line| line.area_id.is_some() && line.area_id == area);
            new.extend(line.map(|line| figure(line, quarters[number], None, source[number])));
        }
        match implementation::enter(ctx, id, period, &new)? {
            Entered::Written(_) => {}
            Entered::Faulty(faults) => {
                let first = faults.first().map(|(_, fault)| fault.to_string()).unwrap_or_default();
                return Err(Problem::Internal(first));
            }
        }
        implementation::approve(ctx, id, period)?;
        Ok(())
    }

    fn task(&self, ctx: &mut Ctx<'_>, text: &str) -> Result<Line, Problem> {
        let id = self.resolution(ctx)?;
        implementation::lines(ctx.tx, id)?.into_iter().find(|line| line.text == text).ok_or(Problem::NotFound)
    }
}

fn figure(line: &Line, value: i64, before: Option<i64>, source: &str) -> NewFigure {
    NewFigure { line: line.id, value, before, source: source.to_owned(), reason: String::new() }
}

/// What happens with the plan, each at its time.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let cast = Cast::of(places);
    let ubnd = cast.ubnd.clone();
    let mut steps = Vec::new();
    let own = cast.clone();
    steps.push(step(day(1, 15), 15, &ubnd, move |ctx| own.write(ctx)));
    let own = cast.clone();
    steps.push(step(day(1, 20), 9, &places.office, move |ctx| {
        let id = own.resolution(ctx)?;
        let plan = implementation::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
        implementation::accept(ctx, id, plan.version, plan.committee_id)?;
        Ok(())
    }));
    for (number, on) in [day(4, 6), day(7, 6), day(10, 7)].into_iter().enumerate() {
        let own = cast.clone();
        steps.push(step(on, 10, &ubnd, move |ctx| own.quarter(ctx, number)));
    }
    for (_, duty) in &DUTIES {
        let Some((on, evidence)) = duty.done else { continue };
        let department = Actor {
            name: format!("Phòng {}", duty.lead),
            role: Role::Department,
            organization: Some(cast.department(duty.lead)),
            ..ubnd.clone()
        };
        let own = cast.clone();
        let text = duty.text;
        steps.push(step(on, 16, &department, move |ctx| {
            let line = own.task(ctx, text)?;
            implementation::complete(ctx, line.id, line.version, on, evidence)?;
            Ok(())
        }));
    }
    if let Some((committee, name)) = places.committees.get(1) {
        let committee = Actor {
            name: name.clone(),
            role: Role::Committee,
            organization: Some(*committee),
            ..places.office.clone()
        };
        let own = cast;
        steps.push(step(day(7, 10), 14, &committee, move |ctx| {
            let line = own.task(ctx, WATER.text)?;
            let words = "Nước sạch nông thôn chậm so với kế hoạch do vướng mặt bằng tuyến ống. Đề nghị UBND huyện tập trung tháo gỡ trong quý III.";
            implementation::comment(ctx, line.plan_id, Some(line.id), Some(Rating::Poor), words)?;
            Ok(())
        }));
    }
    steps
}
