//! The national lists taken in from the browser: read and checked at once, written as long work.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, Work};

use crate::import::{check_links, import};
use crate::policy::{self, Action};
use crate::units::{CellFault, UnitFile, read_units};

/// The three files: field and label. What each holds is known by its heading.
const FILES: [(&str, &str); 3] = [
    ("ba-cap", "Danh mục đơn vị hành chính 3 cấp"),
    ("hai-cap", "Danh mục đơn vị hành chính 2 cấp"),
    ("chuyen-doi", "Bảng chuyển đổi đơn vị"),
];

/// More faults than these are a wrong file, not a list to mend.
const FAULTS_SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "directory/intake.html")]
struct IntakePage {
    shell: Shell,
    form: Form,
    faults: Vec<CellFault>,
    more: usize,
}

fn intake_page(ctx: &mut Ctx<'_>, form: Form, mut faults: Vec<CellFault>) -> Result<IntakePage, Problem> {
    if !policy::may(ctx.actor, Action::Import) {
        return Err(Problem::NotFound);
    }
    let shell = ctx
        .shell("Nhập danh mục đơn vị")?
        .with_faults_of(&form)
        .crumb("Đơn vị, cơ quan", "/lam-viec/co-quan")
        .crumb("Nhập danh mục đơn vị", "/lam-viec/co-quan/nhap");
    let more = faults.len().saturating_sub(FAULTS_SHOWN);
    faults.truncate(FAULTS_SHOWN);
    Ok(IntakePage { shell, form, faults, more })
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&intake_page(ctx, Form::new(), Vec::new())?)).await
}

pub(crate) async fn take(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !policy::may(ctx.actor, Action::Import) {
                return Err(Problem::NotFound);
            }
            let (files, faults) = read_uploads(form);
            if !form.is_sound() || !faults.is_empty() {
                return Answer::faulty(&intake_page(ctx, form.clone(), faults)?);
            }
            let files = Arc::new(files);
            let work = Work::new(
                "Nhập danh mục đơn vị",
                "/lam-viec/co-quan",
                ctx.actor,
                move |ctx, progress| {
                    let mut reached = |done, total| progress.reached(done, total);
                    Ok(import(ctx, &files, &mut reached)?.to_string())
                },
            );
            Ok(Answer::beginning(work))
        })
        .await
}

/// The files that came, and every cell that cannot be read or has no unit to stand on.
fn read_uploads(form: &mut Form) -> (Vec<UnitFile>, Vec<CellFault>) {
    let (mut files, mut faults, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (field, _) in FILES {
        for upload in form.uploads_of(field).into_iter().filter(|upload| !upload.bytes.is_empty()) {
            match std::str::from_utf8(&upload.bytes) {
                Ok(text) => match read_units(text, &upload.file_name) {
                    Ok(file) => files.push(file),
                    Err(found) => faults.extend(found),
                },
                Err(_) => {
                    refused.push((
                        field,
                        "Tệp không phải CSV UTF-8. Lưu lại tệp ở dạng CSV UTF-8 rồi chọn lại.",
                    ));
                }
            }
        }
    }
    if files.is_empty() && faults.is_empty() && refused.is_empty() {
        refused.push((FILES[0].0, "Chọn ít nhất một tệp."));
    }
    for (field, sentence) in refused {
        form.refuse(field, sentence);
    }
    if faults.is_empty() {
        faults = check_links(&files);
    }
    (files, faults)
}
