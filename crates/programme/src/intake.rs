//! Programmes with their items as a table, in and out.

use std::collections::HashMap;

use directory::{Bodies, Places};
use intake::{Checked, Column, Made, Reading, Same, Shape, Table};
use kernel::{Date, OrganizationId, ProgrammeId, ProgrammeItemId, numbers, text};
use kit::{Ctx, Error, Problem};
use law::Publication;
use papers::Cell;
use papers::pasted::folded;

use crate::model::{
    ChangeKind, Decision, Item, Kind, NewItem, OversightGroup, Paper, Programme, Refusal, State,
};
use crate::{actions, policy, rules, store, store_intake};

fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.label()).collect()
}

fn papers() -> Vec<&'static str> {
    Paper::ALL.iter().map(|paper| paper.label()).collect()
}

fn groups() -> Vec<&'static str> {
    OversightGroup::ALL.iter().map(|group| group.label()).collect()
}

/// The items of the programmes of a council and of its bodies.
pub const ITEMS: intake::Kind = intake::Kind {
    key: "chuong-trinh",
    label: "Chương trình công tác, chương trình giám sát",
    counted: "nội dung chương trình",
    home: "/lam-viec/chuong-trinh",
    lead: "Mỗi dòng một nội dung của chương trình năm. Cơ quan, loại, năm giống nhau thì ghi một lần cho mọi dòng.",
    columns: &[
        Column::new("co-quan", "Cơ quan có chương trình", Shape::Line(300))
            .required()
            .also(&["cua co quan", "chuong trinh cua"])
            .such_as("Thường trực HĐND huyện"),
        Column::new("loai", "Loại chương trình", Shape::Choice(kinds))
            .required()
            .such_as("Chương trình công tác"),
        Column::new("nam", "Năm", Shape::Integer(1990, 2200)).required().such_as("2021"),
        Column::new("noi-dung", "Nội dung", Shape::Line(1_000))
            .required()
            .also(&["noi dung cong viec", "nhiem vu", "noi dung nhiem vu", "noi dung giam sat", "cong viec"])
            .such_as("Kỳ họp thường lệ giữa năm"),
        Column::new(
            "thoi-gian",
            "Thời gian",
            Shape::Word { words: || vec!["Tháng 3", "Quý I"], knows: |cell| when_of(cell).is_some() },
        )
        .required()
        .also(&["thoi gian thuc hien", "thang", "quy", "thang quy"])
        .such_as("Tháng 7"),
        Column::new("nhom", "Nhóm", Shape::Word { words: groups, knows: |cell| group_of(cell).is_some() })
            .also(&["nhom giam sat", "hinh thuc", "hinh thuc giam sat"]),
        Column::new("chu-tri", "Chủ trì", Shape::Line(300)).also(&[
            "co quan chu tri",
            "don vi chu tri",
            "co quan don vi chu tri",
        ]),
        Column::new("phoi-hop", "Phối hợp", Shape::Line(1_000)).also(&[
            "co quan phoi hop",
            "don vi phoi hop",
            "co quan don vi phoi hop",
        ]),
        Column::new("san-pham", "Sản phẩm", Shape::Line(500)).also(&["ket qua", "san pham ket qua"]),
        Column::new("han", "Hạn", Shape::Day)
            .also(&["thoi han", "han hoan thanh"])
            .such_as("để trống: ngày cuối tháng, cuối quý"),
        Column::new("trong-tam", "Trọng tâm", Shape::Yes).also(&["nhiem vu trong tam"]),
        Column::new("hoan-thanh", "Ngày hoàn thành", Shape::Day),
        Column::new("can-cu", "Căn cứ hoàn thành", Shape::Line(2_000)).also(&["can cu"]),
        Column::new("dua-ra", "Ngày đưa ra khỏi chương trình", Shape::Day),
        Column::new("ly-do", "Lý do điều chỉnh", Shape::Line(1_000)),
        Column::new("quyet-dinh", "Ngày quyết định chương trình", Shape::Day),
        Column::new("van-ban", "Loại văn bản quyết định", Shape::Choice(papers)),
        Column::new("so", "Số, ngày văn bản", Shape::Line(200)),
        Column::new("nguoi-ky", "Người ký", Shape::Line(200)),
        Column::new("de-nghi", "Ngày gửi đề nghị", Shape::Day),
        Column::new("trinh", "Ngày trình dự kiến", Shape::Day),
    ],
    is_public: false,
    may: policy::keeps_some,
    check,
    take,
    undo,
    export,
};

/// "Tháng 3", "3", "Quý I", "quý 1", "Q1": quarter and month.
fn when_of(cell: &str) -> Option<(i64, Option<i64>)> {
    let words = folded(cell);
    if let Some(rest) = words.strip_prefix("quy ").or_else(|| words.strip_prefix('q')) {
        let rest = rest.split(['/', ' ']).next().unwrap_or_default();
        let number = rest.parse().ok().or_else(|| numbers::parse_roman(rest).map(i64::from))?;
        return (1..=4).contains(&number).then_some((number, None));
    }
    let rest = words.strip_prefix("thang ").unwrap_or(&words);
    let month: i64 = rest.split(['/', ' ']).next().unwrap_or_default().parse().ok()?;
    (1..=12).contains(&month).then_some(((month + 2) / 3, Some(month)))
}

/// How a table names when.
fn when_words(item: &Item) -> String {
    match item.month {
        Some(month) => format!("Tháng {month}"),
        None => format!("Quý {}", numbers::roman(u32::try_from(item.quarter).unwrap_or(1))),
    }
}

/// "GS-05", its whole label, or the end of its name.
fn group_of(cell: &str) -> Option<OversightGroup> {
    let wanted = folded(cell);
    OversightGroup::ALL.iter().copied().find(|one| {
        let label = folded(one.label());
        let name = label.split_once(' ').map_or("", |(_, rest)| rest.split_once(' ').map_or(rest, |_| rest));
        folded(one.as_str()) == wanted || label == wanted || name.ends_with(&wanted) && wanted.len() > 4
    })
}

type Which = (OrganizationId, Kind, i64);

/// What the rows of one programme say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plan {
    council: OrganizationId,
    body: OrganizationId,
    kind: Kind,
    year: i64,
    proposed_on: Option<Date>,
    tabled_on: Option<Date>,
    decision: Option<Decision>,
}

impl Plan {
    const fn which(&self) -> Which {
        (self.body, self.kind, self.year)
    }
}

struct Line {
    plan: Plan,
    known: Option<Programme>,
    item: NewItem,
    done: Option<Date>,
    evidence: String,
    dropped: Option<Date>,
    reason: String,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor.council.filter(|_| policy::keeps_some(ctx.actor)).ok_or(Problem::NotFound)
}

/// What makes two items of a programme the same.
type Likeness = (String, i64, Option<i64>, Date);

fn likeness(title: &str, quarter: i64, month: Option<i64>, due: Date) -> Likeness {
    (text::exact(title), quarter, month, due)
}

struct Known {
    bodies: Bodies,
    by_name: HashMap<String, OrganizationId>,
    programmes: HashMap<Which, Programme>,
    items: HashMap<(ProgrammeId, Likeness), Item>,
}

impl Known {
    fn load(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Self, Problem> {
        let places = Places::load(ctx)?;
        let bodies = Bodies::load_all(ctx, &places)?;
        let by_name = directory::bodies_by_name(ctx.tx, ctx.today)?;
        let all = store_intake::of_council(ctx.tx, council)?;
        let ids: Vec<ProgrammeId> = all.iter().map(|one| one.id).collect();
        let items = store_intake::items_among(ctx.tx, &ids)?
            .into_iter()
            .map(|one| ((one.programme_id, likeness(&one.title, one.quarter, one.month, one.due_on)), one))
            .collect();
        let programmes = all.into_iter().map(|one| ((one.body_id, one.kind, one.year), one)).collect();
        Ok(Self { bodies, by_name, programmes, items })
    }
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = council_of(ctx)?;
    let known = Known::load(ctx, council)?;
    let mut above: HashMap<Which, (usize, Plan)> = HashMap::new();
    let mut seen: HashMap<(Which, Likeness), usize> = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let plan = plan_of(ctx, &mut reading, council, &known.bodies);
        let item = plan.as_ref().and_then(|plan| item_of(&mut reading, plan, &known.by_name));
        if let (Some(plan), Some(item)) = (plan, item) {
            let which = plan.which();
            let programme = known.programmes.get(&which);
            let alike = likeness(&item.title, item.quarter, item.month, item.due_on);
            let same = programme.and_then(|one| known.items.get(&(one.id, alike.clone())));
            if let Some(same) = same {
                let label = text::truncate_words(&same.title, 120);
                checked.same.push(Same { row: row.number, label, href: same.path() });
                continue;
            }
            if let Some(first) = seen.insert((which, alike), row.number) {
                reading.fault("noi-dung", format!("Trùng với dòng {first} của bảng."));
            }
            match programme {
                Some(one) => goes_in(&mut reading, one, &plan),
                None => match above.get(&which) {
                    Some((first, other)) if *other != plan => reading.fault(
                        "co-quan",
                        format!(
                            "Cùng chương trình với dòng {first}, nhưng các cột về quyết định không giống."
                        ),
                    ),
                    Some(_) => {}
                    None => {
                        above.insert(which, (row.number, plan.clone()));
                    }
                },
            }
            let (done, evidence) = done_of(&mut reading);
            let dropped = reading.past_day("dua-ra");
            if reading.faults.is_empty() {
                lines.push(Line {
                    known: programme.cloned(),
                    plan,
                    item,
                    done,
                    evidence,
                    dropped,
                    reason: reading.words("ly-do").to_owned(),
                });
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

/// Into a programme that is there already: into a decided one for a reason, and it is decided on
/// its own page.
fn goes_in(reading: &mut Reading<'_>, one: &Programme, plan: &Plan) {
    if one.state == State::Decided && reading.is_empty("ly-do") {
        reading.fault("ly-do", Refusal::NoReason.to_string());
    }
    if plan.decision.is_some() && plan.decision.as_ref().map(|said| said.on) != one.decided_on {
        reading.fault("quyet-dinh", "Chương trình này đã có trong sổ. Ghi quyết định ở trang của nó.");
    }
}

fn plan_of(
    ctx: &Ctx<'_>,
    reading: &mut Reading<'_>,
    council: OrganizationId,
    bodies: &Bodies,
) -> Option<Plan> {
    let body = bodies.read(reading, "co-quan");
    let kind = reading.choice("loai", Kind::ALL.iter().map(|one| (one.label(), *one)));
    let year = reading.integer("nam").filter(|year| (1990..=2200).contains(year));
    let own = body.and_then(|id| bodies.get(id)).filter(|one| {
        rules::has_programmes(one.kind)
            && actions::council_of(one).is_ok_and(|of| of == council)
            && (policy::may_keep(ctx.actor, council) || policy::keeps_own(ctx.actor, one.id))
    });
    if body.is_some() && own.is_none() {
        reading.fault("co-quan", Refusal::NoSuchBody.to_string());
    }
    let (proposed_on, tabled_on) = (reading.past_day("de-nghi"), reading.past_day("trinh"));
    let decision = decision_of(reading);
    if let (Some(tabled), Some(decision)) = (tabled_on, &decision)
        && decision.on < tabled
    {
        reading.fault("quyet-dinh", Refusal::BeforeTabled.to_string());
    }
    let (own, kind, year) = (own?, kind?, year?);
    let is_councils = own.kind == directory::OrganizationKind::Council && kind == Kind::Oversight;
    if is_councils && decision.as_ref().is_some_and(|said| said.paper != Paper::Resolution) {
        reading.fault("van-ban", Refusal::NeedsResolution.to_string());
    }
    Some(Plan { council, body: own.id, kind, year, proposed_on, tabled_on, decision })
}

/// How it was decided: all of it, or nothing.
fn decision_of(reading: &mut Reading<'_>) -> Option<Decision> {
    const PARTS: [&str; 4] = ["quyet-dinh", "van-ban", "so", "nguoi-ky"];
    if PARTS.iter().all(|key| reading.is_empty(key)) {
        return None;
    }
    for key in PARTS {
        if reading.is_empty(key) {
            reading.fault(key, "Chương trình đã quyết định phải có ngày, loại văn bản, số và người ký.");
        }
    }
    let paper = reading.choice("van-ban", Paper::ALL.iter().map(|one| (one.label(), *one)));
    let signer = reading.words("nguoi-ky").to_owned();
    if signer.chars().count() == 1 {
        reading.fault("nguoi-ky", "Ghi họ và tên người ký.");
    }
    Some(Decision {
        on: reading.past_day("quyet-dinh")?,
        paper: paper?,
        reference: reading.words("so").to_owned(),
        signer,
    })
}

fn item_of(
    reading: &mut Reading<'_>,
    plan: &Plan,
    by_name: &HashMap<String, OrganizationId>,
) -> Option<NewItem> {
    let title = reading.words("noi-dung");
    if !title.is_empty() && title.chars().count() < 3 {
        reading.fault("noi-dung", "Nội dung dài từ 3 ký tự.");
    }
    let (quarter, month) = when_of(reading.words("thoi-gian"))?;
    let due_on = if reading.is_empty("han") {
        rules::last_day(plan.year, quarter, month)
    } else {
        reading.day("han")
    }?;
    let lead = reading.words("chu-tri").to_owned();
    let new = NewItem {
        title: title.to_owned(),
        oversight_group: group_of(reading.words("nhom")),
        quarter,
        month,
        lead_id: by_name.get(&text::fold(&lead)).copied(),
        lead,
        cooperating: reading.words("phoi-hop").to_owned(),
        product: reading.words("san-pham").to_owned(),
        due_on,
        is_key: reading.yes("trong-tam"),
    };
    if let Err(refusal) = rules::check_item(plan.kind, plan.year, &new)
        && (refusal != Refusal::NoGroup || reading.is_empty("nhom"))
    {
        let field = if refusal == Refusal::NoGroup { "nhom" } else { "han" };
        reading.fault(field, refusal.to_string());
    }
    (!title.is_empty()).then_some(new)
}

/// When it was done, and what shows it.
fn done_of(reading: &mut Reading<'_>) -> (Option<Date>, String) {
    let done = reading.past_day("hoan-thanh");
    let evidence = reading.words("can-cu").to_owned();
    if !reading.is_empty("hoan-thanh") && evidence.chars().count() < 3 {
        reading.fault("can-cu", Refusal::NoEvidence.to_string());
    }
    if reading.is_empty("hoan-thanh") && !evidence.is_empty() {
        reading.fault("hoan-thanh", "Có căn cứ thì ghi ngày hoàn thành.");
    }
    (done, evidence)
}

fn check(ctx: &mut Ctx<'_>, table: &Table) -> Result<Checked, Problem> {
    Ok(read(ctx, table)?.checked)
}

fn take(
    ctx: &mut Ctx<'_>,
    table: &Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Made>, Problem> {
    council_of(ctx)?;
    let held = read(ctx, table)?;
    if held.lines.len() != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let mut programmes: HashMap<Which, (Programme, i64)> = HashMap::new();
    let mut made = Vec::new();
    for (line, done) in held.lines.iter().zip(1..) {
        let which = line.plan.which();
        let (one, place) = match (programmes.remove(&which), &line.known) {
            (Some((one, last)), _) => (one, last + 1),
            (None, Some(known)) => {
                let db::One((last,)) = store::last_place(ctx.tx, known.id)?;
                (known.clone(), last + 1)
            }
            (None, None) => {
                let one = begin(ctx, &line.plan)?;
                made.push(Made::new("programme", one.id));
                (one, 1)
            }
        };
        let item = actions::insert(ctx, &one, place, &line.item)?;
        if line.done.is_some() || line.dropped.is_some() {
            store_intake::set_outcome(ctx.tx, line.done, &line.evidence, line.dropped, item)?;
        }
        if line.known.is_some() {
            actions::tell(ctx, &one, Some(item), ChangeKind::Add, &line.reason, "", &line.item.words())?;
        }
        made.push(Made::new("programme_item", item));
        programmes.insert(which, (one, place));
        progress(done, table.rows.len());
    }
    for (one, _) in programmes.into_values() {
        find_it(ctx, &one)?;
    }
    Ok(made)
}

fn begin(ctx: &mut Ctx<'_>, plan: &Plan) -> Result<Programme, Problem> {
    let id: ProgrammeId = ctx.id();
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    store::insert(
        ctx.tx,
        id,
        plan.council,
        plan.body,
        plan.kind,
        plan.year,
        plan.proposed_on,
        plan.tabled_on,
        is_demonstration,
    )?;
    if let Some(said) = &plan.decision {
        store_intake::set_decision(ctx.tx, said.on, said.paper, &said.reference, &said.signer, id)?;
        let body = actions::body_of(ctx, plan.body)?;
        if rules::is_published(body.kind) {
            let days = Publication::of(ctx.law, said.on, Some(ctx.today));
            store::set_publication(ctx.tx, days.due, days.on, id)?;
        }
    }
    store::programme(ctx.tx, id)?.ok_or(Problem::Conflict)
}

fn find_it(ctx: &mut Ctx<'_>, one: &Programme) -> Result<(), Problem> {
    let body = directory::organization(ctx.tx, one.body_id)?.ok_or(Problem::Conflict)?;
    let label = format!("{}, {}", one.label(), body.short_name);
    Ok(actions::find_it(ctx, one, &label)?)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    let mut left: Vec<ProgrammeId> = Vec::new();
    for one in made.iter().rev() {
        let is_gone = if one.table == "programme_item" {
            let id: ProgrammeItemId = one.id.parse().map_err(|_| Problem::Conflict)?;
            let item = store::item(ctx.tx, id)?.ok_or(Problem::Conflict)?;
            if !left.contains(&item.programme_id) {
                left.push(item.programme_id);
            }
            store_intake::delete_changes(ctx.tx, Some(&one.id))?;
            store_intake::delete_item(ctx.tx, id)?.hit()
        } else {
            let id: ProgrammeId = one.id.parse().map_err(|_| Problem::Conflict)?;
            left.retain(|other| *other != id);
            let db::One((others,)) = store_intake::count_items(ctx.tx, id)?;
            if 0 < others {
                return Err(Error::Refused(Refusal::Exists("nội dung thêm sau khi nhập".to_owned())).into());
            }
            search::remove(ctx.tx, "programme", &one.id)?;
            store_intake::delete_untouched(ctx.tx, id)?.hit()
        };
        if !is_gone {
            return Err(Error::<Refusal>::Conflict.into());
        }
    }
    for id in left {
        let one = store::programme(ctx.tx, id)?.ok_or(Problem::Conflict)?;
        find_it(ctx, &one)?;
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx)?;
    let places = Places::load(ctx)?;
    let bodies = Bodies::load_all(ctx, &places)?;
    let actor = ctx.actor;
    let programmes: Vec<Programme> = store_intake::of_council(ctx.tx, council)?
        .into_iter()
        .filter(|one| policy::may(actor, policy::Action::Keep, one))
        .collect();
    let ids: Vec<ProgrammeId> = programmes.iter().map(|one| one.id).collect();
    let mut items: HashMap<ProgrammeId, Vec<Item>> = HashMap::new();
    for item in store_intake::items_among(ctx.tx, &ids)? {
        items.entry(item.programme_id).or_default().push(item);
    }
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    let mut rows = Vec::new();
    for one in &programmes {
        for item in items.remove(&one.id).unwrap_or_default() {
            let evidence = match (&item.done_on, &item.realised_label) {
                (None, _) => "",
                (Some(_), Some(label)) => label.as_str(),
                (Some(_), None) => item.evidence.as_str(),
            };
            rows.push(vec![
                Cell::text(bodies.name_of(one.body_id, &places)),
                Cell::text(one.kind.label()),
                Cell::Number(one.year),
                Cell::text(&item.title),
                Cell::text(when_words(&item)),
                Cell::text(item.oversight_group.map_or("", OversightGroup::label)),
                Cell::text(&item.lead),
                Cell::text(&item.cooperating),
                Cell::text(&item.product),
                Cell::Date(item.due_on),
                Cell::text(if item.is_key { "có" } else { "" }),
                day(item.done_on),
                Cell::text(evidence),
                day(item.dropped_on),
                Cell::text(""),
                day(one.decided_on),
                Cell::text(one.paper.map_or("", Paper::label)),
                Cell::text(&one.reference),
                Cell::text(&one.signer),
                day(one.proposed_on),
                day(one.tabled_on),
            ]);
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_quarters_are_read_as_offices_write_them() {
        for (cell, wanted) in [
            ("Tháng 3", Some((1, Some(3)))),
            ("4", Some((2, Some(4)))),
            ("tháng 12/2020", Some((4, Some(12)))),
            ("Quý IV", Some((4, None))),
            ("quý 2/2020", Some((2, None))),
            ("Tháng 13", None),
            ("Quý V", None),
            ("sớm", None),
        ] {
            assert_eq!(when_of(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn a_group_of_oversight_is_known_by_its_number_or_its_name() {
        assert_eq!(group_of("gs-05"), Some(OversightGroup::Thematic));
        assert_eq!(group_of("Giám sát chuyên đề"), Some(OversightGroup::Thematic));
        assert_eq!(group_of("GS-44"), None);
        assert_eq!(group_of("đề"), None, "too short to be one");
    }
}
