//! Texts of law taken apart, put together again, and compared.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: (&str, &str)| {
    let (one, other) = typed;
    let text = akn::Text::read(one);
    assert_eq!(akn::Text::read(&text.print()), text, "what was taken apart is put together again");
    let _ = text.articles();
    let pieces = akn::diff(one, other);
    let _ = akn::by_line(&pieces);
});
