//! The register as a file: the annex of the councils' reports, and the table to answer in.

use axum::response::Response;
use kernel::dates;
use kit::{Answer, Ctx, Form, Problem, Visit};
use papers::{Cell, Column, Sheet, Table};

use crate::model::{CompetenceLevel, Outcome, Petition, Sector, State};
use crate::pages::{EXPORT_MAX, Names, filter_of};
use crate::policy;
use crate::store_lists::{self, Filter, Group, Reader};

/// The annex of the councils' reports ("Biểu tổng hợp kiến nghị"), in its columns.
pub(crate) fn annex(ctx: &mut Ctx<'_>, reader: Reader<'_>, filter: &Filter) -> Result<Table, Problem> {
    let found = store_lists::look(ctx.tx, reader, filter, None, EXPORT_MAX)?.rows;
    let names = Names::load(ctx, &found)?;
    let rows = found
        .iter()
        .map(|one| {
            vec![
                Cell::text(&one.code),
                Cell::text(&one.text),
                Cell::text(names.place(one)),
                Cell::text(one.source.label()),
                Cell::Date(one.received_on),
                Cell::text(one.level.map_or("", CompetenceLevel::label)),
                Cell::text(one.sector.map_or("", Sector::label)),
                Cell::text(names.body(one.lead_id)),
                one.due_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(&one.answer),
                Cell::text(&one.answer_reference),
                Cell::text(one.outcome.map_or("", Outcome::label)),
                one.promised_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(one.state.label()),
                Cell::text(one.repeats().unwrap_or_default()),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Mã", 3),
        Column::left("Nội dung kiến nghị", 9),
        Column::left("Cử tri", 4),
        Column::left("Nguồn", 3),
        Column::center("Ngày nhận", 2),
        Column::left("Thẩm quyền", 2),
        Column::left("Lĩnh vực", 3),
        Column::left("Cơ quan giải quyết", 4),
        Column::center("Hạn trả lời", 2),
        Column::left("Nội dung trả lời", 8),
        Column::left("Số, ngày văn bản", 3),
        Column::left("Kết quả", 3),
        Column::center("Hẹn ngày", 2),
        Column::left("Tình trạng", 3),
        Column::left("Ghi chú", 3),
    ];
    Ok(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

fn own_annex(ctx: &mut Ctx<'_>, form: &Form) -> Result<Table, Problem> {
    if policy::visible(ctx.actor).is_none() {
        return Err(Problem::NotFound);
    }
    let actor = ctx.actor;
    let filter = filter_of(form, Group::All, ctx.today);
    annex(ctx, Reader::Actor(actor), &filter)
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let sheet = Sheet {
                name: "Kiến nghị cử tri".to_owned(),
                title: "BIỂU TỔNG HỢP KIẾN NGHỊ CỬ TRI".to_owned(),
                subtitle: format!("Đến ngày {}", dates::print(ctx.today)),
                table: own_annex(ctx, &form)?,
            };
            Answer::xlsx(&[sheet], "kien-nghi-cu-tri.xlsx")
        })
        .await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Ok(Answer::csv(&own_annex(ctx, &form)?, "kien-nghi-cu-tri.csv"))).await
}

/// The table to answer in: the code first, then what is asked, then the cells to fill.
pub(crate) fn answer_sheet(names: &Names, petitions: &[Petition], subtitle: String) -> Sheet {
    let rows = petitions
        .iter()
        .map(|one| {
            let day = |day: Option<kernel::Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
            // What was promised stays in sight; what was answered before is not answered again
            let answer = if one.state == State::Monitoring { one.answer.as_str() } else { "" };
            let outcome = one.outcome.filter(|_| one.state == State::Monitoring);
            let reference = if outcome.is_some() { one.answer_reference.as_str() } else { "" };
            vec![
                Cell::text(&one.code),
                Cell::text(&one.text),
                Cell::text(names.place(one)),
                day(one.due_on),
                Cell::text(outcome.map_or("", Outcome::label)),
                Cell::text(answer),
                Cell::text(reference),
                day(one.promised_on.filter(|_| outcome.is_some())),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Mã", 3),
        Column::left("Nội dung kiến nghị", 8),
        Column::left("Cử tri", 4),
        Column::center("Hạn trả lời", 2),
        Column::left("Kết quả", 4),
        Column::left("Nội dung trả lời", 8),
        Column::left("Số, ngày văn bản", 3),
        Column::center("Hẹn ngày", 2),
    ];
    let notes = vec![
        format!("Kết quả ghi một trong các từ: {}.", crate::answers::outcomes()),
        "“Đang giải quyết, có lộ trình” và “Ghi nhận, tiếp thu, nghiên cứu” phải có Hẹn ngày. Dòng chưa trả lời để trống.".to_owned(),
    ];
    Sheet {
        name: "Trả lời kiến nghị".to_owned(),
        title: "BIỂU TRẢ LỜI KIẾN NGHỊ CỬ TRI".to_owned(),
        subtitle,
        table: Table { caption: String::new(), columns, rows, notes },
    }
}

/// What the actor is asked to answer, or may write down answers to.
pub(crate) async fn answer_xlsx(visit: Visit) -> Response {
    visit
        .read(move |ctx| {
            if !policy::answers_many(ctx.actor) {
                return Err(Problem::NotFound);
            }
            let actor = ctx.actor;
            let filter = Filter::of(Group::WithBody, ctx.today);
            let mut found = store_lists::look(ctx.tx, Reader::Actor(actor), &filter, None, EXPORT_MAX)?.rows;
            found.sort_by(|one, two| one.code.cmp(&two.code));
            let names = Names::load(ctx, &found)?;
            let sheet = answer_sheet(&names, &found, format!("Đến ngày {}", dates::print(ctx.today)));
            Answer::xlsx(&[sheet], "bieu-tra-loi-kien-nghi.xlsx")
        })
        .await
}
