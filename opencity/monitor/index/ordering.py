"""Ranks: who stands before whom, with ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ranks = NDArray[np.int16]

# Scores that differ by less come from the order of additions alone, and tie.
_DECIMALS = 9


def below_and_upto(values: Floats) -> tuple[Floats, Floats]:
    """Return for each value how many along the last axis are less, and how many not more.

    Shape as given; NaN counts for nothing and gets NaN.
    """
    size = values.shape[-1]
    order = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-1)
    place = np.broadcast_to(np.arange(size), values.shape)
    new = np.ones(values.shape, dtype=bool)
    new[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    starts = np.maximum.accumulate(np.where(new, place, 0), axis=-1)
    last = np.ones(values.shape, dtype=bool)
    last[..., :-1] = new[..., 1:]
    reversed_ends = np.where(last, place + 1, size)[..., ::-1]
    ends = np.minimum.accumulate(reversed_ends, axis=-1)[..., ::-1]
    below, upto = np.empty(values.shape), np.empty(values.shape)
    np.put_along_axis(below, order, starts.astype(float), axis=-1)
    np.put_along_axis(upto, order, ends.astype(float), axis=-1)
    missing = np.isnan(values)
    return np.where(missing, np.nan, below), np.where(missing, np.nan, upto)


def ranks(scores: Floats) -> Ranks:
    """Return ranks along the last axis: 1 is the highest score, equal scores share the better rank.

    A unit without a score (NaN) has rank 0. Shape as given.
    """
    size = scores.shape[-1]
    falling = -np.round(scores, _DECIMALS)
    order = np.argsort(falling, axis=-1)
    ordered = np.take_along_axis(falling, order, axis=-1)
    rank = np.broadcast_to(np.arange(1, size + 1, dtype=np.int16), scores.shape).copy()
    rank[..., 1:][ordered[..., 1:] == ordered[..., :-1]] = 0
    np.maximum.accumulate(rank, axis=-1, out=rank)
    rank[np.isnan(ordered)] = 0
    ranked = np.empty(scores.shape, dtype=np.int16)
    np.put_along_axis(ranked, order, rank, axis=-1)
    return ranked


def beaten_share(scores: Floats) -> Floats:
    """Return the share of the others along the last axis that each one beats; a tie is a half.

    From 0 to 1, shape as given; NaN where there is no score or nobody to compare with.
    """
    below, upto = below_and_upto(np.round(scores, _DECIMALS))
    others = np.sum(~np.isnan(scores), axis=-1, keepdims=True) - 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        return (below + (upto - below - 1) / 2) / others
