"""Makes the peers: a virtual environment for the Python ones, a compiler's run for simdjson."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
DEFAULT_VENV = BENCHMARKS / ".venv"
DEFAULT_BUILD = BENCHMARKS / ".build"

CXX_FLAGS = ("-std=c++17", "-O3", "-march=native", "-DNDEBUG")


@dataclass(frozen=True)
class Tools:
  """What the peers run with; `None` where it could not be made, which `problems` explains."""

  python: Path | None
  simdjson: Path | None
  blaze: Path | None
  simdjson_flags: str
  problems: tuple[str, ...]


def _run(command: list[str]) -> str | None:
  """Runs a command; its last words if it failed."""
  try:
    result = subprocess.run(command, capture_output=True, text=True)
  except OSError as error:
    return str(error)
  return None if result.returncode == 0 else (result.stderr or result.stdout).strip()[-500:]


def make_environment(folder: Path) -> str | None:
  """Installs the Python peers, unless what is there was made from the same list."""
  requirements = HERE / "requirements.txt"
  mark = folder / "requirements.sha256"
  digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
  if mark.exists() and mark.read_text() == digest:
    return None
  print(f"making {folder} …", file=sys.stderr, flush=True)
  pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
  if _run([*pip, "--version"]) is not None:
    try:
      venv.create(folder, clear=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
      return str(error)
  failure = _run([*pip, "install", "--quiet", "-r", str(requirements)])
  if failure is None:
    mark.write_text(digest)
  return failure


def build_simdjson(folder: Path) -> tuple[Path, str, str | None]:
  """Compiles the simdjson program; gives it, how it was compiled, and what went wrong."""
  source, binary = HERE / "simdjson_peer.cpp", folder / "simdjson_peer"
  compiler = shutil.which("g++") or shutil.which("c++") or "c++"
  command = [compiler, *CXX_FLAGS, str(source), "-o", str(binary), "-lsimdjson"]
  flags = f"{Path(compiler).name} {' '.join(CXX_FLAGS)} -lsimdjson"
  if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
    folder.mkdir(parents=True, exist_ok=True)
    failure = _run(command)
    if failure is not None:
      return binary, flags, failure
  return binary, flags, None


def blaze_binary(environment: Path) -> Path | None:
  """The native program inside the `sourcemeta-jsonschema` wheel, without its Python front."""
  machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(
    platform.machine().lower(), platform.machine().lower())
  name = f"jsonschema-{platform.system().lower()}-{machine}"
  found = sorted(environment.glob(f"lib/python*/site-packages/sourcemeta_jsonschema/{name}"))
  return found[0] if found else None


def make_tools(environment: Path = DEFAULT_VENV, folder: Path = DEFAULT_BUILD) -> Tools:
  """Everything that can be made, with a word on what cannot."""
  problems: list[str] = []
  failure = make_environment(environment)
  if failure is not None:
    problems.append(f"the Python peers are absent: {failure}")
  simdjson, flags, missing = build_simdjson(folder)
  if missing is not None:
    problems.append(f"simdjson is absent: {missing}")
  blaze = blaze_binary(environment)
  if blaze is None:
    problems.append("Blaze is absent: its package has no program for this machine")
  return Tools(
    python=environment / "bin" / "python" if failure is None else None,
    simdjson=simdjson if missing is None else None,
    blaze=blaze, simdjson_flags=flags, problems=tuple(problems))
