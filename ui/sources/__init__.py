"""来源: where items come from, and how each source fares."""
