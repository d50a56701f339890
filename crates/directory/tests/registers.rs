//! Units, organizations and posts on a database, and their public pages through the front door.

#![expect(clippy::expect_used, reason = "a test stops where its story cannot go on")]

use axum::body::Body;
use axum::http::Request;
use db::{Db, Tx};
use directory::{NewMembership, NewOrganization, NewPerson, OrganizationKind, Post, Refusal};
use http_body_util::BodyExt as _;
use kernel::{Actor, AreaId, Clock, Date, Entropy, Instant, OrganizationId, PersonId, Role, dates};
use kit::{App, Ctx, Error, Frame, House, Problem, Settings, SignedIn};
use law::Law;
use tower::ServiceExt as _;

const OLD: &str = "province_code,province,district_code,district,ward_code,ward,ward_type
35,Tỉnh Hà Nam,351,Huyện Thanh Liêm,13453,Xã Thanh Hà,xa
35,Tỉnh Hà Nam,352,Huyện Bình Lục,13501,Xã Bình Nghĩa,xa
";
const NEW: &str = "province_code,province,ward_code,ward,ward_type
37,Tỉnh Ninh Bình,13495,Xã Thanh Liêm,Xã
";
/// The last commune was formed after the list above it.
const LINKS: &str = "old_district_code,old_ward_code,old_ward,new_ward_code,kind
351,13453,Xã Thanh Hà,13495,whole
351,13499,Thị trấn Tân Thanh,13495,part
";

/// Nobody signs in: the tests name their actor.
struct Nobody;

impl House for Nobody {
    fn signed_in(&self, _: &mut Tx, _: &str, _: Instant) -> db::Result<Option<SignedIn>> {
        Ok(None)
    }
    fn touch(&self, _: &mut Tx, _: &str, _: Instant) -> db::Result<()> {
        Ok(())
    }
    fn frame(&self, _: &mut Tx, _: &Actor) -> db::Result<Frame> {
        Ok(Frame::default())
    }
}

struct Office {
    app: App,
    district: AreaId,
    _fresh: testkit::Fresh,
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn files() -> Vec<directory::UnitFile> {
    [(OLD, "cu.csv"), (NEW, "moi.csv"), (LINKS, "chuyen-doi.csv")]
        .map(|(text, name)| directory::read_units(text, name).expect("a good file"))
        .to_vec()
}

impl Office {
    /// With the units taken in, on 15/10/2020.
    fn open() -> Self {
        let fresh = testkit::Fresh::file();
        let morning = dates::midnight(day(2020, 10, 15)) + 8 * 3_600_000;
        let db = Db::open(&fresh.place, &schema::SCHEMA, morning).expect("a database");
        let wrong = db.verify(directory::CHECKS).expect("a look at every statement");
        assert!(wrong.is_empty(), "{wrong:?}");
        let settings = Settings {
            public_url: "http://hdnd.example".into(),
            data_dir: fresh.folder.clone(),
            purpose: kit::Purpose::Work,
            to_pdf: |_: &[papers::Letter]| Err(String::new()),
            keeper: kit::Keeper::shared([7; 32]),
        };
        let (clock, entropy) = (Clock::still(morning), Entropy::seeded(7));
        let law = Law::shipped().expect("the law");
        let app = App::new(db, law, clock, entropy, settings, Box::new(Nobody));
        let district = app
            .write_as(&Actor::system(), |ctx| {
                directory::import(ctx, &files(), &mut |_, _| {})?;
                let found = directory::area_by_code(ctx.tx, "351", ctx.today)?;
                Ok(found.ok_or(Problem::NotFound)?.id)
            })
            .expect("the units");
        Self { app, district, _fresh: fresh }
    }

    fn system<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Ctx<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> T {
        self.app.write_as(&Actor::system(), work).expect("a deed")
    }

    fn found(&self, kind: OrganizationKind, name: &str) -> OrganizationId {
        let (area, name) = (self.district, name.to_owned());
        self.system(move |ctx| Ok(directory::add_organization(ctx, &organization(area, kind, &name))?))
    }

    fn person(&self, name: &str) -> PersonId {
        let new = NewPerson { name: name.to_owned(), is_demonstration: true };
        self.system(move |ctx| Ok(directory::add_person(ctx, &new)?))
    }

    fn give(&self, new: NewMembership) -> Result<(), Refusal> {
        self.system(move |ctx| match directory::add_membership(ctx, &new) {
            Ok(_) => Ok(Ok(())),
            Err(Error::Refused(reason)) => Ok(Err(reason)),
            Err(other) => Err(other.into()),
        })
    }

    fn finds(&self, question: &str) -> usize {
        let question = question.to_owned();
        self.system(move |ctx| Ok(search::find(ctx.tx, &question, &Actor::visitor(), 10)?.len()))
    }

    fn visit(&self, path: &str) -> (u16, String) {
        let router = kit::serve_router(self.app.clone(), directory::routes());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let request = Request::get(path).body(Body::empty()).expect("a request");
            let response = router.oneshot(request).await.expect("an answer");
            let status = response.status().as_u16();
            let bytes = response.into_body().collect().await.expect("a body").to_bytes();
            (status, String::from_utf8_lossy(&bytes).into_owned())
        })
    }
}

fn organization(area: AreaId, kind: OrganizationKind, name: &str) -> NewOrganization {
    NewOrganization {
        area,
        kind,
        name: name.to_owned(),
        short_name: name.to_owned(),
        symbol: "HĐND".to_owned(),
        parent: None,
        founded_on: None,
        place: 0,
    }
}

fn post(person: PersonId, organization: OrganizationId, post: Post, from: Date) -> NewMembership {
    NewMembership {
        person,
        organization,
        post,
        label: post.label().to_owned(),
        is_full_time: false,
        started_on: from,
        ended_on: None,
    }
}

#[test]
fn a_township_that_only_the_conversion_table_knows_is_taken_in_once() {
    let office = Office::open();
    let again = office.system(|ctx| Ok(directory::import(ctx, &files(), &mut |_, _| {})?));
    assert_eq!((again.areas, again.links), (0, 0));
    let late = office.system(|ctx| {
        let late = directory::area_by_code(ctx.tx, "13499", day(2025, 6, 30))?.ok_or(Problem::NotFound)?;
        let heirs = directory::successors(ctx.tx, late.id)?;
        Ok((late.name, heirs.into_iter().map(|(area, part, _)| (area.name, part)).collect::<Vec<_>>()))
    });
    assert_eq!(late, ("Thị trấn Tân Thanh".to_owned(), vec![("Xã Thanh Liêm".to_owned(), true)]));
}

#[test]
fn a_link_to_nowhere_is_refused_with_its_row_and_nothing_is_taken_in() {
    let office = Office::open();
    let links = LINKS.replace("13495,part", "13496,part");
    let refused = office.app.write_as(&Actor::system(), move |ctx| {
        let file = directory::read_units(&links, "sai.csv").expect("a readable file");
        Ok(directory::import(ctx, &[file], &mut |_, _| {})?)
    });
    let Err(Problem::Refused(said)) = refused else { panic!("{refused:?}") };
    assert!(said.starts_with("sai.csv, dòng 3, cột new_ward_code: Chưa có đơn vị mã 13496."), "{said}");
}

#[test]
fn a_second_chair_written_down_for_the_past_runs_into_the_present_one() {
    let office = Office::open();
    let council = office.found(OrganizationKind::Council, "Hội đồng nhân dân huyện Thanh Liêm");
    let (first, second) = (office.person("Trần Văn Ẩn"), office.person("Lê Thị Bích"));
    assert_eq!(office.give(post(first, council, Post::Chair, day(2020, 1, 1))), Ok(()));
    let backdated = post(second, council, Post::Chair, day(2016, 6, 24));
    assert_eq!(office.give(backdated.clone()), Err(Refusal::Taken("Trần Văn Ẩn".to_owned())));
    let before = NewMembership { ended_on: Some(day(2019, 12, 31)), ..backdated };
    assert_eq!(office.give(before), Ok(()));
    let stray = office.give(post(second, council, Post::DepartmentHead, day(2020, 1, 1)));
    assert!(matches!(stray, Err(Refusal::PostDoesNotFit { .. })), "{stray:?}");
}

#[test]
fn a_dissolved_committee_has_no_holders_from_that_day_and_takes_no_new_ones() {
    let office = Office::open();
    let council = office.found(OrganizationKind::Council, "Hội đồng nhân dân huyện Thanh Liêm");
    let committee = office.found(OrganizationKind::Committee, "Ban Pháp chế");
    let head = office.person("Trần Văn Ẩn");
    assert_eq!(office.give(post(head, committee, Post::CommitteeHead, day(2016, 6, 24))), Ok(()));
    let refused = office.app.write_as(&Actor::system(), move |ctx| {
        Ok(directory::dissolve_organization(ctx, committee, day(2016, 6, 24), Some(council))?)
    });
    assert!(matches!(refused, Err(Problem::Refused(_))), "{refused:?}");
    office.system(move |ctx| {
        directory::dissolve_organization(ctx, committee, day(2020, 10, 15), Some(council))?;
        Ok(())
    });
    let holders = office.system(move |ctx| {
        let mut on = |on| directory::holder_of(ctx.tx, committee, Post::CommitteeHead, on);
        Ok((on(day(2020, 10, 14))?.is_some(), on(day(2020, 10, 15))?.is_some()))
    });
    assert_eq!(holders, (true, false));
    let next = office.person("Lê Thị Bích");
    let late = office.give(post(next, committee, Post::CommitteeHead, day(2020, 10, 15)));
    assert_eq!(late, Err(Refusal::OutsideLife));
}

#[test]
fn an_office_does_not_touch_the_neighbouring_district() {
    let office = Office::open();
    let neighbour = office
        .system(|ctx| Ok(directory::area_by_code(ctx.tx, "352", ctx.today)?.ok_or(Problem::NotFound)?.id));
    let staff = Actor { role: Role::Specialist, area: Some(office.district), ..Actor::visitor() };
    let add = |area| {
        office.app.write_as(&staff, move |ctx| {
            Ok(directory::add_organization(ctx, &organization(area, OrganizationKind::Council, "HĐND"))?)
        })
    };
    assert!(matches!(add(neighbour), Err(Problem::NotFound)));
    assert!(add(office.district).is_ok());
}

#[test]
fn the_district_is_at_home_although_a_commune_was_written_down_first() {
    let office = Office::open();
    office.system(|ctx| {
        let commune = directory::area_by_code(ctx.tx, "13453", ctx.today)?.ok_or(Problem::NotFound)?;
        let new = organization(commune.id, OrganizationKind::Council, "Hội đồng nhân dân xã Thanh Hà");
        Ok(directory::add_organization(ctx, &new)?)
    });
    let council = office.found(OrganizationKind::Council, "Hội đồng nhân dân huyện Thanh Liêm");
    let home = office.system(|ctx| Ok(directory::home_council(ctx.tx, ctx.today)?));
    assert_eq!(home.map(|home| home.id), Some(council));
}

#[test]
fn a_new_name_is_found_and_the_old_one_is_not() {
    let office = Office::open();
    let committee = office.found(OrganizationKind::Committee, "Ban Dân tộc");
    assert_eq!((office.finds("Ban Dân tộc"), office.finds("Ban Pháp chế")), (1, 0));
    office.system(move |ctx| {
        let (name, symbol) = ("Ban Pháp chế", "HĐND-BPC");
        directory::change_organization(ctx, committee, 1, name, name, symbol, None, None)?;
        Ok(())
    });
    assert_eq!((office.finds("Ban Dân tộc"), office.finds("Ban Pháp chế")), (0, 1));
}

#[test]
fn a_specialist_of_the_office_is_not_shown_to_the_public_and_a_delegate_is() {
    let office = Office::open();
    let council = office.found(OrganizationKind::Council, "Hội đồng nhân dân huyện Thanh Liêm");
    let bureau = office.found(OrganizationKind::Office, "Văn phòng");
    let (delegate, specialist) = (office.person("Trần Văn Ẩn"), office.person("Lê Thị Bích"));
    assert_eq!(office.give(post(delegate, council, Post::Delegate, day(2016, 6, 24))), Ok(()));
    assert_eq!(office.give(post(specialist, bureau, Post::Specialist, day(2016, 6, 24))), Ok(()));
    assert_eq!((office.finds("Trần Văn Ẩn"), office.finds("Lê Thị Bích")), (1, 0));
    assert_eq!(office.visit(&format!("/dai-bieu/{delegate}")).0, 200);
    assert_eq!(office.visit(&format!("/dai-bieu/{specialist}")).0, 404);
    assert!(!office.visit(&format!("/co-quan/{bureau}")).1.contains("Lê Thị Bích"));
}

#[test]
fn the_chair_stands_before_the_vice_chairs_and_those_in_the_order_of_names() {
    let office = Office::open();
    let council = office.found(OrganizationKind::Council, "Hội đồng nhân dân huyện Thanh Liêm");
    let posts =
        [("Đỗ Hữu Đạt", Post::ViceChair), ("Vũ Thị Dung", Post::ViceChair), ("Trịnh Văn Yến", Post::Chair)];
    for (name, held) in posts {
        let person = office.person(name);
        assert_eq!(office.give(post(person, council, held, day(2016, 6, 24))), Ok(()));
    }
    let (status, body) = office.visit("/hoi-dong");
    assert_eq!(status, 200);
    let at = |name: &str| body.find(name).expect("a name on the page");
    assert!(at("Trịnh Văn Yến") < at("Vũ Thị Dung") && at("Vũ Thị Dung") < at("Đỗ Hữu Đạt"));
}

#[test]
fn a_day_that_is_none_is_told_at_its_field() {
    let office = Office::open();
    assert_eq!(office.visit("/xa/13453?ngay=15/10/2020").0, 200);
    let (status, body) = office.visit("/xa/13453?ngay=31/02/2020");
    assert_eq!(status, 422);
    assert!(body.contains("Xã Thanh Hà") && body.contains("31/02/2020"), "{body}");
    assert_eq!(office.visit("/xa/13453.json?ngay=31/02/2020").0, 422);
}
