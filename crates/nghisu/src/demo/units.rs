//! Units and organizations: the district, its sixteen communes, and what they become in 2025.

use directory::{NewOrganization, NewTerm, OrganizationKind};
use kernel::{Actor, AreaId, Date, OrganizationId, Role, TermId};

use super::{act, at};
use crate::{Fault, Installation};

/// A commune of the demonstration.
#[derive(Debug, Clone)]
pub(super) struct Commune {
    pub(super) code: String,
    /// "xã Thanh Hà".
    pub(super) short: String,
    pub(super) area: AreaId,
    pub(super) council: OrganizationId,
    pub(super) term: TermId,
}

/// Where everything of the demonstration is.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) district: AreaId,
    pub(super) council: OrganizationId,
    pub(super) standing: OrganizationId,
    pub(super) committees: Vec<(OrganizationId, String)>,
    pub(super) groups: Vec<(OrganizationId, String)>,
    pub(super) peoples_committee: OrganizationId,
    pub(super) front: OrganizationId,
    pub(super) office_organization: OrganizationId,
    pub(super) departments: Vec<(OrganizationId, String)>,
    pub(super) term: TermId,
    pub(super) communes: Vec<Commune>,
    /// The office, as one who acts before there are accounts.
    pub(super) office: Actor,
    /// The chair likewise.
    pub(super) chair: Actor,
}

const FILES: [(&str, &str); 3] = [
    ("don-vi-thanh-liem-2021.csv", include_str!("../../data/don-vi-thanh-liem-2021.csv")),
    ("don-vi-thanh-liem-2025.csv", include_str!("../../data/don-vi-thanh-liem-2025.csv")),
    ("chuyen-doi-thanh-liem-2025.csv", include_str!("../../data/chuyen-doi-thanh-liem-2025.csv")),
];

/// Departments of a rural district in 2020 (NĐ 37/2014, NĐ 108/2020).
const DEPARTMENTS: [(&str, &str); 11] = [
    ("Phòng Nội vụ", "Phòng Nội vụ"),
    ("Phòng Tư pháp", "Phòng Tư pháp"),
    ("Phòng Tài chính - Kế hoạch", "Phòng TC-KH"),
    ("Phòng Tài nguyên và Môi trường", "Phòng TN&MT"),
    ("Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH"),
    ("Phòng Văn hóa và Thông tin", "Phòng VH&TT"),
    ("Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT"),
    ("Phòng Y tế", "Phòng Y tế"),
    ("Phòng Nông nghiệp và Phát triển nông thôn", "Phòng NN&PTNT"),
    ("Phòng Kinh tế và Hạ tầng", "Phòng KT&HT"),
    ("Thanh tra huyện", "Thanh tra huyện"),
];

/// Loads the units and founds the organizations.
pub(super) fn build(installation: &Installation) -> Result<Places, Fault> {
    at(installation, Date::constant(2020, 1, 6), 8);
    act(installation, &Actor::system(), |ctx| {
        let mut files = Vec::new();
        for (name, text) in FILES {
            files.push(directory::read_units(text, name).map_err(|faults| {
                kit::Problem::Internal(faults.first().map_or_else(String::new, ToString::to_string))
            })?);
        }
        directory::import(ctx, &files, &mut |_, _| {})?;
        found(ctx)
    })
}

fn found(ctx: &mut kit::Ctx<'_>) -> Result<Places, kit::Problem> {
    // The units are those of the briefing's day: the township of Tân Thanh was formed in 2020
    let day = Date::constant(2020, 10, 15);
    let district = directory::area_by_code(ctx.tx, "351", day)?.ok_or(kit::Problem::NotFound)?;
    let mut place = 0;
    let mut add = |ctx: &mut kit::Ctx<'_>, area, kind, name: &str, short: &str, symbol: &str, parent| {
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
    let id = district.id;
    let council = add(
        ctx,
        id,
        OrganizationKind::Council,
        "Hội đồng nhân dân huyện Thanh Liêm",
        "HĐND huyện",
        "HĐND",
        None,
    )?;
    let in_council = Some(council);
    let standing = add(
        ctx,
        id,
        OrganizationKind::StandingCommittee,
        "Thường trực Hội đồng nhân dân huyện Thanh Liêm",
        "Thường trực HĐND huyện",
        "HĐND-TT",
        in_council,
    )?;
    let mut committees = Vec::new();
    for (name, short, symbol) in [
        ("Ban Pháp chế Hội đồng nhân dân huyện", "Ban Pháp chế", "HĐND-BPC"),
        ("Ban Kinh tế - Xã hội Hội đồng nhân dân huyện", "Ban Kinh tế - Xã hội", "HĐND-BKTXH"),
    ] {
        committees.push((
            add(ctx, id, OrganizationKind::Committee, name, short, symbol, in_council)?,
            short.to_owned(),
        ));
    }
    let mut groups = Vec::new();
    for number in 1..=6 {
        let name = format!("Tổ đại biểu số {number}");
        groups.push((
            add(
                ctx,
                id,
                OrganizationKind::DelegateGroup,
                &format!("{name} Hội đồng nhân dân huyện"),
                &name,
                "HĐND",
                in_council,
            )?,
            name,
        ));
    }
    let peoples_committee = add(
        ctx,
        id,
        OrganizationKind::PeoplesCommittee,
        "Ủy ban nhân dân huyện Thanh Liêm",
        "UBND huyện",
        "UBND",
        None,
    )?;
    let front = add(
        ctx,
        id,
        OrganizationKind::FatherlandFront,
        "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Thanh Liêm",
        "Ủy ban MTTQ huyện",
        "MTTQ",
        None,
    )?;
    let office_organization = add(
        ctx,
        id,
        OrganizationKind::Office,
        "Văn phòng HĐND và UBND huyện Thanh Liêm",
        "Văn phòng HĐND và UBND",
        "HĐND-VP",
        in_council,
    )?;
    let mut departments = Vec::new();
    for (name, short) in DEPARTMENTS {
        let department =
            add(ctx, id, OrganizationKind::Department, name, short, "UBND", Some(peoples_committee))?;
        departments.push((department, name.to_owned()));
    }
    let term = directory::add_term(
        ctx,
        &NewTerm {
            council,
            number: 18,
            opened_on: Date::constant(2016, 6, 24),
            ends_on: Date::constant(2021, 6, 30),
            delegates_total: 33,
        },
    )?;
    let mut communes = Vec::new();
    for area in directory::children(ctx.tx, district.id, day)? {
        let lower = lower_first(&area.name);
        let council = add(
            ctx,
            area.id,
            OrganizationKind::Council,
            &format!("Hội đồng nhân dân {lower}"),
            &format!("HĐND {lower}"),
            "HĐND",
            None,
        )?;
        add(
            ctx,
            area.id,
            OrganizationKind::PeoplesCommittee,
            &format!("Ủy ban nhân dân {lower}"),
            &format!("UBND {lower}"),
            "UBND",
            None,
        )?;
        let term = directory::add_term(
            ctx,
            &NewTerm {
                council,
                number: if area.code == "13474" { 1 } else { 19 },
                opened_on: Date::constant(2016, 6, 28),
                ends_on: Date::constant(2021, 6, 30),
                delegates_total: 25,
            },
        )?;
        communes.push(Commune { code: area.code, short: lower, area: area.id, council, term });
    }
    let actor = |name: &str, role, organization| Actor {
        person: None,
        account: None,
        name: name.to_owned(),
        role,
        area: Some(district.id),
        organization: Some(organization),
        council: Some(council),
    };
    Ok(Places {
        district: district.id,
        council,
        standing,
        committees,
        groups,
        peoples_committee,
        front,
        office_organization,
        departments,
        term,
        communes,
        office: actor("Chuyên viên Văn phòng", Role::Specialist, office_organization),
        chair: actor("Chủ tịch HĐND huyện", Role::Chair, standing),
    })
}

/// "Xã Thanh Hà" → "xã Thanh Hà".
fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl Commune {
    /// The council as one who acts: in a commune the council's own account keeps its registers.
    pub(super) fn office(&self) -> Actor {
        Actor {
            person: None,
            name: format!("HĐND {}", self.short),
            role: Role::CommuneCouncil,
            area: Some(self.area),
            organization: Some(self.council),
            council: Some(self.council),
            account: None,
        }
    }
}
