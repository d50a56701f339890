//! The transfer slips before they are sent.

use askama::Template;
use axum::response::Response;
use documents::LetterView;
use kernel::{PetitionId, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::actions;

struct Shown {
    to: String,
    count: usize,
    letter: LetterView,
}

#[derive(Template)]
#[template(path = "petitions/forward.html")]
pub(crate) struct ForwardPage {
    shell: Shell,
    form: Form,
    slips: Vec<Shown>,
    ids: Vec<PetitionId>,
    count: usize,
    why: Vec<String>,
}

/// `?kn=` once for each petition.
pub(crate) async fn forward(visit: Visit) -> Response {
    let query = visit.query_form();
    visit
        .read(move |ctx| {
            let ids: Vec<PetitionId> =
                query.values_of("kn").into_iter().filter_map(|id| id.parse().ok()).collect();
            let mut form = Form::new();
            if let Some((due, _)) = actions::answer_due(ctx) {
                form.set("han", dates::print(due));
            }
            Answer::page(&forward_page(ctx, &ids, form)?)
        })
        .await
}

pub(crate) fn forward_page(
    ctx: &mut Ctx<'_>,
    ids: &[PetitionId],
    form: Form,
) -> Result<ForwardPage, Problem> {
    let due = actions::answer_due(ctx);
    let day = dates::parse(form.value("han"), ctx.today).ok().filter(|day| *day > ctx.today);
    let day = day.or(due.as_ref().map(|(day, _)| *day)).ok_or(Problem::NotFound)?;
    let slips = actions::preview(ctx, ids, day)?
        .into_iter()
        .map(|slip| Shown {
            to: slip.to_name,
            count: slip.petitions.len(),
            letter: LetterView::new(slip.letter),
        })
        .collect();
    let shell = ctx
        .shell("Chuyển kiến nghị")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Chuyển kiến nghị", "/lam-viec/kien-nghi/chuyen")
        .with_faults_of(&form);
    Ok(ForwardPage {
        shell,
        form,
        slips,
        ids: ids.to_vec(),
        count: ids.len(),
        why: due.map(|(_, why)| why).unwrap_or_default(),
    })
}
