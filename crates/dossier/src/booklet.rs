//! The booklet for delegates who read on paper: every paper in its newest version, or only what
//! came after a moment, to be put in the place of what they have.

use chamber::Item;
use files::{File, MediaType};
use follow::Head;
use kernel::{Instant, dates};
use kit::{Answer, Ctx, DocumentFile, Form, Problem};
use papers::{Block, Booklet, BoundFile, FileKind, Leaf, Part};
use sessions::Session;

use crate::letters::{self, PARAGRAPHS_MAX};
use crate::model::Version;
use crate::pages::{self, PaperRow};
use crate::{papers_deeds, rules, store};

/// The address of the booklet of what came later.
pub(crate) const LATER: &str = "tap-bo-sung";

/// The papers in the order of the agenda, those of the whole session first.
pub(crate) fn in_order(
    ctx: &mut Ctx<'_>,
    session: &Session,
    items: &[Item],
) -> Result<Vec<(usize, PaperRow)>, Problem> {
    let place_of = |row: &PaperRow| {
        let place = row.paper.item_id.and_then(|id| items.iter().position(|item| item.id == id));
        place.map_or(0, |place| place + 1)
    };
    let mut rows: Vec<(usize, PaperRow)> =
        pages::paper_rows(ctx, session)?.into_iter().map(|row| (place_of(&row), row)).collect();
    rows.sort_by_key(|(place, row)| (*place, row.paper.place));
    Ok(rows)
}

/// The name of a paper in the contents, with its version from the second on.
pub(crate) fn title(row: &PaperRow) -> String {
    match &row.newest {
        Some(version) if 1 < version.number => format!("{} ({})", row.paper.label(), version.label()),
        Some(_) => row.paper.label(),
        None => format!("{} (chưa nộp)", row.paper.label()),
    }
}

/// The words of a file that is set here; none for what is bound in as it is, or cannot be read.
pub(crate) fn words_of(file: &File, bytes: &[u8]) -> Option<Vec<Block>> {
    let name = &file.original_name;
    let set = |lines: Vec<String>| {
        let is_long = PARAGRAPHS_MAX < lines.len();
        let mut blocks: Vec<Block> = lines.into_iter().take(PARAGRAPHS_MAX).map(Block::paragraph).collect();
        if is_long {
            blocks.push(Block::paragraph(format!("(Xem tiếp trong tệp {name}.)")));
        }
        blocks
    };
    match file.media_type {
        MediaType::Docx => papers::word_text(bytes).map(set),
        MediaType::Xlsx => papers::workbook_blocks(name, bytes),
        MediaType::Text | MediaType::Csv => {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(set(text.lines().map(papers::clean).filter(|line| !line.trim().is_empty()).collect()))
        }
        MediaType::Pdf | MediaType::Jpeg | MediaType::Png | MediaType::Webp => None,
    }
}

/// What is bound in as it is.
const fn bound_as(media_type: MediaType) -> Option<FileKind> {
    match media_type {
        MediaType::Pdf => Some(FileKind::Pdf),
        MediaType::Jpeg => Some(FileKind::Jpeg),
        MediaType::Png => Some(FileKind::Png),
        MediaType::Webp => Some(FileKind::Webp),
        MediaType::Docx | MediaType::Xlsx | MediaType::Text | MediaType::Csv => None,
    }
}

/// The files of a booklet, as far as it has room for them.
#[derive(Default)]
struct Bound {
    files: Vec<Vec<u8>>,
    bytes: u64,
}

impl Bound {
    fn leaf(&mut self, ctx: &mut Ctx<'_>, file: &File) -> Result<Leaf, Problem> {
        let size = u64::try_from(file.size_bytes).unwrap_or(u64::MAX);
        let kind = bound_as(file.media_type);
        if kind.is_some() && papers::booklet::FILE_BYTES_MAX < self.bytes.saturating_add(size) {
            return Ok(Leaf::Words(papers::booklet::named(&file.original_name, "tập đã đủ dung lượng")));
        }
        let bytes = files::read(ctx, file)?;
        let Some(kind) = kind else {
            let words = words_of(file, &bytes).unwrap_or_else(|| {
                papers::booklet::named(&file.original_name, "không đọc được chữ, bảng trong tệp")
            });
            return Ok(Leaf::Words(words));
        };
        self.bytes = self.bytes.saturating_add(size);
        let place = self.files.len();
        self.files.push(bytes);
        Ok(Leaf::File(BoundFile { place, name: file.original_name.clone(), kind }))
    }

    fn part(&mut self, ctx: &mut Ctx<'_>, row: &PaperRow, remark: String) -> Result<Part, Problem> {
        let mut leaves = Vec::new();
        if let Some(version) = &row.newest {
            for file in files::of_subject(ctx.tx, papers_deeds::SUBJECT, &version.id.to_string())? {
                leaves.push(self.leaf(ctx, &file)?);
            }
        }
        Ok(Part { number: row.paper.place.to_string(), title: title(row), remark, leaves })
    }
}

fn agenda_part(items: &[Item]) -> Part {
    Part {
        number: String::new(),
        title: "Chương trình kỳ họp".to_owned(),
        remark: String::new(),
        leaves: vec![Leaf::Words(vec![Block::Table(letters::agenda_table(items))])],
    }
}

/// A booklet without its parts.
fn cover(ctx: &mut Ctx<'_>, session: &Session) -> Result<Booklet, Problem> {
    let head = Head::of(ctx, session.council_id)?;
    Ok(Booklet {
        issuer: head.issuer,
        kind: "TÀI LIỆU KỲ HỌP".to_owned(),
        title: letters::name(ctx, session)?,
        lines: vec![
            format!("Thời gian: {}, {}", letters::BEGINS, letters::when(session)),
            format!("Địa điểm: {}", letters::place(session)),
        ],
        head: session.label(),
        remark_title: "Cơ quan trình".to_owned(),
        date: ctx.today,
        demonstration: session.is_demonstration,
        parts: Vec::new(),
        files: Vec::new(),
    })
}

/// "08:00 ngày 05/12/2020".
pub(crate) fn moment(at: Instant) -> String {
    format!("{} ngày {}", dates::clock_of(at), dates::print(dates::date_of(at)))
}

/// Everything a delegate needs on paper.
pub(crate) fn whole(ctx: &mut Ctx<'_>, session: &Session) -> Result<Booklet, Problem> {
    let items = chamber::items(ctx.tx, session.id)?;
    let rows = in_order(ctx, session, &items)?;
    let mut bound = Bound::default();
    let mut parts = Vec::new();
    if !items.is_empty() {
        parts.push(agenda_part(&items));
    }
    for (_, row) in &rows {
        parts.push(bound.part(ctx, row, row.owed_by.clone())?);
    }
    let handed_in = rows.iter().filter(|(_, row)| row.newest.is_some()).count();
    let mut booklet = cover(ctx, session)?;
    booklet.lines.push(format!("Lập lúc {}: {handed_in}/{} tài liệu đã nộp", moment(ctx.now), rows.len()));
    Ok(Booklet { parts, files: bound.files, ..booklet })
}

/// What a later version is to the booklet that a delegate has.
fn remark(before: Option<&Version>, newest: &Version) -> String {
    match before {
        Some(before) if newest.changes.is_empty() => {
            format!("Thay {} nộp ngày {}", before.label(), before.received())
        }
        Some(before) => {
            format!("Thay {} nộp ngày {}: {}", before.label(), before.received(), newest.changes)
        }
        None => "Tài liệu bổ sung".to_owned(),
    }
}

/// Only the papers whose newest version came after a moment, to be put in the place of the old.
pub(crate) fn later(ctx: &mut Ctx<'_>, session: &Session, after: Instant) -> Result<Booklet, Problem> {
    let items = chamber::items(ctx.tx, session.id)?;
    let versions = store::versions_of_session(ctx.tx, session.id)?;
    let mut bound = Bound::default();
    let mut parts = Vec::new();
    for (_, row) in &in_order(ctx, session, &items)? {
        let Some(newest) = row.newest.as_ref().filter(|newest| rules::came_after(newest.id, after)) else {
            continue;
        };
        let before = rules::before(&versions, row.paper.id, after);
        parts.push(bound.part(ctx, row, remark(before, newest))?);
    }
    if parts.is_empty() {
        return Err(Problem::Refused(format!(
            "Không có tài liệu nào nộp sau {}: tập đã in không cần thay.",
            moment(after)
        )));
    }
    let mut booklet = cover(ctx, session)?;
    booklet.lines.push(format!("Gồm {} tài liệu nộp sau {}", parts.len(), moment(after)));
    booklet.lines.push("Đặt vào tập đã phát, bỏ bản cũ có cùng số tài liệu".to_owned());
    booklet.lines.push(format!("Lập lúc {}", moment(ctx.now)));
    Ok(Booklet {
        kind: "TÀI LIỆU BỔ SUNG,\nTHAY THẾ".to_owned(),
        head: format!("{}: bổ sung, thay thế", booklet.head),
        remark_title: "Bổ sung, thay thế".to_owned(),
        parts,
        files: bound.files,
        ..booklet
    })
}

/// The moment that the reader asks from: one of a sending, or the beginning of a day.
pub(crate) fn asked(form: &mut Form, today: kernel::Date) -> Result<Instant, Problem> {
    if let Ok(at) = form.value("sau").parse::<Instant>()
        && (0..=i64::MAX / 4).contains(&at)
    {
        return Ok(at);
    }
    let day = form.take_date("tu-ngay", "Tài liệu nộp từ ngày", today);
    match day {
        Some(day) => Ok(dates::midnight(day) - 1),
        None => Err(Problem::Refused(
            form.fault("tu-ngay")
                .map_or_else(|| "Nhập ngày, ví dụ 05/12/2020.".to_owned(), ToString::to_string),
        )),
    }
}

/// The booklet as a file.
pub(crate) fn answer(ctx: &Ctx<'_>, booklet: Booklet, name: String) -> Result<Answer, Problem> {
    let bytes = ctx.app.bind(booklet)?;
    Ok(Answer::download(DocumentFile { bytes, media_type: "application/pdf", name }))
}
