"""Practice servers for trying out, tests and benches. They know nothing of the service and never run in `serve`."""
