//! The council's own wording of its papers: what is put around the text that a record gives, how
//! the number is written, who always gets a copy. Pure.
//!
//! Source: Nghị định 30/2020/NĐ-CP, Điều 8 (the parts of a paper, which a template cannot take
//! away), Điều 15 (number and symbol), Phụ lục I, mục II.9 (recipients).

use db::record;
use kernel::text;
use papers::{Block, Letter, Signature, Span};

use crate::model::Kind;

/// Where the text of each paper is put.
pub const BODY_SLOT: &str = "[Nội dung]";
/// Where the place in the series is put.
pub const NUMBER_SLOT: &str = "[Số]";
/// The abbreviation of the kind, and the symbol of the issuing body.
const KIND_SLOT: &str = "[Loại]";
const SYMBOL_SLOT: &str = "[Cơ quan]";
/// What may stand in the wording besides the text.
pub const WORDING_SLOTS: [&str; 4] = ["[Trích yếu]", "[Cơ quan ban hành]", "[Địa danh]", "[Người ký]"];

/// Lines of a wording, and of those who always get a copy, at most.
const WORDING_LINES_MAX: usize = 40;
const COPIES_MAX: usize = 20;

record! {
    /// What a council says differently in its papers of one kind. What is empty is as the system
    /// writes it.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Template {
        /// The line above the issuing body.
        pub superior: String,
        /// The place before the date.
        pub place: String,
        /// Number and symbol, "[Số]/TB-[Cơ quan]".
        pub symbol: String,
        /// Opening, `[Nội dung]`, closing; one paragraph a line.
        pub wording: String,
        /// Who always gets a copy, one a line.
        pub copies: String,
        /// Where the office keeps its copy, "VT, HĐND".
        pub filed: String,
    }
}

/// A fault in a template: the field, and what to do about it.
pub type Fault = (&'static str, String);

impl Template {
    /// Whether nothing differs from what the system writes.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// All faults at once.
    pub fn faults(&self) -> Vec<Fault> {
        let symbol = symbol_fault(&self.symbol).map(|words| ("ky-hieu", words));
        let wording = wording_fault(&self.wording).map(|words| ("loi-van", words));
        let copies = copies_fault(&self.copies).map(|words| ("noi-nhan", words));
        let filed = filed_fault(&self.filed).map(|words| ("luu", words));
        symbol.into_iter().chain(wording).chain(copies).chain(filed).collect()
    }

    /// The number of a document; none where the template leaves it to the decree's form.
    pub fn number(&self, kind: Kind, seq: i64, symbol: &str) -> Option<String> {
        if self.symbol.is_empty() {
            return None;
        }
        let body = match kind.symbol() {
            None => symbol,
            Some(_) => symbol.split('-').next().unwrap_or(symbol),
        };
        let words = self.symbol.replace(NUMBER_SLOT, &format!("{seq:02}"));
        Some(words.replace(KIND_SLOT, kind.symbol().unwrap_or_default()).replace(SYMBOL_SLOT, body))
    }

    /// The letter as this council words it. Recipients are not touched: see [`recipients`].
    pub fn worded(&self, mut letter: Letter) -> Letter {
        if !self.superior.is_empty() {
            letter.superior = Some(self.superior.clone());
        }
        if !self.place.is_empty() {
            letter.place.clone_from(&self.place);
        }
        if let Some((opening, closing)) = parted(&self.wording) {
            let paragraphs = |lines: &str| -> Vec<Block> {
                let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
                lines.map(|line| paragraph(&filled(line, &letter))).collect()
            };
            let (opening, closing) = (paragraphs(opening), paragraphs(closing));
            let body = std::mem::take(&mut letter.body);
            letter.body = opening.into_iter().chain(body).chain(closing).collect();
        }
        letter
    }

    fn copies(&self) -> impl Iterator<Item = &str> {
        self.copies.lines().map(bare).filter(|line| !line.is_empty())
    }
}

/// What stands before and after the slot of the text; none where there is no wording.
fn parted(wording: &str) -> Option<(&str, &str)> {
    wording.split_once(BODY_SLOT)
}

/// A line with its slots filled.
fn filled(line: &str, letter: &Letter) -> String {
    let title = letter.title.as_deref().or(letter.subject_line.as_deref()).unwrap_or_default();
    let values = [title, &letter.issuer, &letter.place, &letter.signature.name];
    WORDING_SLOTS.iter().zip(values).fold(line.to_owned(), |line, (slot, value)| line.replace(slot, value))
}

/// A paragraph; what a paper is based on is set in italics.
fn paragraph(line: &str) -> Block {
    let span = if line.starts_with("Căn cứ") { Span::italic(line) } else { Span::plain(line) };
    Block::Paragraph(vec![span])
}

/// A slot that there is not.
fn unknown_slot(words: &str, known: &[&str]) -> Option<String> {
    let mut rest = words;
    while let Some((_, after)) = rest.split_once('[') {
        let Some((name, after)) = after.split_once(']') else {
            return Some("Có dấu “[” mà thiếu dấu “]”.".to_owned());
        };
        let slot = format!("[{name}]");
        if !known.contains(&slot.as_str()) {
            return Some(format!("Không có ô {slot}. Các ô dùng được: {}.", known.join(", ")));
        }
        rest = after;
    }
    None
}

fn symbol_fault(symbol: &str) -> Option<String> {
    if symbol.is_empty() {
        return None;
    }
    let is_plain = |one: char| one.is_alphanumeric() || "/-.".contains(one);
    let bare = [NUMBER_SLOT, KIND_SLOT, SYMBOL_SLOT]
        .iter()
        .fold(symbol.to_owned(), |words, slot| words.replace(slot, ""));
    if !symbol.starts_with("[Số]/") || symbol.matches(NUMBER_SLOT).count() != 1 {
        Some("Số, ký hiệu thiếu ô [Số]. Bắt đầu bằng [Số]/, ví dụ [Số]/TB-HĐND.".to_owned())
    } else if let Some(words) = unknown_slot(symbol, &[NUMBER_SLOT, KIND_SLOT, SYMBOL_SLOT]) {
        Some(words)
    } else if symbol.chars().count() == "[Số]/".chars().count() {
        Some("Sau [Số]/ phải có ký hiệu, ví dụ [Số]/TB-HĐND.".to_owned())
    } else if bare.chars().all(is_plain) {
        None
    } else {
        Some("Ký hiệu chỉ gồm chữ cái, chữ số, dấu gạch chéo, gạch nối, dấu chấm.".to_owned())
    }
}

fn wording_fault(wording: &str) -> Option<String> {
    if wording.trim().is_empty() {
        return None;
    }
    let alone = wording.lines().filter(|line| line.trim() == BODY_SLOT).count();
    let known: Vec<&str> = std::iter::once(BODY_SLOT).chain(WORDING_SLOTS).collect();
    if wording.matches(BODY_SLOT).count() == 0 {
        let missing =
            "Lời văn thiếu ô [Nội dung]. Đặt ô này một mình một dòng, ở chỗ điền nội dung của từng văn bản.";
        let others = unknown_slot(wording, &known).map(|words| format!(" {words}"));
        return Some(format!("{missing}{}", others.unwrap_or_default()));
    }
    if alone != 1 || wording.matches(BODY_SLOT).count() != 1 {
        return Some("Ô [Nội dung] phải đứng một mình một dòng và chỉ có một lần.".to_owned());
    }
    if wording.lines().count() > WORDING_LINES_MAX {
        return Some(format!("Lời văn dài quá {WORDING_LINES_MAX} dòng."));
    }
    unknown_slot(wording, &known)
}

fn copies_fault(copies: &str) -> Option<String> {
    if copies.lines().map(bare).any(|line| line.starts_with("Lưu")) {
        return Some("Dòng “Lưu” ghi ở ô Nơi lưu.".to_owned());
    }
    let many = copies.lines().filter(|line| !line.trim().is_empty()).count();
    (many > COPIES_MAX).then(|| format!("Nhiều quá {COPIES_MAX} nơi nhận."))
}

fn filed_fault(filed: &str) -> Option<String> {
    let has_registry = filed.split([',', ';']).any(|one| one.trim() == "VT");
    (!filed.is_empty() && !has_registry)
        .then(|| "Nơi lưu phải có VT (bản lưu ở văn thư), ví dụ “VT, HĐND”.".to_owned())
}

/// "Nơi nhận" of a paper: those it is written to ("Như trên", "Như Điều 3"), whom its maker
/// named, who gets a copy of every paper of this kind, whom the council adds, and last where the
/// office keeps its own copy.
pub fn recipients(kind: Kind, letter: &Letter, template: &Template) -> Vec<String> {
    let given: Vec<&str> = letter.recipients.iter().map(|line| bare(line)).collect();
    let (filed, named): (Vec<&str>, Vec<&str>) =
        given.into_iter().filter(|line| !line.is_empty()).partition(|line| line.starts_with("Lưu"));
    let mut lines: Vec<String> = named.into_iter().map(str::to_owned).collect();
    if !lines.iter().any(|line| line.starts_with("Như ") || line.contains("có tên trên")) {
        let article = (kind == Kind::Decision).then(|| last_article(letter)).flatten();
        let above = (!letter.addressees.is_empty()).then(|| "Như trên".to_owned());
        if let Some(line) = article.map(|label| format!("Như {label}")).or(above) {
            lines.insert(0, line);
        }
    }
    for copy in always_copied(kind, &letter.issuer).into_iter().chain(template.copies()) {
        if !lines.iter().any(|line| names(line, copy)) {
            lines.push(copy.to_owned());
        }
    }
    let own = filed.first().map(|line| line.trim_start_matches("Lưu").trim_start_matches(':').trim());
    let filed = if template.filed.is_empty() { own.unwrap_or("VT") } else { &template.filed };
    lines.push(format!("Lưu: {filed}"));
    lines
}

/// Whether a line of recipients already names a body.
fn names(line: &str, body: &str) -> bool {
    let (line, body) = (format!(" {} ", text::fold(line)), format!(" {} ", text::fold(body)));
    line.contains(&body)
}

/// Who follows and directs the work of the council's bodies gets what they decide and plan, and
/// what they report: the Standing Committee. Of its own papers it needs no copy.
fn always_copied(kind: Kind, issuer: &str) -> Option<&'static str> {
    let by_standing = names(issuer, "Thường trực");
    match kind {
        Kind::Plan | Kind::Programme | Kind::Decision | Kind::Report | Kind::Submission if !by_standing => {
            Some("Thường trực HĐND")
        }
        Kind::Plan
        | Kind::Programme
        | Kind::Decision
        | Kind::Report
        | Kind::Submission
        | Kind::OfficialLetter
        | Kind::Notice
        | Kind::Invitation
        | Kind::Minutes
        | Kind::TransferSlip => None,
    }
}

/// "Điều 3" of a decision: the last article says who carries it out.
fn last_article(letter: &Letter) -> Option<String> {
    let label = letter.body.iter().rev().find_map(|block| match block {
        Block::Numbered { label, .. } if label.starts_with("Điều") => Some(label),
        _ => None,
    })?;
    Some(label.trim_end_matches('.').to_owned())
}

/// Without the dash before and the stop behind, which printing puts in again.
fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['-', '–']).trim_start().trim_end_matches([';', '.']).trim_end()
}

/// A paper of a kind to look at, in the name of a body.
pub fn sample(kind: Kind, issuer: &str, place: &str, signer: &str, today: kernel::Date) -> Letter {
    let is_letter = kind == Kind::OfficialLetter;
    let mut body = vec![Block::paragraph(
        "(Nội dung của từng văn bản do hệ thống lập từ hồ sơ, sửa được trước khi phát hành.)",
    )];
    if kind == Kind::Decision {
        body.push(Block::numbered("Điều 1.", "(Nội dung quyết định.)"));
        body.push(Block::numbered("Điều 2.", "(Trách nhiệm thi hành.)"));
    }
    Letter {
        superior: None,
        issuer: issuer.to_owned(),
        number: None,
        subject_line: is_letter.then(|| "(trích yếu)".to_owned()),
        place: place.to_owned(),
        date: today,
        kind: (!is_letter).then(|| kind.label().to_owned()),
        title: (!is_letter).then(|| "(Trích yếu của văn bản)".to_owned()),
        addressees: match kind {
            Kind::OfficialLetter | Kind::Invitation | Kind::TransferSlip => vec!["(Nơi nhận)".to_owned()],
            Kind::Notice
            | Kind::Plan
            | Kind::Report
            | Kind::Minutes
            | Kind::Programme
            | Kind::Decision
            | Kind::Submission => Vec::new(),
        },
        body,
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: signer.to_owned(),
        },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn letter(kind: Kind) -> Letter {
        sample(kind, "Ban Pháp chế HĐND huyện", "Thanh Liêm", "Nguyễn Văn A", date(2020, 10, 15))
    }

    fn fields(template: &Template) -> Vec<&'static str> {
        template.faults().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn an_empty_template_has_no_fault_and_changes_no_word() {
        let template = Template::default();
        assert!(template.is_default() && template.faults().is_empty());
        assert_eq!(template.worded(letter(Kind::Notice)), letter(Kind::Notice));
        assert_eq!(template.number(Kind::Notice, 5, "HĐND-TT"), None);
    }

    #[test]
    fn all_faults_are_said_at_once_each_at_its_field() {
        let template = Template {
            symbol: "TB-HĐND".to_owned(),
            wording: "Kính gửi quý cơ quan".to_owned(),
            copies: "UBND huyện\n- Lưu: VT".to_owned(),
            filed: "HĐND".to_owned(),
            ..Template::default()
        };
        assert_eq!(fields(&template), ["ky-hieu", "loi-van", "noi-nhan", "luu"]);
    }

    #[test]
    fn the_number_needs_its_slot_first_and_something_after_it() {
        for sound in ["[Số]/TB-HĐND", "[Số]/[Loại]-[Cơ quan]", "[Số]/HĐND.VP"] {
            assert_eq!(symbol_fault(sound), None, "{sound}");
        }
        for wrong in
            ["[Số]/", "[Số]TB", "TB/[Số]", "[Số]/[Số]", "[Số]/TB HĐND", "[Số]/<b>", "[Số]/[Năm]", "[Số]/["]
        {
            assert!(symbol_fault(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn the_text_needs_its_slot_once_on_a_line_of_its_own() {
        for sound in ["[Nội dung]", "Căn cứ Luật;\n[Nội dung]\n[Địa danh], trân trọng./."] {
            assert_eq!(wording_fault(sound), None, "{sound}");
        }
        for wrong in
            ["Mở đầu", "a [Nội dung]", "[Nội dung]\n[Nội dung]", "[Nội dung]\n[Ngày]", "[Nội dung]\n["]
        {
            assert!(wording_fault(wrong).is_some(), "{wrong}");
        }
        let long = |lines: usize| format!("{}[Nội dung]", "Căn cứ;\n".repeat(lines));
        assert_eq!(wording_fault(&long(WORDING_LINES_MAX - 1)), None);
        assert!(wording_fault(&long(WORDING_LINES_MAX)).is_some());
    }

    #[test]
    fn a_number_is_written_as_the_council_has_it() {
        let template = Template { symbol: "[Số]/[Loại]-[Cơ quan]".to_owned(), ..Template::default() };
        assert_eq!(template.number(Kind::Notice, 5, "HĐND-TT").as_deref(), Some("05/TB-HĐND"));
        let template = Template { symbol: "[Số]/[Cơ quan].VP".to_owned(), ..Template::default() };
        assert_eq!(template.number(Kind::OfficialLetter, 42, "HĐND-TT").as_deref(), Some("42/HĐND-TT.VP"));
    }

    #[test]
    fn opening_and_closing_stand_around_the_text_with_their_slots_filled() {
        let template = Template {
            wording: "Căn cứ chương trình công tác;\n[Nội dung]\n[Cơ quan ban hành] đề nghị thực hiện./."
                .to_owned(),
            superior: "HĐND huyện Thanh Liêm".to_owned(),
            place: "Kiện Khê".to_owned(),
            ..Template::default()
        };
        let worded = template.worded(letter(Kind::Notice));
        let words: Vec<Option<String>> = worded.body.iter().map(crate::rules::words).collect();
        assert_eq!(words.len(), 3);
        assert_eq!(words[0].as_deref(), Some("Căn cứ chương trình công tác;"));
        assert!(matches!(&worded.body[0], Block::Paragraph(spans) if spans[0].italic));
        assert_eq!(words[2].as_deref(), Some("Ban Pháp chế HĐND huyện đề nghị thực hiện./."));
        assert_eq!(
            (worded.superior.as_deref(), worded.place.as_str()),
            (Some("HĐND huyện Thanh Liêm"), "Kiện Khê")
        );
    }

    #[test]
    fn recipients_are_computed_from_the_paper() {
        let none = Template::default();
        let of = |kind, given: &[&str]| {
            let recipients_given = given.iter().map(|line| (*line).to_owned()).collect();
            recipients(kind, &Letter { recipients: recipients_given, ..letter(kind) }, &none)
        };
        assert_eq!(of(Kind::OfficialLetter, &[]), ["Như trên", "Lưu: VT"]);
        assert_eq!(
            of(Kind::OfficialLetter, &["Như kính gửi", "Lưu: VT, HĐND."]),
            ["Như kính gửi", "Lưu: VT, HĐND"]
        );
        assert_eq!(of(Kind::TransferSlip, &["Người có tên trên"]), ["Người có tên trên", "Lưu: VT"]);
        assert_eq!(of(Kind::Decision, &[]), ["Như Điều 2", "Thường trực HĐND", "Lưu: VT"]);
        assert_eq!(of(Kind::Plan, &["Thường trực HĐND huyện"]), ["Thường trực HĐND huyện", "Lưu: VT"]);
        assert_eq!(of(Kind::Notice, &["Lưu: VT", "Các Ban"]), ["Các Ban", "Lưu: VT"]);
    }

    #[test]
    fn the_standing_committee_gets_no_copy_of_its_own_paper() {
        let own = Letter {
            issuer: "Thường trực Hội đồng nhân dân huyện".to_owned(), ..letter(Kind::Plan)
        };
        assert_eq!(recipients(Kind::Plan, &own, &Template::default()), ["Lưu: VT"]);
    }

    #[test]
    fn whom_the_council_adds_comes_before_the_office_copy_and_only_once() {
        let template = Template {
            copies: "- Thường trực Huyện ủy;\nUBND huyện\n\n".to_owned(),
            filed: "VT, TH".to_owned(),
            ..Template::default()
        };
        let letter =
            Letter { recipients: vec!["UBND huyện; MTTQ huyện".to_owned()], ..letter(Kind::Notice) };
        let expected = ["UBND huyện; MTTQ huyện", "Thường trực Huyện ủy", "Lưu: VT, TH"];
        assert_eq!(recipients(Kind::Notice, &letter, &template), expected);
    }
}
