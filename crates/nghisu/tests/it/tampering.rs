//! Nobody changes a record behind the program's back unseen.

use nghisu::command;

use crate::office::Office;

fn edited(office: &Office, sql: &str) -> String {
    let folder = office.fresh.folder.with_extension("copy");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("keys")).expect("a folder");
    let file = office.fresh.database_file().expect("a file");
    office.installation.app.db().backup_to(&folder.join("nghisu.db")).expect("a copy");
    assert!(file.exists());
    for name in ["checkpoint", "keys/log.pub"] {
        std::fs::copy(office.fresh.folder.join(name), folder.join(name)).expect("a copy");
    }
    let _ = copy_files(&office.fresh.folder.join("files"), &folder.join("files"));
    if !sql.is_empty() {
        let raw = rusqlite::Connection::open(folder.join("nghisu.db")).expect("the copy");
        raw.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    let said = match command::verify(&folder, None, &[], None) {
        Ok(()) => String::new(),
        Err(fault) => fault.to_string(),
    };
    let _ = std::fs::remove_dir_all(&folder);
    said
}

fn copy_files(from: &std::path::Path, to: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_files(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[test]
fn an_untouched_demonstration_verifies() {
    assert_eq!(edited(&Office::on_file(), ""), "");
}

#[test]
fn any_single_edit_is_found_and_the_record_named() {
    let office = Office::on_file();
    let triggers = "drop trigger journal_keeps_values; drop trigger journal_keeps_rows; drop trigger journal_row_keeps_values; \
                    drop trigger journal_row_keeps_rows; drop trigger checkpoint_keeps_values; drop trigger checkpoint_keeps_rows;";
    for (sql, names) in [
        ("update follow_up set text = text || '.' where code = 'VT-2020-0006'", "follow_up"),
        ("update follow_up set due_on = '2021-12-30' where code = 'VT-2020-0006'", "follow_up"),
        ("update resolution set title = 'Khác' where seq = (select min(seq) from resolution)", "resolution"),
        (
            "update session set closed_on = '2020-09-30', opened_on = '2020-09-30' where number = 19",
            "session",
        ),
        ("delete from figure where id = (select min(id) from figure)", "figure"),
        (
            "update figure set value = value + 1 where id = (select min(id) from figure where value is not null)",
            "figure",
        ),
        ("update account set role = 'administrator' where name = 'vanphong'", "account"),
        (
            "update number_series set last = last + 1 where id = (select min(id) from number_series)",
            "number_series",
        ),
        (
            "insert into succession select 'x', predecessor_id, predecessor_id, 0, '2025-07-01' from succession limit 1",
            "succession",
        ),
        ("update journal set reason = 'khác' where seq = 10", "mục nhật ký số 10"),
        ("update journal set at_ms = at_ms - 1 where seq = 20", "mục nhật ký số 20"),
        ("delete from journal_row where seq = 30; delete from journal where seq = 30", "30"),
        ("update journal_row set after_sha256 = zeroblob(32) where seq = 40", "40"),
        ("update log_head set size = size + 1", "log_head"),
        ("update log_head set chain_sha256 = zeroblob(32)", "log_head"),
        ("update checkpoint set note = replace(note, 'nghisu', 'nghisv')", "điểm kiểm tra"),
    ] {
        let said = edited(&office, &format!("pragma foreign_keys = off; {triggers} {sql};"));
        assert!(said.contains(names), "{sql}: verify said “{said}”");
    }
}
