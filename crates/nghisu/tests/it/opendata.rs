//! Open data: every object of the interface, reached by links from its beginning, held against the
//! schemas of the standard by a reader that is not ours.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use testkit::{Page, Person};
use tower::ServiceExt;

use crate::dossier::word_file;
use crate::office::{Office, each_engine};

const BASE: &str = "http://localhost";

fn schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas")
}

/// Validates all objects with one call of `validate.py`, whose readers `./test` installs: without
/// them this fails.
fn all_valid(office: &Office, draft: &str, folder: &str, objects: &[(String, Value)]) {
    let file = office.fresh.folder.join(format!("{folder}.jsonl"));
    let mut out = std::fs::File::create(&file).expect("a file");
    for (schema, object) in objects {
        writeln!(out, "{}", json!({ "schema": schema, "object": object })).expect("written");
    }
    drop(out);
    let output = Command::new("python3")
        .arg(schemas().join("validate.py"))
        .arg(draft)
        .arg(schemas().join(folder))
        .arg(&file)
        .output()
        .expect("python3 (Debian packages python3, python3-jsonschema)");
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}\n{wrong}", office.fresh.engine);
    assert_eq!(said.trim(), objects.len().to_string(), "{}", office.fresh.engine);
}

fn json(page: &Page) -> Value {
    page.is(200);
    serde_json::from_slice(&page.bytes).unwrap_or_else(|error| panic!("{}: {error}", page.path))
}

fn type_of(value: &Value) -> Option<&str> {
    value["type"].as_str()?.strip_prefix("https://schema.oparl.org/1.1/")
}

/// Every address of ours in a value, and every object of the standard.
fn gather(value: &Value, links: &mut BTreeSet<String>, objects: &mut Vec<(String, Value)>) {
    match value {
        Value::String(text) => {
            if let Some(path) = text.strip_prefix(BASE) {
                links.insert(path.to_owned());
            }
        }
        Value::Array(many) => many.iter().for_each(|one| gather(one, links, objects)),
        Value::Object(fields) => {
            if let Some(kind) = type_of(value) {
                objects.push((kind.to_owned(), value.clone()));
            }
            fields.values().for_each(|one| gather(one, links, objects));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Everything that a client reaches.
struct Walk {
    /// The objects by address, as they stand under it.
    single: BTreeMap<String, Value>,
    /// Every object of every list, by the list's first address.
    lists: BTreeMap<String, Vec<Value>>,
    /// Every object anywhere, those inside others too.
    objects: Vec<(String, Value)>,
    /// Addresses of pages and files.
    pages: BTreeSet<String>,
}

fn walk(visitor: &mut Person<'_>) -> Walk {
    let mut walk =
        Walk { single: BTreeMap::new(), lists: BTreeMap::new(), objects: Vec::new(), pages: BTreeSet::new() };
    let mut seen = BTreeSet::new();
    let mut waiting = VecDeque::from(["/oparl/v1.1/system".to_owned()]);
    while let Some(path) = waiting.pop_front() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = json(&visitor.open(&path));
        let mut links = BTreeSet::new();
        gather(&answer, &mut links, &mut walk.objects);
        if let Some(data) = answer["data"].as_array() {
            let first = answer["links"]["first"].as_str().expect("links.first").to_owned();
            assert_eq!(answer["links"]["self"], json!(format!("{BASE}{path}")));
            assert_eq!(answer["pagination"]["elementsPerPage"], 100, "{path}");
            walk.lists.entry(first).or_default().extend(data.iter().cloned());
        } else {
            assert_eq!(answer["id"], json!(format!("{BASE}{path}")), "an object names its own address");
            walk.single.insert(answer["id"].as_str().expect("an id").to_owned(), answer);
        }
        for link in links {
            if link.starts_with("/oparl/") {
                waiting.push_back(link);
            } else {
                walk.pages.insert(link);
            }
        }
    }
    walk
}

#[test]
fn a_client_reaches_every_object_by_links_and_all_are_valid() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let walk = walk(&mut visitor);
        // All twelve types, and how many of each
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for one in walk.single.values() {
            *counts.entry(type_of(one).expect("a type")).or_default() += 1;
        }
        let kinds: Vec<&str> = counts.keys().copied().collect();
        let wanted = [
            "AgendaItem",
            "Body",
            "Consultation",
            "File",
            "LegislativeTerm",
            "Location",
            "Meeting",
            "Membership",
            "Organization",
            "Paper",
            "Person",
            "System",
        ];
        assert_eq!(kinds, wanted, "{counts:?}");
        println!("{}: {counts:?}, {} objects anywhere", office.fresh.engine, walk.objects.len());
        let objects: Vec<(String, Value)> = walk
            .objects
            .iter()
            .map(|(kind, object)| (format!("{kind}.schema.json"), object.clone()))
            .collect();
        all_valid(office, "2020-12", "oparl-1.1", &objects);
        // What the schemas leave open, the text of the standard asks
        for (kind, object) in &walk.objects {
            for name in ["created", "modified"] {
                let at = object[name].as_str().unwrap_or_else(|| panic!("{kind} {}: {name}", object["id"]));
                assert!(at.ends_with("+07:00"), "{at}");
            }
            assert!(object["created"].as_str() <= object["modified"].as_str(), "{}", object["id"]);
        }
        // No list doubles or loses an object
        for (first, data) in &walk.lists {
            let ids: BTreeSet<&str> = data.iter().filter_map(|one| one["id"].as_str()).collect();
            assert_eq!(ids.len(), data.len(), "{first} doubles an object");
        }
        let listed: BTreeSet<&str> =
            walk.lists.values().flatten().filter_map(|one| one["id"].as_str()).collect();
        for kind in ["AgendaItem", "Body", "Consultation", "File", "LegislativeTerm", "Meeting", "Paper"] {
            for (id, _) in walk.single.iter().filter(|(_, one)| type_of(one) == Some(kind)) {
                assert!(listed.contains(id.as_str()), "{id} is in no list");
            }
        }
        // An object says the same in its list and under its address
        for data in walk.lists.values().flatten() {
            let id = data["id"].as_str().expect("an id");
            assert_eq!(walk.single.get(id), Some(data), "{id}");
        }
        for page in &walk.pages {
            assert_eq!(visitor.open(page).status, 200, "{page}");
        }
        // What was dealt with under an item leads there, and the item leads back
        let mut dealt_with = 0;
        for consultation in walk.single.values().filter(|one| type_of(one) == Some("Consultation")) {
            let item = &walk.single[consultation["agendaItem"].as_str().expect("an item")];
            let back =
                item["consultation"].as_str().unwrap_or_else(|| panic!("{} leads nowhere", item["id"]));
            assert_eq!(walk.single[back]["agendaItem"], item["id"]);
            dealt_with += 1;
        }
        assert!(0 < dealt_with);
        // Every meeting is in the list of each of its organizations that has one, and no other is
        let mut held = 0;
        for (id, organization) in walk.single.iter().filter(|(_, one)| type_of(one) == Some("Organization")) {
            let Some(list) = organization["meeting"].as_str() else { continue };
            let of_list =
                |one: &&Value| one["organization"].as_array().is_some_and(|of| of.contains(&json!(id)));
            let wanted: BTreeSet<&str> = walk
                .single
                .values()
                .filter(|one| type_of(one) == Some("Meeting"))
                .filter(of_list)
                .filter_map(|one| one["id"].as_str())
                .collect();
            let found: BTreeSet<&str> =
                walk.lists[list].iter().filter_map(|one| one["id"].as_str()).collect();
            assert_eq!(found, wanted, "{id}");
            held += found.len();
        }
        assert!(0 < held);
    });
}

/// The public lists of pages say how many there are; the interface has as many.
#[test]
fn the_interface_has_what_the_pages_list_and_nothing_else() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let walk = walk(&mut visitor);
        let web = |kind: &str, word: &str| -> BTreeSet<String> {
            walk.single
                .values()
                .filter(|one| type_of(one) == Some(kind))
                .filter_map(|one| one["web"].as_str()?.strip_prefix(BASE).map(str::to_owned))
                .filter(|path| path.starts_with(word) && !path.contains("/tai-lieu"))
                .collect()
        };
        let listed = |visitor: &mut Person<'_>, list: &str| -> BTreeSet<String> {
            let councils = visitor.open(list).attributes("select[name=co-quan] option", "value");
            let mut found = BTreeSet::new();
            for council in councils.iter().filter(|one| !one.is_empty()) {
                for one in json(&visitor.open(&format!("{list}.json?co-quan={council}")))["items"]
                    .as_array()
                    .expect("items")
                {
                    found.insert(one["url"].as_str().expect("a url").trim_start_matches(BASE).to_owned());
                }
            }
            found
        };
        assert_eq!(web("Meeting", "/ky-hop/"), listed(&mut visitor, "/ky-hop"));
        assert_eq!(web("Paper", "/nghi-quyet/"), listed(&mut visitor, "/nghi-quyet"));
        let mut petitions = BTreeSet::new();
        let mut next = Some("/kien-nghi.json".to_owned());
        while let Some(path) = next {
            let page = json(&visitor.open(&path));
            petitions.extend(
                page["items"]
                    .as_array()
                    .expect("items")
                    .iter()
                    .map(|one| one["href"].as_str().expect("href").to_owned()),
            );
            next = page["next"].as_str().map(str::to_owned);
        }
        assert_eq!(web("Paper", "/kien-nghi/"), petitions);
    });
}

fn papers(visitor: &mut Person<'_>, office: &Office, query: &str) -> Vec<Value> {
    let _ = office;
    let body = json(&visitor.open("/oparl/v1.1/bodies"))["data"]
        .as_array()
        .expect("bodies")
        .iter()
        .find(|one| one["nghisu:unitCode"] == "351")
        .expect("the district")["paper"]
        .as_str()
        .expect("a list")
        .trim_start_matches(BASE)
        .to_owned();
    let mut found = Vec::new();
    let mut next = Some(format!("{body}{query}"));
    while let Some(path) = next {
        let page = json(&visitor.open(&path));
        found.extend(page["data"].as_array().expect("data").iter().cloned());
        next = page["links"]["next"].as_str().map(|url| url.trim_start_matches(BASE).to_owned());
    }
    found
}

#[test]
fn filters_narrow_by_the_moments_that_the_objects_say() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let all = papers(&mut visitor, office, "");
        let moments: BTreeSet<String> =
            all.iter().filter_map(|one| one["modified"].as_str().map(str::to_owned)).collect();
        let middle = moments.iter().nth(moments.len() / 2).expect("a moment").replace('+', "%2B");
        let plain = middle.replace("%2B", "+");
        let since = papers(&mut visitor, office, &format!("?modified_since={middle}"));
        let wanted = all.iter().filter(|one| Some(plain.as_str()) <= one["modified"].as_str()).count();
        let visible = since.iter().filter(|one| one["deleted"] != true).count();
        assert_eq!(visible, wanted);
        assert!(0 < wanted && wanted < all.len());
        let until = papers(&mut visitor, office, &format!("?created_until={middle}"));
        assert_eq!(
            until.len(),
            all.iter().filter(|one| one["created"].as_str() <= Some(plain.as_str())).count()
        );
        assert!(papers(&mut visitor, office, "?created_since=2999-01-01T00:00:00%2B07:00").is_empty());
        let bare = papers(&mut visitor, office, "?omit_internal=true");
        assert_eq!(bare.len(), all.len());
        assert!(bare.iter().all(|one| one.get("mainFile").is_none() && one.get("consultation").is_none()));
    });
}

#[test]
fn what_was_public_and_is_no_more_says_that_it_is_gone() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let before = papers(&mut visitor, office, "");
        let one = before
            .iter()
            .find(|one| {
                one["paperType"] == "Kiến nghị cử tri" && one["nghisu:petition"]["state"] == "classified"
            })
            .or_else(|| before.iter().find(|one| one["nghisu:petition"]["state"] == "received"))
            .expect("a petition that can be set aside")
            .clone();
        let (id, code) = (one["id"].as_str().expect("an id"), one["reference"].as_str().expect("a code"));
        let record = id.rsplit('/').next().expect("an id").to_owned();
        let mut lan = office.signs_in("vanphong");
        lan.open(&format!("/lam-viec/kien-nghi/{record}"));
        lan.send(
            &format!("/lam-viec/kien-nghi/{record}/khong-thu-ly"),
            &[("ly-do", "Không thuộc nội dung kiến nghị")],
        );
        visitor.open(&format!("/kien-nghi/{code}")).is(404);
        let gone = json(&visitor.open(id.trim_start_matches(BASE)));
        assert_eq!(gone["deleted"], true);
        assert_eq!(gone.as_object().expect("an object").len(), 5, "nothing is said of it: {gone}");
        all_valid(office, "2020-12", "oparl-1.1", &[("Paper.schema.json".to_owned(), gone)]);
        let after = papers(&mut visitor, office, "");
        assert_eq!(after.len() + 1, before.len());
        let since = papers(&mut visitor, office, "?modified_since=2000-01-01T00:00:00Z");
        let known: Vec<&Value> = since.iter().filter(|one| one["id"] == one_id(id)).collect();
        assert!(known.len() == 1 && known[0]["deleted"] == true, "a copy learns of it: {known:?}");
    });
}

fn one_id(id: &str) -> Value {
    Value::String(id.to_owned())
}

#[test]
fn every_answer_may_be_read_by_any_site_and_asked_by_head() {
    each_engine(|office| {
        let router = kit::serve_router(office.installation.app.clone(), nghisu::routes());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        for (path, status) in [
            ("/oparl/v1.1/system", 200),
            ("/oparl/v1.1/bodies", 200),
            ("/oparl/v1.1/paper/0171c4f3-2000-7776-9621-000000000000", 404),
            ("/oparl/v1.1/body/0171c4f3-2000-7776-9621-000000000000/papers", 404),
            ("/oparl/v1.1/paper/x", 404),
            ("/oparl/v1.1/x/0171c4f3-2000-7776-9621-000000000000", 404),
            ("/oparl/v1.1/bodies?created_since=hom-nay", 400),
            ("/oparl/v1.1/bodies?after=x", 404),
        ] {
            for method in [Method::GET, Method::HEAD] {
                let request = Request::builder()
                    .method(method.clone())
                    .uri(path)
                    .body(Body::empty())
                    .expect("a request");
                let (parts, body) = runtime.block_on(async {
                    let response =
                        router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
                    let (parts, body) = response.into_parts();
                    (parts, to_bytes(body, 10_000_000).await.expect("a body"))
                });
                assert_eq!(parts.status.as_u16(), status, "{method} {path}");
                assert_eq!(
                    parts.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).and_then(|one| one.to_str().ok()),
                    Some("*"),
                    "{path}"
                );
                assert_eq!(body.is_empty(), method == Method::HEAD, "{method} {path}");
                if status != 200 && method == Method::GET {
                    let said: Value = serde_json::from_slice(&body).expect("JSON");
                    assert_eq!(said["type"], "https://schema.oparl.org/1.1/Error");
                    assert!(said["message"].as_str().is_some_and(|words| 10 < words.len()));
                }
            }
        }
    });
}

/// Every page of a list of Popolo.
fn popolo(visitor: &mut Person<'_>, name: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut next = Some(format!("/popolo/{name}.json"));
    while let Some(path) = next {
        let page = json(&visitor.open(&path));
        found.extend(page[name].as_array().expect("a list").iter().cloned());
        next = page["next"].as_str().map(|url| url.trim_start_matches(BASE).to_owned());
    }
    found
}

#[test]
fn popolo_is_valid_whole_and_refers_to_itself_only() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut all: Vec<(&str, Value)> = Vec::new();
        for (name, schema) in [
            ("persons", "person.json"),
            ("organizations", "organization.json"),
            ("memberships", "membership.json"),
            ("posts", "post.json"),
            ("areas", "area.json"),
            ("events", "event.json"),
            ("motions", "motion.json"),
            ("vote_events", "vote_event.json"),
        ] {
            let list = popolo(&mut visitor, name);
            let known: BTreeSet<String> =
                list.iter().filter_map(|one| one["id"].as_str().map(str::to_owned)).collect();
            assert_eq!(known.len(), list.len(), "{name} doubles a record");
            assert!(!list.is_empty(), "{name} is empty");
            ids.insert(name, known);
            all.extend(list.into_iter().map(|one| (schema, one)));
        }
        println!(
            "{}: {:?}",
            office.fresh.engine,
            ids.iter().map(|(name, ids)| (*name, ids.len())).collect::<Vec<_>>()
        );
        let objects: Vec<(String, Value)> =
            all.iter().map(|(schema, one)| ((*schema).to_owned(), one.clone())).collect();
        all_valid(office, "draft-03", "popolo", &objects);
        for (schema, one) in &all {
            for (field, list) in [
                ("person_id", "persons"),
                ("organization_id", "organizations"),
                ("post_id", "posts"),
                ("area_id", "areas"),
                ("legislative_session_id", "events"),
                ("motion_id", "motions"),
            ] {
                if let Some(id) = one[field].as_str() {
                    assert!(ids[list].contains(id), "{schema} {}: {field} {id}", one["id"]);
                }
            }
            for vote in one["votes"].as_array().into_iter().flatten() {
                assert!(ids["persons"].contains(vote["voter_id"].as_str().expect("a voter")));
            }
        }
        assert_eq!(visitor.open("/popolo/letters.json").status, 404);
        assert_eq!(visitor.open("/popolo/persons.json?after=x").status, 404);
    });
}

/// Every row of a data set.
fn rows(visitor: &mut Person<'_>, address: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut next = Some(address.to_owned());
    while let Some(path) = next {
        let page = json(&visitor.open(&path));
        let items = page["items"].as_array().expect("items");
        assert_eq!(page["count"], items.len());
        found.extend(items.iter().cloned());
        next = page["next"].as_str().map(|url| url.trim_start_matches(BASE).to_owned());
    }
    found
}

#[test]
fn of_each_kind_as_many_exist_as_are_published_and_withheld() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let manifest = json(&visitor.open("/du-lieu-mo/day-du.json"));
        let kinds = manifest["kinds"].as_array().expect("kinds");
        let mut withheld_somewhere = 0;
        for kind in kinds {
            let published = kind["published"].as_i64().expect("a count");
            let withheld: i64 = kind["withheld"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|one| one["count"].as_i64().expect("a count"))
                .sum();
            withheld_somewhere += withheld;
            if let Some(exist) = kind["exist"].as_i64() {
                assert_eq!(exist, published + withheld, "{}: {kind}", office.fresh.engine);
            }
            for reason in kind["withheld"].as_array().expect("a list") {
                assert_ne!(reason["reason"], reason["words"], "a reason without words: {kind}");
            }
            if let Some(address) = kind["dataset"].as_str() {
                let rows = rows(&mut visitor, address.trim_start_matches(BASE));
                assert_eq!(i64::try_from(rows.len()), Ok(published), "{}", kind["key"]);
            }
        }
        assert!(0 < withheld_somewhere, "the demonstration has drafts");
        let said: Vec<String> =
            kinds.iter().map(|one| format!("{} {}/{}", one["key"], one["published"], one["exist"])).collect();
        println!("{}: {}", office.fresh.engine, said.join(", "));
    });
}

#[test]
fn the_page_names_addresses_that_answer_and_three_examples_that_run() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let page = visitor.open("/du-lieu-mo");
        page.is(200).says("Bản kê đầy đủ").says("CC BY 4.0");
        let mut addresses: BTreeSet<String> =
            page.attributes("main a", "href").into_iter().filter(|href| href.starts_with('/')).collect();
        let examples: Vec<String> = page
            .texts("main code")
            .iter()
            .filter_map(|line| line.split('"').nth(1)?.strip_prefix(BASE).map(str::to_owned))
            .collect();
        assert_eq!(examples.len(), 3);
        addresses.extend(examples);
        assert!(40 < addresses.len(), "{addresses:?}");
        for address in addresses {
            let answer = visitor.open(&address);
            assert_eq!(answer.status, 200, "{address}");
            assert!(!answer.bytes.is_empty(), "{address}");
        }
        // From the foot of every page, from the map, from the sitemap
        let home = visitor.open("/");
        assert!(home.attributes("footer a", "href").contains(&"/du-lieu-mo".to_owned()));
        assert!(
            visitor.open("/ban-do-trang").attributes("main a", "href").contains(&"/du-lieu-mo".to_owned())
        );
    });
}

/// What `xmllint` says of a document.
pub fn xmllint(office: &Office, name: &str, bytes: &[u8], arguments: &[&str]) -> (bool, String) {
    let file = office.fresh.folder.join(name);
    std::fs::write(&file, bytes).expect("a file");
    let output = Command::new("xmllint")
        .arg("--noout")
        .arg("--nonet")
        .args(arguments)
        .arg(&file)
        .output()
        .expect("xmllint (Debian package libxml2-utils)");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn the_sitemap_is_valid_and_leads_to_open_data_and_every_list_has_a_feed() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let map = visitor.open("/sitemap.xml");
        let schema = schemas().join("sitemap-0.9/sitemap.xsd");
        let schema = schema.to_str().expect("a path");
        let (valid, said) = xmllint(office, "sitemap.xml", &map.bytes, &["--schema", schema]);
        assert!(valid, "{said}");
        assert!(map.body().contains("<loc>http://localhost/du-lieu-mo</loc>"));
        // The page of every kind of public record, and nothing that is not public
        for begin in [
            "/kien-nghi/KN-",
            "/chat-van/CV-",
            "/giam-sat/",
            "/giao-ban/2020-Q",
            "/ky-hop/18-",
            "/nghi-quyet/",
            "/tin-tuc/",
            "/co-quan/",
        ] {
            let head = format!("<loc>http://localhost{begin}");
            let text = map.body();
            let at = text.find(&head).unwrap_or_else(|| panic!("no {begin} in the map"));
            let link = text[at + "<loc>http://localhost".len()..]
                .split("</loc>")
                .next()
                .expect("an address")
                .to_owned();
            visitor.open(&link).is(200);
        }
        for list in
            ["/ky-hop", "/nghi-quyet", "/kien-nghi", "/giam-sat", "/giao-ban", "/chat-van", "/tin-tuc"]
        {
            let path = format!("{list}.atom");
            let feed = visitor.open(&path);
            assert!(feed.media_type.starts_with("application/atom+xml"), "{path}: {}", feed.media_type);
            let (sound, said) = xmllint(office, "feed.xml", &feed.bytes, &[]);
            assert!(sound, "{path}: {said}");
            let text = feed.body();
            for part in [
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"",
                "<id>",
                "<updated>",
                "rel=\"self\"",
                "<entry>",
            ] {
                assert!(text.contains(part), "{path} has no {part}");
            }
        }
    });
}

/// Whether a word of a record that nobody outside may read stands in what is handed out.
#[test]
fn nothing_that_a_stranger_may_not_see_is_in_any_set() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let zip = visitor.open("/du-lieu-mo/tat-ca.zip");
        assert_eq!(zip.media_type, "application/zip");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).expect("an archive");
        let mut handed_out = String::new();
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).expect("a part");
            std::io::Read::read_to_string(&mut part, &mut handed_out).expect("text");
        }
        assert!(archive.by_name("nghi-quyet.csv").is_ok() && archive.by_name("day-du.json").is_ok());
        let walk = walk(&mut visitor);
        for one in walk.single.values() {
            handed_out.push_str(&one.to_string());
        }
        let hidden: Vec<(String,)> = office
            .installation
            .app
            .db()
            .read(|tx| {
                let mut all: Vec<(String,)> = Vec::new();
                for (head, condition) in [
                    ("select code from petition", "not is_public"),
                    ("select title from agenda_item", "is_closed"),
                    ("select agenda from meeting", "length(agenda) > 20"),
                    ("select minutes from meeting", "length(minutes) > 20"),
                    ("select reason from attendance", "length(reason) > 5"),
                    ("select code from follow_up", "not is_public"),
                    ("select code from oversight", "(is_secret or state = 'proposed')"),
                    ("select code from question", "(not is_public or state in ('asked', 'withdrawn'))"),
                    (
                        "select name from person",
                        "id not in (select person_id from membership where post <> 'specialist')",
                    ),
                    ("select name from account", "name like 'xa-%'"),
                ] {
                    all.extend(db::Select::new(head).and(condition, &[]).rows::<(String,)>(tx)?);
                }
                Ok::<_, db::Error>(all)
            })
            .expect("an answer");
        assert!(3 < hidden.len(), "the demonstration hides something: {hidden:?}");
        for (words,) in hidden {
            assert!(!handed_out.contains(&words), "{}: {words}", office.fresh.engine);
        }
    });
}

#[test]
fn search_engines_read_what_a_page_is_about() {
    each_engine(|office| {
        let mut visitor = office.visitor();
        let block = |page: &Page| -> Value {
            let found = page.texts("script[type='application/ld+json']");
            assert_eq!(found.len(), 1, "{}", page.path);
            serde_json::from_str(&found[0]).unwrap_or_else(|error| panic!("{}: {error}", page.path))
        };
        let resolution = json(&visitor.open("/nghi-quyet.json"))["items"][0].clone();
        let url = resolution["url"].as_str().expect("a url").to_owned();
        let data = block(&visitor.open(url.trim_start_matches(BASE)));
        assert_eq!((data["@type"].as_str(), data["url"].as_str()), (Some("Legislation"), Some(url.as_str())));
        assert_eq!(data["legislationIdentifier"], resolution["number"]);
        let session = json(&visitor.open("/ky-hop.json"))["items"][0].clone();
        let url = session["url"].as_str().expect("a url").to_owned();
        let data = block(&visitor.open(url.trim_start_matches(BASE)));
        assert_eq!((data["@type"].as_str(), &data["startDate"]), (Some("Event"), &session["opened_on"]));
        // Every other kind of page about a record, each in the words that fit it
        for (list, wanted, more) in [
            ("/kien-nghi", "Question", "text"),
            ("/chat-van", "Question", "text"),
            ("/giam-sat", "Report", "name"),
            ("/giao-ban", "Event", "startDate"),
            ("/du-lieu-mo", "DataCatalog", "dataset"),
        ] {
            let page = visitor.open(list);
            let links = page.attributes(&format!("main a[href^='{list}/']"), "href");
            let record = |link: &&String| !link.contains(['?', '#', '.']) && !link.ends_with("/gui");
            let path = match list {
                "/du-lieu-mo" => list.to_owned(),
                "/kien-nghi" => links.iter().find(|link| link.contains("/KN-")).expect("a petition").clone(),
                _ => links.iter().find(record).unwrap_or_else(|| panic!("{list}: {links:?}")).clone(),
            };
            let data = block(&visitor.open(&path));
            assert_eq!(data["@type"], wanted, "{path}");
            assert_eq!(data["url"], format!("{BASE}{path}"));
            assert!(!data[more].is_null(), "{path} says no {more}");
        }
        let council = visitor.open("/hoi-dong").attributes("a[href^='/co-quan/']", "href").remove(0);
        assert_eq!(block(&visitor.open(&council))["@type"], "GovernmentOrganization");
        // Of somebody invented nothing is said as if it were true
        let question = visitor.open("/chat-van").attributes("main a[href^='/chat-van/CV']", "href").remove(0);
        assert!(block(&visitor.open(&question))["author"].is_null());
        let person = visitor.open("/dai-bieu").attributes("main a[href^='/dai-bieu/0']", "href")[0].clone();
        let page = visitor.open(&person);
        page.says("Nhân vật minh họa");
        assert!(page.texts("script[type='application/ld+json']").is_empty());
    });
}

#[test]
fn a_closed_item_shows_its_place_and_hides_its_name_its_papers_and_its_files() {
    const BUDGET: &str = "Về dự toán thu, chi ngân sách huyện năm 2021";
    each_engine(|office| {
        let mut lan = office.signs_in("vanphong");
        let session = json(&lan.open("/ky-hop/18-20.json"))["id"].as_str().expect("an id").to_owned();
        let preparation = format!("/lam-viec/ky-hop/{session}/chuan-bi");
        let item = {
            lan.open(&format!("/lam-viec/ky-hop/{session}/chuong-trinh"));
            lan.follow(BUDGET)
        };
        lan.send(&item.path, &[("hop-kin", "co")]).is(200);
        let paper = lan.open(&preparation).link(&format!("Tờ trình: {BUDGET}"));
        lan.open(&paper);
        let bytes = word_file("Nội dung kín");
        let file = lan.send_file(&paper, &[], "tep", "kin.docx", &bytes).link("kin.docx");
        lan.open(&preparation);
        lan.send("/chuan-bi", &[("viec", "phat-hanh")]).is(200);
        let last = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
        let mut visitor = office.visitor();
        let shown = json(&visitor.open(&format!("/oparl/v1.1/agendaitem/{}", last(&item.path))));
        assert_eq!((&shown["name"], &shown["public"]), (&json!("Nội dung họp kín"), &json!(false)));
        for field in ["nghisu:presenter", "nghisu:vote", "consultation", "resolutionText", "result"] {
            assert!(shown.get(field).is_none(), "{field}: {shown}");
        }
        for kind in ["paper", "consultation"] {
            visitor.open(&format!("/oparl/v1.1/{kind}/{}", last(&paper))).is(404);
        }
        visitor.open(&format!("/oparl/v1.1/file/{}", last(&file))).is(404);
        let meeting = visitor.open(&format!("/oparl/v1.1/meeting/{session}")).body();
        assert!(!meeting.contains(BUDGET), "{meeting}");
        for set in ["noi-dung-ky-hop", "tai-lieu-ky-hop", "bieu-quyet"] {
            let all = visitor.open(&format!("/du-lieu-mo/{set}.csv")).body();
            assert!(!all.contains(&last(&item.path)) && !all.contains(&last(&paper)), "{set}");
        }
        let manifest = json(&visitor.open("/du-lieu-mo/day-du.json"));
        let closed = |key: &str| -> i64 {
            let kinds = manifest["kinds"].as_array().expect("kinds");
            let kind = kinds.iter().find(|one| one["key"] == key).expect("a kind");
            let withheld = kind["withheld"].as_array().expect("a list");
            withheld
                .iter()
                .find(|one| one["reason"] == "closed")
                .map_or(0, |one| one["count"].as_i64().expect("a count"))
        };
        assert_eq!(closed("noi-dung-ky-hop"), 1);
        assert!(1 <= closed("tai-lieu-ky-hop"));
    });
}
