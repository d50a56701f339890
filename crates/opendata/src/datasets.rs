//! The data sets: each kind of record as a table, whole, with the same rows as the public pages.

use std::collections::HashMap;
use std::fmt::Display;
use std::str::FromStr;

use kernel::{BriefingId, Date, Instant, OversightId, PersonId, SessionId, dates};
use kit::{Ctx, Problem};
use papers::{Cell, Column, Table};
use serde_json::{Map, Value, json};

use crate::oparl::make::{self, Course};
use crate::world::World;

/// Rows of one file; a longer set goes on at another address.
pub(crate) const ROWS_MAX: usize = 20_000;
/// Records read in one go.
const CHUNK: i64 = 1_000;
/// Sessions whose agendas are read in one go.
const SESSIONS: i64 = 100;

/// Rows of a set, and the record after which it goes on.
pub(crate) struct Rows {
    pub(crate) cells: Vec<Vec<Cell>>,
    pub(crate) next: Option<String>,
}

type Read = fn(&mut Ctx<'_>, &World, Option<&str>) -> Result<Rows, Problem>;

/// A data set.
pub(crate) struct Dataset {
    /// In its address: "nghi-quyet".
    pub(crate) key: &'static str,
    /// "Nghị quyết".
    pub(crate) title: &'static str,
    /// What a row is.
    pub(crate) about: &'static str,
    /// Where the same stands as pages.
    pub(crate) page: &'static str,
    /// The name of each column in JSON, and its heading.
    pub(crate) columns: &'static [(&'static str, &'static str)],
    read: Read,
}

/// All of them.
pub(crate) const DATASETS: &[Dataset] = &[
    Dataset {
        key: "ky-hop",
        title: "Kỳ họp",
        about: "mỗi dòng là một kỳ họp đã công khai",
        page: "/ky-hop",
        columns: &[
            ("id", "Mã bản ghi"),
            ("council", "Hội đồng nhân dân"),
            ("label", "Kỳ họp"),
            ("kind", "Loại"),
            ("title", "Tên gọi"),
            ("opened_on", "Khai mạc"),
            ("closed_on", "Bế mạc"),
            ("place", "Nơi họp"),
            ("state", "Tình trạng"),
            ("summary", "Tóm tắt"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: sessions,
    },
    Dataset {
        key: "noi-dung-ky-hop",
        title: "Nội dung chương trình kỳ họp",
        about: "mỗi dòng là một nội dung họp công khai, với giờ bắt đầu và kết thúc",
        page: "/ky-hop",
        columns: &[
            ("id", "Mã bản ghi"),
            ("session_id", "Mã kỳ họp"),
            ("session", "Kỳ họp"),
            ("number", "Thứ tự"),
            ("kind", "Loại"),
            ("title", "Nội dung"),
            ("presenter", "Người trình bày"),
            ("started_at", "Bắt đầu"),
            ("ended_at", "Kết thúc"),
            ("url", "Địa chỉ"),
        ],
        read: items,
    },
    Dataset {
        key: "bieu-quyet",
        title: "Biểu quyết",
        about: "mỗi dòng là một lần biểu quyết đã kết thúc, của nội dung họp công khai",
        page: "/ky-hop",
        columns: &[
            ("id", "Mã bản ghi"),
            ("session_id", "Mã kỳ họp"),
            ("session", "Kỳ họp"),
            ("number", "Số"),
            ("title", "Về việc"),
            ("decision", "Quyết định"),
            ("method", "Hình thức"),
            ("closed_at", "Kết thúc"),
            ("delegates", "Tổng số đại biểu"),
            ("present", "Có mặt"),
            ("needed", "Cần"),
            ("yes", "Tán thành"),
            ("no", "Không tán thành"),
            ("not_voting", "Không biểu quyết"),
            ("passed", "Thông qua"),
            ("law", "Căn cứ"),
            ("url", "Địa chỉ"),
        ],
        read: polls,
    },
    Dataset {
        key: "phieu-cong-khai",
        title: "Ai biểu quyết thế nào",
        about: "mỗi dòng là một đại biểu trong một lần biểu quyết mà HĐND công khai theo tên; không có phiếu kín",
        page: "/dai-bieu",
        columns: &[
            ("poll_id", "Mã lần biểu quyết"),
            ("session", "Kỳ họp"),
            ("title", "Về việc"),
            ("person_id", "Mã đại biểu"),
            ("person", "Đại biểu"),
            ("choice", "Lựa chọn"),
        ],
        read: ballots,
    },
    Dataset {
        key: "diem-danh",
        title: "Điểm danh kỳ họp",
        about: "mỗi dòng là một đại biểu trong một kỳ họp đã khai mạc",
        page: "/dai-bieu",
        columns: &[
            ("session_id", "Mã kỳ họp"),
            ("session", "Kỳ họp"),
            ("person_id", "Mã đại biểu"),
            ("person", "Đại biểu"),
            ("presence", "Có mặt"),
        ],
        read: roll,
    },
    Dataset {
        key: "nghi-quyet",
        title: "Nghị quyết",
        about: "mỗi dòng là một nghị quyết, với toàn văn",
        page: "/nghi-quyet",
        columns: &[
            ("id", "Mã bản ghi"),
            ("council", "Hội đồng nhân dân"),
            ("number", "Số, ký hiệu"),
            ("title", "Trích yếu"),
            ("series", "Loại"),
            ("session_id", "Mã kỳ họp"),
            ("adopted_on", "Thông qua"),
            ("signed_on", "Ký"),
            ("effective_on", "Hiệu lực từ"),
            ("expired_on", "Hết hiệu lực từ"),
            ("force", "Hiệu lực"),
            ("text", "Toàn văn"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
            ("akn_url", "Akoma Ntoso"),
        ],
        read: resolutions,
    },
    Dataset {
        key: "tai-lieu-ky-hop",
        title: "Tài liệu kỳ họp",
        about: "mỗi dòng là một tài liệu đã gửi đại biểu và công khai",
        page: "/ky-hop",
        columns: &[
            ("id", "Mã bản ghi"),
            ("session_id", "Mã kỳ họp"),
            ("session", "Kỳ họp"),
            ("item_id", "Mã nội dung"),
            ("kind", "Loại"),
            ("title", "Tên"),
            ("owed_by", "Cơ quan trình"),
            ("version", "Bản"),
            ("due_on", "Hạn gửi"),
            ("sent_on", "Đã gửi"),
            ("addendum", "Bổ sung"),
            ("files", "Tệp"),
            ("url", "Địa chỉ"),
        ],
        read: papers,
    },
    Dataset {
        key: "kien-nghi",
        title: "Kiến nghị cử tri",
        about: "mỗi dòng là một kiến nghị; không có tên, địa chỉ của cử tri",
        page: "/kien-nghi",
        columns: &[
            ("id", "Mã bản ghi"),
            ("code", "Mã"),
            ("text", "Nội dung"),
            ("area_id", "Mã đơn vị"),
            ("area", "Đơn vị hành chính"),
            ("place", "Thôn, tổ"),
            ("source", "Nguồn"),
            ("received_on", "Ngày tiếp nhận"),
            ("competence", "Thẩm quyền"),
            ("sector", "Lĩnh vực"),
            ("lead", "Cơ quan trả lời"),
            ("state", "Tình trạng"),
            ("due_on", "Hạn trả lời"),
            ("answered_on", "Ngày trả lời"),
            ("answer", "Trả lời"),
            ("answer_document", "Văn bản trả lời"),
            ("outcome", "Kết quả"),
            ("promised_on", "Hẹn xong"),
            ("closed_on", "Kết thúc"),
            ("times", "Số lần nêu"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: petitions,
    },
    Dataset {
        key: "tiep-xuc-cu-tri",
        title: "Tiếp xúc cử tri",
        about: "mỗi dòng là một cuộc tiếp xúc sắp tới hoặc đã diễn ra",
        page: "/tiep-xuc-cu-tri",
        columns: &[
            ("id", "Mã bản ghi"),
            ("kind", "Hình thức"),
            ("held_on", "Ngày"),
            ("starts", "Giờ"),
            ("place", "Nơi"),
            ("area_id", "Mã đơn vị"),
            ("topic", "Chuyên đề"),
            ("state", "Tình trạng"),
            ("voters", "Số cử tri dự"),
            ("demonstration", "Dữ liệu minh họa"),
        ],
        read: voter_meetings,
    },
    Dataset {
        key: "chat-van",
        title: "Chất vấn",
        about: "mỗi dòng là một chất vấn công khai, với câu trả lời",
        page: "/chat-van",
        columns: &[
            ("id", "Mã bản ghi"),
            ("code", "Mã"),
            ("asked_on", "Ngày chất vấn"),
            ("person_id", "Mã đại biểu"),
            ("person", "Đại biểu"),
            ("addressee", "Người bị chất vấn"),
            ("text", "Nội dung"),
            ("state", "Tình trạng"),
            ("due_on", "Hạn trả lời"),
            ("answered_on", "Ngày trả lời"),
            ("answer", "Trả lời"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: questions,
    },
    Dataset {
        key: "giam-sat",
        title: "Giám sát, khảo sát",
        about: "mỗi dòng là một cuộc giám sát, khảo sát",
        page: "/giam-sat",
        columns: &[
            ("id", "Mã bản ghi"),
            ("code", "Mã"),
            ("kind", "Loại"),
            ("title", "Nội dung"),
            ("scope", "Phạm vi"),
            ("by", "Chủ thể"),
            ("planned_from", "Dự kiến từ"),
            ("planned_to", "Dự kiến đến"),
            ("state", "Tình trạng"),
            ("decided_on", "Quyết định"),
            ("reported_on", "Báo cáo"),
            ("concluded_on", "Kết luận ngày"),
            ("conclusion", "Kết luận"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: oversights,
    },
    Dataset {
        key: "kien-nghi-giam-sat",
        title: "Kiến nghị sau giám sát",
        about: "mỗi dòng là một kiến nghị của đoàn giám sát với một cơ quan",
        page: "/giam-sat",
        columns: &[
            ("id", "Mã bản ghi"),
            ("oversight", "Mã giám sát"),
            ("text", "Kiến nghị"),
            ("lead", "Cơ quan thực hiện"),
            ("issued_on", "Ngày kiến nghị"),
            ("due_on", "Hạn đã giao"),
        ],
        read: recommendations,
    },
    Dataset {
        key: "giai-trinh",
        title: "Phiên giải trình",
        about: "mỗi dòng là một phiên giải trình công khai",
        page: "/giai-trinh",
        columns: &[
            ("id", "Mã bản ghi"),
            ("code", "Mã"),
            ("title", "Nội dung"),
            ("held_on", "Ngày"),
            ("place", "Nơi"),
            ("state", "Tình trạng"),
            ("concluded_on", "Kết luận ngày"),
            ("conclusion", "Kết luận"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: hearings,
    },
    Dataset {
        key: "hop",
        title: "Phiên họp Thường trực, Ban, Tổ",
        about: "mỗi dòng là một phiên họp có trong lịch công khai: ngày, giờ, nơi, tên, cơ quan",
        page: "/lich",
        columns: &[
            ("id", "Mã bản ghi"),
            ("body_id", "Mã cơ quan"),
            ("body", "Cơ quan"),
            ("title", "Tên"),
            ("held_on", "Ngày"),
            ("starts_at", "Giờ"),
            ("place", "Nơi"),
            ("demonstration", "Dữ liệu minh họa"),
        ],
        read: body_meetings,
    },
    Dataset {
        key: "giao-ban",
        title: "Hội nghị giao ban",
        about: "mỗi dòng là một hội nghị đã ra thông báo kết luận",
        page: "/giao-ban",
        columns: &[
            ("id", "Mã bản ghi"),
            ("period", "Kỳ"),
            ("title", "Tên"),
            ("held_on", "Ngày"),
            ("starts_at", "Giờ"),
            ("place", "Nơi"),
            ("topic", "Chuyên đề"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: briefings,
    },
    Dataset {
        key: "ket-luan-giao-ban",
        title: "Kết luận giao ban",
        about: "mỗi dòng là một kết luận công khai của hội nghị giao ban",
        page: "/giao-ban",
        columns: &[
            ("id", "Mã bản ghi"),
            ("period", "Kỳ"),
            ("number", "Thứ tự"),
            ("text", "Kết luận"),
            ("lead", "Cơ quan thực hiện"),
            ("due", "Thời hạn"),
        ],
        read: conclusions,
    },
    Dataset {
        key: "viec-theo-doi",
        title: "Việc theo dõi",
        about: "mỗi dòng là một việc công khai: ai nợ ai việc gì, hạn nào, tới đâu",
        page: "/viec-theo-doi",
        columns: &[
            ("id", "Mã bản ghi"),
            ("code", "Mã"),
            ("text", "Việc"),
            ("asker", "Cơ quan giao"),
            ("lead", "Cơ quan thực hiện"),
            ("source", "Từ"),
            ("origin_on", "Ngày giao"),
            ("due_on", "Hạn"),
            ("state", "Tình trạng"),
            ("result", "Kết quả"),
            ("closed_on", "Kết thúc"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: follow_ups,
    },
    Dataset {
        key: "tin-tuc",
        title: "Tin tức",
        about: "mỗi dòng là một tin đã đăng",
        page: "/tin-tuc",
        columns: &[
            ("id", "Mã bản ghi"),
            ("title", "Tiêu đề"),
            ("summary", "Tóm tắt"),
            ("category", "Chuyên mục"),
            ("published_at", "Đăng lúc"),
            ("updated_at", "Sửa lúc"),
            ("author", "Nguồn"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: news,
    },
    Dataset {
        key: "co-quan",
        title: "Cơ quan",
        about: "mỗi dòng là một cơ quan, cả cơ quan đã giải thể",
        page: "/hoi-dong",
        columns: &[
            ("id", "Mã bản ghi"),
            ("name", "Tên"),
            ("short_name", "Tên gọn"),
            ("kind", "Loại"),
            ("area_id", "Mã đơn vị"),
            ("parent_id", "Thuộc"),
            ("founded_on", "Thành lập"),
            ("dissolved_on", "Không còn từ"),
            ("url", "Địa chỉ"),
        ],
        read: organizations,
    },
    Dataset {
        key: "dai-bieu",
        title: "Đại biểu, người giữ chức vụ",
        about: "mỗi dòng là một người đang hoặc đã giữ chức vụ công khai",
        page: "/dai-bieu",
        columns: &[
            ("id", "Mã bản ghi"),
            ("name", "Họ và tên"),
            ("demonstration", "Dữ liệu minh họa"),
            ("url", "Địa chỉ"),
        ],
        read: persons,
    },
    Dataset {
        key: "chuc-vu",
        title: "Chức vụ",
        about: "mỗi dòng là một chức vụ của một người, từ ngày nào đến ngày nào",
        page: "/dai-bieu",
        columns: &[
            ("id", "Mã bản ghi"),
            ("person_id", "Mã người"),
            ("person", "Họ và tên"),
            ("organization_id", "Mã cơ quan"),
            ("organization", "Cơ quan"),
            ("post", "Chức vụ"),
            ("label", "Tên chức vụ"),
            ("started_on", "Từ ngày"),
            ("ended_on", "Đến ngày"),
            ("full_time", "Chuyên trách"),
        ],
        read: memberships,
    },
    Dataset {
        key: "don-vi-hanh-chinh",
        title: "Đơn vị hành chính",
        about: "mỗi dòng là một đơn vị có cơ quan trong hệ thống, trong thời gian tồn tại",
        page: "/hoi-dong",
        columns: &[
            ("id", "Mã bản ghi"),
            ("code", "Mã đơn vị"),
            ("name", "Tên"),
            ("kind", "Loại"),
            ("parent_id", "Thuộc"),
            ("valid_from", "Từ ngày"),
            ("valid_to", "Đến ngày"),
            ("url", "Địa chỉ"),
        ],
        read: areas,
    },
];

/// The set with this key.
pub(crate) fn dataset(key: &str) -> Option<&'static Dataset> {
    DATASETS.iter().find(|one| one.key == key)
}

impl Dataset {
    /// Rows from a record on, at most as many as a file holds and a few.
    pub(crate) fn rows(
        &self,
        ctx: &mut Ctx<'_>,
        world: &World,
        after: Option<&str>,
    ) -> Result<Rows, Problem> {
        let mut whole = Rows { cells: Vec::new(), next: after.map(str::to_owned) };
        loop {
            let some = (self.read)(ctx, world, whole.next.as_deref())?;
            whole.cells.extend(some.cells);
            whole.next = some.next;
            if whole.next.is_none() || ROWS_MAX <= whole.cells.len() {
                return Ok(whole);
            }
        }
    }

    /// The rows as a table.
    pub(crate) fn table(&self, rows: Vec<Vec<Cell>>) -> Table {
        Table {
            caption: String::new(),
            columns: self.columns.iter().map(|(_, heading)| Column::left(*heading, 1)).collect(),
            rows,
            notes: Vec::new(),
        }
    }

    /// The rows as objects; what is empty is null.
    pub(crate) fn objects(&self, rows: Vec<Vec<Cell>>) -> Vec<Value> {
        rows.into_iter()
            .map(|cells| {
                let fields: Map<String, Value> = self
                    .columns
                    .iter()
                    .zip(cells)
                    .map(|((name, _), cell)| ((*name).to_owned(), value(cell)))
                    .collect();
                Value::Object(fields)
            })
            .collect()
    }
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Number(number) => json!(number),
        Cell::Date(on) => json!(dates::iso(on)),
        Cell::Text(words) if words.is_empty() => Value::Null,
        Cell::Text(words) => json!(words),
        Cell::Percent { .. } | Cell::Gap(_) => Value::Null,
    }
}

fn say(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

/// A day as `2020-10-15`: every program reads it in the same way.
fn day(on: Option<Date>) -> Cell {
    say(on.map(dates::iso).unwrap_or_default())
}

fn at(moment: Option<Instant>) -> Cell {
    say(moment.map(dates::rfc3339).unwrap_or_default())
}

fn number(count: Option<i64>) -> Cell {
    count.map_or_else(|| say(""), Cell::Number)
}

fn yes(is_so: bool) -> Cell {
    say(if is_so { "có" } else { "không" })
}

fn id(one: impl Display) -> Cell {
    say(one.to_string())
}

fn some_id(one: Option<impl Display>) -> Cell {
    say(one.map(|one| one.to_string()).unwrap_or_default())
}

fn parsed<I: FromStr>(after: Option<&str>) -> Result<Option<I>, Problem> {
    after.map(|id| id.parse().map_err(|_| Problem::NotFound)).transpose()
}

fn rows_of<R, I: Display>(found: &[R], most: i64, key: impl Fn(&R) -> I, cells: Vec<Vec<Cell>>) -> Rows {
    let next =
        found.last().filter(|_| i64::try_from(found.len()) == Ok(most)).map(|last| key(last).to_string());
    Rows { cells, next }
}

fn sessions(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = ::sessions::open_data::published(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(world.name(one.council_id)),
                say(one.label()),
                say(one.kind.label()),
                say(&one.title),
                day(Some(one.opened_on)),
                day(one.closed_on),
                say(&one.place),
                say(one.standing()),
                say(&one.summary),
                yes(one.is_demonstration),
                say(world.page(&world.sessions.of(one))),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

/// Public sessions with their agendas and votes.
fn courses(ctx: &mut Ctx<'_>, after: Option<&str>) -> Result<(Vec<::sessions::Session>, Course), Problem> {
    let found = ::sessions::open_data::published(ctx.tx, None, parsed(after)?, SESSIONS)?;
    let course = Course::load(ctx.tx, &found)?;
    Ok((found, course))
}

fn items(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let (found, course) = courses(ctx, after)?;
    let mut cells = Vec::new();
    for session in &found {
        let address = world.page(&format!("{}/dien-bien", world.sessions.of(session)));
        for (item, place) in course.items(session.id).iter().zip(1..).filter(|(item, _)| !item.is_closed) {
            cells.push(vec![
                id(item.id),
                id(session.id),
                say(session.label()),
                Cell::Number(place),
                say(item.kind.label()),
                say(&item.title),
                say(&item.presenter),
                at(item.started_ms),
                at(item.ended_ms),
                say(&address),
            ]);
        }
    }
    Ok(rows_of(&found, SESSIONS, |one| one.id, cells))
}

fn polls(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let (found, course) = courses(ctx, after)?;
    let mut cells = Vec::new();
    for session in &found {
        for poll in course.polls(session.id) {
            let is_rating = poll.rating.is_some();
            let passed = poll.is_passed.filter(|_| !is_rating);
            cells.push(vec![
                id(poll.id),
                id(session.id),
                say(session.label()),
                Cell::Number(poll.number),
                say(&poll.title),
                say(poll.what()),
                say(poll.method.label()),
                at(poll.closed_ms),
                Cell::Number(poll.total),
                Cell::Number(poll.present),
                number(Some(poll.needed).filter(|_| !is_rating)),
                number(poll.yes),
                number(poll.no),
                number(poll.not_voting),
                passed.map_or_else(|| say(""), yes),
                say(&poll.law),
                say(world.page(&poll.path())),
            ]);
        }
    }
    Ok(rows_of(&found, SESSIONS, |one| one.id, cells))
}

/// The names of persons.
fn names(ctx: &mut Ctx<'_>, mut ids: Vec<PersonId>) -> db::Result<HashMap<PersonId, String>> {
    ids.sort_unstable();
    ids.dedup();
    let mut names = HashMap::new();
    for some in ids.chunks(500) {
        names.extend(directory::persons_by_name(ctx.tx, some)?);
    }
    Ok(names)
}

fn ballots(ctx: &mut Ctx<'_>, _: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let (found, course) = courses(ctx, after)?;
    let all = || found.iter().flat_map(|one| course.polls(one.id).iter().map(move |poll| (one, poll)));
    let who = all().flat_map(|(_, poll)| course.ballots(poll.id).iter().map(|(person, _)| *person)).collect();
    let names = names(ctx, who)?;
    let mut cells = Vec::new();
    for (session, poll) in all() {
        for (person, choice) in course.ballots(poll.id) {
            cells.push(vec![
                id(poll.id),
                say(session.label()),
                say(&poll.title),
                id(person),
                say(names.get(person).map_or("", String::as_str)),
                say(choice.label()),
            ]);
        }
    }
    Ok(rows_of(&found, SESSIONS, |one| one.id, cells))
}

fn roll(ctx: &mut Ctx<'_>, _: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let (found, course) = courses(ctx, after)?;
    let who = found.iter().flat_map(|one| course.roll(one.id).iter().map(|(person, _)| *person)).collect();
    let names = names(ctx, who)?;
    let mut cells = Vec::new();
    for session in found.iter().filter(|one| make::sat(one)) {
        for (person, presence) in course.roll(session.id) {
            cells.push(vec![
                id(session.id),
                say(session.label()),
                id(person),
                say(names.get(person).map_or("", String::as_str)),
                say(presence.label()),
            ]);
        }
    }
    Ok(rows_of(&found, SESSIONS, |one| one.id, cells))
}

fn resolutions(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = ::resolutions::open_data::published(ctx.tx, None, parsed(after)?, CHUNK)?;
    // A session that is not public is not named
    let mut of: Vec<SessionId> = found.iter().filter_map(|one| one.session_id).collect();
    of.sort_unstable();
    of.dedup();
    let mut public = Vec::new();
    for some in of.chunks(500) {
        public.extend(::sessions::open_data::published_among(ctx.tx, some)?.into_iter().map(|one| one.id));
    }
    let cells = found
        .iter()
        .map(|one| {
            let address = world.page(&world.resolutions.of(one));
            vec![
                id(one.id),
                say(world.name(one.council_id)),
                say(&one.number),
                say(&one.title),
                say(::resolutions::Series::of(one.is_normative).label()),
                some_id(one.session_id.filter(|session| public.contains(session))),
                day(Some(one.adopted_on)),
                day(one.signed_on),
                day(one.effective_on),
                day(one.expired_on),
                say(one.force(world.today).label()),
                say(&one.body),
                yes(one.is_demonstration),
                say(&address),
                say(format!("{address}.akn.xml")),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn papers(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = ::sessions::open_data::published(ctx.tx, None, parsed(after)?, SESSIONS)?;
    let ids: Vec<SessionId> = found.iter().map(|one| one.id).collect();
    let cells = dossier::open_data::published(ctx.tx, &ids)?
        .iter()
        .map(|shown| {
            let (one, version) = (&shown.paper, &shown.version);
            let session = found.iter().find(|known| known.id == one.session_id);
            let files: Vec<String> = shown.files.iter().map(|file| world.page(&file.path())).collect();
            let address = session.map(|known| world.page(&format!("{}/tai-lieu", world.sessions.of(known))));
            vec![
                id(one.id),
                id(one.session_id),
                say(session.map(::sessions::Session::label).unwrap_or_default()),
                some_id(one.item_id),
                say(one.kind.label()),
                say(&one.title),
                say(one.owed_by.map(|by| world.name(by)).unwrap_or_default()),
                Cell::Number(version.number),
                day(Some(one.due_on)),
                day(version.sent_on),
                yes(one.is_addendum || version.is_late),
                say(files.join(" ")),
                say(address.unwrap_or_default()),
            ]
        })
        .collect();
    Ok(rows_of(&found, SESSIONS, |one| one.id, cells))
}

fn petitions(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = ::petitions::open_data::published(ctx.tx, None, parsed(after)?, CHUNK)?;
    let mut of: Vec<kernel::AreaId> = found.iter().map(|one| one.area_id).collect();
    of.sort_unstable();
    of.dedup();
    let mut areas = HashMap::new();
    for some in of.chunks(500) {
        areas.extend(directory::areas_of_ids(ctx.tx, some)?.into_iter().map(|one| (one.id, one.name)));
    }
    let cells = found
        .iter()
        .map(|one| {
            let answered = one.outcome.is_some();
            let if_answered = |words: &str| say(if answered { words } else { "" });
            vec![
                id(one.id),
                say(&one.code),
                say(&one.text),
                id(one.area_id),
                say(areas.get(&one.area_id).map_or("", String::as_str)),
                say(&one.place),
                say(one.source.label()),
                day(Some(one.received_on)),
                say(one.level.map_or("", ::petitions::CompetenceLevel::label)),
                say(one.sector.map_or("", ::petitions::Sector::label)),
                say(one.lead_id.map(|lead| world.name(lead)).unwrap_or_default()),
                say(one.state.label()),
                day(one.due_on),
                day(one.answered_on),
                if_answered(&one.answer),
                if_answered(&one.answer_reference),
                say(one.outcome.map_or("", ::petitions::Outcome::label)),
                day(one.promised_on),
                day(one.closed_on),
                Cell::Number(one.times),
                yes(one.is_demonstration),
                say(world.page(&one.public_path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn voter_meetings(ctx: &mut Ctx<'_>, _: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let today = ctx.today;
    let found = ::petitions::open_data::published_meetings(ctx.tx, None, parsed(after)?, today, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(one.kind.label()),
                day(Some(one.held_on)),
                say(&one.starts),
                say(&one.place),
                id(one.area_id),
                say(&one.topic),
                say(one.state.label()),
                number(one.voters),
                yes(one.is_demonstration),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn questions(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = ::questions::open_data::published(ctx.tx, parsed(after)?, CHUNK)?;
    let names = names(ctx, found.iter().map(|one| one.person_id).collect())?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.code),
                day(Some(one.asked_on)),
                id(one.person_id),
                say(names.get(&one.person_id).map_or("", String::as_str)),
                say(&one.addressee),
                say(&one.text),
                say(one.state.label()),
                day(one.due_on),
                day(one.answered_on),
                say(&one.answer),
                yes(one.is_demonstration),
                say(world.page(&one.public_path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn oversights(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = oversight::open_data::published(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.code),
                say(one.kind.label()),
                say(&one.title),
                say(&one.scope),
                say(world.name(one.body_id)),
                day(Some(one.planned_from)),
                day(Some(one.planned_to)),
                say(one.state.label()),
                day(one.decided_on),
                day(one.reported_on),
                day(one.concluded_on),
                say(one.concluded_on.map_or("", |_| &one.conclusion)),
                yes(one.is_demonstration),
                say(world.page(&one.public_path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn recommendations(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = oversight::open_data::published_recommendations(ctx.tx, parsed(after)?, CHUNK)?;
    let mut of: Vec<OversightId> = found.iter().map(|one| one.oversight_id).collect();
    of.sort_unstable();
    of.dedup();
    let mut codes = HashMap::new();
    for some in of.chunks(500) {
        codes.extend(oversight::open_data::many(ctx.tx, some)?.into_iter().map(|one| (one.id, one.code)));
    }
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(codes.get(&one.oversight_id).map_or("", String::as_str)),
                say(&one.text),
                say(world.name(one.lead_id)),
                day(Some(one.issued_on)),
                day(Some(one.due_on)),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn hearings(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = scrutiny::open_data::published(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.code),
                say(&one.title),
                day(Some(one.held_on)),
                say(&one.place),
                say(one.state.label()),
                day(one.concluded_on),
                say(one.concluded_on.map_or("", |_| &one.conclusion)),
                yes(one.is_demonstration),
                say(world.page(&one.public_path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

/// What the public calendar shows of a meeting, and nothing else.
fn body_meetings(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = meetings::open_data::published(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                id(one.body_id),
                say(world.name(one.body_id)),
                say(&one.title),
                day(Some(one.held_on)),
                say(&one.starts_at),
                say(&one.place),
                yes(one.is_demonstration),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn briefings(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = ::briefings::open_data::published(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.period),
                say(&one.title),
                day(Some(one.held_on)),
                say(&one.starts_at),
                say(&one.place),
                say(&one.topic),
                yes(one.is_demonstration),
                say(world.page(&one.public_path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn conclusions(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = ::briefings::open_data::published_conclusions(ctx.tx, parsed(after)?, CHUNK)?;
    let mut of: Vec<BriefingId> = found.iter().map(|one| one.briefing_id).collect();
    of.sort_unstable();
    of.dedup();
    let mut periods = HashMap::new();
    for some in of.chunks(500) {
        periods
            .extend(::briefings::open_data::many(ctx.tx, some)?.into_iter().map(|one| (one.id, one.period)));
    }
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(periods.get(&one.briefing_id).map_or("", String::as_str)),
                Cell::Number(one.place),
                say(&one.text),
                say(one.lead_id.map(|lead| world.name(lead)).unwrap_or_default()),
                say(one.due_words()),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn follow_ups(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = follow::open_data::published(ctx.tx, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.code),
                say(&one.text),
                say(world.name(one.asker_id)),
                say(world.name(one.lead_id)),
                say(&one.source_label),
                day(Some(one.origin_on)),
                day(one.due_on),
                say(one.state.label()),
                say(one.result.map_or("", follow::Result_::label)),
                day(one.closed_on),
                yes(one.is_demonstration),
                say(world.page(&one.public_path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn news(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = portal::open_data::published(ctx.tx, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.title),
                say(&one.summary),
                say(&one.category),
                at(one.published_ms),
                at(Some(one.updated_ms)),
                say(&one.author_name),
                yes(one.is_demonstration),
                say(world.page(&one.public_path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn organizations(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = directory::open_data::organizations(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.name),
                say(&one.short_name),
                say(one.kind.label()),
                id(one.area_id),
                some_id(one.parent_id),
                day(one.founded_on),
                day(one.dissolved_on),
                say(world.page(&format!("/co-quan/{}", one.id))),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn persons(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = directory::open_data::persons(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            let address = world.page(&format!("/dai-bieu/{}", one.id));
            vec![id(one.id), say(&one.name), yes(one.is_demonstration), say(address)]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn memberships(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = directory::open_data::memberships(ctx.tx, None, parsed(after)?, CHUNK)?;
    let names = names(ctx, found.iter().map(|one| one.person_id).collect())?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                id(one.person_id),
                say(names.get(&one.person_id).map_or("", String::as_str)),
                id(one.organization_id),
                say(world.name(one.organization_id)),
                say(one.post.label()),
                say(&one.label),
                day(Some(one.started_on)),
                day(one.ended_on),
                yes(one.is_full_time),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

fn areas(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Rows, Problem> {
    let found = directory::open_data::areas(ctx.tx, None, parsed(after)?, CHUNK)?;
    let cells = found
        .iter()
        .map(|one| {
            vec![
                id(one.id),
                say(&one.code),
                say(&one.name),
                say(one.kind.label()),
                some_id(one.parent_id),
                day(Some(one.valid_from)),
                day(one.valid_to),
                say(world.page(&one.path())),
            ]
        })
        .collect();
    Ok(rows_of(&found, CHUNK, |one| one.id, cells))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_set_has_a_key_of_its_own_and_no_column_twice() {
        let keys: BTreeSet<&str> = DATASETS.iter().map(|one| one.key).collect();
        assert_eq!(keys.len(), DATASETS.len());
        for one in DATASETS {
            let names: BTreeSet<&str> = one.columns.iter().map(|(name, _)| *name).collect();
            let headings: BTreeSet<&str> = one.columns.iter().map(|(_, heading)| *heading).collect();
            assert_eq!((names.len(), headings.len()), (one.columns.len(), one.columns.len()), "{}", one.key);
        }
    }

    #[test]
    fn what_is_empty_is_null_and_a_count_is_a_number() {
        let set = dataset("dai-bieu").unwrap();
        let row = vec![say("1"), say(""), Cell::Number(3), say("x")];
        assert_eq!(
            set.objects(vec![row]),
            [json!({ "id": "1", "name": null, "demonstration": 3, "url": "x" })]
        );
        assert!(dataset("don").is_none(), "letters are no data set");
    }
}
