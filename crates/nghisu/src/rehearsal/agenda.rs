//! What is rehearsed: a session's agenda read from the council's installation, or a short one
//! with everything that can happen in a session.

use chamber::{ItemKind, NewItem};
use db::{Db, Place, Tx};
use directory::Tier;
use kernel::Date;
use sessions::{Addresses, Kind, Session};

use crate::Fault;

/// The agenda of a rehearsal. It holds what the public may read, whoever may read what it was
/// copied from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// The number of the term.
    pub term: i64,
    /// The session's number in it.
    pub number: i64,
    /// What kind of session.
    pub kind: Kind,
    /// A name beside the number; may be empty.
    pub title: String,
    /// Anyone may read of it.
    pub is_public: bool,
    /// Of which tier the council is.
    pub tier: Tier,
    /// The items in their order.
    pub items: Vec<NewItem>,
    /// Where it comes from, as a part of a sentence.
    pub origin: String,
}

impl Agenda {
    /// A short session in which every kind of vote and of speech has its place.
    pub fn standard() -> Self {
        let item = |kind, title: &str, presenter: &str, minutes| NewItem {
            kind,
            title: title.to_owned(),
            presenter: presenter.to_owned(),
            minutes,
            is_closed: false,
        };
        Self {
            term: 1,
            number: 2,
            kind: Kind::Regular,
            title: String::new(),
            is_public: true,
            tier: Tier::Province,
            items: vec![
                item(ItemKind::Opening, "Chào cờ, khai mạc kỳ họp", "Chủ tọa", 5),
                item(ItemKind::AgendaAdoption, "Thông qua chương trình kỳ họp", "Thư ký kỳ họp", 5),
                item(ItemKind::Report, "Báo cáo tình hình kinh tế - xã hội", "UBND", 5),
                item(
                    ItemKind::FrontNotice,
                    "Thông báo về công tác Mặt trận tham gia xây dựng chính quyền",
                    "Ủy ban MTTQ",
                    5,
                ),
                item(
                    ItemKind::VoterPetitionReport,
                    "Tổng hợp ý kiến, kiến nghị của cử tri",
                    "Ủy ban MTTQ",
                    5,
                ),
                item(
                    ItemKind::ExaminationReport,
                    "Báo cáo thẩm tra các dự thảo nghị quyết",
                    "Ban Kinh tế - Ngân sách",
                    5,
                ),
                item(ItemKind::GroupDiscussion, "Thảo luận tổ", "", 10),
                item(ItemKind::PlenaryDiscussion, "Thảo luận tại hội trường", "", 15),
                item(ItemKind::Questioning, "Chất vấn và trả lời chất vấn", "", 15),
                item(
                    ItemKind::DraftResolution,
                    "Dự thảo nghị quyết quy phạm pháp luật: quy định mức thu lệ phí (biểu quyết điện tử)",
                    "UBND",
                    10,
                ),
                item(
                    ItemKind::DraftResolution,
                    "Dự thảo nghị quyết cá biệt thứ nhất (biểu quyết chung một lần với nội dung sau)",
                    "UBND",
                    5,
                ),
                item(
                    ItemKind::DraftResolution,
                    "Dự thảo nghị quyết cá biệt thứ hai (biểu quyết chung một lần với nội dung trước)",
                    "UBND",
                    5,
                ),
                item(
                    ItemKind::Personnel,
                    "Bầu Ủy viên UBND (bỏ phiếu kín bằng phiếu giấy)",
                    "Thường trực HĐND",
                    10,
                ),
                item(ItemKind::Closing, "Bế mạc kỳ họp", "Chủ tọa", 5),
            ],
            origin: "chương trình mẫu".to_owned(),
        }
    }

    /// Reads the agenda of a session from an installation, and nothing else of it: no draft, no
    /// paper, no person. Nothing is written there, and its server may run meanwhile.
    ///
    /// `wanted` is the number of a session, its term and number as in its address ("18-20"), or
    /// its id.
    ///
    /// # Errors
    /// The database cannot be read, has no such session, or the session has no item.
    pub fn read(place: &Place, wanted: &str, today: Date) -> Result<Self, Fault> {
        if let Place::File(file) = place
            && !file.exists()
        {
            return Err(Fault::Deed(format!("không có cơ sở dữ liệu {}", file.display())));
        }
        let found = Db::read_only(place, |tx| {
            let Some(session) = find(tx, wanted, today)? else { return Ok(None) };
            copied(tx, &session).map(Some)
        })?;
        let agenda = found.ok_or_else(|| {
            Fault::Deed(format!(
                "không có kỳ họp “{wanted}”. Ghi số thứ tự kỳ họp (20), hoặc khóa và số như trong địa chỉ trang kỳ họp (18-20)"
            ))
        })?;
        if agenda.items.is_empty() {
            return Err(Fault::Deed(format!(
                "kỳ họp “{wanted}” chưa có chương trình. Nhập chương trình trước, hoặc tập dượt với chương trình mẫu"
            )));
        }
        Ok(agenda)
    }

    /// The kind under which the session can be held today: one of long ago may have been of a kind
    /// that the law has no more.
    pub(super) fn kind_on(&self, today: Date) -> Kind {
        if sessions::rules::kind_holds(self.kind, today) { self.kind } else { Kind::Thematic }
    }
}

fn find(tx: &mut Tx, wanted: &str, today: Date) -> db::Result<Option<Session>> {
    let addresses = Addresses::load(tx, today)?;
    let (Ok(number), Some(home)) = (wanted.parse::<i64>(), addresses.home()) else {
        return addresses.find(tx, wanted);
    };
    // The newest first: the one of the present term
    Ok(sessions::list_of_council(tx, home)?.into_iter().find(|one| one.number == number))
}

fn copied(tx: &mut Tx, session: &Session) -> db::Result<Agenda> {
    let term = directory::term(tx, session.term_id)?.ok_or(db::Error::NotFound)?;
    let council = directory::organization(tx, session.council_id)?.ok_or(db::Error::NotFound)?;
    let area = directory::area(tx, council.area_id)?.ok_or(db::Error::NotFound)?;
    let items = chamber::items(tx, session.id)?.into_iter().map(|item| NewItem {
        // Of what is held without the public nobody may know more than that it is
        kind: if item.is_closed { ItemKind::Report } else { item.kind },
        title: item.public_title().to_owned(),
        // Who presents an item may be a person
        presenter: String::new(),
        minutes: item.minutes,
        is_closed: item.is_closed,
    });
    Ok(Agenda {
        term: term.number,
        number: session.number,
        kind: session.kind,
        title: session.title.clone(),
        is_public: session.is_public,
        tier: area.tier,
        items: items.collect(),
        origin: format!("chép từ {}", session.label()),
    })
}
