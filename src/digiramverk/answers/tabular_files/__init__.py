"""Tables in files: CSV, Parquet and Excel, read part by part, without interpretation."""
