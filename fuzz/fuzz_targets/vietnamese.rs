//! Vietnamese text: composing, folding, shortening.
#![no_main]

use kernel::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    let composed = text::nfc(typed);
    assert_eq!(text::nfc(&composed), composed);
    let folded = text::fold(typed);
    assert_eq!(text::fold(&folded), folded, "{typed}");
    assert_eq!(text::fold(&composed), folded, "{typed}");
    let clean = text::clean(typed);
    assert_eq!(text::clean(&clean), clean, "{typed}");
    let slug = text::slug(typed);
    assert!(slug.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-'), "{slug}");
    let short = text::truncate_words(typed, 20);
    assert!(short.chars().count() <= 21, "{short}");
    let _ = text::initials(typed);
    let _ = kernel::telex::guesses(typed);
});
