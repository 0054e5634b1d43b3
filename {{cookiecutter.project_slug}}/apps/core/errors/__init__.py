"""One shape for everything that goes wrong: ``{"type", "errors": [...], "request_id"}``."""
