//! Who sits where, and who may sign in. All names are invented but the chair's.

use directory::{NewMembership, NewPerson, Post};
use kernel::{Date, OrganizationId, PersonId, Role};

use super::units::Places;
use super::{PASSWORD, act, at};
use crate::{Fault, Installation};

/// Family and middle names, and given names, from which invented persons are put together.
const FAMILIES: [&str; 18] = [
    "Nguyễn Văn",
    "Trần Thị",
    "Lê Đức",
    "Phạm Thị",
    "Hoàng Minh",
    "Vũ Thị",
    "Đặng Quang",
    "Bùi Thị",
    "Đỗ Hữu",
    "Ngô Thị",
    "Dương Đình",
    "Lại Thị",
    "Đinh Trọng",
    "Trịnh Thị",
    "Phan Huy",
    "Đoàn Thị",
    "Lương Ngọc",
    "Hà Thị",
];
const GIVEN: [&str; 24] = [
    "Ẩn", "Bích", "Cường", "Dung", "Đạt", "Giang", "Hòa", "Hương", "Khánh", "Lan", "Mạnh", "Nga", "Phúc",
    "Quyên", "Sơn", "Thảo", "Tiến", "Tuyết", "Uyên", "Vinh", "Xuân", "Yến", "Ánh", "Ước",
];

/// The invented person with this number; no two below 400 are alike.
fn invented(i: usize) -> String {
    let family = FAMILIES[i % FAMILIES.len()];
    let given = GIVEN[(i * 7 + i / FAMILIES.len()) % GIVEN.len()];
    format!("{family} {given}")
}

/// The day on which khóa XVIII opened, for the posts' beginnings.
const TERM_OPENED: Date = Date::constant(2016, 6, 24);

/// Delegates of the district council.
const DELEGATES: usize = 33;

struct Seat {
    name: String,
    is_demonstration: bool,
    posts: Vec<(OrganizationId, Post, String)>,
}

/// Fills the posts and makes the accounts.
pub(super) fn build(installation: &Installation, places: &Places) -> Result<(), Fault> {
    at(installation, Date::constant(2020, 1, 6), 9);
    let seats = seats(places);
    act(installation, &places.office, move |ctx| {
        for seat in &seats {
            let person = directory::add_person(
                ctx,
                &NewPerson { name: seat.name.clone(), is_demonstration: seat.is_demonstration },
            )?;
            for (organization, post, label) in &seat.posts {
                directory::add_membership(
                    ctx,
                    &NewMembership {
                        person,
                        organization: *organization,
                        post: *post,
                        label: label.clone(),
                        is_full_time: matches!(
                            post,
                            Post::Chair | Post::ViceChair | Post::CommitteeDeputyHead
                        ),
                        started_on: TERM_OPENED,
                        ended_on: None,
                    },
                )?;
            }
        }
        Ok(())
    })?;
    accounts(installation, places)
}

fn seat(number: &mut usize, posts: Vec<(OrganizationId, Post, String)>) -> Seat {
    *number += 1;
    Seat { name: invented(*number), is_demonstration: true, posts }
}

fn seats(places: &Places) -> Vec<Seat> {
    let mut number = 0;
    let (council, standing) = (places.council, places.standing);
    let delegate = |label: &str| (council, Post::Delegate, label.to_owned());
    let mut seats = vec![Seat {
        name: "Trần Xuân Thành".to_owned(),
        is_demonstration: false,
        posts: vec![
            (council, Post::Chair, "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện".to_owned()),
            delegate("Đại biểu HĐND huyện"),
        ],
    }];
    for _ in 0..2 {
        seats.push(seat(
            &mut number,
            vec![
                (council, Post::ViceChair, "Phó Chủ tịch HĐND huyện".to_owned()),
                (standing, Post::StandingMember, "Thường trực HĐND huyện".to_owned()),
                delegate("Đại biểu HĐND huyện"),
            ],
        ));
    }
    for (committee, name) in &places.committees {
        seats.push(seat(
            &mut number,
            vec![
                (*committee, Post::CommitteeHead, format!("Trưởng {name}")),
                (standing, Post::StandingMember, "Ủy viên Thường trực HĐND huyện".to_owned()),
                delegate("Đại biểu HĐND huyện"),
            ],
        ));
        seats.push(seat(
            &mut number,
            vec![
                (*committee, Post::CommitteeDeputyHead, format!("Phó Trưởng {name}")),
                delegate("Đại biểu HĐND huyện"),
            ],
        ));
    }
    for (group, name) in &places.groups {
        seats.push(seat(
            &mut number,
            vec![(*group, Post::GroupLeader, format!("Tổ trưởng {name}")), delegate("Đại biểu HĐND huyện")],
        ));
    }
    let pc = places.peoples_committee;
    seats.push(seat(
        &mut number,
        vec![(pc, Post::PcChair, "Chủ tịch UBND huyện".to_owned()), delegate("Đại biểu HĐND huyện")],
    ));
    for _ in 0..2 {
        seats.push(seat(&mut number, vec![(pc, Post::PcViceChair, "Phó Chủ tịch UBND huyện".to_owned())]));
    }
    seats.push(seat(
        &mut number,
        vec![
            (places.front, Post::FrontChair, "Chủ tịch Ủy ban MTTQ Việt Nam huyện".to_owned()),
            delegate("Đại biểu HĐND huyện"),
        ],
    ));
    for (department, name) in &places.departments {
        seats.push(seat(&mut number, vec![(*department, Post::DepartmentHead, format!("Trưởng {name}"))]));
    }
    seats.push(seat(
        &mut number,
        vec![(places.office_organization, Post::OfficeHead, "Chánh Văn phòng HĐND và UBND huyện".to_owned())],
    ));
    let seated =
        seats.iter().filter(|seat| seat.posts.iter().any(|(_, post, _)| *post == Post::Delegate)).count();
    for _ in seated..DELEGATES {
        seats.push(seat(&mut number, vec![delegate("Đại biểu HĐND huyện")]));
    }
    for commune in &places.communes {
        seats.push(seat(
            &mut number,
            vec![(commune.council, Post::Chair, format!("Chủ tịch HĐND {}", commune.short))],
        ));
        seats.push(seat(
            &mut number,
            vec![(commune.council, Post::ViceChair, format!("Phó Chủ tịch HĐND {}", commune.short))],
        ));
    }
    seats
}

fn accounts(installation: &Installation, places: &Places) -> Result<(), Fault> {
    let hash = accounts::hash(PASSWORD).map_err(Fault::Deed)?;
    let council = Some(places.council);
    let area = Some(places.district);
    let account = |name: &str, display: &str, role, organization| accounts::NewAccount {
        name: name.to_owned(),
        display_name: display.to_owned(),
        role,
        organization: Some(organization),
        council,
        area,
    };
    let mut list = vec![
        account("vanphong", "Chuyên viên Văn phòng", Role::Specialist, places.office_organization),
        account("lanhdaovp", "Lãnh đạo Văn phòng", Role::OfficeHead, places.office_organization),
        account("thuongtruc", "Thường trực HĐND huyện", Role::StandingCommittee, places.standing),
        account("chutich", "Chủ tịch HĐND huyện", Role::Chair, places.standing),
        account("ubnd", "UBND huyện (đầu mối)", Role::PeoplesCommittee, places.peoples_committee),
        account("mattran", "Ủy ban MTTQ huyện", Role::FatherlandFront, places.front),
    ];
    for (i, (committee, name)) in places.committees.iter().enumerate() {
        let sign_in = if i == 0 { "phapche" } else { "ktxh" };
        list.push(account(sign_in, name, Role::Committee, *committee));
    }
    for (i, (group, name)) in places.groups.iter().enumerate() {
        list.push(account(&format!("to{}", i + 1), name, Role::GroupLeader, *group));
    }
    for (i, (group, _)) in places.groups.iter().cycle().take(DELEGATES - 2).enumerate() {
        let (name, display) = (format!("daibieu{}", i + 1), format!("Đại biểu {}", i + 1));
        list.push(account(&name, &display, Role::Delegate, *group));
    }
    for (department, name) in &places.departments {
        let sign_in = format!("phong-{}", department_sign_in(name));
        list.push(account(&sign_in, name, Role::Department, *department));
    }
    for commune in &places.communes {
        list.push(accounts::NewAccount {
            area: Some(commune.area),
            council: Some(commune.council),
            ..account(
                &format!("xa-{}", commune.code),
                &format!("HĐND {}", commune.short),
                Role::CommuneCouncil,
                commune.council,
            )
        });
    }
    list.push(accounts::NewAccount {
        organization: None,
        council: None,
        area: None,
        ..account("quantri", "Quản trị hệ thống", Role::Administrator, places.office_organization)
    });
    let district = places.council;
    act(installation, &kernel::Actor::system(), move |ctx| {
        let chair = directory::holder_of(ctx.tx, district, Post::Chair, ctx.today)?;
        let chair = chair.map(|person| person.id);
        let mut delegates: Vec<PersonId> =
            directory::delegates_of(ctx.tx, district, ctx.today)?.into_iter().map(|(id, _)| id).collect();
        delegates.retain(|person| Some(*person) != chair);
        let mut delegates = delegates.into_iter();
        for new in &list {
            let id = accounts::add_active(ctx, new, &hash)?;
            let person = match new.role {
                Role::Chair => chair,
                Role::StandingCommittee | Role::Delegate => delegates.next(),
                _ => None,
            };
            if person.is_some() {
                accounts::set_person(ctx, id, 1, person)?;
            }
        }
        Ok(())
    })
}

/// "Phòng Tài nguyên và Môi trường" → "tnmt".
fn department_sign_in(name: &str) -> String {
    kernel::text::fold(name)
        .split(' ')
        .filter(|word| !matches!(*word, "phong" | "va"))
        .filter_map(|word| word.chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_names_are_all_different() {
        let mut names: Vec<String> = (1..120).map(invented).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 119);
    }

    #[test]
    fn a_department_signs_in_by_its_initials() {
        assert_eq!(department_sign_in("Phòng Tài nguyên và Môi trường"), "tnmt");
    }
}
