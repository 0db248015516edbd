"""From samples to figures: medians, and ratios taken within a round."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass

from .runners import Sample

MEGA = 1e6


@dataclass(frozen=True)
class Figures:
  """One peer over one corpus. Rates are medians of the rounds, ratios medians of the ratios
  within each round, so that what slows the machine for a while slows both sides of them."""

  label: str
  version: str
  rounds: int
  mb_per_second: float
  ratio: float | None
  documents_per_second: float
  whole_mb_per_second: float
  whole_ratio: float | None
  rejected: int | None
  peak_mb: float
  speedup: float | None = None

  def as_json(self) -> dict[str, object]:
    """The figures with four digits, which is more than they are good for."""
    return {key: round(value, 4) if isinstance(value, float) else value
            for key, value in asdict(self).items()}


def _rate(sample: Sample) -> float:
  return sample.bytes / sample.seconds / MEGA


def _whole_rate(sample: Sample) -> float:
  return sample.bytes / sample.whole / MEGA


def figures(
  label: str, samples: list[Sample], base: list[Sample] | None, single: list[Sample] | None = None
) -> Figures:
  """The figures of a peer whose rounds stand beside those of the base.

  `single` are the rounds of the same program on one core.
  """
  ratio = whole = speedup = None
  if base:
    ratio = statistics.median(_rate(s) / _rate(b) for s, b in zip(samples, base))
    whole = statistics.median(_whole_rate(s) / _whole_rate(b) for s, b in zip(samples, base))
  if single:
    speedup = statistics.median(o.seconds / s.seconds for s, o in zip(samples, single))
  last = samples[-1]
  return Figures(
    label=label,
    version=last.version,
    rounds=len(samples),
    mb_per_second=statistics.median(map(_rate, samples)),
    ratio=ratio,
    documents_per_second=statistics.median(s.documents / s.seconds for s in samples),
    whole_mb_per_second=statistics.median(map(_whole_rate, samples)),
    whole_ratio=whole,
    rejected=last.rejected,
    peak_mb=max(s.peak_bytes for s in samples) / MEGA,
    speedup=speedup,
  )
