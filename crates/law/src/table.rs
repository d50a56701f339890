//! The rule table: read from `rules/*.toml` and checked once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;

use crate::error::LoadError;
use crate::limit::Limit;

/// A level of local government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, until 30/6/2025.
    District,
    /// Cấp xã.
    Commune,
}

impl Level {
    /// All levels, from above.
    pub const ALL: [Self; 3] = [Self::Province, Self::District, Self::Commune];

    /// The name in Vietnamese.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Province => "cấp tỉnh",
            Self::District => "cấp huyện",
            Self::Commune => "cấp xã",
        }
    }
}

/// How sure the table is of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum Confidence {
    /// Read in the text of the act.
    #[serde(rename = "H")]
    High,
    /// From a second source.
    #[serde(rename = "M")]
    Medium,
    /// A default of the product, not verified.
    #[serde(rename = "L")]
    Low,
}

impl Confidence {
    /// The label in Vietnamese.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::High => "đã kiểm chứng",
            Self::Medium => "cần đối chiếu",
            Self::Low => "chưa kiểm chứng",
        }
    }
}

/// Which version holds for a matter that began under the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// The version in force on the trigger date.
    #[default]
    ByTriggerDate,
    /// The new version also holds for pending matters, by the act's own transition clause.
    NewForPending,
}

/// One file of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// Name of the file without `.toml`.
    pub key: &'static str,
    /// Title in Vietnamese.
    pub title: &'static str,
}

/// A rule: one obligation with its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleEntry {
    /// The name code asks by.
    pub name: String,
    /// The obligation, in Vietnamese.
    pub says: String,
    /// What starts the clock, in Vietnamese.
    pub trigger: String,
    /// The file it stands in.
    pub family: Family,
    /// Its versions, oldest first.
    pub versions: Vec<RuleVersion>,
}

/// One version of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleVersion {
    /// Such as `SES-03`; a trailing `d` marks a default that awaits the text of the act.
    pub id: String,
    /// First day in force; `None` for a custom without a beginning.
    pub from: Option<Date>,
    /// Last day in force; `None` while it lasts.
    pub to: Option<Date>,
    /// What it limits.
    pub limit: Limit,
    /// The levels it holds for.
    pub levels: Vec<Level>,
    /// The source, in Vietnamese.
    pub source: String,
    /// How sure the table is.
    pub confidence: Confidence,
    /// What holds for pending matters.
    pub transition: Transition,
}

impl RuleVersion {
    /// Whether the version is in force on a day.
    pub fn in_force(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let share_a_level = self.levels.iter().any(|level| other.levels.contains(level));
        let starts_in_time = |one: &Self, two: &Self| match (one.from, two.to) {
            (Some(from), Some(to)) => from <= to,
            (None, _) | (_, None) => true,
        };
        share_a_level && starts_in_time(self, other) && starts_in_time(other, self)
    }
}

/// The files of the table, in the order people read them.
pub(crate) const FILES: [(Family, &str); 13] = [
    (
        Family { key: "organization", title: "Tổ chức Hội đồng nhân dân" },
        include_str!("../rules/organization.toml"),
    ),
    (Family { key: "sessions", title: "Kỳ họp" }, include_str!("../rules/sessions.toml")),
    (Family { key: "documents", title: "Văn bản" }, include_str!("../rules/documents.toml")),
    (
        Family { key: "confidence", title: "Lấy phiếu và bỏ phiếu tín nhiệm" },
        include_str!("../rules/confidence.toml"),
    ),
    (Family { key: "oversight", title: "Giám sát" }, include_str!("../rules/oversight.toml")),
    (Family { key: "voters", title: "Tiếp xúc cử tri" }, include_str!("../rules/voters.toml")),
    (Family { key: "reception", title: "Tiếp công dân" }, include_str!("../rules/reception.toml")),
    (Family { key: "letters", title: "Đơn, khiếu nại, tố cáo" }, include_str!("../rules/letters.toml")),
    (Family { key: "reports", title: "Kỳ báo cáo" }, include_str!("../rules/reports.toml")),
    (Family { key: "briefings", title: "Hội nghị giao ban" }, include_str!("../rules/briefings.toml")),
    (
        Family { key: "publication", title: "Công khai, cung cấp thông tin" },
        include_str!("../rules/publication.toml"),
    ),
    (Family { key: "data", title: "Dữ liệu cá nhân" }, include_str!("../rules/data.toml")),
    (Family { key: "days", title: "Cách tính ngày" }, include_str!("../rules/days.toml")),
];

/// Reads and checks a whole table.
pub(crate) fn read(files: &[(Family, &str)]) -> Result<Vec<RuleEntry>, LoadError> {
    let mut rules = Vec::new();
    for (family, text) in files {
        let raw: BTreeMap<String, RawRule> = toml::from_str(text)
            .map_err(|source| LoadError::Toml { file: family.key.to_owned(), source: Box::new(source) })?;
        let mut entries =
            raw.into_iter().map(|(name, raw)| entry(name, raw, *family)).collect::<Result<Vec<_>, _>>()?;
        entries.sort_by(|one, two| first_id(one).cmp(&first_id(two)));
        rules.extend(entries);
    }
    check_ids(&rules)?;
    Ok(rules)
}

fn entry(name: String, raw: RawRule, family: Family) -> Result<RuleEntry, LoadError> {
    if raw.version.is_empty() || raw.says.is_empty() || raw.trigger.is_empty() {
        return Err(LoadError::Empty { name });
    }
    let mut versions = raw.version.into_iter().map(version).collect::<Result<Vec<_>, _>>()?;
    versions.sort_by_key(|version| version.from);
    for (index, second) in versions.iter().enumerate() {
        if let Some(first) = versions.iter().take(index).find(|first| first.overlaps(second)) {
            return Err(LoadError::Overlap { first: first.id.clone(), second: second.id.clone() });
        }
    }
    Ok(RuleEntry { name, says: raw.says, trigger: raw.trigger, family, versions })
}

fn version(raw: RawVersion) -> Result<RuleVersion, LoadError> {
    if raw.id.is_empty() || raw.source.is_empty() || raw.levels.as_ref().is_some_and(Vec::is_empty) {
        return Err(LoadError::Empty { name: raw.id });
    }
    let Ok(limit) = raw.limit.parse() else {
        return Err(LoadError::Limit { id: raw.id, text: raw.limit });
    };
    let unusable = || LoadError::Dates { id: raw.id.clone() };
    let plain = |found: Option<toml::value::Datetime>| match found {
        None => Ok(None),
        Some(found) => civil(found).map(Some).ok_or_else(unusable),
    };
    let (from, to) = (plain(raw.from)?, plain(raw.to)?);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(unusable());
    }
    Ok(RuleVersion {
        from,
        to,
        limit,
        levels: raw.levels.unwrap_or_else(|| Level::ALL.to_vec()),
        source: raw.source,
        confidence: raw.confidence,
        transition: raw.transition,
        id: raw.id,
    })
}

fn check_ids(rules: &[RuleEntry]) -> Result<(), LoadError> {
    let mut seen = BTreeSet::new();
    let repeated =
        rules.iter().flat_map(|rule| &rule.versions).find(|version| !seen.insert(version.id.as_str()));
    repeated.map_or(Ok(()), |version| Err(LoadError::DuplicateId(version.id.clone())))
}

/// The order of a family is that of its lowest ids.
fn first_id(rule: &RuleEntry) -> Option<&str> {
    rule.versions.iter().map(|version| version.id.as_str()).min()
}

fn civil(found: toml::value::Datetime) -> Option<Date> {
    if found.time.is_some() || found.offset.is_some() {
        return None;
    }
    let date = found.date?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        .ok()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    says: String,
    trigger: String,
    version: Vec<RawVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVersion {
    id: String,
    from: Option<toml::value::Datetime>,
    to: Option<toml::value::Datetime>,
    limit: String,
    levels: Option<Vec<Level>>,
    source: String,
    confidence: Confidence,
    #[serde(default)]
    transition: Transition,
}
