//! What reads like a denunciation: such words are not taken in by network, because nothing of a
//! denunciation may be kept here, and who denounces is safer elsewhere (Luật Tố cáo 2018, Điều 22,
//! Điều 23: a denunciation is handed in or told in person).
//!
//! A word list finds what names itself, and what accuses an office holder of a crime of office. It
//! finds too much rather than too little: who is turned away is told where to go.

use kernel::text;

/// What names itself, as it is written with marks.
const NAMED: [&str; 5] = ["tố cáo", "tố giác", "tố tham nhũng", "tố tiêu cực", "đơn tố"];

/// The same by who types no marks; "to cao" alone may be a tall house.
const NAMED_PLAIN: [&str; 9] = [
    "don to cao",
    "toi to cao",
    "chung toi to cao",
    "xin to cao",
    "to cao ong",
    "to cao ba",
    "to cao can bo",
    "to cao chu tich",
    "to giac",
];

/// Crimes of office (Bộ luật Hình sự 2015, chương XXIII), as people write of them.
const CRIMES: [&str; 14] = [
    "tham ô",
    "tham nhũng",
    "nhận hối lộ",
    "đòi hối lộ",
    "ăn hối lộ",
    "vòi tiền",
    "đòi tiền lót tay",
    "nhận tiền lót tay",
    "lạm dụng chức vụ",
    "lợi dụng chức vụ",
    "lạm quyền",
    "nhũng nhiễu",
    "bao che",
    "chiếm đoạt",
];

/// Who holds an office, or stands in for the name of one who does.
const PERSONS: [&str; 14] = [
    "ông",
    "bà",
    "anh",
    "chị",
    "chủ tịch",
    "phó chủ tịch",
    "bí thư",
    "trưởng thôn",
    "trưởng công an",
    "công an xã",
    "cán bộ",
    "công chức",
    "giám đốc",
    "hiệu trưởng",
];

/// The words of `phrase` stand in `words` one after another.
fn holds(words: &str, phrase: &str) -> bool {
    format!(" {words} ").contains(&format!(" {phrase} "))
}

/// Whether words read like a denunciation.
pub fn reads_like(words: &str) -> bool {
    if text::has_marks(words) {
        let words = text::exact(words);
        let has = |phrases: &[&str]| phrases.iter().any(|phrase| holds(&words, &text::exact(phrase)));
        return has(&NAMED) || (has(&CRIMES) && has(&PERSONS));
    }
    let words = text::fold(words);
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| holds(&words, &text::fold(phrase)));
    has(&NAMED_PLAIN) || (has(&CRIMES) && has(&PERSONS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_itself_is_a_denunciation_however_it_is_typed() {
        for words in [
            "Tôi làm đơn tố cáo việc sau đây",
            "TỐ CÁO cán bộ địa chính",
            // NFD, as some telephones type
            "Tôi tô\u{301} ca\u{301}o ông A",
            "toi to cao ong Nguyen Van A lay tien",
            "Tố giác tội phạm",
        ] {
            assert!(reads_like(words), "{words}");
        }
    }

    #[test]
    fn who_accuses_an_office_holder_of_a_crime_denounces() {
        assert!(reads_like("Ông chủ tịch xã nhận hối lộ khi cấp sổ đỏ"));
        assert!(reads_like("Cán bộ thôn chiếm đoạt tiền hỗ trợ của dân"));
        // No person is accused
        assert!(!reads_like("Đề nghị công khai kết quả phòng, chống tham nhũng"));
    }

    #[test]
    fn a_tall_house_and_a_broken_road_are_none() {
        for words in [
            "Nhà to cao xây sát đường che khuất tầm nhìn",
            "nha to cao xay sat duong che khuat tam nhin",
            "Đường liên thôn hỏng, bà con đi lại khó khăn",
            "Đề nghị ông chủ tịch xã cho sửa cống thoát nước",
            "Đèn đường ở thôn Đại Vượng không sáng từ tháng 9",
        ] {
            assert!(!reads_like(words), "{words}");
        }
    }
}
