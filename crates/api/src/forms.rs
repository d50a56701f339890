//! Forms.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::{ApiKeyId, OrganizationId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, NewKey};
use crate::model::{Refusal, Scope};
use crate::pages::{self, BASE};
use crate::policy::{self, Action};

const LABEL_MAX: usize = 100;

/// The field at which a refusal is said.
const fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoPrograms | Refusal::TooMany(_) => "co-quan",
        Refusal::Past | Refusal::TooLong(_) => "het-han",
        Refusal::NoScope => "quyen",
    }
}

fn taken(ctx: &Ctx<'_>, form: &mut Form) -> Option<NewKey> {
    let organization: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan");
    let label = form.take_line("ten", "Tên phần mềm", LABEL_MAX);
    let mut scopes: Vec<Scope> = form.take_choices("quyen", "Quyền");
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() && form.fault("quyen").is_none() {
        form.refuse("quyen", Refusal::NoScope.to_string());
    }
    let expires_on = form.take_date("het-han", "Ngày hết hạn", ctx.today);
    let (Some(organization), Some(expires_on), true) = (organization, expires_on, form.is_sound()) else {
        return None;
    };
    Some(NewKey { organization, label, scopes, expires_on })
}

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !policy::may(ctx.actor, Action::Keep) {
                return Err(Problem::NotFound);
            }
            if let Some(new) = taken(ctx, form) {
                match actions::create(ctx, &new) {
                    // Shown once, on this very page: the key stays out of addresses
                    Ok(key) => {
                        let fresh = pages::fresh_form(ctx);
                        let page = pages::list_page(ctx, fresh, "", Some(key))?;
                        return Ok(Answer::page(&page)?.with(header::CACHE_CONTROL, "no-store").once(BASE));
                    }
                    Err(Error::Refused(refusal)) => form.refuse(field(refusal), refusal.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::list_page(ctx, form.clone(), "", None)?)
        })
        .await
}

pub(crate) async fn revoke(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: ApiKeyId = id.parse().map_err(|_| Problem::NotFound)?;
            let key = actions::revoke(ctx, id, form.version())?;
            Ok(Answer::see_other(BASE).saying(format!("Đã thu hồi khóa “{}”.", key.label)))
        })
        .await
}
