"""Tables in files: CSV, Parquet and Excel, read part by part or row by row, without interpretation."""
