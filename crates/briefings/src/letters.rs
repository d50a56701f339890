//! The papers of a briefing in the form of Nghị định 30/2020/NĐ-CP: plan, invitation, letters
//! that urge, change of day, minutes, notice of conclusions, aggregate.

use directory::{Organization, Post};
use kernel::{Date, OrganizationId, dates, numbers};
use kit::Ctx;
use papers::{Block, Cell, Column, Letter, Signature, Span, Table};

use crate::model::{Briefing, Refusal};
use crate::rules::{self, Milestone};
use crate::snapshot::{self, Snapshot};

type Result<T> = std::result::Result<T, kit::Error<Refusal>>;

/// What stands at the head and foot of the Standing Committee's papers.
#[derive(Debug, Clone)]
pub struct Head {
    /// The issuing body.
    pub organization: OrganizationId,
    /// "Thường trực Hội đồng nhân dân huyện Thanh Liêm".
    pub issuer: String,
    /// "Thanh Liêm".
    pub place: String,
    /// Full name of the signer.
    pub signer: String,
}

impl Head {
    /// The head of the papers of this briefing's council on a day.
    pub fn of(ctx: &mut Ctx<'_>, council: OrganizationId, on: Date) -> Result<Self> {
        let council = directory::organization(ctx.tx, council)?.ok_or(kit::Error::NotFound)?;
        let area = directory::area(ctx.tx, council.area_id)?.ok_or(kit::Error::NotFound)?;
        let issuing: Organization =
            directory::standing_committee_of(ctx.tx, council.id)?.unwrap_or_else(|| council.clone());
        let chair = directory::holder_of(ctx.tx, council.id, Post::Chair, on)?;
        Ok(Self {
            organization: issuing.id,
            issuer: issuing.name,
            place: area.bare_name().to_owned(),
            signer: chair.map_or_else(String::new, |person| person.name),
        })
    }

    fn letter(&self, briefing: &Briefing, date: Date) -> Letter {
        self.blank(briefing.is_demonstration, date)
    }

    fn blank(&self, demonstration: bool, date: Date) -> Letter {
        Letter {
            superior: None,
            issuer: self.issuer.clone(),
            number: None,
            subject_line: None,
            place: self.place.clone(),
            date,
            kind: None,
            title: None,
            addressees: Vec::new(),
            body: Vec::new(),
            signature: Signature {
                lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
                name: self.signer.clone(),
            },
            recipients: vec!["Như trên".to_owned(), "Lưu: VT.".to_owned()],
            footer_url: None,
            demonstration,
        }
    }
}

/// "hội nghị giao ban quý III/2020".
fn name(briefing: &Briefing) -> String {
    format!("hội nghị giao ban {}", briefing.quarter_label())
}

const OUTLINE: [&str; 4] = [
    "Kết quả trong quý: kỳ họp; hoạt động của Thường trực và các Ban; giám sát, khảo sát; tiếp xúc cử tri và giải quyết kiến nghị; tiếp công dân, đơn thư; phối hợp với UBND, MTTQ, Tổ đại biểu; thực hiện nghị quyết của HĐND cấp trên trên địa bàn",
    "Tồn tại, khó khăn, vướng mắc và nguyên nhân",
    "Nhiệm vụ trọng tâm quý tới",
    "Kiến nghị, đề xuất, ghi rõ cơ quan được kiến nghị",
];

fn outline() -> Vec<Block> {
    let mut blocks: Vec<Block> = OUTLINE
        .iter()
        .zip(1u32..)
        .map(|(text, i)| Block::numbered(format!("{}.", numbers::roman(i)), format!("{text}.")))
        .collect();
    blocks.push(Block::paragraph("Kèm theo biểu chỉ tiêu trong quý, theo biểu đã điền sẵn trên hệ thống."));
    blocks
}

/// The plan with its dates.
pub fn plan(head: &Head, briefing: &Briefing, milestones: &[Milestone], today: Date) -> Letter {
    let rows = milestones
        .iter()
        .zip(1..)
        .map(|(one, i)| vec![Cell::Number(i), Cell::text(one.what.label()), Cell::Date(one.on)])
        .collect();
    let columns = vec![Column::center("STT", 1), Column::left("Việc", 6), Column::center("Chậm nhất", 3)];
    let mut body = vec![
        Block::Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN".to_owned()),
        Block::paragraph(format!("Thời gian: {}.", briefing.when())),
        Block::paragraph(format!("Địa điểm: {}.", briefing.place)),
        Block::paragraph(format!("Chủ trì: {}, {}.", briefing.chair_name, briefing.chair_post)),
    ];
    if !briefing.topic.is_empty() {
        body.push(Block::paragraph(format!("Chủ đề thảo luận: {}.", briefing.topic)));
    }
    body.push(Block::Heading("II. TIẾN ĐỘ".to_owned()));
    body.push(Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() }));
    body.push(Block::Heading("III. ĐỀ CƯƠNG BÁO CÁO CỦA CẤP XÃ".to_owned()));
    body.extend(outline());
    Letter {
        kind: Some("KẾ HOẠCH".to_owned()),
        title: Some(format!("Tổ chức {}", name(briefing))),
        body,
        recipients: vec!["Thường trực HĐND các xã, thị trấn".to_owned(), "Lưu: VT.".to_owned()],
        ..head.letter(briefing, today)
    }
}

/// The invitation, which also asks the communes for their reports.
pub fn invitation(head: &Head, briefing: &Briefing, invited: &[String], today: Date) -> Letter {
    let mut body = vec![
        Block::paragraph(format!(
            "{} tổ chức {} với Thường trực HĐND các xã, thị trấn.",
            head.issuer,
            name(briefing)
        )),
        Block::numbered("1.", format!("Thời gian: {}.", briefing.when())),
        Block::numbered("2.", format!("Địa điểm: {}.", briefing.place)),
        Block::numbered("3.", format!("Chủ trì: {}, {}.", briefing.chair_name, briefing.chair_post)),
    ];
    if !briefing.topic.is_empty() {
        body.push(Block::numbered("4.", format!("Chủ đề thảo luận: {}.", briefing.topic)));
    }
    body.push(Block::paragraph(format!(
        "Đề nghị Thường trực HĐND các xã, thị trấn gửi báo cáo trên hệ thống trước hết ngày {}, theo đề cương:",
        dates::print(briefing.reports_due_on)
    )));
    body.extend(outline());
    body.push(Block::paragraph(
        "Đề nghị các cơ quan, đơn vị xác nhận dự họp trên hệ thống; trường hợp vắng, nêu rõ lý do.",
    ));
    Letter {
        kind: Some("GIẤY MỜI".to_owned()),
        title: Some(format!("Dự {}", name(briefing))),
        addressees: invited.to_vec(),
        body,
        ..head.letter(briefing, today)
    }
}

/// A letter that urges one commune, with what is missing.
pub fn reminder(head: &Head, briefing: &Briefing, to: &str, missing: &[String], today: Date) -> Letter {
    let late = briefing.reports_due_on < today;
    let day = dates::print(briefing.reports_due_on);
    let when = if late {
        format!("đã quá hạn từ ngày {day}")
    } else {
        format!("hạn gửi là ngày {day}")
    };
    let mut body = vec![Block::paragraph(format!(
        "Chuẩn bị {}, đến ngày {} {} chưa nhận đủ hồ sơ của {to} ({when}). Còn thiếu:",
        name(briefing),
        dates::print(today),
        head.issuer,
    ))];
    body.extend(missing.iter().map(|one| Block::Bullet(one.clone())));
    body.push(Block::paragraph(format!(
        "Đề nghị {to} khẩn trương hoàn thành và gửi trên hệ thống {}.",
        if late { "trong ngày".to_owned() } else { format!("trước hết ngày {day}") }
    )));
    Letter {
        subject_line: Some(format!("đôn đốc báo cáo phục vụ {}", name(briefing))),
        addressees: vec![to.to_owned()],
        body,
        ..head.letter(briefing, today)
    }
}

/// The letter that takes a difficulty, and those grouped with it, to a body above.
pub fn taken_up(
    head: &Head,
    to: &str,
    reason: &str,
    raised: &[(String, String)],
    demonstration: bool,
    today: Date,
) -> Letter {
    let mut body = vec![Block::paragraph(format!(
        "{} nhận được khó khăn, vướng mắc sau, vượt thẩm quyền giải quyết ở địa phương:",
        head.issuer
    ))];
    body.extend(raised.iter().map(|(unit, words)| Block::Bullet(format!("{unit}: {}", with_stop(words)))));
    body.push(Block::paragraph(format!("Lý do đề nghị: {}", with_stop(reason))));
    body.push(Block::paragraph(format!(
        "Đề nghị {to} xem xét, giải quyết theo thẩm quyền và trả lời để {} thông báo đến nơi nêu.",
        head.issuer
    )));
    Letter {
        subject_line: Some("đề nghị giải quyết khó khăn, vướng mắc".to_owned()),
        addressees: vec![to.to_owned()],
        body,
        ..head.blank(demonstration, today)
    }
}

/// The notice that a briefing is put off (`new_day`) or called off.
pub fn change(
    head: &Head,
    briefing: &Briefing,
    old_day: Date,
    new_day: Option<Date>,
    reason: &str,
    today: Date,
) -> Letter {
    let (title, sentence) = match new_day {
        Some(day) => (
            format!("Đổi ngày {}", name(briefing)),
            format!(
                "{} chuyển {} từ ngày {} sang ngày {}, lúc {}, tại {}. Hạn gửi báo cáo của các xã, thị trấn là ngày {}.",
                head.issuer,
                name(briefing),
                dates::print(old_day),
                dates::print(day),
                briefing.starts_at,
                briefing.place,
                dates::print(briefing.reports_due_on)
            ),
        ),
        None => (
            format!("Không tổ chức {}", name(briefing)),
            format!("{} không tổ chức {} ngày {}.", head.issuer, name(briefing), dates::print(old_day)),
        ),
    };
    Letter {
        kind: Some("THÔNG BÁO".to_owned()),
        title: Some(title),
        body: vec![Block::paragraph(format!("Lý do: {}", with_stop(reason))), Block::paragraph(sentence)],
        recipients: vec!["Các cơ quan, đơn vị được mời".to_owned(), "Lưu: VT.".to_owned()],
        ..head.letter(briefing, today)
    }
}

/// A conclusion as it is printed.
#[derive(Debug, Clone)]
pub struct PrintedConclusion {
    /// Who.
    pub lead: String,
    /// Who helps.
    pub cooperating: Vec<String>,
    /// What.
    pub text: String,
    /// When: "trước ngày 30/10/2020", "báo cáo tại hội nghị giao ban kỳ tới", "hằng tháng".
    pub due: String,
}

/// A difficulty and what became of it, as it is printed.
#[derive(Debug, Clone)]
pub struct PrintedDifficulty {
    /// Who raised it.
    pub unit: String,
    /// What.
    pub text: String,
    /// Answered, given to somebody, or still open.
    pub outcome: String,
}

/// The notice of conclusions: law and practice of the thông báo kết luận, with preamble,
/// assessment, numbered tasks ai – làm gì – khi nào, answers to the communes.
pub fn notice(
    head: &Head,
    briefing: &Briefing,
    present: (usize, usize),
    assessment: &str,
    conclusions: &[PrintedConclusion],
    difficulties: &[PrintedDifficulty],
    today: Date,
) -> Letter {
    let chair = format!("đồng chí {}, {}", briefing.chair_name, briefing.chair_post);
    // Nobody called the roll: the notice does not say that nobody came
    let attended = match present {
        (0, _) => String::new(),
        (present, all) => format!(" Thành phần dự họp có mặt {present:02}/{all:02}."),
    };
    let mut body = vec![
        Block::paragraph(format!(
            "Ngày {}, tại {}, {} tổ chức {} với Thường trực HĐND các xã, thị trấn; {chair} chủ trì.{attended}",
            dates::print(briefing.held_on),
            briefing.place,
            head.issuer,
            name(briefing),
        )),
        Block::paragraph(format!(
            "Sau khi nghe các báo cáo và ý kiến thảo luận, đồng chí {} kết luận:",
            briefing.chair_name
        )),
        Block::Heading("1. Đánh giá".to_owned()),
    ];
    body.extend(paragraphs(
        assessment,
        "Hội nghị ghi nhận kết quả các cơ quan, địa phương đã đạt được trong quý.",
    ));
    body.push(Block::Heading("2. Nhiệm vụ".to_owned()));
    body.extend(
        conclusions.iter().zip(1..).map(|(one, i)| Block::numbered(format!("2.{i}."), sentence(one))),
    );
    body.push(Block::Heading("3. Về kiến nghị, đề xuất của các xã, thị trấn".to_owned()));
    if difficulties.is_empty() {
        body.push(Block::paragraph("Các xã, thị trấn không có kiến nghị, đề xuất."));
    }
    body.extend(difficulties.iter().zip(1..).map(|(one, i)| {
        Block::numbered(
            format!("3.{i}."),
            format!("{}: {} {}", one.unit, with_stop(&one.text), with_stop(&one.outcome)),
        )
    }));
    body.push(Block::paragraph(format!(
        "Trên đây là kết luận {}. {} đề nghị các cơ quan, đơn vị thực hiện và báo cáo kết quả tại hội nghị giao ban tiếp theo.",
        name(briefing),
        head.issuer
    )));
    Letter {
        kind: Some("THÔNG BÁO".to_owned()),
        title: Some(format!("Kết luận của đồng chí {} tại {}", briefing.chair_name, name(briefing))),
        body,
        recipients: vec![
            "Các cơ quan, đơn vị dự họp".to_owned(),
            "Thường trực HĐND các xã, thị trấn".to_owned(),
            "Lưu: VT.".to_owned(),
        ],
        ..head.letter(briefing, today)
    }
}

fn sentence(one: &PrintedConclusion) -> String {
    let with = if one.cooperating.is_empty() {
        String::new()
    } else {
        format!(", phối hợp với {}", one.cooperating.join(", "))
    };
    format!("{}{with}: {} Thời hạn: {}", one.lead, with_stop(&one.text), with_stop(&one.due))
}

/// The minutes.
pub fn minutes(
    head: &Head,
    briefing: &Briefing,
    present: &[String],
    absent: &[String],
    text: &str,
    conclusions: &[PrintedConclusion],
    today: Date,
) -> Letter {
    let list = |names: &[String]| if names.is_empty() { "không có".to_owned() } else { names.join("; ") };
    let mut body = vec![
        Block::paragraph(format!("Thời gian: {}. Địa điểm: {}.", briefing.when(), briefing.place)),
        Block::paragraph(format!("Chủ trì: đồng chí {}, {}.", briefing.chair_name, briefing.chair_post)),
        Block::paragraph(format!("Có mặt {:02}: {}.", present.len(), list(present))),
        Block::paragraph(format!("Vắng {:02}: {}.", absent.len(), list(absent))),
        Block::Heading("I. DIỄN BIẾN".to_owned()),
    ];
    body.extend(paragraphs(text, "Hội nghị thực hiện theo chương trình đã gửi."));
    body.push(Block::Heading("II. KẾT LUẬN".to_owned()));
    body.extend(conclusions.iter().zip(1..).map(|(one, i)| Block::numbered(format!("{i}."), sentence(one))));
    body.push(Block::paragraph("Biên bản được thông qua tại hội nghị."));
    Letter {
        kind: Some("BIÊN BẢN".to_owned()),
        title: Some(rules::capital(&name(briefing))),
        body,
        signature: Signature { lines: vec!["CHỦ TỌA".to_owned()], name: briefing.chair_name.clone() },
        recipients: vec!["Lưu: VT.".to_owned()],
        ..head.letter(briefing, today)
    }
}

/// The aggregate as a report with its table.
pub fn aggregate(head: &Head, briefing: &Briefing, made: &Snapshot, today: Date) -> Letter {
    let total = made.units_in.len() + made.missing.len();
    let mut body = vec![Block::paragraph(format!(
        "{} tổng hợp báo cáo {} của {:02}/{total:02} xã, thị trấn.",
        head.issuer,
        briefing.quarter_label(),
        made.units_in.len()
    ))];
    if !made.missing.is_empty() {
        body.push(Block::Paragraph(vec![
            Span::bold("Chưa có báo cáo: "),
            Span::plain(format!("{}. Số liệu dưới đây không gồm các đơn vị này.", made.missing.join(", "))),
        ]));
    }
    let own = [
        ("A. KẾT QUẢ CỦA THƯỜNG TRỰC HĐND", &briefing.own_results),
        ("B. TỒN TẠI, KHÓ KHĂN", &briefing.own_difficulties),
        ("C. NHIỆM VỤ QUÝ TỚI", &briefing.own_tasks),
    ];
    for (title, text) in own.into_iter().filter(|(_, text)| !text.is_empty()) {
        body.push(Block::Heading(title.to_owned()));
        body.extend(paragraphs(text, ""));
    }
    body.extend(of_communes("I. KẾT QUẢ CỦA CÁC XÃ, THỊ TRẤN", made, |one| &one.results));
    body.extend(of_communes("II. TỒN TẠI, KHÓ KHĂN, NGUYÊN NHÂN", made, |one| &one.shortcomings));
    body.extend(of_communes("III. NHIỆM VỤ QUÝ TỚI", made, |one| &one.tasks));
    body.push(Block::Heading("IV. KHÓ KHĂN, KIẾN NGHỊ".to_owned()));
    if made.raised.is_empty() {
        body.push(Block::paragraph("Không có."));
    }
    for (addressee, subjects) in snapshot::grouped(&made.raised) {
        body.push(Block::Paragraph(vec![Span::bold(format!("Gửi {addressee}"))]));
        for (subject, rows) in subjects {
            body.extend(
                rows.iter()
                    .map(|one| Block::Bullet(format!("{subject} ({}): {}", one.unit, with_stop(&one.text)))),
            );
        }
    }
    body.push(Block::PageBreak);
    body.push(Block::Heading("PHỤ LỤC SỐ LIỆU".to_owned()));
    body.push(Block::Table(totals(made)));
    Letter {
        kind: Some("BÁO CÁO".to_owned()),
        title: Some(format!("Tổng hợp kết quả hoạt động của HĐND cấp xã {}", briefing.quarter_label())),
        body,
        recipients: vec!["Thường trực HĐND".to_owned(), "Lưu: VT.".to_owned()],
        ..head.letter(briefing, today)
    }
}

/// One part of the communes' texts, each under its unit's name.
fn of_communes(title: &str, made: &Snapshot, part: impl Fn(&snapshot::Texts) -> &str) -> Vec<Block> {
    let written = made.texts.iter().filter(|one| !part(one).is_empty());
    let lines = written.map(|one| {
        Block::Paragraph(vec![
            Span::bold(format!("{}: ", one.unit)),
            Span::plain(part(one).replace('\n', " ")),
        ])
    });
    std::iter::once(Block::Heading(title.to_owned())).chain(lines).collect()
}

fn cell(number: snapshot::Number) -> Cell {
    match (number.numerator, number.denominator, number.value) {
        (Some(numerator), Some(denominator), _) => Cell::Percent { numerator, denominator },
        (_, _, Some(value)) => Cell::Number(value),
        _ => Cell::gap(kit::charts::NO_FIGURE),
    }
}

/// The sums, with the quarter before and last year's, and who is missing.
pub fn totals(made: &Snapshot) -> Table {
    let columns = vec![
        Column::left("Mã", 2),
        Column::left("Chỉ tiêu", 9),
        Column::left("Đơn vị", 2),
        Column::right("Trong quý", 3),
        Column::right("Quý trước", 3),
        Column::right("Cùng quý năm trước", 3),
        Column::left("Chưa có số liệu", 5),
    ];
    let rows = made
        .sums
        .iter()
        .map(|sum| {
            vec![
                Cell::text(&sum.code),
                Cell::text(&sum.label),
                Cell::text(&sum.unit),
                cell(sum.total),
                cell(sum.previous),
                cell(sum.last_year),
                Cell::text(sum.gaps_words()),
            ]
        })
        .collect();
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

/// One row an indicator, one column a unit.
pub fn by_unit(made: &Snapshot) -> Table {
    let units: Vec<&String> =
        made.sums.first().map(|sum| sum.by_unit.iter().map(|(name, _)| name).collect()).unwrap_or_default();
    let mut columns = vec![Column::left("Mã", 2), Column::left("Chỉ tiêu", 8), Column::right("Cộng", 3)];
    columns.extend(units.iter().map(|name| Column::right(name.as_str(), 3)));
    let rows = made
        .sums
        .iter()
        .map(|sum| {
            let mut row = vec![Cell::text(&sum.code), Cell::text(&sum.label), cell(sum.total)];
            row.extend(units.iter().map(|unit| {
                let own = sum.by_unit.iter().find(|(name, _)| name == *unit);
                own.map_or_else(|| Cell::gap(kit::charts::NO_FIGURE), |(_, number)| cell(*number))
            }));
            row
        })
        .collect();
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

fn paragraphs(text: &str, otherwise: &str) -> Vec<Block> {
    let lines: Vec<Block> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Block::paragraph).collect();
    if lines.is_empty() && !otherwise.is_empty() { vec![Block::paragraph(otherwise)] } else { lines }
}

/// The words with a full stop at the end.
fn with_stop(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.ends_with(['.', ';', '!', '?', '…']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conclusion_is_printed_as_who_what_and_when() {
        let one = PrintedConclusion {
            lead: "UBND huyện".to_owned(),
            cooperating: vec!["UBMTTQ huyện".to_owned()],
            text: "Giải quyết dứt điểm kiến nghị của cử tri".to_owned(),
            due: "trước ngày 30/10/2020".to_owned(),
        };
        assert_eq!(
            sentence(&one),
            "UBND huyện, phối hợp với UBMTTQ huyện: Giải quyết dứt điểm kiến nghị của cử tri. Thời hạn: trước ngày 30/10/2020."
        );
    }

    #[test]
    fn a_missing_figure_is_a_named_absence_in_the_table_too() {
        assert_eq!(cell(snapshot::Number::default()), Cell::gap("chưa có số liệu"));
        assert_eq!(cell(snapshot::Number::count(0)), Cell::Number(0));
    }
}
