//! What a client sends, read once: everything that is wrong is said at once, and what reads like a
//! denunciation is not read on.

use directory::Area;
use kernel::AreaId;
use kit::Form;
use letters::{Kind, Sender};
use petitions::Sector;

use crate::services::{ADDRESS, KIND, KINDS, UNIT};
use crate::wire::Fault;

/// As the standard has it.
const WORDS_MAX: usize = 4_000;
/// Shorter than this says nothing that can be acted on.
const WORDS_MIN: usize = 20;
const LINE_MAX: usize = 300;
const NAME_MAX: usize = 100;
const PHONE_MAX: usize = 20;
const URL_MAX: usize = 500;

/// What who denounces is told.
pub(crate) const NO_DENUNCIATION: &str = "Không nhận tố cáo qua đường này; phần vừa gửi đã bỏ, không lưu gì. Nộp trực tiếp hoặc gửi qua bưu điện đến cơ quan có thẩm quyền giải quyết tố cáo, hoặc trình bày tại nơi tiếp công dân.";

/// A report that can be taken.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) sector: Sector,
    pub(crate) kind: Kind,
    pub(crate) area: Option<AreaId>,
    pub(crate) sender: Sender,
    pub(crate) content: String,
}

/// A number of degrees within its bounds.
fn degrees(typed: &str, most: f64) -> Option<f64> {
    typed.trim().parse().ok().filter(|at: &f64| at.is_finite() && at.abs() <= most)
}

/// Where it is, as lines of the letter; the unit when it was named by its code.
fn place(form: &mut Form, units: &[Area]) -> (Vec<String>, Option<AreaId>) {
    let mut lines = Vec::new();
    let words = form.take_line_or_empty("address_string", "address_string", LINE_MAX);
    let code = form.value("address_id").trim().to_owned();
    let (lat, long) = (form.value("lat").trim().to_owned(), form.value("long").trim().to_owned());
    let unit = units.iter().find(|unit| unit.code == code);
    if !code.is_empty() && unit.is_none() {
        form.refuse("address_id", "address_id: mã đơn vị hành chính, như ở attribute[unit].");
    }
    if !words.is_empty() {
        lines.push(format!("Địa điểm: {words}"));
    }
    if let Some(unit) = unit {
        lines.push(format!("Đơn vị: {}", unit.name));
    }
    if !lat.is_empty() || !long.is_empty() {
        match (degrees(&lat, 90.0), degrees(&long, 180.0)) {
            (Some(lat), Some(long)) => lines.push(format!("Tọa độ: {lat}, {long}")),
            _ => form.refuse("lat", "lat, long: cả hai, bằng độ theo WGS 84, ví dụ 20.47 và 105.92."),
        }
    }
    if lines.is_empty() && form.is_sound() {
        form.refuse(
            "address_string",
            "Thiếu địa điểm: gửi lat và long, hoặc address_string, hoặc address_id.",
        );
    }
    (lines, unit.map(|unit| unit.id))
}

/// Who sends: in Vietnamese the family's name (`last_name`) stands first.
fn sender(form: &mut Form) -> Sender {
    let last = form.take_line_or_empty("last_name", "last_name", NAME_MAX);
    let first = form.take_line_or_empty("first_name", "first_name", NAME_MAX);
    let phone = form.take_line_or_empty("phone", "phone", PHONE_MAX);
    if !phone.is_empty() && !phone.chars().all(|c| c.is_ascii_digit() || " +-.()".contains(c)) {
        form.refuse("phone", "phone: chỉ chữ số, dấu cách và + - . ( ).");
    }
    Sender {
        name: format!("{last} {first}").trim().to_owned(),
        address: form.take_line_or_empty(ADDRESS, "attribute[sender_address]", LINE_MAX),
        card: String::new(),
        phone,
    }
}

/// Lines of contact and of what was added.
fn further(form: &mut Form) -> Vec<String> {
    let mut lines = Vec::new();
    let email = form.take_line_or_empty("email", "email", NAME_MAX);
    if !email.is_empty() {
        if email.split_once('@').is_none_or(|(before, after)| before.is_empty() || after.is_empty()) {
            form.refuse("email", "email: viết đủ, ví dụ ten@example.vn.");
        }
        lines.push(format!("Thư điện tử của người gửi: {email}"));
    }
    let media = form.take_line_or_empty("media_url", "media_url", URL_MAX);
    if !media.is_empty() {
        if !(media.starts_with("https://") || media.starts_with("http://")) {
            form.refuse("media_url", "media_url: địa chỉ bắt đầu bằng https://.");
        }
        lines.push(format!("Ảnh, tài liệu ở: {media}"));
    }
    lines
}

/// Reads a report of a service that exists.
pub(crate) fn read(form: &mut Form, sector: Sector, units: &[Area]) -> Result<Report, Vec<Fault>> {
    // Before anything of it is looked at more closely
    // Each by itself: whether marks were typed is asked of what one field says
    let words = ["description", "address_string", "first_name", "last_name", ADDRESS];
    if words.into_iter().any(|name| letters::reads_like_denunciation(form.value(name))) {
        return Err(vec![Fault::new(400, NO_DENUNCIATION)]);
    }
    let words = form.take_text("description", "description (nội dung)", WORDS_MAX);
    if !words.is_empty() && words.chars().count() < WORDS_MIN {
        form.refuse("description", "description: viết rõ việc gì, ở đâu (ít nhất 20 ký tự).");
    }
    let (place, named) = place(form, units);
    let kind: Option<Kind> = form.value(KIND).parse().ok().filter(|kind| KINDS.contains(kind));
    if kind.is_none() {
        form.refuse(KIND, "attribute[kind]: feedback (phản ánh) hoặc citizen_petition (kiến nghị).");
    }
    let code = form.value(UNIT).trim().to_owned();
    let lives = units.iter().find(|unit| unit.code == code);
    if !code.is_empty() && lives.is_none() {
        form.refuse(UNIT, "attribute[unit]: chọn trong danh sách của dịch vụ.");
    }
    let sender = sender(form);
    let further = further(form);
    let (Some(kind), true) = (kind, form.is_sound()) else {
        return Err(form.faults().iter().map(|fault| Fault::new(400, fault.message.clone())).collect());
    };
    let content = std::iter::once(words).chain(place).chain(further).collect::<Vec<_>>().join("\n");
    Ok(Report { sector, kind, area: lives.map(|unit| unit.id).or(named), sender, content })
}

#[cfg(test)]
mod tests {
    use directory::{AreaKind, Tier};
    use kernel::{Id as _, uuid_v7};

    use super::*;

    fn unit() -> Area {
        Area {
            id: AreaId::from_uuid(uuid_v7(1, [1; 10])),
            code: "13453".to_owned(),
            name: "Xã Thanh Hà".to_owned(),
            kind: AreaKind::Commune,
            tier: Tier::Commune,
            parent_id: None,
            valid_from: jiff::civil::date(2004, 1, 1),
            valid_to: None,
        }
    }

    fn sent(more: &[(&str, &str)]) -> Result<Report, Vec<Fault>> {
        let mut form = Form::with(&[
            ("description", "Đường liên thôn hỏng nặng, xe không đi được."),
            ("address_string", "Cầu Gừng, xã Thanh Hà"),
            (KIND, "feedback"),
        ]);
        for (name, value) in more {
            form.set(name, *value);
        }
        read(&mut form, Sector::Transport, &[unit()])
    }

    fn said(more: &[(&str, &str)]) -> String {
        let faults = sent(more).expect_err("something is wrong");
        assert!(faults.iter().all(|fault| fault.code == 400));
        faults.into_iter().map(|fault| fault.description).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_report_is_read_with_its_place_and_its_sender() {
        let read = sent(&[
            ("last_name", "Nguyễn Văn"),
            ("first_name", "Thử"),
            ("lat", "20.47"),
            ("long", "105.92"),
            (UNIT, "13453"),
            ("email", "thu@example.vn"),
            ("media_url", "https://example.vn/a.jpg"),
        ])
        .expect("a report");
        assert_eq!(read.sender.name, "Nguyễn Văn Thử");
        assert_eq!(read.area, Some(unit().id));
        assert_eq!(
            read.content,
            "Đường liên thôn hỏng nặng, xe không đi được.\nĐịa điểm: Cầu Gừng, xã Thanh Hà\nTọa độ: 20.47, 105.92\n\
             Thư điện tử của người gửi: thu@example.vn\nẢnh, tài liệu ở: https://example.vn/a.jpg"
        );
    }

    #[test]
    fn a_place_is_needed_and_any_of_three_will_do() {
        assert!(said(&[("address_string", "")]).contains("Thiếu địa điểm"));
        assert!(sent(&[("address_string", ""), ("lat", "20.4"), ("long", "105.9")]).is_ok());
        let by_code = sent(&[("address_string", ""), ("address_id", "13453")]).expect("a report");
        assert_eq!(by_code.area, Some(unit().id));
        for (lat, long) in [("20.4", ""), ("", "105"), ("91", "105"), ("20", "181"), ("NaN", "1"), ("x", "y")]
        {
            assert!(said(&[("lat", lat), ("long", long)]).contains("lat, long"), "{lat} {long}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let long = "ắ".repeat(4_001);
        let said = said(&[
            ("description", &long),
            (KIND, "denunciation"),
            (UNIT, "99999"),
            ("phone", "gọi sau"),
            ("email", "@"),
            ("media_url", "ftp://x"),
        ]);
        for name in ["description", "attribute[kind]", "attribute[unit]", "phone:", "email:", "media_url:"] {
            assert!(said.contains(name), "{name}: {said}");
        }
    }

    #[test]
    fn nineteen_characters_are_too_few_and_four_thousand_are_enough() {
        assert!(said(&[("description", &"a".repeat(19))]).contains("ít nhất 20"));
        assert!(sent(&[("description", &"a".repeat(20))]).is_ok());
        assert!(sent(&[("description", &"a".repeat(4_000))]).is_ok());
        assert!(said(&[("description", "")]).contains("Nhập"));
    }

    #[test]
    fn a_denunciation_is_told_where_to_go_whatever_else_is_wrong() {
        for words in ["Tôi tố cáo ông A", "toi to cao can bo dia chinh xa"] {
            assert_eq!(said(&[("description", words), (KIND, "")]), NO_DENUNCIATION, "{words}");
        }
    }
}
