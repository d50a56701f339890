//! The law: the table, the calendar, and a council's own numbers.

use jiff::Span;
use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::deadline::{self, Deadline, DeadlineKind, DeadlineStatus, EXPLICIT, RuleRef, Uncounted};
use crate::error::{LoadError, NoDeadline, OverrideError};
use crate::limit::{Limit, Measure};
use crate::rule::Rule;
use crate::table::{self, Confidence, Family, Level, RuleEntry, RuleVersion, Transition};
use crate::vietnamese;

/// The whole law a deployment works by; read once, then only asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    rules: Vec<RuleEntry>,
    calendar: Calendar,
    overrides: Vec<Override>,
}

/// A number a council has set for itself, with its own source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The id of any version of the rule it replaces, such as `SES-03d`.
    pub rule_id: String,
    /// The council's own limit; it measures the same kind of thing.
    pub limit: Limit,
    /// The council's own source, such as its working rules with number and date.
    pub source: String,
    /// First trigger day it holds for.
    pub from: Date,
    /// Last trigger day it holds for; `None` while it lasts.
    pub to: Option<Date>,
}

impl Override {
    fn in_force(&self, on: Date) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}

/// What applies on a day: a version, or a council's own number in its place.
#[derive(Debug, Clone, Copy)]
pub struct Applied<'law> {
    /// The rule.
    pub entry: &'law RuleEntry,
    /// The version in force, or the one the council's own number replaces.
    pub version: &'law RuleVersion,
    /// The council's own number.
    pub own: Option<&'law Override>,
}

impl<'law> Applied<'law> {
    /// The limit that applies.
    pub fn limit(&self) -> &'law Limit {
        self.own.map_or(&self.version.limit, |own| &own.limit)
    }

    /// The rule as a deadline names it.
    pub fn rule_ref(&self) -> RuleRef {
        let (source, confidence) = match self.own {
            // The council answers for its own number.
            Some(own) => (own.source.clone(), Confidence::High),
            None => (self.version.source.clone(), self.version.confidence),
        };
        RuleRef {
            id: self.version.id.clone(),
            says: self.entry.says.clone(),
            source,
            confidence,
            limit_text: self.limit().describe(),
            own: self.own.is_some(),
        }
    }
}

impl Law {
    /// The table and the calendar that come with the product.
    pub fn shipped() -> Result<Self, LoadError> {
        let law = Self::from_toml(&table::FILES, Calendar::shipped()?)?;
        let missing = Rule::ALL.iter().find(|rule| law.entry(**rule).is_none());
        missing.map_or(Ok(law), |rule| Err(LoadError::MissingRule(rule.name())))
    }

    /// A law from other tables; tests use it, and so may a deployment that keeps its own.
    pub fn from_toml(files: &[(Family, &str)], calendar: Calendar) -> Result<Self, LoadError> {
        Ok(Self { rules: table::read(files)?, calendar, overrides: Vec::new() })
    }

    /// The same law with another calendar.
    #[must_use]
    pub fn with_calendar(&self, calendar: Calendar) -> Self {
        Self { calendar, ..self.clone() }
    }

    /// The same law with a council's own numbers, which replace any set before.
    pub fn with_overrides(&self, overrides: &[Override]) -> Result<Self, OverrideError> {
        for own in overrides {
            self.check_override(own)?;
        }
        Ok(Self { overrides: overrides.to_vec(), ..self.clone() })
    }

    fn check_override(&self, own: &Override) -> Result<(), OverrideError> {
        let id = || own.rule_id.clone();
        let Some((_, version)) = self.find_by_id(&own.rule_id) else {
            return Err(OverrideError::UnknownRule(id()));
        };
        if own.source.trim().is_empty() {
            return Err(OverrideError::NoSource(id()));
        }
        if own.to.is_some_and(|to| to < own.from) {
            return Err(OverrideError::Dates(id()));
        }
        let measure = version.limit.measure();
        if measure != Measure::Word && measure != own.limit.measure() {
            return Err(OverrideError::OtherMeasure(id()));
        }
        Ok(())
    }

    /// All rules, family by family.
    pub fn rules(&self) -> &[RuleEntry] {
        &self.rules
    }

    /// A council's own numbers.
    pub fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// The calendar of working days.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The rule and the version with an id such as `SES-03`.
    pub fn find_by_id(&self, id: &str) -> Option<(&RuleEntry, &RuleVersion)> {
        self.rules.iter().find_map(|entry| {
            let version = entry.versions.iter().find(|version| version.id == id)?;
            Some((entry, version))
        })
    }

    /// A rule of the table by its name in code.
    pub fn entry(&self, rule: Rule) -> Option<&RuleEntry> {
        self.rules.iter().find(|entry| entry.name == rule.name())
    }

    /// The version, or the council's own number, in force on a day.
    pub fn applied(&self, rule: Rule, level: Option<Level>, on: Date) -> Result<Applied<'_>, NoDeadline> {
        let entry = self.entry(rule).ok_or_else(|| NoDeadline::UnknownRule(rule.name().to_owned()))?;
        self.applied_entry(entry, level, on)
    }

    fn applied_entry<'law>(
        &'law self,
        entry: &'law RuleEntry,
        level: Option<Level>,
        on: Date,
    ) -> Result<Applied<'law>, NoDeadline> {
        let of_level = |version: &&RuleVersion| level.is_none_or(|level| version.levels.contains(&level));
        let own = self.overrides.iter().rev().find_map(|own| {
            let replaced = entry.versions.iter().filter(of_level);
            let version = replaced.into_iter().find(|version| version.id == own.rule_id)?;
            own.in_force(on).then_some((version, own))
        });
        if let Some((version, own)) = own {
            return Ok(Applied { entry, version, own: Some(own) });
        }
        let mut in_force = entry.versions.iter().filter(of_level).filter(|version| version.in_force(on));
        let Some(version) = in_force.next() else {
            return Err(NoDeadline::NotInForce { rule: entry.name.clone(), on });
        };
        if in_force.next().is_some() {
            return Err(NoDeadline::LevelNeeded(entry.name.clone()));
        }
        Ok(Applied { entry, version, own: None })
    }

    /// The date due by the rule in force on the trigger day, at any level.
    pub fn deadline(&self, rule: Rule, trigger: Date) -> Result<Deadline, NoDeadline> {
        self.count(self.applied(rule, None, trigger)?, trigger)
    }

    /// The date due by the rule in force on the trigger day at a level.
    pub fn deadline_at(&self, rule: Rule, level: Level, trigger: Date) -> Result<Deadline, NoDeadline> {
        self.count(self.applied(rule, Some(level), trigger)?, trigger)
    }

    /// The date due in the exceptional case the rule names (remote area, complex matter); the usual date if it names none.
    pub fn extended_deadline(&self, rule: Rule, trigger: Date) -> Result<Deadline, NoDeadline> {
        let applied = self.applied(rule, None, trigger)?;
        let limit = match applied.limit() {
            Limit::After { unit, up_to: Some(longest), .. } => {
                Limit::After { amount: *longest, unit: *unit, up_to: None }
            }
            usual => usual.clone(),
        };
        self.count_limit(applied, &limit, trigger)
    }

    /// The date due in a matter still pending `today`: a newer version holds when its act says so.
    pub fn deadline_for_pending(
        &self,
        rule: Rule,
        level: Option<Level>,
        trigger: Date,
        today: Date,
    ) -> Result<Deadline, NoDeadline> {
        let newer = self.applied(rule, level, today);
        match newer {
            Ok(newer) if newer.version.transition == Transition::NewForPending => self.count(newer, trigger),
            Ok(_) | Err(_) => self.count(self.applied(rule, level, trigger)?, trigger),
        }
    }

    /// The date due by the version with an id, which must be in force on the trigger day.
    pub fn deadline_by_id(&self, id: &str, trigger: Date) -> Result<Deadline, NoDeadline> {
        let (entry, version) = self.find_by_id(id).ok_or_else(|| NoDeadline::UnknownRule(id.to_owned()))?;
        let own = self.overrides.iter().rev().find(|own| own.rule_id == id && own.in_force(trigger));
        if own.is_none() && !version.in_force(trigger) {
            return Err(NoDeadline::NotInForce { rule: id.to_owned(), on: trigger });
        }
        self.count(Applied { entry, version, own }, trigger)
    }

    /// The date due of a rule that waits for an event (next session, next briefing), once that event has a date.
    pub fn deadline_at_event(
        &self,
        rule: Rule,
        trigger: Date,
        event_on: Date,
    ) -> Result<Deadline, NoDeadline> {
        let applied = self.applied(rule, None, trigger)?;
        match applied.limit() {
            Limit::NextSession | Limit::NextBriefing | Limit::ThisOrNextSession => {
                Ok(fixed(event_on, trigger, applied.rule_ref()))
            }
            _ => self.count(applied, trigger),
        }
    }

    /// A date that someone set, which goes before any rule.
    pub fn explicit(&self, due: Date, reason: &str) -> Deadline {
        let rule = RuleRef {
            id: EXPLICIT.to_owned(),
            says: "Thời hạn ghi trong văn bản".to_owned(),
            source: reason.to_owned(),
            confidence: Confidence::High,
            limit_text: format!("ngày {}", vietnamese::day(due)),
            own: false,
        };
        fixed(due, due, rule)
    }

    /// The days of reminding before a date due, earliest first.
    pub fn reminders(&self, rule: Rule, due: Date) -> Result<Vec<Date>, NoDeadline> {
        let applied = self.applied(rule, None, due)?;
        let Limit::Reminders(days) = applied.limit() else {
            return Err(not_a_date(applied));
        };
        let mut dates = days
            .iter()
            .map(|days| {
                let span = Span::new().try_days(i64::from(*days)).ok()?;
                due.checked_sub(span).ok()
            })
            .collect::<Option<Vec<_>>>()
            .ok_or(NoDeadline::OutOfRange(due))?;
        dates.sort_unstable();
        Ok(dates)
    }

    /// Whether `part` of `whole` reaches the share a rule asks for on a day (majority, quorum).
    pub fn share_reached(&self, rule: Rule, on: Date, part: u32, whole: u32) -> Result<bool, NoDeadline> {
        let applied = self.applied(rule, None, on)?;
        match applied.limit() {
            Limit::Share(share) => Ok(share.reached(part, whole)),
            _ => Err(not_a_date(applied)),
        }
    }

    /// How a matter with a latest date stands today.
    pub fn status(&self, due: Date, today: Date, done_on: Option<Date>) -> DeadlineStatus {
        deadline::status(&self.calendar, due, today, done_on)
    }

    /// The working days after today up to and including the date due.
    pub fn working_days_left(&self, today: Date, due: Date) -> u32 {
        self.calendar.working_days_between(today, due)
    }

    fn count(&self, applied: Applied<'_>, trigger: Date) -> Result<Deadline, NoDeadline> {
        self.count_limit(applied, applied.limit(), trigger)
    }

    fn count_limit(
        &self,
        applied: Applied<'_>,
        limit: &Limit,
        trigger: Date,
    ) -> Result<Deadline, NoDeadline> {
        let counted = deadline::count(&self.calendar, limit, trigger).map_err(|why| match why {
            Uncounted::NotADate => not_a_date(applied),
            Uncounted::OutOfRange => NoDeadline::OutOfRange(trigger),
        })?;
        let rule = RuleRef { limit_text: limit.describe(), ..applied.rule_ref() };
        Ok(Deadline {
            due: counted.due,
            trigger,
            kind: counted.kind,
            rule,
            days: counted.days,
            rolled: counted.rolled,
            provisional: counted.provisional,
            previous_working_day: counted.previous_working_day,
        })
    }
}

fn fixed(due: Date, trigger: Date, rule: RuleRef) -> Deadline {
    Deadline {
        due,
        trigger,
        kind: DeadlineKind::Latest,
        rule,
        days: Vec::new(),
        rolled: false,
        provisional: false,
        previous_working_day: None,
    }
}

fn not_a_date(applied: Applied<'_>) -> NoDeadline {
    NoDeadline::NotADate { id: applied.version.id.clone(), limit: applied.limit().to_string() }
}
