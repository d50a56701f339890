//! What went from one body to another, for the duties that such papers meet.

use kernel::{Date, DocumentId, OrganizationId};
use kit::Ctx;

use crate::actions::mailboxes;
use crate::model::{Kind, State};
use crate::policy::{self, Action, Standing};
use crate::store;

/// Which papers are asked for.
#[derive(Debug, Clone)]
pub struct SentQuestion {
    /// In whose name they were issued.
    pub council: OrganizationId,
    /// Who issued them.
    pub issuers: Vec<OrganizationId>,
    /// To whom they went.
    pub recipients: Vec<OrganizationId>,
    /// Of which kinds.
    pub kinds: Vec<Kind>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A paper that was sent and not taken back.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its id.
    pub id: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// "Thông báo 12/TB-HĐND: Kết luận hội nghị".
    pub label: String,
    /// The day of issue.
    pub on: Date,
    /// Anyone may read it.
    pub is_public: bool,
    /// The actor may read it.
    pub may_read: bool,
}

impl Sent {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/van-ban/{}", self.id)
    }

    /// Its page on the portal, when it is public.
    pub fn public_path(&self) -> String {
        format!("/van-ban/{}", self.id)
    }
}

/// The papers, by day. What belongs to a citizen's letter or visit is nobody's duty to another body
/// and is not among them.
pub fn sent(ctx: &mut Ctx<'_>, question: &SentQuestion) -> db::Result<Vec<Sent>> {
    let rows = store::sent(ctx.tx, question)?;
    let ids: Vec<DocumentId> = rows.iter().map(|(id, ..)| *id).collect();
    let own = mailboxes(ctx)?;
    let addressed = store::addressed(ctx.tx, &ids, &own)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, kind, number, title, on, is_public)| {
            let standing = Standing {
                council: Some(question.council),
                state: State::Issued,
                is_public,
                is_addressed: addressed.contains(&id),
            };
            Some(Sent {
                id,
                kind,
                label: format!("{} {}: {title}", kind.label(), number.unwrap_or_default()),
                on: on?,
                is_public,
                may_read: policy::may(ctx.actor, Action::Read, standing),
            })
        })
        .collect())
}
