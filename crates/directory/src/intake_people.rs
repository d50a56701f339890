//! Persons and their posts as a table, in and out.

use std::collections::HashMap;

use intake::{Checked, Column, Kind, Made, Reading, Same, Shape, Table};
use kernel::{AreaId, Date, MembershipId, OrganizationId, PersonId, collate, text};
use kit::{Ctx, Error, Problem};
use papers::Cell;

use crate::intake_bodies::{Bodies, Places};
use crate::model::{Holding, Organization, Person, Post, Refusal, Term};
use crate::policy::{self, Action};
use crate::{rules, staff, store, store_intake};

/// So many posts are written out.
const ROWS_MAX: i64 = 50_000;

fn posts() -> Vec<&'static str> {
    Post::ALL.iter().map(|post| post.label()).collect()
}

/// Persons with their posts: delegates, members of committees and groups, staff.
pub const PEOPLE: Kind = Kind {
    key: "nguoi",
    label: "Đại biểu, cán bộ và chức vụ",
    counted: "dòng người, chức vụ",
    home: "/lam-viec/nguoi",
    lead: "Mỗi dòng một chức vụ; người giữ nhiều chức vụ đứng ở nhiều dòng. Chưa có chức vụ thì chỉ ghi họ và tên.",
    columns: &[
        Column::new("ho-ten", "Họ và tên", Shape::Line(120))
            .required()
            .also(&["ho ten", "ho va ten dai bieu", "ten dai bieu", "dai bieu", "ten"])
            .such_as("Nguyễn Văn Ẩn"),
        Column::new("ma", "Mã người", Shape::Code(40))
            .also(&["ma so", "ma dai bieu"])
            .such_as("chỉ cần khi có hai người trùng họ tên"),
        Column::new("co-quan", "Cơ quan", Shape::Line(300))
            .also(&["don vi cong tac", "to chuc", "don vi"])
            .such_as("Hội đồng nhân dân huyện Thanh Liêm"),
        Column::new("chuc-vu", "Chức vụ", Shape::Choice(posts)).such_as("Đại biểu HĐND"),
        Column::new("ten-chuc-vu", "Tên chức vụ ghi trên văn bản", Shape::Line(200))
            .also(&["ten chuc vu", "chuc danh"])
            .such_as("Phó Chủ tịch HĐND huyện"),
        Column::new("chuyen-trach", "Chuyên trách", Shape::Yes)
            .also(&["hoat dong chuyen trach"])
            .such_as("có"),
        Column::new("tu-ngay", "Từ ngày", Shape::Day)
            .also(&["ngay bat dau", "bat dau"])
            .such_as("24/06/2016"),
        Column::new("den-ngay", "Đến ngày", Shape::Day).also(&["ngay ket thuc", "ket thuc"]),
    ],
    is_public: false,
    may: |actor| policy::may(actor, Action::ChangePerson),
    check,
    take,
    undo,
    export,
};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Known(PersonId),
    /// By the code of the table, else by the name.
    New(String),
}

#[derive(Debug, Clone)]
struct Line {
    who: Who,
    name: String,
    post: Option<Given>,
}

#[derive(Debug, Clone)]
struct Given {
    organization: OrganizationId,
    post: Post,
    label: String,
    is_full_time: bool,
    from: Date,
    to: Option<Date>,
}

struct Reader {
    bodies: Bodies,
    /// By the name with its marks.
    known: HashMap<String, Vec<PersonId>>,
    /// What each person holds, in the register and by the rows above.
    held: HashMap<Who, Vec<Holding>>,
    /// Who holds a post that only one can, by organization.
    single: HashMap<(OrganizationId, Post), Vec<(Who, Holding)>>,
    terms: HashMap<AreaId, Vec<Term>>,
}

impl Reader {
    fn load(ctx: &mut Ctx<'_>, table: &Table) -> db::Result<Self> {
        let places = Places::load(ctx)?;
        let bodies = Bodies::load(ctx, &places)?;
        let mut folded: Vec<String> =
            table.rows.iter().map(|row| text::fold(table.reading(row).words("ho-ten"))).collect();
        folded.sort_unstable();
        folded.dedup();
        let mut known: HashMap<String, Vec<PersonId>> = HashMap::new();
        let found = store_intake::persons_named(ctx.tx, &folded)?;
        for (id, name) in &found {
            known.entry(text::exact(name)).or_default().push(*id);
        }
        let mut held = HashMap::new();
        for (id, _) in &found {
            held.insert(Who::Known(*id), store::holdings_of(ctx.tx, *id)?);
        }
        Ok(Self { bodies, known, held, single: HashMap::new(), terms: HashMap::new() })
    }

    fn who(&self, reading: &mut Reading<'_>) -> Option<Who> {
        let name = reading.words("ho-ten");
        let code = reading.code("ma");
        let persons = self.known.get(&text::exact(name)).map(Vec::as_slice).unwrap_or_default();
        match persons {
            [] if code.is_empty() => Some(Who::New(text::exact(name))),
            [] => Some(Who::New(format!("{code}|{}", text::exact(name)))),
            [one] => Some(Who::Known(*one)),
            several => {
                reading.fault(
                    "ho-ten",
                    format!(
                        "Đã có {} người tên “{name}”. Ghi chức vụ ở trang của đúng người đó.",
                        several.len()
                    ),
                );
                None
            }
        }
    }

    /// The post of a row; nothing when the row gives none, a fault when it gives half of one.
    fn given(&self, reading: &mut Reading<'_>) -> Option<Given> {
        let needed = ["co-quan", "chuc-vu", "tu-ngay"];
        if needed.iter().chain(&["ten-chuc-vu", "den-ngay"]).all(|key| reading.is_empty(key)) {
            return None;
        }
        for key in needed {
            if reading.is_empty(key) {
                reading.fault(key, "Đã ghi chức vụ thì phải có cơ quan, chức vụ và ngày bắt đầu.");
            }
        }
        let organization = self.bodies.read(reading, "co-quan");
        let post = reading.choice("chuc-vu", Post::ALL.iter().map(|post| (post.label(), *post)));
        let (organization, post, from) = (organization?, post?, reading.day("tu-ngay")?);
        let label = match reading.words("ten-chuc-vu") {
            "" => post.label(),
            words => words,
        };
        Some(Given {
            organization,
            post,
            label: label.to_owned(),
            is_full_time: reading.yes("chuyen-trach"),
            from,
            to: reading.day("den-ngay"),
        })
    }

    fn allow(
        &mut self,
        ctx: &mut Ctx<'_>,
        who: &Who,
        name: &str,
        given: &Given,
    ) -> Result<Option<Refusal>, Problem> {
        let Some(body) = self.bodies.get(given.organization).cloned() else { return Ok(None) };
        let wanted = holding(name, given, &body);
        let own = self.held.get(who).cloned().unwrap_or_default();
        let others = self.others(ctx, who, given)?;
        let terms = if let Some(terms) = self.terms.get(&body.area_id) {
            terms.clone()
        } else {
            let terms = store::terms_of_area(ctx.tx, body.area_id)?;
            self.terms.insert(body.area_id, terms.clone());
            terms
        };
        let refusal = rules::check_fit(&wanted)
            .and_then(|()| rules::check_life(&wanted, body.founded_on, body.dissolved_on))
            .and_then(|()| rules::check_free(&wanted, &own, &others))
            .and_then(|()| rules::check_terms(&wanted, &own, &terms, ctx.law))
            .and_then(|()| rules::check_together(&wanted, &own, ctx.law))
            .err();
        if refusal.is_none() {
            if rules::is_single(given.post) {
                let key = (given.organization, given.post);
                self.single.entry(key).or_default().push((who.clone(), wanted.clone()));
            }
            self.held.entry(who.clone()).or_default().push(wanted);
        }
        Ok(refusal)
    }

    /// Others who hold a post that only one can: in the register, and by the rows above.
    fn others(&mut self, ctx: &mut Ctx<'_>, who: &Who, given: &Given) -> Result<Vec<Holding>, Problem> {
        if !rules::is_single(given.post) {
            return Ok(Vec::new());
        }
        // Somebody new is not in the register, so any fresh id leaves out nobody
        let person = if let Who::Known(id) = who { *id } else { ctx.id() };
        let mut others = store::rivals(ctx.tx, given.organization, given.post, person)?;
        let above = self.single.get(&(given.organization, given.post)).into_iter().flatten();
        others.extend(above.filter(|(holder, _)| holder != who).map(|(_, held)| held.clone()));
        Ok(others)
    }
}

fn holding(name: &str, given: &Given, body: &Organization) -> Holding {
    Holding {
        post: given.post,
        label: given.label.clone(),
        holder: name.to_owned(),
        organization: body.id,
        organization_name: body.name.clone(),
        kind: body.kind,
        area: body.area_id,
        from: given.from,
        to: given.to,
    }
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let mut reader = Reader::load(ctx, table)?;
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    let mut alone: HashMap<Who, usize> = HashMap::new();
    for row in &table.rows {
        let mut reading = table.reading(row);
        let name = reading.words("ho-ten").to_owned();
        let who = reader.who(&mut reading);
        let given = reader.given(&mut reading);
        if let (Some(who), true) = (&who, reading.faults.is_empty()) {
            let same = match (&given, who) {
                (Some(given), who) => reader.held.get(who).is_some_and(|held| {
                    held.iter().any(|one| {
                        one.organization == given.organization
                            && one.post == given.post
                            && one.from == given.from
                    })
                }),
                (None, Who::Known(_)) => true,
                (None, Who::New(_)) => false,
            };
            if let (true, Who::Known(id)) = (same, who) {
                let label =
                    given.as_ref().map_or_else(|| name.clone(), |given| format!("{name}, {}", given.label));
                checked.same.push(Same { row: row.number, label, href: format!("/lam-viec/nguoi/{id}") });
                continue;
            }
            if let Some(given) = &given {
                if let Some(refusal) = reader.allow(ctx, who, &name, given)? {
                    reading.fault(refusal.field(), refusal.to_string());
                }
            } else if let Some(first) = alone.insert(who.clone(), row.number) {
                reading.fault("ho-ten", format!("Trùng với dòng {first} của bảng."));
            }
        }
        match who {
            Some(who) if reading.faults.is_empty() => lines.push(Line { who, name, post: given }),
            _ => {}
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
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
    if held.lines.len() != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let mut persons: HashMap<Who, Person> = HashMap::new();
    let mut made = Vec::new();
    for (line, done) in held.lines.iter().zip(1..) {
        let person = if let Some(person) = persons.get(&line.who) {
            person.clone()
        } else {
            let person = match &line.who {
                Who::Known(id) => store::person(ctx.tx, *id)?.ok_or(Problem::Conflict)?,
                Who::New(_) => {
                    let person = new_person(ctx, &line.name)?;
                    made.push(Made::new("person", person.id));
                    person
                }
            };
            persons.insert(line.who.clone(), person.clone());
            person
        };
        if let Some(given) = &line.post {
            let id: MembershipId = ctx.id();
            store::insert_membership(
                ctx.tx,
                id,
                person.id,
                given.organization,
                given.post,
                &given.label,
                given.is_full_time,
                given.from,
                given.to,
            )?;
            made.push(Made::new("membership", id));
        }
        progress(done, table.rows.len());
    }
    for person in persons.values() {
        staff::make_findable(ctx, person)?;
    }
    Ok(made)
}

fn new_person(ctx: &mut Ctx<'_>, name: &str) -> Result<Person, Problem> {
    let id: PersonId = ctx.id();
    let sort_key = collate::name_sort_key(name);
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    store::insert_person(ctx.tx, id, name, &sort_key, &text::fold(name), is_demonstration)?;
    Ok(Person { id, name: name.to_owned(), sort_key, is_demonstration, version: 1 })
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    let conflict = || Problem::from(Error::<Refusal>::Conflict);
    let mut touched: Vec<PersonId> = Vec::new();
    for one in made.iter().rev() {
        let hit = if one.table == "membership" {
            let id: MembershipId = one.id.parse().map_err(|_| conflict())?;
            touched.extend(store::membership(ctx.tx, id)?.map(|known| known.person_id));
            store_intake::delete_membership(ctx.tx, id)?.hit()
        } else {
            let id: PersonId = one.id.parse().map_err(|_| conflict())?;
            search::remove(ctx.tx, "person", &one.id)?;
            store_intake::delete_person(ctx.tx, id)?.hit()
        };
        if !hit {
            return Err(conflict());
        }
    }
    touched.sort_unstable();
    touched.dedup();
    for id in touched {
        if let Some(person) = store::person(ctx.tx, id)? {
            staff::make_findable(ctx, &person)?;
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let places = Places::load(ctx)?;
    let bodies = Bodies::load(ctx, &places)?;
    let mut seats = store_intake::seats(ctx.tx, ROWS_MAX)?;
    seats.retain(|seat| seat.organization.is_none_or(|id| bodies.get(id).is_some()));
    let place = |id: Option<OrganizationId>| id.map_or(0, |id| bodies.place_of(id));
    seats.sort_by(|one, other| {
        (&one.sort_key, one.person, one.started_on, place(one.organization), one.post, &one.label).cmp(&(
            &other.sort_key,
            other.person,
            other.started_on,
            place(other.organization),
            other.post,
            &other.label,
        ))
    });
    // A number tells persons of one name apart
    let mut named: HashMap<&str, Vec<PersonId>> = HashMap::new();
    for seat in &seats {
        let ids = named.entry(&seat.name).or_default();
        if !ids.contains(&seat.person) {
            ids.push(seat.person);
        }
    }
    let code = |seat: &store_intake::Seat| match named.get(seat.name.as_str()).map(Vec::as_slice) {
        Some(ids @ [_, _, ..]) => {
            ids.iter().position(|id| *id == seat.person).map_or_else(String::new, |at| (at + 1).to_string())
        }
        _ => String::new(),
    };
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    Ok(seats
        .iter()
        .map(|seat| {
            let label = seat.label.as_deref().unwrap_or_default();
            let is_plain = seat.post.is_some_and(|post| post.label() == label);
            vec![
                Cell::text(&seat.name),
                Cell::text(code(seat)),
                Cell::text(seat.organization.map_or_else(String::new, |id| bodies.name_of(id, &places))),
                Cell::text(seat.post.map_or("", Post::label)),
                Cell::text(if is_plain { "" } else { label }),
                Cell::text(if seat.is_full_time == Some(true) { "có" } else { "" }),
                day(seat.started_on),
                day(seat.ended_on),
            ]
        })
        .collect())
}
