"""How text is read: places, institutions, numbers, severity, functions and units, reprints and events, and their models."""

import os

# Read by numpy when it is first imported: reading multiplies small matrices, for which more threads only burn the other core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
