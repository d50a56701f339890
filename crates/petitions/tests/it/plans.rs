//! How the engines go about each list and each count.

use std::fmt::Write as _;
use std::path::Path;

use db::Db;
use petitions::scale::{World, plans};

use crate::bulk;

/// Enough that each engine's statistics speak for the indexes.
const ROWS: usize = 4_000;

/// Statements that give the newest first without sorting.
const UNSORTED: [&str; 3] = ["first page of many", "later page of many", "page of many overdue"];

/// The index that a line of PostgreSQL's plan names, or that it sorts or scans. How the index is
/// read is not kept: two ways cost nearly the same, and the choice between them wavers.
fn named(line: &str) -> Option<&str> {
    let node = line.trim_start_matches([' ', '-', '>']);
    if node == "Sort" || node.starts_with("Seq Scan") {
        return Some(node);
    }
    let index = node.split_once(" using ").and_then(|(_, rest)| rest.split(' ').next());
    node.strip_prefix("Bitmap Index Scan on ").or(index)
}

#[test]
fn each_list_and_count_goes_by_its_index() {
    for fresh in testkit::places() {
        bulk::fill(&fresh.place, 1, ROWS, &mut |_| {}).expect("a register");
        let db = Db::open(&fresh.place, &schema::SCHEMA, 0).expect("a database");
        let world = db.read(World::load).expect("read").expect("a council");
        let read = db.read::<_, db::Error>(|tx| {
            if fresh.engine == "postgresql" {
                // Then a scan of a whole table says that no index would do, and whether rows were
                // seen by a vacuum yet says nothing
                let off = "select set_config(name, 'off', true) from pg_settings where name in ('enable_seqscan', 'enable_indexonlyscan')";
                let _: Vec<(String,)> = tx.rows(off, &[])?;
            }
            let mut all = Vec::new();
            for (name, select) in plans(tx, &world) {
                all.push((name, select.plan(tx)?));
            }
            Ok(all)
        });
        let mut text = String::new();
        for (name, lines) in read.expect("plans") {
            let _ = writeln!(text, "── {name}");
            for line in &lines {
                let kept = if fresh.engine == "sqlite" { Some(line.as_str()) } else { named(line) };
                if let Some(kept) = kept {
                    let _ = writeln!(text, "{kept}");
                }
                let place = line.trim_start_matches([' ', '-', '>']);
                for table in ["petition", "place", "shown", "petition_place"] {
                    assert_ne!(place, format!("SCAN {table}"), "{name}");
                    assert_ne!(place, format!("Seq Scan on {table}"), "{name}");
                    assert_ne!(place, format!("Seq Scan on petition_place {table}"), "{name}");
                }
                let sorts = line.contains("TEMP B-TREE FOR ORDER BY") || place == "Sort";
                assert!(!(UNSORTED.contains(&name) && sorts), "{}: {name} sorts: {lines:?}", fresh.engine);
            }
        }
        // `NGHISU_WRITE_PLANS=1` writes down what is now to be expected
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/plans.{}.txt", fresh.engine));
        if std::env::var_os("NGHISU_WRITE_PLANS").is_some() {
            std::fs::write(&file, &text).expect("a file");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(text, expected, "{} is old", file.display());
    }
}
