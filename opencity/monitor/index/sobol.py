"""A Sobol sequence: points that fill the unit cube more evenly than random ones.

I. M. Sobol, USSR Computational Mathematics and Mathematical Physics 7(4), 1967; in the order of
Antonov and Saleev (1979). Direction numbers: S. Joe and F. Y. Kuo, SIAM Journal on Scientific
Computing 30(5), 2008, file ``new-joe-kuo-6`` (BSD licence), its first dimensions.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_BITS = 32
# Degree and coefficients of a primitive polynomial, initial direction numbers; from dimension 2.
_DIRECTIONS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (1, 0, (1,)),
    (2, 1, (1, 3)),
    (3, 1, (1, 3, 1)),
    (3, 2, (1, 1, 1)),
    (4, 1, (1, 1, 3, 3)),
    (4, 4, (1, 3, 5, 13)),
    (5, 2, (1, 1, 5, 5, 17)),
    (5, 4, (1, 1, 5, 5, 5)),
    (5, 7, (1, 1, 7, 11, 19)),
    (5, 11, (1, 1, 5, 1, 1)),
    (5, 13, (1, 1, 1, 3, 11)),
    (5, 14, (1, 3, 5, 5, 31)),
    (6, 1, (1, 3, 3, 9, 7, 49)),
    (6, 13, (1, 1, 1, 15, 21, 21)),
    (6, 16, (1, 3, 1, 13, 27, 49)),
)
MOST_DIMENSIONS = 1 + len(_DIRECTIONS)


def sobol_points(exponent: int, dimensions: int, generator: Generator) -> Floats:
    """Return 2**exponent points (points, dimensions) in [0, 1), shifted at random.

    The shift flips the same random bits of a coordinate in every point, which keeps the even
    spread and makes each point uniform (C. Lemieux, Monte Carlo and Quasi-Monte Carlo Sampling,
    2009, section 6.2.2).
    """
    if dimensions > MOST_DIMENSIONS:
        raise ValueError(f"at most {MOST_DIMENSIONS} dimensions, not {dimensions}")
    shift = generator.integers(0, 2**_BITS, dimensions, dtype=np.uint64)
    words = np.column_stack([_words(exponent, place) for place in range(dimensions)]) ^ shift
    # half a unit of the last bit keeps a point off 0
    points: Floats = (words.astype(np.float64) + 0.5) / 2.0**_BITS
    return points


def _words(exponent: int, dimension: int) -> Words:
    """Return the points of one dimension as 32-bit fractions, doubling them bit by bit."""
    words = np.zeros(1, dtype=np.uint64)
    for direction in _directions(dimension)[:exponent]:
        words = np.concatenate([words, words[::-1] ^ direction])
    return words


def _directions(dimension: int) -> Words:
    """Return the 32 direction numbers of a dimension, from 0, as 32-bit fractions."""
    if dimension == 0:
        return np.array([1 << (_BITS - 1 - bit) for bit in range(_BITS)], dtype=np.uint64)
    degree, coefficients, initial = _DIRECTIONS[dimension - 1]
    found = [number << (_BITS - 1 - bit) for bit, number in enumerate(initial)]
    for bit in range(degree, _BITS):
        following = found[bit - degree] ^ (found[bit - degree] >> degree)
        for step in range(1, degree):
            if coefficients >> (degree - 1 - step) & 1:
                following ^= found[bit - step]
        found.append(following)
    return np.array(found, dtype=np.uint64)
