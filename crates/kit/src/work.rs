//! Long work: begun by a form, watched on a page of its own, and kept when that page is left.
//!
//! A piece of work is one write transaction on a thread of its own, begun after the form's own
//! transaction has held. It is known to this process alone: a server that stops undoes the
//! transaction, so that nothing is ever half-written.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AccountId, Actor, Entropy, Instant};
use serde::Serialize;

use crate::{Access, Answer, App, Ctx, Problem, Routes, Shell, Visit};

type Write = dyn Fn(&mut Ctx<'_>, &Progress) -> Result<String, Problem> + Send + Sync;
type Make = dyn Fn(&App, &Actor, &Progress) -> Result<String, Problem> + Send + Sync;

/// What is done.
#[derive(Clone)]
enum Run {
    /// In one write transaction.
    Write(Arc<Write>),
    /// Without one: files are made, and others write meanwhile.
    Make(Arc<Make>),
}

/// Work to begin once the form's transaction has held: see [`Answer::beginning`].
#[derive(Clone)]
pub struct Work {
    id: String,
    title: String,
    href: String,
    actor: Actor,
    run: Run,
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("id", &self.id).field("title", &self.title).finish_non_exhaustive()
    }
}

impl Work {
    /// Work under a title ("Nhập danh mục đơn vị"), done as `actor`; its result is seen at
    /// `href`. It answers with the sentence that says what was done. A serializable database
    /// may ask for the same work again, so it begins anew each time it is called.
    pub fn new(
        title: impl Into<String>,
        href: impl Into<String>,
        actor: &Actor,
        run: impl Fn(&mut Ctx<'_>, &Progress) -> Result<String, Problem> + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: kernel::text::hex(&Entropy::secret::<16>()),
            title: title.into(),
            href: href.into(),
            actor: actor.clone(),
            run: Run::Write(Arc::new(run)),
        }
    }

    /// Work that writes nothing to the database: it reads what it needs by itself and makes files,
    /// and nobody waits for it.
    pub fn making(
        title: impl Into<String>,
        href: impl Into<String>,
        actor: &Actor,
        make: impl Fn(&App, &Actor, &Progress) -> Result<String, Problem> + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: kernel::text::hex(&Entropy::secret::<16>()),
            title: title.into(),
            href: href.into(),
            actor: actor.clone(),
            run: Run::Make(Arc::new(make)),
        }
    }

    /// Where it is watched.
    pub fn path(&self) -> String {
        path(&self.id)
    }
}

fn path(id: &str) -> String {
    format!("/lam-viec/tien-do/{id}")
}

/// How far a piece of work has come.
pub struct Progress<'a> {
    works: &'a Works,
    id: &'a str,
}

impl Progress<'_> {
    /// `done` of `total` rows; told every twenty rows and at the end.
    pub fn reached(&self, done: usize, total: usize) {
        if done.is_multiple_of(20) || done == total {
            self.works.change(self.id, State::Running { done, total });
        }
    }
}

/// How long a table that was taken in may be taken back.
pub const UNDO_DAYS: i64 = 7;

/// Whether a table made at a moment may still be taken back.
pub const fn may_undo(made: Instant, undone: Option<Instant>, now: Instant) -> bool {
    undone.is_none() && now - made <= UNDO_DAYS * 86_400_000
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Running { done: usize, total: usize },
    Done(String),
    Failed(String),
}

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    account: Option<AccountId>,
    title: String,
    href: String,
    state: State,
    /// Its end was seen on its own page.
    seen: bool,
}

impl Entry {
    fn is_over(&self) -> bool {
        !matches!(self.state, State::Running { .. })
    }

    /// What is said of it: while it runs, when it is done, when it failed.
    fn words(&self) -> String {
        match &self.state {
            State::Running { total: 0, .. } => format!("{}: đang chuẩn bị.", self.title),
            State::Running { done, total } => {
                format!("{}: đã xong {done}/{total} dòng. Có thể rời trang.", self.title)
            }
            State::Done(sentence) => sentence.clone(),
            State::Failed(sentence) => format!("{}: chưa ghi gì. {sentence}", self.title),
        }
    }
}

/// The work of this process, the newest first.
#[derive(Debug, Default)]
pub struct Works {
    entries: Mutex<VecDeque<Entry>>,
}

/// Older work is forgotten; what it did is in the journal.
const KEPT_MAX: usize = 200;

impl Works {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, id: &str, state: State) {
        if let Some(entry) = self.lock().iter_mut().find(|entry| entry.id == id) {
            entry.state = state;
        }
    }

    fn of(&self, account: Option<AccountId>) -> Vec<Entry> {
        self.lock().iter().filter(|entry| account.is_some() && entry.account == account).cloned().collect()
    }
}

impl Work {
    /// Begins. Called once the transaction that asked for it has held.
    pub(crate) fn begin(&self, app: &App) {
        let entry = Entry {
            id: self.id.clone(),
            account: self.actor.account,
            title: self.title.clone(),
            href: self.href.clone(),
            state: State::Running { done: 0, total: 0 },
            seen: false,
        };
        {
            let mut entries = app.works().lock();
            entries.push_front(entry);
            entries.truncate(KEPT_MAX);
        }
        let (work, shared) = (self.clone(), app.clone());
        let begun = std::thread::Builder::new().name("long-work".to_owned()).spawn(move || work.go(&shared));
        if let Err(error) = begun {
            tracing::error!(%error, "long work could not begin");
            app.works().change(&self.id, State::Failed("Máy chủ đang bận. Làm lại sau ít phút.".to_owned()));
        }
    }

    fn go(&self, app: &App) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match &self.run {
            Run::Write(run) => {
                let (run, id, inner) = (Arc::clone(run), self.id.clone(), app.clone());
                app.write_as(&self.actor, move |ctx| run(ctx, &Progress { works: inner.works(), id: &id }))
            }
            Run::Make(make) => make(app, &self.actor, &Progress { works: app.works(), id: &self.id }),
        }));
        let state = match outcome {
            Ok(Ok(sentence)) => State::Done(sentence),
            Ok(Err(problem)) => {
                tracing::warn!(?problem, title = %self.title, "long work was undone");
                State::Failed(problem.what())
            }
            Err(_) => State::Failed("Hệ thống gặp lỗi. Làm lại; nếu vẫn lỗi, báo người quản trị.".to_owned()),
        };
        app.works().change(&self.id, state);
    }
}

/// What the frame says of work that runs, or ended and was not looked at.
#[derive(Debug, Clone)]
pub struct WorkLine {
    /// The sentence.
    pub words: String,
    /// Where it is watched.
    pub href: String,
    /// True when it failed.
    pub bad: bool,
}

/// The work of this account that a page of the workspace should speak of.
pub(crate) fn lines(app: &App, actor: &Actor, at: &str) -> Vec<WorkLine> {
    app.works()
        .of(actor.account)
        .into_iter()
        .filter(|entry| !entry.seen && path(&entry.id) != at)
        .map(|entry| WorkLine {
            words: entry.words(),
            href: path(&entry.id),
            bad: matches!(entry.state, State::Failed(_)),
        })
        .collect()
}

/// The pages of work in progress.
pub fn routes() -> Routes {
    Routes::new().get(Access::SignedIn, "/lam-viec/tien-do", list).get(
        Access::SignedIn,
        "/lam-viec/tien-do/{id}",
        page,
    )
}

#[derive(Template)]
#[template(path = "kit/works.html")]
struct WorksPage {
    shell: Shell,
    works: Vec<Entry>,
}

async fn list(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let shell =
                ctx.shell("Vừa xong")?.crumb("Hôm nay", "/lam-viec").crumb("Vừa xong", "/lam-viec/tien-do");
            Answer::page(&WorksPage { shell, works: ctx.app.works().of(ctx.actor.account) })
        })
        .await
}

#[derive(Template)]
#[template(path = "kit/work.html")]
struct WorkPage {
    shell: Shell,
    work: Entry,
    done: usize,
    total: usize,
}

#[derive(Serialize)]
struct Watched {
    text: String,
    done: usize,
    total: usize,
    finished: bool,
    href: String,
    label: &'static str,
}

async fn page(visit: Visit, Path(name): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (id, as_json) = name.strip_suffix(".json").map_or((name.as_str(), false), |id| (id, true));
            let found = ctx.app.works().of(ctx.actor.account).into_iter().find(|entry| entry.id == id);
            let work = found.ok_or(Problem::NotFound)?;
            if work.is_over() {
                ctx.app.works().lock().iter_mut().filter(|entry| entry.id == id).for_each(|entry| {
                    entry.seen = true;
                });
            }
            let (done, total) = match work.state {
                State::Running { done, total } => (done, total),
                State::Done(_) => (1, 1),
                State::Failed(_) => (0, 1),
            };
            if as_json {
                let href = if work.is_over() { work.href.clone() } else { String::new() };
                return Answer::json(&Watched {
                    text: work.words(),
                    done,
                    total,
                    finished: work.is_over(),
                    href,
                    label: "Mở kết quả",
                });
            }
            let shell = ctx
                .shell(&work.title)?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Vừa xong", "/lam-viec/tien-do")
                .crumb(&work.title, path(&work.id));
            Answer::page(&WorkPage { shell, work, done, total })
        })
        .await
}
