//! Two different records never have the same bytes.

use ledger::{Canonical, Hash, Value, salted};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::cases;

/// Written by a separate implementation of the layout; it must never change.
const LETTER_ACCEPTED: &str = include_str!("../golden/letter_accepted.hex");

#[test]
fn the_bytes_of_an_accepted_letter_are_the_golden_ones() {
    let salt: Vec<u8> = (0..16).collect();
    let sender = salted(&salt, "Nguyễn Thị Lan");
    let bytes = Canonical::new("letter_accepted")
        .field("letter", "0190a6f0-7c00-7000-8000-000000000001")
        .field("on", "2026-03-16")
        .field("late", true)
        .field("version", -2)
        .field("forwarded_to", None::<&str>)
        .field("sender", &sender)
        .finish();
    let golden: String = LETTER_ACCEPTED.split_whitespace().collect();
    let golden: Vec<u8> = (0..golden.len())
        .step_by(2)
        .map(|place| u8::from_str_radix(&golden[place..place + 2], 16).unwrap())
        .collect();
    assert_eq!(bytes, golden);
}

#[test]
fn an_empty_text_is_not_a_missing_one_and_one_is_not_true() {
    let with = |value: Value<'_>| Canonical::new("kind").field("name", value).finish();
    let eight_bytes = 1_i64.to_be_bytes();
    let all = [
        with(Value::Null),
        with(Value::Text("")),
        with(Value::Bytes(b"")),
        with(Value::Bool(true)),
        with(Value::Bytes(&[1])),
        with(Value::Int(1)),
        with(Value::Bytes(&eight_bytes)),
    ];
    for (place, one) in all.iter().enumerate() {
        assert!(!all[place + 1..].contains(one), "{place}");
    }
}

#[test]
fn the_same_name_under_another_salt_gives_another_hash() {
    let name = "Nguyễn Thị Lan";
    assert_eq!(salted(&[1; 16], name), salted(&[1; 16], name));
    assert_ne!(salted(&[1; 16], name), salted(&[2; 16], name));
}

#[derive(Debug, Clone, PartialEq)]
enum Kept {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Kept {
    fn value(&self) -> Value<'_> {
        match self {
            Kept::Null => Value::Null,
            Kept::Bool(value) => Value::Bool(*value),
            Kept::Int(value) => Value::Int(*value),
            Kept::Text(value) => Value::Text(value),
            Kept::Bytes(value) => Value::Bytes(value),
        }
    }
}

type Record = (String, Vec<(String, Kept)>);

fn encode((kind, fields): &Record) -> Vec<u8> {
    let empty = Canonical::new(kind);
    fields.iter().fold(empty, |record, (name, value)| record.field(name, value.value())).finish()
}

/// A reader of the layout, which exists only to show that nothing is lost in writing.
fn decode(bytes: &[u8]) -> Option<Record> {
    let mut rest = bytes.strip_prefix(&[1])?;
    let kind = String::from_utf8(part(&mut rest)?).ok()?;
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let name = String::from_utf8(part(&mut rest)?).ok()?;
        let (tag, after) = rest.split_first()?;
        rest = after;
        let value = part(&mut rest)?;
        let value = match (tag, value.as_slice()) {
            (0, []) => Kept::Null,
            (1, [yes]) => Kept::Bool(*yes == 1),
            (2, number) => Kept::Int(i64::from_be_bytes(number.try_into().ok()?)),
            (3, text) => Kept::Text(String::from_utf8(text.to_vec()).ok()?),
            (4, bytes) => Kept::Bytes(bytes.to_vec()),
            _ => return None,
        };
        fields.push((name, value));
    }
    Some((kind, fields))
}

fn part(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let (size, after) = rest.split_first_chunk::<8>()?;
    let (part, after) = after.split_at_checked(usize::try_from(u64::from_be_bytes(*size)).ok()?)?;
    *rest = after;
    Some(part.to_vec())
}

fn kept() -> impl Strategy<Value = Kept> {
    prop_oneof![
        Just(Kept::Null),
        any::<bool>().prop_map(Kept::Bool),
        any::<i64>().prop_map(Kept::Int),
        any::<String>().prop_map(Kept::Text),
        vec(any::<u8>(), 0..40).prop_map(Kept::Bytes),
    ]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_record_can_be_read_back_whole(record in (any::<String>(), vec((any::<String>(), kept()), 0..6))) {
        prop_assert_eq!(decode(&encode(&record)), Some(record));
    }

    #[test]
    fn a_printed_hash_reads_back(bytes in any::<[u8; 32]>()) {
        prop_assert_eq!(Hash(bytes).to_string().parse(), Ok(Hash(bytes)));
    }
}
