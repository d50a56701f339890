//! The road between two communes, asked for since 2017: what no deed could know of its course is
//! linked by hand, as the office does.

use chain::Node;
use kernel::{Date, OrganizationId};
use kit::{Ctx, Problem};

use super::units::Places;
use super::{Step, step, voters};

/// What the resolutions of its course are called.
const ROAD: &str = "Về chủ trương đầu tư cải tạo đường liên xã Thanh Hà - Thanh Phong";
const FUNDS: &str = "Điều chỉnh kế hoạch đầu tư công năm 2020 (lần 2)";
/// What the question of its course begins with.
const SPENT: &str = "Giải ngân vốn đầu tư công";

pub(super) fn steps(places: &Places) -> Vec<Step> {
    let council = places.council;
    vec![step(Date::constant(2020, 10, 12), 9, &places.office, move |ctx| {
        let petition = petition(ctx, council)?;
        let (road, funds) = (resolution(ctx, council, ROAD)?, resolution(ctx, council, FUNDS)?);
        let question = question(ctx)?;
        for (from, to) in [(&petition, &road), (&petition, &question), (&question, &funds), (&road, &funds)] {
            chain::join(ctx, from, to)?;
        }
        Ok(())
    })]
}

fn petition(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Node, Problem> {
    let id = petitions::find_by_text(ctx.tx, council, voters::ROAD_2)?.ok_or(Problem::NotFound)?;
    let one = petitions::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    Ok(Node::new("petition", one.id, &one.code, one.path()))
}

fn resolution(ctx: &mut Ctx<'_>, council: OrganizationId, title: &str) -> Result<Node, Problem> {
    let all = resolutions::list_of_council(ctx.tx, council)?;
    let one = all.into_iter().find(|one| one.title == title).ok_or(Problem::NotFound)?;
    Ok(Node::new("resolution", one.id, one.label(), one.path()))
}

/// The question that the session of July heard.
fn question(ctx: &mut Ctx<'_>) -> Result<Node, Problem> {
    for number in 1..20 {
        let found = questions::by_code(ctx.tx, &format!("CV-2020-{number:04}"))?;
        if let Some(one) = found.filter(|one| one.text.starts_with(SPENT)) {
            return Ok(Node::new("question", one.id, one.label(), one.path()));
        }
    }
    Err(Problem::NotFound)
}
