//! The one writer, with group commit.
//!
//! Commands queue up; the writer begins a transaction, runs the commands one after another, and
//! commits when the queue is empty, 64 commands have run or 5 ms have passed. Only then is each
//! command answered. A command that fails, or panics, is undone alone: all but the first run in a
//! savepoint of their own. The first needs none, since with it the transaction is undone; and SQLite
//! walks at each statement through all that a savepoint has noted, so that a command of a hundred
//! thousand rows would take the square of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::{Duration, Instant};

use crate::link::Link;
use crate::tx::Tx;
use crate::{Error, Result};

const GROUP_MAX: usize = 64;
const GROUP_TIME_MAX: Duration = Duration::from_millis(5);
/// How often a group is run again when PostgreSQL reports a serialization failure.
const ATTEMPTS_MAX: usize = 5;
/// Writers of all nodes take this lock, so that the journal has one order.
const ADVISORY_LOCK: &str = "select pg_advisory_lock(20200915)";
const ADVISORY_UNLOCK: &str = "select pg_advisory_unlock(20200915)";

/// A command as the writer sees it.
trait Command: Send {
    /// Runs it; true when its changes are to be kept.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Answers the one who waits.
    fn answer(self: Box<Self>, committed: Result<()>);
}

struct Waiting<F, T, E> {
    work: F,
    result: Option<std::result::Result<T, E>>,
    reply: SyncSender<std::result::Result<T, E>>,
}

impl<F, T, E> Command for Waiting<F, T, E>
where
    F: Fn(&mut Tx) -> std::result::Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        let result = catch_unwind(AssertUnwindSafe(|| {
            let value = (self.work)(tx)?;
            tx.require_recorded()?;
            Ok(value)
        }))
        .unwrap_or_else(|_| Err(E::from(Error::Panicked)));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(mut self: Box<Self>, committed: Result<()>) {
        let result = match (committed, self.result.take()) {
            (Ok(()), Some(result)) => result,
            (Err(error), Some(Ok(_)) | None) => Err(E::from(error)),
            (Err(_), Some(refusal)) => refusal,
            (Ok(()), None) => Err(E::from(Error::Closed)),
        };
        // The one who asked may have gone away; the deed stands all the same
        let _ = self.reply.send(result);
    }
}

/// The writer's queue.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: Sender<Box<dyn Command>>,
}

impl Writer {
    /// Starts the writer's thread on this connection. `reopen` replaces a lost one.
    pub(crate) fn start(
        link: Link,
        reopen: impl Fn() -> Result<Link> + Send + 'static,
    ) -> Result<(Self, std::thread::JoinHandle<()>)> {
        let (queue, commands) = channel();
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || write_until_closed(link, &commands, &reopen))?;
        Ok((Self { queue }, thread))
    }

    /// Runs `work` in a write transaction and waits until it is durable. `work` may run more
    /// than once, so it must not keep anything between runs.
    pub(crate) fn write<T, E>(
        &self,
        work: impl Fn(&mut Tx) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = sync_channel(1);
        self.queue
            .send(Box::new(Waiting { work, result: None, reply }))
            .map_err(|_| E::from(Error::Closed))?;
        answer.recv().unwrap_or_else(|_| Err(E::from(Error::Closed)))
    }
}

fn write_until_closed(link: Link, commands: &Receiver<Box<dyn Command>>, reopen: &dyn Fn() -> Result<Link>) {
    let mut tx = Tx { link };
    while let Ok(first) = commands.recv() {
        let mut group = vec![first];
        let mut committed = commit_group(&mut tx, &mut group, Some(commands));
        for _ in 1..ATTEMPTS_MAX {
            match &committed {
                Err(error) if error.wants_retry() => committed = commit_group(&mut tx, &mut group, None),
                _ => break,
            }
        }
        if let Err(error) = &committed {
            tracing::error!(%error, cause = ?std::error::Error::source(error), "a group of writes was undone");
            if error.lost_link() {
                match reopen() {
                    Ok(fresh) => tx.link = fresh,
                    Err(error) => tracing::error!(%error, "the writer's connection could not be replaced"),
                }
            }
        }
        let mut failed = committed.err();
        for command in group {
            command.answer(match failed.take() {
                None => Ok(()),
                Some(error) => {
                    failed = Some(Error::Closed);
                    Err(error)
                }
            });
        }
    }
}

/// Runs the group, and takes more commands into it from `more` while there is room.
fn commit_group(
    tx: &mut Tx,
    group: &mut Vec<Box<dyn Command>>,
    more: Option<&Receiver<Box<dyn Command>>>,
) -> Result<()> {
    let started = Instant::now();
    begin(tx)?;
    let mut next = 0;
    let outcome = loop {
        let Some(command) = group.get_mut(next) else { break Ok(()) };
        let run =
            if next == 0 { run_alone(tx, command.as_mut()) } else { run_in_savepoint(tx, command.as_mut()) };
        if let Err(error) = run {
            break Err(error);
        }
        next += 1;
        if next == group.len()
            && group.len() < GROUP_MAX
            && started.elapsed() < GROUP_TIME_MAX
            && let Some(command) = more.and_then(|queue| queue.try_recv().ok())
        {
            group.push(command);
        }
    };
    let outcome = outcome.and_then(|()| tx.link.batch("commit"));
    if outcome.is_err() {
        // After a lost connection there is nothing to roll back
        let _ = tx.link.batch("rollback");
    }
    if let Link::Postgres(..) = tx.link {
        let _ = tx.link.batch(ADVISORY_UNLOCK);
    }
    outcome
}

fn begin(tx: &mut Tx) -> Result<()> {
    if let Link::Postgres(..) = tx.link {
        // Before the transaction, so that its snapshot is taken after the wait
        tx.link.batch(ADVISORY_LOCK)?;
    }
    begin_locked(tx)
}

fn begin_locked(tx: &mut Tx) -> Result<()> {
    match tx.link {
        Link::Sqlite(_) => tx.link.batch("begin immediate"),
        Link::Postgres(..) => tx.link.batch("begin isolation level serializable"),
    }
}

/// The first of a group: nothing else is in the transaction yet.
fn run_alone(tx: &mut Tx, command: &mut dyn Command) -> Result<()> {
    if command.run(tx) {
        return Ok(());
    }
    tx.link.batch("rollback")?;
    begin_locked(tx)
}

fn run_in_savepoint(tx: &mut Tx, command: &mut dyn Command) -> Result<()> {
    tx.link.batch("savepoint command")?;
    if command.run(tx) {
        tx.link.batch("release savepoint command")
    } else {
        tx.link.batch("rollback to savepoint command; release savepoint command")
    }
}
