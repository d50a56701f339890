//! Why there is no page, and the page that says so.

use std::fmt;

use askama::Template;
use axum::http::StatusCode;

use crate::{Answer, Ctx, Error, Shell};

/// Why a request was not answered as asked.
#[derive(Debug)]
pub enum Problem {
    /// There is no such page, or this reader may not know of it.
    NotFound,
    /// The address takes other methods; `Allow` names them.
    WrongMethod,
    /// The reader may not do this; the sentence says who can.
    Forbidden(String),
    /// Somebody changed the record in between.
    Conflict,
    /// The rules say no; the sentence says why.
    Refused(String),
    /// The sign-in is over; the form must be sent again after signing in.
    SignedOut,
    /// The form did not come from our own page.
    NotOurForm,
    /// Too many tries; seconds to wait.
    TooMany(u64),
    /// The database failed.
    Database(db::Error),
    /// Something of ours failed; the text is for the log.
    Internal(String),
}

impl From<db::Error> for Problem {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::NotFound => Self::NotFound,
            error => Self::Database(error),
        }
    }
}

impl<R: fmt::Debug + fmt::Display> From<Error<R>> for Problem {
    fn from(error: Error<R>) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::Forbidden => Self::Forbidden("Tài khoản này không có quyền làm việc đó.".to_owned()),
            Error::Conflict => Self::Conflict,
            Error::Refused(reason) => Self::Refused(reason.to_string()),
            Error::Database(error) => error.into(),
        }
    }
}

#[derive(Template)]
#[template(path = "kit/problem.html")]
struct ProblemPage {
    shell: Shell,
    heading: String,
    what: String,
    todo: Vec<(String, String)>,
    reference: String,
}

impl Problem {
    /// The status on the wire.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden(_) | Self::NotOurForm => StatusCode::FORBIDDEN,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Database(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn heading(&self) -> &'static str {
        match self {
            Self::NotFound => "Không tìm thấy trang",
            Self::WrongMethod => "Địa chỉ này không mở trực tiếp được",
            Self::Forbidden(_) => "Việc này do người khác làm",
            Self::Conflict => "Bản ghi vừa được người khác sửa",
            Self::Refused(_) => "Chưa làm được",
            Self::SignedOut => "Phiên đăng nhập đã hết",
            Self::NotOurForm => "Biểu mẫu không gửi từ trang này",
            Self::TooMany(_) => "Quá nhiều lần thử",
            Self::Database(_) | Self::Internal(_) => "Hệ thống gặp lỗi",
        }
    }

    pub(crate) fn what(&self) -> String {
        match self {
            Self::NotFound => {
                "Trang đã được dời, hoặc địa chỉ gõ chưa đúng, hoặc tài khoản này không được xem.".to_owned()
            }
            Self::WrongMethod => "Địa chỉ này nhận điều một trang khác gửi đến. Mở trang có biểu mẫu, rồi làm từ đó.".to_owned(),
            Self::Forbidden(sentence) | Self::Refused(sentence) => sentence.clone(),
            Self::Conflict => "Nội dung đã gõ chưa được lưu, để không đè lên bản mới. \
                Quay lại, tải lại trang để xem bản mới, rồi sửa tiếp."
                .to_owned(),
            Self::SignedOut => {
                "Đăng nhập lại ở một thẻ khác rồi quay lại đây gửi lần nữa; nội dung đã gõ còn trên trang trước."
                    .to_owned()
            }
            Self::NotOurForm => "Mở lại trang rồi gửi biểu mẫu từ đó.".to_owned(),
            Self::TooMany(seconds) => format!("Chờ {seconds} giây rồi thử lại."),
            Self::Database(_) | Self::Internal(_) => {
                "Việc vừa làm chưa được lưu. Thử lại; nếu vẫn lỗi, báo người quản trị kèm mã dưới đây.".to_owned()
            }
        }
    }

    /// Logs what must be logged and makes the page.
    pub(crate) fn answer(self, ctx: &mut Ctx<'_>) -> Answer {
        let reference = if self.status().is_server_error() {
            let reference = ctx.now.to_string();
            tracing::error!(%reference, problem = ?self, path = %ctx.request.path, "a request failed");
            reference
        } else {
            String::new()
        };
        let mut todo = Vec::new();
        if matches!(self, Self::SignedOut) {
            todo.push(("Đăng nhập".to_owned(), "/dang-nhap".to_owned()));
        }
        if let Some(back) = &ctx.request.came_from {
            todo.push(("Quay lại trang trước".to_owned(), back.clone()));
        }
        if ctx.actor.is_signed_in() {
            todo.push(("Về trang Hôm nay".to_owned(), "/lam-viec".to_owned()));
        }
        todo.push(("Về trang chủ".to_owned(), "/".to_owned()));
        todo.push(("Tìm trên cổng".to_owned(), "/tim".to_owned()));
        let status = self.status();
        match ctx.shell(self.heading()) {
            Ok(shell) => {
                let page = ProblemPage {
                    heading: self.heading().to_owned(),
                    what: self.what(),
                    shell,
                    todo,
                    reference,
                };
                Answer::html(status, &page).unwrap_or_else(|_| self.bare())
            }
            Err(error) => {
                tracing::error!(%error, "the problem page could not be framed");
                self.bare()
            }
        }
    }

    /// The page when not even the frame can be made.
    pub(crate) fn bare(&self) -> Answer {
        let body = format!(
            "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>{0}</title><h1>{0}</h1>\
             <p>Thử lại sau ít phút. <a href=\"/\">Về trang chủ</a></p></html>",
            self.heading()
        );
        Answer::text("text/html; charset=utf-8", body).with_status(self.status())
    }
}
