//! Pages. Each loads, asks, and shows.

pub(crate) mod aggregate;
pub(crate) mod commune;
pub(crate) mod difficulties;
pub(crate) mod hub;
pub(crate) mod list;
pub(crate) mod lists;
pub(crate) mod matrix;
pub(crate) mod papers;
pub(crate) mod portal;
pub(crate) mod portal_data;
pub(crate) mod prepare;
pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod room;

use kernel::{BriefingId, OrganizationId};
use kit::ui::Badge;
use kit::{Ctx, NavItem, Problem, Shell};

use crate::actions::{self, allowed};
use crate::model::{Briefing, State};
use crate::policy::Action;
use crate::store;

/// The head of every page of a briefing: where it stands, and the ways to its parts.
pub(crate) struct Head {
    pub(crate) path: String,
    pub(crate) when: String,
    pub(crate) place: String,
    pub(crate) badge: Badge,
    pub(crate) tabs: Vec<NavItem>,
    pub(crate) may_prepare: bool,
}

/// The badge of a state.
pub(crate) fn badge(state: State) -> Badge {
    match state {
        State::Planned | State::Cancelled => Badge::draft(state.label()),
        State::Called => Badge::doing(state.label()),
        State::Held => Badge::waiting(state.label()),
        State::Concluded => Badge::done(state.label()),
    }
}

/// The id in an address.
pub(crate) fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// A briefing that the actor may read.
pub(crate) fn readable(ctx: &mut Ctx<'_>, id: &str) -> Result<Briefing, Problem> {
    Ok(actions::load(ctx, id_of::<BriefingId>(id)?, Action::Read, None)?)
}

/// A briefing that the actor prepares.
pub(crate) fn preparable(ctx: &mut Ctx<'_>, id: &str) -> Result<Briefing, Problem> {
    Ok(actions::load(ctx, id_of::<BriefingId>(id)?, Action::Prepare, None)?)
}

impl Head {
    /// The head for this actor; `part` is the end of the open page's address.
    pub(crate) fn of(ctx: &mut Ctx<'_>, briefing: &Briefing, part: &str) -> Result<Self, Problem> {
        let may_prepare = allowed(ctx, briefing, Action::Prepare, None)?;
        let own = actions::invitation_of(ctx, briefing.id, ctx.actor)?;
        let mut parts: Vec<(&str, &str)> = vec![("", "Tổng quan")];
        if may_prepare {
            parts.extend([
                ("/ma-tran", "Ma trận"),
                ("/kho-khan", "Khó khăn, kiến nghị"),
                ("/tong-hop", "Tổng hợp"),
                ("/chuong-trinh", "Chương trình"),
                ("/diem-danh", "Điểm danh"),
                ("/ket-luan", "Kết luận"),
                ("/van-ban", "Văn bản"),
            ]);
        } else {
            if own.as_ref().is_some_and(|one| one.is_reporting) {
                parts.push(("/bao-cao", "Báo cáo"));
            }
            parts.extend([("/tra-loi", "Trả lời giấy mời"), ("/chuong-trinh", "Chương trình")]);
        }
        let path = briefing.path();
        let tabs = parts
            .into_iter()
            .map(|(end, label)| NavItem {
                label: label.to_owned(),
                href: format!("{path}{end}"),
                current: end == part,
            })
            .collect();
        Ok(Self {
            path,
            when: briefing.when(),
            place: briefing.place.clone(),
            badge: badge(briefing.state),
            tabs,
            may_prepare,
        })
    }
}

/// The frame of a page of a briefing.
pub(crate) fn shell(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    title: &str,
    part: &str,
) -> Result<Shell, Problem> {
    let full = if part.is_empty() {
        briefing.title.clone()
    } else {
        format!("{title}, {}", briefing.quarter_label())
    };
    let shell = ctx
        .shell(full)?
        .crumb("Giao ban", "/lam-viec/giao-ban")
        .crumb(&briefing.title, briefing.path())
        .of_record("briefing", briefing.id);
    Ok(if part.is_empty() { shell } else { shell.crumb(title, format!("{}{part}", briefing.path())) })
}

/// Bodies that can be given something to do: the council's unit and the communes below it, with
/// a first choice of none.
pub(crate) fn bodies(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    none: &str,
) -> Result<Vec<(String, String)>, Problem> {
    let all = directory::organizations_under(ctx.tx, briefing.area_id, briefing.held_on)?;
    let mut choices = vec![(String::new(), none.to_owned())];
    choices.extend(all.into_iter().map(|one| (one.id.to_string(), one.short_name)));
    Ok(choices)
}

/// The name of a body.
pub(crate) fn name_of(
    names: &std::collections::HashMap<OrganizationId, String>,
    body: OrganizationId,
) -> String {
    names.get(&body).cloned().unwrap_or_default()
}

/// How many bodies owe a report and how many reports are in, for each briefing of a council.
pub(crate) fn report_counts(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
) -> Result<std::collections::HashMap<BriefingId, (i64, i64)>, Problem> {
    let mut counts: std::collections::HashMap<BriefingId, (i64, i64)> =
        store::counts_owed(ctx.tx, council)?.into_iter().map(|(id, owed)| (id, (0, owed))).collect();
    for (id, there) in crate::store_reports::counts_in(ctx.tx, council)? {
        counts.entry(id).or_default().0 = there;
    }
    Ok(counts)
}
