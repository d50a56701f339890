//! The picture of a page as PNG, 1200 by 630.

use papers::Card;
use typst::diag::Warned;
use typst_layout::PagedDocument;

use crate::world::World;
use crate::{PressError, REMEMBERED_LETTERS, typesetting};

/// More of a title is not read beside an address.
const TITLE_CHARS_MAX: usize = 300;
/// A state that does not fit the width is shortened.
const STATE_CHARS_MAX: usize = 40;
const LINE_CHARS_MAX: usize = 70;

/// The picture. The same card gives the same bytes.
///
/// # Errors
/// The typesetter refused: a fault of the program.
pub fn card(card: &Card) -> Result<Vec<u8>, PressError> {
    let (ink, ground) = card.tone.colours();
    let line = |words: &str, most| kernel::text::truncate_words(words, most);
    let data = serde_json::json!({
        "kind": line(&card.kind, LINE_CHARS_MAX),
        "state": line(&card.state, STATE_CHARS_MAX),
        "ink": ink,
        "ground": ground,
        "title": line(&card.title, TITLE_CHARS_MAX),
        "council": line(&card.council, LINE_CHARS_MAX),
        "site": line(&card.site, LINE_CHARS_MAX),
        "mark": card.mark,
    });
    let world = World::of_card(data.to_string());
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|faults| typesetting(&faults))?;
    let page = document.pages().first().ok_or_else(|| PressError::Typesetting("no page".to_owned()))?;
    // A pixel is a point of the template
    let options = typst_render::RenderOptions { pixel_per_pt: 1.0.into(), render_bleed: false };
    let picture = typst_render::render(page, &options);
    let png = picture.encode_png().map_err(|fault| PressError::Typesetting(fault.to_string()));
    typst::comemo::evict(REMEMBERED_LETTERS);
    png
}

#[cfg(test)]
mod tests {
    use image::GenericImageView as _;
    use papers::Tone;

    use super::*;

    fn shown(title: &str, state: &str, tone: Tone) -> Card {
        Card {
            kind: "Kiến nghị cử tri KN-2020-0012".to_owned(),
            state: state.to_owned(),
            tone,
            title: title.to_owned(),
            council: "Hội đồng nhân dân huyện Thanh Liêm".to_owned(),
            site: "hdnd.thanhliem.example.vn".to_owned(),
            mark: "Dữ liệu minh họa".to_owned(),
        }
    }

    /// Whether a picture has ink in a strip of rows.
    fn has_ink(picture: &image::DynamicImage, rows: std::ops::Range<u32>) -> bool {
        picture.pixels().any(|(x, y, pixel)| rows.contains(&y) && (60..1140).contains(&x) && pixel.0[0] < 128)
    }

    #[test]
    fn a_card_is_a_picture_of_the_size_that_chats_want() {
        let card_of = |title: &str| card(&shown(title, "Quá hạn 15 ngày", Tone::Late)).expect("a card");
        let png = card_of("ĐỀ NGHỊ NÂNG CẤP ĐƯỜNG NGUYỄN HỮU TIẾN");
        let picture = image::load_from_memory(&png).expect("a picture");
        assert_eq!(picture.dimensions(), (1200, 630));
        assert_eq!(png, card_of("ĐỀ NGHỊ NÂNG CẤP ĐƯỜNG NGUYỄN HỮU TIẾN"));
        assert_ne!(png, card_of("Đề nghị nâng cấp đường"));
        assert!(png.len() < 300_000, "{}", png.len());
    }

    #[test]
    fn a_long_title_has_three_lines_and_never_reaches_the_state() {
        let word = "Ngoẵng ";
        for (title, lines) in
            [(word.repeat(3), 1), (word.repeat(12), 2), (word.repeat(60), 3), ("Ậ".repeat(300), 1)]
        {
            let png = card(&shown(&title, "Đã giải quyết", Tone::Done)).expect("a card");
            let picture = image::load_from_memory(&png).expect("a picture");
            assert!(has_ink(&picture, 204..260), "{title}");
            assert_eq!(has_ink(&picture, 335..390), 3 <= lines, "{title}");
            assert!(!has_ink(&picture, 404..421), "{title} runs into the state");
        }
    }

    #[test]
    fn no_word_is_read_as_a_command() {
        let odd = "#panic(\"x\") $x$ *đậm* \\ // ghi chú @tên <nhãn> ```";
        assert!(card(&shown(odd, odd, Tone::Doing)).is_ok());
        assert!(card(&shown("", "", Tone::Rest)).is_ok());
    }
}
