//! The picture on a receipt's slip that a telephone reads.

use kernel::text;
use qrcode::QrCode;
use qrcode::render::svg;

/// A picture of these words, as the address of an `<img>`; none when they are too long for one.
pub(crate) fn picture(words: &str) -> Option<String> {
    let code = QrCode::new(words.as_bytes()).ok()?;
    let svg: String = code.render::<svg::Color<'_>>().min_dimensions(180, 180).build();
    Some(format!("data:image/svg+xml,{}", text::percent_encoded(&svg)))
}

/// What the slip's picture says: the page to look it up on, and the receipt behind a `#`, which no
/// browser sends and no log keeps.
pub(crate) fn look_up_address(public_url: &str, receipt: &str) -> String {
    format!("{public_url}/tra-cuu#{receipt}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receipt_stands_where_no_server_sees_it() {
        let address = look_up_address("https://hdnd.example.gov.vn", "9F3K-0QWZ-7H2M-C4TA");
        assert_eq!(address, "https://hdnd.example.gov.vn/tra-cuu#9F3K-0QWZ-7H2M-C4TA");
        let picture = picture(&address).unwrap();
        assert!(picture.starts_with("data:image/svg+xml,%3C"), "{picture}");
        assert!(!picture.contains("9F3K"), "a picture and no text");
    }
}
