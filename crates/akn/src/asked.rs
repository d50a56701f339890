//! A question of a delegate with its answer, as a debate of Akoma Ntoso.

use kernel::{Date, dates};

use crate::act::slug;
use crate::debate::lines;
use crate::meta::{self, Council, Identity, NAMESPACE, OFFICE};
use crate::xml::Xml;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Who answered and signed.
    pub signer: String,
    /// "Trả lời bằng văn bản số 12/UBND, 20/10/2020".
    pub from: String,
    /// When.
    pub on: Date,
    /// The answer, a paragraph a line.
    pub lines: Vec<String>,
}

/// A question to be written.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Whose delegate asks.
    pub council: Council,
    /// "CV-2020-0001".
    pub code: String,
    /// "Chất vấn CV-2020-0001".
    pub label: String,
    /// The session, or that it was put between two.
    pub session: String,
    /// The group of issues; may be empty.
    pub issue: String,
    /// When it was put.
    pub on: Date,
    /// The delegate.
    pub asker: String,
    /// Who is asked, by post.
    pub addressee: String,
    /// The question, a paragraph a line.
    pub lines: Vec<String>,
    /// The answer.
    pub answer: Option<Answered>,
    /// What was said of the answer, and what was concluded: a paragraph a line.
    pub after: Vec<String>,
}

/// Writes a question.
pub fn asked(one: &Asked) -> String {
    let mut xml = Xml::new();
    xml.within("akomaNtoso", &[("xmlns", NAMESPACE)], |xml| {
        xml.within("debate", &[("name", "chat-van")], |xml| {
            xml.within("meta", &[], |xml| meta_of(xml, one));
            xml.within("preface", &[], |xml| {
                xml.within("p", &[], |xml| xml.words("docAuthority", &[], &one.council.name.to_uppercase()));
                xml.within("p", &[], |xml| xml.words("docType", &[], "CHẤT VẤN"));
                xml.within("p", &[], |xml| xml.words("docTitle", &[], &one.label));
                xml.words("p", &[], &one.session);
            });
            xml.within("debateBody", &[], |xml| body(xml, one));
        });
    });
    xml.finish()
}

fn meta_of(xml: &mut Xml, one: &Asked) {
    let date = dates::iso(one.on);
    let uri = format!("/akn/vn/debate/{}/{date}/{}", one.council.slug, slug(&one.code));
    meta::identification(
        xml,
        &Identity {
            uri: uri.clone(),
            alias: &one.code,
            name: &one.label,
            subtype: "chat-van",
            number: one.code.clone(),
            date: one.on,
            version: one.answer.as_ref().map_or(one.on, |answer| answer.on),
        },
    );
    xml.within("references", &[("source", OFFICE)], |xml| {
        meta::concept(xml, "original", "goc", &uri, &one.label);
        meta::organizations(xml, &one.council);
        let person = |name: &str| format!("/ontology/person/vn/{}/{}", one.council.slug, slug(name));
        meta::concept(xml, "TLCPerson", "nguoi-hoi", &person(&one.asker), &one.asker);
        let role = format!("/ontology/role/vn/{}/{}", one.council.slug, slug(&one.addressee));
        meta::concept(xml, "TLCRole", "nguoi-duoc-hoi", &role, &one.addressee);
        if let Some(answer) = &one.answer {
            meta::concept(xml, "TLCPerson", "nguoi-tra-loi", &person(&answer.signer), &answer.signer);
        }
    });
}

fn body(xml: &mut Xml, one: &Asked) {
    let heading = if one.issue.is_empty() { &one.label } else { &one.issue };
    xml.within("questions", &[("eId", "questions_1")], |xml| {
        xml.words("heading", &[], heading);
        let to = [("eId", "questions_1__question_1"), ("by", "#nguoi-hoi"), ("to", "#nguoi-duoc-hoi")];
        xml.within("question", &to, |xml| {
            xml.words("from", &[], &format!("Đại biểu {} chất vấn {}", one.asker, one.addressee));
            lines(xml, &one.lines);
        });
        if let Some(answer) = &one.answer {
            let by = [
                ("eId", "questions_1__answer_1"),
                ("by", "#nguoi-tra-loi"),
                ("as", "#nguoi-duoc-hoi"),
                ("to", "#nguoi-hoi"),
            ];
            xml.within("answer", &by, |xml| {
                xml.words("from", &[], &answer.from);
                lines(xml, &answer.lines);
            });
        }
        for line in &one.after {
            xml.words("p", &[], line);
        }
    });
}
