//! Tables as .xlsx, .ods, .docx and CSV: whatever the bytes, a table within its bounds or a fault in words.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match papers::table_in("bang.xlsx", bytes, "") {
        Ok(table) => {
            assert!(!table.lines.is_empty(), "a table has a head");
            assert!(table.lines.len() <= 20_001);
            assert!(table.text().len() <= 17_000_000);
        }
        Err(fault) => assert!(fault.to_string().ends_with('.'), "{fault}"),
    }
    if let Ok(words) = std::str::from_utf8(bytes)
        && let Some(table) = papers::table_pasted(words)
    {
        let again = papers::pasted::cells(&table.text());
        assert_eq!(again.len(), table.lines.len(), "what is handed on is what was read");
    }
});
