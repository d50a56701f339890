//! What goes back to the reader.

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use papers::{Card, Letter, Sheet, Table};
use serde::Serialize;

use crate::{App, Ctx, Problem, Work};

/// A file to hand out.
#[derive(Debug, Clone)]
pub struct DocumentFile {
    /// The content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// The name it is saved under.
    pub name: String,
}

/// An answer, complete in memory, so that the transaction is over before it is sent.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) flash: Option<(String, Option<String>, bool)>,
    pub(crate) work: Option<Work>,
    pub(crate) again: Option<String>,
    pub(crate) stirs: Option<String>,
    pub(crate) card: Option<Card>,
}

/// The files that a list is also given as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFile {
    /// For the office.
    Xlsx,
    /// For programs.
    Csv,
}

impl Answer {
    fn new(status: StatusCode, media_type: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![(header::CONTENT_TYPE, media_type.to_owned())],
            body,
            flash: None,
            work: None,
            again: None,
            stirs: None,
            card: None,
        }
    }

    /// A page.
    pub fn page(template: &impl Template) -> Result<Self, Problem> {
        Self::html(StatusCode::OK, template)
    }

    /// The same page again with what was typed and what is wrong with it: 422.
    pub fn faulty(template: &impl Template) -> Result<Self, Problem> {
        Self::html(StatusCode::UNPROCESSABLE_ENTITY, template)
    }

    /// A page under another status.
    pub fn html(status: StatusCode, template: &impl Template) -> Result<Self, Problem> {
        let body = template.render().map_err(|error| Problem::Internal(error.to_string()))?;
        Ok(Self::new(status, "text/html; charset=utf-8", body.into_bytes()))
    }

    /// Done; see the page at `path`, which must be one of ours.
    pub fn see_other(path: impl Into<String>) -> Self {
        let path = path.into();
        let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
        Self {
            status: StatusCode::SEE_OTHER,
            headers: vec![(header::LOCATION, if ours { path } else { "/".to_owned() })],
            body: Vec::new(),
            flash: None,
            work: None,
            again: None,
            stirs: None,
            card: None,
        }
    }

    /// The address has moved for good: an old unit's, an old slug's.
    pub fn moved(path: &str) -> Self {
        Self { status: StatusCode::MOVED_PERMANENTLY, ..Self::see_other(path) }
    }

    /// Begins long work once the transaction has held, and leads to the page that watches it.
    pub fn beginning(work: Work) -> Self {
        Self { work: Some(work.clone()), ..Self::see_other(work.path()) }
    }

    /// The deed is done and this very answer is its page, shown once: the same form sent again
    /// leads to `path` and does nothing.
    #[must_use]
    pub fn once(mut self, path: impl Into<String>) -> Self {
        self.again = Some(path.into());
        self
    }

    /// Once the transaction has held, those who watch this topic are shown it anew.
    #[must_use]
    pub fn stirring(mut self, topic: impl Into<String>) -> Self {
        self.stirs = Some(topic.into());
        self
    }

    /// Says on the next page what was done.
    #[must_use]
    pub fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.flash = Some((sentence.into(), None, false));
        self
    }

    /// Says on the next page what was done, and offers to undo it by a post to `undo`.
    #[must_use]
    pub fn saying_with_undo(mut self, sentence: impl Into<String>, undo: impl Into<String>) -> Self {
        self.flash = Some((sentence.into(), Some(undo.into()), false));
        self
    }

    /// Says on the next page why it was not done.
    #[must_use]
    pub fn refusing(mut self, sentence: impl Into<String>) -> Self {
        self.flash = Some((sentence.into(), None, true));
        self
    }

    /// Data as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(|error| Problem::Internal(error.to_string()))?;
        Ok(Self::new(StatusCode::OK, "application/json; charset=utf-8", body)
            .with(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
    }

    /// Data for one reader: no page of another site may read it.
    pub fn data(value: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(|error| Problem::Internal(error.to_string()))?;
        Ok(Self::new(StatusCode::OK, "application/json; charset=utf-8", body))
    }

    /// Text of another media type: a feed, a sitemap, a table.
    pub fn text(media_type: &str, body: String) -> Self {
        Self::new(StatusCode::OK, media_type, body.into_bytes())
    }

    /// A file to save; browsers must not run it.
    pub fn download(file: DocumentFile) -> Self {
        let disposition = disposition("attachment", &file.name);
        Self::new(StatusCode::OK, file.media_type, file.bytes)
            .with(header::CONTENT_DISPOSITION, disposition)
            .with(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'")
    }

    /// A workbook to save.
    pub fn xlsx(sheets: &[Sheet], name: impl Into<String>) -> Result<Self, Problem> {
        let bytes = papers::to_xlsx(sheets).map_err(|error| Problem::Internal(error.to_string()))?;
        let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        Ok(Self::download(DocumentFile { bytes, media_type, name: name.into() }))
    }

    /// A table to save as CSV.
    pub fn csv(table: &Table, name: impl Into<String>) -> Self {
        let bytes = papers::to_csv(table).into_bytes();
        Self::download(DocumentFile { bytes, media_type: "text/csv; charset=utf-8", name: name.into() })
    }

    /// A list as a file: the same table as Excel or CSV, "Đến ngày …" under its title.
    pub fn list(
        ctx: &Ctx<'_>,
        file: ListFile,
        title: &str,
        stem: &str,
        table: Table,
    ) -> Result<Self, Problem> {
        match file {
            ListFile::Csv => Ok(Self::csv(&table, format!("{stem}.csv"))),
            ListFile::Xlsx => {
                let sheet = Sheet {
                    name: title.to_owned(),
                    title: title.to_uppercase(),
                    subtitle: format!("Đến ngày {}", kernel::dates::print(ctx.today)),
                    table,
                };
                Self::xlsx(&[sheet], format!("{stem}.xlsx"))
            }
        }
    }

    /// A letter to save as a Word file.
    pub fn docx(letter: &Letter, name: impl Into<String>) -> Result<Self, Problem> {
        let bytes = papers::to_docx(letter).map_err(|error| Problem::Internal(error.to_string()))?;
        let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        Ok(Self::download(DocumentFile { bytes, media_type, name: name.into() }))
    }

    /// A letter to save as PDF.
    pub fn pdf(app: &App, letter: &Letter, name: impl Into<String>) -> Result<Self, Problem> {
        let bytes = (app.settings().to_pdf)(std::slice::from_ref(letter)).map_err(Problem::Internal)?;
        Ok(Self::download(DocumentFile { bytes, media_type: "application/pdf", name: name.into() }))
    }

    /// A picture shown in a page.
    pub fn inline(bytes: Vec<u8>, media_type: &str) -> Self {
        Self::new(StatusCode::OK, media_type, bytes)
            .with(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
            .with(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'")
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    /// The same answer under another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What it says.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The value of a header.
    pub fn header(&self, wanted: &HeaderName) -> Option<&str> {
        self.headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// Where a redirect leads.
    pub fn location(&self) -> Option<&str> {
        self.headers.iter().find(|(name, _)| *name == header::LOCATION).map(|(_, path)| path.as_str())
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.body.into());
        *response.status_mut() = self.status;
        if let Some(card) = self.card {
            response.extensions_mut().insert(card);
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// RFC 6266: a plain ASCII name for old readers, the true one in RFC 5987 form.
fn disposition(kind: &str, name: &str) -> String {
    let plain: String = kernel::text::fold(name).replace(' ', "-");
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let ascii = if extension.chars().all(|c| c.is_ascii_alphanumeric()) && !extension.is_empty() {
        format!("{}.{extension}", kernel::text::fold(stem).replace(' ', "-"))
    } else {
        plain
    };
    let encoded = kernel::text::percent_encoded(&name.replace('/', "-"));
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}
