//! The search page and the palette's answers.

use askama::Template;
use axum::response::Response;
use kernel::Date;
use kit::{Access, Answer, Ctx, Routes, Shell, Visit};
use serde::Serialize;

use crate::Hit;

/// A file that says what was asked, with the record that carries it.
#[derive(Debug, Clone)]
pub struct InFile {
    /// What the record is called.
    pub title: String,
    /// The address of its page, for this reader.
    pub href: String,
    /// What the file is called.
    pub name: String,
    /// The address of the file.
    pub path: String,
    /// When it came.
    pub on: Date,
}

/// Who finds files by what they say, of those that the reader may have: registered by the binary.
pub type InFiles = fn(&mut Ctx<'_>, &str) -> db::Result<Vec<InFile>>;

/// The routes of this area.
pub fn routes(in_files: InFiles) -> Routes {
    Routes::new().get(Access::Public, "/tim", move |visit: Visit| page(visit, in_files)).get(
        Access::Public,
        "/palette.json",
        palette,
    )
}

#[derive(Template)]
#[template(path = "search/page.html")]
struct SearchPage {
    shell: Shell,
    question: String,
    hits: Vec<Shown>,
    files: Vec<(InFile, String)>,
}

struct Shown {
    kind: &'static str,
    hit: Hit,
    on: String,
}

const HITS_MAX: usize = 50;
const QUESTION_CHARS_MAX: usize = 200;

async fn page(visit: Visit, in_files: InFiles) -> Response {
    let question = asked(&visit);
    visit
        .read(move |ctx| {
            let hits = crate::find(ctx.tx, &question, ctx.actor, HITS_MAX)?;
            let shell = ctx.shell("Tìm kiếm")?.crumb("Tìm kiếm", "/tim");
            let hits = hits
                .into_iter()
                .map(|hit| Shown { kind: kind_label(&hit.kind), on: kernel::dates::print(hit.on_date), hit })
                .collect();
            let files = in_files(ctx, &question)?
                .into_iter()
                .map(|file| {
                    let on = kernel::dates::print(file.on);
                    (file, on)
                })
                .collect();
            Answer::page(&SearchPage { shell, question, hits, files })
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
