//! The code by which a citizen knows a petition again: `KN-2020-0147-3`.
//!
//! The last digit is a check digit by ISO/IEC 7064, MOD 11,10: it finds every single wrong
//! digit and nearly every pair that changed places.

/// The check digit of a row of digits.
fn check_digit(digits: impl Iterator<Item = u32>) -> u32 {
    let product = digits.fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10
}

/// The code of the `number`th petition of a year.
pub fn compose(year: i16, number: i64) -> String {
    let stem = format!("{year:04}{number:04}");
    let digit = check_digit(stem.chars().filter_map(|c| c.to_digit(10)));
    format!("KN-{year:04}-{number:04}-{digit}")
}

/// The code in what was typed: with or without marks between, in small letters, with blanks.
/// None when it is no code, or when its check digit says that a digit is wrong.
pub fn parse(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = plain.to_ascii_uppercase();
    let digits = digits.strip_prefix("KN")?;
    if !(9..=12).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (stem, check) = digits.split_at(digits.len() - 1);
    let (year, number) = stem.split_at(4);
    let wanted = check_digit(stem.chars().filter_map(|c| c.to_digit(10)));
    (check.parse() == Ok(wanted)).then(|| format!("KN-{year}-{number}-{check}"))
}

/// True when it looks like a code, right or wrong.
pub fn looks_like(typed: &str) -> bool {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let upper = plain.to_ascii_uppercase();
    upper.strip_prefix("KN").is_some_and(|rest| rest.len() >= 6 && rest.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = compose(2020, 147);
        let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        for typed in [code.clone(), code.to_lowercase(), bare, format!("  {} ", code.replace('-', " "))] {
            assert_eq!(parse(&typed), Some(code.clone()), "{typed}");
        }
        assert_eq!(parse("NQ-2020-0147-3"), None);
        assert_eq!(parse(""), None);
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(number in 1_i64..99_999, at in 0_usize..9, by in 1_u32..10) {
            let code = compose(2020, number);
            let mut left = at;
            let wrong: String = code
                .chars()
                .map(|c| match c.to_digit(10) {
                    Some(digit) if left == 0 => {
                        left = usize::MAX;
                        char::from_digit((digit + by) % 10, 10).unwrap()
                    }
                    Some(_) => {
                        left = left.saturating_sub(1);
                        c
                    }
                    None => c,
                })
                .collect();
            prop_assert_ne!(&wrong, &code);
            prop_assert_eq!(parse(&wrong), None);
            prop_assert_eq!(parse(&code), Some(code.clone()));
        }
    }
}
