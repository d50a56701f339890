//! Meetings with voters and their petitions of 2020: enough of every kind that each figure opens
//! on something, and that one road is asked for again and again.

use kernel::{Actor, Date, OrganizationId, PetitionId, Role};
use kit::{Ctx, Problem};
use petitions::{
    Classes, CompetenceLevel, Confirmation, Given, MeetingKind, NewMeeting, NewPetition, Outcome, Sector,
    Source,
};

use super::units::Places;
use super::{Step, step};

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// What became of a petition.
enum Fate {
    /// Written down, not classified.
    Raw,
    /// Classified, not forwarded.
    Ready,
    /// With the body.
    Open,
    /// Answered, not judged.
    Answered(Outcome, Date),
    /// Answered, and what it promises is watched until the day.
    Watched(Outcome, Date, Date),
    /// Answered and ended.
    Ended(Outcome, Date),
}

struct Asked {
    text: &'static str,
    /// Index of the commune.
    commune: usize,
    place: &'static str,
    on: Date,
    level: CompetenceLevel,
    sector: Sector,
    /// The department; empty for the People's Committee.
    lead: &'static str,
    fate: Fate,
    /// The text of the petition that it repeats.
    repeats: &'static str,
}

const UBND: &str = "";
const ROADS: &str = "Phòng Kinh tế và Hạ tầng";
const FARMS: &str = "Phòng Nông nghiệp và Phát triển nông thôn";
const LAND: &str = "Phòng Tài nguyên và Môi trường";
const MONEY: &str = "Phòng Tài chính - Kế hoạch";
const WELFARE: &str = "Phòng Lao động - Thương binh và Xã hội";
const SCHOOLS: &str = "Phòng Giáo dục và Đào tạo";

const ROAD_0: &str =
    "Đề nghị sửa chữa đường liên xã Thanh Hà - Thanh Phong, xe chở vật liệu làm hỏng mặt đường.";
const ROAD_1: &str = "Đề nghị sớm sửa chữa đường liên xã Thanh Hà - Thanh Phong đã xuống cấp, nhiều ổ gà.";
pub(super) const ROAD_2: &str = "Đề nghị bố trí kinh phí nâng cấp đường liên xã Thanh Hà - Thanh Phong, đã kiến nghị kỳ trước chưa thực hiện.";
const ROAD_3: &str =
    "Tiếp tục đề nghị nâng cấp, sửa chữa đường liên xã Thanh Hà - Thanh Phong xuống cấp nghiêm trọng.";

#[rustfmt::skip]
const ASKED: &[Asked] = &[
    asked(ROAD_0, 7, "thôn Quang Trung", day(2017, 11, 16), Sector::Transport, UBND, Fate::Ended(Outcome::Explained, day(2020, 2, 20))),
    Asked { repeats: ROAD_0, ..asked(ROAD_1, 7, "thôn Quang Trung", day(2019, 12, 5), Sector::Transport, UBND, Fate::Ended(Outcome::Explained, day(2020, 2, 20))) },
    asked("Đề nghị nạo vét kênh tiêu Đống Cầu bị bồi lắng, gây úng ruộng vụ mùa.", 3, "thôn Đống Cầu", day(2019, 12, 5), Sector::Agriculture, FARMS, Fate::Ended(Outcome::Resolved, day(2020, 3, 12))),
    asked("Đề nghị kiểm tra xe chở đá quá tải làm hỏng đường, gây bụi tại khu vực mỏ đá.", 0, "tổ dân phố Tháp", day(2019, 12, 6), Sector::Transport, ROADS, Fate::Ended(Outcome::Resolved, day(2020, 4, 15))),
    asked("Đề nghị đẩy nhanh cấp giấy chứng nhận quyền sử dụng đất sau dồn điền đổi thửa.", 9, "", day(2019, 12, 6), Sector::Land, LAND, Fate::Watched(Outcome::InProgress, day(2020, 2, 25), day(2020, 12, 31))),
    asked("Đề nghị hỗ trợ kinh phí xây nhà văn hóa thôn theo tiêu chí nông thôn mới.", 12, "thôn Sơn Thông", day(2020, 1, 14), Sector::Culture, MONEY, Fate::Ended(Outcome::Explained, day(2020, 3, 18))),
    asked("Đề nghị sửa trường mầm non xã xuống cấp, thiếu phòng học.", 14, "", day(2020, 2, 11), Sector::Education, SCHOOLS, Fate::Ended(Outcome::Resolved, day(2020, 8, 27))),
    asked("Đề nghị trả lời chế độ cho người có công còn vướng hồ sơ từ năm 2018.", 5, "", day(2020, 2, 18), Sector::Welfare, WELFARE, Fate::Ended(Outcome::Explained, day(2020, 3, 25))),
    asked("Đề nghị thu gom rác thải sinh hoạt tại bãi tập kết ven đường, gây ô nhiễm.", 0, "tổ dân phố Ninh Phú", day(2020, 3, 10), Sector::Land, LAND, Fate::Watched(Outcome::InProgress, day(2020, 4, 22), day(2020, 9, 30))),
    Asked { repeats: ROAD_1, ..asked(ROAD_2, 12, "thôn Mai Cầu", day(2020, 4, 16), Sector::Transport, UBND, Fate::Ended(Outcome::Explained, day(2020, 6, 10))) },
    asked("Đề nghị hỗ trợ giống lúa cho diện tích bị sâu bệnh vụ xuân.", 4, "", day(2020, 4, 21), Sector::Agriculture, FARMS, Fate::Ended(Outcome::Resolved, day(2020, 5, 29))),
    asked("Đề nghị chi hỗ trợ người gặp khó khăn do dịch Covid-19 đúng đối tượng, kịp thời.", 8, "", day(2020, 5, 12), Sector::Welfare, WELFARE, Fate::Ended(Outcome::Resolved, day(2020, 6, 24))),
    asked("Đề nghị lắp điện chiếu sáng đoạn quốc lộ 1A qua thị trấn, hay xảy ra tai nạn.", 1, "", day(2020, 5, 19), Sector::Security, ROADS, Fate::Ended(Outcome::Explained, day(2020, 8, 6))),
    Asked { level: CompetenceLevel::Province, ..asked("Đề nghị sớm mở rộng đường tỉnh 495 qua địa bàn huyện.", 0, "", day(2020, 6, 9), Sector::Transport, UBND, Fate::Watched(Outcome::ForwardedUp, day(2020, 7, 8), day(2020, 12, 15))) },
    asked("Đề nghị công khai quy hoạch khu dân cư mới để người dân biết, góp ý.", 1, "", day(2020, 6, 16), Sector::Land, UBND, Fate::Ended(Outcome::Explained, day(2020, 7, 22))),
    asked("Đề nghị nạo vét kênh tiêu liên xã Liêm Túc - Liêm Sơn trước mùa mưa bão.", 6, "thôn Đại Vượng", day(2020, 7, 7), Sector::Agriculture, FARMS, Fate::Watched(Outcome::InProgress, day(2020, 8, 18), day(2020, 9, 25))),
    asked("Đề nghị xử lý lấn chiếm hành lang giao thông trên tuyến đường huyện.", 10, "", day(2020, 7, 7), Sector::Transport, ROADS, Fate::Answered(Outcome::Resolved, day(2020, 10, 9))),
    asked("Đề nghị tăng cường bác sĩ cho trạm y tế, người dân phải lên tuyến trên.", 15, "", day(2020, 7, 8), Sector::Health, UBND, Fate::Ended(Outcome::Explained, day(2020, 9, 3))),
    asked("Đề nghị hỗ trợ cải tạo hệ thống nước sạch tập trung, nước yếu vào giờ cao điểm.", 13, "", day(2020, 7, 8), Sector::Agriculture, FARMS, Fate::Ended(Outcome::Resolved, day(2020, 9, 22))),
    asked("Đề nghị sớm bố trí giáo viên cho trường tiểu học sau sáp nhập.", 11, "", day(2020, 7, 9), Sector::Education, SCHOOLS, Fate::Ended(Outcome::Resolved, day(2020, 9, 10))),
    asked("Đề nghị kiểm tra chất lượng công trình kênh mương mới bàn giao đã nứt.", 4, "thôn Khoái", day(2020, 8, 11), Sector::Agriculture, FARMS, Fate::Open),
    asked("Đề nghị giải quyết dứt điểm tồn đọng đất dịch vụ cho các hộ bị thu hồi đất.", 0, "", day(2020, 8, 12), Sector::Land, LAND, Fate::Open),
    asked("Đề nghị nâng mức phụ cấp cho người hoạt động không chuyên trách ở thôn.", 2, "", day(2020, 8, 18), Sector::Affairs, UBND, Fate::Watched(Outcome::Recorded, day(2020, 9, 16), day(2020, 12, 20))),
    asked("Đề nghị thông báo rõ lịch cắt điện, bồi thường thiết bị hỏng do điện không ổn định.", 9, "", day(2020, 9, 8), Sector::Industry, ROADS, Fate::Answered(Outcome::Explained, day(2020, 10, 13))),
    asked("Đề nghị hỗ trợ kinh phí tôn tạo nghĩa trang liệt sĩ xã.", 15, "", day(2020, 9, 9), Sector::Welfare, WELFARE, Fate::Open),
    Asked { repeats: ROAD_2, ..asked(ROAD_3, 7, "thôn Quang Trung", day(2020, 9, 10), Sector::Transport, UBND, Fate::Open) },
    asked("Đề nghị mở lớp dạy nghề cho lao động nông thôn bị mất việc do dịch.", 6, "", day(2020, 9, 24), Sector::Welfare, WELFARE, Fate::Open),
    asked("Đề nghị có biển báo, gờ giảm tốc trước cổng trường trung học cơ sở.", 3, "", day(2020, 9, 25), Sector::Security, ROADS, Fate::Ready),
    asked("Đề nghị trả lời việc thu các khoản đóng góp đầu năm học.", 8, "", day(2020, 9, 28), Sector::Education, SCHOOLS, Fate::Ready),
    asked("Đề nghị khơi thông cống thoát nước khu dân cư, ngập mỗi khi mưa to.", 1, "tổ dân phố 4", day(2020, 10, 6), Sector::Transport, ROADS, Fate::Raw),
    asked("Đề nghị kiểm tra trại chăn nuôi xả thải ra mương tiêu, mùi hôi kéo dài.", 10, "thôn Lác", day(2020, 10, 8), Sector::Land, LAND, Fate::Raw),
];

const fn asked(
    text: &'static str,
    commune: usize,
    place: &'static str,
    on: Date,
    sector: Sector,
    lead: &'static str,
    fate: Fate,
) -> Asked {
    Asked { text, commune, place, on, level: CompetenceLevel::District, sector, lead, fate, repeats: "" }
}

/// Everything about voters. The register was filled from paper when the year began.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = meetings(places);
    let lead_of = |name: &str| -> OrganizationId {
        places
            .departments
            .iter()
            .find(|(_, known)| known == name)
            .map_or(places.peoples_committee, |(id, _)| *id)
    };
    for one in ASKED {
        let lead = lead_of(one.lead);
        let area = places.communes.get(one.commune).map_or(places.district, |commune| commune.area);
        let (council, office) = (places.council, places.office.clone());
        let from = one.on.max(day(2020, 1, 9));
        let recorded = move |ctx: &mut Ctx<'_>| -> Result<(), Problem> {
            let new = NewPetition {
                session: None,
                council,
                text: one.text.to_owned(),
                area,
                place: one.place.to_owned(),
                source: Source::Meeting,
                meeting: None,
                opinions: Vec::new(),
                received_on: one.on,
                is_demonstration: true,
            };
            petitions::record(ctx, &new)?;
            Ok(())
        };
        steps.push(step(from, 9, &office, recorded));
        if matches!(one.fate, Fate::Raw) {
            continue;
        }
        steps.push(step(from, 14, &office, move |ctx| {
            let id = by_text(ctx, council, one.text)?;
            let petition = petitions::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let classes = Classes {
                level: Some(one.level),
                sector: Some(one.sector),
                committee: None,
                lead: Some(lead),
                is_public: true,
            };
            petitions::classify(ctx, id, petition.version, &classes)?;
            if !one.repeats.is_empty() {
                let earlier = by_text(ctx, council, one.repeats)?;
                petitions::repeats(ctx, id, earlier)?;
            }
            Ok(())
        }));
        if matches!(one.fate, Fate::Ready) {
            continue;
        }
        let forwarded = later(from, 5);
        steps.push(step(forwarded, 10, &office, move |ctx| {
            let id = by_text(ctx, council, one.text)?;
            petitions::forward(ctx, &[id], later(forwarded, 30))?;
            Ok(())
        }));
        steps.extend(answered(places, one, lead));
    }
    steps
}

fn answered(places: &Places, one: &'static Asked, lead: OrganizationId) -> Vec<Step> {
    let (outcome, on, promised, is_judged) = match one.fate {
        Fate::Raw | Fate::Ready | Fate::Open => return Vec::new(),
        Fate::Answered(outcome, on) => (outcome, on, None, false),
        Fate::Watched(outcome, on, promised) => (outcome, on, Some(promised), true),
        Fate::Ended(outcome, on) => (outcome, on, None, true),
    };
    let council = places.council;
    let body = Actor { role: Role::Department, organization: Some(lead), ..places.office.clone() };
    let mut steps = vec![step(on, 9, &body, move |ctx| {
        let id = by_text(ctx, council, one.text)?;
        let given = Given {
            outcome,
            text: answer_text(outcome).to_owned(),
            reference: format!("{}/UBND, {}", 100 + on.day_of_year(), kernel::dates::print(on)),
            promised_on: promised,
        };
        petitions::answer(ctx, id, &given)?;
        Ok(())
    })];
    if is_judged {
        steps.push(step(later(on, 2), 15, &places.chair, move |ctx| {
            let id = by_text(ctx, council, one.text)?;
            petitions::accept(ctx, id, promised)?;
            Ok(())
        }));
    }
    // The place says that it is so
    if matches!(one.fate, Fate::Ended(Outcome::Resolved, _))
        && let Some(commune) = places.communes.get(one.commune)
    {
        let clerk = Actor {
            role: Role::CommuneCouncil,
            area: Some(commune.area),
            organization: Some(commune.council),
            council: Some(commune.council),
            name: "HĐND xã".to_owned(),
            ..places.office.clone()
        };
        steps.push(step(later(on, 7), 9, &clerk, move |ctx| {
            let id = by_text(ctx, council, one.text)?;
            petitions::confirm(ctx, id, Confirmation::Done, "")?;
            Ok(())
        }));
    }
    steps
}

const fn answer_text(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "Đã tổ chức thực hiện xong, nghiệm thu và bàn giao cho địa phương quản lý.",
        Outcome::Explained => {
            "Nội dung cử tri nêu đã được kiểm tra; giải trình căn cứ, nguồn lực và quy định hiện hành."
        }
        Outcome::InProgress => "Đã bố trí kinh phí, đang thi công theo tiến độ; hoàn thành đúng ngày đã hẹn.",
        Outcome::Recorded => "Tiếp thu, tổng hợp để nghiên cứu khi xây dựng dự toán.",
        Outcome::NotResolved => "Chưa cân đối được nguồn kinh phí trong năm.",
        Outcome::ForwardedUp => "Thuộc thẩm quyền cấp tỉnh, đã có văn bản đề nghị.",
    }
}

fn later(on: Date, days: i32) -> Date {
    let mut day = on;
    for _ in 0..days {
        day = day.tomorrow().unwrap_or(day);
    }
    day
}

fn by_text(ctx: &mut Ctx<'_>, council: OrganizationId, text: &str) -> Result<PetitionId, Problem> {
    petitions::find_by_text(ctx.tx, council, text)?.ok_or(Problem::NotFound)
}

struct Met {
    kind: MeetingKind,
    on: Date,
    place: &'static str,
    commune: usize,
    voters: i64,
    said: &'static [&'static str],
}

const MET: &[Met] = &[
    Met {
        kind: MeetingKind::AfterSession,
        on: day(2020, 1, 14),
        place: "Nhà văn hóa thôn Sơn Thông",
        commune: 12,
        voters: 118,
        said: &["Đề nghị hỗ trợ kinh phí xây nhà văn hóa thôn."],
    },
    Met {
        kind: MeetingKind::BeforeSession,
        on: day(2020, 5, 19),
        place: "Hội trường UBND thị trấn Tân Thanh",
        commune: 1,
        voters: 96,
        said: &["Đoạn quốc lộ qua thị trấn tối, hay tai nạn.", "Cảm ơn đại biểu đã về tiếp xúc."],
    },
    Met {
        kind: MeetingKind::BeforeSession,
        on: day(2020, 7, 7),
        place: "Nhà văn hóa thôn Đại Vượng",
        commune: 6,
        voters: 132,
        said: &["Kênh tiêu liên xã bồi lắng, mưa là úng.", "Xử lý lấn chiếm hành lang đường huyện."],
    },
    Met {
        kind: MeetingKind::BeforeSession,
        on: day(2020, 7, 8),
        place: "Hội trường UBND xã Thanh Thủy",
        commune: 15,
        voters: 141,
        said: &["Trạm y tế thiếu bác sĩ.", "Nước sạch yếu giờ cao điểm."],
    },
    Met {
        kind: MeetingKind::AfterSession,
        on: day(2020, 8, 12),
        place: "Hội trường UBND thị trấn Kiện Khê",
        commune: 0,
        voters: 104,
        said: &["Đất dịch vụ tồn đọng nhiều năm."],
    },
    Met {
        kind: MeetingKind::Thematic,
        on: day(2020, 9, 8),
        place: "Nhà văn hóa xã Thanh Hương",
        commune: 9,
        voters: 87,
        said: &["Cắt điện không báo trước."],
    },
];

fn meetings(places: &Places) -> Vec<Step> {
    let council = places.council;
    let mut steps = Vec::new();
    let mut plan = |met: &'static Met, planned: Date| {
        let area = places.communes.get(met.commune).map_or(places.district, |commune| commune.area);
        steps.push(step(planned, 8, &places.office, move |ctx| {
            let delegates = directory::delegates_of(ctx.tx, council, ctx.today)?;
            let delegates = delegates.into_iter().skip(met.commune * 2).take(2).map(|(id, _)| id).collect();
            let one = petitions::plan(
                ctx,
                &NewMeeting {
                    session: None,
                    council,
                    kind: met.kind,
                    held_on: met.on,
                    starts: "08:00".to_owned(),
                    place: met.place.to_owned(),
                    area,
                    topic: String::new(),
                    delegates,
                    is_demonstration: true,
                },
            )?;
            // The day itself is another step; without voters it is still to come
            if met.on <= ctx.today {
                for words in met.said {
                    petitions::note(ctx, one.id, None, words, "")?;
                }
                petitions::hold(ctx, one.id, one.version, met.voters, "")?;
            }
            Ok(())
        }));
    };
    for met in MET {
        plan(met, met.on);
    }
    // The round before the session at the year's end
    plan(&COMING, day(2020, 10, 12));
    steps
}

const COMING: Met = Met {
    kind: MeetingKind::BeforeSession,
    on: day(2020, 11, 18),
    place: "Nhà văn hóa thôn Đống Cầu",
    commune: 3,
    voters: 0,
    said: &[],
};
