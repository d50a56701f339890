//! One list of migrations for two engines.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::link::Link;
use crate::tx::Tx;
use crate::{Engine, Error, Result};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number, from 1, without gaps.
    pub number: i64,
    /// Its name.
    pub name: &'static str,
    /// The text for SQLite. Written in the dialect: see [`translate`].
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
}

/// The whole schema.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The steps.
    pub migrations: &'static [Migration],
    /// Tables of which every change must have a journal entry; each has a text column `id`.
    pub recorded: &'static [&'static str],
}

const LEDGER: &str = "create table if not exists migration (
    number bigint primary key, name text not null, sha256 text not null, applied_ms bigint not null)";

pub(crate) fn migrate(link: &mut Link, schema: &Schema, now_ms: i64) -> Result<()> {
    let engine = match link {
        Link::Sqlite(_) => Engine::Sqlite,
        Link::Postgres(..) => Engine::Postgres,
    };
    link.batch(&translate(LEDGER, engine))?;
    let mut tx = Tx { link: std::mem::replace(link, closed()?) };
    let done = apply(&mut tx, schema, engine, now_ms);
    *link = tx.link;
    done?;
    link.batch(&watches(schema, engine))
}

/// A stand-in while the real connection is lent to a transaction.
fn closed() -> Result<Link> {
    Ok(Link::Sqlite(rusqlite::Connection::open_in_memory()?))
}

fn apply(tx: &mut Tx, schema: &Schema, engine: Engine, now_ms: i64) -> Result<()> {
    let applied: Vec<(i64, String)> = tx.rows("select number, sha256 from migration order by number", &[])?;
    let known = schema.migrations.last().map_or(0, |last| last.number);
    if let Some((found, _)) = applied.last().filter(|(number, _)| *number > known) {
        return Err(Error::TooNew { found: *found, known });
    }
    for migration in schema.migrations {
        let text = match engine {
            Engine::Sqlite => migration.sqlite,
            Engine::Postgres => migration.postgres,
        };
        let sum = kernel::text::hex(&Sha256::digest(text.as_bytes()));
        if let Some((_, before)) = applied.iter().find(|(number, _)| *number == migration.number) {
            if *before != sum {
                return Err(Error::MigrationChanged { number: migration.number });
            }
            continue;
        }
        tx.link.batch("begin")?;
        let step = tx.link.batch(&translate(text, engine)).and_then(|()| {
            tx.change(
                "insert into migration (number, name, sha256, applied_ms) values ($1, $2, $3, $4)",
                &[&migration.number, &migration.name, &sum, &now_ms],
            )
        });
        if let Err(error) = step {
            tx.link.batch("rollback")?;
            return Err(error);
        }
        tx.link.batch("commit")?;
    }
    Ok(())
}

/// Turns the dialect's types into SQLite's: `bigint` and `boolean` become `integer`,
/// `bytea` becomes `blob`, and every table is made STRICT. PostgreSQL takes it as it is.
fn translate(text: &str, engine: Engine) -> String {
    if engine == Engine::Postgres {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut in_table = false;
    for line in text.lines() {
        let start = line.trim_start();
        in_table |= start.starts_with("create table");
        let line =
            line.replace(" bigint", " integer").replace(" boolean", " integer").replace(" bytea", " blob");
        match line.trim_end().strip_suffix(");").filter(|_| in_table && ends_table(&line)) {
            Some(head) => {
                out.push_str(head);
                out.push_str(") strict;");
                in_table = false;
            }
            None => out.push_str(&line),
        }
        out.push('\n');
    }
    if in_table {
        // A single statement without a semicolon
        let end = out.trim_end().len();
        out.truncate(end);
        out.push_str(" strict");
    }
    out
}

/// A table ends with `);` at the start of a line, or on its only line.
fn ends_table(line: &str) -> bool {
    line.trim() == ");" || line.trim_start().starts_with("create table")
}

/// What notes the touched rows of this connection: a temporary table, and a trigger on each
/// recorded table. On SQLite the triggers are the writer's own; on PostgreSQL they stay in the
/// schema, so that a change behind the program's back fails there for want of the table.
fn watches(schema: &Schema, engine: Engine) -> String {
    let mut sql = String::new();
    // Writing to a String cannot fail
    let _ = writeln!(
        sql,
        "create {} touched (table_name text not null, row_id text not null);",
        if engine == Engine::Sqlite { "temp table" } else { "temporary table" }
    );
    if engine == Engine::Postgres {
        sql.push_str(
            "create or replace function note_touched() returns trigger language plpgsql as $$
             begin
               if tg_op = 'DELETE' then
                 insert into touched values (tg_table_name, old.id); return old;
               end if;
               insert into touched values (tg_table_name, new.id); return new;
             end $$;\n",
        );
    }
    for table in schema.recorded {
        let _ = match engine {
            Engine::Sqlite => writeln!(
                sql,
                "create temp trigger {table}_inserted after insert on main.{table} begin insert into touched values ('{table}', new.id); end;
                 create temp trigger {table}_updated after update on main.{table} begin insert into touched values ('{table}', new.id); end;
                 create temp trigger {table}_deleted after delete on main.{table} begin insert into touched values ('{table}', old.id); end;"
            ),
            Engine::Postgres => writeln!(
                sql,
                "create or replace trigger {table}_touched after insert or update or delete on {table}
                 for each row execute function note_touched();"
            ),
        };
    }
    sql
}
