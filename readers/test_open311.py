"""Open311 GeoReport v2 read by georeport, which knows nothing of us."""

from xml.etree import ElementTree

import pytest
import requests
from georeport import GeoReport


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_reads_services_and_requests(office, form):
    client = GeoReport(f"{office.url}/open311/v2", jurisdiction="351", output_format=form)
    services = client.get_service_list()
    assert len(services) == 15
    for service in services[:3]:
        definition = client.get_service_definition(service["service_code"])
        assert definition["service_code"] == service["service_code"]
    found = client.get_service_requests(start_date="2020-08-01T00:00:00+07:00", end_date="2020-10-15T23:59:59+07:00")
    assert found
    codes = {service["service_code"] for service in services}
    for one in found[:5]:
        assert one["service_code"] in codes
        again = client.get_service_request(one["service_request_id"])
        assert again["description"] == one["description"]
    closed = client.get_service_requests(status="closed")
    assert all(one["status"] == "closed" for one in closed)


def test_what_is_sent_comes_back_as_a_state_and_nothing_more(office):
    client = GeoReport(f"{office.url}/open311/v2")
    sent = requests.post(
        f"{office.url}/open311/v2/requests.json",
        data={
            "service_code": "transport",
            "description": "Đèn đường ở cổng chợ hỏng từ đầu tháng, buổi tối rất tối.",
            "address_string": "cổng chợ",
            "first_name": "Thử",
            "last_name": "Người Gửi",
            "attribute[kind]": "feedback",
        },
        timeout=60,
    )
    assert sent.status_code == 200, sent.text
    one = client.get_service_request(sent.json()[0]["service_request_id"])
    assert one["status"] == "open" and one["service_code"] == "transport"
    assert one["description"] is None and one["address"] is None
    assert "Người Gửi" not in str(one)


def test_the_discovery_leads_to_the_endpoint(office):
    root = ElementTree.fromstring(office.get("/open311/discovery.xml").content)
    endpoint = root.find("endpoints/endpoint")
    assert endpoint.findtext("specification") == "http://wiki.open311.org/GeoReport_v2"
    office.get(endpoint.findtext("url").removeprefix(office.url) + "/services.xml")
