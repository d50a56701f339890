//! Passwords: Argon2id with 19 MiB, two passes (OWASP ASVS 5.0, appendix C).

use std::sync::OnceLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

/// The hash of a password, in PHC form, or what failed.
pub fn hash(password: &str) -> Result<String, String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| error.to_string())
}

/// Whether the password is the one behind the hash. Without a hash the same work is done, so
/// that the time does not tell whether the account exists.
pub fn matches(password: &str, known: Option<&str>) -> bool {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| hash("không ai có mật khẩu này").unwrap_or_default());
    let parsed = PasswordHash::new(known.unwrap_or(nobody));
    let fits =
        parsed.is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
    fits && known.is_some()
}

/// The fewest characters of a password.
pub(crate) const LENGTH_MIN: usize = 10;

/// What is wrong with a new password, in words.
pub(crate) fn fault(password: &str, account_name: &str) -> Option<String> {
    const COMMON: &[&str] = &[
        "1234567890",
        "0123456789",
        "matkhau123",
        "password12",
        "qwertyuiop",
        "hoidongnhandan",
        "vietnam2020",
        "0987654321",
        "1111111111",
        "iloveyou123",
        "anhyeuem123",
        "password123",
        "administrator",
    ];
    let folded = kernel::text::fold(password).replace(' ', "");
    if password.chars().count() < LENGTH_MIN {
        Some(format!("Mật khẩu cần ít nhất {LENGTH_MIN} ký tự. Một câu ngắn dễ nhớ là tốt nhất."))
    } else if password.chars().count() > 200 {
        Some("Mật khẩu dài quá 200 ký tự. Rút ngắn lại.".to_owned())
    } else if COMMON.contains(&folded.as_str())
        || folded.contains(&kernel::text::fold(account_name).replace(' ', ""))
    {
        Some("Mật khẩu này dễ đoán. Chọn câu khác, không chứa tên đăng nhập.".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_opens() {
        let known = hash("mưa to gió lớn tháng bảy").expect("a hash");
        assert!(matches("mưa to gió lớn tháng bảy", Some(&known)));
        assert!(!matches("mua to gio lon thang bay", Some(&known)));
        assert!(!matches("", Some(&known)));
    }

    #[test]
    fn an_account_without_a_password_opens_to_none() {
        assert!(!matches("không ai có mật khẩu này", None));
        assert!(!matches("x", Some("not a hash")));
    }

    #[test]
    fn a_password_may_not_be_short_common_or_the_name() {
        assert!(fault("ngan", "vanphong").is_some());
        assert!(fault("Mật khẩu 123", "vanphong").is_some());
        assert!(fault("vanphong-thanh-liem", "vanphong").is_some());
        assert!(fault("cây gạo đầu làng nở hoa", "vanphong").is_none());
    }
}
