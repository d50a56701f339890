//! The rules that code asks for by name.

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// A rule of the table, by the name it has in `rules/*.toml`.
        ///
        /// Rules that no code asks for stay in the table only, where people read them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// Every rule named in code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name of its table in `rules/*.toml`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

rules! {
    /// Convening a regular session (SES-03, SES-03d).
    ConveneRegularSession,
    /// Convening an extraordinary, thematic or urgent session (SES-04, SES-04d).
    ConveneOtherSession,
    /// Announcing a regular session (SES-06, SES-06d).
    AnnounceSession,
    /// Announcing any other session (SES-07, SES-07d).
    AnnounceOtherSession,
    /// Session documents to the delegates (SES-14, SES-14d).
    SendSessionDocuments,
    /// Delegates who may ask for a session (SES-08); a share.
    RequestOtherSession,
    /// Voters of a commune who may ask for a session (SES-09); a share.
    SessionOnVotersRequest,
    /// Joint conference before a session (SES-13).
    JointConference,
    /// A normative draft to the committee that examines it, by level (DOC-07, DOC-11).
    SendDraftToExaminingCommittee,
    /// The committee's report on it, by level (DOC-08, DOC-12).
    SendExaminationReport,
    /// A normative draft with its papers to the delegates, by level (DOC-09, DOC-13).
    SendDraftToDelegates,
    /// Committees examine the reports before a session (SES-12).
    ExaminationMeeting,
    /// Minutes, reports and resolutions to the level above (SES-30, SES-30d).
    SendMinutesUp,
    /// One resolution to the level above (SES-31).
    SendResolutionUp,
    /// The earliest day a normative resolution takes effect, by level (DOC-14, DOC-15, DOC-16).
    EffectOfNormativeResolution,
    /// The monthly meeting of the standing committee (ORG-08); a frequency, not a date.
    StandingCommitteeMonthlyMeeting,
    /// The standing committee meets the heads of committees (ORG-10); a frequency, not a date.
    StandingCommitteeMeetsCommitteeHeads,
    /// Members present at a meeting of the standing committee (ORG-09); a share.
    StandingCommitteeQuorum,
    /// Approving the minutes of a meeting (ORG-21).
    ApproveMeetingMinutes,
    /// Plan and outline of a briefing (BRF-01).
    BriefingPlan,
    /// Invitation to a briefing (BRF-02).
    BriefingInvitation,
    /// Reports of the communes before a briefing (BRF-03).
    BriefingReports,
    /// The aggregate of the reports (BRF-04).
    BriefingAggregate,
    /// The conclusion notice of a briefing (BRF-05).
    BriefingNotice,
    /// A conclusion without a date is due at the next briefing (BRF-06).
    BriefingConclusionDefault,
    /// Answer to a difficulty that a commune raised (BRF-07).
    BriefingDifficultyAnswer,
    /// Proposals for the council's oversight programme (OVS-01, OVS-01d).
    ProposeOversightProgramme,
    /// The draft of the council's oversight programme before the mid-year session (OVS-02, OVS-02d).
    TableOversightProgramme,
    /// Proposals for the Standing Committee's oversight programme (OVS-03, OVS-03d).
    ProposeStandingCommitteeProgramme,
    /// The Standing Committee decides its oversight programme (OVS-04, OVS-04d).
    DecideStandingCommitteeProgramme,
    /// A committee decides its oversight programme (OVS-05, OVS-05d).
    DecideCommitteeProgramme,
    /// Content, plan and outline to the bodies overseen (OVS-06, OVS-06d).
    SendOversightOutline,
    /// Programme and team announced before working with a body (OVS-07, OVS-07d).
    NotifyOversightVisit,
    /// Report of a team of the Standing Committee (OVS-08, OVS-08d).
    StandingCommitteeTeamReport,
    /// Report of a team of a committee, a group or a delegate (OVS-09, OVS-09d).
    CommitteeTeamReport,
    /// The Standing Committee considers a report of oversight (OVS-10, OVS-10d).
    ConsiderOversightReport,
    /// A delegates' group announces its plan of oversight (OVS-11, OVS-11d).
    NotifyDelegateGroupOversight,
    /// Report of a delegates' group after a round of meetings with voters (VTR-06).
    DelegateGroupReport,
    /// Explaining why a recommendation was not carried out (OVS-18).
    ExplainNonImplementation,
    /// Publishing programme, plan, report, conclusion and results of oversight (OVS-19).
    PublishOversight,
    /// Reminders before a recommendation is due (OVS-20); several dates.
    RecommendationReminder,
    /// Publishing information that has no rule of its own (PUB-02).
    PublishInformation,
    /// Posting the reception schedule (REC-01).
    PostReceptionSchedule,
    /// The chair of the council receives citizens (REC-06, REC-06d); a frequency.
    CouncilChairReception,
    /// Answering what was taken in at a reception (REC-07).
    AnswerAtReception,
    /// The settling body informs the council that forwarded a matter (REC-08).
    InformSenderOfForwardedLetter,
    /// The council informs the citizen of the settlement (REC-09).
    InformCitizenOfSettlement,
    /// Written notice of a refusal (REC-10).
    RefuseReception,
    /// Notice of a reception online (REC-11).
    NotifyOnlineReception,
    /// Representatives of a group of five to ten (REC-14); a count.
    RepresentativesOfSmallGroup,
    /// Representatives of a group of more than ten (REC-15); a count.
    RepresentativesOfLargeGroup,
    /// Processing a letter (PET-01).
    ProcessLetter,
    /// A letter that lies unprocessed longer is a matter of discipline (PET-02).
    LetterLeftUnprocessed,
    /// How long a filed letter is kept (PET-05).
    KeepFiledLetter,
    /// Taking a complaint up (CMP-02, CMP-03).
    AcceptComplaint,
    /// Settling a first complaint (CMP-04).
    SettleFirstComplaint,
    /// Settling a first complaint, complex (CMP-05).
    SettleFirstComplexComplaint,
    /// Settling a first complaint, in a remote area (CMP-06).
    SettleFirstRemoteComplaint,
    /// Settling a second complaint (CMP-08).
    SettleSecondComplaint,
    /// Settling a second complaint, complex (CMP-09).
    SettleSecondComplexComplaint,
    /// Settling a second complaint, in a remote area (CMP-10).
    SettleSecondRemoteComplaint,
    /// Registering and checking a denunciation (DEN-01).
    RegisterDenunciation,
    /// Forwarding a denunciation (DEN-02).
    ForwardDenunciation,
    /// Settling a denunciation (DEN-04).
    SettleDenunciation,
    /// Written answer to a question put to an office holder (OVS-13, OVS-13d).
    WrittenAnswerToQuestion,
    /// Report on what was promised when questions were put, before the next session (OVS-15).
    ReportOnPromises,
    /// Written answer to a voters' petition (VTR-09).
    AnswerPetition,
    /// Votes that pass a resolution (SES-16); a share.
    MajorityOfAllDelegates,
    /// Votes that dismiss a delegate (SES-17); a share.
    DismissDelegate,
    /// Delegates present at a plenary session (SES-15); a share.
    SessionQuorum,
    /// Issuing a signed document (DOC-21).
    IssueOutgoingDocument,
}
