//! News as a table, in and out; pictures do not travel in tables.

use std::collections::HashMap;

use intake::{Checked, Column, Kind, Made, Reading, Same, Shape, Table};
use kernel::{Date, NewsItemId, OrganizationId, dates, text};
use kit::{Ctx, Error, Problem};
use papers::Cell;

use crate::model::{CATEGORIES, NewsItem, Refusal, State};
use crate::policy::{self, Action};
use crate::{actions, store, store_intake};

/// So many are written out.
const ROWS_MAX: i64 = 20_000;
/// Excel holds no longer cell than 32.767 characters.
const BODY_MAX: usize = 32_000;

fn states() -> Vec<&'static str> {
    State::ALL.iter().map(|state| state.label()).collect()
}

/// News of a council.
pub const NEWS: Kind = Kind {
    key: "tin-tuc",
    label: "Tin tức",
    counted: "tin",
    home: "/lam-viec/tin-tuc",
    lead: "Mỗi dòng một tin. Ảnh thêm sau ở trang của từng tin.",
    columns: &[
        Column::new("tieu-de", "Tiêu đề", Shape::Line(300))
            .required()
            .also(&["tieu de tin", "ten tin", "ten bai"])
            .such_as("Thường trực HĐND huyện họp phiên tháng 9"),
        Column::new("tom-tat", "Tóm tắt", Shape::Line(1_000)).also(&["mo ta", "sapo", "trich dan"]),
        Column::new("noi-dung", "Nội dung", Shape::Text(BODY_MAX)).also(&["noi dung tin", "toan van"]),
        Column::new("muc", "Mục", Shape::Line(60)).also(&["chuyen muc", "danh muc"]).such_as("Tin hoạt động"),
        Column::new("ngay", "Ngày đăng", Shape::Day).also(&["ngay", "ngay dang tin"]).such_as("15/10/2020"),
        Column::new("trang-thai", "Trạng thái", Shape::Choice(states)),
        Column::new("nguon", "Nguồn", Shape::Line(120)).also(&["tac gia", "nguon tin"]),
    ],
    is_public: false,
    may: |actor| actor.council.is_some_and(|council| policy::may(actor, Action::EditNews, council)),
    check,
    take,
    undo,
    export,
};

struct Line {
    title: String,
    summary: String,
    body: String,
    category: String,
    published_on: Option<Date>,
    state: State,
    author: String,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor
        .council
        .filter(|council| policy::may(ctx.actor, Action::EditNews, *council))
        .ok_or(Problem::NotFound)
}

fn published_on(item: &NewsItem) -> Option<Date> {
    item.published_ms.map(dates::date_of)
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let council = council_of(ctx)?;
    let by = ctx.actor.name.clone();
    let known: HashMap<_, NewsItem> = store_intake::news_of(ctx.tx, council, ROWS_MAX)?
        .into_iter()
        .map(|one| ((text::exact(&one.title), published_on(&one)), one))
        .collect();
    let mut seen = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let line = line_of(&mut reading, &by);
        let key = (text::exact(&line.title), line.published_on);
        if let Some(one) = known.get(&key) {
            checked.same.push(Same { row: row.number, label: one.title.clone(), href: one.path() });
            continue;
        }
        if !line.title.is_empty()
            && let Some(first) = seen.insert(key, row.number)
        {
            reading.fault("tieu-de", format!("Trùng với dòng {first} của bảng."));
        }
        if reading.faults.is_empty() && !line.title.is_empty() {
            lines.push(line);
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

fn line_of(reading: &mut Reading<'_>, by: &str) -> Line {
    let published_on = reading.past_day("ngay");
    let said = reading.choice("trang-thai", State::ALL.iter().map(|one| (one.label(), *one)));
    let state = said.unwrap_or(if published_on.is_some() { State::Published } else { State::Draft });
    if state == State::Published && reading.is_empty("noi-dung") {
        reading.fault("noi-dung", "Tin đã đăng phải có nội dung.");
    }
    if state != State::Draft && reading.is_empty("ngay") {
        reading.fault("ngay", "Tin đã đăng hoặc đã gỡ phải có ngày đăng.");
    }
    let category = match reading.words("muc") {
        "" => CATEGORIES.first().copied().unwrap_or_default(),
        words => words,
    };
    let author = match reading.words("nguon") {
        "" => by,
        words => words,
    };
    Line {
        title: reading.words("tieu-de").to_owned(),
        summary: reading.words("tom-tat").to_owned(),
        body: reading.words("noi-dung").to_owned(),
        category: category.to_owned(),
        published_on,
        state,
        author: author.to_owned(),
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
    let now = ctx.now;
    let mut made = Vec::new();
    for line in &held.lines {
        let id: NewsItemId = ctx.id();
        let slug = actions::free_slug(ctx.tx, &line.title, None)?;
        store_intake::insert_known(
            ctx.tx,
            id,
            council,
            &slug,
            &line.title,
            &line.summary,
            &line.body,
            &line.category,
            line.state,
            line.published_on.map(dates::midnight),
            now,
            &line.author,
            is_demonstration,
        )?;
        let item = store::news_item(ctx.tx, id)?.ok_or(Problem::Conflict)?;
        actions::put_in_search(ctx, &item)?;
        made.push(Made::new("news_item", id));
        progress(made.len(), table.rows.len());
    }
    Ok(made)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: NewsItemId = one.id.parse().map_err(|_| Problem::Conflict)?;
        search::remove(ctx.tx, "news_item", &one.id)?;
        if !store_intake::delete_untouched(ctx.tx, id)?.hit() {
            return Err(Error::<Refusal>::Conflict.into());
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let council = council_of(ctx)?;
    Ok(store_intake::news_of(ctx.tx, council, ROWS_MAX)?
        .iter()
        .map(|one| {
            vec![
                Cell::text(&one.title),
                Cell::text(&one.summary),
                Cell::text(text::truncate_words(one.body.trim(), BODY_MAX)),
                Cell::text(&one.category),
                published_on(one).map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(one.state.label()),
                Cell::text(&one.author_name),
            ]
        })
        .collect())
}
