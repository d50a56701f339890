//! The demonstration's meetings of 2020: the Standing Committee's every month but April, with the
//! heads of committees in the first two quarters, and one of each committee in September.

use kernel::{Date, MeetingId, OrganizationId};
use kit::{Ctx, Problem};
use meetings::{Kind, NewMeeting, Presence, Roll};

use super::programme::{HEADS, MONTHLY};
use super::units::Places;
use super::{Step, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

const CHAIR: &str = "Trần Xuân Thành";

/// What happens with a meeting after it was held.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Minutes {
    Approved,
    Written,
}

#[derive(Clone)]
struct Met {
    body: OrganizationId,
    kind: Kind,
    title: String,
    on: Date,
    agenda: &'static str,
    minutes: &'static str,
    item: Option<&'static str>,
    then: Minutes,
    /// How many of those asked stayed away.
    away: usize,
}

fn plan(ctx: &mut Ctx<'_>, council: OrganizationId, met: &Met) -> Result<MeetingId, Problem> {
    let item = match met.item {
        Some(title) => programme::item_titled(ctx.tx, council, 2020, title)?,
        None => None,
    };
    let new = NewMeeting {
        body: met.body,
        kind: met.kind,
        title: met.title.clone(),
        held_on: met.on,
        starts_at: "08:00".to_owned(),
        place: "Phòng họp số 1, trụ sở HĐND và UBND huyện".to_owned(),
        chair: if matches!(met.kind, Kind::Standing | Kind::Heads) {
            CHAIR.to_owned()
        } else {
            String::new()
        },
        secretary: String::new(),
        agenda: met.agenda.to_owned(),
        programme_item: item,
        is_public: true,
        is_demonstration: true,
    };
    Ok(meetings::plan(ctx, &new)?)
}

fn meet(ctx: &mut Ctx<'_>, council: OrganizationId, met: &Met) -> Result<(), Problem> {
    let id = plan(ctx, council, met)?;
    let persons = meetings::persons(ctx.tx, id)?;
    let stays = persons.len().saturating_sub(met.away);
    let roll: Vec<Roll> = persons
        .iter()
        .enumerate()
        .map(|(at, line)| Roll {
            line: line.id,
            presence: if at < stays { Presence::Present } else { Presence::Absent },
            reason: if at < stays { String::new() } else { "Đi công tác".to_owned() },
        })
        .collect();
    let version = |ctx: &mut Ctx<'_>| -> Result<i64, Problem> {
        Ok(meetings::find(ctx.tx, id)?.ok_or(Problem::NotFound)?.version)
    };
    let now = version(ctx)?;
    meetings::hold(ctx, id, now, &roll)?;
    let now = version(ctx)?;
    meetings::write_minutes(ctx, id, now, met.minutes)?;
    if met.then == Minutes::Approved {
        let now = version(ctx)?;
        meetings::approve_minutes(ctx, id, now, met.on, CHAIR)?;
    }
    Ok(())
}

const AGENDA: &str = "Kiểm điểm việc thực hiện chương trình công tác tháng trước\nCho ý kiến về nội dung trình HĐND huyện\nXem xét kết quả tiếp công dân, xử lý đơn thư, kiến nghị cử tri";
const WORDS: &str = "Thường trực HĐND nghe Văn phòng báo cáo kết quả tháng trước, thảo luận và thống nhất nhiệm vụ tháng tới.\nGiao Văn phòng theo dõi, đôn đốc các cơ quan thực hiện.";

/// Months in which the Standing Committee met, and on which day; none in April.
const MONTHS: [(i8, i8); 8] = [(1, 16), (2, 26), (3, 27), (5, 26), (6, 26), (7, 30), (8, 27), (9, 28)];

pub(super) fn steps(places: &Places) -> Vec<Step> {
    let (council, standing) = (places.council, places.standing);
    let mut all = Vec::new();
    for (month, on) in MONTHS {
        // The last meeting of a quarter realises the quarter's item
        let item = (month % 3 == 0).then(|| usize::try_from(month / 3 - 1).ok()).flatten();
        all.push(Met {
            body: standing,
            kind: Kind::Standing,
            title: format!("Phiên họp Thường trực HĐND huyện tháng {month}"),
            on: day(month, on),
            agenda: AGENDA,
            minutes: WORDS,
            item: item.and_then(|at| MONTHLY.get(at).copied()),
            then: if month == 9 { Minutes::Written } else { Minutes::Approved },
            away: usize::from(month % 2 == 0),
        });
    }
    for (at, on) in [(0, day(3, 31)), (1, day(6, 30))] {
        all.push(Met {
            body: standing,
            kind: Kind::Heads,
            title: format!("Họp với Trưởng các Ban quý {}", ["I", "II"][at]),
            on,
            agenda: "Kết quả giám sát, khảo sát của các Ban\nPhối hợp hoạt động giám sát quý tới",
            minutes: "Trưởng các Ban báo cáo kết quả giám sát trong quý; Thường trực điều hòa, phối hợp chương trình quý tới.",
            item: Some(HEADS[at]),
            then: Minutes::Approved,
            away: 0,
        });
    }
    for ((body, name), (title, on)) in places
        .committees
        .iter()
        .zip([("Họp Ban Pháp chế quý III", day(9, 15)), ("Họp Ban Kinh tế - Xã hội quý III", day(9, 16))])
    {
        all.push(Met {
            body: *body,
            kind: Kind::Committee,
            title: format!("Họp {name} quý III"),
            on,
            agenda: "Kết quả thẩm tra, giám sát, khảo sát\nNhiệm vụ quý IV",
            minutes: "Ban thống nhất báo cáo kết quả quý III và phân công nhiệm vụ quý IV.",
            item: Some(title),
            then: Minutes::Approved,
            away: 0,
        });
    }
    let mut steps: Vec<Step> = all
        .into_iter()
        .map(|met| step(met.on, 17, &places.office, move |ctx| meet(ctx, council, &met)))
        .collect();
    let ahead = Met {
        body: standing,
        kind: Kind::Standing,
        title: "Phiên họp Thường trực HĐND huyện tháng 10".to_owned(),
        on: day(10, 27),
        agenda: AGENDA,
        minutes: "",
        item: None,
        then: Minutes::Written,
        away: 0,
    };
    steps.push(step(day(10, 12), 9, &places.office, move |ctx| {
        plan(ctx, council, &ahead)?;
        Ok(())
    }));
    steps
}
