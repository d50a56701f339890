//! Recommendations after oversight as a table, in and out. Each is followed: by the follow-up whose
//! code the row names, or by one that is made with it.

use std::collections::{HashMap, HashSet};

use directory::{Bodies, Places};
use follow::{Due, FollowUp, NewFollowUp, Result_};
use intake::{Checked, Column, Kind, Made, Reading, Same, Shape, Table};
use kernel::{Date, FollowUpId, OrganizationId, OversightId, RecommendationId, period, text};
use kit::{Ctx, Error, Problem};
use papers::Cell;

use crate::common::node;
use crate::intake::{ROWS_MAX, council_of};
use crate::model::{Oversight, Recommendation, RecommendationKind, Refusal, State};
use crate::recommend::recommendation_node;
use crate::{policy, rules, store, store_intake};

const BETWEEN: &str = "; ";

fn kinds() -> Vec<&'static str> {
    RecommendationKind::ALL.iter().map(|kind| kind.label()).collect()
}

fn results() -> Vec<&'static str> {
    Result_::ALL.iter().map(|result| result.label()).collect()
}

/// What was recommended after oversights.
pub const RECOMMENDATIONS: Kind = Kind {
    key: "kien-nghi-giam-sat",
    label: "Kiến nghị sau giám sát",
    counted: "kiến nghị sau giám sát",
    home: "/lam-viec/giam-sat",
    lead: "Mỗi dòng một kiến nghị của cuộc giám sát đã kết luận. Mã việc để trống thì hệ thống lập việc theo dõi mới.",
    columns: &[
        Column::new("cuoc", "Mã cuộc giám sát", Shape::Code(20))
            .required()
            .also(&["ma giam sat", "ma cuoc", "cuoc giam sat"])
            .such_as("GS-2020-0002"),
        Column::new("noi-dung", "Nội dung kiến nghị", Shape::Words(4_000))
            .required()
            .also(&["kien nghi", "noi dung"])
            .such_as("Xử lý dứt điểm 2,1 ha đất công ích bị lấn, chiếm"),
        Column::new("loai", "Loại kiến nghị", Shape::Choice(kinds)).also(&["loai"]),
        Column::new("chu-tri", "Cơ quan chủ trì", Shape::Line(300))
            .required()
            .also(&["chu tri", "co quan thuc hien", "don vi thuc hien", "trach nhiem"])
            .such_as("Phòng TN&MT"),
        Column::new("phoi-hop", "Cơ quan phối hợp", Shape::Line(1_000))
            .also(&["phoi hop", "don vi phoi hop"]),
        Column::new("ngay", "Ngày ban hành", Shape::Day)
            .required()
            .also(&["ngay kien nghi", "ngay"])
            .such_as("03/06/2020"),
        Column::new("han", "Hạn thực hiện", Shape::Day)
            .required()
            .also(&["han", "thoi han", "han hoan thanh"])
            .such_as("31/08/2020"),
        Column::new("ket-qua", "Kết quả", Shape::Choice(results)),
        Column::new("ket-thuc", "Ngày kết thúc", Shape::Day),
        Column::new("ma-viec", "Mã việc theo dõi", Shape::Code(40)).also(&["ma viec"]),
    ],
    is_public: false,
    may: |actor| {
        actor.council.is_some_and(|council| policy::may_enter(actor, council, council))
            && actor.council.is_some_and(|council| actor.runs(council))
    },
    check,
    take,
    undo,
    export,
};

struct Line {
    oversight: Oversight,
    words: String,
    kind: RecommendationKind,
    lead: OrganizationId,
    cooperating: Vec<OrganizationId>,
    on: Date,
    due: Date,
    end: Option<(Result_, Date)>,
    followed_by: Option<FollowUpId>,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn owner(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    let council = council_of(ctx)?;
    if ctx.actor.runs(council) { Ok(council) } else { Err(Problem::NotFound) }
}

/// What the rows are held against.
struct Known {
    bodies: Bodies,
    oversights: HashMap<String, Oversight>,
    there: HashMap<(OversightId, String), Recommendation>,
    followed: HashMap<String, FollowUp>,
    /// Follow-ups that follow another recommendation already.
    taken: HashSet<FollowUpId>,
}

impl Known {
    fn load(ctx: &mut Ctx<'_>, council: OrganizationId, table: &Table) -> Result<Self, Problem> {
        let places = Places::load(ctx)?;
        let bodies = Bodies::load_all(ctx, &places)?;
        let oversights = store_intake::of_council(ctx.tx, council, ROWS_MAX)?
            .into_iter()
            .map(|one| (one.code.clone(), one))
            .collect();
        let there = store_intake::recommendations_of(ctx.tx, council, ROWS_MAX)?
            .into_iter()
            .map(|one| ((one.oversight_id, text::exact(&one.text)), one))
            .collect();
        let codes: Vec<String> = table.rows.iter().map(|row| table.reading(row).code("ma-viec")).collect();
        let followed: HashMap<String, FollowUp> = follow::with_codes(ctx.tx, &codes)?
            .into_iter()
            .filter(|one| one.council_id == council)
            .map(|one| (one.code.clone(), one))
            .collect();
        let ids: Vec<FollowUpId> = followed.values().map(|one| one.id).collect();
        let taken = store_intake::followed(ctx.tx, &ids)?.into_iter().collect();
        Ok(Self { bodies, oversights, there, followed, taken })
    }
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = owner(ctx)?;
    let mut known = Known::load(ctx, council, table)?;
    let mut seen: HashMap<(OversightId, String), usize> = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    let today = ctx.today;
    for row in &table.rows {
        let mut reading = table.reading(row);
        let code = reading.code("cuoc");
        let oversight = known.oversights.get(&code).cloned();
        if oversight.is_none() && !code.is_empty() {
            reading.fault("cuoc", "Chưa có cuộc giám sát mã này. Nhập cuộc giám sát trước, hoặc sửa mã.");
        }
        let words = reading.words("noi-dung");
        if let Some(oversight) = oversight.filter(|_| !words.is_empty()) {
            let key = (oversight.id, text::exact(words));
            if let Some(one) = known.there.get(&key) {
                let label = format!("{}: {}", oversight.code, text::truncate_words(&one.text, 100));
                let href = format!("{}#kien-nghi", oversight.path());
                checked.same.push(Same { row: row.number, label, href });
                continue;
            }
            if let Some(first) = seen.insert(key, row.number) {
                reading.fault("noi-dung", format!("Trùng với dòng {first} của bảng."));
            }
            if let Some(line) = line_of(&mut reading, oversight, &mut known, today)
                && reading.faults.is_empty()
            {
                lines.push(line);
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

fn line_of(reading: &mut Reading<'_>, oversight: Oversight, known: &mut Known, today: Date) -> Option<Line> {
    if !matches!(oversight.state, State::Concluded | State::FollowUp | State::Closed) {
        reading.fault("cuoc", "Cuộc giám sát này chưa kết luận, hoặc là khảo sát, nên chưa có kiến nghị.");
    }
    if reading.words("noi-dung").chars().count() < 5 {
        reading.fault("noi-dung", "Nội dung kiến nghị dài từ 5 ký tự.");
    }
    let lead = known.bodies.read(reading, "chu-tri");
    let cooperating = known.bodies.read_several(reading, "phoi-hop");
    if lead.is_some_and(|lead| cooperating.contains(&lead)) {
        reading.fault("phoi-hop", follow::Refusal::LeadCooperates.to_string());
    }
    let on = reading.past_day("ngay");
    let due = reading.day("han");
    if let Some(on) = on
        && let Err(refusal) = rules::check_day(oversight.concluded_on, on, today)
    {
        reading.fault("ngay", refusal.to_string());
    }
    if let (Some(on), Some(due)) = (on, due)
        && let Err(refusal) = rules::check_due(on, due)
    {
        reading.fault("han", refusal.to_string());
    }
    let followed_by = followed_by(reading, known);
    let end = end_of(reading, on);
    let is_gone = |lead: OrganizationId| {
        known.bodies.get(lead).is_some_and(|one| one.dissolved_on.is_some_and(|day| day <= today))
    };
    if followed_by.is_none() && reading.is_empty("ma-viec") && lead.is_some_and(is_gone) {
        reading.fault("chu-tri", Refusal::NoSuchBody.to_string());
    }
    let kind = reading.choice("loai", RecommendationKind::ALL.iter().map(|one| (one.label(), *one)));
    Some(Line {
        oversight,
        words: reading.words("noi-dung").to_owned(),
        kind: kind.unwrap_or(RecommendationKind::Other),
        lead: lead?,
        cooperating,
        on: on?,
        due: due?,
        end,
        followed_by,
    })
}

/// The follow-up that the row names, and that follows nothing else.
fn followed_by(reading: &mut Reading<'_>, known: &mut Known) -> Option<FollowUpId> {
    let code = reading.code("ma-viec");
    if code.is_empty() {
        return None;
    }
    let Some(one) = known.followed.get(&code) else {
        reading.fault("ma-viec", "Chưa có việc mã này. Nhập việc theo dõi trước, hoặc để trống.");
        return None;
    };
    if !known.taken.insert(one.id) {
        reading.fault("ma-viec", "Việc này đã theo dõi một kiến nghị khác.");
    }
    Some(one.id)
}

/// How it ended, when it has: only of what no follow-up of its own tells.
fn end_of(reading: &mut Reading<'_>, on: Option<Date>) -> Option<(Result_, Date)> {
    let result = reading.choice("ket-qua", Result_::ALL.iter().map(|one| (one.label(), *one)));
    let closed = reading.past_day("ket-thuc");
    if result.is_some() && reading.is_empty("ket-thuc") {
        reading.fault("ket-thuc", "Kiến nghị đã có kết quả phải ghi ngày kết thúc.");
    }
    if reading.is_empty("ket-qua") && !reading.is_empty("ket-thuc") {
        reading.fault("ket-qua", "Kiến nghị đã kết thúc phải ghi kết quả.");
    }
    if let (Some(on), Some(closed)) = (on, closed)
        && closed < on
    {
        reading.fault("ket-thuc", "Ngày kết thúc phải từ ngày ban hành trở đi.");
    }
    result.zip(closed)
}

fn check(ctx: &mut Ctx<'_>, table: &Table) -> Result<Checked, Problem> {
    Ok(read(ctx, table)?.checked)
}

fn take(
    ctx: &mut Ctx<'_>,
    table: &Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Made>, Problem> {
    owner(ctx)?;
    let held = read(ctx, table)?;
    if held.lines.len() != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let mut made = Vec::new();
    let mut places: HashMap<OversightId, i64> = HashMap::new();
    for (line, done) in held.lines.iter().zip(1..) {
        let one = &line.oversight;
        let place = match places.get(&one.id) {
            Some(place) => place + 1,
            None => store::last_place(ctx.tx, one.id)?.0.0 + 1,
        };
        if places.insert(one.id, place).is_none() && one.state == State::Concluded {
            store::set_state(ctx.tx, State::FollowUp, one.id, one.version)?;
            // Taking the batch back takes this step back
            made.push(Made::new("oversight", one.id));
        }
        let id: RecommendationId = ctx.id();
        let follow_up = if let Some(known) = line.followed_by {
            known
        } else {
            let new = follow_up_of(line, id);
            let follow_up = follow::enter(ctx, &new, line.end)
                .map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))?;
            made.push(Made::new("follow_up", follow_up));
            follow_up
        };
        store::insert_recommendation(
            ctx.tx,
            id,
            one.id,
            one.council_id,
            place,
            line.kind,
            &line.words,
            line.lead,
            line.due,
            line.on,
            follow_up,
            !one.is_secret,
        )?;
        for body in &line.cooperating {
            let row: RecommendationId = ctx.id();
            store::insert_cooperation(ctx.tx, row, id, *body)?;
        }
        chain::link(ctx, &node(one), &recommendation_node(one, id, &line.words))?;
        made.push(Made::new("recommendation", id));
        progress(done, table.rows.len());
    }
    Ok(made)
}

fn follow_up_of(line: &Line, id: RecommendationId) -> NewFollowUp {
    let one = &line.oversight;
    NewFollowUp {
        council: one.council_id,
        asker: one.body_id,
        lead: line.lead,
        cooperating: line.cooperating.clone(),
        text: line.words.clone(),
        source_kind: "recommendation".to_owned(),
        source_id: Some(id.to_string()),
        source_label: format!("Kiến nghị sau giám sát {}", one.code),
        source_href: one.path(),
        origin_on: line.on,
        origin_label: period::Quarter::of(line.on).print(),
        due: Due::On { date: line.due, reason: format!("Kết luận giám sát {}", one.code) },
        is_public: !one.is_secret,
        is_demonstration: one.is_demonstration,
    }
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        if one.table == "follow_up" {
            let id: FollowUpId = one.id.parse().map_err(|_| Problem::Conflict)?;
            follow::leave(ctx, id)
                .map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))?;
            continue;
        }
        if one.table == "oversight" {
            let id: OversightId = one.id.parse().map_err(|_| Problem::Conflict)?;
            let known = store::oversight(ctx.tx, id)?.ok_or(Problem::Conflict)?;
            store::set_state(ctx.tx, State::Concluded, id, known.version)?;
            continue;
        }
        let id: RecommendationId = one.id.parse().map_err(|_| Problem::Conflict)?;
        store_intake::delete_cooperations(ctx.tx, id)?;
        chain::unlink(ctx, "recommendation", &one.id)?;
        if !store_intake::delete_recommendation(ctx.tx, id)?.hit() {
            return Err(Problem::Conflict);
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = owner(ctx)?;
    let places = Places::load(ctx)?;
    let bodies = Bodies::load_all(ctx, &places)?;
    let codes: HashMap<OversightId, String> = store_intake::of_council(ctx.tx, council, ROWS_MAX)?
        .into_iter()
        .map(|one| (one.id, one.code))
        .collect();
    let all = store_intake::recommendations_of(ctx.tx, council, ROWS_MAX)?;
    let mut helping: HashMap<RecommendationId, Vec<String>> = HashMap::new();
    for (id, body) in store_intake::cooperations_of(ctx.tx, council)? {
        helping.entry(id).or_default().push(bodies.name_of(body, &places));
    }
    let ids: Vec<FollowUpId> = all.iter().map(|one| one.follow_up_id).collect();
    let followed: HashMap<FollowUpId, FollowUp> =
        follow::find_many(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one)).collect();
    Ok(all
        .iter()
        .map(|one| {
            let follow_up = followed.get(&one.follow_up_id);
            let result = follow_up.and_then(|known| known.result).map_or("", Result_::label);
            let closed = follow_up.and_then(|known| known.closed_on);
            vec![
                Cell::text(codes.get(&one.oversight_id).map_or("", String::as_str)),
                Cell::text(&one.text),
                Cell::text(one.kind.label()),
                Cell::text(bodies.name_of(one.lead_id, &places)),
                Cell::text(helping.remove(&one.id).unwrap_or_default().join(BETWEEN)),
                Cell::Date(one.issued_on),
                Cell::Date(one.due_on),
                Cell::text(result),
                closed.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(follow_up.map_or("", |known| known.code.as_str())),
            ]
        })
        .collect())
}
