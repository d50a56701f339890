//! The council's own wording: what may be set for each kind, with the paper as it will look.

use audit::Deed;
use axum::extract::Path;
use axum::response::Response;
use kernel::{LinkId, OrganizationId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};
use papers::Letter;

use crate::actions::Result;
use crate::letter::LetterView;
use crate::model::{Kind, State};
use crate::policy::{self, Action, Standing};
use crate::template::{self, BODY_SLOT, NUMBER_SLOT, Template, WORDING_SLOTS};
use crate::{rules, store_templates};

const PATH: &str = "/lam-viec/mau-van-ban";
const LINE_CHARS_MAX: usize = 120;
const SYMBOL_CHARS_MAX: usize = 40;
const TEXT_CHARS_MAX: usize = 4_000;

/// The council whose wording the actor sets; to others the page does not exist.
fn own(ctx: &Ctx<'_>) -> std::result::Result<OrganizationId, Problem> {
    let council = ctx.actor.council;
    let standing = Standing { council, state: State::Draft, is_public: false, is_addressed: false };
    council.filter(|_| policy::may(ctx.actor, Action::Template, standing)).ok_or(Problem::NotFound)
}

struct Row {
    kind: Kind,
    symbol: String,
    changed: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "documents/templates.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
}

pub(crate) async fn list(visit: Visit) -> Response {
    visit
        .read(move |ctx| {
            let council = own(ctx)?;
            let changed = store_templates::kinds(ctx.tx, council)?;
            let rows = Kind::ALL
                .iter()
                .map(|kind| Row {
                    kind: *kind,
                    symbol: kind.symbol().unwrap_or("không ghi tên loại").to_owned(),
                    changed: changed
                        .iter()
                        .find(|(one, _)| one == kind)
                        .map(|(_, at)| dates::print(dates::date_of(*at))),
                })
                .collect();
            let shell = ctx.shell("Mẫu văn bản")?.crumb("Hôm nay", "/lam-viec").crumb("Mẫu văn bản", PATH);
            Answer::page(&ListPage { shell, rows })
        })
        .await
}

#[derive(askama::Template)]
#[template(path = "documents/template.html")]
struct TemplatePage {
    shell: Shell,
    form: Form,
    kind: Kind,
    path: String,
    symbol_hint: String,
    wording_hint: String,
    is_default: bool,
    is_tried: bool,
    letter: LetterView,
}

/// "notice", "notice.docx", "notice.pdf".
pub(crate) async fn show(visit: Visit, Path(last): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let council = own(ctx)?;
            let (name, ending) = last.rsplit_once('.').unwrap_or((last.as_str(), ""));
            let kind: Kind = name.parse().map_err(|_| Problem::NotFound)?;
            let template = store_templates::template(ctx.tx, council, kind)?.unwrap_or_default();
            let file =
                |ending: &str| format!("mau-{}.{ending}", kernel::text::fold(kind.label()).replace(' ', "-"));
            match ending {
                "" => {
                    let version =
                        store_templates::key(ctx.tx, council, kind)?.map_or(0, |(_, version)| version);
                    let form = filled(&template, version);
                    Answer::page(&page(ctx, council, kind, &template, form, false)?)
                }
                "docx" => Answer::docx(&specimen(ctx, council, kind, &template)?, file("docx")),
                "pdf" => Answer::pdf(ctx.app, &specimen(ctx, council, kind, &template)?, file("pdf")),
                _ => Err(Problem::NotFound),
            }
        })
        .await
}

fn filled(template: &Template, version: i64) -> Form {
    let mut form = Form::new();
    form.set("cap-tren", &template.superior);
    form.set("dia-danh", &template.place);
    form.set("ky-hieu", &template.symbol);
    form.set("loi-van", &template.wording);
    form.set("noi-nhan", &template.copies);
    form.set("luu", &template.filed);
    form.set("version", version.to_string());
    form
}

/// A paper of this kind as the template makes it, without a number of the series.
fn specimen(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    kind: Kind,
    template: &Template,
) -> std::result::Result<Letter, Problem> {
    let known = directory::organization(ctx.tx, council)?.ok_or(Problem::NotFound)?;
    let issuer = directory::standing_committee_of(ctx.tx, council)?.unwrap_or_else(|| known.clone());
    let area = directory::area(ctx.tx, known.area_id)?.ok_or(Problem::NotFound)?;
    let chair = directory::holder_of(ctx.tx, council, directory::Post::Chair, ctx.today)?;
    let signer = chair.map_or_else(String::new, |person| person.name);
    let letter = template::sample(kind, &issuer.name, area.bare_name(), &signer, ctx.today);
    let mut letter = rules::finished(letter, kind, template);
    letter.number = Some(printed_number(kind, &issuer.symbol, template));
    letter.demonstration = ctx.app.settings().purpose.is_made_up();
    Ok(letter)
}

/// The number of a specimen has dots for its place in the series.
fn printed_number(kind: Kind, symbol: &str, template: &Template) -> String {
    let first = template.number(kind, 1, symbol).unwrap_or_else(|| rules::number(kind, 1, symbol));
    format!("……{}", first.trim_start_matches("01"))
}

fn page(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    kind: Kind,
    template: &Template,
    form: Form,
    is_tried: bool,
) -> std::result::Result<TemplatePage, Problem> {
    let path = format!("{PATH}/{}", kind.as_str());
    let letter = LetterView::new(specimen(ctx, council, kind, template)?);
    let shell = ctx
        .shell(format!("Mẫu {}", kind.label().to_lowercase()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Mẫu văn bản", PATH)
        .crumb(kind.label(), &path)
        .with_faults_of(&form);
    let default_symbol = match kind.symbol() {
        None => format!("{NUMBER_SLOT}/[Cơ quan]"),
        Some(_) => format!("{NUMBER_SLOT}/[Loại]-[Cơ quan]"),
    };
    Ok(TemplatePage {
        shell,
        form,
        kind,
        path,
        symbol_hint: format!(
            "Để trống thì ghi {default_symbol}. Phải có {NUMBER_SLOT}; dùng được [Loại], [Cơ quan]."
        ),
        wording_hint: format!(
            "Mỗi dòng một đoạn: mở đầu, rồi {BODY_SLOT} một mình một dòng, rồi kết thúc. Dùng được {}. Dòng bắt đầu bằng “Căn cứ” in nghiêng.",
            WORDING_SLOTS.join(", ")
        ),
        is_default: template.is_default(),
        is_tried,
        letter,
    })
}

fn parse(form: &mut Form) -> Template {
    let template = Template {
        superior: form.take_line_or_empty("cap-tren", "Dòng trên tên cơ quan", LINE_CHARS_MAX),
        place: form.take_line_or_empty("dia-danh", "Địa danh", LINE_CHARS_MAX),
        symbol: form.take_line_or_empty("ky-hieu", "Số, ký hiệu", SYMBOL_CHARS_MAX),
        wording: form.take_text_or_empty("loi-van", "Lời văn", TEXT_CHARS_MAX),
        copies: form.take_text_or_empty("noi-nhan", "Nơi nhận thêm", TEXT_CHARS_MAX),
        filed: form.take_line_or_empty("luu", "Nơi lưu", LINE_CHARS_MAX),
    };
    for (field, words) in template.faults() {
        form.refuse(field, words);
    }
    template
}

pub(crate) async fn send(visit: Visit, Path(name): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let council = own(ctx)?;
            let kind: Kind = name.parse().map_err(|_| Problem::NotFound)?;
            let path = format!("{PATH}/{}", kind.as_str());
            if form.value("viec") == "mac-dinh" {
                save(ctx, council, kind, form.version(), &Template::default())?;
                let words = format!("{} lại theo mẫu của hệ thống.", kind.label());
                return Ok(Answer::see_other(path).saying(words));
            }
            let template = parse(form);
            if !form.is_sound() {
                let saved = store_templates::template(ctx.tx, council, kind)?.unwrap_or_default();
                return Answer::faulty(&page(ctx, council, kind, &saved, form.clone(), false)?);
            }
            if form.value("viec") == "xem" {
                return Answer::page(&page(ctx, council, kind, &template, form.clone(), true)?);
            }
            save(ctx, council, kind, form.version(), &template)?;
            let words =
                format!("Đã lưu mẫu {}. Văn bản lập từ nay theo mẫu này.", kind.label().to_lowercase());
            Ok(Answer::see_other(path).saying(words))
        })
        .await
}

/// Writes down how a council words its papers of a kind.
fn save(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    kind: Kind,
    version: i64,
    template: &Template,
) -> Result<()> {
    let Template { superior, place, symbol, wording, copies, filed } = template;
    let id = match store_templates::key(ctx.tx, council, kind)? {
        None if version == 0 => {
            let id: LinkId = ctx.id();
            store_templates::insert(
                ctx.tx, id, council, kind, superior, place, symbol, wording, copies, filed, ctx.now,
            )?;
            id
        }
        Some((id, _)) => {
            let saved = store_templates::update(
                ctx.tx, superior, place, symbol, wording, copies, filed, ctx.now, id, version,
            )?;
            if !saved.hit() {
                return Err(Error::Conflict);
            }
            id
        }
        None => return Err(Error::Conflict),
    };
    let action = if template.is_default() { "document.template-reset" } else { "document.template" };
    audit::record(
        ctx,
        Deed::new(action, "paper_template", id, format!("Mẫu {}", kind.label().to_lowercase())),
    )?;
    Ok(())
}

/// How the council of an organization words its papers of a kind.
pub(crate) fn template_of(
    ctx: &mut Ctx<'_>,
    council: Option<OrganizationId>,
    kind: Kind,
) -> db::Result<Template> {
    let Some(council) = council else { return Ok(Template::default()) };
    Ok(store_templates::template(ctx.tx, council, kind)?.unwrap_or_default())
}
