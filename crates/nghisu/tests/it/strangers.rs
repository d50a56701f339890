//! Who does not belong learns nothing, and bad input never breaks anything.

use std::collections::BTreeSet;

use kit::Access;

use crate::office::each_engine;

/// A path of the pattern with values that name nothing.
fn filled(pattern: &str) -> String {
    let mut out = String::new();
    for part in pattern.split('/').skip(1) {
        out.push('/');
        if part.starts_with('{') {
            out.push_str("0171c4f3-2000-7776-9621-000000000000");
        } else {
            out.push_str(part);
        }
    }
    out
}

#[test]
fn every_closed_page_shows_a_stranger_the_way_to_sign_in_and_nothing_else() {
    each_engine(|office| {
        for row in nghisu::routes().rows().iter().filter(|row| row.access == Access::SignedIn) {
            let mut stranger = office.visitor();
            let path = filled(row.path);
            let page = if row.method == "GET" { stranger.open(&path) } else { stranger.post(&path, &[]) };
            if row.method == "GET" {
                assert!(
                    page.path.starts_with("/dang-nhap"),
                    "{} {} showed {}",
                    row.method,
                    row.path,
                    page.main()
                );
            } else {
                assert!(
                    [401, 403].contains(&page.status.as_u16()),
                    "{} {}: {}",
                    row.method,
                    row.path,
                    page.status
                );
            }
        }
    });
}

#[test]
fn no_page_breaks_on_an_address_that_names_nothing() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let mut commune = office.signs_in("xa-13453");
        for row in nghisu::routes().rows().iter().filter(|row| row.method == "GET") {
            for path in [
                filled(row.path),
                row.path.replace('{', "").replace('}', "%00%27%22%3Cx%3E"),
                format!("{}?q=%00%27%22%3Cx%3E&sau=%00x", filled(row.path)),
            ] {
                for who in [&mut lan, &mut commune] {
                    let page = who.open(&path);
                    assert!(page.status.as_u16() < 500, "{path}: {}\n{}", page.status, page.main());
                }
            }
        }
    });
}

#[test]
fn no_form_breaks_on_nonsense_and_none_acts_without_its_token() {
    each_engine(|office| {
        // Longer than a page of PostgreSQL and than what its index takes
        let long = "ắ".repeat(12_000);
        let mut lan = office.signs_in("vanphong");
        let page = lan.open("/lam-viec");
        let token = page.attributes("input[name=csrf]", "value").first().cloned().expect("a token");
        for row in nghisu::routes()
            .rows()
            .iter()
            .filter(|row| row.method == "POST" && row.path != "/dang-xuat" && row.access != Access::Program)
        {
            let path = filled(row.path);
            let without = lan.post(&path, &[("ten".to_owned(), "x".to_owned())]);
            // An application's report is nobody's form: no sign-in acts there, and this is none
            // A mail program that ends mails has no token either, but the secret of the link
            let wanted = match row.path {
                path if path.starts_with("/open311/") => 400,
                path if path.starts_with("/thong-bao/huy/") => 404,
                _ => 403,
            };
            assert_eq!(without.status.as_u16(), wanted, "{} acted without a token", row.path);
            for value in ["", "\u{0}", "'; drop table follow_up; --", "31/02/2020", "-1", &long] {
                let fields = [
                    "ten", "ngay", "noi-dung", "han", "chu-tri", "so-A03", "version", "lead", "ky-hieu",
                    "quy", "ky",
                ];
                let mut values: Vec<(String, String)> =
                    fields.iter().map(|name| ((*name).to_owned(), value.to_owned())).collect();
                values.push(("csrf".to_owned(), token.clone()));
                let page = lan.post(&path, &values);
                assert!(
                    page.status.as_u16() < 500,
                    "{} with {:.20}: {}\n{}",
                    row.path,
                    value,
                    page.status,
                    page.main()
                );
            }
        }
    });
}

#[test]
fn a_wrong_password_is_refused_and_guessing_is_slowed() {
    each_engine(|office| {
        let mut guesser = office.visitor();
        for _ in 0..5 {
            guesser.open("/dang-nhap");
            guesser.send("/dang-nhap", &[("ten", "vanphong"), ("mat-khau", "sai")]).is(422).says("chưa đúng");
        }
        guesser.open("/dang-nhap");
        guesser
            .send("/dang-nhap", &[("ten", "vanphong"), ("mat-khau", nghisu::demo::PASSWORD)])
            .is(429)
            .says("Chờ");
    });
}

#[test]
fn one_commune_never_sees_another_s_report() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/giao-ban");
        lan.follow("quý III/2020");
        let matrix = lan.follow("Ma trận");
        let links = matrix.attributes("a[href*='/bao-cao/']", "href");
        let reports: BTreeSet<&str> = links.iter().filter_map(|link| link.split('#').next()).collect();
        assert!(reports.len() >= 13, "{reports:?}");
        let mut commune = office.signs_in("xa-13453");
        let open: Vec<&&str> =
            reports.iter().filter(|path| commune.open(path).status.as_u16() == 200).collect();
        assert!(open.len() <= 1, "xã Thanh Hà opens {open:?}");
    });
}

#[test]
fn a_form_sent_twice_acts_once() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let page = lan.open("/lam-viec/viec/moi");
        let lead = page
            .attributes("select[name=chu-tri] option", "value")
            .into_iter()
            .find(|value| !value.is_empty())
            .expect("a body");
        let token = page.attributes("form[action='/lam-viec/viec/moi'] input[name=csrf]", "value").remove(0);
        let key =
            page.attributes("form[action='/lam-viec/viec/moi'] input[name=form_key]", "value").remove(0);
        let values: Vec<(String, String)> = [
            ("csrf", token.as_str()),
            ("form_key", &key),
            ("chu-tri", &lead),
            ("noi-dung", "Rà soát danh mục công trình dở dang."),
            ("loai-han", "date"),
            ("han", "30/11/2020"),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
        let first = lan.post("/lam-viec/viec/moi", &values);
        first.is(200).says("Rà soát danh mục công trình dở dang.");
        let second = lan.post("/lam-viec/viec/moi", &values);
        assert_eq!(first.path, second.path);
        let list = lan.open("/lam-viec/viec?q=cong+trinh+do+dang");
        assert_eq!(list.texts("tbody tr").len(), 1);
    });
}
