"""Tables in files, as they are: CSV, Parquet and Excel, read part by part or row by row."""
