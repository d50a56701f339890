//! What the forms of votes do.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{AgendaItemId, BallotId, PollId, dates};
use kit::{Answer, Error, Form, Problem, Visit};
use serde::Serialize;

use crate::common::topic;
use crate::forms::done;
use crate::model::{Choice, Decision, Marks, Method, Refusal};
use crate::policy::Action;
use crate::rules::{Papers, Tally};
use crate::votes::{self, NewPoll};
use crate::{pages, pages_chair, pages_delegate, store};

const TITLE_MAX: usize = 500;
/// The choice of a rating among the kinds of decision.
pub(crate) const RATING_CHOICE: &str = "rating";
const NAMES_MAX: usize = 4_000;
const REASON_MAX: usize = 300;

pub(crate) async fn open(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Preside)?;
            let items: Vec<AgendaItemId> = form.take_choices("cac-noi-dung", "Nội dung biểu quyết");
            if items.is_empty() {
                form.refuse("cac-noi-dung", "Chọn nội dung biểu quyết.");
            }
            let title = form.take_line("tieu-de", "Biểu quyết về", TITLE_MAX);
            if form.fault("tieu-de").is_none() && title.chars().count() < 2 {
                form.refuse("tieu-de", "Ghi rõ biểu quyết về việc gì, từ 2 ký tự.");
            }
            let is_rating = form.value("quyet-dinh") == RATING_CHOICE;
            let decision: Option<Decision> = if is_rating {
                Some(Decision::Confidence)
            } else {
                form.take_choice("quyet-dinh", "Loại quyết định")
            };
            let method: Option<Method> = form.take_choice("hinh-thuc", "Hình thức");
            let names = form.take_text_or_empty("ten", "Tên trong phiếu", NAMES_MAX);
            let names = names.lines().map(str::trim).filter(|line| line.chars().count() > 1);
            let names: Vec<String> = names.map(|line| line.chars().take(200).collect()).collect();
            if let (Some(decision), Some(method), true) = (decision, method, form.is_sound()) {
                let is_named = form.is_checked("neu-ten");
                let new = NewPoll { items, title, decision, method, names, is_named, is_rating };
                let field = match method {
                    Method::Secret if !new.names.is_empty() => "quyet-dinh",
                    Method::Secret => "ten",
                    Method::Electronic | Method::Hands | Method::RollCall => "hinh-thuc",
                };
                let opened = votes::open(ctx, session.id, &new);
                if form.or_refuse(field, opened)?.is_some() {
                    return Ok(Answer::see_other(pages_chair::path(&session)).stirring(topic(session.id)));
                }
            }
            Answer::faulty(&pages_chair::chair_page(ctx, session, form.clone())?)
        })
        .await
}

/// Ends, breaks off, counts, confirms a vote.
pub(crate) async fn deed(visit: Visit, Path((id, poll)): Path<(String, String)>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::Record)?;
            let poll: PollId = poll.parse().map_err(|_| Problem::NotFound)?;
            let reason = form.take_line_or_empty("ly-do", "Lý do", REASON_MAX);
            let mut told = String::new();
            let (field, outcome) = match form.value("viec") {
                "ket-thuc" => {
                    let reason = if form.is_checked("du-sao") { reason.as_str() } else { "" };
                    ("ly-do", votes::close(ctx, session.id, poll, reason).map(|_| ()))
                }
                "huy" => {
                    let reason = form.take_line_or_empty("ly-do-huy", "Lý do hủy", REASON_MAX);
                    ("ly-do-huy", votes::void(ctx, session.id, poll, &reason))
                }
                "dem" => {
                    let mut number = |name: &str, label: &str| form.take_integer(name, label, 0..=2_000);
                    let (yes, no, not_voting) = (
                        number("tan-thanh", "Số tán thành"),
                        number("khong-tan-thanh", "Số không tán thành"),
                        number("khong-bieu-quyet", "Số không biểu quyết"),
                    );
                    match (yes, no, not_voting) {
                        (Some(yes), Some(no), Some(not_voting)) => {
                            let tally = Tally { yes, no, not_voting };
                            let known = store::poll(ctx.tx, poll)?.ok_or(Problem::NotFound)?;
                            told = beside_the_last(&[
                                ("tán thành".to_owned(), known.yes, yes),
                                ("không tán thành".to_owned(), known.no, no),
                                ("không biểu quyết".to_owned(), known.not_voting, not_voting),
                            ]);
                            ("tan-thanh", votes::count_hands(ctx, session.id, poll, tally))
                        }
                        _ => ("tan-thanh", Ok(())),
                    }
                }
                "kiem-phieu" => {
                    let known = store::poll(ctx.tx, poll)?.ok_or(Problem::NotFound)?;
                    let (is_rating, sides) = (known.rating.is_some(), known.sides());
                    let lines = store::lines(ctx.tx, poll)?;
                    let mut number =
                        |name: &str, label: &str| form.take_integer(name, label, 0..=2_000).unwrap_or(0);
                    let papers = Papers {
                        issued: number("phat-ra", "Số phiếu phát ra"),
                        collected: number("thu-vao", "Số phiếu thu vào"),
                        invalid: number("khong-hop-le", "Số phiếu không hợp lệ"),
                    };
                    let marked: Vec<Marks> = lines
                        .iter()
                        .filter(|_| is_rating)
                        .map(|line| {
                            let mut marks = line.mark_fields().into_iter().map(|(field, level)| {
                                number(&field, &format!("Số {}, {}", level.to_lowercase(), line.label))
                            });
                            let mut next = || marks.next().unwrap_or(0);
                            Marks { high: next(), medium: next(), low: next() }
                        })
                        .collect();
                    let counted: Vec<(i64, i64)> = lines
                        .iter()
                        .filter(|_| !is_rating)
                        .map(|line| {
                            (
                                number(&line.yes_field(), &format!("Số {}, {}", sides.0, line.label)),
                                number(&line.no_field(), &format!("Số {}, {}", sides.1, line.label)),
                            )
                        })
                        .collect();
                    let mut compared = vec![
                        ("phát ra".to_owned(), known.issued, papers.issued),
                        ("thu vào".to_owned(), known.collected, papers.collected),
                        ("không hợp lệ".to_owned(), known.invalid, papers.invalid),
                    ];
                    for (line, now) in lines.iter().zip(&marked) {
                        let levels = [(line.high, now.high), (line.medium, now.medium), (line.low, now.low)];
                        for ((_, level), (before, now)) in line.mark_fields().into_iter().zip(levels) {
                            compared.push((format!("{}, {}", line.label, level.to_lowercase()), before, now));
                        }
                    }
                    for (line, (yes, no)) in lines.iter().zip(&counted) {
                        compared.push((format!("{}, {}", line.label, sides.0), line.yes, *yes));
                        compared.push((format!("{}, {}", line.label, sides.1), line.no, *no));
                    }
                    told = beside_the_last(&compared);
                    if form.is_sound() && is_rating {
                        ("phat-ra", votes::count_rating(ctx, session.id, poll, papers, &marked))
                    } else if form.is_sound() {
                        ("phat-ra", votes::count_papers(ctx, session.id, poll, papers, &counted))
                    } else {
                        ("phat-ra", Ok(()))
                    }
                }
                "xac-nhan" => ("xac-nhan", votes::confirm(ctx, session.id, poll, form.version()).map(|_| ())),
                _ => return Err(Problem::NotFound),
            };
            form.or_refuse(field, outcome)?;
            if form.is_sound() {
                return done(&session, pages_chair::path(&session), Ok(()), &told);
            }
            Answer::faulty(&pages_chair::chair_page(ctx, session, form.clone())?)
        })
        .await
}

/// How what is typed now stands to what was typed before it, number by number; empty the first time.
/// Two who count and do not agree must see where, or the later number hides the earlier one.
fn beside_the_last(numbers: &[(String, Option<i64>, i64)]) -> String {
    if numbers.iter().all(|(_, before, _)| before.is_none()) {
        return String::new();
    }
    let differing = numbers.iter().filter_map(|(what, before, now)| {
        before.filter(|before| before != now).map(|before| format!("{what}: {before}, nay {now}"))
    });
    let differing: Vec<String> = differing.collect();
    if differing.is_empty() {
        return "Số nhập lần này giống lần trước. Người khác xác nhận.".to_owned();
    }
    format!(
        "Số nhập lần này khác lần trước. {}. Đối chiếu với biên bản trước khi xác nhận.",
        differing.join("; ")
    )
}

/// What a device is told of its ballot.
#[derive(Serialize)]
struct Told {
    ballot: String,
    choice: &'static str,
    choice_label: &'static str,
    /// Milliseconds since 1970, UTC: when the server took it.
    cast_ms: i64,
    /// "Đã ghi nhận: Tán thành, 09:41:07. Có thể đổi đến khi kết thúc biểu quyết."
    words: String,
    /// The number of its entry in the journal.
    receipt: i64,
    /// It had been taken before.
    again: bool,
}

#[derive(Serialize)]
struct Refused {
    error: String,
}

/// A ballot. A page's button gets a page, a script gets the receipt.
pub(crate) async fn ballot(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id, Action::TakePart)?;
            let as_json = form.value("dang") == "json";
            let parsed = (
                form.value("bieu-quyet").parse(),
                form.value("phieu").parse(),
                form.value("lua-chon").parse(),
            );
            let (Ok(poll), Ok(ballot), Ok(choice)) = parsed else { return Err(Problem::NotFound) };
            let (poll, ballot, choice): (PollId, BallotId, Choice) = (poll, ballot, choice);
            let back = pages_delegate::path(&session);
            match votes::cast(ctx, session.id, poll, ballot, choice) {
                Ok(receipt) => {
                    let words = format!(
                        "Đã ghi nhận: {}, {}. Có thể đổi đến khi kết thúc biểu quyết.",
                        receipt.choice.label(),
                        dates::clock_seconds(receipt.cast_ms)
                    );
                    let answer = if as_json {
                        Answer::json(&Told {
                            ballot: ballot.to_string(),
                            choice: receipt.choice.as_str(),
                            choice_label: receipt.choice.label(),
                            cast_ms: receipt.cast_ms,
                            words,
                            receipt: receipt.entry,
                            again: receipt.is_again,
                        })?
                    } else {
                        Answer::see_other(back)
                    };
                    Ok(answer.stirring(topic(session.id)))
                }
                Err(Error::Refused(reason)) if as_json => {
                    let status = match reason {
                        Refusal::OtherChoice(_) | Refusal::PollOver => StatusCode::CONFLICT,
                        _ => StatusCode::UNPROCESSABLE_ENTITY,
                    };
                    Ok(Answer::json(&Refused { error: reason.to_string() })?.with_status(status))
                }
                Err(Error::Refused(reason)) => Ok(Answer::see_other(back).refusing(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
