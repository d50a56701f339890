"""Holds JSON objects against JSON Schemas with a reader that is not ours.

    validate.py (2020-12|draft-03) FOLDER FILE

FILE holds one `{"schema": "Meeting.schema.json", "object": {…}}` a line. References between the
schemas of FOLDER are resolved there; nothing is fetched. Prints how many were valid.
"""

import datetime
import json
import pathlib
import sys
import urllib.parse
import warnings

warnings.simplefilter("ignore")
import jsonschema  # Debian package python3-jsonschema


def formats():
    checker = jsonschema.FormatChecker(formats=())

    @checker.checks("date-time", raises=ValueError)
    def moment(value):
        if not isinstance(value, str):
            return True
        return datetime.datetime.fromisoformat(value).tzinfo is not None

    @checker.checks("date", raises=ValueError)
    def day(value):
        return not isinstance(value, str) or bool(datetime.date.fromisoformat(value))

    @checker.checks("uri")
    def uri(value):
        if not isinstance(value, str):
            return True
        parts = urllib.parse.urlsplit(value)
        return bool(parts.scheme and parts.netloc) and value.isascii() and " " not in value

    return checker


def main():
    draft, folder, lines = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    schemas = {file.name: json.loads(file.read_text()) for file in folder.glob("*.json")}
    kind = jsonschema.Draft202012Validator if draft == "2020-12" else jsonschema.Draft3Validator
    store = {}
    for name, schema in schemas.items():
        # OParl: Body.mainOrganization refers to a name that is no file
        properties = schema.get("properties", {})
        if properties.get("mainOrganization", {}).get("$ref") == "Organization":
            del properties["mainOrganization"]["$ref"]
        store[name] = schema
        for key in ("$id", "id"):
            if key in schema:
                store[schema[key].rstrip("#")] = schema
                store[schema[key]] = schema
    checker = formats()
    readers = {}
    for name, schema in schemas.items():
        base = schema.get("$id") or schema.get("id") or name
        resolver = jsonschema.RefResolver(base_uri=base, referrer=schema, store=store)
        readers[name] = kind(schema, resolver=resolver, format_checker=checker)
    valid, wrong = 0, []
    for line in open(lines, encoding="utf-8"):
        entry = json.loads(line)
        faults = [
            f"{entry['object'].get('id')}: {'/'.join(map(str, fault.path))}: {fault.message[:200]}"
            for fault in readers[entry["schema"]].iter_errors(entry["object"])
        ]
        wrong.extend(faults)
        valid += not faults
    print(valid)
    for fault in wrong[:20]:
        print(fault, file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
