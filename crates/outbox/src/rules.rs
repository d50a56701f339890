//! Which addresses may be told, and when a delivery is tried again.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use kernel::Instant;
use ureq::http::Uri;

use crate::model::{Host, Refusal};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
/// The waits between tries that Standard Webhooks 1.0.0 advises: nine tries in three days.
const WAITS: [i64; 8] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR];

/// When a delivery is tried again that failed at `now` for the `tries`-th time; none when that
/// was the last.
pub fn next_try(tries: i64, now: Instant) -> Option<Instant> {
    let at = usize::try_from(tries - 1).ok()?;
    WAITS.get(at).map(|wait| now + wait)
}

/// Scheme, name and port of an address, in one spelling.
pub fn origin(url: &str) -> Result<String, Refusal> {
    let uri: Uri = url.trim().parse().map_err(|_| Refusal::NotAnAddress)?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
    let (Some(scheme), Some(authority)) = (scheme, uri.authority()) else {
        return Err(Refusal::NotAnAddress);
    };
    if authority.as_str().contains('@') {
        return Err(Refusal::CarriesPassword);
    }
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    if host.is_empty() || host.chars().any(char::is_whitespace) {
        return Err(Refusal::NotAnAddress);
    }
    // A port that cannot be read is no port
    let port = match authority.as_str().rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
        Some((_, port)) => Some(port.parse::<u16>().map_err(|_| Refusal::NotAnAddress)?),
        None => None,
    };
    let usual = if scheme == "https" { 443 } else { 80 };
    Ok(match port {
        Some(port) if port != usual => format!("{scheme}://{host}:{port}"),
        Some(_) | None => format!("{scheme}://{host}"),
    })
}

/// The allowed host of an address.
pub fn allowed<'a>(url: &str, hosts: &'a [Host]) -> Result<&'a Host, Refusal> {
    let origin = origin(url)?;
    hosts.iter().find(|host| host.origin == origin).ok_or(Refusal::NotAllowed(origin))
}

/// Whether a host may be allowed at all.
pub fn check_host(url: &str, is_internal: bool) -> Result<String, Refusal> {
    let origin = origin(url)?;
    if origin.starts_with("http://") && !is_internal { Err(Refusal::NotEncrypted) } else { Ok(origin) }
}

/// Whether an address is one of the Internet at large: neither this machine, nor the office's
/// network, nor one that has a meaning of its own (RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_v4(four),
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => is_public_v4(four),
            None => is_public_v6(six),
        },
    }
}

fn is_public_v4(four: Ipv4Addr) -> bool {
    let [a, b, c, _] = four.octets();
    let is_special = match a {
        0 | 10 | 127 | 224..=255 => true,
        // Carriers' own networks (RFC 6598)
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        // Measurement of networks (RFC 2544), documentation (RFC 5737)
        198 => b == 18 || b == 19 || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !is_special
}

fn is_public_v6(six: Ipv6Addr) -> bool {
    let [first, second, ..] = six.segments();
    // Only 2000::/3 is handed out; of it not documentation, and not what carries another address
    let is_handed_out = first & 0xe000 == 0x2000;
    let is_documentation = (first == 0x2001 && second == 0x0db8) || first == 0x3fff;
    let carries_another = first == 0x2002 || (first == 0x2001 && second < 0x0200);
    is_handed_out && !is_documentation && !carries_another
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nine_tries_in_three_days() {
        assert_eq!(next_try(1, 0), Some(5 * SECOND));
        assert_eq!(next_try(8, 0), Some(20 * HOUR));
        assert_eq!(next_try(9, 0), None);
        assert_eq!(next_try(0, 0), None);
        let all: i64 = WAITS.iter().sum();
        assert!((2 * 24 * HOUR..3 * 24 * HOUR).contains(&all), "{all}");
    }

    #[test]
    fn an_address_has_one_origin_however_it_is_spelled() {
        for url in
            ["https://Tin.example.vn/nhan", "https://tin.example.vn:443/x?y", " https://tin.example.vn "]
        {
            assert_eq!(origin(url).as_deref(), Ok("https://tin.example.vn"), "{url}");
        }
        assert_eq!(origin("http://tin.example.vn:443/").as_deref(), Ok("http://tin.example.vn:443"));
        assert_eq!(origin("https://[::1]/").as_deref(), Ok("https://[::1]"));
        assert_eq!(origin("https://[::1]:8443/").as_deref(), Ok("https://[::1]:8443"));
        for url in [
            "",
            "tin.example.vn",
            "ftp://tin.example.vn",
            "file:///etc/passwd",
            "https://",
            "https://a:b:c/",
            "https://a:99999/",
        ] {
            assert_eq!(origin(url), Err(Refusal::NotAnAddress), "{url}");
        }
        assert_eq!(origin("https://ai:matkhau@tin.example.vn/"), Err(Refusal::CarriesPassword));
    }

    #[test]
    fn only_what_was_allowed_is_told() {
        let host = |origin: &str| Host {
            id: kernel::Id::from_uuid(kernel::uuid_v7(0, [1; 10])),
            origin: origin.to_owned(),
            is_internal: false,
            note: String::new(),
        };
        let hosts = [host("https://tin.example.vn")];
        assert!(allowed("https://tin.example.vn/a/b", &hosts).is_ok());
        for url in [
            "https://tin.example.vn.evil.example/a",
            "https://evil.example/?tin.example.vn",
            "http://tin.example.vn/a",
            "https://tin.example.vn:8443/a",
        ] {
            assert!(matches!(allowed(url, &hosts), Err(Refusal::NotAllowed(_))), "{url}");
        }
        assert_eq!(check_host("http://10.0.0.5:8080/x", true).as_deref(), Ok("http://10.0.0.5:8080"));
        assert_eq!(check_host("http://tin.example.vn", false), Err(Refusal::NotEncrypted));
    }

    #[test]
    fn no_private_address_is_public() {
        for own in [
            "0.0.0.0",
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2001:db8::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "2001::1",
        ] {
            assert!(!own.parse().is_ok_and(is_public), "{own}");
        }
        for open in ["8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "2405:4800::1"] {
            assert!(open.parse().is_ok_and(is_public), "{open}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(url in ".{0,80}") {
            if let Ok(origin) = origin(&url) {
                prop_assert_eq!(super::origin(&origin), Ok(origin.clone()));
            }
        }
    }
}
