//! The room: conclusions typed line by line, the warning to the chair, the notice.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::LetterView;
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use super::{Head, bodies, preparable, shell};
use crate::actions::{self, allowed};
use crate::model::{Attendance, Briefing, Conclusion, DueKind, State};
use crate::policy::Action;
use crate::{store, store_room};

pub(crate) struct Body {
    id: String,
    name: String,
    on: bool,
}

/// A conclusion in its own small form.
pub(crate) struct Row {
    id: String,
    place: i64,
    text: String,
    lead: String,
    leads: Vec<Body>,
    cooperating: Vec<Body>,
    helpers: String,
    due: String,
    warning: Option<Badge>,
    is_public: bool,
    version: i64,
    first: bool,
    last: bool,
    follow_up: Option<(String, Badge)>,
    /// It is being changed, and what was typed has faults.
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "briefings/conclusions.html")]
pub(crate) struct ConclusionsPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    /// What is typed for a new one.
    new: Form,
    briefing: Briefing,
    rows: Vec<Row>,
    leads: Vec<(String, String)>,
    helpers: Vec<Body>,
    warnings: Vec<(String, i64)>,
    may_type: bool,
    may_issue: bool,
    concluded: bool,
    assessment: String,
    minutes: String,
}

pub(crate) async fn conclusions(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            Answer::page(&conclusions_page(ctx, briefing, Form::new())?)
        })
        .await
}

pub(crate) fn conclusions_page(
    ctx: &mut Ctx<'_>,
    briefing: Briefing,
    form: Form,
) -> Result<ConclusionsPage, Problem> {
    let head = Head::of(ctx, &briefing, "/ket-luan")?;
    let all = store_room::conclusions(ctx.tx, briefing.id)?;
    let leads = bodies(ctx, &briefing, "Chọn cơ quan")?;
    let mut rows = rows(ctx, &briefing, &all, &leads)?;
    let changing = rows.iter_mut().find(|row| row.id == form.value("sua"));
    let new = if changing.is_some() { Form::new() } else { form.clone() };
    if let Some(row) = changing {
        row.keep_typed(&form);
    }
    let chosen = new.values_of("phoi-hop");
    let helpers = leads
        .iter()
        .skip(1)
        .map(|(id, name)| Body { on: chosen.contains(&id.as_str()), id: id.clone(), name: name.clone() })
        .collect();
    let may_type = matches!(briefing.state, State::Called | State::Held);
    let may_issue = briefing.state == State::Held && allowed(ctx, &briefing, Action::Conclude, None)?;
    let shell = shell(ctx, &briefing, "Kết luận", "/ket-luan")?.with_faults_of(&form);
    let typed = |name: &str, kept: &str| {
        if form.value(name).is_empty() { kept.to_owned() } else { form.value(name).to_owned() }
    };
    Ok(ConclusionsPage {
        shell,
        head,
        heading: format!("Kết luận, {}", briefing.quarter_label()),
        assessment: typed("danh-gia", &briefing.assessment),
        minutes: typed("bien-ban", &briefing.minutes),
        warnings: warnings(&all),
        rows,
        leads,
        helpers,
        may_type,
        may_issue,
        concluded: briefing.state == State::Concluded,
        new,
        form,
        briefing,
    })
}

impl Row {
    /// Shows what was typed in the place of what is kept.
    fn keep_typed(&mut self, form: &Form) {
        form.value("viec-gi").clone_into(&mut self.text);
        form.value("bao-gio").clone_into(&mut self.due);
        self.is_public = !form.is_checked("khong-cong-khai");
        for body in &mut self.leads {
            body.on = body.id == form.value("ai");
        }
        let helping = form.values_of("phoi-hop");
        for body in &mut self.cooperating {
            body.on = helping.contains(&body.id.as_str());
        }
        self.faults = form.faults().iter().map(|fault| fault.message.clone()).collect();
    }
}

/// What the chair must see before signing, one sentence for each conclusion.
pub(crate) fn warnings(all: &[Conclusion]) -> Vec<(String, i64)> {
    all.iter()
        .filter_map(|one| match (one.lead_id, one.due_kind) {
            (None, DueKind::None) => {
                Some((format!("Kết luận {}: chưa ghi cơ quan chủ trì và thời hạn.", one.place), one.place))
            }
            (None, _) => Some((format!("Kết luận {}: chưa ghi cơ quan chủ trì.", one.place), one.place)),
            (Some(_), DueKind::None) => Some((
                format!("Kết luận {}: chưa có thời hạn, sẽ đến hạn ở hội nghị giao ban sau.", one.place),
                one.place,
            )),
            (Some(_), DueKind::Date | DueKind::NextBriefing | DueKind::Recurring) => None,
        })
        .collect()
}

fn rows(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    all: &[Conclusion],
    leads: &[(String, String)],
) -> Result<Vec<Row>, Problem> {
    let cooperation = actions::cooperation(ctx, briefing.id)?;
    let follow_ups = follow::of_source(ctx.tx, "briefing", &briefing.id.to_string())?;
    let last = all.len().saturating_sub(1);
    let mark = |chosen: &dyn Fn(&str) -> bool| -> Vec<Body> {
        leads.iter().map(|(id, name)| Body { id: id.clone(), name: name.clone(), on: chosen(id) }).collect()
    };
    Ok(all
        .iter()
        .enumerate()
        .map(|(i, one)| {
            let lead = one.lead_id.map(|id| id.to_string()).unwrap_or_default();
            let helping: Vec<String> = cooperation
                .iter()
                .filter(|(id, _)| *id == one.id)
                .map(|(_, body)| body.to_string())
                .collect();
            let cooperating: Vec<Body> =
                mark(&|id| helping.iter().any(|known| known == id)).into_iter().skip(1).collect();
            let follow_up = follow_ups.iter().find(|known| Some(known.id) == one.follow_up_id);
            Row {
                id: one.id.to_string(),
                place: one.place,
                text: one.text.clone(),
                lead: leads
                    .iter()
                    .find(|(id, _)| !id.is_empty() && *id == lead)
                    .map_or_else(String::new, |(_, name)| name.clone()),
                leads: mark(&|id| id == lead),
                helpers: cooperating
                    .iter()
                    .filter(|body| body.on)
                    .map(|body| body.name.clone())
                    .collect::<Vec<_>>()
                    .join(", "),
                cooperating,
                due: one.due_words(),
                warning: match (one.lead_id, one.due_kind) {
                    (None, _) => Some(Badge::late("Chưa ghi ai")),
                    (Some(_), DueKind::None) => Some(Badge::waiting("Chưa ghi bao giờ")),
                    (Some(_), DueKind::Date | DueKind::NextBriefing | DueKind::Recurring) => None,
                },
                is_public: one.is_public,
                version: one.version,
                first: i == 0,
                last: i == last,
                follow_up: follow_up.map(|known| (known.path(), follow::badge(known, ctx.today, ctx.law))),
                faults: Vec::new(),
            }
        })
        .collect())
}

/// Which conclusions, in which wording and order.
pub(crate) fn mark(all: &[Conclusion]) -> String {
    all.iter().map(|one| format!("{}.{}", one.id, one.version)).collect::<Vec<_>>().join(" ")
}

#[derive(Template)]
#[template(path = "briefings/notice.html")]
pub(crate) struct NoticePage {
    shell: Shell,
    path: String,
    form: Form,
    version: i64,
    /// What the preview was made of, so that nothing else is signed.
    mark: String,
    letter: LetterView,
    warnings: Vec<(String, i64)>,
    undated: bool,
    no_roll: bool,
    blocked: bool,
    assessment: String,
    minutes: String,
}

pub(crate) async fn notice(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            Answer::page(&notice_page(ctx, &briefing, Form::new())?)
        })
        .await
}

pub(crate) fn notice_page(ctx: &mut Ctx<'_>, briefing: &Briefing, form: Form) -> Result<NoticePage, Problem> {
    if briefing.state != State::Held {
        return Err(Problem::Refused(crate::Refusal::WrongState(briefing.state).to_string()));
    }
    let all = store_room::conclusions(ctx.tx, briefing.id)?;
    let letter = actions::preview_notice(ctx, briefing.id, &briefing.assessment)?;
    let shell = shell(ctx, briefing, "Thông báo kết luận", "/thong-bao")?.with_faults_of(&form);
    let fresh = store::briefing(ctx.tx, briefing.id)?.ok_or(Problem::NotFound)?;
    let no_roll =
        store::participants(ctx.tx, briefing.id)?.iter().all(|one| one.attendance != Attendance::Present);
    Ok(NoticePage {
        shell,
        path: briefing.path(),
        form,
        version: fresh.version,
        mark: mark(&all),
        letter: LetterView::new(letter),
        warnings: warnings(&all),
        no_roll,
        undated: all.iter().any(|one| one.due_kind == DueKind::None),
        blocked: all.is_empty() || all.iter().any(|one| one.lead_id.is_none()),
        assessment: briefing.assessment.clone(),
        minutes: briefing.minutes.clone(),
    })
}
