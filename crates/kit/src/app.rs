//! What every request shares.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use db::{Db, Tx};
use kernel::{Actor, Clock, Entropy, Instant};
use law::Law;

use crate::binder::Binder;
use crate::card::Cards;
use crate::ctx::{Ctx, RequestFacts};
use crate::reader::Readers;
use crate::{Caller, Live, Meter, NavItem, Problem, Throttle, Works};

/// A sign-in that was found.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who it is.
    pub actor: Actor,
    /// True when the sign-in's last sight should be written down again.
    pub wants_touch: bool,
}

/// What stands around a page for this actor.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// "Hội đồng nhân dân huyện Thanh Liêm".
    pub council_name: String,
    /// "Khóa XVIII, nhiệm kỳ 2016 - 2021".
    pub council_term: String,
    /// Role and organization of the actor.
    pub actor_place: String,
    /// The public menu.
    pub menu: Vec<NavItem>,
    /// The workspace's rail for this actor.
    pub rail: Vec<NavItem>,
    /// What this actor needs more rarely.
    pub more: Vec<NavItem>,
}

/// What the kit asks of the house above it: the binary answers with the areas' functions.
pub trait House: Send + Sync {
    /// The sign-in with this token, unless it is over at `wall`.
    fn signed_in(&self, tx: &mut Tx, token_sha256: &str, wall: Instant) -> db::Result<Option<SignedIn>>;
    /// Writes down that the sign-in was seen.
    fn touch(&self, tx: &mut Tx, token_sha256: &str, wall: Instant) -> db::Result<()>;
    /// The program with this key, when the key holds; nobody where no area keeps keys.
    fn caller(&self, _tx: &mut Tx, _key: &str) -> db::Result<Option<Caller>> {
        Ok(None)
    }
    /// Writes down that the key with this id was used today.
    fn called(&self, _tx: &mut Tx, _key: &str) -> db::Result<()> {
        Ok(())
    }
    /// What stands around a page.
    fn frame(&self, tx: &mut Tx, actor: &Actor) -> db::Result<Frame>;
}

/// What an installation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// The work of a council.
    #[default]
    Work,
    /// Shown around: persons are invented, and the clock may be moved.
    Demonstration,
    /// A session is rehearsed; everything goes when it stops.
    Rehearsal,
}

impl Purpose {
    /// Whether what is written down here is made up.
    pub const fn is_made_up(self) -> bool {
        match self {
            Self::Work => false,
            Self::Demonstration | Self::Rehearsal => true,
        }
    }

    /// What every page and screen says of it; nothing where the work is real.
    pub const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Work => None,
            Self::Demonstration => Some("Dữ liệu minh họa"),
            Self::Rehearsal => Some("TẬP DƯỢT — không phải số liệu thật, xóa khi kết thúc"),
        }
    }

    /// Whether it is the demonstration.
    pub fn is_demonstration(self) -> bool {
        self == Self::Demonstration
    }

    /// Whether it is a rehearsal.
    pub fn is_rehearsal(self) -> bool {
        self == Self::Rehearsal
    }
}

/// How the installation is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address readers use, without a slash at the end.
    pub public_url: String,
    /// Where files and keys lie.
    pub data_dir: PathBuf,
    /// What it is for.
    pub purpose: Purpose,
    /// Makes letters one PDF, each from its own first page on; the binary lends `press` here, so
    /// that no area links it.
    pub to_pdf: fn(&[papers::Letter]) -> Result<Vec<u8>, String>,
    /// Seals what only the office may read.
    pub keeper: Arc<seal::Keeper>,
}

impl Settings {
    /// Whether cookies can be bound to HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// The running installation. Clones share it.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    law: RwLock<Arc<Law>>,
    clock: Clock,
    entropy: Entropy,
    settings: Settings,
    house: Box<dyn House>,
    secret: [u8; 32],
    throttle: Throttle,
    meter: Meter,
    works: Works,
    binder: Binder,
    readers: Readers,
    live: Live,
    cards: Cards,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        db: Db,
        law: Law,
        clock: Clock,
        entropy: Entropy,
        settings: Settings,
        house: Box<dyn House>,
    ) -> Self {
        let secret = Entropy::secret();
        let law = RwLock::new(Arc::new(law));
        Self {
            inner: Arc::new(Inner {
                db,
                law,
                clock,
                entropy,
                settings,
                house,
                secret,
                throttle: Throttle::default(),
                meter: Meter::default(),
                works: Works::default(),
                binder: Binder::default(),
                readers: Readers::default(),
                live: Live::default(),
                cards: Cards::default(),
            }),
        }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The law in force here, with the council's own rules.
    pub fn law(&self) -> Arc<Law> {
        Arc::clone(&self.inner.law.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another law in force: after a council's own rule was written down.
    pub fn set_law(&self, law: Law) {
        *self.inner.law.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(law);
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Where ids come from.
    pub fn entropy(&self) -> &Entropy {
        &self.inner.entropy
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Who must wait before trying again.
    pub fn throttle(&self) -> &Throttle {
        &self.inner.throttle
    }

    /// How often each program calls.
    pub(crate) fn meter(&self) -> &Meter {
        &self.inner.meter
    }

    /// The long work of this process.
    pub(crate) fn works(&self) -> &Works {
        &self.inner.works
    }

    /// The pictures of pages.
    pub(crate) fn cards(&self) -> &Cards {
        &self.inner.cards
    }

    /// What binds booklets.
    pub(crate) fn binder(&self) -> &Binder {
        &self.inner.binder
    }

    pub(crate) fn readers(&self) -> &Readers {
        &self.inner.readers
    }

    /// The live screens of this process.
    pub fn live(&self) -> &Live {
        &self.inner.live
    }

    pub(crate) fn house(&self) -> &dyn House {
        self.inner.house.as_ref()
    }

    pub(crate) fn secret(&self) -> &[u8; 32] {
        &self.inner.secret
    }

    /// Reads as `actor`, outside a request. Blocks.
    pub fn read_as<T>(
        &self,
        actor: &Actor,
        work: impl FnOnce(&mut Ctx<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let law = self.law();
        self.db().read(|tx| work(&mut Ctx::new(tx, self, &law, actor, &RequestFacts::default())))
    }

    /// Acts as `actor`, outside a request, in one write transaction. Blocks.
    pub fn write_as<T: Send + 'static>(
        &self,
        actor: &Actor,
        work: impl Fn(&mut Ctx<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (app, actor, law) = (self.clone(), actor.clone(), self.law());
        self.db().write(move |tx| work(&mut Ctx::new(tx, &app, &law, &actor, &RequestFacts::default())))
    }
}
