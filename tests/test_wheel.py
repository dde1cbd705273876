"""The built wheel holds the whole site, and the site starts from it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
# What the package does not need once it is built.
LEFT_OUT = {"hamyar_support/translations/babel.cfg"}
START = """
from hamyar_support import create_app
app = create_app({"TESTING": True, "SECRET_KEY": "k" * 40, "DATA_DIR": "data"})
with app.app_context():
    from flask_migrate import upgrade
    upgrade()
response = app.test_client().get("/")
print(response.status_code, app.template_folder, "ورود" in response.text or "وارد" in response.text)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    # Built from a copy, for setuptools leaves folders behind where it works.
    for name in _files(ROOT):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_site(wheel: Path) -> None:
    expected = {f"hamyar_support/{name}" if name.startswith(("templates/", "static/")) else name for name in _site()}
    with ZipFile(wheel) as file:
        held = {name for name in file.namelist() if ".dist-info/" not in name}
    assert held == expected - LEFT_OUT


def test_the_site_starts_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    with ZipFile(wheel) as file:
        file.extractall(target)
    run = [sys.executable, "-c", START]
    environment = {"PYTHONPATH": str(target), "PYTHONSAFEPATH": "1"}
    ran = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["200", str(target / "hamyar_support" / "templates"), "True"], ran.stderr


def _site() -> list[str]:
    return [name for name in _files(ROOT) if name.startswith(("hamyar_support/", "templates/", "static/", "wsgi.py"))]


def _files(root: Path) -> list[str]:
    """The files of the repository, and the compiled catalogs, which are not kept in it."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=root, capture_output=True, check=True, text=True).stdout.split("\0")
    catalogs = (path.relative_to(root).as_posix() for path in root.glob("hamyar_support/translations/*/*/*.mo"))
    return [name for name in [*filter(None, names), *catalogs] if (root / name).is_file()]
