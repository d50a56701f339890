//! The whole council leaves and arrives: on each engine, and from one to the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use nghisu::command::{self, carry};
use nghisu::{Installation, Setup, demo};
use testkit::{Fresh, places};

use crate::office::{Office, each_engine};

fn database(place: &Fresh) -> Option<String> {
    match &place.place {
        db::Place::File(_) => None,
        db::Place::Server(address) => Some(address.clone()),
    }
}

/// A place where nothing is yet, with the keys of an office lying ready.
fn ready(office: &Office, engine: &str) -> Fresh {
    let place = places().into_iter().find(|one| one.engine == engine).expect("an engine");
    let keys = place.folder.join("keys");
    fs::create_dir_all(&keys).expect("a folder");
    for name in ["seal.key", "log.seed"] {
        fs::copy(office.fresh.folder.join("keys").join(name), keys.join(name)).expect("a key");
    }
    place
}

/// Opens what arrived as the demonstration was opened.
fn opened(place: &Fresh) -> Installation {
    let setup = Setup {
        place: Some(place.place.clone()),
        public_url: "http://localhost".to_owned(),
        clock: kernel::Clock::starting(demo::START_MS),
        entropy: kernel::Entropy::seeded(demo::SEED + 2),
        purpose: kit::Purpose::Demonstration,
        ..Setup::new(&place.folder)
    };
    Installation::open(&setup).unwrap_or_else(|fault| panic!("{}: {fault}", place.engine))
}

/// The whole of an office, left under this name.
fn left(office: &Office, name: &str) -> PathBuf {
    let out = office.fresh.folder.with_extension(name);
    remove(&out);
    carry::leave(&office.installation, &out, false).expect("it leaves");
    out
}

fn remove(path: &Path) {
    let _ = fs::remove_dir_all(path);
    let _ = fs::remove_file(path);
}

fn parts_of(zip: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(fs::File::open(zip).expect("a file")).expect("a zip");
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            (part.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

/// A hundred public pages, spread over all that the site map names.
fn pages(installation: &Installation) -> BTreeMap<String, Vec<u8>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let router = kit::serve_router(installation.app.clone(), nghisu::routes());
    let mut visitor = testkit::Person::visitor(router, &runtime);
    let map = visitor.open("/sitemap.xml").body();
    let all: Vec<String> = map
        .split("<loc>http://localhost")
        .skip(1)
        .map(|rest| rest.split("</loc>").next().unwrap_or_default().to_owned())
        .collect();
    let fixed = ["/kien-nghi.json", "/nghi-quyet.csv", "/ky-hop.ics", "/checkpoint", "/so-lieu/351/2020-Q3"];
    let mut wanted: Vec<String> = fixed.into_iter().map(str::to_owned).collect();
    let step = (all.len() / 100).max(1);
    wanted.extend(all.into_iter().step_by(step).take(100));
    wanted.push("/kien-nghi".to_owned());
    wanted.push("/tim?q=nghi+quyet".to_owned());
    wanted.into_iter().map(|path| (path.clone(), visitor.open(&path).is(200).bytes.clone())).collect()
}

fn same_pages(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert!(one.len() > 80, "{}", one.len());
    assert!(one.keys().eq(other.keys()));
    for (path, bytes) in one {
        let (was, is) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&other[path]));
        // A form's token is drawn for each visit
        let differs =
            was.lines().zip(is.lines()).find(|(was, is)| was != is && !was.contains("name=\"csrf\""));
        assert_eq!((differs, was.len()), (None, is.len()), "{path}");
    }
}

/// What leaves again is what came, and everybody sees the same.
fn between(from: &str, to: &str) {
    each_engine(|office| {
        let is_there = places().iter().any(|place| place.engine == to);
        if office.fresh.engine != from || !is_there {
            return;
        }
        let first = left(office, "one.zip");
        let seen = pages(&office.installation);
        let place = ready(office, to);
        carry::arrive(&first, &place.folder, database(&place))
            .unwrap_or_else(|fault| panic!("{from} to {to}: {fault}"));
        command::verify(&place.folder, database(&place), &[], None).expect("it verifies");
        let arrived = opened(&place);
        same_pages(&seen, &pages(&arrived));
        let again = place.folder.with_extension("two.zip");
        carry::leave(&arrived, &again, false).expect("it leaves again");
        let (parts, back) = (parts_of(&first), parts_of(&again));
        assert!(parts.keys().eq(back.keys()));
        for (name, bytes) in &parts {
            assert!(*bytes == back[name], "{from} to {to}: {name}");
        }
        assert!(fs::read(&first).expect("bytes") == fs::read(&again).expect("bytes"));
        remove(&again);
        remove(&first);
    });
}

#[test]
fn a_council_moves_from_one_file_to_another_byte_for_byte() {
    between("sqlite", "sqlite");
}

#[test]
fn a_council_moves_from_a_file_to_a_server_byte_for_byte() {
    between("sqlite", "postgresql");
}

#[test]
fn a_council_moves_from_a_server_to_a_file_byte_for_byte() {
    between("postgresql", "sqlite");
}

#[test]
fn a_council_moves_from_one_server_to_another_byte_for_byte() {
    between("postgresql", "postgresql");
}

#[test]
fn every_table_and_every_column_is_carried_or_named_as_left_behind() {
    let office = Office::on_file();
    let raw = rusqlite::Connection::open(office.fresh.database_file().expect("a file")).expect("the file");
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let sql = "select one.name, two.name from sqlite_schema as one, pragma_table_info(one.name) as two
               where one.type = 'table' and one.name not like 'sqlite_%' and one.name not like '%_fts%' and one.name <> 'migration'";
    let mut statement = raw.prepare(sql).expect("a statement");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    for (table, column) in rows.map(|row: rusqlite::Result<(String, String)>| row.expect("a row")) {
        said.entry(table).or_default().insert(column);
    }
    for name in schema::LEFT_BEHIND {
        said.remove(*name).unwrap_or_else(|| panic!("there is no {name}"));
    }
    let carried: BTreeMap<String, BTreeSet<String>> = schema::carried()
        .into_iter()
        .map(|table| (table.name, table.columns.into_iter().map(|column| column.name).collect()))
        .collect();
    assert_eq!(said, carried);
}

#[test]
fn the_archive_says_what_is_what_and_keeps_its_keys_to_itself() {
    let office = Office::on_file();
    let out = left(&office, "what.zip");
    let parts = parts_of(&out);
    let text = |name: &str| String::from_utf8(parts[name].clone()).expect("text");
    let readme = text("README.vi.md");
    assert!(readme.contains("không có khóa bí mật") && readme.contains("| `petition` |"), "{readme}");
    assert!(!readme.contains('{'), "a gap in {readme}");
    assert!(text("bang/person.csv").starts_with("\u{feff}id:text,name:text,"));
    assert!(!parts.keys().any(|name| name.starts_with("khoa/")));
    for secret in ["bang/login.csv", "bang/invitation.jsonl", "bang/form_key.csv"] {
        assert!(!parts.contains_key(secret), "{secret}");
    }
    let texts = parts.keys().filter(|name| name.starts_with("akn/nghi-quyet/")).count();
    assert_eq!(texts, text("bang/resolution.jsonl").lines().count());
    assert!(parts.keys().any(|name| name.starts_with("tep/")));
    // The words of a letter are nowhere in it
    let seal = fs::read_to_string(office.fresh.folder.join("keys/seal.key")).expect("the key");
    assert!(parts.values().all(|bytes| !bytes.windows(64).any(|some| some == seal.trim().as_bytes())));
    remove(&out);

    let out = office.fresh.folder.with_extension("keys.zip");
    carry::leave(&office.installation, &out, true).expect("it leaves");
    let parts = parts_of(&out);
    assert_eq!(parts["khoa/seal.key"], seal.as_bytes());
    assert!(String::from_utf8_lossy(&parts["README.vi.md"]).contains("CÓ khóa bí mật"));
    // With its keys it arrives ready to run
    let place = Fresh::file();
    carry::arrive(&out, &place.folder, None).expect("it arrives");
    assert_eq!(fs::read_to_string(place.folder.join("keys/seal.key")).expect("the key"), seal);
    opened(&place);
    remove(&out);
}

#[test]
fn a_folder_is_as_good_as_a_zip() {
    let office = Office::on_file();
    let out = left(&office, "folder");
    assert!(out.join("bang/person.csv").is_file() && out.join("ban-ke.json").is_file());
    let place = ready(&office, "sqlite");
    carry::arrive(&out, &place.folder, None).expect("it arrives");
    command::verify(&place.folder, None, &[], None).expect("it verifies");
    remove(&out);
}

/// What an arrival into a fresh folder says; the folder must be as it was.
fn refused(archive: &Path) -> String {
    let place = Fresh::file();
    let fault = carry::arrive(archive, &place.folder, None).expect_err("a refusal");
    assert!(!place.folder.exists(), "something stays: {fault}");
    fault.to_string()
}

#[test]
fn an_altered_archive_is_refused_by_the_name_of_its_part_and_row() {
    let office = Office::on_file();
    let out = left(&office, "altered");
    let alter = |name: &str, change: &dyn Fn(&str) -> String| {
        let path = out.join(name);
        let was = fs::read(&path).expect("a part");
        fs::write(&path, change(std::str::from_utf8(&was).expect("text"))).expect("a part");
        let said = refused(&out);
        fs::write(&path, was).expect("a part");
        said
    };
    let second = |text: &str| {
        let line = text.lines().nth(1).expect("a second row");
        let id = line.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
        id.to_owned()
    };
    let organization = fs::read_to_string(out.join("bang/organization.jsonl")).expect("a part");
    let id = second(&organization);

    let said = alter("bang/organization.jsonl", &|text| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[1] = lines[1].replacen("\"short_name\":\"", "\"short_name\":\"X", 1);
        lines.join("\n") + "\n"
    });
    assert!(
        said.contains("bang/organization.jsonl") && said.contains("bản ghi thứ 2") && said.contains(&id),
        "{said}"
    );

    let said = alter("bang/organization.csv", &|text| text.replacen(&id, &id.replace('0', "1"), 1));
    assert!(
        said.contains("bang/organization.csv") && said.contains("bản ghi thứ 2") && said.contains(&id),
        "{said}"
    );

    let said = alter("bang/organization.jsonl", &|text| text.replacen("{\"id\"", "{\"id\"x", 1));
    assert!(said.contains("bang/organization.jsonl") && said.contains("bản ghi thứ 1"), "{said}");

    let said = alter("README.vi.md", &|text| format!("{text}."));
    assert!(said.contains("README.vi.md"), "{said}");

    let version = schema::version();
    let said = alter("ban-ke.json", &|text| {
        text.replacen(&format!("\"schema\": {version}"), &format!("\"schema\": {}", version + 1), 1)
    });
    assert!(said.contains(&format!("lược đồ bản {}", version + 1)), "{said}");
    let said = alter("ban-ke.json", &|text| text.replacen("nghisu-mang-di/1", "khac/9", 1));
    assert!(said.contains("khac/9"), "{said}");
    let said = alter("ban-ke.json", &|_| "{".to_owned());
    assert!(said.contains("ban-ke.json"), "{said}");
    let said = alter("ban-ke.json", &|text| text.replacen("bang/person.csv", "../person.csv", 1));
    assert!(said.contains("không hợp lệ"), "{said}");

    let original = fs::read_dir(out.join("tep")).expect("a folder").next().expect("one").expect("one").path();
    let was = fs::read(&original).expect("bytes");
    fs::write(&original, [was.as_slice(), b"."].concat()).expect("bytes");
    let said = refused(&out);
    assert!(said.contains(&*original.file_name().expect("a name").to_string_lossy()), "{said}");
    fs::remove_file(&original).expect("it goes");
    let said = refused(&out);
    assert!(said.contains("thiếu phần tep/"), "{said}");
    fs::write(&original, &was).expect("bytes");

    fs::write(out.join("bang/khac.csv"), "x").expect("a part");
    let said = refused(&out);
    assert!(said.contains("bang/khac.csv không có trong bản kê"), "{said}");
    fs::remove_file(out.join("bang/khac.csv")).expect("it goes");

    // Whoever changes a row in all of its forms and counts anew still faces the journal
    let mut list: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("ban-ke.json")).expect("a list")).expect("JSON");
    for ending in ["csv", "jsonl"] {
        let name = format!("bang/organization.{ending}");
        let text = fs::read_to_string(out.join(&name)).expect("a part");
        let text = text.replacen("Thanh Hà", "Thanh Hạ", 1);
        list["parts"][&name] =
            serde_json::json!({ "bytes": text.len(), "sha256": files::sha256(text.as_bytes()) });
        fs::write(out.join(&name), text).expect("a part");
    }
    fs::write(out.join("ban-ke.json"), serde_json::to_vec_pretty(&list).expect("JSON")).expect("a list");
    let said = refused(&out);
    assert!(said.contains("nhật ký") && said.contains("organization"), "{said}");
    remove(&out);
}

fn zip_of(path: &Path, parts: &[(&str, &[u8])]) {
    let mut writer = zip::ZipWriter::new(fs::File::create(path).expect("a file"));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a zip");
}

#[test]
fn a_hostile_zip_is_refused_before_anything_is_written() {
    let path = std::env::temp_dir().join(format!("nghisu_hostile_{}.zip", std::process::id()));
    fs::write(&path, b"not a zip").expect("a file");
    assert!(refused(&path).contains("không phải gói .zip"));
    zip_of(&path, &[("../../etc/x", b"x"), ("ban-ke.json", b"{}")]);
    assert!(refused(&path).contains("tên không hợp lệ"));
    zip_of(&path, &[("README.vi.md", b"x")]);
    assert!(refused(&path).contains("thiếu phần ban-ke.json"));
    zip_of(&path, &[("ban-ke.json", b"[]")]);
    assert!(refused(&path).contains("không phải bản kê"));

    // A bomb that says how large it grows, and one that does not
    let office = Office::on_file();
    let out = left(&office, "bomb.zip");
    let mut parts = parts_of(&out);
    let mut list: serde_json::Value = serde_json::from_slice(&parts["ban-ke.json"]).expect("JSON");
    list["parts"]["README.vi.md"] = serde_json::json!({ "bytes": 1u64 << 40, "sha256": "00" });
    parts.insert("README.vi.md".to_owned(), vec![b' '; 64 << 20]);
    for (is_honest, says) in [(true, "nén bất thường"), (false, "README.vi.md khác với bản kê")] {
        if !is_honest {
            list["parts"]["README.vi.md"] = serde_json::json!({ "bytes": 10, "sha256": "00" });
        }
        parts.insert("ban-ke.json".to_owned(), serde_json::to_vec(&list).expect("JSON"));
        let some: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        zip_of(&path, &some);
        let said = refused(&path);
        assert!(said.contains(says), "{said}");
    }
    remove(&out);
    remove(&path);
}

#[test]
fn it_arrives_only_where_nothing_is() {
    let office = Office::on_file();
    let out = left(&office, "taken.zip");
    let said = carry::arrive(&out, &office.fresh.folder, None).expect_err("a refusal").to_string();
    assert!(said.contains("đã có dữ liệu"), "{said}");
    assert!(carry::leave(&office.installation, &out, false).is_err(), "an archive is not written over");

    // The wrong keys lie ready
    let place = Fresh::file();
    let keys = place.folder.join("keys");
    fs::create_dir_all(&keys).expect("a folder");
    fs::write(keys.join("log.seed"), "00".repeat(32)).expect("a key");
    let said = carry::arrive(&out, &place.folder, None).expect_err("a refusal").to_string();
    assert!(said.contains("không phải khóa đã ký"), "{said}");
    assert_eq!(fs::read_dir(&place.folder).expect("a folder").count(), 1, "only the keys stay");

    // Without a key it arrives, verifies, and does not run until the key is put there
    let place = Fresh::file();
    let said = carry::arrive(&out, &place.folder, None).expect("it arrives").to_string();
    assert!(said.contains("keys/seal.key, keys/log.seed"), "{said}");
    command::verify(&place.folder, None, &[], None).expect("it verifies");
    let fault = Installation::open(&Setup::new(&place.folder)).map(drop).expect_err("no key");
    assert!(fault.to_string().contains("log.seed"), "{fault}");

    // An arrival that was cut short gives way to the next
    let place = Fresh::file();
    fs::create_dir_all(place.folder.join("files/ab")).expect("a folder");
    fs::write(place.folder.join(".dang-nhap"), b"").expect("a mark");
    fs::write(place.folder.join("nghisu.db.dang-nhap"), b"half").expect("a draft");
    carry::arrive(&out, &place.folder, None).expect("it arrives");
    let names: BTreeSet<String> = fs::read_dir(&place.folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["checkpoint", "files", "keys", "nghisu.db"].map(str::to_owned).into());
    remove(&out);
}

#[test]
fn a_server_that_holds_a_council_takes_no_other() {
    each_engine(|office| {
        let Some(address) = database(&office.fresh) else { return };
        let out = left(office, "server.zip");
        let folder = office.fresh.folder.with_extension("new");
        let said = carry::arrive(&out, &folder, Some(address)).expect_err("a refusal").to_string();
        assert!(said.contains("Chỉ nhập vào cơ sở dữ liệu trống"), "{said}");
        assert!(!folder.exists());
        remove(&out);
    });
}
