"""The only place that imports whoosh: folders, schema, writing, reading, evaluating."""
