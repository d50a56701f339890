//! Pages that change seldom: contact, help, accessibility, English, the map of the site.

use askama::Template;
use axum::response::Response;
use directory::{OrganizationKind, Post};
use kernel::{Date, text};
use kit::{Answer, Ctx, Shell, Visit};

use crate::{feed, store};

/// A part of the site, for the map.
struct Part {
    title: &'static str,
    links: Vec<(&'static str, &'static str, &'static str)>,
}

/// Every page that stands at a fixed address: address, name, what is there.
fn parts() -> Vec<Part> {
    vec![
        Part {
            title: "Hội đồng nhân dân",
            links: vec![
                ("/hoi-dong", "Giới thiệu", "tổ chức, Thường trực, các Ban, khóa"),
                ("/dai-bieu", "Đại biểu", "danh sách đại biểu"),
                ("/ky-hop", "Kỳ họp", "các kỳ họp, ngày, nơi, kết quả"),
                ("/nghi-quyet", "Nghị quyết", "số, ngày, hiệu lực, nội dung"),
                ("/chat-van", "Chất vấn", "chất vấn, trả lời, lời hứa"),
                ("/lich", "Lịch", "kỳ họp, hội nghị giao ban"),
            ],
        },
        Part {
            title: "Công việc và kết quả",
            links: vec![
                ("/tin-tuc", "Tin tức, sự kiện", "hoạt động của HĐND huyện, xã"),
                ("/giao-ban", "Giao ban", "hội nghị giao ban, kết luận"),
                ("/viec-cong-khai", "Ai đang để cử tri chờ?", "kết luận giao ban theo cơ quan, ngày trễ"),
                ("/kien-nghi", "Kiến nghị cử tri", "nội dung, trả lời, kết quả"),
                ("/kien-nghi/gui", "Gửi kiến nghị", "không cần tài khoản"),
                ("/tra-cuu", "Tra cứu", "kiến nghị, đơn, lượt tiếp theo mã"),
                ("/tiep-xuc-cu-tri", "Tiếp xúc cử tri", "lịch và kết quả"),
                ("/lich-tiep-cong-dan", "Lịch tiếp công dân", "ai tiếp, ở đâu, ngày nào"),
                ("/don-thu", "Đơn thư", "gửi khiếu nại, kiến nghị, phản ánh; số đơn"),
                ("/viec-theo-doi", "Việc đang theo dõi", "mọi việc công khai và tình trạng"),
                ("/chuong-trinh", "Chương trình", "chương trình công tác, giám sát và kết quả"),
                ("/giam-sat", "Giám sát, khảo sát", "kế hoạch, kết luận, kiến nghị và kết quả"),
                ("/giai-trinh", "Giải trình", "phiên giải trình, kết luận"),
                ("/ra-soat-van-ban", "Rà soát văn bản", "văn bản đã rà soát, kết luận"),
                ("/boc-tham", "Bốc thăm", "chọn nơi giám sát, ai cũng làm lại được"),
                ("/thuc-hien", "Thực hiện nghị quyết", "chỉ tiêu, nhiệm vụ, cảnh báo sớm"),
                ("/kho-khan", "Khó khăn, vướng mắc", "đã nêu, đã tháo gỡ"),
                ("/phoi-hop", "Phối hợp", "quy chế phối hợp, thực hiện từng kỳ"),
                ("/so-lieu", "Số liệu", "số liệu từng quý, mở được danh sách đã đếm"),
                ("/quy-tac", "Quy tắc pháp luật", "hạn, tỷ lệ, căn cứ, tính hạn"),
            ],
        },
        Part {
            title: "Trang này",
            links: vec![
                ("/", "Trang chủ", ""),
                ("/tim", "Tìm kiếm", ""),
                ("/tro-giup", "Trợ giúp", "cách tìm, cách đọc, cách in"),
                ("/lien-he", "Liên hệ", ""),
                ("/kha-nang-tiep-can", "Khả năng tiếp cận", ""),
                ("/ban-do-trang", "Sơ đồ trang", ""),
                ("/du-lieu-mo", "Dữ liệu mở", "tải mọi bảng, chuẩn OParl, Popolo, DCAT, bản kê đầy đủ"),
                ("/checkpoint", "Nhật ký công khai", "mốc ký của nhật ký, dành cho người kiểm tra"),
                ("/en", "English", "cơ cấu Hội đồng nhân dân, bằng tiếng Anh"),
            ],
        },
    ]
}

#[derive(Template)]
#[template(path = "portal/site_map.html")]
struct SiteMapPage {
    shell: Shell,
    parts: Vec<Part>,
}

pub(crate) async fn site_map(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let shell =
                ctx.shell("Sơ đồ trang")?.crumb("Trang chủ", "/").crumb("Sơ đồ trang", "/ban-do-trang");
            Answer::page(&SiteMapPage { shell, parts: parts() })
        })
        .await
}

const SITEMAP_NEWS_MAX: i64 = 5_000;
const SITEMAP_RESOLUTIONS_MAX: i64 = 5_000;
/// All together stay below the fifty thousand that a map may hold.
const SITEMAP_PETITIONS_MAX: i64 = 20_000;
const SITEMAP_OTHERS_MAX: i64 = 2_000;

/// `/sitemap.xml`: fixed pages, and the page of every public record; rules.
pub(crate) async fn sitemap(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let mut paths: Vec<(String, Option<Date>)> = parts()
                .into_iter()
                .flat_map(|part| part.links)
                .filter(|(path, _, _)| *path != "/checkpoint")
                .map(|(path, _, _)| (path.to_owned(), None))
                .collect();
            let news = store::published(ctx.tx, None, None, SITEMAP_NEWS_MAX)?;
            paths.extend(
                news.iter().map(|item| (item.public_path(), Some(kernel::dates::date_of(item.updated_ms)))),
            );
            if let Some(home) = directory::home_council(ctx.tx, ctx.today)? {
                let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
                let all = sessions::list_of_council(ctx.tx, home.id)?;
                paths.extend(all.iter().filter(|one| one.is_public).map(|one| (addresses.of(one), None)));
                let addresses = resolutions::Addresses::load(ctx.tx, ctx.today)?;
                let all = resolutions::latest_public(ctx.tx, home.id, SITEMAP_RESOLUTIONS_MAX)?;
                paths.extend(all.iter().map(|one| (addresses.of(one), Some(one.adopted_on))));
                let all =
                    petitions::open_data::published(ctx.tx, Some(home.id), None, SITEMAP_PETITIONS_MAX)?;
                paths.extend(all.iter().map(|one| {
                    (one.public_path(), one.closed_on.or(one.answered_on).or(Some(one.received_on)))
                }));
                let all = briefings::open_data::published(ctx.tx, Some(home.id), None, SITEMAP_OTHERS_MAX)?;
                paths.extend(all.iter().map(|one| (one.public_path(), Some(one.held_on))));
                let all = questions::open_data::published(ctx.tx, None, SITEMAP_OTHERS_MAX)?;
                paths.extend(
                    all.iter()
                        .filter(|one| one.council_id == home.id)
                        .map(|one| (one.public_path(), one.answered_on.or(Some(one.asked_on)))),
                );
                let all = oversight::open_data::published(ctx.tx, Some(home.id), None, SITEMAP_OTHERS_MAX)?;
                paths.extend(all.iter().map(|one| (one.public_path(), one.concluded_on.or(one.decided_on))));
                let all = scrutiny::open_data::published(ctx.tx, Some(home.id), None, SITEMAP_OTHERS_MAX)?;
                paths.extend(all.iter().map(|one| (one.public_path(), Some(one.held_on))));
                let all = directory::organizations_of_area(ctx.tx, home.area_id)?;
                paths.extend(all.iter().map(|one| (format!("/co-quan/{}", one.id), None)));
            }
            paths.extend(ctx.law.rules().iter().filter_map(|entry| {
                let first = entry.versions.first()?;
                Some((format!("/quy-tac/{}", first.id), None))
            }));
            let body = feed::sitemap(&ctx.app.settings().public_url, &paths);
            Ok(Answer::text("application/xml; charset=utf-8", body))
        })
        .await
}

/// `/robots.txt`: the workspace and the search pages are not for machines.
pub(crate) async fn robots(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let closed = if ctx.app.settings().purpose.is_made_up() {
                // Sample records must not be found as if they were the council's
                "Disallow: /\n".to_owned()
            } else {
                "Disallow: /lam-viec\nDisallow: /tim\nDisallow: /palette.json\nDisallow: /co-chu/\n"
                    .to_owned()
            };
            let body =
                format!("User-agent: *\n{closed}Sitemap: {}/sitemap.xml\n", ctx.app.settings().public_url);
            Ok(Answer::text("text/plain; charset=utf-8", body))
        })
        .await
}

#[derive(Template)]
#[template(path = "portal/accessibility.html")]
struct AccessibilityPage {
    shell: Shell,
}

pub(crate) async fn accessibility(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let shell = ctx
                .shell("Khả năng tiếp cận")?
                .crumb("Trang chủ", "/")
                .crumb("Khả năng tiếp cận", "/kha-nang-tiep-can");
            Answer::page(&AccessibilityPage { shell })
        })
        .await
}

#[derive(Template)]
#[template(path = "portal/help.html")]
struct HelpPage {
    shell: Shell,
}

pub(crate) async fn help(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let shell = ctx.shell("Trợ giúp")?.crumb("Trang chủ", "/").crumb("Trợ giúp", "/tro-giup");
            Answer::page(&HelpPage { shell })
        })
        .await
}

#[derive(Template)]
#[template(path = "portal/contact.html")]
struct ContactPage {
    shell: Shell,
    offices: Vec<Office>,
}

struct Office {
    name: String,
    head: Option<String>,
}

/// The bodies a citizen may turn to. Nobody's private telephone is here: Luật Tiếp cận thông
/// tin 2016, Điều 7.
pub(crate) async fn contact(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let offices = offices(ctx)?;
            let shell = ctx.shell("Liên hệ")?.crumb("Trang chủ", "/").crumb("Liên hệ", "/lien-he");
            Answer::page(&ContactPage { shell, offices })
        })
        .await
}

fn offices(ctx: &mut Ctx<'_>) -> db::Result<Vec<Office>> {
    let Some(home) = directory::home_council(ctx.tx, ctx.today)? else { return Ok(Vec::new()) };
    let known = directory::organizations_of_area(ctx.tx, home.area_id)?;
    let mut offices = Vec::new();
    for one in known.into_iter().filter(|one| one.works_on(ctx.today)) {
        match one.kind {
            OrganizationKind::Council => {
                let chair = directory::holder_of(ctx.tx, one.id, Post::Chair, ctx.today)?;
                let head = chair.map(|person| format!("Chủ tịch: {}", person.name));
                offices.push(Office { name: one.name, head });
            }
            OrganizationKind::StandingCommittee | OrganizationKind::Office | OrganizationKind::Committee => {
                offices.push(Office { name: one.name, head: None });
            }
            OrganizationKind::DelegateGroup
            | OrganizationKind::PeoplesCommittee
            | OrganizationKind::Department
            | OrganizationKind::FatherlandFront
            | OrganizationKind::Other => {}
        }
    }
    Ok(offices)
}

#[derive(Template)]
#[template(path = "portal/english.html")]
struct EnglishPage {
    shell: Shell,
    council: String,
    unit: String,
    committees: usize,
    groups: usize,
    delegates: Option<i64>,
    term: Option<i64>,
    years: Option<String>,
    communes: usize,
}

/// The only page in another language; its content is marked as English.
pub(crate) async fn english(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let shell = ctx.shell("English")?.crumb("Trang chủ", "/").crumb("English", "/en");
            let home = directory::home_council(ctx.tx, ctx.today)?;
            let mut page = EnglishPage {
                council: home.as_ref().map_or_else(|| shell.council_name.clone(), |one| one.name.clone()),
                shell,
                unit: String::new(),
                committees: 0,
                groups: 0,
                delegates: None,
                term: None,
                years: None,
                communes: 0,
            };
            if let Some(home) = home {
                let today = ctx.today;
                let bodies = directory::organizations_of_area(ctx.tx, home.area_id)?;
                let count =
                    |kind| bodies.iter().filter(|one| one.kind == kind && one.works_on(today)).count();
                page.committees = count(OrganizationKind::Committee);
                page.groups = count(OrganizationKind::DelegateGroup);
                page.communes = directory::commune_councils(ctx.tx, home.area_id, today)?.len();
                if let Some(area) = directory::area(ctx.tx, home.area_id)? {
                    page.unit = unit_in_english(&area);
                }
                if let Some(term) = directory::term_on(ctx.tx, home.id, today)? {
                    page.delegates = Some(term.delegates_total);
                    page.term = Some(term.number);
                    page.years = Some(format!("{}–{}", term.opened_on.year(), term.ends_on.year()));
                }
            }
            Answer::page(&page)
        })
        .await
}

/// "Thanh Liêm District"; the name itself keeps its marks.
fn unit_in_english(area: &directory::Area) -> String {
    let tier = match area.tier {
        directory::Tier::Province => "Province",
        directory::Tier::District => "District",
        directory::Tier::Commune => "Commune",
    };
    format!("{} {tier}", text::clean_line(area.bare_name()))
}

/// The old address of the introduction.
pub(crate) async fn about(visit: Visit) -> Response {
    visit.read(|_| Ok(Answer::moved("/hoi-dong"))).await
}
