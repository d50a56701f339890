//! Every list goes out as Excel and as CSV, and what comes in time order as a feed.

use testkit::Person;

use crate::office::each_engine;

/// The lists of the portal of which the demonstration has something.
const PUBLIC: [&str; 9] = [
    "/dai-bieu",
    "/du-thao",
    "/kho-khan",
    "/giai-trinh",
    "/boc-tham",
    "/ra-soat-van-ban",
    "/giao-ban",
    "/tiep-xuc-cu-tri",
    "/tin-tuc",
];

/// Both files of a list hold the same rows under the same head.
fn is_whole(who: &mut Person<'_>, list: &str) -> usize {
    let page = who.open(&format!("{list}.csv"));
    let csv = page.is(200).body();
    assert!(page.media_type.starts_with("text/csv"), "{list}: {}", page.media_type);
    let from_csv = papers::table_in("bang.csv", csv.as_bytes(), "");
    let book = who.open(&format!("{list}.xlsx")).is(200).bytes.clone();
    let from_book = papers::table_in("bang.xlsx", &book, "");
    match (from_csv, from_book) {
        (Ok(csv), Ok(book)) => {
            let cells = |table: &papers::TableIn| table.lines.first().map(|line| line.cells.clone());
            assert_eq!(cells(&csv), cells(&book), "{list}: the head");
            assert_eq!(csv.lines.len(), book.lines.len(), "{list}: the rows");
            csv.lines.len()
        }
        (csv, book) => panic!("{list}: {:?} {:?}", csv.err(), book.err()),
    }
}

#[test]
fn every_list_of_the_portal_goes_out_as_files_with_its_rows() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        for list in PUBLIC {
            assert!(1 < is_whole(&mut visitor, list), "{list}: the demonstration has some");
            let links = visitor.open(list).is(200).attributes("main a", "href");
            for ending in ["xlsx", "csv"] {
                let wanted = format!("{list}.{ending}");
                assert!(links.iter().any(|href| href.starts_with(&wanted)), "{list} leads to no {wanted}");
            }
        }
        is_whole(&mut visitor, "/phoi-hop");
        for list in ["/giai-trinh", "/boc-tham", "/du-thao", "/kho-khan", "/tiep-xuc-cu-tri"] {
            let feed = visitor.open(&format!("{list}.atom"));
            let text = feed.is(200).body();
            assert!(feed.media_type.starts_with("application/atom+xml"), "{list}: {}", feed.media_type);
            let (sound, said) = crate::opendata::xmllint(office, "feed.xml", &feed.bytes, &[]);
            assert!(sound, "{list}: {said}");
            for part in
                ["<feed xmlns=\"http://www.w3.org/2005/Atom\"", "rel=\"self\"", "<entry>", "<updated>"]
            {
                assert!(text.contains(part), "{list} has no {part}");
            }
        }
    });
}

#[test]
fn the_lists_of_the_workspace_go_out_to_those_who_see_them() {
    each_engine(|office| {
        let own = [
            ("vanphong", "/lam-viec/giao-ban"),
            ("vanphong", "/lam-viec/co-quan"),
            ("vanphong", "/lam-viec/nguoi"),
            ("quantri", "/lam-viec/tai-khoan"),
            ("vanphong", "/lam-viec/chuong-trinh"),
            ("vanphong", "/lam-viec/tin-tuc"),
            ("vanphong", "/lam-viec/thuc-hien"),
        ];
        let mut visitor = office.visitor();
        for (who, list) in own {
            let mut one = office.signs_in(who);
            assert!(1 < is_whole(&mut one, list), "{list}: the demonstration has some");
            visitor.open(&format!("{list}.xlsx")).is(200).says("Đăng nhập");
        }
        let mut delegate = office.signs_in("daibieu1");
        for list in ["/lam-viec/co-quan", "/lam-viec/nguoi", "/lam-viec/tai-khoan"] {
            delegate.open(&format!("{list}.csv")).is(404);
            delegate.open(&format!("{list}.xlsx")).is(404);
        }
    });
}

#[test]
fn every_public_list_of_data_is_described() {
    each_engine(|office| {
        let page = office.visitor().open("/api/v1/openapi.json");
        let described: serde_json::Value = serde_json::from_str(&page.body()).expect("JSON");
        let paths = described["paths"].as_object().expect("paths");
        let endings = [".json", ".csv", ".xlsx", ".atom", ".ics"];
        let routes = nghisu::routes();
        let missing: Vec<&str> = routes
            .rows()
            .iter()
            .filter(|row| {
                row.access == kit::Access::Public && endings.iter().any(|end| row.path.ends_with(end))
            })
            .map(|row| row.path)
            // The description itself, and what the search field of a page asks
            .filter(|path| !["/api/v1/openapi.json", "/palette.json"].contains(path))
            .filter(|path| !paths.contains_key(*path))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    });
}
