//! Papers of the sessions: listed when a session is convened, handed in, sent to the delegates;
//! of each held session one paper went out two days late.

use kernel::{Actor, Date, OrganizationId, SessionId, TermId};
use kit::{Ctx, Problem, Upload};
use papers::{Block, Letter, Signature};

use super::units::Places;
use super::{Step, chamber, step};

fn days_before(day: Date, days: u64) -> Date {
    day.checked_sub(std::time::Duration::from_hours(24 * days)).unwrap_or(day)
}

/// A paper with a few words, as a Word file.
fn word_file(paper: &dossier::Paper, on: Date) -> Result<Upload, Problem> {
    let letter = Letter {
        superior: None,
        issuer: "Ủy ban nhân dân huyện Thanh Liêm".to_owned(),
        number: None,
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: on,
        kind: Some(paper.kind.label().to_uppercase()),
        title: Some(paper.title.clone()),
        addressees: Vec::new(),
        body: vec![
            Block::paragraph("Dữ liệu minh họa: văn bản này được lập để giới thiệu phần mềm."),
            Block::numbered("1.", "Sự cần thiết, căn cứ và quá trình chuẩn bị."),
            Block::numbered("2.", "Nội dung chính trình Hội đồng nhân dân xem xét, quyết định."),
        ],
        signature: Signature { lines: vec!["TM. ỦY BAN NHÂN DÂN".to_owned()], name: String::new() },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: true,
    };
    let bytes = papers::to_docx(&letter).map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(Upload { field: "tep".to_owned(), file_name: format!("{}.docx", paper.kind.label()), bytes })
}

/// Lists what the agenda needs and gives the drafts to the council's first committee.
fn list(ctx: &mut Ctx<'_>, id: SessionId) -> Result<(), Problem> {
    let session = sessions::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    let committees: Vec<OrganizationId> = directory::organizations_of_area(ctx.tx, council.area_id)?
        .into_iter()
        .filter(|one| one.kind == directory::OrganizationKind::Committee && one.parent_id == Some(council.id))
        .map(|one| one.id)
        .collect();
    for item in ::chamber::items(ctx.tx, id)? {
        if item.kind == ::chamber::ItemKind::DraftResolution
            && let Some(committee) = committees.last()
        {
            dossier::assign(ctx, id, item.id, *committee)?;
        }
    }
    dossier::list_from_agenda(ctx, id)?;
    // The list goes out with the convening; what comes on it later is an addendum
    sessions::advance(ctx, id, session.version, &sessions::rules::Step::Convene)?;
    Ok(())
}

/// Hands in the papers that stand at these places and sends them.
fn hand_in(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    chosen: impl Fn(&dossier::Paper, bool) -> bool,
) -> Result<(), Problem> {
    let all = dossier::papers(ctx.tx, id)?;
    let last = all.last().map(|one| one.id);
    let today = ctx.today;
    for paper in all.iter().filter(|one| one.received_on.is_none() && chosen(one, Some(one.id) == last)) {
        let upload = word_file(paper, today)?;
        dossier::hand_in(ctx, paper.id, &[upload], "")?;
    }
    dossier::send(ctx, id)?;
    Ok(())
}

/// The papers of a session that was held.
pub(super) fn held(places: &Places, number: i64, opened: Date) -> Vec<Step> {
    let key: (OrganizationId, TermId) = (places.council, places.term);
    let office: &Actor = &places.office;
    vec![
        step(days_before(opened, 10), 10, office, move |ctx| {
            let id = chamber::find(ctx, key, number)?;
            list(ctx, id)?;
            for (kind, days) in [(dossier::StepKind::JointConference, 32), (dossier::StepKind::Convening, 10)]
            {
                dossier::take(ctx, id, kind, days_before(opened, days), "")?;
            }
            Ok(())
        }),
        step(days_before(opened, 6), 9, office, move |ctx| {
            let id = chamber::find(ctx, key, number)?;
            hand_in(ctx, id, |_, is_last| !is_last)
        }),
        step(days_before(opened, 3), 9, office, move |ctx| {
            let id = chamber::find(ctx, key, number)?;
            hand_in(ctx, id, |_, is_last| is_last)
        }),
    ]
}

/// The next session: listed, and nothing handed in yet.
pub(super) fn next(places: &Places, number: i64) -> Step {
    let key: (OrganizationId, TermId) = (places.council, places.term);
    step(Date::constant(2020, 10, 14), 16, &places.office, move |ctx| {
        let id = chamber::find(ctx, key, number)?;
        list(ctx, id)
    })
}
