"""The schema, step by step. `schema.migrate` brings a database to head."""
