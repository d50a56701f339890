//! An office: the demonstration on a fresh database, and people who use it.

use std::sync::LazyLock;

use kernel::{Clock, Entropy};
use nghisu::{Installation, Setup, demo};
use testkit::{Fresh, Person, Template};

/// A running demonstration.
pub struct Office {
    pub installation: Installation,
    pub fresh: Fresh,
    pub clock: Clock,
    runtime: tokio::runtime::Runtime,
}

/// The demonstration as it stands at its beginning, built once for all tests of the process.
static DEMONSTRATIONS: LazyLock<Vec<Template>> = LazyLock::new(|| {
    Template::on_each_engine(|place| {
        let installation = open(place, &Clock::starting(demo::START_MS), demo::SEED);
        demo::build(&installation).unwrap_or_else(|fault| panic!("{}: {fault}", place.engine));
        installation.app.clock().set(demo::START_MS);
        installation.seal().unwrap_or_else(|fault| panic!("{fault}"));
    })
});

fn open(place: &Fresh, clock: &Clock, seed: u64) -> Installation {
    let setup = Setup {
        place: Some(place.place.clone()),
        public_url: "http://localhost".to_owned(),
        clock: clock.clone(),
        entropy: Entropy::seeded(seed),
        purpose: kit::Purpose::Demonstration,
        ..Setup::new(&place.folder)
    };
    Installation::open(&setup).unwrap_or_else(|fault| panic!("{}: {fault}", place.engine))
}

impl Office {
    /// Opens a copy of the demonstration.
    fn open(fresh: Fresh) -> Self {
        let clock = Clock::starting(demo::START_MS);
        // Another seed than the one that built it: no id is drawn twice
        let installation = open(&fresh, &clock, demo::SEED + 1);
        installation.app.lend_binder(env!("CARGO_BIN_EXE_nghisu").into());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { installation, fresh, clock, runtime }
    }

    /// A copy on SQLite, for what is done to its file.
    pub fn on_file() -> Self {
        let template = DEMONSTRATIONS.first().expect("SQLite is always there");
        Self::open(template.copy())
    }

    /// The whole server.
    pub fn router(&self) -> axum::Router {
        kit::serve_router(self.installation.app.clone(), nghisu::routes())
    }

    /// Somebody without an account.
    pub fn visitor(&self) -> Person<'_> {
        Person::visitor(self.router(), &self.runtime)
    }

    /// Somebody who signs in.
    pub fn signs_in(&self, name: &str) -> Person<'_> {
        Person::signed_in(self.router(), &self.runtime, name, demo::PASSWORD)
    }

    /// Moves the clock to eight in the morning of a day.
    pub fn set_day(&self, year: i16, month: i8, day: i8) {
        let day = kernel::Date::new(year, month, day).expect("a day");
        self.clock.set(kernel::dates::midnight(day) + 8 * 3_600_000);
    }
}

/// Runs a test on each engine there is.
pub fn each_engine(test: impl Fn(&Office)) {
    for template in DEMONSTRATIONS.iter() {
        test(&Office::open(template.copy()));
    }
}
