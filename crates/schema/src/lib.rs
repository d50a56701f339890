//! The schema of all areas: one list of migrations, and the tables of which every change is
//! journalled.
//!
//! Invariants: a migration that has been released never changes, a new one is added; a column
//! that is added to a recorded table begins empty in every row, because the journal's hashes of
//! the rows leave empty columns out.

mod carried;

use db::{Migration, Schema};

pub use carried::{LEFT_BEHIND, carried, version};

macro_rules! both {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".sql")),
        }
    };
}

macro_rules! pair {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".postgres.sql")),
        }
    };
}

/// The schema.
pub static SCHEMA: Schema = Schema {
    migrations: &[
        both!(1, "0001_ground"),
        pair!(2, "0002_append_only"),
        pair!(3, "0003_search"),
        both!(4, "0004_chain"),
        both!(5, "0005_council"),
        both!(6, "0006_drafts"),
        both!(7, "0007_voters"),
        both!(8, "0008_reception"),
        both!(9, "0009_letters"),
        both!(10, "0010_answers"),
        pair!(11, "0011_petition_lists"),
        both!(12, "0012_petition_days"),
        pair!(13, "0013_petition_days_kept"),
        both!(14, "0014_chamber"),
        both!(15, "0015_questions"),
        both!(16, "0016_relations"),
        both!(17, "0017_drafts"),
        both!(18, "0018_dossier"),
        both!(19, "0019_rating"),
        both!(20, "0020_minutes"),
        both!(21, "0021_chain"),
        both!(22, "0022_programme"),
        both!(23, "0023_meetings"),
        both!(24, "0024_oversight"),
        both!(25, "0025_scrutiny"),
        both!(26, "0026_implementation"),
        both!(27, "0027_coordination"),
        both!(28, "0028_difficulties"),
        both!(29, "0029_scorecard"),
        both!(30, "0030_session_gaps"),
        both!(31, "0031_question_hidden"),
        both!(32, "0032_session_end"),
        both!(33, "0033_publication"),
        both!(34, "0034_group_report"),
        both!(35, "0035_paper_template"),
        both!(36, "0036_intake"),
        both!(37, "0037_outbox"),
        both!(38, "0038_mail"),
        both!(39, "0039_sign_in"),
        both!(40, "0040_agency_code"),
        both!(41, "0041_api"),
        both!(42, "0042_open311"),
        both!(43, "0043_answer_document"),
        pair!(44, "0044_file_text"),
    ],
    recorded: RECORDED,
};

/// Tables whose every row answers to the journal. What is left out can be made again
/// (search), is short-lived (logins, invitations, form keys, jobs) or is the journal itself.
pub const RECORDED: &[&str] = &[
    "account",
    "agenda_item",
    "aggregate",
    "amendment",
    "answer_document",
    "answer_document_petition",
    "answer_link",
    "answer_link_petition",
    "api_key",
    "area",
    "attendance",
    "ballot",
    "briefing",
    "briefing_item",
    "briefing_participant",
    "briefing_report",
    "campaign",
    "campaign_result",
    "conclusion",
    "conclusion_cooperation",
    "coordination",
    "coordination_duty",
    "council_term",
    "criterion_change",
    "device_pairing",
    "difficulty",
    "difficulty_entry",
    "document_recipient",
    "draft",
    "draft_version",
    "draw",
    "duty_record",
    "examination",
    "field_note",
    "field_visit",
    "figure",
    "file",
    "follow_cooperation",
    "follow_entry",
    "follow_up",
    "group_report",
    "hearing",
    "hearing_person",
    "implementation_plan",
    "import_batch",
    "import_item",
    "invitation_line",
    "joint_activity",
    "key_task",
    "letter",
    "letter_batch",
    "letter_entry",
    "letter_pause",
    "letter_reading",
    "mail_server",
    "mail_subscription",
    "meeting",
    "meeting_person",
    "membership",
    "news_item",
    "number_series",
    "objective",
    "objective_entry",
    "open311_key",
    "open311_request",
    "open311_setting",
    "opinion",
    "organization",
    "outgoing_document",
    "oversight",
    "oversight_body",
    "oversight_entry",
    "oversight_finding",
    "oversight_member",
    "oversight_paper",
    "paper_erratum",
    "paper_receipt",
    "paper_template",
    "paper_version",
    "period_figure",
    "person",
    "petition",
    "petition_batch",
    "petition_entry",
    "petition_opinion",
    "petition_reopening",
    "poll",
    "poll_item",
    "poll_line",
    "preparation_step",
    "programme",
    "programme_change",
    "programme_item",
    "question",
    "question_issue",
    "question_pledge",
    "reception",
    "reception_batch",
    "reception_host",
    "recommendation",
    "recommendation_cooperation",
    "record_link",
    "report_link",
    "resolution",
    "resolution_erratum",
    "resolution_relation",
    "rule_override",
    "sent_up",
    "session",
    "session_erratum",
    "session_minutes",
    "session_paper",
    "session_request",
    "sign_in_identity",
    "sign_in_provider",
    "sitting",
    "speech",
    "succession",
    "text_review",
    "visit",
    "visit_entry",
    "visit_reading",
    "voter_meeting",
    "voter_meeting_delegate",
    "waiting_publication",
    "webhook",
    "webhook_host",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_without_gaps() {
        let numbers: Vec<i64> = SCHEMA.migrations.iter().map(|one| one.number).collect();
        let wanted: Vec<i64> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, wanted);
    }

    #[test]
    fn every_recorded_table_has_a_text_id() {
        let all: String = SCHEMA.migrations.iter().map(|one| one.sqlite).collect();
        for table in RECORDED {
            let head = format!("create table {table} (\n    id text primary key");
            assert!(all.contains(&head), "{table}");
        }
    }
}
