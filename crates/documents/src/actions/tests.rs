//! The life of a document on a real database.

use std::path::PathBuf;

use db::{Db, Place};
use jiff::civil::date;
use kernel::{Actor, Clock, Entropy, Id, Role};
use kit::{App, Frame, House, Problem, Settings, SignedIn};
use papers::Signature;

use super::*;
use crate::model::Kind;
use crate::store::Filter;

/// A house where nobody signs in: the tests name their actor.
struct Empty;

impl House for Empty {
    fn signed_in(&self, _: &mut Tx, _: &str, _: kernel::Instant) -> db::Result<Option<SignedIn>> {
        Ok(None)
    }
    fn touch(&self, _: &mut Tx, _: &str, _: kernel::Instant) -> db::Result<()> {
        Ok(())
    }
    fn frame(&self, _: &mut Tx, _: &Actor) -> db::Result<Frame> {
        Ok(Frame::default())
    }
}

/// The district's council with its Standing Committee, and a commune's council.
struct Office {
    app: App,
    folder: PathBuf,
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// 08:30 on 15/10/2020.
const NOW: kernel::Instant = 1_602_725_400_000;

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(NOW, [0, 0, 0, 0, 0, 0, 0, 0, 0, number]))
}

fn council() -> OrganizationId {
    id(1)
}

fn standing_committee() -> OrganizationId {
    id(2)
}

fn commune() -> OrganizationId {
    id(3)
}

fn office(name: &str) -> Office {
    let folder = std::env::temp_dir().join(format!("nghisu_documents_{name}_{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let db = Db::open(&Place::File(folder.join("nghisu.db")), &schema::SCHEMA, 0).unwrap();
    let settings = Settings {
        public_url: "https://hdnd.example".to_owned(),
        data_dir: folder.clone(),
        purpose: kit::Purpose::Work,
        to_pdf: |_| Ok(Vec::new()),
        keeper: kit::Keeper::shared([7; 32]),
    };
    let law = law::Law::shipped().unwrap();
    let app = App::new(db, law, Clock::still(NOW), Entropy::seeded(1), settings, Box::new(Empty));
    app.db()
        .write(|tx| -> db::Result<()> {
            for (area, code) in [(id::<kernel::AreaId>(8), "351"), (id(9), "13384")] {
                tx.change(
                    "insert into area (id, code, name, kind, tier, valid_from, sort_key, folded)
                     values ($1, $2, 'Đơn vị', 'district', 'district', '2020-02-01', '', '')",
                    &[&area, &code],
                )?;
            }
            let rows: [(OrganizationId, u8, &str, &str, Option<OrganizationId>); 3] = [
                (council(), 8, "council", "HĐND", None),
                (standing_committee(), 8, "standing_committee", "HĐND-TT", Some(council())),
                (commune(), 9, "council", "HĐND", None),
            ];
            for (organization, area, kind, symbol, parent) in rows {
                tx.change(
                    "insert into organization (id, area_id, kind, name, short_name, symbol, parent_id, place, version)
                     values ($1, $2, $3, 'Cơ quan', 'Cơ quan', $4, $5, 1, 1)",
                    &[&organization, &id::<kernel::AreaId>(area), &kind, &symbol, &parent],
                )?;
            }
            tx.take_touched().map(|_| ())
        })
        .unwrap();
    Office { app, folder }
}

fn actor(role: Role, council: OrganizationId) -> Actor {
    Actor {
        account: Some(id(99)),
        role,
        organization: Some(council),
        council: Some(council),
        ..Actor::visitor()
    }
}

fn lan() -> Actor {
    actor(Role::Specialist, council())
}

fn new(kind: Kind, is_public: bool) -> NewDocument {
    let letter = Letter {
        superior: None,
        issuer: "Thường trực HĐND huyện Thanh Liêm".to_owned(),
        number: None,
        subject_line: None,
        place: "Thanh Liêm".to_owned(),
        date: date(2020, 10, 1),
        kind: None,
        title: None,
        addressees: Vec::new(),
        body: vec![papers::Block::paragraph("Đề nghị báo cáo kết quả.")],
        signature: Signature { lines: vec!["CHỦ TỊCH".to_owned()], name: String::new() },
        recipients: Vec::new(),
        footer_url: None,
        demonstration: false,
    };
    NewDocument {
        organization: standing_committee(),
        kind,
        title: "Đôn đốc thực hiện kết luận".to_owned(),
        letter,
        signer: "Nguyễn Văn A".to_owned(),
        subject_kind: "briefing",
        subject_id: "b".to_owned(),
        is_public,
        recipients: vec![commune(), commune()],
    }
}

impl Office {
    fn issues(&self, kind: Kind, is_public: bool, on: Date) -> Document {
        self.app
            .write_as(&lan(), move |ctx| {
                let document = issue_new(ctx, &new(kind, is_public), on)?;
                record(ctx, "document.issue", &document, "")?;
                Ok(document)
            })
            .unwrap()
    }

    fn reads(&self, actor: &Actor, id: DocumentId) -> std::result::Result<Document, Problem> {
        self.app.read_as(actor, |ctx| Ok(load(ctx, id, Action::Read)?.0))
    }
}

#[test]
fn a_document_takes_number_and_day_when_it_is_issued_and_starts_again_each_year() {
    let office = office("numbers");
    let one = office.issues(Kind::OfficialLetter, false, date(2020, 10, 15));
    assert_eq!(one.number.as_deref(), Some("01/HĐND-TT"));
    assert_eq!(one.letter.number_line(), "Số: 01/HĐND-TT");
    assert_eq!(one.letter.date, date(2020, 10, 15));
    let kept = office.reads(&lan(), one.id).unwrap();
    assert_eq!((kept.number, kept.letter, kept.version), (one.number, one.letter, one.version));
    let numbers: Vec<Option<String>> = [
        (Kind::OfficialLetter, date(2020, 12, 31)),
        (Kind::OfficialLetter, date(2021, 1, 1)),
        (Kind::Notice, date(2020, 12, 31)),
    ]
    .into_iter()
    .map(|(kind, on)| office.issues(kind, false, on).number)
    .collect();
    let wanted = ["02/HĐND-TT", "01/HĐND-TT", "01/TB-HĐND"].map(|number| Some(number.to_owned()));
    assert_eq!(numbers, wanted);
}

#[test]
fn an_issue_that_nobody_recorded_gives_its_number_back() {
    let office = office("unrecorded");
    let lost = office.app.write_as(&lan(), |ctx| Ok(issue_new(ctx, &new(Kind::Notice, true), ctx.today)?));
    assert!(lost.is_err());
    assert_eq!(office.issues(Kind::Notice, true, date(2020, 10, 15)).number.as_deref(), Some("01/TB-HĐND"));
}

#[test]
fn the_addressee_reads_what_was_sent_and_the_first_opening_is_noted() {
    let office = office("opening");
    let sent = office.issues(Kind::OfficialLetter, false, date(2020, 10, 15)).id;
    let hoa = actor(Role::CommuneCouncil, commune());
    assert!(office.reads(&hoa, sent).is_ok());
    assert!(matches!(office.reads(&actor(Role::Delegate, council()), sent), Err(Problem::NotFound)));
    assert!(matches!(office.reads(&Actor::visitor(), sent), Err(Problem::NotFound)));
    for _ in 0..2 {
        office.app.write_as(&hoa, move |ctx| Ok(open(ctx, sent)?)).unwrap();
    }
    let opened = office.app.db().read(|tx| store::recipients(tx, sent)).unwrap();
    assert_eq!(opened, [(commune(), Some(NOW))], "named twice, written to once");
    let waiting = office.app.db().read(|tx| store::count_inbox(tx, &[commune()], true)).unwrap();
    assert_eq!(waiting, 0);
}

#[test]
fn a_draft_changes_until_it_is_issued_and_a_recall_keeps_the_number() {
    let office = office("life");
    let drafted = office
        .app
        .write_as(&lan(), |ctx| {
            let id = draft(ctx, &new(Kind::Notice, true))?;
            audit::record(ctx, Deed::new("document.draft", KIND, id, "Thông báo"))?;
            Ok(id)
        })
        .unwrap();
    let change = Edit {
        title: "Kết luận giao ban quý III".to_owned(),
        signer: "Trần Thị B".to_owned(),
        typed: vec![Some("Đề nghị báo cáo trước ngày 30.".to_owned())],
        added: String::new(),
    };
    let again = change.clone();
    office.app.write_as(&lan(), move |ctx| Ok(edit(ctx, drafted, 1, &change)?)).unwrap();
    let late = office.app.write_as(&lan(), move |ctx| Ok(edit(ctx, drafted, 1, &again)?));
    assert!(matches!(late, Err(Problem::Conflict)));
    assert!(matches!(office.reads(&Actor::visitor(), drafted), Err(Problem::NotFound)));

    let issued = office.app.write_as(&lan(), move |ctx| Ok(issue_today(ctx, drafted, 2)?)).unwrap();
    assert_eq!(issued.letter.title.as_deref(), Some("Kết luận giao ban quý III"));
    assert_eq!(issued.letter.signature.name, "Trần Thị B");
    assert_eq!(issued.letter.footer_url, Some(format!("https://hdnd.example/van-ban/{drafted}")));
    assert!(office.reads(&Actor::visitor(), drafted).is_ok());
    let found = |office: &Office| {
        office.app.db().read(|tx| search::find(tx, "báo cáo trước ngày", &Actor::visitor(), 5)).unwrap().len()
    };
    assert_eq!(found(&office), 1);

    let recalled = office.app.write_as(&lan(), move |ctx| Ok(recall(ctx, drafted, 3, "Nhầm ngày")?));
    assert!(recalled.is_ok());
    assert_eq!(found(&office), 0);
    assert!(matches!(office.reads(&Actor::visitor(), drafted), Err(Problem::NotFound)));
    let kept = office.reads(&lan(), drafted).unwrap();
    assert_eq!((kept.state, kept.number.as_deref()), (State::Recalled, Some("01/TB-HĐND")));
    let seen = office.reads(&actor(Role::CommuneCouncil, commune()), drafted).unwrap();
    assert_eq!(seen.state, State::Recalled);
    assert_eq!(office.issues(Kind::Notice, true, date(2020, 10, 15)).number.as_deref(), Some("02/TB-HĐND"));
}

#[test]
fn the_register_holds_the_documents_of_the_council_and_its_standing_committee_and_of_no_other() {
    let office = office("register");
    office.issues(Kind::Notice, false, date(2020, 10, 15));
    let held = |of: OrganizationId| {
        office
            .app
            .read_as(&lan(), move |ctx| {
                let own: Vec<OrganizationId> =
                    organizations_of(ctx.tx, of, ctx.today)?.into_iter().map(|one| one.id).collect();
                let rows = store::register(ctx.tx, &own, Filter::default(), None, 10)?.len();
                let count = store::count_register(ctx.tx, &own, Filter::default())?;
                Ok((own, rows, count))
            })
            .unwrap()
    };
    let (mut own, rows, count) = held(council());
    own.sort_unstable();
    assert_eq!((own, rows, count), (vec![council(), standing_committee()], 1, 1));
    assert_eq!(held(commune()), (vec![commune()], 0, 0));
}

#[test]
fn a_stranger_cannot_draft_in_the_councils_name_nor_a_council_that_has_ended() {
    let office = office("strangers");
    for stranger in [actor(Role::Specialist, commune()), Actor::system(), actor(Role::Delegate, council())] {
        let tried = office.app.write_as(&stranger, |ctx| Ok(draft(ctx, &new(Kind::Notice, true))?));
        assert!(matches!(tried, Err(Problem::Forbidden(_))), "{stranger:?}");
    }
    office
        .app
        .db()
        .write(|tx| -> db::Result<()> {
            tx.change("update organization set dissolved_on = '2020-10-15'", &[])?;
            tx.take_touched().map(|_| ())
        })
        .unwrap();
    let tried = office.app.write_as(&lan(), |ctx| Ok(draft(ctx, &new(Kind::Notice, true))?));
    assert!(matches!(tried, Err(Problem::Refused(_))), "the day it ends");
}
