"""Requests of citizens, asked for by a client of Open311 GeoReport v2 that others wrote."""

import pytest
import requests
from georeport import GeoReport

WORDS = "Cống thoát nước ở đầu làng Vắng Lặng bị lấp, mưa là ngập nửa mét."
SENDER = {"first_name": "Xoanh", "last_name": "Vũ Thị Tuyệt", "phone": "0987654329"}


@pytest.fixture(params=["json", "xml"])
def client(request, office):
    return GeoReport(f"{office.url}/open311/v2", output_format=request.param)


def test_a_client_reads_services_and_public_petitions(client):
    services = client.get_service_list()
    codes = [one["service_code"] for one in services]
    assert len(codes) > 10 and len(codes) == len(set(codes))
    assert not any("tố cáo" in one["service_name"].lower() for one in services)
    definition = client.get_service_definition("transport")
    assert definition["service_code"] == "transport" and definition["attributes"]
    window = {"start_date": "2020-07-20T00:00:00Z", "end_date": "2020-10-15T00:00:00Z"}
    found = client.get_service_requests(**window)
    assert found, "the demonstration has public petitions of that quarter"
    for one in found:
        assert one["status"] in ("open", "closed") and one["service_code"] in codes, one
    if client.output_format == "json":
        # The client cannot read an empty list, or one of a single request, in XML
        closed = client.get_service_requests(status="closed", **window)
        assert all(one["status"] == "closed" for one in closed) and len(closed) < len(found)
    first = found[0]["service_request_id"]
    assert client.get_service_request(first)["service_request_id"] == first


def test_what_is_sent_can_be_asked_for_and_not_read(office):
    sent = requests.post(
        f"{office.url}/open311/v2/requests.json",
        data={"service_code": "agriculture", "description": WORDS, "address_string": "cổng làng",
              "attribute[kind]": "feedback", "attribute[unit]": "13453", **SENDER},
        timeout=60,
    )
    assert sent.status_code in (200, 201), sent.text
    code = sent.json()[0]["service_request_id"]
    client = GeoReport(f"{office.url}/open311/v2")
    one = client.get_service_request(code)
    assert one["status"] == "open"
    said = str(one) + str(client.get_service_requests())
    assert not any(planted in said for planted in (WORDS, "Vắng Lặng", *SENDER.values()))
    refused = requests.post(
        f"{office.url}/open311/v2/requests.json", data={"service_code": "denunciation"}, timeout=60
    )
    assert refused.status_code in (400, 404) and all(one["description"] for one in refused.json())
