"""Whom actors are like: latent profiles, the actors most alike, and whom their partners deal with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilateral.outlook.ranking.counters import MONTH, SEASON, WEEK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilateral.outlook.ranking.history import History

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

__all__ = ["Profiles", "dealings", "looked_up", "profiles_of", "top_of_rows"]

_RANK = 48
_WEAK = 0.02
"""Fading counts below it are left out."""
_NEIGHBOURS = 40
_FEW = 30
"""Acts on a target in which more have part say little of who is alike, and would take long."""
_SECOND = 0.002
"""Shares of dealings below it are left out of second steps."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """Whom actors are like, from what they did so far; made anew every few days.

    `pairs` are factors, by (actor, rank), whose product says how likely two deal with each other: over a season, and
    over days. `doers` and `done_to` are such factors of actors, and of relation and target together, whose places
    `act_keys` gives. `partners` is the share of each partner in an actor's dealings (sparse), `acts` the dealings by
    relation and target as rows of length one, `kin` how like the actors most alike are (sparse).
    """

    pairs: tuple[tuple[Floats, Floats], ...]
    doers: Floats
    done_to: Floats
    act_keys: Ints
    partners: tuple[Any, ...]
    acts: Any
    acts_turned: Any
    kin: Any

    def second_steps(self, sources: Ints, span: int = 0) -> Any:
        """(sources, actors), sparse: the share of each actor in the dealings of the sources' partners."""
        found = (self.partners[span][sources] @ self.partners[span]).tocsr()
        found.sort_indices()
        return found

    def alike(self, sources: Ints) -> Any:
        """(sources, actors), sparse: the squared likeness of the actors most alike, without the source itself."""
        import numpy as np

        found = (self.acts[sources] @ self.acts_turned).tocsr()
        own = np.repeat(sources, np.diff(found.indptr)) == found.indices
        found.data[own] = 0
        found.data **= 2
        return top_of_rows(found, _NEIGHBOURS)

    def fits(self, source: Ints, act: Ints) -> Floats:
        """How well acts (relation * actors + target) fit sources; 0 for an act of nobody lately."""
        import numpy as np

        if not len(self.act_keys):
            return np.zeros(len(source), np.float32)
        at = np.minimum(np.searchsorted(self.act_keys, act), len(self.act_keys) - 1)
        known = self.act_keys[at] == act
        found: Floats = np.einsum("ij,ij->i", self.doers[source], self.done_to[at]) * known
        return found


def profiles_of(history: History) -> Profiles:
    """Profiles as of the history's day."""
    import numpy as np
    from scipy import sparse

    size = history.keys.actors
    fading = history.counts["same act"].fading[SEASON]
    kept = fading > _WEAK
    weight = np.log1p(fading[kept])
    source, relation, target = history.triple_source[kept], history.triple_relation[kept], history.triple_target[kept]
    columns, which = np.unique(relation * size + target, return_inverse=True)
    acts = sparse.csr_matrix((weight, (source, which)), shape=(size, max(len(columns), 1)))
    # What everybody does says little of who is alike.
    often = np.bincount(which, minlength=acts.shape[1])
    rare = _diagonal(1 / np.sqrt(np.maximum(often, 1)))
    doers, done_to = _factors(
        _diagonal(1 / np.sqrt(_sums(acts) + 1)) @ acts @ _diagonal(1 / np.sqrt(_sums(acts.T) + 1))
    )
    acts = acts @ rare
    acts = (_diagonal(1 / (np.sqrt(_sums(acts.multiply(acts))) + 1.0)) @ acts).tocsr()
    pairs = sparse.csr_matrix((weight, (source, target)), shape=(size, size))
    return Profiles(
        pairs=(_pair_factors(pairs), _pair_factors(_pairs(history, WEEK))),
        doers=doers,
        done_to=done_to,
        act_keys=columns,
        partners=(dealings(history, MONTH), dealings(history, WEEK)),
        acts=acts,
        acts_turned=acts.T.tocsr(),
        kin=_kin(acts, often),
    )


def dealings(history: History, span: int) -> Any:
    """(actors, actors), sparse: the share of each partner in an actor's dealings lately."""
    return _shares(_pairs(history, span))


def _kin(acts: Any, often: Ints) -> Any:
    """(actors, actors), sparse: how like the actors most alike are, by acts that few have part in."""
    few = acts[:, often <= _FEW]
    found = (few @ few.T).tocsr()
    found.setdiag(0)
    return top_of_rows(found, _NEIGHBOURS)


def _pairs(history: History, span: int) -> Any:
    import numpy as np
    from scipy import sparse

    lately = np.log1p(history.counts["pair"].fading[span])
    near = lately > _WEAK
    size = history.keys.actors
    return sparse.csr_matrix((lately[near], (history.pair_source[near], history.pair_target[near])), (size, size))


def _shares(pairs: Any) -> Any:
    shares = (_diagonal(1 / (_sums(pairs) + 1.0)) @ pairs).tocsr()
    shares.data[shares.data < _SECOND] = 0
    shares.eliminate_zeros()
    return shares


def _pair_factors(pairs: Any) -> tuple[Floats, Floats]:
    import numpy as np

    # Both directions are in the table, so that rows and columns have the same sums.
    scale = _diagonal(1 / np.sqrt(_sums(pairs) + 1.0))
    return _factors(scale @ pairs @ scale)


def _sums(matrix: Any) -> Any:
    import numpy as np

    return np.asarray(matrix.sum(axis=1)).ravel()


def _diagonal(values: Any) -> Any:
    import numpy as np
    from scipy import sparse

    return sparse.diags(np.asarray(values, np.float32)).tocsr()


def top_of_rows(matrix: Any, number: int) -> Any:
    """A sparse matrix with the `number` highest positive entries of each row, ties to the lower column."""
    import numpy as np
    from scipy import sparse

    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, row))
    place = np.arange(len(order)) - matrix.indptr[row[order]]
    kept = np.sort(order[(place < number) & (matrix.data[order] > 0)])
    found = sparse.csr_matrix((matrix.data[kept], (row[kept], matrix.indices[kept])), shape=matrix.shape)
    found.sort_indices()
    return found


def looked_up(matrix: Any, rows: Ints, columns: Ints) -> Floats:
    """The entries of a sparse matrix (sorted indices) at places, 0 where it has none."""
    import numpy as np

    if not matrix.nnz:
        return np.zeros(len(rows), np.float32)
    width = matrix.shape[1]
    keys = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * width + matrix.indices
    wanted = rows * width + columns
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, matrix.data[at], 0).astype(np.float32)


def _factors(matrix: Any, rank: int = _RANK) -> tuple[Floats, Floats]:
    """Truncated singular value decomposition: (rows, rank) scaled by the singular values, and (columns, rank).

    Randomised, with two power iterations, from a fixed start (Halko, Martinsson and Tropp 2011).
    """
    import numpy as np

    matrix = matrix.tocsr().astype(np.float32)
    rank = min(rank, min(matrix.shape) - 1)
    if rank < 1 or matrix.nnz == 0:
        return np.zeros((matrix.shape[0], 1), np.float32), np.zeros((matrix.shape[1], 1), np.float32)
    width = min(rank + 8, *matrix.shape)
    found = matrix @ np.random.default_rng(0).standard_normal((matrix.shape[1], width)).astype(np.float32)
    turned = matrix.T.tocsr()
    for _ in range(2):
        found = _orthonormal(matrix @ (turned @ _orthonormal(found)))
    # The right vectors by the small square of what is left: far faster than decomposing it as it is.
    rest = turned @ found
    squares, left = np.linalg.eigh((rest.T @ rest).astype(np.float64))
    order = np.argsort(-squares)[:rank]
    values = np.sqrt(np.maximum(squares[order], 1e-12))
    left = left[:, order]
    return (found @ (left * values)).astype(np.float32), (rest @ (left / values)).astype(np.float32)


def _orthonormal(columns: Floats) -> Floats:
    """Columns that span the same and stand at right angles, by the square of the matrix (Cholesky QR)."""
    import numpy as np

    values, vectors = np.linalg.eigh((columns.T @ columns).astype(np.float64))
    found: Floats = (columns @ (vectors / np.sqrt(np.maximum(values, 1e-9 * values[-1] + 1e-12)))).astype(np.float32)
    return found
