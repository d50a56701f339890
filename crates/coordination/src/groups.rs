//! The page of a delegates' group: its members, its duties, what it did.

use std::sync::OnceLock;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::{Organization, OrganizationKind};
use kernel::{Date, OrganizationId, PersonId, dates};
use kit::{Answer, Ctx, Problem, Shell, Visit};

use crate::meets::{self, Course};
use crate::pages::{DutyRow, duty_rows};
use crate::policy::{self, Action};
use crate::store;

/// A line of what a group did.
#[derive(Debug, Clone)]
pub struct Row {
    /// What.
    pub label: String,
    /// Its public page; may be empty.
    pub href: String,
    /// When.
    pub on: Date,
}

/// What a group's members did in a window: the group, its members, first and last day.
pub type FindRows = fn(&mut Ctx<'_>, &Organization, &[PersonId], Date, Date) -> db::Result<Vec<Row>>;

/// What an area tells of a delegates' group: of its members, in a window; only what is public.
#[derive(Clone, Copy)]
pub struct GroupPart {
    /// "Tiếp xúc cử tri".
    pub label: &'static str,
    /// Which records.
    pub find: FindRows,
}

static PARTS: OnceLock<&'static [GroupPart]> = OnceLock::new();

pub(crate) fn install(parts: &'static [GroupPart]) {
    // A second installation in one process registers the same
    let _ = PARTS.set(parts);
}

struct Part {
    label: &'static str,
    rows: Vec<(String, String, String)>,
}

struct Member {
    name: String,
    href: String,
    post: String,
}

#[derive(Template)]
#[template(path = "coordination/group.html")]
struct GroupPage {
    shell: Shell,
    name: String,
    year: i16,
    members: Vec<Member>,
    parts: Vec<Part>,
    duties: Vec<DutyRow>,
    in_workspace: bool,
}

/// The groups of a council that work today.
pub(crate) fn of_council(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Organization>> {
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    let all = directory::organizations_of_area(ctx.tx, council.area_id)?.into_iter();
    Ok(all
        .filter(|one| one.kind == OrganizationKind::DelegateGroup && one.parent_id == Some(council.id))
        .filter(|one| one.works_on(today))
        .collect())
}

fn group(ctx: &mut Ctx<'_>, id: &str) -> Result<(Organization, OrganizationId), Problem> {
    let id: OrganizationId = id.parse().map_err(|_| Problem::NotFound)?;
    let found =
        directory::organization(ctx.tx, id)?.filter(|one| one.kind == OrganizationKind::DelegateGroup);
    let one = found.ok_or(Problem::NotFound)?;
    let council = one.parent_id.ok_or(Problem::NotFound)?;
    Ok((one, council))
}

pub(crate) async fn public(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (one, council) = group(ctx, &id)?;
            let shell = ctx
                .shell(&one.name)?
                .crumb("Trang chủ", "/")
                .crumb("Phối hợp", "/phoi-hop")
                .crumb(&one.short_name, format!("/to-dai-bieu/{}", one.id));
            Answer::page(&page(ctx, shell, &one, council, false)?)
        })
        .await
}

pub(crate) async fn workspace(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (one, council) = group(ctx, &id)?;
            if !policy::may(ctx.actor, Action::Read, council, &[]) {
                return Err(Problem::NotFound);
            }
            let shell = ctx
                .shell(&one.name)?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Phối hợp", "/lam-viec/phoi-hop")
                .crumb(&one.short_name, format!("/lam-viec/phoi-hop/to/{}", one.id));
            Answer::page(&page(ctx, shell, &one, council, true)?)
        })
        .await
}

fn page(
    ctx: &mut Ctx<'_>,
    shell: Shell,
    one: &Organization,
    council: OrganizationId,
    in_workspace: bool,
) -> Result<GroupPage, Problem> {
    let today = ctx.today;
    let year = today.year();
    let (from, to) = (Date::constant(year, 1, 1), Date::constant(year, 12, 31).min(today));
    let mut members = Vec::new();
    let mut ids = Vec::new();
    for (person, name, organization, post, label) in directory::posts_in(ctx.tx, council, today)? {
        if organization == one.id && !ids.contains(&person) {
            let post = if label.is_empty() { post.label().to_owned() } else { label };
            members.push(Member { name, href: format!("/dai-bieu/{person}"), post });
            ids.push(person);
        }
    }
    let mut parts = Vec::new();
    for part in PARTS.get().copied().unwrap_or_default() {
        let rows = (part.find)(ctx, one, &ids, from, to)?
            .into_iter()
            .map(|row| (row.label, row.href, dates::print(row.on)))
            .collect();
        parts.push(Part { label: part.label, rows });
    }
    let duties = own_duties(ctx, council, one.id, year, in_workspace)?;
    let duties = duty_rows(ctx, &duties)?;
    Ok(GroupPage { shell, name: one.name.clone(), year, members, parts, duties, in_workspace })
}

/// What the regulations lay on the group; for the public, of public regulations.
fn own_duties(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    group: OrganizationId,
    year: i16,
    in_workspace: bool,
) -> Result<Vec<Course>, Problem> {
    let mut regulations = store::coordinations(ctx.tx, council)?;
    regulations.retain(|one| in_workspace || one.is_public);
    let mut duties = store::duties_of_council(ctx.tx, council)?;
    duties.retain(|duty| duty.debtor_id == group);
    Ok(meets::courses(ctx, council, &regulations, duties, year)?)
}
