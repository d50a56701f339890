//! A resolution as an act of Akoma Ntoso.

use kernel::{Date, dates, text};

use crate::meta::{self, Council, Identity, NAMESPACE, OFFICE};
use crate::text::{Kind, Text, Unit};
use crate::xml::Xml;

/// What one text does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Sửa đổi, thay thế.
    Substitution,
    /// Bổ sung.
    Insertion,
    /// Bãi bỏ.
    Repeal,
}

impl Deed {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Substitution => "substitution",
            Self::Insertion => "insertion",
            Self::Repeal => "repeal",
        }
    }
}

/// A tie between two resolutions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modification {
    /// What is done.
    pub deed: Deed,
    /// The other text: its address as a work.
    pub uri: String,
    /// What it is called.
    pub label: String,
    /// The id of the article touched; the whole text without one.
    pub article: Option<String>,
    /// From which day.
    pub from_on: Date,
}

/// A resolution to be written.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// Who passed it.
    pub council: Council,
    /// "25/NQ-HĐND".
    pub number: &'a str,
    /// "Nghị quyết số 25/NQ-HĐND".
    pub label: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// Its place in its series.
    pub seq: i64,
    /// Its days.
    pub adopted_on: Date,
    /// The day of signing.
    pub signed_on: Option<Date>,
    /// The first day on which it holds.
    pub effective_on: Option<Date>,
    /// The first day on which it holds no more.
    pub expired_on: Option<Date>,
    /// The day of the text as it stands.
    pub version_on: Date,
    /// The session that passed it.
    pub session: Option<&'a str>,
    /// Where anyone reads it.
    pub url: &'a str,
    /// Its text.
    pub text: &'a Text,
    /// What it does to older ones.
    pub active: Vec<Modification>,
    /// What later ones do to it.
    pub passive: Vec<Modification>,
}

/// Writes a resolution.
pub fn act(one: &Act<'_>) -> String {
    let mut xml = Xml::new();
    xml.within("akomaNtoso", &[("xmlns", NAMESPACE)], |xml| {
        xml.within("act", &[("name", "nghi-quyet"), ("contains", "originalVersion")], |xml| {
            xml.within("meta", &[], |xml| meta_of(xml, one));
            preface(xml, one);
            preamble(xml, one.text);
            xml.within("body", &[], |xml| body(xml, one.text));
            xml.within("conclusions", &[], |xml| {
                xml.within("p", &[], |xml| {
                    xml.within("signature", &[("refersTo", "#hdnd")], |xml| {
                        xml.words("role", &[("refersTo", "#chu-tich")], "CHỦ TỊCH");
                    });
                });
            });
        });
    });
    xml.finish()
}

fn meta_of(xml: &mut Xml, one: &Act<'_>) {
    let uri = meta::act_uri(&one.council, one.adopted_on, one.number);
    meta::identification(
        xml,
        &Identity {
            uri: uri.clone(),
            alias: one.number,
            name: one.label,
            subtype: "nghi-quyet",
            number: one.seq.to_string(),
            date: one.adopted_on,
            version: one.version_on,
        },
    );
    xml.within("lifecycle", &[("source", OFFICE)], |xml| {
        event(xml, "evt_1", one.adopted_on, "#goc", &[("type", "generation"), ("refersTo", "#thong-qua")]);
        let days = [
            ("evt_2", one.signed_on, "#ky-chung-thuc"),
            ("evt_3", one.effective_on, "#co-hieu-luc"),
            ("evt_4", one.expired_on, "#het-hieu-luc"),
        ];
        for (id, on, what) in days {
            if let Some(on) = on {
                event(xml, id, on, "#goc", &[("refersTo", what)]);
            }
        }
        for (number, tie) in (1..).zip(&one.passive) {
            let kind = if tie.deed == Deed::Repeal && tie.article.is_none() { "repeal" } else { "amendment" };
            let (id, source) = (format!("evt_p_{number}"), format!("#bi-{number}"));
            event(xml, &id, tie.from_on, &source, &[("type", kind)]);
        }
    });
    if !one.active.is_empty() || !one.passive.is_empty() {
        xml.within("analysis", &[("source", OFFICE)], |xml| {
            if !one.active.is_empty() {
                xml.within("activeModifications", &[], |xml| {
                    for (number, tie) in (1..).zip(&one.active) {
                        modification(xml, &format!("mod_a_{number}"), tie, &uri, &tie.uri);
                    }
                });
            }
            if !one.passive.is_empty() {
                xml.within("passiveModifications", &[], |xml| {
                    for (number, tie) in (1..).zip(&one.passive) {
                        modification(xml, &format!("mod_p_{number}"), tie, &tie.uri, &uri);
                    }
                });
            }
        });
    }
    xml.within("references", &[("source", OFFICE)], |xml| {
        meta::concept(xml, "original", "goc", &uri, one.label);
        for (number, tie) in (1..).zip(&one.active) {
            meta::concept(xml, "activeRef", &format!("tac-dong-{number}"), &tie.uri, &tie.label);
        }
        for (number, tie) in (1..).zip(&one.passive) {
            meta::concept(xml, "passiveRef", &format!("bi-{number}"), &tie.uri, &tie.label);
        }
        meta::concept(xml, "hasAttachment", "trang", one.url, "Trang công khai");
        meta::organizations(xml, &one.council);
        if let Some(session) = one.session {
            meta::concept(xml, "TLCEvent", "ky-hop", "/ontology/event/vn/ky-hop", session);
        }
        for (id, words) in [
            ("thong-qua", "Thông qua"),
            ("ky-chung-thuc", "Ký chứng thực"),
            ("co-hieu-luc", "Có hiệu lực"),
            ("het-hieu-luc", "Hết hiệu lực"),
        ] {
            meta::concept(xml, "TLCConcept", id, &format!("/ontology/status/vn/{id}"), words);
        }
    });
}

fn event(xml: &mut Xml, id: &str, on: Date, source: &str, more: &[(&str, &str)]) {
    let on = dates::iso(on);
    let mut attributes = vec![("eId", id), ("date", on.as_str()), ("source", source)];
    attributes.extend(more);
    xml.empty("eventRef", &attributes);
}

fn modification(xml: &mut Xml, id: &str, tie: &Modification, from: &str, to: &str) {
    xml.within("textualMod", &[("type", tie.deed.as_str()), ("eId", id)], |xml| {
        xml.empty("source", &[("eId", &format!("{id}__source")), ("href", from)]);
        let place = tie.article.as_ref().map_or_else(|| to.to_owned(), |article| format!("{to}#{article}"));
        xml.empty("destination", &[("eId", &format!("{id}__destination")), ("href", &place)]);
    });
}

fn preface(xml: &mut Xml, one: &Act<'_>) {
    xml.within("preface", &[], |xml| {
        xml.within("p", &[], |xml| xml.words("docAuthority", &[], &one.council.name.to_uppercase()));
        xml.within("p", &[], |xml| {
            xml.text("Số: ");
            xml.words("docNumber", &[], one.number);
        });
        xml.within("p", &[], |xml| {
            let day = dates::iso(one.adopted_on);
            xml.words("docDate", &[("date", &day)], &format!("ngày {}", dates::print(one.adopted_on)));
        });
        xml.within("p", &[], |xml| xml.words("docType", &[], "NGHỊ QUYẾT"));
        xml.within("longTitle", &[], |xml| {
            xml.within("p", &[], |xml| xml.words("docTitle", &[], one.title));
        });
    });
}

/// Recitals, resolving words and what stands between them, in their order.
fn preamble(xml: &mut Xml, text: &Text) {
    let front: Vec<&Unit> = text.front().collect();
    // A text without parts has its lines in the body
    if front.is_empty() || text.parts().next().is_none() {
        return;
    }
    xml.within("preamble", &[], |xml| {
        let mut run = 0;
        for group in front.chunk_by(|one, next| one.kind == next.kind) {
            let is_recital = group.first().is_some_and(|unit| unit.kind == Kind::Recital);
            if is_recital {
                run += 1;
                xml.within("citations", &[("eId", &format!("citations_{run}"))], |xml| {
                    for unit in group {
                        xml.within("citation", &[("eId", &unit.id)], |xml| paragraphs(xml, &unit.text));
                    }
                });
            } else {
                for unit in group {
                    paragraphs(xml, &unit.text);
                }
            }
        }
    });
}

fn paragraphs<L: AsRef<str>>(xml: &mut Xml, lines: &[L]) {
    for line in lines {
        xml.words("p", &[], line.as_ref());
    }
    if lines.is_empty() {
        xml.empty("p", &[]);
    }
}

fn body(xml: &mut Xml, text: &Text) {
    if text.parts().next().is_none() {
        // A text without parts, or none at all: one nameless container
        xml.within("hcontainer", &[("eId", "hcontainer_1"), ("name", "toan-van")], |xml| {
            xml.within("content", &[], |xml| paragraphs(xml, &text.lines()));
        });
        return;
    }
    for part in text.parts() {
        unit(xml, part);
    }
}

fn unit(xml: &mut Xml, one: &Unit) {
    xml.within(element(one.kind), &[("eId", &one.id)], |xml| {
        let number = match one.kind {
            Kind::Article => format!("{}.", one.number),
            _ => one.number.clone(),
        };
        if !number.is_empty() {
            xml.words("num", &[], &number);
        }
        if !one.heading.is_empty() {
            xml.words("heading", &[], &one.heading);
        }
        if one.children.is_empty() {
            xml.within("content", &[], |xml| paragraphs(xml, &one.text));
            return;
        }
        let starts_with_points = one.children.first().is_some_and(|child| child.kind == Kind::Point);
        if !starts_with_points && !one.text.is_empty() {
            xml.within("intro", &[], |xml| paragraphs(xml, &one.text));
        }
        let mut lists = 0;
        for group in one.children.chunk_by(|a, b| (a.kind == Kind::Point) == (b.kind == Kind::Point)) {
            if group.first().is_some_and(|child| child.kind == Kind::Point) {
                lists += 1;
                let id = format!("{}__list_{lists}", one.id);
                xml.within("list", &[("eId", &id)], |xml| {
                    if lists == 1 && starts_with_points && !one.text.is_empty() {
                        xml.within("intro", &[], |xml| paragraphs(xml, &one.text));
                    }
                    for child in group {
                        unit(xml, child);
                    }
                });
            } else {
                for child in group {
                    unit(xml, child);
                }
            }
        }
    });
}

const fn element(kind: Kind) -> &'static str {
    match kind {
        Kind::Part => "part",
        Kind::Chapter => "chapter",
        Kind::Section => "section",
        Kind::Subsection => "subsection",
        Kind::Article => "article",
        Kind::Clause => "paragraph",
        Kind::Subclause => "subparagraph",
        Kind::Point => "point",
        Kind::Recital | Kind::Formula | Kind::Loose => "hcontainer",
    }
}

/// A short name in ids and addresses.
pub(crate) fn slug(words: &str) -> String {
    let slug = text::slug(words);
    if slug.is_empty() { "khong-ten".to_owned() } else { slug }
}
