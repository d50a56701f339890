//! What may be reported: the sectors by which councils sort what citizens ask for; how each is
//! asked; and where a client begins.

use axum::extract::Path;
use axum::response::Response;
use directory::Area;
use kit::{Answer, Ctx, Problem, Visit};
use letters::{Kind, Subject};
use petitions::Sector;
use serde_json::{Value, json};

use crate::actions;
use crate::model::Mode;
use crate::wire::{self, Fault, Format};

/// When these answers last changed their shape.
const CHANGESET: &str = "2026-11-28T00:00:00+07:00";

/// Attributes of a report, as the fields of the form name them.
pub(crate) const KIND: &str = "attribute[kind]";
pub(crate) const UNIT: &str = "attribute[unit]";
pub(crate) const ADDRESS: &str = "attribute[sender_address]";

/// The kinds of letters that may come: never a denunciation.
pub(crate) const KINDS: [Kind; 2] = [Kind::Feedback, Kind::CitizenPetition];

/// What a service is called.
pub(crate) const fn name(sector: Sector) -> &'static str {
    match sector {
        // A denunciation is no service, so no service names it
        Sector::Justice => "Tư pháp, thi hành án",
        other => other.label(),
    }
}

/// The words by which a service is found.
const fn keywords(sector: Sector) -> &'static str {
    match sector {
        Sector::Economy => "ngân sách, tài chính, các khoản thu",
        Sector::Land => "đất đai, bồi thường, tái định cư, rác thải, ô nhiễm",
        Sector::Transport => "đường, cầu, cống, vỉa hè, đèn đường, xây dựng",
        Sector::Agriculture => "thủy lợi, kênh mương, nước sạch, nông thôn mới",
        Sector::Industry => "điện, viễn thông, chợ, cụm công nghiệp",
        Sector::Education => "trường học, giáo viên, học phí",
        Sector::Health => "trạm y tế, bệnh viện, bảo hiểm y tế",
        Sector::Welfare => "người có công, bảo trợ xã hội, hộ nghèo, việc làm",
        Sector::Culture => "nhà văn hóa, thể thao, di tích, phát thanh",
        Sector::Security => "an ninh, trật tự, an toàn giao thông",
        Sector::Justice => "hộ tịch, thi hành án, tòa án",
        Sector::Affairs => "bộ máy, cán bộ, địa giới",
        Sector::Reform => "thủ tục hành chính, một cửa, dịch vụ công trực tuyến",
        Sector::Ethnic => "dân tộc, tôn giáo",
        Sector::Other => "khác",
    }
}

/// The class of subject in the register of letters.
pub(crate) const fn subject(sector: Sector) -> Subject {
    match sector {
        Sector::Economy => Subject::Finance,
        Sector::Land => Subject::Land,
        Sector::Transport => Subject::Building,
        Sector::Welfare => Subject::Policy,
        Sector::Justice => Subject::Justice,
        Sector::Affairs | Sector::Reform => Subject::Staff,
        Sector::Agriculture
        | Sector::Industry
        | Sector::Education
        | Sector::Health
        | Sector::Culture
        | Sector::Security
        | Sector::Ethnic
        | Sector::Other => Subject::Other,
    }
}

/// The units whose people may say where they live.
pub(crate) fn units(ctx: &mut Ctx<'_>, council: &directory::Organization) -> db::Result<Vec<Area>> {
    let mut units: Vec<Area> = directory::area(ctx.tx, council.area_id)?.into_iter().collect();
    units.extend(directory::children(ctx.tx, council.area_id, ctx.today)?);
    Ok(units)
}

/// Asks for the council, and whether the client asks for another's.
pub(crate) fn council_of(
    ctx: &mut Ctx<'_>,
    jurisdiction: &str,
) -> Result<Result<directory::Organization, Fault>, Problem> {
    let council = actions::council(ctx)?.ok_or(Problem::NotFound)?;
    let code = directory::area(ctx.tx, council.area_id)?.map(|area| area.code).unwrap_or_default();
    if jurisdiction.is_empty() || jurisdiction == code {
        return Ok(Ok(council));
    }
    Ok(Err(Fault::new(404, format!("jurisdiction_id: ở đây chỉ có {code} ({}).", council.name))))
}

/// `/open311/discovery.{xml,json}`: where a client begins.
pub(crate) async fn discovery(visit: Visit, Path(file): Path<String>) -> Response {
    visit
        .read(move |ctx| match Format::of(&file) {
            Some(("discovery", format)) => discover(ctx, format),
            _ => Err(Problem::NotFound),
        })
        .await
}

fn discover(ctx: &mut Ctx<'_>, format: Format) -> Result<Answer, Problem> {
    let council = actions::council(ctx)?.ok_or(Problem::NotFound)?;
    let base = ctx.app.settings().public_url.clone();
    let is_real = !ctx.app.settings().purpose.is_made_up();
    let value = json!({
        "changeset": CHANGESET,
        "contact": format!("Văn phòng {}: {base}/don-thu", council.name),
        "key_service": format!("Khóa ứng dụng do quản trị hệ thống của {} cấp: {base}/du-lieu-mo", council.name),
        "endpoints": [{
            "specification": "http://wiki.open311.org/GeoReport_v2",
            "url": format!("{base}/open311/v2"),
            "changeset": CHANGESET,
            "type": if is_real { "production" } else { "test" },
            "formats": ["text/xml", "application/json"],
        }],
    });
    wire::answer(format, "discovery", &value)
}

/// `/open311/v2/services.{xml,json}`; some clients look for the discovery here too.
pub(crate) async fn list(visit: Visit, Path(file): Path<String>) -> Response {
    let jurisdiction = visit.query("jurisdiction_id").unwrap_or_default();
    visit
        .read(move |ctx| match Format::of(&file) {
            Some(("services", format)) => services(ctx, format, &jurisdiction),
            Some(("discovery", format)) => discover(ctx, format),
            _ => Err(Problem::NotFound),
        })
        .await
}

fn services(ctx: &mut Ctx<'_>, format: Format, jurisdiction: &str) -> Result<Answer, Problem> {
    let council = match council_of(ctx, jurisdiction)? {
        Ok(council) => council,
        Err(fault) => return wire::refusal(format, &[fault]),
    };
    let list = if actions::mode(ctx, council.id)? == Mode::Closed {
        Vec::new()
    } else {
        Sector::ALL.iter().map(|sector| service(*sector)).collect()
    };
    wire::answer(format, "services", &Value::Array(list))
}

fn service(sector: Sector) -> Value {
    json!({
        "service_code": sector.as_str(),
        "service_name": name(sector),
        "description": format!("Phản ánh, kiến nghị gửi Hội đồng nhân dân: {}. Không nhận tố cáo.", keywords(sector)),
        "metadata": true,
        "type": "realtime",
        "keywords": keywords(sector),
        "group": "Phản ánh, kiến nghị",
    })
}

/// `/open311/v2/services/{code}.{xml,json}`.
pub(crate) async fn definition(visit: Visit, Path(file): Path<String>) -> Response {
    let jurisdiction = visit.query("jurisdiction_id").unwrap_or_default();
    visit
        .read(move |ctx| {
            let (code, format) = Format::of(&file).ok_or(Problem::NotFound)?;
            let council = match council_of(ctx, &jurisdiction)? {
                Ok(council) => council,
                Err(fault) => return wire::refusal(format, &[fault]),
            };
            let is_closed = actions::mode(ctx, council.id)? == Mode::Closed;
            let known: Option<Sector> = code.parse().ok().filter(|_| !is_closed);
            let Some(sector) = known else {
                return wire::refusal(format, &[Fault::new(404, "service_code: không có dịch vụ này.")]);
            };
            let units = units(ctx, &council)?;
            wire::answer(format, "service_definition", &defined(sector, &units))
        })
        .await
}

fn attribute(order: u32, code: &str, datatype: &str, required: bool, words: &str, hint: &str) -> Value {
    json!({
        "variable": true,
        "code": code,
        "datatype": datatype,
        "required": required,
        "datatype_description": hint,
        "order": order,
        "description": words,
    })
}

fn with_values(mut attribute: Value, values: Vec<Value>) -> Value {
    if let Some(fields) = attribute.as_object_mut() {
        fields.insert("values".to_owned(), Value::Array(values));
    }
    attribute
}

fn defined(sector: Sector, units: &[Area]) -> Value {
    let choice = |key: &str, name: &str| json!({ "key": key, "name": name });
    let kinds = KINDS.iter().map(|kind| choice(kind.as_str(), kind.label())).collect();
    let places = units.iter().map(|unit| choice(&unit.code, &unit.name)).collect();
    let mut notice = attribute(
        4,
        "notice",
        "text",
        false,
        "Không gửi tố cáo qua đường này. Họ tên, địa chỉ, nội dung được niêm phong, chỉ người xử lý đơn mở được.",
        "",
    );
    if let Some(fields) = notice.as_object_mut() {
        fields.insert("variable".to_owned(), json!(false));
    }
    json!({
        "service_code": sector.as_str(),
        "attributes": [
            with_values(attribute(1, "kind", "singlevaluelist", true, "Phản ánh hay kiến nghị?", "Chọn một"), kinds),
            with_values(attribute(2, "unit", "singlevaluelist", false, "Nơi ở của người gửi", "Chọn một"), places),
            attribute(3, "sender_address", "string", false, "Địa chỉ của người gửi", "Thôn, xóm, số nhà"),
            notice,
        ],
    })
}
