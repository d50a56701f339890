//! The minutes of a session as a debate of Akoma Ntoso.

use kernel::{Date, dates};

use crate::act::slug;
use crate::meta::{self, Council, Identity, NAMESPACE, OFFICE};
use crate::xml::Xml;

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// Place in `Debate::people`.
    pub by: usize,
    /// "Đại biểu …, thảo luận, 08:30".
    pub from: String,
    /// The gist, a paragraph a line.
    pub lines: Vec<String>,
}

/// A vote with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// As the minutes say it.
    pub sentence: String,
    /// The votes needed.
    pub needed: i64,
    /// For, against, not voting; none where the record holds no figures.
    pub counts: Option<(i64, i64, i64)>,
    /// Whether it passed.
    pub is_passed: Option<bool>,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// "1".
    pub number: usize,
    /// Its title; of a closed item what the public may know.
    pub title: String,
    /// The kind in one word of ASCII: "draft_resolution".
    pub kind: String,
    /// What the minutes say, a paragraph a line.
    pub lines: Vec<String>,
    /// Who spoke.
    pub speeches: Vec<Speech>,
    /// What was voted on.
    pub votes: Vec<Vote>,
}

/// Minutes to be written.
#[derive(Debug, Clone)]
pub struct Debate {
    /// Whose session.
    pub council: Council,
    /// "Kỳ họp thứ mười tám, khóa XVIII".
    pub session: String,
    /// "18": what tells it from others of the same day.
    pub number: i64,
    /// First and last day.
    pub opened_on: Date,
    /// The last day, when it is over.
    pub closed_on: Option<Date>,
    /// Where and when, who came: a paragraph a line.
    pub roll: Vec<String>,
    /// Those who speak: an id of ASCII and the name.
    pub people: Vec<(String, String)>,
    /// The items.
    pub sections: Vec<Section>,
    /// The last words.
    pub closing: Vec<String>,
}

/// Writes the minutes of a session.
pub fn debate(one: &Debate) -> String {
    let mut xml = Xml::new();
    xml.within("akomaNtoso", &[("xmlns", NAMESPACE)], |xml| {
        xml.within("debate", &[("name", "bien-ban")], |xml| {
            xml.within("meta", &[], |xml| meta_of(xml, one));
            xml.within("preface", &[], |xml| {
                xml.within("p", &[], |xml| xml.words("docAuthority", &[], &one.council.name.to_uppercase()));
                xml.within("p", &[], |xml| xml.words("docType", &[], "BIÊN BẢN"));
                xml.within("p", &[], |xml| xml.words("docTitle", &[], &one.session));
            });
            xml.within("debateBody", &[], |xml| body(xml, one));
            xml.within("conclusions", &[], |xml| {
                xml.within("p", &[], |xml| {
                    xml.within("signature", &[("refersTo", "#hdnd")], |xml| {
                        xml.words("role", &[("refersTo", "#chu-tich")], "CHỦ TỌA KỲ HỌP");
                    });
                });
            });
        });
    });
    xml.finish()
}

fn meta_of(xml: &mut Xml, one: &Debate) {
    let date = dates::iso(one.opened_on);
    let uri = format!("/akn/vn/debate/{}/{date}/ky-hop-{}", one.council.slug, one.number);
    meta::identification(
        xml,
        &Identity {
            uri: uri.clone(),
            alias: &one.session,
            name: &format!("Biên bản {}", one.session),
            subtype: "bien-ban",
            number: one.number.to_string(),
            date: one.opened_on,
            version: one.closed_on.unwrap_or(one.opened_on),
        },
    );
    let votes: Vec<&Vote> = one.sections.iter().flat_map(|section| &section.votes).collect();
    let counted = votes.iter().any(|vote| vote.counts.is_some());
    if counted {
        xml.within("analysis", &[("source", OFFICE)], |xml| {
            xml.within("parliamentary", &[], |xml| {
                for (number, vote) in (1..).zip(&votes) {
                    voting(xml, number, vote);
                }
            });
        });
    }
    xml.within("references", &[("source", OFFICE)], |xml| {
        meta::concept(xml, "original", "goc", &uri, &one.session);
        meta::organizations(xml, &one.council);
        let href = format!("/ontology/event/vn/{}/ky-hop-{}", one.council.slug, one.number);
        meta::concept(xml, "TLCEvent", "ky-hop", &href, &one.session);
        for (id, name) in &one.people {
            let href = format!("/ontology/person/vn/{}/{}", one.council.slug, slug(name));
            meta::concept(xml, "TLCPerson", id, &href, name);
        }
        for (id, words) in [
            ("thong-qua", "Thông qua"),
            ("khong-thong-qua", "Không thông qua"),
            ("tan-thanh", "Tán thành"),
            ("khong-tan-thanh", "Không tán thành"),
            ("khong-bieu-quyet", "Không biểu quyết"),
        ] {
            meta::concept(xml, "TLCConcept", id, &format!("/ontology/vote/vn/{id}"), words);
        }
    });
}

fn voting(xml: &mut Xml, number: usize, vote: &Vote) {
    let Some((yes, no, not_voting)) = vote.counts else { return };
    let id = format!("voting_{number}");
    let place = format!("#bieu-quyet_{number}");
    let outcome = if vote.is_passed == Some(true) { "#thong-qua" } else { "#khong-thong-qua" };
    xml.within("voting", &[("eId", &id), ("outcome", outcome), ("href", &place)], |xml| {
        let needed = vote.needed.to_string();
        xml.empty("quorum", &[("eId", &format!("{id}__quorum")), ("refersTo", "#hdnd"), ("value", &needed)]);
        for (step, (what, count)) in
            (1..).zip([("#tan-thanh", yes), ("#khong-tan-thanh", no), ("#khong-bieu-quyet", not_voting)])
        {
            let (step, count) = (format!("{id}__count_{step}"), count.to_string());
            xml.empty("count", &[("eId", &step), ("refersTo", what), ("value", &count)]);
        }
    });
}

fn body(xml: &mut Xml, one: &Debate) {
    xml.within("rollCall", &[("eId", "rollCall_1")], |xml| {
        xml.words("heading", &[], "THÀNH PHẦN");
        lines(xml, &one.roll);
    });
    let (mut speeches, mut votes) = (0, 0);
    for section in &one.sections {
        let id = format!("dbsect_{}", section.number);
        let name = slug(&section.kind);
        xml.within("debateSection", &[("eId", &id), ("name", &name)], |xml| {
            xml.words("num", &[], &format!("{}.", section.number));
            xml.words("heading", &[], &section.title);
            lines(xml, &section.lines);
            for speech in &section.speeches {
                speeches += 1;
                let by = one.people.get(speech.by).map_or("#hdnd".to_owned(), |(id, _)| format!("#{id}"));
                xml.within("speech", &[("eId", &format!("speech_{speeches}")), ("by", &by)], |xml| {
                    xml.words("from", &[], &speech.from);
                    lines(xml, &speech.lines);
                });
            }
            for vote in &section.votes {
                votes += 1;
                xml.words("p", &[("eId", &format!("bieu-quyet_{votes}"))], &vote.sentence);
            }
        });
    }
    if !one.closing.is_empty() {
        xml.within("debateSection", &[("eId", "dbsect_be-mac"), ("name", "be-mac")], |xml| {
            xml.words("heading", &[], "BẾ MẠC");
            lines(xml, &one.closing);
        });
    }
}

/// The lines as paragraphs; an empty one where there are none, which the schema asks for.
pub(crate) fn lines(xml: &mut Xml, lines: &[String]) {
    for line in lines {
        xml.words("p", &[], line);
    }
    if lines.is_empty() {
        xml.empty("p", &[]);
    }
}
