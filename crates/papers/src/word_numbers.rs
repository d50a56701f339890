//! The numbers that Word puts before paragraphs (ECMA-376, part 1, 17.9): they stand nowhere in
//! the text and are counted anew.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::xml::attribute;

/// Word has nine levels.
const LEVELS: usize = 9;
/// A style stands on another; longer chains go round in circles.
const STYLES_DEEP_MAX: usize = 12;
/// No list counts further.
const COUNT_MAX: i64 = 1_000_000;

#[derive(Debug, Clone)]
struct Level {
    start: i64,
    format: String,
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new() }
    }
}

#[derive(Debug, Default)]
struct List {
    shape: String,
    restarts: [Option<i64>; LEVELS],
}

#[derive(Debug, Default)]
struct Style {
    list: Option<String>,
    level: Option<String>,
    based_on: Option<String>,
}

/// The lists of a file, and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    shapes: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    counts: HashMap<String, [Option<i64>; LEVELS]>,
    begun: HashSet<String>,
}

fn each_tag(xml: &str, mut each: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => each(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    attribute(tag, "val")
}

impl Numbers {
    /// Reads the parts that say how lists and styles count; a part that is broken counts nothing.
    pub(crate) fn read(numbering: &str, styles: &str) -> Self {
        let mut numbers = Self::default();
        let (mut shape, mut list, mut level) = (None::<String>, None::<String>, 0_usize);
        each_tag(numbering, |tag| match tag.local_name().as_ref() {
            "abstractNum" => (shape, list) = (attribute(tag, "abstractNumId"), None),
            "num" => (shape, list) = (None, attribute(tag, "numId")),
            "lvl" | "lvlOverride" => {
                level = attribute(tag, "ilvl").and_then(|words| words.parse().ok()).unwrap_or(LEVELS);
            }
            "start" | "numFmt" | "lvlText" => {
                let Some(shape) = shape.clone() else { return };
                let levels = numbers.shapes.entry(shape).or_insert_with(|| vec![Level::default(); LEVELS]);
                let (Some(known), Some(value)) = (levels.get_mut(level), value(tag)) else { return };
                match tag.local_name().as_ref() {
                    "start" => known.start = value.parse().unwrap_or(1).clamp(0, COUNT_MAX),
                    "numFmt" => known.format = value,
                    _ => known.text = value.chars().take(60).collect(),
                }
            }
            "abstractNumId" => {
                if let (Some(list), Some(shape)) = (list.clone(), value(tag)) {
                    numbers.lists.entry(list).or_default().shape = shape;
                }
            }
            "startOverride" => {
                let start = value(tag).and_then(|words| words.parse::<i64>().ok());
                if let (Some(list), Some(start)) = (list.clone(), start)
                    && let Some(place) = numbers.lists.entry(list).or_default().restarts.get_mut(level)
                {
                    *place = Some(start.clamp(0, COUNT_MAX));
                }
            }
            _ => {}
        });
        let mut style = None::<String>;
        each_tag(styles, |tag| match tag.local_name().as_ref() {
            "style" => style = attribute(tag, "styleId"),
            "numId" | "ilvl" | "basedOn" => {
                let Some(known) = style.clone().map(|style| numbers.styles.entry(style).or_default()) else {
                    return;
                };
                match tag.local_name().as_ref() {
                    "numId" => known.list = value(tag),
                    "ilvl" => known.level = value(tag),
                    _ => known.based_on = value(tag),
                }
            }
            _ => {}
        });
        numbers
    }

    /// The list and level that a style asks for, or a style that it stands on.
    fn of_style(&self, style: Option<&str>) -> Option<(String, Option<String>)> {
        let mut known = self.styles.get(style?)?;
        for _ in 0..STYLES_DEEP_MAX {
            if let Some(list) = &known.list {
                return Some((list.clone(), known.level.clone()));
            }
            known = self.styles.get(known.based_on.as_ref()?)?;
        }
        None
    }

    /// Counts a paragraph and returns the number before it; empty when it has none.
    pub(crate) fn next(&mut self, style: Option<&str>, list: Option<&str>, level: Option<&str>) -> String {
        let (list, own) = match list {
            Some(list) => (list.to_owned(), level.map(str::to_owned)),
            None => match self.of_style(style) {
                Some((list, known)) => (list, level.map(str::to_owned).or(known)),
                None => return String::new(),
            },
        };
        let level: usize = own.and_then(|words| words.parse().ok()).unwrap_or(0);
        let Some(known) = self.lists.get(&list) else { return String::new() };
        let Some(levels) = self.shapes.get(&known.shape) else { return String::new() };
        let Some(shape) = levels.get(level) else { return String::new() };
        let counts = self.counts.entry(known.shape.clone()).or_default();
        if self.begun.insert(list) {
            for (count, restart) in counts.iter_mut().zip(known.restarts) {
                if let Some(start) = restart {
                    *count = Some(start - 1);
                }
            }
        }
        for (place, (count, own)) in counts.iter_mut().zip(levels).enumerate() {
            match place.cmp(&level) {
                std::cmp::Ordering::Less => *count = Some(count.unwrap_or(own.start)),
                std::cmp::Ordering::Equal => {
                    *count = Some(count.map_or(own.start, |count| (count + 1).min(COUNT_MAX)));
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        if matches!(shape.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut label = shape.text.clone();
        for (place, (count, own)) in counts.iter().zip(levels).enumerate() {
            let mark = format!("%{}", place + 1);
            if label.contains(&mark) {
                label = label.replace(&mark, &printed(count.unwrap_or(own.start), &own.format));
            }
        }
        crate::clean(label.trim())
    }
}

fn printed(count: i64, format: &str) -> String {
    match format {
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        _ => count.to_string(),
    }
}

/// 1 → "a", 27 → "aa".
fn letters(count: i64) -> String {
    let (Ok(place), Ok(times)) =
        (u8::try_from((count - 1).rem_euclid(26)), usize::try_from((count - 1) / 26))
    else {
        return String::new();
    };
    char::from(b'a' + place).to_string().repeat((times + 1).min(10))
}

fn roman(count: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut left, mut out) = (count.clamp(0, 3_999), String::new());
    for (size, sign) in SIGNS {
        while size <= left {
            out.push_str(sign);
            left -= size;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let all =
            [("lowerLetter", 27, "aa"), ("upperRoman", 14, "XIV"), ("decimalZero", 3, "03"), ("x", 5, "5")];
        for (format, count, wanted) in all {
            assert_eq!(printed(count, format), wanted);
        }
    }

    #[test]
    fn a_style_that_stands_on_itself_counts_nothing() {
        let styles = "<w:styles><w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>\
                      <w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style></w:styles>";
        assert_eq!(Numbers::read("", styles).next(Some("A"), None, None), "");
    }

    #[test]
    fn a_style_counts_for_those_that_stand_on_it() {
        let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"upperRoman\"/>\
                         <w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
        let styles = "<w:styles><w:style w:styleId=\"M\"><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:style>\
                      <w:style w:styleId=\"N\"><w:basedOn w:val=\"M\"/></w:style></w:styles>";
        let mut numbers = Numbers::read(numbering, styles);
        assert_eq!(numbers.next(Some("M"), None, None), "I.");
        assert_eq!(numbers.next(Some("N"), None, None), "II.");
    }
}
