//! What a page looks like in a chat: its head, and a picture that says no more than the page.

use testkit::{Page, Person};

use crate::office::each_engine;

fn meta(page: &Page, property: &str) -> Vec<String> {
    page.attributes(&format!("meta[property='{property}']"), "content")
}

/// Width and height of a PNG, from its first chunk.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG: {:?}", &png[..png.len().min(40)]);
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

/// The first page of a list.
fn first(reader: &mut Person<'_>, list: &str) -> Page {
    let page = reader.open(list);
    let beginning = format!("main a[href^='{list}/']");
    let links = page.attributes(&beginning, "href");
    let is_page = |link: &&String| {
        let last = &link[list.len() + 1..];
        !last.contains(['/', '.', '?']) && last.contains('-')
    };
    let link = links.iter().find(is_page).unwrap_or_else(|| panic!("no page on {list}: {links:?}"));
    reader.open(&link.clone())
}

#[test]
fn each_kind_of_public_page_has_a_picture_of_its_own() {
    each_engine(|office| {
        let mut reader = office.visitor();
        let mut pictures: Vec<Vec<u8>> = Vec::new();
        for list in ["/kien-nghi", "/nghi-quyet", "/ky-hop", "/viec-theo-doi", "/giao-ban"] {
            let page = first(&mut reader, list);
            page.is(200);
            let path = page.path.clone();
            for property in ["og:title", "og:description", "og:image", "og:type", "og:url"] {
                let found = meta(&page, property);
                assert!(found.len() == 1 && !found[0].is_empty(), "{path}: {property} {found:?}");
            }
            assert_eq!(page.attributes("meta[name='twitter:card']", "content"), ["summary_large_image"]);
            assert_eq!(meta(&page, "og:image"), [format!("http://localhost/the{path}.png")]);
            let picture = reader.open(&format!("/the{path}.png"));
            picture.is(200);
            assert_eq!(size(&picture.bytes), (1200, 630), "{path}");
            assert!(!pictures.contains(&picture.bytes), "{path} looks like another page");
            // The same page, the same picture; also for who has signed in, who sees what visitors see
            assert_eq!(reader.open(&format!("/the{path}.png")).bytes, picture.bytes);
            assert_eq!(office.signs_in("vanphong").open(&format!("/the{path}.png")).bytes, picture.bytes);
            pictures.push(picture.bytes);
        }
        let news = first(&mut reader, "/tin-tuc");
        assert_eq!(meta(&news, "og:type"), ["article"]);
        assert_eq!(meta(&news, "og:image").len(), 1);
        reader.open(&format!("/the{}.png", news.path)).is(200);
    });
}

#[test]
fn what_is_not_public_has_no_picture() {
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let form = lan.open("/lam-viec/viec/moi");
        let options = form.texts("select[name='chu-tri'] option");
        let values = form.attributes("select[name='chu-tri'] option", "value");
        let at = options
            .iter()
            .position(|option| option.starts_with("Ủy ban nhân dân huyện"))
            .expect("the People's Committee");
        let typed = [
            ("chu-tri", values[at].as_str()),
            ("noi-dung", "Việc nội bộ, không công khai"),
            ("loai-han", "date"),
            ("han", "20/11/2020"),
            ("ly-do-han", "Chỉ đạo của Thường trực"),
            ("cong-khai", ""),
        ];
        let page = lan.send("/lam-viec/viec/moi", &typed);
        page.is(200);
        let code = page.texts("nav.crumbs [aria-current]").pop().expect("a code");
        for path in [
            format!("/the/viec-theo-doi/{code}.png"),
            format!("/the{}.png", page.path),
            "/the/kien-nghi/KN-2020-9999.png".to_owned(),
            "/the/kien-nghi.png".to_owned(),
            "/the/kien-nghi/KN-2020-0001".to_owned(),
            "/the/lam-viec.png".to_owned(),
            "/the/the/kien-nghi/KN-2020-0001.png.png".to_owned(),
            "/the/.png".to_owned(),
            "/the/%00%ff.png".to_owned(),
            "/the/khong-co/%20%3C.png".to_owned(),
        ] {
            lan.open(&path).is(404);
            office.visitor().open(&path).is(404);
        }
    });
}
