//! Whole tables on their way out of one database and into another, on either engine.
//!
//! Rows come one at a time and go in by the hundred, so memory does not grow with a table. What is
//! asked here is made from the names of the schema alone, never from what somebody typed.

use std::fmt::Write as _;

use postgres::fallible_iterator::FallibleIterator as _;

use crate::link::Link;
use crate::migrate::Schema;
use crate::outcome::Row;
use crate::tx::{bind, parameters};
use crate::{Engine, Error, Kind, Result, Tx, Value};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table as the migrations make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, as they were declared; those of later migrations last.
    pub columns: Vec<Column>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// The tables that its rows refer to.
    pub refers_to: Vec<String>,
    /// What its rows are put in order by before the key, where that matters: an expression.
    pub order: Option<&'static str>,
}

impl Kind {
    /// The dialect's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bool => "boolean",
            Self::Int => "bigint",
            Self::Text => "text",
            Self::Bytes => "bytea",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        [Self::Bool, Self::Int, Self::Text, Self::Bytes].into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Schema {
    /// The tables of the dialect, in the order in which they were made. What only one engine has
    /// (its full-text indexes) is not among them.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables: Vec<Table> = Vec::new();
        for migration in self.migrations {
            let mut inside = false;
            for line in migration.postgres.lines() {
                if let Some(rest) = line.strip_prefix("create table ") {
                    let name = rest.split([' ', '(']).next().unwrap_or_default().to_owned();
                    let (columns, key, refers_to) = (Vec::new(), Vec::new(), Vec::new());
                    tables.push(Table { name, columns, key, refers_to, order: None });
                    inside = true;
                } else if line.starts_with(')') {
                    inside = false;
                } else if inside {
                    if let Some(table) = tables.last_mut() {
                        table.read_line(line.trim());
                    }
                } else if let Some(rest) = line.strip_prefix("alter table ")
                    && let Some((name, column)) = rest.split_once(" add column ")
                    && let Some(table) = tables.iter_mut().find(|table| table.name == name)
                {
                    table.read_line(column);
                }
            }
        }
        tables
    }
}

impl Table {
    /// Reads a line of its declaration: a column, its key, or something else.
    fn read_line(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("primary key (") {
            let names = rest.split(')').next().unwrap_or_default();
            self.key = names.split(',').map(|name| name.trim().to_owned()).collect();
            return;
        }
        let mut words = line.split([' ', ',', ';']);
        let (Some(name), Some(kind)) = (words.next(), words.next().and_then(Kind::of_word)) else { return };
        self.columns.push(Column { name: name.to_owned(), kind });
        if line.contains(" primary key") {
            self.key = vec![name.to_owned()];
        }
        if let Some((_, rest)) = line.split_once(" references ") {
            self.refers_to.push(rest.split(' ').next().unwrap_or_default().to_owned());
        }
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        names.join(", ")
    }

    /// All rows, in the same order on both engines: text by its bytes.
    fn select(&self, engine: Engine) -> String {
        let mut sql = format!("select {} from {} order by ", self.names(), self.name);
        if let Some(order) = self.order {
            sql.push_str(order);
            sql.push_str(", ");
        }
        for (i, name) in self.key.iter().enumerate() {
            let is_text = self.columns.iter().any(|one| one.name == *name && one.kind == Kind::Text);
            sql.push_str(if i > 0 { ", " } else { "" });
            sql.push_str(name);
            sql.push_str(if is_text && engine == Engine::Postgres { " collate \"C\"" } else { "" });
        }
        sql
    }

    fn insert(&self, rows: usize) -> String {
        let mut sql = format!("insert into {} ({}) values ", self.name, self.names());
        let width = self.columns.len();
        for row in 0..rows {
            sql.push_str(if row > 0 { ", (" } else { "(" });
            for column in 0..width {
                // Writing to a String cannot fail
                let _ = write!(sql, "{}${}", if column > 0 { ", " } else { "" }, row * width + column + 1);
            }
            sql.push(')');
        }
        sql
    }
}

/// How many rows go to a server in one statement.
const ROWS_AT_ONCE: usize = 100;

impl Tx {
    /// The names of the tables that there are.
    pub fn table_names(&mut self) -> Result<Vec<String>> {
        let sql = self.dialect(
            "select name from sqlite_schema where type = 'table' order by name",
            "select tablename from pg_tables where schemaname = current_schema() order by tablename",
        );
        Ok(self.rows::<(String,)>(sql, &[])?.into_iter().map(|(name,)| name).collect())
    }

    /// Whether a table has no row.
    pub fn is_empty(&mut self, table: &Table) -> Result<bool> {
        let sql =
            format!("select cast(count(*) as bigint) from (select 1 from {} limit 1) as one", table.name);
        Ok(self.rows_of::<(i64,)>(&sql, &[])? == [(0,)])
    }

    /// Gives every row of a table, one after the other.
    ///
    /// # Errors
    /// What `each` says; or [`Error::Corrupt`] for a value that its column cannot hold.
    pub fn each_row<E: From<Error>>(
        &mut self,
        table: &Table,
        mut each: impl FnMut(&[Value<'_>]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let sql = table.select(self.engine());
        match &mut self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare(&sql).map_err(Error::from)?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next().map_err(Error::from)? {
                    each(&typed(table, &Row::Sqlite(row))?)?;
                }
            }
            Link::Postgres(client, _) => {
                let none: [&(dyn postgres::types::ToSql + Sync); 0] = [];
                let mut rows = client.query_raw(&sql, none).map_err(Error::from)?;
                while let Some(row) = rows.next().map_err(Error::from)? {
                    each(&typed(table, &Row::Postgres(&row))?)?;
                }
            }
        }
        Ok(())
    }

    /// Adds rows, each with a value for every column. What the watch notes of them is the matter
    /// of the caller, who knows the entries that answer for them.
    pub fn insert_rows(&mut self, table: &Table, rows: &[Vec<Value<'static>>]) -> Result<()> {
        match &mut self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&table.insert(1))?;
                for row in rows {
                    bind(&mut statement, row)?;
                    statement.raw_execute()?;
                }
            }
            Link::Postgres(client, statements) => {
                for some in rows.chunks(ROWS_AT_ONCE) {
                    let values: Vec<Value<'_>> = some.iter().flatten().cloned().collect();
                    let statement = statements.get(client, &table.insert(some.len()))?;
                    client.execute(&statement, &parameters(&values))?;
                }
            }
        }
        Ok(())
    }

    /// From here on a row may come before the one that it refers to, until
    /// [`Tx::hold_references`]. For a database that nobody else uses yet.
    pub fn defer_references(&mut self) -> Result<()> {
        if self.engine() == Engine::Sqlite {
            return self.link.batch("pragma defer_foreign_keys = on");
        }
        // A whole council takes longer than a statement of the program may
        let mut sql = "set local statement_timeout = 0;\n".to_owned();
        for (table, reference) in self.references()? {
            let _ = writeln!(
                sql,
                "alter table {table} alter constraint {reference} deferrable initially deferred;"
            );
        }
        self.link.batch(&sql)
    }

    /// Holds every reference against the row it names, and from here on at once again.
    ///
    /// # Errors
    /// [`Error::Dangling`] names the first table with a reference that leads nowhere.
    pub fn hold_references(&mut self) -> Result<()> {
        if self.engine() == Engine::Sqlite {
            let gone: Vec<(String,)> =
                self.rows("select \"table\" from pragma_foreign_key_check limit 1", &[])?;
            return gone.into_iter().next().map_or(Ok(()), |(table,)| Err(Error::Dangling { table }));
        }
        self.link.batch("set constraints all immediate").map_err(|error| match &error {
            Error::Postgres(said) => match said.as_db_error().and_then(|one| one.table()) {
                Some(table) => Error::Dangling { table: table.to_owned() },
                None => error,
            },
            _ => error,
        })?;
        let mut sql = String::new();
        for (table, reference) in self.references()? {
            let _ = writeln!(sql, "alter table {table} alter constraint {reference} not deferrable;");
        }
        self.link.batch(&sql)
    }

    /// Tables and the names of their references, on PostgreSQL.
    fn references(&mut self) -> Result<Vec<(String, String)>> {
        self.rows(
            "select cast(conrelid as regclass)::text, quote_ident(conname) from pg_constraint
             where contype = 'f' and connamespace = cast(current_schema() as regnamespace) order by 1, 2",
            &[],
        )
    }
}

/// A row as its table declares it: SQLite knows no yes and no.
fn typed<'a>(table: &Table, row: &'a Row<'_>) -> Result<Vec<Value<'a>>> {
    table
        .columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let value = row.value(i)?;
            match (column.kind, value) {
                (Kind::Bool, Value::Int(number @ (0 | 1))) => Ok(Value::Bool(number == 1)),
                (_, Value::Null) => Ok(Value::Null),
                (Kind::Bool, value @ Value::Bool(_))
                | (Kind::Int, value @ Value::Int(_))
                | (Kind::Text, value @ Value::Text(_))
                | (Kind::Bytes, value @ Value::Bytes(_)) => Ok(value),
                _ => Err(Error::Corrupt { column: i, wanted: column.kind.as_str() }),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Migration;

    const TEXT: &str = "-- Bodies
create table body (
    id text primary key,
    -- its name
    name text not null check (length(name) between 2 and 60),
    above_id text references body (id),
    is_public boolean not null,
    check (above_id is null or above_id <> id),
    unique (name, above_id)
);
create index body_above on body (above_id);
create table seal_of (
    body_id text not null references body (id),
    seq bigint not null,
    bytes bytea,
    primary key (body_id, seq)
);
alter table body add column said text check (length(said) > 0);
";

    #[test]
    fn tables_are_read_from_the_text_that_makes_them() {
        let migration = Migration { number: 1, name: "one", sqlite: TEXT, postgres: TEXT };
        let migrations = Box::leak(Box::new([migration]));
        let tables = Schema { migrations, recorded: &[] }.tables();
        let said: Vec<String> = tables
            .iter()
            .map(|table| {
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|column| format!("{} {}", column.name, column.kind.as_str()))
                    .collect();
                format!("{}: {}; {:?}; {:?}", table.name, columns.join(", "), table.key, table.refers_to)
            })
            .collect();
        assert_eq!(
            said,
            [
                "body: id text, name text, above_id text, is_public boolean, said text; [\"id\"]; [\"body\"]",
                "seal_of: body_id text, seq bigint, bytes bytea; [\"body_id\", \"seq\"]; [\"body\"]",
            ]
        );
        let last = tables.last().unwrap();
        assert_eq!(
            last.select(Engine::Postgres),
            "select body_id, seq, bytes from seal_of order by body_id collate \"C\", seq"
        );
        assert_eq!(
            last.insert(2),
            "insert into seal_of (body_id, seq, bytes) values ($1, $2, $3), ($4, $5, $6)"
        );
    }
}
