//! Lists whose conditions depend on what was asked.

use crate::{Bind, Engine, Error, Record, Result, Tx, Value};

/// A select put together from pieces that are all `&'static str`, so that nothing a user
/// typed can become SQL. `?` in a piece stands for the next value.
pub struct Select {
    sql: String,
    binds: Vec<Value<'static>>,
    has_where: bool,
}

impl Select {
    /// Starts with `select … from …`, without a `where`.
    pub fn new(head: &'static str) -> Self {
        Self { sql: head.to_owned(), binds: Vec::new(), has_where: false }
    }

    /// Adds a condition.
    #[must_use]
    pub fn and(mut self, condition: &'static str, values: &[&dyn Bind]) -> Self {
        self.sql.push_str(if self.has_where { " and " } else { " where " });
        self.has_where = true;
        self.push(condition, values);
        self
    }

    /// Adds a condition with one value when there is one.
    #[must_use]
    pub fn maybe<T: Bind>(self, condition: &'static str, value: Option<&T>) -> Self {
        match value {
            Some(value) => self.and(condition, &[value]),
            None => self,
        }
    }

    /// Adds `column in (…)`; an empty list matches nothing.
    #[must_use]
    pub fn among<T: Bind>(mut self, column: &'static str, values: &[T]) -> Self {
        self.sql.push_str(if self.has_where { " and " } else { " where " });
        self.has_where = true;
        if values.is_empty() {
            self.sql.push_str("1 = 0");
            return self;
        }
        self.sql.push_str(column);
        self.sql.push_str(" in (");
        for (i, value) in values.iter().enumerate() {
            if i > 0 {
                self.sql.push_str(", ");
            }
            self.push("?", &[value]);
        }
        self.sql.push(')');
        self
    }

    /// Adds the tail: `order by … limit ?`.
    #[must_use]
    pub fn then(mut self, tail: &'static str, values: &[&dyn Bind]) -> Self {
        self.sql.push(' ');
        self.push(tail, values);
        self
    }

    fn push(&mut self, piece: &'static str, values: &[&dyn Bind]) {
        let mut values = values.iter();
        for (i, part) in piece.split('?').enumerate() {
            if i > 0 {
                // A missing value binds nothing; the engine then refuses the statement
                if let Some(value) = values.next() {
                    self.binds.push(value.value().into_owned());
                }
                self.sql.push('$');
                self.sql.push_str(&(self.binds.len()).to_string());
            }
            self.sql.push_str(part);
        }
    }

    /// The rows.
    pub fn rows<R: Record>(self, tx: &mut Tx) -> Result<Vec<R>> {
        tx.rows_of(&self.sql, &self.binds)
    }

    /// The one number that `select count(*)` or a sum gives.
    pub fn number(self, tx: &mut Tx) -> Result<i64> {
        let rows: Vec<(i64,)> = self.rows(tx)?;
        rows.first().map(|row| row.0).ok_or(Error::NotFound)
    }

    /// How the engine would go about it, line by line, for a test that looks at the plan.
    pub fn plan(self, tx: &mut Tx) -> Result<Vec<String>> {
        match tx.engine() {
            Engine::Sqlite => {
                let sql = format!("explain query plan {}", self.sql);
                let lines: Vec<(i64, i64, i64, String)> = tx.rows_of(&sql, &self.binds)?;
                Ok(lines.into_iter().map(|(_, _, _, line)| line).collect())
            }
            Engine::Postgres => {
                let sql = format!("explain (costs off) {}", self.sql);
                let lines: Vec<(String,)> = tx.rows_of(&sql, &self.binds)?;
                Ok(lines.into_iter().map(|(line,)| line).collect())
            }
        }
    }

    /// The text and how many values it binds, for a test that looks at the plan.
    pub fn text(&self) -> (&str, usize) {
        (&self.sql, self.binds.len())
    }
}
