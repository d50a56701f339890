//! Sessions as a table, in and out.

use std::collections::HashMap;

use directory::{Organization, Term, term_number};
use intake::{Checked, Column, Kind as Table_, Made, Reading, Same, Shape, Table};
use kernel::{OrganizationId, SessionId, TermId, numbers};
use kit::{Ctx, Error, Problem};
use papers::Cell;

use crate::model::{Kind, NewSession, Refusal, Session, State};
use crate::policy::{self, Action};
use crate::{actions, rules, store};

fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.label()).collect()
}

fn states() -> Vec<&'static str> {
    State::ALL.iter().map(|state| state.label()).collect()
}

/// The sessions of a council.
pub const SESSIONS: Table_ = Table_ {
    key: "ky-hop",
    label: "Kỳ họp",
    counted: "kỳ họp",
    home: "/lam-viec/ky-hop",
    lead: "Mỗi dòng một kỳ họp của Hội đồng; kỳ họp đã qua ghi trạng thái đã bế mạc.",
    columns: &[
        Column::new("khoa", "Khóa", Shape::Line(20)).required().such_as("XVIII"),
        Column::new("so", "Kỳ họp thứ", Shape::Integer(1, 200))
            .required()
            .also(&["ky hop", "so ky hop", "thu tu"])
            .such_as("20"),
        Column::new("loai", "Loại kỳ họp", Shape::Choice(kinds))
            .required()
            .also(&["loai", "hinh thuc"])
            .such_as("Kỳ họp thường lệ"),
        Column::new("khai-mac", "Ngày khai mạc", Shape::Day)
            .required()
            .also(&["khai mac", "tu ngay", "ngay hop"])
            .such_as("20/07/2020"),
        Column::new("be-mac", "Ngày bế mạc", Shape::Day).also(&["be mac", "den ngay"]).such_as("21/07/2020"),
        Column::new("trang-thai", "Trạng thái", Shape::Choice(states)).also(&["tinh trang"]),
        Column::new("tieu-de", "Tên gọi", Shape::Line(300)).also(&["ten ky hop", "ten"]),
        Column::new("dia-diem", "Nơi họp", Shape::Line(200)).also(&["dia diem"]),
        Column::new("tom-tat", "Tóm tắt", Shape::Words(4_000)).also(&["noi dung", "ket qua"]),
        Column::new("cong-khai", "Công khai", Shape::Yes),
    ],
    is_public: false,
    may: |actor| actor.council.is_some_and(|council| policy::may(actor, Action::Create, council, true)),
    check,
    take,
    undo,
    export,
};

/// The sessions of a council as the rows of other tables name them: by term and number.
pub struct Register {
    sessions: HashMap<(i64, i64), Session>,
    terms: HashMap<TermId, i64>,
}

impl Register {
    /// The sessions of a council.
    ///
    /// # Errors
    /// The database failed.
    pub fn load(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Self> {
        let terms: HashMap<_, _> =
            directory::terms_of(ctx.tx, council)?.into_iter().map(|term| (term.id, term.number)).collect();
        let sessions = store::sessions_of_council(ctx.tx, council)?
            .into_iter()
            .filter_map(|one| terms.get(&one.term_id).map(|term| ((*term, one.number), one)))
            .collect();
        Ok(Self { sessions, terms })
    }

    /// The session that the columns `khoa` and `ky-hop` of a row name; a fault when there is none.
    pub fn read(&self, reading: &mut Reading<'_>) -> Option<&Session> {
        let number = reading.integer("ky-hop")?;
        let typed = reading.words("khoa");
        if typed.is_empty() {
            return None;
        }
        let found = term_number(typed).and_then(|term| self.sessions.get(&(term, number)));
        if found.is_none() {
            reading.fault("ky-hop", "Chưa có kỳ họp này trong sổ. Nhập kỳ họp trước, hoặc sửa số.");
        }
        found
    }

    /// The cells of `khoa` and `ky-hop` for a session.
    pub fn cells(&self, session: &Session) -> [Cell; 2] {
        let term = self.terms.get(&session.term_id).and_then(|number| u32::try_from(*number).ok());
        [Cell::text(term.map_or_else(String::new, numbers::roman)), Cell::Number(session.number)]
    }

    /// The sessions, the first first.
    pub fn in_order(&self) -> Vec<&Session> {
        let mut all: Vec<&Session> = self.sessions.values().collect();
        all.sort_by_key(|one| (one.opened_on, one.id));
        all
    }
}

struct Held {
    lines: Vec<NewSession>,
    checked: Checked,
    council: Organization,
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let council = actions::council(ctx, council)?;
    let terms = directory::terms_of(ctx.tx, council.id)?;
    let known: HashMap<_, _> = store::sessions_of_council(ctx.tx, council.id)?
        .into_iter()
        .map(|one| ((one.term_id, one.number), one))
        .collect();
    let mut seen = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    for row in &table.rows {
        let mut reading = table.reading(row);
        if let Some(mut new) = line_of(&mut reading, &council, &terms) {
            new.is_demonstration = is_demonstration;
            if let Some(one) = known.get(&(new.term, new.number)) {
                checked.same.push(Same {
                    row: row.number,
                    label: format!("{}, {}", one.label(), one.days()),
                    href: one.path(),
                });
                continue;
            }
            if let Err(refusal) = rules::check(&new, ctx.today) {
                reading.fault(field_of(&refusal), refusal.to_string());
            }
            if let Some(first) = seen.insert((new.term, new.number), row.number) {
                reading.fault("so", format!("Trùng với dòng {first} của bảng."));
            }
            if reading.faults.is_empty() {
                lines.push(new);
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked, council })
}

fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::KindNotInForce(_) => "loai",
        Refusal::NoClosing | Refusal::ClosesBeforeOpening | Refusal::ClosesInFuture => "be-mac",
        Refusal::OpensInFuture | Refusal::OutsideTerm => "khai-mac",
        _ => "so",
    }
}

fn line_of(reading: &mut Reading<'_>, council: &Organization, terms: &[Term]) -> Option<NewSession> {
    let typed = reading.words("khoa");
    let term = term_number(typed).and_then(|number| terms.iter().find(|term| term.number == number));
    if term.is_none() && !typed.is_empty() {
        reading.fault("khoa", format!("Hội đồng chưa ghi khóa “{typed}”. Nhập khóa trước, hoặc sửa số."));
    }
    let kind = reading.choice("loai", Kind::ALL.iter().map(|one| (one.label(), *one)));
    let (opened_on, closed_on) = (reading.day("khai-mac"), reading.day("be-mac"));
    if let (Some(term), Some(day)) = (term, opened_on)
        && !(term.opened_on <= day && day <= term.ends_on)
    {
        reading.fault("khai-mac", Refusal::OutsideTerm.to_string());
    }
    let said = reading.choice("trang-thai", State::ALL.iter().map(|one| (one.label(), *one)));
    let number = reading.integer("so");
    Some(NewSession {
        council: council.id,
        term: term?.id,
        number: number?,
        kind: kind?,
        title: reading.words("tieu-de").to_owned(),
        place: reading.words("dia-diem").to_owned(),
        opened_on: opened_on?,
        closed_on,
        state: said.unwrap_or(if closed_on.is_some() { State::Closed } else { State::Planned }),
        summary: reading.words("tom-tat").to_owned(),
        is_public: reading.yes("cong-khai"),
        is_demonstration: false,
    })
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
    let mut made = Vec::new();
    for new in &held.lines {
        let id = actions::enter(ctx, new)?;
        let session = store::session(ctx.tx, id)?.ok_or(Problem::Conflict)?;
        let term = directory::term(ctx.tx, new.term)?.ok_or(Problem::Conflict)?;
        actions::index(ctx, &session, &held.council, &term)?;
        made.push(Made::new("session", id));
        progress(made.len(), table.rows.len());
    }
    Ok(made)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: SessionId = one.id.parse().map_err(|_| Problem::Conflict)?;
        search::remove(ctx.tx, "session", &one.id)?;
        if !store::delete_untouched(ctx.tx, id)?.hit() {
            return Err(Error::<Refusal>::Conflict.into());
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let terms: HashMap<_, _> =
        directory::terms_of(ctx.tx, council)?.into_iter().map(|term| (term.id, term.number)).collect();
    let mut sessions = store::sessions_of_council(ctx.tx, council)?;
    sessions.reverse();
    Ok(sessions
        .iter()
        .map(|one| {
            let term = terms.get(&one.term_id).and_then(|number| u32::try_from(*number).ok());
            vec![
                Cell::text(term.map_or_else(String::new, numbers::roman)),
                Cell::Number(one.number),
                Cell::text(one.kind.label()),
                Cell::Date(one.opened_on),
                one.closed_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(one.state.label()),
                Cell::text(&one.title),
                Cell::text(&one.place),
                Cell::text(&one.summary),
                Cell::text(if one.is_public { "có" } else { "" }),
            ]
        })
        .collect())
}
