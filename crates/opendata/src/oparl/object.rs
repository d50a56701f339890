//! An object on its way out: its fields, the objects inside it, and the rows whose deeds say when
//! it was made and changed.

use std::collections::{BTreeMap, HashMap};

use db::Tx;
use kernel::{Instant, SessionId, dates, ids};
use serde_json::{Map, Value, json};

use crate::world::LICENSE;

/// A row of a recorded table.
pub(crate) type Row = (&'static str, String);

/// What stands in a field instead of a value.
enum Inside {
    One(Box<Object>),
    Many(Vec<Object>),
}

/// An object of the interface.
pub(crate) struct Object {
    row: Row,
    also: Vec<Row>,
    fields: Map<String, Value>,
    inside: Vec<(&'static str, Inside)>,
    /// Fields that stand even where objects inside are left out.
    kept: Option<&'static str>,
}

impl Object {
    /// `kind` is the name of the type, `id` its address, `row` the record behind it.
    pub(crate) fn new(kind: &str, id: String, row: Row) -> Self {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), json!(id));
        fields.insert("type".to_owned(), json!(format!("https://schema.oparl.org/1.1/{kind}")));
        Self { row, also: Vec::new(), fields, inside: Vec::new(), kept: None }
    }

    /// A record that was public and is no more: it keeps its address and says nothing else.
    pub(crate) fn deleted(kind: &str, id: String, row: Row) -> Self {
        Self::new(kind, id, row).with("deleted", true)
    }

    /// Adds a field.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a field unless its text is empty.
    #[must_use]
    pub(crate) fn with_text(self, name: &str, text: &str) -> Self {
        if text.is_empty() { self } else { self.with(name, text) }
    }

    /// Adds a field when there is a value.
    #[must_use]
    pub(crate) fn maybe(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a list unless it is empty.
    #[must_use]
    pub(crate) fn with_list(self, name: &str, list: Vec<Value>) -> Self {
        if list.is_empty() { self } else { self.with(name, Value::Array(list)) }
    }

    /// Adds an object inside.
    #[must_use]
    pub(crate) fn inside(mut self, name: &'static str, one: Option<Self>) -> Self {
        if let Some(one) = one {
            self.inside.push((name, Inside::One(Box::new(one))));
        }
        self
    }

    /// Adds objects inside; none of them adds no field.
    #[must_use]
    pub(crate) fn inside_many(mut self, name: &'static str, many: Vec<Self>) -> Self {
        if !many.is_empty() {
            self.inside.push((name, Inside::Many(many)));
        }
        self
    }

    /// Adds objects inside that the type cannot be without.
    #[must_use]
    pub(crate) fn inside_always(mut self, name: &'static str, many: Vec<Self>) -> Self {
        self.kept = Some(name);
        self.inside.push((name, Inside::Many(many)));
        self
    }

    /// The id of the record behind it.
    pub(crate) fn record(&self) -> &str {
        &self.row.1
    }

    /// Whether a list of addresses has this one in it.
    pub(crate) fn names(&self, list: &str, address: &str) -> bool {
        let found = self.fields.get(list).and_then(Value::as_array);
        found.is_some_and(|many| many.iter().any(|one| one.as_str() == Some(address)))
    }

    /// Another row whose deeds change the object.
    #[must_use]
    pub(crate) fn also(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.also.extend(rows);
        self
    }

    fn rows(&self, into: &mut BTreeMap<&'static str, Vec<String>>) {
        for (table, id) in std::iter::once(&self.row).chain(&self.also) {
            into.entry(table).or_default().push(id.clone());
        }
        for (_, inside) in &self.inside {
            match inside {
                Inside::One(one) => one.rows(into),
                Inside::Many(many) => many.iter().for_each(|one| one.rows(into)),
            }
        }
    }

    /// When it was made, and when it or something inside it was last changed.
    pub(crate) fn times(&self, known: &Times) -> (Instant, Instant) {
        let (created, mut modified) = known.of(&self.row);
        for row in &self.also {
            modified = modified.max(known.of(row).1);
        }
        for (_, inside) in &self.inside {
            match inside {
                Inside::One(one) => modified = modified.max(one.times(known).1),
                Inside::Many(many) => {
                    for one in many {
                        modified = modified.max(one.times(known).1);
                    }
                }
            }
        }
        (created, modified.max(created))
    }

    /// The object as it goes out; without those inside where they are not wanted.
    pub(crate) fn finish(self, known: &Times, omit_internal: bool) -> Value {
        let (created, modified) = self.times(known);
        let mut fields = self.fields;
        let is_deleted = fields.contains_key("deleted");
        for (name, inside) in self.inside {
            if omit_internal && self.kept != Some(name) {
                continue;
            }
            let value = match inside {
                Inside::One(one) => one.finish(known, omit_internal),
                Inside::Many(many) => {
                    Value::Array(many.into_iter().map(|one| one.finish(known, omit_internal)).collect())
                }
            };
            fields.insert(name.to_owned(), value);
        }
        fields.insert("created".to_owned(), json!(dates::rfc3339(created)));
        fields.insert("modified".to_owned(), json!(dates::rfc3339(modified)));
        if !is_deleted {
            fields.entry("license").or_insert_with(|| json!(LICENSE));
        }
        Value::Object(fields)
    }
}

/// When rows were made and last touched, as the journal knows it.
#[derive(Default)]
pub(crate) struct Times(HashMap<Row, (Instant, Instant)>);

impl Times {
    /// Of everything in these objects, with one question for each table.
    pub(crate) fn load(tx: &mut Tx, objects: &[Object]) -> db::Result<Self> {
        let mut tables = BTreeMap::new();
        for one in objects {
            one.rows(&mut tables);
        }
        let mut known = HashMap::new();
        for (table, mut rows) in tables {
            rows.sort_unstable();
            rows.dedup();
            // As many as a statement may bind with room to spare
            for some in rows.chunks(500) {
                for (row, first, last) in audit::moments(tx, table, some)? {
                    known.insert((table, row), (first, last));
                }
            }
        }
        Ok(Self(known))
    }

    fn of(&self, row: &Row) -> (Instant, Instant) {
        self.0.get(row).copied().unwrap_or_else(|| {
            // An id holds the moment in which it was made
            let made = row.1.parse::<SessionId>().map_or(0, ids::made_ms);
            (made, made)
        })
    }
}
