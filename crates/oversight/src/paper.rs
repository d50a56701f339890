//! The papers of an oversight, in the form of Nghị định 30/2020/NĐ-CP: to look at as Word or PDF,
//! and as drafts that take a number when somebody signs and sends them.

use axum::extract::Path;
use axum::response::Response;
use directory::Post;
use documents::{Kind as DocumentKind, NewDocument};
use kernel::{Date, FieldVisitId, OrganizationId, OversightId, OversightPaperId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Error, Problem, Visit};
use papers::{Block, Cell, Column, Letter, Signature, Span, Table};

use crate::common::{Result, Whole, finish, permitted};
use crate::model::{BodyKind, FieldVisit, FindingKind, Kind, PaperKind, Refusal, VisitKind};
use crate::pages::{find, team_names};
use crate::policy::Action;
use crate::store;

/// A paper as the page shows it.
pub(crate) struct PaperRow {
    pub(crate) kind: PaperKind,
    /// "Biên bản làm việc tại UBND xã, 15/10/2020".
    pub(crate) label: String,
    /// Where its draft is looked at, without the ending; empty when there is nothing to look at.
    pub(crate) look: String,
    /// The visit whose minutes these are.
    pub(crate) visit: String,
    /// The document: name, page, how it stands.
    pub(crate) document: Option<(String, String, Badge)>,
    pub(crate) may_draft: bool,
}

/// Which papers there are at a step; a survey has fewer.
fn kinds(whole: &Whole) -> Vec<PaperKind> {
    use PaperKind as P;
    let one = &whole.one;
    let is_survey = one.kind == Kind::Survey;
    let mut kinds = Vec::new();
    if one.included_on.is_some() {
        if !is_survey {
            kinds.push(P::Decision);
        }
        kinds.push(P::Plan);
        if !is_survey {
            kinds.extend([P::Outline, P::Request]);
        }
        kinds.push(P::Notice);
    }
    if one.field_ended_on.is_some() {
        kinds.push(P::Report);
    }
    if one.concluded_on.is_some() && !is_survey {
        kinds.push(P::Conclusion);
    }
    kinds
}

/// The papers of an oversight for its page: those who keep it see every draft, others what was
/// issued and is public.
pub(crate) fn rows(ctx: &mut Ctx<'_>, whole: &Whole) -> db::Result<Vec<PaperRow>> {
    let one = &whole.one;
    let keeps = whole.may(ctx.actor, Action::Keep);
    // Numbers are given by the council's office and leadership
    let drafts = keeps && ctx.actor.runs(one.council_id);
    let known = store::papers(ctx.tx, one.id)?;
    let made = documents::of_subject(ctx.tx, "oversight", &one.id.to_string())?;
    let document = |kind: PaperKind, visit: Option<FieldVisitId>| {
        let paper = known.iter().rev().find(|paper| paper.kind == kind && paper.visit_id == visit)?;
        let found = made.iter().find(|found| found.id == paper.document_id)?;
        let badge = match found.state {
            documents::State::Draft => Badge::draft("Nháp, chưa lấy số"),
            documents::State::Issued => Badge::done("Đã phát hành"),
            documents::State::Recalled => Badge::draft("Đã thu hồi"),
        };
        let href = if drafts { found.path() } else { found.public_path() };
        let is_shown = drafts || (found.is_public && found.state == documents::State::Issued);
        is_shown.then(|| (found.name(), href, badge))
    };
    let mut rows: Vec<PaperRow> = kinds(whole)
        .into_iter()
        .map(|kind| PaperRow {
            kind,
            label: kind.label().to_owned(),
            look: if keeps { format!("{}/van-ban/{}", one.path(), kind.as_str()) } else { String::new() },
            visit: String::new(),
            document: document(kind, None),
            may_draft: drafts,
        })
        .collect();
    for visit in store::visits(ctx.tx, one.id)? {
        if !keeps || visit.cancelled_on.is_some() || visit.held_on.is_none() {
            continue;
        }
        rows.push(PaperRow {
            kind: PaperKind::Minutes,
            label: format!(
                "Biên bản: {}, {}",
                visit.place,
                visit.held_on.map(dates::print).unwrap_or_default()
            ),
            look: format!("{}/van-ban/minutes-{}", one.path(), visit.id),
            visit: visit.id.to_string(),
            document: document(PaperKind::Minutes, Some(visit.id)),
            may_draft: drafts,
        });
    }
    rows.retain(|row| keeps || row.document.is_some());
    Ok(rows)
}

/// The papers that anyone may read: issued and public.
pub(crate) fn public_rows(ctx: &mut Ctx<'_>, whole: &Whole) -> db::Result<Vec<PaperRow>> {
    let known = store::papers(ctx.tx, whole.one.id)?;
    let made = documents::of_subject(ctx.tx, "oversight", &whole.one.id.to_string())?;
    Ok(known
        .iter()
        .filter_map(|paper| {
            let found = made.iter().find(|found| found.id == paper.document_id)?;
            let is_out = found.is_public && found.state == documents::State::Issued;
            let on = found.issued_on.map(dates::print).unwrap_or_default();
            is_out.then(|| PaperRow {
                kind: paper.kind,
                label: paper.kind.label().to_owned(),
                look: String::new(),
                visit: String::new(),
                document: Some((found.name(), found.public_path(), Badge::done(format!("Ban hành {on}")))),
                may_draft: false,
            })
        })
        .collect())
}

/// What the papers tell of.
struct Matter {
    /// "Thường trực Hội đồng nhân dân huyện Thanh Liêm".
    by: String,
    issuer: OrganizationId,
    head: String,
    members: Vec<String>,
    bodies: Vec<(String, OrganizationId, Option<Date>)>,
    place: String,
    signer: String,
    lines: Vec<String>,
}

fn matter(ctx: &mut Ctx<'_>, whole: &Whole) -> Result<Matter> {
    let one = &whole.one;
    let head = follow::Head::of(ctx, one.council_id)
        .map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))?;
    let body = directory::organization(ctx.tx, one.body_id)?.ok_or(Error::NotFound)?;
    let post = match one.body_kind {
        BodyKind::Council | BodyKind::Standing | BodyKind::Delegate => Post::Chair,
        BodyKind::Committee => Post::CommitteeHead,
        BodyKind::DelegateGroup => Post::GroupLeader,
    };
    let holder_of = if post == Post::Chair { one.council_id } else { one.body_id };
    let signer = directory::holder_of(ctx.tx, holder_of, post, ctx.today)?;
    let lines: [&str; 2] = match one.body_kind {
        BodyKind::Council => ["TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"],
        BodyKind::Standing | BodyKind::Delegate => ["TM. THƯỜNG TRỰC HĐND", "CHỦ TỊCH"],
        BodyKind::Committee => ["TM. BAN", "TRƯỞNG BAN"],
        BodyKind::DelegateGroup => ["TM. TỔ ĐẠI BIỂU", "TỔ TRƯỞNG"],
    };
    let mut bodies = Vec::new();
    for overseen in &whole.bodies {
        if let Some(found) = directory::organization(ctx.tx, overseen.organization_id)? {
            bodies.push((found.name, found.id, overseen.due_on));
        }
    }
    let (team_head, members) = team_names(ctx, whole)?;
    Ok(Matter {
        by: body.name,
        issuer: one.body_id,
        head: team_head,
        members,
        bodies,
        place: head.place,
        signer: signer.map_or_else(String::new, |person| person.name),
        lines: lines.map(str::to_owned).to_vec(),
    })
}

const BLANK: &str = "……………………";

fn or_blank(words: &str) -> &str {
    if words.is_empty() { BLANK } else { words }
}

fn paragraphs(words: &str) -> Vec<Block> {
    let lines: Vec<Block> =
        words.lines().filter(|line| !line.trim().is_empty()).map(Block::paragraph).collect();
    if lines.is_empty() { vec![Block::paragraph(BLANK)] } else { lines }
}

fn law_of(on: Date) -> &'static str {
    if on < Date::constant(2026, 3, 1) {
        "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015"
    } else {
        "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân năm 2025"
    }
}

/// "giám sát “…”": what the papers call it.
fn about(whole: &Whole) -> String {
    let word = if whole.one.kind == Kind::Survey { "khảo sát" } else { "giám sát" };
    format!("{word} “{}”", whole.one.title)
}

fn team_table(matter: &Matter) -> Block {
    let mut rows = vec![vec![Cell::text("1"), Cell::text(or_blank(&matter.head)), Cell::text("Trưởng đoàn")]];
    for (name, number) in matter.members.iter().zip(2..) {
        let number: i64 = number;
        rows.push(vec![Cell::text(number.to_string()), Cell::text(name), Cell::text("Thành viên")]);
    }
    let columns =
        vec![Column::center("STT", 1), Column::left("Họ và tên", 6), Column::left("Vai trò trong đoàn", 4)];
    Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

fn schedule(visits: &[FieldVisit]) -> Block {
    let rows = visits
        .iter()
        .filter(|visit| visit.cancelled_on.is_none())
        .map(|visit| {
            let hour = if visit.starts.is_empty() { String::new() } else { format!("{}, ", visit.starts) };
            vec![
                Cell::text(format!("{hour}{}", dates::print(visit.planned_on))),
                Cell::text(&visit.place),
                Cell::text(or_blank(&visit.counterpart)),
            ]
        })
        .collect();
    let columns =
        vec![Column::center("Thời gian", 3), Column::left("Địa điểm", 5), Column::left("Làm việc với", 5)];
    Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

fn body_names(matter: &Matter) -> String {
    let names: Vec<&str> = matter.bodies.iter().map(|(name, ..)| name.as_str()).collect();
    if names.is_empty() { BLANK.to_owned() } else { names.join("; ") }
}

fn outline_blocks(whole: &Whole) -> Vec<Block> {
    let mut body = vec![
        Block::Heading("I. ĐẶC ĐIỂM TÌNH HÌNH".to_owned()),
        Block::paragraph("Nêu khái quát tình hình có liên quan đến nội dung giám sát."),
        Block::Heading("II. KẾT QUẢ THỰC HIỆN".to_owned()),
    ];
    let content: Vec<&str> = whole.one.content.lines().filter(|line| !line.trim().is_empty()).collect();
    if content.is_empty() {
        body.push(Block::paragraph(BLANK));
    }
    for (line, number) in content.into_iter().zip(1..) {
        let number: i64 = number;
        body.push(Block::numbered(format!("{number}."), line));
    }
    body.extend([
        Block::Heading("III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN".to_owned()),
        Block::paragraph("Nêu rõ từng tồn tại, nguyên nhân, trách nhiệm của tập thể, cá nhân."),
        Block::Heading("IV. GIẢI PHÁP, ĐỀ XUẤT, KIẾN NGHỊ".to_owned()),
        Block::paragraph("Nêu giải pháp, thời hạn khắc phục; kiến nghị với cơ quan có thẩm quyền."),
    ]);
    body
}

fn findings_blocks(ctx: &mut Ctx<'_>, whole: &Whole) -> db::Result<Vec<Block>> {
    let found = store::findings(ctx.tx, whole.one.id)?;
    let mut body = Vec::new();
    for (kind, heading) in [
        (FindingKind::Result, "II. KẾT QUẢ ĐẠT ĐƯỢC"),
        (FindingKind::Shortcoming, "III. TỒN TẠI, HẠN CHẾ"),
        (FindingKind::Cause, "IV. NGUYÊN NHÂN"),
    ] {
        body.push(Block::Heading(heading.to_owned()));
        let of: Vec<_> = found.iter().filter(|one| one.kind == kind).collect();
        if of.is_empty() {
            body.push(Block::paragraph(BLANK));
        }
        for (one, number) in of.into_iter().zip(1..) {
            let number: i64 = number;
            let shown = if one.evidence.is_empty() {
                one.text.clone()
            } else {
                format!("{} (căn cứ: {})", one.text.trim_end_matches('.'), one.evidence)
            };
            body.push(Block::numbered(format!("{number}."), shown));
        }
    }
    Ok(body)
}

/// The paper without its number.
fn letter(
    ctx: &mut Ctx<'_>,
    whole: &Whole,
    matter: &Matter,
    kind: PaperKind,
    visit: Option<&FieldVisit>,
) -> Result<Letter> {
    use PaperKind as P;
    let one = &whole.one;
    let visits = store::visits(ctx.tx, one.id)?;
    let italic = |words: String| Block::Paragraph(vec![Span::italic(words)]);
    let basis = vec![
        italic(format!("Căn cứ {};", law_of(ctx.today))),
        italic(format!("Căn cứ chương trình giám sát năm {} của {};", one.year, matter.by)),
    ];
    let period =
        format!("từ ngày {} đến ngày {}", dates::print(one.planned_from), dates::print(one.planned_to));
    let mut letter = Letter {
        superior: None,
        issuer: matter.by.clone(),
        number: None,
        subject_line: None,
        place: matter.place.clone(),
        date: ctx.today,
        kind: None,
        title: None,
        addressees: Vec::new(),
        body: Vec::new(),
        signature: Signature { lines: matter.lines.clone(), name: matter.signer.clone() },
        recipients: matter.bodies.iter().map(|(name, ..)| name.clone()).collect(),
        footer_url: None,
        demonstration: one.is_demonstration,
    };
    letter.recipients.extend(["Thành viên đoàn".to_owned(), "Lưu: VT, HĐND.".to_owned()]);
    match kind {
        P::Decision => {
            letter.kind =
                Some(if one.body_kind == BodyKind::Council { "NGHỊ QUYẾT" } else { "QUYẾT ĐỊNH" }.to_owned());
            letter.title = Some(format!("Về việc thành lập Đoàn {}", about(whole)));
            letter.body = basis;
            letter.body.extend([
                Block::Heading(
                    if one.body_kind == BodyKind::Council { "QUYẾT NGHỊ:" } else { "QUYẾT ĐỊNH:" }.to_owned(),
                ),
                Block::numbered("Điều 1.", format!("Thành lập Đoàn {} gồm các ông, bà sau:", about(whole))),
                team_table(matter),
            ]);
            if !one.invited.is_empty() {
                letter.body.push(Block::paragraph(format!(
                    "Mời tham gia Đoàn: {}.",
                    one.invited.trim_end_matches('.')
                )));
            }
            letter.body.extend([
                Block::numbered("Điều 2.", format!("Cơ quan chịu sự giám sát: {}.", body_names(matter))),
                Block::numbered(
                    "Điều 3.",
                    format!(
                        "Phạm vi: {}. Thời gian giám sát: {period}.",
                        or_blank(&one.scope).trim_end_matches('.')
                    ),
                ),
                Block::numbered("Điều 4.", "Nội dung giám sát:"),
            ]);
            letter.body.extend(paragraphs(&one.content));
            letter.body.push(Block::numbered(
                "Điều 5.",
                "Đoàn giám sát, cơ quan chịu sự giám sát và cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành./.",
            ));
        }
        P::Plan => {
            letter.kind = Some("KẾ HOẠCH".to_owned());
            letter.title = Some(capital(&about(whole)));
            letter.body = basis;
            letter.body.push(Block::Heading("I. PHẠM VI, NỘI DUNG".to_owned()));
            letter.body.push(Block::paragraph(format!("Phạm vi: {}", or_blank(&one.scope))));
            letter.body.extend(paragraphs(&one.content));
            letter.body.extend([
                Block::Heading("II. CƠ QUAN, THÀNH PHẦN".to_owned()),
                Block::paragraph(format!("Cơ quan: {}.", body_names(matter))),
                team_table(matter),
                Block::Heading("III. THỜI GIAN, LỊCH LÀM VIỆC".to_owned()),
                Block::paragraph(format!("Thời gian: {period}.")),
                schedule(&visits),
            ]);
        }
        P::Outline => {
            letter.kind = Some("ĐỀ CƯƠNG".to_owned());
            letter.title = Some(format!("Báo cáo phục vụ {}", about(whole)));
            letter.body = outline_blocks(whole);
        }
        P::Request => {
            letter.subject_line = Some(format!("báo cáo phục vụ {}", about(whole)));
            letter.addressees = matter.bodies.iter().map(|(name, ..)| name.clone()).collect();
            letter.body = vec![Block::paragraph(format!(
                "{} tổ chức {}. Đề nghị các cơ quan báo cáo bằng văn bản theo đề cương gửi kèm, thời hạn như sau:",
                matter.by,
                about(whole)
            ))];
            for (name, _, due) in &matter.bodies {
                let due = due.map_or_else(|| BLANK.to_owned(), dates::print);
                letter.body.push(Block::Bullet(format!("{name}: chậm nhất ngày {due}.")));
            }
            letter.body.push(Block::paragraph("Báo cáo gửi về Văn phòng để chuyển Đoàn./."));
            letter.body.extend([Block::PageBreak, Block::Heading("ĐỀ CƯƠNG BÁO CÁO".to_owned())]);
            letter.body.extend(outline_blocks(whole));
        }
        P::Notice => {
            letter.kind = Some("THÔNG BÁO".to_owned());
            letter.title = Some(format!("Chương trình, thành phần Đoàn {}", about(whole)));
            letter.body = vec![
                Block::paragraph(format!("{} thông báo chương trình làm việc của Đoàn:", matter.by)),
                schedule(&visits),
                Block::paragraph("Thành phần Đoàn:"),
                team_table(matter),
                Block::paragraph(
                    "Đề nghị các cơ quan bố trí thành phần dự, chuẩn bị nội dung và điều kiện làm việc./.",
                ),
            ];
        }
        P::Minutes => {
            let visit = visit.ok_or(Error::NotFound)?;
            let word = if visit.kind == VisitKind::Field { "ĐI THỰC TẾ" } else { "LÀM VIỆC" };
            letter.kind = Some(format!("BIÊN BẢN {word}"));
            letter.title = Some(capital(&about(whole)));
            letter.body = vec![
                Block::paragraph(format!(
                    "Thời gian: {}{}. Địa điểm: {}.",
                    if visit.starts.is_empty() { String::new() } else { format!("{}, ", visit.starts) },
                    dates::print_long(visit.held_on.unwrap_or(visit.planned_on)),
                    visit.place
                )),
                Block::paragraph(format!("Trưởng đoàn: {}.", or_blank(&matter.head))),
                Block::paragraph(format!(
                    "Làm việc với: {}.",
                    or_blank(&visit.counterpart).trim_end_matches('.')
                )),
                Block::Heading("NỘI DUNG".to_owned()),
            ];
            letter.body.extend(paragraphs(&visit.minutes));
            let notes = store::notes(ctx.tx, visit.id)?;
            if !notes.is_empty() {
                letter.body.push(Block::Heading("GHI CHÉP CỦA ĐOÀN".to_owned()));
                letter.body.extend(notes.iter().map(|note| Block::Bullet(note.text.clone())));
            }
            letter.body.push(Block::paragraph("Biên bản được thông qua và hai bên cùng ký./."));
            letter.signature =
                Signature { lines: vec!["TRƯỞNG ĐOÀN".to_owned()], name: matter.head.clone() };
        }
        P::Report => {
            letter.kind = Some("BÁO CÁO".to_owned());
            letter.title = Some(format!("Kết quả {}", about(whole)));
            letter.body = vec![
                Block::Heading("I. TÌNH HÌNH TỔ CHỨC".to_owned()),
                Block::paragraph(format!(
                    "Đoàn làm việc {} với {:02} cơ quan: {}.",
                    match (one.began_on, one.field_ended_on) {
                        (Some(from), Some(to)) =>
                            format!("từ ngày {} đến ngày {}", dates::print(from), dates::print(to)),
                        _ => period,
                    },
                    matter.bodies.len(),
                    body_names(matter)
                )),
            ];
            letter.body.extend(findings_blocks(ctx, whole)?);
            letter.body.push(Block::Heading("V. NHẬN XÉT, ĐỀ XUẤT".to_owned()));
            letter.body.extend(paragraphs(&one.report));
            letter.signature = Signature {
                lines: vec!["TM. ĐOÀN".to_owned(), "TRƯỞNG ĐOÀN".to_owned()],
                name: matter.head.clone(),
            };
        }
        P::Conclusion => {
            letter.kind = Some("THÔNG BÁO".to_owned());
            letter.title = Some(format!("Kết luận {}", about(whole)));
            letter.body = vec![Block::Heading("I. KẾT LUẬN".to_owned())];
            letter.body.extend(paragraphs(&one.conclusion));
            letter.body.push(Block::Heading("II. KIẾN NGHỊ".to_owned()));
            let names = directory::names(ctx.tx)?;
            let all = store::recommendations(ctx.tx, one.id)?;
            if all.is_empty() {
                letter.body.push(Block::paragraph("Không có kiến nghị."));
            }
            for known in &all {
                let lead = names.get(&known.lead_id).map_or("", String::as_str);
                letter.body.push(Block::numbered(
                    format!("{}.", known.place),
                    format!(
                        "{lead}: {} ({}; hạn {}).",
                        known.text.trim_end_matches('.'),
                        known.kind.label().to_lowercase(),
                        dates::print(known.due_on)
                    ),
                ));
            }
            letter.body.push(Block::paragraph(format!(
                "Các cơ quan nêu trên thực hiện, báo cáo kết quả về {} đúng thời hạn./.",
                matter.by
            )));
        }
    }
    Ok(letter)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const fn document_kind(kind: PaperKind) -> DocumentKind {
    match kind {
        PaperKind::Decision => DocumentKind::Decision,
        PaperKind::Plan | PaperKind::Outline => DocumentKind::Plan,
        PaperKind::Request => DocumentKind::OfficialLetter,
        PaperKind::Notice | PaperKind::Conclusion => DocumentKind::Notice,
        PaperKind::Minutes => DocumentKind::Minutes,
        PaperKind::Report => DocumentKind::Report,
    }
}

fn check_there(whole: &Whole, kind: PaperKind, visit: Option<&FieldVisit>) -> Result<()> {
    let is_there = match visit {
        Some(visit) => kind == PaperKind::Minutes && visit.held_on.is_some(),
        None => kinds(whole).contains(&kind),
    };
    if is_there { Ok(()) } else { Err(Error::Refused(Refusal::PaperNotYet)) }
}

fn visit_of(ctx: &mut Ctx<'_>, id: OversightId, visit: Option<FieldVisitId>) -> Result<Option<FieldVisit>> {
    match visit {
        Some(visit) => {
            let found = store::visit(ctx.tx, visit)?.filter(|known| known.oversight_id == id);
            found.map(Some).ok_or(Error::NotFound)
        }
        None => Ok(None),
    }
}

/// Drafts a paper as an outgoing document: somebody reads it, signs it and sends it, and then it
/// takes its number.
pub fn draft(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    kind: PaperKind,
    visit: Option<FieldVisitId>,
) -> Result<kernel::DocumentId> {
    let whole = permitted(ctx, id, Action::Keep)?;
    if !ctx.actor.runs(whole.one.council_id) {
        return Err(Error::NotFound);
    }
    let visit = visit_of(ctx, id, visit)?;
    check_there(&whole, kind, visit.as_ref())?;
    let matter = matter(ctx, &whole)?;
    let letter = letter(ctx, &whole, &matter, kind, visit.as_ref())?;
    let title = match &letter.title {
        Some(title) => title.clone(),
        None => capital(letter.subject_line.as_deref().unwrap_or(kind.label())),
    };
    let signer = letter.signature.name.clone();
    let new = NewDocument {
        organization: matter.issuer,
        kind: document_kind(kind),
        title,
        letter,
        signer,
        subject_kind: "oversight",
        subject_id: id.to_string(),
        is_public: kind.is_published() && !whole.one.is_secret,
        recipients: matter.bodies.iter().map(|(_, body, _)| *body).collect(),
    };
    let document = documents::draft(ctx, &new)
        .map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))?;
    let paper: OversightPaperId = ctx.id();
    store::insert_paper(ctx.tx, paper, id, kind, document, visit.map(|known| known.id))?;
    let (today, was_open) = (ctx.today, whole.one.is_open());
    let words = format!("Lập dự thảo: {}.", kind.label().to_lowercase());
    finish(ctx, id, "oversight.draft_paper", today, &words, was_open)?;
    Ok(document)
}

/// The paper of an address as Word or PDF: "plan.docx", "minutes-<visit>.pdf".
pub(crate) async fn show(visit: Visit, Path((id, name)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let whole = find(ctx, &id)?;
            if !whole.may(ctx.actor, Action::Keep) {
                return Err(Problem::NotFound);
            }
            let (which, ending) = name.rsplit_once('.').ok_or(Problem::NotFound)?;
            let (kind, of) = match which.split_once('-') {
                Some((kind, of)) => (kind, Some(of.parse().map_err(|_| Problem::NotFound)?)),
                None => (which, None),
            };
            let kind: PaperKind = kind.parse().map_err(|_| Problem::NotFound)?;
            let of = visit_of(ctx, whole.one.id, of)?;
            check_there(&whole, kind, of.as_ref()).map_err(|_| Problem::NotFound)?;
            let matter = matter(ctx, &whole)?;
            let letter = letter(ctx, &whole, &matter, kind, of.as_ref())?;
            let stem = format!("{}-{}", whole.one.code, kind.as_str());
            match ending {
                "docx" => Answer::docx(&letter, format!("{stem}.docx")),
                "pdf" => Answer::pdf(ctx.app, &letter, format!("{stem}.pdf")),
                _ => Err(Problem::NotFound),
            }
        })
        .await
}
