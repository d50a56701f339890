//! The report to a session: what voters asked in a window, what became of it, who lets them wait.
//! Every rate prints its numerator, its denominator and what that denominator is.

use db::Tx;
use kernel::{Date, OrganizationId, dates, numbers};
use kit::Ctx;
use papers::{Block, Cell, Column, Letter, Signature, Table};

use crate::actions::{Result, other};
use crate::model::{CompetenceLevel, Outcome, Sector};
use crate::open::{Part, Question};
use crate::store_days::{self, Counted};

/// A body that voters wait for.
pub(crate) struct Waiting {
    /// Its id, for the list behind the number.
    pub(crate) body: OrganizationId,
    /// Its name.
    pub(crate) name: String,
    /// What it owes.
    pub(crate) open: i64,
    /// How much of it is late.
    pub(crate) late: i64,
    /// Calendar days since the earliest day that passed.
    pub(crate) days: i32,
}

/// A share with the meaning of its whole.
pub(crate) struct Share {
    /// What is measured.
    pub(crate) label: &'static str,
    /// The numerator.
    pub(crate) part: i64,
    /// The denominator.
    pub(crate) whole: i64,
    /// What the denominator counts.
    pub(crate) of: &'static str,
}

impl Share {
    /// "62,5% (5/8)"; a dash of nothing.
    pub(crate) fn printed(&self) -> String {
        match numbers::percent(self.part, self.whole) {
            Some(percent) => format!("{percent} ({}/{})", self.part, self.whole),
            None => "–".to_owned(),
        }
    }
}

/// The figures of a window.
pub(crate) struct Summary {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) received: i64,
    pub(crate) before: i64,
    pub(crate) resolved: i64,
    pub(crate) explained: i64,
    pub(crate) after: i64,
    pub(crate) planned: i64,
    pub(crate) repeated: i64,
    pub(crate) answered: i64,
    pub(crate) due: i64,
    pub(crate) levels: Vec<(String, i64)>,
    pub(crate) sectors: Vec<(String, i64)>,
    pub(crate) outcomes: Vec<(String, i64)>,
    pub(crate) shares: Vec<Share>,
    pub(crate) waiting: Vec<Waiting>,
}

impl Summary {
    /// The number that a question of the window gave, when it was asked.
    pub(crate) fn number(&self, part: Part) -> Option<i64> {
        match part {
            Part::OpenBefore => Some(self.before),
            Part::Received => Some(self.received),
            Part::Closed(Outcome::Resolved) => Some(self.resolved),
            Part::Closed(Outcome::Explained) => Some(self.explained),
            Part::OpenAfter => Some(self.after),
            Part::Repeated => Some(self.repeated),
            Part::Answered => Some(self.answered),
            Part::Due => Some(self.due),
            Part::WithPlan => Some(self.planned),
            Part::OfLevel(_)
            | Part::WithoutPlan
            | Part::Closed(_)
            | Part::DueAnswered
            | Part::DueInTime
            | Part::DueLate
            | Part::DueUnanswered => None,
        }
    }
}

/// Labels in the place of words, in the order of the vocabulary; what has none last.
fn labelled<T: Copy>(
    found: Vec<(String, i64)>,
    all: &'static [T],
    word: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
    none: &str,
) -> Vec<(String, i64)> {
    let count_of =
        |wanted: &str| found.iter().filter(|(known, _)| known == wanted).map(|(_, count)| count).sum::<i64>();
    let mut rows: Vec<(String, i64)> =
        all.iter().map(|one| (label(*one).to_owned(), count_of(word(*one)))).collect();
    rows.push((none.to_owned(), count_of("")));
    rows.retain(|(_, count)| *count > 0);
    rows
}

/// Who keeps voters waiting on a day, longest first.
pub(crate) fn waiting(
    tx: &mut Tx,
    council: OrganizationId,
    today: Date,
    counted: Counted,
) -> db::Result<Vec<Waiting>> {
    let names = directory::names(tx)?;
    let mut waiting: Vec<Waiting> = store_days::waiting(tx, council, today, counted)?
        .into_iter()
        .map(|(body, open, late, since)| Waiting {
            body,
            name: names.get(&body).cloned().unwrap_or_default(),
            open,
            late,
            days: since.and_then(|day| day.until(today).ok()).map_or(0, |span| span.get_days()),
        })
        .collect();
    waiting.sort_by(|one, two| {
        (two.days, two.late, two.open)
            .cmp(&(one.days, one.late, one.open))
            .then_with(|| one.name.cmp(&two.name))
    });
    Ok(waiting)
}

/// Counts a window of a council's register as it stands today, each figure by the question that its
/// list asks.
pub(crate) fn of(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    today: Date,
) -> db::Result<Summary> {
    let ask = |part| Question { council, from, to, part };
    let mut count = |part| store_days::count(tx, &ask(part));
    let (received, before, after) =
        (count(Part::Received)?, count(Part::OpenBefore)?, count(Part::OpenAfter)?);
    let resolved = count(Part::Closed(Outcome::Resolved))?;
    let explained = count(Part::Closed(Outcome::Explained))?;
    let (planned, repeated) = (count(Part::WithPlan)?, count(Part::Repeated)?);
    let (answered, due) = (count(Part::Answered)?, count(Part::Due)?);
    let levels = store_days::levels(tx, council, from, to)?;
    let sectors = store_days::sectors(tx, council, from, to)?;
    let outcomes = store_days::outcomes(tx, council, from, to)?;
    let waiting = waiting(tx, council, today, Counted::All)?;
    let ended = resolved + explained;
    Ok(Summary {
        from,
        to,
        received,
        before,
        resolved,
        explained,
        after,
        planned,
        repeated,
        answered,
        due,
        levels: labelled(
            levels,
            CompetenceLevel::ALL,
            CompetenceLevel::as_str,
            CompetenceLevel::label,
            "Chưa phân loại",
        ),
        sectors: labelled(sectors, Sector::ALL, Sector::as_str, Sector::label, "Chưa phân loại"),
        outcomes: labelled(outcomes, Outcome::ALL, Outcome::as_str, Outcome::label, "Chưa rõ"),
        shares: vec![
            Share {
                label: "Tỷ lệ trả lời",
                part: answered,
                whole: due,
                of: "kiến nghị đến hạn trả lời trong kỳ",
            },
            Share {
                label: "Tỷ lệ giải quyết",
                part: ended,
                whole: due,
                of: "kiến nghị đến hạn trả lời trong kỳ",
            },
            Share {
                label: "Tỷ lệ giải quyết",
                part: ended,
                whole: before + received,
                of: "kiến nghị tồn kỳ trước và tiếp nhận trong kỳ",
            },
        ],
        waiting,
    })
}

fn table(title: &str, rows: &[(String, i64)]) -> Table {
    let total: i64 = rows.iter().map(|(_, count)| count).sum();
    let mut cells: Vec<Vec<Cell>> =
        rows.iter().map(|(label, count)| vec![Cell::text(label), Cell::Number(*count)]).collect();
    cells.push(vec![Cell::text("Cộng"), Cell::Number(total)]);
    Table {
        caption: String::new(),
        columns: vec![Column::left(title, 6), Column::right("Số kiến nghị", 2)],
        rows: cells,
        notes: Vec::new(),
    }
}

/// The report as a paper in the form of Decree 30/2020.
pub(crate) fn letter(ctx: &mut Ctx<'_>, council: OrganizationId, summary: &Summary) -> Result<Letter> {
    let head = follow::Head::of(ctx, council).map_err(other)?;
    let window = format!("từ ngày {} đến ngày {}", dates::print(summary.from), dates::print(summary.to));
    let mut body = vec![
        Block::paragraph(format!(
            "{} báo cáo kết quả tổng hợp, giải quyết ý kiến, kiến nghị của cử tri {window}:",
            head.standing_name
        )),
        Block::Heading("1. Tổng hợp kiến nghị".to_owned()),
        Block::paragraph(format!(
            "Tồn kỳ trước {}; tiếp nhận trong kỳ {}, trong đó {} kiến nghị đã được nêu từ kỳ trước.",
            summary.before, summary.received, summary.repeated
        )),
        Block::Table(table("Thẩm quyền", &summary.levels)),
        Block::Table(table("Lĩnh vực", &summary.sectors)),
        Block::Heading("2. Kết quả giải quyết".to_owned()),
        Block::paragraph(format!(
            "Đã giải quyết xong {}; đã giải trình, cung cấp thông tin {}; tồn cuối kỳ {}, trong đó {} đang giải quyết, có lộ trình.",
            summary.resolved, summary.explained, summary.after, summary.planned
        )),
        Block::Table(table("Trả lời trong kỳ", &summary.outcomes)),
    ];
    for share in &summary.shares {
        body.push(Block::paragraph(format!("{}: {}, trên số {}.", share.label, share.printed(), share.of)));
    }
    body.push(Block::Heading("3. Giám sát việc giải quyết".to_owned()));
    let late: Vec<&Waiting> = summary.waiting.iter().filter(|one| one.late > 0).collect();
    if late.is_empty() {
        body.push(Block::paragraph("Không có kiến nghị quá hạn."));
    } else {
        body.push(Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::left("Cơ quan", 5),
                Column::right("Đang giải quyết", 2),
                Column::right("Quá hạn", 2),
                Column::right("Lâu nhất (ngày)", 2),
            ],
            rows: late
                .into_iter()
                .map(|one| {
                    vec![
                        Cell::text(&one.name),
                        Cell::Number(one.open),
                        Cell::Number(one.late),
                        Cell::Number(i64::from(one.days)),
                    ]
                })
                .collect(),
            notes: vec![format!("Tính đến ngày {}.", dates::print(ctx.today))],
        }));
    }
    Ok(Letter {
        superior: None,
        issuer: head.issuer.clone(),
        number: None,
        subject_line: None,
        place: head.place,
        date: ctx.today,
        kind: Some("BÁO CÁO".to_owned()),
        title: Some(format!("Kết quả tổng hợp, giải quyết kiến nghị của cử tri {window}")),
        addressees: Vec::new(),
        body,
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer,
        },
        recipients: vec!["Đại biểu HĐND".to_owned(), "Lưu: VT, HĐND".to_owned()],
        footer_url: None,
        demonstration: ctx.app.settings().purpose.is_made_up(),
    })
}
