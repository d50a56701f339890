//! Duties that the law or established practice already knows, to choose from when a regulation is
//! written down.

use crate::model::Frequency;

/// A duty to choose.
#[derive(Debug, Clone, Copy)]
pub struct KnownDuty {
    /// Its short word in an address.
    pub key: &'static str,
    /// What is owed.
    pub text: &'static str,
    /// How often.
    pub frequency: Frequency,
    /// The kind of record that meets it.
    pub meets: &'static str,
    /// The law behind it.
    pub source: &'static str,
}

/// The duties to choose from.
pub const DEFAULTS: [KnownDuty; 6] = [
    KnownDuty {
        key: "thong-bao-mttq",
        text: "Thường trực HĐND thông báo cho Ban Thường trực Ủy ban MTTQ về hoạt động của HĐND",
        frequency: Frequency::HalfYear,
        meets: "sent_notice",
        source: "Luật Tổ chức chính quyền địa phương 2015, Điều 104 khoản 10",
    },
    KnownDuty {
        key: "hop-truong-ban",
        text: "Thường trực HĐND họp với các Trưởng Ban về hoạt động giám sát",
        frequency: Frequency::Quarter,
        meets: "heads_meeting",
        source: "Luật Hoạt động giám sát của Quốc hội và HĐND 2015, Điều 75 khoản 4",
    },
    KnownDuty {
        key: "lien-tich",
        text: "Hội nghị liên tịch thống nhất thời gian, nội dung, chương trình kỳ họp",
        frequency: Frequency::Session,
        meets: "joint_activity",
        source: "Thông lệ chuẩn bị kỳ họp của HĐND",
    },
    KnownDuty {
        key: "giao-ban",
        text: "Hội nghị giao ban với Thường trực HĐND cấp xã",
        frequency: Frequency::Quarter,
        meets: "briefing",
        source: "Chương trình công tác của HĐND",
    },
    KnownDuty {
        key: "tiep-xuc",
        text: "Phối hợp tổ chức tiếp xúc cử tri trước kỳ họp thường lệ",
        frequency: Frequency::Session,
        meets: "voter_meeting",
        source: "Nghị quyết liên tịch số 525/2012/NQLT-UBTVQH13-ĐCTUBTWMTTQVN",
    },
    KnownDuty {
        key: "tong-hop-kien-nghi",
        text: "Tổng hợp ý kiến, kiến nghị của cử tri báo cáo tại kỳ họp thường lệ",
        frequency: Frequency::Session,
        meets: "",
        source: "Luật Tổ chức chính quyền địa phương 2015, Điều 90 khoản 3",
    },
];
