"""Draws the results: `plot.py peers.json FOLDER` writes peers and variants as SVG and PNG."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from tables import TARGETS, rate, ratio  # noqa: E402

INK, SOFT, FAINT = "#24292f", "#6e7781", "#d8dee4"
ASSAY, PARSER, PEER = "#c2410c", "#94a3b8", "#475569"

plt.rcParams.update({
  "font.family": "DejaVu Sans",
  "font.size": 10,
  "text.color": INK,
  "axes.labelcolor": SOFT,
  "xtick.color": SOFT,
  "ytick.color": INK,
  "svg.hashsalt": "assay",
  "figure.facecolor": "white",
})


def colour(name: str) -> str:
  """Assay stands out; programs that only parse stand back."""
  if name.startswith("assay"):
    return ASSAY
  return PARSER if name.startswith("simdjson") or name == "blaze-evaluation" else PEER


def bars(
  axes: Axes, labels: list[str], values: list[float], colours: list[str], texts: list[str]
) -> None:
  """Horizontal bars from the top, each with its value at its end."""
  places = range(len(values))
  axes.barh(places, values, color=colours, height=0.62)
  axes.set_yticks(places, labels)
  axes.invert_yaxis()
  for place, value, text in zip(places, values, texts):
    axes.annotate(text, (value, place), xytext=(5, 0), textcoords="offset points", va="center",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
  axes.spines[["top", "right", "left"]].set_visible(False)
  axes.spines["bottom"].set_color(FAINT)
  axes.tick_params(axis="both", length=0)
  axes.grid(axis="x", color=FAINT, linewidth=0.6)
  axes.set_axisbelow(True)


def save(figure: Any, folder: Path, name: str) -> None:
  """The figure as SVG and PNG."""
  figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
  figure.savefig(folder / f"{name}.png", dpi=160)
  plt.close(figure)


def title(figure: Any, text: str, under: str) -> None:
  """A heading at the left edge, with a line in grey below it."""
  height = figure.get_size_inches()[1]
  figure.text(0.015, 1 - 0.30 / height, text, fontsize=13, fontweight="bold", va="center")
  figure.text(0.015, 1 - 0.56 / height, under, fontsize=9, color=SOFT, va="center")


def plot_peers(results: dict[str, Any], folder: Path) -> None:
  """All programs over the first corpus, fastest first, on a logarithmic scale."""
  name = results["options"]["first"]
  variant = results["variants"][name]
  ordered = sorted(
    variant["peers"].items(), key=lambda pair: pair[1]["mb_per_second"], reverse=True)
  values = [figures["mb_per_second"] for _, figures in ordered]
  texts = [f"{rate(f['mb_per_second'])} MB/s" + (f"   {ratio(f['ratio'])}×" if f["ratio"] else "")
           for _, f in ordered]
  height = 1.35 + 0.36 * len(values)
  figure, axes = plt.subplots(figsize=(8.4, height))
  bars(axes, [f["label"] for _, f in ordered], values, [colour(n) for n, _ in ordered], texts)
  axes.set_xscale("log")
  axes.set_xlim(min(values) / 2, max(values) * 6)
  axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
  axes.minorticks_off()
  axes.set_xlabel("MB/s, logarithmic", fontsize=9)
  corpus = variant["corpus"]
  title(figure, "Checking a response, bytes in, verdict out",
        f"{corpus['bytes'] / 1e6:,.0f} MB of NDJSON; one core unless said; × is the ratio to "
        "simdjson's DOM parse; light bars do a part of the work")
  figure.subplots_adjust(left=0.32, right=0.965, top=1 - 0.8 / height, bottom=0.5 / height)
  save(figure, folder, "peers")


def plot_variants(results: dict[str, Any], folder: Path) -> None:
  """Assay's ratio over the corpora of bodies, with the mark it is to reach."""
  found = {name: variant["peers"].get("assay", {}) for name, variant in results["variants"].items()}
  rows = [(name, figures["ratio"]) for name, figures in found.items() if figures.get("ratio")]
  if len(rows) < 2:
    return
  height = 1.35 + 0.36 * len(rows)
  figure, axes = plt.subplots(figsize=(8.4, height))
  values = [value for _, value in rows]
  bars(axes, [name for name, _ in rows], values, [ASSAY] * len(rows),
       [f"{ratio(value)}×" for value in values])
  for place, (name, _) in enumerate(rows):
    if name in TARGETS:
      axes.plot([TARGETS[name]] * 2, [place - 0.4, place + 0.4], color=INK, linewidth=1.4,
                zorder=5)
  axes.set_xlim(0, max(*values, 0.6) * 1.15)
  axes.set_xlabel("ratio to simdjson's DOM parse of the same bytes", fontsize=9)
  title(figure, "The same traffic in other forms",
        "Assay on one core; the line is the least that is asked of it")
  figure.subplots_adjust(left=0.20, right=0.985, top=1 - 0.8 / height, bottom=0.5 / height)
  save(figure, folder, "variants")


def main() -> int:
  """Draws both figures."""
  results = json.loads(Path(sys.argv[1]).read_text())
  folder = Path(sys.argv[2])
  plot_peers(results, folder)
  plot_variants(results, folder)
  return 0


if __name__ == "__main__":
  sys.exit(main())
