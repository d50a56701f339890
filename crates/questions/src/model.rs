//! What a question is.

use db::{record, text_enum};
use kernel::{Date, FollowUpId, OrganizationId, PersonId, PledgeId, QuestionId, QuestionIssueId, SessionId};

text_enum! {
    /// Where a question stands (law.md 3.5; Luật 87/2015/QH13, Điều 60).
    pub enum State {
        /// The form is with the Standing Committee.
        Asked = "asked", "Đã gửi, chờ tổng hợp";
        /// In a group of issues.
        Compiled = "compiled", "Đã tổng hợp";
        /// The council takes its group up.
        Chosen = "chosen", "HĐND chọn chất vấn tại kỳ họp";
        /// The council does not.
        NotChosen = "not_chosen", "Không chọn chất vấn tại kỳ họp";
        /// To be answered in writing.
        WrittenAllowed = "written_allowed", "Chờ trả lời bằng văn bản";
        /// Answered in the hall.
        AnsweredOral = "answered_oral", "Đã trả lời tại kỳ họp";
        /// Answered in writing.
        AnsweredWritten = "answered_written", "Đã trả lời bằng văn bản";
        /// The delegate agrees with the answer.
        Satisfied = "satisfied", "Đại biểu đồng ý với trả lời";
        /// The delegate does not.
        NotSatisfied = "not_satisfied", "Đại biểu chưa đồng ý với trả lời";
        /// The delegate asks the council to discuss the answer.
        ToDiscuss = "to_discuss", "Đề nghị HĐND thảo luận";
        /// The council did.
        Discussed = "discussed", "HĐND đã thảo luận";
        /// The delegate took it back.
        Withdrawn = "withdrawn", "Đại biểu đã rút";
    }
}

impl State {
    /// Past the first form: what is public may be read from here on.
    pub const fn is_compiled(self) -> bool {
        !matches!(self, Self::Asked | Self::Withdrawn)
    }

    /// There is an answer.
    pub const fn is_answered(self) -> bool {
        matches!(
            self,
            Self::AnsweredOral
                | Self::AnsweredWritten
                | Self::Satisfied
                | Self::NotSatisfied
                | Self::ToDiscuss
                | Self::Discussed
        )
    }
}

text_enum! {
    /// How a question is answered.
    pub enum Mode {
        /// In the hall.
        Oral = "oral", "Trả lời trực tiếp tại kỳ họp";
        /// In writing.
        Written = "written", "Trả lời bằng văn bản";
    }
}

text_enum! {
    /// Why a question may be answered in writing (Luật 87/2015/QH13, Điều 60 khoản 4, Điều 69).
    pub enum WrittenReason {
        /// It is in none of the chosen groups.
        OutsideGroups = "outside_groups", "Không thuộc nhóm vấn đề chất vấn tại kỳ họp";
        /// It has to be looked into.
        NeedsVerification = "needs_verification", "Vấn đề cần điều tra, xác minh";
        /// It is in a chosen group and there was no time.
        NotReached = "not_reached", "Thuộc nhóm vấn đề chất vấn nhưng chưa được trả lời tại kỳ họp";
        /// It was put between two sessions.
        BetweenSessions = "between_sessions", "Chất vấn giữa hai kỳ họp";
    }
}

record! {
    /// A question.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Question {
        /// Its id.
        pub id: QuestionId,
        /// "CV-2020-0001".
        pub code: String,
        /// Of which council the asker is a delegate.
        pub council_id: OrganizationId,
        /// At which session; none between two.
        pub session_id: Option<SessionId>,
        /// The delegate who asks.
        pub person_id: PersonId,
        /// The body whose office holder is asked.
        pub addressee_id: OrganizationId,
        /// That office holder, as the delegate writes: "Chủ tịch UBND huyện".
        pub addressee: String,
        /// The question, word for word.
        pub text: String,
        /// When the form was handed in.
        pub asked_on: Date,
        /// The office typed it from a paper form.
        pub is_paper: bool,
        /// Where it stands.
        pub state: State,
        /// Its group of issues.
        pub issue_id: Option<QuestionIssueId>,
        /// How it is answered, once that is known.
        pub mode: Option<Mode>,
        /// Since when it may be answered in writing.
        pub written_allowed_on: Option<Date>,
        /// Why in writing.
        pub written_reason: Option<WrittenReason>,
        /// By when in writing (`Rule::WrittenAnswerToQuestion`).
        pub due_on: Option<Date>,
        /// When it was answered.
        pub answered_on: Option<Date>,
        /// The answer, or what was said in short.
        pub answer: String,
        /// Who answered and signed: the one asked, in person.
        pub signer: String,
        /// Number and date of the written answer; may be empty.
        pub reference: String,
        /// Whether the delegate agrees with the answer.
        pub is_satisfied: Option<bool>,
        /// The delegate's words on it; may be empty.
        pub opinion: String,
        /// When the council discussed the answer.
        pub discussed_on: Option<Date>,
        /// What it concluded.
        pub discussion: String,
        /// Anyone may read it once it is compiled.
        pub is_public: bool,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Question {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        path_of(&self.id.to_string())
    }

    /// Its public page.
    pub fn public_path(&self) -> String {
        format!("/chat-van/{}", self.code)
    }

    /// "Chất vấn CV-2020-0001": what it is called where everyone reads.
    pub fn label(&self) -> String {
        format!("Chất vấn {}", self.code)
    }

    /// Anyone may read it now.
    pub const fn is_open(&self) -> bool {
        self.is_public && self.state.is_compiled()
    }

    /// Waits for a written answer whose day has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == State::WrittenAllowed && self.due_on.is_some_and(|due| due < today)
    }
}

/// The page of the question with this id.
pub fn path_of(id: &str) -> String {
    format!("/lam-viec/chat-van/{id}")
}

record! {
    /// A group of issues.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Issue {
        /// Its id.
        pub id: QuestionIssueId,
        /// Of which session.
        pub session_id: SessionId,
        /// Its place among the groups.
        pub place: i64,
        /// What it is about.
        pub title: String,
        /// Who is to answer, by post; may be empty until it is decided.
        pub respondent: String,
        /// Whether the council takes it up; none until it has decided.
        pub is_chosen: Option<bool>,
        /// When it decided.
        pub decided_on: Option<Date>,
        /// Counts the changes.
        pub version: i64,
    }
}

record! {
    /// What was promised in an answer.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Pledge {
        /// Its id.
        pub id: PledgeId,
        /// In answer to which question.
        pub question_id: QuestionId,
        /// What.
        pub text: String,
        /// Who does it.
        pub lead_id: OrganizationId,
        /// By when.
        pub due_on: Date,
        /// When it was promised.
        pub pledged_on: Date,
        /// What follows it.
        pub follow_up_id: Option<FollowUpId>,
    }
}

/// A question to be put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuestion {
    /// At which session; none between two.
    pub session: Option<SessionId>,
    /// The body whose office holder is asked.
    pub addressee_id: OrganizationId,
    /// That office holder.
    pub addressee: String,
    /// The question.
    pub text: String,
    /// The follow-up that was not done, of which it asks.
    pub follow_up: Option<FollowUpId>,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// When.
    pub on: Date,
    /// Who answered, in person.
    pub signer: String,
    /// What.
    pub answer: String,
    /// Number and date of the written answer.
    pub reference: String,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPledge {
    /// What.
    pub text: String,
    /// Who does it.
    pub lead: OrganizationId,
    /// By when.
    pub due_on: Date,
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not allow it.
    #[error("Chất vấn đang ở trạng thái “{}”, không làm bước này được. Tải lại trang để xem bước tiếp theo.", .0.label())]
    WrongState(State),
    /// A record is corrected for a reason.
    #[error("Nhập lý do sửa.")]
    NoReason,
    /// A day before the question.
    #[error("Ngày này trước ngày gửi phiếu chất vấn. Nhập ngày sau đó.")]
    BeforeAsked,
    /// A day before writing was allowed.
    #[error("Ngày trả lời trước ngày cho trả lời bằng văn bản. Xem lại hai ngày.")]
    BeforeAllowed,
    /// A day to come.
    #[error("Ngày này chưa đến. Nhập ngày đã qua hoặc hôm nay.")]
    InFuture,
    /// Nobody is named as the one who answered.
    #[error("Ghi người trả lời, ký: chính người bị chất vấn.")]
    NoSigner,
    /// Another signs in the place of the one asked.
    #[error("Người bị chất vấn phải trực tiếp trả lời, ký; không ký thay (KT., TUQ., TL.), không ủy quyền.")]
    Delegated,
    /// The reason does not fit how the question stands.
    #[error("Lý do này không hợp với chất vấn đang “{}”. Chọn lý do khác.", .0.label())]
    WrongReason(State),
    /// A session that is not public has no public questions.
    #[error("Kỳ họp của chất vấn này chưa công khai. Công khai kỳ họp ở sổ kỳ họp trước.")]
    SessionHidden,
    /// The session has ended or is not held.
    #[error("Kỳ họp đã bế mạc hoặc không tổ chức. Chọn kỳ họp khác, hoặc gửi chất vấn giữa hai kỳ họp.")]
    SessionOver,
    /// The one named is no delegate of the council.
    #[error("Người này không phải đại biểu của HĐND vào ngày gửi phiếu.")]
    NotADelegate,
    /// The law does not name such a body.
    #[error(
        "Người bị chất vấn thuộc UBND cùng cấp, cơ quan thuộc UBND, Tòa án, Viện kiểm sát. Chọn cơ quan khác."
    )]
    NotAsked,
    /// A body is gone or unknown.
    #[error("Cơ quan này không còn hoạt động. Chọn cơ quan khác.")]
    NoSuchBody,
    /// The council has decided on the group.
    #[error("HĐND đã quyết định về nhóm vấn đề này. Không xếp lại được.")]
    Decided,
    /// There are questions in the group.
    #[error("Nhóm còn chất vấn. Chuyển các chất vấn sang nhóm khác rồi bỏ nhóm.")]
    IssueInUse,
    /// A chosen group needs somebody who answers.
    #[error("Ghi người trả lời chất vấn của nhóm trước khi ghi HĐND chọn.")]
    NoRespondent,
    /// There is nothing to choose.
    #[error("Nhóm chưa có chất vấn nào. Xếp chất vấn vào nhóm trước.")]
    EmptyIssue,
    /// A question of the group was answered.
    #[error("Nhóm đã có chất vấn được trả lời hoặc cho trả lời bằng văn bản. Không đổi quyết định được.")]
    IssueBegun,
    /// A promise is to be kept after it was made.
    #[error("Hạn thực hiện lời hứa phải sau ngày trả lời.")]
    PledgeNotLater,
    /// The law of the day counts no such date.
    #[error("Chưa có quy định về thời hạn trả lời bằng văn bản cho ngày này. Ghi quy tắc riêng trước.")]
    NoDeadline,
    /// Follow-ups say no.
    #[error("{0}")]
    Follow(String),
}
