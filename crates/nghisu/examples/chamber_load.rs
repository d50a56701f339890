//! How many may watch a sitting, and how many ballots a second are taken for good.
//!
//! `cargo run --release -p nghisu --example chamber_load -- 1000 5000 10000` builds the
//! demonstration in a temporary folder, serves it in this process, and prints for each number of
//! watchers how long an opened vote takes to each of them, and what a watcher costs in memory at
//! either end. Then it measures ballots with nobody watching, with 500 and with the largest of the
//! numbers.
//!
//! Watchers are plain connections of child processes, this program started again, so that the open
//! files of one process hold one end only. Server and watchers read the same clock of the machine;
//! a clock that was set meanwhile stops the measurement.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a measurement stops at the first surprise")]

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use chamber::{Choice, Decision, Method, NewPoll, Presence, RollLine};
use kernel::{Actor, Clock, Entropy, Id as _, Role};
use kit::{Ctx, Problem, Purpose};
use nghisu::{Installation, Setup, demo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};

const BALLOTS: usize = 3_000;
/// What one child process watches with.
const CONNECTIONS_MAX: usize = 2_500;
/// So many connect at a time: the queue of a listener is shorter than a hall.
const CONNECTING_MAX: usize = 200;
/// The first argument of a child process.
const WATCHERS: &str = "watchers";

/// The resident memory of this process, in KiB (Linux).
fn memory_kib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The machine's clock, which all its processes share.
#[expect(clippy::disallowed_methods, reason = "what is measured passes in the time of the machine")]
fn clock() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock")
}

fn at(sorted: &[Duration], percent: usize) -> f64 {
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).map_or(0.0, Duration::as_secs_f64) * 1_000.0
}

/// Watches, says when the first picture came, and when one with this word.
async fn watch(
    address: SocketAddr,
    path: String,
    word: String,
    connecting: Arc<Semaphore>,
    told: mpsc::UnboundedSender<Option<Duration>>,
) {
    let mut permit = Some(connecting.acquire().await.expect("a turn"));
    let mut line = TcpStream::connect(address).await.expect("a connection");
    line.write_all(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes())
        .await
        .expect("asked");
    let (mut tail, mut chunk) = (Vec::new(), vec![0; 4_096]);
    loop {
        let read = line.read(&mut chunk).await.expect("an open line");
        assert!(read > 0, "the server ended a stream");
        let now = clock();
        tail.extend_from_slice(chunk.get(..read).unwrap_or_default());
        let text = String::from_utf8_lossy(&tail);
        if permit.is_some() && text.contains("data: ") {
            permit = None;
            let _ = told.send(None);
        }
        if text.contains(&word) {
            let _ = told.send(Some(now));
            // Who has seen it stays, as in the hall
            std::future::pending::<()>().await;
        }
        let keep = tail.len().saturating_sub(word.len());
        tail.drain(..keep);
    }
}

/// A child process: prints its memory of one connection when all watch, then when each of them
/// saw the word. It goes on until it is ended.
fn watch_many(address: SocketAddr, path: &str, word: &str, count: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let before = memory_kib();
    let connecting = Arc::new(Semaphore::new(CONNECTING_MAX));
    let (told, mut heard) = mpsc::unbounded_channel();
    let (mut connected, mut seen) = (0, Vec::new());
    runtime.block_on(async move {
        for _ in 0..count {
            let (path, word) = (path.to_owned(), word.to_owned());
            tokio::spawn(watch(address, path, word, Arc::clone(&connecting), told.clone()));
        }
        while seen.len() < count {
            match heard.recv().await.expect("a picture") {
                Some(at) => seen.push(at),
                None => connected += 1,
            }
            if connected == count && seen.is_empty() {
                println!("{}", memory_kib().saturating_sub(before) / count);
            }
        }
        for at in seen {
            println!("{}", at.as_micros());
        }
        std::future::pending::<()>().await;
    });
}

/// Child processes that watch, with what they print.
struct Watchers(Vec<(Child, std::io::Lines<BufReader<ChildStdout>>, usize)>);

impl Watchers {
    fn start(address: SocketAddr, path: &str, word: &str, count: usize) -> Self {
        let own = std::env::current_exe().expect("this program");
        let mut children = Vec::new();
        let mut left = count;
        while left > 0 {
            let share = left.min(CONNECTIONS_MAX);
            left -= share;
            let mut child = Command::new(&own)
                .args([WATCHERS, &address.to_string(), path, word, &share.to_string()])
                .stdout(Stdio::piped())
                .spawn()
                .expect("a child process");
            let lines = BufReader::new(child.stdout.take().expect("its words")).lines();
            children.push((child, lines, share));
        }
        Self(children)
    }

    /// Waits until all watch; their memory of one connection in KiB.
    fn connected(&mut self) -> usize {
        let mut most = 0;
        for (_, lines, _) in &mut self.0 {
            let kib = lines.next().expect("all watch").expect("a line").parse().expect("a number");
            most = most.max(kib);
        }
        most
    }

    /// When each saw the word.
    fn seen(&mut self) -> Vec<Duration> {
        let mut all = Vec::new();
        for (_, lines, share) in &mut self.0 {
            for line in lines.take(*share) {
                all.push(Duration::from_micros(line.expect("a line").parse().expect("a time")));
            }
        }
        all
    }

    fn end(self) {
        for (mut child, _, _) in self.0 {
            child.kill().expect("ended");
            child.wait().expect("gone");
        }
    }
}

struct Office {
    app: kit::App,
    chair: Actor,
    session: kernel::SessionId,
    item: kernel::AgendaItemId,
    delegates: Vec<Actor>,
}

impl Office {
    fn act<T: Send + 'static>(
        &self,
        actor: &Actor,
        work: impl Fn(&mut Ctx<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> T {
        self.app.write_as(actor, work).unwrap_or_else(|problem| panic!("{problem:?}"))
    }

    /// Begins the session that the demonstration has prepared, with every delegate present.
    fn begun(installation: &Installation) -> Self {
        let app = installation.app.clone();
        let (council, session) = app
            .read_as(&Actor::visitor(), |ctx| {
                let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
                let all = sessions::list_of_council(ctx.tx, council.id)?;
                Ok((council, all.into_iter().next().ok_or(Problem::NotFound)?))
            })
            .expect("a session");
        let chair = Actor { role: Role::Chair, council: Some(council.id), ..Actor::visitor() };
        let id = session.id;
        let (people, item) = app
            .write_as(&chair, move |ctx| {
                chamber::begin(ctx, id)?;
                let seats = directory::delegates_of(ctx.tx, council.id, ctx.today)?;
                let line = |person| RollLine { person, state: Presence::Present, reason: String::new() };
                let lines: Vec<RollLine> = seats.iter().map(|(person, _)| line(*person)).collect();
                chamber::call_roll(ctx, id, &lines)?;
                let item = chamber::items(ctx.tx, id)?.first().ok_or(Problem::NotFound)?.id;
                chamber::begin_item(ctx, id, item)?;
                Ok((seats, item))
            })
            .expect("a sitting");
        let delegate = |person| Actor {
            role: Role::Delegate,
            council: chair.council,
            person: Some(person),
            name: "Đại biểu".to_owned(),
            ..Actor::visitor()
        };
        let delegates = people.into_iter().map(|(person, _)| delegate(person)).collect();
        Self { app, chair, session: id, item, delegates }
    }

    fn open(&self, title: &'static str) -> kernel::PollId {
        let (session, item) = (self.session, self.item);
        let poll = self.act(&self.chair, move |ctx| {
            let new = NewPoll {
                items: vec![item],
                title: title.to_owned(),
                decision: Decision::Procedure,
                method: Method::Electronic,
                names: Vec::new(),
                is_named: false,
                is_rating: false,
            };
            Ok(chamber::open_poll(ctx, session, &new)?)
        });
        self.app.live().stir(&format!("phong-hop/{session}"));
        poll
    }

    fn close(&self, poll: kernel::PollId) {
        let session = self.session;
        self.act(&self.chair, move |ctx| Ok(chamber::close(ctx, session, poll, "đo")?.number));
    }

    /// Ballots of all delegates in turn, eight at a time, each answered when it is durable.
    fn ballots(self: &Arc<Self>, poll: kernel::PollId) -> (f64, Vec<Duration>) {
        const AT_ONCE: usize = 8;
        let started = Instant::now();
        let threads: Vec<_> = (0..AT_ONCE)
            .map(|lane| {
                let office = Arc::clone(self);
                std::thread::spawn(move || {
                    let mut times = Vec::new();
                    for number in (lane..BALLOTS).step_by(AT_ONCE) {
                        let delegate = office.delegates[number % office.delegates.len()].clone();
                        let session = office.session;
                        let began = Instant::now();
                        office.act(&delegate, move |ctx| {
                            let ballot =
                                kernel::BallotId::from_uuid(kernel::uuid_v7(ctx.now, Entropy::secret()));
                            Ok(chamber::cast(ctx, session, poll, ballot, Choice::Yes)?.entry)
                        });
                        office.app.live().stir(&format!("phong-hop/{session}"));
                        times.push(began.elapsed());
                    }
                    times
                })
            })
            .collect();
        let mut times: Vec<Duration> = threads.into_iter().flat_map(|lane| lane.join().unwrap()).collect();
        let rate = f64::from(u32::try_from(BALLOTS).unwrap_or(0)) / started.elapsed().as_secs_f64();
        times.sort_unstable();
        (rate, times)
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [is_child, address, path, word, count] = words.as_slice()
        && is_child == WATCHERS
    {
        watch_many(address.parse().unwrap(), path, word, count.parse().unwrap());
        return;
    }
    let counts: Vec<usize> = words.iter().map(|word| word.parse().expect("a number of watchers")).collect();
    let folder = std::env::temp_dir().join(format!("nghisu-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let setup = Setup {
        public_url: "http://localhost".to_owned(),
        clock: Clock::starting(demo::START_MS),
        entropy: Entropy::seeded(demo::SEED),
        purpose: Purpose::Demonstration,
        ..Setup::new(&folder)
    };
    let installation = Installation::open(&setup).expect("an installation");
    demo::build(&installation).expect("the demonstration");
    let office = Arc::new(Office::begun(&installation));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let router = kit::serve_router(installation.app.clone(), nghisu::routes());
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(async move {
        axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
            .await
            .expect("served");
    });
    let path = format!("/ky-hop/{}/dong", office.session);
    let (measured_from, began) = (clock(), Instant::now());
    watched(&office, address, &path, &counts);
    for count in [0, 500, counts.iter().copied().max().unwrap_or(0)] {
        let mut watchers = Watchers::start(address, &path, "không có chữ này", count);
        watchers.connected();
        let poll = office.open("Đo phiếu");
        let (rate, times) = office.ballots(poll);
        println!(
            "ballots, {count} watching: {rate:.0} a second, p50 {:.1} ms, p99 {:.1} ms",
            at(&times, 50),
            at(&times, 99)
        );
        watchers.end();
        office.close(poll);
    }
    let set_by = clock().saturating_sub(measured_from).abs_diff(began.elapsed());
    let slewed = Duration::from_millis(5) + began.elapsed() / 500;
    assert!(set_by < slewed, "the machine's clock was set by {set_by:?}: measure again");
    drop(runtime);
    let _ = std::fs::remove_dir_all(&folder);
}

/// How long an opened vote takes to those who watch.
fn watched(office: &Office, address: SocketAddr, path: &str, counts: &[usize]) {
    println!(
        "{:>9}{:>14}{:>10}{:>10}{:>10}{:>18}{:>18}",
        "watchers", "connected ms", "p50 ms", "p99 ms", "last ms", "server KiB each", "watcher KiB each"
    );
    // Memory that an earlier round gave back stays with the process: all are measured from here
    let before = memory_kib();
    for count in counts {
        let began = Instant::now();
        let mut watchers = Watchers::start(address, path, "Biểu quyết số", *count);
        let own = watchers.connected();
        let connected = began.elapsed();
        let each = memory_kib().saturating_sub(before) / count.max(&1);
        let opened = clock();
        let poll = office.open("Đo màn hình");
        let mut times: Vec<Duration> = watchers
            .seen()
            .into_iter()
            .map(|at| at.checked_sub(opened).expect("after it was opened"))
            .collect();
        assert_eq!(times.len(), *count, "everybody saw it");
        times.sort_unstable();
        println!(
            "{count:>9}{:>14.0}{:>10.1}{:>10.1}{:>10.1}{each:>18}{own:>18}",
            connected.as_secs_f64() * 1_000.0,
            at(&times, 50),
            at(&times, 99),
            at(&times, 100)
        );
        watchers.end();
        office.close(poll);
        let session = office.session;
        office.act(&office.chair, move |ctx| Ok(chamber::put_away(ctx, session)?));
        std::thread::sleep(Duration::from_secs(2));
    }
}
