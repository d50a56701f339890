//! The columns of a kind's table, and how a head is known.

use kernel::text;

/// What a cell of a column must be.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One line of at most so many characters.
    Line(usize),
    /// Words over several lines, at most so many characters.
    Words(usize),
    /// Words as they stand, empty lines between them too, at most so many characters.
    Text(usize),
    /// A code: digits stay as they were typed.
    Code(usize),
    /// A day, in every shape of offices.
    Day,
    /// A whole number between two.
    Integer(i64, i64),
    /// Yes, or nothing.
    Yes,
    /// One of these words.
    Choice(fn() -> Vec<&'static str>),
    /// One of these words, or another by which it is known.
    Word {
        /// The words to be listed.
        words: fn() -> Vec<&'static str>,
        /// Whether a cell is understood.
        knows: fn(&str) -> bool,
    },
}

impl Shape {
    /// For the list of columns.
    pub(crate) fn says(&self) -> String {
        match self {
            Self::Line(most) => format!("một dòng, tối đa {most} ký tự"),
            Self::Words(_) | Self::Text(_) => "chữ, được xuống dòng".to_owned(),
            Self::Code(_) => "mã, giữ nguyên số 0 ở đầu".to_owned(),
            Self::Day => "ngày".to_owned(),
            Self::Integer(..) => "số nguyên".to_owned(),
            Self::Yes => "“có” hoặc để trống".to_owned(),
            Self::Choice(words) | Self::Word { words, .. } => format!("một trong: {}", words().join("; ")),
        }
    }
}

/// A column of a kind's table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// For forms and for the area's own code.
    pub key: &'static str,
    /// Its head, in the office's words.
    pub header: &'static str,
    /// Other heads it is known by, folded.
    pub aliases: &'static [&'static str],
    /// What its cells must be.
    pub shape: Shape,
    /// Whether each row needs it.
    pub required: bool,
    /// For the empty table.
    pub example: &'static str,
}

impl Column {
    /// A column that rows may leave empty.
    pub const fn new(key: &'static str, header: &'static str, shape: Shape) -> Self {
        Self { key, header, aliases: &[], shape, required: false, example: "" }
    }

    /// Each row needs it.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Other heads, folded.
    #[must_use]
    pub const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// For the empty table.
    #[must_use]
    pub const fn such_as(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// How well a head fits, by its whole words or by what stands below a group.
    fn fits(&self, head: &str) -> u32 {
        let whole = text::fold(head);
        let own = text::fold(self.header);
        let last = head.rsplit(" / ").next().map(text::fold).unwrap_or_default();
        let known = |words: &str| words == own || self.aliases.contains(&words);
        if whole.is_empty() {
            0
        } else if whole == own {
            5
        } else if known(&whole) {
            4
        } else if last != whole && known(&last) {
            3
        } else if is_beginning(&whole, &own) {
            2
        } else {
            0
        }
    }
}

/// "ho va ten dai bieu" begins with "ho va ten".
fn is_beginning(whole: &str, own: &str) -> bool {
    whole.strip_prefix(own).is_some_and(|rest| rest.starts_with(' ')) && own.contains(' ')
}

/// Which cell of a row belongs to each column; the better fit goes first, and no cell belongs to
/// two.
pub(crate) fn guess(columns: &[Column], head: &[String]) -> Vec<Option<usize>> {
    let mut places = vec![None; columns.len()];
    let mut taken = vec![false; head.len()];
    for wanted in [5, 4, 3, 2] {
        for (column, place) in columns.iter().zip(places.iter_mut()) {
            if place.is_some() {
                continue;
            }
            let free = |at: &usize| taken.get(*at) == Some(&false);
            let found = head.iter().zip(0..).find(|(words, at)| free(at) && column.fits(words) == wanted);
            if let Some((_, at)) = found {
                *place = Some(at);
                if let Some(flag) = taken.get_mut(at) {
                    *flag = true;
                }
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::new("ten", "Họ và tên", Shape::Line(100)).also(&["ho ten"]),
        Column::new("tu", "Từ ngày", Shape::Day),
        Column::new("den", "Đến ngày", Shape::Day),
        Column::new("co-quan", "Cơ quan", Shape::Line(100)).also(&["don vi"]),
    ];

    fn of(head: &[&str]) -> Vec<Option<usize>> {
        guess(COLUMNS, &head.iter().map(|words| (*words).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_head_is_known_by_its_words_however_they_are_written() {
        assert_eq!(of(&["STT", "HỌ VÀ TÊN", "từ  ngày", "Đến ngày"]), [Some(1), Some(2), Some(3), None]);
        assert_eq!(of(&["Họ tên", "Đơn vị"]), [Some(0), None, None, Some(1)]);
        assert_eq!(of(&["ho\u{323} va\u{300} te\u{302}n", "\u{D0}ến ngày"]), [Some(0), None, Some(1), None]);
    }

    #[test]
    fn below_a_group_the_own_name_counts() {
        assert_eq!(
            of(&["Họ và tên", "Thời gian / Từ ngày", "Thời gian / Đến ngày"]),
            [Some(0), Some(1), Some(2), None]
        );
    }

    #[test]
    fn the_better_fit_goes_first_and_no_cell_is_given_twice() {
        assert_eq!(of(&["Họ và tên đại biểu", "Họ và tên"])[0], Some(1));
        assert_eq!(of(&["Họ và tên đại biểu"])[0], Some(0));
        assert_eq!(of(&["Cơ quan", "Đơn vị"])[3], Some(0));
        assert_eq!(of(&["", "Ghi chú"]), [None, None, None, None]);
    }
}
