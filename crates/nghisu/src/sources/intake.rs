//! Which kinds of record are taken in as tables, and which have pages of their own for it.

use intake::{Elsewhere, Kind};
use kernel::Actor;

/// The kinds, in the order in which an office begins.
pub(crate) static KINDS: &[&Kind] = &[
    &directory::INTAKE_ORGANIZATIONS,
    &directory::INTAKE_TERMS,
    &directory::INTAKE_PEOPLE,
    &reports::INTAKE,
    &follow::INTAKE,
    &programme::INTAKE,
    &petitions::INTAKE,
    &petitions::INTAKE_PETITIONS,
    &sessions::INTAKE,
    &chamber::INTAKE_AGENDA,
    &chamber::INTAKE_ATTENDANCE,
    &resolutions::INTAKE,
    &portal::INTAKE,
    &oversight::INTAKE,
    &oversight::INTAKE_RECOMMENDATIONS,
];

/// Whether the actor runs the work of a council.
fn runs(actor: &Actor) -> bool {
    actor.council.is_some_and(|council| actor.runs(council))
}

/// Tables that are taken in on pages of their own.
pub(crate) static ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        label: "Trả lời kiến nghị cử tri",
        href: "/lam-viec/kien-nghi/tra-loi-bang",
        may: petitions::policy::answers_many,
    },
    Elsewhere { label: "Đơn thư", href: "/lam-viec/don-thu/nhap", may: runs },
    Elsewhere {
        label: "Lượt tiếp công dân",
        href: "/lam-viec/tiep-cong-dan/nhap",
        may: |actor| runs(actor) && actor.role.is_office(),
    },
    Elsewhere {
        label: "Số liệu thực hiện nghị quyết (nhập ở trang của từng kế hoạch)",
        href: "/lam-viec/thuc-hien",
        may: |actor| actor.role == kernel::Role::PeoplesCommittee,
    },
    Elsewhere {
        label: "Danh mục đơn vị hành chính toàn quốc",
        href: "/lam-viec/co-quan/nhap",
        may: |actor| directory::policy::may(actor, directory::policy::Action::Import),
    },
];
