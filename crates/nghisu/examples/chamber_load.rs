//! How many may watch a sitting, and how many ballots a second are taken for good.
//!
//! `cargo run --release -p nghisu --example chamber_load -- 1000 5000 10000` builds the
//! demonstration in a temporary folder, serves it in this process, and prints for each number of
//! watchers how long an opened vote takes to each of them, and the memory of the process. Then it
//! measures ballots with nobody watching and with 500 watching. Watchers are plain connections of
//! the same process, so each costs its own half of the memory too; the table says both together.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a measurement stops at the first surprise")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chamber::{Choice, Decision, Method, NewPoll, Presence, RollLine};
use kernel::{Actor, Clock, Entropy, Id as _, Role};
use kit::{Ctx, Problem};
use nghisu::{Installation, Setup, demo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

const BALLOTS: usize = 3_000;

/// The resident memory of this process, in KiB (Linux).
fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn at(sorted: &[Duration], percent: usize) -> f64 {
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).map_or(0.0, Duration::as_secs_f64) * 1_000.0
}

/// Watches, and says when a picture with this word came.
async fn watch(
    address: SocketAddr,
    path: String,
    word: &'static str,
    told: mpsc::UnboundedSender<Option<Instant>>,
) {
    let mut line = TcpStream::connect(address).await.expect("a connection");
    line.write_all(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes())
        .await
        .expect("asked");
    let (mut tail, mut chunk) = (Vec::new(), vec![0; 4_096]);
    let mut is_first = true;
    loop {
        let Ok(read) = line.read(&mut chunk).await else { return };
        if read == 0 {
            return;
        }
        tail.extend_from_slice(chunk.get(..read).unwrap_or_default());
        if is_first && tail.windows(6).any(|bytes| bytes == b"data: ") {
            is_first = false;
            let _ = told.send(None);
        }
        if tail.windows(word.len()).any(|bytes| bytes == word.as_bytes()) {
            let _ = told.send(Some(Instant::now()));
            return;
        }
        let keep = tail.len().saturating_sub(word.len());
        tail.drain(..keep);
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
    let counts: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let folder = std::env::temp_dir().join(format!("nghisu-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let clock = Clock::starting(demo::START_MS);
    let setup = Setup {
        public_url: "http://localhost".to_owned(),
        clock,
        entropy: Entropy::seeded(demo::SEED),
        purpose: kit::Purpose::Demonstration,
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

    println!(
        "{:>9}{:>14}{:>12}{:>12}{:>12}{:>20}",
        "watchers", "connected ms", "p50 ms", "p99 ms", "last ms", "KiB each, both ends"
    );
    for count in counts {
        let before = memory_kib();
        let began = Instant::now();
        let (told, mut heard) = mpsc::unbounded_channel();
        let watchers: Vec<_> = (0..count)
            .map(|_| runtime.spawn(watch(address, path.clone(), "Biểu quyết số", told.clone())))
            .collect();
        let mut connected = 0;
        while connected < count {
            runtime.block_on(heard.recv()).expect("a picture");
            connected += 1;
        }
        let connected = began.elapsed();
        let each = memory_kib().saturating_sub(before) / u64::try_from(count).unwrap_or(1).max(1);
        let opened = Instant::now();
        let poll = office.open("Đo màn hình");
        let mut times = Vec::new();
        while times.len() < count {
            if let Some(at) = runtime.block_on(heard.recv()).flatten() {
                times.push(at.duration_since(opened));
            }
        }
        times.sort_unstable();
        println!(
            "{count:>9}{:>14.0}{:>12.1}{:>12.1}{:>12.1}{each:>20}",
            connected.as_secs_f64() * 1_000.0,
            at(&times, 50),
            at(&times, 99),
            at(&times, 100)
        );
        for one in watchers {
            one.abort();
        }
        office.close(poll);
        let session = office.session;
        office.act(&office.chair, move |ctx| Ok(chamber::put_away(ctx, session)?));
        std::thread::sleep(Duration::from_secs(2));
    }
    for count in [0, 500] {
        let (told, mut heard) = mpsc::unbounded_channel();
        let watchers: Vec<_> = (0..count)
            .map(|_| runtime.spawn(watch(address, path.clone(), "không có chữ này", told.clone())))
            .collect();
        for _ in 0..count {
            runtime.block_on(heard.recv()).expect("a picture");
        }
        let poll = office.open("Đo phiếu");
        let (rate, times) = office.ballots(poll);
        println!(
            "ballots, {count} watching: {rate:.0} a second, p50 {:.1} ms, p99 {:.1} ms",
            at(&times, 50),
            at(&times, 99)
        );
        for one in watchers {
            one.abort();
        }
        office.close(poll);
    }
    drop(runtime);
    let _ = std::fs::remove_dir_all(&folder);
}
