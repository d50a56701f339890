//! Why a deed on a letter is not done, in words for the one who tried.

use super::State;

/// Why a deed is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state forbids it.
    #[error("Đơn đang ở bước “{}”, chưa làm việc này được.", .0.label())]
    WrongState(State),
    /// A denunciation holds nothing but neutral facts.
    #[error("Đơn tố cáo: hệ thống chỉ giữ số, ngày, loại việc và trạng thái. Nội dung, họ tên ở sổ giấy.")]
    NothingOfDenunciation,
    /// A letter of several kinds is split first.
    #[error("Đơn có nhiều nội dung: tách thành từng đơn trước khi đề xuất.")]
    SplitFirst,
    /// Two parts at least.
    #[error("Tách thành ít nhất hai phần, mỗi phần một loại.")]
    TooFewParts,
    /// The outcome does not fit the letter.
    #[error("{0}")]
    WrongOutcome(&'static str),
    /// A body is missing.
    #[error("Chọn cơ quan giải quyết.")]
    NoBody,
    /// A day is missing or not later.
    #[error("Chọn ngày sau hôm nay.")]
    NotLater,
    /// A day lies ahead or before the letter.
    #[error("Ngày phải từ ngày nhận đơn đến hôm nay.")]
    BadDay,
    /// A reason is missing.
    #[error("Nhập lý do.")]
    NoReason,
    /// The paper is missing.
    #[error("Nhập số, ngày văn bản.")]
    NoReference,
    /// The earlier letter must be another one, and earlier.
    #[error("Đơn trùng phải là đơn khác, nhận trước hoặc cùng ngày.")]
    BadDuplicate,
    /// The lawful time of keeping is not over.
    #[error("Đơn lưu giữ đến hết ngày {0}, chưa tiêu hủy được.")]
    StillKept(String),
    /// There is nothing to open or destroy.
    #[error("Đơn này không có nội dung niêm phong.")]
    NothingSealed,
    /// A sealed value is damaged.
    #[error("Không mở được nội dung: khóa của hệ thống không đúng, hoặc dữ liệu đã bị sửa.")]
    Damaged,
    /// Somebody went on with what was taken in.
    #[error("Đã có người xử lý tiếp {0}; không hoàn tác cả đợt được.")]
    TouchedSince(String),
    /// The time to undo is over.
    #[error("Đã quá 7 ngày, không hoàn tác được.")]
    TooLate,
    /// Another area said no.
    #[error("{0}")]
    Other(String),
}
