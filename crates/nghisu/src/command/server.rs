//! Serving.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use db::Place;
use kernel::{Actor, Clock, Entropy, Role, dates};
use kit::Purpose;
use tokio::net::TcpListener;

use super::place_of;
use crate::rehearsal::{self as practice, Agenda, Folder};
use crate::{Fault, Installation, Setup, demo as demonstration, install};

/// How often a checkpoint is signed when the journal has grown.
const SEAL_EVERY: Duration = Duration::from_mins(1);
/// How often the outbox looks for what is to be told, by webhook and by e-mail.
const TELL_EVERY: Duration = Duration::from_secs(3);

/// Builds the demonstration in a fresh folder and serves it.
pub fn demo(
    listen: &str,
    data: Option<PathBuf>,
    postgres: Option<String>,
    live_clock: bool,
    build_only: bool,
) -> Result<(), Fault> {
    let temporary = data.is_none();
    let data =
        data.unwrap_or_else(|| std::env::temp_dir().join(format!("nghisu-demo-{}", std::process::id())));
    if install::database_file(&data).exists() {
        return Err(Fault::Deed(format!(
            "thư mục {} đã có dữ liệu. Chọn thư mục khác, hoặc chạy: nghisu serve --data {}",
            data.display(),
            data.display()
        )));
    }
    let clock = Clock::starting(demonstration::START_MS);
    let setup = Setup {
        place: postgres.map(Place::Server),
        public_url: format!("http://{listen}"),
        clock: clock.clone(),
        entropy: Entropy::seeded(demonstration::SEED),
        purpose: Purpose::Demonstration,
        ..Setup::new(&data)
    };
    let installation = Installation::open(&setup)?;
    let started = std::time::Instant::now();
    demonstration::build(&installation)?;
    clock.set(demonstration::START_MS);
    installation.seal()?;
    println!("Dữ liệu minh họa đã dựng trong {} ms ở {}", started.elapsed().as_millis(), data.display());
    let outcome = if build_only {
        Ok(())
    } else {
        if live_clock {
            clock.set(Clock::System.now());
        }
        run(installation, listen, stopped(), &demonstration::welcome(listen))
    };
    if temporary {
        // A temporary folder that stays behind does no harm
        let _ = std::fs::remove_dir_all(&data);
    }
    outcome
}

/// The session whose agenda a rehearsal takes over.
#[derive(Debug)]
pub struct Copied<'a> {
    /// The data folder of its installation.
    pub data: &'a Path,
    /// Its database, when it is not in the data folder.
    pub database: Option<String>,
    /// Which session: its number, "18-20", or its id.
    pub session: String,
}

/// Holds a session for practice, in a folder of its own that goes when it stops.
pub fn rehearsal(
    seats: usize,
    copied: Option<Copied<'_>>,
    listen: &str,
    public_url: Option<String>,
) -> Result<(), Fault> {
    let agenda = match copied {
        Some(Copied { data, database, session }) => {
            let place = database.map_or_else(|| Place::File(install::database_file(data)), place_of);
            Agenda::read(&place, &session, Clock::System.today())?
        }
        None => Agenda::standard(),
    };
    let below = std::env::temp_dir();
    for gone in practice::sweep(&below)? {
        say(&format!("Đã xóa thư mục của buổi tập dượt trước: {}", gone.display()));
    }
    let folder = Folder::fresh(&below)?;
    let path = folder.path().to_owned();
    let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
    let rehearsal = practice::build(&folder, &public_url, Clock::System, seats, &agenda)?;
    say(&format!("Thư mục tạm:    {}", path.display()));
    let welcome = rehearsal.welcome(&agenda);
    let outcome = run(rehearsal.installation, listen, stopped_or_left(), &welcome);
    folder.remove()?;
    say(&format!("Đã xóa thư mục tập dượt {}. Không giữ lại gì.", path.display()));
    outcome
}

/// Prints a line. Whoever closed the window does not read it, and that stops nothing.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Serves a real installation.
pub fn serve(
    data: &Path,
    database: Option<String>,
    listen: &str,
    public_url: Option<String>,
) -> Result<(), Fault> {
    let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
    let setup = Setup { place: database.map(place_of), public_url, ..Setup::new(data) };
    let installation = Installation::open(&setup)?;
    first_administrator(&installation)?;
    run(installation, listen, stopped(), &format!("Nghị Sự đang chạy ở http://{listen}"))
}

/// At the very first start: an invitation for the first administrator, printed once.
fn first_administrator(installation: &Installation) -> Result<(), Fault> {
    let wall = installation.app.clock().wall();
    let link = installation.app.write_as(&Actor::system(), move |ctx| {
        if accounts::account_by_name(ctx.tx, "quantri")?.is_some() {
            return Ok(None);
        }
        let new = accounts::NewAccount {
            name: "quantri".to_owned(),
            display_name: "Quản trị hệ thống".to_owned(),
            role: Role::Administrator,
            organization: None,
            council: None,
            area: None,
        };
        let (_, token) = accounts::invite(ctx, &new, wall)?;
        Ok(Some(format!("{}/loi-moi/{token}", ctx.app.settings().public_url)))
    })?;
    if let Some(link) = link {
        println!(
            "Lần chạy đầu: mở liên kết này để nhận tài khoản quản trị (dùng một lần, 7 ngày):\n  {link}"
        );
    }
    Ok(())
}

/// Serves until it is stopped; says `welcome` when it listens and can be stopped.
fn run(
    installation: Installation,
    listen: &str,
    stopped: impl Future<Output = ()> + Send + 'static,
    welcome: &str,
) -> Result<(), Fault> {
    let fault = |source| Fault::Listen { address: listen.to_owned(), source };
    // Booklets are bound by this very program, in a process of its own
    match std::env::current_exe() {
        Ok(program) => installation.app.lend_binder(program),
        Err(error) => tracing::warn!(%error, "no booklet can be bound"),
    }
    let runtime = tokio::runtime::Runtime::new().map_err(fault)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(fault)?;
        let router = kit::serve_router(installation.app.clone(), install::routes());
        let sealing = installation.clone();
        let live = installation.app.clone();
        let sealer = tokio::spawn(async move {
            loop {
                tokio::time::sleep(SEAL_EVERY).await;
                let sealing = sealing.clone();
                if let Ok(Err(fault)) = tokio::task::spawn_blocking(move || sealing.seal()).await {
                    tracing::error!(%fault, "no checkpoint was signed");
                }
            }
        });
        let telling = installation.app.clone();
        let teller = tokio::spawn(async move {
            loop {
                tokio::time::sleep(TELL_EVERY).await;
                let telling = telling.clone();
                if let Ok(Err(fault)) = tokio::task::spawn_blocking(move || outbox::step(&telling)).await {
                    tracing::error!(%fault, "nobody was told of public deeds");
                }
            }
        });
        let writing = installation.app.clone();
        let writer = tokio::spawn(async move {
            loop {
                tokio::time::sleep(TELL_EVERY).await;
                let writing = writing.clone();
                if let Ok(Err(fault)) = tokio::task::spawn_blocking(move || mail::step(&writing)).await {
                    tracing::error!(%fault, "nobody was told by e-mail");
                }
            }
        });
        let reading = installation.app.clone();
        let reader = tokio::spawn(async move {
            let all = reading.clone();
            if let Ok(Err(fault)) = tokio::task::spawn_blocking(move || install::wait_for_files(&all)).await {
                tracing::error!(%fault, "files that were never read were not found");
            }
            loop {
                let next = reading.clone();
                match tokio::task::spawn_blocking(move || files::step(&next)).await {
                    // More may wait
                    Ok(Ok(1..)) => continue,
                    Ok(Err(fault)) => tracing::error!(%fault, "no words of files were read"),
                    Ok(Ok(0)) | Err(_) => {}
                }
                tokio::time::sleep(TELL_EVERY).await;
            }
        });
        // Asked once, it hears signals from here on: who reads the welcome may stop us at once
        let mut stopped = Box::pin(stopped);
        let is_over = tokio::select! {
            biased;
            () = &mut stopped => true,
            () = std::future::ready(()) => false,
        };
        if is_over {
            return Ok(());
        }
        say(welcome);
        axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
            .with_graceful_shutdown(async move {
                stopped.await;
                live.live().end();
            })
            .await
            .map_err(fault)?;
        teller.abort();
        writer.abort();
        reader.abort();
        sealer.abort();
        Ok::<(), Fault>(())
    })?;
    installation.seal()?;
    say(&format!("Đã dừng lúc {}.", dates::print_time(installation.app.clock().now())));
    Ok(())
}

/// Ctrl+C, or the service manager's request.
async fn stopped() {
    let interrupted = async {
        // Without the signal only the service manager can stop us
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut asked) => tokio::select! { () = interrupted => {}, _ = asked.recv() => {} },
            Err(_) => interrupted.await,
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

/// As [`stopped`], or the window was closed in which the command ran. A service must outlive its
/// window; a rehearsal must not.
async fn stopped_or_left() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::hangup()) {
            Ok(mut left) => tokio::select! { () = stopped() => {}, _ = left.recv() => {} },
            Err(_) => stopped().await,
        }
    }
    #[cfg(not(unix))]
    stopped().await;
}
