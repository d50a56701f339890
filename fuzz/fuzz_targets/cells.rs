//! Days, numbers, codes and yes-or-no as people type them.
#![no_main]

use kernel::{Date, dates, numbers};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    let today = Date::new(2020, 10, 15).expect("a day");
    if let Ok(day) = papers::cell::day(typed, today) {
        let printed = dates::print(day);
        assert_eq!(papers::cell::day(&printed, today), Ok(day), "{typed} was read as {printed}");
    }
    if let Ok(number) = papers::cell::integer(typed) {
        assert_eq!(papers::cell::integer(&numbers::print_integer(number)), Ok(number));
    }
    if let Ok(code) = papers::cell::code(typed) {
        assert_eq!(papers::cell::code(&code), Ok(code.clone()), "{typed} was read as {code}");
    }
    let _ = papers::cell::yes(typed);
    if let Some(day) = dates::parse_iso(typed) {
        assert_eq!(dates::parse_iso(&dates::iso(day)), Some(day));
    }
    if let Some(number) = numbers::parse_roman(typed) {
        assert_eq!(numbers::parse_roman(&numbers::roman(number)), Some(number));
    }
});
