//! Entered figures.

use db::{Count, Select, Tx, queries, record};
use kernel::{AreaId, FigureId};

record! {
    /// A figure that a unit entered for a quarter.
    #[derive(Debug, Clone)]
    pub struct Kept {
        /// Its id.
        pub id: FigureId,
        /// The unit.
        pub area_id: AreaId,
        /// The indicator's code.
        pub indicator: String,
        /// The quarter.
        pub period: String,
        /// The count.
        pub value: Option<i64>,
        /// The numerator of a rate.
        pub numerator: Option<i64>,
        /// The denominator of a rate.
        pub denominator: Option<i64>,
        /// Không phát sinh.
        pub is_nothing: bool,
        /// Nhập hộ.
        pub is_on_behalf: bool,
        /// When.
        pub entered_ms: i64,
        /// By whom.
        pub entered_by: String,
        /// When it was typed into a report that is not sent yet; none once it is sent.
        pub drafted_ms: Option<i64>,
        /// For optimistic changes.
        pub version: i64,
    }
}

queries! {
    /// Adds a figure.
    fn insert(id: FigureId, area: AreaId, indicator: &str, period: &str, value: Option<i64>, numerator: Option<i64>, denominator: Option<i64>, nothing: bool, on_behalf: bool, at: i64, by: &str, drafted: Option<i64>) -> Count =
        "insert into figure (id, area_id, indicator, period, value, numerator, denominator, is_nothing, is_on_behalf, entered_ms, entered_by, drafted_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    /// Changes a figure.
    fn update(value: Option<i64>, numerator: Option<i64>, denominator: Option<i64>, nothing: bool, on_behalf: bool, at: i64, by: &str, drafted: Option<i64>, id: FigureId) -> Count =
        "update figure set value = $1, numerator = $2, denominator = $3, is_nothing = $4, is_on_behalf = $5, entered_ms = $6, entered_by = $7, drafted_ms = $8, version = version + 1 where id = $9";
    /// The drafts of a unit's quarter are sent.
    fn send(area: AreaId, period: &str) -> Count =
        "update figure set drafted_ms = null, version = version + 1 where area_id = $1 and period = $2 and drafted_ms is not null";
    /// Takes a figure back.
    fn delete(id: FigureId) -> Count = "delete from figure where id = $1";
    /// Takes a figure of a table back that nobody has touched.
    fn delete_untouched(id: FigureId) -> Count = "delete from figure where id = $1 and version = 1";
    /// How many figures each unit has for a quarter.
    fn counts(period: &str) -> Vec<(AreaId, i64)> =
        "select area_id, count(*) from figure where period = $1 group by area_id";
}

/// The figures of some units for some quarters, in one statement.
pub fn kept(tx: &mut Tx, areas: &[AreaId], periods: &[String]) -> db::Result<Vec<Kept>> {
    Select::new("select id, area_id, indicator, period, value, numerator, denominator, is_nothing, is_on_behalf, entered_ms, entered_by, drafted_ms, version from figure")
        .among("area_id", areas)
        .among("period", periods)
        .rows(tx)
}

/// Every figure of some units, by quarter and code.
pub fn all_of(tx: &mut Tx, areas: &[AreaId], most: i64) -> db::Result<Vec<Kept>> {
    Select::new("select id, area_id, indicator, period, value, numerator, denominator, is_nothing, is_on_behalf, entered_ms, entered_by, drafted_ms, version from figure")
        .among("area_id", areas)
        .then("order by period, area_id, indicator limit ?", &[&most])
        .rows(tx)
}
