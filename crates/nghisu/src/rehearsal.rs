//! The rehearsal (tập dượt): a session held for practice, in an installation of its own.
//!
//! What screens show and what the journal's log says is public and stays. So a rehearsal never
//! stands in the council's installation: it has a folder, a database and keys of its own, and all
//! of it goes when it stops. From the council's installation it only reads the agenda.

mod agenda;
mod folder;

use directory::{NewMembership, NewOrganization, NewPerson, NewTerm, OrganizationKind, Post, Tier};
use kernel::{Actor, AreaId, Clock, Entropy, OrganizationId, PersonId, Role, TermId, dates};
use kit::{Ctx, Problem, Purpose};
use sessions::{NewSession, State};

use crate::demo::act;
use crate::{Fault, Installation, Setup};

pub use agenda::Agenda;
pub use folder::{Folder, sweep};

/// A rehearsal that can be served.
pub struct Rehearsal {
    /// Its installation.
    pub installation: Installation,
    /// The one password of all its accounts, drawn anew each time.
    pub password: String,
    /// The public address of its session, "/ky-hop/1-2".
    pub address: String,
    /// Its session's page in the workspace.
    pub path: String,
    /// How many delegates there are.
    seats: usize,
}

/// Stands a rehearsal up in a folder.
///
/// # Errors
/// [`Fault`] when a deed is refused: a fault of the program.
pub fn build(
    folder: &Folder,
    public_url: &str,
    clock: Clock,
    seats: usize,
    agenda: &Agenda,
) -> Result<Rehearsal, Fault> {
    let setup = Setup {
        public_url: public_url.to_owned(),
        clock,
        purpose: Purpose::Rehearsal,
        ..Setup::new(folder.path())
    };
    let installation = Installation::open(&setup)?;
    let places = act(&installation, &Actor::system(), {
        let (tier, term) = (agenda.tier, agenda.term);
        move |ctx| found(ctx, tier, term, seats)
    })?;
    let persons = act(&installation, &places.secretary(), {
        let places = places.clone();
        move |ctx| fill(ctx, &places, seats)
    })?;
    let password = password();
    let hash = accounts::hash(&password).map_err(Fault::Deed)?;
    act(&installation, &Actor::system(), {
        let places = places.clone();
        move |ctx| let_in(ctx, &places, &persons, &hash)
    })?;
    let agenda = agenda.clone();
    let (address, path) = act(&installation, &places.secretary(), move |ctx| convene(ctx, &places, &agenda))?;
    installation.seal()?;
    Ok(Rehearsal { installation, password, address, path, seats })
}

impl Rehearsal {
    /// What is printed at the start.
    pub fn welcome(&self, agenda: &Agenda) -> String {
        let url = &self.installation.app.settings().public_url;
        let (address, path) = (&self.address, &self.path);
        let delegates = [1, self.seats - 1].map(|at| delegate_sign_in(at, self.seats)).join(" … ");
        [
            "TẬP DƯỢT KỲ HỌP: không phải số liệu thật, dừng thì xóa hết.".to_owned(),
            format!("Chương trình:   {} nội dung, {}", agenda.items.len(), agenda.origin),
            format!("Đăng nhập:      {url}/dang-nhap   (mật khẩu chung: {})", self.password),
            format!("  {SECRETARY:<24} Thư ký kỳ họp: {url}{path}/dieu-hanh"),
            format!("  {CHAIR:<24} Chủ tọa, cũng là Đại biểu tập dượt 01"),
            format!("  {delegates:<24} đại biểu: {url}/lam-viec/phong-hop"),
            format!("Màn hình lớn:   {url}{address}/man-hinh"),
            format!("Công chúng:     {url}{address}/dien-bien"),
            "Dừng và xóa: Ctrl+C".to_owned(),
        ]
        .join("\n")
    }
}

const SECRETARY: &str = "thuky";
const CHAIR: &str = "chutich";

/// Where everything of a rehearsal is.
#[derive(Debug, Clone)]
struct Places {
    area: AreaId,
    council: OrganizationId,
    standing: OrganizationId,
    office: OrganizationId,
    groups: Vec<OrganizationId>,
    term: TermId,
}

impl Places {
    /// The secretary, as one who acts before there are accounts.
    fn secretary(&self) -> Actor {
        Actor {
            person: None,
            account: None,
            name: "Thư ký kỳ họp".to_owned(),
            role: Role::Specialist,
            area: Some(self.area),
            organization: Some(self.office),
            council: Some(self.council),
        }
    }
}

/// Units that are nowhere, in the form of the national list.
const UNITS: &str =
    "province_code,province,ward_code,ward,ward_type\n00,Tỉnh Tập dượt,00000,Xã Tập dượt,Xã\n";

/// Days that the term has run, and those that it has left.
const TERM_DAYS: (u64, u64) = (60, 1700);

fn days(count: u64) -> std::time::Duration {
    std::time::Duration::from_hours(24 * count)
}

fn found(ctx: &mut Ctx<'_>, tier: Tier, term: i64, seats: usize) -> Result<Places, Problem> {
    let out_of_time = || Problem::Internal("the clock stands outside the calendar".to_owned());
    let units = directory::read_units(UNITS, "tap-duot.csv")
        .map_err(|faults| Problem::Internal(faults.first().map_or_else(String::new, ToString::to_string)))?;
    directory::import(ctx, &[units], &mut |_, _| {})?;
    // Rules differ between a commune and what stands above it, not between those
    let code = match tier {
        Tier::Commune => "00000",
        Tier::Province | Tier::District => "00",
    };
    let area = directory::area_by_code(ctx.tx, code, ctx.today)?.ok_or(Problem::NotFound)?.id;
    let mut place = 0;
    let mut add = |ctx: &mut Ctx<'_>, kind, name: &str, short: &str, symbol: &str, parent| {
        place += 1;
        directory::add_organization(
            ctx,
            &NewOrganization {
                area,
                kind,
                name: name.to_owned(),
                short_name: short.to_owned(),
                symbol: symbol.to_owned(),
                parent,
                founded_on: None,
                place,
            },
        )
    };
    let council =
        add(ctx, OrganizationKind::Council, "Hội đồng nhân dân (tập dượt)", "HĐND (tập dượt)", "HĐND", None)?;
    let within = Some(council);
    let standing = add(
        ctx,
        OrganizationKind::StandingCommittee,
        "Thường trực Hội đồng nhân dân (tập dượt)",
        "Thường trực HĐND",
        "HĐND-TT",
        within,
    )?;
    let office = add(
        ctx,
        OrganizationKind::Office,
        "Văn phòng Hội đồng nhân dân (tập dượt)",
        "Văn phòng HĐND",
        "HĐND-VP",
        within,
    )?;
    let mut groups = Vec::new();
    for number in 1..=(seats / 9).clamp(2, 10) {
        let name = format!("Tổ đại biểu số {number}");
        groups.push(add(ctx, OrganizationKind::DelegateGroup, &name, &name, "HĐND", within)?);
    }
    let term = directory::add_term(
        ctx,
        &NewTerm {
            council,
            number: term,
            opened_on: ctx.today.checked_sub(days(TERM_DAYS.0)).map_err(|_| out_of_time())?,
            ends_on: ctx.today.checked_add(days(TERM_DAYS.1)).map_err(|_| out_of_time())?,
            delegates_total: i64::try_from(seats).unwrap_or(i64::MAX),
        },
    )?;
    Ok(Places { area, council, standing, office, groups, term })
}

/// The number of a seat, as wide as the last one, so that names stand in the order of numbers.
fn number_of(at: usize, seats: usize) -> String {
    let width = seats.to_string().len().max(2);
    format!("{:0width$}", at + 1)
}

fn delegate_sign_in(at: usize, seats: usize) -> String {
    format!("daibieu{}", number_of(at, seats))
}

/// Fills the seats; the first delegate takes the chair.
fn fill(ctx: &mut Ctx<'_>, places: &Places, seats: usize) -> Result<Vec<PersonId>, Problem> {
    let started_on = directory::term(ctx.tx, places.term)?.ok_or(Problem::NotFound)?.opened_on;
    let mut persons = Vec::new();
    for (at, group) in places.groups.iter().cycle().take(seats).enumerate() {
        let name = format!("Đại biểu tập dượt {}", number_of(at, seats));
        let person = directory::add_person(ctx, &NewPerson { name, is_demonstration: true })?;
        let mut posts = vec![
            (places.council, Post::Delegate, "Đại biểu HĐND (tập dượt)"),
            (*group, Post::Delegate, "Thành viên Tổ đại biểu"),
        ];
        if at == 0 {
            posts.push((places.council, Post::Chair, "Chủ tịch HĐND (tập dượt)"));
        }
        for (organization, post, label) in posts {
            directory::add_membership(
                ctx,
                &NewMembership {
                    person,
                    organization,
                    post,
                    label: label.to_owned(),
                    is_full_time: false,
                    started_on,
                    ended_on: None,
                },
            )?;
        }
        persons.push(person);
    }
    Ok(persons)
}

/// Makes an account of each: of the secretary, and of every delegate.
fn let_in(ctx: &mut Ctx<'_>, places: &Places, persons: &[PersonId], hash: &str) -> Result<(), Problem> {
    let account = |name: String, display: String, role, organization| accounts::NewAccount {
        name,
        display_name: display,
        role,
        organization: Some(organization),
        council: Some(places.council),
        area: Some(places.area),
    };
    let secretary =
        account(SECRETARY.to_owned(), "Thư ký kỳ họp (tập dượt)".to_owned(), Role::Specialist, places.office);
    accounts::add_active(ctx, &secretary, hash)?;
    let seats = persons.len();
    for (at, (person, group)) in persons.iter().zip(places.groups.iter().cycle()).enumerate() {
        let display = format!("Đại biểu tập dượt {}", number_of(at, seats));
        let new = if at == 0 {
            account(CHAIR.to_owned(), "Chủ tọa kỳ họp (tập dượt)".to_owned(), Role::Chair, places.standing)
        } else {
            account(delegate_sign_in(at, seats), display, Role::Delegate, *group)
        };
        let id = accounts::add_active(ctx, &new, hash)?;
        accounts::set_person(ctx, id, 1, Some(*person))?;
    }
    Ok(())
}

/// Convenes the session for today; its addresses.
fn convene(ctx: &mut Ctx<'_>, places: &Places, agenda: &Agenda) -> Result<(String, String), Problem> {
    let new = NewSession {
        council: places.council,
        term: places.term,
        number: agenda.number,
        kind: agenda.kind_on(ctx.today),
        title: agenda.title.clone(),
        place: "Phòng họp (tập dượt)".to_owned(),
        opened_on: ctx.today,
        closed_on: None,
        state: State::Convened,
        summary: format!("Tập dượt ngày {}, {}.", dates::print(ctx.today), agenda.origin),
        is_public: agenda.is_public,
        is_demonstration: true,
    };
    let id = sessions::create(ctx, &new)?;
    chamber::add(ctx, id, &agenda.items)?;
    let session = sessions::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let address = sessions::Addresses::load(ctx.tx, ctx.today)?.of(&session);
    Ok((address, session.path()))
}

/// A password that can be read out in a room and is nowhere written beforehand.
fn password() -> String {
    format!("tap-duot-{:06}", u64::from_be_bytes(Entropy::secret()) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_numbered_as_wide_as_the_last_one() {
        assert_eq!(delegate_sign_in(1, 36), "daibieu02");
        assert_eq!(delegate_sign_in(4, 5), "daibieu05");
        assert_eq!(delegate_sign_in(1, 105), "daibieu002");
    }
}
