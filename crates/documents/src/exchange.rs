//! The paper as a package for the exchange: gathered from its rows, made by [`crate::edxml`].

use std::sync::OnceLock;

use kernel::{Date, dates};
use kit::{Answer, Ctx, DocumentFile, Problem};

use crate::edxml::{self, Attachment, Business, Envelope, Party, Receiver};
use crate::model::{Document, State};
use crate::{rules, store};

/// By when a paper about a record is to be answered, where an area above this one knows it.
pub type DueBy = fn(&mut db::Tx, kind: &str, id: &str) -> db::Result<Option<Date>>;

static DUE_BY: OnceLock<DueBy> = OnceLock::new();

/// Names who knows; the binary does so at its start.
pub(crate) fn install(due_by: DueBy) {
    // A second installation is the same function
    let _ = DUE_BY.set(due_by);
}

/// Whether there is a package: a draft has neither number nor day.
pub(crate) fn is_for(state: State) -> bool {
    match state {
        State::Issued | State::Recalled => true,
        State::Draft => false,
    }
}

/// The package as a file to save.
pub(crate) fn package(ctx: &mut Ctx<'_>, one: &Document) -> Result<Answer, Problem> {
    let (Some(number), Some(issued_on)) = (&one.number, one.issued_on) else { return Err(Problem::NotFound) };
    let receivers = store::recipients(ctx.tx, one.id)?;
    let ids: Vec<_> =
        std::iter::once(one.organization_id).chain(receivers.iter().map(|(id, _)| *id)).collect();
    let known = directory::organizations_of_ids(ctx.tx, &ids)?;
    let codes = directory::agency_codes(ctx.tx, &ids)?;
    let party = |id| Party {
        code: codes.get(&id).cloned(),
        name: known.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default(),
    };
    let due_on = match DUE_BY.get() {
        Some(due_by) => due_by(ctx.tx, &one.subject_kind, &one.subject_id)?,
        None => None,
    };
    let name = |ending| rules::file_name(one.number.as_deref(), one.kind, ending);
    let failed = |error: String| Problem::Internal(error);
    let docx = papers::to_docx(&one.letter).map_err(|error| failed(error.to_string()))?;
    let pdf = (ctx.app.settings().to_pdf)(std::slice::from_ref(&one.letter)).map_err(failed)?;
    let (position, competence) = one.letter.signature.lines.split_last().map_or_else(
        || (String::new(), String::new()),
        |(position, above)| (position.clone(), above.join(", ")),
    );
    let envelope = Envelope {
        from: party(one.organization_id),
        to: receivers.iter().map(|(id, opened)| Receiver { party: party(*id), opened: *opened }).collect(),
        document_id: one.id.to_string(),
        number: number.clone(),
        place: one.letter.place.clone(),
        issued_on,
        sent: dates::midnight(issued_on),
        kind_symbol: one.kind.symbol().map(str::to_owned),
        kind_name: one.kind.label().to_owned(),
        subject: one.title.clone(),
        content: rules::all_words(&one.letter),
        competence,
        position,
        signer: one.signer.clone(),
        due_on,
        places: one.letter.recipients.clone(),
        business: if one.state == State::Recalled { Business::Recall } else { Business::New },
        attachments: vec![
            Attachment { name: name("pdf"), media_type: "application/pdf", bytes: pdf },
            Attachment {
                name: name("docx"),
                media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                bytes: docx,
            },
        ],
    };
    Ok(Answer::download(DocumentFile {
        bytes: edxml::to_xml(&envelope).into_bytes(),
        media_type: "application/xml; charset=utf-8",
        name: name("edxml"),
    }))
}
