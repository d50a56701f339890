//! Small things about XML that several readers of office files need.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart};

/// An attribute by its name without prefix.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // Holding every name against every other takes a square of time
    let mut all = tag.attributes();
    all.with_checks(false);
    all.filter_map(Result::ok)
        .find(|one| one.key.local_name().as_ref() == name)
        .and_then(|one| one.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned))
}

/// Adds what a reference stands for: one of the five that XML names, or a character by its number.
/// A name that a file defines itself stands for nothing.
pub(crate) fn push_reference(words: &mut String, entity: &BytesRef<'_>) {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        words.push(character);
        return;
    }
    words.push_str(match entity.as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    });
}
