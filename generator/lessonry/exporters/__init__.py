"""A course or a quiz for other tools: one module a format, and none that knows another."""
