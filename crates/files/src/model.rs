//! What a kept file is.

use db::{record, text_enum};
use kernel::FileId;

text_enum! {
    /// What may be kept. Nothing here runs by itself when it is opened.
    pub enum MediaType {
        /// A PDF.
        Pdf = "application/pdf", "PDF";
        /// A Word file without macros.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word";
        /// An Excel file without macros.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel";
        /// A photograph.
        Jpeg = "image/jpeg", "Ảnh JPEG";
        /// A picture.
        Png = "image/png", "Ảnh PNG";
        /// A picture.
        Webp = "image/webp", "Ảnh WebP";
        /// Plain text in UTF-8.
        Text = "text/plain", "Văn bản thuần";
        /// A table as text, in UTF-8.
        Csv = "text/csv", "CSV";
    }
}

impl MediaType {
    /// The endings that fit; the first is put on when none does.
    pub(crate) const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
        }
    }

    /// True for what a browser shows in the page; everything else is only saved.
    pub const fn is_image(self) -> bool {
        match self {
            Self::Jpeg | Self::Png | Self::Webp => true,
            Self::Pdf | Self::Docx | Self::Xlsx | Self::Text | Self::Csv => false,
        }
    }
}

record! {
    /// A kept file.
    #[derive(Debug, Clone)]
    pub struct File {
        /// Its id.
        pub id: FileId,
        /// SHA-256 of the content, 64 hexadecimal digits; also its address on the disk.
        pub sha256: String,
        /// Its size in bytes.
        pub size_bytes: i64,
        /// What it is, by its content.
        pub media_type: MediaType,
        /// What it was called where it came from; shown, never a path.
        pub original_name: String,
        /// The kind of record it belongs to.
        pub subject_kind: String,
        /// That record's id.
        pub subject_id: String,
        /// True when anyone may have it.
        pub is_public: bool,
        /// When it came, milliseconds since 1970 UTC.
        pub uploaded_ms: i64,
        /// Who sent it, by the office's name for the account.
        pub uploaded_by: String,
    }
}

impl File {
    /// The address it is handed out at.
    pub fn path(&self) -> String {
        format!("/tep/{}", self.id)
    }

    /// "2,4 MB".
    pub fn size(&self) -> String {
        kernel::numbers::print_size(self.size_bytes)
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No content.
    #[error("Tệp “{name}” không có nội dung. Kiểm tra lại tệp rồi chọn lại.")]
    Empty {
        /// The name.
        name: String,
    },
    /// Above the limit.
    #[error("Tệp “{name}” nặng {size}, tối đa 20 MB. Giảm dung lượng hoặc tách tệp rồi gửi lại.")]
    TooLarge {
        /// The name.
        name: String,
        /// The size in words.
        size: String,
    },
    /// Not on the list of what is kept.
    #[error(
        "Tệp “{name}” thuộc loại không nhận. Gửi PDF, Word (.docx), Excel (.xlsx), ảnh JPEG, PNG, WebP hoặc văn bản thuần UTF-8; tệp Word, Excel đời cũ thì lưu lại thành .docx, .xlsx."
    )]
    NotTaken {
        /// The name.
        name: String,
    },
    /// Runs something when it is opened.
    #[error(
        "Tệp “{name}” có macro hoặc mẫu nạp từ nơi khác. Lưu lại thành .docx hoặc .xlsx không có macro rồi gửi."
    )]
    RunsCode {
        /// The name.
        name: String,
    },
    /// Cannot be read within the limits, or lies about itself.
    #[error(
        "Tệp “{name}” hỏng, có mật khẩu hoặc nén bất thường nên không kiểm tra được. Mở tệp, lưu lại rồi gửi."
    )]
    Unsound {
        /// The name.
        name: String,
    },
}
