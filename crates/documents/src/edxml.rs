//! An issued paper in the shape of edXML (QCVN 102:2016/BTTTT): who, to whom, number, what it is
//! about, the traces, and the files inside.
//!
//! There is no open schema to hold it against, so it claims no conformity: the element names are
//! those that programs are seen to use. What is not known is left out, never invented.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::{Date, Instant, dates};

/// The namespace that programs are seen to use.
const NAMESPACE: &str = "http://www.mic.gov.vn/TBT/QCVN_102_2016";
/// What the papers of this system say beside it.
const OWN_NAMESPACE: &str = "urn:nghisu:van-ban";
/// Said at the head of the file and on the button.
pub const UNPROVEN: &str = "chưa kiểm chứng với trục liên thông";

/// What became of a paper at one addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It lies in the inbox.
    Arrived,
    /// It was not taken.
    Refused,
    /// It was taken.
    Received,
    /// Nobody was given it yet.
    AwaitsAssignment,
    /// Somebody works at it.
    InProgress,
    /// It is done.
    Finished,
}

impl Status {
    /// Every status, in the order of the codes.
    pub const ALL: [Self; 6] = [
        Self::Arrived,
        Self::Refused,
        Self::Received,
        Self::AwaitsAssignment,
        Self::InProgress,
        Self::Finished,
    ];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arrived => "01",
            Self::Refused => "02",
            Self::Received => "03",
            Self::AwaitsAssignment => "04",
            Self::InProgress => "05",
            Self::Finished => "06",
        }
    }

    /// The code in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Arrived => "Đã đến",
            Self::Refused => "Từ chối nhận",
            Self::Received => "Đã nhận",
            Self::AwaitsAssignment => "Chờ phân công",
            Self::InProgress => "Đang xử lý",
            Self::Finished => "Đã hoàn thành",
        }
    }

    /// What is known of an addressee that opened the paper, or has not yet.
    pub const fn of_opening(opened: Option<Instant>) -> Self {
        if opened.is_some() { Self::Received } else { Self::Arrived }
    }
}

/// What became of the paper itself (`BussinessDocType`, as programs spell it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Business {
    /// Sent.
    New,
    /// Taken back.
    Recall,
}

impl Business {
    const fn code(self) -> &'static str {
        match self {
            Self::New => "0",
            Self::Recall => "1",
        }
    }
}

/// An organization that sends or gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its identifier in the exchange, where somebody knows it.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
}

/// An addressee with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    /// Who.
    pub party: Party,
    /// When it opened the paper.
    pub opened: Option<Instant>,
}

/// A file inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Everything that is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who sends.
    pub from: Party,
    /// Who gets it in the system.
    pub to: Vec<Receiver>,
    /// The paper's id.
    pub document_id: String,
    /// "42/HĐND-TT".
    pub number: String,
    /// Where it was issued.
    pub place: String,
    /// When.
    pub issued_on: Date,
    /// When it was sent, as a moment.
    pub sent: Instant,
    /// The abbreviation of its kind.
    pub kind_symbol: Option<String>,
    /// Its kind in words.
    pub kind_name: String,
    /// What it is about.
    pub subject: String,
    /// Its words.
    pub content: String,
    /// In whose name it is signed: "TM. THƯỜNG TRỰC HĐND".
    pub competence: String,
    /// The post of who signs.
    pub position: String,
    /// Who signs.
    pub signer: String,
    /// By when it is to be answered, where that is known.
    pub due_on: Option<Date>,
    /// "Nơi nhận".
    pub places: Vec<String>,
    /// Sent, or taken back.
    pub business: Business,
    /// The files.
    pub attachments: Vec<Attachment>,
}

/// The number before the first slash and what stands after it.
fn code(number: &str) -> (&str, &str) {
    number.split_once('/').unwrap_or((number, ""))
}

/// The envelope as XML; the same envelope gives the same bytes.
pub fn to_xml(one: &Envelope) -> String {
    let mut xml = Xml::new();
    xml.begin("edXMLEnvelope");
    xml.begin("edXMLHeader");
    header(&mut xml, one);
    traces(&mut xml, one);
    xml.end("edXMLHeader");
    xml.begin("edXMLBody");
    xml.begin("Manifest");
    for (at, file) in one.attachments.iter().enumerate() {
        xml.begin("Reference");
        xml.words("ContentId", &content_id(at));
        xml.words("ContentType", file.media_type);
        xml.words("AttachmentName", &file.name);
        xml.end("Reference");
    }
    xml.end("Manifest");
    xml.end("edXMLBody");
    xml.begin("AttachmentEncoded");
    for (at, file) in one.attachments.iter().enumerate() {
        xml.begin("Attachment");
        xml.words("ContentId", &content_id(at));
        xml.words("ContentType", file.media_type);
        xml.words("AttachmentName", &file.name);
        xml.words("ContentTransferEncoded", &STANDARD.encode(&file.bytes));
        xml.end("Attachment");
    }
    xml.end("AttachmentEncoded");
    xml.end("edXMLEnvelope");
    xml.out
}

fn content_id(at: usize) -> String {
    format!("tep-{}", at + 1)
}

fn header(xml: &mut Xml, one: &Envelope) {
    let (number, notation) = code(&one.number);
    xml.begin("MessageHeader");
    party(xml, "From", &one.from);
    for receiver in &one.to {
        party(xml, "To", &receiver.party);
    }
    xml.words("DocumentId", &one.document_id);
    xml.begin("Code");
    xml.words("CodeNumber", number);
    xml.words("CodeNotation", notation);
    xml.end("Code");
    xml.begin("PromulgationInfo");
    xml.words("Place", &one.place);
    xml.words("PromulgationDate", &dates::iso(one.issued_on));
    xml.end("PromulgationInfo");
    xml.begin("DocumentType");
    if let Some(symbol) = &one.kind_symbol {
        xml.words("TypeDetail", symbol);
    }
    xml.words("TypeName", &one.kind_name);
    xml.end("DocumentType");
    xml.words("Subject", &one.subject);
    xml.words("Content", &one.content);
    xml.begin("SignerInfo");
    xml.words("Competence", &one.competence);
    xml.words("Position", &one.position);
    xml.words("FullName", &one.signer);
    xml.end("SignerInfo");
    if let Some(due) = one.due_on {
        xml.words("DueDate", &dates::iso(due));
    }
    xml.begin("ToPlaces");
    for place in &one.places {
        xml.words("Place", place);
    }
    xml.end("ToPlaces");
    xml.begin("OtherInfo");
    // Ordinary: the papers of this system carry no other
    xml.words("Priority", "0");
    xml.end("OtherInfo");
    xml.end("MessageHeader");
}

fn party(xml: &mut Xml, element: &str, party: &Party) {
    xml.begin(element);
    if let Some(code) = &party.code {
        xml.words("OrganId", code);
    }
    xml.words("OrganName", &party.name);
    xml.end(element);
}

fn traces(xml: &mut Xml, one: &Envelope) {
    xml.begin("TraceHeaderList");
    xml.begin("TraceHeader");
    if let Some(code) = &one.from.code {
        xml.words("OrganId", code);
    }
    xml.words("Timestamp", &dates::rfc3339(one.sent));
    xml.end("TraceHeader");
    xml.begin("Bussiness");
    xml.words("BussinessDocType", one.business.code());
    xml.words("DocumentId", &one.document_id);
    xml.end("Bussiness");
    for receiver in &one.to {
        let status = Status::of_opening(receiver.opened);
        let at = receiver.opened.unwrap_or(one.sent);
        xml.own(
            "Status",
            &[
                ("code", status.code()),
                ("label", status.label()),
                ("at", &dates::rfc3339(at)),
                ("organ", receiver.party.code.as_deref().unwrap_or_default()),
            ],
            &receiver.party.name,
        );
    }
    xml.end("TraceHeaderList");
}

/// Writes elements of the namespace, one a line.
struct Xml {
    out: String,
    depth: usize,
}

impl Xml {
    fn new() -> Self {
        let head = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Theo hình của edXML (QCVN 102:2016/BTTTT), {UNPROVEN}. Không ký số. -->\n"
        );
        Self { out: head, depth: 0 }
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn indent(&mut self) {
        self.out.push_str(&" ".repeat(self.depth));
    }

    fn begin(&mut self, name: &str) {
        self.indent();
        let spaces = if self.depth == 0 {
            format!(" xmlns:edXML=\"{NAMESPACE}\" xmlns:nghisu=\"{OWN_NAMESPACE}\"")
        } else {
            String::new()
        };
        self.put(&["<edXML:", name, &spaces, ">\n"]);
        self.depth += 1;
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.put(&["</edXML:", name, ">\n"]);
    }

    fn words(&mut self, name: &str, words: &str) {
        self.indent();
        self.put(&["<edXML:", name, ">", &escaped(words), "</edXML:", name, ">\n"]);
    }

    fn own(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) {
        self.indent();
        self.put(&["<nghisu:", name]);
        for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.put(&[" ", attribute, "=\"", &escaped(value), "\""]);
        }
        self.put(&[">", &escaped(words), "</nghisu:", name, ">\n"]);
    }
}

/// Escapes what has a meaning in XML, and leaves out what XML 1.0 forbids.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}' => {
                out.push(c);
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope {
        let party =
            |code: Option<&str>, name: &str| Party { code: code.map(str::to_owned), name: name.to_owned() };
        Envelope {
            from: party(Some("000.00.00.H28"), "Thường trực HĐND huyện \"A\" & B"),
            to: vec![
                Receiver { party: party(None, "UBND <xã> C"), opened: None },
                Receiver { party: party(Some("H28.05"), "Phòng D"), opened: Some(1_602_725_400_000) },
            ],
            document_id: "01752b3c-0000-7000-8000-000000000001".to_owned(),
            number: "42/HĐND-TT/x".to_owned(),
            place: "Thanh Liêm".to_owned(),
            issued_on: Date::new(2020, 10, 15).expect("a day"),
            sent: 1_602_720_000_000,
            kind_symbol: None,
            kind_name: "Công văn".to_owned(),
            subject: "Về việc a < b".to_owned(),
            content: "Dòng một\nDòng hai\u{1}\u{FFFE}".to_owned(),
            competence: "TM. THƯỜNG TRỰC HĐND".to_owned(),
            position: "CHỦ TỊCH".to_owned(),
            signer: "Nguyễn Văn Minh Họa".to_owned(),
            due_on: Date::new(2020, 10, 30).ok(),
            places: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
            business: Business::New,
            attachments: vec![Attachment {
                name: "42.pdf".to_owned(),
                media_type: "application/pdf",
                bytes: vec![0, 255, 10, 13, 60],
            }],
        }
    }

    #[test]
    fn an_envelope_says_everything_it_knows_and_escapes_it() {
        let xml = to_xml(&envelope());
        for part in [
            "chưa kiểm chứng với trục liên thông",
            "xmlns:edXML=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\"",
            "<edXML:OrganId>000.00.00.H28</edXML:OrganId>",
            "<edXML:OrganName>Thường trực HĐND huyện &quot;A&quot; &amp; B</edXML:OrganName>",
            "<edXML:OrganName>UBND &lt;xã&gt; C</edXML:OrganName>",
            "<edXML:CodeNumber>42</edXML:CodeNumber>",
            "<edXML:CodeNotation>HĐND-TT/x</edXML:CodeNotation>",
            "<edXML:PromulgationDate>2020-10-15</edXML:PromulgationDate>",
            "<edXML:TypeName>Công văn</edXML:TypeName>",
            "<edXML:Subject>Về việc a &lt; b</edXML:Subject>",
            "<edXML:Content>Dòng một\nDòng hai</edXML:Content>",
            "<edXML:DueDate>2020-10-30</edXML:DueDate>",
            "<edXML:BussinessDocType>0</edXML:BussinessDocType>",
            "<nghisu:Status code=\"01\" label=\"Đã đến\"",
            "<nghisu:Status code=\"03\" label=\"Đã nhận\" at=\"2020-10-15T08:30:00+07:00\" organ=\"H28.05\">Phòng D<",
            "<edXML:ContentTransferEncoded>AP8KDTw=</edXML:ContentTransferEncoded>",
        ] {
            assert!(xml.contains(part), "{part} is not in\n{xml}");
        }
        assert_eq!(xml, to_xml(&envelope()));
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let mut one = envelope();
        one.due_on = None;
        one.from.code = None;
        one.to.clear();
        one.business = Business::Recall;
        let xml = to_xml(&one);
        for part in ["DueDate", "OrganId", "Status", "TypeDetail"] {
            assert!(!xml.contains(part), "{part} is in\n{xml}");
        }
        assert!(xml.contains("<edXML:BussinessDocType>1<"));
    }

    #[test]
    fn six_statuses_have_six_codes_and_words() {
        let codes: Vec<&str> = Status::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(codes, ["01", "02", "03", "04", "05", "06"]);
        assert!(Status::ALL.iter().all(|one| !one.label().is_empty()));
        assert_eq!((Status::of_opening(None).code(), Status::of_opening(Some(0)).code()), ("01", "03"));
    }
}
