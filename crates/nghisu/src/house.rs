//! What the kit asks of the house: who has signed in, and what stands around a page.

use db::Tx;
use kernel::{Actor, Clock, Instant, Role};
use kit::{Caller, Frame, House, NavItem, SignedIn};

/// The house.
#[derive(Debug, Clone)]
pub struct TheHouse {
    clock: Clock,
}

impl TheHouse {
    /// The house by this clock: the term shown is the one in force today.
    pub fn new(clock: Clock) -> Self {
        Self { clock }
    }
}

impl House for TheHouse {
    fn signed_in(&self, tx: &mut Tx, token_sha256: &str, wall: Instant) -> db::Result<Option<SignedIn>> {
        accounts::signed_in(tx, token_sha256, wall)
    }

    fn touch(&self, tx: &mut Tx, token_sha256: &str, wall: Instant) -> db::Result<()> {
        accounts::touch(tx, token_sha256, wall)
    }

    fn caller(&self, tx: &mut Tx, key: &str) -> db::Result<Option<Caller>> {
        api::caller(tx, key, self.clock.today())
    }

    fn called(&self, tx: &mut Tx, key: &str) -> db::Result<()> {
        api::called(tx, key, self.clock.today())
    }

    fn frame(&self, tx: &mut Tx, actor: &Actor) -> db::Result<Frame> {
        let today = self.clock.today();
        let council = match actor.council {
            Some(id) => directory::organization(tx, id)?,
            None => directory::home_council(tx, today)?,
        };
        let Some(council) = council else {
            return Ok(Frame {
                council_name: "Nghị Sự".to_owned(),
                menu: menu(),
                rail: rail(actor),
                more: more(actor),
                ..Frame::default()
            });
        };
        let term = directory::term_on(tx, council.id, today)?;
        let place = match actor.organization {
            Some(id) => directory::organization(tx, id)?.map(|one| one.short_name),
            None => None,
        };
        Ok(Frame {
            council_term: term.map_or_else(String::new, |term| {
                let label = term.label();
                let mut chars = label.chars();
                let label: String = chars
                    .next()
                    .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
                format!("{label}, {}", term.years())
            }),
            council_name: council.name,
            actor_place: match place {
                Some(place) => format!("{} · {place}", actor.role.label()),
                None => actor.role.label().to_owned(),
            },
            menu: menu(),
            rail: rail(actor),
            more: more(actor),
        })
    }
}

/// The public menu.
fn menu() -> Vec<NavItem> {
    [
        ("Trang chủ", "/"),
        ("Kỳ họp", "/ky-hop"),
        ("Nghị quyết", "/nghi-quyet"),
        ("Kiến nghị", "/kien-nghi"),
        ("Giám sát", "/giam-sat"),
        ("Giao ban", "/giao-ban"),
        ("Đại biểu", "/dai-bieu"),
        ("Lịch", "/lich"),
    ]
    .into_iter()
    .map(|(label, href)| NavItem::new(label, href))
    .collect()
}

/// The workspace's rail: at most eight, the first always "Hôm nay".
fn rail(actor: &Actor) -> Vec<NavItem> {
    const TODAY: (&str, &str) = ("Hôm nay", "/lam-viec");
    const PETITIONS: (&str, &str) = ("Kiến nghị", "/lam-viec/kien-nghi");
    const MEETINGS: (&str, &str) = ("Tiếp xúc cử tri", "/lam-viec/tiep-xuc");
    const BRIEFINGS: (&str, &str) = ("Giao ban", "/lam-viec/giao-ban");
    const FOLLOW: (&str, &str) = ("Theo dõi", "/lam-viec/viec");
    const INBOX: (&str, &str) = ("Văn bản đến", "/lam-viec/van-ban-den");
    const CHAMBER: (&str, &str) = ("Phòng họp", "/lam-viec/phong-hop");
    const SESSIONS: (&str, &str) = ("Kỳ họp", "/lam-viec/ky-hop");
    const OVERSIGHT: (&str, &str) = ("Giám sát", "/lam-viec/giam-sat");
    const OBJECTIVES: (&str, &str) = ("Thực hiện nghị quyết", "/lam-viec/thuc-hien");
    const RESOLUTIONS: (&str, &str) = ("Nghị quyết", "/lam-viec/nghi-quyet");
    const REPORTS: (&str, &str) = ("Số liệu", "/lam-viec/bao-cao");
    const PAPERS: (&str, &str) = ("Tài liệu kỳ họp", "/lam-viec/tai-lieu");
    const JOURNAL: (&str, &str) = ("Nhật ký", "/lam-viec/nhat-ky");
    const ME: (&str, &str) = ("Tôi", "/lam-viec/toi");
    const DUE: (&str, &str) = ("Việc phải nộp", "/lam-viec/giao-ban/phai-nop");
    let items: &[(&str, &str)] = match actor.role {
        Role::Visitor => &[],
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            &[TODAY, BRIEFINGS, PETITIONS, FOLLOW, OVERSIGHT, SESSIONS, RESOLUTIONS, REPORTS]
        }
        Role::Committee | Role::GroupLeader | Role::Delegate => {
            &[TODAY, CHAMBER, PAPERS, PETITIONS, MEETINGS, OVERSIGHT, FOLLOW, ME]
        }
        Role::PeoplesCommittee | Role::Department => &[TODAY, PETITIONS, OBJECTIVES, FOLLOW, DUE, INBOX, ME],
        Role::FatherlandFront => &[TODAY, PETITIONS, MEETINGS, FOLLOW, DUE, INBOX, ME],
        Role::CommuneCouncil => &[TODAY, DUE, PETITIONS, FOLLOW, REPORTS, INBOX, SESSIONS, RESOLUTIONS],
        Role::Administrator => &[
            ("Người dùng", "/lam-viec/tai-khoan"),
            ("Đơn vị, cơ quan", "/lam-viec/co-quan"),
            ("Người", "/lam-viec/nguoi"),
            ("Nhập từ bảng", "/lam-viec/nhap"),
            ("Gửi tin ra ngoài", "/lam-viec/gui-tin"),
            ("Nhận qua Open311", "/lam-viec/open311"),
            JOURNAL,
            ME,
        ],
    };
    items.iter().map(|(label, href)| NavItem::new(*label, *href)).collect()
}

/// Below the rail: what the role needs more rarely.
fn more(actor: &Actor) -> Vec<NavItem> {
    const CHAMBER: (&str, &str) = ("Phòng họp", "/lam-viec/phong-hop");
    const PAPERS: (&str, &str) = ("Tài liệu kỳ họp", "/lam-viec/tai-lieu");
    const INBOX: (&str, &str) = ("Văn bản đến", "/lam-viec/van-ban-den");
    const JOURNAL: (&str, &str) = ("Nhật ký", "/lam-viec/nhat-ky");
    const NEWS: (&str, &str) = ("Tin tức", "/lam-viec/tin-tuc");
    const MEETINGS: (&str, &str) = ("Tiếp xúc cử tri", "/lam-viec/tiep-xuc");
    const QUESTIONS: (&str, &str) = ("Chất vấn", "/lam-viec/chat-van");
    const LETTERS: (&str, &str) = ("Đơn thư", "/lam-viec/don-thu");
    const RECEPTION: (&str, &str) = ("Tiếp công dân", "/lam-viec/tiep-cong-dan");
    const OWN_RULES: (&str, &str) = ("Quy tắc riêng", "/lam-viec/quy-tac-rieng");
    const BODIES: (&str, &str) = ("Cơ quan", "/lam-viec/co-quan");
    const ME: (&str, &str) = ("Tôi", "/lam-viec/toi");
    const DOCUMENTS: (&str, &str) = ("Văn bản đi", "/lam-viec/van-ban");
    const TEMPLATES: (&str, &str) = ("Mẫu văn bản", "/lam-viec/mau-van-ban");
    const QUARTER: (&str, &str) = ("Bức tranh quý", "/lam-viec/buc-tranh-quy");
    const PROGRAMME: (&str, &str) = ("Chương trình", "/lam-viec/chuong-trinh");
    const BODY_MEETINGS: (&str, &str) = ("Phiên họp, lịch tuần", "/lam-viec/hop");
    const OVERSIGHT: (&str, &str) = ("Giám sát", "/lam-viec/giam-sat");
    const OBJECTIVES: (&str, &str) = ("Thực hiện nghị quyết", "/lam-viec/thuc-hien");
    const DIFFICULTIES: (&str, &str) = ("Khó khăn, vướng mắc", "/lam-viec/kho-khan");
    const COORDINATION: (&str, &str) = ("Phối hợp", "/lam-viec/phoi-hop");
    const SCORECARD: (&str, &str) = ("Chấm điểm", "/lam-viec/cham-diem");
    const INTAKE: (&str, &str) = ("Nhập từ bảng", "/lam-viec/nhap");
    const OUTBOX: (&str, &str) = ("Gửi tin ra ngoài", "/lam-viec/gui-tin");
    const KEYS: (&str, &str) = ("Khóa API", "/lam-viec/khoa-api");
    const OPEN311: (&str, &str) = ("Nhận qua Open311", "/lam-viec/open311");
    const MAIL: (&str, &str) = ("Thư điện tử", "/lam-viec/thu-dien-tu");
    let items: &[(&str, &str)] = match actor.role {
        Role::OfficeHead => &[
            PROGRAMME,
            BODY_MEETINGS,
            OBJECTIVES,
            DIFFICULTIES,
            QUESTIONS,
            MEETINGS,
            RECEPTION,
            LETTERS,
            COORDINATION,
            QUARTER,
            SCORECARD,
            NEWS,
            DOCUMENTS,
            INBOX,
            JOURNAL,
            BODIES,
            INTAKE,
            TEMPLATES,
            OUTBOX,
            OPEN311,
            OWN_RULES,
            ME,
        ],
        Role::Specialist => &[
            PROGRAMME,
            BODY_MEETINGS,
            OBJECTIVES,
            DIFFICULTIES,
            QUESTIONS,
            MEETINGS,
            RECEPTION,
            LETTERS,
            COORDINATION,
            QUARTER,
            SCORECARD,
            NEWS,
            DOCUMENTS,
            INBOX,
            JOURNAL,
            BODIES,
            INTAKE,
            ME,
        ],
        Role::Chair | Role::StandingCommittee => &[
            QUARTER,
            CHAMBER,
            PAPERS,
            PROGRAMME,
            BODY_MEETINGS,
            OBJECTIVES,
            DIFFICULTIES,
            QUESTIONS,
            MEETINGS,
            RECEPTION,
            LETTERS,
            COORDINATION,
            SCORECARD,
            DOCUMENTS,
            INBOX,
            JOURNAL,
            TEMPLATES,
            OWN_RULES,
            ME,
        ],
        Role::CommuneCouncil => &[
            PROGRAMME,
            BODY_MEETINGS,
            OVERSIGHT,
            OBJECTIVES,
            DIFFICULTIES,
            QUESTIONS,
            RECEPTION,
            LETTERS,
            COORDINATION,
            SCORECARD,
            ME,
        ],
        Role::PeoplesCommittee | Role::Department => {
            &[QUESTIONS, OVERSIGHT, DIFFICULTIES, COORDINATION, PAPERS, RECEPTION, LETTERS]
        }
        Role::FatherlandFront => &[OVERSIGHT, COORDINATION, PAPERS, RECEPTION, LETTERS],
        Role::Committee => {
            &[PROGRAMME, BODY_MEETINGS, OBJECTIVES, DIFFICULTIES, QUESTIONS, RECEPTION, LETTERS, INBOX]
        }
        Role::GroupLeader | Role::Delegate => {
            &[PROGRAMME, OBJECTIVES, DIFFICULTIES, QUESTIONS, RECEPTION, INBOX]
        }
        Role::Administrator => &[MAIL, KEYS],
        Role::Visitor => &[],
    };
    items.iter().map(|(label, href)| NavItem::new(*label, *href)).collect()
}
