"""The results as Markdown."""

from __future__ import annotations

from typing import Any

#: What Assay is to reach of simdjson's rate on the same bytes.
TARGETS = {"compact": 0.5, "pretty": 0.25, "spaced": 0.25, "shuffled": 0.25, "nonascii": 0.25,
           "escaped": 0.25, "escaped-values": 0.25, "broken50": 0.25}


def rate(value: float) -> str:
  """A rate for a table: three digits that mean something."""
  return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def ratio(value: float | None) -> str:
  """A ratio for a table."""
  if value is None:
    return "–"
  return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def table(header: list[str], rows: list[list[str]]) -> list[str]:
  """A Markdown table; all columns but the first are set to the right."""
  lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
  return lines + ["| " + " | ".join(row) + " |" for row in rows]


def peers_table(variant: dict[str, Any], absent: list[str]) -> list[str]:
  """All programs over one corpus."""
  corpus = variant["corpus"]
  rows = []
  for figures in variant["peers"].values():
    rejected = figures["rejected"]
    rows.append([
      figures["label"], rate(figures["mb_per_second"]), ratio(figures["ratio"]),
      rate(figures["documents_per_second"]), "–" if rejected is None else f"{rejected:,}",
      rate(figures["whole_mb_per_second"]), ratio(figures["whole_ratio"]),
      f"{figures['peak_mb']:,.0f}"])
  rows += [[label, *["absent"] + [""] * 6] for label in absent]
  rows += [[figures, *["failed"] + [""] * 6] for figures in variant["failed"]]
  header = ["program", "MB/s", "ratio", "documents/s", f"refused, of {corpus['broken']:,}",
            "MB/s, whole process", "ratio, whole process", "peak MB"]
  return table(header, rows)


def assay_table(variants: dict[str, Any]) -> list[str]:
  """Assay over all corpora."""
  plain = variants.get("compact", {}).get("peers", {}).get("assay")
  rows = []
  for name, variant in variants.items():
    one, two = variant["peers"].get("assay"), variant["peers"].get("assay-2")
    dom = variant["peers"].get("simdjson-dom")
    if one is None:
      continue
    target = TARGETS.get(name)
    rows.append([
      name, rate(dom["mb_per_second"]) if dom else "–", rate(one["mb_per_second"]),
      ratio(one["ratio"]), "" if target is None else f"{target:.2f}", ratio(one["whole_ratio"]),
      f"{plain['mb_per_second'] / one['mb_per_second']:.2f}" if plain else "–",
      rate(one["documents_per_second"]), rate(two["mb_per_second"]) if two else "–",
      ratio(two["speedup"]) if two else "–", f"{one['peak_mb']:.0f}"])
  header = ["corpus", "simdjson DOM, MB/s", "Assay, MB/s", "ratio", "target",
            "ratio, whole process", "cost a byte, to compact", "documents/s",
            "two cores, MB/s", "speed-up", "peak MB"]
  return table(header, rows)


def markdown(results: dict[str, Any]) -> str:
  """The whole page."""
  machine, options = results["machine"], results["options"]
  lines = [
    "# Assay and its peers", "",
    f"{machine['cpu']}, {machine['system']}, {results['date']}. "
    f"{options['size']} MB a corpus, {options['rounds']} interleaved rounds, one pinned core "
    "unless said otherwise. Rates are medians; a ratio is to simdjson's DOM parse in the same "
    "round, the median of the rounds. What each figure means, and what it does not: "
    "[Benchmarks/README.md](../README.md).", ""]
  if machine["load"]:
    lines += [f"Load average before the run: {machine['load']}.", ""]
  for name, variant in results["variants"].items():
    corpus = variant["corpus"]
    mean = corpus["bytes"] / max(corpus["documents"], 1) / 1000
    lines += [f"## {name}", "",
              f"{corpus['bytes'] / 1e6:,.0f} MB, {corpus['documents']:,} documents of "
              f"{mean:,.2f} KB, {corpus['broken']:,} broken.", ""]
    lines += peers_table(variant, results["absent"] if name == options["first"] else [])
    lines.append("")
  if any("assay" in variant["peers"] for variant in results["variants"].values()):
    lines += ["## Assay over all corpora", "", *assay_table(results["variants"]), ""]
  lines += ["## Versions", ""]
  versions = {figures["label"]: figures["version"] for variant in results["variants"].values()
              for figures in variant["peers"].values()}
  lines += [f"- {label}: {version}" for label, version in versions.items()]
  lines += [f"- simdjson's program: `{results['simdjson_flags']}`", ""]
  return "\n".join(lines)
