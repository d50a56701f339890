"""The demonstration as a newcomer starts it, and people at it without a browser."""

import os
import re
import socket
import subprocess
import time
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parent.parent
BINARY = os.environ.get("NGHISU_BIN", str(ROOT / "target/debug/nghisu"))
PASSWORD = "thanh-liem-2020"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Office:
    """A running installation."""

    def __init__(self, folder):
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = open(folder / "log", "w")
        listen = self.url.removeprefix("http://")
        self.process = subprocess.Popen(
            [BINARY, "demo", "--listen", listen, "--data", str(folder / "data")],
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        for _ in range(600):
            assert self.process.poll() is None, (folder / "log").read_text()
            try:
                if requests.get(f"{self.url}/healthz", timeout=5).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.2)
        raise AssertionError((folder / "log").read_text())

    def get(self, path, **more):
        """What anyone is answered; it must be 200."""
        answer = requests.get(self.url + path, timeout=60, **more)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer

    def signs_in(self, name):
        return Person(self, name)

    def paths(self, ending):
        """The described addresses with this ending that need nothing filled in."""
        described = self.get("/api/v1/openapi.json").json()["paths"]
        return [path for path in described if path.endswith(ending) and "{" not in path]

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


class Person:
    """Somebody who is signed in; forms go with the marks of the page that they were opened on."""

    def __init__(self, office, name):
        self.office = office
        self.session = requests.Session()
        self.open("/dang-nhap")
        page = self.send("/dang-nhap", {"ten": name, "mat-khau": PASSWORD})
        assert "/dang-nhap" not in page.url, f"{name} is not let in"

    def open(self, path):
        self.page = self.session.get(self.office.url + path, timeout=60)
        assert self.page.status_code == 200, f"{path}: {self.page.status_code}"
        return self.page

    def send(self, path, fields):
        marks = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page.text)
        typed = list(fields.items()) if isinstance(fields, dict) else list(fields)
        names = {name for name, _ in typed}
        form = [mark for mark in dict(marks).items() if mark[0] not in names] + typed
        self.page = self.session.post(self.office.url + path, data=form, timeout=60)
        assert self.page.status_code == 200, f"{path}: {self.page.status_code}"
        return self.page


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    running = Office(tmp_path_factory.mktemp("office"))
    yield running
    running.stop()
