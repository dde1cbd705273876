"""The pictures of the guide: all nine are there, as large as the page says, and light."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from .guide_pictures import FOLDER, MOST_BYTES, PICTURE

PICTURES = [FOLDER / f"step-{number}.webp" for number in range(1, 10)]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_each_step_has_a_light_picture(path: Path) -> None:
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("WEBP", PICTURE)
    assert path.stat().st_size <= MOST_BYTES


def test_the_guide_shows_them(client: FlaskClient) -> None:
    page = client.get("/guide").text
    assert [path.name for path in PICTURES if f"img/guide/{path.name}" not in page] == []
