//! What the dossier tells of a session's life: agreed, convened, papers sent.

use kernel::Date;
use kit::Ctx;
use sessions::{Session, Stage, Told};

use crate::model::{Paper, Step, StepKind};
use crate::store;

/// The stages before the opening.
pub fn told(ctx: &mut Ctx<'_>, session: &Session) -> db::Result<Vec<Told>> {
    let steps = store::steps(ctx.tx, session.id)?;
    let papers = store::papers(ctx.tx, session.id)?;
    Ok(stages(session, &steps, &papers))
}

fn stages(session: &Session, steps: &[Step], papers: &[Paper]) -> Vec<Told> {
    let href = format!("{}/chuan-bi", session.path());
    let step = |stage: Stage, kind: StepKind| {
        let known = steps.iter().find(|one| one.kind == kind);
        Told {
            stage,
            is_done: known.is_some(),
            on: known.map(|one| one.done_on),
            words: known.map(|one| one.note.clone()).unwrap_or_default(),
            href: href.clone(),
        }
    };
    let required: Vec<&Paper> = papers.iter().filter(|one| one.is_required).collect();
    let last: Option<Date> = required.iter().filter_map(|one| one.sent_on).max();
    let sent = required.iter().filter(|one| one.sent_on.is_some()).count();
    let is_done = !required.is_empty() && sent == required.len();
    let words = match required.len() {
        0 => "chưa có danh mục tài liệu".to_owned(),
        all if is_done => format!("{all} tài liệu bắt buộc"),
        all => format!("đã gửi {sent}/{all} tài liệu bắt buộc"),
    };
    vec![
        step(Stage::Coordinated, StepKind::JointConference),
        step(Stage::Convened, StepKind::Convening),
        Told { stage: Stage::DocumentsSent, is_done, on: last.filter(|_| is_done), words, href },
    ]
}
