//! A petition in the workspace: what it says, what it is tied to, and what may be done with it now.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AreaId, OrganizationId, PetitionId, dates};
use kit::listing::any;
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::actions::{self, Alike};
use crate::model::{CompetenceLevel, Confirmation, Entry, Outcome, Petition, Sector, State};
use crate::pages::{Choices, committees};
use crate::policy::{self, Action, Subject};
use crate::{one_paper, rules, sittings, store, store_papers, view};

/// What the actor may do with it now: the forms.
#[allow(clippy::struct_excessive_bools)]
struct Rights {
    classify: bool,
    set_aside: bool,
    merge: bool,
    forward: bool,
    answer: bool,
    on_paper: bool,
    judge: bool,
    needs_day: bool,
    object: bool,
    confirm: bool,
    link: bool,
}

struct Like {
    one: Alike,
    area: String,
    day: String,
    shared: String,
    may_merge: bool,
    is_earlier: bool,
}

#[derive(Template)]
#[template(path = "petitions/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Petition,
    badge: Badge,
    area: String,
    lead: String,
    committee: String,
    facts: Vec<(String, String)>,
    links: Vec<(String, String)>,
    entries: Vec<(Entry, String)>,
    likes: Vec<Like>,
    /// The papers that answered it, and may be had by this reader.
    papers: Vec<files::File>,
    rights: Rights,
    levels: Choices,
    sectors: Choices,
    bodies: Choices,
    committees: Choices,
    outcomes: Choices,
    confirmations: Choices,
}

pub(crate) async fn detail(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: PetitionId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = store::petition(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let form = form_of(&one);
            Answer::page(&detail_page(ctx, id, form)?)
        })
        .await
}

pub(crate) fn form_of(one: &Petition) -> Form {
    let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    let id = |id: Option<OrganizationId>| id.map_or_else(String::new, |id| id.to_string());
    let mut form = Form::new();
    form.set("version", one.version.to_string());
    form.set("tham-quyen", word(one.level.map(CompetenceLevel::as_str)));
    form.set("linh-vuc", word(one.sector.map(Sector::as_str)));
    form.set("ban", id(one.committee_id));
    form.set("co-quan", id(one.lead_id));
    // A petition is public unless somebody says otherwise
    if one.is_public || matches!(one.state, State::Quarantined | State::Received) {
        form.set("cong-khai", "co");
    }
    form
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, id: PetitionId, form: Form) -> Result<DetailPage, Problem> {
    let one = store::petition(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let on = Subject::from(&one);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Problem::NotFound);
    }
    let rights = rights(ctx, &one, on);
    let names = directory::names(ctx.tx)?;
    let name = |id: Option<OrganizationId>| id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    let area = directory::area(ctx.tx, one.area_id)?.map_or_else(String::new, |area| area.name);
    let entries = store::entries(ctx.tx, id)?
        .into_iter()
        .map(|entry| {
            let at = dates::print(entry.on_date);
            (entry, at)
        })
        .collect();
    let papers = papers(ctx, id)?;
    let likes = if rights.classify || rights.merge { likes(ctx, &one)? } else { Vec::new() };
    let committees = any("Chưa chọn", committees(ctx, one.council_id)?);
    let bodies = if rights.classify {
        any("Chọn cơ quan", directory::body_choices(ctx.tx, ctx.today)?)
    } else {
        Vec::new()
    };
    let shell = ctx
        .shell(format!("Kiến nghị {}", one.code))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb(&one.code, one.path())
        .of_record("petition", one.id)
        .with_faults_of(&form);
    Ok(DetailPage {
        badge: view::badge(&one, ctx.today, ctx.law),
        lead: name(one.lead_id),
        committee: name(one.committee_id),
        facts: facts(&one, sittings::label(ctx, one.session_id)?),
        links: links(ctx, &one)?,
        levels: any("Chưa chọn", CompetenceLevel::choices()),
        sectors: any("Chưa chọn", Sector::choices()),
        outcomes: Outcome::choices(),
        confirmations: Confirmation::choices(),
        shell,
        form,
        area,
        entries,
        likes,
        papers,
        rights,
        bodies,
        committees,
        one,
    })
}

fn facts(one: &Petition, session: Option<String>) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            facts.push((label.to_owned(), value));
        }
    };
    fact("Nguồn", Some(one.source.label().to_owned()));
    fact("Tập hợp cho", session);
    fact("Ngày tiếp nhận", Some(dates::print(one.received_on)));
    fact("Thẩm quyền", one.level.map(|level| level.label().to_owned()));
    fact("Lĩnh vực", one.sector.map(|sector| sector.label().to_owned()));
    fact("Chuyển ngày", one.forwarded_on.map(dates::print));
    fact("Hạn trả lời", one.due_on.map(dates::print));
    fact("Trả lời ngày", one.answered_on.map(dates::print));
    fact("Văn bản trả lời", Some(one.answer_reference.clone()).filter(|words| !words.is_empty()));
    fact("Kết quả", one.outcome.map(|outcome| outcome.label().to_owned()));
    fact("Hẹn ngày", one.promised_on.map(dates::print));
    fact("Kết thúc ngày", one.closed_on.map(dates::print));
    fact("Nơi kiến nghị", one.confirmation.map(|one| one.label().to_owned()));
    facts
}

/// What it is tied to: label and page.
fn links(ctx: &mut Ctx<'_>, one: &Petition) -> db::Result<Vec<(String, String)>> {
    let mut links = Vec::new();
    if let Some(meeting) = one.meeting_id
        && let Some(meeting) = crate::store_meetings::meeting(ctx.tx, meeting)?
    {
        links.push((meeting.label(), meeting.path()));
    }
    if let Some(follow_up) = one.follow_up_id
        && let Some(follow_up) = follow::find(ctx.tx, follow_up)?
    {
        links.push((format!("Việc theo dõi {}", follow_up.code), follow_up.path()));
    }
    if let Some(document) = one.document_id
        && ctx.actor.runs(one.council_id)
    {
        links.push(("Phiếu chuyển".to_owned(), format!("/lam-viec/van-ban/{document}")));
    }
    for (label, id) in [("Lần trước", one.repeat_of), ("Gộp vào", one.merged_into)] {
        if let Some(other) = id
            && let Some(other) = store::petition(ctx.tx, other)?
        {
            links.push((format!("{label}: {}", other.code), other.path()));
        }
    }
    for (id, code, _) in store::merged_into(ctx.tx, one.id)? {
        links.push((format!("Đã gộp: {code}"), format!("/lam-viec/kien-nghi/{id}")));
    }
    for (id, code, on) in store::repeats_of(ctx.tx, one.id)? {
        links.push((format!("Lần sau: {code}, {}", dates::print(on)), format!("/lam-viec/kien-nghi/{id}")));
    }
    if one.is_public {
        links.push(("Trang công khai".to_owned(), one.public_path()));
    }
    Ok(links)
}

/// The files of papers that answered it together with others.
fn papers(ctx: &mut Ctx<'_>, id: PetitionId) -> db::Result<Vec<files::File>> {
    let keys: Vec<String> =
        store_papers::papers_of(ctx.tx, id)?.into_iter().map(|(paper, _)| paper.to_string()).collect();
    let mut found = Vec::new();
    for file in files::of_subjects(ctx.tx, one_paper::SUBJECT, &keys)? {
        if one_paper::may_see_files(ctx, &file)? {
            found.push(file);
        }
    }
    Ok(found)
}

fn likes(ctx: &mut Ctx<'_>, one: &Petition) -> db::Result<Vec<Like>> {
    let found = actions::alike(ctx.tx, one.council_id, one.id, &one.text)?;
    let mut ids: Vec<AreaId> = found.iter().map(|like| like.area).collect();
    ids.sort_unstable();
    ids.dedup();
    let areas: HashMap<AreaId, String> =
        directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|area| (area.id, area.name)).collect();
    Ok(found
        .into_iter()
        .map(|like| Like {
            area: areas.get(&like.area).cloned().unwrap_or_default(),
            day: dates::print(like.received_on),
            shared: like.shared.join(", "),
            may_merge: rules::merge(one.state, like.state).is_ok(),
            is_earlier: like.received_on < one.received_on && one.repeat_of.is_none(),
            one: like,
        })
        .collect())
}

fn rights(ctx: &Ctx<'_>, one: &Petition, on: Subject) -> Rights {
    let may = |action| policy::may(ctx.actor, action, on);
    let (handles, judges) = (may(Action::Handle), may(Action::Judge));
    let waits = matches!(one.state, State::Forwarded | State::Monitoring);
    let early = matches!(one.state, State::Quarantined | State::Received | State::Classified);
    let answered = matches!(one.state, State::Answered | State::Monitoring | State::Closed);
    Rights {
        classify: handles && early,
        set_aside: handles && early,
        merge: handles && early,
        forward: may(Action::Forward) && one.state == State::Classified,
        answer: waits && (may(Action::Answer) || judges),
        on_paper: !may(Action::Answer),
        judge: judges && one.state == State::Answered,
        needs_day: one.promised_on.is_none_or(|day| day <= ctx.today)
            && one.outcome.is_some_and(|outcome| !outcome.is_final()),
        object: may(Action::Object) && answered,
        confirm: may(Action::Confirm) && answered,
        link: may(Action::Link) && waits,
    }
}
