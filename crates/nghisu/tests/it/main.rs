//! The product through its front door, on both engines.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod akn;
mod answering;
mod api;
mod article;
mod booklet;
mod cards;
mod carry;
mod chain;
mod chamber_more;
mod contract;
mod coordination;
mod delegates;
mod difficulties;
mod dossier;
mod drafts;
mod edxml;
mod file_words;
mod histories;
mod hostile;
mod implementation;
mod intake;
mod letters;
mod lists;
mod mail;
mod meetings;
mod office;
mod office_files;
mod one_paper;
mod open311;
mod opendata;
mod outbox;
mod oversight;
mod programme;
mod publication;
mod questions;
mod reception;
mod rehearsal;
mod relations;
mod scorecard;
mod scrutiny;
mod session_end;
#[cfg(feature = "oidc")]
mod sign_in;
mod site;
mod story;
mod strangers;
mod tampering;
mod told_by_records;
mod turns;
mod voters;
