//! The public contract: statements, reports and their records, sentences.

use serde_json::Value;

use crate::office::each_engine;

fn json(page: &testkit::Page) -> Value {
    page.is(200);
    serde_json::from_slice(&page.bytes).unwrap_or_else(|error| panic!("{}: {error}", page.path))
}

#[test]
fn every_statement_is_prepared_with_the_types_of_rust() {
    each_engine(|office| {
        for checks in nghisu::checks() {
            let wrong = office.installation.app.db().verify(checks).expect("an answer");
            assert_eq!(wrong, Vec::<String>::new(), "{}", office.fresh.engine);
        }
    });
}

#[test]
fn two_sessions_were_held_in_the_quarter_one_regular_and_one_thematic() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let report = json(&visitor.open("/api/v1/reports/351/2020-Q3"));
        assert_eq!(
            (report["from"].as_str(), report["to"].as_str()),
            (Some("2020-07-01"), Some("2020-09-30"))
        );
        let a01 = report["indicators"]
            .as_array()
            .expect("a list")
            .iter()
            .find(|one| one["code"] == "A01")
            .expect("A01")
            .clone();
        assert_eq!(a01["value"], 2);
        let part = |name: &str| {
            let parts = a01["parts"].as_array().expect("parts");
            parts.iter().find(|part| part["part"] == name).expect("a part")["value"].clone()
        };
        assert_eq!((part("regular"), part("thematic")), (1.into(), 1.into()));
    });
}

/// Holds every figure of a report against the rows behind it. Of letters and of cases of a
/// reception others than the office read totals only.
fn figures_are_their_rows(who: &mut testkit::Person<'_>, unit: &str, period: &str, is_office: bool) {
    let report = json(&who.open(&format!("/api/v1/reports/{unit}/{period}")));
    let indicators = report["indicators"].as_array().expect("a list");
    assert_eq!(indicators.len(), 52);
    for one in indicators {
        let parts = one["parts"].as_array().cloned().unwrap_or_default();
        let code = one["code"].as_str().expect("a code");
        let is_guarded = ["E03", "E04", "E05", "E06", "E07", "E08", "E09"].contains(&code);
        for figure in std::iter::once(one).chain(&parts) {
            let records = json(&who.open(figure["records"].as_str().expect("an address")));
            assert_eq!(records["total"], figure["value"], "{unit} {period} {}", figure["records"]);
            let items = records["items"].as_array().expect("items");
            if records["withheld"] == true {
                assert!(is_guarded && !is_office && items.is_empty() && parts.is_empty(), "{unit} {code}");
                continue;
            }
            assert!(is_office || !is_guarded, "{unit} {code} shows its rows to everyone");
            let counted: i64 = items.iter().filter_map(|item| item["count"].as_i64()).sum();
            if let Some(value) = figure["value"].as_i64() {
                assert_eq!(counted, value, "{unit} {period} {}", figure["records"]);
            }
            if let Some(address) = figure["denominator_records"].as_str() {
                let whole = json(&who.open(address));
                assert_eq!(whole["total"], figure["denominator"], "{unit} {period} {address}");
            }
        }
    }
}

#[test]
fn the_total_behind_every_figure_is_the_figure() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        for (unit, period) in [
            ("351", "2020-Q3"),
            ("351", "2020-9M"),
            ("351", "2020-H1"),
            ("13453", "2020-Q3"),
            ("13465", "2020-Q3"),
        ] {
            figures_are_their_rows(&mut visitor, unit, period, false);
        }
        let mut lan = office.signs_in("vanphong");
        figures_are_their_rows(&mut lan, "351", "2020-Q3", true);
        figures_are_their_rows(&mut lan, "351", "2020-9M", true);
    });
}

#[test]
fn a_unit_a_period_or_an_indicator_that_is_not_there_is_a_problem_in_json() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        for path in [
            "/api/v1/reports/999/2020-Q3",
            "/api/v1/reports/351/2020-Q5",
            "/api/v1/reports/351/x",
            "/api/v1/reports/351/2020-Q3/Z99/records",
            "/api/v1/reports/351/2020-Q3/A01/records?part=zzz",
        ] {
            let page = visitor.open(path);
            page.is(404);
            assert_eq!(page.media_type, "application/problem+json", "{path}");
        }
    });
}

#[test]
fn the_sentence_of_the_news_is_counted_from_the_records() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        visitor.open("/tin-tuc");
        let article = visitor.follow("hội nghị giao ban giữa Thường trực HĐND huyện");
        article.says("trong quý III/2020 đã tổ chức thành công 02 kỳ họp (01 kỳ họp thường lệ, 01 kỳ họp chuyên đề) HĐND huyện khóa XVIII");
        article.says("Các đại biểu tham dự hội nghị");
        let links = article.attributes("main a[href^='/so-lieu/351/2020-Q3/A01']", "href");
        assert_eq!(links.len(), 3, "{links:?}");
        for link in links {
            visitor.open(&link).is(200).says("Kỳ họp thứ");
        }
    });
}

#[test]
fn a_dissolved_unit_says_where_it_went() {
    each_engine(|office| {
        office.set_day(2026, 1, 5);
        office
            .visitor()
            .open("/xa/13492")
            .is(200)
            .says("Xã Thanh Tâm (huyện Thanh Liêm) nay thuộc xã Thanh Liêm, tỉnh Ninh Bình.");
    });
}

#[test]
fn search_finds_without_marks() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        visitor.open("/tim?q=giao+ban+quy+III").is(200).says("giao ban");
        visitor.open("/tim?q=tran+xuan+thanh").is(200).says("Trần Xuân Thành");
        visitor.open("/tim?q=%22%27%3B--+or+1").is(200);
    });
}
