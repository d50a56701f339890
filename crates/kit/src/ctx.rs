//! What a deed is done with: the transaction, the actor, the time, the law.

use db::Tx;
use kernel::{Actor, Date, Id, Instant, dates};
use law::Law;

use crate::{App, Flash, NavItem, Share, Shell, TextSize, assets};

/// What a page's frame takes from the request.
#[derive(Debug, Clone)]
pub struct RequestFacts {
    /// Path and query.
    pub path: String,
    /// The page before, when it was one of ours.
    pub came_from: Option<String>,
    /// The token of this sign-in's forms.
    pub csrf: String,
    /// What happened just before.
    pub flash: Option<Flash>,
    /// The reader's text size.
    pub text_size: TextSize,
}

impl Default for RequestFacts {
    fn default() -> Self {
        Self {
            path: "/".to_owned(),
            came_from: None,
            csrf: String::new(),
            flash: None,
            text_size: TextSize::Normal,
        }
    }
}

/// The first argument of every action and page.
pub struct Ctx<'a> {
    /// The transaction.
    pub tx: &'a mut Tx,
    /// Who acts.
    pub actor: &'a Actor,
    /// The moment to record.
    pub now: Instant,
    /// Its date at UTC+7.
    pub today: Date,
    /// The law in force here.
    pub law: &'a Law,
    /// The installation.
    pub app: &'a App,
    pub(crate) request: &'a RequestFacts,
    pub(crate) share: Option<Share>,
}

impl<'a> Ctx<'a> {
    pub(crate) fn new(
        tx: &'a mut Tx,
        app: &'a App,
        law: &'a Law,
        actor: &'a Actor,
        request: &'a RequestFacts,
    ) -> Self {
        let now = app.clock().now();
        Self { tx, actor, now, today: dates::date_of(now), law, app, request, share: None }
    }

    /// The same transaction with another actor: at sign-in the visitor becomes an account.
    pub fn acting_as<'b>(&'b mut self, actor: &'b Actor) -> Ctx<'b> {
        Ctx {
            tx: self.tx,
            actor,
            now: self.now,
            today: self.today,
            law: self.law,
            app: self.app,
            request: self.request,
            share: None,
        }
    }

    /// Says what the page looks like where its address is passed on; before its frame is asked for.
    pub fn share(&mut self, share: Share) {
        self.share = Some(share);
    }

    /// A fresh id.
    pub fn id<T: Id>(&self) -> T {
        T::from_uuid(kernel::uuid_v7(self.now, self.app.entropy().for_id()))
    }

    /// The address of this request: path and query.
    pub fn path(&self) -> &str {
        &self.request.path
    }

    /// The frame of a page with this title.
    pub fn shell(&mut self, title: impl Into<String>) -> db::Result<Shell> {
        let frame = self.app.house().frame(self.tx, self.actor)?;
        let path = self.request.path.split('?').next().unwrap_or("/").to_owned();
        let in_workspace = self.actor.is_signed_in();
        let form_key = if in_workspace {
            kernel::uuid_v7(self.now, kernel::Entropy::secret()).to_string()
        } else {
            String::new()
        };
        if let Some(share) = &mut self.share {
            let settings = self.app.settings();
            share.card.council.clone_from(&frame.council_name);
            let site = settings.public_url.split_once("://").map_or("", |(_, site)| site);
            site.clone_into(&mut share.card.site);
            settings.purpose.mark().unwrap_or_default().clone_into(&mut share.card.mark);
        }
        let (mut rail, mut more) = (Vec::new(), Vec::new());
        if in_workspace {
            // One entry of both lists is the current one: the longest that fits
            let places = frame.rail.len();
            let mut all = frame.rail;
            all.extend(frame.more);
            all = mark_current(all, &path);
            more = all.split_off(places);
            rail = all;
        }
        Ok(Shell {
            title: title.into(),
            has_faults: false,
            council_name: frame.council_name,
            council_term: frame.council_term,
            today_long: format!("{}, {}", dates::weekday_name(self.today), dates::print_long(self.today)),
            actor: self.actor.clone(),
            actor_place: frame.actor_place,
            menu: mark_current(frame.menu, &path),
            more,
            rail,
            breadcrumb: Vec::new(),
            life: None,
            share: self.share.clone(),
            csrf: self.request.csrf.clone(),
            form_key,
            works: crate::work::lines(self.app, self.actor, &path),
            flash: self.request.flash.clone(),
            text_size: self.request.text_size,
            path: self.request.path.clone(),
            printed_at: dates::print_time(self.now),
            purpose: self.app.settings().purpose,
            public_url: self.app.settings().public_url.clone(),
            assets: assets::stamp(),
        })
    }
}

/// Marks the entry whose address is the longest beginning of the path.
fn mark_current(mut items: Vec<NavItem>, path: &str) -> Vec<NavItem> {
    let longest = items
        .iter()
        .enumerate()
        .filter(|(_, item)| {
            path == item.href
                || (item.href != "/"
                    && path.strip_prefix(&item.href).is_some_and(|rest| rest.starts_with('/')))
        })
        .max_by_key(|(_, item)| item.href.len())
        .map(|(i, _)| i);
    if let Some(item) = longest.and_then(|i| items.get_mut(i)) {
        item.current = true;
    }
    items
}

impl Shell {
    /// Adds a step to the breadcrumb.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.breadcrumb.push(NavItem::new(label, href));
        self
    }

    /// Names the record on the page, so that its whole course can be seen from here.
    #[must_use]
    pub fn of_record(mut self, kind: &str, id: impl std::fmt::Display) -> Self {
        // Who has signed in reads the portal too, and there what is public
        let before = if self.path.starts_with("/lam-viec") { "/lam-viec" } else { "" };
        self.life = Some(format!("{before}/dong-doi/{kind}/{id}"));
        self
    }

    /// Says in the title that the form has faults.
    #[must_use]
    pub fn with_faults_of(mut self, form: &crate::Form) -> Self {
        self.has_faults = !form.faults().is_empty();
        self
    }
}
