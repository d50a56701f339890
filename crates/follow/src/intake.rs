//! Follow-ups as a table, in and out.

use std::collections::{HashMap, HashSet};

use directory::{Bodies, Places};
use intake::{Checked, Column, Kind, Made, Reading, Same, Shape, Table};
use kernel::{Date, FollowEntryId, FollowUpId, OrganizationId, text};
use kit::{Ctx, Error, Problem};
use papers::Cell;

use crate::issue::{self, NewFollowUp};
use crate::model::{DueKind, EntryKind, Every, FollowUp, Refusal, Result_, State};
use crate::{policy, store, store_intake};

/// So many are written out.
const ROWS_MAX: i64 = 20_000;
/// Between the bodies that help.
const BETWEEN: &str = "; ";

fn due_kinds() -> Vec<&'static str> {
    DueKind::ALL.iter().map(|kind| kind.label()).collect()
}

fn intervals() -> Vec<&'static str> {
    Every::ALL.iter().map(|every| every.label()).collect()
}

fn states() -> Vec<&'static str> {
    State::ALL.iter().map(|state| state.label()).collect()
}

fn results() -> Vec<&'static str> {
    Result_::ALL.iter().map(|result| result.label()).collect()
}

/// What somebody owes by a date.
pub const FOLLOW_UPS: Kind = Kind {
    key: "viec",
    label: "Việc theo dõi",
    counted: "việc theo dõi",
    home: "/lam-viec/viec",
    lead: "Mỗi dòng một việc đã giao: ai phải làm, xong ngày nào, đến nay ra sao.",
    columns: &[
        Column::new("noi-dung", "Nội dung việc", Shape::Words(4_000))
            .required()
            .also(&["noi dung", "noi dung cong viec", "nhiem vu", "cong viec", "noi dung ket luan"])
            .such_as("Báo cáo kết quả xử lý bãi rác tự phát xã Liêm Phong"),
        Column::new("chu-tri", "Cơ quan chủ trì", Shape::Line(300))
            .required()
            .also(&["chu tri", "don vi thuc hien", "co quan thuc hien", "don vi chu tri", "trach nhiem"])
            .such_as("Phòng TN&MT"),
        Column::new("ngay-giao", "Ngày giao", Shape::Day)
            .required()
            .also(&["ngay ban hanh", "ngay", "ngay giao viec"])
            .such_as("15/07/2020"),
        Column::new("han", "Hạn", Shape::Day)
            .also(&["thoi han", "han hoan thanh", "thoi han hoan thanh", "ngay hoan thanh"])
            .such_as("30/09/2020"),
        Column::new("loai-han", "Loại hạn", Shape::Choice(due_kinds)).such_as("Ngày cụ thể"),
        Column::new("dinh-ky", "Định kỳ", Shape::Choice(intervals)),
        Column::new("can-cu", "Căn cứ của hạn", Shape::Line(500)).also(&["can cu"]),
        Column::new("phoi-hop", "Cơ quan phối hợp", Shape::Line(1_000))
            .also(&["phoi hop", "don vi phoi hop"])
            .such_as("UBND xã Liêm Phong; Phòng KT&HT"),
        Column::new("giao", "Cơ quan giao việc", Shape::Line(300)).also(&["co quan giao", "nguoi giao"]),
        Column::new("nguon", "Nguồn", Shape::Line(300))
            .also(&["van ban", "so van ban", "nguon viec"])
            .such_as("Thông báo kết luận số 12/TB-HĐND"),
        Column::new("ky", "Kỳ", Shape::Line(60)).such_as("quý III/2020"),
        Column::new("trang-thai", "Trạng thái", Shape::Choice(states)).also(&["tinh trang"]),
        Column::new("ket-qua", "Kết quả", Shape::Choice(results)),
        Column::new("ket-thuc", "Ngày kết thúc", Shape::Day),
        Column::new("cong-khai", "Công khai", Shape::Yes),
        Column::new("ma", "Mã việc", Shape::Code(40)).also(&["ma"]).such_as("để trống: hệ thống cấp mã"),
    ],
    is_public: false,
    may: |actor| actor.council.is_some_and(|council| policy::may_create(actor, council)),
    check,
    take,
    undo,
    export,
};

struct Line {
    number: usize,
    code: Option<String>,
    words: String,
    asker: OrganizationId,
    lead: OrganizationId,
    cooperating: Vec<OrganizationId>,
    source: String,
    asked_on: Date,
    period: String,
    due_kind: DueKind,
    due_on: Option<Date>,
    due_reason: String,
    every: Option<Every>,
    state: State,
    end: Option<(Result_, Date)>,
    is_public: bool,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor.council.filter(|council| policy::may_create(ctx.actor, *council)).ok_or(Problem::NotFound)
}

/// What makes two rows the same task.
fn likeness(words: &str, lead: OrganizationId, on: Date) -> (String, OrganizationId, Date) {
    (text::exact(words), lead, on)
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = council_of(ctx)?;
    let places = Places::load(ctx)?;
    let bodies = Bodies::load_all(ctx, &places)?;
    let standing = directory::standing_committee_of(ctx.tx, council)?.map_or(council, |one| one.id);
    let known = store_intake::of_council(ctx.tx, council, ROWS_MAX)?;
    let alike: HashMap<_, &FollowUp> =
        known.iter().map(|one| (likeness(&one.text, one.lead_id, one.origin_on), one)).collect();
    let codes: Vec<String> = table.rows.iter().map(|row| table.reading(row).code("ma")).collect();
    let elsewhere: HashMap<String, FollowUp> =
        store_intake::with_codes(ctx.tx, &codes)?.into_iter().map(|one| (one.code.clone(), one)).collect();
    let mut seen: HashMap<(String, OrganizationId, Date), usize> = HashMap::new();
    let mut given: HashSet<String> = HashSet::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let line = read_line(&mut reading, &bodies, standing);
        if let Some(line) = &line {
            let key = likeness(&line.words, line.lead, line.asked_on);
            let by_code = line.code.as_ref().and_then(|code| elsewhere.get(code));
            let is_same = |one: &FollowUp| likeness(&one.text, one.lead_id, one.origin_on) == key;
            let same = match by_code {
                Some(one) if is_same(one) => Some(one),
                Some(_) => {
                    reading.fault("ma", "Mã này đã là của việc khác. Để trống để hệ thống cấp mã.");
                    None
                }
                // A code of its own is another task, though the words are alike
                None if line.code.is_some() => None,
                None => alike.get(&key).copied(),
            };
            if let Some(same) = same {
                let label = format!("{}: {}", same.code, text::truncate_words(&same.text, 100));
                checked.same.push(Same { row: row.number, label, href: same.path() });
                continue;
            }
            match &line.code {
                Some(code) if !given.insert(code.clone()) => reading.fault("ma", "Mã này có ở dòng trên."),
                Some(_) => {}
                None => {
                    if let Some(first) = seen.insert(key, row.number) {
                        reading.fault("noi-dung", format!("Trùng với dòng {first} của bảng."));
                    }
                }
            }
        }
        if reading.faults.is_empty() {
            lines.extend(line);
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

fn read_line(reading: &mut Reading<'_>, bodies: &Bodies, standing: OrganizationId) -> Option<Line> {
    let lead = bodies.read(reading, "chu-tri");
    let asker = if reading.is_empty("giao") { Some(standing) } else { bodies.read(reading, "giao") };
    let cooperating = bodies.read_several(reading, "phoi-hop");
    if lead.is_some_and(|lead| cooperating.contains(&lead)) {
        reading.fault("phoi-hop", Refusal::LeadCooperates.to_string());
    }
    let asked_on = reading.past_day("ngay-giao");
    let due_on = reading.day("han");
    let every = reading.choice("dinh-ky", Every::ALL.iter().map(|one| (one.label(), *one)));
    let said = reading.choice("loai-han", DueKind::ALL.iter().map(|one| (one.label(), *one)));
    let due_kind = said.unwrap_or(match (due_on, every) {
        (_, Some(_)) => DueKind::Recurring,
        (Some(_), None) => DueKind::Date,
        (None, None) => DueKind::NextBriefing,
    });
    if due_kind == DueKind::Date && due_on.is_none() && reading.is_empty("han") {
        reading.fault("han", "Hạn là ngày cụ thể thì phải ghi ngày.");
    }
    if due_kind == DueKind::Recurring && every.is_none() {
        reading.fault("dinh-ky", "Việc định kỳ phải ghi bao lâu một lần.");
    }
    if let (Some(asked), Some(due)) = (asked_on, due_on)
        && due < asked
    {
        reading.fault("han", "Hạn phải từ ngày giao trở đi.");
    }
    let (state, end) = standing_of(reading, asked_on);
    let code = reading.code("ma");
    Some(Line {
        number: reading.number(),
        code: Some(code).filter(|code| !code.is_empty()),
        words: reading.words("noi-dung").to_owned(),
        asker: asker?,
        lead: lead?,
        cooperating,
        source: reading.words("nguon").to_owned(),
        asked_on: asked_on?,
        period: reading.words("ky").to_owned(),
        due_kind,
        due_on,
        due_reason: reading.words("can-cu").to_owned(),
        every: every.filter(|_| due_kind == DueKind::Recurring),
        state,
        end,
        is_public: reading.yes("cong-khai"),
    })
}

/// Where the task stands; one that is over has a result and a day.
fn standing_of(reading: &mut Reading<'_>, asked_on: Option<Date>) -> (State, Option<(Result_, Date)>) {
    let said = reading.choice("trang-thai", State::ALL.iter().map(|one| (one.label(), *one)));
    let result = reading.choice("ket-qua", Result_::ALL.iter().map(|one| (one.label(), *one)));
    let closed_on = reading.past_day("ket-thuc");
    let state = said.unwrap_or(if result.is_some() { State::Closed } else { State::Issued });
    if state != State::Closed {
        if result.is_some() {
            reading
                .fault("ket-qua", "Việc chưa kết thúc thì chưa có kết quả. Sửa trạng thái hoặc bỏ kết quả.");
        }
        if closed_on.is_some() {
            reading.fault("ket-thuc", "Việc chưa kết thúc thì không ghi ngày kết thúc.");
        }
        return (state, None);
    }
    if reading.is_empty("ket-qua") {
        reading.fault("ket-qua", "Việc đã kết thúc phải ghi kết quả.");
    }
    if reading.is_empty("ket-thuc") {
        reading.fault("ket-thuc", "Việc đã kết thúc phải ghi ngày kết thúc.");
    }
    if let (Some(asked), Some(closed)) = (asked_on, closed_on)
        && closed < asked
    {
        reading.fault("ket-thuc", "Ngày kết thúc phải từ ngày giao trở đi.");
    }
    (state, result.zip(closed_on))
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
    // Codes that the table brings go first, so that none is given to another row
    let (own, without): (Vec<&Line>, Vec<&Line>) = held.lines.iter().partition(|line| line.code.is_some());
    let mut made = Vec::new();
    for (line, done) in own.into_iter().chain(without).zip(1..) {
        let code = match &line.code {
            Some(code) => code.clone(),
            None => issue::next_code(ctx, line.asked_on)?,
        };
        let id: FollowUpId = ctx.id();
        store_intake::insert_known(
            ctx.tx,
            id,
            &code,
            council,
            line.asker,
            line.lead,
            &line.words,
            &text::fold(&format!("{code} {} {}", line.words, line.source)),
            &line.source,
            line.asked_on,
            &line.period,
            line.due_kind,
            line.due_on,
            &line.due_reason,
            line.every,
            line.state,
            line.end.map(|(result, _)| result),
            line.end.map(|(_, day)| day),
            line.is_public,
            is_demonstration,
        )?;
        for organization in &line.cooperating {
            let cooperation: FollowEntryId = ctx.id();
            store::insert_cooperation(ctx.tx, cooperation, id, *organization)?;
        }
        tell(ctx, id, line)?;
        if line.is_public {
            issue::put_in_search(ctx, &code, &line.words, &line.source, (council, line.asked_on))?;
        }
        made.push(Made::new("follow_up", id));
        progress(done, table.rows.len());
    }
    Ok(made)
}

/// The one entry of its history: that it came with a table.
fn tell(ctx: &mut Ctx<'_>, id: FollowUpId, line: &Line) -> db::Result<()> {
    let entry: FollowEntryId = ctx.id();
    let words = format!("Nhập từ bảng, dòng {}. {}", line.number, line.words);
    let kind = EntryKind::Issued;
    let (now, today, by) = (ctx.now, ctx.today, ctx.actor.name.clone());
    store::insert_entry(
        ctx.tx,
        entry,
        id,
        now,
        today,
        &by,
        Some(line.asker),
        kind,
        &words,
        "",
        State::Issued,
        line.due_on,
        None,
        None,
    )?;
    Ok(())
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: FollowUpId = one.id.parse().map_err(|_| Problem::Conflict)?;
        leave(ctx, id)?;
    }
    Ok(())
}

/// Makes a follow-up of a record that came with a table of another area; it may be over already.
/// The batch records it.
///
/// # Errors
/// Its body is unknown, or the database failed.
pub fn enter(
    ctx: &mut Ctx<'_>,
    new: &NewFollowUp,
    end: Option<(Result_, Date)>,
) -> Result<FollowUpId, Error<Refusal>> {
    let id = issue::issue(ctx, new)?;
    if let Some((result, on)) = end {
        store_intake::end(ctx.tx, result, on, id)?;
    }
    Ok(id)
}

/// Takes one back that came with a table and that nobody has touched since. Who takes the batch
/// back records it.
///
/// # Errors
/// Somebody touched it, or the database failed.
pub fn leave(ctx: &mut Ctx<'_>, id: FollowUpId) -> Result<(), Error<Refusal>> {
    let known = store::follow_up(ctx.tx, id)?.ok_or(Error::Conflict)?;
    store::delete_entries(ctx.tx, id)?;
    store_intake::delete_cooperation(ctx.tx, id)?;
    chain::unlink(ctx, "follow_up", &id.to_string())?;
    search::remove(ctx.tx, "follow_up", &known.code)?;
    if store_intake::delete_taken_in(ctx.tx, id)?.hit() { Ok(()) } else { Err(Error::Conflict) }
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx)?;
    let places = Places::load(ctx)?;
    let bodies = Bodies::load_all(ctx, &places)?;
    let mut helping: HashMap<FollowUpId, Vec<String>> = HashMap::new();
    for (id, body) in store_intake::cooperation_of_council(ctx.tx, council)? {
        helping.entry(id).or_default().push(bodies.name_of(body, &places));
    }
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    Ok(store_intake::of_council(ctx.tx, council, ROWS_MAX)?
        .into_iter()
        .map(|one| {
            let mut helpers = helping.remove(&one.id).unwrap_or_default();
            helpers.sort_unstable();
            vec![
                Cell::text(&one.text),
                Cell::text(bodies.name_of(one.lead_id, &places)),
                Cell::Date(one.origin_on),
                day(one.due_on),
                Cell::text(one.due_kind.label()),
                Cell::text(one.every.map_or("", Every::label)),
                Cell::text(&one.due_reason),
                Cell::text(helpers.join(BETWEEN)),
                Cell::text(bodies.name_of(one.asker_id, &places)),
                Cell::text(&one.source_label),
                Cell::text(&one.origin_label),
                Cell::text(one.state.label()),
                Cell::text(one.result.map_or("", Result_::label)),
                day(one.closed_on),
                Cell::text(if one.is_public { "có" } else { "" }),
                Cell::text(&one.code),
            ]
        })
        .collect())
}
