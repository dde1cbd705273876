"""The pictures of the guide: all nine, for wide screens and for phones, as large as the page says, and light."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from .guide_pictures import FOLDER, PHONE, WIDE, View

MOST_BYTES = 20_000
PICTURES = [(view, FOLDER / view.name(number)) for view in (WIDE, PHONE) for number in range(1, 10)]


@pytest.mark.parametrize(("view", "path"), PICTURES, ids=[path.stem for _view, path in PICTURES])
def test_each_step_has_a_light_picture(view: View, path: Path) -> None:
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("AVIF", view.picture)
    assert path.stat().st_size <= MOST_BYTES


def test_the_guide_shows_them(client: FlaskClient) -> None:
    page = client.get("/guide").text
    for view, path in PICTURES:
        size = 'width="{}" height="{}"'.format(*view.picture)
        assert re.search(f'(src|srcset)="[^"]*img/guide/{path.name}" {size}', page), path.name
