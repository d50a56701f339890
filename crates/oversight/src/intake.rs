//! Oversights and surveys as a table, in and out. Visits, notes and findings are not in it.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use directory::{Bodies, Organization, OrganizationKind, Places};
use intake::{Checked, Column, Found, Made, Names, Reading, Same, Shape, Table};
use kernel::{
    Date, OrganizationId, OversightBodyId, OversightEntryId, OversightId, OversightMemberId, PersonId, text,
};
use kit::{Ctx, Problem};
use law::Publication;
use papers::Cell;

use crate::common::{find_it, folded};
use crate::model::{BodyKind, Form, Kind, Oversight, Refusal, State};
use crate::{policy, rules, store, store_intake};

/// So many are written out.
pub(crate) const ROWS_MAX: i64 = 20_000;
const BETWEEN: &str = "; ";

fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.label()).collect()
}

fn forms() -> Vec<&'static str> {
    Form::ALL.iter().map(|form| form.label()).collect()
}

fn states() -> Vec<&'static str> {
    State::ALL.iter().map(|state| state.label()).collect()
}

/// The oversights of a council and of its bodies.
pub const OVERSIGHTS: intake::Kind = intake::Kind {
    key: "giam-sat",
    label: "Cuộc giám sát, khảo sát",
    counted: "cuộc giám sát, khảo sát",
    home: "/lam-viec/giam-sat",
    lead: "Mỗi dòng một cuộc, kèm các mốc ngày đã qua. Buổi làm việc và phát hiện của đoàn ghi ở trang của cuộc.",
    columns: &[
        Column::new("ma", "Mã", Shape::Code(20))
            .also(&["ma cuoc", "ma giam sat"])
            .such_as("để trống: hệ thống cấp mã"),
        Column::new("ten", "Nội dung giám sát", Shape::Line(500))
            .required()
            .also(&["ten cuoc giam sat", "chuyen de", "ten chuyen de", "noi dung", "ten"])
            .such_as("Quản lý, sử dụng quỹ đất công ích tại các xã"),
        Column::new("co-quan", "Cơ quan giám sát", Shape::Line(300))
            .required()
            .also(&["chu the giam sat", "don vi giam sat", "co quan chu tri"])
            .such_as("Ban Kinh tế - Xã hội HĐND huyện"),
        Column::new("dai-bieu", "Đại biểu giám sát", Shape::Line(120)),
        Column::new("loai", "Loại", Shape::Choice(kinds))
            .required()
            .also(&["hinh thuc"])
            .such_as("Giám sát chuyên đề"),
        Column::new("mau", "Hình thức giám sát", Shape::Choice(forms)).also(&["mau", "nhom"]),
        Column::new("tu", "Từ ngày", Shape::Day)
            .required()
            .also(&["tu", "bat dau du kien", "thoi gian tu"])
            .such_as("02/03/2020"),
        Column::new("den", "Đến ngày", Shape::Day)
            .required()
            .also(&["den", "ket thuc du kien", "thoi gian den"])
            .such_as("15/06/2020"),
        Column::new("pham-vi", "Phạm vi", Shape::Words(2_000)).also(&["pham vi giam sat"]),
        Column::new("noi-dung", "Yêu cầu, nội dung cụ thể", Shape::Words(4_000))
            .also(&["de cuong", "yeu cau"]),
        Column::new("doi-tuong", "Cơ quan chịu sự giám sát", Shape::Line(2_000))
            .also(&["doi tuong giam sat", "doi tuong", "don vi duoc giam sat"])
            .such_as("UBND xã Liêm Phong; UBND xã Thanh Hà"),
        Column::new("truong-doan", "Trưởng đoàn", Shape::Line(120)),
        Column::new("thanh-vien", "Thành viên đoàn", Shape::Line(3_000)).also(&["thanh vien"]),
        Column::new("moi", "Mời tham gia", Shape::Line(500)),
        Column::new("lai-cua", "Giám sát lại cuộc", Shape::Code(20)),
        Column::new("mat", "Không công khai", Shape::Yes),
        Column::new("trang-thai", "Trạng thái", Shape::Choice(states)).also(&["tinh trang"]),
        Column::new("dua-vao", "Ngày đưa vào chương trình", Shape::Day),
        Column::new("quyet-dinh", "Ngày quyết định", Shape::Day).also(&["ngay thanh lap doan"]),
        Column::new("so-quyet-dinh", "Số quyết định", Shape::Line(60)).also(&["quyet dinh so"]),
        Column::new("gui-de-cuong", "Ngày gửi đề cương", Shape::Day).also(&["ngay gui ke hoach, de cuong"]),
        Column::new("thong-bao", "Ngày thông báo đoàn", Shape::Day),
        Column::new("bat-dau", "Ngày bắt đầu làm việc", Shape::Day).also(&["ngay bat dau"]),
        Column::new("het-lam-viec", "Ngày kết thúc làm việc", Shape::Day),
        Column::new("bao-cao", "Ngày báo cáo", Shape::Day).also(&["ngay bao cao ket qua"]),
        Column::new("tom-tat", "Tóm tắt báo cáo", Shape::Words(4_000)),
        Column::new("xem-xet", "Ngày xem xét báo cáo", Shape::Day),
        Column::new("ket-luan", "Ngày kết luận", Shape::Day),
        Column::new("noi-dung-ket-luan", "Kết luận", Shape::Words(4_000)).also(&["noi dung ket luan"]),
        Column::new("ket-thuc", "Ngày kết thúc", Shape::Day),
        Column::new("ghi-ket-thuc", "Ghi khi kết thúc", Shape::Words(2_000)).also(&["ly do khong tien hanh"]),
    ],
    is_public: false,
    may: |actor| actor.council.is_some_and(|council| policy::may_enter(actor, council, council)),
    check,
    take,
    undo,
    export,
};

/// What is gone over again: there already, or above in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
enum First {
    Known(Box<Oversight>),
    Above(String),
}

struct Line {
    number: usize,
    code: Option<String>,
    title: String,
    body: OrganizationId,
    body_kind: BodyKind,
    person: Option<PersonId>,
    kind: Kind,
    form: Form,
    from: Date,
    to: Date,
    scope: String,
    content: String,
    bodies: Vec<OrganizationId>,
    head: Option<PersonId>,
    members: Vec<PersonId>,
    invited: String,
    first: Option<First>,
    is_secret: bool,
    state: State,
    days: Days,
    words: Words,
}

#[derive(Clone, Copy, Default)]
struct Days {
    included: Option<Date>,
    decided: Option<Date>,
    outline: Option<Date>,
    notified: Option<Date>,
    began: Option<Date>,
    ended: Option<Date>,
    reported: Option<Date>,
    considered: Option<Date>,
    concluded: Option<Date>,
    closed: Option<Date>,
}

struct Words {
    decision: String,
    report: String,
    conclusion: String,
    closing: String,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

pub(crate) fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor
        .council
        .filter(|council| policy::may_enter(ctx.actor, *council, *council))
        .ok_or(Problem::NotFound)
}

/// Who had a post in the council or in a body of it on a day.
struct People {
    council: OrganizationId,
    by_day: HashMap<Date, Names<PersonId>>,
}

impl People {
    fn on(&mut self, ctx: &mut Ctx<'_>, day: Date) -> db::Result<&Names<PersonId>> {
        match self.by_day.entry(day) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(free) => {
                let mut names = Names::default();
                for (id, name, ..) in directory::posts_in(ctx.tx, self.council, day)? {
                    names.add(&name, &id);
                }
                Ok(free.insert(names))
            }
        }
    }
}

fn person(reading: &mut Reading<'_>, key: &str, name: &str, known: &Names<PersonId>) -> Option<PersonId> {
    match known.find(name) {
        Found::One(id) => return Some(id),
        Found::Several => reading.fault(key, format!("Có nhiều người tên “{name}”.")),
        Found::None => {
            let name = text::truncate_words(name, 80);
            reading.fault(
                key,
                format!("Khi đó HĐND không có ai tên “{name}”. Nhiều người thì ngăn bằng dấu chấm phẩy."),
            );
        }
    }
    None
}

fn likeness(title: &str, body: OrganizationId, from: Date) -> (String, OrganizationId, Date) {
    (text::exact(title), body, from)
}

fn likeness_of(one: &Oversight) -> (String, OrganizationId, Date) {
    likeness(&one.title, one.body_id, one.planned_from)
}

/// "GS-2020-0003": what comes with a table must fit the series.
fn is_of_series(code: &str) -> bool {
    let mut parts = code.split('-');
    let digits = |part: Option<&str>, most: usize| {
        part.is_some_and(|part| {
            (4..=most).contains(&part.len()) && part.bytes().all(|one| one.is_ascii_digit())
        })
    };
    parts.next() == Some("GS") && digits(parts.next(), 4) && digits(parts.next(), 6) && parts.next().is_none()
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = council_of(ctx)?;
    let places = Places::load(ctx)?;
    let bodies = Bodies::load_all(ctx, &places)?;
    let known = store_intake::of_council(ctx.tx, council, ROWS_MAX)?;
    let alike: HashMap<_, &Oversight> = known.iter().map(|one| (likeness_of(one), one)).collect();
    let codes: Vec<String> = table
        .rows
        .iter()
        .flat_map(|row| {
            let reading = table.reading(row);
            [reading.code("ma"), reading.code("lai-cua")]
        })
        .collect();
    let coded: HashMap<String, Oversight> =
        store_intake::with_codes(ctx.tx, &codes)?.into_iter().map(|one| (one.code.clone(), one)).collect();
    let mut people = People { council, by_day: HashMap::new() };
    let mut seen: HashMap<(String, OrganizationId, Date), usize> = HashMap::new();
    let mut given: HashSet<String> = HashSet::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let line = line_of(ctx, &mut reading, council, &bodies, &mut people)?;
        if let Some(mut line) = line {
            let key = likeness(&line.title, line.body, line.from);
            let same = match line.code.as_ref().and_then(|code| coded.get(code)) {
                Some(one) if one.council_id == council && likeness_of(one) == key => Some(one),
                Some(_) => {
                    reading.fault("ma", "Mã này đã là của cuộc khác. Để trống để hệ thống cấp mã.");
                    None
                }
                None if line.code.is_some() => None,
                None => alike.get(&key).copied(),
            };
            if let Some(same) = same {
                let label = format!("{}: {}", same.label(), text::truncate_words(&same.title, 100));
                checked.same.push(Same { row: row.number, label, href: same.path() });
                given.extend(line.code);
                continue;
            }
            first_of(&mut reading, council, &mut line, &coded, &given);
            match &line.code {
                Some(code) if !given.insert(code.clone()) => reading.fault("ma", "Mã này có ở dòng trên."),
                Some(_) => {}
                None => {
                    if let Some(first) = seen.insert(key, row.number) {
                        reading.fault("ten", format!("Trùng với dòng {first} của bảng."));
                    }
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

/// What is gone over again must have been concluded, in the same council.
fn first_of(
    reading: &mut Reading<'_>,
    council: OrganizationId,
    line: &mut Line,
    coded: &HashMap<String, Oversight>,
    given: &HashSet<String>,
) {
    let code = reading.code("lai-cua");
    if line.kind != Kind::ReOversight {
        if !code.is_empty() {
            reading.fault("lai-cua", "Chỉ ghi khi loại là giám sát lại.");
        }
        return;
    }
    let fits = |one: &&Oversight| {
        one.council_id == council
            && one.kind != Kind::Survey
            && matches!(one.state, State::Concluded | State::FollowUp | State::Closed)
    };
    line.first = match coded.get(&code).filter(fits) {
        Some(one) => Some(First::Known(Box::new(one.clone()))),
        None if given.contains(&code) => Some(First::Above(code)),
        None => {
            reading.fault(
                "lai-cua",
                "Ghi mã cuộc giám sát trước, đã kết luận: có trong sổ hoặc ở dòng trên của bảng.",
            );
            None
        }
    };
}

fn line_of(
    ctx: &mut Ctx<'_>,
    reading: &mut Reading<'_>,
    council: OrganizationId,
    bodies: &Bodies,
    people: &mut People,
) -> Result<Option<Line>, Problem> {
    let code = reading.code("ma");
    if !code.is_empty() && !is_of_series(&code) {
        reading.fault("ma", "Viết mã như GS-2020-0003, hoặc để trống để hệ thống cấp mã.");
    }
    if !reading.is_empty("ten") && reading.words("ten").chars().count() < 5 {
        reading.fault("ten", "Nội dung giám sát dài từ 5 ký tự.");
    }
    let body = bodies.read(reading, "co-quan");
    let overseen = bodies.read_several(reading, "doi-tuong");
    let kind = reading.choice("loai", Kind::ALL.iter().map(|one| (one.label(), *one)));
    let form = reading.choice("mau", Form::ALL.iter().map(|one| (one.label(), *one)));
    let (from, to) = (reading.day("tu"), reading.day("den"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        reading.fault("den", Refusal::EndsBefore.to_string());
    }
    let days = days_of(reading);
    let state = kind.map(|kind| state_of(reading, kind, &days));
    let when = days.decided.or(from).map(|day| day.min(ctx.today));
    let alone = !reading.is_empty("dai-bieu");
    let (mut who, mut head, mut members) = (None, None, Vec::new());
    if let Some(day) = when {
        let known = people.on(ctx, day)?;
        if alone {
            who = person(reading, "dai-bieu", reading.words("dai-bieu"), known);
        }
        if !reading.is_empty("truong-doan") {
            head = person(reading, "truong-doan", reading.words("truong-doan"), known);
        }
        for name in reading.words("thanh-vien").split(';').map(str::trim).filter(|name| !name.is_empty()) {
            members.extend(person(reading, "thanh-vien", name, known));
        }
    }
    let body_kind = body.and_then(|body| kind_of(bodies.get(body), council, alone));
    if body.is_some() && body_kind.is_none() {
        reading.fault("co-quan", Refusal::NotOfCouncil.to_string());
    }
    let (Some(body), Some(body_kind), Some(kind), Some(from), Some(to), Some(state)) =
        (body, body_kind, kind, from, to, state)
    else {
        return Ok(None);
    };
    if reading.is_empty("ten") {
        return Ok(None);
    }
    let words = |key: &str| reading.words(key).to_owned();
    let mut seen: HashSet<PersonId> = head.into_iter().collect();
    members.retain(|one| seen.insert(*one));
    Ok(Some(Line {
        number: reading.number(),
        code: Some(code).filter(|code| !code.is_empty()),
        title: words("ten"),
        body,
        body_kind,
        person: who,
        kind,
        form: form.unwrap_or(match kind {
            Kind::ReOversight => Form::Again,
            Kind::Thematic | Kind::Survey => Form::Thematic,
        }),
        from,
        to,
        scope: words("pham-vi"),
        content: words("noi-dung"),
        bodies: overseen,
        head,
        members,
        invited: words("moi"),
        first: None,
        is_secret: reading.yes("mat"),
        state,
        days,
        words: Words {
            decision: words("so-quyet-dinh"),
            report: words("tom-tat"),
            conclusion: words("noi-dung-ket-luan"),
            closing: words("ghi-ket-thuc"),
        },
    }))
}

/// What kind of body oversees, when it is one of the council's; a delegate oversees alone for the
/// council.
fn kind_of(body: Option<&Organization>, council: OrganizationId, alone: bool) -> Option<BodyKind> {
    let body = body?;
    let is_own = body.id == council || body.parent_id == Some(council);
    match body.kind {
        OrganizationKind::Council if body.id == council && alone => Some(BodyKind::Delegate),
        _ if alone => None,
        OrganizationKind::Council if body.id == council => Some(BodyKind::Council),
        OrganizationKind::StandingCommittee if is_own => Some(BodyKind::Standing),
        OrganizationKind::Committee if is_own => Some(BodyKind::Committee),
        OrganizationKind::DelegateGroup if is_own => Some(BodyKind::DelegateGroup),
        _ => None,
    }
}

/// The days of the steps, in their order, with the step that each is of.
const STEPS: [(&str, u8); 10] = [
    ("dua-vao", 1),
    ("quyet-dinh", 2),
    ("gui-de-cuong", 3),
    ("thong-bao", 3),
    ("bat-dau", 4),
    ("het-lam-viec", 4),
    ("bao-cao", 5),
    ("xem-xet", 6),
    ("ket-luan", 7),
    ("ket-thuc", 8),
];

/// None lies ahead, and none before a step that came earlier.
fn days_of(reading: &mut Reading<'_>) -> Days {
    let mut last: Option<(Date, u8)> = None;
    let mut before: Option<Date> = None;
    for (key, step) in STEPS {
        let Some(day) = reading.past_day(key) else { continue };
        if last.is_some_and(|(_, of)| of < step || key == "het-lam-viec") {
            before = last.map(|(day, _)| day);
        }
        if let Some(before) = before.filter(|before| day < *before) {
            reading.fault(key, Refusal::BeforeLast(before).to_string());
        }
        last = Some((last.map_or(day, |(known, _)| known.max(day)), step));
    }
    Days {
        included: reading.day("dua-vao"),
        decided: reading.day("quyet-dinh"),
        outline: reading.day("gui-de-cuong"),
        notified: reading.day("thong-bao"),
        began: reading.day("bat-dau"),
        ended: reading.day("het-lam-viec"),
        reported: reading.day("bao-cao"),
        considered: reading.day("xem-xet"),
        concluded: reading.day("ket-luan"),
        closed: reading.day("ket-thuc"),
    }
}

/// The step of a state, and the day that such an oversight has.
const fn needed(state: State, kind: Kind) -> (u8, Option<&'static str>) {
    match state {
        State::Proposed => (0, None),
        State::InProgramme => (1, Some("dua-vao")),
        State::Decided => (2, Some("quyet-dinh")),
        State::Notified => (3, Some("gui-de-cuong")),
        State::Working => (4, Some("bat-dau")),
        State::Reported => (5, Some("bao-cao")),
        State::Considered => (6, Some("xem-xet")),
        State::Concluded | State::FollowUp => (7, Some("ket-luan")),
        State::Closed if matches!(kind, Kind::Survey) => (8, Some("bao-cao")),
        State::Closed => (8, Some("ket-luan")),
        State::Cancelled => (8, Some("ket-thuc")),
    }
}

/// Where it stands: as said, or as the days say.
fn state_of(reading: &mut Reading<'_>, kind: Kind, days: &Days) -> State {
    let said = reading.choice("trang-thai", State::ALL.iter().map(|one| (one.label(), *one)));
    let by_days = [
        (days.closed, State::Closed),
        (days.concluded, State::Concluded),
        (days.considered, State::Considered),
        (days.reported, State::Reported),
        (days.began.or(days.ended), State::Working),
        (days.outline.or(days.notified), State::Notified),
        (days.decided, State::Decided),
        (days.included, State::InProgramme),
    ];
    let state = said.unwrap_or_else(|| {
        by_days.iter().find(|(day, _)| day.is_some()).map_or(State::Proposed, |(_, state)| *state)
    });
    let is_bound = days.considered.is_some()
        || days.concluded.is_some()
        || matches!(state, State::Considered | State::Concluded | State::FollowUp);
    if kind == Kind::Survey && is_bound {
        reading.fault("trang-thai", Refusal::SurveyBindsNobody.to_string());
        return state;
    }
    let (step, wanted) = needed(state, kind);
    if let Some(key) = wanted.filter(|key| reading.is_empty(key)) {
        reading.fault(key, format!("Trạng thái “{}” thì phải ghi ngày này.", state.label()));
    }
    if state == State::Closed && reading.is_empty("ket-thuc") {
        reading.fault("ket-thuc", "Cuộc đã kết thúc phải ghi ngày kết thúc.");
    }
    for (key, of) in STEPS {
        let is_later = step < of || (state == State::Cancelled && 3 < of && of < 8);
        if is_later && !reading.is_empty(key) {
            reading.fault(key, format!("Trạng thái “{}” thì chưa có ngày này.", state.label()));
        }
    }
    state
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
    // Codes that the table brings go first, so that none is given to another row
    let (own, without): (Vec<&Line>, Vec<&Line>) = held.lines.iter().partition(|line| line.code.is_some());
    let mut made = Vec::new();
    for line in own.into_iter().chain(without) {
        let id = put(ctx, council, line)?;
        made.push(Made::new("oversight", id));
        progress(made.len(), table.rows.len());
    }
    Ok(made)
}

fn put(ctx: &mut Ctx<'_>, council: OrganizationId, line: &Line) -> Result<OversightId, Problem> {
    let year = i64::from(line.from.year());
    let code = if let Some(code) = &line.code {
        code.clone()
    } else {
        let (from, to) = (format!("GS-{year}-"), format!("GS-{year}."));
        let db::One((last,)) = store::last_code(ctx.tx, &from, &to)?;
        rules::next_code(&last, year)
    };
    let first = match &line.first {
        None => None,
        Some(First::Known(one)) => Some(one.id),
        Some(First::Above(code)) => Some(store::by_code(ctx.tx, code)?.ok_or(Problem::Conflict)?.id),
    };
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    let id: OversightId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        &code,
        council,
        line.body,
        line.body_kind,
        line.person,
        line.kind,
        line.form,
        &line.title,
        &line.scope,
        &line.content,
        year,
        line.from,
        line.to,
        None,
        first,
        line.is_secret,
        &line.invited,
        is_demonstration,
        &folded(&code, &line.title, &line.scope),
    )?;
    let (days, words) = (&line.days, &line.words);
    let due = days
        .ended
        .filter(|_| line.kind != Kind::Survey)
        .and_then(|day| rules::report_due(ctx.law, line.body_kind, day));
    store_intake::set_course(
        ctx.tx,
        line.state,
        days.included,
        days.decided,
        &words.decision,
        days.outline,
        days.notified,
        days.began,
        days.ended,
        due.map(|deadline| deadline.due),
        days.reported,
        &words.report,
        days.considered,
        days.concluded,
        &words.conclusion,
        days.closed,
        &words.closing,
        id,
    )?;
    if let Some(concluded) = days.concluded.filter(|_| !line.is_secret) {
        let open = Publication::of(ctx.law, concluded, Some(ctx.today));
        store::set_publication(ctx.tx, open.due, open.on, id)?;
    }
    let team = line.head.iter().map(|head| (*head, true)).chain(line.members.iter().map(|one| (*one, false)));
    for (person, is_head) in team {
        let member: OversightMemberId = ctx.id();
        store::insert_member(ctx.tx, member, id, person, is_head)?;
    }
    for body in &line.bodies {
        let row: OversightBodyId = ctx.id();
        store::insert_body(ctx.tx, row, id, *body, None)?;
    }
    let entry: OversightEntryId = ctx.id();
    let (now, today, by) = (ctx.now, ctx.today, ctx.actor.name.clone());
    let told = format!("Nhập từ bảng, dòng {}.", line.number);
    store::insert_entry(ctx.tx, entry, id, now, today, &by, &told)?;
    let one = store::oversight(ctx.tx, id)?.ok_or(Problem::Conflict)?;
    if let Some(first) = first {
        let before = store::oversight(ctx.tx, first)?.ok_or(Problem::Conflict)?;
        chain::link(ctx, &crate::common::node(&before), &crate::common::node(&one))?;
    }
    find_it(ctx, &one)?;
    Ok(id)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: OversightId = one.id.parse().map_err(|_| Problem::Conflict)?;
        store::clear_members(ctx.tx, id)?;
        store_intake::delete_bodies(ctx.tx, id)?;
        store_intake::delete_entries(ctx.tx, id)?;
        chain::unlink(ctx, "oversight", &one.id)?;
        search::remove(ctx.tx, "oversight", &one.id)?;
        if !store_intake::delete_untouched(ctx.tx, id)?.hit() {
            return Err(Problem::Conflict);
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx)?;
    let places = Places::load(ctx)?;
    let bodies = Bodies::load_all(ctx, &places)?;
    let all = store_intake::of_council(ctx.tx, council, ROWS_MAX)?;
    let codes: HashMap<OversightId, &str> = all.iter().map(|one| (one.id, one.code.as_str())).collect();
    let teams = store_intake::teams_of(ctx.tx, council)?;
    let mut persons: Vec<PersonId> = teams
        .iter()
        .map(|(_, person, _)| *person)
        .chain(all.iter().filter_map(|one| one.person_id))
        .collect();
    persons.sort_unstable();
    persons.dedup();
    let names: HashMap<PersonId, String> =
        directory::persons_by_name(ctx.tx, &persons)?.into_iter().collect();
    let name = |id: PersonId| names.get(&id).cloned().unwrap_or_default();
    let mut heads: HashMap<OversightId, String> = HashMap::new();
    let mut members: HashMap<OversightId, Vec<String>> = HashMap::new();
    for (id, person, is_head) in &teams {
        if *is_head {
            heads.insert(*id, name(*person));
        } else {
            members.entry(*id).or_default().push(name(*person));
        }
    }
    let mut overseen: HashMap<OversightId, Vec<String>> = HashMap::new();
    for (id, _, body) in store_intake::bodies_of(ctx.tx, council)? {
        overseen.entry(id).or_default().push(bodies.name_of(body, &places));
    }
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    let several = |found: Option<Vec<String>>| {
        let mut found = found.unwrap_or_default();
        found.sort_unstable();
        Cell::text(found.join(BETWEEN))
    };
    Ok(all
        .iter()
        .map(|one| {
            vec![
                Cell::text(&one.code),
                Cell::text(&one.title),
                Cell::text(bodies.name_of(one.body_id, &places)),
                Cell::text(one.person_id.map(name).unwrap_or_default()),
                Cell::text(one.kind.label()),
                Cell::text(one.form.label()),
                Cell::Date(one.planned_from),
                Cell::Date(one.planned_to),
                Cell::text(&one.scope),
                Cell::text(&one.content),
                several(overseen.remove(&one.id)),
                Cell::text(heads.remove(&one.id).unwrap_or_default()),
                several(members.remove(&one.id)),
                Cell::text(&one.invited),
                Cell::text(one.first_id.and_then(|id| codes.get(&id).copied()).unwrap_or_default()),
                Cell::text(if one.is_secret { "có" } else { "" }),
                Cell::text(one.state.label()),
                day(one.included_on),
                day(one.decided_on),
                Cell::text(&one.decision),
                day(one.outline_sent_on),
                day(one.notified_on),
                day(one.began_on),
                day(one.field_ended_on),
                day(one.reported_on),
                Cell::text(&one.report),
                day(one.considered_on),
                day(one.concluded_on),
                Cell::text(&one.conclusion),
                day(one.closed_on),
                Cell::text(&one.closing),
            ]
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_table_fits_the_series_or_is_left_to_the_register() {
        for good in ["GS-2020-0003", "GS-1999-123456"] {
            assert!(is_of_series(good), "{good}");
        }
        for bad in ["", "GS-2020-3", "GS-20-0003", "gs-2020-0003", "GS-2020-0003-1", "12", "GS-2020-/x.y"] {
            assert!(!is_of_series(bad), "{bad}");
        }
    }
}
