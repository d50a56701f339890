//! Meetings with voters and what was said there as a table, in and out.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use directory::Places;
use intake::{Checked, Column, Found, Kind, Made, Names, Reading, Same, Shape, Table};
use kernel::{AreaId, Date, OpinionId, OrganizationId, PersonId, PetitionEntryId, VoterMeetingId, text};
use kit::{Ctx, Problem};
use papers::Cell;

use crate::model::{Meeting, MeetingKind, MeetingState, Opinion};
use crate::policy::{self, Action};
use crate::{store_intake, store_meetings};

/// So many meetings are written out.
const MEETINGS_MAX: i64 = 10_000;
const MINUTES_MAX: usize = 40_000;
const VOTERS_MAX: i64 = 100_000;
const BETWEEN: &str = "; ";

fn kinds() -> Vec<&'static str> {
    MeetingKind::ALL.iter().map(|kind| kind.label()).collect()
}

fn states() -> Vec<&'static str> {
    MeetingState::ALL.iter().map(|state| state.label()).collect()
}

/// Meetings with voters, with what was said there.
pub const MEETINGS: Kind = Kind {
    key: "tiep-xuc",
    label: "Tiếp xúc cử tri và ý kiến",
    counted: "dòng tiếp xúc, ý kiến",
    home: "/lam-viec/tiep-xuc",
    lead: "Mỗi dòng một ý kiến, kèm cuộc tiếp xúc; cuộc chưa có ý kiến là một dòng để trống cột Ý kiến. Không ghi tên cử tri.",
    columns: &[
        Column::new("ngay", "Ngày tiếp xúc", Shape::Day)
            .required()
            .also(&["ngay", "thoi gian", "ngay to chuc"])
            .such_as("25/09/2020"),
        Column::new("dia-diem", "Địa điểm", Shape::Line(200))
            .required()
            .also(&["noi tiep xuc", "dia diem tiep xuc"])
            .such_as("Hội trường UBND xã Thanh Hà"),
        Column::new("don-vi", "Xã, thị trấn", Shape::Line(200))
            .required()
            .also(&["don vi", "don vi hanh chinh", "xa", "xa thi tran phuong", "dia ban"])
            .such_as("Xã Thanh Hà"),
        Column::new("loai", "Hình thức", Shape::Choice(kinds))
            .required()
            .also(&["loai", "loai tiep xuc", "hinh thuc tiep xuc"])
            .such_as("Trước kỳ họp"),
        Column::new("gio", "Giờ", Shape::Line(8)).such_as("08:00"),
        Column::new("chu-de", "Chuyên đề", Shape::Line(300)).also(&["noi dung tiep xuc", "chu de"]),
        Column::new("dai-bieu", "Đại biểu", Shape::Line(2_000))
            .also(&["dai bieu tiep xuc", "dai bieu du"])
            .such_as("Nguyễn Văn Ẩn; Trần Thị Bích"),
        Column::new("trang-thai", "Trạng thái", Shape::Choice(states)).also(&["tinh trang"]),
        Column::new("cu-tri", "Số cử tri", Shape::Integer(0, VOTERS_MAX))
            .also(&["so luot cu tri", "so cu tri tham du", "cu tri du"])
            .such_as("85"),
        Column::new("bien-ban", "Biên bản", Shape::Words(MINUTES_MAX)).also(&["tom tat", "ghi chu"]),
        Column::new("y-kien", "Ý kiến cử tri", Shape::Words(4_000))
            .also(&["y kien", "y kien kien nghi", "noi dung y kien", "noi dung kien nghi"])
            .such_as("Đề nghị sửa đường thôn Đống Cầu"),
        Column::new("noi", "Thôn, tổ dân phố", Shape::Line(200)).also(&["thon", "thon to", "noi o"]),
        Column::new("khong-giai-quyet", "Không cần giải quyết", Shape::Yes),
    ],
    is_public: true,
    may: |actor| {
        actor
            .council
            .zip(actor.area)
            .is_some_and(|(council, area)| policy::may_in_council(actor, Action::KeepMeetings, council, area))
    },
    check,
    take,
    undo,
    export,
};

type Where = (Date, String, AreaId);

#[derive(Debug, Clone, PartialEq)]
struct Plan {
    kind: MeetingKind,
    held_on: Date,
    starts: String,
    place: String,
    area: AreaId,
    topic: String,
    delegates: Vec<PersonId>,
    state: MeetingState,
    voters: Option<i64>,
    minutes: String,
}

impl Plan {
    fn key(&self) -> Where {
        (self.held_on, text::exact(&self.place), self.area)
    }
}

struct Line {
    plan: Plan,
    known: Option<VoterMeetingId>,
    words: String,
    place: String,
    is_remark: bool,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor
        .council
        .zip(ctx.actor.area)
        .filter(|(council, area)| policy::may_in_council(ctx.actor, Action::KeepMeetings, *council, *area))
        .map(|(council, _)| council)
        .ok_or(Problem::NotFound)
}

struct Known {
    places: Places,
    own: Vec<AreaId>,
    meetings: HashMap<Where, Meeting>,
    said: HashMap<VoterMeetingId, Vec<Opinion>>,
    /// The delegates at each day that the table names.
    delegates: HashMap<Date, Names<PersonId>>,
}

impl Known {
    fn load(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Self> {
        let places = Places::load(ctx)?;
        let own = crate::actions::places(ctx, council)?.into_iter().map(|area| area.id).collect();
        let mut meetings = HashMap::new();
        for one in store_intake::meetings_of(ctx.tx, council, MEETINGS_MAX)? {
            meetings.insert((one.held_on, text::exact(&one.place), one.area_id), one);
        }
        let mut said: HashMap<VoterMeetingId, Vec<Opinion>> = HashMap::new();
        for one in store_intake::opinions_of(ctx.tx, council)? {
            said.entry(one.meeting_id).or_default().push(one);
        }
        Ok(Self { places, own, meetings, said, delegates: HashMap::new() })
    }

    fn delegates_on(
        &mut self,
        ctx: &mut Ctx<'_>,
        council: OrganizationId,
        day: Date,
    ) -> db::Result<&Names<PersonId>> {
        match self.delegates.entry(day) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(free) => {
                let mut names = Names::default();
                for (id, name) in directory::delegates_of(ctx.tx, council, day)? {
                    names.add(&name, &id);
                }
                Ok(free.insert(names))
            }
        }
    }
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = council_of(ctx)?;
    let mut known = Known::load(ctx, council)?;
    let mut above: HashMap<Where, (usize, Plan)> = HashMap::new();
    let mut said: HashMap<(Where, String, String), usize> = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let plan = plan_of(ctx, &mut reading, council, &mut known)?;
        let words = reading.words("y-kien");
        if let Some(plan) = plan {
            let key = plan.key();
            let met = known.meetings.get(&key);
            let opinions = met.and_then(|one| known.said.get(&one.id)).map(Vec::as_slice).unwrap_or_default();
            let place = reading.words("noi");
            let is_same = met.is_some()
                && (words.is_empty()
                    || opinions.iter().any(|one| text::same_word(&one.text, words) && one.place == place));
            if let (true, Some(met)) = (is_same, met) {
                checked.same.push(Same { row: row.number, label: met.label(), href: met.path() });
                continue;
            }
            let goes_on = match above.get(&key) {
                Some((first, other)) if *other != plan => {
                    reading.fault(
                        "dia-diem",
                        format!("Cùng ngày và nơi với dòng {first}, nhưng các cột khác của cuộc tiếp xúc không giống."),
                    );
                    true
                }
                Some(_) => true,
                None => {
                    above.insert(key.clone(), (row.number, plan.clone()));
                    false
                }
            };
            let opinion = (key, text::exact(words), place.to_owned());
            if let Some(first) = said.insert(opinion, row.number)
                && (goes_on || met.is_some())
            {
                reading.fault("y-kien", format!("Trùng với dòng {first} của bảng."));
            }
            if !words.is_empty() && plan.state != MeetingState::Held {
                reading
                    .fault("y-kien", "Cuộc chưa tiếp xúc thì chưa có ý kiến. Sửa trạng thái hoặc bỏ ý kiến.");
            }
            if reading.faults.is_empty() {
                lines.push(Line {
                    known: met.map(|one| one.id),
                    plan,
                    words: words.to_owned(),
                    place: place.to_owned(),
                    is_remark: reading.yes("khong-giai-quyet"),
                });
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

/// The meeting of a row; nothing when a cell of it is wrong.
fn plan_of(
    ctx: &mut Ctx<'_>,
    reading: &mut Reading<'_>,
    council: OrganizationId,
    known: &mut Known,
) -> Result<Option<Plan>, Problem> {
    let area = known.places.read(reading, "don-vi");
    if area.is_some_and(|area| !known.own.contains(&area)) {
        reading.fault("don-vi", "Đơn vị này không thuộc địa bàn của Hội đồng.");
    }
    let kind = reading.choice("loai", MeetingKind::ALL.iter().map(|one| (one.label(), *one)));
    let held_on = reading.day("ngay");
    let starts = hour_of(reading);
    let voters = reading.integer("cu-tri");
    let said = reading.choice("trang-thai", MeetingState::ALL.iter().map(|one| (one.label(), *one)));
    let is_over = held_on.is_some_and(|day| day <= ctx.today);
    let state = said.unwrap_or(if voters.is_some() || is_over && !reading.is_empty("y-kien") {
        MeetingState::Held
    } else {
        MeetingState::Planned
    });
    if state == MeetingState::Held {
        if !is_over && held_on.is_some() {
            reading.fault("ngay", "Cuộc đã tiếp xúc thì ngày không được sau hôm nay.");
        }
        if reading.is_empty("cu-tri") {
            reading.fault("cu-tri", "Cuộc đã tiếp xúc phải ghi số cử tri dự; không rõ thì ghi 0.");
        }
    }
    let mut delegates = Vec::new();
    if let Some(day) = held_on {
        let names = known.delegates_on(ctx, council, day)?;
        for name in reading.words("dai-bieu").split(';').map(str::trim).filter(|name| !name.is_empty()) {
            match names.find(name) {
                Found::One(id) => delegates.push(id),
                Found::Several => reading.fault("dai-bieu", format!("Có nhiều đại biểu tên “{name}”.")),
                Found::None => reading.fault(
                    "dai-bieu",
                    format!("Ngày đó không có đại biểu “{name}”. Nhiều người thì ngăn bằng dấu chấm phẩy."),
                ),
            }
        }
        delegates.sort_unstable();
        delegates.dedup();
    }
    let (Some(area), Some(kind), Some(held_on), true) = (area, kind, held_on, reading.faults.is_empty())
    else {
        return Ok(None);
    };
    if reading.is_empty("dia-diem") {
        return Ok(None);
    }
    Ok(Some(Plan {
        kind,
        held_on,
        starts,
        place: reading.words("dia-diem").to_owned(),
        area,
        topic: reading.words("chu-de").to_owned(),
        delegates,
        state,
        voters: voters.filter(|_| state == MeetingState::Held),
        minutes: reading.words("bien-ban").to_owned(),
    }))
}

/// "8h", "8 giờ 30", "08:00" as the office writes it: "08:00".
fn hour_of(reading: &mut Reading<'_>) -> String {
    let typed = text::fold(reading.words("gio")).replace("gio", " ").replace('h', " ");
    let parts: Vec<&str> = typed.split_whitespace().collect();
    let (hour, minute) = match parts.as_slice() {
        [] => return String::new(),
        [hour] => (*hour, "0"),
        [hour, minute, ..] => (*hour, *minute),
    };
    match (hour.parse::<u8>(), minute.parse::<u8>()) {
        (Ok(hour), Ok(minute)) if hour < 24 && minute < 60 => format!("{hour:02}:{minute:02}"),
        _ => {
            reading.fault("gio", "Viết giờ như 08:00.");
            String::new()
        }
    }
}

fn check(ctx: &mut Ctx<'_>, table: &Table) -> Result<Checked, Problem> {
    Ok(read(ctx, table)?.checked)
}

fn take(
    ctx: &mut Ctx<'_>,
    table: &Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Made>, Problem> {
    let council = council_of(ctx)?;
    let held = read(ctx, table)?;
    if held.lines.len() != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    let (now, by) = (ctx.now, ctx.actor.name.clone());
    let mut ids: HashMap<Where, VoterMeetingId> = HashMap::new();
    let mut made = Vec::new();
    for (line, done) in held.lines.iter().zip(1..) {
        let key = line.plan.key();
        let meeting = if let Some(id) = line.known.or_else(|| ids.get(&key).copied()) {
            id
        } else {
            let id = new_meeting(ctx, council, &line.plan, is_demonstration)?;
            made.push(Made::new("voter_meeting", id));
            ids.insert(key, id);
            id
        };
        if !line.words.is_empty() {
            let id: OpinionId = ctx.id();
            // A moment later for each row keeps the order of the table
            let at = now.saturating_add(i64::try_from(done).unwrap_or(0));
            store_intake::insert_known_opinion(
                ctx.tx,
                id,
                meeting,
                &line.words,
                &line.place,
                at,
                &by,
                line.is_remark,
            )?;
            made.push(Made::new("opinion", id));
        }
        progress(done, table.rows.len());
    }
    Ok(made)
}

fn new_meeting(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    plan: &Plan,
    is_demonstration: bool,
) -> db::Result<VoterMeetingId> {
    let id: VoterMeetingId = ctx.id();
    store_intake::insert_known(
        ctx.tx,
        id,
        council,
        plan.kind,
        plan.held_on,
        &plan.starts,
        &plan.place,
        plan.area,
        None,
        &plan.topic,
        plan.state,
        plan.voters,
        &plan.minutes,
        is_demonstration,
    )?;
    for person in &plan.delegates {
        let seat: PetitionEntryId = ctx.id();
        store_meetings::insert_delegate(ctx.tx, &seat.to_string(), id, *person)?;
    }
    Ok(id)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let is_gone = if one.table == "opinion" {
            let id: OpinionId = one.id.parse().map_err(|_| Problem::Conflict)?;
            store_intake::delete_opinion(ctx.tx, id)?.hit()
        } else {
            let id: VoterMeetingId = one.id.parse().map_err(|_| Problem::Conflict)?;
            store_meetings::clear_delegates(ctx.tx, id)?;
            store_intake::delete_meeting(ctx.tx, id)?.hit()
        };
        if !is_gone {
            return Err(Problem::Conflict);
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx)?;
    let known = Known::load(ctx, council)?;
    let came = store_intake::delegates_of_council(ctx.tx, council)?;
    let mut persons: Vec<PersonId> = came.iter().map(|(_, person)| *person).collect();
    persons.sort_unstable();
    persons.dedup();
    let names = directory::persons_by_name(ctx.tx, &persons)?;
    let place: HashMap<PersonId, usize> = names.iter().zip(0..).map(|((id, _), at)| (*id, at)).collect();
    let mut delegates: HashMap<VoterMeetingId, Vec<usize>> = HashMap::new();
    for (meeting, person) in came {
        delegates.entry(meeting).or_default().extend(place.get(&person));
    }
    let mut meetings: Vec<&Meeting> = known.meetings.values().collect();
    meetings.sort_by(|one, other| (one.held_on, &one.place).cmp(&(other.held_on, &other.place)));
    let mut rows = Vec::new();
    for one in meetings {
        let mut seats = delegates.remove(&one.id).unwrap_or_default();
        seats.sort_unstable();
        let seats: Vec<&str> =
            seats.iter().filter_map(|at| names.get(*at)).map(|(_, name)| name.as_str()).collect();
        let head = vec![
            Cell::Date(one.held_on),
            Cell::text(&one.place),
            Cell::text(known.places.name_of(one.area_id)),
            Cell::text(one.kind.label()),
            Cell::text(&one.starts),
            Cell::text(&one.topic),
            Cell::text(seats.join(BETWEEN)),
            Cell::text(one.state.label()),
            one.voters.map_or_else(|| Cell::text(""), Cell::Number),
            Cell::text(&one.minutes),
        ];
        let said = known.said.get(&one.id).map(Vec::as_slice).unwrap_or_default();
        let tail = |words: &str, place: &str, is_remark: bool| {
            let remark = if is_remark { "có" } else { "" };
            vec![Cell::text(words), Cell::text(place), Cell::text(remark)]
        };
        if said.is_empty() {
            rows.push([head, tail("", "", false)].concat());
        } else {
            rows.extend(
                said.iter().map(|one| [head.clone(), tail(&one.text, &one.place, one.is_remark)].concat()),
            );
        }
    }
    Ok(rows)
}
