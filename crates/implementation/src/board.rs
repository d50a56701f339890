//! What pages, tables and data of this area are made from: rows with what is around them, asked
//! for once a page.

use std::collections::HashMap;

use kernel::{AreaId, OrganizationId, ResolutionId};
use kit::Ctx;
use resolutions::{Addresses, Resolution};

use crate::model::{Figure, Line, Plan, Sector};
use crate::rules::Standing;
use crate::store;
use crate::view::{self, Names, Row};

/// Rows of one or several plans.
pub(crate) struct Board {
    pub(crate) rows: Vec<Row>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) resolutions: HashMap<ResolutionId, Resolution>,
    pub(crate) addresses: Addresses,
}

impl Board {
    fn of(ctx: &mut Ctx<'_>, lines: &[Line], figures: Vec<Figure>) -> db::Result<Self> {
        let names = Names::load(ctx.tx, lines)?;
        let rows = view::rows(lines, &figures, &names, ctx.today);
        let mut ids: Vec<ResolutionId> = lines.iter().map(|line| line.plan_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = resolutions::many(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one)).collect();
        let addresses = Addresses::load(ctx.tx, ctx.today)?;
        Ok(Self { rows, figures, resolutions: found, addresses })
    }

    /// All of one plan.
    pub(crate) fn of_plan(ctx: &mut Ctx<'_>, plan: &Plan) -> db::Result<Self> {
        let lines = store::lines(ctx.tx, plan.id)?;
        let figures = store::figures_of_plan(ctx.tx, plan.id)?;
        let mut board = Self::of(ctx, &lines, figures)?;
        if board.resolutions.is_empty() {
            board.resolutions.extend(resolutions::find(ctx.tx, plan.id)?.map(|one| (one.id, one)));
        }
        Ok(board)
    }

    /// All that a council's People's Committee carries out.
    pub(crate) fn of_council(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Self> {
        let lines = store::open_lines(ctx.tx, council)?;
        let figures = store::open_figures(ctx.tx, council)?;
        Self::of(ctx, &lines, figures)
    }

    /// All that a body is responsible for.
    pub(crate) fn of_lead(ctx: &mut Ctx<'_>, lead: OrganizationId) -> db::Result<Self> {
        let lines = store::lines_of_lead(ctx.tx, lead)?;
        let figures = store::figures_of_lead(ctx.tx, lead)?;
        Self::of(ctx, &lines, figures)
    }

    /// All that is broken down to a commune.
    pub(crate) fn of_area(ctx: &mut Ctx<'_>, area: AreaId) -> db::Result<Self> {
        let lines = store::lines_of_area(ctx.tx, area)?;
        let figures = store::figures_of_area(ctx.tx, area)?;
        Self::of(ctx, &lines, figures)
    }

    /// Without what stands under resolutions that nobody outside may read.
    #[must_use]
    pub(crate) fn public(mut self) -> Self {
        let known = &self.resolutions;
        self.rows.retain(|row| known.get(&row.line.plan_id).is_some_and(|one| one.is_public));
        self
    }

    /// "Nghị quyết số 05/NQ-HĐND".
    pub(crate) fn resolution(&self, row: &Row) -> String {
        self.resolutions.get(&row.line.plan_id).map(Resolution::label).unwrap_or_default()
    }

    /// The public page of the resolution that a row stands under.
    pub(crate) fn public_path(&self, plan: ResolutionId) -> String {
        self.resolutions.get(&plan).map_or_else(String::new, |one| public_path(&self.addresses, one))
    }

    /// The row's place on that page.
    pub(crate) fn public_href(&self, row: &Row) -> String {
        format!("{}#m-{}", self.public_path(row.line.plan_id), row.line.id)
    }
}

/// The public page of what became of a resolution.
pub(crate) fn public_path(addresses: &Addresses, one: &Resolution) -> String {
    format!("{}/thuc-hien", addresses.of(one))
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) sector: Option<Sector>,
    pub(crate) lead: Option<OrganizationId>,
    pub(crate) area: Option<AreaId>,
    pub(crate) standing: Option<Standing>,
}

/// The filters as they stand in an address.
pub(crate) const FILTERS: [&str; 4] = ["linh-vuc", "co-quan", "xa", "trang-thai"];

impl Filter {
    pub(crate) fn of(form: &kit::Form) -> Self {
        Self {
            sector: form.value("linh-vuc").parse().ok(),
            lead: form.value("co-quan").parse().ok(),
            area: form.value("xa").parse().ok(),
            standing: form.value("trang-thai").parse().ok(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sector.is_none() && self.lead.is_none() && self.area.is_none() && self.standing.is_none()
    }

    pub(crate) fn holds(&self, row: &Row) -> bool {
        self.sector.is_none_or(|sector| row.line.sector == sector)
            && self.lead.is_none_or(|lead| row.line.lead_id == lead)
            && self.area.is_none_or(|area| row.line.area_id == Some(area))
            && self.standing.is_none_or(|standing| row.standing == Some(standing))
    }
}
