//! The portal page of 15/10/2020, sentence by sentence: the guide that says which screen shows each
//! sentence is walked, and holds the whole article.

use std::collections::HashMap;

use testkit::Person;

use crate::office::each_engine;

const GUIDE: &str = include_str!("../../../../docs/guide/bai-bao.md");

/// The path, who opens it, and what it must say, of a line of the guide.
fn line(text: &str) -> (&str, &str, Vec<&str>) {
    let (path, rest) = text.strip_prefix("- `").and_then(|text| text.split_once("` (")).expect("a path");
    let (who, rest) = rest.split_once("): ").expect("who opens it");
    let words: Vec<&str> =
        rest.split('“').skip(1).map(|one| one.split('”').next().expect("the end of words")).collect();
    assert!(!words.is_empty(), "{text} says nothing");
    (path, who, words)
}

#[test]
fn every_sentence_of_the_article_has_a_screen_that_shows_it() {
    each_engine(|office| {
        let mut people: HashMap<&str, Person<'_>> = HashMap::new();
        let mut screens = 0;
        for text in GUIDE.lines().filter(|text| text.starts_with("- `")) {
            let (path, who, words) = line(text);
            let person = people.entry(who).or_insert_with(|| match who {
                "khách" => office.visitor(),
                name => office.signs_in(name),
            });
            let page = person.open(path);
            page.is(200);
            // A figure and its unit stand in boxes of their own: space is the page's, not the guide's
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            let shown = bare(&page.main());
            for words in words {
                assert!(shown.contains(&bare(words)), "{path} does not say “{words}”:\n{}", page.main());
            }
            screens += 1;
        }
        assert!(screens > 25, "the guide names {screens} screens");
    });
}

#[test]
fn the_guide_holds_the_whole_article() {
    each_engine(|office| {
        let quoted: Vec<&str> = GUIDE.lines().filter_map(|text| text.strip_prefix("> ")).collect();
        let news = office
            .visitor()
            .open("/tin-tuc/thuong-truc-hdnd-huyen-thanh-liem-to-chuc-hoi-nghi-giao-ban-giua-thuong-truc");
        // Numbers that the page counts are printed there with a leading zero, as offices do
        let body =
            news.main().replace("02 kỳ họp", "2 kỳ họp").replace("(01 ", "(1 ").replace(", 01 ", ", 1 ");
        let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let body = bare(&body);
        let mut at = 0;
        for sentence in quoted {
            let sentence = bare(sentence);
            let found = body.get(at..).and_then(|rest| rest.find(&sentence));
            let found = found.unwrap_or_else(|| panic!("not in its place: {sentence}\n{body}"));
            // Between two sentences stands nothing but space
            assert!(at == 0 || found <= 1, "something is left out before: {sentence}");
            at += found + sentence.len();
        }
        assert!(body.get(at..).is_some_and(|rest| !rest.contains("HĐND huyện tổ chức")), "the end is there");
    });
}
