"""From checked data to the model, part by part, reporting what the schema cannot express."""
