//! What every document says of itself: where it is in the world of works, who made it.

use kernel::{Date, dates, text};

use crate::xml::Xml;

pub(crate) const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/// A source of what is said about a document: this register.
pub(crate) const OFFICE: &str = "#van-phong";

/// A council, as a document names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    /// "Hội đồng nhân dân huyện Thanh Liêm".
    pub name: String,
    /// What stands for it in addresses: "hdnd-huyen-thanh-liem".
    pub slug: String,
}

impl Council {
    /// A council by its name: that of "Hội đồng nhân dân huyện Thanh Liêm" is "hdnd-huyen-thanh-liem".
    pub fn new(name: &str) -> Self {
        let unit =
            name.strip_prefix("Hội đồng nhân dân").or_else(|| name.strip_prefix("HĐND")).unwrap_or(name);
        let slug = format!("hdnd-{}", text::slug(unit));
        Self { name: name.to_owned(), slug: slug.trim_end_matches('-').to_owned() }
    }

    pub(crate) fn href(&self) -> String {
        format!("/ontology/organization/vn/{}", self.slug)
    }
}

/// The address of a resolution as a work: "/akn/vn/act/hdnd-huyen-thanh-liem/2020-07-17/25-nq-hdnd".
pub fn act_uri(council: &Council, adopted_on: Date, number: &str) -> String {
    format!("/akn/vn/act/{}/{}/{}", council.slug, dates::iso(adopted_on), text::slug(number))
}

/// What the three levels of a document are identified by.
pub(crate) struct Identity<'a> {
    pub(crate) uri: String,
    pub(crate) alias: &'a str,
    pub(crate) name: &'a str,
    pub(crate) subtype: &'a str,
    pub(crate) number: String,
    pub(crate) date: Date,
    /// The day of the text as it stands.
    pub(crate) version: Date,
}

pub(crate) fn identification(xml: &mut Xml, one: &Identity<'_>) {
    let date = dates::iso(one.date);
    let version = dates::iso(one.version);
    let expression = format!("{}/vie@{version}", one.uri);
    xml.within("identification", &[("source", OFFICE)], |xml| {
        xml.within("FRBRWork", &[], |xml| {
            xml.empty("FRBRthis", &[("value", &format!("{}/!main", one.uri))]);
            xml.empty("FRBRuri", &[("value", &one.uri)]);
            xml.empty("FRBRalias", &[("value", one.alias), ("name", "so-ky-hieu")]);
            xml.empty("FRBRdate", &[("date", &date), ("name", "thong-qua")]);
            xml.empty("FRBRauthor", &[("href", "#hdnd")]);
            xml.empty("FRBRcountry", &[("value", "vn")]);
            xml.empty("FRBRsubtype", &[("value", one.subtype)]);
            xml.empty("FRBRnumber", &[("value", &one.number)]);
            xml.empty("FRBRname", &[("value", one.name)]);
        });
        xml.within("FRBRExpression", &[], |xml| {
            xml.empty("FRBRthis", &[("value", &format!("{expression}/!main"))]);
            xml.empty("FRBRuri", &[("value", &expression)]);
            xml.empty("FRBRdate", &[("date", &version), ("name", "ban-van")]);
            xml.empty("FRBRauthor", &[("href", "#hdnd")]);
            xml.empty("FRBRlanguage", &[("language", "vie")]);
        });
        xml.within("FRBRManifestation", &[], |xml| {
            xml.empty("FRBRthis", &[("value", &format!("{expression}/!main.xml"))]);
            xml.empty("FRBRuri", &[("value", &format!("{expression}.akn"))]);
            xml.empty("FRBRdate", &[("date", &version), ("name", "ban-may")]);
            xml.empty("FRBRauthor", &[("href", OFFICE)]);
            xml.empty("FRBRformat", &[("value", "application/akn+xml")]);
        });
    });
}

/// A thing that the metadata points at.
pub(crate) fn concept(xml: &mut Xml, element: &'static str, id: &str, href: &str, words: &str) {
    let words = if words.trim().is_empty() { "…" } else { words };
    xml.empty(element, &[("eId", id), ("href", href), ("showAs", words)]);
}

pub(crate) fn organizations(xml: &mut Xml, council: &Council) {
    concept(xml, "TLCOrganization", "hdnd", &council.href(), &council.name);
    let office = format!("{}/van-phong", council.href());
    concept(xml, "TLCOrganization", "van-phong", &office, &format!("Văn phòng {}", council.name));
    concept(xml, "TLCRole", "chu-tich", "/ontology/role/vn/chu-tich-hdnd", "Chủ tịch Hội đồng nhân dân");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_resolution_has_one_address_among_all_works() {
        let council = Council::new("Hội đồng nhân dân huyện Thanh Liêm");
        assert_eq!(
            act_uri(&council, date(2020, 7, 17), "25/NQ-HĐND"),
            "/akn/vn/act/hdnd-huyen-thanh-liem/2020-07-17/25-nq-hdnd"
        );
        assert_eq!(Council::new("HĐND xã Liêm Túc").slug, "hdnd-xa-liem-tuc");
        assert_eq!(Council::new("").slug, "hdnd");
    }
}
