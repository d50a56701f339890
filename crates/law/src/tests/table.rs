//! What the table of rules holds.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::law;
use crate::{Calendar, Confidence, Family, Law, Level, LoadError, Rule, law_markdown};

/// Every rule of the collection the table was made from: prefix and numbers.
const COLLECTED: [(&str, &str); 15] = [
    ("ORG", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 18 19 20 17"),
    (
        "SES",
        "01 02 03 03d 04 04d 05 06 07 06d 08 09 10 11 12 13 14 14d 15 16 17 18 19 20 21 22 30 30d 31 32 33 34 35",
    ),
    ("DOC", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24"),
    ("CNF", "01 02 03 04 05 06 07 08 09 10 11"),
    ("OVS", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21"),
    ("VTR", "01 02 03 04 03b 04b 05 06 07 08 09 10 11"),
    ("REC", "01 02 03 04 05 06 06d 07 08 09 10 11 12 13 14 15 16 17 18"),
    ("PET", "01 02 03 04 05 06"),
    ("CMP", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16"),
    ("DEN", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15"),
    ("RPT", "01 02 03"),
    ("BRF", "01 02 03 04 05 06 07"),
    ("PUB", "01 02 03 04 05 06 07 08 09"),
    ("DAT", "01 02 03"),
    ("DAY", "01 02 03 04"),
];
const COLLECTED_COUNT: usize = 204;

/// SES-06d held two numbers, one of them for other sessions; OVS-21 keeps the old numbers of oversight;
/// ORG-21 is a default of our own for what no law counts: when a meeting's minutes are approved.
fn added() -> BTreeSet<String> {
    let oversight = (1..=17).map(|number| format!("OVS-{number:02}d"));
    oversight.chain(["SES-07d".to_owned(), "ORG-21".to_owned()]).collect()
}

fn collected() -> BTreeSet<String> {
    COLLECTED
        .iter()
        .flat_map(|(prefix, numbers)| numbers.split(' ').map(move |number| format!("{prefix}-{number}")))
        .collect()
}

#[test]
fn every_collected_rule_stands_in_the_table_once_and_nothing_else_does() {
    let law = law();
    let ids: Vec<String> =
        law.rules().iter().flat_map(|rule| rule.versions.iter().map(|version| version.id.clone())).collect();
    let unique: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(ids.len(), unique.len());
    assert_eq!(collected().len(), COLLECTED_COUNT);
    assert_eq!(unique, collected().union(&added()).cloned().collect());
}

#[test]
fn every_rule_that_code_names_is_in_the_table() {
    let law = law();
    for rule in Rule::ALL {
        assert!(law.entry(*rule).is_some(), "{}", rule.name());
    }
}

#[test]
fn whatever_was_added_or_is_a_default_is_labelled_unverified() {
    let law = law();
    for version in law.rules().iter().flat_map(|rule| &rule.versions) {
        if version.source.starts_with("Mặc định") && version.id != "BRF-06" {
            assert_eq!(version.confidence, Confidence::Low, "{}", version.id);
        }
    }
}

#[test]
fn a_version_is_found_by_its_id_with_its_source() {
    let law = law();
    let (rule, version) = law.find_by_id("SES-03").expect("a rule");
    assert_eq!(rule.name, "ConveneRegularSession");
    assert_eq!(version.source, "Luật Tổ chức chính quyền địa phương 2015 (77/2015/QH13), Điều 80 khoản 2");
    assert_eq!((version.from, version.to), (Some(date(2016, 1, 1)), Some(date(2025, 2, 28))));
    let (_, district) = law.find_by_id("DOC-15").expect("a rule");
    assert_eq!(district.levels, [Level::District, Level::Commune]);
    assert!(law.find_by_id("SES-99").is_none());
}

#[test]
fn the_document_of_the_law_has_a_row_for_every_version_and_marks_the_unverified() {
    let law = law();
    let text = law_markdown(&law);
    let versions: usize = law.rules().iter().map(|rule| rule.versions.len()).sum();
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Mã")).count();
    assert_eq!(rows, versions);
    let convening = text.lines().find(|line| line.starts_with("| SES-03d ")).expect("a row");
    assert!(convening.ends_with("| từ 01/03/2025 | **chưa kiểm chứng** |"), "{convening}");
    assert_eq!(text.lines().filter(|line| line.starts_with("## ")).count(), 13);
}

fn load(text: &str) -> Result<Law, LoadError> {
    let family = Family { key: "test", title: "Thử" };
    Law::from_toml(&[(family, text)], Calendar::shipped()?)
}

fn version(id: &str, dates: &str, limit: &str) -> String {
    format!(
        "[[Only.version]]\nid = \"{id}\"\n{dates}\nlimit = \"{limit}\"\nsource = \"Luật\"\nconfidence = \"H\"\n"
    )
}

#[test]
fn a_table_with_a_fault_is_refused() {
    let head = "[Only]\nsays = \"Việc\"\ntrigger = \"Ngày\"\n";
    let one = version("ONE", "from = 2020-01-01", "+1 days");
    let two = version("TWO", "from = 2021-01-01", "+2 days");
    let overlap = load(&format!("{head}{one}{two}"));
    assert!(matches!(overlap, Err(LoadError::Overlap { .. })));
    let twice = load(&format!("{head}{}{}", version("ONE", "to = 2019-12-31", "+1 days"), one));
    assert!(matches!(twice, Err(LoadError::DuplicateId(_))));
    let unreadable = load(&format!("{head}{}", version("ONE", "", "soon")));
    assert!(matches!(unreadable, Err(LoadError::Limit { .. })));
    let backwards = load(&format!("{head}{}", version("ONE", "from = 2020-01-02\nto = 2020-01-01", "none")));
    assert!(matches!(backwards, Err(LoadError::Dates { .. })));
    let hour = load(&format!("{head}{}", version("ONE", "from = 2020-01-02T10:00:00", "none")));
    assert!(matches!(hour, Err(LoadError::Dates { .. })));
    let misspelt = load(&format!("{head}{}", version("ONE", "form = 2020-01-02", "none")));
    assert!(matches!(misspelt, Err(LoadError::Toml { .. })));
}
