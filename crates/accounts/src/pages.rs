//! Pages.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Role, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, token_sha256};

use crate::model::{Account, State};
use crate::policy::{self, Action};
use crate::single::{self, Bound, Button};
use crate::{actions, store};

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
pub(crate) struct SignInPage {
    pub(crate) shell: Shell,
    pub(crate) form: Form,
    single: Option<Button>,
    pub(crate) refused: Option<String>,
}

pub(crate) async fn sign_in(visit: Visit) -> Response {
    let back = visit.query("ve").unwrap_or_default();
    visit
        .read(move |ctx| {
            if ctx.actor.is_signed_in() {
                return Ok(Answer::see_other(landing(ctx.actor.role)));
            }
            Answer::page(&sign_in_page(ctx, Form::with(&[("ve", &back)]))?)
        })
        .await
}

pub(crate) fn sign_in_page(ctx: &mut Ctx<'_>, form: Form) -> Result<SignInPage, Problem> {
    let shell = ctx.shell("Đăng nhập")?.crumb("Đăng nhập", "/dang-nhap").with_faults_of(&form);
    let single = single::button(ctx.tx, form.value("ve"))?;
    Ok(SignInPage { shell, form, single, refused: None })
}

/// Where somebody goes who signed in: to the page that was asked for, or where the role begins.
pub(crate) fn way_on(back: &str, role: Role) -> &str {
    if back.starts_with("/lam-viec") { back } else { landing(role) }
}

/// Where a role begins its day.
pub(crate) const fn landing(role: Role) -> &'static str {
    match role {
        Role::Administrator => "/lam-viec/tai-khoan",
        Role::Visitor => "/",
        Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::Committee
        | Role::GroupLeader
        | Role::Delegate
        | Role::PeoplesCommittee
        | Role::Department
        | Role::FatherlandFront
        | Role::CommuneCouncil => "/lam-viec",
    }
}

#[derive(Template)]
#[template(path = "accounts/invitation.html")]
pub(crate) struct InvitationPage {
    pub(crate) shell: Shell,
    pub(crate) form: Form,
    pub(crate) account: Account,
    pub(crate) token: String,
}

pub(crate) async fn invitation(visit: Visit, Path(token): Path<String>) -> Response {
    visit.read(move |ctx| Answer::page(&invitation_page(ctx, token, Form::new())?)).await
}

pub(crate) fn invitation_page(
    ctx: &mut Ctx<'_>,
    token: String,
    form: Form,
) -> Result<InvitationPage, Problem> {
    let wall = ctx.app.clock().wall();
    let account = actions::invited(ctx, &token, wall)?;
    let shell = ctx.shell("Nhận tài khoản")?.crumb("Nhận tài khoản", "/").with_faults_of(&form);
    Ok(InvitationPage { shell, form, account, token })
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
pub(crate) struct ListPage {
    pub(crate) shell: Shell,
    pub(crate) form: Form,
    accounts: Vec<Row>,
    total: i64,
    older: Option<String>,
    pub(crate) link: Option<String>,
    roles: Vec<(String, String)>,
    organizations: Vec<(String, String)>,
    has_single: bool,
}

struct Row {
    account: Account,
    organization: String,
}

impl Row {
    fn badge(&self) -> kit::ui::Badge {
        match self.account.state {
            State::Active => kit::ui::Badge::done(self.account.state.label()),
            State::Invited => kit::ui::Badge::draft(self.account.state.label()),
            State::Suspended => kit::ui::Badge::moved(self.account.state.label()),
        }
    }
}

const ROWS_MAX: i64 = 100;

pub(crate) async fn list(visit: Visit) -> Response {
    let after = visit.query("sau").unwrap_or_default();
    visit.read(move |ctx| Answer::page(&list_page(ctx, Form::new(), &after, None)?)).await
}

pub(crate) fn list_page(
    ctx: &mut Ctx<'_>,
    form: Form,
    after: &str,
    link: Option<String>,
) -> Result<ListPage, Problem> {
    if !policy::may(ctx.actor, Action::List) {
        return Err(Problem::NotFound);
    }
    let organizations = directory::working_organizations(ctx.tx, ctx.today)?;
    let accounts = store::accounts_after(ctx.tx, after, ROWS_MAX)?;
    let older = accounts
        .last()
        .filter(|_| i64::try_from(accounts.len()) == Ok(ROWS_MAX))
        .map(|last| format!("/lam-viec/tai-khoan?sau={}", last.name));
    let db::One((total,)) = store::count_accounts(ctx.tx)?;
    let accounts = accounts
        .into_iter()
        .map(|account| {
            let organization = account
                .organization_id
                .and_then(|id| organizations.iter().find(|known| known.id == id))
                .map_or_else(|| "–".to_owned(), |known| known.name.clone());
            Row { account, organization }
        })
        .collect();
    let shell = ctx
        .shell("Người dùng")?
        .crumb("Quản trị", "/lam-viec/tai-khoan")
        .crumb("Người dùng", "/lam-viec/tai-khoan")
        .with_faults_of(&form);
    let roles = Role::ALL
        .iter()
        .filter(|role| **role != Role::Visitor)
        .map(|role| (role.as_str().to_owned(), role.label().to_owned()))
        .collect();
    let mut choices = vec![(String::new(), "Không thuộc cơ quan nào (quản trị)".to_owned())];
    choices.extend(organizations.into_iter().map(|one| (one.id.to_string(), one.name)));
    let has_single = policy::may(ctx.actor, Action::KeepProvider) && single::IS_BUILT_IN;
    Ok(ListPage { shell, form, accounts, total, older, link, roles, organizations: choices, has_single })
}

#[derive(Template)]
#[template(path = "accounts/account.html")]
pub(crate) struct AccountPage {
    shell: Shell,
    form: Form,
    account: Account,
    delegates: Vec<(String, String)>,
    bound: Option<Bound>,
}

pub(crate) async fn account(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let account = find(ctx, &id)?;
            let form = form_of(ctx, &account)?;
            Answer::page(&account_page(ctx, account, form)?)
        })
        .await
}

/// The account as the forms of its page show it.
pub(crate) fn form_of(ctx: &mut Ctx<'_>, account: &Account) -> Result<Form, Problem> {
    let mut form = Form::with(&[("version", &account.version.to_string())]);
    if let Some(person) = account.person_id {
        form.set("dai-bieu", person.to_string());
    }
    if let Some(bound) = single::bound(ctx.tx, account.id)? {
        form.set("thu-mot-lan", bound.email);
    }
    Ok(form)
}

/// The account of an address, for those who may look after it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Account, Problem> {
    if !policy::may(ctx.actor, Action::SetPerson) {
        return Err(Problem::NotFound);
    }
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    store::account(ctx.tx, id)?.ok_or(Problem::NotFound)
}

pub(crate) fn account_page(ctx: &mut Ctx<'_>, account: Account, form: Form) -> Result<AccountPage, Problem> {
    let mut delegates = vec![(String::new(), "Không phải đại biểu".to_owned())];
    if let Some(council) = account.council_id {
        let known = directory::delegates_of(ctx.tx, council, ctx.today)?;
        delegates.extend(known.into_iter().map(|(person, name)| (person.to_string(), name)));
    }
    let shell = ctx
        .shell(account.display_name.clone())?
        .crumb("Quản trị", "/lam-viec/tai-khoan")
        .crumb("Người dùng", "/lam-viec/tai-khoan")
        .crumb(account.display_name.clone(), format!("/lam-viec/tai-khoan/{}", account.id))
        .with_faults_of(&form);
    let bound = single::bound(ctx.tx, account.id)?;
    Ok(AccountPage { shell, form, account, delegates, bound })
}

#[derive(Template)]
#[template(path = "accounts/me.html")]
pub(crate) struct MePage {
    pub(crate) shell: Shell,
    pub(crate) form: Form,
    logins: Vec<LoginRow>,
    bound: Option<Bound>,
}

struct LoginRow {
    began: String,
    seen: String,
    is_this: bool,
}

pub(crate) async fn me(visit: Visit) -> Response {
    let token = visit.token().unwrap_or_default().to_owned();
    visit.read(move |ctx| Answer::page(&me_page(ctx, Form::new(), &token)?)).await
}

pub(crate) fn me_page(ctx: &mut Ctx<'_>, form: Form, token: &str) -> Result<MePage, Problem> {
    let id = ctx.actor.account.ok_or(Problem::NotFound)?;
    let this = token_sha256(token);
    let logins = store::logins_of(ctx.tx, id)?
        .into_iter()
        .map(|(hash, began, seen)| LoginRow {
            began: dates::print_time(began),
            seen: dates::print_time(seen),
            is_this: hash == this,
        })
        .collect();
    let shell =
        ctx.shell("Tôi")?.crumb("Hôm nay", "/lam-viec").crumb("Tôi", "/lam-viec/toi").with_faults_of(&form);
    let bound = single::bound(ctx.tx, id)?;
    Ok(MePage { shell, form, logins, bound })
}
