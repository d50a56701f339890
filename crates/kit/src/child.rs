//! The binary started once more, for work that may break whoever does it: words go in on its
//! standard input, what it made comes out; its time is bounded here, its memory by itself.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const COMPLAINT_BYTES_MAX: u64 = 4_000;
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// One run of the program with a command, or why it gave nothing.
pub(crate) fn run(
    program: &Path,
    command: &str,
    time_max: Duration,
    output_bytes_max: u64,
    write: impl FnOnce(&mut ChildStdin) + Send,
) -> Result<Vec<u8>, String> {
    let begun = Instant::now();
    let mut child = Command::new(program)
        .arg(command)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the program does not start: {error}"))?;
    let (Some(mut into), Some(out), Some(complaint)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(ended(&mut child, "no pipes"));
    };
    thread::scope(|scope| {
        // Its end is closed when this returns
        scope.spawn(move || write(&mut into));
        let made = scope.spawn(move || read(out, output_bytes_max));
        let words = scope.spawn(move || read(complaint, COMPLAINT_BYTES_MAX));
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Ok(status),
                Ok(None) if begun.elapsed() < time_max => thread::sleep(LOOK_EVERY),
                Ok(None) => break Err(ended(&mut child, "it took too long")),
                Err(error) => break Err(ended(&mut child, &error.to_string())),
            }
        };
        let made = made.join().unwrap_or_default();
        let words = words.join().unwrap_or_default();
        match status? {
            status if status.success() => Ok(made),
            status => Err(format!("{status}: {}", String::from_utf8_lossy(&words))),
        }
    })
}

fn read(from: impl std::io::Read, bytes_max: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut from = from.take(bytes_max);
    // What was cut off is not what was asked for, or the program failed
    let _ = from.read_to_end(&mut bytes);
    bytes
}

fn ended(child: &mut Child, why: &str) -> String {
    // One that is gone already needs no end
    let _ = child.kill();
    let _ = child.wait();
    why.to_owned()
}
