//! Sessions and resolutions, and the news.

use kernel::{Date, OrganizationId, SessionId, TermId};
use kit::{Ctx, Problem};
use portal::NewNews;
use resolutions::{NewRelation, NewResolution, NewSending, RelationKind, Way};
use sessions::{Kind, NewSession};

use super::units::Places;
use super::{Step, step};
use super::{chamber, dossier};

struct Sat {
    number: i64,
    kind: Kind,
    opened: Date,
    closed: Date,
    summary: &'static str,
    resolutions: &'static [Passed],
}

struct Passed {
    title: &'static str,
    is_normative: bool,
}

const fn passed(title: &'static str) -> Passed {
    Passed { title, is_normative: false }
}

const fn normative(title: &'static str) -> Passed {
    Passed { title, is_normative: true }
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// The district council's sessions; those of quarter III/2020 are the seed's: one regular, one
/// thematic.
const SAT: &[Sat] = &[
    Sat {
        number: 14,
        kind: Kind::Regular,
        opened: day(2019, 7, 11),
        closed: day(2019, 7, 12),
        summary: "Kỳ họp giữa năm 2019.",
        resolutions: &[
            passed("Về nhiệm vụ trọng tâm phát triển kinh tế - xã hội 6 tháng cuối năm 2019"),
            passed("Phê chuẩn quyết toán thu, chi ngân sách huyện năm 2018"),
            passed("Về chương trình giám sát của HĐND huyện năm 2020"),
        ],
    },
    Sat {
        number: 15,
        kind: Kind::Regular,
        opened: day(2019, 12, 18),
        closed: day(2019, 12, 19),
        summary: "Kỳ họp cuối năm 2019.",
        resolutions: &[
            passed("Về nhiệm vụ phát triển kinh tế - xã hội năm 2020"),
            passed("Về dự toán thu, chi ngân sách huyện năm 2020"),
            passed("Về kế hoạch đầu tư công năm 2020"),
            normative("Quy định mức hỗ trợ xây dựng nông thôn mới nâng cao trên địa bàn huyện"),
        ],
    },
    Sat {
        number: 16,
        kind: Kind::Extraordinary,
        opened: day(2020, 3, 20),
        closed: day(2020, 3, 20),
        summary: "Kỳ họp bất thường về điều chỉnh kế hoạch đầu tư công và công tác phòng, chống dịch.",
        resolutions: &[
            passed("Điều chỉnh kế hoạch đầu tư công năm 2020 (lần 1)"),
            passed("Về bố trí kinh phí phòng, chống dịch Covid-19"),
        ],
    },
    Sat {
        number: 17,
        kind: Kind::Extraordinary,
        opened: day(2020, 5, 28),
        closed: day(2020, 5, 28),
        summary: "Kỳ họp bất thường về chủ trương đầu tư một số dự án.",
        resolutions: &[passed("Về chủ trương đầu tư cải tạo đường liên xã Thanh Hà - Thanh Phong")],
    },
    Sat {
        number: 18,
        kind: Kind::Regular,
        opened: day(2020, 7, 20),
        closed: day(2020, 7, 21),
        summary: "Kỳ họp giữa năm 2020: xem xét các báo cáo 6 tháng đầu năm, chất vấn, thông qua 8 nghị quyết.",
        resolutions: &[
            passed("Về nhiệm vụ trọng tâm phát triển kinh tế - xã hội 6 tháng cuối năm 2020"),
            passed("Phê chuẩn quyết toán thu, chi ngân sách huyện năm 2019"),
            passed("Điều chỉnh dự toán thu, chi ngân sách huyện năm 2020"),
            passed("Về chương trình giám sát của HĐND huyện năm 2021"),
            passed("Điều chỉnh kế hoạch đầu tư công năm 2020 (lần 2)"),
            passed("Về nâng cao chất lượng giải quyết ý kiến, kiến nghị của cử tri"),
            normative("Quy định mức chi bảo đảm hoạt động của HĐND các cấp trên địa bàn huyện"),
            passed("Về kết quả giám sát chuyên đề quản lý đất đai tại các xã, thị trấn"),
        ],
    },
    Sat {
        number: 19,
        kind: Kind::Thematic,
        opened: day(2020, 9, 18),
        closed: day(2020, 9, 18),
        summary: "Kỳ họp chuyên đề về kế hoạch đầu tư công trung hạn và sắp xếp cơ sở trường lớp.",
        resolutions: &[
            passed("Về kế hoạch đầu tư công trung hạn giai đoạn 2021 - 2025 (lần 1)"),
            passed("Về sắp xếp hệ thống trường mầm non, tiểu học trên địa bàn huyện"),
            passed("Về chủ trương đầu tư nâng cấp kênh tiêu liên xã Liêm Túc - Liêm Sơn"),
        ],
    },
];

/// Sessions from this one on were held with the system; those before are from the paper register.
const FIRST_HELD: i64 = 17;

/// Older sessions were written down when the register was set up.
fn written_on(closed: Date) -> Date {
    closed.max(day(2020, 1, 7))
}

/// Of the resolutions of 2019 the one that nobody could read before the register was set up.
const POSTED_LATE: &str = "Về kế hoạch đầu tư công năm 2020";

/// A resolution of the old register was posted at the seat three days after it was adopted.
fn posted(ctx: &mut Ctx<'_>, id: kernel::ResolutionId, adopted: Date) -> Result<(), Problem> {
    if adopted.year() == 2019 {
        let on = adopted.tomorrow().and_then(Date::tomorrow).and_then(Date::tomorrow).unwrap_or(adopted);
        resolutions::publish_earlier(ctx, id, 1, on, "Niêm yết tại trụ sở UBND, phát trên đài truyền thanh")?;
    }
    Ok(())
}

/// What happens in the registers, each at its time.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut individual, mut normatives) = (Vec::new(), Vec::new());
    for sat in SAT {
        let session = session(
            places.council,
            places.term,
            sat.number,
            sat.kind,
            sat.opened,
            sat.closed,
            "Hội trường UBND huyện",
            sat.summary,
        );
        let council = places.council;
        let list: Vec<(i64, &'static Passed)> = sat
            .resolutions
            .iter()
            .map(|one| {
                let series = if one.is_normative { &mut normatives } else { &mut individual };
                (next(series, sat.closed.year()), one)
            })
            .collect();
        let closed = sat.closed;
        let (key, number) = ((places.council, places.term), sat.number);
        let was_held_here = FIRST_HELD <= number;
        if was_held_here {
            steps.extend(chamber::held(
                places,
                &chamber::Held {
                    session: NewSession { state: sessions::State::Planned, ..session.clone() },
                    number,
                    opened: sat.opened,
                    closed,
                    resolved: sat.resolutions.iter().map(|one| one.title).collect(),
                },
            ));
            steps.extend(dossier::held(places, number, sat.opened));
        }
        steps.push(step(written_on(closed), 16, &places.office, move |ctx| {
            let id = if was_held_here {
                chamber::find(ctx, key, number)?
            } else {
                sessions::create(ctx, &session)?
            };
            for (seq, one) in &list {
                let made = resolutions::create(ctx, &resolution(council, id, *seq, one, closed))?;
                // One of the old register was posted nowhere before
                if one.title != POSTED_LATE {
                    posted(ctx, made, closed)?;
                }
            }
            Ok(())
        }));
        steps.push(sending(key, number, closed, &places.office));
    }
    for (i, commune) in places.communes.iter().enumerate() {
        for (number, (opened, kind)) in (12..).zip(commune_sessions(i)) {
            let new = session(
                commune.council,
                commune.term,
                number,
                kind,
                opened,
                opened,
                "Trụ sở UBND",
                "Kỳ họp HĐND cấp xã.",
            );
            let council = commune.council;
            steps.push(step(written_on(opened), 17, &commune.office(), move |ctx| {
                let id = sessions::create(ctx, &new)?;
                for k in 0..=(i % 2) {
                    let seq = number * 2 + i64::try_from(k).unwrap_or(0);
                    let one =
                        Passed { title: COMMUNE_TITLES[(i + k) % COMMUNE_TITLES.len()], is_normative: false };
                    let made = resolutions::create(ctx, &resolution(council, id, seq, &one, opened))?;
                    posted(ctx, made, opened)?;
                }
                Ok(())
            }));
            steps.push(sending((commune.council, commune.term), number, opened, &commune.office()));
        }
    }
    steps.push(chamber::next(
        places,
        NewSession {
            state: sessions::State::Planned,
            ..session(
                places.council,
                places.term,
                20,
                Kind::Regular,
                day(2020, 12, 15),
                day(2020, 12, 16),
                "Hội trường UBND huyện",
                "",
            )
        },
    ));
    steps.push(dossier::next(places, 20));
    steps.extend(amendments(places));
    steps.extend(news(places));
    steps
}

fn days_after(day: Date, days: u64) -> Date {
    day.checked_add(std::time::Duration::from_secs(days * 86_400)).unwrap_or(day)
}

/// Five days after the closing the papers of a session go up.
fn sending(key: (OrganizationId, TermId), number: i64, closed: Date, actor: &kernel::Actor) -> Step {
    let sent_on = days_after(closed, 5);
    step(written_on(sent_on), 18, actor, move |ctx| {
        let id = chamber::find(ctx, key, number)?;
        let new = NewSending { sent_on, number: String::new(), note: "Dữ liệu minh họa".to_owned() };
        resolutions::send_session(ctx, id, 0, &new)?;
        Ok(())
    })
}

/// The plan of public investment of 2020, adjusted twice.
fn amendments(places: &Places) -> Vec<Step> {
    const PLAN: &str = "Về kế hoạch đầu tư công năm 2020";
    let council = places.council;
    [
        (day(2020, 3, 20), "Điều chỉnh kế hoạch đầu tư công năm 2020 (lần 1)", "lần 1"),
        (day(2020, 7, 21), "Điều chỉnh kế hoạch đầu tư công năm 2020 (lần 2)", "lần 2"),
    ]
    .into_iter()
    .map(|(on, title, time)| {
        step(on, 17, &places.office, move |ctx| {
            let all = resolutions::list_of_council(ctx.tx, council)?;
            let of = |title: &str| all.iter().find(|one| one.title == title).map(|one| one.id);
            let (Some(later), Some(older)) = (of(title), of(PLAN)) else { return Ok(()) };
            let new = NewRelation {
                target: Some(older),
                target_text: String::new(),
                kind: RelationKind::Amends,
                way: Way::Replace,
                article: "Điều 1".to_owned(),
                new_text: format!(
                    "Điều 1. {PLAN}, điều chỉnh {time}: danh mục công trình và mức vốn theo phụ lục điều chỉnh {time}."
                ),
                from_on: on,
                note: "Dữ liệu minh họa".to_owned(),
            };
            resolutions::relate(ctx, later, &new)?;
            Ok(())
        })
    })
    .collect()
}

const COMMUNE_TITLES: [&str; 4] = [
    "Về nhiệm vụ phát triển kinh tế - xã hội 6 tháng cuối năm 2020",
    "Điều chỉnh dự toán ngân sách xã năm 2020",
    "Về chương trình giám sát của HĐND xã năm 2021",
    "Về huy động đóng góp làm đường trục thôn",
];

/// A commune sits in the middle of the year, at its end, and some in between.
fn commune_sessions(i: usize) -> Vec<(Date, Kind)> {
    let offset = i8::try_from(i % 5).unwrap_or(0);
    let mut sat = vec![
        (day(2019, 7, 15 + offset), Kind::Regular),
        (day(2019, 12, 20 + offset), Kind::Regular),
        (day(2020, 7, 22 + offset), Kind::Regular),
    ];
    if i.is_multiple_of(3) {
        sat.push((day(2020, 9, 21 + offset), Kind::Thematic));
    }
    sat
}

fn next(series: &mut Vec<(i16, i64)>, year: i16) -> i64 {
    if let Some((_, last)) = series.iter_mut().find(|(known, _)| *known == year) {
        *last += 1;
        *last
    } else {
        // The year's first numbers went to resolutions that are not in the demonstration
        series.push((year, 18));
        18
    }
}

fn session(
    council: OrganizationId,
    term: TermId,
    number: i64,
    kind: Kind,
    opened: Date,
    closed: Date,
    place: &str,
    summary: &str,
) -> NewSession {
    NewSession {
        council,
        term,
        number,
        kind,
        title: String::new(),
        place: place.to_owned(),
        opened_on: opened,
        closed_on: Some(closed),
        state: sessions::State::Closed,
        summary: summary.to_owned(),
        is_public: true,
        is_demonstration: true,
    }
}

fn resolution(
    council: OrganizationId,
    session: SessionId,
    seq: i64,
    one: &Passed,
    adopted: Date,
) -> NewResolution {
    let after =
        |days: u64| adopted.checked_add(std::time::Duration::from_secs(days * 86_400)).unwrap_or(adopted);
    NewResolution {
        council,
        session: Some(session),
        is_normative: one.is_normative,
        seq,
        year: i64::from(adopted.year()),
        title: one.title.to_owned(),
        adopted_on: adopted,
        signed_on: Some(after(1)),
        effective_on: Some(if one.is_normative { after(10) } else { adopted }),
        expired_on: None,
        sent_up_on: Some(after(3)),
        body: format!(
            "Điều 1. {}.\n\nĐiều 2. Giao UBND tổ chức thực hiện; Thường trực HĐND, các Ban và đại biểu HĐND giám sát việc thực hiện.\n\nĐiều 3. Nghị quyết có hiệu lực kể từ ngày được thông qua.",
            one.title
        ),
        is_public: true,
        is_demonstration: true,
        poll: None,
        shortened: None,
    }
}

/// The article of 15/10/2020, and a short one beside it.
fn news(places: &Places) -> Vec<Step> {
    let thematic = NewNews {
        council: places.council,
        title: "HĐND huyện khóa XVIII tổ chức kỳ họp thứ Mười chín (chuyên đề)".to_owned(),
        summary: "Kỳ họp xem xét kế hoạch đầu tư công trung hạn và sắp xếp hệ thống trường lớp.".to_owned(),
        body: "Ngày 18/9/2020, HĐND huyện khóa XVIII tổ chức kỳ họp thứ Mười chín (chuyên đề).\n\nKỳ họp thông qua 03 nghị quyết; toàn văn ở mục [Nghị quyết](/nghi-quyet).".to_owned(),
        category: "Tin tức, sự kiện HĐND cấp huyện, cấp xã".to_owned(),
        picture: None,
        picture_caption: String::new(),
        picture_alt: String::new(),
        author: "Văn phòng HĐND và UBND huyện".to_owned(),
        is_demonstration: true,
    };
    let seed = NewNews {
        council: places.council,
        title: include_str!("../../data/tin-15-10-2020.tieu-de.txt").trim().to_owned(),
        summary:
            "Hội nghị đánh giá kết quả công tác quý III/2020, triển khai nhiệm vụ trọng tâm quý IV/2020."
                .to_owned(),
        body: include_str!("../../data/tin-15-10-2020.md").to_owned(),
        category: "Tin tức, sự kiện HĐND cấp huyện, cấp xã".to_owned(),
        picture: Some(include_bytes!("../../data/hoi-nghi-giao-ban.jpg").to_vec()),
        picture_caption: "Các đại biểu tham dự hội nghị".to_owned(),
        picture_alt: "Hình vẽ minh họa: các đại biểu ngồi dự hội nghị giao ban quý III/2020 trong hội trường"
            .to_owned(),
        author: "Thường trực HĐND huyện Thanh Liêm".to_owned(),
        is_demonstration: false,
    };
    [(day(2020, 9, 18), thematic), (day(2020, 10, 15), seed)]
        .into_iter()
        .map(|(on, new)| {
            step(on, 7, &places.office, move |ctx| {
                let id = portal::create_news(ctx, &new)?;
                portal::publish(ctx, id)?;
                Ok(())
            })
        })
        .collect()
}
