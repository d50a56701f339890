//! What happens in the chamber, as it is kept.

use db::{record, text_enum};
use kernel::{
    AgendaItemId, AttendanceId, BallotId, Date, Instant, PersonId, PollId, PollLineId, SessionId, SittingId,
    SpeechId, dates,
};
use law::majority;

text_enum! {
    /// What an item of the agenda is (law.md 2.3; Luật 77/2015/QH13, Điều 85).
    pub enum ItemKind {
        /// Khai mạc.
        Opening = "opening", "Khai mạc";
        /// The council adopts its agenda, by an open vote.
        AgendaAdoption = "agenda_adoption", "Thông qua chương trình";
        /// A report.
        Report = "report", "Báo cáo";
        /// A submission with the draft of a resolution.
        DraftResolution = "draft_resolution", "Tờ trình, dự thảo nghị quyết";
        /// What a committee says of it.
        ExaminationReport = "examination_report", "Báo cáo thẩm tra";
        /// What voters asked, and what became of it.
        VoterPetitionReport = "voter_petition_report", "Tổng hợp kiến nghị cử tri";
        /// The Front on its part in building the authorities.
        FrontNotice = "front_notice", "Thông báo của Mặt trận";
        /// In groups.
        GroupDiscussion = "group_discussion", "Thảo luận tổ";
        /// In the hall.
        PlenaryDiscussion = "plenary_discussion", "Thảo luận tại hội trường";
        /// Questions to those who must answer.
        Questioning = "questioning", "Chất vấn";
        /// Electing, releasing, removing.
        Personnel = "personnel", "Công tác nhân sự";
        /// Lấy phiếu tín nhiệm.
        ConfidenceRating = "confidence_rating", "Lấy phiếu tín nhiệm";
        /// Bỏ phiếu tín nhiệm.
        ConfidenceVote = "confidence_vote", "Bỏ phiếu tín nhiệm";
        /// A vote by itself.
        Vote = "vote", "Biểu quyết";
        /// Bế mạc.
        Closing = "closing", "Bế mạc";
    }
}

impl ItemKind {
    /// Whether delegates speak in it: what the share of discussion counts.
    pub const fn is_discussion(self) -> bool {
        matches!(self, Self::GroupDiscussion | Self::PlenaryDiscussion | Self::Questioning)
    }

    /// What such an item is usually decided as.
    pub const fn decision(self) -> Decision {
        match self {
            Self::DraftResolution | Self::Report | Self::ExaminationReport | Self::VoterPetitionReport => {
                Decision::Resolution
            }
            Self::Personnel => Decision::Election,
            Self::ConfidenceRating | Self::ConfidenceVote => Decision::Confidence,
            Self::Opening
            | Self::AgendaAdoption
            | Self::FrontNotice
            | Self::GroupDiscussion
            | Self::PlenaryDiscussion
            | Self::Questioning
            | Self::Vote
            | Self::Closing => Decision::Procedure,
        }
    }
}

record! {
    /// An item of a session's agenda.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Item {
        /// Its id.
        pub id: AgendaItemId,
        /// Of which session.
        pub session_id: SessionId,
        /// Its place: items stand in this order and are numbered by it.
        pub place: i64,
        /// What it is.
        pub kind: ItemKind,
        /// Its title.
        pub title: String,
        /// Who presents it; may be empty.
        pub presenter: String,
        /// Minutes planned.
        pub minutes: i64,
        /// It is held without the public.
        pub is_closed: bool,
        /// When it began.
        pub started_ms: Option<Instant>,
        /// When it ended.
        pub ended_ms: Option<Instant>,
        /// What the minutes say of it; may be empty.
        pub gist: String,
        /// Counts the changes.
        pub version: i64,
    }
}

/// What the public reads in the place of what is held without it.
pub const CLOSED: &str = "Nội dung họp kín";

impl Item {
    /// What the public may read of its title.
    pub fn public_title(&self) -> &str {
        if self.is_closed { CLOSED } else { &self.title }
    }

    /// "09:05 - 09:20", or "từ 09:05" while it lasts; nothing before it began.
    pub fn times(&self) -> Option<String> {
        let began = dates::clock_of(self.started_ms?);
        Some(match self.ended_ms {
            Some(ended) => format!("{began} - {}", dates::clock_of(ended)),
            None => format!("từ {began}"),
        })
    }

    /// What the public may read of its kind.
    pub fn public_kind(&self) -> &'static str {
        if self.is_closed { "Họp kín" } else { self.kind.label() }
    }
}

/// An item to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// What it is.
    pub kind: ItemKind,
    /// Its title.
    pub title: String,
    /// Who presents it.
    pub presenter: String,
    /// Minutes planned.
    pub minutes: i64,
    /// It is held without the public.
    pub is_closed: bool,
}

text_enum! {
    /// How a sitting stands.
    pub enum SittingState {
        /// The council sits.
        Open = "open", "Đang họp";
        /// A break.
        Paused = "paused", "Giải lao";
        /// Over.
        Over = "over", "Đã kết thúc";
    }
}

record! {
    /// A session while it sits: what everyone in the chamber sees.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Sitting {
        /// Its id.
        pub id: SittingId,
        /// The session.
        pub session_id: SessionId,
        /// How it stands.
        pub state: SittingState,
        /// Counts what screens must draw anew.
        pub seq: i64,
        /// The item being dealt with.
        pub item_id: Option<AgendaItemId>,
        /// The vote that is shown.
        pub poll_id: Option<PollId>,
        /// Since when it stands so.
        pub since_ms: Instant,
        /// Delegates of the council when it began.
        pub seats: i64,
        /// Those present when the opening was over; unknown until then.
        pub present: Option<i64>,
        /// Counts the changes.
        pub version: i64,
    }
}

text_enum! {
    /// Whether a delegate is there.
    pub enum Presence {
        /// In the chamber.
        Present = "present", "Có mặt";
        /// Was there and left.
        Left = "left", "Đã về";
        /// Away with leave.
        Excused = "excused", "Vắng có lý do";
        /// Away without.
        Absent = "absent", "Vắng không lý do";
    }
}

record! {
    /// A line of the roll.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Attendance {
        /// Its id.
        pub id: AttendanceId,
        /// Whose.
        pub person_id: PersonId,
        /// How the delegate stands.
        pub state: Presence,
        /// When the delegate came.
        pub arrived_ms: Option<Instant>,
        /// When the delegate left.
        pub left_ms: Option<Instant>,
        /// Why away; may be empty.
        pub reason: String,
        /// Counts the changes.
        pub version: i64,
    }
}

text_enum! {
    /// As what a delegate speaks.
    pub enum SpeechKind {
        /// To the matter.
        Discussion = "discussion", "Phát biểu";
        /// Against what was said.
        Debate = "debate", "Tranh luận";
        /// A question to one who must answer.
        Question = "question", "Chất vấn";
    }
}

impl SpeechKind {
    /// Seconds that are given when nothing else is said.
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Discussion => 7 * 60,
            Self::Debate | Self::Question => 3 * 60,
        }
    }
}

text_enum! {
    /// How a speech stands.
    pub enum SpeechState {
        /// In the queue.
        Waiting = "waiting", "Chờ";
        /// Being given.
        Speaking = "speaking", "Đang phát biểu";
        /// Given.
        Done = "done", "Đã phát biểu";
        /// Taken back.
        Withdrawn = "withdrawn", "Đã rút";
    }
}

record! {
    /// A speech, from its registration.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Speech {
        /// Its id.
        pub id: SpeechId,
        /// On which item.
        pub item_id: AgendaItemId,
        /// Whose.
        pub person_id: PersonId,
        /// As what.
        pub kind: SpeechKind,
        /// How it stands.
        pub state: SpeechState,
        /// Seconds given.
        pub seconds: i64,
        /// When it was asked for.
        pub registered_ms: Instant,
        /// When it began.
        pub started_ms: Option<Instant>,
        /// When it ended.
        pub ended_ms: Option<Instant>,
        /// What was said, for the minutes; may be empty.
        pub gist: String,
        /// Counts the changes.
        pub version: i64,
    }
}

text_enum! {
    /// What a vote decides; the law's majority hangs on it (law.md 2.5).
    pub enum Decision {
        /// A resolution.
        Resolution = "resolution", "Thông qua nghị quyết";
        /// The agenda, the order of business.
        Procedure = "procedure", "Thông qua chương trình, nội dung khác";
        /// Holding it without the public.
        ClosedMeeting = "closed_meeting", "Quyết định họp kín";
        /// Electing.
        Election = "election", "Bầu chức danh";
        /// Releasing or removing from a post.
        Removal = "removal", "Miễn nhiệm, bãi nhiệm chức danh";
        /// Dismissing a delegate.
        DelegateDismissal = "delegate_dismissal", "Bãi nhiệm đại biểu";
        /// No confidence.
        Confidence = "confidence", "Bỏ phiếu tín nhiệm";
        /// Anything in a council that lost over a third of its delegates.
        Depleted = "depleted", "Quyết định khi thiếu trên một phần ba đại biểu";
    }
}

impl From<Decision> for majority::Decision {
    fn from(one: Decision) -> Self {
        match one {
            Decision::Resolution => Self::Resolution,
            Decision::Procedure => Self::Procedure,
            Decision::ClosedMeeting => Self::ClosedMeeting,
            Decision::Election => Self::Election,
            Decision::Removal => Self::Removal,
            Decision::DelegateDismissal => Self::DelegateDismissal,
            Decision::Confidence => Self::Confidence,
            Decision::Depleted => Self::Depleted,
        }
    }
}

text_enum! {
    /// How a vote is held.
    pub enum Method {
        /// Each delegate presses.
        Electronic = "electronic", "Điện tử, trên thiết bị của đại biểu";
        /// Hands or cards, counted in the hall.
        Hands = "hands", "Giơ tay, giơ thẻ";
        /// By name.
        RollCall = "roll_call", "Gọi tên";
        /// Ballot papers; counted by tellers.
        Secret = "secret", "Bỏ phiếu kín";
    }
}

text_enum! {
    /// How a vote stands.
    pub enum PollState {
        /// Being held.
        Open = "open", "Đang biểu quyết";
        /// One has typed the numbers, a second person must confirm them.
        Counted = "counted", "Chờ người thứ hai xác nhận";
        /// Over; nothing of it changes any more.
        Closed = "closed", "Đã kết thúc";
        /// Broken off; it decides nothing.
        Void = "void", "Đã hủy";
    }
}

text_enum! {
    /// What a delegate chooses (Luật 77/2015/QH13, Điều 91 khoản 1).
    pub enum Choice {
        /// Tán thành.
        Yes = "yes", "Tán thành";
        /// Không tán thành.
        No = "no", "Không tán thành";
        /// Không biểu quyết.
        NotVoting = "not_voting", "Không biểu quyết";
    }
}

record! {
    /// A vote.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Poll {
        /// Its id.
        pub id: PollId,
        /// In which session.
        pub session_id: SessionId,
        /// On which item, the first of a block.
        pub item_id: AgendaItemId,
        /// Which of the session.
        pub number: i64,
        /// On what.
        pub title: String,
        /// What it decides.
        pub decision: Decision,
        /// How it is held.
        pub method: Method,
        /// How it stands.
        pub state: PollState,
        /// When it was opened.
        pub opened_ms: Instant,
        /// When it was closed.
        pub closed_ms: Option<Instant>,
        /// Delegates of the council on the day it was opened: the base of the majority.
        pub total: i64,
        /// Delegates present, when it was opened or, once it is over, when it was closed.
        pub present: i64,
        /// The fewest votes for it.
        pub needed: i64,
        /// Where the law says so.
        pub law: String,
        /// Tán thành; known once it is counted.
        pub yes: Option<i64>,
        /// Không tán thành.
        pub no: Option<i64>,
        /// Không biểu quyết.
        pub not_voting: Option<i64>,
        /// Ballot papers given out.
        pub issued: Option<i64>,
        /// Ballot papers that came back.
        pub collected: Option<i64>,
        /// Those of them that are not valid.
        pub invalid: Option<i64>,
        /// Whether it was carried.
        pub is_passed: Option<bool>,
        /// Everyone may read who voted what.
        pub is_named: bool,
        /// The account that typed the numbers.
        pub counted_by: Option<kernel::AccountId>,
        /// Its name.
        pub counted_name: String,
        /// Who confirmed them.
        pub confirmed_name: String,
        /// Why it was broken off, or why it was closed before all had voted; may be empty.
        pub reason: String,
        /// Counts the changes.
        pub version: i64,
        /// By what a rating (lấy phiếu tín nhiệm) is judged; none for any other vote.
        pub rating: Option<Regime>,
    }
}

/// What a rating is called.
pub(crate) const RATING: &str = "Lấy phiếu tín nhiệm";

impl Poll {
    /// What it decides, in words; a rating decides nothing by itself.
    pub fn what(&self) -> &'static str {
        if self.rating.is_some() { RATING } else { self.decision.label() }
    }

    /// What one person has in this rating, with what follows from it.
    pub fn rated(&self, line: &Line) -> Option<Rated> {
        let (regime, marks) = (self.rating?, line.marks()?);
        let base = regime.base(self.total, self.collected.unwrap_or(0));
        let share = |part: i64| kernel::numbers::percent(part, base).unwrap_or_else(|| "0%".to_owned());
        let consequence = crate::rules::consequence(regime, marks.low, base);
        Some(Rated {
            label: line.label.clone(),
            high: format!("{} ({})", marks.high, share(marks.high)),
            medium: format!("{} ({})", marks.medium, share(marks.medium)),
            low: format!("{} ({})", marks.low, share(marks.low)),
            marks,
            consequence,
            words: consequence.words(regime),
            source: regime.source(),
        })
    }

    /// Its public page.
    pub fn path(&self) -> String {
        format!("/bieu-quyet/{}", self.id)
    }

    /// Whether it may still take votes or numbers.
    pub const fn is_running(&self) -> bool {
        matches!(self.state, PollState::Open | PollState::Counted)
    }

    /// Delegates of whom there is no vote.
    pub fn missing(&self) -> i64 {
        if self.method == Method::Secret {
            return (self.total - self.collected.unwrap_or(0)).max(0);
        }
        let cast = self.yes.unwrap_or(0) + self.no.unwrap_or(0) + self.not_voting.unwrap_or(0);
        (self.total - cast).max(0)
    }

    /// What the two numbers of a ballot paper count, inside a sentence. The law measures a vote of
    /// confidence by those against (Luật 77/2015/QH13, Điều 89 khoản 3), so they stand first.
    pub const fn sides(&self) -> (&'static str, &'static str) {
        match self.decision {
            Decision::Confidence => ("không tín nhiệm", "tín nhiệm"),
            _ => ("đồng ý", "không đồng ý"),
        }
    }

    /// The same as labels of fields.
    pub const fn side_labels(&self) -> (&'static str, &'static str) {
        match self.decision {
            Decision::Confidence => ("Không tín nhiệm", "Tín nhiệm"),
            _ => ("Đồng ý", "Không đồng ý"),
        }
    }

    /// What the number reached, or not, means.
    pub const fn verdict(&self, is_passed: bool) -> &'static str {
        match (self.decision, is_passed) {
            (Decision::Confidence, true) => "quá nửa không tín nhiệm",
            (Decision::Confidence, false) => "không quá nửa không tín nhiệm",
            (_, true) => "được thông qua",
            (_, false) => "không được thông qua",
        }
    }

    /// "Kết quả: 31/33 đại biểu tán thành …", for the minutes and the screens.
    pub fn sentence(&self) -> Option<String> {
        let (yes, no, not_voting) = (self.yes?, self.no?, self.not_voting?);
        let passed = self.verdict(self.is_passed?);
        let share = kernel::numbers::percent(yes, self.total).unwrap_or_else(|| "0%".to_owned());
        if self.method == Method::Secret {
            let (one, other) = self.sides();
            return Some(format!(
                "{yes}/{} đại biểu {one} ({share} tổng số đại biểu), {no} {other}; cần {} phiếu ({}); {passed}.",
                self.total, self.needed, self.law,
            ));
        }
        Some(format!(
            "{yes}/{} đại biểu tán thành ({share} tổng số đại biểu), {no} không tán thành, {not_voting} không biểu quyết, {} vắng hoặc không có phiếu; cần {} phiếu ({}); {passed}.",
            self.total,
            self.missing(),
            self.needed,
            self.law,
        ))
    }

    /// The day of it.
    pub fn on(&self) -> Date {
        dates::date_of(self.opened_ms)
    }
}

record! {
    /// One on whom a secret ballot is held.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Line {
        /// Its id.
        pub id: PollLineId,
        /// Its place on the paper.
        pub place: i64,
        /// Name and post.
        pub label: String,
        /// Đồng ý.
        pub yes: Option<i64>,
        /// Không đồng ý.
        pub no: Option<i64>,
        /// Whether enough agreed; in a rating, whether nothing follows for the person.
        pub is_passed: Option<bool>,
        /// Tín nhiệm cao, in a rating.
        pub high: Option<i64>,
        /// Tín nhiệm.
        pub medium: Option<i64>,
        /// Tín nhiệm thấp.
        pub low: Option<i64>,
    }
}

text_enum! {
    /// By what a rating (lấy phiếu tín nhiệm) is judged (law.md 2.6).
    pub enum Regime {
        /// Until 30/06/2023.
        Nq85 = "nq85", "Nghị quyết 85/2014/QH13";
        /// From 01/07/2023.
        Nq96 = "nq96", "Nghị quyết 96/2023/QH15";
    }
}

/// What the tellers counted for one person in a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Tín nhiệm cao.
    pub high: i64,
    /// Tín nhiệm.
    pub medium: i64,
    /// Tín nhiệm thấp.
    pub low: i64,
}

impl Marks {
    /// Papers that are valid for the person.
    pub const fn sum(self) -> i64 {
        self.high + self.medium + self.low
    }
}

/// What follows for a person from a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing.
    Nothing,
    /// The person may resign.
    MayResign,
    /// The person may resign, or there is a vote of confidence at this session or the next.
    ResignOrVote,
    /// A vote of confidence is held.
    ConfidenceVote,
    /// Whoever nominated the person must table the release from the post.
    Release,
}

/// What a person has in a rating, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// Name and post.
    pub label: String,
    /// "20 (62,5%)".
    pub high: String,
    /// "8 (25%)".
    pub medium: String,
    /// "4 (12,5%)".
    pub low: String,
    /// The numbers.
    pub marks: Marks,
    /// What follows.
    pub consequence: Consequence,
    /// What follows, as the resolution says it.
    pub words: &'static str,
    /// Where it says so.
    pub source: &'static str,
}

impl Rated {
    /// "…: 20 (62,5%) tín nhiệm cao, …", for the minutes.
    pub fn sentence(&self) -> String {
        format!(
            "{}: {} tín nhiệm cao, {} tín nhiệm, {} tín nhiệm thấp. {} ({}).",
            self.label, self.high, self.medium, self.low, self.words, self.source
        )
    }
}

impl Line {
    /// What was counted for the person, in a rating.
    pub fn marks(&self) -> Option<Marks> {
        Some(Marks { high: self.high?, medium: self.medium?, low: self.low? })
    }

    /// Its fields for the three levels.
    pub(crate) fn mark_fields(&self) -> [(String, &'static str); 3] {
        [
            (format!("cao-{}", self.place), "Tín nhiệm cao"),
            (format!("tin-nhiem-{}", self.place), "Tín nhiệm"),
            (format!("thap-{}", self.place), "Tín nhiệm thấp"),
        ]
    }

    /// Its field for those who agree, in the form of the tellers' record.
    pub(crate) fn yes_field(&self) -> String {
        format!("dong-y-{}", self.place)
    }

    /// Its field for those who do not.
    pub(crate) fn no_field(&self) -> String {
        format!("khong-dong-y-{}", self.place)
    }
}

record! {
    /// What a delegate chose, once.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Ballot {
        /// Its id, made where the button was pressed.
        pub id: BallotId,
        /// In which vote.
        pub poll_id: PollId,
        /// Whose.
        pub person_id: PersonId,
        /// What.
        pub choice: Choice,
        /// When the server took it.
        pub cast_ms: Instant,
        /// Whether it is the delegate's last.
        pub is_last: bool,
    }
}

/// Why the chamber says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Minutes are approved when all is said.
    #[error("Biên bản duyệt sau khi kỳ họp bế mạc.")]
    MinutesTooEarly,
    /// Approved minutes are not changed.
    #[error("Biên bản đã duyệt. Chủ tọa bỏ duyệt, ghi lý do, rồi mới sửa.")]
    MinutesApproved,
    /// Only approved minutes are signed.
    #[error("Biên bản chưa duyệt. Chủ tọa duyệt trước, rồi lưu bản đã ký.")]
    MinutesNotApproved,
    /// An approval is taken back for a reason.
    #[error("Nhập lý do bỏ duyệt biên bản.")]
    NoReasonToCorrect,
    /// No scan came.
    #[error("Chọn tệp biên bản đã ký (PDF hoặc ảnh).")]
    NoScan,
    /// The scan is not one that is kept.
    #[error("{0}")]
    File(#[from] files::Refusal),
    /// The session does not sit.
    #[error("Kỳ họp chưa khai mạc hoặc đã bế mạc. Ghi khai mạc ở trang kỳ họp trước.")]
    NotSitting,
    /// The session is over and its record stands.
    #[error("Kỳ họp đã bế mạc. Chương trình và diễn biến không sửa được nữa.")]
    Over,
    /// The dossier of the session is in the archive.
    #[error(
        "Hồ sơ kỳ họp đã lưu trữ nên không sửa được. Phải sửa thì mở lại hồ sơ ở trang kỳ họp, có lý do."
    )]
    Archived,
    /// The item was begun.
    #[error("Nội dung này đã tiến hành, không bỏ khỏi chương trình được.")]
    ItemBegun,
    /// The register of sessions says no.
    #[error("{0}")]
    Session(String),
    /// Nothing is being dealt with.
    #[error("Chưa có nội dung nào đang tiến hành. Bắt đầu một nội dung trước.")]
    NoItem,
    /// A vote is running.
    #[error("Đang có biểu quyết. Kết thúc hoặc hủy biểu quyết ấy trước.")]
    PollRunning,
    /// No vote runs.
    #[error("Biểu quyết đã kết thúc. Kết quả không thay đổi được nữa.")]
    PollOver,
    /// The delegate is not written down as present.
    #[error("Đại biểu chưa được ghi có mặt. Bấm “Ghi có mặt” hoặc báo Thư ký kỳ họp.")]
    NotPresent,
    /// The ballot was given, and another after it.
    #[error("Phiếu này đã được thay bằng lựa chọn sau đó. Tải lại trang để chọn lại.")]
    Superseded,
    /// A vote speaks of the item.
    #[error("Nội dung này đã có biểu quyết, không bỏ khỏi chương trình được.")]
    ItemVoted,
    /// The vote is not held on devices.
    #[error("Biểu quyết này không tiến hành trên thiết bị. Làm theo hướng dẫn của Chủ tọa.")]
    NotElectronic,
    /// The vote's numbers are not typed.
    #[error("Biểu quyết này tiến hành trên thiết bị. Kết quả do hệ thống đếm.")]
    NotTyped,
    /// The same ballot came with another choice.
    #[error("Phiếu này đã ghi nhận: {0}. Muốn đổi, tải lại trang rồi chọn lại.")]
    OtherChoice(&'static str),
    /// The law of the day knows no such decision.
    #[error("Pháp luật ngày họp không có loại quyết định này. Chọn loại khác.")]
    NoSuchDecision,
    /// The council has no delegates.
    #[error("Chưa nhập đại biểu của Hội đồng nhân dân. Nhập ở trang Cơ quan trước khi biểu quyết.")]
    NoDelegates,
    /// Secret decisions need ballot papers.
    #[error("Loại quyết định này phải bỏ phiếu kín bằng phiếu giấy. Chọn hình thức bỏ phiếu kín.")]
    MustBeSecret,
    /// The names on the ballot paper are missing.
    #[error("Nhập tên từng người có trong phiếu bầu, mỗi người một dòng.")]
    NoLines,
    /// The council of a commune does not rate.
    #[error(
        "Hội đồng nhân dân cấp xã không lấy phiếu tín nhiệm: chỉ cấp tỉnh, cấp huyện ({0}). Bỏ phiếu tín nhiệm thì chọn “Bỏ phiếu tín nhiệm”."
    )]
    CommuneRates(&'static str),
    /// A rating is by ballot paper.
    #[error("Lấy phiếu tín nhiệm phải bỏ phiếu kín bằng phiếu giấy. Chọn hình thức bỏ phiếu kín.")]
    RatingIsSecret,
    /// The same person typed and confirms.
    #[error("Người xác nhận phải khác người nhập kết quả.")]
    SamePerson,
    /// Numbers do not fit one another.
    #[error("{0}")]
    Numbers(String),
    /// Some who are present have not voted, and nobody said to close all the same.
    #[error(
        "Còn {0} đại biểu có mặt chưa có phiếu. Đánh dấu “Kết thúc dù còn đại biểu chưa biểu quyết” và ghi lý do."
    )]
    StillVoting(i64),
    /// Breaking off needs a reason.
    #[error("Nhập lý do.")]
    NoReason,
    /// The delegate waits already.
    #[error("Đại biểu đã đăng ký phát biểu về nội dung này và đang chờ đến lượt.")]
    Registered,
    /// The speech is not what it was.
    #[error("Lượt phát biểu này đã thay đổi. Xem lại danh sách.")]
    SpeechMoved,
    /// Someone is speaking.
    #[error("Đang có đại biểu phát biểu. Mời kết thúc trước.")]
    Speaking,
}
