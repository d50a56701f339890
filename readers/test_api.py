"""The description read by openapi-spec-validator; every described address tried by schemathesis."""

import os
import re
import subprocess
import sys

import pytest
from openapi_spec_validator import validate

# A page tells a reader about odd parts of its address, or passes them over; and a form has rules
# that no schema says: a place is needed, a denunciation is not taken
NOT_ASKED = "negative_data_rejection,positive_data_acceptance"
# What is drawn live never ends
LIVE = "/dong$"


def tries(office, folder, *more):
    """Runs schemathesis; it must find nothing."""
    examples = os.environ.get("NGHISU_API_EXAMPLES", "8")
    run = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{office.url}/api/v1/openapi.json", "--url", office.url,
         "--checks", "all", "--exclude-checks", NOT_ASKED, "--phases", "examples,coverage,fuzzing",
         "--seed", "20201015", "--request-timeout", "30", "--continue-on-failure", "--no-color",
         "--max-examples", examples, *more],
        capture_output=True, text=True, timeout=900, cwd=folder,
    )
    assert run.returncode == 0, run.stdout[-20000:] + run.stderr[-2000:]
    return run.stdout


def test_the_description_is_valid(office):
    described = office.get("/api/v1/openapi.json").json()
    validate(described)
    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) > 100


def test_no_address_breaks_or_says_what_it_does_not_promise(office, tmp_path):
    tries(office, tmp_path, "--exclude-path-regex", LIVE)


SETTINGS = """
[parameters]
"path.code" = "{code}"

[checks.missing_required_header]
# 428: RFC 6585; 404 where the record is none of the organization's
expected-statuses = [400, 401, 403, 404, 406, 415, 422, 428]
"""


@pytest.fixture(scope="module")
def keys(office):
    """Makes keys of the department that answers most: each may call so many times at once."""
    admin = office.signs_in("quantri")

    def make():
        page = admin.open("/lam-viec/khoa-api").text
        body = re.search(r'<option value="([^"]+)"[^>]*>Phòng Tài nguyên và Môi trường', page).group(1)
        scopes = re.findall(r'name="quyen" value="([^"]+)"', page)
        assert len(scopes) >= 4
        fields = [("co-quan", body), ("ten", "Phần mềm thử"), ("het-han", "15/10/2021")]
        fields += [("quyen", scope) for scope in scopes if "report" not in scope]
        return re.search(r"ngs_[0-9a-f]{72}", admin.send("/lam-viec/khoa-api", fields).text).group(0)

    return make


@pytest.mark.parametrize("path", [
    "follow-ups", "follow-ups/{code}/answers", "petitions", "petitions/{code}/answers",
])
def test_programs_with_a_key_are_answered_as_described(office, keys, tmp_path, path):
    key = keys()
    headers = {"Authorization": f"Bearer {key}"}
    records = path.split("/")[0]
    items = office.get(f"/api/v1/{records}", headers=headers).json()["items"]
    code = next(one["code"] for one in items)
    (tmp_path / "schemathesis.toml").write_text(SETTINGS.format(code=code))
    said = tries(office, tmp_path, "--include-path", f"/api/v1/{path}", "--header", f"Authorization: Bearer {key}",
                 "--max-examples", "4")
    assert "Selected: 1/" in said and "Authentication failed" not in said
