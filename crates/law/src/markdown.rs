//! The rule table as a document for people.

use std::fmt::Write as _;

use crate::law::Law;
use crate::table::{Confidence, Level, RuleEntry, RuleVersion};
use crate::vietnamese::day;

/// The complete table in Markdown, in Vietnamese: one heading a family, one row a version.
pub fn law_markdown(law: &Law) -> String {
    let mut text = String::from(
        "# Bảng quy tắc pháp luật\n\n\
         Mỗi dòng là một quy tắc mà phần mềm áp dụng, với nguồn và thời gian hiệu lực. \
         Quy tắc ghi \"chưa kiểm chứng\" là số mặc định của phần mềm; hội đồng tự đặt số của mình kèm nguồn.\n",
    );
    let mut family = "";
    for entry in law.rules() {
        if entry.family.key != family {
            family = entry.family.key;
            start_family(&mut text, entry.family.title);
        }
        for version in &entry.versions {
            row(&mut text, entry, version);
        }
    }
    text
}

fn start_family(text: &mut String, title: &str) {
    // Writing into a String cannot fail.
    let _ = write!(
        text,
        "\n## {title}\n\n\
         | Mã | Nội dung | Ngày mốc | Giới hạn | Nguồn | Hiệu lực | Độ tin cậy |\n\
         |---|---|---|---|---|---|---|\n"
    );
}

fn row(text: &mut String, entry: &RuleEntry, version: &RuleVersion) {
    let _ = writeln!(
        text,
        "| {} | {}{} | {} | {} | {} | {} | {} |",
        version.id,
        cell(&entry.says),
        levels(version),
        cell(&entry.trigger),
        version.limit.describe(),
        cell(&version.source),
        validity(version),
        confidence(version.confidence),
    );
}

fn levels(version: &RuleVersion) -> String {
    if version.levels.len() == Level::ALL.len() {
        return String::new();
    }
    let names: Vec<&str> = version.levels.iter().map(|level| level.describe()).collect();
    format!(" ({})", names.join(", "))
}

fn validity(version: &RuleVersion) -> String {
    match (version.from, version.to) {
        (None, None) => "không ấn định".to_owned(),
        (Some(from), None) => format!("từ {}", day(from)),
        (None, Some(to)) => format!("đến {}", day(to)),
        (Some(from), Some(to)) => format!("{} – {}", day(from), day(to)),
    }
}

fn confidence(confidence: Confidence) -> String {
    match confidence {
        Confidence::Low => format!("**{}**", confidence.describe()),
        Confidence::High | Confidence::Medium => confidence.describe().to_owned(),
    }
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
