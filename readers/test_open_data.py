"""The catalogue read by rdflib and held against the shapes of DCAT-AP by pyshacl; tables by csv."""

import csv
import io
import zipfile
from pathlib import Path

import rdflib
from pyshacl import validate

SHAPES = Path(__file__).resolve().parent / "shapes/dcat-ap-SHACL.ttl"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")


def catalogue(office):
    graph = rdflib.Graph()
    graph.parse(data=office.get("/catalog.jsonld").text, format="json-ld")
    return graph


def test_the_catalogue_conforms(office):
    graph = catalogue(office)
    assert len(set(graph.subjects(rdflib.RDF.type, DCAT.Dataset))) >= 20
    conforms, _, words = validate(graph, shacl_graph=str(SHAPES), inference="rdfs", advanced=True)
    assert conforms, words
    # The reader can say no: a catalogue without a title does not conform
    graph.remove((None, rdflib.DCTERMS.title, None))
    conforms, _, _ = validate(graph, shacl_graph=str(SHAPES), inference="rdfs", advanced=True)
    assert not conforms


def rows_of(text):
    assert text.startswith("\ufeff"), "Excel reads UTF-8 only with the mark"
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of one width"
    return rows


def test_every_table_has_the_same_rows_as_csv_and_json(office):
    links = {str(link) for link in catalogue(office).objects(None, DCAT.downloadURL)}
    tables = sorted(link.removeprefix(office.url) for link in links if link.endswith(".csv"))
    assert len(tables) >= 20
    filled = 0
    for path in tables:
        rows = rows_of(office.get(path).content.decode("utf-8"))
        data = office.get(path.replace(".csv", ".json")).json()
        items = next(value for value in data.values() if isinstance(value, list))
        assert len(rows) - 1 == len(items), path
        filled += bool(items)
    assert filled >= 15, "the demonstration fills most tables"


def test_the_archive_holds_what_the_manifest_counts(office):
    archive = zipfile.ZipFile(io.BytesIO(office.get("/du-lieu-mo/tat-ca.zip").content))
    assert archive.testzip() is None
    manifest = office.get("/du-lieu-mo/day-du.json").json()
    assert any(name.endswith("day-du.json") for name in archive.namelist())
    kinds = next(value for value in manifest.values() if isinstance(value, list))
    counted = [one for one in kinds if one.get("exist") is not None]
    assert len(counted) >= 15
    for one in counted:
        withheld = sum(reason["count"] for reason in one["withheld"])
        assert one["exist"] == one["published"] + withheld, one
