//! What areas answer for one another, registered in one place: indicators, the list "Hôm nay",
//! and who may open which file.

mod coordination;
mod due_by;
mod implementation;
mod intake;
mod mail;
mod meetings;
mod openness;
mod oversight;
mod programme;
mod scrutiny;

use db::Tx;
use kernel::dates;
use petitions::open::{Part, Weight};
use petitions::{CompetenceLevel, Outcome};
use reports::{Ask, CountedRow, Source};

pub(crate) use coordination::{GROUP_PARTS, MEETS, group_met};
pub(crate) use due_by::due_by;
pub(crate) use intake::{ELSEWHERE, KINDS};
pub(crate) use mail::MAILED;
pub(crate) use meetings::CALENDARS;
pub(crate) use programme::{RECORDS, session_days};

const ROWS_MAX: i64 = 10_000;

/// Which area answers which indicator.
pub(crate) static REPORT_SOURCES: &[&[Source]] = &[
    SOURCES,
    implementation::SOURCES,
    meetings::SOURCES,
    openness::SOURCES,
    oversight::SOURCES,
    programme::SOURCES,
    scrutiny::SOURCES,
];

static SOURCES: &[Source] = &[
    Source {
        code: "A01",
        parts: &[
            ("regular", "kỳ họp thường lệ"),
            ("thematic", "kỳ họp chuyên đề"),
            ("extraordinary", "kỳ họp bất thường"),
            ("urgent", "kỳ họp giải quyết công việc đột xuất"),
            ("first", "kỳ họp thứ nhất"),
            ("term_final", "kỳ họp cuối nhiệm kỳ"),
        ],
        keeps: |tx, ask| sessions::open::keeps(tx, ask.council),
        count: |tx, ask| sessions::open::count(tx, &sessions_of(ask)),
        list: |tx, ask| {
            let rows = sessions::open::list(tx, &sessions_of(ask), None, ROWS_MAX)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
        },
        denominator: None,
    },
    Source {
        code: "A02",
        parts: &[("normative", "nghị quyết quy phạm pháp luật"), ("individual", "nghị quyết cá biệt")],
        keeps: |tx, ask| resolutions::open::keeps(tx, ask.council),
        count: |tx, ask| resolutions::open::count(tx, &resolutions_of(ask)),
        list: |tx, ask| {
            let rows = resolutions::open::list(tx, &resolutions_of(ask), None, ROWS_MAX)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
        },
        denominator: None,
    },
    Source {
        code: "C09",
        parts: &[],
        keeps: |tx, ask| follow::keeps(tx, ask.council),
        count: |tx, ask| Ok(follow::reminders(tx, ask.council, ask.from, ask.to, 0)?.0),
        list: |tx, ask| {
            let (_, rows) = follow::reminders(tx, ask.council, ask.from, ask.to, ROWS_MAX)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, row.on, row.note)).collect())
        },
        denominator: None,
    },
    Source {
        code: "A06",
        parts: &[],
        keeps: |tx, ask| resolutions::open::keeps(tx, ask.council),
        count: |tx, ask| resolutions::open::count(tx, &sent_up(ask, resolutions::open::Part::SentInTime)),
        list: |tx, ask| {
            let question = sent_up(ask, resolutions::open::Part::SentInTime);
            let rows = resolutions::open::list(tx, &question, None, ROWS_MAX)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
        },
        denominator: Some((
            |tx, ask| resolutions::open::count(tx, &sent_up(ask, resolutions::open::Part::DueUp)),
            |tx, ask| {
                let question = sent_up(ask, resolutions::open::Part::DueUp);
                let rows = resolutions::open::list(tx, &question, None, ROWS_MAX)?;
                Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
            },
        )),
    },
    Source {
        code: "A03",
        parts: &[],
        keeps: |tx, ask| chamber::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| Ok(parts_of(chamber::open::attendance(tx, ask.council, ask.from, ask.to)?)),
        list: |tx, ask| Ok(part_rows(chamber::open::attendance(tx, ask.council, ask.from, ask.to)?)),
        denominator: Some((
            |tx, ask| Ok(wholes_of(chamber::open::attendance(tx, ask.council, ask.from, ask.to)?)),
            |tx, ask| Ok(whole_rows(chamber::open::attendance(tx, ask.council, ask.from, ask.to)?)),
        )),
    },
    Source {
        code: "A04",
        parts: &[],
        keeps: |tx, ask| chamber::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| Ok(parts_of(chamber::open::agreement(tx, ask.council, ask.from, ask.to)?)),
        list: |tx, ask| Ok(part_rows(chamber::open::agreement(tx, ask.council, ask.from, ask.to)?)),
        denominator: Some((
            |tx, ask| Ok(wholes_of(chamber::open::agreement(tx, ask.council, ask.from, ask.to)?)),
            |tx, ask| Ok(whole_rows(chamber::open::agreement(tx, ask.council, ask.from, ask.to)?)),
        )),
    },
    Source {
        code: "A05",
        parts: &[],
        keeps: |tx, ask| dossier::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| Ok(count_rows(&papers_of(tx, ask, true)?)),
        list: |tx, ask| papers_of(tx, ask, true),
        denominator: Some((
            |tx, ask| Ok(count_rows(&papers_of(tx, ask, false)?)),
            |tx, ask| papers_of(tx, ask, false),
        )),
    },
    Source {
        code: "A07",
        parts: &[],
        keeps: |tx, ask| chamber::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| Ok(parts_of(chamber::open::speeches(tx, ask.council, ask.from, ask.to)?)),
        list: |tx, ask| Ok(part_rows(chamber::open::speeches(tx, ask.council, ask.from, ask.to)?)),
        denominator: None,
    },
    Source {
        code: "A08",
        parts: &[("put", "chất vấn trong kỳ"), ("oral", "trả lời trực tiếp tại kỳ họp")],
        keeps: |tx, ask| questions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| {
            questions::open::count(tx, ask.council, (ask.from, ask.to), ask.today, questions_part(ask))
        },
        list: |tx, ask| question_rows(tx, ask, questions_part(ask)),
        denominator: Some((
            |tx, ask| {
                questions::open::count(
                    tx,
                    ask.council,
                    (ask.from, ask.to),
                    ask.today,
                    questions::open::Part::Due,
                )
            },
            |tx, ask| question_rows(tx, ask, questions::open::Part::Due),
        )),
    },
    Source {
        code: "D01",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps_meetings(tx, ask.council, ask.from),
        count: |tx, ask| petitions::open::count_meetings(tx, ask.council, ask.from, ask.to),
        list: |tx, ask| meeting_rows(tx, ask, Weight::One),
        denominator: None,
    },
    Source {
        code: "D02",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps_meetings(tx, ask.council, ask.from),
        count: |tx, ask| petitions::open::count_voters(tx, ask.council, ask.from, ask.to),
        list: |tx, ask| meeting_rows(tx, ask, Weight::Voters),
        denominator: None,
    },
    Source {
        code: "D03",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps_meetings(tx, ask.council, ask.from),
        count: |tx, ask| petitions::open::count_opinions(tx, ask.council, ask.from, ask.to),
        list: |tx, ask| meeting_rows(tx, ask, Weight::Opinions),
        denominator: None,
    },
    Source {
        code: "D04",
        parts: &[
            ("central", "thẩm quyền trung ương"),
            ("province", "thẩm quyền tỉnh"),
            ("district", "thẩm quyền huyện"),
            ("commune", "thẩm quyền xã"),
            ("other", "doanh nghiệp, ngành dọc"),
        ],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, received(ask)),
        list: |tx, ask| petition_rows(tx, ask, received(ask)),
        denominator: None,
    },
    Source {
        code: "D05",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| {
            let part = of_own_level(tx, ask)?;
            petition_count(tx, ask, part)
        },
        list: |tx, ask| {
            let part = of_own_level(tx, ask)?;
            petition_rows(tx, ask, part)
        },
        denominator: None,
    },
    Source {
        code: "D06",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, Part::OpenBefore),
        list: |tx, ask| petition_rows(tx, ask, Part::OpenBefore),
        denominator: None,
    },
    Source {
        code: "D07",
        parts: &[
            ("in_time", "trả lời đúng hạn"),
            ("late", "trả lời sau hạn"),
            ("missing", "chưa trả lời ở cuối kỳ"),
            ("answered", "trả lời trong kỳ, đến hạn bất cứ lúc nào"),
        ],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, answered(ask)),
        list: |tx, ask| petition_rows(tx, ask, answered(ask)),
        denominator: Some((
            |tx, ask| petition_count(tx, ask, Part::Due),
            |tx, ask| petition_rows(tx, ask, Part::Due),
        )),
    },
    Source {
        code: "D08",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, Part::Closed(Outcome::Resolved)),
        list: |tx, ask| petition_rows(tx, ask, Part::Closed(Outcome::Resolved)),
        denominator: None,
    },
    Source {
        code: "D09",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, Part::Closed(Outcome::Explained)),
        list: |tx, ask| petition_rows(tx, ask, Part::Closed(Outcome::Explained)),
        denominator: None,
    },
    Source {
        code: "D10",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, Part::WithPlan),
        list: |tx, ask| petition_rows(tx, ask, Part::WithPlan),
        denominator: None,
    },
    Source {
        code: "D11",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, Part::WithoutPlan),
        list: |tx, ask| petition_rows(tx, ask, Part::WithoutPlan),
        denominator: None,
    },
    Source {
        code: "D12",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, Part::OpenAfter),
        list: |tx, ask| petition_rows(tx, ask, Part::OpenAfter),
        denominator: None,
    },
    Source {
        code: "D13",
        parts: &[],
        keeps: |tx, ask| petitions::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| petition_count(tx, ask, Part::Repeated),
        list: |tx, ask| petition_rows(tx, ask, Part::Repeated),
        denominator: None,
    },
    Source {
        code: "E01",
        parts: &[
            ("chair", "Chủ tịch HĐND tiếp định kỳ"),
            ("standing", "Thường trực HĐND tiếp"),
            ("delegate", "đại biểu HĐND tiếp"),
            ("joint", "tiếp chung tại xã"),
        ],
        keeps: |tx, ask| reception::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| reception_count(tx, ask, true),
        list: |tx, ask| reception_rows(tx, ask, true),
        denominator: Some((
            |tx, ask| reception_count(tx, ask, false),
            |tx, ask| reception_rows(tx, ask, false),
        )),
    },
    Source {
        code: "E02",
        parts: &[("groups", "đoàn đông người")],
        keeps: |tx, ask| reception::open::keeps_visits(tx, ask.council, ask.from),
        count: |tx, ask| reception::open::count(tx, &visits_of(ask, visits_part(ask))),
        list: |tx, ask| visit_rows(tx, ask, visits_part(ask)),
        denominator: None,
    },
    Source {
        code: "E03",
        parts: &[
            ("complaint", "khiếu nại"),
            ("citizen_petition", "kiến nghị"),
            ("feedback", "phản ánh"),
            ("other", "nội dung khác"),
        ],
        keeps: |tx, ask| reception::open::keeps_visits(tx, ask.council, ask.from),
        count: |tx, ask| reception::open::count(tx, &visits_of(ask, cases_part(ask))),
        list: |tx, ask| visit_rows(tx, ask, cases_part(ask)),
        denominator: None,
    },
    Source {
        code: "E04",
        parts: &[
            ("complaint", "khiếu nại"),
            ("petition", "kiến nghị"),
            ("feedback", "phản ánh"),
            ("mixed", "có nhiều nội dung"),
            ("duplicate", "đơn trùng"),
            ("anonymous", "không ghi tên"),
            ("before", "tồn kỳ trước chuyển sang"),
        ],
        keeps: |tx, ask| letters::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| letter_count(tx, ask, letters_received(ask)),
        list: |tx, ask| letter_rows(tx, ask, letters_received(ask)),
        denominator: None,
    },
    Source {
        code: "E05",
        parts: &[],
        keeps: |tx, ask| letters::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| letter_count(tx, ask, letters::open::Part::Eligible),
        list: |tx, ask| letter_rows(tx, ask, letters::open::Part::Eligible),
        denominator: None,
    },
    Source {
        code: "E06",
        parts: &[
            ("accept", "thụ lý"),
            ("guide", "hướng dẫn"),
            ("forward", "chuyển"),
            ("return", "trả lại"),
            ("file", "lưu"),
            ("reply_not_accept", "trả lời không thụ lý"),
        ],
        keeps: |tx, ask| letters::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| letter_count(tx, ask, letters_decided(ask)),
        list: |tx, ask| letter_rows(tx, ask, letters_decided(ask)),
        denominator: None,
    },
    Source {
        code: "E07",
        parts: &[],
        keeps: |tx, ask| letters::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| letter_count(tx, ask, letters::open::Part::ProcessedInTime),
        list: |tx, ask| letter_rows(tx, ask, letters::open::Part::ProcessedInTime),
        denominator: Some((
            |tx, ask| letter_count(tx, ask, letters::open::Part::ProcessDue),
            |tx, ask| letter_rows(tx, ask, letters::open::Part::ProcessDue),
        )),
    },
    Source {
        code: "E08",
        parts: &[],
        keeps: |tx, ask| letters::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| letter_count(tx, ask, letters::open::Part::Answered),
        list: |tx, ask| letter_rows(tx, ask, letters::open::Part::Answered),
        denominator: Some((
            |tx, ask| letter_count(tx, ask, letters::open::Part::AnswerDue),
            |tx, ask| letter_rows(tx, ask, letters::open::Part::AnswerDue),
        )),
    },
    Source {
        code: "E09",
        parts: &[("overdue", "đơn quá hạn trả lời cuối kỳ")],
        keeps: |tx, ask| letters::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| match ask.part {
            Some(_) => letter_count(tx, ask, letters::open::Part::AnswerOverdue),
            None => Ok(follow::reminders_about(tx, ask.council, "letter", ask.from, ask.to, 0)?.0),
        },
        list: |tx, ask| {
            if ask.part.is_some() {
                return letter_rows(tx, ask, letters::open::Part::AnswerOverdue);
            }
            let (_, rows) = follow::reminders_about(tx, ask.council, "letter", ask.from, ask.to, ROWS_MAX)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, row.on, row.note)).collect())
        },
        denominator: None,
    },
    Source {
        code: "F01",
        parts: &[
            ("cleared", "đã tháo gỡ trong kỳ"),
            ("commune", "đề nghị cấp xã giải quyết"),
            ("district", "đề nghị cấp huyện giải quyết"),
            ("province", "đề nghị cấp tỉnh giải quyết"),
            ("central", "đề nghị trung ương giải quyết"),
        ],
        keeps: |tx, ask| briefings::keeps(tx, ask.council),
        count: |tx, ask| {
            briefings::count(tx, &briefings::question(ask.council, ask.from, ask.to, ask.part.as_deref()))
        },
        list: |tx, ask| {
            let question = briefings::question(ask.council, ask.from, ask.to, ask.part.as_deref());
            let rows = briefings::list(tx, &question, ROWS_MAX)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, row.on, row.note)).collect())
        },
        denominator: None,
    },
    Source {
        code: "F02",
        parts: &[
            ("done", "hoàn thành đúng hạn"),
            ("late", "hoàn thành trễ"),
            ("open", "chưa hoàn thành"),
            ("overdue", "quá hạn"),
        ],
        keeps: |_, _| Ok(true),
        count: |tx, ask| Ok(i64::try_from(duties_of(tx, ask)?.len()).unwrap_or(i64::MAX)),
        list: |tx, ask| {
            let rows = duties_of(tx, ask)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, row.on, row.note)).collect())
        },
        denominator: None,
    },
    Source {
        code: "G01",
        parts: &[],
        keeps: |tx, ask| portal::open::keeps(tx, ask.council),
        count: |tx, ask| portal::open::count(tx, &news_of(ask)),
        list: |tx, ask| {
            let rows = portal::open::list(tx, &news_of(ask), ROWS_MAX)?;
            Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
        },
        denominator: None,
    },
];

fn counted(label: String, href: String, on: Option<kernel::Date>, note: String) -> CountedRow {
    CountedRow { label, href, on: on.map(dates::print), note, count: 1 }
}

fn parts_of(rows: Vec<chamber::open::CountedRow>) -> i64 {
    rows.iter().map(|row| row.count).sum()
}

fn wholes_of(rows: Vec<chamber::open::CountedRow>) -> i64 {
    rows.iter().map(|row| row.whole).sum()
}

fn part_rows(rows: Vec<chamber::open::CountedRow>) -> Vec<CountedRow> {
    let one = |row: chamber::open::CountedRow| CountedRow {
        count: row.count,
        ..counted(row.label, row.href, Some(row.on), row.note)
    };
    rows.into_iter().map(one).collect()
}

fn whole_rows(rows: Vec<chamber::open::CountedRow>) -> Vec<CountedRow> {
    let one = |row: chamber::open::CountedRow| CountedRow {
        count: row.whole,
        ..counted(row.label, row.href, Some(row.on), row.note)
    };
    rows.into_iter().map(one).collect()
}

/// Papers of sessions, those in time only or all that were due.
fn papers_of(tx: &mut Tx, ask: &Ask, in_time: bool) -> db::Result<Vec<CountedRow>> {
    let rows = dossier::open::papers(tx, ask.council, ask.from, ask.to, ask.today)?;
    Ok(rows
        .into_iter()
        .filter(|row| row.is_in_time || !in_time)
        .map(|row| counted(row.label, row.href, Some(row.on), row.note))
        .collect())
}

fn count_rows(rows: &[CountedRow]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

fn petition_count(tx: &mut Tx, ask: &Ask, part: Part) -> db::Result<i64> {
    petitions::open::count(tx, &petitions_of(ask, part))
}

fn petition_rows(tx: &mut Tx, ask: &Ask, part: Part) -> db::Result<Vec<CountedRow>> {
    let rows = petitions::open::list(tx, &petitions_of(ask, part), ROWS_MAX)?;
    Ok(rows.into_iter().map(weighed).collect())
}

fn letter_count(tx: &mut Tx, ask: &Ask, part: letters::open::Part) -> db::Result<i64> {
    letters::open::count(tx, &letters_of(ask, part))
}

fn letter_rows(tx: &mut Tx, ask: &Ask, part: letters::open::Part) -> db::Result<Vec<CountedRow>> {
    let rows = letters::open::list(tx, &letters_of(ask, part), ROWS_MAX)?;
    Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
}

/// Written answers in time, or what else is told of questions.
fn questions_part(ask: &Ask) -> questions::open::Part {
    match ask.part.as_deref() {
        Some("put") => questions::open::Part::Put,
        Some("oral") => questions::open::Part::Oral,
        _ => questions::open::Part::InTime,
    }
}

fn question_rows(tx: &mut Tx, ask: &Ask, part: questions::open::Part) -> db::Result<Vec<CountedRow>> {
    let rows = questions::open::list(tx, ask.council, (ask.from, ask.to), ask.today, part, ROWS_MAX)?;
    Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
}

const fn letters_of(ask: &Ask, part: letters::open::Part) -> letters::open::Question {
    letters::open::Question { council: ask.council, from: ask.from, to: ask.to, part }
}

/// All that were received, or one part of them. Denunciations have none of their own: how many
/// there are is told to nobody outside the office.
fn letters_received(ask: &Ask) -> letters::open::Part {
    use letters::open::Part;
    match ask.part.as_deref() {
        Some("complaint") => Part::OfKind(letters::Kind::Complaint),
        Some("petition") => Part::OfKind(letters::Kind::CitizenPetition),
        Some("feedback") => Part::OfKind(letters::Kind::Feedback),
        Some("mixed") => Part::OfKind(letters::Kind::Mixed),
        Some("duplicate") => Part::Duplicate,
        Some("anonymous") => Part::Anonymous,
        Some("before") => Part::OpenBefore,
        _ => Part::Received,
    }
}

/// All that were decided, or those of one outcome.
fn letters_decided(ask: &Ask) -> letters::open::Part {
    use letters::open::Part;
    ask.part.as_deref().and_then(|part| part.parse().ok()).map_or(Part::Decided, Part::DecidedAs)
}

fn meeting_rows(tx: &mut Tx, ask: &Ask, weight: Weight) -> db::Result<Vec<CountedRow>> {
    let rows = petitions::open::list_meetings(tx, ask.council, ask.from, ask.to, weight, ROWS_MAX)?;
    Ok(rows.into_iter().map(weighed).collect())
}

fn weighed(row: petitions::open::CountedRow) -> CountedRow {
    CountedRow { count: row.count, ..counted(row.label, row.href, Some(row.on), row.note) }
}

fn petitions_of(ask: &Ask, part: Part) -> petitions::open::Question {
    petitions::open::Question { council: ask.council, from: ask.from, to: ask.to, part }
}

/// All that were received, or those of one level.
fn received(ask: &Ask) -> Part {
    ask.part.as_deref().and_then(|part| part.parse().ok()).map_or(Part::Received, Part::OfLevel)
}

/// Of those due in the window the answered ones, or what else became of them; or all that were
/// answered in it.
fn answered(ask: &Ask) -> Part {
    match ask.part.as_deref() {
        Some("in_time") => Part::DueInTime,
        Some("late") => Part::DueLate,
        Some("missing") => Part::DueUnanswered,
        Some("answered") => Part::Answered,
        _ => Part::DueAnswered,
    }
}

/// Those in the competence of the unit's own level.
fn of_own_level(tx: &mut Tx, ask: &Ask) -> db::Result<Part> {
    let area = directory::area(tx, ask.area)?.ok_or(db::Error::NotFound)?;
    Ok(Part::OfLevel(match area.tier {
        directory::Tier::Province => CompetenceLevel::Province,
        directory::Tier::District => CompetenceLevel::District,
        directory::Tier::Commune => CompetenceLevel::Commune,
    }))
}

/// Receptions of the schedule, or those of them that were held.
fn reception_count(tx: &mut Tx, ask: &Ask, held: bool) -> db::Result<i64> {
    let kind = ask.part.as_deref().and_then(|part| part.parse().ok());
    reception::open::count_receptions(tx, ask.council, (ask.from, ask.to), kind, held)
}

fn reception_rows(tx: &mut Tx, ask: &Ask, held: bool) -> db::Result<Vec<CountedRow>> {
    let kind = ask.part.as_deref().and_then(|part| part.parse().ok());
    let window = (ask.from, ask.to);
    let rows = reception::open::list_receptions(tx, ask.council, window, kind, held, ROWS_MAX)?;
    Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
}

fn visits_of(ask: &Ask, part: reception::open::Part) -> reception::open::Question {
    reception::open::Question { council: ask.council, from: ask.from, to: ask.to, part }
}

fn visit_rows(tx: &mut Tx, ask: &Ask, part: reception::open::Part) -> db::Result<Vec<CountedRow>> {
    let rows = reception::open::list(tx, &visits_of(ask, part), ROWS_MAX)?;
    Ok(rows.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
}

fn visits_part(ask: &Ask) -> reception::open::Part {
    match ask.part {
        Some(_) => reception::open::Part::Groups,
        None => reception::open::Part::Visits,
    }
}

fn cases_part(ask: &Ask) -> reception::open::Part {
    match ask.part.as_deref() {
        None => reception::open::Part::Cases,
        Some(part) => part.parse().map_or(reception::open::Part::OtherCases, reception::open::Part::CasesOf),
    }
}

fn sessions_of(ask: &Ask) -> sessions::open::Question {
    sessions::open::Question {
        council: ask.council,
        from: ask.from,
        to: ask.to,
        kind: ask.part.as_deref().and_then(|part| part.parse().ok()),
    }
}

fn resolutions_of(ask: &Ask) -> resolutions::open::Question {
    resolutions::open::Question {
        council: ask.council,
        from: ask.from,
        to: ask.to,
        is_normative: ask.part.as_deref().map(|part| part == "normative"),
        part: resolutions::open::Part::Adopted,
    }
}

fn sent_up(ask: &Ask, part: resolutions::open::Part) -> resolutions::open::Question {
    resolutions::open::Question { council: ask.council, from: ask.from, to: ask.to, is_normative: None, part }
}

fn news_of(ask: &Ask) -> portal::open::Question {
    portal::open::Question { council: ask.council, from: ask.from, to: ask.to }
}

/// Conclusions of the briefing of the quarter before that name a body of this unit.
fn duties_of(tx: &mut Tx, ask: &Ask) -> db::Result<Vec<follow::Counted>> {
    follow::of_last_briefing(tx, ask.area, ask.from, ask.to, ask.part.as_deref(), ask.today)
}

/// Records that stand in chains, for the page of a record's whole course.
pub(crate) static LIVES: &[chain::Kind] = &[
    petitions::LIFE,
    questions::LIFE,
    sessions::LIFE,
    resolutions::LIFE,
    follow::LIFE,
    ::oversight::LIFE,
    ::oversight::RECOMMENDATION_LIFE,
    ::implementation::LIFE,
    briefings::LIFE,
    briefings::DIFFICULTY_LIFE,
    ::programme::LIFE,
    ::meetings::LIFE,
    ::scrutiny::LIFE,
    ::scrutiny::REVIEW_LIFE,
    drafts::LIFE,
    letters::LIFE,
    petitions::OPINION_LIFE,
    reception::LIFE,
    ::coordination::LIFE,
    ::coordination::ACTIVITY_LIFE,
    ::coordination::CAMPAIGN_LIFE,
];

/// What other areas put on "Hôm nay".
pub(crate) static TODO_SOURCES: &[follow::TodoSource] = &[
    briefings::todos,
    ::coordination::todos,
    dossier::todos,
    drafts::todos,
    ::implementation::todos,
    letters::todos,
    ::meetings::todos,
    ::oversight::todos,
    petitions::todos,
    ::programme::todos,
    reception::todos,
    resolutions::todos,
    questions::todos,
    ::scrutiny::todos,
];

/// Follow-ups that are answered and judged on the page of what they come from.
pub(crate) static HANDLED: &[follow::Handled] = &[
    follow::Handled {
        kind: "petition",
        path: petitions::path_of,
        label: "Mở kiến nghị để trả lời, đánh giá",
        moved: petitions::moved,
    },
    follow::Handled {
        kind: "letter",
        path: letters::path_of,
        label: "Mở đơn để trả lời",
        moved: letters::moved,
    },
    follow::Handled {
        kind: "visit",
        path: reception::path_of,
        label: "Mở lượt tiếp để báo kết quả",
        moved: reception::moved,
    },
];

/// Areas that show records of a session as the session may be shown.
pub(crate) static SESSION_WATCHERS: &[sessions::Watcher] =
    &[drafts::session_changed, programme::session_changed, questions::session_changed];

/// Areas whose records stand under items of an agenda.
pub(crate) static DEPENDENTS: &[chamber::Dependent] = &[
    chamber::Dependent {
        holds: drafts::holds_item,
        changed: drafts::item_changed,
        proposes: drafts::proposed_vote,
        why: "Nội dung này có dự thảo nghị quyết, không bỏ khỏi chương trình được.",
    },
    chamber::Dependent {
        holds: dossier::holds_item,
        changed: |_, _| Ok(()),
        proposes: |_, _| Ok(None),
        why: "Nội dung này có tài liệu hoặc phân công thẩm tra trong hồ sơ. Bỏ ở trang Chuẩn bị trước.",
    },
];

/// What stands beside a resolution on its public page.
pub(crate) static BESIDE: &[resolutions::Beside] = &[implementation::beside, implementation::cleared];

/// Which record carries a file, by its kind: where a search leads to.
type HomeOfFile = fn(&mut kit::Ctx<'_>, &files::File) -> db::Result<Option<files::Home>>;

static FILE_HOMES: &[(&str, HomeOfFile)] = &[
    ("follow_up", follow::home_of_file),
    ("briefing_report", briefings::home_of_file),
    ("news_item", portal::home_of_file),
    (petitions::PAPER_SUBJECT, petitions::home_of_file),
    (dossier::SUBJECT, dossier::home_of_file),
    (chamber::SUBJECT, chamber::home_of_file),
    ("oversight_body", ::oversight::home_of_file),
    ("oversight_finding", ::oversight::home_of_file),
    ("field_note", ::oversight::home_of_file),
    (::implementation::SUBJECT, ::implementation::home_of_file),
];

/// Files that say what a search asks, of those that its reader may have.
pub(crate) fn in_files(ctx: &mut kit::Ctx<'_>, question: &str) -> db::Result<Vec<search::InFile>> {
    const SHOWN: usize = 20;
    let mut found = Vec::new();
    for file in files::find(ctx, question, FILE_GUARDS, SHOWN)? {
        let Some((_, home)) = FILE_HOMES.iter().find(|(kind, _)| *kind == file.subject_kind) else {
            continue;
        };
        if let Some(home) = home(ctx, &file)? {
            found.push(search::InFile {
                title: home.title,
                href: home.href,
                path: file.path(),
                on: dates::date_of(file.uploaded_ms),
                name: file.original_name,
            });
        }
    }
    Ok(found)
}

/// Who may open files of which records.
pub(crate) static FILE_GUARDS: &[(&str, files::Guard)] = &[
    ("follow_up", follow::may_see_files),
    ("briefing_report", briefings::may_see_files),
    ("news_item", portal::may_see_files),
    (petitions::PAPER_SUBJECT, petitions::may_see_files),
    (dossier::SUBJECT, dossier::may_see_files),
    (chamber::SUBJECT, chamber::may_see_files),
    ("oversight_body", ::oversight::may_see_files),
    ("oversight_finding", ::oversight::may_see_files),
    ("field_note", ::oversight::may_see_files),
    (::implementation::SUBJECT, ::implementation::may_see_files),
];
