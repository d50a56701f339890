//! A session is rehearsed beside the council's installation, and nothing of it stays.

use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use db::{Db, Place};
use kernel::{Clock, Date};
use nghisu::rehearsal::{self, Agenda, Folder, Rehearsal};
use testkit::{Page, Person};

use crate::office::{Office, each_engine};

/// 02/03/2026, 07:30.
const MORNING: kernel::Instant = 1_772_411_400_000;
/// The day of the demonstration.
const TODAY: Date = Date::constant(2020, 10, 15);
const SECRET: &str = "Xem xét việc bảo vệ bí mật nhà nước";

/// A rehearsal and the people in it.
struct Practice {
    rehearsal: Rehearsal,
    folder: Folder,
    runtime: tokio::runtime::Runtime,
}

impl Practice {
    fn of(agenda: &Agenda) -> Self {
        let folder = Folder::fresh(&std::env::temp_dir()).expect("a folder");
        let clock = Clock::starting(MORNING);
        let rehearsal =
            rehearsal::build(&folder, "http://localhost", clock, 12, agenda).expect("a rehearsal");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { rehearsal, folder, runtime }
    }

    fn router(&self) -> axum::Router {
        kit::serve_router(self.rehearsal.installation.app.clone(), nghisu::routes())
    }

    fn visitor(&self) -> Person<'_> {
        Person::visitor(self.router(), &self.runtime)
    }

    fn signs_in(&self, name: &str) -> Person<'_> {
        Person::signed_in(self.router(), &self.runtime, name, &self.rehearsal.password)
    }

    fn chair_page(&self) -> String {
        format!("{}/dieu-hanh", self.rehearsal.path)
    }

    /// Begins the session with every delegate present, at the item with this title.
    fn begins_at(&self, title: &str) {
        let mut secretary = self.signs_in("thuky");
        secretary.open(&self.chair_page());
        secretary.send("/dieu-hanh", &[("viec", "bat-dau")]).is(200);
        secretary.open(&format!("{}/diem-danh", self.rehearsal.path));
        secretary.send("/diem-danh", &[("viec", "tat-ca")]).is(200);
        let page = secretary.open(&format!("{}/chuong-trinh", self.rehearsal.path));
        let item = page.link(title).rsplit('/').next().expect("an id").to_owned();
        secretary.open(&self.chair_page());
        secretary.send("/dieu-hanh", &[("viec", "noi-dung"), ("noi-dung", &item)]).is(200);
    }
}

/// Everything that the journal answers for, and the journal.
fn all_of(place: &Place) -> (Vec<String>, i64) {
    let read = Db::read_only(place, |tx| {
        let mut rows = Vec::new();
        for table in schema::SCHEMA.recorded {
            tx.each_whole_row(table, None, |columns| {
                rows.push(format!("{table} {columns:?}"));
                Ok(())
            })?;
        }
        rows.sort();
        let entries = tx.rows::<(i64,)>("select count(*) from journal", &[])?;
        Ok((rows, entries.first().map_or(0, |one| one.0)))
    });
    read.expect("the council's database")
}

/// The titles of the public course, as its page gives them.
fn titles(page: &Page) -> Vec<String> {
    page.is(200).texts("ol.course li > div > b")
}

fn closes_an_item(office: &Office) {
    let mut lan = office.signs_in("vanphong");
    lan.open("/lam-viec/ky-hop");
    let path = lan.follow("Kỳ họp thứ Hai mươi").path;
    let pasted = format!("{SECRET}\tĐại tá Minh Họa\t25");
    lan.open(&format!("{path}/chuong-trinh"));
    lan.send("/chuong-trinh", &[("buoc", "dan"), ("bang", &pasted)]).is(200);
    let item = lan.open(&format!("{path}/chuong-trinh")).link(SECRET);
    lan.open(&item);
    let id = item.rsplit('/').next().expect("an id").to_owned();
    lan.send(&format!("/{id}"), &[("hop-kin", "co")]).is(200);
}

#[test]
fn a_rehearsal_shows_the_councils_agenda_holds_a_vote_and_leaves_the_council_as_it_was() {
    each_engine(|office| {
        closes_an_item(office);
        let wanted = titles(&office.visitor().open("/ky-hop/18-20/dien-bien"));
        assert!(wanted.iter().any(|title| title == "Nội dung họp kín"), "{wanted:?}");
        let before = all_of(&office.fresh.place);
        assert!(!before.0.is_empty() && before.1 > 0);

        let agenda = Agenda::read(&office.fresh.place, "20", TODAY).expect("the agenda");
        assert_eq!(agenda, Agenda::read(&office.fresh.place, "18-20", TODAY).expect("the same"));
        let copied = format!("{agenda:?}");
        for unknown in [SECRET, "Minh Họa"] {
            assert!(!copied.contains(unknown), "{copied}");
        }
        let practice = Practice::of(&agenda);
        let course = format!("{}/dien-bien", practice.rehearsal.address);
        assert_eq!(course, "/ky-hop/18-20/dien-bien");
        let mut visitor = practice.visitor();
        assert_eq!(titles(&visitor.open(&course)), wanted);

        // A vote on devices: eleven for it, one against
        let title = "Về dự toán thu, chi ngân sách huyện năm 2021";
        practice.begins_at(title);
        let mut secretary = practice.signs_in("thuky");
        secretary.open(&practice.chair_page());
        let vote = [("tieu-de", title), ("quyet-dinh", "resolution"), ("hinh-thuc", "electronic")];
        secretary.send("/bieu-quyet", &vote).is(200);
        for name in ["chutich".to_owned()].into_iter().chain((2..=12).map(|at| format!("daibieu{at:02}"))) {
            votes(&mut practice.signs_in(&name), if name == "daibieu12" { "no" } else { "yes" });
        }
        let page = secretary.open(&practice.chair_page());
        let poll = running(&page);
        secretary.send(&poll, &[("viec", "ket-thuc")]).is(200);
        visitor.open(&format!("{}/man-hinh", practice.rehearsal.address));
        let screen = visitor.open(&format!("{}/man-hinh", practice.rehearsal.address));
        screen.says("11 Tán thành").says("1 Không tán thành").says("Được thông qua");

        // An item without the public is so in the rehearsal
        drop((visitor, secretary));
        assert!(!everything_public(&practice).contains(SECRET));
        assert_eq!(all_of(&office.fresh.place), before);
        let path = practice.folder.path().to_owned();
        drop(practice.rehearsal);
        practice.folder.remove().expect("nothing stays");
        assert!(!path.exists());
    });
}

fn votes(delegate: &mut Person<'_>, choice: &str) {
    let page = delegate.open("/lam-viec/phong-hop");
    let form = format!("form[data-ballot]:has(button.{choice}) input");
    let (names, values) = (page.attributes(&form, "name"), page.attributes(&form, "value"));
    assert!(!names.is_empty(), "{}", page.main());
    let values: Vec<(String, String)> = names.into_iter().zip(values).collect();
    delegate.post(&format!("{}/phieu", page.path), &values).says("Đã ghi nhận");
}

/// The vote that runs, as the address of its form ends.
fn running(page: &Page) -> String {
    page.attributes("form", "action")
        .into_iter()
        .find_map(|action| action.split_once("/bieu-quyet/").map(|(_, poll)| format!("/bieu-quyet/{poll}")))
        .expect("a vote runs")
}

fn everything_public(practice: &Practice) -> String {
    let address = &practice.rehearsal.address;
    ["", "/dien-bien", "/dien-bien.json", "/man-hinh"]
        .map(|page| practice.visitor().open(&format!("{address}{page}")).is(200).body())
        .concat()
}

const BAND: &str = "TẬP DƯỢT — không phải số liệu thật, xóa khi kết thúc";

#[test]
fn every_page_and_screen_of_a_rehearsal_says_that_it_is_one() {
    let practice = Practice::of(&Agenda::standard());
    let address = practice.rehearsal.address.clone();
    let band = |page: &Page| assert_eq!(page.texts(".rehearsal"), [BAND], "{}", page.path);
    let mut visitor = practice.visitor();
    for page in ["/", "/dang-nhap", &address, &format!("{address}/man-hinh"), "/dai-bieu", "/khong-co"] {
        let page = visitor.open(page);
        band(&page);
        assert!(!page.body().contains("Trang chính thức"), "{}", page.path);
    }
    practice.begins_at("Thảo luận tại hội trường");
    band(&visitor.open(&format!("{address}/man-hinh")));
    let mut delegate = practice.signs_in("daibieu02");
    for page in ["/lam-viec", "/lam-viec/phong-hop"] {
        band(&delegate.open(page));
    }
    let mut secretary = practice.signs_in("thuky");
    for page in ["dieu-hanh", "diem-danh", "chuong-trinh", "bien-ban", "kich-ban", "thiet-bi"] {
        band(secretary.open(&format!("{}/{page}", practice.rehearsal.path)).is(200));
    }
    // The demonstration's clock is not there to be moved, and no machine shall list it
    visitor.open("/trinh-dien").is(404);
    assert!(visitor.open("/robots.txt").body().contains("Disallow: /"));
}

#[test]
fn the_short_agenda_has_every_kind_of_vote_and_a_second_person_for_what_is_counted() {
    let practice = Practice::of(&Agenda::standard());
    let elected = "Bầu Ủy viên UBND (bỏ phiếu kín bằng phiếu giấy)";
    practice.begins_at(elected);
    let mut secretary = practice.signs_in("thuky");
    let page = secretary.open(&practice.chair_page());
    for part in ["quy phạm pháp luật", "cá biệt thứ nhất", "cá biệt thứ hai", "Chất vấn và trả lời chất vấn"]
    {
        page.says(part);
    }
    let vote = [
        ("tieu-de", elected),
        ("quyet-dinh", "election"),
        ("hinh-thuc", "secret"),
        ("ten", "Ứng viên tập dượt"),
    ];
    let poll = running(secretary.send("/bieu-quyet", &vote).is(200));
    secretary.open(&practice.chair_page());
    let counted = [
        ("viec", "kiem-phieu"),
        ("phat-ra", "12"),
        ("thu-vao", "12"),
        ("khong-hop-le", "1"),
        ("dong-y-1", "10"),
        ("khong-dong-y-1", "1"),
    ];
    secretary.send(&poll, &counted).is(200).says("Chờ người khác xác nhận");
    let mut chair = practice.signs_in("chutich");
    chair.open(&practice.chair_page());
    chair.send(&poll, &[("viec", "xac-nhan")]).is(200);
    let screen = practice.visitor().open(&format!("{}/man-hinh", practice.rehearsal.address));
    screen.says("Được thông qua").says("12");
}

#[test]
fn a_session_that_is_not_there_or_has_no_agenda_is_named() {
    let office = Office::on_file();
    let refused = |wanted: &str| {
        let read = Agenda::read(&office.fresh.place, wanted, TODAY);
        read.err().map(|fault| fault.to_string()).unwrap_or_default()
    };
    assert!(refused("99").contains("không có kỳ họp “99”"));
    assert!(refused("18-99").contains("không có kỳ họp “18-99”"));
    let nowhere = office.fresh.folder.join("khong-co.db");
    let read = Agenda::read(&Place::File(nowhere.clone()), "20", TODAY);
    let said = read.err().map(|fault| fault.to_string()).unwrap_or_default();
    assert!(said.contains("không có cơ sở dữ liệu"), "{said}");
    assert!(!nowhere.exists(), "nothing is made where nothing was");
}

/// `nghisu rehearsal` as the office starts it, with its temporary folders below `below`.
struct Started {
    child: Child,
    said: std::io::Lines<std::io::BufReader<std::process::ChildStdout>>,
    before: Vec<String>,
}

impl Started {
    fn below(below: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_nghisu"))
            .args(["rehearsal", "--seats", "10", "--listen", "127.0.0.1:0"])
            .env("TMPDIR", below)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary");
        let out = child.stdout.take().expect("what it says");
        let mut said = std::io::BufReader::new(out).lines();
        let mut before: Vec<String> = Vec::new();
        while before.last().is_none_or(|line| !line.starts_with("Dừng và xóa")) {
            before.push(said.next().expect("it goes on").expect("a line"));
        }
        Self { child, said, before }
    }

    fn folder(&self) -> PathBuf {
        let line = self.before.iter().find_map(|line| line.strip_prefix("Thư mục tạm:"));
        line.expect("the folder is named").trim().into()
    }

    /// Stops it by a signal; what it still says.
    fn stop(mut self, signal: &str) -> String {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        let said: Vec<String> = self.said.by_ref().map_while(Result::ok).collect();
        self.child.wait().expect("its end");
        said.join("\n")
    }
}

#[test]
#[cfg(unix)]
fn the_folder_goes_when_the_rehearsal_stops_and_a_killed_ones_when_the_next_begins() {
    let below = std::env::temp_dir().join(format!("nghisu_test_tap_duot_{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&below);
    std::fs::create_dir(&below).expect("a place");
    let (running, killed) = (Started::below(&below), Started::below(&below));
    let left = killed.folder();
    killed.stop("-KILL");
    assert!(left.join("nghisu.db").exists(), "a killed one cannot clean up");

    let next = Started::below(&below);
    assert!(next.before.iter().any(|line| line.contains(&left.display().to_string())), "{:?}", next.before);
    assert!(!left.exists() && running.folder().join("nghisu.db").exists());
    for (one, signal) in [(running, "-TERM"), (next, "-INT")] {
        let folder = one.folder();
        let said = one.stop(signal);
        assert!(said.contains(&format!("Đã xóa thư mục tập dượt {}", folder.display())), "{said}");
        assert!(!folder.exists());
    }
    assert_eq!(std::fs::read_dir(&below).expect("the place").count(), 0);
    std::fs::remove_dir(&below).expect("empty");
}
