//! What machines read of petitions: the feed of what happened lately, and the description of every
//! public address for OpenAPI.

use askama::Template;
use axum::response::Response;
use kernel::{dates, text};
use kit::open_api::{get, says, workbook};
use kit::{Answer, Problem, Visit};
use serde_json::{Value, json};

use crate::store_feed;

struct FeedEntry {
    id: String,
    url: String,
    title: String,
    updated: String,
    summary: String,
}

#[derive(Template)]
#[template(path = "petitions/feed.xml")]
struct Feed {
    base: String,
    author: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

const FEED_MAX: i64 = 50;

/// The last public steps of public petitions.
pub(crate) async fn atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let base = ctx.app.settings().public_url.clone();
            let entries: Vec<FeedEntry> = store_feed::latest(ctx.tx, council.id, FEED_MAX)?
                .into_iter()
                .map(|(id, code, asked, at, kind, said)| FeedEntry {
                    id: format!("urn:uuid:{id}"),
                    url: format!("{base}/kien-nghi/{code}"),
                    title: format!("{code}: {}", kind.label()),
                    updated: dates::rfc3339(at),
                    summary: if said.is_empty() {
                        text::truncate_words(&asked, 300)
                    } else {
                        format!("{}. {said}", text::truncate_words(&asked, 300))
                    },
                })
                .collect();
            let updated = entries.first().map(|entry| entry.updated.clone());
            let feed = Feed {
                author: council.name,
                updated: updated.unwrap_or_else(|| dates::rfc3339(dates::midnight(ctx.today))),
                base,
                entries,
            };
            let body = feed.render().map_err(|error| Problem::Internal(error.to_string()))?;
            Ok(Answer::text("application/atom+xml; charset=utf-8", body))
        })
        .await
}

fn query(name: &str, description: &str, example: &str) -> Value {
    json!({ "name": name, "in": "query", "required": false, "description": description, "schema": { "type": "string" }, "example": example })
}

fn filters() -> Vec<Value> {
    vec![
        query(
            "nhom",
            "Tình trạng: tat-ca, dang-mo, dang-giai-quyet, qua-han, cho-danh-gia, theo-doi, da-ket-thuc",
            "qua-han",
        ),
        query("q", "Từ trong nội dung, có dấu hay không dấu", "đường"),
        query("linh-vuc", "Lĩnh vực", "transport"),
        query("tham-quyen", "Thẩm quyền", "district"),
        query("co-quan", "Cơ quan giải quyết, theo id", ""),
        query("noi", "Đơn vị của cử tri, theo id", ""),
    ]
}

/// One petition as JSON has it.
fn petition_schema() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    json!({
        "type": "object",
        "required": ["code", "href", "text", "area", "received", "state"],
        "properties": {
            "code": text, "href": text, "text": text, "area": text, "place": text, "source": text,
            "received": { "type": "string", "format": "date" },
            "competence_level": some_text, "sector": some_text, "lead": text, "state": text,
            "forwarded": day, "due": day, "answered": day, "answer": some_text,
            "answer_document": some_text, "outcome": some_text, "promised": day, "closed": day,
            "confirmed": some_text, "times_raised": { "type": "integer", "minimum": 1 }
        }
    })
}

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let page = || says("text/html", "Trang", text.clone());
    let code = || json!({ "name": "code", "in": "path", "required": true, "schema": { "type": "string" }, "description": "Mã; thêm .json để lấy dữ liệu", "example": "KN-2020-0021-0" });
    let token = || json!({ "name": "token", "in": "path", "required": true, "schema": { "type": "string" } });
    let mut one = page();
    one["200"]["content"]["application/json"] = json!({ "schema": petition_schema() });
    one["404"] = json!({ "description": "Không có kiến nghị công khai nào với mã này" });
    let form = |id: &str, summary: &str| json!({ "operationId": id, "summary": summary, "description": "Biểu mẫu của trang; phải có mã csrf của chính trang đó", "responses": page() });
    let mut send = get("petitionForm", "Trang gửi kiến nghị, không cần tài khoản", json!([]), page());
    send["post"] = form("sendPetition", "Gửi kiến nghị");
    let mut look_up = get("lookUpForm", "Trang tra cứu theo mã", json!([]), page());
    look_up["post"] = form("lookUp", "Tra cứu theo mã kiến nghị hoặc mã biên nhận");
    let mut answer = get("answerLink", "Trang trả lời qua đường dẫn Văn phòng gửi", vec![token()], page());
    answer["post"] = form("answerOne", "Trả lời một kiến nghị");
    answer["parameters"] = json!([token()]);
    let mut list = filters();
    list.push(query("sau", "Vị trí trang sau, lấy từ trường next", ""));
    json!({
        "/kien-nghi": get("petitionsPage", "Danh sách kiến nghị cử tri", filters(), page()),
        "/kien-nghi.json": get("petitions", "Kiến nghị cử tri công khai", list, says("application/json", "Một trang, kèm tổng số và trang sau", json!({
            "type": "object",
            "required": ["total", "items", "next"],
            "properties": {
                "total": { "type": "integer" },
                "items": { "type": "array", "items": petition_schema() },
                "next": { "type": ["string", "null"] }
            }
        }))),
        "/kien-nghi.csv": get("petitionsCsv", "Biểu tổng hợp kiến nghị", filters(), says("text/csv", "CSV UTF-8", text.clone())),
        "/kien-nghi.xlsx": get("petitionsWorkbook", "Biểu tổng hợp kiến nghị", filters(), workbook()),
        "/kien-nghi.atom": get("petitionsFeed", "Diễn biến mới của kiến nghị", json!([]), says("application/atom+xml", "Atom 1.0", text.clone())),
        "/kien-nghi/ai-de-cu-tri-cho": get("waiting", "Ai để cử tri chờ, khi Thường trực HĐND công khai", json!([]), page()),
        "/kien-nghi/gui": send,
        "/kien-nghi/tra-cuu": get("oldLookUp", "Địa chỉ cũ, chuyển đến /tra-cuu", json!([]), page()),
        "/tra-cuu": look_up,
        "/kien-nghi/{code}": get("petition", "Một kiến nghị", vec![code()], one),
        "/tiep-xuc-cu-tri": get("voterMeetings", "Lịch và kết quả tiếp xúc cử tri", json!([]), page()),
        "/tiep-xuc-cu-tri.xlsx": get("voterMeetingsWorkbook", "Các cuộc tiếp xúc cử tri", json!([]), workbook()),
        "/tiep-xuc-cu-tri.csv": get("voterMeetingsCsv", "Các cuộc tiếp xúc cử tri", json!([]), says("text/csv", "CSV UTF-8", text.clone())),
        "/tiep-xuc-cu-tri.atom": get("voterMeetingsFeed", "Các cuộc tiếp xúc cử tri, mới nhất trước", json!([]), says("application/atom+xml", "Atom 1.0", text.clone())),
        "/tra-loi/{token}": answer,
        "/tra-loi/{token}/bang": { "post": form("answerMany", "Trả lời nhiều kiến nghị bằng bảng"), "parameters": [token()] },
        "/tra-loi/{token}/bieu.xlsx": get("answerSheet", "Biểu trả lời", vec![token()], workbook())
    })
}
