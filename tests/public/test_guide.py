"""GET /guide: the nine steps."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.browsing import HTMX, document

# The words that the guide of the service puts into quotation marks.
LABELS = (
    "وارد شوید",
    "ایجاد حساب کاربری",
    "ثبت نام کنید",
    "ثبت",
    "ارسال درخواست",
    "ارسال",
    "مدیریت درخواست",
    "بستن درخواست",
    "اطلاعات درخواست",
    "خروج",
)


def test_it_has_nine_steps_and_a_way_to_each(client: FlaskClient) -> None:
    page = document(client.get("/guide"))
    steps = [section.get("id") for section in page.iter("section") if section.get("id", "").startswith("step-")]
    assert steps == [f"step-{number}" for number in range(1, 10)]
    assert {f"#{step}" for step in steps} <= {link.get("href") for link in page.iter("a")}


def test_it_calls_everything_what_the_pages_call_it(client: FlaskClient) -> None:
    text = client.get("/guide").text
    assert [label for label in LABELS if f"«{label}»" not in text] == []


def test_it_names_the_thirteen_types(client: FlaskClient) -> None:
    text = client.get("/guide").text
    types = "jpg jpeg png gif ico rar zip pdf doc docx xls xlsx csv".split()
    assert [kind for kind in types if kind not in text] == []


def test_signed_in_or_out_it_is_the_same_guide(client: FlaskClient, reza: FlaskClient, sara: FlaskClient) -> None:
    steps = {"".join(document(one.get("/guide")).find(".//main").itertext()) for one in (client, reza, sara)}
    assert len(steps) == 1


def test_htmx_gets_the_part_without_the_page(client: FlaskClient) -> None:
    response = client.get("/guide", headers=HTMX)
    assert "<html" not in response.text
    assert 'id="step-9"' in response.text
