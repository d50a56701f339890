"""The description read by openapi-spec-validator; every described address tried by schemathesis."""

import os
import subprocess
import sys

from openapi_spec_validator import validate

# A page tells a reader about odd parts of its address, or passes them over; it need not refuse them
NOT_FOR_PAGES = "negative_data_rejection"
# What is drawn live never ends
LIVE = "/dong$"


def test_the_description_is_valid(office):
    described = office.get("/api/v1/openapi.json").json()
    validate(described)
    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) > 80


def test_no_address_breaks_or_says_what_it_does_not_promise(office, tmp_path):
    examples = os.environ.get("NGHISU_API_EXAMPLES", "8")
    run = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{office.url}/api/v1/openapi.json", "--url", office.url,
         "--checks", "all", "--exclude-checks", NOT_FOR_PAGES, "--exclude-path-regex", LIVE,
         "--phases", "examples,coverage,fuzzing", "--max-examples", examples, "--seed", "20201015",
         "--request-timeout", "30", "--continue-on-failure", "--no-color"],
        capture_output=True, text=True, timeout=900, cwd=tmp_path,
    )
    assert run.returncode == 0, run.stdout[-20000:] + run.stderr[-2000:]
