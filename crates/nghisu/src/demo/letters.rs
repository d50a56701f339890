//! Letters of 2020: enough of every kind that each figure opens on something. Writers and matters
//! are invented.

use kernel::{Actor, Date, OrganizationId, Role};
use kit::{Ctx, Problem};
use letters::{
    Answered, Classes, ComplaintLevel, Kind, Missing, NewLetter, Outcome, Proposal, Result_, Screening,
    Sender, Source, Subject,
};

use super::units::Places;
use super::{Step, step};

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// What became of a letter.
#[derive(Clone, Copy)]
enum Fate {
    /// In the register.
    Raw,
    /// Looked at and classified.
    Classified,
    /// Proposed, not decided.
    Proposed(Outcome),
    /// Decided, and over.
    Ended(Outcome),
    /// With the body.
    Awaiting,
    /// Answered on a day, the citizen not told.
    Answered(Date, Result_),
    /// Answered, and the citizen told some days later.
    Told(Date, Result_),
}

struct Came {
    on: Date,
    kind: Kind,
    subject: Subject,
    source: Source,
    content: &'static str,
    missing: &'static [Missing],
    /// The department; empty for the People's Committee.
    lead: &'static str,
    fate: Fate,
}

const LAND: &str = "Phòng Tài nguyên và Môi trường";
const WELFARE: &str = "Phòng Lao động - Thương binh và Xã hội";
const UBND: &str = "";

#[rustfmt::skip]
const CAME: &[Came] = &[
    came(day(2019, 12, 16), Kind::Complaint, Subject::Land, "Khiếu nại mức bồi thường khi thu hồi đất làm đường, cho rằng áp sai giá.", &[], UBND, Fate::Told(day(2020, 2, 27), Result_::PartlyRight)),
    came(day(2020, 1, 14), Kind::CitizenPetition, Subject::Policy, "Đề nghị xem xét chế độ cho thân nhân người có công.", &[], WELFARE, Fate::Told(day(2020, 2, 18), Result_::Explained)),
    came(day(2020, 2, 17), Kind::Feedback, Subject::Environment, "Phản ánh xưởng xẻ đá gây ồn, bụi ngoài giờ.", &[], LAND, Fate::Told(day(2020, 3, 24), Result_::Resolved)),
    came(day(2020, 3, 9), Kind::Complaint, Subject::Staff, "Khiếu nại việc chậm trả kết quả hồ sơ đăng ký đất đai.", &[], LAND, Fate::Ended(Outcome::Guide)),
    came(day(2020, 4, 20), Kind::Feedback, Subject::Finance, "Phản ánh khoản thu ngoài quy định ở thôn.", &[Missing::Name, Missing::Signature], UBND, Fate::Ended(Outcome::File)),
    came(day(2020, 5, 11), Kind::Complaint, Subject::Land, "Khiếu nại quyết định xử phạt lấn chiếm đất hành lang giao thông.", &[], UBND, Fate::Told(day(2020, 7, 14), Result_::Wrong)),
    came(day(2020, 6, 8), Kind::Denunciation, Subject::Staff, "", &[], UBND, Fate::Told(day(2020, 8, 20), Result_::Resolved)),
    came(day(2020, 7, 13), Kind::CitizenPetition, Subject::Building, "Đề nghị trả lời việc cấp phép xây dựng nhà ở nông thôn.", &[], UBND, Fate::Told(day(2020, 8, 12), Result_::Explained)),
    came(day(2020, 7, 21), Kind::Complaint, Subject::Policy, "Khiếu nại việc xét hộ nghèo năm 2020.", &[], WELFARE, Fate::Told(day(2020, 9, 8), Result_::Right)),
    came(day(2020, 8, 10), Kind::Feedback, Subject::Environment, "Phản ánh nước thải khu dân cư chảy ra đồng.", &[], LAND, Fate::Told(day(2020, 9, 15), Result_::Resolved)),
    came(day(2020, 8, 19), Kind::Complaint, Subject::Land, "Khiếu nại giấy chứng nhận cấp chồng lên đất của hộ liền kề.", &[], LAND, Fate::Awaiting),
    came(day(2020, 9, 3), Kind::CitizenPetition, Subject::Land, "Đề nghị giải quyết đất dịch vụ còn thiếu.", &[], LAND, Fate::Awaiting),
    came(day(2020, 9, 14), Kind::Feedback, Subject::Justice, "Phản ánh việc chậm thi hành một bản án dân sự.", &[Missing::Settled], UBND, Fate::Ended(Outcome::File)),
    came(day(2020, 9, 22), Kind::Complaint, Subject::Finance, "Khiếu nại thu tiền sử dụng đất sai diện tích.", &[], UBND, Fate::Answered(day(2020, 10, 12), Result_::PartlyRight)),
    came(day(2020, 10, 5), Kind::CitizenPetition, Subject::Policy, "Đề nghị hướng dẫn hưởng trợ cấp thất nghiệp do dịch.", &[], WELFARE, Fate::Proposed(Outcome::Forward)),
    came(day(2020, 10, 7), Kind::Mixed, Subject::Land, "Khiếu nại việc thu hồi đất, đồng thời kiến nghị sửa mương tiêu của thôn.", &[], UBND, Fate::Classified),
    came(day(2020, 10, 12), Kind::Complaint, Subject::Building, "Khiếu nại quyết định đình chỉ thi công nhà ở.", &[], UBND, Fate::Raw),
    came(day(2020, 10, 13), Kind::Denunciation, Subject::Finance, "", &[], UBND, Fate::Raw),
];

const fn came(
    on: Date,
    kind: Kind,
    subject: Subject,
    content: &'static str,
    missing: &'static [Missing],
    lead: &'static str,
    fate: Fate,
) -> Came {
    Came { on, kind, subject, source: Source::Post, content, missing, lead, fate }
}

/// Everything about letters. The register was filled from paper when the year began.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = Vec::new();
    for (one, place) in CAME.iter().zip(1_usize..) {
        steps.extend(course(places, one, place));
    }
    steps
}

/// The specialist of the office, with an account: whoever puts a letter into the register deals
/// with it.
fn as_specialist<T>(
    ctx: &mut Ctx<'_>,
    work: impl FnOnce(&mut Ctx<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let account = accounts::account_by_name(ctx.tx, "vanphong")?.ok_or(Problem::NotFound)?;
    let actor = account.actor();
    work(&mut ctx.acting_as(&actor))
}

fn later(on: Date, days: i32) -> Date {
    (0..days).fold(on, |day, _| day.tomorrow().unwrap_or(day))
}

fn sender(one: &Came, place: usize, commune: &str) -> Sender {
    if one.kind == Kind::Denunciation || one.missing.contains(&Missing::Name) {
        return Sender::default();
    }
    Sender {
        name: format!("Nguyễn Văn Mẫu {place:02}"),
        address: format!("thôn {}, {commune}", 1 + place % 7),
        card: format!("0350{place:08}"),
        phone: String::new(),
    }
}

/// The number of a letter of the year: they came in this order.
fn number_of(place: usize) -> (i64, i64) {
    let year_of = |one: &Came| i64::from(one.on.year());
    let year = CAME.get(place - 1).map_or(2020, year_of);
    let before = CAME.iter().take(place).filter(|one| year_of(one) == year).count();
    (i64::try_from(before).unwrap_or(1), year)
}

fn letter(ctx: &mut Ctx<'_>, council: OrganizationId, place: usize) -> Result<letters::Letter, Problem> {
    let (number, year) = number_of(place);
    letters::find_by_number(ctx.tx, council, year, number)?.ok_or(Problem::NotFound)
}

fn course(places: &Places, one: &'static Came, place: usize) -> Vec<Step> {
    let council = places.council;
    let commune = places.communes.get(place % places.communes.len());
    let area = commune.map(|commune| commune.area).filter(|_| one.kind != Kind::Denunciation);
    let commune_name = commune.map_or_else(String::new, |commune| commune.short.clone());
    let lead = places
        .departments
        .iter()
        .find(|(_, known)| known == one.lead)
        .map_or(places.peoples_committee, |(id, _)| *id);
    let from = one.on.max(day(2020, 1, 9));
    let is_denunciation = one.kind == Kind::Denunciation;
    let mut steps = vec![step(from, 10, &places.office, move |ctx| {
        let new = NewLetter {
            council,
            received_on: one.on,
            source: one.source,
            source_reference: String::new(),
            kind: one.kind,
            subject: one.subject,
            area,
            signers: 1,
            sender: sender(one, place, &commune_name),
            content: one.content.to_owned(),
            paper_number: if is_denunciation { format!("{place:02}/TC") } else { String::new() },
            uploads: Vec::new(),
            batch: None,
            split_from: None,
        };
        as_specialist(ctx, |ctx| {
            letters::register(ctx, &new)?;
            Ok(())
        })
    })];
    if matches!(one.fate, Fate::Raw) {
        return steps;
    }
    let looked = later(from, 1);
    steps.push(step(looked, 9, &places.office, move |ctx| {
        as_specialist(ctx, |ctx| {
            let known = letter(ctx, council, place)?;
            let found = Screening { missing: one.missing.to_vec(), duplicate_of: None };
            let known = letters::screen(ctx, known.id, known.version, &found)?;
            let classes = Classes {
                kind: one.kind,
                subject: one.subject,
                in_competence: false,
                complaint_level: Some(ComplaintLevel::First),
                is_complex: false,
                is_remote: false,
                lead: Some(lead),
            };
            letters::classify(ctx, known.id, known.version, &classes)?;
            Ok(())
        })
    }));
    let (outcome, is_decided) = match one.fate {
        Fate::Raw | Fate::Classified => return steps,
        Fate::Proposed(outcome) => (outcome, false),
        Fate::Ended(outcome) => (outcome, true),
        Fate::Awaiting | Fate::Answered(..) | Fate::Told(..) => (Outcome::Forward, true),
    };
    let decided = later(looked, 3);
    steps.push(step(looked, 15, &places.office, move |ctx| {
        as_specialist(ctx, |ctx| {
            let known = letter(ctx, council, place)?;
            let proposal = Proposal {
                outcome,
                lead: Some(lead),
                due_on: outcome.awaits().then(|| later(decided, 30)),
                note: String::new(),
            };
            letters::propose(ctx, known.id, known.version, &proposal)?;
            Ok(())
        })
    }));
    if is_decided {
        steps.push(step(decided, 16, &places.chair, move |ctx| {
            let known = letter(ctx, council, place)?;
            letters::decide(ctx, known.id, known.version)?;
            Ok(())
        }));
    }
    steps.extend(settled(places, one, place, lead));
    steps
}

fn settled(places: &Places, one: &'static Came, place: usize, lead: OrganizationId) -> Vec<Step> {
    let council = places.council;
    let (on, result, is_told) = match one.fate {
        Fate::Answered(on, result) => (on, result, false),
        Fate::Told(on, result) => (on, result, true),
        Fate::Raw | Fate::Classified | Fate::Proposed(_) | Fate::Ended(_) | Fate::Awaiting => {
            return Vec::new();
        }
    };
    let body = Actor { role: Role::Department, organization: Some(lead), ..places.office.clone() };
    let mut steps = vec![step(on, 11, &body, move |ctx| {
        let known = letter(ctx, council, place)?;
        let given = Answered {
            result,
            reference: format!("{}/UBND, {}", 200 + on.day_of_year(), kernel::dates::print(on)),
            on,
        };
        letters::answer(ctx, known.id, known.version, &given)?;
        Ok(())
    })];
    if is_told {
        let told = later(on, 4);
        steps.push(step(told, 14, &places.office, move |ctx| {
            as_specialist(ctx, |ctx| {
                let known = letter(ctx, council, place)?;
                letters::inform(ctx, known.id, known.version, ctx.today, "")?;
                Ok(())
            })
        }));
    }
    steps
}
