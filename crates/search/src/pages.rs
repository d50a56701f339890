//! The search page and the palette's answers.

use askama::Template;
use axum::response::Response;
use kit::{Access, Answer, Routes, Shell, Visit};
use serde::Serialize;

use crate::Hit;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new().get(Access::Public, "/tim", page).get(Access::Public, "/palette.json", palette)
}

#[derive(Template)]
#[template(path = "search/page.html")]
struct SearchPage {
    shell: Shell,
    question: String,
    hits: Vec<Shown>,
}

struct Shown {
    kind: &'static str,
    hit: Hit,
    on: String,
}

const HITS_MAX: usize = 50;
const QUESTION_CHARS_MAX: usize = 200;

async fn page(visit: Visit) -> Response {
    let question = asked(&visit);
    visit
        .read(move |ctx| {
            let hits = crate::find(ctx.tx, &question, ctx.actor, HITS_MAX)?;
            let shell = ctx.shell("Tìm kiếm")?.crumb("Tìm kiếm", "/tim");
            let hits = hits
                .into_iter()
                .map(|hit| Shown { kind: kind_label(&hit.kind), on: kernel::dates::print(hit.on_date), hit })
                .collect();
            Answer::page(&SearchPage { shell, question, hits })
        })
        .await
}

#[derive(Serialize)]
struct Suggestion {
    label: String,
    hint: String,
    href: String,
}

/// `GET /palette.json?q=`: pages of the reader's rail and menu first, then records.
async fn palette(visit: Visit) -> Response {
    let question = asked(&visit);
    visit
        .read(move |ctx| {
            let folded = kernel::text::fold(&question);
            let shell = ctx.shell("")?;
            let mut suggestions: Vec<Suggestion> = shell
                .rail
                .iter()
                .chain(&shell.menu)
                .filter(|item| kernel::text::fold(&item.label).contains(&folded))
                .map(|item| Suggestion {
                    label: item.label.clone(),
                    hint: "Trang".to_owned(),
                    href: item.href.clone(),
                })
                .collect();
            for hit in crate::find(ctx.tx, &question, ctx.actor, 12)? {
                suggestions.push(Suggestion {
                    label: hit.title,
                    hint: kind_label(&hit.kind).to_owned(),
                    href: hit.href,
                });
            }
            Answer::json(&suggestions)
        })
        .await
}

fn asked(visit: &Visit) -> String {
    let question = visit.query("q").unwrap_or_default();
    kernel::text::clean_line(&question).chars().take(QUESTION_CHARS_MAX).collect()
}

/// The kind of record in words.
fn kind_label(kind: &str) -> &'static str {
    match kind {
        "session" => "Kỳ họp",
        "resolution" => "Nghị quyết",
        "question" => "Chất vấn",
        "oversight" => "Giám sát",
        "draft" => "Dự thảo nghị quyết",
        "news_item" => "Tin tức",
        "briefing" => "Giao ban",
        "follow_up" => "Việc theo dõi",
        "area" => "Đơn vị",
        "organization" => "Cơ quan",
        "person" => "Đại biểu",
        "document" => "Văn bản đi",
        "rule" => "Quy tắc pháp luật",
        "petition" => "Kiến nghị cử tri",
        "programme" => "Chương trình năm",
        "hearing" => "Phiên giải trình",
        "text_review" => "Rà soát văn bản",
        "draw" => "Bốc thăm",
        _ => "Bản ghi",
    }
}
