//! Receptions of citizens in 2020: the chair's of each quarter, one together at Thanh Hải, and a
//! visit of each outcome. All persons are invented; what they said is sealed like anybody's.

use kernel::{Actor, AreaId, Date, OrganizationId, Role, VisitId};
use kit::{Ctx, Problem};
use reception::{Ground, Host, Kind, Left, NewReception, NewVisit, Outcome, VisitKind, Words};

use super::units::Places;
use super::{Step, step};

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

const ROOM: &str = "Trụ sở tiếp công dân huyện Thanh Liêm";
const LAND: &str = "Phòng Tài nguyên và Môi trường";
const WELFARE: &str = "Phòng Lao động - Thương binh và Xã hội";

/// A reception of the year.
struct Held {
    kind: Kind,
    on: Date,
    planned: Date,
    /// Never, when it was not posted yet.
    posted: Option<Date>,
    is_over: bool,
}

const RECEPTIONS: &[Held] = &[
    Held {
        kind: Kind::Chair,
        on: day(2020, 2, 20),
        planned: day(2020, 2, 6),
        posted: Some(day(2020, 2, 11)),
        is_over: true,
    },
    Held {
        kind: Kind::Chair,
        on: day(2020, 5, 21),
        planned: day(2020, 5, 11),
        posted: Some(day(2020, 5, 18)),
        is_over: true,
    },
    Held {
        kind: Kind::Standing,
        on: day(2020, 6, 18),
        planned: day(2020, 6, 3),
        posted: Some(day(2020, 6, 8)),
        is_over: true,
    },
    Held {
        kind: Kind::Chair,
        on: day(2020, 8, 20),
        planned: day(2020, 8, 5),
        posted: Some(day(2020, 8, 10)),
        is_over: true,
    },
    Held {
        kind: Kind::Joint,
        on: JOINT,
        planned: day(2020, 9, 8),
        posted: Some(day(2020, 9, 14)),
        is_over: true,
    },
    Held {
        kind: Kind::Chair,
        on: day(2020, 10, 27),
        planned: day(2020, 10, 12),
        posted: Some(day(2020, 10, 14)),
        is_over: false,
    },
    Held {
        kind: Kind::Joint,
        on: day(2020, 11, 18),
        planned: day(2020, 10, 13),
        posted: None,
        is_over: false,
    },
];

/// The day on which district and commune received together at Thanh Hải.
const JOINT: Date = day(2020, 9, 24);
/// Called off because of the epidemic.
const CANCELLED: Date = day(2020, 4, 9);

/// What became of a visit.
#[derive(Clone, Copy)]
enum Fate {
    Answered,
    Guided,
    /// Taken up; answered in writing on a day.
    Accepted(Date),
    Refused,
    /// To a department, due on a day; settled and told on a day.
    Forwarded(&'static str, Date, Option<Date>),
    /// A denunciation: the number of the paper register.
    Paper(&'static str),
}

struct Came {
    on: Date,
    kind: VisitKind,
    name: &'static str,
    card: &'static str,
    content: &'static str,
    people: i64,
    fate: Fate,
    /// The day of the earlier visit of the same matter, and its place on that day.
    earlier: Option<(Date, usize)>,
}

const fn came(on: Date, kind: VisitKind, name: &'static str, content: &'static str, fate: Fate) -> Came {
    Came { on, kind, name, card: "", content, people: 1, fate, earlier: None }
}

#[rustfmt::skip]
const CAME: &[Came] = &[
    Came { card: "035190000101", ..came(day(2020, 2, 20), VisitKind::Complaint, "Nguyễn Văn Minh Họa", "Khiếu nại việc bồi thường khi thu hồi đất làm đường liên xã.", Fate::Forwarded(LAND, day(2020, 4, 15), Some(day(2020, 4, 10)))) },
    came(day(2020, 2, 20), VisitKind::Feedback, "Trần Thị Ví Dụ", "Phản ánh xe chở đá chạy ban đêm.", Fate::Answered),
    Came { people: 7, ..came(day(2020, 5, 21), VisitKind::CitizenPetition, "Lê Đức Giả Định", "Đề nghị xem xét chế độ cho hộ bị ảnh hưởng dịch.", Fate::Forwarded(WELFARE, day(2020, 7, 10), Some(day(2020, 7, 6)))) },
    came(day(2020, 6, 18), VisitKind::Complaint, "Phạm Thị Thí Dụ", "Khiếu nại quyết định xử phạt của xã.", Fate::Guided),
    came(day(2020, 8, 20), VisitKind::CitizenPetition, "Hoàng Minh Mẫu", "Đề nghị trả lời việc công khai quy hoạch khu dân cư.", Fate::Accepted(day(2020, 8, 31))),
    came(day(2020, 8, 20), VisitKind::Complaint, "Vũ Thị Giả Định", "Đến khi đã say rượu, không trình bày được nội dung.", Fate::Refused),
    came(day(2020, 8, 20), VisitKind::Denunciation, "", "", Fate::Paper("02/2020")),
    Came { card: "035190000101", earlier: Some((day(2020, 2, 20), 0)), ..came(JOINT, VisitKind::Complaint, "Nguyễn Văn Minh Họa", "Chưa đồng ý với mức bồi thường đã trả lời.", Fate::Forwarded(LAND, day(2020, 12, 15), None)) },
    came(JOINT, VisitKind::Feedback, "Đỗ Hữu Ví Dụ", "Phản ánh mương tiêu thôn Hải Phú bị lấp.", Fate::Answered),
];

fn hosts(places: &Places, kind: Kind) -> Vec<Host> {
    let host = |organization_id, name: &str, post: &str| Host {
        organization_id,
        name: name.to_owned(),
        post: post.to_owned(),
    };
    let chair = host(places.council, "Trần Xuân Thành", "Chủ tịch HĐND huyện");
    match kind {
        Kind::Joint => vec![
            chair,
            host(thanh_hai(places).1, "Đại diện Thường trực HĐND xã", "Chủ tịch HĐND xã"),
            host(places.peoples_committee, "Đại diện UBND huyện", "Phó Chủ tịch UBND huyện"),
        ],
        Kind::Standing => vec![host(places.standing, "Đại diện Thường trực", "Phó Chủ tịch HĐND huyện")],
        Kind::Chair | Kind::Delegate | Kind::Urgent => vec![chair],
    }
}

/// The unit and the council of Thanh Hải.
fn thanh_hai(places: &Places) -> (AreaId, OrganizationId) {
    places
        .communes
        .iter()
        .find(|commune| commune.short.contains("Thanh Hải"))
        .map_or((places.district, places.council), |commune| (commune.area, commune.council))
}

fn new_reception(places: &Places, kind: Kind, on: Date) -> NewReception {
    let (area, place) = match kind {
        Kind::Joint => (thanh_hai(places).0, "Hội trường UBND xã Thanh Hải"),
        _ => (places.district, ROOM),
    };
    NewReception {
        council: places.council,
        kind,
        held_on: on,
        starts: "08:00".to_owned(),
        place: place.to_owned(),
        area,
        topic: String::new(),
        is_online: false,
        hosts: hosts(places, kind),
        is_demonstration: true,
    }
}

fn of_day(ctx: &mut Ctx<'_>, council: OrganizationId, on: Date) -> Result<reception::Reception, Problem> {
    reception::between(ctx, council, on, on)?.into_iter().next().ok_or(Problem::NotFound)
}

fn visit_of(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    (on, place): (Date, usize),
) -> Result<reception::Visit, Problem> {
    let at = of_day(ctx, council, on)?;
    reception::visits_of(ctx, at.id)?.into_iter().nth(place).ok_or(Problem::NotFound)
}

/// Everything about receptions.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let (council, office) = (places.council, &places.office);
    let mut steps = Vec::new();
    let cancelled = new_reception(places, Kind::Delegate, CANCELLED);
    steps.push(step(day(2020, 3, 24), 9, office, move |ctx| {
        let one = reception::plan(ctx, &cancelled)?;
        reception::post(ctx, one.id, one.version)?;
        Ok(())
    }));
    steps.push(step(day(2020, 4, 2), 9, office, move |ctx| {
        let one = of_day(ctx, council, CANCELLED)?;
        reception::cancel(ctx, one.id, one.version, "Thực hiện cách ly xã hội phòng dịch Covid-19.")?;
        Ok(())
    }));
    for held in RECEPTIONS {
        let new = new_reception(places, held.kind, held.on);
        steps.push(step(held.planned, 9, office, move |ctx| {
            reception::plan(ctx, &new)?;
            Ok(())
        }));
        if let Some(posted) = held.posted {
            steps.push(step(posted, 10, office, move |ctx| {
                let one = of_day(ctx, council, held.on)?;
                reception::post(ctx, one.id, one.version)?;
                Ok(())
            }));
        }
        if held.is_over {
            steps.push(step(held.on, 17, office, move |ctx| {
                let one = of_day(ctx, council, held.on)?;
                reception::hold(ctx, one.id, one.version)?;
                Ok(())
            }));
        }
    }
    let mut places_of_day: Vec<(Date, usize)> = Vec::new();
    for came in CAME {
        let place = places_of_day.iter().filter(|(on, _)| *on == came.on).count();
        places_of_day.push((came.on, place));
        steps.extend(visit(places, came, place));
    }
    steps.push(at_the_desk(places));
    steps
}

/// Somebody who came on a day without a reception, and waits for the office.
fn at_the_desk(places: &Places) -> Step {
    let new = NewVisit {
        council: places.council,
        reception: None,
        received_on: day(2020, 10, 12),
        kind: VisitKind::Feedback,
        people: 1,
        representatives: 0,
        has_appointment: false,
        area: places.communes.first().map(|commune| commune.area),
        words: Words {
            name: "Bùi Thị Mẫu".to_owned(),
            content: "Phản ánh bụi từ bãi tập kết vật liệu.".to_owned(),
            ..Words::default()
        },
        paper_number: String::new(),
        is_demonstration: true,
    };
    step(day(2020, 10, 12), 10, &places.office, move |ctx| {
        reception::receive(ctx, &new)?;
        Ok(())
    })
}

fn visit(places: &Places, came: &'static Came, place: usize) -> Vec<Step> {
    let (council, office, area) = (places.council, &places.office, thanh_hai(places).0);
    let own = (came.on, place);
    let body = match came.fate {
        Fate::Forwarded(name, ..) => {
            places.departments.iter().find(|(_, known)| known == name).map(|(id, _)| *id)
        }
        _ => None,
    };
    let mut steps = vec![step(came.on, 9, office, move |ctx| {
        let at = of_day(ctx, council, came.on)?;
        let paper_number = match came.fate {
            Fate::Paper(number) => number.to_owned(),
            _ => String::new(),
        };
        let is_group = came.people > 1;
        let new = NewVisit {
            council,
            reception: Some(at.id),
            received_on: came.on,
            kind: came.kind,
            people: came.people,
            representatives: if is_group { 2 } else { 0 },
            has_appointment: is_group,
            area: (came.kind != VisitKind::Denunciation).then_some(area),
            words: Words {
                name: came.name.to_owned(),
                card: came.card.to_owned(),
                content: came.content.to_owned(),
                ..Words::default()
            },
            paper_number,
            is_demonstration: true,
        };
        let one = reception::receive(ctx, &new)?;
        let earlier = match came.earlier {
            Some(earlier) => Some(visit_of(ctx, council, earlier)?.id),
            None => None,
        };
        left(ctx, one.id, came.fate, body, earlier, council)
    })];
    match came.fate {
        Fate::Accepted(on) => steps.push(step(on, 15, office, move |ctx| {
            let one = visit_of(ctx, council, own)?;
            reception::reply(
                ctx,
                one.id,
                &format!("{}/HĐND-TT, {}", on.day_of_year(), kernel::dates::print(on)),
                "",
            )?;
            Ok(())
        })),
        Fate::Forwarded(_, _, Some(on)) => {
            let department = Actor { role: Role::Department, organization: body, ..places.office.clone() };
            steps.push(step(on, 9, &department, move |ctx| {
                let one = visit_of(ctx, council, own)?;
                let reference = format!("{}/UBND, {}", 100 + on.day_of_year(), kernel::dates::print(on));
                reception::settle(ctx, one.id, &reference, on)?;
                Ok(())
            }));
            steps.push(step(on, 16, office, move |ctx| {
                let one = visit_of(ctx, council, own)?;
                reception::inform(ctx, one.id)?;
                Ok(())
            }));
        }
        Fate::Answered | Fate::Guided | Fate::Refused | Fate::Forwarded(_, _, None) | Fate::Paper(_) => {}
    }
    steps
}

fn left(
    ctx: &mut Ctx<'_>,
    id: VisitId,
    fate: Fate,
    body: Option<OrganizationId>,
    earlier: Option<VisitId>,
    council: OrganizationId,
) -> Result<(), Problem> {
    if let Some(earlier) = earlier {
        reception::same_case(ctx, id, earlier)?;
    }
    let (outcome, ground, owner, due) = match fate {
        Fate::Paper(_) => return Ok(()),
        Fate::Answered => (Outcome::Answered, None, Some(council), None),
        Fate::Guided => (Outcome::Guided, None, Some(council), None),
        Fate::Accepted(_) => (Outcome::Accepted, None, Some(council), None),
        Fate::Refused => (Outcome::Refused, Some(Ground::Disturbing), None, None),
        Fate::Forwarded(_, due, _) => (Outcome::Forwarded, None, body, Some(due)),
    };
    let version = reception::find_visit(ctx, id)?.map_or(1, |one| one.version);
    let left = Left { outcome, ground, owner, due, reply: String::new() };
    reception::leave(ctx, id, version, &left)?;
    Ok(())
}
