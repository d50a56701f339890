//! The manifest of completeness: of each kind of record how many there are, how many are published,
//! and of the others why not. The areas count, with the predicates of their public pages.

use std::collections::{BTreeMap, HashSet};

use kernel::{AgendaItemId, SessionId};
use kit::{Ctx, Problem};
use serde_json::{Value, json};

/// Fewer letters or visits than these are not counted for everyone (`reports::guard`).
const COUNTED_FROM: i64 = 5;

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The key of its data set, or a word where there is none.
    pub(crate) key: &'static str,
    /// "Kỳ họp".
    pub(crate) title: &'static str,
    /// How many there are; none: too few to be told.
    pub(crate) exist: Option<i64>,
    /// How many anyone may read.
    pub(crate) published: i64,
    /// Why not, and how many.
    pub(crate) withheld: Vec<(String, i64)>,
}

/// The reasons, in words.
const REASONS: &[(&str, &str)] = &[
    ("cancelled", "đã hủy"),
    ("closed", "nội dung họp kín"),
    ("draft", "bản nháp, đang chuẩn bị"),
    ("internal", "việc nội bộ"),
    ("merged", "đã gộp vào bản ghi khác"),
    ("no_notice", "chưa ra thông báo kết luận"),
    ("no_public_post", "không giữ chức vụ công khai: dữ liệu cá nhân"),
    ("no_result", "đã qua ngày, chưa ghi kết quả"),
    ("not_compiled", "đại biểu mới gửi, chưa tổng hợp"),
    ("not_looked_at", "người dân mới gửi, Văn phòng chưa xem"),
    ("not_public_session", "thuộc kỳ họp chưa công khai"),
    ("not_sent", "chưa gửi đại biểu, hoặc không công khai"),
    ("not_shown", "Văn phòng chưa công khai"),
    ("personal", "đơn, lượt tiếp của công dân: dữ liệu cá nhân"),
    ("running", "đang biểu quyết hoặc chờ xác nhận"),
    ("secret", "không công khai theo Luật Bảo vệ bí mật nhà nước"),
    ("set_aside", "không thụ lý"),
    ("void", "đã hủy bỏ"),
    ("withdrawn", "đã rút, đã gỡ"),
];

/// A reason in words.
pub(crate) fn words(reason: &str) -> &str {
    REASONS.iter().find(|(known, _)| *known == reason).map_or(reason, |(_, words)| words)
}

impl Line {
    fn new(key: &'static str, title: &'static str, exist: i64, standing: Vec<(String, i64)>) -> Self {
        let published = standing.iter().filter(|(word, _)| word == "published").map(|(_, count)| count).sum();
        let mut withheld: Vec<(String, i64)> =
            standing.into_iter().filter(|(word, count)| word != "published" && 0 < *count).collect();
        withheld.sort();
        Self { key, title, exist: Some(exist), published, withheld }
    }

    /// Of what is all public.
    fn open(key: &'static str, title: &'static str, exist: i64) -> Self {
        Self { key, title, exist: Some(exist), published: exist, withheld: Vec::new() }
    }

    /// Of what is never public: only how many, and that from a number on.
    fn personal(key: &'static str, title: &'static str, exist: i64) -> Self {
        let told = Some(exist).filter(|count| COUNTED_FROM <= *count);
        let withheld = told.map(|count| ("personal".to_owned(), count)).into_iter().collect();
        Self { key, title, exist: told, published: 0, withheld }
    }

    /// For machines.
    pub(crate) fn json(&self) -> Value {
        let withheld: Vec<Value> = self
            .withheld
            .iter()
            .map(|(reason, count)| json!({ "reason": reason, "words": words(reason), "count": count }))
            .collect();
        json!({
            "key": self.key,
            "title": self.title,
            "exist": self.exist,
            "published": self.published,
            "withheld": withheld,
        })
    }
}

/// Sums of counts that stand apart by session.
fn sums(standing: impl IntoIterator<Item = (String, i64)>) -> Vec<(String, i64)> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for (word, count) in standing {
        *sums.entry(word).or_default() += count;
    }
    sums.into_iter().collect()
}

fn total(standing: &[(String, i64)]) -> i64 {
    standing.iter().map(|(_, count)| count).sum()
}

/// Agenda items, votes and papers: they are public by their session and their item.
fn of_sessions(ctx: &mut Ctx<'_>, lines: &mut Vec<Line>) -> Result<(), Problem> {
    let public: HashSet<SessionId> =
        sessions::open_data::published_ids(ctx.tx)?.into_iter().map(|(id,)| id).collect();
    let place = |session: &SessionId, word: &str| {
        if public.contains(session) { word.to_owned() } else { "not_public_session".to_owned() }
    };
    let items =
        sums(chamber::open_data::items_by_session(ctx.tx)?.into_iter().map(|(session, closed, count)| {
            (place(&session, if closed { "closed" } else { "published" }), count)
        }));
    lines.push(Line::new("noi-dung-ky-hop", "Nội dung chương trình kỳ họp", total(&items), items));
    let polls = sums(
        chamber::open_data::polls_by_session(ctx.tx)?
            .into_iter()
            .map(|(session, word, count)| (place(&session, &word), count)),
    );
    lines.push(Line::new("bieu-quyet", "Biểu quyết", total(&polls), polls));
    let closed: HashSet<AgendaItemId> =
        chamber::open_data::closed_items(ctx.tx)?.into_iter().map(|(id,)| id).collect();
    let papers =
        sums(dossier::open_data::facts(ctx.tx)?.into_iter().map(|(session, item, shown, out, count)| {
            let word = match item {
                Some(item) if closed.contains(&item) => "closed",
                Some(_) | None if shown && out => "published",
                Some(_) | None => "not_sent",
            };
            (place(&session, word), count)
        }));
    let exist = dossier::open_data::exist(ctx.tx)?;
    lines.push(Line::new("tai-lieu-ky-hop", "Tài liệu kỳ họp", exist, papers));
    Ok(())
}

/// All kinds.
pub(crate) fn lines(ctx: &mut Ctx<'_>) -> Result<Vec<Line>, Problem> {
    let today = ctx.today;
    let mut lines = Vec::new();
    let (exist, standing) = (sessions::open_data::exist(ctx.tx)?, sessions::open_data::standing(ctx.tx)?);
    lines.push(Line::new("ky-hop", "Kỳ họp", exist, standing));
    of_sessions(ctx, &mut lines)?;
    let (exist, standing) =
        (resolutions::open_data::exist(ctx.tx)?, resolutions::open_data::standing(ctx.tx)?);
    lines.push(Line::new("nghi-quyet", "Nghị quyết", exist, standing));
    let (exist, standing) = (petitions::open_data::exist(ctx.tx)?, petitions::open_data::standing(ctx.tx)?);
    lines.push(Line::new("kien-nghi", "Kiến nghị cử tri", exist, standing));
    let exist = petitions::open_data::exist_meetings(ctx.tx)?;
    let standing = petitions::open_data::standing_of_meetings(ctx.tx, today)?;
    lines.push(Line::new("tiep-xuc-cu-tri", "Tiếp xúc cử tri", exist, standing));
    let (exist, standing) = (questions::open_data::exist(ctx.tx)?, questions::open_data::standing(ctx.tx)?);
    lines.push(Line::new("chat-van", "Chất vấn", exist, standing));
    let (exist, standing) = (oversight::open_data::exist(ctx.tx)?, oversight::open_data::standing(ctx.tx)?);
    lines.push(Line::new("giam-sat", "Giám sát, khảo sát", exist, standing));
    let exist = oversight::open_data::exist_recommendations(ctx.tx)?;
    let standing = oversight::open_data::standing_of_recommendations(ctx.tx)?;
    lines.push(Line::new("kien-nghi-giam-sat", "Kiến nghị sau giám sát", exist, standing));
    let (exist, standing) = (scrutiny::open_data::exist(ctx.tx)?, scrutiny::open_data::standing(ctx.tx)?);
    lines.push(Line::new("giai-trinh", "Phiên giải trình", exist, standing));
    let (exist, standing) = (briefings::open_data::exist(ctx.tx)?, briefings::open_data::standing(ctx.tx)?);
    lines.push(Line::new("giao-ban", "Hội nghị giao ban", exist, standing));
    let exist = briefings::open_data::exist_conclusions(ctx.tx)?;
    let standing = briefings::open_data::standing_of_conclusions(ctx.tx)?;
    lines.push(Line::new("ket-luan-giao-ban", "Kết luận giao ban", exist, standing));
    let (exist, standing) = (follow::open_data::exist(ctx.tx)?, follow::open_data::standing(ctx.tx)?);
    lines.push(Line::new("viec-theo-doi", "Việc theo dõi", exist, standing));
    let (exist, standing) = (meetings::open_data::exist(ctx.tx)?, meetings::open_data::standing(ctx.tx)?);
    lines.push(Line::new("hop", "Phiên họp Thường trực, Ban, Tổ", exist, standing));
    let (exist, standing) = (portal::open_data::exist(ctx.tx)?, portal::open_data::standing(ctx.tx)?);
    lines.push(Line::new("tin-tuc", "Tin tức", exist, standing));
    lines.push(Line::open("co-quan", "Cơ quan", directory::open_data::exist_organizations(ctx.tx)?));
    let exist = directory::open_data::exist_persons(ctx.tx)?;
    let standing = directory::open_data::standing_of_persons(ctx.tx)?;
    lines.push(Line::new("dai-bieu", "Đại biểu, người giữ chức vụ", exist, standing));
    let exist = directory::open_data::exist_memberships(ctx.tx)?;
    let standing = directory::open_data::standing_of_memberships(ctx.tx)?;
    lines.push(Line::new("chuc-vu", "Chức vụ", exist, standing));
    lines.push(Line::personal("don", "Đơn của công dân", letters::open_data::exist(ctx.tx)?));
    lines.push(Line::personal("luot-tiep", "Lượt tiếp công dân", reception::open_data::exist(ctx.tx)?));
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_and_what_is_withheld_stand_apart() {
        let standing = vec![("published".to_owned(), 3), ("draft".to_owned(), 2), ("void".to_owned(), 0)];
        let line = Line::new("ky-hop", "Kỳ họp", 5, standing);
        assert_eq!((line.published, line.withheld.clone()), (3, vec![("draft".to_owned(), 2)]));
        assert_eq!(line.json()["withheld"][0]["words"], "bản nháp, đang chuẩn bị");
    }

    #[test]
    fn few_letters_are_not_counted_for_everyone() {
        assert_eq!(Line::personal("don", "Đơn", 4).exist, None);
        assert_eq!(Line::personal("don", "Đơn", 4).withheld, []);
        let five = Line::personal("don", "Đơn", 5);
        assert_eq!((five.exist, five.published), (Some(5), 0));
    }
}
