//! The deeds: load, ask, rule, save, record.

use audit::Deed;
use chain::Node;
use follow::{Due, NewFollowUp};
use kernel::{
    CampaignId, CoordinationId, Date, DutyId, DutyRecordId, FollowUpId, JointActivityId, OrganizationId, text,
};
use kit::{Ctx, Error};

use crate::model::{
    Activity, Campaign, Coordination, Duty, NewActivity, NewCampaign, NewCoordination, NewDuty, Refusal,
    joined, parted,
};
use crate::policy::{self, Action};
use crate::{meets, rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

fn require(ctx: &Ctx<'_>, action: Action, council: OrganizationId, bodies: &[OrganizationId]) -> Result<()> {
    if policy::may(ctx.actor, action, council, bodies) {
        Ok(())
    } else if policy::may(ctx.actor, Action::Read, council, bodies) {
        Err(Error::Forbidden)
    } else {
        Err(Error::NotFound)
    }
}

fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

fn own_council(ctx: &Ctx<'_>) -> Result<OrganizationId> {
    ctx.actor.council.ok_or(Error::NotFound)
}

/// All of them exist and work today.
fn working(ctx: &mut Ctx<'_>, bodies: &[OrganizationId]) -> Result<()> {
    let today = ctx.today;
    for body in bodies {
        let found = directory::organization(ctx.tx, *body)?;
        if !found.is_some_and(|one| one.works_on(today)) {
            return Err(Error::Refused(Refusal::NoSuchBody));
        }
    }
    Ok(())
}

/// A regulation that the actor may do this with.
pub(crate) fn load(ctx: &mut Ctx<'_>, id: CoordinationId, action: Action) -> Result<Coordination> {
    let one = store::coordination(ctx.tx, id)?.ok_or(Error::NotFound)?;
    require(ctx, action, one.council_id, &parted(&one.parties))?;
    Ok(one)
}

/// An activity that the actor may do this with.
pub(crate) fn load_activity(ctx: &mut Ctx<'_>, id: JointActivityId, action: Action) -> Result<Activity> {
    let one = store::activity(ctx.tx, id)?.ok_or(Error::NotFound)?;
    require(ctx, action, one.council_id, &parted(&one.leads))?;
    Ok(one)
}

/// A campaign that the actor may do this with.
pub(crate) fn load_campaign(ctx: &mut Ctx<'_>, id: CampaignId, action: Action) -> Result<Campaign> {
    let one = store::campaign(ctx.tx, id)?.ok_or(Error::NotFound)?;
    require(ctx, action, one.council_id, &parted(&one.bodies))?;
    Ok(one)
}

fn check(ctx: &mut Ctx<'_>, new: &NewCoordination) -> Result<()> {
    if new.parties.len() < 2 {
        return Err(Error::Refused(Refusal::TooFewParties));
    }
    if let Some(to) = new.to_on {
        rules::span(new.from_on, to).map_err(Error::Refused)?;
    }
    working(ctx, &new.parties)
}

/// Writes a regulation down.
pub fn sign(ctx: &mut Ctx<'_>, new: &NewCoordination) -> Result<CoordinationId> {
    let council = own_council(ctx)?;
    require(ctx, Action::Keep, council, &[])?;
    check(ctx, new)?;
    let id: CoordinationId = ctx.id();
    store::insert_coordination(
        ctx.tx,
        id,
        council,
        &new.number,
        &new.title,
        new.signed_on,
        new.from_on,
        new.to_on,
        &joined(&new.parties),
        &new.note,
        new.is_public,
        new.is_demonstration,
    )?;
    let deed = Deed::new("coordination.sign", "coordination", id, &new.title);
    audit::record(ctx, deed.public_if(new.is_public))?;
    Ok(id)
}

/// Changes a regulation; a party that owes something stays a party.
pub fn change(ctx: &mut Ctx<'_>, id: CoordinationId, new: &NewCoordination, version: i64) -> Result<()> {
    load(ctx, id, Action::Keep)?;
    check(ctx, new)?;
    if store::duties(ctx.tx, id)?.iter().any(|duty| !new.parties.contains(&duty.debtor_id)) {
        return Err(Error::Refused(Refusal::NotAParty));
    }
    hit(store::change_coordination(
        ctx.tx,
        &new.number,
        &new.title,
        new.signed_on,
        new.from_on,
        new.to_on,
        &joined(&new.parties),
        &new.note,
        new.is_public,
        id,
        version,
    )?)?;
    let deed = Deed::new("coordination.change", "coordination", id, &new.title);
    audit::record(ctx, deed.public_if(new.is_public))?;
    Ok(())
}

/// Lays a duty on a party.
pub fn lay_duty(ctx: &mut Ctx<'_>, id: CoordinationId, new: &NewDuty) -> Result<DutyId> {
    let one = load(ctx, id, Action::Keep)?;
    let parties = parted(&one.parties);
    if !parties.contains(&new.debtor) || new.creditor.is_some_and(|body| !parties.contains(&body)) {
        return Err(Error::Refused(Refusal::NotAParty));
    }
    if new.creditor.is_none() && meets::is_sent(&new.meets) {
        return Err(Error::Refused(Refusal::Unaddressed));
    }
    let duty: DutyId = ctx.id();
    store::insert_duty(
        ctx.tx,
        duty,
        id,
        &new.article,
        &new.text,
        new.frequency,
        new.debtor,
        new.creditor,
        &new.meets,
        &new.source,
    )?;
    let label = text::truncate_words(&new.text, 100);
    audit::record(ctx, Deed::new("coordination.duty", "coordination", id, label).public_if(one.is_public))?;
    Ok(duty)
}

/// A duty with its regulation.
fn load_duty(ctx: &mut Ctx<'_>, id: DutyId) -> Result<(Coordination, Duty)> {
    let duty = store::duty(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let one = store::coordination(ctx.tx, duty.coordination_id)?.ok_or(Error::NotFound)?;
    require(ctx, Action::Note, one.council_id, &[duty.debtor_id])?;
    Ok((one, duty))
}

/// Notes by hand what met a duty on a day, with what shows it.
pub fn note(ctx: &mut Ctx<'_>, id: DutyId, done_on: Date, words: &str) -> Result<()> {
    let (one, duty) = load_duty(ctx, id)?;
    let sessions = meets::session_days(ctx, one.council_id, done_on.year())?;
    let periods = meets::periods(&duty, &one, done_on.year(), &sessions);
    let period = periods.iter().find(|period| period.from <= done_on && done_on <= period.to);
    let period = period.ok_or(Error::Refused(Refusal::NoSuchPeriod))?;
    rules::note(period, done_on, ctx.today).map_err(Error::Refused)?;
    let record: DutyRecordId = ctx.id();
    let name = ctx.actor.name.clone();
    store::insert_note(ctx.tx, record, id, period.to, done_on, &name, words)?;
    let label = text::truncate_words(words, 100);
    audit::record(ctx, Deed::new("coordination.note", "coordination", one.id, label))?;
    Ok(())
}

/// Plans an activity of several lead bodies.
pub fn plan_activity(ctx: &mut Ctx<'_>, new: &NewActivity) -> Result<JointActivityId> {
    let council = own_council(ctx)?;
    require(ctx, Action::Keep, council, &[])?;
    rules::span(new.from_on, new.to_on).map_err(Error::Refused)?;
    if new.leads.is_empty() {
        return Err(Error::Refused(Refusal::Leaderless));
    }
    if new.leads.iter().any(|lead| new.cooperating.contains(lead)) {
        return Err(Error::Refused(Refusal::LeadCooperates));
    }
    working(ctx, &new.leads)?;
    working(ctx, &new.cooperating)?;
    if let Some(item) = new.programme_item {
        let year = i64::from(new.from_on.year());
        let open = programme::choices(ctx.tx, council, year)?;
        if !open.iter().any(|(known, _)| *known == item) {
            return Err(Error::Refused(Refusal::NoSuchItem));
        }
    }
    if let Some(duty) = new.duty {
        let all = store::duties_of_council(ctx.tx, council)?;
        if !all.iter().any(|one| one.id == duty && one.meets == meets::ACTIVITY) {
            return Err(Error::Refused(Refusal::NoSuchDuty));
        }
    }
    let id: JointActivityId = ctx.id();
    store::insert_activity(
        ctx.tx,
        id,
        council,
        &new.title,
        new.from_on,
        new.to_on,
        &joined(&new.leads),
        &joined(&new.cooperating),
        &new.product,
        new.programme_item,
        new.duty,
        new.is_public,
        new.is_demonstration,
    )?;
    if let Some(item) = new.programme_item {
        let node = Node::new("joint_activity", id, &new.title, crate::activity_path(id));
        programme::realise(ctx, item, &node, None)
            .map_err(|error| Error::from_other(error, |_| Refusal::NoSuchItem))?;
    }
    let deed = Deed::new("coordination.activity", "joint_activity", id, &new.title);
    audit::record(ctx, deed.public_if(new.is_public))?;
    Ok(id)
}

/// Writes down what came of an activity.
pub fn finish_activity(
    ctx: &mut Ctx<'_>,
    id: JointActivityId,
    result: &str,
    on: Date,
    version: i64,
) -> Result<()> {
    let one = load_activity(ctx, id, Action::Note)?;
    if one.done_on.is_some() {
        return Err(Error::Refused(Refusal::AlreadyDone));
    }
    if on < one.from_on || ctx.today < on {
        return Err(Error::Refused(Refusal::NotBegun));
    }
    hit(store::finish_activity(ctx.tx, result, on, id, version)?)?;
    if let Some(item) = one.programme_item_id {
        let node = Node::new("joint_activity", id, &one.title, one.path());
        programme::realise(ctx, item, &node, Some(on))
            .map_err(|error| Error::from_other(error, |_| Refusal::NoSuchItem))?;
    }
    let deed = Deed::new("coordination.finish", "joint_activity", id, &one.title);
    audit::record(ctx, deed.public_if(one.is_public))?;
    Ok(())
}

/// Begins a campaign of information.
pub fn begin_campaign(ctx: &mut Ctx<'_>, new: &NewCampaign) -> Result<CampaignId> {
    let council = own_council(ctx)?;
    require(ctx, Action::Keep, council, &[])?;
    rules::span(new.from_on, new.to_on).map_err(Error::Refused)?;
    rules::news(&new.news).map_err(Error::Refused)?;
    if new.bodies.is_empty() {
        return Err(Error::Refused(Refusal::Leaderless));
    }
    working(ctx, &new.bodies)?;
    let resolution = match new.resolution {
        Some(id) => {
            let found = resolutions::find(ctx.tx, id)?.filter(|one| one.council_id == council);
            Some(found.ok_or(Error::Refused(Refusal::NoSuchResolution))?)
        }
        None => None,
    };
    let id: CampaignId = ctx.id();
    store::insert_campaign(
        ctx.tx,
        id,
        council,
        &new.topic,
        new.resolution,
        new.from_on,
        new.to_on,
        &joined(&new.bodies),
        &new.channels,
        &new.news,
        new.is_public,
        new.is_demonstration,
    )?;
    if let Some(resolution) = resolution {
        let from = Node::new("resolution", resolution.id, resolution.label(), resolution.path());
        let to = Node::new("campaign", id, &new.topic, format!("/lam-viec/phoi-hop/tuyen-truyen/{id}"));
        chain::link(ctx, &from, &to)?;
    }
    let deed = Deed::new("coordination.campaign", "campaign", id, &new.topic);
    audit::record(ctx, deed.public_if(new.is_public))?;
    Ok(id)
}

/// Names the news of a campaign.
pub fn name_news(ctx: &mut Ctx<'_>, id: CampaignId, news: &str, version: i64) -> Result<()> {
    let one = load_campaign(ctx, id, Action::Keep)?;
    rules::news(news).map_err(Error::Refused)?;
    hit(store::set_news(ctx.tx, news, id, version)?)?;
    let deed = Deed::new("coordination.news", "campaign", id, &one.topic);
    audit::record(ctx, deed.public_if(one.is_public))?;
    Ok(())
}

/// Notes a count of what a campaign did, with what shows it.
pub fn count_result(
    ctx: &mut Ctx<'_>,
    id: CampaignId,
    label: &str,
    count: i64,
    evidence: &str,
) -> Result<()> {
    let one = load_campaign(ctx, id, Action::Note)?;
    if ctx.today < one.from_on {
        return Err(Error::Refused(Refusal::NotBegun));
    }
    let result: DutyRecordId = ctx.id();
    let (name, today) = (ctx.actor.name.clone(), ctx.today);
    store::insert_result(ctx.tx, &result.to_string(), id, today, &name, label, count, evidence)?;
    let deed = Deed::new("coordination.result", "campaign", id, &one.topic);
    audit::record(ctx, deed.public_if(one.is_public))?;
    Ok(())
}

/// What the Fatherland Front recommends.
#[derive(Debug, Clone)]
pub struct Recommendation {
    /// To whom.
    pub lead: OrganizationId,
    /// What.
    pub text: String,
    /// By when.
    pub due: Date,
    /// Whether anyone may read it.
    pub is_public: bool,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// The Fatherland Front recommends something to a body by a day; it judges what comes of it.
pub fn recommend(ctx: &mut Ctx<'_>, new: &Recommendation) -> Result<FollowUpId> {
    let council = own_council(ctx)?;
    require(ctx, Action::Recommend, council, &[])?;
    let front = ctx.actor.organization.ok_or(Error::NotFound)?;
    if new.due < ctx.today {
        return Err(Error::Refused(Refusal::DueInPast));
    }
    working(ctx, &[new.lead])?;
    let name = directory::organization(ctx.tx, front)?.map_or_else(String::new, |one| one.short_name);
    let follow_up = NewFollowUp {
        council,
        asker: front,
        lead: new.lead,
        cooperating: Vec::new(),
        text: new.text.clone(),
        source_kind: follow::policy::FRONT_SOURCE.to_owned(),
        source_id: Some(council.to_string()),
        source_label: format!("Kiến nghị của {name}"),
        source_href: "/lam-viec/phoi-hop".to_owned(),
        origin_on: ctx.today,
        origin_label: kernel::dates::print(ctx.today),
        due: Due::On { date: new.due, reason: format!("Hạn do {name} đề nghị") },
        is_public: new.is_public,
        is_demonstration: new.is_demonstration,
    };
    follow::create(ctx, &follow_up).map_err(|error| Error::from_other(error, |_| Refusal::NoSuchBody))
}
