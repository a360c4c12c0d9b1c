"""Names for the arrays that the engines compute with."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: whole numbers of any width
Numbers: TypeAlias = NDArray[Any]
Floats: TypeAlias = NDArray[np.float32]
#: for each document whether it is chosen
Mask: TypeAlias = NDArray[np.bool_]


class FacetColumn(NamedTuple):
    """The values of a facet: `documents` and `values` are pairs; a value is a place in `names`."""

    documents: Numbers
    values: Numbers
    names: list[str]
