"""What is sent out is checked by the library of Standard Webhooks."""

import datetime
import http.server
import queue
import re
import threading

import pytest
import standardwebhooks.webhooks as library
from conftest import free_port


@pytest.fixture
def receiver():
    """Another system: takes everything and shows it."""
    came = queue.Queue()

    class Takes(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            came.put((dict((name.lower(), value) for name, value in self.headers.items()), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", free_port()), Takes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", came
    server.shutdown()
    server.server_close()


def test_a_receiver_believes_what_we_send_and_nothing_else(office, receiver, monkeypatch):
    address, came = receiver
    admin = office.signs_in("quantri")
    admin.open("/lam-viec/gui-tin")
    admin.send("/lam-viec/gui-tin/may-nhan", {"dia-chi": address, "ghi-chu": "Cổng của tỉnh", "noi-bo": "co"})
    head = office.signs_in("lanhdaovp")
    head.open("/lam-viec/gui-tin")
    page = head.send("/lam-viec/gui-tin", {"ten": "Cổng của tỉnh", "dia-chi": f"{address}/nhan", "viec": "news."})
    secret = re.search(r"whsec_[A-Za-z0-9+/=]+", page.text).group(0)
    clerk = office.signs_in("vanphong")
    clerk.open("/lam-viec/tin-tuc/moi")
    clerk.send("/lam-viec/tin-tuc/moi", {
        "tieu-de": "Tin để gửi đi",
        "muc": "Tin tức, sự kiện HĐND cấp huyện, cấp xã",
        "noi-dung": "Nội dung để thử, dữ liệu minh họa.",
        "nguon": "Văn phòng HĐND và UBND huyện", "viec": "dang",
    })
    headers, body = came.get(timeout=90)

    # The demonstration's day is in 2020; the library asks for the last five minutes
    at = datetime.datetime.fromtimestamp(int(headers["webhook-timestamp"]), tz=datetime.timezone.utc)

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return at

    monkeypatch.setattr(library, "datetime", Clock)
    message = library.Webhook(secret).verify(body, headers)
    assert message["type"].startswith("news.")
    for wrong in (body.replace(b"news.", b"newz."), body + b" "):
        with pytest.raises(library.WebhookVerificationError):
            library.Webhook(secret).verify(wrong, headers)
    with pytest.raises(library.WebhookVerificationError):
        library.Webhook("whsec_" + "A" * 32).verify(body, headers)
