//! Documents made from code: the table of rights, for those who do not read code.

use std::fmt::Write as _;

use follow::{DueKind, FollowUp, State};
use kernel::{Actor, AreaId, Date, FollowUpId, Id, OrganizationId, Role, uuid_v7};

/// An id that differs by its number.
fn id<T: Id>(number: u8) -> T {
    T::from_uuid(uuid_v7(0, [number; 10]))
}

/// Somebody of a role, in the council `own` and the body `body`.
fn actor(role: Role, council: OrganizationId, body: OrganizationId, area: AreaId) -> Actor {
    let visitor = role == Role::Visitor;
    Actor {
        // Those who may be delegates, and are
        person: matches!(
            role,
            Role::Chair | Role::StandingCommittee | Role::Committee | Role::GroupLeader | Role::Delegate
        )
        .then(|| id(7)),
        account: (!visitor).then(|| id(99)),
        name: role.label().to_owned(),
        role,
        area: (!visitor).then_some(area),
        organization: (!visitor).then_some(body),
        council: (!visitor).then_some(council),
    }
}

/// A programme of a body, in the work of a council.
fn programme_of(
    council: OrganizationId,
    body: OrganizationId,
    state: programme::State,
) -> programme::Programme {
    programme::Programme {
        id: id(1),
        council_id: council,
        body_id: body,
        kind: programme::Kind::Oversight,
        year: 2020,
        state,
        proposed_on: None,
        tabled_on: None,
        decided_on: None,
        paper: None,
        reference: String::new(),
        signer: String::new(),
        is_demonstration: false,
        version: 1,
    }
}

/// A meeting of a body, in the work of a council.
fn meeting_of(council: OrganizationId, body: OrganizationId) -> meetings::Meeting {
    meetings::Meeting {
        id: id(1),
        council_id: council,
        body_id: body,
        kind: meetings::Kind::Committee,
        title: String::new(),
        held_on: Date::constant(2020, 10, 15),
        starts_at: String::new(),
        place: String::new(),
        chair: String::new(),
        secretary: String::new(),
        agenda: String::new(),
        state: meetings::State::Planned,
        cancel_reason: String::new(),
        minutes: String::new(),
        minutes_approved_on: None,
        minutes_approver: String::new(),
        programme_item_id: None,
        is_public: true,
        is_demonstration: false,
        version: 1,
    }
}

/// An oversight of a council by one of its bodies.
fn oversight(
    council: OrganizationId,
    body: OrganizationId,
    state: oversight::State,
    is_secret: bool,
) -> oversight::Oversight {
    let day = Date::constant(2020, 10, 15);
    oversight::Oversight {
        id: id(1),
        code: "GS-2020-0001".to_owned(),
        council_id: council,
        body_id: body,
        body_kind: oversight::BodyKind::Committee,
        person_id: None,
        kind: oversight::Kind::Thematic,
        form: oversight::Form::Thematic,
        title: String::new(),
        scope: String::new(),
        content: String::new(),
        year: 2020,
        planned_from: day,
        planned_to: day,
        programme_item_id: None,
        first_id: None,
        is_secret,
        state,
        included_on: None,
        decided_on: None,
        decision: String::new(),
        outline_sent_on: None,
        notified_on: None,
        began_on: None,
        field_ended_on: None,
        report_due_on: None,
        reported_on: None,
        report: String::new(),
        considered_on: None,
        concluded_on: None,
        conclusion: String::new(),
        closed_on: None,
        closing: String::new(),
        invited: String::new(),
        is_demonstration: false,
        version: 1,
    }
}

/// A question of a council, by one of its delegates, put to a body.
fn question(
    council: OrganizationId,
    person: kernel::PersonId,
    addressee: OrganizationId,
    state: questions::State,
) -> questions::Question {
    questions::Question {
        id: id(1),
        code: "CV-2020-0001".to_owned(),
        council_id: council,
        session_id: None,
        person_id: person,
        addressee_id: addressee,
        addressee: String::new(),
        text: String::new(),
        asked_on: Date::constant(2020, 10, 15),
        is_paper: false,
        state,
        issue_id: None,
        mode: None,
        written_allowed_on: None,
        written_reason: None,
        due_on: None,
        answered_on: None,
        answer: String::new(),
        signer: String::new(),
        reference: String::new(),
        is_satisfied: None,
        opinion: String::new(),
        discussed_on: None,
        discussion: String::new(),
        is_public: true,
        is_demonstration: false,
        version: 1,
    }
}

fn follow_up(council: OrganizationId, lead: OrganizationId) -> FollowUp {
    FollowUp {
        id: id::<FollowUpId>(1),
        code: String::new(),
        council_id: council,
        asker_id: id(50),
        lead_id: lead,
        text: String::new(),
        source_kind: String::new(),
        source_id: None,
        source_label: String::new(),
        origin_on: Date::constant(2020, 1, 1),
        origin_label: String::new(),
        due_kind: DueKind::NextBriefing,
        due_on: None,
        due_reason: String::new(),
        every: None,
        state: State::Issued,
        result: None,
        closed_on: None,
        carried: 0,
        step: 0,
        is_public: false,
        is_demonstration: false,
        version: 1,
    }
}

/// One line: a deed, the circumstance, and who may.
type Line = (&'static str, &'static str, Box<dyn Fn(&Actor) -> bool>);

struct Table {
    title: &'static str,
    basis: &'static str,
    lines: Vec<Line>,
}

const OWN: u8 = 1;
const OTHER: u8 = 2;
const BODY: u8 = 3;
const OTHER_BODY: u8 = 4;

fn tables() -> Vec<Table> {
    let (own, other, body, other_body): (OrganizationId, OrganizationId, OrganizationId, OrganizationId) =
        (id(OWN), id(OTHER), id(BODY), id(OTHER_BODY));
    let (area, above): (AreaId, AreaId) = (id(10), id(11));
    let mut tables = Vec::new();

    let mut lines: Vec<Line> = Vec::new();
    for action in accounts::policy::Action::ALL {
        lines.push((action.label(), "", Box::new(move |who| accounts::policy::may(who, action))));
    }
    tables.push(Table { title: "Tài khoản", basis: "phân công nội bộ", lines });

    let mut lines: Vec<Line> = Vec::new();
    for action in directory::policy::Action::ALL {
        lines.push((action.label(), "", Box::new(move |who| directory::policy::may(who, action))));
    }
    tables.push(Table { title: "Đơn vị, cơ quan, người", basis: "phân công nội bộ", lines });

    let mut lines: Vec<Line> = Vec::new();
    for action in follow::policy::Action::ALL {
        for (circumstance, council, lead) in [
            ("của HĐND mình, do cơ quan khác chủ trì", own, other_body),
            ("do cơ quan mình chủ trì, của HĐND khác", other, body),
            ("của nơi khác", other, other_body),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| follow::policy::may(who, action, &follow_up(council, lead), &[])),
            ));
        }
    }
    for action in follow::policy::Action::ALL {
        for (circumstance, asker) in [
            ("MTTQ kiến nghị, cơ quan mình là MTTQ", body),
            ("MTTQ kiến nghị, cơ quan mình khác", other_body),
        ] {
            let one = FollowUp {
                asker_id: asker,
                source_kind: follow::policy::FRONT_SOURCE.to_owned(),
                ..follow_up(own, id(45))
            };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| follow::policy::may(who, action, &one, &[])),
            ));
        }
    }
    tables.push(Table {
        title: "Việc theo dõi, đôn đốc",
        basis: "Luật Tổ chức chính quyền địa phương 2015, Điều 104; Luật Hoạt động giám sát 2015, Điều 89",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in documents::policy::Action::ALL {
        for (circumstance, council, state, is_public, is_addressed) in [
            ("nháp của HĐND mình", own, documents::State::Draft, false, false),
            ("đã phát hành của HĐND mình", own, documents::State::Issued, false, false),
            ("đã phát hành, gửi đến cơ quan mình", other, documents::State::Issued, false, true),
            ("đã phát hành, công khai", other, documents::State::Issued, true, false),
            ("đã phát hành của nơi khác", other, documents::State::Issued, false, false),
        ] {
            let standing =
                documents::policy::Standing { council: Some(council), state, is_public, is_addressed };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| documents::policy::may(who, action, standing)),
            ));
        }
    }
    tables.push(Table {
        title: "Văn bản đi, văn bản đến",
        basis: "Nghị định 30/2020/NĐ-CP, Điều 13 đến 19",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in briefings::policy::Action::ALL {
        for (circumstance, council, of_body, invited) in [
            ("của HĐND mình", own, None, false),
            ("được mời, báo cáo của cơ quan mình", other, Some(body), true),
            ("được mời, báo cáo của nơi khác", other, Some(other_body), true),
            ("không được mời", other, None, false),
        ] {
            let subject = briefings::policy::Subject { council, body: of_body, invited };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| briefings::policy::may(who, action, &subject)),
            ));
        }
    }
    tables.push(Table {
        title: "Giao ban",
        basis: "chương trình công tác của HĐND; quy chế phối hợp",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in briefings::policy::difficulties::Action::ALL {
        for (circumstance, council, raised_by, person, addressee) in [
            ("nêu với HĐND mình, của nơi khác", own, other_body, None, None),
            ("cơ quan mình nêu với HĐND mình", own, body, None, None),
            ("tự mình nêu với HĐND mình", own, body, Some(id(7)), None),
            ("cơ quan mình nêu với HĐND cấp trên", other, body, None, None),
            ("cơ quan mình được hỏi", own, other_body, None, Some(body)),
            ("của nơi khác, gửi nơi khác", other, other_body, None, Some(other_body)),
        ] {
            let subject = briefings::policy::difficulties::Subject { council, raised_by, person, addressee };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| briefings::policy::difficulties::may(who, action, &subject)),
            ));
        }
    }
    tables.push(Table {
        title: "Khó khăn, vướng mắc",
        basis: "Luật Tổ chức chính quyền địa phương 2015, Điều 104; thông lệ hội nghị giao ban",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in coordination::policy::Action::ALL {
        for (circumstance, council, takes_part) in [
            ("của HĐND mình, cơ quan mình tham gia", own, body),
            ("của HĐND mình, cơ quan khác tham gia", own, other_body),
            ("của HĐND khác", other, other_body),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| coordination::policy::may(who, action, council, &[takes_part])),
            ));
        }
    }
    tables.push(Table {
        title: "Phối hợp",
        basis: "Luật Tổ chức chính quyền địa phương 2015, Điều 104; quy chế phối hợp",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in petitions::policy::Action::ALL {
        for (circumstance, council, lead, place, is_quarantined) in [
            ("của HĐND mình", own, Some(other_body), id(13), false),
            ("của HĐND mình, gửi qua cổng, chưa duyệt", own, None, id(13), true),
            ("giao cho cơ quan mình trả lời", other, Some(body), id(13), false),
            ("của cử tri đơn vị mình", other, Some(other_body), area, false),
            ("nơi khác", other, Some(other_body), id(13), false),
        ] {
            let subject = petitions::policy::Subject { council, lead, area: place, is_quarantined };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| petitions::policy::may(who, action, subject)),
            ));
        }
    }
    tables.push(Table {
        title: "Kiến nghị cử tri, tiếp xúc cử tri",
        basis: "Luật Tổ chức chính quyền địa phương 2015, Điều 90, 94; Luật Hoạt động giám sát 2015, Điều 74",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in letters::policy::Action::ALL {
        for (circumstance, council, lead, handler) in [
            ("của HĐND mình, giao cho mình xử lý", own, None, Some(id(99))),
            ("của HĐND mình, giao cho người khác", own, None, Some(id(98))),
            ("chuyển đến cơ quan mình", other, Some(body), None),
            ("nơi khác", other, Some(other_body), None),
        ] {
            let subject = letters::policy::Subject { council, lead, handler };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| letters::policy::may(who, action, subject)),
            ));
        }
    }
    tables.push(Table {
        title: "Đơn thư",
        basis: "Luật Tiếp công dân 2013, Điều 8; Luật Tố cáo 2018, Điều 8; Luật Bảo vệ dữ liệu cá nhân 2025",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in reception::policy::Action::ALL {
        for (circumstance, council, host, owner, is_denunciation) in [
            ("của HĐND mình", own, other_body, None, false),
            ("của HĐND mình, tố cáo", own, other_body, None, true),
            ("cơ quan mình cùng tiếp", other, body, None, false),
            ("chuyển cho cơ quan mình", other, other_body, Some(body), false),
            ("nơi khác", other, other_body, Some(other_body), false),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| {
                    let hosts = [host];
                    let subject =
                        reception::policy::Subject { council, hosts: &hosts, owner, is_denunciation };
                    reception::policy::may(who, action, subject)
                }),
            ));
        }
    }
    tables.push(Table {
        title: "Tiếp công dân",
        basis: "Luật Tiếp công dân 2013, Điều 22, 27, 28; Luật Tố cáo 2018, Điều 56",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in sessions::policy::Action::ALL {
        for (circumstance, council, is_public) in
            [("của HĐND mình", own, false), ("của HĐND khác, đã công khai", other, true)]
        {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| sessions::policy::may(who, action, council, is_public)),
            ));
        }
    }
    for action in resolutions::policy::Action::ALL {
        for (circumstance, council, is_public) in
            [("của HĐND mình", own, false), ("của HĐND khác, đã công khai", other, true)]
        {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| resolutions::policy::may(who, action, council, is_public)),
            ));
        }
    }
    for action in chamber::policy::Action::ALL {
        for (circumstance, council, is_public) in
            [("của HĐND mình", own, false), ("của HĐND khác, đã công khai", other, true)]
        {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| chamber::policy::may(who, action, council, is_public)),
            ));
        }
    }
    for action in questions::policy::Action::ALL {
        for (circumstance, question) in [
            ("của mình, chưa tổng hợp", question(own, id(7), other_body, questions::State::Asked)),
            ("của đại biểu khác, chưa tổng hợp", question(own, id(8), body, questions::State::Asked)),
            (
                "gửi cơ quan mình, cho trả lời bằng văn bản",
                question(own, id(8), body, questions::State::WrittenAllowed),
            ),
            (
                "của HĐND khác, đã tổng hợp, công khai",
                question(other, id(8), other_body, questions::State::Compiled),
            ),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| questions::policy::may(who, action, &question)),
            ));
        }
    }
    for action in oversight::policy::Action::ALL {
        use oversight::State as S;
        for (circumstance, one, overseen) in [
            ("của HĐND mình, cơ quan mình giám sát", oversight(own, body, S::Working, false), other_body),
            (
                "của HĐND mình, cơ quan khác giám sát, mật",
                oversight(own, other_body, S::Working, true),
                other_body,
            ),
            ("của HĐND khác, giám sát cơ quan mình", oversight(other, other_body, S::Working, true), body),
            ("của HĐND khác, công khai", oversight(other, other_body, S::Concluded, false), other_body),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| {
                    let subject = oversight::policy::Standing { one: &one, team: &[], bodies: &[overseen] };
                    oversight::policy::may(who, action, subject)
                }),
            ));
        }
    }
    for action in scrutiny::policy::Action::ALL {
        for (circumstance, council, is_open, reviewer, told) in [
            ("của HĐND mình, cơ quan mình rà soát", own, false, body, other_body),
            ("của HĐND mình, của cơ quan khác", own, false, other_body, other_body),
            ("của HĐND khác, cơ quan mình được yêu cầu", other, false, other_body, body),
            ("của HĐND khác, công khai", other, true, other_body, other_body),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| {
                    let (reviewer, bodies) = (Some(reviewer), &[told][..]);
                    let standing = scrutiny::policy::Standing { council, is_open, reviewer, bodies };
                    scrutiny::policy::may(who, action, standing)
                }),
            ));
        }
    }
    for action in api::policy::Action::ALL {
        lines.push((action.label(), "", Box::new(move |who| api::policy::may(who, action))));
    }
    for action in outbox::policy::Action::ALL {
        for (circumstance, council) in [("của HĐND mình", own), ("của HĐND khác", other)] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| outbox::policy::may(who, action, Some(council))),
            ));
        }
    }
    for action in mail::policy::Action::ALL {
        lines.push((action.label(), "", Box::new(move |who| mail::policy::may(who, action))));
    }
    for action in open311::policy::Action::ALL {
        for (circumstance, council) in [("của HĐND mình", own), ("của HĐND khác", other)] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| open311::policy::may(who, action, council)),
            ));
        }
    }
    for action in dossier::policy::Action::ALL {
        for (circumstance, council, owed_by) in [
            ("của HĐND mình, tài liệu của cơ quan mình", own, Some(body)),
            ("của HĐND mình, tài liệu của cơ quan khác", own, Some(other_body)),
            ("của HĐND khác", other, None),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| dossier::policy::may(who, action, council, owed_by)),
            ));
        }
    }
    tables.push(Table {
        title: "Kỳ họp, nghị quyết",
        basis: "Luật Tổ chức chính quyền địa phương 2015, Điều 86, Điều 104",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in implementation::policy::Action::ALL {
        for (circumstance, council, state, lead, commune) in [
            (
                "của HĐND mình, đang dự thảo, mục của cơ quan mình",
                own,
                implementation::PlanState::Draft,
                body,
                None,
            ),
            (
                "của HĐND mình, đã gửi, mục của cơ quan khác",
                own,
                implementation::PlanState::Sent,
                other_body,
                None,
            ),
            (
                "của HĐND mình, đã tiếp nhận, mục của cơ quan mình",
                own,
                implementation::PlanState::Accepted,
                body,
                None,
            ),
            (
                "của HĐND mình, đã tiếp nhận, mục của cơ quan khác",
                own,
                implementation::PlanState::Accepted,
                other_body,
                None,
            ),
            (
                "của HĐND khác, đã tiếp nhận, giao đơn vị mình",
                other,
                implementation::PlanState::Accepted,
                other_body,
                Some(area),
            ),
            ("của HĐND khác, đang dự thảo", other, implementation::PlanState::Draft, other_body, None),
        ] {
            let subject = implementation::policy::Subject {
                council,
                state,
                committee: None,
                lead: Some(lead),
                area: commune,
            };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| implementation::policy::may(who, action, subject)),
            ));
        }
    }
    tables.push(Table {
        title: "Thực hiện nghị quyết",
        basis: "Luật Tổ chức chính quyền địa phương 2015, Điều 28, 104, 109; UBND cụ thể hóa nghị quyết thành mục tiêu, nhiệm vụ, giải pháp",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in programme::policy::Action::ALL {
        for (circumstance, council, of, state) in [
            ("của cơ quan mình, dự thảo", own, body, programme::State::Draft),
            ("của cơ quan khác, dự thảo", own, other_body, programme::State::Draft),
            ("của cơ quan khác, đã quyết định", own, other_body, programme::State::Decided),
            ("của HĐND khác, đã quyết định", other, other_body, programme::State::Decided),
        ] {
            let one = programme_of(council, of, state);
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| programme::policy::may(who, action, &one)),
            ));
        }
    }
    for action in meetings::policy::Action::ALL {
        for (circumstance, council, of) in [
            ("của cơ quan mình", own, body),
            ("của cơ quan khác trong HĐND mình", own, other_body),
            ("của HĐND khác", other, other_body),
        ] {
            let one = meeting_of(council, of);
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| meetings::policy::may(who, action, &one)),
            ));
        }
    }
    tables.push(Table {
        title: "Chương trình, phiên họp",
        basis: "Luật Hoạt động giám sát của Quốc hội và HĐND 2015, Điều 58, 67, 77, 89; Luật Tổ chức chính quyền địa phương 2015, Điều 106",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in drafts::policy::Action::ALL {
        for (circumstance, council, submitted_by, is_out, is_public, is_closed) in [
            ("của HĐND mình, đang lấy ý kiến", own, other_body, true, false, false),
            ("của HĐND mình, đang chuẩn bị", own, other_body, false, false, false),
            ("của HĐND mình, nội dung họp kín", own, other_body, true, false, true),
            ("do cơ quan mình trình", other, body, false, false, false),
            ("của HĐND khác, đã công khai", other, other_body, true, true, false),
        ] {
            let facts = drafts::policy::Facts { council, submitted_by, is_out, is_public, is_closed };
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| drafts::policy::may(who, action, &facts)),
            ));
        }
    }
    tables.push(Table {
        title: "Dự thảo nghị quyết",
        basis: "Luật Tổ chức chính quyền địa phương 2015, Điều 85; Luật Ban hành văn bản quy phạm pháp luật 2015, Điều 120, Điều 142",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in reports::policy::Action::ALL {
        for (circumstance, unit, parent) in [
            ("đơn vị mình", area, None),
            ("đơn vị cấp dưới", id(12), Some(area)),
            ("đơn vị khác", id(13), Some(above)),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| reports::policy::may(who, action, unit, parent)),
            ));
        }
    }
    tables.push(Table {
        title: "Số liệu", basis: "số liệu công khai; đơn vị nào nhập của đơn vị đó", lines
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in scorecard::policy::Action::ALL {
        for (circumstance, unit, parent) in [
            ("đơn vị mình", area, None),
            ("đơn vị cấp dưới", id(12), Some(area)),
            ("đơn vị khác", id(13), Some(above)),
        ] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| scorecard::policy::may(who, action, unit, parent)),
            ));
        }
    }
    tables.push(Table {
        title: "Chấm điểm, bức tranh quý",
        basis: "cấp trên chấm cấp dưới; cấp xã xem bảng của mình",
        lines,
    });

    let mut lines: Vec<Line> = Vec::new();
    for action in portal::policy::Action::ALL {
        for (circumstance, council) in [("của HĐND mình", own), ("của HĐND khác", other)] {
            lines.push((
                action.label(),
                circumstance,
                Box::new(move |who| portal::policy::may(who, action, council)),
            ));
        }
    }
    tables.push(Table {
        title: "Cổng, quy tắc riêng",
        basis: "Luật Tiếp cận thông tin 2016; quy chế làm việc của HĐND",
        lines,
    });
    tables
}

/// `docs/POLICY.md`.
pub fn policy_markdown() -> String {
    let mut out = String::from(
        "# Ai được làm gì\n\nBảng này được tạo từ mã (`policy.rs` của từng phần) bằng `cargo run -p xtask -- policy-matrix`, và có kiểm tra giữ cho luôn đúng. \
         ✔ được, · không. Điều một người không được biết thì với người đó không tồn tại (trang 404).\n",
    );
    let heads =
        ["Khách", "CV VP", "LĐ VP", "CT", "TT", "Ban", "Tổ", "ĐB", "UBND", "Phòng", "MTTQ", "Xã", "QT"];
    let _ = writeln!(out, "\n| Cột | Vai trò |\n|---|---|");
    for (head, role) in heads.iter().zip(Role::ALL) {
        let _ = writeln!(out, "| {head} | {} |", role.label());
    }
    for table in tables() {
        let _ = writeln!(out, "\n## {}\n\nCăn cứ: {}.\n", table.title, table.basis);
        let _ = writeln!(out, "| Việc | Khi | {} |", heads.join(" | "));
        let _ = writeln!(out, "|---|---|{}", "---|".repeat(heads.len()));
        for (label, circumstance, may) in table.lines {
            let cells: Vec<&str> = Role::ALL
                .into_iter()
                .map(|role| if may(&actor(role, id(OWN), id(BODY), id(10))) { "✔" } else { "·" })
                .collect();
            let _ = writeln!(out, "| {label} | {circumstance} | {} |", cells.join(" | "));
        }
    }
    out
}
