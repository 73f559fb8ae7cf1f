"""The answer lock: the protocol `lessonry-lock-1`, written at build time and opened by the page."""
