//! An office: the demonstration on a fresh database, and people who use it.

use kernel::{Clock, Entropy};
use nghisu::{Installation, Setup, demo};
use testkit::{Fresh, Person, places};

/// A running demonstration.
pub struct Office {
    pub installation: Installation,
    pub fresh: Fresh,
    pub clock: Clock,
    runtime: tokio::runtime::Runtime,
}

impl Office {
    /// Builds the demonstration.
    pub fn open(fresh: Fresh) -> Self {
        let clock = Clock::starting(demo::START_MS);
        let setup = Setup {
            place: Some(fresh.place.clone()),
            public_url: "http://localhost".to_owned(),
            clock: clock.clone(),
            entropy: Entropy::seeded(demo::SEED),
            demonstration: true,
            ..Setup::new(&fresh.folder)
        };
        let installation =
            Installation::open(&setup).unwrap_or_else(|fault| panic!("{}: {fault}", fresh.engine));
        demo::build(&installation).unwrap_or_else(|fault| panic!("{}: {fault}", fresh.engine));
        clock.set(demo::START_MS);
        installation.seal().unwrap_or_else(|fault| panic!("{fault}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { installation, fresh, clock, runtime }
    }

    fn router(&self) -> axum::Router {
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
    for fresh in places() {
        test(&Office::open(fresh));
    }
}
