//! Oversight of 2020: one of the Standing Committee at two communes from programme to four
//! recommendations, one of a committee that reported late, one survey, one planned for the fourth
//! quarter, and one of 2019 that was gone over again. All of it is made up.

use kernel::{Actor, Date, OrganizationId, Role};
use kit::{Ctx, Problem};
use oversight::{
    FindingKind, Form, HandedIn, Kind, NewOversight, NewRecommendation, NewVisit, Oversight, PaperKind,
    RecommendationKind, VisitKind,
};

use super::units::Places;
use super::{Step, step};

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2020, month, day)
}

/// What is entered of one.
struct Entered {
    body: OrganizationId,
    kind: Kind,
    form: Form,
    title: &'static str,
    scope: &'static str,
    content: &'static str,
    from: Date,
    to: Date,
    /// The programme's item that it realises.
    item: &'static str,
}

fn enter(
    ctx: &mut Ctx<'_>,
    one: &Entered,
    first: Option<kernel::OversightId>,
) -> Result<kernel::OversightId, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let item = programme::item_titled(ctx.tx, council, i64::from(one.from.year()), one.item)?;
    Ok(oversight::enter(
        ctx,
        &NewOversight {
            body_id: one.body,
            person_id: None,
            kind: one.kind,
            form: one.form,
            title: one.title.to_owned(),
            scope: one.scope.to_owned(),
            content: one.content.to_owned(),
            planned_from: one.from,
            planned_to: one.to,
            programme_item_id: item,
            first_id: first,
            is_secret: false,
            invited: "Ủy ban MTTQ Việt Nam huyện".to_owned(),
            is_demonstration: true,
        },
    )?)
}

fn by_code(ctx: &mut Ctx<'_>, code: &str) -> Result<Oversight, Problem> {
    oversight::by_code(ctx.tx, code)?.ok_or(Problem::NotFound)
}

/// The first holder of a post, and some delegates.
fn team(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    body: OrganizationId,
    post: directory::Post,
) -> Result<(kernel::PersonId, Vec<kernel::PersonId>), Problem> {
    let head = directory::holder_of(ctx.tx, body, post, ctx.today)?.ok_or(Problem::NotFound)?.id;
    let seats = directory::delegates_of(ctx.tx, council, ctx.today)?;
    let others = seats.iter().map(|(id, _)| *id).filter(|id| *id != head).take(3).collect();
    Ok((head, others))
}

/// Into the programme, with team, bodies and decision, at one go: the office writes it down from
/// the paper.
fn decide(
    ctx: &mut Ctx<'_>,
    id: kernel::OversightId,
    post: directory::Post,
    bodies: &[(OrganizationId, Option<Date>)],
    on: Date,
    decision: &str,
) -> Result<(), Problem> {
    let one = oversight::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let holder = if post == directory::Post::ViceChair { one.council_id } else { one.body_id };
    let (head, members) = team(ctx, one.council_id, holder, post)?;
    oversight::include(ctx, id, one.version, on)?;
    oversight::set_team(ctx, id, head, &members)?;
    for (body, due) in bodies {
        oversight::add_body(ctx, id, *body, *due)?;
    }
    oversight::decide(ctx, id, one.version + 1, on, decision)?;
    Ok(())
}

fn visit(
    ctx: &mut Ctx<'_>,
    id: kernel::OversightId,
    kind: VisitKind,
    on: Date,
    place: &str,
    counterpart: &str,
) -> Result<kernel::FieldVisitId, Problem> {
    Ok(oversight::plan_visit(
        ctx,
        id,
        &NewVisit {
            kind,
            planned_on: on,
            starts: "08:00".to_owned(),
            place: place.to_owned(),
            counterpart: counterpart.to_owned(),
            body_id: None,
        },
    )?)
}

/// The version of an oversight now.
fn version(ctx: &mut Ctx<'_>, id: kernel::OversightId) -> Result<i64, Problem> {
    Ok(oversight::find(ctx.tx, id)?.ok_or(Problem::NotFound)?.version)
}

/// What happens with oversight, each at its time.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = again(places);
    steps.extend(at_two_communes(places));
    steps.extend(recommended(places));
    steps.extend(of_committee(places));
    steps.extend(survey(places));
    steps
}

/// An oversight of 2019 on clean water, gone over again in the fourth quarter of 2020.
fn again(places: &Places) -> Vec<Step> {
    let overseen = places.peoples_committee;
    let committee = places.committees.last().map_or(places.standing, |(id, _)| *id);
    vec![
        step(day(1, 10), 9, &places.office, move |ctx| {
            let entered = Entered {
                body: committee,
                kind: Kind::Thematic,
                form: Form::Thematic,
                title: "Việc cấp nước sạch nông thôn",
                scope: "Các xã trên địa bàn huyện, năm 2018 và 2019",
                content: "Tiến độ các tuyến ống, đấu nối\nChất lượng nước, giá nước",
                from: Date::constant(2019, 5, 6),
                to: Date::constant(2019, 8, 30),
                item: "Việc cấp nước sạch nông thôn",
            };
            let id = enter(ctx, &entered, None)?;
            let on = |month, day| Date::constant(2019, month, day);
            decide(
                ctx,
                id,
                directory::Post::CommitteeHead,
                &[(overseen, Some(on(6, 3)))],
                on(5, 6),
                "02/QĐ-HĐND-BKTXH",
            )?;
            let at = version(ctx, id)?;
            oversight::notify(ctx, id, at, on(5, 15), Some(on(5, 20)))?;
            oversight::begin(ctx, id, at + 1, on(6, 12))?;
            oversight::end_field(ctx, id, at + 2, on(7, 10))?;
            let words = "Ba xã chưa có tuyến ống; tỷ lệ đấu nối mới đạt một nửa.";
            oversight::report(ctx, id, at + 3, on(7, 22), words)?;
            oversight::consider(ctx, id, at + 4, on(7, 26))?;
            let words = "UBND huyện hoàn thành các tuyến ống còn lại trong năm 2020.";
            oversight::conclude(ctx, id, at + 5, on(8, 5), words)?;
            oversight::close(ctx, id, at + 6, day(1, 10), "Chuyển giám sát lại năm 2020.")?;
            Ok(())
        }),
        step(day(1, 14), 9, &places.office, move |ctx| {
            let first = by_code(ctx, "GS-2019-0001")?;
            let entered = Entered {
                body: committee,
                kind: Kind::ReOversight,
                form: Form::Again,
                title: "Giám sát lại việc cấp nước sạch nông thôn",
                scope: "Ba xã nêu tại kết luận năm 2019",
                content: "Kết quả từng tuyến ống, số hộ đã đấu nối\nTrách nhiệm của chủ đầu tư",
                from: day(11, 2),
                to: day(12, 18),
                item: "Giám sát lại việc cấp nước sạch nông thôn",
            };
            let id = enter(ctx, &entered, Some(first.id))?;
            let at = version(ctx, id)?;
            oversight::include(ctx, id, at, day(1, 14))?;
            Ok(())
        }),
    ]
}

const LAND: &str = "GS-2020-0002";

fn at_two_communes(places: &Places) -> Vec<Step> {
    let standing = places.standing;
    let first = places.communes.iter().find(|one| one.code == "13453").or(places.communes.first());
    let second = places.communes.iter().find(|one| one.code == "13480").or(places.communes.last());
    let bodies: Vec<OrganizationId> = [first, second].into_iter().flatten().map(|one| one.council).collect();
    let offices: Vec<Actor> =
        [first, second].into_iter().flatten().map(super::units::Commune::office).collect();
    let names: Vec<String> = [first, second].into_iter().flatten().map(|one| one.short.clone()).collect();
    let decided = bodies.clone();
    let planned = names.clone();
    let mut steps = vec![
        step(day(1, 15), 9, &places.office, move |ctx| {
            let entered = Entered {
                body: standing,
                kind: Kind::Thematic,
                form: Form::Thematic,
                title: "Quản lý, sử dụng quỹ đất công ích tại các xã",
                scope: "Hai xã, từ năm 2016 đến hết quý I/2020",
                content: "Việc lập hồ sơ, thống kê quỹ đất công ích\nViệc cho thuê, thu, quản lý tiền thuê đất\nViệc xử lý đất bị lấn, chiếm",
                from: day(3, 2),
                to: day(6, 15),
                item: super::programme::LAND_OVERSIGHT,
            };
            let id = enter(ctx, &entered, None)?;
            let due = Some(day(4, 20));
            let overseen: Vec<_> = decided.iter().map(|body| (*body, due)).collect();
            decide(ctx, id, directory::Post::ViceChair, &overseen, day(1, 15), "05/QĐ-HĐND-TT")?;
            for (name, on) in planned.iter().zip([day(5, 5), day(5, 7)]) {
                visit(
                    ctx,
                    id,
                    VisitKind::Session,
                    on,
                    &format!("Trụ sở UBND {name}"),
                    &format!("HĐND, UBND {name}"),
                )?;
            }
            Ok(())
        }),
        step(day(1, 29), 9, &places.office, move |ctx| {
            let one = by_code(ctx, LAND)?;
            oversight::notify(ctx, one.id, one.version, day(1, 29), Some(day(1, 29)))?;
            let plan = oversight::draft_paper(ctx, one.id, PaperKind::Plan, None)?;
            documents::issue(ctx, plan, day(1, 29))?;
            audit::record(
                ctx,
                audit::Deed::new("document.issue", "document", plan, "Kế hoạch giám sát").public(),
            )?;
            Ok(())
        }),
    ];
    for (actor, (on, words)) in offices.iter().zip([
        (day(4, 17), "Quỹ đất công ích 61,2 ha; đã cho thuê 48 ha, 35 hợp đồng quá hạn chưa ký lại."),
        (day(4, 24), "Quỹ đất công ích 44,7 ha; 2,1 ha bị lấn, chiếm chưa xử lý xong."),
    ]) {
        let body = actor.organization;
        steps.push(step(on, 9, actor, move |ctx| {
            let one = by_code(ctx, LAND)?;
            let own =
                oversight::bodies(ctx.tx, one.id)?.into_iter().find(|row| Some(row.organization_id) == body);
            let own = own.ok_or(Problem::NotFound)?;
            let new = HandedIn { on, report: words.to_owned(), uploads: Vec::new() };
            oversight::hand_in(ctx, one.id, own.id, &new)?;
            Ok(())
        }));
    }
    let seen = [
        (
            0,
            day(5, 5),
            "Sổ theo dõi hợp đồng thuê đất ghi không đủ diện tích; 12 hộ thuê bằng giấy viết tay.",
        ),
        (1, day(5, 7), "Khu đồng Vực có ba nhà tạm trên đất công ích, xã chưa lập biên bản."),
    ];
    for (number, on, words) in seen {
        steps.push(step(on, 15, &places.office, move |ctx| {
            let one = by_code(ctx, LAND)?;
            let visits = oversight::visits(ctx.tx, one.id)?;
            let at = visits.get(number).ok_or(Problem::NotFound)?;
            oversight::note(ctx, at.id, None, words, &[])?;
            let minutes = "Đoàn nghe báo cáo, kiểm tra sổ sách, thống nhất số liệu.";
            oversight::hold_visit(ctx, at.id, at.version, on, minutes)?;
            Ok(())
        }));
    }
    steps.push(step(day(5, 22), 9, &places.office, move |ctx| {
        let one = by_code(ctx, LAND)?;
        for (kind, text, evidence) in [
            (FindingKind::Result, "Hai xã đã lập danh mục quỹ đất công ích, công khai ở trụ sở.", "Báo cáo của hai xã"),
            (FindingKind::Shortcoming, "35 hợp đồng thuê đất quá hạn chưa ký lại; tiền thuê còn nợ.", "Sổ hợp đồng, biên bản 05/05/2020"),
            (FindingKind::Shortcoming, "2,1 ha đất công ích bị lấn, chiếm chưa xử lý.", "Biên bản 07/05/2020"),
            (FindingKind::Cause, "Chưa có quy định chung về đơn giá và mẫu hợp đồng.", "Buổi làm việc với hai xã"),
        ] {
            oversight::add_finding(ctx, one.id, kind, text, evidence, None, &[])?;
        }
        oversight::end_field(ctx, one.id, one.version, day(5, 8))?;
        let words = "Hai xã quản lý được diện tích nhưng buông lỏng hợp đồng và chưa xử lý dứt điểm đất bị lấn, chiếm.";
        oversight::report(ctx, one.id, one.version + 1, day(5, 22), words)?;
        Ok(())
    }));
    steps.push(step(day(6, 2), 9, &places.office, move |ctx| {
        let one = by_code(ctx, LAND)?;
        oversight::consider(ctx, one.id, one.version, day(5, 28))?;
        let words = "Công tác quản lý đất công ích có tiến bộ, song còn hợp đồng quá hạn và đất bị lấn, chiếm. UBND hai xã chịu trách nhiệm khắc phục; UBND huyện ban hành quy định chung.";
        oversight::conclude(ctx, one.id, one.version + 1, day(6, 2), words)?;
        Ok(())
    }));
    steps
}

/// The follow-up of the recommendation at this place.
fn follow_up(ctx: &mut Ctx<'_>, place: usize) -> Result<follow::FollowUp, Problem> {
    let one = by_code(ctx, LAND)?;
    let all = oversight::recommendations(ctx.tx, one.id)?;
    let id = all.get(place).map(|known| known.follow_up_id).ok_or(Problem::NotFound)?;
    follow::find(ctx.tx, id)?.ok_or(Problem::NotFound)
}

fn urge(ctx: &mut Ctx<'_>) -> Result<(), Problem> {
    let one = follow_up(ctx, 1)?;
    follow::send_reminders(ctx, &[one.id])?;
    Ok(())
}

/// The four recommendations: one done, one overdue and urged twice, one under way, one to come.
fn recommended(places: &Places) -> Vec<Step> {
    let committee = places.peoples_committee;
    let department = |name: &str| {
        places.departments.iter().find(|(_, known)| known.ends_with(name)).map_or(committee, |(id, _)| *id)
    };
    let (land, funds) = (department("Môi trường"), department("Tài chính - Kế hoạch"));
    let actor = Actor {
        name: "Phòng Tài chính - Kế hoạch".to_owned(),
        role: Role::Department,
        organization: Some(funds),
        ..places.office.clone()
    };
    vec![
        step(day(6, 3), 9, &places.chair, move |ctx| {
            let one = by_code(ctx, LAND)?;
            for (kind, text, lead, cooperating, due) in [
                (
                    RecommendationKind::AmendText,
                    "Ban hành mẫu hợp đồng và đơn giá thuê đất công ích áp dụng chung",
                    funds,
                    vec![land],
                    day(7, 31),
                ),
                (
                    RecommendationKind::SettleCase,
                    "Xử lý dứt điểm 2,1 ha đất công ích bị lấn, chiếm",
                    land,
                    vec![committee],
                    day(8, 31),
                ),
                (
                    RecommendationKind::Report,
                    "Rà soát, ký lại các hợp đồng thuê đất công ích quá hạn và báo cáo kết quả",
                    committee,
                    vec![land],
                    day(10, 28),
                ),
                (
                    RecommendationKind::ProvideFunds,
                    "Bố trí kinh phí đo đạc, cắm mốc quỹ đất công ích trong dự toán năm 2021",
                    committee,
                    vec![funds],
                    day(12, 15),
                ),
            ] {
                let new = NewRecommendation {
                    kind,
                    text: text.to_owned(),
                    lead,
                    cooperating: cooperating.into_iter().filter(|body| *body != lead).collect(),
                    due_on: due,
                };
                oversight::recommend(ctx, one.id, day(6, 3), &new)?;
            }
            Ok(())
        }),
        step(day(7, 24), 9, &actor, move |ctx| {
            let one = follow_up(ctx, 0)?;
            follow::accept(ctx, one.id)?;
            let evidence = follow::Evidence {
                text: "Đã trình UBND huyện ban hành mẫu hợp đồng và đơn giá.".to_owned(),
                reference: "61/TCKH, 24/07/2020".to_owned(),
                uploads: Vec::new(),
            };
            follow::answer(ctx, one.id, &evidence)?;
            Ok(())
        }),
        step(day(7, 29), 9, &places.office, move |ctx| {
            let one = follow_up(ctx, 0)?;
            follow::assess(ctx, one.id, follow::Assessment::Met, "")?;
            Ok(())
        }),
        step(day(9, 8), 9, &places.office, urge),
        step(day(10, 6), 9, &places.office, urge),
        step(
            day(10, 8),
            9,
            &Actor {
                name: "UBND huyện".to_owned(),
                role: Role::PeoplesCommittee,
                organization: Some(committee),
                ..places.office.clone()
            },
            move |ctx| {
                let one = follow_up(ctx, 2)?;
                follow::accept(ctx, one.id)?;
                let evidence = follow::Evidence {
                    text: "Đã ký lại 22 trên 35 hợp đồng; các hợp đồng còn lại đang đối chiếu diện tích."
                        .to_owned(),
                    reference: String::new(),
                    uploads: Vec::new(),
                };
                follow::note_progress(ctx, one.id, &evidence)?;
                Ok(())
            },
        ),
    ]
}

/// The committee's oversight of waste, whose report came late; and what it plans for the
/// fourth quarter.
fn of_committee(places: &Places) -> Vec<Step> {
    let committee = places.committees.last().map_or(places.standing, |(id, _)| *id);
    let overseen = places
        .departments
        .iter()
        .find(|(_, name)| name.ends_with("Môi trường"))
        .map_or(places.peoples_committee, |(id, _)| *id);
    vec![
        step(day(2, 20), 9, &places.office, move |ctx| {
            let entered = Entered {
                body: committee,
                kind: Kind::Thematic,
                form: Form::Thematic,
                title: "Việc thu gom, xử lý rác thải sinh hoạt tại các xã, thị trấn",
                scope: "Các xã, thị trấn, từ năm 2018 đến quý I/2020",
                content: "Điểm tập kết, hợp đồng thu gom\nKinh phí, mức thu dịch vụ",
                from: day(2, 20),
                to: day(5, 29),
                item: super::programme::WASTE_OVERSIGHT,
            };
            let id = enter(ctx, &entered, None)?;
            decide(
                ctx,
                id,
                directory::Post::CommitteeHead,
                &[(overseen, Some(day(3, 20)))],
                day(2, 20),
                "01/QĐ-HĐND-BKTXH",
            )?;
            let at = version(ctx, id)?;
            oversight::notify(ctx, id, at, day(2, 20), Some(day(2, 20)))?;
            visit(
                ctx,
                id,
                VisitKind::Session,
                day(3, 26),
                "Phòng Tài nguyên và Môi trường",
                "Lãnh đạo Phòng",
            )?;
            Ok(())
        }),
        step(day(3, 26), 15, &places.office, move |ctx| {
            let one = by_code(ctx, "GS-2020-0003")?;
            let at = oversight::visits(ctx.tx, one.id)?.into_iter().next().ok_or(Problem::NotFound)?;
            oversight::hold_visit(
                ctx,
                at.id,
                at.version,
                day(3, 26),
                "Làm việc về điểm tập kết, hợp đồng thu gom.",
            )?;
            Ok(())
        }),
        step(day(5, 4), 9, &places.office, move |ctx| {
            let one = by_code(ctx, "GS-2020-0003")?;
            oversight::end_field(ctx, one.id, one.version, day(4, 3))?;
            let words = "Còn 21 điểm tập kết tạm; ba xã thu gom dưới hai lần một tuần.";
            oversight::report(ctx, one.id, one.version + 1, day(5, 4), words)?;
            Ok(())
        }),
        step(day(5, 12), 9, &places.office, move |ctx| {
            let one = by_code(ctx, "GS-2020-0003")?;
            oversight::consider(ctx, one.id, one.version, day(5, 11))?;
            let words = "Ban ghi nhận kết quả; đề nghị UBND huyện xóa dần các điểm tập kết tạm.";
            oversight::conclude(ctx, one.id, one.version + 1, day(5, 12), words)?;
            Ok(())
        }),
        step(day(9, 22), 9, &places.office, move |ctx| {
            let entered = Entered {
                body: committee,
                kind: Kind::Thematic,
                form: Form::Thematic,
                title: "Thu, chi ngân sách xã năm 2020",
                scope: "Bốn xã, từ ngày 01/01/2020 đến thời điểm giám sát",
                content: "Thu ngân sách trên địa bàn\nNợ đọng xây dựng cơ bản\nCông khai ngân sách",
                from: day(10, 26),
                to: day(12, 10),
                item: "Giám sát thu, chi ngân sách xã",
            };
            let id = enter(ctx, &entered, None)?;
            let at = version(ctx, id)?;
            oversight::include(ctx, id, at, day(9, 22))?;
            Ok(())
        }),
    ]
}

/// A survey of how communes receive citizens: plan, visit, report.
fn survey(places: &Places) -> Vec<Step> {
    let law = places.committees.first().map_or(places.standing, |(id, _)| *id);
    let justice = places
        .departments
        .iter()
        .find(|(_, name)| name.ends_with("Thanh tra huyện"))
        .map_or(places.peoples_committee, |(id, _)| *id);
    vec![
        step(day(6, 24), 9, &places.office, move |ctx| {
            let entered = Entered {
                body: law,
                kind: Kind::Survey,
                form: Form::LawEnforcement,
                title: "Việc tiếp công dân, giải quyết đơn thư tại cấp xã",
                scope: "Bốn xã, 6 tháng đầu năm 2020",
                content: "Lịch tiếp, sổ tiếp công dân\nHồ sơ giải quyết đơn",
                from: day(7, 6),
                to: day(7, 31),
                item: super::programme::RECEPTION_SURVEY,
            };
            let id = enter(ctx, &entered, None)?;
            decide(
                ctx,
                id,
                directory::Post::CommitteeHead,
                &[(justice, None)],
                day(6, 24),
                "KH 03/KH-HĐND-BPC",
            )?;
            let at = version(ctx, id)?;
            oversight::notify(ctx, id, at, day(6, 24), Some(day(6, 24)))?;
            let place = "Trụ sở UBND xã Thanh Hà";
            visit(ctx, id, VisitKind::Field, day(7, 8), place, "Chủ tịch UBND xã, công chức tiếp dân")?;
            Ok(())
        }),
        step(day(7, 8), 15, &places.office, move |ctx| {
            let one = by_code(ctx, "GS-2020-0004")?;
            let at = oversight::visits(ctx.tx, one.id)?.into_iter().next().ok_or(Problem::NotFound)?;
            oversight::hold_visit(
                ctx,
                at.id,
                at.version,
                day(7, 8),
                "Kiểm tra sổ tiếp công dân, hồ sơ đơn.",
            )?;
            Ok(())
        }),
        step(day(7, 20), 9, &places.office, move |ctx| {
            let one = by_code(ctx, "GS-2020-0004")?;
            oversight::end_field(ctx, one.id, one.version, day(7, 10))?;
            let words = "Lịch tiếp được niêm yết; hai xã chưa ghi đủ sổ tiếp công dân.";
            oversight::report(ctx, one.id, one.version + 1, day(7, 20), words)?;
            oversight::close(ctx, one.id, one.version + 2, day(7, 20), "Đã gửi báo cáo khảo sát.")?;
            Ok(())
        }),
    ]
}
