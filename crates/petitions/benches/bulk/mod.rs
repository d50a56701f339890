//! Made-up petitions into a database by the engine's own fast way, past deeds and journal.

use std::error::Error;
use std::io::Write as _;

use db::{Db, Place, Value};
use petitions::scale::{ENTRY_COLUMNS, Made, PETITION_COLUMNS, Register, World};

/// Rows between two commits.
const BATCH: usize = 20_000;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Fills a database; one without a council gets a district to stand on.
pub fn fill(place: &Place, seed: u64, rows: usize, reached: &mut dyn FnMut(usize)) -> Result<()> {
    let db = Db::open(place, &schema::SCHEMA, 0)?;
    if db.read(World::load)?.is_none() {
        db.write(testkit::found_district)?;
    }
    let world = db.read(World::load)?.ok_or("there is no whole district")?;
    drop(db);
    let mut register = Register::new(world, seed, rows);
    match place {
        Place::File(file) => {
            let mut connection = rusqlite::Connection::open(file)?;
            connection.execute_batch("pragma synchronous = off; pragma cache_size = -500000;")?;
            let (petition, entry) =
                (insert("petition", &PETITION_COLUMNS), insert("petition_entry", &ENTRY_COLUMNS));
            let mut done = 0;
            loop {
                let batch: Vec<Made> = register.by_ref().take(BATCH).collect();
                if batch.is_empty() {
                    break;
                }
                let transaction = connection.transaction()?;
                for made in &batch {
                    transaction
                        .prepare_cached(&petition)?
                        .execute(rusqlite::params_from_iter(&made.petition))?;
                    for values in &made.entries {
                        transaction.prepare_cached(&entry)?.execute(rusqlite::params_from_iter(values))?;
                    }
                }
                transaction.commit()?;
                done += batch.len();
                reached(done);
            }
            connection.execute_batch("analyze; pragma wal_checkpoint(truncate);")?;
        }
        Place::Server(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls)?;
            // What the program's own connections have, and its triggers write to
            client.batch_execute(
                "create temporary table touched (table_name text not null, row_id text not null); set synchronous_commit = off",
            )?;
            let mut done = 0;
            loop {
                let batch: Vec<Made> = register.by_ref().take(BATCH).collect();
                if batch.is_empty() {
                    break;
                }
                copy(&mut client, "petition", &PETITION_COLUMNS, batch.iter().map(|made| &made.petition))?;
                let entries = batch.iter().flat_map(|made| &made.entries);
                copy(&mut client, "petition_entry", &ENTRY_COLUMNS, entries)?;
                client.batch_execute("truncate touched")?;
                done += batch.len();
                reached(done);
            }
            client.batch_execute("vacuum analyze")?;
        }
    }
    Ok(())
}

fn insert(table: &str, columns: &[&str]) -> String {
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
    format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "))
}

fn copy<'a>(
    client: &mut postgres::Client,
    table: &str,
    columns: &[&str],
    rows: impl Iterator<Item = &'a Vec<Value<'static>>>,
) -> Result<()> {
    let mut writer = client.copy_in(&format!("copy {table} ({}) from stdin", columns.join(", ")))?;
    for row in rows {
        let line: Vec<String> = row.iter().map(printed).collect();
        writeln!(writer, "{}", line.join("\t"))?;
    }
    writer.finish()?;
    Ok(())
}

fn printed(value: &Value<'_>) -> String {
    match value {
        Value::Null | Value::Bytes(_) => "\\N".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => text.replace('\\', "\\\\").replace(['\t', '\n', '\r'], " "),
    }
}
