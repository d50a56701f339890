//! The minutes as Akoma Ntoso. What a session held behind closed doors has no name here.

use std::collections::HashMap;

use akn::{Council, Debate, MEDIA_TYPE, Section, Vote};
use axum::extract::Path;
use axum::response::Response;
use kernel::{PersonId, PollId, dates};
use kit::{Answer, Ctx, Problem, Visit};
use sessions::Session;

use crate::common::{names, seats};
use crate::model::{Item, Poll, PollState, Presence, SittingState, Speech, SpeechState};
use crate::pages::{find, time};
use crate::policy::Action;
use crate::store;

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            Ok(Answer::text(MEDIA_TYPE, to_akn(ctx, &session)?))
        })
        .await
}

/// The minutes of a session as Akoma Ntoso. Asks no policy: that belongs to the deed.
pub fn to_akn(ctx: &mut Ctx<'_>, session: &Session) -> Result<String, Problem> {
    Ok(akn::debate(&minutes(ctx, session)?))
}

/// Those who speak, each once, with the place of each.
#[derive(Default)]
struct People {
    known: HashMap<PersonId, usize>,
    list: Vec<(String, String)>,
}

impl People {
    fn place(&mut self, person: PersonId, name: &str) -> usize {
        let next = self.list.len();
        *self.known.entry(person).or_insert_with(|| {
            self.list.push((format!("dai-bieu-{}", next + 1), name.to_owned()));
            next
        })
    }
}

fn minutes(ctx: &mut Ctx<'_>, session: &Session) -> Result<Debate, Problem> {
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    let seats = seats(ctx.tx, session)?;
    let known = names(ctx.tx, session, ctx.today)?;
    let names: HashMap<PersonId, &str> = known.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let speeches = store::speeches(ctx.tx, session.id)?;
    let hidden = store::closed_polls(ctx.tx, session.id)?;
    let polls: Vec<Poll> = store::polls(ctx.tx, session.id)?
        .into_iter()
        .filter(|poll| poll.state == PollState::Closed && !hidden.contains(&(poll.id,)))
        .collect();
    let mut candidates: HashMap<PollId, Vec<String>> = HashMap::new();
    for poll in polls.iter().filter(|poll| poll.yes.is_none()) {
        let lines = store::lines(ctx.tx, poll.id)?
            .into_iter()
            .filter_map(|line| {
                if let Some(one) = poll.rated(&line) {
                    return Some(one.sentence());
                }
                let (yes, no) = (line.yes?, line.no?);
                let (one, other) = poll.sides();
                Some(format!("{}: {yes} {one}, {no} {other}.", line.label))
            })
            .collect();
        candidates.insert(poll.id, lines);
    }
    let mut people = People::default();
    let sections = (1..)
        .zip(store::items(ctx.tx, session.id)?)
        .map(|(number, item)| section(number, &item, &speeches, &polls, &candidates, &names, &mut people))
        .collect();
    let roll = roll(ctx, session, &seats)?;
    let sitting = store::sitting(ctx.tx, session.id)?;
    let closing = match sitting.filter(|one| one.state == SittingState::Over) {
        Some(one) => format!("Kỳ họp bế mạc lúc {}.", dates::print_time(one.since_ms)),
        None => "Kỳ họp chưa bế mạc.".to_owned(),
    };
    Ok(Debate {
        council: Council::new(&council.name),
        session: session.label(),
        number: session.number,
        opened_on: session.opened_on,
        closed_on: session.closed_on,
        roll,
        people: people.list,
        sections,
        closing: vec![closing],
    })
}

/// Place, days, who came; of those away the names, not the reasons.
fn roll(ctx: &mut Ctx<'_>, session: &Session, seats: &[(PersonId, String)]) -> Result<Vec<String>, Problem> {
    let roll = store::roll(ctx.tx, session.id)?;
    let stands = |person: &PersonId| roll.iter().find(|one| one.person_id == *person).map(|one| one.state);
    let came = |person: &PersonId| matches!(stands(person), Some(Presence::Present | Presence::Left));
    let mut lines = vec![format!("Thời gian: {}.", session.days())];
    if !session.place.is_empty() {
        lines.push(format!("Địa điểm: {}.", session.place));
    }
    let present = seats.iter().filter(|(person, _)| came(person)).count();
    lines.push(format!("Có mặt {present}/{} đại biểu.", seats.len()));
    let away: Vec<String> = seats
        .iter()
        .filter(|(person, _)| !came(person))
        .map(|(person, name)| {
            let state =
                stands(person).map_or("chưa điểm danh".to_owned(), |one| one.label().to_lowercase());
            format!("{name} ({state})")
        })
        .collect();
    if !away.is_empty() {
        lines.push(format!("Vắng {}: {}.", away.len(), away.join(", ")));
    }
    Ok(lines)
}

fn section(
    number: usize,
    item: &Item,
    speeches: &[Speech],
    polls: &[Poll],
    candidates: &HashMap<PollId, Vec<String>>,
    names: &HashMap<PersonId, &str>,
    people: &mut People,
) -> Section {
    let mut section = Section {
        number,
        title: item.public_title().to_owned(),
        kind: if item.is_closed { "closed".to_owned() } else { item.kind.as_str().to_owned() },
        lines: item.times().map(|times| format!("Thời gian: {times}.")).into_iter().collect(),
        speeches: Vec::new(),
        votes: Vec::new(),
    };
    if item.is_closed {
        return section;
    }
    if !item.presenter.is_empty() {
        section.lines.push(format!("Trình bày: {}.", item.presenter));
    }
    let words = |gist: &str| -> Vec<String> {
        gist.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    section.lines.extend(words(&item.gist));
    let spoken = |one: &&Speech| {
        one.item_id == item.id && matches!(one.state, SpeechState::Done | SpeechState::Speaking)
    };
    for one in speeches.iter().filter(spoken) {
        let name = names.get(&one.person_id).copied().unwrap_or_default();
        section.speeches.push(akn::Speech {
            by: people.place(one.person_id, name),
            from: format!("Đại biểu {name}, {}, {}", one.kind.label().to_lowercase(), time(one.started_ms)),
            lines: words(&one.gist),
        });
    }
    for poll in polls.iter().filter(|poll| poll.item_id == item.id) {
        let result = poll.sentence();
        let result = result.or_else(|| poll.rating.map(crate::minutes::rating_result));
        let result = result.unwrap_or_else(|| "kết quả theo biên bản kiểm phiếu.".to_owned());
        section.votes.push(Vote {
            sentence: format!(
                "Biểu quyết số {} ({}) lúc {} về “{}”: {result}",
                poll.number,
                poll.method.label().to_lowercase(),
                dates::clock_of(poll.opened_ms),
                poll.title
            ),
            needed: poll.needed,
            counts: poll.yes.zip(poll.no).zip(poll.not_voting).map(|((yes, no), away)| (yes, no, away)),
            // A rating is neither carried nor lost
            is_passed: poll.is_passed.filter(|_| poll.rating.is_none()),
        });
        for line in candidates.get(&poll.id).into_iter().flatten() {
            section.votes.push(Vote {
                sentence: line.clone(),
                needed: poll.needed,
                counts: None,
                is_passed: None,
            });
        }
    }
    section
}
