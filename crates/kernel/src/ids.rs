//! Identifiers, each its own type, so that a person's id cannot stand where a council's is asked.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// The text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

/// Makes UUIDv7 values (RFC 9562, 5.7): 48 bits of milliseconds, then randomness.
pub fn uuid_v7(now_ms: i64, random: [u8; 10]) -> Uuid {
    let ms = u64::try_from(now_ms).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid()
}

/// A type that is an identifier: made from a UUID, read from text.
pub trait Id: Copy + fmt::Display + FromStr<Err = NotAnId> {
    /// Wraps the UUID.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID inside.
    fn uuid(self) -> Uuid;
}

/// When an identifier was made, milliseconds since 1970 UTC: the first 48 bits of a UUIDv7 (RFC
/// 9562, 5.7).
pub fn made_ms(id: impl Id) -> i64 {
    let ms = id.uuid().as_u128() >> 80;
    i64::try_from(ms).unwrap_or(0)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.as_hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                // One spelling only, so that an address names one record
                if text.len() != 36 || text.bytes().any(|b| b.is_ascii_uppercase()) {
                    return Err(NotAnId);
                }
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )+ };
}

/// Calls `$then!` with every identifier type: `kernel` makes the types, `db` teaches them
/// to be stored.
#[macro_export]
macro_rules! every_id {
    ($then:ident) => {
        $then! {
            /// A sign-in account.
            AccountId,
            /// Where people sign in instead of by a password (nơi đăng nhập một lần).
            SignInProviderId,
            /// What that place calls somebody.
            SignInIdentityId,
            /// A key by which programs of an organization read and write.
            ApiKeyId,
            /// An address of another system that is told of public deeds.
            WebhookId,
            /// A host that may be told.
            WebhookHostId,
            /// What is told to one address.
            DeliveryId,
            /// The server that takes e-mail.
            MailServerId,
            /// What somebody wants to be told by e-mail.
            MailSubscriptionId,
            /// An e-mail on its way.
            MailId,
            /// An item of a session's agenda (nội dung chương trình).
            AgendaItemId,
            /// A delegate's line of a session's roll (điểm danh).
            AttendanceId,
            /// What a delegate chose in a vote, once (phiếu biểu quyết).
            BallotId,
            /// A vote (biểu quyết).
            PollId,
            /// An item that a vote decides beside its first.
            PollItemId,
            /// A name on a ballot paper.
            PollLineId,
            /// A session while it sits (phiên họp).
            SittingId,
            /// A delegate's speech (lượt phát biểu).
            SpeechId,
            /// A question put to an office holder (chất vấn).
            QuestionId,
            /// A group of questions that a session takes up (nhóm vấn đề chất vấn).
            QuestionIssueId,
            /// What was promised in answer to a question (lời hứa).
            PledgeId,
            /// A tie of a resolution to an older one that it amends, replaces or repeals.
            ResolutionRelationId,
            /// A correction of a published record (đính chính).
            ErratumId,
            /// A draft of a resolution (dự thảo nghị quyết).
            DraftId,
            /// A text of a draft as it stood at a time.
            DraftVersionId,
            /// A proposal to change an article of a draft (đề nghị sửa đổi).
            AmendmentId,
            /// A paper of a session (tài liệu kỳ họp).
            SessionPaperId,
            /// A paper as it was handed in, one time.
            PaperVersionId,
            /// That a delegate got and opened a paper.
            PaperReceiptId,
            /// A committee's task to examine an item (phân công thẩm tra).
            ExaminationId,
            /// The minutes of a session as a paper (biên bản kỳ họp).
            SessionMinutesId,
            /// Who asked for a session (đề nghị triệu tập).
            SessionRequestId,
            /// A step of preparation and the day on which it was done.
            PreparationStepId,
            /// A session's invitation of somebody (giấy mời).
            InvitationLineId,
            /// A code by which a delegate's device signs in once.
            DevicePairingId,
            /// A link by which a body answers petitions without an account.
            AnswerLinkId,
            /// One signed paper that answers many petitions.
            AnswerDocumentId,
            /// An administrative unit (đơn vị hành chính) during its validity.
            AreaId,
            /// A briefing (hội nghị giao ban).
            BriefingId,
            /// A line of a briefing's agenda.
            BriefingItemId,
            /// A commune's report to a briefing.
            BriefingReportId,
            /// A conclusion (kết luận) of a briefing.
            ConclusionId,
            /// A difficulty (khó khăn, vướng mắc).
            DifficultyId,
            /// A figure entered by a unit.
            FigureId,
            /// An attached file.
            FileId,
            /// A follow-up (việc theo dõi).
            FollowUpId,
            /// An entry in a follow-up's history.
            FollowEntryId,
            /// A link between two records.
            LinkId,
            /// Long work with progress.
            JobId,
            /// A person's post in an organization over time.
            MembershipId,
            /// A news item (tin bài).
            NewsItemId,
            /// An organization: council, committee, People's Committee, department, front.
            OrganizationId,
            /// A letter of a citizen (đơn).
            LetterId,
            /// An entry in a letter's course.
            LetterEntryId,
            /// A table of some kind that was taken in at once.
            ImportBatchId,
            /// A record that such a table made.
            ImportItemId,
            /// A table of letters that was taken in at once.
            LetterBatchId,
            /// What was said at a voters' meeting (ý kiến cử tri).
            OpinionId,
            /// An outgoing document (văn bản đi).
            DocumentId,
            /// A participant of a briefing.
            ParticipantId,
            /// A person.
            PersonId,
            /// A table of petitions that was taken in at once.
            PetitionBatchId,
            /// A distinct petition of voters (kiến nghị cử tri).
            PetitionId,
            /// An entry in a petition's timeline.
            PetitionEntryId,
            /// A reception of citizens (buổi tiếp công dân).
            ReceptionId,
            /// A table of visits that was taken in at once.
            ReceptionBatchId,
            /// A resolution (nghị quyết).
            ResolutionId,
            /// A session (kỳ họp).
            SessionId,
            /// A succession of one unit by another.
            SuccessionId,
            /// A council's term (khóa).
            TermId,
            /// A visit to a reception (lượt tiếp).
            VisitId,
            /// A meeting with voters (tiếp xúc cử tri).
            VoterMeetingId,
            /// A programme of a body for a year (chương trình công tác, chương trình giám sát).
            ProgrammeId,
            /// An item of a programme.
            ProgrammeItemId,
            /// A change of a programme after it was decided, with its reason.
            ProgrammeChangeId,
            /// A meeting of a body (phiên họp Thường trực, cuộc họp Ban).
            MeetingId,
            /// Who was asked to a meeting, and whether he came.
            MeetingPersonId,
            /// An oversight or a survey (cuộc giám sát, khảo sát).
            OversightId,
            /// A member of an oversight team.
            OversightMemberId,
            /// A body that is overseen.
            OversightBodyId,
            /// A paper of an oversight.
            OversightPaperId,
            /// A working session or visit of an oversight team.
            FieldVisitId,
            /// What an oversight found.
            FindingId,
            /// A recommendation after oversight (kiến nghị sau giám sát).
            RecommendationId,
            /// An entry of an oversight's course.
            OversightEntryId,
            /// A link by which an overseen body hands its report in.
            ReportLinkId,
            /// An explanation hearing (phiên giải trình).
            HearingId,
            /// Who explains at a hearing, or asks.
            HearingPersonId,
            /// A text that is reviewed (rà soát văn bản).
            TextReviewId,
            /// A draw of whom to oversee.
            DrawId,
            /// A line of the People's Committee's plan for a resolution: objective, indicator, task, measure.
            ObjectiveId,
            /// What an indicator reached in a period.
            PeriodFigureId,
            /// An entry of an objective's course.
            ObjectiveEntryId,
            /// A coordination regulation (quy chế phối hợp).
            CoordinationId,
            /// A duty that a coordination regulation lays on a party.
            DutyId,
            /// What met a duty in a period.
            DutyRecordId,
            /// An activity of several lead bodies.
            JointActivityId,
            /// A campaign of information (đợt tuyên truyền).
            CampaignId,
            /// An entry of a difficulty's course.
            DifficultyEntryId,
            /// A criterion of a scorecard.
            CriterionId,
            /// A scorecard as it was decided.
            ScorecardId,
            /// A key of an application that sends reports by Open311.
            Open311KeyId,
            /// Whether and how a council takes reports by Open311.
            Open311SettingId,
            /// A report that came by Open311.
            Open311RequestId,
        }
    };
}

every_id!(ids);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = BriefingId::from_uuid(uuid_v7(1_602_723_600_000, [7; 10]));
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(text.to_uppercase().parse::<BriefingId>(), Err(NotAnId));
        assert_eq!(text.replace('-', "").parse::<BriefingId>(), Err(NotAnId));
        assert_eq!("".parse::<BriefingId>(), Err(NotAnId));
    }

    #[test]
    fn an_id_knows_when_it_was_made() {
        for ms in [0, 1, 1_602_723_600_000, (1 << 48) - 1] {
            assert_eq!(made_ms(BriefingId::from_uuid(uuid_v7(ms, [255; 10]))), ms);
        }
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        assert!(uuid_v7(1_000, [255; 10]) < uuid_v7(1_001, [0; 10]));
    }
}
