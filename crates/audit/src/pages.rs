//! The office's journal, and the public log's files.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::{Access, Answer, Form, Problem, Routes, Shell, Visit};

use crate::store::{self, Filter, Line};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/nhat-ky", journal)
        .get(Access::Public, "/checkpoint", checkpoint)
        .get(Access::Public, "/tile/{*path}", tile)
}

#[derive(Template)]
#[template(path = "audit/journal.html")]
struct JournalPage {
    shell: Shell,
    form: Form,
    lines: Vec<Shown>,
    older: Option<String>,
    total: String,
    areas: Vec<(String, String)>,
}

struct Shown {
    line: Line,
    at: String,
    action: String,
}

const LINES_MAX: i64 = 100;

async fn journal(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let everything = ctx.actor.role == kernel::Role::Administrator;
            if !(everything || ctx.actor.role.is_office() || ctx.actor.role.is_leadership()) {
                return Err(Problem::NotFound);
            }
            let filter = Filter {
                action: Some(form.value("viec").to_owned()).filter(|action| !action.is_empty()),
                actor: Some(form.value("nguoi").trim().to_owned()).filter(|name| !name.is_empty()),
                from: form.take_date_or_none("tu", ctx.today),
                to: form.take_date_or_none("den", ctx.today),
                subject_id: Some(form.value("ban-ghi").to_owned()).filter(|id| !id.is_empty()),
                before: form.value("truoc").parse().ok(),
            };
            let council = if everything { None } else { ctx.actor.council };
            let found = store::lines(ctx.tx, council, &filter, LINES_MAX)?;
            let older = found
                .last()
                .filter(|_| i64::try_from(found.len()) == Ok(LINES_MAX))
                .map(|last| older_path(&form, last.seq));
            let lines = found
                .into_iter()
                .map(|line| Shown {
                    at: dates::print_time(line.at_ms),
                    action: action_label(&line.action),
                    line,
                })
                .collect();
            let db::One((total,)) = store::count_all(ctx.tx)?;
            let shell = ctx
                .shell("Nhật ký")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Nhật ký", "/lam-viec/nhat-ky")
                .with_faults_of(&form);
            Answer::page(&JournalPage {
                shell,
                form,
                lines,
                older,
                total: kernel::numbers::print_integer(total),
                areas: areas(),
            })
        })
        .await
}

fn older_path(form: &Form, before: i64) -> String {
    let mut path = format!("/lam-viec/nhat-ky?truoc={before}");
    for name in ["viec", "nguoi", "tu", "den", "ban-ghi"] {
        let value = form.value(name);
        if !value.is_empty() {
            path.push('&');
            path.push_str(name);
            path.push('=');
            path.push_str(&kernel::text::percent_encoded(value));
        }
    }
    path
}

/// The areas of deeds, for the filter.
const AREAS: &[(&str, &str)] = &[
    ("", "Mọi việc"),
    ("briefing.", "Giao ban"),
    ("follow.", "Theo dõi, đôn đốc"),
    ("petition.", "Kiến nghị cử tri"),
    ("reception.", "Tiếp công dân"),
    ("visit.", "Lượt tiếp công dân"),
    ("voter_meeting.", "Tiếp xúc cử tri"),
    ("letter.", "Đơn thư"),
    ("document.", "Văn bản đi"),
    ("report.", "Số liệu báo cáo"),
    ("session.", "Kỳ họp"),
    ("resolution.", "Nghị quyết"),
    ("news.", "Tin bài"),
    ("directory.", "Đơn vị, cơ quan, người"),
    ("account.", "Tài khoản"),
    ("file.", "Tệp đính kèm"),
    ("law.", "Quy tắc riêng"),
    ("webhook.", "Gửi tin ra ngoài"),
    ("api_key.", "Khóa API"),
];

fn areas() -> Vec<(String, String)> {
    AREAS.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect()
}

/// "briefing.invite" in the office's words: the area, and the verb.
fn action_label(action: &str) -> String {
    let (area, verb) = action.split_once('.').unwrap_or((action, ""));
    let area = AREAS
        .iter()
        .find(|(prefix, _)| prefix.trim_end_matches('.') == area)
        .map_or(area, |(_, label)| *label);
    let verb = match verb {
        "accept" => "tiếp nhận",
        "accepted" => "ghi cơ quan thụ lý",
        "add" | "create" | "make" => "lập mới",
        "bind" => "gắn với nơi đăng nhập một lần",
        "provider_off" => "đặt nơi đăng nhập một lần, đang tắt",
        "provider_on" => "đặt nơi đăng nhập một lần",
        "sign_in_email" => "ghi thư điện tử để đăng nhập một lần",
        "unbind" => "bỏ gắn với nơi đăng nhập một lần",
        "again" => "gửi lại",
        "agree" => "cử tri đồng tình",
        "aggregate" => "lập báo cáo tổng hợp",
        "allow" => "cho phép máy nhận tin",
        "answer" => "trả lời",
        "assess" => "đánh giá kết quả",
        "assign" => "giao việc",
        "attend" => "điểm danh",
        "call" => "phát hành giấy mời, mở biểu báo cáo",
        "cancel" => "hủy",
        "carry" => "chuyển kỳ sau",
        "change" => "sửa",
        "clear" => "tháo gỡ",
        "classify" => "phân loại",
        "close" => "kết thúc",
        "conclude" => "ra thông báo kết luận",
        "confirm" => "nơi kiến nghị xác nhận",
        "convene" => "triệu tập",
        "disallow" => "bỏ máy nhận tin",
        "decide" => "quyết định xử lý",
        "decide_extension" => "quyết định gia hạn",
        "destroy" => "tiêu hủy",
        "dispute" => "đề nghị xem lại",
        "draft" => "lưu nháp",
        "enter" => "nhập số liệu",
        "escalate" => "chuyển bước đôn đốc",
        "extend" => "xin gia hạn",
        "forward" => "chuyển",
        "hold" if area == "Tiếp xúc cử tri" => "ghi kết quả",
        "hold" if area == "Tiếp công dân" => "ghi đã tiếp",
        "post" => "đăng lịch",
        "notice" => "lập thông báo kết luận",
        "read" => "mở nội dung niêm phong",
        "leave" => "ghi kết quả tiếp",
        "settle" => "ghi kết quả giải quyết",
        "inform" => "báo công dân",
        "ping" => "gửi tin thử",
        "renew" => "đổi khóa ký",
        "refuse" => "thông báo từ chối",
        "slip" => "in phiếu",
        "hold" => "khai mạc",
        "import" => "nhập bảng, danh mục",
        "undo_import" => "hoàn tác đợt nhập",
        "invite" => "mời",
        "issue" => "phát hành",
        "link" => "liên kết",
        "make_link" => "lập đường dẫn trả lời",
        "revoke_link" => "thu hồi đường dẫn trả lời",
        "publish_waiting" => "công khai ai để cử tri chờ",
        "withdraw_waiting" => "thôi công khai ai để cử tri chờ",
        "merge" => "gộp",
        "note" if area == "Đơn thư" => "ghi chú",
        "note" => "ghi ý kiến",
        "object" => "cử tri chưa đồng tình",
        "open" => "mở",
        "pause" => "ghi tạm đình chỉ",
        "plan" => "lập kế hoạch",
        "override" => "đặt quy tắc riêng",
        "postpone" => "hoãn",
        "progress" => "cập nhật tiến độ",
        "propose" => "đề xuất xử lý",
        "publish" => "đăng",
        "raise" => "nêu khó khăn",
        "record" => "ghi",
        "register" => "vào sổ",
        "remark" => "ghi là ý kiến",
        "repeat" => "ghi là kiến nghị lại",
        "screen" => "kiểm tra điều kiện",
        "send" => "nhận qua cổng",
        "send_back" if area == "Đơn thư" => "đề nghị xem lại",
        "send_back" => "đề nghị trả lời lại",
        "set_aside" => "không thụ lý",
        "recall" => "thu hồi",
        "remind" => "đôn đốc",
        "remove" => "bỏ",
        "reopen" => "mở lại",
        "reply" => "trả lời giấy mời",
        "resume" => "ghi tiếp tục giải quyết",
        "return" => "trả lại",
        "revoke" if area == "Khóa API" => "thu hồi",
        "revoke" => "thu hồi phiên đăng nhập",
        "sign_in" => "đăng nhập",
        "sign_out" => "đăng xuất",
        "split" => "tách đơn",
        "submit" => "nộp",
        "suspend" => "khóa",
        "transfer" => "chuyển giao đơn vị kế thừa",
        "undo" => "hoàn tác",
        "uphold" => "giữ nguyên",
        "withdraw" if area == "Đơn thư" => "ghi rút đơn",
        "withdraw" => "gỡ",
        other => other,
    };
    format!("{area}: {verb}")
}

/// The newest signed checkpoint, as C2SP tlog-tiles has it.
async fn checkpoint(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let note = crate::latest_note(ctx.tx)?.ok_or(Problem::NotFound)?;
            Ok(Answer::text("text/plain; charset=utf-8", note))
        })
        .await
}

/// A tile of hashes: only what a checkpoint already covers.
async fn tile(visit: Visit, Path(path): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let tile: ledger::Tile = format!("tile/{path}").parse().map_err(|_| Problem::NotFound)?;
            let note = crate::latest_note(ctx.tx)?.ok_or(Problem::NotFound)?;
            let size: i64 = note.lines().nth(1).and_then(|line| line.parse().ok()).unwrap_or(0);
            let leaves = store::leaves(ctx.tx, 0, size)?
                .into_iter()
                .map(|(bytes,)| crate::entry::hash_of(&bytes))
                .collect::<db::Result<Vec<_>>>()?;
            let bytes = tile.bytes(&leaves).ok_or(Problem::NotFound)?;
            Ok(Answer::inline(bytes, "application/octet-stream"))
        })
        .await
}
