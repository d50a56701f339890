//! Voters' petitions as a table, in and out: with their course as far as a table knows it.

use std::collections::{HashMap, HashSet};

use directory::{Bodies, OrganizationKind, Places};
use follow::FollowUp;
use intake::{Checked, Column, Found, Kind, Made, Reading, Same, Shape, Table};
use kernel::{AreaId, Date, FollowUpId, OrganizationId, PetitionId, dates, text};
use kit::{Ctx, Error, Problem};
use papers::Cell;
use papers::pasted::word;

use crate::actions;
use crate::heads::{self, LEVELS, SECTORS, outcome_of};
use crate::model::{
    CompetenceLevel, Confirmation, EntryKind, Outcome, Petition, Refusal, Sector, Source, State,
};
use crate::pages::EXPORT_MAX;
use crate::policy::{self, Action};
use crate::{code, store, store_intake};

fn levels() -> Vec<&'static str> {
    CompetenceLevel::ALL.iter().map(|one| one.label()).collect()
}

fn level_of(cell: &str) -> Option<CompetenceLevel> {
    word(cell, CompetenceLevel::ALL.iter().map(|one| (one.label(), *one)), &LEVELS)
}

fn sectors() -> Vec<&'static str> {
    Sector::ALL.iter().map(|one| one.label()).collect()
}

fn sector_of(cell: &str) -> Option<Sector> {
    word(cell, Sector::ALL.iter().map(|one| (one.label(), *one)), &SECTORS)
}

fn outcomes() -> Vec<&'static str> {
    Outcome::ALL.iter().map(|one| one.label()).collect()
}

fn sources() -> Vec<&'static str> {
    Source::ALL.iter().map(|one| one.label()).collect()
}

/// What a citizen sent stands in the register after it was looked at.
fn states() -> Vec<&'static str> {
    State::ALL.iter().filter(|one| **one != State::Quarantined).map(|one| one.label()).collect()
}

fn confirmations() -> Vec<&'static str> {
    Confirmation::ALL.iter().map(|one| one.label()).collect()
}

/// The petitions of a council's register.
pub const PETITIONS: Kind = Kind {
    key: "kien-nghi",
    label: "Kiến nghị cử tri",
    counted: "kiến nghị",
    home: "/lam-viec/kien-nghi",
    lead: "Mỗi dòng một kiến nghị, kèm trả lời nếu đã có. Không ghi tên cử tri.",
    columns: &[
        Column::new("ma", heads::CODE.name, Shape::Code(24))
            .also(heads::CODE.words)
            .such_as("để trống: hệ thống cấp mã"),
        Column::new("noi-dung", heads::TEXT.name, Shape::Words(4_000))
            .required()
            .also(heads::TEXT.words)
            .such_as("Nạo vét kênh tiêu thôn Đống Cầu"),
        Column::new("cu-tri", heads::VOTERS.name, Shape::Line(300))
            .required()
            .also(heads::VOTERS.words)
            .such_as("thôn Đống Cầu, xã Liêm Phong"),
        Column::new("nguon", "Nguồn", Shape::Choice(sources)),
        Column::new("ngay", heads::RECEIVED.name, Shape::Day)
            .also(heads::RECEIVED.words)
            .such_as("để trống: hôm nay"),
        Column::new(
            "tham-quyen",
            heads::LEVEL.name,
            Shape::Word { words: levels, knows: |cell| level_of(cell).is_some() },
        )
        .also(heads::LEVEL.words)
        .such_as("Huyện"),
        Column::new(
            "linh-vuc",
            heads::SECTOR.name,
            Shape::Word { words: sectors, knows: |cell| sector_of(cell).is_some() },
        )
        .also(heads::SECTOR.words)
        .such_as("Giao thông"),
        Column::new("co-quan", heads::LEAD.name, Shape::Line(300))
            .also(heads::LEAD.words)
            .such_as("UBND huyện"),
        Column::new("ban", heads::COMMITTEE.name, Shape::Line(300)).also(heads::COMMITTEE.words),
        Column::new("chuyen", "Ngày chuyển", Shape::Day),
        Column::new("han", "Hạn trả lời", Shape::Day).also(&["han"]),
        Column::new(
            "ket-qua",
            heads::OUTCOME.name,
            Shape::Word { words: outcomes, knows: |cell| outcome_of(cell).is_some() },
        )
        .also(heads::OUTCOME.words)
        .such_as("Đang giải quyết, có lộ trình"),
        Column::new("tra-loi", heads::ANSWER.name, Shape::Words(20_000)).also(heads::ANSWER.words),
        Column::new("van-ban", heads::REFERENCE.name, Shape::Line(200)).also(heads::REFERENCE.words),
        Column::new("ngay-tra-loi", "Ngày trả lời", Shape::Day),
        Column::new("hen", heads::PROMISED.name, Shape::Day)
            .also(heads::PROMISED.words)
            .such_as("30/11/2020"),
        Column::new("trang-thai", "Trạng thái", Shape::Choice(states)).also(&["tinh trang"]),
        Column::new("ket-thuc", "Ngày kết thúc", Shape::Day),
        Column::new("xac-nhan", "Xã xác nhận", Shape::Choice(confirmations)),
        Column::new("gop-vao", "Gộp vào kiến nghị", Shape::Code(24)),
        Column::new("lap-lai", "Lặp lại kiến nghị", Shape::Code(24)),
        Column::new("lan", "Lần thứ", Shape::Integer(1, 100)),
        Column::new("cong-khai", "Công khai", Shape::Yes),
        Column::new("ma-viec", "Mã việc theo dõi", Shape::Code(40)),
    ],
    is_public: true,
    may: |actor| {
        actor
            .council
            .zip(actor.area)
            .is_some_and(|(council, area)| policy::may_in_council(actor, Action::Handle, council, area))
    },
    check,
    take,
    undo,
    export,
};

struct Line {
    number: usize,
    code: Option<String>,
    words: String,
    area: AreaId,
    place: String,
    source: Source,
    received: Date,
    level: Option<CompetenceLevel>,
    sector: Option<Sector>,
    lead: Option<OrganizationId>,
    committee: Option<OrganizationId>,
    forwarded: Option<Date>,
    due: Option<Date>,
    given: Given,
    state: State,
    closed: Option<Date>,
    confirmation: Option<Confirmation>,
    into: Option<String>,
    repeats: Option<String>,
    times: i64,
    is_public: bool,
    followed_by: Option<FollowUpId>,
}

/// The answer, as far as there is one.
struct Given {
    outcome: Option<Outcome>,
    words: String,
    reference: String,
    on: Option<Date>,
    promised: Option<Date>,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    let own = ctx.actor.council.zip(ctx.actor.area);
    own.filter(|(council, area)| policy::may_in_council(ctx.actor, Action::Handle, *council, *area))
        .map(|(council, _)| council)
        .ok_or(Problem::NotFound)
}

fn likeness(words: &str, area: AreaId, place: &str, on: Date) -> (String, AreaId, String, Date) {
    (text::exact(words), area, text::exact(place), on)
}

fn likeness_of(one: &Petition) -> (String, AreaId, String, Date) {
    likeness(&one.text, one.area_id, &one.place, one.received_on)
}

/// What the rows are held against.
struct Known {
    places: Places,
    own: HashSet<AreaId>,
    bodies: Bodies,
    coded: HashMap<String, Petition>,
    alike: HashMap<(String, AreaId, String, Date), Petition>,
    followed: HashMap<String, FollowUp>,
    taken: HashSet<FollowUpId>,
}

impl Known {
    fn load(ctx: &mut Ctx<'_>, council: OrganizationId, table: &Table) -> Result<Self, Problem> {
        let places = Places::load(ctx)?;
        let bodies = Bodies::load_all(ctx, &places)?;
        let own = actions::places(ctx, council)?.into_iter().map(|area| area.id).collect();
        let codes_of = |keys: &[&str]| -> Vec<String> {
            let readings = table.rows.iter().map(|row| table.reading(row));
            let cells = readings.flat_map(|one| keys.iter().map(|key| one.code(key)).collect::<Vec<_>>());
            cells.filter(|cell| !cell.is_empty()).collect()
        };
        let codes: Vec<String> =
            codes_of(&["ma", "gop-vao", "lap-lai"]).iter().filter_map(|typed| code::parse(typed)).collect();
        let coded = store_intake::with_codes(ctx.tx, &codes)?;
        let coded = coded.into_iter().map(|one| (one.code.clone(), one)).collect();
        let days: Vec<Date> =
            table.rows.iter().map(|row| table.reading(row).day("ngay").unwrap_or(ctx.today)).collect();
        let window = days.iter().min().zip(days.iter().max());
        let received = match window {
            Some((from, to)) => store_intake::received_between(ctx.tx, council, *from, *to)?,
            None => Vec::new(),
        };
        let alike = received.into_iter().map(|one| (likeness_of(&one), one)).collect();
        let followed: HashMap<String, FollowUp> = follow::with_codes(ctx.tx, &codes_of(&["ma-viec"]))?
            .into_iter()
            .filter(|one| one.council_id == council)
            .map(|one| (one.code.clone(), one))
            .collect();
        let ids: Vec<FollowUpId> = followed.values().map(|one| one.id).collect();
        let taken = store_intake::followed(ctx.tx, &ids)?.into_iter().collect();
        Ok(Self { places, own, bodies, coded, alike, followed, taken })
    }

    /// "thôn Đống Cầu, xã Liêm Phong": the unit is the last part, the rest is the place in it.
    fn voters(&self, reading: &mut Reading<'_>) -> Option<(AreaId, String)> {
        let cell = reading.words("cu-tri");
        if cell.is_empty() {
            return None;
        }
        let parts = cell.match_indices([',', '-', '(']).map(|(at, mark)| {
            let (place, unit) = (cell.get(..at), cell.get(at + mark.len()..));
            (place.unwrap_or_default().trim(), unit.unwrap_or_default().trim_end_matches(')').trim())
        });
        let found =
            std::iter::once(("", cell)).chain(parts).find_map(|(place, unit)| match self.places.find(unit) {
                Found::One(area) => Some((area, place)),
                Found::Several | Found::None => None,
            });
        match found {
            Some((area, place)) if self.own.contains(&area) => Some((area, place.to_owned())),
            Some(_) => {
                reading.fault("cu-tri", "Đơn vị này không thuộc địa bàn của Hội đồng.");
                None
            }
            None => {
                let unit = cell.rsplit([',', '-', '(']).next().unwrap_or(cell);
                let unit = text::truncate_words(unit.trim_end_matches(')').trim(), 80);
                reading.fault(
                    "cu-tri",
                    format!("Không có đơn vị “{unit}”. Viết như “thôn Đống Cầu, xã Liêm Phong”."),
                );
                None
            }
        }
    }

    /// The follow-up that the row names, and that follows nothing else.
    fn followed_by(&mut self, reading: &mut Reading<'_>) -> Option<FollowUpId> {
        let code = reading.code("ma-viec");
        if code.is_empty() {
            return None;
        }
        let Some(one) = self.followed.get(&code) else {
            reading.fault("ma-viec", "Chưa có việc mã này. Nhập việc theo dõi trước, hoặc để trống.");
            return None;
        };
        if !self.taken.insert(one.id) {
            reading.fault("ma-viec", "Việc này đã theo dõi một kiến nghị khác.");
        }
        Some(one.id)
    }
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = council_of(ctx)?;
    let mut known = Known::load(ctx, council, table)?;
    let own_codes: HashSet<String> =
        table.rows.iter().filter_map(|row| code::parse(&table.reading(row).code("ma"))).collect();
    let mut seen: HashMap<(String, AreaId, String, Date), usize> = HashMap::new();
    let mut given: HashSet<String> = HashSet::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    let today = ctx.today;
    for row in &table.rows {
        let mut reading = table.reading(row);
        let code = coded(&mut reading, "ma");
        let voters = known.voters(&mut reading);
        let words = reading.words("noi-dung");
        let received = if reading.is_empty("ngay") { Some(today) } else { reading.past_day("ngay") };
        if let (Some((area, place)), Some(received), false) = (voters, received, words.is_empty()) {
            let key = likeness(words, area, &place, received);
            let same = match code.as_ref().and_then(|code| known.coded.get(code)) {
                Some(one) if one.council_id == council && likeness_of(one) == key => Some(one),
                Some(_) => {
                    reading.fault("ma", "Mã này đã là của kiến nghị khác. Để trống để hệ thống cấp mã.");
                    None
                }
                None if code.is_some() => None,
                None => known.alike.get(&key),
            };
            if let Some(one) = same {
                let label = format!("{}: {}", one.code, text::truncate_words(&one.text, 100));
                checked.same.push(Same { row: row.number, label, href: one.path() });
                continue;
            }
            match &code {
                Some(code) if !given.insert(code.clone()) => reading.fault("ma", "Mã này có ở dòng trên."),
                Some(_) => {}
                None => {
                    if let Some(first) = seen.insert(key, row.number) {
                        reading.fault("noi-dung", format!("Trùng với dòng {first} của bảng."));
                    }
                }
            }
            let mut line = line_of(&mut reading, &mut known, today, received, area, place);
            line.code = code;
            for (key, target) in [("gop-vao", &line.into), ("lap-lai", &line.repeats)] {
                let is_there = target.as_ref().is_none_or(|code| {
                    own_codes.contains(code)
                        || known.coded.get(code).is_some_and(|one| one.council_id == council)
                });
                if !is_there || target.is_some() && *target == line.code {
                    reading.fault(key, "Không có kiến nghị mã này trong sổ và trong bảng.");
                }
            }
            if reading.faults.is_empty() {
                lines.push(line);
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

/// A code of this register, however it is typed.
fn coded(reading: &mut Reading<'_>, key: &str) -> Option<String> {
    let typed = reading.code(key);
    if typed.is_empty() {
        return None;
    }
    let known = code::parse(&typed);
    if known.is_none() {
        reading.fault(key, "Mã không đúng. Mã có dạng KN-2020-0147-3; để trống thì hệ thống cấp mã.");
    }
    known
}

fn line_of(
    reading: &mut Reading<'_>,
    known: &mut Known,
    today: Date,
    received: Date,
    area: AreaId,
    place: String,
) -> Line {
    let lead = known.bodies.read(reading, "co-quan");
    let committee = known.bodies.read(reading, "ban");
    let is_committee =
        |id: OrganizationId| known.bodies.get(id).is_some_and(|one| one.kind == OrganizationKind::Committee);
    if committee.is_some_and(|id| !is_committee(id)) {
        reading.fault("ban", "Cần tên một Ban của HĐND.");
    }
    let level = level_of(reading.words("tham-quyen"));
    let sector = sector_of(reading.words("linh-vuc"));
    let (forwarded, due) = (reading.past_day("chuyen"), reading.day("han"));
    let given = given_of(reading, today, received);
    let (into, repeats) = (coded(reading, "gop-vao"), coded(reading, "lap-lai"));
    let said = reading.choice("trang-thai", State::ALL.iter().map(|one| (one.label(), *one)));
    let is_whole = level.is_some() && sector.is_some() && lead.is_some();
    let state = said.unwrap_or(match given.outcome {
        Some(outcome) if outcome.is_final() => State::Closed,
        Some(_) => State::Monitoring,
        None if into.is_some() => State::Merged,
        None if lead.is_some() && due.is_some() => State::Forwarded,
        None if is_whole => State::Classified,
        None => State::Received,
    });
    let closed = reading.past_day("ket-thuc").or(given.on).filter(|_| state == State::Closed);
    // "Cấp xã", không tên cơ quan: a body that is misspelt is a fault of its own
    if given.outcome.is_some() && reading.is_empty("co-quan") {
        reading.fault("co-quan", "Đã có kết quả thì phải có cơ quan giải quyết.");
    }
    stands(reading, state, &given, is_whole);
    if reading.past_day("chuyen").is_some_and(|day| day < received) {
        reading.fault("chuyen", "Ngày chuyển phải từ ngày nhận trở đi.");
    }
    let times = reading.integer("lan").unwrap_or(if repeats.is_some() { 2 } else { 1 });
    if repeats.is_some() && times < 2 {
        reading.fault("lan", "Kiến nghị lặp lại thì từ lần thứ 2.");
    }
    let is_public = reading.yes("cong-khai")
        && !matches!(state, State::Received | State::Merged | State::SetAside | State::Quarantined);
    let confirmation = reading.choice("xac-nhan", Confirmation::ALL.iter().map(|one| (one.label(), *one)));
    let source = reading.choice("nguon", Source::ALL.iter().map(|one| (one.label(), *one)));
    Line {
        number: reading.number(),
        code: None,
        words: reading.words("noi-dung").to_owned(),
        area,
        place,
        source: source.unwrap_or(Source::Other),
        received,
        level,
        sector,
        lead,
        committee,
        forwarded,
        due,
        given,
        state,
        closed,
        confirmation,
        into,
        repeats,
        times,
        is_public,
        followed_by: known.followed_by(reading),
    }
}

/// The answer of a row; its day stands in a column, at the end of its number, or is not known.
fn given_of(reading: &mut Reading<'_>, today: Date, received: Date) -> Given {
    let outcome = outcome_of(reading.words("ket-qua"));
    let reference = reading.words("van-ban").to_owned();
    let promised = reading.day("hen");
    if let Some(outcome) = outcome
        && outcome.needs_day()
        && reading.is_empty("hen")
    {
        reading.fault("hen", format!("“{}” phải có ngày hẹn.", outcome.label()));
    }
    let said = reading.past_day("ngay-tra-loi");
    if said.is_some_and(|day| day < received) {
        reading.fault("ngay-tra-loi", "Ngày trả lời phải từ ngày nhận trở đi.");
    }
    let on =
        said.or_else(|| outcome.map(|_| dates::at_end(&reference, today).unwrap_or(received).max(received)));
    Given { outcome, words: reading.words("tra-loi").to_owned(), reference, on, promised }
}

/// A state has what makes it one.
fn stands(reading: &mut Reading<'_>, state: State, given: &Given, is_whole: bool) {
    let is_answered = matches!(state, State::Answered | State::Monitoring | State::Closed);
    if is_answered && reading.is_empty("ket-qua") {
        reading.fault("ket-qua", format!("“{}” thì phải có kết quả.", state.label()));
    }
    if state == State::Closed && given.outcome.is_some_and(|one| !one.is_final()) {
        reading.fault("trang-thai", "Kết quả này chưa kết thúc kiến nghị. Sửa trạng thái hoặc kết quả.");
    }
    if state == State::Monitoring && given.outcome.is_some_and(Outcome::is_final) {
        reading.fault("trang-thai", "Kết quả này kết thúc kiến nghị, không còn theo dõi.");
    }
    if state != State::Closed && !reading.is_empty("ket-thuc") {
        reading.fault("ket-thuc", "Kiến nghị chưa kết thúc thì không ghi ngày kết thúc.");
    }
    if state == State::Classified && !is_whole {
        reading.fault("trang-thai", "Chờ chuyển thì phải đủ thẩm quyền, lĩnh vực, cơ quan giải quyết.");
    }
    if state == State::Forwarded {
        for (key, what) in [("co-quan", "cơ quan giải quyết"), ("han", "hạn trả lời")] {
            if reading.is_empty(key) {
                reading.fault(key, format!("Kiến nghị đã chuyển phải có {what}."));
            }
        }
    }
    if (state == State::Merged) == reading.is_empty("gop-vao") {
        let words = if state == State::Merged {
            "Kiến nghị đã gộp phải ghi mã kiến nghị mà nó gộp vào."
        } else {
            "Chỉ ghi khi trạng thái là đã gộp."
        };
        reading.fault("gop-vao", words);
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
    let asker = follow::Head::of(ctx, council).map_err(actions::other)?.organization;
    // Codes that the table brings go first, so that none is given to another row
    let (own, without): (Vec<&Line>, Vec<&Line>) = held.lines.iter().partition(|line| line.code.is_some());
    let mut numbers: HashMap<i16, i64> = HashMap::new();
    let mut made = Vec::new();
    let mut ids: Vec<(PetitionId, &Line)> = Vec::new();
    for line in own.into_iter().chain(without) {
        let id = put(ctx, council, line, &mut numbers)?;
        if let Some(follow_up) = follow(ctx, id, asker, line)? {
            made.push(Made::new("follow_up", follow_up));
        }
        made.push(Made::new("petition", id));
        ids.push((id, line));
        progress(ids.len(), table.rows.len());
    }
    for (id, line) in &ids {
        tie(ctx, *id, line)?;
    }
    for (id, _) in ids {
        let one = store::petition(ctx.tx, id)?.ok_or(Problem::Conflict)?;
        actions::put_in_search(ctx, &one)?;
    }
    Ok(made)
}

/// "KN-2020-0147-3" in parts: year and number.
fn parts_of(code: &str) -> Option<(i16, i64)> {
    let mut parts = code.split('-').skip(1);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn put(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    line: &Line,
    numbers: &mut HashMap<i16, i64>,
) -> Result<PetitionId, Problem> {
    let (year, number) = if let Some(code) = &line.code {
        parts_of(code).ok_or(Problem::Conflict)?
    } else {
        let year = line.received.year();
        let last = match numbers.get(&year) {
            Some(last) => *last,
            None => store::last_number(ctx.tx, i64::from(year))?.0.0,
        };
        numbers.insert(year, last + 1);
        (year, last + 1)
    };
    let code = line.code.clone().unwrap_or_else(|| code::compose(year, number));
    let id: PetitionId = ctx.id();
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    let given = &line.given;
    let road = given.on.filter(|_| given.outcome == Some(Outcome::InProgress));
    // What it was joined to may come further down
    let state = if line.state == State::Merged { State::Received } else { line.state };
    store_intake::insert_known_petition(
        ctx.tx,
        id,
        &code,
        i64::from(year),
        number,
        council,
        &line.words,
        line.area,
        &line.place,
        line.source,
        line.received,
        line.level,
        line.sector,
        line.lead,
        line.committee,
        state,
        line.forwarded,
        line.due,
        given.on,
        &given.words,
        &given.reference,
        given.outcome,
        road,
        given.promised,
        line.closed,
        line.confirmation,
        line.is_public,
        is_demonstration,
        &text::fold(&format!("{code} {} {}", line.words, line.place)),
    )?;
    let told = format!("Nhập từ bảng, dòng {}", line.number);
    actions::tell(ctx, id, EntryKind::Received, &told, true)?;
    Ok(id)
}

/// What follows it: the follow-up that the row names, or a new one of what is still owed.
fn follow(
    ctx: &mut Ctx<'_>,
    id: PetitionId,
    asker: OrganizationId,
    line: &Line,
) -> Result<Option<FollowUpId>, Problem> {
    if let Some(known) = line.followed_by {
        store_intake::set_follow_up(ctx.tx, known, id)?;
        return Ok(None);
    }
    let owed = match line.state {
        State::Monitoring => line.given.promised.map(|day| (day, "Ngày hẹn ghi ở bảng đã nhập")),
        State::Forwarded => line.due.map(|day| (day, "Hạn trả lời ghi ở bảng đã nhập")),
        _ => None,
    };
    let (Some((day, reason)), Some(lead)) = (owed, line.lead) else { return Ok(None) };
    let one = store::petition(ctx.tx, id)?.ok_or(Problem::Conflict)?;
    let follow_up = actions::owe(ctx, &one, asker, lead, day, reason)?;
    store_intake::set_follow_up(ctx.tx, follow_up, id)?;
    Ok(Some(follow_up))
}

/// Joins it to the one it went into, and to the one it repeats.
fn tie(ctx: &mut Ctx<'_>, id: PetitionId, line: &Line) -> Result<(), Problem> {
    if line.into.is_none() && line.repeats.is_none() && line.times == 1 {
        return Ok(());
    }
    let mut found = |code: &Option<String>| match code {
        Some(code) => store::by_code(ctx.tx, code),
        None => Ok(None),
    };
    let (into, repeats) = (found(&line.into)?, found(&line.repeats)?);
    let ids = |one: &Option<Petition>| one.as_ref().map(|one| one.id);
    store_intake::tie(ctx.tx, line.state, ids(&into), ids(&repeats), line.times, id)?;
    let own = store::petition(ctx.tx, id)?.ok_or(Problem::Conflict)?.node();
    if let Some(into) = into {
        chain::link(ctx, &own, &into.node())?;
    }
    if let Some(before) = repeats {
        chain::link(ctx, &before.node(), &own)?;
    }
    Ok(())
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    // What points at another of the batch lets go of it first
    let petitions = || made.iter().filter(|one| one.table == "petition");
    for one in petitions() {
        let id: PetitionId = one.id.parse().map_err(|_| Problem::Conflict)?;
        let known = store::petition(ctx.tx, id)?.ok_or(Problem::Conflict)?;
        if known.merged_into.is_some() || known.repeat_of.is_some() {
            store_intake::tie(ctx.tx, State::Received, None, None, 1, id)?;
        }
    }
    for one in made.iter().rev() {
        if one.table == "follow_up" {
            let id: FollowUpId = one.id.parse().map_err(|_| Problem::Conflict)?;
            follow::leave(ctx, id).map_err(actions::other)?;
            continue;
        }
        let id: PetitionId = one.id.parse().map_err(|_| Problem::Conflict)?;
        store_intake::delete_timeline(ctx.tx, id)?;
        chain::unlink(ctx, "petition", &one.id)?;
        search::remove(ctx.tx, "petition", &one.id)?;
        if !store_intake::delete_petition(ctx.tx, id)?.hit() {
            return Err(Error::<Refusal>::Conflict.into());
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx)?;
    let places = Places::load(ctx)?;
    let bodies = Bodies::load_all(ctx, &places)?;
    let all = store_intake::register_of(ctx.tx, council, EXPORT_MAX)?;
    let codes: HashMap<PetitionId, &str> = all.iter().map(|one| (one.id, one.code.as_str())).collect();
    let ids: Vec<FollowUpId> = all.iter().filter_map(|one| one.follow_up_id).collect();
    let followed: HashMap<FollowUpId, String> =
        follow::find_many(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one.code)).collect();
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    let body =
        |id: Option<OrganizationId>| Cell::text(id.map(|id| bodies.name_of(id, &places)).unwrap_or_default());
    let code = |id: Option<PetitionId>| Cell::text(id.and_then(|id| codes.get(&id).copied()).unwrap_or(""));
    Ok(all
        .iter()
        .map(|one| {
            let area = places.name_of(one.area_id);
            let follow_up = one.follow_up_id.and_then(|id| followed.get(&id));
            vec![
                Cell::text(&one.code),
                Cell::text(&one.text),
                Cell::text(if one.place.is_empty() { area } else { format!("{}, {area}", one.place) }),
                Cell::text(one.source.label()),
                Cell::Date(one.received_on),
                Cell::text(one.level.map_or("", CompetenceLevel::label)),
                Cell::text(one.sector.map_or("", Sector::label)),
                body(one.lead_id),
                body(one.committee_id),
                day(one.forwarded_on),
                day(one.due_on),
                Cell::text(one.outcome.map_or("", Outcome::label)),
                Cell::text(&one.answer),
                Cell::text(&one.answer_reference),
                day(one.answered_on),
                day(one.promised_on),
                Cell::text(one.state.label()),
                day(one.closed_on),
                Cell::text(one.confirmation.map_or("", Confirmation::label)),
                code(one.merged_into),
                code(one.repeat_of),
                Cell::Number(one.times),
                Cell::text(if one.is_public { "có" } else { "" }),
                Cell::text(follow_up.map_or("", String::as_str)),
            ]
        })
        .collect())
}
