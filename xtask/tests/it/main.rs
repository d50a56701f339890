//! What ARCHITECTURE.md promises, held by machine. Exceptions stand in lists that may only
//! shrink.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

/// Every Rust file below a folder, with its path from the workspace.
fn sources(below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root().join(below), &mut |path| {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(path).expect("a text")));
        }
    });
    assert!(!found.is_empty(), "{below} holds no source");
    found.sort();
    found
}

fn walk(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                walk(&path, each);
            }
        } else {
            each(&path);
        }
    }
}

/// The part of a file before its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// The floors of the house: a crate may use only crates of lower floors.
const FLOORS: &[(&str, u32)] = &[
    ("kernel", 0),
    ("seal", 1),
    ("ledger", 0),
    ("papers", 1),
    ("akn", 1),
    ("law", 1),
    ("db", 1),
    ("press", 2),
    ("schema", 2),
    ("kit", 3),
    ("testkit", 3),
    ("search", 4),
    ("audit", 4),
    ("intake", 5),
    ("outbox", 5),
    ("directory", 6),
    ("accounts", 7),
    ("files", 7),
    ("documents", 7),
    ("chain", 7),
    ("follow", 8),
    ("mail", 9),
    ("sessions", 9),
    ("programme", 9),
    ("petitions", 10),
    ("reception", 10),
    ("letters", 10),
    ("resolutions", 10),
    ("questions", 10),
    ("meetings", 10),
    ("oversight", 10),
    ("chamber", 11),
    ("scrutiny", 11),
    ("implementation", 11),
    ("coordination", 11),
    ("drafts", 12),
    ("dossier", 12),
    ("reports", 13),
    ("briefings", 14),
    ("scorecard", 15),
    ("portal", 15),
    ("opendata", 16),
    ("api", 16),
    ("open311", 16),
    ("nghisu", 17),
];

fn floor(name: &str) -> Option<u32> {
    FLOORS.iter().find(|(known, _)| *known == name).map(|(_, floor)| *floor)
}

#[test]
fn dependencies_go_down_only() {
    for entry in fs::read_dir(root().join("crates")).expect("crates") {
        let folder = entry.expect("an entry").path();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let own = floor(&name).unwrap_or_else(|| panic!("{name} has no floor in this test"));
        let manifest: toml::Table =
            fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest").parse().expect("toml");
        let dependencies =
            manifest.get("dependencies").and_then(|table| table.as_table()).cloned().unwrap_or_default();
        for used in dependencies.keys() {
            if let Some(below) = floor(used) {
                assert!(below < own, "{name} uses {used}, which does not stand below it");
            }
        }
    }
}

#[test]
fn the_pure_crates_do_no_io() {
    for below in ["crates/kernel/src", "crates/law/src", "crates/ledger/src"] {
        for (name, text) in sources(below) {
            for word in ["std::fs", "std::net", "std::process::Command", "rusqlite", "postgres::", "tokio"] {
                assert!(!without_tests(&text).contains(word), "{name} uses {word}");
            }
        }
    }
}

#[test]
fn rules_read_no_clock_and_hold_no_sql() {
    for (name, text) in sources("crates") {
        if !(name.ends_with("/rules.rs") || name.contains("/rules/")) {
            continue;
        }
        for word in ["Ctx", "tx:", "db::Tx", "kit::", "axum", "askama"] {
            assert!(!without_tests(&text).contains(word), "{name} uses {word}");
        }
    }
}

/// Tests and benchmarks set up what the rules of the house forbid.
fn is_test(name: &str) -> bool {
    ["/tests/", "/benches/", "/examples/"].iter().any(|folder| name.contains(folder))
        || name.ends_with("/tests.rs")
        || name.starts_with("crates/testkit/")
}

/// Words that begin a statement inside a Rust string.
const STATEMENTS: [&str; 5] = ["\"select ", "\"insert into ", "\"update ", "\"delete from ", "\"with "];

#[test]
fn sql_stands_only_in_stores() {
    for (name, text) in sources("crates") {
        let is_store = name.contains("/store") || name.starts_with("crates/db/") || is_test(&name);
        let counts = name.contains("/open");
        if is_store || counts {
            continue;
        }
        for word in STATEMENTS {
            assert!(!without_tests(&text).contains(word), "{name} holds SQL: {word}");
        }
    }
}

/// Which crate a table belongs to.
const OWNERS: &[(&str, &str)] = &[
    ("account", "accounts"),
    ("login", "accounts"),
    ("invitation", "accounts"),
    ("device_pairing", "accounts"),
    ("sign_in_provider", "accounts"),
    ("sign_in_identity", "accounts"),
    ("sign_in_used", "accounts"),
    ("api_key", "api"),
    ("api_key_use", "api"),
    ("api_replay", "api"),
    ("journal", "audit"),
    ("journal_row", "audit"),
    ("log_head", "audit"),
    ("checkpoint", "audit"),
    ("search_entry", "search"),
    ("search_fts", "search"),
    ("form_key", "kit"),
    ("job", "kit"),
    ("area", "directory"),
    ("succession", "directory"),
    ("organization", "directory"),
    ("council_term", "directory"),
    ("person", "directory"),
    ("membership", "directory"),
    ("voter_meeting", "petitions"),
    ("voter_meeting_delegate", "petitions"),
    ("opinion", "petitions"),
    ("petition", "petitions"),
    ("letter", "letters"),
    ("letter_batch", "letters"),
    ("letter_entry", "letters"),
    ("letter_pause", "letters"),
    ("letter_reading", "letters"),
    ("petition_batch", "petitions"),
    ("petition_entry", "petitions"),
    ("petition_opinion", "petitions"),
    ("petition_reopening", "petitions"),
    ("answer_document", "petitions"),
    ("answer_document_petition", "petitions"),
    ("answer_link", "petitions"),
    ("answer_link_petition", "petitions"),
    ("waiting_publication", "petitions"),
    ("reception", "reception"),
    ("reception_batch", "reception"),
    ("reception_host", "reception"),
    ("visit", "reception"),
    ("visit_entry", "reception"),
    ("visit_reading", "reception"),
    ("petition_tally", "petitions"),
    ("petition_place", "petitions"),
    ("petition_fts", "petitions"),
    ("petition_day", "petitions"),
    ("agenda_item", "chamber"),
    ("sitting", "chamber"),
    ("attendance", "chamber"),
    ("speech", "chamber"),
    ("poll", "chamber"),
    ("poll_line", "chamber"),
    ("poll_item", "chamber"),
    ("ballot", "chamber"),
    ("session_minutes", "chamber"),
    ("draft", "drafts"),
    ("draft_version", "drafts"),
    ("amendment", "drafts"),
    ("session_paper", "dossier"),
    ("paper_version", "dossier"),
    ("paper_receipt", "dossier"),
    ("paper_erratum", "dossier"),
    ("examination", "dossier"),
    ("preparation_step", "dossier"),
    ("session_request", "dossier"),
    ("implementation_plan", "implementation"),
    ("objective", "implementation"),
    ("objective_entry", "implementation"),
    ("period_figure", "implementation"),
    ("criterion_change", "scorecard"),
    ("field_note", "oversight"),
    ("field_visit", "oversight"),
    ("oversight", "oversight"),
    ("oversight_body", "oversight"),
    ("oversight_entry", "oversight"),
    ("oversight_finding", "oversight"),
    ("oversight_member", "oversight"),
    ("oversight_paper", "oversight"),
    ("recommendation", "oversight"),
    ("recommendation_cooperation", "oversight"),
    ("report_link", "oversight"),
    ("question", "questions"),
    ("question_issue", "questions"),
    ("question_pledge", "questions"),
    ("invitation_line", "dossier"),
    ("file", "files"),
    ("file_text", "files"),
    ("file_fts", "files"),
    ("number_series", "documents"),
    ("outgoing_document", "documents"),
    ("document_recipient", "documents"),
    ("paper_template", "documents"),
    ("follow_up", "follow"),
    ("follow_cooperation", "follow"),
    ("follow_entry", "follow"),
    ("record_link", "chain"),
    ("session", "sessions"),
    ("session_erratum", "sessions"),
    ("resolution", "resolutions"),
    ("resolution_relation", "resolutions"),
    ("resolution_erratum", "resolutions"),
    ("sent_up", "resolutions"),
    ("figure", "reports"),
    ("briefing", "briefings"),
    ("briefing_participant", "briefings"),
    ("briefing_report", "briefings"),
    ("difficulty", "briefings"),
    ("coordination", "coordination"),
    ("coordination_duty", "coordination"),
    ("duty_record", "coordination"),
    ("group_report", "coordination"),
    ("joint_activity", "coordination"),
    ("campaign", "coordination"),
    ("campaign_result", "coordination"),
    ("difficulty_entry", "briefings"),
    ("briefing_item", "briefings"),
    ("conclusion", "briefings"),
    ("conclusion_cooperation", "briefings"),
    ("aggregate", "briefings"),
    ("import_batch", "intake"),
    ("import_item", "intake"),
    ("open311_key", "open311"),
    ("open311_request", "open311"),
    ("open311_setting", "open311"),
    ("news_item", "portal"),
    ("rule_override", "portal"),
    ("programme", "programme"),
    ("programme_change", "programme"),
    ("programme_item", "programme"),
    ("key_task", "programme"),
    ("meeting", "meetings"),
    ("meeting_person", "meetings"),
    ("hearing", "scrutiny"),
    ("hearing_person", "scrutiny"),
    ("text_review", "scrutiny"),
    ("draw", "scrutiny"),
    ("webhook_host", "outbox"),
    ("webhook", "outbox"),
    ("webhook_cursor", "outbox"),
    ("delivery", "outbox"),
    ("mail_server", "mail"),
    ("mail_subscription", "mail"),
    ("mail_cursor", "mail"),
    ("mail_told", "mail"),
    ("outgoing_mail", "mail"),
];

#[test]
fn an_area_touches_only_its_own_tables() {
    for (name, text) in sources("crates") {
        let krate = name.split('/').nth(1).unwrap_or_default();
        if matches!(krate, "db" | "schema" | "testkit") || is_test(&name) {
            continue;
        }
        let words: Vec<&str> = without_tests(&text).split_whitespace().collect();
        for pair in words.windows(2) {
            let is_table_place =
                matches!(pair[0].trim_start_matches(['(', '"']), "from" | "join" | "into" | "update");
            let table = pair[1].trim_matches(|c: char| !(c.is_ascii_lowercase() || c == '_'));
            if !is_table_place || pair[1].contains("::") {
                continue;
            }
            if let Some((_, owner)) = OWNERS.iter().find(|(known, _)| *known == table) {
                let is_sql = name.contains("/store") || name.contains("/open");
                assert!(!is_sql || *owner == krate, "{name} touches {table}, which belongs to {owner}");
            }
        }
    }
}

#[test]
fn every_table_has_an_owner() {
    for migration in schema::SCHEMA.migrations {
        for line in migration.sqlite.lines() {
            if let Some(rest) = line.strip_prefix("create table ") {
                let table = rest.split([' ', '(']).next().unwrap_or_default();
                assert!(OWNERS.iter().any(|(known, _)| *known == table), "{table} belongs to nobody");
            }
        }
    }
}

#[test]
fn nothing_is_left_unfinished() {
    let marks = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[", "ignore"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    for (name, text) in sources("crates").into_iter().chain(sources("xtask")) {
        for mark in marks {
            assert!(!text.contains(mark), "{name} holds {mark}");
        }
    }
}

/// `./test` runs no documentation tests: each costs a start of the compiler, and an example that must
/// hold is a test.
#[test]
fn no_example_in_a_comment_would_be_run() {
    for (name, text) in sources("crates") {
        let mut is_open = false;
        for (number, line) in text.lines().enumerate() {
            let Some(fence) = line.trim_start().strip_prefix("///").or(line.trim_start().strip_prefix("//!"))
            else {
                is_open = false;
                continue;
            };
            let Some(language) = fence.trim().strip_prefix("```") else { continue };
            let words = ["text", "html", "ignore", "sql", "toml"];
            assert!(is_open || words.contains(&language), "{name}:{}: name the language", number + 1);
            is_open = !is_open;
        }
    }
}

#[test]
fn templates_hold_no_inline_script_or_style() {
    walk(&root().join("crates"), &mut |path| {
        if path.extension().is_some_and(|extension| extension == "html") {
            let text = fs::read_to_string(path).expect("a text");
            for word in [" style=\"", " onclick=", " onload=", " onchange=", "<style", "javascript:"] {
                assert!(!text.contains(word), "{} holds {word}", path.display());
            }
            for form in text.split("<form").skip(1) {
                let head = form.split('>').next().unwrap_or_default();
                if head.contains("method=\"post\"") {
                    let body = form.split("</form").next().unwrap_or_default();
                    let has_token = body.contains("shell.tokens()") || body.contains("name=\"csrf\"");
                    assert!(has_token, "{} has a form without a token:{head}", path.display());
                }
            }
        }
    });
}

#[test]
fn the_law_page_is_fresh() {
    let law = law::Law::shipped().expect("the law");
    let kept = fs::read_to_string(root().join("docs/LAW.md")).unwrap_or_default();
    assert!(kept == law::law_markdown(&law), "docs/LAW.md is old: cargo run -p xtask -- law-index");
}

#[test]
fn the_policy_page_is_fresh() {
    let kept = fs::read_to_string(root().join("docs/POLICY.md")).unwrap_or_default();
    assert!(kept == xtask::policy_markdown(), "docs/POLICY.md is old: cargo run -p xtask -- policy-matrix");
}
