"""Everything that becomes forms: YAML, JSON, CSV, Excel, Parquet and frames, checked against a framework."""
