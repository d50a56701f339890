//! The page of a delegates' group: its members, its duties, what it did, its reports after meetings
//! with voters.

use std::sync::OnceLock;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use chain::Reader;
use directory::{Organization, OrganizationKind};
use kernel::{Date, OrganizationId, PersonId, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::group_reports::{self, RoundRow};
use crate::meets::{self, Course};
use crate::pages::{DutyRow, PATH, duty_rows};
use crate::policy::{self, Action};
use crate::rules::Met;
use crate::store;

/// A line of what a group did.
#[derive(Debug, Clone)]
pub struct Row {
    /// What.
    pub label: String,
    /// Its page for whoever asks; may be empty.
    pub href: String,
    /// When.
    pub on: Date,
    /// Where it stands; may be empty.
    pub note: String,
}

/// What is asked of a group.
#[derive(Debug, Clone, Copy)]
pub struct GroupAsked<'a> {
    /// The group.
    pub group: &'a Organization,
    /// Of which council.
    pub council: OrganizationId,
    /// Its members.
    pub members: &'a [PersonId],
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// For whom it is shown: anyone sees what is public alone.
    pub reader: Reader,
}

/// What a group's members did in a window.
pub type FindRows = fn(&mut Ctx<'_>, &GroupAsked<'_>) -> db::Result<Vec<Row>>;

/// The meetings with voters of a group's members in a window, those called off left out.
pub type FindMet = fn(&mut Ctx<'_>, &GroupAsked<'_>) -> db::Result<Vec<Met>>;

/// What an area tells of a delegates' group: of its members, in a window.
#[derive(Clone, Copy)]
pub struct GroupPart {
    /// "Tiếp xúc cử tri".
    pub label: &'static str,
    /// Which records.
    pub find: FindRows,
}

static PARTS: OnceLock<&'static [GroupPart]> = OnceLock::new();
static MET: OnceLock<FindMet> = OnceLock::new();

pub(crate) fn install(parts: &'static [GroupPart], met: FindMet) {
    // A second installation in one process registers the same
    let _ = (PARTS.set(parts), MET.set(met));
}

/// The meetings of a group from which its rounds are made.
pub(crate) fn met(ctx: &mut Ctx<'_>, asked: &GroupAsked<'_>) -> db::Result<Vec<Met>> {
    match MET.get() {
        Some(find) => find(ctx, asked),
        None => Ok(Vec::new()),
    }
}

struct Part {
    label: &'static str,
    rows: Vec<(Row, String)>,
}

struct Member {
    name: String,
    href: String,
    post: String,
}

#[derive(Template)]
#[template(path = "coordination/group.html")]
pub(crate) struct GroupPage {
    shell: Shell,
    form: Form,
    name: String,
    path: String,
    year: i16,
    members: Vec<Member>,
    parts: Vec<Part>,
    rounds: Vec<RoundRow>,
    duties: Vec<DutyRow>,
    may_report: bool,
    in_workspace: bool,
}

impl GroupPage {
    fn open_rounds(&self) -> Vec<(String, String)> {
        let open = self.rounds.iter().filter(|row| row.is_open);
        open.map(|row| (row.key.clone(), format!("{} ({})", row.label, row.when))).collect()
    }
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

/// A group and its council.
pub(crate) fn group(ctx: &mut Ctx<'_>, id: &str) -> Result<(Organization, OrganizationId), Problem> {
    let id: OrganizationId = id.parse().map_err(|_| Problem::NotFound)?;
    let found =
        directory::organization(ctx.tx, id)?.filter(|one| one.kind == OrganizationKind::DelegateGroup);
    let one = found.ok_or(Problem::NotFound)?;
    let council = one.parent_id.ok_or(Problem::NotFound)?;
    Ok((one, council))
}

/// The page of a group in the workspace.
pub(crate) fn path_of(group: OrganizationId) -> String {
    format!("{PATH}/to/{group}")
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
            Answer::page(&page(ctx, shell, &one, council, Reader::Public, Form::new())?)
        })
        .await
}

pub(crate) async fn workspace(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (one, council) = group(ctx, &id)?;
            let form = Form::with(&[("ngay-gui", &dates::print(ctx.today))]);
            Answer::page(&own_page(ctx, &one, council, form)?)
        })
        .await
}

/// The page of a group in the workspace.
pub(crate) fn own_page(
    ctx: &mut Ctx<'_>,
    one: &Organization,
    council: OrganizationId,
    form: Form,
) -> Result<GroupPage, Problem> {
    if !policy::may(ctx.actor, Action::Read, council, &[]) {
        return Err(Problem::NotFound);
    }
    let shell = ctx
        .shell(&one.name)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Phối hợp", PATH)
        .crumb(&one.short_name, path_of(one.id))
        .with_faults_of(&form);
    page(ctx, shell, one, council, Reader::Workspace, form)
}

/// Those who have a post in the group today.
fn members_of(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    group: OrganizationId,
) -> db::Result<Vec<(PersonId, Member)>> {
    let today = ctx.today;
    let mut members: Vec<(PersonId, Member)> = Vec::new();
    for (person, name, organization, post, label) in directory::posts_in(ctx.tx, council, today)? {
        if organization == group && !members.iter().any(|(known, _)| *known == person) {
            let post = if label.is_empty() { post.label().to_owned() } else { label };
            members.push((person, Member { name, href: format!("/dai-bieu/{person}"), post }));
        }
    }
    Ok(members)
}

/// The rounds of a group of this year.
pub(crate) fn rounds_of(
    ctx: &mut Ctx<'_>,
    group: &Organization,
    council: OrganizationId,
) -> db::Result<Vec<RoundRow>> {
    let members: Vec<PersonId> =
        members_of(ctx, council, group.id)?.into_iter().map(|(person, _)| person).collect();
    let year = ctx.today.year();
    let (from, to) = (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
    let asked = GroupAsked { group, council, members: &members, from, to, reader: Reader::Workspace };
    group_reports::rows(ctx, &asked)
}

fn page(
    ctx: &mut Ctx<'_>,
    shell: Shell,
    one: &Organization,
    council: OrganizationId,
    reader: Reader,
    form: Form,
) -> Result<GroupPage, Problem> {
    let today = ctx.today;
    let year = today.year();
    let (from, last) = (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
    let (ids, members): (Vec<PersonId>, Vec<Member>) = members_of(ctx, council, one.id)?.into_iter().unzip();
    let asked = GroupAsked { group: one, council, members: &ids, from, to: last.min(today), reader };
    let mut parts = Vec::new();
    for part in PARTS.get().copied().unwrap_or_default() {
        let rows = (part.find)(ctx, &asked)?.into_iter();
        let rows = rows.map(|row| {
            let on = dates::print(row.on);
            (row, on)
        });
        parts.push(Part { label: part.label, rows: rows.collect() });
    }
    let rounds = group_reports::rows(ctx, &GroupAsked { to: last, ..asked })?;
    let duties = own_duties(ctx, council, one.id, year, reader)?;
    let duties = duty_rows(ctx, &duties)?;
    let in_workspace = reader == Reader::Workspace;
    Ok(GroupPage {
        shell,
        form,
        name: one.name.clone(),
        path: path_of(one.id),
        year,
        members,
        parts,
        may_report: in_workspace && group_reports::may_note(ctx, council, one.id),
        rounds,
        duties,
        in_workspace,
    })
}

/// What the regulations lay on the group; for the public, of public regulations.
fn own_duties(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    group: OrganizationId,
    year: i16,
    reader: Reader,
) -> Result<Vec<Course>, Problem> {
    let mut regulations = store::coordinations(ctx.tx, council)?;
    regulations.retain(|one| reader == Reader::Workspace || one.is_public);
    let mut duties = store::duties_of_council(ctx.tx, council)?;
    duties.retain(|duty| duty.debtor_id == group);
    Ok(meets::courses(ctx, reader, council, &regulations, duties, year)?)
}
