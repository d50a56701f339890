//! Pages that hold one form: a new draft, its correction, a version, a proposal, an answer.

use akn::Text;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AmendmentId, SessionId, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use sessions::Session;

use crate::amendments::{author, deciding_polls};
use crate::common::Seen;
use crate::model::{Amendment, AmendmentKind, AmendmentState, Draft, State};
use crate::pages::{find, shell_of};
use crate::policy::Action;
use crate::view::{Card, Names, card};
use crate::{actions, rules, store};

#[derive(Template)]
#[template(path = "drafts/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    session: Session,
    items: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
}

pub(crate) async fn new(visit: Visit, Path(id): Path<String>) -> Response {
    let item = visit.query("noi-dung").unwrap_or_default();
    visit
        .read(move |ctx| {
            let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
            let session = actions::keepers_session(ctx, id)?;
            let mut form = Form::with(&[("noi-dung", &item)]);
            let chosen = chamber::items(ctx.tx, id)?.into_iter().find(|one| one.id.to_string() == item);
            if let Some(item) = chosen {
                let title = item.title.strip_prefix("Thông qua Nghị quyết: ").unwrap_or(&item.title);
                form.set("tieu-de", title);
            }
            Answer::page(&new_page(ctx, session, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, session: Session, form: Form) -> Result<NewPage, Problem> {
    let items = chamber::items(ctx.tx, session.id)?.into_iter().zip(1..);
    let items = items.filter(|(one, _)| one.kind == chamber::ItemKind::DraftResolution);
    let mut choices = vec![(String::new(), "Chọn nội dung".to_owned())];
    choices.extend(items.map(|(one, at)| (one.id.to_string(), format!("{at}. {}", one.title))));
    let path = format!("{}/du-thao", session.path());
    let shell = ctx
        .shell(format!("Nhập dự thảo, {}", session.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .crumb("Dự thảo", path.clone())
        .crumb("Nhập dự thảo", format!("{path}/moi"))
        .with_faults_of(&form);
    Ok(NewPage { shell, form, items: choices, bodies: bodies(ctx)?, session })
}

fn bodies(ctx: &mut Ctx<'_>) -> Result<Vec<(String, String)>, Problem> {
    let mut bodies = vec![(String::new(), "Chọn cơ quan".to_owned())];
    bodies.extend(directory::body_choices(ctx.tx, ctx.today)?);
    Ok(bodies)
}

#[derive(Template)]
#[template(path = "drafts/change.html")]
pub(crate) struct ChangePage {
    shell: Shell,
    form: Form,
    draft: Draft,
    bodies: Vec<(String, String)>,
    is_out: bool,
    is_closed: bool,
}

pub(crate) async fn change(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let seen = find(ctx, &id, Action::Keep)?;
            let draft = &seen.draft;
            let mut form = Form::with(&[
                ("version", &draft.version.to_string()),
                ("tieu-de", &draft.title),
                ("co-quan-trinh", &draft.submitted_by.to_string()),
                ("han", &draft.comment_until.map(dates::print).unwrap_or_default()),
            ]);
            if draft.is_normative {
                form.set("quy-pham", "co");
            }
            if draft.is_public {
                form.set("cong-khai", "co");
            }
            Answer::page(&change_page(ctx, seen, form)?)
        })
        .await
}

pub(crate) fn change_page(ctx: &mut Ctx<'_>, seen: Seen, form: Form) -> Result<ChangePage, Problem> {
    let shell = shell_of(ctx, &seen, "Sửa thông tin dự thảo")?
        .crumb("Sửa thông tin", format!("{}/sua", seen.draft.path()))
        .with_faults_of(&form);
    let bodies = bodies(ctx)?;
    let is_out = seen.draft.state.is_out();
    Ok(ChangePage { shell, form, draft: seen.draft, bodies, is_out, is_closed: seen.item.is_closed })
}

#[derive(Template)]
#[template(path = "drafts/version.html")]
pub(crate) struct VersionPage {
    shell: Shell,
    form: Form,
    draft: Draft,
    next: i64,
    /// Taken and not in the text yet: what, whose.
    taken: Vec<(String, String)>,
}

pub(crate) async fn version(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let seen = find(ctx, &id, Action::Keep)?;
            let now = store::version(ctx.tx, seen.draft.id, seen.draft.version_no)?;
            let form = Form::with(&[
                ("version", &seen.draft.version.to_string()),
                ("van-ban", &now.map(|one| one.body).unwrap_or_default()),
            ]);
            Answer::page(&version_page(ctx, seen, form)?)
        })
        .await
}

pub(crate) fn version_page(ctx: &mut Ctx<'_>, seen: Seen, form: Form) -> Result<VersionPage, Problem> {
    let mut taken = store::amendments(ctx.tx, seen.draft.id)?;
    taken.retain(Amendment::waits_for_text);
    let names = Names::of(ctx, &taken)?;
    let taken = taken.iter().map(|one| (one.line(), names.author(one))).collect();
    let shell = shell_of(ctx, &seen, "Dán bản mới")?
        .crumb("Bản mới", format!("{}/ban-moi", seen.draft.path()))
        .with_faults_of(&form);
    Ok(VersionPage { shell, form, next: seen.draft.version_no + 1, draft: seen.draft, taken })
}

#[derive(Template)]
#[template(path = "drafts/propose.html")]
pub(crate) struct ProposePage {
    shell: Shell,
    form: Form,
    draft: Draft,
    articles: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    author: String,
    /// The article that is spoken of, as it stands.
    now: Vec<String>,
}

pub(crate) async fn propose(visit: Visit, Path(id): Path<String>) -> Response {
    let (article, kind) = (visit.query("dieu").unwrap_or_default(), visit.query("loai").unwrap_or_default());
    visit
        .read(move |ctx| {
            let seen = find(ctx, &id, Action::Propose)?;
            let body = store::version(ctx.tx, seen.draft.id, seen.draft.version_no)?;
            let text = Text::read(body.as_ref().map_or("", |one| &one.body));
            let kind: AmendmentKind = kind.parse().unwrap_or(AmendmentKind::Comment);
            let mut form = Form::with(&[("dieu", ""), ("loai", kind.as_str())]);
            if let Some(article) = text.article(&article) {
                form.set("dieu", article.number.clone());
                if kind == AmendmentKind::Replace {
                    form.set("de-nghi", article.lines.join("\n"));
                }
            }
            Answer::page(&propose_page(ctx, seen, form)?)
        })
        .await
}

pub(crate) fn propose_page(ctx: &mut Ctx<'_>, seen: Seen, form: Form) -> Result<ProposePage, Problem> {
    let (person, organization) = author(ctx, &seen)?;
    let body = store::version(ctx.tx, seen.draft.id, seen.draft.version_no)?.ok_or(Problem::NotFound)?.body;
    let text = Text::read(&body);
    let mut articles = vec![(String::new(), "Toàn văn".to_owned())];
    articles.extend(text.articles().into_iter().map(|one| {
        let words = if one.heading.is_empty() {
            one.number.clone()
        } else {
            format!("{}. {}", one.number, one.heading)
        };
        (one.number, words)
    }));
    let author = match (person, organization) {
        (Some(person), _) => {
            let names = directory::persons_by_name(ctx.tx, &[person])?;
            names.into_iter().next().map(|(_, name)| format!("Đại biểu {name}")).unwrap_or_default()
        }
        (None, Some(body)) => {
            directory::organization(ctx.tx, body)?.map(|one| one.short_name).unwrap_or_default()
        }
        (None, None) => String::new(),
    };
    let now = text.article(form.value("dieu")).map(|one| one.lines).unwrap_or_default();
    let shell = shell_of(ctx, &seen, "Góp ý dự thảo")?
        .crumb("Góp ý", format!("{}/gop-y", seen.draft.path()))
        .with_faults_of(&form);
    Ok(ProposePage { shell, form, draft: seen.draft, articles, kinds: AmendmentKind::choices(), author, now })
}

#[derive(Template)]
#[template(path = "drafts/amendment.html")]
pub(crate) struct AmendmentPage {
    shell: Shell,
    form: Form,
    draft: Draft,
    session: Session,
    card: Card,
    may_answer: bool,
    may_settle: bool,
    may_take_back: bool,
    polls: Vec<(String, String)>,
    poll_href: Option<String>,
}

/// The proposal of an address.
pub(crate) fn find_amendment(ctx: &mut Ctx<'_>, seen: &Seen, id: &str) -> Result<Amendment, Problem> {
    let id: AmendmentId = id.parse().map_err(|_| Problem::NotFound)?;
    store::amendment(ctx.tx, id)?.filter(|one| one.draft_id == seen.draft.id).ok_or(Problem::NotFound)
}

pub(crate) async fn amendment(visit: Visit, Path((id, amendment)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let seen = find_own(ctx, &id)?;
            let one = find_amendment(ctx, &seen, &amendment)?;
            let mut form = Form::with(&[("version", &one.version.to_string()), ("giai-trinh", &one.answer)]);
            match one.state {
                AmendmentState::Taken => form.set("ket-qua", AmendmentState::Taken.as_str()),
                AmendmentState::Refused => form.set("ket-qua", AmendmentState::Refused.as_str()),
                AmendmentState::Proposed | AmendmentState::Withdrawn => {}
            }
            Answer::page(&amendment_page(ctx, seen, one, form)?)
        })
        .await
}

/// A draft for its own people: a public draft's answers are given here, not read.
pub(crate) fn find_own(ctx: &mut Ctx<'_>, id: &str) -> Result<Seen, Problem> {
    let seen = find(ctx, id, Action::Read)?;
    let is_own = ctx.actor.serves(seen.draft.council_id) || ctx.actor.acts_for(seen.draft.submitted_by);
    if is_own { Ok(seen) } else { Err(Problem::NotFound) }
}

pub(crate) fn amendment_page(
    ctx: &mut Ctx<'_>,
    seen: Seen,
    one: Amendment,
    form: Form,
) -> Result<AmendmentPage, Problem> {
    let is_alive = seen.draft.state.is_alive();
    let is_open = is_alive && rules::check_answer(&one, true, "").is_ok();
    let may_keep = seen.may(ctx, Action::Keep);
    let is_author = seen.may(ctx, Action::Propose)
        && author(ctx, &seen).is_ok_and(|author| author == (one.person_id, one.organization_id));
    let all = if may_keep && is_open { deciding_polls(ctx, &seen)? } else { Vec::new() };
    let mut polls = vec![(String::new(), "Chọn biểu quyết".to_owned())];
    polls.extend(all.iter().map(|poll| {
        let result = if poll.is_passed == Some(true) { "thông qua" } else { "không thông qua" };
        (poll.id.to_string(), format!("Số {}: {} ({result})", poll.number, poll.title))
    }));
    let names = Names::of(ctx, std::slice::from_ref(&one))?;
    let version = store::version(ctx.tx, seen.draft.id, one.version_no)?;
    let versions: Vec<_> = version.into_iter().collect();
    let shell = shell_of(ctx, &seen, &one.line())?.crumb(one.line(), one.path()).with_faults_of(&form);
    Ok(AmendmentPage {
        shell,
        form,
        may_answer: is_open && seen.may(ctx, Action::Answer),
        may_settle: may_keep && is_open && seen.draft.state == State::Presented,
        may_take_back: is_author && is_alive && rules::check_take_back(&one).is_ok(),
        polls,
        poll_href: one.poll_id.map(|poll| format!("/bieu-quyet/{poll}")),
        card: card(one, &names, &versions, seen.draft.version_no),
        session: seen.session,
        draft: seen.draft,
    })
}
