//! The portal through its front door, on a database with one council.

#![expect(clippy::expect_used, reason = "a test stops where its story cannot go on")]

use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use db::{Count, Db, Tx, queries};
use http_body_util::BodyExt as _;
use kernel::{AccountId, Actor, AreaId, Clock, Entropy, Instant, OrganizationId, Role, dates};
use kit::{App, Frame, House, Problem, Settings, SignedIn};
use law::Law;
use portal::NewNews;
use tower::ServiceExt as _;

queries! {
    /// The district.
    fn insert_area(id: AreaId) -> Count =
        "insert into area (id, code, name, kind, tier, parent_id, valid_from, valid_to, sort_key, folded)
         values ($1, '351', 'Huyện Thanh Liêm', 'district', 'district', null, '2004-07-01', null, 'thanh liem', 'huyen thanh liem')";
    /// Its council.
    fn insert_council(id: OrganizationId, area: AreaId) -> Count =
        "insert into organization (id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version)
         values ($1, $2, 'council', 'Hội đồng nhân dân huyện Thanh Liêm', 'HĐND huyện', 'HĐND', null, '2016-06-01', null, 1, 1)";
}

/// Whoever brings a cookie is the head of the office.
struct OneOffice {
    actor: Mutex<Option<Actor>>,
}

impl House for OneOffice {
    fn signed_in(&self, _: &mut Tx, _: &str, _: Instant) -> db::Result<Option<SignedIn>> {
        let actor = self.actor.lock().expect("one test at a time").clone();
        Ok(actor.map(|actor| SignedIn { actor, wants_touch: false }))
    }
    fn touch(&self, _: &mut Tx, _: &str, _: Instant) -> db::Result<()> {
        Ok(())
    }
    fn frame(&self, _: &mut Tx, _: &Actor) -> db::Result<Frame> {
        Ok(Frame { council_name: "Hội đồng nhân dân huyện Thanh Liêm".into(), ..Frame::default() })
    }
}

struct Office {
    app: App,
    router: Router,
    head: Actor,
    council: OrganizationId,
    runtime: tokio::runtime::Runtime,
    _fresh: testkit::Fresh,
}

/// A page: status and body.
struct Seen(u16, String);

impl Office {
    fn open() -> Self {
        let fresh = testkit::Fresh::file();
        let morning = dates::midnight(dates::parse_iso("2020-10-15").expect("a date")) + 8 * 3_600_000;
        let clock = Clock::still(morning);
        let db = Db::open(&fresh.place, &schema::SCHEMA, morning).expect("a database");
        let entropy = Entropy::seeded(7);
        let id = |entropy: &Entropy| kernel::uuid_v7(morning, entropy.for_id());
        let area = <AreaId as kernel::Id>::from_uuid(id(&entropy));
        let council = <OrganizationId as kernel::Id>::from_uuid(id(&entropy));
        let head = Actor {
            person: None,
            account: Some(<AccountId as kernel::Id>::from_uuid(id(&entropy))),
            name: "Nguyễn Thị Ẫm".into(),
            role: Role::OfficeHead,
            area: Some(area),
            organization: Some(council),
            council: Some(council),
        };
        let settings = Settings {
            public_url: "http://hdnd.example".into(),
            data_dir: fresh.folder.clone(),
            purpose: kit::Purpose::Work,
            to_pdf: |_: &[papers::Letter]| Err(String::new()),
            keeper: kit::Keeper::shared([7; 32]),
        };
        let house = OneOffice { actor: Mutex::new(Some(head.clone())) };
        let law = Law::shipped().expect("the law");
        let app = App::new(db, law, clock, entropy, settings, Box::new(house));
        app.write_as(&Actor::system(), move |ctx| {
            insert_area(ctx.tx, area)?;
            insert_council(ctx.tx, council, area)?;
            audit::record(ctx, audit::Deed::new("directory.add", "area", area, "Huyện Thanh Liêm"))?;
            portal::index_rules(ctx)?;
            Ok(())
        })
        .expect("one council");
        let router = kit::serve_router(app.clone(), portal::routes());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { app, router, head, council, runtime, _fresh: fresh }
    }

    fn ask(&self, request: Request<Body>) -> Seen {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let status = response.status().as_u16();
            let bytes = response.into_body().collect().await.expect("a body").to_bytes();
            Seen(status, String::from_utf8_lossy(&bytes).into_owned())
        })
    }

    fn visit(&self, path: &str) -> Seen {
        self.ask(Request::get(path).body(Body::empty()).expect("a request"))
    }

    fn work(&self, path: &str) -> Seen {
        self.ask(
            Request::get(path).header(header::COOKIE, "nghisu=x").body(Body::empty()).expect("a request"),
        )
    }

    fn send(&self, path: &str, page: &str, fields: &[(&str, &str)]) -> Seen {
        let Seen(status, body) = self.work(page);
        assert_eq!(status, 200, "{page}");
        let csrf = body
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a token");
        let mut pairs = vec![format!("csrf={}", kernel::text::percent_encoded(csrf))];
        pairs.extend(
            fields.iter().map(|(name, value)| format!("{name}={}", kernel::text::percent_encoded(value))),
        );
        self.ask(
            Request::post(path)
                .header(header::COOKIE, "nghisu=x")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(pairs.join("&")))
                .expect("a request"),
        )
    }

    fn article(&self, title: &str, body: &str, picture: Option<Vec<u8>>) -> kernel::NewsItemId {
        let new = NewNews {
            council: self.council,
            title: title.into(),
            summary: "Một câu tóm tắt.".into(),
            body: body.into(),
            category: portal::CATEGORIES[0].into(),
            picture,
            picture_caption: "Các đại biểu tham dự hội nghị".into(),
            picture_alt: "Các đại biểu ngồi trong hội trường".into(),
            author: "Thường trực HĐND huyện Thanh Liêm".into(),
            is_demonstration: false,
        };
        self.app.write_as(&self.head, move |ctx| Ok(portal::create_news(ctx, &new)?)).expect("a draft")
    }

    fn publish(&self, id: kernel::NewsItemId) {
        self.app
            .write_as(&self.head, move |ctx| {
                portal::publish(ctx, id)?;
                Ok::<_, Problem>(())
            })
            .expect("published");
    }
}

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    image::DynamicImage::ImageRgb8(image::RgbImage::new(1_700, 900))
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .expect("a picture");
    bytes
}

#[test]
fn every_public_page_opens_before_there_is_anything_to_show() {
    let office = Office::open();
    for path in [
        "/",
        "/tin-tuc",
        "/tin-tuc.atom",
        "/quy-tac",
        "/quy-tac?q=giay+moi&nhom=briefings",
        "/quy-tac/BRF-02",
        "/quy-tac/BRF-02?ngay=15/10/2020&cap=huyen",
        "/lich",
        "/lich.ics",
        "/viec-cong-khai",
        "/lien-he",
        "/tro-giup",
        "/kha-nang-tiep-can",
        "/ban-do-trang",
        "/sitemap.xml",
        "/robots.txt",
        "/en",
    ] {
        let Seen(status, body) = office.visit(path);
        assert_eq!(status, 200, "{path}: {body}");
    }
    assert_eq!(office.visit("/quy-tac/KHONG-CO").0, 404);
    assert_eq!(office.visit("/gioi-thieu").0, 301);
}

#[test]
fn a_draft_is_for_the_office_and_a_published_item_for_everyone_until_it_is_withdrawn() {
    let office = Office::open();
    let id = office.article("Hội nghị giao ban quý III/2020", "Nội dung **chính**.", Some(png()));
    let path = "/tin-tuc/hoi-nghi-giao-ban-quy-iii-2020";
    let edit = format!("/lam-viec/tin-tuc/{id}");
    let Seen(status, page) = office.work(&edit);
    assert_eq!(status, 200, "{page}");
    let picture =
        page.split("src=\"/tin-tuc/anh/").nth(1).and_then(|rest| rest.split('"').next()).expect("a picture");
    let (picture, small) = (format!("/tin-tuc/anh/{picture}"), format!("/tin-tuc/anh-nho/{picture}"));
    assert_eq!((office.visit(path).0, office.visit(&picture).0), (404, 404));
    assert_eq!((office.work(&picture).0, office.work(&small).0), (200, 200));

    office.publish(id);
    let Seen(status, page) = office.visit(path);
    assert_eq!(status, 200);
    assert!(
        page.contains("<strong>chính</strong>") && page.contains("<figcaption>Các đại biểu tham dự hội nghị"),
        "{page}"
    );
    assert!(page.contains("alt=\"Các đại biểu ngồi trong hội trường\""), "{page}");
    assert_eq!((office.visit(&picture).0, office.visit(&small).0), (200, 200));
    assert!(office.visit(&format!("{path}.jsonld")).1.contains("NewsArticle"));
    assert!(office.visit("/").1.contains(path) && office.visit("/tin-tuc.atom").1.contains(path));

    assert_eq!(office.send(&format!("{edit}/go"), &edit, &[]).0, 303);
    assert_eq!((office.visit(path).0, office.visit(&picture).0), (404, 404));
    assert_eq!(office.send(&format!("{edit}/dang"), &edit, &[]).0, 303);
    assert_eq!(office.visit(path).0, 200);
}

#[test]
fn the_editor_shows_all_faults_and_keeps_what_was_typed() {
    let office = Office::open();
    let new = "/lam-viec/tin-tuc/moi";
    let Seen(status, page) = office.send(new, new, &[("tom-tat", "Câu đã gõ")]);
    assert_eq!(status, 422);
    assert!(
        page.contains("Nhập tiêu đề.") && page.contains("Nhập nội dung.") && page.contains("Câu đã gõ"),
        "{page}"
    );
    let typed = [
        ("tieu-de", "Thông báo"),
        ("noi-dung", "Lần {{A01 2020-Q3}}."),
        ("muc", "Thông báo"),
        ("nguon", "Văn phòng"),
    ];
    let Seen(status, page) = office.send(new, new, &[typed.as_slice(), &[("viec", "xem")]].concat());
    assert!(status == 200 && page.contains("Bản xem trước"), "{page}");
    let Seen(status, _) = office.send(new, new, &[typed.as_slice(), &[("viec", "dang")]].concat());
    assert_eq!((status, office.visit("/tin-tuc/thong-bao").0), (303, 200));
    assert_eq!(office.send(new, new, &[typed.as_slice(), &[("viec", "dang")]].concat()).0, 303);
    assert_eq!(office.visit("/tin-tuc/thong-bao-2").0, 200);
}

#[test]
fn the_councils_own_number_is_in_force_at_once_and_after_the_next_start() {
    let office = Office::open();
    let page = "/lam-viec/quy-tac-rieng";
    let own = [
        ("ma", "BRF-02"),
        ("gioi-han", "chậm nhất 10 ngày trước ngày mốc"),
        ("nguon", "Quy chế làm việc của HĐND huyện"),
        ("tu", "1/10/2020"),
    ];
    let wrong = [own[0], ("gioi-han", "sớm một chút"), own[2], own[3]];
    assert_eq!(office.send(page, page, &wrong).0, 422);
    assert!(office.app.law().overrides().is_empty());
    assert_eq!(office.send(page, page, &own).0, 303);
    assert!(office.visit("/quy-tac/BRF-02?ngay=15/10/2020&cap=huyen").1.contains("05/10/2020"));
    let kept = office.app.db().read(portal::load_overrides).expect("readable");
    assert_eq!(kept, office.app.law().overrides());

    let list = office.work(page).1;
    let id =
        list.split("/ket-thuc").next().and_then(|head| head.rsplit('/').next()).expect("a row").to_owned();
    let field = format!("den-{id}");
    let end = format!("{page}/{id}/ket-thuc");
    assert_eq!(office.send(&end, page, &[(&field, "14/10/2020"), ("version", "1")]).0, 303);
    assert!(office.visit("/quy-tac/BRF-02?ngay=15/10/2020&cap=huyen").1.contains("30/09/2020"));
}

#[test]
fn every_statement_is_understood_by_the_engine() {
    let office = Office::open();
    assert_eq!(office.app.db().verify(portal::CHECKS).expect("a database"), Vec::<String>::new());
}
