//! The office's side of the news: list, editor with preview, publishing.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Instant, NewsItemId, OrganizationId, dates, text};
use kit::ui::{Badge, EmptyState, Pager};
use kit::{Answer, Ctx, Error, Form, ListFile, Problem, Shell, Visit};

use crate::actions::{self, NewNews, PictureChange};
use crate::model::{CATEGORIES, NewsItem, Refusal, State};
use crate::news::{self, Article};
use crate::policy::{self, Action};
use crate::{markdown, store};

#[derive(Template)]
#[template(path = "portal/editor_list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    may_edit: bool,
    empty: EmptyState,
    pager: Pager,
}

struct Row {
    href: String,
    title: String,
    category: String,
    updated: String,
    badge: Badge,
}

const ROWS_MAX: i64 = 50;

pub(crate) async fn list(visit: Visit) -> Response {
    let before = visit.query("truoc").and_then(|place| {
        let (ms, id) = place.split_once('_')?;
        Some((ms.parse::<Instant>().ok()?, id.parse::<NewsItemId>().ok()?.to_string()))
    });
    visit
        .read(move |ctx| {
            let council = council(ctx, Action::ReadDraft)?;
            let (ms, id) = before.clone().unwrap_or((Instant::MAX, String::new()));
            let found = store::all_of_council(ctx.tx, council, ms, &id, ROWS_MAX)?;
            let older = found
                .last()
                .filter(|_| i64::try_from(found.len()) == Ok(ROWS_MAX))
                .map(|last| format!("/lam-viec/tin-tuc?truoc={}_{}", last.updated_ms, last.id));
            let rows = found
                .iter()
                .map(|item| Row {
                    href: item.path(),
                    title: item.title.clone(),
                    category: item.category.clone(),
                    updated: dates::print_time(item.updated_ms),
                    badge: badge(item.state),
                })
                .collect();
            let may_edit = policy::may(ctx.actor, Action::EditNews, council);
            let empty = EmptyState::new("Chưa có tin nào.");
            Answer::page(&ListPage {
                shell: workspace(ctx, "Tin tức")?,
                rows,
                may_edit,
                empty: if may_edit { empty.action("Viết tin", "/lam-viec/tin-tuc/moi") } else { empty },
                pager: Pager { newer: before.map(|_| "/lam-viec/tin-tuc".to_owned()), older },
            })
        })
        .await
}

/// The list as a file.
pub(crate) async fn file(visit: Visit, file: ListFile) -> Response {
    const EXPORT_MAX: i64 = 10_000;
    visit
        .read(move |ctx| {
            let council = council(ctx, Action::ReadDraft)?;
            let items = store::all_of_council(ctx.tx, council, Instant::MAX, "", EXPORT_MAX)?;
            let table = news::table(&ctx.app.settings().public_url, &items, NewsItem::path);
            Answer::list(ctx, file, "Tin tức", "tin-tuc", table)
        })
        .await
}

fn badge(state: State) -> Badge {
    match state {
        State::Draft => Badge::draft(state.label()),
        State::Published => Badge::done(state.label()),
        State::Withdrawn => Badge::moved(state.label()),
    }
}

fn council(ctx: &Ctx<'_>, action: Action) -> Result<OrganizationId, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if policy::may(ctx.actor, action, council) { Ok(council) } else { Err(Problem::NotFound) }
}

fn workspace(ctx: &mut Ctx<'_>, title: &str) -> db::Result<Shell> {
    Ok(ctx.shell(title)?.crumb("Hôm nay", "/lam-viec").crumb("Tin tức", "/lam-viec/tin-tuc"))
}

#[derive(Template)]
#[template(path = "portal/editor.html")]
struct EditorPage {
    shell: Shell,
    form: Form,
    heading: String,
    action: String,
    categories: Vec<(String, String)>,
    item: Option<Shown>,
    preview: Option<Article>,
    may_edit: bool,
}

/// What the editor says of an item that exists.
struct Shown {
    badge: Badge,
    path: String,
    public_path: String,
    picture: Option<String>,
    alt: String,
    is_public: bool,
    updated: String,
}

impl From<&NewsItem> for Shown {
    fn from(item: &NewsItem) -> Self {
        Self {
            badge: badge(item.state),
            path: item.path(),
            public_path: item.public_path(),
            picture: item.thumbnail_path(),
            alt: item.picture_alt.clone(),
            is_public: item.is_public(),
            updated: dates::print_time(item.updated_ms),
        }
    }
}

fn page(
    ctx: &mut Ctx<'_>,
    form: Form,
    item: Option<&NewsItem>,
    preview: Option<Article>,
) -> Result<EditorPage, Problem> {
    let heading = item.map_or_else(|| "Viết tin".to_owned(), |item| text::truncate_words(&item.title, 80));
    let action = item.map_or_else(|| "/lam-viec/tin-tuc/moi".to_owned(), NewsItem::path);
    let mut categories: Vec<(String, String)> =
        CATEGORIES.iter().map(|one| ((*one).to_owned(), (*one).to_owned())).collect();
    if let Some(item) = item
        && !CATEGORIES.contains(&item.category.as_str())
    {
        categories.push((item.category.clone(), item.category.clone()));
    }
    let council = item.map(|item| item.council_id).or(ctx.actor.council);
    let may_edit = council.is_some_and(|council| policy::may(ctx.actor, Action::EditNews, council));
    let shell = workspace(ctx, &heading)?.crumb(&heading, &action).with_faults_of(&form);
    Ok(EditorPage {
        shell,
        form,
        heading,
        action,
        categories,
        item: item.map(Shown::from),
        preview,
        may_edit,
    })
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = council(ctx, Action::EditNews)?;
            let author = directory::organization(ctx.tx, ctx.actor.organization.unwrap_or(council))?
                .map_or_else(String::new, |one| one.name);
            let form = Form::with(&[("nguon", &author), ("muc", CATEGORIES[0])]);
            Answer::page(&page(ctx, form, None, None)?)
        })
        .await
}

pub(crate) async fn edit(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let item = load(ctx, &id)?;
            let form = form_of(&item);
            let preview = Article { is_preview: true, ..news::article(ctx, &item)? };
            Answer::page(&page(ctx, form, Some(&item), Some(preview))?)
        })
        .await
}

/// An item that the actor may at least read in the workspace.
fn load(ctx: &mut Ctx<'_>, id: &str) -> Result<NewsItem, Problem> {
    let id: NewsItemId = id.parse().map_err(|_| Problem::NotFound)?;
    let item = store::news_item(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    if policy::may(ctx.actor, Action::ReadDraft, item.council_id) { Ok(item) } else { Err(Problem::NotFound) }
}

fn form_of(item: &NewsItem) -> Form {
    Form::with(&[
        ("tieu-de", &item.title),
        ("tom-tat", &item.summary),
        ("noi-dung", &item.body),
        ("muc", &item.category),
        ("chu-thich", &item.picture_caption),
        ("mo-ta-anh", &item.picture_alt),
        ("nguon", &item.author_name),
        ("version", &item.version.to_string()),
    ])
}

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = council(ctx, Action::EditNews)?;
            let (new, _) = parse(form, council, None);
            if form.value("viec") == "xem" {
                return preview(ctx, form, &new, None);
            }
            if form.is_sound() {
                match actions::create_news(ctx, &new) {
                    Ok(id) => {
                        let item = store::news_item(ctx.tx, id)?.ok_or(Problem::NotFound)?;
                        return finish(ctx, form, &item);
                    }
                    Err(error) => at_field(form, error)?,
                }
            }
            faulty(ctx, form, None)
        })
        .await
}

pub(crate) async fn change(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let item = load(ctx, &id)?;
            let (new, picture) = parse(form, item.council_id, Some(&item));
            if form.value("viec") == "xem" {
                return preview(ctx, form, &new, Some(&item));
            }
            if form.is_sound() {
                match actions::change_news(ctx, item.id, form.version(), &new, &picture) {
                    Ok(item) => return finish(ctx, form, &item),
                    Err(error) => at_field(form, error)?,
                }
            }
            faulty(ctx, form, Some(&item))
        })
        .await
}

/// Saved; published as well when the button said so.
fn finish(ctx: &mut Ctx<'_>, form: &Form, item: &NewsItem) -> Result<Answer, Problem> {
    if form.value("viec") == "dang" && !item.is_public() {
        let item = actions::publish(ctx, item.id)?;
        let undo = format!("{}/go", item.path());
        return Ok(Answer::see_other(item.path()).saying_with_undo("Đã đăng tin.", undo));
    }
    let done =
        if item.is_public() { "Đã lưu. Bản trên trang đã đổi theo." } else { "Đã lưu nháp." };
    Ok(Answer::see_other(item.path()).saying(done))
}

fn faulty(ctx: &mut Ctx<'_>, form: &mut Form, item: Option<&NewsItem>) -> Result<Answer, Problem> {
    if !form.uploads_of("anh").is_empty() && form.fault("anh").is_none() {
        form.refuse("anh", "Chọn lại ảnh: trình duyệt không giữ tệp khi biểu mẫu còn lỗi.");
    }
    Answer::faulty(&page(ctx, form.clone(), item, None)?)
}

/// Puts a refusal where it belongs.
fn at_field(form: &mut Form, error: Error<Refusal>) -> Result<(), Problem> {
    match error {
        Error::Refused(reason) => {
            let field = match reason {
                Refusal::PictureWithoutWords => "mo-ta-anh",
                Refusal::Picture(_) => "anh",
                Refusal::Empty => "noi-dung",
                Refusal::Already(_) | Refusal::OwnRule(_) => "",
            };
            form.refuse(field, reason.to_string());
            Ok(())
        }
        error => Err(error.into()),
    }
}

const TITLE_CHARS_MAX: usize = 250;
const SUMMARY_CHARS_MAX: usize = 400;
const BODY_CHARS_MAX: usize = 60_000;
const LINE_CHARS_MAX: usize = 300;

fn parse(form: &mut Form, council: OrganizationId, item: Option<&NewsItem>) -> (NewNews, PictureChange) {
    let title = form.take_line("tieu-de", "Tiêu đề", TITLE_CHARS_MAX);
    let summary = form.take_line_or_empty("tom-tat", "Tóm tắt", SUMMARY_CHARS_MAX);
    let body = form.take_text("noi-dung", "Nội dung", BODY_CHARS_MAX);
    let category = form.take_line("muc", "Mục", LINE_CHARS_MAX);
    let picture_caption = form.take_line_or_empty("chu-thich", "Chú thích ảnh", LINE_CHARS_MAX);
    let picture_alt = form.take_line_or_empty("mo-ta-anh", "Mô tả ảnh", LINE_CHARS_MAX);
    let author = form.take_line("nguon", "Nguồn tin", LINE_CHARS_MAX);
    let picture = form.uploads_of("anh").first().map(|upload| upload.bytes.clone());
    let change = match (&picture, form.is_checked("bo-anh")) {
        (Some(bytes), _) => PictureChange::Replace(bytes.clone()),
        (None, true) => PictureChange::Remove,
        (None, false) => PictureChange::Keep,
    };
    let stays = matches!(change, PictureChange::Keep) && item.is_some_and(|item| item.picture_id.is_some());
    if (picture.is_some() || stays) && picture_alt.is_empty() && form.fault("mo-ta-anh").is_none() {
        form.refuse("mo-ta-anh", Refusal::PictureWithoutWords.to_string());
    }
    let new = NewNews {
        council,
        title,
        summary,
        body,
        category,
        picture,
        picture_caption,
        picture_alt,
        author,
        is_demonstration: item.is_some_and(|item| item.is_demonstration),
    };
    (new, change)
}

/// The article as it would be, above the form; nothing is saved.
fn preview(
    ctx: &mut Ctx<'_>,
    form: &Form,
    new: &NewNews,
    item: Option<&NewsItem>,
) -> Result<Answer, Problem> {
    let article = Article {
        html: news::body_html(ctx, new.council, &new.body)?,
        title: new.title.clone(),
        category: new.category.clone(),
        summary: new.summary.clone(),
        picture: item.and_then(NewsItem::picture_path),
        alt: new.picture_alt.clone(),
        caption: new.picture_caption.clone(),
        author: new.author.clone(),
        date: dates::print_time(ctx.now),
        iso: dates::rfc3339(ctx.now),
        updated: None,
        is_demonstration: new.is_demonstration,
        is_preview: true,
    };
    Answer::page(&page(ctx, form.clone(), item, Some(article))?)
}

pub(crate) async fn publish(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let item = actions::publish(ctx, id.parse().map_err(|_| Problem::NotFound)?)?;
            let undo = format!("{}/go", item.path());
            Ok(Answer::see_other(item.path()).saying_with_undo("Đã đăng tin.", undo))
        })
        .await
}

pub(crate) async fn withdraw(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let item = actions::withdraw(ctx, id.parse().map_err(|_| Problem::NotFound)?)?;
            let undo = format!("{}/dang", item.path());
            Ok(Answer::see_other(item.path()).saying_with_undo("Đã gỡ tin khỏi trang.", undo))
        })
        .await
}

/// Whether the actor may see files of this item; for `files::routes`.
pub fn may_see_files(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Ok(id) = file.subject_id.parse() else { return Ok(false) };
    let item = store::news_item(ctx.tx, id)?;
    Ok(item
        .is_some_and(|item| item.is_public() || policy::may(ctx.actor, Action::ReadDraft, item.council_id)))
}

/// The article that carries a file.
pub fn home_of_file(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Ok(id) = file.subject_id.parse() else { return Ok(None) };
    Ok(store::news_item(ctx.tx, id)?.map(|item| files::Home {
        href: if item.is_public() { item.public_path() } else { item.path() },
        title: item.title,
    }))
}

/// The marks an editor may use, with what they become; shown beside the form.
fn examples() -> Vec<(&'static str, String)> {
    ["**chữ đậm**", "- dòng có gạch đầu dòng", "[tên liên kết](/nghi-quyet)", "> lời trích"]
        .into_iter()
        .map(|typed| (typed, markdown::html(typed, |_| None)))
        .collect()
}
