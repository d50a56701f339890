//! Agendas and rolls of sessions as tables, in and out.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use intake::{Checked, Column, Found, Kind, Made, Names, Reading, Same, Shape, Table};
use kernel::{Actor, AgendaItemId, AttendanceId, Date, OrganizationId, PersonId, SessionId, text};
use kit::{Ctx, Error, Problem};
use papers::Cell;
use sessions::{Register, Session};

use crate::model::{ItemKind, NewItem, Presence, Refusal, SittingState};
use crate::policy::{self, Action};
use crate::{agenda, common, dependents, store};

const TERM: Column = Column::new("khoa", "Khóa", Shape::Line(20)).required().such_as("XVIII");
const SESSION: Column = Column::new("ky-hop", "Kỳ họp thứ", Shape::Integer(1, 200))
    .required()
    .also(&["ky hop", "so ky hop"])
    .such_as("20");

fn item_kinds() -> Vec<&'static str> {
    ItemKind::ALL.iter().map(|kind| kind.label()).collect()
}

fn presences() -> Vec<&'static str> {
    Presence::ALL.iter().map(|one| one.label()).collect()
}

fn does(actor: &Actor, action: Action) -> bool {
    actor.council.is_some_and(|council| policy::may(actor, action, council, true))
}

/// The agendas of a council's sessions.
pub const AGENDA: Kind = Kind {
    key: "chuong-trinh-ky-hop",
    label: "Chương trình kỳ họp",
    counted: "nội dung chương trình",
    home: "/lam-viec/ky-hop",
    lead: "Mỗi dòng một nội dung của một kỳ họp, theo thứ tự tiến hành.",
    columns: &[
        TERM,
        SESSION,
        Column::new("thu-tu", "Thứ tự", Shape::Integer(1, 500)).such_as("1"),
        Column::new("noi-dung", "Nội dung", Shape::Line(500))
            .required()
            .also(&["noi dung chuong trinh", "ten noi dung", "noi dung trinh"])
            .such_as("Báo cáo tình hình kinh tế - xã hội 6 tháng đầu năm"),
        Column::new("loai", "Loại nội dung", Shape::Choice(item_kinds)).also(&["loai"]).such_as("Báo cáo"),
        Column::new("trinh", "Người trình bày", Shape::Line(200))
            .also(&["nguoi trinh", "nguoi thuc hien", "co quan trinh", "don vi trinh", "trinh bay"])
            .such_as("Lãnh đạo UBND huyện"),
        Column::new("phut", "Số phút", Shape::Integer(1, 600)).also(&["thoi luong", "phut"]).such_as("15"),
        Column::new("hop-kin", "Họp kín", Shape::Yes),
    ],
    is_public: false,
    may: |actor| does(actor, Action::Prepare),
    check: check_agenda,
    take: take_agenda,
    undo: undo_agenda,
    export: export_agenda,
};

/// Who was at the sessions of a council.
pub const ATTENDANCE: Kind = Kind {
    key: "diem-danh",
    label: "Đại biểu dự kỳ họp",
    counted: "dòng điểm danh",
    home: "/lam-viec/ky-hop",
    lead: "Mỗi dòng một đại biểu ở một kỳ họp: có mặt hay vắng. Kỳ họp đã điều hành trên hệ thống thì điểm danh ở trang của nó.",
    columns: &[
        TERM,
        SESSION,
        Column::new("dai-bieu", "Đại biểu", Shape::Line(120))
            .required()
            .also(&["ho va ten", "ho ten", "ho va ten dai bieu", "ten dai bieu"])
            .such_as("Nguyễn Văn Ẩn"),
        Column::new("trang-thai", "Có mặt, vắng", Shape::Choice(presences))
            .required()
            .also(&["trang thai", "diem danh", "tinh trang", "co mat"])
            .such_as("Có mặt"),
        Column::new("ly-do", "Lý do vắng", Shape::Line(300)).also(&["ly do", "ghi chu"]),
    ],
    is_public: false,
    may: |actor| does(actor, Action::Record),
    check: check_roll,
    take: take_roll,
    undo: undo_roll,
    export: export_roll,
};

fn council_of(ctx: &Ctx<'_>, action: Action) -> Result<OrganizationId, Problem> {
    ctx.actor.council.filter(|_| does(ctx.actor, action)).ok_or(Problem::NotFound)
}

/// The register of sessions, and those whose sitting is over.
struct Sessions {
    register: Register,
    over: HashSet<SessionId>,
}

impl Sessions {
    fn load(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Self> {
        let register = Register::load(ctx, council)?;
        let over = store::sittings_among(ctx.tx, &ids_of(&register))?
            .into_iter()
            .filter(|(_, state)| *state == SittingState::Over)
            .map(|(session, _)| session)
            .collect();
        Ok(Self { register, over })
    }

    fn read(&self, reading: &mut Reading<'_>) -> Option<Session> {
        let session = self.register.read(reading)?;
        if session.is_archived() {
            reading.fault("ky-hop", Refusal::Archived.to_string());
        } else if self.over.contains(&session.id) {
            reading.fault("ky-hop", Refusal::Over.to_string());
        }
        Some(session.clone())
    }
}

fn ids_of(register: &Register) -> Vec<SessionId> {
    register.in_order().into_iter().map(|one| one.id).collect()
}

fn of_table<T>(lines: Vec<T>, table: &Table) -> Result<Vec<T>, Problem> {
    if lines.len() == table.rows.len() { Ok(lines) } else { Err(Problem::Conflict) }
}

/// What must be drawn anew where a session sits.
fn stir(ctx: &mut Ctx<'_>, sessions: impl IntoIterator<Item = SessionId>) -> db::Result<()> {
    let all: HashSet<SessionId> = sessions.into_iter().collect();
    let mut all: Vec<SessionId> = all.into_iter().collect();
    all.sort_unstable();
    for session in store::sittings_among(ctx.tx, &all)?.into_iter().map(|(session, _)| session) {
        store::stir(ctx.tx, session)?;
    }
    Ok(())
}

struct Item {
    session: SessionId,
    place: Option<i64>,
    new: NewItem,
}

fn read_agenda(ctx: &mut Ctx<'_>, table: &Table) -> Result<(Vec<Item>, Checked), Problem> {
    let council = council_of(ctx, Action::Prepare)?;
    let sessions = Sessions::load(ctx, council)?;
    let mut known: HashMap<SessionId, Vec<crate::model::Item>> = HashMap::new();
    for one in store::items_among(ctx.tx, &ids_of(&sessions.register))? {
        known.entry(one.session_id).or_default().push(one);
    }
    let mut places: HashMap<(SessionId, i64), usize> = HashMap::new();
    let mut titles: HashMap<(SessionId, String), usize> = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        // What is there already is so whatever has become of its session
        let session = sessions.register.read(&mut reading).cloned();
        let title = reading.words("noi-dung");
        let place = reading.integer("thu-tu");
        if let Some(session) = session.filter(|_| !title.is_empty()) {
            let items = known.get(&session.id).map(Vec::as_slice).unwrap_or_default();
            let same = items.iter().find(|one| {
                text::same_word(&one.title, title) && place.is_none_or(|place| place == one.place)
            });
            if let Some(one) = same {
                checked.same.push(Same {
                    row: row.number,
                    label: format!("{}, {}", one.title, session.label()),
                    href: format!("{}/chuong-trinh", session.path()),
                });
                continue;
            }
            sessions.read(&mut reading);
            if title.chars().count() < 2 {
                reading.fault("noi-dung", "Nội dung dài từ 2 ký tự.");
            }
            if let Some(place) = place {
                if let Some(other) = items.iter().find(|one| one.place == place) {
                    let other = text::truncate_words(&other.title, 80);
                    reading
                        .fault("thu-tu", format!("Thứ tự này đã là của “{other}”. Để trống thì xếp cuối."));
                }
                if let Some(first) = places.insert((session.id, place), row.number) {
                    reading.fault("thu-tu", format!("Trùng thứ tự với dòng {first} của bảng."));
                }
            } else if let Some(first) = titles.insert((session.id, text::exact(title)), row.number) {
                reading.fault("noi-dung", format!("Trùng với dòng {first} của bảng."));
            }
            if reading.faults.is_empty() {
                let said = reading.choice("loai", ItemKind::ALL.iter().map(|one| (one.label(), *one)));
                let new = NewItem {
                    kind: said.unwrap_or_else(|| agenda::guess(title)),
                    title: title.to_owned(),
                    presenter: reading.words("trinh").to_owned(),
                    minutes: reading.integer("phut").unwrap_or(agenda::MINUTES),
                    is_closed: reading.yes("hop-kin"),
                };
                lines.push(Item { session: session.id, place, new });
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok((lines, checked))
}

fn check_agenda(ctx: &mut Ctx<'_>, table: &Table) -> Result<Checked, Problem> {
    Ok(read_agenda(ctx, table)?.1)
}

fn take_agenda(
    ctx: &mut Ctx<'_>,
    table: &Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Made>, Problem> {
    let lines = of_table(read_agenda(ctx, table)?.0, table)?;
    let mut last: HashMap<SessionId, i64> = HashMap::new();
    let sessions: Vec<SessionId> = lines.iter().map(|line| line.session).collect();
    for one in store::items_among(ctx.tx, &distinct(&sessions))? {
        last.insert(one.session_id, one.place);
    }
    // Those without a place follow the last of the table and of what is there
    for line in &lines {
        let end = last.entry(line.session).or_default();
        *end = (*end).max(line.place.unwrap_or(0));
    }
    let mut made = Vec::new();
    for line in &lines {
        let place = line.place.unwrap_or_else(|| {
            let end = last.entry(line.session).or_default();
            *end += 1;
            *end
        });
        let id: AgendaItemId = ctx.id();
        let new = &line.new;
        store::insert_item(
            ctx.tx,
            id,
            line.session,
            place,
            new.kind,
            &new.title,
            &new.presenter,
            new.minutes,
            new.is_closed,
        )?;
        made.push(Made::new("agenda_item", id));
        progress(made.len(), lines.len());
    }
    stir(ctx, sessions)?;
    Ok(made)
}

fn distinct(sessions: &[SessionId]) -> Vec<SessionId> {
    let mut all = sessions.to_vec();
    all.sort_unstable();
    all.dedup();
    all
}

fn undo_agenda(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    let mut sessions = Vec::new();
    for one in made.iter().rev() {
        let id: AgendaItemId = one.id.parse().map_err(|_| Problem::Conflict)?;
        let item = store::item(ctx.tx, id)?.ok_or(Problem::Conflict)?;
        if let Some(why) = dependents::held(ctx.tx, id)? {
            return Err(Error::Refused(Refusal::Session(why.to_owned())).into());
        }
        if !store::delete_item(ctx.tx, id, 1)?.hit() {
            return Err(Problem::Conflict);
        }
        sessions.push(item.session_id);
    }
    stir(ctx, sessions)?;
    Ok(())
}

fn export_agenda(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx, Action::Prepare)?;
    let register = Register::load(ctx, council)?;
    let mut items: HashMap<SessionId, Vec<crate::model::Item>> = HashMap::new();
    for one in store::items_among(ctx.tx, &ids_of(&register))? {
        items.entry(one.session_id).or_default().push(one);
    }
    let mut rows = Vec::new();
    for session in register.in_order() {
        for one in items.remove(&session.id).unwrap_or_default() {
            let [term, number] = register.cells(session);
            rows.push(vec![
                term,
                number,
                Cell::Number(one.place),
                Cell::text(&one.title),
                Cell::text(one.kind.label()),
                Cell::text(&one.presenter),
                Cell::Number(one.minutes),
                Cell::text(if one.is_closed { "có" } else { "" }),
            ]);
        }
    }
    Ok(rows)
}

struct Present {
    session: SessionId,
    person: PersonId,
    state: Presence,
    reason: String,
}

fn read_roll(ctx: &mut Ctx<'_>, table: &Table) -> Result<(Vec<Present>, Checked), Problem> {
    let council = council_of(ctx, Action::Record)?;
    let sessions = Sessions::load(ctx, council)?;
    let known: HashMap<(SessionId, PersonId), Presence> =
        store::rolls_among(ctx.tx, &ids_of(&sessions.register))?
            .into_iter()
            .map(|(session, person, state, _)| ((session, person), state))
            .collect();
    let mut seats: HashMap<SessionId, Names<PersonId>> = HashMap::new();
    let mut seen: HashMap<(SessionId, PersonId), usize> = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let name = reading.words("dai-bieu");
        let state = reading.choice("trang-thai", Presence::ALL.iter().map(|one| (one.label(), *one)));
        let session = sessions.register.read(&mut reading).cloned();
        if let Some(session) = session.filter(|_| !name.is_empty()) {
            let person = delegate(ctx, &mut reading, &session, &mut seats)?;
            if let Some((person, state)) = person.zip(state) {
                if let Some(stands) = known.get(&(session.id, person)) {
                    checked.same.push(Same {
                        row: row.number,
                        label: format!("{name}, {}: {}", session.label(), stands.label()),
                        href: format!("{}/diem-danh", session.path()),
                    });
                    continue;
                }
                sessions.read(&mut reading);
                if let Some(first) = seen.insert((session.id, person), row.number) {
                    reading.fault("dai-bieu", format!("Trùng với dòng {first} của bảng."));
                }
                stands(&mut reading, &session, state, ctx.today);
                if reading.faults.is_empty() {
                    let reason = reading.words("ly-do").to_owned();
                    lines.push(Present { session: session.id, person, state, reason });
                }
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok((lines, checked))
}

fn stands(reading: &mut Reading<'_>, session: &Session, state: Presence, today: Date) {
    let is_there = matches!(state, Presence::Present | Presence::Left);
    if is_there && today < session.opened_on {
        reading.fault("trang-thai", "Kỳ họp chưa khai mạc thì chưa có ai có mặt.");
    }
    if is_there && !reading.is_empty("ly-do") {
        reading.fault("ly-do", "Đại biểu có mặt thì không ghi lý do vắng.");
    }
}

fn delegate(
    ctx: &mut Ctx<'_>,
    reading: &mut Reading<'_>,
    session: &Session,
    seats: &mut HashMap<SessionId, Names<PersonId>>,
) -> Result<Option<PersonId>, Problem> {
    let names = match seats.entry(session.id) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(free) => {
            let mut names = Names::default();
            let today = ctx.today;
            for (id, name) in common::names(ctx.tx, session, today)? {
                names.add(&name, &id);
            }
            free.insert(names)
        }
    };
    let name = reading.words("dai-bieu");
    match names.find(name) {
        Found::One(person) => return Ok(Some(person)),
        Found::Several => reading.fault("dai-bieu", format!("Có nhiều đại biểu tên “{name}”.")),
        Found::None => {
            let name = text::truncate_words(name, 80);
            reading.fault("dai-bieu", format!("Ngày họp không có đại biểu “{name}”."));
        }
    }
    Ok(None)
}

fn check_roll(ctx: &mut Ctx<'_>, table: &Table) -> Result<Checked, Problem> {
    Ok(read_roll(ctx, table)?.1)
}

fn take_roll(
    ctx: &mut Ctx<'_>,
    table: &Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Made>, Problem> {
    let lines = of_table(read_roll(ctx, table)?.0, table)?;
    let mut made = Vec::new();
    for line in &lines {
        let id: AttendanceId = ctx.id();
        // At what hour is not known
        store::insert_attendance(
            ctx.tx,
            id,
            line.session,
            line.person,
            line.state,
            None,
            None,
            &line.reason,
        )?;
        made.push(Made::new("attendance", id));
        progress(made.len(), lines.len());
    }
    stir(ctx, lines.iter().map(|line| line.session))?;
    Ok(made)
}

fn undo_roll(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: AttendanceId = one.id.parse().map_err(|_| Problem::Conflict)?;
        if !store::delete_attendance(ctx.tx, id)?.hit() {
            return Err(Problem::Conflict);
        }
    }
    Ok(())
}

fn export_roll(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx, Action::Record)?;
    let register = Register::load(ctx, council)?;
    let mut rolls: HashMap<SessionId, Vec<(PersonId, Presence, String)>> = HashMap::new();
    let mut persons = Vec::new();
    for (session, person, state, reason) in store::rolls_among(ctx.tx, &ids_of(&register))? {
        rolls.entry(session).or_default().push((person, state, reason));
        persons.push(person);
    }
    persons.sort_unstable();
    persons.dedup();
    let names = directory::persons_by_name(ctx.tx, &persons)?;
    let order: HashMap<PersonId, usize> = names.iter().zip(0..).map(|((id, _), at)| (*id, at)).collect();
    let mut rows = Vec::new();
    for session in register.in_order() {
        let mut roll = rolls.remove(&session.id).unwrap_or_default();
        roll.sort_by_key(|(person, ..)| order.get(person).copied());
        for (person, state, reason) in roll {
            let name = order.get(&person).and_then(|at| names.get(*at)).map_or("", |(_, name)| name.as_str());
            let [term, number] = register.cells(session);
            rows.push(vec![term, number, Cell::text(name), Cell::text(state.label()), Cell::text(reason)]);
        }
    }
    Ok(rows)
}
