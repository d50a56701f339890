//! Organizations as a table, in and out.

use std::collections::{HashMap, HashSet};

use intake::{Checked, Column, Found, Kind, Made, Names, Reading, Same, Shape, Table};
use kernel::{AreaId, Date, OrganizationId, text};
use kit::{Ctx, Error, Problem};
use papers::Cell;

use crate::model::{Area, Organization, OrganizationKind, Refusal};
use crate::policy::{self, Action};
use crate::{actions, rules, store, store_intake};

fn kinds() -> Vec<&'static str> {
    OrganizationKind::ALL.iter().map(|kind| kind.label()).collect()
}

/// Organizations.
pub const ORGANIZATIONS: Kind = Kind {
    key: "co-quan",
    label: "Cơ quan, tổ chức",
    counted: "cơ quan",
    home: "/lam-viec/co-quan",
    lead: "Mỗi dòng một cơ quan: HĐND, Thường trực, Ban, Tổ đại biểu, UBND, phòng ban, MTTQ.",
    columns: &[
        Column::new("ten", "Tên đầy đủ", Shape::Line(200))
            .required()
            .also(&["ten co quan", "ten", "co quan"])
            .such_as("Ban Pháp chế Hội đồng nhân dân huyện"),
        Column::new("ten-ngan", "Tên ngắn", Shape::Line(100))
            .required()
            .also(&["ten viet tat", "ten goi tat"])
            .such_as("Ban Pháp chế"),
        Column::new("loai", "Loại cơ quan", Shape::Choice(kinds))
            .required()
            .also(&["loai"])
            .such_as("Ban của HĐND"),
        Column::new("ky-hieu", "Ký hiệu văn bản", Shape::Line(30)).also(&["ky hieu"]).such_as("HĐND-BPC"),
        Column::new("don-vi", "Đơn vị hành chính", Shape::Line(200))
            .required()
            .also(&["don vi", "dia ban", "ma don vi"])
            .such_as("Huyện Thanh Liêm"),
        Column::new("truc-thuoc", "Cơ quan cấp trên trực tiếp", Shape::Line(200))
            .also(&["truc thuoc", "co quan cap tren", "co quan chu quan"])
            .such_as("Hội đồng nhân dân huyện Thanh Liêm"),
        Column::new("thanh-lap", "Ngày thành lập", Shape::Day).also(&["thanh lap"]),
        Column::new("giai-the", "Ngày kết thúc hoạt động", Shape::Day).also(&["ngay giai the", "giai the"]),
    ],
    is_public: true,
    may: |actor| policy::may(actor, Action::ChangeOrganization),
    check,
    take,
    undo,
    export,
};

/// The units of the whole country and the names that the actor's table may give them.
pub struct Places {
    areas: HashMap<AreaId, Area>,
    names: Names<AreaId>,
}

impl Places {
    /// The units in the actor's reach by code, by name, by name with the unit above. The name of a
    /// unit that is no more stands for its successor, when it has one.
    ///
    /// # Errors
    /// The database failed.
    pub fn load(ctx: &mut Ctx<'_>) -> db::Result<Self> {
        let all: Vec<Area> = store_intake::all_areas(ctx.tx)?;
        let areas: HashMap<AreaId, Area> = all.iter().map(|area| (area.id, area.clone())).collect();
        let today = ctx.today;
        let own = if policy::is_everywhere(ctx.actor) { None } else { ctx.actor.area };
        let reaches = |area: &Area| own.is_none() || above(&areas, area.id).any(|one| Some(one) == own);
        let mut names = Names::default();
        let mut known = HashSet::new();
        let now = all.iter().filter(|area| area.is_valid_on(today) && reaches(area));
        for area in now {
            let parent = area.parent_id.and_then(|id| areas.get(&id));
            names.add(&area.code, &area.id);
            names.add(&area.name, &area.id);
            names.add(area.bare_name(), &area.id);
            if let Some(parent) = parent {
                names.add(&format!("{}, {}", area.name, parent.name), &area.id);
            }
            known.insert(text::exact(&area.name));
            known.insert(area.code.clone());
        }
        let mut became: HashMap<AreaId, Vec<AreaId>> = HashMap::new();
        for (old, new) in store_intake::all_successions(ctx.tx)? {
            became.entry(old).or_default().push(new);
        }
        let gone = all.iter().filter(|area| area.valid_to.is_some_and(|last| last < today));
        for area in gone.filter(|area| !known.contains(&text::exact(&area.name))) {
            for next in became.get(&area.id).into_iter().flatten() {
                let next = areas.get(next).filter(|next| next.is_valid_on(today) && reaches(next));
                if let Some(next) = next {
                    names.add(&area.name, &next.id);
                }
            }
        }
        Ok(Self { areas, names })
    }

    /// What the words of a cell name.
    pub fn find(&self, words: &str) -> Found<AreaId> {
        self.names.find(words)
    }

    /// The unit with this id.
    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.areas.get(&id)
    }

    /// How a table names a unit so that it is found again.
    pub fn name_of(&self, id: AreaId) -> String {
        let Some(area) = self.areas.get(&id) else { return String::new() };
        let parent = area.parent_id.and_then(|id| self.areas.get(&id));
        let long = parent.map_or_else(|| area.name.clone(), |up| format!("{}, {}", area.name, up.name));
        [area.name.clone(), long]
            .into_iter()
            .find(|name| self.names.find(name) == Found::One(id))
            .unwrap_or_else(|| area.code.clone())
    }

    /// Reads the cell of a unit; a fault says what is wrong.
    pub fn read(&self, reading: &mut Reading<'_>, key: &str) -> Option<AreaId> {
        reading.named(key, &self.names, "đơn vị hành chính")
    }
}

fn above(areas: &HashMap<AreaId, Area>, from: AreaId) -> impl Iterator<Item = AreaId> {
    // Units are at most four deep; a ring in the data must not hold anybody
    let mut next = Some(from);
    std::iter::from_fn(move || {
        let here = next?;
        next = areas.get(&here).and_then(|area| area.parent_id);
        Some(here)
    })
    .take(6)
}

/// The organizations that the actor keeps, and the names a table may give them.
pub struct Bodies {
    all: Vec<Organization>,
    by_id: HashMap<OrganizationId, usize>,
    names: Names<OrganizationId>,
}

impl Bodies {
    /// Those at work and those that are no more.
    ///
    /// # Errors
    /// The database failed.
    pub fn load(ctx: &mut Ctx<'_>, places: &Places) -> db::Result<Self> {
        let all = store_intake::all_organizations(ctx.tx)?;
        let own = if policy::is_everywhere(ctx.actor) { None } else { ctx.actor.area };
        let kept = all
            .into_iter()
            .filter(|one| own.is_none() || above(&places.areas, one.area_id).any(|area| Some(area) == own));
        Ok(Self::of(kept.collect(), places))
    }

    /// Every organization there is, whoever keeps it: a body of elsewhere may owe something here.
    ///
    /// # Errors
    /// The database failed.
    pub fn load_all(ctx: &mut Ctx<'_>, places: &Places) -> db::Result<Self> {
        Ok(Self::of(store_intake::all_organizations(ctx.tx)?, places))
    }

    /// What the words of a cell name.
    pub fn find(&self, words: &str) -> Found<OrganizationId> {
        self.names.find(words)
    }

    fn of(all: Vec<Organization>, places: &Places) -> Self {
        let mut names = Names::default();
        for one in &all {
            for name in [&one.name, &one.short_name] {
                names.add(name, &one.id);
                names.add(&format!("{name}, {}", places.name_of(one.area_id)), &one.id);
            }
        }
        let by_id = all.iter().zip(0..).map(|(one, place)| (one.id, place)).collect();
        Self { all, by_id, names }
    }

    /// One of them.
    pub fn get(&self, id: OrganizationId) -> Option<&Organization> {
        self.by_id.get(&id).and_then(|place| self.all.get(*place))
    }

    /// How a table names an organization so that it is found again.
    pub fn name_of(&self, id: OrganizationId, places: &Places) -> String {
        let Some(one) = self.get(id) else { return String::new() };
        match self.names.find(&one.name) {
            Found::One(found) if found == id => one.name.clone(),
            _ => format!("{}, {}", one.name, places.name_of(one.area_id)),
        }
    }

    /// Reads the cell of an organization; a fault says what is wrong.
    pub fn read(&self, reading: &mut Reading<'_>, key: &str) -> Option<OrganizationId> {
        reading.named(key, &self.names, "cơ quan")
    }

    /// Reads a cell of several organizations, with semicolons between them; each once.
    pub fn read_several(&self, reading: &mut Reading<'_>, key: &str) -> Vec<OrganizationId> {
        let mut found = Vec::new();
        for words in reading.words(key).split(';').map(str::trim).filter(|words| !words.is_empty()) {
            match self.find(words) {
                Found::One(id) if found.contains(&id) => {}
                Found::One(id) => found.push(id),
                Found::Several => {
                    reading.fault(key, format!("Có nhiều cơ quan tên “{words}”. Viết tên đầy đủ."));
                }
                Found::None => reading.fault(
                    key,
                    format!("Không có cơ quan “{words}”. Nhiều cơ quan thì ngăn bằng dấu chấm phẩy."),
                ),
            }
        }
        found
    }

    /// The place of an organization in lists; those that are not kept come last.
    pub(crate) fn place_of(&self, id: OrganizationId) -> i64 {
        self.get(id).map_or(i64::MAX, |one| one.place)
    }
}

#[derive(Debug, Clone)]
struct Body {
    number: usize,
    name: String,
    short_name: String,
    kind: OrganizationKind,
    symbol: String,
    area: AreaId,
    parent: Above,
    founded_on: Option<Date>,
    dissolved_on: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Above {
    Nothing,
    Known(OrganizationId),
    /// Another row of the table.
    Row(usize),
}

struct Held {
    bodies: Vec<Body>,
    checked: Checked,
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let places = Places::load(ctx)?;
    let known = Bodies::load(ctx, &places)?;
    let mut in_table: Names<usize> = Names::default();
    for row in &table.rows {
        let reading = table.reading(row);
        in_table.add(reading.words("ten"), &row.number);
        in_table.add(reading.words("ten-ngan"), &row.number);
    }
    let mut first: HashMap<(AreaId, String), usize> = HashMap::new();
    let (mut bodies, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let area = places.read(&mut reading, "don-vi");
        let kind = reading.choice("loai", OrganizationKind::ALL.iter().map(|kind| (kind.label(), *kind)));
        let parent = parent_of(&mut reading, &known, &in_table);
        let (founded_on, dissolved_on) = (reading.day("thanh-lap"), reading.day("giai-the"));
        if let Some(last) = dissolved_on
            && let Err(refusal) = rules::check_dissolution(last, founded_on, None)
        {
            reading.fault("giai-the", refusal.to_string());
        }
        let name = reading.words("ten").to_owned();
        if let Some(area) = area
            && !name.is_empty()
        {
            let same = known.all.iter().find(|one| one.area_id == area && text::same_word(&one.name, &name));
            if let Some(same) = same {
                checked.same.push(Same {
                    row: row.number,
                    label: same.name.clone(),
                    href: format!("/lam-viec/co-quan/{}", same.id),
                });
                continue;
            }
            match first.get(&(area, text::exact(&name))) {
                Some(row) => reading.fault("ten", format!("Trùng với dòng {row} của bảng.")),
                None => drop(first.insert((area, text::exact(&name)), row.number)),
            }
        }
        let faults = std::mem::take(&mut reading.faults);
        if let (Some(area), Some(kind), Some(parent), true) = (area, kind, parent, faults.is_empty()) {
            bodies.push(Body {
                number: row.number,
                short_name: reading.words("ten-ngan").to_owned(),
                symbol: reading.words("ky-hieu").to_owned(),
                name,
                kind,
                area,
                parent,
                founded_on,
                dissolved_on,
            });
        }
        checked.faults.extend(faults);
    }
    // Rings among the rows, and rows under a row that is left out, stay behind
    let placed: HashSet<usize> = in_order(&bodies).iter().map(|body| body.number).collect();
    for row in &table.rows {
        if bodies.iter().any(|body| body.number == row.number) && !placed.contains(&row.number) {
            let mut reading = table.reading(row);
            reading.fault("truc-thuoc", "Cơ quan cấp trên ở dòng khác của bảng, dòng đó không nhập được.");
            checked.faults.extend(reading.faults);
        }
    }
    Ok(Held { bodies, checked })
}

fn parent_of(reading: &mut Reading<'_>, known: &Bodies, in_table: &Names<usize>) -> Option<Above> {
    let words = reading.words("truc-thuoc");
    if words.is_empty() {
        return Some(Above::Nothing);
    }
    let own = reading.number();
    match (known.names.find(words), in_table.find(words)) {
        (Found::One(id), _) => Some(Above::Known(id)),
        (_, Found::One(row)) if row != own => Some(Above::Row(row)),
        _ => known.read(reading, "truc-thuoc").map(Above::Known),
    }
}

/// The rows so that each comes after the one it is part of.
fn in_order(bodies: &[Body]) -> Vec<&Body> {
    let mut placed: HashSet<usize> = HashSet::new();
    let mut order: Vec<&Body> = Vec::new();
    loop {
        let before = order.len();
        for body in bodies {
            let is_ready = match &body.parent {
                Above::Row(row) => placed.contains(row),
                Above::Nothing | Above::Known(_) => true,
            };
            if is_ready && placed.insert(body.number) {
                order.push(body);
            }
        }
        if order.len() == before {
            return order;
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
    let held = read(ctx, table)?;
    let order = in_order(&held.bodies);
    if order.len() != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let db::One((mut place,)) = store::last_place(ctx.tx)?;
    // Places in lists follow the table, whatever the order of writing
    let places: HashMap<usize, i64> = held
        .bodies
        .iter()
        .map(|body| {
            place += 1;
            (body.number, place)
        })
        .collect();
    let mut ids: HashMap<usize, OrganizationId> = HashMap::new();
    let mut made = Vec::new();
    for body in order {
        let id: OrganizationId = ctx.id();
        let parent = match &body.parent {
            Above::Nothing => None,
            Above::Known(id) => Some(*id),
            Above::Row(row) => ids.get(row).copied(),
        };
        store_intake::insert_known(
            ctx.tx,
            id,
            body.area,
            body.kind,
            &body.name,
            &body.short_name,
            &body.symbol,
            parent,
            body.founded_on,
            body.dissolved_on,
            places.get(&body.number).copied().unwrap_or(place),
        )?;
        actions::make_findable(ctx, id, body.kind, &body.name, &body.short_name)?;
        ids.insert(body.number, id);
        made.push(Made::new("organization", id));
        progress(made.len(), table.rows.len());
    }
    Ok(made)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: OrganizationId = one.id.parse().map_err(|_| Problem::Conflict)?;
        search::remove(ctx.tx, "organization", &one.id)?;
        if !store_intake::delete_organization(ctx.tx, id)?.hit() {
            return Err(Error::<Refusal>::Conflict.into());
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let places = Places::load(ctx)?;
    let bodies = Bodies::load(ctx, &places)?;
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    Ok(bodies
        .all
        .iter()
        .map(|one| {
            vec![
                Cell::text(&one.name),
                Cell::text(&one.short_name),
                Cell::text(one.kind.label()),
                Cell::text(&one.symbol),
                Cell::text(places.name_of(one.area_id)),
                Cell::text(one.parent_id.map_or_else(String::new, |id| bodies.name_of(id, &places))),
                day(one.founded_on),
                day(one.dissolved_on),
            ]
        })
        .collect())
}
