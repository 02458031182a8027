"""An encoder that encodes each text once, for all topics and channels."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

from bot.ports.encoding import Encoder


class RememberingEncoder:
    """Another encoder's vectors; those of the ``most`` texts used last are kept. For any thread.

    Two threads that meet a new text at once may both have it encoded, with the same result.
    """

    def __init__(self, encoder: Encoder, most: int) -> None:
        self._encoder = encoder
        self._most = most
        self._kept: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()
        self.name = encoder.name
        self.version = encoder.version

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the port says."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        # also with nothing new: only the encoder knows how long a row is
        encoded = self._encoder.vectors(new)
        known.update(zip(new, encoded, strict=True))
        self._keep(known)
        return np.stack([known[text] for text in texts]) if texts else encoded

    def _keep(self, used: dict[str, npt.NDArray[np.float32]]) -> None:
        with self._lock:
            for text, vector in used.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
