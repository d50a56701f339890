//! The page of open data, its files, and the catalogue.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::Response;
use kernel::{dates, numbers};
use kit::{Access, Answer, Ctx, DocumentFile, Problem, Routes, Shell, Visit};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::datasets::{DATASETS, Dataset, dataset};
use crate::manifest::{self, Line};
use crate::popolo;
use crate::world::{LICENSE, World};

/// The addresses.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/du-lieu-mo", page)
        .get(Access::Public, "/du-lieu-mo/{file}", file)
        .get(Access::Public, "/catalog.jsonld", catalog)
}

struct SetRow {
    key: &'static str,
    title: &'static str,
    about: &'static str,
    page: &'static str,
}

struct KindRow {
    title: &'static str,
    exist: String,
    published: String,
    withheld: Vec<String>,
}

impl KindRow {
    fn of(line: &Line) -> Self {
        let exist = line.exist.map_or_else(|| "dưới 5".to_owned(), numbers::print_integer);
        let withheld = line
            .withheld
            .iter()
            .map(|(reason, count)| format!("{}: {}", manifest::words(reason), numbers::print_integer(*count)))
            .collect();
        Self { title: line.title, exist, published: numbers::print_integer(line.published), withheld }
    }
}

#[derive(Template)]
#[template(path = "opendata/page.html")]
struct OpenDataPage {
    shell: Shell,
    base: String,
    sets: Vec<SetRow>,
    kinds: Vec<KindRow>,
    counted: String,
    body: String,
    popolo: &'static [(&'static str, &'static str)],
}

impl OpenDataPage {
    /// In the words of <https://schema.org/DataCatalog>.
    fn linked_data(&self) -> String {
        let base = &self.base;
        let sets: Vec<Value> = self
            .sets
            .iter()
            .map(|one| {
                let file = |ending: &str, media: &str| {
                    json!({
                        "@type": "DataDownload",
                        "encodingFormat": media,
                        "contentUrl": format!("{base}/du-lieu-mo/{}.{ending}", one.key),
                    })
                };
                json!({
                    "@type": "Dataset",
                    "@id": format!("{base}/du-lieu-mo#{}", one.key),
                    "name": one.title,
                    "description": format!("{}: {}.", one.title, one.about),
                    "license": LICENSE,
                    "distribution": [file("csv", "text/csv"), file("json", "application/json")],
                })
            })
            .collect();
        kit::linked_data(json!({
            "@type": "DataCatalog",
            "@id": format!("{base}/du-lieu-mo"),
            "url": format!("{base}/du-lieu-mo"),
            "name": "Dữ liệu mở",
            "inLanguage": "vi",
            "license": LICENSE,
            "publisher": { "@type": "GovernmentOrganization", "name": self.shell.council_name },
            "dataset": sets,
        }))
    }
}

async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let world = World::load(ctx)?;
            let lines = manifest::lines(ctx)?;
            let body = world.sessions.home().map(|home| world.object("body", home)).unwrap_or_default();
            let shell = ctx.shell("Dữ liệu mở")?.crumb("Trang chủ", "/").crumb("Dữ liệu mở", "/du-lieu-mo");
            Answer::page(&OpenDataPage {
                shell,
                sets: DATASETS
                    .iter()
                    .map(|one| SetRow { key: one.key, title: one.title, about: one.about, page: one.page })
                    .collect(),
                kinds: lines.iter().map(KindRow::of).collect(),
                counted: dates::print_time(ctx.now),
                base: world.base,
                body,
                popolo: popolo::FILES,
            })
        })
        .await
}

/// The address at which a set goes on.
fn next_link(world: &World, one: &Dataset, ending: &str, next: Option<String>) -> Option<String> {
    next.map(|after| world.page(&format!("/du-lieu-mo/{}.{ending}?sau={after}", one.key)))
}

fn linked(answer: Answer, next: Option<&str>) -> Answer {
    let answer = answer.with(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    match next {
        Some(next) => answer.with(HeaderName::from_static("link"), format!("<{next}>; rel=\"next\"")),
        None => answer,
    }
}

/// The archive of everything is made in memory at each request: one at a time, others wait.
static WHOLE: Semaphore = Semaphore::const_new(1);

async fn file(visit: Visit, Path(file): Path<String>) -> Response {
    let after = visit.query("sau");
    let _turn = if file == "tat-ca.zip" { WHOLE.acquire().await.ok() } else { None };
    visit
        .read(move |ctx| match file.as_str() {
            "day-du.json" => manifest_json(ctx),
            "tat-ca.zip" => whole(ctx),
            other => {
                let (key, ending) = other.split_once('.').ok_or(Problem::NotFound)?;
                let one = dataset(key).ok_or(Problem::NotFound)?;
                match ending {
                    "csv" => csv(ctx, one, after.as_deref()),
                    "json" => set_json(ctx, one, after.as_deref()),
                    _ => Err(Problem::NotFound),
                }
            }
        })
        .await
}

fn csv(ctx: &mut Ctx<'_>, one: &Dataset, after: Option<&str>) -> Result<Answer, Problem> {
    let world = World::load(ctx)?;
    let rows = one.rows(ctx, &world, after)?;
    let next = next_link(&world, one, "csv", rows.next);
    Ok(linked(Answer::csv(&one.table(rows.cells), format!("{}.csv", one.key)), next.as_deref()))
}

fn set_json(ctx: &mut Ctx<'_>, one: &Dataset, after: Option<&str>) -> Result<Answer, Problem> {
    let world = World::load(ctx)?;
    let rows = one.rows(ctx, &world, after)?;
    let next = next_link(&world, one, "json", rows.next);
    let answer = Answer::json(&object(&world, one, rows.cells, next.as_deref()))?;
    Ok(linked(answer, next.as_deref()))
}

fn object(world: &World, one: &Dataset, cells: Vec<Vec<papers::Cell>>, next: Option<&str>) -> Value {
    json!({
        "title": one.title,
        "description": one.about,
        "license": LICENSE,
        "source": world.page("/du-lieu-mo"),
        "count": cells.len(),
        "next": next,
        "items": one.objects(cells),
    })
}

fn manifest_value(ctx: &mut Ctx<'_>, world: &World) -> Result<Value, Problem> {
    let kinds: Vec<Value> = manifest::lines(ctx)?
        .iter()
        .map(|line| {
            let mut value = line.json();
            if let (Some(one), Some(fields)) = (dataset(line.key), value.as_object_mut()) {
                fields.insert(
                    "dataset".to_owned(),
                    json!(world.page(&format!("/du-lieu-mo/{}.json", one.key))),
                );
            }
            value
        })
        .collect();
    Ok(json!({
        "title": "Bản kê đầy đủ",
        "description": "Mỗi loại bản ghi: có bao nhiêu, công khai bao nhiêu, không công khai bao nhiêu và vì sao.",
        "counted_at": dates::rfc3339(ctx.now),
        "kinds": kinds,
    }))
}

fn manifest_json(ctx: &mut Ctx<'_>) -> Result<Answer, Problem> {
    let world = World::load(ctx)?;
    Answer::json(&manifest_value(ctx, &world)?)
}

const READ_ME: &str = "DỮ LIỆU MỞ\r\n\r\n\
Mỗi tệp .csv và .json cùng tên chứa cùng một bộ dữ liệu; mỗi dòng là một bản ghi đã công khai.\r\n\
Tệp .csv viết bằng UTF-8, mở được bằng Excel; ngày viết theo dạng năm-tháng-ngày (2020-10-15).\r\n\
Ô bắt đầu bằng dấu =, +, -, @ có thêm dấu nháy đơn ở trước để Excel không hiểu là công thức.\r\n\
day-du.json ghi mỗi loại có bao nhiêu bản ghi, công khai bao nhiêu, vì sao phần còn lại không công khai.\r\n\
Bộ dài hơn một tệp thì trong tệp .json có địa chỉ \"next\" của phần tiếp theo.\r\n\
Được dùng lại tự do khi ghi nguồn (CC BY 4.0).\r\n";

/// Everything that is public, as one archive.
fn whole(ctx: &mut Ctx<'_>) -> Result<Answer, Problem> {
    let world = World::load(ctx)?;
    let pretty = |value: &Value| {
        serde_json::to_vec_pretty(value).map_err(|error| Problem::Internal(error.to_string()))
    };
    let mut files = vec![
        (
            "DOC-TRUOC.txt".to_owned(),
            format!("\u{feff}{READ_ME}\r\n{}\r\n", world.page("/du-lieu-mo")).into_bytes(),
        ),
        ("day-du.json".to_owned(), pretty(&manifest_value(ctx, &world)?)?),
    ];
    for one in DATASETS {
        let rows = one.rows(ctx, &world, None)?;
        let next = next_link(&world, one, "json", rows.next);
        let table = one.table(rows.cells);
        files.push((format!("{}.csv", one.key), papers::to_csv(&table).into_bytes()));
        files.push((format!("{}.json", one.key), pretty(&object(&world, one, table.rows, next.as_deref()))?));
    }
    let bytes = papers::to_zip(&files).map_err(|error| Problem::Internal(error.to_string()))?;
    let name = format!("du-lieu-mo-{}.zip", dates::iso(ctx.today));
    let answer = Answer::download(DocumentFile { bytes, media_type: "application/zip", name });
    Ok(linked(answer, None))
}

fn words(text: &str) -> Value {
    json!({ "@value": text, "@language": "vi" })
}

const CSV_TYPE: &str = "http://publications.europa.eu/resource/authority/file-type/CSV";
const JSON_TYPE: &str = "http://publications.europa.eu/resource/authority/file-type/JSON";

fn distribution(world: &World, one: &Dataset, ending: &str) -> Value {
    let address = world.page(&format!("/du-lieu-mo/{}.{ending}", one.key));
    let (title, kind, media) = match ending {
        "csv" => ("CSV", CSV_TYPE, "https://www.iana.org/assignments/media-types/text/csv"),
        _ => ("JSON", JSON_TYPE, "https://www.iana.org/assignments/media-types/application/json"),
    };
    json!({
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": words(title),
        "dcat:accessURL": { "@id": address, "@type": "rdfs:Resource" },
        "dcat:downloadURL": { "@id": address, "@type": "rdfs:Resource" },
        "dct:format": { "@id": kind, "@type": "dct:MediaTypeOrExtent" },
        "dcat:mediaType": { "@id": media, "@type": "dct:MediaType" },
        "dct:license": { "@id": LICENSE, "@type": "dct:LicenseDocument" },
    })
}

/// `/catalog.jsonld`: the data sets in the words of DCAT-AP.
async fn catalog(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let world = World::load(ctx)?;
            let home = world.sessions.home().and_then(|id| world.council(id));
            let name = home.map_or("Hội đồng nhân dân", |one| one.name.as_str());
            let publisher = format!("{}/hoi-dong#hdnd", world.base);
            let sets: Vec<Value> = DATASETS
                .iter()
                .map(|one| {
                    json!({
                        "@id": world.page(&format!("/du-lieu-mo#{}", one.key)),
                        "@type": "dcat:Dataset",
                        "dct:identifier": one.key,
                        "dct:title": words(one.title),
                        "dct:description": words(&format!("{}: {}.", one.title, one.about)),
                        "dct:publisher": { "@id": publisher },
                        "dct:accrualPeriodicity": {
                            "@id": "http://publications.europa.eu/resource/authority/frequency/CONT",
                            "@type": "dct:Frequency"
                        },
                        "dcat:landingPage": { "@id": world.page(one.page), "@type": "foaf:Document" },
                        "dcat:distribution": [distribution(&world, one, "csv"), distribution(&world, one, "json")],
                    })
                })
                .collect();
            let body = json!({
                "@context": {
                    "dcat": "http://www.w3.org/ns/dcat#",
                    "dct": "http://purl.org/dc/terms/",
                    "foaf": "http://xmlns.com/foaf/0.1/",
                    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
                },
                "@id": world.page("/catalog.jsonld"),
                "@type": "dcat:Catalog",
                "dct:title": words(&format!("Dữ liệu mở, {name}")),
                "dct:description": words("Kỳ họp, nghị quyết, biểu quyết, kiến nghị cử tri, giám sát, chất vấn: mọi thứ đã công khai, cho máy đọc."),
                "dct:publisher": { "@id": publisher, "@type": "foaf:Agent", "foaf:name": words(name) },
                "dct:license": { "@id": LICENSE, "@type": "dct:LicenseDocument" },
                "dct:language": {
                    "@id": "http://publications.europa.eu/resource/authority/language/VIE",
                    "@type": "dct:LinguisticSystem"
                },
                "foaf:homepage": { "@id": world.page("/du-lieu-mo"), "@type": "foaf:Document" },
                "dcat:dataset": sets,
            });
            Ok(Answer::json(&body)?.with(header::CONTENT_TYPE, "application/ld+json; charset=utf-8"))
        })
        .await
}
