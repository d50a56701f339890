//! The papers of hearings and of reviews, in the form of Nghị định 30/2020/NĐ-CP: to look at as Word
//! or PDF, and as drafts that take a number when somebody signs and sends them.

use axum::extract::Path;
use axum::response::Response;
use documents::{Kind as DocumentKind, NewDocument};
use kernel::{Date, DocumentId, HearingId, OrganizationId, TextReviewId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Error, Problem, Visit};
use papers::{Block, Cell, Column, Letter, Signature, Span, Table};

use crate::common::{HEARING_KIND, REVIEW_KIND, Result, finish_hearing, finish_review, other};
use crate::model::{Hearing, HearingPaper, HearingState, Part, Refusal, ReviewPaper, TextReview, Vote};
use crate::policy::Action;
use crate::{hearing_pages, hearings, review_pages, reviews, rules, store};

const fn hearing_document(paper: HearingPaper) -> DocumentKind {
    match paper {
        HearingPaper::Notice => DocumentKind::OfficialLetter,
        HearingPaper::Minutes => DocumentKind::Minutes,
        HearingPaper::Conclusion => DocumentKind::Notice,
    }
}

const fn review_document(paper: ReviewPaper) -> DocumentKind {
    match paper {
        ReviewPaper::Demand => DocumentKind::OfficialLetter,
        ReviewPaper::Report => DocumentKind::Report,
        ReviewPaper::Submission => DocumentKind::Submission,
    }
}

/// A paper as a page shows it.
pub(crate) struct PaperRow {
    pub(crate) kind: &'static str,
    pub(crate) label: &'static str,
    /// Where it is looked at, without the ending; empty when there is nothing to look at.
    pub(crate) look: String,
    /// The document: name, page, how it stands.
    pub(crate) document: Option<(String, String, Badge)>,
    pub(crate) may_draft: bool,
}

fn document_badge(state: documents::State) -> Badge {
    match state {
        documents::State::Draft => Badge::draft("Nháp, chưa lấy số"),
        documents::State::Issued => Badge::done("Đã phát hành"),
        documents::State::Recalled => Badge::draft("Đã thu hồi"),
    }
}

/// The papers of a record for its page: `kinds` are those of its step.
fn rows(
    ctx: &mut Ctx<'_>,
    subject: (&str, String, String),
    council: OrganizationId,
    may_keep: bool,
    kinds: Vec<(&'static str, &'static str, DocumentKind)>,
) -> db::Result<Vec<PaperRow>> {
    let (kind, id, path) = subject;
    let may_draft = may_keep && ctx.actor.runs(council);
    let made = documents::of_subject(ctx.tx, kind, &id)?;
    let mut rows: Vec<PaperRow> = kinds
        .into_iter()
        .map(|(word, label, document)| PaperRow {
            kind: word,
            label,
            look: if may_keep { format!("{path}/{word}") } else { String::new() },
            document: made
                .iter()
                .rev()
                .find(|found| found.kind == document)
                .filter(|found| may_draft || (found.is_public && found.state == documents::State::Issued))
                .map(|found| {
                    let href = if may_draft { found.path() } else { found.public_path() };
                    (found.name(), href, document_badge(found.state))
                }),
            may_draft,
        })
        .collect();
    rows.retain(|row| may_keep || row.document.is_some());
    Ok(rows)
}

fn hearing_papers(one: &Hearing) -> Vec<HearingPaper> {
    let mut kinds = vec![HearingPaper::Notice];
    if matches!(one.state, HearingState::Held | HearingState::Concluded) {
        kinds.push(HearingPaper::Minutes);
    }
    if one.concluded_on.is_some() {
        kinds.push(HearingPaper::Conclusion);
    }
    kinds
}

fn review_papers(one: &TextReview) -> Vec<ReviewPaper> {
    if one.is_unlawful != Some(true) {
        return Vec::new();
    }
    let mut kinds = vec![ReviewPaper::Demand];
    if one.demanded_on.is_some() {
        kinds.push(ReviewPaper::Report);
    }
    if one.raised_on.is_some() {
        kinds.push(ReviewPaper::Submission);
    }
    kinds
}

/// The papers of a hearing.
pub(crate) fn hearing_rows(ctx: &mut Ctx<'_>, one: &Hearing, may_keep: bool) -> db::Result<Vec<PaperRow>> {
    let kinds = hearing_papers(one)
        .into_iter()
        .map(|paper| (paper.as_str(), paper.label(), hearing_document(paper)))
        .collect();
    rows(ctx, (HEARING_KIND, one.id.to_string(), one.path()), one.council_id, may_keep, kinds)
}

/// The papers of a review.
pub(crate) fn review_rows(ctx: &mut Ctx<'_>, one: &TextReview, may_keep: bool) -> db::Result<Vec<PaperRow>> {
    let kinds = review_papers(one)
        .into_iter()
        .map(|paper| (paper.as_str(), paper.label(), review_document(paper)))
        .collect();
    rows(ctx, (REVIEW_KIND, one.id.to_string(), one.path()), one.council_id, may_keep, kinds)
}

/// The papers of a record that anyone may read.
pub(crate) fn public_rows(ctx: &mut Ctx<'_>, kind: &str, id: &str) -> db::Result<Vec<PaperRow>> {
    Ok(documents::of_subject(ctx.tx, kind, id)?
        .into_iter()
        .filter(|found| found.is_public && found.state == documents::State::Issued)
        .map(|found| PaperRow {
            kind: "",
            label: found.kind.label(),
            look: String::new(),
            document: Some((found.name(), found.public_path(), document_badge(found.state))),
            may_draft: false,
        })
        .collect())
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

/// A letter in the name of a council's Standing Committee.
fn frame(head: follow::Head, on: Date, is_demonstration: bool) -> Letter {
    Letter {
        superior: None,
        issuer: head.issuer,
        number: None,
        subject_line: None,
        place: head.place,
        date: on,
        kind: None,
        title: None,
        addressees: Vec::new(),
        body: Vec::new(),
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: head.signer,
        },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: is_demonstration,
    }
}

/// A hearing with what its papers tell of.
struct Told {
    one: Hearing,
    /// Who explains: the name, the body's name, the body.
    explains: Vec<(String, String, OrganizationId)>,
    asks: Vec<String>,
    votes: Vec<(String, Vote)>,
}

fn told(ctx: &mut Ctx<'_>, one: Hearing) -> db::Result<Told> {
    let (mut explains, mut asks, mut votes) = (Vec::new(), Vec::new(), Vec::new());
    for line in store::people(ctx.tx, one.id)? {
        match (line.role, line.organization_id, line.vote) {
            (Part::Explains, Some(body), _) => {
                let name =
                    directory::organization(ctx.tx, body)?.map_or_else(String::new, |found| found.name);
                explains.push((line.name, name, body));
            }
            (Part::Votes, _, Some(vote)) => votes.push((line.name, vote)),
            (Part::Asks, ..) => asks.push(line.name),
            (Part::Explains | Part::Votes, ..) => {}
        }
    }
    Ok(Told { one, explains, asks, votes })
}

fn at(one: &Hearing) -> String {
    let hour = if one.starts_at.is_empty() {
        String::new()
    } else {
        format!("{}, ", one.starts_at.replace(':', " giờ "))
    };
    format!("{hour}{}", dates::print_long(one.held_on))
}

fn hearing_letter(ctx: &mut Ctx<'_>, told: &Told, paper: HearingPaper) -> Result<Letter> {
    let one = &told.one;
    let head = follow::Head::of(ctx, one.council_id).map_err(other)?;
    let by = head.standing_name.clone();
    let mut letter = frame(head, ctx.today, one.is_demonstration);
    letter.recipients = told.explains.iter().map(|(_, body, _)| body.clone()).collect();
    match paper {
        HearingPaper::Notice => {
            letter.subject_line = Some(format!("thông báo phiên giải trình về “{}”", one.title));
            letter.addressees =
                told.explains.iter().map(|(name, body, _)| format!("{name}, {body}")).collect();
            letter.body = vec![
                Block::Paragraph(vec![Span::italic(format!("Căn cứ {};", law_of(one.held_on)))]),
                Block::paragraph(format!("{by} tổ chức phiên giải trình về “{}”.", one.title)),
                Block::numbered("1.", "Vấn đề cần giải trình:"),
            ];
            letter.body.extend(paragraphs(&one.content));
            letter.body.extend([
                Block::numbered("2.", format!("Thời gian: {}.", at(one))),
                Block::numbered("3.", format!("Địa điểm: {}.", or_blank(&one.place))),
                Block::paragraph(
                    "Đề nghị người được yêu cầu giải trình chuẩn bị nội dung bằng văn bản, dự họp đúng thành phần./.",
                ),
            ]);
            letter.recipients = vec!["Như trên".to_owned()];
        }
        HearingPaper::Minutes => {
            letter.kind = Some("BIÊN BẢN".to_owned());
            letter.title = Some(format!("Phiên giải trình về “{}”", one.title));
            letter.date = one.held_on;
            letter.body = vec![
                Block::paragraph(format!("Thời gian: {}. Địa điểm: {}.", at(one), or_blank(&one.place))),
                Block::paragraph(format!("Chủ trì: {}.", or_blank(&one.chair))),
                Block::Heading("I. NGƯỜI GIẢI TRÌNH".to_owned()),
            ];
            letter
                .body
                .extend(told.explains.iter().map(|(name, body, _)| Block::Bullet(format!("{name}, {body}"))));
            if !told.asks.is_empty() {
                letter.body.push(Block::Heading("II. NGƯỜI YÊU CẦU GIẢI TRÌNH".to_owned()));
                letter.body.extend(told.asks.iter().map(|name| Block::Bullet(name.clone())));
            }
            letter.body.push(Block::Heading("DIỄN BIẾN".to_owned()));
            letter.body.extend(paragraphs(&one.minutes));
            letter.signature = Signature { lines: vec!["CHỦ TRÌ".to_owned()], name: one.chair.clone() };
        }
        HearingPaper::Conclusion => {
            letter.kind = Some("THÔNG BÁO".to_owned());
            letter.title = Some(format!("Kết luận phiên giải trình về “{}”", one.title));
            let (yes, members) =
                rules::counted(&told.votes.iter().map(|(_, vote)| *vote).collect::<Vec<_>>());
            letter.body = vec![Block::paragraph(format!(
                "{}, {by} tổ chức phiên giải trình. Kết luận được {yes}/{members} thành viên Thường trực Hội đồng nhân dân tán thành, như sau:",
                capital(&dates::print_long(one.held_on)),
            ))];
            letter.body.extend(paragraphs(&one.conclusion));
            let names = directory::names(ctx.tx)?;
            let duties = follow::of_source(ctx.tx, HEARING_KIND, &one.id.to_string())?;
            if !duties.is_empty() {
                let rows = duties
                    .iter()
                    .map(|found| {
                        vec![
                            Cell::text(&found.text),
                            Cell::text(names.get(&found.lead_id).map_or("", String::as_str)),
                            Cell::text(found.due_on.map(dates::print).unwrap_or_default()),
                        ]
                    })
                    .collect();
                let columns = vec![
                    Column::left("Việc phải làm", 7),
                    Column::left("Cơ quan thực hiện", 4),
                    Column::center("Hạn", 3),
                ];
                letter.body.push(Block::Table(Table {
                    caption: "Kiến nghị".to_owned(),
                    columns,
                    rows,
                    notes: Vec::new(),
                }));
            }
            letter.body.push(Block::paragraph(
                "Cơ quan, người có liên quan thực hiện kết luận, báo cáo kết quả đúng thời hạn./.",
            ));
        }
    }
    letter.recipients.push("Lưu: VT, HĐND.".to_owned());
    Ok(letter)
}

fn review_letter(ctx: &mut Ctx<'_>, one: &TextReview, paper: ReviewPaper) -> Result<Letter> {
    let head = follow::Head::of(ctx, one.council_id).map_err(other)?;
    let standing = head.standing_name.clone();
    let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Error::NotFound)?.name;
    let reviewer = directory::organization(ctx.tx, one.reviewer_id)?.ok_or(Error::NotFound)?;
    let issuer = directory::organization(ctx.tx, one.issuer_id)?.ok_or(Error::NotFound)?.name;
    let mut letter = frame(head, ctx.today, one.is_demonstration);
    if reviewer.kind == directory::OrganizationKind::Committee && paper != ReviewPaper::Submission {
        let chair = directory::holder_of(ctx.tx, reviewer.id, directory::Post::CommitteeHead, ctx.today)?;
        letter.issuer.clone_from(&reviewer.name);
        letter.signature = Signature {
            lines: vec!["TM. BAN".to_owned(), "TRƯỞNG BAN".to_owned()],
            name: chair.map_or_else(String::new, |person| person.name),
        };
    }
    let text = format!("{} của {issuer} về “{}”", one.text_name(), one.title);
    let mut body = vec![
        Block::Paragraph(vec![Span::italic(format!("Căn cứ {};", law_of(one.opened_on)))]),
        Block::paragraph(format!(
            "Qua rà soát {text}, {} nhận thấy văn bản trái với: {}.",
            reviewer.name,
            one.articles.trim_end_matches('.')
        )),
    ];
    body.extend(paragraphs(&one.finding));
    match paper {
        ReviewPaper::Demand => {
            let on = one.demanded_on.unwrap_or(ctx.today);
            let due =
                rules::answer_due(ctx.law, on).map_or_else(|| BLANK.to_owned(), |due| dates::print(due.due));
            letter.subject_line = Some(format!("yêu cầu sửa đổi, bãi bỏ {}", one.text_name()));
            letter.addressees = vec![issuer];
            body.push(Block::paragraph(format!(
                "Đề nghị sửa đổi, bãi bỏ nội dung trái pháp luật nêu trên và thông báo kết quả trước ngày {due}./."
            )));
            letter.recipients = vec!["Như trên".to_owned(), standing];
        }
        ReviewPaper::Report => {
            letter.kind = Some("BÁO CÁO".to_owned());
            letter.title = Some(format!("Kết quả rà soát {}", one.text_name()));
            letter.addressees = vec![standing];
            body.push(Block::paragraph(match one.answered_on {
                Some(on) => format!("Ngày {}, {issuer} trả lời: {}", dates::print(on), one.answer),
                None => format!("{issuer} không trả lời trong thời hạn."),
            }));
            body.push(Block::paragraph("Đề nghị xem xét, yêu cầu xử lý hoặc trình Hội đồng nhân dân./."));
        }
        ReviewPaper::Submission => {
            letter.kind = Some("TỜ TRÌNH".to_owned());
            letter.title = Some(format!("Về việc bãi bỏ {}", one.text_name()));
            letter.addressees = vec![council];
            body.push(Block::paragraph(
                "Kính trình Hội đồng nhân dân xem xét, quyết định bãi bỏ văn bản nêu trên./.",
            ));
        }
    }
    letter.body = body;
    letter.recipients.push("Lưu: VT, HĐND.".to_owned());
    Ok(letter)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn title_of(letter: &Letter) -> String {
    letter.title.clone().unwrap_or_else(|| capital(letter.subject_line.as_deref().unwrap_or_default()))
}

/// The Standing Committee, or the council where it has none: who issues.
fn issuer(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<OrganizationId> {
    Ok(directory::standing_committee_of(ctx.tx, council)?.map_or(council, |found| found.id))
}

/// Drafts a paper of a hearing as an outgoing document.
pub fn draft_of_hearing(ctx: &mut Ctx<'_>, id: HearingId, paper: HearingPaper) -> Result<DocumentId> {
    let one = hearings::permitted(ctx, id, Action::KeepHearing)?;
    if !ctx.actor.runs(one.council_id) {
        return Err(Error::NotFound);
    }
    if !hearing_papers(&one).contains(&paper) {
        return Err(Error::Refused(Refusal::WrongState(one.state.label())));
    }
    let told = told(ctx, one)?;
    let letter = hearing_letter(ctx, &told, paper)?;
    let one = told.one;
    let new = NewDocument {
        organization: issuer(ctx, one.council_id)?,
        kind: hearing_document(paper),
        title: title_of(&letter),
        signer: letter.signature.name.clone(),
        letter,
        subject_kind: HEARING_KIND,
        subject_id: id.to_string(),
        is_public: !one.is_closed && paper != HearingPaper::Minutes,
        recipients: told.explains.iter().map(|(.., body)| *body).collect(),
    };
    let document = documents::draft(ctx, &new).map_err(other)?;
    finish_hearing(ctx, Some(&one), id, "hearing.draft_paper", "")?;
    Ok(document)
}

/// Drafts a paper of a review as an outgoing document.
pub fn draft_of_review(ctx: &mut Ctx<'_>, id: TextReviewId, paper: ReviewPaper) -> Result<DocumentId> {
    let one = reviews::permitted(ctx, id, Action::KeepReview)?;
    if !ctx.actor.runs(one.council_id) {
        return Err(Error::NotFound);
    }
    if !review_papers(&one).contains(&paper) {
        return Err(Error::Refused(Refusal::WrongState(one.state.label())));
    }
    let letter = review_letter(ctx, &one, paper)?;
    let standing = issuer(ctx, one.council_id)?;
    let new = NewDocument {
        organization: if paper == ReviewPaper::Submission { standing } else { one.reviewer_id },
        kind: review_document(paper),
        title: title_of(&letter),
        signer: letter.signature.name.clone(),
        letter,
        subject_kind: REVIEW_KIND,
        subject_id: id.to_string(),
        is_public: false,
        recipients: match paper {
            ReviewPaper::Demand => vec![one.issuer_id],
            ReviewPaper::Report => vec![standing],
            ReviewPaper::Submission => vec![one.council_id],
        },
    };
    let document = documents::draft(ctx, &new).map_err(other)?;
    finish_review(ctx, id, "text_review.draft_paper")?;
    Ok(document)
}

fn answered(
    ctx: &Ctx<'_>,
    letter: &Letter,
    stem: &str,
    ending: &str,
) -> std::result::Result<Answer, Problem> {
    match ending {
        "docx" => Answer::docx(letter, format!("{stem}.docx")),
        "pdf" => Answer::pdf(ctx.app, letter, format!("{stem}.pdf")),
        _ => Err(Problem::NotFound),
    }
}

/// A paper of a hearing as Word or PDF: "notice.docx", "conclusion.pdf".
pub(crate) async fn of_hearing(visit: Visit, Path((id, name)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let one = hearing_pages::find(ctx, &id)?;
            let one = hearings::permitted(ctx, one.id, Action::KeepHearing)?;
            let (which, ending) = name.split_once('.').ok_or(Problem::NotFound)?;
            let paper: HearingPaper = which.parse().map_err(|_| Problem::NotFound)?;
            if !hearing_papers(&one).contains(&paper) {
                return Err(Problem::NotFound);
            }
            let stem = format!("{}-{}", one.code, paper.as_str());
            let told = told(ctx, one)?;
            let letter = hearing_letter(ctx, &told, paper)?;
            answered(ctx, &letter, &stem, ending)
        })
        .await
}

/// A paper of a review as Word or PDF: "demand.docx".
pub(crate) async fn of_review(visit: Visit, Path((id, name)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let one = review_pages::find(ctx, &id)?;
            let one = reviews::permitted(ctx, one.id, Action::KeepReview)?;
            let (which, ending) = name.split_once('.').ok_or(Problem::NotFound)?;
            let paper: ReviewPaper = which.parse().map_err(|_| Problem::NotFound)?;
            if !review_papers(&one).contains(&paper) {
                return Err(Problem::NotFound);
            }
            let letter = review_letter(ctx, &one, paper)?;
            answered(ctx, &letter, &format!("{}-{}", one.code, paper.as_str()), ending)
        })
        .await
}
