//! Keeping and verifying on a real database and a real disk.

use std::path::PathBuf;

use db::{Db, Place};
use kernel::{Actor, Clock, Entropy, Instant};
use kit::{App, Frame, House, Problem, Settings, SignedIn};

use super::*;
use crate::model::MediaType;

/// A house where nobody signs in: the tests name their actor.
struct Empty;

impl House for Empty {
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
    folder: PathBuf,
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn office(name: &str) -> Office {
    let folder = std::env::temp_dir().join(format!("nghisu_kept_{name}_{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let db = Db::open(&Place::File(folder.join("nghisu.db")), &schema::SCHEMA, 0).unwrap();
    let settings = Settings {
        public_url: "https://hdnd.example".to_owned(),
        data_dir: folder.clone(),
        purpose: kit::Purpose::Work,
        to_pdf: |_| Ok(Vec::new()),
        keeper: kit::Keeper::shared([7; 32]),
    };
    let clock = Clock::still(1_602_725_400_000);
    let law = law::Law::shipped().unwrap();
    Office { app: App::new(db, law, clock, Entropy::seeded(1), settings, Box::new(Empty)), folder }
}

impl Office {
    fn keeps(&self, file_name: &str, bytes: &[u8]) -> Result<File, Problem> {
        let upload =
            Upload { field: "tep".to_owned(), file_name: file_name.to_owned(), bytes: bytes.to_vec() };
        self.app.write_as(&Actor::visitor(), move |ctx| {
            let id = keep(ctx, &upload, "follow_up", "f", false)?;
            let kept = store::file(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            // The deed that a file comes with records it; here there is none
            ctx.tx.take_touched()?;
            Ok(kept)
        })
    }

    fn verifies(&self) -> Result<usize, String> {
        self.app.db().read(|tx| Ok::<_, db::Error>(verify(tx, &self.folder))).unwrap()
    }
}

#[test]
fn what_is_kept_comes_back_and_one_content_under_two_names_lies_once() {
    let office = office("back");
    let one = office.keeps("Ba\u{301}o ca\u{301}o", b"%PDF-1.7 x").unwrap();
    let two = office.keeps("khac.pdf", b"%PDF-1.7 x").unwrap();
    assert_eq!(
        (one.original_name.as_str(), one.media_type, one.size_bytes),
        ("Báo cáo.pdf", MediaType::Pdf, 10)
    );
    assert_eq!(disk::place(&office.folder, &one.sha256), disk::place(&office.folder, &two.sha256));
    let bytes = office.app.read_as(&Actor::visitor(), |ctx| Ok(read(ctx, &one)?)).unwrap();
    assert_eq!(bytes, b"%PDF-1.7 x");
    assert_eq!(office.verifies(), Ok(2));
}

#[test]
fn verify_names_the_file_that_was_changed_or_taken_away() {
    let office = office("names");
    let file = office.keeps("bien-ban.pdf", b"%PDF-1.7 y").unwrap();
    let place = disk::place(&office.folder, &file.sha256);
    std::fs::write(&place, b"%PDF-1.7 z").unwrap();
    let changed = office.verifies().unwrap_err();
    assert!(changed.contains("bien-ban.pdf") && changed.contains("nội dung khác"), "{changed}");
    std::fs::remove_file(&place).unwrap();
    let gone = office.verifies().unwrap_err();
    assert!(gone.contains("bien-ban.pdf") && gone.contains("không còn nội dung"), "{gone}");
}

#[test]
fn a_refused_file_leaves_neither_row_nor_content() {
    let office = office("refused");
    assert!(matches!(office.keeps("a.pdf", b"MZ\x90\0"), Err(Problem::Refused(_))));
    assert_eq!(office.verifies(), Ok(0));
    assert!(!office.folder.join("files").exists());
}
