//! What became of it: of a public petition everything that its page says, of a letter where it
//! stands, to who has its receipt.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::Response;
use jiff::ToSpan as _;
use kernel::{AreaId, Date, Instant, OrganizationId, dates};
use kit::{Answer, Ctx, Form, Problem, Visit};
use letters::Followed;
use petitions::open_data::{self, Asked};
use petitions::{Petition, Sector, State};
use serde_json::{Value, json};

use crate::model::Sent;
use crate::services::{self, council_of};
use crate::store;
use crate::wire::{self, Fault, Format};

/// As the standard has them.
const SPAN_DAYS: i64 = 90;
const REQUESTS_MAX: i64 = 1_000;
/// As many ids as may be asked for at once.
const IDS_MAX: usize = 100;
const WORDS_MAX: usize = 4_000;

pub(crate) async fn list_xml(visit: Visit) -> Response {
    list(visit, Format::Xml).await
}

pub(crate) async fn list_json(visit: Visit) -> Response {
    list(visit, Format::Json).await
}

async fn list(visit: Visit, format: Format) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| listed(ctx, &form, format)).await
}

/// What is asked of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    from: Date,
    to: Date,
    sectors: Vec<Sector>,
    is_over: Option<bool>,
}

/// A moment; a day alone is its beginning, or its end where one ends.
fn moment(typed: &str, is_end: bool) -> Option<Instant> {
    // In an address a plus that was not written as %2B has become a space
    let typed = typed.trim().replace(' ', "+");
    if let Some(day) = dates::parse_iso(&typed) {
        let next = day.checked_add(1.day()).ok()?;
        return Some(if is_end { dates::midnight(next) - 1 } else { dates::midnight(day) });
    }
    let at: jiff::Timestamp = typed.parse().ok()?;
    Some(at.as_millisecond())
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Reads the window and the filters; all faults at once. Requests are dated by days, each at its
/// midnight.
fn wanted(form: &Form, now: Instant) -> Result<Wanted, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut at = |name: &str, is_end: bool| {
        let typed = form.value(name);
        let found = moment(typed, is_end);
        if found.is_none() && !typed.is_empty() {
            let words = format!("{name}: viết ngày giờ có múi giờ, ví dụ 2020-10-01T00:00:00+07:00.");
            faults.push(Fault::new(400, words));
        }
        found
    };
    let (start, end) = (at("start_date", false), at("end_date", true));
    let span = SPAN_DAYS * DAY_MS;
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) => (start, start.saturating_add(span)),
        (None, Some(end)) => (end.saturating_sub(span), end),
        (None, None) => (now - span, now),
    };
    if end < start {
        faults.push(Fault::new(400, "start_date đứng sau end_date."));
    } else if span < end.saturating_sub(start) {
        faults
            .push(Fault::new(400, "start_date và end_date cách nhau quá 90 ngày. Hỏi từng khoảng ngắn hơn."));
    }
    let words = |name: &str| -> Vec<String> {
        form.values_of(name)
            .into_iter()
            .flat_map(|value| value.split(','))
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect()
    };
    let mut sectors = Vec::new();
    for code in words("service_code") {
        match code.parse() {
            Ok(sector) => sectors.push(sector),
            Err(_) => faults.push(Fault::new(404, "service_code: không có dịch vụ này.")),
        }
    }
    let (mut open, mut closed) = (false, false);
    for status in words("status") {
        match status.as_str() {
            "open" => open = true,
            "closed" => closed = true,
            _ => faults.push(Fault::new(400, "status: open hoặc closed.")),
        }
    }
    let is_over = (open != closed).then_some(closed);
    let (first, last) = (dates::date_of(start), dates::date_of(end));
    let from =
        if dates::midnight(first) < start { first.checked_add(1.day()).unwrap_or(first) } else { first };
    if faults.is_empty() { Ok(Wanted { from, to: last, sectors, is_over }) } else { Err(faults) }
}

fn listed(ctx: &mut Ctx<'_>, form: &Form, format: Format) -> Result<Answer, Problem> {
    let council = match council_of(ctx, form.value("jurisdiction_id"))? {
        Ok(council) => council,
        Err(fault) => return wire::refusal(format, &[fault]),
    };
    let ids: Vec<&str> =
        form.value("service_request_id").split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    if !ids.is_empty() {
        if IDS_MAX < ids.len() {
            return wire::refusal(
                format,
                &[Fault::new(400, "service_request_id: hỏi nhiều nhất 100 mã một lần.")],
            );
        }
        return requested(ctx, council.id, &ids, format);
    }
    let wanted = match wanted(form, ctx.now) {
        Ok(wanted) => wanted,
        Err(faults) => return wire::refusal(format, &faults),
    };
    let asked = Asked {
        council: council.id,
        from: wanted.from,
        to: wanted.to,
        sectors: &wanted.sectors,
        is_over: wanted.is_over,
    };
    let found = open_data::asked(ctx.tx, &asked, REQUESTS_MAX)?;
    let list = petitions_said(ctx, &found)?;
    wire::answer(format, "service_requests", &Value::Array(list))
}

/// Those with these ids that may be known: public petitions by code, letters by receipt.
fn requested(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    ids: &[&str],
    format: Format,
) -> Result<Answer, Problem> {
    let codes: Vec<String> = ids.iter().filter_map(|id| petitions::parse(id)).collect();
    let found = open_data::by_codes(ctx.tx, council, &codes)?;
    let mut list = petitions_said(ctx, &found)?;
    let mut is_secret = false;
    for id in ids {
        if let Some((followed, sent)) = letter_of(ctx, id)? {
            is_secret = true;
            list.push(letter_said(ctx, id, &followed, &sent)?);
        }
    }
    if list.is_empty() {
        return wire::refusal(
            format,
            &[Fault::new(404, "service_request_id: không có mã này, hoặc chưa công khai.")],
        );
    }
    let answer = wire::answer(format, "service_requests", &Value::Array(list))?;
    Ok(if is_secret { unseen(answer) } else { answer })
}

/// What is told to who has a receipt stays nowhere on the way.
fn unseen(answer: Answer) -> Answer {
    answer
        .with(header::CACHE_CONTROL, "no-store")
        .with(HeaderName::from_static("referrer-policy"), "no-referrer")
}

fn letter_of(ctx: &mut Ctx<'_>, id: &str) -> Result<Option<(Followed, Sent)>, Problem> {
    let Some(followed) = letters::by_receipt(ctx, id)? else { return Ok(None) };
    let sent = store::sent(ctx.tx, followed.letter.id)?;
    Ok(sent.map(|sent| (followed, sent)))
}

/// `/open311/v2/requests/{id}.{xml,json}`.
pub(crate) async fn one(visit: Visit, Path(file): Path<String>) -> Response {
    let jurisdiction = visit.query("jurisdiction_id").unwrap_or_default();
    visit
        .read(move |ctx| {
            let (id, format) = Format::of(&file).ok_or(Problem::NotFound)?;
            match council_of(ctx, &jurisdiction)? {
                Ok(council) => requested(ctx, council.id, &[id], format),
                Err(fault) => wire::refusal(format, &[fault]),
            }
        })
        .await
}

/// `/open311/v2/tokens/{token}.{xml,json}`: ids are given at once, so a token is the id.
pub(crate) async fn token(visit: Visit, Path(file): Path<String>) -> Response {
    let jurisdiction = visit.query("jurisdiction_id").unwrap_or_default();
    visit
        .read(move |ctx| {
            let (token, format) = Format::of(&file).ok_or(Problem::NotFound)?;
            if let Err(fault) = council_of(ctx, &jurisdiction)? {
                return wire::refusal(format, &[fault]);
            }
            if letter_of(ctx, token)?.is_none() {
                return wire::refusal(format, &[Fault::new(404, "token: không có mã này.")]);
            }
            let one = json!({ "service_request_id": token, "token": token });
            Ok(unseen(wire::answer(format, "service_requests", &json!([one]))?))
        })
        .await
}

/// The fields that nothing is known of.
fn request(id: &str, status: bool, code: &str, service: &str) -> Value {
    json!({
        "service_request_id": id,
        "status": if status { "closed" } else { "open" },
        "status_notes": null,
        "service_name": service,
        "service_code": code,
        "description": null,
        "agency_responsible": null,
        "service_notice": null,
        "requested_datetime": null,
        "updated_datetime": null,
        "expected_datetime": null,
        "address": null,
        "address_id": null,
        "zipcode": null,
        "lat": null,
        "long": null,
        "media_url": null,
    })
}

fn put(value: &mut Value, name: &str, field: impl Into<Value>) {
    if let Some(fields) = value.as_object_mut() {
        fields.insert(name.to_owned(), field.into());
    }
}

fn at_midnight(day: Date) -> String {
    dates::rfc3339(dates::midnight(day))
}

/// When records were last touched, as the journal has it.
fn touched(ctx: &mut Ctx<'_>, table: &'static str, ids: &[String]) -> db::Result<HashMap<String, Instant>> {
    let mut known = HashMap::new();
    for some in ids.chunks(500) {
        known.extend(audit::moments(ctx.tx, table, some)?.into_iter().map(|(id, _, last)| (id, last)));
    }
    Ok(known)
}

fn petitions_said(ctx: &mut Ctx<'_>, found: &[Petition]) -> Result<Vec<Value>, Problem> {
    let ids: Vec<String> = found.iter().map(|one| one.id.to_string()).collect();
    let touched = touched(ctx, "petition", &ids)?;
    let names = directory::names(ctx.tx)?;
    let mut areas: Vec<AreaId> = found.iter().map(|one| one.area_id).collect();
    areas.sort_unstable();
    areas.dedup();
    let areas: HashMap<AreaId, (String, String)> = directory::areas_of_ids(ctx.tx, &areas)?
        .into_iter()
        .map(|area| (area.id, (area.name, area.code)))
        .collect();
    let said = found.iter().map(|one| {
        let lead = one.lead_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
        let sector = one.sector.unwrap_or(Sector::Other);
        let is_over = matches!(one.state, State::Closed | State::Merged | State::SetAside);
        let mut value = request(&one.code, is_over, sector.as_str(), services::name(sector));
        put(&mut value, "status_notes", petitions::sentence(one, &lead, ctx.today));
        put(&mut value, "description", kernel::text::truncate_words(&one.text, WORDS_MAX));
        put(&mut value, "agency_responsible", Some(lead).filter(|lead| !lead.is_empty()));
        put(&mut value, "requested_datetime", at_midnight(one.received_on));
        let last = touched.get(&one.id.to_string()).copied();
        let updated = one.closed_on.map(at_midnight).or_else(|| last.map(dates::rfc3339));
        put(&mut value, "updated_datetime", updated);
        put(&mut value, "expected_datetime", one.promised_on.or(one.due_on).map(at_midnight));
        if let Some((name, code)) = areas.get(&one.area_id) {
            let place = if one.place.is_empty() { name.clone() } else { format!("{}, {name}", one.place) };
            put(&mut value, "address", place);
            put(&mut value, "address_id", code.clone());
        }
        value
    });
    Ok(said.collect())
}

/// Where a letter stands; nothing of who wrote it, from where, or what.
fn letter_said(ctx: &mut Ctx<'_>, id: &str, found: &Followed, sent: &Sent) -> Result<Value, Problem> {
    let letter = &found.letter;
    let sector: Sector = sent.service.parse().unwrap_or(Sector::Other);
    let mut value = request(id, found.is_over, &sent.service, services::name(sector));
    put(&mut value, "status_notes", found.sentence.clone());
    put(&mut value, "agency_responsible", Some(found.lead.clone()).filter(|lead| !lead.is_empty()));
    put(&mut value, "requested_datetime", dates::rfc3339(sent.at_ms));
    let row = letter.id.to_string();
    let last = touched(ctx, "letter", std::slice::from_ref(&row))?.get(&row).copied();
    put(&mut value, "updated_datetime", dates::rfc3339(last.unwrap_or(sent.at_ms)));
    put(&mut value, "expected_datetime", at_midnight(letter.due_on.unwrap_or(letter.process_due_on)));
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 15/10/2020, 08:00 at UTC+7.
    const NOW: Instant = 1_602_723_600_000;

    fn asked(values: &[(&str, &str)]) -> Result<Wanted, Vec<Fault>> {
        wanted(&Form::with(values), NOW)
    }

    fn window(values: &[(&str, &str)]) -> (String, String) {
        let wanted = asked(values).expect("a window");
        (dates::iso(wanted.from), dates::iso(wanted.to))
    }

    #[test]
    fn without_a_window_it_is_the_last_ninety_days() {
        // Ninety days before 08:00 on 15/10 is 08:00 on 17/7: the midnight of that day is over
        assert_eq!(window(&[]), ("2020-07-18".to_owned(), "2020-10-15".to_owned()));
        assert_eq!(
            window(&[("start_date", "2020-01-01T00:00:00+07:00")]),
            ("2020-01-01".to_owned(), "2020-03-31".to_owned())
        );
        assert_eq!(
            window(&[("end_date", "2020-03-31T00:00:00 07:00")]),
            ("2020-01-01".to_owned(), "2020-03-31".to_owned())
        );
    }

    #[test]
    fn ninety_days_are_allowed_and_a_second_more_is_not() {
        let start = ("start_date", "2020-01-01T00:00:00+07:00");
        assert!(asked(&[start, ("end_date", "2020-03-31T00:00:00+07:00")]).is_ok());
        let faults = asked(&[start, ("end_date", "2020-03-31T00:00:01+07:00")]).expect_err("too long");
        assert!(faults.iter().all(|fault| fault.description.contains("90 ngày")));
        assert!(asked(&[start, ("end_date", "2019-12-31T23:59:59+07:00")]).is_err());
        assert_eq!(
            window(&[("start_date", "2020-10-01"), ("end_date", "2020-10-02")]),
            ("2020-10-01".to_owned(), "2020-10-02".to_owned())
        );
    }

    #[test]
    fn a_request_is_of_the_window_that_its_midnight_lies_in() {
        let (from, to) =
            window(&[("start_date", "2020-10-01T00:00:01+07:00"), ("end_date", "2020-10-02T00:00:00+07:00")]);
        assert_eq!((from.as_str(), to.as_str()), ("2020-10-02", "2020-10-02"));
        // In UTC the same day begins the evening before
        let (from, _) = window(&[("start_date", "2020-09-30T17:00:00Z"), ("end_date", "2020-10-02")]);
        assert_eq!(from, "2020-10-01");
    }

    #[test]
    fn filters_are_lists_and_what_cannot_be_read_is_said_at_once() {
        let both =
            asked(&[("service_code", "land, transport"), ("status", "open,closed")]).expect("a filter");
        assert_eq!((both.sectors, both.is_over), (vec![Sector::Land, Sector::Transport], None));
        assert_eq!(asked(&[("status", "closed")]).expect("a filter").is_over, Some(true));
        assert_eq!(asked(&[("status", "open")]).expect("a filter").is_over, Some(false));
        let faults = asked(&[("status", "xong"), ("service_code", "zzz"), ("start_date", "hôm qua")]);
        let codes: Vec<u16> = faults.expect_err("three").into_iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [400, 404, 400]);
    }
}
